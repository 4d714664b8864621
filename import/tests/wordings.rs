//! One page in many wordings: each gives the same facts, or reports what it could not read.

use std::collections::BTreeSet;

use larkspec_codegen::model::Endpoint;
use larkspec_import::{Imported, Severity, import, write};

/// In the modern dialect, in our own words.
const PAGE: &str = include_str!("whole/tables.md");

/// The section of its headers.
const HEADERS: &str = "### 请求头\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| Authorization | string | 是 | `tenant_access_token` |\n\n";

fn read(page: &str) -> Imported {
    import(page, Some("shop/order")).unwrap_or_else(|error| panic!("{error}\n{page}"))
}

/// The page with some texts replaced; each must be present.
fn page(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(PAGE.to_owned(), |page, (before, after)| {
            assert!(page.contains(before), "{before}");
            page.replace(before, after)
        })
}

fn rules(imported: &Imported) -> BTreeSet<&'static str> {
    imported.diagnostics.iter().map(|d| d.rule).collect()
}

#[test]
fn the_page_itself() {
    let imported = read(PAGE);
    let Endpoint { query, body, .. } = &imported.endpoint;
    assert_eq!(query[0].rules.values.len(), 2);
    assert_eq!(
        query[1].rules.max.map(|max| max.to_string()).as_deref(),
        Some("2000")
    );
    assert_eq!(body[0].ty.to_string(), "list<object>");
    assert_eq!(body[0].rules.max_items, Some(50));
    assert_eq!(body[0].fields[0].rules.max_len, Some(1000));
    let expected = ["apps-unsaid", "scopes-unsaid", "updated-unsaid"];
    assert_eq!(rules(&imported), BTreeSet::from(expected));
}

#[test]
fn wordings_of_the_same_facts() {
    let cases: &[&[(&str, &str)]] = &[
        &[("\n", "\r\n")],
        &[("| ", "|\t"), (" |", "\t|")],
        &[
            ("必填", "是否必填"),
            ("名称", "参数名"),
            ("类型 | 描述", "类型 | 参数说明"),
        ],
        &[
            ("必填", "必填 (Required)"),
            ("名称", "参数/Parameter"),
            ("类型", "类型 Type"),
        ],
        &[
            ("必填", "Required?"),
            ("| 是 |", "| YES |"),
            ("| 否 |", "| no |"),
        ],
        &[("| 是 |", "| 是（必填） |"), ("| 否 |", "| 选填 |")],
        &[
            ("`1` ～ `2000`", "`１` ～ `２０００`"),
            ("1234567", "１２３４５６７"),
        ],
        &[
            ("必填", "是否可选"),
            ("| 是 |", "| # |"),
            ("| 否 |", "| 是 |"),
            ("| # |", "| 否 |"),
        ],
        &[
            ("| 名称 | 类型 |", "| 类型 | 名称 |"),
            ("| order_id | string |", "| string | order_id |"),
            ("| Authorization | string |", "| string | Authorization |"),
            ("| kind | string |", "| string | kind |"),
            ("| size | int |", "| int | size |"),
            ("| lines | line\\[\\] |", "| line\\[\\] | lines |"),
            (
                "| &nbsp;&nbsp;└ note | string |",
                "| string | &nbsp;&nbsp;└ note |",
            ),
            (
                "| &nbsp;&nbsp;└ tags | string\\[\\] |",
                "| string\\[\\] | &nbsp;&nbsp;└ tags |",
            ),
            ("| draft | boolean |", "| boolean | draft |"),
            ("| code | int |", "| int | code |"),
            ("| msg | string |", "| string | msg |"),
            ("| data | \\- |", "| \\- | data |"),
            (
                "| &nbsp;&nbsp;└ id | string |",
                "| string | &nbsp;&nbsp;└ id |",
            ),
        ],
        &[
            ("| Authorization |", "| **Authorization** |"),
            ("| kind |", "| [kind](https://x/y#z) |"),
            ("| draft |", "| `draft`: |"),
            ("| order_id |", "| {order_id} |"),
        ],
        &[
            ("| size |", "| si\u{200b}ze |"),
            ("| order_id |", "| :order\\_id |"),
        ],
        &[
            ("line\\[\\]", "[line\\[\\]](#line)"),
            ("string\\[\\]", "list&lt;[string](https://x)&gt;"),
        ],
        &[
            ("line\\[\\]", "line&lbrack;&rbrack;"),
            ("string\\[\\]", "string数组"),
            ("boolean", "Bool"),
        ],
        &[("&nbsp;&nbsp;└ ", "&emsp;∟")],
        &[("└ ", "└─ ")],
        &[("└ ", "┗")],
        &[
            ("可选值有", "取值有"),
            ("默认值", "缺省值"),
            ("数据校验规则", "参数校验规则"),
        ],
        &[
            ("可选值有", "Valid values"),
            ("默认值", "Default"),
            ("数据校验规则", "Data validation rules"),
            ("取值范围", "Range"),
            ("长度范围", "Length range"),
            ("最大长度", "Maximum length"),
            ("字符", "characters"),
        ],
        &[
            ("**可选值有**", "可选值如下"),
            ("**默认值**", "默认值"),
            ("**数据校验规则**", "数据校验规则"),
        ],
        &[("- `a`：x<br>- `b`：y", "- \"a\"：x - \"b\"：y")],
        &[("- `a`：x<br>- `b`：y", "• a - x • b - y")],
        &[
            ("`1` ～ `2000`", "1-2,000"),
            ("`1` ～ `50`", "[1, 50]"),
            ("`1000` 字符", "1,000 字符"),
        ],
        &[
            ("`1` ～ `2000`", "1 至 2000 之间"),
            ("`1` ～ `50`", "`1` 个 ～ `50` 个"),
        ],
        &[
            ("### 路径参数", "### 1.1 Path"),
            ("### 查询参数", "### 二、Query"),
            ("### 请求体\n", "### Body\n"),
            ("### 请求头", "### Headers"),
            ("### 响应体\n", "### 返回字段\n"),
            ("### 错误码", "### 返回码"),
        ],
        &[
            ("### 路径参数", "### 路径变量"),
            ("### 查询参数", "### URL 参数"),
            ("### 请求头", "### Header 参数"),
            ("### 响应体\n", "### 参数说明\n"),
            ("### 响应体示例", "### 示例"),
        ],
        // Other forms of headings.
        &[("### 请求体\n", "###请求体\n")],
        &[("### 请求体\n", "**请求体**\n")],
        &[("### 请求体\n", "【请求体】\n")],
        &[
            ("### 请求体\n", "请求体\n---\n"),
            ("### 响应体\n", "响应体\n====\n"),
        ],
        &[
            ("### 查询参数\n", "<h3>查询参数</h3>\n"),
            ("### 请求体\n", "<h3 class=\"a\">请求体</h3>\n"),
        ],
        // Other mirrors: the headers under another word, the token next to the URL.
        &[("### 请求头", "### 头部")],
        &[
            (HEADERS, ""),
            (
                "| HTTP Method | POST |",
                "| HTTP Method | POST |\n| 凭证要求 | tenant_access_token |",
            ),
        ],
        &[
            (HEADERS, ""),
            (
                "| HTTP Method | POST |",
                "| HTTP Method | POST |\n| Access token | `tenant_access_token` |",
            ),
        ],
        // A remark on a separate line, after which the list continues.
        &[(
            "- `a`：x<br>- `b`：y",
            "- `a`：x<br>**注意**：仅限管理员<br>- `b`：y",
        )],
        &[("```json", "~~~json"), ("```", "~~~")],
        &[("```json\n", ""), ("}}\n```\n", "}}\n")],
        &[(
            "- `a`：x<br>- `b`：y<br>",
            "<md-enum><md-enum-item key=\"a\">x</md-enum-item><md-enum-item key=\"b\">y</md-enum-item></md-enum><br>",
        )],
        &[(
            "| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| Authorization | string | 是 |",
            "| key | value |\n| --- | --- |\n| Content-Type | json |\n| Authorization |",
        )],
    ];
    let plain = read(PAGE);
    for changes in cases {
        let page = page(changes);
        let imported = read(&page);
        let (found, expected) = (
            write::write(&imported.endpoint),
            write::write(&plain.endpoint),
        );
        assert_eq!(found, expected, "{changes:?}");
        assert_eq!(rules(&imported), rules(&plain), "{changes:?}");
    }
}

#[test]
fn what_is_not_read_is_told() {
    for (changes, expected) in [
        (
            vec![(
                "| 必填 | 描述 |\n| --- | --- | --- | --- |\n| kind",
                "| 必填 | 取值说明 |\n| --- | --- | --- | --- |\n| kind",
            )],
            "column-unread",
        ),
        (vec![("### 查询参数", "### 其它内容")], "table-unread"),
        (
            vec![("| draft | boolean | 否 | d |", "| draft | boolean |")],
            "required-unread",
        ),
        (
            vec![(
                "| draft | boolean | 否 |",
                "| draft | boolean | 是（当 x 为 1 时） |",
            )],
            "required-unread",
        ),
        (vec![("| draft |", "| draft（已废弃） |")], "name-remark"),
        (vec![("| draft |", "| draft.on |")], "name-path"),
        (
            vec![("| order_id | string |", "| order_id | string(64) |")],
            "type-remark",
        ),
        (
            vec![(
                "- 取值范围：`1` ～ `2000`",
                "- 取值范围：`1` ～ `2000`<br>- 步长：5",
            )],
            "rule-unread",
        ),
        (vec![("`1` ～ `2000`", "`1` ～ `2^31`")], "rule-unread"),
        (vec![("`1` ～ `2000`", "(0, 2000]")], "rule-unread"),
        (vec![("`1000` 字符", "1000 字节")], "rule-unread"),
        (vec![("- `b`：y", "- `b`、`c`：y")], "enum-partial"),
        (vec![("- `b`：y", "- 其它：y")], "enum-partial"),
        (vec![("**可选值有**", "**提示**")], "enum-unlabelled"),
        (
            vec![("**默认值**：`a`", "**默认值**：`a`（不传时）")],
            "default-remark",
        ),
        (
            vec![("**默认值**：`a`", "**默认值**：不限")],
            "prose-default-open",
        ),
        (vec![(":order_id |", ":order_id/ |")], "url-slash"),
        (
            vec![("open.feishu.cn", "open.feishu.example")],
            "host-other",
        ),
        (
            vec![("# A page\n", "# A page\n\n频率上限为 5QPS\n")],
            "rate-prose",
        ),
        (
            vec![(
                "### 请求头",
                "| HTTP URL | https://open.feishu.cn/open-apis/y |\n| --- | --- |\n| HTTP Method | GET |\n\n### 请求头",
            )],
            "endpoint-many",
        ),
        (
            vec![("| 400 | 1234567 | bad |", "| 200 | 0 | ok |")],
            "error-code",
        ),
        (
            vec![(
                "### 请求体\n",
                "### 请求体\n\n| 位 | 含义 |\n| --- | --- |\n| 1 | x |\n",
            )],
            "table-unread",
        ),
        (
            vec![(
                "\n### 错误码",
                "\n```json\n{\"code\": 1, \"msg\": \"no\"}\n```\n\n### 错误码",
            )],
            "example-more",
        ),
        (
            vec![(
                "| data | \\- | d |\n| &nbsp;&nbsp;└ id |",
                "| error | string | e |\n| id |",
            )],
            "envelope-row",
        ),
        (
            vec![
                (
                    "| code | int | c |\n| msg | string | m |\n| data | \\- | d |\n| &nbsp;&nbsp;└ id |",
                    "| log_id | string | d |\n| id |",
                ),
                (
                    "{\"code\": 0, \"msg\": \"\", \"data\": {\"id\": \"1\"}}",
                    "{\"id\": \"1\"}",
                ),
            ],
            "envelope-unsaid",
        ),
        (
            vec![(
                "# A page\n",
                "# A page\n\n不再维护，请用 [A](/x/reference/shop-v2/order/list) 或 [B](/y)\n",
            )],
            "replaced-open",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft、final | string | 否 | **示例值**：\"1\" |",
            )],
            "example-shared",
        ),
        (
            vec![("- `b`：y<br>", "- `b`：y<br>  - `c`：z<br>")],
            "enum-partial",
        ),
        (
            vec![(
                "| HTTP Method | POST |",
                "| HTTP Method | POST |\n| 数据格式 | json |",
            )],
            "row-other",
        ),
        (
            vec![(
                "### 错误码",
                "### 其它\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\n### 错误码",
            )],
            "table-unread",
        ),
        (
            vec![
                ("否 | d |", "否 | **默认值**：`false` |"),
                ("string | i |", "string | **默认值**：`7` |"),
            ],
            "default-response",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft | string | 否 | \"a\" - Normal; \"b\" - Refunded |",
            )],
            "prose-values",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft | string | 否 | \"a\" means normal orders; \"b\" means refunded ones |",
            )],
            "prose-values",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft | string | 否 | It could be \"a\" or \"b\". |",
            )],
            "prose-values",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft | string | 否 | \"a\" stands for x, \"b\" stands for y |",
            )],
            "prose-values",
        ),
        (
            vec![("`1000` 字符", "`1000` 字符，超出部分将被截断")],
            "limit-soft",
        ),
        (
            vec![(
                "### 错误码",
                "### 其它\n\n```json\n{\"a\": 1}\n```\n\n### 错误码",
            )],
            "example-unread",
        ),
        (
            vec![(
                "| msg | string | m |",
                "| msg | string | m |\n\n```json\n{\"code\": 0}\n```\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | c |",
            )],
            "example-unread",
        ),
        (
            vec![("### 错误码", "> | x | string | 否 | x |\n\n### 错误码")],
            "row-stray",
        ),
        (vec![("| 1234567 |", "| |")], "error-code"),
        (vec![("| 1234567 |", "| - |")], "error-code"),
        (vec![("| 1234567 |", "| 1234567~1234570 |")], "error-code"),
        (vec![("| 1234567 |", "| 1234567（旧） |")], "error-code"),
        (vec![("| 400 |", "| 4xx |")], "error-status"),
        (
            vec![("bad |\n", "bad |\n\n- `1234568`：worse\n")],
            "errors-unread",
        ),
        (
            vec![("bad |\n", "bad |\n\n错误码 1234568 表示参数错误\n")],
            "errors-unread",
        ),
        (
            vec![(
                "### 响应体示例\n",
                "### 响应体示例\n\n| 名称 | 描述 |\n| --- | --- |\n| a | x |\n",
            )],
            "table-unread",
        ),
        (
            vec![(
                "## 请求\n",
                "## 请求\n\n| 位 | url |\n| --- | --- |\n| url | 1 |\n",
            )],
            "table-unread",
        ),
        (
            vec![(
                "### 路径参数",
                "### 请求头\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| X-A | string | 是 | a |\n\n### 请求头\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| X-B | string | 是 | b |\n\n### 路径参数",
            )],
            "table-second",
        ),
        (
            vec![(
                "| HTTP Method | POST |",
                "| HTTP Method | POST |\n| HTTP Method | GET |",
            )],
            "row-other",
        ),
        (
            vec![("| HTTP Method | POST |", "| HTTP Method | POST |\n| | x |")],
            "row-other",
        ),
        (
            vec![
                (
                    "| 项目 | 值 |\n| --- | --- |",
                    "| 项目 | 值 | 备注 |\n| --- | --- | --- |",
                ),
                ("| POST |", "| POST | x |"),
            ],
            "row-other",
        ),
        (
            vec![("| draft | boolean | 否 | d |", "| … | | | |")],
            "row-unread",
        ),
        (
            vec![("| draft | boolean | 否 | d |", "| — | string | 否 | d |")],
            "row-unread",
        ),
        (
            vec![(HEADERS, "### 请求头\n\n- `X-A` (string)：a\n\n")],
            "section-unread",
        ),
        (
            vec![(
                "### 错误码",
                "### 响应体\n\n<table><tr><th>名称</th><th>类型</th><th>描述</th></tr><tr><td>x</td><td rowspan=\"2\">int</td><td>x</td></tr><tr><td>y</td><td>y</td></tr></table>\n\n### 错误码",
            )],
            "cell-span",
        ),
        (
            vec![(
                "| draft | boolean | 否 | d |",
                "| draft | string | 否 | 公司和部门不能同时为空 |",
            )],
            "any-of-open",
        ),
        (
            vec![("- `b`：y<br>", "- `b`：y<br>同时支持自定义类型的值<br>")],
            "enum-open",
        ),
    ] {
        let imported = read(&page(&changes));
        assert!(
            rules(&imported).contains(expected),
            "{changes:?}: {:?}",
            imported.diagnostics
        );
    }
}

/// Each table of a section with several tables is reported, not only the second.
#[test]
fn tables_beyond_the_second() {
    let table =
        "\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| x | string | 是 | x |\n";
    let rows = "| draft | boolean | 否 | d |\n";
    for (text, after) in [(rows, 3), ("| &nbsp;&nbsp;└ id | string | i |\n", 2)] {
        let imported = read(&page(&[(text, &format!("{text}{}", table.repeat(after)))]));
        let told = imported.diagnostics.iter();
        let told = told.filter(|d| d.rule == "table-second").count();
        assert_eq!(told, after, "{:?}", imported.diagnostics);
    }
}

/// A row says required and its text optional: the row wins, and this is reported. One remark suffices if a text
/// requires one of several fields.
#[test]
fn required_and_optional_at_once() {
    for (row, expected) in [
        (
            "是 | 可选，不填时取当前用户",
            vec!["required-contradiction"],
        ),
        ("是 | 名称（选填）", vec!["required-contradiction"]),
        (
            "是 | 名称。该字段为可选参数。",
            vec!["required-contradiction"],
        ),
        ("是 | Optional. A name", vec!["required-contradiction"]),
        ("是 | A name (optional)", vec!["required-contradiction"]),
        (
            "是 | This field is not required.",
            vec!["required-contradiction"],
        ),
        ("否 | 可选，不填时取当前用户", vec![]),
        ("是 | 可选的名称之一", vec![]),
        ("是 | （选填）名称", vec!["required-contradiction"]),
        ("是 | 可选范围", vec![]),
        ("是 | 1. 打开页面<br>2. （可选）调用接口", vec![]),
        ("是 | An optional name of it", vec![]),
        ("否 | 必填。名称", vec!["required-contradiction"]),
        (
            "否 | At least one of `draft` and `lines` is required",
            vec!["prose-any-of"],
        ),
    ] {
        let row = format!("| draft | string | {row} |");
        let imported = read(&page(&[("| draft | boolean | 否 | d |", &row)]));
        let told = ["required-contradiction", "enum-unlabelled", "prose-any-of"];
        let found: Vec<_> = told
            .into_iter()
            .filter(|rule| rules(&imported).contains(rule))
            .collect();
        assert_eq!(found, expected, "{row}");
        let draft = &imported.endpoint.body[1];
        assert_eq!(draft.required, row.contains("| 是 |"), "{row}");
    }
}

/// Cells that span several rows, and cells after the last column.
#[test]
fn tables_of_plain_html() {
    let plain = read(PAGE).endpoint;
    let rows = "| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | c |\n| msg | string | m |\n| data | \\- | d |\n| &nbsp;&nbsp;└ id | string | i |\n";
    let table = |cells: &str| {
        format!(
            "<table>\n<tr><th>名称</th><th>类型</th><th>描述</th></tr>\n<tr><td>code</td><td>int</td><td>c</td></tr>\n\
             <tr><td>msg</td>{cells}</tr>\n<tr><td>data</td><td>-</td><td>d</td></tr>\n\
             <tr><td>&nbsp;&nbsp;└ id</td><td>string</td><td>i</td></tr>\n</table>\n"
        )
    };
    for (cells, rule) in [
        ("<td>string</td><td>m</td>", None),
        ("<td>string</td><td>m</td><td>more</td>", Some("row-long")),
        ("<td colspan=\"2\">string</td>", Some("cell-span")),
    ] {
        let imported = read(&page(&[(rows, &table(cells))]));
        assert_eq!(imported.endpoint.response, plain.response, "{cells}");
        let told = ["row-long", "cell-span"];
        let found: Vec<_> = told
            .into_iter()
            .filter(|r| rules(&imported).contains(r))
            .collect();
        assert_eq!(found, Vec::from_iter(rule), "{cells}");
    }
}

/// Without a header, the first row of a table is either one, or an ordinary field.
#[test]
fn tables_of_cells_without_a_head() {
    let plain = read(PAGE).endpoint;
    let rows = "| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | c |\n| msg | string | m |\n| data | \\- | d |\n| &nbsp;&nbsp;└ id | string | i |\n";
    let row = |cells: &str| format!("<tr><td>{}</td></tr>\n", cells.replace('|', "</td><td>"));
    for (head, tag, rule) in [
        ("名称|类型|描述", "", None),
        ("**Name**|Type|Description", "", None),
        ("名称|类型|描述", "md-", None),
        ("", "", Some("header-unsaid")),
    ] {
        let head = Some(head).filter(|head| !head.is_empty());
        let fields = [
            "code|int|c",
            "msg|string|m",
            "data|-|d",
            "&nbsp;&nbsp;└ id|string|i",
        ];
        let cells: String = head.into_iter().chain(fields).map(row).collect();
        let table = format!("<table>\n{cells}</table>\n");
        let table = table
            .replace("<t", &format!("<{tag}t"))
            .replace("</t", &format!("</{tag}t"));
        let imported = read(&page(&[(rows, &table)]));
        assert_eq!(imported.endpoint.response, plain.response, "{table}");
        let told = rules(&imported).contains("header-unsaid");
        assert_eq!(told, rule.is_some(), "{table}");
    }
}

/// Codes within the message of another error do not belong to the endpoint.
#[test]
fn codes_of_inner_errors_are_left_out() {
    let plain = read(PAGE).endpoint;
    let table = "| 400 | 1234567 | bad |\n";
    for heading in [
        "1234567 子错误码",
        "子错误码",
        "Sub-error codes",
        "Error codes (sub error codes of 1234567)",
    ] {
        let inner =
            format!("{table}\n### {heading}\n\n| 错误码 | 描述 |\n| --- | --- |\n| 100290 | x |\n");
        let imported = read(&page(&[(table, &inner)]));
        assert_eq!(imported.endpoint.errors, plain.errors, "{heading}");
        assert!(rules(&imported).contains("error-inner"), "{heading}");
    }
    let more =
        format!("{table}\n### 补充错误码\n\n| 错误码 | 描述 |\n| --- | --- |\n| 100290 | x |\n");
    let imported = read(&page(&[(table, &more)]));
    assert_eq!(imported.endpoint.errors.len(), 2);
}

/// Readers of the page do not see comments.
#[test]
fn comments_are_not_read() {
    let plain = read(PAGE).endpoint;
    let hidden = "| hidden | string | 是 | h |\n";
    let row = "| draft | boolean | 否 | d |\n";
    let after = "### 响应体示例\n";
    for (text, with) in [
        (row, format!("{row}<!-- {hidden} -->\n")),
        (row, format!("<!--\n{hidden}-->\n{row}")),
        (row, format!("{row}‹!--\n{hidden}--›\n")),
        (
            row,
            row.replace("| d |", "| d<!-- **默认值**：`true` --> |"),
        ),
        (
            row,
            row.replace("| d |", "| d<!-- 最大值：`3` --><!----> |"),
        ),
        (
            after,
            format!(
                "<!--\n## 请求体\n\n| 名称 | 类型 |\n| --- | --- |\n| x | int |\n-->\n\n{after}"
            ),
        ),
    ] {
        let imported = read(&page(&[(text, &with)]));
        let endpoint = Endpoint {
            page_hash: plain.page_hash.clone(),
            ..imported.endpoint.clone()
        };
        assert_eq!(endpoint, plain, "{with}");
        assert!(rules(&imported).contains("comment-hidden"), "{with}");
        assert!(!rules(&imported).contains("comment-open"), "{with}");
    }
    // Lines after a comment keep their numbers.
    let line = |page: &str| {
        let found = page.lines().position(|line| line.contains("| draft"));
        found.map(|at| at + 1)
    };
    let bad = page(&[(
        row,
        &format!("<!--\n{hidden}-->\n{}", row.replace("boolean", "what")),
    )]);
    let told = read(&bad)
        .diagnostics
        .into_iter()
        .find(|d| d.text.contains("`what`"));
    assert_eq!(told.map(|d| d.line), line(&bad));
}

/// An unclosed comment hides nothing, and what looks like a comment in code is code.
#[test]
fn comments_that_are_none() {
    let row = "| draft | boolean | 否 | d |\n";
    let open = read(&page(&[(
        row,
        &format!("{row}<!-- | more | int | 是 | m |\n"),
    )]));
    assert!(rules(&open).contains("comment-open"));
    let code = "```json\n{\"code\": 0, \"msg\": \"\", \"data\": {\"id\": \"1\"}}\n```\n";
    for (text, with) in [
        (code, code.replace("\"1\"", "\"<!-- 1 -->\"")),
        (
            code,
            code.replace("```json", ":::html\n<md-code-json>")
                .replace("```\n", "</md-code-json>\n:::\n")
                .replace("\"1\"", "\"<!-- 1 -->\""),
        ),
        ("| d |", "| d `<!-- x -->` |".to_owned()),
    ] {
        let imported = read(&page(&[(text, &with)]));
        assert!(!rules(&imported).contains("comment-hidden"), "{with}");
        let shown = imported
            .endpoint
            .example
            .response
            .unwrap_or_default()
            .to_string();
        assert_eq!(
            shown.contains("<!-- 1 -->"),
            with.contains("<!-- 1"),
            "{with}: {shown}"
        );
    }
}

/// Content that can only be read with a remark.
#[test]
fn what_is_read_with_a_remark() {
    let plain = write::write(&read(PAGE).endpoint);
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("&nbsp;&nbsp;└ ", "   ")], "depth-spaces"),
        (
            &[(
                "| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| lines | line\\[\\] | 是 | l<br>**数据校验规则**：<br>- 长度范围：`1` ～ `50` |\n",
                "| lines | object\\[\\] | 是 | l<br>**数据校验规则**：<br>- 长度范围：`1` ～ `50` |\n| --- | --- | --- | --- |\n",
            )],
            "header-unsaid",
        ),
    ];
    for (changes, rule) in cases {
        let imported = read(&page(changes));
        assert_eq!(write::write(&imported.endpoint), plain, "{changes:?}");
        assert!(
            rules(&imported).contains(rule),
            "{:?}",
            imported.diagnostics
        );
    }
}

/// A table of headers under an unknown heading still shows which tokens are accepted.
#[test]
fn tokens_under_an_unknown_heading() {
    let imported = read(&page(&[("### 请求头", "### 接口调用所需")]));
    assert_eq!(
        imported.endpoint.http.tokens,
        read(PAGE).endpoint.http.tokens
    );
    assert!(rules(&imported).contains("table-unread"));
    assert!(!rules(&imported).contains("tokens-unsaid"));
}

/// An example that contradicts a list of values opens it.
#[test]
fn lists_that_their_own_example_breaks() {
    let example = |value: &str| {
        let after = format!(
            "\n### 请求体示例\n\n```json\n{{\"lines\": [{{\"tags\": []}}], \"draft\": {value}}}\n```\n\n## 响应"
        );
        let row = "| draft | string | 否 | **可选值有**：<br>- `a`：x<br>- `b`：y |";
        read(&page(&[
            ("\n## 响应", &after),
            ("| draft | boolean | 否 | d |", row),
        ]))
    };
    for (value, open) in [("\"a\"", false), ("\"z\"", true)] {
        let imported = example(value);
        let draft = &imported.endpoint.body[1];
        assert_eq!(
            (draft.rules.values.len(), draft.rules.open),
            (2, open),
            "{value}"
        );
        assert!(
            imported.endpoint.example.request.is_some(),
            "{:?}",
            imported.diagnostics
        );
        assert_eq!(rules(&imported).contains("example-enum"), open);
    }
    let row =
        "| draft | string | 否 | **可选值有**：<br>- `a`：x<br>- `b`：y<br>**示例值**：\"c\" |";
    let imported = read(&page(&[("| draft | boolean | 否 | d |", row)]));
    assert!(imported.endpoint.body[1].rules.open);
    assert_eq!(imported.endpoint.body[1].example, Some("c".into()));
}

/// The content of a row that lacks a cell shows which cell is missing.
#[test]
fn rows_that_are_a_cell_short() {
    let plain = read(PAGE).endpoint;
    for (before, after) in [
        (
            "| draft | boolean | 否 | d |",
            "| draft | boolean | d e f |",
        ),
        ("| size | int | 是 | n<br>", "| size | 是 | n<br>"),
        ("| data | \\- | d |", "| data | d e f |"),
    ] {
        let imported = read(&page(&[(before, after)]));
        let found = imported.endpoint;
        let told: Vec<_> = imported.diagnostics.iter().map(|d| d.rule).collect();
        assert!(told.contains(&"row-short"), "{after}: {told:?}");
        let required = |endpoint: &Endpoint| -> Vec<bool> {
            let fields = endpoint.query.iter().chain(&endpoint.body);
            fields.map(|field| field.required).collect()
        };
        assert_eq!(required(&found), required(&plain), "{after}");
        assert_eq!(found.response, plain.response, "{after}");
        assert_eq!(found.body[0].rules, plain.body[0].rules, "{after}");
        assert_eq!(found.body[1].ty, plain.body[1].ty, "{after}");
    }
}

/// A converter pads such a row at its end; a cell under the wrong header must not be read as a fact of another kind.
#[test]
fn rows_that_are_a_cell_short_and_filled_up() {
    let text = "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/shop/v1/x\nHTTP Method | POST\n\n\
        ### 请求体\n\n| 名称 | 类型 | 说明 | 示例 |\n| --- | --- | --- | --- |\n\
        | `a` `必选` | `string` | 名称 | x |\n| `b` | 是否支持批量已读 | true |  |\n| `c` | `bool` | true |  |\n\n\
        ### 请求体示例\n\n```json\n{\"a\": \"x\", \"b\": false}\n```\n";
    let imported = read(text);
    let body = &imported.endpoint.body;
    let facts: Vec<_> = body
        .iter()
        .map(|field| (field.ty.to_string(), field.required, field.example.clone()))
        .collect();
    assert_eq!(facts[0], ("string".to_owned(), true, Some("x".into())));
    assert_eq!(facts[1], ("bool".to_owned(), false, Some(true.into())));
    assert_eq!(facts[2].0, "bool");
    assert!(rules(&imported).contains("row-short"));
}

/// Other wordings of a page's facts, and the resulting field `draft`.
#[test]
fn facts_of_one_field() {
    for (row, ty, expected) in [
        (
            "string | 否 | Values: ROWS (default) or COLUMNS",
            "string",
            "default = \"ROWS\"",
        ),
        (
            "string | 否 | `a` (default) or `b`",
            "string",
            "default = \"a\"",
        ),
        ("int | 否 | 1（默认）或 2", "int", "default = 1"),
        ("string | 否 | the usual (default) order", "string", ""),
        (
            "string | 否 | 名称应不超过`255`字符，超出部分将被截断",
            "string",
            "",
        ),
        (
            "string | 否 | Up to 255 characters; longer names are truncated.",
            "string",
            "",
        ),
        (
            "string | 否 | 名称应不超过`255`字符",
            "string",
            "max_len = 255",
        ),
        (
            "string\\[\\] | 否 | 最多100个，超过的部分会被忽略",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 列表长度不能大于 200。",
            "list<string>",
            "max_items = 200",
        ),
        (
            "string\\[\\] | 否 | d<br>- 列表长度不能超过 200",
            "list<string>",
            "max_items = 200",
        ),
        (
            "string\\[\\] | 否 | 列表，列表长度上限 200，只有列表内的用户可见",
            "list<string>",
            "max_items = 200",
        ),
        (
            "string\\[\\] | 否 | 用户列表，元素个数不超过1,000，**先增加后删除**",
            "list<string>",
            "max_items = 1000",
        ),
        (
            "string\\[\\] | 否 | **注意**：列表最大长度为 200",
            "list<string>",
            "max_items = 200",
        ),
        (
            "string\\[\\] | 否 | 最大元素个数为2",
            "list<string>",
            "max_items = 2",
        ),
        (
            "string\\[\\] | 否 | 数组长度不大于 10 个",
            "list<string>",
            "max_items = 10",
        ),
        (
            "string\\[\\] | 否 | 列表长度 ≤ 20",
            "list<string>",
            "max_items = 20",
        ),
        (
            "string\\[\\] | 否 | 列表元素数量不得超过`20`",
            "list<string>",
            "max_items = 20",
        ),
        (
            "string\\[\\] | 否 | The list length must not exceed 200.",
            "list<string>",
            "max_items = 200",
        ),
        (
            "string\\[\\] | 否 | Maximum number of items: 20",
            "list<string>",
            "max_items = 20",
        ),
        (
            "string\\[\\] | 否 | The number of elements in the list cannot exceed 50.",
            "list<string>",
            "max_items = 50",
        ),
        (
            "string\\[\\] | 否 | 每个列表，列表长度不能超过 5",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 列表长度不能超过 64 字符",
            "list<string>",
            "",
        ),
        ("string\\[\\] | 否 | 长度不超过 64", "list<string>", ""),
        (
            "string\\[\\] | 否 | mention_user 元素上限 3 个",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 当 kind_of 为 a 时，列表长度不能超过 5",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 列表长度不能超过 5，超过的部分会被忽略",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 建议列表长度不超过 5",
            "list<string>",
            "",
        ),
        (
            "string\\[\\] | 否 | 列表长度不能超过 5 万",
            "list<string>",
            "",
        ),
        ("divider | 否 | 分割线，为空结构体", "object", ""),
        ("- | 否 | An empty object.", "object", ""),
    ] {
        let imported = read(&page(&[(
            "| draft | boolean | 否 | d |",
            &format!("| draft | {row} |"),
        )]));
        let draft = imported
            .endpoint
            .body
            .iter()
            .find(|field| field.name == "draft")
            .expect("a field");
        assert_eq!(draft.ty.to_string(), ty, "{row}");
        let default = draft
            .default
            .as_ref()
            .map(|value| format!("default = {value}"));
        let max_len = draft.rules.max_len.map(|max| format!("max_len = {max}"));
        let max_items = draft
            .rules
            .max_items
            .map(|max| format!("max_items = {max}"));
        let found: Vec<String> = default
            .into_iter()
            .chain(max_len)
            .chain(max_items)
            .collect();
        assert_eq!(
            found.join(" "),
            expected,
            "{row}: {:?}",
            imported.diagnostics
        );
    }
}

/// Fields of which a text requires one are not each required.
#[test]
fn one_of_several_required_fields() {
    for (a, b, freed) in [
        ("a 和 b 二选一", "b", true),
        ("注意：a 与 b 至少填一个", "b", true),
        ("与 b 二选一", "b", true),
        ("Either a or b must be given.", "b", true),
        ("At least one of `a` and `b`.", "b", true),
        ("a 和 b 不能同时为空", "b", true),
        ("至少传入一个字段", "b", false),
        ("One of the b2 values", "b", false),
        ("a", "b", false),
    ] {
        let rows = format!("| a | string | 是 | {a} |\n| b | string | 是 | {b} |");
        let imported = read(&page(&[("| draft | boolean | 否 | d |", &rows)]));
        let required = |name: &str| {
            let field = imported
                .endpoint
                .body
                .iter()
                .find(|field| field.name == name);
            field.expect(name).required
        };
        assert_eq!((required("a"), required("b")), (!freed, !freed), "{a}");
        assert_eq!(rules(&imported).contains("required-one-of"), freed, "{a}");
    }
}

/// The rules for several fields, as texts state them for `draft`, next to `kind_of` and `other`.
#[test]
fn rules_of_several_fields() {
    for (text, expected) in [
        ("与 other 二选一", "any_of = \"draft\""),
        ("draft 和 other 至少填一个", "any_of = \"draft\""),
        ("和 `other` 不能同时为空", "any_of = \"draft\""),
        ("与 other 必须传入其中一个", "any_of = \"draft\""),
        ("draft、other 不得均为空", "any_of = \"draft\""),
        (
            "At least one of `draft` and `other` must be specified.",
            "any_of = \"draft\"",
        ),
        ("draft and other cannot both be empty", "any_of = \"draft\""),
        ("与 nobody 二选一", ""),
        (
            "当 kind_of 为 a 时必填",
            "required_when = { kind_of = \"a\" }",
        ),
        (
            "如果kind_of为b，则必填",
            "required_when = { kind_of = \"b\" }",
        ),
        (
            "`kind_of` 为 `a` 或 `b` 时该字段为必填参数",
            "required_when = { kind_of = [\"a\", \"b\"] }",
        ),
        (
            "当 kind_of 不为 a 时必填",
            "required_when = { kind_of = { not = \"a\" } }",
        ),
        (
            "若未传入`other`，该参数必填",
            "required_when = { other = { present = false } }",
        ),
        (
            "Required if `other` is set.",
            "required_when = { other = { present = true } }",
        ),
        (
            "Required when `kind_of` is `a`.",
            "required_when = { kind_of = \"a\" }",
        ),
        // A value that `kind_of` does not have, a field that does not exist, another required field.
        ("当 kind_of 为 z 时必填", ""),
        ("当 nobody 为 a 时必填", ""),
        ("当 kind_of 为 a 时必填 other", ""),
        ("JSON 结构序列化后的字符串", "format = \"json\""),
        ("JSON 数组，需压缩转义为字符串", "format = \"json\""),
        ("A JSON string", "format = \"json\""),
        ("内容，需转义", ""),
    ] {
        let rows = format!(
            "| draft | string | 否 | {text} |\n\
             | kind_of | string | 否 | k<br>**可选值有**：<br>- `a`：x<br>- `b`：y |\n| other | string | 否 | o |"
        );
        let imported = read(&page(&[("| draft | boolean | 否 | d |", &rows)]));
        let spec = write::write(&imported.endpoint);
        let table = spec.split("[body.draft]").nth(1).expect("a table");
        let table = table.split("\n[").next().unwrap_or_default();
        let found: Vec<String> = table
            .lines()
            .filter(|line| {
                ["any_of", "required_when", "format"]
                    .iter()
                    .any(|key| line.starts_with(key))
            })
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            found.join(" "),
            expected,
            "{text}: {:?}",
            imported.diagnostics
        );
        let taken = ["prose-any-of", "prose-required-when", "prose-json-text"];
        let left = [
            "any-of-open",
            "required-when-open",
            "required-conditional",
            "json-text-open",
        ];
        let kinds = if expected.is_empty() {
            &left[..]
        } else {
            &taken[..]
        };
        assert!(
            kinds.iter().any(|kind| rules(&imported).contains(kind)),
            "{text}: {:?}",
            imported.diagnostics
        );
    }
}

#[test]
fn names_with_a_blank() {
    for (cell, expected) in [
        ("frozen RowCount", vec!["frozenRowCount"]),
        ("page_ size", vec!["page_size"]),
        ("page _size", vec!["page_size"]),
        ("user_id open_id", vec!["user_id", "open_id"]),
    ] {
        let row = format!("| {cell} | int | 否 | d |");
        let imported = read(&page(&[("| draft | boolean | 否 | d |", &row)]));
        let names: Vec<&str> = imported.endpoint.body[1..]
            .iter()
            .map(|field| &*field.name)
            .collect();
        assert_eq!(names, expected, "{cell}");
        let told = ["name-remark", "row-many"];
        assert!(
            told.iter().any(|rule| rules(&imported).contains(rule)),
            "{cell}"
        );
    }
}

/// A list called `data` below `data`: the spec starts next to `code`.
#[test]
fn data_within_data() {
    let imported = read(&page(&[
        ("└ id | string | i |", "└ data | string\\[\\] | i |"),
        ("\"data\": {\"id\": \"1\"}", "\"data\": {\"data\": [\"1\"]}"),
    ]));
    let text = write::write(&imported.endpoint);
    assert!(text.contains("envelope = \"flat\""), "{text}");
    assert!(
        text.contains("[response.\"data.data\"]\ntype     = \"list<string>\""),
        "{text}"
    );
    assert!(text.contains("[example]"), "{text}");
    assert!(rules(&imported).contains("data-in-data"));
}

/// A table without types, whose example answers yes with 1: it is paged.
#[test]
fn paging_of_a_table_without_types() {
    let imported = read(&page(&[
        (
            "| size | int | 是 |",
            "| page_token | string | 否 | t |\n| size | int | 是 |",
        ),
        (
            "| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | c |\n| msg | string | m |\n| data | \\- | d |\n| &nbsp;&nbsp;└ id | string | i |",
            "| 参数 | 说明 |\n| --- | --- |\n| code | c |\n| msg | m |\n| data | d |\n| &nbsp;&nbsp;└ page_token | t |\n| &nbsp;&nbsp;└ has_more | 是否还有更多 |\n| &nbsp;&nbsp;└ items | i |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ id | i |",
        ),
        (
            "{\"id\": \"1\"}",
            "{\"page_token\": \"3\", \"has_more\": 1, \"items\": [{\"id\": \"1\"}]}",
        ),
    ]));
    assert!(
        imported.endpoint.page.is_some(),
        "{:?}",
        imported.diagnostics
    );
    let told = rules(&imported);
    assert!(told.contains("type-example") && told.contains("example-bool"));
    let example = imported.endpoint.example.response.unwrap_or_default();
    assert_eq!(example["data"]["has_more"], true);
}

/// An example that breaks a rule which is omitted anyway is kept.
#[test]
fn an_example_outlives_a_format_that_is_left_out() {
    let row = "| start | string | 否 | 秒级时间戳，或日期<br>**示例值**：\"2021-01-01\" |\n";
    let example = "\n### 请求体示例\n\n```json\n{\"lines\": [{\"tags\": []}], \"start\": \"2021-01-01\"}\n```\n\n## 响应";
    let imported = read(&page(&[
        ("| draft | boolean | 否 | d |\n", row),
        ("\n## 响应", example),
    ]));
    assert!(imported.endpoint.example.request.is_some());
    assert_eq!(imported.endpoint.body[1].format, None);
    let told = rules(&imported);
    assert!(told.contains("format-contradiction") && !told.contains("example-contradiction"));
}

/// Spaces before names are less reliable than types and examples.
#[test]
fn spaces_that_are_no_indent() {
    let example = "\n### 请求体示例\n\n```json\n{\"lines\": [{\"note\": \"n\", \"tags\": []}], \"draft\": true}\n```\n\n## 响应";
    let corners = ("&nbsp;&nbsp;└ ", "   ");
    let below_scalar = [corners, ("| line\\[\\] |", "| string |")];
    let shown_at_top = [
        corners,
        ("\n## 响应", example),
        ("| draft |", "|    draft |"),
    ];
    for (changes, fields) in [(&below_scalar[..], 4), (&shown_at_top[..], 2)] {
        let imported = read(&page(changes));
        assert_eq!(
            imported.endpoint.body.len(),
            fields,
            "{:?}",
            imported.endpoint.body
        );
        let told = imported
            .diagnostics
            .iter()
            .find(|d| d.rule == "depth-spaces");
        assert!(told.is_some_and(|d| d.severity == Severity::Warning));
    }
}

/// A table without marks next to one with marks: the example decides, which is reported.
#[test]
fn nesting_of_one_table_may_be_missing() {
    let example = "\n### 请求体示例\n\n```json\n{\"lines\": [{\"note\": \"n\", \"tags\": []}], \"draft\": true}\n```\n\n## 响应";
    let marks = [
        ("&nbsp;&nbsp;└ note", "note"),
        ("&nbsp;&nbsp;└ tags", "tags"),
    ];
    let drawn = read(&page(&[("\n## 响应", example)]));
    let flat = read(&page(&[&[("\n## 响应", example)], &marks[..]].concat()));
    assert_eq!(
        write::write(&flat.endpoint),
        write::write(&drawn.endpoint),
        "{:?}",
        flat.diagnostics
    );
    let told = flat.diagnostics.iter().find(|d| d.rule == "depth-example");
    assert!(told.is_some_and(|d| d.severity == Severity::Warning));
    // Without an example, nothing contradicts the table.
    let bare = read(&page(&marks));
    assert!(bare.endpoint.body[0].fields.is_empty());
    assert_eq!(bare.endpoint.body.len(), 4);
}

/// Of several fields in a required row, one may be enough, so a request with one must be valid.
#[test]
fn several_fields_in_a_required_row_are_taken_as_optional() {
    let imported = read(&page(&[("| lines |", "| lines、rows |")]));
    let [lines, rows, ..] = imported.endpoint.body.as_slice() else {
        panic!("two fields")
    };
    assert_eq!((&*lines.name, lines.required), ("lines", false));
    assert_eq!((&*rows.name, rows.required), ("rows", false));
    let told = imported.diagnostics.iter().find(|d| d.rule == "row-many");
    assert!(told.is_some_and(|d| d.severity == Severity::Warning));
}

#[test]
fn a_comment_may_stand_in_for_front_matter() {
    let facts = "fullPath: /reference/shop-v1/order/update\nupdatedAt: 2024-05-06T00:00:00Z\n";
    for page in [
        format!("---\n{facts}---\n{PAGE}"),
        format!("<!--\n{facts}-->\n{PAGE}"),
        format!("<!--\n  {}-->\n{PAGE}", facts.replacen('\n', "\n  ", 1)),
    ] {
        let imported = import(&page, None).expect("imports");
        assert_eq!(imported.endpoint.name, "shop/v1/order/update");
        let updated = imported.endpoint.updated.map(|date| date.to_string());
        assert_eq!(updated.as_deref(), Some("2024-05-06"));
    }
}

#[test]
fn fields_with_names_of_secrets_are_secrets() {
    let is_secret = |row: &str| {
        let imported = read(&page(&[("| draft | boolean |", row)]));
        let fields = &imported.endpoint.body;
        let is_secret = fields.iter().any(|field| field.secret);
        assert_eq!(rules(&imported).contains("secret-name"), is_secret, "{row}");
        is_secret
    };
    assert!(is_secret("| app_secret | string |"));
    assert!(!is_secret("| page_token | string |"));
    assert!(!is_secret("| password | boolean |"));
}

/// Required fields may be marked next to their names.
#[test]
fn marks_of_required_fields() {
    let with_marks = |marked: &str, plain: &str| {
        page(&[
            (
                "| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |",
                "| 名称 | 类型 | 描述 |\n| --- | --- | --- |",
            ),
            ("| 是 |", "|"),
            ("| 否 |", "|"),
            ("| size |", &format!("| size{marked} |")),
            ("| lines |", &format!("| lines{marked} |")),
            ("tags |", &format!("tags{marked} |")),
            ("| kind |", &format!("| kind{plain} |")),
        ])
    };
    let expected = write::write(&read(PAGE).endpoint);
    for (marked, plain) in [
        ("*", ""),
        (" *", ""),
        ("（必填）", "（选填）"),
        ("<br>Required", "<br>Optional"),
    ] {
        let imported = read(&with_marks(marked, plain));
        assert_eq!(write::write(&imported.endpoint), expected, "{marked}");
        assert!(rules(&imported).contains("required-marked"), "{marked}");
    }
}

/// The response of [`PAGE`], with other rows below `data` and another example.
fn answer(rows: &str, data: &str) -> Imported {
    read(&page(&[
        ("| &nbsp;&nbsp;└ id | string | i |\n", rows),
        ("{\"id\": \"1\"}", data),
    ]))
}

/// A type that is missing, or cannot be correct, follows from the example.
#[test]
fn types_that_examples_decide() {
    let below = "| &nbsp;&nbsp;&nbsp;&nbsp;└ name | string | n |\n";
    for (row, below, data, expected) in [
        (
            "x | object",
            below,
            r#"{"x": {"k1": {"name": "a"}, "k2": {"name": "b"}}}"#,
            "map<object>",
        ),
        (
            "x | -",
            below,
            r#"{"x": {"k1": [{"name": "a"}]}}"#,
            "map<list<object>>",
        ),
        (
            "x | -",
            "| &nbsp;&nbsp;&nbsp;&nbsp;└ room_id | string | r |\n| &nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;└ name | string | n |\n",
            r#"{"x": {"k1": [{"name": "a"}]}}"#,
            "map<list<object>>",
        ),
        ("x | object", below, r#"{"x": {"name": "a"}}"#, "object"),
        ("x | object", below, r#"{"x": {"k1": "a"}}"#, "object"),
        (
            "x | object",
            below,
            r#"{"x": [{"name": "a"}]}"#,
            "list<object>",
        ),
        ("x | list<int>", below, r#"{"x": {"name": "a"}}"#, "object"),
        (
            "x | string",
            below,
            r#"{"x": [{"name": "a"}]}"#,
            "list<object>",
        ),
        ("x | string", below, r#"{"x": "[{\"name\": 1}]"}"#, "string"),
        ("x | map<string, union>", "", r#"{"y": 1}"#, "map<json>"),
        ("x | null_value", "", r#"{"y": 1}"#, "json"),
    ] {
        let imported = answer(&format!("| &nbsp;&nbsp;└ {row} | d |\n{below}"), data);
        let x = &imported.endpoint.response[0];
        assert_eq!(
            x.ty.to_string(),
            expected,
            "{row} {data}: {:?}",
            imported.diagnostics
        );
        let names: Vec<&str> = x.fields.iter().map(|field| &*field.name).collect();
        let has_rows = expected.contains("object");
        assert_eq!(
            names,
            if has_rows { vec!["name"] } else { vec![] },
            "{row} {data}"
        );
    }
}

/// Where a row has a list without a type for its items, or an example that is not written as one.
#[test]
fn examples_of_lists() {
    for (row, ty, example, told) in [
        (
            "list | 否 | 部门<br>**示例值**：[\"a\",\"b\"]",
            "list<string>",
            "[\"a\",\"b\"]",
            "type-example",
        ),
        (
            "list | 否 | 部门<br>**示例值**：7",
            "list<json>",
            "7",
            "type-unsaid",
        ),
        (
            "string\\[\\] | 否 | 部门<br>**示例值**：7127921432117937708",
            "list<string>",
            "[\"7127921432117937708\"]",
            "",
        ),
        (
            "string\\[\\] | 否 | 部门<br>**示例值**：ou_1",
            "list<string>",
            "[\"ou_1\"]",
            "",
        ),
        (
            "string\\[\\] | 否 | 部门<br>**示例值**：[1, 2]",
            "list<string>",
            "[\"1\",\"2\"]",
            "",
        ),
        (
            "int\\[\\] | 否 | 部门<br>**示例值**：2",
            "list<int>",
            "[2]",
            "",
        ),
        (
            "int\\[\\] | 否 | 部门<br>**示例值**：ou_1",
            "list<int>",
            "null",
            "example-type",
        ),
        (
            "string\\[\\] | 否 | 部门<br>**示例值**：a,b",
            "list<string>",
            "null",
            "example-type",
        ),
    ] {
        let imported = read(&page(&[(
            "| draft | boolean | 否 | d |",
            &format!("| draft | {row} |"),
        )]));
        let draft = &imported.endpoint.body[1];
        assert_eq!(
            draft.ty.to_string(),
            ty,
            "{row}: {:?}",
            imported.diagnostics
        );
        let shown = draft.example.clone().unwrap_or_default().to_string();
        if told != "type-unsaid" {
            assert_eq!(shown, example, "{row}: {:?}", imported.diagnostics);
        }
        assert!(
            told.is_empty() || rules(&imported).contains(told),
            "{row}: {:?}",
            imported.diagnostics
        );
    }
}

/// Examples are corrected where a value has another spelling than its type asks for, or none.
#[test]
fn examples_that_are_repaired() {
    let rows = "| &nbsp;&nbsp;└ n | int | n |\n| &nbsp;&nbsp;└ s | string | s |\n| &nbsp;&nbsp;└ l | string[] | l |\n";
    for (data, expected, told) in [
        (r#"{"n": "5"}"#, r#"{"n":5}"#, "example-number"),
        (r#"{"s": 2052}"#, r#"{"s":"2052"}"#, "example-number"),
        (r#"{"n": 1, "l": null}"#, r#"{"n":1}"#, "example-null"),
        (r#"{"n": "05"}"#, "null", "example-contradiction"),
        (r#"{"l": "a"}"#, "null", "example-contradiction"),
    ] {
        let imported = answer(rows, data);
        let example = imported
            .endpoint
            .example
            .response
            .clone()
            .unwrap_or_default();
        assert_eq!(
            example["data"].to_string(),
            expected,
            "{data}: {:?}",
            imported.diagnostics
        );
        assert!(
            rules(&imported).contains(told),
            "{data}: {:?}",
            imported.diagnostics
        );
    }
    let imported = answer(rows, r#"{"l": "a"}"#);
    let places: Vec<_> = imported
        .diagnostics
        .iter()
        .filter_map(|d| d.place.as_deref())
        .collect();
    assert_eq!(places, ["example.response /data/l"]);
}

/// A column called "type" may say where a parameter goes, and another one its type.
#[test]
fn types_under_another_header() {
    let table = "| 名称 | 格式 | 必填 | 描述 | 类型 |\n| --- | --- | --- | --- | --- |\n| id | string | 是 | i | URL 参数 |\n| n | int | 否 | n | URL 参数 |\n";
    let text = format!(
        "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/a/v1/b\nHTTP Method | GET\n\n### 查询参数\n\n{table}"
    );
    let imported = read(&text);
    let types: Vec<String> = imported
        .endpoint
        .query
        .iter()
        .map(|f| f.ty.to_string())
        .collect();
    assert_eq!(types, ["string", "int"], "{:?}", imported.diagnostics);
}

/// OAuth's answers have no message unless they fail.
#[test]
fn answers_in_the_form_of_oauth() {
    let text = "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/a/v1/b\nHTTP Method | POST\n\n## 响应\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | c |\n| access_token | string | a |\n| error | string | e |\n| error_description | string | d |\n\n### 响应体示例\n\n```json\n{\"code\": 0, \"access_token\": \"a\"}\n```\n";
    let imported = read(text);
    let written = write::write(&imported.endpoint);
    let expected =
        r#"envelope = { payload = "flat", msg = "error_description", optional = ["msg"] }"#;
    assert!(written.contains(expected), "{written}");
    assert!(
        imported.endpoint.example.response.is_some(),
        "{:?}",
        imported.diagnostics
    );
}

//! A new version of a page keeps what people wrote in the spec file.

use larkspec_import::merge::{Change, Kind, merge, note_page};
use larkspec_import::{Imported, import};

fn page(rows: &str) -> Imported {
    let text = format!(
        "## 请求\n\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/a/v1/things |\n\
         | HTTP Method | POST |\n| 支持的应用类型 | custom |\n| 权限要求 | `a:b:c` |\n\n### 请求头\n\n\
         | 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| Authorization | string | 是 | `tenant_access_token` |\n\n\
         ### 请求体\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n{rows}\n\
         ## 响应\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| code | int | x |\n\
         | data | object | x |\n| &nbsp;&nbsp;└ `id` | string | x |\n"
    );
    import(&text, Some("a/v1/things")).expect("a page")
}

const FILE: &str = r#"# Our own words.
title = "Make a thing"
doc   = "Makes it."

[http]
method = "POST"
host   = "open"
path   = "/open-apis/a/v1/things"
tokens = ["tenant"]   # never the user's
apps   = ["custom"]
scopes = ["a:b:c"]
assumed = { safe = false }

# The first.
[body.name]
type = "string" # as on the page
required = true
doc = "What it is called."
assumed = { min_len = 1 }

[body.kind]
type = "string"
enum = [
    # The usual one.
    { value = "a", doc = "Usual." },
    { value = "b", doc = "Rare.", rust = "Bee" },
]
doc = "Which kind."

[body.limit]
type     = "int"
max      = 100      # told in prose
doc      = "How many."
assumed  = { min = 1 }

[response.id]
type = "string"
doc = "Its id."
"#;

const NAME: &str = "| name | string | 是 | x |\n";
const KIND: &str = "| kind | string | 否 | x<br>**可选值有**：<br>- `a`: x<br>- `b`: y |\n";
const LIMIT: &str = "| limit | int | 否 | x 注:不得大于100 |\n";

fn merged(rows: &str) -> (String, Vec<String>) {
    let merged = merge("a/v1/things", FILE, &page(rows)).expect("merges");
    (
        merged.text,
        merged
            .changes
            .iter()
            .map(|change| change.to_string())
            .collect(),
    )
}

#[test]
fn the_same_facts_change_no_byte() {
    let (text, changes) = merged(&[NAME, KIND, LIMIT].concat());
    assert_eq!((text.as_str(), changes.len()), (FILE, 0));
}

#[test]
fn only_the_changed_fact_changes() {
    let (text, changes) =
        merged(&[NAME, KIND, "| limit | int | 是 | x 注:不得大于200 |\n"].concat());
    let expected = FILE.replace("max      = 100 ", "max      = 200 ").replace(
        "type     = \"int\"\nmax",
        "type     = \"int\"\nrequired = true\nmax",
    );
    assert_eq!(text, expected);
    assert_eq!(
        changes,
        ["+ body.limit.required: true", "~ body.limit.max: 100 → 200"]
    );
}

#[test]
fn a_new_field_stands_where_the_page_has_it() {
    let rows = [
        NAME,
        "| extra | list<extra> | 否 | x |\n| &nbsp;&nbsp;└ `n` | int | 否 | x |\n",
        KIND,
        LIMIT,
    ]
    .concat();
    let (text, changes) = merged(&rows);
    let new = "[body.extra]\ntype     = \"list<object>\"\ndoc      = \"\"\n\n[body.\"extra[].n\"]\ntype     = \"int\"\ndoc      = \"\"\n\n";
    assert_eq!(
        text,
        FILE.replace("[body.kind]", &format!("{new}[body.kind]"))
    );
    assert_eq!(
        changes,
        ["+ body.extra: list<object>", "+ body.extra[].n: int"]
    );
    let (text, _) = merged(&["| zero | int | 否 | x |\n", NAME, KIND, LIMIT].concat());
    let new = "[body.zero]\ntype     = \"int\"\ndoc      = \"\"\n\n";
    assert_eq!(
        text,
        FILE.replace("# The first.\n", &format!("{new}# The first.\n"))
    );
}

#[test]
fn values_come_and_go_by_themselves() {
    let kind = "| kind | string | 否 | x<br>**可选值有**：<br>- `a`: x<br>- `c`: y |\n";
    let (text, changes) = merged(&[NAME, kind, LIMIT].concat());
    let expected = FILE.replace(
        "{ value = \"b\", doc = \"Rare.\", rust = \"Bee\" }",
        "{ value = \"c\", doc = \"\" }",
    );
    assert_eq!(text, expected);
    assert_eq!(
        changes,
        ["- body.kind.enum: \"b\"", "+ body.kind.enum: \"c\""]
    );
}

#[test]
fn a_dropped_field_goes_and_what_is_assumed_stays() {
    let (text, changes) = merged(&[NAME, LIMIT].concat());
    let (before, rest) = FILE.split_once("[body.kind]").expect("a table");
    let (_, after) = rest.split_once("[body.limit]").expect("a table");
    assert_eq!(text, format!("{before}[body.limit]{after}"));
    assert_eq!(
        changes,
        ["- body.kind: the page no longer contains it; its comments were removed with it"]
    );
    let (text, changes) = merged(&[NAME, KIND, "| limit | int | 否 | x |\n**\n"].concat());
    assert!(!text.contains("max "), "{text}");
    assert!(text.contains("assumed  = { min = 1 }"));
    assert_eq!(changes.len(), 1);
}

/// A unit that only the prose of a page states is assumed: what the file says about it stays.
#[test]
fn a_unit_from_prose_is_assumed() {
    let since =
        |text: &str| page(&[NAME, KIND, LIMIT, "| since | string | 否 | ", text, " |\n"].concat());
    let merged = |file: &str, text: &str| {
        let merged = merge("a/v1/things", file, &since(text)).expect("merges");
        let changes: Vec<String> = merged.changes.iter().map(ToString::to_string).collect();
        (merged.text, changes)
    };
    let (plain, _) = merged(FILE, "时间");
    let (assumed, changes) = merged(&plain, "毫秒级时间戳");
    let table = "[body.since]\ntype     = \"string\"\ndoc      = \"\"\n";
    assert!(plain.contains(table), "{plain}");
    let told = format!("{table}assumed  = {{ format = \"unix-ms\" }}\n");
    assert_eq!(assumed, plain.replace(table, &told));
    assert_eq!(changes, ["+ body.since.format: \"unix-ms\" assumed"]);
    let other = assumed.replace("format = \"unix-ms\"", "max_len = 9");
    let both = other.replace("max_len = 9", "max_len = 9, format = \"unix-ms\"");
    assert_eq!(merged(&other, "毫秒级时间戳").0, both);
    let stated = plain.replace(table, &table.replace("doc ", "format   = \"unix-s\"\ndoc "));
    // Once more, when the page says no more than before, or less.
    for (file, text) in [
        (&assumed, "毫秒级时间戳"),
        (&assumed, "时间"),
        (&stated, "毫秒级时间戳"),
        (&stated, "时间"),
    ] {
        assert_eq!(merged(file, text), (file.clone(), Vec::new()));
    }
    let (kept, changes) = merged(&assumed, "秒级时间戳");
    assert_eq!(kept, assumed);
    assert_eq!(
        changes,
        [
            "= body.since.format: \"unix-ms\" is assumed and kept, although the page's text suggests \"unix-s\""
        ]
    );
}

#[test]
fn what_a_page_never_says_of_codes_and_envelopes_stays() {
    let own = FILE.replace(
        "assumed = { safe = false }\n",
        "safe   = true\n\
         envelope = { msg = \"message\", optional = [\"msg\"] } # an old service\n\n\
         [[error]]\ncode  = 7\nmeans = \"busy\"\n\n\
         [[error]]\ncode    = 8\nassumed = { means = \"throttled\" }\n",
    );
    let mut page = page(&[NAME, KIND, LIMIT].concat());
    let listed = larkspec_codegen::load_str("t", &own).expect("a spec");
    page.endpoint.errors = listed.errors.clone();
    for error in &mut page.endpoint.errors {
        error.means = None;
        error.assumed.clear();
    }
    let merged = merge("a/v1/things", &own, &page).expect("merges");
    assert_eq!(merged.text, own);
}

#[test]
fn an_assumption_that_the_page_has_come_to_say_is_reported() {
    let file = FILE.replace("apps   = [\"custom\"]\n", "").replace(
        "enum = [\n    # The usual one.\n    { value = \"a\", doc = \"Usual.\" },\n    { value = \"b\", doc = \"Rare.\", rust = \"Bee\" },\n]\ndoc = \"Which kind.\"",
        "doc = \"Which kind.\"\nassumed = { enum = [{ value = \"b\", doc = \"Bee.\" }, { value = \"a\", doc = \"Ay.\" }] }",
    );
    let name = "| name | string | 是 | x<br>**数据校验规则**：<br>- 长度范围：`1` 字符以上<br>- 最小长度：`1` |\n";
    let limit = "| limit | int | 否 | x 注:不得大于100<br>**数据校验规则**：<br>- 最小值：`1` |\n";
    let page = page(&[name, KIND, limit].concat());
    let merged = merge("a/v1/things", &file, &page).expect("merges");
    let stale: Vec<String> = merged
        .changes
        .iter()
        .filter(|change| change.kind == Kind::Stale)
        .map(Change::to_string)
        .collect();
    assert!(
        stale.iter().any(|text| text
            == "? body.limit.min: 1 is assumed, and the page now states it: remove it from `assumed`"),
        "{:?}",
        merged.changes
    );
    for place in ["body.name.min_len", "body.kind.enum"] {
        assert!(stale.iter().any(|text| text.contains(place)), "{stale:?}");
    }
    // Removing it is left to people.
    assert!(merged.text.contains("assumed  = { min = 1 }"));
}

#[test]
fn a_file_has_the_hash_of_the_page_that_it_was_compared_with() {
    let first = page(&[NAME, KIND, LIMIT].concat());
    let noted = note_page("a/v1/things", FILE, &first).expect("notes");
    let hash = first.page_hash.clone();
    let line = format!("page_hash = \"{hash}\"\n");
    assert_eq!(
        noted,
        FILE.replace("Makes it.\"\n", &format!("Makes it.\"\n{line}"))
    );
    assert_eq!(
        note_page("a/v1/things", &noted, &first).expect("notes"),
        noted
    );
    // Another page: only the hash changes. The line ends stay.
    let second = page(&[NAME, LIMIT, KIND].concat());
    let other = second.page_hash.clone();
    let noted = noted.replace('\n', "\r\n");
    let again = note_page("a/v1/things", &noted, &second).expect("notes");
    assert_eq!(again, noted.replace(&hash, &other));
    // The same text, however it is stored.
    let stored = |text: &str| import(text, Some("a/b")).expect("a page").page_hash;
    let body = "## 请求\n\n| 名称 | 值 |\n|---|---|\n| HTTP URL | https://open.feishu.cn/open-apis/a/b |\n| HTTP Method | GET |";
    let json = serde_json::json!({ "code": 0, "data": { "content": body, "updateTime": "1" } });
    for text in [
        format!("---\ntitle: \"t\"\n---\n\n# t\n\n{body}\n"),
        body.replace('\n', "  \r\n"),
        json.to_string(),
    ] {
        assert_eq!(stored(&text), stored(body), "{text}");
    }
}

#[test]
fn a_page_that_contradicts_an_assumption_is_told_and_the_file_stays() {
    let limit = "| limit | int | 否 | x 注:不得大于100<br>**数据校验规则**：<br>- 最小值：`5` |\n";
    let merged = merge("a/v1/things", FILE, &page(&[NAME, KIND, limit].concat())).expect("merges");
    assert_eq!(merged.text, FILE);
    assert_eq!(merged.changes.len(), 1);
    assert_eq!(
        (merged.changes[0].kind, merged.changes[0].place.as_str()),
        (Kind::Kept, "body.limit.min")
    );
}

#[test]
fn a_type_that_moves_its_fields_moves_their_tables() {
    let file = FILE.replace(
        "[body.limit]",
        "[body.extra]\ntype = \"object\"\n\n# Inside.\n[body.\"extra.n\"]\ntype = \"int\"\ndoc = \"N.\"\n\n[body.limit]",
    );
    let rows = [
        NAME,
        KIND,
        "| extra | extra[] | 否 | x |\n| &nbsp;&nbsp;└ `n` | int | 否 | x |\n",
        LIMIT,
    ]
    .concat();
    let merged = merge("a/v1/things", &file, &page(&rows)).expect("merges");
    let expected = file
        .replace("extra.n", "extra[].n")
        .replace("type = \"object\"", "type = \"list<object>\"");
    assert_eq!(merged.text, expected);
}

#[test]
fn a_broken_file_is_not_touched() {
    let error = merge("a/v1/things", "title = ", &page(NAME)).expect_err("an error");
    assert!(error.to_string().starts_with("the spec file has errors"));
}

#[test]
fn a_file_keeps_its_line_ends() {
    let crlf = FILE.replace('\n', "\r\n");
    let same = merge("a/v1/things", &crlf, &page(&[NAME, KIND, LIMIT].concat())).expect("merges");
    assert_eq!(same.text, crlf);
    let rows = [
        NAME,
        KIND,
        &LIMIT.replace("100", "200"),
        "| extra | int | 否 | x |\n",
    ]
    .concat();
    let (unix, changes) = merged(&rows);
    let merged = merge("a/v1/things", &crlf, &page(&rows)).expect("merges");
    assert!(
        changes.len() == 2 && unix.contains("[body.extra]\n"),
        "{changes:?}"
    );
    assert_eq!(merged.text, unix.replace('\n', "\r\n"));
}

#[test]
fn control_characters_of_a_page_do_not_reach_the_terminal() {
    let change = Change {
        kind: Kind::Changed,
        place: "body.x\u{1b}y.type".to_owned(),
        text: "a\n → \u{9b}1m".to_owned(),
    };
    assert_eq!(change.to_string(), r"~ body.x\u{1b}y.type: a\n → \u{9b}1m");
}

/// A file in which people refined rules for several fields, and the page that states some of them.
const SEVERAL: &str = r#"
[body.kind]
type = "string"
enum = [
    # The usual one.
    { value = "a", doc = "Usual." },
    { value = "b", doc = "" },
]
doc = ""
assumed = { open = true }      # more of them come every month

[body.open_id]
type   = "string"
any_of = "receiver"   # our word for both
doc = ""

[body.user_id]
type   = "string"
any_of = "receiver"
doc = ""

[body.note]
type = "string"
required_when = { kind = "a" }  # as its text says
doc = ""

[body.remark]
type = "string"
doc = ""
assumed = { required_when = { kind = "b" } }

[body.card]
type = "string<object>"
doc = ""
example = '{"title":"t"}'

[body."card<>.title"]
type = "string"
required = true
doc = "Seen by hand."
"#;

fn several(rows: &str) -> (String, Vec<String>) {
    let (head, _) = FILE.split_once("# The first.").expect("a field");
    let file = format!("{head}{SEVERAL}\n[response.id]\ntype = \"string\"\n");
    let merged = merge("a/v1/things", &file, &page(rows)).expect("merges");
    let changes = merged.changes.iter().map(ToString::to_string).collect();
    (merged.text.replace(&file, "the same"), changes)
}

const ROWS: &[&str] = &[
    "| kind | string | 否 | x<br>**可选值有**：<br>- `a`: x<br>- `b`: y |\n",
    "| open_id | string | 否 | 和 user_id 二选一 |\n",
    "| user_id | string | 否 | 和 open_id 二选一 |\n",
    "| note | string | 否 | 当 kind 为 `a` 时必填 |\n",
    "| remark | string | 否 | x |\n",
    "| card | string | 否 | JSON 结构序列化后的字符串 **示例值**：{\"title\":\"t\"} |\n",
];

#[test]
fn rules_of_several_fields_stay_as_people_wrote_them() {
    let (text, changes) = several(&ROWS.concat());
    assert_eq!((&*text, changes), ("the same", vec![]));
}

#[test]
fn rules_of_several_fields_follow_the_page() {
    let with = |index: usize, row: &str| {
        let mut rows = ROWS.to_vec();
        rows[index] = row;
        several(&rows.concat())
    };
    // The page now states another value, and no longer contains the group.
    let (text, changes) = with(3, "| note | string | 否 | 当 kind 为 `b` 时必填 |\n");
    assert!(
        text.contains("required_when = { kind = \"b\" }  # as its text says"),
        "{text}"
    );
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(
        changes[0].starts_with("~ body.note.required_when"),
        "{changes:?}"
    );
    // An assumption that the page now states is reported, and stays.
    let (text, changes) = with(4, "| remark | string | 否 | 当 kind 为 `b` 时必填 |\n");
    assert_eq!(&*text, "the same");
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(
        changes[0].starts_with("? body.remark.required_when"),
        "{changes:?}"
    );
}

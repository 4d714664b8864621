//! For any input, the importer returns either a spec that loads or a reason.

use larkspec_import::{Severity, import, merge, write};
use proptest::prelude::*;
use regex::Regex;

/// Pieces of pages, to be combined at random.
const PIECES: &[&str] = &[
    "## 请求\n",
    "### 请求头\n",
    "### 请求体\n",
    "### 查询参数\n",
    "## 响应\n",
    "### 响应体\n",
    "### Response body example\n",
    "### 请求体示例\n",
    "### 错误码\n",
    "\n",
    "|",
    "| ",
    " | ",
    "\n|",
    "---|---|---\n",
    "| --- | --- | --- | --- |\n",
    "| 名称 | 类型 | 必填 | 描述 |\n",
    "名称 | 类型 | 描述\n",
    "| HTTP URL | https://open.feishu.cn/open-apis/a/v1/b/:id |\n",
    "| HTTP Method | POST |\n",
    "| Authorization | string | 是 | `tenant_access_token` |\n",
    "| code | int | 是 | x |\n",
    "| data | - | 是 | - |\n",
    "| &nbsp;&nbsp;└ `items` | `item\\[\\]` | 是 | x |\n",
    "| &emsp;∟name | string | 否 | **可选值有**：<br>- `a`: x - `b`: y |\n",
    "|∟∟type|list<string>|是|x|\n",
    "| limit | int | 是 | 注:不得大于100 **默认值**：`7` |\n",
    "| a.b[] | object | 是 | x |\n",
    "| self | 是 | 否 | 必填 |\n",
    "| data | string[] | 是 | **数据校验规则**：<br>- 长度范围：`3` ～ `1` |\n",
    "| file | file | 是 | x |\n",
    ":::html\n",
    "<md-dt-table>\n",
    "</md-dt-table>\n",
    "<md-dt-thead>",
    "</md-dt-thead>",
    "<md-dt-tr level=\"3\">\n",
    "<md-dt-tr>",
    "</md-dt-tr>\n",
    "<md-dt-td>",
    "</md-dt-td>\n",
    "<md-enum>",
    "<md-enum-item key=\"1\" >x</md-enum-item>",
    "<md-perm name=\"a:b\" desc=\">\">",
    "<md-code-json>\n",
    "</md-code-json>\n",
    "```json\n",
    "````\n",
    "{\"code\":0,\"data\":{\"items\":[{\"name\":1,}]}}\n",
    "{\"limit\": 101, // x\n}\n",
    "&amp;",
    "&#x110000;",
    "&",
    "<",
    "\\",
    "`",
    "**",
    "：",
    "| 400 | 123 | bad | x |\n",
    "| HTTP状态码 | 错误码 | 描述 | 排查建议 |\n",
    "🙂",
    "\u{a0}",
    "\u{2003}",
    "  \n",
    "\r\n",
];

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// A well-formed page with random content in its tables.
fn endpoint_page() -> impl Strategy<Value = String> {
    page().prop_map(|rest| {
        format!(
            "## 请求\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/a/v1/b |\n\
             | HTTP Method | POST |\n\n{rest}"
        )
    })
}

/// Whole pages, one in each of the two dialects with tables.
const WHOLE: [&str; 2] = [
    include_str!("whole/tables.md"),
    include_str!("whole/tags.md"),
];

/// One change of a page. The numbers select lines, cells, tags and bytes, modulo how many there are.
#[derive(Clone, Debug)]
enum Mutation {
    DeleteLine(usize),
    DuplicateLine(usize),
    SwapLines(usize, usize),
    SwapCells(usize, usize, usize),
    /// Removes a tag, opening or closing.
    DeleteTag(usize),
    /// Removes a mark that opens or closes something.
    DeleteMark(usize),
    TruncateAt(usize),
    InsertPiece(usize, &'static str),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let n = any::<usize>;
    let piece = proptest::sample::select(PIECES);
    prop_oneof![
        n().prop_map(Mutation::DeleteLine),
        n().prop_map(Mutation::DuplicateLine),
        (n(), n()).prop_map(|(a, b)| Mutation::SwapLines(a, b)),
        (n(), n(), n()).prop_map(|(line, a, b)| Mutation::SwapCells(line, a, b)),
        n().prop_map(Mutation::DeleteTag),
        n().prop_map(Mutation::DeleteMark),
        n().prop_map(Mutation::TruncateAt),
        (n(), piece).prop_map(|(at, piece)| Mutation::InsertPiece(at, piece)),
    ]
}

impl Mutation {
    fn apply(&self, page: &str) -> String {
        let mut lines: Vec<String> = page.split('\n').map(str::to_owned).collect();
        let count = lines.len();
        match *self {
            Mutation::DeleteLine(line) => drop(lines.remove(line % count)),
            Mutation::DuplicateLine(line) => {
                lines.insert(line % count, lines[line % count].clone());
            }
            Mutation::SwapLines(a, b) => lines.swap(a % count, b % count),
            Mutation::SwapCells(line, a, b) => {
                let line = &mut lines[line % count];
                let mut cells: Vec<&str> = line.split('|').collect();
                let (a, b) = (a % cells.len(), b % cells.len());
                cells.swap(a, b);
                *line = cells.join("|");
            }
            Mutation::DeleteTag(tag) => return without(page, r"</?[a-z-]+[^<>]*>", tag),
            Mutation::DeleteMark(mark) => {
                return without(page, r"```(?:json)?|\*\*|:::(?:html)?|[|`{}\[\]<>]", mark);
            }
            // Half a character becomes U+FFFD, as when a file is read.
            Mutation::TruncateAt(at) => {
                let bytes = &page.as_bytes()[..at % (page.len() + 1)];
                return String::from_utf8_lossy(bytes).into_owned();
            }
            Mutation::InsertPiece(at, piece) => lines[at % count].push_str(piece),
        }
        lines.join("\n")
    }
}

/// The page without one match of a regular expression.
fn without(page: &str, pattern: &str, number: usize) -> String {
    let pattern = Regex::new(pattern).expect("a valid pattern");
    let found: Vec<_> = pattern.find_iter(page).collect();
    if found.is_empty() {
        return page.to_owned();
    }
    let found = found[number % found.len()].range();
    format!("{}{}", &page[..found.start], &page[found.end..])
}

/// A whole page after up to six changes.
fn mutated_page() -> impl Strategy<Value = String> {
    let mutations = proptest::collection::vec(mutation(), 1..7);
    (proptest::sample::select(&WHOLE), mutations).prop_map(|(page, mutations)| {
        let apply = |page: String, mutation: &Mutation| mutation.apply(&page);
        mutations.iter().fold(page.to_owned(), apply)
    })
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let Ok(imported) = import(text, None) else {
        return Ok(());
    };
    let name = imported.endpoint.name.clone();
    let spec = write::write(&imported.endpoint);
    match larkspec_codegen::load_str(&name, &spec) {
        Err(errors) => prop_assert!(false, "{errors}"),
        Ok(loaded) => prop_assert_eq!(&loaded, &imported.endpoint),
    }
    let merged = merge::merge(&name, &spec, &imported);
    prop_assert_eq!(
        merged.map(|merged| merged.text).map_err(|e| e.to_string()),
        Ok(spec)
    );
    Ok(())
}

/// Mutations of pages that do not load would test nothing.
#[test]
fn whole_pages_are_read_without_a_warning() {
    for page in WHOLE {
        let imported = import(page, None).expect("a page");
        assert!(imported.endpoint.body.len() + imported.endpoint.query.len() > 0);
        assert!(imported.endpoint.response.len() == 1);
        let warnings = imported.diagnostics.iter();
        let warnings: Vec<_> = warnings.filter(|d| d.severity != Severity::Note).collect();
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

/// Every seventh prefix of a page; random ones are among the mutations.
#[test]
fn whole_pages_can_end_anywhere() {
    for page in WHOLE {
        for end in (0..=page.len()).step_by(7) {
            let text = String::from_utf8_lossy(&page.as_bytes()[..end]);
            holds(&text).expect("holds");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_pages(text in page()) {
        holds(&text)?;
    }

    #[test]
    fn pages_with_broken_insides(text in endpoint_page()) {
        holds(&text)?;
    }

    #[test]
    fn whole_pages_with_mutations(text in mutated_page()) {
        holds(&text)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        holds(&text)?;
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_two_pages_merge_or_say_why(old in endpoint_page(), new in endpoint_page()) {
        let (Ok(old), Ok(new)) = (import(&old, Some("a/b")), import(&new, Some("a/b"))) else { return Ok(()) };
        let spec = write::write(&old.endpoint);
        if let Ok(merged) = merge::merge("a/b", &spec, &new) {
            prop_assert!(larkspec_codegen::load_str("a/b", &merged.text).is_ok());
            // Merging the same page again changes nothing.
            let again = merge::merge("a/b", &merged.text, &new).map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert_eq!(again.text, merged.text);
        }
    }
}

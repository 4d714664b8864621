//! A folder of pages into a folder of spec files: those that are there, and pages that stand in each
//! other's way.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::fs;
use std::path::PathBuf;

use larkspec_import::tree::{self, PageReport, Report, Status};

/// Folders for pages and spec files, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("larkspec-tree-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("pages")).unwrap();
        Folder(path)
    }

    fn page(&self, name: &str, text: &str) {
        fs::write(self.0.join("pages").join(name), text).unwrap();
    }

    fn spec(&self, name: &str) -> PathBuf {
        self.0.join("spec").join(name)
    }

    fn import(&self) -> Report {
        tree::import_all(&self.0.join("pages"), &self.0.join("spec"), &|_, _| {}).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A page of `METHOD /open-apis/PATH`, with rows of its body.
fn page(call: &str, rows: &str) -> String {
    let (method, path) = call.split_once(' ').unwrap();
    format!(
        "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/{path}\n\
         HTTP Method | {method}\n\n### 请求体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n{rows}\n"
    )
}

/// What was said of the page, where it was refused.
fn refusal(page: &PageReport) -> &str {
    assert_eq!(page.status, Status::Refused, "{page:?}");
    &page.diagnostics[0].text
}

#[test]
fn a_file_that_is_there_keeps_what_people_wrote() {
    let folder = Folder::new("again");
    folder.page(
        "a.md",
        &page("POST shop/v1/orders", "size | int | 否 | 注:不得大于100"),
    );
    folder.import();
    let made = fs::read_to_string(folder.spec("shop/v1/orders.toml")).unwrap();
    // A person has named it otherwise since.
    fs::remove_file(folder.spec("shop/v1/orders.toml")).unwrap();
    fs::create_dir_all(folder.spec("shop/v1/order")).unwrap();
    let file = folder.spec("shop/v1/order/list.toml");
    let edited = made
        .replacen("doc     = \"\"", "doc     = \"Lists orders.\"", 1)
        .replace(
            "[body.size]\n",
            "# asked for by the warehouse\n[body.size]\n",
        );
    assert_ne!(made, edited);
    fs::write(&file, &edited).unwrap();

    let report = folder.import();
    assert_eq!(
        report.pages[0].spec.as_deref(),
        Some("shop/v1/order/list.toml")
    );
    assert!(report.pages[0].changes.is_empty(), "{report:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);

    folder.page(
        "a.md",
        &page("POST shop/v1/orders", "size | int | 否 | 注:不得大于200"),
    );
    let report = folder.import();
    assert_eq!(report.pages[0].changes, ["~ body.size.max: 100 → 200"]);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        edited.replace("= 100", "= 200")
    );
    assert!(!folder.spec("shop/v1/orders.toml").exists());
}

#[test]
fn a_file_that_can_not_be_brought_up_to_date_stays() {
    let cases = [
        ("broken", "title = \n".to_owned(), "has errors"),
        (
            "contradicted",
            format!(
                "{}[body.size]\ntype = \"int\"\nassumed = {{ min = 150 }}\n",
                HEAD
            ),
            "contradict",
        ),
    ];
    for (name, text, reason) in cases {
        let folder = Folder::new(name);
        folder.page(
            "a.md",
            &page("POST shop/v1/orders", "size | int | 否 | 注:不得大于100"),
        );
        folder.page("b.md", &page("POST shop/v1/others", "size | int | 否 | s"));
        fs::create_dir_all(folder.spec("shop/v1")).unwrap();
        let file = folder.spec("shop/v1/orders.toml");
        fs::write(&file, &text).unwrap();
        let report = folder.import();
        let said = refusal(&report.pages[0]);
        assert!(
            said.contains("shop/v1/orders.toml") && said.contains(reason),
            "{said}"
        );
        assert!(!said.contains('\n'), "{said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert!(folder.spec("shop/v1/others.toml").exists());
    }
}

const HEAD: &str = "title = \"t\"\ndoc = \"\"\n[http]\nmethod = \"POST\"\nhost = \"open\"\n\
                    path = \"/open-apis/shop/v1/orders\"\n";

#[test]
fn of_two_pages_of_one_endpoint_one_is_refused() {
    let folder = Folder::new("twice");
    let text = page("POST shop/v1/orders/:id", "size | int | 否 | s");
    folder.page("a.md", &text);
    folder.page("b.md", &text.replace(":id", ":order_id"));
    folder.page("c.md", &page("GET shop/v1/orders/:id", ""));
    let report = folder.import();
    assert_ne!(report.pages[0].status, Status::Refused);
    let said = refusal(&report.pages[1]);
    assert!(
        said.contains("a.md") && said.contains("comes first"),
        "{said}"
    );
    assert_eq!(report.pages[1].spec, None);
    // Another method is another endpoint, with a file of its own, the next time as well.
    let specs = |report: &Report| -> Vec<Option<String>> {
        report.pages.iter().map(|page| page.spec.clone()).collect()
    };
    assert_ne!(specs(&report)[2], specs(&report)[0]);
    assert_eq!(specs(&folder.import()), specs(&report));

    // The newer page counts, wherever it stands.
    let dated = format!("---\nupdateTime: \"1742984604000\"\n---\n{text}");
    folder.page("d.md", &dated);
    let report = folder.import();
    for page in &report.pages[..2] {
        let said = refusal(page);
        assert!(said.contains("d.md") && said.contains("is newer"), "{said}");
    }
    assert_ne!(report.pages[3].status, Status::Refused);
}

/// Rows that stand one in the other, `levels` of them.
fn nested(levels: usize) -> String {
    let row = |level: usize| {
        let indent = "&emsp;".repeat(level) + if level > 0 { "∟" } else { "" };
        format!("{indent}f{level} | object | 否 | d")
    };
    (0..levels).map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_page_nested_deeper_than_a_spec_file_is_refused() {
    let folder = Folder::new("deep");
    let deepest = page("POST shop/v1/deepest", &nested(33));
    folder.page("a.md", &deepest);
    let first = deepest
        .lines()
        .position(|line| line.starts_with("f0"))
        .unwrap()
        + 1;
    for (index, levels) in [34, 35, 200, 400, 1000].into_iter().enumerate() {
        let name = format!("b{index}.md");
        folder.page(
            &name,
            &page(&format!("POST shop/v1/d{index}"), &nested(levels)),
        );
    }
    let report = folder.import();
    assert_ne!(report.pages[0].status, Status::Refused);
    for page in &report.pages[1..] {
        let said = refusal(page);
        assert!(said.contains("more than 32 deep"), "{said}");
        let line = page.diagnostics[0].line;
        // Where it is far too deep, one row above it may still have been the envelope's.
        assert!((first + 33..=first + 34).contains(&line), "{page:?}");
    }
    // What is written, the loader takes.
    let api = larkspec_codegen::load(folder.0.join("spec")).unwrap();
    assert_eq!(api.endpoints.len(), 1);
}

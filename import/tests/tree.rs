//! Imports a folder of pages into a folder of spec files, with existing files and conflicting pages.

use std::fs;
use std::path::PathBuf;

use larkspec_import::tree::{self, PageReport, Report, Status};

/// Temporary folders for pages and spec files.
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

/// The message for a rejected page.
fn refusal(page: &PageReport) -> &str {
    assert_eq!(page.status, Status::Refused, "{page:?}");
    &page.diagnostics[0].text
}

/// The text of a spec file without the hash of its page, and the hash.
fn without_hash(text: &str) -> (String, String) {
    let is_hash = |line: &&str| line.starts_with("page_hash");
    let (hash, rest): (Vec<&str>, Vec<&str>) = text.split_inclusive('\n').partition(is_hash);
    assert_eq!(hash.len(), 1, "{text}");
    (rest.concat(), hash.concat())
}

#[test]
fn a_file_that_is_there_keeps_what_people_wrote() {
    let folder = Folder::new("again");
    folder.page(
        "a.md",
        &page("POST shop/v1/orders", "size | int | 否 | 注:不得大于100"),
    );
    folder.import();
    let made = fs::read_to_string(folder.spec("shop/v1/order/create.toml")).unwrap();
    // A person has renamed it since.
    fs::remove_file(folder.spec("shop/v1/order/create.toml")).unwrap();
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
    let (now, hash) = without_hash(&fs::read_to_string(&file).unwrap());
    let (before, old_hash) = without_hash(&edited);
    assert_eq!(now, before.replace("= 100", "= 200"));
    assert_ne!(hash, old_hash);
    assert!(!folder.spec("shop/v1/order/create.toml").exists());
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
        fs::create_dir_all(folder.spec("shop/v1/order")).unwrap();
        let file = folder.spec("shop/v1/order/create.toml");
        fs::write(&file, &text).unwrap();
        let report = folder.import();
        let said = refusal(&report.pages[0]);
        assert!(
            said.contains("shop/v1/order/create.toml") && said.contains(reason),
            "{said}"
        );
        assert!(!said.contains('\n'), "{said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert!(folder.spec("shop/v1/other/create.toml").exists());
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
    // Another method is another endpoint with its own file, also the next time.
    let specs = |report: &Report| -> Vec<Option<String>> {
        report.pages.iter().map(|page| page.spec.clone()).collect()
    };
    assert_ne!(specs(&report)[2], specs(&report)[0]);
    assert_eq!(specs(&folder.import()), specs(&report));

    // The newer page is used, wherever it is.
    let dated = format!("---\nupdateTime: \"1742984604000\"\n---\n{text}");
    folder.page("d.md", &dated);
    let report = folder.import();
    for page in &report.pages[..2] {
        let said = refusal(page);
        assert!(said.contains("d.md") && said.contains("is newer"), "{said}");
    }
    assert_ne!(report.pages[3].status, Status::Refused);
}

/// A page with an address and a date in March 2026.
fn at(address: &str, day: u8, text: &str) -> String {
    let millis = 1_772_323_200_000_u64 + u64::from(day) * 86_400_000;
    format!("---\nfullPath: \"{address}\"\nupdateTime: \"{millis}\"\n---\n{text}")
}

/// A page of a grant of the token endpoint.
fn grant(grant: &str, field: &str) -> String {
    let rows = format!(
        "grant_type | string | 是 | 授权类型 **固定值**：`{grant}`\n{field} | string | 是 | 凭证"
    );
    page("POST shop/v2/oauth/token", &rows)
}

#[test]
fn pages_of_one_url_live_together_where_a_fixed_field_tells_them_apart() {
    let folder = Folder::new("grants");
    let code = at("/a/get-token", 2, &grant("authorization_code", "code"));
    folder.page("code.md", &code);
    folder.import();
    let file = folder.spec("shop/v2/oauth/token.toml");
    let first = fs::read_to_string(&file).unwrap();
    // A newer page of the same URL: another operation, independent of the first.
    let refresh = at(
        "/a/refresh-token",
        9,
        &grant("refresh_token", "refresh_token"),
    );
    folder.page("refresh.md", &refresh);
    for _ in 0..2 {
        let report = folder.import();
        let specs: Vec<&str> = report
            .pages
            .iter()
            .filter_map(|p| p.spec.as_deref())
            .collect();
        assert_eq!(
            specs,
            [
                "shop/v2/oauth/token.toml",
                "shop/v2/oauth/token_by_refresh_token.toml"
            ]
        );
        assert!(report.pages.iter().all(|page| page.changes.is_empty()));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), first);
    let api = larkspec_codegen::load(folder.0.join("spec")).unwrap();
    assert_eq!(api.endpoints.len(), 2);
    assert!(larkspec_codegen::rust_source(&api, "own").contains("token_by_refresh_token"));
}

#[test]
fn the_page_that_a_file_names_wins() {
    let folder = Folder::new("source");
    let rows = "size | int | 否 | 注:不得大于100";
    folder.page(
        "b.md",
        &at("/a/guide", 1, &page("POST shop/v1/orders", rows)),
    );
    folder.import();
    // A newer page of the same call, with an endpoint's address: it would be preferred without the file.
    let other = page("POST shop/v1/orders", "sum | int | 是 | s");
    let other = at("/reference/shop-v1/order/create", 9, &other);
    folder.page("a.md", &other);
    let report = folder.import();
    let said = refusal(&report.pages[0]);
    assert!(
        said.contains("b.md") && said.contains("is the source"),
        "{said}"
    );
    assert!(report.pages[1].changes.is_empty(), "{report:?}");

    let fresh = Folder::new("no-source");
    fresh.page("a.md", &other);
    fresh.page(
        "b.md",
        &at("/a/guide", 1, &page("POST shop/v1/orders", rows)),
    );
    let report = fresh.import();
    let said = refusal(&report.pages[1]);
    assert!(said.contains("an endpoint"), "{said}");
}

#[test]
fn a_historic_page_gives_way() {
    let folder = Folder::new("historic");
    let rows = "size | int | 否 | s";
    let text = page("POST shop/v1/orders", rows);
    folder.page("a.md", &at("/a/historic-version/orders", 9, &text));
    folder.page("b.md", &at("/a/orders", 1, &text));
    let report = folder.import();
    assert!(refusal(&report.pages[0]).contains("is not historic"));
}

/// A page of `sheets_batch_update` with these kinds of request.
fn batch(kinds: &[&str]) -> String {
    let rows: Vec<String> = kinds
        .iter()
        .map(|kind| {
            format!("&emsp;∟{kind} | object | 否 | k\n&emsp;&emsp;∟{kind}Title | string | 是 | t")
        })
        .collect();
    let rows = format!("requests | object[] | 是 | r\n{}", rows.join("\n"));
    page("POST shop/v1/sheets/batch_update", &rows)
}

#[test]
fn pages_of_parts_of_one_operation_become_one_file() {
    let folder = Folder::new("parts");
    let first = at("/a/operate", 1, &batch(&["addSheet", "copySheet"]));
    folder.page("a.md", &first);
    folder.page("b.md", &at("/a/update", 2, &batch(&["updateSheet"])));
    let report = folder.import();
    let name = "shop/v1/sheet/batch_update.toml";
    for page in &report.pages {
        assert_eq!(
            (page.status, page.spec.as_deref()),
            (Status::Warned, Some(name)),
            "{page:?}"
        );
    }
    let file = folder.spec(name);
    let text = fs::read_to_string(&file).unwrap();
    for kind in ["addSheet", "copySheet", "updateSheet"] {
        assert!(
            text.contains(&format!("requests[].{kind}.{kind}Title")),
            "{text}"
        );
    }
    assert!(
        text.contains("/a/update\"\nalso    = [\"https://open.feishu.cn/document/a/operate\"]")
    );
    // Both again, only one, only one with changes: nothing of the other is lost.
    assert!(
        folder
            .import()
            .pages
            .iter()
            .all(|page| page.changes.is_empty())
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    fs::remove_file(folder.0.join("pages/b.md")).unwrap();
    let report = folder.import();
    assert!(report.pages[0].changes.is_empty(), "{report:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    folder.page(
        "a.md",
        &at(
            "/a/operate",
            1,
            &batch(&["addSheet", "copySheet", "deleteSheet"]),
        ),
    );
    assert_eq!(folder.import().pages[0].changes.len(), 2);
    // Both with less: now it is removed.
    folder.page("b.md", &at("/a/update", 2, &batch(&["updateSheet"])));
    folder.page("a.md", &at("/a/operate", 1, &batch(&["addSheet"])));
    let changes: Vec<String> = folder
        .import()
        .pages
        .into_iter()
        .flat_map(|page| page.changes)
        .collect();
    assert_eq!(changes.len(), 4, "{changes:?}");
    assert!(
        changes
            .iter()
            .all(|change| change.starts_with("- body.requests[]."))
    );
}

#[test]
fn names_are_counted_and_depend_on_no_neighbour() {
    let pages = [
        ("a.md", "POST shop/v1/orders"),
        ("b.md", "GET shop/v1/orders"),
        ("c.md", "GET shop/v1/orders/:id"),
        ("d.md", "POST shop/v1/orders/:id/cancel"),
    ];
    let alone = pages.map(|(name, call)| {
        let folder = Folder::new(&format!("alone-{}", &name[..1]));
        folder.page(name, &page(call, ""));
        folder.import().pages[0].spec.clone()
    });
    let folder = Folder::new("together");
    for (name, call) in pages {
        folder.page(name, &page(call, ""));
    }
    let report = folder.import();
    let together: Vec<Option<String>> = report.pages.iter().map(|page| page.spec.clone()).collect();
    assert_eq!(together, alone);
    let counts: Vec<(&str, usize)> = report
        .names()
        .into_iter()
        .map(|(source, count)| (source.as_str(), count))
        .collect();
    assert_eq!(counts, [("URL rule", 4)]);
}

/// Nested rows, `levels` of them.
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
        assert!(said.contains("more than 32 levels deep"), "{said}");
        let line = page.diagnostics[0].line;
        // If it is far too deep, one row above it may still have been the envelope's.
        assert!((first + 33..=first + 34).contains(&line), "{page:?}");
    }
    // The loader accepts what is written.
    let api = larkspec_codegen::load(folder.0.join("spec")).unwrap();
    assert_eq!(api.endpoints.len(), 1);
}

//! What callers' code relies on outlives its page: fields that are gone, and fields with another type.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use larkspec_codegen::{diff, load};
use larkspec_import::update::Spec;
use larkspec_import::{Imported, import};

const NAME: &str = "shop/v1/orders";

/// Rows of a table: `name type text`, deeper by two spaces; `name!` is required.
fn rows(rows: &[&str], below: usize) -> String {
    let row = |row: &&str| {
        let depth = below + (row.len() - row.trim_start().len()) / 2;
        let indent = match depth {
            0 => String::new(),
            depth => format!("{}└ ", "&nbsp;&nbsp;".repeat(depth)),
        };
        let mut words = row.trim().splitn(3, ' ');
        let [name, ty, about] = [(); 3].map(|()| words.next().unwrap_or("x"));
        let required = if name.ends_with('!') { "是" } else { "否" };
        let name = name.trim_end_matches('!');
        format!("| {indent}`{name}` | {ty} | {required} | {about} |\n")
    };
    rows.iter().map(row).collect()
}

/// A page with these rows in its body, and in the objects of its response.
fn page(body: &[&str], order: &[&str]) -> Imported {
    page_with(body, order, &[7])
}

/// The same with these error codes.
fn page_with(body: &[&str], order: &[&str], errors: &[i64]) -> Imported {
    page_of("orders", body, order, errors)
}

/// The same of another endpoint.
fn page_of(name: &str, body: &[&str], order: &[&str], errors: &[i64]) -> Imported {
    let text = format!(
        "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/shop/v1/{name}\n\
         HTTP Method | POST\n\n### 请求体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n{}\n\
         ## 响应\n\n### 响应体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n\
         `code` | int | 是 | x\n`msg` | string | 是 | x\n`data` | - | 否 | x\n{}{}\n\
         ### 错误码\n\nHTTP状态码 | 错误码 | 描述 | 排查建议\n--- | --- | --- | ---\n{}",
        rows(body, 0),
        rows(&["orders order[]"], 1),
        rows(order, 2),
        errors
            .iter()
            .map(|code| format!("400 | {code} | no | x\n"))
            .collect::<String>(),
    );
    import(&text, Some(&format!("shop/v1/{name}"))).unwrap()
}

/// A folder with a spec file, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn empty(name: &str) -> Self {
        let name = format!("larkspec-kept-{}-{name}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }

    fn of(name: &str, page: Imported) -> Self {
        let folder = Folder::empty(name);
        folder.update(page, false);
        folder
    }

    /// Updates the file, and returns what changed.
    fn update(&self, page: Imported, keeps: bool) -> Vec<String> {
        let spec = Spec::read(&self.0).unwrap();
        let spec = if keeps { spec.keeping_fields() } else { spec };
        let update = spec
            .update([(NAME.to_owned(), page)].into(), false)
            .unwrap();
        update.write(&self.0).unwrap();
        let changes = update.endpoints[NAME].as_ref().unwrap();
        changes.iter().map(ToString::to_string).collect()
    }

    fn text(&self) -> String {
        let text = fs::read_to_string(self.0.join(format!("{NAME}.toml"))).unwrap();
        text.lines()
            .filter(|line| !line.starts_with("page_hash"))
            .map(|line| format!("{line}\n"))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nothing_of_a_page_that_has_less_breaks_a_caller() {
    const GONE: &str = ": the page no longer contains it: it is kept, deprecated";
    const RETYPED: &str = ": the page states another type; the field keeps this one";
    let body = &[
        "name string",
        "limit int x 注:不得大于100",
        "extra object",
        "  a int",
        "since string",
    ];
    let order = &["id string", "lines line[]", "  sku string", "state int"];
    type Case<'c> = (&'c [&'c str], &'c [&'c str], &'c [String], &'c [&'c str]);
    let cases: [Case<'_>; 6] = [
        // A field, in a request and in a response.
        (
            &body[..4],
            order,
            &[format!("~ body.since{GONE}")],
            &["assumed  = { deprecated = true }"],
        ),
        (
            body,
            &order[..3],
            &[format!("~ response.\"orders[].state\"{GONE}").replace('"', "")],
            &[],
        ),
        // A whole object, and a field of one.
        (
            &[body[0], body[1], body[4]],
            order,
            &[format!("~ body.extra{GONE}")],
            &["[body.\"extra.a\"]"],
        ),
        // Another type, and rules that only fit that type.
        (
            &[
                "name int x 注:不得大于5",
                body[1],
                body[2],
                body[3],
                body[4],
            ],
            order,
            &[format!("~ body.name{RETYPED}")],
            &["[body.name]\ndoc      = \"\"\nassumed  = { type = \"string\" }\n"],
        ),
        (
            &[body[0], "limit string x", body[2], body[3], body[4]],
            order,
            &[format!("~ body.limit{RETYPED}")],
            &["max      = 100\n", "assumed  = { type = \"int\" }"],
        ),
        // From an object, and to one.
        (
            &[
                "name object",
                "  first string",
                body[1],
                "extra string",
                body[4],
            ],
            order,
            &[
                format!("~ body.name{RETYPED}"),
                format!("~ body.extra{RETYPED}"),
            ],
            &["[body.\"extra.a\"]\ntype     = \"int\"\n"],
        ),
    ];
    for (number, (new_body, new_order, expected, parts)) in cases.into_iter().enumerate() {
        let folder = Folder::of(&number.to_string(), page(body, order));
        let (before, was) = (load(&folder.0).unwrap(), folder.text());
        let changes = folder.update(page(new_body, new_order), true);
        assert_eq!(changes, expected, "{}", folder.text());
        let after = folder.text();
        for part in parts {
            assert!(after.contains(part), "{part}: {after}");
        }
        let moved = diff::api(&before, &load(&folder.0).unwrap());
        assert!(moved.iter().all(|change| !change.breaks()), "{moved:?}");
        // It stays so, whether or not fields are kept from now on.
        for keeps in [true, false] {
            let changes = folder.update(page(new_body, new_order), keeps);
            assert_eq!((changes, folder.text()), (Vec::new(), after.clone()));
        }
        // Without keeping, the file follows the page.
        let other = Folder::of(&format!("{number}-major"), page(body, order));
        other.update(page(new_body, new_order), false);
        let moved = diff::api(&before, &load(&other.0).unwrap());
        assert!(moved.iter().any(|change| change.breaks_rust), "{was}");
    }
}

/// What a page says of one field, before and after a change, in its body (`state` in its response: `orders[].state`), and
/// what the importer reports and writes.
struct Case {
    old: &'static [&'static str],
    new: &'static [&'static str],
    changes: &'static [&'static str],
    part: &'static str,
}

#[test]
fn a_field_keeps_its_rust_type_in_a_minor_release() {
    let cases = [
        Case {
            old: &["name! string"],
            new: &["name string"],
            changes: &[
                "- body.name.required: was true; the page no longer says so",
                "~ body.name: the page no longer requires it, but it does not become an `Option` in Rust",
            ],
            part: "assumed  = { option = false }",
        },
        Case {
            old: &["name string"],
            new: &["name! string"],
            changes: &[
                "+ body.name.required: true",
                "~ body.name: the page now requires it, but it stays an `Option` in Rust",
            ],
            part: "required = true\ndoc      = \"\"\nassumed  = { option = true }",
        },
        // A unit that the page adds, changes, and no longer states.
        Case {
            old: &["at int x"],
            new: &["at int 创建时间，毫秒级时间戳"],
            changes: &["~ body.at: the page states another type; the field keeps this one"],
            part: "assumed  = { type = \"int\" }",
        },
        Case {
            old: &["at int 创建时间，秒级时间戳"],
            new: &["at int 创建时间，毫秒级时间戳"],
            changes: &[
                "= body.at.format: \"unix-s\" is assumed and kept, although the page's text suggests \"unix-ms\"",
            ],
            part: "unix-s\"",
        },
        Case {
            old: &["at int 创建时间，毫秒级时间戳"],
            new: &["at int x"],
            changes: &[],
            part: "unix-ms\"",
        },
        // A listed value, and all of them.
        Case {
            old: &["kind string x 可选值有：<br>- `a`：x<br>- `b`：x<br>- `c`：x"],
            new: &["kind string x 可选值有：<br>- `a`：x<br>- `c`：x<br>- `d`：x"],
            changes: &[
                "~ body.kind.enum: \"b\": the page no longer contains it: it is kept, deprecated",
                "+ body.kind.enum: \"d\"",
            ],
            part: "{ value = \"b\", doc = \"\", deprecated = true }",
        },
        Case {
            old: &["kind string x 可选值有：<br>- `a`：x<br>- `b`：x"],
            new: &["kind string x"],
            changes: &["~ body.kind: the page states another type; the field keeps this one"],
            part: "{ value = \"b\", doc = \"\" }",
        },
        Case {
            old: &["kind string x"],
            new: &["kind string x 可选值有：<br>- `a`：x<br>- `b`：x"],
            changes: &["~ body.kind: the page states another type; the field keeps this one"],
            part: "assumed  = { type = \"string\" }",
        },
    ];
    for (number, case) in cases.into_iter().enumerate() {
        let folder = Folder::of(&format!("form-{number}"), page(case.old, &["id string"]));
        let (before, was) = (load(&folder.0).unwrap(), folder.text());
        let changes = folder.update(page(case.new, &["id string"]), true);
        let after = folder.text();
        assert_eq!(changes, case.changes, "{was}{after}");
        assert!(after.contains(case.part), "{}: {after}", case.part);
        let moved = diff::api(&before, &load(&folder.0).unwrap());
        assert!(moved.iter().all(|change| !change.breaks_rust), "{moved:?}");
        // It stays so, whether or not Rust types are kept from now on.
        for keeps in [true, false] {
            let mut changes = folder.update(page(case.new, &["id string"]), keeps);
            changes.retain(|change| !change.starts_with('='));
            assert_eq!((changes, folder.text()), (Vec::new(), after.clone()));
        }
        // Without keeping, the file follows the page.
        let other = Folder::of(
            &format!("form-{number}-major"),
            page(case.old, &["id string"]),
        );
        other.update(page(case.new, &["id string"]), false);
        let moved = diff::api(&before, &load(&other.0).unwrap());
        let breaks = moved.iter().any(|change| change.breaks_rust);
        let follows = case.changes.iter().any(|change| !change.starts_with('='));
        assert_eq!(breaks, follows, "{number} {moved:?} {}", other.text());
    }
}

/// In a response, and where the page returns to what it said before.
#[test]
fn what_a_page_takes_back_leaves_no_trace() {
    let old = page(&["name! string"], &["id! string", "state int"]);
    let folder = Folder::of("back", old);
    let was = folder.text();
    let changed = || page_with(&["name string"], &["id string", "state! int"], &[8]);
    assert_eq!(folder.update(changed(), true).len(), 8, "{}", folder.text());
    let kept = folder.text();
    assert_eq!(kept.matches("option = ").count(), 3, "{kept}");
    assert!(kept.contains("assumed = { deprecated = true }"), "{kept}");
    assert_eq!(folder.update(changed(), false), Vec::<String>::new());
    folder.update(
        page_with(&["name! string"], &["id! string", "state int"], &[7, 8]),
        true,
    );
    let back = folder.text();
    assert!(
        back.starts_with(was.trim_end()) && !back.contains("assumed"),
        "{back}"
    );
}

#[test]
fn a_shared_type_keeps_its_rust_type() {
    const NOTE: &[&str] = &[
        "note note",
        "  text! string",
        "  pinned bool",
        "  at int",
        "  kind string x 可选值有：<br>- `a`：x<br>- `b`：x",
    ];
    const NOW: &[&str] = &[
        "note note",
        "  text string",
        "  pinned! bool",
        "  kind string x 可选值有：<br>- `a`：x<br>- `c`：x",
    ];
    let pages = |rows: &[&str]| {
        let page = |name: &str| (format!("shop/v1/{name}"), page_of(name, rows, rows, &[]));
        BTreeMap::from(["orders", "carts"].map(page))
    };
    let folder = Folder::empty("shared");
    let update = |rows, keeps| {
        let spec = Spec::read(&folder.0).unwrap();
        let spec = if keeps { spec.keeping_fields() } else { spec };
        let update = spec.update(pages(rows), true).unwrap();
        update.write(&folder.0).unwrap();
        let types = update.types.iter().map(|change| change.change.to_string());
        types.collect::<Vec<_>>()
    };
    update(NOTE, false);
    let before = load(&folder.0).unwrap();
    let changes = update(NOW, true);
    let text = fs::read_to_string(folder.0.join("shop/v1/types.toml")).unwrap();
    let moved = diff::api(&before, &load(&folder.0).unwrap());
    let breaks: Vec<_> = moved.iter().filter(|change| change.breaks_rust).collect();
    assert!(breaks.is_empty(), "{breaks:#?} {changes:#?} {text}");
    for part in [
        "assumed  = { option = false }",
        "assumed  = { option = true }",
        "deprecated = true }",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for keeps in [true, false] {
        assert_eq!(update(NOW, keeps), Vec::<String>::new());
        let again = fs::read_to_string(folder.0.join("shop/v1/types.toml")).unwrap();
        assert_eq!(again, text);
    }
}

#[test]
fn a_field_of_a_shared_type_is_gone_when_no_page_has_it() {
    const FULL: &[&str] = &[
        "note note",
        "  text string",
        "  at int",
        "  by by",
        "    id string",
        "    name string",
    ];
    const LESS: &[&str] = &["note note", "  text string", "  by by", "    id string"];
    let folder = Folder::empty("elsewhere");
    let update = |pages: &[(&str, &[&str])], keeps: bool| {
        let page = |(name, rows): &(&str, &[&str])| {
            (format!("shop/v1/{name}"), page_of(name, rows, rows, &[]))
        };
        let spec = Spec::read(&folder.0).unwrap();
        let spec = if keeps { spec.keeping_fields() } else { spec };
        let update = spec.update(pages.iter().map(page).collect(), true).unwrap();
        update.write(&folder.0).unwrap();
        let files = ["types", "orders", "carts"]
            .map(|file| fs::read_to_string(folder.0.join(format!("shop/v1/{file}.toml"))).unwrap());
        files.concat()
    };
    let first = update(&[("orders", FULL), ("carts", LESS)], false);
    assert!(first.contains("[types."), "{first}");
    // Nothing has changed on any page, whichever of them are read.
    let (orders, carts) = (("orders", FULL), ("carts", LESS));
    for pages in [&[orders, carts][..], &[carts], &[orders]] {
        assert_eq!(update(pages, true), first, "{pages:?}");
    }
    // Now no page has the two fields: they are deprecated wherever the type is used.
    let less = ("orders", LESS);
    let gone = update(&[less, carts], true);
    assert_eq!(gone.matches("deprecated = true").count(), 2 * 4, "{gone}");
    assert_eq!(update(&[less, carts], true), gone);
}

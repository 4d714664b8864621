//! What callers' code stands on outlives its page: fields that are gone, and fields with another type.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::fs;
use std::path::PathBuf;

use larkspec_codegen::{diff, load};
use larkspec_import::update::Spec;
use larkspec_import::{Imported, import};

const NAME: &str = "shop/v1/orders";

/// Rows of a table: `name type text`, deeper by two spaces.
fn rows(rows: &[&str], below: usize, required: &str) -> String {
    let row = |row: &&str| {
        let depth = below + (row.len() - row.trim_start().len()) / 2;
        let indent = match depth {
            0 => String::new(),
            depth => format!("{}└ ", "&nbsp;&nbsp;".repeat(depth)),
        };
        let mut words = row.trim().splitn(3, ' ');
        let [name, ty, about] = [(); 3].map(|()| words.next().unwrap_or("x"));
        format!("| {indent}`{name}` | {ty} |{required} {about} |\n")
    };
    rows.iter().map(row).collect()
}

/// A page with these rows in its body, and in the objects of its response.
fn page(body: &[&str], order: &[&str]) -> Imported {
    let text = format!(
        "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/shop/v1/orders\n\
         HTTP Method | POST\n\n### 请求体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n{}\n\
         ## 响应\n\n### 响应体\n\n名称 | 类型 | 描述\n--- | --- | ---\n\
         `code` | int | x\n`msg` | string | x\n`data` | - | x\n{}{}",
        rows(body, 0, " 否 |"),
        rows(&["orders order[]"], 1, ""),
        rows(order, 2, ""),
    );
    import(&text, Some(NAME)).unwrap()
}

/// A folder with a spec file, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str, page: Imported) -> Self {
        let name = format!("larkspec-kept-{}-{name}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        folder.update(page, false);
        folder
    }

    /// Brings the file up to date, and tells what changed.
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
    const RETYPED: &str = ": the page has another type: it keeps this one";
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
        // An object, whole, and a field of one.
        (
            &[body[0], body[1], body[4]],
            order,
            &[format!("~ body.extra{GONE}")],
            &["[body.\"extra.a\"]"],
        ),
        // Another type, and rules that go with it alone.
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

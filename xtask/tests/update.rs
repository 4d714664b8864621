//! `cargo xtask update` on a small repository: what it writes, and what it leaves to a person.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::portal::{Portal, answer};

/// A repository with three endpoints and their pages.
struct Repository(PathBuf);

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Repository {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("larkspec-update-{name}-{}", std::process::id()));
        let repository = Repository(folder);
        repository.write("Cargo.toml", "[features]\ndefault = [\"shop\"]\n");
        repository.write("CHANGELOG.md", "# Log\n\n## Unreleased\n\n## 0.1.0\n");
        for name in ["order", "refund", "parcel"] {
            repository.write(&format!("spec/shop/{name}.toml"), &spec(name));
            repository.write(&format!("pages/{name}.md"), &page(name, ""));
        }
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The exit status, and what it printed.
    fn update(&self, arguments: &[&str]) -> (i32, String) {
        let pages = ["update", "--pages", "pages"];
        run(&self.0, &[&pages, arguments].concat())
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(text).unwrap(),
    )
}

fn spec(name: &str) -> String {
    format!(
        "title = \"{name}\"\npage_title = \"{name}\"\nsource = \"https://open.feishu.cn/document/{name}\"\n\n[http]\nmethod = \"POST\"\nhost = \"open\"\n\
         path = \"/open-apis/shop/v1/{name}s\"\n\n[body.limit]\ntype = \"int\"\nmax = 100\n"
    )
}

/// The page of an endpoint, with further rows in the table of its body.
fn page(name: &str, rows: &str) -> String {
    format!(
        "---\ntitle: \"{name}\"\n---\n# {name}\n\n## 请求\n\n名称 | 值\n--- | ---\n\
         HTTP URL | https://open.feishu.cn/open-apis/shop/v1/{name}s\nHTTP Method | POST\n\n### 请求体\n\n\
         名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\nlimit | int | 否 | n 注:不得大于100\n{rows}"
    )
}

#[test]
fn what_pages_add_is_written_with_an_entry_in_the_change_log() {
    let repository = Repository::new("added");
    for name in ["order", "refund"] {
        repository.write(
            &format!("pages/{name}.md"),
            &page(name, "note | string | 否 | n\n"),
        );
    }
    let before = repository.read("spec/shop/order.toml");
    let (status, text) = repository.update(&["--dry-run"]);
    assert_eq!(status, 0, "{text}");
    let cause = "note: a new optional field `note` (string), in 2 places:\n    \
                 shop/order: body /note\n    shop/refund: body /note\n";
    assert!(text.contains(cause), "{text}");
    assert!(
        text.contains("2 changes, 0 breaking, 0 to decide; semver step: minor"),
        "{text}"
    );
    assert_eq!(repository.read("spec/shop/order.toml"), before);

    let (status, text) = repository.update(&[]);
    assert_eq!(status, 0, "{text}");
    assert!(
        repository
            .read("spec/shop/order.toml")
            .contains("[body.note]")
    );
    assert!(
        !repository
            .read("spec/shop/parcel.toml")
            .contains("page_hash"),
        "{}",
        repository.read("spec/shop/parcel.toml")
    );
    let log = repository.read("CHANGELOG.md");
    let entry = "## Unreleased\n\n### Changed\n\n\
                 - The documentation of `shop` changed (semver step: minor).\n  \
                 - note: a new optional field `note` (string), in 2 places:\n    - shop/order: body /note\n";
    assert!(log.contains(entry), "{log}");
    // Again, there is nothing to do.
    let (status, text) = repository.update(&[]);
    assert_eq!(status, 0, "{text}");
    assert!(
        text.contains("0 changes, 0 breaking, 0 to decide; semver step: none"),
        "{text}"
    );
    assert_eq!(repository.read("CHANGELOG.md"), log);
}

#[test]
fn nothing_is_written_where_a_person_has_to_decide() {
    let repository = Repository::new("decide");
    repository.write("pages/order.md", &page("order", "note | string | 否 | n\n"));
    repository.write("pages/visit.md", &page("visit", ""));
    let unlisted = "weight_v2 | int | 否 | w\n\n### 请求体示例\n\n```json\n{\"limit\": 1, \"weight_v3\": 1}\n```\n";
    repository.write("pages/parcel.md", &page("parcel", unlisted));
    let (status, text) = repository.update(&[]);
    assert_eq!(status, 1, "{text}");
    assert!(
        repository
            .read("spec/shop/order.toml")
            .contains("[body.note]")
    );
    assert_eq!(repository.read("spec/shop/parcel.toml"), spec("parcel"));
    assert!(text.contains("decide shop/parcel: line "), "{text}");
    let (_, new) = text.split_once("is new: run `cargo xtask import ").unwrap();
    assert!(new.starts_with("pages/visit.md --write`"), "{text}");
    assert!(!repository.read("CHANGELOG.md").contains("parcel"));
}

#[test]
fn one_service_is_updated() {
    let repository = Repository::new("service");
    let (status, text) = repository.update(&["--service", "shop"]);
    assert_eq!(status, 0, "{text}");
    let (status, text) = repository.update(&["--service", "shap"]);
    assert_eq!(status, 2, "{text}");
    assert!(
        text.contains("--service shap: no spec file is in a folder of this name"),
        "{text}"
    );
}

#[test]
fn an_interrupted_update_is_finished() {
    let repository = Repository::new("interrupted");
    let folder = repository.path("spec");
    let text = spec("order").replace("100", "200");
    let journal = serde_json::json!({
        "folder": folder,
        "specs": { "shop/order": text, "shop/refund": null, "shop/gone": null },
        "changelog": "# Log\n\n## Unreleased\n",
    });
    repository.write("target/update/files.json", &journal.to_string());
    let (_, text) = repository.update(&["--dry-run"]);
    assert!(!text.contains("interrupted"), "{text}");
    let (_, text) = repository.update(&[]);
    assert!(
        text.contains("wrote the files of an interrupted update"),
        "{text}"
    );
    assert!(!repository.path("spec/shop/refund.toml").exists());
    assert!(!repository.path("target/update/files.json").exists());
    assert!(
        repository
            .read("CHANGELOG.md")
            .starts_with("# Log\n\n## Unreleased\n")
    );
}

#[test]
fn names_are_compared_with_the_official_ones() {
    let repository = Repository::new("names");
    let linked = |name: &str, resource: &str| {
        let link = format!(
            "x{{try}}(url=/api/tools/api_explore/api_explore_config?project=shop&version=v1&resource={resource}&method=create)"
        );
        page(name, "").replacen("## 请求", &format!("{link}\n\n## 请求"), 1)
    };
    repository.write(
        "spec/shop/v1/order/create.toml",
        &spec("order").replace("document/order", "document/v1/order"),
    );
    let pages = [
        ("pages/linked.md", linked("order", "order")),
        ("pages/other.md", linked("refund", "repayment.item")),
        ("pages/none.md", page("parcel", "")),
    ];
    for ((path, text), address) in pages.into_iter().zip(["/v1/order", "/refund", "/parcel"]) {
        let text = text.replacen("---\n", &format!("---\nfullPath: {address}\n"), 1);
        repository.write(path, &text);
    }
    for old in [
        "pages/order.md",
        "pages/refund.md",
        "pages/parcel.md",
        "spec/shop/order.toml",
    ] {
        fs::remove_file(repository.path(old)).unwrap();
    }
    let (status, text) = run(&repository.0, &["names", "--pages", "pages"]);
    assert_eq!(status, 0, "{text}");
    assert_eq!(
        text,
        "shop/refund: the link to the API explorer says shop/v1/repayment_item/create\n\
         3 names: 1 are official according to the link to the API explorer, 0 according to the address of the page; \
         1 differ from the official one; 1 are derived because there is no official name\n"
    );
}

/// The pages that the calls to a portal requested.
fn asked(portal: Portal) -> Vec<String> {
    let calls = portal.asked().into_iter();
    let page = |call: String| {
        let (_, path) = call.split_once("fullPath=").unwrap();
        let path = path.split([' ', '&']).next().unwrap();
        path.replace("%2F", "/").trim_start_matches('/').to_owned()
    };
    calls.map(page).collect()
}

#[test]
fn a_killed_update_continues_with_the_pages_that_it_has() {
    let repository = Repository::new("killed");
    let found = |name: &str| {
        let page = page(name, "note | string | 否 | n\n");
        let (_, page) = page.split_once("---\n#").unwrap();
        (200, answer(&format!("#{page}")))
    };
    let gone = || (502, "bad gateway".to_owned());
    let update = |portal: &Portal| run(&repository.0, &["update", "--portal", &portal.url]);
    let has_note = |name: &str| {
        let spec = repository.read(&format!("spec/shop/{name}.toml"));
        spec.contains("[body.note]")
    };

    // Killed while it waits for the second page.
    let (portal, silence) = Portal::silent_after([found("order")]);
    let mut killed = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["update", "--portal", &portal.url])
        .current_dir(&repository.0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let call = silence.recv().unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    drop(call);
    assert_eq!(asked(portal), ["order"]);
    assert!(!has_note("order"));

    // The next run requests the others, and applies what it can read.
    let portal = Portal::answering([found("parcel"), gone()]);
    let (status, text) = update(&portal);
    assert_eq!(
        (status, asked(portal)),
        (2, vec!["parcel".to_owned(), "refund".to_owned()]),
        "{text}"
    );
    assert!(text.contains("decide shop/refund: cannot fetch"), "{text}");
    assert!(has_note("order") && has_note("parcel") && !has_note("refund"));

    // Only the missing one is requested again.
    let portal = Portal::answering([gone()]);
    let (status, text) = update(&portal);
    assert_eq!(
        (status, asked(portal)),
        (2, vec!["refund".to_owned()]),
        "{text}"
    );

    // Pages of another day may have changed.
    for kept in fs::read_dir(repository.path("target/update/pages")).unwrap() {
        let kept = fs::File::options()
            .write(true)
            .open(kept.unwrap().path())
            .unwrap();
        kept.set_modified(SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60))
            .unwrap();
    }
    let portal = Portal::answering(["order", "parcel", "refund"].map(found));
    let (status, text) = update(&portal);
    assert_eq!((status, asked(portal).len()), (0, 3), "{text}");
    assert!(has_note("refund"));
    assert!(!repository.path("target/update/pages").exists());

    // All have been compared, so the next update fetches current ones.
    let portal = Portal::answering(["order", "parcel", "refund"].map(found));
    let (status, text) = update(&portal);
    assert_eq!((status, asked(portal).len()), (0, 3), "{text}");
    assert!(text.contains("0 changes, 0 breaking"), "{text}");
}

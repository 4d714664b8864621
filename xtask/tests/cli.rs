//! The commands as a user runs them: what they print, where, and how they exit.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::portal::{Portal, answer};
use walkdir::WalkDir;

const SEED: &str = "approval/v2/instance/list";

/// The repository in which the test runs, which need not be that in which it was built.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&package).join("..")
}

fn xtask(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(root());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A temporary folder for a test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("larkspec-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn schema_of_one_endpoint_goes_to_stdout() {
    for (arguments, id) in [
        (vec!["schema", SEED], "request"),
        (vec!["schema", SEED, "--response"], "response"),
        (
            vec!["schema", "spec/approval/v2/instance/list.toml"],
            "request",
        ),
    ] {
        let output = xtask(&arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            schema["$id"],
            format!("urn:larkspec:approval:v2:instance:list:{id}")
        );
    }
}

#[test]
fn schemas_of_all_endpoints_go_to_files() {
    let folder = Folder::new("schemas");
    let out = folder.0.to_str().unwrap();
    let output = xtask(&["--spec", "tests/consumer/spec", "schema", "--out", out]);
    assert!(output.status.success());
    assert!(output.stdout.is_empty());
    let files = WalkDir::new(out).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).count();
    let note = format!("{files} schemas in {out}");
    assert!(text(&output.stderr).contains(&note), "{note}");

    let output = xtask(&["schema", SEED, "--out", out]);
    assert!(output.status.success());
    for kind in ["request", "response"] {
        let file = folder.0.join(format!("{SEED}.{kind}.schema.json"));
        let golden = root().join(format!("tests/golden/{SEED}.{kind}.schema.json"));
        assert_eq!(fs::read(file).unwrap(), fs::read(golden).unwrap());
    }
}

#[test]
fn what_can_not_be_done_is_said_and_exits_with_2() {
    for (arguments, expected) in [
        (
            vec!["schema", "approval/v2/instance/lst"],
            "did you mean `approval/v2/instance/list`",
        ),
        (
            vec!["schema", "quite/another"],
            "there is no endpoint `quite/another`; `larkspec list WORDS` finds endpoints",
        ),
        (vec!["schema"], "pass one endpoint, or --out DIR"),
        (
            vec!["--spec", "no/such", "check"],
            "--spec no/such: there is no such folder",
        ),
        (
            vec!["--spec", "tests/consumer/spec", "check", "--list=quite"],
            "no spec file is called `quite`, and no folder",
        ),
        (
            vec!["diff", "no-such-thing"],
            "`no-such-thing` is neither a file nor a folder nor a git revision\n",
        ),
        (
            vec!["diff", "--", "--output=x"],
            "is neither a file nor a folder nor a git revision",
        ),
        (vec!["sandbox", "--faults", "no/such/plan"], "no/such/plan"),
        (
            vec!["import", "spec"],
            "spec is a folder; to import all pages in it, use --all spec",
        ),
        (
            vec!["--spec", "Cargo.toml", "check"],
            "--spec Cargo.toml: this is not a folder",
        ),
        (
            vec![
                "--spec",
                "tests/consumer/spec",
                "drift",
                "--pages",
                "Cargo.toml",
            ],
            "--pages Cargo.toml: this is not a folder",
        ),
        (
            vec![
                "--spec",
                "tests/consumer/spec",
                "update",
                "--pages",
                "no/such",
            ],
            "--pages no/such: there is no such folder; pass the folder of the pages",
        ),
    ] {
        let output = xtask(&arguments);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(
            stderr.starts_with("error: ") && stderr.contains(expected),
            "{stderr}"
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn errors_in_spec_files_are_shown_with_a_caret() {
    let folder = Folder::new("broken");
    folder.write(
        "a/b.toml",
        "title = \"T\"\n[http]\nmethod = \"GTE\"\npath = \"/x\"\n",
    );
    let output = xtask(&["--spec", folder.0.to_str().unwrap(), "check"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr.contains("a/b.toml:3:10") && stderr.contains("^^^^^"),
        "{stderr}"
    );
}

#[test]
fn check_counts_what_the_spec_files_describe() {
    let folder = Folder::new("counts");
    let head = |method| {
        format!("title = \"T\"\n[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"/x\"\n")
    };
    let list = "[page]\nstyle = \"token\"\nitems = \"items\"\n\
        [query.page_token]\ntype = \"string\"\n[query.page_size]\ntype = \"int\"\n\
        [response.items]\ntype = \"list<Item>\"\n[response.has_more]\ntype = \"bool\"\n\
        [response.page_token]\ntype = \"string\"\n";
    let create = "[body.item]\ntype = \"Item\"\n[body.key]\ntype = \"object\"\n\
        [body.\"key.secret\"]\ntype = \"string\"\nsecret = true\n";
    let types = "[types.Item]\ntype = \"object\"\n[types.\"Item.id\"]\ntype = \"string\"\n\
        [types.\"Item.token\"]\ntype = \"string\"\nsecret = true\n";
    folder.write("a/list.toml", &(head("GET") + list));
    folder.write("a/create.toml", &(head("POST") + create));
    folder.write("a/types.toml", types);
    let output = xtask(&["--spec", folder.0.to_str().unwrap(), "check"]);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(
        stdout.ends_with(
            "total: 2 endpoints, of which 1 are paged and 1 are safe to repeat; 10 fields, of which 2 are secret; \
             1 shared types\n"
        ),
        "{stdout}{stderr}"
    );
}

#[test]
fn golden_is_up_to_date() {
    let output = xtask(&["golden", "--check"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn diff_tells_whom_a_change_breaks() {
    let folder = Folder::new("diff");
    let seed = fs::read_to_string(root().join(format!("spec/{SEED}.toml"))).unwrap();
    let limit = seed
        .find("max      = ")
        .map(|at| &seed[at..at + "max      = 100".len()])
        .unwrap();
    let before = folder.write("before.toml", &seed.replace(limit, "max      = 150"));
    let looser = folder.write("looser.toml", &seed.replace(limit, "max      = 180"));
    let output = xtask(&["diff", &before, &looser]);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{stdout}");
    assert!(
        stdout.contains("body /limit: max 150 → 180 (loosened)\n"),
        "{stdout}"
    );
    assert!(stdout.ends_with("1 change, 0 breaking; semver step: minor\n"));

    let output = xtask(&["diff", &looser, &before, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["step"], "major");
    assert_eq!(report["changes"][0]["pointer"], "/limit");
    assert_eq!(report["changes"][0]["breaks"]["wire"], true);
}

/// A single file is read with the shared types that are visible from its location.
#[test]
fn diff_of_a_file_reports_changes_of_its_shared_types() {
    let folder = Folder::new("diff-types");
    let types = |rules: &str| {
        format!(
            "[types.Text]\ntype = \"object\"\n[types.\"Text.content\"]\ntype = \"string\"\n{rules}"
        )
    };
    let spec =
        "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n[body.text]\ntype = \"Text\"\n";
    folder.write("old/docx/types.toml", &types(""));
    folder.write("new/docx/types.toml", &types("max_len = 9"));
    let old = folder.write("old/docx/v1/get.toml", spec);
    let new = folder.write("new/docx/v1/get.toml", spec);
    let output = xtask(&["diff", &old, &new]);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{stdout}");
    let expected = "types: types /Text/content: max_len none → 9 (tightened) [breaks wire] (requests of get)\n";
    assert!(stdout.starts_with(expected), "{stdout}");
    let types = folder.0.join("old/docx/types.toml");
    let output = xtask(&["diff", &types.display().to_string(), &new]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("compare folders"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn the_sandbox_says_how_to_call_it() {
    let mut child = command(&["sandbox", "--population", "3"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<String> = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap)
        .take_while(|line| !line.starts_with("LARKSPEC_TOKEN=t-"))
        .collect();
    child.kill().unwrap();
    child.wait().unwrap();
    let all = lines.join("\n");
    assert!(
        all.contains("http://127.0.0.1:") && all.contains("approval code"),
        "{all}"
    );
}

/// A page in the hand-written dialect, in our own words.
const PAGE: &str = r#"---
title: "t"
---
# Page

## 请求

名称 | 值
--- | ---
HTTP URL | https://open.feishu.cn/open-apis/shop/v1/orders
HTTP Method | POST

### 请求体

名称 | 类型 | 必填 | 描述
--- | --- | --- | ---
code | string | 是 | c
limit | int | 否 | n 注:不得大于100

## 响应

### 响应体

名称 | 类型 | 描述
--- | --- | ---
code | int | c
msg | string | m
data | object | d
&emsp;∟total | int | t
"#;

/// The whole process for a change of the documentation: a dry run, written, found by `drift`, and updated.
#[test]
fn a_page_becomes_a_spec_file_and_brings_it_up_to_date() {
    let folder = Folder::new("import");
    let spec = folder.0.join("spec");
    fs::create_dir_all(&spec).unwrap();
    let spec = spec.to_str().unwrap();
    let page = folder.write("page.md", PAGE);

    let output = xtask(&[
        "--spec",
        spec,
        "import",
        &page,
        "--as",
        "shop/v1/order/list",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("[body.limit]\ntype     = \"int\"\nmax      = 100\n"));
    let stderr = text(&output.stderr);
    assert!(stderr.contains(":18: note[prose-limit]: "), "{stderr}");
    let file = folder.0.join("spec/shop/v1/order/list.toml");
    assert!(!file.exists());

    let output = xtask(&[
        "--spec",
        spec,
        "import",
        &page,
        "--as",
        "shop/v1/order/list",
        "--write",
    ]);
    assert!(output.status.success() && output.stdout.is_empty());
    let written = fs::read_to_string(&file).unwrap();
    // Additions by people are kept.
    let edited = written
        .replace(
            "[body.limit]\n",
            "# asked for by the warehouse\n[body.limit]\n",
        )
        .replacen("doc      = \"\"", "doc      = \"The code.\"", 1)
        + "\n";
    fs::write(&file, &edited).unwrap();

    // The same page, now found by its method and URL, changes nothing.
    let output = xtask(&["--spec", spec, "import", &page, "--write"]);
    assert!(output.status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);

    let changed = PAGE
        .replace("不得大于100", "不得大于200")
        .replace("\n## 响应\n", "cursor | string | 否 | p\n\n## 响应\n");
    let changed = changed.replace("大于200\n\ncursor", "大于200\ncursor");
    let page = folder.write("page.md", &changed);
    let output = xtask(&["--spec", spec, "import", &page]);
    let stdout = text(&output.stdout);
    assert!(stdout.contains("~ body.limit.max: 100 → 200"), "{stdout}");
    assert!(stdout.contains("+ body.cursor"), "{stdout}");
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);

    let output = xtask(&["--spec", spec, "import", &page, "--write"]);
    assert!(output.status.success());
    let merged = fs::read_to_string(&file).unwrap();
    assert!(
        merged.contains("# asked for by the warehouse\n[body.limit]"),
        "{merged}"
    );
    assert!(merged.contains("doc      = \"The code.\""), "{merged}");
    assert!(
        merged.contains("max      = 200") && merged.contains("[body.cursor]"),
        "{merged}"
    );

    // A field that the page no longer has stays until a major release.
    let page = folder.write("page.md", &PAGE.replace("不得大于100", "不得大于200"));
    for (flag, change) in [
        (
            None,
            "~ body.cursor: the page no longer contains it: it is kept, deprecated\n",
        ),
        (
            Some("--major"),
            "- body.cursor: the page no longer contains it\n",
        ),
    ] {
        let arguments = ["--spec", spec, "import", &page];
        let output = xtask(&arguments.into_iter().chain(flag).collect::<Vec<_>>());
        let stdout = text(&output.stdout);
        assert!(stdout.ends_with(change), "{stdout}");
    }
}

#[test]
fn a_page_goes_only_where_a_spec_file_can_stand() {
    let folder = Folder::new("import-as");
    let spec = &spec_of_page(&folder);
    let page = folder.write("page.md", PAGE);
    let before = fs::read_dir(spec).unwrap().count();
    let refused = [
        ("other/one", "`shop/list` describes the same method and URL"),
        (
            "",
            "--as `` is not a valid name of an endpoint: it is empty",
        ),
        ("spec/", "it is empty"),
        ("../../evil", "`..`"),
        ("shop/./x", "`.`"),
        ("shop//x", "empty"),
        ("shop/.x", "hidden"),
        ("shop\\x", "`\\`"),
        ("shop/+", "module"),
    ];
    for (name, expected) in refused {
        for write in [&["--write"][..], &[]] {
            let import = ["--spec", spec, "import", &page, "--as", name];
            let output = xtask(&[&import[..], write].concat());
            let stderr = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{name}: {stderr}");
            assert!(stderr.contains(expected), "{name}: {stderr}");
            assert!(output.stdout.is_empty());
        }
    }
    assert_eq!(fs::read_dir(spec).unwrap().count(), before);
    // Another URL, but a module of the same name.
    let other = folder.write("other.md", &PAGE.replace("v1/orders", "v1/others"));
    let output = xtask(&[
        "--spec", spec, "import", &other, "--as", "Shop/x", "--write",
    ]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_eq!(fs::read_dir(spec).unwrap().count(), before);
    for name in ["spec/shop/list.toml", "shop/list.toml", "/shop/list"] {
        let output = xtask(&["--spec", spec, "import", &page, "--as", name]);
        let stderr = text(&output.stderr);
        assert!(output.status.success(), "{name}: {stderr}");
        assert!(
            stderr.contains("shop/list: the spec file agrees"),
            "{stderr}"
        );
    }
}

#[test]
fn another_method_on_one_path_gets_a_file_of_its_own() {
    let folder = Folder::new("import-methods");
    let spec = &folder.0.join("spec").display().to_string();
    fs::create_dir_all(spec).unwrap();
    let import = |method: &str, more: &[&str]| {
        let page = PAGE.replace("| POST", &format!("| {method}"));
        let page = folder.write(&format!("{method}.md"), &page);
        xtask(&[&["--spec", spec, "import", &page, "--write"], more].concat())
    };
    let file = |name: &str| fs::read_to_string(folder.0.join("spec/shop/v1/order").join(name));
    for method in ["GET", "PATCH", "DELETE"] {
        assert!(import(method, &[]).status.success(), "{method}");
    }
    let all = ["list.toml", "patch.toml", "delete.toml"].map(|name| file(name).unwrap());
    for (text, method) in all.iter().zip(["GET", "PATCH", "DELETE"]) {
        assert!(text.contains(&format!("method = \"{method}\"")), "{text}");
    }
    // The second time, each page finds its own file.
    for method in ["DELETE", "GET", "PATCH"] {
        let stderr = text(&import(method, &[]).stderr);
        assert!(
            stderr.contains("the spec file agrees with the page"),
            "{stderr}"
        );
    }
    let output = import("PUT", &["--as", "shop/v1/order/list"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.contains("it describes GET open.…/open-apis/shop/v1/orders, the page PUT open.…/"),
        "{stderr}"
    );
    assert_eq!(
        all,
        ["list.toml", "patch.toml", "delete.toml"].map(|name| file(name).unwrap())
    );
}

#[test]
fn control_characters_of_a_page_do_not_reach_the_terminal() {
    let folder = Folder::new("import-control");
    let spec = &folder.0.join("spec").display().to_string();
    fs::create_dir_all(spec).unwrap();
    let row =
        "lim\u{1b}[31mit | int | 否 | n 注:不得大于100\nk\u{1b}]0;x\u{7} | odd\u{9b}1m | 否 | x";
    let strange = PAGE.replace("limit | int | 否 | n 注:不得大于100", row);
    let method = PAGE.replace("| POST", "| PO\u{1b}ST");
    let pages = &folder.0.join("pages").display().to_string();
    let strange = folder.write("pages/strange.md", &strange);
    let method = folder.write("pages/method.md", &method);
    let out = &folder.0.join("out").display().to_string();
    for arguments in [
        vec!["--spec", spec, "import", &strange],
        vec!["--spec", spec, "import", &method],
        vec!["import", "--all", pages, "--out", out],
        vec!["--spec", spec, "import", &strange, "--as", "\u{1b}[31m"],
    ] {
        let output = xtask(&arguments);
        let shown = text(&output.stdout) + &text(&output.stderr);
        assert!(
            shown.contains("\\u{1b}") || shown.contains("\\u001"),
            "{shown:?}"
        );
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!shown.contains(control), "{arguments:?}: {shown:?}");
    }
}

#[test]
fn a_name_that_the_crate_has_is_told_as_the_build_tells_it() {
    let folder = Folder::new("check-reserved");
    for name in ["client", "shape", "shop"] {
        let text = format!(
            "title = \"t\"\n[http]\nmethod = \"GET\"\nhost = \"open\"\npath = \"/{name}\"\n"
        );
        folder.write(&format!("spec/{name}/one.toml"), &text);
    }
    folder.write("src/client.rs", "");
    let spec = &folder.0.join("spec").display().to_string();
    // Without a library next to it, no name is taken.
    let check = || xtask(&["--spec", spec, "check", "--quiet"]);
    let output = check();
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder.write("src/lib.rs", "");
    let output = check();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    for (name, taken) in [("client", true), ("shape", true), ("shop", false)] {
        let said = format!("the name `{name}` is taken by the crate itself");
        assert_eq!(stderr.contains(&said), taken, "{stderr}");
    }
}

#[test]
fn a_folder_without_spec_files_is_no_success() {
    let folder = Folder::new("no-specs");
    let page = folder.write("pages/list.md", PAGE);
    let pages = &folder.0.join("pages").display().to_string();
    let out = &folder.0.join("out").display().to_string();
    for arguments in [
        vec!["--spec", pages, "check"],
        vec!["--spec", pages, "schema", "--out", out],
        vec!["--spec", pages, "drift", "--pages", pages],
        vec!["--spec", pages, "diff", &page],
        vec!["diff", "tests/consumer/spec", pages],
        vec!["diff", pages],
    ] {
        let output = xtask(&arguments);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        let said = format!(
            "error: there is no spec file (`.toml`) under {pages}; is it the right folder?\n"
        );
        assert!(stderr.ends_with(&said), "{stderr}");
        assert!(output.stdout.is_empty());
    }
    // Spec files whose pages do not exist.
    let spec = &spec_of_page(&folder);
    let file = folder.0.join("spec/shop/list.toml");
    let text_of_file = fs::read_to_string(&file).unwrap();
    let nowhere = text_of_file.replace("source  = \"https://open.feishu.cn/document/x\"\n", "");
    assert_ne!(nowhere, text_of_file);
    fs::write(&file, nowhere).unwrap();
    let output = xtask(&["--spec", spec, "drift", "--pages", pages]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("error: nothing was compared"), "{stderr}");
}

#[test]
fn drift_tells_what_moved() {
    let folder = Folder::new("drift");
    let spec = &spec_of_page(&folder);
    let pages = folder.0.join("pages");
    let pages = pages.to_str().unwrap();
    let output = xtask(&["--spec", spec, "drift", "--pages", pages]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    folder.write(
        "pages/list.md",
        &PAGE.replace("code | string | 是", "code | string | 否"),
    );
    let output = xtask(&["--spec", spec, "drift", "--pages", pages]);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{stdout}");
    assert!(
        stdout.starts_with("shop/list: - body.code.required"),
        "{stdout}"
    );
}

/// A file for several pages is compared with all of them that exist.
#[test]
fn drift_reads_further_pages() {
    let folder = Folder::new("drift-also");
    let spec = &spec_of_page(&folder);
    let file = folder.0.join("spec/shop/list.toml");
    let written = fs::read_to_string(&file).unwrap();
    let also = "also = [\"https://open.feishu.cn/document/y\"]\n\n[http]";
    let extra = "[body.extra]\ntype = \"int\"\nmax  = 7\n\n[response";
    let written = written
        .replacen("\n[http]", also, 1)
        .replacen("[response", extra, 1);
    fs::write(&file, written).unwrap();
    let page = |url: &str, row: &str| {
        let front = format!("title: \"t\"\nsource_url: https://open.feishu.cn/document/{url}\n");
        let page = PAGE.replacen("title: \"t\"\n", &front, 1);
        page.replace("limit | int | 否 | n 注:不得大于100\n", row)
    };
    folder.write(
        "pages/list.md",
        &page("x", "limit | int | 否 | n 注:不得大于100\n"),
    );
    let pages = folder.0.join("pages");
    let drift = ["--spec", spec, "drift", "--pages", pages.to_str().unwrap()];
    for (max, status, change) in [
        (None, 0, ""),
        (Some(7), 0, ""),
        (Some(8), 1, "shop/list: ~ body.extra.max: 7 → 8"),
    ] {
        if let Some(max) = max {
            let row = format!("extra | int | 否 | n 注:不得大于{max}\n");
            folder.write("pages/more.md", &page("y", &row));
        }
        let output = xtask(&drift);
        let stdout = text(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{max:?}: {stdout}");
        assert!(
            stdout.starts_with(change) && stdout.lines().count() < 2,
            "{max:?}: {stdout}"
        );
    }
}

/// A change of a shared type is reported once, whatever the number of endpoints that use it.
#[test]
fn drift_tells_once_what_moved_in_a_type() {
    let folder = Folder::new("drift-types");
    let page = |name: &str, more: &str| {
        let front = format!("fullPath: \"/{name}\"\ntitle: \"t\"\n");
        let user = format!("user | user | 是 | u\n&emsp;∟id | string | 否 | i\n{more}");
        let page = PAGE
            .replacen("title: \"t\"\n", &front, 1)
            .replace("v1/orders", &format!("v1/{name}"))
            .replace("limit | int | 否 | n 注:不得大于100\n", &user);
        folder.write(&format!("pages/{name}.md"), &page);
    };
    let age = "&emsp;∟age | int | 否 | a\n";
    let names = ["orders", "returns", "visits"];
    names.iter().for_each(|name| page(name, ""));
    let [spec, pages] = ["spec", "pages"].map(|name| folder.0.join(name).display().to_string());
    let made = xtask(&["import", "--all", &pages, "--out", &spec]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let drift = ["--spec", &spec, "drift", "--pages", &pages];
    let output = xtask(&drift);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));

    names.iter().for_each(|name| page(name, age));
    let output = xtask(&drift);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{stdout}");
    assert_eq!(stdout.matches("User.age").count(), 1, "{stdout}");
    for name in ["order/create", "return/create", "visit/create"] {
        assert!(stdout.contains(name), "{name}: {stdout}");
    }
}

#[test]
fn a_page_is_fetched_from_the_portal() {
    let with_date = serde_json::json!({
        "code": 0,
        "data": { "content": PAGE, "updateTime": "1742984604000" },
    });
    let portal = Portal::answering([
        (200, with_date.to_string()),
        (
            200,
            serde_json::json!({ "code": 1, "msg": "no such page" }).to_string(),
        ),
    ]);
    let folder = Folder::new("portal");
    let spec = folder.0.to_str().unwrap();
    let url = "https://open.feishu.cn/document/shop-v1/order/list?lang=zh-CN";
    let import = [
        "--spec",
        spec,
        "import",
        url,
        "--portal",
        &portal.url,
        "--as",
        "shop/list",
    ];
    let output = xtask(&import);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("updated = 2025-03-26"),
        "{}",
        text(&output.stdout)
    );
    let output = xtask(&import);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("no such page"),
        "{}",
        text(&output.stderr)
    );
    let asked = portal.asked();
    assert!(
        asked[0].contains("fullPath=%2Fshop-v1%2Forder%2Flist")
            || asked[0].contains("fullPath=/shop-v1/order/list"),
        "{asked:?}"
    );
}

#[test]
fn drift_asks_the_portal() {
    let moved = PAGE.replace("不得大于100", "不得大于200");
    let error = serde_json::json!({ "code": 99, "msg": "no such page" }).to_string();
    let empty = serde_json::json!({ "code": 0, "data": { "content": "" } }).to_string();
    let html = "<!DOCTYPE html><title>Sign in</title>".to_owned();
    let cases = [
        (200, answer(PAGE), 0, ""),
        (
            200,
            answer(&moved),
            1,
            "shop/list: ~ body.limit.max: 100 → 200\n",
        ),
        (
            200,
            error,
            2,
            "the portal has no such page (code 99, \"no such page\")\n",
        ),
        (
            200,
            empty,
            2,
            "the portal has no such page (code 0, null)\n",
        ),
        (
            200,
            html,
            2,
            "the portal's answer is not JSON: expected value at line 1 column 1\n",
        ),
        (
            502,
            "bad gateway".to_owned(),
            2,
            "the portal answers 502 Bad Gateway\n",
        ),
        (
            200,
            answer("# A guide"),
            2,
            "the page does not describe an endpoint\n",
        ),
    ];
    let portal = Portal::answering(cases.clone().map(|(status, body, ..)| (status, body)));
    let folder = Folder::new("drift-portal");
    let spec = spec_of_page(&folder);
    let drift = ["--spec", &spec, "drift", "--portal", &portal.url];
    for (status, body, code, row) in cases {
        let output = xtask(&drift);
        let stdout = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{status} {body}: {stdout}"
        );
        assert!(stdout.ends_with(row), "{status} {body}: {stdout}");
        assert_eq!(stdout.lines().count(), usize::from(code != 0), "{stdout}");
        assert_eq!(stdout.starts_with("shop/list: ! "), code == 2, "{stdout}");
        let sum = match code {
            2 => "0 spec files compared with their pages: 0 differ; 1 pages could not be read",
            _ => "1 spec files compared with their pages: ",
        };
        assert!(
            text(&output.stderr).starts_with(sum),
            "{}",
            text(&output.stderr)
        );
    }
    assert_eq!(portal.asked().len(), 7);
}

#[test]
fn drift_says_that_the_portal_is_not_there() {
    // A port that was free a moment ago; nobody listens on it.
    let portal = Portal::answering([]).url;
    let folder = Folder::new("drift-nobody");
    let spec = spec_of_page(&folder);
    let output = xtask(&["--spec", &spec, "drift", "--portal", &portal]);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{stdout}");
    assert!(
        stdout.starts_with("shop/list: ! cannot fetch https://open.feishu.cn/document/x")
            && stdout.contains(&portal)
            && stdout.contains("refused"),
        "{stdout}"
    );
}

/// A folder of spec files with the one for [`PAGE`], which names its page.
fn spec_of_page(folder: &Folder) -> String {
    let page = folder.write("pages/list.md", PAGE);
    let spec = folder.0.join("spec");
    fs::create_dir_all(&spec).unwrap();
    let spec = spec.to_str().unwrap();
    let made = xtask(&[
        "--spec",
        spec,
        "import",
        &page,
        "--as",
        "shop/list",
        "--write",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let file = folder.0.join("spec/shop/list.toml");
    let written = fs::read_to_string(&file).unwrap();
    let source = "source  = \"https://open.feishu.cn/document/x\"\n\n[http]";
    fs::write(&file, written.replacen("\n[http]", source, 1)).unwrap();
    spec.to_owned()
}

/// On a fresh clone, cargo compiles for a minute and should show it.
#[test]
fn the_alias_shows_what_it_compiles() {
    let config = fs::read_to_string(root().join(".cargo/config.toml")).unwrap();
    let alias = config.lines().find(|line| line.starts_with("xtask = "));
    assert_eq!(alias, Some("xtask = \"run --package xtask --\""));
}

//! How the commands exit, as the table in `--help` says: whether their output is read completely, is not read, or
//! cannot be written.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SPEC: &str = r#"
title = "Order"
source = "https://open.feishu.cn/document/x"
[http]
method = "POST"
path = "/open-apis/shop/v1/orders"
[body.code]
type = "string"
required = true
[body.limit]
type = "int"
max = 100
"#;

/// The current page of the spec file, where `code` has become optional.
const PAGE: &str = r#"---
title: "Order"
---
# Order

## 请求

名称 | 值
--- | ---
HTTP URL | https://open.feishu.cn/open-apis/shop/v1/orders
HTTP Method | POST

### 请求体

名称 | 类型 | 必填 | 描述
--- | --- | --- | ---
code | string | 否 | c
limit | int | 否 | n 注:不得大于100
"#;

struct Case {
    arguments: &'static [&'static str],
    status: i32,
    /// What stderr reports at the end.
    summary: &'static str,
    /// Whether stdout has any output.
    prints: bool,
}

const fn case(arguments: &'static [&'static str], status: i32, summary: &'static str) -> Case {
    Case {
        arguments,
        status,
        summary,
        prints: true,
    }
}

const fn silent(arguments: &'static [&'static str], status: i32, summary: &'static str) -> Case {
    Case {
        prints: false,
        ..case(arguments, status, summary)
    }
}

const COUNTED: &str = "10000 documents: 0 valid, 10000 invalid; 10000 violations";

const CASES: &[Case] = &[
    case(&["validate", "shop/order", "bad.ndjson"], 1, COUNTED),
    case(
        &["validate", "shop/order", "bad.ndjson", "--threads=1"],
        1,
        COUNTED,
    ),
    case(
        &["validate", "shop/order", "bad.ndjson", "--threads=5"],
        1,
        COUNTED,
    ),
    case(
        &["validate", "shop/order", "bad.ndjson", "--format=json"],
        1,
        COUNTED,
    ),
    case(
        &["validate", "shop/order", "bad.ndjson", "--max-errors=1"],
        1,
        COUNTED,
    ),
    case(
        &["validate", "shop/order", "broken.ndjson"],
        1,
        "2 documents: 0 valid, 2 invalid",
    ),
    case(
        &["validate", "shop/order", "late.ndjson"],
        1,
        "10000 documents: 9999 valid, 1 invalid",
    ),
    case(
        &["validate", "shop/order", "bad.ndjson", "none.json"],
        2,
        "1 could not be read",
    ),
    case(&["validate", "shop/order", "bad.ndjson", "--quiet"], 1, ""),
    case(
        &[
            "validate",
            "shop/order",
            "bad.ndjson",
            "--quiet",
            "--format=json",
        ],
        1,
        "",
    ),
    case(&["validate", "shop/order", "good.ndjson", "--quiet"], 0, ""),
    silent(
        &["validate", "shop/order", "good.ndjson"],
        0,
        "1 document: 1 valid",
    ),
    silent(
        &["validate", "shop/order", "none.json"],
        2,
        "1 could not be read",
    ),
    case(&["diff", "old.toml", "spec/shop/order.toml"], 1, ""),
    case(
        &["diff", "old.toml", "spec/shop/order.toml", "--format=json"],
        1,
        "",
    ),
    case(&["diff", "old.toml", "old.toml"], 0, ""),
    case(
        &["drift", "--pages", "pages"],
        1,
        "1 spec files compared with their pages: 1 differ",
    ),
    case(&["names", "--pages", "pages"], 0, ""),
    silent(
        &["golden", "--check", "--out", "golden"],
        1,
        "to update them, run: cargo xtask golden",
    ),
    case(&["check"], 0, "valid: 1 endpoint; missing: 3 docs"),
    case(&["check", "--list"], 0, "missing: 3 docs"),
    case(&["check", "--list=shop"], 0, "missing: 3 docs"),
    silent(
        &["check", "--quiet"],
        0,
        "valid: 1 endpoint; missing: 3 docs",
    ),
    case(&["schema", "shop/order"], 0, ""),
    case(&["import", "pages/order.md"], 0, "nothing was written"),
    silent(
        &["import", "--all", "pages", "--out", "made"],
        0,
        "1 page imported, 1 with warnings, 0 rejected; 0 skipped",
    ),
    silent(
        &["import", "--all", "mixed", "--out", "made-mixed"],
        1,
        "1 rejected; 1 skipped",
    ),
    silent(&["diff", "none", "none"], 2, "error: "),
];

/// The folder that the cases use.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("exit-{name}"));
    let _ = fs::remove_dir_all(&folder);
    let bad = "{\"code\":1}\n";
    for (name, text) in [
        ("spec/shop/order.toml", SPEC.to_owned()),
        ("old.toml", SPEC.replace("required = true", "")),
        ("pages/order.md", PAGE.to_owned()),
        ("mixed/order.md", PAGE.to_owned()),
        ("mixed/guide.md", "# How to begin\n\n## Steps\n".to_owned()),
        ("mixed/odd.md", PAGE.replace("POST", "SEND")),
        ("golden/old.rs", String::new()),
        ("bad.ndjson", bad.repeat(10_000)),
        ("broken.ndjson", "{\n}\n".to_owned()),
        (
            "late.ndjson",
            format!("{}{bad}", "{\"code\":\"A\"}\n".repeat(9_999)),
        ),
        ("good.ndjson", "{\"code\":\"A\"}\n".to_owned()),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["--spec", "spec"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Runs a command with this stdout, and returns its exit status and its stderr.
fn end(folder: &Path, case: &Case, stdout: impl Into<Stdio>) -> (Option<i32>, String) {
    let mut command = command(folder, case.arguments);
    let output = command.stdout(stdout).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn check(case: &Case, (status, stderr): (Option<i32>, String)) {
    let arguments = case.arguments;
    assert_eq!(status, Some(case.status), "{arguments:?}: {stderr}");
    assert!(stderr.contains(case.summary), "{arguments:?}: {stderr}");
}

#[test]
fn read_to_the_end() {
    let folder = folder("read");
    for case in CASES {
        let output = command(&folder, case.arguments).output().unwrap();
        assert_eq!(
            !output.stdout.is_empty(),
            case.prints,
            "{:?}",
            case.arguments
        );
        check(
            case,
            (
                output.status.code(),
                String::from_utf8(output.stderr).unwrap(),
            ),
        );
    }
}

/// `… | true`
#[test]
fn nobody_reads() {
    let folder = folder("nobody");
    for case in CASES {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        check(case, end(&folder, case, writer));
    }
    let withheld = &CASES[0];
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let (_, stderr) = end(&folder, withheld, writer);
    assert!(stderr.contains("not all of them shown"), "{stderr}");
}

/// `… | head -n`, for several n
#[test]
fn the_reader_goes_away() {
    let folder = folder("head");
    for case in CASES.iter().filter(|case| case.prints) {
        for lines in [1, 100, 5000] {
            let mut child = command(&folder, case.arguments)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut stdout = BufReader::with_capacity(64, child.stdout.take().unwrap());
            let mut line = String::new();
            for _ in 0..lines {
                stdout.read_line(&mut line).unwrap();
            }
            drop(stdout);
            let output = child.wait_with_output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            check(case, (output.status.code(), stderr));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_disk_is_full() {
    let folder = folder("full");
    for case in CASES {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let (status, stderr) = end(&folder, case, full);
        if case.prints {
            assert_eq!(status, Some(2), "{:?}: {stderr}", case.arguments);
            let expected = "error: cannot write to standard output: No space left on device";
            assert!(stderr.contains(expected), "{:?}: {stderr}", case.arguments);
        } else {
            check(case, (status, stderr));
        }
    }
}

/// An import is written even if nobody reads its output.
#[test]
fn work_is_done_although_nobody_reads() {
    let folder = folder("import");
    let write = case(&["import", "pages/order.md", "--write"], 0, "wrote ");
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    check(&write, end(&folder, &write, writer));
    let spec = fs::read_to_string(folder.join("spec/shop/order.toml")).unwrap();
    assert!(!spec.contains("required = true"), "{spec}");
}

#[test]
fn help_has_the_table() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for part in [
        "Exit status:",
        "validate ",
        "diff ",
        "drift ",
        "golden --check ",
        "stderr",
    ] {
        assert!(help.contains(part), "{part}: {help}");
    }
}

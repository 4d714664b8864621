//! The commands, run as a person would: what they print, where, and how they exit.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SEED: &str = "approval/v2/instance/list";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
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

/// A folder of its own for a test, gone when the test is.
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
    let output = xtask(&["schema", "--out", folder.0.to_str().unwrap()]);
    assert!(output.status.success());
    assert!(output.stdout.is_empty());
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
            "did you mean `approval/v2/instance/list`?",
        ),
        (
            vec!["schema", "quite/another"],
            "there is no endpoint `quite/another`",
        ),
        (vec!["schema"], "name one endpoint, or say --out DIR"),
        (
            vec!["--spec", "no/such", "check"],
            "--spec no/such: there is no such folder",
        ),
        (
            vec!["diff", "no-such-thing"],
            "`no-such-thing` is no file, no folder and no git revision",
        ),
        (
            vec!["diff", "--", "--output=x"],
            "is no file, no folder and no git revision",
        ),
        (vec!["sandbox", "--faults", "no/such/plan"], "no/such/plan"),
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
    assert!(stdout.ends_with("1 change, 0 of them break somebody; semver step: minor\n"));

    let output = xtask(&["diff", &looser, &before, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["step"], "major");
    assert_eq!(report["changes"][0]["pointer"], "/limit");
    assert_eq!(report["changes"][0]["breaks"]["wire"], true);
}

/// `cargo xtask schema … | head -1`
#[test]
fn a_reader_who_goes_away_is_no_error() {
    let mut child = command(&["schema", SEED])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(stderr, "");
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

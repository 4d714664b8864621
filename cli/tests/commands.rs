//! The commands of `larkspec` with the collection that it contains: what they print, where, and how they exit.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const LIST: &str = "approval/v2/instance/list";
const GOOD: &str = r#"{"approval_code":"A","start_time":1,"end_time":2,"offset":0,"limit":100}"#;
const OVER: &str = r#"{"approval_code":"A","start_time":1,"end_time":2,"offset":0,"limit":101}"#;

/// An empty folder, in which the commands run.
struct Folder(PathBuf);

/// The result of a run: status, stdout, stderr.
type Ended = (i32, String, String);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("commands-{test}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_larkspec"));
        command.args(arguments).current_dir(&self.0);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.command(arguments).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ended(output: Output) -> Ended {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn payloads_are_found_in_folders_and_by_patterns() {
    let folder = Folder::new("inputs");
    folder
        .write("in/a.json", OVER)
        .write("in/deep/b.ndjson", format!("{GOOD}\n{OVER}\n"))
        .write("in/notes.txt", "not a payload")
        .write("in/.hidden/c.json", OVER)
        .write("[odd].json", OVER);
    let over = |place: &str| format!("{place}: /limit: 101 is over the maximum of 100\n");
    for (arguments, status, places) in [
        (vec!["in"], 1, vec!["in/a.json", "in/deep/b.ndjson:2"]),
        (vec!["in/*.json"], 1, vec!["in/a.json"]),
        (vec!["in/**/*.ndjson"], 1, vec!["in/deep/b.ndjson:2"]),
        // The shell has found it.
        (vec!["[odd].json"], 1, vec!["[odd].json"]),
        (vec!["none/*.json"], 2, vec![]),
        (vec!["in/*.json", "none/*.json"], 2, vec!["in/a.json"]),
    ] {
        let all = [&["validate", LIST], &*arguments].concat();
        let (code, stdout, stderr) = folder.run(&all);
        assert_eq!(code, status, "{arguments:?}: {stderr}");
        let expected: String = places.into_iter().map(over).collect();
        assert_eq!(stdout, expected, "{arguments:?}");
    }
    let (_, _, stderr) = folder.run(&["validate", LIST, "none/*.json"]);
    assert!(
        stderr.starts_with("error: none/*.json: cannot be read: no file matches\n"),
        "{stderr}"
    );
}

#[test]
fn items_of_an_array_are_documents() {
    let folder = Folder::new("array");
    folder
        .write("two.json", format!(" [{GOOD},\n {OVER}]"))
        .write("none.json", "[]")
        .write("one.json", GOOD)
        .write("broken.json", format!("[{GOOD},]"))
        .write(
            "huge.json",
            format!("[{GOOD},\n  {}]", OVER.replace("101", "1e999")),
        );
    for (file, status, stdout, stderr) in [
        (
            "two.json",
            1,
            "two.json[1]: /limit: 101 is over the maximum of 100\n",
            "2 documents: 1 valid",
        ),
        (
            "none.json",
            0,
            "",
            "hint: none.json: the array is empty: 0 documents",
        ),
        ("one.json", 2, "", "error: one.json: this is not an array"),
        (
            "broken.json",
            1,
            "broken.json:1:75: not JSON: ",
            "1 document: 0 valid, 1 invalid",
        ),
        (
            "huge.json",
            1,
            "huge.json:2:",
            "2 documents: 1 valid, 1 invalid",
        ),
    ] {
        let (code, out, err) = folder.run(&["validate", LIST, "--array", file]);
        assert_eq!(code, status, "{file}: {out}{err}");
        assert!(
            out.starts_with(stdout) && err.contains(stderr),
            "{file}: {out}{err}"
        );
    }
    let (_, stdout, _) = folder.run(&["validate", LIST, "--array", "two.json", "--format=json"]);
    let violation: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(violation["item"], 1);
    assert_eq!(violation["pointer"], "/limit");
}

#[test]
fn errors_are_json_on_request() {
    let folder = Folder::new("json");
    folder.write("over.json", OVER);
    for (arguments, status, expected) in [
        (
            vec!["schema", "approval/v2/instance/lst"],
            2,
            json!({
                "error": "there is no endpoint `approval/v2/instance/lst`",
                "hint": "did you mean `approval/v2/instance/list`, `approval/v4/instance/list`, `approval/v2/instance/get`?",
            }),
        ),
        (
            vec!["validate", LIST, "over.json"],
            1,
            json!({ "documents": 1, "invalid": 1, "unread": 0, "valid": 0 }),
        ),
        (
            vec!["validate", LIST, "none.json"],
            2,
            json!({ "error": "none.json: cannot be read: No such file or directory (os error 2)" }),
        ),
        (
            vec!["schema"],
            2,
            json!({ "error": "pass one endpoint, or --out DIR to write the schemas of several" }),
        ),
    ] {
        let all = [&["--json"], &*arguments].concat();
        let (code, _, stderr) = folder.run(&all);
        assert_eq!(code, status, "{arguments:?}: {stderr}");
        let mut lines = stderr
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        assert_eq!(lines.next().unwrap(), expected, "{arguments:?}");
    }
    let (code, _, stderr) = folder.run(&["--json", "validate", LIST, "--formt=json"]);
    let error: Value = serde_json::from_str(&stderr).unwrap();
    assert_eq!(
        (code, error["error"].as_str()),
        (2, Some("unexpected argument '--formt' found"))
    );
    assert!(
        error["hint"].as_str().unwrap().contains("--format"),
        "{stderr}"
    );
}

#[test]
fn a_spec_of_ones_own_is_read_instead() {
    let folder = Folder::new("own");
    let greet = "title = \"Greet\"\n[http]\nmethod = \"POST\"\npath = \"/open-apis/greet\"\ntokens = []\n\
                 [body.name]\ntype = \"string\"\nrequired = true\n";
    folder
        .write("spec/hello/greet.toml", greet)
        .write(
            "old/hello/greet.toml",
            greet.replace("required = true\n", ""),
        )
        .write("p.json", "{}");
    let (code, stdout, _) = folder.run(&["--spec=spec", "validate", "hello/greet", "p.json"]);
    assert_eq!(
        (code, &*stdout),
        (1, "p.json: /name: required, but missing\n")
    );
    let (code, stdout, _) = folder.run(&["diff", "old", "spec"]);
    assert!(
        code == 1 && stdout.contains("hello/greet: body /name: was optional, is required"),
        "{stdout}"
    );
    let (code, _, stderr) = folder.run(&["validate", "hello/greet", "p.json"]);
    assert!(
        code == 2 && stderr.contains("there is no endpoint `hello/greet`"),
        "{stderr}"
    );
    let (code, _, stderr) = folder.run(&["--spec=none", "schema", LIST]);
    assert!(
        code == 2 && stderr.contains("--spec none: there is no such folder"),
        "{stderr}"
    );
    let (code, _, stderr) = folder.run(&["diff", "HEAD"]);
    assert!(
        code == 2 && stderr.contains("name the folder of spec files: --spec DIR"),
        "{stderr}"
    );
}

#[test]
fn a_file_is_compared_with_the_collection() {
    let folder = Folder::new("compared");
    let spec = larkspec_spec::file(LIST).unwrap();
    folder.write(&format!("spec/{LIST}.toml"), spec).write(
        &format!("more/spec/{LIST}.toml"),
        spec.replacen("max = 100", "max = 200", 1),
    );
    let (code, stdout, stderr) = folder.run(&["diff", &format!("spec/{LIST}.toml")]);
    assert_eq!(
        (code, &*stdout),
        (0, "0 changes, 0 breaking; semver step: none\n"),
        "{stderr}"
    );
}

/// What cannot be written is an error of every command; a closed output is none.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let folder = Folder::new("full");
    folder.write("over.json", OVER);
    for (arguments, status) in [
        (vec!["validate", LIST, "over.json"], 1),
        (vec!["validate", LIST, "over.json", "--quiet"], 1),
        (vec!["schema", LIST], 0),
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let (code, _, stderr) = ended(folder.command(&arguments).stdout(full).output().unwrap());
        assert_eq!(code, 2, "{arguments:?}: {stderr}");
        assert!(
            stderr.contains("cannot write to standard output: No space left"),
            "{stderr}"
        );

        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, _, stderr) = ended(folder.command(&arguments).stdout(writer).output().unwrap());
        assert_eq!(code, status, "{arguments:?}: {stderr}");
    }
}

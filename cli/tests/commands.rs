//! The commands of `larkspec` with the collection that it contains: what they print, where, and how they exit.

// They are written for a POSIX shell.
#[cfg(all(feature = "pull", unix))]
mod documents;
#[cfg(feature = "pull")]
mod pull;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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
            json!({ "error": "none.json: cannot be read: there is no such file; pass files, folders, patterns, or - for standard input" }),
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
fn errors_have_colour_where_it_is_wanted() {
    let folder = Folder::new("colour");
    let coloured = "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m ";
    for arguments in [
        &["show", "no/such"][..],
        &["validate", LIST, "no-such.json"],
        &["show", "--no-such"],
    ] {
        for (variable, expected) in [("CLICOLOR_FORCE", coloured), ("NO_COLOR", "error: ")] {
            let mut command = folder.command(arguments);
            let (_, _, stderr) = ended(command.env(variable, "1").output().unwrap());
            assert!(stderr.starts_with(expected), "{arguments:?}: {stderr:?}");
        }
    }
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
    // A copy with another name is found by its method and path, on either side.
    let copy = spec
        .replacen("max      = 100", "max = 90", 1)
        .replace("\"limit\": 100", "\"limit\": 10");
    folder.write("some/folder/mine.toml", &copy);
    for (arguments, change) in [
        (vec!["some/folder/mine.toml"], "max 90 → 100 (loosened)"),
        (
            vec!["some/folder/mine.toml", "spec"],
            "max 90 → 100 (loosened)",
        ),
        (
            vec!["spec", "some/folder/mine.toml"],
            "max 100 → 90 (tightened)",
        ),
    ] {
        let (_, stdout, stderr) = folder.run(&[&["diff"], &*arguments].concat());
        assert!(
            stdout.starts_with(&format!("{LIST}: body /limit: {change}")),
            "{arguments:?}: {stdout}{stderr}"
        );
    }
    // What nobody has was not removed.
    folder.write(
        "mine.toml",
        copy.replace("/v2/instance/list", "/v9/no/such"),
    );
    let (code, stdout, stderr) = folder.run(&["diff", "mine.toml"]);
    assert_eq!((code, &*stdout), (2, ""), "{stderr}");
    assert!(
        stderr.starts_with("error: there is nothing to compare `mine` with: "),
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

#[test]
fn endpoints_are_found_by_what_people_know_of_them() {
    let folder = Folder::new("list");
    let create =
        "im/v1/message/create  POST /open-apis/im/v1/messages  Create message · 发送消息\n";
    for (words, first) in [
        // An exact title of the page is found in others as well; names come first.
        (vec!["im/v1/message/create"], create),
        (vec!["IM/V1/Message/Create"], create),
        // As in the SDKs of several languages.
        (vec!["im.v1.message.create"], create),
        (vec!["client.Im.V1.Message.Create"], create),
        (vec!["client.im().v1().message().create()"], create),
        (vec!["larkspec::im::v1::message::create"], create),
        (vec!["message.create", "POST"], create),
        (
            vec!["client.im.v1.messageReaction.create"],
            "im/v1/message_reaction/create  POST ",
        ),
        (vec!["im:message:send_as_bot"], create),
        (vec!["230075"], create),
        (vec!["发送消息", "im/v1"], create),
        (
            vec!["post /open-apis/im/v1/messages", "create message"],
            create,
        ),
        // As in a log or a browser, on either platform.
        (
            vec![
                "POST https://open.larksuite.com/open-apis/im/v1/messages?receive_id_type=open_id",
            ],
            create,
        ),
        (
            vec![
                "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create#top",
            ],
            create,
        ),
        // The address to which the portal has moved the page.
        (
            vec!["https://open.feishu.cn/document/server-docs/im-v1/message/create?lang=zh-CN"],
            create,
        ),
        // With a value, and as a template.
        (
            vec!["/open-apis/im/v1/messages/om_1/reply"],
            "im/v1/message/reply  POST ",
        ),
        (
            vec!["POST im/v1/messages/{message_id}/reply"],
            "im/v1/message/reply  POST ",
        ),
        (
            vec!["upper_message_id", "im/v1/message/create"],
            "im/v1/message/create  POST /open-apis/im/v1/messages  Create message · 发送消息\n    \
             response.upper_message_id\n",
        ),
        // A field of a shared type, which is not in the endpoint's file.
        (
            vec!["sender_type", "im/v1/message/create"],
            "im/v1/message/create  POST /open-apis/im/v1/messages  Create message · 发送消息\n    \
             response.sender.sender_type\n",
        ),
    ] {
        let (code, stdout, stderr) = folder.run(&[&["list"], &*words].concat());
        assert_eq!(code, 0, "{words:?}: {stderr}");
        assert!(stdout.contains(first), "{words:?}: {stdout}");
    }
    let (code, stdout, stderr) = folder.run(&["list", "nothing-like-this", "x"]);
    assert_eq!(
        (code, &*stdout, &*stderr),
        (
            1,
            "",
            "no endpoint has `nothing-like-this` and `x`; try fewer words or a part of one, or add an endpoint with \
             `larkspec import PAGE`\n"
        )
    );
    let (_, stdout, _) = folder.run(&["--json", "list", "发送消息", "im/v1/message/create"]);
    let found: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(found["page_title"], "发送消息");
    let (_, stdout, _) = folder.run(&["list", "--format=names", "im/v1/message/create"]);
    assert_eq!(stdout, "im/v1/message/create\n");
}

#[test]
fn an_endpoint_is_named_by_what_people_have_at_hand() {
    let folder = Folder::new("at-hand");
    folder.write("ok.json", r#"{"content":"{}","msg_type":"text"}"#);
    for (named, name) in [
        ("im.v1.message.create", "im/v1/message/create"),
        ("POST /open-apis/im/v1/messages", "im/v1/message/create"),
        (
            "https://open.feishu.cn/open-apis/im/v1/messages/om_1/reply?a=b",
            "im/v1/message/reply",
        ),
        (
            "open.feishu.cn/open-apis/im/v1/messages/om_1/reply",
            "im/v1/message/reply",
        ),
        // Closer than `/messages/:message_id` with a value.
        (
            "/open-apis/im/v1/messages/merge_forward",
            "im/v1/message/merge_forward",
        ),
        (
            "https://open.feishu.cn/document/server-docs/im-v1/message/create",
            "im/v1/message/create",
        ),
    ] {
        let (code, stdout, stderr) = folder.run(&["show", named]);
        assert_eq!(code, 0, "{named}: {stderr}");
        assert_eq!(stdout.lines().next(), Some(name), "{named}");
    }
    let (code, _, stderr) = folder.run(&["validate", "im.v1.message.reply", "ok.json"]);
    assert_eq!(code, 0, "{stderr}");
    for (named, error) in [
        (
            "https://open.feishu.cn/open-apis/im/v1/messages",
            "error: `https://open.feishu.cn/open-apis/im/v1/messages` fits several endpoints; name one of them: \
             `im/v1/message/create` (POST), `im/v1/message/list` (GET)\n",
        ),
        (
            "https://open.feishu.cn/open-apis/no/such",
            "error: there is no endpoint `https://open.feishu.cn/open-apis/no/such`; `larkspec list WORDS` finds \
             endpoints\n",
        ),
    ] {
        let (code, _, stderr) = folder.run(&["show", named]);
        assert_eq!((code, &*stderr), (2, error));
    }
    // Also in a folder of one's own.
    let spec = larkspec_spec::file(LIST).unwrap();
    folder.write("own/hello/list.toml", spec);
    let call = "POST /approval/openapi/v2/instance/list";
    let (_, stdout, stderr) = folder.run(&["--spec=own", "show", call]);
    assert!(stdout.starts_with("hello/list\n"), "{stderr}");
    // If a file of the folder cannot be read, the endpoint may be in it.
    folder.write("own/hello/broken.toml", "title =");
    let (code, _, stderr) = folder.run(&["--spec=own", "show", call]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("because spec files have errors: `larkspec list` shows them"),
        "{stderr}"
    );
}

/// An endpoint with everything that `show` shows.
const VISIT: &str = r#"
title = "List visits"
page_title = "获取来访"
doc = "Lists the visits of a day."
source = "https://open.feishu.cn/document/visits"
updated = 2026-01-02
[http]
method = "GET"
path = "/open-apis/desk/v1/rooms/:room/visits"
tokens = ["tenant", "user"]
scopes = ["desk:read", "desk:write"]
rate = "5/s"
[page]
style = "token"
items = "visits"
[path.room]
type = "string"
required = true
max_len = 8
[query.page_token]
type = "string"
[query.page_size]
type = "int"
min = 1
max = 50
default = 10
doc = "How many."
[response.visits]
type = "list<Visit>"
[response.last]
type = "Visit"
[response.page_token]
type = "string"
[response.has_more]
type = "bool"
[[error]]
code = 70001
status = 400
msg = "busy"
doc = "Ask again later."
"#;

const VISIT_TYPES: &str = r#"
[types.Visit]
type = "object"
[types."Visit.state"]
type = "string"
enum = [{ value = "open", doc = "The visitor is there." }, { value = "gone", doc = "" }]
[types."Visit.before"]
type = "list<Visit>"
"#;

#[test]
fn an_endpoint_is_shown_whole() {
    let folder = Folder::new("show");
    folder
        .write("spec/desk/v1/visit/list.toml", VISIT)
        .write("spec/desk/v1/types.toml", VISIT_TYPES);
    let (code, stdout, stderr) = folder.run(&["--spec=spec", "show", "desk/v1/visit/list"]);
    assert_eq!(code, 0, "{stderr}");
    let expected = "\
desk/v1/visit/list
List visits · 获取来访
GET https://open.feishu.cn/open-apis/desk/v1/rooms/:room/visits

Lists the visits of a day.

token      tenant or user
scope      desk:read or desk:write
rate       5/s
repeat     does no harm
paging     items in visits; page_token is the page_token of the page before, while has_more; page_size items at most
page       https://open.feishu.cn/document/visits (2026-01-02)

path
  room  string, required, max_len 8

query
  page_token  string
  page_size   int, min 1, max 50, default 10
      How many.

response (in `data`)
  visits      list<Visit>
    state   string, enum open|gone
        open: The visitor is there.
    before  list<Visit>, see above
  last        Visit, see above
  page_token  string
  has_more    bool

errors
  70001      HTTP 400; busy; Ask again later.
";
    assert_eq!(stdout, expected);

    let (_, stdout, _) = folder.run(&["--spec=spec", "--json", "show", "desk/v1/visit/list"]);
    let shown: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(shown["paging"]["items"], "visits");
    assert_eq!(
        shown["sections"]["query"]["properties"]["page_size"]["maximum"],
        50
    );
    assert_eq!(shown["errors"][0]["code"], 70001);
}

#[test]
fn shells_complete_the_names_of_endpoints() {
    let folder = Folder::new("complete");
    for (shell, part) in [
        ("bash", "complete -o nospace -o bashdefault"),
        ("zsh", "#compdef larkspec"),
        ("fish", "complete --keep-order"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let (code, stdout, _) = folder.run(&["completions", shell]);
        assert_eq!(code, 0);
        assert!(
            stdout.contains(part) && stdout.contains("LARKSPEC_COMPLETE"),
            "{stdout}"
        );
    }
    for command in ["show", "validate", "schema"] {
        let mut complete = folder.command(&["--", "larkspec", command, "im/v1/message/cr"]);
        let output = complete.env("LARKSPEC_COMPLETE", "fish").output().unwrap();
        assert_eq!(ended(output).1.trim(), "im/v1/message/create", "{command}");
    }
    // Those of the folder that the line names.
    folder.write("own/hello/list.toml", larkspec_spec::file(LIST).unwrap());
    for line in [
        &["--spec", "own", "show", "h"][..],
        &["show", "--spec=own", "h"],
        &["--spec=own", "show", "hello/l"],
    ] {
        let mut complete = folder.command(&[&["--", "larkspec"], line].concat());
        let output = complete.env("LARKSPEC_COMPLETE", "fish").output().unwrap();
        assert_eq!(ended(output).1.trim(), "hello/list", "{line:?}");
    }
}

#[test]
fn the_man_page_has_every_command_and_exit_code() {
    let folder = Folder::new("man");
    let (code, stdout, _) = folder.run(&["man"]);
    assert_eq!(code, 0);
    let (_, help, _) = folder.run(&["--help"]);
    for part in [
        "LARKSPEC VALIDATE",
        "LARKSPEC SHOW",
        "LARKSPEC SANDBOX",
        "Exit status:",
    ] {
        assert!(stdout.contains(part), "{part}: {stdout}");
    }
    for status in ["  0  Success", "  1  The check is complete", "  2  Failure"] {
        assert!(help.contains(status), "{help}");
    }
    // The output goes to no terminal.
    assert!(!help.contains('\x1b'));
}

/// A page of its own, in the form of the portal.
const PAGE: &str = include_str!("../../docs/guide/page.md");

#[test]
fn a_page_is_imported_into_a_folder_of_ones_own() {
    let folder = Folder::new("import");
    folder.write("page.md", PAGE).write("empty", "");
    let import = |arguments: &[&str]| folder.run(&[&["import"], arguments].concat());
    let (code, stdout, stderr) = import(&["page.md"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.starts_with("title   = \"Create note\"\n"),
        "{stdout}"
    );
    let file = "spec/notes/v1/note/create.toml";
    assert!(
        stderr.ends_with(&format!("--write would write {file}\n")),
        "{stderr}"
    );
    assert!(!folder.0.join("spec").exists());
    for (arguments, expected) in [
        (
            &["page.md", "--as=types"][..],
            "a file of this name describes shared types",
        ),
        (
            &["page.md", "--as=notes/v1/types", "--write"],
            "a file of this name describes shared types",
        ),
        (
            &["page.md", "--spec=empty", "--write"],
            "--spec empty: this is not a folder",
        ),
        (&["page.md", "--out=x"], "cannot be used with"),
        (&["page.md", "--report=x"], "cannot be used with"),
        (
            &["nope.md", "--as=a/b"],
            "error: nope.md: there is no such file; pass the path of a stored page, the URL of a page",
        ),
        (&["empty"], "empty:1: refused[no-page]"),
    ] {
        let (code, stdout, stderr) = import(arguments);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
    }
    // A new file has nothing to be compared with.
    let (code, _, stderr) = import(&["page.md", "--write"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.ends_with(&format!("wrote {file}; now: cargo build\n")),
        "{stderr}"
    );
    folder.write("page.md", PAGE.replace("标题", "标题。最大长度 100 个字符"));
    let (_, stdout, stderr) = import(&["page.md", "--write"]);
    assert_eq!(stdout, "notes/v1/note/create: + body.title.max_len: 100\n");
    assert!(
        stderr.ends_with("now: larkspec --spec spec diff HEAD, cargo build\n"),
        "{stderr}"
    );
}

#[test]
fn a_difference_is_json_if_everything_is() {
    let folder = Folder::new("diff-json");
    folder
        .write("old.md", PAGE)
        .write("new.md", PAGE.replace("标题", "标题。最大长度 100 个字符"));
    let (code, stdout, stderr) = folder.run(&["--json", "diff", "old.md", "new.md"]);
    assert_eq!(code, 1, "{stderr}");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["step"], "major");
    let (code, _, stderr) = folder.run(&["diff", "nope.md", "new.md"]);
    assert_eq!((code, &*stderr), (2, "error: there is no file nope.md\n"));
}

#[test]
fn results_of_import_and_sandbox_are_json_on_request() {
    let folder = Folder::new("import-json");
    folder.write("page.md", PAGE);
    let import = ["--json", "import", "page.md", "--as=a/b"];
    let (code, stdout, stderr) = folder.run(&import);
    assert_eq!(code, 0, "{stderr}");
    let new: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(new["endpoint"], "a/b");
    assert!(new["spec"].as_str().unwrap().contains("title"), "{new}");

    folder.run(&[&import[..], &["--write"]].concat());
    folder.write("page.md", PAGE.replace("标题", "标题。最大长度 100 个字符"));
    let (_, stdout, stderr) = folder.run(&import);
    let change: Value = serde_json::from_str(stdout.lines().next().unwrap()).unwrap();
    assert_eq!(change["endpoint"], "a/b", "{stdout}{stderr}");
    assert!(change["change"].is_string(), "{change}");

    let mut server = folder.command(&["--json", "sandbox"]);
    let mut server = server.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(server.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let url = started["base_url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{started}");
    for key in ["token", "app_id", "app_secret", "approval_code"] {
        assert!(started[key].is_string(), "{key}: {started}");
    }
}

#[test]
fn what_cannot_be_used_is_rejected_in_plain_words() {
    let folder = Folder::new("rejected");
    folder.write("empty/README.md", "").write("page.md", PAGE);
    for (arguments, error) in [
        (
            &["sandbox", "--spec=empty"][..],
            "error: there is no spec file (`.toml`) under empty; is it the right folder?\n",
        ),
        (
            &["list", "--spec=nowhere"],
            "error: --spec nowhere: there is no such folder; pass the folder of the spec files\n",
        ),
        (
            &["show", "IM/v1/Message/create"],
            "error: there is no endpoint `IM/v1/Message/create`; did you mean `im/v1/message/create`, ",
        ),
        (
            &["validate", "page.md", LIST],
            "error: there is no endpoint `page.md`; this is a file; an endpoint is given by its name, before any files\n",
        ),
        (
            &["schema", "quite/another"],
            "error: there is no endpoint `quite/another`; `larkspec list WORDS` finds endpoints\n",
        ),
        (
            &["diff", LIST],
            "error: `approval/v2/instance/list` is the name of an endpoint; compare two states of it, each a documentation \
             page or a spec file: diff OLD.md NEW.md\n",
        ),
        (
            &["validate", LIST, "--threads=0"],
            "error: invalid value '0' for '--threads <N>': expected an integer of at least 1\n",
        ),
        (
            &["import", "--all=nowhere", "--out=o"],
            "error: --all nowhere: there is no such folder; pass the folder of the pages\n",
        ),
        (
            &["import", "--all=page.md", "--out=o"],
            "error: --all page.md: this is not a folder; pass the folder of the pages\n",
        ),
        (
            &["sandbox", "--faults=none.toml"],
            "error: --faults none.toml: there is no such file; pass a TOML file with a [[rule]] for each fault, ",
        ),
        (
            &["import", "page.md", "--as=a/my visit"],
            "error: --as `a/my visit` is not a valid name of an endpoint: it contains a blank; use the path",
        ),
    ] {
        let (code, stdout, stderr) = folder.run(arguments);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.starts_with(error), "{arguments:?}: {stderr}");
    }
    let (_, _, stderr) = folder.run(&["--json", "list", "--spec=empty"]);
    assert_eq!(
        serde_json::from_str::<Value>(&stderr).unwrap(),
        json!({ "error": "there is no spec file (`.toml`) under empty", "hint": "is it the right folder?" })
    );
}

//! `larkspec pull` against the sandbox: what it delivers, and how it fails.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use larkspec_codegen::Loader;
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use serde_json::{Value, json};

use super::{Ended, Folder, LIST, ended};

/// A list by token, in whose items everything occurs that CSV has to write.
const VISITS: &str = "desk/v1/visit/list";
const VISITS_SPEC: &str = r#"
title = "List visits"
[http]
method = "GET"
path = "/open-apis/desk/v1/rooms/:room/visits"
tokens = ["tenant"]
[page]
style = "token"
items = "visits"
[path.room]
type = "string"
required = true
[query.days]
type = "list<int>"
[query.page_token]
type = "string"
[query.page_size]
type = "int"
max = 50
[response.visits]
type = "list<object>"
[response."visits[].id"]
type = "int"
[response."visits[].who"]
type = "object"
[response."visits[].who.name"]
type = "string"
[response."visits[].tags"]
type = "list<string>"
[response.page_token]
type = "string"
[response.has_more]
type = "bool"
"#;

/// The sandbox with the list of approval instances and the list of visits.
fn sandbox(plan: Plan) -> Sandbox {
    let wanted =
        |name: &str| name.starts_with("approval/") || name.starts_with("auth/") || name == "types";
    let platform = larkspec_spec::files().filter(|(name, _)| wanted(name));
    let own = [(VISITS, VISITS_SPEC)];
    let specs = Loader::texts(platform.chain(own));
    let sandbox = Sandbox::builder()
        .specs(specs)
        .platform(false)
        .population(250)
        .faults(plan);
    sandbox.start().unwrap()
}

impl Folder {
    fn pull(&self, sandbox: &Sandbox, arguments: &[&str]) -> Ended {
        ended(self.pulling(sandbox, arguments).output().unwrap())
    }

    fn pulling(&self, sandbox: &Sandbox, arguments: &[&str]) -> Command {
        let mut command = self.command(&[&["pull"], arguments].concat());
        command
            .env("LARKSPEC_TOKEN", sandbox.token())
            .env("LARKSPEC_BASE_URL", sandbox.base_url())
            .env_remove("LARKSPEC_APP_ID")
            .env_remove("LARKSPEC_APP_SECRET");
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// The arguments that pull all approval instances.
fn codes(sandbox: &Sandbox) -> Vec<String> {
    let code = format!("approval_code={}", sandbox.approval_code());
    let arguments = [
        LIST,
        "-p",
        &code,
        "-p",
        "start_time=0",
        "-p",
        "end_time=99999999999999",
    ];
    arguments.map(str::to_owned).to_vec()
}

fn strs(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn every_item_is_delivered_once() {
    let folder = Folder::new("pull-all");
    let sandbox = sandbox(Plan::new());
    let mut expected: Vec<String> = sandbox
        .instances()
        .iter()
        .map(|it| it.code.clone())
        .collect();
    expected.sort();
    let arguments = codes(&sandbox);
    let (code, stdout, stderr) = folder.pull(&sandbox, &strs(&arguments));
    assert_eq!((code, &*stderr), (0, "250 items\n"));
    let mut pulled: Vec<&str> = stdout.lines().collect();
    pulled.sort_unstable();
    assert_eq!(pulled, expected);

    fs::write(folder.path("codes.txt"), "old").unwrap();
    let arguments = [strs(&arguments), vec!["--out=codes.txt", "--format=ndjson"]].concat();
    let (code, stdout, stderr) = folder.pull(&sandbox, &arguments);
    assert_eq!((code, &*stdout), (0, ""), "{stderr}");
    let written = fs::read_to_string(folder.path("codes.txt")).unwrap();
    assert_eq!(written.lines().count(), 250);
    assert!(written.starts_with('"'), "{written}");
    assert!(!folder.path("codes.txt.part").exists());
}

/// What is not a regular file must not become one.
#[cfg(unix)]
#[test]
fn a_pipe_and_a_link_stay_what_they_are() {
    let folder = Folder::new("pull-links");
    let sandbox = sandbox(Plan::new());
    let arguments = codes(&sandbox);
    let pull = |out: &str| {
        let arguments = [strs(&arguments), vec!["--format=lines", out]].concat();
        folder.pull(&sandbox, &arguments)
    };
    fs::write(folder.path("file"), "old").unwrap();
    std::os::unix::fs::symlink("file", folder.path("link")).unwrap();
    let (code, _, stderr) = pull("--out=link");
    assert_eq!(code, 0, "{stderr}");
    assert!(folder.path("link").is_symlink());
    let written = fs::read_to_string(folder.path("file")).unwrap();
    assert_eq!(written.lines().count(), 250);

    std::os::unix::fs::symlink("nowhere", folder.path("lost")).unwrap();
    let (code, _, stderr) = pull("--out=lost");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("--out lost: this link leads nowhere"),
        "{stderr}"
    );

    let pipe = folder.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    let (code, _, stderr) = pull("--out=pipe");
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(reader.join().unwrap(), written);
    assert!(!fs::metadata(&pipe).unwrap().is_file());
}

#[test]
fn objects_are_written_as_json_or_csv() {
    let folder = Folder::new("pull-objects");
    let sandbox = sandbox(Plan::new());
    let first = json!({ "id": 1, "who": { "name": "A, \"B\"" }, "tags": ["x", "y"] });
    let second = json!({ "id": 2, "who": null, "tags": [], "new": { "deep": 1 } });
    let order = |folder: &Folder, format: &str| {
        let on = sandbox.on(VISITS).unwrap();
        let page = |items: Value, more: bool, token: &str| json!({ "code": 0, "msg": "", "data": { "visits": items, "has_more": more, "page_token": token } });
        let first = page(json!([first]), true, "t1").to_string();
        let second = page(json!([second]), false, "").to_string();
        on.raw(200, "application/json", first)
            .raw(200, "application/json", second);
        folder.write(&format!("spec/{VISITS}.toml"), VISITS_SPEC);
        let arguments = [
            "--spec=spec",
            VISITS,
            "-p",
            "room=@room.txt",
            "-p",
            "days=1",
            "-p",
            "days=[2,3]",
            "--format",
            format,
        ];
        folder.pull(&sandbox, &arguments)
    };
    folder.write("room.txt", "R 1/2\n");
    let (code, stdout, stderr) = order(&folder, "ndjson");
    assert_eq!(
        (code, stdout),
        (0, format!("{first}\n{second}\n")),
        "{stderr}"
    );
    let calls = sandbox.calls_of(VISITS);
    calls.assert_count(2);
    let (code, stdout, stderr) = order(&folder, "csv");
    assert_eq!(code, 0, "{stderr}");
    let expected = "id,who.name,tags\n1,\"A, \"\"B\"\"\",\"[\"\"x\"\",\"\"y\"\"]\"\n2,,[]\n";
    assert_eq!(stdout, expected);
    assert!(
        stderr.contains("have no column: `new`; --format ndjson has them"),
        "{stderr}"
    );
    let (code, _, stderr) = order(&folder, "lines");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("are objects, not lines; use --format ndjson or csv"),
        "{stderr}"
    );
}

/// An answer that leaves something open is an error, and `--out` is not written.
#[test]
fn a_list_never_ends_early_in_silence() {
    let folder = Folder::new("pull-early");
    folder.write(&format!("spec/{VISITS}.toml"), VISITS_SPEC);
    for (pages, code, message) in [
        (
            vec![json!({ "visits": [], "has_more": false })],
            0,
            "0 items",
        ),
        (vec![json!({ "has_more": false })], 0, "0 items"),
        (
            vec![json!({ "visits": null, "has_more": false })],
            0,
            "0 items",
        ),
        // Asked twice.
        (vec![json!({}), json!({})], 0, "0 items"),
        (
            vec![
                json!({}),
                json!({ "visits": [{ "id": 1 }], "has_more": false }),
            ],
            0,
            "1 item\n",
        ),
        (
            vec![json!({ "has_more": true, "page_token": "a" })],
            2,
            "the answer has no list `visits`, and does not say that it is empty",
        ),
        (
            vec![json!({ "items": [{}], "has_more": false })],
            2,
            "the answer has no list `visits`, but `items`, which is not described",
        ),
        (
            vec![json!({ "visits": {} })],
            2,
            "`visits` of the answer is not a list",
        ),
        (
            vec![json!({ "visits": [{ "id": 1 }], "has_more": true })],
            2,
            "its page token is missing or the one just used; the list is incomplete",
        ),
        (
            vec![
                json!({ "visits": [{ "id": 1 }], "has_more": true, "page_token": "a" }),
                json!({ "visits": [{ "id": 2 }], "has_more": true, "page_token": "a" }),
            ],
            2,
            "its page token is missing or the one just used",
        ),
        (
            vec![
                json!({ "visits": [{ "id": 1 }], "has_more": true, "page_token": "a" }),
                json!({ "visits": [{ "id": 2 }], "has_more": true, "page_token": "b" }),
                json!({ "visits": [{ "id": 3 }], "has_more": true, "page_token": "a" }),
            ],
            2,
            "the pages repeat",
        ),
    ] {
        let sandbox = sandbox(Plan::new());
        let mut on = sandbox.on(VISITS).unwrap();
        for data in &pages {
            let body = json!({ "code": 0, "msg": "", "data": data }).to_string();
            on = on.raw(200, "application/json", body);
        }
        let arguments = ["--spec=spec", VISITS, "-p", "room=1", "--out=v.ndjson"];
        let (status, stdout, stderr) = folder.pull(&sandbox, &arguments);
        assert_eq!((status, &*stdout), (code, ""), "{pages:?}: {stderr}");
        assert!(stderr.contains(message), "{pages:?}: {stderr}");
        assert_eq!(folder.path("v.ndjson").exists(), code == 0, "{pages:?}");
        assert!(!folder.path("v.ndjson.part").exists());
        let _ = fs::remove_file(folder.path("v.ndjson"));
        sandbox.calls_of(VISITS).assert_count(pages.len() as u64);
    }
}

#[test]
fn a_wrong_request_is_not_sent() {
    let folder = Folder::new("pull-wrong");
    let sandbox = sandbox(Plan::new());
    folder
        .write("open.env", "LARKSPEC_TOKEN=t-hunter2\n")
        .write("text", "1");
    for (arguments, message) in [
        (
            vec!["im/v1/message/create"],
            "`im/v1/message/create` has no pages to pull",
        ),
        (vec![LIST], "body /approval_code: required, but missing"),
        (
            vec![LIST, "-p", "aproval_code=1"],
            "--param aproval_code: `approval/v2/instance/list` has no such parameter",
        ),
        (vec![LIST, "-p", "approval_code"], "this is not NAME=VALUE"),
        (
            vec![LIST, "-p", "start_time=soon"],
            "--param start_time: `soon` is not JSON of type int",
        ),
        (
            vec![LIST, "-p", "start_time=@none"],
            "--param start_time: none: there is no such file; @ is followed by the path of a file; write @@ for",
        ),
        (
            vec![LIST, "-p", "limit=1", "-p", "limit=2"],
            "--param limit: it is given twice, and is no list",
        ),
        (
            vec![LIST, "-p", "approval_code=A"],
            "error: the request breaks several rules:\nbody /start_time: required, but missing\nbody /end_time: \
             required, but missing\nset parameters with --param, or its range of time with --from and --to; `larkspec show ",
        ),
        (
            vec![LIST, "--body=@none"],
            "--body: none: there is no such file; @ is followed by",
        ),
        (vec![LIST, "--body", "[]"], "--body is not a JSON object"),
        (
            vec![LIST, "--body", r#"{"limit": 101}"#],
            "body /limit: 101 is over the maximum of 100",
        ),
        (
            vec![
                LIST,
                "-p",
                "approval_code=A",
                "-p",
                "start_time=0",
                "-p",
                "end_time=1",
                "--out=.",
            ],
            "--out .: this is a folder",
        ),
    ] {
        let (code, stdout, stderr) = folder.pull(&sandbox, &arguments);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(message), "{arguments:?}: {stderr}");
    }
    sandbox.calls_of(LIST).assert_count(0);
}

#[test]
fn without_credentials_the_ways_to_pass_them_are_named() {
    let folder = Folder::new("pull-without");
    let sandbox = sandbox(Plan::new());
    for (more, expected) in [
        (
            &[][..],
            "there are no credentials; set LARKSPEC_APP_ID and LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN, or pass --credentials FILE",
        ),
        (
            &["--credentials=none.env"],
            "--credentials none.env: there is no such file; put the lines LARKSPEC_APP_ID=… and LARKSPEC_APP_SECRET=…, or \
             LARKSPEC_TOKEN=…, into a file that only you can read",
        ),
        (
            &["--credentials=."],
            "--credentials .: this is a folder; name a file in it",
        ),
    ] {
        let codes = codes(&sandbox);
        let arguments = [strs(&codes), more.to_vec()].concat();
        let mut command = folder.pulling(&sandbox, &arguments);
        let (code, _, stderr) = ended(command.env_remove("LARKSPEC_TOKEN").output().unwrap());
        assert_eq!((code, stderr), (2, format!("error: {expected}\n")));
    }
    // What is wrong with the request comes first.
    let mut command = folder.pulling(&sandbox, &[LIST]);
    let (code, _, stderr) = ended(command.env_remove("LARKSPEC_TOKEN").output().unwrap());
    let expected = "\nbody /approval_code: required, but missing\n";
    assert!(code == 2 && stderr.contains(expected), "{stderr}");
    sandbox.calls_of(LIST).assert_count(0);
}

#[cfg(unix)]
#[test]
fn tokens_are_sent_in_plain_text_only_if_that_is_allowed() {
    let folder = Folder::new("pull-plain");
    let sandbox = sandbox(Plan::new());
    let codes = codes(&sandbox);
    // This machine, by an address that is not a loopback address.
    let url = sandbox.base_url().replace("127.0.0.1", "0.0.0.0");
    for (more, expected) in [(&[][..], 2), (&["--allow-http"], 0)] {
        let arguments = [strs(&codes), more.to_vec()].concat();
        let mut command = folder.pulling(&sandbox, &arguments);
        command.env("LARKSPEC_BASE_URL", &url);
        let (code, _, stderr) = ended(command.output().unwrap());
        assert_eq!(code, expected, "{stderr}");
        assert_eq!(stderr.contains("--allow-http"), more.is_empty(), "{stderr}");
    }
}

#[cfg(unix)]
#[test]
fn credentials_are_read_from_a_file_that_is_not_public() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new("pull-credentials");
    let sandbox = sandbox(Plan::new());
    let token = format!("# mine\nLARKSPEC_TOKEN = \"{}\"\n", sandbox.token());
    let app = format!(
        "LARKSPEC_APP_ID={}\nLARKSPEC_APP_SECRET={}\n",
        sandbox.app_id(),
        sandbox.app_secret()
    );
    let exported = format!("\u{feff}export LARKSPEC_TOKEN='{}'\r\n", sandbox.token());
    let mut arguments = codes(&sandbox);
    arguments.push("--credentials=secret.env".to_owned());
    for (content, mode, code, message) in [
        (&*token, 0o600, 0, "250 items"),
        (&*app, 0o400, 0, "250 items"),
        // As for a shell, and by an editor that begins files with a byte order mark.
        (&*exported, 0o600, 0, "250 items"),
        (
            &*token,
            0o640,
            2,
            "others can read or change it (mode 640); run `chmod 600 secret.env`",
        ),
        (&*token, 0o604, 2, "others can read or change it"),
        (
            "LARKSPEC_TOKEN hunter2",
            0o600,
            2,
            "secret.env:1: this is not NAME=VALUE; put the lines LARKSPEC_APP_ID=… and",
        ),
        (
            "TOKEN=hunter2",
            0o600,
            2,
            "secret.env:1: the name is none of",
        ),
        (
            "LARKSPEC_APP_SECRET=hunter2",
            0o600,
            2,
            "must have either LARKSPEC_APP_ID and",
        ),
    ] {
        folder.write("secret.env", content);
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path("secret.env"), permissions).unwrap();
        let mut command = folder.pulling(&sandbox, &strs(&arguments));
        let (status, _, stderr) = ended(command.env_remove("LARKSPEC_TOKEN").output().unwrap());
        fs::remove_file(folder.path("secret.env")).unwrap();
        assert_eq!(status, code, "{content}: {stderr}");
        assert!(stderr.contains(message), "{content}: {stderr}");
        assert!(!stderr.contains("hunter2"), "{stderr}");
    }
    folder.write("secret.env", &token);
    fs::set_permissions(folder.path("secret.env"), fs::Permissions::from_mode(0o600)).unwrap();
    let (code, _, stderr) = folder.pull(&sandbox, &strs(&arguments));
    assert!(code == 2 && stderr.contains("use one of them"), "{stderr}");
    let mut none = folder.pulling(&sandbox, &strs(&codes(&sandbox)));
    let (code, _, stderr) = ended(none.env_remove("LARKSPEC_TOKEN").output().unwrap());
    assert!(
        code == 2 && stderr.contains("LARKSPEC_APP_ID and LARKSPEC_APP_SECRET"),
        "{stderr}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_fails_ends_the_run() {
    let folder = Folder::new("pull-output");
    let sandbox = sandbox(Plan::new());
    let arguments = codes(&sandbox);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.pulling(&sandbox, &strs(&arguments));
    let (code, _, stderr) = ended(command.stdout(full).output().unwrap());
    assert!(code == 2 && stderr.contains("No space left"), "{stderr}");

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = folder.pulling(&sandbox, &strs(&arguments));
    let (code, _, stderr) = ended(command.stdout(writer).output().unwrap());
    assert!(
        code == 2 && stderr.contains("the output is incomplete"),
        "{stderr}"
    );

    // Another run holds the lock.
    let part = fs::File::create(folder.path("codes.txt.part")).unwrap();
    part.lock().unwrap();
    let arguments = [strs(&arguments), vec!["--out=codes.txt"]].concat();
    let (code, _, stderr) = folder.pull(&sandbox, &arguments);
    assert!(
        code == 2 && stderr.contains("another run writes codes.txt"),
        "{stderr}"
    );
    assert!(folder.path("codes.txt.part").exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_partial_file() {
    let folder = Folder::new("pull-interrupt");
    let slow = Rule::new(Fault::Throttle {
        status: 429,
        reset: 20,
    })
    .endpoint(LIST)
    .call(2);
    let sandbox = sandbox(Plan::new().rule(slow));
    let arguments = [strs(&codes(&sandbox)), vec!["--out=codes.txt"]]
        .concat()
        .iter()
        .map(|it| it.to_string())
        .collect::<Vec<_>>();
    let mut child = folder
        .pulling(&sandbox, &strs(&arguments))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while sandbox.calls_of(LIST).count() < 2 {
        std::thread::yield_now();
    }
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!folder.path("codes.txt").exists() && !folder.path("codes.txt.part").exists());
}

/// The command line that `larkspec sandbox` prints works as it is.
#[cfg(unix)]
#[test]
fn the_sandbox_says_how_to_pull_from_it() {
    use std::io::{BufRead as _, BufReader};

    let folder = Folder::new("pull-banner");
    let approval = larkspec_spec::file(LIST).unwrap();
    folder.write(&format!("spec/{LIST}.toml"), approval);
    let mut command = folder.command(&["--spec=spec", "sandbox", "--population=30"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines
        .map(Result::unwrap)
        .find(|line| line.contains("larkspec pull"))
        .unwrap();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_larkspec"));
    let line = line.replace(
        "larkspec pull",
        &format!("{} --spec=spec pull", program.display()),
    );
    let output = Command::new("sh")
        .args(["-c", &line])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let (code, stdout, stderr) = ended(output);
    assert_eq!((code, stdout.lines().count()), (0, 30), "{stderr}");
}

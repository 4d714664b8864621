//! `larkspec validate` from outside: what it prints, where, and how it exits.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

const ENDPOINT: &str = "approval/v2/instance/list";
const GOOD: &str = r#"{"approval_code":"A","start_time":1,"end_time":2,"offset":0,"limit":100}"#;
const OVER: &str = r#"{"approval_code":"A","start_time":1,"end_time":2,"offset":0,"limit":101}"#;

/// A fixed copy of the endpoint, so that changes of its documentation do not affect these tests.
const SPEC: &str = r#"
title = "List"
[http]
method = "POST"
path   = "/list"
[body.approval_code]
type     = "string"
required = true
[body.start_time]
type     = "int"
required = true
[body.end_time]
type     = "int"
required = true
[body.offset]
type     = "int"
required = true
min      = 0
[body.limit]
type     = "int"
required = true
max      = 100
[response.instance_code_list]
type     = "list<string>"
required = true
"#;

/// The result of a run: status, stdout, stderr.
type Ended = (i32, String, String);

/// A temporary folder for a test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("validate-{test}"));
        let _ = fs::remove_dir_all(&path);
        let spec = path.join("spec").join(ENDPOINT).with_extension("toml");
        fs::create_dir_all(spec.parent().unwrap()).unwrap();
        fs::write(spec, SPEC).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    /// Runs `larkspec validate` here.
    fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, b"")
    }

    fn run_with(&self, args: &[&str], input: &[u8]) -> Ended {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // The command may exit without reading anything.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_larkspec"));
        command
            .args(["--spec", "spec", "validate"])
            .args(args)
            .current_dir(&self.0);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_document() {
    let folder = Folder::new("document");
    folder
        .write("good.json", GOOD)
        .write("over.json", OVER)
        .write("bom.json", format!("\u{feff}{GOOD}"));
    folder
        .write("two.json", format!("{GOOD}\n{GOOD}"))
        .write("empty.json", "");
    assert_eq!(
        folder.run(&[ENDPOINT, "good.json", "bom.json"]),
        (
            0,
            String::new(),
            "2 documents: 2 valid, 0 invalid\n".to_owned()
        )
    );
    assert_eq!(
        folder.run(&[ENDPOINT, "good.json", "over.json"]),
        (
            1,
            "over.json: /limit: 101 is over the maximum of 100\n".to_owned(),
            "2 documents: 1 valid, 1 invalid; 1 violation\n         1  maximum               /limit\n"
                .to_owned()
        )
    );
    assert_eq!(
        folder.run(&[ENDPOINT, "two.json", "empty.json"]).1,
        "two.json:2:1: not JSON: trailing characters (for one document per line, use --ndjson)\n\
         empty.json:1:1: not JSON: EOF while parsing a value (the input is empty)\n"
    );
    assert_eq!(
        folder.run_with(&[ENDPOINT], OVER.as_bytes()).1,
        "<stdin>: /limit: 101 is over the maximum of 100\n"
    );
    assert_eq!(folder.run_with(&[ENDPOINT, "-"], GOOD.as_bytes()).0, 0);
}

#[test]
fn requests_and_responses() {
    let folder = Folder::new("response");
    let response = br#"{"code":0,"msg":"success","data":{"instance_code_list":["A"]},"more":1}"#;
    assert_eq!(folder.run_with(&[ENDPOINT, "--response"], response).0, 0);
    let (status, stdout, _) = folder.run_with(&[ENDPOINT, "--request"], response);
    assert_eq!(status, 1);
    assert!(stdout.contains("<stdin>: /code: unknown key\n"), "{stdout}");
    let (status, stdout, _) = folder.run_with(&[ENDPOINT], br#"{"aproval_code":"A"}"#);
    assert_eq!(status, 1);
    assert!(
        stdout.contains("unknown key; did you mean `approval_code`?"),
        "{stdout}"
    );
    // The path of the spec file is accepted as a name.
    let by_path = format!("spec/{ENDPOINT}.toml");
    assert_eq!(folder.run_with(&[&by_path, "--response"], response).0, 0);
}

#[test]
fn lines() {
    let folder = Folder::new("lines");
    let input = format!("\u{feff}{GOOD}\r\n\r\n  \n{OVER}\n{{\n{GOOD}");
    folder
        .write("a.ndjson", &input)
        .write("a.jsonl", &input)
        .write("a.txt", &input);
    folder.write("a.ndjson.gz", gzip(input.as_bytes()));
    // A file of two gzip members.
    folder.write(
        "b.JSONL.GZ",
        [gzip(input.as_bytes()), gzip(b"\n[]")].concat(),
    );
    let expected = "@:4: /limit: 101 is over the maximum of 100\n@:5:1: not JSON: EOF while parsing an object\n";
    for (file, flag) in [
        ("a.ndjson", None),
        ("a.jsonl", None),
        ("a.txt", Some("--ndjson")),
        ("a.ndjson.gz", None),
    ] {
        let mut args = vec![ENDPOINT, file];
        args.extend(flag);
        let (status, stdout, stderr) = folder.run(&args);
        assert_eq!(
            (status, stdout),
            (1, expected.replace('@', file)),
            "{stderr}"
        );
        assert!(
            stderr.starts_with("4 documents: 2 valid, 2 invalid; 2 violations\n"),
            "{stderr}"
        );
    }
    let (_, stdout, _) = folder.run(&[ENDPOINT, "b.JSONL.GZ"]);
    assert!(
        stdout.ends_with("b.JSONL.GZ:7: the payload: expected an object, found an array\n"),
        "{stdout}"
    );
    assert_eq!(
        folder
            .run_with(&[ENDPOINT, "--ndjson", "-"], input.as_bytes())
            .1,
        expected.replace('@', "<stdin>")
    );
    assert_eq!(folder.run_with(&[ENDPOINT, "--ndjson"], b"").0, 0);
}

#[test]
fn what_cannot_be_read() {
    let folder = Folder::new("unread");
    let packed = gzip(format!("{OVER}\n").repeat(1000).as_bytes());
    folder
        .write("cut.ndjson.gz", &packed[..packed.len() - 9])
        .write("over.json", OVER);
    folder.write("plain.ndjson.gz", GOOD);
    let (status, stdout, stderr) = folder.run(&[
        ENDPOINT,
        "none.json",
        "over.json",
        "spec",
        "cut.ndjson.gz",
        "plain.ndjson.gz",
    ]);
    assert_eq!(status, 2);
    assert!(stdout.starts_with("over.json: /limit"), "{stdout}");
    for file in ["none.json", "spec", "cut.ndjson.gz", "plain.ndjson.gz"] {
        assert!(
            stderr.contains(&format!("error: {file}: cannot be read: ")),
            "{stderr}"
        );
    }
    assert!(stderr.contains("; 4 could not be read"), "{stderr}");
    assert!(
        stderr.contains("error: spec: cannot be read: it contains no payload: no file "),
        "{stderr}"
    );

    folder.write("packed.json", &packed);
    for file in ["packed.json", "-"] {
        let (status, stdout, stderr) = folder.run_with(&[ENDPOINT, file], &packed);
        assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
        assert!(
            stderr.contains("cannot be read: this is compressed with gzip: decompress it first"),
            "{stderr}"
        );
    }

    let (status, stdout, stderr) = folder.run_with(
        &[ENDPOINT, "--ndjson", "--max-bytes", "80"],
        format!("{GOOD}\n{0}{GOOD}\n{OVER}", " ".repeat(9)).as_bytes(),
    );
    assert_eq!((status, stdout.lines().count()), (2, 1), "{stderr}");
    assert!(
        stderr.contains("error: <stdin>:2: the line is longer than the maximum of 80 bytes"),
        "{stderr}"
    );
    let (status, _, stderr) = folder.run_with(&[ENDPOINT, "--max-bytes", "10"], GOOD.as_bytes());
    assert_eq!(status, 2);
    assert!(
        stderr.contains("<stdin>: cannot be read: the document is larger than the maximum of 10"),
        "{stderr}"
    );
}

#[test]
fn an_endpoint_that_does_not_exist() {
    let folder = Folder::new("endpoint");
    let (status, _, stderr) = folder.run(&["approval/v2/instance/lst"]);
    assert_eq!(status, 2);
    assert_eq!(
        stderr,
        "error: there is no endpoint `approval/v2/instance/lst`; did you mean `approval/v2/instance/list`?\n"
    );
    assert_eq!(folder.run(&["../spec/approval/v2/instance/list"]).0, 2);
}

#[test]
fn an_edited_spec_is_in_force_at_once() {
    let folder = Folder::new("edited");
    fs::create_dir_all(folder.0.join("edited/x")).unwrap();
    folder.write("edited/x/y.toml", SPEC.replace("= 100", "= 101"));
    folder.write("edited/x/broken.toml", "nonsense");
    let mut command = Command::new(env!("CARGO_BIN_EXE_larkspec"));
    command
        .args(["--spec", "edited", "validate", "x/y", "over.json"])
        .current_dir(&folder.0);
    folder.write("over.json", OVER);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn formats_and_bounds() {
    let folder = Folder::new("formats");
    folder.write(
        "p.ndjson",
        format!("{OVER}\n{{\"limit\":\"x\"}}\n{{\n{GOOD}\n"),
    );
    let (status, stdout, _) = folder.run(&[ENDPOINT, "p.ndjson", "--format", "json"]);
    assert_eq!(status, 1);
    let objects: Vec<serde_json::Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        objects[0],
        serde_json::json!({
            "file": "p.ndjson", "line": 1, "pointer": "/limit", "rule": "maximum", "expected": "100",
            "found": "101", "message": "101 is over the maximum of 100",
        })
    );
    assert_eq!(objects[2]["property"], "approval_code");
    assert_eq!(objects[2]["message"], "required, but missing");
    let last = objects.last().unwrap();
    assert_eq!(
        (&last["rule"], &last["line"], &last["column"]),
        (&"syntax".into(), &3.into(), &1.into())
    );
    assert_eq!(objects.len(), 7);

    for bound in ["0", "1", "3", "7", "100"] {
        let (status, stdout, stderr) = folder.run(&[ENDPOINT, "p.ndjson", "--max-errors", bound]);
        let shown = bound.parse::<usize>().unwrap().min(7);
        assert_eq!((status, stdout.lines().count()), (1, shown));
        assert!(
            stderr.starts_with("4 documents: 1 valid, 3 invalid; 7 violations"),
            "{stderr}"
        );
        assert_eq!(
            stderr.contains(&format!(", {} of them not shown\n", 7 - shown)),
            shown < 7,
            "{stderr}"
        );
    }
    assert_eq!(
        folder.run(&[ENDPOINT, "p.ndjson", "--quiet"]),
        (1, "invalid: 3 of 4 documents\n".to_owned(), String::new())
    );
    assert_eq!(
        folder.run_with(&[ENDPOINT, "--quiet"], GOOD.as_bytes()),
        (0, "valid: 1 document\n".to_owned(), String::new())
    );
}

#[test]
fn a_message_never_has_the_place_in_it() {
    let folder = Folder::new("messages");
    for (document, pointer, message) in [
        ("[]", "", "expected an object, found an array"),
        (r#"{"ctl\n\u001b\u007f\u0085":1}"#, "", "unknown key"),
        (r#"{"":1}"#, "", "unknown key"),
        (r#"{"a/b~: c":1}"#, "", "unknown key"),
        (
            r#"{"limit":101}"#,
            "/limit",
            "101 is over the maximum of 100",
        ),
    ] {
        let arguments = [ENDPOINT, "--format", "json"];
        let (status, stdout, _) = folder.run_with(&arguments, document.as_bytes());
        assert_eq!(status, 1, "{document}");
        let said = stdout.lines().any(|line| {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            object["pointer"] == pointer && object["message"] == message
        });
        assert!(said, "{document}: {stdout}");
    }
}

#[test]
fn the_output_is_in_the_order_of_the_input() {
    let folder = Folder::new("order");
    // Batches of very different sizes: the results of one thread wait for the others.
    let mut input = String::new();
    let mut expected = String::new();
    for i in 1..=20_000 {
        let limit = 101 + i;
        input.push_str(&GOOD.replace("100", &limit.to_string()));
        input.push_str(&" ".repeat(i % 977));
        input.push('\n');
        expected.push_str(&format!(
            "p.ndjson:{i}: /limit: {limit} is over the maximum of 100\n"
        ));
    }
    folder.write("p.ndjson", &input);
    for threads in ["1", "2", "7"] {
        let (status, stdout, stderr) = folder.run(&[ENDPOINT, "p.ndjson", "--threads", threads]);
        assert_eq!(status, 1);
        assert!(stdout == expected, "with {threads} threads");
        assert!(
            stderr.ends_with("     20000  maximum               /limit\n"),
            "{stderr}"
        );
    }
}

#[test]
fn millions_of_violations_of_one_document() {
    let folder = Folder::new("millions");
    let items = "1,".repeat(300_000);
    let document = format!(r#"{{"msg":"","data":{{"instance_code_list":[{items}1]}},"code":0}}"#);
    folder.write("p.json", document);
    let (status, stdout, stderr) = folder.run(&[ENDPOINT, "--response", "p.json"]);
    assert_eq!((status, stdout.lines().count()), (1, 300_001));
    assert!(
        stdout
            .ends_with("/data/instance_code_list/300000: expected a string, found an integer 1\n")
    );
    assert!(
        stderr.ends_with("    300001  type                  /data/instance_code_list/*\n"),
        "{stderr}"
    );
}

#[test]
fn hostile_documents_end_well() {
    let folder = Folder::new("hostile");
    let deep = "[".repeat(1_000_000);
    let digits = "9".repeat(10_000);
    let input: Vec<u8> = [
        deep.as_bytes(),
        format!("\n{{\"limit\":{digits}}}\n{{\"limit\":0.{digits}}}\n").as_bytes(),
        b"{\"a\":\"\xff\"}\n{\"limit\":1,\"limit\":2}\n\"\\ud800\"\n",
    ]
    .concat();
    let (status, stdout, stderr) = folder.run_with(&[ENDPOINT, "--ndjson"], &input);
    assert_eq!(status, 1, "{stderr}");
    for expected in [
        "<stdin>:1:128: not JSON: recursion limit exceeded\n",
        "<stdin>:2:10009: not JSON: number out of range\n",
        "<stdin>:3: /limit: expected an integer, found a number 1.0, written as a decimal\n",
        "<stdin>:4:7: not JSON: invalid UTF-8\n",
        "<stdin>:5: /limit: the key is given more than once\n",
        "<stdin>:6:8: not JSON: unexpected end of hex escape\n",
    ] {
        let expected = expected.replace("a number 1.0", "1.0");
        assert!(stdout.contains(&expected), "{expected}{stdout}");
    }
}

#[test]
fn the_verdict_as_json() {
    let folder = Folder::new("json");
    folder.write("p.ndjson", format!("{OVER}\n{GOOD}\n{{\n"));
    let verdict = |args: &[&str]| -> (i32, serde_json::Value) {
        let args = [&[ENDPOINT, "--quiet", "--format", "json"], args].concat();
        let (status, stdout, _) = folder.run(&args);
        assert_eq!(stdout.lines().count(), 1, "{stdout}");
        (status, serde_json::from_str(&stdout).unwrap())
    };
    let json = |documents: u64, valid: u64, unread: u64| {
        serde_json::json!({
            "documents": documents, "valid": valid, "invalid": documents - valid, "unread": unread,
        })
    };
    assert_eq!(verdict(&["p.ndjson"]), (1, json(3, 1, 0)));
    assert_eq!(verdict(&["p.ndjson", "none.json"]), (2, json(3, 1, 1)));
    folder.write("good.json", GOOD);
    assert_eq!(verdict(&["good.json"]), (0, json(1, 1, 0)));
}

#[test]
fn an_empty_input_says_so() {
    let folder = Folder::new("empty");
    folder
        .write("empty.ndjson", "")
        .write("blank.ndjson", "\n \n")
        .write("p.ndjson", GOOD);
    folder
        .write("bom.ndjson", "\u{feff}")
        .write("empty.ndjson.gz", gzip(b""));
    for file in ["empty.ndjson", "bom.ndjson", "empty.ndjson.gz"] {
        let (status, stdout, stderr) = folder.run(&[ENDPOINT, file]);
        assert_eq!((status, stdout.as_str()), (0, ""));
        assert_eq!(
            stderr,
            format!(
                "0 documents: the input is empty\nhint: {file}: the input is empty: 0 documents\n"
            )
        );
    }
    let (status, _, stderr) = folder.run(&[ENDPOINT, "blank.ndjson"]);
    assert_eq!(
        (status, stderr.as_str()),
        (0, "0 documents: the input is empty\n")
    );
    // Next to other inputs, only the empty one is mentioned.
    let (status, _, stderr) = folder.run(&[ENDPOINT, "p.ndjson", "empty.ndjson", "p.ndjson"]);
    assert_eq!(status, 0);
    assert_eq!(
        stderr,
        "2 documents: 2 valid, 0 invalid\nhint: empty.ndjson: the input is empty: 0 documents\n"
    );
    // An empty input in document mode is not JSON.
    let (status, stdout, _) = folder.run_with(&[ENDPOINT], b" \n");
    assert_eq!(status, 1);
    assert!(
        stdout.ends_with("EOF while parsing a value (the input is empty)\n"),
        "{stdout}"
    );
}

#[test]
fn utf_16_is_named() {
    let folder = Folder::new("utf-16");
    let units = |mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = format!("{}{GOOD}\n", if mark { "\u{feff}" } else { "" });
        text.encode_utf16().flat_map(bytes).collect()
    };
    for (input, encoding) in [
        (units(true, u16::to_le_bytes), "UTF-16"),
        (units(true, u16::to_be_bytes), "UTF-16"),
        (units(false, u16::to_le_bytes), "UTF-16LE"),
        (units(false, u16::to_be_bytes), "UTF-16BE"),
    ] {
        folder
            .write("p.json", &input)
            .write("p.ndjson", &input)
            .write("p.ndjson.gz", gzip(&input));
        for file in ["p.json", "p.ndjson", "p.ndjson.gz", "-"] {
            let (status, stdout, stderr) = folder.run_with(&[ENDPOINT, file], &input);
            assert_eq!((status, stdout.as_str()), (2, ""), "{file}: {stderr}");
            let expected =
                format!("this is {encoding}, not UTF-8: convert it first (`iconv -f {encoding} ");
            assert!(stderr.contains(&expected), "{file}: {stderr}");
        }
    }
}

#[test]
fn hints_at_what_the_input_may_be() {
    let folder = Folder::new("hints");
    folder
        .write("array.json", format!("\n [{GOOD}, {GOOD}]"))
        .write("pretty.ndjson", GOOD.replace(',', ",\n"))
        .write("good.json", GOOD);
    for (args, hint) in [
        (
            [ENDPOINT, "array.json"],
            "hint: array.json: an array is one document here; to check its items, use --array\n",
        ),
        (
            [ENDPOINT, "pretty.ndjson"],
            "hint: pretty.ndjson:1: the line contains only the beginning of a document; to check a file with one \
             document, omit --ndjson and use a name that ends with .json\n",
        ),
    ] {
        let (status, _, stderr) = folder.run(&args);
        assert_eq!(status, 1);
        assert!(stderr.ends_with(hint), "{stderr}");
        assert_eq!(stderr.matches("hint: ").count(), 1, "{stderr}");
        let (_, _, stderr) = folder.run(&[args[0], args[1], "--quiet"]);
        assert_eq!(stderr, "", "the verdict alone");
    }
    let (_, _, stderr) = folder.run(&[ENDPOINT, "good.json"]);
    assert!(!stderr.contains("hint"), "{stderr}");
}

#[test]
fn a_key_that_belongs_elsewhere_gets_a_hint() {
    let folder = Folder::new("elsewhere");
    let spec = "title = \"Note\"\n[http]\nmethod = \"POST\"\npath = \"/notes/:id\"\n[path.id]\ntype = \"string\"\n\
        required = true\n[query.kind]\ntype = \"string\"\n[header.\"X-Trace\"]\ntype = \"string\"\n\
        [body.text]\ntype = \"string\"\n[body.inner]\ntype = \"object\"\n[body.\"inner.a\"]\ntype = \"int\"\n\
        [response.id]\ntype = \"string\"\n";
    fs::create_dir_all(folder.0.join("spec")).unwrap();
    folder
        .write("spec/note.toml", spec)
        .write(
            "request.ndjson",
            r#"{"id": "1", "kind": "a", "X-Trace": "t", "other": 1, "inner": {"kind": "b"}}
{"kind": "c"}"#,
        )
        .write(
            "answer.json",
            r#"{"code": 0, "msg": "", "data": {"id": "1"}}"#,
        );
    for (arguments, expected) in [
        (
            &["request.ndjson"][..],
            &[
                "hint: request.ndjson:1: `id` is sent in the path, not in the body",
                "hint: request.ndjson:1: `kind` is sent in the query, not in the body",
                "hint: request.ndjson:1: `X-Trace` is sent as a header, not in the body",
            ][..],
        ),
        (
            &["answer.json"],
            &[
                "hint: answer.json: `code` is part of a response; to check responses, use --response",
            ],
        ),
        (&["answer.json", "--response"], &[]),
    ] {
        let (_, _, stderr) = folder.run(&[&["--spec", "spec", "note"], arguments].concat());
        let hints: Vec<&str> = stderr
            .lines()
            .filter(|line| line.starts_with("hint: "))
            .collect();
        assert_eq!(hints, expected, "{stderr}");
    }
}

/// Time fields in all positions.
const TIMES: &str = r#"
title = "Times"
[http]
method = "POST"
path   = "/times"
[body.at]
type     = "int"
format   = "unix-ms"
required = true
min      = 1
[body.text]
type   = "string"
format = "unix-s"
[body.many]
type   = "list<int>"
format = "unix-s"
[body.rows]
type = "list<object>"
[body."rows[].at"]
type   = "int"
format = "unix-ms"
[body."rows[].note"]
type = "string"
[response."at"]
type   = "int"
format = "unix-ms"
"#;

#[test]
fn a_time_in_another_unit_gets_one_hint_and_keeps_its_verdict() {
    let folder = Folder::new("times");
    folder.write("spec/times.toml", TIMES);
    let hints = |arguments: &[&str], input: &str| -> (i32, Vec<String>) {
        let arguments = [&["times", "--ndjson"], arguments].concat();
        let (status, _, stderr) = folder.run_with(&arguments, input.as_bytes());
        let hints = stderr
            .lines()
            .filter_map(|line| line.strip_prefix("hint: <stdin>:"));
        (status, hints.map(str::to_owned).collect())
    };
    let cases: &[(&str, i32, &[&str])] = &[
        (r#"{"at":1567690398020}"#, 0, &[]),
        (r#"{"at":1}"#, 0, &[]),
        (r#"{"at":156769039}"#, 0, &[]),
        (r#"{"at":-1567690398}"#, 1, &[]),
        (r#"{"at":1567690398.5}"#, 1, &[]),
        (r#"{"at":"1567690398"}"#, 1, &[]),
        (
            r#"{"at" : 1567690398}"#,
            0,
            &[
                "1: /at: 1567690398 looks like seconds; the field takes milliseconds since 1970: 1567690398000",
            ],
        ),
        (
            r#"{"at":1567690398020000,"more":1}"#,
            1,
            &[
                "1: /at: 1567690398020000 looks like microseconds; the field takes milliseconds since 1970: 1567690398020",
            ],
        ),
        (
            r#"{"at":1567690398020000000}"#,
            0,
            &[
                "1: /at: 1567690398020000000 looks like nanoseconds; the field takes milliseconds since 1970: 1567690398020",
            ],
        ),
        (
            r#"{"at":1567690398020,"text":"1567690398020"}"#,
            0,
            &[
                "1: /text: 1567690398020 looks like milliseconds; the field takes seconds since 1970: 1567690398",
            ],
        ),
        (r#"{"at":1567690398020,"text":"1567690398"}"#, 0, &[]),
        (
            r#"{"at":1567690398020,"many":[1567690398,1567690398021]}"#,
            0,
            &[
                "1: /many/1: 1567690398021 looks like milliseconds; the field takes seconds since 1970: 1567690398",
            ],
        ),
        (
            r#"{"at":1567690398020,"rows":[{"note":"\"at\":1567690398"},{"at":1567690399}]}"#,
            0,
            &[
                "1: /rows/1/at: 1567690399 looks like seconds; the field takes milliseconds since 1970: 1567690399000",
            ],
        ),
        (
            r#"{"at":1567690398020,"rows":[{"note":"\"at\":1567690398"}]}"#,
            0,
            &[],
        ),
    ];
    for (input, status, expected) in cases {
        let expected: Vec<String> = expected.iter().map(|hint| (*hint).to_owned()).collect();
        assert_eq!(hints(&[], input), (*status, expected), "{input}");
    }

    // One hint per field, for its first occurrence, whatever the number of threads.
    let good = "{\"at\":1567690398020}\n".repeat(9_999);
    let late = "{\"at\":1567690398,\"rows\":[{\"at\":1567690398}]}\n".repeat(20_000);
    for threads in ["1", "3"] {
        let (status, hints) = hints(&["--threads", threads], &format!("{good}{late}"));
        assert_eq!(status, 0);
        assert_eq!(hints.len(), 2, "{hints:?}");
        for (hint, pointer) in hints.iter().zip(["10000: /at: ", "10000: /rows/0/at: "]) {
            assert!(hint.starts_with(pointer), "{hints:?}");
        }
    }

    let response = r#"{"code":0,"msg":"","data":{"at":1567690398}}"#;
    let (status, found) = hints(&["--response"], response);
    assert_eq!((status, found.len()), (0, 1), "{found:?}");
    assert!(found[0].starts_with("1: /data/at: "), "{found:?}");
    let refused = r#"{"code":5,"msg":"","data":{"at":1567690398}}"#;
    assert_eq!(hints(&["--response"], refused), (0, Vec::new()));
}

/// The payloads from bug reports.
#[test]
#[ignore = "needs ../shared/cases: `.ci/run cases`"]
fn payloads_that_failed_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cases = root.join("../shared/cases/answers");
    let json = cases.join("json-in-string");
    let times = cases.join("unix-ms");
    let run = |spec: PathBuf, endpoint: &str, folder: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_larkspec"))
            .arg("--spec")
            .arg(spec)
            .args(["validate", endpoint])
            .arg(folder.join("payloads.ndjson"))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };

    let (status, stdout, stderr) = run(json.join("spec"), "hunt/v1/send", &json);
    assert_eq!(status, Some(1), "{stdout}{stderr}");
    assert!(
        stderr.contains("5 documents: 1 valid, 4 invalid"),
        "{stderr}"
    );
    for line in 2..=5 {
        assert!(stdout.contains(&format!(":{line}: /content")), "{stdout}");
    }

    let (status, stdout, stderr) = run(root.join("spec"), ENDPOINT, &times);
    assert_eq!((status, &*stdout), (Some(0), ""), "{stderr}");
    assert!(
        stderr.contains("5 documents: 5 valid, 0 invalid"),
        "{stderr}"
    );
    assert!(
        stderr.contains("/start_time: 1567690398 looks like seconds"),
        "{stderr}"
    );
}

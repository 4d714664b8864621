//! Each kind of change, whom it breaks and which semver step follows.

use larkspec_codegen::diff::{self, Step};
use larkspec_codegen::model::{Api, Endpoint};
use larkspec_codegen::{Loader, load_str, rules};

const BASE: &str = r#"
title = "T"
[http]
method = "POST"
path = "/x"
tokens = ["tenant"]
scopes = ["a", "b"]
[body.code]
type = "string"
required = true
[body.limit]
type = "int"
required = true
max = 100
[body.kind]
type = "string"
enum = [{ value = "a" }, { value = "b" }]
[body.rows]
type = "list<object>"
[body."rows[].name"]
type = "string"
[response.codes]
type = "list<string>"
required = true
[response.total]
type = "int"
[response.state]
type = "string"
enum = [{ value = "on" }, { value = "off" }]
[[error]]
status = 400
code = 7
[[error]]
code = 7
assumed = { means = "final" }
"#;

#[test]
fn tells_whom_a_change_breaks() {
    for (from, to, expected, step) in [
        (
            "max = 100",
            "max = 200",
            "t: body /limit: max 100 → 200 (loosened)",
            Step::Minor,
        ),
        (
            "max = 100",
            "max = 50",
            "t: body /limit: max 100 → 50 (tightened) [breaks wire]",
            Step::Major,
        ),
        (
            "max = 100",
            "",
            "t: body /limit: max 100 → none (loosened)",
            Step::Minor,
        ),
        (
            "[response.total]",
            "[body.more]\ntype = \"bool\"\n[response.total]",
            "t: body /more: a new optional field `more` (bool)",
            Step::Minor,
        ),
        (
            "[response.total]",
            "[body.more]\ntype = \"bool\"\nrequired = true\n[response.total]",
            "t: body /more: a new required field `more` (bool) [breaks wire]",
            Step::Major,
        ),
        (
            "[response.total]",
            "[response.more]\ntype = \"bool\"\n[response.total]",
            "t: response /data/more: a new optional field `more` (bool)",
            Step::Minor,
        ),
        (
            "[response.total]\ntype = \"int\"\n",
            "",
            "t: response /data/total: `total` was removed [breaks wire and Rust]",
            Step::Major,
        ),
        (
            "[body.\"rows[].name\"]\ntype = \"string\"",
            "[body.\"rows[].name\"]\ntype = \"int\"",
            "t: body /rows/*/name: type string → int [breaks wire and Rust]",
            Step::Major,
        ),
        (
            "[body.\"rows[].name\"]\ntype = \"string\"",
            "[body.\"rows[].name\"]\ntype = \"string\"\nrequired = true",
            "t: body /rows/*/name: was optional, is required [breaks wire and Rust]",
            Step::Major,
        ),
        (
            "[body.code]\ntype = \"string\"\nrequired = true",
            "[body.code]\ntype = \"string\"",
            "t: body /code: was required, is optional [breaks Rust]",
            Step::Major,
        ),
        (
            "[response.codes]\ntype = \"list<string>\"\nrequired = true",
            "[response.codes]\ntype = \"list<string>\"",
            "t: response /data/codes: was required, is optional [breaks wire and Rust]",
            Step::Major,
        ),
        (
            "{ value = \"b\" }",
            "{ value = \"c\" }",
            "t: body /kind: the value \"b\" was removed [breaks wire and Rust]\n\
             t: body /kind: a new value \"c\"",
            Step::Major,
        ),
        (
            ", { value = \"off\" }",
            "",
            "t: response /data/state: the value \"off\" was removed [breaks Rust]",
            Step::Major,
        ),
        (
            "{ value = \"on\" }",
            "{ value = \"on\" }, { value = \"idle\" }",
            "t: response /data/state: a new value \"idle\"",
            Step::Minor,
        ),
        (
            "\"a\", \"b\"",
            "\"a\", \"c\"",
            "t: http: the scope `b` is no longer enough [breaks wire]\n\
             t: http: the scope `c` is now accepted as well",
            Step::Major,
        ),
        (
            "path = \"/x\"",
            "path = \"/y\"",
            "t: http: path `/x` → `/y` [breaks wire]",
            Step::Major,
        ),
        ("title = \"T\"", "title = \"U\"", "", Step::None),
        (
            "path = \"/x\"",
            "path = \"/x\"\nrate = \"10/s\"",
            "t: http: rate none → `10/s`",
            Step::Patch,
        ),
        (
            "path = \"/x\"",
            "path = \"/x\"\nsafe = true",
            "t: http: safe `false` → `true`",
            Step::Patch,
        ),
        (
            "method = \"POST\"",
            "method = \"GET\"",
            "t: http: method `POST` → `GET` [breaks wire]\n\
             t: http: safe `false` → `true`",
            Step::Major,
        ),
        (
            "path = \"/x\"",
            "path = \"/x\"\nenvelope = { code = \"errcode\", msg = \"m\", data = \"a/b\", optional = [\"msg\"] }",
            "t: http: envelope.code `code` → `errcode` [breaks wire]\n\
             t: http: envelope.msg `msg` → `m` [breaks wire]\n\
             t: http: envelope.data `data` → `a/b` [breaks wire]\n\
             t: http: envelope.optional none → `msg` [breaks wire]",
            Step::Major,
        ),
        (
            "code = 7",
            "code = 7\nmeans = \"throttled\"",
            "t: error: the error code 7 means `final` → `final, throttled under 400`",
            Step::Patch,
        ),
        (
            "code = 7\nassumed",
            "code = 8\nassumed",
            "t: error: the error code 7 means `final` → none\n\
             t: error: the error code 8 is now listed",
            Step::Minor,
        ),
        (
            "status = 400\ncode = 7\n[[error]]\ncode = 7",
            "code = 8",
            "t: error: the error code 7 is no longer listed [breaks Rust]\n\
             t: error: the error code 8 is now listed",
            Step::Major,
        ),
    ] {
        assert!(BASE.contains(from), "{from}");
        let old = load_str("t", BASE).unwrap();
        let new = load_str("t", &BASE.replacen(from, to, 1)).unwrap();
        let changes = diff::endpoint(&old, &new);
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), expected, "{from} → {to}");
        assert_eq!(Step::of(&changes), step, "{from} → {to}");
    }
}

/// Builders have setters with the names of the fields.
#[test]
fn the_order_of_fields_means_nothing() {
    let code = "[body.code]\ntype = \"string\"\nrequired = true\n";
    let swapped = BASE.replacen(code, "", 1) + "\n" + code;
    let changes = diff::endpoint(
        &load_str("t", BASE).unwrap(),
        &load_str("t", &swapped).unwrap(),
    );
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn says_nothing_of_what_is_the_same() {
    let one = load_str("t", BASE).unwrap();
    assert_eq!(diff::endpoint(&one, &one), []);
    assert_eq!(Step::of(&[]), Step::None);
}

/// A spec whose field `x` has these lines.
fn with_field(section: &str, lines: &str) -> Endpoint {
    let text = format!(
        "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n\
         [{section}.other]\ntype = \"int\"\n[{section}.x]\n{lines}\n"
    );
    load_str("t", &text).unwrap_or_else(|errors| panic!("{lines}: {errors}"))
}

/// Whether the wire breaks, and whether something was added.
fn judged(old: &Endpoint, new: &Endpoint) -> (bool, bool) {
    let changes = diff::endpoint(old, new);
    (
        changes.iter().any(|change| change.breaks_wire),
        changes.iter().any(|change| change.adds),
    )
}

/// Every rule, changed from a looser to a stricter value and back, in a request and in a response. A sender is
/// affected by what is now rejected, a reader by what may now come.
#[test]
fn every_rule_is_judged_by_its_side_and_direction() {
    const LOOSER_STRICTER: &[(&str, &str, &str, &str)] = &[
        ("required", "int", "", "required = true"),
        ("min", "int", "min = 1", "min = 2"),
        ("min", "int", "", "min = 2"),
        ("min", "float", "min = 0.5", "min = 1"),
        (
            "min",
            "int",
            "min = 9007199254740992",
            "min = 9007199254740993",
        ),
        ("max", "int", "max = 2", "max = 1"),
        (
            "max",
            "int",
            "max = 9007199254740993",
            "max = 9007199254740992",
        ),
        ("max", "list<float>", "", "max = 1.5"),
        ("min_len", "string", "min_len = 1", "min_len = 2"),
        ("max_len", "string", "", "max_len = 2"),
        (
            "min_items",
            "list<string>",
            "min_items = 1",
            "min_items = 2",
        ),
        ("max_items", "list<string>", "", "max_items = 2"),
        ("pattern", "string", "", "pattern = \"a\""),
        ("fixed", "string", "", "fixed = \"a\""),
        ("required_when", "int", "", "required_when = { other = 1 }"),
        (
            "required_when",
            "int",
            "required_when = { other = 1 }",
            "required_when = { other = [1, 2] }",
        ),
    ];
    for (key, ty, looser, stricter) in LOOSER_STRICTER {
        let lines = |rule: &str| format!("type = \"{ty}\"\n{rule}");
        for section in ["query", "header", "body", "response"] {
            if matches!(section, "header") && ty.contains('<') {
                continue;
            }
            let (looser, stricter) = (
                with_field(section, &lines(looser)),
                with_field(section, &lines(stricter)),
            );
            let is_request = section != "response";
            let tightened = judged(&looser, &stricter);
            assert_eq!(
                tightened,
                (is_request, !is_request),
                "{section}: {key} tightened"
            );
            let loosened = judged(&stricter, &looser);
            assert_eq!(
                loosened,
                (!is_request, is_request),
                "{section}: {key} loosened"
            );
        }
    }
    // Neither is stricter, as far as this can be determined, so both sides break.
    const OTHER: &[(&str, &str, &str, &str)] = &[
        ("pattern", "string", "pattern = \"a\"", "pattern = \"b\""),
        ("fixed", "int", "fixed = 1", "fixed = 2"),
        (
            "format",
            "int",
            "format = \"unix-s\"",
            "format = \"unix-ms\"",
        ),
        ("default", "int", "default = 1", "default = 2"),
    ];
    for (key, ty, old, new) in OTHER {
        for section in ["body", "response"] {
            let lines = |rule: &str| format!("type = \"{ty}\"\n{rule}");
            let (old, new) = (
                with_field(section, &lines(old)),
                with_field(section, &lines(new)),
            );
            // A missing response field has no default.
            let breaks = (*key, section) != ("default", "response");
            assert_eq!(judged(&old, &new).0, breaks, "{section}: {key}");
            assert_eq!(judged(&new, &old).0, breaks, "{section}: {key}");
        }
    }
    // More documentation for the same payloads breaks nothing.
    const HARMLESS: &[(&str, &str, &str)] = &[
        ("deprecated", "int", "deprecated = true"),
        ("format", "int", "format = \"unix-s\""),
        ("default", "int", "default = 1"),
        ("min", "int", "min = -9223372036854775808"),
        ("min_len", "string", "min_len = 0"),
        ("min_items", "list<int>", "min_items = 0"),
    ];
    for (key, ty, rule) in HARMLESS {
        for section in ["body", "response"] {
            let plain = with_field(section, &format!("type = \"{ty}\""));
            let more = with_field(section, &format!("type = \"{ty}\"\n{rule}"));
            assert!(!judged(&plain, &more).0, "{section}: {key} added");
            assert!(!judged(&more, &plain).0, "{section}: {key} taken away");
        }
    }
    // An enum is closed in a request and open in a response.
    let values = |values: &str| {
        let values: Vec<String> = values
            .split_whitespace()
            .map(|value| format!("{{ value = \"{value}\" }}"))
            .collect();
        match values.is_empty() {
            true => "type = \"string\"".to_owned(),
            false => format!("type = \"string\"\nenum = [{}]", values.join(", ")),
        }
    };
    for (old, new, request) in [
        ("", "a b", (true, false)),
        ("a b", "", (false, true)),
        ("a b", "a", (true, false)),
        ("a", "a b", (false, true)),
        ("a", "b", (true, true)),
    ] {
        let judge = |section| {
            judged(
                &with_field(section, &values(old)),
                &with_field(section, &values(new)),
            )
        };
        assert_eq!(judge("body"), request, "{old} → {new}");
        assert!(!judge("response").0, "{old} → {new}");
    }
    // A rule that opens an enum loosens it, and has no effect in a response.
    for (key, ty, values) in [
        ("open", "string", "{ value = \"a\" }"),
        ("bits", "int", "{ value = 1 }, { value = 2 }"),
    ] {
        let closed = format!("type = \"{ty}\"\nenum = [{values}]");
        let open = with_field("body", &format!("{closed}\n{key} = true"));
        let closed = with_field("body", &closed);
        assert_eq!(judged(&open, &closed), (true, false), "{key}");
        assert_eq!(judged(&closed, &open), (false, true), "{key}");
    }
    // A group is judged by all of its fields together.
    for (section, is_request) in [("body", true), ("response", false)] {
        let [free, bound] = ["", "any_of = \"g\""].map(|rule| {
            let lines = format!("type = \"int\"\n{rule}\n[{section}.y]\ntype = \"int\"\n{rule}");
            with_field(section, &lines)
        });
        assert_eq!(
            judged(&free, &bound),
            (is_request, !is_request),
            "{section}"
        );
        assert_eq!(
            judged(&bound, &free),
            (!is_request, is_request),
            "{section}"
        );
    }
    let met = LOOSER_STRICTER.iter().map(|case| case.0);
    let met = met.chain(["open", "bits", "any_of"]);
    let met = met.chain(OTHER.iter().map(|case| case.0));
    let met: Vec<&str> = met.chain(HARMLESS.iter().map(|case| case.0)).collect();
    // An enum has cases above; `option` concerns Rust alone.
    for key in rules::keys().filter(|key| !["enum", "option"].contains(key)) {
        assert!(met.contains(&key), "`{key}` has no case here");
    }
}

/// The unit of a time determines its Rust type; whether it is a number or a string in JSON does not.
#[test]
fn a_time_is_a_type_of_its_own_in_rust() {
    for (old, new, breaks_rust) in [
        (("int", ""), ("int", "unix-s"), true),
        (("string", "unix-ms"), ("string", ""), true),
        (("int", "unix-s"), ("int", "unix-ms"), true),
        (("string", "int64"), ("string", "decimal"), false),
        (("int", "unix-s"), ("string", "unix-s"), false),
        (("list<int>", "unix-s"), ("list<string>", "unix-s"), false),
        (("list<int>", "unix-s"), ("int", "unix-s"), true),
        (("int", "unix-s"), ("string", "unix-ms"), true),
        (("int", ""), ("string", "unix-s"), true),
        // A float is not a time in Rust.
        (("float", "unix-s"), ("float", ""), false),
        (("string<int>", "unix-s"), ("string<int>", ""), false),
    ] {
        let spec = |(ty, format): (&str, &str)| {
            let format = match format {
                "" => String::new(),
                format => format!("format = \"{format}\""),
            };
            with_field("body", &format!("type = \"{ty}\"\n{format}"))
        };
        let changes = diff::endpoint(&spec(old), &spec(new));
        assert!(!changes.is_empty());
        let breaks = changes.iter().any(|change| change.breaks_rust);
        assert_eq!(breaks, breaks_rust, "{old:?} → {new:?}");
    }
}

/// Two states of one endpoint, and all reported changes between them.
#[test]
fn tells_what_moves_a_payload() {
    let spec = |text: &str| {
        let head = "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n";
        let text = match text.contains("[http]") {
            true => format!("title = \"T\"\n{text}"),
            false => format!("{head}{text}"),
        };
        load_str("t", &text).unwrap_or_else(|errors| panic!("{text}: {errors}"))
    };
    for (old, new, expected) in [
        (
            "[body.x]\ntype = \"object\"",
            "[body.x]\ntype = \"object\"\n[body.\"x.a\"]\ntype = \"string\"",
            "t: body /x: accepted any key, now has the fields `a` [breaks wire and Rust]",
        ),
        (
            "[body.x]\ntype = \"object\"\n[body.\"x.a\"]\ntype = \"string\"",
            "[body.x]\ntype = \"object\"",
            "t: body /x: `a` are no longer described: any key is now valid here [breaks Rust]",
        ),
        (
            "[response.x]\ntype = \"list<object>\"\n[response.\"x[].a\"]\ntype = \"string\"",
            "[response.x]\ntype = \"list<object>\"",
            "t: response /data/x: `a` are no longer described: any key is now valid here \
             [breaks wire and Rust]",
        ),
        (
            "[response.x]\ntype = \"object\"",
            "[response.x]\ntype = \"object\"\n[response.\"x.a\"]\ntype = \"string\"",
            "t: response /data/x: accepted any key, now has the fields `a` [breaks Rust]",
        ),
        (
            "[query.n]\ntype = \"string\"",
            "[query.n]\ntype = \"string\"\n[body.b]\ntype = \"string\"",
            "t: body: the request payload is now the body; it was all parameters as one object \
             [breaks wire]\n\
             t: body /b: a new optional field `b` (string)",
        ),
        (
            "",
            "[body.b]\ntype = \"string\"",
            "t: body /b: a new optional field `b` (string)",
        ),
        (
            "[body.b]\ntype = \"string\"",
            "[body.b]\ntype = \"string\"\n[body.f]\ntype = \"binary\"",
            "t: body: payload `JSON` → `a form with files` [breaks wire]\n\
             t: body /f: a new optional field `f` (binary)",
        ),
        (
            "[response.data]\ntype = \"list<int>\"",
            "[response.data]\ntype = \"list<int>\"\n[response.more]\ntype = \"bool\"",
            "t: response: its fields are now in an object; one field was the payload itself \
             [breaks wire]\n\
             t: response /data/more: a new optional field `more` (bool)",
        ),
        (
            "[http]\nmethod = \"POST\"\npath = \"/x\"\n[response.a]\ntype = \"int\"",
            "[http]\nmethod = \"POST\"\npath = \"/x\"\nenvelope = \"flat\"\n[response.a]\ntype = \"int\"",
            "t: http: envelope `data` → `flat` [breaks wire]",
        ),
        // A single field called `data` that is a list is read like a flat payload, so nothing changes.
        (
            "[http]\nmethod = \"POST\"\npath = \"/x\"\n[response.data]\ntype = \"list<int>\"",
            "[http]\nmethod = \"POST\"\npath = \"/x\"\nenvelope = \"flat\"\n[response.data]\ntype = \"list<int>\"",
            "t: http: envelope `data` → `flat`",
        ),
        (
            "[response.a]\ntype = \"string\"",
            "[response.a]\ntype = \"binary\"",
            "t: response: payload `JSON` → `a file` [breaks wire and Rust]\n\
             t: response /data/a: type string → binary [breaks wire and Rust]",
        ),
        (
            "[query.id]\ntype = \"int\"\nrust = \"query_id\"\n[body.x]\ntype = \"int\"",
            "[query.id]\ntype = \"int\"\nrust = \"query_id\"\n[body.x]\ntype = \"int\"\n[body.id]\ntype = \"int\"",
            "t: query: `id` is now `query_id` in the JSON of a request [breaks wire]\n\
             t: body /id: a new optional field `id` (int)",
        ),
        (
            "[body.n]\ntype = \"int\"\nmin = 1",
            "[body.n]\ntype = \"float\"\nmin = 1.5",
            "t: body /n: type int → float [breaks Rust]\n\
             t: body /n: min 1 → 1.5 (tightened) [breaks wire]",
        ),
        // As a float, the bound is 9223372036854775808, which is no longer below the value that it allowed.
        (
            "[body.n]\ntype = \"int\"\nmin = 9223372036854775806",
            "[body.n]\ntype = \"float\"\nmin = 9223372036854775806",
            "t: body /n: type int → float [breaks wire and Rust]",
        ),
        (
            "[response.n]\ntype = \"float\"",
            "[response.n]\ntype = \"int\"",
            "t: response /data/n: type float → int [breaks Rust]",
        ),
        (
            "[body.n]\ntype = \"string<list<string>>\"",
            "[body.n]\ntype = \"string\"",
            "t: body /n: type string<list<string>> → string [breaks Rust]",
        ),
        // The format applies to the strings in the list, not to the text of the list.
        (
            "[body.n]\ntype = \"string<list<string>>\"\nformat = \"int64\"",
            "[body.n]\ntype = \"string\"\nformat = \"int64\"",
            "t: body /n: type string<list<string>> → string [breaks wire and Rust]",
        ),
        (
            "[response.n]\ntype = \"string\"\npattern = \"^a\"",
            "[response.n]\ntype = \"string<list<string>>\"\npattern = \"^a\"",
            "t: response /data/n: type string → string<list<string>> [breaks wire and Rust]",
        ),
        (
            "[body.n]\ntype = \"list<string>\"",
            "[body.n]\ntype = \"list<json>\"",
            "t: body /n: type list<string> → list<json> [breaks Rust]",
        ),
        (
            "[body.n]\ntype = \"int\"",
            "[body.n]\ntype = \"int\"\n[body.m]\ntype = \"int\"\nrequired = true\ndefault = 3",
            "t: body /m: a new required field `m` (int) [breaks wire]",
        ),
        (
            "[http]\nmethod = \"GET\"\npath = \"/x/:a\"\n[path.a]\ntype = \"string\"\nrequired = true",
            "[http]\nmethod = \"GET\"\npath = \"/x/:b\"\n[path.b]\ntype = \"string\"\nrequired = true",
            "t: http: path `/x/:a` → `/x/:b`\n\
             t: path /a: `a` was removed [breaks wire and Rust]\n\
             t: path /b: a new required field `b` (string) [breaks wire]",
        ),
        (
            "[http]\nmethod = \"GET\"\nhost = \"open\"\npath = \"/x\"",
            "[http]\nmethod = \"POST\"\nhost = \"www\"\npath = \"/x\"",
            "t: http: method `GET` → `POST` [breaks wire]\n\
             t: http: host `open` → `www` [breaks wire]\n\
             t: http: safe `true` → `false`",
        ),
        // Their order has no meaning.
        (
            "[http]\nmethod = \"GET\"\npath = \"/x\"\ntokens = [\"tenant\", \"user\"]",
            "[http]\nmethod = \"GET\"\npath = \"/x\"\ntokens = [\"user\", \"tenant\"]",
            "",
        ),
        (
            "[http]\nmethod = \"GET\"\npath = \"/x\"",
            "[http]\nmethod = \"GET\"\npath = \"/x\"\ntokens = [\"tenant\"]\nscopes = [\"a\"]",
            "t: http: the token `tenant` is now needed [breaks wire]\n\
             t: http: the scope `a` is now needed [breaks wire]",
        ),
        (
            "[http]\nmethod = \"GET\"\npath = \"/x\"\ntokens = [\"tenant\"]\nscopes = [\"a\"]",
            "[http]\nmethod = \"GET\"\npath = \"/x\"",
            "t: http: the token `tenant` is no longer needed\n\
             t: http: the scope `a` is no longer needed",
        ),
    ] {
        let changes = diff::endpoint(&spec(old), &spec(new));
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), expected, "{old}\n→\n{new}");
    }
}

/// The types that two endpoints share, one in its requests and its responses, the other in its responses only.
const TYPES: &str = r#"
[types.Text]
type = "object"
[types."Text.content"]
type = "string"
max_len = 100
[types."Text.align"]
type = "Align"
[types."Text.next"]
type = "Text"
[types.Align]
type = "int"
enum = [{ value = 1 }, { value = 2 }]
[types.Answer]
type = "object"
[types."Answer.id"]
type = "string"
required = true
"#;
const CREATE: &str = r#"
title = "T"
[http]
method = "POST"
path = "/create"
[body.texts]
type = "list<Text>"
[body."texts[].content"]
max_len = 50
[response.text]
type = "Text"
"#;
const LIST: &str = r#"
title = "T"
[http]
method = "GET"
path = "/list"
[response.items]
type = "list<Text>"
[response.answer]
type = "Answer"
"#;

fn tree(types: &str, create: &str, list: &str) -> Api {
    let files = [("d/types", types), ("d/create", create), ("d/list", list)];
    let files = files.into_iter().filter(|(_, text)| !text.is_empty());
    let loaded = Loader::texts(files).load();
    loaded.unwrap_or_else(|errors| panic!("{errors}\n{types}{create}{list}"))
}

/// A change of a type is reported once, with the endpoints and sides it affects, and judged by those sides.
#[test]
fn tells_a_change_of_a_shared_type_once() {
    const ALL: &str = "(requests of d/create; responses of d/create, d/list)";
    for (from, to, expected) in [
        // A request may now be rejected; a response was never longer.
        ("max_len = 100", "max_len = 70", format!("d/types: types /Text/content: max_len 100 → 70 (tightened) [breaks wire] {ALL}")),
        // Readers of responses relied on this.
        ("max_len = 100", "max_len = 200", format!("d/types: types /Text/content: max_len 100 → 200 (loosened) [breaks wire] {ALL}")),
        ("max_len = 100", "max_len = 100\nrequest = { required = true }",
            format!("d/types: types /Text/content: was optional, is required in requests [breaks wire] {ALL}")),
        ("max_len = 100", "max_len = 100\nrequired = true",
            format!("d/types: types /Text/content: was optional, is required [breaks wire and Rust] {ALL}")),
        ("[types.\"Text.align\"]", "[types.\"Text.more\"]\ntype = \"string\"\n[types.\"Text.align\"]",
            format!("d/types: types /Text/more: a new optional field `more` (string) {ALL}")),
        ("[types.\"Text.align\"]", "[types.\"Text.more\"]\ntype = \"string\"\nonly = \"response\"\n[types.\"Text.align\"]",
            format!("d/types: types /Text/more: a new optional field `more` (string) {ALL}")),
        ("[types.\"Text.align\"]\ntype = \"Align\"", "[types.\"Text.align\"]\ntype = \"Align\"\nonly = \"response\"",
            format!("d/types: types /Text/align: is now response-only {ALL}\n\
                     d/types: types /Text/align: `align` was removed in requests [breaks wire and Rust] {ALL}")),
        ("{ value = 2 }", "{ value = 2 }, { value = 3 }",
            format!("d/types: types /Align: a new value 3 {ALL}")),
        (", { value = 2 }", "",
            format!("d/types: types /Align: the value 2 was removed [breaks wire and Rust] {ALL}")),
        ("type = \"int\"\nenum", "type = \"int\"\nopen = true\nenum",
            format!("d/types: types /Align: now accepts values other than those listed {ALL}")),
        ("[types.\"Text.next\"]\ntype = \"Text\"", "[types.\"Text.next\"]\ntype = \"list<Text>\"",
            format!("d/types: types /Text/next: type Text → list<Text> [breaks wire and Rust] {ALL}")),
        // Only responses have this one, so its rules for requests do not matter.
        ("[types.\"Answer.id\"]\ntype = \"string\"\nrequired = true", "[types.\"Answer.id\"]\ntype = \"string\"",
            "d/types: types /Answer/id: was required, is optional [breaks wire and Rust] (responses of d/list)".to_owned()),
        ("[types.\"Answer.id\"]\ntype = \"string\"", "[types.\"Answer.id\"]\ntype = \"string\"\nmin_len = 1",
            "d/types: types /Answer/id: min_len none → 1 (tightened) (responses of d/list)".to_owned()),
        ("[types.\"Answer.id\"]\ntype = \"string\"", "[types.\"Answer.id\"]\ntype = \"string\"\nrequest = { min_len = 1 }",
            String::new()),
    ] {
        assert!(TYPES.contains(from), "{from}");
        let new = TYPES.replacen(from, to, 1);
        let changes = diff::api(&tree(TYPES, CREATE, LIST), &tree(&new, CREATE, LIST));
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), expected, "{from} → {to}");
    }
}

/// Refinements belong to the use of a type; replacing an object by a type does not change payloads.
#[test]
fn tells_what_moves_at_a_use_of_a_shared_type() {
    let in_place = LIST.replace(
        "type = \"Answer\"",
        "type = \"object\"\n[response.\"answer.id\"]\ntype = \"string\"\nrequired = true",
    );
    let without_answer = &TYPES[..TYPES.find("[types.Answer]").unwrap()];
    let renamed = TYPES.replace("Answer", "Reply");
    for (old, new, expected) in [
        (
            [TYPES, CREATE, LIST],
            [TYPES, &CREATE.replace("max_len = 50", "max_len = 40"), LIST],
            "d/create: body /texts/*/content: max_len 50 → 40 (tightened) [breaks wire]",
        ),
        (
            [TYPES, CREATE, LIST],
            [
                TYPES,
                &CREATE.replace("max_len = 50", "required = true"),
                LIST,
            ],
            "d/create: body /texts/*/content: was optional, is required [breaks wire]\n\
             d/create: body /texts/*/content: max_len 50 → 100 (loosened)",
        ),
        (
            [without_answer, CREATE, &in_place],
            [TYPES, CREATE, LIST],
            "d/types: types /Answer: a new type `Answer` (responses of d/list)\n\
             d/list: response /data/answer: type object → Answer [breaks Rust]",
        ),
        (
            [TYPES, CREATE, LIST],
            [&renamed, CREATE, &LIST.replace("Answer", "Reply")],
            "d/types: types /Answer: the type `Answer` was removed [breaks Rust] (responses of d/list)\n\
             d/types: types /Reply: a new type `Reply` (responses of d/list)\n\
             d/list: response /data/answer: type Answer → Reply [breaks Rust]",
        ),
        (
            [TYPES, CREATE, LIST],
            [
                &renamed.replace("required = true", ""),
                CREATE,
                &LIST.replace("Answer", "Reply"),
            ],
            "d/types: types /Answer: the type `Answer` was removed [breaks Rust] (responses of d/list)\n\
             d/types: types /Reply: a new type `Reply` (responses of d/list)\n\
             d/list: response /data/answer: type Answer → Reply [breaks Rust]\n\
             d/list: response /data/answer/id: was required, is optional [breaks wire and Rust]",
        ),
        // A type that holds itself, under another name.
        (
            [TYPES, CREATE, LIST],
            [
                &TYPES.replace("Text", "Words"),
                &CREATE.replace("Text", "Words"),
                &LIST.replace("Text", "Words"),
            ],
            "d/types: types /Text: the type `Text` was removed [breaks Rust] (requests of d/create; responses of d/create, d/list)\n\
             d/types: types /Words: a new type `Words` (requests of d/create; responses of d/create, d/list)\n\
             d/create: body /texts: type list<Text> → list<Words> [breaks Rust]\n\
             d/create: body /texts/*/next: type Text → Words [breaks Rust]\n\
             d/create: response /data/text: type Text → Words [breaks Rust]\n\
             d/create: response /data/text/next: type Text → Words [breaks Rust]\n\
             d/list: response /data/items: type list<Text> → list<Words> [breaks Rust]\n\
             d/list: response /data/items/*/next: type Text → Words [breaks Rust]",
        ),
    ] {
        let [old, new] = [old, new].map(|[types, create, list]| tree(types, create, list));
        let changes = diff::api(&old, &new);
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), expected);
        // Comparing one endpoint alone reports changes of the types that it uses.
        let alone = diff::endpoint(
            old.endpoint("d/list").unwrap(),
            new.endpoint("d/list").unwrap(),
        );
        assert!(alone.iter().all(|change| change.endpoint != "d/create"));
    }
    let json = diff::api(
        &tree(TYPES, CREATE, LIST),
        &tree(
            &TYPES.replace("max_len = 100", "max_len = 70"),
            CREATE,
            LIST,
        ),
    );
    assert_eq!(
        json[0].to_json()["reaches"],
        serde_json::json!({ "requests": ["d/create"], "responses": ["d/create", "d/list"] })
    );
}

//! Each kind of change, whom it breaks and which semver step follows.

use larkspec_codegen::diff::{self, Step};
use larkspec_codegen::load_str;

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
            "t: body /more: a new required field `more` (bool) [breaks wire and Rust]",
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
            "t: response /data/total: `total` is gone [breaks wire and Rust]",
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
            "t: body /kind: the value \"b\" is gone [breaks wire and Rust]\n\
             t: body /kind: a new value \"c\"",
            Step::Major,
        ),
        (
            ", { value = \"off\" }",
            "",
            "t: response /data/state: the value \"off\" is gone [breaks Rust]",
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
            "t: http: the scope `b` is not enough any more [breaks wire]\n\
             t: http: the scope `c` is accepted as well",
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

#[test]
fn the_order_of_arguments_is_part_of_the_interface() {
    let code = "[body.code]\ntype = \"string\"\nrequired = true\n";
    let swapped = BASE.replacen(code, "", 1) + "\n" + code;
    let changes = diff::endpoint(
        &load_str("t", BASE).unwrap(),
        &load_str("t", &swapped).unwrap(),
    );
    let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["t: request: the arguments of `new` have another order [breaks Rust]"]
    );
}

#[test]
fn says_nothing_of_what_is_the_same() {
    let one = load_str("t", BASE).unwrap();
    assert_eq!(diff::endpoint(&one, &one), []);
    assert_eq!(Step::of(&[]), Step::None);
}

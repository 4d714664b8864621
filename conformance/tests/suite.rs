//! The keywords of JSON-Schema-Test-Suite that a spec can express, as one table: the engine, the `jsonschema` crate
//! and `boon` must all give the listed verdict for every payload, the validators with the emitted schema.
//!
//! The groups follow the files of the suite for draft 2020-12. The cases are our own: a spec describes objects, so
//! each schema of the suite becomes the field `foo` of a request.

use bumpalo::Bump;
use larkspec_codegen::{load_str, schema, shape};
use larkspec_shape::check;
use serde_json::Value;

/// A keyword's group: the fields of a request, then payloads with their verdict.
struct Group {
    keyword: &'static str,
    fields: &'static str,
    valid: &'static [&'static str],
    invalid: &'static [&'static str],
}

const GROUPS: &[Group] = &[
    Group {
        keyword: "type: integer",
        fields: "[body.foo]\ntype = 'int'",
        valid: &[
            r#"{"foo":1}"#,
            r#"{"foo":-0}"#,
            r#"{"foo":9007199254740993}"#,
        ],
        invalid: &[
            r#"{"foo":1.1}"#,
            r#"{"foo":"foo"}"#,
            r#"{"foo":"1"}"#,
            r#"{"foo":{}}"#,
            r#"{"foo":[]}"#,
            r#"{"foo":true}"#,
            r#"{"foo":null}"#,
        ],
    },
    Group {
        keyword: "type: number",
        fields: "[body.foo]\ntype = 'float'",
        valid: &[
            r#"{"foo":1}"#,
            r#"{"foo":1.0}"#,
            r#"{"foo":1.1}"#,
            r#"{"foo":-1e3}"#,
        ],
        invalid: &[
            r#"{"foo":"1.1"}"#,
            r#"{"foo":{}}"#,
            r#"{"foo":[]}"#,
            r#"{"foo":true}"#,
            r#"{"foo":null}"#,
        ],
    },
    Group {
        keyword: "type: string",
        fields: "[body.foo]\ntype = 'string'",
        valid: &[r#"{"foo":"foo"}"#, r#"{"foo":"1"}"#, r#"{"foo":""}"#],
        invalid: &[
            r#"{"foo":1}"#,
            r#"{"foo":1.1}"#,
            r#"{"foo":{}}"#,
            r#"{"foo":[]}"#,
            r#"{"foo":true}"#,
            r#"{"foo":null}"#,
        ],
    },
    Group {
        keyword: "type: boolean",
        fields: "[body.foo]\ntype = 'bool'",
        valid: &[r#"{"foo":true}"#, r#"{"foo":false}"#],
        invalid: &[
            r#"{"foo":1}"#,
            r#"{"foo":0}"#,
            r#"{"foo":1.1}"#,
            r#"{"foo":"true"}"#,
            r#"{"foo":""}"#,
            r#"{"foo":{}}"#,
            r#"{"foo":[]}"#,
            r#"{"foo":null}"#,
        ],
    },
    Group {
        keyword: "type: object",
        fields: "[body.foo]\ntype = 'object'\n[body.'foo.bar']\ntype = 'int'",
        valid: &[r#"{"foo":{}}"#, r#"{"foo":{"bar":1}}"#],
        invalid: &[
            r#"{"foo":1}"#,
            r#"{"foo":"foo"}"#,
            r#"{"foo":[]}"#,
            r#"{"foo":true}"#,
            r#"{"foo":null}"#,
            r#"{"foo":{"bar":"x"}}"#,
        ],
    },
    Group {
        keyword: "type: array, items",
        fields: "[body.foo]\ntype = 'list<int>'",
        valid: &[r#"{"foo":[]}"#, r#"{"foo":[1,2,3]}"#],
        invalid: &[
            r#"{"foo":[1,"x"]}"#,
            r#"{"foo":{"0":1,"length":1}}"#,
            r#"{"foo":1}"#,
            r#"{"foo":"[]"}"#,
            r#"{"foo":null}"#,
            r#"{"foo":[null]}"#,
        ],
    },
    Group {
        keyword: "items: nested",
        fields: "[body.foo]\ntype = 'list<list<int>>'",
        valid: &[r#"{"foo":[[1],[],[2,3]]}"#],
        invalid: &[
            r#"{"foo":[[1],["2"]]}"#,
            r#"{"foo":[1]}"#,
            r#"{"foo":[[[1]]]}"#,
        ],
    },
    Group {
        keyword: "properties",
        fields: "[body.foo]\ntype = 'int'\n[body.bar]\ntype = 'string'",
        valid: &[r#"{"foo":1,"bar":"baz"}"#, r#"{"bar":""}"#, "{}"],
        invalid: &[
            r#"{"foo":1,"bar":{}}"#,
            r#"{"foo":[],"bar":{}}"#,
            "[]",
            "12",
            r#""x""#,
            "null",
            "true",
        ],
    },
    Group {
        keyword: "properties: names of a prototype",
        fields: "[body.__proto__]\ntype = 'int'\n[body.toString]\ntype = 'string'\n[body.constructor]\ntype = 'int'",
        valid: &[
            "{}",
            r#"{"__proto__":12,"toString":"foo","constructor":37}"#,
        ],
        invalid: &[
            r#"{"__proto__":"foo"}"#,
            r#"{"toString":37}"#,
            r#"{"constructor":{}}"#,
        ],
    },
    Group {
        keyword: "additionalProperties: false",
        fields: "[body.foo]\ntype = 'int'",
        valid: &["{}", r#"{"foo":1}"#],
        invalid: &[
            r#"{"foo":1,"quux":true}"#,
            r#"{"Foo":1}"#,
            r#"{"":1}"#,
            r#"{"quux":null}"#,
        ],
    },
    Group {
        keyword: "additionalProperties: a schema",
        fields: "[body.foo]\ntype = 'map<bool>'",
        valid: &[r#"{"foo":{}}"#, r#"{"foo":{"x":true,"":false}}"#],
        invalid: &[r#"{"foo":{"x":12}}"#, r#"{"foo":[true]}"#],
    },
    Group {
        keyword: "required",
        fields: "[body.foo]\ntype = 'int'\nrequired = true\n[body.bar]\ntype = 'int'",
        valid: &[r#"{"foo":1}"#, r#"{"bar":1,"foo":0}"#],
        invalid: &["{}", r#"{"bar":1}"#, r#"{"foo":null}"#],
    },
    Group {
        keyword: "required: with escaped characters",
        fields: "[body.\"foo\\nbar\"]\ntype = 'int'\nrequired = true\n[body.\"foo\\\"bar\"]\ntype = 'int'\nrequired = true\nrust = 'quoted'",
        valid: &[
            r#"{"foo\nbar":1,"foo\"bar":1}"#,
            r#"{"foo\u000abar":1,"foo\u0022bar":1}"#,
        ],
        invalid: &[r#"{"foo\nbar":1}"#, r#"{"foo\"bar":1}"#],
    },
    Group {
        keyword: "minimum",
        fields: "[body.foo]\ntype = 'int'\nmin = -2",
        valid: &[r#"{"foo":-1}"#, r#"{"foo":0}"#, r#"{"foo":-2}"#],
        invalid: &[r#"{"foo":-3}"#, r#"{"foo":-9223372036854775808}"#],
    },
    Group {
        keyword: "maximum",
        fields: "[body.foo]\ntype = 'float'\nmax = 300.5",
        valid: &[r#"{"foo":299.97}"#, r#"{"foo":300}"#, r#"{"foo":300.50}"#],
        invalid: &[r#"{"foo":300.51}"#, r#"{"foo":1e3}"#],
    },
    Group {
        keyword: "minLength",
        fields: "[body.foo]\ntype = 'string'\nmin_len = 2",
        valid: &[
            r#"{"foo":"foo"}"#,
            r#"{"foo":"fo"}"#,
            r#"{"foo":"\ud83d\udca9\ud83d\udca9"}"#,
        ],
        // A character beyond U+FFFF counts as one, in any encoding.
        invalid: &[
            r#"{"foo":"f"}"#,
            r#"{"foo":"\ud83d\udca9"}"#,
            r#"{"foo":"💩"}"#,
            r#"{"foo":""}"#,
        ],
    },
    Group {
        keyword: "maxLength",
        fields: "[body.foo]\ntype = 'string'\nmax_len = 2",
        valid: &[
            r#"{"foo":"f"}"#,
            r#"{"foo":"fo"}"#,
            r#"{"foo":"💩💩"}"#,
            r#"{"foo":""}"#,
        ],
        invalid: &[r#"{"foo":"foo"}"#, r#"{"foo":"e\u0301x"}"#],
    },
    Group {
        keyword: "minItems",
        fields: "[body.foo]\ntype = 'list<int>'\nmin_items = 1",
        valid: &[r#"{"foo":[1,2]}"#, r#"{"foo":[1]}"#, "{}"],
        invalid: &[r#"{"foo":[]}"#],
    },
    Group {
        keyword: "maxItems",
        fields: "[body.foo]\ntype = 'list<int>'\nmax_items = 2",
        valid: &[r#"{"foo":[1]}"#, r#"{"foo":[1,2]}"#, r#"{"foo":[]}"#],
        invalid: &[r#"{"foo":[1,2,3]}"#],
    },
    Group {
        keyword: "pattern",
        fields: "[body.foo]\ntype = 'string'\npattern = '^a*$'",
        valid: &[r#"{"foo":"aaa"}"#, r#"{"foo":""}"#, "{}"],
        invalid: &[r#"{"foo":"abc"}"#, r#"{"foo":"aaa\n"}"#],
    },
    Group {
        keyword: "pattern: of a format",
        fields: "[body.foo]\ntype = 'string'\nformat = 'date'",
        valid: &[r#"{"foo":"2024-02-29"}"#, r#"{"foo":""}"#, "{}"],
        invalid: &[r#"{"foo":"2023-02-29"}"#, r#"{"foo":"2024-02-29\n"}"#],
    },
    Group {
        keyword: "pattern: takes precedence over a format",
        fields: "[body.foo]\ntype = 'string'\nformat = 'date'\npattern = '^[0-9]{4}$'",
        valid: &[r#"{"foo":"2024"}"#],
        invalid: &[r#"{"foo":"2024-02-29"}"#, r#"{"foo":""}"#],
    },
    Group {
        keyword: "pattern: not anchored",
        fields: "[body.foo]\ntype = 'string'\npattern = 'a+'",
        valid: &[r#"{"foo":"xxaayy"}"#],
        invalid: &[r#"{"foo":"xxyy"}"#],
    },
    Group {
        keyword: "enum",
        fields: "[body.foo]\ntype = 'string'\n[[body.foo.enum]]\nvalue = 'a'\n[[body.foo.enum]]\nvalue = 'b\"c'",
        valid: &[r#"{"foo":"a"}"#, r#"{"foo":"b\"c"}"#],
        invalid: &[
            r#"{"foo":"A"}"#,
            r#"{"foo":""}"#,
            r#"{"foo":0}"#,
            r#"{"foo":null}"#,
            r#"{"foo":["a"]}"#,
        ],
    },
    Group {
        keyword: "enum: 0 and 1 are not false and true",
        fields: "[body.foo]\ntype = 'int'\n[[body.foo.enum]]\nvalue = 0\n[[body.foo.enum]]\nvalue = 1",
        valid: &[r#"{"foo":0}"#, r#"{"foo":1}"#],
        invalid: &[
            r#"{"foo":false}"#,
            r#"{"foo":true}"#,
            r#"{"foo":2}"#,
            r#"{"foo":[0]}"#,
        ],
    },
    Group {
        keyword: "const",
        fields: "[body.foo]\ntype = 'string'\nfixed = 'bar'",
        valid: &[r#"{"foo":"bar"}"#, "{}"],
        invalid: &[r#"{"foo":"baz"}"#, r#"{"foo":5}"#, r#"{"foo":["bar"]}"#],
    },
    Group {
        keyword: "anyOf: required",
        fields: "[body.foo]\ntype = 'int'\nany_of = 'one'\n[body.bar]\ntype = 'int'\nany_of = 'one'",
        valid: &[r#"{"foo":1}"#, r#"{"bar":1}"#, r#"{"foo":1,"bar":2}"#],
        invalid: &["{}", r#"{"foo":"x"}"#],
    },
    Group {
        keyword: "if, then: required",
        fields: "[body.kind]\ntype = 'string'\n[body.foo]\ntype = 'int'\nrequired_when = { kind = 'a' }",
        valid: &[
            r#"{"kind":"a","foo":1}"#,
            r#"{"kind":"b"}"#,
            r#"{"kind":"b","foo":1}"#,
            "{}",
        ],
        invalid: &[r#"{"kind":"a"}"#, r#"{"kind":"a","foo":null}"#],
    },
    Group {
        keyword: "dependentRequired",
        fields: "[body.bar]\ntype = 'int'\n[body.foo]\ntype = 'int'\nrequired_when = { bar = { present = true } }",
        valid: &["{}", r#"{"foo":1}"#, r#"{"foo":1,"bar":2}"#],
        invalid: &[r#"{"bar":2}"#],
    },
    Group {
        keyword: "default: not filled in, not checked against",
        fields: "[body.foo]\ntype = 'int'\ndefault = 3\n[body.bar]\ntype = 'int'\nrequired = true",
        valid: &[r#"{"foo":13,"bar":1}"#, r#"{"bar":1}"#],
        invalid: &[r#"{"foo":3}"#],
    },
    Group {
        keyword: "a boolean schema",
        fields: "[body.foo]\ntype = 'json'",
        valid: &[
            r#"{"foo":1}"#,
            r#"{"foo":"foo"}"#,
            r#"{"foo":null}"#,
            r#"{"foo":{"a":[]}}"#,
            r#"{"foo":[[]]}"#,
            r#"{"foo":false}"#,
        ],
        invalid: &[r#"{"bar":1}"#],
    },
];

#[test]
fn every_group_has_the_suites_verdicts() {
    let mut wrong = Vec::new();
    for group in GROUPS {
        let fields = group.fields;
        let text =
            format!("title = 'T'\n[http]\nmethod = 'POST'\npath = '/open-apis/x'\n{fields}\n");
        let endpoint = load_str("x/v1/thing/do", &text)
            .unwrap_or_else(|error| panic!("{}: {error}", group.keyword));
        let bump = Bump::new();
        let shape = shape::request(&bump, &endpoint);
        let schema = schema::request(&endpoint);
        let jsonschema = jsonschema::draft202012::new(&schema).unwrap();
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.set_default_draft(boon::Draft::V2020_12);
        // boon does not accept a URN as a base.
        let mut without_id = schema.clone();
        without_id.as_object_mut().unwrap().remove("$id");
        compiler.add_resource("x.json", without_id).unwrap();
        let boon = compiler.compile("x.json", &mut schemas).unwrap();
        let valid = group.valid.iter().map(|payload| (payload, true));
        let invalid = group.invalid.iter().map(|payload| (payload, false));
        for (payload, expected) in valid.chain(invalid) {
            let value: Value = serde_json::from_str(payload).unwrap();
            let verdicts = [
                ("the engine", check(&shape, payload.as_bytes()).is_ok()),
                ("jsonschema", jsonschema.is_valid(&value)),
                ("boon", schemas.validate(&value, boon).is_ok()),
            ];
            for (who, verdict) in verdicts {
                if verdict != expected {
                    let says = if verdict { "valid" } else { "invalid" };
                    wrong.push(format!("{}: {payload}: {who} says {says}", group.keyword));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

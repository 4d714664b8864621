//! The differences between the engine and the `jsonschema` crate with the emitted schema: each case that the
//! documentation of `larkspec-shape` lists, and no other.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bumpalo::Bump;
use larkspec_codegen::model::{EnumValue, Field as ModelField, Format, Section, Type, Types};
use larkspec_codegen::{schema, shape};
use larkspec_conformance::payload::BEYOND_F64;
use larkspec_conformance::verdict;
use larkspec_shape::{Envelope, Field, Float, Int, Object, Pattern, Shape, Text, check};
use serde_json::{Value, json};

/// Fields without shared types.
static NO_TYPES: LazyLock<Types> = LazyLock::new(Types::default);

/// What each side reports, as `pointer keyword`; `None` if it is not JSON for that side.
fn both(shape: &Shape<'_>, schema: &Value, payload: &str) -> [Option<Vec<String>>; 2] {
    let show = |broken: BTreeSet<verdict::Broken>| {
        broken
            .into_iter()
            .map(|(pointer, _, keyword)| format!("{pointer} {keyword}"))
            .collect()
    };
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let value = serde_json::from_str::<Value>(payload).ok();
    [
        verdict::engine(shape, payload).map(show),
        value.map(|value| show(verdict::validator(&validator, schema, &value))),
    ]
}

#[test]
fn where_the_engine_is_stricter() {
    let int = Shape::Int(Int::new().min(-1).max(100));
    let int_schema = json!({ "type": "integer", "minimum": -1, "maximum": 100 });
    let any_int = Shape::Int(Int::new());
    let any_int_schema = json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX });
    let fields = [Field::required("a", any_int)];
    let object = Shape::Object(Object::closed(&fields));
    let object_schema = json!({
        "type": "object",
        "properties": { "a": any_int_schema },
        "required": ["a"],
        "additionalProperties": false,
    });
    let map = Shape::Map(&any_int);
    let map_schema = json!({ "type": "object", "additionalProperties": any_int_schema });
    for (shape, schema, payload, engine) in [
        (&int, &int_schema, "1.0", " type"),
        (&int, &int_schema, "1e2", " type"),
        (
            &any_int,
            &any_int_schema,
            "-9223372036854775809",
            " minimum",
        ),
        (&object, &object_schema, r#"{"a":1,"a":2}"#, " duplicate"),
        (&map, &map_schema, r#"{"a":"x","a":2}"#, "/a type"),
    ] {
        let expected = [Some(vec![engine.to_owned()]), Some(vec![])];
        assert_eq!(both(shape, schema, payload), expected, "{payload}");
    }
    // Similar cases without a difference.
    for (payload, expected) in [
        ("1", ""),
        ("-0", ""),
        ("-0.0", ""),
        ("1e3", " maximum"),
        ("1.5", " type"),
        ("-9223372036854775809", " minimum"),
        ("9223372036854775808", " maximum"),
        ("1e300", " maximum"),
    ] {
        let [engine, validator] = both(&int, &int_schema, payload);
        let mut engine = engine.unwrap();
        // `1e3` is also not an integer for the engine.
        engine.retain(|broken| payload != "1e3" || broken != " type");
        assert_eq!(engine.join(","), expected, "{payload}");
        assert_eq!(validator.unwrap().join(","), expected, "{payload}");
    }
}

#[test]
fn what_a_string_carries_is_a_note_to_a_validator() {
    let mut carrier = field_of("content", "string<object>");
    carrier.fields = vec![field_of("text", "string")];
    let mut json = field_of("content", "string");
    json.format = Some(Format::Json);
    for (field, payload, engine) in [
        (&carrier, r#""{\"text\":1}""#, "/text type"),
        (&carrier, r#""{\"x\":\"\"}""#, " additionalProperties"),
        (&carrier, r#""{\"text\"}""#, " contentMediaType"),
        (&carrier, r#""{\"text\":\"\"}""#, ""),
        (&json, r#""{'a':1}""#, " contentMediaType"),
        (&json, r#""{}""#, ""),
    ] {
        let bump = Bump::new();
        let shape = shape::field(&bump, &NO_TYPES, field, Section::Body);
        let schema = Value::Object(schema::value(&NO_TYPES, field, Section::Body));
        let value: Value = serde_json::from_str(payload).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        assert!(validator.is_valid(&value), "{payload}");
        // With the schema in `contentSchema`, a validator reports what the engine reports.
        let [found, followed] = both(&shape, &schema, payload);
        assert_eq!(found.unwrap().join(","), engine, "{payload}");
        assert_eq!(followed.unwrap().join(","), engine, "{payload}");
    }
}

fn field_of(name: &str, ty: &str) -> ModelField {
    ModelField::new(name, Type::parse(ty).unwrap())
}

#[test]
fn sums_of_more_bits_than_a_schema_lists() {
    let mut field = field_of("flags", "int");
    // Nine bits, with a gap between the first and the second.
    field.rules.values = [1, 4, 8, 16, 32, 64, 128, 256, 512]
        .into_iter()
        .map(EnumValue::new)
        .collect();
    field.rules.bits = true;
    let bump = Bump::new();
    let shape = shape::field(&bump, &NO_TYPES, &field, Section::Body);
    let schema = Value::Object(schema::value(&NO_TYPES, &field, Section::Body));
    for (payload, engine, validator) in [
        ("0", vec![], vec![]),
        ("5", vec![], vec![]),
        ("1021", vec![], vec![]),
        ("2", vec![" enum"], vec![]),
        ("1024", vec![" enum"], vec![" maximum"]),
        ("-1", vec![" enum"], vec![" minimum"]),
    ] {
        let expected =
            [engine, validator].map(|broken| Some(broken.into_iter().map(str::to_owned).collect()));
        assert_eq!(both(&shape, &schema, payload), expected, "{payload}");
    }
    // For up to eight bits, the schema agrees.
    field.rules.values.truncate(8);
    let shape = shape::field(&bump, &NO_TYPES, &field, Section::Body);
    let schema = Value::Object(schema::value(&NO_TYPES, &field, Section::Body));
    assert_eq!(schema["enum"].as_array().unwrap().len(), 256);
    for payload in ["0", "5", "2", "509", "512", "-1"] {
        let [engine, validator] = both(&shape, &schema, payload);
        assert_eq!(engine, validator, "{payload}");
    }
}

#[test]
fn a_code_that_is_written_as_a_decimal_carries_no_payload() {
    let fields = [Field::required("data", Shape::Any)];
    let shape = Shape::Envelope(Envelope::new(&fields));
    let schema = json!({
        "type": "object",
        "properties": { "code": { "type": "integer" }, "msg": { "type": "string" } },
        "required": ["code", "msg"],
        "if": { "properties": { "code": { "const": 0 } }, "required": ["code"] },
        "then": { "required": ["data"] },
    });
    let [engine, validator] = both(&shape, &schema, r#"{"code":0.0,"msg":""}"#);
    assert_eq!(engine.unwrap(), ["/code type"]);
    assert_eq!(validator.unwrap(), [" required"]);
}

/// Both read JSON with `serde_json`; parsers of other languages accept these.
#[test]
fn what_is_not_json_to_both() {
    let number = Shape::Float(Float::new());
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    let others = [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        &deep,
        "\u{feff}1",
        "NaN",
        "Infinity",
    ];
    for payload in BEYOND_F64.iter().copied().chain(others) {
        assert_eq!(
            both(&number, &json!({}), payload),
            [None, None],
            "{payload}"
        );
    }
}

/// Engines that differ on a pattern as written agree on its portable spelling.
#[test]
fn dialects_of_regular_expressions() {
    for (pattern, text, ours, as_written) in [
        // ECMA-262: `.` excludes line terminators, of which there are four.
        ("^a.c$", "a\rc", false, true),
        ("^a.c$", "a\u{2028}c", false, true),
        ("^a.c$", "a\u{2029}c", false, true),
        ("^a.c$", "a\nc", false, false),
        ("^a.c$", "a\u{85}c", true, true),
        // ECMA-262: the words of `\b` are ASCII.
        (r"\bfoo\b", "fooİ", true, false),
        (r"\bfoo\b", "foo bar", true, true),
        (r"^\d+$", "١٢٣", false, false),
        (r"^\w+$", "字", false, false),
        (r"^\s$", "\u{feff}", true, true),
        (r"^\s$", "\u{85}", false, false),
        (r"^[[a]+$", "[a", true, true),
        (r"^[a&&b]+$", "&", true, true),
        (r"^[+--]$", ",", true, true),
    ] {
        let compiled = Pattern::compile(pattern).unwrap();
        let shape = Shape::Text(Text::new().pattern(&compiled));
        let payload = json!(text);
        let validator = |pattern: &str| {
            let schema = json!({ "pattern": pattern });
            jsonschema::draft202012::new(&schema)
                .unwrap()
                .is_valid(&payload)
        };
        let found = (
            check(&shape, payload.to_string().as_bytes()).is_ok(),
            validator(&compiled.portable()),
            validator(pattern),
        );
        assert_eq!(found, (ours, ours, as_written), "{pattern} on {text:?}");
    }
}

//! The engine, case by case: which violations it reports, where, and in which words.

use larkspec_shape::{
    Bool, CheckError, Checker, Condition, Envelope, Field, Float, Int, JsonText, List, Need,
    Object, Pattern, Rule, Shape, SharedCell, Test, Text, Values, check,
};

static CODE: Pattern = Pattern::new("^[A-Z]+$");
static COLOURS: [&str; 2] = ["red", "green"];

static REQUEST: Shape = Shape::Object(Object::closed(&[
    Field::required("limit", Shape::Int(Int::new().min(1).max(100))),
    Field::optional("price", Shape::Float(Float::new().min(0.0).max(99.5))),
    Field::optional(
        "code",
        Shape::Text(Text::new().min_len(2).max_len(4).pattern(&CODE)),
    ),
    Field::optional(
        "colour",
        Shape::Text(Text::new().values(Values::OneOf(&COLOURS))),
    ),
    Field::optional(
        "level",
        Shape::Int(Int::new().values(Values::OneOf(&[1, 2]))),
    ),
    Field::optional(
        "kind",
        Shape::Text(Text::new().values(Values::Fixed("order"))),
    ),
    Field::optional("on", Shape::Bool(Bool::new().fixed(true))),
    Field::optional("a/b~c", Shape::Bool(Bool::new())),
    Field::optional(
        "tags",
        Shape::List(
            List::of(&Shape::Text(Text::new().max_len(3)))
                .min_items(1)
                .max_items(2),
        ),
    ),
    Field::optional("labels", Shape::Map(&Shape::Int(Int::new()))),
    Field::optional(
        "owner",
        Shape::Object(Object::closed(&[
            Field::required("name", Shape::Text(Text::new())),
            Field::optional(
                "password",
                Shape::Text(Text::new().secret().min_len(8).pattern(&CODE)),
            ),
        ])),
    ),
    Field::optional("any", Shape::Any),
]));

static RESPONSE: Shape = Shape::Envelope(Envelope::new(&[Field::required(
    "data",
    Shape::Object(Object::open(&[Field::required(
        "codes",
        Shape::List(List::of(&Shape::Text(Text::new()))),
    )])),
)]));

/// The reported violations, one per line; empty for a valid payload.
fn report(shape: &Shape<'_>, json: &str) -> String {
    match check(shape, json.as_bytes()) {
        Ok(()) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn requests() {
    for (fields, expected) in [
        ("", ""),
        (
            r#","price":0,"code":"AB","colour":"red","level":2,"kind":"order","on":true"#,
            "",
        ),
        (r#","any":{"x":[1,{"y":null}],"x":1e308}"#, ""),
        (r#","price":-0.5"#, "/price: -0.5 is under the minimum of 0"),
        (r#","price":100"#, "/price: 100 is over the maximum of 99.5"),
        (
            r#","price":"1""#,
            "/price: expected a number, found a string \"1\"",
        ),
        (
            r#","code":"A""#,
            "/code: 1 characters, at least 2 are required",
        ),
        (
            r#","code":"ABCDE""#,
            "/code: 5 characters, at most 4 are allowed",
        ),
        (
            r#","code":"\uD83D\uDE00\uD83D\uDE00""#,
            "/code: \"😀😀\" does not match ^[A-Z]+$",
        ),
        (
            r#","code":"a""#,
            "/code: 1 characters, at least 2 are required\n/code: \"a\" does not match ^[A-Z]+$",
        ),
        (
            r#","colour":"blue""#,
            "/colour: \"blue\" is not one of \"red\", \"green\"",
        ),
        (
            r#","colour":null"#,
            "/colour: expected a string, found null\n/colour: null is not one of \"red\", \"green\"",
        ),
        (r#","level":3"#, "/level: 3 is not one of 1, 2"),
        (r#","kind":"x""#, "/kind: \"x\" is not \"order\""),
        (r#","on":false"#, "/on: false is not true"),
        (
            r#","a/b~c":0"#,
            "/a~1b~0c: expected a boolean, found an integer 0",
        ),
        (r#","tags":[]"#, "/tags: 0 items, at least 1 are required"),
        (
            r#","tags":["a","abcd","c"]"#,
            "/tags/1: 4 characters, at most 3 are allowed\n/tags: 3 items, at most 2 are allowed",
        ),
        (r#","tags":{}"#, "/tags: expected an array, found an object"),
        (
            r#","labels":{"x":1,"y":"z"}"#,
            "/labels/y: expected an integer, found a string \"z\"",
        ),
        (
            r#","labels":[]"#,
            "/labels: expected an object, found an array",
        ),
        (r#","owner":{}"#, "/owner/name: required, but missing"),
        (
            r#","owner":true"#,
            "/owner: expected an object, found a boolean",
        ),
        (r#","pric":1"#, "/pric: unknown key; did you mean `price`?"),
        (
            r#","PRICE":1"#,
            "/PRICE: unknown key; did you mean `price`?",
        ),
        (r#","colr":1"#, "/colr: unknown key; did you mean `colour`?"),
        (
            r#","lable":1"#,
            "/lable: unknown key; did you mean `labels`?",
        ),
        (r#","zzz":1"#, "/zzz: unknown key"),
        (r#","a\nb":1"#, "/a\\nb: unknown key"),
        (r#","limit":2"#, "/limit: the key is given more than once"),
    ] {
        let json = format!("{{\"limit\":1{fields}}}");
        assert_eq!(report(&REQUEST, &json), expected, "{json}");
    }
}

#[test]
fn integers() {
    for (number, expected) in [
        ("1", ""),
        ("100", ""),
        ("0", "/limit: 0 is under the minimum of 1"),
        ("101", "/limit: 101 is over the maximum of 100"),
        (
            "-9223372036854775808",
            "/limit: -9223372036854775808 is under the minimum of 1",
        ),
        (
            "9223372036854775808",
            "/limit: 9223372036854775808 is over the maximum of 100",
        ),
        (
            "18446744073709551616",
            "/limit: 1.8446744073709552e19 is over the maximum of 100",
        ),
        (
            "-9223372036854775809",
            "/limit: -9.223372036854776e18 is under the minimum of 1",
        ),
        ("1e300", "/limit: 1e300 is over the maximum of 100"),
        (
            "1.0",
            "/limit: expected an integer, found 1.0, written as a decimal",
        ),
        (
            "1e2",
            "/limit: expected an integer, found 100.0, written as a decimal",
        ),
        ("-0", "/limit: 0 is under the minimum of 1"),
        (
            "-1.5",
            "/limit: expected an integer, found a number -1.5\n/limit: -1.5 is under the minimum of 1",
        ),
    ] {
        assert_eq!(
            report(&REQUEST, &format!("{{\"limit\":{number}}}")),
            expected,
            "{number}"
        );
    }
}

#[test]
fn responses() {
    for (json, expected) in [
        (r#"{"code":0,"msg":"ok","data":{"codes":["a"]}}"#, ""),
        (r#"{"data":{"codes":["a"]},"msg":"ok","code":0}"#, ""),
        (
            r#"{"code":0,"msg":"ok","data":{"codes":[],"more":1},"more":2}"#,
            "",
        ),
        (r#"{"code":60001,"msg":"no"}"#, ""),
        // The payload under `data` counts only in a success, wherever the code is.
        (r#"{"code":60001,"msg":"no","data":7}"#, ""),
        (r#"{"data":{"codes":7},"code":60001,"msg":"no"}"#, ""),
        (
            r#"{"code":0,"data":7,"data":7,"msg":"no","code":1}"#,
            "/code: the key is given more than once",
        ),
        (
            r#"{"data":{"codes":7},"msg":"ok","code":0}"#,
            "/data/codes: expected an array, found an integer 7",
        ),
        (r#"{"code":0,"msg":"ok"}"#, "/data: required, but missing"),
        (
            r#"{"code":0,"msg":"ok","data":null}"#,
            "/data: expected an object, found null",
        ),
        (
            r#"{}"#,
            "/code: required, but missing\n/msg: required, but missing",
        ),
        (
            r#"{"code":"0","msg":0}"#,
            "/code: expected an integer, found a string \"0\"\n/msg: expected a string, found an integer 0",
        ),
        ("[]", "the payload: expected an object, found an array"),
        ("null", "the payload: expected an object, found null"),
    ] {
        assert_eq!(report(&RESPONSE, json), expected, "{json}");
    }
}

#[test]
fn what_is_not_json() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let digits = "1".repeat(10_000);
    let any = &Shape::Any;
    for (json, expected) in [
        ("", "not JSON: EOF while parsing a value at line 1 column 1"),
        ("{\"a\":1,}", "not JSON: trailing comma at line 1 column 8"),
        ("1 2", "not JSON: trailing characters at line 1 column 3"),
        (
            "[\n1\n\n2]",
            "not JSON: expected `,` or `]` at line 4 column 1",
        ),
        (
            "\u{feff}1",
            "not JSON: the JSON starts with a byte order mark; remove it at line 1 column 1",
        ),
        ("1e400", "not JSON: number out of range at line 1 column 5"),
        (
            r#""\ud800""#,
            "not JSON: unexpected end of hex escape at line 1 column 8",
        ),
        (&*deep(127), ""),
        (
            &*deep(128),
            "not JSON: recursion limit exceeded at line 1 column 128",
        ),
        (
            &*deep(1_000_000),
            "not JSON: recursion limit exceeded at line 1 column 128",
        ),
        (
            &*digits,
            "not JSON: number out of range at line 1 column 10000",
        ),
        (&*format!("0.{digits}"), ""),
        (&*format!("{digits}e-9999"), ""),
    ] {
        let shown: String = json.chars().take(60).collect();
        assert_eq!(report(any, json), expected, "{shown}");
    }
    for (json, column) in [(&b"\"ab\xff\""[..], 4), (b"\xc0\xaf", 1), (b"\"a\"\xff", 4)] {
        let error = check(any, json).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("not JSON: invalid UTF-8 at line 1 column {column}")
        );
    }
}

#[test]
fn a_violation_can_be_matched_on() {
    let error = check(&REQUEST, br#"{"limit":0,"owner":{"nam":1}}"#).unwrap_err();
    let found: Vec<_> = error
        .violations()
        .iter()
        .map(|v| (v.pointer(), v.property(), v.rule(), v.expected()))
        .collect();
    assert_eq!(
        found,
        [
            ("/limit", None, Rule::Minimum, "1"),
            (
                "/owner",
                Some("nam".into()),
                Rule::AdditionalProperties,
                "name"
            ),
            ("/owner", Some("name".into()), Rule::Required, ""),
        ]
    );
    assert_eq!(error.violations()[1].location(), "/owner/nam");
}

#[test]
fn a_violation_can_be_reworded() {
    let map = Shape::Map(&REQUEST);
    let json = br#"{"a~/b":{"limit":0,"~/":1},"~1":null}"#;
    let mut invalid = match check(&map, json) {
        Err(CheckError::Invalid(invalid)) => invalid,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        invalid.to_string(),
        "/a~0~1b/limit: 0 is under the minimum of 1\n\
         /a~0~1b/~0~1: unknown key\n\
         /~01: expected an object, found null"
    );
    assert_eq!(invalid.violations()[1].property().as_deref(), Some("~/"));
    for violation in invalid.violations_mut() {
        let same = violation.reword(|key| key.into(), |found| found.into());
        assert_eq!(same, *violation);
        *violation = violation.reword(|key| key.replace('/', "|").into(), |_| "x\ny".into());
    }
    assert_eq!(
        invalid.to_string(),
        "/a~0|b/limit: x\\ny is under the minimum of 1\n\
         /a~0|b/~0|: unknown key\n\
         /~01: expected an object, found x\\ny"
    );
}

#[test]
fn a_secret_is_never_shown() {
    for owner in [
        r#"{"name":"n","password":"hunter2"}"#,
        r#"{"name":"n","password":77777}"#,
        r#"{"name":"n","password":["hunter2"]}"#,
        // The object once more as text, and text in place of the object.
        r#""{\"name\":\"n\",\"password\":\"hunter2\"}""#,
        r#""hunter2""#,
    ] {
        let json = format!("{{\"limit\":1,\"owner\":{owner}}}");
        let error = check(&REQUEST, json.as_bytes()).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("hunter2") && !shown.contains("77777"),
            "{shown}"
        );
    }
    let json = r#""{\"owner\":{\"password\":\"hunter2\"}}""#;
    assert_eq!(
        report(&REQUEST, json),
        "the payload: expected an object, found a string"
    );
}

#[test]
fn a_violation_is_one_line() {
    let fields = [
        Field::optional("a\nb\u{1b}c", Shape::Any),
        Field::optional("x", Shape::Any),
    ];
    let shape = Shape::Object(Object::closed(&fields));
    for (json, place, message) in [
        (
            r#"{"a\nb\u001bx":1}"#,
            "/a\\nb\\u{1b}x",
            "unknown key; did you mean `a\\nb\\u{1b}c`?",
        ),
        (r#"{"y":1}"#, "/y", "unknown key"),
        (r#"{"xy":1}"#, "/xy", "unknown key"),
        ("[]", "the payload", "expected an object, found an array"),
    ] {
        assert_eq!(report(&shape, json), format!("{place}: {message}"));
        let Err(CheckError::Invalid(invalid)) = check(&shape, json.as_bytes()) else {
            panic!("{json} is invalid");
        };
        assert_eq!(invalid.violations()[0].message(), message, "{json}");
    }
}

#[test]
fn more_fields_than_a_word_has_bits() {
    let names: Vec<String> = (0..200).map(|i| format!("f{i}")).collect();
    let fields: Vec<Field<'_>> = names
        .iter()
        .map(|name| Field::required(name, Shape::Int(Int::new())))
        .collect();
    let shape = Shape::Object(Object::closed(&fields));
    let object = |range: std::ops::Range<usize>| {
        let members: Vec<String> = range.map(|i| format!("\"f{i}\":{i}")).collect();
        format!("{{{}}}", members.join(","))
    };
    assert_eq!(report(&shape, &object(0..200)), "");
    assert_eq!(
        report(&shape, &object(0..199)),
        "/f199: required, but missing"
    );
    assert_eq!(
        report(&shape, &object(1..200)),
        "/f0: required, but missing"
    );
    assert_eq!(report(&shape, &object(0..128)).lines().count(), 72);
}

#[test]
fn a_bound_on_what_is_kept_changes_no_count() {
    let items: Vec<String> = (0..50_000).map(|i| i.to_string()).collect();
    let failed = format!(
        "{{\"data\":{{\"codes\":[{}]}},\"msg\":7,\"code\":1}}",
        items.join(",")
    );
    let succeeded = failed.replace("\"code\":1", "\"code\":0");
    for (json, total, first, last) in [
        // Violations under `data` are withdrawn long after there was no room for more.
        (&failed, 1, "/msg", "/msg"),
        (&succeeded, 50_001, "/data/codes/0", "/msg"),
    ] {
        let whole = check(&RESPONSE, json.as_bytes()).unwrap_err();
        assert_eq!(whole.violations().len(), total);
        let checker = Checker::new(&RESPONSE);
        for keep in [0, 1, 7, total] {
            let Err(CheckError::Invalid(invalid)) =
                checker.keep_at_most(keep).check(json.as_bytes())
            else {
                panic!("valid");
            };
            assert_eq!(invalid.total(), total as u64);
            assert_eq!(invalid.violations(), &whole.violations()[..keep.min(total)]);
        }
        let mut told = Vec::new();
        let count = checker.for_each(json.as_bytes(), |v| told.push(v)).unwrap();
        assert_eq!(count, total as u64);
        assert_eq!(told, whole.violations());
        assert_eq!(told[0].pointer(), first);
        assert_eq!(told.last().unwrap().pointer(), last);
    }
    // A truncated document causes no violations.
    let cut = &succeeded[..succeeded.len() - 1];
    let mut told = 0;
    assert!(
        Checker::new(&RESPONSE)
            .for_each(cut.as_bytes(), |_| told += 1)
            .is_err()
    );
    assert_eq!(told, 0);
}

#[test]
fn what_was_not_kept_is_mentioned() {
    let checker = Checker::new(&REQUEST);
    let text = |keep| {
        checker
            .keep_at_most(keep)
            .check(b"{\"a\":1,\"b\":2}")
            .unwrap_err()
            .to_string()
    };
    assert_eq!(text(1), "/a: unknown key\nand 2 more violations");
    assert_eq!(text(0), "3 violations");
}

/// A type that contains itself, directly, in a list, in a map and in a string.
#[test]
fn shared_shapes() {
    static KIND: SharedCell = SharedCell::new("Kind");
    static BLOCK: SharedCell = SharedCell::new("Block");
    static KINDS: Shape = Shape::Text(Text::new().values(Values::OneOf(&["text", "page"])));
    static INSIDE: Shape = Shape::Shared(&BLOCK);
    static FIELDS: [Field; 6] = [
        Field::required("kind", Shape::Shared(&KIND)),
        Field::optional("children", Shape::List(List::of(&INSIDE).max_items(2))),
        Field::optional("by_name", Shape::Map(&INSIDE)),
        Field::optional("inner", Shape::Shared(&BLOCK)),
        Field::optional("text", Shape::JsonText(JsonText::of(&INSIDE))),
        Field::optional("token", Shape::Text(Text::new().secret())),
    ];
    KIND.set(KINDS);
    static NEEDS: [Need; 1] =
        [Need::any_of(&["inner"]).when(&[&[Condition::new("kind", Test::Texts(&["page"]))]])];
    BLOCK.set(Shape::Object(Object::closed(&FIELDS).needs(&NEEDS)));

    for (payload, expected) in [
        (r#"{"kind": "text"}"#, ""),
        (
            r#"{"kind": "text", "children": [{"kind": "page", "inner": {"kind": "text", "inner": {"kind": "text"}}}]}"#,
            "",
        ),
        (
            r#"{"kind": "text", "children": [{"kind": "text", "children": [{}, 1]}]}"#,
            "/children/0/children/0/kind: required, but missing\n\
             /children/0/children/1: expected an object, found an integer",
        ),
        (
            r#"{"kind": "txet", "by_name": {"a": {"kind": "text", "more": 1}}}"#,
            "/kind: \"txet\" is not one of \"text\", \"page\"\n\
             /by_name/a/more: unknown key",
        ),
        (
            r#"{"kind": "text", "text": "{\"kind\": \"page\"}"}"#,
            "/text/inner: required when `kind` is \"page\", but missing",
        ),
        // What may hold a secret is not shown.
        (
            r#"{"kind": "text", "inner": "s3cr3t"}"#,
            "/inner: expected an object, found a string",
        ),
    ] {
        let found = check(&INSIDE, payload.as_bytes());
        let found = found.err().map_or(String::new(), |error| error.to_string());
        assert_eq!(found, expected, "{payload}");
    }
    assert_eq!(format!("{:?}", &FIELDS[3].shape), "Shared(Block)");
}

//! Fields that are required in some cases only, sums of bits, and JSON within strings.

use larkspec_shape::{
    Bool, Checker, Condition, Envelope, Field, Int, JsonText, List, Need, Object, Rule, Shape,
    Test, Text, Values, check,
};

const ANY: Shape<'static> = Shape::Any;

/// `location keyword message` of each violation.
fn broken(shape: &Shape<'_>, payload: &str) -> Vec<String> {
    match check(shape, payload.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(error) => {
            let violations = error.violations().iter();
            let lines: Vec<String> = violations.map(|v| format!("{} {v}", v.rule())).collect();
            assert!(!lines.is_empty(), "{payload}: {error}");
            lines
        }
    }
}

#[track_caller]
fn table(shape: &Shape<'_>, cases: &[(&str, &[&str])]) {
    for (payload, expected) in cases {
        assert_eq!(broken(shape, payload), *expected, "{payload}");
    }
}

#[test]
fn at_least_one_of_several() {
    static TARGET: Shape = Shape::Object(
        Object::closed(&[
            Field::optional("open_id", ANY),
            Field::optional("user_id", ANY),
            Field::optional("note", ANY),
        ])
        .needs(&[Need::any_of(&["open_id", "user_id"])]),
    );
    const NONE: &str =
        "anyOf the payload: required, but missing: at least one of `open_id`, `user_id`";
    table(
        &TARGET,
        &[
            (r#"{"open_id":1}"#, &[]),
            (r#"{"note":1,"user_id":null}"#, &[]),
            (r#"{"open_id":1,"user_id":1}"#, &[]),
            (r#"{"note":1}"#, &[NONE]),
            ("{}", &[NONE]),
        ],
    );
    let nested = [Field::optional("targets", Shape::List(List::of(&TARGET)))];
    let nested = Shape::Object(Object::closed(&nested));
    let error = check(&nested, br#"{"targets":[{"open_id":1},{}]}"#).unwrap_err();
    let violation = &error.violations()[0];
    assert_eq!(violation.pointer(), "/targets/1");
    assert_eq!(violation.property(), None);
    assert_eq!(violation.rule(), Rule::AnyOf);
    assert_eq!(violation.expected(), "`open_id`, `user_id`");
}

#[test]
fn required_when_another_field_has_a_value() {
    static LEAVE: Shape = Shape::Object(
        Object::closed(&[
            Field::optional("reason", ANY),
            Field::optional("kind", Shape::Text(Text::new())),
            Field::optional("level", Shape::Int(Int::new())),
            Field::optional("urgent", Shape::Bool(Bool::new())),
            Field::optional("end", ANY),
            Field::optional("start", ANY),
        ])
        .needs(&[
            Need::any_of(&["reason"]).when(&[
                &[Condition::new("kind", Test::Texts(&["other", "sick"]))],
                &[
                    Condition::new("level", Test::Ints(&[3])),
                    Condition::new("urgent", Test::Bool(true)),
                ],
            ]),
            Need::any_of(&["end"]).when(&[&[Condition::new("start", Test::Present(true))]]),
            Need::any_of(&["level"]).when(&[&[
                Condition::not("kind", Test::Texts(&["other"])),
                Condition::new("end", Test::Present(false)),
            ]]),
        ]),
    );
    const REASON: &str = "required /reason: required when `kind` is \"other\" or \"sick\", or `level` \
                          is 3 and `urgent` is true, but missing";
    const LEVEL: &str = "required /level: required when `kind` is given and not \"other\" and `end` is left out, \
                         but missing";
    table(
        &LEAVE,
        &[
            ("{}", &[]),
            (r#"{"kind":"other"}"#, &[REASON]),
            (r#"{"kind":"other","reason":1}"#, &[]),
            (r#"{"reason":1,"kind":"sick","level":1}"#, &[]),
            (r#"{"level":3}"#, &[]),
            (r#"{"urgent":true,"level":3}"#, &[REASON]),
            (r#"{"urgent":false,"level":3}"#, &[]),
            (r#"{"urgent":true,"level":3,"kind":"other"}"#, &[REASON]),
            (
                r#"{"start":1}"#,
                &["required /end: required when `start` is given, but missing"],
            ),
            (r#"{"start":1,"end":1}"#, &[]),
            (r#"{"kind":"trip"}"#, &[LEVEL]),
            (r#"{"kind":"trip","level":2}"#, &[]),
            (r#"{"kind":"trip","end":1}"#, &[]),
            // A value of another type is a different value.
            (
                r#"{"kind":3}"#,
                &["type /kind: expected a string, found an integer 3", LEVEL],
            ),
            // For a schema, 3.0 is 3.
            (
                r#"{"urgent":true,"level":3.0}"#,
                &[
                    "type /level: expected an integer, found 3.0, written as a decimal",
                    REASON,
                ],
            ),
            // Of two values, the last one counts.
            (
                r#"{"kind":"other","kind":"trip","level":1}"#,
                &["duplicate /kind: the key is given more than once"],
            ),
        ],
    );
}

#[test]
fn cases_beyond_one_word_of_bits() {
    let values: Vec<i64> = (0..130).collect();
    let cases: Vec<Vec<Condition<'_>>> = values
        .iter()
        .map(|value| vec![Condition::new("n", Test::Ints(std::slice::from_ref(value)))])
        .collect();
    let cases: Vec<&[Condition<'_>]> = cases.iter().map(|case| &**case).collect();
    let needs = [Need::any_of(&["a"]).when(&cases)];
    let fields = [
        Field::optional("n", Shape::Int(Int::new())),
        Field::optional("a", ANY),
    ];
    let shape = Shape::Object(Object::closed(&fields).needs(&needs));
    assert_eq!(broken(&shape, r#"{"n":129}"#).len(), 1);
    assert_eq!(broken(&shape, r#"{"n":130}"#).len(), 0);
    assert_eq!(broken(&shape, r#"{"n":129,"n":130}"#).len(), 1);
}

#[test]
fn a_response_that_failed_needs_nothing() {
    static RESPONSE: Shape = Shape::Envelope(
        Envelope::new(&[
            Field::optional("a", ANY),
            Field::optional("b", Shape::Int(Int::new())),
        ])
        .needs(&[Need::any_of(&["a"]).when(&[&[Condition::new("b", Test::Ints(&[1]))]])]),
    );
    table(
        &RESPONSE,
        &[
            (
                r#"{"b":1,"code":0,"msg":""}"#,
                &["required /a: required when `b` is 1, but missing"],
            ),
            (r#"{"b":2,"code":0,"msg":""}"#, &[]),
            (r#"{"b":1,"code":1,"msg":""}"#, &[]),
            (r#"{"a":0,"b":1,"code":0,"msg":""}"#, &[]),
        ],
    );
}

#[test]
fn sums_of_bits() {
    let bits = Shape::Int(Int::new().values(Values::SumOf(&[1, 4])));
    table(
        &bits,
        &[
            ("0", &[]),
            ("1", &[]),
            ("4", &[]),
            ("5", &[]),
            ("2", &["enum the payload: 2 is not one of the sums of 1, 4"]),
            (
                "-1",
                &["enum the payload: -1 is not one of the sums of 1, 4"],
            ),
            (
                "8.0",
                &[
                    "type the payload: expected an integer, found 8.0, written as a decimal",
                    "enum the payload: 8.0 is not one of the sums of 1, 4",
                ],
            ),
            (
                "5.0",
                &["type the payload: expected an integer, found 5.0, written as a decimal"],
            ),
            (
                "\"1\"",
                &[
                    "type the payload: expected an integer, found a string \"1\"",
                    "enum the payload: a string \"1\" is not one of the sums of 1, 4",
                ],
            ),
            (
                "9223372036854775808",
                &[
                    "maximum the payload: 9223372036854775808 is over the maximum of 9223372036854775807",
                    "enum the payload: 9223372036854775808 is not one of the sums of 1, 4",
                ],
            ),
        ],
    );
}

#[test]
fn json_inside_of_a_string() {
    static MESSAGE: Shape = Shape::Object(Object::closed(&[Field::required(
        "content",
        Shape::JsonText(
            JsonText::of(&Shape::Object(Object::closed(&[
                Field::required("text", Shape::Text(Text::new())),
                Field::optional("card", Shape::JsonText(JsonText::of(&ANY))),
            ])))
            .text(&Text::new().max_len(40)),
        ),
    )]));
    table(
        &MESSAGE,
        &[
            (r#"{"content":"{\"text\":\"hi\"}"}"#, &[]),
            (r#"{"content":" {\"text\":\"\\u5b57\"} "}"#, &[]),
            (r#"{"content":"{\"text\":\"hi\",\"card\":\"{}\"}"}"#, &[]),
            (
                r#"{"content":"{\"text\":1,\"x\":2}"}"#,
                &[
                    "type /content/text: expected a string, found an integer 1",
                    "additionalProperties /content/x: unknown key",
                ],
            ),
            (
                r#"{"content":"{\"text\":\"\",\"card\":\"{'a'}\"}"}"#,
                &[
                    "contentMediaType /content/card: \"{'a'}\" is not JSON: key must be a string at line 1 column 2",
                ],
            ),
            (
                r#"{"content":"[]"}"#,
                &["type /content: expected an object, found an array"],
            ),
            // A truncated document causes no violations.
            (
                r#"{"content":"{\"x\":1"}"#,
                &[
                    "contentMediaType /content: \"{\\\"x\\\":1\" is not JSON: EOF while parsing an object at line 1 column 6",
                ],
            ),
            (
                r#"{"content":""}"#,
                &[
                    "contentMediaType /content: \"\" is not JSON: EOF while parsing a value at line 1 column 1",
                ],
            ),
            (
                r#"{"content":"1e400"}"#,
                &[
                    "contentMediaType /content: \"1e400\" is not JSON: number out of range at line 1 column 5",
                ],
            ),
            (
                r#"{"content":{"text":"hi"}}"#,
                &["type /content: expected a string that carries JSON, found an object"],
            ),
            (
                r#"{"content":"{\"text\":\"0123456789012345678901234567890\"}"}"#,
                &["maxLength /content: 42 characters, at most 40 are allowed"],
            ),
        ],
    );
}

#[test]
fn violations_inside_of_a_string_are_counted_and_handed_out_like_others() {
    static LIST: Shape = Shape::List(List::of(&Shape::JsonText(JsonText::of(&Shape::List(
        List::of(&Shape::Int(Int::new().max(1))),
    )))));
    let checker = Checker::new(&LIST).keep_at_most(1);
    let payload = br#"["[1,2,3]", "[4", "[5]"]"#;
    let error = checker.check(payload).unwrap_err();
    assert_eq!(error.violations()[0].pointer(), "/0/1");
    let mut found = Vec::new();
    let total = checker.for_each(payload, |v| found.push(v.pointer().to_owned()));
    assert_eq!(total, Ok(4));
    assert_eq!(found, ["/0/1", "/0/2", "/1", "/2/0"]);
}

#[test]
fn a_secret_inside_of_a_string_is_not_shown() {
    static LOGIN: Shape = Shape::JsonText(JsonText::of(&Shape::Object(Object::closed(&[
        Field::required("password", Shape::Text(Text::new().secret().min_len(99))),
    ]))));
    for payload in [
        r#""{\"password\":\"hunter2\"}""#,
        r#""{\"password\":\"hunter2\"""#,
        r#"{"password":"hunter2"}"#,
        r#"["hunter2"]"#,
        r#""\"hunter2\"""#,
    ] {
        let error = check(&LOGIN, payload.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

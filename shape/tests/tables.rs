//! Tables as shapes: the meaning of the texts of generated code, for each side and section.

use larkspec_shape::object::{self, Cell, SlotMut, SlotRef, Table, WithSlots, WithValues, text};
use larkspec_shape::{
    Bool, Condition, Field, Float, Format, Int, JsonText, List, Need, Object, Pattern, Shape, Test,
    Text, Values, check,
};

/// The shape of a text, used for the only field of an object.
fn read(text: &str) -> Shape<'static> {
    let fields: &[(&str, u8, &str)] = vec![("a", 0, &*text.to_owned().leak())].leak();
    let table = Box::leak(Box::new(Table::new("T", fields)));
    match table.request() {
        Shape::Object(object) => object.fields[0].shape,
        other => panic!("{other:?}"),
    }
}

fn is_malformed(shape: &Shape<'_>) -> bool {
    format!("{shape:?}").contains("a bug in larkspec-codegen")
}

#[test]
fn every_rule_comes_back() {
    static WORDS: Pattern = Pattern::new("^[\"\\\\\n(|)]+$");
    let text = |text: Text<'static>| Shape::Text(text);
    let int = |int: Int<'static>| Shape::Int(int);
    let float = |min: f64, max: f64| Shape::Float(Float::new().min(min).max(max));
    for (shape, expected) in [
        (Shape::Any, "any"),
        (Shape::Bool(Bool::new()), "bool"),
        (Shape::Bool(Bool::new().fixed(false)), "bool fixed=false"),
        (int(Int::new()), "int"),
        (int(Int::new().min(-1).max(0)), "int min=-1 max=0"),
        (
            int(Int::new().min(i64::MIN + 1).max(i64::MAX - 1)),
            "int min=-9223372036854775807 max=9223372036854775806",
        ),
        (
            int(Int::new().values(Values::Fixed(i64::MIN))),
            "int values=![-9223372036854775808]",
        ),
        (
            int(Int::new().values(Values::OneOf(&[1, -2]))),
            "int values=[1,-2]",
        ),
        (
            int(Int::new().values(Values::SumOf(&[0, 4]))),
            "int values=+[0,4]",
        ),
        (Shape::Float(Float::new()), "float"),
        (float(-0.0, 1e300), "float min=-0.0 max=1e300"),
        (
            float(f64::MIN, f64::MAX),
            "float min=-1.7976931348623157e308 max=1.7976931348623157e308",
        ),
        (float(5e-324, f64::INFINITY), "float min=5e-324 max=inf"),
        (text(Text::new()), "text"),
        (
            text(Text::new().min_len(1).max_len(u64::MAX).secret()),
            "text min_len=1u max_len=18446744073709551615u secret",
        ),
        (
            text(Text::new().pattern(&WORDS)),
            r#"text pattern=/"^[\"\\\\\n(|)]+$""#,
        ),
        (text(Text::new().format(Format::Int64)), "text format=int64"),
        (
            text(Text::new().format(Format::DateTime).secret()),
            "text format=date-time secret",
        ),
        (
            text(Text::new().values(Values::OneOf(&[
                "a b",
                "\"\\\n|)",
                "店\u{1F600}\u{2028}",
                "",
            ]))),
            "text values=[\"a b\",\"\\\"\\\\\\n|)\",\"店\u{1F600}\u{2028}\",\"\"]",
        ),
        (
            text(Text::new().values(Values::Fixed("=/u"))),
            r#"text values=!["=/u"]"#,
        ),
        (
            Shape::List(List::of(&Shape::Any).min_items(1).max_items(2)),
            "list min_items=1u max_items=2u(any)",
        ),
        (
            Shape::Map(&Shape::List(List::of(&Shape::Map(&Shape::Any)))),
            "map(list(map(any)))",
        ),
        (
            Shape::JsonText(
                JsonText::of(&Shape::List(List::of(&Shape::Any)))
                    .text(const { &Text::new().max_len(9) }),
            ),
            "json max_len=9u(list(any))",
        ),
    ] {
        let text = text::write(&shape, &mut |_| unreachable!("no object in it"));
        assert_eq!(text, expected);
        assert_eq!(format!("{:?}", read(&text)), format!("{shape:?}"), "{text}");
    }
}

/// Only a bug can cause this. The program continues, and no value is accepted.
#[test]
fn what_cannot_be_read_admits_nothing() {
    for text in [
        "",
        " ",
        "x",
        "int ",
        "int min",
        "int min=",
        "int min=a",
        "int min=1.5",
        "int min=1u",
        "int max_len=1u",
        "bool min=1",
        "text pattern=/",
        "text pattern=/\"",
        "text format=email",
        "text format",
        "int format=int64",
        "text values=[",
        "text values=[1]",
        "int values=![1,2]",
        "int values=!+[1]",
        "list",
        "list(",
        "list(any",
        "list(any) max_items=1u",
        "map max=1(any)",
        "{0}",
        "{",
        "&0",
        "any|x",
        "any x",
        "@ any",
        "@\"a\"any",
        "any||any",
    ] {
        let shape = read(text);
        assert!(is_malformed(&shape), "{text}: {shape:?}");
        for value in ["1", "\"a\"", "null", "{}", "[]"] {
            assert!(check(&shape, value.as_bytes()).is_err(), "{text}: {value}");
        }
    }
    for needs in [
        "0;1",
        "x",
        "0 when",
        "0 when 1",
        "0 when 1=",
        "0 when 1=[1.5]",
        "0,",
    ] {
        let table = Table::new("T", &[("a", 0, "any")]).needs(needs);
        let table: &Table = Box::leak(Box::new(table));
        assert!(is_malformed(table.request()), "{needs}");
    }
    for line in [
        "1",
        "1 a",
        "x a any",
        "256 a any",
        "1 \"a any",
        "1 \"a\"any",
        "-1 a any",
    ] {
        let table: &Table = Box::leak(Box::new(Table::of("T", line, &[], "")));
        assert_eq!(table.fields().len(), 1, "{line}");
        let error = check(table.request(), b"{\"a\": 1}").unwrap_err();
        assert!(!error.violations().is_empty(), "{line}");
    }
    let error = check(&read("itn"), b"1").unwrap_err().to_string();
    assert!(error.contains("its table is malformed"), "{error}");
}

#[test]
fn a_line_of_a_field_comes_back() {
    let fields = [
        ("approval_code", 1, "text"),
        ("a.b-c", 255, "int min=0"),
        ("", 0, "any"),
        ("a b", 0, "any"),
        ("\"quoted\"", 0, "text values=[\"\\n\"]"),
        ("new\nline\r\t", 0, "@\"x\" any"),
        ("店\u{2028}", 0, "any"),
        ("\\", 0, "any"),
    ];
    let lines = fields.map(|(key, flags, text)| object::text::write_field(key, flags, text));
    let text = lines.join("\n").leak();
    assert_eq!(text.lines().count(), fields.len());
    assert_eq!(Table::of("T", text, &[], "").fields(), fields);
    assert_eq!(Table::of("T", "", &[], "").fields(), []);
}

static BLOCK: Table = Table::new(
    "Block",
    &[
        ("kind", Table::REQUIRED, r#"int|int values=[1,2]"#),
        ("id", Table::RESPONSE_ONLY, "text"),
        ("children", 0, "list(&0)|!list max_items=2u(&0)"),
        ("style", 0, "{1}"),
        ("by_name", 0, "map(&0)"),
    ],
)
.nested(&[&BLOCK, &STYLE])
.needs("3,4|3 when 0=[2] and 4-; 4 when 0!=[1] or 3+");

static STYLE: Table = Table::new("Style", &[("bold", 0, "bool|!")]);

fn violations(shape: &Shape<'_>, payload: &str) -> String {
    let error = check(shape, payload.as_bytes()).err();
    error.map_or(String::new(), |error| error.to_string())
}

#[test]
fn a_type_contains_itself_and_has_two_sides() {
    for (payload, request, response) in [
        (
            r#"{"kind": 1, "children": [], "style": {"bold": true}, "by_name": {}}"#,
            "",
            "",
        ),
        (
            r#"{"kind": 3, "id": "x", "children": [{"kind": 1, "children": [], "style": {}, "more": 1}]}"#,
            "/kind: 3 is not one of 1, 2\n/id: unknown key\n\
             /children/0/style/bold: required, but missing\n\
             /children/0/more: unknown key\n\
             /children/0/by_name: required when `kind` is given and not 1, or `style` is given, but missing\n\
             /by_name: required when `kind` is given and not 1, or `style` is given, but missing",
            "the payload: required, but missing: at least one of `style`, `by_name`",
        ),
        (
            r#"{"kind": 2, "style": {"bold": 1}, "by_name": {"a": {"style": {}}}}"#,
            "/style/bold: expected a boolean, found an integer 1\n\
             /by_name/a/style/bold: required, but missing\n\
             /by_name/a/kind: required, but missing\n\
             /by_name/a/children: required, but missing\n\
             /by_name/a/by_name: required when `kind` is given and not 1, or `style` is given, but missing\n\
             /children: required, but missing",
            "/style/bold: expected a boolean, found an integer 1\n/by_name/a/kind: required, but missing",
        ),
    ] {
        let found = (
            violations(BLOCK.request(), payload),
            violations(BLOCK.response(), payload),
        );
        assert_eq!(
            found,
            (request.to_owned(), response.to_owned()),
            "{payload}"
        );
    }
}

static REQUEST: Table = Table::new(
    "Request",
    &[
        ("id", Table::REQUIRED | Table::PATH, "text min_len=1u"),
        ("query_id", Table::QUERY, "@\"id\" text"),
        ("page_size", Table::QUERY, "int max=50"),
        ("x", Table::HEADER, "@\"X-\\\"Trace\" text"),
        ("note", Table::REQUIRED, "text"),
        ("more", Table::BODY, "{0}"),
    ],
)
.nested(&[&STYLE])
.needs("2 when 1+; 5 when 4=[\"long\"]");

#[test]
fn sections_are_told_apart() {
    static LONG: Condition = Condition::new("note", Test::Texts(&["long"]));
    let style = Object::closed(const { &[Field::required("bold", Shape::Bool(Bool::new()))] });
    for (section, fields, needs) in [
        (
            Table::PATH,
            vec![Field::required("id", Shape::Text(Text::new().min_len(1)))],
            vec![],
        ),
        (
            Table::QUERY,
            vec![
                Field::optional("id", Shape::Text(Text::new())),
                Field::optional("page_size", Shape::Int(Int::new().max(50))),
            ],
            vec![
                Need::any_of(&["page_size"])
                    .when(const { &[&[Condition::new("id", Test::Present(true))]] }),
            ],
        ),
        (
            Table::HEADER,
            vec![Field::optional("X-\"Trace", Shape::Text(Text::new()))],
            vec![],
        ),
        (
            Table::BODY,
            vec![
                Field::required("note", Shape::Text(Text::new())),
                Field::optional("more", Shape::Object(style)),
            ],
            vec![Need::any_of(&["more"]).when(&[&[LONG]])],
        ),
    ] {
        let expected = Shape::Object(Object::closed(&fields).needs(&needs));
        let found = REQUEST.section(section).unwrap();
        assert_eq!(format!("{found:?}"), format!("{expected:?}"));
    }
    assert!(STYLE.section(Table::PATH).is_none());
    // As one object, under the keys of the struct.
    let Shape::Object(all) = REQUEST.request() else {
        panic!("no object");
    };
    let keys: Vec<&str> = all.fields.iter().map(|field| field.name).collect();
    assert_eq!(keys, ["id", "query_id", "page_size", "x", "note", "more"]);
    assert_eq!(all.needs.len(), 2);
    assert_eq!(all.needs[0].when[0][0].field, "query_id");
}

struct Block {
    kind: i64,
    id: Option<String>,
    children: Option<Vec<Block>>,
    style: Option<serde_json::Value>,
    by_name: Option<serde_json::Value>,
}

impl object::Object for Block {
    fn blank() -> Self {
        Block {
            kind: 0,
            id: None,
            children: None,
            style: None,
            by_name: None,
        }
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(
            &BLOCK,
            &mut [
                SlotMut::Int(&mut self.kind),
                SlotMut::OptText(&mut self.id),
                SlotMut::Opt(&mut self.children),
                SlotMut::OptJson(&mut self.style),
                SlotMut::OptJson(&mut self.by_name),
            ],
        );
    }

    fn values(&self, with: WithValues<'_>) {
        with(
            &BLOCK,
            &[
                self.kind.value(),
                self.id.value(),
                self.children.value(),
                self.style.value(),
                self.by_name.value(),
            ],
        );
    }
}

/// A block from one call's response can be sent in the request of another.
#[test]
fn what_only_responses_have_is_not_sent() {
    let answered = r#"{"kind":1,"id":"a","children":[{"kind":2,"id":"b"}]}"#;
    let block: Block = object::from_slice(answered.as_bytes()).unwrap();
    let mut whole = Vec::new();
    object::serialize(&block, &mut serde_json::Serializer::new(&mut whole)).unwrap();
    assert_eq!(String::from_utf8(whole).unwrap(), answered);

    let mut sent = Vec::new();
    object::serialize_fields(
        &Create(block),
        &mut |_, value| Some(("block", value)),
        &mut serde_json::Serializer::new(&mut sent),
    )
    .unwrap();
    let expected = r#"{"block":{"kind":1,"children":[{"kind":2}]}}"#;
    assert_eq!(String::from_utf8(sent).unwrap(), expected);
}

/// A request with a block in it.
struct Create(Block);

static CREATE: Table = Table::new("Create", &[("block", Table::REQUIRED, "&0")]).nested(&[&BLOCK]);

impl object::Object for Create {
    fn blank() -> Self {
        Create(object::Object::blank())
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&CREATE, &mut [SlotMut::Object(&mut self.0)]);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&CREATE, &[SlotRef::Object(&self.0)]);
    }
}

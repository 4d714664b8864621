//! Payloads that differ from their description: what is readable is read, and everything else is reported.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use larkspec_shape::leaf_cell;
use larkspec_shape::object::{
    self, BitSet, Cell, Decoded, Decoding, Document, Enumeration, Leaf, Object, OpenEnum, Plain,
    SlotMut, Table, Unreadable, WithSlots, WithValues,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Color {
    Red,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Low,
}

impl Enumeration for Color {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[(Color::Red, "red")];
}

impl Enumeration for Level {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[(Level::Low, 1)];
}

#[derive(Clone, Debug, PartialEq)]
struct Hidden(String);

impl Leaf for Hidden {
    fn blank() -> Self {
        Hidden(String::new())
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Text(text) => Ok(Hidden(text.into_owned())),
            _ => Err("expected a string".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(Cow::Borrowed(&self.0)))
    }

    fn is_secret(&self) -> bool {
        true
    }
}

leaf_cell!(Hidden);

/// A string that carries a list of structs.
enum Carried {
    Items(Vec<Item>),
    Text(String),
}

impl Clone for Carried {
    fn clone(&self) -> Self {
        match self {
            Carried::Items(items) => Carried::Items(items.iter().map(object::clone).collect()),
            Carried::Text(text) => Carried::Text(text.clone()),
        }
    }
}

impl PartialEq for Carried {
    fn eq(&self, other: &Self) -> bool {
        self.write() == other.write()
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried")
    }
}

struct Written<'a>(&'a Item);

impl serde::Serialize for Written<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self.0, serializer)
    }
}

impl Leaf for Carried {
    fn blank() -> Self {
        Carried::Text(String::new())
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Text(text) => Ok(Carried::Text(text.into_owned())),
            _ => Err("expected a string".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(match self {
            Carried::Items(items) => {
                let items: Vec<Written<'_>> = items.iter().map(Written).collect();
                serde_json::to_string(&items).unwrap().into()
            }
            Carried::Text(text) => text.into(),
        }))
    }

    fn document(&mut self) -> Option<&mut dyn Document> {
        Some(self)
    }
}

impl Document for Carried {
    fn begin(&mut self) -> SlotMut<'_> {
        *self = Carried::Items(Vec::new());
        match self {
            Carried::Items(items) => SlotMut::List(items),
            Carried::Text(_) => unreachable!(),
        }
    }
}

leaf_cell!(Carried);

macro_rules! object {
    ($type:ident { $($field:ident: $member:ty = $key:literal $flags:literal $kind:ident,)* }) => {
        struct $type {
            $($field: $member,)*
        }

        impl Object for $type {
            fn blank() -> Self {
                $type { $($field: object!(@blank $kind $member)),* }
            }

            fn slots(&mut self, with: WithSlots<'_>) {
                static TABLE: Table = Table::new(stringify!($type), &[$(($key, $flags, "json")),*]);
                with(&TABLE, &mut [$(SlotMut::$kind(&mut self.$field)),*]);
            }

            fn values(&self, with: WithValues<'_>) {
                static TABLE: Table = Table::new(stringify!($type), &[$(($key, $flags, "json")),*]);
                with(&TABLE, &[$(Cell::value(&self.$field)),*]);
            }
        }
    };
    (@blank Bool $type:ty) => { false };
    (@blank Float $type:ty) => { 0.0 };
    (@blank OptBool $type:ty) => { None };
    (@blank OptInt $type:ty) => { None };
    (@blank OptFloat $type:ty) => { None };
    (@blank OptText $type:ty) => { None };
    (@blank OptTexts $type:ty) => { None };
    (@blank OptJson $type:ty) => { None };
    (@blank Opt $type:ty) => { None };
    (@blank $kind:ident $type:ty) => { <$type as Cell>::blank() };
}

object! { Item {
    id: i64 = "id" 1 Int,
    note: Option<String> = "no/te" 0 OptText,
    secret: Option<Hidden> = "secret" 0 Opt,
}}

object! { Plainly {
    a: Option<i64> = "a" 0 OptInt,
}}

// A struct that contains itself.
object! { Node {
    name: String = "name" 1 Text,
    next: Option<Vec<Node>> = "next" 0 Opt,
}}

object! { All {
    flag: bool = "flag" 1 Bool,
    count: i64 = "count" 1 Int,
    ratio: f64 = "ratio" 1 Float,
    name: String = "name" 1 Text,
    opt_flag: Option<bool> = "opt_flag" 0 OptBool,
    opt_count: Option<i64> = "opt_count" 0 OptInt,
    opt_ratio: Option<f64> = "opt_ratio" 0 OptFloat,
    opt_name: Option<String> = "opt_name" 0 OptText,
    tags: Vec<String> = "tags" 1 Texts,
    opt_tags: Option<Vec<String>> = "opt_tags" 0 OptTexts,
    opt_any: Option<Value> = "opt_any" 0 OptJson,
    color: Option<OpenEnum<Color>> = "color" 0 Opt,
    level: Option<OpenEnum<Level>> = "level" 0 Opt,
    bits: Option<BitSet<Level>> = "bits" 0 Opt,
    item: Item = "item" 1 Object,
    opt_item: Option<Item> = "opt_item" 0 Opt,
    plainly: Option<Plainly> = "plainly" 0 Opt,
    items: Vec<Item> = "items" 1 List,
    rows: Option<Vec<Vec<i64>>> = "rows" 0 Opt,
    by_key: BTreeMap<String, i64> = "by_key" 1 Map,
    by_item: Option<BTreeMap<String, Item>> = "by_item" 0 Opt,
    form: Option<Carried> = "form" 0 Opt,
    node: Option<Node> = "node" 0 Opt,
    open: Option<Map<String, Value>> = "open" 0 Opt,
}}

/// A document with every field.
fn full() -> Value {
    json!({
        "flag": true, "count": -7, "ratio": 1.5, "name": "n", "opt_flag": false, "opt_count": 8,
        "opt_ratio": 2.0, "opt_name": "o", "tags": ["a", "b"], "opt_tags": ["c"], "opt_any": {"x": [1]},
        "color": "green", "level": 1, "bits": 3, "item": {"id": 1, "no/te": "n", "secret": "hunter2"},
        "opt_item": {"id": 9}, "plainly": {"a": 1}, "items": [{"id": 2}, {"id": 3, "no/te": "m"}],
        "rows": [[1, 2], []], "by_key": {"k": 1, "l": 2}, "by_item": {"a": {"id": 4}},
        "form": "[{\"id\":1,\"no/te\":\"x\"}]", "node": {"name": "r", "next": [{"name": "s"}]},
        "open": {"free": [null]},
    })
}

fn read(json: &Value) -> Result<Decoded<All>, Unreadable> {
    Decoding::new().read(json.to_string().as_bytes())
}

fn written(object: &All) -> Value {
    object::serialize(object, serde_json::value::Serializer).unwrap()
}

fn lines(deviations: &[object::Deviation]) -> Vec<String> {
    deviations.iter().map(ToString::to_string).collect()
}

#[test]
fn what_loses_nothing_is_forgiven() {
    for (key, received, read_as) in [
        ("count", json!("5"), json!(5)),
        ("count", json!(5.0), json!(5)),
        ("count", json!("-5e1"), json!(-50)),
        ("ratio", json!("1.5"), json!(1.5)),
        ("ratio", json!(2), json!(2.0)),
        ("name", json!(1_567_690_398_020_u64), json!("1567690398020")),
        ("name", json!(true), json!("true")),
        ("flag", json!("false"), json!(false)),
        ("flag", json!(1), json!(true)),
        ("opt_count", json!(""), json!(null)),
        ("opt_count", json!("7"), json!(7)),
        ("opt_flag", json!(""), json!(null)),
        ("opt_flag", json!([]), json!(null)),
        ("opt_name", json!({}), json!(null)),
        ("opt_name", json!(""), json!("")),
        ("tags", json!(null), json!([])),
        ("tags", json!({}), json!([])),
        ("tags", json!(""), json!([])),
        ("tags", json!([1, "b", 2.50]), json!(["1", "b", "2.5"])),
        ("opt_tags", json!({}), json!([])),
        ("by_key", json!([]), json!({})),
        ("by_key", json!(""), json!({})),
        ("by_key", json!({"k": "1"}), json!({"k": 1})),
        ("by_item", json!([]), json!({})),
        ("color", json!(5), json!("5")),
        ("level", json!("1"), json!(1)),
        ("level", json!(1.0), json!(1)),
        ("level", json!(""), json!(null)),
        ("bits", json!("3"), json!(3)),
        // An object without required fields is empty; one with required fields is missing.
        ("plainly", json!(""), json!({})),
        ("plainly", json!([]), json!({})),
        ("opt_item", json!(""), json!(null)),
        ("opt_item", json!([]), json!(null)),
        ("opt_item", json!({}), json!(null)),
        ("items", json!([{"id": "1"}]), json!([{"id": 1}])),
        ("rows", json!([["1"], null, ""]), json!([[1], [], []])),
        ("open", json!([]), json!({})),
        ("form", json!("[{\"id\":\"1\"}]"), json!("[{\"id\":1}]")),
        ("form", json!([{"id": 1}]), json!("[{\"id\":1}]")),
        ("form", json!("plain"), json!("plain")),
        ("form", json!("{\"id\":1}"), json!("{\"id\":1}")),
        ("form", json!("7"), json!("7")),
        (
            "node",
            json!({"name": 1, "next": [{"name": 2, "next": {}}]}),
            json!({"name": "1", "next": [{"name": "2", "next": []}]}),
        ),
    ] {
        let mut document = full();
        document[key] = received.clone();
        let decoded = read(&document).unwrap_or_else(|error| panic!("{key} {received}: {error}"));
        assert_eq!(lines(&decoded.left_out), [""; 0], "{key} {received}");
        let found = written(&decoded.value);
        assert_eq!(
            found.get(key).unwrap_or(&Value::Null),
            &read_as,
            "{key} {received}"
        );
        // Everything else stays.
        for (other, value) in full()
            .as_object()
            .unwrap()
            .iter()
            .filter(|(other, _)| *other != key)
        {
            assert_eq!(&found[other], value, "{other} beside {key} {received}");
        }
    }
}

#[test]
fn what_was_converted_is_reported_with_its_text() {
    let mut document = full();
    document["count"] = json!("5");
    document["item"]["secret"] = json!(7);
    document["form"] = json!("[{\"id\":\"1\"}]");
    document["tags"] = json!({});
    let mut converted = read(&document).unwrap().converted;
    // A feature of serde_json decides in which order the document has its fields.
    converted.sort_by(|a, b| a.location().cmp(b.location()));
    assert_eq!(
        lines(&converted),
        [
            "/count: an integer, read from a string",
            "/form/0/id: an integer, read from a string",
            "/item/secret: a value of the right type, read from an integer",
            "/tags: an empty list, read from an object",
        ]
    );
    let texts: Vec<_> = converted.iter().map(object::Deviation::text).collect();
    assert_eq!(texts, [Some("\"5\""), Some("\"1\""), None, Some("{}")]);
}

#[test]
fn what_cannot_be_read_is_left_out_and_reported() {
    for (key, received, stays, location, reason, text) in [
        (
            "opt_count",
            json!("x"),
            json!(null),
            "/opt_count",
            "expected an integer of 64 bits, found a string",
            "\"x\"",
        ),
        (
            "opt_count",
            json!(5.5),
            json!(null),
            "/opt_count",
            "expected an integer of 64 bits, found a number",
            "5.5",
        ),
        (
            "opt_count",
            json!(true),
            json!(null),
            "/opt_count",
            "expected an integer of 64 bits, found a boolean",
            "true",
        ),
        (
            "opt_count",
            json!(9_223_372_036_854_775_808_u64),
            json!(null),
            "/opt_count",
            "expected an integer of 64 bits, found an integer",
            "9223372036854775808",
        ),
        (
            "opt_flag",
            json!(2),
            json!(null),
            "/opt_flag",
            "expected a boolean, found an integer",
            "2",
        ),
        (
            "opt_name",
            json!([{"text": "x"}]),
            json!(null),
            "/opt_name",
            "expected a string, found an array",
            "[{\"text\":\"x\"}]",
        ),
        (
            "tags",
            json!(["a", null, "c"]),
            json!(["a", "c"]),
            "/tags/1",
            "expected a string, found null",
            "null",
        ),
        (
            "tags",
            json!(["a", {}, "c"]),
            json!(["a", "c"]),
            "/tags/1",
            "expected a string, found an object",
            "{}",
        ),
        (
            "opt_tags",
            json!("a"),
            json!(null),
            "/opt_tags",
            "expected an array, found a string",
            "\"a\"",
        ),
        (
            "level",
            json!("x"),
            json!(null),
            "/level",
            "expected an integer, found a string",
            "\"x\"",
        ),
        (
            "items",
            json!([{"id": 1}, {"no/te": "n"}, {"id": 3}]),
            json!([{"id": 1}, {"id": 3}]),
            "/items/1",
            "left out, because of /items/1/id: required, but missing",
            "{\"no/te\":\"n\"}",
        ),
        (
            "items",
            json!([{"id": 1, "no/te": {}}]),
            json!([{"id": 1}]),
            "",
            "",
            "",
        ),
        (
            "items",
            json!([{"id": 1, "no/te": [1]}]),
            json!([{"id": 1}]),
            "/items/0/no~1te",
            "expected a string, found an array",
            "[1]",
        ),
        (
            "rows",
            json!([[1, "x"], 5]),
            json!([[1]]),
            "/rows/0/1 /rows/1",
            "",
            "",
        ),
        (
            "by_key",
            json!({"k": null, "a/b": 2}),
            json!({"a/b": 2}),
            "/by_key/k",
            "expected an integer of 64 bits, found null",
            "null",
        ),
        (
            "by_item",
            json!({"a": 7, "b": {"id": 1}}),
            json!({"b": {"id": 1}}),
            "/by_item/a",
            "expected an object, found an integer",
            "7",
        ),
        (
            "opt_item",
            json!({"id": null}),
            json!(null),
            "/opt_item",
            "left out, because of /opt_item/id: expected an integer of 64 bits, found null",
            "{\"id\":null}",
        ),
        (
            "form",
            json!("[{\"id\":1},{\"id\":[1]}]"),
            json!("[{\"id\":1}]"),
            "/form/1",
            "left out, because of /form/1/id: expected an integer of 64 bits, found an array",
            "{\"id\":[1]}",
        ),
        (
            "node",
            json!({"name": "r", "next": [{"next": []}]}),
            json!({"name": "r", "next": []}),
            "/node/next/0",
            "left out, because of /node/next/0/name: required, but missing",
            "{\"next\":[]}",
        ),
    ] {
        let mut document = full();
        document[key] = received.clone();
        let decoded = read(&document).unwrap_or_else(|error| panic!("{key} {received}: {error}"));
        let found = written(&decoded.value);
        assert_eq!(
            found.get(key).unwrap_or(&Value::Null),
            &stays,
            "{key} {received}"
        );
        let locations: Vec<_> = decoded.left_out.iter().map(|it| it.location()).collect();
        assert_eq!(locations.join(" "), location, "{key} {received}");
        if !reason.is_empty() {
            assert_eq!(decoded.left_out[0].reason(), reason);
            assert_eq!(decoded.left_out[0].text(), Some(text));
        }
    }
}

#[test]
fn a_required_value_that_is_missing_or_unreadable_is_an_error() {
    for (key, received, expected) in [
        (
            "count",
            json!("x"),
            "/data/count: expected an integer of 64 bits, found a string",
        ),
        (
            "count",
            json!(""),
            "/data/count: expected an integer of 64 bits, found a string",
        ),
        (
            "name",
            json!(null),
            "/data/name: expected a string, found null",
        ),
        (
            "tags",
            json!("a"),
            "/data/tags: expected an array, found a string",
        ),
        (
            "item",
            json!({"id": []}),
            "/data/item/id: expected an integer of 64 bits, found an array",
        ),
        ("item", json!(""), "/data/item/id: required, but missing"),
        (
            "by_key",
            json!([1]),
            "/data/by_key: expected an object, found an array",
        ),
    ] {
        let mut document = full();
        document[key] = received.clone();
        let text = document.to_string();
        let error = Decoding::new()
            .at("/data")
            .read::<All>(text.as_bytes())
            .err()
            .unwrap();
        assert_eq!(error.to_string(), expected, "{key} {received}");
    }
    for key in ["flag", "count", "ratio", "name", "item"] {
        let mut document = full();
        document.as_object_mut().unwrap().remove(key);
        let error = read(&document).err().unwrap();
        assert_eq!(error.to_string(), format!("/{key}: required, but missing"));
    }
    // All of them at once, whatever else was left out.
    let error = read(&json!({"flag": 7, "opt_name": [1]})).err().unwrap();
    assert_eq!(error.reasons().len(), 5, "{error}");
    for text in ["", "[1]", "null", "7", "{", "{} {}", "\"x\""] {
        assert!(
            Decoding::new().read::<Plainly>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn a_missing_list_is_empty_unless_another_name_may_have_it() {
    let without = |key: &str| {
        let mut document = full();
        document.as_object_mut().unwrap().remove(key);
        document
    };
    for key in ["tags", "items", "by_key"] {
        let decoded = read(&without(key)).unwrap();
        assert!(decoded.left_out.is_empty());
        let found = written(&decoded.value);
        assert!(found[key].as_array().is_none_or(Vec::is_empty), "{key}");
        for (other, is_error) in [
            (json!([1]), true),
            (json!({"items": []}), true),
            (json!([]), false),
            (json!({}), false),
            (json!(null), false),
            (json!("new"), false),
        ] {
            let mut document = without(key);
            document["new"] = other.clone();
            assert_eq!(read(&document).is_err(), is_error, "{key} {other}");
        }
    }
    // Unknown lists do not matter if all known lists are present.
    let mut document = full();
    document["new"] = json!([1]);
    assert!(read(&document).is_ok());
    let lacks = |pointer| {
        let text = without("name").to_string();
        Decoding::new()
            .may_lack(Some(pointer))
            .read::<All>(text.as_bytes())
    };
    assert_eq!(lacks("/name").unwrap().value.name, "");
    assert!(lacks("/item/name").is_err());
}

#[test]
fn of_a_key_that_is_given_twice_the_last_value_counts_and_the_others_are_reported() {
    let decode = |text: &str| Decoding::new().read::<Item>(text.as_bytes()).unwrap();
    let decoded = decode(r#"{"id":1,"id":1,"no/te":"a"}"#);
    assert!(decoded.left_out.is_empty());
    let decoded =
        decode(r#"{"id":1,"no/te":"a","secret":"hunter2","id":2,"no/te":"b","secret":"x"}"#);
    assert_eq!(
        (decoded.value.id, decoded.value.note.as_deref()),
        (2, Some("b"))
    );
    let texts: Vec<_> = decoded
        .left_out
        .iter()
        .map(|it| (it.location(), it.text()))
        .collect();
    assert_eq!(
        texts,
        [
            ("/id", Some("1")),
            ("/no~1te", Some("\"a\"")),
            ("/secret", None)
        ]
    );
    // The last one counts even if it cannot be read.
    let decoded = decode(r#"{"id":1,"no/te":"a","no/te":[1]}"#);
    assert_eq!((decoded.value.note, decoded.left_out.len()), (None, 2));

    let mut text = full().to_string();
    text.pop();
    text.push_str(r#","by_key":{"z":1,"z":2,"y":3,"y":3}}"#);
    let decoded = Decoding::new().read::<All>(text.as_bytes()).unwrap();
    assert_eq!(decoded.value.by_key["z"], 2);
    let mut locations = lines(&decoded.left_out);
    locations.iter_mut().for_each(|line| line.truncate(9));
    assert_eq!(locations, ["/by_key: ", "/by_key/z"]);
}

#[test]
fn numbers_beyond_all_bounds_cost_only_themselves() {
    let mut document = full();
    document["new"] = json!("HERE");
    let with = |key: &str, number: &str| {
        let mut document = full();
        document[key] = json!("HERE");
        let text = document.to_string().replace("\"HERE\"", number);
        Decoding::new().read::<All>(text.as_bytes())
    };
    for key in ["opt_count", "opt_ratio", "opt_any"] {
        let decoded = with(key, "1e400").unwrap();
        assert_eq!(decoded.left_out.len(), 1);
        assert_eq!(decoded.left_out[0].text(), Some("1e400"));
    }
    assert!(with("new", "1e400").unwrap().left_out.is_empty());
    let digits = "9".repeat(10_000);
    assert_eq!(
        with("opt_name", &digits).unwrap().value.opt_name,
        Some(digits.clone())
    );
    assert_eq!(with("opt_count", &digits).unwrap().left_out.len(), 1);
    assert_eq!(with("opt_count", "-0").unwrap().value.opt_count, Some(0));
    assert_eq!(
        with("opt_count", "9007199254740993.0")
            .unwrap()
            .value
            .opt_count,
        Some(9_007_199_254_740_993)
    );
    assert!(with("ratio", "1e400").is_err());
}

#[test]
fn half_a_character_costs_nothing_but_itself() {
    let text = br#"{"id":1,"no/te":"cut \ud83d","\ud83d":1}"#;
    let decoded = Decoding::new().read::<Item>(text).unwrap();
    assert_eq!(decoded.value.note.as_deref(), Some("cut \u{fffd}"));
    let decoded = Decoding::new()
        .read::<Item>(b"{\"id\":1,\"no/te\":\"\xe5\xae\"}")
        .unwrap();
    assert_eq!(decoded.value.note.as_deref(), Some("\u{fffd}"));
    // Also under an unknown key, or as one.
    for text in [&b"{\"id\":1,\"x\":\"\xff\"}"[..], b"{\"id\":1,\"\xff\":2}"] {
        let decoded = Decoding::new().read::<Item>(text).unwrap();
        assert_eq!((decoded.value.id, decoded.left_out.len()), (1, 0));
    }
    // Also in a document within a string.
    let mut document = full();
    document["form"] = json!(r#"[{"id":1,"no/te":"\ud83d"}]"#);
    let form = written(&read(&document).unwrap().value)["form"].clone();
    assert_eq!(form, "[{\"id\":1,\"no/te\":\"\u{fffd}\"}]");
}

#[test]
fn depth_is_bounded() {
    let nested = |levels: usize| {
        let mut text = "{\"name\":\"n\",\"next\":[".repeat(levels);
        text.push_str("{\"name\":\"end\"}");
        text.push_str(&"]}".repeat(levels));
        Decoding::new().read::<Node>(text.as_bytes()).unwrap()
    };
    assert!(nested(60).left_out.is_empty());
    for levels in [63, 64, 200, 5_000] {
        let decoded = nested(levels);
        assert_eq!(decoded.left_out.len(), usize::from(levels > 63), "{levels}");
        if let Some(left_out) = decoded.left_out.first() {
            assert!(
                left_out.to_string().contains("nested more than 128 levels"),
                "{left_out}"
            );
            assert!(left_out.text().unwrap().contains("end"));
        }
    }
    // A value that is not read may have any depth.
    let deep = format!(
        "{{\"id\":\"1\",\"new\":{}{}}}",
        "[".repeat(9_000),
        "]".repeat(9_000)
    );
    assert_eq!(
        Decoding::new()
            .read::<Item>(deep.as_bytes())
            .unwrap()
            .value
            .id,
        1
    );
}

#[test]
fn no_secret_is_reported() {
    let mut document = full();
    // With the secret in a left-out part, in a document, and in a value of another type.
    document["items"] = json!([{"secret": "hunter2"}, {"id": 1, "secret": ["hunter2"]}]);
    document["by_item"] = json!({"a": {"id": [], "secret": "hunter2"}});
    document["form"] = json!([{"id": "1", "secret": "hunter2"}, {"secret": "hunter2"}]);
    document["item"]["secret"] = json!(7);
    let decoded = read(&document).unwrap();
    assert_eq!(decoded.left_out.len(), 4, "{:?}", decoded.left_out);
    let shown = format!("{:?} {:?}", decoded.left_out, decoded.converted);
    assert!(
        !shown.contains("hunter2") && !shown.contains("\"7\""),
        "{shown}"
    );
}

#[test]
fn too_many_broken_values_are_an_error() {
    let page = |broken: usize| {
        let mut document = full();
        document["items"] = json!(vec![7; broken]);
        read(&document)
    };
    assert_eq!(page(10_000).unwrap().left_out.len(), 10_000);
    let error = page(10_001).err().unwrap().to_string();
    assert!(
        error.contains("more than 10000 values cannot be read; the first is /items/0"),
        "{error}"
    );
}

/// A JSON value that may be anywhere by mistake.
fn junk() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(0)),
        Just(json!(1)),
        Just(json!(5.0)),
        Just(json!(5.5)),
        Just(json!(u64::MAX)),
        Just(json!("")),
        Just(json!("5")),
        Just(json!("5.0")),
        Just(json!("true")),
        Just(json!("abc")),
        Just(json!("[{\"id\":\"3\"}]")),
        Just(json!("[{\"id\":\"x\"}]")),
        Just(json!([])),
        Just(json!({})),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let keys = prop_oneof![Just("id"), Just("name"), Just("k"), Just("x-new")];
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::Array),
            prop::collection::btree_map(keys, inner, 1..3).prop_map(|entries| {
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                Value::Object(entries.collect())
            }),
        ]
    })
}

/// A change at position `at` of a document.
#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    Remove,
    Add(Value),
}

fn change() -> impl Strategy<Value = (usize, Change)> {
    let change = prop_oneof![
        4 => junk().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => junk().prop_map(Change::Add),
    ];
    (0..60_usize, change)
}

/// Applies a change at value number `at`, in document order.
fn apply(value: &mut Value, at: &mut usize, change: &Change) {
    if *at == 0 {
        match (change, &mut *value) {
            (Change::Replace(new), _) => value.clone_from(new),
            (Change::Add(new), Value::Array(items)) => items.push(new.clone()),
            (Change::Add(new), Value::Object(fields)) => {
                fields.insert("x-added".to_owned(), new.clone());
            }
            (Change::Remove, Value::Array(items)) => drop(items.pop()),
            (Change::Remove, Value::Object(fields)) => {
                let key = fields.keys().next().cloned();
                key.and_then(|key| fields.remove(&key));
            }
            _ => {}
        }
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| apply(item, at, change)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| apply(field, at, change)),
        _ => {}
    }
}

fn mutated(changes: &[(usize, Change)]) -> Value {
    let mut document = full();
    for (at, change) in changes {
        // The root stays.
        apply(&mut document, &mut (at + 1), change);
    }
    document
}

/// The meaning of a scalar, however it is written.
fn canonical(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    match text.parse::<f64>() {
        Ok(number) if text.bytes().all(|b| b == b'e' || !b.is_ascii_alphabetic()) => {
            number.to_string()
        }
        _ => text.replace("false", "0").replace("true", "1"),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// The leaves of `input` that are neither in `output` nor below a reported location.
fn lost(
    input: &Value,
    output: Option<&Value>,
    pointer: &str,
    reported: &[&str],
    all: &mut Vec<String>,
) {
    if says_nothing(input) || reported.contains(&pointer) {
        return;
    }
    // Any JSON: either the same value, or nothing of it.
    if pointer == "/opt_any" {
        if Some(input) != output {
            all.push(pointer.to_owned());
        }
        return;
    }
    let document = |value: &Value| match value {
        Value::String(text) => serde_json::from_str::<Value>(text)
            .ok()
            .filter(|inner| !inner.is_string()),
        value => Some(value.clone()),
    };
    let unpack = pointer == "/form";
    let (input, output) = match unpack {
        true => (
            &document(input).unwrap_or_else(|| input.clone()),
            output.map(|output| document(output).unwrap_or_else(|| output.clone())),
        ),
        false => (input, output.cloned()),
    };
    match (input, output) {
        (Value::Object(fields), Some(Value::Object(found))) => {
            for (key, value) in fields.iter().filter(|(key, _)| !is_unknown(pointer, key)) {
                let pointer = format!("{pointer}/{}", key.replace('/', "~1"));
                lost(value, found.get(key), &pointer, reported, all);
            }
        }
        (Value::Array(items), Some(Value::Array(found))) => {
            let mut found = found.iter();
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                if !reported.contains(&&*pointer) {
                    lost(item, found.next(), &pointer, reported, all);
                }
            }
            assert_eq!(found.next(), None, "{pointer}");
        }
        (Value::Array(_) | Value::Object(_), _) => all.push(pointer.to_owned()),
        (input, Some(output)) if canonical(input) == canonical(&output) => {}
        _ => all.push(pointer.to_owned()),
    }
}

/// Whether no type has a field with this key there.
fn is_unknown(parent: &str, key: &str) -> bool {
    let described: &[&str] = match parent.split('/').nth(1).unwrap_or_default() {
        "" => return full().get(key).is_none(),
        "by_key" | "open" => return false,
        "by_item" if parent == "/by_item" => return false,
        "plainly" => &["a"],
        "node" => &["name", "next"],
        _ => &["id", "no/te", "secret"],
    };
    !described.contains(&key)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_passes_read_the_same(changes in prop::collection::vec(change(), 0..2)) {
        let text = mutated(&changes).to_string();
        let Ok(strict) = object::from_slice::<All>(text.as_bytes()) else {
            return Ok(());
        };
        let tolerant = Decoding::new().read_tolerantly::<All>(text.as_bytes());
        let Ok(tolerant) = tolerant else {
            return Err(TestCaseError::fail(format!("{text}: {}", tolerant.err().unwrap())));
        };
        // The content of a string is only examined by the client.
        if matches!(strict.form, Some(Carried::Text(_))) {
            return Ok(());
        }
        prop_assert_eq!(lines(&tolerant.left_out), [""; 0], "{}", &text);
        prop_assert!(object::equal(&strict, &tolerant.value), "{}", text);
    }

    #[test]
    fn nothing_is_lost_in_silence(changes in prop::collection::vec(change(), 1..6)) {
        let document = mutated(&changes);
        let Ok(decoded) = read(&document) else {
            return Ok(());
        };
        let reported: Vec<&str> = decoded.left_out.iter().map(|it| it.location()).collect();
        let mut all = Vec::new();
        lost(&document, Some(&written(&decoded.value)), "", &reported, &mut all);
        prop_assert_eq!(all, [""; 0], "{} became {}, reported {:?}", document, written(&decoded.value), reported);
    }

    #[test]
    fn no_bytes_make_it_panic(
        changes in prop::collection::vec(change(), 0..4),
        bytes in prop::collection::vec((0..600_usize, any::<u8>()), 0..4),
    ) {
        let mut text = mutated(&changes).to_string().into_bytes();
        for (at, byte) in bytes {
            let at = at % text.len();
            text[at] = byte;
        }
        let _ = Decoding::new().read::<All>(&text);
        let _ = Decoding::new().read_tolerantly::<All>(&text);
    }
}

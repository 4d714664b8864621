//! Structs over tables: read, written, copied, compared and debug-printed like derived code.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use larkspec_shape::leaf_cell;
use larkspec_shape::object::{
    self, Cell, Enumeration, Leaf, Object, OpenEnum, Plain, SlotMut, SlotRef, Table, WithSlots,
    WithValues,
};
use serde_json::{Map, Value, json};

/// Every kind of slot, required where possible.
struct All {
    flag: bool,
    count: i64,
    ratio: f64,
    name: String,
    opt_flag: Option<bool>,
    opt_count: Option<i64>,
    opt_ratio: Option<f64>,
    opt_name: Option<String>,
    tags: Vec<String>,
    opt_tags: Option<Vec<String>>,
    any: Value,
    opt_any: Option<Value>,
    color: OpenEnum<Color>,
    inner: Inner,
    opt_inner: Option<Inner>,
    inners: Vec<Vec<Inner>>,
    by_key: BTreeMap<String, Vec<OpenEnum<Level>>>,
    opt_boxed: Option<Boxed>,
    open: Map<String, Value>,
    rows: Vec<Vec<String>>,
}

/// A struct within a struct.
struct Inner {
    id: i64,
    note: Option<String>,
}

/// A scalar that is not an enum. Its `Debug` output hides the value.
#[derive(Clone, PartialEq)]
struct Boxed(String);

impl fmt::Debug for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Boxed(…)")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Color {
    Red,
    Green,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Low,
}

impl Enumeration for Color {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[(Color::Red, "red"), (Color::Green, "green")];
}

impl Enumeration for Level {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[(Level::Low, 1)];
}

impl Leaf for Boxed {
    fn blank() -> Self {
        Boxed(String::new())
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Text(text) => Ok(Boxed(text.into_owned())),
            _ => Err("expected a boxed string".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(Cow::Borrowed(&self.0)))
    }
}

leaf_cell!(Boxed);

macro_rules! object {
    ($type:ident, $table:ident: $($field:ident $key:literal $flags:literal $kind:ident = $blank:expr;)*) => {
        static $table: Table = Table::new(stringify!($type), &[$(($key, $flags, "any")),*]);

        impl Object for $type {
            fn blank() -> Self {
                $type { $($field: $blank),* }
            }

            fn slots(&mut self, with: WithSlots<'_>) {
                with(&$table, &mut [$(SlotMut::$kind(&mut self.$field)),*]);
            }

            fn values(&self, with: WithValues<'_>) {
                with(&$table, &[$(Cell::value(&self.$field)),*]);
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                object::debug(self, f)
            }
        }
    };
}

object! { Inner, INNER:
    id "id" 1 Int = 0;
    note "note" 0 OptText = None;
}

object! { All, ALL:
    flag "flag" 1 Bool = false;
    count "count" 1 Int = 0;
    ratio "ratio" 1 Float = 0.0;
    name "na me" 1 Text = String::new();
    opt_flag "opt_flag" 0 OptBool = None;
    opt_count "opt_count" 0 OptInt = None;
    opt_ratio "opt_ratio" 0 OptFloat = None;
    opt_name "opt_name" 0 OptText = None;
    tags "tags" 1 Texts = Vec::new();
    opt_tags "opt_tags" 0 OptTexts = None;
    any "any" 1 Json = Value::Null;
    opt_any "opt_any" 0 OptJson = None;
    color "color" 1 Scalar = Cell::blank();
    inner "inner" 1 Object = Object::blank();
    opt_inner "opt_inner" 0 Opt = None;
    inners "inners" 1 List = Vec::new();
    by_key "by_key" 1 Map = BTreeMap::new();
    opt_boxed "opt_boxed" 0 Opt = None;
    open "open" 1 Map = Map::new();
    rows "rows" 1 List = Vec::new();
}

/// A document with every field.
fn full() -> Value {
    json!({
        "flag": true, "count": -7, "ratio": 1.5, "na me": "n",
        "opt_flag": false, "opt_count": 8, "opt_ratio": 2.0, "opt_name": "o",
        "tags": ["a", "b"], "opt_tags": [], "any": {"x": [1]}, "opt_any": null,
        "color": "green", "inner": {"id": 1, "note": "n"},
        "opt_inner": {"id": 3}, "inners": [[{"id": 2}], []], "by_key": {"k": [1, 9]},
        "opt_boxed": "secret", "open": {"free": [null]}, "rows": [["a", "b"], []],
    })
}

/// A document with only the required fields.
fn least() -> Value {
    json!({
        "flag": true, "count": 0, "ratio": 0.0, "na me": "", "tags": [], "any": null,
        "color": "mauve", "inner": {"id": 1}, "inners": [], "by_key": {}, "open": {}, "rows": [],
    })
}

fn read(json: &Value) -> Result<All, serde_json::Error> {
    object::from_slice(json.to_string().as_bytes())
}

fn written(object: &All) -> Value {
    object::serialize(object, serde_json::value::Serializer).unwrap()
}

#[test]
fn what_is_read_is_written_again() {
    for document in [full(), least()] {
        let all = read(&document).unwrap();
        assert_eq!(written(&all), document);
        // Through a deserializer that does not read text.
        let same: All = object::deserialize(&document).unwrap();
        assert!(object::equal(&all, &same));
        let copy = object::clone(&all);
        assert!(object::equal(&all, &copy));
        assert_eq!(written(&copy), document);
    }
    assert_eq!(read(&full()).unwrap().color, Color::Green);
}

#[test]
fn a_change_of_any_field_makes_a_difference() {
    let all = read(&full()).unwrap();
    let Value::Object(fields) = full() else {
        unreachable!()
    };
    let others = json!({
        "flag": false, "count": 1, "ratio": 0.5, "na me": "x", "opt_flag": null, "opt_count": 9,
        "opt_ratio": null, "opt_name": "", "tags": ["a"], "opt_tags": null, "any": 1,
        "color": "red", "inner": {"id": 1, "note": null}, "opt_inner": {"id": 4},
        "inners": [[{"id": 2}], [{"id": 3}]],
        "by_key": {"l": [1, 9]}, "opt_boxed": null, "open": {"free": []}, "rows": [["a"], []],
    });
    for key in fields.keys().filter(|key| *key != "opt_any") {
        let mut changed = fields.clone();
        changed[key] = others[key].clone();
        let changed = read(&Value::Object(changed)).unwrap();
        assert!(
            !object::equal(&all, &changed) && !object::equal(&changed, &all),
            "{key}"
        );
    }
}

#[test]
fn shows_itself_as_derived_code_does() {
    let inner: Inner = object::from_slice(br#"{"id":1}"#).unwrap();
    assert_eq!(format!("{inner:?}"), "Inner { id: 1, note: None }");
    let shown = format!("{:?}", read(&full()).unwrap());
    for part in [
        "opt_count: Some(8)",
        "opt_inner: Some(Inner { id: 3, note: None })",
        "inners: [[Inner { id: 2, note: None }], []]",
        r#"by_key: {"k": [Low, Unlisted(9)]}"#,
        "color: Green",
        "opt_boxed: Some(Boxed(…))",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(!shown.contains("secret"));
}

#[test]
fn null_stands_for_an_empty_list_or_map_and_for_an_absent_optional_value() {
    let mut document = full();
    for key in ["opt_flag", "opt_name", "opt_tags", "opt_boxed", "opt_inner"] {
        document[key] = Value::Null;
    }
    for key in ["tags", "inners", "by_key", "open"] {
        document[key] = Value::Null;
    }
    let all = read(&document).unwrap();
    assert!(all.opt_flag.is_none() && all.opt_name.is_none() && all.opt_boxed.is_none());
    assert!(all.opt_inner.is_none() && format!("{all:?}").contains("opt_inner: None"));
    assert!(all.tags.is_empty() && all.inners.is_empty() && all.by_key.is_empty());
    // `null` is a value of a field that may be anything.
    assert_eq!(all.opt_any, Some(Value::Null));
}

#[test]
fn what_does_not_fit_is_refused() {
    for (key, value, part) in [
        ("flag", json!(1), "expected a boolean"),
        ("count", json!("7"), "expected i64"),
        (
            "count",
            json!(9_223_372_036_854_775_808_u64),
            "expected i64",
        ),
        ("na me", json!(null), "expected a string"),
        ("tags", json!([1]), "expected a string"),
        ("tags", json!("a"), "expected a sequence"),
        ("color", json!(1), "expected a string"),
        ("color", json!(null), "expected a scalar"),
        ("by_key", json!({"k": ["1"]}), "expected an integer"),
        (
            "by_key",
            json!({"k": [9_223_372_036_854_775_808_u64]}),
            "within i64",
        ),
        ("opt_boxed", json!(1.5), "expected a boxed string"),
        ("inner", json!([1]), "expected an object"),
        ("opt_inner", json!([1]), "expected an object"),
        ("opt_inner", json!({}), "missing field `id`"),
        ("inner", json!(null), "expected an object"),
        ("inners", json!([[1]]), "expected an object"),
        ("inner", json!({"note": "n"}), "missing field `id`"),
    ] {
        let mut document = full();
        document[key] = value.clone();
        let error = read(&document).unwrap_err().to_string();
        assert!(error.contains(part), "{key} = {value}: {error}");
    }
    for key in ["flag", "na me", "tags", "any", "color", "inner", "open"] {
        let mut document = full();
        document.as_object_mut().unwrap().remove(key);
        let error = read(&document).unwrap_err().to_string();
        assert!(error.contains(&format!("missing field `{key}`")), "{error}");
    }
    for text in ["[]", "null", "7", "{} {}", "{"] {
        assert!(
            object::from_slice::<Inner>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn of_a_key_that_comes_twice_the_last_value_counts_whole() {
    let inner: Inner = object::from_slice(br#"{"id":1,"note":"a","note":null,"id":2}"#).unwrap();
    assert_eq!((inner.id, inner.note), (2, None));
    let mut text = full().to_string();
    text.pop();
    text.push_str(r#","inner":{"id":5},"by_key":{"z":[1],"z":[]},"tags":["c"]}"#);
    let all: All = object::from_slice(text.as_bytes()).unwrap();
    assert_eq!((all.inner.id, all.inner.note), (5, None));
    assert_eq!(all.by_key.keys().collect::<Vec<_>>(), ["z"]);
    assert!(all.by_key["z"].is_empty());
    assert_eq!(all.tags, ["c"]);
    // The first value does not supply fields that the second one lacks.
    let twice = br#"{"id":1,"id":2}"#;
    assert!(object::from_slice::<Inner>(twice).is_ok());
    let mut text = full().to_string();
    text.pop();
    text.push_str(r#","inner":{"note":"only"}}"#);
    assert!(object::from_slice::<All>(text.as_bytes()).is_err());
}

#[test]
fn keys_may_come_in_any_order_beside_unknown_ones() {
    let Value::Object(fields) = full() else {
        unreachable!()
    };
    let mut keys: Vec<&String> = fields.keys().collect();
    for turn in 0..keys.len() {
        keys.rotate_left(1);
        if turn % 2 == 0 {
            keys.reverse();
        }
        let entries: Vec<String> = keys
            .iter()
            .map(|key| format!(r#""new {key}":[{{}}],{}:{}"#, json!(key), fields[*key]))
            .collect();
        let text = format!("{{{}}}", entries.join(","));
        let all: All = object::from_slice(text.as_bytes()).unwrap();
        assert_eq!(written(&all), full(), "{text}");
    }
}

/// More fields than bits in the word that records which were read.
#[test]
fn a_struct_may_have_many_fields() {
    struct Many(Vec<i64>);

    static FIELDS: [(&str, u8, &str); 70] = {
        const NAMES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
        let mut fields = [("", 0, "any"); 70];
        let mut i = 0;
        while i < 7 {
            fields[63 + i] = (NAMES[i], 1, "any");
            i += 1;
        }
        fields
    };
    static MANY: Table = Table::new("Many", &FIELDS);

    impl Object for Many {
        fn blank() -> Self {
            Many(vec![0; 70])
        }

        fn slots(&mut self, with: WithSlots<'_>) {
            let mut slots: Vec<SlotMut<'_>> = self.0.iter_mut().map(SlotMut::Int).collect();
            with(&MANY, &mut slots);
        }

        fn values(&self, with: WithValues<'_>) {
            let values: Vec<SlotRef<'_>> = self.0.iter().map(SlotRef::Int).collect();
            with(&MANY, &values);
        }
    }

    let many: Many =
        object::from_slice(br#"{"g":7,"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"f":8}"#).unwrap();
    assert_eq!(many.0[63..], [1, 2, 3, 4, 5, 8, 7]);
    let error = object::from_slice::<Many>(br#"{"g":7,"a":1,"b":2,"c":3,"d":4,"e":5}"#);
    assert!(
        error
            .err()
            .unwrap()
            .to_string()
            .contains("missing field `f`")
    );
}

#[test]
fn a_listed_value_is_the_same_however_it_was_made() {
    let made: [OpenEnum<Color>; 4] = [
        Color::Red.into(),
        "red".into(),
        String::from("red").into(),
        serde_json::from_str(r#""red""#).unwrap(),
    ];
    for color in &made {
        assert_eq!(*color, made[0]);
        assert_eq!((color.known(), color.as_str()), (Some(Color::Red), "red"));
        assert_eq!(
            (format!("{color:?}"), color.to_string()),
            ("Red".into(), "red".into())
        );
    }
    let other = OpenEnum::<Level>::from(7);
    assert_eq!(
        (other.known(), other.as_i64(), other.to_string()),
        (None, 7, "7".into())
    );
    assert_ne!(other, Level::Low);
    assert_eq!(serde_json::to_string(&other).unwrap(), "7");
}

#[test]
fn an_enum_is_parsed_from_what_it_shows() {
    for text in ["red", "", "Red", "blue"] {
        let color: OpenEnum<Color> = text.parse().unwrap();
        assert_eq!((color.as_str(), &*color.to_string()), (text, text));
        assert_eq!(color == Color::Red, text == "red");
    }
    for (value, shown) in Level::VALUES {
        let level: OpenEnum<Level> = shown.to_string().parse().unwrap();
        assert_eq!((level.known(), level.as_i64()), (Some(*value), *shown));
        assert_eq!(value.to_wire(), *shown);
    }
    assert_eq!("7".parse::<OpenEnum<Level>>().unwrap().known(), None);
    for text in ["", "low", "1.5", "9223372036854775808"] {
        assert!(text.parse::<OpenEnum<Level>>().is_err(), "{text}");
    }
}

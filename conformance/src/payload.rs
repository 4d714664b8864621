//! Generates payloads from a JSON Schema's vocabulary: valid ones, and ones that break it.

use serde_json::Value;

use crate::choices::Choices;
use crate::document::{Document, quote};

/// Generates a payload for a schema, valid as far as that is easy, then changes it in up to three places.
pub fn payload(choices: &mut Choices<'_>, schema: &Value) -> Document {
    whole(choices, Schema::root(schema), 0)
}

fn whole(choices: &mut Choices<'_>, schema: Schema<'_>, depth: usize) -> Document {
    let mut document = valid(choices, schema, depth);
    for _ in 0..choices.below(4) {
        mutate(choices, &mut document);
    }
    document
}

/// A part of a schema.
#[derive(Clone, Copy)]
struct Schema<'s> {
    /// The document that contains it.
    root: &'s Value,
    /// The part itself.
    part: &'s Value,
}

impl<'s> Schema<'s> {
    fn root(schema: &'s Value) -> Self {
        Schema {
            root: schema,
            part: schema,
        }
    }

    /// Another part of the same document; follows a reference.
    fn of(self, part: &'s Value) -> Self {
        let pointer = part
            .get("$ref")
            .and_then(|to| to.as_str()?.strip_prefix('#'));
        let part = pointer.and_then(|to| self.root.pointer(to)).unwrap_or(part);
        Schema { part, ..self }
    }
}

/// The maximum depth of a payload, since types that refer to themselves have none.
const DEEPEST: usize = 8;

/// Longer strings and lists are not drawn: a limit of a billion is tested like one of a hundred, by other fields.
const LONGEST: usize = 1_000;

/// Numbers at every boundary: of `i64`, `u64` and `f64`, of exactness, and of notation.
pub const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "100",
    "101",
    "-0",
    "0.0",
    "-0.0",
    "1.0",
    "100.0",
    "0.5",
    "-1.5",
    "1e2",
    "1E2",
    "1e-2",
    "10e-1",
    "0e0",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740992.0",
    "9223372036854775806",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775807",
    "-9223372036854775808",
    "-9223372036854775809",
    "-9223372036854777856",
    "9223372036854775807.0",
    "9.223372036854775807e18",
    "-9.223372036854775808e18",
    "18446744073709551615",
    "18446744073709551616",
    "1e19",
    "-1e19",
    "1e300",
    "-1e300",
    "1e308",
    "1.7976931348623157e308",
    "5e-324",
    "1e-400",
    "99999.5",
    "99999.50000000001",
    "0.1",
    "0.1000000000000000055511151231257827",
    "123456789012345678901234567890",
    "0.00000000000000000000000000000000000000000000000000000000000000001",
];

/// Numbers that JSON allows and `f64` cannot represent.
pub const BEYOND_F64: &[&str] = &["1e400", "-1e400", "1e999999999999"];

const TEXTS: &[&str] = &[
    "",
    "a",
    "ab",
    "foo",
    "foobar",
    "字",
    "字字字字字字字",
    "\u{1F600}",
    "\u{1F600}\u{1F600}",
    "e\u{301}",
    "é",
    "a\u{0}b",
    "\n",
    "\r",
    "\u{2028}",
    "\u{feff}",
    "\u{85}",
    "\u{a0}",
    "١٢٣",
    "123",
    "-9223372036854775809",
    "18446744073709551615",
    "1.5e3",
    "2024-02-29",
    "2024-02-30",
    "2024-02-29T23:59:60Z",
    "a-1",
    "a_b",
    "a c",
    "a\rc",
    "\"",
    "\\",
    "</script>",
    "x@y",
    "/a",
    "aa",
    "aaa",
    "]",
    "-",
    ",",
    "\u{10FFFF}",
    "İ",
    "ſ",
    "K",
];

fn valid(choices: &mut Choices<'_>, whole: Schema<'_>, depth: usize) -> Document {
    let schema = whole.part;
    // A type that requires another of itself in a list has no finite payload.
    if depth > 2 * DEEPEST {
        return Document::Scalar("null".to_owned());
    }
    if let Some(then) = schema.get("then") {
        return envelope(choices, whole, then, depth);
    }
    if let Some(fixed) = schema.get("const") {
        return Document::from_value(choices, fixed);
    }
    let listed = schema
        .get("enum")
        .or_else(|| schema.pointer("/anyOf/0/enum"));
    if let Some(values) = listed.and_then(Value::as_array).filter(|v| !v.is_empty()) {
        return Document::from_value(choices, choices.clone().one(values));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => object(choices, whole, depth),
        Some("array") => {
            let bound = |key| schema.get(key).and_then(Value::as_u64).map(|n| n as usize);
            let least = bound("minItems").unwrap_or(0);
            let most = bound("maxItems").unwrap_or(least + 3).max(least);
            let most = match most {
                _ if depth > DEEPEST => least,
                most if most > LONGEST => (least + 3).min(most),
                most => most,
            };
            let length = least + choices.below(most - least + 1);
            let items = schema.get("items").unwrap_or(&Value::Null);
            Document::Array(
                (0..length)
                    .map(|_| valid(choices, whole.of(items), depth + 1))
                    .collect(),
            )
        }
        Some("integer" | "number") => number(choices, schema),
        Some("string") if schema.get("contentMediaType").is_some() && !choices.once_in(8) => {
            // Generated, and broken, like a separate payload.
            let carried = whole.of(schema.get("contentSchema").unwrap_or(&Value::Null));
            let text = match choices.coin() && depth < DEEPEST {
                true => self::whole(choices, carried, depth + 1),
                false => valid(choices, carried, depth + 1),
            };
            Document::Scalar(quote(&text.to_string(), |_| choices.once_in(64)))
        }
        Some("string") => text(choices, schema),
        Some("boolean") => Document::Scalar(choices.one(&["true", "false"]).to_string()),
        _ => anything(choices, depth),
    }
}

/// A response: the envelope and its payload.
fn envelope(choices: &mut Choices<'_>, whole: Schema<'_>, then: &Value, depth: usize) -> Document {
    let schema = whole.part;
    let mut members = Vec::new();
    let head = schema["properties"].as_object().into_iter().flatten();
    let required = &schema["required"];
    for (name, part) in head {
        let may_lack = !required
            .as_array()
            .is_some_and(|names| names.iter().any(|n| n == name));
        if may_lack && choices.coin() {
            continue;
        }
        let value = match part["type"] == "integer" {
            true if choices.once_in(8) => number(choices, part),
            true => Document::Scalar("0".to_owned()),
            false => text(choices, &Value::Null),
        };
        members.push((key(choices, name), value));
    }
    if let Document::Object(payload) = object(choices, whole.of(then), depth) {
        members.extend(payload);
    }
    // The payload may come before the code that says whether it counts.
    if choices.once_in(4) && !members.is_empty() {
        members.rotate_left(1);
    }
    dedup(&mut members);
    Document::Object(members)
}

fn object(choices: &mut Choices<'_>, whole: Schema<'_>, depth: usize) -> Document {
    let schema = whole.part;
    let mut members = Vec::new();
    let required = schema.get("required").and_then(Value::as_array);
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        for (name, value) in properties {
            let is_required = required.is_some_and(|names| names.iter().any(|n| n == name));
            // Conditionally required fields are present more often than not.
            let is_needed = schema.get("allOf").is_some() && choices.coin();
            if is_required || (depth <= DEEPEST && (is_needed || choices.coin())) {
                let value = valid(choices, whole.of(value), depth + 1);
                members.push((key(choices, name), value));
            }
        }
    }
    match schema.get("additionalProperties") {
        Some(Value::Bool(false)) => {}
        Some(values) => {
            let most = if depth > DEEPEST { 1 } else { 3 };
            for _ in 0..choices.below(most) {
                let name = *choices.one(TEXTS);
                let value = valid(choices, whole.of(values), depth + 1);
                members.push((key(choices, name), value));
            }
        }
        None if choices.once_in(4) => {
            let name = *choices.one(TEXTS);
            members.push((key(choices, name), anything(choices, depth + 1)));
        }
        None => {}
    }
    dedup(&mut members);
    Document::Object(members)
}

fn number(choices: &mut Choices<'_>, schema: &Value) -> Document {
    let bounds = ["minimum", "maximum"].map(|key| schema.get(key).filter(|b| b.is_number()));
    Document::Scalar(match (choices.below(4), bounds) {
        (0, [Some(bound), _]) | (1, [_, Some(bound)]) => bound.to_string(),
        (2, [Some(bound), _]) | (3, [_, Some(bound)]) => beside(choices, bound),
        _ => choices.one(NUMBERS).to_string(),
    })
}

/// The number just above or just below a bound.
fn beside(choices: &mut Choices<'_>, bound: &Value) -> String {
    let up = choices.coin();
    match (bound.as_i64(), bound.as_f64()) {
        (Some(bound), _) if up => (i128::from(bound) + 1).to_string(),
        (Some(bound), _) => (i128::from(bound) - 1).to_string(),
        (None, Some(bound)) if up => Value::from(bound.next_up()).to_string(),
        (None, Some(bound)) => Value::from(bound.next_down()).to_string(),
        (None, None) => bound.to_string(),
    }
}

fn text(choices: &mut Choices<'_>, schema: &Value) -> Document {
    let mut text = String::new();
    let bound = |keyword| schema.get(keyword).and_then(Value::as_u64);
    let [least, most] = ["minLength", "maxLength"]
        .map(|keyword| bound(keyword).filter(|&length| length <= LONGEST as u64));
    match (choices.below(4), least, most) {
        (0 | 1, Some(length), _) | (2, _, Some(length)) => {
            let wide = choices.coin();
            let length = (length as usize + choices.below(2)).saturating_sub(choices.below(2));
            text.extend((0..length).map(|_| if wide { '\u{1F600}' } else { 'a' }));
        }
        _ => {
            for _ in 0..1 + choices.below(2) {
                let piece: &str = choices.one::<&str>(TEXTS);
                text.push_str(piece);
            }
        }
    }
    Document::Scalar(quote(&text, |_| choices.once_in(16)))
}

/// Any value.
fn anything(choices: &mut Choices<'_>, depth: usize) -> Document {
    match choices.below(if depth < 5 { 8 } else { 6 }) {
        0 => Document::Scalar("null".to_owned()),
        1 => Document::Scalar("true".to_owned()),
        2 | 3 => Document::Scalar(choices.one(NUMBERS).to_string()),
        4 | 5 => text(choices, &Value::Null),
        6 => {
            let length = choices.below(3);
            Document::Array((0..length).map(|_| anything(choices, depth + 1)).collect())
        }
        _ => {
            let mut members: Vec<(String, Document)> = (0..choices.below(3))
                .map(|_| {
                    let name = *choices.one(TEXTS);
                    (key(choices, name), anything(choices, depth + 1))
                })
                .collect();
            dedup(&mut members);
            Document::Object(members)
        }
    }
}

/// Changes one value at a random place.
fn mutate(choices: &mut Choices<'_>, document: &mut Document) {
    let count = document.count();
    let Some(target) = document.nth_mut(choices.below(count)) else {
        return;
    };
    let choice = choices.below(8);
    match target {
        Document::Object(members) => match choice {
            0..=2 if !members.is_empty() => {
                members.remove(choices.below(members.len()));
            }
            3 | 4 => {
                let at = choices.below(members.len() + 1);
                let name = format!("{}{}", choices.one(TEXTS), choices.below(3));
                members.insert(at, (key(choices, &name), anything(choices, 3)));
            }
            5 if members.len() > 1 => {
                let at = choices.below(members.len());
                members.rotate_left(at);
            }
            // A misspelt key.
            6 if !members.is_empty() => {
                let at = choices.below(members.len());
                members[at].0.insert(1, 'x');
            }
            _ => *target = anything(choices, 3),
        },
        Document::Array(items) => match choice {
            0 | 1 if !items.is_empty() => {
                items.remove(choices.below(items.len()));
            }
            2 | 3 if !items.is_empty() => {
                let item = items[choices.below(items.len())].clone();
                items.push(item);
            }
            4 => items.push(anything(choices, 3)),
            5 => items.clear(),
            _ => *target = anything(choices, 3),
        },
        Document::Scalar(_) => {
            *target = match choice {
                0 => Document::Scalar("null".to_owned()),
                1..=3 => Document::Scalar(choices.one(NUMBERS).to_string()),
                4 | 5 => text(choices, &Value::Null),
                _ => anything(choices, 3),
            };
        }
    }
    if let Document::Object(members) = target {
        dedup(members);
    }
}

fn key(choices: &mut Choices<'_>, name: &str) -> String {
    let escape = choices.once_in(8);
    quote(name, |_| escape)
}

/// Removes repeated keys, which are a documented exception.
fn dedup(members: &mut Vec<(String, Document)>) {
    let mut seen: Vec<Option<String>> = Vec::new();
    members.retain(|(key, _)| {
        let name = serde_json::from_str::<String>(key).ok();
        let new = !seen.contains(&name);
        seen.push(name);
        new
    });
}

impl Document {
    /// A value as one of its possible texts.
    fn from_value(choices: &mut Choices<'_>, value: &Value) -> Self {
        match value {
            Value::String(text) => Document::Scalar(quote(text, |_| choices.once_in(16))),
            value => Document::Scalar(value.to_string()),
        }
    }
}

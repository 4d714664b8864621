//! Random endpoints: every type and every rule, in every combination.

use std::collections::BTreeSet;

use larkspec_codegen::model::{
    Case, Endpoint, EnumValue, Envelope, EnvelopeKeys, EnvelopePart, Example, Field, Format, Host,
    Http, Method, Number, Rules, Section, Test, Type,
};
use larkspec_shape::Pattern;
use serde_json::{Value, json};

use crate::choices::Choices;
use crate::types;

/// Keys that are awkward in a JSON Pointer, in Rust or in JSON, or look like those of the envelope.
const NAMES: &[&str] = &[
    "a",
    "b",
    "limit",
    "a/b",
    "a~b",
    "~1",
    "",
    "字",
    "é",
    "code",
    "msg",
    "data",
    "type",
    "0",
    "a b",
    "\"",
    "$serde_json::private::Number",
    "\u{1F600}",
    "\n",
];

/// Patterns of every kind; `tests/patterns.rs` generates more of them.
pub const PATTERNS: &[&str] = &[
    "^[0-9a-z\\-]{1,20}$",
    "[0-9]",
    "^\\d+$",
    "\\w",
    "^\\w*$",
    "^\\S+$",
    "\\s",
    "^$",
    "b",
    "^(foo|bar)+$",
    "[^a-z]",
    "^[\\d_]+$",
    "^[^\\s@]+@[^\\s@]+$",
    "^\\u5b57",
    "^[\\u4e00-\\u9fa5]+$",
    "^\\/a",
    "^a{2,3}$",
    "[\\]\\-]",
    "\\.",
    "^[+--]$",
    "^.$",
    "a.b",
    "\\ba\\b",
    "^[\\w\\-.]+$",
    "^\\u{1F600}+$",
    "^(?<first>a)\\cA?",
    "[a&&b]",
];

/// Generates an endpoint; only the facts that affect checks are meaningful.
pub fn endpoint(choices: &mut Choices<'_>) -> Endpoint {
    let body = match choices.once_in(8) {
        true => Vec::new(),
        false => fields(choices, 3),
    };
    let mut response = match choices.once_in(8) {
        true => Vec::new(),
        false => fields(choices, 3),
    };
    let envelope = match choices.once_in(4) {
        true => Envelope::Flat,
        false => Envelope::Data,
    };
    let envelope_keys = envelope_keys(choices);
    if envelope == Envelope::Flat {
        remove(&mut response, &[&envelope_keys.code, &envelope_keys.msg]);
    } else if choices.once_in(4) {
        let mut data = field(choices, &envelope_keys.data, 2);
        if matches!(data.ty, Type::Object | Type::Binary) {
            data.ty = Type::List(Box::new(Type::Object));
        }
        response = vec![data];
    }
    let query = match choices.once_in(4) {
        true => fields(choices, 1),
        false => Vec::new(),
    };
    let mut endpoint = Endpoint {
        name: "made/up".to_owned(),
        title: "Made up".to_owned(),
        doc: String::new(),
        source: None,
        updated: None,
        also: Vec::new(),
        page_title: None,
        page_hash: None,
        replaced_by: None,
        http: Http {
            method: Method::Post,
            host: Host::Open,
            path: "/open-apis/made/up".to_owned(),
            tokens: Vec::new(),
            apps: Vec::new(),
            scopes: Vec::new(),
            rate: None,
            envelope,
            envelope_keys,
            safe: None,
            assumed: Default::default(),
        },
        page: None,
        path: Vec::new(),
        query,
        header: Vec::new(),
        body,
        response,
        errors: Vec::new(),
        types: Default::default(),
        example: Example::default(),
    };
    if choices.once_in(3) {
        let objects = types::OBJECTS.map(|_| fields(choices, 2));
        types::share(choices, &mut endpoint, objects);
    }
    endpoint
}

/// Mostly the usual names; any part may be renamed or optional.
fn envelope_keys(choices: &mut Choices<'_>) -> EnvelopeKeys {
    let mut keys = EnvelopeKeys::default();
    for (name, other) in [
        (&mut keys.code, "StatusCode"),
        (&mut keys.msg, "a/b"),
        (&mut keys.data, "~1"),
    ] {
        if choices.once_in(8) {
            *name = other.to_owned();
        }
    }
    for part in [EnvelopePart::Code, EnvelopePart::Msg] {
        if choices.once_in(6) {
            keys.optional.push(part);
        }
    }
    keys
}

fn fields(choices: &mut Choices<'_>, depth: usize) -> Vec<Field> {
    // Sometimes more fields than bits in a word.
    let count = match choices.once_in(32) {
        true => 60 + choices.below(80),
        false => 1 + choices.below(5),
    };
    let mut names: Vec<String> = Vec::new();
    while names.len() < count {
        let name = *choices.one(NAMES);
        let name = match names.iter().any(|taken| taken == name) {
            true => format!("{name}{}", names.len()),
            false => name.to_owned(),
        };
        names.push(name);
    }
    let depth = if count > 10 { 0 } else { depth };
    let mut fields: Vec<Field> = names
        .iter()
        .map(|name| field(choices, name, depth))
        .collect();
    for _ in 0..choices.below(3) {
        need(choices, &mut fields);
    }
    fields
}

/// Removes fields, and the cases that refer to them: no spec file with one of these loads.
fn remove(fields: &mut Vec<Field>, names: &[&str]) {
    fields.retain(|field| !names.contains(&&*field.name));
    for field in fields {
        let cases = &mut field.rules.required_when;
        cases.retain(|case| {
            case.all
                .iter()
                .all(|(sibling, _)| !names.contains(&&**sibling))
        });
    }
}

/// Makes some fields required in some cases only.
fn need(choices: &mut Choices<'_>, fields: &mut [Field]) {
    if choices.coin() {
        let label = choices.one(&["one", "another"]).to_string();
        for field in fields.iter_mut() {
            if choices.coin() {
                field.rules.any_of = Some(label.clone());
            }
        }
        return;
    }
    let cases = (0..1 + choices.below(2)).map(|_| {
        let all = (0..1 + choices.below(2)).filter_map(|_| {
            let sibling = choices.one(fields);
            Some((sibling.name.clone(), test(choices, sibling)?))
        });
        let mut all: Vec<(String, Test)> = all.collect();
        all.dedup_by(|a, b| a.0 == b.0);
        Case { all }
    });
    let cases: Vec<Case> = cases.filter(|case| !case.all.is_empty()).collect();
    let index = choices.below(fields.len());
    fields[index].rules.required_when = cases;
}

/// A possible test of a field.
fn test(choices: &mut Choices<'_>, sibling: &Field) -> Option<Test> {
    let negated = choices.once_in(4);
    if choices.once_in(3) {
        return Some(Test::Present(!negated));
    }
    let listed = sibling.rules.values.iter().map(|value| value.value.clone());
    let mut values: Vec<Value> = listed.take(1 + choices.below(2)).collect();
    if values.is_empty() {
        values = match sibling.ty {
            Type::Bool => vec![json!(choices.coin())],
            Type::Int => INTS[..1 + choices.below(4)]
                .iter()
                .map(|v| json!(v))
                .collect(),
            Type::String => TEXTS[..1 + choices.below(4)]
                .iter()
                .map(|v| json!(v))
                .collect(),
            _ => return None,
        };
    }
    Some(match negated {
        true => Test::Not(values),
        false => Test::Is(values),
    })
}

fn field(choices: &mut Choices<'_>, name: &str, depth: usize) -> Field {
    let mut field = Field::new(name, ty(choices, depth));
    field.required = choices.coin();
    field.secret = choices.once_in(8);
    if *field.ty.innermost() == Type::Object && choices.below(6) > 0 && depth > 0 {
        field.fields = fields(choices, depth - 1);
    }
    rules(choices, &mut field);
    field
}

/// Rules of every kind that the field's type supports.
fn rules(choices: &mut Choices<'_>, field: &mut Field) {
    let list = match &field.ty {
        Type::JsonText(carried) => carried,
        ty => ty,
    };
    if matches!(list, Type::List(_)) {
        field.rules.min_items = choices.coin().then(|| choices.below(5) as u64);
        field.rules.max_items = choices.once_in(3).then(|| 1 + choices.below(3) as u64);
    }
    if field.carried().is_some() {
        field.rules.min_len = choices.once_in(3).then(|| choices.below(12) as u64);
        field.rules.max_len = choices.once_in(3).then(|| choices.below(40) as u64);
    }
    match field.ty.innermost() {
        Type::Int => int_rules(choices, field),
        Type::Float => {
            field.rules.min = choices.once_in(2).then(|| float_bound(choices));
            field.rules.max = choices.once_in(2).then(|| float_bound(choices));
        }
        Type::String => string_rules(choices, field),
        Type::Bool if choices.once_in(3) => field.rules.fixed = Some(json!(choices.coin())),
        _ => {}
    }
}

fn ty(choices: &mut Choices<'_>, depth: usize) -> Type {
    match choices.below(if depth > 0 { 11 } else { 7 }) {
        0 => Type::String,
        1 | 2 => Type::Int,
        3 => Type::Float,
        4 => Type::Bool,
        5 => Type::Json,
        6 => Type::Binary,
        7 => Type::Object,
        8 => Type::List(Box::new(ty(choices, depth - 1))),
        9 => Type::JsonText(Box::new(carried(choices, depth - 1))),
        _ => Type::Map(Box::new(ty(choices, depth - 1))),
    }
}

/// A type for the JSON in a string: anything but a string.
fn carried(choices: &mut Choices<'_>, depth: usize) -> Type {
    match ty(choices, depth) {
        Type::String | Type::Binary | Type::JsonText(_) => Type::Object,
        ty => ty,
    }
}

const INTS: &[i64] = &[
    0,
    1,
    -1,
    100,
    9_007_199_254_740_992,
    9_007_199_254_740_993,
    i64::MAX,
    i64::MIN,
    i64::MAX - 1,
    i64::MIN + 1,
];

/// Formats that are checked in strings.
const FORMATS: &[Format] = &[
    Format::Int64,
    Format::Uint64,
    Format::Decimal,
    Format::Date,
    Format::DateTime,
    Format::UnixMillis,
];

fn int_rules(choices: &mut Choices<'_>, field: &mut Field) {
    let rules = &mut field.rules;
    rules.min = choices.once_in(2).then(|| Number::Int(*choices.one(INTS)));
    rules.max = choices.once_in(2).then(|| Number::Int(*choices.one(INTS)));
    match choices.below(7) {
        4 => rules.fixed = Some(json!(choices.one(INTS))),
        5 => rules.values = listed(INTS[..1 + choices.below(5)].iter().map(|v| json!(v))),
        6 => {
            // Up to eight bits at any position, since a schema lists the sums of up to eight.
            let bits = (0..1 + choices.below(8)).map(|_| 1_i64 << choices.below(63));
            let bits: BTreeSet<i64> = bits.collect();
            rules.values = listed(bits.into_iter().map(|v| json!(v)));
            rules.bits = true;
        }
        _ => {}
    }
    rules.open = !rules.values.is_empty() && !rules.bits && choices.once_in(4);
}

fn float_bound(choices: &mut Choices<'_>) -> Number {
    match choices.coin() {
        true => Number::Int(*choices.one(INTS)),
        false => Number::Float(*choices.one(&[
            0.5,
            -0.5,
            99999.5,
            0.1,
            1e300,
            -1e300,
            5e-324,
            9_007_199_254_740_992.0,
            1e19,
            -0.0,
        ])),
    }
}

const TEXTS: &[&str] = &[
    "red",
    "green",
    "",
    "字",
    "\u{1F600}",
    "a\"b",
    "\u{0}",
    "é",
    "e\u{301}",
];

fn string_rules(choices: &mut Choices<'_>, field: &mut Field) {
    let inside = field.carried().is_some();
    let rules = &mut field.rules;
    if !inside {
        rules.min_len = choices.once_in(3).then(|| choices.below(4) as u64);
        rules.max_len = choices.once_in(3).then(|| choices.below(6) as u64);
    }
    if choices.once_in(3) {
        rules.pattern = Pattern::compile(*choices.one(PATTERNS)).ok();
    }
    match choices.below(6) {
        4 => rules.fixed = Some(json!(choices.one(TEXTS))),
        5 => rules.values = listed(TEXTS[..1 + choices.below(8)].iter().map(|v| json!(v))),
        _ => {}
    }
    rules.open = !rules.values.is_empty() && choices.once_in(4);
    field.format = match choices.below(8) {
        6 => Some(*choices.one(FORMATS)),
        7 => Some(Format::Json),
        _ => None,
    };
}

fn listed(values: impl Iterator<Item = Value>) -> Vec<EnumValue> {
    values.map(EnumValue::new).collect()
}

/// The same endpoint after one or two changes: a field is added, removed or changed, other rules apply, or the
/// payload is elsewhere.
pub fn step(choices: &mut Choices<'_>, endpoint: &Endpoint) -> Endpoint {
    let mut next = endpoint.clone();
    for _ in 0..=choices.below(2) {
        let section = *choices.one(&[Section::Body, Section::Response, Section::Query]);
        match choices.below(12) {
            1 if next.types.iter().next().is_some() => {
                types::step(choices, &mut next, |choices, fields| {
                    change(choices, fields, 1)
                });
            }
            0 => next.section_mut(section).clear(),
            1 => {
                next.http.envelope = match next.http.envelope {
                    Envelope::Data => Envelope::Flat,
                    Envelope::Flat => Envelope::Data,
                }
            }
            _ => change(choices, next.section_mut(section), 2),
        }
    }
    if next.http.envelope == Envelope::Flat {
        let keys = &next.http.envelope_keys;
        let response = &mut next.response;
        response.retain(|field| field.name != keys.code && field.name != keys.msg);
    }
    next
}

fn change(choices: &mut Choices<'_>, fields: &mut Vec<Field>, depth: usize) {
    if fields.is_empty() || choices.once_in(6) {
        let mut name = (*choices.one(NAMES)).to_owned();
        while fields.iter().any(|field| field.name == name) {
            name.push('+');
        }
        return fields.push(field(choices, &name, depth));
    }
    let index = choices.below(fields.len());
    let one = &mut fields[index];
    if one.shared.is_some() && !one.fields.is_empty() {
        // A use of a type has the fields of the type, and can refine them.
        let inner = choices.below(one.fields.len());
        one.fields[inner].required = true;
        return;
    }
    if !one.fields.is_empty() && choices.coin() {
        return change(choices, &mut one.fields, depth.saturating_sub(1));
    }
    match choices.below(8) {
        0 => drop(fields.remove(index)),
        1 => *one = field(choices, &one.name, depth),
        2 => one.required = !one.required,
        3 => one.fields.clear(),
        4 => {
            one.ty = ty(choices, 1);
            one.shared = None;
            one.format = one.format.filter(|format| one.ty.can_have(*format));
        }
        _ => {
            one.shared = None;
            one.rules = Rules::default();
            rules(choices, one);
        }
    }
    // Only objects have fields.
    for one in fields.iter_mut() {
        if *one.ty.innermost() != Type::Object {
            one.fields.clear();
        }
    }
}

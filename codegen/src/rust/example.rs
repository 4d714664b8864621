//! Generates the example in the docs of an endpoint's module: a program that sends the fields that the page requires.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::builders::{self, BuilderKind};
use crate::format;
use crate::model::{
    Case, Endpoint, Field, Format, Number, Section, SharedType, Test, TokenKind, Type, Types,
};
use crate::names;

/// Returns a program that calls an endpoint. `root` is the path of the module that contains the services: `larkspec`.
pub fn program(endpoint: &Endpoint, root: &str) -> String {
    let mut path = names::module_path(&endpoint.name).unwrap_or_default();
    let mut program = Program {
        endpoint,
        root,
        module: path.pop().unwrap_or_default(),
        imports: BTreeMap::new(),
        has_other_errors: false,
    };
    path.insert(0, root.to_owned());
    program.import("larkspec", "Client");
    program.import(&path.join("::"), &program.module.clone());
    program.text()
}

/// Structs nested deeper than this have no optional fields of which the page requires one.
const MAX_DEPTH: usize = 6;

struct Program<'e> {
    endpoint: &'e Endpoint,
    root: &'e str,
    /// The name of the endpoint's module.
    module: String,
    /// The names that it imports, by module.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// Whether it can fail with an error that is not the library's.
    has_other_errors: bool,
}

impl<'e> Program<'e> {
    fn text(&mut self) -> String {
        let endpoint = self.endpoint;
        let end = match endpoint.page {
            Some(_) => "items(&client)",
            None => "call(&client)",
        };
        let answer = self.request(end);
        let error = match self.has_other_errors {
            true => "Box<dyn std::error::Error>",
            false => "larkspec::Error",
        };
        let mut out = String::new();
        for (module, names) in &self.imports {
            let several = names.len() > 1;
            let names = names.iter().map(String::as_str).collect::<Vec<_>>();
            let names = names.join(", ");
            let _ = match several {
                true => writeln!(out, "use {module}::{{{names}}};"),
                false => writeln!(out, "use {module}::{names};"),
            };
        }
        let _ = writeln!(out, "\nfn main() -> Result<(), {error}> {{");
        let tokens = &endpoint.http.tokens;
        if tokens.as_slice() == [TokenKind::User] {
            out.push_str("    // The endpoint needs a user access token, in `LARKSPEC_TOKEN`.\n");
        }
        out.push_str("    let client = Client::from_env()?;\n");
        let _ = match endpoint.page {
            Some(_) => writeln!(
                out,
                "    let items = {answer};\n    for item in items {{\n        println!(\"{{:?}}\", item?);\n    }}"
            ),
            None => writeln!(
                out,
                "    let response = {answer};\n    println!(\"{{response:?}}\");"
            ),
        };
        out.push_str("    Ok(())\n}\n");
        out
    }

    /// The chain of the request's builder, up to the method `end`, as an expression.
    fn request(&mut self, end: &str) -> String {
        let endpoint = self.endpoint;
        let kind = BuilderKind::Request(endpoint);
        let of_page = endpoint.payload_section();
        let mut setters = Vec::new();
        for section in Section::REQUEST {
            let fields = endpoint.section(section);
            let example = endpoint.example.request.as_ref();
            let example = example.filter(|_| of_page == Some(section));
            let default = |field: &Field| builders::default(field, &kind);
            let values = sample(&endpoint.types, fields, section, example, &default, 0);
            let unset = fields.iter().filter(|field| default(field).is_none());
            for field in unset {
                let Some(value) = values.get(&field.name) else {
                    continue;
                };
                let value = self.value(&endpoint.name, "Request", field, &field.ty, value, 2);
                let name = names::setter(field, names::request_builder_methods(endpoint));
                setters.push((name.unwrap_or_default(), value));
            }
        }
        built(&format!("{}::Request", self.module), setters, end, 1)
    }

    /// An object as an expression: a struct of the module of `file`.
    fn object(
        &mut self,
        file: &str,
        name: &str,
        fields: &'e [Field],
        values: &Map<String, Value>,
        depth: usize,
    ) -> String {
        let mut setters = Vec::new();
        for field in fields {
            // A constant is set by the builder.
            let is_set = field.rules.fixed.is_some() && names::is_there(field);
            let Some(value) = values.get(&field.name).filter(|_| !is_set) else {
                continue;
            };
            let value = self.value(file, name, field, &field.ty, value, depth + 1);
            let setter = names::setter(field, names::BUILDER_METHODS);
            setters.push((setter.unwrap_or_default(), value));
        }
        built(&self.path(file, name), setters, "build()", depth)
    }

    /// The argument of a setter.
    fn value(
        &mut self,
        file: &str,
        parent: &str,
        field: &'e Field,
        ty: &Type,
        value: &Value,
        depth: usize,
    ) -> String {
        match ty {
            Type::List(inner) => {
                let is_converted = matches!(
                    **inner,
                    Type::String | Type::Object | Type::Binary | Type::JsonText(_) | Type::Int
                );
                let items = value.as_array().map_or(&[][..], Vec::as_slice);
                let items = items.iter().map(|item| match is_converted {
                    true => self.value(file, parent, field, inner, item, depth),
                    false => self.exact(file, parent, field, inner, item, depth),
                });
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Type::Map(inner) => {
                let entries = value.as_object().into_iter().flatten();
                let entries = entries.map(|(key, value)| {
                    let value = match **inner {
                        Type::Map(_) | Type::List(_) => {
                            self.exact(file, parent, field, inner, value, depth)
                        }
                        _ => self.value(file, parent, field, inner, value, depth),
                    };
                    format!("({key:?}, {value})")
                });
                format!("[{}]", entries.collect::<Vec<_>>().join(", "))
            }
            Type::JsonText(inner) => match &**inner {
                Type::List(item) if **item == Type::Object && is_undescribed(field) => json(value),
                Type::Object if is_undescribed(field) => json(value),
                inner => self.exact(file, parent, field, inner, value, depth),
            },
            Type::String | Type::Int if names::is_enum(field) => {
                self.listed(file, parent, field, value)
            }
            Type::String if field.secret => {
                self.has_other_errors = true;
                format!("std::env::var({:?})?", names::constant_part(&field.name))
            }
            Type::String | Type::Int if names::time_type(field).is_some() => self.time(field),
            Type::String => text(value.as_str().unwrap_or_default()),
            Type::Int | Type::Bool => value.to_string(),
            Type::Float => format!("{:?}", value.as_f64().unwrap_or_default()),
            Type::Binary => {
                self.has_other_errors = true;
                format!("std::fs::read({:?})?", field.name)
            }
            Type::Json => json(value),
            Type::Object if is_undescribed(field) => {
                let entries = value.as_object().into_iter().flatten();
                let entries =
                    entries.map(|(key, value)| format!("({key:?}.into(), {})", json(value)));
                let entries = entries.collect::<Vec<_>>().join(", ");
                match entries.is_empty() {
                    true => "serde_json::Map::new()".to_owned(),
                    false => format!("serde_json::Map::from_iter([{entries}])"),
                }
            }
            Type::Object => {
                let values = value.as_object().cloned().unwrap_or_default();
                match shared(&self.endpoint.types, field) {
                    // Whatever a use refines, the struct is that of the type.
                    Some(SharedType { file, field, .. }) => {
                        self.object(file, &field.name, &field.fields, &values, depth)
                    }
                    None => {
                        let name = names::type_name(parent, field);
                        self.object(file, &name, &field.fields, &values, depth)
                    }
                }
            }
        }
    }

    /// A value of exactly the type that a field or its items have.
    fn exact(
        &mut self,
        file: &str,
        parent: &str,
        field: &'e Field,
        ty: &Type,
        value: &Value,
        depth: usize,
    ) -> String {
        let is_text = *ty == Type::String && names::time_type(field).is_none();
        match ty {
            Type::List(inner) => {
                let items = value.as_array().map_or(&[][..], Vec::as_slice);
                let items = items
                    .iter()
                    .map(|item| self.exact(file, parent, field, inner, item, depth));
                format!("vec![{}]", items.collect::<Vec<_>>().join(", "))
            }
            Type::Map(inner) => {
                let entries = value.as_object().into_iter().flatten();
                let entries = entries.map(|(key, value)| {
                    let value = self.exact(file, parent, field, inner, value, depth);
                    format!("({key:?}.into(), {value})")
                });
                format!("[{}].into()", entries.collect::<Vec<_>>().join(", "))
            }
            Type::Int if !names::is_enum(field) => {
                self.value(file, parent, field, ty, value, depth)
            }
            Type::Int | Type::Binary | Type::JsonText(_) => {
                self.value(file, parent, field, ty, value, depth) + ".into()"
            }
            _ if is_text => self.value(file, parent, field, ty, value, depth) + ".into()",
            _ => self.value(file, parent, field, ty, value, depth),
        }
    }

    /// A value of an enum.
    fn listed(&mut self, file: &str, parent: &str, field: &'e Field, value: &Value) -> String {
        let listed = field.rules.values.iter().find(|one| one.value == *value);
        let Some(variant) = listed.and_then(names::variant_ident) else {
            return match value {
                Value::String(value) => text(value),
                value => format!("{value}_i64"),
            };
        };
        let path = match shared(&self.endpoint.types, field) {
            Some(shared) => self.path(&shared.file, &shared.field.name),
            None => self.path(file, &names::type_name(parent, field)),
        };
        format!("{path}::{variant}")
    }

    fn time(&mut self, field: &Field) -> String {
        let is_start = ["start", "begin", "from"]
            .iter()
            .any(|word| field.name.contains(word));
        let is_scalar = matches!(field.ty, Type::Int | Type::String);
        if is_start && is_scalar && names::is_there(field) {
            return "\"2026-01-01T00:00:00+08:00\".parse()?".to_owned();
        }
        let time = names::time_type(field).unwrap_or_default();
        self.import("larkspec", time);
        match is_start {
            // The type is inferred only if the field is not an `Option`.
            true => format!("\"2026-01-01T00:00:00+08:00\".parse::<{time}>()?"),
            false => format!("{time}::now()"),
        }
    }

    /// The path of a type in the module of a spec file, which it imports if that is not the endpoint's.
    fn path(&mut self, file: &str, name: &str) -> String {
        if file == self.endpoint.name {
            return format!("{}::{name}", self.module);
        }
        let elsewhere = file.strip_prefix(Types::ELSEWHERE);
        let module = names::module_path(elsewhere.unwrap_or(file)).unwrap_or_default();
        let module = match elsewhere {
            Some(_) => module.join("::"),
            None => format!("{}::{}", self.root, module.join("::")),
        };
        let mut others = self.imports.iter().filter(|(other, _)| **other != module);
        if others.any(|(_, names)| names.contains(name)) || LIBRARY_NAMES.contains(&name) {
            return format!("{module}::{name}");
        }
        self.import(&module, name);
        name.to_owned()
    }

    fn import(&mut self, module: &str, name: &str) {
        let names = self.imports.entry(module.to_owned()).or_default();
        names.insert(name.to_owned());
    }
}

/// What a program may import of the library.
const LIBRARY_NAMES: &[&str] = &["Client", "UnixMillis", "UnixSeconds"];

fn shared<'e>(types: &'e Types, field: &Field) -> Option<&'e SharedType> {
    types.get(field.shared.as_deref()?)
}

/// Whether the objects in a field can have any fields.
fn is_undescribed(field: &Field) -> bool {
    field.fields.is_empty() && field.shared.is_none()
}

/// The chain of a builder up to the method `end`. Its lines are indented.
fn built(path: &str, setters: Vec<(String, String)>, end: &str, depth: usize) -> String {
    if setters.is_empty() {
        return format!("{path}::builder().{end}?");
    }
    let indent = "    ".repeat(depth + 1);
    let setters = setters.into_iter();
    let setters = setters.map(|(name, value)| format!("{indent}.{name}({value})\n"));
    let setters: String = setters.collect();
    format!("{path}::builder()\n{setters}{indent}.{end}?")
}

/// A literal, a raw one if it contains quotes. Neither contains a line break.
fn text(value: &str) -> String {
    let is_raw =
        value.contains(['"', '\\']) && !value.contains("\"#") && !value.contains(char::is_control);
    match is_raw {
        true => format!("r#\"{value}\"#"),
        false => format!("{value:?}"),
    }
}

/// A JSON value as an expression. Rust and JSON escape differently, so the strings are Rust's.
fn json(value: &Value) -> String {
    fn write(value: &Value, out: &mut String) {
        match value {
            Value::Array(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number > 0 { ", " } else { "" });
                    write(item, out);
                }
                out.push(']');
            }
            Value::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Value::Object(entries) => {
                for (number, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if number > 0 { ", " } else { "{ " });
                    let _ = write!(out, "{key:?}: ");
                    write(value, out);
                }
                out.push_str(" }");
            }
            Value::String(value) => out.push_str(&text(value)),
            value => {
                let _ = write!(out, "{value}");
            }
        }
    }
    let mut out = "serde_json::json!(".to_owned();
    write(value, &mut out);
    out + ")"
}

/// Values for the fields that a page requires, from its example if they are valid. `default` returns the value of a
/// field that need not be set.
fn sample(
    types: &Types,
    fields: &[Field],
    section: Section,
    example: Option<&Value>,
    default: &dyn Fn(&Field) -> Option<Value>,
    depth: usize,
) -> Map<String, Value> {
    let mut values = Map::new();
    let fields = fields.iter().filter(|field| !field.response_only);
    let fields: Vec<&Field> = fields.collect();
    let in_example = |field: &Field| example.and_then(|example| example.get(&field.name));
    // A value can make another field required.
    loop {
        let is_needed = |field: &&&Field| {
            let mut cases = field.rules.required_when.iter();
            let is_in_case = cases.any(|case| holds(case, &values));
            !values.contains_key(&field.name)
                && (field.required
                    || is_in_case
                    || depth < MAX_DEPTH && is_choice(field, &fields, &values, &in_example))
        };
        let Some(field) = fields.iter().find(is_needed) else {
            return values;
        };
        let value = default(field).unwrap_or_else(|| {
            value_of(types, field, &field.ty, section, in_example(field), depth)
        });
        values.insert(field.name.clone(), value);
    }
}

/// Whether a field is the one to send of those of which at least one is required.
fn is_choice<'v>(
    field: &Field,
    fields: &[&Field],
    values: &Map<String, Value>,
    in_example: &dyn Fn(&Field) -> Option<&'v Value>,
) -> bool {
    let Some(label) = &field.rules.any_of else {
        return false;
    };
    let group = || {
        let group = fields.iter().copied();
        group.filter(|other| other.rules.any_of.as_ref() == Some(label))
    };
    if group().any(|other| other.required || values.contains_key(&other.name)) {
        return false;
    }
    let choice = group().find(|other| in_example(other).is_some());
    let choice = choice.or_else(|| group().find(|other| !other.deprecated));
    choice
        .or_else(|| group().next())
        .is_some_and(|choice| std::ptr::eq(choice, field))
}

/// Whether all conditions of a case are met.
fn holds(case: &Case, values: &Map<String, Value>) -> bool {
    case.all
        .iter()
        .all(|(name, test)| match (test, values.get(name)) {
            (Test::Is(any), Some(value)) => any.contains(value),
            (Test::Not(any), Some(value)) => !any.contains(value),
            (Test::Is(_) | Test::Not(_), None) => false,
            (Test::Present(is_present), value) => value.is_some() == *is_present,
        })
}

/// A value of a field, or of its items.
fn value_of(
    types: &Types,
    field: &Field,
    ty: &Type,
    section: Section,
    example: Option<&Value>,
    depth: usize,
) -> Value {
    let of_field = field.example.as_ref().filter(|_| *ty == field.ty);
    let of = |inner, example| value_of(types, field, inner, section, example, depth);
    match ty {
        Type::List(inner) => {
            let items = [example, of_field].into_iter().flatten();
            let items = items
                .filter_map(Value::as_array)
                .find(|items| !items.is_empty());
            let items = items.map_or(&[][..], Vec::as_slice);
            let is_outermost = *ty == field.ty;
            let least = field
                .rules
                .min_items
                .filter(|_| is_outermost)
                .unwrap_or(1)
                .max(1);
            let least = usize::try_from(least).unwrap_or(1);
            (0..least)
                .map(|number| of(inner, items.get(number).or(items.first())))
                .collect()
        }
        Type::Map(inner) => {
            let entries = [example, of_field].into_iter().flatten();
            let entry = entries
                .filter_map(Value::as_object)
                .find_map(|all| all.iter().next());
            let key = entry.map_or("key", |(key, _)| key);
            Value::Object(Map::from_iter([(
                key.to_owned(),
                of(inner, entry.map(|(_, value)| value)),
            )]))
        }
        Type::JsonText(inner) => {
            let texts = [example, of_field].into_iter().flatten();
            let mut texts = texts.filter_map(Value::as_str);
            let parsed = texts.find_map(|text| serde_json::from_str::<Value>(text).ok());
            of(inner, parsed.as_ref())
        }
        Type::Object if is_undescribed(field) => {
            let objects = [example, of_field].into_iter().flatten();
            let mut objects = objects.filter(|value| value.is_object());
            objects.next().cloned().unwrap_or_else(|| Map::new().into())
        }
        Type::Object => {
            let fields = types.fields(field, section);
            let example = example.or(of_field).filter(|value| value.is_object());
            let default = |field: &Field| field.rules.fixed.clone();
            sample(types, fields, section, example, &default, depth + 1).into()
        }
        Type::Json => {
            let value = example.or(of_field).or(field.example.as_ref());
            value.cloned().unwrap_or_else(|| Map::new().into())
        }
        _ => scalar(field, ty, section, example),
    }
}

/// A valid value of a string, number or bool.
fn scalar(field: &Field, ty: &Type, section: Section, example: Option<&Value>) -> Value {
    if let Some(fixed) = &field.rules.fixed {
        return fixed.clone();
    }
    let candidates = [example, field.example.as_ref(), field.default.as_ref()];
    let mut candidates = candidates.into_iter().flatten();
    if let Some(value) = candidates.find(|value| fits(field, ty, section, value)) {
        return value.clone();
    }
    let mut listed = field.rules.values.iter().filter(|one| !one.deprecated);
    if let Some(listed) = listed.next().or(field.rules.values.first()) {
        return listed.value.clone();
    }
    match ty {
        Type::Bool => true.into(),
        Type::Int | Type::Float => number(field).into(),
        _ => placeholder(field).into(),
    }
}

/// Whether a value obeys the rules of a field.
fn fits(field: &Field, ty: &Type, section: Section, value: &Value) -> bool {
    let rules = &field.rules;
    if field.is_closed(section) && !rules.bits {
        return rules.values.iter().any(|one| one.value == *value);
    }
    let is_within = |value: Number| {
        let below = rules.min.is_some_and(|min| value.compare(min).is_lt());
        let above = rules.max.is_some_and(|max| value.compare(max).is_gt());
        !below && !above
    };
    match (ty, value) {
        (Type::String, Value::String(text)) => {
            let length = text.chars().count() as u64;
            let pattern = format::pattern_of(field);
            !text.is_empty()
                && rules.min_len.is_none_or(|min| length >= min)
                && rules.max_len.is_none_or(|max| length <= max)
                && pattern.is_none_or(|pattern| pattern.is_match(text))
        }
        (Type::Int, value) => value
            .as_i64()
            .is_some_and(|value| is_within(Number::Int(value))),
        (Type::Float, value) => value
            .as_f64()
            .is_some_and(|value| is_within(Number::Float(value))),
        (Type::Bool, value) => value.is_boolean(),
        _ => false,
    }
}

/// A number within the bounds of a field.
fn number(field: &Field) -> i64 {
    let whole = |bound: Number| match bound {
        Number::Int(value) => value,
        Number::Float(value) => value.ceil() as i64,
    };
    let (min, max) = (field.rules.min.map(whole), field.rules.max.map(whole));
    1.max(min.unwrap_or(i64::MIN)).min(max.unwrap_or(i64::MAX))
}

/// A text that says what a field contains, if its rules allow that.
fn placeholder(field: &Field) -> String {
    let of_format = match field.format {
        Some(Format::UnixSeconds) => "1767225600",
        Some(Format::UnixMillis) => "1767225600000",
        Some(Format::Int64 | Format::Uint64 | Format::Decimal) => "1",
        Some(Format::Date) => "2026-01-01",
        Some(Format::DateTime) => "2026-01-01T00:00:00+08:00",
        Some(Format::Email) => "name@example.com",
        Some(Format::Url) => "https://example.com",
        Some(Format::Base64) => "QQ==",
        Some(Format::Json) => "{}",
        _ => &field.name,
    };
    const OTHERS: &[&str] = &[
        "1",
        "a",
        "A",
        "a1",
        "2026-01-01",
        "2026-01",
        "2026-01-01 00:00:00",
        "12:00",
        "12:00:00",
        "20260101",
        "CN",
        "+8613011111111",
        "#000000",
    ];
    let others = OTHERS.iter().copied();
    let pattern = format::pattern_of(field);
    let candidates = [of_format].into_iter().chain(others);
    let mut candidates = candidates.map(|text| of_length(text, field));
    let fitting = candidates.find(|text| pattern.is_none_or(|pattern| pattern.is_match(text)));
    fitting.unwrap_or_else(|| of_length(of_format, field))
}

/// A text repeated or cut until it is as long as a field allows.
fn of_length(text: &str, field: &Field) -> String {
    let least = usize::try_from(field.rules.min_len.unwrap_or(0)).unwrap_or(0);
    let most = field
        .rules
        .max_len
        .and_then(|most| usize::try_from(most).ok());
    let mut repeated = text.to_owned();
    while repeated.chars().count() < least && !text.is_empty() {
        repeated.push_str(text);
    }
    let end = most
        .unwrap_or(usize::MAX)
        .min(text.chars().count().max(least));
    repeated.chars().take(end).collect()
}

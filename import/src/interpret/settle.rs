//! Removes facts that would prevent a model from loading, and reports them: contradicting facts are omitted, and
//! names that collide in Rust are changed.

use std::collections::{BTreeMap, HashMap, HashSet};

use larkspec_codegen::check::{self, Problem};
use larkspec_codegen::format;
use larkspec_codegen::model::{Endpoint, Field, Section, Type};
use larkspec_codegen::{names, place, rules};
use larkspec_shape::{Rule, Violation};
use serde_json::Value;

use super::error::InterpretError;
use super::imported::Open;
use crate::diagnostic::Log;

/// More rounds than any page needs: each removes at least one fact.
const ROUNDS: usize = 200;

/// Changes `endpoint` so that it loads.
pub fn settle(
    endpoint: &mut Endpoint,
    lines: &HashMap<String, usize>,
    open: &mut Open,
    log: &mut Log,
) -> Result<(), InterpretError> {
    let mut settler = Settler {
        lines,
        open,
        log,
        renamed: BTreeMap::new(),
    };
    settler.unreachable(endpoint);
    for _ in 0..ROUNDS {
        let problems = check::endpoint(endpoint);
        if problems.is_empty() {
            return Ok(());
        }
        let mut seen: HashSet<(String, String)> = HashSet::new();
        // Check examples only after the fields are consistent; an example may then break no rule.
        let of_example = |problem: &&Problem| problem.place.table == "example";
        let only_examples = problems.iter().all(|problem| of_example(&problem));
        if only_examples {
            let mut repaired = problems
                .iter()
                .map(|problem| settler.repair(endpoint, problem));
            // What else is wrong may be due to the same value.
            if repaired.by_ref().fold(false, |any, one| any | one) {
                continue;
            }
        }
        let turn = |problem: &&Problem| only_examples || !of_example(problem);
        for problem in problems.iter().filter(turn) {
            let place = (problem.place.table.clone(), problem.place.key.clone());
            let told = only_examples;
            // One change may solve several problems of a place, so check them again.
            if seen.insert(place) || told {
                settler.solve(endpoint, problem)?;
            }
        }
    }
    let text = check::endpoint(endpoint)
        .first()
        .map(|p| p.message.clone())
        .unwrap_or_default();
    Err(InterpretError::Contradiction { line: 1, text })
}

struct Settler<'s> {
    lines: &'s HashMap<String, usize>,
    open: &'s mut Open,
    log: &'s mut Log,
    /// How many names each field has been given.
    renamed: BTreeMap<String, usize>,
}

impl Settler<'_> {
    /// Removes fields below one whose name is not valid in a path: a spec has no place for them.
    fn unreachable(&mut self, endpoint: &mut Endpoint) {
        for section in Section::ALL {
            let mut fields = std::mem::take(endpoint.section_mut(section));
            self.cut(section.as_str(), &mut fields);
            *endpoint.section_mut(section) = fields;
        }
    }

    fn cut(&mut self, at: &str, fields: &mut [Field]) {
        for field in fields {
            let table = place::table(at, &field.name);
            let inside = place::inside(at, field);
            if !field.fields.is_empty() && field.name.contains(['.', '[', ']', '{', '}', '<', '>'])
            {
                let text = format!(
                    "`{table}`: a spec cannot describe fields below this name; they were omitted"
                );
                self.log.warn(self.line(&table), "name-path", text);
                field.fields.clear();
            }
            self.cut(&inside, &mut field.fields);
        }
    }

    fn solve(&mut self, endpoint: &mut Endpoint, problem: &Problem) -> Result<(), InterpretError> {
        let table = &*problem.place.table;
        let key = &*problem.place.key;
        match (table, key) {
            ("example", _) => {
                let slot = match key {
                    "request" => &mut endpoint.example.request,
                    _ => &mut endpoint.example.response,
                };
                *slot = None;
                let line = self.line(&format!("example.{key}"));
                let what = match &problem.violation {
                    Some(violation) => violation.to_string(),
                    None => problem.message.clone(),
                };
                let text = format!(
                    "the {key} example breaks the page's own rules and was omitted: {what}"
                );
                let place = problem.violation.as_ref().map_or("", Violation::location);
                let place = format!("example.{key} {}", without_indices(place));
                self.log
                    .warn_of(line, "example-contradiction", place.trim_end(), text);
                self.left_out(table, key);
            }
            ("page", _) => {
                endpoint.page = None;
                let text = format!("the apparent paging was omitted: {}", problem.message);
                self.log.warn(self.line("http"), "page-contradiction", text);
            }
            ("http", _) | ("", _) => {
                let line = self.line("http");
                return Err(InterpretError::Contradiction {
                    line,
                    text: problem.message.clone(),
                });
            }
            _ => self.solve_field(endpoint, problem),
        }
        Ok(())
    }

    fn solve_field(&mut self, endpoint: &mut Endpoint, problem: &Problem) {
        let (table, index) = enum_index(&problem.place.table);
        // A case has its own table.
        let (table, key) = match table.rsplit_once(".required_when[") {
            Some((table, _)) => (table, "required_when"),
            None => (table, &*problem.place.key),
        };
        let line = self.line(table);
        let message = &problem.message;
        let attempt = self.renamed.entry(problem.place.table.clone()).or_default();
        *attempt += 1;
        let attempt = *attempt;
        let section = section_of(table);
        let Some(field) = section
            .and_then(|section| find(section.as_str(), endpoint.section_mut(section), table))
        else {
            return;
        };
        if let Some(index) = index {
            let Some(value) = field.rules.values.get_mut(index) else {
                return;
            };
            if attempt > 3 {
                field.rules.values.clear();
                self.log.warn(
                    line,
                    "enum-contradiction",
                    format!("`{table}`: its values were omitted: {message}"),
                );
                self.left_out(table, "enum");
                return;
            }
            let name = variant(&value.value, index, attempt);
            self.log.note(
                line,
                "rust-name",
                format!(
                    "`{table}`: the value {} is called `{name}` in Rust: {message}",
                    value.value
                ),
            );
            value.rust = Some(name);
            return;
        }
        match key {
            "" | "rust" if attempt <= 6 => {
                let name = rename(table, field, attempt);
                self.log.note(
                    line,
                    "rust-name",
                    format!("`{table}` is called `{name}` in Rust: {message}"),
                );
                field.rust = Some(name);
            }
            "type" if attempt == 1 => {
                let was = field.ty.to_string();
                field.ty = match (&field.ty, section) {
                    (Type::List(inner), Some(Section::Body)) if **inner == Type::Binary => {
                        Type::Binary
                    }
                    _ => Type::String,
                };
                field.fields.clear();
                self.log.warn(
                    line,
                    "type-place",
                    format!("`{table}`: {was} became {}: {message}", field.ty),
                );
            }
            "" | "rust" | "type" => {
                self.log.warn(
                    line,
                    "field-contradiction",
                    format!("`{table}` was omitted: {message}"),
                );
                if let Some(section) = section {
                    self.open.fields.insert((section, field.name.clone()));
                    remove(section.as_str(), endpoint.section_mut(section), table);
                }
            }
            "example" | "default" if breaks_its_format(field) => {
                let text = format!("`{table}`: its format was omitted: {message}");
                take_format(field);
                self.log.warn(line, "format-contradiction", text);
                self.left_out(table, "format");
            }
            _ => {
                clear(field, key);
                self.log.warn_of(
                    line,
                    "fact-contradiction",
                    &format!("{table} {key}"),
                    format!("`{table}`: {key} was omitted: {message}"),
                );
                self.left_out(table, key);
            }
        }
    }

    /// Removes the format of a field if a value in an example payload does not match it: the value is more reliable.
    fn unformat(&mut self, endpoint: &mut Endpoint, problem: &Problem) -> bool {
        let violation = problem.violation.as_ref();
        let Some(violation) = violation.filter(|broken| broken.rule() == Rule::Format) else {
            return false;
        };
        let pointer = violation.pointer();
        let section = match &*problem.place.key {
            "response" => Section::Response,
            _ => Section::Body,
        };
        let fields = endpoint.section_mut(section);
        let below = 1 + usize::from(section == Section::Response && pointer.starts_with("/data/"));
        let names: Vec<&str> = pointer.split('/').skip(below).collect();
        let found = field_at(section.as_str(), fields, &names);
        let Some((table, field)) = found.filter(|(_, field)| field.format.is_some()) else {
            return false;
        };
        take_format(field);
        let text = format!("`{table}`: its format was omitted: in an example, {violation}");
        self.log
            .warn(self.line(&table), "format-contradiction", text);
        self.left_out(&table, "format");
        true
    }

    /// Resolves a problem of an example without omitting it.
    fn repair(&mut self, endpoint: &mut Endpoint, problem: &Problem) -> bool {
        self.unformat(endpoint, problem)
            || self.spell(endpoint, problem)
            || self.drop_null(endpoint, problem)
    }

    /// Writes a value of an example as the type of its field asks: 1 and 0 of a bool, a number in quotes, and one
    /// without them.
    fn spell(&mut self, endpoint: &mut Endpoint, problem: &Problem) -> bool {
        let key = &*problem.place.key;
        let Some((pointer, expected, _)) = mistyped(problem) else {
            return false;
        };
        let value = example(endpoint, key).and_then(|example| example.pointer_mut(pointer));
        let Some(value) = value else { return false };
        let (new, rule) = match (expected, &*value) {
            ("a boolean", Value::Number(number)) if matches!(number.as_i64(), Some(0 | 1)) => {
                (Value::Bool(number.as_i64() == Some(1)), "example-bool")
            }
            ("an integer", Value::String(text)) => match text.parse::<i64>() {
                Ok(number) if number.to_string() == *text => {
                    (Value::from(number), "example-number")
                }
                _ => return false,
            },
            ("a string", Value::Number(number)) if number.is_i64() => {
                (Value::from(number.to_string()), "example-number")
            }
            _ => return false,
        };
        let text = format!("the {key} example has {value} for {new} at {pointer}; it was replaced");
        *value = new;
        self.log
            .warn(self.line(&format!("example.{key}")), rule, text);
        true
    }

    /// Removes a null from the example of a response, where it means the same as no value.
    fn drop_null(&mut self, endpoint: &mut Endpoint, problem: &Problem) -> bool {
        let found = mistyped(problem).filter(|(.., found)| *found == "null");
        let Some((pointer, ..)) = found.filter(|_| problem.place.key == "response") else {
            return false;
        };
        let Some((around, name)) = pointer.rsplit_once('/') else {
            return false;
        };
        let around = example(endpoint, "response").and_then(|example| example.pointer_mut(around));
        let object = around.and_then(Value::as_object_mut);
        let name = name.replace("~1", "/").replace("~0", "~");
        if object
            .and_then(|object| object.shift_remove(&name))
            .is_none()
        {
            return false;
        }
        let text = format!("the response example has null at {pointer}; it was removed");
        self.log
            .note(self.line("example.response"), "example-null", text);
        true
    }

    fn left_out(&mut self, table: &str, key: &str) {
        self.open.facts.insert((table.to_owned(), key.to_owned()));
    }

    fn line(&self, table: &str) -> usize {
        self.lines.get(table).copied().unwrap_or(1)
    }
}

/// The example of a direction.
fn example<'e>(endpoint: &'e mut Endpoint, key: &str) -> Option<&'e mut Value> {
    match key {
        "request" => endpoint.example.request.as_mut(),
        _ => endpoint.example.response.as_mut(),
    }
}

/// The pointer to a value of an example that has another type than its field, the type of the field, and what was
/// found.
fn mistyped(problem: &Problem) -> Option<(&str, &str, &str)> {
    let violation = problem.violation.as_ref()?;
    let is_meant = violation.rule() == Rule::Type && !violation.pointer().is_empty();
    is_meant.then_some((violation.pointer(), violation.expected(), violation.found()))
}

/// A pointer with `[]` for the indices, so that it is the same for all items of a list.
fn without_indices(pointer: &str) -> String {
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = pointer.split('/').skip(1);
    parts
        .map(|part| match is_index(part) {
            true => "[]".to_owned(),
            false => format!("/{part}"),
        })
        .collect()
}

/// The field that the keys and indices of a JSON Pointer lead to, with its table; `at` is that of `fields`.
fn field_at<'f>(
    at: &str,
    fields: &'f mut [Field],
    names: &[&str],
) -> Option<(String, &'f mut Field)> {
    let (name, rest) = names.split_first()?;
    let is_index = |name: &&&str| name.bytes().all(|b| b.is_ascii_digit());
    let field = fields.iter_mut().find(|field| field.name == **name)?;
    match &rest[rest.iter().take_while(is_index).count()..] {
        [] => Some((place::table(at, &field.name), field)),
        below => field_at(&place::inside(at, field), &mut field.fields, below),
    }
}

/// Whether the page's own value does not match the format that the page suggests: the value is more reliable.
fn breaks_its_format(field: &Field) -> bool {
    let format = field.format.and_then(format::checked);
    let values = [&field.example, &field.default];
    let mut texts = values
        .into_iter()
        .flatten()
        .filter_map(|value| value.as_str());
    format.is_some_and(|format| texts.any(|text| !format.pattern().is_match(text)))
}

fn clear(field: &mut Field, key: &str) {
    match rules::rule(key) {
        Some(rule) => (rule.set)(field, None),
        None if key == "example" => field.example = None,
        None => {}
    }
}

/// `body.kind.enum[2]` → `body.kind`, 2.
fn enum_index(table: &str) -> (&str, Option<usize>) {
    let parsed = table.rsplit_once(".enum[").and_then(|(field, rest)| {
        let index = rest.strip_suffix(']')?.parse().ok()?;
        Some((field, Some(index)))
    });
    parsed.unwrap_or((table, None))
}

fn section_of(table: &str) -> Option<Section> {
    let name = table.split('.').next()?;
    Section::ALL
        .into_iter()
        .find(|section| section.as_str() == name)
}

fn find<'f>(at: &str, fields: &'f mut [Field], table: &str) -> Option<&'f mut Field> {
    for field in fields {
        let own = place::table(at, &field.name);
        if own == table {
            return Some(field);
        }
        let inside = place::inside(at, field);
        let below = if table.starts_with(&inside) {
            field.fields.as_mut_slice()
        } else {
            &mut []
        };
        if let Some(found) = find(&inside, below, table) {
            return Some(found);
        }
    }
    None
}

fn remove(at: &str, fields: &mut Vec<Field>, table: &str) {
    fields.retain(|field| place::table(at, &field.name) != table);
    for field in fields {
        let inside = place::inside(at, field);
        remove(&inside, &mut field.fields, table);
    }
}

/// Another name for a field: prefixed with its section or the enclosing field, then with a number.
fn rename(table: &str, field: &Field, attempt: usize) -> String {
    let own = names::snake_case(&ascii(&field.name));
    let own = if own.is_empty() {
        "field".to_owned()
    } else {
        own
    };
    let around = table
        .strip_suffix(&field.name)
        .and_then(|before| before.strip_suffix('.'))
        .and_then(|before| before.rsplit('.').next())
        .map(|name| names::snake_case(&ascii(name)))
        .unwrap_or_default();
    match attempt {
        1 if !around.is_empty() => format!("{around}_{own}"),
        attempt => format!("{own}_{attempt}"),
    }
}

fn variant(value: &serde_json::Value, index: usize, attempt: usize) -> String {
    let text = match value {
        serde_json::Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let name = names::camel_case(&ascii(&text));
    let bare = name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit());
    match attempt {
        1 if !bare => format!("{name}{}", index + 1),
        _ => format!("Value{}", index + 1),
    }
}

fn ascii(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
        .collect()
}

/// Takes the format from a field, whether the page states it or its prose suggests it.
fn take_format(field: &mut Field) {
    field.format = None;
    field.assumed.remove("format");
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::load_str;
    use larkspec_codegen::model::Format;
    use serde_json::json;

    use super::settle;
    use crate::diagnostic::Log;

    #[test]
    fn a_format_that_an_example_breaks_is_left_out() {
        let spec = "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n[body.day]\ntype = \"string\"\n\
            [body.id]\ntype = \"string\"\n[response.items]\ntype = \"list<object>\"\n\
            [response.\"items[].at\"]\ntype = \"string\"\n";
        let mut endpoint = load_str("x", spec).unwrap();
        endpoint.body[0].format = Some(Format::Date);
        endpoint.body[0].example = Some(json!("2024/01/02"));
        endpoint.body[1].format = Some(Format::Int64);
        endpoint.body[1].example = Some(json!("7"));
        endpoint.response[0].fields[0].format = Some(Format::UnixMillis);
        let response =
            json!({ "code": 0, "msg": "", "data": { "items": [{ "at": "" }, { "at": "AA" }] } });
        endpoint.example.response = Some(response);
        let (mut open, mut log) = (Default::default(), Log::default());
        settle(&mut endpoint, &Default::default(), &mut open, &mut log).unwrap();
        assert_eq!(endpoint.body[0].format, None);
        assert!(endpoint.body[0].example.is_some());
        assert_eq!(endpoint.body[1].format, Some(Format::Int64));
        assert_eq!(endpoint.response[0].fields[0].format, None);
        assert!(endpoint.example.response.is_some());
        let rules: Vec<&str> = log.finish().iter().map(|d| d.rule).collect();
        assert_eq!(rules, ["format-contradiction"; 2]);
        assert!(
            open.facts
                .contains(&("response.items[].at".to_owned(), "format".to_owned()))
        );
    }
}

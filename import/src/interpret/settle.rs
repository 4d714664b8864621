//! Takes out of a model what would keep its spec from loading, and says so: each fact that
//! contradicts another is left out, names that collide in Rust get others.

use std::collections::{BTreeMap, HashMap, HashSet};

use larkspec_codegen::check::{self, Problem};
use larkspec_codegen::model::{Endpoint, Field, Section, Type};
use larkspec_codegen::{names, place, rules};

use super::{InterpretError, Open};
use crate::diagnostic::Log;

/// More rounds than any page needs: each takes at least one fact away.
const ROUNDS: usize = 200;

/// Makes `endpoint` one that loads.
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
        for problem in &problems {
            let place = (problem.place.table.clone(), problem.place.key.clone());
            let told = problem.place.table == "example";
            // One change may solve several problems of a place; they are looked at again.
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
    /// Fields below one whose name can not stand in a path: a spec has no place for them.
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
                    "`{table}`: a spec can not say what stands below this name; its fields were left out"
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
                let what = problem
                    .message
                    .replace("the example breaks the spec's own rules: ", "");
                let text = format!(
                    "the {key} example breaks the page's own rules and was left out: {what}"
                );
                self.log.warn(line, "example-contradiction", text);
                self.left_out(table, key);
            }
            ("page", _) => {
                endpoint.page = None;
                let text = format!("what looked like paging was left out: {}", problem.message);
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
        let key = &*problem.place.key;
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
                    format!("`{table}`: its values were left out: {message}"),
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
                    format!("`{table}` was left out: {message}"),
                );
                if let Some(section) = section {
                    self.open.fields.insert((section, field.name.clone()));
                    remove(section.as_str(), endpoint.section_mut(section), table);
                }
            }
            _ => {
                clear(field, key);
                self.log.warn(
                    line,
                    "fact-contradiction",
                    format!("`{table}`: {key} was left out: {message}"),
                );
                self.left_out(table, key);
            }
        }
    }

    fn left_out(&mut self, table: &str, key: &str) {
        self.open.facts.insert((table.to_owned(), key.to_owned()));
    }

    fn line(&self, table: &str) -> usize {
        self.lines.get(table).copied().unwrap_or(1)
    }
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

/// Another name for a field: with its section or the field around it before it, then with a number.
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

//! Checks what texts say about several fields against the existing fields and the page's examples. Contradicting
//! statements are omitted and reported.

use std::collections::{BTreeSet, HashMap};

use larkspec_codegen::model::{Case, Endpoint, Field, Format, Need, Section, Test, Type};
use larkspec_codegen::place;
use serde_json::Value;

use super::examples::Examples;
use super::facts::BETWEEN;
use crate::diagnostic::Log;

/// Processes what the texts of all fields say about others, and about JSON in their strings.
pub fn settle(
    endpoint: &mut Endpoint,
    examples: &Examples,
    lines: &HashMap<String, usize>,
    log: &mut Log,
) {
    let responses: Vec<&Value> = match endpoint.is_flat() {
        true => examples.responses(),
        false => examples
            .responses()
            .into_iter()
            .filter_map(|body| body.get("data"))
            .collect(),
    };
    for section in Section::ALL {
        let payloads = match section {
            Section::Body => examples.requests(),
            Section::Response => responses.clone(),
            _ => Vec::new(),
        };
        let mut several = Several {
            is_request: section != Section::Response,
            lines,
            log: &mut *log,
        };
        several.fields(section.as_str(), endpoint.section_mut(section), &payloads);
    }
}

struct Several<'s> {
    is_request: bool,
    lines: &'s HashMap<String, usize>,
    log: &'s mut Log,
}

impl Several<'_> {
    /// The fields of one object; `objects` are its examples.
    fn fields(&mut self, at: &str, fields: &mut [Field], objects: &[&Value]) {
        for field in fields.iter_mut() {
            let table = place::table(at, &field.name);
            let values: Vec<&Value> = objects.iter().filter_map(|o| o.get(&field.name)).collect();
            self.json_text(&table, field, &values);
            let inner = inside(field, objects);
            self.fields(&place::inside(at, field), &mut field.fields, &inner);
        }
        self.cases(at, fields, objects);
        self.groups(at, fields, objects);
    }

    /// A string contains JSON if each of its examples does; its shape is known if they show it.
    fn json_text(&mut self, table: &str, field: &mut Field, values: &[&Value]) {
        let Type::JsonText(said) = &field.ty else {
            return;
        };
        let said = said.clone();
        if let Some(Value::String(text)) = &field.example
            && let Some(text) = unescaped(text)
        {
            field.example = Some(Value::from(text));
        }
        let texts = values.iter().copied().chain(&field.example);
        let documents: Vec<Option<Value>> = texts
            .map(|value| serde_json::from_str(value.as_str()?).ok())
            .collect();
        if documents.contains(&None) {
            field.ty = Type::String;
            let text = format!(
                "`{table}`: its text says that the string contains JSON, but an example does not; this was ignored"
            );
            return self.log.warn(self.line(table), "json-text-example", text);
        }
        let mut documents = documents.iter().flatten().peekable();
        let shown = documents.peek().is_some();
        let fits = documents.all(|document| match &*said {
            Type::Object => document.is_object(),
            Type::List(_) => document
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_object)),
            _ => false,
        });
        if !shown || !fits {
            field.ty = Type::String;
            field.format = Some(Format::Json);
        }
        let what = match field.ty {
            Type::String => "JSON in a string".to_owned(),
            ref ty => format!("`{ty}`"),
        };
        let text = format!("`{table}`: {what}, according to its text");
        self.log.note(self.line(table), "prose-json-text", text);
    }

    fn cases(&mut self, at: &str, fields: &mut [Field], objects: &[&Value]) {
        for index in 0..fields.len() {
            let said = std::mem::take(&mut fields[index].rules.required_when);
            if said.is_empty() {
                continue;
            }
            let table = place::table(at, &fields[index].name);
            let own = fields[index].name.clone();
            let cases: Option<Vec<Case>> = said
                .iter()
                .map(|case| read_case(case, &own, fields))
                .collect();
            let cases = cases.filter(|_| self.is_request && !fields[index].required);
            let Some(cases) = cases else {
                let text = format!("`{table}`: a case in which it is required was ignored");
                self.log.note(self.line(&table), "required-when-open", text);
                continue;
            };
            fields[index].rules.required_when = cases;
            if broken(fields, &own, objects) {
                fields[index].rules.required_when.clear();
                let text = format!(
                    "`{table}`: an example contradicts the case in which its text says that it is required; this was ignored"
                );
                self.log
                    .warn(self.line(&table), "required-when-example", text);
                continue;
            }
            let text = format!("`{table}`: required in a case, according to its text");
            self.log
                .note(self.line(&table), "prose-required-when", text);
        }
    }

    fn groups(&mut self, at: &str, fields: &mut [Field], objects: &[&Value]) {
        let mut said: Vec<(usize, BTreeSet<String>)> = Vec::new();
        for (index, field) in fields.iter_mut().enumerate() {
            if let Some(names) = field.rules.any_of.take() {
                said.push((index, names.split(BETWEEN).map(str::to_owned).collect()));
            }
        }
        let mut open = Vec::new();
        for (index, mut names) in said {
            let field = &mut fields[index];
            let table = place::table(at, &field.name);
            let is_below = |name: &String| field.fields.iter().any(|inner| inner.name == *name);
            let own = field.name.clone();
            let below = names.len() > 2 && names.iter().all(|name| *name == own || is_below(name));
            let grouped = match below {
                // The text of an object may be about its own fields.
                true => {
                    names.remove(&own);
                    let inner = inside(field, objects);
                    self.group(&mut field.fields, &names, &inner, &table)
                }
                false => self.group(fields, &names, objects, &table),
            };
            if !grouped {
                open.push(index);
            }
        }
        // The text of another field may have listed the whole group.
        for field in open.into_iter().map(|index| &fields[index]) {
            if field.rules.any_of.is_none() {
                let table = place::table(at, &field.name);
                let text = format!(
                    "`{table}`: a statement that one of several fields is enough was ignored"
                );
                self.log.note(self.line(&table), "any-of-open", text);
            }
        }
    }

    /// Makes the fields called `names` a group, as the text at `table` says; returns `false` if that is impossible.
    fn group(
        &mut self,
        fields: &mut [Field],
        names: &BTreeSet<String>,
        objects: &[&Value],
        table: &str,
    ) -> bool {
        let is_member = |field: &&mut Field| names.contains(&field.name);
        let mut members: Vec<&mut Field> = fields.iter_mut().filter(is_member).collect();
        let label = members.first().map(|field| field.name.clone());
        let all = members.len() == names.len();
        if all && members.iter().all(|field| field.rules.any_of == label) {
            // The text of another field of the group has already said so.
            return true;
        }
        let free = |field: &&mut Field| !field.required && field.rules.any_of.is_none();
        if !self.is_request || !all || members.len() < 2 || !members.iter().all(free) {
            return false;
        }
        for member in &mut members {
            member.rules.any_of.clone_from(&label);
        }
        if broken(fields, &label.unwrap_or_default(), objects) {
            fields
                .iter_mut()
                .filter(|field| names.contains(&field.name))
                .for_each(|field| field.rules.any_of = None);
            let text = format!(
                "`{table}`: an example has none of the fields of which its text requires one; this was ignored"
            );
            self.log.warn(self.line(table), "any-of-example", text);
            return true;
        }
        let text =
            format!("`{table}`: at least one of several fields is required, according to its text");
        self.log.note(self.line(table), "prose-any-of", text);
        true
    }

    fn line(&self, table: &str) -> usize {
        self.lines.get(table).copied().unwrap_or(1)
    }
}

/// A case in terms of the sibling fields; `None` if it is not about any of them, or about a value that they cannot
/// have.
fn read_case(case: &Case, own: &str, fields: &[Field]) -> Option<Case> {
    let all = case.all.iter().map(|(name, test)| {
        let sibling = fields
            .iter()
            .find(|field| field.name == *name && field.name != own)?;
        let values = |values: &[Value]| -> Option<Vec<Value>> {
            let values = values.iter();
            values
                .map(|value| value_of(sibling, value.as_str()?))
                .collect()
        };
        let test = match test {
            Test::Is(said) => Test::Is(values(said)?),
            Test::Not(said) => Test::Not(values(said)?),
            // A field that is always present makes no condition.
            Test::Present(present) if !sibling.required => Test::Present(*present),
            Test::Present(_) => return None,
        };
        Some((name.clone(), test))
    });
    Some(Case {
        all: all.collect::<Option<_>>()?,
    })
}

fn value_of(field: &Field, text: &str) -> Option<Value> {
    let value = match field.ty {
        Type::String => Value::from(text),
        Type::Int => Value::from(text.parse::<i64>().ok()?),
        Type::Bool => Value::from(text.parse::<bool>().ok()?),
        _ => return None,
    };
    let rules = &field.rules;
    let listed = || rules.values.iter().any(|listed| listed.value == value);
    // A value that is missing even from an open list is usually a mistake, and the case would never apply.
    let can_be = rules.values.is_empty() || rules.bits || listed();
    (can_be && !field.secret).then_some(value)
}

/// Whether an example contradicts a need of the field `name`.
fn broken(fields: &[Field], name: &str, objects: &[&Value]) -> bool {
    let needs = Need::all(fields);
    let mut own = needs
        .iter()
        .filter(|need| need.any_of.iter().any(|field| field.name == name));
    own.any(|need| {
        objects.iter().any(|object| {
            let is_given = |name: &str| object.get(name).is_some();
            let holds = |case: &Case| {
                case.all.iter().all(|(name, test)| match test {
                    Test::Is(values) => object.get(name).is_some_and(|v| values.contains(v)),
                    Test::Not(values) => object.get(name).is_some_and(|v| !values.contains(v)),
                    Test::Present(present) => is_given(name) == *present,
                })
            };
            let due = need.when.is_empty() || need.when.iter().any(holds);
            object.is_object() && due && !need.any_of.iter().any(|field| is_given(&field.name))
        })
    })
}

/// The examples of the content of a field; `objects` are those of its object.
fn inside<'v>(field: &Field, objects: &[&'v Value]) -> Vec<&'v Value> {
    let mut found = Vec::new();
    for value in objects.iter().filter_map(|object| object.get(&field.name)) {
        innermost(value, &field.ty, &mut found);
    }
    found
}

/// The objects in a value of this type.
fn innermost<'v>(value: &'v Value, ty: &Type, found: &mut Vec<&'v Value>) {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) => {
            items.iter().for_each(|item| innermost(item, inner, found));
        }
        (Type::Map(inner), Value::Object(members)) => {
            members
                .values()
                .for_each(|member| innermost(member, inner, found));
        }
        _ => found.push(value),
    }
}

/// JSON that a page shows unescaped within a JSON string.
fn unescaped(text: &str) -> Option<String> {
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    if is_json(text) {
        return None;
    }
    let text: String = serde_json::from_str(&format!("\"{text}\"")).ok()?;
    is_json(&text).then_some(text)
}

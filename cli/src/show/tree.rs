//! The fields of a section as a tree: type, whether they are required, and rules.

use larkspec_codegen::model::{Endpoint, EnumValue, Field, Section};
use larkspec_codegen::rules::{self, Fact, Rule};
use serde_json::Value;

/// The fields of a section, one per line, nested ones indented.
pub fn fields(endpoint: &Endpoint, section: Section) -> String {
    let mut tree = Tree {
        endpoint,
        section,
        types: Vec::new(),
        text: String::new(),
    };
    tree.fields(endpoint.section(section), 1);
    tree.text
}

struct Tree<'e> {
    endpoint: &'e Endpoint,
    section: Section,
    /// The shared types whose fields were shown.
    types: Vec<&'e str>,
    text: String,
}

impl<'e> Tree<'e> {
    fn fields(&mut self, fields: &'e [Field], depth: usize) {
        let names = fields.iter().map(|field| field.name.chars().count());
        let width = names.max().unwrap_or(0).min(32);
        for field in fields {
            self.field(field, depth, width);
        }
    }

    fn field(&mut self, field: &'e Field, depth: usize, width: usize) {
        let inner = self.endpoint.fields(field, self.section);
        let shown = match field.unrefined() {
            Some(shared) if self.types.contains(&shared) => !inner.is_empty(),
            Some(shared) => {
                self.types.push(shared);
                false
            }
            None => false,
        };
        let mut notes = vec![field.type_text()];
        notes.extend(flags(field));
        notes.extend(rules::of(field).filter_map(|(rule, fact)| note(field, rule, &fact)));
        if let Some(example) = field.example.as_ref().filter(|_| !field.secret) {
            notes.push(format!("such as {}", word(example)));
        }
        if shown {
            notes.push("see above".to_owned());
        }
        let indent = "  ".repeat(depth);
        self.line(&format!(
            "{indent}{:<width$}  {}",
            field.name,
            notes.join(", ")
        ));
        for line in field.doc.trim().lines() {
            self.line(&format!("{indent}    {}", line.trim()));
        }
        for value in &field.rules.values {
            self.value(value, &indent);
        }
        if !shown {
            self.fields(inner, depth + 1);
        }
    }

    /// What a listed value means, if anything is known about it.
    fn value(&mut self, value: &EnumValue, indent: &str) {
        let deprecated = value.deprecated.then_some("deprecated");
        let doc = Some(value.doc.trim()).filter(|doc| !doc.is_empty());
        let notes: Vec<&str> = deprecated.into_iter().chain(doc).collect();
        if !notes.is_empty() {
            let text = format!("{indent}    {}: {}", word(&value.value), notes.join("; "));
            self.line(&text.replace('\n', " "));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// What a field is, apart from its rules.
fn flags(field: &Field) -> impl Iterator<Item = String> {
    let flags = [
        (field.required, "required"),
        (field.deprecated, "deprecated"),
        (field.secret, "secret"),
        (field.response_only, "in responses only"),
    ];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
    flags.map(|(_, flag)| match field.assumed.contains(flag) {
        true => format!("{flag} (assumed)"),
        false => flag.to_owned(),
    })
}

/// A rule with its value.
fn note(field: &Field, rule: &Rule, fact: &Fact) -> Option<String> {
    let value = match (rule.key, fact) {
        ("required" | "deprecated" | "option", _) => return None,
        (_, Fact::Flag(true)) => String::new(),
        (_, Fact::Values(values)) => {
            let words: Vec<String> = values.iter().map(|value| word(&value.value)).collect();
            format!(" {}", words.join("|"))
        }
        (_, Fact::Pattern(pattern)) => format!(" {}", pattern.as_str()),
        (_, fact) => format!(" {}", word(&fact.to_json())),
    };
    let assumed = match field.assumed.contains(rule.key) {
        true => " (assumed)",
        false => "",
    };
    Some(format!("{}{value}{assumed}", rule.key))
}

/// A value, without quotes if it is a plain word.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() && !text.contains([' ', '"', ',', '\n', '|']) => {
            text.clone()
        }
        value => value.to_string(),
    }
}

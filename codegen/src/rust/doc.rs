//! The documentation of generated items, in rustdoc's Markdown.

use serde_json::Value;

use super::example;
use super::markdown::{self, code};
use crate::model::{Case, Endpoint, EnumValue, ErrorCode, Field, Meaning, Section, Test, TypeFile};
use crate::names;
use crate::rules::{self, Fact, On, Rule};

/// The docs of an endpoint's module: verb and URL first.
pub fn module(endpoint: &Endpoint) -> Vec<String> {
    let http = &endpoint.http;
    let mut lines = vec![
        format!(
            " {}.",
            markdown::text(endpoint.title.trim().trim_end_matches('.'))
        ),
        String::new(),
        format!(" `{} {}` (host `{}`)", http.method, http.path, http.host),
    ];
    if !endpoint.doc.trim().is_empty() {
        lines.push(String::new());
        lines.extend(document(&endpoint.doc));
    }
    let mut facts = Vec::new();
    if let Some(source) = &endpoint.source {
        let updated = match endpoint.updated {
            Some(date) => format!(", updated {date}"),
            None => String::new(),
        };
        let page = match &endpoint.page_title {
            Some(title) => format!("[{}](<{source}>)", markdown::text(title.trim())),
            None => format!("<{source}>"),
        };
        facts.push(format!(" - Page: {page}{updated}"));
    }
    let tokens: Vec<String> = http
        .tokens
        .iter()
        .map(|t| format!("`{t}_access_token`"))
        .collect();
    if !tokens.is_empty() {
        facts.push(format!(" - Token: {}", tokens.join(" or ")));
    }
    let scopes: Vec<String> = http.scopes.iter().map(|scope| code(scope)).collect();
    if !scopes.is_empty() {
        facts.push(format!(" - Scopes, any one of: {}", scopes.join(", ")));
    }
    if let Some(rate) = http.rate {
        facts.push(format!(" - Rate limit: {rate}"));
    }
    if let Some(successor) = &endpoint.replaced_by {
        facts.push(format!(
            " - The platform recommends {} instead.",
            code(successor)
        ));
    }
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(facts);
    }
    lines
}

/// The example in the docs of an endpoint's module, which follows the rest of them.
pub fn example(endpoint: &Endpoint, crate_name: &str) -> String {
    let program = example::program(endpoint, crate_name);
    format!("\n# Example\n\n```no_run\n{program}```")
}

/// A name by which rustdoc's search finds the module of an endpoint: the title of its page.
pub fn alias(endpoint: &Endpoint) -> Option<&str> {
    let title = endpoint.page_title.as_deref()?.trim();
    // Rustc rejects an alias with one of these.
    let is_unfit = |c: char| matches!(c, '"' | '\'') || (c.is_whitespace() && c != ' ');
    (!title.is_empty() && !title.contains(is_unfit)).then_some(title)
}

/// The docs of the constant of an error code: the content of its rows.
pub fn error(rows: &[&ErrorCode]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let status = row.status.map(|status| format!(", HTTP {status}"));
        let parts = [
            format!("Error code {}{}", row.code, status.unwrap_or_default()),
            markdown::text(&row.msg),
            markdown::line(&what_to_do(row)),
        ];
        let parts = parts.iter().map(|part| part.trim());
        let parts = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>();
        lines.push(format!(" {}", parts.join(" — ")));
    }
    lines
}

/// The docs of the module of a file of shared types.
pub fn types_module(file: &TypeFile) -> Vec<String> {
    let folder = file.name.rsplit_once('/').map(|(folder, _)| folder);
    vec![match folder {
        Some(folder) => format!(" Types that the endpoints below `{folder}` share."),
        None => " Types that all endpoints share.".to_owned(),
    }]
}

/// The docs of a shared type that is an object.
pub fn shared_type(field: &Field) -> Vec<String> {
    match field.doc.trim() {
        "" => vec![format!("The shared type {}.", code(&field.name))],
        doc => document(doc)
            .iter()
            .map(|line| line.trim_start().to_owned())
            .collect(),
    }
}

/// What to do about an error, and what the client does automatically.
fn what_to_do(error: &ErrorCode) -> String {
    let client = match error.means {
        None => "",
        Some(Meaning::Throttled) => "The client waits, then repeats the call.",
        Some(Meaning::Busy) => "The client waits, then repeats the call if a repeat is safe.",
        Some(Meaning::Final) => "The client does not repeat the call.",
    };
    let doc = error.doc.trim();
    let space = if doc.is_empty() || client.is_empty() {
        ""
    } else {
        " "
    };
    format!("{doc}{space}{client}")
}

/// The docs of a field: meaning, unit, range, default.
pub fn field(field: &Field, section: Section) -> Vec<String> {
    let mut lines = match field.doc.trim() {
        "" => vec![format!(" {}", code(&field.name))],
        doc => document(doc),
    };
    let mut notes: Vec<String> = Vec::new();
    if section == Section::Path || section == Section::Header {
        notes.push(format!("Sent in the {section}."));
    }
    notes.extend(rules::of(field).filter_map(|(rule, fact)| rule_note(rule, &fact, field)));
    if section == Section::Query && field.must_not_be_empty(section) {
        notes.push("It must not be empty: a query has no empty list.".to_owned());
    }
    notes.extend(field.option.map(|option| {
        match option {
            true => "Requests must have it. It stops being an `Option` in the next major release.",
            false => {
                "Its page no longer requires it. It becomes an `Option` in the next major release."
            }
        }
        .to_owned()
    }));
    if field.response_only {
        notes.push("Only responses have it.".to_owned());
    }
    if let Some(facts) = &field.request {
        let required = facts.required.then(|| "Requests must have it.".to_owned());
        let rules = rules::of(facts).filter_map(|(rule, fact)| rule_note(rule, &fact, facts));
        let rules: Vec<String> = rules.collect();
        notes.extend(required);
        if !rules.is_empty() {
            notes.push(format!("In requests: {}", rules.join(" ")));
        }
    }
    if let Some(example) = field.example.as_ref().filter(|_| !field.secret) {
        notes.push(format!("Example: {}.", code(&example.to_string())));
    }
    if !notes.is_empty() {
        lines.push(String::new());
        lines.push(format!(" {}", notes.join(" ")));
    }
    lines
}

/// A rule as a sentence.
fn rule_note(rule: &Rule, fact: &Fact, field: &Field) -> Option<String> {
    let suffix = field.ty.suffix();
    // The length limits of a string that contains JSON do not apply to its content.
    let around = match rule.on {
        On::Texts => suffix.split("<>").next().unwrap_or_default(),
        _ => &suffix,
    };
    let each = match around.contains(['[', '{']) {
        true => " each",
        false => "",
    };
    let value = match fact {
        Fact::Number(_) | Fact::Count(_) => fact.to_string(),
        Fact::Format(format) => format.doc().to_owned(),
        Fact::Pattern(pattern) => code(pattern.as_str()),
        Fact::Text(label) => code(label),
        Fact::Cases(cases) => {
            let cases: Vec<String> = cases.iter().map(case).collect();
            cases.join(", or ")
        }
        fact => code(&fact.to_json().to_string()),
    };
    // The value comes last because it may contain braces.
    let mut note = rule.doc.replace("{each}", each).replacen("{}", &value, 1);
    let is_marked = matches!(fact, Fact::Number(_) | Fact::Count(_) | Fact::Format(_));
    if is_marked && !note.is_empty() && field.assumed.contains(rule.key) {
        note.insert_str(note.len() - 1, " (assumed)");
    }
    (!note.is_empty()).then_some(note)
}

/// A case in which a field is required, to follow "when".
fn case(case: &Case) -> String {
    let conditions = case.all.iter().map(|(name, test)| {
        let any = |values: &[Value]| {
            let values: Vec<String> = values.iter().map(|v| code(&v.to_string())).collect();
            values.join(" or ")
        };
        let test = match test {
            Test::Is(values) => format!("is {}", any(values)),
            Test::Not(values) => format!("is given and not {}", any(values)),
            Test::Present(true) => "is given".to_owned(),
            Test::Present(false) => "is left out".to_owned(),
        };
        format!("{} {test}", code(name))
    });
    let conditions: Vec<String> = conditions.collect();
    conditions.join(" and ")
}

/// The docs of an enum.
pub fn enumeration(field: &Field) -> Vec<String> {
    // A shared type is not a field and has its own doc.
    match (field.doc.trim(), names::is_type_name(&field.name)) {
        (doc, true) if !doc.is_empty() => document(doc),
        (_, true) => vec![format!(" The shared type {}.", code(&field.name))],
        _ => vec![format!(" A value of {}.", code(&field.name))],
    }
}

/// The docs of an enum's variant.
pub fn enum_value(value: &EnumValue) -> Vec<String> {
    let mut lines = match value.doc.trim() {
        "" => Vec::new(),
        doc => document(doc),
    };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(" {} on the wire.", code(&value.value.to_string())));
    lines
}

/// The lines of a spec's doc.
fn document(doc: &str) -> Vec<String> {
    let lines = markdown::document(doc).into_iter();
    lines
        .map(|line| format!(" {line}").trim_end().to_owned())
        .collect()
}

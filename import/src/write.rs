//! Model → the text of a new spec file, laid out as people lay theirs out.

use larkspec_codegen::model::{
    Endpoint, EnumValue, Envelope, EnvelopeKeys, ErrorCode, Field, Http, Page, PageStyle, Section,
};
use larkspec_codegen::rules::{self, Fact};
use serde::Serialize;
use serde_json::Value;

/// The text of a spec file for an endpoint. Docs are left empty: the words are people's to write.
pub fn write(endpoint: &Endpoint) -> String {
    let mut out = String::new();
    head(&mut out, endpoint);
    http(&mut out, &endpoint.http);
    if let Some(page) = &endpoint.page {
        paging(&mut out, page);
    }
    for section in Section::ALL {
        for place in places(endpoint.section(section)) {
            out.push('\n');
            out.push_str(&field(section, &place));
        }
    }
    for code in &endpoint.errors {
        out.push('\n');
        out.push_str(&error(code));
    }
    example(&mut out, endpoint);
    out
}

/// A field and where it stands.
pub(crate) struct Place<'f> {
    /// The names on the wire, from the top.
    pub names: Vec<&'f str>,
    /// The key of its table below the section's: `items[].id`.
    pub key: String,
    /// Itself.
    pub field: &'f Field,
}

/// All fields of a section in page order, each before those inside of it.
pub(crate) fn places(fields: &[Field]) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    walk(fields, &[], "", &mut places);
    places
}

fn walk<'f>(fields: &'f [Field], names: &[&'f str], before: &str, places: &mut Vec<Place<'f>>) {
    let mut taken: Vec<String> = Vec::new();
    for field in fields {
        let mut segment = segment(&field.name);
        while taken.contains(&segment)
            || (segment != field.name && fields.iter().any(|f| f.name == segment))
        {
            segment.push('_');
        }
        taken.push(segment.clone());
        let mut own = names.to_vec();
        own.push(&field.name);
        let key = format!("{before}{segment}");
        let inside = format!("{key}{}.", field.ty.suffix());
        places.push(Place {
            names: own.clone(),
            key,
            field,
        });
        walk(&field.fields, &own, &inside, places);
    }
}

/// A name as it can stand in a path: dots and brackets mean something there.
fn segment(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| {
            if matches!(c, '.' | '[' | ']' | '{' | '}' | '<' | '>') {
                '_'
            } else {
                c
            }
        })
        .collect();
    match clean.trim_matches('_').is_empty() {
        true => "field".to_owned(),
        false if clean == name => clean,
        false => clean.trim_matches('_').to_owned(),
    }
}

fn head(out: &mut String, endpoint: &Endpoint) {
    line(out, 7, "title", &text(&endpoint.title));
    line(out, 7, "doc", &text(&endpoint.doc));
    if let Some(source) = &endpoint.source {
        line(out, 7, "source", &text(source));
    }
    if !endpoint.also.is_empty() {
        let pages = endpoint.also.iter().map(|page| text(page));
        line(out, 7, "also", &list(pages));
    }
    if let Some(updated) = endpoint.updated {
        line(out, 7, "updated", &updated.to_string());
    }
    if let Some(hash) = &endpoint.page_hash {
        line(out, 7, "page_hash", &text(hash));
    }
    if let Some(name) = &endpoint.replaced_by {
        line(out, 7, "replaced_by", &text(name));
    }
}

fn http(out: &mut String, http: &Http) {
    out.push_str("\n[http]\n");
    for (key, value) in http_facts(http) {
        line(out, 6, key, &value);
    }
}

/// What a page says under `[http]`, as TOML.
pub(crate) fn http_facts(http: &Http) -> Vec<(&'static str, String)> {
    let words = |words: &[&str]| list(words.iter().map(|word| text(word)));
    let tokens: Vec<&str> = http.tokens.iter().map(|token| token.as_str()).collect();
    let apps: Vec<&str> = http.apps.iter().map(|app| app.as_str()).collect();
    let scopes: Vec<&str> = http.scopes.iter().map(String::as_str).collect();
    let mut facts = vec![
        ("method", text(http.method.as_str())),
        ("host", text(http.host.as_str())),
        ("path", text(&http.path)),
    ];
    for (key, list) in [("tokens", tokens), ("apps", apps), ("scopes", scopes)] {
        if !list.is_empty() {
            facts.push((key, words(&list)));
        }
    }
    if let Some(rate) = http.rate {
        facts.push(("rate", text(&rate.to_string())));
    }
    facts.extend(envelope(http).map(|value| ("envelope", value)));
    facts
}

/// Where the payload stands, and what the parts around it are called.
fn envelope(http: &Http) -> Option<String> {
    let (keys, usual) = (&http.envelope_keys, EnvelopeKeys::default());
    let is_flat = http.envelope == Envelope::Flat;
    if *keys == usual {
        return is_flat.then(|| text(http.envelope.as_str()));
    }
    let mut parts = Vec::new();
    if is_flat {
        parts.push(format!("payload = {}", text(http.envelope.as_str())));
    }
    for (key, name, usual) in [
        ("code", &keys.code, usual.code),
        ("msg", &keys.msg, usual.msg),
        ("data", &keys.data, usual.data),
    ] {
        if *name != usual {
            parts.push(format!("{key} = {}", text(name)));
        }
    }
    if !keys.optional.is_empty() {
        let optional = list(keys.optional.iter().map(|part| text(part.as_str())));
        parts.push(format!("optional = {optional}"));
    }
    Some(format!("{{ {} }}", parts.join(", ")))
}

pub(crate) fn paging(out: &mut String, page: &Page) {
    out.push_str("\n[page]\n");
    line(out, 5, "style", &text(page.style.as_str()));
    line(out, 5, "items", &text(&page.items));
    let usual = Page::new(page.style, &*page.items);
    for (key, value, usual) in [
        ("start", &page.start, usual.start),
        ("size", &page.size, usual.size),
        ("next", &page.next, usual.next),
        ("more", &page.more, usual.more),
    ] {
        let token_only = matches!(key, "next" | "more") && page.style != PageStyle::Token;
        if *value != usual && !token_only {
            line(out, 5, key, &text(value));
        }
    }
}

/// The table of a field.
pub(crate) fn field(section: Section, place: &Place<'_>) -> String {
    let mut out = format!("[{section}.{}]\n", key(&place.key));
    for (key, value) in field_lines(place) {
        line(&mut out, 8, key, &value);
    }
    out
}

fn field_lines(place: &Place<'_>) -> Vec<(&'static str, String)> {
    let field = place.field;
    let mut lines = Vec::new();
    let facts = field_facts(field);
    let (first, last): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(key, _)| *key != "example");
    let (kind, rules): (Vec<_>, Vec<_>) = first
        .into_iter()
        .partition(|(key, _)| matches!(*key, "type" | "required"));
    lines.extend(kind);
    // The wire name, where the table's key can not carry it.
    if !place.key.ends_with(&field.name) || segment(&field.name) != field.name {
        lines.push(("name", text(&field.name)));
    }
    if let Some(rust) = &field.rust {
        lines.push(("rust", text(rust)));
    }
    lines.extend(rules);
    lines.push(("doc", text(&field.doc)));
    lines.extend(last);
    lines
}

/// What a page says of a field, as TOML.
pub(crate) fn field_facts(field: &Field) -> Vec<(&'static str, String)> {
    let mut facts = vec![("type", text(&field.ty.to_string()))];
    for (rule, fact) in rules::of(field) {
        facts.extend(fact_text(&fact).map(|text| (rule.key, text)));
    }
    facts.extend(
        field
            .example
            .as_ref()
            .and_then(value)
            .map(|text| ("example", text)),
    );
    facts
}

/// The value of a rule, as TOML; `None` for what TOML can not hold.
fn fact_text(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Values(listed) => Some(values(listed)),
        fact => value(&fact.to_json()),
    }
}

fn values(listed: &[EnumValue]) -> String {
    let items: Vec<String> = listed.iter().map(enum_value).collect();
    format!(
        "[\n{}]",
        items
            .iter()
            .map(|item| format!("    {item},\n"))
            .collect::<String>()
    )
}

/// One value of an enumeration, as an inline table.
pub(crate) fn enum_value(listed: &EnumValue) -> String {
    let mut out = format!("{{ value = {}", value(&listed.value).unwrap_or_default());
    if let Some(rust) = &listed.rust {
        out.push_str(&format!(", rust = {}", text(rust)));
    }
    out.push_str(&format!(", doc = {} }}", text(&listed.doc)));
    out
}

/// The table of an error code.
pub(crate) fn error(code: &ErrorCode) -> String {
    let mut out = "[[error]]\n".to_owned();
    for (key, value) in error_facts(code) {
        line(&mut out, 6, key, &value);
    }
    out
}

/// What a page says of an error code, as TOML.
pub(crate) fn error_facts(code: &ErrorCode) -> Vec<(&'static str, String)> {
    let mut facts = vec![("code", code.code.to_string())];
    facts.extend(code.status.map(|status| ("status", status.to_string())));
    if !code.msg.is_empty() {
        facts.push(("msg", text(&code.msg)));
    }
    facts.extend(code.means.map(|means| ("means", text(means.as_str()))));
    facts
}

fn example(out: &mut String, endpoint: &Endpoint) {
    let example = &endpoint.example;
    if example.request.is_none() && example.response.is_none() {
        return;
    }
    out.push_str("\n[example]\n");
    for (key, value) in [
        ("request", &example.request),
        ("response", &example.response),
    ] {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {}\n", payload(value)));
        }
    }
}

/// A payload as a TOML string of JSON on lines.
pub(crate) fn payload(value: &Value) -> String {
    let mut json = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut json, formatter);
    // A value in memory can always be written to memory; its shortest form is no worse.
    let json = match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(json).unwrap_or_else(|_| value.to_string()),
        Err(_) => value.to_string(),
    };
    // Nothing can be escaped between three quotes.
    let literal = !json.contains("'''")
        && !json
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    match literal {
        true => format!("'''\n{json}\n'''"),
        false => text(&json),
    }
}

/// `key = value`, the key padded to `width`.
fn line(out: &mut String, width: usize, key: &str, value: &str) {
    out.push_str(&format!("{key:width$} = {value}\n"));
}

/// A TOML string.
pub(crate) fn text(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A TOML key: bare where it can be.
pub(crate) fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    match bare {
        true => name.to_owned(),
        false => toml_edit::Key::new(name).display_repr().into_owned(),
    }
}

fn float(value: f64) -> String {
    toml_edit::Value::from(value).to_string().trim().to_owned()
}

/// A JSON value as TOML, on one line; `None` for what TOML can not hold.
pub(crate) fn value(json: &Value) -> Option<String> {
    Some(match json {
        Value::Null => return None,
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => match number.as_i64() {
            Some(value) => value.to_string(),
            None if number.is_f64() => float(number.as_f64().filter(|value| value.is_finite())?),
            None => return None,
        },
        Value::String(value) => text(value),
        Value::Array(items) => list(
            items
                .iter()
                .map(value)
                .collect::<Option<Vec<_>>>()?
                .into_iter(),
        ),
        Value::Object(object) if object.is_empty() => "{}".to_owned(),
        Value::Object(object) => {
            let entries: Option<Vec<String>> = object
                .iter()
                .map(|(name, item)| Some(format!("{} = {}", key(name), value(item)?)))
                .collect();
            format!("{{ {} }}", entries?.join(", "))
        }
    })
}

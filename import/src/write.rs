//! Writes the text of a new spec file, in the layout that people use.

use larkspec_codegen::model::{
    Endpoint, EnumValue, Envelope, EnvelopeKeys, ErrorCode, Field, Http, Page, PageStyle, Section,
    TypeFile, Types,
};
use larkspec_codegen::rules::{self, Fact};
use serde::Serialize;
use serde_json::Value;

/// The text of a spec file for an endpoint. Docs are left empty, for people to write.
pub fn write(endpoint: &Endpoint) -> String {
    let mut out = String::new();
    head(&mut out, endpoint);
    http(&mut out, &endpoint.http);
    if let Some(page) = &endpoint.page {
        paging(&mut out, page);
    }
    for section in Section::ALL {
        for place in places_of(endpoint, section) {
            out.push('\n');
            out.push_str(&field(section.as_str(), &place));
        }
    }
    for code in &endpoint.errors {
        out.push('\n');
        out.push_str(&error(code));
    }
    example(&mut out, endpoint);
    out
}

/// The text of a file of shared types. `above` are the types of the parent folders.
pub fn types(file: &TypeFile, above: &Types) -> String {
    let tables: Vec<String> = places_of_types(file, above)
        .iter()
        .map(|place| field(Types::FILE, place))
        .collect();
    tables.join("\n")
}

/// All fields of a file of shared types, each before its inner fields. `above` are the types of the parent folders.
pub(crate) fn places_of_types<'f>(file: &'f TypeFile, above: &'f Types) -> Vec<Place<'f>> {
    places(&file.types, &|name| {
        let own = file.types.iter().find(|own| own.name == name);
        let of = own.or_else(|| Some(&above.get(name)?.field));
        of.map_or(&[][..], |of| &of.fields)
    })
}

/// A field and its place.
pub(crate) struct Place<'f> {
    /// The wire names, from the top.
    pub names: Vec<&'f str>,
    /// The key of its table below the section's: `items[].id`.
    pub key: String,
    /// The field itself.
    pub field: &'f Field,
    /// The field of a shared type that it refines.
    pub base: Option<&'f Field>,
}

/// The fields of a shared type.
type FieldsOf<'o, 'f> = dyn Fn(&str) -> &'f [Field] + 'o;

/// All fields of a section in page order, each before its inner fields; for a shared type, only those that are
/// refined.
pub(crate) fn places_of(endpoint: &Endpoint, section: Section) -> Vec<Place<'_>> {
    places(endpoint.section(section), &|name| {
        let shared = endpoint.types.get(name);
        shared.map_or(&[][..], |shared| &shared.on(section).fields)
    })
}

fn places<'f>(fields: &'f [Field], fields_of: &FieldsOf<'_, 'f>) -> Vec<Place<'f>> {
    let mut places = Vec::new();
    walk(fields, None, (&[], ""), fields_of, &mut places);
    places
}

fn walk<'f>(
    fields: &'f [Field],
    bases: Option<&'f [Field]>,
    (names, before): (&[&'f str], &str),
    fields_of: &FieldsOf<'_, 'f>,
    places: &mut Vec<Place<'f>>,
) {
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
        let base = bases.and_then(|bases| bases.iter().find(|base| base.name == field.name));
        let place = Place {
            names: own.clone(),
            key,
            field,
            base,
        };
        if base.is_none() || !field_lines(&place).is_empty() {
            places.push(place);
        }
        let inner = match (&field.shared, base) {
            (_, Some(base)) if !base.fields.is_empty() => Some(&base.fields[..]),
            (Some(name), _) => Some(fields_of(name)),
            (None, _) => None,
        };
        walk(&field.fields, inner, (&own, &inside), fields_of, places);
    }
}

/// A name as it is written in a path, where dots and brackets are special.
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
    if let Some(title) = &endpoint.page_title {
        line(out, 7, "page_title", &text(title));
    }
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
        // Aligned with the key below.
        let width = endpoint.replaced_by.as_ref().map_or(7, |_| 11);
        line(out, width, "page_hash", &text(hash));
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
    if let Some(safe) = assumed_safe(http) {
        line(out, 6, "assumed", &format!("{{ safe = {safe} }}"));
    }
}

/// Whether a repeat is assumed to be harmless, if that is assumed at all.
pub(crate) fn assumed_safe(http: &Http) -> Option<bool> {
    http.safe.filter(|_| http.assumed.contains("safe"))
}

/// A page's facts for `[http]`, as TOML.
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

/// The place of the payload, and the names of the parts around it.
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
pub(crate) fn field(section: &str, place: &Place<'_>) -> String {
    let mut out = format!("[{section}.{}]\n", key(&place.key));
    for (key, value) in field_lines(place) {
        line(&mut out, 8, key, &value);
    }
    out
}

fn field_lines(place: &Place<'_>) -> Vec<(&'static str, String)> {
    let field = place.field;
    let mut lines = Vec::new();
    let (assumed, facts) = apart(facts_of(place), field);
    let (first, last): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(key, _)| *key != "example");
    let (kind, rules): (Vec<_>, Vec<_>) = first
        .into_iter()
        .partition(|(key, _)| matches!(*key, "type" | "required"));
    lines.extend(kind);
    let named_at = lines.len();
    let rust = |field: &Field| field.rust.as_ref().map(|rust| ("rust", text(rust)));
    lines.extend(rust(field).filter(|_| place.base.is_none()));
    lines.extend(rules);
    if place.base.is_none_or(|base| base.doc != field.doc) {
        lines.push(("doc", text(&field.doc)));
    }
    lines.extend(last);
    let secret = field.secret && place.base.is_none();
    lines.extend(secret.then(|| ("secret", true.to_string())));
    lines.extend(assumed.map(|facts| ("assumed", facts)));
    // The wire name, if it cannot be the table's key.
    let is_renamed = !place.key.ends_with(&field.name) || segment(&field.name) != field.name;
    if is_renamed && !lines.is_empty() {
        lines.insert(named_at, ("name", text(&field.name)));
    }
    lines
}

/// A page's facts about a field, as TOML; for a field of a shared type, its refinements.
pub(crate) fn facts_of(place: &Place<'_>) -> Vec<(&'static str, String)> {
    let mut facts = field_facts(place.field);
    if let Some(base) = place.base {
        let known = field_facts(base);
        facts.retain(|fact| !known.contains(fact));
    }
    facts
}

/// A page's facts about a field, as TOML.
pub(crate) fn field_facts(field: &Field) -> Vec<(&'static str, String)> {
    let mut facts = vec![("type", text(&field.type_text()))];
    // The values of a shared type are listed with the type.
    let is_own = |key: &str| field.shared.is_none() || !matches!(key, "enum" | "open" | "bits");
    for (rule, fact) in rules::of(field).filter(|(rule, _)| is_own(rule.key)) {
        facts.extend(fact_text(&fact).map(|text| (rule.key, text)));
    }
    facts.extend(field.response_only.then(|| ("only", text("response"))));
    facts.extend(
        field
            .request
            .as_deref()
            .map(|facts| ("request", inline(facts))),
    );
    facts.extend(
        field
            .example
            .as_ref()
            .and_then(value)
            .map(|text| ("example", text)),
    );
    facts
}

/// Rules as an inline table.
fn inline(field: &Field) -> String {
    let facts = rules::of(field).filter_map(|(rule, fact)| Some((rule.key, fact_text(&fact)?)));
    let (assumed, mut facts) = apart(facts.collect(), field);
    facts.extend(assumed.map(|facts| ("assumed", facts)));
    table(facts)
}

/// Our own assumptions about a field, as an inline table.
fn apart(facts: Vec<Line>, field: &Field) -> (Option<String>, Vec<Line>) {
    let is_assumed = |(key, _): &Line| field.assumed.contains(*key);
    let (assumed, facts): (Vec<_>, Vec<_>) = facts.into_iter().partition(is_assumed);
    ((!assumed.is_empty()).then(|| table(assumed)), facts)
}

fn table(facts: Vec<Line>) -> String {
    let facts: Vec<String> = facts
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("{{ {} }}", facts.join(", "))
}

/// A key with its value.
type Line = (&'static str, String);

/// The value of a rule, as TOML; `None` if TOML cannot represent it.
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
    out.push_str(&format!(", doc = {}", text(&listed.doc)));
    if listed.deprecated {
        out.push_str(", deprecated = true");
    }
    out.push_str(" }");
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

/// A page's facts about an error code, as TOML.
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

/// A payload as a TOML string with JSON on several lines.
pub(crate) fn payload(value: &Value) -> String {
    let mut json = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut json, formatter);
    // Serializing a value in memory does not fail.
    let json = match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(json).unwrap_or_else(|_| value.to_string()),
        Err(_) => value.to_string(),
    };
    // Text between three single quotes cannot be escaped.
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

/// A JSON value as TOML on one line; `None` if TOML cannot represent it.
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

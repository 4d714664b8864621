//! The answer of an endpoint without special behaviour: the example of its spec or, if there is none, one that is
//! built from the model.

use bumpalo::Bump;
use larkspec_codegen::model::{Endpoint, Field, Format, Number, Page, PageStyle, Section, Type};
use larkspec_codegen::shape;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Value, json};

use crate::answer::{enveloped, holder, items};

/// Returns the answer to a request with these parameters, by name.
///
/// The example of a paged endpoint is cut into the requested pages, so that a client that walks through it comes to
/// an end; the example is the whole list.
pub(crate) fn answer(endpoint: &Endpoint, parameters: &Map<String, Value>) -> Value {
    let mut answer = whole(endpoint);
    cut(&mut answer, endpoint, parameters);
    answer
}

/// The answer with all items of a list.
pub(crate) fn whole(endpoint: &Endpoint) -> Value {
    let example = endpoint.example.response.clone();
    example.unwrap_or_else(|| generate(endpoint))
}

/// Cuts the list of a paged answer into the requested page.
pub(crate) fn cut(answer: &mut Value, endpoint: &Endpoint, parameters: &Map<String, Value>) {
    let Some(page) = &endpoint.page else { return };
    let Some(Value::Array(list)) = items(answer, endpoint, &page.items) else {
        return;
    };
    match page.style {
        PageStyle::Offset => {
            let number = |name: &str| {
                let number = parameters.get(name).and_then(Value::as_u64);
                number.and_then(|number| usize::try_from(number).ok())
            };
            let start = number(&page.start).unwrap_or(0).min(list.len());
            list.drain(..start);
            list.truncate(number(&page.size).unwrap_or(list.len()));
        }
        PageStyle::Token => {
            if page_token(&page.start, parameters).is_some_and(|token| !token.is_empty()) {
                list.clear();
                point(answer, endpoint, page, None);
            }
        }
    }
}

/// Points a page at the next one, by its token; `None` if it is the last.
///
/// The example of a list that fits on one page may lack both fields.
pub(crate) fn point(answer: &mut Value, endpoint: &Endpoint, page: &Page, next: Option<&str>) {
    if next.is_some() {
        let mut full = generate(endpoint);
        for path in [&page.more, &page.next] {
            if let Some(described) = items(&mut full, endpoint, path)
                && let Some((object, key)) = holder(answer, endpoint, path)
            {
                object.entry(key).or_insert(described.take());
            }
        }
    }
    if let Some(more) = items(answer, endpoint, &page.more) {
        *more = match more {
            Value::Number(_) => json!(u8::from(next.is_some())),
            _ => json!(next.is_some()),
        };
    }
    if let Some(token) = items(answer, endpoint, &page.next) {
        *token = json!(next.unwrap_or_default());
    }
}

/// The token of the requested page; `start` is the path of its parameter.
pub(crate) fn page_token<'p>(start: &str, parameters: &'p Map<String, Value>) -> Option<&'p str> {
    let mut names = start.split('.');
    let top = parameters.get(names.next()?)?;
    names
        .try_fold(top, |object, name| object.get(name))?
        .as_str()
}

/// Builds an answer with every field and valid values; a type that contains itself does so once.
pub(crate) fn generate(endpoint: &Endpoint) -> Value {
    let mut values = Values {
        endpoint,
        open: Vec::new(),
    };
    enveloped(endpoint, values.object(&endpoint.response))
}

/// Builds the values of a response's fields.
struct Values<'e> {
    endpoint: &'e Endpoint,
    /// The shared types of the enclosing objects.
    open: Vec<&'e str>,
}

impl<'e> Values<'e> {
    fn object(&mut self, fields: &'e [Field]) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            if field.required || !self.is_open(field) {
                object.insert(field.name.clone(), self.field(field));
            }
        }
        object
    }

    /// Whether the field has the type of an enclosing object.
    fn is_open(&self, field: &Field) -> bool {
        let name = field.unrefined();
        name.is_some_and(|name| self.open.contains(&name))
    }

    /// The object of a field, or the object in its list or map.
    fn inside(&mut self, field: &'e Field) -> Value {
        // Lists that must not be empty may lead to endless recursion.
        if self.open.len() > Field::MAX_DEPTH {
            return json!({});
        }
        let name = field.unrefined();
        self.open.extend(name);
        let fields = self.endpoint.fields(field, Section::Response);
        let object = self.object(fields);
        if name.is_some() {
            self.open.pop();
        }
        Value::Object(object)
    }

    fn field(&mut self, field: &'e Field) -> Value {
        let given = [&field.rules.fixed, &field.example, &field.default];
        match given
            .into_iter()
            .flatten()
            .find(|value| self.fits(value, field))
        {
            Some(value) => value.clone(),
            None => self.value(&field.ty, field, true),
        }
    }

    /// Whether a value keeps the rules of a field. The example of a shared type may break those of one of its uses.
    fn fits(&self, value: &Value, field: &Field) -> bool {
        let bump = Bump::new();
        let shape = shape::field(&bump, &self.endpoint.types, field, Section::Response);
        shape::violations(&shape, value).is_empty()
    }

    fn value(&mut self, ty: &Type, field: &'e Field, outermost: bool) -> Value {
        let rules = &field.rules;
        if let Some(known) = rules.values.first().filter(|_| is_scalar(ty)) {
            return known.value.clone();
        }
        match ty {
            Type::String => Value::from(string(field)),
            Type::Binary => json!("AA=="),
            Type::Int => {
                let bound = |bound: Option<Number>| bound.and_then(Number::as_i64);
                let min = bound(rules.min).unwrap_or(i64::MIN);
                let max = bound(rules.max).unwrap_or(i64::MAX);
                json!(0.max(min).min(max))
            }
            Type::Float => {
                let min = rules.min.map_or(f64::NEG_INFINITY, Number::as_f64);
                let max = rules.max.map_or(f64::INFINITY, Number::as_f64);
                json!(0f64.max(min).min(max))
            }
            // `has_more: true` would promise another page.
            Type::Bool => json!(false),
            Type::Object => self.inside(field),
            Type::Json => json!({}),
            Type::Map(_) if self.is_open(field) => json!({}),
            Type::Map(inner) => json!({ "key": self.value(inner, field, false) }),
            Type::JsonText(inner) => {
                let mut text = self.value(inner, field, outermost).to_string();
                // White space after a document is not part of it.
                let missing = rules
                    .min_len
                    .unwrap_or(0)
                    .saturating_sub(text.chars().count() as u64);
                text.extend((0..missing).map(|_| ' '));
                Value::from(text)
            }
            Type::List(inner) => {
                // Rules on the number of items apply to the outermost list.
                let (min, max) = match outermost {
                    true => (
                        rules.min_items.unwrap_or(0),
                        rules.max_items.unwrap_or(u64::MAX),
                    ),
                    false => (0, u64::MAX),
                };
                let length = u64::from(!self.is_open(field)).max(min).min(max);
                Value::Array(
                    (0..length)
                        .map(|_| self.value(inner, field, false))
                        .collect(),
                )
            }
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Int | Type::Float | Type::Bool)
}

fn string(field: &Field) -> String {
    let rules = &field.rules;
    if let Some(pattern) = &rules.pattern
        && let Some(text) = pattern.to_regex_syntax()
        && let Ok(hir) = regex_syntax::parse(&text)
    {
        let mut text = String::new();
        match_of(&hir, &mut text);
        return text;
    }
    let text = match field.format {
        Some(Format::UnixSeconds) => "1700000000",
        Some(Format::UnixMillis) => "1700000000000",
        Some(Format::Int64 | Format::Uint64 | Format::Decimal) => "0",
        Some(Format::Date) => "2024-01-01",
        Some(Format::DateTime) => "2024-01-01T00:00:00Z",
        Some(Format::Email) => "someone@example.com",
        Some(Format::Url) => "https://example.com/",
        Some(Format::Json) => "{}",
        Some(Format::Base64) => "AA==",
        None => &field.name,
    };
    let length = |bound: Option<u64>, none| {
        bound.map_or(none, |bound| usize::try_from(bound).unwrap_or(usize::MAX))
    };
    let mut text = text.to_owned();
    while text.chars().count() < length(rules.min_len, 0) {
        text.push('x');
    }
    match text.char_indices().nth(length(rules.max_len, usize::MAX)) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// A short text that matches the expression. Look-around is ignored; no documentation page has a pattern that depends
/// on a word boundary in its middle.
fn match_of(hir: &Hir, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repetition) => {
            let times = match repetition.min {
                0 => u32::from(repetition.max != Some(0)),
                min => min,
            };
            (0..times).for_each(|_| match_of(&repetition.sub, text));
        }
        HirKind::Capture(capture) => match_of(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| match_of(part, text)),
        HirKind::Alternation(choices) => choices.iter().take(1).for_each(|c| match_of(c, text)),
    }
}

/// A member of a class, preferably a letter or digit.
fn member(class: &Class) -> Option<char> {
    const LIKED: &str = "aA0_-";
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .map(|r| (r.start(), r.end()))
            .collect(),
        Class::Bytes(class) => class
            .ranges()
            .iter()
            .map(|r| (char::from(r.start()), char::from(r.end())))
            .collect(),
    };
    let holds = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c));
    LIKED
        .chars()
        .find(holds)
        .or_else(|| ranges.first().map(|(start, _)| *start))
}

/// The query and body parameters of a request as one object.
pub(crate) fn parameters(endpoint: &Endpoint, query: &str, body: &Value) -> Map<String, Value> {
    let mut parameters = body.as_object().cloned().unwrap_or_default();
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let fields = endpoint.section(Section::Query);
        let is_int = fields
            .iter()
            .any(|field| field.name == name && field.ty == Type::Int);
        let value = match text.parse::<i64>() {
            Ok(number) if is_int => json!(number),
            _ => json!(text),
        };
        parameters.insert(name.into_owned(), value);
    }
    parameters
}

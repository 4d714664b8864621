//! The example request of an endpoint: its parameters as one JSON object.

use larkspec::{Metadata, shape};
use larkspec_codegen::model::{Endpoint, Section, Type};
use larkspec_codegen::schema;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::payload::payload;
use larkspec_conformance::random::Random;
use serde_json::{Map, Value, json};

/// The head of the file that lists what is not from a page.
pub const LEGEND: &str = "\
# What is not from the page where its example request is sent to the sandbox: reason, endpoint.
#
# path, query, header, body  the page has no usable example of this part: a valid one was drawn
# token                      the sandbox issues tokens of its own

";

/// A request, and the part that was generated because the page has no usable example of it.
pub struct Request {
    pub parameters: Value,
    pub drawn: Option<Section>,
}

impl Request {
    /// The example of the body, and the examples of the other parameters.
    pub fn of(endpoint: &Endpoint, facts: &Metadata<'_>) -> Self {
        let mut drawn = None;
        let mut all = Map::new();
        let keys = endpoint.parameter_keys();
        for (section, shape) in facts.request().iter() {
            let section = in_model(section);
            let example = match (section, &endpoint.example.request) {
                (Section::Body, Some(Value::Object(body))) => body.clone(),
                _ => examples(endpoint, section),
            };
            let holds = |object: &Map<String, Value>| {
                let json = Value::Object(object.clone()).to_string();
                // A query has no form for an empty list.
                let is_sent =
                    section != Section::Query || object.values().all(|value| *value != json!([]));
                is_sent && shape::check(shape, json.as_bytes()).is_ok()
            };
            let object = match holds(&example) {
                true => example,
                false => {
                    drawn = drawn.or(Some(section));
                    draw(endpoint, section, &example, holds)
                }
            };
            for field in endpoint.section(section) {
                let value = object.get(&field.name).cloned();
                all.extend(value.map(|value| (keys.of(field).to_owned(), value)));
            }
        }
        let parameters = Value::Object(all);
        Request { parameters, drawn }
    }

    /// The same with a token of an app that the server knows, where the request takes one as a parameter.
    pub fn with_app_token(mut self, token: &str) -> Self {
        if let Some(given) = self.parameters.get_mut("app_access_token") {
            *given = json!(token);
        }
        self
    }
}

fn in_model(section: larkspec::endpoint::Section) -> Section {
    match section {
        larkspec::endpoint::Section::Path => Section::Path,
        larkspec::endpoint::Section::Query => Section::Query,
        larkspec::endpoint::Section::Header => Section::Header,
        larkspec::endpoint::Section::Body => Section::Body,
    }
}

/// The examples of a section's fields, without the place in a list of pages.
fn examples(endpoint: &Endpoint, section: Section) -> Map<String, Value> {
    let start = endpoint.page.as_ref().map(|page| &page.start);
    let fields = endpoint.section(section).iter();
    let fields = fields.filter(|field| field.required || Some(&field.name) != start);
    let pairs = fields.filter_map(|field| {
        let given = [&field.rules.fixed, &field.example, &field.default];
        let value = match field.ty {
            Type::Binary => json!("AA=="),
            _ => given.into_iter().flatten().next()?.clone(),
        };
        Some((field.name.clone(), value))
    });
    pairs.collect()
}

/// A valid section, generated from its schema, with the values of the examples where these are valid.
fn draw(
    endpoint: &Endpoint,
    section: Section,
    examples: &Map<String, Value>,
    holds: impl Fn(&Map<String, Value>) -> bool,
) -> Map<String, Value> {
    const TRIES: usize = 20_000;
    let schema = Value::Object(schema::section(endpoint, section));
    let mut random = Random::new(1582);
    for _ in 0..TRIES {
        let bytes = random.bytes(400);
        let text = payload(&mut Choices::new(&bytes), &schema).to_string();
        let Ok(Value::Object(drawn)) = serde_json::from_str(&text) else {
            continue;
        };
        let mut with_examples = drawn.clone();
        with_examples.extend(examples.clone());
        if let Some(found) = [with_examples, drawn].into_iter().find(&holds) {
            return found;
        }
    }
    panic!("no valid {section} was drawn for {}", endpoint.name)
}

//! Converts the model to JSON Schema 2020-12, for the request and response bodies as they are sent. A shared type is
//! in `$defs`, once per schema; where a use refines it, it is written inline.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::format;
use crate::model::{
    Case, Endpoint, EnvelopePart, Field, Format, Need, Number, Section, SharedType, Test, Type,
    TypeFile, Types,
};
use crate::rules::{self, Fact, On, Rule, Takes};

/// The media type of JSON in strings.
const JSON: &str = "application/json";
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema as it is written to a file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The schema of the request: of its body or, if the endpoint has none, of its parameters as one object.
pub fn request(endpoint: &Endpoint) -> Value {
    let object = match endpoint.payload_section() {
        Some(section) => self::section(endpoint, section),
        None => parameters(endpoint),
    };
    document(
        endpoint,
        "request",
        object,
        endpoint.example.request.as_ref(),
    )
}

/// The schema of the response body, with its envelope: the payload is required and described if `code` is 0. If the
/// response is a file, this is the schema of the JSON that reports an error instead.
pub fn response(endpoint: &Endpoint) -> Value {
    let keys = &endpoint.http.envelope_keys;
    let schemas = Schemas::new(&endpoint.types, Section::Response);
    let mut then = Map::new();
    if endpoint.is_flat() {
        schemas.describe_fields(&mut then, &endpoint.response);
    } else if !endpoint.response.is_empty() && !endpoint.answers_file() {
        let data = schemas.object(&endpoint.response);
        then.insert("properties".to_owned(), json!({ &keys.data: data }));
        then.insert("required".to_owned(), json!([keys.data]));
    }
    let mut code = Map::new();
    describe_type(&mut code, &Type::Int);
    code.insert(
        "description".to_owned(),
        json!("0 for success; otherwise an error code."),
    );
    let mut envelope = Map::new();
    envelope.insert("type".to_owned(), json!("object"));
    envelope.insert(
        "properties".to_owned(),
        json!({
            &keys.code: code,
            &keys.msg: { "type": "string", "description": "What happened, in words." },
        }),
    );
    let head = [
        (EnvelopePart::Code, &keys.code),
        (EnvelopePart::Msg, &keys.msg),
    ];
    let required = head.into_iter().filter(|(part, _)| keys.requires(*part));
    let required: Vec<&String> = required.map(|(_, name)| name).collect();
    if !required.is_empty() {
        envelope.insert("required".to_owned(), json!(required));
    }
    if !then.is_empty() {
        let mut succeeded = json!({ "properties": { &keys.code: { "const": 0 } } });
        if keys.requires(EnvelopePart::Code) {
            succeeded["required"] = json!([keys.code]);
        }
        envelope.insert("if".to_owned(), succeeded);
        envelope.insert("then".to_owned(), Value::Object(then));
    }
    document(
        endpoint,
        "response",
        schemas.with_types(envelope),
        endpoint.example.response.as_ref(),
    )
}

/// The schema of the serialised `Request`: all parameters as one object, under their wire names (or their names in
/// Rust if the spec sets one).
pub fn parameters(endpoint: &Endpoint) -> Map<String, Value> {
    let schemas = Schemas::new(&endpoint.types, Section::Body);
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    let mut properties = Map::new();
    let mut required = Vec::new();
    let keys = &endpoint.parameter_keys();
    for (section, field) in endpoint.parameters() {
        let key = keys.of(field);
        if field.required {
            required.push(json!(key));
        }
        let mut value = schemas.value(field);
        require_content(&mut value, field, section);
        properties.insert(key.to_owned(), Value::Object(value));
    }
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    let needs = Section::REQUEST.into_iter().flat_map(|section| {
        let fields = endpoint.section(section);
        let key = |field| keys.of(field);
        Need::all(fields)
            .into_iter()
            .map(move |need| needed(&need, fields, key))
    });
    insert_needs(&mut schema, needs.collect());
    schema.insert("additionalProperties".to_owned(), json!(false));
    schemas.with_types(schema)
}

/// The schema of the fields of a section as one object.
pub fn section(endpoint: &Endpoint, section: Section) -> Map<String, Value> {
    let schemas = Schemas::new(&endpoint.types, section);
    let fields = endpoint.section(section);
    let mut object = schemas.object(fields);
    for field in fields {
        let value = object
            .get_mut("properties")
            .and_then(|properties| properties.get_mut(&field.name));
        if let Some(value) = value.and_then(Value::as_object_mut) {
            require_content(value, field, section);
        }
    }
    schemas.with_types(object)
}

/// Rejects the empty value of a parameter if it would not arrive.
fn require_content(schema: &mut Map<String, Value>, field: &Field, section: Section) {
    if field.must_not_be_empty(section) {
        let keyword = match field.ty {
            Type::List(_) => "minItems",
            _ => "minLength",
        };
        let given = schema.get(keyword).and_then(Value::as_u64);
        schema.insert(keyword.to_owned(), json!(given.unwrap_or(0).max(1)));
    }
}

/// A schema that accepts anything, with the types of a file under `$defs` in their response form, which also accepts
/// requests. `types` are those that the file can refer to.
pub fn types(file: &TypeFile, types: &Types) -> Value {
    let schemas = Schemas::new(types, Section::Response);
    for field in &file.types {
        if let Some(shared) = types.get(&field.name) {
            schemas.refer(&mut Map::new(), shared);
        }
    }
    let mut schema = Map::new();
    schema.insert("$id".to_owned(), json!(urn(file.name.split('/'))));
    Value::Object(schemas.with_types(schema))
}

/// The schema of a field's value, with its annotations; `types` are the shared types that it can refer to.
pub fn value(types: &Types, field: &Field, section: Section) -> Map<String, Value> {
    let schemas = Schemas::new(types, section);
    let value = schemas.value(field);
    schemas.with_types(value)
}

fn document(
    endpoint: &Endpoint,
    kind: &str,
    body: Map<String, Value>,
    example: Option<&Value>,
) -> Value {
    let section = match kind {
        "response" => Section::Response,
        _ => Section::Body,
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("$id".to_owned(), json!(id(endpoint, kind)));
    schema.insert(
        "title".to_owned(),
        json!(format!("{}: {kind}", endpoint.title)),
    );
    let doc = endpoint.doc.trim();
    if !doc.is_empty() {
        schema.insert("description".to_owned(), json!(doc.replace('\n', " ")));
    }
    let updated = endpoint.updated.map(|date| format!("updated {date}"));
    let facts: Vec<String> = endpoint.source.iter().cloned().chain(updated).collect();
    if !facts.is_empty() {
        // Strict validators would reject a keyword of our own.
        let comment = format!("Source: {}", facts.join(", "));
        schema.insert("$comment".to_owned(), json!(comment));
    }
    schema.extend(body);
    if let Some(example) = example
        && !endpoint.holds_secret(section)
    {
        schema.insert("examples".to_owned(), json!([example]));
    }
    Value::Object(schema)
}

/// A URN. Characters that are not allowed, such as `:` in a file's name, are percent-encoded.
pub(crate) fn id(endpoint: &Endpoint, kind: &str) -> String {
    urn(endpoint.name.split('/').chain([kind]))
}

fn urn<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let mut id = "urn:larkspec".to_owned();
    for part in parts {
        id.push(':');
        for byte in part.bytes() {
            match byte {
                b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => id.push(char::from(b)),
                b => id.push_str(&format!("%{b:02X}")),
            }
        }
    }
    id
}

/// The schemas of one side, and the shared types that they refer to.
struct Schemas<'e> {
    types: &'e Types,
    section: Section,
    defs: RefCell<BTreeMap<&'e str, Value>>,
}

impl<'e> Schemas<'e> {
    fn new(types: &'e Types, section: Section) -> Self {
        Schemas {
            types,
            section,
            defs: RefCell::default(),
        }
    }

    /// Adds the types that a schema refers to.
    fn with_types(self, mut schema: Map<String, Value>) -> Map<String, Value> {
        let defs = self.defs.into_inner();
        if !defs.is_empty() {
            schema.insert("$defs".to_owned(), json!(defs));
        }
        schema
    }

    /// Refers to a shared type, which the document then defines once.
    fn refer(&self, schema: &mut Map<String, Value>, shared: &'e SharedType) {
        let name = &*shared.field.name;
        schema.insert("$ref".to_owned(), json!(format!("#/$defs/{name}")));
        if self.defs.borrow().contains_key(name) {
            return;
        }
        // It may refer to itself.
        self.defs.borrow_mut().insert(name, Value::Null);
        let field = shared.on(self.section);
        let mut described = match field.ty {
            Type::Object => self.object(&field.fields),
            _ => Map::new(),
        };
        if field.ty != Type::Object {
            describe_type(&mut described, &field.ty);
            describe_rules(&mut described, &field.ty, field, self.section);
        }
        let description = description(field);
        if !description.is_empty() {
            described.insert("description".to_owned(), json!(description));
        }
        self.defs
            .borrow_mut()
            .insert(name, Value::Object(described));
    }

    /// The shared type with listed values, if it is everything that there is to say about a field's innermost values.
    fn listed(&self, field: &Field) -> Option<&'e SharedType> {
        let shared = self.types.get(field.shared.as_deref()?)?;
        let of = shared.on(self.section);
        let own = |rule: &Rule| !matches!(rule.on, On::Any | On::Lists);
        let facts = |field: &Field| -> Vec<Fact> {
            let rules = rules::of(field).filter(|(rule, _)| own(rule));
            rules.map(|(_, fact)| fact).collect()
        };
        let same = field.format == of.format && facts(field) == facts(of);
        same.then_some(shared)
    }

    /// The annotations of a field, other than those of its shared type.
    fn description(&self, field: &Field) -> String {
        match field.unrefined().is_some() && self.listed(field).is_some() {
            true => field.doc.trim().replace('\n', " "),
            false => description(field),
        }
    }

    /// The schema of an object with these fields.
    fn object(&self, fields: &'e [Field]) -> Map<String, Value> {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        self.describe_fields(&mut schema, fields);
        if self.section != Section::Response && !fields.is_empty() {
            schema.insert("additionalProperties".to_owned(), json!(false));
        }
        schema
    }

    /// The schema of a field's value, with its annotations.
    fn value(&self, field: &'e Field) -> Map<String, Value> {
        let mut schema = Map::new();
        self.describe_value(&mut schema, &field.ty, field, true);
        let description = self.description(field);
        if !description.is_empty() {
            schema.insert("description".to_owned(), json!(description));
        }
        if let Some(default) = &field.default {
            schema.insert("default".to_owned(), default.clone());
        }
        if let Some(example) = &field.example
            && !field.secret
        {
            schema.insert("examples".to_owned(), json!([example]));
        }
        if field.deprecated {
            schema.insert("deprecated".to_owned(), json!(true));
        }
        if field.secret {
            schema.insert("writeOnly".to_owned(), json!(true));
        }
        schema
    }

    fn describe_fields(&self, schema: &mut Map<String, Value>, fields: &'e [Field]) {
        if fields.is_empty() {
            return;
        }
        let properties: Map<String, Value> = fields
            .iter()
            .map(|field| (field.name.clone(), Value::Object(self.value(field))))
            .collect();
        schema.insert("properties".to_owned(), Value::Object(properties));
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| &*field.name)
            .collect();
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        let needs = Need::all(fields);
        let needs = needs
            .iter()
            .map(|need| needed(need, fields, |field| &field.name));
        insert_needs(schema, needs.collect());
    }

    fn describe_value(
        &self,
        schema: &mut Map<String, Value>,
        ty: &Type,
        field: &'e Field,
        outermost: bool,
    ) {
        match ty {
            Type::Object => match field.unrefined().and_then(|name| self.types.get(name)) {
                Some(shared) => self.refer(schema, shared),
                None => schema.extend(self.object(&field.fields)),
            },
            Type::Map(inner) => {
                schema.insert("type".to_owned(), json!("object"));
                let mut values = Map::new();
                self.describe_value(&mut values, inner, field, false);
                schema.insert("additionalProperties".to_owned(), Value::Object(values));
            }
            Type::List(inner) => {
                schema.insert("type".to_owned(), json!("array"));
                let mut items = Map::new();
                self.describe_value(&mut items, inner, field, false);
                schema.insert("items".to_owned(), Value::Object(items));
                if outermost {
                    describe_rules(schema, ty, field, self.section);
                }
            }
            Type::JsonText(inner) => {
                schema.insert("type".to_owned(), json!("string"));
                describe_rules(schema, ty, field, self.section);
                schema.insert("contentMediaType".to_owned(), json!(JSON));
                let mut carried = Map::new();
                self.describe_value(&mut carried, inner, field, outermost);
                if !carried.is_empty() {
                    schema.insert("contentSchema".to_owned(), Value::Object(carried));
                }
            }
            scalar => {
                if let Some(shared) = self.listed(field) {
                    return self.refer(schema, shared);
                }
                describe_type(schema, scalar);
                describe_rules(schema, scalar, field, self.section);
            }
        }
    }
}

fn insert_needs(schema: &mut Map<String, Value>, needs: Vec<Value>) {
    if !needs.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(needs));
    }
}

/// Requires some fields, perhaps only in some cases; `key` returns the key of each.
fn needed<'f>(need: &Need<'f>, fields: &'f [Field], key: impl Fn(&'f Field) -> &'f str) -> Value {
    let there = |field: &&'f Field| json!({ "required": [key(field)] });
    let required = match &*need.any_of {
        [field] => there(field),
        several => json!({ "anyOf": several.iter().map(there).collect::<Vec<_>>() }),
    };
    let mut cases: Vec<Value> = need
        .when
        .iter()
        .map(|case| condition(case, fields, &key))
        .collect();
    match cases.len() {
        0 => required,
        1 => json!({ "if": cases.remove(0), "then": required }),
        _ => json!({ "if": { "anyOf": cases }, "then": required }),
    }
}

fn condition<'f>(case: &'f Case, fields: &'f [Field], key: impl Fn(&'f Field) -> &'f str) -> Value {
    let (mut properties, mut required, mut absent) = (Map::new(), Vec::new(), Vec::new());
    for (name, test) in &case.all {
        let sibling = fields.iter().find(|field| field.name == *name);
        let name = sibling.map_or(&**name, &key);
        match test {
            Test::Present(false) => {
                absent.push(json!({ "required": [name] }));
                continue;
            }
            Test::Present(true) => {}
            Test::Is(values) => {
                properties.insert(name.to_owned(), json!({ "enum": values }));
            }
            Test::Not(values) => {
                properties.insert(name.to_owned(), json!({ "not": { "enum": values } }));
            }
        }
        required.push(json!(name));
    }
    let mut schema = Map::new();
    for (keyword, value) in [
        (
            "properties",
            (!properties.is_empty()).then(|| json!(properties)),
        ),
        ("required", (!required.is_empty()).then(|| json!(required))),
        (
            "not",
            (!absent.is_empty()).then(|| json!({ "anyOf": absent })),
        ),
    ] {
        schema.extend(value.map(|value| (keyword.to_owned(), value)));
    }
    Value::Object(schema)
}

fn describe_type(schema: &mut Map<String, Value>, ty: &Type) {
    let name = match ty {
        Type::String | Type::Binary => "string",
        Type::Int => "integer",
        Type::Float => "number",
        Type::Bool => "boolean",
        _ => return,
    };
    schema.insert("type".to_owned(), json!(name));
    match ty {
        Type::Int => {
            schema.insert("minimum".to_owned(), json!(i64::MIN));
            schema.insert("maximum".to_owned(), json!(i64::MAX));
        }
        Type::Binary => {
            schema.insert("contentEncoding".to_owned(), json!("base64"));
        }
        _ => {}
    }
}

/// The rules of a list, of a string that contains JSON, or of a scalar, each under its keyword.
fn describe_rules(schema: &mut Map<String, Value>, ty: &Type, field: &Field, section: Section) {
    for (rule, fact) in rules::of(field) {
        if rule.schema.is_empty() || !stands_here(rule, ty, field) {
            continue;
        }
        let value = match fact {
            Fact::Number(bound) if *ty == Type::Float => float_bound(bound),
            Fact::Pattern(pattern) => json!(pattern.portable()),
            fact => fact.to_json(),
        };
        let holds = match fact_is_enum(rule) {
            true => field.is_closed(section),
            false => rule.holds_in(section),
        };
        match holds {
            true if fact_is_enum(rule) && field.rules.bits => describe_bits(schema, &value),
            true => drop(schema.insert(rule.schema.to_owned(), value)),
            // Known values, and any other: the platform extends its enums without notice.
            false => drop(schema.insert("anyOf".to_owned(), json!([{ rule.schema: value }, true]))),
        }
    }
    // JSON Schema's `format` is only an annotation.
    if *ty == Type::String
        && let Some(format) = format::of_strings(field)
    {
        schema.insert("pattern".to_owned(), json!(format.pattern().portable()));
    }
    if *ty == Type::String && field.format == Some(Format::Json) {
        schema.insert("contentMediaType".to_owned(), json!(JSON));
    }
}

fn fact_is_enum(rule: &Rule) -> bool {
    rule.takes == Takes::Values
}

/// Whether one of the field's rules applies to this part of its type.
fn stands_here(rule: &Rule, ty: &Type, field: &Field) -> bool {
    match (rule.on, ty) {
        (On::Lists, _) => matches!(ty, Type::List(_)),
        (On::Texts, Type::JsonText(_)) => true,
        (_, Type::JsonText(_) | Type::List(_)) => false,
        (On::Texts, _) => *ty == Type::String && field.carried().is_none(),
        (on, _) => on.fits(ty),
    }
}

fn float_bound(bound: Number) -> Value {
    match bound {
        // The engine compares with a float; if that is a different number, do so as well.
        Number::Int(bound) if bound as f64 as i128 == i128::from(bound) => json!(bound),
        bound => json!(bound.as_f64()),
    }
}

/// The maximum number of bits whose sums are listed; each bit doubles the list.
const LISTED_BITS: u32 = 8;

/// Requires a value to be a sum of bits, which JSON Schema can only express by listing the sums.
fn describe_bits(schema: &mut Map<String, Value>, bits: &Value) {
    let bits = bits.as_array().into_iter().flatten();
    let mask = bits.filter_map(Value::as_i64).fold(0, |all, bit| all | bit);
    if mask.count_ones() > LISTED_BITS {
        let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
        let (min, max) = (bound("minimum"), bound("maximum"));
        schema.insert("minimum".to_owned(), json!(min.unwrap_or(0).max(0)));
        schema.insert("maximum".to_owned(), json!(max.unwrap_or(mask).min(mask)));
        return;
    }
    // Moves to the next sum: subtracting the mask carries over the bits that are not in it.
    let sums = std::iter::successors(Some(0_i64), |sum| {
        Some(sum.wrapping_sub(mask) & mask).filter(|next| *next != 0)
    });
    schema.insert("enum".to_owned(), sums.collect());
}

/// What a reader wants to know about a field: its doc, its unit and the meaning of its values.
pub(crate) fn description(field: &Field) -> String {
    let mut parts = Vec::new();
    let doc = field.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.replace('\n', " "));
    }
    if let Some(format) = field.format {
        parts.push(format.doc().to_owned());
    }
    let meanings: Vec<String> = field
        .rules
        .values
        .iter()
        .filter(|value| !value.doc.trim().is_empty())
        .map(|value| format!("{}: {}", value.value, value.doc.trim()))
        .collect();
    if !meanings.is_empty() {
        parts.push(format!("Values: {}.", meanings.join("; ")));
    }
    parts.join(" ")
}

//! Finds the strings of a payload that contain JSON. In JSON Schema, `contentMediaType` and `contentSchema` are
//! annotations: a validator only checks the string itself. To check the content as well, validate what this module
//! returns.

use std::borrow::Cow;

use larkspec_shape::pointer;
use serde_json::Value;

/// A string that contains JSON.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Carried<'v> {
    /// The JSON Pointer to the string.
    pub pointer: String,
    /// Its text.
    pub text: &'v str,
    /// The schema of the document in it; `true` if there is none.
    pub schema: Option<Cow<'v, Value>>,
}

/// Returns the strings in `payload` that contain JSON, except those within such strings.
pub fn carried<'v>(schema: &'v Value, payload: &'v Value) -> Vec<Carried<'v>> {
    let mut found = Vec::new();
    walk(schema, schema, payload, &mut String::new(), &mut found);
    found
}

/// Follows a reference; returns any other schema unchanged.
fn resolved<'v>(root: &'v Value, schema: &'v Value) -> &'v Value {
    let pointer = schema
        .get("$ref")
        .and_then(|to| to.as_str()?.strip_prefix('#'));
    pointer.and_then(|to| root.pointer(to)).unwrap_or(schema)
}

/// Makes a part of a schema independent, with the types that it may refer to.
fn whole<'v>(root: &'v Value, part: &'v Value) -> Cow<'v, Value> {
    let mut whole = part.clone();
    match (root.get("$defs"), whole.as_object_mut()) {
        (Some(types), Some(schema)) => {
            schema.insert("$defs".to_owned(), types.clone());
            Cow::Owned(whole)
        }
        _ => Cow::Borrowed(part),
    }
}

fn walk<'v>(
    root: &'v Value,
    schema: &'v Value,
    value: &'v Value,
    pointer: &mut String,
    found: &mut Vec<Carried<'v>>,
) {
    let schema = resolved(root, schema);
    let length = pointer.len();
    match value {
        Value::String(text) if schema.get("contentMediaType").is_some() => found.push(Carried {
            pointer: pointer.clone(),
            text,
            schema: schema.get("contentSchema").map(|part| whole(root, part)),
        }),
        Value::Array(items) => {
            let Some(schema) = schema.get("items") else {
                return;
            };
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                walk(root, schema, item, pointer, found);
                pointer.truncate(length);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let Some(schema) = member_schema(schema, value, key) else {
                    continue;
                };
                pointer::push(pointer, key);
                walk(root, schema, member, pointer, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// The schema of a member. In the schema of a response, `then` describes the payload of a success.
fn member_schema<'v>(schema: &'v Value, object: &Value, key: &str) -> Option<&'v Value> {
    let described = |schema: &'v Value| schema.get("properties")?.get(key);
    described(schema)
        .or_else(|| described(schema.get("then")?).filter(|_| succeeded(schema, object)))
        .or_else(|| {
            let others = schema.get("additionalProperties");
            others.filter(|schema| schema.is_object())
        })
}

/// Whether the `if` of a response's schema holds: its code is 0, or missing if that means the same.
fn succeeded(schema: &Value, object: &Value) -> bool {
    let Some(condition) = schema.get("if") else {
        return false;
    };
    let codes = condition.get("properties").and_then(Value::as_object);
    codes.into_iter().flatten().all(|(key, wanted)| {
        match object.get(key) {
            // Compare as numbers: to a validator, `0.0` is 0.
            Some(code) => code.as_f64() == wanted.get("const").and_then(Value::as_f64),
            None => condition.get("required").is_none(),
        }
    })
}

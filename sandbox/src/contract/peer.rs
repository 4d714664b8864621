//! Checks payloads with the emitted JSON Schema and an independent validator, including the JSON within strings.

use jsonschema::{ValidationError, Validator};
use larkspec_codegen::carried::carried;
use larkspec_codegen::model::{Endpoint, Section};
use larkspec_codegen::schema;
use serde_json::Value;

use crate::payload::{Breach, Payload};

/// A schema and its validator.
#[derive(Debug)]
pub(crate) struct Contract {
    schema: Value,
    validator: Validator,
}

impl Contract {
    /// # Errors
    ///
    /// The schema does not compile.
    pub(crate) fn new(endpoint: &Endpoint, payload: Payload) -> Result<Self, String> {
        let schema = match payload {
            Payload::Request(Section::Body) => schema::request(endpoint),
            Payload::Request(section) => Value::Object(schema::section(endpoint, section)),
            Payload::Response => schema::response(endpoint),
        };
        let compiled = Contract::of_schema(schema);
        compiled.map_err(|error| {
            format!(
                "the schema of `{}` does not compile: {error}",
                endpoint.name
            )
        })
    }

    fn of_schema(schema: Value) -> Result<Self, String> {
        let validator = jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?;
        Ok(Contract { schema, validator })
    }

    /// The problems of a payload. With `masked`, messages do not quote it.
    pub(crate) fn breaches(&self, _: &Endpoint, payload: &Value, masked: bool) -> Vec<Breach> {
        self.broken(payload, masked)
    }

    fn broken(&self, payload: &Value, masked: bool) -> Vec<Breach> {
        let breach = |error: ValidationError<'_>| Breach {
            pointer: error.instance_path().as_str().to_owned(),
            reason: match masked {
                true => error.masked().to_string(),
                false => error.to_string(),
            },
        };
        let mut breaches: Vec<Breach> = Vec::new();
        if !self.validator.is_valid(payload) {
            breaches.extend(self.validator.iter_errors(payload).map(breach));
        }
        for string in carried(&self.schema, payload) {
            let inner = match serde_json::from_str(string.text) {
                Ok(document) => within(string.schema.as_deref(), &document, masked),
                // The position of the syntax error reveals nothing of the content.
                Err(error) => vec![Breach {
                    pointer: String::new(),
                    reason: format!("the string is not JSON: {error}"),
                }],
            };
            breaches.extend(inner.into_iter().map(|breach| Breach {
                pointer: format!("{}{}", string.pointer, breach.pointer),
                ..breach
            }));
        }
        breaches
    }
}

/// The problems of the document in a string.
fn within(schema: Option<&Value>, document: &Value, masked: bool) -> Vec<Breach> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    match Contract::of_schema(schema.clone()) {
        Ok(contract) => contract.broken(document, masked),
        // The whole schema has compiled, and this is a part of it.
        Err(reason) => vec![Breach {
            pointer: String::new(),
            reason,
        }],
    }
}

//! Compares the engine's verdict on a payload with that of the `jsonschema` crate.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use bumpalo::Bump;
use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use larkspec_codegen::carried::carried;
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::{schema, shape};
use larkspec_shape::{CheckError, Rule, Shape, check, pointer};
use serde_json::Value;

/// What identifies a broken rule: JSON Pointer, property, keyword.
pub type Broken = (String, Option<String>, String);

/// A shape and the schema from the same spec.
pub struct Pair<'a> {
    /// What it belongs to, for the message of a failure.
    pub name: String,
    /// The engine's side.
    pub shape: Shape<'a>,
    /// The emitted schema.
    pub schema: Value,
    /// The validator's side.
    pub validator: Validator,
}

/// The pairs of an endpoint: for its request, and for its response unless that is a file.
///
/// # Errors
///
/// The `jsonschema` crate does not accept the schema.
pub fn pairs<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> anyhow::Result<Vec<Pair<'a>>> {
    let mut pairs = vec![pair(
        format!("{} request", endpoint.name),
        shape::request(bump, endpoint),
        schema::request(endpoint),
    )?];
    if let Some(shape) = shape::response(bump, endpoint) {
        pairs.push(pair(
            format!("{} response", endpoint.name),
            shape,
            schema::response(endpoint),
        )?);
    }
    Ok(pairs)
}

fn pair(name: String, shape: Shape<'_>, schema: Value) -> anyhow::Result<Pair<'_>> {
    let validator = jsonschema::draft202012::new(&schema)
        .map_err(|e| anyhow::anyhow!("the schema of {name} is rejected: {e}"))?;
    Ok(Pair {
        name,
        shape,
        schema,
        validator,
    })
}

/// A difference between the two on a payload that the engine's documentation does not list.
#[derive(Debug)]
pub struct Disagreement {
    /// What was checked.
    pub name: String,
    /// The payload.
    pub payload: String,
    /// What only the engine reports, or `None` if it says "not JSON".
    pub engine_only: Option<BTreeSet<Broken>>,
    /// What only the validator reports, or `None` if it says "not JSON".
    pub validator_only: Option<BTreeSet<Broken>>,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}\n  the engine only: {:?}\n  the validator only: {:?}",
            self.name, self.payload, self.engine_only, self.validator_only
        )
    }
}

/// The common verdict on a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// It is not JSON.
    NotJson,
    /// The rules that it breaks; none for a valid one.
    Broken(BTreeSet<Broken>),
    /// Only the engine rejects something, for one of the documented reasons.
    Stricter,
}

/// Compares the verdicts on one payload.
///
/// # Errors
///
/// The verdicts differ.
pub fn compare(pair: &Pair<'_>, payload: &str) -> Result<Agreed, Box<Disagreement>> {
    let engine = engine(&pair.shape, payload);
    let parsed = serde_json::from_str::<Value>(payload).ok();
    let validator = parsed
        .as_ref()
        .map(|value| validator(&pair.validator, &pair.schema, value));
    let (engine, value, validator) = match (engine, parsed, validator) {
        (None, None, _) => return Ok(Agreed::NotJson),
        (Some(engine), Some(value), Some(validator)) => (engine, value, validator),
        (engine_only, _, validator_only) => {
            return Err(Box::new(Disagreement {
                name: pair.name.clone(),
                payload: payload.to_owned(),
                engine_only,
                validator_only,
            }));
        }
    };
    if engine == validator {
        return Ok(Agreed::Broken(engine));
    }
    let engine_only: BTreeSet<Broken> = engine.difference(&validator).cloned().collect();
    let validator_only: BTreeSet<Broken> = validator.difference(&engine).cloned().collect();
    let stricter = engine_only
        .iter()
        .all(|broken| is_documented(broken, &value));
    if stricter && (validator_only.is_empty() || has_no_code(&pair.shape, &engine_only)) {
        return Ok(Agreed::Stricter);
    }
    Err(Box::new(Disagreement {
        name: pair.name.clone(),
        payload: payload.to_owned(),
        engine_only: Some(engine_only),
        validator_only: Some(validator_only),
    }))
}

/// Whether the engine rejects the code of a response. A response whose code is not an integer for the engine has no
/// payload.
fn has_no_code(shape: &Shape<'_>, engine_only: &BTreeSet<Broken>) -> bool {
    let Shape::Envelope(envelope) = shape else {
        return false;
    };
    let code = pointer::escape(envelope.code);
    engine_only
        .iter()
        .any(|(pointer, ..)| pointer.strip_prefix('/') == Some(&*code))
}

/// Whether the engine's documentation lists this as something that only the engine rejects.
fn is_documented((pointer, _, keyword): &Broken, payload: &Value) -> bool {
    let value = resolve(payload, pointer);
    let number = || value.as_ref().and_then(Value::as_number);
    match keyword.as_str() {
        "duplicate" => true,
        // An integer in another notation: serde_json reads it as a float.
        "type" => {
            number().is_some_and(|n| n.is_f64() && n.as_f64().is_some_and(|n| n.fract() == 0.0))
        }
        // An integer below -2^63 that serde_json rounds to it.
        "minimum" | "const" | "enum" => {
            number().is_some_and(|n| n.is_f64() && n.as_f64() == Some(i64::MIN as f64))
        }
        _ => false,
    }
}

/// The broken rules according to the engine, by the keywords of the schema; `None` if it says "not JSON".
pub fn engine(shape: &Shape<'_>, payload: &str) -> Option<BTreeSet<Broken>> {
    let violations = match check(shape, payload.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(CheckError::Invalid(invalid)) => invalid.into_violations(),
        Err(_) => return None,
    };
    Some(
        violations
            .into_iter()
            .map(|v| {
                let property = v.property().map(Cow::into_owned);
                (
                    v.pointer().to_owned(),
                    property,
                    v.rule().schema_keyword().to_owned(),
                )
            })
            .collect(),
    )
}

/// The broken rules according to the `jsonschema` crate: of the payload, and of the JSON in its strings.
pub fn validator(validator: &Validator, schema: &Value, payload: &Value) -> BTreeSet<Broken> {
    let mut broken = BTreeSet::new();
    for error in validator.iter_errors(payload) {
        let pointer = error.instance_path().as_str().to_owned();
        let keyword = error.kind().keyword().to_owned();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for property in unexpected {
                    broken.insert((pointer.clone(), Some(property.clone()), keyword.clone()));
                }
            }
            ValidationErrorKind::Required { property } => {
                let property = property.as_str().map(str::to_owned);
                broken.insert((pointer, property, keyword));
            }
            _ => {
                broken.insert((pointer, None, keyword));
            }
        }
    }
    broken.extend(within_strings(schema, payload));
    broken
}

/// The broken rules of the JSON in strings, according to its own schemas. A validator that only has the schema of the
/// payload does not check it.
pub fn within_strings(schema: &Value, payload: &Value) -> BTreeSet<Broken> {
    let mut broken = BTreeSet::new();
    for string in carried(schema, payload) {
        let pointer = string.pointer;
        let Ok(document) = serde_json::from_str::<Value>(string.text) else {
            broken.insert((pointer, None, Rule::ContentMediaType.as_str().to_owned()));
            continue;
        };
        let Some(schema) = string.schema else {
            continue;
        };
        let within = jsonschema::draft202012::new(&schema)
            .map(|validator| self::validator(&validator, &schema, &document));
        let within = within.unwrap_or_else(|e| panic!("a part of a valid schema is invalid: {e}"));
        let at = |(inner, property, keyword)| (format!("{pointer}{inner}"), property, keyword);
        broken.extend(within.into_iter().map(at));
    }
    broken
}

/// The value at a JSON Pointer that continues into the JSON in strings.
fn resolve(value: &Value, pointer: &str) -> Option<Value> {
    let mut value = value.clone();
    for segment in pointer.split('/').skip(1) {
        if let Value::String(text) = &value {
            value = serde_json::from_str(text).ok()?;
        }
        value = value.pointer_mut(&format!("/{segment}"))?.take();
    }
    // The rules may apply to the document in a string.
    match &value {
        Value::String(text) => serde_json::from_str(text).ok().or(Some(value)),
        _ => Some(value),
    }
}

/// All rules with a keyword of their own; a test checks that each was broken at least once.
pub const RULES: &[Rule] = &[
    Rule::Type,
    Rule::Required,
    Rule::AdditionalProperties,
    Rule::Minimum,
    Rule::Maximum,
    Rule::MinLength,
    Rule::MaxLength,
    Rule::MinItems,
    Rule::MaxItems,
    Rule::Pattern,
    Rule::Enum,
    Rule::Const,
    Rule::AnyOf,
    Rule::ContentMediaType,
];

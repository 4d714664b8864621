//! Shared types: what a type is on each side, and which types a file can use.

use crate::model::{Field, SharedType, TypeFile, Types};
use crate::rules;

/// A type as a file of this name describes it, with what it is on each side.
pub fn shared(file: &str, field: Field) -> SharedType {
    SharedType {
        file: file.to_owned(),
        request: in_requests(&field),
        response: in_responses(&field),
        field,
    }
}

/// The types that are visible from a file of this name, an endpoint's or another one with types.
pub fn visible(files: &[TypeFile], name: &str) -> Types {
    let mut types = Types::default();
    for file in files.iter().filter(|file| file.serves(name)) {
        for field in &file.types {
            types.insert(shared(&file.name, field.clone()));
        }
    }
    types
}

/// A field of a shared type as requests have it.
fn in_requests(field: &Field) -> Field {
    let mut own = Field {
        fields: Vec::new(),
        request: None,
        ..field.clone()
    };
    if let Some(facts) = &field.request {
        lay_on(&mut own, facts);
    }
    let fields = field.fields.iter().filter(|inner| !inner.response_only);
    own.fields = fields.map(in_requests).collect();
    own
}

/// A field of a shared type as responses have it.
fn in_responses(field: &Field) -> Field {
    Field {
        fields: field.fields.iter().map(in_responses).collect(),
        request: None,
        ..field.clone()
    }
}

/// Gives a field the rules of another, which come on top of its own.
pub(crate) fn lay_on(field: &mut Field, facts: &Field) {
    for (rule, fact) in rules::of(facts) {
        (rule.set)(field, Some(fact));
        field.assumed.remove(rule.key);
    }
    field.assumed.extend(facts.assumed.iter().cloned());
}

/// Gives a field the listed values of its shared type.
pub(crate) fn take_values(field: &mut Field, of: &Field) {
    field.rules.values.clone_from(&of.rules.values);
    field.rules.open = of.rules.open;
    field.rules.bits = of.rules.bits;
}

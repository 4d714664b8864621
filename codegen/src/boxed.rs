//! Which fields of shared types need a `Box` in Rust.

use std::collections::BTreeSet;

use crate::model::{Field, Type, Types};
use crate::names;

/// Whether a field of a shared type, or of an object in it, needs a `Box` in Rust because the type may contain itself.
pub(crate) fn is_boxed<'a>(types: &'a Types, owner: &str, field: &'a Field) -> bool {
    let shared = field.shared.as_ref().filter(|_| is_held(field));
    let shared = shared.filter(|_| !names::is_there(field));
    shared.is_some_and(|shared| holds(types, shared, owner, &mut BTreeSet::new()))
}

/// Whether the struct of one shared type may contain that of another.
fn holds<'a>(types: &'a Types, owner: &'a str, part: &str, seen: &mut BTreeSet<&'a str>) -> bool {
    let fields = |name| {
        types
            .get(name)
            .map_or(&[][..], |shared| &shared.field.fields)
    };
    owner == part
        || (seen.insert(owner)
            && held(fields(owner))
                .into_iter()
                .any(|inner| holds(types, inner, part, seen)))
}

/// The shared types that structs with these fields contain.
fn held(fields: &[Field]) -> Vec<&str> {
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| is_held(field)) {
        match &field.shared {
            Some(name) => found.push(&**name),
            None => found.extend(held(&field.fields)),
        }
    }
    found
}

/// Whether the struct contains the value directly, rather than in a list or map.
fn is_held(field: &Field) -> bool {
    *field.ty.innermost() == Type::Object && !field.ty.suffix().contains(['[', '{'])
}

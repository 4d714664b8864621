//! Types that endpoints share: what a type is on each side, and which types a file can use.
//!
//! A file `types.toml` in any folder of specs describes them, as an endpoint describes its fields: objects, and strings or
//! ints with listed values. The endpoints and types of its folder, and of the folders below, can name them.
//!
//! ```toml
//! [types.Block]
//! type = "object"
//!
//! [types."Block.block_id"]
//! type = "string"
//! only = "response"                # requests cannot have it
//!
//! [types."Block.text"]
//! type    = "Text"
//! request = { required = true }    # on top, in requests
//!
//! [types."Block.children"]
//! type = "list<Block>"
//! ```
//!
//! What stands in a field's own keys holds on both sides. An endpoint says `type = "list<Block>"`, and may say more of the
//! type's fields, never less; in Rust its field has the type as it is:
//!
//! ```toml
//! [body.children]
//! type = "list<Block>"
//!
//! [body."children[].text.content"]
//! max_len = 100
//! ```
//!
//! In Rust a shared type stands in the module of its file, `docx::v1::types::Block`. A field is an `Option` unless
//! `required = true` stands in its own table: so a type depends on its file alone.

use std::collections::BTreeSet;

use crate::model::{Endpoint, Field, SharedType, Type, TypeFile, Types};
use crate::{names, rules};

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

/// The shared types that requests of these endpoints can hold, each as the name of its file and its own.
pub fn sent(endpoints: &[Endpoint]) -> BTreeSet<(&str, &str)> {
    let mut sent = BTreeSet::new();
    for endpoint in endpoints {
        for (_, field) in endpoint.parameters() {
            add_sent(field, &endpoint.types, &mut sent);
        }
    }
    sent
}

fn add_sent<'a>(field: &'a Field, types: &'a Types, sent: &mut BTreeSet<(&'a str, &'a str)>) {
    if field.response_only {
        return;
    }
    let fields = match field.shared.as_ref().and_then(|name| types.get(name)) {
        // Seen before: so are those that it holds.
        Some(shared) if !sent.insert((&shared.file, &shared.field.name)) => return,
        Some(shared) => &shared.field.fields,
        None => &field.fields,
    };
    fields.iter().for_each(|inner| add_sent(inner, types, sent));
}

/// Whether a field of a shared type, or of an object in it, stands in a `Box` in Rust: the type may hold itself by it.
pub(crate) fn is_boxed<'a>(types: &'a Types, owner: &str, field: &'a Field) -> bool {
    let shared = field.shared.as_ref().filter(|_| is_held(field));
    let shared = shared.filter(|_| !names::is_there(field));
    shared.is_some_and(|shared| holds(types, shared, owner, &mut BTreeSet::new()))
}

/// Whether a struct of one shared type may be part of one of another.
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

/// The shared types that are part of structs of these fields.
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

/// Whether the value stands in its struct by itself, not in a list or map.
fn is_held(field: &Field) -> bool {
    *field.ty.innermost() == Type::Object && !field.ty.suffix().contains(['[', '{'])
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

//! Types that endpoints share: what a type is on each side, and which types a file can use.
//!
//! A file `types.toml` in any folder of specs describes objects, and strings or ints with listed values, in the same
//! way as an endpoint describes its fields. The endpoints and types in its folder and in the folders below can refer
//! to them by name.
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
//! A field's own keys apply to both sides. An endpoint uses the type with `type = "list<Block>"`, and may tighten the
//! rules of the type's fields, but not loosen them. In Rust, its field has the unmodified type:
//!
//! ```toml
//! [body.children]
//! type = "list<Block>"
//!
//! [body."children[].text.content"]
//! max_len = 100
//! ```
//!
//! In Rust, a shared type is in the module of its file: `docx::v1::types::Block`. A field is an `Option` unless its
//! own table has `required = true`, so a type depends only on its file.

use std::collections::BTreeSet;

use crate::model::{Api, Endpoint, Field, Section, SharedType, TypeFile, Types};
use crate::rules;

/// Creates a type from its description in a file with this name.
pub fn shared(file: &str, field: Field) -> SharedType {
    SharedType {
        file: file.to_owned(),
        request: in_requests(&field),
        response: in_responses(&field),
        field,
    }
}

/// The types that are visible from a file of an API with this name, which describes an endpoint or types.
pub fn visible(api: &Api, name: &str) -> Types {
    visible_of(api.elsewhere.iter().chain(&api.types), name)
}

/// The types of those files that are visible from a file with this name.
pub fn visible_of<'a>(files: impl IntoIterator<Item = &'a TypeFile>, name: &str) -> Types {
    let mut types = Types::default();
    for file in files.into_iter().filter(|file| file.serves(name)) {
        for field in &file.types {
            types.insert(shared(&file.name, field.clone()));
        }
    }
    types
}

/// The shared types that these endpoints use, directly or through other types, each as the name of its file and its own
/// name.
pub fn used(endpoints: &[Endpoint]) -> BTreeSet<(&str, &str)> {
    let mut used = BTreeSet::new();
    for endpoint in endpoints {
        for section in Section::ALL {
            add_used(&endpoint.types, endpoint.section(section), &mut used);
        }
    }
    used
}

fn add_used<'a>(types: &'a Types, fields: &'a [Field], used: &mut BTreeSet<(&'a str, &'a str)>) {
    for field in fields {
        add_used(types, &field.fields, used);
        let shared = field.shared.as_deref().and_then(|name| types.get(name));
        if let Some(shared) = shared
            && used.insert((&shared.file, &shared.field.name))
        {
            add_used(types, &shared.field.fields, used);
        }
    }
}

/// The shared types that requests of these endpoints can contain, each as the name of its file and its own name.
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
        // Already visited, and so are the types within it.
        Some(shared) if !sent.insert((&shared.file, &shared.field.name)) => return,
        Some(shared) => &shared.field.fields,
        None => &field.fields,
    };
    fields.iter().for_each(|inner| add_sent(inner, types, sent));
}

/// A field of a shared type in requests.
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

/// A field of a shared type in responses.
fn in_responses(field: &Field) -> Field {
    Field {
        fields: field.fields.iter().map(in_responses).collect(),
        request: None,
        ..field.clone()
    }
}

/// Adds the rules of another field, which refine the field's own.
pub(crate) fn lay_on(field: &mut Field, facts: &Field) {
    for (rule, fact) in rules::of(facts) {
        (rule.set)(field, Some(fact));
        field.assumed.remove(rule.key);
    }
    field.assumed.extend(facts.assumed.iter().cloned());
}

/// Copies the listed values of its shared type into a field.
pub(crate) fn take_values(field: &mut Field, of: &Field) {
    field.rules.values.clone_from(&of.rules.values);
    field.rules.open = of.rules.open;
    field.rules.bits = of.rules.bits;
}

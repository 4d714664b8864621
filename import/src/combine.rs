//! Combines two pages that describe different requests of one call: the operations of `sheets_batch_update`, for
//! example, are spread over two pages.

use larkspec_codegen::model::{Endpoint, Field, Section, Type};

use crate::extract::hash_of_hashes;
use crate::interpret::Imported;

/// Whether each page describes a part of one operation: at one place of the request, each has optional objects that
/// the other lacks, and they agree on everything else.
///
/// Two versions of one page look different: the newer one has additional or fewer fields, seldom others, and these
/// are values rather than alternative objects.
pub(crate) fn are_parts(a: &Endpoint, b: &Endpoint) -> bool {
    let mut alternatives = false;
    Section::REQUEST
        .into_iter()
        .all(|section| agree(a.section(section), b.section(section), &mut alternatives))
        && alternatives
}

/// Whether fields that both have are of one type, and fields that only one has are optional.
fn agree(a: &[Field], b: &[Field], alternatives: &mut bool) -> bool {
    let only = |these: &'_ [Field], those: &[Field]| -> Vec<Field> {
        these
            .iter()
            .filter(|field| those.iter().all(|other| other.name != field.name))
            .cloned()
            .collect()
    };
    let (only_a, only_b) = (only(a, b), only(b, a));
    let has_object = |fields: &[Field]| fields.iter().any(|field| field.ty == Type::Object);
    *alternatives |= has_object(&only_a) && has_object(&only_b);
    only_a.iter().chain(&only_b).all(|field| !field.required)
        && a.iter()
            .filter_map(|field| Some((field, b.iter().find(|other| other.name == field.name)?)))
            .all(|(a, b)| a.ty == b.ty && agree(&a.fields, &b.fields, alternatives))
}

/// Adds the facts of a further page about the same call. Where both pages state a fact, `base` takes precedence.
pub fn add(base: &mut Imported, other: &Imported) {
    let (own, new) = (&mut base.endpoint, &other.endpoint);
    own.also.extend(new.source.clone());
    base.page_hash = hash_of_hashes([&*base.page_hash, &other.page_hash].into_iter());
    own.updated = own.updated.max(new.updated);
    for scope in &new.http.scopes {
        if !own.http.scopes.contains(scope) {
            own.http.scopes.push(scope.clone());
        }
    }
    own.page = own.page.take().or_else(|| new.page.clone());
    for section in Section::ALL {
        add_fields(own.section_mut(section), new.section(section));
    }
    for error in &new.errors {
        if own.errors.iter().all(|known| known.code != error.code) {
            own.errors.push(error.clone());
        }
    }
    let open = &mut base.open;
    let more = other.open.clone();
    open.fields.extend(more.fields);
    open.types.extend(more.types);
    open.required.extend(more.required);
    open.sections.extend(more.sections);
    open.facts.extend(more.facts);
    let more = other.type_names.clone();
    base.type_names.extend(more);
}

fn add_fields(own: &mut Vec<Field>, new: &[Field]) {
    for field in new {
        match own.iter_mut().find(|known| known.name == field.name) {
            Some(known) if known.ty == field.ty => add_fields(&mut known.fields, &field.fields),
            Some(_) => {}
            None => own.push(field.clone()),
        }
    }
}

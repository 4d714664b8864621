//! What a payload says about its list, beyond the decoded value.

use std::collections::BTreeMap;

use larkspec_shape::object::{Object, SlotMut, SlotRef};
use larkspec_shape::repaired;
use serde_json::value::RawValue;

use crate::endpoint::metadata::PageKeys;
use crate::wire::envelope::is_of_envelope;
use crate::{Metadata, Paged};

/// The number of items in a response.
pub(super) fn count(object: &dyn Object, pointer: &str) -> usize {
    let (key, rest) = first_step(pointer);
    let mut found = 0;
    object.values(&mut |table, values| {
        let mut fields = table.fields().iter().zip(values);
        if let Some((_, value)) = fields.find(|((known, ..), _)| *known == key) {
            found = length(*value, rest);
        }
    });
    found
}

fn length(value: SlotRef<'_>, rest: &str) -> usize {
    match value {
        SlotRef::Texts(list) => list.len(),
        SlotRef::OptTexts(list) => list.as_ref().map_or(0, Vec::len),
        SlotRef::List(list) => list.count(),
        SlotRef::Object(object) => count(object, rest),
        SlotRef::Opt(value) => value.peek().map_or(0, |value| length(value, rest)),
        _ => 0,
    }
}

/// What a page without items means.
#[derive(Debug, PartialEq)]
pub(super) enum Outlook {
    /// The list is empty.
    Empty,
    /// The list is missing, and so is everything else.
    Nothing,
    /// The list is missing, but there is other content. These keys of it are not described.
    Elsewhere(Vec<String>),
}

/// Examines a payload without items.
pub(super) fn outlook<E: Paged>(keys: &PageKeys, payload: &[u8]) -> Outlook {
    let repaired = repaired(payload);
    let payload = repaired.as_deref().unwrap_or(payload);
    let mut found = Found {
        has_list: false,
        described: false,
        others: Vec::new(),
    };
    let mut response = <E::Response as Object>::blank();
    found.look(&mut response, payload, keys.items, E::METADATA);
    let says_end = match (keys.more, keys.next) {
        (Some(more), _) => member(payload, more).is_some_and(is_no),
        (None, Some(next)) => {
            member(payload, next).is_some_and(|raw| matches!(raw.get(), "\"\"" | "null"))
        }
        (None, None) => false,
    };
    match found {
        Found { has_list: true, .. } => Outlook::Empty,
        Found { others, .. } if !others.is_empty() => Outlook::Elsewhere(others),
        _ if says_end => Outlook::Empty,
        Found {
            described: false, ..
        } => Outlook::Nothing,
        Found { others, .. } => Outlook::Elsewhere(others),
    }
}

/// Whether a flag says no, in whatever JSON type.
fn is_no(raw: &RawValue) -> bool {
    matches!(raw.get(), "false" | "0" | "\"false\"" | "\"0\"")
}

/// What was found on the way to a list.
struct Found {
    has_list: bool,
    /// Whether any other described field has a value.
    described: bool,
    /// Keys that are not described.
    others: Vec<String>,
}

impl Found {
    fn look(
        &mut self,
        object: &mut dyn Object,
        json: &[u8],
        pointer: &str,
        metadata: &Metadata<'_>,
    ) {
        let is_whole_body =
            metadata.flat && pointer == metadata.paging.map_or("", |keys| keys.items);
        let (key, rest) = first_step(pointer);
        // A value in place of an empty object has no fields.
        let mut fields: BTreeMap<String, &RawValue> =
            serde_json::from_slice(json).unwrap_or_default();
        let on_the_way = fields.remove(key.as_str());
        fields.retain(|_, raw| raw.get() != "null");
        if is_whole_body {
            fields.retain(|key, _| !is_of_envelope(key, &metadata.envelope));
        }
        object.slots(&mut |table, slots| {
            let is_known = |key: &str| table.fields().iter().any(|(known, ..)| *known == key);
            for other in fields.keys() {
                match is_known(other) {
                    true => self.described = true,
                    false => self.others.push(other.clone()),
                }
            }
            let mut slots = table.fields().iter().zip(slots);
            let Some((_, slot)) = slots.find(|((known, ..), _)| *known == key) else {
                return;
            };
            match (on_the_way, rest) {
                (None, _) => {}
                (Some(_), "") => self.has_list = true,
                (Some(raw), rest) => self.look_into(slot, raw, rest, metadata),
            }
        });
    }

    fn look_into(
        &mut self,
        slot: &mut SlotMut<'_>,
        raw: &RawValue,
        rest: &str,
        metadata: &Metadata<'_>,
    ) {
        match slot {
            SlotMut::Object(object) => self.look(*object, raw.get().as_bytes(), rest, metadata),
            SlotMut::Opt(slot) => self.look_into(&mut slot.fill(), raw, rest, metadata),
            _ => {}
        }
    }
}

/// The value at a pointer into JSON.
fn member<'j>(json: &'j [u8], pointer: &str) -> Option<&'j RawValue> {
    let (key, rest) = first_step(pointer);
    let fields: BTreeMap<String, &'j RawValue> = serde_json::from_slice(json).ok()?;
    let raw = *fields.get(&key)?;
    match rest {
        "" => Some(raw),
        rest => member(raw.get().as_bytes(), rest),
    }
}

/// The items of a list, each as received.
pub(super) fn items<'j>(json: &'j [u8], pointer: &str) -> Vec<&'j RawValue> {
    let list = member(json, pointer).map(|raw| serde_json::from_str(raw.get()));
    list.and_then(Result::ok).unwrap_or_default()
}

/// Splits off the first key of a JSON Pointer.
fn first_step(pointer: &str) -> (String, &str) {
    let pointer = pointer.strip_prefix('/').unwrap_or(pointer);
    let end = pointer.find('/').unwrap_or(pointer.len());
    let (key, rest) = pointer.split_at(end);
    (key.replace("~1", "/").replace("~0", "~"), rest)
}

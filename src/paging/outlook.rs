//! What a payload says about its list, beyond the decoded value.

use std::collections::BTreeMap;

use larkspec_shape::object::{Object, SlotMut, SlotRef};
use larkspec_shape::repaired;
use serde_json::value::RawValue;

use crate::Metadata;
use crate::endpoint::metadata::{EnvelopeKeys, PageKeys};
use crate::wire::envelope::is_of_envelope;

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
        SlotRef::List(list) => list.count(),
        SlotRef::Object(object) => count(object, rest),
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

/// Examines a payload without items, given the described keys of every object on the way to the list.
pub(super) fn outlook(
    metadata: &Metadata<'_>,
    keys: &PageKeys<'_>,
    described: &[Vec<String>],
    payload: &[u8],
) -> Outlook {
    let repaired = repaired(payload);
    let payload = repaired.as_deref().unwrap_or(payload);
    let mut found = Found::default();
    let envelope = metadata.flat.then_some(&metadata.envelope);
    found.look(payload, keys.items, described, envelope);
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
#[derive(Default)]
struct Found {
    has_list: bool,
    /// Whether any other described field has a value.
    described: bool,
    /// Keys that are not described.
    others: Vec<String>,
}

impl Found {
    /// Looks into an object on the way, whose described keys come first. The whole body of an answer also has the keys
    /// of its envelope.
    fn look(
        &mut self,
        json: &[u8],
        pointer: &str,
        described: &[Vec<String>],
        envelope: Option<&EnvelopeKeys>,
    ) {
        let Some((known, deeper)) = described.split_first() else {
            return;
        };
        let (key, rest) = first_step(pointer);
        // A value in place of an empty object has no fields.
        let mut fields: BTreeMap<String, &RawValue> =
            serde_json::from_slice(json).unwrap_or_default();
        let on_the_way = fields.remove(key.as_str());
        fields.retain(|_, raw| raw.get() != "null");
        if let Some(keys) = envelope {
            fields.retain(|key, _| !is_of_envelope(key, keys));
        }
        for other in fields.into_keys() {
            match known.contains(&other) {
                true => self.described = true,
                false => self.others.push(other),
            }
        }
        match (on_the_way, rest) {
            (Some(_), "") => self.has_list = true,
            (Some(raw), rest) => self.look(raw.get().as_bytes(), rest, deeper, None),
            (None, _) => {}
        }
    }
}

/// Collects the keys of the objects on the way to a list.
pub(super) fn describe(object: &mut dyn Object, pointer: &str, described: &mut Vec<Vec<String>>) {
    let (key, rest) = first_step(pointer);
    object.slots(&mut |table, slots| {
        let keys = table.fields().iter().map(|(key, ..)| (*key).to_owned());
        described.push(keys.collect());
        let mut slots = table.fields().iter().zip(slots);
        if let Some((_, slot)) = slots.find(|((known, ..), _)| *known == key)
            && !rest.is_empty()
        {
            describe_within(slot, rest, described);
        }
    });
}

fn describe_within(slot: &mut SlotMut<'_>, rest: &str, described: &mut Vec<Vec<String>>) {
    match slot {
        SlotMut::Object(object) => describe(*object, rest, described),
        SlotMut::Opt(slot) => describe_within(&mut slot.fill(), rest, described),
        _ => {}
    }
}

/// The value at a pointer into JSON.
pub(super) fn member<'j>(json: &'j [u8], pointer: &str) -> Option<&'j RawValue> {
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
pub(super) fn first_step(pointer: &str) -> (String, &str) {
    let pointer = pointer.strip_prefix('/').unwrap_or(pointer);
    let end = pointer.find('/').unwrap_or(pointer.len());
    let (key, rest) = pointer.split_at(end);
    (key.replace("~1", "/").replace("~0", "~"), rest)
}

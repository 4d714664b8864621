//! Reads one page of a list, and makes sure that what looks like an empty one is one.

use std::collections::BTreeMap;

use larkspec_shape::object::{Deviation, Object, SlotMut, SlotRef};
use larkspec_shape::repaired;
use serde_json::value::RawValue;

use crate::answer::{self, Answer};
use crate::endpoint::PageKeys;
use crate::envelope::is_of_envelope;
use crate::error::Inner;
use crate::request::Encoded;
use crate::scrub::one_line;
use crate::{Client, Error, ErrorKind, Metadata, Paged};

/// A page of a list.
pub(crate) struct Page<E: Paged> {
    pub(crate) response: E::Response,
    /// How many items came, those that cannot be read included.
    pub(crate) received: usize,
    /// The items that cannot be read whole, by their positions.
    pub(super) gaps: BTreeMap<usize, Gap>,
    /// Says what could not be read. All of it is in items.
    pub(crate) incomplete: Option<Error>,
    pub(super) payload: Vec<u8>,
}

/// An item that cannot be read, or a part of it.
pub(super) struct Gap {
    pub(super) error: Error,
    /// Whether the rest of it is in the list.
    pub(super) is_in_list: bool,
}

/// Asks for a page.
pub(crate) fn read<E: Paged>(client: &Client, request: &Encoded) -> Result<Page<E>, Error> {
    let metadata = E::METADATA;
    let Some(keys) = &metadata.paging else {
        let detail = "the metadata of the endpoint do not say where its pages have their items";
        return Err(Inner::new(ErrorKind::Configuration, detail)
            .endpoint(metadata.name)
            .into());
    };
    let page = page::<E>(keys, client.answer_encoded::<E>(request)?)?;
    if page.received > 0 {
        return Ok(page);
    }
    match outlook::<E>(keys, &page.payload) {
        Outlook::Empty => Ok(page),
        Outlook::Elsewhere(others) => Err(without_list(metadata, keys, &others)),
        // Perhaps that was a failure: the second answer holds.
        Outlook::Nothing => {
            let page = self::page::<E>(keys, client.answer_encoded::<E>(request)?)?;
            match (page.received, outlook::<E>(keys, &page.payload)) {
                (0, Outlook::Elsewhere(others)) => Err(without_list(metadata, keys, &others)),
                _ => Ok(page),
            }
        }
    }
}

/// Sorts what could not be read by items. What is not in items is an error of the whole page.
fn page<E: Paged>(keys: &PageKeys, answer: Answer<E::Response>) -> Result<Page<E>, Error> {
    let (response, incomplete, payload) = answer.into_parts();
    let mut by_position: BTreeMap<usize, Vec<Deviation>> = BTreeMap::new();
    let list = format!("{}{}/", answer::payload_pointer(E::METADATA), keys.items);
    if let Some(error) = &incomplete {
        for deviation in error.left_out() {
            let Some(position) = position(deviation, &list) else {
                return Err(error.clone());
            };
            let gap = by_position.entry(position).or_default();
            gap.push(deviation.clone());
        }
    }
    let mut received = count(&response, keys.items);
    let mut gaps = BTreeMap::new();
    for (position, left_out) in by_position {
        let item = format!("{list}{position}");
        let is_in_list = !left_out.iter().any(|it| it.location() == item);
        received += usize::from(!is_in_list);
        if let Some(error) = &incomplete {
            let detail = match is_in_list {
                true => "a part of an item of the list cannot be read",
                false => "an item of the list cannot be read",
            };
            let error = error.of_part(detail, left_out);
            gaps.insert(position, Gap { error, is_in_list });
        }
    }
    Ok(Page {
        response,
        received,
        gaps,
        incomplete,
        payload,
    })
}

/// The position of the item that something was left out of.
fn position(deviation: &Deviation, list: &str) -> Option<usize> {
    let rest = deviation.location().strip_prefix(list)?;
    rest.split('/').next()?.parse().ok()
}

/// How many items a response holds.
fn count(object: &dyn Object, pointer: &str) -> usize {
    let (key, rest) = first_step(pointer);
    let mut found = 0;
    object.values(&mut |table, values| {
        let mut fields = table.fields.iter().zip(values);
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

/// What a page without items says.
#[derive(Debug, PartialEq)]
enum Outlook {
    /// The list is empty.
    Empty,
    /// The list is not there, nor is anything else.
    Nothing,
    /// The list is not there, but other things are. These of them are not described.
    Elsewhere(Vec<String>),
}

/// Looks into a payload without items.
fn outlook<E: Paged>(keys: &PageKeys, payload: &[u8]) -> Outlook {
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

/// Whether a flag says no, as whichever type.
fn is_no(raw: &RawValue) -> bool {
    matches!(raw.get(), "false" | "0" | "\"false\"" | "\"0\"")
}

/// What there is along the way to a list.
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
        // What stands for an empty object has no fields.
        let mut fields: BTreeMap<String, &RawValue> =
            serde_json::from_slice(json).unwrap_or_default();
        let on_the_way = fields.remove(key.as_str());
        fields.retain(|_, raw| raw.get() != "null");
        if is_whole_body {
            fields.retain(|key, _| !is_of_envelope(key, &metadata.envelope));
        }
        object.slots(&mut |table, slots| {
            let is_known = |key: &str| table.fields.iter().any(|(known, ..)| *known == key);
            for other in fields.keys() {
                match is_known(other) {
                    true => self.described = true,
                    false => self.others.push(other.clone()),
                }
            }
            let mut slots = table.fields.iter().zip(slots);
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

/// The items of a list, each as it came.
pub(super) fn items<'j>(json: &'j [u8], pointer: &str) -> Vec<&'j RawValue> {
    let list = member(json, pointer).map(|raw| serde_json::from_str(raw.get()));
    list.and_then(Result::ok).unwrap_or_default()
}

/// The first key of a JSON Pointer, and what follows.
fn first_step(pointer: &str) -> (String, &str) {
    let pointer = pointer.strip_prefix('/').unwrap_or(pointer);
    let end = pointer.find('/').unwrap_or(pointer.len());
    let (key, rest) = pointer.split_at(end);
    (key.replace("~1", "/").replace("~0", "~"), rest)
}

/// A page does not say where its items are.
fn without_list(metadata: &Metadata<'_>, keys: &PageKeys, others: &[String]) -> Error {
    let list = keys.items.trim_start_matches('/').replace('/', ".");
    let others: Vec<String> = others
        .iter()
        .take(5)
        .map(|key| format!("`{}`", one_line(key, 100)))
        .collect();
    let others = match others.is_empty() {
        true => "and does not say that it is empty".to_owned(),
        false => format!(
            "but {}, which its page does not describe",
            others.join(", ")
        ),
    };
    let detail = format!("the answer has no list `{list}`, {others}; the items so far are not all");
    Inner::new(ErrorKind::Decode, detail)
        .endpoint(metadata.name)
        .into()
}

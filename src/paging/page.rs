//! Reads one page of a list, and makes sure that what looks like an empty one is one.

use std::collections::BTreeMap;

use larkspec_shape::object::Deviation;

use super::outlook::{Outlook, count, outlook};
use crate::endpoint::metadata::PageKeys;
use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::wire::answer::{self, Answer};
use crate::wire::request::Encoded;
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

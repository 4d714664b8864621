//! Reads one page of a list, and checks that a page that looks empty is empty.

use std::collections::BTreeMap;

use larkspec_shape::object::Deviation;

use super::list::{Decoded, List};
use super::outlook::{Outlook, outlook};
use crate::endpoint::metadata::PageKeys;
use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::wire::answer;
use crate::wire::request::Encoded;
use crate::{Client, Error, ErrorKind, Metadata};

/// A page of a list.
pub(crate) struct Page<R> {
    pub(crate) response: R,
    /// The number of items received, including those that cannot be read.
    pub(crate) received: usize,
    /// The items that cannot be read completely, with their positions.
    pub(super) gaps: BTreeMap<usize, Gap>,
    /// The error that says what could not be read. All of it is within items.
    pub(crate) incomplete: Option<Error>,
    pub(super) payload: Vec<u8>,
}

/// An item that cannot be read completely.
pub(super) struct Gap {
    pub(super) error: Error,
    /// Whether the readable part of the item is in the list.
    pub(super) is_in_list: bool,
}

/// Requests a page.
pub(crate) fn read<L: List>(
    client: &Client,
    list: &L,
    request: &Encoded,
) -> Result<Page<L::Response>, Error> {
    let metadata = list.metadata();
    let Some(keys) = &metadata.paging else {
        let detail = "the endpoint's metadata does not say where its pages have their items";
        return Err(Inner::new(ErrorKind::Configuration, detail)
            .endpoint(metadata.name)
            .into());
    };
    let ask = || {
        let success = client.exchange(&metadata, request)?;
        page(&metadata, keys, list, list.decode(client, success)?)
    };
    let page = ask()?;
    if page.received > 0 {
        return Ok(page);
    }
    let described = list.described();
    match outlook(&metadata, keys, &described, &page.payload) {
        Outlook::Empty => Ok(page),
        Outlook::Elsewhere(others) => Err(without_list(&metadata, keys, &others)),
        // The first answer may have been a failure; trust the second.
        Outlook::Nothing => {
            let page = ask()?;
            let outlook = outlook(&metadata, keys, &described, &page.payload);
            match (page.received, outlook) {
                (0, Outlook::Elsewhere(others)) => Err(without_list(&metadata, keys, &others)),
                _ => Ok(page),
            }
        }
    }
}

/// Groups what could not be read by item. Anything outside of items is an error of the whole page.
fn page<L: List>(
    metadata: &Metadata<'_>,
    keys: &PageKeys<'_>,
    list: &L,
    decoded: Decoded<L::Response>,
) -> Result<Page<L::Response>, Error> {
    let Decoded {
        response,
        incomplete,
        payload,
    } = decoded;
    let mut received = list.count(&response);
    let mut by_position: BTreeMap<usize, Vec<Deviation>> = BTreeMap::new();
    let list = format!("{}{}/", answer::payload_pointer(metadata), keys.items);
    if let Some(error) = &incomplete {
        for deviation in error.left_out() {
            let Some(position) = position(deviation, &list) else {
                return Err(error.clone());
            };
            let gap = by_position.entry(position).or_default();
            gap.push(deviation.clone());
        }
    }
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

/// The position of the item that this part belongs to.
fn position(deviation: &Deviation, list: &str) -> Option<usize> {
    let rest = deviation.location().strip_prefix(list)?;
    rest.split('/').next()?.parse().ok()
}

/// The error for an answer without the list.
fn without_list(metadata: &Metadata<'_>, keys: &PageKeys<'_>, others: &[String]) -> Error {
    let list = keys.items.trim_start_matches('/').replace('/', ".");
    let others: Vec<String> = others
        .iter()
        .take(5)
        .map(|key| format!("`{}`", one_line(key, 100)))
        .collect();
    let others = match others.is_empty() {
        true => "and does not say that it is empty".to_owned(),
        false => format!("but {}, which is not described", others.join(", ")),
    };
    let detail = format!("the answer has no list `{list}`, {others}; the list is incomplete");
    Inner::new(ErrorKind::Decode, detail)
        .endpoint(metadata.name)
        .into()
}

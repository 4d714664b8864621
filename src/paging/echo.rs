//! Detects a server that answers each offset with the same page.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::outlook::items;
use crate::endpoint::metadata::PageKeys;

/// The previous page of a list that is requested by offset.
#[derive(Clone, Debug, Default)]
pub(super) struct Echo {
    hasher: RandomState,
    last: Option<u64>,
    /// How often the page came in a row.
    times: u32,
}

impl Echo {
    /// How often a page may repeat if its items do not prove that it is the same page.
    const MOST: u32 = 100;

    /// Whether a page repeats the previous one, although another was requested.
    pub(super) fn is_repeated(
        &mut self,
        keys: &PageKeys<'_>,
        received: usize,
        payload: &[u8],
    ) -> bool {
        if keys.next.is_some() || received == 0 {
            return false;
        }
        let hash = self.hasher.hash_one(payload);
        if self.last.replace(hash) != Some(hash) {
            self.times = 1;
            return false;
        }
        self.times += 1;
        // A list may well repeat a few values over and over, but not many different ones.
        let all = items(payload, keys.items);
        let distinct: HashSet<&str> = all.iter().map(|item| item.get()).collect();
        let is_certain = all.len() > 1 && distinct.len() == all.len();
        is_certain || self.times > Self::MOST
    }
}

//! Notices a server that answers each offset with the same page.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::outlook::items;
use crate::endpoint::metadata::PageKeys;

/// What the last page of a list was, for lists whose pages are found by offsets.
#[derive(Clone, Debug, Default)]
pub(super) struct Echo {
    hasher: RandomState,
    last: Option<u64>,
    /// How often it came in a row.
    times: u32,
}

impl Echo {
    /// How often a page may come whose items do not say whether it is the same.
    const MOST: u32 = 100;

    /// Whether a page is the one before it, although another was asked for.
    pub(super) fn is_repeated(&mut self, keys: &PageKeys, received: usize, payload: &[u8]) -> bool {
        if keys.next.is_some() || received == 0 {
            return false;
        }
        let hash = self.hasher.hash_one(payload);
        if self.last.replace(hash) != Some(hash) {
            self.times = 1;
            return false;
        }
        self.times += 1;
        // The same few values may well stand in a list over and over. Many that differ from one another do not.
        let all = items(payload, keys.items);
        let distinct: HashSet<&str> = all.iter().map(|item| item.get()).collect();
        let is_certain = all.len() > 1 && distinct.len() == all.len();
        is_certain || self.times > Self::MOST
    }
}

//! The types that one endpoint uses, as text. A service has hundreds, and a command about one endpoint would spend most of
//! its time reading the others.
//!
//! This relies on the usual form of spec files, in which the key `type` begins a line and `[types.Name]` fills one. So it
//! is for the collection, where a test checks it, and not for files of users.

use std::collections::{BTreeMap, BTreeSet};

const HEADER: &str = "[types.";

/// Reduces files of types to what an endpoint uses, directly or through other types.
pub fn used<'a>(endpoint: &'a str, files: &'a [(String, String)]) -> Vec<(String, String)> {
    let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for table in files.iter().flat_map(|(_, text)| tables_of(text)) {
        tables.entry(owner(table)).or_default().push(table);
    }
    let mut used = BTreeSet::new();
    let mut unread = vec![endpoint];
    while let Some(text) = unread.pop() {
        for name in types_in(text) {
            if let Some(tables) = tables.get(name)
                && used.insert(name)
            {
                unread.extend(tables);
            }
        }
    }
    let kept = |text| {
        let tables = tables_of(text).filter(|table| used.contains(owner(table)));
        let text: String = tables.map(|table| format!("{HEADER}{table}\n")).collect();
        (!text.is_empty()).then_some(text)
    };
    let files = files.iter();
    let files = files.filter_map(|(name, text)| Some((name.clone(), kept(text)?)));
    files.collect()
}

/// The tables of a file of types, each without the beginning of its header.
fn tables_of(text: &str) -> impl Iterator<Item = &str> {
    let (_, tables) = text.split_once(HEADER).unwrap_or_default();
    tables.split("\n[types.").filter(|table| !table.is_empty())
}

/// The type that a table belongs to: `Block` of `"Block.children"]`.
fn owner(table: &str) -> &str {
    let name = table.trim_start_matches('"');
    name.split(['.', '"', ']']).next().unwrap_or_default()
}

/// The shared types that are the `type` of something, or of its items.
pub fn types_in(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| line.starts_with("type"));
    let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with(char::is_uppercase))
}

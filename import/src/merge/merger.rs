//! Compares the facts of a page with the keys of a file, one at a time, and records the changes.

use serde_json::Value as Json;
use toml_edit::{Item, TableLike, Value};

use super::change::{Change, Kind, Merged, shown, shown_change};
use super::example::same_example;
use super::toml::{assumed, insert_in_order, item_json, same, same_set, same_values, to_json};
use crate::interpret::Open;
use crate::write;

pub(super) struct Merger<'p> {
    /// What the page leaves open.
    pub(super) open: &'p Open,
    /// Whether the file has facts of unavailable pages, which may state what this page does not.
    pub(super) partial: bool,
    changes: Vec<Change>,
}

impl<'p> Merger<'p> {
    pub(super) fn new(open: &'p Open, partial: bool) -> Self {
        Merger {
            open,
            partial,
            changes: Vec::new(),
        }
    }

    /// The changes so far, and whether the text has changed.
    pub(super) fn finish(self, text: &str) -> (Merged, bool) {
        let is_news = |change: &Change| !matches!(change.kind, Kind::Kept | Kind::Stale);
        let changed = self.changes.iter().any(is_news);
        let merged = Merged {
            text: text.to_owned(),
            changes: self.changes,
        };
        (merged, changed)
    }

    pub(super) fn tell(&mut self, kind: Kind, place: impl Into<String>, text: impl Into<String>) {
        self.changes.push(Change {
            kind,
            place: place.into(),
            text: text.into(),
        });
    }

    /// Whether the file assumes what the page states as well. The assumption is kept; the remark says whether the page
    /// contradicts it or now says the same.
    pub(super) fn is_assumed(
        &mut self,
        table: &dyn TableLike,
        at: &str,
        key: &str,
        fact: Option<&str>,
    ) -> bool {
        let (Some(assumed), Some(fact)) = (assumed(table, key), fact) else {
            return false;
        };
        let (kind, text) = match same_values(key, &assumed, fact) || same(&assumed, fact) {
            true => (
                Kind::Stale,
                "is assumed, and the page now states it: remove it from `assumed`".to_owned(),
            ),
            false => (
                Kind::Kept,
                format!("is assumed and kept, although the page says {fact}"),
            ),
        };
        let text = format!("{} {text}", shown(&assumed));
        self.tell(kind, format!("{at}.{key}"), text);
        true
    }

    /// Sets, changes or removes one fact of a table, if the page differs.
    pub(super) fn fact(
        &mut self,
        table: &mut dyn TableLike,
        at: &str,
        key: &'static str,
        fact: Option<&str>,
        order: &[&str],
    ) {
        let stands = table.get(key).map(item_json);
        match (stands, fact) {
            (None, None) => {}
            (Some(Json::Bool(false)), None) => {}
            (Some(stands), Some(fact)) if same(&stands, fact) || same_set(key, &stands, fact) => {}
            (Some(stands), Some(fact)) if key == "example" && same_example(&stands, fact) => {}
            (Some(stands), Some(fact)) if key == "request" => {
                let fact = with_assumed(&stands, fact);
                if !same(&stands, &fact) {
                    self.set_key(table, at, key, &fact, order);
                }
            }
            (_, Some(fact)) => self.set_key(table, at, key, fact, order),
            (Some(stands), None) => {
                table.remove(key);
                let text = format!("was {}; the page no longer says so", shown(&stands));
                self.tell(Kind::Removed, format!("{at}.{key}"), text);
            }
        }
    }

    /// Writes a value; comments after the old one are kept.
    pub(super) fn set_key(
        &mut self,
        table: &mut dyn TableLike,
        at: &str,
        key: &str,
        fact: &str,
        order: &[&str],
    ) {
        let place = if at.is_empty() {
            key.to_owned()
        } else {
            format!("{at}.{key}")
        };
        let Ok(mut value) = fact.parse::<Value>() else {
            return;
        };
        if let Some(Item::Value(old)) = table.get_mut(key) {
            let text = shown_change(&to_json(old).to_string(), &to_json(&value).to_string());
            *value.decor_mut() = old.decor().clone();
            *old = value;
            self.tell(Kind::Changed, place, text);
            return;
        }
        let text = shown(&to_json(&value));
        insert_in_order(table, key, value, order);
        self.tell(Kind::Added, place, text);
    }
}

/// The rules of a page for requests, together with assumed ones.
fn with_assumed(stands: &Json, fact: &str) -> String {
    let Some(assumed) = stands.get("assumed").and_then(write::value) else {
        return fact.to_owned();
    };
    match fact.trim().strip_suffix('}') {
        Some(facts) => format!("{}, assumed = {assumed} }}", facts.trim_end()),
        None => fact.to_owned(),
    }
}

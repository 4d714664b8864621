//! The head of a file, its call and its paging.

use std::collections::HashSet;

use larkspec_codegen::model::{Date, Endpoint, Http};
use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

use super::change::{Kind, MergeError};
use super::merger::Merger;
use super::toml::{HEAD, HTTP, assumed, last_position, parse, put_assumed};
use crate::known::address;
use crate::write;

impl Merger<'_> {
    /// Title of the page, date, further pages, and replacement of the endpoint. Title, docs and source of the endpoint
    /// belong to people.
    pub(super) fn head(&mut self, doc: &mut DocumentMut, old: &Endpoint, new: &Endpoint) {
        if let Some(title) = new_title(old, new).filter(|_| !self.partial) {
            let title = write::text(title);
            self.set_key(doc.as_table_mut(), "", "page_title", &title, HEAD);
        }
        let mut also = old.also.clone();
        also.extend(new.also.iter().cloned());
        let mut seen: HashSet<String> = old.source.iter().map(|page| address(page)).collect();
        also.retain(|page| seen.insert(address(page)));
        if also.len() > old.also.len() {
            let list: Array = also.iter().map(String::as_str).collect();
            let list = Value::from(list).to_string();
            self.set_key(doc.as_table_mut(), "", "also", &list, HEAD);
        }
        let is_news = |updated: &Date| match self.partial {
            true => old.updated < Some(*updated),
            false => old.updated != Some(*updated),
        };
        if let Some(updated) = new.updated.filter(is_news) {
            self.set_key(
                doc.as_table_mut(),
                "",
                "updated",
                &updated.to_string(),
                HEAD,
            );
        }
        if let Some(name) = new
            .replaced_by
            .as_ref()
            .filter(|name| old.replaced_by.as_ref() != Some(name))
        {
            match &old.replaced_by {
                // A person's judgement takes precedence over the prose of a page.
                Some(known) => {
                    let text = format!("`{known}` is kept, although the page mentions `{name}`");
                    self.tell(Kind::Kept, "replaced_by", text);
                }
                None => self.set_key(
                    doc.as_table_mut(),
                    "",
                    "replaced_by",
                    &write::text(name),
                    HEAD,
                ),
            }
        }
    }

    pub(super) fn http(&mut self, doc: &mut DocumentMut, http: &Http) -> Result<(), MergeError> {
        let facts = write::http_facts(http);
        let Some(table) = doc.get_mut("http").and_then(Item::as_table_like_mut) else {
            return Err(MergeError::Form("`[http]` is not a table".to_owned()));
        };
        for key in HTTP {
            let fact = facts
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str());
            let is_table = |item: &Item| item.is_table_like();
            // The names of the envelope's parts belong to people unless the page states them.
            if *key == "envelope" && table.get(key).is_some_and(is_table) && !names_parts(fact) {
                continue;
            }
            // A scope on one page may not be one on another.
            let partial = self.partial && (fact.is_none() || *key == "scopes");
            if !partial && !self.is_assumed(table, "http", key, fact) {
                self.fact(table, "http", key, fact, HTTP);
            }
        }
        self.safe(table, http);
        Ok(())
    }

    /// What the importer assumes of a repeat, unless the file has decided.
    fn safe(&mut self, table: &mut dyn TableLike, http: &Http) {
        let is_decided = table.contains_key("safe") || assumed(table, "safe").is_some();
        if let Some(safe) = write::assumed_safe(http).filter(|_| !is_decided) {
            put_assumed(table, "safe", Value::from(safe));
            self.tell(Kind::Added, "http.safe", format!("{safe} assumed"));
        }
    }

    pub(super) fn paging(&mut self, doc: &mut DocumentMut, old: &Endpoint, new: &Endpoint) {
        let Some(page) = &new.page else {
            return;
        };
        if old.page.is_some() {
            // A file's own paging may contain more than what names show; it is checked when the file loads.
            return;
        }
        let mut text = String::new();
        write::paging(&mut text, page);
        let position = last_position(doc, &["http"]) + 1;
        if let Some(Item::Table(mut table)) = parse(&text).and_then(|mut doc| doc.remove("page")) {
            table.set_position(Some(position));
            doc.insert("page", Item::Table(table));
            self.tell(
                Kind::Added,
                "page",
                format!("{}, items in `{}`", page.style, page.items),
            );
        }
    }
}

/// Whether an `envelope` states more than the place of the payload.
fn names_parts(envelope: Option<&str>) -> bool {
    envelope.is_some_and(|text| text.starts_with('{'))
}

/// The title of a page, if the file needs it. A page in another language does not change it.
fn new_title<'e>(old: &Endpoint, new: &'e Endpoint) -> Option<&'e str> {
    let is_chinese = |title: &str| title.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let title = new.page_title.as_deref()?;
    let is_news = match old.page_title.as_deref() {
        Some(known) => known != title && is_chinese(known) == is_chinese(title),
        None => true,
    };
    is_news.then_some(title)
}

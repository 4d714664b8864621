//! Error codes and example payloads.

use larkspec_codegen::model::{Endpoint, ErrorCode, Example};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::change::{BACK, GONE, Kind, MergeError};
use super::example::same_but_marked_up;
use super::merger::Merger;
use super::toml::{ERROR, GAP, assumes, last_position, parse, put_assumed, remove_assumed};
use crate::write;

impl Merger<'_> {
    pub(super) fn errors(
        &mut self,
        doc: &mut DocumentMut,
        codes: &[ErrorCode],
    ) -> Result<(), MergeError> {
        let mut at = last_position(
            doc,
            &[
                "http", "page", "path", "query", "header", "body", "response", "error",
            ],
        );
        if codes.is_empty() && doc.get("error").is_none() {
            return Ok(());
        }
        let item = doc
            .entry("error")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(tables) = item.as_array_of_tables_mut() else {
            return Err(MergeError::Form(
                "`error` is not an array of tables".to_owned(),
            ));
        };
        self.drop_errors(tables, codes);
        for code in codes.iter().filter(|code| !code.deprecated) {
            let known = tables
                .iter()
                .position(|table| code_of(table) == Some(code.code));
            match known.and_then(|index| tables.get_mut(index)) {
                Some(table) => self.error(table, code),
                None => self.add_error(tables, code, &mut at),
            }
        }
        if tables.is_empty() {
            doc.remove("error");
        }
        Ok(())
    }

    /// Removes the codes that the page no longer lists, or marks those that are kept.
    fn drop_errors(&mut self, tables: &mut ArrayOfTables, codes: &[ErrorCode]) {
        if self.partial {
            return;
        }
        for index in (0..tables.len()).rev() {
            let Some(table) = tables.get_mut(index) else {
                continue;
            };
            let own = code_of(table);
            let at = format!("error {}", own.unwrap_or_default());
            match codes.iter().find(|known| Some(known.code) == own) {
                Some(known) => self.deprecate(table, &at, known.deprecated),
                None => {
                    tables.remove(index);
                    self.tell(Kind::Removed, at, "the page no longer lists it");
                }
            }
        }
    }

    /// A code that the file has.
    fn error(&mut self, table: &mut Table, code: &ErrorCode) {
        let facts = write::error_facts(code);
        for key in ERROR {
            let mut facts = facts.iter();
            let fact = facts.find(|(name, _)| name == key);
            let fact = fact.map(|(_, value)| value.as_str());
            // Few pages say what a code means for the next attempt, so this is not a change. A person's assumption is
            // kept, and so is a person's message.
            let is_news = match *key {
                "means" => fact.is_some() && !assumes(table, key),
                _ => true,
            };
            if is_news {
                self.fact(table, &format!("error {}", code.code), key, fact, ERROR);
            }
        }
    }

    /// A code that the file does not have. `at` is the position of the last table.
    fn add_error(&mut self, tables: &mut ArrayOfTables, code: &ErrorCode, at: &mut isize) {
        let text = format!("\n{}", write::error(code));
        let parsed = parse(&text).and_then(|mut doc| doc.remove("error"));
        let Some(Item::ArrayOfTables(parsed)) = parsed else {
            return;
        };
        for mut table in parsed {
            *at += 1;
            table.set_position(Some(*at));
            tables.push(table);
        }
        let status = code.status.map(|status| format!("HTTP {status}"));
        self.tell(
            Kind::Added,
            format!("error {}", code.code),
            status.unwrap_or_default(),
        );
    }

    /// Assumes that an error code is deprecated, or no longer does so.
    fn deprecate(&mut self, table: &mut Table, at: &str, is_deprecated: bool) {
        match (is_deprecated, assumes(table, "deprecated")) {
            (true, false) => {
                put_assumed(table, "deprecated", Value::from(true));
                self.tell(Kind::Changed, at, GONE);
            }
            (false, true) => {
                remove_assumed(table, "deprecated");
                self.tell(Kind::Changed, at, BACK);
            }
            _ => {}
        }
    }

    /// The example payloads; returns those that belong to the file rather than the page.
    pub(super) fn examples(
        &mut self,
        doc: &mut DocumentMut,
        old: &Endpoint,
        new: &Example,
    ) -> Vec<&'static str> {
        let mut own = Vec::new();
        for (key, old, new) in [
            ("request", &old.example.request, &new.request),
            ("response", &old.example.response, &new.response),
        ] {
            match new {
                Some(new) if !old.as_ref().is_some_and(|old| same_but_marked_up(old, new)) => {
                    let at = last_position(
                        doc,
                        &[
                            "http", "page", "path", "query", "header", "body", "response", "error",
                        ],
                    );
                    let item = doc.entry("example").or_insert_with(|| {
                        let mut table = Table::new();
                        table.decor_mut().set_prefix("\n");
                        table.set_position(Some(at + GAP / 2));
                        Item::Table(table)
                    });
                    if let Some(table) = item.as_table_like_mut() {
                        let text = write::payload(new);
                        self.set_key(table, "example", key, &text, &["request", "response"]);
                    }
                }
                None if old.is_some() => own.push(key),
                _ => {}
            }
        }
        own
    }
}

fn code_of(table: &Table) -> Option<i64> {
    table.get("code").and_then(Item::as_integer)
}

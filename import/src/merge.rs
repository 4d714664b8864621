//! Merges a page's facts into an existing spec file: what people wrote is kept, what the page changed is updated, and
//! every change is reported.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use larkspec_codegen::model::{
    Date, Endpoint, EnumValue, ErrorCode, Example, Field, Http, Section, TypeFile, Types,
};
use larkspec_codegen::{place, rules};
use larkspec_shape::one_line;
use serde_json::Value as Json;
use thiserror::Error;
use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value,
};

use crate::interpret::{Imported, Open};
use crate::known::address;
use crate::share::outlives_its_page;
use crate::write;

/// Why a page cannot be merged into a file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The existing file has errors; the text is the loader's report.
    #[error("the spec file has errors; fix them first:\n{0}")]
    Broken(String),
    /// The result would not load; the text is the loader's report.
    #[error("the page's facts contradict the file:\n{0}")]
    Contradiction(String),
    /// The file has a form that cannot be edited in place.
    #[error("the file cannot be edited in place: {0}")]
    Form(String),
}

/// How a fact was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was added.
    Added,
    /// It was changed.
    Changed,
    /// The page no longer contains it.
    Removed,
    /// The file differs from the page, and is kept.
    Kept,
    /// The file assumes what the page now states.
    Stale,
}

/// One change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it was changed.
    pub kind: Kind,
    /// The table, with the key if only one is affected: `body.limit.max`.
    pub place: String,
    /// The old and the new value.
    pub text: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            Kind::Added => '+',
            Kind::Changed => '~',
            Kind::Removed => '-',
            Kind::Kept => '=',
            Kind::Stale => '?',
        };
        write!(
            f,
            "{sign} {}: {}",
            one_line(&self.place),
            one_line(&self.text)
        )
    }
}

/// The result of a merge.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merged {
    /// The new text; byte for byte the old one if the page has nothing new.
    pub text: String,
    /// The changes, and the places where the file was kept although the page differs.
    pub changes: Vec<Change>,
}

/// The gap between the positions of two tables in a file, for new tables.
const GAP: isize = 1 << 20;

/// Updates the spec file `text` of the endpoint `name` from a page. The file keeps its line ends and its byte order
/// mark.
///
/// # Errors
///
/// The file does not load, or would no longer load.
pub fn merge(name: &str, text: &str, page: &Imported) -> Result<Merged, MergeError> {
    merge_using(name, text, page, &page.endpoint.types)
}

/// The same for a file whose fields have shared types: the page's fields have the types in the endpoint, and `types`
/// are the types before the update.
///
/// # Errors
///
/// The file does not load, or would no longer load.
pub fn merge_using(
    name: &str,
    text: &str,
    page: &Imported,
    types: &Arc<Types>,
) -> Result<Merged, MergeError> {
    in_its_form(text, |text| merge_lines(name, text, page, types))
}

/// Gives the fields of a file the shared types of an endpoint's fields, with the refinements of each use. Nothing
/// else in the file changes.
///
/// # Errors
///
/// The file does not load, or would no longer load.
pub(crate) fn follow(
    name: &str,
    text: &str,
    new: &Endpoint,
    types: &Arc<Types>,
) -> Result<Merged, MergeError> {
    in_its_form(text, |text| {
        let old = larkspec_codegen::load_str_with(name, text, types)
            .map_err(|errors| MergeError::Broken(errors.render(false)))?;
        let mut doc = document(text)?;
        let open = Open::default();
        let mut merger = Merger::new(&open);
        merger.sections(&mut doc, &old, new)?;
        let (mut merged, changed) = merger.finish(text);
        if changed {
            merged.text = doc.to_string();
        }
        match larkspec_codegen::load_str_with(name, &merged.text, &new.types) {
            Ok(_) => Ok(merged),
            Err(errors) => Err(MergeError::Contradiction(errors.render(false))),
        }
    })
}

/// Updates a file of shared types. `types` are those of the parent folders, before and after the update.
///
/// # Errors
///
/// The file does not load, or would no longer load.
pub fn merge_types(
    text: &str,
    new: &TypeFile,
    types: [&Arc<Types>; 2],
) -> Result<Merged, MergeError> {
    in_its_form(text, |text| merge_type_lines(text, new, types))
}

/// Merges a text without a byte order mark and with `\n` as line end, then restores the original form.
fn in_its_form(
    text: &str,
    merge: impl FnOnce(&str) -> Result<Merged, MergeError>,
) -> Result<Merged, MergeError> {
    let bare = text.strip_prefix('\u{feff}');
    let lines = bare.unwrap_or(text);
    let ends = lines.matches('\n').count();
    let windows = ends > 0 && lines.matches("\r\n").count() == ends;
    let mut merged = match windows {
        true => merge(&lines.replace("\r\n", "\n"))?,
        false => merge(lines)?,
    };
    if windows {
        // New lines end with `\n`.
        merged.text = merged.text.replace('\n', "\r\n");
    }
    if bare.is_some() {
        merged.text.insert(0, '\u{feff}');
    }
    Ok(merged)
}

/// Sets the hash of the page in the text of a spec file from [`merge`]. Nothing else is changed. A file for several
/// pages keeps its hash if not all of them were read.
///
/// # Errors
///
/// The file does not load.
pub fn note_page(name: &str, text: &str, page: &Imported) -> Result<String, MergeError> {
    let old = larkspec_codegen::load_str_with(name, text, &page.endpoint.types)
        .map_err(|errors| MergeError::Broken(errors.render(false)))?;
    let hash = page.page_hash.as_str();
    if is_part(&old, page) || old.page_hash.as_deref() == Some(hash) {
        return Ok(text.to_owned());
    }
    let windows = text.contains("\r\n");
    let mut doc: DocumentMut = text
        .replace("\r\n", "\n")
        .parse()
        .map_err(|error: toml_edit::TomlError| MergeError::Broken(error.to_string()))?;
    match doc.get_mut("page_hash") {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = Value::from(hash);
            *old.decor_mut() = decor;
        }
        _ => insert_in_order(doc.as_table_mut(), "page_hash", Value::from(hash), HEAD),
    }
    let text = doc.to_string();
    Ok(match windows {
        true => text.replace('\n', "\r\n"),
        false => text,
    })
}

/// Whether a file has facts of further pages than those that were read.
pub(crate) fn is_part(old: &Endpoint, page: &Imported) -> bool {
    let has_page = |source: &str| {
        let mut pages = page.endpoint.sources();
        pages.any(|own| address(own) == address(source))
    };
    !old.also.is_empty() && !old.sources().all(has_page)
}

fn merge_lines(
    name: &str,
    text: &str,
    page: &Imported,
    types: &Arc<Types>,
) -> Result<Merged, MergeError> {
    let old = larkspec_codegen::load_str_with(name, text, types)
        .map_err(|errors| MergeError::Broken(errors.render(false)))?;
    let mut doc = document(text)?;
    let mut merger = Merger {
        partial: is_part(&old, page),
        ..Merger::new(&page.open)
    };
    let new = &page.endpoint;
    merger.head(&mut doc, &old, new);
    merger.http(&mut doc, &new.http)?;
    merger.paging(&mut doc, &old, new);
    merger.sections(&mut doc, &old, new)?;
    merger.errors(&mut doc, &new.errors)?;
    let own_examples = merger.examples(&mut doc, &old, &new.example);
    let (mut merged, changed) = merger.finish(text);
    if !changed && Arc::ptr_eq(types, &new.types) {
        return Ok(merged);
    }
    if changed {
        merged.text = doc.to_string();
    }
    let load = |text: &str| larkspec_codegen::load_str_with(name, text, &new.types);
    let Err(errors) = load(&merged.text) else {
        return Ok(merged);
    };
    // The file's own examples and paging may not fit the page's new facts.
    for key in own_examples {
        if let Some(table) = doc.get_mut("example").and_then(Item::as_table_like_mut) {
            table.remove(key);
            let text = "the file's example breaks the page's new rules".to_owned();
            merged.changes.push(Change {
                kind: Kind::Removed,
                place: format!("example.{key}"),
                text,
            });
        }
    }
    if doc
        .get("example")
        .and_then(Item::as_table_like)
        .is_some_and(TableLike::is_empty)
    {
        doc.remove("example");
    }
    merged.text = doc.to_string();
    match load(&merged.text) {
        Ok(_) => Ok(merged),
        Err(_) => Err(MergeError::Contradiction(errors.render(false))),
    }
}

fn merge_type_lines(
    text: &str,
    new: &TypeFile,
    [above, new_above]: [&Arc<Types>; 2],
) -> Result<Merged, MergeError> {
    let old = larkspec_codegen::load_types_str(&new.name, text, above)
        .map_err(|errors| MergeError::Broken(errors.render(false)))?;
    let mut doc = document(text)?;
    let open = Open::default();
    let mut merger = Merger::new(&open);
    let old = write::places_of_types(&old, above);
    let places = write::places_of_types(new, new_above);
    merger.section(&mut doc, Types::FILE, &old, &places)?;
    let (mut merged, changed) = merger.finish(text);
    if changed {
        merged.text = doc.to_string();
        larkspec_codegen::load_types_str(&new.name, &merged.text, new_above)
            .map_err(|errors| MergeError::Contradiction(errors.render(false)))?;
    }
    Ok(merged)
}

/// A spec file that is being edited.
fn document(text: &str) -> Result<DocumentMut, MergeError> {
    let mut doc: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| MergeError::Broken(error.to_string()))?;
    spread(doc.as_table_mut());
    Ok(doc)
}

struct Merger<'p> {
    /// What the page leaves open.
    open: &'p Open,
    /// Whether the file has facts of unavailable pages, which may state what this page does not.
    partial: bool,
    changes: Vec<Change>,
}

impl<'p> Merger<'p> {
    fn new(open: &'p Open) -> Self {
        Merger {
            open,
            partial: false,
            changes: Vec::new(),
        }
    }

    /// The changes so far, and whether the text has changed.
    fn finish(self, text: &str) -> (Merged, bool) {
        let is_news = |change: &Change| !matches!(change.kind, Kind::Kept | Kind::Stale);
        let changed = self.changes.iter().any(is_news);
        let merged = Merged {
            text: text.to_owned(),
            changes: self.changes,
        };
        (merged, changed)
    }

    fn tell(&mut self, kind: Kind, place: impl Into<String>, text: impl Into<String>) {
        self.changes.push(Change {
            kind,
            place: place.into(),
            text: text.into(),
        });
    }

    /// Date, further pages, and replacement of the endpoint. Title, docs and source belong to people.
    fn head(&mut self, doc: &mut DocumentMut, old: &Endpoint, new: &Endpoint) {
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

    fn http(&mut self, doc: &mut DocumentMut, http: &Http) -> Result<(), MergeError> {
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
        Ok(())
    }

    fn paging(&mut self, doc: &mut DocumentMut, old: &Endpoint, new: &Endpoint) {
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

    fn sections(
        &mut self,
        doc: &mut DocumentMut,
        old: &Endpoint,
        new: &Endpoint,
    ) -> Result<(), MergeError> {
        for section in Section::ALL {
            let [old, new] = [old, new].map(|endpoint| write::places_of(endpoint, section));
            self.section(doc, section.as_str(), &old, &new)?;
        }
        Ok(())
    }

    fn section(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        old: &[write::Place<'_>],
        places: &[write::Place<'_>],
    ) -> Result<(), MergeError> {
        let mut known = existing(doc, section);
        self.drop_fields(doc, old, section, places, &mut known);
        let mut before: Option<isize> = None;
        for place in places {
            let names: Vec<String> = place.names.iter().map(|name| (*name).to_owned()).collect();
            match known.get(&names) {
                Some(key) => {
                    let key = self.rename(doc, section, key, place);
                    known.insert(names, key.clone());
                    let Some(table) = field_table(doc, section, &key) else {
                        return Err(MergeError::Form(format!(
                            "`[{section}.{key}]` is not a table"
                        )));
                    };
                    let group = |places| group_of(places, &place.names);
                    let grouped = place.field.rules.any_of.is_some();
                    let same_group = grouped && group(old) == group(places);
                    self.field(table, section, place, same_group);
                    before = position(doc, section, &key).or(before);
                }
                None => {
                    let at = before.unwrap_or_else(|| first_position(doc, section));
                    self.add_field(doc, section, place, at + 1)?;
                    before = Some(at + 1);
                }
            }
        }
        Ok(())
    }

    /// Removes fields that the page no longer contains.
    fn drop_fields(
        &mut self,
        doc: &mut DocumentMut,
        old: &[write::Place<'_>],
        section: &str,
        places: &[write::Place<'_>],
        known: &mut HashMap<Vec<String>, String>,
    ) {
        let wanted: HashSet<Vec<String>> = places
            .iter()
            .map(|place| place.names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
        let open = self.open;
        let of_endpoint = Section::ALL.into_iter().find(|own| own.as_str() == section);
        let whole_section_open = of_endpoint.is_some_and(|own| open.sections.contains(&own));
        let mut kept: Vec<Vec<String>> = Vec::new();
        let mut gone: Vec<Vec<String>> = Vec::new();
        for place in old {
            let names: Vec<String> = place.names.iter().map(|name| (*name).to_owned()).collect();
            if wanted.contains(&names) {
                continue;
            }
            // The page cannot remove what it leaves open, or what is our own.
            let is_open = of_endpoint.is_some_and(|own| {
                let mut names = names.iter();
                names.any(|name| open.fields.contains(&(own, name.clone())))
            });
            // Refinements that people add to a use of a type stay with the use.
            let type_of_use = shared_around(places, &names);
            if place.base.is_some()
                && type_of_use.is_some()
                && self.clear_facts(doc, section, known.get(&names))
            {
                kept.push(names);
                continue;
            }
            let is_ours = outlives_its_page(place.field);
            let stays = whole_section_open || is_open || is_ours || self.partial;
            if stays || below_json(places, &names) {
                if is_open || whole_section_open {
                    let text = "kept: the page does not say where it belongs, or whether it exists";
                    self.tell(Kind::Kept, format!("{section}.{}", place.key), text);
                }
                kept.push(names);
            } else {
                gone.push(names);
            }
        }
        // The fields around a kept field are kept.
        gone.retain(|names| !kept.iter().any(|kept| kept.starts_with(names)));
        for names in gone {
            let Some(key) = known.remove(&names) else {
                continue;
            };
            let Some(table) = doc.get_mut(section).and_then(Item::as_table_like_mut) else {
                continue;
            };
            let removed = table.remove(&key);
            let comment = removed.as_ref().is_some_and(has_comment);
            let why = match shared_around(places, &names) {
                Some(name) => format!("the type `{name}` contains it"),
                None => "the page no longer contains it".to_owned(),
            };
            let text = match comment {
                true => format!("{why}; its comments were removed with it"),
                false => why,
            };
            self.tell(Kind::Removed, format!("{section}.{key}"), text);
        }
    }

    /// Removes the page's facts from the table of a field of a shared type. Returns whether the table has facts from
    /// people.
    fn clear_facts(&mut self, doc: &mut DocumentMut, section: &str, key: Option<&String>) -> bool {
        let Some(key) = key else { return false };
        let Some(table) = field_table(doc, section, key) else {
            return false;
        };
        let is_own = |(key, item): (&str, &Item)| match key {
            "doc" => item.as_str().is_some_and(|doc| !doc.is_empty()),
            key => !FIELD.contains(&key) && key != "name" && !OF_TYPE.contains(&key),
        };
        if !table.iter().any(is_own) {
            return false;
        }
        for fact in FIELD.iter().chain(OF_TYPE) {
            if let Some(item) = table.remove(fact) {
                let text = format!("was {}; the type contains it", shown(&item_json(&item)));
                self.tell(Kind::Removed, format!("{section}.{key}.{fact}"), text);
            }
        }
        true
    }

    /// Gives a field's table the key that the types of its parents require.
    fn rename(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        key: &str,
        place: &write::Place<'_>,
    ) -> String {
        let parents = |key: &str| key.rsplit_once('.').map(|(parents, _)| parents.to_owned());
        let own = key.rsplit('.').next().unwrap_or(key);
        let wanted = match parents(&place.key) {
            Some(parents) => format!("{parents}.{own}"),
            None => own.to_owned(),
        };
        if wanted == key {
            return wanted;
        }
        let table = doc.get_mut(section).and_then(Item::as_table_mut);
        if let Some((table, (old_key, item))) = table.and_then(|table| {
            let entry = table.remove_entry(key)?;
            Some((table, entry))
        }) {
            let mut new_key = Key::new(&*wanted);
            *new_key.leaf_decor_mut() = old_key.leaf_decor().clone();
            table.insert_formatted(&new_key, item);
            self.tell(
                Kind::Changed,
                format!("{section}.{wanted}"),
                format!("was at `{key}`"),
            );
        }
        wanted
    }

    fn field(
        &mut self,
        table: &mut dyn TableLike,
        section: &str,
        place: &write::Place<'_>,
        same_group: bool,
    ) {
        let at = format!("{section}.{}", place.key);
        let canonical = canonical(section, place);
        let facts = write::facts_of(place);
        if place.base.is_some() {
            // The type states these for all its uses.
            for key in OF_TYPE {
                table.remove(key);
            }
        }
        for &key in FIELD.iter() {
            let fact = facts
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value.as_str());
            if place.field.assumed.contains(key) {
                match key {
                    "type" | "deprecated" | "option" => self.outlive(table, &at, key, fact),
                    key => self.assume(table, &at, key, fact),
                }
                continue;
            }
            if key == "option" {
                if remove_assumed(table, key) {
                    let text = "the page agrees with the type in Rust again";
                    self.tell(Kind::Removed, format!("{at}.{key}"), text);
                }
                continue;
            }
            let open = match key {
                "type" => self.open.types.contains(&canonical),
                "required" => self.open.required.contains(&canonical),
                _ => self
                    .open
                    .facts
                    .contains(&(canonical.clone(), key.to_owned())),
            };
            let stands = table.contains_key(key) || assumed(table, key).is_some();
            // Formats and examples may also come from people.
            let loose = matches!(key, "format" | "example") && fact.is_none();
            if stands && (open || loose) {
                continue;
            }
            if open && key != "type" {
                continue;
            }
            if self.is_assumed(table, &at, key, fact) || (self.partial && fact.is_none()) {
                continue;
            }
            // A group is defined by its members; its label belongs to the file.
            if key == "any_of" && fact.is_some() && same_group {
                continue;
            }
            if key == "enum" && fact.is_some() && table.contains_key(key) {
                self.values(table, place.field, &at);
                continue;
            }
            self.fact(table, &at, key, fact, &FIELD);
        }
    }

    /// Facts of a field that are only assumed, by a file or from a page's prose; the file takes precedence.
    fn assume(
        &mut self,
        table: &mut dyn TableLike,
        at: &str,
        key: &'static str,
        fact: Option<&str>,
    ) {
        let Some(fact) = fact.filter(|_| !table.contains_key(key)) else {
            return;
        };
        if let Some(stands) = assumed(table, key) {
            if !same_values(key, &stands, fact) && !same(&stands, fact) {
                let text = format!(
                    "{} is assumed and kept, although the page's text suggests {fact}",
                    shown(&stands)
                );
                self.tell(Kind::Kept, format!("{at}.{key}"), text);
            }
            return;
        }
        if let Ok(value) = fact.parse::<Value>() {
            let text = format!("{} assumed", shown(&to_json(&value)));
            put_assumed(table, key, value);
            self.tell(Kind::Added, format!("{at}.{key}"), text);
        }
    }

    /// What the file has of a field that its page no longer has, or has with another type, is assumed from now on.
    fn outlive(
        &mut self,
        table: &mut dyn TableLike,
        at: &str,
        key: &'static str,
        fact: Option<&str>,
    ) {
        if assumed(table, key).is_some() {
            return;
        }
        let option = fact == Some("true");
        let (value, text) = match (key, table.remove(key)) {
            ("type", Some(Item::Value(ty))) => (ty, "the page has another type: it keeps this one"),
            ("type", _) => return,
            ("option", _) => (
                Value::from(option),
                match option {
                    true => "the page now requires it: it stays an `Option` in Rust",
                    false => {
                        "the page no longer requires it: it does not become an `Option` in Rust"
                    }
                },
            ),
            _ => (Value::from(true), GONE),
        };
        let mut value = value;
        value.decor_mut().clear();
        put_assumed(table, key, value);
        self.tell(Kind::Changed, at, text);
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

    /// The same for a listed value.
    fn deprecate_value(&mut self, value: &mut InlineTable, at: &str, listed: &EnumValue) {
        let text = match (listed.deprecated, value.contains_key("deprecated")) {
            (true, false) => {
                value.insert("deprecated", Value::from(true));
                value.fmt();
                GONE
            }
            (false, true) => {
                value.remove("deprecated");
                value.fmt();
                BACK
            }
            _ => return,
        };
        self.tell(
            Kind::Changed,
            format!("{at}.enum"),
            format!("{}: {text}", listed.value),
        );
    }

    /// Whether the file assumes what the page states as well. The assumption is kept; the remark says whether the page
    /// contradicts it or now says the same.
    fn is_assumed(
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

    /// The values of an enumeration, which may have docs of ours.
    fn values(&mut self, table: &mut dyn TableLike, field: &Field, at: &str) {
        let Some(Item::Value(Value::Array(array))) = table.get_mut("enum") else {
            // `[[body.x.enum]]` is equivalent but rare, so it is replaced.
            let text = write::field_facts(field);
            let fact = text
                .iter()
                .find(|(key, _)| *key == "enum")
                .map(|(_, value)| value.as_str());
            return self.fact(table, at, "enum", fact, &FIELD);
        };
        let listed = |value: &Value| {
            value
                .as_inline_table()
                .and_then(|table| table.get("value"))
                .map(to_json)
        };
        let known: Vec<Json> = array.iter().filter_map(listed).collect();
        let wanted: Vec<&Json> = field
            .rules
            .values
            .iter()
            .map(|value| &value.value)
            .collect();
        for index in (0..array.len()).rev() {
            let value = array.get(index).and_then(listed);
            let gone = |value: &Json| !self.partial && !wanted.contains(&value);
            if let Some(value) = value.filter(gone) {
                array.remove(index);
                self.tell(Kind::Removed, format!("{at}.enum"), value.to_string());
            }
        }
        for value in array.iter_mut().filter_map(Value::as_inline_table_mut) {
            let own = value.get("value").map(to_json);
            let mut values = field.rules.values.iter();
            let own = own.and_then(|own| values.find(|value| value.value == own));
            if let Some(own) = own.filter(|_| !self.partial) {
                self.deprecate_value(value, at, own);
            }
        }
        for value in &field.rules.values {
            if !known.contains(&value.value) {
                push_value(array, &write::enum_value(value));
                self.tell(Kind::Added, format!("{at}.enum"), value.value.to_string());
            }
        }
    }

    fn add_field(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        place: &write::Place<'_>,
        at: isize,
    ) -> Result<(), MergeError> {
        let text = format!("\n{}", write::field(section, place));
        let parsed = parse(&text).and_then(|mut doc| doc.remove(section));
        let Some(Item::Table(mut parsed)) = parsed else {
            return Err(MergeError::Form(format!(
                "`[{section}.{}]` cannot be written",
                place.key
            )));
        };
        let Some((key, Item::Table(mut table))) = parsed.remove_entry(&place.key) else {
            return Err(MergeError::Form(format!(
                "`[{section}.{}]` cannot be written",
                place.key
            )));
        };
        table.set_position(Some(at));
        let target = doc.entry(section).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(target) = target.as_table_mut() else {
            return Err(MergeError::Form(format!("`{section}` is an inline table")));
        };
        target.insert_formatted(&key, Item::Table(table));
        self.tell(
            Kind::Added,
            format!("{section}.{}", place.key),
            place.field.type_text(),
        );
        Ok(())
    }

    fn errors(&mut self, doc: &mut DocumentMut, codes: &[ErrorCode]) -> Result<(), MergeError> {
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
        let code_of = |table: &Table| table.get("code").and_then(Item::as_integer);
        for table in tables.iter_mut() {
            let known = codes
                .iter()
                .find(|known| Some(known.code) == code_of(table));
            if let Some(known) = known.filter(|_| !self.partial) {
                self.deprecate(table, &format!("error {}", known.code), known.deprecated);
            }
        }
        for index in (0..tables.len()).rev() {
            let code = tables.get(index).and_then(code_of);
            if !self.partial && !codes.iter().any(|known| Some(known.code) == code) {
                tables.remove(index);
                let text = "the page no longer lists it";
                self.tell(
                    Kind::Removed,
                    format!("error {}", code.unwrap_or_default()),
                    text,
                );
            }
        }
        for code in codes.iter().filter(|code| !code.deprecated) {
            let facts = write::error_facts(code);
            let known = tables
                .iter()
                .position(|table| code_of(table) == Some(code.code));
            match known.and_then(|index| tables.get_mut(index)) {
                Some(table) => {
                    for key in ERROR {
                        let fact = facts
                            .iter()
                            .find(|(name, _)| name == key)
                            .map(|(_, value)| value.as_str());
                        // A page in another language has no message, and few pages say what a code means for the next
                        // attempt, so this is not a change. A person's assumption is kept.
                        let is_news = match *key {
                            "msg" => fact.is_some(),
                            "means" => fact.is_some() && !assumes(table, key),
                            _ => true,
                        };
                        if is_news {
                            self.fact(table, &format!("error {}", code.code), key, fact, ERROR);
                        }
                    }
                }
                None => {
                    let text = format!("\n{}", write::error(code));
                    let parsed = parse(&text).and_then(|mut doc| doc.remove("error"));
                    if let Some(Item::ArrayOfTables(parsed)) = parsed {
                        for mut table in parsed {
                            at += 1;
                            table.set_position(Some(at));
                            tables.push(table);
                        }
                        self.tell(
                            Kind::Added,
                            format!("error {}", code.code),
                            code.msg.clone(),
                        );
                    }
                }
            }
        }
        if tables.is_empty() {
            doc.remove("error");
        }
        Ok(())
    }

    /// The example payloads; returns those that belong to the file rather than the page.
    fn examples(
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
                Some(new) if old.as_ref() != Some(new) => {
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

    /// Sets, changes or removes one fact of a table, if the page differs.
    fn fact(
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
    fn set_key(
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

/// Why something is deprecated, and why it no longer is.
const GONE: &str = "the page no longer contains it: it is kept, deprecated";
const BACK: &str = "the page contains it again: it is no longer deprecated";

const HEAD: &[&str] = &[
    "title",
    "doc",
    "source",
    "also",
    "updated",
    "page_hash",
    "replaced_by",
];
const HTTP: &[&str] = &[
    "method", "host", "path", "tokens", "apps", "scopes", "rate", "envelope",
];
const ERROR: &[&str] = &["code", "status", "msg", "means"];
/// A page's facts about a field, in the order in which they are written.
static FIELD: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let rules = rules::keys();
    ["type"]
        .into_iter()
        .chain(rules)
        .chain(["only", "request", "example"])
        .collect()
});
/// Keys that belong to people, and that a shared type states for all its uses.
const OF_TYPE: &[&str] = &["rust", "secret"];
/// Keys that belong to people, in their order after the facts.
const OWN: &[&str] = &["name", "rust", "secret", "doc", "assumed"];

/// Whether the table `assumed` of this table contains `key`.
fn assumes(table: &Table, key: &str) -> bool {
    let assumed = table.get("assumed").and_then(Item::as_table_like);
    assumed.is_some_and(|assumed| assumed.contains_key(key))
}

/// Whether an `envelope` states more than the place of the payload.
fn names_parts(envelope: Option<&str>) -> bool {
    envelope.is_some_and(|text| text.starts_with('{'))
}

/// Adds a key to what a table assumes.
fn put_assumed(table: &mut dyn TableLike, key: &str, value: Value) {
    if !table.contains_key("assumed") {
        let none = Value::InlineTable(InlineTable::new());
        insert_in_order(table, "assumed", none, &FIELD);
    }
    match table.get_mut("assumed") {
        Some(Item::Value(Value::InlineTable(assumed))) => {
            assumed.insert(key, value);
            assumed.fmt();
        }
        Some(Item::Table(assumed)) => {
            assumed.insert(key, Item::Value(value));
        }
        _ => {}
    }
}

/// Removes a key from what a table assumes. Returns whether it was there.
fn remove_assumed(table: &mut dyn TableLike, key: &str) -> bool {
    let assumed = table.get_mut("assumed").and_then(Item::as_table_like_mut);
    let Some(facts) = assumed.filter(|facts| facts.contains_key(key)) else {
        return false;
    };
    facts.remove(key);
    if facts.is_empty() {
        table.remove("assumed");
    }
    true
}

/// Inserts a key after those that conventionally precede it, without moving any other.
fn insert_in_order(table: &mut dyn TableLike, key: &str, value: Value, order: &[&str]) {
    let rank = |name: &str| match order.iter().position(|known| *known == name) {
        _ if name == "example" && order == *FIELD => Some(order.len() + 2),
        Some(rank) => Some(rank),
        None if matches!(name, "doc") => Some(order.len() + 1),
        None if matches!(name, "name" | "rust" | "secret") => Some(2),
        None => OWN.contains(&name).then_some(order.len() + 3),
    };
    let own = rank(key).unwrap_or(usize::MAX);
    let keys: Vec<String> = table
        .iter()
        .filter(|(_, item)| item.is_value())
        .map(|(name, _)| name.to_owned())
        .collect();
    let behind: Vec<String> = keys
        .iter()
        .skip_while(|name| rank(name).is_none_or(|rank| rank <= own))
        .cloned()
        .collect();
    let width = keys
        .iter()
        .filter_map(|name| table.key(name))
        .map(|key| key.display_repr().len() + raw(key.leaf_decor().suffix()).len())
        .max()
        .unwrap_or(0);
    let mut formatted = Key::new(key);
    let pad = width.saturating_sub(formatted.display_repr().len()).max(1);
    *formatted.leaf_decor_mut() = Decor::new("", " ".repeat(pad));
    let mut value = value;
    *value.decor_mut() = Decor::new(" ", "");
    // `TableLike` can only add at the end, so the keys that belong after it are removed and added again.
    let mut moved: Vec<(Key, Item)> = Vec::new();
    for name in behind {
        let key = table.key(&name).cloned();
        if let (Some(key), Some(item)) = (key, table.remove(&name)) {
            moved.push((key, item));
        }
    }
    put(table, &formatted, Item::Value(value));
    for (key, item) in moved {
        put(table, &key, item);
    }
}

fn put(table: &mut dyn TableLike, key: &Key, item: Item) {
    match table.entry_format(key) {
        toml_edit::Entry::Occupied(mut entry) => {
            entry.insert(item);
        }
        toml_edit::Entry::Vacant(entry) => {
            entry.insert(item);
        }
    }
}

/// Adds a value to an array in the layout of its other values.
fn push_value(array: &mut Array, text: &str) {
    let Ok(mut value) = text.parse::<Value>() else {
        return;
    };
    let decor = array.iter().last().map(|last| last.decor().clone());
    let prefix = decor
        .as_ref()
        .map(|decor| raw(decor.prefix()).to_owned())
        .unwrap_or_default();
    let several_lines = prefix.contains('\n');
    // A comment above the last value belongs to that value.
    let prefix = match prefix.rsplit_once('\n') {
        Some((_, indent)) => format!("\n{indent}"),
        None => " ".to_owned(),
    };
    *value.decor_mut() = Decor::new(prefix, "");
    array.push_formatted(value);
    if several_lines {
        array.set_trailing_comma(true);
    }
}

/// The keys of the fields in a file, by their wire names.
fn existing(doc: &DocumentMut, section: &str) -> HashMap<Vec<String>, String> {
    let mut known = HashMap::new();
    let Some(table) = doc.get(section).and_then(Item::as_table_like) else {
        return known;
    };
    for (key, item) in table.iter() {
        let Some(table) = item.as_table_like() else {
            continue;
        };
        let mut names: Vec<String> = key
            .split('.')
            .map(|part| {
                part.trim_end_matches(['[', ']', '{', '}', '<', '>'])
                    .to_owned()
            })
            .collect();
        if let (Some(name), Some(last)) =
            (table.get("name").and_then(Item::as_str), names.last_mut())
        {
            *last = name.to_owned();
        }
        known.insert(names, key.to_owned());
    }
    known
}

fn field_table<'d>(
    doc: &'d mut DocumentMut,
    section: &str,
    key: &str,
) -> Option<&'d mut dyn TableLike> {
    doc.get_mut(section)?
        .as_table_like_mut()?
        .get_mut(key)?
        .as_table_like_mut()
}

/// The table of a field, as the checks name it.
fn canonical(section: &str, place: &write::Place<'_>) -> String {
    let parents = place.key.rsplit_once('.').map(|(parents, _)| parents);
    let at = match parents {
        Some(parents) => format!("{section}.{parents}"),
        None => section.to_owned(),
    };
    place::table(&at, &place.field.name)
}

/// The fields of which one is enough, as the field at `names` states them.
fn group_of<'p>(places: &'p [write::Place<'_>], names: &[&str]) -> Option<Vec<&'p str>> {
    let (_, around) = names.split_last()?;
    let own = places.iter().find(|place| place.names == names)?;
    let label = own.field.rules.any_of.as_deref()?;
    let beside = places.iter().filter(|place| {
        place
            .names
            .split_last()
            .is_some_and(|(_, own)| own == around)
    });
    let members = beside.filter(|place| place.field.rules.any_of.as_deref() == Some(label));
    let mut members: Vec<&str> = members.map(|place| &*place.field.name).collect();
    members.sort_unstable();
    Some(members)
}

/// Whether one of the enclosing fields now has a type whose content is open.
fn below_json(places: &[write::Place<'_>], names: &[String]) -> bool {
    places.iter().any(|place| {
        place.names.len() < names.len()
            && place.names.iter().zip(names).all(|(a, b)| *a == b)
            && (*place.field.ty.innermost() == larkspec_codegen::model::Type::Json
                || (place.field.fields.is_empty() && place.field.carried().is_some()))
    })
}

/// The shared type of an enclosing field, which describes the field.
fn shared_around<'p>(places: &[write::Place<'p>], names: &[String]) -> Option<&'p str> {
    places.iter().find_map(|place| {
        let is_around =
            place.names.len() < names.len() && place.names.iter().zip(names).all(|(a, b)| *a == b);
        let is_object = *place.field.ty.innermost() == larkspec_codegen::model::Type::Object;
        place
            .field
            .shared
            .as_deref()
            .filter(|_| is_around && is_object)
    })
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

fn assumed(table: &dyn TableLike, key: &str) -> Option<Json> {
    table
        .get("assumed")?
        .as_table_like()?
        .get(key)
        .map(item_json)
}

fn parse(text: &str) -> Option<DocumentMut> {
    text.parse().ok()
}

/// Makes room between all tables of a file.
fn spread(table: &mut Table) {
    if let Some(position) = table.position() {
        table.set_position(Some(position.saturating_mul(GAP)));
    }
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(table) => spread(table),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(spread),
            _ => {}
        }
    }
}

/// The position of the last table with these keys of the root.
fn last_position(doc: &DocumentMut, keys: &[&str]) -> isize {
    fn last(item: &Item) -> isize {
        match item {
            Item::Table(table) => {
                let inner = table.iter().map(|(_, item)| last(item)).max().unwrap_or(0);
                table.position().unwrap_or(0).max(inner)
            }
            Item::ArrayOfTables(tables) => {
                tables.iter().filter_map(Table::position).max().unwrap_or(0)
            }
            _ => 0,
        }
    }
    keys.iter()
        .filter_map(|key| doc.get(key))
        .map(last)
        .max()
        .unwrap_or(0)
}

/// The position of a section's first field: after all that conventionally precedes the section, and before its
/// content.
fn first_position(doc: &DocumentMut, section: &str) -> isize {
    let own = doc.get(section).and_then(Item::as_table_like);
    let first = own.and_then(|table| {
        table
            .iter()
            .filter_map(|(_, item)| item.as_table()?.position())
            .min()
    });
    if let Some(first) = first {
        return first - GAP / 2;
    }
    let before = Section::ALL
        .iter()
        .map(|known| known.as_str())
        .take_while(|known| *known != section);
    let keys: Vec<&str> = ["http", "page"].into_iter().chain(before).collect();
    last_position(doc, &keys)
}

fn position(doc: &DocumentMut, section: &str, key: &str) -> Option<isize> {
    doc.get(section)?
        .as_table_like()?
        .get(key)?
        .as_table()?
        .position()
}

fn has_comment(item: &Item) -> bool {
    item.to_string().contains('#')
        || item
            .as_table()
            .is_some_and(|table| raw(table.decor().prefix()).contains('#'))
}

fn raw(text: Option<&toml_edit::RawString>) -> &str {
    text.and_then(toml_edit::RawString::as_str)
        .unwrap_or_default()
}

fn item_json(item: &Item) -> Json {
    match item {
        Item::Value(value) => to_json(value),
        Item::Table(table) => Json::Object(
            table
                .iter()
                .map(|(key, item)| (key.to_owned(), item_json(item)))
                .collect(),
        ),
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| {
                table
                    .iter()
                    .map(|(key, item)| (key.to_owned(), item_json(item)))
                    .collect()
            });
            Json::Array(tables.map(Json::Object).collect())
        }
        Item::None => Json::Null,
    }
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(value) => Json::from(*value.value()),
        Value::Datetime(time) => Json::from(time.value().to_string()),
        Value::Array(items) => items.iter().map(to_json).collect(),
        Value::InlineTable(table) => Json::Object(
            table
                .iter()
                .map(|(key, value)| (key.to_owned(), to_json(value)))
                .collect(),
        ),
    }
}

fn same(stands: &Json, fact: &str) -> bool {
    let Ok(value) = fact.parse::<Value>() else {
        return false;
    };
    let fact = to_json(&value);
    match (stands.as_f64(), fact.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => *stands == fact,
    }
}

/// Whether an enumeration has the page's values, in any order; their docs belong to people.
fn same_values(key: &str, stands: &Json, fact: &str) -> bool {
    let values = |json: &Json| -> Vec<String> {
        let items = json.as_array().into_iter().flatten();
        let mut values: Vec<String> = items
            .map(|item| item.get("value").unwrap_or(item).to_string())
            .collect();
        values.sort_unstable();
        values
    };
    key == "enum"
        && fact
            .parse::<Value>()
            .is_ok_and(|fact| values(stands) == values(&to_json(&fact)))
}

/// Tokens, apps and scopes are sets: a different order is not a change, and the file keeps its own.
fn same_set(key: &str, stands: &Json, fact: &str) -> bool {
    if !matches!(key, "tokens" | "apps" | "scopes") {
        return false;
    }
    let Ok(value) = fact.parse::<Value>() else {
        return false;
    };
    let sorted = |json: &Json| {
        let mut words: Vec<String> = json
            .as_array()
            .into_iter()
            .flatten()
            .map(Json::to_string)
            .collect();
        words.sort_unstable();
        words
    };
    sorted(stands) == sorted(&to_json(&value))
}

/// The maximum number of characters of a value in a message.
const SHOWN: usize = 60;

fn shown(value: &Json) -> String {
    excerpt(&value.to_string(), 0)
}

/// Both values; for long ones, the parts that differ.
fn shown_change(old: &str, new: &str) -> String {
    let common = old
        .chars()
        .zip(new.chars())
        .take_while(|(old, new)| old == new)
        .count();
    let long = [old, new].iter().any(|text| text.chars().count() > SHOWN);
    let start = match long && common > SHOWN / 2 {
        true => common - SHOWN / 3,
        false => 0,
    };
    format!("{} → {}", excerpt(old, start), excerpt(new, start))
}

/// An excerpt of a text from the character `start` on, short enough for a message.
fn excerpt(text: &str, start: usize) -> String {
    let mut shown: String = text.chars().skip(start).take(SHOWN).collect();
    if start > 0 {
        shown.insert(0, '…');
    }
    if text.chars().count() > start + SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_change;

    #[test]
    fn long_values_are_shown_where_they_differ() {
        let long = "/open-apis/mail/v1/user_mailboxes/:user_mailbox_id/messages";
        for (old, new, expected) in [
            ("100", "200", "100 → 200".to_owned()),
            (
                &*format!("{long}/one"),
                &*format!("{long}/two"),
                "…mailbox_id/messages/one → …mailbox_id/messages/two".to_owned(),
            ),
            ("a", &*"b".repeat(70), format!("a → {}…", "b".repeat(60))),
            (
                long,
                &*format!("{long}_v2"),
                "…_mailbox_id/messages → …_mailbox_id/messages_v2".to_owned(),
            ),
        ] {
            assert_eq!(shown_change(old, new), expected);
        }
    }
}

//! A page's facts into a spec file that exists: what people wrote stays as they wrote it, what the
//! page changed changes, and each change is told.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use larkspec_codegen::model::{
    Date, Endpoint, ErrorCode, Example, Field, Http, Section, TypeFile, Types,
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
use crate::write;

/// Why a page cannot be merged into a file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The file is broken as it stands; the text is the loader's report.
    #[error("the spec file has errors; mend them first:\n{0}")]
    Broken(String),
    /// What came out would not load; the text is the loader's report.
    #[error("the page's facts contradict what stands in the file:\n{0}")]
    Contradiction(String),
    /// The file is written in a way that cannot be edited in place.
    #[error("the file cannot be edited in place: {0}")]
    Form(String),
}

/// What happened to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is another now.
    Changed,
    /// The page does not have it any more.
    Removed,
    /// The file says otherwise than the page, and stays.
    Kept,
    /// The file assumes what the page has come to say.
    Stale,
}

/// One change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The table, and the key where it is about one: `body.limit.max`.
    pub place: String,
    /// What it was and what it is.
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

/// A merged file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merged {
    /// Its text; byte for byte the old one where the page has nothing new.
    pub text: String,
    /// What changed, and where the file was left as it is although the page says otherwise.
    pub changes: Vec<Change>,
}

/// The room between two tables of a file for new ones.
const GAP: isize = 1 << 20;

/// Brings the spec file `text` of the endpoint `name` up to date with a page. The file keeps the line
/// ends and the byte order mark that it has.
///
/// # Errors
///
/// The file does not load, or would not load any more.
pub fn merge(name: &str, text: &str, page: &Imported) -> Result<Merged, MergeError> {
    merge_using(name, text, page, &page.endpoint.types)
}

/// The same for a file whose fields have shared types: the page's fields have those that are in the endpoint, and
/// `types` are those that were there before.
///
/// # Errors
///
/// The file does not load, or would not load any more.
pub fn merge_using(
    name: &str,
    text: &str,
    page: &Imported,
    types: &Arc<Types>,
) -> Result<Merged, MergeError> {
    in_its_form(text, |text| merge_lines(name, text, page, types))
}

/// Gives the fields of a file the shared types that an endpoint's fields have, and says with each use what the types do
/// not. Nothing else of the file changes.
///
/// # Errors
///
/// The file does not load, or would not load any more.
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

/// Brings a file of shared types up to date. `types` are those of the folders above, as they were and as they are.
///
/// # Errors
///
/// The file does not load, or would not load any more.
pub fn merge_types(
    text: &str,
    new: &TypeFile,
    types: [&Arc<Types>; 2],
) -> Result<Merged, MergeError> {
    in_its_form(text, |text| merge_type_lines(text, new, types))
}

/// Merges a text without a byte order mark whose lines end with `\n`, and gives the result the form of the text.
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
        // New lines end with `\n` alone.
        merged.text = merged.text.replace('\n', "\r\n");
    }
    if bare.is_some() {
        merged.text.insert(0, '\u{feff}');
    }
    Ok(merged)
}

/// The text of a spec file that [`merge`] has made, with the hash of the page that it was compared with. No
/// more is changed. A file of several pages keeps its hash where only some of them were at hand.
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

/// Whether a file has facts of further pages than the one, or those, that were read.
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
    // Examples and paging of the file's own may not fit the page's new facts.
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

/// A spec file, to be edited.
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
    /// Whether the file has facts of pages that are not at hand: what this page does not say, another may.
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

    /// What came of a file, as far as it is known, and whether its text is another now.
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

    /// Date and further pages, and what replaces the endpoint. Title, docs and source are people's.
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
                // A person knows better than the prose of a page.
                Some(known) => {
                    let text = format!("`{known}` stays, though the page speaks of `{name}`");
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
            return Err(MergeError::Form("`[http]` is no table".to_owned()));
        };
        for key in HTTP {
            let fact = facts
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str());
            let is_table = |item: &Item| item.is_table_like();
            // Names of the envelope's parts are people's where the page does not say them.
            if *key == "envelope" && table.get(key).is_some_and(is_table) && !names_parts(fact) {
                continue;
            }
            // A scope of one page may not be one of another.
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
            // A file's own paging may say more than names can; it is checked when it loads.
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
                        return Err(MergeError::Form(format!("`[{section}.{key}]` is no table")));
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

    /// Takes away fields that the page does not have any more.
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
            // What the page leaves open, and what is our own, it cannot take away.
            let is_open = of_endpoint.is_some_and(|own| {
                let mut names = names.iter();
                names.any(|name| open.fields.contains(&(own, name.clone())))
            });
            // What people say of a type's field at this use of the type stays with the use.
            let type_of_use = shared_around(places, &names);
            if place.base.is_some()
                && type_of_use.is_some()
                && self.clear_facts(doc, section, known.get(&names))
            {
                kept.push(names);
                continue;
            }
            let is_ours = place.field.assumed.contains("type");
            let stays = whole_section_open || is_open || is_ours || self.partial;
            if stays || below_json(places, &names) {
                if is_open || whole_section_open {
                    let text = "stays: the page does not say where, or whether, it stands";
                    self.tell(Kind::Kept, format!("{section}.{}", place.key), text);
                }
                kept.push(names);
            } else {
                gone.push(names);
            }
        }
        // The fields around one that stays, stay.
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
                Some(name) => format!("the type `{name}` says it"),
                None => "the page does not have it any more".to_owned(),
            };
            let text = match comment {
                true => format!("{why}; its comments went with it"),
                false => why,
            };
            self.tell(Kind::Removed, format!("{section}.{key}"), text);
        }
    }

    /// Takes what pages say from the table of a field of a shared type. Returns whether people say something there.
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
                let text = format!("was {}; the type says it", shown(&item_json(&item)));
                self.tell(Kind::Removed, format!("{section}.{key}.{fact}"), text);
            }
        }
        true
    }

    /// Gives a field's table the key that its parents' types ask for.
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
                format!("stood at `{key}`"),
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
            // The type says these for all its uses.
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
                // A type that is assumed is the file's.
                self.assume(table, &at, key, fact.filter(|_| key != "type"));
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
            // Formats and examples are not only from pages.
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
            // A group is its members; what it is called is the file's.
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

    /// What is no more than assumed of a field, by a file or from a page's prose: what the file says comes first.
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
                    "{} is assumed and stays, though the page's text suggests {fact}",
                    shown(&stands)
                );
                self.tell(Kind::Kept, format!("{at}.{key}"), text);
            }
            return;
        }
        if !table.contains_key("assumed") {
            insert_in_order(
                table,
                "assumed",
                Value::InlineTable(InlineTable::new()),
                &FIELD,
            );
        }
        let Ok(value) = fact.parse::<Value>() else {
            return;
        };
        let text = format!("{} assumed", shown(&to_json(&value)));
        match table.get_mut("assumed") {
            Some(Item::Value(Value::InlineTable(assumed))) => {
                assumed.insert(key, value);
                assumed.fmt();
            }
            Some(Item::Table(assumed)) => {
                assumed.insert(key, Item::Value(value));
            }
            _ => return,
        }
        self.tell(Kind::Added, format!("{at}.{key}"), text);
    }

    /// Whether the file assumes what the page speaks of as well. It stays; that the page contradicts it, or
    /// has come to say the same, is reported.
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
                "is assumed, and the page says so now: take it out of `assumed`".to_owned(),
            ),
            false => (
                Kind::Kept,
                format!("is assumed and stays, though the page says {fact}"),
            ),
        };
        let text = format!("{} {text}", shown(&assumed));
        self.tell(kind, format!("{at}.{key}"), text);
        true
    }

    /// The values of an enumeration, each of which may carry words of ours.
    fn values(&mut self, table: &mut dyn TableLike, field: &Field, at: &str) {
        let Some(Item::Value(Value::Array(array))) = table.get_mut("enum") else {
            // `[[body.x.enum]]` is as good, but seldom: it is written anew.
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
            return Err(MergeError::Form("`error` is no array of tables".to_owned()));
        };
        let code_of = |table: &Table| table.get("code").and_then(Item::as_integer);
        for index in (0..tables.len()).rev() {
            let code = tables.get(index).and_then(code_of);
            if !self.partial && !codes.iter().any(|known| Some(known.code) == code) {
                tables.remove(index);
                let text = "the page does not list it any more";
                self.tell(
                    Kind::Removed,
                    format!("error {}", code.unwrap_or_default()),
                    text,
                );
            }
        }
        for code in codes {
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
                        // A page in another language has no message, and few say what a code means
                        // for the next try: that is no news. What a person assumes stays.
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

    /// The example payloads; returns those that are the file's, not the page's.
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

    /// Sets, changes or takes away one fact of a table, if the page has another.
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
                let text = format!("was {}; the page does not say so any more", shown(&stands));
                self.tell(Kind::Removed, format!("{at}.{key}"), text);
            }
        }
    }

    /// Writes a value; comments behind the old one stay.
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
/// What a page says of a field, in the order in which it is written.
static FIELD: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let rules = rules::keys();
    ["type"]
        .into_iter()
        .chain(rules)
        .chain(["only", "request", "example"])
        .collect()
});
/// Keys that are people's, and are said by a shared type for all its uses.
const OF_TYPE: &[&str] = &["rust", "secret"];
/// Keys that are people's, in the order in which they stand behind the facts.
const OWN: &[&str] = &["name", "rust", "secret", "doc", "assumed"];

/// Whether the table `assumed` of this table states `key`.
fn assumes(table: &Table, key: &str) -> bool {
    let assumed = table.get("assumed").and_then(Item::as_table_like);
    assumed.is_some_and(|assumed| assumed.contains_key(key))
}

/// Whether an `envelope` says more than where the payload stands.
fn names_parts(envelope: Option<&str>) -> bool {
    envelope.is_some_and(|text| text.starts_with('{'))
}

/// Puts a key behind those that stand before it by custom, without moving any other.
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
    // `TableLike` can only add at the end: what belongs behind is taken out and put back.
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

/// Adds a value to an array as its other values stand there.
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
    // A comment above the last value is about that one.
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

/// The keys of the fields that stand in a file, by their names on the wire.
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

/// The table of a field as the checks name it.
fn canonical(section: &str, place: &write::Place<'_>) -> String {
    let parents = place.key.rsplit_once('.').map(|(parents, _)| parents);
    let at = match parents {
        Some(parents) => format!("{section}.{parents}"),
        None => section.to_owned(),
    };
    place::table(&at, &place.field.name)
}

/// The fields of which one is enough, as the field at `names` has it.
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

/// Whether one of the fields around is now of a type whose inside is open.
fn below_json(places: &[write::Place<'_>], names: &[String]) -> bool {
    places.iter().any(|place| {
        place.names.len() < names.len()
            && place.names.iter().zip(names).all(|(a, b)| *a == b)
            && (*place.field.ty.innermost() == larkspec_codegen::model::Type::Json
                || (place.field.fields.is_empty() && place.field.carried().is_some()))
    })
}

/// The shared type of a field around one, which describes the field.
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

/// The rules of a page for requests, with those beside them that are assumed.
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

/// The position of the last table below these keys of the root.
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

/// Where a section's first field is to go: behind all that stands before the section by custom, and
/// before what is in it.
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

/// Whether an enumeration has the values of the page's, in any order; their docs are people's.
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

/// Tokens, apps and scopes are sets: another order is no news, and the file keeps its own.
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

/// How many characters of a value a message has room for.
const SHOWN: usize = 60;

fn shown(value: &Json) -> String {
    excerpt(&value.to_string(), 0)
}

/// Both values, of long ones the parts that differ.
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

/// The part of a text from the character `start` on that a message has room for.
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

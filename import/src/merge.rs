//! Merges a page's facts into an existing spec file: what people wrote is kept, what the page changed is updated, and
//! every change is reported.

mod change;
mod errors;
mod example;
mod facts;
mod fields;
mod head;
mod merger;
mod toml;

use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, TypeFile, Types};
use toml_edit::{DocumentMut, Item, TableLike, Value};

pub use change::{Change, Kind, MergeError, Merged};
use merger::Merger;
use toml::{HEAD, insert_in_order, spread};

use crate::interpret::{Imported, Open};
use crate::known::address;
use crate::write;

/// Updates the spec file `text` of the endpoint `name` from a page. The file keeps its line ends and its byte order
/// mark.
///
/// # Errors
///
/// The file does not load, or would no longer load.
pub fn merge(name: &str, text: &str, page: &Imported) -> Result<Merged, MergeError> {
    merge_using(name, text, page, &page.endpoint.types)
}

/// Like [`merge`], for a file whose fields have shared types: `types` are the types before the update, and those of the
/// page's fields are in its endpoint.
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
        let mut merger = Merger::new(&open, false);
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
    let mut merger = Merger::new(&page.open, is_part(&old, page));
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
    let mut merger = Merger::new(&open, false);
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

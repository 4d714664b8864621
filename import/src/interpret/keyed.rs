//! Objects whose keys are IDs: tables describe one entry, and only examples show that there is one for each ID.

use larkspec_codegen::model::Type;
use serde_json::Value;

use super::rows::{FieldRow, Node};
use super::types::Base;

/// The type of a field whose examples have an entry for each ID, and the rows of an entry; otherwise its own rows. A
/// single row with rows of its own may stand for the key.
pub fn map_by_id<'p>(
    row: &FieldRow<'p>,
    children: Vec<Node<'p>>,
    samples: &[&Value],
) -> Result<(Type, Vec<Node<'p>>), Vec<Node<'p>>> {
    let is_object = matches!(row.ty.base, Base::Unsaid | Base::Object | Base::Own(_));
    if !is_object || !row.ty.layers.is_empty() || children.is_empty() {
        return Err(children);
    }
    let Some(entries) = entries(&children, samples) else {
        return Err(children);
    };
    if let Some(ty) = entry_type(&entries, &children) {
        return Ok((Type::Map(Box::new(ty)), children));
    }
    match <[Node<'p>; 1]>::try_from(children) {
        Ok([key]) => match entry_type(&entries, &key.children) {
            Some(ty) => Ok((Type::Map(Box::new(ty)), key.children)),
            None => Err(vec![key]),
        },
        Err(children) => Err(children),
    }
}

/// The values of the examples, if all keys look like IDs and none is the name of a row.
fn entries<'v>(children: &[Node<'_>], samples: &[&'v Value]) -> Option<Vec<&'v Value>> {
    let mut entries = Vec::new();
    for sample in samples {
        for (key, value) in sample.as_object()? {
            let is_id = key.bytes().any(|byte| byte.is_ascii_digit());
            if !is_id || children.iter().any(|child| child.row.name == *key) {
                return None;
            }
            entries.push(value);
        }
    }
    (!entries.is_empty()).then_some(entries)
}

/// The type of entries that have nothing but these rows: an object, or a list of objects.
fn entry_type(entries: &[&Value], rows: &[Node<'_>]) -> Option<Type> {
    let has_rows = |entry: &Value| {
        entry.as_object().is_some_and(|object| {
            let known = |key: &String| rows.iter().any(|node| node.row.name == *key);
            !object.is_empty() && object.keys().all(known)
        })
    };
    if entries.iter().all(|entry| has_rows(entry)) {
        return Some(Type::Object);
    }
    let lists: Option<Vec<&Vec<Value>>> = entries.iter().map(|entry| entry.as_array()).collect();
    let mut items = lists?.into_iter().flatten().peekable();
    let shows = items.peek().is_some() && items.all(has_rows);
    shows.then(|| Type::List(Box::new(Type::Object)))
}

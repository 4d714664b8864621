//! Edits the tables of a spec file in place: the order and position of keys and tables, and the comparison of their values
//! with those of a page.

use std::sync::LazyLock;

use larkspec_codegen::model::Section;
use larkspec_codegen::rules;
use serde_json::Value as Json;
use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

/// The gap between the positions of two tables in a file, for new tables.
pub(super) const GAP: isize = 1 << 20;

/// Whether the table `assumed` of this table contains `key`.
pub(super) fn assumes(table: &Table, key: &str) -> bool {
    let assumed = table.get("assumed").and_then(Item::as_table_like);
    assumed.is_some_and(|assumed| assumed.contains_key(key))
}

/// Adds a key to what a table assumes.
pub(super) fn put_assumed(table: &mut dyn TableLike, key: &str, value: Value) {
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
pub(super) fn remove_assumed(table: &mut dyn TableLike, key: &str) -> bool {
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
pub(super) fn insert_in_order(table: &mut dyn TableLike, key: &str, value: Value, order: &[&str]) {
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
pub(super) fn push_value(array: &mut Array, text: &str) {
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

pub(super) fn field_table<'d>(
    doc: &'d mut DocumentMut,
    section: &str,
    key: &str,
) -> Option<&'d mut dyn TableLike> {
    doc.get_mut(section)?
        .as_table_like_mut()?
        .get_mut(key)?
        .as_table_like_mut()
}

pub(super) fn assumed(table: &dyn TableLike, key: &str) -> Option<Json> {
    table
        .get("assumed")?
        .as_table_like()?
        .get(key)
        .map(item_json)
}

pub(super) fn parse(text: &str) -> Option<DocumentMut> {
    text.parse().ok()
}

/// Makes room between all tables of a file.
pub(super) fn spread(table: &mut Table) {
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
pub(super) fn last_position(doc: &DocumentMut, keys: &[&str]) -> isize {
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
pub(super) fn first_position(doc: &DocumentMut, section: &str) -> isize {
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

pub(super) fn position(doc: &DocumentMut, section: &str, key: &str) -> Option<isize> {
    doc.get(section)?
        .as_table_like()?
        .get(key)?
        .as_table()?
        .position()
}

pub(super) fn has_comment(item: &Item) -> bool {
    item.to_string().contains('#')
        || item
            .as_table()
            .is_some_and(|table| raw(table.decor().prefix()).contains('#'))
}

fn raw(text: Option<&toml_edit::RawString>) -> &str {
    text.and_then(toml_edit::RawString::as_str)
        .unwrap_or_default()
}

pub(super) fn item_json(item: &Item) -> Json {
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

pub(super) fn to_json(value: &Value) -> Json {
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

pub(super) fn same(stands: &Json, fact: &str) -> bool {
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
pub(super) fn same_values(key: &str, stands: &Json, fact: &str) -> bool {
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
pub(super) fn same_set(key: &str, stands: &Json, fact: &str) -> bool {
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

pub(super) const HEAD: &[&str] = &[
    "title",
    "doc",
    "page_title",
    "source",
    "also",
    "updated",
    "page_hash",
    "replaced_by",
];

pub(super) const HTTP: &[&str] = &[
    "method", "host", "path", "tokens", "apps", "scopes", "rate", "envelope",
];

pub(super) const ERROR: &[&str] = &["code", "status", "means"];

/// A page's facts about a field, in the order in which they are written.
pub(super) static FIELD: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let rules = rules::keys();
    ["type"]
        .into_iter()
        .chain(rules)
        .chain(["only", "request", "example"])
        .collect()
});

/// Keys that belong to people, and that a shared type states for all its uses.
pub(super) const OF_TYPE: &[&str] = &["rust", "secret"];

/// Keys that belong to people, in their order after the facts.
const OWN: &[&str] = &["name", "rust", "secret", "doc", "assumed"];

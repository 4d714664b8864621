//! The facts of a field, and what a file assumes of it.

use larkspec_codegen::model::{EnumValue, Field};
use larkspec_codegen::place;
use serde_json::Value as Json;
use toml_edit::{InlineTable, Item, TableLike, Value};

use super::change::{BACK, GONE, Kind, shown};
use super::merger::Merger;
use super::toml::{
    FIELD, OF_TYPE, assumed, push_value, put_assumed, remove_assumed, same, same_values, to_json,
};
use crate::write;

impl Merger<'_> {
    pub(super) fn field(
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
            let mut facts = facts.iter();
            let fact = facts.find(|(name, _)| *name == key);
            let fact = fact.map(|(_, value)| value.as_str());
            match key {
                "type" | "deprecated" | "option" if place.field.assumed.contains(key) => {
                    self.outlive(table, &at, key, fact);
                }
                "option" => self.drop_option(table, &at),
                _ if place.field.assumed.contains(key) => self.assume(table, &at, key, fact),
                _ if self.stays(table, (&at, &canonical), key, fact) => {}
                // A group is defined by its members; its label belongs to the file.
                "any_of" if fact.is_some() && same_group => {}
                "enum" if fact.is_some() && table.contains_key(key) => {
                    self.values(table, place.field, &at);
                }
                _ => self.fact(table, &at, key, fact, &FIELD),
            }
        }
    }

    /// Whether a file keeps what it says, whatever the page says. `canonical` is the table as the checks name it.
    fn stays(
        &mut self,
        table: &dyn TableLike,
        (at, canonical): (&str, &str),
        key: &str,
        fact: Option<&str>,
    ) -> bool {
        let open = match key {
            "type" => self.open.types.contains(canonical),
            "required" => self.open.required.contains(canonical),
            _ => {
                let fact = (canonical.to_owned(), key.to_owned());
                self.open.facts.contains(&fact)
            }
        };
        let stands = table.contains_key(key) || assumed(table, key).is_some();
        // Formats and examples may also come from people.
        let loose = matches!(key, "format" | "example") && fact.is_none();
        (stands && (open || loose))
            || (open && key != "type")
            || self.is_assumed(table, at, key, fact)
            || (self.partial && fact.is_none())
    }

    fn drop_option(&mut self, table: &mut dyn TableLike, at: &str) {
        if remove_assumed(table, "option") {
            let text = "the page agrees with the type in Rust again";
            self.tell(Kind::Removed, format!("{at}.option"), text);
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

    /// The facts of a field that its page no longer has, or has with another type, become assumptions of the file.
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
            ("type", Some(Item::Value(ty))) => {
                (ty, "the page states another type; the field keeps this one")
            }
            ("type", _) => return,
            ("option", _) => (
                Value::from(option),
                match option {
                    true => "the page now requires it, but it stays an `Option` in Rust",
                    false => {
                        "the page no longer requires it, but it does not become an `Option` in Rust"
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

    /// Deprecates a listed value.
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

//! Reads the keys of one table of a spec file, and reports what is wrong with each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use larkspec_shape::Pattern;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Source};
use crate::model::{Date, Field, Keyword, Number, Type, Types};
use crate::nearest::nearest;
use crate::place::Place;

pub(super) type Entry<'t> = (
    &'t Spanned<std::borrow::Cow<'t, str>>,
    &'t Spanned<DeValue<'t>>,
);

pub(super) struct Parser {
    pub(super) source: Arc<Source>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The location of each key, and of each table's header.
    pub(super) spans: HashMap<Place, Range<usize>>,
    /// The original paths of the tables of fields that have another wire name: (table, key) → name.
    pub(super) renamed: HashMap<(String, String), String>,
    /// The example payloads as written.
    pub(super) payloads: HashMap<&'static str, String>,
    /// Tables with an error of their own; further errors about them would be redundant.
    pub(super) poisoned: HashSet<String>,
    /// Missing keys for which an unknown key is most likely a misspelling.
    pub(super) misspelt: HashSet<Place>,
    /// The shared types that are visible from the file, except its own.
    pub(super) types: Arc<Types>,
    /// The types that the file itself describes.
    pub(super) own: OwnTypes,
    /// Whether any field refers to a shared type.
    pub(super) names_types: bool,
}

/// The types of a file that describes types.
#[derive(Default)]
pub(super) struct OwnTypes {
    /// The kind of each type: an object, a string or an int.
    pub kinds: BTreeMap<String, Type>,
    /// The types that have been read so far.
    pub fields: Vec<Field>,
}

impl Parser {
    pub(super) fn new(source: Arc<Source>, types: &Arc<Types>) -> Self {
        Parser {
            source,
            diagnostics: Vec::new(),
            spans: HashMap::new(),
            renamed: HashMap::new(),
            payloads: HashMap::new(),
            poisoned: HashSet::new(),
            misspelt: HashSet::new(),
            types: Arc::clone(types),
            own: OwnTypes::default(),
            names_types: false,
        }
    }

    pub(super) fn error(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.diagnostics.push(Diagnostic {
            source: Arc::clone(&self.source),
            span,
            message: message.into(),
            help,
        });
    }

    /// Whether an error about this table would only follow from one that was already reported.
    pub(super) fn is_poisoned(&self, table: &str) -> bool {
        let inside = |poisoned: &String| {
            table
                .strip_prefix(&**poisoned)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{', '<']))
        };
        self.poisoned.iter().any(inside)
    }

    pub(super) fn span(&self, place: &Place) -> Range<usize> {
        find_span(&self.spans, place)
    }

    /// Reads the table `assumed` of the table `at`: its keys are added to `known`, and the page must not state them
    /// as well.
    pub(super) fn assumed<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        keys: &[&str],
        known: &mut BTreeSet<String>,
    ) -> Option<&'t DeTable<'t>> {
        let assumed = self.table(at, table, "assumed")?;
        self.known_keys(&format!("{at}.assumed"), assumed, keys);
        for (key, _) in assumed.iter() {
            let name = key.get_ref();
            if table.contains_key(&**name) {
                let message = format!("`{name}` is both stated by the page and assumed");
                let help = "remove one of them: `assumed` is for facts that are not on the page";
                self.error(key.span(), message, Some(help.to_owned()));
            }
            known.insert(name.to_string());
            self.spans.insert(Place::key(at, name), key.span());
        }
        Some(assumed)
    }

    // The following methods read one key of a table, and report a value of the wrong type.

    pub(super) fn known_keys(&mut self, at: &str, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table.iter() {
            let name = key.get_ref();
            self.spans.insert(Place::key(at, name), key.span());
            if known.contains(&&**name) {
                continue;
            }
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => {
                    self.misspelt.insert(Place::key(at, near));
                    format!("did you mean `{near}`?")
                }
                None => format!("the keys here are {}", known.join(", ")),
            };
            self.error(key.span(), format!("unknown key `{name}`"), Some(help));
        }
    }

    /// Reports a missing key, unless it is present, or misspelt and already reported.
    pub(super) fn missing(&mut self, at: &str, span: Range<usize>, key: &str) {
        if !self.misspelt.contains(&Place::key(at, key)) {
            let message = match at {
                "" => format!("the spec has no `{key}`"),
                at => format!("`{key}` is missing in `[{at}]`"),
            };
            self.error(span, message, None);
        }
        self.poison(at);
    }

    pub(super) fn poison(&mut self, table: &str) {
        let table = table.strip_suffix(".assumed").unwrap_or(table);
        self.poisoned.insert(table.to_owned());
    }

    pub(super) fn wrong_type(&mut self, at: &str, entry: Entry<'_>, expected: &str) {
        let (key, value) = entry;
        let message = format!(
            "`{}` takes {expected}, not {}",
            key.get_ref(),
            kind(value.get_ref())
        );
        let help = self.wanted_form(entry, expected);
        self.error(value.span(), message, help);
        if matches!(&**key.get_ref(), "type" | "path" | "items" | "code") {
            self.poison(at);
        }
    }

    /// The expected form, if it follows from the written value.
    pub(super) fn wanted_form(&self, (key, value): Entry<'_>, expected: &str) -> Option<String> {
        let key = key.get_ref();
        let written = &self.source.text[value.span()];
        let form = match (expected, value.get_ref()) {
            ("an array of strings", DeValue::String(_)) => format!("{key} = [{written}]"),
            ("an array of tables", DeValue::Table(_)) if written.starts_with('[') => {
                format!("[{written}]")
            }
            ("an array of tables", DeValue::Table(_)) => format!("{key} = [{written}]"),
            ("an array of tables", _) => format!("{{ {} = {written} }}", first_key(key)),
            ("true or false", DeValue::String(text)) if matches!(&**text, "true" | "false") => {
                format!("{key} = {text}")
            }
            ("a number", DeValue::String(text)) if text.parse::<i64>().is_ok() => {
                format!("{key} = {text}")
            }
            _ => return None,
        };
        Some(format!("write {form}"))
    }

    pub(super) fn entry<'t>(&mut self, table: &'t DeTable<'t>, key: &str) -> Option<Entry<'t>> {
        table.iter().find(|(name, _)| name.get_ref() == key)
    }

    pub(super) fn string_quiet(&self, table: &DeTable<'_>, key: &str) -> String {
        let value = table.get(key).and_then(|value| value.get_ref().as_str());
        value.unwrap_or_default().to_owned()
    }

    pub(super) fn string(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<String> {
        self.spanned_string(at, table, key).map(|(text, _)| text)
    }

    pub(super) fn spanned_string(
        &mut self,
        at: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<(String, Range<usize>)> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::String(text) => Some((text.to_string(), entry.1.span())),
            _ => {
                self.wrong_type(at, entry, "a string");
                None
            }
        }
    }

    pub(super) fn strings(
        &mut self,
        at: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Vec<(String, Range<usize>)> {
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = entry.1.get_ref() else {
            self.wrong_type(at, entry, "an array of strings");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => strings.push((text.to_string(), item.span())),
                _ => self.wrong_type(at, (entry.0, item), "an array of strings"),
            }
        }
        strings
    }

    pub(super) fn bool(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => {
                self.wrong_type(at, entry, "true or false");
                None
            }
        }
    }

    pub(super) fn int(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<i64> {
        match self.number(at, table, key)? {
            Number::Int(value) => Some(value),
            Number::Float(_) => {
                let entry = self.entry(table, key)?;
                self.wrong_type(at, entry, "an integer");
                None
            }
        }
    }

    pub(super) fn number(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Number> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => match self.scalar(entry.1)? {
                Value::Number(number) => match number.as_i64() {
                    Some(value) => Some(Number::Int(value)),
                    None => number.as_f64().map(Number::Float),
                },
                _ => None,
            },
            _ => {
                self.wrong_type(at, entry, "a number");
                None
            }
        }
    }

    pub(super) fn count(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<u64> {
        let number = self.int(at, table, key)?;
        let count = u64::try_from(number).ok();
        if count.is_none() {
            let span = self.span(&Place::key(at, key));
            self.error(span, format!("`{key}` cannot be negative"), None);
        }
        count
    }

    pub(super) fn pattern(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Pattern> {
        let (text, span) = self.spanned_string(at, table, key)?;
        match Pattern::compile(&*text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let message = format!("the pattern does not compile: {error}");
                let help = match error.is_ecma() {
                    true => "write the expression without it: payloads are checked in linear time",
                    false => "use ECMA-262 with the `u` flag, as in JSON Schema",
                };
                self.error(span, message, Some(help.to_owned()));
                None
            }
        }
    }

    pub(super) fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<Date> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => {
                datetime.date.map(|date| Date {
                    year: date.year,
                    month: date.month,
                    day: date.day,
                })
            }
            _ => {
                self.wrong_type("", entry, "a date such as 2022-07-08 (without quotes)");
                None
            }
        }
    }

    pub(super) fn keyword<K: Keyword>(
        &mut self,
        at: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<K> {
        let (word, span) = self.spanned_string(at, table, key)?;
        self.parse_keyword(key, &word, span)
    }

    pub(super) fn keywords<K: Keyword>(
        &mut self,
        at: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Vec<K> {
        self.strings(at, table, key)
            .into_iter()
            .filter_map(|(word, span)| self.parse_keyword(key, &word, span))
            .collect()
    }

    pub(super) fn parse_keyword<K: Keyword>(
        &mut self,
        key: &str,
        word: &str,
        span: Range<usize>,
    ) -> Option<K> {
        let parsed = K::parse(word);
        if parsed.is_none() {
            let words = K::ALL.iter().map(|(word, _)| *word);
            let help = match nearest(word, words.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", words.collect::<Vec<_>>().join(", ")),
            };
            let noun = match key {
                "means" => "meaning of an error code",
                "optional" => "part of an envelope",
                "payload" => "place of a payload",
                key => key.trim_end_matches('s'),
            };
            self.error(span, format!("`{word}` is not a valid {noun}"), Some(help));
        }
        parsed
    }

    /// A value that is converted to JSON.
    pub(super) fn value(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Value> {
        let entry = self.entry(table, key)?;
        let before = self.diagnostics.len();
        let value = self.scalar(entry.1);
        if value.is_none() && self.diagnostics.len() == before {
            self.wrong_type(
                at,
                entry,
                "a string, a number, true, false or an array or table of these",
            );
        }
        value
    }

    pub(super) fn scalar(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(text) => Some(Value::from(&**text)),
            DeValue::Boolean(value) => Some(Value::from(*value)),
            DeValue::Integer(integer) => {
                match i64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(value) => Some(Value::from(value)),
                    Err(_) => {
                        let message = format!("{integer} does not fit into 64 bits");
                        self.error(value.span(), message, None);
                        None
                    }
                }
            }
            DeValue::Float(float) => match float.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Value::from(number)),
                _ => {
                    self.error(
                        value.span(),
                        format!("{float} is not a finite number"),
                        None,
                    );
                    None
                }
            },
            DeValue::Array(items) => items.iter().map(|item| self.scalar(item)).collect(),
            DeValue::Table(table) => {
                let mut object = serde_json::Map::new();
                for (key, value) in entries(table) {
                    object.insert(key.get_ref().to_string(), self.scalar(value)?);
                }
                Some(Value::Object(object))
            }
            DeValue::Datetime(_) => None,
        }
    }

    pub(super) fn table<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        key: &str,
    ) -> Option<&'t DeTable<'t>> {
        let entry = self.entry(table, key)?;
        let place = match at {
            "" => key.to_owned(),
            at => format!("{at}.{key}"),
        };
        self.spans.insert(Place::table(&place), entry.0.span());
        match entry.1.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong_type(at, entry, "a table");
                None
            }
        }
    }

    pub(super) fn expect_table<'t>(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &'t Spanned<DeValue<'t>>,
    ) -> Option<&'t DeTable<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            other => {
                let message = format!(
                    "the field `{}` takes a table, not {}",
                    key.get_ref(),
                    kind(other)
                );
                self.error(value.span(), message, None);
                None
            }
        }
    }

    /// Reports an array of plain values that should be one of tables.
    pub(super) fn no_tables(&mut self, (key, value): Entry<'_>, items: &[Spanned<DeValue<'_>>]) {
        let key = key.get_ref();
        let table = |item: &Spanned<DeValue<'_>>| {
            let written = &self.source.text[item.span()];
            format!("{{ {} = {written} }}", first_key(key))
        };
        let tables: Vec<String> = items.iter().map(table).collect();
        let message = format!("`{key}` takes an array of tables, not plain values");
        let help = format!("write {key} = [{}]", tables.join(", "));
        self.error(value.span(), message, Some(help));
    }

    pub(super) fn tables<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        key: &str,
    ) -> Vec<(&'t DeTable<'t>, Range<usize>)> {
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let items = match entry.1.get_ref() {
            DeValue::Array(items) => items,
            DeValue::Table(_) => {
                self.wrong_type(at, entry, "an array of tables");
                return Vec::new();
            }
            _ => {
                self.no_tables(entry, std::slice::from_ref(entry.1));
                return Vec::new();
            }
        };
        if items.is_empty() {
            self.wrong_type(at, entry, "at least one table");
        } else if !items.iter().any(|item| item.get_ref().is_table()) {
            self.no_tables(entry, items);
            return Vec::new();
        }
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, item.span())),
                _ => self.wrong_type(at, (entry.0, item), "an array of tables"),
            }
        }
        tables
    }
}

/// The entries of a table in the order of the file. `toml` can keep that order itself, but only with a further map that
/// takes every build script of a user longer to compile than all of `toml`.
pub(super) fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// A key that every table of an array needs.
fn first_key(array: &str) -> &'static str {
    match array {
        "error" => "code",
        _ => "value",
    }
}

/// The span of a place, or of the closest enclosing place that has one.
pub(super) fn find_span(spans: &HashMap<Place, Range<usize>>, place: &Place) -> Range<usize> {
    let mut table = place.table.as_str();
    spans
        .get(place)
        .or_else(|| {
            loop {
                if let Some(span) = spans.get(&Place::table(table)) {
                    break Some(span);
                }
                table = table.rsplit_once('.')?.0;
            }
        })
        .cloned()
        .unwrap_or(0..0)
}

pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

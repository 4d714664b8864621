//! Reads the facts about a field: its type and its rules.

use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::reader::{Entry, Parser, entries};
use crate::model::{Case, EnumValue, Field, Test, Type};
use crate::names;
use crate::nearest::nearest;
use crate::place::Place;
use crate::rules::{Fact, RULES, Rule, Takes};

pub(super) const ENUM_KEYS: &[&str] = &["value", "doc", "rust", "deprecated"];

/// The text within all brackets of a type.
fn named(text: &str) -> &str {
    let inside = text.rsplit('<').next().unwrap_or(text);
    inside.split('>').next().unwrap_or(inside).trim()
}

/// Replaces the name in a type's text by a word.
fn plain(text: &str, name: &str, word: &str) -> Option<Type> {
    let at = text.rfind(name)?;
    Type::parse(&format!(
        "{}{word}{}",
        &text[..at],
        &text[at + name.len()..]
    ))
}

impl Parser {
    /// The facts about a field; the same keys are valid under `assumed`.
    pub(super) fn facts(&mut self, place: &str, table: &DeTable<'_>, field: &mut Field) {
        if let Some((text, span)) = self.spanned_string(place, table, "type") {
            self.type_of(place, &text, span, field);
        }
        self.rules(place, table, field);
    }

    /// The rules of a field.
    pub(super) fn rules(&mut self, place: &str, table: &DeTable<'_>, field: &mut Field) {
        for rule in RULES {
            if let Some(fact) = self.fact(place, table, rule) {
                (rule.set)(field, Some(fact));
            }
        }
    }

    /// Reads the type of a field.
    fn type_of(&mut self, place: &str, text: &str, span: Range<usize>, field: &mut Field) {
        let name = named(text);
        self.names_types |= names::is_type_name(name);
        match self.plain_type(text) {
            Some((ty, shared)) => (field.ty, field.shared) = (ty, shared),
            None => {
                let is_name = names::is_type_name(name) && plain(text, name, "json").is_some();
                match is_name {
                    true => self.no_such_type(name, span),
                    false => self.no_type(text, span),
                }
                self.poison(place);
            }
        }
    }

    /// The type with a word of the spec language instead of a shared type, and the name of the shared type. The word
    /// is the kind of the shared type.
    pub(super) fn plain_type(&self, text: &str) -> Option<(Type, Option<String>)> {
        if let Some(ty) = Type::parse(text) {
            return Some((ty, None));
        }
        let name = named(text);
        let kind = match self.own.kinds.get(name) {
            Some(kind) => kind,
            None => &self.types.get(name)?.field.ty,
        };
        Some((plain(text, name, &kind.to_string())?, Some(name.to_owned())))
    }

    fn no_such_type(&mut self, name: &str, span: Range<usize>) {
        let visible = self.types.iter().map(|(name, _)| name);
        let own = self.own.kinds.keys().map(String::as_str);
        let help = match nearest(name, visible.chain(own)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if Type::parse(&name.to_lowercase()).is_some() => {
                format!("did you mean `{}`?", name.to_lowercase())
            }
            None => format!(
                "describe `[types.{name}]` in the file `types.toml` of this folder, or of one above"
            ),
        };
        self.error(span, format!("there is no type `{name}`"), Some(help));
    }

    fn no_type(&mut self, text: &str, span: Range<usize>) {
        let words = Type::WORDS.iter().map(|(word, _)| *word);
        let words = words.chain(["list<string>", "list<object>", "string<object>"]);
        let visible = self.types.iter().map(|(name, _)| name);
        let words = words.chain(visible);
        // `string<blob>` is not a misspelt `string`.
        let alike = words.filter(|word| word.contains('<') == text.contains('<'));
        let help = match nearest(text, alike) {
            Some(word) => format!("did you mean `{word}`?"),
            None => {
                "the types are string, int, float, bool, binary, object, json, list<T>, map<T>, \
                     string<T> and the names of shared types"
                    .to_owned()
            }
        };
        self.error(span, format!("`{text}` is not a type"), Some(help));
    }

    /// The value of a rule.
    pub(super) fn fact(&mut self, place: &str, table: &DeTable<'_>, rule: &Rule) -> Option<Fact> {
        let key = rule.key;
        match rule.takes {
            Takes::Flag => self.bool(place, table, key).map(Fact::Flag),
            Takes::Number => self.number(place, table, key).map(Fact::Number),
            Takes::Count => self.count(place, table, key).map(Fact::Count),
            Takes::Pattern => self.pattern(place, table, key).map(Fact::Pattern),
            Takes::Format => self.keyword(place, table, key).map(Fact::Format),
            Takes::Value => self.value(place, table, key).map(Fact::Value),
            Takes::Values => {
                let values = self.enum_values(place, table, key);
                (!values.is_empty()).then_some(Fact::Values(values))
            }
            Takes::Text => self.string(place, table, key).map(Fact::Text),
            Takes::Cases => {
                let cases = self.cases(place, table, key);
                (!cases.is_empty()).then_some(Fact::Cases(cases))
            }
        }
    }

    /// A table of conditions on other fields, or an array of such tables.
    pub(super) fn cases(&mut self, place: &str, table: &DeTable<'_>, key: &str) -> Vec<Case> {
        const TAKES: &str = "a table such as { kind = \"other\" }, or an array of these";
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let items = match entry.1.get_ref() {
            DeValue::Table(_) => std::slice::from_ref(entry.1),
            DeValue::Array(items) if !items.is_empty() => items,
            _ => {
                self.wrong_type(place, entry, TAKES);
                return Vec::new();
            }
        };
        // The checks identify a rule by the table of its field.
        let place = place.strip_suffix(".assumed").unwrap_or(place);
        let before = self.diagnostics.len();
        let mut cases = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref() {
                DeValue::Table(case) => {
                    cases.push(self.case(&format!("{place}.{key}[{index}]"), case));
                }
                _ => self.wrong_type(place, (entry.0, item), TAKES),
            }
        }
        if self.diagnostics.len() > before {
            // The remains of a broken rule would be a different rule.
            cases.clear();
        }
        cases
    }

    pub(super) fn case(&mut self, place: &str, table: &DeTable<'_>) -> Case {
        let mut case = Case::default();
        for (name, value) in entries(table) {
            self.spans
                .insert(Place::key(place, name.get_ref()), name.span());
            if let Some(test) = self.test(place, (name, value)) {
                case.all.push((name.get_ref().to_string(), test));
            }
        }
        case
    }

    /// A condition on another field: a value, several values, or a table with `not` or `present`.
    pub(super) fn test(&mut self, place: &str, entry: Entry<'_>) -> Option<Test> {
        const TAKES: &str = "a value, an array of values, { not = … } or { present = true }";
        let DeValue::Table(table) = entry.1.get_ref() else {
            return self.compared(place, entry, TAKES).map(Test::Is);
        };
        let mut keys = table.iter();
        let (Some(inner), None) = (keys.next(), keys.next()) else {
            self.wrong_type(place, entry, TAKES);
            return None;
        };
        match (&**inner.0.get_ref(), inner.1.get_ref()) {
            ("not", _) => self
                .compared(place, inner, "a value or an array of values")
                .map(Test::Not),
            ("present", DeValue::Boolean(present)) => Some(Test::Present(*present)),
            ("present", _) => {
                self.wrong_type(place, inner, "true or false");
                None
            }
            (other, _) => {
                let help =
                    "a condition is a value, an array of values, { not = … } or { present = true }";
                self.error(
                    inner.0.span(),
                    format!("unknown key `{other}`"),
                    Some(help.to_owned()),
                );
                None
            }
        }
    }

    /// The values to compare another field with.
    pub(super) fn compared(
        &mut self,
        place: &str,
        entry: Entry<'_>,
        takes: &str,
    ) -> Option<Vec<Value>> {
        let items = match entry.1.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items,
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_) => {
                std::slice::from_ref(entry.1)
            }
            _ => {
                self.wrong_type(place, entry, takes);
                return None;
            }
        };
        let values = items.iter().map(|item| match item.get_ref() {
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_) => self.scalar(item),
            _ => {
                self.wrong_type(place, (entry.0, item), "strings, ints or bools");
                None
            }
        });
        // Report all errors, not just the first.
        let values: Vec<Option<Value>> = values.collect();
        values.into_iter().collect()
    }

    pub(super) fn enum_values(
        &mut self,
        place: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Vec<EnumValue> {
        let mut values = Vec::new();
        for (index, (table, span)) in self.tables(place, table, key).into_iter().enumerate() {
            let at = format!("{place}.{key}[{index}]");
            self.spans.insert(Place::table(&at), span.clone());
            self.known_keys(&at, table, ENUM_KEYS);
            if !table.contains_key("value") {
                self.missing(&at, span, "value");
            }
            // A case with errors keeps its place, so that the following ones keep theirs.
            values.push(EnumValue {
                value: self.value(&at, table, "value").unwrap_or_default(),
                doc: self.string(&at, table, "doc").unwrap_or_default(),
                rust: self.string(&at, table, "rust"),
                deprecated: self.bool(&at, table, "deprecated").unwrap_or_default(),
            });
        }
        values
    }
}

//! Reads the refinements that a use of a shared type adds to the type's fields.

use toml::de::DeTable;

use super::fields::{Key, Path, loosens};
use super::reader::Parser;
use crate::model::Field;
use crate::place::{self, Place};
use crate::rules::{self, Fact, Rule, Takes};
use crate::types;

/// Further keys in such a table besides rules.
const OWN_KEYS: &[&str] = &["name", "doc", "example", "assumed", "request"];
/// Keys that only the type itself can have.
const TYPE_KEYS: &[&str] = &["type", "rust", "secret", "option", "only"];

impl Parser {
    /// Applies a table to a field of a shared type.
    pub(super) fn refine<'t>(
        &mut self,
        head: &str,
        fields: &mut Vec<Field>,
        (key, table): (&'t Key<'t>, &'t DeTable<'t>),
        fields_of: &dyn Fn(&str) -> Vec<Field>,
    ) {
        let path = Path::new(head, key);
        let Some(found) = self.siblings(&path, fields, fields_of) else {
            return;
        };
        let shared = found.shared.unwrap_or_default();
        let own = table.get("name").and_then(|name| name.get_ref().as_str());
        let name = own.unwrap_or(path.name());
        match found.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => self.refinement(&found.at, &shared, field, key, table),
            None => self.not_of_type(&path, &shared, name, found.fields),
        }
    }

    fn refinement(
        &mut self,
        at: &str,
        shared: &str,
        field: &mut Field,
        key: &Key<'_>,
        table: &DeTable<'_>,
    ) {
        let place = place::table(at, &field.name);
        self.spans.insert(Place::table(&place), key.span());
        let rules: Vec<&str> = rules::keys_of_use().collect();
        self.known_keys(&place, table, &[&*rules, OWN_KEYS, TYPE_KEYS].concat());
        for key in TYPE_KEYS.iter().filter(|key| table.contains_key(**key)) {
            let span = self.span(&Place::key(&place, key));
            let message = format!("a use of `{shared}` cannot change the `{key}` of its field");
            let help = format!("remove it: `{key}` belongs to the type");
            self.error(span, message, Some(help));
        }
        let mut own = Field::new(&*field.name, field.ty.clone());
        self.facts_of_use(&place, table, &mut own);
        self.lay_on(&place, shared, field, &own, table);
        if let Some(doc) = self.string(&place, table, "doc") {
            field.doc = doc;
        }
        if let Some(example) = self.value(&place, table, "example") {
            field.example = Some(example);
        }
        let mut sides = Field::new(&*field.name, field.ty.clone());
        self.sides(&place, table, &mut sides);
        match (&mut field.request, sides.request) {
            (Some(known), Some(more)) => types::lay_on(known, &more),
            (known @ None, more) => *known = more,
            (Some(_), None) => {}
        }
    }

    /// The rules that a table states, including those under `assumed`.
    fn facts_of_use(&mut self, place: &str, table: &DeTable<'_>, own: &mut Field) {
        self.rules(place, table, own);
        let rules: Vec<&str> = rules::keys_of_use().collect();
        if let Some(assumed) = self.assumed(place, table, &rules, &mut own.assumed) {
            self.rules(&format!("{place}.assumed"), assumed, own);
        }
    }

    /// Adds the rules of a use to a field. None of them may accept what the type rejects.
    fn lay_on(
        &mut self,
        place: &str,
        shared: &str,
        field: &mut Field,
        own: &Field,
        table: &DeTable<'_>,
    ) {
        for rule in rules::RULES {
            let is_assumed = own.assumed.contains(rule.key);
            if !is_assumed && !table.contains_key(rule.key) {
                continue;
            }
            let (old, new) = ((rule.get)(field), (rule.get)(own));
            if loosens(rule, field, old.as_ref(), new.as_ref()) {
                self.loosened(&Place::key(place, rule.key), shared, rule, old.as_ref());
                continue;
            }
            (rule.set)(field, new);
            match is_assumed {
                true => field.assumed.insert(rule.key.to_owned()),
                false => field.assumed.remove(rule.key),
            };
        }
    }

    fn loosened(&mut self, place: &Place, shared: &str, rule: &Rule, old: Option<&Fact>) {
        let span = self.span(place);
        let said = match (rule.takes, old) {
            (Takes::Flag, _) | (_, None) => format!("`{} = true`", rule.key),
            (_, Some(old)) => format!("`{}` {old}", rule.key),
        };
        let message = format!("a use of `{shared}` cannot loosen the rules of the type: {said}");
        let file = match self.types.get(shared) {
            Some(shared) => format!("{}.toml", shared.file),
            None => "this file".to_owned(),
        };
        let help = format!(
            "move `{}` from the type, in {file}, to the uses that need it",
            rule.key
        );
        self.error(span, message, Some(help));
    }
}

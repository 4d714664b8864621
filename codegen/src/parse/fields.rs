//! Reads the fields of a section: each table's key is the field's path.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::reader::{Parser, entries};
use crate::model::{Field, Section, Type, Types};
use crate::nearest::nearest;
use crate::place::{self, Place};
use crate::rules::{self, Fact, Rule, Takes};
use crate::types;

/// Further keys in a field's table.
pub(super) const OWN_KEYS: &[&str] = &["name", "rust", "doc", "example", "secret", "assumed"];
/// Further keys in the table of a field of a shared type.
pub(super) const TYPE_FILE_KEYS: &[&str] = &["request", "only"];

/// A key of a TOML table.
pub(super) type Key<'t> = Spanned<Cow<'t, str>>;

/// The path of a field: the key of its table in the table `head`.
pub(super) struct Path<'t> {
    pub head: &'t str,
    pub text: &'t str,
    pub span: Range<usize>,
}

impl<'t> Path<'t> {
    pub fn new(head: &'t str, key: &'t Key<'_>) -> Self {
        Path {
            head,
            text: key.get_ref(),
            span: key.span(),
        }
    }

    /// The key of the field among its siblings.
    pub fn name(&self) -> &'t str {
        self.text.rsplit('.').next().unwrap_or(self.text)
    }

    /// The keys of the enclosing fields, each without the suffix that leads to its items.
    fn parents(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let parents = self.text.rsplit_once('.').map(|(parents, _)| parents);
        let segments = parents.into_iter().flat_map(|parents| parents.split('.'));
        segments.map(|segment| {
            let bare = segment.trim_end_matches(['[', ']', '{', '}', '<', '>']);
            (bare, &segment[bare.len()..])
        })
    }
}

/// The fields of one object.
pub(super) struct Siblings<'f> {
    pub fields: &'f mut Vec<Field>,
    /// The path of the table that contains them.
    pub at: String,
    /// The shared type that they are part of.
    pub shared: Option<String>,
}

/// Whether a refinement of a rule accepts what the rule rejects.
pub(super) fn loosens(rule: &Rule, field: &Field, old: Option<&Fact>, new: Option<&Fact>) -> bool {
    match rule.takes {
        // With another label, the field would leave its group.
        Takes::Text => old.is_some() && old != new,
        _ => rule.direction(&field.ty, old, new).looser,
    }
}

fn is_object(field: &Field) -> bool {
    *field.ty.innermost() == Type::Object
}

impl Parser {
    /// The fields of a section: each table's key is the field's path.
    pub(super) fn section(&mut self, section: Section, table: &DeTable<'_>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let head = section.as_str();
        let refinements = self.described(head, &mut fields, table);
        self.link(&mut fields);
        let types = Arc::clone(&self.types);
        let fields_of = |name: &str| {
            let shared = types.get(name);
            shared.map_or(Vec::new(), |shared| shared.on(section).fields.clone())
        };
        for refinement in refinements {
            self.refine(head, &mut fields, refinement, &fields_of);
        }
        fields
    }

    /// Reads the fields that tables describe. Returns the tables that refine fields of shared types, which can only
    /// be read once the types are known.
    pub(super) fn described<'t>(
        &mut self,
        head: &str,
        fields: &mut Vec<Field>,
        table: &'t DeTable<'t>,
    ) -> Vec<(&'t Key<'t>, &'t DeTable<'t>)> {
        let mut refinements = Vec::new();
        for (key, value) in entries(table) {
            let Some(keys) = self.expect_table(key, value) else {
                continue;
            };
            let path = Path::new(head, key);
            if path.text.matches('.').count() > Field::MAX_DEPTH {
                let message = format!(
                    "objects are nested more than {} levels deep",
                    Field::MAX_DEPTH
                );
                self.error(path.span, message, None);
                continue;
            }
            if self.leads_into_type(&path, fields) {
                refinements.push((key, keys));
                continue;
            }
            let Some(found) = self.siblings(&path, fields, &|_| Vec::new()) else {
                continue;
            };
            let nested = self.unquoted(head, path.text, keys);
            let field = self.field(&found.at, path.name(), key.span(), keys, &nested);
            if found.fields.iter().any(|known| known.name == field.name) {
                let message = format!("the field `{}` is described twice", field.name);
                self.error(key.span(), message, None);
            } else {
                found.fields.push(field);
            }
        }
        refinements
    }

    /// Copies the listed values of a shared type into each field that uses it.
    pub(super) fn link(&mut self, fields: &mut [Field]) {
        for field in fields {
            self.link(&mut field.fields);
            let Some(name) = field.shared.as_deref().filter(|_| !is_object(field)) else {
                continue;
            };
            let own = self.own.fields.iter().find(|own| own.name == name);
            if let Some(of) = own.or_else(|| Some(&self.types.get(name)?.field)) {
                types::take_values(field, of);
            }
        }
    }

    /// Whether the path leads through a field with a shared type.
    fn leads_into_type(&self, path: &Path<'_>, fields: &[Field]) -> bool {
        let mut at = path.head.to_owned();
        let mut fields = fields;
        for (bare, _) in path.parents() {
            let wire = self.wire_name(&at, bare);
            let Some(field) = fields.iter().find(|field| field.name == wire) else {
                return false;
            };
            if field.shared.is_some() && is_object(field) {
                return true;
            }
            at = place::inside_of(&at, &field.name, &field.ty);
            fields = &field.fields;
        }
        false
    }

    /// The wire name of the field with this key in the table `at`.
    fn wire_name<'n>(&'n self, at: &str, key: &'n str) -> &'n str {
        let renamed = self.renamed.get(&(at.to_owned(), key.to_owned()));
        renamed.map_or(key, String::as_str)
    }

    /// The sibling fields of the field at the end of a path. `fields_of` returns the fields of a shared type.
    pub(super) fn siblings<'f>(
        &mut self,
        path: &Path<'_>,
        fields: &'f mut Vec<Field>,
        fields_of: &dyn Fn(&str) -> Vec<Field>,
    ) -> Option<Siblings<'f>> {
        let mut found = Siblings {
            fields,
            at: path.head.to_owned(),
            shared: None,
        };
        let mut walked = String::new();
        for (bare, suffix) in path.parents() {
            if !walked.is_empty() {
                walked.push('.');
            }
            walked.push_str(bare);
            let wire = self.wire_name(&found.at, bare).to_owned();
            let Some(index) = found.fields.iter().position(|field| field.name == wire) else {
                match &found.shared {
                    Some(shared) => self.not_of_type(path, shared, bare, found.fields),
                    None => self.no_parent(path, &walked, bare, found.fields),
                }
                return None;
            };
            let field = &mut found.fields[index];
            if suffix != field.ty.suffix() && is_object(field) {
                self.wrong_suffix(path, &walked, suffix, field);
                return None;
            }
            walked.push_str(suffix);
            if let Some(name) = field.shared.clone().filter(|_| is_object(field)) {
                if field.fields.is_empty() {
                    field.fields = fields_of(&name);
                }
                found.shared = Some(name);
            }
            found = Siblings {
                at: place::inside_of(&found.at, &field.name, &field.ty),
                shared: found.shared,
                fields: &mut field.fields,
            };
        }
        Some(found)
    }

    fn no_parent(&mut self, path: &Path<'_>, walked: &str, bare: &str, fields: &[Field]) {
        let help = match nearest(bare, fields.iter().map(|field| &*field.name)) {
            Some(name) => format!("there is a field `{name}`"),
            None => format!("describe `[{}.\"{walked}\"]` before its fields", path.head),
        };
        let message = format!(
            "`{}` has no parent: there is no field `{walked}` above it",
            path.text
        );
        self.error(path.span.clone(), message, Some(help));
    }

    fn wrong_suffix(&mut self, path: &Path<'_>, walked: &str, suffix: &str, field: &Field) {
        let wanted = field.ty.suffix();
        let message = format!(
            "`{walked}` is `{}`, so its fields are under `{walked}{wanted}.`",
            field.type_text()
        );
        let right = path.text.replacen(
            &format!("{walked}{suffix}."),
            &format!("{walked}{wanted}."),
            1,
        );
        self.error(path.span.clone(), message, Some(format!("write `{right}`")));
    }

    /// Reports a field that a shared type does not have.
    pub(super) fn not_of_type(
        &mut self,
        path: &Path<'_>,
        shared: &str,
        name: &str,
        fields: &[Field],
    ) {
        let help = match nearest(name, fields.iter().map(|field| &*field.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "this refines the fields of the type, which are described in its \
                     own file"
                .to_owned(),
        };
        let message = format!("the type `{shared}` has no field `{name}` here");
        self.error(path.span.clone(), message, Some(help));
    }

    pub(super) fn field(
        &mut self,
        at: &str,
        key: &str,
        span: Range<usize>,
        table: &DeTable<'_>,
        nested: &[&str],
    ) -> Field {
        let mut field = Field::new(key, Type::Json);
        if let Some((name, _)) = table
            .get("name")
            .and_then(|v| Some((v.get_ref().as_str()?, v.span())))
        {
            field.name = name.to_owned();
            let own = (at.to_owned(), key.to_owned());
            self.renamed.insert(own, name.to_owned());
        }
        let place = place::table(at, &field.name);
        self.spans.insert(Place::table(&place), span.clone());
        let facts: Vec<&str> = ["type"].into_iter().chain(rules::keys()).collect();
        let known = [&facts[..], OWN_KEYS, TYPE_FILE_KEYS].concat();
        if nested.len() == table.len() || nested.iter().any(|key| known.contains(key)) {
            self.poison(&place);
            return field;
        }
        self.known_keys(&place, table, &[&*known, nested].concat());
        self.string(&place, table, "name");
        field.rust = self.string(&place, table, "rust");
        field.doc = self.string(&place, table, "doc").unwrap_or_default();
        field.secret = self.bool(&place, table, "secret").unwrap_or_default();
        field.example = self.value(&place, table, "example");
        self.facts(&place, table, &mut field);
        if let Some(assumed) = self.assumed(&place, table, &facts, &mut field.assumed) {
            self.facts(&format!("{place}.assumed"), assumed, &mut field);
        }
        self.sides(&place, table, &mut field);
        let has_type = table.contains_key("type") || field.assumed.contains("type");
        if !has_type {
            self.missing(&place, span, "type");
        }
        self.no_values_of_its_own(&place, &field);
        field
    }

    /// The keys that apply on one side only.
    pub(super) fn sides(&mut self, place: &str, table: &DeTable<'_>, field: &mut Field) {
        if !place.starts_with(&format!("{}.", Types::FILE)) {
            for key in TYPE_FILE_KEYS
                .iter()
                .filter(|key| table.contains_key(**key))
            {
                let span = self.span(&Place::key(place, key));
                let message = format!("`{key}` is for the fields of a shared type");
                let help = "a section of an endpoint is part of either requests or responses: use the field's own keys";
                self.error(span, message, Some(help.to_owned()));
            }
            return;
        }
        if let Some(word) = self.spanned_string(place, table, "only") {
            match &*word.0 {
                "response" => field.response_only = true,
                other => {
                    let message = format!("`only` takes \"response\", not \"{other}\"");
                    let help = "a request-only field needs no mark because responses may omit it";
                    self.error(word.1, message, Some(help.to_owned()));
                }
            }
        }
        if let Some(facts) = self.table(place, table, "request") {
            self.in_requests(place, facts, field);
        }
    }

    /// The request-only rules, which refine the rules for both sides.
    fn in_requests(&mut self, place: &str, facts: &DeTable<'_>, field: &mut Field) {
        let at = format!("{place}.request");
        let known: Vec<&str> = rules::keys_of_use().chain(["assumed"]).collect();
        self.known_keys(&at, facts, &known);
        let mut own = Field::new(&*field.name, field.ty.clone());
        self.facts(&at, facts, &mut own);
        let rules: Vec<&str> = rules::keys_of_use().collect();
        if let Some(assumed) = self.assumed(&at, facts, &rules, &mut own.assumed) {
            self.facts(&format!("{at}.assumed"), assumed, &mut own);
        }
        for (rule, fact) in rules::of(&own) {
            let both = (rule.get)(field);
            if loosens(rule, field, both.as_ref(), Some(&fact)) {
                let span = self.span(&Place::key(&at, rule.key));
                let message = format!(
                    "`{}` in requests must not be looser than that of the field",
                    rule.key
                );
                let help = "request-only rules can only tighten the rules of the field";
                self.error(span, message, Some(help.to_owned()));
            }
        }
        field.request = Some(Box::new(own));
    }

    /// Only the shared type itself can list values.
    fn no_values_of_its_own(&mut self, place: &str, field: &Field) {
        let Some(name) = &field.shared else { return };
        for key in ["enum", "open", "bits"] {
            if rules::rule(key).is_some_and(|rule| (rule.get)(field).is_some()) {
                let span = self.span(&Place::key(place, key));
                let message =
                    format!("`{key}` belongs to the type `{name}` and applies to all its uses");
                self.error(span, message, None);
            }
        }
    }

    /// Reports nested fields whose path is not quoted, such as `[body.a.b]`, which TOML reads as keys of the
    /// enclosing field. Returns these keys.
    pub(super) fn unquoted<'t>(
        &mut self,
        head: &str,
        path: &str,
        table: &'t DeTable<'t>,
    ) -> Vec<&'t str> {
        let ty = table
            .get("type")
            .and_then(|ty| self.plain_type(ty.get_ref().as_str()?));
        let suffix = ty.map(|(ty, _)| ty.suffix()).unwrap_or_default();
        let mut found = Vec::new();
        for (key, value) in entries(table) {
            let name = &**key.get_ref();
            let Some(nested) = value
                .get_ref()
                .as_table()
                .filter(|nested| is_field(name, nested))
            else {
                continue;
            };
            found.push(name);
            let inner = format!("{path}{suffix}.{name}");
            // A table that only contains others was not written explicitly, and is not a field.
            if !nested.values().all(|value| value.get_ref().is_table()) {
                let message = "the path of a nested field must be quoted";
                let help = format!("write [{head}.\"{inner}\"]");
                self.error(key.span(), message, Some(help));
            }
            self.unquoted(head, &inner, nested);
        }
        found
    }
}

/// Whether a table below a field is a field itself, rather than a rule that takes a table.
fn is_field(key: &str, table: &DeTable<'_>) -> bool {
    match (key, rules::rule(key)) {
        ("assumed" | "example" | "request", _) => false,
        (_, Some(rule)) if matches!(rule.takes, Takes::Value | Takes::Cases) => false,
        (_, rule) if rule.is_some() || key == "type" || OWN_KEYS.contains(&key) => {
            table.contains_key("type")
        }
        _ => true,
    }
}

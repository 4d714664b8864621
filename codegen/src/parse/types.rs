//! Reads a file of shared types.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::fields::Key;
use super::reader::Parser;
use crate::model::{Field, Type, Types};
use crate::place::table;
use crate::rules;

/// The keys at the head of a type. Other facts belong to its fields or its uses.
const HEAD_KEYS: &[&str] = &["type", "doc", "enum", "open", "bits", "assumed"];

impl Parser {
    /// Reads the types of a file. `elsewhere` gives the location of a name in a file of a parent folder.
    pub(super) fn type_file(
        &mut self,
        root: &DeTable<'_>,
        elsewhere: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Field> {
        self.no_endpoint(root);
        let Some(types) = self.table("", root, Types::FILE) else {
            if !root.contains_key(Types::FILE) && self.diagnostics.is_empty() {
                let message = "the file describes no types";
                let help = "describe one, such as `[types.Text]`";
                self.error(0..0, message, Some(help.to_owned()));
            }
            return Vec::new();
        };
        self.own.kinds = kinds(types);
        let mut fields = Vec::new();
        let refinements = self.described(Types::FILE, &mut fields, types);
        self.heads(types, elsewhere);
        self.own.fields.clone_from(&fields);
        self.link(&mut fields);
        self.own.fields.clone_from(&fields);
        self.refinements(&mut fields, refinements);
        fields
    }

    /// Reports keys of an endpoint.
    fn no_endpoint(&mut self, root: &DeTable<'_>) {
        for (key, _) in root.iter().filter(|(key, _)| key.get_ref() != Types::FILE) {
            let message = format!("`{}` does not belong in a file of types", key.get_ref());
            let help = "`types.toml` describes `[types.…]`; rename the file if it is an endpoint";
            self.error(key.span(), message, Some(help.to_owned()));
        }
    }

    /// Reads the heads of types, and checks that each name is used once.
    fn heads(&mut self, types: &DeTable<'_>, elsewhere: &dyn Fn(&str) -> Option<String>) {
        for (key, value) in types.iter() {
            let name = &**key.get_ref();
            let Some(head) = value.get_ref().as_table().filter(|_| !name.contains('.')) else {
                continue;
            };
            if self.types.get(name).is_some() {
                let other = elsewhere(name).unwrap_or_default();
                let message = format!("the type `{name}` is described twice: here and at {other}");
                let help = "files in this folder can use both; rename one of them";
                self.error(key.span(), message, Some(help.to_owned()));
            }
            let place = table(Types::FILE, name);
            let assumed = head
                .get("assumed")
                .and_then(|value| value.get_ref().as_table());
            let keys = head
                .iter()
                .chain(assumed.into_iter().flat_map(|a| a.iter()));
            for (key, _) in keys {
                let key_name = &**key.get_ref();
                let is_known = rules::rule(key_name).is_some()
                    || matches!(
                        key_name,
                        "name" | "rust" | "example" | "secret" | "only" | "request"
                    );
                if is_known && !HEAD_KEYS.contains(&key_name) {
                    let message = format!("`{key_name}` does not apply to a type itself");
                    let help = "set it on the type's fields, or on the fields that use the type";
                    self.error(key.span(), message, Some(help.to_owned()));
                    self.poison(&place);
                }
            }
        }
    }

    /// Reads refinements of types: first those in types that others use.
    fn refinements<'t>(
        &mut self,
        fields: &mut Vec<Field>,
        mut refinements: Vec<(&'t Key<'t>, &'t DeTable<'t>)>,
    ) {
        let ranks = ranks(fields);
        let root = |key: &Key<'_>| {
            let path = key.get_ref();
            path.split('.').next().unwrap_or(path).to_owned()
        };
        refinements.sort_by_key(|(key, _)| ranks.get(&root(key)).copied());
        let mut known: BTreeMap<String, Field> = BTreeMap::new();
        for field in fields.iter() {
            known.insert(field.name.clone(), field.clone());
        }
        let types = self.types.clone();
        for refinement in refinements {
            let fields_of = |name: &str| {
                let of = known.get(name);
                let of = of.or_else(|| Some(&types.get(name)?.field));
                of.map_or(Vec::new(), |of| of.fields.clone())
            };
            self.refine(Types::FILE, fields, refinement, &fields_of);
            let root = root(refinement.0);
            if let Some(field) = fields.iter().find(|field| field.name == root) {
                known.insert(root, field.clone());
            }
        }
    }
}

/// The kind of each type of a file.
fn kinds(types: &DeTable<'_>) -> BTreeMap<String, Type> {
    let mut kinds = BTreeMap::new();
    for (key, value) in types.iter() {
        let name = key.get_ref();
        let Some(head) = value.get_ref().as_table().filter(|_| !name.contains('.')) else {
            continue;
        };
        let assumed = head
            .get("assumed")
            .and_then(|value| value.get_ref().as_table());
        let ty = head.get("type").or_else(|| assumed?.get("type"));
        let ty = ty.and_then(|ty| Type::parse(ty.get_ref().as_str()?));
        // Other kinds are reported where the type is checked.
        let ty = ty.filter(|ty| matches!(ty, Type::Object | Type::String | Type::Int));
        kinds.insert(name.to_string(), ty.unwrap_or(Type::Object));
    }
    kinds
}

/// Sorts the types so that each follows the types that it uses, unless they use each other.
fn ranks(types: &[Field]) -> BTreeMap<String, usize> {
    fn visit<'t>(
        field: &'t Field,
        types: &BTreeMap<&'t str, &'t Field>,
        seen: &mut BTreeSet<&'t str>,
        ranks: &mut BTreeMap<String, usize>,
    ) {
        for inner in &field.fields {
            if let Some(of) = inner.shared.as_deref().and_then(|name| types.get(name))
                && seen.insert(&of.name)
            {
                visit(of, types, seen, ranks);
                let rank = ranks.len();
                ranks.insert(of.name.clone(), rank);
            }
            visit(inner, types, seen, ranks);
        }
    }
    let by_name: BTreeMap<&str, &Field> = types.iter().map(|ty| (&*ty.name, ty)).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ranks = BTreeMap::new();
    for ty in types {
        if seen.insert(&ty.name) {
            visit(ty, &by_name, &mut seen, &mut ranks);
            let rank = ranks.len();
            ranks.insert(ty.name.clone(), rank);
        }
    }
    ranks
}

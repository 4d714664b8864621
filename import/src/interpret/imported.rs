//! The result of importing a page, with what the page leaves open.

use std::collections::{BTreeMap, BTreeSet};

use larkspec_codegen::model::{Endpoint, Section};

use super::naming::Name;
use crate::diagnostic::Diagnostic;
use crate::extract::Dialect;

/// The result of importing a page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The facts.
    pub endpoint: Endpoint,
    /// The names that the page suggests for its spec file, best first.
    pub names: Vec<Name>,
    /// The name in the page's link to the API explorer, whether or not it matches method and URL.
    pub linked: Option<String>,
    /// The page's dialect.
    pub dialect: Dialect,
    /// The hash of its text, which the spec file stores for later comparisons.
    pub page_hash: String,
    /// All remarks about the page, in the order of its lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What the page leaves open, for which an existing spec file takes precedence.
    pub open: Open,
    /// The names that the page gives to object types, by the tables of the fields that have them
    /// (`body.items[].user`).
    pub type_names: BTreeMap<String, String>,
}

/// What a page leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Open {
    /// Names of fields whose place the page does not show.
    pub fields: BTreeSet<(Section, String)>,
    /// Tables of fields (`body.items[].id`) whose type the page does not state.
    pub types: BTreeSet<String>,
    /// Tables of fields for which the page does not say whether they are required.
    pub required: BTreeSet<String>,
    /// The sections of which some fields could not be read at all.
    pub sections: Vec<Section>,
    /// Facts that were omitted because they contradict others: a table and a key.
    pub facts: BTreeSet<(String, String)>,
}

//! A change, and the collected changes of one endpoint.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Value, json};

use crate::model::Types;

/// One change of one endpoint.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The endpoint's name; for a change of a shared type, the name of its file.
    pub endpoint: String,
    /// `http`, `page`, `types`, a section, or empty for the endpoint itself.
    pub part: String,
    /// JSON Pointer into the payload, with `*` for any item of a list or map; empty for the whole part.
    pub pointer: String,
    /// What changed: a key of the spec file, or `added`, `removed`, `order`.
    pub rule: String,
    /// The value before, if there was one.
    pub old: Option<Value>,
    /// The value now, if there is one.
    pub new: Option<Value>,
    /// What happened.
    pub text: String,
    /// Whether payloads or calls that were valid no longer are.
    pub breaks_wire: bool,
    /// Whether code that uses the generated types may no longer compile.
    pub breaks_rust: bool,
    /// Whether users get something new (a field, a value) rather than only different docs.
    pub adds: bool,
    /// For a change of a shared type: the endpoints that use the type.
    pub reaches: Reach,
}

/// The endpoints that use a shared type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those that use it in their requests.
    pub requests: BTreeSet<String>,
    /// Those that use it in their responses.
    pub responses: BTreeSet<String>,
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (side, names) in [("requests", &self.requests), ("responses", &self.responses)] {
            if !names.is_empty() {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                write!(f, "{separator}{side} of {}", names.join(", "))?;
                separator = "; ";
            }
        }
        Ok(())
    }
}

impl Change {
    /// Whether the change breaks anything.
    pub fn breaks(&self) -> bool {
        self.breaks_wire || self.breaks_rust
    }

    /// As JSON, for programs.
    pub fn to_json(&self) -> Value {
        let mut change = json!({
            "endpoint": self.endpoint,
            "part": self.part,
            "pointer": self.pointer,
            "rule": self.rule,
            "old": self.old,
            "new": self.new,
            "text": self.text,
            "breaks": { "wire": self.breaks_wire, "rust": self.breaks_rust },
        });
        if self.reaches != Reach::default() {
            let Reach {
                requests,
                responses,
            } = &self.reaches;
            change["reaches"] = json!({ "requests": requests, "responses": responses });
        }
        change
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.endpoint)?;
        if !self.part.is_empty() {
            write!(f, "{}", self.part)?;
            if !self.pointer.is_empty() {
                write!(f, " {}", self.pointer)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.text)?;
        match (self.breaks_wire, self.breaks_rust) {
            (true, true) => f.write_str(" [breaks wire and Rust]"),
            (true, false) => f.write_str(" [breaks wire]"),
            (false, true) => f.write_str(" [breaks Rust]"),
            (false, false) => Ok(()),
        }?;
        match self.reaches == Reach::default() {
            true => Ok(()),
            false => write!(f, " ({})", self.reaches),
        }
    }
}

/// The semver step that a set of changes requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Only docs changed.
    Patch,
    /// Something was added.
    Minor,
    /// Something breaks.
    Major,
}

impl Step {
    /// The step for these changes.
    pub fn of(changes: &[Change]) -> Step {
        let step = |change: &Change| match (change.breaks(), change.adds) {
            (true, _) => Step::Major,
            (false, true) => Step::Minor,
            (false, false) => Step::Patch,
        };
        changes.iter().map(step).max().unwrap_or(Step::None)
    }

    /// The step as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The changes found so far.
pub(super) struct Diff<'t> {
    pub endpoint: String,
    /// The shared types before and after.
    pub types: [&'t Types; 2],
    /// The pairs of shared types that are currently being compared.
    pub open: Vec<[Option<&'t str>; 2]>,
    pub changes: Vec<Change>,
}

/// A change under construction.
pub(super) struct Made<'d>(&'d mut Change);

impl Made<'_> {
    pub(super) fn breaks(self, wire: bool, rust: bool) -> Self {
        self.0.breaks_wire = wire;
        self.0.breaks_rust = rust;
        self
    }

    pub(super) fn values(self, old: Option<Value>, new: Option<Value>) -> Self {
        self.0.old = old;
        self.0.new = new;
        self
    }

    pub(super) fn adds(self) -> Self {
        self.0.adds = true;
        self
    }
}

impl<'t> Diff<'t> {
    pub(super) fn new(endpoint: &str, types: [&'t Types; 2]) -> Self {
        Diff {
            endpoint: endpoint.to_owned(),
            types,
            open: Vec::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn change(
        &mut self,
        part: &str,
        pointer: &str,
        rule: &str,
        text: impl Into<String>,
    ) -> Made<'_> {
        self.changes.push(Change {
            endpoint: self.endpoint.clone(),
            part: part.to_owned(),
            pointer: pointer.to_owned(),
            rule: rule.to_owned(),
            old: None,
            new: None,
            text: text.into(),
            breaks_wire: false,
            breaks_rust: false,
            adds: false,
            reaches: Reach::default(),
        });
        let last = self.changes.len() - 1;
        Made(&mut self.changes[last])
    }

    /// A key whose value has changed.
    pub(super) fn moved(
        &mut self,
        part: &str,
        rule: &str,
        old: impl fmt::Display,
        new: impl fmt::Display,
    ) -> Option<Made<'_>> {
        let (old, new) = (old.to_string(), new.to_string());
        (old != new).then(|| {
            self.change(
                part,
                "",
                rule,
                format!("{rule} {} → {}", shown(&old), shown(&new)),
            )
            .values(Some(json!(old)), Some(json!(new)))
        })
    }
}

/// A value as it is shown in a change.
pub(super) fn shown(text: &str) -> String {
    match text {
        "" => "none".to_owned(),
        text => format!("`{text}`"),
    }
}

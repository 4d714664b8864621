//! Prints what an update changes, grouped by cause, and what a person has to decide.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use larkspec_codegen::diff::{Change, Step};
use larkspec_codegen::model::Types;

use larkspec_cli::output::{self, counted};

/// What an update found.
pub struct Report<'r> {
    pub changes: &'r [Change],
    /// By the name of the endpoint.
    pub decisions: &'r BTreeMap<String, BTreeSet<String>>,
    pub stale: &'r [String],
}

impl Report<'_> {
    pub fn print(&self) -> anyhow::Result<()> {
        let mut out = output::stdout();
        for cause in causes(self.changes) {
            writeln!(out, "{cause}")?;
        }
        for line in self.stale {
            writeln!(out, "{line}")?;
        }
        for (name, decisions) in self.decisions {
            for what in decisions {
                writeln!(out, "decide {name}: {what}")?;
            }
        }
        let breaking = self.changes.iter().filter(|change| change.breaks()).count();
        writeln!(
            out,
            "{}, {breaking} breaking, {} to decide; semver step: {}",
            counted(self.changes.len(), "change"),
            self.decisions.len(),
            Step::of(self.changes)
        )?;
        out.flush()?;
        Ok(())
    }
}

/// The changes, with those of one cause as one: those of a shared type, and those that happen in the same way to an
/// object in several endpoints.
pub fn causes(changes: &[Change]) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&Change>)> = Vec::new();
    for change in changes {
        let key = match shared(change) {
            Some(name) => format!("{}: {name}", change.endpoint),
            None => happening(change),
        };
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(change),
            None => groups.push((key, vec![change])),
        }
    }
    let groups = groups.into_iter();
    groups.map(|(key, group)| cause(&key, &group)).collect()
}

/// The name of the shared type that changed.
fn shared(change: &Change) -> Option<&str> {
    let name = change.pointer.split('/').nth(1)?;
    (change.part == Types::FILE).then_some(name)
}

fn cause(key: &str, group: &[&Change]) -> String {
    let [first, _, ..] = group else {
        return group.iter().map(ToString::to_string).collect();
    };
    let count = group.len();
    let (head, lines): (String, Vec<String>) = match shared(first) {
        Some(_) => (
            format!("{key}: {count} changes ({})", first.reaches),
            group.iter().map(|change| happening(change)).collect(),
        ),
        None => (
            format!("{key}, in {count} places"),
            group.iter().map(|change| place(change)).collect(),
        ),
    };
    format!("{head}:\n    {}", lines.join("\n    "))
}

fn place(change: &Change) -> String {
    let place = format!("{}: {} {}", change.endpoint, change.part, change.pointer);
    place.trim_end().to_owned()
}

/// What happened, without the place: the name of the field, the change, and whom it breaks.
fn happening(change: &Change) -> String {
    let field = change.pointer.rsplit('/').find(|part| *part != "*");
    let field = field
        .filter(|field| !field.is_empty())
        .unwrap_or(&change.part);
    let breaks = match (change.breaks_wire, change.breaks_rust) {
        (true, true) => " [breaks wire and Rust]",
        (true, false) => " [breaks wire]",
        (false, true) => " [breaks Rust]",
        (false, false) => "",
    };
    format!("{field}: {}{breaks}", change.text)
}

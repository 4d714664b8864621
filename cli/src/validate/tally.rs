//! Counts documents and violations, by rule and place, in memory that does not depend on the size of the input.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use larkspec_shape::{Rule, Shape, Violation};
use serde_json::{Value, json};

use super::hint::Hints;
use super::place::in_spec;
use super::report::Shown;
use crate::output::counted;

/// The results so far.
#[derive(Default)]
pub struct Tally {
    pub documents: u64,
    /// Documents that are not JSON, or break a rule.
    pub invalid: u64,
    /// Documents that are not JSON.
    pub syntax: u64,
    /// Documents, or remainders of files, that could not be read.
    pub unread: u64,
    /// What the input was probably meant to be.
    pub hints: Hints,
    /// Violations by place in the spec, then by rule. Few rules are broken at one place.
    places: BTreeMap<String, Vec<(Rule, u64)>>,
    /// Memory to reuse.
    place: String,
}

/// The maximum number of kinds of violations in the summary.
const LISTED: usize = 20;

impl Tally {
    /// Counts a violation of `shape`.
    pub fn count(&mut self, shape: &Shape<'_>, violation: &Violation) {
        self.place.clear();
        in_spec(shape, violation, &mut self.place);
        let rules = match self.places.get_mut(&self.place) {
            Some(rules) => rules,
            None => self.places.entry(self.place.clone()).or_default(),
        };
        add_to(rules, violation.rule(), 1);
    }

    pub fn add(&mut self, other: Tally) {
        self.documents += other.documents;
        self.invalid += other.invalid;
        self.syntax += other.syntax;
        self.unread += other.unread;
        self.hints.add(other.hints);
        for (place, rules) in other.places {
            let mine = self.places.entry(place).or_default();
            for (rule, count) in rules {
                add_to(mine, rule, count);
            }
        }
    }

    /// All violations, including documents that are not JSON.
    pub fn violations(&self) -> u64 {
        let counts = self.places.values().flatten();
        self.syntax + counts.map(|(_, count)| count).sum::<u64>()
    }

    /// The verdict as one JSON object.
    pub fn verdict_json(&self) -> Value {
        let Tally {
            documents,
            invalid,
            unread,
            ..
        } = self;
        json!({
            "documents": documents,
            "valid": documents - invalid,
            "invalid": invalid,
            "unread": unread,
        })
    }

    /// The verdict in one line.
    pub fn verdict(&self) -> String {
        let Tally {
            documents,
            invalid,
            unread,
            ..
        } = *self;
        let mut text = match invalid {
            0 => format!("valid: {}", counted(documents, "document")),
            _ => format!("invalid: {invalid} of {}", counted(documents, "document")),
        };
        if unread > 0 {
            // Writing to a `String` does not fail.
            let _ = write!(text, "; {unread} could not be read");
        }
        text
    }

    /// The counts, one per line. `shown` says how many violations were written.
    pub fn summary(&self, shown: &Shown) -> String {
        let documents = counted(self.documents, "document");
        let mut text = match (self.documents, self.unread) {
            (0, 0) => format!("{documents}: the input is empty"),
            _ => format!(
                "{documents}: {} valid, {} invalid",
                self.documents - self.invalid,
                self.invalid
            ),
        };
        if self.unread > 0 {
            let _ = write!(text, "; {} could not be read", self.unread);
        }
        if self.violations() > 0 {
            let _ = write!(text, "; {}", counted(self.violations(), "violation"));
        }
        match *shown {
            Shown::Some(shown) if shown < self.violations() => {
                let withheld = self.violations() - shown;
                let _ = write!(text, ", {withheld} of them not shown");
            }
            Shown::UntilClosed => text.push_str(", not all of them shown: stdout was closed"),
            Shown::Some(_) => {}
        }
        text.push('\n');
        let mut kinds: Vec<(u64, &str, &str)> = Vec::new();
        if self.syntax > 0 {
            kinds.push((self.syntax, "syntax", ""));
        }
        for (place, rules) in &self.places {
            kinds.extend(
                rules
                    .iter()
                    .map(|(rule, count)| (*count, rule.as_str(), &**place)),
            );
        }
        kinds.sort_by_key(|&(count, rule, place)| (Reverse(count), place, rule));
        for (count, rule, place) in kinds.iter().take(LISTED) {
            let line = format!("{count:>10}  {rule:<20}  {place}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
        if kinds.len() > LISTED {
            let rest = &kinds[LISTED..];
            let count: u64 = rest.iter().map(|(count, ..)| count).sum();
            let _ = writeln!(text, "{count:>10}  of {} other kinds", rest.len());
        }
        text
    }
}

/// Adds to the count of a rule.
fn add_to(rules: &mut Vec<(Rule, u64)>, rule: Rule, more: u64) {
    match rules.iter_mut().find(|(known, _)| *known == rule) {
        Some((_, count)) => *count += more,
        None => rules.push((rule, more)),
    }
}

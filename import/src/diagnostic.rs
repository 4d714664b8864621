//! The remarks of an import: every fact of a page that is missing, doubtful or taken from prose.

use std::fmt;

use larkspec_shape::one_line;
use serde::Serialize;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A person has looked at it; `decided.toml` has the decision.
    Decided,
    /// A fact was taken from a place that a person may want to check, such as prose.
    Note,
    /// The page contradicts itself or leaves a fact open; a person should check it.
    Warning,
    /// The page cannot be imported.
    Refused,
}

impl Severity {
    /// Its name in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Decided => "decided",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Refused => "refused",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A remark about one line of a page. `Display` writes one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The line of the page, from 1. For a page within the portal's JSON answer, the lines of its content are
    /// counted.
    pub line: usize,
    /// The severity.
    pub severity: Severity,
    /// A short, stable name for the kind of remark: `type-unknown`.
    pub rule: &'static str,
    /// What was found, and what the importer did about it.
    pub text: String,
    /// The table of the field, or the place in an example, if such remarks are decided field by field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic {
            line,
            severity,
            rule,
            text,
            place: _,
        } = self;
        write!(f, "{line}: {severity}[{rule}]: {}", one_line(text))
    }
}

/// Collects diagnostics.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Vec<Diagnostic>);

impl Log {
    pub fn note(&mut self, line: usize, rule: &'static str, text: impl Into<String>) {
        self.push(line, Severity::Note, rule, text.into(), None);
    }

    pub fn warn(&mut self, line: usize, rule: &'static str, text: impl Into<String>) {
        self.push(line, Severity::Warning, rule, text.into(), None);
    }

    /// Adds a warning of a kind that is decided field by field.
    pub fn warn_of(
        &mut self,
        line: usize,
        rule: &'static str,
        place: &str,
        text: impl Into<String>,
    ) {
        let place = Some(place.to_owned());
        self.push(line, Severity::Warning, rule, text.into(), place);
    }

    pub fn extend(&mut self, other: Vec<Diagnostic>) {
        self.0.extend(other);
    }

    /// All diagnostics in page order, without duplicates.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| {
            (a.line, b.severity, a.rule, &a.text).cmp(&(b.line, a.severity, b.rule, &b.text))
        });
        self.0.dedup();
        self.0
    }

    fn push(
        &mut self,
        line: usize,
        severity: Severity,
        rule: &'static str,
        text: String,
        place: Option<String>,
    ) {
        self.0.push(Diagnostic {
            line,
            severity,
            rule,
            text,
            place,
        });
    }
}

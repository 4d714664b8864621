//! Why the engine rejects a document: it is not JSON, or it violates rules.

use std::fmt;

use crate::violation::Violation;

debug_as_display!(CheckError, Invalid, SyntaxError);

/// Why a payload is rejected.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckError {
    /// The bytes are not JSON.
    Syntax(SyntaxError),
    /// They are JSON, but of a different shape.
    Invalid(Invalid),
}

impl CheckError {
    /// The violations; empty for [`CheckError::Syntax`].
    pub fn violations(&self) -> &[Violation] {
        match self {
            CheckError::Syntax(_) => &[],
            CheckError::Invalid(invalid) => invalid.violations(),
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckError::Syntax(error) => error.fmt(f),
            CheckError::Invalid(invalid) => invalid.fmt(f),
        }
    }
}

impl std::error::Error for CheckError {}

/// The violations of one payload, at least one. `Display` writes one per line.
#[derive(Clone, PartialEq, Eq)]
pub struct Invalid {
    violations: Vec<Violation>,
    total: u64,
}

impl Invalid {
    /// The kept violations, of `total`.
    pub(crate) fn new(violations: Vec<Violation>, total: u64) -> Self {
        Invalid { violations, total }
    }

    /// The violations in document order: all of them, unless [`Checker::keep_at_most`](crate::Checker::keep_at_most)
    /// was used.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Mutable access to the violations, for [`Violation::reword`].
    pub fn violations_mut(&mut self) -> &mut [Violation] {
        &mut self.violations
    }

    /// The violations, owned.
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// The number of violations, including those that were not kept.
    pub fn total(&self) -> u64 {
        self.total
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.violations.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        match (
            self.total - self.violations.len() as u64,
            self.violations.len(),
        ) {
            (0, _) => Ok(()),
            (more, 0) => write!(f, "{more} violations"),
            (more, _) => write!(f, "\nand {more} more violations"),
        }
    }
}

impl std::error::Error for Invalid {}

/// Where and why the bytes stop being valid JSON. Never quotes the bytes, which may contain secrets.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl SyntaxError {
    pub(crate) fn not_utf8(json: &[u8], error: std::str::Utf8Error) -> Self {
        let before = &json[..error.valid_up_to()];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        SyntaxError {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: before.len() - line_start + 1,
            message: "invalid UTF-8".to_owned(),
        }
    }

    pub(crate) fn new(error: &serde_json::Error, json: &[u8]) -> Self {
        if json.starts_with(BYTE_ORDER_MARK) {
            return SyntaxError {
                line: 1,
                column: 1,
                message: "the JSON starts with a byte order mark; remove it".to_owned(),
            };
        }
        let text = error.to_string();
        let message = match text.rfind(" at line ") {
            Some(end) => text[..end].to_owned(),
            None => text,
        };
        SyntaxError {
            line: error.line().max(1),
            column: error.column().max(1),
            message,
        }
    }
}

/// U+FEFF in UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl SyntaxError {
    /// What is wrong and where.
    pub(crate) fn reason(&self) -> String {
        format!(
            "{} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {}", self.reason())
    }
}

impl std::error::Error for SyntaxError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Int, Object, Shape, check};

    static SHAPE: Shape = Shape::Object(Object::closed(&[
        Field::required("a", Shape::Int(Int::new())),
        Field::required("b", Shape::Int(Int::new().max(1))),
    ]));

    #[test]
    fn debug_is_the_message() {
        for (json, expected) in [
            (
                "{",
                "not JSON: EOF while parsing an object at line 1 column 1",
            ),
            (
                r#"{"b": 2}"#,
                "/b: 2 is over the maximum of 1\n/a: required, but missing",
            ),
        ] {
            let error = check(&SHAPE, json.as_bytes()).unwrap_err();
            assert_eq!(format!("{error:?}"), expected);
            if let CheckError::Invalid(invalid) = error {
                assert_eq!(format!("{invalid:?}"), expected);
            }
        }
    }
}

//! Why a pattern is rejected.

use std::fmt;

/// A regular expression that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    reason: String,
    is_ecma: bool,
}

impl PatternError {
    /// Whether it is ECMA-262 with the `u` flag all the same, and only the check cannot run it.
    pub fn is_ecma(&self) -> bool {
        self.is_ecma
    }

    pub(super) fn foreign(reason: impl Into<String>) -> Self {
        PatternError {
            reason: reason.into(),
            is_ecma: false,
        }
    }

    pub(super) fn unsupported(reason: impl Into<String>) -> Self {
        PatternError {
            reason: reason.into(),
            is_ecma: true,
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for PatternError {}

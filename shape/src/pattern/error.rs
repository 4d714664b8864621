//! Why a pattern is rejected.

use std::fmt;

/// A regular expression that cannot be used, and the reason.
#[derive(Clone, PartialEq, Eq)]
pub struct PatternError {
    reason: String,
    is_ecma: bool,
}

impl PatternError {
    /// Whether the pattern is valid ECMA-262 with the `u` flag, and only the check does not support it.
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

debug_as_display!(PatternError);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for PatternError {}

//! The error for a value that a closed enum does not list.

use std::fmt::{self, Debug};

/// A value that is none of those which the page lists for a field of a request.
///
/// ```text
/// "blue" is not one of "red", "green"
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// `Debug` writes strings in quotes and integers without.
    #[doc(hidden)]
    pub fn new<T: Debug>(value: T, known: &[T]) -> Self {
        let known: Vec<String> = known.iter().map(|known| format!("{known:?}")).collect();
        UnknownValue(format!("{value:?} is not one of {}", known.join(", ")))
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnknownValue({})", self.0)
    }
}

impl std::error::Error for UnknownValue {}

//! The differences between an answer and its page, as reported to callers.

use std::borrow::Cow;
use std::fmt;

/// A value of a payload that does not have the described type, and was left out or converted.
///
/// `Display` writes one line: `/data/items/3/id: expected a string, found an object`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    location: String,
    reason: Cow<'static, str>,
    text: Option<String>,
}

impl Deviation {
    /// A deviation that a reader other than this crate's has found.
    #[doc(hidden)]
    pub fn new(location: &str, reason: impl Into<Cow<'static, str>>, text: Option<&str>) -> Self {
        Deviation {
            location: location.to_owned(),
            reason: reason.into(),
            text: text.map(str::to_owned),
        }
    }

    /// The JSON Pointer (RFC 6901) to the value. It continues into JSON that a string contains.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// What was expected and what was found, or how the value was converted.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The JSON text of the value as received. `None` if it is or contains a secret, or if a required value is
    /// missing.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Returns the same with other texts.
    #[must_use]
    pub fn reword(&self, words: impl Fn(&str) -> String) -> Self {
        Deviation {
            location: words(&self.location),
            reason: words(&self.reason).into(),
            text: self.text.as_deref().map(words),
        }
    }

    /// Returns the same without the text of the value.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        self.text = None;
        self
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = match &*self.location {
            "" => "the payload",
            location => location,
        };
        write!(
            f,
            "{}: {}",
            crate::one_line(location),
            crate::one_line(&self.reason)
        )
    }
}

/// The error for a payload that could not be read, with its reasons. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub(super) Vec<Deviation>);

impl Unreadable {
    /// The missing or unreadable required values, each with its location.
    pub fn reasons(&self) -> &[Deviation] {
        &self.0
    }

    /// The same, owned.
    pub fn into_reasons(self) -> Vec<Deviation> {
        self.0
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, reason) in self.0.iter().enumerate() {
            let separator = if i == 0 { "" } else { "; " };
            write!(f, "{separator}{reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Unreadable {}

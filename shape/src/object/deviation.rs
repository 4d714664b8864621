//! What an answer says otherwise than its page, as a caller reads about it.

use std::borrow::Cow;
use std::fmt;

/// A value of a payload that is not of the described type: left out, or converted.
///
/// Its `Display` is one line: `/data/items/3/id: expected a string, found an object`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    location: String,
    reason: Cow<'static, str>,
    text: Option<String>,
}

impl Deviation {
    pub(super) fn new(
        location: &str,
        reason: impl Into<Cow<'static, str>>,
        text: Option<&str>,
    ) -> Self {
        Deviation {
            location: location.to_owned(),
            reason: reason.into(),
            text: text.map(str::to_owned),
        }
    }

    /// JSON Pointer (RFC 6901) to the value. It goes on into the JSON that a string carries.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// What was expected and what was found, or how the value was converted.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The value as it was received: its JSON text. `None` where it is a secret or contains one, and where a
    /// required value is missing.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The same with each of its texts in other words.
    #[must_use]
    pub fn reword(&self, words: impl Fn(&str) -> String) -> Self {
        Deviation {
            location: words(&self.location),
            reason: words(&self.reason).into(),
            text: self.text.as_deref().map(words),
        }
    }

    /// The same without the text of the value.
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

/// The payload could not be read: these are the reasons. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub(super) Vec<Deviation>);

impl Unreadable {
    /// What a required value lacks, each with its location.
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

//! The result of a merge: the changes of a file, how reports show them, and why a merge fails.

use std::fmt;

use larkspec_shape::one_line;
use serde_json::Value as Json;
use thiserror::Error;

/// Why a page cannot be merged into a file.
#[derive(Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The existing file has errors; the text is the loader's report.
    #[error("the spec file has errors; fix them first:\n{0}")]
    Broken(String),
    /// The result would not load; the text is the loader's report.
    #[error("the page's facts contradict the file:\n{0}")]
    Contradiction(String),
    /// The file has a form that cannot be edited in place.
    #[error("the file cannot be edited in place: {0}")]
    Form(String),
}

larkspec_shape::debug_as_display!(MergeError);

/// The result of a merge.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merged {
    /// The new text; byte for byte the old one if the page has nothing new.
    pub text: String,
    /// The changes, and the places where the file was kept although the page differs.
    pub changes: Vec<Change>,
}

/// Why something is deprecated, and why it no longer is.
pub(super) const GONE: &str = "the page no longer contains it: it is kept, deprecated";

pub(super) const BACK: &str = "the page contains it again: it is no longer deprecated";

/// How a fact was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was added.
    Added,
    /// It was changed.
    Changed,
    /// The page no longer contains it.
    Removed,
    /// The file differs from the page, and is kept.
    Kept,
    /// The file assumes what the page now states.
    Stale,
}

/// One change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it was changed.
    pub kind: Kind,
    /// The table, with the key if only one is affected: `body.limit.max`.
    pub place: String,
    /// The old and the new value.
    pub text: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            Kind::Added => '+',
            Kind::Changed => '~',
            Kind::Removed => '-',
            Kind::Kept => '=',
            Kind::Stale => '?',
        };
        write!(
            f,
            "{sign} {}: {}",
            one_line(&self.place),
            one_line(&self.text)
        )
    }
}

/// The maximum number of characters of a value in a message.
const SHOWN: usize = 60;

pub(super) fn shown(value: &Json) -> String {
    excerpt(&value.to_string(), 0)
}

/// Both values; for long ones, the parts that differ.
pub(super) fn shown_change(old: &str, new: &str) -> String {
    let common = old
        .chars()
        .zip(new.chars())
        .take_while(|(old, new)| old == new)
        .count();
    let long = [old, new].iter().any(|text| text.chars().count() > SHOWN);
    let start = match long && common > SHOWN / 2 {
        true => common - SHOWN / 3,
        false => 0,
    };
    format!("{} → {}", excerpt(old, start), excerpt(new, start))
}

/// An excerpt of a text from the character `start` on, short enough for a message.
fn excerpt(text: &str, start: usize) -> String {
    let mut shown: String = text.chars().skip(start).take(SHOWN).collect();
    if start > 0 {
        shown.insert(0, '…');
    }
    if text.chars().count() > start + SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_change;

    #[test]
    fn long_values_are_shown_where_they_differ() {
        let long = "/open-apis/mail/v1/user_mailboxes/:user_mailbox_id/messages";
        for (old, new, expected) in [
            ("100", "200", "100 → 200".to_owned()),
            (
                &*format!("{long}/one"),
                &*format!("{long}/two"),
                "…mailbox_id/messages/one → …mailbox_id/messages/two".to_owned(),
            ),
            ("a", &*"b".repeat(70), format!("a → {}…", "b".repeat(60))),
            (
                long,
                &*format!("{long}_v2"),
                "…_mailbox_id/messages → …_mailbox_id/messages_v2".to_owned(),
            ),
        ] {
            assert_eq!(shown_change(old, new), expected);
        }
    }
}

//! Removes comments from pages: readers do not see them, so they contain no facts.

use std::borrow::Cow;

use super::block::{fence, heading};

/// How comments start and end; a mirror that escapes angle brackets has different marks.
const MARKS: [(&str, &str); 2] = [("<!--", "-->"), ("‹!--", "--›")];

/// A page's text without its comments.
pub struct Visible<'t> {
    /// The text, with the same number of lines as the page.
    pub text: Cow<'t, str>,
    /// The comments, in the order of the page.
    pub comments: Vec<Comment>,
}

impl Visible<'_> {
    /// Whether a line that is now empty was part of a comment: such a line does not end a table.
    pub fn hides(&self, number: usize) -> bool {
        let begun = self
            .comments
            .partition_point(|comment| comment.first <= number);
        let last = begun.checked_sub(1).map(|index| &self.comments[index]);
        last.is_some_and(|comment| comment.is_closed && number <= comment.last)
    }
}

/// The location of a comment.
pub struct Comment {
    /// Its first line.
    pub first: usize,
    /// Its last line.
    last: usize,
    /// Whether it is closed. An unclosed comment is treated as text.
    pub is_closed: bool,
}

/// Removes the comments from a text, except within blocks of code.
pub fn remove(text: &str) -> Visible<'_> {
    let mut out = String::new();
    let mut comments = Vec::new();
    let (mut at, mut copied, mut number) = (0, 0, 1);
    let mut is_code = false;
    // Closing marks that were not found are not searched for again.
    let mut absent: Vec<&str> = Vec::new();
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        let found = comment(line).filter(|(_, _, close)| !is_code && !absent.contains(close));
        let Some((open, length, close)) = found else {
            is_code = code_behind(line, is_code);
            number += 1;
            at = end;
            continue;
        };
        let inside = at + open + length;
        let closed = text[inside..].find(close);
        let first = number;
        match closed {
            Some(closed) => {
                let end = inside + closed + close.len();
                let breaks = text[at + open..end].matches('\n').count();
                out.push_str(&text[copied..at + open]);
                out.extend(std::iter::repeat_n('\n', breaks));
                number += breaks;
                (at, copied) = (end, end);
            }
            None => absent.push(close),
        }
        comments.push(Comment {
            first,
            last: number,
            is_closed: closed.is_some(),
        });
    }
    let text = match copied {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(out + &text[copied..]),
    };
    Visible { text, comments }
}

/// Where a comment starts in a line, the length of its mark, and its closing mark. Text in backticks is code.
fn comment(line: &str) -> Option<(usize, usize, &'static str)> {
    let opens = MARKS.iter().filter_map(|(open, close)| {
        let at = line.find(open)?;
        let is_code = line[..at].matches('`').count() % 2 == 1;
        (!is_code).then_some((at, open.len(), *close))
    });
    opens.min()
}

/// Whether code continues after a line. A heading or the frame of a block ends unclosed code.
fn code_behind(line: &str, is_code: bool) -> bool {
    let trimmed = line.trim();
    let opens = trimmed.rfind("<md-code-json");
    let closes = trimmed.rfind("</md-code-json>");
    match fence(trimmed) {
        Some(_) => !is_code,
        None if trimmed.starts_with(":::") => false,
        None if heading(trimmed).is_some_and(|(level, _)| level > 1) => false,
        None if opens.is_some() || closes.is_some() => opens > closes,
        None => is_code,
    }
}

//! What comes after a page, by offset and by token.

use crate::endpoint::Turn;

/// A request's `offset`, required or not.
pub trait Offset {
    /// Advances it.
    fn advance(&mut self, by: i64);
}

impl Offset for i64 {
    fn advance(&mut self, by: i64) {
        *self = self.saturating_add(by);
    }
}

impl Offset for Option<i64> {
    fn advance(&mut self, by: i64) {
        *self = Some(self.unwrap_or(0).saturating_add(by));
    }
}

/// Advances by the number of items received.
///
/// Only an empty page is the end: a server that limits pages to less than requested always sends short ones.
pub fn turn_offset(offset: &mut impl Offset, received: usize) -> Turn {
    if received == 0 {
        return Turn::End;
    }
    offset.advance(i64::try_from(received).unwrap_or(i64::MAX));
    Turn::Next
}

/// A request's `page_token`, required or not.
pub trait PageToken {
    /// The token of this request.
    fn current(&self) -> Option<&str>;
    /// Sets the next token.
    fn set(&mut self, token: String);
}

impl PageToken for String {
    fn current(&self) -> Option<&str> {
        Some(self)
    }

    fn set(&mut self, token: String) {
        *self = token;
    }
}

impl PageToken for Option<String> {
    fn current(&self) -> Option<&str> {
        self.as_deref()
    }

    fn set(&mut self, token: String) {
        *self = Some(token);
    }
}

/// Advances to the token in the answer.
///
/// `more` is missing if it is optional and the platform omits it; a token then means that there are more pages.
pub fn turn_token(token: &mut impl PageToken, more: Option<bool>, next: Option<&str>) -> Turn {
    let next = next.filter(|next| !next.is_empty());
    if !more.unwrap_or(next.is_some()) {
        return Turn::End;
    }
    match next {
        Some(next) if token.current() != Some(next) => {
            token.set(next.to_owned());
            Turn::Next
        }
        _ => Turn::Lost,
    }
}

//! Takes secrets out of what the platform sent, and keeps what is left on one line.

use std::borrow::Cow;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// The secrets that an answer may echo: the token it was asked with, and the app secret.
#[derive(Default)]
pub(crate) struct Scrub<'s> {
    secrets: Vec<&'s str>,
}

impl<'s> Scrub<'s> {
    pub(crate) fn new(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let mut secrets: Vec<&str> = secrets.into_iter().filter(|s| !s.is_empty()).collect();
        // One secret may be a part of another; the whole must go first.
        secrets.sort_by_key(|s| std::cmp::Reverse(s.len()));
        Scrub { secrets }
    }

    /// `text` without the secrets.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut clean = Cow::Borrowed(text);
        for secret in &self.secrets {
            if clean.contains(secret) {
                clean = Cow::Owned(clean.replace(secret, REDACTED));
            }
        }
        clean
    }

    /// A body without the secrets, before anything is cut out of it: half a token would not be
    /// recognised any more.
    pub(crate) fn body<'t>(&self, body: &'t [u8]) -> Cow<'t, [u8]> {
        let mut clean = Cow::Borrowed(body);
        for secret in &self.secrets {
            if let Some(replaced) = replace(&clean, secret.as_bytes()) {
                clean = Cow::Owned(replaced);
            }
        }
        clean
    }
}

/// `None` when there is nothing to replace.
fn replace(body: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let mut replaced = Vec::new();
    let (mut copied, mut at) = (0, 0);
    while at + secret.len() <= body.len() {
        if body[at..].starts_with(secret) {
            replaced.extend_from_slice(&body[copied..at]);
            replaced.extend_from_slice(REDACTED.as_bytes());
            at += secret.len();
            copied = at;
        } else {
            at += 1;
        }
    }
    (copied > 0).then(|| {
        replaced.extend_from_slice(&body[copied..]);
        replaced
    })
}

/// `text` on one line: control characters escaped, so that it can neither break the line nor
/// command the terminal, and cut after `max` characters.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let mut line = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == max {
            line.push('…');
            break;
        }
        match c {
            // U+2028 and U+2029 break lines, the others turn the direction of what follows.
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                line.extend(c.escape_unicode());
            }
            c if c.is_control() => line.extend(c.escape_default()),
            c => line.push(c),
        }
    }
    line
}

/// The beginning of a body that may be anything, on one line.
pub(crate) fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    // A character has four bytes at most, and runs of white space become one space.
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN * 8)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    one_line(&words.join(" "), SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_every_secret_out() {
        let scrub = Scrub::new(["t-abc", "", "t-abcdef", "key"]);
        let cases = [
            ("nothing here", "nothing here"),
            ("t-abcdef and t-abc", "[redacted] and [redacted]"),
            ("key,key", "[redacted],[redacted]"),
            ("xkeyx", "x[redacted]x"),
            ("t-ab", "t-ab"),
            ("", ""),
        ];
        for (text, clean) in cases {
            assert_eq!(scrub.text(text), clean);
            assert_eq!(&*scrub.body(text.as_bytes()), clean.as_bytes());
        }
    }

    #[test]
    fn keeps_to_one_line() {
        assert_eq!(
            one_line("a\nb\u{1b}[31m\u{202e}c", 99),
            "a\\nb\\u{1b}[31m\\u{202e}c"
        );
        assert_eq!(one_line("日本語", 2), "日本…");
        assert_eq!(
            excerpt(b"<html>\r\n  <body>\xff\x00"),
            "<html> <body>\u{fffd}\\u{0}"
        );
        assert_eq!(excerpt(&[b'x'; 5000]).chars().count(), 201);
    }
}

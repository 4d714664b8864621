//! Removes secrets from what the platform sent, and keeps the rest on one line.

use std::borrow::Cow;

use larkspec_shape::Violation;

/// Replaces a secret.
const REDACTED: &str = "[redacted]";

/// The minimum length of a partial secret to remove: a text that was cut may end within a secret. A shorter part
/// gives nothing away.
const TELLING: usize = 8;

/// The secrets that an answer may repeat: the token of the request, and the app secret.
///
/// They are found in every JSON spelling (`\u0074` for `t`, `\/` for `/`), including in JSON within strings:
/// backslashes are ignored in both the text and the secret. If the text ends within a secret, that part is removed
/// too.
#[derive(Default)]
pub(crate) struct Scrub<'s> {
    secrets: Vec<&'s str>,
}

impl<'s> Scrub<'s> {
    pub(crate) fn new(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let secrets = secrets.into_iter();
        Scrub {
            secrets: secrets.filter(|s| letters(s).next().is_some()).collect(),
        }
    }

    /// Returns `text` without the secrets.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.clean(text.as_bytes()) {
            None => Cow::Borrowed(text),
            // Only whole characters were replaced, so the text is still valid UTF-8.
            Some(clean) => Cow::Owned(String::from_utf8_lossy(&clean).into_owned()),
        }
    }

    /// Returns a body without the secrets. Must run before anything is cut out of the body.
    pub(crate) fn body<'t>(&self, body: &'t [u8]) -> Cow<'t, [u8]> {
        self.clean(body).map_or(Cow::Borrowed(body), Cow::Owned)
    }

    /// Cleans the violation that a check reports for an answer. The expectation comes from the page, so only the rest
    /// can contain secrets.
    pub(crate) fn violation(&self, violation: &mut Violation) {
        *violation = violation.reword(|key| self.text(key), |found| self.text(found));
    }

    /// Returns `None` if there is nothing to replace.
    fn clean(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut clean = Vec::new();
        let (mut copied, mut at) = (0, 0);
        while at < text.len() {
            let rest = &text[at..];
            let found = self.secrets.iter().map(|secret| beginning(rest, secret));
            match found.max().unwrap_or(0) {
                // Skip all backslashes at once: a secret behind them would have been found.
                0 => at += backslashes(rest).max(1),
                length => {
                    clean.extend_from_slice(&text[copied..at]);
                    clean.extend_from_slice(REDACTED.as_bytes());
                    at += length;
                    copied = at;
                }
            }
        }
        (copied > 0).then(|| {
            clean.extend_from_slice(&text[copied..]);
            clean
        })
    }
}

/// The characters of a secret that are compared.
fn letters(secret: &str) -> impl Iterator<Item = char> {
    secret.chars().filter(|c| *c != '\\')
}

/// How many bytes at the start of `text` are the secret, or a sufficiently long part of its beginning.
fn beginning(text: &[u8], secret: &str) -> usize {
    let (mut letters, mut at, mut matched) = (letters(secret), 0, 0);
    let broken_off = letters.any(|c| match spelled(&text[at..], c) {
        Some(length) => {
            at += length;
            matched += 1;
            false
        }
        None => true,
    });
    match broken_off && matched < TELLING {
        true => 0,
        false => at,
    }
}

/// How many bytes `c` takes at the start of `text`, literally or escaped; `None` if it is not there.
fn spelled(text: &[u8], c: char) -> Option<usize> {
    let slashes = backslashes(text);
    let rest = &text[slashes..];
    if slashes > 0
        && let Some((escaped, length)) = escape(rest)
        && escaped == c
    {
        return Some(slashes + length);
    }
    let mut utf8 = [0; 4];
    let plain = c.encode_utf8(&mut utf8).as_bytes();
    rest.starts_with(plain).then(|| slashes + plain.len())
}

fn backslashes(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b'\\').count()
}

/// The character that an escape stands for, without its backslash, and the length of the escape: JSON's `u0074` and
/// `n`, Rust's `u{74}`.
fn escape(text: &[u8]) -> Option<(char, usize)> {
    let named = match text.first()? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return code_point(text),
        _ => return None,
    };
    Some((named, 1))
}

fn code_point(text: &[u8]) -> Option<(char, usize)> {
    let number = |digits: &[u8]| u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
    if text.get(1) == Some(&b'{') {
        let digits = text[2..].iter().take(7).position(|byte| *byte == b'}')?;
        let c = char::from_u32(number(&text[2..2 + digits])?)?;
        return Some((c, digits + 3));
    }
    let first = number(text.get(1..5)?)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 5));
    }
    // A character beyond U+FFFF is escaped as a surrogate pair.
    let slashes = backslashes(&text[5..]);
    let second = text[5 + slashes..].strip_prefix(b"u")?;
    let halves = [first as u16, u16::try_from(number(second.get(..4)?)?).ok()?];
    let c = char::decode_utf16(halves).next()?.ok()?;
    Some((c, 10 + slashes))
}

/// Returns `text` on [one line](larkspec_shape::one_line), cut after `max` characters.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", larkspec_shape::one_line(&text[..end])),
        None => larkspec_shape::one_line(text).into_owned(),
    }
}

/// The beginning of an arbitrary body, on one line.
pub(crate) fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    // A character takes at most four bytes, and a run of white space becomes one space.
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
    fn takes_secrets_out_however_they_are_spelled() {
        let scrub = Scrub::new(["t-very/secret", "a\"b\\c\u{e9}\u{1f511}d"]);
        let cases = [
            (r"\u0074-very/secret", "[redacted]"),
            (r"\u0074\u002D\u0076ery\/secret", "[redacted]"),
            (r"<t-very\u002fsecret>", "<[redacted]>"),
            // JSON within JSON.
            (r"x\\u0074-very\\\/secret", "x[redacted]"),
            (r#"a\"b\\cé🔑d"#, "[redacted]"),
            (r"\u0061\u0022b\\c\u00e9\ud83d\uDD11d", "[redacted]"),
            (r"\u{61}\u{22}b\\c\u{e9}\u{1f511}d", "[redacted]"),
            // Truncated text: eight or more characters of the secret are removed, seven are not.
            ("t-very/secre…", "[redacted]…"),
            ("t-very/s", "[redacted]"),
            ("t-very/", "t-very/"),
            ("t-veryt-very/secret", "t-very[redacted]"),
            // Broken escapes are not secrets and do not stop the search.
            (
                r"\u\u00\u{\u{}\ud83d\ud83dx\",
                r"\u\u00\u{\u{}\ud83d\ud83dx\",
            ),
            (r"\\\t-very/secret\", r"[redacted]\"),
        ];
        for (text, clean) in cases {
            assert_eq!(scrub.text(text), clean, "{text}");
            assert_eq!(&*scrub.body(text.as_bytes()), clean.as_bytes(), "{text}");
        }
        assert_eq!(Scrub::new(["\\"]).text("a\\b"), "a\\b");
        assert_eq!(
            &*scrub.body(b"\xfft-very/secret\xff"),
            b"\xff[redacted]\xff"
        );
    }

    #[test]
    fn keeps_to_one_line() {
        assert_eq!(
            one_line("a\nb\u{1b}[31m\u{202e}\u{200f}c", 99),
            "a\\nb\\u{1b}[31m\\u{202e}\\u{200f}c"
        );
        assert_eq!(one_line("日本語", 2), "日本…");
        assert_eq!(
            excerpt(b"<html>\r\n  <body>\xff\x00"),
            "<html> <body>\u{fffd}\\u{0}"
        );
        assert_eq!(excerpt(&[b'x'; 5000]).chars().count(), 201);
    }
}

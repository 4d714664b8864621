//! Repairs JSON with invalid Unicode, so that a broken character does not make the rest unreadable.
//!
//! The platform cuts texts at a number of bytes or UTF-16 units. The rest of a cut character is invalid UTF-8 or a
//! lone surrogate (`\ud83d`). Both become U+FFFD, as in browsers.

use std::borrow::Cow;

/// Returns the same document with valid Unicode: invalid UTF-8 and lone surrogates become U+FFFD. `None` if there is
/// nothing to replace.
///
/// ```
/// let cut = br#""title cut \ud83d""#;
/// assert_eq!(larkspec_shape::repaired(cut).unwrap(), br#""title cut \ufffd""#);
/// ```
pub fn repaired(json: &[u8]) -> Option<Vec<u8>> {
    let mut text = match String::from_utf8_lossy(json) {
        Cow::Borrowed(_) => json.to_vec(),
        Cow::Owned(text) => text.into_bytes(),
    };
    let broken = text.len() != json.len() || text != json;
    let halves = lone_halves(&text);
    for at in &halves {
        text[*at..*at + 6].copy_from_slice(b"\\ufffd");
    }
    (broken || !halves.is_empty()).then_some(text)
}

/// The positions of escaped lone surrogates. In JSON, backslashes only occur in strings.
fn lone_halves(json: &[u8]) -> Vec<usize> {
    let mut halves = Vec::new();
    let mut at = 0;
    while at < json.len() {
        at += match (json[at], escaped_unit(&json[at..])) {
            (b'\\', Some(0xd800..=0xdbff)) => match escaped_unit(&json[at + 6..]) {
                Some(0xdc00..=0xdfff) => 12,
                _ => {
                    halves.push(at);
                    6
                }
            },
            (b'\\', Some(0xdc00..=0xdfff)) => {
                halves.push(at);
                6
            }
            // Skip the escaped character, which may be a backslash as well.
            (b'\\', _) => 2,
            _ => 1,
        };
    }
    halves
}

/// The UTF-16 unit of an escape `\u1234` at the start of `json`.
fn escaped_unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u16::from_str_radix(str::from_utf8(digits).ok().filter(|_| is_hex)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_what_is_no_character_and_nothing_else() {
        let cases: [(&[u8], Option<&str>); 11] = [
            (br#"{"a":"b"}"#, None),
            (br#""\ud83d\ude00""#, None),
            ("\"é😀\"".as_bytes(), None),
            (br#""cut \ud83d""#, Some(r#""cut \ufffd""#)),
            (br#""\ude00\ud83d""#, Some(r#""\ufffd\ufffd""#)),
            (br#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (br#""\uD83D\n""#, Some(r#""\ufffd\n""#)),
            // An escaped backslash, and text that is not an escape.
            (br#""\\ud83d""#, None),
            (br#""\u+123\ud8""#, None),
            (b"\"\xe5\xae\"", Some("\"\u{fffd}\"")),
            (b"\"\xff\\ud83d\"", Some("\"\u{fffd}\\ufffd\"")),
        ];
        for (json, expected) in cases {
            let repaired = repaired(json);
            let text = repaired
                .as_deref()
                .map(|text| str::from_utf8(text).unwrap());
            assert_eq!(text, expected, "{}", String::from_utf8_lossy(json));
        }
    }
}

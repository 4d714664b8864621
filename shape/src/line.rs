//! Makes foreign text safe for one line of a message: it cannot break the line, control the terminal, or change the
//! direction of the text.

use std::borrow::Cow;

/// Whether a character is unsafe on a line of a message: control characters, line and paragraph separators (U+2028,
/// U+2029), and the marks, embeddings and isolates that set the direction of text (U+061C, U+200E, U+200F, U+202A to
/// U+202E, U+2066 to U+2069).
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns `text` with its [harmful](is_harmful) characters escaped as in a Rust string: `\n`, `\u{202e}`.
///
/// ```
/// assert_eq!(larkspec_shape::one_line("a\nb\u{202e}c"), r"a\nb\u{202e}c");
/// ```
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(c, &mut line));
    Cow::Owned(line)
}

/// Appends a character, or its escape.
pub(crate) fn push(c: char, line: &mut String) {
    match is_harmful(c) {
        true => line.extend(c.escape_default()),
        false => line.push(c),
    }
}

pub(crate) fn is_plain(text: &str) -> bool {
    // A loop without an early exit tests several bytes at once.
    text.bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_harm_is_escaped_and_nothing_else() {
        for harmful in [
            "\0", "\u{7}", "\n", "\r", "\t", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{61c}",
            "\u{200e}", "\u{200f}", "\u{2028}", "\u{2029}", "\u{202a}", "\u{202e}", "\u{2066}",
            "\u{2069}",
        ] {
            let line = one_line(harmful);
            assert!(
                line.starts_with('\\') && line.is_ascii(),
                "{harmful:?}: {line}"
            );
        }
        for harmless in [
            "",
            "a b",
            "\"\\",
            "审批 é",
            "\u{200b}\u{200d}",
            "\u{2027}\u{202f}\u{2065}\u{206a}",
        ] {
            assert_eq!(one_line(harmless), harmless);
        }
    }
}

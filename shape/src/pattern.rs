//! Regular expressions of a payload: written in the dialect of JSON Schema, compiled on first use.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

/// A regular expression as JSON Schema means it: a search, not a full match, in which `\d`, `\w` and
/// `\b` know ASCII only (ECMA-262) and `\s` knows the white space of ECMA-262.
///
/// It runs in time linear in the text, so look-around and back-references are not to be had.
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Result<Regex, String>>,
}

impl Pattern {
    /// A pattern that is known to compile, as generated code holds it.
    ///
    /// One that does not compile matches nothing; [`Pattern::compile`] tells beforehand.
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source: Cow::Borrowed(source),
            compiled: OnceLock::new(),
        }
    }

    /// Compiles `source` now.
    ///
    /// # Errors
    ///
    /// The expression is malformed, too large, or uses look-around or back-references.
    pub fn compile(source: impl Into<String>) -> Result<Self, PatternError> {
        let pattern = Pattern {
            source: Cow::Owned(source.into()),
            compiled: OnceLock::new(),
        };
        match pattern.regex() {
            Ok(_) => Ok(pattern),
            Err(message) => Err(PatternError(message.to_owned())),
        }
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether it matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_ok_and(|regex| regex.is_match(text))
    }

    fn regex(&self) -> Result<&Regex, &str> {
        self.compiled
            .get_or_init(|| Regex::new(&translate(&self.source)).map_err(|e| e.to_string()))
            .as_ref()
            .map_err(String::as_str)
    }
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Pattern {
            source: self.source.clone(),
            compiled: self.compiled.clone(),
        }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

/// A regular expression that can not be compiled, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PatternError {}

/// ECMA-262's white space, as the inside of a character class.
const ECMA_SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Rewrites the few spellings that mean something else to the `regex` crate.
fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 16);
    let mut in_class = false;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') => out.push_str("[0-9]"),
                Some('D') => out.push_str("[^0-9]"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                Some('s') => out.extend(["[", ECMA_SPACE, "]"]),
                Some('S') => out.extend(["[^", ECMA_SPACE, "]"]),
                Some('b') if in_class => out.push_str(r"\x08"),
                Some('b') => out.push_str(r"(?-u:\b)"),
                Some('B') => out.push_str(r"(?-u:\B)"),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str(r"\["),
            '[' => {
                in_class = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
                // `[]` matches nothing in ECMA-262; a leading `]` is a literal to `regex`.
                if chars.peek() == Some(&']') && out.ends_with('^') {
                    chars.next();
                    out.truncate(out.len() - 2);
                    out.push_str(r"[\s\S]");
                    in_class = false;
                } else if chars.next_if_eq(&']').is_some() {
                    out.pop();
                    out.push_str(r"[^\s\S]");
                    in_class = false;
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            // `&&`, `--` and `~~` are set operations to `regex`.
            '&' | '~' if in_class => out.extend(['\\', c]),
            '-' if in_class && (out.ends_with('[') || out.ends_with("[^")) => out.push_str(r"\-"),
            '-' if in_class && chars.next_if_eq(&'-').is_some() => out.push_str(r"-\-"),
            // `.` stops at every line terminator of ECMA-262, not only at `\n`.
            '.' if !in_class => out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn means_what_ecma_262_means() {
        for (pattern, text, expected) in [
            (r"^\d+$", "123", true),
            (r"^\d+$", "١٢٣", false),
            (r"^\w+$", "a_1", true),
            (r"^\w+$", "字", false),
            (r"^\s$", "\u{feff}", true),
            (r"^\s$", "\u{85}", false),
            (r"^[^\s]+$", "a b", false),
            (r"^[\d\-]+$", "1-2", true),
            (r"^[[a]+$", "[a", true),
            (r"^[a&&b]+$", "&", true),
            (r"^[+--]$", ",", true),
            (r"^a.c$", "a\rc", false),
            (r"^a.c$", "a\u{85}c", true),
            (r"b", "abc", true),
            (r"^[^]$", "\n", true),
            (r"^[]$", "", false),
            (r"^\/a$", "/a", true),
            (r"^[\u4e00-\u9fa5]$", "字", true),
        ] {
            let pattern = Pattern::compile(pattern).expect(pattern);
            assert_eq!(pattern.is_match(text), expected, "{pattern:?} on {text:?}");
        }
    }

    #[test]
    fn refuses_what_it_can_not_run() {
        for pattern in ["(", "(?=a)", r"(a)\1", "a{2,1}", r"\"] {
            assert!(Pattern::compile(pattern).is_err(), "{pattern}");
        }
        assert!(!Pattern::new("(").is_match(""));
    }
}

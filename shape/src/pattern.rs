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
    /// The expression is malformed, too large, uses look-around or back-references, or is written in
    /// another dialect, so that validators of the emitted schema would refuse it.
    pub fn compile(source: impl Into<String>) -> Result<Self, PatternError> {
        let source = source.into();
        if let Some(foreign) = foreign(&source) {
            return Err(PatternError(foreign));
        }
        let pattern = Pattern {
            source: Cow::Owned(source),
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

/// What the `regex` crate takes and ECMA-262, with its `u` flag, does not.
fn foreign(source: &str) -> Option<String> {
    /// What a quantifier may not follow.
    #[derive(PartialEq)]
    enum Last {
        Atom,
        Quantifier,
        Lazy,
    }
    let mut last = Last::Atom;
    let mut in_class = false;
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &source[at + c.len_utf8()..];
        if c == '\\' {
            let (_, escaped) = chars.next()?;
            let after = &rest[escaped.len_utf8()..];
            if let Some(why) = foreign_escape(escaped, after, in_class) {
                return Some(why);
            }
            last = Last::Atom;
        } else if in_class {
            in_class = c != ']';
        } else if c == '[' {
            in_class = true;
            last = Last::Atom;
            chars.next_if(|(_, c)| *c == '^');
        } else if c == '(' && rest.starts_with('?') {
            let group = ["?:", "?<", "?=", "?!"]
                .iter()
                .any(|group| rest.starts_with(group));
            if !group {
                return Some("flags, and groups written `(?P<…>`, are not ECMA-262".to_owned());
            }
            // The question mark is none of a quantifier.
            chars.next();
            last = Last::Atom;
        } else if matches!(c, '*' | '+') || (c == '{' && is_counted(rest)) {
            if last != Last::Atom {
                return Some(format!(
                    "`{c}` follows a quantifier, which ECMA-262 does not have"
                ));
            }
            if c == '{' {
                while chars.next().is_some_and(|(_, c)| c != '}') {}
            }
            last = Last::Quantifier;
        } else if c == '?' {
            last = match last {
                Last::Atom => Last::Quantifier,
                Last::Quantifier => Last::Lazy,
                Last::Lazy => return Some("`?` follows a lazy quantifier".to_owned()),
            };
        } else {
            last = Last::Atom;
        }
    }
    None
}

fn foreign_escape(escaped: char, after: &str, in_class: bool) -> Option<String> {
    let hex = |digits: usize| {
        after.len() >= digits && after.bytes().take(digits).all(|b| b.is_ascii_hexdigit())
    };
    let known = match escaped {
        'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'b' | 'B' | 'f' | 'n' | 'r' | 't' | 'v' => true,
        'x' => hex(2),
        'u' => hex(4) || after.starts_with('{'),
        'p' | 'P' => is_ecma_property(after),
        '-' => in_class,
        // Back-references: `regex` has the better message.
        '0'..='9' | 'k' => true,
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
        | '/' => true,
        _ => false,
    };
    (!known).then(|| match escaped {
        escaped if escaped.is_ascii_alphanumeric() => {
            format!("`\\{escaped}` is not ECMA-262, or not as it is used here")
        }
        escaped => format!("`\\{escaped}` is not ECMA-262: write `{escaped}`"),
    })
}

/// Whether `{Lu}` or `{Script=Han}` follows; a script needs its key, `{Han}` alone is of other dialects.
fn is_ecma_property(after: &str) -> bool {
    const CATEGORIES: [&str; 38] = [
        "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "LC", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc",
        "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S",
        "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    ];
    const OTHERS: [&str; 11] = [
        "Letter",
        "Number",
        "Punctuation",
        "Symbol",
        "Separator",
        "Other",
        "Mark",
        "Alphabetic",
        "Uppercase",
        "Lowercase",
        "White_Space",
    ];
    let name = after
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'));
    name.is_some_and(|(name, _)| match name.split_once('=') {
        Some((key, _)) => [
            "Script",
            "sc",
            "Script_Extensions",
            "scx",
            "General_Category",
            "gc",
        ]
        .contains(&key),
        None => CATEGORIES.contains(&name) || OTHERS.contains(&name),
    })
}

/// Whether `3}`, `3,}` or `3,5}` follows.
fn is_counted(rest: &str) -> bool {
    let Some((count, _)) = rest.split_once('}') else {
        return false;
    };
    let (from, to) = count.split_once(',').unwrap_or((count, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !from.is_empty() && digits(from) && digits(to)
}

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
    fn refuses_what_is_of_another_dialect() {
        for pattern in [
            r"(?i)a",
            r"(?s:.)",
            r"(?P<x>a)",
            r"\Aa\z",
            r"\x{41}",
            r"\p{Han}",
            r"a++",
            r"a*+",
            r"a??+",
            r"a{2}{3}",
            r"\_",
            r"\-",
            r"\a",
            r"a???",
        ] {
            assert!(Pattern::compile(pattern).is_err(), "{pattern}");
        }
        for pattern in [
            r"(?:a)",
            r"(?<x>a)",
            r"a+?",
            r"a{2,3}?",
            r"\x41",
            r"\u0041",
            r"\p{Lu}",
            r"\p{Script=Han}",
            r"[\-\]]",
            r"\/\.",
            r"[+*?]+",
            r"(a+)+",
        ] {
            assert!(Pattern::compile(pattern).is_ok(), "{pattern}");
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

//! Regular expressions in the dialect of JSON Schema, compiled on first use.

mod ecma;
mod error;
mod property;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use self::ecma::{Reading, Spelling, Written};
pub use self::error::PatternError;

/// A regular expression as JSON Schema defines it: ECMA-262 with the `u` flag, matching anywhere in the text. `\d`,
/// `\w` and `\b` are ASCII only, `\s` is the white space of ECMA-262, and `.` excludes its four line terminators.
///
/// Matching takes time linear in the text, so look-around and back-references are not supported. Which characters
/// belong to a property such as `\p{Lu}` depends on the Unicode version of each engine.
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Result<Regex, PatternError>>,
}

impl Pattern {
    /// Creates a pattern that is known to compile, for generated code.
    ///
    /// A pattern that does not compile matches nothing; [`Pattern::compile`] reports why.
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source: Cow::Borrowed(source),
            compiled: OnceLock::new(),
        }
    }

    /// Like [`new`](Pattern::new), for a source that is composed at run time.
    pub(crate) const fn owned(source: String) -> Self {
        Pattern {
            source: Cow::Owned(source),
            compiled: OnceLock::new(),
        }
    }

    /// Compiles `source` immediately.
    ///
    /// # Errors
    ///
    /// The expression is not ECMA-262 with the `u` flag, so validators would reject it in the emitted schema; or it
    /// uses look-around or back-references, or is too large to check.
    pub fn compile(source: impl Into<String>) -> Result<Self, PatternError> {
        let source = source.into();
        let regex = compile(&source)?;
        Ok(Pattern {
            source: Cow::Owned(source),
            compiled: OnceLock::from(Ok(regex)),
        })
    }

    /// Translates an expression of another dialect (JavaScript without the `u` flag, Java, Python, PCRE) to ECMA-262:
    /// `[\w-.]` becomes `[\w\-.]`, `\A` becomes `^`.
    ///
    /// # Errors
    ///
    /// Those of [`compile`](Pattern::compile), and constructs without an equivalent: flags, possessive quantifiers.
    pub fn from_other_dialect(source: &str) -> Result<Self, PatternError> {
        let bare = match javascript_literal(source) {
            Some((bare, "" | "u")) => bare,
            Some((_, flags)) => {
                let why = format!("the flags `{flags}` have no equivalent in JSON Schema");
                return Err(PatternError::foreign(why));
            }
            None => source,
        };
        let written = ecma::write(bare, Reading::Loose, Spelling::Author)?;
        Pattern::compile(written.text)
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether the pattern matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_ok_and(|regex| regex.is_match(text))
    }

    /// The spelling for the emitted schema, which every engine interprets in the same way. This is the original
    /// unless engines are known to differ on it. Many differ from ECMA-262 on `.` and `\b`.
    pub fn portable(&self) -> Cow<'_, str> {
        match ecma::write(&self.source, Reading::Strict, Spelling::Portable) {
            Ok(Written {
                text,
                is_portable: false,
            }) => Cow::Owned(text),
            _ => Cow::Borrowed(&self.source),
        }
    }

    /// The expression in the syntax of the `regex` crate; `None` if it does not compile.
    pub fn to_regex_syntax(&self) -> Option<String> {
        regex_syntax(&self.source).ok()
    }

    fn regex(&self) -> Result<&Regex, &PatternError> {
        self.compiled.get_or_init(|| compile(&self.source)).as_ref()
    }
}

/// Splits `/^a$/i` into the expression and its flags.
fn javascript_literal(source: &str) -> Option<(&str, &str)> {
    let (bare, flags) = source.strip_prefix('/')?.rsplit_once('/')?;
    let is_flag = |c: char| "dgimsuvy".contains(c);
    flags.chars().all(is_flag).then_some((bare, flags))
}

fn regex_syntax(source: &str) -> Result<String, PatternError> {
    ecma::write(source, Reading::Strict, Spelling::Regex).map(|written| written.text)
}

/// Lower than the limits of the `regex` crate that other validators use, so that a pattern that compiles here also
/// compiles there.
const SIZE_LIMIT: usize = 5 << 20;
const NEST_LIMIT: u32 = 200;

fn compile(source: &str) -> Result<Regex, PatternError> {
    RegexBuilder::new(&regex_syntax(source)?)
        .size_limit(SIZE_LIMIT)
        .nest_limit(NEST_LIMIT)
        .build()
        .map_err(|error| {
            let reason = match error {
                regex::Error::CompiledTooBig(_) => "it has too many repetitions".to_owned(),
                // A property of a newer Unicode version, or too much nesting.
                error => {
                    let error = error.to_string();
                    let reason = error.lines().last().unwrap_or_default();
                    reason.trim_start_matches("error: ").to_owned()
                }
            };
            PatternError::unsupported(format!("the check cannot run it: {reason}"))
        })
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

    /// `tests/validators/patterns.mjs` checks these with JavaScript as well.
    #[test]
    fn rejects_what_is_of_another_dialect() {
        for (pattern, reason) in [
            (
                r"^[\w-.]+$",
                "`\\w-.` is not a range because one of its ends is a set: write `\\-` for the character",
            ),
            (r"(?i)a", "flags within a pattern"),
            (r"(?s:.)", "flags within a pattern"),
            (r"(?P<x>a)", "write `(?<name>…)`"),
            (r"(?>a)", "atomic group"),
            (r"(?#a)", "comment"),
            (r"\Aa", "`\\A` is not ECMA-262: write `^`"),
            (r"a\z", "`\\z` is not ECMA-262: write `$`"),
            (r"\h", "write `[ \\t]`"),
            (r"\x{41}", "write `\\u{…}`"),
            (r"\p{Han}", "write `\\p{Script=Han}`"),
            (r"\p{lowercase_letter}", "not a property"),
            (r"\pL", "not ECMA-262: write `\\p{L}`"),
            (r"a++", "`++`: possessive"),
            (r"a*+", "`*+`: possessive"),
            (r"a??+", "`??+`: possessive"),
            (r"a{2}{3}", "`{` follows the quantifier `{2}`"),
            (r"a???", "`?` follows the quantifier `??`"),
            (r"\_", "write `_`"),
            (r"\-", "write `-`"),
            (r"\a", "write `\\x07`"),
            (r"\q", "`\\q` is not ECMA-262"),
            (r"[[:alpha:]]", "a bare `]`"),
            (r"a{", "a bare `{`"),
            (r"{,2}", "a bare `{`"),
            (r"a}", "a bare `}`"),
            (r"(?=a)*", "`(?=a)` matches no character"),
            (r"^*", "`^` matches no character"),
            (r"+", "`+` follows nothing"),
            (r"{2}", "`{` follows nothing"),
            (r"a{2,1}", "the maximum is below the minimum"),
            (r"[b-a]", "the range `b-a` ends before it begins"),
            (r"\00", "`\\0` is not ECMA-262"),
            (r"\u{110000}", "not a code point"),
            (r"\u41", "four hexadecimal digits"),
            (r"\1", "`\\1` refers to a group, and there are 0"),
            (r"\k<x>", "a group that does not exist"),
            (r"(?<x>a)(?<x>b)", "two groups are called `x`"),
            (r"(", "a group is not closed"),
            (r"a)", "`)` closes no group"),
            (r"[a", "a class is not closed"),
            (r"\", "lone `\\`"),
        ] {
            let error = Pattern::compile(pattern).expect_err(pattern);
            assert!(error.to_string().contains(reason), "{pattern}: {error}");
            assert!(!error.is_ecma(), "{pattern}: {error}");
        }
    }

    #[test]
    fn accepts_ecma_262() {
        for pattern in [
            r"(?:a)",
            r"(?<x>a)",
            r"a+?",
            r"a{2,3}?",
            r"a{002,3}",
            r"\x41",
            r"\u0041",
            r"\u{1F600}",
            r"\uD83D\uDE00",
            r"\cA\0",
            r"\p{Lu}",
            r"\p{Lowercase_Letter}",
            r"\p{Ideographic}",
            r"\p{Script=Han}",
            r"[\-\]]",
            r"\/\.",
            r"[+*?]+",
            r"(a+)+",
            r"(?:)*",
            r"[\b]",
            r"[a-z-9]",
            "[]",
            "[^]",
            "",
        ] {
            let compiled = Pattern::compile(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"));
            assert_eq!(compiled.as_str(), pattern);
        }
    }

    #[test]
    fn rejects_what_it_cannot_run() {
        for (pattern, reason) in [
            ("(?=a)", "look-ahead"),
            ("a(?!b)", "look-ahead"),
            ("(?<=a)b", "look-behind"),
            ("(?<!a)b", "look-behind"),
            (r"(a)\1", "back-reference"),
            (r"(?<x>a)\k<x>", "back-reference"),
            ("(?:[一-龥]{1000}){1000}", "the check cannot run it"),
            ("a{4294967296}", "repeats too often"),
            (&"(".repeat(1000), "groups nest more than 40 deep"),
        ] {
            let error = Pattern::compile(pattern).expect_err(pattern);
            assert!(error.to_string().contains(reason), "{pattern}: {error}");
            assert!(error.is_ecma(), "{pattern}: {error}");
        }
        assert!(!Pattern::new("(").is_match(""));
    }

    #[test]
    fn is_portable() {
        for (pattern, portable) in [
            (r"^[\w\-]+$", r"^[\w\-]+$"),
            (r"^a.c$", r"^a[^\u000A\u000D\u2028\u2029]c$"),
            (r"^\d.$", r"^[0-9][^\u000A\u000D\u2028\u2029]$"),
            (r"(?<year>\d)", "(?:[0-9])"),
            (r"[a&&b]", r"[a\x26\x26b]"),
            (r"(?:)*a(?:b|)*", "(?:)a(?:b|)*"),
            (r"\uD83D\uDE00\cA\0", "\u{1F600}\\u0001\\u0000"),
            (r"[\uD800-\uDFFF]|[]|[^]", r"[^\s\S]|[^\s\S]|[\s\S]"),
            (r"[^\uD800-\u{E001}]", "[^\\uE000\\uE001]"),
        ] {
            assert_eq!(Pattern::new(pattern).portable(), portable, "{pattern}");
        }
    }

    #[test]
    fn takes_other_dialects() {
        for (pattern, expected) in [
            (r"^[\w-.]+$", r"^[\w\-.]+$"),
            (r"^[A-Z\d-_]\-\_$", r"^[A-Z\d\-_]-_$"),
            (r"/^a$/", "^a$"),
            (r"\Aa\z", "^a$"),
            (r"{a}]", r"\{a\}\]"),
            (r"(?P<x>.)", "(?<x>.)"),
            (r"[[:alpha:]_]", "[A-Za-z_]"),
            (r"[[:^alpha:]]", ""),
            (r"\pL\p{Han}", r"\p{L}\p{Script=Han}"),
            (r"[\x{4e00}-\u9fa5]", "[一-\\u9fa5]"),
            (r"\e\@[\#]", "\\u001B@[#]"),
            (r"^\d{3,}$", r"^\d{3,}$"),
            ("(?i)a", ""),
            ("/^a$/i", ""),
            ("a++", ""),
            (r"\Qa\E", ""),
            ("(?=a)", ""),
        ] {
            let found = Pattern::from_other_dialect(pattern);
            let found = found.as_ref().map_or("", Pattern::as_str);
            assert_eq!(found, expected, "{pattern}");
        }
    }
}

//! The words of the documentation, in Chinese and English, and the expressions made from them.
//!
//! A [`Concept`] is one meaning with all its wordings; `lexicon/words.rs` lists them, and no other file of this crate
//! contains words of pages. An expression combines concepts by name, as they occur in a sentence:
//! `{AT_MOST}\s*{NUMBER}`. A new wording is one line in the list, and one in `tests/wordings.rs`.
//!
//! # Wordings
//!
//! A wording is a fragment of a case-insensitive regular expression, in which
//!
//! - a space is optional white space: `query 参数` is `query参数`, too;
//! - `{OTHER}` is any wording of another concept;
//! - an English word is a whole word, unless `…` allows more text after it, or before it: `header param…`.
//!
//! Longer wordings are tried before shorter ones, so their order does not matter.

mod concept;
mod words;

use std::cmp::Reverse;
use std::ops::Deref;
use std::sync::OnceLock;

use regex::Regex;

pub(crate) use concept::Concept;
pub(crate) use words::*;

impl Concept {
    /// Whether `text` is exactly one of its wordings.
    pub fn is(&self, text: &str) -> bool {
        let whole = || compile(&format!("^(?:{})$", self.pattern()));
        self.is.get_or_init(whole).is_match(text)
    }

    /// Whether `text` starts with one of its wordings.
    pub fn begins(&self, text: &str) -> bool {
        let start = || compile(&format!("^(?:{})", self.pattern()));
        self.begins.get_or_init(start).is_match(text)
    }

    /// Whether `text` contains one of its wordings.
    pub fn within(&self, text: &str) -> bool {
        self.anywhere().is_match(text)
    }

    /// The first of its wordings in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<regex::Match<'t>> {
        self.anywhere().find(text)
    }

    fn anywhere(&self) -> &Regex {
        self.within.get_or_init(|| compile(&self.pattern()))
    }

    /// Its wordings as one group.
    fn pattern(&self) -> String {
        let mut wordings: Vec<&str> = self.wordings.iter().copied().flatten().copied().collect();
        wordings.sort_by_key(|wording| Reverse(wording.chars().count()));
        let wordings: Vec<String> = wordings.into_iter().map(fragment).collect();
        format!("(?i:{})", wordings.join("|"))
    }
}

/// A wording as a fragment of a regular expression.
fn fragment(wording: &str) -> String {
    const EDGE: &str = r"(?-u:\b)";
    let text = wording.trim_matches('…');
    let (inside, goes_on) = (wording.starts_with('…'), wording.ends_with('…'));
    let mut out = String::new();
    let first = text.trim_start_matches("(?:").chars().next();
    if !inside && first.is_some_and(|c| c.is_ascii_alphanumeric()) {
        out.push_str(EDGE);
    }
    out.push_str(&expand(&text.replace(' ', r"\s*")));
    // A class such as `\d` ends in a letter that is not part of the text.
    let mut last = text.trim_end_matches(')').chars().rev();
    let word = last.next().is_some_and(|c| c.is_ascii_alphanumeric()) && last.next() != Some('\\');
    if word && !goes_on {
        out.push_str(EDGE);
    }
    out
}

/// Replaces each `{CONCEPT}` in an expression by its wordings.
fn expand(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let name = behind.split('}').next().unwrap_or_default();
        match CONCEPTS.iter().find(|concept| concept.name == name) {
            Some(concept) => {
                out.push_str(&concept.pattern());
                rest = &behind[name.len() + 1..];
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Compiles an expression whose concepts have been replaced.
fn compile(expanded: &str) -> Regex {
    #[allow(
        clippy::expect_used,
        reason = "literals, and tests compile each of them"
    )]
    Regex::new(expanded).expect("a regular expression that compiles")
}

/// An expression over concepts, compiled on first use.
pub(crate) struct Expression {
    source: &'static str,
    regex: OnceLock<Regex>,
}

impl Expression {
    pub const fn new(source: &'static str) -> Self {
        Expression {
            source,
            regex: OnceLock::new(),
        }
    }
}

impl Deref for Expression {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| compile(&expand(self.source)))
    }
}

/// A filter made of concepts: most lines contain none of them, and one search shows this.
pub(crate) struct AnyOf {
    concepts: &'static [&'static Concept],
    regex: OnceLock<Regex>,
}

impl AnyOf {
    pub const fn new(concepts: &'static [&'static Concept]) -> Self {
        AnyOf {
            concepts,
            regex: OnceLock::new(),
        }
    }

    /// Whether `text` contains any of the concepts.
    pub fn within(&self, text: &str) -> bool {
        let all = || {
            let patterns: Vec<String> = self.concepts.iter().map(|c| c.pattern()).collect();
            compile(&patterns.join("|"))
        };
        self.regex.get_or_init(all).is_match(text)
    }
}

/// Declares [`Expression`]s, and a test that each compiles and uses concepts instead of words.
macro_rules! regexes {
    ($($(#[$doc:meta])* $name:ident = $source:expr;)*) => {
        $(
            $(#[$doc])*
            static $name: $crate::lexicon::Expression = $crate::lexicon::Expression::new($source);
        )*

        #[test]
        fn compiles_its_expressions() {
            $(
                let _ = $name.is_match("");
                assert_eq!($crate::lexicon::words_in($source), Vec::<String>::new(), stringify!($name));
            )*
        }
    };
}

pub(crate) use regexes;

/// The words in an expression that are not concepts and belong in the lexicon.
#[cfg(test)]
pub(crate) fn words_in(source: &str) -> Vec<String> {
    // Skip concepts, names of groups, classes, and text that is not language.
    let other =
        r"\{[A-Z_]+\}|\?P<[a-z]+>|\\x\{[0-9a-f]+\}|\\[a-z]|https\?|\([a-z|]+\)_access_token";
    let other = Regex::new(other).expect("compiles");
    let plain = other.replace_all(source, " ");
    let words = plain.split(|c: char| !c.is_alphabetic());
    let is_word = |word: &&str| word.chars().count() > 2 || !word.is_ascii();
    words.filter(is_word).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{CONCEPTS, compile, expand, fragment};

    #[test]
    fn every_concept_compiles() {
        for concept in CONCEPTS {
            compile(&concept.pattern());
            for wording in concept.wordings.iter().copied().flatten() {
                let pattern = fragment(wording);
                assert!(!names_unknown(&pattern), "{}: {wording}", concept.name);
            }
        }
    }

    fn names_unknown(pattern: &str) -> bool {
        compile(r"\{[A-Z]").is_match(pattern)
    }

    #[test]
    fn wordings() {
        for (wording, text, found) in [
            ("query 参数", "query参数", true),
            ("query 参数", "Query 参数", true),
            ("rate limit", "rate limits", false),
            ("rate limit…", "rate limits", true),
            ("times", "5times", false),
            ("…times", "5times", true),
            (r"\d", "5times", true),
        ] {
            let pattern = format!("(?i){}", fragment(wording));
            assert_eq!(compile(&pattern).is_match(text), found, "{wording}: {text}");
        }
        assert_eq!(expand("a{1,2}{NOTHING}"), "a{1,2}{NOTHING}");
        assert!(compile(&expand("^{AT_MOST} ?{NUMBER}$")).is_match("不得大于 1,000"));
    }

    /// A word of a page in another file would not benefit from new wordings.
    #[test]
    fn words_stand_in_the_lexicon_only() {
        fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true => files(&path, found),
                    false => found.push(path),
                }
            }
        }
        let mut found = Vec::new();
        files(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for path in found
            .iter()
            .filter(|path| !path.ends_with("lexicon/words.rs"))
        {
            let text = fs::read_to_string(path).expect("a file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code
                .lines()
                .map(|line| line.split("//").next().unwrap_or_default());
            for (number, line) in lines.enumerate() {
                // The ends of the range of Chinese characters are not words.
                assert!(
                    !line.contains(is_chinese),
                    "{}:{}: {line}",
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

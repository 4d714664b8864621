//! Every accepted pattern is ECMA-262 with the `u` flag (according to `regress`), is accepted by the `jsonschema`
//! crate, and matches alike in all three. `tests/validators/patterns.mjs` tests the same with JavaScript, and also
//! checks the reasons for rejections, for which `regress` is too lenient.

use std::cell::Cell;

use jsonschema::Validator;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::pattern;
use larkspec_shape::Pattern;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;

/// A pattern as each engine reads it.
struct Engines {
    ours: Pattern,
    ecma: regress::Regex,
    portable: regress::Regex,
    validator: Validator,
}

fn ecma(source: &str) -> Result<regress::Regex, String> {
    // `regress` expects the second surrogate of a pair after the first, and fails on `\u{`.
    let read: Vec<String> = between_backslashes(source)
        .map(|part| part.replace(r"\uD83D\u{", r"\u{D83D}\u{"))
        .collect();
    let read = read.join(r"\\");
    regress::Regex::with_flags(&read, "u").map_err(|e| format!("ECMA-262 rejects {source}: {e}"))
}

/// The parts between escaped backslashes: `\\uD83D` is a backslash and five letters.
fn between_backslashes(source: &str) -> impl Iterator<Item = &str> {
    source.split(r"\\")
}

/// Whether a pattern contains an escaped surrogate, in either spelling.
fn has_surrogate(source: &str) -> bool {
    let mut escapes = between_backslashes(source).flat_map(|part| part.split(r"\u").skip(1));
    escapes.any(|code| {
        let code = match code.strip_prefix('{') {
            Some(inside) => inside.split('}').next(),
            None => code.get(..4),
        };
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        code.is_some_and(|code| (0xD800..=0xDFFF).contains(&code))
    })
}

impl Engines {
    fn new(ours: Pattern) -> Result<Self, String> {
        let portable = ours.portable();
        let validator = jsonschema::draft202012::new(&json!({ "pattern": portable }))
            .map_err(|e| format!("jsonschema rejects {ours:?} as {portable}: {e}"))?;
        Ok(Engines {
            ecma: ecma(ours.as_str())?,
            portable: ecma(&portable)?,
            validator,
            ours,
        })
    }

    fn agree(&self, text: &str) -> Result<(), String> {
        let found = [
            self.ours.is_match(text),
            // In UTF-8, `regress` does not notice a missing surrogate.
            match has_surrogate(self.ours.as_str()) {
                true => self.portable.find(text).is_some(),
                false => self.ecma.find(text).is_some(),
            },
            self.portable.find(text).is_some(),
            self.validator.is_valid(&json!(text)),
        ];
        match found.iter().all(|one| *one == found[0]) {
            true => Ok(()),
            false => Err(format!(
                "{:?} (portable: {}) on {text:?}: engine, ECMA-262, portable, jsonschema: {found:?}",
                self.ours,
                self.ours.portable()
            )),
        }
    }
}

#[test]
fn made_up_patterns_mean_the_same_to_all() {
    let (accepted, rejected) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config {
        cases: 800,
        failure_persistence: None,
        ..Config::default()
    });
    let bytes = (vec(any::<u8>(), 1..12), vec(vec(any::<u8>(), 0..5), 8));
    let result = runner.run(&bytes, |(bytes, texts)| {
        let source = pattern::pattern(&mut Choices::new(&bytes));
        let fail = |reason: String| TestCaseError::fail(reason);
        match Pattern::compile(&*source) {
            Ok(pattern) => {
                accepted.set(accepted.get() + 1);
                let engines = Engines::new(pattern).map_err(fail)?;
                for text in texts {
                    let text = pattern::text(&mut Choices::new(&text));
                    engines.agree(&text).map_err(fail)?;
                }
            }
            Err(error) => {
                rejected.set(rejected.get() + 1);
                if error.is_ecma() {
                    ecma(&source).map_err(fail)?;
                }
            }
        }
        // Patterns from other dialects have become ECMA-262.
        if let Ok(translated) = Pattern::from_other_dialect(&source) {
            Engines::new(translated).map_err(fail)?;
        }
        Ok(())
    });
    result.unwrap_or_else(|e| panic!("{e}"));
    let counts = (accepted.get(), rejected.get());
    assert!(counts.0 > 100 && counts.1 > 300, "{counts:?}");
}

/// A lone surrogate, which no text contains: another engine misreads one in braces, or before braces. The last pattern has
/// none.
#[test]
fn half_a_pair_is_a_pattern() {
    for source in [
        r"\uD83D\u{D83D}",
        r"a|\uD83D\u{1F600}",
        r"[\uD83D\u{61}]",
        r"\u{D83D}*",
        r"\u{0dfff}?",
        r"\\uD83D\u{1F600}",
    ] {
        let engines = Engines::new(Pattern::compile(source).unwrap()).unwrap();
        for text in ["", "a", "\u{1F600}"] {
            engines.agree(text).unwrap();
        }
    }
}

/// ECMA-262 repeats nothing, which another engine rejects.
#[test]
fn an_empty_group_repeats() {
    for source in [
        "(?:)*",
        "()+",
        "(?:(?:)){2,3}a",
        "(?<x>)*",
        "(?:|)*",
        "(?:a|)*",
        "(?:(?:)*)?",
        "(?:()())*",
    ] {
        let engines = Engines::new(Pattern::compile(source).unwrap()).unwrap();
        for text in ["", "a", "b"] {
            engines.agree(text).unwrap();
        }
    }
}

/// Repetitions near the engine's limit, and deep groups: what the engine accepts, all accept.
#[test]
fn large_patterns_are_taken_by_all_or_rejected() {
    let deep = |depth: usize| format!("{}a{}", "((?:b|".repeat(depth), ")*c)+".repeat(depth));
    let mut sources: Vec<String> = [5, 19, 20, 21, 500].map(deep).to_vec();
    for count in [10, 200, 1_000, 100_000] {
        for atom in ["a", ".", r"\w", "[一-龥]", r"\p{L}", r"\s", r"(?:\ba)"] {
            sources.push(format!("^{atom}{{{count}}}$"));
            sources.push(format!("^(?:{atom}{{1,{count}}}b)+$"));
        }
    }
    let mut accepted = 0;
    for source in sources {
        match Pattern::compile(&*source) {
            Ok(pattern) => {
                accepted += 1;
                Engines::new(pattern).unwrap();
            }
            Err(error) => assert!(error.is_ecma(), "{source}: {error}"),
        }
    }
    assert!(accepted > 20, "{accepted}");
}

/// All engines know each accepted property name.
#[test]
fn properties_are_known_to_all() {
    for (property, text, matches) in [
        (r"\p{Lowercase_Letter}", "a", true),
        (r"\p{Ll}", "A", false),
        (r"\p{Letter}", "字", true),
        (r"\p{gc=Decimal_Number}", "٣", true),
        (r"\p{General_Category=Lu}", "A", true),
        (r"\p{Ideographic}", "字", true),
        (r"\p{Script=Han}", "字", true),
        (r"\p{sc=Hani}", "a", false),
        (r"\p{Script_Extensions=Hira}", "ー", true),
        (r"\p{punct}", "!", true),
        (r"\p{Cf}", "\u{ad}", true),
        (r"\p{Sc}", "¥", true),
        (r"\p{LC}", "ǅ", true),
        (r"\p{Emoji_Presentation}", "\u{1F600}", true),
        (r"\P{Any}", "a", false),
        (r"\p{ASCII}", "a", true),
        (r"[^\p{Lu}\P{L}]", "a", true),
    ] {
        let pattern = Pattern::compile(property).unwrap_or_else(|e| panic!("{property}: {e}"));
        assert_eq!(pattern.is_match(text), matches, "{property} on {text}");
        Engines::new(pattern).unwrap().agree(text).unwrap();
    }
}

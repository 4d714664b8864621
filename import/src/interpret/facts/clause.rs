//! Determines whether a fact in a sentence is about the field itself, rather than about a special case or a part of
//! it.

use crate::lexicon;

/// The start of the sentence that `before` ends in.
pub fn sentence(before: &str) -> &str {
    before
        .rsplit(['。', '；', ';', '\n'])
        .next()
        .unwrap_or(before)
}

/// Whether a clause starts after `before`: what follows has no subject of its own.
pub fn begins(before: &str) -> bool {
    // A bullet in a cell has no words.
    let before = before.trim_end().trim_start_matches(['-', '*', '•', ' ']);
    before.is_empty() || before.ends_with(|c| BEGINNINGS.contains(c))
}

/// Whether a number or value ends before `behind` and is complete: a unit after it would change it.
pub fn ends(behind: &str) -> bool {
    let next = behind.trim_start().chars().next();
    !GOES_ON.is_match(behind) && next.is_none_or(|c| ENDS.contains(c))
}

/// Whether `sentence` is about a special case, or gives advice.
pub fn of_a_case(sentence: &str) -> bool {
    lexicon::CASE.within(sentence)
}

/// Whether `sentence` is about each of several things, or about all together.
pub fn of_a_part(sentence: &str) -> bool {
    lexicon::PART.within(sentence)
}

/// Whether `sentence` counts characters or digits: a bound in it does not apply to the value.
pub fn of_length(sentence: &str) -> bool {
    lexicon::LENGTH_WORD.within(sentence)
}

/// Whether the text between `before` and `behind` is a statement about the field itself: a separate clause, not about
/// a case or a part.
pub fn is_own(before: &str, behind: &str) -> bool {
    let sentence = sentence(before);
    begins(before)
        && ends(behind)
        && !of_a_case(sentence)
        && !of_a_case(behind)
        && !of_a_part(sentence)
}

/// What may follow the complete number of a limit.
const ENDS: &str = "。.，,；;)）!！、\n";
/// What may precede a clause.
const BEGINNINGS: &str = "。.，,；;(（!！:：\n";

lexicon::regexes! {
    /// The number continues.
    GOES_ON = r"^[,.，]\d";
}

#[cfg(test)]
mod tests {
    use super::{begins, ends, is_own, of_a_case, of_a_part, of_length};

    #[test]
    fn places_in_a_sentence() {
        for (before, expected) in [
            ("", true),
            ("个数，", true),
            ("A. ", true),
            ("- ", true),
            ("- 长度", false),
            ("长度", false),
        ] {
            assert_eq!(begins(before), expected, "{before}");
        }
        for (behind, expected) in [("", true), (" 。", true), (",5", false), ("天", false)] {
            assert_eq!(ends(behind), expected, "{behind}");
        }
        for (before, behind, expected) in [
            ("个数，", "。", true),
            ("个数", "。", false),
            ("个数，", "天", false),
            ("当 a 为 1 时，", "", false),
            ("个数，", "，如果 a 为空则不限", false),
            ("每个分组，", "", false),
        ] {
            assert_eq!(is_own(before, behind), expected, "{before}…{behind}");
        }
        assert!(of_length("名称的长度") && !of_length("名称"));
        for (sentence, case, part) in [
            ("个数，", false, false),
            ("当 a 为 1 时，", true, false),
            ("if a is set, ", true, false),
            ("每个分组", false, true),
            ("each of them has ", false, true),
        ] {
            assert_eq!(
                (of_a_case(sentence), of_a_part(sentence)),
                (case, part),
                "{sentence}"
            );
        }
    }
}

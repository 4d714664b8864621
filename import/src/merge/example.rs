//! Compares examples, apart from what the forms of a page keep, decode or lose.

use serde_json::Value as Json;
use toml_edit::Value;

use super::toml::to_json;
use crate::extract::decode;

/// Whether an example is the page's, except for what forms of a page lose.
pub(super) fn same_example(stands: &Json, fact: &str) -> bool {
    fact.parse::<Value>()
        .is_ok_and(|fact| same_but_marked_up(stands, &to_json(&fact)))
}

/// Whether two examples only differ in the tags, character references and white space of their texts, which the forms
/// of a page keep, decode or lose.
pub(super) fn same_but_marked_up(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::String(one), Json::String(other)) => one == other || bare(one) == bare(other),
        (Json::Array(one), Json::Array(other)) => {
            let mut both = one.iter().zip(other);
            one.len() == other.len() && both.all(|(one, other)| same_but_marked_up(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            let same = |(key, value): (&String, &Json)| {
                let other = other.get(key);
                other.is_some_and(|other| same_but_marked_up(value, other))
            };
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}

/// A text without tags and white space, with its character references decoded.
fn bare(text: &str) -> String {
    let text = decode(text);
    let mut out = String::new();
    let mut rest = &*text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        rest = match behind.split_once('>') {
            Some((_, behind)) if is_tag => behind,
            _ => {
                out.push('<');
                behind
            }
        };
    }
    out.push_str(rest);
    out.retain(|c| !c.is_whitespace());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_may_differ() {
        for (one, other, same) in [
            (r#"{"a": ["x&amp;y"]}"#, r#"{"a": ["x&y"]}"#, true),
            (r#"["<td>\n\n**A**</td>"]"#, r#"["**A**\n"]"#, true),
            (r#""{ \"a\": 1 }""#, r#""{\n  \"a\":  1 }""#, true),
            (r#""a < b > c""#, r#""a<b>c""#, false),
            (r#""a < b""#, r#""a<b""#, true),
            (r#""1""#, "1", false),
            (r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#, false),
            (r#"{"a": 1}"#, r#"{"b": 1}"#, false),
            ("[1, 2]", "[1]", false),
        ] {
            let json = |text: &str| -> Json { serde_json::from_str(text).unwrap() };
            for (one, other) in [(one, other), (other, one)] {
                let found = same_but_marked_up(&json(one), &json(other));
                assert_eq!(found, same, "{one} and {other}");
            }
        }
    }
}

//! Defaults in prose: used if they are unambiguous, otherwise reported.

use larkspec_codegen::model::Type;
use serde_json::Value;

use super::Reader;
use super::clause;
use crate::extract::Line;
use crate::lexicon;

impl Reader<'_> {
    /// Reads the default in lines of prose. This runs after the labelled facts, which take precedence.
    pub(super) fn prose_default(&mut self, lines: &[&Line]) {
        let mut mentions = lines
            .iter()
            .filter(|line| lexicon::DEFAULT_MENTION.within(&line.text));
        let Some(first) = mentions.next() else { return };
        // A second one may apply to a special case.
        let plain = match mentions.next() {
            None => self.plain_default(&first.text),
            Some(_) => None,
        };
        match (&self.field.default, plain) {
            (Some(known), Some(said)) if *known != said => {
                let text = format!(
                    "{}: its prose states the default {said}, its label states {known}",
                    self.at
                );
                self.log.warn(first.number, "default-contradiction", text);
            }
            (Some(_), _) => {}
            (None, Some(said)) => {
                let text = format!("{}: default {said}, according to its prose", self.at);
                self.log.note(first.number, "prose-default", text);
                self.field.default = Some(said);
            }
            (None, None) => {
                let text = format!("{}: a default in prose was ignored", self.at);
                self.log.note(first.number, "prose-default-open", text);
            }
        }
    }

    /// The default in a sentence that is about the field, mentions no case and gives a value: a number, a truth
    /// value, or a string in quotes. A word without quotes may be a description.
    fn plain_default(&self, text: &str) -> Option<Value> {
        self.marked_default(text)
            .or_else(|| self.stated_default(text))
    }

    /// The default in `ROWS (default) or COLUMNS`: the only value with a mark, if it cannot be a word of the
    /// sentence.
    fn marked_default(&self, text: &str) -> Option<Value> {
        let mut marked = MARKED.captures_iter(text);
        let (Some(found), None) = (marked.next(), marked.next()) else {
            return None;
        };
        let value = found.name("value")?.as_str();
        let bare = value.trim_matches(['`', '"', '“', '”']);
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let certain = bare.len() < value.len()
            || (bare.len() > 1 && bare.chars().all(is_code))
            || lexicon::VALUES_IN_PROSE.within(text);
        if self.field.ty == Type::String && !certain {
            return None;
        }
        let value = self.value(bare, bare)?;
        self.within_bounds(&value).then_some(value)
    }

    fn stated_default(&self, text: &str) -> Option<Value> {
        let found = PLAIN.captures(text)?;
        let whole = found.get(0)?;
        let (before, behind) = (&text[..whole.start()], &text[whole.end()..]);
        let own = clause::is_own(before, behind)
            && !OF_A_KEY.is_match(before)
            && !lexicon::DEFAULT_MENTION.within(before)
            && !lexicon::DEFAULT_MENTION.within(behind);
        if !own {
            return None;
        }
        let quoted = found.name("quoted").map(|quoted| quoted.as_str());
        let bare = quoted.or(found.name("bare").map(|bare| bare.as_str()))?;
        let readable = match self.field.ty {
            Type::Int | Type::Float | Type::Bool => true,
            Type::String => quoted.is_some(),
            _ => false,
        };
        if !readable {
            return None;
        }
        let value = self.value(bare, bare)?;
        self.within_bounds(&value).then_some(value)
    }

    /// If a default exceeds the limits, either of them is not about the field.
    fn within_bounds(&self, value: &Value) -> bool {
        let Some(number) = value.as_f64() else {
            return true;
        };
        let rules = &self.field.rules;
        rules.min.is_none_or(|min| min.as_f64() <= number)
            && rules.max.is_none_or(|max| number <= max.as_f64())
    }
}

lexicon::regexes! {
    PLAIN = r#"{DEFAULT_IS}\s*[:：]?\s*(?:[`"“](?P<quoted>[^`"”\s]{1,64})[`"”]|(?P<bare>-?\d+(?:\.\d+)?|{TRUTH}))"#;
    MARKED = r"(?P<value>{VALUE})\s*[(（【\[]\s*{DEFAULT_MARK}\s*[)）】\]]";
    /// A key of an object that is described in words, and its colon.
    OF_A_KEY = r"[A-Za-z_][A-Za-z0-9_]*\s*[:：]";
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn defaults_in_prose() {
        let (taken, told) = (vec!["prose-default"], vec!["prose-default-open"]);
        for (ty, text, default, rules) in [
            ("int", "不传则为20", json!(20), &taken),
            ("int", "不传默认 10", json!(10), &taken),
            ("int", "个数，默认为 10。", json!(10), &taken),
            ("int", "审批图标，默认为 0", json!(0), &taken),
            ("float", "默认 0.5", json!(0.5), &taken),
            ("bool", "是否通知，默认 false，不通知", json!(false), &taken),
            ("bool", "defaults to true", json!(true), &taken),
            ("int", "Page size, defaults to 20.", json!(20), &taken),
            ("int", "If not specified, it is 20", json!(20), &taken),
            ("string", "类型，默认为 `a`", json!("a"), &taken),
            ("string", "默认 a", json!(null), &told),
            ("string", "默认为a", json!(null), &told),
            ("string", "defaults to a", json!(null), &told),
            ("string", "不传则为a", json!(null), &told),
            ("int", "默认 31 天", json!(null), &told),
            ("int", "默认 1,5", json!(null), &told),
            ("int", "当 type 为 1 时，默认 20", json!(null), &told),
            ("int", "默认 10，如果 a 为空则是 20", json!(null), &told),
            ("int", "默认 10，b 下默认 20", json!(null), &told),
            ("int", "a 的默认为空，默认 20", json!(null), &told),
            ("int", "默认 10\n另一场景默认 20", json!(null), &told),
            ("int", "每个节点，默认 3", json!(null), &told),
            ("bool", "multi：是否多选，默认 false", json!(null), &told),
            ("bool", "defaults to false if a is set", json!(null), &told),
            ("int", "默认 a", json!(null), &told),
            (
                "int",
                "最大值为 10，默认 20",
                json!(null),
                &vec!["prose-default-open", "prose-limit"],
            ),
            ("int", "默认 10\n**默认值**：10", json!(10), &vec![]),
            (
                "int",
                "默认 10\n**默认值**：20",
                json!(20),
                &vec!["default-contradiction"],
            ),
            ("string", "默认语言，默认返回所有字段", json!(null), &vec![]),
        ] {
            let (field, found) = facts(ty, text);
            assert_eq!(field.default.unwrap_or_default(), default, "{text}");
            assert_eq!(found, *rules, "{text}");
        }
    }
}

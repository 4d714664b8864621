//! Other facts in prose: formats, deprecation, whether a field is required; and facts that are reported but not used.

use larkspec_codegen::model::{Format, Type};

use super::Reader;
use super::clause;
use super::several::asks_for_one;
use crate::extract::Line;
use crate::lexicon::{self, AnyOf};

impl Reader<'_> {
    /// The lines of a description without a label, or with a label that only this page uses.
    pub(super) fn prose(&mut self, lines: &[Line], required_stated: bool) {
        for line in lines {
            self.prose_limit(line);
            self.format(line);
            if !TELLING.within(&line.text) {
                continue;
            }
            self.deprecation(line);
            let in_a_case = self.required_when(line);
            self.speaks_of_optional(line, required_stated);
            let speaks =
                required_stated && !in_a_case && !self.field.required && !asks_for_one(&line.text);
            if speaks && self.speaks_of_required(&line.text) {
                let text = format!(
                    "{}: not required by its row, but its text mentions a required field",
                    self.at
                );
                match lexicon::CONDITIONAL.within(&line.text) {
                    true => self.log.note(line.number, "required-conditional", text),
                    false => self.log.warn(line.number, "required-contradiction", text),
                }
            }
            if lexicon::PATTERN_IN_PROSE.within(&line.text) && self.field.rules.pattern.is_none() {
                let text = format!("{}: a regular expression in prose was ignored", self.at);
                self.log.note(line.number, "prose-pattern", text);
            }
            if lexicon::FIXED_IN_PROSE.within(&line.text) && self.field.rules.fixed.is_none() {
                let text = format!("{}: a fixed value in prose was ignored", self.at);
                self.log.note(line.number, "prose-fixed", text);
            }
        }
    }

    /// The row decides whether the field is optional.
    fn speaks_of_optional(&mut self, line: &Line, required_stated: bool) {
        if required_stated && self.field.required && OPTIONAL.is_match(&line.text) {
            let text = format!(
                "{}: required by its row, but its text calls it optional",
                self.at
            );
            self.log.warn(line.number, "required-contradiction", text);
        }
    }

    fn deprecation(&mut self, line: &Line) {
        if self.field.deprecated {
            return;
        }
        let coming = lexicon::COMING_DEPRECATION
            .find(&line.text)
            .is_some_and(|found| {
                let sentence = clause::sentence(&line.text[..found.start()]);
                !clause::of_a_case(sentence)
            });
        if coming || lexicon::DEPRECATED.within(&line.text) {
            self.field.deprecated = true;
            let text = format!("{}: deprecated, according to its prose", self.at);
            self.log.note(line.number, "prose-deprecated", text);
        } else if lexicon::POSSIBLE_DEPRECATION.within(&line.text) {
            let text = format!("{}: its possible deprecation in prose was ignored", self.at);
            self.log.note(line.number, "prose-deprecated-open", text);
        }
    }

    /// A field that may not be empty is required, unless the type has empty values.
    fn speaks_of_required(&self, text: &str) -> bool {
        let scalar = matches!(self.field.ty, Type::Int | Type::Float | Type::Bool);
        let empty = || lexicon::NOT_EMPTY.within(text) || lexicon::NOT_NULL.within(text);
        lexicon::REQUIRED.within(text) || (scalar && empty())
    }

    fn format(&mut self, line: &Line) {
        let text = &line.text;
        let has_none = self.field.format.is_none();
        if !has_none || !matches!(self.field.ty.innermost(), Type::Int | Type::String) {
            return;
        }
        let millis = lexicon::MILLISECONDS.within(text);
        let seconds = !millis && lexicon::SECONDS.within(text);
        if !(millis || seconds) || lexicon::DURATION.within(text) {
            return;
        }
        let stamp = lexicon::TIMESTAMP.within(text);
        let int = *self.field.ty.innermost() == Type::Int;
        let format = match () {
            () if millis && (stamp || (int && lexicon::TIME.within(text))) => Format::UnixMillis,
            () if seconds && stamp && !lexicon::FINER_UNITS.within(text) => Format::UnixSeconds,
            () => return,
        };
        self.field.format = Some(format);
        // No column states it: the interpretation of prose is our judgement.
        self.field.assumed.insert("format".to_owned());
        let text = format!(
            "{}: format {format} is assumed, according to its prose",
            self.at
        );
        self.log.note(line.number, "prose-format", text);
    }
}

lexicon::regexes! {
    /// A sentence or remark that only says that the field is optional.
    OPTIONAL = r"(?:^|[,，.。;；])\s*[*`]*(?:{NEED_NOT_BE_GIVEN})[*`]*\s*(?:$|[,，.。;；])|^[(（\[【]\s*(?:{NEED_NOT_BE_GIVEN})\s*[)）\]】]|[(（\[【]\s*(?:{NEED_NOT_BE_GIVEN})\s*[)）\]】]\s*(?:$|[,，.。;；])";
}

/// A line needs one of these to contain such a fact.
static TELLING: AnyOf = AnyOf::new(&[
    &lexicon::DEPRECATED,
    &lexicon::COMING_DEPRECATION,
    &lexicon::POSSIBLE_DEPRECATION,
    &lexicon::NOT_EMPTY,
    &lexicon::NOT_NULL,
    &lexicon::REQUIRED,
    &lexicon::IS_REQUIRED,
    &lexicon::PATTERN_IN_PROSE,
    &lexicon::FIXED_IN_PROSE,
    &lexicon::NEED_NOT_BE_GIVEN,
]);

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Format;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn told_but_not_taken() {
        for (ty, text, expected) in [
            ("string", "正则表达式：^[a-z]+$", vec!["prose-pattern"]),
            ("string", "固定为 a", vec!["prose-fixed"]),
            ("string", "只能为 `a`", vec!["prose-fixed"]),
            ("string", "Must be `a`.", vec!["prose-fixed"]),
            ("string", "必填字段", vec!["required-contradiction"]),
        ] {
            let (field, rules) = facts(ty, text);
            assert_eq!(rules, expected, "{text}");
            assert_eq!((field.default, field.rules), Default::default(), "{text}");
        }
    }

    #[test]
    fn deprecation() {
        for (text, deprecated, expected) in [
            ("已废弃，请用 y", true, vec!["prose-deprecated"]),
            (
                "ID。**注意**：该字段即将下线，请使用 y",
                true,
                vec!["prose-deprecated"],
            ),
            ("此字段即将下线", true, vec!["prose-deprecated"]),
            ("已经废弃，请用 y", true, vec!["prose-deprecated"]),
            ("上限，已废弃", false, vec!["prose-deprecated-open"]),
            ("名称（即将废弃）", true, vec!["prose-deprecated"]),
            ("Will be deprecated.", true, vec!["prose-deprecated"]),
            (
                "An ID. This field will be deprecated soon",
                true,
                vec!["prose-deprecated"],
            ),
            (
                "该 ID 类型即将下线，不推荐使用",
                false,
                vec!["prose-deprecated-open"],
            ),
            (
                "当 a 为 1 时，该字段将被废弃",
                false,
                vec!["prose-deprecated-open"],
            ),
            (
                "The old type will be deprecated",
                false,
                vec!["prose-deprecated-open"],
            ),
            ("该字段将被更新", false, vec![]),
        ] {
            let (field, rules) = facts("string", text);
            assert_eq!(field.deprecated, deprecated, "{text}");
            assert_eq!(rules, expected, "{text}");
        }
    }

    #[test]
    fn what_may_not_be_empty() {
        for (ty, text, expected) in [
            ("string", "名称，不能为空", vec!["prose-limit-open"]),
            (
                "list<string>",
                "It cannot be empty.",
                vec!["prose-limit-open"],
            ),
            ("string", "不能为空格", vec![]),
            ("string", "不为空时，表示回复", vec![]),
            ("int", "不能为空", vec!["required-contradiction"]),
            (
                "int",
                "It must not be empty.",
                vec!["required-contradiction"],
            ),
        ] {
            let (field, rules) = facts(ty, text);
            assert_eq!(rules, expected, "{text}");
            assert_eq!(field.rules, Default::default(), "{text}");
        }
    }

    #[test]
    fn taken() {
        let (field, rules) = facts("int", "开始时间（毫秒）");
        assert_eq!(field.format, Some(Format::UnixMillis));
        assert!(field.assumed.contains("format"));
        assert_eq!(rules, ["prose-format"]);
    }
}

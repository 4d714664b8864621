//! What prose says of a field beside its limits: formats, deprecation, whether it is required; and
//! which facts in it are told but not taken.

use larkspec_codegen::model::{Format, Type};

use super::Reader;
use super::clause;
use crate::extract::Line;

impl Reader<'_> {
    /// The lines of a description that have no label, or one of the page's own.
    pub(super) fn prose(&mut self, lines: &[Line], required_stated: bool) {
        for line in lines {
            self.prose_limit(line);
            self.format(line);
            if !TELLING.is_match(&line.text) {
                continue;
            }
            self.deprecation(line);
            if required_stated && !self.field.required && self.speaks_of_required(&line.text) {
                let text = format!(
                    "{}: not required by its row, but its text speaks of a required field",
                    self.at
                );
                match CONDITIONAL.is_match(&line.text) {
                    true => self.log.note(line.number, "required-conditional", text),
                    false => self.log.warn(line.number, "required-contradiction", text),
                }
            }
            if PROSE_PATTERN.is_match(&line.text) && self.field.rules.pattern.is_none() {
                let text = format!("{}: a regular expression in prose was not taken", self.at);
                self.log.note(line.number, "prose-pattern", text);
            }
            if PROSE_FIXED.is_match(&line.text) && self.field.rules.fixed.is_none() {
                let text = format!("{}: a fixed value in prose was not taken", self.at);
                self.log.note(line.number, "prose-fixed", text);
            }
        }
    }

    fn deprecation(&mut self, line: &Line) {
        if self.field.deprecated {
            return;
        }
        let coming = COMING_DEPRECATION.find(&line.text).is_some_and(|found| {
            let sentence = clause::sentence(&line.text[..found.start()]);
            !clause::of_a_case(sentence)
        });
        if coming || DEPRECATED.is_match(&line.text) {
            self.field.deprecated = true;
            let text = format!("{}: deprecated, says its prose", self.at);
            self.log.note(line.number, "prose-deprecated", text);
        } else if POSSIBLE_DEPRECATION.is_match(&line.text) {
            let text = format!(
                "{}: what may be its deprecation in prose was not taken",
                self.at
            );
            self.log.note(line.number, "prose-deprecated-open", text);
        }
    }

    /// What may not be empty must be given; where there are empty values, it may mean those.
    fn speaks_of_required(&self, text: &str) -> bool {
        let scalar = matches!(self.field.ty, Type::Int | Type::Float | Type::Bool);
        REQUIRED.is_match(text) || (scalar && NOT_EMPTY.is_match(text))
    }

    fn format(&mut self, line: &Line) {
        if self.field.format.is_some()
            || !matches!(self.field.ty.innermost(), Type::Int | Type::String)
            || !UNIT.is_match(&line.text)
        {
            return;
        }
        let text = line.text.to_lowercase();
        let duration = [
            "时长",
            "间隔",
            "耗时",
            "超时",
            "持续",
            "duration",
            "timeout",
            "有效期",
        ];
        if duration.iter().any(|word| text.contains(word)) {
            return;
        }
        let int = *self.field.ty.innermost() == Type::Int;
        let stamp = text.contains("时间戳") || text.contains("timestamp") || text.contains("unix");
        let time = text.contains("时间") || text.contains("time");
        let millis =
            text.contains("毫秒") || text.contains("millisecond") || MILLIS.is_match(&text);
        let seconds = !millis && (text.contains('秒') || SECONDS.is_match(&text));
        let format = match () {
            () if millis && (stamp || (int && time)) => Format::UnixMillis,
            () if seconds && stamp && !text.contains("微秒") && !text.contains("纳秒") => {
                Format::UnixSeconds
            }
            () => return,
        };
        self.field.format = Some(format);
        let text = format!("{}: format {format}, says its prose", self.at);
        self.log.note(line.number, "prose-format", text);
    }
}

super::super::expressions::regexes! {
    /// A word of each expression below that tells something. Most lines have none, and one search
    /// for them is much cheaper than one for each expression.
    TELLING = r"废弃|弃用|下线|不再|必|空|正则|匹配|固定|(?i:deprecated|discontinued|phased out|required|empty|blank|null|regex|regular|fixed)";
    /// A unit of time, without which a line says nothing of a format.
    UNIT = r"秒|(?i:second|ms)";
    DEPRECATED = r"(?i)(?:(?:该|此|本)?(?:字段|参数)已(?:经)?(?:被)?(?:废弃|弃用|下线|不再使用)|(?:该|此|本)(?:字段|参数)(?:废弃|弃用)|^(?:废弃|弃用)(?:字段|参数)|[(（【\[](?:废弃|弃用)[)）】\]]|^[(（【\[]?已经?(?:废弃|弃用|下线)|[(（【]已(?:废弃|弃用|下线)[)）】]|^[(（\[]?deprecated(?-u:\b))";
    /// What is to go may be used no more, as what has gone.
    COMING_DEPRECATION = r"(?i)(?:该|此|本)(?:字段|参数)(?:即将|将会?被?|计划|后续将?会?被?|逐步)(?:被)?(?:下线|废弃|弃用|不再支持|不再使用|不再维护)|[(（【\[](?:即将|将被?)(?:下线|废弃|弃用)[)）】\]]|^(?:即将|将被?)(?:下线|废弃|弃用)|^[(（\[]?(?:(?:this|the) (?:field|parameter) )?(?:will (?:soon )?be|is (?:about )?to be) (?:deprecated|discontinued|phased out)(?-u:\b)|[.,;] *(?:this|the) (?:field|parameter) (?:will (?:soon )?be|is (?:about )?to be) (?:deprecated|discontinued|phased out)(?-u:\b)|(?-u:\b)this (?:field|parameter) (?:is|has been) deprecated(?-u:\b)";
    POSSIBLE_DEPRECATION = r"(?i)(?:即将|将被?|逐步|已经?被?)(?:下线|废弃|弃用)|(?-u:\b)(?:(?:will (?:soon )?|to )be|is|has been) (?:deprecated|discontinued|phased out)(?-u:\b)";
    NOT_EMPTY = r"(?i)(?:不能|不可以?|不得|不允许)(?:为|是|传)?空(?:[^格白]|$)|(?:can(?: ?not|['’]t)|(?:must|should|may|shall) not) be (?:empty|blank|null)";
    REQUIRED = r"(?:^|[^否])(?:必填|必传)|必须填|必须传|(?i-u:\brequired\b)";
    CONDITIONAL = r"当|如果|若|时|则|二选一|(?i-u:\bif\b|\bwhen\b)|非必填|不是必填|条件";
    PROSE_PATTERN = r"(?i)正则(?:表达式|校验)?\s*(?:为|是|[:：])?\s*`?[\^\[(\\]|匹配\s*`?\^|(?-u:\b)(?:regex|regular expression)(?: is|:)?\s*`?[\^\[(\\]";
    PROSE_FIXED = r#"(?i)固定(?:值)?(?:为|填|传|是|[:：])|(?-u:\b)fixed (?:value|to)(?-u:\b)"#;
    MILLIS = r"(?-u:\b)ms(?-u:\b)";
    SECONDS = r"(?-u:\b)seconds?(?-u:\b)";
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Format;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn told_but_not_taken() {
        for (ty, text, expected) in [
            ("string", "正则表达式：^[a-z]+$", vec!["prose-pattern"]),
            ("string", "固定为 a", vec!["prose-fixed"]),
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
        assert_eq!(rules, ["prose-format"]);
    }
}

//! What prose says of a field beside its limits: formats, deprecation, whether it is required; and
//! which facts in it are told but not taken.

use larkspec_codegen::model::{Format, Type};

use super::Reader;
use crate::extract::Line;

impl Reader<'_> {
    /// The lines of a description that have no label, or one of the page's own.
    pub(super) fn prose(&mut self, lines: &[Line], required_stated: bool) {
        for line in lines {
            self.prose_limit(line);
            self.format(line);
            if DEPRECATED.is_match(&line.text) && !self.field.deprecated {
                self.field.deprecated = true;
                let text = format!("{}: deprecated, says its prose", self.at);
                self.log.note(line.number, "prose-deprecated", text);
            }
            if required_stated && !self.field.required && REQUIRED.is_match(&line.text) {
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
            if PROSE_DEFAULT.is_match(&line.text) && self.field.default.is_none() {
                let text = format!("{}: a default in prose was not taken", self.at);
                self.log.note(line.number, "prose-default", text);
            }
        }
    }

    fn format(&mut self, line: &Line) {
        if self.field.format.is_some()
            || !matches!(self.field.ty.innermost(), Type::Int | Type::String)
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
    DEPRECATED = r"(?i)(?:(?:该|此|本)?(?:字段|参数)已(?:经)?(?:被)?(?:废弃|弃用|下线|不再使用)|(?:该|此|本)(?:字段|参数)(?:废弃|弃用)|^(?:废弃|弃用)(?:字段|参数)|[(（【\[](?:废弃|弃用)[)）】\]]|^[(（【\[]?已(?:废弃|弃用|下线)|[(（【]已(?:废弃|弃用|下线)[)）】]|^[(（\[]?deprecated(?-u:\b))";
    REQUIRED = r"必填|必传|必须填|必须传|(?i-u:\brequired\b)";
    CONDITIONAL = r"当|如果|若|时|则|二选一|(?i-u:\bif\b|\bwhen\b)|非必填|不是必填|条件";
    PROSE_PATTERN = r"(?i)正则(?:表达式|校验)?\s*(?:为|是|[:：])?\s*`?[\^\[(\\]|匹配\s*`?\^|(?-u:\b)(?:regex|regular expression)(?: is|:)?\s*`?[\^\[(\\]";
    PROSE_FIXED = r#"(?i)固定(?:值)?(?:为|填|传|是|[:：])|(?-u:\b)fixed (?:value|to)(?-u:\b)"#;
    PROSE_DEFAULT = r#"(?i)(?:默认|缺省)(?:值|情况下)?\s*(?:为|是|取|[:：=`"“]|\d|true|false)|(?-u:\b)default(?:s|ed)?(?: value)?(?:\s*[:：=`]| (?:to|is|\d|true|false))"#;
    MILLIS = r"(?-u:\b)ms(?-u:\b)";
    SECONDS = r"(?-u:\b)seconds?(?-u:\b)";
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Format;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn compiles_its_expressions() {
        super::compile_all();
    }

    #[test]
    fn told_but_not_taken() {
        for (ty, text, expected) in [
            ("string", "正则表达式：^[a-z]+$", vec!["prose-pattern"]),
            ("string", "固定为 a", vec!["prose-fixed"]),
            ("int", "不传默认 10", vec!["prose-default"]),
            ("bool", "defaults to true", vec!["prose-default"]),
            ("string", "必填字段", vec!["required-contradiction"]),
        ] {
            let (field, rules) = facts(ty, text);
            assert_eq!(rules, expected, "{text}");
            assert_eq!((field.default, field.rules), Default::default(), "{text}");
        }
    }

    #[test]
    fn taken() {
        let (field, rules) = facts("int", "开始时间（毫秒）");
        assert_eq!(field.format, Some(Format::UnixMillis));
        assert_eq!(rules, ["prose-format"]);
        let (field, rules) = facts("string", "已废弃，请用 y");
        assert!(field.deprecated);
        assert_eq!(rules, ["prose-deprecated"]);
    }
}

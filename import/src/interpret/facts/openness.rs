//! Lists of values that their text opens: sums of values, further values, or a placeholder for any value.

use larkspec_codegen::model::Type;

use super::Reader;
use super::clause;
use super::segments::{Label, Segment};
use super::values::clean_value;
use crate::extract::Line;
use crate::lexicon;

impl Reader<'_> {
    /// Whether a listed key is a placeholder for a value of the caller, by its form or its meaning.
    pub(super) fn is_placeholder(&self, key: &Line, meaning: &str) -> bool {
        let text = clean_value(&key.text);
        PLACEHOLDER.is_match(&text) || lexicon::PLACEHOLDER_MEANING.within(meaning)
    }

    /// Opens the list of values if the text says that others are accepted. An enumeration in a response is open in
    /// any case.
    pub(super) fn openness(&mut self, segments: &[Segment]) {
        if self.field.rules.values.is_empty() || self.at.starts_with("response") {
            return;
        }
        if let Some((line, why)) = self.opened {
            return self.open(line, why);
        }
        let speaks = |segment: &&Segment| {
            matches!(segment.label, Label::Prose | Label::Other | Label::Values)
        };
        let lines = segments.iter().filter(speaks).flat_map(|s| &s.lines);
        // A statement about one value does not apply to all.
        let own: Vec<&Line> = lines
            .filter(|line| !line.text.starts_with(['-', '*', '•', '◦']))
            .collect();
        if let Some(line) = own.iter().find(|line| lexicon::BITS.within(&line.text)) {
            return self.sums(line.number);
        }
        if let Some(line) = own.iter().find(|line| says_others(&line.text)) {
            self.open(line.number, "its text says that other values are accepted");
        }
    }

    fn sums(&mut self, line: usize) {
        let is_bit = |value: Option<i64>| {
            let value = value.and_then(|value| u64::try_from(value).ok());
            value.is_some_and(|value| value == 0 || value.is_power_of_two())
        };
        let values = &self.field.rules.values;
        let bits = values.iter().all(|value| is_bit(value.value.as_i64()));
        if *self.field.ty.innermost() != Type::Int || !bits {
            return self.open(line, "sums of its values are valid values");
        }
        self.field.rules.bits = true;
        let text = format!(
            "{}: its values are bits, and any sum of them is valid, according to its text",
            self.at
        );
        self.log.note(line, "enum-bits", text);
    }

    fn open(&mut self, line: usize, why: &str) {
        self.field.rules.open = true;
        let text = format!("{}: the list of its values is open: {why}", self.at);
        self.log.note(line, "enum-open", text);
    }
}

/// Whether a line says that values other than the listed ones are accepted.
fn says_others(text: &str) -> bool {
    let others = lexicon::OTHER_VALUES.find(text).is_some_and(|found| {
        let before = clause::sentence(&text[..found.start()]);
        let behind = text[found.end()..]
            .split(['。', '；', ';', '\n', '.'])
            .next();
        !lexicon::NO_OTHER_VALUES.within(before)
            && !behind.is_some_and(|behind| lexicon::NO_OTHER_VALUES.within(behind))
    });
    others || AND_MORE.is_match(text)
}

lexicon::regexes! {
    /// A key that is a placeholder: `{KEY}`, `<name>`, `xxx`.
    PLACEHOLDER = r"^(?:\$?\{[^{}]*\}|<[^<>]*>|[xX]{3,}|\*+|\.{3}|…)$";
    /// Values in a sentence that lists only some of them.
    AND_MORE = r"{QUOTED_VALUE}\s*[,，、]?\s*{AND_SO_ON}";
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn texts_that_open_a_list() {
        let list = "**可选值有**：\n- `1`：x\n- `2`：y\n- `4`：z";
        for (ty, text, opened) in [
            ("int", "支持位运算，即需要 1 和 2 时传入加和值 3", true),
            ("string", "位运算，即如需 1 和 2，则传入加和值 3", true),
            ("int", "多选时取值为各值之和", true),
            ("int", "按位或", true),
            ("int", "A bitmask of the options.", true),
            ("int", "The sum of the values to be set", true),
            ("int", "单位为元", false),
            ("int", "类型。同时支持自定义员工类型的 int 值。", true),
            ("int", "该参数支持读取自定义的员工类型的 int 值", true),
            ("int", "可选以下预置字段及自定义字段：", true),
            ("string", "其他值也支持", true),
            ("string", "也可传入任意字符串", true),
            ("string", "Custom values are accepted as well.", true),
            ("string", "Values include but are not limited to:", true),
            ("string", "类型，包括 `1`、`2` 等", true),
            ("string", "Such as `1`, `2`, etc.", true),
            ("string", "不支持其他值", false),
            ("string", "Custom values are not supported", false),
            ("string", "自定义字段的类型", false),
            ("string", "任务分组，如「待办」、「已办」等", false),
        ] {
            let (field, rules) = facts(ty, &format!("{text}\n{list}"));
            let found = field.rules.open || field.rules.bits;
            assert_eq!(found, opened, "{text}: {rules:?}");
            let told = rules.contains(&"enum-open") || rules.contains(&"enum-bits");
            assert_eq!(told, opened, "{text}: {rules:?}");
            assert_eq!(
                field.rules.bits,
                opened && ty == "int" && is_sum(text),
                "{text}"
            );
            assert_eq!(field.rules.values.len(), 3, "{text}");
        }
    }

    fn is_sum(text: &str) -> bool {
        ["位", "和", "bit", "sum"]
            .iter()
            .any(|word| text.contains(word))
            && !text.contains("自定义")
    }

    #[test]
    fn placeholders() {
        for (item, opened) in [
            ("`{KEY}`：任意", true),
            ("`<name>`: any", true),
            ("`xxx`：x", true),
            ("`custom`：任意字符串", true),
            ("\"custom\"：自定义字段(需传入具体的\"api_name\")", true),
            ("`c`：自定义", false),
        ] {
            let quote = if item.starts_with('"') { '"' } else { '`' };
            let text = format!("**可选值有**：\n- {quote}a{quote}：x\n- {item}");
            let (field, rules) = facts("string", &text);
            let values: Vec<_> = field.rules.values.iter().map(|v| &v.value).collect();
            match opened {
                true => assert_eq!(
                    (rules, values),
                    (vec!["enum-open"], vec![&json!("a")]),
                    "{item}"
                ),
                false => assert_eq!(values, [&json!("a"), &json!("c")], "{item}"),
            }
        }
    }
}

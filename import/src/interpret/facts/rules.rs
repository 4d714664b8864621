//! The block of rules: limits and patterns with a label.

use larkspec_codegen::model::Type;
use larkspec_shape::Pattern;

use super::Reader;
use super::values::number;
use crate::extract::Line;
use crate::interpret::rows::short;
use crate::lexicon;

/// The subject of a rule in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    LengthRange,
    MinLength,
    MaxLength,
    Range,
    Min,
    Max,
    Pattern,
}

impl Kind {
    /// Each with the name of its group in [`RULE`].
    const ALL: [(&'static str, Kind); 7] = [
        ("length", Kind::LengthRange),
        ("shortest", Kind::MinLength),
        ("longest", Kind::MaxLength),
        ("range", Kind::Range),
        ("min", Kind::Min),
        ("max", Kind::Max),
        ("pattern", Kind::Pattern),
    ];
}

impl Reader<'_> {
    /// Reads the lines of the block of rules.
    pub(super) fn rules(&mut self, lines: &[Line]) {
        let mut unread = lines.first();
        for line in lines {
            let known = RULE.is_match(&line.text);
            // Some blocks state a limit in a sentence.
            let limit = self.item_limit(&line.text).filter(|_| !known);
            if let Some((bound, _)) = limit {
                self.items(line.number, bound);
            }
            if known || limit.is_some() {
                unread = None;
            } else if RULE_LIKE.is_match(&line.text) {
                unread = Some(line);
                break;
            }
        }
        for line in lines {
            for found in RULE.captures_iter(&line.text) {
                let Some(whole) = found.get(0) else { continue };
                let kind = Kind::ALL.into_iter().find_map(|(name, kind)| {
                    let said = found.name(name)?;
                    Some((kind, said.as_str()))
                });
                if let Some((kind, said)) = kind {
                    self.rule(line.number, kind, said, &line.text[whole.end()..]);
                }
            }
        }
        if let Some(line) = unread {
            let text = format!(
                "{}: the block of rules contains `{}`, which is not a known rule",
                self.at,
                short(&line.text)
            );
            self.log.warn(line.number, "rule-unread", text);
        }
    }

    fn rule(&mut self, line: usize, kind: Kind, said: &str, rest: &str) {
        if kind == Kind::Pattern {
            return self.pattern(line, said, rest);
        }
        // The rule's own part of the line, since tables put all rules on one line.
        let end = RULE.find(rest).map_or(rest.len(), |next| next.start());
        if lexicon::CLAMPED.within(&rest[..end]) {
            let text = format!(
                "{}: text beyond `{said}` is truncated rather than rejected; it was not used as a limit",
                self.at
            );
            return self.log.note(line, "limit-soft", text);
        }
        let (low, high) = match (kind, numbers(&rest[..end]).as_slice()) {
            (Kind::LengthRange | Kind::Range, [low, high]) => {
                (Some(low.clone()), Some(high.clone()))
            }
            (Kind::Min | Kind::MinLength, [low]) => (Some(low.clone()), None),
            (Kind::Max | Kind::MaxLength, [high]) => (None, Some(high.clone())),
            _ => {
                let own = short(&format!("{said}：{}", &rest[..end]));
                let text = format!("{}: `{own}` has no readable bounds", self.at);
                return self.log.warn(line, "rule-unread", text);
            }
        };
        let (low, high) = (low.as_deref(), high.as_deref());
        match kind {
            Kind::Range | Kind::Min | Kind::Max => self.range(line, low, high, said),
            _ => self.length(line, low, high, said),
        }
    }

    fn range(&mut self, line: usize, low: Option<&str>, high: Option<&str>, name: &str) {
        if !matches!(self.field.ty.innermost(), Type::Int | Type::Float) {
            return self.misfit(line, name);
        }
        for (text, is_low) in [(low, true), (high, false)] {
            let Some(text) = text else { continue };
            match number(text, self.field.ty.innermost()) {
                Some(bound) if is_low => self.field.rules.min = Some(bound),
                Some(bound) => self.field.rules.max = Some(bound),
                None => {
                    let text = format!(
                        "{}: the bound {text} does not fit {}; it was omitted",
                        self.at, self.field.ty
                    );
                    self.log.warn(line, "rule-bound", text);
                }
            }
        }
    }

    fn length(&mut self, line: usize, low: Option<&str>, high: Option<&str>, name: &str) {
        let parse = |text: Option<&str>| text.map(|text| text.parse::<u64>().ok());
        let (low, high) = (parse(low), parse(high));
        if low == Some(None) || high == Some(None) {
            let text = format!("{}: a length that is not a count was omitted", self.at);
            return self.log.warn(line, "rule-bound", text);
        }
        let (low, high) = (low.flatten(), high.flatten());
        let rules = &mut self.field.rules;
        match self.field.ty {
            Type::List(_) => {
                rules.min_items = low.or(rules.min_items);
                rules.max_items = high.or(rules.max_items);
            }
            Type::String => {
                rules.min_len = low.or(rules.min_len);
                rules.max_len = high.or(rules.max_len);
            }
            _ => self.misfit(line, name),
        }
    }

    fn pattern(&mut self, line: usize, said: &str, rest: &str) {
        let source = match rest.trim_start().strip_prefix('`') {
            Some(quoted) => quoted.split('`').next().unwrap_or_default(),
            None => rest.trim(),
        };
        if *self.field.ty.innermost() != Type::String {
            return self.misfit(line, said);
        }
        match Pattern::from_other_dialect(source) {
            _ if source.is_empty() => {
                let text = format!("{}: the regular expression cannot be read", self.at);
                self.log.warn(line, "rule-unread", text);
            }
            Ok(pattern) => {
                if pattern.as_str() != source {
                    let text = format!(
                        "{}: `{source}` is not ECMA-262 with the `u` flag; it became `{}`",
                        self.at,
                        pattern.as_str()
                    );
                    self.log.note(line, "pattern-translated", text);
                }
                self.field.rules.pattern = Some(pattern);
            }
            Err(error) => {
                let text = format!("{}: `{source}` was omitted: {error}", self.at);
                self.log.warn(line, "pattern-unusable", text);
            }
        }
    }

    fn misfit(&mut self, line: usize, name: &str) {
        let text = format!(
            "{}: the rule {name} does not fit type {}; it was omitted",
            self.at, self.field.ty
        );
        self.log.warn(line, "rule-type", text);
    }
}

/// One or two bounds: `1` ～ `20`, [1, 20], at most 1,000. `None` if they cannot be read, or if the number continues:
/// 2^31, 10万, 64 bytes.
fn numbers(text: &str) -> Vec<String> {
    let bracketed = text.trim_start().starts_with('[');
    let expression = if bracketed { &BRACKETED } else { &BOUNDS };
    let Some(found) = expression.captures(text) else {
        return Vec::new();
    };
    let end = found.get(0).map_or(0, |m| m.end());
    if NO_BOUND.is_match(&text[end..]) {
        return Vec::new();
    }
    [found.get(1), found.get(2)]
        .into_iter()
        .flatten()
        .map(|number| number.as_str().replace(',', ""))
        .collect()
}

lexicon::regexes! {
    /// A rule of the block of rules.
    RULE = r"(?:(?P<length>{LENGTH_RANGE_RULE})|(?P<range>{RANGE_RULE})|(?P<longest>{MAX_LENGTH_RULE})|(?P<shortest>{MIN_LENGTH_RULE})|(?P<max>{MAX_RULE})|(?P<min>{MIN_RULE})|(?P<pattern>{PATTERN_RULE}))\s*[:：]\s*";
    /// A line of the block of rules with content.
    RULE_LIKE = r"\d|[:：]";
    BOUNDS = r"^[\s`]*({NUMBER})[\s`]*(?:{CHARACTERS}|{ITEMS_UNIT})?\s*(?:(?:{TO}|[,，])[\s`]*({NUMBER})[\s`]*)?";
    BRACKETED = r"^\s*\[[\s`]*(-?\d+(?:\.\d+)?)[\s`]*[,，][\s`]*(-?\d+(?:\.\d+)?)[\s`]*\]\s*";
    /// Text that changes the preceding number, or makes it a limit of something else.
    NO_BOUND = r"^(?:[\d.,^*×%％~)）]|{OTHER_UNIT})";
}

#[cfg(test)]
mod tests {
    use crate::interpret::facts::tests::{bounds, facts};

    #[test]
    fn labelled_rules() {
        for (ty, text, expected, rules) in [
            (
                "int",
                "**数据校验规则**：\n- 取值范围：`1` ～ `20`",
                "min = 1 max = 20",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最小值：`-5`",
                "min = -5",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n- 长度范围：`1` ～ `20` 字符",
                "min_len = 1 max_len = 20",
                vec![],
            ),
            (
                "list<string>",
                "**数据校验规则**：\n- 长度范围：`1` ～ `20`",
                "min_items = 1 max_items = 20",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n- 长度范围：`10` ～ `11` 字符 - 正则校验：`^(a|\\d)$`",
                "min_len = 10 max_len = 11 pattern = ^(a|\\d)$",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n* 长度范围：`1`~`10,000`字符",
                "min_len = 1 max_len = 10000",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n长度范围：`1` 字符 ～ `100` 字符",
                "min_len = 1 max_len = 100",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最大值：`2^31-1`",
                "",
                vec!["rule-unread"],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最大值：10万",
                "",
                vec!["rule-unread"],
            ),
            (
                "int",
                "**数据校验规则**：\n- 取值范围：[-5,100]",
                "min = -5 max = 100",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最小值：`1`\n- 步长：`5`",
                "min = 1",
                vec!["rule-unread"],
            ),
            (
                "bool",
                "**数据校验规则**：\n- 最大值：`5`",
                "",
                vec!["rule-type"],
            ),
            (
                "string",
                "**数据校验规则**：\n- 正则校验：`(?=a)`",
                "",
                vec!["pattern-unusable"],
            ),
            (
                "string",
                "**数据校验规则**：\n- 正则校验：`(?i)^a$`",
                "",
                vec!["pattern-unusable"],
            ),
            (
                "string",
                "**数据校验规则**：\n- 正则校验：`/^[\\w-.]+\\-$/`",
                "pattern = ^[\\w\\-.]+-$",
                vec!["pattern-translated"],
            ),
        ] {
            let (field, found) = facts(ty, text);
            assert_eq!(bounds(&field), expected, "{text}");
            assert_eq!(found, rules, "{text}");
        }
    }
}

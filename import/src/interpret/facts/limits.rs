//! Limits in prose: used if they are unambiguous, otherwise reported.

use larkspec_codegen::model::{Number, Type};

use super::Reader;
use super::clause;
use super::values::number;
use crate::extract::Line;
use crate::lexicon;

impl Reader<'_> {
    /// Reads the limits in a line of prose.
    pub(super) fn prose_limit(&mut self, line: &Line) {
        let scalar = matches!(self.field.ty, Type::Int | Type::Float);
        if scalar && lexicon::POSITIVE.within(&line.text) {
            let text = format!("{}: a limit in words was ignored", self.at);
            self.log.note(line.number, "prose-limit-open", text);
        }
        let sized = matches!(self.field.ty, Type::String | Type::List(_) | Type::Map(_));
        if sized && (lexicon::NOT_EMPTY.within(&line.text) || lexicon::NON_EMPTY.within(&line.text))
        {
            // Many pages write "must not be empty" for required fields, and do not mean a length.
            let text = format!(
                "{}: prose says whether it may be empty; this was ignored",
                self.at
            );
            self.log.note(line.number, "prose-limit-open", text);
        }
        if !line.text.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let mut left = line.text.clone();
        for found in LIMIT.captures_iter(&line.text) {
            let Some(whole) = found.get(0) else { continue };
            let behind = &line.text[whole.end()..];
            // A statement about a special case or a number of digits does not limit the value.
            let before = &line.text[..whole.start()];
            let sentence = clause::sentence(before);
            let qualified = clause::of_a_case(sentence)
                || clause::of_length(sentence)
                || lexicon::CLAMPED.within(behind);
            // "Not over 100": the unit is unknown.
            let bare = clause::ends(behind);
            let sides = [
                ("min", false),
                ("low", false),
                ("max", true),
                ("high", true),
            ];
            let bounds: Vec<(bool, Option<Number>)> = sides
                .into_iter()
                .filter_map(|(group, at_most)| Some((at_most, found.name(group)?.as_str())))
                .map(|(at_most, text)| (at_most, number(&text.replace(',', ""), &self.field.ty)))
                .collect();
            let whole_numbers = bounds.iter().all(|(_, bound)| bound.is_some());
            if !scalar || !bare || qualified || !whole_numbers {
                continue;
            }
            left = left.replacen(whole.as_str(), "", 1);
            for (at_most, bound) in bounds {
                let Some(bound) = bound else { continue };
                self.limit(line.number, at_most, bound);
            }
        }
        if self.field.ty == Type::String && self.field.rules.max_len.is_none() {
            let found = LENGTH_LIMIT.captures(&line.text);
            let bound = found.and_then(|found| {
                let text = found.iter().skip(1).flatten().next()?;
                let text = text.as_str().replace(',', "");
                let sentence = clause::sentence(&line.text[..found.get(0)?.start()]);
                let bound = text.parse::<u64>().ok()?;
                let whole = found.get(0)?.as_str();
                let own = !clause::of_a_case(sentence) && !clause::of_a_part(sentence);
                let hard = !lexicon::CLAMPED.within(&line.text);
                (own && hard).then_some((bound, whole))
            });
            if let Some((bound, whole)) = bound {
                left = left.replacen(whole, "", 1);
                self.field.rules.max_len = Some(bound);
                let text = format!(
                    "{}: at most {bound} characters, according to its prose",
                    self.at
                );
                self.log.note(line.number, "prose-limit", text);
            }
        }
        if let Some((bound, whole)) = self.item_limit(&line.text) {
            left = left.replacen(whole, "", 1);
            self.items(line.number, bound);
        }
        self.possible_limit(line.number, &left);
    }

    /// The maximum number of items of a list, and the words that state it.
    pub(super) fn item_limit<'t>(&self, text: &'t str) -> Option<(u64, &'t str)> {
        if !matches!(self.field.ty, Type::List(_)) {
            return None;
        }
        let found = ITEM_LIMIT.captures(text)?;
        let whole = found.get(0)?;
        let (before, behind) = (&text[..whole.start()], &text[whole.end()..]);
        let own = clause::is_own(before, behind) && !lexicon::CLAMPED.within(text);
        let bound = found.name("max").or_else(|| found.name("long"))?;
        let bound = bound.as_str().replace(',', "").parse().ok()?;
        own.then_some((bound, whole.as_str()))
    }

    pub(super) fn items(&mut self, line: usize, bound: u64) {
        let slot = &mut self.field.rules.max_items;
        if slot.is_some_and(|known| known != bound) {
            let text = format!(
                "{}: its prose states at most {bound} items, its rules differ",
                self.at
            );
            return self.log.warn(line, "limit-contradiction", text);
        }
        *slot = Some(bound);
        let text = format!("{}: at most {bound} items, according to its prose", self.at);
        self.log.note(line, "prose-limit", text);
    }

    fn limit(&mut self, line: usize, at_most: bool, bound: Number) {
        let rules = &mut self.field.rules;
        let (side, slot) = match at_most {
            true => ("at most", &mut rules.max),
            false => ("at least", &mut rules.min),
        };
        if slot.is_some_and(|known| known.as_f64() != bound.as_f64()) {
            let text = format!(
                "{}: its prose states {side} {bound}, its rules differ",
                self.at
            );
            return self.log.warn(line, "limit-contradiction", text);
        }
        *slot = Some(bound);
        let text = format!("{}: {side} {bound}, according to its prose", self.at);
        self.log.note(line, "prose-limit", text);
    }

    fn possible_limit(&mut self, line: usize, text: &str) {
        if POSSIBLE_LIMIT.is_match(text) {
            let text = format!("{}: a possible limit in prose was ignored", self.at);
            self.log.note(line, "prose-limit-open", text);
        }
    }
}

lexicon::regexes! {
    /// An unambiguous limit.
    LIMIT = r"{AT_MOST}\s*`?(?P<max>{NUMBER})`?|{AT_LEAST}\s*`?(?P<min>{NUMBER})`?|{RANGE_WORD}\s*{IS}?\s*\[?`?(?P<low>-?\d+(?:\.\d+)?)`?\s*(?:{TO}|[,，])\s*`?(?P<high>{NUMBER})`?\]?";
    LENGTH_LIMIT = r"{LENGTH_AT_MOST}\s*(?:{IS}\s*)*`?([\d,]*\d)`?\s*{CHARACTERS_IN_PROSE}|{MAX_LENGTH}\s*{IS}?\s*`?([\d,]*\d)`?\s*(?:$|[。.；;)）])";
    /// A number of items, for a list that the text mentions.
    ITEM_LIMIT = r"{ITEMS_AT_MOST}\s*`?(?P<max>{COUNT})`?\s*{ITEMS}|{LIST_LENGTH_AT_MOST}\s*`?(?P<long>{COUNT})`?\s*(?:{ITEMS})?";
    POSSIBLE_LIMIT = r"{BOUND_WORD}[^\n。]{0,16}?\d|\d\s*{ITEMS_UNIT}?\s*{BOUND_BEHIND}|\d\s*(?:{CHARACTERS_IN_PROSE}|{SIZE_UNIT})|(?:^|[^A-Za-z\d])\d+`?\s*(?:[~～]|\.{2,3})\s*`?\d|[(（]\s*\d+\s*{TO}\s*\d+\s*[)）]|[\[(（]\s*\d+\s*[,，]\s*\d+\s*[\])）]";
}

#[cfg(test)]
mod tests {
    use crate::interpret::facts::tests::{bounds, facts};

    #[test]
    fn limits_in_prose() {
        for (ty, text, expected, rules) in [
            ("int", "x 注:不得大于100", "max = 100", vec!["prose-limit"]),
            (
                "int",
                "Limit Note:It shall not exceed 100",
                "max = 100",
                vec!["prose-limit"],
            ),
            (
                "int",
                "分页大小，最大 100",
                "max = 100",
                vec!["prose-limit"],
            ),
            (
                "int",
                "分页大小，最大支持 100",
                "max = 100",
                vec!["prose-limit"],
            ),
            ("int", "最大 100 条", "", vec!["prose-limit-open"]),
            ("int", "不得超过 10 天", "", vec!["prose-limit-open"]),
            (
                "string",
                "最大长度100个字符",
                "max_len = 100",
                vec!["prose-limit"],
            ),
            (
                "string",
                "It can not exceed 50 characters.",
                "max_len = 50",
                vec!["prose-limit"],
            ),
            ("int", "不得超过 1,000", "max = 1000", vec!["prose-limit"]),
            (
                "int",
                "当 type 为 1 时，不得大于100",
                "",
                vec!["prose-limit-open"],
            ),
            ("int", "长度不能超过 18", "", vec!["prose-limit-open"]),
            ("string", "建议不超过 60 字符", "", vec!["prose-limit-open"]),
            (
                "string",
                "最少 2 个字符，最大长度100个字符",
                "max_len = 100",
                vec!["prose-limit", "prose-limit-open"],
            ),
            (
                "int",
                "数量\n**注意**：不得大于100",
                "max = 100",
                vec!["prose-limit"],
            ),
            (
                "int",
                "取值范围：1～1,000",
                "min = 1 max = 1000",
                vec!["prose-limit", "prose-limit"],
            ),
            ("int", "取值范围 1,000～2,000", "", vec!["prose-limit-open"]),
            ("int", "不得超过 1,00", "", vec!["prose-limit-open"]),
            ("int", "最大值为100", "max = 100", vec!["prose-limit"]),
            ("int", "A 接口中，最大值为 9", "", vec!["prose-limit-open"]),
            (
                "int",
                "最小值为 10，小于 10 的按照 10 计算",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "float",
                "取值范围[0,1]",
                "min = 0 max = 1",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "int",
                "It can't exceed 100, and not be less than 1.",
                "min = 1 max = 100",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "int",
                "Value range: 1 to 100",
                "min = 1 max = 100",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "string",
                "最大长度为64",
                "max_len = 64",
                vec!["prose-limit"],
            ),
            ("string", "int64 字符串", "", vec![]),
            ("int", "正整数", "", vec!["prose-limit-open"]),
            ("int", "小于 100 的数", "", vec!["prose-limit-open"]),
            ("int", "1 ~ 100", "", vec!["prose-limit-open"]),
            ("int", "1..100", "", vec!["prose-limit-open"]),
            ("int", "分页大小（1-100）", "", vec!["prose-limit-open"]),
            (
                "int",
                "取值范围：1..100",
                "min = 1 max = 100",
                vec!["prose-limit", "prose-limit"],
            ),
            ("int", "不超过100", "max = 100", vec!["prose-limit"]),
            ("string", "不超过100", "", vec!["prose-limit-open"]),
            ("string", "最大长度 64", "max_len = 64", vec!["prose-limit"]),
            ("list<string>", "最大长度 64", "", vec!["prose-limit-open"]),
            (
                "string",
                "最多30个字符。",
                "max_len = 30",
                vec!["prose-limit"],
            ),
            ("string", "每行最多30个字符。", "", vec!["prose-limit-open"]),
            (
                "list<string>",
                "最多100个",
                "max_items = 100",
                vec!["prose-limit"],
            ),
            (
                "list<string>",
                "ID 列表，一次最多支持 1,000 个。",
                "max_items = 1000",
                vec!["prose-limit"],
            ),
            (
                "list<string>",
                "up to 100 items",
                "max_items = 100",
                vec!["prose-limit"],
            ),
            (
                "list<string>",
                "每个分组，最多100个",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "list<string>",
                "单个节点最多100个",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "list<string>",
                "最多100个汉字",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "list<string>",
                "up to 100 items per page",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "list<string>",
                "当 a 为 1 时，最多100个",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "list<string>",
                "**数据校验规则**：列表长度不能大于 200。",
                "max_items = 200",
                vec!["prose-limit"],
            ),
            (
                "list<string>",
                "ID 列表，元素个数不超过 50，先增加后删除",
                "max_items = 50",
                vec!["prose-limit"],
            ),
            (
                "list<string>",
                "一个列表，列表长度不超过 64 字符",
                "",
                vec!["prose-limit-open"],
            ),
            ("string", "最多100个", "", vec!["prose-limit-open"]),
            ("int", "最多100个", "", vec!["prose-limit-open"]),
            ("int", "1~100", "", vec!["prose-limit-open"]),
            ("string", "支持 Heading1~9", "", vec![]),
        ] {
            let (field, found) = facts(ty, text);
            assert_eq!(bounds(&field), expected, "{text}");
            assert_eq!(found, rules, "{text}");
        }
    }
}

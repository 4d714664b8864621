//! Facts in the text of a field that involve others: that a string contains JSON, that the field is required in a
//! case, that one of several fields is enough. They are recorded as stated; [`several`](crate::interpret::several)
//! checks them against the sibling fields and the examples.

use larkspec_codegen::model::{Case, Format, Test, Type};
use serde_json::Value;

use super::{BETWEEN, Reader, clause};
use crate::extract::Line;
use crate::lexicon;

impl Reader<'_> {
    /// Reads the prose of a description, after all other facts.
    pub(super) fn several(&mut self, lines: &[&Line]) {
        for line in lines {
            self.json_text(line);
            self.any_of(line);
        }
    }

    fn json_text(&mut self, line: &Line) {
        let text = &line.text;
        if self.field.ty != Type::String || lexicon::NO_JSON_TEXT.within(text) {
            return;
        }
        let said = lexicon::JSON_TEXT
            .find(text)
            .is_some_and(|found| !clause::of_a_case(clause::sentence(&text[..found.start()])));
        let plain = self.field.rules.values.is_empty()
            && self.field.rules.pattern.is_none()
            && matches!(self.field.format, None | Some(Format::Json));
        if said && plain {
            self.field.format = None;
            self.field.ty = Type::JsonText(Box::new(match () {
                () if lexicon::JSON_ARRAY.within(text) => Type::List(Box::new(Type::Object)),
                () if lexicon::JSON_OBJECT.within(text) => Type::Object,
                () => Type::Json,
            }));
        } else if lexicon::JSON_TEXT_HINT.within(text) {
            let text = format!("{}: possible JSON in its string was ignored", self.at);
            self.log.note(line.number, "json-text-open", text);
        }
    }

    /// The case in which a line says that the field is required, and whether it does say so.
    pub(super) fn required_when(&mut self, line: &Line) -> bool {
        let known = self.field.required || !self.field.rules.required_when.is_empty();
        let asks = !known && !self.at.starts_with("response");
        let Some(said) = case(&line.text).filter(|_| asks) else {
            return false;
        };
        self.field.rules.required_when = vec![Case { all: vec![said] }];
        true
    }

    fn any_of(&mut self, line: &Line) {
        // A condition for a response requires nothing.
        if self.field.rules.any_of.is_some() || self.at.starts_with("response") {
            return;
        }
        let text = &line.text;
        let found = ANY_OF
            .captures(text)
            .or_else(|| ANY_OF_ENGLISH.captures(text));
        let said = found.and_then(|found| Some((found.get(0)?, found.name("names")?)));
        let Some((whole, names)) = said else {
            if lexicon::ONE_OF_HINT.within(text) {
                self.any_of_open(line);
            }
            return;
        };
        // A group of which one field is required would not say what happens if all are missing.
        if lexicon::LEFT_OUT.within(&text[whole.end()..]) {
            return self.any_of_open(line);
        }
        if clause::of_a_case(clause::sentence(&text[..whole.start()])) {
            return;
        }
        let mut all = vec![self.field.name.clone()];
        for name in NAME.captures_iter(names.as_str()) {
            let name = name.name("name").map_or("", |name| name.as_str()).trim();
            // Texts write `user id` for `user_id`.
            let name = name.replace(' ', "_");
            if !lexicon::NAMES_JOINED.is(&name) && !all.contains(&name) {
                all.push(name);
            }
        }
        self.field.rules.any_of = Some(all.join(&BETWEEN.to_string()));
    }

    fn any_of_open(&mut self, line: &Line) {
        let text = format!(
            "{}: a possible requirement of one of several fields was ignored",
            self.at
        );
        self.log.note(line.number, "any-of-open", text);
    }
}

/// Whether a text names several fields of which one is required.
pub(super) fn asks_for_one(text: &str) -> bool {
    ANY_OF.is_match(text) || ANY_OF_ENGLISH.is_match(text)
}

/// The other field and the condition on it, if a text says that this field is then required.
fn case(text: &str) -> Option<(String, Test)> {
    let (whole, name, test) = given_case(text).or_else(|| value_case(text))?;
    // Text before it would be another condition; a name after it is that of the required field.
    let begins = clause::begins(clause_before(text, whole.start()));
    let other = OTHER_FIELD.is_match(&text[whole.end()..]);
    (begins && !other).then(|| (name.to_owned(), test))
}

/// The case that another field is present, or missing.
fn given_case(text: &str) -> Option<(regex::Match<'_>, &str, Test)> {
    let found = REQUIRED_WHEN_GIVEN
        .captures(text)
        .or_else(|| REQUIRED_WHEN_GIVEN_BEFORE.captures(text))?;
    let name = found.name("name").or(found.name("called"))?;
    let test = Test::Present(found.name("not").is_none());
    Some((found.get(0)?, name.as_str(), test))
}

/// The case that another field has a value.
fn value_case(text: &str) -> Option<(regex::Match<'_>, &str, Test)> {
    let found = REQUIRED_WHEN
        .captures(text)
        .or_else(|| REQUIRED_WHEN_BEFORE.captures(text))?;
    let values = VALUE
        .captures_iter(found.name("values")?.as_str())
        .filter_map(|value| Some(Value::from(value.name("value")?.as_str())))
        .collect();
    let test = match found.name("not") {
        Some(_) => Test::Not(values),
        None => Test::Is(values),
    };
    Some((found.get(0)?, found.name("name")?.as_str(), test))
}

/// The text before a place, without the surrounding marks.
fn clause_before(text: &str, end: usize) -> &str {
    text[..end].trim_end_matches(['`', '*', ' ', '"', '“', '-'])
}

lexicon::regexes! {
    NAME = r#"[`*"“「]*(?P<name>[A-Za-z_][A-Za-z0-9_]*(?: id)?)[`*"”」]*"#;
    VALUE = r#"[`"“「]*(?P<value>[A-Za-z0-9_.\-]+)[`"”」]*"#;
    /// If a field has a value, this field is required.
    REQUIRED_WHEN = r#"(?:{WHEN}\s*)?(?:{FIELD_WORD}\s*)?[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*\s*(?:[(（][^()（）]*[)）]\s*)?(?:{FIELD_WORD})?\s*(?:(?P<not>{NOT_EQUALS})|{EQUALS})\s*(?P<values>[`"“「]*[A-Za-z0-9_.\-]+[`"”」]*(?:\s*(?:{NAMES_JOINED})\s*[`"“「]*[A-Za-z0-9_.\-]+[`"”」]*)*)\s*(?:[(（][^()（）]*[)）])?\s*{CASE_ENDS}\s*[,，]?\s*(?:{THIS_FIELD})?\s*(?:{IS_REQUIRED})"#;
    REQUIRED_WHEN_BEFORE = r#"(?:{REQUIRED_IF})\s+(?:{FIELD_WORD}\s+)?[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*\s*(?:(?P<not>{NOT_EQUALS})|{EQUALS})\s*(?P<values>[`"“]*[A-Za-z0-9_.\-]+[`"”]*(?:\s*(?:{NAMES_JOINED})\s*[`"“]*[A-Za-z0-9_.\-]+[`"”]*)*)\s*(?:$|[.,;。，；])"#;
    /// If a field is present or missing, this field is required. A text may describe the other field and add its
    /// name.
    REQUIRED_WHEN_GIVEN = r#"(?:{WHEN})\s*(?:(?P<not>{LEFT_OUT})|{GIVEN})\s*(?:{DONE})?\s*(?:{FIELD_WORD}\s*)?(?:[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*|[\x{4e00}-\x{9fff}]+[(（]\s*`?(?P<called>[A-Za-z_][A-Za-z0-9_]*)`?\s*[)）])\s*(?:{FIELD_WORD})?\s*{CASE_ENDS}\s*[,，]?\s*(?:{THIS_FIELD})?\s*(?:{IS_REQUIRED})"#;
    REQUIRED_WHEN_GIVEN_BEFORE = r#"(?:{REQUIRED_IF})\s+(?:{FIELD_WORD}\s+)?[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*\s*(?:(?P<not>{IS_LEFT_OUT})|{IS_GIVEN})\s*(?:$|[.,;。，；])"#;
    /// A name after "is required" is that of the required field.
    OTHER_FIELD = r#"^\s*(?:{FIELD_WORD}\s*)?[`*"“]*[A-Za-z_][A-Za-z0-9_]*(?:[^A-Za-z0-9_.]|$)"#;
    ANY_OF = r#"(?:{WITH_ANOTHER})?\s*(?:{NEARBY}\s*)?(?P<names>[`*"“「]*[A-Za-z_][A-Za-z0-9_]*(?: id)?[`*"”」]*(?:\s*(?:{NAMES_JOINED})+\s*[`*"“「]*[A-Za-z_][A-Za-z0-9_]*(?: id)?[`*"”」]*)*)\s*(?:{ONE_OF_BEHIND})"#;
    ANY_OF_ENGLISH = r#"(?:{ONE_OF_BEFORE})\s+(?P<names>[`*"“]*[A-Za-z_][A-Za-z0-9_]*[`*"”]*(?:\s*(?:{NAMES_JOINED})+\s*[`*"“]*[A-Za-z_][A-Za-z0-9_]*[`*"”]*)+)\s+(?:{ONE_OF_END})"#;
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Field;
    use serde_json::json;

    use super::*;
    use crate::interpret::facts::tests::facts;

    /// An optional field with such a text.
    fn optional(text: &str) -> Field {
        let mut cell = crate::extract::Cell::default();
        cell.push_indented(1, text);
        let ty = larkspec_codegen::model::Type::String;
        let mut field = Field::new("x", ty);
        let stated = crate::interpret::facts::Stated {
            required: true,
            default: false,
        };
        crate::interpret::facts::read(&cell, &mut field, stated, "x", &mut Default::default());
        field
    }

    #[test]
    fn a_string_that_carries_json() {
        for (text, ty) in [
            ("内容，JSON 结构序列化后的字符串", "string<object>"),
            (
                "内容，JSON 数组，传值时需要压缩转义为字符串",
                "string<list<object>>",
            ),
            ("值，是json转义后的字符串", "string<json>"),
            ("值，为转义后的json字符串", "string<json>"),
            (
                "扩展参数，JSON 格式，传值时需要压缩转义为字符串",
                "string<json>",
            ),
            ("Content, a JSON string", "string<json>"),
            ("当 x 为 a 时，是 JSON 字符串", "string"),
            ("直接传入 JSON 结构，无需转义为字符串", "string"),
            ("内容，需转义", "string"),
        ] {
            assert_eq!(facts("string", text).0.ty.to_string(), ty, "{text}");
        }
    }

    #[test]
    fn required_in_a_case() {
        for (text, expected) in [
            ("原因，当`option`为`1`时必填", json!({ "option": ["1"] })),
            (
                "选项，`type` 为 `select` 或 `multi` 时必填",
                json!({ "type": ["select", "multi"] }),
            ),
            ("x，logout_type = 3 时必填", json!({ "logout_type": ["3"] })),
            (
                "**注意**：当 operation 为 `offboard` 时，该字段必填",
                json!({ "operation": ["offboard"] }),
            ),
            (
                "is_disabled 为 true 时必填",
                json!({ "is_disabled": ["true"] }),
            ),
            (
                "Reason. Required when `kind` is `other`.",
                json!({ "kind": ["other"] }),
            ),
            (
                "配置，当 is_on 为 true 时，该字段为必填参数",
                json!({ "is_on": ["true"] }),
            ),
            ("当`kind`参数为`a`时必须传该参数", json!({ "kind": ["a"] })),
            (
                "当 `kind` 取值为 `a`时，该参数必填，需通过",
                json!({ "kind": ["a"] }),
            ),
            ("如果is_on为false，则必填", json!({ "is_on": ["false"] })),
            (
                "注意：当mode（异动方式）为2时，该字段为必填",
                json!({ "mode": ["2"] }),
            ),
            (
                "- 当 `type` 为 `a`、`b` 时，字段必填，为目标",
                json!({ "type": ["a", "b"] }),
            ),
            (
                "当 `kind` 不为 `a` 时必填",
                json!({ "kind": { "not": ["a"] } }),
            ),
            (
                "Required if `kind` is not `a`.",
                json!({ "kind": { "not": ["a"] } }),
            ),
            ("若未传入`a_id`，该参数必填", json!({ "a_id": false })),
            (
                "如果设置了自定义类型参数（type），则该参数必填",
                json!({ "type": true }),
            ),
            ("Required if `kind` is not set.", json!({ "kind": false })),
            ("Required when `kind` is provided.", json!({ "kind": true })),
            // About another field; a case within a case; a value that is a label.
            ("当 a 为 1 时必填 b_id", json!(null)),
            ("如果传入了 `a` 字段，则必须传入 `b` 字段", json!(null)),
            ("当选择部门且 a 为 1 时，该字段必填", json!(null)),
            ("操作类型operation为`转正`时必填", json!(null)),
            ("当启用功能时该字段必填", json!(null)),
            (
                "已认证企业，添加非 +86 手机号成员时必须同时添加邮箱",
                json!(null),
            ),
            ("投递来源为「转岗」时必填", json!(null)),
        ] {
            let cases = optional(text).rules.required_when;
            let found = cases.first().map(|case| {
                let (name, test) = &case.all[0];
                match test {
                    Test::Is(values) => json!({ name: values }),
                    Test::Not(values) => json!({ name: { "not": values } }),
                    Test::Present(present) => json!({ name: present }),
                }
            });
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn one_of_several() {
        for (text, expected) in [
            ("与 y 二选一", "x y"),
            ("审批发起人 open id，和 user id 二选一", "x open_id user_id"),
            ("y 和 x 至少填一个", "x y"),
            ("`y`、`z`、`x` 三个字段至少需要填写其中一个", "x y z"),
            ("说明。x 与 y 不可同时为空", "x y"),
            (
                "At least one of `x`, `y` and `z` must be specified.",
                "x y z",
            ),
            ("y 和 x 不得均为空", "x y"),
            (
                "仅需填写 `y`、`z`、或 `x` 其中之一，且三个字段不可同时为空",
                "x y z",
            ),
            ("每个一级分类下只能选择一个二级分类", ""),
            ("x，x 和 y 两个参数必须包含其一，若同时传入取 x", "x y"),
            ("用户标识, 与y二选其一", "x y"),
            ("与 y 至少给其中之一，x 优先", "x y"),
            ("名称（与下方 y 至少填写一项）", "x y"),
            ("y 和 x 必须填一个", "x y"),
            ("与 y 必须传入其中一个", "x y"),
            ("邮箱，该参数与 y 参数必传一个", "x y"),
            ("与「y」字段必填其一", "x y"),
            ("「y」，「x」不得均为空", "x y"),
            ("x and y cannot both be empty.", "x y"),
            ("至少需要一个参与人", ""),
            ("需要一个 y", ""),
            ("y 不能为空", ""),
            ("y 和 x 至少要传一个，不传默认不返回数据", ""),
            ("如果 a 为 1，y 和 x 至少填一个", ""),
        ] {
            let found = optional(text).rules.any_of.unwrap_or_default();
            assert_eq!(found.replace(BETWEEN, " "), expected, "{text}");
        }
    }
}

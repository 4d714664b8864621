//! What the text of a field says of it and of others: that a string carries JSON, that it is required in a case, that
//! one of several is enough. It is taken down as it is said; [`several`](crate::interpret::several) holds it against
//! the fields beside it and the examples.

use larkspec_codegen::model::{Case, Format, Test, Type};
use serde_json::Value;

use super::{BETWEEN, Reader, clause};
use crate::extract::Line;
use crate::lexicon;

impl Reader<'_> {
    /// The prose of a description, once all other facts are read.
    pub(super) fn several(&mut self, lines: &[&Line]) {
        for line in lines {
            self.json_text(line);
            self.required_when(line);
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
            let text = format!("{}: what may be JSON in its string was not taken", self.at);
            self.log.note(line.number, "json-text-open", text);
        }
    }

    fn required_when(&mut self, line: &Line) {
        let text = &line.text;
        if self.field.required || !self.field.rules.required_when.is_empty() {
            return;
        }
        let found = REQUIRED_WHEN
            .captures(text)
            .or_else(|| REQUIRED_WHEN_BEFORE.captures(text));
        let Some(found) = found else { return };
        let (Some(whole), Some(name), Some(values)) =
            (found.get(0), found.name("name"), found.name("values"))
        else {
            return;
        };
        // What stands before would be another condition.
        if !clause::begins(clause_before(text, whole.start())) {
            return;
        }
        let values = VALUE.captures_iter(values.as_str());
        let values: Vec<Value> = values
            .filter_map(|value| Some(Value::from(value.name("value")?.as_str())))
            .collect();
        self.field.rules.required_when = vec![Case {
            all: vec![(name.as_str().to_owned(), Test::Is(values))],
        }];
    }

    fn any_of(&mut self, line: &Line) {
        let text = &line.text;
        let found = ANY_OF
            .captures(text)
            .or_else(|| ANY_OF_ENGLISH.captures(text));
        let Some(found) = found.filter(|_| self.field.rules.any_of.is_none()) else {
            return;
        };
        let (Some(whole), Some(names)) = (found.get(0), found.name("names")) else {
            return;
        };
        // What happens when all are left out would not be said of fields of which one must be there.
        let open = lexicon::LEFT_OUT.within(&text[whole.end()..]);
        if open {
            let text = format!("{}: that one of several is needed was not taken", self.at);
            self.log.note(line.number, "any-of-open", text);
        }
        if open || clause::of_a_case(clause::sentence(&text[..whole.start()])) {
            return;
        }
        let mut all = vec![self.field.name.clone()];
        for name in NAME.captures_iter(names.as_str()) {
            let name = name.name("name").map_or("", |name| name.as_str()).trim();
            // `user id` is how a text calls `user_id`.
            let name = name.replace(' ', "_");
            if !lexicon::NAMES_JOINED.is(&name) && !all.contains(&name) {
                all.push(name);
            }
        }
        self.field.rules.any_of = Some(all.join(&BETWEEN.to_string()));
    }
}

/// The text before a place, without the marks around what stands there.
fn clause_before(text: &str, end: usize) -> &str {
    text[..end].trim_end_matches(['`', '*', ' ', '"', '“', '-'])
}

lexicon::regexes! {
    NAME = r#"[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*(?: id)?)[`*"”]*"#;
    VALUE = r#"[`"“「]*(?P<value>[A-Za-z0-9_.\-]+)[`"”」]*"#;
    /// When a field has a value, this one is required.
    REQUIRED_WHEN = r#"(?:{WHEN}\s*)?(?:{FIELD_WORD}\s*)?[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*\s*(?:{FIELD_WORD})?\s*(?:{EQUALS})\s*(?P<values>[`"“「]*[A-Za-z0-9_.\-]+[`"”」]*(?:\s*(?:{NAMES_JOINED})\s*[`"“「]*[A-Za-z0-9_.\-]+[`"”」]*)*)\s*(?:[(（][^()（）]*[)）])?\s*{CASE_ENDS}\s*[,，]?\s*(?:{THIS_FIELD})?\s*(?:{IS_REQUIRED})"#;
    REQUIRED_WHEN_BEFORE = r#"(?:{REQUIRED_IF})\s+(?:{FIELD_WORD}\s+)?[`*"“]*(?P<name>[A-Za-z_][A-Za-z0-9_]*)[`*"”]*\s*(?:{EQUALS})\s*(?P<values>[`"“]*[A-Za-z0-9_.\-]+[`"”]*(?:\s*(?:{NAMES_JOINED})\s*[`"“]*[A-Za-z0-9_.\-]+[`"”]*)*)\s*(?:$|[.,;。，；])"#;
    ANY_OF = r#"(?:{WITH_ANOTHER})?\s*(?:「)?(?P<names>[`*"“]*[A-Za-z_][A-Za-z0-9_]*(?: id)?[`*"”]*(?:\s*(?:{NAMES_JOINED})+\s*[`*"“]*[A-Za-z_][A-Za-z0-9_]*(?: id)?[`*"”]*)*)(?:」)?\s*(?:{ANY_OF_BEHIND})"#;
    ANY_OF_ENGLISH = r#"(?:{ANY_OF_BEFORE})\s+(?P<names>[`*"“]*[A-Za-z_][A-Za-z0-9_]*[`*"”]*(?:\s*(?:{NAMES_JOINED})+\s*[`*"“]*[A-Za-z_][A-Za-z0-9_]*[`*"”]*)+)\s+(?:{ANY_OF_END})"#;
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Field;
    use serde_json::json;

    use super::*;
    use crate::interpret::facts::tests::facts;

    /// A field with such a text that is not required.
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
                let larkspec_codegen::model::Test::Is(values) = test else {
                    panic!("{test:?}");
                };
                json!({ name: values })
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
            ("至少需要一个参与人", ""),
            ("y 和 x 至少要传一个，不传默认不返回数据", ""),
            ("如果 a 为 1，y 和 x 至少填一个", ""),
        ] {
            let found = optional(text).rules.any_of.unwrap_or_default();
            assert_eq!(found.replace(BETWEEN, " "), expected, "{text}");
        }
    }
}

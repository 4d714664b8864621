//! Labelled values of a field: its default, its fixed value and its example.

use larkspec_codegen::model::{Number, Type};
use serde_json::Value;

use super::Reader;
use crate::extract::{Line, unescape};
use crate::interpret::rows::short;
use crate::lexicon;

impl Reader<'_> {
    /// Reads the lines of a default.
    pub(super) fn default(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let text = clean_value(&line.text);
        let text = match DEFAULT_REMARK
            .captures(&text)
            .and_then(|found| found.get(1))
        {
            Some(value)
                if matches!(
                    self.field.ty,
                    Type::String | Type::Int | Type::Float | Type::Bool
                ) =>
            {
                let remark = text[value.end()..].trim_start_matches('`');
                let text = format!(
                    "{}: the remark on its default was not read: `{}`",
                    self.at,
                    short(remark)
                );
                self.log.note(line.number, "default-remark", text);
                value.as_str().trim().to_owned()
            }
            _ => text,
        };
        // Pages write a dash for "none".
        if text.is_empty() || lexicon::NO_DEFAULT.is(&text) {
            return;
        }
        if self.field.ty == Type::String && is_said(&text) {
            let text = format!(
                "{}: its default is described in words; it was omitted",
                self.at
            );
            self.log.note(line.number, "prose-default-open", text);
            return;
        }
        match self.value(&text, &line.text) {
            Some(value) => self.field.default = Some(value),
            None => {
                let text = format!(
                    "{}: the default `{text}` is not of type {}; it was omitted",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "default-type", text);
            }
        }
    }

    /// Reads the lines of a fixed value.
    pub(super) fn fixed(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let text = clean_value(&line.text);
        match self.value(&text, &line.text) {
            Some(value) if !text.is_empty() => self.field.rules.fixed = Some(value),
            _ => {
                let text = format!(
                    "{}: the fixed value `{text}` is not of type {}; it was omitted",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "fixed-type", text);
            }
        }
    }

    /// Reads the lines of an example value.
    pub(super) fn example(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let whole: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let whole = whole.join("\n");
        if self.field.ty == Type::String && is_cut(&line.text) {
            // The page's line breaks are not part of it, and its indent is lost.
            match quoted_json(&whole.replace('\n', " ")) {
                Some(text) => self.field.example = Some(Value::from(text)),
                None => {
                    let text = format!(
                        "{}: the brackets of its example value do not close; it was omitted",
                        self.at
                    );
                    self.log.warn(line.number, "example-open", text);
                }
            }
            return;
        }
        let text = clean_value(&line.text);
        if text.is_empty() || lexicon::NO_EXAMPLE.is(&text) || self.field.ty == Type::Binary {
            return;
        }
        if is_sentence(&text) {
            let text = format!(
                "{}: its example value is a sentence; it was omitted",
                self.at
            );
            self.log.note(line.number, "example-prose", text);
            return;
        }
        let value = match self.item(&text, &whole) {
            Some(item) => Some(item),
            None => self.value(&text, &whole),
        };
        match value {
            Some(value) => self.field.example = Some(value),
            None => {
                let text = format!(
                    "{}: its example value is not of type {}; it was omitted",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "example-type", text);
            }
        }
    }

    /// The example of a list of scalars, of which pages often write a single item, or strings without quotes.
    fn item(&self, text: &str, whole: &str) -> Option<Value> {
        let Type::List(inner) = &self.field.ty else {
            return None;
        };
        let scalar = |text: &str| match **inner {
            Type::String => Some(Value::from(text)),
            Type::Int => text.parse::<i64>().ok().map(Value::from),
            _ => None,
        };
        match serde_json::from_str(whole.trim().trim_matches('`')) {
            Ok(Value::Array(items)) if **inner == Type::String => {
                let text = |item: Value| match item {
                    Value::Number(number) => Value::from(number.to_string()),
                    item => item,
                };
                Some(items.into_iter().map(text).collect())
            }
            Ok(Value::Number(_) | Value::String(_)) => Some(Value::Array(vec![scalar(text)?])),
            Ok(_) => None,
            Err(_) => {
                let plain =
                    |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
                let is_word = !text.is_empty() && text.chars().all(plain);
                is_word
                    .then(|| scalar(text))
                    .flatten()
                    .map(|item| Value::Array(vec![item]))
            }
        }
    }

    /// A value of the field's type.
    pub(super) fn value(&self, text: &str, whole: &str) -> Option<Value> {
        match self.field.ty {
            Type::String | Type::JsonText(_) => Some(Value::from(text)),
            Type::Int => text.parse::<i64>().ok().map(Value::from),
            Type::Float => {
                let number = text
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite())?;
                Some(text.parse::<i64>().map_or(Value::from(number), Value::from))
            }
            Type::Bool => match &*text.to_ascii_lowercase() {
                "true" => Some(Value::from(true)),
                "false" => Some(Value::from(false)),
                _ => None,
            },
            Type::Binary => None,
            Type::Object | Type::Json | Type::List(_) | Type::Map(_) => {
                let value: Value = serde_json::from_str(whole.trim().trim_matches('`')).ok()?;
                // Spec files are TOML, which has no null.
                (!has_null(&value)).then_some(value)
            }
        }
    }
}

/// A value without surrounding quotes and code marks.
pub fn clean_value(text: &str) -> String {
    let text = text.trim();
    let text = match text.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        Some((code, rest)) if rest.trim_matches(['。', '.', ';', '；', ' ']).is_empty() => {
            code.trim()
        }
        _ => text,
    };
    if let Some(text) = quoted_json(text) {
        return text;
    }
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\''), ('"', '”'), ('“', '"')] {
        let inner = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return unescape(inner);
        }
    }
    unescape(text)
}

/// A string written as JSON, `"{\"a\":1}"`, or as JSON within unescaped quotes.
fn quoted_json(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('`');
    let inner = match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(inner) => inner.trim(),
        None => text,
    };
    let is_document = |text: &str| {
        text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
    };
    if inner.len() < text.len() && text.contains('\\') {
        let string = serde_json::from_str(text)
            .ok()
            .filter(|text: &String| is_document(text));
        if string.is_some() {
            return string;
        }
    }
    is_document(inner).then(|| inner.to_owned())
}

/// Whether an example is a document that does not end on its first line.
fn is_cut(first: &str) -> bool {
    let text = first.trim().trim_matches('`');
    let inner = text.strip_prefix('"').unwrap_or(text).trim_start();
    let opens = inner.starts_with('{') || (inner.starts_with('[') && !inner.contains("]("));
    let open = |brackets: [char; 2]| {
        inner.matches(brackets[0]).count() > inner.matches(brackets[1]).count()
    };
    opens && (open(['{', '}']) || open(['[', ']']))
}

/// A bound, if it fits type `ty`.
pub fn number(text: &str, ty: &Type) -> Option<Number> {
    match text.parse::<i64>() {
        Ok(number) => Some(Number::Int(number)),
        Err(_) if *ty == Type::Float => text
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite())
            .map(Number::Float),
        Err(_) => None,
    }
}

/// Whether a default describes what happens, rather than giving a value.
fn is_said(text: &str) -> bool {
    is_sentence(text) || lexicon::DEFAULT_IN_WORDS.begins(text)
}

/// Whether an example value is a remark to the reader, such as "a or b".
fn is_sentence(text: &str) -> bool {
    let chinese = text
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    chinese > 0
        && (chinese > 24
            || text.contains(['，', '。', '；', '：', '（', '、'])
            || lexicon::OR.within(text))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(object) => object.values().any(has_null),
        _ => false,
    }
}

lexicon::regexes! {
    /// A default and a remark on it.
    DEFAULT_REMARK = r"^`?([A-Za-z0-9_.\-]+)`?\s*[（(，,；;。]";
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::interpret::facts::tests::facts;

    #[test]
    fn labelled_values() {
        let (field, _) = facts("int", "开始时间（毫秒）\n**示例值**：12\n**默认值**：`3`");
        assert_eq!(
            (field.example, field.default),
            (Some(json!(12)), Some(json!(3)))
        );
        let (field, _) = facts("string", "**示例值**：\"a b\"");
        assert_eq!(field.example, Some(json!("a b")));
    }

    #[test]
    fn examples_that_are_documents() {
        for (text, expected, rules) in [
            (r#""{\"a\":\"b\"}""#, json!(r#"{"a":"b"}"#), vec![]),
            (r#""{"a":"b"}""#, json!(r#"{"a":"b"}"#), vec![]),
            (r#"{\"a\":\"b\"}"#, json!(r#"{"a":"b"}"#), vec![]),
            (r#"`["a"]`"#, json!(r#"["a"]"#), vec![]),
            (
                "\"{\n\"a\": [\n1\n]\n}\"",
                json!("{ \"a\": [ 1 ] }"),
                vec![],
            ),
            (
                "\"{\n\"a\": [\n1\n]\nand more",
                json!(null),
                vec!["example-open"],
            ),
            (r#""a"b""#, json!(r#""a"b""#), vec![]),
            ("[x](https://y)", json!("[x](https://y)"), vec![]),
        ] {
            let (field, found) = facts("string", &format!("**示例值**：{text}"));
            assert_eq!(field.example.unwrap_or_default(), expected, "{text}");
            assert_eq!(found, rules, "{text}");
        }
    }

    #[test]
    fn defaults() {
        for (ty, text, default, expected) in [
            (
                "string",
                "**默认值**：`a`（不传时）",
                json!("a"),
                vec!["default-remark"],
            ),
            (
                "int",
                "**默认值**：10，可调整",
                json!(10),
                vec!["default-remark"],
            ),
            ("int", "个数。默认值：10", json!(10), vec![]),
            (
                "string",
                "**Default value**: `a` **When the value is `b`, the following field scopes are required**: `x:y:z`",
                json!("a"),
                vec![],
            ),
            (
                "bool",
                "**可选值有**：\n- true（默认值）：发送\n- false：不发送",
                json!(true),
                vec!["prose-default"],
            ),
            (
                "string",
                "**Optional values are**: - `a`: x (default) - `b`: y",
                json!("a"),
                vec!["prose-default"],
            ),
            (
                "string",
                "**可选值有**：\n- `a`：x（默认）\n- `b`：y\n**默认值**：`b`",
                json!("b"),
                vec!["default-contradiction"],
            ),
            (
                "string",
                "**可选值有**：\n- `a`：x（默认）\n- `b`：y（默认）",
                json!(null),
                vec![],
            ),
            (
                "string",
                "**默认值**：空，表示不更新",
                json!(null),
                vec!["prose-default-open"],
            ),
        ] {
            let (field, rules) = facts(ty, text);
            assert_eq!(field.default.unwrap_or_default(), default, "{text}");
            assert_eq!(rules, expected, "{text}");
        }
    }
}

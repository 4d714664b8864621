//! What the platform says about a refusal in addition to code and message.
//!
//! Services explain themselves in many places: lists of violations and of details below `error`, a text in place of
//! `error`, a reason below `data`. Explanations with an accessor of their own are read by name; every other
//! explaining text is kept with its location.

use std::collections::BTreeSet;

use larkspec_shape::repaired;
use serde_json::{Map, Value};

use crate::endpoint::metadata::EnvelopeKeys;
use crate::error::scrub::Scrub;
use crate::error::{Detail, FieldViolation, Help, PermissionViolation};
use crate::wire::envelope::MESSAGES;

/// The maximum number of bytes that are searched; an explanation is short.
const SEARCHED: usize = 1024 * 1024;

/// The maximum number of entries of each kind, the maximum depth of the search, and the maximum length of a text.
const KEPT: usize = 100;
const DEEPEST: usize = 6;
const LONGEST: usize = 2000;

/// Keys next to and below the payload whose text explains a failure.
const REASONS: &[&str] = &[
    "reason",
    "reasons",
    "error",
    "errors",
    "error_info",
    "error_detail",
    "detail",
    "details",
    "description",
    "fail_reason",
    "failed_reason",
    "failure_reason",
    "cause",
    "hint",
    "tips",
];

/// Keys below `error` that are read by name, or may hold a secret.
const NOT_A_DETAIL: &[&str] = &[
    "log_id",
    "logid",
    "troubleshooter",
    "helps",
    "field_violations",
    "permission_violations",
    "value",
];

/// The explanation of a refusal, without secrets.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Explanation {
    pub(crate) log_id: Option<String>,
    pub(crate) troubleshooter: Option<String>,
    pub(crate) permission_violations: Vec<PermissionViolation>,
    pub(crate) field_violations: Vec<FieldViolation>,
    pub(crate) helps: Vec<Help>,
    pub(crate) details: Vec<Detail>,
}

impl Explanation {
    /// Reads a refusal. Never fails, because an unreadable explanation must not hide the failure. Texts below `data`
    /// are omitted if they may be secret.
    pub(crate) fn read(
        body: &[u8],
        keys: &EnvelopeKeys,
        data_is_secret: bool,
        scrub: &Scrub<'_>,
    ) -> Self {
        let read = |body: &[u8]| serde_json::from_slice::<Map<String, Value>>(body).ok();
        let object = match body.len() <= SEARCHED {
            true => read(body).or_else(|| read(&repaired(body)?)),
            false => None,
        };
        let Some(object) = object else {
            return Explanation::default();
        };
        let mut reader = Reader {
            explanation: Explanation::default(),
            scrub,
        };
        reader.explanation.log_id = reader.first(&object, &["log_id", "logid", "logId"]);
        for key in ["error", "errors"] {
            if let Some(error) = object.get(key) {
                reader.error(key, error);
            }
        }
        let is_envelope = |key: &str| key == keys.code || key == keys.msg;
        for (key, value) in &object {
            if matches!(key.as_str(), "error" | "errors") || is_envelope(key) {
                continue;
            }
            if key == keys.data {
                if !data_is_secret {
                    reader.payload(key, value);
                }
            } else if explains(key) {
                reader.texts(key, value, DEEPEST);
            }
        }
        reader.explanation
    }
}

fn explains(key: &str) -> bool {
    REASONS.contains(&key) || MESSAGES.contains(&key)
}

struct Reader<'s> {
    explanation: Explanation,
    scrub: &'s Scrub<'s>,
}

impl Reader<'_> {
    /// Reads `error`: an object of known parts, or any other explanation.
    fn error(&mut self, key: &str, error: &Value) {
        let Value::Object(object) = error else {
            return self.texts(key, error, DEEPEST);
        };
        let log_id = self.first(object, &["log_id", "logid", "logId"]);
        let troubleshooter = self.first(object, &["troubleshooter"]);
        let explanation = &mut self.explanation;
        explanation.log_id = explanation.log_id.take().or(log_id);
        explanation.troubleshooter = explanation.troubleshooter.take().or(troubleshooter);
        for entry in entries(object, "permission_violations") {
            if let Some(subject) = self.text(entry.get("subject")) {
                let kind = self.text(entry.get("type")).unwrap_or_default();
                let violation = PermissionViolation { kind, subject };
                self.explanation.permission_violations.push(violation);
            }
        }
        for entry in entries(object, "field_violations") {
            if let Some(field) = self.text(entry.get("field")) {
                let description = self.text(entry.get("description")).unwrap_or_default();
                let violation = FieldViolation { field, description };
                self.explanation.field_violations.push(violation);
            }
        }
        for entry in entries(object, "helps") {
            let url = self.first_of(entry, &["url", "link"]);
            let description = self.first_of(entry, &["description", "desc", "text"]);
            if url.is_some() || description.is_some() {
                self.explanation.helps.push(Help {
                    url: url.unwrap_or_default(),
                    description: description.unwrap_or_default(),
                });
            }
        }
        for (name, value) in object {
            if !NOT_A_DETAIL.contains(&name.as_str()) {
                self.texts(&format!("{key}.{name}"), value, DEEPEST);
            }
        }
    }

    /// Reads the payload of a refusal. Only texts under explaining names are used.
    fn payload(&mut self, key: &str, data: &Value) {
        match data {
            Value::Object(object) => {
                for (name, value) in object.iter().filter(|(name, _)| explains(name)) {
                    self.texts(&format!("{key}.{name}"), value, DEEPEST);
                }
            }
            Value::String(_) => self.texts(key, data, DEEPEST),
            _ => {}
        }
    }

    /// All texts within an explaining value. A pair of `key` and `value` counts as one.
    fn texts(&mut self, key: &str, value: &Value, deepest: usize) {
        let kept = self.explanation.details.len();
        if kept >= KEPT || deepest == 0 {
            return;
        }
        match value {
            Value::Array(values) => {
                for value in values.iter().take(KEPT) {
                    self.texts(key, value, deepest - 1);
                }
            }
            Value::Object(object) => {
                if let (Some(key), Some(text)) = (self.text(object.get("key")), object.get("value"))
                {
                    return self.detail(&key, &scalar(text));
                }
                for (name, value) in object {
                    if !NOT_A_DETAIL.contains(&name.as_str()) {
                        self.texts(&format!("{key}.{name}"), value, deepest - 1);
                    }
                }
            }
            value => self.detail(key, &scalar(value)),
        }
    }

    fn detail(&mut self, key: &str, text: &str) {
        let detail = Detail {
            key: self.clean(key),
            text: self.clean(text),
        };
        if !detail.text.is_empty() && !self.explanation.details.contains(&detail) {
            self.explanation.details.push(detail);
        }
    }

    fn first_of(&self, value: &Value, keys: &[&str]) -> Option<String> {
        self.first(value.as_object()?, keys)
    }

    fn first(&self, object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.text(object.get(*key)))
    }

    /// A text, if the value is one and not empty.
    fn text(&self, value: Option<&Value>) -> Option<String> {
        let text = value?.as_str()?.trim();
        (!text.is_empty()).then(|| self.clean(text))
    }

    fn clean(&self, text: &str) -> String {
        clean(self.scrub, text)
    }
}

/// A text of an answer without secrets, shortened for a person to read.
pub(crate) fn clean(scrub: &Scrub<'_>, text: &str) -> String {
    scrub.text(text.trim()).chars().take(LONGEST).collect()
}

fn entries<'v>(object: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    match object.get(key) {
        Some(Value::Array(entries)) => &entries[..entries.len().min(KEPT)],
        Some(entry @ Value::Object(_)) => std::slice::from_ref(entry),
        _ => &[],
    }
}

/// A string as it is, other values as JSON; nothing for `null`.
fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// The details that add something to the message.
pub(crate) fn beyond(msg: Option<&str>, details: Vec<Detail>) -> Vec<Detail> {
    let mut told: BTreeSet<String> = msg.map(str::to_owned).into_iter().collect();
    let is_news = |detail: &Detail| told.insert(detail.text.clone());
    let mut is_news = is_news;
    details
        .into_iter()
        .filter(|detail| is_news(detail))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Explanation {
        let scrub = Scrub::new(["t-secret"]);
        Explanation::read(body.as_bytes(), &EnvelopeKeys::USUAL, false, &scrub)
    }

    #[test]
    fn keeps_every_text_that_explains_with_its_place() {
        let cases = [
            (r#"{"error":"plain reason"}"#, "error: plain reason"),
            (
                r#"{"error":["a","b",{"msg":"c"}]}"#,
                "error: a|error: b|error.msg: c",
            ),
            (
                r#"{"error":{"details":[{"key":"reason","value":"start_time(NaN)"}],"log_id":"L"}}"#,
                "reason: start_time(NaN)",
            ),
            (
                r#"{"error":{"details":[{"key":"limit","value":101}]}}"#,
                "limit: 101",
            ),
            (
                r#"{"error":{"details":["a"],"status":7}}"#,
                "error.details: a|error.status: 7",
            ),
            (
                r#"{"error":{"code":"x","message":"m","value":"pw"}}"#,
                "error.code: x|error.message: m",
            ),
            (
                r#"{"error":"invalid_grant","error_description":"d"}"#,
                "error: invalid_grant|error_description: d",
            ),
            (r#"{"errors":[{"message":"m"}]}"#, "errors.message: m"),
            (r#"{"data":{"reason":"r","name":"n"}}"#, "data.reason: r"),
            (
                r#"{"data":{"error":{"a":{"b":"c"}},"message":"m"}}"#,
                "data.error.a.b: c|data.message: m",
            ),
            (r#"{"data":"why"}"#, "data: why"),
            (r#"{"data":["a"],"name":"n","tips":"t"}"#, "tips: t"),
            (
                r#"{"err_msg":"e","StatusMessage":"s"}"#,
                "StatusMessage: s|err_msg: e",
            ),
            (
                r#"{"reason":"cut \ud83d t-secret"}"#,
                "reason: cut \u{fffd} [redacted]",
            ),
            (r#"{"error":7}"#, "error: 7"),
            (r#"{"error":{"log_id":7,"field_violations":{}}}"#, ""),
            (r#"{"error":null,"data":null}"#, ""),
            ("[]", ""),
            ("{", ""),
        ];
        for (body, expected) in cases {
            let details = read(body).details;
            let told: Vec<String> = details
                .iter()
                .map(|d| format!("{}: {}", d.key, d.text))
                .collect();
            let mut expected: Vec<&str> = expected.split('|').filter(|e| !e.is_empty()).collect();
            let mut told: Vec<&str> = told.iter().map(String::as_str).collect();
            told.sort_unstable();
            expected.sort_unstable();
            assert_eq!(told, expected, "{body}");
        }
    }

    #[test]
    fn reads_what_has_a_name_of_its_own() {
        let explanation = read(
            r#"{
            "code": 99991679,
            "error": {
                "log_id": "202407260711088FB107A76E0100002087",
                "permission_violations": [
                    {"subject": "task:task:read", "type": "action_privilege_required"},
                    {"type": "no subject"}, 7
                ],
                "field_violations": [{"field": "limit", "value": "101", "description": "too large"}],
                "helps": [{"url": "https://e/t-secret", "description": "scopes"}, {}],
                "troubleshooter": "https://open.feishu.cn/search?log_id=2"
            }
        }"#,
        );
        let expected = Explanation {
            log_id: Some("202407260711088FB107A76E0100002087".to_owned()),
            troubleshooter: Some("https://open.feishu.cn/search?log_id=2".to_owned()),
            permission_violations: vec![PermissionViolation {
                kind: "action_privilege_required".to_owned(),
                subject: "task:task:read".to_owned(),
            }],
            field_violations: vec![FieldViolation {
                field: "limit".to_owned(),
                description: "too large".to_owned(),
            }],
            helps: vec![Help {
                url: "https://e/[redacted]".to_owned(),
                description: "scopes".to_owned(),
            }],
            details: Vec::new(),
        };
        assert_eq!(explanation, expected);
    }

    #[test]
    fn a_secret_payload_and_a_flood_are_left_out() {
        let body = br#"{"data":{"reason":"r"},"error":"e"}"#;
        let keys = EnvelopeKeys::USUAL;
        let explanation = Explanation::read(body, &keys, true, &Scrub::default());
        assert_eq!(explanation.details.len(), 1);
        let many: Vec<String> = (0..5000).map(|i| format!("\"{i}\"")).collect();
        let body = format!("{{\"error\":[{}]}}", many.join(","));
        assert_eq!(read(&body).details.len(), KEPT);
        let deep = format!("{{\"error\":{}1{}}}", "[".repeat(100), "]".repeat(100));
        assert_eq!(read(&deep).details, []);
    }
}

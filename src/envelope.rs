//! The outside of an answer: `code`, `msg`, where the payload lies, and what the platform says of
//! a failure.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::{FieldViolation, PermissionViolation};

/// What stands around the payload. Reading it allocates nothing for a successful answer.
#[derive(Debug, Default)]
pub(crate) struct Envelope<'a> {
    pub(crate) code: Option<i64>,
    pub(crate) msg: Option<Cow<'a, str>>,
    pub(crate) log_id: Option<Cow<'a, str>>,
    data: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Reads the outside of `body`, which must be one JSON object.
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        let envelope = Envelope::deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(envelope)
    }

    /// Where `data` lies in the body; `None` when it is missing or `null`.
    pub(crate) fn data_within(&self, body: &[u8]) -> Option<Range<usize>> {
        let data = self.data?.get();
        let start = data.as_ptr() as usize - body.as_ptr() as usize;
        Some(start..start + data.len())
    }

    /// What the platform says of a failure beyond `code` and `msg`. Never fails: an explanation
    /// that can not be read must not hide what it explains.
    pub(crate) fn details(&self) -> Details {
        let Some(Ok(Value::Object(error))) = self.error.map(|raw| serde_json::from_str(raw.get()))
        else {
            return Details::default();
        };
        let text = |value: Option<&Value>| match value {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        let entries = |key: &str| match error.get(key) {
            Some(Value::Array(entries)) => entries.clone(),
            _ => Vec::new(),
        };
        Details {
            message: text(error.get("message")),
            log_id: text(error.get("log_id")).or_else(|| text(error.get("logid"))),
            troubleshooter: text(error.get("troubleshooter")),
            permission_violations: entries("permission_violations")
                .iter()
                .filter_map(|entry| {
                    Some(PermissionViolation {
                        kind: text(entry.get("type")).unwrap_or_default(),
                        subject: text(entry.get("subject"))?,
                    })
                })
                .collect(),
            field_violations: entries("field_violations")
                .iter()
                .filter_map(|entry| {
                    Some(FieldViolation {
                        field: text(entry.get("field"))?,
                        description: text(entry.get("description")).unwrap_or_default(),
                    })
                })
                .collect(),
        }
    }
}

/// What stands below `error`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Details {
    pub(crate) message: Option<String>,
    pub(crate) log_id: Option<String>,
    pub(crate) troubleshooter: Option<String>,
    pub(crate) permission_violations: Vec<PermissionViolation>,
    pub(crate) field_violations: Vec<FieldViolation>,
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `code`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
        let mut envelope = Envelope::default();
        let mut has_data = false;
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                // With two of them it is open which one holds.
                "code" if envelope.code.is_some() => return Err(A::Error::duplicate_field("code")),
                "data" if has_data => return Err(A::Error::duplicate_field("data")),
                "code" => envelope.code = Some(map.next_value()?),
                "data" => {
                    has_data = true;
                    envelope.data = map.next_value()?;
                }
                "error" => envelope.error = map.next_value()?,
                // Some older endpoints say `message` or `error_msg`; `msg` holds where both stand.
                "msg" => envelope.msg = lenient(map.next_value()?).or(envelope.msg),
                "message" | "error_msg" if envelope.msg.is_none() => {
                    envelope.msg = lenient(map.next_value()?);
                }
                "log_id" | "logid" => envelope.log_id = lenient(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

/// A text that serves explanation only; anything but a string is passed over.
fn lenient(raw: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Text<'_>>(raw.get())
        .ok()
        .map(|text| text.0)
}

/// A string, borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_payload_wherever_it_stands() {
        let cases: [(&str, Option<&str>); 6] = [
            (
                r#"{"code":0,"msg":"ok","data":{"a":[1, 2]}}"#,
                Some(r#"{"a":[1, 2]}"#),
            ),
            (r#" {"data" : [ ] , "code" : 0}"#, Some("[ ]")),
            (r#"{"code":0,"data":null}"#, None),
            (r#"{"code":0}"#, None),
            (r#"{"code":0,"data":"x","data2":1}"#, Some(r#""x""#)),
            (r#"{"co\u0064e":0,"data":false}"#, Some("false")),
        ];
        for (body, data) in cases {
            let envelope = Envelope::read(body.as_bytes()).unwrap();
            assert_eq!(envelope.code, Some(0), "{body}");
            let found = envelope.data_within(body.as_bytes());
            assert_eq!(found.map(|range| &body[range]), data, "{body}");
        }
    }

    #[test]
    fn refuses_what_is_no_envelope() {
        for body in [
            "",
            "[]",
            "0",
            "null",
            "{",
            r#"{"code":"0"}"#,
            r#"{"code":0.5}"#,
            r#"{"code":0}}"#,
            r#"{"code":0,"code":1}"#,
            r#"{"code":0,"data":1,"data":2}"#,
            "<html>",
            r#"{"code":0,"data":null,"data":{}}"#,
            r#"{"code":99999999999999999999}"#,
        ] {
            assert!(Envelope::read(body.as_bytes()).is_err(), "{body}");
        }
        assert!(Envelope::read(b"{\"code\":0,\"data\":\"\xff\"}").is_err());
        assert_eq!(Envelope::read(b"{}").unwrap().code, None);
    }

    #[test]
    fn takes_the_message_from_where_it_stands() {
        let cases = [
            (r#"{"code":1,"msg":"a","message":"b"}"#, Some("a")),
            (r#"{"code":1,"message":"b","msg":"a"}"#, Some("a")),
            (r#"{"code":1,"error_msg":"c\n"}"#, Some("c\n")),
            (r#"{"code":1,"msg":null}"#, None),
            (r#"{"code":1,"msg":{"text":"a"}}"#, None),
        ];
        for (body, msg) in cases {
            let envelope = Envelope::read(body.as_bytes()).unwrap();
            assert_eq!(envelope.msg.as_deref(), msg, "{body}");
        }
    }

    #[test]
    fn reads_what_the_platform_says_of_a_failure() {
        let body = br#"{
            "code": 99991679,
            "error": {
                "log_id": "202407260711088FB107A76E0100002087",
                "permission_violations": [
                    {"subject": "task:task:read", "type": "action_privilege_required"},
                    {"type": "no subject"}, 7
                ],
                "field_violations": [{"field": "limit", "value": "101", "description": "too large"}],
                "troubleshooter": "https://open.feishu.cn/search?log_id=2"
            }
        }"#;
        let details = Envelope::read(body).unwrap().details();
        assert_eq!(
            details.log_id.as_deref(),
            Some("202407260711088FB107A76E0100002087")
        );
        assert_eq!(
            details.permission_violations,
            [PermissionViolation {
                kind: "action_privilege_required".to_owned(),
                subject: "task:task:read".to_owned(),
            }]
        );
        assert_eq!(
            details.field_violations,
            [FieldViolation {
                field: "limit".to_owned(),
                description: "too large".to_owned(),
            }]
        );
        for body in [
            r#"{"error":7}"#,
            r#"{"error":{"log_id":7,"field_violations":{}}}"#,
            "{}",
        ] {
            let details = Envelope::read(body.as_bytes()).unwrap().details();
            assert_eq!(details, Details::default(), "{body}");
        }
    }
}

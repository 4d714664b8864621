//! Reads the envelope of an answer: code, message, and where the payload is.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use larkspec_shape::repaired;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::endpoint::metadata::EnvelopeKeys;

/// Names of the code that any answer may have: those of the gateway and of custom bots.
const CODES: [&str; 2] = ["code", "StatusCode"];

/// Removes the byte order mark that some servers send.
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

/// The fields around the payload. Reading them does not allocate for a successful answer.
#[derive(Debug, Default)]
pub(crate) struct Envelope<'a> {
    pub(crate) code: Option<i64>,
    pub(crate) msg: Option<Cow<'a, str>>,
    /// Whether there is an `error` that is not `null`.
    pub(crate) has_error: bool,
    data: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Reads the envelope of `body`, which must be one JSON object.
    pub(crate) fn read(body: &'a [u8], keys: &EnvelopeKeys) -> Result<Self, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        let envelope = Outside(keys).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(envelope)
    }

    /// Where the payload is in the body; `None` if it is missing or `null`.
    pub(crate) fn data_within(&self, body: &[u8]) -> Option<Range<usize>> {
        let data = self.data?.get();
        let start = data.as_ptr() as usize - body.as_ptr() as usize;
        Some(start..start + data.len())
    }
}

struct Outside<'k>(&'k EnvelopeKeys);

impl<'de> DeserializeSeed<'de> for Outside<'_> {
    type Value = Envelope<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Outside<'_> {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.0.code)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
        let keys = self.0;
        let mut envelope = Envelope::default();
        let mut has_data = false;
        let mut other_code = None;
        let mut other_msg = None;
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                // With two of them, it would be unclear which one to use.
                key if key == keys.code && envelope.code.is_some() => {
                    return Err(A::Error::duplicate_field(keys.code));
                }
                key if key == keys.data && has_data => {
                    return Err(A::Error::duplicate_field(keys.data));
                }
                key if key == keys.code => envelope.code = Some(map.next_value()?),
                key if key == keys.data => {
                    has_data = true;
                    envelope.data = map.next_value()?;
                }
                key if key == keys.msg => envelope.msg = text(map.next_value()?).or(envelope.msg),
                "error" => envelope.has_error = map.next_value::<Option<IgnoredAny>>()?.is_some(),
                // The gateway refuses a call with its own envelope, whatever the endpoint's is.
                key if CODES.contains(&key) => {
                    let raw: &RawValue = map.next_value()?;
                    other_code = other_code.or(serde_json::from_str(raw.get()).ok());
                }
                // Some older endpoints say `message` or `error_msg`.
                key if MESSAGES.contains(&key) && other_msg.is_none() => {
                    other_msg = text(map.next_value()?);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        envelope.code = envelope.code.or(other_code);
        envelope.msg = envelope.msg.filter(|msg| !msg.is_empty()).or(other_msg);
        Ok(envelope)
    }
}

/// Whether a key in the body of an answer belongs to the envelope, whose names may be customised.
pub(crate) fn is_of_envelope(key: &str, keys: &EnvelopeKeys) -> bool {
    [keys.code, keys.msg, "error", "log_id", "request_id"].contains(&key)
        || CODES.contains(&key)
        || MESSAGES.contains(&key)
}

/// Names of a message that any answer may have.
pub(crate) const MESSAGES: [&str; 9] = [
    "msg",
    "message",
    "error_msg",
    "err_msg",
    "errmsg",
    "error_message",
    "error_description",
    "StatusMessage",
    "status_message",
];

/// A text that only serves as an explanation; other types are ignored.
fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let read = serde_json::from_str::<Text<'_>>(raw.get()).ok();
    read.map(|text| text.0).or_else(|| {
        let repaired = repaired(raw.get().as_bytes())?;
        let text: String = serde_json::from_slice(&repaired).ok()?;
        Some(Cow::Owned(text))
    })
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

    const KEYS: EnvelopeKeys = EnvelopeKeys::USUAL;
    const OTHERS: EnvelopeKeys = EnvelopeKeys {
        code: "errcode",
        msg: "errmsg",
        data: "result",
        code_required: true,
        msg_required: true,
    };

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
            let envelope = Envelope::read(body.as_bytes(), &KEYS).unwrap();
            assert_eq!(envelope.code, Some(0), "{body}");
            let found = envelope.data_within(body.as_bytes());
            assert_eq!(found.map(|range| &body[range]), data, "{body}");
        }
        let body = r#"{"errcode":0,"data":1,"result":{},"code":7}"#;
        let envelope = Envelope::read(body.as_bytes(), &OTHERS).unwrap();
        let found = envelope.data_within(body.as_bytes());
        assert_eq!(
            (envelope.code, found.map(|range| &body[range])),
            (Some(0), Some("{}"))
        );
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
            assert!(Envelope::read(body.as_bytes(), &KEYS).is_err(), "{body}");
        }
        assert!(Envelope::read(b"{\"code\":0,\"data\":\"\xff\"}", &KEYS).is_err());
        assert_eq!(Envelope::read(b"{}", &KEYS).unwrap().code, None);
    }

    #[test]
    fn takes_code_and_message_from_where_they_stand() {
        let cases = [
            (
                KEYS,
                r#"{"code":1,"msg":"a","message":"b"}"#,
                Some(1),
                Some("a"),
            ),
            (
                KEYS,
                r#"{"code":1,"message":"b","msg":"a"}"#,
                Some(1),
                Some("a"),
            ),
            (
                KEYS,
                r#"{"code":1,"error_msg":"c\n"}"#,
                Some(1),
                Some("c\n"),
            ),
            (
                KEYS,
                r#"{"code":1,"msg":"","error_description":"d"}"#,
                Some(1),
                Some("d"),
            ),
            (KEYS, r#"{"code":1,"msg":null}"#, Some(1), None),
            (KEYS, r#"{"code":1,"msg":{"text":"a"}}"#, Some(1), None),
            (
                KEYS,
                r#"{"code":1,"msg":"cut \ud83d"}"#,
                Some(1),
                Some("cut \u{fffd}"),
            ),
            (
                KEYS,
                r#"{"StatusCode":0,"StatusMessage":"success"}"#,
                Some(0),
                Some("success"),
            ),
            (KEYS, r#"{"StatusCode":1,"code":2}"#, Some(2), None),
            (KEYS, r#"{"StatusCode":"1"}"#, None, None),
            (OTHERS, r#"{"code":7,"msg":"a"}"#, Some(7), Some("a")),
            (
                OTHERS,
                r#"{"code":0,"errcode":7,"errmsg":"a","msg":"b"}"#,
                Some(7),
                Some("a"),
            ),
            (OTHERS, r#"{"code":"x","errcode":0}"#, Some(0), None),
        ];
        for (keys, body, code, msg) in cases {
            let envelope = Envelope::read(body.as_bytes(), &keys).unwrap();
            assert_eq!(
                (envelope.code, envelope.msg.as_deref()),
                (code, msg),
                "{body}"
            );
        }
    }
}

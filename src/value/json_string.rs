//! A string that carries a JSON document.

use std::borrow::Cow;
use std::fmt;

use larkspec_shape::object::{Cell, Document, Leaf, Plain, SlotMut, SlotRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// A string whose text is a JSON document, as the platform uses for the content of a message or the form of an
/// approval.
///
/// It is sent and received as a string; programs work with the value in it. When the client decodes an answer, it
/// reads the document as tolerantly as the answer around it and reports what it leaves out
/// ([`Error::left_out`](crate::Error::left_out)).
///
/// ```
/// use larkspec::JsonString;
///
/// // As sent: a JSON string that contains JSON.
/// let wire = r#""{\"text\":\"hi\"}""#;
///
/// # use std::collections::BTreeMap;
/// type Content = BTreeMap<String, String>;
/// let content: JsonString<Content> = serde_json::from_str(wire)?;
/// assert_eq!(content.value().unwrap()["text"], "hi");
///
/// // From a value to the string.
/// let content = JsonString::from(Content::from([("text".into(), "hi".into())]));
/// assert_eq!(serde_json::to_string(&content)?, wire);
///
/// // A text that cannot be read as the value is kept as it was received.
/// let content: JsonString<Content> = serde_json::from_str(r#""plain text""#)?;
/// assert_eq!(content, JsonString::Text("plain text".into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Where a page does not describe the document, the value is a [`serde_json::Map`] or a list of them. The setter of
/// such a field also takes [`json!`](serde_json::json) and the text of a document:
///
/// ```
/// use larkspec::JsonString;
/// use serde_json::{Map, Value, json};
///
/// let content: JsonString<Map<String, Value>> = json!({ "text": "hi" }).into();
/// assert_eq!(content, r#"{"text": "hi"}"#.into());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum JsonString<T> {
    /// The decoded document.
    Value(T),
    /// A text that cannot be read as a `T`. It is sent unchanged, but the check of a request rejects it unless it has
    /// the right shape.
    Text(String),
}

impl<T> JsonString<T> {
    /// Returns the value, if the text could be read as one.
    pub fn value(&self) -> Option<&T> {
        match self {
            JsonString::Value(value) => Some(value),
            JsonString::Text(_) => None,
        }
    }

    /// Returns the value.
    ///
    /// # Errors
    ///
    /// Returns the text if it could not be read as a value.
    pub fn into_value(self) -> Result<T, String> {
        match self {
            JsonString::Value(value) => Ok(value),
            JsonString::Text(text) => Err(text),
        }
    }
}

impl<T: DeserializeOwned> JsonString<T> {
    /// Reads the text of the string.
    pub fn read(text: impl Into<String>) -> Self {
        let text = text.into();
        match serde_json::from_str(&text) {
            Ok(value) => JsonString::Value(value),
            Err(_) => JsonString::Text(text),
        }
    }
}

impl<T> From<T> for JsonString<T> {
    fn from(value: T) -> Self {
        JsonString::Value(value)
    }
}

/// Conversions to documents that a page does not describe, from a value and from the text of a document.
macro_rules! from_any_document {
    ($($document:ty),+) => {$(
        /// A value of another kind is kept as its text, which the check of a request rejects.
        impl From<Value> for JsonString<$document> {
            fn from(value: Value) -> Self {
                JsonString::read(value.to_string())
            }
        }

        /// Reads the text of a document.
        impl From<&str> for JsonString<$document> {
            fn from(text: &str) -> Self {
                JsonString::read(text)
            }
        }

        /// Reads the text of a document.
        impl From<String> for JsonString<$document> {
            fn from(text: String) -> Self {
                JsonString::read(text)
            }
        }
    )+};
}

from_any_document!(Map<String, Value>, Vec<Map<String, Value>>);

/// Never shows a text that could not be read because it may contain a secret.
impl<T: fmt::Debug> fmt::Debug for JsonString<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonString::Value(value) => f.debug_tuple("Value").field(value).finish(),
            JsonString::Text(text) => write!(f, "Text({} bytes)", text.len()),
        }
    }
}

impl<T: Serialize> Serialize for JsonString<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            JsonString::Value(value) => {
                let text = serde_json::to_string(value).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&text)
            }
            JsonString::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for JsonString<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(JsonString::read)
    }
}

impl<T> Leaf for JsonString<T>
where
    T: Cell + Serialize + DeserializeOwned + Clone + PartialEq + fmt::Debug + 'static,
{
    fn blank() -> Self {
        JsonString::Text(String::new())
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Text(text) => Ok(JsonString::read(text)),
            _ => Err("expected a string".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(match self {
            JsonString::Value(value) => {
                let text = serde_json::to_string(value);
                text.map_err(|error| error.to_string())?.into()
            }
            JsonString::Text(text) => text.into(),
        }))
    }

    fn document(&mut self) -> Option<&mut dyn Document> {
        Some(self)
    }
}

impl<T: Cell> Document for JsonString<T> {
    fn begin(&mut self) -> SlotMut<'_> {
        *self = JsonString::Value(T::blank());
        match self {
            JsonString::Value(value) => value.slot(),
            JsonString::Text(_) => unreachable!("it has just been made a value"),
        }
    }
}

impl<T> Cell for JsonString<T>
where
    T: Cell + Serialize + DeserializeOwned + Clone + PartialEq + fmt::Debug + 'static,
{
    fn blank() -> Self {
        Leaf::blank()
    }

    fn slot(&mut self) -> SlotMut<'_> {
        SlotMut::Scalar(self)
    }

    fn value(&self) -> SlotRef<'_> {
        SlotRef::Scalar(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn is_made_from_any_document_or_its_text() {
        type Content = JsonString<Map<String, Value>>;
        type Form = JsonString<Vec<Map<String, Value>>>;

        let value = json!({ "text": "hi" });
        let content = Content::from(value.clone());
        assert_eq!(content.value().unwrap()["text"], "hi");
        assert_eq!(Content::from(value.to_string()), content);
        assert_eq!(Content::from(r#"{ "text": "hi" }"#), content);
        let form = Form::from(json!([value]));
        assert_eq!(form.value().unwrap().len(), 1);
        assert_eq!(Form::from(r#"[{ "text": "hi" }]"#), form);
        // Nothing is lost of what does not fit.
        assert_eq!(Content::from(json!([1])), JsonString::Text("[1]".into()));
        assert_eq!(Form::from("hi"), JsonString::Text("hi".into()));
    }

    #[test]
    fn travels_as_a_string() {
        type Numbers = JsonString<Vec<i64>>;
        for (wire, expected) in [
            (r#""[1,2]""#, Numbers::Value(vec![1, 2])),
            (r#"" [ 1 ] ""#, Numbers::Value(vec![1])),
            (r#""[1""#, Numbers::Text("[1".to_owned())),
            (r#""""#, Numbers::Text(String::new())),
            (r#""null""#, Numbers::Text("null".to_owned())),
            (r#""{}""#, Numbers::Text("{}".to_owned())),
        ] {
            let read: Numbers = serde_json::from_str(wire).unwrap();
            assert_eq!(read, expected, "{wire}");
            if let Numbers::Text(_) = read {
                assert_eq!(serde_json::to_string(&read).unwrap(), wire);
            }
        }
        assert_eq!(
            serde_json::to_string(&Numbers::from(vec![1])).unwrap(),
            r#""[1]""#
        );
        for wire in ["[1]", "null", "1"] {
            assert!(serde_json::from_str::<Numbers>(wire).is_err(), "{wire}");
        }
    }

    #[test]
    fn shows_nothing_of_what_it_could_not_read() {
        let text = JsonString::<Vec<i64>>::Text("hunter2".to_owned());
        assert_eq!(format!("{text:?}"), "Text(7 bytes)");
        assert_eq!(format!("{:?}", JsonString::Value(vec![1])), "Value([1])");
    }
}

//! A file to upload, or one that was downloaded.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use larkspec_shape::object::{self, Leaf, Plain};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The content of a file, with its name and media type.
///
/// In a form, it is sent as it is. Within JSON, it is a Base64 string (RFC 4648, with padding), without name and
/// media type. `Debug` shows only its length.
///
/// ```
/// use larkspec::Bytes;
///
/// let photo = Bytes::from(vec![0xff, 0xd8]).with_name("me.jpg").with_content_type("image/jpeg");
/// assert_eq!(photo.name(), Some("me.jpg"));
/// assert_eq!(photo.as_slice(), [0xff, 0xd8]);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes {
    content: Vec<u8>,
    name: Option<String>,
    content_type: Option<String>,
}

impl Bytes {
    /// The content.
    pub fn as_slice(&self) -> &[u8] {
        &self.content
    }

    /// The content, owned.
    pub fn into_vec(self) -> Vec<u8> {
        self.content
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether the content is empty.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The file name: the one that was set, or the one that the platform sent. Do not use it as a path without
    /// checking it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type, such as `image/png`.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Sets the file name. A form field without one is sent with the name of the field.
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type. The default in a form is `application/octet-stream`.
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(content: Vec<u8>) -> Self {
        Bytes {
            content,
            name: None,
            content_type: None,
        }
    }
}

impl From<&[u8]> for Bytes {
    fn from(content: &[u8]) -> Self {
        content.to_vec().into()
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.content
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Bytes");
        debug.field("len", &self.content.len());
        if let Some(name) = &self.name {
            debug.field("name", name);
        }
        if let Some(content_type) = &self.content_type {
            debug.field("content_type", content_type);
        }
        debug.finish()
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.content))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::leaf(deserializer)
    }
}

impl Leaf for Bytes {
    fn blank() -> Self {
        Bytes::default()
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        let Plain::Text(text) = value else {
            return Err("expected bytes as a Base64 string".into());
        };
        // The decoder's message quotes a byte, which may be secret.
        let content = STANDARD.decode(text.as_bytes());
        let content = content.map_err(|_| "the string is not Base64 with padding (RFC 4648)")?;
        Ok(content.into())
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(STANDARD.encode(&self.content).into()))
    }
}

larkspec_shape::leaf_cell!(Bytes);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn travels_as_base64_and_shows_its_length() {
        let bytes = Bytes::from(vec![0, 255, 7]).with_name("a.bin");
        let json = serde_json::to_string(&bytes).unwrap();
        assert_eq!(json, r#""AP8H""#);
        assert_eq!(
            serde_json::from_str::<Bytes>(&json).unwrap().as_slice(),
            [0, 255, 7]
        );
        assert_eq!(format!("{bytes:?}"), r#"Bytes { len: 3, name: "a.bin" }"#);
        for bad in [r#""AP8""#, r#""A P8""#, r#""é""#, "7", "null"] {
            assert!(serde_json::from_str::<Bytes>(bad).is_err(), "{bad}");
        }
    }
}

//! A string that is never shown.

use std::borrow::Cow;
use std::fmt;

use larkspec_shape::object::{self, Leaf, Plain};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroize as _;

/// A token, app secret or password: a string whose `Debug` output is redacted and which has no `Display`.
///
/// It is sent and received as a plain string; only [`expose`](Secret::expose) returns the text. Its memory is
/// overwritten on drop. That does not include copies, such as those that the HTTP library makes.
///
/// ```
/// let secret = larkspec::Secret::from("dskLLdkasdjlasdKK");
/// assert_eq!(format!("{secret:?}"), "Secret(redacted)");
/// assert_eq!(secret.expose(), "dskLLdkasdjlasdKK");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret itself. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the string is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Secret(secret)
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Secret(secret.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::leaf(deserializer)
    }
}

impl Leaf for Secret {
    fn blank() -> Self {
        Secret::default()
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Text(secret) => Ok(Secret(secret.into_owned())),
            _ => Err("expected a string".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Text(Cow::Borrowed(&self.0)))
    }

    fn is_secret(&self) -> bool {
        true
    }
}

larkspec_shape::leaf_cell!(Secret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn travels_as_a_string_and_shows_nothing() {
        let secret: Secret = serde_json::from_str(r#""t-7f1bcd\n""#).unwrap();
        assert_eq!(secret.expose(), "t-7f1bcd\n");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""t-7f1bcd\n""#);
        assert_eq!(
            format!("{secret:?} {secret:#?}"),
            "Secret(redacted) Secret(redacted)"
        );
        assert!(serde_json::from_str::<Secret>("7").is_err());
    }
}

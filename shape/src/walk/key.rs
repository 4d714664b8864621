//! Reads the keys of objects without allocating for known ones.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{self, DeserializeSeed, Visitor};

use crate::shape::Field;

/// Whether serde_json's `arbitrary_precision` is on, which any crate of a build can enable. A number then arrives as
/// a map with one private key.
fn has_arbitrary_precision() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    const BEYOND_F64: &str = "1.00000000000000000000000001";
    *FOUND.get_or_init(|| {
        let number = serde_json::from_str::<serde_json::Number>(BEYOND_F64);
        number.is_ok_and(|number| number.to_string() == BEYOND_F64)
    })
}

/// The key that `arbitrary_precision` uses for a number.
pub(super) const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// A key of an object. It fits into two registers; the name of an unknown key is passed separately.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A described field, by its index.
    Known(usize),
    /// Another key.
    Other,
    /// If it is the first key, the text of a number follows.
    Number,
}

/// Reads a key and finds its field. It does not allocate for a known key.
#[derive(Default)]
pub(super) struct KeySeed<'s, 'n, 'de> {
    /// The fields of every envelope.
    pub(super) head: &'s [Field<'s>],
    /// The other fields. Their indices follow those of `head`.
    pub(super) fields: &'s [Field<'s>],
    /// The field to try first, and its index: payloads mostly have the order of the page.
    pub(super) in_turn: Option<&'s Field<'s>>,
    pub(super) expected: usize,
    /// Receives the name of an undescribed key, if it is needed.
    pub(super) name: Option<&'n mut Cow<'de, str>>,
}

impl KeySeed<'_, '_, '_> {
    #[inline(always)]
    fn find(&self, name: &str) -> Option<usize> {
        match self.in_turn {
            Some(field) if field.name == name => Some(self.expected),
            _ => {
                let mut fields = self.head.iter().chain(self.fields);
                fields.position(|field| field.name == name)
            }
        }
    }
}

impl<'de> KeySeed<'_, '_, 'de> {
    /// An undescribed key.
    fn other(self, name: Cow<'de, str>) -> Key {
        if name == NUMBER_TOKEN && has_arbitrary_precision() {
            return Key::Number;
        }
        if let Some(out) = self.name {
            *out = name;
        }
        Key::Other
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, '_, 'de> {
    type Value = Key;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, '_, 'de> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match self.find(name) {
            Some(index) => Key::Known(index),
            None => self.other(Cow::Owned(name.to_owned())),
        })
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key, E> {
        Ok(match self.find(name) {
            Some(index) => Key::Known(index),
            None => self.other(Cow::Borrowed(name)),
        })
    }
}

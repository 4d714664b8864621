//! What generated code stands on. Not for other use: it changes with the generator.

use std::fmt;
use std::marker::PhantomData;

pub use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
pub use serde::ser::{Serialize, SerializeMap, Serializer};
pub use serde_json::{Map, Value};

use serde::de::{DeserializeSeed, Error as _, IgnoredAny};

#[cfg(feature = "schemars")]
pub use schemars;
#[cfg(feature = "schemars")]
pub use serde_json;

use crate::Turn;

/// A struct that is read from an object, a key at a time.
pub trait FromMap<'de>: Sized {
    /// Reads it; unknown keys are passed over.
    fn from_map<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

/// Reads a struct from an object, and from nothing else: a list of the values in the right order is
/// not one.
pub fn object<'de, T: FromMap<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: FromMap<'de>> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::from_map(map)
        }
    }

    deserializer.deserialize_map(Object(PhantomData))
}

/// Reads a key as its index among the known ones; their number stands for any other.
pub struct Key(pub &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        let known = self.0.iter().position(|known| *known == key);
        Ok(known.unwrap_or(self.0.len()))
    }
}

/// Passes over the value of an unknown key.
pub fn ignore<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Reads a list; the platform writes an empty one as `null` now and then.
pub fn list<'de, T: Deserialize<'de>, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<T>, A::Error> {
    Ok(map.next_value::<Option<Vec<T>>>()?.unwrap_or_default())
}

/// The value of a required field.
pub fn required<T, E: serde::de::Error>(value: Option<T>, key: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(key))
}

/// Reads an enum of strings.
pub fn text_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> TryFrom<&'a str, Error: fmt::Display>,
    D: Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> TryFrom<&'a str, Error: fmt::Display>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<T, E> {
            T::try_from(value).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads an enum of integers.
pub fn int_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64, Error: fmt::Display>,
    D: Deserializer<'de>,
{
    T::try_from(i64::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// A request's `offset`, required or not.
pub trait Offset {
    /// Moves it on.
    fn advance(&mut self, by: i64);
}

impl Offset for i64 {
    fn advance(&mut self, by: i64) {
        *self = self.saturating_add(by);
    }
}

impl Offset for Option<i64> {
    fn advance(&mut self, by: i64) {
        *self = Some(self.unwrap_or(0).saturating_add(by));
    }
}

/// Turns the page by the number of items received.
///
/// Only an empty page is the end: a server that caps pages below what was asked sends short ones
/// all the way.
pub fn turn_offset(offset: &mut impl Offset, received: usize) -> Turn {
    if received == 0 {
        return Turn::End;
    }
    offset.advance(i64::try_from(received).unwrap_or(i64::MAX));
    Turn::Next
}

/// A request's `page_token`, required or not.
pub trait PageToken {
    /// The token that this request was sent with.
    fn current(&self) -> Option<&str>;
    /// Takes the next one.
    fn set(&mut self, token: String);
}

impl PageToken for String {
    fn current(&self) -> Option<&str> {
        Some(self)
    }

    fn set(&mut self, token: String) {
        *self = token;
    }
}

impl PageToken for Option<String> {
    fn current(&self) -> Option<&str> {
        self.as_deref()
    }

    fn set(&mut self, token: String) {
        *self = Some(token);
    }
}

/// Turns the page by the token that was answered.
///
/// `more` is absent where the page leaves it optional and the platform left it out: then a token
/// says that there is more.
pub fn turn_token(token: &mut impl PageToken, more: Option<bool>, next: Option<&str>) -> Turn {
    let next = next.filter(|next| !next.is_empty());
    if !more.unwrap_or(next.is_some()) {
        return Turn::End;
    }
    match next {
        Some(next) if token.current() != Some(next) => {
            token.set(next.to_owned());
            Turn::Next
        }
        _ => Turn::Lost,
    }
}

/// Implements `schemars::JsonSchema` with a schema made from the spec, where the feature is on.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    (const $root:ident = $schema:literal) => {
        const $root: &str = $schema;
    };
    ($type:ident, $name:literal, $root:ident, $pointer:literal) => {
        impl $crate::__private::schemars::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed($name)
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", $name))
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schema($root, $pointer)
            }
        }
    };
}

#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ($($ignored:tt)*) => {};
}

/// The part that `pointer` leads to of a schema that the generator wrote as JSON.
#[cfg(feature = "schemars")]
pub fn schema(json: &str, pointer: &str) -> schemars::Schema {
    let part = serde_json::from_str::<Value>(json)
        .ok()
        .and_then(|mut root| Some(root.pointer_mut(pointer)?.take()))
        .and_then(|part| schemars::Schema::try_from(part).ok());
    match part {
        Some(schema) => schema,
        None => unreachable!("the generator writes a schema at {pointer}"),
    }
}

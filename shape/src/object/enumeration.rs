//! Enums that keep unlisted values.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::hash::Hash;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Leaf, Plain};

/// The values that a page lists for a field.
///
/// Generated for each enum; you do not need to implement it by hand.
pub trait Enumeration: Copy + Eq + Hash + fmt::Debug + 'static {
    /// The JSON representation of a value: `&'static str` or `i64`.
    type Wire: Wire;

    /// Each value with its JSON representation, in the order of the page. There is at least one.
    const VALUES: &'static [(Self, Self::Wire)];

    /// The JSON representation of the value.
    fn to_wire(self) -> Self::Wire {
        let entry = Self::VALUES.iter().find(|(listed, _)| *listed == self);
        // Every variant is in the table, so the default is never used.
        entry.unwrap_or(&Self::VALUES[0]).1
    }
}

/// The JSON representation of an enum's values.
pub trait Wire: Copy + PartialEq + fmt::Display + 'static {
    /// An unlisted value.
    type Owned: Clone + Eq + Hash + fmt::Debug + fmt::Display + 'static;
    /// The error for an invalid text.
    type Unparsable;
    /// The expectation, for an error.
    const EXPECTED: &'static str;

    /// Parses a text from a user.
    ///
    /// # Errors
    ///
    /// The text is not an integer, although one is expected. Any string is valid otherwise.
    fn parse(text: &str) -> Result<Self::Owned, Self::Unparsable>;

    /// Reads a scalar.
    fn read(plain: Plain<'_>) -> Option<Self::Owned>;
    /// Writes a scalar.
    fn written(self) -> Plain<'static>;
    /// Writes an unlisted value.
    fn unlisted(owned: &Self::Owned) -> Plain<'_>;
    /// Whether it equals this value.
    fn is(self, owned: &Self::Owned) -> bool;
}

impl Wire for &'static str {
    type Owned = String;
    type Unparsable = Infallible;
    const EXPECTED: &'static str = "expected a string";

    fn parse(text: &str) -> Result<String, Infallible> {
        Ok(text.to_owned())
    }

    fn read(plain: Plain<'_>) -> Option<String> {
        match plain {
            Plain::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    fn written(self) -> Plain<'static> {
        Plain::Text(Cow::Borrowed(self))
    }

    fn unlisted(owned: &String) -> Plain<'_> {
        Plain::Text(Cow::Borrowed(owned))
    }

    fn is(self, owned: &String) -> bool {
        self == owned
    }
}

impl Wire for i64 {
    type Owned = i64;
    type Unparsable = ParseIntError;
    const EXPECTED: &'static str = "expected an integer";

    fn parse(text: &str) -> Result<i64, ParseIntError> {
        text.parse()
    }

    fn read(plain: Plain<'_>) -> Option<i64> {
        match plain {
            Plain::Int(value) => Some(value),
            _ => None,
        }
    }

    fn written(self) -> Plain<'static> {
        Plain::Int(self)
    }

    fn unlisted(owned: &i64) -> Plain<'_> {
        Plain::Int(*owned)
    }

    fn is(self, owned: &i64) -> bool {
        self == *owned
    }
}

/// A value of an enum: one that the page lists, or any other, as it was sent.
///
/// The platform adds values before its pages list them, so an unlisted value does not make an answer fail; the check
/// decides whether a request may contain it. Equal values compare equal however they were created, so comparisons
/// with [`known`](OpenEnum::known) or with the JSON value still work when a later version lists more values.
///
/// Setters of requests take a listed value or the JSON value: `.color(Color::Red)` or `.color("red")`. To match on an
/// answer, use [`known`](OpenEnum::known):
///
/// ```
/// # use larkspec_shape::object::Enumeration;
/// use larkspec_shape::object::OpenEnum; // Also `larkspec::OpenEnum`.
/// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// # #[non_exhaustive]
/// # enum Color { Red, Green }
/// # impl Enumeration for Color {
/// #     type Wire = &'static str;
/// #     const VALUES: &'static [(Self, &'static str)] = &[(Color::Red, "red"), (Color::Green, "green")];
/// # }
/// # #[derive(Default)]
/// # struct Response { color: Option<OpenEnum<Color>> }
/// # let response = Response { color: Some(OpenEnum::from("blue")) };
///
/// // `color: Option<OpenEnum<Color>>`, an optional field of an answer.
/// let text = match response.color.as_ref().and_then(OpenEnum::known) {
///     Some(Color::Red) => "stop",
///     Some(Color::Green) => "go",
///     // Missing, or a value that the page does not list.
///     _ => "wait",
/// };
/// assert_eq!(text, "wait");
///
/// // A single value can be compared; any value has its text.
/// let color: OpenEnum<Color> = serde_json::from_str(r#""red""#)?;
/// assert_eq!(color, Color::Red);
/// assert_eq!(color, OpenEnum::from("red"));
/// assert_eq!(response.color.unwrap().as_str(), "blue");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OpenEnum<E: Enumeration>(Repr<E, <E::Wire as Wire>::Owned>);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr<E, O> {
    Listed(E),
    Unlisted(O),
}

impl<E: Enumeration> OpenEnum<E> {
    /// The value, if it is one that the page lists.
    pub fn known(&self) -> Option<E> {
        match self.0 {
            Repr::Listed(value) => Some(value),
            Repr::Unlisted(_) => None,
        }
    }

    fn new(owned: <E::Wire as Wire>::Owned) -> Self {
        let listed = E::VALUES.iter().find(|(_, wire)| wire.is(&owned));
        OpenEnum(match listed {
            Some((value, _)) => Repr::Listed(*value),
            None => Repr::Unlisted(owned),
        })
    }

    fn plain(&self) -> Plain<'_> {
        match &self.0 {
            Repr::Listed(value) => value.to_wire().written(),
            Repr::Unlisted(owned) => E::Wire::unlisted(owned),
        }
    }
}

impl<E: Enumeration<Wire = &'static str>> OpenEnum<E> {
    /// The value in JSON.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Listed(value) => value.to_wire(),
            Repr::Unlisted(text) => text,
        }
    }
}

impl<E: Enumeration<Wire = i64>> OpenEnum<E> {
    /// The value in JSON.
    pub fn as_i64(&self) -> i64 {
        match &self.0 {
            Repr::Listed(value) => value.to_wire(),
            Repr::Unlisted(value) => *value,
        }
    }
}

impl<E: Enumeration> From<E> for OpenEnum<E> {
    fn from(value: E) -> Self {
        OpenEnum(Repr::Listed(value))
    }
}

impl<E: Enumeration<Wire = &'static str>> From<&str> for OpenEnum<E> {
    fn from(value: &str) -> Self {
        OpenEnum::new(value.to_owned())
    }
}

impl<E: Enumeration<Wire = &'static str>> From<String> for OpenEnum<E> {
    fn from(value: String) -> Self {
        OpenEnum::new(value)
    }
}

impl<E: Enumeration<Wire = i64>> From<i64> for OpenEnum<E> {
    fn from(value: i64) -> Self {
        OpenEnum::new(value)
    }
}

/// Creates it from its JSON representation, listed or not.
impl<E: Enumeration> FromStr for OpenEnum<E> {
    type Err = <E::Wire as Wire>::Unparsable;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        E::Wire::parse(text).map(OpenEnum::new)
    }
}

impl<E: Enumeration> PartialEq<E> for OpenEnum<E> {
    fn eq(&self, value: &E) -> bool {
        self.known() == Some(*value)
    }
}

impl<E: Enumeration> fmt::Debug for OpenEnum<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Listed(value) => value.fmt(f),
            Repr::Unlisted(owned) => f.debug_tuple("Unlisted").field(owned).finish(),
        }
    }
}

impl<E: Enumeration> fmt::Display for OpenEnum<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Listed(value) => value.to_wire().fmt(f),
            Repr::Unlisted(owned) => owned.fmt(f),
        }
    }
}

impl<E: Enumeration> Leaf for OpenEnum<E> {
    fn blank() -> Self {
        OpenEnum(Repr::Listed(E::VALUES[0].0))
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        let owned = E::Wire::read(value).ok_or(E::Wire::EXPECTED)?;
        Ok(OpenEnum::new(owned))
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(self.plain())
    }
}

crate::leaf_cell!(OpenEnum<E> where E: Enumeration);

impl<E: Enumeration> Serialize for OpenEnum<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.plain().serialize(serializer)
    }
}

impl<'de, E: Enumeration> Deserialize<'de> for OpenEnum<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::leaf(deserializer)
    }
}

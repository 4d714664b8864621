//! Sets of bits, sent as their sum.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{BitOr, BitOrAssign};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Enumeration, Leaf, Plain};

/// A set of the bits that a page lists, sent as their sum.
///
/// ```
/// use larkspec_shape::object::{BitSet, Enumeration};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// enum Channel {
///     Mail,
///     Bot,
/// }
///
/// impl Enumeration for Channel {
///     type Wire = i64;
///     const VALUES: &'static [(Self, i64)] = &[(Channel::Mail, 1), (Channel::Bot, 2)];
/// }
///
/// let both = BitSet::from(Channel::Mail) | Channel::Bot;
/// assert_eq!(both.as_i64(), 3);
/// assert!(both.contains(Channel::Bot));
/// assert_eq!(format!("{both:?}"), "Mail | Bot");
/// // Any number is kept as it is.
/// assert_eq!(BitSet::<Channel>::from(9).as_i64(), 9);
/// ```
pub struct BitSet<E> {
    sum: i64,
    bits: PhantomData<fn() -> E>,
}

impl<E> BitSet<E> {
    /// The sum of the bits.
    pub const fn as_i64(self) -> i64 {
        self.sum
    }
}

impl<E: Enumeration<Wire = i64>> BitSet<E> {
    /// Whether this set contains all bits of a value or of another set.
    pub fn contains(self, other: impl Into<Self>) -> bool {
        let other = other.into().sum;
        self.sum & other == other
    }
}

impl<E> Clone for BitSet<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for BitSet<E> {}

/// No bits.
impl<E> Default for BitSet<E> {
    fn default() -> Self {
        BitSet::from(0)
    }
}

impl<E> PartialEq for BitSet<E> {
    fn eq(&self, other: &Self) -> bool {
        self.sum == other.sum
    }
}

impl<E> Eq for BitSet<E> {}

impl<E> Hash for BitSet<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sum.hash(state);
    }
}

impl<E> From<i64> for BitSet<E> {
    fn from(sum: i64) -> Self {
        BitSet {
            sum,
            bits: PhantomData,
        }
    }
}

impl<E: Enumeration<Wire = i64>> From<E> for BitSet<E> {
    fn from(value: E) -> Self {
        let entry = E::VALUES.iter().find(|(listed, _)| *listed == value);
        BitSet::from(entry.map_or(0, |(_, bit)| *bit))
    }
}

impl<E: Enumeration<Wire = i64>> FromIterator<E> for BitSet<E> {
    fn from_iter<I: IntoIterator<Item = E>>(values: I) -> Self {
        let values = values.into_iter();
        values.fold(BitSet::default(), |set, value| set | value)
    }
}

impl<E, T: Into<BitSet<E>>> BitOr<T> for BitSet<E> {
    type Output = Self;

    fn bitor(self, other: T) -> Self {
        BitSet::from(self.sum | other.into().sum)
    }
}

impl<E, T: Into<BitSet<E>>> BitOrAssign<T> for BitSet<E> {
    fn bitor_assign(&mut self, other: T) {
        self.sum |= other.into().sum;
    }
}

/// The names of the bits, and the remaining number.
impl<E: Enumeration<Wire = i64>> fmt::Debug for BitSet<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.sum;
        let mut names = Vec::new();
        for (value, bit) in E::VALUES.iter().filter(|(_, bit)| *bit != 0) {
            if rest & bit == *bit {
                names.push(format!("{value:?}"));
                rest &= !bit;
            }
        }
        if rest != 0 || names.is_empty() {
            names.push(rest.to_string());
        }
        f.write_str(&names.join(" | "))
    }
}

impl<E> fmt::Display for BitSet<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sum.fmt(f)
    }
}

impl<E: Enumeration<Wire = i64>> Leaf for BitSet<E> {
    fn blank() -> Self {
        BitSet::default()
    }

    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
        match value {
            Plain::Int(sum) => Ok(BitSet::from(sum)),
            _ => Err("expected an integer".into()),
        }
    }

    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        Ok(Plain::Int(self.sum))
    }
}

crate::leaf_cell!(BitSet<E> where E: Enumeration<Wire = i64>);

impl<E> Serialize for BitSet<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.sum)
    }
}

impl<'de, E> Deserialize<'de> for BitSet<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(BitSet::from)
    }
}

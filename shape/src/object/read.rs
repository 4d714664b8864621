//! Reads a struct from JSON.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer as _, MapAccess, SeqAccess,
    Visitor,
};

use super::text::TableField;
use super::{Document, Leaf, List, Map, Maybe, Object, Plain, Scalar, SlotMut, Table};

/// Reads a struct. Only objects are accepted, unknown keys are ignored, and `null` means an empty list or map, or a
/// missing optional value.
///
/// # Errors
///
/// A missing required field, or a value of another type. Also those of the deserializer.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = <T as Object>::blank();
    deserializer.deserialize_map(ObjectVisitor(&mut object, Care::Usual))?;
    Ok(object)
}

/// Reads a struct from a complete JSON text. This code is compiled once for all structs.
///
/// # Errors
///
/// Those of [`deserialize`]; or it is not JSON in UTF-8.
pub fn from_slice<T: Object>(json: &[u8]) -> Result<T, serde_json::Error> {
    let mut object = <T as Object>::blank();
    read_into(&mut object, json, Care::Usual)?;
    Ok(object)
}

pub(super) fn read_into(
    object: &mut dyn Object,
    json: &[u8],
    care: Care,
) -> Result<(), serde_json::Error> {
    // Checking UTF-8 once is faster than `from_slice`, which does it for each string.
    let text = std::str::from_utf8(json).map_err(serde_json::Error::custom)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(ObjectVisitor(object, care))?;
    deserializer.end()
}

/// What to reject.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Care {
    /// What serde's own crates reject. If a key is repeated, the last value counts.
    Usual,
    /// Everything that would silently lose data: also repeated keys, and JSON in a string that cannot be read as the
    /// expected value.
    Full,
}

/// How the value of a field is read.
#[derive(Clone, Copy)]
struct How {
    care: Care,
    /// Whether [`Table::DIGITS`] is set.
    digits: bool,
}

impl How {
    #[inline]
    fn of(flags: u8, care: Care) -> Self {
        let digits = flags & Table::DIGITS != 0;
        How { care, digits }
    }
}

/// The integer in a string of digits.
pub(super) fn digits(text: &str) -> Option<i64> {
    text.parse().ok()
}

struct ObjectVisitor<'o>(&'o mut dyn Object, Care);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut map = Some(map);
        let mut result = Ok(());
        self.0.slots(&mut |table, slots| {
            if let Some(map) = map.take() {
                result = fill(table, slots, map, self.1);
            }
        });
        result
    }
}

fn fill<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &mut [SlotMut<'_>],
    mut map: A,
    care: Care,
) -> Result<(), A::Error> {
    let mut read = Indices::default();
    // Keys usually come in the order of the page.
    let mut expected = 0;
    let fields = table.fields();
    while let Some(index) = map.next_key_seed(Key { fields, expected })? {
        let (Some(slot), Some((key, flags, _))) = (slots.get_mut(index), fields.get(index)) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        if read.insert(index) {
            if care == Care::Full {
                return Err(A::Error::duplicate_field(key));
            }
            slot.clear();
        }
        map.next_value_seed(Fill(slot, How::of(*flags, care)))?;
        expected = index + 1;
    }
    if read.contains_all(table.required()) {
        return Ok(());
    }
    for (index, (key, flags, _)) in fields.iter().enumerate() {
        if flags & Table::REQUIRED != 0 && !read.contains(index) {
            return Err(A::Error::missing_field(key));
        }
    }
    Ok(())
}

/// The fields read so far; few structs have more than 64.
#[derive(Default)]
struct Indices {
    first: u64,
    further: Vec<usize>,
}

impl Indices {
    /// Whether it was already present.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        if let 0..64 = index {
            let bit = 1 << index;
            let was = self.first & bit != 0;
            self.first |= bit;
            return was;
        }
        let was = self.further.contains(&index);
        if !was {
            self.further.push(index);
        }
        was
    }

    /// Whether it contains all of these fields; false for `None`, which stands for more fields than bits.
    #[inline]
    fn contains_all(&self, bits: Option<u64>) -> bool {
        bits.is_some_and(|bits| bits & !self.first == 0)
    }

    fn contains(&self, index: usize) -> bool {
        match index {
            0..64 => self.first >> index & 1 == 1,
            _ => self.further.contains(&index),
        }
    }
}

/// Reads a key as the index of its field.
struct Key {
    fields: &'static [TableField],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        Ok(index_of(self.fields, self.expected, key))
    }
}

/// The index of a key's field, which is probably the expected one; the number of fields for an unknown key.
#[inline]
pub(super) fn index_of(fields: &[TableField], expected: usize, key: &str) -> usize {
    match fields.get(expected) {
        Some((known, ..)) if *known == key => expected,
        _ => search(fields, expected, key),
    }
}

/// Starts after the expected field, since keys are usually omitted rather than reordered.
#[inline(never)]
fn search(fields: &[TableField], expected: usize, key: &str) -> usize {
    let from = expected.min(fields.len());
    let is_it = |(known, ..): &TableField| *known == key;
    let behind = fields[from..].iter().position(is_it).map(|i| from + i);
    behind
        .or_else(|| fields[..from].iter().position(is_it))
        .unwrap_or(usize::MAX)
}

/// Reads a value into a slot.
struct Fill<'s, 'a>(&'s mut SlotMut<'a>, How);

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let how = self.1;
        match self.0 {
            SlotMut::Bool(slot) => **slot = bool::deserialize(deserializer)?,
            SlotMut::Int(slot) => **slot = i64::deserialize(deserializer)?,
            SlotMut::Float(slot) => **slot = f64::deserialize(deserializer)?,
            SlotMut::Text(slot) => **slot = String::deserialize(deserializer)?,
            SlotMut::OptBool(slot) => **slot = Option::deserialize(deserializer)?,
            SlotMut::OptInt(slot) => **slot = Option::deserialize(deserializer)?,
            SlotMut::OptFloat(slot) => **slot = Option::deserialize(deserializer)?,
            SlotMut::OptText(slot) => **slot = Option::deserialize(deserializer)?,
            SlotMut::Texts(slot) => {
                **slot = Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default();
            }
            SlotMut::OptTexts(slot) => **slot = Option::deserialize(deserializer)?,
            SlotMut::Json(slot) => **slot = serde_json::Value::deserialize(deserializer)?,
            SlotMut::OptJson(slot) => {
                **slot = Some(serde_json::Value::deserialize(deserializer)?);
            }
            SlotMut::Scalar(slot) => return scalar(&mut **slot, how, deserializer),
            SlotMut::Object(slot) => {
                return deserializer.deserialize_map(ObjectVisitor(&mut **slot, how.care));
            }
            SlotMut::List(slot) => {
                return deserializer.deserialize_option(ListVisitor(&mut **slot, how));
            }
            SlotMut::Map(slot) => {
                return deserializer.deserialize_option(MapVisitor(&mut **slot, how));
            }
            SlotMut::Opt(slot) => {
                return deserializer.deserialize_option(OptVisitor(&mut **slot, how));
            }
        }
        Ok(())
    }
}

/// Reads a separate scalar.
///
/// # Errors
///
/// The expectation that was not met. Also those of the deserializer.
pub fn leaf<'de, T: Leaf, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let how = How {
        care: Care::Usual,
        digits: false,
    };
    scalar(&mut value, how, deserializer)?;
    Ok(value)
}

fn scalar<'de, D: Deserializer<'de>>(
    scalar: &mut dyn Scalar,
    how: How,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(ScalarVisitor(scalar, how))
}

struct ScalarVisitor<'s>(&'s mut dyn Scalar, How);

impl ScalarVisitor<'_> {
    fn set<E: Error>(self, value: Plain<'_>) -> Result<(), E> {
        self.0.set(value).map_err(E::custom)
    }
}

impl Visitor<'_> for ScalarVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.set(Plain::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match self.1.digits {
            true => Err(E::custom("expected a string of digits")),
            false => self.set(Plain::Int(value)),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Err(E::invalid_value(
                serde::de::Unexpected::Unsigned(value),
                &"an integer within i64",
            )),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.set(Plain::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        if self.1.digits {
            let value = digits(value).ok_or_else(|| E::custom("expected a string of digits"))?;
            return self.set(Plain::Int(value));
        }
        let document = match self.1.care {
            Care::Usual => None,
            Care::Full => self.0.document(),
        };
        if let Some(document) = document {
            if read_document(document, value) {
                return Ok(());
            }
            if is_json(value) {
                let why = "the JSON in a string is not what is expected there";
                return Err(E::custom(why));
            }
        }
        self.set(Plain::Text(value.into()))
    }
}

/// Reads the document in a string; returns whether that was possible.
fn read_document(document: &mut dyn Document, text: &str) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut slot = document.begin();
    let how = How {
        care: Care::Full,
        digits: false,
    };
    let read = Fill(&mut slot, how).deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end()).is_ok()
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

struct ListVisitor<'s>(&'s mut dyn List, How);

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.reset(0);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        /// Limits the capacity that an announced length can reserve.
        const MOST: usize = 4096;

        self.0.reset(items.size_hint().unwrap_or(0).min(MOST));
        while items
            .next_element_seed(Item(&mut *self.0, self.1))?
            .is_some()
        {}
        Ok(())
    }
}

struct Item<'s>(&'s mut dyn List, How);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill(&mut self.0.push(), self.1).deserialize(deserializer)
    }
}

struct MapVisitor<'s>(&'s mut dyn Map, How);

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.reset();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.reset();
        let mut entries = 0;
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(Fill(&mut self.0.insert(key), self.1))?;
            entries += 1;
        }
        match self.1.care == Care::Full && self.0.count() < entries {
            true => Err(A::Error::custom("a key of the map is given twice")),
            false => Ok(()),
        }
    }
}

struct OptVisitor<'s>(&'s mut dyn Maybe, How);

impl<'de> Visitor<'de> for OptVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.reset();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.fill() {
            SlotMut::Scalar(_) if self.1.digits => {
                deserializer.deserialize_str(OptDigitsVisitor(self.0, self.1))
            }
            mut slot => Fill(&mut slot, self.1).deserialize(deserializer),
        }
    }
}

/// Pages use an empty string for a missing number.
struct OptDigitsVisitor<'s>(&'s mut dyn Maybe, How);

impl Visitor<'_> for OptDigitsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string of digits, or an empty one")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        match value.is_empty() {
            true => self.0.reset(),
            false => Fill(&mut self.0.fill(), self.1).deserialize(value.into_deserializer())?,
        }
        Ok(())
    }
}

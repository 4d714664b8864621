//! Writes a struct as JSON.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq as _, Serializer};

use super::text::TableField;
use super::{List, Object, Plain, SlotRef, Table};

/// Writes a struct as an object, without missing optional fields.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    write(object, false, serializer)
}

#[inline]
fn write<S: Serializer>(
    object: &dyn Object,
    in_request: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut result = Ok(());
    object.values(&mut |table, values| {
        if let Err(error) = entries(&mut map, table.fields(), values, in_request) {
            result = Err(error);
        }
    });
    result?;
    map.end()
}

/// Decides which fields [`serialize_fields`] writes, with which key and value; called with the index and value of
/// each.
pub type Fields<'f> =
    &'f mut dyn for<'a> FnMut(usize, SlotRef<'a>) -> Option<(&'static str, SlotRef<'a>)>;

/// Writes some fields of a request as an object. Response-only fields of nested structs are omitted, so that a value
/// from one call's response can be sent in another call.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_fields<S: Serializer>(
    object: &dyn Object,
    fields: Fields<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut result = Ok(());
    object.values(&mut |table, values| {
        let mut entries = table.fields().iter().zip(values).enumerate();
        result =
            entries.try_for_each(
                |(index, ((_, flags, _), value))| match fields(index, *value) {
                    Some((key, value)) => entry(&mut map, key, value, *flags, true),
                    None => Ok(()),
                },
            );
    });
    result?;
    map.end()
}

#[inline]
fn entries<M: SerializeMap>(
    map: &mut M,
    fields: &[TableField],
    values: &[SlotRef<'_>],
    in_request: bool,
) -> Result<(), M::Error> {
    let left_out = match in_request {
        true => Table::RESPONSE_ONLY,
        false => 0,
    };
    for (value, (key, flags, _)) in values.iter().zip(fields) {
        if flags & left_out == 0 {
            entry(map, key, *value, *flags, in_request)?;
        }
    }
    Ok(())
}

/// Writes a field, unless it is optional and missing.
#[inline]
fn entry<M: SerializeMap>(
    map: &mut M,
    key: &str,
    value: SlotRef<'_>,
    flags: u8,
    in_request: bool,
) -> Result<(), M::Error> {
    if let SlotRef::Absent = value {
        return Ok(());
    }
    map.serialize_key(key)?;
    match value {
        // Handle the frequent kinds directly.
        SlotRef::Text(value) => map.serialize_value(value),
        SlotRef::Int(value) => map.serialize_value(value),
        SlotRef::Bool(value) => map.serialize_value(value),
        SlotRef::Object(value) => map.serialize_value(&Nested { value, in_request }),
        value => map.serialize_value(&Written {
            value,
            in_request,
            digits: flags & Table::DIGITS != 0,
        }),
    }
}

/// A nested struct.
struct Nested<'a> {
    value: &'a dyn Object,
    in_request: bool,
}

impl Serialize for Nested<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.value, self.in_request, serializer)
    }
}

#[derive(Clone, Copy)]
struct Written<'a> {
    value: SlotRef<'a>,
    in_request: bool,
    /// Whether [`Table::DIGITS`] is set.
    digits: bool,
}

impl Serialize for Written<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The frequent kinds, without the large frame of a function for all kinds.
        match self.value {
            SlotRef::Object(value) => write(value, self.in_request, serializer),
            SlotRef::List(value) => self.list(value, serializer),
            SlotRef::Text(value) => value.serialize(serializer),
            _ => self.value(serializer),
        }
    }
}

impl<'a> Written<'a> {
    fn of(&self, value: SlotRef<'a>) -> Self {
        Written { value, ..*self }
    }

    fn list<S: Serializer>(&self, list: &'a dyn List, serializer: S) -> Result<S::Ok, S::Error> {
        let count = list.count();
        let mut items = serializer.serialize_seq(Some(count))?;
        for index in 0..count {
            match list.item(index) {
                SlotRef::Object(value) => items.serialize_element(&Nested {
                    value,
                    in_request: self.in_request,
                })?,
                value => items.serialize_element(&self.of(value))?,
            }
        }
        items.end()
    }

    #[inline(never)]
    fn value<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            SlotRef::Absent => serializer.serialize_none(),
            SlotRef::Bool(value) => value.serialize(serializer),
            SlotRef::Int(value) => value.serialize(serializer),
            SlotRef::Float(value) => value.serialize(serializer),
            SlotRef::Text(value) => value.serialize(serializer),
            SlotRef::Texts(value) => value.serialize(serializer),
            SlotRef::Json(value) => value.serialize(serializer),
            SlotRef::Scalar(value) => match value.get().map_err(S::Error::custom)? {
                Plain::Int(value) if self.digits => serializer.collect_str(&value),
                plain => plain.serialize(serializer),
            },
            SlotRef::Object(value) => write(value, self.in_request, serializer),
            SlotRef::List(value) => self.list(value, serializer),
            SlotRef::Map(value) => {
                let mut map = serializer.serialize_map(Some(value.count()))?;
                let mut result = Ok(());
                value.each(&mut |key, value| {
                    if result.is_ok() {
                        result = map.serialize_entry(key, &self.of(value));
                    }
                });
                result?;
                map.end()
            }
        }
    }
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Bool(value) => serializer.serialize_bool(*value),
            Plain::Int(value) => serializer.serialize_i64(*value),
            Plain::Float(value) => serializer.serialize_f64(*value),
            Plain::Text(value) => serializer.serialize_str(value),
        }
    }
}

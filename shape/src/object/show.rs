//! Formats a struct as `#[derive(Debug)]` would.

use std::fmt;

use super::{Object, SlotRef, Table};

/// Formats a struct with all its fields, under their keys.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    object.values(&mut |table, values| {
        let mut shown = f.debug_struct(table.name);
        for ((key, flags, _), value) in table.fields().iter().zip(values) {
            match flags & Table::REQUIRED {
                0 => shown.field(key, &optional(*value)),
                _ => shown.field(key, &Shown(*value)),
            };
        }
        result = shown.finish();
    });
    result
}

fn optional(value: SlotRef<'_>) -> Option<Shown<'_>> {
    match value {
        SlotRef::Absent => None,
        value => Some(Shown(value)),
    }
}

struct Shown<'a>(SlotRef<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            SlotRef::Absent => f.write_str("None"),
            SlotRef::Bool(value) => value.fmt(f),
            SlotRef::Int(value) => value.fmt(f),
            SlotRef::Float(value) => value.fmt(f),
            SlotRef::Text(value) => value.fmt(f),
            SlotRef::Texts(value) => value.fmt(f),
            SlotRef::Json(value) => value.fmt(f),
            SlotRef::Scalar(value) => value.show(f),
            SlotRef::Object(value) => debug(value, f),
            SlotRef::List(value) => {
                let items = (0..value.count()).map(|index| Shown(value.item(index)));
                f.debug_list().entries(items).finish()
            }
            SlotRef::Map(value) => {
                let mut map = f.debug_map();
                value.each(&mut |key, value| {
                    map.entry(&key, &Shown(value));
                });
                map.finish()
            }
        }
    }
}

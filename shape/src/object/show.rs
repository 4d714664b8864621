//! Formats a struct as `#[derive(Debug)]` would.

use std::fmt;

use super::{Object, SlotRef};

/// Formats a struct with all its fields, under their keys.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    object.values(&mut |table, values| {
        let mut shown = f.debug_struct(table.name);
        for ((key, ..), value) in table.fields().iter().zip(values) {
            shown.field(key, &Shown(*value));
        }
        result = shown.finish();
    });
    result
}

fn optional(value: Option<SlotRef<'_>>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Some(value) => f.debug_tuple("Some").field(&Shown(value)).finish(),
        None => f.write_str("None"),
    }
}

struct Shown<'a>(SlotRef<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            SlotRef::Bool(value) => value.fmt(f),
            SlotRef::Int(value) => value.fmt(f),
            SlotRef::Float(value) => value.fmt(f),
            SlotRef::Text(value) => value.fmt(f),
            SlotRef::OptBool(value) => value.fmt(f),
            SlotRef::OptInt(value) => value.fmt(f),
            SlotRef::OptFloat(value) => value.fmt(f),
            SlotRef::OptText(value) => value.fmt(f),
            SlotRef::Texts(value) => value.fmt(f),
            SlotRef::OptTexts(value) => value.fmt(f),
            SlotRef::Json(value) => value.fmt(f),
            SlotRef::OptJson(value) => value.fmt(f),
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
            SlotRef::OptObject(value) => optional(value.map(SlotRef::Object), f),
            SlotRef::Opt(value) => optional(value.peek(), f),
        }
    }
}

//! Copies a struct.

use super::{Maybe, Object, SlotMut, SlotRef};

/// A copy of a struct.
pub fn clone<T: Object>(object: &T) -> T {
    let mut copy = <T as Object>::blank();
    copy_object(object, &mut copy);
    copy
}

fn copy_object(from: &dyn Object, to: &mut dyn Object) {
    from.values(&mut |_, values| {
        to.slots(&mut |_, slots| {
            for (value, slot) in values.iter().zip(slots) {
                copy(*value, slot);
            }
        });
    });
}

/// Corresponding slots of two structs of one type have the same kind.
fn copy(from: SlotRef<'_>, to: &mut SlotMut<'_>) {
    match (from, to) {
        (SlotRef::Bool(from), SlotMut::Bool(to)) => **to = *from,
        (SlotRef::Int(from), SlotMut::Int(to)) => **to = *from,
        (SlotRef::Float(from), SlotMut::Float(to)) => **to = *from,
        (SlotRef::Text(from), SlotMut::Text(to)) => (**to).clone_from(from),
        (SlotRef::OptBool(from), SlotMut::OptBool(to)) => **to = *from,
        (SlotRef::OptInt(from), SlotMut::OptInt(to)) => **to = *from,
        (SlotRef::OptFloat(from), SlotMut::OptFloat(to)) => **to = *from,
        (SlotRef::OptText(from), SlotMut::OptText(to)) => (**to).clone_from(from),
        (SlotRef::Texts(from), SlotMut::Texts(to)) => (**to).clone_from(from),
        (SlotRef::OptTexts(from), SlotMut::OptTexts(to)) => (**to).clone_from(from),
        (SlotRef::Json(from), SlotMut::Json(to)) => (**to).clone_from(from),
        (SlotRef::OptJson(from), SlotMut::OptJson(to)) => (**to).clone_from(from),
        (SlotRef::Scalar(from), SlotMut::Scalar(to)) => to.assign(from),
        (SlotRef::Object(from), SlotMut::Object(to)) => copy_object(from, &mut **to),
        (SlotRef::List(from), SlotMut::List(to)) => {
            to.reset(from.count());
            for index in 0..from.count() {
                copy(from.item(index), &mut to.push());
            }
        }
        (SlotRef::Map(from), SlotMut::Map(to)) => {
            to.reset();
            from.each(&mut |key, value| copy(value, &mut to.insert(key.to_owned())));
        }
        (SlotRef::OptObject(from), SlotMut::Opt(to)) => {
            copy_optional(from.map(SlotRef::Object), &mut **to);
        }
        (SlotRef::Opt(from), SlotMut::Opt(to)) => copy_optional(from.peek(), &mut **to),
        _ => {}
    }
}

fn copy_optional(from: Option<SlotRef<'_>>, to: &mut dyn Maybe) {
    match from {
        Some(value) => copy(value, &mut to.fill()),
        None => to.reset(),
    }
}

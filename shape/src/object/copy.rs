//! Copies a struct.

use super::{Object, SlotMut, SlotRef};

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

/// Corresponding slots of two structs of one type have the same kind, but only those to copy into are optional or not.
fn copy(from: SlotRef<'_>, to: &mut SlotMut<'_>) {
    match (from, to) {
        (SlotRef::Absent, to) => to.clear(),
        (SlotRef::Bool(from), SlotMut::Bool(to)) => **to = *from,
        (SlotRef::Int(from), SlotMut::Int(to)) => **to = *from,
        (SlotRef::Float(from), SlotMut::Float(to)) => **to = *from,
        (SlotRef::Text(from), SlotMut::Text(to)) => (**to).clone_from(from),
        (SlotRef::Bool(from), SlotMut::OptBool(to)) => **to = Some(*from),
        (SlotRef::Int(from), SlotMut::OptInt(to)) => **to = Some(*from),
        (SlotRef::Float(from), SlotMut::OptFloat(to)) => **to = Some(*from),
        (SlotRef::Text(from), SlotMut::OptText(to)) => **to = Some(from.clone()),
        (SlotRef::Texts(from), SlotMut::Texts(to)) => (**to).clone_from(from),
        (SlotRef::Texts(from), SlotMut::OptTexts(to)) => **to = Some(from.clone()),
        (SlotRef::Json(from), SlotMut::Json(to)) => (**to).clone_from(from),
        (SlotRef::Json(from), SlotMut::OptJson(to)) => **to = Some(from.clone()),
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
        (from, SlotMut::Opt(to)) => copy(from, &mut to.fill()),
        _ => {}
    }
}

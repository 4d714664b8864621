//! Compares two structs of one type.

use super::{Object, SlotRef};

/// Whether two structs of one type have equal fields.
pub fn equal<T: Object>(left: &T, right: &T) -> bool {
    objects(left, right)
}

fn objects(left: &dyn Object, right: &dyn Object) -> bool {
    let mut result = false;
    left.values(&mut |_, left| {
        right.values(&mut |_, right| {
            let mut pairs = left.iter().zip(right);
            result = left.len() == right.len() && pairs.all(|(left, right)| values(*left, *right));
        });
    });
    result
}

/// Corresponding slots of two structs of one type have the same kind.
fn values(left: SlotRef<'_>, right: SlotRef<'_>) -> bool {
    use SlotRef as S;
    match (left, right) {
        (S::Bool(left), S::Bool(right)) => left == right,
        (S::Int(left), S::Int(right)) => left == right,
        (S::Float(left), S::Float(right)) => left == right,
        (S::Text(left), S::Text(right)) => left == right,
        (S::OptBool(left), S::OptBool(right)) => left == right,
        (S::OptInt(left), S::OptInt(right)) => left == right,
        (S::OptFloat(left), S::OptFloat(right)) => left == right,
        (S::OptText(left), S::OptText(right)) => left == right,
        (S::Texts(left), S::Texts(right)) => left == right,
        (S::OptTexts(left), S::OptTexts(right)) => left == right,
        (S::Json(left), S::Json(right)) => left == right,
        (S::OptJson(left), S::OptJson(right)) => left == right,
        (S::Scalar(left), S::Scalar(right)) => left.same(right),
        (S::Object(left), S::Object(right)) => objects(left, right),
        (S::List(left), S::List(right)) => {
            left.count() == right.count()
                && (0..left.count()).all(|index| values(left.item(index), right.item(index)))
        }
        (S::Map(left), S::Map(right)) => {
            let mut same = left.count() == right.count();
            left.each(&mut |key, value| {
                same = same && right.value(key).is_some_and(|other| values(value, other));
            });
            same
        }
        (S::OptObject(left), S::OptObject(right)) => match (left, right) {
            (None, None) => true,
            (Some(left), Some(right)) => objects(left, right),
            _ => false,
        },
        (S::Opt(left), S::Opt(right)) => match (left.peek(), right.peek()) {
            (None, None) => true,
            (Some(left), Some(right)) => values(left, right),
            _ => false,
        },
        _ => false,
    }
}

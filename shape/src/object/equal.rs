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

/// Corresponding slots of two structs of one type have the same kind, unless one is missing.
fn values(left: SlotRef<'_>, right: SlotRef<'_>) -> bool {
    use SlotRef as S;
    match (left, right) {
        (S::Absent, S::Absent) => true,
        (S::Bool(left), S::Bool(right)) => left == right,
        (S::Int(left), S::Int(right)) => left == right,
        (S::Float(left), S::Float(right)) => left == right,
        (S::Text(left), S::Text(right)) => left == right,
        (S::Texts(left), S::Texts(right)) => left == right,
        (S::Json(left), S::Json(right)) => left == right,
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
        _ => false,
    }
}

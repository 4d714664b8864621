//! Tracks, while the keys of an object are read, which of its fields are required because of other fields.

use crate::bits::BitSet;
use crate::shape::{Condition, Need, Test};

/// The needs of one object, and which of their tests hold for the values read so far.
pub(crate) struct Needs<'a> {
    needs: &'a [Need<'a>],
    /// The tests that hold, numbered across all cases of all needs.
    held: BitSet,
}

/// The part of a value that a [`Test`] looks at.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'v> {
    Bool(bool),
    Int(i64),
    Text(&'v str),
    /// A value of another type, or one that has not been read yet.
    Other,
}

impl<'a> Needs<'a> {
    #[inline(always)]
    pub(crate) fn of(needs: &'a [Need<'a>]) -> Self {
        Needs {
            needs,
            held: BitSet::default(),
        }
    }

    /// Whether a condition depends on this field.
    #[inline(always)]
    pub(crate) fn ask_of(&self, field: &str) -> bool {
        // Most objects have no needs.
        !self.needs.is_empty() && conditions(self.needs).any(|c| c.field == field)
    }

    /// Records a value. If a key is given twice, the last value counts.
    pub(crate) fn note(&mut self, field: &str, value: Scalar<'_>) {
        for (number, condition) in conditions(self.needs).enumerate() {
            if condition.field != field {
                continue;
            }
            match condition.test.holds(value) {
                true => drop(self.held.insert(number)),
                false => self.held.remove(number),
            }
        }
    }

    /// The needs that apply and are not met.
    pub(crate) fn unmet(
        &self,
        is_given: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &'a Need<'a>> {
        let mut first = 0;
        self.needs.iter().filter(move |need| {
            let number = first;
            first += need.when.iter().map(|case| case.len()).sum::<usize>();
            !need.any_of.iter().any(|name| is_given(name)) && self.is_due(need, number, &is_given)
        })
    }

    /// Whether any of a need's cases applies; `number` is that of its first condition.
    fn is_due(&self, need: &Need<'_>, mut number: usize, is_given: &impl Fn(&str) -> bool) -> bool {
        let mut is_so = |case: &&[Condition<'_>]| {
            let first = number;
            number += case.len();
            let mut conditions = case.iter().enumerate();
            conditions.all(|(i, condition)| {
                let given = is_given(condition.field);
                match condition.test {
                    Test::Present(present) => (given == present) != condition.negated,
                    _ => given && self.held.contains(first + i) != condition.negated,
                }
            })
        };
        need.when.is_empty() || need.when.iter().any(&mut is_so)
    }
}

/// All conditions, in the order of their numbers.
fn conditions<'a>(needs: &'a [Need<'a>]) -> impl Iterator<Item = &'a Condition<'a>> {
    needs.iter().flat_map(|need| need.when).copied().flatten()
}

impl Test<'_> {
    fn holds(&self, value: Scalar<'_>) -> bool {
        match (self, value) {
            (Test::Bool(expected), Scalar::Bool(value)) => *expected == value,
            (Test::Ints(expected), Scalar::Int(value)) => expected.contains(&value),
            (Test::Texts(expected), Scalar::Text(value)) => expected.contains(&value),
            _ => false,
        }
    }
}

//! Describes in words what a rule requires and what was found.

use std::cmp::Ordering;

use crate::Values;
use crate::line::push;
use crate::shape::{Condition, Need, Test};

/// Writes a value in words. `Display` would be several times slower for these short texts.
pub(crate) trait Words {
    fn push_to(self, line: &mut String);
}

impl Words for &str {
    fn push_to(self, line: &mut String) {
        line.push_str(self);
    }
}

impl<W: Words> Words for Option<W> {
    fn push_to(self, line: &mut String) {
        if let Some(words) = self {
            words.push_to(line);
        }
    }
}

impl Words for bool {
    fn push_to(self, line: &mut String) {
        line.push_str(if self { "true" } else { "false" });
    }
}

impl Words for i64 {
    fn push_to(self, line: &mut String) {
        line.push_str(itoa::Buffer::new().format(self));
    }
}

impl Words for u64 {
    fn push_to(self, line: &mut String) {
        line.push_str(itoa::Buffer::new().format(self));
    }
}

impl Words for f64 {
    fn push_to(self, line: &mut String) {
        line.push_str(&self.to_string());
    }
}

/// A value that differs from the expected type or value.
#[derive(Clone, Copy)]
pub(crate) enum Found<'v> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'v str),
    List,
    Object,
    /// Replaces a secret.
    Hidden(&'static str),
}

/// The maximum number of characters of a string in a violation.
const SHOWN: usize = 60;

impl Found<'_> {
    /// The JSON type in words.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Found::Null => "null",
            Found::Bool(_) => "a boolean",
            Found::Signed(_) | Found::Unsigned(_) => "an integer",
            Found::Float(_) => "a number",
            Found::Text(_) => "a string",
            Found::List => "an array",
            Found::Object => "an object",
            Found::Hidden(words) => words,
        }
    }

    /// Compares a number with a bound, given as a float and as a truncated integer.
    ///
    /// Beyond 2^53 a float cannot represent every integer, but every float is an integer there.
    pub(crate) fn cmp(self, whole: i128, bound: f64) -> Ordering {
        const EXACT: u64 = 1 << 53;
        let float = match self {
            Found::Float(value) => value,
            Found::Signed(value) if value.unsigned_abs() > EXACT => {
                return i128::from(value).cmp(&whole);
            }
            Found::Unsigned(value) if value > EXACT => return i128::from(value).cmp(&whole),
            Found::Signed(value) => value as f64,
            Found::Unsigned(value) => value as f64,
            _ => return Ordering::Equal,
        };
        float.partial_cmp(&bound).unwrap_or(Ordering::Equal)
    }
}

/// The value as JSON, shortened.
impl Words for Found<'_> {
    fn push_to(self, line: &mut String) {
        match self {
            Found::Bool(value) => value.push_to(line),
            Found::Signed(value) => value.push_to(line),
            Found::Unsigned(value) => value.push_to(line),
            Found::Float(value) if value == 0.0 && value.is_sign_negative() => line.push_str("-0"),
            // As in JSON: with a fraction or an exponent.
            Found::Float(value) => line.push_str(&format!("{value:?}")),
            Found::Text(value) => quote(value, line),
            Found::Null | Found::List | Found::Object | Found::Hidden(_) => {
                line.push_str(self.kind());
            }
        }
    }
}

impl From<i64> for Found<'_> {
    fn from(value: i64) -> Self {
        Found::Signed(value)
    }
}

impl<'v> From<&'v str> for Found<'v> {
    fn from(value: &'v str) -> Self {
        Found::Text(value)
    }
}

/// The type of a value and, for a scalar, the value.
#[derive(Clone, Copy)]
pub(crate) struct Described<'v>(pub(crate) Found<'v>);

impl Words for Described<'_> {
    fn push_to(self, line: &mut String) {
        let found = self.0;
        match found {
            Found::Null | Found::List | Found::Object | Found::Hidden(_) => found.push_to(line),
            // "Expected an integer, found a number 100.0" would not explain the problem.
            Found::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                found.push_to(line);
                line.push_str(", written as a decimal");
            }
            _ => {
                line.push_str(found.kind());
                line.push(' ');
                found.push_to(line);
            }
        }
    }
}

impl<'v, T: Copy + Into<Found<'v>>> Words for Values<'v, T> {
    fn push_to(self, line: &mut String) {
        match self {
            Values::Fixed(value) => value.into().push_to(line),
            Values::OneOf(values) => listed(values, line),
            Values::SumOf(bits) => {
                line.push_str("the sums of ");
                listed(bits, line);
            }
        }
    }
}

fn listed<'v, T: Copy + Into<Found<'v>>>(values: &[T], line: &mut String) {
    for (i, &value) in values.iter().enumerate() {
        if i > 0 {
            line.push_str(", ");
        }
        value.into().push_to(line);
    }
}

/// The cases of a [`Need`], to follow "required when".
#[derive(Clone, Copy)]
pub(crate) struct Cases<'n>(pub(crate) &'n [&'n [Condition<'n>]]);

impl Words for Cases<'_> {
    fn push_to(self, line: &mut String) {
        for (i, case) in self.0.iter().enumerate() {
            if i > 0 {
                line.push_str(", or ");
            }
            for (i, condition) in case.iter().enumerate() {
                if i > 0 {
                    line.push_str(" and ");
                }
                condition.push_to(line);
            }
        }
    }
}

impl Words for &Condition<'_> {
    fn push_to(self, line: &mut String) {
        line.extend(["`", self.field, "`"]);
        line.push_str(match (self.test, self.negated) {
            (Test::Present(present), negated) if present != negated => " is given",
            (Test::Present(_), _) => " is left out",
            (_, true) => " is given and not ",
            (_, false) => " is ",
        });
        match self.test {
            Test::Present(_) => {}
            Test::Bool(value) => value.push_to(line),
            Test::Ints(values) => alternatives(values, line),
            Test::Texts(values) => alternatives(values, line),
        }
    }
}

fn alternatives<'v, T: Copy + Into<Found<'v>>>(values: &[T], line: &mut String) {
    for (i, &value) in values.iter().enumerate() {
        if i > 0 {
            line.push_str(" or ");
        }
        value.into().push_to(line);
    }
}

/// The fields of a [`Need`] with several, and its cases.
impl Words for &Need<'_> {
    fn push_to(self, line: &mut String) {
        for (i, field) in self.any_of.iter().enumerate() {
            line.extend([if i > 0 { ", `" } else { "`" }, field, "`"]);
        }
        if !self.when.is_empty() {
            line.push_str(" when ");
            Cases(self.when).push_to(line);
        }
    }
}

/// `text` as a JSON string on one line, truncated after [`SHOWN`] characters.
fn quote(text: &str, line: &mut String) {
    line.push('"');
    for (i, c) in text.chars().enumerate() {
        if i == SHOWN {
            line.push('…');
            break;
        }
        match c {
            '"' | '\\' => line.extend(['\\', c]),
            c => push(c, line),
        }
    }
    line.push('"');
}

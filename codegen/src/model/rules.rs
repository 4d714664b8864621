//! The rules of a field.

use std::cmp::Ordering;
use std::fmt;

use larkspec_shape::Pattern;
use serde_json::Value;

/// The rules of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The minimum value.
    pub min: Option<Number>,
    /// The maximum value.
    pub max: Option<Number>,
    /// The minimum number of characters.
    pub min_len: Option<u64>,
    /// The maximum number of characters.
    pub max_len: Option<u64>,
    /// The minimum number of items.
    pub min_items: Option<u64>,
    /// The maximum number of items.
    pub max_items: Option<u64>,
    /// A regular expression that must match somewhere in the string.
    pub pattern: Option<Pattern>,
    /// The only valid value.
    pub fixed: Option<Value>,
    /// The values that are valid (in a request) or known (in a response).
    pub values: Vec<EnumValue>,
    /// Whether a request may have values that are not listed.
    pub open: bool,
    /// Whether the listed values are bits: any sum of them is a valid value.
    pub bits: bool,
    /// The label of a group of sibling fields, of which at least one is required.
    pub any_of: Option<String>,
    /// The cases in which the field is required; any one is enough.
    pub required_when: Vec<Case>,
}

/// A case in which a field is required: all of its conditions hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Sibling fields and the test for each.
    pub all: Vec<(String, Test)>,
}

/// The test of a field in a [`Case`]. A missing field has no value, whatever its default is.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The field has one of these values.
    Is(Vec<Value>),
    /// The field is present and has none of these values.
    Not(Vec<Value>),
    /// The field is present, or it is missing.
    Present(bool),
}

/// A bound as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
}

impl Number {
    /// The bound as a float.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// Compares two bounds exactly. An integer and a float are not compared as two floats: beyond 2^53 a float cannot
    /// represent every integer.
    pub fn compare(self, other: Number) -> Ordering {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.cmp(&b),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Number::Int(a), Number::Float(b)) => compare_mixed(a, b),
            (Number::Float(a), Number::Int(b)) => compare_mixed(b, a).reverse(),
        }
    }

    /// The bound as an integer, if it was written as one.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(value) => Some(value),
            Number::Float(_) => None,
        }
    }
}

fn compare_mixed(int: i64, float: f64) -> Ordering {
    // Truncated to an integer, which fits into `i128` unless it is far beyond any `i64`.
    let whole = float as i128;
    let by_whole = i128::from(int).cmp(&whole);
    by_whole.then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal))
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => value.fmt(f),
            Number::Float(value) => value.fmt(f),
        }
    }
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value on the wire: a string or an integer.
    pub value: Value,
    /// What it means.
    pub doc: String,
    /// The name of its variant, if the spec sets one.
    pub rust: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

impl EnumValue {
    /// A value without further facts.
    pub fn new(value: impl Into<Value>) -> Self {
        EnumValue {
            value: value.into(),
            doc: String::new(),
            rust: None,
            deprecated: false,
        }
    }
}

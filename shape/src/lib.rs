//! What a JSON payload must look like, as data ([`Shape`]), and the one engine ([`check`]) that
//! reports every violation of it in a single pass over the bytes.
//!
//! A shape is plain `const` data without code: generated bindings keep theirs in a `static`, tools
//! build theirs from the spec files at run time. Both are checked by the same engine, so a rule
//! is written once.
//!
//! ```
//! use larkspec_shape::{Field, Int, Object, Shape, Text, check};
//!
//! static REQUEST: Shape = Shape::Object(Object::closed(&[
//!     Field::required("approval_code", Shape::Text(Text::new())),
//!     Field::required("limit", Shape::Int(Int::new().min(1).max(100))),
//! ]));
//!
//! let error = check(&REQUEST, br#"{"approval_code": "A", "limit": 101}"#).unwrap_err();
//! assert_eq!(error.to_string(), "/limit: 101 is over the maximum of 100");
//! ```
//!
//! # What the engine decides
//!
//! Its verdict is that of a JSON Schema 2020-12 validator over the schema which `larkspec-codegen`
//! emits from the same spec, and so is the set of rules it reports, by JSON Pointer and keyword, save
//! where the engine is stricter:
//!
//! - a key given twice in one described object is a violation ([`Rule::Duplicate`]); both its values
//!   are checked, in a map as well, where a schema sees the last one alone;
//! - an integer must be written as one: `1.0` and `1e2` break [`Rule::Type`], and a response whose `code`
//!   is written like that carries no payload. `-0` is an integer, and so is `-0.0`, which reads the same;
//! - an integer just under -2^63, which a double rounds to -2^63, breaks [`Rule::Minimum`];
//! - what a string carries is checked ([`Shape::JsonText`]). JSON Schema describes it with `contentMediaType` and
//!   `contentSchema`, which since 2019-09 validators read as notes: a string that is not JSON breaks
//!   [`Rule::ContentMediaType`], and JSON that breaks its `contentSchema` breaks the rules in there;
//! - a sum of bits ([`Values::SumOf`]) is checked bit by bit, where a schema lists the sums of up to eight bits
//!   and beyond that has only the bounds.
//!
//! # What is JSON
//!
//! What `serde_json` parses. It refuses some of what parsers of other languages let through: numbers
//! beyond the range of a double (`1e400`), lone surrogates (`"\ud800"`), more than 127 levels of
//! nesting, a byte order mark. A number of 10,000 digits is a number like any other.
//!
//! # Regular expressions
//!
//! A [`Pattern`] means what ECMA-262 with the `u` flag means by it. Validators that hand patterns to the
//! regular expressions of their own language differ in `.` (which does not match `\r`, U+2028 or U+2029),
//! in `\b` (whose words are ASCII) and more; [`Pattern::portable`] is the spelling that all read alike, and
//! the one in the emitted schema.

mod bits;
mod check;
mod error;
mod line;
mod needs;
pub mod object;
mod pattern;
pub mod pointer;
mod repair;
mod shape;
mod violation;
mod walk;
mod words;

pub use check::{Checker, check};
pub use error::{CheckError, Invalid, SyntaxError};
pub use line::{is_harmful, one_line};
pub use pattern::{Pattern, PatternError};
pub use repair::repaired;
pub use shape::{
    Argument, Bool, Condition, Envelope, Field, Float, Int, JsonText, List, Need, Object, Shape,
    Shared, SharedCell, Test, Text, Values,
};
pub use violation::{Rule, Violation};

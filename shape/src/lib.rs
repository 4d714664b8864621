//! What a JSON payload must look like, as data ([`Shape`]), and the one engine ([`check`]) that
//! reports every violation of it in a single pass over the bytes.
//!
//! A shape is plain `const` data without code: generated bindings keep theirs in a `static`, and tools build theirs
//! from the spec files at run time. The same engine checks both, so each rule is implemented once.
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
//! # Verdict
//!
//! The engine reaches the same verdict as a JSON Schema 2020-12 validator with the schema that `larkspec-codegen`
//! emits from the same spec. It also reports the same broken rules, by JSON Pointer and
//! [keyword](Rule::schema_keyword). In these cases the engine is stricter:
//!
//! - A key that occurs twice in a described object is a violation ([`Rule::Duplicate`]). Both of its values are
//!   checked, in maps as well, whereas a schema only sees the last one.
//! - An integer must be written as an integer: `1.0` and `1e2` break [`Rule::Type`], and a response whose `code` is
//!   written like that has no payload. `-0` is an integer, and so is `-0.0`, which reads the same.
//! - An integer just below -2^63, which a double rounds to -2^63, breaks [`Rule::Minimum`].
//! - The content of a string is checked ([`Shape::JsonText`]). JSON Schema describes it with `contentMediaType` and
//!   `contentSchema`, which are only annotations since 2019-09. Here, a string that is not JSON breaks
//!   [`Rule::ContentMediaType`], and JSON that does not match its `contentSchema` breaks the rules in that schema.
//! - A sum of bits ([`Values::SumOf`]) is checked bit by bit, whereas a schema lists the sums of up to eight bits and
//!   has only bounds for more.
//!
//! # What is JSON
//!
//! Everything that `serde_json` parses. It rejects some input that parsers of other languages accept: numbers beyond
//! the range of a double (`1e400`), lone surrogates (`"\ud800"`), more than 127 levels of nesting, and a byte order
//! mark. A number of 10,000 digits is valid.
//!
//! # Regular expressions
//!
//! A [`Pattern`] has the meaning of ECMA-262 with the `u` flag. Validators that use the regular expressions of their
//! own language differ in `.` (which does not match `\r`, U+2028 or U+2029), in `\b` (whose words are ASCII) and
//! more. [`Pattern::portable`] is a spelling that all of them interpret in the same way, and the one in the emitted
//! schema.

// First, because macros are visible only below their definition.
#[macro_use]
mod debug;

mod bits;
mod check;
mod error;
mod format;
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
pub use format::Format;
pub use line::{is_harmful, one_line};
pub use pattern::{Pattern, PatternError};
pub use repair::repaired;
pub use shape::{
    Argument, Bool, Condition, Envelope, Field, Float, Int, JsonText, List, Need, Object, Shape,
    Shared, SharedCell, Test, Text, Values,
};
pub use violation::{Rule, Violation};

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

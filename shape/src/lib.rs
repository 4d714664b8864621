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
//! emits from the same spec, save where the engine is stricter:
//!
//! - a key given twice in one described object is a violation ([`Rule::Duplicate`]);
//! - an integer must be written as one: `1.0`, `1e2` and `-0` break [`Rule::Type`].

mod check;
pub mod ndjson;
mod pattern;
mod shape;
mod violation;
mod walk;

pub use check::{CheckError, Checker, Invalid, SyntaxError, check};
pub use pattern::{Pattern, PatternError};
pub use shape::{Bool, Envelope, Field, Float, Int, List, Object, Shape, Text, Values};
pub use violation::{Rule, Violation};

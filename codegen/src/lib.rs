//! Compiles declarative endpoint specs to Rust bindings, payload shapes and JSON Schema.
//!
//! A spec file describes one endpoint of the Feishu / Lark Open Platform: its URL, and its fields with their types,
//! rules and docs. It is the source of
//!
//! - Rust: request and response structs with validation and a caller ([`rust_source`], [`build`]),
//! - the [`Shape`](larkspec_shape::Shape) that the engine checks payloads against ([`shape`]),
//! - JSON Schema 2020-12 ([`schema`]).
//!
//! # In a build script
//!
//! A crate with its own `spec/` folder needs three lines in its `build.rs`,
//!
//! ```no_run
//! // build.rs
//! # #[allow(clippy::needless_doctest_main)]
//! fn main() {
//!     larkspec_codegen::build("spec");
//! }
//! ```
//!
//! a dependency on `larkspec`, and `larkspec::include_spec!();` in the module that should contain the generated
//! modules.
//!
//! # Errors
//!
//! All errors of all files are reported at once, each with file, line, column and a caret:
//!
//! ```
//! let error = larkspec_codegen::load_str("im/v1/chat/get", "titel = \"Get a chat\"").unwrap_err();
//! assert!(error.to_string().contains("did you mean `title`?"));
//! ```

#[cfg(feature = "rust")]
mod bindings;
#[cfg(any(feature = "diff", feature = "rust"))]
mod boxed;
#[cfg(feature = "rust")]
mod build;
pub mod carried;
pub mod check;
mod diagnostic;
#[cfg(feature = "diff")]
pub mod diff;
pub mod duplicates;
pub mod format;
#[cfg(feature = "pretty")]
pub mod golden;
mod listing;
mod load;
pub mod model;
pub mod names;
mod nearest;
mod needs;
pub mod operation;
mod parse;
pub mod place;
pub mod rules;
#[cfg(feature = "rust")]
mod rust;
pub mod schema;
pub mod shape;
pub mod types;

#[cfg(feature = "rust")]
pub use build::{build, build_with};
pub use diagnostic::{Diagnostic, Source, SpecErrors};
pub use listing::Listed;
pub use load::{Loader, load, load_str, load_str_with, load_types_str, spec_name};
pub use model::Api;
#[cfg(feature = "rust")]
use model::Endpoint;
pub use nearest::no_endpoint;

/// Returns the Rust source of an API's modules, without the schemas. It is written for the compiler rather than for
/// reading, but its lines are short enough for rustc to show in an error.
/// `crate_name` is the crate that the modules are for.
#[cfg(feature = "rust")]
pub fn rust_source(api: &Api, crate_name: &str) -> String {
    bindings::source(api, crate_name)
}

/// Returns a Rust program that calls an endpoint, as the docs of its module show it: with the fields that the page
/// requires, and the values of the page's example. `crate_name` is the crate with the endpoint's module, `larkspec` for
/// those of the platform.
#[cfg(feature = "rust")]
pub fn example(endpoint: &Endpoint, crate_name: &str) -> String {
    rust::program(endpoint, crate_name)
}

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

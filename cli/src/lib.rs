//! The commands of `larkspec`, which `cargo xtask` offers as well for the spec files of the repository.
//!
//! This library exists for these two programs. Its interface follows their needs and is not covered by semver: the
//! commands, their output and their exit codes are what other programs can rely on. To build on spec files, use
//! [`larkspec-codegen`](https://docs.rs/larkspec-codegen) and [`larkspec-spec`](https://docs.rs/larkspec-spec).

mod collection;
pub mod complete;
pub mod diff;
pub mod import;
mod in_part;
pub mod list;
pub mod output;
pub mod page;
#[cfg(feature = "pull")]
pub mod pull;
pub mod sandbox;
pub mod schema;
pub mod show;
mod sought;
pub mod specs;
pub mod validate;

//! Holds the engine to independent validators of the emitted JSON Schema.
//!
//! The engine and the schema are two readings of one spec; a payload on which they differ is a bug in
//! one of them. [`payload`] makes payloads out of a schema's own vocabulary, valid ones and such as
//! break it in every way it knows; [`endpoint`] makes endpoints that use every type and rule; and
//! [`verdict`] puts the engine's verdict beside that of the `jsonschema` crate.
//!
//! It is a crate of its own because the validators are heavy to build: nothing else needs them.

pub mod choices;
pub mod document;
pub mod endpoint;
pub mod pattern;
pub mod payload;
pub mod random;
pub mod types;
pub mod verdict;
pub mod workload;

use std::path::{Path, PathBuf};

use larkspec_codegen::model::Endpoint;

/// The endpoints whose payloads are tried besides those that are made up: every one under `spec/`, and
/// those of the tests' own that use every type and rule.
///
/// # Errors
///
/// A spec file is wrong or cannot be read.
pub fn endpoints() -> anyhow::Result<Vec<Endpoint>> {
    let mut endpoints = Vec::new();
    for folder in ["spec", "tests/consumer/spec", "codegen/tests/shared"] {
        endpoints.extend(larkspec_codegen::load(root().join(folder))?.endpoints);
    }
    Ok(endpoints)
}

/// The repository.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_owned()
}

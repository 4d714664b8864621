//! Tests the engine against independent validators of the emitted JSON Schema.
//!
//! The engine and the schema interpret the same spec; a payload on which they differ reveals a bug in one of them.
//! [`payload`] generates payloads from a schema's vocabulary, both valid ones and ones that break it in every known
//! way; [`endpoint`] generates endpoints that use every type and rule; and [`verdict`] compares the engine's verdict
//! with that of the `jsonschema` crate.
//!
//! This is a separate crate because the validators are expensive to build and nothing else needs them.

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

/// The fixed endpoints to test in addition to random ones: all under `spec/`, and those in the tests that use every
/// type and rule.
///
/// # Errors
///
/// A spec file is invalid or cannot be read.
pub fn endpoints() -> anyhow::Result<Vec<Endpoint>> {
    let mut endpoints = Vec::new();
    for folder in ["spec", "tests/consumer/spec", "codegen/tests/shared"] {
        endpoints.extend(larkspec_codegen::load(root().join(folder))?.endpoints);
    }
    Ok(endpoints)
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_owned()
}

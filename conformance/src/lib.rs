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

use larkspec_codegen::Loader;
use larkspec_codegen::model::Endpoint;

/// The fixed endpoints to test in addition to random ones: two of larkspec's, and those in the tests that use every type
/// and rule. The workspace in `platform/` tests all of larkspec's.
///
/// # Errors
///
/// A spec file is invalid or cannot be read.
pub fn endpoints() -> anyhow::Result<Vec<Endpoint>> {
    let mut endpoints = Vec::new();
    let ours = Loader::new(root().join("spec")).only([
        "approval/v2/instance/list",
        "auth/v3/tenant_access_token/internal",
    ]);
    let others = ["tests/consumer/spec", "codegen/tests/shared"];
    let others = others.map(|folder| Loader::new(root().join(folder)));
    for loader in [ours].into_iter().chain(others) {
        endpoints.extend(loader.load()?.endpoints);
    }
    Ok(endpoints)
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_owned()
}

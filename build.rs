//! Generates the modules of this crate from the files of larkspec-spec: those of the services whose features are on.

use std::env;

use larkspec_codegen::Loader;

/// The endpoint that the client gets its tokens from.
const TOKEN: &str = "auth/v3/tenant_access_token/internal";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Reports a top-level folder of `spec/` that has the name of a module; rustc would only report a duplicate
    // definition.
    println!("cargo::rerun-if-changed=src");
    let services = larkspec_spec::services().filter(|service| is_on(service));
    let loader = Loader::texts(larkspec_spec::files()).shown_as("spec");
    larkspec_codegen::build_with(loader.only(services.chain([TOKEN])).reserve_root("src"));
}

/// Whether the feature of a service is on.
fn is_on(service: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{}", service.to_uppercase())).is_some()
}

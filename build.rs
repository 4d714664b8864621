//! Generates the modules of this crate from the files under `spec/`.

use larkspec_codegen::Loader;

fn main() {
    // Reports a top-level folder of `spec/` that has the name of a module; rustc would only report a duplicate
    // definition.
    println!("cargo::rerun-if-changed=src");
    larkspec_codegen::build_with(Loader::new("spec").reserve_root("src"));
}

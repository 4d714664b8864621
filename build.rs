//! Every file under `spec/` → the modules of this crate.

use larkspec_codegen::Loader;

fn main() {
    // A folder at the top of `spec/` with the name of a module is told where it stands; rustc would only say
    // that a name is defined twice.
    println!("cargo::rerun-if-changed=src");
    larkspec_codegen::build_with(Loader::new("spec").reserve_root("src"));
}

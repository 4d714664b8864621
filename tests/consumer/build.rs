//! Generates this crate's bindings from its own spec files.

fn main() {
    larkspec_codegen::build("spec");
}

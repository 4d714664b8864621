//! Generates this crate's bindings from its own spec files, and from those of types that endpoints share.

fn main() {
    larkspec_codegen::build("spec");
    larkspec_codegen::build("../../codegen/tests/shared");
}

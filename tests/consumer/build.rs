//! Generates this crate's bindings from its own spec files, from those of shared types, and from those of a page
//! before and after a change.

use larkspec_codegen::{Loader, build, build_with};

fn main() {
    build("spec");
    build("../../codegen/tests/shared");
    for version in ["before", "after"] {
        build_with(Loader::new(format!("changes/{version}")).output(version));
    }
}

//! Generates this crate's bindings from its own spec files, from those of types that endpoints share, and from those of
//! a page before and after it has changed.

use larkspec_codegen::{Loader, build, build_with};

fn main() {
    build("spec");
    build("../../codegen/tests/shared");
    for version in ["before", "after"] {
        build_with(Loader::new(format!("changes/{version}")).output(version));
    }
}

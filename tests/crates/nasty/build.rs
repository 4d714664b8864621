//! Two folders for one tree, and one of them again under a separate name.

use larkspec_codegen::{build, build_with, Loader};

fn main() {
    build("spec");
    build("spec-more");
    build_with(Loader::new("spec").output("apart"));
}

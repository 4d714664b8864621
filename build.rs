//! Every file under `spec/` → the modules of this crate.

use std::fs;

use larkspec_codegen::Loader;

fn main() {
    larkspec_codegen::build_with(Loader::new("spec").reserve(reserved()));
}

/// The names at the root of the crate. A folder of the same name at the top of `spec/` is told where it
/// stands; rustc would only say that a name is defined twice.
fn reserved() -> Vec<String> {
    println!("cargo::rerun-if-changed=src");
    let mut names = vec![
        "larkspec".to_owned(),
        "shape".to_owned(),
        "__private".to_owned(),
    ];
    for entry in fs::read_dir("src").into_iter().flatten().flatten() {
        let path = entry.path();
        names.extend(
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        );
    }
    names
}

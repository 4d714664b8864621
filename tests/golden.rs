//! The readable copy of what the build makes is what the spec files of the default features give today.

use std::path::Path;

use larkspec_codegen::{Loader, golden};

#[test]
fn golden_files_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = larkspec::ENDPOINTS.iter().map(|endpoint| endpoint.name());
    let api = Loader::new(root.join("spec"))
        .only(compiled)
        .load()
        .unwrap();
    let files = golden::render(&api).unwrap();
    let stale = golden::compare(&root.join("tests/golden"), &files).unwrap();
    let list: Vec<String> = stale.iter().map(|one| format!("  {one}\n")).collect();
    assert!(
        stale.is_empty(),
        "tests/golden does not show what the spec files give:\n{}\
         review the change with `cargo xtask golden && git diff tests/golden`",
        list.concat()
    );
}

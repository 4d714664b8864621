//! The readable copy of what the build makes is what the spec files give today.

use std::path::Path;

use larkspec_codegen::golden;

#[test]
fn golden_files_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let api = larkspec_codegen::load(root.join("spec")).unwrap();
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

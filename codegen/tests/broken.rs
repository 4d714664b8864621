//! The errors for invalid spec files: every file under `broken/` has its expected errors next to it. `UPDATE_EXPECT=1
//! cargo test -p larkspec-codegen` rewrites them.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use larkspec_codegen::{Loader, load_str};

#[test]
fn says_everything_that_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    assert!(files.len() > 15, "the cases are gone");
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let errors = load_str(name, &text).expect_err(name);
        assert!(!errors.diagnostics().is_empty());
        for diagnostic in errors.diagnostics() {
            let rendered = diagnostic.render(false);
            let place = format!("{name}.toml:{}:{}", diagnostic.line(), diagnostic.column());
            assert!(rendered.contains(&place), "{rendered} is not at {place}");
            assert!(rendered.contains('^'), "{rendered} has no caret");
        }
        expect_file![path.with_extension("stderr")].assert_eq(&format!("{errors}\n"));
    }
}

/// Errors about shared types: every folder under `broken/types/` has its expected errors next to it.
#[test]
fn says_what_is_wrong_with_shared_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken/types");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() > 8, "the cases are gone");
    for case in cases {
        let errors = Loader::new(&case).shown_as("spec").load();
        let errors = errors.expect_err(&case.display().to_string());
        for diagnostic in errors.diagnostics() {
            let rendered = diagnostic.render(false);
            let place = format!(".toml:{}:{}", diagnostic.line(), diagnostic.column());
            assert!(rendered.contains(&place), "{rendered} is not at {place}");
        }
        expect_file![case.with_extension("stderr")].assert_eq(&format!("{errors}\n"));
    }
}

/// Errors that only occur between several files.
#[test]
fn says_where_files_contradict_each_other() {
    let folder = std::env::temp_dir().join(format!("larkspec-broken-{}", std::process::id()));
    let with_parameter = |name: &str| {
        format!(
            "title = \"T\"\n[http]\nmethod = \"GET\"\npath = \"/users/:{name}\"\n\
             [path.{name}]\ntype = \"string\"\nrequired = true\n"
        )
    };
    let spec = |path: &str| format!("title = \"T\"\n[http]\nmethod = \"GET\"\npath = \"{path}\"\n");
    for (name, text) in [
        ("a-b/one.toml", spec("/one")),
        ("a_b/two.toml", spec("/two")),
        ("c/three.toml", spec("/one")),
        ("shape/four.toml", spec("/four")),
        ("+/five.toml", spec("/five")),
        ("d/nine.toml", with_parameter("id")),
        ("d/ten.toml", with_parameter("user_id")),
        ("c/.six.toml.swp", "an editor's".to_owned()),
        ("c/seven.md", "no spec".to_owned()),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.join("c/eight.toml"), b"title = \"\xff\"").unwrap();
    let loader = Loader::new(&folder).shown_as("spec").reserve(["shape"]);
    let errors = loader.load().expect_err("they contradict each other");
    fs::remove_dir_all(&folder).unwrap();
    expect_file!["broken/several_files.stderr"].assert_eq(&format!("{errors}\n"));
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let error = larkspec_codegen::load("no/such/folder").expect_err("there is none");
    assert!(
        error
            .to_string()
            .starts_with("error: cannot read no/such/folder: ")
    );
}

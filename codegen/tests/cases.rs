//! Runs the small inputs of `../shared/cases/specs`, each with its expected result, if that folder exists.

use std::fs;
use std::path::{Path, PathBuf};

use larkspec_codegen::{Loader, diff, load_str, schema};

/// The folders that are for whole crates or other tests.
const ELSEWHERE: &[&str] = &[
    "crlf2b",
    "decode",
    "default-fixed",
    "docs",
    "pat-class",
    "private-module",
    "renamed-dep",
    "two-builds",
];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases/specs")
}

/// The errors in a folder of spec files as one text; empty if there are none.
fn errors(folder: &Path) -> String {
    let loaded = Loader::new(folder).load();
    loaded
        .err()
        .map_or(String::new(), |errors| errors.to_string())
}

#[test]
#[ignore = "needs ../shared/cases: `.ci/run cases`"]
fn each_has_its_right_outcome() {
    let folder = cases();
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !ELSEWHERE.contains(&&**name))
        .collect();
    names.sort();
    for name in names {
        let case = folder.join(&name);
        match &*name {
            "bounds-beyond-2p53" => {
                let errors = errors(&case);
                let expected = "`min` 9007199254740993 is over `max` 9007199254740992";
                assert!(errors.contains(expected), "{errors}");
            }
            "example-duplicate-key" => {
                let errors = errors(&case);
                assert!(
                    errors.contains("/k: the key is given more than once"),
                    "{errors}"
                );
            }
            "nfc-fields" => {
                let errors = errors(&case);
                assert_eq!(
                    errors.matches("is not a valid name in Rust").count(),
                    2,
                    "{errors}"
                );
            }
            "ids" => {
                let api = Loader::new(&case).load().unwrap();
                let schema = schema::request(&api.endpoints[0]);
                let id = schema["$id"].as_str().unwrap();
                let encoded = "urn:larkspec:%E5%BA%97:v1:%E5%88%97%E8%A1%A8:request";
                assert_eq!(id, encoded);
            }
            "diff" => differences(&case),
            name => panic!("what is right of `{name}`?"),
        }
    }
}

fn differences(folder: &Path) {
    for (name, expected) in [
        (
            "first-body",
            "t: body: the request payload is now the body; it was all parameters as one object \
             [breaks wire]\n\
             t: body /b: a new optional field `b` (string)",
        ),
        (
            "format-unit",
            "t: body /n: format unix-s → unix-ms [breaks wire and Rust]",
        ),
        (
            "int-bound-2p53",
            "t: body /id: max 9007199254740993 → 9007199254740992 (tightened) [breaks wire]",
        ),
        (
            "open-object-gets-field",
            "t: body /extra: accepted any key, now has the fields `a` [breaks wire and Rust]",
        ),
        (
            "resp-max-loosened",
            "t: response /data/n: max 100 → 100000 (loosened) [breaks wire]",
        ),
    ] {
        let [old, new] = ["old", "new"].map(|state| {
            let text = fs::read_to_string(folder.join(name).join(format!("{state}.toml")));
            load_str("t", &text.unwrap()).unwrap()
        });
        let told: Vec<String> = diff::endpoint(&old, &new)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.join("\n"), expected, "{name}");
    }
}

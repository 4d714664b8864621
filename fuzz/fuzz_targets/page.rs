//! The importer with arbitrary pages: it never panics, and its result can be written as a spec file that loads
//! unchanged and that importing the same page again does not change.
//!
//! Run `cargo +nightly fuzz run page fuzz/corpus/page FOLDER_OF_PAGES` from the repository's root.

#![no_main]

use larkspec_codegen::load_str;
use larkspec_import::{import, merge, write};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|text: &str| -> Corpus {
    let imported = match import(text, None) {
        Ok(imported) => imported,
        Err(error) => {
            assert!(!error.diagnostic().to_string().contains('\n'));
            return Corpus::Keep;
        }
    };
    let name = &imported.endpoint.name;
    let spec = write::write(&imported.endpoint);
    match load_str(name, &spec) {
        Ok(loaded) => assert_eq!(loaded, imported.endpoint),
        Err(errors) => panic!("{}", errors.render(false)),
    }
    let merged = merge::merge(name, &spec, &imported).expect("its own page merges");
    assert_eq!(merged.text, spec);
    let noted = merge::note_page(name, &spec, &imported).expect("loads");
    assert!(load_str(name, &noted).is_ok());
    Corpus::Keep
});

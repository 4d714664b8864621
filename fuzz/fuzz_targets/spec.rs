//! The parser of spec files with arbitrary text: it never panics, its errors can be displayed, and what it accepts
//! can be emitted as Rust, as a shape and as a schema.
//!
//! Run `cargo +nightly fuzz run spec fuzz/corpus/spec spec tests/consumer/spec -- -dict=fuzz/spec.dict` from the
//! repository's root.

#![no_main]

use bumpalo::Bump;
use larkspec_codegen::{Api, load_str, rust_source, schema, shape};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|text: &str| -> Corpus {
    match load_str("made/up", text) {
        Err(errors) => {
            assert!(!errors.render(false).is_empty());
            Corpus::Keep
        }
        Ok(endpoint) => {
            let bump = Bump::new();
            let _ = shape::request(&bump, &endpoint);
            let _ = shape::response(&bump, &endpoint);
            let _ = schema::request(&endpoint);
            let _ = schema::response(&endpoint);
            let api = Api {
                endpoints: vec![endpoint],
                ..Api::default()
            };
            let _ = rust_source(&api, "own");
            Corpus::Keep
        }
    }
});

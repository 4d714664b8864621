//! The engine with arbitrary bytes: it never panics, its different methods agree, and their verdict is that of the
//! `jsonschema` crate with the emitted schema.
//!
//! Run `cargo +nightly fuzz run engine` from the repository's root. The first byte selects the schema.

#![no_main]

use std::sync::LazyLock;

use bumpalo::Bump;
use larkspec_codegen::duplicates;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::verdict::{Pair, compare, pairs};
use larkspec_conformance::{endpoint, endpoints};
use larkspec_shape::{CheckError, Checker, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, json)) = data.split_first() else {
        return;
    };
    let pair = &PAIRS[usize::from(*choice) % PAIRS.len()];
    is_consistent(pair, json);
    agrees(pair, json);
});

static PAIRS: LazyLock<Vec<Pair<'static>>> = LazyLock::new(made_up_and_real);

/// For every spec file, and for some random endpoints.
fn made_up_and_real() -> Vec<Pair<'static>> {
    static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        (0..40_u32)
            .map(|i| {
                (0..100)
                    .map(|j| (i * 7919 + j * 104_729 + i * j * 31) as u8)
                    .collect()
            })
            .collect()
    });
    let bump = Box::leak(Box::new(Bump::new()));
    let mut all = endpoints().expect("the spec files are right");
    all.extend(
        SEEDS
            .iter()
            .map(|seed| endpoint::endpoint(&mut Choices::new(seed))),
    );
    let all = Box::leak(Box::new(all));
    all.iter()
        .flat_map(|e| pairs(bump, e).expect("a schema that is accepted"))
        .collect()
}

/// `check`, `for_each`, a limit on kept violations and NDJSON lines agree.
fn is_consistent(pair: &Pair<'_>, json: &[u8]) {
    let checker = Checker::new(&pair.shape);
    let whole = check(&pair.shape, json);
    let mut told = Vec::new();
    let total = checker.for_each(json, |violation| told.push(violation));
    let bounded = checker.keep_at_most(1).check(json);
    match (&whole, total, bounded) {
        (Ok(()), Ok(0), Ok(())) => {}
        (Err(CheckError::Syntax(a)), Err(b), Err(CheckError::Syntax(c))) => {
            assert!(*a == b && b == c)
        }
        (Err(CheckError::Invalid(all)), Ok(total), Err(CheckError::Invalid(first))) => {
            assert_eq!(all.violations(), told);
            assert_eq!((all.total(), first.total()), (total, total));
            assert_eq!(all.violations()[..1], *first.violations());
            for violation in all.violations() {
                assert_eq!(violation.to_string().lines().count(), 1);
            }
        }
        other => panic!("{other:?}"),
    }
}

fn agrees(pair: &Pair<'_>, json: &[u8]) {
    match std::str::from_utf8(json) {
        Err(_) => assert!(matches!(
            check(&pair.shape, json),
            Err(CheckError::Syntax(_))
        )),
        Ok(text) if !duplicates::keys(text).is_empty() => {}
        Ok(text) => {
            if let Err(disagreement) = compare(pair, text) {
                panic!("{disagreement}");
            }
        }
    }
}

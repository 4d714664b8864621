//! For any payload, the engine and the `jsonschema` crate with the emitted schema agree.
//!
//! `LARKSPEC_CASES=1000000 cargo test --release -p larkspec-conformance agreement:: -- --nocapture` tries a
//! million payloads instead of 20,000, and prints statistics. `LARKSPEC_SPEC=DIR` adds the same number of payloads
//! for the endpoints of another folder of spec files, such as the output of `cargo xtask import --all`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use bumpalo::Bump;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::verdict::{Agreed, Pair, RULES, compare, pairs};
use larkspec_conformance::{endpoint, endpoints, payload};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// The number of payloads per random endpoint.
const PAYLOADS: u32 = 40;

fn cases() -> u32 {
    match std::env::var("LARKSPEC_CASES") {
        Ok(cases) => cases
            .parse()
            .expect("LARKSPEC_CASES is a number of payloads"),
        Err(_) => 20_000,
    }
}

fn runner(cases: u32) -> TestRunner {
    // The seed differs in each run. A failure is shrunk and printed, to be added to a table of cases.
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    })
}

/// How often each outcome occurred.
#[derive(Default)]
struct Met {
    outcomes: BTreeMap<&'static str, u64>,
    rules: BTreeMap<String, u64>,
}

impl Met {
    fn count(&mut self, agreed: Agreed) {
        let outcome = match agreed {
            Agreed::NotJson => "not JSON",
            Agreed::Stricter => "stricter, as documented",
            Agreed::Broken(broken) if broken.is_empty() => "valid",
            Agreed::Broken(broken) => {
                for (_, _, rule) in broken {
                    *self.rules.entry(rule).or_default() += 1;
                }
                "invalid"
            }
        };
        *self.outcomes.entry(outcome).or_default() += 1;
    }

    fn show(&self, name: &str) {
        println!("{name}: {:?}\n  {:?}", self.outcomes, self.rules);
    }
}

fn try_payload(pair: &Pair<'_>, bytes: &[u8], met: &RefCell<Met>) -> Result<(), TestCaseError> {
    let document = payload::payload(&mut Choices::new(bytes), &pair.schema);
    let agreed =
        compare(pair, &document.to_string()).map_err(|d| TestCaseError::fail(d.to_string()))?;
    met.borrow_mut().count(agreed);
    Ok(())
}

#[test]
fn on_the_endpoints_of_the_spec_files() {
    let endpoints = endpoints().unwrap();
    let bump = Bump::new();
    let pairs: Vec<Pair<'_>> = endpoints
        .iter()
        .flat_map(|e| pairs(&bump, e).unwrap())
        .collect();
    let met = RefCell::new(Met::default());
    runner(cases() / 2)
        .run(
            &(0..pairs.len(), vec(any::<u8>(), 0..160)),
            |(pair, bytes)| try_payload(&pairs[pair], &bytes, &met),
        )
        .unwrap_or_else(|e| panic!("{e}"));
    let met = met.into_inner();
    met.show("spec files");
    assert!(
        met.outcomes["valid"] > u64::from(cases() / 20),
        "{:?}",
        met.outcomes
    );
    assert!(
        met.outcomes["invalid"] > u64::from(cases() / 20),
        "{:?}",
        met.outcomes
    );
}

#[test]
fn on_another_folder_of_spec_files() {
    let Some(folder) = std::env::var_os("LARKSPEC_SPEC") else {
        eprintln!("skipped: LARKSPEC_SPEC names no folder of spec files");
        return;
    };
    let endpoints = larkspec_codegen::load(folder).unwrap().endpoints;
    let each = cases().div_ceil(u32::try_from(endpoints.len()).unwrap());
    let met = RefCell::new(Met::default());
    // One endpoint at a time: all validators together take gigabytes.
    for endpoint in &endpoints {
        let bump = Bump::new();
        let pairs = pairs(&bump, endpoint).unwrap();
        let payloads = &(0..pairs.len(), vec(any::<u8>(), 0..160));
        runner(each)
            .run(payloads, |(pair, bytes)| {
                try_payload(&pairs[pair], &bytes, &met)
            })
            .unwrap_or_else(|e| panic!("{e}"));
    }
    let met = met.into_inner();
    met.show("another folder");
    assert!(met.outcomes["valid"] > 0 && met.outcomes["invalid"] > 0);
}

#[test]
fn on_endpoints_that_use_every_type_and_rule() {
    let met = RefCell::new(Met::default());
    let payloads = vec(vec(any::<u8>(), 0..160), PAYLOADS as usize);
    runner(cases() / 2 / PAYLOADS)
        .run(
            &(vec(any::<u8>(), 0..300), payloads),
            |(bytes, payloads)| {
                let endpoint = endpoint::endpoint(&mut Choices::new(&bytes));
                let bump = Bump::new();
                let pairs =
                    pairs(&bump, &endpoint).map_err(|e| TestCaseError::fail(e.to_string()))?;
                for (i, bytes) in payloads.iter().enumerate() {
                    try_payload(&pairs[i % pairs.len()], bytes, &met)?;
                }
                Ok(())
            },
        )
        .unwrap_or_else(|e| panic!("{e}"));
    let met = met.into_inner();
    met.show("made-up endpoints");
    assert!(
        met.outcomes["valid"] > u64::from(cases() / 50),
        "{:?}",
        met.outcomes
    );
    for rule in RULES {
        assert!(
            met.rules.contains_key(rule.as_str()),
            "`{rule}` was never broken: {:?}",
            met.rules
        );
    }
}

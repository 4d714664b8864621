//! Tests the diff with payloads: whatever a change of an endpoint rejects, or newly accepts, the diff must have
//! reported.
//!
//! The judge is the `jsonschema` crate with the schemas of both states, which does not depend on the diff.

use std::cell::Cell;

use jsonschema::Validator;
use larkspec_codegen::diff::{self, Change};
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::schema;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::{endpoint, payload};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

/// The number of changes, and of payloads for each.
const STEPS: u32 = 600;
const PAYLOADS: usize = 24;

#[test]
fn whoever_a_step_breaks_has_been_told() {
    let (senders, readers) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config {
        cases: STEPS,
        failure_persistence: None,
        ..Config::default()
    });
    let choices = || vec(any::<u8>(), 0..300);
    runner
        .run(
            &(choices(), choices(), vec(choices(), PAYLOADS)),
            |(first, second, payloads)| {
                let old = endpoint::endpoint(&mut Choices::new(&first));
                let new = endpoint::step(&mut Choices::new(&second), &old);
                let changes = diff::endpoint(&old, &new);
                // Senders are affected by what is now rejected.
                let broken = broken(&old, &new, schema::request, &payloads);
                told(&changes, broken, |part| part != "response", &senders)?;
                // Readers are affected by what may now come.
                let broken = self::broken(&new, &old, schema::response, &payloads);
                told(
                    &changes,
                    broken,
                    |part| matches!(part, "response" | "http" | "types"),
                    &readers,
                )
            },
        )
        .unwrap_or_else(|e| panic!("{e}"));
    let (senders, readers) = (senders.get(), readers.get());
    println!("{STEPS} steps: {senders} broke senders, {readers} broke readers");
    assert!(
        senders > STEPS / 20 && readers > STEPS / 20,
        "{senders}, {readers}"
    );
}

/// A payload that is valid in only one of the states.
fn broken(
    valid: &Endpoint,
    invalid: &Endpoint,
    schema: fn(&Endpoint) -> Value,
    payloads: &[Vec<u8>],
) -> Option<String> {
    let (valid, invalid) = (schema(valid), schema(invalid));
    let validator = |schema: &Value| -> Validator { jsonschema::draft202012::new(schema).unwrap() };
    let (is_valid, is_invalid) = (validator(&valid), validator(&invalid));
    payloads.iter().find_map(|bytes| {
        let text = payload::payload(&mut Choices::new(bytes), &valid).to_string();
        let value: Value = serde_json::from_str(&text).ok()?;
        (is_valid.is_valid(&value) && !is_invalid.is_valid(&value)).then_some(text)
    })
}

fn told(
    changes: &[Change],
    broken: Option<String>,
    concerns: impl Fn(&str) -> bool,
    met: &Cell<u32>,
) -> Result<(), TestCaseError> {
    let Some(payload) = broken else { return Ok(()) };
    met.set(met.get() + 1);
    let is_told = changes
        .iter()
        .any(|change| change.breaks_wire && concerns(&change.part));
    let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
    prop_assert!(
        is_told,
        "{payload} breaks, and the diff says only:\n{}",
        told.join("\n")
    );
    Ok(())
}

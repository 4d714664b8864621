//! The spec files by themselves: every schema is valid, and every example of a page passes its own check, according to the
//! engine and to an independent validator of the schema.
//!
//! `examples.txt` lists the examples that the collection lacks, with the reason, which only the pages say.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::collections::BTreeSet;

use bumpalo::Bump;
use larkspec_codegen::Loader;
use larkspec_codegen::model::Endpoint;
use larkspec_conformance::verdict::{Agreed, compare, pairs};
use serde_json::Value;

fn endpoints() -> Vec<Endpoint> {
    let api = Loader::texts(larkspec_spec::files())
        .shown_as("spec")
        .load();
    api.unwrap_or_else(|errors| panic!("{errors}")).endpoints
}

#[test]
fn every_spec_file_loads() {
    let names = larkspec_spec::files().map(|(name, _)| name);
    let endpoints = names.filter(|name| name.split('/').next_back() != Some("types"));
    assert!(endpoints.eq(self::endpoints().iter().map(|endpoint| &*endpoint.name)));
}

/// In threads, since a validator that is not optimised takes its time.
#[test]
fn every_schema_is_valid_and_every_example_passes_its_check() {
    let endpoints = endpoints();
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let share = endpoints.len().div_ceil(threads);
    let problems: Vec<String> = std::thread::scope(|scope| {
        let shares = endpoints.chunks(share);
        let threads = shares.map(|share| scope.spawn(|| share.iter().flat_map(problems).collect()));
        let threads: Vec<_> = threads.collect();
        let found = threads.into_iter().map(|thread| thread.join().unwrap());
        found.flat_map(|found: Vec<String>| found).collect()
    });
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What is wrong with the schemas and examples of an endpoint.
fn problems(endpoint: &Endpoint) -> Vec<String> {
    let bump = Bump::new();
    let pairs = match pairs(&bump, endpoint) {
        Ok(pairs) => pairs,
        Err(error) => return vec![format!("{error:#}")],
    };
    let example = &endpoint.example;
    let mut problems = Vec::new();
    for (pair, example) in pairs.iter().zip([&example.request, &example.response]) {
        if let Err(error) = jsonschema::meta::validate(&pair.schema) {
            problems.push(format!("the schema of {} is invalid: {error}", pair.name));
        }
        let Some(example) = example else { continue };
        match compare(pair, &example.to_string()) {
            Ok(Agreed::Broken(broken)) if broken.is_empty() => {}
            Ok(verdict) => problems.push(format!("the example of {}: {verdict:?}", pair.name)),
            Err(disagreement) => problems.push(disagreement.to_string()),
        }
    }
    problems
}

#[test]
fn a_broken_example_and_a_broken_schema_are_found() {
    let mut endpoint = endpoints().swap_remove(0);
    assert_eq!(problems(&endpoint), Vec::<String>::new());
    endpoint.example.response = Some(Value::from(1));
    let found = problems(&endpoint).join("\n");
    assert!(found.contains("the example of"), "{found}");
}

/// Neither is an example missing without a reason, nor is a reason kept that no longer applies.
#[test]
fn every_missing_example_is_listed() {
    const REASONS: [&str; 4] = ["contradiction", "not-json", "other", "none"];
    let mut listed = BTreeSet::new();
    let lines = include_str!("../examples.txt").lines();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.splitn(4, ' ');
        let [side, reason, name] = [(); 3].map(|()| words.next().unwrap());
        assert!(REASONS.contains(&reason), "{line}");
        assert_eq!(words.next().is_some(), reason == "contradiction", "{line}");
        assert!(listed.insert((side, name.to_owned())), "twice: {line}");
    }
    let endpoints = endpoints();
    let missing = endpoints.iter().flat_map(|endpoint| {
        let sides = missing_examples(endpoint);
        sides.map(|side| (side, endpoint.name.clone()))
    });
    let missing: BTreeSet<_> = missing.collect();
    let unlisted: Vec<_> = missing.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&missing).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "not listed: {unlisted:?}; stale: {stale:?}"
    );
}

/// The sides of an endpoint that have fields in JSON, but no example.
fn missing_examples(endpoint: &Endpoint) -> impl Iterator<Item = &'static str> {
    let example = &endpoint.example;
    let has_body = !endpoint.body.is_empty() && !endpoint.is_multipart();
    let has_answer = !endpoint.response.is_empty() && !endpoint.answers_file();
    let request = (has_body && example.request.is_none()).then_some("request");
    let response = (has_answer && example.response.is_none()).then_some("response");
    request.into_iter().chain(response)
}

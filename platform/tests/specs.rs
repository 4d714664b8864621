//! The spec files by themselves: every schema is valid, every example of a page passes its own check according to the
//! engine and to an independent validator of the schema, and both agree on random payloads.
//!
//! `LARKSPEC_CASES=1000000 cargo test --release --test specs` tries a million payloads instead of 20,000.
//!
//! `examples.txt` lists the examples that the spec files lack, with the reason, which only the pages show.
//! `UPDATE_EXPECT=1` rewrites it and keeps the reasons; that of a new row is for a person to write.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::collections::BTreeSet;

use bumpalo::Bump;
use expect_test::expect_file;
use larkspec_codegen::Loader;
use larkspec_codegen::model::Endpoint;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::payload::payload;
use larkspec_conformance::random::Random;
use larkspec_conformance::verdict::{Agreed, Pair, compare, pairs};
use serde_json::Value;

fn endpoints() -> Vec<Endpoint> {
    let api = Loader::texts(larkspec_spec::files())
        .shown_as("spec")
        .load();
    api.unwrap_or_else(|errors| panic!("{errors}")).endpoints
}

#[test]
fn every_spec_file_loads() {
    assert!(names().eq(endpoints().iter().map(|endpoint| &*endpoint.name)));
}

/// The names of the spec files of endpoints.
fn names() -> impl Iterator<Item = &'static str> {
    let names = larkspec_spec::files().map(|(name, _)| name);
    names.filter(|name| name.split('/').next_back() != Some("types"))
}

/// In threads, since a validator without optimisation is slow. An endpoint's validators serve all its checks, since
/// making them takes longest; those of all endpoints together would take gigabytes.
#[test]
fn every_schema_is_valid_and_engine_and_validator_agree() {
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
    let payloads = cases().div_ceil(2 * names().count());
    let disagreements = pairs.iter().flat_map(|pair| disagreements(pair, payloads));
    problems.extend(disagreements.take(3));
    problems
}

/// How many random payloads to try, over all endpoints.
fn cases() -> usize {
    let cases = std::env::var("LARKSPEC_CASES").map(|cases| cases.parse());
    let cases = cases.unwrap_or(Ok(20_000));
    cases.expect("LARKSPEC_CASES is a number of payloads")
}

/// The random payloads on which engine and validator disagree. They are the same in each run.
fn disagreements(pair: &Pair<'_>, payloads: usize) -> impl Iterator<Item = String> {
    let mut random = Random::new(20_220_708);
    (0..payloads).filter_map(move |_| {
        let bytes = random.bytes(160);
        let document = payload(&mut Choices::new(&bytes), &pair.schema);
        compare(pair, &document.to_string())
            .err()
            .map(|found| found.to_string())
    })
}

#[test]
fn a_broken_example_and_a_broken_schema_are_found() {
    let mut endpoint = endpoints().swap_remove(0);
    assert_eq!(problems(&endpoint), Vec::<String>::new());
    endpoint.example.response = Some(Value::from(1));
    let found = problems(&endpoint).join("\n");
    assert!(found.contains("the example of"), "{found}");
}

/// Why an example is missing.
const REASONS: [&str; 4] = ["contradiction", "not-json", "other", "none"];

/// The placeholder in a rewritten list for a reason that a person has to find.
const UNKNOWN: &str = "REASON";

/// Every missing example has a reason, and no reason is listed that no longer applies.
#[test]
fn every_missing_example_is_listed() {
    let endpoints = endpoints();
    let missing = endpoints.iter().flat_map(|endpoint| {
        let sides = missing_examples(endpoint);
        sides.map(|side| (endpoint.name.clone(), side))
    });
    let listed = include_str!("../examples.txt");
    let relisted = relisted(listed, &missing.collect());
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/examples.txt")].assert_eq(&relisted);
    for line in rows(&relisted) {
        let mut words = line.splitn(4, ' ');
        let reason = words.nth(1).unwrap();
        assert!(
            REASONS.contains(&reason),
            "write the reason of this one into examples.txt: {line}"
        );
        assert_eq!(words.nth(1).is_some(), reason == "contradiction", "{line}");
    }
}

/// The rows of a list.
fn rows(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The list with exactly these examples: known reasons stay, and so does the text above them.
fn relisted(list: &str, missing: &BTreeSet<(String, &str)>) -> String {
    let head = list
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with('#'));
    let mut text: String = head.flat_map(|line| [line, "\n"]).collect();
    for (name, side) in missing {
        let known = rows(list).find(|row| {
            let mut words = row.split(' ');
            words.next() == Some(*side) && words.nth(1) == Some(name.as_str())
        });
        match known {
            Some(row) => text += row,
            None => text += &format!("{side} {UNKNOWN} {name}"),
        }
        text.push('\n');
    }
    text
}

#[test]
fn a_rewritten_list_keeps_reasons() {
    let list =
        "# Head.\n\nresponse none a/b\nrequest contradiction a/c /x: 1\nresponse other a/d\n";
    let missing = [
        ("a/c", "request"),
        ("a/b", "response"),
        ("a/c", "response"),
        ("a/bb", "request"),
    ];
    let missing: BTreeSet<(String, &str)> =
        missing.map(|(name, side)| (name.to_owned(), side)).into();
    let text = "# Head.\n\nresponse none a/b\nrequest REASON a/bb\nrequest contradiction a/c /x: 1\nresponse REASON a/c\n";
    assert_eq!(relisted(list, &missing), text);
    assert_eq!(relisted(text, &missing), text);
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

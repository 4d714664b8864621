//! Writes `tests/validators/sample.json`: payloads with the engine's verdicts, for validators in other languages. Run
//! `cargo run -p larkspec-conformance --bin sample`; with `--check`, it writes nothing and fails if the file is out
//! of date.

use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;
use bumpalo::Bump;
use larkspec_codegen::duplicates;
use larkspec_conformance::choices::Choices;
use larkspec_conformance::payload::payload;
use larkspec_conformance::random::Random;
use larkspec_conformance::verdict::{Agreed, Pair, compare, engine, pairs, within_strings};
use larkspec_conformance::{endpoint, endpoints, root};
use serde_json::{Value, json};

/// The number of payloads per schema.
const PAYLOADS: usize = 30;

/// The number of random endpoints.
const MADE_UP: usize = 20;

fn main() -> anyhow::Result<ExitCode> {
    let check = std::env::args().any(|argument| argument == "--check");
    let path = root().join("tests/validators/sample.json");
    let text = sample()?;
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(ExitCode::SUCCESS);
    }
    if check {
        eprintln!("tests/validators/sample.json is out of date");
        eprintln!("to update it, run: cargo run -p larkspec-conformance --bin sample");
        return Ok(ExitCode::FAILURE);
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn sample() -> anyhow::Result<String> {
    let mut random = Random::new(20_220_708);
    let mut all = endpoints()?;
    for number in 0..MADE_UP {
        let mut made_up = endpoint::endpoint(&mut Choices::new(&random.bytes(120)));
        made_up.name = format!("made/up/{number}");
        all.push(made_up);
    }
    let bump = Bump::new();
    let mut schemas = serde_json::Map::new();
    let mut payloads = Vec::new();
    for endpoint in &all {
        for pair in pairs(&bump, endpoint)? {
            for _ in 0..PAYLOADS {
                let bytes = random.bytes(160);
                let text = payload(&mut Choices::new(&bytes), &pair.schema).to_string();
                payloads.push(row(&pair, &text)?);
            }
            schemas.insert(pair.name, pair.schema);
        }
    }
    // One per line, for readable diffs.
    let rows: Vec<String> = payloads.iter().map(Value::to_string).collect();
    let schemas: Vec<String> = schemas
        .iter()
        .map(|(name, schema)| format!("{}: {schema}", json!(name)))
        .collect();
    Ok(format!(
        "{{\n\"schemas\": {{\n{}\n}},\n\"payloads\": [\n{}\n]\n}}\n",
        schemas.join(",\n"),
        rows.join(",\n")
    ))
}

fn row(pair: &Pair<'_>, text: &str) -> anyhow::Result<Value> {
    let agreed = compare(pair, text).map_err(|d| anyhow::anyhow!("{d}"))?;
    let mut notes = BTreeMap::new();
    if agreed == Agreed::Stricter {
        notes.insert("stricter", true);
    }
    if !duplicates::keys(text).is_empty() {
        notes.insert("duplicate", true);
    }
    let value: Value = serde_json::from_str(text)?;
    if has_large_number(&value) {
        notes.insert("large", true);
    }
    let mut broken = engine(&pair.shape, text).context("a payload that is not JSON")?;
    // A validator that only has the schema does not examine the content of strings.
    for within in within_strings(&pair.schema, &value) {
        broken.remove(&within);
    }
    let broken: Vec<Value> = broken
        .into_iter()
        .map(|(pointer, property, keyword)| json!([pointer, property, keyword]))
        .collect();
    Ok(json!({
        "schema": pair.name,
        "payload": text,
        "broken": broken,
        "notes": notes.keys().collect::<Vec<_>>(),
    }))
}

/// Whether a number is too large for a double to represent all its neighbours; JavaScript has no other numbers.
fn has_large_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => number
            .as_f64()
            .is_some_and(|n| n.abs() >= 9_007_199_254_740_992.0),
        Value::Array(items) => items.iter().any(has_large_number),
        Value::Object(members) => members.values().any(has_large_number),
        _ => false,
    }
}

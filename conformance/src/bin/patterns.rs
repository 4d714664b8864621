//! Prints random patterns, one JSON document per line, with the engine's verdicts, for JavaScript to judge: `cargo
//! run -p larkspec-conformance --bin patterns [COUNT] | node tests/validators/patterns.mjs`

use larkspec_conformance::choices::Choices;
use larkspec_conformance::pattern;
use larkspec_conformance::random::Random;
use larkspec_shape::Pattern;
use serde_json::{Value, json};

/// How many texts to try each pattern on.
const TEXTS: usize = 8;

fn main() -> anyhow::Result<()> {
    let count = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => 20_000,
    };
    let mut random = Random::new(262);
    for _ in 0..count {
        let source = pattern::pattern(&mut Choices::new(&random.bytes(12)));
        println!("{}", row(&source, &mut random));
    }
    Ok(())
}

fn row(source: &str, random: &mut Random) -> Value {
    let pattern = match Pattern::compile(source) {
        Ok(pattern) => pattern,
        Err(error) => {
            return json!({ "source": source, "ecma": error.is_ecma(), "why": error.to_string() });
        }
    };
    let texts: Vec<(String, bool)> = (0..TEXTS)
        .map(|_| {
            let text = pattern::text(&mut Choices::new(&random.bytes(4)));
            let matches = pattern.is_match(&text);
            (text, matches)
        })
        .collect();
    json!({ "source": source, "ecma": true, "portable": pattern.portable(), "texts": texts })
}

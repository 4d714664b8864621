//! `cargo bench -p larkspec-conformance --bench engine`: compares the engine with a plain parse and with validators
//! of JSON Schema, as ratios within one run. It has no failure threshold.

use std::hint::black_box;
use std::time::{Duration, Instant};

use boon::{Compiler, SchemaIndex, Schemas};
use bumpalo::Bump;
use larkspec_codegen::{Loader, schema, shape};
use larkspec_conformance::workload::{Workload, workloads};
use larkspec_shape::{CheckError, Shape, check};
use serde::Deserialize;
use serde_json::Value;

const LINES: usize = 20_000;
const ROUNDS: usize = 15;

/// What a program would write by hand to parse a request without checking it.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Request<'a> {
    approval_code: &'a str,
    start_time: i64,
    end_time: i64,
    offset: i64,
    limit: i64,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Response<'a> {
    code: i64,
    msg: &'a str,
    #[serde(borrow)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Data<'a> {
    #[serde(borrow)]
    instance_code_list: Vec<&'a str>,
}

/// One kind of payload, and everything that checks it.
struct Contest<'a> {
    workload: Workload,
    parse: fn(&[u8]) -> bool,
    shape: Shape<'a>,
    validator: jsonschema::Validator,
    boon: (Schemas, SchemaIndex),
}

fn main() {
    let loader = Loader::new(larkspec_conformance::root().join("spec"));
    let endpoint = loader
        .endpoint("approval/v2/instance/list")
        .expect("a spec file")
        .expect("the seed endpoint");
    let bump = Bump::new();
    let contests = |broken: bool| {
        let [requests, responses] = workloads(LINES, broken);
        [
            contest(
                requests,
                |line| {
                    serde_json::from_slice::<Request<'_>>(line)
                        .map(black_box)
                        .is_ok()
                },
                shape::request(&bump, &endpoint),
                schema::request(&endpoint),
            ),
            contest(
                responses,
                |line| {
                    serde_json::from_slice::<Response<'_>>(line)
                        .map(black_box)
                        .is_ok()
                },
                shape::response(&bump, &endpoint).expect("an answer in JSON"),
                schema::response(&endpoint),
            ),
        ]
    };
    println!("{LINES} payloads, medians of {ROUNDS} rounds; ratios\n");
    println!(
        "{:<64} {:>8} {:>8} {:>8}",
        "", "requests", "responses", "both"
    );
    let valid = contests(false);
    let rounds = measure(&valid, &[parse, engine, jsonschema, boon]);
    row(
        "engine with parsing / serde_json into a borrowed struct (≤ 1.2)",
        &rounds,
        1,
        0,
    );
    row(
        "jsonschema with parsing / engine, valid (≥ 3)",
        &rounds,
        2,
        1,
    );
    row("boon with parsing / engine, valid (≥ 4)", &rounds, 3, 1);
    let mixed = contests(true);
    let rounds = measure(&mixed, &[engine_messages, jsonschema_messages]);
    row(
        "jsonschema iter_errors / engine, messages, half invalid (≥ 3)",
        &rounds,
        1,
        0,
    );
}

fn contest(
    workload: Workload,
    parse: fn(&[u8]) -> bool,
    shape: Shape<'_>,
    schema: Value,
) -> Contest<'_> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let url = "https://example.com/schema.json";
    // boon does not accept a URN as a base.
    let mut without_id = schema.clone();
    without_id
        .as_object_mut()
        .map(|members| members.remove("$id"));
    compiler.add_resource(url, without_id).expect("a schema");
    let index = compiler
        .compile(url, &mut schemas)
        .expect("a schema that boon accepts");
    Contest {
        workload,
        parse,
        shape,
        validator: jsonschema::draft202012::new(&schema).expect("a schema that jsonschema accepts"),
        boon: (schemas, index),
    }
}

fn parse(contest: &Contest<'_>, line: &[u8]) -> usize {
    usize::from((contest.parse)(line))
}

fn engine(contest: &Contest<'_>, line: &[u8]) -> usize {
    usize::from(check(&contest.shape, line).is_ok())
}

fn jsonschema(contest: &Contest<'_>, line: &[u8]) -> usize {
    let value: Value = serde_json::from_slice(line).expect("JSON");
    usize::from(contest.validator.is_valid(&value))
}

fn boon(contest: &Contest<'_>, line: &[u8]) -> usize {
    let value: Value = serde_json::from_slice(line).expect("JSON");
    let (schemas, index) = &contest.boon;
    usize::from(schemas.validate(&value, *index).is_ok())
}

fn engine_messages(contest: &Contest<'_>, line: &[u8]) -> usize {
    match check(&contest.shape, line) {
        Err(CheckError::Invalid(invalid)) => invalid
            .violations()
            .iter()
            .map(|v| v.to_string().len())
            .sum(),
        _ => 0,
    }
}

fn jsonschema_messages(contest: &Contest<'_>, line: &[u8]) -> usize {
    let value: Value = serde_json::from_slice(line).expect("JSON");
    let errors = contest.validator.iter_errors(&value);
    errors
        .map(|e| e.instance_path().as_str().len() + e.to_string().len())
        .sum()
}

type Contender = fn(&Contest<'_>, &[u8]) -> usize;

/// How many payloads are measured at once: few enough that most measurements are not interrupted by other processes.
const BLOCK: usize = 250;

/// The median time of each contender for each kind of payload, computed block by block.
fn measure(contests: &[Contest<'_>; 2], contenders: &[Contender]) -> Vec<[Duration; 2]> {
    let mut times = vec![[Duration::ZERO; 2]; contenders.len()];
    for (kind, contest) in contests.iter().enumerate() {
        for block in contest.workload.lines.chunks(BLOCK) {
            let mut rounds = vec![Vec::new(); contenders.len()];
            for _ in 0..ROUNDS {
                for (contender, times) in contenders.iter().zip(&mut rounds) {
                    let start = Instant::now();
                    for line in block {
                        black_box(contender(contest, line.as_bytes()));
                    }
                    times.push(start.elapsed());
                }
            }
            for (total, times) in times.iter_mut().zip(rounds) {
                total[kind] += median(times);
            }
        }
    }
    times
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn row(name: &str, medians: &[[Duration; 2]], over: usize, under: usize) {
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    let [a, b] = [medians[over], medians[under]];
    println!(
        "{name:<64} {:>8.2} {:>8.2} {:>8.2}",
        ratio(a[0], b[0]),
        ratio(a[1], b[1]),
        ratio(a[0] + a[1], b[0] + b[1])
    );
}

//! Runs one contender alone, for a profiler.
use bumpalo::Bump;
use larkspec_codegen::shape;
use larkspec_conformance::workload::workloads;
use larkspec_shape::check;
use serde::Deserialize;
#[derive(Deserialize)]
#[allow(dead_code)]
struct Request<'a> {
    approval_code: &'a str,
    start_time: i64,
    end_time: i64,
    offset: i64,
    limit: i64,
}
fn main() {
    let mode = std::env::args().nth(1).unwrap();
    let api = larkspec_codegen::load(larkspec_conformance::root().join("spec")).unwrap();
    let endpoint = api.endpoint("approval/v2/instance/list").unwrap();
    let bump = Bump::new();
    let (req, resp) = (
        shape::request(&bump, endpoint),
        shape::response(&bump, endpoint).unwrap(),
    );
    let [a, b] = workloads(2000, mode.contains("broken"));
    let mut n = 0;
    for _ in 0..5 {
        for line in &a.lines {
            n += match mode.as_str() {
                "parse" => {
                    std::hint::black_box(serde_json::from_str::<Request<'_>>(line)).is_ok() as usize
                }
                "none" => line.len(),
                _ => match check(&req, line.as_bytes()) {
                    Ok(()) => 1,
                    Err(e) => e.to_string().len(),
                },
            };
        }
        if mode.contains("response") {
            for line in &b.lines {
                n += match check(&resp, line.as_bytes()) {
                    Ok(()) => 1,
                    Err(e) => e.to_string().len(),
                };
            }
        }
    }
    println!("{n}");
}

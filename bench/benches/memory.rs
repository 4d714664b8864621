//! `cargo bench -p larkspec-bench --bench memory`: measures the peak memory of a sweep over 10,000 codes and over
//! 1,000,000, including the server. It has no failure threshold.

use std::fs;
use std::time::{Duration, Instant};

use larkspec::{Client, Sweep, UnixMillis};
use serde::Deserialize;

const MONTH: Duration = Duration::from_secs(30 * 86_400);
const FROM: i64 = 1_767_225_600_000;

#[derive(Deserialize)]
struct Request {
    start_time: i64,
    end_time: i64,
    offset: i64,
    limit: i64,
}

fn main() -> anyhow::Result<()> {
    println!(
        "{:>9} codes  {:>8}  {:>7}  {:>12}",
        "", "seconds", "windows", "peak in MiB"
    );
    for count in [0, 10_000, 1_000_000] {
        let started = Instant::now();
        let windows = sweep(count)?;
        let peak = match peak_kibibytes() {
            Some(kibibytes) => format!("{:.1}", kibibytes as f64 / 1024.0),
            None => "not available".to_owned(),
        };
        println!(
            "{count:>9} codes  {:>8.1}  {windows:>7}  {peak:>12}",
            started.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

/// Sweeps a month with this many evenly spread instances; returns the number of windows.
fn sweep(count: u64) -> anyhow::Result<usize> {
    let address = larkspec_bench::serve(move |body| match serde_json::from_slice(body) {
        Ok(request) => list(count, &request),
        Err(_) => br#"{"code":60001,"msg":"param is invalid"}"#.to_vec(),
    })?;
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .token("t-7f1bcd13fc57d46bac21793a18e560")
        .build()?;
    let mut sweep = Sweep::builder(&client, "7C468A54-8745-2245-9675-08B7C63E7A85")
        .from(UnixMillis::from_millis(FROM))
        .to(UnixMillis::from_millis(FROM).saturating_add(MONTH))
        .start()?;
    let mut windows = 0;
    let mut last = None;
    let mut items = 0;
    for item in &mut sweep {
        let window = item?.window;
        windows += usize::from(last != Some(window.end));
        last = Some(window.end);
        items += 1;
    }
    anyhow::ensure!(items == count, "{items} codes in place of {count}");
    Ok(windows)
}

/// Instance number `n` of `count` is created after `n` parts of the month; the end of a range is included.
fn list(count: u64, request: &Request) -> Vec<u8> {
    let month = MONTH.as_millis() as i64;
    let created = |n: i64| FROM + (i128::from(n) * i128::from(month) / i128::from(count)) as i64;
    // A binary search, as in a database's index.
    let first_from = |ms: i64| {
        let (mut low, mut high) = (0, count as i64);
        while low < high {
            let middle = (low + high) / 2;
            match created(middle) < ms {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    };
    let first = first_from(request.start_time) + request.offset;
    let end = first_from(request.end_time + 1).min(first + request.limit);
    larkspec_bench::page((first..end).map(|n| larkspec_bench::code(n as u64)))
}

/// The peak memory of this process, if the system reports it (Linux).
fn peak_kibibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

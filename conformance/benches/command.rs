//! `cargo bench -p larkspec-conformance --bench command`: measures `cargo xtask validate` as a whole, on a million
//! lines and on one. It has no failure threshold.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use larkspec_conformance::workload::workloads;

const LINES: usize = 1_000_000;
const ROUNDS: usize = 9;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> anyhow::Result<()> {
    let xtask = built_xtask()?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (lines, line) = (folder.join("lines.ndjson"), folder.join("line.json"));
    let [requests, _] = workloads(LINES * 2, false);
    let mut file = std::io::BufWriter::new(fs::File::create(&lines)?);
    for request in &requests.lines {
        writeln!(file, "{request}")?;
    }
    file.flush()?;
    fs::write(&line, &requests.lines[0])?;

    println!("medians of {ROUNDS} rounds; ratios\n");
    let mut times = [const { Vec::new() }; 2];
    let mut resident = None;
    for _ in 0..ROUNDS {
        for (threads, times) in ["1", "2"].iter().zip(&mut times) {
            let (time, peak) = run(validate(&xtask, &lines).args(["--threads", threads]))?;
            times.push(time);
            resident = resident.max(peak);
        }
    }
    let [one, two] = times.map(median);
    row(
        &format!("{LINES} lines, one thread / two threads (≥ 1.6)"),
        ratio(one, two),
    );
    match resident {
        Some(kilobytes) => row(
            "the same: peak resident memory in MB (≤ 16)",
            kilobytes as f64 / 1000.0,
        ),
        None => println!("the same: this system does not report peak resident memory"),
    }

    let mut times = [const { Vec::new() }; 2];
    for _ in 0..ROUNDS * 10 {
        times[0].push(run(&mut validate(&xtask, &line))?.0);
        times[1].push(run(&mut Command::new("true"))?.0);
    }
    let [command, nothing] = times.map(median);
    row(
        "one payload, start to exit / `true` (≤ 4)",
        ratio(command, nothing),
    );
    fs::remove_file(lines)?;
    Ok(())
}

/// Builds the commands in release mode and returns their path.
fn built_xtask() -> anyhow::Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "xtask"])
        .current_dir(larkspec_conformance::root())
        .status()?;
    anyhow::ensure!(built.success(), "xtask does not build");
    // target/release/deps/command-… is two folders below.
    let bench = std::env::current_exe()?;
    let folder = bench.ancestors().nth(2).unwrap_or(&bench);
    Ok(folder.join("xtask"))
}

fn validate(xtask: &Path, file: &Path) -> Command {
    let mut command = Command::new(xtask);
    command
        .args(["validate", "approval/v2/instance/list"])
        .arg(file)
        .current_dir(larkspec_conformance::root());
    command
}

/// How long a run takes, and the peak resident memory in KB if the system reports it.
fn run(command: &mut Command) -> anyhow::Result<(Duration, Option<u64>)> {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut resident = None;
    let mut pause = Duration::from_micros(50);
    loop {
        if let Some(status) = child.try_wait()? {
            anyhow::ensure!(status.success(), "{command:?} ended with {status}");
            return Ok((start.elapsed(), resident));
        }
        resident = resident.max(peak(&child));
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(2));
    }
}

/// The high-water mark of a running process.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn row(name: &str, value: f64) {
    println!("{name:<64} {value:>8.2}");
}

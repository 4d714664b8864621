//! The sweep against the sandbox, over HTTP: every fault, alone and mixed, and what it gives compared with
//! what the sandbox holds.
//!
//! `LARKSPEC_TEST_ALL=1` runs 200 mixes in place of 20. `-- --nocapture` shows the tables.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use larkspec::sweep::{Checkpoint, Progress, SweepBuilder};
use larkspec::{Client, ClientBuilder, Clock, ErrorKind, Region, Sweep};
use larkspec_sandbox::{Builder, DeleteFrom, Fault, InsertAt, Plan, Rule, Sandbox};

const LIST: &str = "approval/v2/instance/list";
const TOKEN: &str = "auth/v3/tenant_access_token/internal";
const DAY_MS: i64 = 86_400_000;
const HOUR: Duration = Duration::from_secs(3600);

/// How many instances there are where faults are tried.
const POPULATION: usize = 20_000;

/// A clock that moves only when someone sleeps on it.
#[derive(Clone)]
struct TestClock {
    started: (Instant, SystemTime),
    passed: Arc<Mutex<Duration>>,
}

impl TestClock {
    fn new() -> Self {
        TestClock {
            started: (Instant::now(), SystemTime::now()),
            passed: Arc::default(),
        }
    }

    fn passed(&self) -> Duration {
        *self.passed.lock().unwrap()
    }

    fn advance(&self, duration: Duration) {
        *self.passed.lock().unwrap() += duration;
    }

    fn now_ms(&self) -> i64 {
        ms(self.time_of_day())
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.started.0 + self.passed()
    }

    fn sleep(&self, duration: Duration) {
        self.advance(duration);
    }

    fn time_of_day(&self) -> SystemTime {
        self.started.1 + self.passed()
    }
}

fn ms(time: SystemTime) -> i64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_millis() as i64
}

/// A sandbox, and the clock it goes by.
struct Platform {
    sandbox: Sandbox,
    clock: TestClock,
    started_ms: i64,
}

impl Platform {
    fn start(set_up: impl FnOnce(Builder) -> Builder) -> Self {
        let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");
        let clock = TestClock::new();
        let theirs = clock.clone();
        let builder = Sandbox::builder(larkspec_codegen::load(spec).unwrap())
            .clock(move || theirs.time_of_day());
        Platform {
            sandbox: set_up(builder).start().unwrap(),
            started_ms: clock.now_ms(),
            clock,
        }
    }

    fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.sandbox.base_url())
            .app(self.sandbox.app_id(), self.sandbox.app_secret())
            .clock(self.clock.clone())
    }

    fn client(&self) -> Client {
        self.client_builder().build().unwrap()
    }

    /// Over everything there was when the sandbox started.
    fn sweep(&self, client: &Client) -> SweepBuilder {
        Sweep::builder(client, self.sandbox.approval_code()).from(self.started_ms - 31 * DAY_MS)
    }

    /// Every code there ever was, with the time of its creation.
    fn ever(&self) -> HashMap<String, i64> {
        let all = [self.sandbox.instances(), self.sandbox.deleted()].concat();
        all.into_iter().map(|i| (i.code, i.created_ms)).collect()
    }

    /// The codes in a range that were there from the start, and still are.
    fn throughout(&self, from: i64, to: i64) -> HashSet<String> {
        let there = self.sandbox.instances().into_iter();
        there
            .filter(|i| !i.inserted && (from..to).contains(&i.created_ms))
            .map(|i| i.code)
            .collect()
    }

    /// The codes created in a range that are there now.
    fn codes(&self, from: i64, to: i64) -> HashSet<String> {
        let there = self.sandbox.instances().into_iter();
        there
            .filter(|i| (from..to).contains(&i.created_ms))
            .map(|i| i.code)
            .collect()
    }
}

/// How a sweep has ended.
#[derive(Debug)]
struct Run {
    codes: Vec<String>,
    errors: Vec<ErrorKind>,
    complete: bool,
}

/// Takes all items, and asks again after errors, but not for ever.
fn run(sweep: &mut Sweep, patience: usize) -> Run {
    let mut run = Run {
        codes: Vec::new(),
        errors: Vec::new(),
        complete: false,
    };
    loop {
        match sweep.next() {
            Some(Ok(item)) => run.codes.push(item.code),
            Some(Err(error)) => {
                assert!(!error.to_string().is_empty());
                run.errors.push(error.kind());
                if run.errors.len() > patience {
                    return run;
                }
            }
            None => {
                run.complete = true;
                return run;
            }
        }
    }
}

/// Holds what a sweep gave to what the sandbox holds.
fn compare(name: &str, platform: &Platform, checkpoint: &Checkpoint, run: &Run) {
    let given: HashSet<String> = run.codes.iter().cloned().collect();
    assert_eq!(given.len(), run.codes.len(), "{name}: a code came twice");
    let ever = platform.ever();
    for code in &given {
        let created = ever
            .get(code)
            .unwrap_or_else(|| panic!("{name}: {code} is made up"));
        assert!(
            (checkpoint.from()..=checkpoint.to()).contains(created),
            "{name}: {code} was created outside of the range"
        );
    }
    // A sweep that was given up must not have skipped anything on its way either.
    let whole_to = match run.complete {
        true => checkpoint.to(),
        false => checkpoint.position(),
    };
    let expected = platform.throughout(checkpoint.from(), whole_to);
    let missing = expected.difference(&given).count();
    assert_eq!(missing, 0, "{name}: codes are missing, {:?}", run.errors);
    assert_eq!(
        run.complete,
        checkpoint.is_complete(),
        "{name}: complete, or not"
    );
    assert_eq!(checkpoint.given(), given.len() as u64, "{name}: given");
}

fn every_fault() -> Vec<(Fault, f64)> {
    use larkspec_sandbox::Fault::*;

    // With the share of the calls that it strikes when it is not to strike all; in real time, few.
    let mut faults = vec![
        (Latency { ms: 2 }, 0.1),
        (ResetBefore, 0.1),
        (ResetAfter, 0.1),
        (TruncatedBody { keep: None }, 0.1),
        (TruncatedBody { keep: Some(0) }, 0.1),
        (WrongLength { by: 7 }, 0.1),
        (WrongLength { by: -7 }, 0.1),
        (InvalidJson, 0.1),
        (Html { status: 200 }, 0.1),
        (Html { status: 502 }, 0.1),
        (
            ContentType {
                value: "text/plain".to_owned(),
            },
            0.1,
        ),
        (Oversize { bytes: 1 << 18 }, 0.05),
        (Gzip, 0.1),
        (Chunked { size: 64 }, 0.1),
        (
            Redirect {
                status: 302,
                to: None,
            },
            0.1,
        ),
        (
            Redirect {
                status: 307,
                to: None,
            },
            0.1,
        ),
        (Quota { status: 400 }, 0.1),
        (
            EchoAuthorization {
                status: 500,
                json: true,
            },
            0.1,
        ),
        (ShortPage { cap: 1 }, 0.1),
        (ShortPage { cap: 7 }, 0.1),
        (ShortPage { cap: 50 }, 0.3),
        (Duplicate { every: 10 }, 0.3),
        (Duplicate { every: 1 }, 0.1),
        (NullList, 0.5),
        (MissingData, 0.1),
        (NullData, 0.1),
        (ExtraFields, 0.5),
        (Descending, 0.05),
        (InclusiveEnd, 0.5),
        (ExclusiveEnd, 0.5),
        (
            Trickle {
                bytes: 1000,
                every_ms: 1,
                head: false,
            },
            0.1,
        ),
    ];
    for status in [400, 429] {
        faults.push((Throttle { status, reset: 2 }, 0.1));
        faults.push((ThrottleWithoutReset { status }, 0.1));
    }
    for status in [200, 401] {
        for revoke in [true, false] {
            faults.push((InvalidToken { status, revoke }, 0.1));
        }
    }
    for status in [500, 502, 503, 504] {
        faults.push((ServerError { status }, 0.1));
    }
    for at in [InsertAt::Now, InsertAt::Start, InsertAt::Range] {
        faults.push((Insert { count: 2, at }, 0.2));
    }
    for from in [DeleteFrom::Before, DeleteFrom::After, DeleteFrom::Range] {
        faults.push((Delete { count: 2, from }, 0.2));
    }
    faults
}

/// Sweeps while a plan is followed; a line of the table.
fn try_plan(name: &str, plan: Plan, patience: usize) -> (String, Run) {
    let platform = Platform::start(|sandbox| sandbox.population(POPULATION).faults(plan));
    let client = platform
        .client_builder()
        .max_body(1 << 17)
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let mut sweep = platform.sweep(&client).start().unwrap();
    let run = run(&mut sweep, patience);
    compare(name, &platform, sweep.checkpoint(), &run);
    assert_eq!(platform.sandbox.panics(), 0);

    let calls = platform.sandbox.calls_of(LIST);
    let failed = platform.sandbox.calls();
    let failed = failed
        .iter()
        .filter(|call| call.endpoint.as_deref() == Some(LIST) && call.code != Some(0))
        .count();
    let struck = platform.sandbox.calls();
    let struck = struck.iter().filter(|call| !call.faults.is_empty()).count();
    let mut line = format!("{name:<58} {calls:>6} {struck:>6} {failed:>7}  ");
    let mut kinds: Vec<String> = run.errors.iter().map(|kind| format!("{kind:?}")).collect();
    kinds.sort();
    kinds.dedup();
    match (run.complete, run.errors.len()) {
        (true, 0) => line += "complete",
        (true, errors) => {
            write!(
                line,
                "complete, asked again after {errors} errors ({})",
                kinds.join(", ")
            )
            .unwrap();
        }
        (false, _) => write!(line, "given up with an error ({})", kinds.join(", ")).unwrap(),
    }
    (line, run)
}

/// Runs jobs on all cores, and returns what they return in their order.
fn on_all_cores<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let count = jobs.len();
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let results: Mutex<Vec<Option<R>>> = Mutex::new((0..count).map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((i, job)) = next else { break };
                    let result = work(job);
                    results.lock().unwrap()[i] = Some(result);
                }
            });
        }
    });
    let results = results.into_inner().unwrap();
    results.into_iter().map(Option::unwrap).collect()
}

fn print_table(lines: &[String]) {
    println!(
        "{:<58} {:>6} {:>6} {:>7}  outcome",
        "fault", "calls", "struck", "failed"
    );
    for line in lines {
        println!("{line}");
    }
}

/// What a fault that strikes every call leaves no way around.
fn is_fatal(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::ResetBefore
            | Fault::ResetAfter
            | Fault::TruncatedBody { .. }
            | Fault::WrongLength { .. }
            | Fault::InvalidJson
            | Fault::Html { .. }
            | Fault::Oversize { .. }
            | Fault::Gzip
            | Fault::Redirect { .. }
            | Fault::Quota { .. }
            | Fault::EchoAuthorization { .. }
            | Fault::MissingData
            | Fault::NullData
            | Fault::Throttle { .. }
            | Fault::ThrottleWithoutReset { .. }
            | Fault::InvalidToken { .. }
            | Fault::ServerError { .. }
    )
}

#[test]
fn every_fault_now_and_then_costs_no_code() {
    let lines = on_all_cores(every_fault(), |(fault, share)| {
        let name = format!("{fault:?}, {:.0} % of the calls", share * 100.0);
        let rule = Rule::new(fault).endpoint(LIST).probability(share);
        let (line, run) = try_plan(&name, Plan::new().seed(5).rule(rule), 1000);
        assert!(run.complete, "{line}");
        line
    });
    print_table(&lines);
}

#[test]
fn every_fault_on_every_call_costs_no_code_or_is_an_error() {
    let lines = on_all_cores(every_fault(), |(fault, _)| {
        let fatal = is_fatal(&fault);
        // More comes at the start of the window with each call than a short window has codes: there is no
        // moment at which it could be read.
        let endless = matches!(
            &fault,
            Fault::Insert {
                at: InsertAt::Start,
                ..
            }
        );
        let name = format!("{fault:?}, always");
        let rule = Rule::new(fault).endpoint(LIST);
        let (line, run) = try_plan(&name, Plan::new().rule(rule), 2);
        if endless {
            assert!(
                run.complete || run.errors.contains(&ErrorKind::PageSequence),
                "{line}"
            );
        } else {
            assert_eq!(run.complete, !fatal, "{line}");
        }
        line
    });
    print_table(&lines);
}

#[test]
fn mixes_of_faults_cost_no_code_or_are_an_error() {
    let count = match std::env::var_os("LARKSPEC_TEST_ALL") {
        Some(_) => 200,
        None => 20,
    };
    let lines = on_all_cores((0..count).collect(), |seed: u64| {
        let mut random = Random(seed);
        let mut plan = Plan::new().seed(seed);
        let mut name = format!("mix {seed}:");
        let faults = every_fault();
        for _ in 0..2 + random.below(5) {
            let (fault, share) = &faults[random.below(faults.len() as u64) as usize];
            let share = share * (1 + random.below(10)) as f64 / 10.0;
            let word = format!("{fault:?}");
            let word = word.split([' ', '{']).next().unwrap_or_default();
            write!(name, " {word}").unwrap();
            plan = plan.rule(Rule::new(fault.clone()).endpoint(LIST).probability(share));
        }
        if random.below(3) == 0 {
            name += " EarlyExpiry";
            plan = plan.rule(Rule::new(Fault::EarlyExpiry { seconds: 20 }).endpoint(TOKEN));
        }
        let (line, _) = try_plan(&name, plan, 5000);
        line
    });
    print_table(&lines);
}

/// Numbers from a seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

//! The sweep against the sandbox, over HTTP: every fault, alone and combined, with the result compared to the
//! sandbox's instances.
//!
//! `LARKSPEC_TEST_ALL=1` runs 200 combinations instead of 20, over five times as many instances, and cases that take
//! tens of thousands of calls. `-- --nocapture` shows the tables.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use larkspec::sweep::{Checkpoint, Progress, SweepBuilder};
use larkspec::{Client, ClientBuilder, Clock, ErrorKind, Region, Sweep, UnixMillis};
use larkspec_sandbox::{Builder, DeleteFrom, Fault, InsertAt, Plan, Rule, Sandbox};

use crate::clock::TestClock;
use crate::logged::logged;
use crate::requests::at;

const LIST: &str = "approval/v2/instance/list";
const TOKEN: &str = "auth/v3/tenant_access_token/internal";
const DAY_MS: i64 = 86_400_000;
const HOUR: Duration = Duration::from_secs(3600);

fn ms(time: SystemTime) -> i64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_millis() as i64
}

/// A sandbox and its clock.
struct Platform {
    sandbox: Sandbox,
    clock: TestClock,
    started_ms: i64,
}

impl Platform {
    fn start(set_up: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = TestClock::new();
        let theirs = clock.clone();
        let builder = Sandbox::builder().clock(move || theirs.time_of_day());
        Platform {
            sandbox: set_up(builder).start().unwrap(),
            started_ms: ms(clock.time_of_day()),
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

    /// Over all instances that existed when the sandbox started.
    fn sweep(&self, client: &Client) -> SweepBuilder {
        Sweep::builder(client, self.sandbox.approval_code()).from(at(self.started_ms - 31 * DAY_MS))
    }

    /// Every code that ever existed, with its creation time.
    fn ever(&self) -> HashMap<String, i64> {
        let all = [self.sandbox.instances(), self.sandbox.deleted()].concat();
        all.into_iter().map(|i| (i.code, i.created_ms)).collect()
    }

    /// The codes in a range that have existed from the start until now.
    fn throughout(&self, from: i64, to: i64) -> HashSet<String> {
        let there = self.sandbox.instances().into_iter();
        there
            .filter(|i| !i.inserted && (from..to).contains(&i.created_ms))
            .map(|i| i.code)
            .collect()
    }

    /// The codes created in a range that exist now.
    fn codes(&self, from: i64, to: i64) -> HashSet<String> {
        let there = self.sandbox.instances().into_iter();
        there
            .filter(|i| (from..to).contains(&i.created_ms))
            .map(|i| i.code)
            .collect()
    }
}

/// The result of a sweep.
#[derive(Debug)]
struct Run {
    codes: Vec<String>,
    errors: Vec<ErrorKind>,
    complete: bool,
}

/// Reads all items, and retries after errors, but not forever. If an error ends the iterator, continues manually.
fn run(sweep: &mut Sweep, patience: usize) -> Run {
    let mut run = Run {
        codes: Vec::new(),
        errors: Vec::new(),
        complete: false,
    };
    loop {
        let result = match sweep.next() {
            Some(item) => item.map(|item| vec![item.code]),
            None if sweep.is_complete() => {
                run.complete = true;
                return run;
            }
            None => {
                assert!(!run.errors.is_empty(), "only an error ends a sweep early");
                sweep.advance().map(|progress| match progress {
                    Progress::Window { codes, .. } => codes,
                    _ => Vec::new(),
                })
            }
        };
        match result {
            Ok(codes) => run.codes.extend(codes),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                run.errors.push(error.kind());
                if run.errors.len() > patience {
                    return run;
                }
            }
        }
    }
}

/// Compares the result of a sweep with the sandbox.
fn compare(name: &str, platform: &Platform, checkpoint: &Checkpoint, run: &Run) {
    let given: HashSet<String> = run.codes.iter().cloned().collect();
    assert_eq!(given.len(), run.codes.len(), "{name}: a code came twice");
    let ever = platform.ever();
    for code in &given {
        let created = ever
            .get(code)
            .unwrap_or_else(|| panic!("{name}: {code} is made up"));
        assert!(
            (checkpoint.from()..=checkpoint.to()).contains(&at(*created)),
            "{name}: {code} was created outside of the range"
        );
    }
    // A sweep that was abandoned must not have skipped anything either.
    let whole_to = match run.complete {
        true => checkpoint.to(),
        false => checkpoint.position(),
    };
    let expected = platform.throughout(checkpoint.from().as_millis(), whole_to.as_millis());
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

    // With the share of affected calls, if it is not all; few of those that take real time.
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
        (
            RenamedList {
                to: "codes".to_owned(),
            },
            0.1,
        ),
        (BrokenItems { every: 1 }, 0.1),
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

/// Sweeps while a plan is active; returns a line of the table.
fn try_plan(name: &str, plan: Plan, patience: usize) -> (String, Run) {
    let platform = Platform::start(|sandbox| sandbox.population(population()).faults(plan));
    let client = platform
        .client_builder()
        .max_body(1 << 17)
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let mut sweep = platform.sweep(&client).start().unwrap();
    let (run, logged) = logged(|| run(&mut sweep, patience));
    compare(name, &platform, sweep.checkpoint(), &run);
    assert_eq!(platform.sandbox.panics(), 0);

    let calls = platform.sandbox.calls_of(LIST).count();
    let struck = platform.sandbox.calls();
    let struck = struck.iter().filter(|call| !call.faults.is_empty()).count();
    let is_retry = |line: &&String| line.contains("; next: ") && !line.ends_with("next: give up");
    let retries = logged.iter().filter(is_retry).count();
    let mut line = format!("{name:<58} {calls:>6} {struck:>6} {retries:>7}  ");
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

/// Runs jobs on all cores, and returns their results in order.
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

/// Whether to test everything, however long it takes.
fn all() -> bool {
    std::env::var_os("LARKSPEC_TEST_ALL").is_some()
}

/// The number of instances in tests of faults: enough for each fault to strike several times.
fn population() -> usize {
    if all() { 20_000 } else { 4_000 }
}

fn print_table(lines: &[String]) {
    println!(
        "{:<58} {:>6} {:>6} {:>7}  outcome",
        "fault", "calls", "struck", "retries"
    );
    for line in lines {
        println!("{line}");
    }
}

/// Faults that make the sweep impossible if they affect every call.
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
            | Fault::Redirect { .. }
            | Fault::Quota { .. }
            | Fault::EchoAuthorization { .. }
            | Fault::RenamedList { .. }
            | Fault::BrokenItems { .. }
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
    let mut faults = every_fault();
    if !all() {
        // Each affected call deletes or creates one instance.
        faults.retain(|(fault, _)| {
            !matches!(
                fault,
                Fault::ShortPage { cap: 1 }
                    | Fault::Delete {
                        from: DeleteFrom::After,
                        ..
                    }
            )
        });
    }
    let lines = on_all_cores(faults, |(fault, _)| {
        let fatal = is_fatal(&fault);
        // Each call adds more codes at the start of the window than a short window has, so it can never be read.
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
    let count = if all() { 200 } else { 20 };
    let lines = on_all_cores((0..count).collect(), |seed: u64| {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut plan = Plan::new().seed(seed);
        let mut name = format!("mix {seed}:");
        let faults = every_fault();
        for _ in 0..2 + random.u64(..5) {
            let (fault, share) = &faults[random.u64(..faults.len() as u64) as usize];
            let share = share * (1 + random.u64(..10)) as f64 / 10.0;
            let word = format!("{fault:?}");
            let word = word.split([' ', '{']).next().unwrap_or_default();
            write!(name, " {word}").unwrap();
            plan = plan.rule(Rule::new(fault.clone()).endpoint(LIST).probability(share));
        }
        if random.u64(..3) == 0 {
            name += " EarlyExpiry";
            plan = plan.rule(Rule::new(Fault::EarlyExpiry { seconds: 20 }).endpoint(TOKEN));
        }
        let (line, _) = try_plan(&name, plan, 5000);
        line
    });
    print_table(&lines);
}

#[test]
fn no_millisecond_is_lost_or_given_twice_whatever_the_end_and_the_direction() {
    // Faults that only change how a list is answered.
    let manners: [&[Fault]; 4] = [
        &[Fault::InclusiveEnd],
        &[Fault::ExclusiveEnd],
        &[Fault::InclusiveEnd, Fault::Descending],
        &[Fault::ExclusiveEnd, Fault::Descending],
    ];
    for manner in manners {
        let plan = manner.iter().fold(Plan::new(), |plan, fault| {
            plan.rule(Rule::new(fault.clone()).endpoint(LIST))
        });
        let platform = Platform::start(|sandbox| sandbox.population(0).faults(plan));
        let from = platform.started_ms - 10 * DAY_MS;
        let hour = 3_600_000;
        // At the end of every window, right before and right after it; at one of them more than a page.
        for window in 0..=5 {
            for ms in [-1, 0, 1] {
                for _ in 0..1 + 149 * u32::from(window == 3) {
                    platform.sandbox.insert(from + window * hour + ms);
                }
            }
        }
        let to = from + 5 * hour;
        let client = platform.client();
        let builder = platform.sweep(&client).from(at(from)).window(HOUR);

        let mut sweep = builder.clone().to(at(to)).start().unwrap();
        let mut first = run(&mut sweep, 0);
        compare_codes(&platform, &first.codes, from, to);

        // The next run starts exactly at the end of the previous one.
        let later = platform
            .sweep(&client)
            .window(HOUR)
            .from(at(from))
            .to(at(to + hour));
        let mut sweep = later.resume(stored(sweep.checkpoint())).unwrap();
        first.codes.extend(run(&mut sweep, 0).codes);
        compare_codes(&platform, &first.codes, from, to + hour);

        // Stopped and resumed at every window.
        let mut codes = Vec::new();
        let mut checkpoint = builder
            .clone()
            .to(at(to))
            .start()
            .unwrap()
            .checkpoint()
            .clone();
        while !checkpoint.is_complete() {
            let mut sweep = builder
                .clone()
                .to(at(to))
                .resume(stored(&checkpoint))
                .unwrap();
            while sweep.checkpoint() == &checkpoint {
                if let Progress::Window { codes: new, .. } = sweep.advance().unwrap() {
                    codes.extend(new);
                }
            }
            checkpoint = sweep.checkpoint().clone();
        }
        compare_codes(&platform, &codes, from, to);
    }
}

/// All codes of the range, each once; possibly some of those created at its end.
fn compare_codes(platform: &Platform, codes: &[String], from: i64, to: i64) {
    let given: HashSet<String> = codes.iter().cloned().collect();
    assert_eq!(given.len(), codes.len(), "none twice");
    assert!(given.is_superset(&platform.codes(from, to)), "none missing");
    assert!(
        given.is_subset(&platform.codes(from, to + 1)),
        "none beyond"
    );
}

/// A checkpoint that was written and read back.
fn stored(checkpoint: &Checkpoint) -> Checkpoint {
    let json = serde_json::to_string(checkpoint).unwrap();
    assert!(json.len() < 13_000, "{} bytes", json.len());
    let read: Checkpoint = serde_json::from_str(&json).unwrap();
    assert_eq!(&read, checkpoint);
    read
}

#[test]
fn a_sweep_is_resumed_from_any_item_and_repeats_one_window_at_most() {
    let platform = Platform::start(|sandbox| sandbox.population(600));
    let client = platform.client();
    let builder = platform.sweep(&client).window(48 * HOUR);
    let all: Vec<String> = run(&mut builder.clone().start().unwrap(), 0).codes;
    assert_eq!(all.len(), 600);
    for stop in (0..=600).step_by(23) {
        let mut sweep = builder.clone().start().unwrap();
        let mut codes: Vec<String> = sweep.by_ref().take(stop).map(|i| i.unwrap().code).collect();
        let checkpoint = stored(sweep.checkpoint());
        assert!(
            codes.len() - (checkpoint.given() as usize) < 120,
            "one window at most"
        );
        // What a consumer does to get each code exactly once.
        codes.truncate(checkpoint.given() as usize);
        let mut sweep = builder.clone().resume(checkpoint).unwrap();
        codes.extend(run(&mut sweep, 0).codes);
        assert_eq!(codes, all);
        assert_eq!(sweep.checkpoint().given(), 600);
    }
}

/// A folder that is removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("larkspec-sweep-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_nightly_loop_saves_along_the_way_and_goes_on_wherever_it_was_killed() {
    let platform = Platform::start(|sandbox| sandbox.population(300));
    let client = platform.client();
    let builder = platform.sweep(&client).window(24 * HOUR);
    let folder = Folder::new("nightly");
    let file = folder.0.join("checkpoint");
    let mut codes: Vec<String> = Vec::new();
    let mut runs = 0;
    loop {
        let kept = Checkpoint::load(&file).unwrap();
        // Killed before the codes of the last window were saved, so these come again.
        codes.truncate(kept.as_ref().map_or(0, |kept| kept.given() as usize));
        let mut sweep = builder.clone().start_or_resume(kept).unwrap();
        for (count, batch) in sweep.batches().enumerate() {
            let batch = batch.unwrap();
            codes.extend(batch.codes);
            if count == 5 {
                break;
            }
            batch.checkpoint.save(&file).unwrap();
        }
        runs += 1;
        if sweep.is_complete() {
            break;
        }
    }
    assert!(runs > 3, "{runs}");
    let all = run(&mut builder.clone().start().unwrap(), 0).codes;
    assert_eq!((codes.len(), &codes), (300, &all));
    assert!(Checkpoint::load(&file).unwrap().unwrap().is_complete());
    // There is no other file.
    assert_eq!(folder.0.read_dir().unwrap().count(), 1);
    // Nothing is new, and nothing needs saving.
    let kept = Checkpoint::load(&file).unwrap();
    assert!(
        builder
            .start_or_resume(kept)
            .unwrap()
            .batches()
            .next()
            .is_none()
    );
}

#[test]
fn batches_end_as_the_sweep_does() {
    let third = Rule::new(Fault::MissingData).endpoint(LIST).call(3);
    let platform =
        Platform::start(|sandbox| sandbox.population(450).faults(Plan::new().rule(third)));
    let client = platform.client();
    let mut sweep = platform.sweep(&client).window(48 * HOUR).start().unwrap();
    let batches: Vec<_> = sweep.batches().collect();
    assert_eq!(batches.iter().filter(|batch| batch.is_err()).count(), 1);
    assert!(batches.last().is_some_and(Result::is_err));
    assert!(sweep.batches().next().is_none() && !sweep.is_complete());
    let before: usize = batches
        .iter()
        .flatten()
        .map(|batch| batch.codes.len())
        .sum();
    assert_eq!(before + run_by_hand(&mut sweep), 450);
}

#[test]
fn a_file_that_holds_no_checkpoint_is_an_error_and_stays() {
    let platform = Platform::start(|sandbox| sandbox.population(0));
    let sweep = platform.sweep(&platform.client()).start().unwrap();
    let folder = Folder::new("damaged");
    let file = folder.0.join("checkpoint");
    assert_eq!(Checkpoint::load(&file).unwrap(), None);
    sweep.checkpoint().save(&file).unwrap();
    assert_eq!(
        Checkpoint::load(&file).unwrap().as_ref(),
        Some(sweep.checkpoint())
    );
    let whole = fs::read_to_string(&file).unwrap();
    for (damaged, part) in [
        ("", "EOF"),
        (&whole[..whole.len() / 2], "EOF"),
        ("{}", "missing field `version`"),
        (
            &whole.replace("\"version\": 1", "\"version\": 2"),
            "of version 2",
        ),
        (
            &whole.replace("\"given\": 0", "\"given\": -1"),
            "expected u64",
        ),
    ] {
        fs::write(&file, damaged).unwrap();
        let error = Checkpoint::load(&file).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Storage);
        let text = error.to_string();
        assert!(
            text.contains(part) && text.contains("damaged") && text.contains("checkpoint: it"),
            "{text}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), damaged);
    }
    for error in [
        Checkpoint::load(&folder.0).unwrap_err(),
        sweep
            .checkpoint()
            .save(folder.0.join("no/folder"))
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Storage);
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[test]
fn the_day_after_only_what_is_new_comes() {
    let platform = Platform::start(|sandbox| sandbox.population(500));
    let client = platform.client();
    let builder = platform.sweep(&client);
    let now = ms(platform.clock.time_of_day());
    let minute = 60_000;
    // Not settled yet, and just settled.
    let fresh = platform.sandbox.insert(now - 4 * minute);
    let settled = platform.sandbox.insert(now - 5 * minute - 1);

    let mut sweep = builder.clone().start().unwrap();
    let first = run(&mut sweep, 0).codes;
    assert_eq!(first.len(), 501);
    assert!(first.contains(&settled) && !first.contains(&fresh));
    assert_eq!(sweep.checkpoint().to(), at(now - 5 * minute));
    assert!(sweep.next().is_none(), "an end stays one");

    // At once: no items, and no way to resume.
    let mut again = builder.clone().resume(stored(sweep.checkpoint())).unwrap();
    assert!(again.next().is_none());
    let mut earlier = builder.clone().to(at(now - DAY_MS));
    earlier = earlier.from(first_of(&again));
    assert!(
        earlier
            .resume(stored(again.checkpoint()))
            .unwrap()
            .next()
            .is_none()
    );

    platform.clock.advance(24 * HOUR);
    let next = platform.sandbox.insert(now + 3_600_000);
    let mut sweep = builder.clone().resume(stored(again.checkpoint())).unwrap();
    assert_eq!(run(&mut sweep, 0).codes, [fresh, next]);
    assert_eq!(sweep.checkpoint().given(), 503);
    assert_eq!(sweep.checkpoint().from(), first_of(&sweep));
}

fn first_of(sweep: &Sweep) -> UnixMillis {
    sweep.checkpoint().from()
}

#[test]
fn another_sweeps_checkpoint_is_refused_with_what_differs() {
    let platform = Platform::start(|sandbox| sandbox.population(0));
    let client = platform.client();
    let checkpoint = platform
        .sweep(&client)
        .start()
        .unwrap()
        .checkpoint()
        .clone();
    let code = platform.sandbox.approval_code();
    let lark = platform
        .client_builder()
        .region(Region::Lark)
        .build()
        .unwrap();
    let from = checkpoint.from();
    let cases = [
        (
            Sweep::builder(&client, "OTHER"),
            vec!["its approval code is", "not `OTHER`"],
        ),
        (
            Sweep::builder(&lark, code),
            vec!["its region is feishu, not lark"],
        ),
        (
            Sweep::builder(&client, code).window(HOUR),
            vec!["its window is 36000s, not 3600s"],
        ),
        (
            Sweep::builder(&client, code).from(from.saturating_sub(Duration::from_millis(1))),
            vec!["its range begins at"],
        ),
        (
            Sweep::builder(&lark, "OTHER").window(HOUR),
            vec!["approval code", "region", "window"],
        ),
    ];
    for (builder, parts) in cases {
        let error = builder.resume(checkpoint.clone()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        for part in parts {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
    assert_eq!(platform.sandbox.calls().count(), 0);
}

#[test]
fn a_checkpoint_that_is_none_is_refused() {
    let platform = Platform::start(|sandbox| sandbox.population(0));
    let sweep = platform.sweep(&platform.client()).start().unwrap();
    let good = serde_json::to_value(sweep.checkpoint()).unwrap();
    assert_eq!(good["version"], 1);
    let cases = [
        (
            "version",
            serde_json::json!(2),
            "of version 2; this library reads version 1",
        ),
        ("version", serde_json::Value::Null, "expected u32"),
        ("region", serde_json::json!("moon"), "is not a region"),
        ("position", serde_json::json!(0), "contradicts itself"),
        ("window_ms", serde_json::json!(0), "contradicts itself"),
        ("given", serde_json::json!(-1), "expected u64"),
        ("more", serde_json::json!(1), "unknown field `more`"),
    ];
    for (key, value, part) in cases {
        let mut bad = good.clone();
        bad[key] = value;
        let error = serde_json::from_value::<Checkpoint>(bad).unwrap_err();
        assert!(error.to_string().contains(part), "{key}: {error}");
    }
    for key in good.as_object().unwrap().keys() {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().remove(key);
        let error = serde_json::from_value::<Checkpoint>(bad).unwrap_err();
        assert!(
            error
                .to_string()
                .contains(&format!("missing field `{key}`")),
            "{error}"
        );
    }
}

#[test]
fn settings_that_make_no_sense_are_refused_before_anything_is_sent() {
    let platform = Platform::start(|sandbox| sandbox.population(0));
    let client = platform.client();
    let builder = || platform.sweep(&client);
    let now = platform.started_ms;
    let cases = [
        (Sweep::builder(&client, "X"), "the range has no start"),
        (
            builder().from(at(now)).to(at(now - 1)),
            "the range is reversed",
        ),
        (builder().window(Duration::ZERO), "whole milliseconds"),
        (
            builder().window(Duration::from_micros(1500)),
            "whole milliseconds",
        ),
        (builder().window_items(0), "room for at least one code"),
        (
            builder().page_size(0),
            "/limit: 0 is under the minimum of 1",
        ),
        (
            builder().page_size(i64::MAX),
            "/limit: 9223372036854775807 is over the maximum of ",
        ),
    ];
    for (builder, part) in cases {
        let error = builder.start().unwrap_err().to_string();
        assert!(error.contains(part), "{part}: {error}");
    }
    // Nothing has settled in it yet: it is empty, not reversed.
    assert!(builder().from(at(now)).start().unwrap().next().is_none());
    assert!(
        builder()
            .from(at(now))
            .to(at(now))
            .start()
            .unwrap()
            .next()
            .is_none()
    );
    assert_eq!(platform.sandbox.calls().count(), 0);
}

#[test]
fn a_window_with_too_many_codes_is_halved() {
    let platform = Platform::start(|sandbox| sandbox.population(3000));
    let client = platform.client();
    let whole = platform.sweep(&client).window(31 * 24 * HOUR);
    let mut sweep = whole.clone().window_items(250).start().unwrap();
    let mut windows = HashMap::<_, usize>::new();
    let mut last = at(i64::MIN);
    for item in &mut sweep {
        let window = item.unwrap().window;
        assert!(window.end >= last, "windows ascend");
        last = window.end;
        *windows.entry(window).or_default() += 1;
    }
    assert_eq!(windows.values().sum::<usize>(), 3000);
    assert!(windows.values().all(|count| *count <= 350), "{windows:?}");
    assert!(windows.len() > 10);

    // A window that cannot be halved further is an error, not the end.
    let moment = platform.started_ms - 10 * DAY_MS;
    for _ in 0..301 {
        platform.sandbox.insert(moment);
    }
    let mut sweep = whole.clone().window_items(250).start().unwrap();
    let run = run(&mut sweep, 3);
    assert!(!run.complete);
    assert!(
        run.errors
            .iter()
            .all(|kind| *kind == ErrorKind::PageSequence)
    );
    let error = loop {
        if let Err(error) = sweep.advance() {
            break error;
        }
    };
    assert!(
        error
            .to_string()
            .contains("raise `SweepBuilder::window_items`"),
        "{error}"
    );
    assert!(!error.is_retryable());
    compare("too dense", &platform, sweep.checkpoint(), &run);
    // With more room, it continues from the checkpoint.
    let mut sweep = whole.resume(stored(sweep.checkpoint())).unwrap();
    let rest = sweep.by_ref().map(|item| item.unwrap().code);
    let all: HashSet<String> = run.codes.into_iter().chain(rest).collect();
    assert_eq!(all, platform.codes(0, i64::MAX));
}

#[test]
fn progress_is_told_page_by_page_and_the_checkpoint_window_by_window() {
    let platform = Platform::start(|sandbox| sandbox.population(450));
    let client = platform.client();
    let mut sweep = platform
        .sweep(&client)
        .window(31 * 24 * HOUR)
        .start()
        .unwrap();
    let begin = sweep.checkpoint().clone();
    let mut reads = Vec::new();
    let codes = loop {
        match sweep.advance().unwrap() {
            Progress::Page { read, .. } => {
                assert_eq!(sweep.checkpoint(), &begin);
                reads.push(read);
            }
            Progress::Window { codes, .. } => break codes,
            other => panic!("{other:?}"),
        }
    };
    // Then the empty page, the last code again, and the last millisecond.
    assert_eq!(reads, [100, 199, 298, 397, 450, 450, 450]);
    assert_eq!(codes.len(), 450);
    assert!(sweep.checkpoint().is_complete());
    assert!(matches!(sweep.advance(), Ok(Progress::Complete)));

    // One by one: complete once the last one has been returned, and not before.
    let mut sweep = platform
        .sweep(&client)
        .window(31 * 24 * HOUR)
        .start()
        .unwrap();
    for _ in 0..449 {
        sweep.next().unwrap().unwrap();
    }
    assert_eq!(sweep.checkpoint(), &begin);
    // The rest can be read in the other way.
    let Ok(Progress::Window { codes, .. }) = sweep.advance() else {
        panic!("a code is left")
    };
    assert_eq!(codes.len(), 1);
    assert!(sweep.checkpoint().is_complete());
}

#[test]
fn an_error_is_no_end_and_the_same_page_is_asked_for_again() {
    let failing = [3, 4, 7].into_iter().fold(Plan::new(), |plan, call| {
        plan.rule(Rule::new(Fault::MissingData).endpoint(LIST).call(call))
    });
    let platform = Platform::start(|sandbox| sandbox.population(900).faults(failing));
    let client = platform.client();
    let builder = platform.sweep(&client).window(31 * 24 * HOUR);
    let collected: Result<Vec<_>, _> = builder.clone().start().unwrap().collect();
    assert_eq!(collected.unwrap_err().kind(), ErrorKind::Decode);

    let calls = platform.sandbox.calls_of(LIST).count();
    let mut sweep = builder.start().unwrap();
    let run = run(&mut sweep, 10);
    assert_eq!((run.codes.len(), run.errors.len()), (900, 2));
    // Ten pages, the empty one, the last code and the last millisecond again, and the failed ones.
    assert_eq!(platform.sandbox.calls_of(LIST).count() - calls, 10 + 3 + 2);
}

#[test]
fn an_error_that_cannot_pass_ends_the_iterator_but_not_the_sweep() {
    let third = Rule::new(Fault::MissingData).endpoint(LIST).call(3);
    let platform =
        Platform::start(|sandbox| sandbox.population(450).faults(Plan::new().rule(third)));
    let client = platform.client();
    let mut sweep = platform.sweep(&client).window(48 * HOUR).start().unwrap();
    let items: Vec<_> = sweep.by_ref().collect();
    let errors = items.iter().filter(|item| item.is_err()).count();
    assert_eq!(errors, 1, "and nothing after it");
    assert!(items.last().is_some_and(Result::is_err));
    assert!(sweep.next().is_none() && !sweep.is_complete());
    // The page that failed, and all after it.
    let rest = run_by_hand(&mut sweep);
    assert_eq!(items.len() - 1 + rest, 450);
    assert!(sweep.is_complete());

    // A permanent failure ends all loops that skip errors.
    let wrong = || Sweep::builder(&client, "NONE").from(at(platform.started_ms - 31 * DAY_MS));
    let calls = platform.sandbox.calls_of(LIST).count();
    assert_eq!(wrong().start().unwrap().count(), 1);
    assert_eq!(wrong().start().unwrap().flatten().count(), 0);
    assert_eq!(platform.sandbox.calls_of(LIST).count() - calls, 2);
}

fn run_by_hand(sweep: &mut Sweep) -> usize {
    let mut count = 0;
    loop {
        match sweep.advance().unwrap() {
            Progress::Window { codes, .. } => count += codes.len(),
            Progress::Complete => return count,
            _ => {}
        }
    }
}

#[test]
fn what_fails_again_and_again_ends_the_iterator() {
    let down = Rule::new(Fault::ServerError { status: 503 })
        .endpoint(LIST)
        .calls(2..);
    let platform = Platform::start(|sandbox| sandbox.population(50).faults(Plan::new().rule(down)));
    let client = platform.client();
    let mut sweep = platform.sweep(&client).start().unwrap();
    let errors = sweep.by_ref().filter(Result::is_err).count();
    assert_eq!(errors, 5);
    assert!(!sweep.is_complete());
}

#[test]
fn empty_years_cost_a_few_requests() {
    let year = 365 * DAY_MS;
    // Creation times in days before the end, and the maximum number of requests.
    let cases: [(&[i64], u64); 6] = [
        (&[], 20),
        (&[0], 50),
        (&[3650], 50),
        (&[1825], 60),
        (&[3000, 2000, 1000, 10], 200),
        (&[1000, 999, 998, 997, 996], 90),
    ];
    for (days, most) in cases {
        for exclusive in [false, true] {
            let manner = match exclusive {
                true => Fault::ExclusiveEnd,
                false => Fault::InclusiveEnd,
            };
            let plan = Plan::new().rule(Rule::new(manner).endpoint(LIST));
            let platform = Platform::start(|sandbox| sandbox.population(0).faults(plan));
            let to = platform.started_ms - DAY_MS;
            for day in days {
                for ms in [-1, 0, 1] {
                    platform
                        .sandbox
                        .insert((to - day * DAY_MS + ms).max(to - 10 * year));
                }
            }
            let client = platform.client();
            let from = to - 10 * year;
            let mut sweep = platform
                .sweep(&client)
                .from(at(from))
                .to(at(to))
                .start()
                .unwrap();
            let run = run(&mut sweep, 0);
            compare_codes(&platform, &run.codes, from, to);
            let calls = platform.sandbox.calls_of(LIST).count();
            assert!(calls <= most, "{days:?}: {calls} calls");
        }
    }
}

#[test]
fn only_empty_windows_are_longer_than_they_should_be() {
    let platform = Platform::start(|sandbox| sandbox.population(0));
    let to = platform.started_ms - DAY_MS;
    let from = to - 2000 * DAY_MS;
    let mut random = fastrand::Rng::with_seed(7);
    // A thousand empty days, then clusters and gaps.
    for _ in 0..60 {
        let start = from + (1000 + random.u64(..1000) as i64) * DAY_MS;
        for _ in 0..1 + random.u64(..150) {
            platform
                .sandbox
                .insert(start + random.u64(..2 * DAY_MS as u64) as i64);
        }
    }
    let client = platform.client();
    let window = Duration::from_secs(10 * 3600);
    let builder = platform
        .sweep(&client)
        .from(at(from))
        .to(at(to))
        .window(window);
    let mut sweep = builder.clone().start().unwrap();
    let mut codes = Vec::new();
    let mut last = at(from);
    loop {
        // Resumed at every window, as after a kill.
        match sweep.advance().unwrap() {
            Progress::Window {
                window: read,
                codes: new,
                ..
            } => {
                assert_eq!(read.start, last);
                last = read.end;
                let is_long = read.end.saturating_duration_since(read.start) > window;
                assert!(new.is_empty() || !is_long, "{read:?}");
                codes.extend(new);
                if random.u64(..4) == 0 {
                    sweep = builder.clone().resume(stored(sweep.checkpoint())).unwrap();
                }
            }
            Progress::Page { .. } => {}
            _ => break,
        }
    }
    assert_eq!(last, at(to));
    compare_codes(&platform, &codes, from, to);
    // Windows of ten hours would need 4,800 requests for the empty ones alone.
    let calls = platform.sandbox.calls_of(LIST).count();
    assert!(calls < 2000, "{calls}");
}

#[test]
fn a_sweep_keeps_to_the_rate_and_renews_its_token() {
    let per = Duration::from_secs(60);
    let platform = Platform::start(|sandbox| {
        sandbox
            .population(5000)
            .rate(100, per)
            .token_lifetime(Duration::from_secs(150))
    });
    // The waits of the other threads pass on the shared clock for one that the system does not schedule, too.
    let client = platform
        .client_builder()
        .rate(100, per)
        .retry_budget(Duration::from_secs(24 * 60 * 60))
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut sweep = platform.sweep(&client).window(48 * HOUR).start().unwrap();
                let run = run(&mut sweep, 0);
                assert_eq!(run.codes.len(), 5000, "{:?}", run.errors);
            });
        }
    });
    assert!(platform.sandbox.busiest(LIST, per) <= 100);
    let calls = platform.sandbox.calls();
    assert!(
        calls.iter().all(|call| call.code == Some(0)),
        "no call failed"
    );
    // Each token is used until a quarter of its life is left, with one renewal for all threads.
    let minutes = platform.clock.passed().as_secs() / 60;
    assert!(
        platform.sandbox.calls_of(TOKEN).count() <= minutes + 1,
        "{minutes} min"
    );
    assert_eq!(
        platform.sandbox.calls_of(TOKEN).count(),
        platform.sandbox.tokens_issued()
    );
}

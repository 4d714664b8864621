//! `larkspec pull` over a range of time, as users run it: a separate process that is interrupted, killed and restarted.
//!
//! `LARKSPEC_TEST_ALL=1` kills it 100 times instead of 10, and with `--out` while it pulls 1,000,000 codes.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use larkspec::sweep::Checkpoint;
use larkspec_codegen::Loader;
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};

const LIST: &str = "approval/v2/instance/list";

/// The command `larkspec pull` for the endpoint that is swept.
fn pull() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larkspec"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("LARKSPEC_") {
            command.env_remove(name);
        }
    }
    command.args(["pull", LIST]);
    command
}

fn pull_from(sandbox: &Sandbox) -> Command {
    let mut command = pull();
    command.env("LARKSPEC_TOKEN", sandbox.token());
    command.args(["--base-url", &sandbox.base_url()]);
    command.arg(format!("-papproval_code={}", sandbox.approval_code()));
    command
}

fn start(population: usize, plan: Plan) -> Sandbox {
    Sandbox::builder()
        .specs(Loader::texts(larkspec_spec::files()))
        .platform(false)
        .population(population)
        .faults(plan)
        .start()
        .unwrap()
}

fn codes(sandbox: &Sandbox) -> HashSet<String> {
    sandbox.instances().into_iter().map(|i| i.code).collect()
}

fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap().as_millis() as i64
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pull-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn lines(output: &Output) -> Vec<String> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "whole lines");
    text.lines().map(str::to_owned).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn read_checkpoint(path: &Path) -> Checkpoint {
    let json = fs::read(path).unwrap();
    serde_json::from_slice(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn prints_every_code_of_the_sandbox_and_nothing_else() {
    let sandbox = start(2500, Plan::new());
    let output = pull_from(&sandbox).arg("--settle=5m").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let lines = lines(&output);
    assert_eq!(lines.len(), 2500);
    assert_eq!(lines.iter().collect::<HashSet<_>>().len(), 2500);
    assert!(lines.iter().all(|line| line.len() == 36));
    assert!(
        said(&output).contains("2500 codes, created "),
        "{}",
        said(&output)
    );
}

#[test]
fn verbosely_it_tells_of_every_call_but_never_the_token() {
    let sandbox = start(
        150,
        Plan::new().rule(Rule::new(Fault::ServerError { status: 502 }).calls(2..3)),
    );
    let output = pull_from(&sandbox)
        .args(["--verbose", "--settle=5m"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let said = said(&output);
    let told = said
        .lines()
        .filter(|line| line.contains("POST /approval/openapi/v2/instance/list: HTTP "));
    assert_eq!(
        told.count() as u64,
        sandbox.calls_of(LIST).count(),
        "{said}"
    );
    assert!(said.contains("; next: wait for "), "{said}");
    assert!(!said.contains(sandbox.token()), "{said}");
    assert_eq!(lines(&output).len(), 150);
}

/// Unreadable content never counts as missing content.
#[test]
fn an_answer_that_cannot_be_read_whole_is_no_success() {
    let to = "codes".to_owned();
    for faults in [
        vec![Fault::RenamedList { to }],
        vec![Fault::BrokenItems { every: 1 }],
        vec![Fault::BrokenItems { every: 50 }],
        vec![Fault::MissingList, Fault::ExtraFields],
    ] {
        let mut plan = Plan::new();
        for fault in faults.clone() {
            plan = plan.rule(Rule::new(fault).endpoint(LIST));
        }
        let sandbox = start(150, plan);
        let now = now_ms();
        let range = [now - 31 * 86_400_000, now].map(|ms| ms.to_string());
        let output = pull_from(&sandbox)
            .args(["--from", &range[0], "--to", &range[1], "--window", "1000h"])
            .output()
            .unwrap();
        assert!(!output.status.success(), "{faults:?}: {}", said(&output));
        assert!(
            said(&output).contains("instance_code_list"),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn mistakes_are_told_and_end_with_2() {
    let sandbox = start(0, Plan::new());
    let cases: [(&[&str], &str); 12] = [
        (
            &["--from", "1700000000"],
            "looks like seconds; in milliseconds it is 1700000000000",
        ),
        (&["--from", "yesterday"], "not a time, such as 2026-01-31"),
        (&["--from", "2026-13-01"], "not a time, such as 2026-01-31"),
        (
            &["--from", "2026-01-01T08:00:00"],
            "needs its offset from UTC: 2026-01-01T08:00:00Z, or 2026-01-01T08:00:00+08:00",
        ),
        (
            &["--from", "1969-12-31"],
            "a time before 1970 has no instances",
        ),
        (
            &["--from", "9999-01-01"],
            "--from 9999-01-01T00:00:00Z is in the future",
        ),
        (
            &[
                "--from",
                "2026-02-01T00:00:00Z",
                "--to",
                "2026-01-01T00:00:00Z",
            ],
            "the range is reversed",
        ),
        (
            &["--from", "9999-01-02", "--to", "9999-01-01"],
            "the range is reversed: --from 9999-01-02T00:00:00Z is after --to 9999-01-01T00:00:00Z",
        ),
        (
            &["-plimit", "9223372036854775807"],
            "/limit: 9223372036854775807 is over the maximum of ",
        ),
        (&["--window", "0s"], "use whole milliseconds"),
        (&["--window", "ten"], "not a duration"),
        (&["--settle", "-5m"], "not a duration"),
    ];
    for (args, part) in cases {
        // A separate value that starts with a dash, which clap takes for an option.
        let first = format!("{}={}", args[0], args[1]);
        let args = [&*first].into_iter().chain(args[2..].iter().copied());
        let output = pull_from(&sandbox).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{part}: {}", said(&output));
        assert!(said(&output).contains(part), "{part}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(sandbox.calls().count(), 0);
}

#[test]
fn what_no_range_of_time_has_is_told() {
    let sandbox = start(0, Plan::new());
    let code = format!("-papproval_code={}", sandbox.approval_code());
    let chats = "im/v1/chat/list";
    for (args, part) in [
        (
            vec![chats, "--from=2026-01-01"],
            "--from is for `approval/v2/instance/list` only; set the range of `im/v1/chat/list` with --param",
        ),
        (vec![chats, "--checkpoint=c"], "--checkpoint is for"),
        (
            vec![LIST, "--from=2026-01-01"],
            "the approval definition is missing; set it with --param approval_code=CODE",
        ),
        (
            vec![LIST, &code, "-pstart_time=0", "--checkpoint=c"],
            "start_time is one end of the range of time; set it with --from and --to",
        ),
        (
            vec![LIST, &code, "-poffset=0", "--settle=5m"],
            "offset cannot be set for a range of time",
        ),
        (
            vec![LIST, &code, "--settle=5m", "--format=csv"],
            "are written as lines",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_larkspec"))
            .arg("pull")
            .args(&args)
            .args(["--base-url", &sandbox.base_url()])
            .env("LARKSPEC_TOKEN", sandbox.token())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(said(&output).contains(part), "{args:?}: {}", said(&output));
    }
    assert_eq!(sandbox.calls().count(), 0);
}

/// In all time zones of the machine.
#[test]
fn a_date_is_midnight_in_utc() {
    let sandbox = start(0, Plan::new());
    let output = pull_from(&sandbox)
        .env("TZ", "Asia/Shanghai")
        .args(["--from", "2024-02-28", "--to", "2024-03-01"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let range = "0 codes, created 2024-02-28T00:00:00Z to 2024-03-01T00:00:00Z";
    assert!(said(&output).contains(range), "{}", said(&output));
}

/// `pull | true`
#[test]
fn a_reader_that_goes_away_has_not_got_all() {
    let sandbox = start(5, Plan::new());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = pull_from(&sandbox)
        .arg("--settle=5m")
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let text = "the output is incomplete";
    assert!(said(&output).contains(text), "{}", said(&output));
}

/// On a terminal, which `script` creates.
#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_before_the_first_answer() {
    // It accepts the call, and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut pull = pull();
    pull.args([
        "--base-url",
        &format!("http://{}", silent.local_addr().unwrap()),
    ]);
    pull.args(["-papproval_code=A", "--settle=5m"]);
    let words: Vec<String> = std::iter::once(pull.get_program())
        .chain(pull.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap()))
        .collect();
    let script = Command::new("script")
        .args(["-qec", &words.join(" "), "/dev/null"])
        .env("LARKSPEC_TOKEN", "t-any")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut script) = script else {
        eprintln!("skipped: there is no `script` here");
        return;
    };
    let mut shown = Vec::new();
    let mut terminal = script.stdout.take().unwrap();
    let mut buffer = [0; 1024];
    while !String::from_utf8_lossy(&shown).contains(" 0 items") {
        let read = terminal.read(&mut buffer).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&shown));
        shown.extend_from_slice(&buffer[..read]);
    }
    script.kill().unwrap();
    script.wait().unwrap();
}

#[test]
fn an_unknown_approval_code_is_told_and_leaves_no_checkpoint() {
    let sandbox = start(10, Plan::new());
    let file = folder("unknown").join("checkpoint");
    let output = pull_from(&sandbox)
        .args(["-papproval_code=NONE", "--checkpoint"])
        .arg(&file)
        .output();
    // Giving the option twice would itself be an error.
    assert_eq!(output.unwrap().status.code(), Some(2));
    let output = pull()
        .env("LARKSPEC_TOKEN", sandbox.token())
        .args(["--base-url", &sandbox.base_url(), "-papproval_code=NONE"])
        .arg("--checkpoint")
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("there is no such approval definition"),
        "{}",
        said(&output)
    );
    assert!(!said(&output).contains("to continue"), "{}", said(&output));
    assert!(!file.exists());
}

#[test]
fn run_again_with_the_same_checkpoint_it_prints_what_is_new() {
    let sandbox = start(300, Plan::new());
    let file = folder("again").join("checkpoint");
    let run = |settle: &str| {
        let output = pull_from(&sandbox)
            .args(["--settle", settle, "--checkpoint"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        lines(&output)
    };
    let first = run("5m");
    assert_eq!(
        first.iter().cloned().collect::<HashSet<_>>(),
        codes(&sandbox)
    );
    assert!(read_checkpoint(&file).is_complete());
    assert!(run("5m").is_empty());

    // Too recent for a settle delay of five minutes, but not for none.
    let new = sandbox.insert(now_ms() - 60_000);
    assert!(run("5m").is_empty());
    assert_eq!(run("0s"), [new]);
    assert!(run("0s").is_empty());
    assert_eq!(read_checkpoint(&file).given(), 301);
}

#[test]
fn a_checkpoint_that_does_not_fit_is_told_and_kept() {
    let sandbox = start(5, Plan::new());
    let file = folder("unfit").join("checkpoint");
    let run = |args: &[&str]| {
        let mut command = pull_from(&sandbox);
        command
            .args(args)
            .arg("--checkpoint")
            .arg(&file)
            .output()
            .unwrap()
    };
    assert!(run(&[]).status.success());
    let kept = fs::read(&file).unwrap();
    let cases: [(&[&str], &str); 3] = [
        (&["--window", "1h"], "its window is 36000s, not 3600s"),
        (&["--region", "lark"], "its region is feishu, not lark"),
        (&["--from", "2026-01-01"], "Z, not at 2026-01-01T00:00:00Z"),
    ];
    for (args, part) in cases {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(part), "{}", said(&output));
        assert!(said(&output).contains("checkpoint"), "the file is named");
    }
    let both = run(&["--from", "2026-01-01", "--window", "1h"]);
    for part in ["its window is 36000s, not 3600s", "its range begins at 20"] {
        assert!(said(&both).contains(part), "{}", said(&both));
    }
    let reversed = run(&["--to", "2020-01-01"]);
    let part = "the start of the checkpoint's range, 20";
    assert!(said(&reversed).contains(part), "{}", said(&reversed));
    assert_eq!(fs::read(&file).unwrap(), kept);

    for bad in ["", "{", "{\"version\":1}", "null"] {
        fs::write(&file, bad).unwrap();
        let output = run(&[]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(
            said(&output).contains("cannot read the checkpoint")
                && said(&output)
                    .matches("it is damaged or not a checkpoint")
                    .count()
                    == 1
                && said(&output).contains("restore it, or remove it"),
            "{}",
            said(&output)
        );
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            bad,
            "it is left as it is"
        );
    }

    let nowhere = folder("nowhere").join("no/folder/checkpoint");
    let output = pull_from(&sandbox)
        .arg("--checkpoint")
        .arg(nowhere)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("cannot lock the checkpoint"),
        "{}",
        said(&output)
    );
    assert!(
        output.stdout.is_empty(),
        "nothing is printed that would not be remembered"
    );
}

#[test]
fn after_a_failure_the_same_command_goes_on() {
    let quota = Rule::new(Fault::Quota { status: 400 }).calls(20..=22);
    let sandbox = start(600, Plan::new().rule(quota));
    let file = folder("failure").join("checkpoint");
    let mut all = Vec::new();
    for run in 0..=3 {
        let output = pull_from(&sandbox)
            .arg("--checkpoint")
            .arg(&file)
            .output()
            .unwrap();
        all.extend(lines(&output));
        assert_eq!(output.status.success(), run == 3, "{}", said(&output));
        if run < 3 {
            assert_eq!(output.status.code(), Some(2));
            assert!(
                said(&output).contains("to continue from"),
                "{}",
                said(&output)
            );
            assert!(said(&output).contains("next month"), "{}", said(&output));
        }
    }
    assert_eq!(all.len(), 600, "each once");
    assert_eq!(all.into_iter().collect::<HashSet<_>>(), codes(&sandbox));
}

#[cfg(unix)]
#[test]
fn ctrl_c_says_how_to_go_on() {
    let slow = Rule::new(Fault::Latency { ms: 20 });
    let sandbox = start(800, Plan::new().rule(slow));
    let file = folder("ctrl-c").join("checkpoint");
    let mut child = pull_from(&sandbox)
        .arg("--checkpoint")
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    stdout.read_line(&mut first).unwrap();
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let mut all = vec![first.trim_end().to_owned()];
    all.extend(stdout.lines().map(Result::unwrap));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    let said = said(&output);
    assert!(
        said.contains("interrupted after ") && said.contains("the output is incomplete"),
        "{said}"
    );
    assert!(said.contains("run the same command again"), "{said}");
    assert!(!said.contains("error"), "{said}");
    assert_eq!(read_checkpoint(&file).given(), all.len() as u64);
    assert!(all.len() < 800);

    sandbox.set_faults(Plan::new()).unwrap();
    let output = pull_from(&sandbox)
        .arg("--checkpoint")
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success());
    all.extend(lines(&output));
    assert_eq!(all.len(), 800, "each once");
    assert_eq!(all.into_iter().collect::<HashSet<_>>(), codes(&sandbox));
}

/// The platform asks for a wait of 50 s, which fits into the budget.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_wait() {
    let wait = Rule::new(Fault::Throttle {
        status: 429,
        reset: 50,
    });
    let sandbox = start(30, Plan::new().rule(wait));
    let mut child = pull_from(&sandbox)
        .args(["--verbose", "--settle=5m"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let waits = |line: &String| line.contains("list: waiting for ");
    assert!(lines.by_ref().map(Result::unwrap).any(|line| waits(&line)));
    let calls = sandbox.calls().count();
    let pid = child.id().to_string();
    let killed = Command::new("kill").args(["-INT", &pid]).status();
    assert!(killed.unwrap().success());
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said:?}");
    assert_eq!(
        sandbox.calls().count(),
        calls,
        "it did not wait and ask again"
    );
    let said = said.join("\n");
    assert!(said.contains("interrupted after 0 codes"), "{said}");
}

/// What a consumer sees if `pull` is killed repeatedly: with the output appended to a file, every code at least once;
/// if the file is truncated to the lines in the checkpoint before each run, every code exactly once.
#[test]
fn killed_at_random_moments_it_loses_nothing() {
    let kills = match std::env::var_os("LARKSPEC_TEST_ALL") {
        Some(_) => 100,
        None => 10,
    };
    let mut random = fastrand::Rng::with_seed(now_ms() as u64);
    let sandbox = start(2500, Plan::new());
    let mut killed = 0;
    let mut repeated = 0;
    let mut rounds = 0;
    while killed < kills {
        rounds += 1;
        let folder = folder("killed");
        let (file, printed) = (folder.join("checkpoint"), folder.join("codes"));
        let mut exact: Vec<String> = Vec::new();
        loop {
            let given = match file.exists() {
                true => read_checkpoint(&file).given(),
                false => 0,
            };
            assert!(
                exact.len() >= given as usize,
                "the checkpoint runs ahead of the output"
            );
            exact.truncate(given as usize);
            let before = whole_lines(&printed).len();

            let output = OpenOptions::new().create(true).append(true).open(&printed);
            let mut child = pull_from(&sandbox)
                .args(["--window", "4h", "--checkpoint"])
                .arg(&file)
                .stdout(output.unwrap())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            if killed < kills {
                std::thread::sleep(Duration::from_micros(random.u64(..150_000)));
                child.kill().unwrap();
            }
            let status = child.wait().unwrap();
            exact.extend_from_slice(&whole_lines(&printed)[before..]);
            if status.success() {
                break;
            }
            assert_eq!(status.code(), None, "it was killed, and did not fail");
            killed += 1;
        }
        let all = whole_lines(&printed);
        repeated += all.len() - 2500;
        assert_eq!(all.into_iter().collect::<HashSet<_>>(), codes(&sandbox));
        assert_eq!(exact.len(), 2500, "each once");
        assert_eq!(exact.into_iter().collect::<HashSet<_>>(), codes(&sandbox));
    }
    println!("{killed} kills in {rounds} sweeps of 2500 codes; {repeated} codes came again");
}

/// Runs with `--checkpoint`, and optionally `--out`.
fn run_with_files(sandbox: &Sandbox, out: Option<&Path>, file: &Path) -> Output {
    let mut command = pull_from(sandbox);
    if let Some(out) = out {
        command.arg("--out").arg(out);
    }
    command.arg("--checkpoint").arg(file).output().unwrap()
}

#[test]
fn a_shell_that_has_emptied_the_output_is_noticed() {
    let sandbox = start(30, Plan::new());
    let folder = folder("emptied");
    let (file, codes) = (folder.join("checkpoint"), folder.join("codes"));
    let run = |options: &OpenOptions| {
        pull_from(&sandbox)
            .arg("--checkpoint")
            .arg(&file)
            .stdout(options.open(&codes).unwrap())
            .output()
            .unwrap()
    };
    let anew = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .clone();
    let appending = OpenOptions::new().create(true).append(true).clone();
    assert!(run(&anew).status.success(), "nothing was delivered before");
    assert!(run(&appending).status.success());
    assert_eq!(whole_lines(&codes).len(), 30);
    let calls = sandbox.calls().count();
    for options in [&anew, &appending] {
        let output = run(options);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        for part in [
            "30 codes have been delivered",
            "`>>`",
            "--out FILE",
            "remove the checkpoint",
        ] {
            assert!(said(&output).contains(part), "{part}: {}", said(&output));
        }
    }
    assert_eq!(sandbox.calls().count(), calls, "nothing was asked for");
    // A pipe contains no codes of previous runs.
    assert!(run_with_files(&sandbox, None, &file).status.success());
}

#[test]
fn only_one_run_uses_a_checkpoint_or_an_output() {
    let sandbox = start(5, Plan::new());
    let folder = folder("in-use");
    let (file, out) = (folder.join("checkpoint"), folder.join("codes"));
    for (locked, what) in [
        (folder.join("checkpoint.lock"), "checkpoint"),
        (out.clone(), "output"),
    ] {
        let other = File::create(&locked).unwrap();
        other.try_lock().unwrap();
        let output = run_with_files(&sandbox, Some(&out), &file);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        let expected = format!("error: another run uses the {what} ");
        assert!(said(&output).starts_with(&expected), "{}", said(&output));
        assert_eq!(sandbox.calls().count(), 0);
    }
    assert!(run_with_files(&sandbox, Some(&out), &file).status.success());
}

#[test]
fn what_a_killed_run_has_left_beside_the_checkpoint_is_removed() {
    let sandbox = start(5, Plan::new());
    let folder = folder("leftovers");
    let file = folder.join("checkpoint");
    for name in [
        "checkpoint.4711.new",
        "checkpoint.of-mine.new",
        "other.4711.new",
    ] {
        fs::write(folder.join(name), "").unwrap();
    }
    assert!(run_with_files(&sandbox, None, &file).status.success());
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "checkpoint",
            "checkpoint.lock",
            "checkpoint.of-mine.new",
            "other.4711.new"
        ]
    );
}

#[test]
fn an_output_file_is_kept_in_step_with_its_checkpoint() {
    let sandbox = start(300, Plan::new());
    let folder = folder("out");
    let out = folder.join("codes");
    let run = |settle: &str| {
        let output = pull_from(&sandbox)
            .args(["--settle", settle, "--out"])
            .arg(&out)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert!(output.stdout.is_empty());
        whole_lines(&out)
    };
    let first = run("5m");
    assert_eq!(first.len(), 300);
    assert_eq!(
        first.iter().cloned().collect::<HashSet<_>>(),
        codes(&sandbox)
    );
    assert_eq!(run("5m"), first);
    let new = sandbox.insert(now_ms() - 60_000);
    // What a killed run wrote after its last checkpoint, including a partial line.
    let mut file = OpenOptions::new().append(true).open(&out).unwrap();
    write!(file, "{new}\nhalf-a-").unwrap();
    drop(file);
    let second = run("0s");
    assert_eq!(second, [first, vec![new]].concat());
    assert_eq!(
        read_checkpoint(&folder.join("codes.checkpoint")).given(),
        301
    );
}

#[test]
fn an_output_file_that_was_begun_is_continued_without_a_range() {
    let sandbox = start(250, Plan::new());
    let folder = folder("begun");
    let run = |arguments: &[&str]| {
        let mut command = pull_from(&sandbox);
        let command = command.current_dir(&folder).arg("--out=codes.txt");
        command.args(arguments).output().unwrap()
    };
    // Without a checkpoint, a range is missing.
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("required, but missing"));
    assert!(run(&["--from=2020-01-01"]).status.success());
    let output = run(&[]);
    assert!(said(&output).starts_with("0 codes, "), "{}", said(&output));
    assert_eq!(whole_lines(&folder.join("codes.txt")).len(), 250);
    // A range of its own parameters is a list like any other, which replaces the file.
    let output = run(&["-pstart_time=0", "-pend_time=1"]);
    assert_eq!(said(&output), "0 items\n");
}

#[test]
fn a_dash_as_output_is_stdout() {
    let sandbox = start(250, Plan::new());
    let folder = folder("dash");
    for range in [
        &["--from=2020-01-01"][..],
        &["-pstart_time=0", "-pend_time=4102444800000"],
    ] {
        let mut command = pull_from(&sandbox);
        let output = command
            .current_dir(&folder)
            .arg("--out=-")
            .args(range)
            .output()
            .unwrap();
        assert_eq!(lines(&output).len(), 250, "{}", said(&output));
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn an_output_file_that_does_not_fit_is_left_alone() {
    let sandbox = start(20, Plan::new());
    let folder = folder("out-unfit");
    let (file, out) = (folder.join("checkpoint"), folder.join("codes"));
    let refused = |out: &Path, part: &str| {
        let before = fs::read(out).ok();
        let output = run_with_files(&sandbox, Some(out), &file);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(part), "{part}: {}", said(&output));
        assert_eq!(fs::read(out).ok(), before);
    };
    fs::write(&out, "mine\n").unwrap();
    refused(&out, "has lines, but there is no checkpoint for them");
    refused(&folder, "it is not a regular file");
    refused(&file, "cannot hold both the codes and the checkpoint");
    assert_eq!(sandbox.calls().count(), 0);

    fs::remove_file(&out).unwrap();
    fs::remove_file(&file).ok();
    assert!(run_with_files(&sandbox, Some(&out), &file).status.success());
    let codes = fs::read_to_string(&out).unwrap();
    fs::write(&out, &codes[..codes.len() - 1]).unwrap();
    refused(
        &out,
        "has 19 whole lines, but the checkpoint says that 20 codes",
    );
    fs::write(&out, format!("{codes}{}", "mine\n".repeat(5002))).unwrap();
    refused(
        &out,
        "has 5022 lines, but the checkpoint says that only 20 codes",
    );
    fs::remove_file(&out).unwrap();
    refused_missing(&sandbox, &out, &file);
    // With a checkpoint of another sweep, nothing is truncated either.
    fs::write(&out, format!("{codes}mine\n")).unwrap();
    let output = pull_from(&sandbox)
        .args(["--window", "1h", "--out"])
        .arg(&out)
        .arg("--checkpoint")
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(fs::read_to_string(&out).unwrap(), format!("{codes}mine\n"));
}

fn refused_missing(sandbox: &Sandbox, out: &Path, file: &Path) {
    let output = run_with_files(sandbox, Some(out), file);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("has 0 whole lines"),
        "{}",
        said(&output)
    );
}

#[test]
fn killed_at_random_moments_the_output_file_has_every_code_once() {
    let all = std::env::var_os("LARKSPEC_TEST_ALL").is_some();
    let (population, kills, longest_ms) = match all {
        true => (1_000_000, 100, 3000),
        false => (2500, 10, 150),
    };
    let mut random = fastrand::Rng::with_seed(now_ms() as u64);
    let sandbox = start(population, Plan::new());
    let expected = codes(&sandbox);
    let mut killed = 0;
    while killed < kills {
        let folder = folder("out-killed");
        let (out, file) = (folder.join("codes"), folder.join("codes.checkpoint"));
        loop {
            let mut child = pull_from(&sandbox)
                .args(["--window", "4h", "--out"])
                .arg(&out)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            if killed < kills {
                std::thread::sleep(Duration::from_micros(random.u64(..longest_ms * 1000)));
                child.kill().unwrap();
            }
            let output = child.wait_with_output().unwrap();
            if output.status.success() {
                break;
            }
            assert_eq!(output.status.code(), None, "{}", said(&output));
            killed += 1;
            if file.exists() {
                let known = read_checkpoint(&file).given() as usize;
                let lines = whole_lines(&out).len();
                assert!(lines >= known, "the checkpoint runs ahead of the output");
            }
        }
        let lines = whole_lines(&out);
        println!("{killed} kills, {} lines", lines.len());
        assert_eq!(lines.len(), population, "each once");
        assert!(lines.into_iter().collect::<HashSet<_>>() == expected);
    }
}

/// After each Ctrl-C, the file has the codes that the checkpoint counts, and no others.
#[cfg(unix)]
#[test]
fn ctrl_c_at_any_moment_leaves_the_output_in_step_with_its_checkpoint() {
    let mut random = fastrand::Rng::with_seed(now_ms() as u64);
    let sandbox = start(2500, Plan::new());
    let folder = folder("ctrl-c-any");
    let (out, file) = (folder.join("codes"), folder.join("codes.checkpoint"));
    let mut interrupted = 0;
    loop {
        let child = pull_from(&sandbox)
            .args(["--window", "4h", "--out"])
            .arg(&out)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if interrupted < 15 {
            std::thread::sleep(Duration::from_micros(random.u64(..150_000)));
            let pid = child.id().to_string();
            let sent = Command::new("kill").args(["-INT", &pid]).status();
            assert!(sent.unwrap().success());
            interrupted += 1;
        }
        let output = child.wait_with_output().unwrap();
        // Before it handles signals, one ends it without a code.
        let code = output.status.code().unwrap_or(130);
        assert!(code == 130 || code == 0, "{code}: {}", said(&output));
        if file.exists() {
            let given = read_checkpoint(&file).given();
            assert_eq!(whole_lines(&out).len() as u64, given, "{}", said(&output));
        }
        if code == 0 {
            break;
        }
    }
    let lines = whole_lines(&out);
    assert_eq!(lines.len(), 2500, "each once");
    assert!(lines.into_iter().collect::<HashSet<_>>() == codes(&sandbox));
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_and_the_next_one_goes_on() {
    let sandbox = start(2500, Plan::new());
    let folder = folder("full");
    let (out, file) = (folder.join("codes"), folder.join("codes.checkpoint"));
    let pull = |limit: &str| {
        let mut command = pull_from(&sandbox);
        command.args(["--window", "4h", "--out"]).arg(&out);
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {limit}; exec \"$@\""),
            "sh",
        ]);
        shell.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.output().unwrap()
    };
    for limit in ["16", "32"] {
        let output = pull(limit);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(
            said(&output)
                .contains("cannot write the codes; the output is incomplete: File too large"),
            "{}",
            said(&output)
        );
        let given = read_checkpoint(&file).given();
        assert!(given > 0 && whole_lines(&out).len() as u64 >= given);
    }
    let output = pull("unlimited");
    assert!(output.status.success(), "{}", said(&output));
    let lines = whole_lines(&out);
    assert_eq!(lines.len(), 2500, "each once");
    assert!(lines.into_iter().collect::<HashSet<_>>() == codes(&sandbox));

    // On stdout, the checkpoint counts nothing that was not printed.
    #[cfg(target_os = "linux")]
    {
        let file = folder.join("stdout.checkpoint");
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = pull_from(&sandbox);
        command.arg("--checkpoint").arg(&file).stdout(full);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("No space left"), "{}", said(&output));
        assert_eq!(read_checkpoint(&file).given(), 0);
    }
}

fn whole_lines(path: &Path) -> Vec<String> {
    let Ok(file) = File::open(path) else {
        return Vec::new();
    };
    BufReader::new(file).lines().map(Result::unwrap).collect()
}

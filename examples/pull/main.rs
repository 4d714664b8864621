//! Pulls every instance code of an approval definition: codes to stdout, or to a file, one a line; progress
//! and a summary to stderr.
//!
//! Without credentials in the environment it starts a sandbox in this process and pulls from that:
//! `cargo run --example pull`.
//!
//! With `--out FILE` it can be stopped, even killed, at any moment: the same command goes on where it was, and
//! the file has every code **exactly once**. Once it is through, the same command adds what is new since. How
//! far it has come stands in a checkpoint beside the file. The codes of a window are written and synced to
//! the disk, then the checkpoint is replaced in one step; a run that goes on first cuts the file to what the
//! checkpoint knows.
//!
//! With `--checkpoint FILE` alone the codes go to stdout, and each is printed **at least once**: more than once
//! only by a run after one that was killed between printing and replacing the checkpoint.

mod checkpoint;
mod output;
mod times;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use larkspec::sweep::{Checkpoint, Progress, SweepBuilder};
use larkspec::{Client, ClientBuilder, ErrorKind, Region, Sweep, UnixMillis};
use larkspec_sandbox::Sandbox;

use checkpoint::{CheckpointFile, with_suffix};
use output::{Output, Prepared};
use times::{duration, time};

/// Prints a line on stderr, as `eprintln!` does; that nobody reads it any more is no reason to panic.
macro_rules! tell {
    ($($argument:tt)*) => {{
        let _ = writeln!(io::stderr(), $($argument)*);
    }};
}

/// The exit code of a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// What is pulled where nothing else is said.
const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// How it ends.
const EXIT_STATUS: &str = "\
Exit status:
    0  All codes of the range were delivered.
    1  They were not: a call failed, another run uses the checkpoint, or something cannot be read or
       written.
    2  Wrong usage, or a checkpoint and an output that do not fit; nothing was asked for.
  130  Interrupted by Ctrl-C.";

/// Pull every instance code of an approval definition
///
/// Codes go to stdout, or with --out to a file, one a line. Credentials come from the environment: LARKSPEC_APP_ID and
/// LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN. Without any, a sandbox with made-up instances is started
/// in this process and called in place of the platform.
#[derive(Parser)]
#[command(name = "pull", max_term_width = 100, after_help = EXIT_STATUS)]
struct Args {
    /// The approval definition [default in the sandbox: its own]
    #[arg(long, value_name = "CODE")]
    approval_code: Option<String>,

    /// Start of the range of creation times: a date (its midnight in UTC), RFC 3339, or milliseconds since
    /// 1970 [default: where the checkpoint's range begins, or 30 days before --to]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    from: Option<UnixMillis>,

    /// End of the range, as --from, itself not included; what is newer than --settle is left out [default:
    /// now]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    to: Option<UnixMillis>,

    /// Codes asked for at once, 1 to 100
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: i64,

    /// The time that is read at once
    #[arg(long, value_name = "DURATION", default_value = "10h", value_parser = duration)]
    window: Duration,

    /// How long an instance may take to show up in the list: what is newer is left to a later run
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = duration)]
    settle: Duration,

    /// Write the codes to FILE, and keep it in step with the checkpoint: after any interruption, the same
    /// command goes on, and FILE has every code exactly once
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Keep in FILE how far it has come, and go on from there: after an interruption to the end, after
    /// that with what is new [default with --out: its FILE with .checkpoint behind it]
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,

    /// The platform: feishu (feishu.cn) or lark (larksuite.com) [default: LARKSPEC_REGION, or feishu]
    #[arg(long)]
    region: Option<Region>,

    /// The URL to call in place of the platform's hosts, such as a sandbox's [default:
    /// LARKSPEC_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Tell of every call on stderr: status, code, log id, attempt, time, and what is waited for
    #[arg(short, long)]
    verbose: bool,
}

impl Args {
    /// Where the checkpoint is kept, if it is.
    fn checkpoint_path(&self) -> Option<PathBuf> {
        let beside = || Some(with_suffix(self.out.as_deref()?, ".checkpoint"));
        self.checkpoint.clone().or_else(beside)
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    if args.verbose && log::set_logger(&Log).is_ok() {
        log::set_max_level(log::LevelFilter::Debug);
    }
    match pull(&args) {
        Ok(code) => code,
        Err(failure) => {
            tell!("error: {failure}");
            match failure {
                Failure::Usage(_) => ExitCode::from(2),
                // What the environment says is as wrong as a flag could be.
                Failure::Call(error) if error.kind() == ErrorKind::Configuration => {
                    ExitCode::from(2)
                }
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// What the library says of its calls, on stderr.
struct Log;

impl log::Log for Log {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("larkspec")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            tell!("{}: {}", UnixMillis::now(), record.args());
        }
    }

    fn flush(&self) {}
}

/// Why not all codes could be pulled.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Call(#[from] larkspec::Error),
    #[error("{0}")]
    Sandbox(String),
    #[error("cannot write the codes: {0}; those that were written are not all")]
    Output(#[from] io::Error),
    #[error("cannot write the codes to {}: {error}", path.display())]
    OutFile { path: PathBuf, error: io::Error },
    #[error("cannot {action} the checkpoint {}: {error}", path.display())]
    Checkpoint {
        action: &'static str,
        path: PathBuf,
        error: io::Error,
    },
    #[error(
        "another run uses the {what} {}; wait until it has ended, or give this run files of its own",
        path.display()
    )]
    InUse { what: &'static str, path: PathBuf },
    #[error("cannot handle Ctrl-C: {0}")]
    Signal(#[from] ctrlc::Error),
}

fn pull(args: &Args) -> Result<ExitCode, Failure> {
    let path = args.checkpoint_path();
    let file = path.as_deref().map(CheckpointFile::lock).transpose()?;
    let kept = match &file {
        Some(file) => file.load()?,
        None => None,
    };
    let bar = progress(args);
    let target = Target::choose(args, &bar)?;
    let output = Prepared::new(args.out.as_deref(), kept.as_ref(), path.as_deref())?;
    let mut sweep = sweep(args, &target, kept)?;
    let interrupted = cancel_on_interrupt(&target.client, &bar)?;
    let mut delivery = Delivery {
        output: output.begin()?,
        file,
        kept: false,
        count: 0,
        bar,
    };
    // It moves before the first answer, and while a call waits.
    delivery.bar.enable_steady_tick(Duration::from_millis(100));
    let started = Instant::now();
    let begin = sweep.checkpoint().position();
    let is_complete = deliver(&mut sweep, &mut delivery, &interrupted)?;
    delivery.bar.finish_and_clear();
    if !is_complete {
        tell!(
            "interrupted after {} codes; these are not all",
            delivery.count
        );
        delivery.say_how_to_go_on();
        return Ok(ExitCode::from(INTERRUPTED));
    }
    let to = sweep.checkpoint().to();
    tell!(
        "{} codes, created {begin} to {to}, in {:.1} s{}",
        delivery.count,
        started.elapsed().as_secs_f64(),
        match args.to.is_none_or(|wanted| wanted > to) {
            true => "; what is newer is left to a later run (see --settle)",
            false => "",
        }
    );
    Ok(ExitCode::SUCCESS)
}

/// Pulls and delivers codes until the range is complete, or Ctrl-C interrupts it. Says which.
fn deliver(
    sweep: &mut Sweep,
    delivery: &mut Delivery,
    interrupted: &AtomicBool,
) -> Result<bool, Failure> {
    loop {
        let progress = match sweep.advance() {
            Err(error) if error.kind() == ErrorKind::Cancelled => return Ok(false),
            // What came before an error is delivered already, and said to be incomplete.
            progress => progress.inspect_err(|_| delivery.say_not_all()),
        };
        match progress? {
            Progress::Page { read, .. } => {
                delivery.bar.set_position((delivery.count + read) as u64);
                delivery.keep_first(sweep.checkpoint())?;
            }
            Progress::Window { codes, .. } => {
                delivery.write(&codes)?;
                delivery.keep(sweep.checkpoint())?;
            }
            _ => {
                delivery.keep_first(sweep.checkpoint())?;
                return Ok(true);
            }
        }
        if interrupted.load(Ordering::Relaxed) && !sweep.checkpoint().is_complete() {
            return Ok(false);
        }
    }
}

/// A sweep from the beginning of the range, or from where the checkpoint left it.
fn sweep(args: &Args, target: &Target, kept: Option<Checkpoint>) -> Result<Sweep, Failure> {
    let now = UnixMillis::now();
    check_range(args, kept.as_ref(), now)?;
    let mut builder = Sweep::builder(&target.client, &*target.approval_code)
        .window(args.window)
        .settle(args.settle)
        .page_size(args.limit);
    builder = with(builder, args.to, SweepBuilder::to);
    let Some(checkpoint) = kept else {
        let month_before = || args.to.unwrap_or(now).saturating_sub(MONTH);
        let from = args.from.unwrap_or_else(month_before);
        return builder.from(from).start().map_err(usage);
    };
    let begin = checkpoint.from();
    let path = args.checkpoint_path().unwrap_or_default();
    let resumed = builder.resume(checkpoint);
    let moved = args.from.filter(|from| *from != begin);
    let moved = moved.map(|from| format!("its range begins at {begin}, not at {from}"));
    // The times are shown as the options take them.
    match (resumed, moved) {
        (Ok(sweep), None) => Ok(sweep),
        (Ok(_), Some(moved)) => Err(Failure::Usage(format!(
            "{}: the checkpoint belongs to another sweep: {moved}",
            path.display()
        ))),
        (Err(error), moved) if error.kind() == ErrorKind::Configuration => {
            let moved = moved.map(|moved| format!(", {moved}")).unwrap_or_default();
            let path = path.display();
            Err(Failure::Usage(format!("{path}: {error}{moved}")))
        }
        (Err(error), _) => Err(usage(error)),
    }
}

/// Refuses a range without a moment in it.
fn check_range(args: &Args, kept: Option<&Checkpoint>, now: UnixMillis) -> Result<(), Failure> {
    let from = args.from.or(kept.map(Checkpoint::from));
    let problem = match (from, args.to) {
        (Some(from), Some(to)) if from > to => {
            let whose = match args.from {
                Some(_) => "--from",
                None => "the beginning of the checkpoint's range,",
            };
            format!("the range is reversed: {whose} {from} is after --to {to}")
        }
        (Some(from), _) if from > now && args.from.is_some() => {
            format!("--from {from} lies in the future: there is nothing to pull yet (it is {now})")
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(problem))
}

/// Errors in what the options say.
fn usage(error: larkspec::Error) -> Failure {
    match error.kind() {
        ErrorKind::Configuration | ErrorKind::InvalidRequest => Failure::Usage(error.to_string()),
        _ => Failure::Call(error),
    }
}

fn with<T>(
    builder: SweepBuilder,
    value: Option<T>,
    set: impl FnOnce(SweepBuilder, T) -> SweepBuilder,
) -> SweepBuilder {
    match value {
        Some(value) => set(builder, value),
        None => builder,
    }
}

/// Delivers codes, and after them the checkpoint.
struct Delivery {
    output: Output,
    file: Option<CheckpointFile>,
    /// Whether the checkpoint has been written by this run.
    kept: bool,
    count: usize,
    bar: ProgressBar,
}

impl Delivery {
    fn write(&mut self, codes: &[String]) -> Result<(), Failure> {
        // Codes and progress may share a terminal.
        let bar = self.bar.clone();
        bar.suspend(|| self.output.write(codes))?;
        self.count += codes.len();
        bar.set_position(self.count as u64);
        Ok(())
    }

    /// Keeps how far the sweep has come. The codes before it go to the disk first.
    fn keep(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        if let Some(file) = &self.file {
            self.output.sync()?;
            file.save(checkpoint)?;
            self.kept = true;
        }
        Ok(())
    }

    /// Keeps where the sweep begins, once. Not before a first answer: then the approval code is known to
    /// be right, and a checkpoint that is bound to a misspelt one would only be in the way.
    fn keep_first(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        match self.kept {
            true => Ok(()),
            false => self.keep(checkpoint),
        }
    }

    /// Says that an error ends a run before all codes were delivered.
    fn say_not_all(&self) {
        self.bar.finish_and_clear();
        if self.count > 0 {
            tell!(
                "{} codes were pulled before the failure; these are not all",
                self.count
            );
        }
        self.say_how_to_go_on();
    }

    fn say_how_to_go_on(&self) {
        let Some(path) = self.file.as_ref().map(CheckpointFile::path) else {
            return;
        };
        if path.exists() {
            let how = match self.output.is_redirected() {
                true => ", with `>>` in place of `>`",
                false => "",
            };
            tell!(
                "to go on from {}, run the same command again{how}",
                path.display()
            );
        }
    }
}

/// What is called, and for what.
struct Target {
    client: Client,
    approval_code: String,
    /// Kept running for as long as it is called.
    _sandbox: Option<Sandbox>,
}

impl Target {
    /// Waits of the client are shown beside the bar.
    fn choose(args: &Args, bar: &ProgressBar) -> Result<Self, Failure> {
        let bar = bar.clone();
        let mut builder = ClientBuilder::from_env()?.on_wait(move |wait| {
            // Without a bar nobody watches, or the log says it.
            if !bar.is_hidden() {
                bar.suspend(|| tell!("waiting for {:.0?}: {}", wait.duration(), wait.reason()));
            }
        });
        if let Some(region) = args.region {
            builder = builder.region(region);
        }
        if let Some(url) = &args.base_url {
            builder = builder.base_url(url);
        }
        if builder.has_credentials() {
            let approval_code = args.approval_code.clone().ok_or_else(|| {
                Failure::Usage("say which approval definition: --approval-code CODE".to_owned())
            })?;
            return Ok(Target {
                client: builder.build()?,
                approval_code,
                _sandbox: None,
            });
        }
        let elsewhere = std::env::var_os("LARKSPEC_BASE_URL").is_some_and(|url| !url.is_empty());
        if args.base_url.is_some() || elsewhere {
            // Says which credentials to set.
            return Err(builder
                .build()
                .map(drop)
                .map_err(Failure::Call)
                .err()
                .unwrap_or_else(|| Failure::Usage("a base URL needs credentials".to_owned())));
        }
        let sandbox = start_sandbox()?;
        tell!(
            "no credentials in the environment: pulling from a sandbox at {} in this process",
            sandbox.base_url()
        );
        Ok(Target {
            client: builder
                .base_url(sandbox.base_url())
                .app(sandbox.app_id(), sandbox.app_secret())
                .build()?,
            approval_code: args
                .approval_code
                .clone()
                .unwrap_or_else(|| sandbox.approval_code().to_owned()),
            _sandbox: Some(sandbox),
        })
    }
}

fn start_sandbox() -> Result<Sandbox, Failure> {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");
    let api = larkspec_codegen::load(spec).map_err(|e| Failure::Sandbox(e.to_string()))?;
    Sandbox::builder(api)
        .start()
        .map_err(|error| Failure::Sandbox(format!("cannot start the sandbox: {error}")))
}

/// A flag that Ctrl-C sets. The first one ends the call that is under way, or its wait; the second one ends
/// the program.
fn cancel_on_interrupt(
    client: &Client,
    bar: &ProgressBar,
) -> Result<Arc<AtomicBool>, ctrlc::Error> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let (flag, client, bar) = (Arc::clone(&interrupted), client.clone(), bar.clone());
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            tell!("stopped; what was delivered is not all");
            std::process::exit(i32::from(INTERRUPTED));
        }
        bar.suspend(|| tell!("stopping; Ctrl-C again stops at once"));
        client.cancel();
    })?;
    Ok(interrupted)
}

/// A bar on a terminal; silent otherwise. How many codes there are is not known beforehand.
fn progress(args: &Args) -> ProgressBar {
    if args.verbose || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} codes, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

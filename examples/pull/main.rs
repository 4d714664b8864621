//! Pulls every instance code of an approval definition: codes go to stdout or to a file, one per line; progress and a
//! summary go to stderr.
//!
//! Without credentials in the environment, it starts a sandbox in this process and pulls from it: `cargo run
//! --example pull`.
//!
//! With `--out FILE`, you can stop or even kill it at any moment: the same command continues, and the file contains
//! every code **exactly once**. After a complete run, the same command adds what is new. The progress is stored in a
//! checkpoint next to the file. The codes of a window are written and synced to the disk, then the checkpoint is
//! replaced in one step; a run that continues first truncates the file to the state of the checkpoint.
//!
//! With only `--checkpoint FILE`, the codes go to stdout, and each is printed **at least once**: codes are repeated
//! only if the previous run was killed between printing them and replacing the checkpoint.

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

/// Prints a line on stderr like `eprintln!`, but does not panic if stderr is closed.
macro_rules! tell {
    ($($argument:tt)*) => {{
        let _ = writeln!(io::stderr(), $($argument)*);
    }};
}

/// The exit code of a program that was ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// The default approval definition in the sandbox.
const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// The result of a run.
const EXIT_STATUS: &str = "\
Exit status:
    0  All codes of the range were delivered.
    1  They were not: a call failed, another run uses the checkpoint, or something cannot be read or
       written.
    2  Wrong usage, or a checkpoint and an output that do not fit; nothing was asked for.
  130  Interrupted by Ctrl-C.";

/// Pull every instance code of an approval definition
///
/// Codes go to stdout, or with --out to a file, one per line. Credentials come from the environment: LARKSPEC_APP_ID
/// and LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN. Without credentials, the command starts a sandbox with made-up
/// instances in this process and calls it instead of the platform.
#[derive(Parser)]
#[command(name = "pull", max_term_width = 100, after_help = EXIT_STATUS)]
struct Args {
    /// The approval definition [default in the sandbox: its own]
    #[arg(long, value_name = "CODE")]
    approval_code: Option<String>,

    /// Start of the range of creation times: a date (midnight UTC), RFC 3339, or milliseconds since 1970 [default:
    /// the start of the checkpoint's range, or 30 days before --to]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    from: Option<UnixMillis>,

    /// End of the range, in the same form as --from and not included; anything newer than --settle is left to a later
    /// run [default: now]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    to: Option<UnixMillis>,

    /// The number of codes per request, 1 to 100
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: i64,

    /// The length of the windows in which the range is read
    #[arg(long, value_name = "DURATION", default_value = "10h", value_parser = duration)]
    window: Duration,

    /// How long an instance may take to appear in the list: anything newer is left to a later run
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = duration)]
    settle: Duration,

    /// Write the codes to FILE, and keep it in step with the checkpoint: after any interruption, the same command
    /// continues, and FILE contains every code exactly once
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Store the progress in FILE, and continue from there: after an interruption to the end, after a complete run
    /// with what is new [default with --out: its FILE with the suffix .checkpoint]
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,

    /// The platform: feishu (feishu.cn) or lark (larksuite.com) [default: LARKSPEC_REGION, or feishu]
    #[arg(long)]
    region: Option<Region>,

    /// The URL to call instead of the platform's hosts, such as that of a sandbox [default: LARKSPEC_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Print every call on stderr: status, code, log id, attempt and time; and the reason for each wait
    #[arg(short, long)]
    verbose: bool,
}

impl Args {
    /// The path of the checkpoint, if there is one.
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
                // An invalid environment variable is a usage error, like an invalid option.
                Failure::Call(error) if error.kind() == ErrorKind::Configuration => {
                    ExitCode::from(2)
                }
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// Prints the library's log of its calls on stderr.
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

/// Why not all codes were pulled.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Call(#[from] larkspec::Error),
    #[error("{0}")]
    Sandbox(String),
    #[error("cannot write the codes: {0}; the output is incomplete")]
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
    // The bar moves before the first answer, and while a call waits.
    delivery.bar.enable_steady_tick(Duration::from_millis(100));
    let started = Instant::now();
    let begin = sweep.checkpoint().position();
    let is_complete = deliver(&mut sweep, &mut delivery, &interrupted)?;
    delivery.bar.finish_and_clear();
    if !is_complete {
        tell!(
            "interrupted after {} codes; the output is incomplete",
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
            true => "; anything newer is left to a later run (see --settle)",
            false => "",
        }
    );
    Ok(ExitCode::SUCCESS)
}

/// Pulls and delivers codes until the range is complete, or Ctrl-C interrupts it. Returns which.
fn deliver(
    sweep: &mut Sweep,
    delivery: &mut Delivery,
    interrupted: &AtomicBool,
) -> Result<bool, Failure> {
    loop {
        let progress = match sweep.advance() {
            Err(error) if error.kind() == ErrorKind::Cancelled => return Ok(false),
            // Codes before an error have been delivered; report that they are incomplete.
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

/// A sweep from the start of the range, or from the checkpoint.
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
    // Times are shown in the form that the options accept.
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

/// Rejects an empty range.
fn check_range(args: &Args, kept: Option<&Checkpoint>, now: UnixMillis) -> Result<(), Failure> {
    let from = args.from.or(kept.map(Checkpoint::from));
    let problem = match (from, args.to) {
        (Some(from), Some(to)) if from > to => {
            let whose = match args.from {
                Some(_) => "--from",
                None => "the start of the checkpoint's range,",
            };
            format!("the range is reversed: {whose} {from} is after --to {to}")
        }
        (Some(from), _) if from > now && args.from.is_some() => {
            format!("--from {from} is in the future: there is nothing to pull yet (it is {now})")
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(problem))
}

/// Errors in the options.
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

/// Delivers codes, then the checkpoint.
struct Delivery {
    output: Output,
    file: Option<CheckpointFile>,
    /// Whether this run has written the checkpoint.
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

    /// Saves the progress of the sweep. The codes before it are synced to the disk first.
    fn keep(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        if let Some(file) = &self.file {
            self.output.sync()?;
            file.save(checkpoint)?;
            self.kept = true;
        }
        Ok(())
    }

    /// Saves the start of the sweep, once. This happens after the first answer: the approval code is then known to be
    /// correct, and a checkpoint for a misspelt one would only be an obstacle.
    fn keep_first(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        match self.kept {
            true => Ok(()),
            false => self.keep(checkpoint),
        }
    }

    /// Reports that an error ends a run before all codes were delivered.
    fn say_not_all(&self) {
        self.bar.finish_and_clear();
        if self.count > 0 {
            tell!(
                "{} codes were pulled before the failure; the output is incomplete",
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
                true => ", with `>>` instead of `>`",
                false => "",
            };
            tell!(
                "to continue from {}, run the same command again{how}",
                path.display()
            );
        }
    }
}

/// What to call.
struct Target {
    client: Client,
    approval_code: String,
    /// The sandbox, which runs as long as it is called.
    _sandbox: Option<Sandbox>,
}

impl Target {
    /// Shows waits of the client next to the bar.
    fn choose(args: &Args, bar: &ProgressBar) -> Result<Self, Failure> {
        let bar = bar.clone();
        let mut builder = ClientBuilder::from_env()?.on_wait(move |wait| {
            // Without a bar, the output is not watched, or the log reports the wait.
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
                Failure::Usage(
                    "the approval definition is missing: use --approval-code CODE".to_owned(),
                )
            })?;
            return Ok(Target {
                client: builder.build()?,
                approval_code,
                _sandbox: None,
            });
        }
        let elsewhere = std::env::var_os("LARKSPEC_BASE_URL").is_some_and(|url| !url.is_empty());
        if args.base_url.is_some() || elsewhere {
            // The message says which credentials to set.
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
    Sandbox::start().map_err(|error| Failure::Sandbox(format!("cannot start the sandbox: {error}")))
}

/// A flag that Ctrl-C sets. The first Ctrl-C ends the current call or its wait; the second one ends the program.
fn cancel_on_interrupt(
    client: &Client,
    bar: &ProgressBar,
) -> Result<Arc<AtomicBool>, ctrlc::Error> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let (flag, client, bar) = (Arc::clone(&interrupted), client.clone(), bar.clone());
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            tell!("stopped; the output is incomplete");
            std::process::exit(i32::from(INTERRUPTED));
        }
        bar.suspend(|| tell!("stopping; press Ctrl-C again to stop immediately"));
        client.cancel();
    })?;
    Ok(interrupted)
}

/// A progress bar on a terminal; silent otherwise. The number of codes is not known in advance.
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

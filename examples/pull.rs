//! Pulls every instance code of an approval definition: codes to stdout, one a line; progress and a
//! summary to stderr.
//!
//! Without credentials in the environment it starts a sandbox in this process and pulls from that:
//! `cargo run --example pull`.
//!
//! With `--checkpoint FILE` it can be stopped, even killed, at any moment: the same command goes on where
//! it was. Once it is through, the same command prints only what is new since. The codes of a window are
//! printed first (and, where stdout is a file, synced to the disk), then the checkpoint is replaced in one
//! step. So each code is printed **at least once**, and more than once only by a run after one that was
//! killed between the two: it begins with the window that was printed last. For **exactly once**, with
//! stdout appended to a file, cut that file to as many lines as the checkpoint says under `given` before
//! running again; `sort -u` serves as well where the order does not matter.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal as _, StdoutLock, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::{SignedDuration, Timestamp};
use larkspec::sweep::{Checkpoint, Progress, SweepBuilder};
use larkspec::{Client, ClientBuilder, ErrorKind, Region, Sweep};
use larkspec_sandbox::Sandbox;

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

/// Pull every instance code of an approval definition
///
/// Codes go to stdout, one a line. Credentials come from the environment: LARKSPEC_APP_ID and
/// LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN. Without any, a sandbox with made-up instances is started
/// in this process and called in place of the platform.
#[derive(Parser)]
#[command(name = "pull", max_term_width = 100)]
struct Args {
    /// The approval definition [default in the sandbox: its own]
    #[arg(long, value_name = "CODE")]
    approval_code: Option<String>,

    /// Start of the range of creation times: RFC 3339, or milliseconds since 1970 [default: where the
    /// checkpoint's range begins, or 30 days before --to]
    #[arg(long, value_name = "TIME", value_parser = milliseconds, allow_negative_numbers = true)]
    from: Option<i64>,

    /// End of the range, as --from; what is newer than --settle is left out [default: now]
    #[arg(long, value_name = "TIME", value_parser = milliseconds, allow_negative_numbers = true)]
    to: Option<i64>,

    /// Codes asked for at once, 1 to 100
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: i64,

    /// The time that is read at once
    #[arg(long, value_name = "DURATION", default_value = "10h", value_parser = duration)]
    window: Duration,

    /// How long an instance may take to show up in the list: what is newer is left to a later run
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = duration)]
    settle: Duration,

    /// Keep in FILE how far it has come, and go on from there: after an interruption to the end, after
    /// that with what is new
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

fn main() -> ExitCode {
    let args = Args::parse();
    if args.verbose && log::set_logger(&Log).is_ok() {
        log::set_max_level(log::LevelFilter::Debug);
    }
    match pull(&args) {
        Ok(code) => code,
        // The reader has seen enough: `… | head`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
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
            tell!("{:.3}: {}", Timestamp::now(), record.args());
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
    #[error("can not write the codes: {0}")]
    Io(#[from] io::Error),
    #[error("can not {action} the checkpoint {}: {error}", path.display())]
    Checkpoint {
        action: &'static str,
        path: PathBuf,
        error: io::Error,
    },
    #[error("can not take care of Ctrl-C: {0}")]
    Signal(#[from] ctrlc::Error),
}

fn pull(args: &Args) -> Result<ExitCode, Failure> {
    let kept = match &args.checkpoint {
        Some(path) => load(path)?,
        None => None,
    };
    let target = Target::choose(args)?;
    let mut sweep = sweep(args, &target, kept)?;
    let interrupted = interrupt_flag()?;
    let bar = match args.verbose {
        true => ProgressBar::hidden(),
        false => progress(),
    };
    let started = Instant::now();
    let mut output = Output {
        stdout: io::stdout().lock(),
        checkpoint: args.checkpoint.as_deref(),
        kept: false,
        count: 0,
    };
    let begin = sweep.checkpoint().position();
    loop {
        // What came before an error is printed already, and said to be incomplete.
        let progress = sweep.advance().inspect_err(|_| {
            bar.finish_and_clear();
            if output.count > 0 {
                tell!(
                    "{} codes were pulled before the failure; these are not all",
                    output.count
                );
            }
            output.say_how_to_go_on();
        })?;
        match progress {
            Progress::Page { read, .. } => {
                bar.set_position((output.count + read) as u64);
                output.keep_first(sweep.checkpoint())?;
            }
            Progress::Window { codes, .. } => {
                output.write(&codes)?;
                output.keep(sweep.checkpoint())?;
                bar.set_position(output.count as u64);
            }
            _ => break,
        }
        if interrupted.load(Ordering::Relaxed) && !sweep.checkpoint().is_complete() {
            bar.finish_and_clear();
            tell!(
                "interrupted after {} codes; these are not all",
                output.count
            );
            output.say_how_to_go_on();
            return Ok(ExitCode::from(INTERRUPTED));
        }
    }
    output.keep_first(sweep.checkpoint())?;
    bar.finish_and_clear();
    tell!(
        "{} codes, created {} to {}, in {:.1} s{}",
        output.count,
        show(begin),
        show(sweep.checkpoint().to()),
        started.elapsed().as_secs_f64(),
        match args.to.is_none_or(|to| to > sweep.checkpoint().to()) {
            true => "; what is newer is left to a later run (see --settle)",
            false => "",
        }
    );
    Ok(ExitCode::SUCCESS)
}

/// A sweep from the beginning of the range, or from where the checkpoint left it.
fn sweep(args: &Args, target: &Target, kept: Option<Checkpoint>) -> Result<Sweep, Failure> {
    let now = Timestamp::now().as_millisecond();
    let from = match (args.from, &kept) {
        (None, None) => Some(args.to.unwrap_or(now) - MONTH.as_millis() as i64),
        (from, _) => from,
    };
    if let (Some(from), to) = (from, args.to.unwrap_or(now))
        && from > to
    {
        return Err(Failure::Usage(format!(
            "the range is reversed: --from {} is after --to {}",
            show(from),
            show(to)
        )));
    }
    let mut builder = Sweep::builder(&target.client, &*target.approval_code)
        .window(args.window)
        .settle(args.settle)
        .page_size(args.limit);
    builder = with(builder, from, SweepBuilder::from);
    builder = with(builder, args.to, SweepBuilder::to);
    let sweep = match kept {
        Some(checkpoint) => builder.resume(checkpoint),
        None => builder.start(),
    };
    sweep.map_err(|error| match (error.kind(), &args.checkpoint) {
        (ErrorKind::Configuration, Some(path)) => {
            Failure::Usage(format!("{}: {error}", path.display()))
        }
        (ErrorKind::Configuration | ErrorKind::InvalidRequest, _) => {
            Failure::Usage(error.to_string())
        }
        _ => Failure::Call(error),
    })
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

/// Where codes go, and after them the checkpoint.
struct Output<'a> {
    stdout: StdoutLock<'a>,
    checkpoint: Option<&'a Path>,
    /// Whether the checkpoint has been written by this run.
    kept: bool,
    count: usize,
}

impl Output<'_> {
    /// Prints codes, one a line.
    fn write(&mut self, codes: &[String]) -> Result<(), Failure> {
        // Whole lines at once, and never more than a pipe takes in one piece (POSIX has 512 bytes, Linux
        // 4,096): whoever reads along never sees half a code, not even after a kill.
        const PIECE: usize = 512;
        let mut lines = String::new();
        for code in codes {
            if lines.len() + code.len() + 1 > PIECE {
                self.stdout.write_all(lines.as_bytes())?;
                lines.clear();
            }
            lines.extend([code, "\n"]);
        }
        self.stdout.write_all(lines.as_bytes())?;
        self.stdout.flush()?;
        self.count += codes.len();
        Ok(())
    }

    /// Keeps how far the sweep has come. The codes before it go to the disk first.
    fn keep(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        let Some(path) = self.checkpoint else {
            return Ok(());
        };
        sync(&self.stdout)?;
        save(path, checkpoint).map_err(|error| Failure::Checkpoint {
            action: "write",
            path: path.to_owned(),
            error,
        })?;
        self.kept = true;
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

    fn say_how_to_go_on(&self) {
        if let Some(path) = self.checkpoint.filter(|path| path.exists()) {
            tell!(
                "to go on from {}, run the same command again",
                path.display()
            );
        }
    }
}

/// Sends what was written to the disk, where stdout is a file.
#[cfg(unix)]
fn sync(stdout: &StdoutLock<'_>) -> io::Result<()> {
    use std::os::fd::AsFd as _;

    let file = File::from(stdout.as_fd().try_clone_to_owned()?);
    match file.metadata()?.is_file() {
        true => file.sync_data(),
        false => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync(_: &StdoutLock<'_>) -> io::Result<()> {
    Ok(())
}

/// Reads a checkpoint; `None` if there is no such file.
fn load(path: &Path) -> Result<Option<Checkpoint>, Failure> {
    let failure = |error| Failure::Checkpoint {
        action: "read",
        path: path.to_owned(),
        error,
    };
    match fs::read(path) {
        Ok(json) => serde_json::from_slice(&json)
            .map(Some)
            .map_err(|error| failure(error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failure(error)),
    }
}

/// Replaces the file in one step: whenever the program or the machine stops, there is the old checkpoint
/// or the new one.
fn save(path: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    let mut json = serde_json::to_vec_pretty(checkpoint)?;
    json.push(b'\n');
    let mut beside = OsString::from(path);
    beside.push(".new");
    let mut file = File::create(&beside)?;
    file.write_all(&json)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_folder(path)
}

/// Makes the renaming of a file last.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// What is called, and for what.
struct Target {
    client: Client,
    approval_code: String,
    /// Kept running for as long as it is called.
    _sandbox: Option<Sandbox>,
}

impl Target {
    fn choose(args: &Args) -> Result<Self, Failure> {
        let mut builder = ClientBuilder::from_env()?;
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
        .map_err(|error| Failure::Sandbox(format!("can not start the sandbox: {error}")))
}

/// A flag that Ctrl-C sets; the second Ctrl-C ends the program at once.
fn interrupt_flag() -> Result<Arc<AtomicBool>, ctrlc::Error> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            tell!("stopped; what was printed is not all");
            std::process::exit(i32::from(INTERRUPTED));
        }
        tell!("stopping after this page; Ctrl-C again stops at once");
    })?;
    Ok(interrupted)
}

/// A bar on a terminal; silent otherwise. How many codes there are is not known beforehand.
fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} codes, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// A time as RFC 3339, or as milliseconds since 1970.
fn milliseconds(text: &str) -> Result<i64, String> {
    if let Ok(number) = text.parse::<i64>() {
        // As milliseconds, every number of seconds up to the year 5138 lies before March 1973.
        return match number {
            1..100_000_000_000 => Err(format!(
                "{number} looks like seconds; in milliseconds it is {}",
                number * 1000
            )),
            number if number < 0 => Err(BEFORE_1970.to_owned()),
            number => Ok(number),
        };
    }
    match text.parse::<Timestamp>() {
        Ok(timestamp) if timestamp.as_millisecond() < 0 => Err(BEFORE_1970.to_owned()),
        Ok(timestamp) => Ok(timestamp.as_millisecond()),
        Err(_) => Err(
            "neither RFC 3339, such as 2026-01-31T00:00:00+08:00, nor milliseconds since 1970"
                .to_owned(),
        ),
    }
}

const BEFORE_1970: &str = "a time before 1970 has no instances";

/// A duration such as `10h` or `1h 30m`.
fn duration(text: &str) -> Result<Duration, String> {
    let duration: SignedDuration = text
        .parse()
        .map_err(|_| "not a duration, such as 10h, 90m or 1h 30m".to_owned())?;
    Duration::try_from(duration).map_err(|_| "a duration is not negative".to_owned())
}

fn show(milliseconds: i64) -> String {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(timestamp) => timestamp.to_string(),
        Err(_) => format!("{milliseconds} ms"),
    }
}

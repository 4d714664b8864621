//! Pulls every instance code of an approval definition: codes to stdout, one a line; progress and a
//! summary to stderr.
//!
//! Without credentials in the environment it starts a sandbox in this process and pulls from that:
//! `cargo run --example pull`.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use larkspec::approval::v2::instance::list;
use larkspec::{Client, ClientBuilder, Region};
use larkspec_sandbox::Sandbox;

/// The exit code of a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

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

    /// Start of the range of creation times: RFC 3339, or milliseconds since 1970 [default: 30 days
    /// before --to]
    #[arg(long, value_name = "TIME", value_parser = milliseconds, allow_negative_numbers = true)]
    from: Option<i64>,

    /// End of the range, as --from [default: now]
    #[arg(long, value_name = "TIME", value_parser = milliseconds, allow_negative_numbers = true)]
    to: Option<i64>,

    /// Codes asked for at once, 1 to 100
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: i64,

    /// The platform: feishu (feishu.cn) or lark (larksuite.com) [default: LARKSPEC_REGION, or feishu]
    #[arg(long)]
    region: Option<Region>,

    /// The URL to call in place of the platform's hosts, such as a sandbox's [default:
    /// LARKSPEC_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match pull(&args) {
        Ok(code) => code,
        // The reader has seen enough: `… | head`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            match failure {
                Failure::Usage(_) => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
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
    #[error("can not take care of Ctrl-C: {0}")]
    Signal(#[from] ctrlc::Error),
}

fn pull(args: &Args) -> Result<ExitCode, Failure> {
    let to = args.to.unwrap_or_else(|| Timestamp::now().as_millisecond());
    let from = args
        .from
        .unwrap_or(to - Duration::from_secs(30 * 86400).as_millis() as i64);
    if from > to {
        return Err(Failure::Usage(format!(
            "the range is reversed: --from {} is after --to {}",
            show(from),
            show(to)
        )));
    }
    let target = Target::choose(args)?;
    let request = list::Request::new(&*target.approval_code, from, to, 0, args.limit);
    request
        .validate()
        .map_err(|invalid| Failure::Usage(invalid.to_string()))?;

    let interrupted = interrupt_flag()?;
    let bar = progress();
    let started = Instant::now();
    let mut count = 0;
    let mut stdout = io::stdout().lock();
    for page in list::pages(&target.client, request) {
        // What came before an error is printed already, and said to be incomplete.
        let page = page
            .inspect_err(|_| bar.finish_and_clear())
            .map_err(|error| {
                if count > 0 {
                    eprintln!("{count} codes were pulled before the failure; these are not all");
                }
                Failure::Call(error)
            })?;
        // Whole lines, at once: whoever reads along never sees half a code.
        let mut lines = String::new();
        for code in &page.instance_code_list {
            lines.extend([code, "\n"]);
        }
        stdout.write_all(lines.as_bytes())?;
        stdout.flush()?;
        count += page.instance_code_list.len();
        bar.set_position(count as u64);
        if interrupted.load(Ordering::Relaxed) {
            bar.finish_and_clear();
            eprintln!("interrupted after {count} codes; these are not all");
            return Ok(ExitCode::from(INTERRUPTED));
        }
    }
    bar.finish_and_clear();
    eprintln!(
        "{count} codes, created {} to {}, in {:.1} s",
        show(from),
        show(to),
        started.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
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
        eprintln!(
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
            std::process::exit(i32::from(INTERRUPTED));
        }
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
            number if number < 0 => Err("a time before 1970 has no instances".to_owned()),
            number => Ok(number),
        };
    }
    match text.parse::<Timestamp>() {
        Ok(timestamp) => Ok(timestamp.as_millisecond()),
        Err(_) => Err(
            "neither RFC 3339, such as 2026-01-31T00:00:00+08:00, nor milliseconds since 1970"
                .to_owned(),
        ),
    }
}

fn show(milliseconds: i64) -> String {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(timestamp) => timestamp.to_string(),
        Err(_) => format!("{milliseconds} ms"),
    }
}

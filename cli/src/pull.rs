//! The command `pull`: every item of a paged endpoint, page after page.

mod credentials;
mod format;
mod output;
mod pages;
mod request;
mod sweep;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use larkspec::{Client, ClientBuilder, ErrorKind, Region, UnixMillis};
use larkspec_codegen::model::Endpoint;

use crate::note;
use crate::output::{Hinted, counted};
use crate::specs::Specs;
use format::{Format, Writer};
use output::Output;
use request::Request;

/// Pull every item of a paged endpoint
///
/// Requests page after page, and writes the items as they are received: strings and numbers one per line, objects as
/// JSON, one per line (ndjson), or as CSV with a column for each field that the page describes. The request is checked
/// against the rules of the page first. Parameters that select a page need not be given. A parameter can be in the path,
/// query, header or body of the request; repeat --param for the items of a list.
///
/// With --out, FILE appears when it is complete, and replaces an older one; until then the items are in FILE.part.
/// A page that cannot be read, or does not fit the one before, is an error: a list never ends early in silence.
///
/// All codes of approval/v2/instance/list that were created in a range of time come with --from or --checkpoint, or with
/// an --out that has a checkpoint, window by window. A run that was interrupted, even killed, continues where it was,
/// and a later one adds what is new. With --out, FILE is there at once, is kept in step with the checkpoint, and has
/// each code exactly once; to stdout, a code comes again only if the run was killed between printing it and storing
/// the checkpoint:
///
///   larkspec pull approval/v2/instance/list -p approval_code=CODE --from 2026-01-01 --out codes.txt
///
/// Credentials come from the environment, LARKSPEC_APP_ID and LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN; or from a file
/// with such lines that nobody else can read.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The endpoint by name; `larkspec show` says whether it has pages
    #[arg(add = crate::complete::endpoints())]
    endpoint: String,

    /// Set a parameter; VALUE is text for strings, otherwise JSON, @FILE or - for stdin
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,

    /// The whole body as JSON, @FILE or - for stdin; --param adds to it
    #[arg(long, value_name = "JSON")]
    body: Option<String>,

    /// Write to FILE; - means stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// How to write the items [default: lines for strings and numbers, else ndjson]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Read the credentials from FILE, which only its owner may read: lines such as LARKSPEC_TOKEN=…
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,

    /// The platform: feishu (feishu.cn) or lark (larksuite.com) [default: LARKSPEC_REGION, or feishu]
    #[arg(long)]
    region: Option<Region>,

    /// The URL to call instead of the platform's hosts [default: LARKSPEC_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Allow http:// URLs of other machines: tokens and secrets are then sent in plain text
    #[arg(long)]
    allow_http: bool,

    /// Print every call on stderr: status, code, log id, attempt and time; and the reason for each wait
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    sweep: sweep::Args,
}

/// The exit code of a program that was ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// Runs the command.
///
/// # Errors
///
/// A mistake in the arguments, a call that fails, or an output that cannot be written.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    let endpoint = specs.endpoint(&args.endpoint)?;
    let Some(page) = &endpoint.page else {
        bail!(Hinted::new(
            format!("`{}` has no pages to pull", endpoint.name),
            "`larkspec show ENDPOINT` has a line `paging` if an endpoint has pages",
        ));
    };
    if args.verbose && log::set_logger(&Log).is_ok() {
        log::set_max_level(log::LevelFilter::Debug);
    }
    let request = Request::read(&endpoint, &args.parameters, args.body.as_deref())?;
    let out = args.out.as_deref().filter(|out| *out != Path::new("-"));
    if let Some(option) = args.sweep.given(&endpoint, &request, out) {
        if endpoint.name != sweep::ENDPOINT {
            bail!(Hinted::new(
                format!("{option} is for `{}` only", sweep::ENDPOINT),
                format!("set the range of `{}` with --param", endpoint.name),
            ));
        }
        if !matches!(args.format, None | Some(Format::Lines)) {
            bail!("the codes of a range of time are written as lines, so that a run can continue");
        }
        let range = sweep::Range::read(&args.sweep, out, &request)?;
        let bar = progress(args);
        let client = client(args, &endpoint, &bar)?;
        let interrupted = cancel_on_interrupt(&client, &bar)?;
        return Ok(match range.pull(&client, &bar, &interrupted)? {
            true => ExitCode::SUCCESS,
            false => ExitCode::from(INTERRUPTED),
        });
    }
    let also = match endpoint.name == sweep::ENDPOINT {
        true => ", or its range of time with --from and --to",
        false => "",
    };
    // Before credentials are asked for.
    let request = pages::first(&endpoint, page, request, also)?;
    let mut writer = Writer::new(&endpoint, page, args.format)?;
    let bar = progress(args);
    let client = client(args, &endpoint, &bar)?;
    let mut output = Output::open(out)?;
    let interrupted = cancel_on_interrupt(&client, &bar)?;
    let mut pages = pages::pages(&client, &endpoint, page, &request);
    let mut count = 0;
    let end = loop {
        if interrupted.load(Ordering::Relaxed) {
            break End::Interrupted;
        }
        match pages.next() {
            Some(Ok(items)) => {
                let bytes = writer.write(&items)?;
                bar.suspend(|| output.write(&bytes))?;
                count += items.len();
                bar.set_position(count as u64);
            }
            None => break End::Complete,
            Some(Err(error)) => break End::of(error),
        }
    };
    bar.finish_and_clear();
    match end {
        End::Complete => {
            output.finish()?;
            if let Some(text) = writer.left_out() {
                note!("{text}");
            }
            note!("{}", counted(count, "item"));
            Ok(ExitCode::SUCCESS)
        }
        End::Interrupted => {
            let count = counted(count, "item");
            note!("interrupted after {count}; the output is incomplete");
            Ok(ExitCode::from(INTERRUPTED))
        }
        End::Failed(error) => Err(error.context(format!(
            "the output is incomplete, with {} before the failure",
            counted(count, "item")
        ))),
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
            note!("{}: {}", UnixMillis::now(), record.args());
        }
    }

    fn flush(&self) {}
}

/// Why no further page is requested.
enum End {
    Complete,
    Interrupted,
    Failed(anyhow::Error),
}

impl End {
    fn of(error: larkspec::Error) -> Self {
        match error.kind() {
            ErrorKind::Cancelled => End::Interrupted,
            _ => End::Failed(error.into()),
        }
    }
}

/// The client, which observes the documented rate and reports waits.
fn client(args: &Args, endpoint: &Endpoint, bar: &ProgressBar) -> anyhow::Result<Client> {
    let bar = bar.clone();
    let mut builder = ClientBuilder::from_env()?.on_wait(move |wait| {
        // Shorter ones are part of a documented rate.
        if wait.duration() > Duration::from_secs(1) {
            bar.suspend(|| note!("waiting for {:.0?}: {}", wait.duration(), wait.reason()));
        }
    });
    if let Some(file) = &args.credentials {
        builder = credentials::read(builder, file)?;
    }
    if !endpoint.http.tokens.is_empty() && !builder.has_credentials() {
        bail!(Hinted::new(
            "there are no credentials",
            "set LARKSPEC_APP_ID and LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN, or pass --credentials FILE",
        ));
    }
    if let Some(region) = args.region {
        builder = builder.region(region);
    }
    if let Some(url) = &args.base_url {
        builder = builder.base_url(url);
    }
    builder = builder.allow_http(args.allow_http);
    if let Some(rate) = endpoint.http.rate {
        let period = Duration::from_secs(u64::from(rate.per.seconds()));
        builder = builder.rate(rate.requests, period);
    }
    Ok(builder.build()?)
}

/// A flag that Ctrl-C sets. The first Ctrl-C ends the current call or its wait; the second one ends the program.
fn cancel_on_interrupt(client: &Client, bar: &ProgressBar) -> anyhow::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let (flag, client, bar) = (Arc::clone(&interrupted), client.clone(), bar.clone());
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        bar.suspend(|| note!("stopping; press Ctrl-C again to stop immediately"));
        client.cancel();
    })
    .context("cannot handle Ctrl-C")?;
    Ok(interrupted)
}

/// A spinner on a terminal; silent otherwise. The number of items is not known in advance.
fn progress(args: &Args) -> ProgressBar {
    if args.verbose || !io::stderr().is_terminal() || crate::output::is_json() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} items, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

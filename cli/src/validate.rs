//! The command `validate`: checks payloads against an endpoint's spec.

mod array;
mod files;
mod hint;
mod input;
mod ndjson;
mod place;
mod report;
mod tally;
mod work;

use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::Context as _;
use bumpalo::Bump;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::shape;
use larkspec_shape::{Checker, Shape};
use serde_json::json;

use crate::output;
use crate::specs::Specs;
use files::Input;
use hint::{Elsewhere, Times};
use input::{Form, Inputs};
use report::{Format, Report};
use tally::Tally;
use work::Checkers;

/// Check payloads against the spec of an endpoint, and report every violation
///
/// A request payload is the body as sent (for an endpoint without a body, its parameters as one object); a
/// response payload is the whole body, with `code` and `msg`. Each FILE is one JSON document; one per line with
/// --ndjson or if its name ends with .ndjson or .jsonl; or with --array an array of documents. Files that end with
/// .gz are unpacked. Violations go to stdout in the order of the input, a summary goes to stderr.
///
/// A folder stands for all payloads below it: .json, .ndjson and .jsonl, also with .gz. A pattern such as
/// 'logs/**/*.json' stands for the files that match.
///
/// A byte order mark at the start of an input and blank lines are skipped; lines may end with \r\n. Without --array,
/// an array is one (invalid) document. Invalid UTF-8, more than 127 levels of nesting, numbers beyond the range of a
/// double and lone surrogates are not JSON. A duplicate key is a violation.
///
/// Exit status: 0 if all documents are valid, 1 if some are not, 2 if some could not be checked: unknown
/// endpoint, unreadable file, document over --max-bytes. If stdout is closed early (`… | head`), all documents
/// are still checked and counted.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The endpoint by name, such as approval/v2/instance/list
    #[arg(add = crate::complete::endpoints())]
    endpoint: String,

    /// The files, folders or patterns to check; - or none means stdin
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    files: Vec<PathBuf>,

    /// The payloads are requests (the default)
    #[arg(long)]
    request: bool,

    /// The payloads are responses
    #[arg(long, conflicts_with = "request")]
    response: bool,

    /// Read one document per line
    #[arg(long)]
    ndjson: bool,

    /// Read arrays, each item of which is a document
    #[arg(long, conflicts_with = "ndjson")]
    array: bool,

    /// The format of violations, or of the verdict with --quiet; JSON is one object per line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Print only the verdict
    #[arg(long)]
    quiet: bool,

    /// Print at most N violations; the others are only counted [default: all]
    #[arg(long, value_name = "N")]
    max_errors: Option<u64>,

    /// The maximum size of a line or document
    #[arg(long, value_name = "BYTES", default_value_t = ndjson::MAX_LINE)]
    max_bytes: usize,

    /// The number of threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    threads: Option<NonZeroUsize>,
}

/// Reads a number for an argument.
fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse()
        .map_err(|_| "expected an integer of at least 1")
}

impl Args {
    fn form(&self) -> Form {
        match (self.ndjson, self.array) {
            (true, _) => Form::Lines,
            (false, true) => Form::Array,
            (false, false) => Form::ByName,
        }
    }

    fn format(&self) -> Format {
        match output::is_json() {
            true => Format::Json,
            false => self.format,
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// There is no such endpoint, its spec file has errors, or the violations cannot be written.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    let endpoint = specs.endpoint(&args.endpoint)?;
    let (times, timed) = Times::new(&endpoint);
    let bump = Bump::new();
    let shape = payload(&bump, &endpoint, args)?;
    let timed = payload(&bump, &timed, args)?;
    let elsewhere = match args.response {
        false => Elsewhere::of(&endpoint),
        true => Elsewhere::default(),
    };
    let checkers = Checkers {
        checker: Checker::new(&shape),
        times: (&times, Checker::new(&timed)),
        elsewhere: &elsewhere,
    };
    let files = files::all(&args.files);
    let bytes = total_bytes(&files);
    let progress = progress(args, bytes);
    let inputs = Inputs::new(files, args.form(), args.max_bytes, progress.clone());
    let report = Report::new(args.format(), args.max_errors, args.quiet, progress.clone());
    let threads = match (args.threads, bytes) {
        (Some(threads), _) => threads.get(),
        // For less than this, starting further threads would take longer than the check.
        (None, Some(..FEW)) => 1,
        (None, _) => thread::available_parallelism().map_or(1, NonZeroUsize::get),
    };
    let done = work::work(checkers, inputs, &report, threads);
    progress.finish_and_clear();
    let tally = done?;
    if args.quiet {
        let mut stdout = output::stdout();
        match args.format() {
            Format::Text => writeln!(stdout, "{}", tally.verdict())?,
            Format::Json => writeln!(stdout, "{}", tally.verdict_json())?,
        }
        stdout.flush()?;
    } else {
        summarize(&tally, &report);
    }
    Ok(ExitCode::from(match &tally {
        Tally { unread: 1.., .. } => 2,
        Tally { invalid: 1.., .. } => 1,
        _ => 0,
    }))
}

/// Prints the counts and hints on stderr.
fn summarize(tally: &Tally, report: &Report) {
    if output::is_json() {
        output::json_line(&tally.verdict_json());
        for hint in tally.hints.texts() {
            output::json_line(&json!({ "hint": hint }));
        }
        return;
    }
    let summary = tally.summary(&report.shown());
    // If this fails, there is no way to report it.
    let _ = write!(io::stderr(), "{summary}{}", tally.hints);
}

/// The shape of a payload.
fn payload<'a>(bump: &'a Bump, endpoint: &'a Endpoint, args: &Args) -> anyhow::Result<Shape<'a>> {
    match args.response {
        false => Ok(shape::request(bump, endpoint)),
        true => shape::response(bump, endpoint)
            .with_context(|| format!("`{}` answers with a file, not JSON", endpoint.name)),
    }
}

/// This many bytes are checked within a millisecond or two.
const FEW: u64 = 1 << 20;

/// Small inputs, which take no noticeable time, show no progress.
const LARGE: u64 = 4 << 20;

/// The total size of all files; `None` if one of them is not a file, since the size of a pipe is unknown.
fn total_bytes(files: &[Input]) -> Option<u64> {
    let sizes = files
        .iter()
        .map(|input| match input.as_ref().map(|path| path.metadata()) {
            Ok(Ok(metadata)) if metadata.is_file() => Some(metadata.len()),
            _ => None,
        });
    sizes.sum()
}

/// A progress bar on a terminal for large files, otherwise a hidden one.
fn progress(args: &Args, bytes: Option<u64>) -> ProgressBar {
    match bytes {
        Some(total) if total > LARGE && !args.quiet && io::stderr().is_terminal() => {
            let template = "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
            let style = ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
                .with_style(style)
        }
        _ => ProgressBar::hidden(),
    }
}

//! The command `larkspec`: everything that it does is in the library, for `cargo xtask` as well.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Parser, Subcommand};
use larkspec_cli::specs::Specs;
use larkspec_cli::{diff, output, sandbox, schema, validate};
use larkspec_codegen::Api;

/// The endpoints of the Feishu / Lark Open Platform on the command line: check payloads, emit schemas, compare, serve
#[derive(Parser)]
#[command(name = "larkspec", version, max_term_width = 100, after_help = EXIT_STATUS)]
struct Cli {
    /// Read the spec files of this folder instead of the platform's, which the command contains
    #[arg(long, global = true, value_name = "DIR")]
    spec: Option<PathBuf>,

    /// Write JSON only: data as with `--format json`, and each error and note on stderr as an object on a line of its
    /// own; an error says what to do in its `hint`
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

/// How all commands exit, tested in `tests/commands.rs`.
const EXIT_STATUS: &str = "\
Exit status:
    0  Success; for a check, its answer is yes.
    1  The check is complete, and its answer is no:
         validate  a document is invalid
         diff      a change breaks something
    2  Failure, perhaps of a part: wrong usage, no such endpoint, an error in a spec file, something that
       cannot be read, written or served.

Data goes to stdout, everything else to stderr. Closing stdout early (`… | head`) changes neither the work
nor the exit status.";

#[derive(Subcommand)]
enum Command {
    Validate(validate::Args),
    Schema(schema::Args),
    Diff(diff::Args),
    Sandbox(sandbox::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return output::usage(&error),
    };
    if cli.json {
        output::use_json();
    }
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let specs = match &cli.spec {
        Some(folder) => Specs::folder(folder)?,
        None => Specs::collection(),
    };
    match cli.command {
        Command::Validate(args) => validate::run(&specs, &args),
        Command::Schema(args) => schema::run(&specs, &args),
        Command::Diff(args) => diff::run(&specs, &args, page),
        Command::Sandbox(args) => sandbox::run(&specs, &args),
    }
}

/// Only the repository has the importer.
fn page(path: &str) -> anyhow::Result<Api> {
    bail!(output::Hinted::new(
        format!("{path}: this is not a spec file (`.toml`)"),
        "for a stored documentation page, run `cargo xtask diff` in the repository of larkspec",
    ));
}

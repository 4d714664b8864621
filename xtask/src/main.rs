//! The project's commands, as `cargo xtask …`: thin front ends to the libraries.
//!
//! This crate does not depend on `larkspec`: a broken spec file must not prevent the tool that fixes it from
//! building.

mod check;
mod drift;
mod golden;
mod names;
mod pages;
mod repository;
mod share;
mod update;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use larkspec_cli::{diff, import, output, sandbox, schema, validate};
use larkspec_sandbox::Sandbox;

use crate::repository::Repository;

/// The commands of larkspec: bindings, schemas and tools around the spec files.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = EXIT_STATUS
)]
struct Cli {
    #[command(flatten)]
    repository: repository::Args,

    #[command(subcommand)]
    command: Command,
}

/// How all commands exit, tested in `tests/exit.rs`.
const EXIT_STATUS: &str = "\
Exit status:
  0  Success; for a check, its answer is yes.
  1  The check is complete, and its answer is no:
       validate         a document is invalid
       diff             a change breaks something
       drift            a page has changed
       golden --check   a file is out of date
       import --all     a page of an endpoint was rejected
       update           a person has to decide about a page
  2  Failure, perhaps of a part: wrong usage, an error in a spec file, something that cannot be read,
     fetched or written.

Data goes to stdout, everything else to stderr. Closing stdout early (`… | head`) changes neither the work
nor the exit status.";

#[derive(Subcommand)]
enum Command {
    Schema(schema::Args),
    Check(check::Args),
    Diff(diff::Args),
    Golden(golden::Args),
    Import(import::Args),
    Names(names::Args),
    Drift(drift::Args),
    Sandbox(sandbox::Args),
    Share(share::Args),
    Update(update::Args),
    Validate(validate::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let repository = || Repository::find(&cli.repository);
    match &cli.command {
        Command::Check(args) => check::run(&repository()?, args),
        Command::Diff(args) => diff::run(&repository()?.specs(), args),
        Command::Drift(args) => drift::run(&repository()?, args),
        Command::Golden(args) => golden::run(&repository()?, args),
        // The output for a whole tree of pages goes to the given folder, not into the repository.
        Command::Import(args) => {
            let specs = || repository().map(|found| (found.spec().to_owned(), found.specs()));
            let next = |_| "cargo xtask diff HEAD, cargo xtask golden".to_owned();
            import::run(specs, args, next)
        }
        Command::Names(args) => names::run(&repository()?, args),
        Command::Sandbox(args) => sandbox::run(&repository()?.specs(), args, Sandbox::banner),
        Command::Schema(args) => schema::run(&repository()?.specs(), args),
        Command::Share(args) => share::run(&repository()?, args),
        Command::Update(args) => update::run(&repository()?, args),
        Command::Validate(args) => validate::run(&repository()?.specs(), args),
    }
}

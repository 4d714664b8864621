//! The command `larkspec`: everything that it does is in the library, for `cargo xtask` as well.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::CompleteEnv;
#[cfg(feature = "pull")]
use larkspec_cli::pull;
use larkspec_cli::specs::Specs;
use larkspec_cli::{complete, diff, import, list, output, sandbox, schema, show, validate};
use larkspec_codegen::Loader;
use larkspec_sandbox::Sandbox;

/// The endpoints of the Feishu / Lark Open Platform on the command line: check payloads, emit schemas, compare, serve
#[derive(Parser)]
#[command(name = "larkspec", version, after_help = EXIT_STATUS)]
struct Cli {
    /// Read the spec files of DIR, not those in the command; `import` writes to it [default there: spec]
    #[arg(long, global = true, value_name = "DIR", display_order = LAST)]
    spec: Option<PathBuf>,

    /// Print errors, notes and results as JSON; `larkspec --help` says how
    #[arg(long, global = true, display_order = LAST)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

/// The place of the options that all commands have: behind their own.
const LAST: usize = 900;

/// How all commands exit, tested in `tests/commands.rs`.
const EXIT_STATUS: &str = "\
Exit status:
    0  Success; for a check, its answer is yes.
    1  The check is complete, and its answer is no:
         validate  a document is invalid
         diff      a change breaks something
         import    with --all, a page of an endpoint was rejected
         list      no endpoint has the words
    2  Failure, perhaps of a part: wrong usage, no such endpoint, an error in a spec file, something that
       cannot be read, written, served or called.
  130  pull was interrupted by Ctrl-C.

Data goes to stdout, everything else to stderr. Closing stdout early (`… | head`) ends pull as a failure; it
changes neither the work nor the exit status of the others.

With --json, each line on stderr is an object with either an `error`, where possible with a `hint` that says what
to do, or a `note`. The results of list, show, validate, diff, import and sandbox are JSON as well.";

#[derive(Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Validate(validate::Args),
    Schema(schema::Args),
    Diff(diff::Args),
    Import(import::Args),
    #[cfg(feature = "pull")]
    Pull(pull::Args),
    Sandbox(sandbox::Args),
    Completions(complete::Args),
    /// Print the man page; to read it: larkspec man | man -l -
    Man,
}

fn main() -> ExitCode {
    // If a shell asks for completions, this answers and exits.
    CompleteEnv::with_factory(Cli::command)
        .var(complete::VARIABLE)
        .complete();
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
    let specs = || match &cli.spec {
        Some(folder) => Specs::folder(folder),
        None => Ok(Specs::collection()),
    };
    match cli.command {
        Command::Completions(args) => complete::run("larkspec", &args),
        Command::Import(args) => {
            let folder = cli.spec.unwrap_or_else(|| PathBuf::from("spec"));
            // The first import makes the folder.
            let own = match folder.exists() {
                true => Specs::folder(&folder)?,
                false => Specs::read_by(&folder, Loader::new(&folder)),
            };
            let shown = folder.display().to_string();
            let next = move |is_new| match is_new {
                true => "cargo build".to_owned(),
                false => format!("larkspec --spec {shown} diff HEAD, cargo build"),
            };
            import::run(|| Ok((folder, own)), &args, next)
        }
        Command::List(args) => list::run(&specs()?, &args),
        Command::Man => complete::man(Cli::command()),
        #[cfg(feature = "pull")]
        Command::Pull(args) => pull::run(&specs()?, &args),
        Command::Show(args) => show::run(&specs()?, &args),
        Command::Validate(args) => validate::run(&specs()?, &args),
        Command::Schema(args) => schema::run(&specs()?, &args),
        Command::Diff(args) => diff::run(&specs()?, &args),
        Command::Sandbox(args) => sandbox::run(&specs()?, &args, banner),
    }
}

/// The text for the person who starts a sandbox. The range of the command that it shows ends in the year 2100.
fn banner(sandbox: &Sandbox) -> String {
    sandbox.banner_with(&format!(
        "larkspec pull approval/v2/instance/list --base-url {} -p approval_code={} -p start_time=0 -p end_time=4102444800000",
        sandbox.base_url(),
        sandbox.approval_code()
    ))
}

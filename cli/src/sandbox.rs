//! The command `sandbox`: starts a server that behaves as the spec files and their examples say.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use larkspec_sandbox::{Plan, PlanError, Sandbox};
use serde_json::{Value, json};

use crate::output;
use crate::specs::Specs;

/// Serve the spec files over HTTP on loopback, with made-up approval instances and faults on demand
///
/// Prints its address, a token, an approval code and a command line that pulls from it. Runs until it is
/// stopped.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The port on 127.0.0.1; 0 means any free port
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,

    /// The number of approval instances, created within the 29 days before the start
    #[arg(long, value_name = "N", default_value_t = 2500)]
    population: usize,

    /// The seed for the instances and faults
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// The maximum number of items per page, whatever is requested
    #[arg(long, value_name = "N")]
    page_cap: Option<u64>,

    /// A plan of faults (see the documentation of larkspec-sandbox)
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

/// The text for the person who starts a sandbox.
pub type Banner = fn(&Sandbox) -> String;

/// Runs the command; it ends only with an error.
///
/// # Errors
///
/// A mistake in the plan of faults or in a spec file, or a port that is in use.
pub fn run(specs: &Specs, args: &Args, banner: Banner) -> anyhow::Result<ExitCode> {
    // Before the spec files, which take longer.
    let plan = args.faults.as_deref().map(load).transpose()?;
    specs.refuse_none()?;
    let mut builder = Sandbox::builder()
        .specs(specs.loader())
        .platform(false)
        .port(args.port)
        .population(args.population)
        .seed(args.seed);
    if let Some(cap) = args.page_cap {
        builder = builder.page_cap(cap);
    }
    if let Some(plan) = plan {
        builder = builder.faults(plan);
    }
    let sandbox = builder.start().map_err(|error| match error.kind() {
        // If a plan does not fit the spec files, or these have errors, the error is self-contained.
        io::ErrorKind::InvalidInput => anyhow::Error::new(error),
        _ => anyhow::Error::new(error).context(format!("cannot listen on 127.0.0.1:{}", args.port)),
    })?;
    let mut stdout = output::stdout();
    match output::is_json() {
        true => writeln!(stdout, "{}", to_json(&sandbox))?,
        false => stdout.write_all(banner(&sandbox).as_bytes())?,
    }
    stdout.flush()?;
    // It reads a spec when it is called. An error in any file of a folder ends it, as it ends a build.
    if specs.path().is_some() {
        specs.loader().load()?;
    }
    loop {
        // The server has its own threads.
        thread::park();
    }
}

/// Reads a plan of faults.
fn load(path: &Path) -> anyhow::Result<Plan> {
    Plan::load(path).map_err(|error| match error {
        PlanError::Read { error, .. } => {
            let hint = "pass a TOML file with a [[rule]] for each fault, as the documentation of larkspec-sandbox describes";
            output::cannot_read(&format!("--faults {}", path.display()), error, hint)
        }
        error => error.into(),
    })
}

/// What a program needs to call it.
fn to_json(sandbox: &Sandbox) -> Value {
    json!({
        "base_url": sandbox.base_url(),
        "token": sandbox.token(),
        "app_id": sandbox.app_id(),
        "app_secret": sandbox.app_secret(),
        "approval_code": sandbox.approval_code(),
    })
}

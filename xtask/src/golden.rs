//! `cargo xtask golden`: writes or checks the readable copy of the build's output.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use larkspec_cli::note;
use larkspec_codegen::golden;

use crate::repository::Repository;

/// Rewrite tests/golden: the generated Rust and schemas of the default features, formatted for reading
///
/// Changes of a spec file or of the generator show up there as a diff that can be reviewed. The tests fail
/// while the copy is out of date.
#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; list the files that are out of date, and exit with 1 if there are any
    #[arg(long)]
    check: bool,

    /// The folder to write to [default: tests/golden in the repository]; required with --spec
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Rewrites the copy of the repository.
pub fn rewrite(repository: &Repository) -> anyhow::Result<()> {
    let args = Args {
        check: false,
        out: None,
    };
    run(repository, &args).map(drop)
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = match repository.is_elsewhere() {
        true => repository.some_api()?,
        false => repository.default_api()?,
    };
    let files = golden::render(&api).context("the generated code is not valid Rust")?;
    let folder = match &args.out {
        Some(out) => out.clone(),
        // The golden files of other specs do not belong to the repository.
        None if repository.is_elsewhere() => bail!("--spec needs --out DIR"),
        None => repository.root().join("tests/golden"),
    };
    let stale = match args.check {
        true => golden::compare(&folder, &files),
        false => golden::write(&folder, &files),
    };
    let stale = stale.with_context(|| format!("cannot update {}", folder.display()))?;
    for one in &stale {
        note!("{}: {one}", folder.display());
    }
    if args.check && !stale.is_empty() {
        note!("to update them, run: cargo xtask golden");
        return Ok(ExitCode::FAILURE);
    }
    if !args.check {
        note!("{} of {} files were out of date", stale.len(), files.len());
    }
    Ok(ExitCode::SUCCESS)
}

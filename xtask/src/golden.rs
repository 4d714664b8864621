//! `cargo xtask golden`: writes or checks the readable copy of the build's output.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use larkspec_cli::note;
use larkspec_codegen::golden;

use crate::repository::Repository;

/// Rewrite tests/golden: the generated Rust and schemas of the default features, formatted for reading; and own.rs
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

/// Updates or checks `own.rs`, the endpoints that the library compiles without the generator; returns whether it was out
/// of date.
fn own(repository: &Repository, check: bool) -> anyhow::Result<bool> {
    let path = repository.root().join("own.rs");
    let api = repository.loader().only(larkspec_spec::OWN).load()?;
    let source = format!(
        "{OWN_HEAD}{}",
        larkspec_codegen::rust_source(&api, "larkspec")
    );
    if fs::read_to_string(&path).is_ok_and(|old| old == source) {
        return Ok(false);
    }
    note!("{} is out of date", path.display());
    if !check {
        fs::write(&path, source).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(true)
}

/// The first line of `own.rs`.
const OWN_HEAD: &str =
    "// The endpoints that this crate calls itself, as `cargo xtask golden` writes them.\n";

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
    let cannot = || format!("cannot update {}", folder.display());
    let stale = match args.check {
        true => golden::compare(&folder, &files),
        false => golden::write(&folder, &files),
    };
    let stale = stale.with_context(cannot)?;
    for one in &stale {
        note!("{}: {one}", folder.display());
    }
    let is_own_stale = args.out.is_none() && own(repository, args.check)?;
    if args.check && (is_own_stale || !stale.is_empty()) {
        note!("to update them, run: cargo xtask golden");
        return Ok(ExitCode::FAILURE);
    }
    if !args.check {
        note!("{} of {} files were out of date", stale.len(), files.len());
    }
    Ok(ExitCode::SUCCESS)
}

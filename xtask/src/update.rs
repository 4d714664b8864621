//! `cargo xtask update`: brings the spec files up to date with the documentation.

mod changelog;
mod plan;
mod report;
mod staged;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use larkspec_cli::note;
use larkspec_codegen::Api;
use larkspec_codegen::diff::{self, Change};
use larkspec_import::update::Spec;

use self::plan::{Plan, Settled};
use self::report::Report;
use self::staged::Staged;
use crate::golden;
use crate::pages::{Pages, Source};
use crate::repository::Repository;

/// Bring the spec files up to date with the documentation
///
/// Reads the pages, imports them, checks the result, and prints what changed, grouped by cause, whom it breaks, and the
/// semver step. Then writes the spec files, the golden copies and an entry in the change log.
///
/// A page is left out where a person has to decide: its facts contradict the spec file, they would break code that
/// compiles today, or it leaves a fact open that it changes. Such pages are listed with what to do, and nothing is
/// written for them.
///
/// An interrupted run continues: pages that were fetched are kept until they have been compared, and all files are
/// written together.
#[derive(clap::Args)]
pub struct Args {
    /// Update only this service, such as im; can be repeated
    #[arg(long, value_name = "NAME")]
    service: Vec<String>,

    /// Write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pages: Source,
}

impl Args {
    /// Whether an endpoint is of a wanted service.
    fn wants(&self, name: &str) -> bool {
        let of = |service: &String| name.split('/').next() == Some(service);
        self.service.is_empty() || self.service.iter().any(of)
    }

    /// Rejects services that do not exist.
    fn check(&self, api: &Api) -> anyhow::Result<()> {
        for service in &self.service {
            let folder = format!("{service}/");
            if !api.endpoints.iter().any(|e| e.name.starts_with(&folder)) {
                bail!("--service {service}: no spec file is in a folder of this name");
            }
        }
        Ok(())
    }
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let staged = Staged::of(repository);
    if !args.dry_run && staged.finish()? {
        note!("wrote the files of an interrupted update");
    }
    let api = repository.some_api()?;
    args.check(&api)?;
    let fetched = repository.root().join("target/update/pages");
    let pages = Pages::open(&args.pages, &api)?.kept_in(&fetched);
    let wanted = api.endpoints.iter().filter(|e| args.wants(&e.name));
    let read = pages.read(wanted);
    let could_read_all = read.failed.is_empty();
    let compared = read.pages.len();
    if compared + read.failed.len() == 0 {
        bail!("nothing was compared: there is no page for the `source` of any spec file");
    }
    let mut plan = Plan::new(&read.failed);
    for (name, path) in pages.unknown(&api) {
        if args.wants(&name) {
            plan.new_endpoint(&name, &path);
        }
    }
    let spec = Spec::read(repository.spec())?.keeping_fields();
    let settled = plan.settle(&spec, read.pages, &api)?;
    let changes = diff::api(&api, &settled.api);
    let report = Report {
        changes: &changes,
        decisions: &plan.decisions,
        stale: &settled.stale,
    };
    report.print()?;
    note!(
        "{compared} spec files compared with their pages, {} without a page; {} files change",
        read.missing,
        settled.texts.len()
    );
    if !args.dry_run {
        write(repository, &staged, &settled, &changes)?;
        if could_read_all && fetched.exists() {
            // They have been compared; the next update fetches current ones.
            fs::remove_dir_all(&fetched)
                .with_context(|| format!("cannot remove {}", fetched.display()))?;
        }
    }
    Ok(match (could_read_all, plan.decisions.is_empty()) {
        (false, _) => ExitCode::from(2),
        (true, false) => ExitCode::FAILURE,
        (true, true) => ExitCode::SUCCESS,
    })
}

fn write(
    repository: &Repository,
    staged: &Staged<'_>,
    settled: &Settled,
    changes: &[Change],
) -> anyhow::Result<()> {
    let path = repository.root().join("CHANGELOG.md");
    let is_own = !repository.is_elsewhere();
    if !settled.texts.is_empty() {
        let log = match is_own && path.is_file() {
            true => Some(
                fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?,
            ),
            false => None,
        };
        let log = log.map(|log| changelog::with_entry(&log, changes));
        staged.write(&settled.texts, log.transpose()?.as_deref())?;
        note!("wrote {} files", settled.texts.len());
    }
    // Even if no file has changed: an earlier update may have been interrupted before this step.
    if is_own && repository.root().join("tests/golden").is_dir() {
        golden::rewrite(repository)?;
    }
    Ok(())
}

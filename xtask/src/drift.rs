//! `cargo xtask drift`: compares the spec files with the current documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use larkspec_cli::note;
use larkspec_cli::output::{self, lines};
use larkspec_import::merge::{Change, Kind};
use larkspec_import::update::{Spec, Update};
use larkspec_import::{Decisions, Imported, Severity};

use crate::pages::{Pages, Source};
use crate::repository::Repository;

/// Compare every spec file with the page that it names
///
/// Meant for a nightly job. Exits with 0 if all pages agree with their spec files, with 1 if a page has changed or has a
/// remark that nobody has decided, and with 2 if a page could not be read or there was nothing to compare.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    pages: Source,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = repository.some_api()?;
    let pages = Pages::open(&args.pages, &api)?;
    let read = pages.read(&api.endpoints);
    let mut drift = Drift::default();
    for (name, why) in &read.failed {
        drift.fail(name, why);
    }
    drift.remarks(&read.pages);
    drift.compare(&Spec::read(repository.spec())?, read.pages);
    drift.tell(read.missing)
}

/// The differences between pages and spec files.
#[derive(Default)]
struct Drift {
    /// The changes in the file of each endpoint that was compared, or why it could not be.
    endpoints: BTreeMap<String, Result<Vec<Change>, String>>,
    /// The changes in the files of shared types.
    types: BTreeSet<String>,
    /// The remarks that a person has to decide field by field, and decisions without their remark.
    open: Vec<String>,
    /// The number of remarks that are decided.
    decided: usize,
}

impl Drift {
    fn fail(&mut self, endpoint: &str, why: &str) {
        // An error in a spec file has several lines.
        let why = Err(lines(why));
        self.endpoints.insert(endpoint.to_owned(), why);
    }

    /// Finds what is undecided about the pages.
    fn remarks(&mut self, pages: &BTreeMap<String, Imported>) {
        for (name, page) in pages {
            for remark in &page.diagnostics {
                match remark.severity {
                    Severity::Decided => self.decided += 1,
                    _ if Decisions::is_open(remark) => self.open.push(format!("{name}: {remark}")),
                    _ => {}
                }
            }
        }
        let read = pages
            .iter()
            .map(|(name, page)| (&**name, &*page.diagnostics));
        self.open.extend(Decisions::own().stale(read));
    }

    /// Compares all pages at once, since they share types. If some contradict what people wrote in a file of types,
    /// compares halves of them, so that only the contradicting pages fail.
    fn compare(&mut self, spec: &Spec, pages: BTreeMap<String, Imported>) {
        match spec.update(pages.clone(), false) {
            Ok(update) => self.take(update, &pages),
            Err(error) if pages.len() < 2 => {
                for name in pages.keys() {
                    self.fail(name, &error.to_string());
                }
            }
            Err(_) => {
                let (mut first, mut second) = (pages, BTreeMap::new());
                if let Some(middle) = first.keys().nth(first.len() / 2).cloned() {
                    second = first.split_off(&middle);
                }
                self.compare(spec, first);
                self.compare(spec, second);
            }
        }
    }

    fn take(&mut self, update: Update, pages: &BTreeMap<String, Imported>) {
        // If the file corrects the page and is kept, nothing has changed.
        let has_moved = |change: &Change| change.kind != Kind::Kept;
        for (name, result) in update.endpoints {
            match result {
                Ok(mut changes) if pages.contains_key(&name) => {
                    changes.retain(has_moved);
                    self.endpoints.insert(name, Ok(changes));
                }
                Ok(_) => {}
                Err(why) => self.fail(&name, &why),
            }
        }
        let moved = update.types.iter().filter(|of| has_moved(&of.change));
        self.types.extend(moved.map(ToString::to_string));
    }

    /// Prints the result; `passed` is the number of spec files without a page.
    fn tell(self, passed: usize) -> anyhow::Result<ExitCode> {
        let mut out = output::stdout();
        let (mut compared, mut moved, mut failed) = (0, 0, 0);
        for (name, result) in &self.endpoints {
            match result {
                Ok(changes) => {
                    compared += 1;
                    moved += usize::from(!changes.is_empty());
                    for change in changes {
                        writeln!(out, "{name}: {change}")?;
                    }
                }
                Err(why) => {
                    failed += 1;
                    writeln!(out, "{name}: ! {why}")?;
                }
            }
        }
        for change in &self.types {
            writeln!(out, "{change}")?;
        }
        for line in &self.open {
            writeln!(out, "{line}")?;
        }
        out.flush()?;
        note!(
            "{compared} spec files compared with their pages: {moved} differ; {failed} pages could not be \
             read, {passed} spec files skipped"
        );
        if self.decided + self.open.len() > 0 {
            note!(
                "{} remarks of the importer are decided, {} are to be decided in import/decided.toml",
                self.decided,
                self.open.len()
            );
        }
        if compared + failed == 0 {
            bail!("nothing was compared: there is no page for the `source` of any spec file");
        }
        Ok(match (failed, moved + self.types.len() + self.open.len()) {
            (0, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::FAILURE,
            _ => ExitCode::from(2),
        })
    }
}

//! `cargo xtask drift`: compares the spec files with the current documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use larkspec_codegen::Api;
use larkspec_codegen::model::Endpoint;
use larkspec_import::files::files;
use larkspec_import::known::Known;
use larkspec_import::merge::{Change, Kind};
use larkspec_import::update::{Spec, Update};
use larkspec_import::{Imported, combine, extract};

use crate::output::{self, lines, note};
use crate::page::Portal;
use crate::repository::Repository;

/// Compare every spec file with the page that it names
///
/// Meant for a nightly job. Exits with 0 if all pages agree with their spec files, with 1 if a page has
/// changed, and with 2 if a page could not be read or there was nothing to compare.
#[derive(clap::Args)]
pub struct Args {
    /// Read the pages from this folder instead of the documentation portal; spec files without a page there
    /// are skipped
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,

    #[command(flatten)]
    portal: Portal,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = repository.some_api()?;
    let stored = match &args.pages {
        Some(dir) => Some(Stored::read(dir, &api)?),
        None => None,
    };
    let mut drift = Drift::default();
    let mut pages = BTreeMap::new();
    let mut passed = 0;
    for endpoint in &api.endpoints {
        let texts = match (&endpoint.source, &stored) {
            (None, _) => Ok(Vec::new()),
            (Some(source), Some(stored)) => Ok(stored.pages(endpoint, source)),
            (Some(_), None) => fetch(endpoint, &args.portal),
        };
        match texts {
            Ok(texts) if texts.is_empty() => passed += 1,
            texts => match texts.and_then(|texts| import(endpoint, &texts)) {
                Ok(page) => {
                    pages.insert(endpoint.name.clone(), page);
                }
                Err(error) => drift.fail(&endpoint.name, &format!("{error:#}")),
            },
        }
    }
    drift.compare(&Spec::read(repository.spec())?, pages);
    drift.tell(passed)
}

/// The pages of an endpoint, from the portal.
fn fetch(endpoint: &Endpoint, portal: &Portal) -> anyhow::Result<Vec<String>> {
    let pages = endpoint.sources().map(|source| portal.read(source));
    pages.map(|page| Ok(page?.1)).collect()
}

/// Imports the pages of an endpoint.
fn import(endpoint: &Endpoint, texts: &[String]) -> anyhow::Result<Imported> {
    let name = Some(&*endpoint.name);
    let mut pages = texts.iter().map(|text| larkspec_import::import(text, name));
    let mut imported = pages.next().context("there is no page")??;
    for other in pages {
        combine::add(&mut imported, &other?);
    }
    Ok(imported)
}

/// The differences between pages and spec files.
#[derive(Default)]
struct Drift {
    /// The changes in the file of each endpoint that was compared, or why it could not be.
    endpoints: BTreeMap<String, Result<Vec<Change>, String>>,
    /// The changes in the files of shared types.
    types: BTreeSet<String>,
}

impl Drift {
    fn fail(&mut self, endpoint: &str, why: &str) {
        // An error in a spec file has several lines.
        let why = Err(lines(why));
        self.endpoints.insert(endpoint.to_owned(), why);
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
        out.flush()?;
        note!(
            "{compared} spec files compared with their pages: {moved} differ; {failed} pages could not be \
             read, {passed} spec files passed over"
        );
        if compared + failed == 0 {
            bail!("nothing was compared: there is no page for the `source` of any spec file");
        }
        Ok(match (failed, moved + self.types.len()) {
            (0, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::FAILURE,
            _ => ExitCode::from(2),
        })
    }
}

/// Stored pages.
struct Stored {
    pages: Vec<StoredPage>,
}

struct StoredPage {
    text: String,
    /// The address that the page states for itself.
    origin: Option<String>,
    updated: Option<i64>,
    /// The endpoint with its method and URL.
    endpoint: Option<String>,
}

impl Stored {
    fn read(dir: &Path, api: &Api) -> anyhow::Result<Self> {
        if dir.is_file() {
            bail!(
                "--pages {}: this is not a folder; pass the folder of the pages",
                dir.display()
            );
        }
        let paths = files(dir, &["md", "json"])
            .map_err(|(path, error)| anyhow!("cannot read {}: {error}", path.display()))?;
        if paths.is_empty() {
            bail!("there is no page (.md, .json) under {}", dir.display());
        }
        let known = Known::new(&api.endpoints);
        let mut pages = Vec::new();
        for path in paths {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let Ok(page) = extract::extract(&text) else {
                continue;
            };
            let origin = ["source_url", "fullPath", "url"]
                .iter()
                .find_map(|key| page.front(key))
                .map(str::to_owned);
            let updated = ["updateTime", "updated"]
                .iter()
                .find_map(|key| page.front(key)?.parse().ok());
            let endpoint = larkspec_import::import(&text, None)
                .ok()
                .and_then(|imported| known.name_by_call(&imported.endpoint).map(str::to_owned));
            pages.push(StoredPage {
                text,
                origin,
                updated,
                endpoint,
            });
        }
        Ok(Stored { pages })
    }

    /// The texts of the pages that describe an endpoint, with that of its `source` first. A missing further page is
    /// skipped; its facts are then not compared.
    fn pages(&self, endpoint: &Endpoint, source: &str) -> Vec<String> {
        let further = endpoint.also.iter().filter_map(|also| {
            let named = self.pages.iter().filter(|page| page.is_from(also));
            newest(named)
        });
        let first = self.page(endpoint, source);
        let pages = first.into_iter().chain(further);
        pages.map(|page| page.text.clone()).collect()
    }

    /// The page of an endpoint's `source`, otherwise the newest page that describes the same call.
    fn page(&self, endpoint: &Endpoint, source: &str) -> Option<&StoredPage> {
        let named = |page: &&StoredPage| page.is_from(source);
        let called = |page: &&StoredPage| page.endpoint.as_ref() == Some(&endpoint.name);
        newest(self.pages.iter().filter(named)).or_else(|| newest(self.pages.iter().filter(called)))
    }
}

impl StoredPage {
    /// Whether the page has this address.
    fn is_from(&self, source: &str) -> bool {
        let origin = self.origin.as_deref();
        origin.is_some_and(|origin| source.ends_with(origin))
    }
}

/// The newest of some pages; of equally new ones, the first.
fn newest<'p>(pages: impl Iterator<Item = &'p StoredPage>) -> Option<&'p StoredPage> {
    pages.reduce(|best, page| match page.updated > best.updated {
        true => page,
        false => best,
    })
}

//! `cargo xtask drift`: whether the documentation has moved away from the spec files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use larkspec_codegen::Api;
use larkspec_codegen::model::Endpoint;
use larkspec_import::combine;
use larkspec_import::extract;
use larkspec_import::known::is_same_operation;
use larkspec_import::merge::{self, Kind};
use larkspec_import::update::Spec;

use crate::output::{self, lines, note};
use crate::page::Portal;
use crate::repository::Repository;

/// Compare every spec file that names its page with that page
///
/// Made for a nightly job: exits with 0 when the documentation says what the spec files say, with 1 when
/// it has moved, with 2 when a page could not be read or nothing was there to compare.
#[derive(clap::Args)]
pub struct Args {
    /// Take the pages from this folder in place of the documentation portal; a spec file whose page is not
    /// there is passed over
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
    let mut out = output::stdout();
    let (mut compared, mut moved, mut passed, mut failed) = (0, 0, 0, 0);
    for endpoint in &api.endpoints {
        let Some(source) = &endpoint.source else {
            passed += 1;
            continue;
        };
        let pages = match &stored {
            Some(stored) => {
                let pages = stored.pages(endpoint, source);
                if pages.is_empty() {
                    passed += 1;
                    continue;
                }
                Ok(pages)
            }
            None => {
                let pages = endpoint.sources().map(|source| args.portal.read(source));
                let texts = pages.map(|page| page.map(|(_, text)| text));
                texts.collect::<anyhow::Result<Vec<String>>>()
            }
        };
        match pages.and_then(|pages| changes(repository, endpoint, &pages)) {
            Ok(changes) => {
                compared += 1;
                moved += usize::from(!changes.is_empty());
                for change in changes {
                    writeln!(out, "{}: {change}", endpoint.name)?;
                }
            }
            Err(error) => {
                failed += 1;
                // What a spec file has wrong is shown in several lines.
                let text = lines(&format!("{error:#}"));
                writeln!(out, "{}: ! {text}", endpoint.name)?;
            }
        }
    }
    out.flush()?;
    note!(
        "{compared} spec files compared with their pages: {moved} moved; {failed} pages could not be \
         read, {passed} spec files passed over"
    );
    if compared + failed == 0 {
        bail!("nothing was compared: no spec file names a page (`source`) that is there");
    }
    Ok(match (failed, moved) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    })
}

/// What an import of the pages that describe an endpoint would change.
fn changes(
    repository: &Repository,
    endpoint: &Endpoint,
    pages: &[String],
) -> anyhow::Result<Vec<merge::Change>> {
    let name = &endpoint.name;
    let path = repository.spec().join(format!("{name}.toml"));
    let old =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut pages = pages
        .iter()
        .map(|text| larkspec_import::import(text, Some(name)));
    let mut imported = pages.next().context("no page")??;
    for other in pages {
        combine::add(&mut imported, &other?);
    }
    if endpoint.types.iter().next().is_some() {
        return shared_changes(repository, imported);
    }
    let merged = merge::merge(name, &old, &imported)?;
    // Where the file knows better than the page, and is kept, nothing has moved.
    Ok(merged
        .changes
        .into_iter()
        .filter(|change| change.kind != Kind::Kept)
        .collect())
}

/// The same where the endpoint can use shared types: a page moves these as well.
fn shared_changes(
    repository: &Repository,
    page: larkspec_import::Imported,
) -> anyhow::Result<Vec<merge::Change>> {
    let name = page.endpoint.name.clone();
    let spec = Spec::read(repository.spec())?;
    let update = spec.update([(name.clone(), page)].into(), false)?;
    let mut changes = Vec::new();
    for (endpoint, result) in update.endpoints {
        match result {
            Ok(own) if endpoint == name => changes.extend(own),
            Ok(_) => {}
            Err(why) => bail!("{why}"),
        }
    }
    changes.extend(update.types.into_iter().map(|of_type| of_type.change));
    changes.retain(|change| change.kind != Kind::Kept);
    Ok(changes)
}

/// Stored pages.
struct Stored {
    pages: Vec<StoredPage>,
}

struct StoredPage {
    text: String,
    /// Where the page says that it came from.
    origin: Option<String>,
    updated: Option<i64>,
    /// The endpoint whose method and URL it has.
    endpoint: Option<String>,
}

impl Stored {
    fn read(dir: &Path, api: &Api) -> anyhow::Result<Self> {
        if dir.is_file() {
            bail!(
                "--pages {}: this is no folder; name the folder of the pages",
                dir.display()
            );
        }
        let mut paths = Vec::new();
        list(dir, &mut paths)?;
        if paths.is_empty() {
            bail!("no page (.md, .json) lies under {}", dir.display());
        }
        paths.sort();
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
                .and_then(|imported| {
                    let known = api
                        .endpoints
                        .iter()
                        .find(|known| is_same_operation(known, &imported.endpoint))?;
                    Some(known.name.clone())
                });
            pages.push(StoredPage {
                text,
                origin,
                updated,
                endpoint,
            });
        }
        Ok(Stored { pages })
    }

    /// The texts of the pages that describe an endpoint, the one of its `source` first. A further page that is not
    /// there is left out: then what it alone says is not compared.
    fn pages(&self, endpoint: &Endpoint, source: &str) -> Vec<String> {
        let further = endpoint.also.iter().filter_map(|also| {
            let named = self.pages.iter().filter(|page| page.is_from(also));
            newest(named)
        });
        let first = self.page(endpoint, source);
        let pages = first.into_iter().chain(further);
        pages.map(|page| page.text.clone()).collect()
    }

    /// The page that an endpoint's `source` names; else the newest of those that describe the same call.
    fn page(&self, endpoint: &Endpoint, source: &str) -> Option<&StoredPage> {
        let named = |page: &&StoredPage| page.is_from(source);
        let called = |page: &&StoredPage| page.endpoint.as_ref() == Some(&endpoint.name);
        newest(self.pages.iter().filter(named)).or_else(|| newest(self.pages.iter().filter(called)))
    }
}

impl StoredPage {
    /// Whether it is the page at an address.
    fn is_from(&self, source: &str) -> bool {
        let origin = self.origin.as_deref();
        origin.is_some_and(|origin| source.ends_with(origin))
    }
}

/// The newest of some pages, the first of equally new ones.
fn newest<'p>(pages: impl Iterator<Item = &'p StoredPage>) -> Option<&'p StoredPage> {
    pages.reduce(|best, page| match page.updated > best.updated {
        true => page,
        false => best,
    })
}

fn list(dir: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            list(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "md" || e == "json") {
            found.push(path);
        }
    }
    Ok(())
}

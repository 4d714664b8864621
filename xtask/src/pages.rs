//! Finds the pages of spec files: in a folder of stored pages, or in the documentation portal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use larkspec_cli::page::Portal;
use larkspec_codegen::Api;
use larkspec_codegen::model::Endpoint;
use larkspec_import::files::{files, replace};
use larkspec_import::known::Known;
use larkspec_import::{ImportError, Imported, combine, extract};
use rayon::prelude::*;

/// Which pages a command reads.
#[derive(clap::Args)]
pub struct Source {
    /// Read the pages from this folder instead of the documentation portal; spec files without a page there
    /// are skipped
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,

    #[command(flatten)]
    portal: Portal,
}

/// Where the pages are.
pub enum Pages<'p> {
    /// In a folder.
    Stored(Stored),
    /// In the portal. Those that were fetched are kept in a folder, if there is one.
    Portal(&'p Portal, Option<PathBuf>),
}

/// The pages of some endpoints.
#[derive(Default)]
pub struct Read {
    /// What they say, by the name of the endpoint.
    pub pages: BTreeMap<String, Imported>,
    /// Why a page could not be read, by the name of the endpoint.
    pub failed: BTreeMap<String, String>,
    /// The number of endpoints without a page.
    pub missing: usize,
}

impl<'p> Pages<'p> {
    /// The pages in a folder or, without one, in the portal.
    pub fn open(source: &'p Source, api: &Api) -> anyhow::Result<Self> {
        Ok(match &source.pages {
            Some(dir) => Pages::Stored(Stored::read(dir, api)?),
            None => Pages::Portal(&source.portal, None),
        })
    }

    /// Keeps the pages of the portal in a folder, and fetches only those that are not there.
    pub fn kept_in(self, folder: &Path) -> Self {
        match self {
            Pages::Portal(portal, _) => Pages::Portal(portal, Some(folder.to_owned())),
            stored @ Pages::Stored(_) => stored,
        }
    }

    /// Reads the pages of these endpoints.
    pub fn read<'e>(&self, endpoints: impl IntoIterator<Item = &'e Endpoint>) -> Read {
        // Send the portal one request at a time.
        let pages = endpoints.into_iter();
        let pages: Vec<_> = pages
            .map(|endpoint| (endpoint, self.pages(endpoint)))
            .collect();
        let imported = pages.into_par_iter().map(|(endpoint, pages)| match pages {
            Ok(pages) if pages.is_empty() => (endpoint, Ok(None)),
            pages => {
                let imported = pages.and_then(|pages| import(endpoint, &pages));
                (endpoint, imported.map(Some))
            }
        });
        let mut read = Read::default();
        for (endpoint, imported) in imported.collect::<Vec<_>>() {
            match imported {
                Ok(None) => read.missing += 1,
                Ok(Some(page)) => {
                    read.pages.insert(endpoint.name.clone(), page);
                }
                Err(error) => {
                    let why = format!("{error:#}");
                    read.failed.insert(endpoint.name.clone(), why);
                }
            }
        }
        read
    }

    /// The pages of endpoints without a spec file: the name that such an endpoint would have, and the path. In the
    /// portal, none can be found.
    pub fn unknown(&self, api: &Api) -> Vec<(String, PathBuf)> {
        match self {
            Pages::Stored(stored) => stored.unknown(api),
            Pages::Portal(..) => Vec::new(),
        }
    }

    fn pages(&self, endpoint: &Endpoint) -> anyhow::Result<Vec<Page<'_>>> {
        let Some(source) = &endpoint.source else {
            return Ok(Vec::new());
        };
        match self {
            Pages::Stored(stored) => Ok(stored.pages(endpoint, source)),
            Pages::Portal(portal, kept) => {
                let fetch = |source: &str| {
                    let text = match kept {
                        Some(folder) => fetch_once(portal, source, folder),
                        None => Ok(portal.read(source)?.1),
                    };
                    text.map(Page::Fetched)
                };
                endpoint.sources().map(fetch).collect()
            }
        }
    }
}

/// How long an interrupted update can reuse the pages that it has fetched; older ones may have changed since.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// The page of a URL, from the folder if it is there.
fn fetch_once(portal: &Portal, source: &str, folder: &Path) -> anyhow::Result<String> {
    let name: String = source
        .bytes()
        .map(|byte| match byte.is_ascii_alphanumeric() {
            true => char::from(byte).to_string(),
            false => format!("_{byte:02x}"),
        })
        .collect();
    let path = folder.join(name + ".json");
    if is_recent(&path)
        && let Ok(text) = fs::read_to_string(&path)
    {
        return Ok(text);
    }
    let (_, text) = portal.read(source)?;
    // Renames the complete file, so that an interrupted run never leaves a partial page.
    replace(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(text)
}

fn is_recent(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|file| file.modified());
    modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age < KEPT))
}

/// A page of an endpoint.
enum Page<'p> {
    Stored(&'p StoredPage),
    /// The text of a page from the portal.
    Fetched(String),
}

impl Page<'_> {
    fn import(&self, name: &str) -> Result<Imported, ImportError> {
        match self {
            Page::Stored(StoredPage {
                imported: Some(imported),
                ..
            }) if imported.endpoint.name == name => Ok(imported.clone()),
            Page::Stored(page) => larkspec_import::import(&page.text, Some(name)),
            Page::Fetched(text) => larkspec_import::import(text, Some(name)),
        }
    }
}

/// Imports the pages of an endpoint.
fn import(endpoint: &Endpoint, pages: &[Page<'_>]) -> anyhow::Result<Imported> {
    let mut pages = pages.iter().map(|page| page.import(&endpoint.name));
    let mut imported = pages.next().context("there is no page")??;
    for other in pages {
        combine::add(&mut imported, &other?);
    }
    Ok(imported)
}

/// Stored pages.
pub struct Stored {
    pages: Vec<StoredPage>,
}

struct StoredPage {
    path: PathBuf,
    text: String,
    /// The address that the page states for itself.
    origin: Option<String>,
    updated: Option<i64>,
    /// The endpoint with its method and URL, as far as it has a spec file.
    endpoint: Option<String>,
    /// What it says, if it can be read: for the name that an endpoint without a spec file would have.
    imported: Option<Imported>,
}

impl Stored {
    fn read(dir: &Path, api: &Api) -> anyhow::Result<Self> {
        if !dir.is_dir() {
            let problem = match dir.exists() {
                true => "this is not a folder",
                false => "there is no such folder",
            };
            bail!(
                "--pages {}: {problem}; pass the folder of the pages",
                dir.display()
            );
        }
        let paths = files(dir, &["md", "json"])
            .map_err(|(path, error)| anyhow!("cannot read {}: {error}", path.display()))?;
        if paths.is_empty() {
            bail!("there is no page (.md, .json) under {}", dir.display());
        }
        let known = Known::new(&api.endpoints);
        let pages = paths
            .into_par_iter()
            .filter_map(|path| StoredPage::read(path, &known).transpose());
        Ok(Stored {
            pages: pages.collect::<anyhow::Result<_>>()?,
        })
    }

    /// The pages that describe an endpoint, with that of its `source` first. A missing further page is skipped; its
    /// facts are then not compared.
    fn pages(&self, endpoint: &Endpoint, source: &str) -> Vec<Page<'_>> {
        let further = endpoint.also.iter().filter_map(|also| {
            let named = self.pages.iter().filter(|page| page.is_from(also));
            newest(named)
        });
        let first = self.page(endpoint, source);
        first.into_iter().chain(further).map(Page::Stored).collect()
    }

    /// The pages of endpoints without a spec file: the name that such an endpoint would have, and the path.
    fn unknown(&self, api: &Api) -> Vec<(String, PathBuf)> {
        let is_source = |page: &StoredPage| {
            let mut sources = api.endpoints.iter().flat_map(Endpoint::sources);
            sources.any(|source| page.is_from(source))
        };
        let unknown = self.pages.iter().filter(|page| page.endpoint.is_none());
        let unknown = unknown.filter(|page| !is_source(page));
        let named = unknown.filter_map(|page| {
            let endpoint = &page.imported.as_ref()?.endpoint;
            Some((endpoint.name.clone(), page.path.clone()))
        });
        named.collect()
    }

    /// The page of an endpoint's `source`, otherwise the newest page that describes the same call.
    fn page(&self, endpoint: &Endpoint, source: &str) -> Option<&StoredPage> {
        let named = |page: &&StoredPage| page.is_from(source);
        let called = |page: &&StoredPage| page.endpoint.as_ref() == Some(&endpoint.name);
        newest(self.pages.iter().filter(named)).or_else(|| newest(self.pages.iter().filter(called)))
    }
}

impl StoredPage {
    /// The page in a file, unless the file contains something else.
    fn read(path: PathBuf, known: &Known) -> anyhow::Result<Option<Self>> {
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let Ok(page) = extract::extract(&text) else {
            return Ok(None);
        };
        let origin = ["source_url", "fullPath", "url"]
            .iter()
            .find_map(|key| page.front(key))
            .map(str::to_owned);
        let updated = ["updateTime", "updated"]
            .iter()
            .find_map(|key| page.front(key)?.parse().ok());
        let imported = larkspec_import::import(&text, None).ok();
        let endpoint = imported
            .as_ref()
            .and_then(|imported| known.name_by_call(&imported.endpoint));
        Ok(Some(StoredPage {
            endpoint: endpoint.map(str::to_owned),
            imported,
            path,
            text,
            origin,
            updated,
        }))
    }

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

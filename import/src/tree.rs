//! A whole tree of pages to a tree of spec files, on all cores, with a report.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract;
use crate::interpret::{self, Imported};
use crate::write;

/// Why a tree can not be imported.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TreeError {
    /// A file or folder can not be read.
    #[error("can not read {}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file or folder can not be written.
    #[error("can not write {}: {error}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no page to import.
    #[error("no page (`.md`, `.json`) lies under {}", .0.display())]
    NoPages(PathBuf),
}

/// What came of the pages of a tree.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The pages in the order of their paths.
    pub pages: Vec<PageReport>,
}

impl Report {
    /// How many pages have a status.
    pub fn count(&self, status: Status) -> usize {
        self.pages
            .iter()
            .filter(|page| page.status == status)
            .count()
    }

    /// How often each rule spoke, with its severity.
    pub fn rules(&self) -> BTreeMap<(Severity, &'static str), usize> {
        let mut rules = BTreeMap::new();
        for diagnostic in self.pages.iter().flat_map(|page| &page.diagnostics) {
            *rules
                .entry((diagnostic.severity, diagnostic.rule))
                .or_default() += 1;
        }
        rules
    }
}

/// What came of one page.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PageReport {
    /// The page's path below the tree's root, with `/`.
    pub page: String,
    /// Whether it was imported.
    pub status: Status,
    /// How it is written; `None` for what is no page.
    pub dialect: Option<&'static str>,
    /// Its method.
    pub method: Option<&'static str>,
    /// Its URL's path.
    pub path: Option<String>,
    /// Its spec file, below the folder they were written to.
    pub spec: Option<String>,
    /// What there is to say about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a page was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Without a warning.
    Ok,
    /// With one.
    Warned,
    /// Not.
    Refused,
}

/// Imports all pages under `dir` to spec files under `out`. `progress` is called after each page,
/// from any thread, with how many are done and how many there are.
///
/// Files that are there already are written over. The same pages give the same files, however many
/// cores there are: where two pages describe one endpoint, the one that is newer counts, of two of
/// one age the first by path.
///
/// # Errors
///
/// A folder or file can not be read or written. What is wrong with a page is in the report.
pub fn import_all(
    dir: &Path,
    out: &Path,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, TreeError> {
    let pages = pages(dir)?;
    if pages.is_empty() {
        return Err(TreeError::NoPages(dir.to_owned()));
    }
    let mut results = read_all(dir, &pages, progress)?;
    let names = assign(&mut results);
    write_all(out, &results, &names)?;
    let pages = results
        .into_iter()
        .zip(names)
        .map(|(result, name)| result.report(name))
        .collect();
    Ok(Report { pages })
}

/// A page and what it was read as.
struct Outcome {
    page: String,
    result: Result<Imported, (Option<&'static str>, Diagnostic)>,
    /// Why it has no file although it was read.
    duplicate: Option<String>,
}

impl Outcome {
    fn report(self, name: Option<String>) -> PageReport {
        let Outcome {
            page,
            result,
            duplicate,
        } = self;
        let imported = match result {
            Ok(imported) => imported,
            Err((dialect, diagnostic)) => {
                return PageReport {
                    page,
                    status: Status::Refused,
                    dialect,
                    method: None,
                    path: None,
                    spec: None,
                    diagnostics: vec![diagnostic],
                };
            }
        };
        let mut diagnostics = imported.diagnostics;
        if let Some(text) = duplicate {
            diagnostics.insert(
                0,
                Diagnostic {
                    line: 1,
                    severity: Severity::Warning,
                    rule: "endpoint-twice",
                    text,
                },
            );
        }
        let warned = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Warning);
        PageReport {
            page,
            status: if warned { Status::Warned } else { Status::Ok },
            dialect: Some(imported.dialect.as_str()),
            method: Some(imported.endpoint.http.method.as_str()),
            path: Some(imported.endpoint.http.path),
            spec: name.map(|name| format!("{name}.toml")),
            diagnostics,
        }
    }
}

/// The paths of all pages below `dir`, in order.
fn pages(dir: &Path) -> Result<Vec<PathBuf>, TreeError> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error| TreeError::Read {
            path: folder.clone(),
            error,
        };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "md" || extension == "json")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read_all(
    dir: &Path,
    pages: &[PathBuf],
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Outcome>, TreeError> {
    // The largest pages take longest: they are begun first, so that none is left over at the end.
    let mut order: Vec<(u64, usize)> = Vec::with_capacity(pages.len());
    for (index, page) in pages.iter().enumerate() {
        let size = fs::metadata(page)
            .map_err(|error| TreeError::Read {
                path: page.clone(),
                error,
            })?
            .len();
        order.push((size, index));
    }
    order.sort_unstable_by(|a, b| b.cmp(a));
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<Outcome, TreeError>>>> =
        Mutex::new(std::iter::repeat_with(|| None).take(pages.len()).collect());
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(pages.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((_, index)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = read(dir, &pages[*index]);
                    if let Ok(mut results) = results.lock() {
                        results[*index] = Some(outcome);
                    }
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
                }
            });
        }
    });
    let results = results
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    results.into_iter().flatten().collect()
}

fn read(dir: &Path, path: &Path) -> Result<Outcome, TreeError> {
    let bytes = fs::read(path).map_err(|error| TreeError::Read {
        path: path.to_owned(),
        error,
    })?;
    let page = path.strip_prefix(dir).unwrap_or(path);
    let page: Vec<_> = page
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let refused = |dialect, line, rule, text: String| {
        Err((
            dialect,
            Diagnostic {
                line,
                severity: Severity::Refused,
                rule,
                text,
            },
        ))
    };
    let result = match String::from_utf8(bytes) {
        Err(error) => {
            let text = format!(
                "the page is not UTF-8 from byte {} on",
                error.utf8_error().valid_up_to()
            );
            refused(None, 1, "not-utf8", text)
        }
        Ok(text) => match extract::extract(&text) {
            Err(error) => refused(None, 1, "no-page", error.to_string()),
            Ok(page) => match interpret::interpret(&page, None) {
                Err(error) => refused(
                    Some(page.dialect.as_str()),
                    error.line(),
                    error.rule(),
                    error.to_string(),
                ),
                Ok(imported) => Ok(imported),
            },
        },
    };
    Ok(Outcome {
        page: page.join("/"),
        result,
        duplicate: None,
    })
}

/// A name for each page that gets a file.
fn assign(outcomes: &mut [Outcome]) -> Vec<Option<String>> {
    // The page that counts for each call: the newest.
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    let call = |imported: &Imported| {
        let http = &imported.endpoint.http;
        format!("{} {} {}", http.method, http.host, unnamed(&http.path))
    };
    for (index, outcome) in outcomes.iter().enumerate() {
        let Ok(imported) = &outcome.result else {
            continue;
        };
        let newest = calls.entry(call(imported)).or_insert(index);
        let known = outcomes[*newest]
            .result
            .as_ref()
            .ok()
            .and_then(|known| known.endpoint.updated);
        if imported.endpoint.updated > known {
            *newest = index;
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut names = vec![None; outcomes.len()];
    for index in 0..outcomes.len() {
        let Ok(imported) = &outcomes[index].result else {
            continue;
        };
        let counts = calls.get(&call(imported)).copied().unwrap_or(index);
        if counts != index {
            let text = format!(
                "the page {} describes the same endpoint and is newer, or first; that one was taken",
                outcomes[counts].page
            );
            outcomes[index].duplicate = Some(text);
            continue;
        }
        let endpoint = &imported.endpoint;
        let method = endpoint.http.method.as_str().to_lowercase();
        let candidates = std::iter::once(endpoint.name.clone())
            .chain(std::iter::once(format!("{}_{method}", endpoint.name)))
            .chain((2..).map(|number| format!("{}_{method}_{number}", endpoint.name)));
        names[index] = candidates
            .into_iter()
            .find(|name| taken.insert(name.clone()));
    }
    for (outcome, name) in outcomes.iter_mut().zip(&names) {
        let (Ok(imported), Some(name)) = (&mut outcome.result, name) else {
            continue;
        };
        if imported.endpoint.name != *name {
            imported.endpoint.title = interpret::title(name);
            imported.endpoint.name.clone_from(name);
        }
    }
    names
}

/// A path in which parameters have no names: `/a/:id` and `/a/:user_id` are one URL.
fn unnamed(path: &str) -> String {
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if part.starts_with(':') { ":" } else { part })
        .collect();
    parts.join("/")
}

fn write_all(out: &Path, outcomes: &[Outcome], names: &[Option<String>]) -> Result<(), TreeError> {
    for (outcome, name) in outcomes.iter().zip(names) {
        let (Ok(imported), Some(name)) = (&outcome.result, name) else {
            continue;
        };
        let path = out.join(format!("{name}.toml"));
        let failed = |error| TreeError::Write {
            path: path.clone(),
            error,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&path, write::write(&imported.endpoint)).map_err(failed)?;
    }
    Ok(())
}

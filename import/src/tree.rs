//! A whole tree of pages to a tree of spec files, on all cores, with a report.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use larkspec_codegen::model::Date;
use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract;
use crate::interpret::{self, Imported};
use crate::known::{Known, call};
use crate::merge::{self, Change};
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
    /// What it changed in the spec file, where there was one.
    pub changes: Vec<String>,
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
/// A file that is there already is brought up to date, as [`merge`](mod@merge) does it; where that can not
/// be done, the page is refused and the file left as it was. The same pages give the same files, however
/// many cores there are: where two pages describe one endpoint, the one that is newer counts, of two of
/// one age the first by path; the other one is refused.
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
    let existing = existing(out)?;
    let mut results = read_all(dir, &pages, &existing, progress)?;
    let names = assign(&mut results, &existing);
    write_all(out, &mut results, &names)?;
    let pages = results
        .into_iter()
        .zip(names)
        .map(|(result, name)| result.report(name))
        .collect();
    Ok(Report { pages })
}

/// The spec files that are there before the import. One that does not load is told of when a page belongs
/// to it.
fn existing(out: &Path) -> Result<Known, TreeError> {
    let mut existing = Known::default();
    if !out.is_dir() {
        return Ok(existing);
    }
    for path in files(out, &["toml"])? {
        let below = path.strip_prefix(out).unwrap_or(&path).with_extension("");
        let bytes = fs::read(&path).map_err(|error| TreeError::Read { path, error })?;
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(endpoint) = larkspec_codegen::load_str(&slashed(&below), &text) {
            existing.add(&endpoint);
        }
    }
    Ok(existing)
}

/// A page and what it was read as.
struct Outcome {
    page: String,
    result: Result<Imported, Refusal>,
    /// What it changed in a file that was there.
    changes: Vec<Change>,
}

/// Why a page gets no file.
struct Refusal {
    dialect: Option<&'static str>,
    diagnostic: Diagnostic,
}

impl Refusal {
    fn new(
        dialect: Option<&'static str>,
        line: usize,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Refusal {
            dialect,
            diagnostic: Diagnostic {
                line,
                severity: Severity::Refused,
                rule,
                text: text.into(),
            },
        }
    }
}

impl Outcome {
    /// Refuses a page that was read.
    fn refuse(&mut self, rule: &'static str, text: impl Into<String>) {
        if let Ok(imported) = &self.result {
            let dialect = Some(imported.dialect.as_str());
            self.result = Err(Refusal::new(dialect, 1, rule, text));
        }
    }

    fn report(self, name: Option<String>) -> PageReport {
        let Outcome {
            page,
            result,
            changes,
        } = self;
        let imported = match result {
            Ok(imported) => imported,
            Err(refusal) => {
                return PageReport {
                    page,
                    status: Status::Refused,
                    dialect: refusal.dialect,
                    method: None,
                    path: None,
                    spec: None,
                    diagnostics: vec![refusal.diagnostic],
                    changes: Vec::new(),
                };
            }
        };
        let warned = imported
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Warning);
        PageReport {
            page,
            status: if warned { Status::Warned } else { Status::Ok },
            dialect: Some(imported.dialect.as_str()),
            method: Some(imported.endpoint.http.method.as_str()),
            path: Some(imported.endpoint.http.path),
            spec: name.map(|name| format!("{name}.toml")),
            diagnostics: imported.diagnostics,
            changes: changes.iter().map(Change::to_string).collect(),
        }
    }
}

/// The paths of all pages below `dir`, in order.
fn pages(dir: &Path) -> Result<Vec<PathBuf>, TreeError> {
    files(dir, &["md", "json"])
}

/// The paths of all files below `dir` with one of these extensions, in order.
fn files(dir: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, TreeError> {
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
                .is_some_and(|own| extensions.iter().any(|extension| own == *extension))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A relative path with `/` between its parts, whatever the system has.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn read_all(
    dir: &Path,
    pages: &[PathBuf],
    existing: &Known,
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
                    let outcome = read(dir, &pages[*index], existing);
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

fn read(dir: &Path, path: &Path, existing: &Known) -> Result<Outcome, TreeError> {
    let bytes = fs::read(path).map_err(|error| TreeError::Read {
        path: path.to_owned(),
        error,
    })?;
    Ok(Outcome {
        page: slashed(path.strip_prefix(dir).unwrap_or(path)),
        result: read_page(bytes, existing),
        changes: Vec::new(),
    })
}

fn read_page(bytes: Vec<u8>, existing: &Known) -> Result<Imported, Refusal> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = format!("the page is not UTF-8 from byte {valid} on");
        Refusal::new(None, 1, "not-utf8", text)
    })?;
    let page = extract::extract(&text)
        .map_err(|error| Refusal::new(None, 1, "no-page", error.to_string()))?;
    let interpret = |name: Option<&str>| {
        interpret::interpret(&page, name).map_err(|error| {
            let dialect = Some(page.dialect.as_str());
            Refusal::new(dialect, error.line(), error.rule(), error.to_string())
        })
    };
    let imported = interpret(None)?;
    match existing.name_of(&imported.endpoint) {
        // Some of what a page leaves open depends on the name.
        Some(name) => interpret(Some(name)),
        None => Ok(imported),
    }
}

/// A name for each page that gets a file.
fn assign(outcomes: &mut [Outcome], existing: &Known) -> Vec<Option<String>> {
    refuse_second_pages(outcomes);
    let by_call = |outcome: &Outcome| {
        let imported = outcome.result.as_ref().ok()?;
        existing.name_by_call(&imported.endpoint).map(str::to_owned)
    };
    let mut names: Vec<Option<String>> = outcomes.iter().map(by_call).collect();
    let mut taken: HashSet<String> = names.iter().flatten().cloned().collect();
    for (outcome, name) in outcomes.iter().zip(&mut names) {
        let (Ok(Imported { endpoint, .. }), None) = (&outcome.result, &name) else {
            continue;
        };
        // The file of the page itself, whose call has changed, unless another page has the file's call now.
        let own = existing.name_of(endpoint).map(str::to_owned);
        *name = own
            .into_iter()
            .chain(Known::new_names(endpoint))
            .find(|name| existing.allows(name, endpoint) && taken.insert(name.clone()));
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

/// Refuses all pages of one endpoint but the newest.
fn refuse_second_pages(outcomes: &mut [Outcome]) {
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        let Ok(imported) = &outcome.result else {
            continue;
        };
        let newest = calls.entry(call(&imported.endpoint)).or_insert(index);
        if updated(outcome) > updated(&outcomes[*newest]) {
            *newest = index;
        }
    }
    for index in 0..outcomes.len() {
        let Ok(imported) = &outcomes[index].result else {
            continue;
        };
        let counts = calls.get(&call(&imported.endpoint)).copied();
        if let Some(counts) = counts.filter(|counts| *counts != index) {
            let why = match updated(&outcomes[index]) == updated(&outcomes[counts]) {
                true => "comes first",
                false => "is newer",
            };
            let text = format!(
                "the page {} describes the same endpoint and {why}; that one was taken",
                outcomes[counts].page
            );
            outcomes[index].refuse("endpoint-twice", text);
        }
    }
}

/// The day of a page, where it says one.
fn updated(outcome: &Outcome) -> Option<Date> {
    outcome.result.as_ref().ok()?.endpoint.updated
}

fn write_all(
    out: &Path,
    outcomes: &mut [Outcome],
    names: &[Option<String>],
) -> Result<(), TreeError> {
    for (outcome, name) in outcomes.iter_mut().zip(names) {
        let (Ok(imported), Some(name)) = (&outcome.result, name) else {
            continue;
        };
        let path = out.join(format!("{name}.toml"));
        let old = match fs::read(&path) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(TreeError::Read { path, error }),
        };
        let (text, changes) = match &old {
            None => (write::write(&imported.endpoint), Vec::new()),
            Some(old) => match update(name, old, imported) {
                Ok(updated) => updated,
                Err(why) => {
                    let text = format!("{name}.toml was left as it was: {why}");
                    outcome.refuse("file-kept", text);
                    continue;
                }
            },
        };
        outcome.changes = changes;
        if old.is_some_and(|old| old == text.as_bytes()) {
            continue;
        }
        let failed = |error| TreeError::Write {
            path: path.clone(),
            error,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&path, text).map_err(failed)?;
    }
    Ok(())
}

/// The text of a file that is there, brought up to date with a page.
fn update(name: &str, old: &[u8], page: &Imported) -> Result<(String, Vec<Change>), String> {
    let old = str::from_utf8(old)
        .map_err(|error| format!("it is not UTF-8 from byte {} on", error.valid_up_to()))?;
    let merged = merge::merge(name, old, page).map_err(|error| {
        // The first error and its place are enough for a report; the file's own check shows them all.
        let text = error.to_string();
        let lines: Vec<&str> = text.lines().take(3).map(str::trim).collect();
        lines.join(" ")
    })?;
    Ok((merged.text, merged.changes))
}

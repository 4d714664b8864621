//! Imports a whole tree of pages into a tree of spec files, on all cores, with a report.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use larkspec_codegen::model::Endpoint;
use larkspec_codegen::operation::Operation;
use serde::Serialize;
use thiserror::Error;

use crate::combine;
use crate::decided::Decisions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::extract;
use crate::files::{files, slashed};
use crate::interpret::{self, Imported, NameSource};
use crate::known::{self, Known};
use crate::merge::Change;
use crate::update::{Spec, TypeChange, Update, UpdateError};

/// Why a tree cannot be imported.
#[derive(Error)]
#[non_exhaustive]
pub enum TreeError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// The spec files cannot be read, updated or written.
    #[error(transparent)]
    Update(#[from] UpdateError),
    /// There are no pages.
    #[error("there is no page (`.md`, `.json`) under {}", .0.display())]
    NoPages(PathBuf),
}

larkspec_shape::debug_as_display!(TreeError);

/// The result of importing a tree.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The pages, sorted by path.
    pub pages: Vec<PageReport>,
    /// The changes of existing files of shared types.
    pub types: Vec<TypeChange>,
    /// The shared types of all files, new or existing.
    pub shared: usize,
}

impl Report {
    /// The number of pages with a status.
    pub fn count(&self, status: Status) -> usize {
        self.pages
            .iter()
            .filter(|page| page.status == status)
            .count()
    }

    /// The number of new files named by each source.
    pub fn names(&self) -> BTreeMap<NameSource, usize> {
        let mut names = BTreeMap::new();
        for source in self.pages.iter().filter_map(|page| page.name_from) {
            *names.entry(source).or_default() += 1;
        }
        names
    }

    /// The number of remarks by rule and severity.
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

/// The result for one page.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PageReport {
    /// The page's path below the root of the tree, with `/`.
    pub page: String,
    /// Whether it was imported.
    pub status: Status,
    /// Its dialect; `None` if it is not a page.
    pub dialect: Option<&'static str>,
    /// Its method.
    pub method: Option<&'static str>,
    /// Its URL's path.
    pub path: Option<String>,
    /// Its spec file, relative to the output folder.
    pub spec: Option<String>,
    /// The source of the file's name; `None` for an existing file.
    pub name_from: Option<NameSource>,
    /// The remarks about it.
    pub diagnostics: Vec<Diagnostic>,
    /// The changes in its spec file, if the file existed.
    pub changes: Vec<String>,
}

/// Whether a page was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Without warnings.
    Ok,
    /// With warnings.
    Warned,
    /// Rejected.
    Refused,
}

/// Imports all pages under `dir` into spec files under `out`. `progress` is called after each page, from any thread,
/// with the number of completed pages and the total.
///
/// An existing file is updated as by [`merge`](mod@crate::merge); if that is impossible, the page is rejected and the
/// file unchanged. The result does not depend on the number of cores.
///
/// If two pages describe one call, both are imported if a field that each of them fixes distinguishes their requests.
/// They become one endpoint if each describes a part of it. Otherwise one page is used and the other is rejected: the
/// page that the file names as its source is preferred, then the one with an endpoint's address, the one that is not
/// historic, the newer one, and the first by path.
///
/// # Errors
///
/// A folder or file cannot be read or written. Problems of pages are part of the report.
pub fn import_all(
    dir: &Path,
    out: &Path,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, TreeError> {
    import_into(Spec::read(out)?, dir, out, progress)
}

/// Like [`import_all`], with the spec files that were read from `out`, and their settings, such as
/// [`keeping_fields`](Spec::keeping_fields).
///
/// # Errors
///
/// Those of [`import_all`].
pub fn import_into(
    spec: Spec,
    dir: &Path,
    out: &Path,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, TreeError> {
    let pages =
        files(dir, &["md", "json"]).map_err(|(path, error)| TreeError::Read { path, error })?;
    if pages.is_empty() {
        return Err(TreeError::NoPages(dir.to_owned()));
    }
    let existing = Known::new(spec.endpoints());
    let mut results = read_all(dir, &pages, &existing, progress)?;
    let names = assign(&mut results, &existing);
    let update = spec.update(named_pages(&results, &names), true)?;
    update.write(out)?;
    let (types, shared) = (update.types.clone(), update.shared);
    take_results(&mut results, &names, update);
    let pages = results
        .into_iter()
        .enumerate()
        .map(|(index, result)| {
            let name = names[result.part_of.unwrap_or(index)].clone();
            result.report(name)
        })
        .collect();
    Ok(Report {
        pages,
        types,
        shared,
    })
}

/// The pages that get a file, by its name.
fn named_pages(outcomes: &[Outcome], names: &[Option<String>]) -> BTreeMap<String, Imported> {
    let named = outcomes.iter().zip(names).filter_map(|(outcome, name)| {
        let page = outcome.result.as_ref().ok()?;
        Some((name.clone()?, page.clone()))
    });
    named.collect()
}

/// The results for all pages.
fn take_results(outcomes: &mut [Outcome], names: &[Option<String>], mut update: Update) {
    for (outcome, name) in outcomes.iter_mut().zip(names) {
        let Some(name) = name else { continue };
        match update.endpoints.remove(name) {
            Some(Ok(changes)) => outcome.changes = changes,
            Some(Err(why)) => {
                outcome.refuse("file-kept", format!("{name}.toml was not changed: {why}"));
            }
            None => {}
        }
        let splits = update
            .splits
            .iter()
            .filter(|(endpoint, _)| endpoint == name);
        for (_, text) in splits {
            outcome.note("type-split", text.clone());
        }
    }
}

/// A page and the result of reading it.
struct Outcome {
    page: String,
    result: Result<Imported, Refusal>,
    /// Its changes in an existing file.
    changes: Vec<Change>,
    /// The source of the name of a new file.
    name_from: Option<NameSource>,
    /// The page of the same endpoint that this one was added to.
    part_of: Option<usize>,
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
                place: None,
            },
        }
    }
}

impl Outcome {
    /// Rejects a page that was read.
    fn refuse(&mut self, rule: &'static str, text: impl Into<String>) {
        if let Ok(imported) = &self.result {
            let dialect = Some(imported.dialect.as_str());
            self.result = Err(Refusal::new(dialect, 1, rule, text));
        }
    }

    /// The endpoint of a page that gets its own file.
    fn endpoint(&self) -> Option<&Endpoint> {
        let imported = self.result.as_ref().ok()?;
        self.part_of.is_none().then_some(&imported.endpoint)
    }

    /// The preference among the pages of one operation: the least is used.
    fn rank(&self, existing: &Known) -> impl Ord + use<> {
        let endpoint = self.endpoint();
        let source = endpoint.and_then(|endpoint| endpoint.source.as_deref());
        let sources = endpoint.map_or(&[][..], |endpoint| existing.sources_of(endpoint));
        let named = source.and_then(|source| {
            let own = known::address(source);
            sources.iter().position(|named| *named == own)
        });
        (
            named.unwrap_or(usize::MAX),
            !endpoint.is_some_and(of_endpoint),
            endpoint.is_some_and(is_historic),
            Reverse(endpoint.and_then(|endpoint| endpoint.updated)),
            self.page.clone(),
        )
    }

    /// Adds a remark to a page that was read.
    fn note(&mut self, rule: &'static str, text: String) {
        if let Ok(imported) = &mut self.result {
            imported.diagnostics.insert(
                0,
                Diagnostic {
                    line: 1,
                    severity: Severity::Note,
                    rule,
                    text,
                    place: None,
                },
            );
        }
    }

    /// Names the endpoint.
    fn name(&mut self, name: &str) {
        if let Ok(imported) = &mut self.result
            && imported.endpoint.name != name
        {
            imported.endpoint.title = interpret::title(name, imported.endpoint.http.method);
            name.clone_into(&mut imported.endpoint.name);
            Decisions::own().mark(name, &mut imported.diagnostics);
        }
    }

    fn report(self, name: Option<String>) -> PageReport {
        let Outcome {
            page,
            result,
            changes,
            name_from,
            part_of: _,
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
                    name_from: None,
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
            name_from,
            diagnostics: imported.diagnostics,
            changes: changes.iter().map(Change::to_string).collect(),
        }
    }
}

fn read_all(
    dir: &Path,
    pages: &[PathBuf],
    existing: &Known,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Outcome>, TreeError> {
    // Start with the largest pages, which take longest, so that all cores finish at about the same time.
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
    let done = AtomicUsize::new(0);
    let next = AtomicUsize::new(0);
    // One page at a time: a thread that takes many large ones at once is the last to finish.
    let work = || {
        let mut read_here = Vec::new();
        while let Some(&(_, index)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            read_here.push((index, read(dir, &pages[index], existing)?));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
        }
        Ok::<_, TreeError>(read_here)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut read: Vec<(usize, Outcome)> = thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut read = work()?;
        for worker in workers {
            read.extend(worker.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        Ok::<_, TreeError>(read)
    })?;
    read.sort_unstable_by_key(|(index, _)| *index);
    Ok(read.into_iter().map(|(_, outcome)| outcome).collect())
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
        name_from: None,
        part_of: None,
    })
}

fn read_page(bytes: Vec<u8>, existing: &Known) -> Result<Imported, Refusal> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = format!("the page is not valid UTF-8 from byte {valid} on");
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
    settle_calls(outcomes, existing);
    let mut names: Vec<Option<String>> = vec![None; outcomes.len()];
    let mut taken: HashSet<String> = HashSet::new();
    // Prefer the file with the call; otherwise the file of the page itself, whose call has changed, unless another
    // page now has the file's call.
    let ways: [fn(&Known, &Endpoint) -> Option<String>; 2] = [
        |known, endpoint| known.name_by_call(endpoint).map(str::to_owned),
        |known, endpoint| known.name_of(endpoint).map(str::to_owned),
    ];
    for way in ways {
        for (outcome, name) in outcomes.iter().zip(&mut names) {
            if let (Some(endpoint), None) = (outcome.endpoint(), &name) {
                *name = way(existing, endpoint).filter(|name| taken.insert(name.clone()));
            }
        }
    }
    for source in NameSource::ALL {
        propose(source, outcomes, existing, &mut names, &mut taken);
    }
    for (outcome, name) in outcomes.iter_mut().zip(&names) {
        match name {
            Some(name) => outcome.name(name),
            None if outcome.part_of.is_some() => {}
            None => outcome.refuse(
                "name-taken",
                "other endpoints have all names that the page suggests; import it alone, with a name in --as",
            ),
        }
    }
    names
}

/// Gives unnamed pages their name from this source. If two pages have one name, the URL with the newer version keeps
/// it.
fn propose(
    source: NameSource,
    outcomes: &mut [Outcome],
    existing: &Known,
    names: &mut [Option<String>],
    taken: &mut HashSet<String>,
) {
    let mut order: Vec<usize> = (0..outcomes.len())
        .filter(|index| names[*index].is_none())
        .collect();
    order.sort_by_key(|index| {
        let endpoint = outcomes[*index].endpoint();
        let version = endpoint.map(|endpoint| url_version(&endpoint.http.path));
        let date = endpoint.and_then(|endpoint| endpoint.updated);
        (Reverse(version), Reverse(date), *index)
    });
    for index in order {
        let (Some(endpoint), Ok(imported)) = (outcomes[index].endpoint(), &outcomes[index].result)
        else {
            continue;
        };
        let proposed = imported.names.iter().filter(|name| name.source == source);
        let (free, others): (Vec<&str>, Vec<&str>) = proposed
            .map(|name| name.text.as_str())
            .partition(|name| existing.allows(name, endpoint) && !taken.contains(*name));
        names[index] = free.first().map(|name| (*name).to_owned());
        let texts: Vec<String> = others
            .iter()
            .map(|name| {
                format!(
                    "another endpoint has its name `{name}` ({})",
                    source.as_str()
                )
            })
            .collect();
        taken.extend(names[index].clone());
        outcomes[index].name_from = names[index].as_ref().map(|_| source);
        for text in texts {
            outcomes[index].note("name-next", format!("{text}; the next name was used"));
        }
    }
}

/// The version in a URL; 0 if there is none.
fn url_version(path: &str) -> u32 {
    path.split('/')
        .find_map(|part| part.strip_prefix('v')?.parse().ok())
        .unwrap_or(0)
}

/// Decides which pages are used if several describe one operation: the page that the file names; otherwise the one
/// with an endpoint's address, one that is not historic, the newest, the first. Another page is added to it if each
/// describes a part of one operation, and rejected otherwise.
fn settle_calls(outcomes: &mut [Outcome], existing: &Known) {
    let mut calls: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        if let Some(endpoint) = outcome.endpoint() {
            let call = Operation::of(endpoint).call;
            calls.entry(call).or_default().push(index);
        }
    }
    for mut pages in calls.into_values() {
        while let Some(first) = pages.first().copied() {
            let Some(operation) = outcomes[first].endpoint().map(Operation::of) else {
                break;
            };
            let same = |index: &usize| {
                let endpoint = outcomes[*index].endpoint();
                endpoint.is_some_and(|endpoint| Operation::of(endpoint).is_same(&operation))
            };
            let (own, rest) = pages.into_iter().partition::<Vec<_>, _>(same);
            pages = rest;
            settle_operation(outcomes, own, existing);
        }
    }
}

/// Settles the outcomes of the pages of one operation.
fn settle_operation(outcomes: &mut [Outcome], mut pages: Vec<usize>, existing: &Known) {
    pages.sort_by_cached_key(|index| outcomes[*index].rank(existing));
    let Some((&best, others)) = pages.split_first() else {
        return;
    };
    for &index in others {
        let (Some(base), Some(other)) = (outcomes[best].endpoint(), outcomes[index].endpoint())
        else {
            continue;
        };
        let sources = existing.sources_of(base);
        let is_named = |endpoint: &Endpoint| {
            let own = endpoint.source.as_deref().map(known::address);
            own.is_some_and(|own| sources.contains(&own))
        };
        let text = format!("the page {} describes the same call", outcomes[best].page);
        if (is_named(base) && is_named(other)) || combine::are_parts(base, other) {
            let text = format!("{text}; the additional facts of this page were added to it");
            let part = outcomes[index].result.as_ref().ok().cloned();
            if let (Ok(base), Some(part)) = (&mut outcomes[best].result, part) {
                combine::add(base, &part);
            }
            outcomes[index].part_of = Some(best);
            outcomes[index].note("endpoint-parts", text);
            continue;
        }
        let why = match () {
            () if is_named(base) => "and is the source in the spec file",
            () if of_endpoint(base) && !of_endpoint(other) => "and has the address of an endpoint",
            () if !is_historic(base) && is_historic(other) => {
                "and, unlike this page, is not historic"
            }
            () if base.updated > other.updated => "and is newer",
            () => "and comes first",
        };
        let text = format!("{text} {why}; that page was used");
        outcomes[index].refuse("endpoint-twice", text);
    }
}

fn of_endpoint(endpoint: &Endpoint) -> bool {
    let source = endpoint.source.as_deref();
    source.is_some_and(|source| interpret::reference(source).is_some())
}

fn is_historic(endpoint: &Endpoint) -> bool {
    let source = endpoint.source.as_deref();
    source.is_some_and(|source| source.contains("/historic-version/"))
}

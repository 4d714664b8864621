//! Decides which pages can be applied, and lists those about which a person has to decide.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::bail;
use larkspec_codegen::diff;
use larkspec_codegen::{Api, Loader};
use larkspec_import::merge::{Change, Kind};
use larkspec_import::update::{Spec, Update};
use larkspec_import::{Decisions, Diagnostic, Imported};

use larkspec_cli::output::lines;

/// What the pages say, by the name of the endpoint.
type Pages = BTreeMap<String, Imported>;

/// What a person has to decide.
#[derive(Default)]
pub struct Plan {
    /// By the name of the endpoint.
    pub decisions: BTreeMap<String, BTreeSet<String>>,
}

/// The changes that can be written.
pub struct Settled {
    /// The files that change, by name; `None` for a file to delete.
    pub texts: BTreeMap<String, Option<String>>,
    /// All endpoints after the update.
    pub api: Api,
    /// What spec files assume although their pages now say it.
    pub stale: Vec<String>,
}

impl Plan {
    /// `failed` are the endpoints whose pages cannot be read, each with the reason.
    pub fn new(failed: &BTreeMap<String, String>) -> Self {
        let mut plan = Plan::default();
        for (name, why) in failed {
            plan.decide(
                name,
                &format!("{why}; if the page has moved, change `source`"),
            );
        }
        plan
    }

    /// An endpoint without a spec file, whose title only a person can write.
    pub fn new_endpoint(&mut self, name: &str, page: &Path) {
        let page = page.display();
        self.decide(
            name,
            &format!("is new: run `cargo xtask import {page} --write`, and write its title"),
        );
    }

    fn decide(&mut self, endpoint: &str, what: &str) {
        let decisions = self.decisions.entry(endpoint.to_owned()).or_default();
        decisions.insert(lines(what));
    }

    /// Leaves out the pages about which a person has to decide, until the others can be applied together.
    pub fn settle(&mut self, spec: &Spec, mut pages: Pages, old: &Api) -> anyhow::Result<Settled> {
        loop {
            let mut update = self.update(spec, &mut pages);
            drop_unchanged(&mut update);
            let before = pages.len();
            self.leave_out_open(&update, &mut pages);
            if pages.len() < before {
                continue;
            }
            // Loading all files takes longest, so it comes last, and only if one of them changes.
            let api = match update.texts.is_empty() {
                true => old.clone(),
                false => {
                    let texts = Loader::texts(spec.texts_after(&update));
                    texts.shown_as("spec").load()?
                }
            };
            let breaking = self.leave_out_breaking(&diff::api(old, &api), &mut pages);
            if pages.len() < before {
                continue;
            }
            if let Some(change) = breaking {
                bail!(
                    "a page breaks code through a shared type, but none can be left out: {change}"
                );
            }
            return Ok(Settled {
                stale: stale(&update),
                texts: update.texts,
                api,
            });
        }
    }

    /// Applies the pages that agree with what people wrote.
    fn update(&mut self, spec: &Spec, pages: &mut Pages) -> Update {
        loop {
            match spec.update(pages.clone(), false) {
                Ok(update) => {
                    for (name, result) in &update.endpoints {
                        if let Err(why) = result {
                            self.decide(name, &format!("{why}; correct the spec file"));
                            pages.remove(name);
                        }
                    }
                    return update;
                }
                Err(error) => {
                    let why =
                        format!("{error}; correct the shared type, or describe the field in place");
                    for name in contradicting(spec, pages) {
                        self.decide(&name, &why);
                        pages.remove(&name);
                    }
                }
            }
        }
    }

    /// Leaves out the pages whose changes break code that compiles; returns the last such change.
    fn leave_out_breaking(
        &mut self,
        changes: &[diff::Change],
        pages: &mut Pages,
    ) -> Option<String> {
        let mut last = None;
        for change in changes.iter().filter(|change| change.breaks_rust) {
            let reached = change
                .reaches
                .requests
                .iter()
                .chain(&change.reaches.responses);
            for name in reached.chain([&change.endpoint]) {
                if pages.remove(name).is_some() {
                    let what = "keep what code uses under `assumed`, or import the page with --major for a major release";
                    self.decide(name, &format!("breaks code: {change}; {what}"));
                }
            }
            last = Some(change.to_string());
        }
        last
    }

    /// Leaves out the pages that leave a fact open in a field that they change.
    fn leave_out_open(&mut self, update: &Update, pages: &mut Pages) {
        for (name, result) in &update.endpoints {
            let (Ok(changes), Some(page)) = (result, pages.get(name)) else {
                continue;
            };
            let open: Vec<&Diagnostic> = page
                .diagnostics
                .iter()
                .filter(|remark| Decisions::is_open(remark))
                .filter(|remark| changes.iter().any(|change| concerns(remark, change)))
                .collect();
            for remark in &open {
                self.decide(
                    name,
                    &format!("line {remark}; decide it in the spec file, under `assumed`, and list it in import/decided.toml"),
                );
            }
            if !open.is_empty() {
                pages.remove(name);
            }
        }
    }
}

/// Whether a remark is about a field that was added or changed.
fn concerns(remark: &Diagnostic, change: &Change) -> bool {
    let place = change.place.trim_end_matches('"');
    let field = place.rsplit(['.', '"']).next().unwrap_or(place);
    let field = field.trim_end_matches("[]");
    let is_new = matches!(change.kind, Kind::Added | Kind::Changed);
    let mut words = remark
        .text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'));
    is_new && field.len() > 1 && words.any(|word| word == field)
}

/// Leaves out the files in which no fact changes: the text of a page in another dialect differs, and so does its hash.
fn drop_unchanged(update: &mut Update) {
    for (name, result) in &update.endpoints {
        let has_moved = |change: &Change| !matches!(change.kind, Kind::Kept | Kind::Stale);
        if matches!(result, Ok(changes) if !changes.iter().any(has_moved)) {
            update.texts.remove(name);
        }
    }
}

fn stale(update: &Update) -> Vec<String> {
    let of_endpoints = update.endpoints.iter().flat_map(|(name, result)| {
        let changes = result.iter().flatten();
        changes.map(move |change| (name, change))
    });
    let of_types = update.types.iter().map(|of| (&of.file, &of.change));
    let all = of_endpoints.chain(of_types);
    let stale = all.filter(|(_, change)| change.kind == Kind::Stale);
    stale
        .map(|(name, change)| format!("{name}: {change}"))
        .collect()
}

/// The pages that contradict what people wrote in files of types: one, or several that do so only together.
fn contradicting(spec: &Spec, pages: &Pages) -> Vec<String> {
    let mut pages = pages.clone();
    while pages.len() > 1 {
        let middle = pages
            .keys()
            .nth(pages.len() / 2)
            .cloned()
            .unwrap_or_default();
        let mut first = pages.clone();
        let second = first.split_off(&middle);
        pages = match [first, second]
            .into_iter()
            .find(|half| spec.update(half.clone(), false).is_err())
        {
            Some(half) => half,
            None => break,
        };
    }
    pages.into_keys().collect()
}

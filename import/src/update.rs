//! Updates a folder of spec files from pages: common objects become types in files of types, and all affected files
//! are updated.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use larkspec_codegen::model::{Endpoint, Field, TypeFile, Types};
use larkspec_codegen::{
    check, load_str_with, load_types_str, names, place, rules, spec_name, types,
};
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::files::{files, replace, slashed};
use crate::interpret::Imported;
use crate::merge::{self, Change, Kind, MergeError};
use crate::share::{self, Elsewhere, Sharing, Source};
use crate::write;

/// Why spec files cannot be updated at all.
#[derive(Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// A file of shared types has errors, either now or after an update.
    #[error("{file}.toml: {error}")]
    Types {
        /// The name of the file.
        file: String,
        /// The errors.
        error: MergeError,
    },
    /// The file of an endpoint whose page was not read is incompatible with the updated shared types.
    #[error("{file}.toml is incompatible with the updated shared types: {why}")]
    Follow {
        /// The name of the file.
        file: String,
        /// The errors.
        why: String,
    },
}

larkspec_shape::debug_as_display!(UpdateError);

/// The spec files of a folder.
#[derive(Debug, Default)]
pub struct Spec {
    /// The text of each file, by its name; `None` for one that is not UTF-8.
    texts: BTreeMap<String, Result<String, usize>>,
    pub(crate) types: TypeFiles,
    pub(crate) endpoints: BTreeMap<String, Endpoint>,
    /// Whether fields outlive their pages.
    keeps_fields: bool,
}

/// Files of shared types, outer folders first.
#[derive(Debug, Default)]
pub(crate) struct TypeFiles {
    pub(crate) files: Vec<TypeFile>,
    /// The types that are visible from the folders of these files.
    visible: Mutex<HashMap<Vec<usize>, Arc<Types>>>,
}

impl TypeFiles {
    /// The types that are visible from a file.
    fn visible(&self, name: &str) -> Arc<Types> {
        let files = self.files.iter().enumerate();
        let serving: Vec<usize> = files
            .filter(|(_, file)| file.serves(name) && file.name != name)
            .map(|(index, _)| index)
            .collect();
        let mut visible = self.visible.lock().unwrap_or_else(PoisonError::into_inner);
        let known = visible.entry(serving).or_insert_with_key(|serving| {
            let files: Vec<TypeFile> = serving.iter().map(|i| self.files[*i].clone()).collect();
            Arc::new(types::visible_of(&files, name))
        });
        Arc::clone(known)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&TypeFile> {
        self.files.iter().find(|file| file.name == name)
    }
}

impl Spec {
    /// Reads the spec files under a folder; there may be none. An endpoint that does not load is skipped.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or one of shared types does not load.
    pub fn read(folder: &Path) -> Result<Self, UpdateError> {
        let mut spec = Spec::default();
        if folder.is_dir() {
            let paths = files(folder, &["toml"]);
            for path in paths.map_err(|(path, error)| UpdateError::Read { path, error })? {
                let below = slashed(path.strip_prefix(folder).unwrap_or(&path));
                let Some(name) = spec_name(&below) else {
                    continue;
                };
                let bytes = fs::read(&path).map_err(|error| UpdateError::Read { path, error })?;
                let text = String::from_utf8(bytes).map_err(|e| e.utf8_error().valid_up_to());
                spec.texts.insert(name.to_owned(), text);
            }
        }
        spec.load()?;
        Ok(spec)
    }

    fn load(&mut self) -> Result<(), UpdateError> {
        let (mut types, endpoints): (Vec<&String>, Vec<&String>) =
            self.texts.keys().partition(|name| is_types(name));
        types.sort_by_key(|name| name.matches('/').count());
        for name in types {
            let above = self.types.visible(name);
            let file = match &self.texts[name] {
                Ok(text) => load_types_str(name, text.trim_start_matches('\u{feff}'), &above)
                    .map_err(|errors| MergeError::Broken(errors.render(false))),
                Err(valid) => Err(MergeError::Broken(format!(
                    "the file is not UTF-8 at byte {valid}"
                ))),
            };
            let file = file.map_err(|error| UpdateError::Types {
                file: name.clone(),
                error,
            })?;
            self.types.files.push(file);
        }
        for name in endpoints {
            let Ok(text) = &self.texts[name] else {
                continue;
            };
            if let Ok(endpoint) = load_str_with(name, text, &self.types.visible(name)) {
                self.endpoints.insert(name.clone(), endpoint);
            }
        }
        Ok(())
    }

    /// Keeps the fields and types that callers use, as a minor release must: a field that its page no longer has is assumed to
    /// be deprecated, and a field whose page has another type is assumed to have the old one. Such fields stay in a file until
    /// a person removes them.
    pub fn keeping_fields(self) -> Self {
        Spec {
            keeps_fields: true,
            ..self
        }
    }

    /// The endpoints whose files load, sorted by name.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.endpoints.values()
    }

    /// The text of each file as it is after an update, by its name.
    pub fn texts_after(&self, update: &Update) -> impl Iterator<Item = (String, String)> {
        let mut texts = self.texts.clone();
        for (name, text) in &update.texts {
            match text {
                Some(text) => texts.insert(name.clone(), Ok(text.clone())),
                None => texts.remove(name),
            };
        }
        let texts = texts.into_iter();
        texts.filter_map(|(name, text)| Some((name, text.ok()?)))
    }

    /// Computes how these pages, by the names of their endpoints, change the files. `makes_new` allows new shared
    /// types. Nothing is written.
    ///
    /// # Errors
    ///
    /// Facts of the pages contradict what people wrote in a file of types.
    pub fn update(
        &self,
        pages: BTreeMap<String, Imported>,
        makes_new: bool,
    ) -> Result<Update, UpdateError> {
        let mut pages = pages;
        let mut refused: BTreeMap<String, String> = BTreeMap::new();
        loop {
            let mut update = self.attempt(&self.endpoints, &pages, makes_new)?;
            let failed: BTreeMap<String, String> = update
                .endpoints
                .iter()
                .filter_map(|(name, result)| Some((name.clone(), result.clone().err()?)))
                .collect();
            if let Some((file, why)) = failed.iter().find(|(name, _)| !pages.contains_key(*name)) {
                return Err(UpdateError::Follow {
                    file: file.clone(),
                    why: why.clone(),
                });
            }
            // Without a rejected page, the others may share other types.
            pages.retain(|name, _| !failed.contains_key(name));
            let is_final = failed.is_empty();
            refused.extend(failed);
            if is_final {
                let refused = refused.into_iter().map(|(name, why)| (name, Err(why)));
                update.endpoints.extend(refused);
                return Ok(update);
            }
        }
    }

    /// Like [`update`](Self::update), but a page that cannot be applied is not an error. `files` are the spec files.
    pub(crate) fn attempt(
        &self,
        files: &BTreeMap<String, Endpoint>,
        pages: &BTreeMap<String, Imported>,
        makes_new: bool,
    ) -> Result<Update, UpdateError> {
        let prepared = self.prepare(pages);
        let nothing = (BTreeMap::new(), BTreeSet::new());
        let sources: Vec<Source<'_>> = prepared
            .iter()
            .map(|(name, endpoint)| {
                let page = pages.get(name);
                Source {
                    endpoint,
                    type_names: page.map_or(&nothing.0, |page| &page.type_names),
                    open_types: page.map_or(&nothing.1, |page| &page.open.types),
                    old: files.get(name),
                }
            })
            .collect();
        let sharing = Sharing::new(&sources, makes_new);
        let mut update = Update::default();
        let new = self.update_types(&sharing, &mut update)?;
        let same_types = update.texts.is_empty();
        update.shared = new.files.iter().map(|file| file.types.len()).sum();
        for (index, (name, _)) in prepared.iter().enumerate() {
            let shared = sharing.endpoint(index, &new.visible(name));
            let result = match pages.get(name) {
                Some(page) => self.update_file(name, &shared, page, &mut update),
                None if same_types => continue,
                None => self.follow(name, &shared, &mut update),
            };
            update.endpoints.insert(name.clone(), result);
        }
        for split in sharing.splits() {
            let name = prepared[split.source].0.clone();
            let is = match split.is {
                Some(is) => format!("is now a `{is}`"),
                None => "is now described inline".to_owned(),
            };
            let text = format!(
                "`{}` contradicts its type `{}` and {is}",
                split.table, split.was
            );
            update.splits.push((name, text));
        }
        Ok(update)
    }

    /// Each endpoint according to its page, otherwise its file, with every object inline.
    fn prepare(&self, pages: &BTreeMap<String, Imported>) -> Vec<(String, Endpoint)> {
        let mut prepared: BTreeMap<String, Endpoint> = self
            .endpoints
            .iter()
            .filter(|(name, _)| !pages.contains_key(*name))
            .map(|(name, endpoint)| (name.clone(), share::expand(endpoint)))
            .collect();
        let page = |name: &String| pages.get(name).map(|page| &page.endpoint);
        let files = self.endpoints.iter().filter(|_| self.keeps_fields);
        let elsewhere = Elsewhere::new(files.map(|(name, file)| (file, page(name))));
        for (name, page) in pages {
            let mut endpoint = page.endpoint.clone();
            if let Some(file) = self.endpoints.get(name) {
                let is_part = merge::is_part(file, page);
                let missing = self
                    .keeps_fields
                    .then(|| elsewhere.missing(file, &endpoint));
                share::settle(&mut endpoint, file, &page.open, is_part, missing.as_ref());
            }
            prepared.insert(name.clone(), endpoint);
        }
        prepared.into_iter().collect()
    }

    /// The files of types.
    fn update_types(
        &self,
        sharing: &Sharing<'_>,
        update: &mut Update,
    ) -> Result<TypeFiles, UpdateError> {
        let mut new = TypeFiles::default();
        let mut files = sharing.types();
        files.sort_by_key(|file| file.name.matches('/').count());
        for mut file in files {
            let above = new.visible(&file.name);
            if let Some(old) = self.types.get(&file.name) {
                share::keep_options(&mut file.types, &old.types, self.keeps_fields);
            }
            settle(&mut file, &above);
            let failed = |error| UpdateError::Types {
                file: file.name.clone(),
                error,
            };
            let merged = match self.texts.get(&file.name) {
                Some(Ok(text)) => {
                    let old = self.types.visible(&file.name);
                    let merged = merge::merge_types(text, &file, [&old, &above]).map_err(failed)?;
                    update.note_types(sharing, &file.name, &merged.changes);
                    update.put(&file.name, text, merged.text.clone());
                    merged.text
                }
                _ => {
                    let text = write::types(&file, &above);
                    update.texts.insert(file.name.clone(), Some(text.clone()));
                    text
                }
            };
            let text = merged.trim_start_matches('\u{feff}');
            let loaded = load_types_str(&file.name, text, &above)
                .map_err(|errors| failed(MergeError::Contradiction(errors.render(false))))?;
            new.files.push(loaded);
        }
        for gone in self
            .types
            .files
            .iter()
            .filter(|file| new.get(&file.name).is_none())
        {
            update.texts.insert(gone.name.clone(), None);
            let change = Change {
                kind: Kind::Removed,
                place: Types::FILE.to_owned(),
                text: "no endpoint uses any of its types".to_owned(),
            };
            update.types.push(TypeChange {
                file: gone.name.clone(),
                change,
                reaches: Vec::new(),
            });
        }
        Ok(new)
    }

    /// The file of an endpoint without a page, with the current types.
    fn follow(
        &self,
        name: &str,
        shared: &Endpoint,
        update: &mut Update,
    ) -> Result<Vec<Change>, String> {
        let Some(Ok(old)) = self.texts.get(name) else {
            return Ok(Vec::new());
        };
        let types = self.types.visible(name);
        let merged = merge::follow(name, old, shared, &types).map_err(|e| first_lines(&e))?;
        update.put(name, old, merged.text);
        Ok(merged.changes)
    }

    /// The file of one endpoint.
    fn update_file(
        &self,
        name: &str,
        shared: &Endpoint,
        page: &Imported,
        update: &mut Update,
    ) -> Result<Vec<Change>, String> {
        let old = match self.texts.get(name) {
            None => {
                let new = Endpoint {
                    page_hash: Some(page.page_hash.clone()),
                    ..shared.clone()
                };
                update.put(name, "", write::write(&new));
                return Ok(Vec::new());
            }
            Some(Err(valid)) => return Err(format!("it is not UTF-8 at byte {valid}")),
            Some(Ok(old)) => old,
        };
        let page = Imported {
            endpoint: shared.clone(),
            names: Vec::new(),
            diagnostics: Vec::new(),
            ..page.clone()
        };
        let types = self.types.visible(name);
        let merged = merge::merge_using(name, old, &page, &types).map_err(|e| first_lines(&e))?;
        // A file that was just generated is valid.
        let text = merge::note_page(name, &merged.text, &page).unwrap_or(merged.text);
        update.put(name, old, text);
        Ok(merged.changes)
    }
}

/// How pages change spec files.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Update {
    /// The files that change, by name; `None` for a file to delete.
    pub texts: BTreeMap<String, Option<String>>,
    /// The changes in the file of each existing endpoint, or why it was not changed.
    pub endpoints: BTreeMap<String, Result<Vec<Change>, String>>,
    /// The changes in the files of shared types.
    pub types: Vec<TypeChange>,
    /// The number of shared types.
    pub shared: usize,
    /// Endpoints with uses that now contradict their types.
    pub splits: Vec<(String, String)>,
    /// The fields that now use a shared type.
    pub places: Vec<String>,
}

/// A change of a shared type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TypeChange {
    /// The file, such as `docx/v1/types`.
    pub file: String,
    /// The change.
    #[serde(serialize_with = "as_text")]
    pub change: Change,
    /// The affected endpoints, and the side on which they use the type.
    pub reaches: Vec<String>,
}

fn as_text<S: Serializer>(change: &Change, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(change)
}

impl std::fmt::Display for TypeChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.file, self.change)?;
        match self.reaches.is_empty() {
            true => Ok(()),
            false => write!(f, "; reaches {}", self.reaches.join(", ")),
        }
    }
}

impl Update {
    fn put(&mut self, name: &str, old: &str, new: String) {
        if old != new {
            self.texts.insert(name.to_owned(), Some(new));
        }
    }

    fn note_types(&mut self, sharing: &Sharing<'_>, file: &str, changes: &[Change]) {
        for change in changes {
            let name = change.place.split('.').nth(1).unwrap_or_default();
            let reached = sharing.reaches(file, name).into_iter();
            self.types.push(TypeChange {
                file: file.to_owned(),
                change: change.clone(),
                reaches: reached
                    .map(|(endpoint, sides)| format!("{endpoint} ({})", sides.join(", ")))
                    .collect(),
            });
        }
    }

    /// Writes the files that change.
    ///
    /// # Errors
    ///
    /// A file or folder cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), UpdateError> {
        for (name, text) in &self.texts {
            let path = folder.join(format!("{name}.toml"));
            let failed = |error| UpdateError::Write {
                path: path.clone(),
                error,
            };
            match text {
                Some(text) => replace(&path, text).map_err(failed)?,
                None => fs::remove_file(&path).map_err(failed)?,
            }
        }
        Ok(())
    }
}

/// Whether a file of this name describes shared types.
fn is_types(name: &str) -> bool {
    name.rsplit('/').next() == Some(Types::FILE)
}

/// The first error and its location are enough for a report; checking the file shows all errors.
fn first_lines(error: &MergeError) -> String {
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().take(3).map(str::trim).collect();
    lines.join(" ")
}

/// The maximum number of rounds for reconciling the facts of types.
const ROUNDS: usize = 32;

/// Removes facts from types that are incompatible with them; their uses state these facts.
fn settle(file: &mut TypeFile, above: &Types) {
    for round in 0..ROUNDS {
        let mut visible = above.clone();
        for field in &file.types {
            visible.insert(types::shared(&file.name, field.clone()));
        }
        let problems = check::type_file(file, &visible);
        if problems.is_empty() {
            return;
        }
        for problem in problems {
            let table = &*problem.place.table;
            if let Some(field) = find(Types::FILE, &mut file.types, table) {
                clear(field, &problem.place.key, round);
            }
        }
    }
}

fn clear(field: &mut Field, key: &str, round: usize) {
    match rules::rule(key) {
        Some(rule) => {
            (rule.set)(field, None);
            if let Some(request) = &mut field.request {
                (rule.set)(request, None);
            }
        }
        None if key == "example" => field.example = None,
        // The type always contains itself, or has the name of another type.
        None if round == 0 => {
            field.required = false;
            if let Some(request) = &mut field.request {
                request.required = false;
            }
        }
        None => {
            let own = names::snake_case(&field.name);
            field.rust = Some(format!("{own}_{}", round + 1));
        }
    }
}

/// The field of a table below the table `at`.
fn find<'f>(at: &str, fields: &'f mut [Field], table: &str) -> Option<&'f mut Field> {
    for field in fields {
        if place::table(at, &field.name) == table {
            return Some(field);
        }
        let inside = place::inside(at, field);
        if table.starts_with(&inside)
            && let Some(found) = find(&inside, &mut field.fields, table)
        {
            return Some(found);
        }
    }
    None
}

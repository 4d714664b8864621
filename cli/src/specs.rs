//! Where a command reads spec files: the collection that this crate contains, or a folder. One endpoint costs the time
//! of its own file and of the types that it uses, whatever their number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use larkspec_codegen::model::{Endpoint, Types};
use larkspec_codegen::{Api, Loader, no_endpoint};

use crate::collection;
use crate::in_part;
use crate::output::{Hinted, require_folder};
use crate::sought::Sought;

/// The spec files that a command reads.
#[derive(Clone, Debug)]
pub struct Specs(Origin);

#[derive(Clone, Debug)]
enum Origin {
    Collection,
    Folder { folder: PathBuf, loader: Loader },
}

impl Specs {
    /// All endpoints of the platform, as of the release of this crate.
    pub fn collection() -> Self {
        Specs(Origin::Collection)
    }

    /// The spec files of a folder.
    ///
    /// # Errors
    ///
    /// There is no such folder.
    pub fn folder(folder: &Path) -> anyhow::Result<Self> {
        require_folder("--spec", folder, "pass the folder of the spec files")?;
        Ok(Specs::read_by(folder, Loader::new(folder)))
    }

    /// The spec files of a folder, which `loader` reads.
    pub fn read_by(folder: &Path, loader: Loader) -> Self {
        Specs(Origin::Folder {
            folder: folder.to_owned(),
            loader,
        })
    }

    /// The folder; `None` for the collection.
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Origin::Collection => None,
            Origin::Folder { folder, .. } => Some(folder),
        }
    }

    /// Reads the spec file of one endpoint, by its name or by the path of the file. No other endpoint is read, so errors
    /// in others do not matter. If there is none, it may be a URL, the address of a page, or a name in an SDK.
    ///
    /// # Errors
    ///
    /// Those of the file; or there is none or several, and the error contains similar names.
    pub fn endpoint(&self, name: &str) -> anyhow::Result<Endpoint> {
        let argument = name;
        let name = bare_name(name);
        let found = match &self.0 {
            Origin::Collection => Loader::texts(needed(name)).endpoint(name)?,
            Origin::Folder { loader, .. } => loader.endpoint(name)?,
        };
        if let Some(endpoint) = found {
            return Ok(endpoint);
        }
        if Path::new(argument).is_file() {
            bail!(Hinted::new(
                format!("there is no endpoint `{name}`"),
                "this is a file; an endpoint is given by its name, before any files",
            ));
        }
        // A wrong name has its own error; those of other files only explain why no more was looked up.
        let (mut named, unread) = match self.named(argument) {
            Ok(named) => (named, false),
            Err(_) => (Vec::new(), true),
        };
        match (&*named, &self.0) {
            ([_], _) => Ok(named.remove(0)),
            ([], Origin::Collection) => bail!(missing(&no_endpoint(name, names()))),
            ([], Origin::Folder { loader, .. }) if unread => bail!(Hinted::new(
                loader.no_endpoint(name)?,
                "URLs, pages and names in SDKs were not looked up, because spec files have errors: `larkspec list` \
                 shows them",
            )),
            ([], Origin::Folder { loader, .. }) => bail!(missing(&loader.no_endpoint(name)?)),
            (several, _) => {
                let shown = several
                    .iter()
                    .map(|e| format!("`{}` ({})", e.name, e.http.method));
                let shown: Vec<String> = shown.collect();
                bail!(Hinted::new(
                    format!("`{argument}` fits several endpoints"),
                    format!("name one of them: {}", shown.join(", ")),
                ))
            }
        }
    }

    /// The endpoints that are named by a URL, a path with values in it, the address of a page or the name in an SDK.
    ///
    /// # Errors
    ///
    /// Those of the files, of a folder of all.
    fn named(&self, argument: &str) -> anyhow::Result<Vec<Endpoint>> {
        let sought = Sought::new(argument);
        let found = self.with(std::slice::from_ref(&sought))?;
        let found = found.into_iter().filter(|e| sought.is_whole(e));
        let found = found.filter_map(|endpoint| Some((sought.names(&endpoint)?, endpoint)));
        let found: Vec<(usize, Endpoint)> = found.collect();
        // `/messages/merge_forward` is also `/messages/:message_id` with a value.
        let closest = found.iter().map(|(values, _)| *values).min();
        let closest = found
            .into_iter()
            .filter(|(values, _)| Some(*values) == closest);
        Ok(closest.map(|(_, endpoint)| endpoint).collect())
    }

    /// Reads all spec files.
    ///
    /// # Errors
    ///
    /// Those of all files; or there is no file.
    pub fn api(&self) -> anyhow::Result<Api> {
        let api = self.loader().load()?;
        match self.path() {
            Some(folder) => not_empty(api, folder),
            None => Ok(api),
        }
    }

    /// Rejects a folder without spec files, and reads as little of the files as that takes.
    ///
    /// # Errors
    ///
    /// There is no file, or one that cannot be read.
    pub fn refuse_none(&self) -> anyhow::Result<()> {
        match self.path() {
            Some(folder) if self.loader().list()?.is_empty() => bail!(no_spec_file(folder)),
            _ => Ok(()),
        }
    }

    /// Reads the spec files of those endpoints that `api` has as well, under their names or with the same method and
    /// path. From a folder, all are read, so that errors show.
    ///
    /// # Errors
    ///
    /// Those of the files.
    pub fn of(&self, api: &Api) -> anyhow::Result<Api> {
        if self.path().is_some() {
            return self.api();
        }
        let mut endpoints = Vec::new();
        for Endpoint { name, http, .. } in &api.endpoints {
            match names().any(|known| known == name) {
                true => endpoints.push(self.endpoint(name)?),
                false => {
                    let call = Sought::new(&format!("{} {}", http.method, http.path));
                    endpoints.extend(self.with(&[call])?);
                }
            }
        }
        Ok(Api {
            endpoints,
            ..Api::default()
        })
    }

    /// Reads those endpoints that all of these words name, or whose spec files, or those of the types that they see,
    /// contain them; of a folder all.
    ///
    /// # Errors
    ///
    /// Those of the files.
    pub fn with(&self, words: &[Sought]) -> anyhow::Result<Vec<Endpoint>> {
        if self.path().is_some() || words.is_empty() {
            return Ok(self.api()?.endpoints);
        }
        let files: BTreeMap<&str, String> = collection::files().collect();
        let lower = files
            .iter()
            .map(|(name, text)| (*name, text.to_lowercase()));
        let lower: BTreeMap<&str, String> = lower.collect();
        let has = |name: &&str| {
            words.iter().all(|word| {
                // A method and a path are on two lines of a file.
                let mut parts = word.text().split(' ');
                parts.all(|part| is_in(part, name, &lower)) || word.may_name(name, &lower[name])
            })
        };
        let names: Vec<&str> = names().filter(has).collect();
        match names.is_empty() {
            true => Ok(Vec::new()),
            false => Ok(Loader::texts(files).only(names).load()?.endpoints),
        }
    }

    /// Reads some of the spec files, or lists them.
    pub fn loader(&self) -> Loader {
        match &self.0 {
            Origin::Collection => Loader::texts(collection::files()),
            Origin::Folder { loader, .. } => loader.clone(),
        }
    }
}

/// The error about an endpoint that does not exist, which ends with its hint.
fn missing(error: &str) -> Hinted {
    let (message, hint) = error.rsplit_once("; ").unwrap_or((error, ""));
    match hint.starts_with("did you mean") {
        true => Hinted::new(message, hint),
        // The first of many are of no use.
        false if hint.ends_with(" more") => {
            Hinted::new(message, "`larkspec list WORDS` finds endpoints")
        }
        false => Hinted::new(
            message,
            format!("{hint}; `larkspec list WORDS` finds endpoints"),
        ),
    }
}

/// The names of the collection's endpoints, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    collection::names().filter(|name| !is_types(name))
}

/// The spec file of an endpoint of the collection, and of the files of types that are visible from it the types that it
/// uses.
fn needed(name: &str) -> Vec<(String, String)> {
    let Some(text) = collection::file(name) else {
        return Vec::new();
    };
    let above = above(name).filter(|_| in_part::types_in(&text).next().is_some());
    let types = above.filter_map(|name| collection::file(&name).map(|text| (name, text)));
    let mut files = in_part::used(&text, &types.collect::<Vec<_>>());
    files.push((name.to_owned(), text));
    files
}

/// Whether a text occurs in the name of an endpoint, in its file or in those of the types that it sees.
fn is_in(part: &str, name: &str, files: &BTreeMap<&str, String>) -> bool {
    let has = |file: &str| files.get(file).is_some_and(|text| text.contains(part));
    name.contains(part) || above(name).any(|types| has(&types)) || has(name)
}

/// The names that the files of the types that are visible from an endpoint can have.
fn above(name: &str) -> impl Iterator<Item = String> {
    let folders = name.match_indices('/').map(|(end, _)| &name[..=end]);
    let folders = std::iter::once("").chain(folders);
    folders.map(|folder| format!("{folder}{}", Types::FILE))
}

/// Whether a file with this name describes shared types.
fn is_types(name: &str) -> bool {
    name.rsplit('/').next() == Some(Types::FILE)
}

/// Rejects a folder without spec files, which is probably a mistake.
///
/// # Errors
///
/// The API has no endpoint.
pub fn not_empty(api: Api, folder: &Path) -> anyhow::Result<Api> {
    match api.endpoints.is_empty() {
        true => bail!(no_spec_file(folder)),
        false => Ok(api),
    }
}

/// The error about a folder without spec files.
fn no_spec_file(folder: &Path) -> Hinted {
    let message = format!("there is no spec file (`.toml`) under {}", folder.display());
    Hinted::new(message, "is it the right folder?")
}

/// The endpoint's name, from the path of its spec file.
pub fn bare_name(name: &str) -> &str {
    let bare = name.strip_prefix("spec/").unwrap_or(name);
    bare.strip_suffix(".toml").unwrap_or(bare).trim_matches('/')
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::Loader;

    use super::Specs;

    #[test]
    fn an_endpoint_is_the_same_with_only_the_types_that_it_uses() {
        let whole = Loader::texts(larkspec_spec::files()).load().unwrap();
        let specs = Specs::collection();
        for endpoint in whole.endpoints {
            let mut alone = specs.endpoint(&endpoint.name).unwrap();
            for (name, shared) in alone.types.iter() {
                assert_eq!(endpoint.types.get(name), Some(shared), "{name}");
            }
            alone.types = endpoint.types.clone();
            assert_eq!(alone, endpoint);
        }
    }
}

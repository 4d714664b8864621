//! The golden copy of the generated code: formatted for reading, kept in the repository, and compared with the spec
//! files, so that a review shows what a change means for users.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use crate::model::{Api, Endpoint};
use crate::{bindings, rust, schema};

/// How a golden folder differs from the code generated from the spec files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// A file that is missing.
    Missing(PathBuf),
    /// A file with different content.
    Differs(PathBuf),
    /// A file that is no longer generated.
    Orphan(PathBuf),
}

impl std::fmt::Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stale::Missing(path) => write!(f, "{} is missing", path.display()),
            Stale::Differs(path) => write!(f, "{} is out of date", path.display()),
            Stale::Orphan(path) => write!(f, "{} belongs to no spec file", path.display()),
        }
    }
}

/// The golden files of an API: path below the golden folder → content.
///
/// # Errors
///
/// What was generated is not Rust: a bug in this crate.
pub fn render(api: &Api) -> syn::Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    let sent = crate::types::sent(&api.endpoints);
    for endpoint in &api.endpoints {
        let name = &endpoint.name;
        files.insert(PathBuf::from(format!("{name}.rs")), source(endpoint)?);
        for (kind, schema) in [
            ("request", schema::request(endpoint)),
            ("response", schema::response(endpoint)),
        ] {
            let path = PathBuf::from(format!("{name}.{kind}.schema.json"));
            files.insert(path, schema::text(&schema));
        }
    }
    for file in &api.types {
        let path = PathBuf::from(format!("{}.rs", file.name));
        let content = bindings::types(api, &sent, file);
        files.insert(
            path,
            formatted(content.items, &rust::types_module_docs(file))?,
        );
    }
    Ok(files)
}

/// The Rust source of one endpoint's module, formatted for reading.
///
/// # Errors
///
/// What was generated is not Rust: a bug in this crate.
pub fn source(endpoint: &Endpoint) -> syn::Result<String> {
    let mut docs = rust::module_docs(endpoint);
    let example = rust::example_docs(endpoint, "larkspec");
    docs.extend(example.lines().map(|line| format!(" {line}")));
    formatted(bindings::endpoint(endpoint).items, &docs)
}

/// A module formatted as a file.
fn formatted(items: TokenStream, docs: &[String]) -> syn::Result<String> {
    let mut file: syn::File = syn::parse2(items)?;
    file.attrs = docs
        .iter()
        .map(|line| syn::parse_quote! { #![doc = #line] })
        .collect();
    Ok(prettyplease::unparse(&file))
}

/// How `folder` differs from `files`.
///
/// # Errors
///
/// A file or folder that cannot be read.
pub fn compare(folder: &Path, files: &BTreeMap<PathBuf, String>) -> io::Result<Vec<Stale>> {
    let mut stale = Vec::new();
    for (path, text) in files {
        match fs::read(folder.join(path)) {
            Ok(old) if old == text.as_bytes() => {}
            Ok(_) => stale.push(Stale::Differs(path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                stale.push(Stale::Missing(path.clone()));
            }
            Err(error) => return Err(error),
        }
    }
    let mut present = Vec::new();
    list(folder, Path::new(""), &mut present)?;
    present.sort();
    let orphans = present.into_iter().filter(|path| !files.contains_key(path));
    stale.extend(orphans.map(Stale::Orphan));
    Ok(stale)
}

/// Makes `folder` contain exactly `files`; returns what was out of date.
///
/// # Errors
///
/// A file or folder that cannot be read, written or removed.
pub fn write(folder: &Path, files: &BTreeMap<PathBuf, String>) -> io::Result<Vec<Stale>> {
    let stale = compare(folder, files)?;
    for one in &stale {
        match one {
            Stale::Missing(path) | Stale::Differs(path) => {
                let target = folder.join(path);
                if let Some(parent) = target.parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::write(&target, &files[path])?;
            }
            Stale::Orphan(path) => fs::remove_file(folder.join(path))?,
        }
    }
    Ok(stale)
}

fn list(root: &Path, below: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(root.join(below)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        // Other files there are not generated, so leave them alone.
        let name = entry.file_name();
        let is_ours = [".rs", ".schema.json"]
            .iter()
            .any(|ending| name.to_string_lossy().ends_with(ending));
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
        } else if is_ours {
            files.push(path);
        }
    }
    Ok(())
}

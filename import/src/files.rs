//! Lists the files of a folder by name.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The paths of all files below `dir` with one of these extensions, sorted.
///
/// # Errors
///
/// The folder or file that cannot be read, and why.
pub fn files(dir: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for entry in WalkDir::new(dir) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(dir).to_owned();
            let looped = || io::Error::other("its links lead back to it");
            (path, error.into_io_error().unwrap_or_else(looped))
        })?;
        let has = |own: &OsStr| extensions.iter().any(|extension| own == *extension);
        if !entry.file_type().is_dir() && entry.path().extension().is_some_and(has) {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// A relative path with `/` as separator on all systems.
pub(crate) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

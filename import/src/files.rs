//! Lists the files of a folder by name, and replaces a file in one step.

use std::ffi::OsStr;
use std::fs;
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

/// Replaces the content of a file, or creates it and its folder. If this fails, the old content remains: in a spec file is
/// the work of people, and a full disk must not cost it.
///
/// # Errors
///
/// The folder or the file cannot be written.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // A symbolic link stays a link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let unfinished = path.with_extension("part");
    let written = fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, &path));
    if written.is_err() {
        // If this fails as well, the file does no harm.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{files, replace};

    #[test]
    fn a_file_keeps_its_content_if_it_cannot_be_replaced() {
        let folder = std::env::temp_dir().join(format!("larkspec-replace-{}", std::process::id()));
        let path = folder.join("a/list.toml");
        replace(&path, "old").unwrap();
        // Where the new content would go first.
        fs::create_dir(folder.join("a/list.part")).unwrap();
        assert!(replace(&path, "new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        fs::remove_dir(folder.join("a/list.part")).unwrap();
        replace(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(
            files(&folder, &["part"]).unwrap(),
            [] as [std::path::PathBuf; 0]
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}

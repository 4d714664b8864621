//! Combines the spec files into one text in `OUT_DIR`, with the end of each.
//!
//! The library contains the text, so nothing that is built from it refers to this folder.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=.");
    let mut files = Vec::new();
    list(Path::new("."), "", &mut files).map_err(|error| at(Path::new("."), &error))?;
    files.sort();
    let mut texts = String::new();
    let mut ends = String::from("&[\n");
    for (name, path) in files {
        texts.push_str(&fs::read_to_string(&path).map_err(|error| at(&path, &error))?);
        // Writing to a string cannot fail.
        let _ = writeln!(ends, "    ({name:?}, {}),", texts.len());
    }
    ends.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("texts"), texts)?;
    fs::write(out.join("ends.rs"), ends)
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("spec/{}: {error}", path.display()))
}

/// The spec files under a folder: name and path.
fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if let Some(stem) = name.strip_suffix(".toml")
            && !(prefix.is_empty() && stem == "Cargo")
        {
            files.push((format!("{prefix}{stem}"), entry.path()));
        }
    }
    Ok(())
}

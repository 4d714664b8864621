//! Which files the arguments stand for: a file, every payload below a folder, the matches of a pattern, or stdin.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// An input: a file that exists or may exist, or an argument that stands for none.
pub type Input = Result<PathBuf, (PathBuf, io::Error)>;

/// The name for standard input.
pub const STDIN: &str = "-";

/// The inputs that the arguments stand for, in their order; those of one argument sorted by path.
pub fn all(arguments: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for argument in arguments {
        match some(argument) {
            Ok(files) => inputs.extend(files.into_iter().map(Ok)),
            Err(error) => inputs.push(Err((argument.clone(), error))),
        }
    }
    inputs
}

fn some(argument: &Path) -> io::Result<Vec<PathBuf>> {
    if argument.as_os_str() == STDIN {
        return Ok(vec![argument.to_owned()]);
    }
    let found = match (argument.is_dir(), pattern(argument)) {
        (true, _) => below(argument)?,
        (false, Some(pattern)) => matches(pattern)?,
        (false, None) => return Ok(vec![argument.to_owned()]),
    };
    match found.is_empty() {
        true => Err(io::Error::new(
            ErrorKind::NotFound,
            "it contains no payload: no file whose name ends with .json, .ndjson or .jsonl, or with .gz after one of these",
        )),
        false => Ok(found),
    }
}

/// The argument as a pattern, unless it is a file. Not every shell resolves patterns, and none do in quotes.
fn pattern(argument: &Path) -> Option<&str> {
    let text = argument.to_str()?;
    (text.contains(['*', '?', '[']) && !argument.exists()).then_some(text)
}

/// The files that match, and the payloads below the folders that match.
fn matches(pattern: &str) -> io::Result<Vec<PathBuf>> {
    let invalid = |error: glob::PatternError| io::Error::new(ErrorKind::InvalidInput, error);
    let paths = glob::glob(pattern).map_err(invalid)?;
    let mut found = Vec::new();
    let mut is_there = false;
    for path in paths {
        is_there = true;
        let path = path.map_err(io::Error::from)?;
        match path.is_dir() {
            true => found.extend(below(&path)?),
            false => found.push(path),
        }
    }
    match is_there {
        true => Ok(found),
        false => Err(io::Error::new(ErrorKind::NotFound, "no file matches")),
    }
}

/// The payloads below a folder. Hidden files and folders are left out, and links to folders are not followed.
fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let at =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(at)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        match entry.file_type().map_err(at)?.is_dir() {
            true => files.extend(below(&path)?),
            false if is_payload(&path) => files.push(path),
            false => {}
        }
    }
    Ok(files)
}

/// Whether the name is that of a payload, or of several.
fn is_payload(path: &Path) -> bool {
    has_extension(&unpacked(path), "json") || is_ndjson(path)
}

/// Whether the name means that there is one document per line.
pub fn is_ndjson(path: &Path) -> bool {
    let unpacked = unpacked(path);
    has_extension(&unpacked, "ndjson") || has_extension(&unpacked, "jsonl")
}

/// Whether the name means that the file is compressed.
pub fn is_packed(path: &Path) -> bool {
    has_extension(path, "gz")
}

/// The name without that of a compression.
fn unpacked(path: &Path) -> PathBuf {
    match is_packed(path) {
        true => path.with_extension(""),
        false => path.to_owned(),
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

//! Writes files in a single step, so that a crash leaves the old file or the new one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::{Error, ErrorKind};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// According to the process's defaults.
    Usual,
    /// Only the owner, if the system supports that.
    Owner,
}

/// Replaces a file in one step: if the program or the machine stops, the file has either the old content or the new
/// one.
pub(crate) fn replace(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    // A symbolic link stays a link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = beside(&path);
    let written = write(&beside, content, readers).and_then(|()| {
        fs::rename(&beside, &path)?;
        sync_folder(&path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A name that no other process or thread writes to.
fn beside(path: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    with_suffix(path, &format!(".{}-{count}.new", std::process::id()))
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = OsString::from(path);
    path.push(suffix);
    path.into()
}

/// Opens a file, and creates it if it does not exist.
pub(crate) fn open(options: &mut OpenOptions, path: &Path, readers: Readers) -> io::Result<File> {
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let _ = readers;
    options.open(path)
}

fn write(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    let mut file = open(File::options().write(true).create_new(true), path, readers)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the renaming of a file durable.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The error for a file that cannot be read or written.
pub(crate) fn failure(action: &str, what: &str, path: &Path, error: io::Error) -> Error {
    let path = one_line(&path.display().to_string(), 300);
    let detail = format!("cannot {action} the {what} {path}: {error}");
    Inner {
        source: Some(Box::new(error)),
        ..Inner::new(ErrorKind::Storage, detail)
    }
    .into()
}

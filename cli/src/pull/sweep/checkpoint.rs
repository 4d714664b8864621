//! The checkpoint file, locked against other runs.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use larkspec::sweep::Checkpoint;

use crate::output::Hinted;

/// A checkpoint file. While this value exists, no other run uses the file.
pub struct CheckpointFile {
    path: PathBuf,
    /// Locked while it is open. It is a separate file because the checkpoint file is replaced.
    _lock: File,
}

impl CheckpointFile {
    /// Locks the file, which may not exist yet.
    pub fn lock(path: &Path) -> anyhow::Result<Self> {
        if path.is_dir() {
            bail!(
                "the checkpoint {} is a folder; name a file in it",
                path.display()
            );
        }
        let beside = with_suffix(path, ".lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&beside)
            .with_context(|| format!("cannot lock the checkpoint {}", path.display()))?;
        lock_or_say(&lock, "checkpoint", path)?;
        let file = CheckpointFile {
            path: path.to_owned(),
            _lock: lock,
        };
        file.remove_leftovers();
        Ok(file)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the checkpoint; `None` if there is none yet.
    pub fn load(&self) -> anyhow::Result<Option<Checkpoint>> {
        Ok(Checkpoint::load(&self.path)?)
    }

    /// Replaces the checkpoint in one step.
    pub fn save(&self, checkpoint: &Checkpoint) -> anyhow::Result<()> {
        Ok(checkpoint.save(&self.path)?)
    }

    /// Removes files left by runs that were killed while saving.
    fn remove_leftovers(&self) {
        let (Some(name), Ok(entries)) = (self.path.file_name(), folder(&self.path).read_dir())
        else {
            return;
        };
        let mut prefix = name.to_string_lossy().into_owned();
        prefix.push('.');
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_leftover = name
                .to_str()
                .and_then(|name| name.strip_prefix(&prefix)?.strip_suffix(".new"))
                .is_some_and(|process| process.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
            if is_leftover {
                // If this fails, the file does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Locks a file, or reports that another run has locked it.
pub fn lock_or_say(file: &File, what: &str, path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => bail!(Hinted::new(
            format!("another run uses the {what} {shown}"),
            "wait until it has ended, or give this run files of its own",
        )),
        // Some network file systems do not support locks.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock the {what} {shown}"))
        }
    }
}

/// A path with a suffix after its name.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = OsString::from(path);
    path.push(suffix);
    path.into()
}

/// Makes the creation or the renaming of a file durable.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder(path))?.sync_all()
}

#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

//! Where items go: to stdout, to a device or pipe, or to a file that appears when it is complete.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::output;

/// The error if nobody reads stdout any longer.
pub const CLOSED: &str = "standard output was closed; the output is incomplete";

/// The destination of items.
pub enum Output {
    Stdout(output::Output),
    /// A device or a pipe, which must not be replaced by a file.
    Stream(PathBuf, File),
    File(Part),
}

/// A file that is not complete yet. It is removed unless it is finished.
pub struct Part {
    path: PathBuf,
    part: PathBuf,
    /// Locked against other runs while it is open.
    file: File,
    is_finished: bool,
}

impl Output {
    /// Opens the file, or stdout.
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Output::Stdout(output::stdout()));
        };
        let shown = path.display();
        // Of what a link leads to.
        let Ok(metadata) = fs::metadata(path) else {
            if path.is_symlink() {
                bail!("--out {shown}: this link leads nowhere; name the file itself");
            }
            return Ok(Output::File(Part::open(path)?));
        };
        if metadata.is_dir() {
            bail!("--out {shown}: this is a folder; name a file in it");
        }
        let cannot_write = || format!("cannot write {shown}");
        match metadata.is_file() {
            // The file is replaced where it is, and a link stays one.
            true => {
                let file = fs::canonicalize(path).with_context(cannot_write)?;
                Ok(Output::File(Part::open(&file)?))
            }
            false => {
                let stream = File::options().write(true).open(path);
                Ok(Output::Stream(
                    path.to_owned(),
                    stream.with_context(cannot_write)?,
                ))
            }
        }
    }

    /// Writes items. If nobody reads stdout any longer, that is an error: there is no use in requesting more.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Output::Stdout(stdout) => {
                stdout.write_all(bytes)?;
                stdout.flush()?;
                if stdout.is_closed() {
                    bail!(CLOSED);
                }
            }
            Output::Stream(path, stream) => {
                let written = stream.write_all(bytes);
                written.with_context(|| format!("cannot write {}", path.display()))?;
            }
            Output::File(part) => {
                let written = part.file.write_all(bytes);
                written.with_context(|| format!("cannot write {}", part.part.display()))?;
            }
        }
        Ok(())
    }

    /// Makes the output complete.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Output::Stdout(_) | Output::Stream(..) => Ok(()),
            Output::File(mut part) => {
                let synced = part.file.sync_all();
                synced
                    .and_then(|()| fs::rename(&part.part, &part.path))
                    .with_context(|| format!("cannot write {}", part.path.display()))?;
                part.is_finished = true;
                Ok(())
            }
        }
    }
}

impl Part {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let mut part = OsString::from(path);
        part.push(".part");
        let part = PathBuf::from(part);
        let open = || -> io::Result<File> {
            File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&part)
        };
        let file = open().with_context(|| format!("cannot write {}", part.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another run writes {}; wait until it has ended",
                    path.display()
                )
            }
            // Some network file systems do not support locks.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", part.display()));
            }
        }
        // That run has ended since the file was opened, and the file is its result.
        if !part.exists() {
            bail!("another run has just written {}", path.display());
        }
        file.set_len(0)
            .with_context(|| format!("cannot write {}", part.display()))?;
        Ok(Part {
            path: path.to_owned(),
            part,
            file,
            is_finished: false,
        })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_finished {
            // If this fails, the next run overwrites it.
            let _ = fs::remove_file(&self.part);
        }
    }
}

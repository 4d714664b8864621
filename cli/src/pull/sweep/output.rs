//! The destination of the codes of a sweep: standard output, or a file that is kept in step with the checkpoint.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, StdoutLock, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use larkspec::sweep::Checkpoint;

use super::checkpoint::{lock_or_say, sync_folder};
use crate::output::Hinted;

/// How much a file may contain beyond the checkpoint: the codes of one window (the default of
/// `SweepBuilder::window_items`) and a partial line.
const MOST_AHEAD: u64 = 5001;

/// An output that matches the checkpoint. It has not been changed yet.
pub enum Prepared {
    Stdout(StdoutLock<'static>),
    File {
        path: PathBuf,
        file: File,
        /// The end of the codes that the checkpoint knows.
        end: u64,
    },
}

impl Prepared {
    /// The file of `--out`, otherwise standard output.
    pub fn new(
        out: Option<&Path>,
        kept: Option<&Checkpoint>,
        checkpoint: Option<&Path>,
    ) -> anyhow::Result<Self> {
        match out {
            Some(path) if Some(path) == checkpoint => bail!(
                "{} cannot hold both the codes and the checkpoint",
                path.display()
            ),
            Some(path) => Prepared::file(path, kept),
            None => Prepared::stdout(kept, checkpoint),
        }
    }

    /// Rejects an empty file if codes have been delivered according to the checkpoint: most likely the shell has just
    /// truncated it, and continuing would make it look complete.
    fn stdout(kept: Option<&Checkpoint>, checkpoint: Option<&Path>) -> anyhow::Result<Self> {
        let given = kept.map_or(0, Checkpoint::given);
        let stdout = io::stdout().lock();
        if let (1.., Some(path)) = (given, checkpoint)
            && let Some(file) = regular_file(&stdout)?
            && file.metadata()?.len() == 0
        {
            bail!(Hinted::new(
                format!(
                    "stdout is an empty file, but the checkpoint {} says that {given} codes have been delivered",
                    path.display()
                ),
                "to continue, append to the file that has them (`>>` instead of `>`), or use --out FILE; for a file \
                 with only new codes, use `… | cat > FILE`; if the file was emptied by mistake, remove the \
                 checkpoint to pull all codes again",
            ));
        }
        Ok(Prepared::Stdout(stdout))
    }

    /// Rejects a file without the codes that were delivered according to the checkpoint.
    fn file(path: &Path, kept: Option<&Checkpoint>) -> anyhow::Result<Self> {
        let cannot_write = || format!("cannot write the codes to {}", path.display());
        if path.exists() && !path.is_file() {
            bail!(
                "{}: it is not a regular file, so it cannot be kept in step with a checkpoint",
                cannot_write()
            );
        }
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .with_context(cannot_write)?;
        lock_or_say(&file, "output", path)?;
        let lines = Lines::count(&file, kept.map(Checkpoint::given)).with_context(cannot_write)?;
        lines.check(path, kept)?;
        Ok(Prepared::File {
            path: path.to_owned(),
            file,
            end: lines.end,
        })
    }

    /// Truncates the file to the state of the checkpoint, and prepares to append.
    pub fn begin(self) -> anyhow::Result<Output> {
        let (path, mut file, end) = match self {
            Prepared::Stdout(stdout) => return Ok(Output::Stdout(stdout)),
            Prepared::File { path, file, end } => (path, file, end),
        };
        let begun = file
            .set_len(end)
            .and_then(|()| file.seek(SeekFrom::Start(end)))
            .and_then(|_| file.sync_all())
            .and_then(|()| sync_folder(&path));
        begun.with_context(|| format!("cannot write the codes to {}", path.display()))?;
        Ok(Output::File(file))
    }
}

/// The destination of codes, one per line.
pub enum Output {
    Stdout(StdoutLock<'static>),
    File(File),
}

impl Output {
    /// Whether the output is a regular file that a shell has opened.
    pub fn is_redirected(&self) -> bool {
        match self {
            Output::Stdout(stdout) => matches!(regular_file(stdout), Ok(Some(_))),
            Output::File(_) => false,
        }
    }

    /// Writes codes, one per line.
    pub fn write(&mut self, codes: &[String]) -> io::Result<()> {
        // Writes whole lines, and never more than a pipe accepts atomically (512 bytes in POSIX, 4,096 on Linux), so
        // that readers never see half a code, not even after a kill.
        const PIECE: usize = 512;
        let mut lines = String::new();
        for code in codes {
            if lines.len() + code.len() + 1 > PIECE {
                self.write_all(&lines)?;
                lines.clear();
            }
            lines.extend([code, "\n"]);
        }
        self.write_all(&lines)?;
        match self {
            Output::Stdout(stdout) => stdout.flush(),
            Output::File(_) => Ok(()),
        }
    }

    fn write_all(&mut self, lines: &str) -> io::Result<()> {
        match self {
            Output::Stdout(stdout) => stdout.write_all(lines.as_bytes()),
            Output::File(file) => file.write_all(lines.as_bytes()),
        }
    }

    /// Syncs the output to the disk if it is a file.
    pub fn sync(&self) -> io::Result<()> {
        match self {
            Output::Stdout(stdout) => match regular_file(stdout)? {
                Some(file) => file.sync_data(),
                None => Ok(()),
            },
            Output::File(file) => file.sync_data(),
        }
    }
}

/// The lines of a file.
struct Lines {
    /// The number of whole lines, at most as many as the checkpoint knows.
    known: u64,
    /// The end of these lines.
    end: u64,
    /// The size of the rest: lines, and possibly a partial one.
    ahead: u64,
}

impl Lines {
    /// Counts them; without a checkpoint, none is known.
    fn count(file: &File, given: Option<u64>) -> io::Result<Lines> {
        let mut reader = BufReader::new(file);
        let mut lines = Lines {
            known: 0,
            end: 0,
            ahead: 0,
        };
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            match lines.known < given.unwrap_or(0) && line.ends_with(b"\n") {
                true => {
                    lines.known += 1;
                    lines.end += line.len() as u64;
                }
                false => lines.ahead += 1,
            }
            line.clear();
        }
        Ok(lines)
    }

    /// Whether they can be the lines of the checkpoint.
    fn check(&self, path: &Path, kept: Option<&Checkpoint>) -> anyhow::Result<()> {
        let path = path.display();
        let (problem, hint) = match kept.map(Checkpoint::given) {
            None if self.ahead > 0 => (
                format!("{path} has lines, but there is no checkpoint for them"),
                "choose another file, or remove this one",
            ),
            Some(given) if self.known < given => (
                format!(
                    "{path} has {} whole lines, but the checkpoint says that {given} codes have been delivered",
                    self.known
                ),
                "use the file that has them, or remove the checkpoint and the file to pull all of them again",
            ),
            Some(given) if self.ahead > MOST_AHEAD => (
                format!(
                    "{path} has {} lines, but the checkpoint says that only {given} codes have been delivered",
                    self.known + self.ahead
                ),
                "it is not the file that belongs to the checkpoint, so nothing was cut off",
            ),
            _ => return Ok(()),
        };
        bail!(Hinted::new(problem, hint))
    }
}

/// Standard output, if it is a regular file.
fn regular_file(stdout: &StdoutLock<'_>) -> io::Result<Option<File>> {
    let file = stdout_as_file(stdout)?;
    match file.metadata()?.is_file() {
        true => Ok(Some(file)),
        false => Ok(None),
    }
}

#[cfg(unix)]
fn stdout_as_file(stdout: &StdoutLock<'_>) -> io::Result<File> {
    use std::os::fd::AsFd as _;

    Ok(File::from(stdout.as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn stdout_as_file(stdout: &StdoutLock<'_>) -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;

    Ok(File::from(stdout.as_handle().try_clone_to_owned()?))
}

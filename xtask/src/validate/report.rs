//! Writes violations, in the order of the input, whichever thread finds them.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;
use larkspec_shape::{SyntaxError, Violation};
use serde::Serialize;

/// How violations are written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A line each, as a compiler writes them
    Text,
    /// A JSON object each
    Json,
}

/// The output, shared between threads.
pub struct Report {
    format: Format,
    max_errors: u64,
    quiet: bool,
    progress: ProgressBar,
    /// Whether a progress bar and the violations are on one terminal.
    shared_terminal: bool,
    /// The number of the batch whose turn it is.
    turn: Mutex<Option<u64>>,
    turned: Condvar,
    /// How many violations have been written.
    shown: AtomicU64,
}

/// Where a document stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub file: &'a str,
    pub line: Option<u64>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(self.file),
        }
    }
}

impl Report {
    pub fn new(
        format: Format,
        max_errors: Option<u64>,
        quiet: bool,
        progress: ProgressBar,
    ) -> Self {
        Report {
            format,
            max_errors: max_errors.unwrap_or(u64::MAX),
            quiet,
            shared_terminal: !progress.is_hidden() && io::stdout().is_terminal(),
            progress,
            turn: Mutex::new(Some(0)),
            turned: Condvar::new(),
            shown: AtomicU64::new(0),
        }
    }

    /// What is found in the batch of this number. `buffer` is memory to be used.
    pub fn turn(&self, batch: u64, buffer: Vec<u8>) -> Turn<'_> {
        Turn {
            report: self,
            batch,
            buffer,
            finished: false,
        }
    }

    /// How many violations have been written.
    pub fn shown(&self) -> u64 {
        self.shown.load(Ordering::Relaxed)
    }

    /// Waits until the batch's turn has come.
    fn wait(&self, batch: u64) -> io::Result<()> {
        let mut turn = self.lock();
        while turn.is_some_and(|turn| turn < batch) {
            turn = self
                .turned
                .wait(turn)
                .unwrap_or_else(PoisonError::into_inner);
        }
        match *turn {
            Some(_) => Ok(()),
            // Another thread could not write, and says why.
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<u64>> {
        // The turn is a plain number: a panic elsewhere does not leave it half written.
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the turn to the next batch, or, when the work has failed, ends all waiting.
    fn pass_turn(&self, next: Option<u64>) {
        *self.lock() = next;
        self.turned.notify_all();
    }
}

/// How much text is gathered before a thread waits for its turn.
const GATHERED: usize = 256 << 10;

/// What is found in one batch.
pub struct Turn<'r> {
    report: &'r Report,
    batch: u64,
    buffer: Vec<u8>,
    finished: bool,
}

impl Turn<'_> {
    /// Whether nothing but the verdict is asked for.
    pub fn is_quiet(&self) -> bool {
        self.report.quiet
    }

    pub fn violation(&mut self, place: Place<'_>, violation: &Violation) -> io::Result<()> {
        if self.is_enough() {
            return Ok(());
        }
        match self.report.format {
            Format::Text => writeln!(self.buffer, "{place}: {violation}")?,
            Format::Json => {
                self.object(&Object {
                    file: place.file,
                    line: place.line,
                    column: None,
                    pointer: Some(violation.pointer()),
                    property: violation.property().as_deref(),
                    rule: violation.rule().as_str(),
                    expected: Some(violation.expected()).filter(|text| !text.is_empty()),
                    found: Some(violation.found()).filter(|text| !text.is_empty()),
                    message: &violation.message(),
                })?;
            }
        }
        self.flush_when_full()
    }

    pub fn syntax(&mut self, place: Place<'_>, error: &SyntaxError) -> io::Result<()> {
        if self.is_quiet() || self.is_enough() {
            return Ok(());
        }
        let line = place.line.unwrap_or(error.line as u64);
        match self.report.format {
            Format::Text => writeln!(
                self.buffer,
                "{}:{line}:{}: not JSON: {}",
                place.file, error.column, error.message
            )?,
            Format::Json => self.object(&Object {
                file: place.file,
                line: Some(line),
                column: Some(error.column),
                pointer: None,
                property: None,
                rule: "syntax",
                expected: None,
                found: None,
                message: &error.message,
            })?,
        }
        self.flush_when_full()
    }

    /// Tells of what could not be read, on stderr, among the violations where it belongs.
    pub fn error(&mut self, place: Place<'_>, message: &str) -> io::Result<()> {
        self.flush()?;
        self.report.progress.suspend(|| {
            // There is nobody left to tell if this fails.
            let _ = writeln!(io::stderr(), "error: {place}: {message}");
        });
        Ok(())
    }

    /// Writes what is left, in turn, and gives the buffer back.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        self.flush()?;
        self.finished = true;
        self.report.pass_turn(Some(self.batch + 1));
        Ok(std::mem::take(&mut self.buffer))
    }

    /// Whether as many violations have been written as are wanted.
    fn is_enough(&self) -> bool {
        self.report.shown() >= self.report.max_errors
    }

    fn object(&mut self, object: &Object<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.buffer, object)?;
        self.buffer.push(b'\n');
        Ok(())
    }

    fn flush_when_full(&mut self) -> io::Result<()> {
        if self.buffer.len() < GATHERED {
            return Ok(());
        }
        self.flush()
    }

    /// Waits for the turn, and keeps it.
    fn flush(&mut self) -> io::Result<()> {
        self.report.wait(self.batch)?;
        let shown = self.report.shown();
        // A violation is one line.
        let ends = memchr::memchr_iter(b'\n', &self.buffer);
        let mut lines = 0;
        let mut end = 0;
        for at in ends.take(usize::try_from(self.report.max_errors - shown).unwrap_or(usize::MAX)) {
            lines += 1;
            end = at + 1;
        }
        self.report.shown.store(shown + lines, Ordering::Relaxed);
        let text = &self.buffer[..end];
        if !text.is_empty() {
            let write = || io::stdout().lock().write_all(text);
            match self.report.shared_terminal {
                true => self.report.progress.suspend(write)?,
                false => write()?,
            }
        }
        self.buffer.clear();
        Ok(())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // An error, or a panic: the other threads must not wait for a turn that never comes.
        if !self.finished {
            self.report.pass_turn(None);
        }
    }
}

/// A violation as JSON.
#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<&'a str>,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    message: &'a str,
}

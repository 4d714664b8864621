//! Writes violations in the order of the input, whichever thread finds them.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;
use larkspec_shape::{SyntaxError, Violation};
use serde::Serialize;

use super::array::At;
use crate::output;

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
    /// Whether a progress bar and the violations share a terminal.
    shared_terminal: bool,
    turns: Mutex<Turns>,
    turned: Condvar,
    /// How many violations have been written.
    shown: AtomicU64,
    /// Whether the reader of the output has closed it; violations are then only counted.
    closed: AtomicBool,
}

/// Which batch may write.
struct Turns {
    /// The number of the current batch; `None` if the work has ended early.
    next: Option<u64>,
    /// Why it has, if the output could not be written.
    failure: Option<io::Error>,
}

/// The work has ended early because the output could not be written.
pub struct Stopped;

/// The location of a document.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub file: &'a str,
    pub line: Option<u64>,
    /// The location in an array of documents.
    pub item: Option<At>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.item) {
            (Some(line), _) => write!(f, "{}:{line}", self.file),
            (None, Some(item)) => write!(f, "{}[{}]", self.file, item.index),
            (None, None) => f.write_str(self.file),
        }
    }
}

/// How many violations were written.
pub enum Shown {
    Some(u64),
    /// It is unknown how many were read before the reader closed the output.
    UntilClosed,
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
            turns: Mutex::new(Turns {
                next: Some(0),
                failure: None,
            }),
            turned: Condvar::new(),
            shown: AtomicU64::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Starts the report for the batch with this number. `buffer` is memory to reuse.
    pub fn turn(&self, batch: u64, buffer: Vec<u8>) -> Turn<'_> {
        Turn {
            report: self,
            batch,
            buffer,
            finished: false,
        }
    }

    /// Whether the reader of the output has closed it.
    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// How many violations have been written.
    pub fn shown(&self) -> Shown {
        match self.is_closed() {
            true => Shown::UntilClosed,
            false => Shown::Some(self.written()),
        }
    }

    fn written(&self) -> u64 {
        self.shown.load(Ordering::Relaxed)
    }

    /// Why the output could not be written.
    pub fn failure(&self) -> io::Error {
        let failure = self.lock().failure.take();
        failure.unwrap_or_else(|| io::Error::other("the work has ended early"))
    }

    /// Waits for the batch's turn.
    fn wait(&self, batch: u64) -> Result<(), Stopped> {
        let mut turns = self.lock();
        while turns.next.is_some_and(|next| next < batch) {
            turns = self
                .turned
                .wait(turns)
                .unwrap_or_else(PoisonError::into_inner);
        }
        match turns.next {
            Some(_) => Ok(()),
            None => Err(Stopped),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Turns> {
        // The fields are set independently, so a panic elsewhere does not leave them inconsistent.
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes the turn to the next batch or, if the work has failed, ends all waits.
    fn pass_turn(&self, next: Option<u64>) {
        self.lock().next = next;
        self.turned.notify_all();
    }

    fn write(&self, text: &[u8]) -> io::Result<()> {
        let write = || {
            let mut stdout = output::stdout();
            stdout.write_all(text)?;
            stdout.flush()?;
            self.closed.store(stdout.is_closed(), Ordering::Relaxed);
            Ok(())
        };
        match self.shared_terminal {
            true => self.progress.suspend(write),
            false => write(),
        }
    }
}

/// How much text a thread collects before it waits for its turn.
const GATHERED: usize = 256 << 10;

/// The report for one batch.
pub struct Turn<'r> {
    report: &'r Report,
    batch: u64,
    buffer: Vec<u8>,
    finished: bool,
}

impl Turn<'_> {
    /// Whether only the verdict is requested.
    pub fn is_quiet(&self) -> bool {
        self.report.quiet
    }

    pub fn violation(&mut self, place: Place<'_>, violation: &Violation) -> Result<(), Stopped> {
        if self.is_enough() {
            return Ok(());
        }
        match self.report.format {
            Format::Text => self.line(format_args!("{place}: {violation}")),
            Format::Json => {
                self.object(&Object {
                    file: place.file,
                    line: place.line,
                    item: place.item.map(|item| item.index),
                    column: None,
                    pointer: Some(violation.pointer()),
                    property: violation.property().as_deref(),
                    rule: violation.rule().as_str(),
                    expected: Some(violation.expected()).filter(|text| !text.is_empty()),
                    found: Some(violation.found()).filter(|text| !text.is_empty()),
                    message: &violation.message(),
                });
            }
        }
        self.flush_when_full()
    }

    pub fn syntax(&mut self, place: Place<'_>, error: &SyntaxError) -> Result<(), Stopped> {
        if self.is_quiet() || self.is_enough() {
            return Ok(());
        }
        let line = place.line.unwrap_or(error.line as u64);
        match self.report.format {
            Format::Text => self.line(format_args!(
                "{}:{line}:{}: not JSON: {}",
                place.file, error.column, error.message
            )),
            Format::Json => self.object(&Object {
                file: place.file,
                line: Some(line),
                item: place.item.map(|item| item.index),
                column: Some(error.column),
                pointer: None,
                property: None,
                rule: "syntax",
                expected: None,
                found: None,
                message: &error.message,
            }),
        }
        self.flush_when_full()
    }

    /// Reports input that could not be read on stderr, in order with the violations.
    pub fn error(&mut self, place: Place<'_>, message: &str) -> Result<(), Stopped> {
        self.flush()?;
        self.report.progress.suspend(|| {
            output::problem(&format!("{place}: {message}"), None);
        });
        Ok(())
    }

    /// Writes the rest in turn, and returns the buffer.
    pub fn finish(mut self) -> Result<Vec<u8>, Stopped> {
        self.flush()?;
        self.finished = true;
        self.report.pass_turn(Some(self.batch + 1));
        Ok(std::mem::take(&mut self.buffer))
    }

    /// The number of the batch.
    pub fn batch(&self) -> u64 {
        self.batch
    }

    /// Whether the requested number of violations has been written.
    fn is_enough(&self) -> bool {
        self.report.written() >= self.report.max_errors || self.report.is_closed()
    }

    fn line(&mut self, line: fmt::Arguments<'_>) {
        // Writing to a vector does not fail.
        let _ = writeln!(self.buffer, "{line}");
    }

    fn object(&mut self, object: &Object<'_>) {
        // Serializing plain texts and numbers does not fail either.
        let _ = serde_json::to_writer(&mut self.buffer, object);
        self.buffer.push(b'\n');
    }

    fn flush_when_full(&mut self) -> Result<(), Stopped> {
        if self.buffer.len() < GATHERED {
            return Ok(());
        }
        self.flush()
    }

    /// Waits for the turn, and keeps it.
    fn flush(&mut self) -> Result<(), Stopped> {
        self.report.wait(self.batch)?;
        let shown = self.report.written();
        // A violation is one line.
        let ends = memchr::memchr_iter(b'\n', &self.buffer);
        let mut lines = 0;
        let mut end = 0;
        for at in ends.take(usize::try_from(self.report.max_errors - shown).unwrap_or(usize::MAX)) {
            lines += 1;
            end = at + 1;
        }
        if end > 0 && !self.report.is_closed() {
            if let Err(error) = self.report.write(&self.buffer[..end]) {
                self.report.lock().failure.get_or_insert(error);
                return Err(Stopped);
            }
            self.report.shown.store(shown + lines, Ordering::Relaxed);
        }
        self.buffer.clear();
        Ok(())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // After an error or a panic, other threads must not wait forever.
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
    item: Option<u64>,
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

//! Checks batches on all threads. Each thread takes the next batch, checks it, and writes the results when it is its
//! turn.

use std::io;
use std::sync::Mutex;
use std::thread;

use larkspec_shape::{CheckError, Checker, SyntaxError};

use super::array;
use super::hint::{Elsewhere, Times};
use super::input::{Batch, Inputs, Work};
use super::ndjson;
use super::report::{Place, Report, Stopped, Turn};
use super::tally::Tally;

/// For the stack: the engine recurses as deeply as JSON may be nested.
const STACK: usize = 8 << 20;

/// What to check documents against.
#[derive(Clone, Copy)]
pub struct Checkers<'c> {
    pub checker: Checker<'c>,
    /// Finds the times of a document.
    pub times: (&'c Times, Checker<'c>),
    pub elsewhere: &'c Elsewhere<'c>,
}

pub fn work(
    checkers: Checkers<'_>,
    inputs: Inputs,
    report: &Report,
    threads: usize,
) -> io::Result<Tally> {
    let inputs = Mutex::new(inputs);
    let inputs = &inputs;
    if threads == 1 {
        return one_thread(checkers, inputs, report).map_err(|Stopped| report.failure());
    }
    let mut total = Tally::default();
    let mut stopped = false;
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..threads {
            let work = move || one_thread(checkers, inputs, report);
            workers.push(
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, work)
                    .map_err(|error| {
                        let text = format!(
                            "cannot start {threads} threads ({error}); pass fewer with --threads"
                        );
                        io::Error::new(error.kind(), text)
                    })?,
            );
        }
        for worker in workers {
            match worker.join() {
                Ok(Ok(tally)) => total.add(tally),
                Ok(Err(Stopped)) => stopped = true,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<(), io::Error>(())
    })?;
    match stopped {
        true => Err(report.failure()),
        false => Ok(total),
    }
}

fn one_thread(
    checkers: Checkers<'_>,
    inputs: &Mutex<Inputs>,
    report: &Report,
) -> Result<Tally, Stopped> {
    let mut tally = Tally::default();
    let mut batch = Batch::default();
    let mut buffer = Vec::new();
    loop {
        let number = match inputs.lock() {
            Ok(mut inputs) => inputs.next(&mut batch),
            // Another thread has panicked; this is reported when the threads are joined.
            Err(_) => None,
        };
        let Some(number) = number else {
            return Ok(tally);
        };
        let mut turn = report.turn(number, buffer);
        check_batch(checkers, &batch, &mut turn, &mut tally)?;
        buffer = turn.finish()?;
    }
}

fn check_batch(
    checkers: Checkers<'_>,
    batch: &Batch,
    turn: &mut Turn<'_>,
    tally: &mut Tally,
) -> Result<(), Stopped> {
    let mut place = Place {
        file: &batch.name,
        line: None,
        item: None,
    };
    match &batch.work {
        Work::Lines(chunk) => {
            for line in chunk.lines() {
                match line {
                    Ok(line) => {
                        place.line = Some(line.number);
                        check_document(checkers, line.json, place, turn, tally)?;
                    }
                    Err(error) => {
                        tally.unread += 1;
                        place.line = Some(error.line);
                        turn.too_long(place, &error)?;
                    }
                }
            }
        }
        Work::Document(document) => check_document(checkers, document, place, turn, tally)?,
        Work::Array(document) => check_items(checkers, document, place, turn, tally)?,
        Work::Empty => {
            let text = || format!("{place}: the input is empty: 0 documents");
            tally.hints.give(&batch.name, turn.batch(), text);
        }
        Work::Failed(error) => {
            tally.unread += 1;
            turn.failed(place, error)?;
        }
    }
    Ok(())
}

/// Checks the items of an array.
fn check_items(
    checkers: Checkers<'_>,
    document: &[u8],
    mut place: Place<'_>,
    turn: &mut Turn<'_>,
    tally: &mut Tally,
) -> Result<(), Stopped> {
    if !document.trim_ascii_start().starts_with(b"[") {
        tally.unread += 1;
        return turn.error(
            place,
            "this is not an array; omit --array to check it as one document",
        );
    }
    let Some(items) = array::items(document) else {
        // Its error is that of the whole.
        return check_document(checkers, document, place, turn, tally);
    };
    if items.is_empty() {
        let text = || format!("{place}: the array is empty: 0 documents");
        tally.hints.give(place.file, turn.batch(), text);
    }
    for (at, json) in items {
        place.item = Some(at);
        check_document(checkers, json, place, turn, tally)?;
    }
    Ok(())
}

fn check_document(
    checkers: Checkers<'_>,
    json: &[u8],
    place: Place<'_>,
    turn: &mut Turn<'_>,
    tally: &mut Tally,
) -> Result<(), Stopped> {
    tally.documents += 1;
    let checker = checkers.checker;
    let checked = match turn.is_quiet() {
        true => count(checker, json),
        false => {
            let mut written = Ok(());
            let batch = turn.batch();
            let checked = checker.for_each(json, |violation| {
                tally.count(checker.shape(), &violation);
                checkers
                    .elsewhere
                    .look(&violation, place, batch, &mut tally.hints);
                if written.is_ok() {
                    written = turn.violation(place, &violation);
                }
            });
            written?;
            checked
        }
    };
    match checked {
        Ok(violations) => {
            tally.invalid += u64::from(violations > 0);
            if !turn.is_quiet() {
                hint(checkers, json, place, turn, tally);
            }
        }
        Err(mut error) => {
            explain(&mut error, json, place);
            if let Some(item) = place.item {
                item.locate(&mut error);
            }
            if place.line.is_some() && error.message.starts_with("EOF while parsing") {
                tally.hints.give("part of a document", turn.batch(), || {
                    format!(
                        "{place}: the line contains only the beginning of a document; to check a file with one \
                         document, omit --ndjson and use a name that ends with .json"
                    )
                });
            }
            tally.invalid += 1;
            tally.syntax += 1;
            turn.syntax(place, &error)?;
        }
    }
    Ok(())
}

/// Adds hints about a document that is JSON.
fn hint(checkers: Checkers<'_>, json: &[u8], place: Place<'_>, turn: &Turn<'_>, tally: &mut Tally) {
    if json.trim_ascii_start().starts_with(b"[") && place.item.is_none() {
        let how = match place.line {
            Some(_) => "put each on a line of its own",
            None => "use --array",
        };
        tally.hints.give("an array", turn.batch(), || {
            format!("{place}: an array is one document here; to check its items, {how}")
        });
    }
    let (times, checker) = checkers.times;
    times.look(checker, json, place, turn.batch(), &mut tally.hints);
}

/// Adds an explanation if a document is not JSON and one is available.
fn explain(error: &mut SyntaxError, json: &[u8], place: Place<'_>) {
    if json.trim_ascii().is_empty() {
        error.message.push_str(" (the input is empty)");
    } else if place.line.is_none() && error.message == "trailing characters" {
        error
            .message
            .push_str(" (for one document per line, use --ndjson)");
    }
}

/// The number of violations, without creating them.
fn count(checker: Checker<'_>, json: &[u8]) -> Result<u64, SyntaxError> {
    match checker.keep_at_most(0).check(json) {
        Ok(()) => Ok(0),
        Err(CheckError::Syntax(error)) => Err(error),
        Err(CheckError::Invalid(invalid)) => Ok(invalid.total()),
        Err(other) => unreachable!("a document is valid, invalid or not JSON: {other}"),
    }
}

impl Turn<'_> {
    fn too_long(&mut self, place: Place<'_>, error: &ndjson::TooLong) -> Result<(), Stopped> {
        let message = format!(
            "the line is longer than the maximum of {} bytes, and was not checked; for a larger maximum, use \
             --max-bytes",
            error.max
        );
        self.error(place, &message)
    }

    fn failed(&mut self, place: Place<'_>, error: &io::Error) -> Result<(), Stopped> {
        self.error(place, &format!("cannot be read: {error}"))
    }
}

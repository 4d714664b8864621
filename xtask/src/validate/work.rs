//! Checks batches on all threads. Each takes the next batch, checks it, and writes what it found when
//! its turn has come.

use std::io;
use std::sync::Mutex;
use std::thread;

use larkspec_shape::{CheckError, Checker, SyntaxError, ndjson};

use super::input::{Batch, Inputs, Work};
use super::report::{Place, Report, Turn};
use super::tally::Tally;

/// For the stack: the engine goes as deep as JSON may be nested.
const STACK: usize = 8 << 20;

pub fn work(
    checker: Checker<'_>,
    inputs: Inputs,
    report: &Report,
    threads: usize,
) -> io::Result<Tally> {
    let inputs = Mutex::new(inputs);
    let inputs = &inputs;
    if threads == 1 {
        return one_thread(checker, inputs, report);
    }
    let mut total = Tally::default();
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..threads {
            let work = move || one_thread(checker, inputs, report);
            workers.push(
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, work)?,
            );
        }
        for worker in workers {
            match worker.join() {
                Ok(tally) => total.add(tally?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<(), io::Error>(())
    })?;
    Ok(total)
}

fn one_thread(checker: Checker<'_>, inputs: &Mutex<Inputs>, report: &Report) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut batch = Batch::default();
    let mut buffer = Vec::new();
    loop {
        let number = match inputs.lock() {
            Ok(mut inputs) => inputs.next(&mut batch),
            // Another thread has panicked, which is told where the threads are joined.
            Err(_) => None,
        };
        let Some(number) = number else {
            return Ok(tally);
        };
        let mut turn = report.turn(number, buffer);
        check_batch(checker, &batch, &mut turn, &mut tally)?;
        buffer = turn.finish()?;
    }
}

fn check_batch(
    checker: Checker<'_>,
    batch: &Batch,
    turn: &mut Turn<'_>,
    tally: &mut Tally,
) -> io::Result<()> {
    let mut place = Place {
        file: &batch.name,
        line: None,
    };
    match &batch.work {
        Work::Lines(chunk) => {
            for line in chunk.lines() {
                match line {
                    Ok(line) => {
                        place.line = Some(line.number);
                        check_document(checker, line.json, place, turn, tally)?;
                    }
                    Err(error) => {
                        tally.unread += 1;
                        place.line = Some(error.line);
                        turn.too_long(place, &error)?;
                    }
                }
            }
        }
        Work::Document(document) => check_document(checker, document, place, turn, tally)?,
        Work::Failed(error) => {
            tally.unread += 1;
            turn.failed(place, error)?;
        }
    }
    Ok(())
}

fn check_document(
    checker: Checker<'_>,
    json: &[u8],
    place: Place<'_>,
    turn: &mut Turn<'_>,
    tally: &mut Tally,
) -> io::Result<()> {
    tally.documents += 1;
    let checked = match turn.is_quiet() {
        true => count(checker, json),
        false => {
            let mut written = Ok(());
            let checked = checker.for_each(json, |violation| {
                tally.count(checker.shape(), &violation);
                if written.is_ok() {
                    written = turn.violation(place, &violation);
                }
            });
            written?;
            checked
        }
    };
    match checked {
        Ok(0) => {}
        Ok(_) => tally.invalid += 1,
        Err(mut error) => {
            if place.line.is_none() && error.message == "trailing characters" {
                error
                    .message
                    .push_str(" (for one document a line, say --ndjson)");
            }
            tally.invalid += 1;
            tally.syntax += 1;
            turn.syntax(place, &error)?;
        }
    }
    Ok(())
}

/// How many violations there are, without making any.
fn count(checker: Checker<'_>, json: &[u8]) -> Result<u64, SyntaxError> {
    match checker.keep_at_most(0).check(json) {
        Ok(()) => Ok(0),
        Err(CheckError::Syntax(error)) => Err(error),
        Err(CheckError::Invalid(invalid)) => Ok(invalid.total()),
        Err(other) => unreachable!("a document is valid, invalid or no JSON: {other}"),
    }
}

impl Turn<'_> {
    fn too_long(&mut self, place: Place<'_>, error: &ndjson::TooLong) -> io::Result<()> {
        let message = format!(
            "the line is longer than the bound of {} bytes, and was not checked; for a larger bound say \
             --max-bytes",
            error.max
        );
        self.error(place, &message)
    }

    fn failed(&mut self, place: Place<'_>, error: &io::Error) -> io::Result<()> {
        self.error(place, &format!("can not be read: {error}"))
    }
}

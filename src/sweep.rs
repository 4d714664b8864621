//! Pulls everything that was created in a long range of time, and loses nothing.
//!
//! [`Sweep`] walks [`approval/v2/instance/list`](crate::approval::v2::instance::list) in windows of time,
//! from the oldest to the newest. It can be stopped at any moment and taken up again from a
//! [`Checkpoint`], today or tomorrow.
//!
//! ```no_run
//! use larkspec::sweep::Checkpoint;
//! use larkspec::{Client, Sweep, UnixMillis};
//!
//! let client = Client::from_env()?;
//! let file = "codes.checkpoint";
//! // The first run begins in 2026; every other goes on where the one before has stopped, or was killed.
//! let mut sweep = Sweep::builder(&client, "7C468A54-8745-2245-9675-08B7C63E7A85")
//!     .from(UnixMillis::from_millis(1_767_225_600_000))
//!     .start_or_resume(Checkpoint::load(file)?)?;
//! for batch in sweep.batches() {
//!     let batch = batch?;
//!     for code in &batch.codes {
//!         println!("{code}");
//!     }
//!     batch.checkpoint.save(file)?;
//! }
//! # Ok::<(), larkspec::Error>(())
//! ```
//!
//! A sweep is an iterator over single codes as well, `for item in &mut sweep`, where nothing is saved along the way.
//!
//! # What it promises
//!
//! Every code created in `[from, to)` that was there from the beginning of the sweep to its end is given,
//! and none is given twice. A page with a code that cannot be read, or without its list, is a failed page and never the
//! end of a window. Codes created at exactly `to` may be among them, once as well; a sweep that
//! goes on from the checkpoint knows those it has given. What cannot be read whole ends in an error.
//! What is created or deleted while its own window is read may or may not be given.
//!
//! It takes three things for granted: that the platform lists codes by creation time, that codes of the
//! same millisecond keep their order among themselves, and that the start of a range belongs to it. The
//! page says the first, no page the others; but the page's own example has a range whose start is its
//! end, with five codes in it.
//!
//! # Why nothing is lost
//!
//! **At the end of the range.** An instance shows up in the list some time after the moment that is
//! noted as its creation: it is stored, replicated, indexed, and the clocks of the client and the
//! platform differ. A code that shows up in a window which has been read is lost for good. So the end is
//! fixed when the sweep starts, a [settle delay](SweepBuilder::settle) in the past, and what is created
//! later is left to the next sweep. This is the one thing that no client can prove: a platform that
//! shows an instance later than that needs a longer delay.
//!
//! **Between two windows.** No page says whether the end of a range belongs to it. So windows share the
//! millisecond between them: each begins at the very end of the one before. If ends belong to ranges,
//! what was created in that millisecond comes twice, and is given once; if not, it comes with the later
//! window. A window's codes are remembered until the next one has been read.
//!
//! **Between two pages.** Offsets count from the front of a list that changes meanwhile: what is deleted
//! in front of the next page moves codes from behind the seam to before it, where nobody looks again. So
//! each page begins one code before the last one ended. If that code comes again, everything behind it
//! comes behind it. If it comes later in the page, something was created in front of it, in the past, or at
//! the front of a list that descends: nothing is lost, what is known is dropped. If no known code
//! comes at all, the walk steps back, half a page at first, until a page has one. Whatever the page, its
//! codes are taken up only in contact with codes that were read before; hence no gap can open between
//! them. All that holds whether the list ascends or descends. If its order changes within a window, so that
//! known codes come in another order than before, the window is begun anew; if three times do not
//! help, it is halved, since what fits one page can be read in any order.
//!
//! **At the end of a window.** A short page is not its end, since a server may cap its pages. The end is an
//! empty page right behind the last code, if this code is then still where it was: else codes may have
//! moved in between from behind to before. Where the list is known to have changed, that is asked twice. A
//! list that changes with every request never gives such an answer; there, the end is what several
//! pages with room for more have ended with. Lastly, codes are counted: a window with fewer codes than
//! places is read again.
//!
//! What remains is a deletion and a creation in the past that make up for one another exactly between two
//! requests for the last code of a page, twice, while a short page hides what comes behind it.
//!
//! Codes are given when their window is whole, never before. Hence a window that is begun anew gives
//! nothing twice, and a checkpoint is a point in time and not a place in a list which moves.
//!
//! # Where there is nothing
//!
//! A window without codes is followed by one that is twice as long, so that empty years cost a few requests.
//! An empty page is all that such a window needs. If a code shows up in one that is longer than
//! [`SweepBuilder::window`], it is halved, at its first page, until it is not longer: no codes are ever read
//! from a longer one, and after them windows have their usual length again. If the platform refuses the
//! longer range, the sweep goes on with windows of the usual length only.
//!
//! # Stopping and going on
//!
//! [`Batch::checkpoint`] and [`Sweep::checkpoint`] tell the end of the last window whose codes have all been handed out.
//! Process the codes first, then store the checkpoint. Whoever is killed in between is given the codes of the
//! windows after the stored checkpoint again: **each code at least once**. **Exactly once** comes from the
//! consumer: store codes and checkpoint in one transaction, or make storing a code twice harmless (a set, a
//! primary key), or keep the codes in a file, one a line, and cut it to
//! [`Checkpoint::given`] lines before going on.
//!
//! [`Sweep::advance`] can be asked again after any error. It then asks for the very page that failed; nothing
//! is lost, nothing comes twice. As an iterator, a sweep ends after an error that cannot pass by itself
//! ([`Error::is_retryable`] is `false`), after [`ErrorKind::PageSequence`], and when the same page has failed five
//! times in a row. **`None` hence
//! does not say that the range is complete: [`Sweep::is_complete`] does.** What ended early goes on by
//! `advance`, or from the checkpoint.
//!
//! # Memory
//!
//! It is bounded by the number of codes that a window may have, [`SweepBuilder::window_items`], 5,000 unless
//! said otherwise, and not by the length of the range: those of the window that is read, of the one that is
//! handed out, and of the one before. That is at most three times as many codes, and a page. A window
//! with more is halved until its parts have fewer.

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use crate::approval::v2::instance::list;
use crate::error::Inner;
use crate::paging::{Stamina, page};
use crate::wire::request;
use crate::{Client, Endpoint, Error, ErrorKind, UnixMillis};

mod checkpoint;
mod pass;

pub use checkpoint::Checkpoint;
use pass::{Outcome, Pass};

/// Ten hours: the longest range of time that the documentation of this endpoint's successor,
/// `approval/v4/instance/list`, has its callers ask for at once.
const WINDOW: Duration = Duration::from_secs(10 * 3600);

/// Five minutes: far longer than an instance should take to show up, and than clocks that are kept by
/// NTP differ; and hardly missed by whoever pulls once a day.
const SETTLE: Duration = Duration::from_secs(5 * 60);

const WINDOW_ITEMS: usize = 5000;

/// How many codes of a window go into the checkpoint as they are. Of a window with more, those created in
/// its last millisecond are looked up; that takes a request.
const MOST_KEPT: usize = 300;

/// What the endpoint's page allows.
const PAGE_SIZE: i64 = 100;

/// Pulls every instance code of an approval definition that was created in a range of time; see the
/// [module](self) for what it promises.
///
/// As an iterator it gives one code at a time, and ends early after an error that cannot pass:
/// [`is_complete`](Self::is_complete) tells. [`advance`](Self::advance) goes page by page, for those who
/// want to stop in between.
#[must_use = "pages are asked for as items are taken"]
pub struct Sweep {
    client: Client,
    /// For the next page, but for its range and place.
    request: list::Request,
    window_items: usize,
    /// What has been handed out.
    given: Checkpoint,
    /// What will have been handed out once `pending` is empty.
    reached: Checkpoint,
    pending: std::vec::IntoIter<String>,
    pending_window: Window,
    /// The ends of the windows that lie ahead, as far as they have been planned, the next one last.
    ends: Vec<UnixMillis>,
    /// How long the next window is, in milliseconds. More than the windows that are read, after empty ones.
    stride: i64,
    /// Whether windows may grow. The platform may refuse longer ranges.
    grows: bool,
    pass: Pass,
    /// The codes of a window that has been read whole, but for which of them were created at its end.
    whole: Option<Vec<String>>,
    /// The codes of the last window.
    previous: HashSet<String>,
    stamina: Stamina,
    /// Whether an error has ended the iterator.
    failed: bool,
}

/// A code, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The code of the approval instance.
    pub code: String,
    /// The window of time in which the instance was created.
    pub window: Window,
}

/// A window of time: from its start to its end, of which it is not known whether it belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Window {
    /// Its start.
    pub start: UnixMillis,
    /// Its end.
    pub end: UnixMillis,
}

impl Window {
    /// In milliseconds.
    fn length(self) -> i64 {
        millis_between(self.start, self.end)
    }
}

fn millis_between(earlier: UnixMillis, later: UnixMillis) -> i64 {
    later.as_millis().saturating_sub(earlier.as_millis())
}

fn plus(time: UnixMillis, ms: i64) -> UnixMillis {
    UnixMillis::from_millis(time.as_millis().saturating_add(ms))
}

/// What one request has brought; see [`Sweep::advance`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// A page of a window that is not whole yet.
    Page {
        /// The window.
        window: Window,
        /// How many of its codes have been read so far. They are handed out with the window; it can fall when
        /// a window is begun anew.
        read: usize,
    },
    /// The rest of a window.
    Window {
        /// The window.
        window: Window,
        /// Its codes that have not been handed out yet. There may be none.
        codes: Vec<String>,
    },
    /// The range is complete.
    Complete,
}

impl Sweep {
    /// Starts to set up a sweep over the instances of an approval definition.
    pub fn builder(client: &Client, approval_code: impl Into<String>) -> SweepBuilder {
        SweepBuilder {
            client: client.clone(),
            approval_code: approval_code.into(),
            from: None,
            to: None,
            window: WINDOW,
            settle: SETTLE,
            window_items: WINDOW_ITEMS,
            page_size: PAGE_SIZE,
        }
    }

    /// Sends one request, and waits as long as [`Client::send`] does.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`]; the next call asks for the same page again. And
    /// [`ErrorKind::PageSequence`] for a window that can neither be read whole nor be halved any more.
    pub fn advance(&mut self) -> Result<Progress, Error> {
        match self.step()? {
            Step::Page { window, read } => Ok(Progress::Page { window, read }),
            Step::Window => {
                let codes = self.pending.by_ref().collect();
                self.given.clone_from(&self.reached);
                Ok(Progress::Window {
                    window: self.pending_window,
                    codes,
                })
            }
            Step::Complete => Ok(Progress::Complete),
        }
    }

    /// The codes window by window, each with the checkpoint to save once they have been processed.
    ///
    /// As an iterator it ends as the sweep itself does: early after an error that cannot pass
    /// ([`is_complete`](Self::is_complete) tells). Windows without codes are among them, so that their checkpoint is
    /// saved as well.
    pub fn batches(&mut self) -> Batches<'_> {
        Batches { sweep: self }
    }

    /// How far it has come: to the end of the last window whose codes have all been handed out.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.given
    }

    /// Whether the range is complete: all of its codes have been handed out.
    pub fn is_complete(&self) -> bool {
        self.given.is_complete()
    }

    /// Reads a page, unless there are codes to be handed out.
    fn step(&mut self) -> Result<Step, Error> {
        if self.pending.len() > 0 {
            return Ok(Step::Window);
        }
        let Some(window) = self.window() else {
            return Ok(Step::Complete);
        };
        if self.whole.is_some() {
            return self.read_end(window);
        }
        if window.length() > self.reached.window_ms {
            return self.probe(window);
        }
        match self.read_page(window)? {
            Outcome::More => Ok(Step::Page {
                window,
                read: self.pass.len(),
            }),
            Outcome::Whole(codes) if codes.len() > MOST_KEPT => {
                let read = codes.len();
                self.whole = Some(codes);
                self.pass = Pass::new(self.request.limit, MOST_KEPT);
                Ok(Step::Page { window, read })
            }
            Outcome::Whole(codes) => {
                let boundary = codes.clone();
                Ok(self.finish(window, codes, boundary))
            }
            Outcome::TooMany => self.halve(window, Trouble::TooMany),
            Outcome::Unsteady => self.halve(window, Trouble::Unsteady),
        }
    }

    /// Looks whether there is anything in a window that has grown.
    fn probe(&mut self, window: Window) -> Result<Step, Error> {
        match self.request_page(window) {
            Ok(codes) if codes.is_empty() => Ok(self.finish(window, Vec::new(), Vec::new())),
            Ok(_) => {
                let part = (window.length() / 2).max(self.reached.window_ms);
                self.ends.push(plus(window.start, part));
                Ok(Step::Page { window, read: 0 })
            }
            Err(error) if error.kind() == ErrorKind::Platform => {
                log::debug!(target: "larkspec", "sweep: windows do not grow any more: {error}");
                self.grows = false;
                self.shrink();
                Ok(Step::Page { window, read: 0 })
            }
            Err(error) => Err(error),
        }
    }

    /// Plans windows of the usual length from here.
    fn shrink(&mut self) {
        let longest = self.reached.window_ms;
        let position = self.reached.position;
        self.stride = longest;
        self.ends
            .retain(|end| millis_between(position, *end) <= longest);
    }

    fn read_page(&mut self, range: Window) -> Result<Outcome, Error> {
        let codes = self.request_page(range)?;
        Ok(self.pass.take(codes))
    }

    fn request_page(&mut self, range: Window) -> Result<Vec<String>, Error> {
        self.request.start_time = range.start;
        self.request.end_time = range.end;
        self.request.offset = self.pass.offset();
        let encoded = request::encode(&self.request)?;
        let page = page::read::<list::Request>(&self.client, &encoded)?;
        match page.incomplete {
            // A code that cannot be read may be any code.
            Some(error) => Err(error),
            None => Ok(page.response.instance_code_list),
        }
    }

    /// Reads which of a window's many codes were created in its last millisecond, so that the checkpoint
    /// need not hold all of them.
    fn read_end(&mut self, window: Window) -> Result<Step, Error> {
        let outcome = self.read_page(Window {
            start: window.end,
            end: window.end,
        })?;
        let codes = self.whole.take().unwrap_or_default();
        let boundary = match outcome {
            Outcome::More => {
                let read = codes.len();
                self.whole = Some(codes);
                return Ok(Step::Page { window, read });
            }
            // Where ends do not belong to ranges, the answer is empty, and so it should be.
            Outcome::Whole(at_end) => {
                let at_end: HashSet<String> = at_end.into_iter().collect();
                let is_there = |code: &&String| at_end.contains(*code);
                codes.iter().filter(is_there).cloned().collect()
            }
            // A checkpoint has no room for so many, or there is no telling. They stand last where the list
            // ascends, and first where it descends.
            Outcome::TooMany | Outcome::Unsteady => {
                let half = MOST_KEPT / 2;
                [&codes[..half], &codes[codes.len() - half..]].concat()
            }
        };
        Ok(self.finish(window, codes, boundary))
    }

    /// The window that is read next; `None` when the range is complete.
    fn window(&mut self) -> Option<Window> {
        let (start, to) = (self.reached.position, self.reached.to);
        if start >= to {
            return None;
        }
        let end = match self.ends.last() {
            Some(end) => *end,
            None => {
                let end = plus(start, self.stride).min(to);
                self.ends.push(end);
                end
            }
        };
        Some(Window { start, end })
    }

    /// Makes the codes of a window that is whole ready to be handed out. Those of the boundary may come
    /// again with the next window.
    fn finish(&mut self, window: Window, codes: Vec<String>, boundary: Vec<String>) -> Step {
        let new: Vec<String> = codes
            .iter()
            .filter(|code| !self.previous.contains(*code))
            .cloned()
            .collect();
        self.reached.position = window.end;
        self.reached.given += new.len() as u64;
        self.reached.boundary = boundary;
        self.previous = codes.into_iter().collect();
        self.pending_window = window;
        self.ends.pop();
        match new.is_empty() {
            true if self.grows => self.stride = self.stride.saturating_mul(2),
            true => {}
            false => self.shrink(),
        }
        self.pending = new.into_iter();
        self.begin_pass();
        Step::Window
    }

    /// Puts another end between the two of a window that cannot be read in one piece.
    fn halve(&mut self, window: Window, trouble: Trouble) -> Result<Step, Error> {
        self.begin_pass();
        let half = window.length() / 2;
        if half == 0 {
            return Err(self.too_narrow(window, trouble));
        }
        log::debug!(target: "larkspec", "sweep: the window {} to {} is halved: {trouble}",
            window.start,
            window.end
        );
        self.ends.push(plus(window.start, half));
        Ok(Step::Page { window, read: 0 })
    }

    fn begin_pass(&mut self) {
        self.pass = Pass::new(self.request.limit, self.window_items);
    }

    fn too_narrow(&self, window: Window, trouble: Trouble) -> Error {
        let detail = match trouble {
            Trouble::TooMany => format!(
                "there are more than {} codes within the millisecond {}, more than a window may \
                 have: raise `SweepBuilder::window_items`",
                self.window_items, window.start
            ),
            Trouble::Unsteady => format!(
                "the list of the millisecond {} changes from page to page faster than it can be \
                 read, or has no order; going on would lose codes",
                window.start
            ),
        };
        Inner {
            retryable: matches!(trouble, Trouble::Unsteady),
            ..Inner::new(ErrorKind::PageSequence, detail)
        }
        .endpoint(list::Request::METADATA.name)
        .into()
    }
}

/// What a request has brought.
enum Step {
    Page {
        window: Window,
        read: usize,
    },
    /// The codes in `pending`, if there are any, make a window whole.
    Window,
    Complete,
}

/// Why a window cannot be read in one piece.
#[derive(Clone, Copy)]
enum Trouble {
    TooMany,
    Unsteady,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trouble::TooMany => "it has too many codes",
            Trouble::Unsteady => "its pages do not fit together",
        })
    }
}

impl Iterator for Sweep {
    type Item = Result<Item, Error>;

    /// The next code; `None` when the range is complete, or an error has ended the iterator. After an `Err`
    /// that can pass it goes on with the page that failed.
    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        loop {
            if let Some(code) = self.pending.next() {
                if self.pending.len() == 0 {
                    self.given.clone_from(&self.reached);
                }
                return Some(Ok(Item {
                    code,
                    window: self.pending_window,
                }));
            }
            let step = self.step();
            self.failed = !self.stamina.goes_on_after(&step);
            match step {
                Ok(Step::Page { .. }) => {}
                Ok(Step::Window) if self.pending.len() > 0 => {}
                Ok(Step::Window) => self.given.clone_from(&self.reached),
                Ok(Step::Complete) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl std::iter::FusedIterator for Sweep {}

/// The codes of a window; see [`Sweep::batches`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// The window of time in which the instances were created.
    pub window: Window,
    /// Their codes. There may be none.
    pub codes: Vec<String>,
    /// How far the sweep has come with them.
    pub checkpoint: Checkpoint,
}

/// The codes of a sweep window by window; see [`Sweep::batches`].
#[derive(Debug)]
#[must_use = "pages are asked for as batches are taken"]
pub struct Batches<'s> {
    sweep: &'s mut Sweep,
}

impl Iterator for Batches<'_> {
    type Item = Result<Batch, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.sweep.failed {
            let progress = self.sweep.advance();
            self.sweep.failed = !self.sweep.stamina.goes_on_after(&progress);
            match progress {
                Ok(Progress::Page { .. }) => {}
                Ok(Progress::Window { window, codes }) => {
                    return Some(Ok(Batch {
                        window,
                        codes,
                        checkpoint: self.sweep.given.clone(),
                    }));
                }
                Ok(Progress::Complete) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

impl std::iter::FusedIterator for Batches<'_> {}

impl fmt::Debug for Sweep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweep")
            .field("client", &self.client)
            .field("checkpoint", &self.given)
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Sweep`].
#[derive(Clone, Debug)]
#[must_use]
pub struct SweepBuilder {
    client: Client,
    approval_code: String,
    from: Option<UnixMillis>,
    to: Option<UnixMillis>,
    window: Duration,
    settle: Duration,
    window_items: usize,
    page_size: i64,
}

impl SweepBuilder {
    /// Start of the range of creation times. It belongs to the range.
    pub fn from(mut self, time: UnixMillis) -> Self {
        self.from = Some(time);
        self
    }

    /// End of the range of creation times. It does not belong to the range,
    /// though codes created at exactly this time may be given.
    ///
    /// Where it lies less than the [settle delay](Self::settle) in the past, or is not set, the range ends
    /// that much before now.
    pub fn to(mut self, time: UnixMillis) -> Self {
        self.to = Some(time);
        self
    }

    /// How long a window is at most, in whole milliseconds; only where nothing was created they grow beyond it.
    /// 10 hours unless said otherwise.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// How far in the past the end of the range lies at least, by the client's clock. 5 minutes unless said
    /// otherwise. An instance that shows up in the list later than this after its creation may be missed.
    pub fn settle(mut self, delay: Duration) -> Self {
        self.settle = delay;
        self
    }

    /// How many codes a window may have; one with more is halved. 5,000 unless said otherwise. It bounds the
    /// memory, the time for which a list must keep still, and what comes again after a kill.
    pub fn window_items(mut self, codes: usize) -> Self {
        self.window_items = codes;
        self
    }

    /// How many codes to ask for at once: 1 to 100. 100 unless said otherwise.
    pub fn page_size(mut self, codes: i64) -> Self {
        self.page_size = codes;
        self
    }

    /// A sweep from the beginning of the range. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`]: there is no start of the range, it lies after the end, a window has no
    /// length or no room for a code. [`ErrorKind::InvalidRequest`]: the page size is not allowed.
    pub fn start(self) -> Result<Sweep, Error> {
        let from = self.from.ok_or_else(|| {
            configuration("say where the range begins: `SweepBuilder::from`".to_owned())
        })?;
        let window_ms = self.checked_window()?;
        let checkpoint = Checkpoint {
            approval_code: self.approval_code.clone(),
            region: self.client.region(),
            window_ms,
            from,
            // A range that has not settled yet is empty, and not reversed.
            to: self.end(from)?.max(from),
            position: from,
            given: 0,
            boundary: Vec::new(),
        };
        self.sweep(checkpoint)
    }

    /// A sweep that goes on from a checkpoint to the end of this range; or to the end of the checkpoint's
    /// range, if that lies later. After a complete sweep it gives what is new since.
    ///
    /// The start of the range need not be given.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`], if the checkpoint belongs to another approval definition, region, window
    /// or start of the range, telling what differs; and those of [`start`](Self::start).
    pub fn resume(self, mut checkpoint: Checkpoint) -> Result<Sweep, Error> {
        let differences = self.differences(&checkpoint)?;
        if !differences.is_empty() {
            return Err(configuration(format!(
                "the checkpoint belongs to another sweep: {}",
                differences.join(", ")
            )));
        }
        checkpoint.to = checkpoint.to.max(self.end(checkpoint.from)?);
        self.sweep(checkpoint)
    }

    /// A sweep that goes on from a checkpoint where there is one, and begins otherwise: for a job that runs every night.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start) and [`resume`](Self::resume).
    pub fn start_or_resume(self, checkpoint: Option<Checkpoint>) -> Result<Sweep, Error> {
        match checkpoint {
            Some(checkpoint) => self.resume(checkpoint),
            None => self.start(),
        }
    }

    fn sweep(self, checkpoint: Checkpoint) -> Result<Sweep, Error> {
        if self.window_items == 0 {
            return Err(configuration(
                "a window must have room for a code".to_owned(),
            ));
        }
        let request = list::Request::builder()
            .approval_code(self.approval_code)
            .start_time(checkpoint.from)
            .end_time(checkpoint.to)
            .limit(self.page_size)
            .build()?;
        Ok(Sweep {
            client: self.client,
            pass: Pass::new(request.limit, self.window_items),
            whole: None,
            request,
            window_items: self.window_items,
            given: checkpoint.clone(),
            previous: checkpoint.boundary.iter().cloned().collect(),
            pending: Vec::new().into_iter(),
            pending_window: Window {
                start: checkpoint.from,
                end: checkpoint.position,
            },
            ends: Vec::new(),
            stride: checkpoint.window_ms,
            grows: true,
            stamina: Stamina::default(),
            failed: false,
            reached: checkpoint,
        })
    }

    /// The end of the range.
    fn end(&self, from: UnixMillis) -> Result<UnixMillis, Error> {
        if let Some(to) = self.to.filter(|to| *to < from) {
            return Err(configuration(format!(
                "the range is reversed: its start, {from}, lies after its end, {to}"
            )));
        }
        let now = UnixMillis::try_from(self.client.clock().time_of_day());
        let now = now.map_err(|error| configuration(format!("the clock is wrong: {error}")))?;
        let settled = now.saturating_sub(self.settle);
        Ok(self.to.map_or(settled, |to| to.min(settled)))
    }

    fn checked_window(&self) -> Result<i64, Error> {
        let ms = i64::try_from(self.window.as_millis()).unwrap_or(0);
        match ms > 0 && self.window.subsec_nanos().is_multiple_of(1_000_000) {
            true => Ok(ms),
            false => Err(configuration(format!(
                "a window of {:?} is not possible: whole milliseconds are wanted, one at least",
                self.window
            ))),
        }
    }

    /// What tells this sweep from the one that the checkpoint belongs to.
    fn differences(&self, checkpoint: &Checkpoint) -> Result<Vec<String>, Error> {
        let window_ms = self.checked_window()?;
        let region = self.client.region();
        let mut differences = Vec::new();
        if checkpoint.approval_code != self.approval_code {
            differences.push(format!(
                "its approval code is `{}`, not `{}`",
                crate::error::scrub::one_line(&checkpoint.approval_code, 100),
                crate::error::scrub::one_line(&self.approval_code, 100)
            ));
        }
        if checkpoint.region != region {
            differences.push(format!("its region is {}, not {region}", checkpoint.region));
        }
        if checkpoint.window_ms != window_ms {
            differences.push(format!(
                "its window is {:?}, not {:?}",
                Duration::from_millis(checkpoint.window_ms.unsigned_abs()),
                self.window
            ));
        }
        if let Some(from) = self.from.filter(|from| *from != checkpoint.from) {
            differences.push(format!(
                "its range begins at {}, not at {from}",
                checkpoint.from
            ));
        }
        Ok(differences)
    }
}

fn configuration(detail: String) -> Error {
    Inner::new(ErrorKind::Configuration, detail).into()
}

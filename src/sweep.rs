//! Reads everything that was created in a long range of time, without losing anything.
//!
//! [`Sweep`] walks [`approval/v2/instance/list`](crate::approval::v2::instance::list) in windows of time, from the
//! oldest to the newest. You can stop it at any moment and resume from a [`Checkpoint`], today or tomorrow.
//!
//! ```no_run
//! use larkspec::sweep::Checkpoint;
//! use larkspec::{Client, Sweep, UnixMillis};
//!
//! let client = Client::from_env()?;
//! let file = "codes.checkpoint";
//! // The first run starts in 2026. Each later run resumes where the previous one stopped or was killed.
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
//! A sweep is also an iterator over single codes, `for item in &mut sweep`. Nothing is saved in that case.
//!
//! # Guarantees
//!
//! A sweep returns every code that was created in `[from, to)` and existed from the beginning of the sweep to its end,
//! and returns no code twice. A page with a code that cannot be read, or without its list, is a failed page and never
//! the end of a window. Codes created at exactly `to` may be included, at most once; a sweep that resumes from the
//! checkpoint knows which codes were already returned. Anything that cannot be read completely ends in an error. Codes
//! that are created or deleted while their own window is read may or may not be returned.
//!
//! The sweep makes three assumptions: the platform lists codes by creation time, codes of the same millisecond keep
//! their order, and the start of a range belongs to the range. The page states the first. No page states the others,
//! but in the page's own example, a range whose start equals its end contains five codes.
//!
//! # Why nothing is lost
//!
//! **At the end of the range.** An instance appears in the list some time after its recorded creation time: it is
//! stored, replicated and indexed, and the clocks of client and platform differ. A code that appears in a window that
//! has already been read would be lost. The end is therefore fixed when the sweep starts, a [settle
//! delay](SweepBuilder::settle) in the past, and the next sweep reads what is created later. This is the one thing
//! that no client can prove: if the platform takes longer to show an instance, you need a longer delay.
//!
//! **Between two windows.** No page says whether the end of a range belongs to the range. Adjacent windows therefore
//! share one millisecond: each starts exactly where the previous one ended. If ends belong to ranges, codes of that
//! millisecond come twice, and the sweep returns them once; if not, they come with the later window. The sweep
//! remembers the codes of a window until it has read the next one.
//!
//! **Between two pages.** Offsets count from the front of a list that changes meanwhile. If a code before the next
//! page is deleted, the codes behind it move forward, and one of them moves to a place that was already read. Each
//! page therefore starts one code before the end of the previous page. If that code comes first again, the page
//! continues the list. If it comes later in the page, something was inserted before it, either with a creation time
//! in the past or at the front of a descending list; nothing is lost, and known codes are skipped. If no known code
//! comes at all, the walk steps back, half a page at first, until a page contains one. The sweep only accepts codes
//! of a page that overlaps with codes it already knows, so no gap can open between them. All this holds for ascending
//! and descending lists. If the order changes within a window, so that known codes come in a different order, the
//! sweep restarts the window. After three restarts it halves the window, since a window that fits on one page can be
//! read in any order.
//!
//! **At the end of a window.** A short page does not mark the end, since a server may cap its pages. The end is an
//! empty page right behind the last code, provided that this code is then still in its place; otherwise codes may
//! have moved forward in between. If the list is known to have changed, the sweep checks this twice. A list that
//! changes with every request never gives such an answer; there, the end is the code that several pages have ended
//! with, although they had room for more. Finally, the sweep counts: a window with fewer codes than places is read
//! again.
//!
//! One case remains: between two requests for the last code of a page, a deletion and an insertion in the past cancel
//! each other out exactly, twice, while a short page hides what follows.
//!
//! Codes are returned only when their window is complete. A restarted window therefore returns nothing twice, and a
//! checkpoint is a point in time rather than a position in a moving list.
//!
//! # Empty windows
//!
//! After a window without codes, the next one is twice as long, so empty years cost few requests: an empty page is
//! all that such a window needs. If a window that is longer than [`SweepBuilder::window`] turns out to contain a
//! code, its first page shows it, and the sweep halves the window until it has the usual length. Codes are never read
//! from a longer window, and later windows have the usual length again. If the platform rejects the longer range, the
//! sweep continues with windows of the usual length only.
//!
//! # Stopping and resuming
//!
//! [`Batch::checkpoint`] and [`Sweep::checkpoint`] return the end of the last window whose codes have all been
//! returned. Process the codes first, then store the checkpoint. If the program is killed in between, the next run
//! returns the codes after the stored checkpoint again: **each code at least once**. For **exactly once**, store
//! codes and checkpoint in one transaction, or make it harmless to store a code twice (a set, a primary key), or keep
//! the codes in a file, one per line, and truncate it to [`Checkpoint::given`] lines before resuming.
//!
//! You can call [`Sweep::advance`] again after any error. It then requests the page that failed, so no code is lost
//! or repeated. As an iterator, a sweep ends after a permanent error ([`Error::is_retryable`] is `false`), after
//! [`ErrorKind::PageSequence`], and when the same page has failed five times in a row. **`None` therefore does not
//! mean that the range is complete; check [`Sweep::is_complete`].** A loop that stops at the first error, as with `?`,
//! does not need to. A sweep that ended early continues with `advance`, or from the checkpoint.
//!
//! # Memory
//!
//! Memory is bounded by the maximum number of codes in a window, [`SweepBuilder::window_items`], which is 5,000 by
//! default, and not by the length of the range. The sweep holds the codes of the window being read, of the one being
//! returned, and of the previous one: at most three windows and a page. A window with more codes is halved until its
//! parts have fewer.

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

/// Ten hours: the longest range that `approval/v4/instance/list`, the successor of this endpoint, allows in one
/// request according to its documentation.
const WINDOW: Duration = Duration::from_secs(10 * 3600);

/// Five minutes: much longer than an instance should take to appear, and than the difference of clocks that are
/// synchronised by NTP. A program that runs once a day hardly notices.
const SETTLE: Duration = Duration::from_secs(5 * 60);

const WINDOW_ITEMS: usize = 5000;

/// The maximum number of codes of a window that the checkpoint stores directly. For a window with more, one further
/// request finds the codes of its last millisecond.
const MOST_KEPT: usize = 300;

/// The maximum page size according to the endpoint's page.
const PAGE_SIZE: i64 = 100;

/// Reads every instance code of an approval definition that was created in a range of time; see the [module](self)
/// for its guarantees.
///
/// As an iterator it returns one code at a time, and ends early after a permanent error; check
/// [`is_complete`](Self::is_complete). [`advance`](Self::advance) reads page by page, so that you can stop in between.
#[must_use = "iterators are lazy: pages are requested as items are consumed"]
pub struct Sweep {
    client: Client,
    /// The request for the next page, except for its range and place.
    request: list::Request,
    window_items: usize,
    /// The checkpoint of what has been returned.
    given: Checkpoint,
    /// The checkpoint once `pending` is empty.
    reached: Checkpoint,
    pending: std::vec::IntoIter<String>,
    pending_window: Window,
    /// The ends of the windows planned so far, the next one last.
    ends: Vec<UnixMillis>,
    /// The length of the next window in milliseconds. After empty windows it is longer than `window`.
    stride: i64,
    /// Whether windows may grow. The platform may reject longer ranges.
    grows: bool,
    pass: Pass,
    /// The codes of a window that is complete, except that it is not yet known which were created at its end.
    whole: Option<Vec<String>>,
    /// The codes of the previous window.
    previous: HashSet<String>,
    stamina: Stamina,
    /// Whether an error has ended the iterator.
    failed: bool,
}

/// A code and the window that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The code of the approval instance.
    pub code: String,
    /// The window in which the instance was created.
    pub window: Window,
}

/// A window of time. It is unknown whether its end belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Window {
    /// The start.
    pub start: UnixMillis,
    /// The end.
    pub end: UnixMillis,
}

impl Window {
    /// The length in milliseconds.
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

/// The result of one request; see [`Sweep::advance`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// A page of a window that is not complete yet.
    Page {
        /// The window.
        window: Window,
        /// How many codes of the window have been read so far. They are returned together with the window. The number
        /// can fall if the window is restarted.
        read: usize,
    },
    /// The rest of a window.
    Window {
        /// The window.
        window: Window,
        /// Its codes that have not been returned yet. There may be none.
        codes: Vec<String>,
    },
    /// The range is complete.
    Complete,
}

impl Sweep {
    /// Configures a sweep over the instances of an approval definition.
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

    /// Sends one request, waiting as long as [`Client::send`] does.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`]; the next call requests the same page again. Also [`ErrorKind::PageSequence`] for a
    /// window that can neither be read completely nor be halved further.
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

    /// Returns an iterator over the codes, window by window, each with the checkpoint to save once they are
    /// processed.
    ///
    /// It ends like the sweep itself: early after a permanent error; check [`is_complete`](Self::is_complete) unless the
    /// loop stops at the first error. Windows without codes are included, so that their checkpoint is saved as well.
    pub fn batches(&mut self) -> Batches<'_> {
        Batches { sweep: self }
    }

    /// How far the sweep has come: to the end of the last window whose codes have all been returned.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.given
    }

    /// Whether the range is complete: all of its codes have been returned.
    pub fn is_complete(&self) -> bool {
        self.given.is_complete()
    }

    /// Reads a page, unless codes are pending.
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

    /// Checks whether a window that has grown contains anything.
    fn probe(&mut self, window: Window) -> Result<Step, Error> {
        match self.request_page(window) {
            Ok(codes) if codes.is_empty() => Ok(self.finish(window, Vec::new(), Vec::new())),
            Ok(_) => {
                let part = (window.length() / 2).max(self.reached.window_ms);
                self.ends.push(plus(window.start, part));
                Ok(Step::Page { window, read: 0 })
            }
            Err(error) if error.kind() == ErrorKind::Platform => {
                log::debug!(target: "larkspec", "sweep: windows no longer grow: {error}");
                self.grows = false;
                self.shrink();
                Ok(Step::Page { window, read: 0 })
            }
            Err(error) => Err(error),
        }
    }

    /// Plans windows of the usual length from here on.
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
        let page = page::read(&self.client, &self.request, &encoded)?;
        match page.incomplete {
            // A code that cannot be read could be any code.
            Some(error) => Err(error),
            None => Ok(page.response.instance_code_list),
        }
    }

    /// Finds which of a window's many codes were created in its last millisecond, so that the checkpoint does not
    /// need to hold all of them.
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
            // If ends do not belong to ranges, the answer is empty, which is correct.
            Outcome::Whole(at_end) => {
                let at_end: HashSet<String> = at_end.into_iter().collect();
                let is_there = |code: &&String| at_end.contains(*code);
                codes.iter().filter(is_there).cloned().collect()
            }
            // There are too many codes for the checkpoint, or the answer does not tell. Then keep the last ones, or
            // the first ones, since the list may ascend or descend.
            Outcome::TooMany | Outcome::Unsteady => {
                let half = MOST_KEPT / 2;
                [&codes[..half], &codes[codes.len() - half..]].concat()
            }
        };
        Ok(self.finish(window, codes, boundary))
    }

    /// The window to read next; `None` if the range is complete.
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

    /// Makes the codes of a complete window available. Those of the boundary may come again with the next window.
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

    /// Inserts another end in the middle of a window that cannot be read in one piece.
    fn halve(&mut self, window: Window, trouble: Trouble) -> Result<Step, Error> {
        self.begin_pass();
        let half = window.length() / 2;
        if half == 0 {
            return Err(self.too_narrow(window, trouble));
        }
        log::debug!(target: "larkspec", "sweep: halving the window {} to {}: {trouble}",
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
                "more than {} codes were created in the millisecond {}, more than a window may \
                 contain: raise `SweepBuilder::window_items`",
                self.window_items, window.start
            ),
            Trouble::Unsteady => format!(
                "the list of codes created in the millisecond {} changes faster than it can be \
                 read, or has no fixed order; continuing would lose codes",
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

/// The result of a request.
enum Step {
    Page {
        window: Window,
        read: usize,
    },
    /// The window is complete; its codes, if there are any, are in `pending`.
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

    /// The next code; `None` if the range is complete or an error has ended the iterator. After a temporary error, it
    /// continues with the page that failed.
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

/// The codes of one window; see [`Sweep::batches`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// The window in which the instances were created.
    pub window: Window,
    /// The codes. There may be none.
    pub codes: Vec<String>,
    /// The position of the sweep after these codes.
    pub checkpoint: Checkpoint,
}

/// An iterator over the codes of a sweep, window by window; see [`Sweep::batches`].
#[derive(Debug)]
#[must_use = "iterators are lazy: pages are requested as batches are consumed"]
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

/// Configures a [`Sweep`].
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
    /// Sets the start of the range of creation times (inclusive).
    pub fn from(mut self, time: UnixMillis) -> Self {
        self.from = Some(time);
        self
    }

    /// Sets the end of the range of creation times (exclusive, although codes created at exactly this time may be
    /// returned).
    ///
    /// If it is not set, or less than the [settle delay](Self::settle) in the past, the range ends that delay before
    /// now.
    pub fn to(mut self, time: UnixMillis) -> Self {
        self.to = Some(time);
        self
    }

    /// Sets the maximum length of a window, in whole milliseconds. Only windows without codes grow longer. The
    /// default is 10 hours.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Sets how far in the past the range must end, by the client's clock. The default is 5 minutes. An instance that
    /// takes longer than this to appear in the list may be missed.
    pub fn settle(mut self, delay: Duration) -> Self {
        self.settle = delay;
        self
    }

    /// Sets the maximum number of codes in a window; a window with more is halved. The default is 5,000. This bounds
    /// the memory, the time for which a list must stay unchanged, and how much is repeated after a kill.
    pub fn window_items(mut self, codes: usize) -> Self {
        self.window_items = codes;
        self
    }

    /// Sets the page size, from 1 to 100. The default is 100.
    pub fn page_size(mut self, codes: i64) -> Self {
        self.page_size = codes;
        self
    }

    /// Starts a sweep at the beginning of the range. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`]: the range has no start, its start is after its end, or a window has no length or
    /// no room for a code. [`ErrorKind::InvalidRequest`]: the page size is not allowed.
    pub fn start(self) -> Result<Sweep, Error> {
        let from = self.from.ok_or_else(|| {
            configuration("the range has no start: set it with `SweepBuilder::from`".to_owned())
        })?;
        let window_ms = self.checked_window()?;
        let checkpoint = Checkpoint {
            approval_code: self.approval_code.clone(),
            region: self.client.region(),
            window_ms,
            from,
            // A range that has not settled yet is empty, not reversed.
            to: self.end(from)?.max(from),
            position: from,
            given: 0,
            boundary: Vec::new(),
        };
        self.sweep(checkpoint)
    }

    /// Resumes a sweep from a checkpoint and continues to the end of this range, or to the end of the checkpoint's
    /// range if that is later. After a complete sweep, it returns what is new since then.
    ///
    /// You do not need to set the start of the range.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the checkpoint belongs to another approval definition, region, window or start
    /// of the range; the message says what differs. Also those of [`start`](Self::start).
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

    /// Resumes a sweep from a checkpoint if there is one, and starts it otherwise: for a job that runs every night.
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
                "a window must have room for at least one code".to_owned(),
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
                "the range is reversed: its start, {from}, is after its end, {to}"
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
                "a window of {:?} is not possible: use whole milliseconds, at least one",
                self.window
            ))),
        }
    }

    /// Describes how this sweep differs from the one that the checkpoint belongs to.
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

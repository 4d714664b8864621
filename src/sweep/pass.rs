//! Reads the pages of one window, over and over where that is needed, until its codes are known to be
//! whole.

use std::collections::HashMap;

/// How often a window is begun anew before it counts as too unsteady to be read.
const RESTARTS: u32 = 3;

/// How many pages in a row may bring nothing new.
const IDLE: u32 = 128;

/// A walk over the pages of one window.
///
/// It knows the codes read so far in the order of the list, and the place at which the last one was
/// seen. See [`sweep`](super) for why it loses nothing.
#[derive(Debug)]
pub(super) struct Pass {
    limit: i64,
    max_codes: usize,
    /// The codes read, each with its rank in the list.
    ranks: HashMap<String, u64>,
    /// The highest rank: that of the code read last.
    top: u64,
    /// The place of the last code of the last page that fitted; before the first page, none.
    place: Option<i64>,
    /// The place to read from next.
    next: i64,
    /// How far the walk has stepped back for a page that did not fit, 0 if the last one did.
    back: i64,
    /// The most codes that a page had.
    longest: usize,
    /// What stood right behind `place`, found without an overlap and not yet confirmed.
    behind: Option<Vec<String>>,
    idle: u32,
    restarts: u32,
}

/// What has become of a window after a page.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// There is more to read.
    More,
    /// These are all codes of the window, in the order of the list.
    Whole(Vec<String>),
    /// There are more codes than the window may have.
    TooMany,
    /// It changes faster than it can be read, or its order is not the same from page to page.
    Unsteady,
}

impl Pass {
    pub(super) fn new(limit: i64, max_codes: usize) -> Self {
        Pass {
            limit,
            max_codes,
            ranks: HashMap::new(),
            top: 0,
            place: None,
            next: 0,
            back: 0,
            longest: 0,
            behind: None,
            idle: 0,
            restarts: 0,
        }
    }

    /// The offset of the page to ask for.
    pub(super) fn offset(&self) -> i64 {
        self.next
    }

    /// How many codes it has read.
    pub(super) fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Takes the page at [`offset`](Self::offset).
    pub(super) fn take(&mut self, page: Vec<String>) -> Outcome {
        self.idle += 1;
        self.longest = self.longest.max(page.len());
        let known = self.ranks.len();
        let outcome = self.fit(page);
        if self.ranks.len() > known {
            self.idle = 0;
        }
        match outcome {
            Outcome::More if self.ranks.len() > self.max_codes => Outcome::TooMany,
            Outcome::More if self.idle > IDLE => self.restart(),
            outcome => outcome,
        }
    }

    fn fit(&mut self, page: Vec<String>) -> Outcome {
        let Some(place) = self.place else {
            return self.begin(page);
        };
        if page.is_empty() {
            return self.end_here(place);
        }
        match self.known_in(&page) {
            Known::OutOfOrder => self.restart(),
            Known::None if self.next == place + 1 => {
                self.behind = Some(page);
                self.next = place;
                Outcome::More
            }
            Known::None if self.next == 0 => {
                self.restart_with(page)
            }
            Known::None => self.step_back(place),
            Known::UpTo(anchor) => self.join(page, anchor),
        }
    }

    /// Takes the first page.
    fn begin(&mut self, page: Vec<String>) -> Outcome {
        if page.is_empty() {
            return self.whole();
        }
        let length = page.len();
        if !self.append(page) {
            return self.restart();
        }
        self.go_on(0, length, length == 1);
        Outcome::More
    }

    /// An empty page: the end, if it was asked for right behind the last code.
    fn end_here(&mut self, place: i64) -> Outcome {
        if self.next == 0 {
            return self.whole();
        }
        if self.next <= place {
            return self.step_back(place);
        }
        if self.longest > 1 {
            return self.whole();
        }
        // Where pages hold a single code, "only the last one" and "nothing behind it" come from two
        // answers, between which a deletion may have moved a code from behind to before.
        self.behind = Some(Vec::new());
        self.next = place;
        Outcome::More
    }

    /// Takes a page whose last known code stands at `anchor`: what comes behind it continues the list.
    fn join(&mut self, mut page: Vec<String>, anchor: usize) -> Outcome {
        let (first, length) = (self.next, page.len());
        let confirmed = self.behind.take().filter(|_| length == 1 && self.back == 0);
        if let Some(behind) = confirmed {
            if behind.is_empty() {
                return self.whole();
            }
            let place = first + behind.len() as i64;
            if !self.append(behind) {
                return self.restart();
            }
            self.place = Some(place);
            self.next = place + 1;
            return Outcome::More;
        }
        let at_the_end = anchor + 1 == length
            && self.ranks.get(&page[anchor]).is_some_and(|rank| *rank == self.top);
        let new = page.split_off(anchor + 1);
        self.insert_before(page);
        if !self.append(new) {
            return self.restart();
        }
        self.go_on(first, length, at_the_end || length == 1);
        Outcome::More
    }

    /// Sets the place of the next page behind one of `length` codes that was read from `first`: one code
    /// before its end, so that it shows whether it fits, or right behind it.
    fn go_on(&mut self, first: i64, length: usize, right_behind: bool) {
        let place = first + length as i64 - 1;
        self.place = Some(place);
        self.next = place + i64::from(right_behind);
        self.back = 0;
        self.behind = None;
    }

    /// The page had no code that is known: codes may have moved from behind the seam to before it, so
    /// it is looked for further ahead in the list.
    fn step_back(&mut self, place: i64) -> Outcome {
        self.behind = None;
        self.back = match self.back {
            0 => (self.limit / 2).max(1),
            back => back.saturating_mul(2),
        };
        self.next = (place + 1).saturating_sub(self.back).max(0);
        Outcome::More
    }

    fn restart(&mut self) -> Outcome {
        *self = Pass {
            restarts: self.restarts + 1,
            ..Pass::new(self.limit, self.max_codes)
        };
        match self.restarts > RESTARTS {
            true => Outcome::Unsteady,
            false => Outcome::More,
        }
    }

    fn restart_with(&mut self, page: Vec<String>) -> Outcome {
        match self.restart() {
            Outcome::More => self.begin(page),
            outcome => outcome,
        }
    }

    fn known_in(&self, page: &[String]) -> Known {
        let mut known = Known::None;
        let mut highest = 0;
        for (i, code) in page.iter().enumerate() {
            if let Some(&rank) = self.ranks.get(code) {
                if rank < highest {
                    return Known::OutOfOrder;
                }
                highest = rank;
                known = Known::UpTo(i);
            }
        }
        known
    }

    /// Appends codes behind all others; false if one of them comes again, other than right behind
    /// itself.
    fn append(&mut self, codes: Vec<String>) -> bool {
        for code in codes {
            match self.ranks.get(&code) {
                Some(rank) if *rank == self.top => {}
                Some(_) => return false,
                None => {
                    self.top += 1;
                    self.ranks.insert(code, self.top);
                }
            }
        }
        true
    }

    /// Takes codes of which the last is known: those of them that are not were created meanwhile.
    fn insert_before(&mut self, codes: Vec<String>) {
        let mut rank = self.top;
        for code in codes.into_iter().rev() {
            rank = *self.ranks.entry(code).or_insert(rank);
        }
    }

    fn whole(&mut self) -> Outcome {
        let mut codes: Vec<(String, u64)> = self.ranks.drain().collect();
        codes.sort_by_key(|(_, rank)| *rank);
        Outcome::Whole(codes.into_iter().map(|(code, _)| code).collect())
    }
}

/// Which codes of a page were read before.
enum Known {
    None,
    /// The last of them stands here.
    UpTo(usize),
    /// They come in another order than before.
    OutOfOrder,
}

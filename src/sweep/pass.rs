//! Reads the pages of one window, several times if necessary, until its codes are known to be complete.

use std::collections::HashMap;

/// How often a window is restarted before it counts as too unsteady to read.
const RESTARTS: u32 = 3;

/// How many pages in a row may bring nothing new.
const IDLE: u32 = 128;

/// How many checks of the end suffice for a list that never stays unchanged.
const LOOKS: u32 = 3;

/// A walk over the pages of one window.
///
/// It knows the codes read so far in the order of the list, and the place where the last one was seen. See
/// [`sweep`](super) for why no code is lost.
#[derive(Debug)]
pub(super) struct Pass {
    limit: i64,
    max_codes: usize,
    /// The codes read, each with its rank in the list.
    ranks: HashMap<String, u64>,
    /// The highest rank: that of the code read last.
    top: u64,
    /// The place of the last code of the last page that fitted; `None` before the first page.
    place: Option<i64>,
    /// The rank of that code.
    last: u64,
    /// The place to read from next.
    next: i64,
    /// How far the walk has stepped back for a page that did not fit; 0 if the last page fitted.
    back: i64,
    /// The largest number of codes on a page so far.
    longest: usize,
    /// What was found right behind `place` without an overlap, not yet confirmed.
    behind: Option<Vec<String>>,
    /// Whether the places of codes are known to have changed.
    disturbed: bool,
    /// Whether a code has come twice in a row; then places do not measure the number of codes.
    doubled: bool,
    /// How many pages have ended with that code although they had room for more.
    looks: u32,
    /// How often nothing was found behind that code while it was still in its place.
    confirmations: u32,
    idle: u32,
    restarts: u32,
    /// Whether known codes have come in a different order, in this pass or an earlier one.
    turned: bool,
}

/// The state of a window after a page.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// There is more to read.
    More,
    /// These are all codes of the window, in the order of the list.
    Whole(Vec<String>),
    /// There are more codes than the window may have.
    TooMany,
    /// It changes faster than it can be read, or its order differs from page to page.
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
            last: 0,
            next: 0,
            back: 0,
            longest: 0,
            behind: None,
            disturbed: false,
            doubled: false,
            looks: 0,
            confirmations: 0,
            idle: 0,
            restarts: 0,
            turned: false,
        }
    }

    /// The offset of the next page.
    pub(super) fn offset(&self) -> i64 {
        self.next
    }

    /// The number of codes read.
    pub(super) fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Processes the page at [`offset`](Self::offset).
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
            Known::OutOfOrder => {
                self.turned = true;
                self.restart()
            }
            Known::None if self.next == place + 1 => {
                self.behind = Some(page);
                self.next = place;
                Outcome::More
            }
            Known::None if self.next == 0 => self.restart_with(page),
            Known::None => self.step_back(place),
            Known::UpTo(anchor) => self.join(page, anchor),
        }
    }

    /// Processes the first page.
    fn begin(&mut self, page: Vec<String>) -> Outcome {
        if page.is_empty() {
            return self.whole();
        }
        let length = page.len();
        if !self.append(page) {
            return self.restart();
        }
        self.go_on(0, length, self.top, (length as i64) < self.limit);
        Outcome::More
    }

    /// Processes an empty page. It is the end if it was requested right behind the last code and this code is still
    /// in its place. Otherwise a deletion may have moved codes forward in between.
    fn end_here(&mut self, place: i64) -> Outcome {
        if self.next == 0 || self.looks >= LOOKS {
            return self.whole();
        }
        if self.next <= place {
            return self.step_back(place);
        }
        self.behind = Some(Vec::new());
        self.next = place;
        Outcome::More
    }

    /// Processes a page whose last known code is at `anchor`; the codes behind it continue the list.
    fn join(&mut self, mut page: Vec<String>, anchor: usize) -> Outcome {
        let (first, length) = (self.next, page.len());
        let rank = self.ranks.get(&page[anchor]).copied().unwrap_or_default();
        let ends_as_before = rank == self.last && anchor + 1 == length;
        // The page has only the last code, in its old place.
        let confirmed = self.behind.take().filter(|_| ends_as_before && length == 1);
        if let Some(behind) = confirmed {
            if behind.is_empty() {
                return self.confirm(first);
            }
            if self.disturbed && self.longest > 1 {
                // Two changes may have cancelled each other out; a longer page shows it.
                return Outcome::More;
            }
            let length = 1 + behind.len();
            if !self.append(behind) {
                return self.restart();
            }
            self.go_on(first, length, self.top, true);
            return Outcome::More;
        }
        let in_place = anchor == 0 && rank == self.last && Some(first) == self.place;
        self.disturbed |= !in_place;
        let has_room = length < self.longest;
        // A short page may have had room for a single code only.
        self.looks += u32::from(ends_as_before && has_room && length > 1);
        if ends_as_before && self.looks > LOOKS {
            return self.whole();
        }
        if ends_as_before && length == 1 && has_room && !in_place {
            // The end keeps moving. A longer part of the list shows whether there is room for more.
            self.place = Some(first);
            return self.step_back(first);
        }
        let new = page.split_off(anchor + 1);
        self.insert_before(page);
        let ends_there = new.is_empty();
        if !self.append(new) {
            return self.restart();
        }
        let last = match ends_there {
            true => rank,
            false => self.top,
        };
        self.go_on(
            first,
            length,
            last,
            ends_as_before || has_room || length == 1,
        );
        Outcome::More
    }

    /// Nothing comes behind the last code. If the list has changed, check once more, since two changes may have
    /// cancelled each other out.
    fn confirm(&mut self, place: i64) -> Outcome {
        self.confirmations += 1;
        if self.confirmations > u32::from(self.disturbed) {
            return self.whole();
        }
        self.next = place + 1;
        Outcome::More
    }

    /// Sets the place of the next page after a page of `length` codes that was read from `first`: one code before its
    /// end, so that the overlap shows whether it fits. If the list seems to be at its end, the place is right behind
    /// it; the overlap is then checked afterwards and shows whether both pages fit.
    fn go_on(&mut self, first: i64, length: usize, last: u64, right_behind: bool) {
        let place = first + length as i64 - 1;
        if last != self.last {
            (self.last, self.looks, self.confirmations) = (last, 0, 0);
        }
        self.place = Some(place);
        self.next = place + i64::from(right_behind);
        self.back = 0;
        self.behind = None;
    }

    /// The page had no known code: codes may have moved forward, so look for one further ahead in the list.
    fn step_back(&mut self, place: i64) -> Outcome {
        self.behind = None;
        self.disturbed = true;
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
            turned: self.turned,
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

    /// Appends codes behind all others. Returns false if one of them comes again, other than right behind itself.
    fn append(&mut self, codes: Vec<String>) -> bool {
        for code in codes {
            match self.ranks.get(&code) {
                Some(rank) if *rank == self.top => self.doubled = true,
                Some(_) => {
                    self.turned = true;
                    return false;
                }
                None => {
                    self.top += 1;
                    self.ranks.insert(code, self.top);
                }
            }
        }
        true
    }

    /// Processes codes of which the last is known: the unknown ones among them were created meanwhile.
    fn insert_before(&mut self, codes: Vec<String>) {
        let mut rank = self.top;
        for code in codes.into_iter().rev() {
            rank = *self.ranks.entry(code).or_insert(rank);
        }
    }

    /// The end has been reached. If there are fewer codes than places, some were not read. If the list is known to
    /// have changed, these were created meanwhile, but it is better to make sure first.
    fn whole(&mut self) -> Outcome {
        let places = self.place.map_or(0, |place| place + 1);
        let are_fewer = !self.doubled && (self.ranks.len() as i64) < places;
        let explained = self.disturbed && !self.turned;
        if are_fewer && !(explained && self.restarts >= RESTARTS - 1) {
            return self.restart();
        }
        let mut codes: Vec<(String, u64)> = self.ranks.drain().collect();
        codes.sort_by_key(|(_, rank)| *rank);
        Outcome::Whole(codes.into_iter().map(|(code, _)| code).collect())
    }
}

/// Which codes of a page are known.
enum Known {
    None,
    /// The last known code is here.
    UpTo(usize),
    /// They come in a different order.
    OutOfOrder,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Random numbers from a seed.
    struct Random(fastrand::Rng);

    impl Random {
        fn new(seed: u64) -> Self {
            Random(fastrand::Rng::with_seed(seed))
        }

        fn below(&mut self, end: usize) -> usize {
            self.0.usize(..end.max(1))
        }

        fn percent(&mut self, share: usize) -> bool {
            self.below(100) < share
        }
    }

    /// How a list behaves; shares are in percent of the calls.
    #[derive(Clone, Copy, Debug, Default)]
    struct Manner {
        deletions: usize,
        insertions: usize,
        /// The maximum page size.
        cap: usize,
        /// How many calls are answered with a page shorter than that.
        short: usize,
        descending: bool,
        /// How many calls are answered in the opposite order.
        turned: usize,
        /// One in this many codes comes twice; 0 for none.
        doubled: usize,
    }

    /// A window on the platform, from its oldest code to its newest.
    struct List {
        codes: Vec<u32>,
        created: u32,
        manner: Manner,
        random: Random,
    }

    impl List {
        fn page(&mut self, offset: i64) -> Vec<String> {
            let (random, manner) = (&mut self.random, self.manner);
            if random.percent(manner.deletions) && !self.codes.is_empty() {
                for _ in 0..1 + random.below(3) * random.below(3) {
                    let place = random.below(self.codes.len());
                    if place < self.codes.len() {
                        self.codes.remove(place);
                    }
                }
            }
            if random.percent(manner.insertions) {
                let place = random.below(self.codes.len() + 1);
                self.codes.insert(place, self.created);
                self.created += 1;
            }
            let mut listed = self.codes.clone();
            if manner.descending != random.percent(manner.turned) {
                listed.reverse();
            }
            if manner.doubled > 0 {
                listed = listed
                    .into_iter()
                    .enumerate()
                    .flat_map(|(i, code)| vec![code; 1 + usize::from(i % manner.doubled == 0)])
                    .collect();
            }
            let most = match random.percent(manner.short) {
                true => 1 + random.below(manner.cap),
                false => manner.cap,
            };
            let page = listed.iter().skip(offset as usize).take(most);
            page.map(u32::to_string).collect()
        }
    }

    /// Reads a list of this many codes. Returns the outcome, the codes that existed all along, those that existed at
    /// some time, and the number of calls.
    fn read(
        manner: Manner,
        count: u32,
        limit: i64,
        seed: u64,
    ) -> (Outcome, HashSet<String>, HashSet<String>, u32) {
        let mut list = List {
            codes: (0..count).collect(),
            created: count,
            manner: Manner {
                cap: manner.cap.min(limit as usize),
                ..manner
            },
            random: Random::new(seed),
        };
        let mut pass = Pass::new(limit, 200);
        let mut calls = 0;
        let outcome = loop {
            let page = list.page(pass.offset());
            calls += 1;
            assert!(calls < 20_000, "the walk ends");
            match pass.take(page) {
                Outcome::More => {}
                outcome => break outcome,
            }
        };
        let there = list.codes.iter().filter(|code| **code < count);
        let throughout = there.map(u32::to_string).collect();
        let ever = (0..list.created).map(|code| code.to_string()).collect();
        (outcome, throughout, ever, calls)
    }

    /// Returns this many seeds, or a hundred times as many if `LARKSPEC_TEST_ALL` is set.
    fn seeds(count: u64) -> std::ops::Range<u64> {
        match std::env::var_os("LARKSPEC_TEST_ALL") {
            Some(_) => 0..100 * count,
            None => 0..count,
        }
    }

    /// Reads many lists, and returns how many were read completely.
    fn check(manner: Manner, seeds: std::ops::Range<u64>) -> usize {
        let mut whole = 0;
        for seed in seeds {
            let mut random = Random::new(!seed);
            let limit = [1, 2, 10, 40, 40][random.below(5)];
            let count = random.below(if limit < 10 { 30 } else { 150 }) as u32;
            let manner = Manner {
                cap: match manner.cap {
                    0 => 100,
                    cap => cap,
                },
                ..manner
            };
            let (outcome, throughout, ever, _) = read(manner, count, limit, seed);
            let Outcome::Whole(codes) = outcome else {
                // Pages of one code cannot keep up with one creation per call.
                assert_ne!(outcome, Outcome::More);
                continue;
            };
            whole += 1;
            let given: HashSet<String> = codes.iter().cloned().collect();
            let context = || format!("{manner:?}, {count} codes, limit {limit}, seed {seed}");
            assert_eq!(given.len(), codes.len(), "none twice: {}", context());
            assert!(given.is_subset(&ever), "none made up: {}", context());
            let missing: Vec<_> = throughout.difference(&given).collect();
            // Pages of a few codes hardly show that the order has changed, and pages of one code do not show that a
            // deletion and a creation have cancelled each other out.
            let both = manner.deletions > 0 && manner.insertions > 0;
            if manner.turned > 0 && limit < 10 || both && limit == 1 {
                continue;
            }
            assert!(missing.is_empty(), "missing {missing:?}: {}", context());
        }
        whole
    }

    #[test]
    fn a_list_that_keeps_still_is_read_whole_whatever_its_pages() {
        for descending in [false, true] {
            for (cap, short) in [(0, 0), (1, 0), (2, 0), (7, 50), (100, 30)] {
                for doubled in [0, 1, 3, 10] {
                    let manner = Manner {
                        cap,
                        short,
                        doubled,
                        descending,
                        ..Manner::default()
                    };
                    assert_eq!(check(manner, seeds(10)), seeds(10).count(), "{manner:?}");
                }
            }
        }
    }

    #[test]
    fn a_list_that_changes_loses_nothing() {
        changes(false);
    }

    /// A separate test, so that both run in parallel.
    #[test]
    fn a_descending_list_that_changes_loses_nothing() {
        changes(true);
    }

    fn changes(descending: bool) {
        for (deletions, insertions) in [(5, 0), (0, 5), (100, 0), (0, 100), (30, 30), (100, 100)] {
            for (cap, short) in [(0, 0), (100, 20), (20, 0)] {
                for doubled in [0, 7] {
                    let manner = Manner {
                        deletions,
                        insertions,
                        cap,
                        short,
                        descending,
                        doubled,
                        ..Manner::default()
                    };
                    let whole = check(manner, seeds(12));
                    // Small pages can hardly keep up with a list that grows with every page.
                    let enough = match insertions {
                        100 => 1,
                        _ => seeds(12).count() * 3 / 4,
                    };
                    assert!(whole >= enough, "{manner:?}: {whole}");
                }
            }
        }
    }

    #[test]
    fn a_list_whose_order_turns_is_read_whole_or_not_at_all() {
        for (turned, changes) in [(3, 0), (20, 0), (50, 0), (3, 5), (20, 5)] {
            for (deletions, insertions) in [(changes, 0), (0, changes), (changes, changes)] {
                for (cap, short) in [(0, 0), (100, 20), (20, 0)] {
                    let manner = Manner {
                        turned,
                        deletions,
                        insertions,
                        cap,
                        short,
                        ..Manner::default()
                    };
                    check(manner, seeds(20));
                }
            }
        }
    }
}

//! The walk over the pages of a list: what is requested next, and when it ends.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, VecDeque};
use std::hash::BuildHasher;

use super::echo::Echo;
use super::list::List;
use super::page::{self, Gap, Page};
use crate::endpoint::Turn;
use crate::error::Inner;
use crate::wire::request::Encoded;
use crate::{Client, Error, ErrorKind};

/// The pages of a list.
#[derive(Clone, Debug)]
pub(super) struct Walk<L> {
    /// The list from the next page on.
    pub(super) list: L,
    state: State,
    stamina: Stamina,
    trail: Trail,
    echo: Echo,
}

#[derive(Clone, Debug)]
enum State {
    Reading,
    /// The platform did not say where the next page begins.
    Lost,
    /// An error has ended the iteration.
    Failed,
    /// There is no further page.
    Complete,
}

impl<L: List> Walk<L> {
    pub(super) fn new(list: L) -> Self {
        Walk {
            list,
            state: State::Reading,
            stamina: Stamina::default(),
            trail: Trail::default(),
            echo: Echo::default(),
        }
    }

    /// Whether the platform has said that there is no further page.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.state, State::Complete)
    }

    /// The next page. A page with an item that cannot be read is an error.
    pub(super) fn next_response(&mut self, client: &Client) -> Option<Result<L::Response, Error>> {
        let page = self.next_page(client, false)?;
        Some(page.map(|page| page.response))
    }

    /// The next page. Unless `with_gaps`, a page with an item that cannot be read is an error.
    fn next_page(
        &mut self,
        client: &Client,
        with_gaps: bool,
    ) -> Option<Result<Page<L::Response>, Error>> {
        let result = match self.state {
            State::Complete | State::Failed => return None,
            State::Lost => Err(self.page_sequence(
                "the answer says that there is a next page, but its page token is missing or the one just \
                 used",
            )),
            State::Reading => self.read(client, with_gaps),
        };
        if !self.stamina.goes_on_after(&result) {
            self.state = State::Failed;
        }
        Some(result)
    }

    fn read(&mut self, client: &Client, with_gaps: bool) -> Result<Page<L::Response>, Error> {
        let encoded = self.list.encode()?;
        if self.stamina.is_fresh() && self.trail.has_been_at(&encoded) {
            return Err(self.page_sequence("the pages repeat: the next page has already been read"));
        }
        let page = page::read(client, &self.list, &encoded)?;
        if !with_gaps && let Some(error) = page.incomplete {
            return Err(error);
        }
        let keys = self.list.metadata().paging;
        if keys.is_some_and(|keys| self.echo.is_repeated(&keys, page.received, &page.payload)) {
            return Err(self
                .page_sequence("the answer repeats the previous page: the offset has no effect"));
        }
        self.state = match self.list.turn(&page.response, page.received) {
            Turn::Next => State::Reading,
            Turn::End => State::Complete,
            // Return this page first; the next call reports that more is missing.
            Turn::Lost => State::Lost,
        };
        Ok(page)
    }

    fn page_sequence(&self, what: &str) -> Error {
        let detail = format!("{what}; the list is incomplete");
        Inner::new(ErrorKind::PageSequence, detail)
            .endpoint(self.list.metadata().name)
            .into()
    }
}

/// The items of a list.
pub(super) struct ItemWalk<L: List> {
    pub(super) pages: Walk<L>,
    pub(super) page: std::vec::IntoIter<L::Item>,
    /// The items of the page that cannot be read, with their positions.
    gaps: BTreeMap<usize, Gap>,
    /// The position of the next item within the page.
    position: usize,
    /// Whether any item could not be read.
    has_lost: bool,
}

impl<L: List> ItemWalk<L> {
    pub(super) fn new(list: L) -> Self {
        ItemWalk {
            pages: Walk::new(list),
            page: Vec::new().into_iter(),
            gaps: BTreeMap::new(),
            position: 0,
            has_lost: false,
        }
    }

    /// Whether all items of the list were returned.
    pub(super) fn is_complete(&self) -> bool {
        self.pages.is_complete() && self.page.len() == 0 && self.gaps.is_empty() && !self.has_lost
    }

    pub(super) fn next(&mut self, client: &Client) -> Option<Result<L::Item, Error>> {
        loop {
            if let Some(item) = self.of_page() {
                return Some(item);
            }
            match self.pages.next_page(client, true)? {
                Ok(page) => {
                    self.position = 0;
                    self.gaps = page.gaps;
                    self.page = L::into_items(page.response).into_iter();
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next item of the page.
    fn of_page(&mut self) -> Option<Result<L::Item, Error>> {
        let position = self.position;
        self.position += 1;
        match self.gaps.remove(&position) {
            Some(gap) => {
                self.has_lost = true;
                if gap.is_in_list {
                    self.page.next();
                }
                Some(Err(gap.error))
            }
            None => self.page.next().map(Ok),
        }
    }
}

/// Limits how often the same page is requested before the iterator ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stamina {
    failures: u32,
}

impl Stamina {
    const FAILURES: u32 = 5;

    /// Whether the next page has not been requested yet.
    fn is_fresh(&self) -> bool {
        self.failures == 0
    }

    /// Whether the iterator continues after this result.
    pub(crate) fn goes_on_after<T>(&mut self, result: &Result<T, Error>) -> bool {
        match result {
            Ok(_) => {
                self.failures = 0;
                true
            }
            Err(error) => {
                self.failures += 1;
                // Pages that do not fit together have been read several times already.
                let may_pass = error.is_retryable() && error.kind() != ErrorKind::PageSequence;
                may_pass && self.failures < Self::FAILURES
            }
        }
    }
}

/// Detects pages that repeat, in bounded memory: a cycle of up to [`REMEMBERED`](Self::REMEMBERED) pages at its first
/// repetition, a longer one by Brent's algorithm.
#[derive(Clone, Debug, Default)]
struct Trail {
    hasher: RandomState,
    /// The most recent pages.
    recent: VecDeque<u64>,
    /// The page that later ones are compared with. It is replaced each time their number has doubled.
    landmark: Option<u64>,
    since_landmark: u64,
    until_next: u64,
}

impl Trail {
    const REMEMBERED: usize = 1024;

    /// Whether the page of this request was requested before. Remembers the request.
    fn has_been_at(&mut self, request: &Encoded) -> bool {
        let body = request.body().map(|(body, _)| body);
        let headers: Vec<_> = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        let page = self
            .hasher
            .hash_one((&request.path_and_query, headers, body));
        if self.landmark == Some(page) || self.recent.contains(&page) {
            return true;
        }
        if self.recent.len() == Self::REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back(page);
        self.since_landmark += 1;
        if self.since_landmark >= self.until_next {
            self.landmark = Some(page);
            self.since_landmark = 0;
            self.until_next = (self.until_next * 2).max(1);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::wire::request;

    fn request(page: i64) -> Encoded {
        request::encode(&fixture::list::Request::new("A", page, 1)).unwrap()
    }

    #[test]
    fn a_circle_of_any_length_is_noticed() {
        for (before, length) in [
            (0, 1),
            (0, 2),
            (3, 1),
            (5, 7),
            (1000, 1024),
            (2000, 1025),
            (1, 5000),
            (3000, 4000),
        ] {
            let mut trail = Trail::default();
            let page = |step: i64| match step < before {
                true => step,
                false => before + (step - before) % length,
            };
            let noticed = (0..)
                .find(|step| trail.has_been_at(&request(page(*step))))
                .unwrap();
            let first = before + length;
            match length <= Trail::REMEMBERED as i64 {
                true => assert_eq!(noticed, first, "{before} {length}"),
                false => assert!(noticed <= 3 * first, "{before} {length}: {noticed}"),
            }
            assert!(trail.recent.len() <= Trail::REMEMBERED);
        }
    }

    #[test]
    fn pages_that_differ_are_no_circle() {
        let mut trail = Trail::default();
        assert!((0..5000).all(|page| !trail.has_been_at(&request(page))));
    }
}

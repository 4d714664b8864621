//! Walks the pages of a list, one request each.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, VecDeque};
use std::hash::BuildHasher;

use crate::endpoint::Turn;
use crate::error::Inner;
use crate::wire::request::{self, Encoded};
use crate::{Client, Error, ErrorKind, Paged};

mod echo;
mod outlook;
pub(crate) mod page;

use echo::Echo;
use page::{Gap, Page};

impl Client {
    /// Returns an iterator over the pages of a list, from the page that `request` asks for to the last.
    pub fn pages<E: Paged>(&self, request: E) -> Pages<'_, E> {
        Pages {
            client: self,
            request,
            state: State::Reading,
            stamina: Stamina::default(),
            trail: Trail::default(),
            echo: Echo::default(),
        }
    }

    /// Returns an iterator over the items of a list, from the page that `request` asks for to the last.
    pub fn items<E: Paged>(&self, request: E) -> Items<'_, E> {
        Items {
            pages: self.pages(request),
            page: Vec::new().into_iter(),
            gaps: BTreeMap::new(),
            position: 0,
            has_lost: false,
        }
    }
}

/// The pages of a list; see [`Client::pages`].
///
/// A failed page is an `Err`, and so is a page with a part that cannot be read; [`Client::answer`] with
/// [`request`](Self::request) returns the rest of such a page. After a permanent error ([`Error::is_retryable`] is
/// `false`), the iterator ends. After a temporary one, the next call requests the same page again and waits for as
/// long as the client's retry budget lasts, so no item is lost or repeated. The iterator ends when the same page has
/// failed five times in a row. Loops that skip errors (`flatten`, `filter_map`) therefore end as well.
///
/// A list is empty if the answer contains an empty list, or if it lacks the list and says that there is no further
/// page. An answer without any content is requested once more and then counts as an empty page. An answer that lacks
/// the list but has other content, perhaps the list under another name, is an error. A server that answers each
/// offset with the same page is an error as well.
///
/// **`None` therefore does not mean that the list is complete; check [`is_complete`](Self::is_complete).** A loop
/// that stops at the first error, as `?` and `collect::<Result<_, _>>()` do, does not need to.
/// ```no_run
/// # use larkspec::{Client, approval::v2::instance::list};
/// # fn example(client: &Client, request: list::Request) {
/// let mut pages = list::pages(client, request);
/// for page in &mut pages {
///     match page {
///         Ok(page) => println!("{} codes", page.instance_code_list.len()),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// if !pages.is_complete() {
///     eprintln!("incomplete; resume from {:?}", pages.request());
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy: pages are requested as they are consumed"]
pub struct Pages<'c, E: Paged> {
    client: &'c Client,
    /// The request for the next page.
    request: E,
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

impl<E: Paged> Pages<'_, E> {
    /// The request for the next page. Use it to resume the iteration.
    pub fn request(&self) -> &E {
        &self.request
    }

    /// Whether the end of the list was reached: the platform has said that there is no further page. If `next`
    /// returned `None` and this is `false`, an error has ended the iteration early.
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Complete)
    }

    /// The next page. Unless `with_gaps`, a page with an item that cannot be read is an error.
    fn next_page(&mut self, with_gaps: bool) -> Option<Result<Page<E>, Error>> {
        let result = match self.state {
            State::Complete | State::Failed => return None,
            State::Lost => Err(page_sequence::<E>(
                "the answer says that there is a next page, but its page token is missing or the one just \
                 used",
            )),
            State::Reading => self.read(with_gaps),
        };
        if !self.stamina.goes_on_after(&result) {
            self.state = State::Failed;
        }
        Some(result)
    }

    fn read(&mut self, with_gaps: bool) -> Result<Page<E>, Error> {
        let encoded = request::encode(&self.request)?;
        if self.stamina.is_fresh() && self.trail.has_been_at(&encoded) {
            return Err(page_sequence::<E>(
                "the pages repeat: the next page was read before",
            ));
        }
        let page = page::read::<E>(self.client, &encoded)?;
        if !with_gaps && let Some(error) = page.incomplete {
            return Err(error);
        }
        let keys = E::METADATA.paging.as_ref();
        if keys.is_some_and(|keys| self.echo.is_repeated(keys, page.received, &page.payload)) {
            return Err(page_sequence::<E>(
                "the answer repeats the previous page: the offset has no effect",
            ));
        }
        self.state = match self.request.turn(&page.response, page.received) {
            Turn::Next => State::Reading,
            Turn::End => State::Complete,
            // Return this page first; the next call reports that more is missing.
            Turn::Lost => State::Lost,
        };
        Ok(page)
    }
}

impl<E: Paged> Iterator for Pages<'_, E> {
    type Item = Result<E::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.next_page(false)?;
        Some(page.map(|page| page.response))
    }
}

impl<E: Paged> std::iter::FusedIterator for Pages<'_, E> {}

fn page_sequence<E: Paged>(what: &str) -> Error {
    let detail = format!("{what}; the list is incomplete");
    Inner::new(ErrorKind::PageSequence, detail)
        .endpoint(E::METADATA.name)
        .into()
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

/// The items of a list; see [`Client::items`].
///
/// It continues and ends after errors as [`Pages`] does: `None` does not mean that the list is complete; check
/// [`is_complete`](Self::is_complete).
///
/// An item that cannot be read completely is an `Err` at its position; [`left_out`](Error::left_out) gives its
/// content. The items after it follow.
#[must_use = "iterators are lazy: pages are requested as their items are consumed"]
pub struct Items<'c, E: Paged> {
    pages: Pages<'c, E>,
    page: std::vec::IntoIter<E::Item>,
    /// The items of the page that cannot be read, with their positions.
    gaps: BTreeMap<usize, Gap>,
    /// The position of the next item within the page.
    position: usize,
    /// Whether any item could not be read.
    has_lost: bool,
}

impl<E: Paged> Items<'_, E> {
    /// Whether all items of the list were returned. If `next` returned `None` and this is `false`, an error has ended
    /// the iteration early, or an item could not be read.
    pub fn is_complete(&self) -> bool {
        self.pages.is_complete() && self.page.len() == 0 && self.gaps.is_empty() && !self.has_lost
    }

    /// The next item of the page.
    fn of_page(&mut self) -> Option<Result<E::Item, Error>> {
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

impl<E: Paged> Iterator for Items<'_, E> {
    type Item = Result<E::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.of_page() {
                return Some(item);
            }
            match self.pages.next_page(true)? {
                Ok(page) => {
                    self.position = 0;
                    self.gaps = page.gaps;
                    self.page = E::into_items(page.response).into_iter();
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<E: Paged> std::iter::FusedIterator for Items<'_, E> {}

impl<E: Paged + std::fmt::Debug> std::fmt::Debug for Items<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left_of_page", &self.page.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

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

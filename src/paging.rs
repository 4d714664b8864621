//! Walks the pages of a list, one request each.

use crate::{Client, Error, Paged};

mod echo;
mod list;
mod outlook;
pub(crate) mod page;
pub(crate) mod turn;
mod untyped;
mod walk;

pub use untyped::{Paging, UntypedItems, UntypedPages};
pub(crate) use walk::Stamina;
use walk::{ItemWalk, Walk};

impl Client {
    /// Returns an iterator over the pages of a list, from the page that `request` asks for to the last.
    pub fn pages<E: Paged>(&self, request: E) -> Pages<'_, E> {
        Pages {
            client: self,
            walk: Walk::new(request),
        }
    }

    /// Returns an iterator over the items of a list, from the page that `request` asks for to the last.
    pub fn items<E: Paged>(&self, request: E) -> Items<'_, E> {
        Items {
            client: self,
            walk: ItemWalk::new(request),
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
    walk: Walk<E>,
}

impl<E: Paged> Pages<'_, E> {
    /// The request for the next page. Use it to resume the iteration.
    pub fn request(&self) -> &E {
        &self.walk.list
    }

    /// Whether the end of the list was reached: the platform has said that there is no further page. If `next`
    /// returned `None` and this is `false`, an error has ended the iteration early.
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }
}

impl<E: Paged> Iterator for Pages<'_, E> {
    type Item = Result<E::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.walk.next_response(self.client)
    }
}

impl<E: Paged> std::iter::FusedIterator for Pages<'_, E> {}

/// The items of a list; see [`Client::items`].
///
/// It continues and ends after errors as [`Pages`] does: `None` does not mean that the list is complete; check
/// [`is_complete`](Self::is_complete). A loop that stops at the first error, as with `?`, does not need to.
///
/// An item that cannot be read completely is an `Err` at its position; [`left_out`](Error::left_out) gives its
/// content. The items after it follow.
#[must_use = "iterators are lazy: pages are requested as their items are consumed"]
pub struct Items<'c, E: Paged> {
    client: &'c Client,
    walk: ItemWalk<E>,
}

impl<E: Paged> Items<'_, E> {
    /// Whether all items of the list were returned. If `next` returned `None` and this is `false`, an error has ended
    /// the iteration early, or an item could not be read.
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }
}

impl<E: Paged> Iterator for Items<'_, E> {
    type Item = Result<E::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.walk.next(self.client)
    }
}

impl<E: Paged> std::iter::FusedIterator for Items<'_, E> {}

impl<E: Paged + std::fmt::Debug> std::fmt::Debug for Items<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.walk.pages)
            .field("left_of_page", &self.walk.page.len())
            .finish()
    }
}

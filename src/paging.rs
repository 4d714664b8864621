//! Walks the pages of a list, one request each.

use crate::error::Inner;
use crate::{Client, Error, ErrorKind, Paged, Turn};

impl Client {
    /// The pages of a list, from the one that `request` asks for to the last.
    pub fn pages<E: Paged>(&self, request: E) -> Pages<'_, E> {
        Pages {
            client: self,
            request,
            state: State::Reading,
        }
    }

    /// The items of a list, from the page that `request` asks for to the last.
    pub fn items<E: Paged>(&self, request: E) -> Items<'_, E> {
        Items {
            pages: self.pages(request),
            page: Vec::new().into_iter(),
        }
    }
}

/// The pages of a list; see [`Client::pages`].
///
/// A failed page is an `Err`, never the end: `None` means that the platform has said that there is
/// no further page. Asked again after an `Err`, it asks for the same page again: nothing is lost,
/// nothing comes twice. Whoever skips errors (`flatten`, `filter_map`) waits for the failure to
/// pass, for ever perhaps.
#[derive(Clone, Debug)]
#[must_use = "pages are asked for as they are taken"]
pub struct Pages<'c, E: Paged> {
    client: &'c Client,
    /// For the page to ask for next.
    request: E,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Reading,
    /// The place of the next page was not told.
    Lost(Error),
    Ended,
}

impl<E: Paged> Pages<'_, E> {
    /// The request for the next page. A walk can be taken up again from it.
    pub fn request(&self) -> &E {
        &self.request
    }
}

impl<E: Paged> Iterator for Pages<'_, E> {
    type Item = Result<E::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &self.state {
            State::Reading => {}
            State::Lost(error) => return Some(Err(error.clone())),
            State::Ended => return None,
        }
        let response = match self.client.send(&self.request) {
            Ok(response) => response,
            Err(error) => return Some(Err(error)),
        };
        match self.request.turn(&response) {
            Turn::Next => Some(Ok(response)),
            Turn::End => {
                self.state = State::Ended;
                Some(Ok(response))
            }
            // What came is given first; then it is said that more is missing.
            Turn::Lost => {
                self.state = State::Lost(lost::<E>());
                Some(Ok(response))
            }
        }
    }
}

impl<E: Paged> std::iter::FusedIterator for Pages<'_, E> {}

fn lost<E: Paged>() -> Error {
    Inner::new(
        ErrorKind::PageSequence,
        "the answer says that there is a next page, but its page token is missing or the one just \
         used; the items so far are not all",
    )
    .endpoint(E::METADATA.name)
    .into()
}

/// The items of a list; see [`Client::items`]. As [`Pages`] does, it says `None` only when the list has
/// ended, and goes on where it failed when asked again after an `Err`.
#[must_use = "pages are asked for as their items are taken"]
pub struct Items<'c, E: Paged> {
    pages: Pages<'c, E>,
    page: std::vec::IntoIter<E::Item>,
}

impl<E: Paged> Iterator for Items<'_, E> {
    type Item = Result<E::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(response) => self.page = E::into_items(response).into_iter(),
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

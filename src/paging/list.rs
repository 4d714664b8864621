//! What a walk needs to know about a list, whether its request and answer have generated types or not.

use larkspec_shape::object::Object;

use super::outlook;
use crate::endpoint::Turn;
use crate::wire::answer::Success;
use crate::wire::request::{self, Encoded};
use crate::{Client, Error, Metadata, Paged};

/// A list, from the page that is requested next.
pub(crate) trait List {
    /// A page as it is decoded.
    type Response;

    type Item;

    /// The facts of the endpoint, including where its pages have their items.
    fn metadata(&self) -> Metadata<'_>;

    /// The request for the next page.
    fn encode(&self) -> Result<Encoded, Error>;

    fn decode(&self, client: &Client, success: Success) -> Result<Decoded<Self::Response>, Error>;

    /// The number of items in a response.
    fn count(&self, response: &Self::Response) -> usize;

    /// The described keys of every object on the way to the items, beginning with the payload.
    fn described(&self) -> Vec<Vec<String>>;

    /// Sets the list to the page after this one, of which so many items were received.
    fn turn(&mut self, response: &Self::Response, received: usize) -> Turn;

    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// The payload of an answer.
pub(crate) struct Decoded<R> {
    pub(super) response: R,
    /// The error that says what could not be read.
    pub(super) incomplete: Option<Error>,
    /// The payload as received; empty if there is none.
    pub(super) payload: Vec<u8>,
}

impl<E: Paged> List for E {
    type Response = E::Response;
    type Item = E::Item;

    fn metadata(&self) -> Metadata<'_> {
        *E::METADATA
    }

    fn encode(&self) -> Result<Encoded, Error> {
        request::encode(self)
    }

    fn decode(&self, client: &Client, success: Success) -> Result<Decoded<E::Response>, Error> {
        let (response, incomplete, payload) = client.whole::<E>(success)?.into_parts();
        Ok(Decoded {
            response,
            incomplete,
            payload,
        })
    }

    fn count(&self, response: &E::Response) -> usize {
        let keys = E::METADATA.paging.as_ref();
        keys.map_or(0, |keys| outlook::count(response, keys.items))
    }

    fn described(&self) -> Vec<Vec<String>> {
        let mut described = Vec::new();
        if let Some(keys) = &E::METADATA.paging {
            let mut response = <E::Response as Object>::blank();
            outlook::describe(&mut response, keys.items, &mut described);
        }
        described
    }

    fn turn(&mut self, response: &E::Response, received: usize) -> Turn {
        Paged::turn(self, response, received)
    }

    fn into_items(response: E::Response) -> Vec<E::Item> {
        <E as Paged>::into_items(response)
    }
}

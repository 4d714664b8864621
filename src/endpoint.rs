//! Endpoints: the traits of their types, and what their pages say about calling them.
//!
//! Programs that call endpoints rarely need this module; it is for code that handles any endpoint.

use larkspec_shape::Invalid;
use larkspec_shape::object::Object;
use serde::Serializer;

pub(crate) mod builder;
mod endpoints;
pub(crate) mod metadata;

pub use endpoints::Endpoints;
#[doc(hidden)]
pub use metadata::PageKeys;
pub use metadata::{
    CodeMeaning, Date, EnvelopeKeys, Host, Meaning, Metadata, Method, Rate, RequestShapes, Section,
    TokenKind,
};

/// A request to one endpoint of the platform.
///
/// Generated for the `Request` of every endpoint; you do not need to implement it by hand.
pub trait Endpoint: Object + Sized {
    /// What the endpoint answers with: the payload below `data`, or next to `code` in a flat envelope.
    type Response: Response;

    /// What the endpoint's page says about calling it.
    const METADATA: &'static Metadata<'static>;

    /// Serializes the parameters of one section as an object, as they are sent. A file to upload is an empty string
    /// there.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn serialize_section<S: Serializer>(
        &self,
        section: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        crate::wire::check::serialize_section(self, Self::METADATA, section, serializer)
    }

    /// Checks all sections against the rules of the page.
    ///
    /// # Errors
    ///
    /// Returns every violation. If the endpoint has parameters in more than one section, pointers begin with the
    /// section's name, as in `/query/page_size`.
    fn validate(&self) -> Result<(), Invalid> {
        crate::wire::check::validate(self, Self::METADATA)
    }
}

/// The response of an endpoint.
///
/// Generated for the `Response` of every endpoint; you do not need to implement it by hand.
pub trait Response: Object + Sized {}

/// An endpoint whose result comes in pages.
///
/// Generated where the spec has a `[page]`.
pub trait Paged: Endpoint + Clone {
    /// The type of the listed items.
    type Item;

    /// Changes this request so that it asks for the page after `response`. `received` is the number of items on that
    /// page, including those that could not be read.
    fn turn(&mut self, response: &Self::Response, received: usize) -> Turn;

    /// The items of a page.
    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// What comes after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The request now asks for the next page.
    Next,
    /// There is no further page.
    End,
    /// The answer says that there is a next page, but its token is missing or the one just used. Continuing would
    /// loop forever; stopping would lose items.
    Lost,
}

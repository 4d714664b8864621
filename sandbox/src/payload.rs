//! The payloads of an endpoint, and what can be wrong with one.

use larkspec_codegen::model::Section;

/// A payload of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// A section of a request, as one object.
    Request(Section),
    /// The body of a response, with its envelope.
    Response,
}

/// What is wrong with a payload: the location and a message.
#[derive(Debug)]
pub(crate) struct Breach {
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

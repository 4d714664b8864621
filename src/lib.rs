//! Typed, validated, blocking calls to the Feishu / Lark Open Platform.

// Generated code names this crate by its name, in here as in every other crate.
extern crate self as larkspec;

mod advice;
mod answer;
mod bytes;
mod check;
mod client;
mod clock;
mod endpoint;
mod envelope;
mod error;
mod exchange;
mod limit;
mod multipart;
mod paging;
mod region;
mod request;
mod scrub;
mod secret;
mod token;
mod transport;
mod unknown;

#[cfg(test)]
mod fixture;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use bytes::Bytes;
pub use client::{Client, ClientBuilder};
pub use clock::{Clock, SystemClock};
pub use endpoint::{
    Endpoint, Host, Metadata, Method, Paged, RequestShapes, Response, Section, TokenKind, Turn,
};
pub use error::{Error, ErrorKind, FieldViolation, PermissionViolation};
/// What a payload must look like, and the engine that checks it.
pub use larkspec_shape as shape;
pub use paging::{Items, Pages};
pub use region::Region;
pub use secret::Secret;
pub use unknown::UnknownValue;

/// Puts the modules that `larkspec_codegen::build` has generated where it stands.
#[macro_export]
macro_rules! include_spec {
    () => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/larkspec.rs"));
    };
}

include_spec!();

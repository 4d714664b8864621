//! Types of fields in requests and responses, in addition to Rust's own.

mod bytes;
mod json_string;
mod secret;
mod time;

pub use bytes::Bytes;
pub use json_string::JsonString;
pub use secret::Secret;
pub use time::{InvalidTime, UnixMillis, UnixSeconds};

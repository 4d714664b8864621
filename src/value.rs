//! Values that a field of a request or a response may have, beyond Rust's own.

mod bytes;
mod json_string;
mod secret;
mod time;

pub use bytes::Bytes;
pub use json_string::JsonString;
pub use secret::Secret;
pub use time::{InvalidTime, UnixMillis, UnixSeconds};

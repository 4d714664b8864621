//! The client, its configuration, and a call from its first try to its last.

mod bounds;
mod builder;
mod call;
mod environment;
mod exchange;
mod handle;

pub use builder::ClientBuilder;
pub(crate) use call::Assembled;
pub use call::{Call, Typed, Untyped};
pub use handle::Client;

//! Tests of the library. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod calls;
mod client;
mod clock;
mod connection;
mod examples;
mod features;
mod logged;
mod paging;
mod requests;
mod server;
mod settings;
mod sweep;

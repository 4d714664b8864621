//! Tests of a crate with spec files of its own. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod answers;
mod breaks;
mod builders;
mod callers;
#[path = "../../clock/mod.rs"]
mod clock;
mod decoding;
mod generated;
mod notice;
mod over_http;
#[path = "../../server/mod.rs"]
mod server;
mod several_fields;
mod shared_types;
mod times;

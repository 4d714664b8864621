//! Tests of the engine. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod engine;
mod formats;
mod needs;
mod object;
mod tables;
mod tolerant;

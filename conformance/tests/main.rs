//! Tests of how the engine agrees with independent validators. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod agreement;
mod diff;
mod empty;
mod exceptions;
mod patterns;
mod suite;

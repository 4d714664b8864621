//! Tests of the command. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod commands;
#[cfg(feature = "pull")]
mod sweep;
mod validate;

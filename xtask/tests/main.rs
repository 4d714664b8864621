//! Tests of the repository's chores, and checks of all crates. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod cli;
mod exit;
mod functions;
mod imports;
mod portal;
mod update;

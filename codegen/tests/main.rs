//! Tests of the generator. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod broken;
mod cases;
mod diff;
mod generate;
mod reference;
mod shared;

//! Tests of the sandbox. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod client;
mod connection;
mod faults;
mod instances;
mod orders;
mod plan;
mod serve;
mod specs;

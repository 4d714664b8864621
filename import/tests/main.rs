//! Tests of the importer. All files are modules of one program: linking one program each would take most of the time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod kept;
mod keyed;
mod merge;
mod pages;
mod remarks;
mod robust;
mod safe;
mod share;
mod stored;
mod tree;
mod types;
mod wordings;

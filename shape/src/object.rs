//! Structs over tables: generated code describes a struct, and shared code reads, writes, copies, compares and
//! debug-prints it.
//!
//! A generated struct costs three short functions ([`Object`]) and one static [`Table`]. Everything that would
//! otherwise be generated for each struct (the traits of serde, `Debug`, `Clone`, `PartialEq`) iterates over the
//! struct's slots instead, and is compiled once.
//!
//! ```
//! use larkspec_shape::object::{self, Cell, Object, SlotMut, Table};
//!
//! struct Point {
//!     x: i64,
//!     label: Option<String>,
//! }
//!
//! static POINT: Table =
//!     Table::new("Point", &[("x", Table::REQUIRED, "int"), ("label", 0, "text max_len=20u")]);
//!
//! impl Object for Point {
//!     fn blank() -> Self {
//!         Point { x: 0, label: None }
//!     }
//!
//!     fn slots(&mut self, with: object::WithSlots<'_>) {
//!         let Point { x, label } = self;
//!         with(&POINT, &mut [SlotMut::Int(x), SlotMut::OptText(label)]);
//!     }
//!
//!     fn values(&self, with: object::WithValues<'_>) {
//!         let Point { x, label } = self;
//!         with(&POINT, &[x.value(), label.value()]);
//!     }
//! }
//!
//! let point: Point = object::from_slice(br#"{"x": 1, "unknown": null}"#)?;
//! assert_eq!((point.x, point.label), (1, None));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod bit_set;
mod copy;
mod deviation;
mod enumeration;
mod equal;
mod read;
mod show;
mod slot;
mod table;
pub mod text;
mod token;
mod tolerant;
mod write;

pub use bit_set::BitSet;
pub use copy::clone;
pub use deviation::{Deviation, Unreadable};
pub use enumeration::{Enumeration, OpenEnum, Wire};
pub use equal::equal;
pub use read::{deserialize, from_slice, leaf};
pub use show::debug;
pub use slot::{
    Cell, Document, Leaf, List, Map, Maybe, Object, Plain, Scalar, SlotMut, SlotRef, WithSlots,
    WithValues,
};
pub use table::Table;
pub use tolerant::{Decoded, Decoding};
pub use write::{Fields, serialize, serialize_fields};

//! Endpoints by name, for programs that learn at run time which one they need.

use super::metadata::Metadata;

/// The endpoints of a tree of spec files, as `include_spec!` brings them: `larkspec::ENDPOINTS` has those of this crate.
///
/// A program that does not use the table does not contain it.
///
/// ```
/// let names: Vec<&str> = larkspec::ENDPOINTS.iter().map(|facts| facts.name()).collect();
/// assert!(names.contains(&"approval/v2/instance/list"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Endpoints(&'static [&'static Metadata<'static>]);

impl Endpoints {
    /// Generated code calls this; the names ascend.
    #[doc(hidden)]
    pub const fn new(endpoints: &'static [&'static Metadata<'static>]) -> Self {
        Endpoints(endpoints)
    }

    /// The endpoint with this name, `approval/v2/instance/list`.
    pub fn get(&self, name: &str) -> Option<&'static Metadata<'static>> {
        let index = self.0.binary_search_by(|facts| facts.name.cmp(name)).ok()?;
        Some(self.0[index])
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static Metadata<'static>> + use<> {
        self.0.iter().copied()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

//! Places in a spec file: how a table, and a key of it, is named wherever one is talked about, and what is
//! wrong there.

use crate::model::{Field, Type};

/// A place in a spec file: a key of a table, or a whole table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The table: `http`, `body.limit`, `response.items[].name`.
    pub table: String,
    /// The key; empty for the table itself.
    pub key: String,
}

impl Place {
    /// A table.
    pub fn table(table: &str) -> Self {
        Place::key(table, "")
    }

    /// A key of a table.
    pub fn key(table: &str, key: &str) -> Self {
        Place {
            table: table.to_owned(),
            key: key.to_owned(),
        }
    }

    /// The table of a field that stands in the table `at`.
    pub fn field(at: &str, field: &Field) -> Self {
        Place::table(&table(at, &field.name))
    }
}

/// Something that is wrong with a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The table of the field `name` in the table `at`.
pub fn table(at: &str, name: &str) -> String {
    format!("{at}.{name}")
}

/// The table in which the fields of `field`, itself in `at`, stand: `body.items[]`.
pub fn inside(at: &str, field: &Field) -> String {
    inside_of(at, &field.name, &field.ty)
}

/// The same for a field of this name and type.
pub(crate) fn inside_of(at: &str, name: &str, ty: &Type) -> String {
    format!("{at}.{name}{}", ty.suffix())
}

/// The path of a URL without the names of its parameters: two endpoints that differ in these alone are
/// the same.
pub fn path_pattern(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with(':') {
        true => ":",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

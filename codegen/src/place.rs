//! Places in a spec file: how tables and keys are named in messages, and a problem at a place.

use larkspec_shape::Violation;

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
    /// Creates the place of a table.
    pub fn table(table: &str) -> Self {
        Place::key(table, "")
    }

    /// Creates the place of a key in a table.
    pub fn key(table: &str, key: &str) -> Self {
        Place {
            table: table.to_owned(),
            key: key.to_owned(),
        }
    }

    /// Creates the place of a field's table within the table `at`.
    pub fn field(at: &str, field: &Field) -> Self {
        Place::table(&table(at, &field.name))
    }
}

/// A problem in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The rule that an example payload breaks.
    pub violation: Option<Violation>,
}

impl Problem {
    /// Creates a problem without help.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Problem {
            place,
            message: message.into(),
            help: None,
            violation: None,
        }
    }

    /// Adds what to do, unless it is empty.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into()).filter(|help| !help.is_empty());
        self
    }
}

/// The table of the field `name` in the table `at`.
pub fn table(at: &str, name: &str) -> String {
    format!("{at}.{name}")
}

/// The table that contains the fields of `field`, which is itself in `at`: `body.items[]`.
pub fn inside(at: &str, field: &Field) -> String {
    inside_of(at, &field.name, &field.ty)
}

/// Like [`inside`], for a field with this name and type.
pub(crate) fn inside_of(at: &str, name: &str, ty: &Type) -> String {
    format!("{at}.{name}{}", ty.suffix())
}

/// The path of a URL without the names of its parameters: endpoints that only differ in these are the same.
pub fn path_pattern(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with(':') {
        true => ":",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

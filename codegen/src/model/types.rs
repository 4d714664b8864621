//! Types that endpoints share, as files describe them and as payloads of each side have them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::field::Field;
use super::section::Section;

/// The types that one file describes, such as `docx/v1/types.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFile {
    /// The path of the file without extension, such as `docx/v1/types`. This is also the path of its module. If that is
    /// in another crate, the crate comes first: `::larkspec/docx/v1/types`.
    pub name: String,
    /// The types, each as a field with its name: an object, or a string or int with listed values. The fields are
    /// stored as written, with their request-only rules separate from the rules for both sides.
    pub types: Vec<Field>,
}

impl TypeFile {
    /// Whether its types are visible from a file with this name, that is, in the same folder or below. Those of another
    /// crate are visible everywhere.
    pub fn serves(&self, name: &str) -> bool {
        if self.name.starts_with(Types::ELSEWHERE) {
            return true;
        }
        match self.name.rsplit_once('/') {
            Some((folder, _)) => {
                let below = name.strip_prefix(folder);
                below.is_some_and(|rest| rest.starts_with('/'))
            }
            None => true,
        }
    }
}

/// The shared types that are visible from a folder, by name: those of its own file and of the parent folders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    by_name: BTreeMap<String, Arc<SharedType>>,
}

/// A shared type.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedType {
    /// The name of the file that describes it, such as `docx/v1/types`.
    pub file: String,
    /// The type as its file describes it.
    pub field: Field,
    /// The type in requests.
    pub request: Field,
    /// The type in responses.
    pub response: Field,
}

impl SharedType {
    /// The type in payloads of a section.
    pub fn on(&self, section: Section) -> &Field {
        match section {
            Section::Response => &self.response,
            _ => &self.request,
        }
    }
}

impl Types {
    /// The name of the file with types in a folder.
    pub const FILE: &'static str = "types";

    /// What the names of the files of other crates start with.
    pub(crate) const ELSEWHERE: &'static str = "::";

    /// The type with this name.
    pub fn get(&self, name: &str) -> Option<&SharedType> {
        self.by_name.get(name).map(|shared| &**shared)
    }

    /// All types with their names, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SharedType)> {
        let types = self.by_name.iter();
        types.map(|(name, shared)| (&**name, &**shared))
    }

    /// Adds a type, or replaces the type with its name.
    pub fn insert(&mut self, shared: SharedType) {
        let name = shared.field.name.clone();
        self.by_name.insert(name, Arc::new(shared));
    }

    /// Removes a type.
    pub fn remove(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    /// The fields of the objects in a field of a section: its own, or those of its shared type. Shared types can
    /// refer to themselves, so recursive callers must stop by themselves.
    pub fn fields<'t>(&'t self, field: &'t Field, section: Section) -> &'t [Field] {
        match &field.shared {
            Some(name) if field.fields.is_empty() => self
                .get(name)
                .map_or(&[], |shared| &shared.on(section).fields),
            _ => &field.fields,
        }
    }

    /// Copies the fields of the shared type into a use of it, to refine them.
    pub fn refine(&self, field: &mut Field, section: Section) {
        if field.unrefined().is_some() {
            field.fields = self.fields(field, section).to_vec();
        }
    }

    /// Whether `is` holds for any of these fields or of the fields within them. Examines each type once.
    pub fn any(
        &self,
        fields: &[Field],
        section: Section,
        is_so: &mut dyn FnMut(&Field) -> bool,
    ) -> bool {
        self.any_but(fields, section, is_so, &mut BTreeSet::new())
    }

    fn any_but<'t>(
        &'t self,
        fields: &'t [Field],
        section: Section,
        is_so: &mut dyn FnMut(&Field) -> bool,
        seen: &mut BTreeSet<&'t str>,
    ) -> bool {
        fields.iter().any(|field| {
            let is_new = field.unrefined().is_none_or(|name| seen.insert(name));
            is_so(field)
                || (is_new && self.any_but(self.fields(field, section), section, is_so, seen))
        })
    }
}

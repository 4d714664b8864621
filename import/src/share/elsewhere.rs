//! Which fields of shared types are missing on one page and present on another. Such a field is not gone: the type
//! has what any of its pages has.

use std::collections::BTreeSet;

use larkspec_codegen::model::{Endpoint, Field, Section, SharedType, Type};
use larkspec_codegen::place;

/// A field of a shared type: the file of the type, its name, and the path of the field in it.
type Member = (String, String, String);

/// The fields of shared types that are on some page.
#[derive(Debug, Default)]
pub struct Elsewhere(BTreeSet<Member>);

impl Elsewhere {
    /// Reads the endpoints of spec files, each with its page. Without a page, an endpoint has what its file has.
    pub fn new<'e>(files: impl Iterator<Item = (&'e Endpoint, Option<&'e Endpoint>)>) -> Self {
        let mut present = BTreeSet::new();
        for (file, page) in files {
            walk(file, page, &mut |member, _, is_present| {
                if is_present {
                    present.insert(member);
                }
            });
        }
        Elsewhere(present)
    }

    /// The tables of the fields in a spec file that its page lacks and another page has.
    pub fn missing(&self, file: &Endpoint, page: &Endpoint) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        walk(file, Some(page), &mut |member, table, is_present| {
            if !is_present && self.0.contains(&member) {
                missing.insert(table);
            }
        });
        missing
    }
}

/// Calls `visit` with each field of a shared type in a spec file: the field, its table, and whether the page has it.
fn walk(file: &Endpoint, page: Option<&Endpoint>, visit: &mut dyn FnMut(Member, String, bool)) {
    for section in Section::ALL {
        let mut walk = Walk {
            file,
            section,
            around: Vec::new(),
            visit,
        };
        let on_page = page.map(|page| page.section(section));
        walk.fields(file.section(section), on_page, section.as_str(), None);
    }
}

struct Walk<'a> {
    file: &'a Endpoint,
    section: Section,
    /// The types around the current fields.
    around: Vec<&'a str>,
    visit: &'a mut dyn FnMut(Member, String, bool),
}

impl<'a> Walk<'a> {
    fn fields(
        &mut self,
        fields: &'a [Field],
        page: Option<&[Field]>,
        at: &str,
        within: Option<(&'a SharedType, String)>,
    ) {
        for field in fields {
            let on_page = page.map(|page| page.iter().find(|other| other.name == field.name));
            let within = within.as_ref().map(|(shared, path)| {
                let path = format!("{path}.{}", field.name);
                let member = (shared.file.clone(), shared.field.name.clone(), path.clone());
                let is_present = on_page.map_or(!field.deprecated, |on_page| on_page.is_some());
                (self.visit)(member, place::table(at, &field.name), is_present);
                (*shared, path)
            });
            let on_page = page.map(|_| on_page.flatten().map_or(&[][..], |field| &field.fields));
            self.inside(field, on_page, at, within);
        }
    }

    fn inside(
        &mut self,
        field: &'a Field,
        page: Option<&[Field]>,
        at: &str,
        within: Option<(&'a SharedType, String)>,
    ) {
        let is_object = *field.ty.innermost() == Type::Object;
        let name = field.shared.as_deref().filter(|_| is_object);
        if name.is_some_and(|name| field.fields.is_empty() && self.around.contains(&name)) {
            return;
        }
        let within = match name {
            Some(name) => self
                .file
                .types
                .get(name)
                .map(|shared| (shared, String::new())),
            None => within,
        };
        self.around.extend(name);
        let fields = self.file.types.fields(field, self.section);
        self.fields(fields, page, &place::inside(at, field), within);
        if name.is_some() {
            self.around.pop();
        }
    }
}

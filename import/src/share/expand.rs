//! Converts endpoints to inline objects, including what their pages leave open.

use std::collections::BTreeSet;
use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, EnumValue, ErrorCode, Field, Section, Type, Types};
use larkspec_codegen::{names, place, rules};

use crate::interpret::Open;

/// An endpoint with the fields of shared types inline. Where a type contains itself, its name stays.
pub fn expand(endpoint: &Endpoint) -> Endpoint {
    let mut expanded = endpoint.clone();
    for section in Section::ALL {
        let fields = endpoint.section(section);
        *expanded.section_mut(section) =
            in_place(&endpoint.types, fields, section, &mut Vec::new());
    }
    expanded
}

fn in_place<'t>(
    types: &'t Types,
    fields: &'t [Field],
    section: Section,
    around: &mut Vec<&'t str>,
) -> Vec<Field> {
    let mut expanded = Vec::with_capacity(fields.len());
    for field in fields {
        let mut own = Field {
            fields: Vec::new(),
            ..field.clone()
        };
        let is_object = *field.ty.innermost() == Type::Object;
        let name = field.shared.as_deref().filter(|_| is_object);
        if name.is_some_and(|name| field.fields.is_empty() && around.contains(&name)) {
            expanded.push(own);
            continue;
        }
        own.shared = None;
        around.extend(name);
        own.fields = in_place(types, types.fields(field, section), section, around);
        if name.is_some() {
            around.pop();
        }
        expanded.push(own);
    }
    expanded
}

/// Adds to an endpoint what its page leaves open and its spec file states. `is_part`: whether the file also has facts
/// of other pages. `keeps`: whether the file keeps its fields and their types even if the page does not; it contains the
/// tables of fields that are not gone, because another page has them.
pub fn settle(
    page: &mut Endpoint,
    file: &Endpoint,
    open: &Open,
    is_part: bool,
    keeps: Option<&BTreeSet<String>>,
) {
    let file = expand(file);
    page.types = Arc::clone(&file.types);
    for section in Section::ALL {
        let settler = Settler {
            section,
            open,
            is_part,
            keeps,
        };
        let fields = page.section_mut(section);
        settler.fields(fields, file.section(section), section.as_str(), false);
    }
    keep_errors(page, &file, keeps.is_some());
}

/// Keeps the error codes that callers compare with.
fn keep_errors(page: &mut Endpoint, file: &Endpoint, keeps: bool) {
    for old in file.errors.iter().filter(|old| keeps || old.deprecated) {
        if page
            .errors
            .iter()
            .all(|error| error.code != old.code || error.deprecated)
        {
            page.errors.push(ErrorCode {
                deprecated: true,
                ..old.clone()
            });
        }
    }
}

struct Settler<'o> {
    section: Section,
    open: &'o Open,
    is_part: bool,
    keeps: Option<&'o BTreeSet<String>>,
}

impl Settler<'_> {
    fn fields(&self, page: &mut Vec<Field>, file: &[Field], at: &str, is_below_open: bool) {
        for old in file {
            let table = place::table(at, &old.name);
            let is_open = is_below_open
                || self.open.fields.contains(&(self.section, old.name.clone()))
                || self.open.sections.contains(&self.section);
            match page.iter_mut().find(|field| field.name == old.name) {
                Some(field) => self.field(field, old, &table, at, is_open),
                None if is_open || self.is_part || outlives_its_page(old) => {
                    page.push(old.clone());
                }
                None if self
                    .keeps
                    .is_some_and(|elsewhere| !elsewhere.contains(&table)) =>
                {
                    let mut kept = old.clone();
                    kept.deprecated = true;
                    kept.assumed.insert("deprecated".to_owned());
                    page.push(kept);
                }
                None => {}
            }
        }
    }

    fn field(&self, field: &mut Field, old: &Field, table: &str, at: &str, is_open: bool) {
        for rule in rules::RULES {
            let key = (table.to_owned(), rule.key.to_owned());
            let is_open = match rule.key {
                "required" => self.open.required.contains(table),
                _ => self.open.facts.contains(&key),
            };
            let is_unsaid = self.is_part && (rule.get)(field).is_none();
            if is_open || is_unsaid {
                (rule.set)(field, (rule.get)(old));
            }
        }
        for key in own_judgement(field, old) {
            if let Some(rule) = rules::rule(&key) {
                (rule.set)(field, (rule.get)(old));
            }
            field.assumed.insert(key);
        }
        let keeps = self.keeps.is_some() && !is_open;
        let is_ours = old.assumed.contains("type");
        if (keeps || is_ours) && has_another_type(field, old) {
            keep_type(field, old);
        } else if is_ours || self.open.types.contains(table) {
            take_type(field, old);
        }
        keep_values(field, old, keeps);
        keep_option(field, old, keeps);
        if field.ty == old.ty {
            let inside = place::inside(at, field);
            let mut inner = std::mem::take(&mut field.fields);
            self.fields(&mut inner, &old.fields, &inside, is_open);
            field.fields = inner;
        }
    }
}

/// Keeps what a field is in Rust, an `Option` or not, if its spec file does so, or `keeps` says so: callers read and
/// assign the field.
fn keep_option(field: &mut Field, old: &Field, keeps: bool) {
    let is_there = names::is_there(old);
    field.option = None;
    field.assumed.remove("option");
    let differs = names::is_there(field) != is_there && !field.response_only;
    if differs && (keeps || old.option.is_some()) {
        field.option = Some(!is_there);
        field.assumed.insert("option".to_owned());
    }
}

/// Keeps what the fields of shared types are in Rust.
pub fn keep_options(types: &mut [Field], old: &[Field], keeps: bool) {
    for field in types {
        if let Some(old) = old.iter().find(|old| old.name == field.name) {
            keep_option(field, old, keeps);
            keep_options(&mut field.fields, &old.fields, keeps);
        }
    }
}

/// Whether a spec file keeps the field although its page may not have it, or not with this type.
pub(crate) fn outlives_its_page(field: &Field) -> bool {
    ["type", "deprecated"]
        .iter()
        .any(|key| field.assumed.contains(*key))
}

/// Whether the type on the page is another one in Rust than that in the file.
fn has_another_type(page: &Field, file: &Field) -> bool {
    let is_time = names::time_type(file).is_some() && file.ty.suffix() == page.ty.suffix();
    let is_same_time = is_time && names::time_type(page) == names::time_type(file);
    // A file keeps a unit that its page no longer states.
    let is_stated = page.format.is_some() && !file.assumed.contains("format");
    let is_another_time = is_stated && names::time_type(page) != names::time_type(file);
    let is_opened = *file.ty.innermost() == Type::Object
        && file.shared.is_none()
        && file.fields.is_empty() != page.fields.is_empty();
    (page.ty != file.ty && !is_same_time)
        || is_another_time
        || is_opened
        || names::is_enum(page) != names::is_enum(file)
}

fn take_type(field: &mut Field, old: &Field) {
    field.ty.clone_from(&old.ty);
    field.shared.clone_from(&old.shared);
    field.fields.clone_from(&old.fields);
}

/// Keeps the type of a field, and the rules for that type.
fn keep_type(field: &mut Field, old: &Field) {
    take_type(field, old);
    field.assumed.insert("type".to_owned());
    let of_any_type = [
        "required",
        "option",
        "deprecated",
        "any_of",
        "required_when",
    ];
    for rule in rules::RULES {
        if of_any_type.contains(&rule.key) {
            continue;
        }
        (rule.set)(field, (rule.get)(old));
        match old.assumed.contains(rule.key) {
            true => field.assumed.insert(rule.key.to_owned()),
            false => field.assumed.remove(rule.key),
        };
    }
    field.example.clone_from(&old.example);
}

/// Keeps the listed values that callers name.
fn keep_values(field: &mut Field, old: &Field, keeps: bool) {
    if !names::is_enum(field) {
        return;
    }
    for old in &old.rules.values {
        let mut values = field.rules.values.iter();
        if (keeps || old.deprecated) && values.all(|value| value.value != old.value) {
            field.rules.values.push(EnumValue {
                doc: String::new(),
                deprecated: true,
                ..old.clone()
            });
        }
    }
}

/// The keys of a field that a spec file assumes, and that the page does not mention.
fn own_judgement(field: &Field, old: &Field) -> BTreeSet<String> {
    let said = |key: &str| rules::rule(key).is_some_and(|rule| (rule.get)(field).is_some());
    let keys = old.assumed.iter().filter(|key| !said(key));
    keys.cloned().collect()
}

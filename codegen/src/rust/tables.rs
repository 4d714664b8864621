//! Generates the tables of structs, which contain everything that the runtime needs to know about their fields.

use larkspec_shape::object::{Table, text};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

use super::members::{Member, Members};
use super::scope::Scope;
use crate::model::{Field, Section, Type};
use crate::names;

/// The content of a struct's static table.
pub(crate) struct TableText {
    /// The name of the struct.
    pub name: String,
    /// The key, the flags and the type of each field.
    pub fields: Vec<(String, u8, String)>,
    /// The structs that the types refer to by index.
    pub nested: Vec<NestedTable>,
    pub needs: String,
}

/// A table that another one refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NestedTable {
    /// The table of a struct, or of an object, in the same module.
    Own(String),
    /// The table of a shared type.
    Shared(String),
}

impl TableText {
    pub(super) fn of(name: &str, members: &Members<'_>) -> Self {
        let mut nested = Vec::new();
        let fields = members.fields.iter().map(|member| {
            let mut number = None;
            let text = field_text(member, &mut |_| {
                *number.get_or_insert_with(|| {
                    nested.push(match member.field.unrefined() {
                        Some(shared) => NestedTable::Shared(shared.to_owned()),
                        None => NestedTable::Own(object_name(name, member.field)),
                    });
                    nested.len() - 1
                })
            });
            (member.key.clone(), flags(member), text)
        });
        TableText {
            name: name.to_owned(),
            fields: fields.collect(),
            nested,
            needs: members.needs.clone(),
        }
    }

    /// The static.
    pub(super) fn tokens(&self, scope: &Scope<'_>) -> TokenStream {
        let (ident, name, needs) = (table_ident(&self.name), &self.name, &self.needs);
        let lines = self.fields.iter();
        let lines = lines.map(|(key, flags, text)| text::write_field(key, *flags, text));
        let nested = self.nested.iter().map(|table| match table {
            NestedTable::Own(name) => table_ident(name).to_token_stream(),
            NestedTable::Shared(name) => scope.path(name, &table_ident(names::last(name))),
        });
        // Endpoints anywhere refer to the tables of shared types.
        let visibility = scope.is_of_types().then(|| quote! { pub });
        quote! {
            ::larkspec::__table!(#visibility #ident, #name, [#(#lines)*], [#(#nested),*], #needs);
        }
    }
}

/// The name of the object of a field in the struct or object `parent`: that of its struct or, for a refinement of a
/// shared type, one that no struct has.
pub(super) fn object_name(parent: &str, field: &Field) -> String {
    let name = names::type_name(parent, field);
    match field.shared {
        Some(_) => format!("{name}_use"),
        None => name,
    }
}

/// The name of the static table of a struct.
pub(super) fn table_ident(name: &str) -> proc_macro2::Ident {
    format_ident!("TABLE_{name}")
}

/// The type and rules of a field; `number` returns the index of a nested table.
fn field_text(
    member: &Member<'_>,
    number: &mut dyn FnMut(&larkspec_shape::Shape<'_>) -> usize,
) -> String {
    let presence = |required| text::presence(required, member.is_there());
    let shape = text::write(&member.shape.shape, number);
    let mut text = format!("{}{shape}", presence(member.shape.required));
    if let Some(request) = &member.request {
        let in_requests = text::write(&request.shape, number);
        let is_other = in_requests != shape;
        if is_other || request.required != member.shape.required {
            text.extend(["|", presence(request.required)]);
            text.extend(is_other.then_some(in_requests));
        }
    }
    match member.shape.name == member.key {
        true => text,
        false => text::with_wire_name(member.shape.name, &text),
    }
}

fn flags(member: &Member<'_>) -> u8 {
    let required = match member.is_there() {
        true => Table::REQUIRED,
        false => 0,
    };
    let response_only = match member.field.response_only {
        true => Table::RESPONSE_ONLY,
        false => 0,
    };
    let is_text = *member.field.ty.innermost() == Type::String;
    let digits = match names::time_type(member.field) {
        Some(_) if is_text => Table::DIGITS,
        _ => 0,
    };
    required
        | response_only
        | digits
        | match member.section {
            Section::Path => Table::PATH,
            Section::Query => Table::QUERY,
            Section::Header => Table::HEADER,
            Section::Body | Section::Response => Table::BODY,
        }
}

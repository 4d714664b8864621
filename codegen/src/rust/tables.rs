//! The tables of structs: all that the runtime needs to know of their fields.

use larkspec_shape::object::{Table, text};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::members::{Member, Members};
use crate::model::Section;
use crate::names;

/// What the static table of a struct holds.
pub(crate) struct TableText {
    /// The name of the struct.
    pub name: String,
    /// The key, the flags and the type of each field.
    pub fields: Vec<(String, u8, String)>,
    /// The structs that the types refer to by number.
    pub nested: Vec<String>,
    pub needs: String,
}

impl TableText {
    pub(super) fn of(name: &str, members: &Members<'_>) -> Self {
        let mut nested = Vec::new();
        let fields = members.fields.iter().map(|member| {
            let text = field_text(member, &mut |_| {
                nested.push(names::type_name(name, member.field));
                nested.len() - 1
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
    pub(super) fn tokens(&self) -> TokenStream {
        let (ident, name) = (table_ident(&self.name), &self.name);
        let fields = self.fields.iter().map(|(key, flags, text)| {
            let flags = proc_macro2::Literal::u8_unsuffixed(*flags);
            quote! { (#key, #flags, #text), }
        });
        let nested = self.nested.iter().map(|name| table_ident(name));
        let nested = (!self.nested.is_empty()).then(|| quote! { .nested(&[#(&#nested),*]) });
        let needs = (!self.needs.is_empty()).then(|| {
            let needs = &self.needs;
            quote! { .needs(#needs) }
        });
        quote! {
            static #ident: ::larkspec::__private::Table =
                ::larkspec::__private::Table::new(#name, &[#(#fields)*]) #nested #needs;
        }
    }
}

/// The name of the static table of a struct.
pub(super) fn table_ident(name: &str) -> proc_macro2::Ident {
    format_ident!("TABLE_{name}")
}

/// The type and rules of a field; `number` gives the number of a nested table.
fn field_text(
    member: &Member<'_>,
    number: &mut dyn FnMut(&larkspec_shape::Shape<'_>) -> usize,
) -> String {
    let text = text::write(&member.shape.shape, number);
    match member.shape.name == member.key {
        true => text,
        false => text::with_wire_name(member.shape.name, &text),
    }
}

fn flags(member: &Member<'_>) -> u8 {
    let required = match member.field.required {
        true => Table::REQUIRED,
        false => 0,
    };
    required
        | match member.section {
            Section::Path => Table::PATH,
            Section::Query => Table::QUERY,
            Section::Header => Table::HEADER,
            Section::Body | Section::Response => Table::BODY,
        }
}

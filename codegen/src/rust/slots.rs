//! Selects the kind of slot by which the runtime accesses a field, and its value before it is read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::model::{Field, Type};
use crate::names;

/// The variant of `SlotMut`. Frequent types have their own variant, with the prefix `Opt` if the field is optional.
pub(super) fn kind(field: &Field) -> Ident {
    let is_plain = !names::is_enum(field) && !field.secret && names::time_type(field).is_none();
    let kind = match &field.ty {
        Type::Bool => Some("Bool"),
        Type::Int if is_plain => Some("Int"),
        Type::Float => Some("Float"),
        Type::String if is_plain => Some("Text"),
        Type::List(inner) if is_plain && **inner == Type::String => Some("Texts"),
        Type::Json => Some("Json"),
        _ => None,
    };
    match (kind, names::is_there(field)) {
        (Some(kind), true) => ident(kind),
        (Some(kind), false) => ident(&format!("Opt{kind}")),
        (None, false) => ident("Opt"),
        (None, true) => ident(match &field.ty {
            Type::List(_) => "List",
            Type::Map(_) => "Map",
            Type::Object if is_struct(field) => "Object",
            Type::Object => "Map",
            _ => "Scalar",
        }),
    }
}

fn is_struct(field: &Field) -> bool {
    field.ty == Type::Object && (!field.fields.is_empty() || field.shared.is_some())
}

/// The value of a field that has not been read yet.
pub(super) fn blank(field: &Field) -> TokenStream {
    match &field.ty {
        _ if !names::is_there(field) => quote! { None },
        Type::Bool => quote! { false },
        Type::Float => quote! { 0.0 },
        Type::List(_) => quote! { Vec::new() },
        _ => quote! { ::larkspec::__private::Cell::blank() },
    }
}

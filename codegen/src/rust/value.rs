//! The Rust types of values.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::ident;
use crate::model::{Field, Type};
use crate::names;

/// The type of a value, including the names of generated types.
pub(super) fn rust_type<'f>(
    ty: &Type,
    field: &'f Field,
    parent: &str,
    scope: &Scope<'f>,
) -> TokenStream {
    match ty {
        Type::String | Type::Int if names::is_enum(field) => {
            let name = scope.type_path(parent, field);
            match field.rules.bits {
                true => quote! { ::larkspec::BitSet<#name> },
                false => quote! { ::larkspec::OpenEnum<#name> },
            }
        }
        Type::String if field.secret => quote! { ::larkspec::Secret },
        Type::String | Type::Int if names::time_type(field).is_some() => {
            let time = names::time_type(field).map(ident);
            quote! { ::larkspec::#time }
        }
        Type::String => quote! { String },
        Type::Int => quote! { i64 },
        Type::Float => quote! { f64 },
        Type::Bool => quote! { bool },
        Type::Binary => quote! { ::larkspec::Bytes },
        Type::Json => quote! { ::larkspec::__private::Value },
        Type::Object if field.fields.is_empty() && field.shared.is_none() => {
            quote! { ::larkspec::__private::Map<String, ::larkspec::__private::Value> }
        }
        Type::Object => {
            let path = scope.type_path(parent, field);
            match scope.is_boxed(parent, field) {
                true => quote! { Box<#path> },
                false => path,
            }
        }
        Type::List(inner) => {
            let inner = rust_type(inner, field, parent, scope);
            quote! { Vec<#inner> }
        }
        Type::Map(inner) => {
            let inner = rust_type(inner, field, parent, scope);
            quote! { ::std::collections::BTreeMap<String, #inner> }
        }
        Type::JsonText(inner) => {
            let inner = rust_type(inner, field, parent, scope);
            quote! { ::larkspec::JsonString<#inner> }
        }
    }
}

//! Generates the paging of an endpoint.

use larkspec_shape::pointer;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::tokens::member_ident;
use super::value::rust_type;
use crate::model::{Endpoint, Field, Page, PageStyle, Type};
use crate::names;

/// The paging trait, and the functions that iterate over pages.
pub(super) fn paging<'e>(endpoint: &'e Endpoint, page: &Page, scope: &Scope<'e>) -> TokenStream {
    // `check` guarantees that all lookups here succeed.
    let mut steps = Vec::new();
    let mut fields = endpoint.response.as_slice();
    let mut parent = "Response".to_owned();
    let mut item = TokenStream::new();
    for name in page.items.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return TokenStream::new();
        };
        steps.push(field);
        if let Type::List(inner) = &field.ty {
            item = rust_type(inner, field, &parent, scope);
        }
        parent = names::type_name(&parent, field);
        fields = scope.fields(field);
    }
    let owned = steps.iter().map(|field| {
        let member = member_ident(field);
        match names::is_there(field) {
            true => quote! { .map(|value| value.#member) },
            false => quote! { .and_then(|value| value.#member) },
        }
    });
    let owned = match steps.as_slice() {
        [field] if names::is_there(field) => {
            let member = member_ident(field);
            quote! { response.#member }
        }
        _ => quote! { Some(response) #(#owned)* .unwrap_or_default() },
    };
    let start = endpoint.paging_parameter(&page.start).unwrap_or_default();
    let start: Vec<Ident> = start.into_iter().map(member_ident).collect();
    let start = quote! { self #(.#start)* };
    let (arguments, turn) = match page.style {
        PageStyle::Offset => (
            quote! { _: &Response, received: usize },
            quote! { ::larkspec::__private::turn_offset(&mut #start, received) },
        ),
        PageStyle::Token => {
            let more = more(endpoint, &page.more, scope);
            let next = next(endpoint, &page.next, scope);
            (
                quote! { response: &Response, _: usize },
                quote! { ::larkspec::__private::turn_token(&mut #start, #more, #next) },
            )
        }
    };
    quote! {
        impl ::larkspec::Paged for Request {
            type Item = #item;

            #[inline]
            fn turn(&mut self, #arguments) -> ::larkspec::__private::Turn {
                #turn
            }

            #[inline]
            fn into_items(response: Response) -> Vec<#item> {
                #owned
            }
        }

        ::larkspec::__pages!();
    }
}

/// Where the parts of a page are, for the metadata.
pub(super) fn keys(endpoint: &Endpoint) -> TokenStream {
    let Some(page) = &endpoint.page else {
        return TokenStream::new();
    };
    let pointer = |path: &str| {
        let steps = path.split('.');
        let steps = steps.map(|step| format!("/{}", pointer::escape(step)));
        steps.collect::<String>()
    };
    let scope = Scope::new(&endpoint.name, &endpoint.types);
    let in_response = |path: &str| match response_steps(endpoint, path, &scope).as_slice() {
        [] => quote! { None },
        _ => {
            let pointer = pointer(path);
            quote! { Some(#pointer) }
        }
    };
    let items = pointer(&page.items);
    let (more, next) = match page.style {
        PageStyle::Offset => (quote! { None }, quote! { None }),
        PageStyle::Token => (in_response(&page.more), in_response(&page.next)),
    };
    quote! { paging: Some(::larkspec::__private::PageKeys::new(#items, #more, #next)), }
}

/// Whether there is a next page, as an `Option<bool>`; `None` if the response never says so.
fn more<'e>(endpoint: &'e Endpoint, path: &str, scope: &Scope<'e>) -> TokenStream {
    let steps = response_steps(endpoint, path, scope);
    match steps.as_slice() {
        [] => quote! { None },
        [field] if field.ty == Type::Bool => {
            let member = member_ident(field);
            match names::is_there(field) {
                true => quote! { Some(response.#member) },
                false => quote! { response.#member },
            }
        }
        [.., field] => {
            let value = value(&steps);
            match field.ty {
                Type::Bool => quote! { #value.copied() },
                _ => quote! { #value.map(|more| *more != 0) },
            }
        }
    }
}

/// The token of the next page, as an `Option<&str>`.
fn next<'e>(endpoint: &'e Endpoint, path: &str, scope: &Scope<'e>) -> TokenStream {
    let steps = response_steps(endpoint, path, scope);
    match steps.as_slice() {
        [field] => {
            let member = member_ident(field);
            match names::is_there(field) {
                true => quote! { Some(response.#member.as_str()) },
                false => quote! { response.#member.as_deref() },
            }
        }
        _ => {
            let value = value(&steps);
            quote! { #value.map(String::as_str) }
        }
    }
}

/// The fields along a dotted path of the response; empty if there is no such field.
fn response_steps<'e>(endpoint: &'e Endpoint, path: &str, scope: &Scope<'e>) -> Vec<&'e Field> {
    let mut fields = endpoint.response.as_slice();
    let mut steps = Vec::new();
    for name in path.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Vec::new();
        };
        steps.push(field);
        fields = scope.fields(field);
    }
    steps
}

/// The value at the end of these fields of `response`, as an `Option` of a reference.
fn value(steps: &[&Field]) -> TokenStream {
    let steps = steps.iter().map(|field| {
        let member = member_ident(field);
        match names::is_there(field) {
            true => quote! { .map(|value| &value.#member) },
            false => quote! { .and_then(|value| value.#member.as_ref()) },
        }
    });
    quote! { Some(response) #(#steps)* }
}

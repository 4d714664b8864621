//! How the pages of an endpoint are turned.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::rust_type;
use super::tokens::member_ident;
use crate::model::{Endpoint, Page, PageStyle, Type};
use crate::names;

/// The paging trait, and the functions that walk pages.
pub(super) fn paging(endpoint: &Endpoint, page: &Page) -> TokenStream {
    // `check` has made sure of all that is looked up here.
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
            item = rust_type(inner, field, &parent);
        }
        parent = names::type_name(&parent, field);
        fields = &field.fields;
    }
    let owned = steps.iter().map(|field| {
        let member = member_ident(field);
        match field.required {
            true => quote! { .map(|value| value.#member) },
            false => quote! { .and_then(|value| value.#member) },
        }
    });
    let borrowed = steps.iter().map(|field| {
        let member = member_ident(field);
        match field.required {
            true => quote! { .map(|value| &value.#member) },
            false => quote! { .and_then(|value| value.#member.as_ref()) },
        }
    });
    let (owned, received) = match steps.as_slice() {
        [field] if field.required => {
            let member = member_ident(field);
            (
                quote! { response.#member },
                quote! { response.#member.len() },
            )
        }
        _ => (
            quote! { Some(response) #(#owned)* .unwrap_or_default() },
            quote! {
                Some(response) #(#borrowed)*
                    .map_or(0, Vec::len)
            },
        ),
    };
    let start = endpoint
        .parameters()
        .find(|(_, field)| field.name == page.start)
        .map(|(_, field)| member_ident(field));
    let turn = match page.style {
        PageStyle::Offset => {
            quote! { ::larkspec::__private::turn_offset(&mut self.#start, #received) }
        }
        PageStyle::Token => {
            let find = |name: &str| endpoint.response.iter().find(|field| field.name == name);
            let more = find(&page.more).map(|field| {
                let member = member_ident(field);
                match field.required {
                    true => quote! { Some(response.#member) },
                    false => quote! { response.#member },
                }
            });
            let next = find(&page.next).map(|field| {
                let member = member_ident(field);
                match field.required {
                    true => quote! { Some(response.#member.as_str()) },
                    false => quote! { response.#member.as_deref() },
                }
            });
            quote! { ::larkspec::__private::turn_token(&mut self.#start, #more, #next) }
        }
    };
    quote! {
        impl ::larkspec::Paged for Request {
            type Item = #item;

            fn turn(&mut self, response: &Response) -> ::larkspec::Turn {
                #turn
            }

            fn into_items(response: Response) -> Vec<#item> {
                #owned
            }
        }

        #[doc = " Calls the endpoint page after page, beginning where `request` does."]
        pub fn pages(
            client: &::larkspec::Client,
            request: Request,
        ) -> ::larkspec::Pages<'_, Request> {
            client.pages(request)
        }

        #[doc = " The items of all pages, beginning where `request` does."]
        pub fn items(
            client: &::larkspec::Client,
            request: Request,
        ) -> ::larkspec::Items<'_, Request> {
            client.items(request)
        }
    }
}

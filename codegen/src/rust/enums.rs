//! Generates the enums of an endpoint from the values that its page lists. In fields, they are wrapped in the
//! runtime's `OpenEnum` or `BitSet`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::tokens::{self, literal};
use crate::model::{EnumValue, Field, Section, Type};
use crate::names;

/// The enum whose value, or set of values, a field or its items contain.
pub(super) fn enumeration(
    name: &str,
    field: &Field,
    section: Section,
    schema: &TokenStream,
) -> TokenStream {
    let ident = tokens::ident(name);
    // `check` guarantees that each has a name.
    let variants: Vec<(Ident, &EnumValue)> = field
        .rules
        .values
        .iter()
        .filter_map(|value| Some((tokens::ident(&names::variant_ident(value)?), value)))
        .collect();
    let definitions = variants.iter().map(|(variant, value)| {
        let docs = doc::enum_value(value);
        let deprecated = value.deprecated.then(|| quote! { #[deprecated] });
        quote! { #(#[doc = #docs])* #deprecated #variant, }
    });
    let values = variants.iter().map(|(variant, value)| {
        let literal = literal(&value.value);
        quote! { (#ident::#variant, #literal), }
    });
    let wire = match field.ty.innermost() {
        Type::String => quote! { &'static str },
        _ => quote! { i64 },
    };
    let mut docs = doc::enumeration(field);
    docs.extend([
        String::new(),
        match (field.is_closed(section), section) {
            _ if field.rules.bits => " The field is a sum of such bits.",
            (true, _) => " The check of a request accepts only the values that the page lists.",
            (false, Section::Response) => {
                " The platform may return values that the page does not list."
            }
            (false, _) => " Values that the page does not list can be sent as well.",
        }
        .to_owned(),
    ]);
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#definitions)*
        }

        // Deriving it would add a function to compile.
        impl ::core::cmp::Eq for #ident {}

        impl ::larkspec::Enumeration for #ident {
            type Wire = #wire;

            const VALUES: &'static [(Self, #wire)] = &[#(#values)*];
        }

        #schema
    }
}

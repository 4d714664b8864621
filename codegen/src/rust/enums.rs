//! The enums of an endpoint: closed in requests, open in responses and where the page takes other values.
//! Those whose values are bits become sets.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::doc;
use super::tokens::{self, literal};
use crate::model::{Field, Section, Type};
use crate::names;

/// The enum that is the type of a field, or of its items.
pub(super) fn enumeration(
    name: &str,
    field: &Field,
    section: Section,
    schema: &TokenStream,
) -> TokenStream {
    if field.rules.bits {
        return bits(name, field, schema);
    }
    let closed = field.is_closed(section);
    let ident = tokens::ident(name);
    let text = *field.ty.innermost() == Type::String;
    // `check` has made sure that there is a name for each.
    let variants: Vec<(Ident, &Value, Vec<String>)> = field
        .rules
        .values
        .iter()
        .filter_map(|value| {
            let name = tokens::ident(&names::variant_ident(value)?);
            Some((name, &value.value, doc::enum_value(value)))
        })
        .collect();
    let definitions = variants.iter().map(|(variant, _, docs)| {
        quote! { #(#[doc = #docs])* #variant, }
    });
    let literals: Vec<TokenStream> = variants
        .iter()
        .map(|(_, value, _)| literal(value))
        .collect();
    let names: Vec<&Ident> = variants.iter().map(|(variant, _, _)| variant).collect();
    let (owned, borrowed, method) = match text {
        true => (quote! { String }, quote! { &str }, "as_str"),
        false => (quote! { i64 }, quote! { i64 }, "as_i64"),
    };
    let method = tokens::ident(method);
    let other = (!closed).then(|| {
        quote! {
            #[doc = " A value that the page does not list."]
            Other(#owned),
        }
    });
    let other_value = (!closed).then(|| match text {
        true => quote! { #ident::Other(value) => value, },
        false => quote! { #ident::Other(value) => *value, },
    });
    let from = match (closed, text) {
        (true, _) => quote! {
            impl ::core::convert::TryFrom<#borrowed> for #ident {
                type Error = ::larkspec::UnknownValue;

                fn try_from(
                    value: #borrowed,
                ) -> Result<Self, ::larkspec::UnknownValue> {
                    Ok(match value {
                        #(#literals => #ident::#names,)*
                        other => return Err(
                            ::larkspec::UnknownValue::new(other, &[#(#literals),*]),
                        ),
                    })
                }
            }
        },
        (false, true) => quote! {
            impl From<&str> for #ident {
                fn from(value: &str) -> Self {
                    match value {
                        #(#literals => #ident::#names,)*
                        other => #ident::Other(other.into()),
                    }
                }
            }
        },
        (false, false) => quote! {
            impl From<i64> for #ident {
                fn from(value: i64) -> Self {
                    match value {
                        #(#literals => #ident::#names,)*
                        other => #ident::Other(other),
                    }
                }
            }
        },
    };
    let (serialize, read) = match text {
        true => (quote! { serialize_str }, quote! { text_enum }),
        false => (quote! { serialize_i64 }, quote! { int_enum }),
    };
    let docs = [
        format!(" A value of {}.", super::markdown::code(&field.name)),
        String::new(),
        match (closed, section) {
            (true, _) => " Only the values that the page lists can be sent.".to_owned(),
            (false, Section::Response) => {
                " The platform may answer values that the page does not list.".to_owned()
            }
            (false, _) => " Values that the page does not list can be sent as well.".to_owned(),
        },
    ];
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#definitions)*
            #other
        }

        impl #ident {
            #[doc = " The value on the wire."]
            pub fn #method(&self) -> #borrowed {
                match self {
                    #(#ident::#names => #literals,)*
                    #other_value
                }
            }
        }

        #from

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.#method(), f)
            }
        }

        impl ::larkspec::__private::Serialize for #ident {
            fn serialize<S: ::larkspec::__private::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.#serialize(self.#method())
            }
        }

        impl<'de> ::larkspec::__private::Deserialize<'de> for #ident {
            fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                ::larkspec::__private::#read(deserializer)
            }
        }

        #schema
    }
}

/// The set of bits that is the type of a field, or of its items.
fn bits(name: &str, field: &Field, schema: &TokenStream) -> TokenStream {
    let ident = tokens::ident(name);
    let constants = field.rules.values.iter().filter_map(|value| {
        let name = tokens::ident(&names::value_ident(field, value)?);
        let (docs, bit) = (doc::enum_value(value), literal(&value.value));
        Some(quote! {
            #(#[doc = #docs])*
            pub const #name: Self = Self(#bit);
        })
    });
    let docs = [
        format!(" A value of `{}`: bits, joined with `|`.", field.name),
        String::new(),
        " `Default` has none of them; `from` takes any number as it is.".to_owned(),
    ];
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct #ident(i64);

        impl #ident {
            #(#constants)*

            #[doc = " The value on the wire."]
            pub const fn as_i64(&self) -> i64 {
                self.0
            }

            #[doc = " Whether all bits of `other` are set."]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }

        impl From<i64> for #ident {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }

        impl ::core::ops::BitOr for #ident {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl ::core::ops::BitOrAssign for #ident {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::larkspec::__private::Serialize for #ident {
            fn serialize<S: ::larkspec::__private::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        impl<'de> ::larkspec::__private::Deserialize<'de> for #ident {
            fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                ::larkspec::__private::int_enum(deserializer)
            }
        }

        #schema
    }
}

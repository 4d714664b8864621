//! Generates builders: one for each struct that is, or can be part of, a request, with a setter per field.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::markdown;
use super::members::{Member, Members};
use super::scope::Scope;
use super::tokens::{ident, literal, member_ident};
use super::value::rust_type;
use crate::model::{Endpoint, Field, Number, PageStyle, Type};
use crate::names;

/// What a builder builds.
pub(super) enum BuilderKind<'f> {
    /// Part of a request.
    Object,
    /// A request.
    Request(&'f Endpoint),
}

impl BuilderKind<'_> {
    fn methods(&self) -> &'static [&'static str] {
        match self {
            BuilderKind::Object => names::BUILDER_METHODS,
            BuilderKind::Request(endpoint) => names::request_builder_methods(endpoint),
        }
    }
}

/// The builder of the struct `parent`.
pub(super) fn builder<'f>(
    parent: &str,
    members: &Members<'f>,
    scope: &Scope<'f>,
    kind: &BuilderKind<'_>,
) -> TokenStream {
    let name = ident(parent);
    let builder = ident(&format!("{parent}Builder"));
    let members = members.fields.iter().enumerate();
    // Requests do not have response-only fields.
    let members = members.filter(|(_, member)| !member.field.response_only);
    let mut renamed = Vec::new();
    let mut defaults = TokenStream::new();
    let mut setters = TokenStream::new();
    for (number, member) in members {
        // `check` guarantees that each has a name.
        let Some(setter) = names::setter(member.field, kind.methods()) else {
            continue;
        };
        let setter = ident(&setter);
        let default = default(member.field, kind);
        let argument = argument(parent, member, scope);
        setters.extend(self::setter(
            member,
            number,
            &setter,
            argument,
            default.as_ref(),
        ));
        let shown = setter.to_string();
        if shown != member.key {
            let key = &member.key;
            renamed.push(quote! { (#key, #shown) });
        }
        if let Some(value) = default.as_ref().map(literal) {
            defaults.extend(quote! { .#setter(#value) });
        }
    }
    let renamed = quote! { &[#(#renamed),*] };
    let kind = match kind {
        BuilderKind::Object => quote! { object },
        BuilderKind::Request(Endpoint { page: Some(_), .. }) => quote! { paged },
        BuilderKind::Request(_) => quote! { request },
    };
    quote! {
        ::larkspec::__builder!(#builder, #name, #kind, #renamed, #defaults);

        impl #builder { #setters }
    }
}

/// The setter of a field.
fn setter(
    member: &Member<'_>,
    number: usize,
    name: &Ident,
    argument: Argument,
    default: Option<&Value>,
) -> TokenStream {
    let field = member_ident(member.field);
    let is_there = member.is_there();
    let Argument {
        generics,
        ty,
        value,
    } = argument;
    let note = is_there.then(|| {
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        quote! { self.0.set(#number); }
    });
    let key = markdown::code(&member.key);
    let doc = match default {
        Some(default) => {
            let default = markdown::code(&default.to_string());
            format!(" Sets {key}. It is {default} unless set.")
        }
        None if is_there || member.field.required => {
            format!(" Sets {key}, which is required.")
        }
        None => format!(" Sets {key}."),
    };
    let hint = optional_time(member.field, is_there).map(|time| {
        // With an `Option` as the other choice, the compiler cannot infer what `parse` returns.
        let hint = format!(
            " To pass a text, name its type: `\"2026-01-01T00:00:00Z\".parse::<{time}>()?`."
        );
        quote! { #[doc = ""] #[doc = #hint] }
    });
    let deprecated = member.field.deprecated.then(|| quote! { #[deprecated] });
    quote! {
        #[doc = #doc]
        #hint
        #deprecated
        #[inline]
        pub fn #name #generics(mut self, value: #ty) -> Self {
            self.0.value.#field = #value;
            #note
            self
        }
    }
}

/// The type of a field that is a time or none.
fn optional_time(field: &Field, is_there: bool) -> Option<&'static str> {
    let is_scalar = matches!(field.ty, Type::Int | Type::String);
    names::time_type(field).filter(|_| is_scalar && !is_there)
}

/// The type of a setter's argument, and its conversion to the value of the field.
struct Argument {
    generics: Option<TokenStream>,
    ty: TokenStream,
    value: TokenStream,
}

/// Strings, enums, objects and similar types are converted. Numbers, bools, times and lists of them are not, so that
/// literals need no type.
fn argument<'f>(parent: &str, member: &Member<'f>, scope: &Scope<'f>) -> Argument {
    let (field, is_there) = (member.field, member.is_there());
    let type_of = |ty: &Type| rust_type(ty, field, parent, scope);
    let ty = type_of(&field.ty);
    let is_plain = |ty: &Type| match ty {
        Type::Bool | Type::Float | Type::Json | Type::List(_) | Type::Map(_) => true,
        // No type converts to a time, so that the target of `parse` can be inferred.
        Type::Int | Type::String if names::time_type(field).is_some() => true,
        Type::Int => !names::is_enum(field),
        Type::Object => field.fields.is_empty() && field.shared.is_none(),
        Type::String | Type::Binary | Type::JsonText(_) => false,
    };
    let some = |value: TokenStream| match is_there {
        true => value,
        false => quote! { Some(#value) },
    };
    let marker = Some(quote! { <M> });
    let (generics, ty, value) = match &field.ty {
        Type::List(inner) => {
            let item = type_of(inner);
            match (is_plain(inner), is_there) {
                (true, _) => (
                    None,
                    quote! { impl IntoIterator<Item = #item> },
                    some(quote! { value.into_iter().collect() }),
                ),
                (false, true) => (
                    None,
                    quote! { impl IntoIterator<Item = impl Into<#item>> },
                    quote! { ::larkspec::__private::list(value) },
                ),
                (false, false) => (
                    marker,
                    quote! { impl ::larkspec::IntoList<#item, M> },
                    quote! { value.into_list() },
                ),
            }
        }
        Type::Map(inner) => {
            let item = type_of(inner);
            let item = match is_plain(inner) {
                true => item,
                false => quote! { impl Into<#item> },
            };
            (
                None,
                quote! { impl IntoIterator<Item = (impl Into<String>, #item)> },
                some(quote! { ::larkspec::__private::map(value) }),
            )
        }
        plain if is_plain(plain) => match is_there {
            true => (None, ty, quote! { value }),
            false => (
                None,
                quote! { impl Into<Option<#ty>> },
                quote! { value.into() },
            ),
        },
        _ => match is_there {
            true => (None, quote! { impl Into<#ty> }, quote! { value.into() }),
            false => (
                marker,
                quote! { impl ::larkspec::IntoOption<#ty, M> },
                quote! { value.into_option() },
            ),
        },
    };
    Argument {
        generics,
        ty,
        value,
    }
}

/// The value of a field that is not set: its only valid value or, in a paged request, the first page and the largest
/// page size.
pub(super) fn default(field: &Field, kind: &BuilderKind<'_>) -> Option<Value> {
    let is_there = names::is_there(field);
    if let Some(fixed) = &field.rules.fixed {
        return is_there.then(|| fixed.clone());
    }
    let BuilderKind::Request(endpoint) = kind else {
        return None;
    };
    let page = endpoint.page.as_ref()?;
    let is_parameter = |path: &str| {
        let steps = endpoint.paging_parameter(path);
        steps.is_some_and(|steps| matches!(steps.as_slice(), [only] if std::ptr::eq(*only, field)))
    };
    if is_parameter(&page.start) && is_there {
        return Some(match page.style {
            PageStyle::Offset => Value::from(0),
            PageStyle::Token => Value::from(""),
        });
    }
    match (&field.ty, field.rules.max) {
        (Type::Int, Some(Number::Int(max))) if is_parameter(&page.size) => Some(Value::from(max)),
        _ => None,
    }
}

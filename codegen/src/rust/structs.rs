//! The structs of an endpoint: fields, constructors, and how they are written and read.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use serde_json::Value;

use super::tokens::{self, ident, literal, member_ident};
use super::{doc, enums};
use crate::model::{Field, Section, Type};
use crate::names;

/// A struct to be generated, with the types of its fields.
pub(super) struct Struct<'f> {
    pub name: String,
    pub docs: Vec<String>,
    pub fields: Vec<Member<'f>>,
    /// Its JSON Schema.
    pub schema: SchemaAt,
}

pub(super) struct Member<'f> {
    /// The key in JSON.
    pub key: String,
    pub section: Section,
    pub field: &'f Field,
}

pub(super) fn members(fields: &[Field], section: Section) -> Vec<Member<'_>> {
    fields
        .iter()
        .map(|field| Member {
            key: field.name.clone(),
            section,
            field,
        })
        .collect()
}

/// Where the JSON Schema of a type stands: in that of the request or response it is a part of. Each is written
/// down once, however deep its types nest.
#[derive(Clone)]
pub(super) struct SchemaAt {
    /// The constant with the whole schema.
    root: Ident,
    /// JSON Pointer into it.
    pointer: String,
}

impl SchemaAt {
    /// That of `Request` or `Response`, and the constant that holds it.
    pub(super) fn root(name: &str, schema: &Value) -> (Self, TokenStream) {
        let root = format_ident!("{}_SCHEMA", name.to_uppercase());
        let text = schema.to_string();
        let constant = quote! { ::larkspec::__json_schema!(const #root = #text); };
        let pointer = String::new();
        (SchemaAt { root, pointer }, constant)
    }

    /// That of a member's own type, or of the items that are of it.
    fn of(&self, member: &Member<'_>) -> Self {
        let key = member.key.replace('~', "~0").replace('/', "~1");
        let mut pointer = format!("{}/properties/{key}", self.pointer);
        let mut ty = &member.field.ty;
        while let Type::List(inner) | Type::Map(inner) | Type::JsonText(inner) = ty {
            pointer.push_str(match ty {
                Type::List(_) => "/items",
                Type::JsonText(_) => "/contentSchema",
                _ => "/additionalProperties",
            });
            ty = inner;
        }
        SchemaAt {
            root: self.root.clone(),
            pointer,
        }
    }

    fn tokens(&self, name: &str) -> TokenStream {
        let (ident, root, pointer) = (ident(name), &self.root, &self.pointer);
        quote! { ::larkspec::__json_schema!(#ident, #name, #root, #pointer); }
    }
}

impl Struct<'_> {
    /// The struct, what is implemented for it, and the types of its fields.
    pub(super) fn tokens(&self) -> TokenStream {
        let definition = self.definition();
        let constructors = self.constructors();
        let serialize = self.serialize();
        let deserialize = self.deserialize();
        let schema = self.schema.tokens(&self.name);
        let nested = self.fields.iter().map(|member| self.nested(member));
        quote! {
            #definition
            #constructors
            #serialize
            #deserialize
            #schema
            #(#nested)*
        }
    }

    fn definition(&self) -> TokenStream {
        let name = ident(&self.name);
        let docs = self.docs.iter().map(|line| format!(" {line}"));
        let default = self
            .required()
            .next()
            .is_none()
            .then(|| quote! { , Default });
        let fields = self.fields.iter().map(|member| {
            let (ident, ty) = (member_ident(member.field), self.member_type(member));
            let docs = doc::field(member.field, member.section);
            let deprecated = member.field.deprecated.then(|| quote! { #[deprecated] });
            quote! {
                #(#[doc = #docs])*
                #deprecated
                pub #ident: #ty,
            }
        });
        quote! {
            #(#[doc = #docs])*
            #[derive(Clone, Debug, PartialEq #default)]
            #[non_exhaustive]
            pub struct #name { #(#fields)* }
        }
    }

    /// The fields that `new` takes, in the order of the page.
    fn required(&self) -> impl Iterator<Item = &Member<'_>> {
        self.fields
            .iter()
            .filter(|member| member.field.required && member.field.rules.fixed.is_none())
    }

    fn constructors(&self) -> TokenStream {
        let name = ident(&self.name);
        let arguments = self.required().map(|member| {
            let ident = member_ident(member.field);
            let (ty, _) = self.argument(member);
            quote! { #ident: #ty }
        });
        let values = self.fields.iter().map(|member| {
            let ident = member_ident(member.field);
            let value = match (&member.field.rules.fixed, member.field.required) {
                (_, false) => quote! { None },
                (Some(fixed), true) => fixed_value(fixed),
                (None, true) => self.argument(member).1,
            };
            // `limit: limit` would be linted.
            match ident == value.to_string() {
                true => quote! { #ident },
                false => quote! { #ident: #value },
            }
        });
        let setters = self
            .fields
            .iter()
            .filter(|m| !m.field.required)
            .map(|member| {
                let ident = member_ident(member.field);
                let method = tokens::ident(&names::setter(member.field));
                let (ty, value) = self.argument(member);
                let doc = format!(" Sets {}.", super::markdown::code(&member.key));
                quote! {
                    #[doc = #doc]
                    #[must_use]
                    pub fn #method(mut self, #ident: #ty) -> Self {
                        self.#ident = Some(#value);
                        self
                    }
                }
            });
        let doc = match self.required().next() {
            Some(_) => " With the required fields, in the order of the page.",
            None => " Without any of the optional fields.",
        };
        quote! {
            impl #name {
                #[doc = #doc]
                pub fn new(#(#arguments),*) -> Self {
                    #name { #(#values),* }
                }

                #(#setters)*
            }
        }
    }

    /// The type under which a method takes a field's value, and the value made of it.
    fn argument(&self, member: &Member<'_>) -> (TokenStream, TokenStream) {
        let ident = member_ident(member.field);
        let ty = self.value_type(member);
        match (&member.field.ty, names::is_enum(member.field)) {
            (Type::String, false) | (Type::Binary | Type::JsonText(_), _) => {
                (quote! { impl Into<#ty> }, quote! { #ident.into() })
            }
            _ => (ty, quote! { #ident }),
        }
    }

    fn value_type(&self, member: &Member<'_>) -> TokenStream {
        rust_type(&member.field.ty, member.field, &self.name)
    }

    fn member_type(&self, member: &Member<'_>) -> TokenStream {
        let ty = self.value_type(member);
        match member.field.required {
            true => ty,
            false => quote! { Option<#ty> },
        }
    }

    fn serialize(&self) -> TokenStream {
        let name = ident(&self.name);
        let entries = self.fields.iter().map(|m| entry(&m.key, m.field, false));
        let mutable = (!self.fields.is_empty()).then(|| quote! { mut });
        quote! {
            impl ::larkspec::__private::Serialize for #name {
                fn serialize<S: ::larkspec::__private::Serializer>(
                    &self,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    use ::larkspec::__private::SerializeMap as _;
                    let #mutable map = serializer.serialize_map(None)?;
                    #(#entries)*
                    map.end()
                }
            }
        }
    }

    /// Only objects are taken, unknown keys are ignored, `null` stands for an empty list and for an
    /// absent optional value.
    fn deserialize(&self) -> TokenStream {
        let name = ident(&self.name);
        let keys = self.fields.iter().map(|member| &member.key);
        // Names of their own, so that no field's name can shadow another local.
        let slots: Vec<Ident> = (0..self.fields.len())
            .map(|i| format_ident!("slot_{i}"))
            .collect();
        let arms = self
            .fields
            .iter()
            .zip(&slots)
            .enumerate()
            .map(|(index, (member, slot))| {
                let read = match (&member.field.ty, member.field.required) {
                    (Type::List(_), true) => quote! {
                        Some(::larkspec::__private::list(&mut map)?)
                    },
                    (_, true) | (Type::Json, false) => quote! {
                        Some(map.next_value()?)
                    },
                    (_, false) => quote! { map.next_value()? },
                };
                quote! { #index => #slot = #read, }
            });
        let values = self.fields.iter().zip(&slots).map(|(member, slot)| {
            let (ident, key) = (member_ident(member.field), &member.key);
            match member.field.required {
                true => quote! { #ident: ::larkspec::__private::required(#slot, #key)? },
                false => quote! { #ident: #slot },
            }
        });
        quote! {
            impl<'de> ::larkspec::__private::FromMap<'de> for #name {
                fn from_map<A: ::larkspec::__private::MapAccess<'de>>(
                    mut map: A,
                ) -> Result<Self, A::Error> {
                    #(let mut #slots = None;)*
                    while let Some(key) =
                        map.next_key_seed(::larkspec::__private::Key(&[#(#keys),*]))?
                    {
                        match key {
                            #(#arms)*
                            _ => ::larkspec::__private::ignore(&mut map)?,
                        }
                    }
                    Ok(#name { #(#values),* })
                }
            }

            impl<'de> ::larkspec::__private::Deserialize<'de> for #name {
                fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    ::larkspec::__private::object(deserializer)
                }
            }
        }
    }

    /// The type of a member, where it is one of this endpoint's own.
    fn nested(&self, member: &Member<'_>) -> TokenStream {
        let field = member.field;
        if names::is_enum(field) {
            let name = names::type_name(&self.name, field);
            let schema = self.schema.of(member).tokens(&name);
            return enums::enumeration(&name, field, member.section, &schema);
        }
        if field.fields.is_empty() {
            return TokenStream::new();
        }
        let what = match &field.ty {
            Type::Object => "The object",
            _ => "One of the objects",
        };
        // rustdoc knows a field by its name without `r#`.
        let member_name = member_ident(field).to_string();
        let member_name = member_name.trim_start_matches("r#");
        let path = format!("{}::{member_name}", self.name);
        Struct {
            name: names::type_name(&self.name, field),
            docs: vec![format!("{what} in [`{path}`](field@{path}).")],
            fields: members(&field.fields, member.section),
            schema: self.schema.of(member),
        }
        .tokens()
    }
}

/// Writes one entry of a map, unless it is an absent optional field.
pub(super) fn entry(key: &str, field: &Field, is_file: bool) -> TokenStream {
    let ident = member_ident(field);
    // A file is sent as a part of its own; for the check of the body it only has to be there.
    let value = |value: TokenStream| match is_file {
        true => quote! { "" },
        false => value,
    };
    match field.required {
        true => {
            let value = value(quote! { &self.#ident });
            quote! { map.serialize_entry(#key, #value)?; }
        }
        false => {
            let binding = if is_file {
                quote! { _ }
            } else {
                quote! { value }
            };
            let value = value(quote! { value });
            quote! {
                if let Some(#binding) = &self.#ident {
                    map.serialize_entry(#key, #value)?;
                }
            }
        }
    }
}

/// The type of a value, with the names of generated types where it is one.
pub(super) fn rust_type(ty: &Type, field: &Field, parent: &str) -> TokenStream {
    match ty {
        Type::String | Type::Int if names::is_enum(field) => {
            ident(&names::type_name(parent, field)).to_token_stream()
        }
        Type::String if field.secret => quote! { ::larkspec::Secret },
        Type::String => quote! { String },
        Type::Int => quote! { i64 },
        Type::Float => quote! { f64 },
        Type::Bool => quote! { bool },
        Type::Binary => quote! { ::larkspec::Bytes },
        Type::Json => quote! { ::larkspec::__private::Value },
        Type::Object if field.fields.is_empty() => {
            quote! { ::larkspec::__private::Map<String, ::larkspec::__private::Value> }
        }
        Type::Object => ident(&names::type_name(parent, field)).to_token_stream(),
        Type::List(inner) => {
            let inner = rust_type(inner, field, parent);
            quote! { Vec<#inner> }
        }
        Type::Map(inner) => {
            let inner = rust_type(inner, field, parent);
            quote! { ::std::collections::BTreeMap<String, #inner> }
        }
        Type::JsonText(inner) => {
            let inner = rust_type(inner, field, parent);
            quote! { ::larkspec::JsonString<#inner> }
        }
    }
}

/// The only valid value of a field, as an expression of its type.
fn fixed_value(value: &Value) -> TokenStream {
    let literal = literal(value);
    match value {
        Value::String(_) => quote! { #literal.into() },
        _ => literal,
    }
}

//! Model → Rust: the types, their shapes and the caller of each endpoint, in modules along the
//! endpoints' paths.

use std::collections::BTreeMap;

use bumpalo::Bump;
use larkspec_shape::{Shape, Values};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;

use crate::doc;
use crate::model::{Api, Endpoint, Field, Host, Method, Page, PageStyle, Section, TokenKind, Type};
use crate::names;
use crate::schema;
use crate::shape;

/// All modules of an API.
///
/// Names of the prelude need no path: every type that is generated begins with `Request` or `Response`,
/// every module with a lower-case letter.
pub fn api(api: &Api) -> TokenStream {
    let mut root = Module::default();
    for endpoint in &api.endpoints {
        let Some(path) = names::module_path(&endpoint.name) else {
            // `check::api` has refused such a name.
            continue;
        };
        let mut module = &mut root;
        for part in path {
            module = module.children.entry(part).or_default();
        }
        module.endpoint = Some(endpoint);
    }
    root.content(true)
}

/// One module: the items of an endpoint, further modules, or both.
#[derive(Default)]
struct Module<'e> {
    endpoint: Option<&'e Endpoint>,
    children: BTreeMap<String, Module<'e>>,
}

impl Module<'_> {
    fn content(&self, is_root: bool) -> TokenStream {
        let items = self.endpoint.map(endpoint_items);
        let children = self.children.iter().map(|(name, child)| {
            let ident = ident(name);
            let docs = match child.endpoint {
                Some(endpoint) => doc::module(endpoint),
                None => vec![format!("Endpoints below `{name}`.")],
            };
            let content = child.content(false);
            // Generated code is not written to the taste of whoever includes it.
            let allow = is_root.then(|| {
                quote! { #[allow(clippy::all, clippy::pedantic, deprecated, nonstandard_style, unused_imports)] }
            });
            quote! {
                #(#[doc = #docs])*
                #allow
                pub mod #ident { #content }
            }
        });
        quote! { #items #(#children)* }
    }
}

/// The key of a parameter in the JSON form of a request: its wire name, or its name in Rust where
/// two sections share the wire name.
pub(crate) fn parameter_key<'f>(endpoint: &'f Endpoint, field: &'f Field) -> &'f str {
    let shared = endpoint
        .parameters()
        .filter(|(_, other)| other.name == field.name)
        .nth(1)
        .is_some();
    match &field.rust {
        Some(rust) if shared => rust,
        _ => &field.name,
    }
}

/// What stands in an endpoint's module.
pub(crate) fn endpoint_items(endpoint: &Endpoint) -> TokenStream {
    let statics = statics(endpoint);
    let parameters: Vec<(Section, &Field)> = endpoint.parameters().collect();
    let request = Struct {
        name: "Request".to_owned(),
        docs: vec!["The request.".to_owned()],
        fields: parameters
            .iter()
            .map(|(section, field)| Member {
                key: parameter_key(endpoint, field).to_owned(),
                section: *section,
                field,
            })
            .collect(),
        schema: Value::Object(schema::parameters(endpoint)),
    };
    let response = Struct {
        name: "Response".to_owned(),
        docs: vec![match endpoint.answers_file() {
            true => "The response: a file.".to_owned(),
            false => "The payload of the response.".to_owned(),
        }],
        fields: members(&endpoint.response, Section::Response),
        schema: Value::Object(schema::object(&endpoint.response, Section::Response)),
    };
    let request_types = request.tokens();
    let response_types = response.tokens();
    let request_impl = request_impl(endpoint);
    let response_impl = response_impl(endpoint);
    let paging = endpoint.page.as_ref().map(|page| paging(endpoint, page));
    let call_doc = format!(
        " Calls the endpoint: `{} {}`.",
        endpoint.http.method, endpoint.http.path
    );
    quote! {
        #request_types
        #request_impl
        #response_types
        #response_impl
        #[doc = #call_doc]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " See [`Error`](::larkspec::Error); an invalid request is not sent."]
        pub fn call(
            client: &::larkspec::Client,
            request: &Request,
        ) -> Result<Response, ::larkspec::Error> {
            client.send(request)
        }
        #paging
        #statics
    }
}

/// Shapes and metadata.
fn statics(endpoint: &Endpoint) -> TokenStream {
    let bump = Bump::new();
    let mut patterns = Vec::new();
    let mut items = TokenStream::new();
    let mut sections = BTreeMap::new();
    for section in Section::REQUEST {
        if endpoint.section(section).is_empty() {
            continue;
        }
        let name = format_ident!("REQUEST_{}", section.as_str().to_uppercase());
        let shape = shape_tokens(&shape::section(&bump, endpoint, section), &mut patterns);
        items.extend(quote! {
            static #name: ::larkspec::shape::Shape<'static> = {
                use ::larkspec::shape::*;
                #shape
            };
        });
        sections.insert(section, name);
    }
    if endpoint.payload_section().is_none() {
        let shape = shape_tokens(&shape::request(&bump, endpoint), &mut patterns);
        items.extend(quote! {
            static REQUEST: ::larkspec::shape::Shape<'static> = {
                use ::larkspec::shape::*;
                #shape
            };
        });
    }
    let response = match shape::response(&bump, endpoint) {
        Some(shape) => {
            let shape = shape_tokens(&shape, &mut patterns);
            items.extend(quote! {
                static RESPONSE: ::larkspec::shape::Shape<'static> = {
                use ::larkspec::shape::*;
                #shape
            };
            });
            quote! { Some(&RESPONSE) }
        }
        None => quote! { None },
    };
    let section = |section| match sections.get(&section) {
        Some(name) => quote! { Some(&#name) },
        None => quote! { None },
    };
    let (path, query) = (section(Section::Path), section(Section::Query));
    let (header, body) = (section(Section::Header), section(Section::Body));
    let http = &endpoint.http;
    let name = &endpoint.name;
    let method = ident(match http.method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    });
    let host = ident(match http.host {
        Host::Www => "Www",
        Host::Open => "Open",
    });
    let url_path = &http.path;
    let tokens = http.tokens.iter().map(|token| {
        let token = ident(match token {
            TokenKind::Tenant => "Tenant",
            TokenKind::User => "User",
            TokenKind::App => "App",
        });
        quote! { TokenKind::#token }
    });
    let scopes = &http.scopes;
    let rate = match http.rate {
        Some(rate) => {
            let (requests, seconds) = (rate.requests, rate.per.seconds());
            quote! { Some((#requests, #seconds)) }
        }
        None => quote! { None },
    };
    let source = option(endpoint.source.as_ref());
    let (safe, flat) = (http.safe, endpoint.is_flat());
    let (multipart, answers_file) = (endpoint.is_multipart(), endpoint.answers_file());
    let answers_secret = endpoint.answers_secret();
    quote! {
        #(#patterns)*
        #items
        static METADATA: ::larkspec::Metadata = {
            use ::larkspec::{Host, Metadata, Method, RequestShapes, TokenKind};
            Metadata {
            name: #name,
            method: Method::#method,
            host: Host::#host,
            path: #url_path,
            tokens: &[#(#tokens),*],
            scopes: &[#(#scopes),*],
            rate: #rate,
            safe: #safe,
            flat: #flat,
            multipart: #multipart,
            answers_file: #answers_file,
            answers_secret: #answers_secret,
            source: #source,
            request: RequestShapes {
                path: #path,
                query: #query,
                header: #header,
                body: #body,
            },
            response: #response,
        }
        };
    }
}

fn request_impl(endpoint: &Endpoint) -> TokenStream {
    let present: Vec<Section> = Section::REQUEST
        .into_iter()
        .filter(|section| !endpoint.section(*section).is_empty())
        .collect();
    let plain = |section: Section| {
        // The JSON form of the whole request is also that of its only section.
        present.len() == 1 && !(section == Section::Body && endpoint.is_multipart())
    };
    let arms = present.iter().map(|&section| {
        let variant = ident(match section {
            Section::Path => "Path",
            Section::Query => "Query",
            Section::Header => "Header",
            Section::Body | Section::Response => "Body",
        });
        let serialize = match plain(section) {
            true => quote! { ::larkspec::__private::Serialize::serialize(self, serializer) },
            false => {
                let entries = endpoint
                    .section(section)
                    .iter()
                    .map(|field| entry(&field.name, field, field.ty == Type::Binary));
                quote! {{
                    let mut map = serializer.serialize_map(None)?;
                    #(#entries)*
                    map.end()
                }}
            }
        };
        quote! { ::larkspec::Section::#variant => #serialize, }
    });
    let rest = (present.len() < Section::REQUEST.len()).then(|| {
        quote! {
            _ => serializer.serialize_map(Some(0))?.end(),
        }
    });
    let files = endpoint.is_multipart().then(|| {
        let files = endpoint
            .body
            .iter()
            .filter(|field| field.ty == Type::Binary)
            .map(|field| {
                let (name, member) = (&field.name, member_ident(field));
                match field.required {
                    true => quote! { Some((#name, &self.#member)) },
                    false => quote! { self.#member.as_ref().map(|file| (#name, file)) },
                }
            });
        quote! {
            fn files(&self) -> Vec<(&'static str, &::larkspec::Bytes)> {
                [#(#files),*].into_iter().flatten().collect()
            }
        }
    });
    let payload = match endpoint.payload_section() {
        Some(section) => format_ident!("REQUEST_{}", section.as_str().to_uppercase()),
        None => ident("REQUEST"),
    };
    let what = match endpoint.payload_section() {
        Some(Section::Body) => "the whole body as sent",
        _ => "the parameters as one object",
    };
    let check_doc = format!(" Checks a payload, {what}, against the rules of the page.");
    quote! {
        impl Request {
            #[doc = " Checks this request against the rules of the page; `call` does so by itself."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Every violation."]
            pub fn validate(&self) -> Result<(), ::larkspec::shape::Invalid> {
                ::larkspec::Endpoint::validate(self)
            }

            #[doc = #check_doc]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Every violation, or where the bytes stop being JSON."]
            pub fn check(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
                ::larkspec::shape::check(&#payload, json)
            }
        }

        impl ::larkspec::Endpoint for Request {
            type Response = Response;

            const METADATA: &'static ::larkspec::Metadata = &METADATA;

            fn serialize_section<S: ::larkspec::__private::Serializer>(
                &self,
                section: ::larkspec::Section,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                use ::larkspec::__private::SerializeMap as _;
                match section {
                    #(#arms)*
                    #rest
                }
            }

            #files
        }
    }
}

fn response_impl(endpoint: &Endpoint) -> TokenStream {
    let check = (!endpoint.answers_file()).then(|| {
        quote! {
            impl Response {
                #[doc = " Checks a payload, the whole body as answered, against the page."]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #[doc = " Every violation, or where the bytes stop being JSON."]
                pub fn check(
                    json: &[u8],
                ) -> Result<(), ::larkspec::shape::CheckError> {
                    ::larkspec::shape::check(&RESPONSE, json)
                }
            }
        }
    });
    let special = match endpoint.response.as_slice() {
        [] => quote! {
            fn from_nothing() -> Option<Self> {
                Some(Response::new())
            }
        },
        [field] if endpoint.answers_file() => {
            let member = member_ident(field);
            let value = match field.required {
                true => quote! { file },
                false => quote! { Some(file) },
            };
            quote! {
                fn from_file(file: ::larkspec::Bytes) -> Option<Self> {
                    Some(Response { #member: #value })
                }
            }
        }
        _ => TokenStream::new(),
    };
    quote! {
        #check
        impl ::larkspec::Response for Response { #special }
    }
}

fn paging(endpoint: &Endpoint, page: &Page) -> TokenStream {
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

/// A struct to be generated, with the types of its fields.
struct Struct<'f> {
    name: String,
    docs: Vec<String>,
    fields: Vec<Member<'f>>,
    schema: Value,
}

struct Member<'f> {
    /// The key in JSON.
    key: String,
    section: Section,
    field: &'f Field,
}

fn members(fields: &[Field], section: Section) -> Vec<Member<'_>> {
    fields
        .iter()
        .map(|field| Member {
            key: field.name.clone(),
            section,
            field,
        })
        .collect()
}

impl Struct<'_> {
    fn tokens(&self) -> TokenStream {
        let definition = self.definition();
        let constructors = self.constructors();
        let serialize = self.serialize();
        let deserialize = self.deserialize();
        let name = ident(&self.name);
        let text = &self.name;
        let schema = self.schema.to_string();
        let nested = self.fields.iter().map(|member| self.nested(member));
        quote! {
            #definition
            #constructors
            #serialize
            #deserialize
            ::larkspec::__json_schema!(#name, #text, #schema);
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
            match value.to_string() == ident.to_string() {
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
                let method = self::ident(&names::setter(member.field));
                let (ty, value) = self.argument(member);
                let doc = format!(" Sets `{}`.", member.key);
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
            (Type::String, false) | (Type::Binary, _) => {
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
            impl<'de> ::larkspec::__private::Deserialize<'de> for #name {
                fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    struct Visitor;

                    impl<'de> ::larkspec::__private::Visitor<'de> for Visitor {
                        type Value = #name;

                        fn expecting(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.write_str("an object")
                        }

                        fn visit_map<A: ::larkspec::__private::MapAccess<'de>>(
                            self,
                            mut map: A,
                        ) -> Result<#name, A::Error> {
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

                    deserializer.deserialize_map(Visitor)
                }
            }
        }
    }

    /// The type of a member, where it is one of this endpoint's own.
    fn nested(&self, member: &Member<'_>) -> TokenStream {
        let field = member.field;
        if names::is_enum(field) {
            return enumeration(&names::type_name(&self.name, field), field, member.section);
        }
        if field.fields.is_empty() {
            return TokenStream::new();
        }
        let what = match &field.ty {
            Type::Object => "The object",
            _ => "One of the objects",
        };
        Struct {
            name: names::type_name(&self.name, field),
            docs: vec![format!(
                "{what} in [`{}::{}`].",
                self.name,
                member_ident(field)
            )],
            fields: members(&field.fields, member.section),
            schema: Value::Object(schema::object(&field.fields, member.section)),
        }
        .tokens()
    }
}

/// Writes one entry of a map, unless it is an absent optional field.
fn entry(key: &str, field: &Field, is_file: bool) -> TokenStream {
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

fn enumeration(name: &str, field: &Field, section: Section) -> TokenStream {
    let closed = shape::is_closed(field, section);
    let ident = ident(name);
    let text = *field.ty.innermost() == Type::String;
    // `check` has made sure that there is a name for each.
    let variants: Vec<(Ident, &Value, Vec<String>)> = field
        .rules
        .values
        .iter()
        .filter_map(|value| {
            let name = self::ident(&names::variant_ident(value)?);
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
    let method = self::ident(method);
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
            impl TryFrom<#borrowed> for #ident {
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
        format!(" A value of `{}`.", field.name),
        String::new(),
        match closed {
            true => " Only the values that the page lists can be sent.".to_owned(),
            false => " The platform may answer values that the page does not list.".to_owned(),
        },
    ];
    let mut scalar = field.clone();
    scalar.ty = field.ty.innermost().clone();
    let schema = Value::Object(schema::value(&scalar, section)).to_string();
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

        ::larkspec::__json_schema!(#ident, #name, #schema);
    }
}

fn rust_type(ty: &Type, field: &Field, parent: &str) -> TokenStream {
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
    }
}

/// A shape as an expression that makes the same shape.
fn shape_tokens(shape: &Shape<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    match shape {
        Shape::Any => quote! { Shape::Any },
        Shape::Bool(bool) => {
            let fixed = bool.fixed.map(|fixed| quote! { .fixed(#fixed) });
            quote! { Shape::Bool(Bool::new() #fixed) }
        }
        Shape::Int(int) => {
            let min = (int.min != i64::MIN)
                .then(|| int.min)
                .map(|v| quote! { .min(#v) });
            let max = (int.max != i64::MAX)
                .then(|| int.max)
                .map(|v| quote! { .max(#v) });
            let values = int.values.map(|values| values_tokens(&values));
            quote! { Shape::Int(Int::new() #min #max #values) }
        }
        Shape::Float(float) => {
            let min = float.min.map(|v| quote! { .min(#v) });
            let max = float.max.map(|v| quote! { .max(#v) });
            quote! { Shape::Float(Float::new() #min #max) }
        }
        Shape::Text(text) => {
            let min = text.min_len.map(|v| quote! { .min_len(#v) });
            let max = text.max_len.map(|v| quote! { .max_len(#v) });
            let pattern = text.pattern.map(|pattern| {
                // A static of its own: it compiles its expression on first use and keeps it.
                let name = format_ident!("PATTERN_{}", patterns.len());
                let source = pattern.as_str();
                patterns.push(quote! {
                    static #name: ::larkspec::shape::Pattern =
                        ::larkspec::shape::Pattern::new(#source);
                });
                quote! { .pattern(&#name) }
            });
            let values = text.values.map(|values| values_tokens(&values));
            let secret = text.secret.then(|| quote! { .secret() });
            quote! { Shape::Text(Text::new() #min #max #pattern #values #secret) }
        }
        Shape::List(list) => {
            let items = shape_tokens(list.items, patterns);
            let min = list.min_items.map(|v| quote! { .min_items(#v) });
            let max = list.max_items.map(|v| quote! { .max_items(#v) });
            quote! { Shape::List(List::of(&#items) #min #max) }
        }
        Shape::Map(values) => {
            let values = shape_tokens(values, patterns);
            quote! { Shape::Map(&#values) }
        }
        Shape::Object(object) => {
            let fields = fields_tokens(object.fields, patterns);
            let kind = ident(if object.closed { "closed" } else { "open" });
            quote! { Shape::Object(Object::#kind(&[#fields])) }
        }
        Shape::Envelope(envelope) => {
            let fields = fields_tokens(envelope.payload, patterns);
            quote! { Shape::Envelope(Envelope::new(&[#fields])) }
        }
        other => unreachable!("a shape that this crate does not make: {other:?}"),
    }
}

fn fields_tokens(
    fields: &[larkspec_shape::Field<'_>],
    patterns: &mut Vec<TokenStream>,
) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (name, shape) = (field.name, shape_tokens(&field.shape, patterns));
        let kind = ident(if field.required {
            "required"
        } else {
            "optional"
        });
        quote! { Field::#kind(#name, #shape) }
    });
    quote! { #(#fields),* }
}

fn values_tokens<T: ToTokens>(values: &Values<'_, T>) -> TokenStream {
    match values {
        Values::Fixed(value) => {
            quote! { .values(Values::Fixed(#value)) }
        }
        Values::OneOf(values) => {
            quote! { .values(Values::OneOf(&[#(#values),*])) }
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

fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => text.to_token_stream(),
        Value::Bool(value) => value.to_token_stream(),
        other => {
            let number = other.as_i64().unwrap_or_default();
            number.to_token_stream()
        }
    }
}

fn option(value: Option<&String>) -> TokenStream {
    match value {
        Some(value) => quote! { Some(#value) },
        None => quote! { None },
    }
}

fn member_ident(field: &Field) -> Ident {
    // `check` has refused a field without a name in Rust.
    ident(&names::field_ident(field).unwrap_or_default())
}

/// An identifier out of what `names` made, raw ones included.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

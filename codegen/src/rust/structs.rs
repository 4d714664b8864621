//! Generates the structs of an endpoint: their fields, and how to write and read them.

use super::builders::{self, BuilderKind};
use super::members::{Member, Members};
use super::scope::Scope;
use super::tables::{TableText, object_name, table_ident};
use super::tokens::{ident, member_ident};
use super::value::rust_type;
use super::{doc, enums, slots};
use crate::model::Type;
use crate::names;
use larkspec_shape::pointer;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A struct to generate, and the types of its fields.
pub(super) struct Struct<'f> {
    pub name: String,
    pub docs: Vec<String>,
    pub members: Members<'f>,
    /// The builder, if it is a request or part of one. Response-only structs have none.
    pub builder: Option<BuilderKind<'f>>,
    /// Its JSON Schema.
    pub schema: SchemaAt,
    /// The module that contains it.
    pub scope: &'f Scope<'f>,
}

/// The location of a type's JSON Schema: within that of the request or response that it is part of. Each schema is
/// written once, however deep its types nest.
#[derive(Clone)]
pub(super) struct SchemaAt {
    /// The constant that identifies the whole schema.
    root: Ident,
    /// JSON Pointer into it.
    pointer: String,
}

impl SchemaAt {
    /// The schema of `Request`, `Response` or all types of a file, and the constant that identifies it among the
    /// schemas of its service.
    pub(super) fn root(name: &str, scope: &Scope<'_>) -> (Self, TokenStream) {
        let root = format_ident!("{}_SCHEMA", name.to_uppercase());
        let (schemas, key) = (scope.of_service(&schemas_ident()), scope.schema_key(name));
        let constant = quote! { ::larkspec::__json_schema!(const #root = #schemas, #key); };
        let pointer = String::new();
        (SchemaAt { root, pointer }, constant)
    }

    /// The schema of a shared type, within that of all types of its file.
    pub(super) fn of_type(&self, name: &str) -> Self {
        SchemaAt {
            root: self.root.clone(),
            pointer: format!("/$defs/{name}"),
        }
    }

    /// The schema of a member's own type, or of its items.
    fn of(&self, member: &Member<'_>) -> Self {
        let key = pointer::escape(&member.key);
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

    pub(super) fn tokens(&self, name: &str) -> TokenStream {
        let (ident, root, pointer) = (ident(name), &self.root, &self.pointer);
        quote! { ::larkspec::__json_schema!(#ident, #name, #root, #pointer); }
    }
}

/// The static with the schemas of a service, one per line.
pub(super) fn schemas(file: &str) -> TokenStream {
    let schemas = schemas_ident();
    quote! { ::larkspec::__json_schema!(static #schemas = #file); }
}

fn schemas_ident() -> Ident {
    ident("SCHEMAS")
}

impl<'f> Struct<'f> {
    fn fields(&self) -> &[Member<'f>] {
        &self.members.fields
    }

    /// The struct, its implementations, and the types of its fields.
    pub(super) fn tokens(&self) -> TokenStream {
        let definition = self.definition();
        let builder = self
            .builder
            .as_ref()
            .map(|kind| builders::builder(&self.name, &self.members, self.scope, kind));
        let object = self.object();
        let schema = self.schema.tokens(&self.name);
        let enums = self.fields().iter().map(|member| self.enumeration(member));
        let structs = self.structs();
        let structs = structs.iter().map(Struct::tokens);
        let tables = refined_tables(&self.name, &self.members);
        let tables = tables.iter().map(|table| table.tokens(self.scope));
        quote! {
            #definition
            #builder
            #object
            #schema
            #(#enums)*
            #(#structs)*
            #(#tables)*
        }
    }

    fn definition(&self) -> TokenStream {
        let name = ident(&self.name);
        let docs = self.docs.iter().map(|line| format!(" {line}"));
        let fields = self.fields().iter().map(|member| {
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
            #[non_exhaustive]
            pub struct #name { #(#fields)* }
        }
    }

    fn value_type(&self, member: &Member<'_>) -> TokenStream {
        rust_type(&member.field.ty, member.field, &self.name, self.scope)
    }

    fn member_type(&self, member: &Member<'_>) -> TokenStream {
        let ty = self.value_type(member);
        match member.is_there() {
            true => ty,
            false => quote! { Option<#ty> },
        }
    }

    /// The table of its fields and the access to them: everything that the runtime needs to read, write, copy,
    /// compare and debug-print it.
    fn object(&self) -> TokenStream {
        let name = ident(&self.name);
        let table = table_ident(&self.name);
        let definition = self.table().tokens(self.scope);
        let fields = self.fields().iter().map(|member| {
            let (ident, kind) = (member_ident(member.field), slots::kind(member.field));
            let blank = slots::blank(member.field);
            quote! { #ident: #kind = #blank, }
        });
        quote! {
            #definition

            ::larkspec::__object!(#name, #table, #(#fields)*);
        }
    }

    /// The content of its table.
    pub(super) fn table(&self) -> TableText {
        TableText::of(&self.name, &self.members)
    }

    /// The enum of a member, if it is one.
    fn enumeration(&self, member: &Member<'_>) -> Option<TokenStream> {
        let field = member.field;
        let is_own = names::is_enum(field) && field.shared.is_none();
        is_own.then(|| {
            let name = names::type_name(&self.name, field);
            let schema = self.schema.of(member).tokens(&name);
            enums::enumeration(&name, field, member.section, &schema)
        })
    }

    /// The structs of its members, if these are described.
    pub(super) fn structs(&self) -> Vec<Struct<'f>> {
        let described =
            |member: &&Member<'_>| member.field.shared.is_none() && !member.field.fields.is_empty();
        let members = self.fields().iter().filter(described);
        members.map(|member| self.of_member(member)).collect()
    }

    fn of_member(&self, member: &Member<'f>) -> Struct<'f> {
        let field = member.field;
        let what = match &field.ty {
            Type::Object => "The object",
            _ => "One of the objects",
        };
        // rustdoc refers to a field by its name without `r#`.
        let member_name = member_ident(field).to_string();
        let member_name = member_name.trim_start_matches("r#");
        let path = format!("{}::{member_name}", self.name);
        Struct {
            name: names::type_name(&self.name, field),
            docs: vec![format!("{what} in [`{path}`](field@{path}).")],
            members: Members::of(&field.fields, member.section, member.object()),
            builder: self.builder.as_ref().map(|_| BuilderKind::Object),
            schema: self.schema.of(member),
            scope: self.scope,
        }
    }
}

/// The tables of objects for refinements of a shared type. They are only used by the check; in Rust, the objects have
/// the type.
pub(super) fn refined_tables(name: &str, members: &Members<'_>) -> Vec<TableText> {
    let mut tables = Vec::new();
    let refined =
        |member: &&Member<'_>| member.field.shared.is_some() && !member.field.fields.is_empty();
    for member in members.fields.iter().filter(refined) {
        add_table(&object_name(name, member.field), member, &mut tables);
    }
    tables
}

/// The table of an object on the way to a refinement, and those within it.
fn add_table(name: &str, member: &Member<'_>, tables: &mut Vec<TableText>) {
    let members = Members::of(&member.field.fields, member.section, member.object());
    tables.push(TableText::of(name, &members));
    let described = members
        .fields
        .iter()
        .filter(|inner| !inner.field.fields.is_empty());
    for inner in described {
        add_table(&object_name(name, inner.field), inner, tables);
    }
}

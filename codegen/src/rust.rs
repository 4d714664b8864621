//! Generates Rust from the model: the types, shapes and caller of each endpoint, in modules along the endpoints'
//! paths.

mod builders;
mod doc;
mod enums;
mod example;
mod markdown;
mod members;
mod paging;
mod scope;
mod slots;
mod structs;
mod tables;
mod tokens;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use larkspec_shape::Shape;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;

use self::builders::BuilderKind;
#[cfg(feature = "pretty")]
pub(crate) use self::doc::{
    example as example_docs, module as module_docs, types_module as types_module_docs,
};
pub(crate) use self::example::program;
use self::members::Members;
pub(crate) use self::members::Sides;
use self::scope::Scope;
use self::structs::{SchemaAt, Struct};
use self::tables::table_ident;
#[cfg(test)]
pub(crate) use self::tables::{NestedTable, TableText};
use self::tokens::ident;
use crate::model::{
    Api, Date, Endpoint, EnvelopeKeys, EnvelopePart, ErrorCode, Field, Host, Http, Meaning, Method,
    Section, TokenKind, TypeFile, Types,
};
use crate::names;

/// An endpoint, and the output of other emitters for its module.
pub(crate) struct Parts<'a> {
    pub endpoint: &'a Endpoint,
    /// The shapes of the sections, each as one object.
    pub sections: BTreeMap<Section, Shape<'a>>,
    /// The schema of `Request`.
    pub request_schema: Value,
    /// The schema of `Response`.
    pub response_schema: Value,
}

/// A file of shared types, and the output of other emitters for it.
pub(crate) struct TypeParts<'a> {
    pub file: &'a TypeFile,
    /// The types that it can refer to, including its own.
    pub types: &'a Types,
    /// The names of those that requests can contain.
    pub sent: BTreeSet<&'a str>,
    /// The shape of each type that is an object.
    pub sides: Vec<(&'a Field, Sides<'a>)>,
    /// A schema with all of them under `$defs`.
    pub schema: Value,
}

impl<'a> Parts<'a> {
    fn section(&self, section: Section) -> Shape<'a> {
        let shape = self.sections.get(&section);
        shape.copied().unwrap_or(Shape::Any)
    }
}

/// Generates the content of a module.
#[derive(Clone, Copy)]
pub(crate) struct Items<'i> {
    /// For an endpoint.
    pub endpoint: &'i dyn Fn(&Endpoint) -> Content,
    /// For a file of shared types.
    pub types: &'i dyn Fn(&TypeFile) -> Content,
}

/// The content of a module, and what it refers to elsewhere.
pub(crate) struct Content {
    pub items: TokenStream,
    /// The schemas of its types, one per line. They are only used with a feature; without it, the compiler would
    /// parse them as part of the Rust code.
    pub schemas: String,
}

/// The name that `larkspec::include_spec!` gives the library, whose name in `Cargo.toml` may differ.
const LIBRARY: &str = "__larkspec";

/// The modules of an API as text: all in one, without the schemas.
pub(crate) fn source(api: &Api, crate_name: &str, items: Items<'_>) -> String {
    let root = Module::root(api);
    let mut out = head();
    out.push_str(&endpoints(api, OUTPUT));
    for (name, service) in &root.children {
        service.open(name, true, crate_name, &mut out);
        service.content(items, crate_name, &mut out, &mut String::new());
        out.push_str("}\n");
    }
    out
}

/// The modules of an API as files: `NAME.rs`, which includes the others, one per service.
pub(crate) fn files(
    api: &Api,
    name: &str,
    crate_name: &str,
    items: Items<'_>,
    write: &mut FileWriter<'_>,
) -> io::Result<()> {
    let root = Module::root(api);
    let mut main = head();
    main.push_str(&endpoints(api, name));
    for (ident, service) in &root.children {
        let service_name = ident.trim_start_matches("r#");
        let file = format!("{name}/{service_name}.rs");
        service.open(ident, true, crate_name, &mut main);
        // Relative to the file that contains it, as is the next.
        main.push_str(&format!("include!({file:?});\n}}\n"));
        let schemas_file = format!("{service_name}.schemas");
        let mut content = String::new();
        self::write(structs::schemas(&schemas_file), &mut content);
        let mut schemas = String::new();
        service.content(items, crate_name, &mut content, &mut schemas);
        write(&file, &content)?;
        write(&format!("{name}/{schemas_file}"), &schemas)?;
    }
    write(&format!("{name}.rs"), &main)
}

/// Called with a file's name and content.
pub(crate) type FileWriter<'w> = dyn FnMut(&str, &str) -> io::Result<()> + 'w;

/// The start of the file that `larkspec::include_spec!` includes.
fn head() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{LIBRARY}::__generated_by!(\"{version}\");\n")
}

/// The default output, which has no name.
const OUTPUT: &str = "larkspec";

/// The table of all endpoints. Its name depends on the output, since a module may contain two of them.
fn endpoints(api: &Api, output: &str) -> String {
    let name = match output {
        OUTPUT => "ENDPOINTS".to_owned(),
        output => format!("ENDPOINTS_{}", names::constant_part(output)),
    };
    let mut endpoints: Vec<&str> = api.endpoints.iter().map(|e| &*e.name).collect();
    endpoints.sort_unstable();
    let rows = endpoints.iter().map(|name| {
        // `check::api` has rejected names that are not paths.
        let path = names::module_path(name).unwrap_or_default().join("::");
        format!("<{path}::Request as {LIBRARY}::Endpoint>::METADATA,\n")
    });
    let rows: String = rows.collect();
    format!(
        "/// All endpoints, by name.\n\
         #[allow(dead_code, unreachable_pub)]\n\
         pub static {name}: {LIBRARY}::Endpoints = {LIBRARY}::Endpoints::new(&[\n{rows}]);\n"
    )
}

/// Converts tokens to text, with a line break after each item and field: pretty-printing would take longer than the
/// rest of a build script. There is a blank only between tokens that would otherwise become one.
fn write(tokens: TokenStream, out: &mut String) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = after;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{\n", "}\n"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
                if group.delimiter() == Delimiter::Bracket {
                    // After an attribute; in an array, a line break is as harmless as a blank.
                    out.push('\n');
                }
            }
            TokenTree::Punct(hash) if hash.as_char() == '#' => match doc_line(after) {
                Some(line) => {
                    rest = &after[1..];
                    out.extend(["///", &line, "\n"]);
                }
                None => out.push('#'),
            },
            TokenTree::Punct(colon) if colon.as_char() == ':' && is_library(after) => {
                rest = &after[2..];
                out.push_str(LIBRARY);
            }
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                match (punct.as_char(), punct.spacing(), after.first()) {
                    (';' | ',', ..) => out.push('\n'),
                    (_, Spacing::Alone, Some(TokenTree::Punct(_))) => out.push(' '),
                    _ => {}
                }
            }
            TokenTree::Ident(ident) => {
                out.push_str(&ident.to_string());
                out.extend(is_word(after).then_some(' '));
            }
            TokenTree::Literal(literal) => {
                out.push_str(&with_links(&literal.to_string()));
                out.extend(is_word(after).then_some(' '));
            }
        }
    }
}

/// The text of an attribute `[doc = "…"]` that can be written as a comment.
fn doc_line(after: &[TokenTree]) -> Option<String> {
    let Some(TokenTree::Group(group)) = after.first() else {
        return None;
    };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let [
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Literal(text),
    ] = &*tokens
    else {
        return None;
    };
    let text = text.to_string();
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    // With a fourth slash, it would be an ordinary comment.
    let is_plain = !text.contains('\\') && !text.starts_with('/');
    (name == "doc" && is_plain).then(|| with_links(text))
}

/// Docs with links to the library under its name in generated code.
fn with_links(docs: &str) -> String {
    docs.replace("(::larkspec::", &format!("({LIBRARY}::"))
}

/// Whether a name or a literal follows, including the library's name.
fn is_word(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Ident(_) | TokenTree::Literal(_), ..] => true,
        [TokenTree::Punct(colon), path @ ..] => colon.as_char() == ':' && is_library(path),
        _ => false,
    }
}

/// Whether the text after the first colon of a path makes it `::larkspec`.
fn is_library(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Punct(colon), TokenTree::Ident(name), ..] => {
            colon.as_char() == ':' && name == "larkspec"
        }
        _ => false,
    }
}

/// One module: the items of an endpoint, further modules, or both.
///
/// Names of the prelude need no path here: shared types cannot have such a name, all other generated types start with
/// `Request` or `Response`, and all modules start with a lower-case letter.
#[derive(Default)]
struct Module<'e> {
    endpoint: Option<&'e Endpoint>,
    types: Option<&'e TypeFile>,
    children: BTreeMap<String, Module<'e>>,
}

impl<'e> Module<'e> {
    /// The root module.
    fn root(api: &'e Api) -> Self {
        let mut root = Module::default();
        for endpoint in &api.endpoints {
            root.at(&endpoint.name).endpoint = Some(endpoint);
        }
        for file in &api.types {
            root.at(&file.name).types = Some(file);
        }
        root
    }

    /// The module of a spec file.
    fn at(&mut self, name: &str) -> &mut Self {
        let mut module = self;
        // `check::api` has rejected names that are not paths.
        for part in names::module_path(name).unwrap_or_default() {
            module = module.children.entry(part).or_default();
        }
        module
    }

    /// Writes what precedes its content.
    fn open(&self, name: &str, is_service: bool, crate_name: &str, out: &mut String) {
        let ident = ident(name);
        let docs = match (self.endpoint, self.types) {
            (Some(endpoint), _) => doc::module(endpoint),
            (None, Some(file)) => doc::types_module(file),
            (None, None) => vec![format!("Endpoints below `{name}`.")],
        };
        // The lints of the including crate do not apply to generated code, some of which is unused.
        let allow = is_service.then(|| {
            quote! {
                #[allow(
                    clippy::all, clippy::pedantic, clippy::nursery, dead_code, deprecated, non_shorthand_field_patterns,
                    nonstandard_style, unreachable_pub, unused_imports, unused_qualifications,
                )]
            }
        });
        let alias = self.endpoint.and_then(doc::alias).into_iter();
        // Not a doctest of the user's crate, where the module may be private. Only rustdoc needs the example; without
        // the condition, rustc would store it as well.
        let example = self
            .endpoint
            .map(|endpoint| doc::example(endpoint, crate_name));
        let example =
            example.map(|text| quote! { #[cfg_attr(all(doc, not(doctest)), doc = #text)] });
        write(
            quote! { #(#[doc = #docs])* #example #(#[doc(alias = #alias)])* #allow pub mod #ident },
            out,
        );
        out.push_str("{\n");
        out.push_str(&format!("use super::{LIBRARY};\n"));
    }

    /// Writes its endpoint, the modules in it, and their schemas. This processes one endpoint at a time because its
    /// tokens take much more memory than the text.
    fn content(&self, items: Items<'_>, crate_name: &str, out: &mut String, schemas: &mut String) {
        let endpoint = self.endpoint.map(items.endpoint);
        let types = self.types.map(items.types);
        for content in endpoint.into_iter().chain(types) {
            write(content.items, out);
            schemas.push_str(&content.schemas);
        }
        for (name, module) in &self.children {
            module.open(name, false, crate_name, out);
            module.content(items, crate_name, out, schemas);
            out.push_str("}\n");
        }
    }
}

/// The content of an endpoint's module.
pub(crate) fn endpoint_content(parts: &Parts<'_>) -> Content {
    let endpoint = parts.endpoint;
    let scope = Scope::new(&endpoint.name, &endpoint.types);
    let (request_schema, request_constant) = SchemaAt::root("Request", &scope);
    let (response_schema, response_constant) = SchemaAt::root("Response", &scope);
    let mut schemas = String::new();
    scope.add_schema("Request", &parts.request_schema, &mut schemas);
    scope.add_schema("Response", &parts.response_schema, &mut schemas);
    let request = request(parts, request_schema, &scope);
    let response = response(parts, response_schema, &scope);
    let request_types = request.tokens();
    let response_types = response.tokens();
    let call = call(endpoint);
    let paging = endpoint
        .page
        .as_ref()
        .map(|page| paging::paging(endpoint, page, &scope));
    let codes = codes(&endpoint.errors);
    let items = quote! {
        #request_types
        #response_types
        #call
        #paging
        #codes
        #request_constant
        #response_constant
    };
    Content { items, schemas }
}

fn request<'a>(parts: &Parts<'a>, schema: SchemaAt, scope: &'a Scope<'a>) -> Struct<'a> {
    Struct {
        name: "Request".to_owned(),
        docs: vec!["The request.".to_owned()],
        members: Members::of_request(parts.endpoint, |section| parts.section(section)),
        builder: Some(BuilderKind::Request(parts.endpoint)),
        schema,
        scope,
    }
}

fn response<'a>(parts: &Parts<'a>, schema: SchemaAt, scope: &'a Scope<'a>) -> Struct<'a> {
    let endpoint = parts.endpoint;
    let shape = parts.section(Section::Response);
    Struct {
        name: "Response".to_owned(),
        docs: vec![match endpoint.answers_file() {
            true => "The response: a file.".to_owned(),
            false => "The payload of the response.".to_owned(),
        }],
        members: Members::of(&endpoint.response, Section::Response, shape.into()),
        builder: None,
        schema,
        scope,
    }
}

/// The tables of all structs of an endpoint, each before those that refer to it.
#[cfg(test)]
pub(crate) fn tables(parts: &Parts<'_>) -> Vec<tables::TableText> {
    let mut tables = Vec::new();
    let scope = Scope::new(&parts.endpoint.name, &parts.endpoint.types);
    let (schema, _) = SchemaAt::root("Request", &scope);
    add_tables(&request(parts, schema.clone(), &scope), &mut tables);
    add_tables(&response(parts, schema, &scope), &mut tables);
    tables
}

/// The tables of the structs of a file of shared types, in the order of the types.
#[cfg(test)]
pub(crate) fn type_tables(parts: &TypeParts<'_>) -> Vec<tables::TableText> {
    let mut tables = Vec::new();
    let scope = Scope::new(&parts.file.name, parts.types);
    let (schema, _) = SchemaAt::root("Types", &scope);
    for object in type_structs(parts, &schema, &scope) {
        add_tables(&object, &mut tables);
    }
    tables
}

#[cfg(test)]
fn add_tables(object: &Struct<'_>, tables: &mut Vec<tables::TableText>) {
    tables.push(object.table());
    let structs = object.structs();
    structs.iter().for_each(|inner| add_tables(inner, tables));
    tables.extend(structs::refined_tables(&object.name, &object.members));
}

/// The structs of the types that are objects.
fn type_structs<'a>(
    parts: &TypeParts<'a>,
    schema: &SchemaAt,
    scope: &'a Scope<'a>,
) -> Vec<Struct<'a>> {
    let objects = parts.sides.iter().map(|(field, sides)| Struct {
        name: field.name.clone(),
        docs: doc::shared_type(field),
        members: Members::of(&field.fields, Section::Response, *sides),
        builder: parts
            .sent
            .contains(&*field.name)
            .then_some(BuilderKind::Object),
        schema: schema.of_type(&field.name),
        scope,
    });
    objects.collect()
}

/// The content of the module of a file of shared types.
pub(crate) fn type_content(parts: &TypeParts<'_>) -> Content {
    let scope = Scope::new(&parts.file.name, parts.types);
    let (schema, constant) = SchemaAt::root("Types", &scope);
    let mut schemas = String::new();
    scope.add_schema("Types", &parts.schema, &mut schemas);
    let objects = type_structs(parts, &schema, &scope);
    let objects = objects.iter().map(Struct::tokens);
    let enums = parts
        .file
        .types
        .iter()
        .filter(|field| names::is_enum(field));
    let enums = enums.map(|field| {
        let schema = schema.of_type(&field.name).tokens(&field.name);
        enums::enumeration(&field.name, field, Section::Body, &schema)
    });
    let items = quote! {
        #(#objects)*
        #(#enums)*
        #constant
    };
    Content { items, schemas }
}

/// The facts of the page: the fields of a `Metadata` that differ from the usual ones.
fn facts(endpoint: &Endpoint) -> TokenStream {
    let http = &endpoint.http;
    let (name, path) = (&endpoint.name, &http.path);
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
    let mut facts = quote! {
        name: #name,
        method: ::larkspec::Method::#method,
        host: ::larkspec::Host::#host,
        path: #path,
    };
    let switches = [
        ("safe", http.is_safe()),
        ("flat", endpoint.is_flat()),
        ("multipart", endpoint.is_multipart()),
        ("answers_file", endpoint.answers_file()),
        ("answers_secret", endpoint.answers_secret()),
    ];
    for (name, _) in switches.iter().filter(|(_, is_on)| *is_on) {
        let name = ident(name);
        facts.extend(quote! { #name: true, });
    }
    facts.extend(access(http));
    if http.envelope_keys != EnvelopeKeys::default() {
        let keys = envelope_keys(&http.envelope_keys);
        facts.extend(quote! { envelope: #keys, });
    }
    facts.extend(paging::keys(endpoint));
    let codes = meanings(&endpoint.errors);
    if !codes.is_empty() {
        facts.extend(quote! { codes: &[#codes], });
    }
    if let Some(page) = &endpoint.source {
        facts.extend(quote! { page: Some(#page), });
    }
    if let Some(Date { year, month, day }) = endpoint.updated {
        facts.extend(
            quote! { updated: Some(::larkspec::__private::Date::new(#year, #month, #day)), },
        );
    }
    facts
}

/// Who may call an endpoint, and how often.
fn access(http: &Http) -> TokenStream {
    let tokens = http.tokens.iter().map(|token| {
        let token = ident(match token {
            TokenKind::Tenant => "Tenant",
            TokenKind::User => "User",
            TokenKind::App => "App",
        });
        quote! { ::larkspec::TokenKind::#token }
    });
    let mut facts = quote! { tokens: &[#(#tokens),*], };
    if !http.scopes.is_empty() {
        let scopes = &http.scopes;
        facts.extend(quote! { scopes: &[#(#scopes),*], });
    }
    if let Some(rate) = http.rate {
        let (requests, seconds) = (rate.requests, rate.per.seconds());
        facts.extend(quote! { rate: Some(::larkspec::__private::Rate::new(#requests, #seconds)), });
    }
    facts
}

/// The names of the envelope's parts.
fn envelope_keys(keys: &EnvelopeKeys) -> TokenStream {
    let EnvelopeKeys {
        code, msg, data, ..
    } = keys;
    let code_required = keys.requires(EnvelopePart::Code);
    let msg_required = keys.requires(EnvelopePart::Msg);
    quote! {
        ::larkspec::__private::EnvelopeKeys::new(#code, #msg, #data, #code_required, #msg_required)
    }
}

/// A constant for each error code. Its name contains only the code because the text on a page may change.
fn codes(errors: &[ErrorCode]) -> TokenStream {
    let mut rows = BTreeMap::<i64, Vec<&ErrorCode>>::new();
    for error in errors {
        rows.entry(error.code).or_default().push(error);
    }
    let constants = rows.iter().map(|(code, rows)| {
        let name = ident(&names::error_ident(*code));
        let docs = doc::error(rows);
        let deprecated = rows.iter().all(|row| row.deprecated);
        let deprecated = deprecated.then(|| quote! { #[deprecated] });
        quote! { #(#[doc = #docs])* #deprecated pub const #name: i64 = #code; }
    });
    quote! { #(#constants)* }
}

/// The error codes for which the spec states what they mean for the next attempt.
fn meanings(errors: &[ErrorCode]) -> TokenStream {
    let codes = errors.iter().filter_map(|error| {
        let means = ident(match error.means? {
            Meaning::Throttled => "Throttled",
            Meaning::Busy => "Busy",
            Meaning::Final => "Final",
        });
        let code = error.code;
        let status = match error.status {
            Some(status) => quote! { Some(#status) },
            None => quote! { None },
        };
        Some(quote! {
            ::larkspec::__private::CodeMeaning::new(#code, #status, ::larkspec::__private::Meaning::#means)
        })
    });
    quote! { #(#codes),* }
}

/// The call of the endpoint, the checks, and the traits that make its types a request and a response.
fn call(endpoint: &Endpoint) -> TokenStream {
    let what = match endpoint.payload_section() {
        Some(Section::Body) => "the whole body as sent",
        _ => "the parameters as one object",
    };
    let call = format!("`{} {}`", endpoint.http.method, endpoint.http.path);
    let answers = ident(match endpoint.answers_file() {
        true => "file",
        false => "json",
    });
    let facts = facts(endpoint);
    let (request, response) = (table_ident("Request"), table_ident("Response"));
    quote! {
        ::larkspec::__endpoint!(#answers, #what, #call, #request, #response, { #facts });
    }
}

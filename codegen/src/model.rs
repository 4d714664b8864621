//! The spec model: what a documentation page says about an endpoint. All emitters read only this model.

mod date;
mod field;
mod http;
mod keyword;
mod need;
mod rules;
mod section;
mod types;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::nearest::{nearest_paths, no_endpoint};

pub use self::date::Date;
pub use self::field::{Field, Type};
pub use self::http::{EnvelopeKeys, ErrorCode, Http, Page, Rate};
pub use self::keyword::{
    AppKind, Envelope, EnvelopePart, Format, Host, Keyword, Meaning, Method, PageStyle, Per,
    TokenKind,
};
pub use self::need::Need;
pub use self::rules::{Case, EnumValue, Number, Rules, Test};
pub use self::section::Section;
pub use self::types::{SharedType, TypeFile, Types};

/// Every endpoint of one `spec/` folder, ordered by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// The endpoints.
    pub endpoints: Vec<Endpoint>,
    /// The files of types that endpoints share, those of outer folders first.
    pub types: Vec<TypeFile>,
    /// The types of other crates that are used here; their code is in those crates.
    pub elsewhere: Vec<TypeFile>,
}

impl Api {
    /// The shared types of the file with this name.
    pub fn type_file(&self, name: &str) -> Option<&TypeFile> {
        self.types.iter().find(|file| file.name == name)
    }

    /// The endpoint with this name.
    pub fn endpoint(&self, name: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|e| e.name == name)
    }

    /// The names most similar to `name`, best first, for the error about a name that does not exist.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        nearest_paths(name, self.endpoints.iter().map(|e| e.name.as_str()))
    }

    /// The error about an endpoint that does not exist, with similar names or, if there are none, some that exist.
    pub fn no_endpoint(&self, name: &str) -> String {
        no_endpoint(name, self.endpoints.iter().map(|e| e.name.as_str()))
    }
}

/// One endpoint, as its page describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The path of its spec file without extension: `approval/v2/instance/list`. Also the path of
    /// its module.
    pub name: String,
    /// A short title.
    pub title: String,
    /// What the endpoint does, in our own words (Markdown).
    pub doc: String,
    /// The title of the page, in its language: a name by which people know the endpoint.
    pub page_title: Option<String>,
    /// The URL of the page that the facts come from.
    pub source: Option<String>,
    /// Further pages about the same call, whose facts are in this file as well.
    pub also: Vec<String>,
    /// The date of the page, as the page states it.
    pub updated: Option<Date>,
    /// The hash of the text of its pages when they were last compared with this file.
    pub page_hash: Option<String>,
    /// The name of the endpoint that the platform recommends instead.
    pub replaced_by: Option<String>,
    /// How to call it.
    pub http: Http,
    /// How its result is paged.
    pub page: Option<Page>,
    /// Parameters in the URL's path.
    pub path: Vec<Field>,
    /// Parameters in the URL's query.
    pub query: Vec<Field>,
    /// Request headers, except those that the client sets itself.
    pub header: Vec<Field>,
    /// Fields of the request body.
    pub body: Vec<Field>,
    /// Fields of the response, below `data` (see [`Envelope`]).
    pub response: Vec<Field>,
    /// Error codes that the page lists.
    pub errors: Vec<ErrorCode>,
    /// The page's example payloads.
    pub example: Example,
    /// The shared types that its fields can refer to: those of its folder and of the parent folders.
    pub types: Arc<Types>,
}

impl Endpoint {
    /// The fields of the objects in a field of a section; see [`Types::fields`].
    pub fn fields<'e>(&'e self, field: &'e Field, section: Section) -> &'e [Field] {
        self.types.fields(field, section)
    }

    /// The pages that the facts come from.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.source.iter().chain(&self.also).map(String::as_str)
    }

    /// The fields of a section.
    pub fn section(&self, section: Section) -> &[Field] {
        match section {
            Section::Path => &self.path,
            Section::Query => &self.query,
            Section::Header => &self.header,
            Section::Body => &self.body,
            Section::Response => &self.response,
        }
    }

    /// Mutable access to the fields of a section.
    pub fn section_mut(&mut self, section: Section) -> &mut Vec<Field> {
        match section {
            Section::Path => &mut self.path,
            Section::Query => &mut self.query,
            Section::Header => &mut self.header,
            Section::Body => &mut self.body,
            Section::Response => &mut self.response,
        }
    }

    /// All parameters of a request with their sections, in the order of [`Section::REQUEST`].
    pub fn parameters(&self) -> impl Iterator<Item = (Section, &Field)> {
        Section::REQUEST
            .into_iter()
            .flat_map(|section| self.section(section).iter().map(move |f| (section, f)))
    }

    /// The keys of all parameters in the JSON form of a request.
    pub fn parameter_keys(&self) -> ParameterKeys<'_> {
        let mut names = BTreeSet::new();
        let fields = self.parameters().map(|(_, field)| &*field.name);
        ParameterKeys {
            shared: fields.filter(|name| !names.insert(*name)).collect(),
        }
    }

    /// The section that makes up a request payload: the body or, without a body, the only section there is. `None` if
    /// several sections or none make up the request; its payload is then all parameters as one object.
    pub fn payload_section(&self) -> Option<Section> {
        let mut sections = Section::REQUEST
            .into_iter()
            .filter(|section| !self.section(*section).is_empty());
        if !self.body.is_empty() {
            return Some(Section::Body);
        }
        match (sections.next(), sections.next()) {
            (Some(section), None) => Some(section),
            _ => None,
        }
    }

    /// The fields along the dotted path of a paging parameter, in the query or the body; `None` if there is no such
    /// field.
    pub fn paging_parameter(&self, path: &str) -> Option<Vec<&Field>> {
        let mut names = path.split('.');
        let first = names.next()?;
        let (section, field) = self
            .parameters()
            .filter(|(section, _)| matches!(section, Section::Query | Section::Body))
            .find(|(_, field)| field.name == first)?;
        let mut steps = vec![field];
        for name in names {
            let parent = steps.last().filter(|parent| parent.ty == Type::Object)?;
            let mut inner = self.fields(parent, section).iter();
            steps.push(inner.find(|field| field.name == name)?);
        }
        Some(steps)
    }

    /// Whether the body is sent as `multipart/form-data` because it contains a file.
    pub fn is_multipart(&self) -> bool {
        self.body.iter().any(|field| field.ty == Type::Binary)
    }

    /// Whether the response is a file instead of JSON: its only field is `binary`.
    pub fn answers_file(&self) -> bool {
        matches!(self.response.as_slice(), [field] if field.ty == Type::Binary)
    }

    /// Whether `data` itself is a list, a map or a scalar: the response's only field has its name and is not an
    /// object. It is then read and checked like a field next to `code`.
    pub fn data_is_value(&self) -> bool {
        self.http.envelope == Envelope::Data
            && matches!(self.response.as_slice(),
                [field] if field.name == self.http.envelope_keys.data && !matches!(field.ty, Type::Object | Type::Binary))
    }

    /// Whether the fields of the response are next to `code` and `msg`.
    pub fn is_flat(&self) -> bool {
        self.http.envelope == Envelope::Flat || self.data_is_value()
    }

    /// Whether any field of the response is a secret, so that no part of an answer may be shown.
    pub fn answers_secret(&self) -> bool {
        self.holds_secret(Section::Response)
    }

    /// Whether any field of a section is a secret.
    pub fn holds_secret(&self, section: Section) -> bool {
        let fields = self.section(section);
        self.types.any(fields, section, &mut |field| field.secret)
    }
}

/// The keys of an endpoint's parameters in one object.
#[derive(Clone, Debug)]
pub struct ParameterKeys<'e> {
    /// The wire names that occur in more than one section.
    shared: BTreeSet<&'e str>,
}

impl ParameterKeys<'_> {
    /// The key of a parameter: its wire name, or its name in Rust if two sections share the wire name.
    pub fn of<'f>(&self, field: &'f Field) -> &'f str {
        match &field.rust {
            Some(rust) if self.shared.contains(&*field.name) => rust,
            _ => &field.name,
        }
    }
}

/// The page's example payloads, as complete bodies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// The request body.
    pub request: Option<Value>,
    /// The response body, with its envelope.
    pub response: Option<Value>,
}

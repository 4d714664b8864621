//! The spec model: what a documentation page says about an endpoint. All emitters read only this model.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use larkspec_shape::Pattern;
use serde_json::Value;

/// Every endpoint of one `spec/` folder, ordered by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// The endpoints.
    pub endpoints: Vec<Endpoint>,
    /// The files of types that endpoints share, those of outer folders first.
    pub types: Vec<TypeFile>,
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
        let mut names: Vec<(f64, &str)> = self
            .endpoints
            .iter()
            .map(|e| (strsim::jaro_winkler(&e.name, name), e.name.as_str()))
            .filter(|(likeness, known)| *likeness > 0.75 || known.ends_with(name))
            .collect();
        names.sort_by(|a, b| b.0.total_cmp(&a.0));
        names.into_iter().take(3).map(|(_, name)| name).collect()
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

/// The types that one file describes, such as `docx/v1/types.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFile {
    /// The path of the file without extension, such as `docx/v1/types`. This is also the path of its module.
    pub name: String,
    /// The types, each as a field with its name: an object, or a string or int with listed values. The fields are
    /// stored as written, with their request-only rules separate from the rules for both sides.
    pub types: Vec<Field>,
}

impl TypeFile {
    /// Whether its types are visible from a file with this name, that is, in the same folder or below.
    pub fn serves(&self, name: &str) -> bool {
        match self.name.rsplit_once('/') {
            Some((folder, _)) => {
                let below = name.strip_prefix(folder);
                below.is_some_and(|rest| rest.starts_with('/'))
            }
            None => true,
        }
    }
}

/// The shared types that are visible from a folder, by name: those of its own file and of the parent folders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    by_name: BTreeMap<String, Arc<SharedType>>,
}

/// A shared type.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedType {
    /// The name of the file that describes it, such as `docx/v1/types`.
    pub file: String,
    /// The type as its file describes it.
    pub field: Field,
    /// The type in requests.
    pub request: Field,
    /// The type in responses.
    pub response: Field,
}

impl SharedType {
    /// The type in payloads of a section.
    pub fn on(&self, section: Section) -> &Field {
        match section {
            Section::Response => &self.response,
            _ => &self.request,
        }
    }
}

impl Types {
    /// The name of the file with types in a folder.
    pub const FILE: &'static str = "types";

    /// The type with this name.
    pub fn get(&self, name: &str) -> Option<&SharedType> {
        self.by_name.get(name).map(|shared| &**shared)
    }

    /// All types with their names, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SharedType)> {
        let types = self.by_name.iter();
        types.map(|(name, shared)| (&**name, &**shared))
    }

    /// Adds a type, or replaces the type with its name.
    pub fn insert(&mut self, shared: SharedType) {
        let name = shared.field.name.clone();
        self.by_name.insert(name, Arc::new(shared));
    }

    /// Removes a type.
    pub fn remove(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    /// The fields of the objects in a field of a section: its own, or those of its shared type. Shared types can
    /// refer to themselves, so recursive callers must stop by themselves.
    pub fn fields<'t>(&'t self, field: &'t Field, section: Section) -> &'t [Field] {
        match &field.shared {
            Some(name) if field.fields.is_empty() => self
                .get(name)
                .map_or(&[], |shared| &shared.on(section).fields),
            _ => &field.fields,
        }
    }

    /// Copies the fields of the shared type into a use of it, to refine them.
    pub fn refine(&self, field: &mut Field, section: Section) {
        if field.unrefined().is_some() {
            field.fields = self.fields(field, section).to_vec();
        }
    }

    /// Whether `is` holds for any of these fields or of the fields within them. Examines each type once.
    pub fn any(
        &self,
        fields: &[Field],
        section: Section,
        is_so: &mut dyn FnMut(&Field) -> bool,
    ) -> bool {
        self.any_but(fields, section, is_so, &mut BTreeSet::new())
    }

    fn any_but<'t>(
        &'t self,
        fields: &'t [Field],
        section: Section,
        is_so: &mut dyn FnMut(&Field) -> bool,
        seen: &mut BTreeSet<&'t str>,
    ) -> bool {
        fields.iter().any(|field| {
            let is_new = field.unrefined().is_none_or(|name| seen.insert(name));
            is_so(field)
                || (is_new && self.any_but(self.fields(field, section), section, is_so, seen))
        })
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

/// The place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// In the URL's path.
    Path,
    /// In the URL's query.
    Query,
    /// In a request header.
    Header,
    /// In the request body.
    Body,
    /// In the response, below `data`.
    Response,
}

impl Section {
    /// All sections.
    pub const ALL: [Section; 5] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
        Section::Response,
    ];

    /// The sections of a request.
    pub const REQUEST: [Section; 4] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
    ];

    /// The section's name in a spec file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Path => "path",
            Section::Query => "query",
            Section::Header => "header",
            Section::Body => "body",
            Section::Response => "response",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// An enumeration with a fixed word per value in spec files.
pub trait Keyword: Copy + Sized + 'static {
    /// All words with their values.
    const ALL: &'static [(&'static str, Self)];

    /// Parses a word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
    }
}

macro_rules! keyword {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The word in a spec file.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl Keyword for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $name::$variant),)*];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

keyword! {
    /// An HTTP method.
    Method {
        /// `GET`
        Get = "GET",
        /// `POST`
        Post = "POST",
        /// `PUT`
        Put = "PUT",
        /// `PATCH`
        Patch = "PATCH",
        /// `DELETE`
        Delete = "DELETE",
    }
}

keyword! {
    /// Which of a region's two hosts serves an endpoint.
    Host {
        /// `www.feishu.cn`, `www.larksuite.com`
        Www = "www",
        /// `open.feishu.cn`, `open.larksuite.com`
        Open = "open",
    }
}

keyword! {
    /// A kind of access token that an endpoint accepts.
    TokenKind {
        /// `tenant_access_token`
        Tenant = "tenant",
        /// `user_access_token`
        User = "user",
        /// `app_access_token`
        App = "app",
    }
}

keyword! {
    /// A kind of app that may call an endpoint.
    AppKind {
        /// Built by a company for its own use.
        Custom = "custom",
        /// Listed in the app directory.
        Store = "store",
    }
}

keyword! {
    /// Where the payload of a response is.
    Envelope {
        /// Below `data`.
        Data = "data",
        /// Next to `code` and `msg`.
        Flat = "flat",
    }
}

/// The names of the parts of a response's envelope, and which of them are optional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The integer that is 0 on success.
    pub code: String,
    /// The message.
    pub msg: String,
    /// The payload, with [`Envelope::Data`].
    pub data: String,
    /// The optional parts. A response without its code is a success.
    pub optional: BTreeSet<EnvelopePart>,
}

impl Default for EnvelopeKeys {
    fn default() -> Self {
        EnvelopeKeys {
            code: "code".to_owned(),
            msg: "msg".to_owned(),
            data: "data".to_owned(),
            optional: BTreeSet::new(),
        }
    }
}

impl EnvelopeKeys {
    /// Whether every response has this part.
    pub fn requires(&self, part: EnvelopePart) -> bool {
        !self.optional.contains(&part)
    }
}

keyword! {
    /// An optional part of an envelope.
    EnvelopePart {
        /// The code.
        Code = "code",
        /// The message.
        Msg = "msg",
    }
}

keyword! {
    /// What an error code means for the next attempt.
    Meaning {
        /// The call was refused before it was carried out: wait, then repeat it.
        Throttled = "throttled",
        /// The service cannot handle the call now: wait, then repeat it if that is safe.
        Busy = "busy",
        /// The same call would fail again.
        Final = "final",
    }
}

keyword! {
    /// A unit of a rate limit.
    Per {
        /// A second.
        Second = "s",
        /// A minute.
        Minute = "min",
        /// An hour.
        Hour = "h",
        /// A day.
        Day = "d",
    }
}

impl Per {
    /// Its length in seconds.
    pub const fn seconds(self) -> u32 {
        match self {
            Per::Second => 1,
            Per::Minute => 60,
            Per::Hour => 3600,
            Per::Day => 86400,
        }
    }
}

keyword! {
    /// How a list is paged.
    PageStyle {
        /// `offset` and `limit`.
        Offset = "offset",
        /// `page_token` and `has_more`.
        Token = "token",
    }
}

keyword! {
    /// What a string or a number represents. Strings are checked as far as the format is certain (see
    /// [`format`](crate::format)); an empty string is always valid.
    Format {
        /// Seconds since 1970-01-01T00:00:00Z.
        UnixSeconds = "unix-s",
        /// Milliseconds since 1970-01-01T00:00:00Z.
        UnixMillis = "unix-ms",
        /// A signed 64-bit integer, sent as a string.
        Int64 = "int64",
        /// An unsigned 64-bit integer, sent as a string.
        Uint64 = "uint64",
        /// A decimal number, sent as a string.
        Decimal = "decimal",
        /// A calendar date, `2006-01-02`.
        Date = "date",
        /// A point in time as in RFC 3339.
        DateTime = "date-time",
        /// An e-mail address.
        Email = "email",
        /// A URL.
        Url = "url",
        /// A JSON document within a string.
        Json = "json",
        /// Bytes in Base64.
        Base64 = "base64",
    }
}

impl Format {
    /// Describes the format in the docs of a field.
    pub const fn doc(self) -> &'static str {
        match self {
            Format::UnixSeconds => "Unix time in seconds.",
            Format::UnixMillis => "Unix time in milliseconds.",
            Format::Int64 => "A signed 64-bit integer as a string.",
            Format::Uint64 => "An unsigned 64-bit integer as a string.",
            Format::Decimal => "A decimal number as a string.",
            Format::Date => "A date: `YYYY-MM-DD`.",
            Format::DateTime => "A time as in RFC 3339.",
            Format::Email => "An e-mail address.",
            Format::Url => "A URL.",
            Format::Json => "A JSON document as a string.",
            Format::Base64 => "Bytes in Base64.",
        }
    }
}

/// How to call an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Http {
    /// The method.
    pub method: Method,
    /// The host.
    pub host: Host,
    /// The path, with `:name` for each path parameter.
    pub path: String,
    /// The tokens that it accepts, of which any one is enough; empty if it needs no authentication. Their order has
    /// no meaning: the client's configuration determines which one is sent.
    pub tokens: Vec<TokenKind>,
    /// The apps that may call it.
    pub apps: Vec<AppKind>,
    /// The scopes, of which any one is enough.
    pub scopes: Vec<String>,
    /// The documented rate limit.
    pub rate: Option<Rate>,
    /// Where the payload is.
    pub envelope: Envelope,
    /// The names of the parts of the envelope.
    pub envelope_keys: EnvelopeKeys,
    /// Whether repeating a call does no harm, if the spec says so; see [`Http::is_safe`].
    pub safe: Option<bool>,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
}

impl Http {
    /// Whether repeating a call does no harm, so that a call whose answer was lost may be repeated. The spec decides;
    /// by default it is true for `GET` only.
    pub fn is_safe(&self) -> bool {
        self.safe.unwrap_or(self.method == Method::Get)
    }
}

/// A rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number of requests.
    pub requests: u32,
    /// The period.
    pub per: Per,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.requests, self.per)
    }
}

/// How a result is paged, with the names of the fields involved.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The style.
    pub style: PageStyle,
    /// The list in the response, as a dotted path.
    pub items: String,
    /// The request field for the start of a page: `offset` or `page_token`.
    pub start: String,
    /// The request field for the size of a page: `limit` or `page_size`.
    pub size: String,
    /// Token style: the response field with the token of the next page.
    pub next: String,
    /// Token style: the response field that says whether there is a next page, as a bool or a number. If the response
    /// has no such field, the last page is the one without a token.
    pub more: String,
}

impl Page {
    /// Creates a description with the usual names of the style.
    pub fn new(style: PageStyle, items: impl Into<String>) -> Self {
        let (start, size) = match style {
            PageStyle::Offset => ("offset", "limit"),
            PageStyle::Token => ("page_token", "page_size"),
        };
        Page {
            style,
            items: items.into(),
            start: start.to_owned(),
            size: size.to_owned(),
            next: "page_token".to_owned(),
            more: "has_more".to_owned(),
        }
    }
}

/// One field of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire.
    pub name: String,
    /// The name in Rust, if the spec sets one.
    pub rust: Option<String>,
    /// The type. A shared type is represented by `object`, `string` or `int`.
    pub ty: Type,
    /// The name of the shared type of the value, or of the innermost items of its lists and maps.
    pub shared: Option<String>,
    /// Whether it is required.
    pub required: bool,
    /// What it means, in our own words (Markdown).
    pub doc: String,
    /// What the value represents.
    pub format: Option<Format>,
    /// The page's example value.
    pub example: Option<Value>,
    /// The value that the platform uses if it is missing.
    pub default: Option<Value>,
    /// Whether the page discourages its use.
    pub deprecated: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The rules. Rules for scalars apply to the innermost items of a list or map.
    pub rules: Rules,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
    /// The fields of the object, or of the objects in the list or map. For a shared type: empty, or all fields of the
    /// type if this use refines some of them.
    pub fields: Vec<Field>,
    /// In a shared type: the rules that apply in requests only.
    pub request: Option<Box<Field>>,
    /// In a shared type: whether the field is response-only.
    pub response_only: bool,
}

impl Field {
    /// The maximum nesting of objects: much deeper than on any page, and much less than what would overflow the stack
    /// of recursive code.
    pub const MAX_DEPTH: usize = 32;

    /// Creates a field without rules.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Field {
            name: name.into(),
            rust: None,
            ty,
            shared: None,
            required: false,
            doc: String::new(),
            format: None,
            example: None,
            default: None,
            deprecated: false,
            secret: false,
            rules: Rules::default(),
            assumed: BTreeSet::new(),
            fields: Vec::new(),
            request: None,
            response_only: false,
        }
    }

    /// The name of its shared type, unless this use refines the fields of the type.
    pub fn unrefined(&self) -> Option<&str> {
        self.shared.as_deref().filter(|_| self.fields.is_empty())
    }

    /// The type as a spec file writes it: `list<Text>`.
    pub fn type_text(&self) -> String {
        match &self.shared {
            Some(name) => self.ty.with_innermost(name),
            None => self.ty.to_string(),
        }
    }

    /// Whether its enum excludes all other values, which is the case in requests unless the page says otherwise. A
    /// response may contain values that the platform has not documented yet.
    pub fn is_closed(&self, section: Section) -> bool {
        !self.rules.values.is_empty() && section != Section::Response && !self.rules.open
    }

    /// The type of the JSON in the strings of the field.
    pub fn carried(&self) -> Option<&Type> {
        self.ty.carried()
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `string`
    String,
    /// `int`: within `i64`.
    Int,
    /// `float`
    Float,
    /// `bool`
    Bool,
    /// `binary`: a file.
    Binary,
    /// `object`: with the described fields, or with any fields if none are described.
    Object,
    /// `json`: any value.
    Json,
    /// `list<T>`
    List(Box<Type>),
    /// `map<T>`: any keys.
    Map(Box<Type>),
    /// `string<T>`: a string that contains a JSON document.
    JsonText(Box<Type>),
}

impl Type {
    /// The maximum nesting of lists and maps.
    pub const MAX_DEPTH: usize = 16;

    /// The words of the scalar types, `object` and `json`.
    pub const WORDS: &'static [(&'static str, Type)] = &[
        ("string", Type::String),
        ("int", Type::Int),
        ("float", Type::Float),
        ("bool", Type::Bool),
        ("binary", Type::Binary),
        ("object", Type::Object),
        ("json", Type::Json),
    ];

    /// Parses `string`, `list<map<int>>` and so on, up to a depth that no page reaches.
    pub fn parse(text: &str) -> Option<Type> {
        if text.matches('<').count() > Type::MAX_DEPTH {
            return None;
        }
        let text = text.trim();
        if let Some((_, ty)) = Type::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(ty.clone());
        }
        let (outer, inner) = text.strip_suffix('>')?.split_once('<')?;
        let inner = Box::new(Type::parse(inner)?);
        match outer.trim() {
            "list" => Some(Type::List(inner)),
            "map" => Some(Type::Map(inner)),
            "string" => Some(Type::JsonText(inner)),
            _ => None,
        }
    }

    /// The type within all lists, maps and strings that contain JSON.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::JsonText(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// The text of the type, with a name for what is within all lists, maps and strings that contain JSON.
    fn with_innermost(&self, name: &str) -> String {
        match self {
            Type::List(inner) => format!("list<{}>", inner.with_innermost(name)),
            Type::Map(inner) => format!("map<{}>", inner.with_innermost(name)),
            Type::JsonText(inner) => format!("string<{}>", inner.with_innermost(name)),
            _ => name.to_owned(),
        }
    }

    /// The type of the JSON in the strings of this type.
    pub fn carried(&self) -> Option<&Type> {
        match self {
            Type::List(inner) | Type::Map(inner) => inner.carried(),
            Type::JsonText(inner) => Some(inner),
            _ => None,
        }
    }

    /// The suffix of a field's path that leads from a value of this type to its innermost items: `[]` for each list,
    /// `{}` for each map, `<>` for each string that contains JSON.
    pub fn suffix(&self) -> String {
        match self {
            Type::List(inner) => format!("[]{}", inner.suffix()),
            Type::Map(inner) => format!("{{}}{}", inner.suffix()),
            Type::JsonText(inner) => format!("<>{}", inner.suffix()),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::List(inner) => write!(f, "list<{inner}>"),
            Type::Map(inner) => write!(f, "map<{inner}>"),
            Type::JsonText(inner) => write!(f, "string<{inner}>"),
            ty => {
                let word = Type::WORDS.iter().find(|(_, known)| known == ty);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
}

/// The rules of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The minimum value.
    pub min: Option<Number>,
    /// The maximum value.
    pub max: Option<Number>,
    /// The minimum number of characters.
    pub min_len: Option<u64>,
    /// The maximum number of characters.
    pub max_len: Option<u64>,
    /// The minimum number of items.
    pub min_items: Option<u64>,
    /// The maximum number of items.
    pub max_items: Option<u64>,
    /// A regular expression that must match somewhere in the string.
    pub pattern: Option<Pattern>,
    /// The only valid value.
    pub fixed: Option<Value>,
    /// The values that are valid (in a request) or known (in a response).
    pub values: Vec<EnumValue>,
    /// Whether a request may have values that are not listed.
    pub open: bool,
    /// Whether the listed values are bits: any sum of them is a valid value.
    pub bits: bool,
    /// The label of a group of sibling fields, of which at least one is required.
    pub any_of: Option<String>,
    /// The cases in which the field is required; any one is enough.
    pub required_when: Vec<Case>,
}

/// A case in which a field is required: all of its conditions hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Sibling fields and the test for each.
    pub all: Vec<(String, Test)>,
}

/// The test of a field in a [`Case`]. A missing field has no value, whatever its default is.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The field has one of these values.
    Is(Vec<Value>),
    /// The field is present and has none of these values.
    Not(Vec<Value>),
    /// The field is present, or it is missing.
    Present(bool),
}

/// A requirement that at least one of these fields of one object is present, perhaps only in some cases. It combines
/// [`Rules::any_of`] and [`Rules::required_when`] of its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Need<'f> {
    /// The fields, of which one is enough.
    pub any_of: Vec<&'f Field>,
    /// The cases; empty for always.
    pub when: &'f [Case],
}

impl<'f> Need<'f> {
    /// The needs of sibling fields, in page order.
    pub fn all(fields: &'f [Field]) -> Vec<Need<'f>> {
        let mut needs: Vec<Need<'f>> = Vec::new();
        let mut labels: Vec<&str> = Vec::new();
        for field in fields {
            if let Some(label) = field
                .rules
                .any_of
                .as_deref()
                .filter(|l| !labels.contains(l))
            {
                labels.push(label);
                let group = |other: &&Field| other.rules.any_of.as_deref() == Some(label);
                needs.push(Need {
                    any_of: fields.iter().filter(group).collect(),
                    when: &[],
                });
            }
            if !field.rules.required_when.is_empty() {
                needs.push(Need {
                    any_of: vec![field],
                    when: &field.rules.required_when,
                });
            }
        }
        needs
    }
}

/// A bound as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
}

impl Number {
    /// The bound as a float.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// Compares two bounds exactly. An integer and a float are not compared as two floats: beyond 2^53 a float cannot
    /// represent every integer.
    pub fn compare(self, other: Number) -> Ordering {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.cmp(&b),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Number::Int(a), Number::Float(b)) => compare_mixed(a, b),
            (Number::Float(a), Number::Int(b)) => compare_mixed(b, a).reverse(),
        }
    }

    /// The bound as an integer, if it was written as one.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(value) => Some(value),
            Number::Float(_) => None,
        }
    }
}

fn compare_mixed(int: i64, float: f64) -> Ordering {
    // Truncated to an integer, which fits into `i128` unless it is far beyond any `i64`.
    let whole = float as i128;
    let by_whole = i128::from(int).cmp(&whole);
    by_whole.then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal))
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => value.fmt(f),
            Number::Float(value) => value.fmt(f),
        }
    }
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value on the wire: a string or an integer.
    pub value: Value,
    /// What it means.
    pub doc: String,
    /// The name of its variant, if the spec sets one.
    pub rust: Option<String>,
}

/// An error code that a page lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The body's `code`.
    pub code: i64,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The body's `msg`.
    pub msg: String,
    /// What to do about it, in our own words.
    pub doc: String,
    /// What it means for the next attempt; `None` leaves that to the client's own table and the status.
    pub means: Option<Meaning>,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
}

/// The page's example payloads, as complete bodies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// The request body.
    pub request: Option<Value>,
    /// The response body, with its envelope.
    pub response: Option<Value>,
}

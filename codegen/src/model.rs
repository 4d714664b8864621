//! The spec model: what a documentation page says of one endpoint. Every emitter reads this and
//! nothing else.

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

    /// The endpoint of this name.
    pub fn endpoint(&self, name: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|e| e.name == name)
    }

    /// Names like `name`, most alike first: for the error about a name that does not exist.
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
    /// A few words.
    pub title: String,
    /// What it does, in our own words (Markdown).
    pub doc: String,
    /// The page the facts come from.
    pub source: Option<String>,
    /// Further pages of the same call, whose facts stand in this file as well.
    pub also: Vec<String>,
    /// The page's own date.
    pub updated: Option<Date>,
    /// The hash of the text of its pages when they were last compared with this file.
    pub page_hash: Option<String>,
    /// The name of the endpoint that the platform recommends instead.
    pub replaced_by: Option<String>,
    /// How it is called.
    pub http: Http,
    /// How its result is paged.
    pub page: Option<Page>,
    /// Parameters in the URL's path.
    pub path: Vec<Field>,
    /// Parameters in the URL's query.
    pub query: Vec<Field>,
    /// Request headers, but for those that the client sets itself.
    pub header: Vec<Field>,
    /// Fields of the request body.
    pub body: Vec<Field>,
    /// Fields of the response, below `data` (see [`Envelope`]).
    pub response: Vec<Field>,
    /// Error codes that the page lists.
    pub errors: Vec<ErrorCode>,
    /// The page's example payloads.
    pub example: Example,
    /// The shared types that its fields can have: those of its folder and of the folders above.
    pub types: Arc<Types>,
}

impl Endpoint {
    /// The fields of the objects that a field of a section holds; see [`Types::fields`].
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

    /// The fields of a section, to change them.
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

    /// The section that a request payload is: the body; for an endpoint without one, the only section
    /// it has. `None` where several sections, or none, make up the request: a payload then is all
    /// parameters as one object.
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

    /// The fields along the dotted path of a parameter that says which page is wanted, in the query or the body;
    /// `None` where there is no such field.
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

    /// Whether the body is sent as `multipart/form-data`, because it carries a file.
    pub fn is_multipart(&self) -> bool {
        self.body.iter().any(|field| field.ty == Type::Binary)
    }

    /// Whether the answer is a file in place of JSON: its one field is `binary`.
    pub fn answers_file(&self) -> bool {
        matches!(self.response.as_slice(), [field] if field.ty == Type::Binary)
    }

    /// Whether `data` itself is a list, a map or a scalar: the response's one field has its name
    /// and is no object. It is then read, and checked, as a field beside `code`.
    pub fn data_is_value(&self) -> bool {
        self.http.envelope == Envelope::Data
            && matches!(self.response.as_slice(),
                [field] if field.name == self.http.envelope_keys.data && !matches!(field.ty, Type::Object | Type::Binary))
    }

    /// Whether the fields of the response stand beside `code` and `msg`.
    pub fn is_flat(&self) -> bool {
        self.http.envelope == Envelope::Flat || self.data_is_value()
    }

    /// Whether any field of the response is a secret, so that no piece of an answer may be shown.
    pub fn answers_secret(&self) -> bool {
        self.holds_secret(Section::Response)
    }

    /// Whether any field of a section is a secret.
    pub fn holds_secret(&self, section: Section) -> bool {
        let fields = self.section(section);
        self.types.any(fields, section, &mut |field| field.secret)
    }
}

/// The types that endpoints share, of one file: `docx/v1/types.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFile {
    /// The path of the file without extension: `docx/v1/types`. Also the path of its module.
    pub name: String,
    /// The types, each as a field of its name: an object, or a string or an int with listed values. Their fields are
    /// as they are written, with what holds in requests only beside what holds on both sides.
    pub types: Vec<Field>,
}

impl TypeFile {
    /// Whether its types are visible from a file of this name: one of its own folder, or of a folder below.
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

/// The shared types that are visible from a folder, by name: those of its own file and of the folders above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    by_name: BTreeMap<String, Arc<SharedType>>,
}

/// A type that endpoints share.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedType {
    /// The name of the file that describes it: `docx/v1/types`.
    pub file: String,
    /// As its file describes it.
    pub field: Field,
    /// As requests have it.
    pub request: Field,
    /// As responses have it.
    pub response: Field,
}

impl SharedType {
    /// As payloads of a section have it.
    pub fn on(&self, section: Section) -> &Field {
        match section {
            Section::Response => &self.response,
            _ => &self.request,
        }
    }
}

impl Types {
    /// The name of a file with types, in its folder.
    pub const FILE: &'static str = "types";

    /// The type of this name.
    pub fn get(&self, name: &str) -> Option<&SharedType> {
        self.by_name.get(name).map(|shared| &**shared)
    }

    /// All types with their names, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SharedType)> {
        let types = self.by_name.iter();
        types.map(|(name, shared)| (&**name, &**shared))
    }

    /// Adds a type, or replaces the one of its name.
    pub fn insert(&mut self, shared: SharedType) {
        let name = shared.field.name.clone();
        self.by_name.insert(name, Arc::new(shared));
    }

    /// Takes a type away.
    pub fn remove(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    /// The fields of the objects that a field of a section holds: its own, or those of its shared type. What walks down
    /// the fields of shared types has to end by itself: they may refer to themselves.
    pub fn fields<'t>(&'t self, field: &'t Field, section: Section) -> &'t [Field] {
        match &field.shared {
            Some(name) if field.fields.is_empty() => self
                .get(name)
                .map_or(&[], |shared| &shared.on(section).fields),
            _ => &field.fields,
        }
    }

    /// Gives a use of a shared type the fields of the type, to say more of them than the type does.
    pub fn refine(&self, field: &mut Field, section: Section) {
        if field.unrefined().is_some() {
            field.fields = self.fields(field, section).to_vec();
        }
    }

    /// Whether any of these fields, or of those inside of them, is so. Looks into each type once.
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

/// The keys of an endpoint's parameters where all of them stand in one object.
#[derive(Clone, Debug)]
pub struct ParameterKeys<'e> {
    /// The names on the wire that occur in more than one section.
    shared: BTreeSet<&'e str>,
}

impl ParameterKeys<'_> {
    /// The key of a parameter: its wire name, or its name in Rust where two sections share the wire name.
    pub fn of<'f>(&self, field: &'f Field) -> &'f str {
        match &field.rust {
            Some(rust) if self.shared.contains(&*field.name) => rust,
            _ => &field.name,
        }
    }
}

/// Where a parameter stands.
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
    /// All of them.
    pub const ALL: [Section; 5] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
        Section::Response,
    ];

    /// Those of a request.
    pub const REQUEST: [Section; 4] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
    ];

    /// Its name in a spec file.
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
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A word of a spec file that is one of a fixed list.
pub trait Keyword: Copy + Sized + 'static {
    /// All words with what they mean.
    const ALL: &'static [(&'static str, Self)];

    /// The meaning of a word.
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
        /// Made by a company for itself.
        Custom = "custom",
        /// Listed in the app directory.
        Store = "store",
    }
}

keyword! {
    /// Where the payload of a response stands.
    Envelope {
        /// Below `data`.
        Data = "data",
        /// Beside `code` and `msg`.
        Flat = "flat",
    }
}

/// What the parts of a response's envelope are called, and which of them a response may lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The integer that is 0 for success.
    pub code: String,
    /// The message.
    pub msg: String,
    /// The payload, with [`Envelope::Data`].
    pub data: String,
    /// Parts that a response may lack. A response without its code is a success.
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
    /// A part of an envelope that a response may lack.
    EnvelopePart {
        /// The code.
        Code = "code",
        /// The message.
        Msg = "msg",
    }
}

keyword! {
    /// What an error code means for the next try.
    Meaning {
        /// The call was refused before it was carried out: wait, then repeat it.
        Throttled = "throttled",
        /// The service cannot serve it now: wait, then repeat it if a repeat is safe.
        Busy = "busy",
        /// The same call fails again.
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
    /// How long it is, in seconds.
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
    /// How a list is cut into pages.
    PageStyle {
        /// `offset` and `limit`.
        Offset = "offset",
        /// `page_token` and `has_more`.
        Token = "token",
    }
}

keyword! {
    /// What a string or a number stands for. In strings it is checked as far as it is certain
    /// (see [`format`](crate::format)); an empty string always passes.
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
        /// A JSON document inside of a string.
        Json = "json",
        /// Bytes in Base64.
        Base64 = "base64",
    }
}

impl Format {
    /// In words, for readers of the docs of a field.
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

/// How an endpoint is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Http {
    /// The method.
    pub method: Method,
    /// The host.
    pub host: Host,
    /// The path, with `:name` for each path parameter.
    pub path: String,
    /// The tokens it accepts, any of which is enough; none for an endpoint without authentication. Their
    /// order means nothing: which one is sent follows from what the client was given.
    pub tokens: Vec<TokenKind>,
    /// The apps that may call it.
    pub apps: Vec<AppKind>,
    /// The scopes of which any one is enough.
    pub scopes: Vec<String>,
    /// The documented rate limit.
    pub rate: Option<Rate>,
    /// Where its payload stands.
    pub envelope: Envelope,
    /// What the parts around its payload are called.
    pub envelope_keys: EnvelopeKeys,
    /// Whether a repeated call does no harm, where the spec says so; see [`Http::is_safe`].
    pub safe: Option<bool>,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
}

impl Http {
    /// Whether a repeated call does no harm, so that one whose answer was lost may be repeated: what
    /// the spec says, or else whether the method is `GET`.
    pub fn is_safe(&self) -> bool {
        self.safe.unwrap_or(self.method == Method::Get)
    }
}

/// A rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many requests.
    pub requests: u32,
    /// In what time.
    pub per: Per,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.requests, self.per)
    }
}

/// How a result is paged. The names are those of the fields involved.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The style.
    pub style: PageStyle,
    /// The list in the response, as a dotted path.
    pub items: String,
    /// The request field that says where a page begins: `offset` or `page_token`.
    pub start: String,
    /// The request field that says how long a page may be: `limit` or `page_size`.
    pub size: String,
    /// Token style: the response field with the token of the next page.
    pub next: String,
    /// Token style: the response field that says whether there is a next page, as a bool or a number. Where
    /// the response has no such field, the last page is the one without a token.
    pub more: String,
}

impl Page {
    /// A description with the usual names of the style.
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
    /// The name in Rust where the spec sets one.
    pub rust: Option<String>,
    /// The type. Where a shared type stands in it, `object`, `string` or `int` stands here for that.
    pub ty: Type,
    /// The name of the shared type of its value, or of the innermost items of its lists and maps.
    pub shared: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in our own words (Markdown).
    pub doc: String,
    /// What its value stands for.
    pub format: Option<Format>,
    /// The page's example value.
    pub example: Option<Value>,
    /// What the platform takes when it is left out.
    pub default: Option<Value>,
    /// Whether the page advises against it.
    pub deprecated: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The rules. Those on scalars hold for the innermost items of a list or map.
    pub rules: Rules,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
    /// The fields of the object, or of the objects in the list or map. Of a shared type: none, or all of them where
    /// this use of it says more of some than the type does.
    pub fields: Vec<Field>,
    /// In a shared type: the rules that hold in requests only.
    pub request: Option<Box<Field>>,
    /// In a shared type: whether only responses have the field.
    pub response_only: bool,
}

impl Field {
    /// How deep objects may stand in each other: far deeper than on any page, and far less than what
    /// would exhaust the stack of whatever walks them.
    pub const MAX_DEPTH: usize = 32;

    /// A field without rules.
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

    /// The name of its shared type, where this use of the type says nothing of the type's fields.
    pub fn unrefined(&self) -> Option<&str> {
        self.shared.as_deref().filter(|_| self.fields.is_empty())
    }

    /// The type as a spec file has it: `list<Text>`.
    pub fn type_text(&self) -> String {
        match &self.shared {
            Some(name) => self.ty.with_innermost(name),
            None => self.ty.to_string(),
        }
    }

    /// Whether its enum admits no other value: in a request. The platform may answer values that it
    /// has not documented yet, and a page may say that it takes others than those it lists.
    pub fn is_closed(&self, section: Section) -> bool {
        !self.rules.values.is_empty() && section != Section::Response && !self.rules.open
    }

    /// What the string that is its value, or are the items of its lists and maps, carries.
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
    /// `object`: with the fields described, or with any if none are.
    Object,
    /// `json`: anything.
    Json,
    /// `list<T>`
    List(Box<Type>),
    /// `map<T>`: any keys.
    Map(Box<Type>),
    /// `string<T>`: a string that carries a JSON document.
    JsonText(Box<Type>),
}

impl Type {
    /// How deep lists and maps may stand in each other.
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

    /// Parses `string`, `list<map<int>>` and so on, up to a depth that no page comes near.
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

    /// The type inside of all lists, maps and strings that carry JSON.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::JsonText(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// The text of the type with a name in place of what is inside of all lists, maps and strings that carry JSON.
    fn with_innermost(&self, name: &str) -> String {
        match self {
            Type::List(inner) => format!("list<{}>", inner.with_innermost(name)),
            Type::Map(inner) => format!("map<{}>", inner.with_innermost(name)),
            Type::JsonText(inner) => format!("string<{}>", inner.with_innermost(name)),
            _ => name.to_owned(),
        }
    }

    /// What the string of this type, or in its lists and maps, carries.
    pub fn carried(&self) -> Option<&Type> {
        match self {
            Type::List(inner) | Type::Map(inner) => inner.carried(),
            Type::JsonText(inner) => Some(inner),
            _ => None,
        }
    }

    /// What leads from a value of this type to its innermost items in a field's path: `[]` for each
    /// list, `{}` for each map, `<>` for each string that carries JSON.
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
    /// The smallest value.
    pub min: Option<Number>,
    /// The largest value.
    pub max: Option<Number>,
    /// The fewest characters.
    pub min_len: Option<u64>,
    /// The most characters.
    pub max_len: Option<u64>,
    /// The fewest items.
    pub min_items: Option<u64>,
    /// The most items.
    pub max_items: Option<u64>,
    /// A regular expression that must match somewhere.
    pub pattern: Option<Pattern>,
    /// The only valid value.
    pub fixed: Option<Value>,
    /// The values that are valid (in a request) or known (in a response).
    pub values: Vec<EnumValue>,
    /// Whether a request may have other values than those listed.
    pub open: bool,
    /// Whether the listed values are bits: any sum of them is a value.
    pub bits: bool,
    /// The label that the field shares with those beside it of which at least one must be there.
    pub any_of: Option<String>,
    /// The cases in which the field must be there, of which any one is enough.
    pub required_when: Vec<Case>,
}

/// A case in which a field must be there: all of its conditions hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Fields beside it, and what is asked of each.
    pub all: Vec<(String, Test)>,
}

/// What a [`Case`] asks of a field. A field that is left out has no value, whatever its default is.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It has one of these values.
    Is(Vec<Value>),
    /// It is there, with none of these values.
    Not(Vec<Value>),
    /// It is there, or it is left out.
    Present(bool),
}

/// That of these fields of one object at least one must be there, perhaps only in some cases: what
/// [`Rules::any_of`] and [`Rules::required_when`] of its fields come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Need<'f> {
    /// The fields of which one is enough.
    pub any_of: Vec<&'f Field>,
    /// The cases; always where there are none.
    pub when: &'f [Case],
}

impl<'f> Need<'f> {
    /// Those of fields that stand beside each other, in page order.
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

/// A bound, as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Without a fraction.
    Int(i64),
    /// With one.
    Float(f64),
}

impl Number {
    /// As a float.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// Which of the two is greater. An integer and a float compare by their values, not as two floats:
    /// beyond 2^53 a float does not hold every integer.
    pub fn compare(self, other: Number) -> Ordering {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.cmp(&b),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Number::Int(a), Number::Float(b)) => compare_mixed(a, b),
            (Number::Float(a), Number::Int(b)) => compare_mixed(b, a).reverse(),
        }
    }

    /// As an integer, if it was written as one.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(value) => Some(value),
            Number::Float(_) => None,
        }
    }
}

fn compare_mixed(int: i64, float: f64) -> Ordering {
    // Cut down to an integer, which `i128` holds unless it is far beyond any `i64`.
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
    /// The name of its variant where the spec sets one.
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
    /// What it means for the next try; `None` leaves that to the client's own table and the status.
    pub means: Option<Meaning>,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
}

/// The page's example payloads: whole bodies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// The request body.
    pub request: Option<Value>,
    /// The response body, with its envelope.
    pub response: Option<Value>,
}

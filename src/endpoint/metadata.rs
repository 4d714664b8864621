//! What a page says about calling its endpoint, as `static` data.

use std::fmt;
use std::time::Duration;

use larkspec_shape::object::Table;
use larkspec_shape::{CheckError, Envelope, Field, Shape};

/// What a page says about calling its endpoint.
///
/// ```
/// use larkspec::{Endpoint, approval::v2::instance::list};
///
/// let facts = list::Request::METADATA;
/// assert_eq!(facts.name(), "approval/v2/instance/list");
/// assert_eq!(facts.scopes(), ["approval:approval:readonly"]);
/// assert_eq!(facts.updated().unwrap().to_string(), "2022-07-08");
/// ```
#[derive(Clone, Copy, Debug)]
// Fields are hidden, and generated code begins with `UNKNOWN`, so that a new kind of fact breaks no bindings that were
// generated earlier.
pub struct Metadata<'a> {
    #[doc(hidden)]
    pub name: &'a str,
    #[doc(hidden)]
    pub method: Method,
    #[doc(hidden)]
    pub host: Host,
    #[doc(hidden)]
    pub path: &'a str,
    #[doc(hidden)]
    pub tokens: &'static [TokenKind],
    #[doc(hidden)]
    pub scopes: &'static [&'static str],
    #[doc(hidden)]
    pub rate: Option<Rate>,
    #[doc(hidden)]
    pub safe: bool,
    #[doc(hidden)]
    pub flat: bool,
    #[doc(hidden)]
    pub envelope: EnvelopeKeys,
    #[doc(hidden)]
    pub paging: Option<PageKeys<'a>>,
    #[doc(hidden)]
    pub codes: &'static [CodeMeaning],
    #[doc(hidden)]
    pub multipart: bool,
    #[doc(hidden)]
    pub answers_file: bool,
    #[doc(hidden)]
    pub answers_secret: bool,
    #[doc(hidden)]
    pub page: Option<&'static str>,
    #[doc(hidden)]
    pub updated: Option<Date>,
    /// The tables of the request and of the response; `None` for a call without types. This is a function because a
    /// constant cannot refer to something that is computed later.
    #[doc(hidden)]
    pub tables: Option<fn() -> [&'static Table; 2]>,
}

impl Metadata<'_> {
    /// The endpoint's name, which is also the path of its module: `approval/v2/instance/list`.
    pub const fn name(&self) -> &str {
        self.name
    }

    /// The HTTP method.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Which of the region's two hosts serves the endpoint.
    pub const fn host(&self) -> Host {
        self.host
    }

    /// The path, with `:name` for each path parameter.
    pub const fn path(&self) -> &str {
        self.path
    }

    /// The kinds of token that the endpoint accepts; empty if it needs no authentication.
    pub const fn tokens(&self) -> &'static [TokenKind] {
        self.tokens
    }

    /// The scopes. Any one of them is enough.
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// The rate limit that the page states.
    pub const fn rate(&self) -> Option<Rate> {
        self.rate
    }

    /// Whether repeating a call does no harm.
    pub const fn is_safe(&self) -> bool {
        self.safe
    }

    /// The URL of the page that the facts come from.
    pub const fn page(&self) -> Option<&'static str> {
        self.page
    }

    /// The date of the page, as the page states it.
    pub const fn updated(&self) -> Option<Date> {
        self.updated
    }

    /// The error codes for which the page says whether to try again.
    pub const fn codes(&self) -> &'static [CodeMeaning] {
        self.codes
    }

    /// The shapes of the parameters, by section.
    pub fn request(&self) -> RequestShapes {
        let Some([request, _]) = self.request_and_response() else {
            return RequestShapes::NONE;
        };
        RequestShapes {
            path: request.section(Table::PATH),
            query: request.section(Table::QUERY),
            header: request.section(Table::HEADER),
            body: request.section(Table::BODY),
        }
    }

    /// The shape of the whole response body; `None` if the endpoint answers with a file.
    pub fn response(&self) -> Option<&'static Shape<'static>> {
        let [_, response] = self.request_and_response().filter(|_| !self.answers_file)?;
        Some(response.body(|data| self.envelope_shape(data)))
    }

    fn request_and_response(&self) -> Option<[&'static Table; 2]> {
        Some(self.tables?())
    }

    fn envelope_shape(&self, data: &'static Shape<'static>) -> Shape<'static> {
        let Shape::Object(fields) = data else {
            return *data;
        };
        let keys = &self.envelope;
        let envelope = match fields.fields {
            [] => Envelope::new(&[]),
            payload if self.flat => Envelope::new(payload).needs(fields.needs),
            _ => Envelope::new(vec![Field::required(keys.data, *data)].leak()),
        };
        let envelope = envelope.code(keys.code, keys.code_required);
        Shape::Envelope(envelope.msg(keys.msg, keys.msg_required))
    }

    /// The shape of a request payload: the body, or, without a body, the only section there is. If several sections
    /// or none make up the request, all parameters as one object.
    pub fn payload(&self) -> Option<&'static Shape<'static>> {
        let request = self.request();
        let mut sections = request.iter().map(|(_, shape)| shape);
        match (request.body, sections.next(), sections.next()) {
            (Some(body), ..) => Some(body),
            (None, Some(only), None) => Some(only),
            _ => Some(self.request_and_response()?[0].request()),
        }
    }

    /// The keys of the response's payload; `None` if the response is not described.
    pub(crate) fn answered(&self) -> Option<impl Iterator<Item = &'static str>> {
        let [_, response] = self.request_and_response()?;
        let fields = response.fields();
        Some(fields.iter().map(|(key, ..)| *key))
    }

    /// Checks a request payload: the body without path, query and headers, where there is one; see
    /// [`payload`](Metadata::payload). A whole request is checked by the `validate` of its type.
    ///
    /// # Errors
    ///
    /// Returns every violation, or the position where the bytes stop being valid JSON.
    pub fn validate_request(&self, json: &[u8]) -> Result<(), CheckError> {
        larkspec_shape::check(self.payload().unwrap_or(&Shape::Any), json)
    }

    /// Checks a response payload, that is, the whole body. A file always passes.
    ///
    /// # Errors
    ///
    /// Returns every violation, or the position where the bytes stop being valid JSON.
    pub fn validate_response(&self, json: &[u8]) -> Result<(), CheckError> {
        larkspec_shape::check(self.response().unwrap_or(&Shape::Any), json)
    }
}

impl Metadata<'_> {
    /// The facts of a call about which nothing is known. Generated code starts from these.
    #[doc(hidden)]
    pub const UNKNOWN: Self = Metadata {
        name: "",
        method: Method::Get,
        host: Host::Open,
        path: "",
        tokens: &[],
        scopes: &[],
        rate: None,
        safe: false,
        flat: false,
        envelope: EnvelopeKeys::USUAL,
        paging: None,
        codes: &[],
        multipart: false,
        answers_file: false,
        answers_secret: false,
        page: None,
        updated: None,
        tables: None,
    };
}

/// A rate limit: a number of requests per period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rate {
    /// The number of requests.
    pub requests: u32,
    /// The period.
    pub per: Duration,
}

impl Rate {
    #[doc(hidden)]
    pub const fn new(requests: u32, seconds: u32) -> Self {
        let per = Duration::from_secs(seconds as u64);
        Rate { requests, per }
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    #[doc(hidden)]
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Date { year, month, day }
    }
}

impl fmt::Display for Date {
    /// Formats the date as in ISO 8601: `2022-07-08`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The names of the parts of a response's envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnvelopeKeys {
    /// The integer that is 0 on success.
    pub code: &'static str,
    /// The message.
    pub msg: &'static str,
    /// The payload; `None` if it is next to the code.
    pub data: &'static str,
    /// Whether a success has a code. If not, a 2xx answer without a code and without an `error` is a success.
    pub code_required: bool,
    /// Whether every response has a message.
    pub msg_required: bool,
}

impl EnvelopeKeys {
    /// `code`, `msg` and `data`.
    pub const USUAL: EnvelopeKeys = EnvelopeKeys::new("code", "msg", "data", true, true);

    /// Sets the names of code, message and payload, whether a success has a code, and whether every response has a
    /// message.
    pub const fn new(
        code: &'static str,
        msg: &'static str,
        data: &'static str,
        code_required: bool,
        msg_required: bool,
    ) -> Self {
        EnvelopeKeys {
            code,
            msg,
            data,
            code_required,
            msg_required,
        }
    }
}

/// Where the parts of a page of a list are: JSON Pointers into the payload.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct PageKeys<'a> {
    /// The items.
    pub(crate) items: &'a str,
    /// Whether there is a next page; `None` if the response does not say.
    pub(crate) more: Option<&'a str>,
    /// The token of the next page; `None` if pages are requested by offset.
    pub(crate) next: Option<&'a str>,
}

impl<'a> PageKeys<'a> {
    #[doc(hidden)]
    pub const fn new(items: &'a str, more: Option<&'a str>, next: Option<&'a str>) -> Self {
        PageKeys { items, more, next }
    }
}

/// What an error code of an endpoint means for the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeMeaning {
    /// The code.
    pub code: i64,
    /// The HTTP status that comes with it; `None` for any.
    pub status: Option<u16>,
    /// What the code means.
    pub means: Meaning,
}

impl CodeMeaning {
    /// Creates a row of the table.
    pub const fn new(code: i64, status: Option<u16>, means: Meaning) -> Self {
        CodeMeaning {
            code,
            status,
            means,
        }
    }
}

/// What an error code means for the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The call was refused before it was carried out. The client waits, then repeats it.
    Throttled,
    /// The service cannot handle the call now. The client waits, then repeats it if that is safe.
    Busy,
    /// The same call would fail again.
    Final,
}

/// The shapes of a request's sections; `None` for a section without parameters.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RequestShapes {
    /// Parameters in the path.
    pub path: Option<&'static Shape<'static>>,
    /// Parameters in the query.
    pub query: Option<&'static Shape<'static>>,
    /// Header fields.
    pub header: Option<&'static Shape<'static>>,
    /// The body.
    pub body: Option<&'static Shape<'static>>,
}

impl RequestShapes {
    pub(crate) const NONE: Self = RequestShapes {
        path: None,
        query: None,
        header: None,
        body: None,
    };

    /// The sections that have parameters, with their shapes.
    pub fn iter(&self) -> impl Iterator<Item = (Section, &'static Shape<'static>)> {
        [
            (Section::Path, self.path),
            (Section::Query, self.query),
            (Section::Header, self.header),
            (Section::Body, self.body),
        ]
        .into_iter()
        .filter_map(|(section, shape)| Some((section, shape?)))
    }

    /// The section and key of each parameter, in the order of the fields of the request.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (Section, &'static str)> {
        self.iter().flat_map(|(section, shape)| {
            let fields = match shape {
                Shape::Object(object) => object.fields,
                _ => &[],
            };
            fields.iter().map(move |field| (section, field.name))
        })
    }
}

/// The place of a request parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// In the URL's path.
    Path,
    /// In the URL's query.
    Query,
    /// In a header.
    Header,
    /// In the body.
    Body,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which of a region's two hosts serves an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `www.feishu.cn`, `www.larksuite.com`
    Www,
    /// `open.feishu.cn`, `open.larksuite.com`
    Open,
}

/// A kind of access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `tenant_access_token`
    Tenant,
    /// `user_access_token`
    User,
    /// `app_access_token`
    App,
}

impl TokenKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Tenant => "tenant token",
            Self::User => "user token",
            Self::App => "app token",
        }
    }
}

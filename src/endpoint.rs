//! What generated code tells the runtime of an endpoint: metadata as `static` data, and how a
//! request is taken apart and a page turned.

use larkspec_shape::object::Object;
use larkspec_shape::{Invalid, Shape};
use serde::Serializer;

/// A request to one endpoint of the platform.
///
/// Generated for the `Request` of every endpoint; there is no reason to implement it by hand.
pub trait Endpoint: Object + Sized {
    /// What the endpoint answers: the payload below `data`, or beside `code` for a flat envelope.
    type Response: Response;

    /// What the endpoint's page says about calling it.
    const METADATA: &'static Metadata;

    /// Serializes the parameters of one section as an object, as they are sent. A file of an upload is
    /// an empty string there.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn serialize_section<S: Serializer>(
        &self,
        section: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        crate::check::serialize_section(self, Self::METADATA, section, serializer)
    }

    /// Checks all sections against the rules of the page.
    ///
    /// # Errors
    ///
    /// Every violation. Where the endpoint has parameters in more than one section, a pointer begins
    /// with the section's name: `/query/page_size`.
    fn validate(&self) -> Result<(), Invalid> {
        crate::check::validate(self, Self::METADATA)
    }
}

/// What an endpoint answers.
///
/// Generated for the `Response` of every endpoint; there is no reason to implement it by hand.
pub trait Response: Object + Sized {}

/// An endpoint whose result comes in pages.
///
/// Generated where the spec has a `[page]`.
pub trait Paged: Endpoint + Clone {
    /// What the pages list.
    type Item;

    /// Changes this request so that it asks for the page after the one that `response` answered.
    fn turn(&mut self, response: &Self::Response) -> Turn;

    /// The items of a page.
    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// What comes after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The request now asks for the next page.
    Next,
    /// There is no further page.
    End,
    /// The answer says that there is a next page, but not where it begins: its token is missing,
    /// or the same again. Going on would loop for ever; stopping would lose items.
    Lost,
}

/// What a page says about calling its endpoint.
#[derive(Debug)]
pub struct Metadata {
    /// The endpoint's name, which is also the path of its module: `approval/v2/instance/list`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// Which of the region's two hosts serves it.
    pub host: Host,
    /// The path, with `:name` for each path parameter.
    pub path: &'static str,
    /// The tokens it accepts; none for an endpoint without authentication.
    pub tokens: &'static [TokenKind],
    /// The scopes of which any one is enough.
    pub scopes: &'static [&'static str],
    /// The documented rate limit: requests, in seconds.
    pub rate: Option<(u32, u32)>,
    /// Whether a repeated call does no harm.
    pub safe: bool,
    /// Whether the payload stands beside `code` and `msg` in place of below `data`.
    pub flat: bool,
    /// What the parts of the response's envelope are called.
    pub envelope: EnvelopeKeys,
    /// The error codes of which the spec says what they mean for the next try.
    pub codes: &'static [CodeMeaning],
    /// Whether the body is sent as `multipart/form-data`.
    pub multipart: bool,
    /// Whether the answer is a file in place of JSON.
    pub answers_file: bool,
    /// Whether the answer carries a secret, so that no piece of it may be shown.
    pub answers_secret: bool,
    /// The page the facts come from.
    pub source: Option<&'static str>,
    /// The shapes of the parameters, a section each; `None` for a section without any.
    pub request: RequestShapes,
    /// The shape of the whole response body; `None` where a file is answered.
    pub response: Option<&'static Shape<'static>>,
}

/// What the parts of a response's envelope are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The integer that is 0 for success.
    pub code: &'static str,
    /// The message.
    pub msg: &'static str,
    /// The payload, unless it stands beside the code.
    pub data: &'static str,
    /// Whether a success has a code. If not, an answer with a status of 2xx, without a code and
    /// without an `error`, is a success.
    pub code_required: bool,
}

impl EnvelopeKeys {
    /// `code`, `msg` and `data`.
    pub const USUAL: EnvelopeKeys = EnvelopeKeys {
        code: "code",
        msg: "msg",
        data: "data",
        code_required: true,
    };
}

/// What an error code of an endpoint means for the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeMeaning {
    /// The code.
    pub code: i64,
    /// The HTTP status it comes under; `None` for any.
    pub status: Option<u16>,
    /// What it means.
    pub means: Meaning,
}

/// What an error code means for the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The call was refused before it was carried out. The client waits, then repeats it.
    Throttled,
    /// The service cannot serve it now. The client waits, then repeats it if a repeat is safe.
    Busy,
    /// The same call fails again.
    Final,
}

/// The shapes of a request, a section each.
#[derive(Debug)]
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

    /// The section and the key of each parameter, in the order of the fields of the request.
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

/// Where a parameter of a request stands.
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
    /// As it is sent.
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

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

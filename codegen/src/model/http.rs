//! How to call an endpoint: the call, the envelope of its response, its paging and its error codes.

use std::collections::BTreeSet;
use std::fmt;

use super::keyword::{
    AppKind, Envelope, EnvelopePart, Host, Meaning, Method, PageStyle, Per, TokenKind,
};

/// The names of the parts of a response's envelope, and which of them are optional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The integer that is 0 on success.
    pub code: String,
    /// The message.
    pub msg: String,
    /// The payload, with [`Envelope::Data`].
    pub data: String,
    /// The optional parts, each once, in the order of [`EnvelopePart`]. A response without its code is a success.
    pub optional: Vec<EnvelopePart>,
}

impl Default for EnvelopeKeys {
    fn default() -> Self {
        EnvelopeKeys {
            code: "code".to_owned(),
            msg: "msg".to_owned(),
            data: "data".to_owned(),
            optional: Vec::new(),
        }
    }
}

impl EnvelopeKeys {
    /// Whether every response has this part.
    pub fn requires(&self, part: EnvelopePart) -> bool {
        !self.optional.contains(&part)
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
    /// Whether its page no longer lists it.
    pub deprecated: bool,
    /// What it means for the next attempt; `None` leaves that to the client's own table and the status.
    pub means: Option<Meaning>,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
}

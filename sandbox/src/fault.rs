//! The faults that a plan can contain, and the endpoints that each applies to.

use std::fmt;

use larkspec_codegen::model::Endpoint;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_derive::Deserialize;
use serde_json::{Value, json};

use crate::route::{Role, Route};

/// Something that goes wrong with a call.
///
/// In a plan file, a fault is its name in kebab case, with parameters where the defaults do not fit: `fault =
/// "throttle"`, or `fault.throttle.status = 400`.
///
/// Several faults may apply to one call. Of those that replace the answer ([`Fault::Html`],
/// [`Fault::EchoAuthorization`], [`Fault::Redirect`], [`Fault::Throttle`], [`Fault::ThrottleWithoutReset`],
/// [`Fault::Quota`], [`Fault::InvalidToken`], [`Fault::ServerError`]), the first one in the plan wins, and the
/// request is not carried out. The others are combined as far as possible.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// The answer is delayed.
    Latency {
        /// The delay in milliseconds.
        ms: u64,
    },
    /// The connection is reset after the head of the request, which identifies the endpoint. The body is not read,
    /// and nothing is carried out.
    ResetBefore,
    /// The connection is reset instead of an answer, after the request was read and carried out.
    ResetAfter,
    /// The connection is closed before the whole body has been sent.
    TruncatedBody {
        /// How many bytes of it are sent; half of them by default.
        #[serde(default)]
        keep: Option<u64>,
    },
    /// `Content-Length` differs from the length of the body; the connection is closed after it.
    WrongLength {
        /// The difference; not 0.
        by: i64,
    },
    /// A body that ends in the middle of its JSON, with the right `Content-Length`.
    InvalidJson,
    /// An HTML page, as a gateway sends it, instead of JSON.
    Html {
        /// The HTTP status; 502 by default.
        #[serde(default = "default::bad_gateway")]
        status: u16,
    },
    /// The right body with another `Content-Type`.
    ContentType {
        /// The header's value; `text/plain` by default.
        #[serde(default = "default::text_plain")]
        value: String,
    },
    /// The right body, followed by white space.
    Oversize {
        /// The size of the white space in bytes, at most 1 GiB; 64 MiB by default.
        #[serde(default = "default::oversize")]
        bytes: u64,
    },
    /// The body is compressed, even if the client does not accept that.
    Gzip,
    /// The body comes in chunks, without a `Content-Length`.
    Chunked {
        /// The number of bytes per chunk; 16 by default.
        #[serde(default = "default::chunk")]
        size: u64,
    },
    /// A redirect to another host.
    Redirect {
        /// The HTTP status; 302 by default.
        #[serde(default = "default::found")]
        status: u16,
        /// The URL. The default is the path `/redirected` of this server with the host name `localhost`, which
        /// clients treat as a different host than `127.0.0.1`; [`crate::Call`] shows whether a client followed, and
        /// with a token.
        #[serde(default)]
        to: Option<String>,
    },
    /// 99991400 with the `x-ogw-ratelimit-*` headers.
    Throttle {
        /// The HTTP status: 429 by default; 400 on some old endpoints.
        #[serde(default = "default::too_many_requests")]
        status: u16,
        /// The value of `x-ogw-ratelimit-reset` in seconds; 1 by default.
        #[serde(default = "default::one")]
        reset: u64,
    },
    /// 99991400 without the headers.
    ThrottleWithoutReset {
        /// The HTTP status: 429 by default; 400 on some old endpoints.
        #[serde(default = "default::too_many_requests")]
        status: u16,
    },
    /// 99991403: the monthly quota is used up.
    Quota {
        /// The HTTP status; 400 by default.
        #[serde(default = "default::bad_request")]
        status: u16,
    },
    /// 99991663: the token is invalid.
    InvalidToken {
        /// The HTTP status; 400 by default; 200 and 401 are seen as well.
        #[serde(default = "default::bad_request")]
        status: u16,
        /// Whether all issued tokens are revoked, so that only a new one works; true by default. If not, the token
        /// endpoint keeps returning the rejected token.
        #[serde(default = "default::yes")]
        revoke: bool,
    },
    /// At the token endpoint: the token expires earlier than the answer says.
    EarlyExpiry {
        /// The real lifetime in seconds; 1 by default.
        #[serde(default = "default::one")]
        seconds: u64,
    },
    /// The server fails.
    ServerError {
        /// The HTTP status: 500 (with a JSON body), 502, 503 (the default) or 504.
        #[serde(default = "default::unavailable")]
        status: u16,
    },
    /// An error page that quotes the `Authorization` header of the request; a client must not pass it on.
    EchoAuthorization {
        /// The HTTP status; 500 by default.
        #[serde(default = "default::internal")]
        status: u16,
        /// Whether the answer is the platform's JSON, with the header in `msg`, instead of HTML.
        #[serde(default)]
        json: bool,
    },
    /// A page shorter than requested, although there are more items.
    ShortPage {
        /// The maximum number of items; at least 1.
        cap: u64,
    },
    /// The server's list contains some items twice in a row, and offsets count both.
    Duplicate {
        /// The interval of repeated items; 10 by default.
        #[serde(default = "default::ten")]
        every: u64,
    },
    /// `null` instead of an empty list.
    NullList,
    /// The list of a page is missing.
    MissingList,
    /// The list of a page has another name.
    RenamedList {
        /// The new name; `list` by default.
        #[serde(default = "default::list")]
        to: String,
    },
    /// Items of a page's list have another type.
    BrokenItems {
        /// The interval of these items; all items by default.
        #[serde(default = "default::one")]
        every: u64,
    },
    /// Every page of approval instances begins at offset 0, whatever was requested.
    IgnoredOffset,
    /// `data` is missing from the answer.
    MissingData,
    /// `data` is `null`.
    NullData,
    /// An unknown field in every object of the answer that the spec describes.
    ExtraFields,
    /// Approval instances are created before the page is cut.
    Insert {
        /// The number of instances; 1 by default.
        #[serde(default = "default::one")]
        count: u64,
        /// The time of their creation; now by default.
        #[serde(default)]
        at: InsertAt,
    },
    /// Approval instances are deleted before the page is cut.
    Delete {
        /// The number of instances; 1 by default.
        #[serde(default = "default::one")]
        count: u64,
        /// Which instances; those of earlier pages by default.
        #[serde(default)]
        from: DeleteFrom,
    },
    /// Approval instances come newest first.
    Descending,
    /// Approval instances created exactly at the end of the range are included.
    InclusiveEnd,
    /// Approval instances created exactly at the end of the range are excluded.
    ExclusiveEnd,
    /// The answer arrives in small pieces.
    Trickle {
        /// The number of bytes per piece; 1 by default.
        #[serde(default = "default::one")]
        bytes: u64,
        /// The milliseconds between pieces; 50 by default.
        #[serde(default = "default::fifty")]
        every_ms: u64,
        /// Whether the head is sent in pieces as well.
        #[serde(default)]
        head: bool,
    },
}

/// The creation time of an instance that [`Fault::Insert`] makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum InsertAt {
    /// The server's time.
    #[default]
    Now,
    /// The start of the requested range: before everything that has been listed so far.
    Start,
    /// Anywhere in the requested range.
    Range,
}

/// The instances that [`Fault::Delete`] chooses from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeleteFrom {
    /// Those before the requested page. The first page has none.
    #[default]
    Before,
    /// Those on the requested page and after it.
    After,
    /// Any in the requested range.
    Range,
}

impl Fault {
    /// The name in a plan file and in the log of calls.
    pub fn name(&self) -> &'static str {
        match self {
            Fault::Latency { .. } => "latency",
            Fault::ResetBefore => "reset-before",
            Fault::ResetAfter => "reset-after",
            Fault::TruncatedBody { .. } => "truncated-body",
            Fault::WrongLength { .. } => "wrong-length",
            Fault::InvalidJson => "invalid-json",
            Fault::Html { .. } => "html",
            Fault::ContentType { .. } => "content-type",
            Fault::Oversize { .. } => "oversize",
            Fault::Gzip => "gzip",
            Fault::Chunked { .. } => "chunked",
            Fault::Redirect { .. } => "redirect",
            Fault::Throttle { .. } => "throttle",
            Fault::ThrottleWithoutReset { .. } => "throttle-without-reset",
            Fault::Quota { .. } => "quota",
            Fault::InvalidToken { .. } => "invalid-token",
            Fault::EarlyExpiry { .. } => "early-expiry",
            Fault::ServerError { .. } => "server-error",
            Fault::EchoAuthorization { .. } => "echo-authorization",
            Fault::ShortPage { .. } => "short-page",
            Fault::Duplicate { .. } => "duplicate",
            Fault::NullList => "null-list",
            Fault::MissingList => "missing-list",
            Fault::RenamedList { .. } => "renamed-list",
            Fault::BrokenItems { .. } => "broken-items",
            Fault::IgnoredOffset => "ignored-offset",
            Fault::MissingData => "missing-data",
            Fault::NullData => "null-data",
            Fault::ExtraFields => "extra-fields",
            Fault::Insert { .. } => "insert",
            Fault::Delete { .. } => "delete",
            Fault::Descending => "descending",
            Fault::InclusiveEnd => "inclusive-end",
            Fault::ExclusiveEnd => "exclusive-end",
            Fault::Trickle { .. } => "trickle",
        }
    }

    /// Whether the fault can change a call of this endpoint. Other calls do not count for its rule.
    pub(crate) fn applies_to(&self, route: &Route) -> bool {
        // A spec is read only if it matters.
        let spec = |test: fn(&Endpoint) -> bool| route.spec.endpoint().is_ok_and(test);
        match self {
            Fault::EarlyExpiry { .. } => route.role == Role::Token,
            Fault::InvalidToken { .. } => spec(|endpoint| !endpoint.http.tokens.is_empty()),
            Fault::ShortPage { .. }
            | Fault::Duplicate { .. }
            | Fault::IgnoredOffset
            | Fault::Insert { .. }
            | Fault::Delete { .. }
            | Fault::Descending
            | Fault::InclusiveEnd
            | Fault::ExclusiveEnd => route.role == Role::Instances,
            Fault::NullList
            | Fault::MissingList
            | Fault::RenamedList { .. }
            | Fault::BrokenItems { .. } => spec(|endpoint| endpoint.page.is_some()),
            Fault::MissingData | Fault::NullData => {
                spec(|endpoint| !endpoint.is_flat() && !endpoint.answers_file())
            }
            Fault::ExtraFields => spec(|endpoint| !endpoint.answers_file()),
            _ => true,
        }
    }

    /// Checks the parameters.
    pub(crate) fn check(&self) -> Result<(), String> {
        let status = |status: u16| match status {
            200..=599 => Ok(()),
            _ => Err(format!(
                "`status` is {status}; it must be an HTTP status from 200 to 599"
            )),
        };
        let at_least_one = |key: &str, value: u64| match value {
            0 => Err(format!("`{key}` must be at least 1")),
            _ => Ok(()),
        };
        match self {
            Fault::Html { status: s }
            | Fault::Throttle { status: s, .. }
            | Fault::ThrottleWithoutReset { status: s }
            | Fault::Quota { status: s }
            | Fault::InvalidToken { status: s, .. }
            | Fault::EchoAuthorization { status: s, .. } => status(*s),
            Fault::ServerError { status: s } => match s {
                500..=599 => Ok(()),
                _ => Err(format!(
                    "`status` is {s}; a server error has a status from 500 to 599"
                )),
            },
            Fault::Redirect { status: s, to } => match (s, to) {
                (300..=399, Some(to)) if !is_header_value(to) => {
                    Err("`to` must be a URL in ASCII".to_owned())
                }
                (300..=399, _) => Ok(()),
                _ => Err(format!(
                    "`status` is {s}; a redirect has a status from 300 to 399"
                )),
            },
            Fault::WrongLength { by: 0 } => Err("`by` must not be 0".to_owned()),
            Fault::ContentType { value } if !is_header_value(value) => {
                Err("`value` must be printable ASCII".to_owned())
            }
            Fault::Oversize { bytes } if *bytes > 1 << 30 => Err(format!(
                "`bytes` is {bytes}; the maximum is {} (1 GiB)",
                1u64 << 30
            )),
            Fault::Oversize { bytes } => at_least_one("bytes", *bytes),
            Fault::Chunked { size } => at_least_one("size", *size),
            Fault::ShortPage { cap } => at_least_one("cap", *cap),
            Fault::Duplicate { every } | Fault::BrokenItems { every } => {
                at_least_one("every", *every)
            }
            Fault::Insert { count, .. } | Fault::Delete { count, .. } => match count {
                1..=100_000 => Ok(()),
                _ => Err(format!("`count` is {count}; it must be from 1 to 100000")),
            },
            Fault::Trickle { bytes, .. } => at_least_one("bytes", *bytes),
            _ => Ok(()),
        }
    }
}

fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FaultVisitor)
    }
}

/// Reads a fault as its name or as a table with one key. A derived `Deserialize` accepts only the name of variants
/// without fields, even if all fields have defaults.
struct FaultVisitor;

impl<'de> Visitor<'de> for FaultVisitor {
    type Value = Fault;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a fault, or a table of that one key with the fault's parameters")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Fault, E> {
        // A variant with fields needs a map, one without needs a unit. Trying the name alone distinguishes the two.
        let with = |parameters: Value| Fault::deserialize(json!({ name: parameters }));
        with(Value::Null)
            .or_else(|_| with(json!({})))
            .map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fault, A::Error> {
        if let Some(count @ (0 | 2..)) = map.size_hint() {
            let message = format!("a rule must have exactly one fault; this one has {count}");
            return Err(de::Error::custom(message));
        }
        let fault = Fault::deserialize(MapAccessDeserializer::new(map))?;
        fault.check().map_err(de::Error::custom)?;
        Ok(fault)
    }
}

mod default {
    //! The default values of parameters.

    pub(super) fn found() -> u16 {
        302
    }
    pub(super) fn bad_request() -> u16 {
        400
    }
    pub(super) fn too_many_requests() -> u16 {
        429
    }
    pub(super) fn internal() -> u16 {
        500
    }
    pub(super) fn bad_gateway() -> u16 {
        502
    }
    pub(super) fn unavailable() -> u16 {
        503
    }
    pub(super) fn one() -> u64 {
        1
    }
    pub(super) fn ten() -> u64 {
        10
    }
    pub(super) fn chunk() -> u64 {
        16
    }
    pub(super) fn fifty() -> u64 {
        50
    }
    pub(super) fn oversize() -> u64 {
        64 << 20
    }
    pub(super) fn yes() -> bool {
        true
    }
    pub(super) fn list() -> String {
        "list".to_owned()
    }
    pub(super) fn text_plain() -> String {
        "text/plain".to_owned()
    }
}

//! Encodes a request as HTTP: path and query, headers, body.

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request, Uri};
use larkspec_shape::object::Object;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::endpoint::metadata::Section;
use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::wire::check::{self, Sections};
use crate::wire::multipart::{self, scalar, scalar_or_json};
use crate::{Endpoint, Error, ErrorKind, Metadata, Method};

/// RFC 3986's unreserved characters stay as they are.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const JSON: &str = "application/json; charset=utf-8";

/// An encoded request.
pub(crate) struct Encoded {
    pub(crate) path_and_query: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

#[derive(Clone, Default)]
enum Body {
    #[default]
    None,
    Json(Sections),
    Multipart(multipart::Form),
}

impl Encoded {
    /// The body and its media type.
    pub(crate) fn body(&self) -> Option<(&[u8], &str)> {
        match &self.body {
            Body::None => None,
            Body::Json(sections) => Some((sections.get(Section::Body)?, JSON)),
            Body::Multipart(form) => Some((form.body(), form.content_type())),
        }
    }

    /// The complete HTTP request.
    pub(crate) fn to_http(
        &self,
        base_url: &str,
        metadata: &Metadata<'_>,
        authorization: Option<HeaderValue>,
    ) -> Result<Request<&[u8]>, &'static str> {
        let uri = Uri::try_from([base_url, &*self.path_and_query].concat())
            // The URL is not shown because a parameter in it may be a secret.
            .map_err(|_| "the URL would be too long or invalid")?;
        let body = self.body();
        let mut http = Request::new(body.map_or(&[][..], |(bytes, _)| bytes));
        *http.method_mut() = match metadata.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
            Method::Patch => http::Method::PATCH,
            Method::Delete => http::Method::DELETE,
        };
        *http.uri_mut() = uri;
        let headers = http.headers_mut();
        if let Some((_, content_type)) = body {
            let value = HeaderValue::from_str(content_type)
                .map_err(|_| "the media type of the body cannot be sent")?;
            headers.insert(CONTENT_TYPE, value);
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        Ok(http)
    }
}

/// Checks `request` and encodes it.
pub(crate) fn encode<E: Endpoint>(request: &E) -> Result<Encoded, Error> {
    let sections = check::checked(request, E::METADATA)?;
    Draft::new(E::METADATA, sections, request)
        .and_then(|draft| draft.encode(E::METADATA.path))
        .map_err(|why| invalid(why, E::METADATA.name))
}

/// The error of a request that cannot be put into HTTP.
pub(crate) fn invalid(why: impl Into<String>, endpoint: &str) -> Error {
    Inner::new(ErrorKind::InvalidRequest, why)
        .endpoint(endpoint)
        .into()
}

/// A request whose parts are still separate.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    path: Map<String, Value>,
    query: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

impl Draft {
    /// Splits the sections of a request into parts.
    pub(crate) fn new(
        metadata: &Metadata<'_>,
        sections: Sections,
        request: &dyn Object,
    ) -> Result<Self, String> {
        let mut draft = Draft {
            path: parameters(&sections, Section::Path)?,
            query: query(parameters(&sections, Section::Query)?),
            ..Draft::default()
        };
        for (name, value) in parameters(&sections, Section::Header)? {
            if let Some(value) = scalar_or_json(value) {
                draft.header(&name, &value)?;
            }
        }
        draft.body = match (sections.get(Section::Body), metadata.multipart) {
            (_, true) => {
                let fields = parameters(&sections, Section::Body)?;
                Body::Multipart(multipart::form(metadata, fields, request))
            }
            (Some(_), false) => Body::Json(sections),
            (None, false) => Body::None,
        };
        Ok(draft)
    }

    /// Sets a path parameter.
    pub(crate) fn path_parameter(&mut self, name: &str, value: String) {
        self.path.insert(name.to_owned(), value.into());
    }

    /// Adds a parameter to the query.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        push_query(&mut self.query, name, value);
    }

    /// Adds a query string as it is.
    pub(crate) fn raw_query(&mut self, query: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(query);
    }

    /// Removes a parameter from the query and returns its last value.
    pub(crate) fn take_query(&mut self, name: &str) -> Option<String> {
        let mut taken = None;
        let mut rest = Vec::new();
        for part in self.query.split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match *percent_decode_str(key).decode_utf8_lossy() == *name {
                true => taken = Some(percent_decode_str(value).decode_utf8_lossy().into_owned()),
                false => rest.push(part),
            }
        }
        self.query = rest.join("&");
        taken
    }

    /// Sets a header.
    pub(crate) fn header(&mut self, name: &str, value: &str) -> Result<(), String> {
        let (name, value) = header(name, value)?;
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        Ok(())
    }

    /// Sets the body.
    pub(crate) fn json(&mut self, json: Vec<u8>) {
        self.body = Body::Json(Sections::body(json));
    }

    /// The JSON object in the body; an empty one if there is no body, and `None` if the body is something else.
    pub(crate) fn json_object(&self) -> Option<Map<String, Value>> {
        match &self.body {
            Body::None => Some(Map::new()),
            Body::Json(sections) => serde_json::from_slice(sections.get(Section::Body)?).ok(),
            Body::Multipart(_) => None,
        }
    }

    /// The form in the body.
    pub(crate) fn form(&mut self) -> &mut multipart::Form {
        if !matches!(self.body, Body::Multipart(_)) {
            self.body = Body::Multipart(multipart::Form::new());
        }
        match &mut self.body {
            Body::Multipart(form) => form,
            Body::None | Body::Json(_) => unreachable!("it was replaced by a form above"),
        }
    }

    /// Combines the parts and fills in the parameters of the path.
    pub(crate) fn encode(self, template: &str) -> Result<Encoded, String> {
        let mut path_and_query = path(template, self.path)?;
        if !self.query.is_empty() {
            path_and_query.push('?');
            path_and_query.push_str(&self.query);
        }
        Ok(Encoded {
            path_and_query,
            headers: self.headers,
            body: match self.body {
                Body::Multipart(form) => Body::Multipart(form.end()),
                body => body,
            },
        })
    }
}

fn parameters(sections: &Sections, section: Section) -> Result<Map<String, Value>, String> {
    match sections.get(section) {
        None => Ok(Map::new()),
        Some(json) => serde_json::from_slice(json)
            .map_err(|_| format!("the {section:?} parameters are not a JSON object")),
    }
}

/// Fills the parameters into a path such as `/approval/v4/instances/:instance_id`.
fn path(template: &str, mut parameters: Map<String, Value>) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 32);
    for (i, segment) in template.split('/').enumerate() {
        if i > 0 {
            path.push('/');
        }
        let Some(name) = segment.strip_prefix(':') else {
            path.push_str(segment);
            continue;
        };
        let value = parameters.remove(name).and_then(scalar);
        match value.as_deref() {
            None => return Err(format!("the path parameter `{name}` is missing")),
            // Servers interpret these segments as path navigation, even if they are escaped.
            Some("" | "." | "..") => {
                return Err(format!(
                    "the path parameter `{name}` must not be empty, `.` or `..`: the URL would \
                     lead elsewhere"
                ));
            }
            Some(value) => path.extend(utf8_percent_encode(value, ESCAPED)),
        }
    }
    match parameters.keys().next() {
        Some(name) => Err(format!("the path `{template}` has no parameter `{name}`")),
        None => Ok(path),
    }
}

/// `a=1&b=x&b=y`: a list repeats its key, an object is written as JSON.
fn query(parameters: Map<String, Value>) -> String {
    let mut query = String::new();
    for (name, value) in parameters {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values.into_iter().filter_map(scalar_or_json) {
            push_query(&mut query, &name, &value);
        }
    }
    query
}

fn push_query(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, ESCAPED));
    query.push('=');
    query.extend(utf8_percent_encode(value, ESCAPED));
}

/// A header whose value `Debug` never shows.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    // The value is not shown because it may be a secret.
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is not a valid header name", one_line(name, 100)))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| format!("the header `{name}` has control characters, such as a line break"))?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// Like `header`, for a header that the caller names: it rejects those that the client sets itself.
pub(crate) fn own_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = header(name, value)?;
    let advice = match name.as_str() {
        "authorization" => "pass the token to `Client::with_token`",
        "user-agent" => "set it with `ClientBuilder::user_agent`",
        "content-type" | "content-length" | "transfer-encoding" | "content-encoding" => {
            "it is derived from the body"
        }
        "host" => "it is derived from the base URL",
        "proxy-authorization" => "put user and password into the proxy's URL",
        "accept-encoding" | "connection" | "expect" | "te" | "trailer" | "upgrade" => {
            "it belongs to the connection"
        }
        _ => return Ok((name, value)),
    };
    Err(format!(
        "the client sets the header `{name}` itself: {advice}"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_path_parameter_stays_one_segment() {
        let cases = [
            (json!("7C46-8"), Ok("/v4/instances/7C46-8/comments")),
            (json!(7), Ok("/v4/instances/7/comments")),
            (
                json!("a/b?c#d%2e e"),
                Ok("/v4/instances/a%2Fb%3Fc%23d%252e%20e/comments"),
            ),
            (json!("é:@"), Ok("/v4/instances/%C3%A9%3A%40/comments")),
            (json!("..."), Ok("/v4/instances/.../comments")),
            (json!(".."), Err("must not be")),
            (json!("."), Err("must not be")),
            (json!(""), Err("must not be")),
            (json!(null), Err("missing")),
            (json!(["a"]), Err("missing")),
        ];
        for (value, expected) in cases {
            let parameters = object(json!({"id": value}));
            match (path("/v4/instances/:id/comments", parameters), expected) {
                (Ok(path), Ok(expected)) => assert_eq!(path, expected),
                (Err(why), Err(part)) => assert!(why.contains(part), "{why}"),
                (result, _) => panic!("{value}: {result:?}"),
            }
        }
        assert_eq!(path("/a/b", Map::new()).as_deref(), Ok("/a/b"));
    }

    #[test]
    fn query_parameters_are_escaped_and_lists_repeat() {
        let cases = [
            (json!({}), ""),
            (json!({"a": null}), ""),
            (json!({"a": "x y&z=1+é"}), "a=x%20y%26z%3D1%2B%C3%A9"),
            (json!({"a": [1, "b", true]}), "a=1&a=b&a=true"),
            (json!({"a": {"k": [1]}}), "a=%7B%22k%22%3A%5B1%5D%7D"),
            (json!({"a": 1.5, "b": -3}), "a=1.5&b=-3"),
            (json!({"a": []}), ""),
        ];
        for (parameters, expected) in cases {
            assert_eq!(query(object(parameters)), expected);
        }
    }

    #[test]
    fn a_header_can_not_break_out() {
        assert!(header("X-Id", "a\r\nHost: evil").is_err());
        assert!(header("X Id", "a").is_err());
        let header = header("X-Id", "é7").unwrap();
        assert_eq!(header.1.as_bytes(), "é7".as_bytes());
        assert!(!format!("{header:?}").contains('7'));
    }

    #[test]
    fn the_client_sets_some_headers_itself() {
        for name in [
            "Authorization",
            "HOST",
            "content-length",
            "User-Agent",
            "Connection",
        ] {
            let why = own_header(name, "hunter2").unwrap_err();
            assert!(
                why.contains("the client sets") && !why.contains("hunter2"),
                "{why}"
            );
        }
        assert!(own_header("X-Gateway-Key", "hunter2").is_ok());
    }

    #[test]
    fn each_section_goes_where_it_belongs() {
        let encoded = encode(&fixture::mixed()).ok().unwrap();
        assert_eq!(encoded.path_and_query, "/v4/instances/7/notes?page_size=2");
        assert_eq!(encoded.headers[0].0, "x-trace");
        let (body, content_type) = encoded.body().unwrap();
        assert_eq!(body, br#"{"note":"n"}"#);
        assert_eq!(content_type, "application/json; charset=utf-8");
    }
}

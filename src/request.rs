//! A request as it goes over the wire: path and query, headers, body.

use std::borrow::Cow;

use larkspec_shape::object::Object;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use ureq::http::{HeaderName, HeaderValue};

use crate::check::{self, Sections};
use crate::error::Inner;
use crate::{Endpoint, Error, ErrorKind, Metadata, Section, multipart};

/// RFC 3986's unreserved characters stay as they are.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const JSON: &str = "application/json; charset=utf-8";

/// A request, checked and encoded.
pub(crate) struct Encoded {
    pub(crate) path_and_query: Cow<'static, str>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

enum Body {
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
}

/// Checks `request` and encodes it.
pub(crate) fn encode<E: Endpoint>(request: &E) -> Result<Encoded, Error> {
    let sections = check::checked(request, E::METADATA)?;
    assemble(E::METADATA, sections, request).map_err(|why| {
        Inner::new(ErrorKind::InvalidRequest, why)
            .endpoint(E::METADATA.name)
            .into()
    })
}

fn assemble(
    metadata: &'static Metadata,
    sections: Sections,
    request: &dyn Object,
) -> Result<Encoded, String> {
    let mut path_and_query = path(metadata.path, parameters(&sections, Section::Path)?)?;
    let query = query(parameters(&sections, Section::Query)?);
    if !query.is_empty() {
        path_and_query.to_mut().push('?');
        path_and_query.to_mut().push_str(&query);
    }
    let headers = headers(parameters(&sections, Section::Header)?)?;
    let body = match (sections.get(Section::Body), metadata.multipart) {
        (_, true) => Body::Multipart(multipart::encode(
            metadata,
            parameters(&sections, Section::Body)?,
            request,
        )),
        (Some(_), false) => Body::Json(sections),
        (None, false) => Body::None,
    };
    Ok(Encoded {
        path_and_query,
        headers,
        body,
    })
}

fn parameters(sections: &Sections, section: Section) -> Result<Map<String, Value>, String> {
    match sections.get(section) {
        None => Ok(Map::new()),
        Some(json) => serde_json::from_slice(json)
            .map_err(|_| format!("the {section:?} parameters are no JSON object")),
    }
}

/// Puts the parameters into `/approval/v4/instances/:instance_id`.
fn path(
    template: &'static str,
    mut parameters: Map<String, Value>,
) -> Result<Cow<'static, str>, String> {
    if !template.contains("/:") {
        return Ok(Cow::Borrowed(template));
    }
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
            // A server takes these for steps through the tree of paths, escaped or not.
            Some("" | "." | "..") => {
                return Err(format!(
                    "the path parameter `{name}` must not be empty, `.` or `..`: the URL would \
                     lead elsewhere"
                ));
            }
            Some(value) => path.extend(utf8_percent_encode(value, ESCAPED)),
        }
    }
    Ok(Cow::Owned(path))
}

/// `a=1&b=x&b=y`: a list repeats its key, an object goes as JSON.
fn query(parameters: Map<String, Value>) -> String {
    let mut query = String::new();
    let mut push = |name: &str, value: Value| {
        let value = scalar_or_json(value);
        if let Some(value) = value {
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ESCAPED));
            query.push('=');
            query.extend(utf8_percent_encode(&value, ESCAPED));
        }
    };
    for (name, value) in parameters {
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| push(&name, value)),
            value => push(&name, value),
        }
    }
    query
}

fn headers(parameters: Map<String, Value>) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
    let mut headers = Vec::with_capacity(parameters.len());
    for (name, value) in parameters {
        let Some(value) = scalar_or_json(value) else {
            continue;
        };
        // The value is not shown: it may be a secret.
        let header = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| format!("`{name}` is no name of a header"))?;
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            format!("the header `{name}` has control characters, such as a line break")
        })?;
        value.set_sensitive(true);
        headers.push((header, value));
    }
    Ok(headers)
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `None` for `null`.
pub(crate) fn scalar_or_json(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
        value => scalar(value),
    }
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
        assert!(matches!(
            path("/a/b", Map::new()),
            Ok(Cow::Borrowed("/a/b"))
        ));
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
        assert!(headers(object(json!({"X-Id": "a\r\nHost: evil"}))).is_err());
        assert!(headers(object(json!({"X Id": "a"}))).is_err());
        let headers = headers(object(json!({"X-Id": "é7"}))).unwrap();
        assert_eq!(headers[0].1.as_bytes(), "é7".as_bytes());
        assert!(!format!("{headers:?}").contains('7'));
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

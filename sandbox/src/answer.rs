//! An answer, and how it is sent: unchanged, or altered by faults.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use larkspec_codegen::model::{Endpoint, EnvelopeKeys, Field, Section, Type};
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::http::reason;
use crate::route::Violation;

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The answer before any fault of the connection.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(&'static str, String)>,
    content_type: String,
    pub(crate) body: Vec<u8>,
    /// The `code` in the body.
    pub(crate) code: Option<i64>,
}

impl Answer {
    fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Answer {
            status,
            headers: Vec::new(),
            content_type: content_type.to_owned(),
            body,
            code: None,
        }
    }

    /// Creates a JSON body with status 200 and this code.
    pub(crate) fn json(value: &Value, code: i64) -> Self {
        Answer {
            code: Some(code),
            ..Answer::new(200, JSON, value.to_string().into_bytes())
        }
    }

    /// Takes a serialized JSON body with code 0.
    pub(crate) fn success(body: Vec<u8>) -> Self {
        Answer {
            code: Some(0),
            ..Answer::new(200, JSON, body)
        }
    }

    /// Creates an error in the platform's format.
    pub(crate) fn error(status: u16, code: i64, msg: &str) -> Self {
        Answer::named_error(&EnvelopeKeys::default(), status, code, msg)
    }

    /// Creates an error in the endpoint's own envelope.
    pub(crate) fn named_error(keys: &EnvelopeKeys, status: u16, code: i64, msg: &str) -> Self {
        let body = json!({ &keys.code: code, &keys.msg: msg });
        Answer::json(&body, code).with_status(status)
    }

    /// Creates an error that names the invalid fields, as the platform's newer endpoints do.
    pub(crate) fn violations(
        status: u16,
        code: i64,
        msg: &str,
        log_id: &str,
        violations: &[Violation],
    ) -> Self {
        let violations: Vec<Value> = violations
            .iter()
            .map(|v| json!({ "field": v.pointer, "description": v.reason }))
            .collect();
        let error = json!({ "log_id": log_id, "field_violations": violations });
        let body = json!({ "code": code, "msg": msg, "error": error });
        Answer::json(&body, code).with_status(status)
    }

    pub(crate) fn text(status: u16, text: &str) -> Self {
        Answer::new(status, TEXT, text.as_bytes().to_vec())
    }

    /// Creates an HTML page as a gateway sends it.
    pub(crate) fn html(status: u16, detail: &str) -> Self {
        let title = match status {
            200 => "502 Bad Gateway".to_owned(),
            status => format!("{status} {}", reason(status)),
        };
        let page = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1>\
             </center>\r\n<hr>{detail}\r\n</body>\r\n</html>\r\n"
        );
        Answer::new(status, HTML, page.into_bytes())
    }

    pub(crate) fn raw(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Answer::new(status, content_type, body)
    }

    pub(crate) fn file(bytes: &[u8]) -> Self {
        Answer::new(200, "application/octet-stream", bytes.to_vec())
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// Applies faults to the body of a successful answer.
pub(crate) fn distort(answer: &mut Value, endpoint: &Endpoint, faults: &[Fault]) {
    let data = &endpoint.http.envelope_keys.data;
    for fault in faults {
        match fault {
            Fault::NullList => {
                let list = endpoint
                    .page
                    .as_ref()
                    .and_then(|page| items(answer, endpoint, &page.items));
                if let Some(list) = list.filter(|list| list.as_array().is_some_and(Vec::is_empty)) {
                    *list = Value::Null;
                }
            }
            Fault::MissingList => {
                take_list(answer, endpoint);
            }
            Fault::RenamedList { to } => {
                if let Some((list, parent)) = take_list(answer, endpoint) {
                    parent.insert(to.clone(), list);
                }
            }
            Fault::BrokenItems { every } => {
                let list = endpoint
                    .page
                    .as_ref()
                    .and_then(|page| items(answer, endpoint, &page.items));
                if let Some(Value::Array(list)) = list {
                    let broken = list.iter_mut().skip(size_of(*every) - 1);
                    broken.step_by(size_of(*every)).for_each(break_item);
                }
            }
            Fault::MissingData => {
                if let Some(envelope) = answer.as_object_mut() {
                    envelope.remove(data);
                }
            }
            Fault::NullData => {
                if let Some(envelope) = answer.as_object_mut() {
                    envelope.insert(data.clone(), Value::Null);
                }
            }
            Fault::ExtraFields => add_to_objects(answer, endpoint),
            _ => {}
        }
    }
}

/// Whether any of these faults changes the JSON of an answer.
pub(crate) fn is_distorted(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| {
        matches!(
            fault,
            Fault::NullList
                | Fault::MissingList
                | Fault::RenamedList { .. }
                | Fault::BrokenItems { .. }
                | Fault::MissingData
                | Fault::NullData
                | Fault::ExtraFields
        )
    })
}

/// The list of a page, by its dotted path below `data` or, in a flat answer, next to `code`.
pub(crate) fn items<'a>(
    answer: &'a mut Value,
    endpoint: &Endpoint,
    path: &str,
) -> Option<&'a mut Value> {
    let payload = match endpoint.is_flat() {
        true => Some(answer),
        false => answer.get_mut(&endpoint.http.envelope_keys.data),
    };
    path.split('.')
        .try_fold(payload?, |value, key| value.get_mut(key))
}

/// The object that has the value at a dotted path of the payload, and the value's key.
pub(crate) fn holder<'a, 'p>(
    answer: &'a mut Value,
    endpoint: &Endpoint,
    path: &'p str,
) -> Option<(&'a mut Map<String, Value>, &'p str)> {
    let (parent, key) = match path.rsplit_once('.') {
        Some((parent, key)) => (items(answer, endpoint, parent)?, key),
        None if endpoint.is_flat() => (answer, path),
        None => (answer.get_mut(&endpoint.http.envelope_keys.data)?, path),
    };
    Some((parent.as_object_mut()?, key))
}

/// Removes the list of a page from its object.
fn take_list<'a>(
    answer: &'a mut Value,
    endpoint: &Endpoint,
) -> Option<(Value, &'a mut Map<String, Value>)> {
    let (parent, key) = holder(answer, endpoint, &endpoint.page.as_ref()?.items)?;
    Some((parent.remove(key)?, parent))
}

/// Replaces an item by a value that is neither text, number nor object.
fn break_item(item: &mut Value) {
    let was = item.take();
    *item = json!([was]);
}

/// Adds an unknown field to every object that the spec describes. Maps are unchanged because all their keys are
/// known.
fn add_to_objects(answer: &mut Value, endpoint: &Endpoint) {
    let Some(envelope) = answer.as_object_mut() else {
        return;
    };
    if endpoint.is_flat() {
        add_to_object(envelope, endpoint, &endpoint.response);
        return;
    }
    if let Some(Value::Object(data)) = envelope.get_mut(&endpoint.http.envelope_keys.data) {
        add_to_object(data, endpoint, &endpoint.response);
    }
    add_to_object(envelope, endpoint, &[]);
}

fn add_to_object(object: &mut Map<String, Value>, endpoint: &Endpoint, fields: &[Field]) {
    for field in fields {
        if let Some(value) = object.get_mut(&field.name) {
            add_to_value(value, endpoint, &field.ty, field);
        }
    }
    object.insert(
        "unheard_of".to_owned(),
        json!({ "a": [1, "b", null], "c": 1e-9 }),
    );
}

fn add_to_value(value: &mut Value, endpoint: &Endpoint, ty: &Type, field: &Field) {
    match (value, ty) {
        (Value::Object(object), Type::Object) => {
            let fields = endpoint.fields(field, Section::Response);
            add_to_object(object, endpoint, fields);
        }
        (Value::Object(map), Type::Map(item)) => {
            map.values_mut()
                .for_each(|value| add_to_value(value, endpoint, item, field));
        }
        (Value::Array(list), Type::List(item)) => {
            list.iter_mut()
                .for_each(|value| add_to_value(value, endpoint, item, field));
        }
        (Value::String(text), Type::JsonText(carried)) => {
            if let Ok(mut document) = serde_json::from_str(text) {
                add_to_value(&mut document, endpoint, carried, field);
                *text = document.to_string();
            }
        }
        _ => {}
    }
}

/// An answer as bytes, and how to send them.
pub(crate) struct Message {
    pub(crate) head: Vec<u8>,
    pub(crate) body: Vec<u8>,
    /// The bytes per write, the milliseconds between writes, and whether the head is sent that way too.
    pub(crate) trickle: Option<(usize, u64, bool)>,
    /// Whether the connection stays open.
    pub(crate) keep_alive: bool,
}

impl Message {
    /// Frames an answer. The answer to a `HEAD` request has no body.
    pub(crate) fn new(
        mut answer: Answer,
        log_id: &str,
        faults: &[Fault],
        mut keep_alive: bool,
        is_head: bool,
    ) -> Self {
        let mut body = std::mem::take(&mut answer.body);
        let mut chunked = None;
        let mut trickle = None;
        let mut added = 0i64;
        let mut gzip = false;
        let mut kept = None;
        for fault in faults {
            match fault {
                Fault::InvalidJson => cut_json(&mut body),
                Fault::ContentType { value } => answer.content_type.clone_from(value),
                Fault::Oversize { bytes } => body.resize(body.len() + *bytes as usize, b' '),
                Fault::Gzip => gzip = true,
                Fault::Chunked { size } => chunked = Some(size_of(*size)),
                Fault::WrongLength { by } => added = *by,
                Fault::TruncatedBody { keep } => kept = Some(*keep),
                Fault::Trickle {
                    bytes,
                    every_ms,
                    head,
                } => {
                    trickle = Some((size_of(*bytes), *every_ms, *head));
                }
                _ => {}
            }
        }
        if gzip {
            body = compressed(&body);
            answer = answer.with_header("Content-Encoding", "gzip");
        }
        let length = i64::try_from(body.len())
            .unwrap_or(i64::MAX)
            .saturating_add(added)
            .max(0);
        if let Some(size) = chunked {
            body = in_chunks(&body, size);
        }
        keep_alive &= added == 0 || chunked.is_some();
        if let Some(keep) = kept {
            body.truncate(keep.map_or(body.len() / 2, size_of));
            keep_alive = false;
        }
        if is_head {
            body.clear();
        }
        let mut head = Vec::with_capacity(256 + body.len());
        let mut line = |name: &str, value: &str| {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value.as_bytes());
            head.extend_from_slice(b"\r\n");
        };
        line("Content-Type", &answer.content_type);
        line("X-Tt-Logid", log_id);
        match chunked {
            Some(_) => line("Transfer-Encoding", "chunked"),
            None => line("Content-Length", &length.to_string()),
        }
        for (name, value) in &answer.headers {
            line(name, value);
        }
        if !keep_alive {
            line("Connection", "close");
        }
        let status = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
        head.splice(0..0, status.into_bytes());
        head.extend_from_slice(b"\r\n");
        Message {
            head,
            body,
            trickle,
            keep_alive,
        }
    }
}

fn size_of(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// Truncates a JSON text so that the rest is invalid.
fn cut_json(body: &mut Vec<u8>) {
    let half = body.len() / 2;
    body.truncate(half.max(1));
    if serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() {
        body.insert(0, b'{');
    }
}

fn compressed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let written = encoder.write_all(body);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

fn in_chunks(body: &[u8], size: usize) -> Vec<u8> {
    let mut framed = Vec::with_capacity(body.len() * 2 + 5);
    for chunk in body.chunks(size) {
        framed.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        framed.extend_from_slice(chunk);
        framed.extend_from_slice(b"\r\n");
    }
    framed.extend_from_slice(b"0\r\n\r\n");
    framed
}

/// A body with code 0 and the payload within it or next to the code, as the endpoint requires.
pub(crate) fn enveloped(endpoint: &Endpoint, payload: Map<String, Value>) -> Value {
    let keys = &endpoint.http.envelope_keys;
    let mut body = Map::new();
    body.insert(keys.code.clone(), json!(0));
    body.insert(keys.msg.clone(), json!("success"));
    match endpoint.is_flat() {
        true => body.extend(payload),
        false => {
            body.insert(keys.data.clone(), Value::Object(payload));
        }
    }
    Value::Object(body)
}

//! The body of an upload: `multipart/form-data` (RFC 7578).

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use larkspec_shape::object::{Object, SlotRef};
use serde_json::{Map, Value};

use crate::{Bytes, Metadata};

/// A form, encoded part by part.
#[derive(Clone)]
pub(crate) struct Form {
    boundary: String,
    body: Vec<u8>,
    content_type: String,
}

impl Form {
    pub(crate) fn new() -> Self {
        let boundary = boundary();
        Form {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            boundary,
            body: Vec::new(),
        }
    }

    /// Adds a field: a string as it is, other values as JSON. `null` is omitted.
    pub(crate) fn field(&mut self, name: &str, value: Value) {
        if let Some(value) = scalar_or_json(value) {
            part(&mut self.body, &self.boundary, name, None, value.as_bytes());
        }
    }

    /// Adds a file.
    pub(crate) fn file(&mut self, name: &str, file: &Bytes) {
        self.body.reserve(file.len() + 512);
        part(
            &mut self.body,
            &self.boundary,
            name,
            Some(file),
            file.as_slice(),
        );
    }

    /// Ends the form.
    pub(crate) fn end(mut self) -> Self {
        let end = format!("--{}--\r\n", self.boundary);
        self.body.extend_from_slice(end.as_bytes());
        self
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn content_type(&self) -> &str {
        &self.content_type
    }
}

/// The file in a field.
fn file_of(value: SlotRef<'_>) -> Option<&Bytes> {
    match value {
        SlotRef::Scalar(scalar) => scalar.as_any().downcast_ref(),
        _ => None,
    }
}

/// The value as it appears in the JSON that is checked. For a file that is sent as a separate part, the check only
/// tests whether it is present.
pub(crate) fn without_file<'a>(metadata: &Metadata<'_>, value: SlotRef<'a>) -> SlotRef<'a> {
    static THERE: String = String::new();
    match file_of(value) {
        Some(_) if metadata.multipart => SlotRef::Text(&THERE),
        _ => value,
    }
}

/// The body of an upload without its end: the fields of `body`, then the files, as separate parts.
pub(crate) fn form(
    metadata: &Metadata<'_>,
    body: Map<String, Value>,
    request: &dyn Object,
) -> Form {
    let places: Vec<_> = metadata.request().parameters().collect();
    let mut fields = body;
    let mut form = Form::new();
    each_file(request, &mut |index, _| {
        if let Some((_, key)) = places.get(index) {
            fields.remove(*key);
        }
    });
    for (name, value) in fields {
        form.field(&name, value);
    }
    each_file(request, &mut |index, file| {
        if let Some((_, key)) = places.get(index) {
            form.file(key, file);
        }
    });
    form
}

/// Calls `with` for each file of a request, with the index of its field.
fn each_file(request: &dyn Object, with: &mut dyn FnMut(usize, &Bytes)) {
    request.values(&mut |_, values| {
        for (index, value) in values.iter().enumerate() {
            if let Some(file) = file_of(*value) {
                with(index, file);
            }
        }
    });
}

/// A string, number or bool as it is written in a URL, a header or a form.
pub(crate) fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text of a scalar, or the JSON of a list or object; `None` for `null`.
pub(crate) fn scalar_or_json(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
        value => scalar(value),
    }
}

fn part(body: &mut Vec<u8>, boundary: &str, name: &str, file: Option<&Bytes>, content: &[u8]) {
    let mut head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
        quoted(name)
    );
    if let Some(file) = file {
        head.push_str(&format!(
            "; filename=\"{}\"\r\nContent-Type: {}",
            quoted(file.name().unwrap_or(name)),
            media_type(file),
        ));
    }
    head.push_str("\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

/// Escapes a name as the WHATWG form encoding does, so that it cannot end its line or its quotes.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            c => quoted.push(c),
        }
    }
    quoted
}

fn media_type(file: &Bytes) -> &str {
    file.content_type()
        .filter(|text| !text.is_empty() && text.bytes().all(|b| (0x20..0x7f).contains(&b)))
        .unwrap_or("application/octet-stream")
}

/// A boundary that no content contains: 128 random bits.
fn boundary() -> String {
    // The standard library seeds every `RandomState` from the operating system's randomness.
    let random = || RandomState::new().build_hasher().finish();
    format!("larkspec-{:016x}{:016x}", random(), random())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn encodes_fields_and_files() {
        let fields = [
            ("name", json!("a\"b")),
            ("size", json!(2)),
            ("tags", json!(["x"])),
            ("left_out", json!(null)),
        ];
        let file = Bytes::from(vec![0x00, 0xff])
            .with_name("a\"\r\n.bin")
            .with_content_type("image/png");
        let plain = Bytes::from(&b"x"[..]).with_content_type("a\r\nb");
        let mut form = Form::new();
        for (name, value) in fields {
            form.field(name, value);
        }
        form.file("file", &file);
        form.file("other", &plain);
        let form = form.end();
        let boundary = form.content_type().split_once("boundary=").unwrap().1;
        let parts: Vec<Vec<u8>> = [
            &b"Content-Disposition: form-data; name=\"name\"\r\n\r\na\"b"[..],
            b"Content-Disposition: form-data; name=\"size\"\r\n\r\n2",
            b"Content-Disposition: form-data; name=\"tags\"\r\n\r\n[\"x\"]",
            b"Content-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0A.bin\"\r\n\
              Content-Type: image/png\r\n\r\n\x00\xff",
            b"Content-Disposition: form-data; name=\"other\"; filename=\"other\"\r\n\
              Content-Type: application/octet-stream\r\n\r\nx",
        ]
        .map(|part| [format!("--{boundary}\r\n").as_bytes(), part, b"\r\n"].concat())
        .to_vec();
        let expected = [parts.concat(), format!("--{boundary}--\r\n").into_bytes()].concat();
        assert_eq!(
            String::from_utf8_lossy(form.body()),
            String::from_utf8_lossy(&expected)
        );
    }

    #[test]
    fn every_form_has_its_own_boundary() {
        let form = || Form::new().end();
        assert_ne!(form().content_type(), form().content_type());
    }
}

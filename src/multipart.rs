//! The body of an upload: `multipart/form-data` (RFC 7578).

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use serde_json::{Map, Value};

use crate::Bytes;
use crate::request::scalar_or_json;

/// An encoded form.
pub(crate) struct Form {
    body: Vec<u8>,
    content_type: String,
}

impl Form {
    /// Encodes `fields`, strings as they are and everything else as JSON, and then `files`.
    pub(crate) fn encode(fields: &Map<String, Value>, files: &[(&'static str, &Bytes)]) -> Self {
        let boundary = boundary();
        let size: usize = files.iter().map(|(_, file)| file.len() + 512).sum();
        let mut body = Vec::with_capacity(size + 1024);
        for (name, value) in fields {
            // A file goes as a part of its own.
            if files.iter().any(|(file, _)| file == name) {
                continue;
            }
            if let Some(value) = scalar_or_json(value.clone()) {
                part(&mut body, &boundary, name, None, value.as_bytes());
            }
        }
        for (name, file) in files {
            part(&mut body, &boundary, name, Some(file), file.as_slice());
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Form {
            body,
            content_type: format!("multipart/form-data; boundary={boundary}"),
        }
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn content_type(&self) -> &str {
        &self.content_type
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

/// Escaped as the WHATWG's form encoding does, so that a name can not end its line or its quotes.
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

/// A line that no content holds: 128 random bits.
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
        let Value::Object(fields) = json!({
            "file": "AP8=", "name": "a\"b", "size": 2, "tags": ["x"], "left_out": null,
        }) else {
            unreachable!()
        };
        let file = Bytes::from(vec![0x00, 0xff])
            .with_name("a\"\r\n.bin")
            .with_content_type("image/png");
        let plain = Bytes::from(&b"x"[..]).with_content_type("a\r\nb");
        let form = Form::encode(&fields, &[("file", &file), ("other", &plain)]);
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
        let form = || Form::encode(&Map::new(), &[]);
        assert_ne!(form().content_type(), form().content_type());
    }
}

//! A JSON document that keeps scalars and keys as they are written: `1e2` is not `100`, and `"\u0061"` is not `"a"`.

use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A scalar, as written.
    Scalar(String),
    /// An array.
    Array(Vec<Document>),
    /// An object: keys as written, with their quotes.
    Object(Vec<(String, Document)>),
}

impl Document {
    /// The number of values, including itself.
    pub fn count(&self) -> usize {
        1 + match self {
            Document::Scalar(_) => 0,
            Document::Array(items) => items.iter().map(Document::count).sum(),
            Document::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// The value with this number, in document order.
    pub fn nth_mut(&mut self, n: usize) -> Option<&mut Document> {
        fn find<'d>(document: &'d mut Document, n: &mut usize) -> Option<&'d mut Document> {
            if *n == 0 {
                return Some(document);
            }
            *n -= 1;
            match document {
                Document::Scalar(_) => None,
                Document::Array(items) => items.iter_mut().find_map(|item| find(item, n)),
                Document::Object(members) => {
                    members.iter_mut().find_map(|(_, value)| find(value, n))
                }
            }
        }
        let mut n = n;
        find(self, &mut n)
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Document::Scalar(text) => f.write_str(text),
            Document::Array(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i > 0 { "," } else { "" })?;
                }
                f.write_str("]")
            }
            Document::Object(members) => {
                f.write_str("{")?;
                for (i, (key, value)) in members.iter().enumerate() {
                    write!(f, "{}{key}:{value}", if i > 0 { "," } else { "" })?;
                }
                f.write_str("}")
            }
        }
    }
}

/// Writes a string, with some of its characters as escapes if `escape` is set.
pub fn quote(text: &str, mut escape: impl FnMut(char) -> bool) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        if escape(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                quoted.push_str(&format!("\\u{unit:04x}"));
            }
            continue;
        }
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if (c as u32) < 0x20 => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

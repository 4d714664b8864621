//! A JSON document whose scalars and keys are kept as they are written: `1e2` is not `100`, and
//! `"\u0061"` is not `"a"`.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A scalar, as it is written.
    Scalar(String),
    /// An array.
    Array(Vec<Document>),
    /// An object: keys as they are written, with their quotes.
    Object(Vec<(String, Document)>),
}

impl Document {
    /// How many values it has, itself included.
    pub fn count(&self) -> usize {
        1 + match self {
            Document::Scalar(_) => 0,
            Document::Array(items) => items.iter().map(Document::count).sum(),
            Document::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// The value of this number, in the order of the text.
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

/// Writes a string, some of its characters as escapes where `escape` says so.
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

/// Whether a key is given twice somewhere in a JSON text. The engine checks both values, and a parser
/// that keeps the last one knows of no other.
pub fn has_duplicates(json: &str) -> bool {
    let mut found = false;
    let mut deserializer = serde_json::Deserializer::from_str(json);
    // What is no JSON has no keys.
    let _ = Twice(&mut found).deserialize(&mut deserializer);
    found
}

/// Reads a document, and sets the flag at a key that was given twice.
struct Twice<'f>(&'f mut bool);

impl<'de> DeserializeSeed<'de> for Twice<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Twice<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Twice(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = members.next_key::<String>()? {
            *self.0 |= !keys.insert(key);
            members.next_value_seed(Twice(self.0))?;
        }
        Ok(())
    }
}

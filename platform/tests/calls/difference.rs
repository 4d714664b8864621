//! How JSON that was decoded and encoded again differs from the original, and why.

use larkspec_codegen::model::{Endpoint, Field, Section, Type};
use serde_json::Value;

/// The head of the file that lists the differences.
pub const LEGEND: &str = "\
# Where the example response of a page differs after it was decoded and encoded again: reason, endpoint, place.
#
# unlisted  the example has a field that the table of its page does not list; decoding ignores it

";

/// A part that differs.
#[derive(Debug, PartialEq)]
pub struct Difference {
    /// Where, with `*` for the items of a list and the entries of a map.
    pub pointer: String,
    /// Whether the page does not list the field; there is no other good reason.
    pub is_unlisted: bool,
}

/// The differences between the payload of a response and the same payload after it was decoded and encoded. A place that
/// differs in several items of a list is listed once. `1` and `1.0` are the same number.
pub fn differences(endpoint: &Endpoint, original: &Value, encoded: &Value) -> Vec<Difference> {
    let mut comparison = Comparison {
        endpoint,
        found: Vec::new(),
    };
    comparison.objects("", &endpoint.response, original, encoded);
    comparison.found
}

struct Comparison<'e> {
    endpoint: &'e Endpoint,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn report(&mut self, pointer: &str, is_unlisted: bool) {
        let difference = Difference {
            pointer: pointer.to_owned(),
            is_unlisted,
        };
        if !self.found.contains(&difference) {
            self.found.push(difference);
        }
    }

    fn objects(&mut self, pointer: &str, fields: &[Field], original: &Value, encoded: &Value) {
        let (Some(original), Some(encoded)) = (original.as_object(), encoded.as_object()) else {
            return self.report(pointer, false);
        };
        for (key, value) in original {
            let pointer = format!("{pointer}/{key}");
            let field = fields.iter().find(|field| field.name == *key);
            match (field, encoded.get(key)) {
                (Some(field), Some(encoded)) => {
                    self.values(&pointer, field, &field.ty, value, encoded);
                }
                (field, _) => self.report(&pointer, field.is_none()),
            }
        }
        for key in encoded.keys().filter(|key| !original.contains_key(*key)) {
            self.report(&format!("{pointer}/{key}"), false);
        }
    }

    fn values(
        &mut self,
        pointer: &str,
        field: &Field,
        ty: &Type,
        original: &Value,
        encoded: &Value,
    ) {
        match (ty, original, encoded) {
            _ if original == encoded => {}
            (Type::Object, ..) => {
                let fields = self.endpoint.fields(field, Section::Response);
                self.objects(pointer, fields, original, encoded);
            }
            (Type::List(item), Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (a, b) in a.iter().zip(b) {
                    self.values(&format!("{pointer}/*"), field, item, a, b);
                }
            }
            (Type::Map(item), Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
                for (a, b) in a.values().zip(b.values()) {
                    self.values(&format!("{pointer}/*"), field, item, a, b);
                }
            }
            (Type::Float, Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
            _ => self.report(pointer, false),
        }
    }
}

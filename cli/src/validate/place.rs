//! The location of a violation in the spec rather than in a document.

use larkspec_shape::{Field, Rule, Shape, Violation};

/// The location of a violation in the spec: its pointer, with `*` for the index of an item and the key of a map, so
/// that the number of locations is bounded by the spec.
pub fn in_spec(shape: &Shape<'_>, violation: &Violation, out: &mut String) {
    let mut shape = Some(shape);
    for segment in violation.pointer().split('/').skip(1) {
        out.push('/');
        shape = match shape.map(Shape::resolved) {
            Some(Shape::List(list)) => {
                out.push('*');
                Some(list.items)
            }
            Some(Shape::Map(values)) => {
                out.push('*');
                Some(*values)
            }
            Some(Shape::Object(object)) => {
                out.push_str(segment);
                field(object.fields, segment)
            }
            Some(Shape::Envelope(envelope)) => {
                out.push_str(segment);
                field(envelope.payload, segment)
            }
            _ => {
                out.push_str(segment);
                None
            }
        };
    }
    match (violation.property(), violation.rule()) {
        // Documents can contain any number of these.
        (_, Rule::AdditionalProperties) => out.push_str("/?"),
        (Some(_), _) => {
            out.push_str(&violation.location()[violation.pointer().len()..]);
        }
        (None, _) => {}
    }
    if out.is_empty() {
        out.push_str("the payload");
    }
}

/// The shape of the field that a segment of a pointer leads to.
fn field<'s>(fields: &'s [Field<'s>], segment: &str) -> Option<&'s Shape<'s>> {
    let name = segment.replace("~1", "/").replace("~0", "~");
    fields
        .iter()
        .find(|field| field.name == name)
        .map(|field| &field.shape)
}

//! Model → [`Shape`]: as a value for tools that read the spec files, as tokens for generated code.

use bumpalo::Bump;
use larkspec_shape::{
    Bool, Envelope, Field as ShapeField, Float, Int, List, Object, Shape, Text, Values, Violation,
};
use serde_json::Value;

use crate::model::{Endpoint, EnvelopePart, Field, Section, Type};

/// What the parameters of one section of a request look like, as one object.
///
/// In a request an unknown key is refused: a misspelt optional field would silently do nothing.
pub fn section<'a>(bump: &'a Bump, endpoint: &'a Endpoint, section: Section) -> Shape<'a> {
    let shape = object(bump, endpoint.section(section), section);
    match shape {
        // An object of which nothing is described takes any key; a section takes none then.
        Shape::Map(_) => Shape::Object(Object::closed(&[])),
        shape => shape,
    }
}

/// What a request payload looks like: the body, or, where the endpoint has none, its parameters (see
/// [`Endpoint::payload_section`]).
pub fn request<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Shape<'a> {
    if let Some(payload) = endpoint.payload_section() {
        return section(bump, endpoint, payload);
    }
    let parameters: Vec<ShapeField<'a>> = endpoint
        .parameters()
        .map(|(section, field)| {
            let key = endpoint.parameter_key(field);
            shape_field(bump, key, field, section)
        })
        .collect();
    Shape::Object(Object::closed(bump.alloc_slice_copy(&parameters)))
}

/// What the request body looks like, as sent.
pub fn body<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Shape<'a> {
    section(bump, endpoint, Section::Body)
}

/// What the response body looks like, with its envelope; `None` where the answer is a file.
pub fn response<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Option<Shape<'a>> {
    if endpoint.answers_file() {
        return None;
    }
    let keys = &endpoint.http.envelope_keys;
    let fields = match () {
        () if endpoint.is_flat() => fields(bump, &endpoint.response, Section::Response),
        () if endpoint.response.is_empty() => &[][..],
        () => {
            let data = object(bump, &endpoint.response, Section::Response);
            bump.alloc_slice_copy(&[ShapeField::required(&keys.data, data)])
        }
    };
    let envelope = Envelope::new(fields)
        .code(&keys.code, keys.requires(EnvelopePart::Code))
        .msg(&keys.msg, keys.requires(EnvelopePart::Msg));
    Some(Shape::Envelope(envelope))
}

/// What the value of a field looks like.
pub fn field<'a>(bump: &'a Bump, field: &'a Field, section: Section) -> Shape<'a> {
    typed(bump, &field.ty, field, section, true)
}

/// All violations of `shape` by a value at hand.
pub fn violations(shape: &Shape<'_>, value: &Value) -> Vec<Violation> {
    match larkspec_shape::check(shape, value.to_string().as_bytes()) {
        Ok(()) => Vec::new(),
        Err(error) => error.violations().to_vec(),
    }
}

fn fields<'a>(bump: &'a Bump, described: &'a [Field], section: Section) -> &'a [ShapeField<'a>] {
    let fields: Vec<ShapeField<'a>> = described
        .iter()
        .map(|described| shape_field(bump, &described.name, described, section))
        .collect();
    bump.alloc_slice_copy(&fields)
}

fn shape_field<'a>(
    bump: &'a Bump,
    key: &'a str,
    described: &'a Field,
    section: Section,
) -> ShapeField<'a> {
    let shape = field(bump, described, section);
    match described.required {
        true => ShapeField::required(key, shape),
        false => ShapeField::optional(key, shape),
    }
}

fn object<'a>(bump: &'a Bump, described: &'a [Field], section: Section) -> Shape<'a> {
    if described.is_empty() {
        return Shape::Map(&Shape::Any);
    }
    let fields = fields(bump, described, section);
    Shape::Object(match section {
        Section::Response => Object::open(fields),
        _ => Object::closed(fields),
    })
}

fn typed<'a>(
    bump: &'a Bump,
    ty: &'a Type,
    field: &'a Field,
    section: Section,
    outermost: bool,
) -> Shape<'a> {
    let rules = &field.rules;
    match ty {
        Type::Json => Shape::Any,
        Type::Object => object(bump, &field.fields, section),
        Type::Binary => Shape::Text(Text::new()),
        Type::Map(inner) => Shape::Map(bump.alloc(typed(bump, inner, field, section, false))),
        Type::List(inner) => {
            let mut list = List::of(bump.alloc(typed(bump, inner, field, section, false)));
            if outermost {
                if let Some(min) = rules.min_items {
                    list = list.min_items(min);
                }
                if let Some(max) = rules.max_items {
                    list = list.max_items(max);
                }
            }
            Shape::List(list)
        }
        Type::Bool => Shape::Bool(match rules.fixed.as_ref().and_then(Value::as_bool) {
            Some(fixed) => Bool::new().fixed(fixed),
            None => Bool::new(),
        }),
        Type::Int => {
            let mut int = Int::new();
            if let Some(min) = rules.min.and_then(|min| min.as_i64()) {
                int = int.min(min);
            }
            if let Some(max) = rules.max.and_then(|max| max.as_i64()) {
                int = int.max(max);
            }
            if let Some(fixed) = rules.fixed.as_ref().and_then(Value::as_i64) {
                int = int.values(Values::Fixed(fixed));
            } else if field.is_closed(section) {
                let values = rules.values.iter().filter_map(|v| v.value.as_i64());
                let values: Vec<i64> = values.collect();
                int = int.values(Values::OneOf(bump.alloc_slice_copy(&values)));
            }
            Shape::Int(int)
        }
        Type::Float => {
            let mut float = Float::new();
            if let Some(min) = rules.min {
                float = float.min(min.as_f64());
            }
            if let Some(max) = rules.max {
                float = float.max(max.as_f64());
            }
            Shape::Float(float)
        }
        Type::String => {
            let mut text = Text::new();
            if let Some(min) = rules.min_len {
                text = text.min_len(min);
            }
            if let Some(max) = rules.max_len {
                text = text.max_len(max);
            }
            if let Some(pattern) = &rules.pattern {
                text = text.pattern(pattern);
            }
            if let Some(fixed) = rules.fixed.as_ref().and_then(Value::as_str) {
                text = text.values(Values::Fixed(fixed));
            } else if field.is_closed(section) {
                let values = rules.values.iter().filter_map(|v| v.value.as_str());
                let values: Vec<&str> = values.collect();
                text = text.values(Values::OneOf(bump.alloc_slice_copy(&values)));
            }
            if field.secret {
                text = text.secret();
            }
            Shape::Text(text)
        }
    }
}

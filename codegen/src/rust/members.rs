//! The fields of a struct to generate, each with its spec and its shape.

use larkspec_shape::{Field as ShapeField, Need, Object, Shape, object::text};

use crate::model::{Endpoint, Field, Section};
use crate::names;

/// A field of a struct.
pub(super) struct Member<'a> {
    /// The key in JSON.
    pub key: String,
    pub section: Section,
    pub field: &'a Field,
    /// The shape of its value, under its wire name.
    pub shape: ShapeField<'a>,
    /// In a shared type, its shape in requests, if requests have it.
    pub request: Option<ShapeField<'a>>,
}

/// The shape of an object.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    /// On the side of its endpoint; for a shared type, in responses.
    pub shape: Shape<'a>,
    /// For a shared type, in requests.
    pub request: Option<Shape<'a>>,
}

impl<'a> From<Shape<'a>> for Sides<'a> {
    fn from(shape: Shape<'a>) -> Self {
        Sides {
            shape,
            request: None,
        }
    }
}

/// The fields of a struct, and the needs among them, in the form of a table.
#[derive(Default)]
pub(super) struct Members<'a> {
    pub fields: Vec<Member<'a>>,
    pub needs: String,
}

impl<'a> Members<'a> {
    /// The fields of one object.
    pub fn of(fields: &'a [Field], section: Section, sides: Sides<'a>) -> Self {
        let mut members = Members::default();
        members.add(fields, section, sides, |field| field.name.clone());
        members
    }

    /// All parameters of an endpoint; `shape` returns the shape of a section.
    pub fn of_request(endpoint: &'a Endpoint, shape: impl Fn(Section) -> Shape<'a>) -> Self {
        let mut members = Members::default();
        let keys = endpoint.parameter_keys();
        for section in Section::REQUEST {
            let fields = endpoint.section(section);
            members.add(fields, section, shape(section).into(), |field| {
                keys.of(field).to_owned()
            });
        }
        members
    }

    fn add(
        &mut self,
        fields: &'a [Field],
        section: Section,
        sides: Sides<'a>,
        key: impl Fn(&Field) -> String,
    ) {
        // An object without described fields.
        let Shape::Object(object) = &sides.shape else {
            return;
        };
        let request = match &sides.request {
            Some(Shape::Object(object)) => Some(object),
            _ => None,
        };
        let first = self.fields.len();
        let members = fields.iter().zip(object.fields);
        self.fields.extend(members.map(|(field, shape)| Member {
            key: key(field),
            section,
            field,
            shape: *shape,
            request: request.and_then(|object| {
                let mut fields = object.fields.iter();
                fields.find(|field| field.name == shape.name).copied()
            }),
        }));
        let mut needs = needs_text(object, object.needs, first);
        if let Some(request) = request {
            let in_requests = needs_text(object, request.needs, first);
            if in_requests != needs {
                needs.extend(["|", &in_requests]);
            }
        }
        if !self.needs.is_empty() && !needs.is_empty() {
            self.needs.push_str("; ");
        }
        self.needs.push_str(&needs);
    }
}

/// The needs of an object whose first field has this index in the struct.
fn needs_text(object: &Object<'_>, needs: &[Need<'_>], first: usize) -> String {
    text::write_needs(needs, &|name| {
        let number = object.fields.iter().position(|field| field.name == name);
        // `check` has rejected needs of fields that do not exist.
        first + number.unwrap_or_default()
    })
}

impl<'a> Member<'a> {
    /// The shape of the object that is the value, or is within its lists, maps and strings.
    pub fn object(&self) -> Sides<'a> {
        Sides {
            shape: innermost(self.shape.shape),
            request: self.request.map(|request| innermost(request.shape)),
        }
    }

    /// Whether every value of the struct has it, so that it is not an `Option` in Rust.
    pub fn is_there(&self) -> bool {
        names::is_there(self.field)
    }
}

fn innermost(mut shape: Shape<'_>) -> Shape<'_> {
    loop {
        shape = match shape {
            Shape::List(list) => *list.items,
            Shape::Map(values) => *values,
            Shape::JsonText(carrier) => *carrier.json,
            shape => return shape,
        };
    }
}

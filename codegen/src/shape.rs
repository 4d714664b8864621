//! Converts the model to a [`Shape`].

use std::cell::RefCell;
use std::collections::BTreeMap;

use bumpalo::Bump;
use larkspec_shape::{
    Bool, Condition, Envelope, Field as ShapeField, Float, Int, JsonText, List, Need as ShapeNeed,
    Object, Shape, SharedCell, Test as ShapeTest, Text, Values, Violation,
};
use serde_json::Value;

use crate::format;
use crate::model::{Case, Endpoint, EnvelopePart, Field, Format, Need, Section, Test, Type, Types};

/// The parameters of one section of a request, as one object.
///
/// Unknown keys in a request are rejected because a misspelt optional field would silently have no effect.
pub fn section<'a>(bump: &'a Bump, endpoint: &'a Endpoint, section: Section) -> Shape<'a> {
    let shapes = Shapes::new(bump, &endpoint.types, section);
    let described = endpoint.section(section);
    let parameter = |field: &'a Field| shapes.parameter(&field.name, field, section);
    match shapes.object_of(described, parameter) {
        // An object without described fields accepts any key, but a section accepts none.
        Shape::Map(_) => Shape::Object(Object::closed(&[])),
        shape => shape,
    }
}

/// A request payload: the body or, if the endpoint has none, its parameters (see [`Endpoint::payload_section`]).
pub fn request<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Shape<'a> {
    if let Some(payload) = endpoint.payload_section() {
        return section(bump, endpoint, payload);
    }
    let shapes = Shapes::new(bump, &endpoint.types, Section::Body);
    let keys = &endpoint.parameter_keys();
    let parameters: Vec<ShapeField<'a>> = endpoint
        .parameters()
        .map(|(section, field)| shapes.parameter(keys.of(field), field, section))
        .collect();
    let needs: Vec<ShapeNeed<'a>> = Section::REQUEST
        .into_iter()
        .flat_map(|section| {
            let fields = endpoint.section(section);
            needs(bump, fields, |field| keys.of(field))
        })
        .collect();
    let object = Object::closed(bump.alloc_slice_copy(&parameters));
    Shape::Object(object.needs(bump.alloc_slice_copy(&needs)))
}

/// The request body as it is sent.
pub fn body<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Shape<'a> {
    section(bump, endpoint, Section::Body)
}

/// The response body with its envelope; `None` if the response is a file.
pub fn response<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Option<Shape<'a>> {
    if endpoint.answers_file() {
        return None;
    }
    let keys = &endpoint.http.envelope_keys;
    let shapes = Shapes::new(bump, &endpoint.types, Section::Response);
    let envelope = match () {
        () if endpoint.is_flat() => {
            let fields = shapes.fields(&endpoint.response);
            let needs: Vec<ShapeNeed<'a>> = needs(bump, &endpoint.response, |f| &f.name).collect();
            Envelope::new(fields).needs(bump.alloc_slice_copy(&needs))
        }
        () if endpoint.response.is_empty() => Envelope::new(&[]),
        () => {
            let data = shapes.object(&endpoint.response);
            Envelope::new(bump.alloc_slice_copy(&[ShapeField::required(&keys.data, data)]))
        }
    };
    let envelope = envelope
        .code(&keys.code, keys.requires(EnvelopePart::Code))
        .msg(&keys.msg, keys.requires(EnvelopePart::Msg));
    Some(Shape::Envelope(envelope))
}

/// The object of a shared type; `types` are those that it can refer to, including itself.
pub fn shared_type<'a>(
    bump: &'a Bump,
    types: &'a Types,
    name: &str,
    section: Section,
) -> Shape<'a> {
    let described = types
        .get(name)
        .map_or(&[][..], |shared| &shared.on(section).fields);
    Shapes::new(bump, types, section).object(described)
}

/// The value of a field; `types` are the shared types that it can refer to.
pub fn field<'a>(
    bump: &'a Bump,
    types: &'a Types,
    field: &'a Field,
    section: Section,
) -> Shape<'a> {
    Shapes::new(bump, types, section).value(field)
}

/// All violations of `shape` in a value.
pub fn violations(shape: &Shape<'_>, value: &Value) -> Vec<Violation> {
    match larkspec_shape::check(shape, value.to_string().as_bytes()) {
        Ok(()) => Vec::new(),
        Err(error) => error.violations().to_vec(),
    }
}

/// The shapes of one side, in an arena.
struct Shapes<'a> {
    bump: &'a Bump,
    types: &'a Types,
    section: Section,
    /// The shared types seen so far.
    shared: RefCell<BTreeMap<&'a str, &'a SharedCell<'a>>>,
}

impl<'a> Shapes<'a> {
    fn new(bump: &'a Bump, types: &'a Types, section: Section) -> Self {
        Shapes {
            bump,
            types,
            section,
            shared: RefCell::default(),
        }
    }

    fn fields(&self, described: &'a [Field]) -> &'a [ShapeField<'a>] {
        self.fields_of(described, |field| self.field(field))
    }

    fn fields_of(
        &self,
        described: &'a [Field],
        one: impl Fn(&'a Field) -> ShapeField<'a>,
    ) -> &'a [ShapeField<'a>] {
        let fields: Vec<ShapeField<'a>> = described.iter().map(one).collect();
        self.bump.alloc_slice_copy(&fields)
    }

    fn field(&self, described: &'a Field) -> ShapeField<'a> {
        keyed(&described.name, described, self.value(described))
    }

    /// A field of a section itself.
    fn parameter(&self, key: &'a str, described: &'a Field, section: Section) -> ShapeField<'a> {
        let shape = match (self.value(described), described.must_not_be_empty(section)) {
            (Shape::List(list), true) => {
                Shape::List(list.min_items(list.min_items.unwrap_or(0).max(1)))
            }
            (Shape::Text(text), true) => {
                Shape::Text(text.min_len(text.min_len.unwrap_or(0).max(1)))
            }
            (shape, _) => shape,
        };
        keyed(key, described, shape)
    }

    fn object(&self, described: &'a [Field]) -> Shape<'a> {
        self.object_of(described, |field| self.field(field))
    }

    fn object_of(
        &self,
        described: &'a [Field],
        one: impl Fn(&'a Field) -> ShapeField<'a>,
    ) -> Shape<'a> {
        if described.is_empty() {
            return Shape::Map(&Shape::Any);
        }
        let fields = self.fields_of(described, one);
        let needs: Vec<ShapeNeed<'a>> = needs(self.bump, described, |field| &field.name).collect();
        let object = match self.section {
            Section::Response => Object::open(fields),
            _ => Object::closed(fields),
        };
        Shape::Object(object.needs(self.bump.alloc_slice_copy(&needs)))
    }

    /// The object of a shared type: one for all uses that do not refine it. It may contain itself.
    fn shared(&self, name: &'a str, described: &'a [Field]) -> Shape<'a> {
        if let Some(known) = self.shared.borrow().get(name) {
            return Shape::Shared(*known);
        }
        let cell: &'a SharedCell<'a> = self.bump.alloc(SharedCell::new(name));
        self.shared.borrow_mut().insert(name, cell);
        cell.set(self.object(described));
        Shape::Shared(cell)
    }

    fn value(&self, field: &'a Field) -> Shape<'a> {
        self.typed(&field.ty, field, true)
    }

    fn typed(&self, ty: &'a Type, field: &'a Field, outermost: bool) -> Shape<'a> {
        let bump = self.bump;
        let rules = &field.rules;
        match ty {
            Type::Json => Shape::Any,
            Type::JsonText(inner) => {
                let json = bump.alloc(self.typed(inner, field, outermost));
                Shape::JsonText(JsonText::of(json).text(bump.alloc(lengths(field))))
            }
            Type::Object => match field.unrefined() {
                Some(name) => self.shared(name, self.types.fields(field, self.section)),
                None => self.object(&field.fields),
            },
            Type::Binary => Shape::Text(Text::new()),
            Type::Map(inner) => Shape::Map(bump.alloc(self.typed(inner, field, false))),
            Type::List(inner) => {
                let mut list = List::of(bump.alloc(self.typed(inner, field, false)));
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
                } else if field.is_closed(self.section) {
                    let values = rules.values.iter().filter_map(|v| v.value.as_i64());
                    let values: Vec<i64> = values.collect();
                    let values = bump.alloc_slice_copy(&values);
                    int = int.values(match rules.bits {
                        true => Values::SumOf(values),
                        false => Values::OneOf(values),
                    });
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
                let inside = field.carried().is_some();
                let mut text = if inside { Text::new() } else { lengths(field) };
                if let Some(pattern) = &rules.pattern {
                    text = text.pattern(pattern);
                }
                if let Some(format) = format::of_strings(field) {
                    text = text.format(format);
                }
                if let Some(fixed) = rules.fixed.as_ref().and_then(Value::as_str) {
                    text = text.values(Values::Fixed(fixed));
                } else if field.is_closed(self.section) {
                    let values = rules.values.iter().filter_map(|v| v.value.as_str());
                    let values: Vec<&str> = values.collect();
                    text = text.values(Values::OneOf(bump.alloc_slice_copy(&values)));
                }
                if field.secret {
                    text = text.secret();
                }
                match field.format {
                    Some(Format::Json) => {
                        Shape::JsonText(JsonText::of(&Shape::Any).text(bump.alloc(text)))
                    }
                    _ => Shape::Text(text),
                }
            }
        }
    }
}

fn keyed<'a>(key: &'a str, described: &Field, shape: Shape<'a>) -> ShapeField<'a> {
    match described.required {
        true => ShapeField::required(key, shape),
        false => ShapeField::optional(key, shape),
    }
}

/// Further fields that are required, depending on others; `key` returns the key of each.
fn needs<'a>(
    bump: &'a Bump,
    fields: &'a [Field],
    key: impl Fn(&'a Field) -> &'a str + Copy,
) -> impl Iterator<Item = ShapeNeed<'a>> {
    Need::all(fields).into_iter().map(move |need| {
        let names: Vec<&'a str> = need.any_of.iter().map(|field| key(field)).collect();
        let cases: Vec<&'a [Condition<'a>]> = need
            .when
            .iter()
            .map(|case| conditions(bump, fields, case, key))
            .collect();
        ShapeNeed::any_of(bump.alloc_slice_copy(&names)).when(bump.alloc_slice_copy(&cases))
    })
}

fn conditions<'a>(
    bump: &'a Bump,
    fields: &'a [Field],
    case: &'a Case,
    key: impl Fn(&'a Field) -> &'a str,
) -> &'a [Condition<'a>] {
    let conditions = case.all.iter().map(|(name, test)| {
        let sibling = fields.iter().find(|field| field.name == *name);
        let name = sibling.map_or(&**name, &key);
        match test {
            Test::Present(present) => Condition::new(name, ShapeTest::Present(*present)),
            Test::Is(values) => Condition::new(name, one_of(bump, values)),
            Test::Not(values) => Condition::not(name, one_of(bump, values)),
        }
    });
    let conditions: Vec<Condition<'a>> = conditions.collect();
    bump.alloc_slice_copy(&conditions)
}

/// `check` guarantees that the values have one type, and that a condition on a bool has one value.
fn one_of<'a>(bump: &'a Bump, values: &'a [Value]) -> ShapeTest<'a> {
    match values.first() {
        Some(Value::Bool(value)) => ShapeTest::Bool(*value),
        Some(Value::Number(_)) => {
            let values: Vec<i64> = values.iter().filter_map(Value::as_i64).collect();
            ShapeTest::Ints(bump.alloc_slice_copy(&values))
        }
        _ => {
            let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            ShapeTest::Texts(bump.alloc_slice_copy(&values))
        }
    }
}

/// The length limits of a string.
fn lengths(field: &Field) -> Text<'_> {
    let mut text = Text::new();
    if let Some(min) = field.rules.min_len {
        text = text.min_len(min);
    }
    if let Some(max) = field.rules.max_len {
        text = text.max_len(max);
    }
    text
}

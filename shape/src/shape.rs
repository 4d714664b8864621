//! The description of a payload: borrowed, without code, and constructible in `const`.

use std::fmt;
use std::sync::OnceLock;

use crate::{Format, Pattern};

/// Describes one JSON value.
///
/// Everything is borrowed so that a whole tree can be a `static`. Tools that build shapes at run time allocate them
/// in an arena.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape<'a> {
    /// Any JSON value, since the page does not describe it.
    Any,
    /// `true` or `false`.
    Bool(Bool),
    /// An integer within `i64`.
    Int(Int<'a>),
    /// Any number.
    Float(Float),
    /// A string.
    Text(Text<'a>),
    /// A string that contains a JSON document.
    JsonText(JsonText<'a>),
    /// An array whose items all have the same shape.
    List(List<'a>),
    /// An object with arbitrary keys whose values all have the same shape.
    Map(&'a Shape<'a>),
    /// An object with named fields.
    Object(Object<'a>),
    /// The body of a response: `code`, `msg` and, when `code` is 0, the payload.
    Envelope(Envelope<'a>),
    /// A reference to a named shape, which several shapes can contain, including itself.
    Shared(&'a (dyn Shared + 'a)),
}

/// A named shape that others refer to by [`Shape::Shared`].
pub trait Shared: Send + Sync {
    /// Its name.
    fn name(&self) -> &str;

    /// The shape. It is never itself a reference.
    fn shape(&self) -> &Shape<'_>;
}

impl fmt::Debug for dyn Shared + '_ {
    /// Writes only the name because the shape may contain itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A [`Shared`] shape that is set after shapes refer to it.
///
/// ```
/// use larkspec_shape::{Field, List, Object, Shape, SharedCell, check};
///
/// // A block has blocks.
/// let block = SharedCell::new("Block");
/// let inside = Shape::Shared(&block);
/// let fields = [Field::optional("children", Shape::List(List::of(&inside)))];
/// block.set(Shape::Object(Object::closed(&fields)));
///
/// let error = check(&inside, br#"{"children": [{"children": [{"childs": []}]}]}"#).unwrap_err();
/// assert_eq!(error.violations()[0].location(), "/children/0/children/0/childs");
/// ```
#[derive(Debug)]
pub struct SharedCell<'a> {
    name: &'a str,
    shape: OnceLock<Shape<'a>>,
}

impl<'a> SharedCell<'a> {
    /// Creates a shape that is not set yet.
    pub const fn new(name: &'a str) -> Self {
        SharedCell {
            name,
            shape: OnceLock::new(),
        }
    }

    /// Sets the shape. Only the first call has an effect.
    pub fn set(&self, shape: Shape<'a>) {
        self.shape.get_or_init(|| shape);
    }
}

impl Shared for SharedCell<'_> {
    fn name(&self) -> &str {
        self.name
    }

    /// # Panics
    ///
    /// If the shape has not been [`set`](SharedCell::set).
    fn shape(&self) -> &Shape<'_> {
        let shape = self.shape.get();
        shape.unwrap_or_else(|| panic!("the shape `{}` is used before it is set", self.name))
    }
}

/// The argument of a method that sets a rule.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Argument<'a> {
    /// No argument.
    Nothing,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// A length.
    Count(u64),
    /// A regular expression.
    Pattern(&'a Pattern),
    /// A format.
    Format(Format),
    /// The values of an integer.
    Ints(Values<'a, i64>),
    /// The values of a string.
    Texts(Values<'a, &'a str>),
}

impl<'a> Shape<'a> {
    /// Resolves a reference; returns other shapes unchanged.
    #[inline(always)]
    pub fn resolved(&self) -> &Shape<'_> {
        match self {
            Shape::Shared(shared) => shared.shape(),
            shape => shape,
        }
    }

    /// The rules of the value itself, each as the name and argument of the method that sets it.
    /// [`with_rule`](Shape::with_rule) is the inverse.
    pub fn rules(&self) -> Vec<(&'static str, Argument<'a>)> {
        use Argument::{Bool, Count, Float, Int, Ints, Nothing, Pattern, Texts};
        let rules = match *self {
            Shape::Bool(bool) => vec![("fixed", bool.fixed.map(Bool))],
            Shape::Int(int) => vec![
                ("min", (int.min != i64::MIN).then_some(Int(int.min))),
                ("max", (int.max != i64::MAX).then_some(Int(int.max))),
                ("values", int.values.map(Ints)),
            ],
            Shape::Float(float) => {
                vec![("min", float.min.map(Float)), ("max", float.max.map(Float))]
            }
            Shape::Text(text) => vec![
                ("min_len", text.min_len.map(Count)),
                ("max_len", text.max_len.map(Count)),
                ("pattern", text.pattern.map(Pattern)),
                ("format", text.format.map(Argument::Format)),
                ("values", text.values.map(Texts)),
                ("secret", text.secret.then_some(Nothing)),
            ],
            Shape::List(list) => vec![
                ("min_items", list.min_items.map(Count)),
                ("max_items", list.max_items.map(Count)),
            ],
            Shape::Any
            | Shape::JsonText(_)
            | Shape::Map(_)
            | Shape::Object(_)
            | Shape::Envelope(_)
            | Shape::Shared(_) => Vec::new(),
        };
        let given = |(name, argument): (_, Option<_>)| Some((name, argument?));
        rules.into_iter().filter_map(given).collect()
    }

    /// Adds a rule in the form that [`rules`](Shape::rules) returns; `None` if values of this type have no such rule.
    #[must_use]
    pub fn with_rule(self, name: &str, argument: Argument<'a>) -> Option<Self> {
        use Argument::{Bool, Count, Float, Int, Ints, Nothing, Pattern, Texts};
        Some(match (self, name, argument) {
            (Shape::Bool(bool), "fixed", Bool(value)) => Shape::Bool(bool.fixed(value)),
            (Shape::Int(int), "min", Int(min)) => Shape::Int(int.min(min)),
            (Shape::Int(int), "max", Int(max)) => Shape::Int(int.max(max)),
            (Shape::Int(int), "values", Ints(values)) => Shape::Int(int.values(values)),
            (Shape::Float(float), "min", Float(min)) => Shape::Float(float.min(min)),
            (Shape::Float(float), "max", Float(max)) => Shape::Float(float.max(max)),
            (Shape::Text(text), "min_len", Count(min)) => Shape::Text(text.min_len(min)),
            (Shape::Text(text), "max_len", Count(max)) => Shape::Text(text.max_len(max)),
            (Shape::Text(text), "pattern", Pattern(it)) => Shape::Text(text.pattern(it)),
            (Shape::Text(text), "format", Argument::Format(it)) => Shape::Text(text.format(it)),
            (Shape::Text(text), "values", Texts(values)) => Shape::Text(text.values(values)),
            (Shape::Text(text), "secret", Nothing) => Shape::Text(text.secret()),
            (Shape::List(list), "min_items", Count(min)) => Shape::List(list.min_items(min)),
            (Shape::List(list), "max_items", Count(max)) => Shape::List(list.max_items(max)),
            _ => return None,
        })
    }
}

/// The values that a scalar is restricted to.
#[derive(Clone, Copy, Debug)]
pub enum Values<'a, T> {
    /// Exactly this value (JSON Schema's `const`).
    Fixed(T),
    /// One of these values (JSON Schema's `enum`).
    OneOf(&'a [T]),
    /// For integers: any sum of these bits, including 0 (JSON Schema's `enum`, which lists the sums).
    SumOf(&'a [T]),
}

/// The rules of a boolean.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Bool {
    /// The only valid value.
    pub fixed: Option<bool>,
}

impl Bool {
    /// A boolean without rules.
    pub const fn new() -> Self {
        Bool { fixed: None }
    }

    /// Only `value` is valid.
    pub const fn fixed(mut self, value: bool) -> Self {
        self.fixed = Some(value);
        self
    }
}

/// The rules of an integer. The default bounds are those of `i64`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Int<'a> {
    /// The smallest valid value.
    pub min: i64,
    /// The largest valid value.
    pub max: i64,
    /// The values that it is restricted to.
    pub values: Option<Values<'a, i64>>,
}

impl<'a> Int<'a> {
    /// Any integer within `i64`.
    pub const fn new() -> Self {
        Int {
            min: i64::MIN,
            max: i64::MAX,
            values: None,
        }
    }

    /// Sets the smallest valid value.
    pub const fn min(mut self, min: i64) -> Self {
        self.min = min;
        self
    }

    /// Sets the largest valid value.
    pub const fn max(mut self, max: i64) -> Self {
        self.max = max;
        self
    }

    /// Restricts the values.
    pub const fn values(mut self, values: Values<'a, i64>) -> Self {
        self.values = Some(values);
        self
    }
}

impl Default for Int<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// The rules of a number.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Float {
    /// The smallest valid value.
    pub min: Option<f64>,
    /// The largest valid value.
    pub max: Option<f64>,
}

impl Float {
    /// A number without rules.
    pub const fn new() -> Self {
        Float {
            min: None,
            max: None,
        }
    }

    /// Sets the smallest valid value.
    pub const fn min(mut self, min: f64) -> Self {
        self.min = Some(min);
        self
    }

    /// Sets the largest valid value.
    pub const fn max(mut self, max: f64) -> Self {
        self.max = Some(max);
        self
    }
}

/// The rules of a string. Lengths are counted in Unicode scalar values.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Text<'a> {
    /// The minimum number of characters.
    pub min_len: Option<u64>,
    /// The maximum number of characters.
    pub max_len: Option<u64>,
    /// A regular expression that must match somewhere in the string.
    pub pattern: Option<&'a Pattern>,
    /// What the string represents.
    pub format: Option<Format>,
    /// The values that it is restricted to.
    pub values: Option<Values<'a, &'a str>>,
    /// Whether violations hide the value.
    pub secret: bool,
}

impl<'a> Text<'a> {
    /// A string without rules.
    pub const fn new() -> Self {
        Text {
            min_len: None,
            max_len: None,
            pattern: None,
            format: None,
            values: None,
            secret: false,
        }
    }

    /// Sets the minimum number of characters.
    pub const fn min_len(mut self, min: u64) -> Self {
        self.min_len = Some(min);
        self
    }

    /// Sets the maximum number of characters.
    pub const fn max_len(mut self, max: u64) -> Self {
        self.max_len = Some(max);
        self
    }

    /// Sets a regular expression that must match somewhere in the string.
    pub const fn pattern(mut self, pattern: &'a Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Sets what the string represents.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Restricts the values.
    pub const fn values(mut self, values: Values<'a, &'a str>) -> Self {
        self.values = Some(values);
        self
    }

    /// Hides the value from violations.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// A string that contains a JSON document.
///
/// Pointers of violations continue into that document: `/content/text` is `text` in the JSON document of the string
/// `content`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct JsonText<'a> {
    /// The shape of the document.
    pub json: &'a Shape<'a>,
    /// The rules of the string itself.
    pub text: &'a Text<'a>,
}

impl<'a> JsonText<'a> {
    /// A string that contains a document of this shape.
    pub const fn of(json: &'a Shape<'a>) -> Self {
        const ANY_TEXT: Text<'static> = Text::new();
        JsonText {
            json,
            text: &ANY_TEXT,
        }
    }

    /// Sets the rules of the string itself.
    pub const fn text(mut self, text: &'a Text<'a>) -> Self {
        self.text = text;
        self
    }
}

/// The rules of an array.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct List<'a> {
    /// The shape of each item.
    pub items: &'a Shape<'a>,
    /// The minimum number of items.
    pub min_items: Option<u64>,
    /// The maximum number of items.
    pub max_items: Option<u64>,
}

impl<'a> List<'a> {
    /// An array of any length.
    pub const fn of(items: &'a Shape<'a>) -> Self {
        List {
            items,
            min_items: None,
            max_items: None,
        }
    }

    /// Sets the minimum number of items.
    pub const fn min_items(mut self, min: u64) -> Self {
        self.min_items = Some(min);
        self
    }

    /// Sets the maximum number of items.
    pub const fn max_items(mut self, max: u64) -> Self {
        self.max_items = Some(max);
        self
    }
}

/// An object with named fields.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Object<'a> {
    /// The described fields.
    pub fields: &'a [Field<'a>],
    /// Whether other keys are violations.
    pub closed: bool,
    /// Further fields that are required, depending on others.
    pub needs: &'a [Need<'a>],
}

impl<'a> Object<'a> {
    /// An object in which a key that is not described is a violation.
    pub const fn closed(fields: &'a [Field<'a>]) -> Self {
        Object {
            fields,
            closed: true,
            needs: &[],
        }
    }

    /// An object in which keys that are not described are ignored.
    pub const fn open(fields: &'a [Field<'a>]) -> Self {
        Object {
            fields,
            closed: false,
            needs: &[],
        }
    }

    /// Sets which further fields are required, depending on others.
    pub const fn needs(mut self, needs: &'a [Need<'a>]) -> Self {
        self.needs = needs;
        self
    }
}

/// Requires at least one of several fields, always or in some cases.
///
/// ```
/// use larkspec_shape::{Condition, Field, Need, Object, Shape, Test, Text, check};
///
/// static REASON: Shape = Shape::Object(
///     Object::closed(&[
///         Field::required("kind", Shape::Text(Text::new())),
///         Field::optional("reason", Shape::Text(Text::new())),
///     ])
///     .needs(&[Need::any_of(&["reason"]).when(&[&[Condition::new("kind", Test::Texts(&["other"]))]])]),
/// );
///
/// assert!(check(&REASON, br#"{"kind": "sick"}"#).is_ok());
/// let error = check(&REASON, br#"{"kind": "other"}"#).unwrap_err();
/// assert_eq!(error.to_string(), r#"/reason: required when `kind` is "other", but missing"#);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Need<'a> {
    /// The fields, of which one is enough.
    pub any_of: &'a [&'a str],
    /// The cases in which one of the fields is required. A case applies if all of its conditions hold. Without cases,
    /// it is always required.
    pub when: &'a [&'a [Condition<'a>]],
}

impl<'a> Need<'a> {
    /// Requires at least one of `fields`.
    pub const fn any_of(fields: &'a [&'a str]) -> Self {
        Need {
            any_of: fields,
            when: &[],
        }
    }

    /// Limits the requirement to these cases; a case applies if all of its conditions hold.
    pub const fn when(mut self, cases: &'a [&'a [Condition<'a>]]) -> Self {
        self.when = cases;
        self
    }
}

/// A condition on one field of an object.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Condition<'a> {
    /// The field.
    pub field: &'a str,
    /// The test of the field.
    pub test: Test<'a>,
    /// Negates the test: the field must be present with a value for which the test does **not** hold.
    pub negated: bool,
}

impl<'a> Condition<'a> {
    /// The test holds for the field.
    pub const fn new(field: &'a str, test: Test<'a>) -> Self {
        Condition {
            field,
            test,
            negated: false,
        }
    }

    /// The field is present with a value for which the test does not hold.
    pub const fn not(field: &'a str, test: Test<'a>) -> Self {
        Condition {
            field,
            test,
            negated: true,
        }
    }
}

/// A test of a [`Condition`]. A missing field has no value: only [`Present(false)`](Test::Present) holds for it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Test<'a> {
    /// Whether the key is present.
    Present(bool),
    /// The value is this boolean.
    Bool(bool),
    /// The value is one of these integers.
    Ints(&'a [i64]),
    /// The value is one of these strings.
    Texts(&'a [&'a str]),
}

/// One named field of an object.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field<'a> {
    /// The key.
    pub name: &'a str,
    /// Whether the field is required.
    pub required: bool,
    /// The shape of its value.
    pub shape: Shape<'a>,
}

impl<'a> Field<'a> {
    /// A required field.
    pub const fn required(name: &'a str, shape: Shape<'a>) -> Self {
        Field {
            name,
            required: true,
            shape,
        }
    }

    /// An optional field. If it is present, its value must match; `null` does not mean "absent".
    pub const fn optional(name: &'a str, shape: Shape<'a>) -> Self {
        Field {
            name,
            required: false,
            shape,
        }
    }
}

/// The body of a response: an integer `code`, a string `msg`, and fields that are described, and required, only if
/// `code` is 0. Other keys are ignored.
///
/// [`code`](Envelope::code) and [`msg`](Envelope::msg) can rename `code` and `msg` or make them optional; by default,
/// both are required. A body without an optional `code` is a success.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// The name of `code`.
    pub code: &'a str,
    /// Whether `code` is required.
    pub code_required: bool,
    /// The name of `msg`.
    pub msg: &'a str,
    /// Whether `msg` is required.
    pub msg_required: bool,
    /// The fields of the payload.
    pub payload: &'a [Field<'a>],
    /// Further payload fields that are required, depending on others.
    pub needs: &'a [Need<'a>],
}

impl<'a> Envelope<'a> {
    /// Creates an envelope whose `payload` fields are next to `code` and `msg`; usually this is one field `data`.
    pub const fn new(payload: &'a [Field<'a>]) -> Self {
        Envelope {
            code: "code",
            code_required: true,
            msg: "msg",
            msg_required: true,
            payload,
            needs: &[],
        }
    }

    /// Sets the name of `code`, and whether it is required.
    pub const fn code(mut self, name: &'a str, required: bool) -> Self {
        self.code = name;
        self.code_required = required;
        self
    }

    /// Sets the name of `msg`, and whether it is required.
    pub const fn msg(mut self, name: &'a str, required: bool) -> Self {
        self.msg = name;
        self.msg_required = required;
        self
    }

    /// Sets which further payload fields are required, depending on others.
    pub const fn needs(mut self, needs: &'a [Need<'a>]) -> Self {
        self.needs = needs;
        self
    }

    /// `code` and `msg` as fields.
    pub(crate) const fn head(&self) -> [Field<'a>; 2] {
        [
            Field {
                name: self.code,
                required: self.code_required,
                shape: Shape::Int(Int::new()),
            },
            Field {
                name: self.msg,
                required: self.msg_required,
                shape: Shape::Text(Text::new()),
            },
        ]
    }
}

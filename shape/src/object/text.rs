//! The types of a table's fields as text, in both directions.
//!
//! Generated code contains a text for each field, such as `int min=1 max=100`, instead of a [`Shape`]: text costs the
//! compiler almost nothing, and becomes a shape when the first payload is checked.
//!
//! ```text
//! fields := {flags " " key " " field "\n"}                   a table; a key is plain, or a JSON string
//! field  := ["@" wire-name " "] [presence] shape ["|" [presence] [shape]]    after "|", what holds in requests
//! presence := "!" | "?"                                      required, optional; without it, as in Rust
//! shape  := word {" " rule} ["(" shape ")"]                  list, map and json have a shape inside
//!         | "{" n "}"                                        the object of the n-th nested table
//!         | "&" n                                            the same, as a shared shape
//! rule   := name ["=" value]                                 as `Shape::rules` names them
//! value  := true | 5 | 5u | 5.0 | "/" string | date          a bool, an int, a count, a float, a pattern, a format,
//!         | ["!" | "+"] "[" value {"," value} "]"            or values: one of these, just this, a sum of these
//! needs  := need {"; " need}
//! need   := n {"," n} [" when " case {" or " case}]          at least one of these fields
//! case   := test {" and " test}
//! test   := n ["!"] ("+" | "-" | "=" value)                  the n-th field is there, is not, has the value
//! ```
//!
//! Strings are those of JSON.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::shape::{
    Argument, Bool, Condition, Float, Int, JsonText, List, Need, Shape, Test, Text, Values,
};
use crate::{Format, Pattern, Shared};

/// Writes a shape. `number` returns the index of the nested table that describes an object.
///
/// # Panics
///
/// If the shape is an envelope, which is never the type of a field.
pub fn write(shape: &Shape<'_>, number: &mut dyn FnMut(&Shape<'_>) -> usize) -> String {
    let mut text = String::new();
    write_shape(shape, number, &mut text);
    text
}

/// Adds the wire name of the field to its text, if it differs from the table's key.
pub fn with_wire_name(name: &str, text: &str) -> String {
    format!("@{} {text}", json(name))
}

/// Writes whether a field is required, unless its Rust type implies it: it `is_there` if it is not an `Option`.
pub fn presence(required: bool, is_there: bool) -> &'static str {
    match (required, is_there) {
        (true, false) => "!",
        (false, true) => "?",
        _ => "",
    }
}

/// The key of a field, its flags (the constants of [`Table`](super::Table), added up), and its type as text.
pub type TableField = (&'static str, u8, &'static str);

/// Writes the line of a field in the text of a table, from its key, flags and text.
pub fn write_field(key: &str, flags: u8, text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    match !key.is_empty() && key.chars().all(is_plain) {
        true => format!("{flags} {key} {text}"),
        false => format!("{flags} {} {text}", json(key)),
    }
}

/// Reads the lines of a table. One that is malformed becomes a field that takes no value.
pub(super) fn read_fields(lines: &'static str) -> Vec<TableField> {
    let fields = lines
        .lines()
        .map(|line| read_field(line).unwrap_or((line, 0, "")));
    fields.collect()
}

fn read_field(line: &'static str) -> Option<TableField> {
    let (flags, rest) = line.split_once(' ')?;
    let flags = flags.parse().ok()?;
    if !rest.starts_with('"') {
        let (key, text) = rest.split_once(' ')?;
        return Some((key, flags, text));
    }
    let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    let key = strings.next()?.ok()?;
    let text = rest.get(strings.byte_offset()..)?.strip_prefix(' ')?;
    Some((key.leak(), flags, text))
}

fn write_shape(shape: &Shape<'_>, number: &mut dyn FnMut(&Shape<'_>) -> usize, text: &mut String) {
    let (word, rules, inner) = match shape {
        Shape::Any => ("any", Vec::new(), None),
        Shape::Bool(_) => ("bool", shape.rules(), None),
        Shape::Int(_) => ("int", shape.rules(), None),
        Shape::Float(_) => ("float", shape.rules(), None),
        Shape::Text(_) => ("text", shape.rules(), None),
        Shape::JsonText(json) => ("json", Shape::Text(*json.text).rules(), Some(json.json)),
        Shape::List(list) => ("list", shape.rules(), Some(list.items)),
        Shape::Map(values) => ("map", Vec::new(), Some(*values)),
        Shape::Object(_) => return text.extend(["{", &number(shape).to_string(), "}"]),
        // Only structs have a table: an enum is written inline.
        Shape::Shared(shared) => match shared.shape() {
            Shape::Object(_) => return text.extend(["&", &number(shape).to_string()]),
            shape => return write_shape(shape, number, text),
        },
        Shape::Envelope(_) => unreachable!("an envelope is the type of no field"),
    };
    text.push_str(word);
    for (name, argument) in rules {
        text.extend([" ", name]);
        write_argument(argument, text);
    }
    if let Some(inner) = inner {
        text.push('(');
        write_shape(inner, number, text);
        text.push(')');
    }
}

fn write_argument(argument: Argument<'_>, text: &mut String) {
    match argument {
        Argument::Nothing => {}
        Argument::Bool(value) => text.extend(["=", &value.to_string()]),
        Argument::Int(value) => text.extend(["=", &value.to_string()]),
        Argument::Float(value) => text.extend(["=", &format!("{value:?}")]),
        Argument::Count(value) => text.extend(["=", &value.to_string(), "u"]),
        Argument::Pattern(pattern) => text.extend(["=/", &json(&pattern.as_str())]),
        Argument::Format(format) => text.extend(["=", format.name()]),
        Argument::Ints(values) => text.extend(["=", &values_text(&values)]),
        Argument::Texts(values) => text.extend(["=", &values_text(&values)]),
    }
}

fn values_text<T: serde::Serialize>(values: &Values<'_, T>) -> String {
    match values {
        Values::Fixed(value) => format!("!{}", json(&[value])),
        Values::OneOf(values) => json(values),
        Values::SumOf(bits) => format!("+{}", json(bits)),
    }
}

/// Writes which further fields are required. `number` returns the index of a field.
pub fn write_needs(needs: &[Need<'_>], number: &dyn Fn(&str) -> usize) -> String {
    let needs = needs.iter().map(|need| {
        let fields = need.any_of.iter().map(|name| number(name).to_string());
        let mut text = fields.collect::<Vec<_>>().join(",");
        let cases = need.when.iter().map(|case| {
            let tests = case.iter().map(|condition| test_text(condition, number));
            tests.collect::<Vec<_>>().join(" and ")
        });
        let cases = cases.collect::<Vec<_>>().join(" or ");
        if !cases.is_empty() {
            text.extend([" when ", &cases]);
        }
        text
    });
    needs.collect::<Vec<_>>().join("; ")
}

fn test_text(condition: &Condition<'_>, number: &dyn Fn(&str) -> usize) -> String {
    let mut text = number(condition.field).to_string();
    if condition.negated {
        text.push('!');
    }
    let _ = match condition.test {
        Test::Present(true) => write!(text, "+"),
        Test::Present(false) => write!(text, "-"),
        Test::Bool(value) => write!(text, "={value}"),
        Test::Ints(values) => write!(text, "={}", json(values)),
        Test::Texts(values) => write!(text, "={}", json(values)),
    };
    text
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    match serde_json::to_string(value) {
        Ok(text) => text,
        Err(error) => unreachable!("strings and integers are JSON: {error}"),
    }
}

/// The content of a field's text, on one side.
pub(super) struct FieldText {
    /// The wire name, if it differs from the key.
    pub wire: Option<&'static str>,
    /// Whether the value is required, if the flags do not decide that.
    pub required: Option<bool>,
    pub shape: Shape<'static>,
}

/// The nested tables of a table, as shapes.
pub(super) trait Nested {
    /// The object that one of them describes.
    fn object(&self, number: usize) -> Option<Shape<'static>>;

    /// A reference to it.
    fn shared(&self, number: usize) -> Option<&'static dyn Shared>;
}

/// Parses the text of a field; `None` if it is malformed.
pub(super) fn read(text: &'static str, in_request: bool, nested: &dyn Nested) -> Option<FieldText> {
    let mut reader = Reader { rest: text };
    let wire = match reader.take("@") {
        true => {
            let name = leaked(reader.json()?);
            reader.expect(" ")?;
            Some(name)
        }
        false => None,
    };
    let mut required = reader.presence();
    let mut shape = reader.shape(nested)?;
    if reader.take("|") {
        let is_required = reader.presence();
        let other = match reader.rest {
            "" => shape,
            _ => reader.shape(nested)?,
        };
        if in_request {
            (required, shape) = (is_required, other);
        }
    }
    let field = FieldText {
        wire,
        required,
        shape,
    };
    reader.rest.is_empty().then_some(field)
}

/// Parses needs, on one side; `name` returns the name of a field, if the object has it. Needs of other fields are
/// omitted. `None` if the text is malformed.
pub(super) fn read_needs(
    text: &'static str,
    in_request: bool,
    name: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<Vec<Need<'static>>> {
    let mut reader = Reader { rest: text };
    let mut needs = reader.needs(name)?;
    if reader.take("|") {
        let other = reader.needs(name)?;
        if in_request {
            needs = other;
        }
    }
    reader.rest.is_empty().then_some(needs)
}

/// The remaining text.
struct Reader {
    rest: &'static str,
}

impl Reader {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn presence(&mut self) -> Option<bool> {
        let required = self.take("!");
        (required || self.take("?")).then_some(required)
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        self.take(token).then_some(())
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> &'static str {
        let end = self.rest.find(|c| !holds(c)).unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest;
        token
    }

    fn number(&mut self) -> Option<usize> {
        self.take_while(|c| c.is_ascii_digit()).parse().ok()
    }

    /// A string or a list, in JSON syntax.
    fn json<T: Deserialize<'static>>(&mut self) -> Option<T> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter();
        let value = values.next()?.ok()?;
        self.rest = &self.rest[values.byte_offset()..];
        Some(value)
    }

    /// One or more.
    fn separated<T>(
        &mut self,
        separator: &str,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut all = vec![read(self)?];
        while self.take(separator) {
            all.push(read(self)?);
        }
        Some(all)
    }

    fn shape(&mut self, nested: &dyn Nested) -> Option<Shape<'static>> {
        if self.take("{") {
            let number = self.number()?;
            self.expect("}")?;
            return nested.object(number);
        }
        if self.take("&") {
            let number = self.number()?;
            return nested.shared(number).map(Shape::Shared);
        }
        let word = self.take_while(|c| c.is_ascii_lowercase());
        let shape = self.rules(match word {
            "any" | "map" => Shape::Any,
            "bool" => Shape::Bool(Bool::new()),
            "int" => Shape::Int(Int::new()),
            "float" => Shape::Float(Float::new()),
            "text" | "json" => Shape::Text(Text::new()),
            "list" => Shape::List(List::of(&Shape::Any)),
            _ => return None,
        })?;
        Some(match (word, shape) {
            ("map", _) => Shape::Map(self.inside(nested)?),
            ("json", Shape::Text(text)) => {
                let json = JsonText::of(self.inside(nested)?);
                Shape::JsonText(json.text(Box::leak(Box::new(text))))
            }
            (_, Shape::List(mut list)) => {
                list.items = self.inside(nested)?;
                Shape::List(list)
            }
            (_, shape) => shape,
        })
    }

    /// The shape in parentheses.
    fn inside(&mut self, nested: &dyn Nested) -> Option<&'static Shape<'static>> {
        self.expect("(")?;
        let shape = self.shape(nested)?;
        self.expect(")")?;
        Some(Box::leak(Box::new(shape)))
    }

    /// The shape and its rules.
    fn rules(&mut self, mut shape: Shape<'static>) -> Option<Shape<'static>> {
        while self.take(" ") {
            let name = self.take_while(|c| c.is_ascii_lowercase() || c == '_');
            let argument = match self.take("=") {
                true => self.argument()?,
                false => Argument::Nothing,
            };
            shape = shape.with_rule(name, argument)?;
        }
        Some(shape)
    }

    fn argument(&mut self) -> Option<Argument<'static>> {
        if self.take("/") {
            let pattern = Pattern::owned(self.json()?);
            return Some(Argument::Pattern(Box::leak(Box::new(pattern))));
        }
        let (fixed, sum) = (self.take("!"), self.take("+"));
        if self.rest.starts_with('[') {
            return Some(match self.list()? {
                Test::Ints(values) => Argument::Ints(restrict(values, fixed, sum)?),
                Test::Texts(values) => Argument::Texts(restrict(values, fixed, sum)?),
                _ => return None,
            });
        }
        let token = self.take_while(|c| !matches!(c, ' ' | '(' | ')' | '|'));
        if let Some(count) = token.strip_suffix('u') {
            return count.parse().ok().map(Argument::Count);
        }
        let int = || token.parse().ok().map(Argument::Int);
        let bool = || token.parse().ok().map(Argument::Bool);
        let float = || token.parse().ok().map(Argument::Float);
        let format = || Format::named(token).map(Argument::Format);
        int().or_else(bool).or_else(float).or_else(format)
    }

    /// A list of integers or strings.
    fn list(&mut self) -> Option<Test<'static>> {
        Some(match self.rest.starts_with("[\"") {
            true => {
                let values = self.json::<Vec<String>>()?;
                Test::Texts(values.into_iter().map(leaked).collect::<Vec<_>>().leak())
            }
            false => Test::Ints(self.json::<Vec<i64>>()?.leak()),
        })
    }

    fn needs(
        &mut self,
        name: &dyn Fn(usize) -> Option<&'static str>,
    ) -> Option<Vec<Need<'static>>> {
        if matches!(self.rest.as_bytes().first(), None | Some(b'|')) {
            return Some(Vec::new());
        }
        let needs = self.separated("; ", |reader| {
            let mut is_known = true;
            let mut field = |reader: &mut Self| {
                let name = name(reader.number()?);
                is_known &= name.is_some();
                Some(name.unwrap_or_default())
            };
            let mut need = Need::any_of(reader.separated(",", &mut field)?.leak());
            if reader.take(" when ") {
                let cases = reader.separated(" or ", |reader| {
                    let case = reader.separated(" and ", |reader| {
                        let field = field(reader)?;
                        reader.condition(field)
                    })?;
                    Some(&*case.leak())
                })?;
                need = need.when(cases.leak());
            }
            Some(is_known.then_some(need))
        })?;
        Some(needs.into_iter().flatten().collect())
    }

    /// The test of a field.
    fn condition(&mut self, field: &'static str) -> Option<Condition<'static>> {
        let negated = self.take("!");
        let test = match () {
            () if self.take("+") => Test::Present(true),
            () if self.take("-") => Test::Present(false),
            () if self.take("=true") => Test::Bool(true),
            () if self.take("=false") => Test::Bool(false),
            () => {
                self.expect("=")?;
                self.list()?
            }
        };
        Some(match negated {
            true => Condition::not(field, test),
            false => Condition::new(field, test),
        })
    }
}

fn restrict<T: Copy>(values: &'static [T], fixed: bool, sum: bool) -> Option<Values<'static, T>> {
    Some(match (fixed, sum, values) {
        (true, false, [value]) => Values::Fixed(*value),
        (false, true, bits) => Values::SumOf(bits),
        (false, false, values) => Values::OneOf(values),
        _ => return None,
    })
}

fn leaked(text: String) -> &'static str {
    text.leak()
}

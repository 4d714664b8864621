//! The engine: walks a payload's bytes along a [`Shape`] and reports every violation in one pass.
//!
//! It is a `serde` visitor over `serde_json`'s tokens. Nothing is allocated for a payload without
//! violations, and unknown parts are parsed (so that malformed JSON is never called valid) but not
//! kept.

use std::fmt::{self, Write as _};

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use crate::shape::{Envelope, Field, Float, Int, List, Object, Shape, Text, Values};
use crate::violation::push_segment;
use crate::{Rule, Violation};

/// Checks `json`, one whole document, against `shape`.
///
/// # Errors
///
/// [`CheckError::Syntax`] when the bytes are not JSON (which includes invalid UTF-8, a byte order
/// mark, more than 127 levels of nesting, and numbers beyond `f64`); [`CheckError::Invalid`] with
/// **all** violations, in the order of the document, when they are JSON of another shape.
pub fn check(shape: &Shape<'_>, json: &[u8]) -> Result<(), CheckError> {
    let mut sink = Sink::default();
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    Walk {
        shape,
        path: Path::Root,
        sink: &mut sink,
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end())
    .map_err(|e| CheckError::Syntax(SyntaxError::new(&e, json)))?;
    match sink.violations {
        violations if violations.is_empty() => Ok(()),
        violations => Err(CheckError::Invalid(Invalid { violations })),
    }
}

/// Why a payload is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckError {
    /// The bytes are not JSON.
    Syntax(SyntaxError),
    /// They are JSON, but not of the shape asked for.
    Invalid(Invalid),
}

impl CheckError {
    /// The violations; empty for [`CheckError::Syntax`].
    pub fn violations(&self) -> &[Violation] {
        match self {
            CheckError::Syntax(_) => &[],
            CheckError::Invalid(invalid) => invalid.violations(),
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckError::Syntax(error) => error.fmt(f),
            CheckError::Invalid(invalid) => invalid.fmt(f),
        }
    }
}

impl std::error::Error for CheckError {}

/// All violations of one payload; never empty. Its `Display` is a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    violations: Vec<Violation>,
}

impl Invalid {
    /// The violations, in the order of the document.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations, owned.
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.violations.iter().enumerate() {
            if i > 0 {
                f.write_char('\n')?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Where and why bytes stop being JSON. Says nothing of what the bytes hold, so that no secret gets
/// out with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl SyntaxError {
    fn new(error: &serde_json::Error, json: &[u8]) -> Self {
        if json.starts_with(b"\xef\xbb\xbf") {
            return SyntaxError {
                line: 1,
                column: 1,
                message: "a byte order mark stands before the JSON; remove it".to_owned(),
            };
        }
        let text = error.to_string();
        let message = match text.rfind(" at line ") {
            Some(end) => text[..end].to_owned(),
            None => text,
        };
        SyntaxError {
            line: error.line().max(1),
            column: error.column().max(1),
            message,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not JSON: {} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for SyntaxError {}

/// Where the walk is: a list on the stack, rendered only for a violation.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn render(&self) -> String {
        let mut pointer = String::new();
        self.render_into(&mut pointer);
        pointer
    }

    fn render_into(&self, pointer: &mut String) {
        match self {
            Path::Root => {}
            Path::Key(parent, key) => {
                parent.render_into(pointer);
                push_segment(pointer, key);
            }
            Path::Index(parent, index) => {
                parent.render_into(pointer);
                // Writing to a `String` does not fail.
                let _ = write!(pointer, "/{index}");
            }
        }
    }
}

/// A value that was found where another type, or another value, was expected.
#[derive(Clone, Copy)]
enum Found<'v> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'v str),
    List,
    Object,
}

/// How many characters of a string a violation shows.
const SHOWN: usize = 60;

impl Found<'_> {
    /// The JSON type, in words.
    fn kind(self) -> &'static str {
        match self {
            Found::Null => "null",
            Found::Bool(_) => "a boolean",
            Found::Signed(_) | Found::Unsigned(_) => "an integer",
            Found::Float(_) => "a number",
            Found::Text(_) => "a string",
            Found::List => "an array",
            Found::Object => "an object",
        }
    }

    /// The type and, for a scalar, the value.
    fn describe(self) -> String {
        match self {
            Found::Null | Found::List | Found::Object => self.kind().to_owned(),
            // An integer that `i64` and `u64` do not hold reaches us as a float; `1e2` would not
            // help the reader of "expected an integer".
            Found::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                format!("{value:?}, written as a decimal")
            }
            scalar => format!("{} {}", scalar.kind(), scalar.value()),
        }
    }

    /// The value as JSON, shortened.
    fn value(self) -> String {
        match self {
            Found::Null => "null".to_owned(),
            Found::Bool(value) => value.to_string(),
            Found::Signed(value) => value.to_string(),
            Found::Unsigned(value) => value.to_string(),
            Found::Float(value) => format!("{value:?}"),
            Found::Text(value) => quote(value),
            Found::List | Found::Object => self.kind().to_owned(),
        }
    }
}

/// `text` as a JSON string on one line, cut after [`SHOWN`] characters.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for (i, c) in text.chars().enumerate() {
        if i == SHOWN {
            quoted.push('…');
            break;
        }
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(c.escape_default()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What a walk leaves behind.
#[derive(Default)]
struct Sink {
    violations: Vec<Violation>,
    /// The integer met last where one was expected: the envelope asks what its `code` was.
    last_int: Option<i64>,
}

/// One value on its way along one shape.
struct Walk<'s, 'p, 'v> {
    shape: &'s Shape<'s>,
    path: Path<'p>,
    sink: &'v mut Sink,
}

impl Walk<'_, '_, '_> {
    fn report(&mut self, rule: Rule, expected: String, found: String) {
        self.sink.violations.push(Violation {
            pointer: self.path.render(),
            property: None,
            rule,
            expected,
            found,
        });
    }

    /// The name of the type asked for.
    fn expected(&self) -> &'static str {
        match self.shape {
            Shape::Any => "any value",
            Shape::Bool(_) => "a boolean",
            Shape::Int(_) => "an integer",
            Shape::Float(_) => "a number",
            Shape::Text(_) => "a string",
            Shape::List(_) => "an array",
            Shape::Map(_) | Shape::Object(_) | Shape::Envelope(_) => "an object",
        }
    }

    /// Reports a value of the wrong type, and that it is none of the listed values either.
    fn wrong_type(&mut self, found: Found<'_>) {
        let secret = matches!(self.shape, Shape::Text(text) if text.secret);
        let describe = |found: Found<'_>| match secret {
            true => found.kind().to_owned(),
            false => found.describe(),
        };
        let shown = describe(found);
        self.report(Rule::Type, self.expected().to_owned(), shown);
        let listed = match self.shape {
            Shape::Bool(bool) => bool.fixed.map(|v| (Rule::Const, v.to_string())),
            Shape::Int(int) => int.values.map(|values| list_values(values, i64::to_string)),
            Shape::Text(text) => text
                .values
                .map(|values| list_values(values, |v| quote(v))),
            _ => None,
        };
        if let Some((rule, expected)) = listed {
            let shown = describe(found);
            self.report(rule, expected, shown);
        }
    }

    fn bool(mut self, value: bool) {
        match self.shape {
            Shape::Any => {}
            Shape::Bool(bool) => {
                if let Some(fixed) = bool.fixed.filter(|&fixed| fixed != value) {
                    self.report(Rule::Const, fixed.to_string(), value.to_string());
                }
            }
            _ => self.wrong_type(Found::Bool(value)),
        }
    }

    fn signed(mut self, value: i64) {
        match self.shape {
            Shape::Any => {}
            Shape::Int(int) => self.int(int, value),
            Shape::Float(float) => self.float_bounds(float, value as f64, Found::Signed(value)),
            _ => self.wrong_type(Found::Signed(value)),
        }
    }

    fn unsigned(mut self, value: u64) {
        match (self.shape, i64::try_from(value)) {
            (_, Ok(value)) => self.signed(value),
            (Shape::Any, Err(_)) => {}
            (Shape::Int(int), Err(_)) => self.beyond_i64(int, true, Found::Unsigned(value)),
            (Shape::Float(float), Err(_)) => {
                self.float_bounds(float, value as f64, Found::Unsigned(value));
            }
            (_, Err(_)) => self.wrong_type(Found::Unsigned(value)),
        }
    }

    fn float(mut self, value: f64) {
        let found = Found::Float(value);
        match self.shape {
            Shape::Any => {}
            Shape::Float(float) => self.float_bounds(float, value, found),
            // 2^63 as a float: every integer of this size or more reaches us as one.
            Shape::Int(int) if value.fract() == 0.0 && value.abs() >= 9_223_372_036_854_775_808.0 => {
                self.beyond_i64(int, value > 0.0, found);
            }
            Shape::Int(int) => {
                self.wrong_type(found);
                if value < int.min as f64 {
                    self.report(Rule::Minimum, int.min.to_string(), found.value());
                }
                if value > int.max as f64 {
                    self.report(Rule::Maximum, int.max.to_string(), found.value());
                }
            }
            _ => self.wrong_type(found),
        }
    }

    fn int(&mut self, int: &Int<'_>, value: i64) {
        self.sink.last_int = Some(value);
        if value < int.min {
            self.report(Rule::Minimum, int.min.to_string(), value.to_string());
        }
        if value > int.max {
            self.report(Rule::Maximum, int.max.to_string(), value.to_string());
        }
        if let Some(values) = int.values.filter(|values| !allows(values, |v| *v == value)) {
            let (rule, expected) = list_values(values, i64::to_string);
            self.report(rule, expected, value.to_string());
        }
    }

    fn beyond_i64(&mut self, int: &Int<'_>, above: bool, found: Found<'_>) {
        if above {
            self.report(Rule::Maximum, int.max.to_string(), found.value());
        } else {
            self.report(Rule::Minimum, int.min.to_string(), found.value());
        }
        if let Some(values) = int.values {
            let (rule, expected) = list_values(values, i64::to_string);
            self.report(rule, expected, found.value());
        }
    }

    fn float_bounds(&mut self, float: &Float, value: f64, found: Found<'_>) {
        if let Some(min) = float.min.filter(|&min| value < min) {
            self.report(Rule::Minimum, min.to_string(), found.value());
        }
        if let Some(max) = float.max.filter(|&max| value > max) {
            self.report(Rule::Maximum, max.to_string(), found.value());
        }
    }

    fn text(mut self, value: &str) {
        match self.shape {
            Shape::Any => {}
            Shape::Text(text) => self.text_rules(text, value),
            _ => self.wrong_type(Found::Text(value)),
        }
    }

    fn text_rules(&mut self, text: &Text<'_>, value: &str) {
        let show = |value: &str| match text.secret {
            true => "a secret".to_owned(),
            false => quote(value),
        };
        if text.min_len.is_some() || text.max_len.is_some() {
            let length = value.chars().count() as u64;
            // How long a secret is, is part of the secret.
            let shown = || match text.secret {
                true => "another number of".to_owned(),
                false => length.to_string(),
            };
            if let Some(min) = text.min_len.filter(|&min| length < min) {
                self.report(Rule::MinLength, min.to_string(), shown());
            }
            if let Some(max) = text.max_len.filter(|&max| length > max) {
                self.report(Rule::MaxLength, max.to_string(), shown());
            }
        }
        if let Some(pattern) = text.pattern.filter(|pattern| !pattern.is_match(value)) {
            self.report(Rule::Pattern, pattern.as_str().to_owned(), show(value));
        }
        if let Some(values) = text.values.filter(|values| !allows(values, |v| *v == value)) {
            let (rule, expected) = match text.secret {
                true => (keyword(&values), "what is allowed".to_owned()),
                false => list_values(values, |v| quote(v)),
            };
            self.report(rule, expected, show(value));
        }
    }

    fn list<'de, A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let list = match self.shape {
            Shape::List(list) => *list,
            shape => {
                if !matches!(shape, Shape::Any) {
                    self.wrong_type(Found::List);
                }
                List::of(&Shape::Any)
            }
        };
        let mut length = 0;
        while seq
            .next_element_seed(Walk {
                shape: list.items,
                path: Path::Index(&self.path, length),
                sink: self.sink,
            })?
            .is_some()
        {
            length += 1;
        }
        let length = length as u64;
        if let Some(min) = list.min_items.filter(|&min| length < min) {
            self.report(Rule::MinItems, min.to_string(), length.to_string());
        }
        if let Some(max) = list.max_items.filter(|&max| length > max) {
            self.report(Rule::MaxItems, max.to_string(), length.to_string());
        }
        Ok(())
    }

    fn map<'de, A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        match *self.shape {
            Shape::Object(object) => self.object(object, map),
            Shape::Envelope(envelope) => self.envelope(envelope, map),
            Shape::Map(values) => self.values(values, map),
            shape => {
                // With serde_json's `arbitrary_precision` a number arrives as a map of one private
                // key; anybody in a build can turn that feature on.
                let mut first = true;
                let mut reported = matches!(shape, Shape::Any);
                while let Some(key) = map.next_key_seed(KeySeed::ANY)? {
                    if first && key.is_number_token() {
                        let text: String = map.next_value()?;
                        return self.number_text(&text);
                    }
                    if !reported {
                        self.wrong_type(Found::Object);
                        reported = true;
                    }
                    first = false;
                    self.ignore(&mut map)?;
                }
                if !reported {
                    self.wrong_type(Found::Object);
                }
                Ok(())
            }
        }
    }

    /// A number that arrived as its text.
    fn number_text<E: de::Error>(self, text: &str) -> Result<(), E> {
        if text != "-0" {
            if let Ok(value) = text.parse() {
                self.signed(value);
                return Ok(());
            }
            if let Ok(value) = text.parse() {
                self.unsigned(value);
                return Ok(());
            }
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => {
                self.float(value);
                Ok(())
            }
            _ => Err(E::custom("number out of range")),
        }
    }

    fn ignore<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        map.next_value_seed(Walk {
            shape: &Shape::Any,
            path: Path::Root,
            sink: self.sink,
        })
    }

    fn values<'de, A: MapAccess<'de>>(
        mut self,
        values: &Shape<'_>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut first = true;
        while let Some(key) = map.next_key_seed(KeySeed::ANY)? {
            let Key::Unknown(key) = key else {
                unreachable!("no field is known to `KeySeed::ANY`")
            };
            if first && key == NUMBER_TOKEN {
                let text: String = map.next_value()?;
                self.wrong_type(Found::Text(&text));
                return Ok(());
            }
            first = false;
            map.next_value_seed(Walk {
                shape: values,
                path: Path::Key(&self.path, &key),
                sink: self.sink,
            })?;
        }
        Ok(())
    }

    fn object<'de, A: MapAccess<'de>>(
        mut self,
        object: Object<'_>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let fields = object.fields;
        let mut seen = Seen::new(fields.len());
        let mut expected = 0;
        let mut first = true;
        while let Some(key) = map.next_key_seed(KeySeed { fields, expected })? {
            match key {
                Key::Known(index) => {
                    expected = index + 1;
                    let field = &fields[index];
                    if seen.insert(index) {
                        self.duplicate(field.name);
                    }
                    map.next_value_seed(Walk {
                        shape: &field.shape,
                        path: Path::Key(&self.path, field.name),
                        sink: self.sink,
                    })?;
                }
                Key::Unknown(name) => {
                    if first && name == NUMBER_TOKEN {
                        let text: String = map.next_value()?;
                        return self.number_text(&text);
                    }
                    if object.closed {
                        self.unknown(fields, name);
                    }
                    self.ignore(&mut map)?;
                }
            }
            first = false;
        }
        self.missing(fields, &seen);
        Ok(())
    }

    fn envelope<'de, A: MapAccess<'de>>(
        mut self,
        envelope: Envelope<'_>,
        mut map: A,
    ) -> Result<(), A::Error> {
        /// What stands in every response.
        static HEAD: [Field<'static>; 2] = [
            Field::required("code", Shape::Int(Int::new())),
            Field::required("msg", Shape::Text(Text::new())),
        ];
        const CODE: usize = 0;
        let payload = envelope.payload;
        let mut head_seen = Seen::new(HEAD.len());
        let mut seen = Seen::new(payload.len());
        let mut expected = 0;
        let mut succeeded = false;
        let mut first = true;
        // The payload may stand before the `code` that says whether it counts: its violations are
        // taken down, and struck again when it does not.
        let mut held = Vec::new();
        while let Some(key) = map.next_key_seed(EnvelopeKeySeed {
            head: &HEAD,
            payload: KeySeed {
                fields: payload,
                expected,
            },
        })? {
            match key {
                EnvelopeKey::Head(index) => {
                    if head_seen.insert(index) {
                        self.duplicate(HEAD[index].name);
                    }
                    self.sink.last_int = None;
                    map.next_value_seed(Walk {
                        shape: &HEAD[index].shape,
                        path: Path::Key(&self.path, HEAD[index].name),
                        sink: self.sink,
                    })?;
                    if index == CODE {
                        succeeded = self.sink.last_int == Some(0);
                    }
                }
                EnvelopeKey::Payload(Key::Known(index)) => {
                    expected = index + 1;
                    let field = &payload[index];
                    let before = self.sink.violations.len();
                    if seen.insert(index) {
                        self.duplicate(field.name);
                    }
                    map.next_value_seed(Walk {
                        shape: &field.shape,
                        path: Path::Key(&self.path, field.name),
                        sink: self.sink,
                    })?;
                    if self.sink.violations.len() > before {
                        held.push(before..self.sink.violations.len());
                    }
                }
                EnvelopeKey::Payload(Key::Unknown(name)) => {
                    if first && name == NUMBER_TOKEN {
                        let text: String = map.next_value()?;
                        return self.number_text(&text);
                    }
                    self.ignore(&mut map)?;
                }
            }
            first = false;
        }
        if succeeded {
            self.missing(&HEAD, &head_seen);
            self.missing(payload, &seen);
        } else {
            for range in held.into_iter().rev() {
                self.sink.violations.drain(range);
            }
            self.missing(&HEAD, &head_seen);
        }
        Ok(())
    }

    fn duplicate(&mut self, name: &str) {
        self.sink.violations.push(Violation {
            pointer: self.path.render(),
            property: Some(name.to_owned()),
            rule: Rule::Duplicate,
            expected: String::new(),
            found: String::new(),
        });
    }

    fn unknown(&mut self, fields: &[Field<'_>], name: String) {
        self.sink.violations.push(Violation {
            pointer: self.path.render(),
            expected: nearest(fields, &name).unwrap_or_default().to_owned(),
            property: Some(name),
            rule: Rule::AdditionalProperties,
            found: String::new(),
        });
    }

    fn missing(&mut self, fields: &[Field<'_>], seen: &Seen) {
        for (index, field) in fields.iter().enumerate() {
            if field.required && !seen.contains(index) {
                self.sink.violations.push(Violation {
                    pointer: self.path.render(),
                    property: Some(field.name.to_owned()),
                    rule: Rule::Required,
                    expected: String::new(),
                    found: String::new(),
                });
            }
        }
    }
}

/// The known name that `name` was most likely meant to be.
fn nearest<'f>(fields: &[Field<'f>], name: &str) -> Option<&'f str> {
    // Nobody misspells a name of this length; the distance is quadratic in it.
    if name.len() > 100 {
        return None;
    }
    fields
        .iter()
        .map(|field| (strsim::damerau_levenshtein(field.name, name), field.name))
        .filter(|(distance, known)| *distance <= known.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn allows<T>(values: &Values<'_, T>, matches: impl Fn(&T) -> bool) -> bool {
    match values {
        Values::Fixed(value) => matches(value),
        Values::OneOf(values) => values.iter().any(matches),
    }
}

fn keyword<T>(values: &Values<'_, T>) -> Rule {
    match values {
        Values::Fixed(_) => Rule::Const,
        Values::OneOf(_) => Rule::Enum,
    }
}

/// The rule that restricts the values, and the values in words.
fn list_values<T>(values: Values<'_, T>, show: impl Fn(&T) -> String) -> (Rule, String) {
    let rule = keyword(&values);
    let list = match values {
        Values::Fixed(value) => show(&value),
        Values::OneOf(values) => values.iter().map(show).collect::<Vec<_>>().join(", "),
    };
    (rule, list)
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        if !matches!(self.shape, Shape::Any) {
            self.wrong_type(Found::Null);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.bool(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.signed(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.unsigned(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.text(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.list(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.map(map)
    }
}

/// The key under which serde_json's `arbitrary_precision` hands out a number.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// A key of an object: a described field, or another name.
enum Key {
    Known(usize),
    Unknown(String),
}

impl Key {
    fn is_number_token(&self) -> bool {
        matches!(self, Key::Unknown(name) if name == NUMBER_TOKEN)
    }
}

/// Reads a key and finds its field, without allocating for a known one.
#[derive(Clone, Copy)]
struct KeySeed<'s> {
    fields: &'s [Field<'s>],
    /// Payloads mostly keep the order of the page: the field tried first.
    expected: usize,
}

impl KeySeed<'static> {
    /// For objects without described fields.
    const ANY: KeySeed<'static> = KeySeed {
        fields: &[],
        expected: 0,
    };
}

impl KeySeed<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        match self.fields.get(self.expected) {
            Some(field) if field.name == name => Some(self.expected),
            _ => self.fields.iter().position(|field| field.name == name),
        }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match self.find(name) {
            Some(index) => Key::Known(index),
            None => Key::Unknown(name.to_owned()),
        })
    }
}

/// A key of a response: of the envelope, or of what it carries.
enum EnvelopeKey {
    Head(usize),
    Payload(Key),
}

struct EnvelopeKeySeed<'s> {
    head: &'s [Field<'s>],
    payload: KeySeed<'s>,
}

impl<'de> DeserializeSeed<'de> for EnvelopeKeySeed<'_> {
    type Value = EnvelopeKey;

    fn deserialize<D: de::Deserializer<'de>>(self, d: D) -> Result<EnvelopeKey, D::Error> {
        d.deserialize_str(self)
    }
}

impl Visitor<'_> for EnvelopeKeySeed<'_> {
    type Value = EnvelopeKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<EnvelopeKey, E> {
        match self.head.iter().position(|field| field.name == name) {
            Some(index) => Ok(EnvelopeKey::Head(index)),
            None => self.payload.visit_str(name).map(EnvelopeKey::Payload),
        }
    }
}

/// Which fields of an object have been met.
struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        Seen {
            first: 0,
            more: vec![0; fields.saturating_sub(1) / 64],
        }
    }

    fn word(&mut self, index: usize) -> &mut u64 {
        match index / 64 {
            0 => &mut self.first,
            word => &mut self.more[word - 1],
        }
    }

    /// Marks a field; says whether it was marked before.
    fn insert(&mut self, index: usize) -> bool {
        let word = self.word(index);
        let bit = 1 << (index % 64);
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.more[word - 1],
        };
        word & (1 << (index % 64)) != 0
    }
}

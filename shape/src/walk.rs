//! The walk: a `serde` visitor over `serde_json`'s tokens that checks a payload against its [`Shape`].
//!
//! A valid payload needs no allocations. Unknown parts are parsed, so that malformed JSON is always rejected, but not
//! kept.

mod key;
mod nearest;
mod sink;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use self::key::{Key, KeySeed, NUMBER_TOKEN};
use self::nearest::nearest;
pub(crate) use self::sink::{Outcomes, Sink};
use crate::bits::BitSet;
use crate::needs::{Needs, Scalar};
use crate::pointer;
use crate::shape::{
    Bool, Envelope, Field, Float, Int, JsonText, List, Object, Shape, Shared, Text, Values,
};
use crate::words::{Cases, Described, Found, Words};
use crate::{Rule, SyntaxError, Violation};

/// Reads one complete document and sends its violations to `sink`.
pub(crate) fn walk(shape: &Shape<'_>, json: &[u8], sink: &mut Sink<'_>) -> Result<(), SyntaxError> {
    // Validating UTF-8 once is several times faster than `from_slice`, which does it for each string.
    let text = std::str::from_utf8(json).map_err(|e| SyntaxError::not_utf8(json, e))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Walk {
        shape,
        path: &Path::Root,
        sink,
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end())
    .map_err(|e| SyntaxError::new(&e, json))
}

/// The location of the walk: a linked list on the stack, rendered only for a violation.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// Leaves room for the line that starts with it.
    fn render(&self) -> String {
        let mut pointer = String::with_capacity(96);
        self.render_into(&mut pointer);
        pointer
    }

    fn render_into(&self, pointer: &mut String) {
        match self {
            Path::Root => {}
            Path::Key(parent, key) => {
                parent.render_into(pointer);
                pointer::push(pointer, key);
            }
            Path::Index(parent, index) => {
                parent.render_into(pointer);
                pointer.push('/');
                (*index as u64).push_to(pointer);
            }
        }
    }
}

/// One value and its shape.
struct Walk<'s, 'p, 'v, 'f> {
    shape: &'s Shape<'s>,
    path: &'p Path<'p>,
    sink: &'v mut Sink<'f>,
}

impl Walk<'_, '_, '_, '_> {
    /// Creates the texts only if the violation is kept.
    // Not marked `cold`, which optimises for size: documents with many violations are common.
    #[inline(never)]
    fn report(&mut self, rule: Rule, expected: impl Words, found: impl Words) {
        let path = self.path;
        self.sink
            .take(|| Violation::new(rule, path.render(), None, Some(expected), found));
    }

    #[inline(never)]
    fn report_key<'n>(&mut self, rule: Rule, name: &str, near: impl FnOnce() -> Option<&'n str>) {
        let path = self.path;
        self.sink
            .take(|| Violation::new(rule, path.render(), Some(name), near(), ""));
    }

    /// The name of the expected type.
    fn expected(&self) -> &'static str {
        match self.shape {
            Shape::Any | Shape::Shared(_) => "any value",
            Shape::Bool(_) => "a boolean",
            Shape::Int(_) => "an integer",
            Shape::Float(_) => "a number",
            Shape::Text(_) => "a string",
            Shape::JsonText(_) => "a string that carries JSON",
            Shape::List(_) => "an array",
            Shape::Map(_) | Shape::Object(_) | Shape::Envelope(_) => "an object",
        }
    }

    /// Reports a value of the wrong type, which is not a listed value either.
    #[inline(never)]
    fn wrong_type(&mut self, found: Found<'_>) {
        let shape = self.shape;
        // Text in place of an object may contain the object.
        let shown = match holds_secret(shape, &mut Vec::new()) {
            true => Described(Found::Hidden(found.kind())),
            false => Described(found),
        };
        self.report(Rule::Type, self.expected(), shown);
        match *shape {
            Shape::Bool(Bool { fixed: Some(fixed) }) => self.report(Rule::Const, fixed, shown),
            Shape::Int(Int {
                values: Some(values),
                ..
            }) => self.report(keyword(values), values, shown),
            Shape::Text(Text {
                values: Some(values),
                ..
            }) => self.report(keyword(values), values, shown),
            Shape::JsonText(JsonText {
                text:
                    &Text {
                        values: Some(values),
                        ..
                    },
                ..
            }) => self.report(keyword(values), values, shown),
            _ => {}
        }
    }

    fn bool(mut self, value: bool) {
        match *self.shape {
            Shape::Any => {}
            Shape::Bool(bool) => {
                if let Some(fixed) = bool.fixed.filter(|&fixed| fixed != value) {
                    self.report(Rule::Const, fixed, value);
                }
            }
            _ => self.wrong_type(Found::Bool(value)),
        }
    }

    #[inline(always)]
    fn signed(mut self, value: i64) {
        match *self.shape {
            Shape::Any => {}
            Shape::Int(ref int) => self.int(int, value),
            Shape::Float(float) => self.float_bounds(float, Found::Signed(value)),
            _ => self.wrong_type(Found::Signed(value)),
        }
    }

    #[inline(always)]
    fn unsigned(mut self, value: u64) {
        if let Ok(value) = i64::try_from(value) {
            return self.signed(value);
        }
        match *self.shape {
            Shape::Any => {}
            Shape::Int(int) => self.beyond_i64(int, true, Found::Unsigned(value)),
            Shape::Float(float) => self.float_bounds(float, Found::Unsigned(value)),
            _ => self.wrong_type(Found::Unsigned(value)),
        }
    }

    fn float(mut self, value: f64) {
        let found = Found::Float(value);
        match *self.shape {
            Shape::Any => {}
            Shape::Float(float) => self.float_bounds(float, found),
            // `-0` is an integer but arrives as a float; so does `-0.0`, which reads the same.
            Shape::Int(int) if value == 0.0 && value.is_sign_negative() => self.int(&int, 0),
            // 2^63: an integer beyond `u64` or below `i64` arrives as a float.
            Shape::Int(int) if value.abs() >= 9_223_372_036_854_775_808.0 => {
                self.beyond_i64(int, value > 0.0, found);
            }
            Shape::Int(int) => self.decimal(int, value),
            _ => self.wrong_type(found),
        }
    }

    #[inline(always)]
    fn int(&mut self, int: &Int<'_>, value: i64) {
        self.sink.last_int = Some(value);
        if value < int.min {
            self.report(Rule::Minimum, int.min, value);
        }
        if value > int.max {
            self.report(Rule::Maximum, int.max, value);
        }
        if let Some(values) = int.values.filter(|values| !allows_int(values, value)) {
            self.report(keyword(values), values, value);
        }
    }

    /// Reports an integer that does not fit into `i64`.
    #[inline(never)]
    fn beyond_i64(&mut self, int: Int<'_>, above: bool, found: Found<'_>) {
        match above {
            true => self.report(Rule::Maximum, int.max, found),
            false => self.report(Rule::Minimum, int.min, found),
        }
        if let Some(values) = int.values {
            self.report(keyword(values), values, found);
        }
    }

    /// Reports a number within the range of `i64` that is written with a fraction or an exponent where an integer is
    /// expected, and the other rules that its value breaks.
    #[inline(never)]
    fn decimal(&mut self, int: Int<'_>, value: f64) {
        let found = Found::Float(value);
        self.report(Rule::Type, "an integer", Described(found));
        let compare = |bound: i64| match value.fract() == 0.0 {
            true => (value as i64).cmp(&bound),
            false => found.cmp(i128::from(bound), bound as f64),
        };
        if compare(int.min) == Ordering::Less {
            self.report(Rule::Minimum, int.min, found);
        }
        if compare(int.max) == Ordering::Greater {
            self.report(Rule::Maximum, int.max, found);
        }
        let listed = |values: &Values<'_, i64>| match values {
            Values::SumOf(_) => value.fract() == 0.0 && allows_int(values, value as i64),
            values => allows(values, |listed| compare(*listed) == Ordering::Equal),
        };
        if let Some(values) = int.values.filter(|values| !listed(values)) {
            self.report(keyword(values), values, found);
        }
    }

    fn float_bounds(&mut self, float: Float, found: Found<'_>) {
        let compare = |bound: f64| found.cmp(bound as i128, bound);
        if let Some(min) = float.min.filter(|&min| compare(min) == Ordering::Less) {
            self.report(Rule::Minimum, min, found);
        }
        if let Some(max) = float.max.filter(|&max| compare(max) == Ordering::Greater) {
            self.report(Rule::Maximum, max, found);
        }
    }

    #[inline(always)]
    fn text(mut self, value: &str) {
        match *self.shape {
            Shape::Any => {}
            Shape::Text(ref text) => self.text_rules(text, value),
            Shape::JsonText(carrier) => self.json_text(carrier, value),
            _ => self.wrong_type(Found::Text(value)),
        }
    }

    /// Checks a string and the document in it.
    #[inline(never)]
    fn json_text(&mut self, carrier: JsonText<'_>, value: &str) {
        self.text_rules(carrier.text, value);
        // A truncated document is not a document, so its first half must not cause violations.
        let mut nothing = Sink::keeping(0, 0);
        if let Err(error) = walk(&Shape::Any, value.as_bytes(), &mut nothing) {
            let found = match carrier.text.secret || holds_secret(carrier.json, &mut Vec::new()) {
                true => Found::Hidden("a secret"),
                false => Found::Text(value),
            };
            return self.report(Rule::ContentMediaType, &*error.reason(), found);
        }
        if matches!(carrier.json, Shape::Any) {
            return;
        }
        let document = Walk {
            shape: carrier.json,
            path: self.path,
            sink: self.sink,
        };
        let read = document.deserialize(&mut serde_json::Deserializer::from_str(value));
        debug_assert!(read.is_ok(), "the first reading found JSON");
    }

    #[inline(always)]
    fn text_rules(&mut self, text: &Text<'_>, value: &str) {
        let found = match text.secret {
            true => Found::Hidden("a secret"),
            false => Found::Text(value),
        };
        if text.min_len.is_some() || text.max_len.is_some() {
            let length = value.chars().count() as u64;
            // The length of a secret is part of the secret.
            let found = match text.secret {
                true => Found::Hidden("another number of"),
                false => Found::Unsigned(length),
            };
            if let Some(min) = text.min_len.filter(|&min| length < min) {
                self.report(Rule::MinLength, min, found);
            }
            if let Some(max) = text.max_len.filter(|&max| length > max) {
                self.report(Rule::MaxLength, max, found);
            }
        }
        if let Some(pattern) = text.pattern.filter(|pattern| !pattern.is_match(value)) {
            self.report(Rule::Pattern, pattern.as_str(), found);
        }
        if let Some(format) = text.format.filter(|f| !f.pattern().is_match(value)) {
            self.report(Rule::Format, format.words(), found);
        }
        if let Some(values) = text
            .values
            .filter(|values| !allows(values, |v| *v == value))
        {
            self.report(keyword(values), values, found);
        }
    }

    fn list<'de, A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let list = match *self.shape {
            Shape::List(list) => list,
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
                path: &Path::Index(self.path, length),
                sink: self.sink,
            })?
            .is_some()
        {
            length += 1;
        }
        let length = length as u64;
        if let Some(min) = list.min_items.filter(|&min| length < min) {
            self.report(Rule::MinItems, min, length);
        }
        if let Some(max) = list.max_items.filter(|&max| length > max) {
            self.report(Rule::MaxItems, max, length);
        }
        Ok(())
    }

    fn map<'de, A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.shape {
            Shape::Object(object) => self.object(*object, map),
            Shape::Envelope(envelope) => self.envelope(envelope, map),
            Shape::Map(values) => self.values(values, map),
            _ => self.no_object(map),
        }
    }

    /// Reads an object where any value, or a value of another type, is expected.
    fn no_object<'de, A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut reported = matches!(self.shape, Shape::Any);
        let mut first = true;
        loop {
            let key = KeySeed::default();
            match map.next_key_seed(key)? {
                Some(Key::Number) if first => return self.number_text(map.next_value()?),
                key => {
                    if !reported {
                        self.wrong_type(Found::Object);
                        reported = true;
                    }
                    if key.is_none() {
                        return Ok(());
                    }
                }
            }
            first = false;
            self.ignore(&mut map)?;
        }
    }

    /// Reads a number that arrived as its text.
    fn number_text<E: de::Error>(self, text: Cow<'_, str>) -> Result<(), E> {
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
            path: &Path::Root,
            sink: self.sink,
        })
    }

    fn values<'de, A: MapAccess<'de>>(
        self,
        values: &Shape<'_>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut first = true;
        let mut name = Cow::Borrowed("");
        while let Some(key) = map.next_key_seed(KeySeed {
            name: Some(&mut name),
            ..KeySeed::default()
        })? {
            if matches!(key, Key::Number) {
                if first {
                    return self.number_text(map.next_value()?);
                }
                name = Cow::Borrowed(NUMBER_TOKEN);
            }
            first = false;
            map.next_value_seed(Walk {
                shape: values,
                path: &Path::Key(self.path, &name),
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
        let mut seen = BitSet::default();
        let mut needs = Needs::of(object.needs);
        let mut expected = 0;
        let mut name = Cow::Borrowed("");
        let mut first = true;
        while let Some(key) = map.next_key_seed(KeySeed {
            fields,
            expected,
            in_turn: fields.get(expected),
            name: object.closed.then_some(&mut name),
            ..KeySeed::default()
        })? {
            match key {
                Key::Known(index) => {
                    expected = index + 1;
                    let field = &fields[index];
                    if seen.insert(index) {
                        self.duplicate(field.name);
                    }
                    let value = Walk {
                        shape: &field.shape,
                        path: &Path::Key(self.path, field.name),
                        sink: self.sink,
                    };
                    match needs.ask_of(field.name) {
                        false => map.next_value_seed(value)?,
                        true => map.next_value_seed(Watched::new(value, field.name, &mut needs))?,
                    }
                }
                Key::Number if first => return self.number_text(map.next_value()?),
                Key::Number | Key::Other => {
                    if matches!(key, Key::Number) {
                        name = Cow::Borrowed(NUMBER_TOKEN);
                    }
                    if object.closed {
                        self.unknown(fields, &name);
                    }
                    self.ignore(&mut map)?;
                }
            }
            first = false;
        }
        if seen.len < fields.len() {
            self.missing(fields.iter(), &seen);
            self.needed(&needs, |name| {
                let index = fields.iter().position(|field| field.name == name);
                index.is_some_and(|index| seen.contains(index))
            });
        }
        Ok(())
    }

    fn envelope<'de, A: MapAccess<'de>>(
        mut self,
        envelope: &Envelope<'_>,
        mut map: A,
    ) -> Result<(), A::Error> {
        const CODE: usize = 0;
        let head = &envelope.head();
        let number = self.sink.envelopes;
        self.sink.envelopes += 1;
        let known = self.sink.outcomes.known;
        let payload = match known && self.sink.outcomes.failed.contains(number) {
            true => &[],
            false => envelope.payload,
        };
        let mut seen = BitSet::default();
        let mut needs = Needs::of(envelope.needs);
        let mut expected = 0;
        let mut succeeded = !envelope.code_required;
        let mut first = true;
        // The payload may come before the `code` that says whether it counts. Its violations are recorded and
        // withdrawn if it does not.
        let mut of_payload = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed {
            head,
            fields: payload,
            expected,
            in_turn: head.iter().chain(payload).nth(expected),
            name: None,
        })? {
            match key {
                Key::Known(index) => {
                    expected = index + 1;
                    let field = match index.checked_sub(head.len()) {
                        Some(index) => &payload[index],
                        None => &head[index],
                    };
                    let before = self.sink.mark();
                    if seen.insert(index) {
                        self.duplicate(field.name);
                    }
                    self.sink.last_int = None;
                    let value = Walk {
                        shape: &field.shape,
                        path: &Path::Key(self.path, field.name),
                        sink: self.sink,
                    };
                    match needs.ask_of(field.name) {
                        false => map.next_value_seed(value)?,
                        true => map.next_value_seed(Watched::new(value, field.name, &mut needs))?,
                    }
                    let after = self.sink.mark();
                    if index == CODE {
                        succeeded = self.sink.last_int == Some(0);
                    } else if index >= head.len() && before != after {
                        of_payload.push(before..after);
                    }
                }
                Key::Number if first => return self.number_text(map.next_value()?),
                Key::Number | Key::Other => self.ignore(&mut map)?,
            }
            first = false;
        }
        let due = match succeeded {
            true => payload,
            false => {
                self.sink.strike(of_payload);
                self.sink.outcomes.failed.insert(number);
                &[]
            }
        };
        self.missing(head.iter().chain(due), &seen);
        if succeeded {
            self.needed(&needs, |name| {
                let index = payload.iter().position(|field| field.name == name);
                index.is_some_and(|index| seen.contains(head.len() + index))
            });
        }
        Ok(())
    }

    fn duplicate(&mut self, name: &str) {
        self.report_key(Rule::Duplicate, name, || None);
    }

    fn unknown(&mut self, fields: &[Field<'_>], name: &str) {
        self.report_key(Rule::AdditionalProperties, name, || nearest(fields, name));
    }

    fn missing<'a>(&mut self, fields: impl Iterator<Item = &'a Field<'a>>, seen: &BitSet) {
        for (index, field) in fields.enumerate() {
            if field.required && !seen.contains(index) {
                self.report_key(Rule::Required, field.name, || None);
            }
        }
    }
}

impl Walk<'_, '_, '_, '_> {
    /// Reports the fields that are missing in this case.
    fn needed(&mut self, needs: &Needs<'_>, is_given: impl Fn(&str) -> bool) {
        for need in needs.unmet(is_given) {
            match need.any_of {
                [name] => {
                    let case = Some(Cases(need.when)).filter(|cases| !cases.0.is_empty());
                    let path = self.path;
                    self.sink.take(|| {
                        Violation::new(Rule::Required, path.render(), Some(name), case, "")
                    });
                }
                _ => self.report(Rule::AnyOf, need, ""),
            }
        }
    }
}

/// Shows the value of a field that others depend on to [`Needs`] while it is read.
struct Watched<'s, 'p, 'v, 'f, 'w, 'n> {
    value: Walk<'s, 'p, 'v, 'f>,
    name: &'w str,
    needs: &'w mut Needs<'n>,
}

impl<'s, 'p, 'v, 'f, 'w, 'n> Watched<'s, 'p, 'v, 'f, 'w, 'n> {
    #[inline(never)]
    fn new(value: Walk<'s, 'p, 'v, 'f>, name: &'w str, needs: &'w mut Needs<'n>) -> Self {
        needs.note(name, Scalar::Other);
        Watched { value, name, needs }
    }
}

impl<'de> DeserializeSeed<'de> for Watched<'_, '_, '_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.value.shape = self.value.shape.resolved();
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Watched<'_, '_, '_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.value.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.needs.note(self.name, Scalar::Bool(value));
        self.value.visit_bool(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.needs.note(self.name, Scalar::Int(value));
        self.value.visit_i64(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        if let Ok(value) = i64::try_from(value) {
            self.needs.note(self.name, Scalar::Int(value));
        }
        self.value.visit_u64(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        // For a schema, `1.0` is 1. The check of the field itself reports the decimal notation.
        if value.fract() == 0.0 && value.abs() < 9_223_372_036_854_775_808.0 {
            self.needs.note(self.name, Scalar::Int(value as i64));
        }
        self.value.visit_f64(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.needs.note(self.name, Scalar::Text(value));
        self.value.visit_str(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.value.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.value.sink.last_int = None;
        let Watched { value, name, needs } = self;
        let Walk { shape, path, sink } = value;
        Walk {
            shape,
            path,
            sink: &mut *sink,
        }
        .visit_map(map)?;
        // With `arbitrary_precision`, a number arrives as a map.
        if let (Shape::Int(_), Some(value)) = (shape, sink.last_int) {
            needs.note(name, Scalar::Int(value));
        }
        Ok(())
    }
}

/// Whether a value of this shape may contain a secret; `met` lists the shared shapes that were already examined.
fn holds_secret<'s>(shape: &Shape<'s>, met: &mut Vec<&'s dyn Shared>) -> bool {
    match *shape {
        Shape::Text(text) => text.secret,
        Shape::JsonText(carrier) => carrier.text.secret || holds_secret(carrier.json, met),
        Shape::List(list) => holds_secret(list.items, met),
        Shape::Map(values) => holds_secret(values, met),
        Shape::Object(Object { fields, .. })
        | Shape::Envelope(Envelope {
            payload: fields, ..
        }) => fields.iter().any(|field| holds_secret(&field.shape, met)),
        Shape::Shared(shared) if met.iter().any(|&other| std::ptr::addr_eq(other, shared)) => false,
        Shape::Shared(shared) => {
            met.push(shared);
            holds_secret(shared.shape(), met)
        }
        Shape::Any | Shape::Bool(_) | Shape::Int(_) | Shape::Float(_) => false,
    }
}

fn allows<T>(values: &Values<'_, T>, matches: impl Fn(&T) -> bool) -> bool {
    match values {
        Values::Fixed(value) => matches(value),
        Values::OneOf(values) | Values::SumOf(values) => values.iter().any(matches),
    }
}

fn allows_int(values: &Values<'_, i64>, value: i64) -> bool {
    match values {
        Values::SumOf(bits) => value & !bits.iter().fold(0, |all, bit| all | bit) == 0,
        values => allows(values, |listed| *listed == value),
    }
}

/// The rule that restricts the values.
fn keyword<T>(values: Values<'_, T>) -> Rule {
    match values {
        Values::Fixed(_) => Rule::Const,
        Values::OneOf(_) | Values::SumOf(_) => Rule::Enum,
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.shape = self.shape.resolved();
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_, '_, '_> {
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

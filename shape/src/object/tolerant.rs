//! Reads a struct from a payload that deviates from its description, and reports everything that it leaves out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::read::{Care, digits, index_of, read_into};
use super::token::{self, Token};
use super::{Deviation, List, Map, Maybe, Object, Plain, Scalar, SlotMut, Table, Unreadable};
use crate::{pointer, repaired};

/// How a payload is decoded.
///
/// [`read`](Self::read) first reads strictly, directly from the bytes, like serde's crates. Only if that fails, a
/// second, tolerant pass over the same bytes accepts everything that is readable. Both passes read strictly valid
/// payloads as the same value.
///
/// | received | for | is read as |
/// |---|---|---|
/// | an unknown key, an unknown value of an enum | | ignored, kept |
/// | `null`, or nothing | an optional value, a list, a map | none; an empty list or map |
/// | nothing, next to an unknown non-empty list or object | a required list or map | *cannot be read*: it may have another name |
/// | `5.0`, `1e2`, `"5"`, `-0` | an integer | the integer, if it is one exactly and fits 64 bits |
/// | `"1.5"` | a number | the number |
/// | `5`, `1.50`, `true` | a string | its JSON text |
/// | `0`, `1`, `"true"`, `"false"` | a boolean | the boolean |
/// | `"5"` for `5`, `5` for `"5"` | a time | the time; `""` is none where it is optional |
/// | `""`, `[]`, `{}` | a list, a map, an object | an empty one |
/// | `""`, `[]`, `{}` | an optional value of any other type, or an object that must not be empty | none |
/// | a JSON document | a string that carries one | the document |
/// | `"\ud83d"`, broken UTF-8 | a string | U+FFFD in its place |
///
/// None of these loses anything; at most, values are [converted](Decoded::converted). What cannot be read is [left
/// out](Decoded::left_out), and reported with location, reason and text:
///
/// - an optional field, if it or a required value in it cannot be read;
/// - an item of a list or an entry of a map, including `null`; the others are kept;
/// - all but the last value of a repeated key, unless they are equal;
/// - a value that is nested more than 128 levels deep.
///
/// A required field that is missing or unreadable makes its struct unreadable. If that is the payload itself, there
/// is no value: [`Unreadable`]. A string that should contain JSON and does not is kept as text. A field of type
/// `json` has the semantics of `serde_json`: integers beyond 64 bits become floats, and of repeated keys the last one
/// counts.
///
/// ```
/// # use larkspec_shape::object::{Cell, Decoding, Object, SlotMut, Table, WithSlots, WithValues};
/// # struct Page { total: Option<i64>, codes: Vec<String> }
/// # static PAGE: Table = Table::new("Page", &[("total", 0, "int"), ("codes", Table::REQUIRED, "list text")]);
/// # impl Object for Page {
/// #     fn blank() -> Self { Page { total: None, codes: Vec::new() } }
/// #     fn slots(&mut self, with: WithSlots<'_>) {
/// #         with(&PAGE, &mut [SlotMut::OptInt(&mut self.total), SlotMut::Texts(&mut self.codes)]);
/// #     }
/// #     fn values(&self, with: WithValues<'_>) {
/// #         with(&PAGE, &[self.total.value(), self.codes.value()]);
/// #     }
/// # }
/// let page = Decoding::new().read::<Page>(br#"{"total": "2", "codes": ["A", {"code": "B"}]}"#)?;
/// assert_eq!((page.value.total, &*page.value.codes), (Some(2), &["A".to_owned()][..]));
/// let left_out = &page.left_out[0];
/// assert_eq!(left_out.to_string(), "/codes/1: expected a string, found an object");
/// assert_eq!(left_out.text(), Some(r#"{"code": "B"}"#));
/// assert_eq!(page.converted[0].to_string(), "/total: an integer, read from a string");
/// # Ok::<(), larkspec_shape::object::Unreadable>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Decoding<'a> {
    at: &'a str,
    may_lack: Option<&'a str>,
}

/// A value, and what is missing from it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// The parts that were left out, in no particular order.
    pub left_out: Vec<Deviation>,
    /// The first thousand values that had another type and were converted without loss.
    pub converted: Vec<Deviation>,
}

/// The maximum number of values that can be left out of a payload; with more, it counts as unreadable.
const MOST_LEFT_OUT: usize = 10_000;
const MOST_CONVERTED: usize = 1_000;
/// Strict reading only accepts lower depths.
const DEEPEST: usize = 128;

impl<'a> Decoding<'a> {
    /// Creates a decoding whose locations start at the payload.
    pub const fn new() -> Self {
        Decoding {
            at: "",
            may_lack: None,
        }
    }

    /// Makes locations start with this JSON Pointer, for a payload that is part of something larger.
    #[must_use]
    pub const fn at(mut self, pointer: &'a str) -> Self {
        self.at = pointer;
        self
    }

    /// Allows the required string at this location to be missing; it is then empty.
    #[must_use]
    pub const fn may_lack(mut self, pointer: Option<&'a str>) -> Self {
        self.may_lack = pointer;
        self
    }

    /// Decodes a complete JSON text.
    ///
    /// # Errors
    ///
    /// All reasons why there is no value.
    pub fn read<T: Object>(&self, json: &[u8]) -> Result<Decoded<T>, Unreadable> {
        let mut value = <T as Object>::blank();
        match read_into(&mut value, json, Care::Full) {
            Ok(()) => Ok(Decoded {
                value,
                left_out: Vec::new(),
                converted: Vec::new(),
            }),
            Err(_) => self.read_tolerantly(json),
        }
    }

    /// Runs only the second pass, for tests that compare it with the first.
    #[doc(hidden)]
    pub fn read_tolerantly<T: Object>(&self, json: &[u8]) -> Result<Decoded<T>, Unreadable> {
        let mut value = <T as Object>::blank();
        let reader = self.fill(&mut value, json)?;
        Ok(Decoded {
            value,
            left_out: reader.left_out,
            converted: reader.converted,
        })
    }

    fn fill(&self, object: &mut dyn Object, json: &[u8]) -> Result<Reader<'a>, Unreadable> {
        let unreadable = |reason: String| Unreadable(vec![Deviation::new(self.at, reason, None)]);
        let text = repaired(json).map_or(Cow::Borrowed(json), Cow::Owned);
        let raw: &RawValue = serde_json::from_slice(&text)
            .map_err(|error| unreadable(format!("it is not JSON: {error}")))?;
        let mut reader = Reader {
            may_lack: self.may_lack,
            pointer: self.at.to_owned(),
            depth: 0,
            secrets: 0,
            digits: false,
            left_out: Vec::new(),
            converted: Vec::new(),
        };
        reader.object(object, raw).map_err(Unreadable)?;
        match reader.left_out.len() > MOST_LEFT_OUT {
            true => Err(unreadable(format!(
                "more than {MOST_LEFT_OUT} values cannot be read; the first is {}",
                reader.left_out[0]
            ))),
            false => Ok(reader),
        }
    }
}

/// Why a value cannot be read, with at least one reason.
type Reasons = Vec<Deviation>;

/// A position in the report before a value was read.
#[derive(Clone, Copy)]
struct Mark {
    left_out: usize,
    converted: usize,
    secrets: usize,
}

struct Reader<'a> {
    may_lack: Option<&'a str>,
    /// The location and depth of the current value.
    pointer: String,
    depth: usize,
    /// The number of secrets so far.
    secrets: usize,
    /// Whether [`Table::DIGITS`] is set for the current field.
    digits: bool,
    left_out: Vec<Deviation>,
    converted: Vec<Deviation>,
}

impl Reader<'_> {
    fn fill(&mut self, slot: &mut SlotMut<'_>, raw: &RawValue) -> Result<(), Reasons> {
        if self.depth > DEEPEST {
            let reason = format!("it is nested more than {DEEPEST} levels deep");
            return Err(self.reason(reason, Some(raw)));
        }
        match slot {
            SlotMut::Bool(slot) => **slot = self.bool(raw)?,
            SlotMut::Int(slot) => **slot = self.int(raw)?,
            SlotMut::Float(slot) => **slot = self.float(raw)?,
            SlotMut::Text(slot) => **slot = self.text(raw)?,
            SlotMut::OptBool(slot) => self.maybe(*slot, raw)?,
            SlotMut::OptInt(slot) => self.maybe(*slot, raw)?,
            SlotMut::OptFloat(slot) => self.maybe(*slot, raw)?,
            SlotMut::OptText(slot) => self.maybe(*slot, raw)?,
            SlotMut::Texts(slot) => self.list(*slot, raw)?,
            SlotMut::OptTexts(slot) => self.maybe(*slot, raw)?,
            SlotMut::Json(slot) => **slot = self.json(raw)?,
            SlotMut::OptJson(slot) => **slot = Some(self.json(raw)?),
            SlotMut::Scalar(slot) => self.scalar(*slot, raw)?,
            SlotMut::Object(slot) => self.object(*slot, raw)?,
            SlotMut::List(slot) => self.list(*slot, raw)?,
            SlotMut::Map(slot) => self.map(*slot, raw)?,
            SlotMut::Opt(slot) => self.maybe(*slot, raw)?,
        }
        Ok(())
    }

    fn bool(&mut self, raw: &RawValue) -> Result<bool, Reasons> {
        let token = Token::of(raw);
        let value = match &token {
            Token::Bool(value) => return Ok(*value),
            Token::Number("0") => false,
            Token::Number("1") => true,
            Token::Text(text) if text == "false" => false,
            Token::Text(text) if text == "true" => true,
            _ => return Err(self.mismatch("a boolean", &token, raw)),
        };
        self.converted("a boolean", &token, Some(raw));
        Ok(value)
    }

    fn int(&mut self, raw: &RawValue) -> Result<i64, Reasons> {
        let token = Token::of(raw);
        let Some(value) = token.number().and_then(token::integer) else {
            return Err(self.mismatch("an integer of 64 bits", &token, raw));
        };
        if raw.get().parse() != Ok(value) {
            self.converted("an integer", &token, Some(raw));
        }
        Ok(value)
    }

    fn float(&mut self, raw: &RawValue) -> Result<f64, Reasons> {
        let token = Token::of(raw);
        let Some(value) = token.number().and_then(token::float) else {
            return Err(self.mismatch("a number in the range of a double", &token, raw));
        };
        if !matches!(token, Token::Number(_)) {
            self.converted("a number", &token, Some(raw));
        }
        Ok(value)
    }

    fn text(&mut self, raw: &RawValue) -> Result<String, Reasons> {
        let token = Token::of(raw);
        match &token {
            Token::Text(text) => return Ok(text.clone().into_owned()),
            Token::Number(_) | Token::Bool(_) => self.converted("a string", &token, Some(raw)),
            _ => return Err(self.mismatch("a string", &token, raw)),
        }
        Ok(raw.get().to_owned())
    }

    fn json(&self, raw: &RawValue) -> Result<serde_json::Value, Reasons> {
        serde_json::from_str(raw.get())
            .map_err(|error| self.reason(format!("it cannot be held: {error}"), Some(raw)))
    }

    fn scalar(&mut self, scalar: &mut dyn Scalar, raw: &RawValue) -> Result<(), Reasons> {
        let token = Token::of(raw);
        if self.digits {
            return self.digits(scalar, &token, raw);
        }
        if self.document(scalar, &token, raw) {
            return Ok(());
        }
        let shown = (!scalar.is_secret()).then_some(raw);
        self.secrets += usize::from(shown.is_none());
        let number = token.number();
        let int = || number.and_then(token::integer).map(Plain::Int);
        let float = || number.and_then(token::float).map(Plain::Float);
        let plain = match &token {
            Token::Bool(value) => Some(Plain::Bool(*value)),
            Token::Number(text) => text.parse().map(Plain::Int).ok().or_else(float),
            Token::Text(text) => Some(Plain::Text(text.clone())),
            _ => None,
        };
        let refused = match plain.map(|plain| scalar.set(plain)) {
            Some(Ok(())) => return Ok(()),
            Some(Err(expected)) => expected,
            // The error of a scalar is its expectation.
            None => match scalar.set(Plain::Bool(false)) {
                Ok(()) => "expected a boolean".into(),
                Err(expected) => expected,
            },
        };
        // The same value as another type.
        let text = match token {
            Token::Bool(_) | Token::Number(_) => Some(Plain::Text(raw.get().into())),
            _ => None,
        };
        let mut others = [int(), float(), text].into_iter().flatten();
        if others.any(|plain| scalar.set(plain).is_ok()) {
            self.converted("a value of the right type", &token, shown);
            return Ok(());
        }
        Err(self.reason(format!("{refused}, found {}", token.name()), shown))
    }

    /// Reads an integer that should be in a string.
    fn digits(
        &mut self,
        scalar: &mut dyn Scalar,
        token: &Token<'_>,
        raw: &RawValue,
    ) -> Result<(), Reasons> {
        let exact = match token {
            Token::Text(text) => digits(text),
            _ => None,
        };
        let value = exact.or_else(|| token::integer(token.number()?));
        let read = match value {
            Some(value) => scalar.set(Plain::Int(value)),
            // The error of a scalar is its expectation.
            None => scalar.set(Plain::Bool(false)),
        };
        if let Err(expected) = read {
            let found = match token::is_empty(raw) && matches!(token, Token::Text(_)) {
                true => "an empty string",
                false => token.name(),
            };
            return Err(self.reason(format!("{expected}, found {found}"), Some(raw)));
        }
        if exact.is_none() {
            let to = match token {
                Token::Text(_) => "an integer",
                _ => "a string",
            };
            self.converted(to, token, Some(raw));
        }
        Ok(())
    }

    /// Reads the document in a string, or in place of the string; returns whether that was possible.
    fn document(&mut self, scalar: &mut dyn Scalar, token: &Token<'_>, raw: &RawValue) -> bool {
        let Some(document) = scalar.document() else {
            return false;
        };
        let mark = self.mark();
        let read = match token {
            Token::Text(text) => {
                let text = repaired(text.as_bytes()).map_or(text.as_bytes().into(), Cow::Owned);
                serde_json::from_slice(&text).is_ok_and(|inner: &RawValue| {
                    self.within("", |reader| reader.fill(&mut document.begin(), inner))
                        .is_ok()
                })
            }
            Token::List | Token::Object => {
                let read = self.fill(&mut document.begin(), raw).is_ok();
                let shown = (self.secrets == mark.secrets).then_some(raw);
                self.converted("the document that a string should carry", token, shown);
                read
            }
            _ => false,
        };
        if !read {
            self.back_to(mark);
        }
        read
    }

    fn maybe(&mut self, slot: &mut dyn Maybe, raw: &RawValue) -> Result<(), Reasons> {
        if raw.get() == "null" {
            slot.reset();
            return Ok(());
        }
        let mark = self.mark();
        let result = self.fill(&mut slot.fill(), raw);
        if result.is_err() {
            slot.reset();
        }
        if result.is_err() && token::is_empty(raw) {
            self.back_to(mark);
            let token = Token::of(raw);
            // Pages use an empty string for a missing number.
            if !(self.digits && matches!(token, Token::Text(_))) {
                self.converted("no value", &token, Some(raw));
            }
            return Ok(());
        }
        result
    }

    fn list(&mut self, list: &mut dyn List, raw: &RawValue) -> Result<(), Reasons> {
        list.reset(0);
        let token = Token::of(raw);
        match token {
            Token::List => {}
            Token::Null => return Ok(()),
            _ if token::is_empty(raw) => {
                self.converted("an empty list", &token, Some(raw));
                return Ok(());
            }
            _ => return Err(self.mismatch("an array", &token, raw)),
        }
        let items: Vec<&RawValue> = self.parts(raw)?;
        for (index, item) in items.into_iter().enumerate() {
            self.within(&format!("/{index}"), |reader| {
                let mark = reader.mark();
                let result = reader.fill(&mut list.push(), item);
                if let Err(reasons) = result {
                    list.pop();
                    reader.leave_out(mark, item, &reasons);
                }
            });
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, raw: &RawValue) -> Result<(), Reasons> {
        map.reset();
        if raw.get() == "null" {
            return Ok(());
        }
        for entry in self.entries(raw, "an empty map")? {
            self.within(&segment(&entry.key), |reader| {
                let mark = reader.mark();
                let result = reader.fill(&mut map.insert(entry.key.clone()), entry.raw);
                match (entry.repeated, result) {
                    (Some(_), _) => reader.repeated(mark, &entry),
                    (None, Ok(())) => return,
                    (None, Err(reasons)) => reader.leave_out(mark, entry.raw, &reasons),
                }
                map.remove(&entry.key);
            });
        }
        Ok(())
    }

    fn object(&mut self, object: &mut dyn Object, raw: &RawValue) -> Result<(), Reasons> {
        let entries = self.entries(raw, "an empty object")?;
        let mut result = Ok(());
        object.slots(&mut |table, slots| result = self.fields(table, slots, &entries));
        result
    }

    fn fields(
        &mut self,
        table: &'static Table,
        slots: &mut [SlotMut<'_>],
        entries: &[Entry<'_>],
    ) -> Result<(), Reasons> {
        let mut reasons = Vec::new();
        let mut is_missing = vec![true; slots.len()];
        let mut expected = 0;
        let mut has_unknown = false;
        for entry in entries {
            let index = index_of(table.fields(), expected, &entry.key);
            let Some(slot) = slots.get_mut(index) else {
                has_unknown |= could_be_list(entry.raw);
                continue;
            };
            expected = index + 1;
            is_missing[index] = false;
            let digits = table.fields()[index].1 & Table::DIGITS != 0;
            let outer = std::mem::replace(&mut self.digits, digits);
            let found = self.within(&segment(&entry.key), |reader| {
                reader.field(slot, entry, is_required(table, index))
            });
            self.digits = outer;
            reasons.extend(found.err().into_iter().flatten());
        }
        for (index, slot) in slots.iter_mut().enumerate() {
            if is_missing[index] && is_required(table, index) {
                let key = segment(table.fields()[index].0);
                let missing = self.within(&key, |reader| reader.missing(slot, has_unknown));
                reasons.extend(missing.err().into_iter().flatten());
            }
        }
        match reasons.is_empty() {
            true => Ok(()),
            false => Err(reasons),
        }
    }

    fn field(
        &mut self,
        slot: &mut SlotMut<'_>,
        entry: &Entry<'_>,
        is_required: bool,
    ) -> Result<(), Reasons> {
        let mark = self.mark();
        let result = self.fill(slot, entry.raw);
        match (entry.repeated, result) {
            (Some(_), _) => self.repeated(mark, entry),
            (None, Err(reasons)) if is_required => return Err(reasons),
            (None, Err(reasons)) => self.leave_out(mark, entry.raw, &reasons),
            (None, Ok(())) => return Ok(()),
        }
        slot.clear();
        Ok(())
    }

    /// Reports a missing required field.
    fn missing(&self, slot: &mut SlotMut<'_>, has_unknown: bool) -> Result<(), Reasons> {
        let may_be_empty = match slot {
            SlotMut::Texts(_) | SlotMut::List(_) | SlotMut::Map(_) => !has_unknown,
            SlotMut::Text(_) => self.may_lack == Some(&*self.pointer),
            _ => false,
        };
        match may_be_empty {
            true => Ok(()),
            false => Err(self.reason("required, but missing", None)),
        }
    }

    /// The entries of an object, or of a value that means an empty one.
    fn entries<'r>(&mut self, raw: &'r RawValue, empty: &str) -> Result<Vec<Entry<'r>>, Reasons> {
        let token = Token::of(raw);
        match token {
            Token::Object => {
                let entries: Entries<'_> = self.parts(raw)?;
                Ok(entries.0)
            }
            _ if token::is_empty(raw) => {
                self.converted(empty, &token, Some(raw));
                Ok(Vec::new())
            }
            _ => Err(self.mismatch("an object", &token, raw)),
        }
    }

    /// The parts of a list or an object.
    fn parts<'r, T: serde::Deserialize<'r>>(&self, raw: &'r RawValue) -> Result<T, Reasons> {
        // The text was parsed before, so this cannot fail unless two parsers disagree.
        serde_json::from_str(raw.get())
            .map_err(|error| self.reason(format!("it is not JSON: {error}"), Some(raw)))
    }

    fn mark(&self) -> Mark {
        Mark {
            left_out: self.left_out.len(),
            converted: self.converted.len(),
            secrets: self.secrets,
        }
    }

    /// Withdraws what was reported since.
    fn back_to(&mut self, mark: Mark) {
        self.left_out.truncate(mark.left_out);
        self.converted.truncate(mark.converted);
    }

    /// Reports the current value, and replaces all reports about its content.
    fn leave_out(&mut self, mark: Mark, raw: &RawValue, reasons: &[Deviation]) {
        self.back_to(mark);
        let mut reason = match reasons.first() {
            Some(first) if first.location() == self.pointer => first.reason().to_owned(),
            Some(first) => format!("left out, because of {first}"),
            None => String::new(),
        };
        if reasons.len() > 1 {
            reason.push_str(&format!("; and {} more", reasons.len() - 1));
        }
        self.report(mark, raw, reason);
    }

    /// Reports a value of a key that is repeated later.
    fn repeated(&mut self, mark: Mark, entry: &Entry<'_>) {
        self.back_to(mark);
        if entry.repeated == Some(Repeated::Otherwise) {
            let reason = "the key is given more than once, and its last value counts";
            self.report(mark, entry.raw, reason.to_owned());
        }
    }

    fn report(&mut self, mark: Mark, raw: &RawValue, reason: String) {
        if self.left_out.len() <= MOST_LEFT_OUT {
            let text = (self.secrets == mark.secrets).then(|| raw.get());
            self.left_out
                .push(Deviation::new(&self.pointer, reason, text));
        }
    }

    fn converted(&mut self, to: &str, token: &Token<'_>, raw: Option<&RawValue>) {
        if self.converted.len() < MOST_CONVERTED {
            let reason = format!("{to}, read from {}", token.name());
            let text = raw.map(RawValue::get);
            self.converted
                .push(Deviation::new(&self.pointer, reason, text));
        }
    }

    fn mismatch(&self, expected: &str, token: &Token<'_>, raw: &RawValue) -> Reasons {
        let reason = format!("expected {expected}, found {}", token.name());
        self.reason(reason, Some(raw))
    }

    fn reason(&self, reason: impl Into<Cow<'static, str>>, raw: Option<&RawValue>) -> Reasons {
        vec![Deviation::new(
            &self.pointer,
            reason,
            raw.map(RawValue::get),
        )]
    }

    /// Descends one level; `segment` is appended to the pointer.
    fn within<R>(&mut self, segment: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        self.pointer.push_str(segment);
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        self.pointer.truncate(length);
        result
    }
}

fn is_required(table: &Table, index: usize) -> bool {
    table.fields()[index].1 & Table::REQUIRED != 0
}

/// Whether an unknown value may be a list that is missing elsewhere.
fn could_be_list(raw: &RawValue) -> bool {
    matches!(Token::of(raw), Token::List | Token::Object) && !token::is_empty(raw)
}

/// A key as it is written in a JSON Pointer, with its slash.
fn segment(key: &str) -> String {
    format!("/{}", pointer::escape(key))
}

/// An entry of an object.
struct Entry<'r> {
    key: String,
    raw: &'r RawValue,
    /// Whether the key is repeated, and with which value.
    repeated: Option<Repeated>,
}

#[derive(Clone, Copy, PartialEq)]
enum Repeated {
    /// The last value is equal.
    Same,
    /// The last value differs.
    Otherwise,
}

/// The entries of an object, in order.
struct Entries<'r>(Vec<Entry<'r>>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, raw)) = map.next_entry::<String, &RawValue>()? {
            entries.push(Entry {
                key,
                raw,
                repeated: None,
            });
        }
        mark_repeated(&mut entries);
        Ok(Entries(entries))
    }
}

fn mark_repeated(entries: &mut [Entry<'_>]) {
    let mut last: HashMap<&str, &str> = HashMap::with_capacity(entries.len());
    for entry in entries.iter_mut().rev() {
        let text = entry.raw.get();
        entry.repeated = match last.get(&*entry.key) {
            None => None,
            Some(last) if *last == text => Some(Repeated::Same),
            Some(_) => Some(Repeated::Otherwise),
        };
        if entry.repeated.is_none() {
            last.insert(&entry.key, text);
        }
    }
}

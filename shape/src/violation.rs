//! One broken rule: where, which, what was expected and what was found.

use std::fmt::{self, Write as _};

/// The rule that a payload breaks, named as the JSON Schema keyword that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The value has another JSON type.
    Type,
    /// A field that must be there is missing.
    Required,
    /// A key that is not described, in an object that is closed.
    AdditionalProperties,
    /// A number below the minimum.
    Minimum,
    /// A number over the maximum.
    Maximum,
    /// A string with too few characters.
    MinLength,
    /// A string with too many characters.
    MaxLength,
    /// An array with too few items.
    MinItems,
    /// An array with too many items.
    MaxItems,
    /// A string that the regular expression does not match.
    Pattern,
    /// A value that is none of those listed.
    Enum,
    /// A value other than the only valid one.
    Const,
    /// A key given twice. Not a JSON Schema keyword: there, the last one silently wins.
    Duplicate,
}

impl Rule {
    /// The JSON Schema keyword; `duplicate` for [`Rule::Duplicate`].
    pub const fn as_str(self) -> &'static str {
        match self {
            Rule::Type => "type",
            Rule::Required => "required",
            Rule::AdditionalProperties => "additionalProperties",
            Rule::Minimum => "minimum",
            Rule::Maximum => "maximum",
            Rule::MinLength => "minLength",
            Rule::MaxLength => "maxLength",
            Rule::MinItems => "minItems",
            Rule::MaxItems => "maxItems",
            Rule::Pattern => "pattern",
            Rule::Enum => "enum",
            Rule::Const => "const",
            Rule::Duplicate => "duplicate",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One broken rule of one payload.
///
/// Its `Display` is one line: `/limit: 101 is over the maximum of 100`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// JSON Pointer (RFC 6901) to the value that breaks the rule; for a missing, unknown or repeated
    /// key, to the object that should, or should not, have it.
    pub pointer: String,
    /// The key in question, for [`Rule::Required`], [`Rule::AdditionalProperties`] and
    /// [`Rule::Duplicate`].
    pub property: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// What the rule asks for: `100`, `an integer`, `"a" or "b"`. For an unknown key the nearest
    /// known one, or empty.
    pub expected: String,
    /// What was there, shortened; `a secret` in place of one.
    pub found: String,
}

impl Violation {
    /// JSON Pointer to the place a person looks at: [`pointer`](Self::pointer), with
    /// [`property`](Self::property) appended where there is one.
    pub fn location(&self) -> String {
        match &self.property {
            Some(property) => {
                let mut location = self.pointer.clone();
                push_segment(&mut location, property);
                location
            }
            None => self.pointer.clone(),
        }
    }
}

impl Violation {
    /// How much memory its texts take, about.
    pub(crate) fn text_bytes(&self) -> usize {
        size_of::<Self>()
            + self.pointer.len()
            + self.property.as_ref().map_or(0, String::len)
            + self.expected.len()
            + self.found.len()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pointer(f, &self.pointer)?;
        if let Some(property) = &self.property {
            f.write_str("/")?;
            let is_plain = !property.contains(['~', '/']);
            match is_plain {
                true => write_pointer(f, property)?,
                false => write_pointer(f, &property.replace('~', "~0").replace('/', "~1"))?,
            }
        } else if self.pointer.is_empty() {
            f.write_str("the payload")?;
        }
        f.write_str(": ")?;
        let (expected, found) = (&*self.expected, &*self.found);
        let (found, between, after) = match self.rule {
            Rule::Type => return write_all(f, ["expected ", expected, ", found ", found]),
            Rule::Required => return f.write_str("required, but missing"),
            Rule::Duplicate => return f.write_str("the key is given more than once"),
            Rule::AdditionalProperties if expected.is_empty() => return f.write_str("unknown key"),
            Rule::AdditionalProperties => {
                f.write_str("unknown key; did you mean `")?;
                write_pointer(f, expected)?;
                return f.write_str("`?");
            }
            Rule::Pattern => {
                write_all(f, [found, " does not match "])?;
                return write_pointer(f, expected);
            }
            Rule::Minimum => (found, " is under the minimum of ", ""),
            Rule::Maximum => (found, " is over the maximum of ", ""),
            Rule::MinLength => (found, " characters, at least ", " are required"),
            Rule::MaxLength => (found, " characters, at most ", " are allowed"),
            Rule::MinItems => (found, " items, at least ", " are required"),
            Rule::MaxItems => (found, " items, at most ", " are allowed"),
            Rule::Enum => (found, " is not one of ", ""),
            Rule::Const => (found, " is not ", ""),
        };
        write_all(f, [found, between, expected, after])
    }
}

/// Writes plain text, several times as quickly as `write!` does.
fn write_all<const N: usize>(f: &mut fmt::Formatter<'_>, parts: [&str; N]) -> fmt::Result {
    parts.into_iter().try_for_each(|part| f.write_str(part))
}

/// A control character in a key must not break the line, or the terminal.
fn write_pointer(f: &mut fmt::Formatter<'_>, pointer: &str) -> fmt::Result {
    let is_plain = |b: u8| matches!(b, b' '..=b'~');
    if pointer.bytes().all(is_plain) {
        return f.write_str(pointer);
    }
    pointer.chars().try_for_each(|c| match c.is_control() {
        true => write!(f, "{}", c.escape_default()),
        false => f.write_char(c),
    })
}

/// Appends one escaped segment to a JSON Pointer.
pub(crate) fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    if !segment.contains(['~', '/']) {
        pointer.push_str(segment);
        return;
    }
    for c in segment.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

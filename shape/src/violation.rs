//! One broken rule: where, which, what was expected and what was found.

use std::fmt;

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
        // In one piece: `to_string` would move its text for every other one of many.
        f.write_str(&self.line())
    }
}

impl Violation {
    fn line(&self) -> String {
        let mut line = String::with_capacity(self.text_bytes());
        push_pointer(&mut line, &self.pointer);
        if let Some(property) = &self.property {
            line.push('/');
            let is_plain = !property.contains(['~', '/']);
            match is_plain {
                true => push_pointer(&mut line, property),
                false => push_pointer(&mut line, &property.replace('~', "~0").replace('/', "~1")),
            }
        } else if self.pointer.is_empty() {
            line.push_str("the payload");
        }
        line.push_str(": ");
        let (expected, found) = (&*self.expected, &*self.found);
        let (found, between, after) = match self.rule {
            Rule::Type => {
                line.extend(["expected ", expected, ", found ", found]);
                return line;
            }
            Rule::Required => ("required, but missing", "", ""),
            Rule::Duplicate => ("the key is given more than once", "", ""),
            Rule::AdditionalProperties if expected.is_empty() => ("unknown key", "", ""),
            Rule::AdditionalProperties => {
                line.push_str("unknown key; did you mean `");
                push_pointer(&mut line, expected);
                line.push_str("`?");
                return line;
            }
            Rule::Pattern => {
                line.extend([found, " does not match "]);
                push_pointer(&mut line, expected);
                return line;
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
        line.extend([found, between, expected, after]);
        line
    }
}

/// A control character in a key must not break the line, or the terminal.
fn push_pointer(line: &mut String, pointer: &str) {
    let is_plain = |b: u8| matches!(b, b' '..=b'~');
    if pointer.bytes().all(is_plain) {
        line.push_str(pointer);
        return;
    }
    for c in pointer.chars() {
        match c.is_control() {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
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

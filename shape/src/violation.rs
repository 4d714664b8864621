//! One broken rule: location, rule, expectation, and what was found.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Range;

use crate::line::{is_plain, one_line};
use crate::pointer;
use crate::words::Words;

/// The rule that a payload breaks, named after its JSON Schema keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The value has another JSON type.
    Type,
    /// A required field is missing.
    Required,
    /// A key that is not described, in a closed object.
    AdditionalProperties,
    /// A number below the minimum.
    Minimum,
    /// A number above the maximum.
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
    /// A string that does not have its format. The emitted schema says this as a `pattern`, since JSON Schema's
    /// `format` is only an annotation: see [`Rule::schema_keyword`].
    Format,
    /// A value that is not listed.
    Enum,
    /// A value other than the only valid one.
    Const,
    /// None of several fields is present, of which at least one is required.
    AnyOf,
    /// A string that should contain JSON and does not.
    ContentMediaType,
    /// A key that is given twice. This is not a JSON Schema keyword: in JSON Schema, the last value silently wins.
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
            Rule::Format => "format",
            Rule::Enum => "enum",
            Rule::Const => "const",
            Rule::AnyOf => "anyOf",
            Rule::ContentMediaType => "contentMediaType",
            Rule::Duplicate => "duplicate",
        }
    }

    /// The keyword of the emitted schema that a validator reports for this rule: [`as_str`](Rule::as_str), but
    /// `pattern` for [`Rule::Format`].
    pub const fn schema_keyword(self) -> &'static str {
        match self {
            Rule::Format => Rule::Pattern.as_str(),
            rule => rule.as_str(),
        }
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One broken rule of one payload.
///
/// `Display` writes one line: `/limit: 101 is over the maximum of 100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The displayed line. The other texts are slices of it, so that a violation needs one allocation only.
    line: String,
    rule: Rule,
    /// The length of the pointer at the start of the line.
    pointer: usize,
    /// The length of the pointer with the key appended.
    location: usize,
    expected: Range<usize>,
    found: Range<usize>,
}

/// The name for the location of the whole payload, whose pointer is empty.
const ROOT: &str = "the payload";
/// Separates the location from the rest of the line.
const SEPARATOR: &str = ": ";

impl Violation {
    /// The JSON Pointer (RFC 6901) to the value that breaks the rule. For a missing, unknown or repeated key, it
    /// points to the object. It continues into JSON that a string contains.
    pub fn pointer(&self) -> &str {
        &self.line[..self.pointer]
    }

    /// The key, for [`Rule::Required`], [`Rule::AdditionalProperties`] and [`Rule::Duplicate`].
    pub fn property(&self) -> Option<Cow<'_, str>> {
        let segment = self.line[self.pointer..self.location].strip_prefix('/')?;
        Some(pointer::unescape(segment))
    }

    /// The JSON Pointer to show to people: [`pointer`](Self::pointer), followed by [`property`](Self::property) if
    /// there is one.
    pub fn location(&self) -> &str {
        &self.line[..self.location]
    }

    /// The displayed line without the location: `101 is over the maximum of 100`.
    pub fn message(&self) -> Cow<'_, str> {
        one_line(&self.line[self.place().len() + SEPARATOR.len()..])
    }

    /// The location at the start of the line.
    fn place(&self) -> &str {
        match self.location() {
            "" => ROOT,
            location => location,
        }
    }

    /// The rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What the rule requires: `100`, `an integer`, `a date (YYYY-MM-DD)`, `"a", "b"`. For an unknown key, the nearest
    /// known key or nothing; for a missing key, the case in which it is required, or nothing if it always is; for a
    /// string that is not JSON, where and why it is not.
    pub fn expected(&self) -> &str {
        &self.line[self.expected.clone()]
    }

    /// What was found, shortened; `a secret` if it is one. Empty for a missing, unknown or repeated key.
    pub fn found(&self) -> &str {
        &self.line[self.found.clone()]
    }

    /// Returns the violation with other texts: `key` replaces each key of the pointer and the property, `found`
    /// replaces what was found. Control characters in the latter are escaped.
    #[must_use]
    pub fn reword(
        &self,
        key: impl Fn(&str) -> Cow<'_, str>,
        found: impl FnOnce(&str) -> Cow<'_, str>,
    ) -> Self {
        let mut pointer = String::new();
        for segment in self.pointer().split('/').skip(1) {
            pointer::push(&mut pointer, &key(&pointer::unescape(segment)));
        }
        let property = self.property();
        let property = property.as_deref().map(key);
        let expected = Some(self.expected()).filter(|expected| !expected.is_empty());
        let found = found(self.found());
        let found = one_line(&found);
        Violation::new(self.rule, pointer, property.as_deref(), expected, &*found)
    }

    /// A violation of [`Rule::Required`] by an object, at `pointer`, that lacks a key.
    pub fn missing_key(pointer: &str, key: &str) -> Self {
        let case: Option<&str> = None;
        Violation::new(Rule::Required, pointer.to_owned(), Some(key), case, "")
    }

    /// Appends a remark in parentheses.
    pub fn note(&mut self, remark: &str) {
        self.line.extend([" (", remark, ")"]);
    }

    /// Starts the line with the pointer.
    pub(crate) fn new(
        rule: Rule,
        pointer: String,
        property: Option<&str>,
        expected: Option<impl Words>,
        found: impl Words,
    ) -> Self {
        let mut line = pointer;
        let pointer = line.len();
        if let Some(property) = property {
            pointer::push(&mut line, property);
        }
        let location = line.len();
        if location == 0 {
            line.push_str(ROOT);
        }
        line.push_str(SEPARATOR);
        let mut violation = Violation {
            line,
            rule,
            pointer,
            location,
            expected: 0..0,
            found: 0..0,
        };
        match rule {
            Rule::Required => violation.missing(expected),
            Rule::AnyOf => violation.none_of(expected),
            Rule::ContentMediaType => violation.compare(found, " is not JSON: ", expected, ""),
            Rule::Duplicate => violation.line.push_str("the key is given more than once"),
            Rule::AdditionalProperties => violation.unknown_key(expected),
            Rule::Type => violation.wrong_type(expected, found),
            Rule::Pattern => violation.compare(found, " does not match ", expected, ""),
            Rule::Minimum => violation.compare(found, " is under the minimum of ", expected, ""),
            Rule::Maximum => violation.compare(found, " is over the maximum of ", expected, ""),
            Rule::MinLength => {
                violation.compare(found, " characters, at least ", expected, " are required");
            }
            Rule::MaxLength => {
                violation.compare(found, " characters, at most ", expected, " are allowed");
            }
            Rule::MinItems => {
                violation.compare(found, " items, at least ", expected, " are required");
            }
            Rule::MaxItems => {
                violation.compare(found, " items, at most ", expected, " are allowed");
            }
            Rule::Enum => violation.compare(found, " is not one of ", expected, ""),
            Rule::Format | Rule::Const => violation.compare(found, " is not ", expected, ""),
        }
        violation
    }

    fn missing(&mut self, case: Option<impl Words>) {
        self.line.push_str("required");
        if let Some(case) = case {
            self.line.push_str(" when ");
            self.expected = push(&mut self.line, case);
        }
        self.line.push_str(", but missing");
    }

    fn none_of(&mut self, fields: impl Words) {
        self.line
            .push_str("required, but missing: at least one of ");
        self.expected = push(&mut self.line, fields);
    }

    fn unknown_key(&mut self, near: Option<impl Words>) {
        self.line.push_str("unknown key");
        if let Some(near) = near {
            self.line.push_str("; did you mean `");
            self.expected = push(&mut self.line, near);
            self.line.push_str("`?");
        }
    }

    fn wrong_type(&mut self, expected: impl Words, found: impl Words) {
        self.line.push_str("expected ");
        self.expected = push(&mut self.line, expected);
        self.line.push_str(", found ");
        self.found = push(&mut self.line, found);
    }

    fn compare(&mut self, found: impl Words, between: &str, expected: impl Words, after: &str) {
        self.found = push(&mut self.line, found);
        self.line.push_str(between);
        self.expected = push(&mut self.line, expected);
        self.line.push_str(after);
    }

    /// The memory that it takes, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + self.line.capacity()
    }
}

/// Appends text and returns its position.
fn push(line: &mut String, words: impl Words) -> Range<usize> {
    let start = line.len();
    words.push_to(line);
    start..line.len()
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Keys are stored unescaped; the found value is already on one line.
        let keys = match self.rule {
            Rule::AdditionalProperties | Rule::Pattern | Rule::Required | Rule::AnyOf => {
                &*self.line
            }
            _ => self.location(),
        };
        match is_plain(keys) {
            true => f.write_str(&self.line),
            false => f.write_str(&one_line(&self.line)),
        }
    }
}

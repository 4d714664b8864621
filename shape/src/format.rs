//! Formats of strings: names, patterns and words. Only what every implementation of a format must reject is checked;
//! e-mail addresses, URLs and Base64 have too many variants for that.
//!
//! An empty string is valid: on pages, it means that there is no value.

use std::sync::LazyLock;

use crate::Pattern;

/// What a string represents, as far as the engine checks it. An empty string has every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Seconds since 1970-01-01T00:00:00Z.
    UnixSeconds,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    UnixMillis,
    /// A signed 64-bit integer.
    Int64,
    /// An unsigned 64-bit integer.
    Uint64,
    /// A decimal number.
    Decimal,
    /// A calendar date, `2006-01-02`.
    Date,
    /// A point in time as in RFC 3339.
    DateTime,
}

struct Entry {
    format: Format,
    name: &'static str,
    words: &'static str,
    pattern: LazyLock<Pattern>,
}

const fn entry(
    format: Format,
    name: &'static str,
    words: &'static str,
    pattern: fn() -> Pattern,
) -> Entry {
    Entry {
        format,
        name,
        words,
        pattern: LazyLock::new(pattern),
    }
}

/// In the order of [`Format`].
static FORMATS: [Entry; 7] = [
    entry(
        Format::UnixSeconds,
        "unix-s",
        "a time in seconds since 1970",
        || Pattern::new(UNIX_TIME),
    ),
    entry(
        Format::UnixMillis,
        "unix-ms",
        "a time in milliseconds since 1970",
        || Pattern::new(UNIX_TIME),
    ),
    entry(Format::Int64, "int64", "a 64-bit integer", || {
        Pattern::owned(int64())
    }),
    entry(
        Format::Uint64,
        "uint64",
        "an unsigned 64-bit integer",
        || Pattern::owned(uint64()),
    ),
    entry(Format::Decimal, "decimal", "a decimal number", || {
        Pattern::new(DECIMAL)
    }),
    entry(Format::Date, "date", "a date (YYYY-MM-DD)", || {
        Pattern::owned(format!("^(?:{})?$", day()))
    }),
    entry(
        Format::DateTime,
        "date-time",
        "a time as in RFC 3339 (2026-01-31T09:30:00+08:00)",
        || Pattern::owned(format!("^(?:{}{TIME})?$", day())),
    ),
];

impl Format {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|entry| entry.format)
    }

    /// The format with a name, such as `date-time`.
    pub fn named(name: &str) -> Option<Format> {
        Format::all().find(|format| format.name() == name)
    }

    /// The name in spec files.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Describes a value, to follow "is not": `a date (YYYY-MM-DD)`.
    pub fn words(self) -> &'static str {
        self.entry().words
    }

    /// The pattern that says the same, for JSON Schema.
    pub fn pattern(self) -> &'static Pattern {
        &self.entry().pattern
    }

    fn entry(self) -> &'static Entry {
        &FORMATS[self as usize]
    }
}

const UNIX_TIME: &str = r"^(?:-?[0-9]+(?:\.[0-9]+)?)?$";

/// Parsers accept a sign, leading zeros and an exponent.
const DECIMAL: &str = r"^(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)?$";

/// The time of RFC 3339, which allows a blank instead of the `T`, lower-case letters and leap seconds.
const TIME: &str = r"[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

fn int64() -> String {
    let (low, high) = (
        at_most("9223372036854775808"),
        at_most("9223372036854775807"),
    );
    format!("^(?:-0*(?:{low})|[+]?0*(?:{high}))?$")
}

fn uint64() -> String {
    format!("^(?:[+]?0*(?:{}))?$", at_most("18446744073709551615"))
}

/// The digits of a number up to `limit`, without leading zeros except for 0 itself.
fn at_most(limit: &str) -> String {
    let mut alternatives = vec![format!("[0-9]{{1,{}}}", limit.len() - 1)];
    for (index, digit) in limit.char_indices() {
        let rest = limit.len() - index - 1;
        let lower = match digit {
            '0' => continue,
            '1' => "0".to_owned(),
            digit => format!("[0-{}]", char::from(digit as u8 - 1)),
        };
        let rest = match rest {
            0 => String::new(),
            rest => format!("[0-9]{{{rest}}}"),
        };
        alternatives.push(format!("{}{lower}{rest}", &limit[..index]));
    }
    alternatives.push(limit.to_owned());
    alternatives.join("|")
}

/// A day that exists: no 30th of February, and a 29th in leap years only.
fn day() -> String {
    let days = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])";
    let leap = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
    format!("(?:[0-9]{{4}}-(?:{days})|{leap})")
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, Format};

    #[test]
    fn the_table_is_in_order() {
        for (index, entry) in FORMATS.iter().enumerate() {
            assert_eq!(entry.format as usize, index);
            assert_eq!(Format::named(entry.name), Some(entry.format));
        }
        assert_eq!(Format::named("email"), None);
    }

    /// Each is used unchanged in the emitted schema.
    #[test]
    fn is_portable() {
        for format in Format::all() {
            let pattern = format.pattern();
            assert_eq!(pattern.portable(), pattern.as_str());
        }
    }
}

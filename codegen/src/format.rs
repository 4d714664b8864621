//! Patterns for formats. Only what every implementation of a format must reject is checked; e-mail addresses, URLs
//! and Base64 have too many variants for that.
//!
//! An empty string is valid: on pages, it means that there is no value.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use larkspec_shape::Pattern;

use crate::model::{Field, Format, Type};

/// The pattern of a format for strings; `None` if nothing is certain, or no pattern can express it.
pub fn pattern(format: Format) -> Option<&'static Pattern> {
    static PATTERNS: LazyLock<BTreeMap<Format, Pattern>> = LazyLock::new(|| {
        let sources = [
            (Format::UnixSeconds, UNIX_TIME.to_owned()),
            (Format::UnixMillis, UNIX_TIME.to_owned()),
            (Format::Int64, int64()),
            (Format::Uint64, uint64()),
            (Format::Decimal, DECIMAL.to_owned()),
            (Format::Date, format!("^(?:{})?$", date())),
            (Format::DateTime, format!("^(?:{}{TIME})?$", date())),
        ];
        let compiled =
            |(format, source): (Format, String)| Some((format, Pattern::compile(source).ok()?));
        sources.into_iter().filter_map(compiled).collect()
    });
    PATTERNS.get(&format)
}

/// What each string of a field must match: the field's own pattern, otherwise that of its format.
pub fn pattern_of(field: &Field) -> Option<&Pattern> {
    let of_format = || {
        let is_text = *field.ty.innermost() == Type::String;
        pattern(field.format.filter(|_| is_text)?)
    };
    field.rules.pattern.as_ref().or_else(of_format)
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
fn date() -> String {
    let days = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])";
    let leap = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
    format!("(?:[0-9]{{4}}-(?:{days})|{leap})")
}

#[cfg(test)]
mod tests {
    use super::pattern;
    use crate::model::Format;

    #[test]
    fn what_is_certain() {
        for (format, good, bad) in [
            (
                Format::Int64,
                &[
                    "0",
                    "-1",
                    "+7",
                    "007",
                    "-0",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "0009223372036854775807",
                    "",
                ][..],
                &[
                    "9223372036854775808",
                    "-9223372036854775809",
                    "10000000000000000000",
                    "1.0",
                    "1e3",
                    "a",
                    " 1",
                    "1\n",
                    "１",
                    "-",
                    "0x1",
                ][..],
            ),
            (
                Format::Uint64,
                &["0", "18446744073709551615", "9999999999999999999", "+1", ""],
                &[
                    "18446744073709551616",
                    "20000000000000000000",
                    "-1",
                    "1.5",
                    "a",
                ],
            ),
            (
                Format::Decimal,
                &["0", "-1.50", ".5", "5.", "1e3", "1E-3", "+2", ""],
                &["1,000", "1.2.3", "NaN", ".", "1e", "12%", "0x1"],
            ),
            (
                Format::Date,
                &["2024-02-29", "2000-02-29", "1999-12-31", ""],
                &[
                    "2024-02-30",
                    "2023-02-29",
                    "1900-02-29",
                    "2024-04-31",
                    "2024-13-01",
                    "2024-00-10",
                    "2024-1-1",
                    "2024/01/01",
                    "20240101",
                ],
            ),
            (
                Format::DateTime,
                &[
                    "2024-02-29T23:59:60Z",
                    "2024-01-01T00:00:00.123+08:00",
                    "2024-01-01t00:00:00z",
                    "2024-01-01 00:00:00Z",
                    "",
                ],
                &[
                    "2024-02-30T00:00:00Z",
                    "2024-01-01T24:00:00Z",
                    "2024-01-01",
                    "2024-01-01T00:00:00",
                    "2024-01-01T00:00:00+0800",
                ],
            ),
            (
                Format::UnixMillis,
                &["1700000000000", "-1", "0", ""],
                &["now", "2024-01-01", "1e3"],
            ),
            (
                Format::UnixSeconds,
                &["1700000000", "1700000000.5"],
                &["a", "+1"],
            ),
        ] {
            let pattern = pattern(format).unwrap();
            for text in good {
                assert!(pattern.is_match(text), "{format}: {text:?}");
            }
            for text in bad {
                assert!(!pattern.is_match(text), "{format}: {text:?}");
            }
        }
        for format in [Format::Email, Format::Url, Format::Base64, Format::Json] {
            assert!(pattern(format).is_none(), "{format}");
        }
    }

    /// Each is used unchanged in the emitted schema.
    #[test]
    fn is_portable() {
        for format in [
            Format::Int64,
            Format::Uint64,
            Format::Decimal,
            Format::Date,
            Format::DateTime,
        ] {
            let pattern = pattern(format).unwrap();
            assert_eq!(pattern.portable(), pattern.as_str());
        }
    }
}

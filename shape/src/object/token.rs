//! One level of a JSON value, and the exact meaning of its text.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// A JSON value of which only the outermost level was read.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Null,
    Bool(bool),
    /// The text of a number.
    Number(&'a str),
    Text(Cow<'a, str>),
    List,
    Object,
}

impl<'a> Token<'a> {
    pub(super) fn of(raw: &'a RawValue) -> Self {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'n') => Token::Null,
            Some(b't') => Token::Bool(true),
            Some(b'f') => Token::Bool(false),
            Some(b'"') => Token::Text(string(text)),
            Some(b'[') => Token::List,
            Some(b'{') => Token::Object,
            _ => Token::Number(text),
        }
    }

    /// The name of its type in messages.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Token::Null => "null",
            Token::Bool(_) => "a boolean",
            Token::Number(text)
                if text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'-') =>
            {
                "an integer"
            }
            Token::Number(_) => "a number",
            Token::Text(_) => "a string",
            Token::List => "an array",
            Token::Object => "an object",
        }
    }

    /// The text of a number, even if it is in a string.
    pub(super) fn number(&self) -> Option<&str> {
        match self {
            Token::Number(text) => Some(text),
            Token::Text(text) => Some(&**text).filter(|text| is_number(text)),
            _ => None,
        }
    }
}

/// The content of a JSON string.
fn string(json: &str) -> Cow<'_, str> {
    match serde_json::from_str::<&str>(json) {
        Ok(text) => Cow::Borrowed(text),
        // It has escapes. Lone surrogates have been replaced before.
        Err(_) => Cow::Owned(serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())),
    }
}

/// Whether a text is exactly a JSON number.
fn is_number(text: &str) -> bool {
    let is_part =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    text.bytes().all(is_part) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Whether a value is empty: `""`, `[]` or `{}`.
pub(super) fn is_empty(raw: &RawValue) -> bool {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => text.len() == 2,
        Some(b'[' | b'{') => text[1..text.len() - 1].trim_ascii().is_empty(),
        _ => false,
    }
}

/// The integer that a JSON number equals, in any notation; `None` if it does not fit into `i64`.
pub(super) fn integer(number: &str) -> Option<i64> {
    if let Ok(value) = number.parse() {
        return Some(value);
    }
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let mantissa = digits.trim_end_matches('0');
    let significant = mantissa.trim_start_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    // An exponent beyond `i64` means a number far beyond the range, or far below one.
    let exponent: i64 = exponent.parse().ok()?;
    let behind = i64::try_from(fraction.len()).ok()?;
    let stripped = i64::try_from(digits.len() - mantissa.len()).ok()?;
    let zeros = exponent.checked_sub(behind)?.checked_add(stripped)?;
    let zeros = usize::try_from(zeros).ok().filter(|zeros| *zeros < 20)?;
    format!("{sign}{significant}{}", "0".repeat(zeros))
        .parse()
        .ok()
}

/// The number that `serde_json` reads from a JSON number; `None` beyond the range.
pub(super) fn float(number: &str) -> Option<f64> {
    serde_json::from_str(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_one_however_it_is_written() {
        for (text, expected) in [
            ("5", Some(5)),
            ("-0", Some(0)),
            ("5.0", Some(5)),
            ("-5.000", Some(-5)),
            ("1e2", Some(100)),
            ("1.5e1", Some(15)),
            ("1.50E+1", Some(15)),
            ("1500e-2", Some(15)),
            ("0.0e999999999999999999999", Some(0)),
            ("0.5", None),
            ("1e-1", None),
            ("1e400", None),
            ("1e99999999999999999999", None),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775807.0", Some(i64::MAX)),
            ("-9223372036854775808.0", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("9.223372036854775807e18", Some(i64::MAX)),
            ("9007199254740993.0", Some(9_007_199_254_740_993)),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_knows_what_it_is() {
        for (json, name, number) in [
            ("null", "null", None),
            ("5", "an integer", Some("5")),
            ("5.0", "a number", Some("5.0")),
            (r#""5""#, "a string", Some("5")),
            (r#""-1.5e3""#, "a string", Some("-1.5e3")),
            (r#"" 5""#, "a string", None),
            (r#""05""#, "a string", None),
            (r#""+5""#, "a string", None),
            (r#""NaN""#, "a string", None),
            (r#""""#, "a string", None),
            (r#""\u0035""#, "a string", Some("5")),
            ("[]", "an array", None),
            ("{}", "an object", None),
        ] {
            let raw: &RawValue = serde_json::from_str(json).unwrap();
            let token = Token::of(raw);
            assert_eq!((token.name(), token.number()), (name, number), "{json}");
        }
        for (json, empty) in [
            (r#""""#, true),
            ("[ ]", true),
            ("{\n}", true),
            (r#"" ""#, false),
            ("[0]", false),
            ("null", false),
            ("0", false),
        ] {
            let raw: &RawValue = serde_json::from_str(json).unwrap();
            assert_eq!(is_empty(raw), empty, "{json}");
        }
    }
}

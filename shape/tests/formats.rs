//! The formats of strings: what each accepts and rejects, and what a violation says.

use larkspec_shape::{Format, Rule, Shape, Text, Violation, check};
use serde_json::Value;

/// The violations of a string that should have a format.
fn broken(format: Format, text: &str) -> Vec<Violation> {
    let shape = Shape::Text(Text::new().format(format));
    let json = Value::from(text).to_string();
    match check(&shape, json.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(error) => error.violations().to_vec(),
    }
}

/// A format, strings that have it, some that do not, and the violation of the first of these.
type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
);

const CASES: &[Case] = &[
    (
        "unix-s",
        &["1700000000", "1700000000.5"],
        &["soon", "a", "+1"],
        r#""soon" is not a time in seconds since 1970"#,
    ),
    (
        "unix-ms",
        &["1700000000000", "-1", "0"],
        &["2024-01-01", "now", "1e3"],
        r#""2024-01-01" is not a time in milliseconds since 1970"#,
    ),
    (
        "int64",
        &[
            "0",
            "-1",
            "+7",
            "007",
            "-0",
            "9223372036854775807",
            "-9223372036854775808",
            "0009223372036854775807",
        ],
        &[
            "x",
            "9223372036854775808",
            "-9223372036854775809",
            "10000000000000000000",
            "1.0",
            "1e3",
            " 1",
            "1\n",
            "１",
            "-",
            "0x1",
        ],
        r#""x" is not a 64-bit integer"#,
    ),
    (
        "uint64",
        &["0", "18446744073709551615", "9999999999999999999", "+1"],
        &[
            "-1",
            "18446744073709551616",
            "20000000000000000000",
            "1.5",
            "a",
        ],
        r#""-1" is not an unsigned 64-bit integer"#,
    ),
    (
        "decimal",
        &["0", "-1.50", ".5", "5.", "1e3", "1E-3", "+2"],
        &["1,000", "1.2.3", "NaN", ".", "1e", "12%", "0x1"],
        r#""1,000" is not a decimal number"#,
    ),
    (
        "date",
        &["2024-02-29", "2000-02-29", "1999-12-31"],
        &[
            "2024-13-01",
            "2024-02-30",
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "2024-00-10",
            "2024-1-1",
            "2024/01/01",
            "20240101",
        ],
        r#""2024-13-01" is not a date (YYYY-MM-DD)"#,
    ),
    (
        "date-time",
        &[
            "2024-02-29T23:59:60Z",
            "2024-01-01T00:00:00.123+08:00",
            "2024-01-01t00:00:00z",
            "2024-01-01 00:00:00Z",
        ],
        &[
            "2024-01-01",
            "2024-02-30T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00+0800",
        ],
        r#""2024-01-01" is not a time as in RFC 3339 (2026-01-31T09:30:00+08:00)"#,
    ),
];

#[test]
fn what_is_certain() {
    let names: Vec<&str> = CASES.iter().map(|case| case.0).collect();
    let all: Vec<&str> = Format::all().map(Format::name).collect();
    assert_eq!(names, all);
    for (name, good, bad, message) in CASES {
        let format = Format::named(name).unwrap();
        for text in good.iter().chain(&[""]) {
            assert_eq!(broken(format, text), [], "{name}: {text:?}");
        }
        for text in *bad {
            let rules: Vec<Rule> = broken(format, text).iter().map(Violation::rule).collect();
            assert_eq!(rules, [Rule::Format], "{name}: {text:?}");
        }
        let [violation] = &broken(format, bad[0])[..] else {
            panic!("{name}");
        };
        assert_eq!(violation.message(), *message);
        assert_eq!(violation.expected(), format.words());
        assert_eq!(
            (violation.rule().as_str(), violation.rule().schema_keyword()),
            ("format", "pattern")
        );
    }
}

#[test]
fn a_secret_is_hidden() {
    let shape = Shape::Text(Text::new().format(Format::Date).secret());
    let error = check(&shape, br#""2024-13-01""#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the payload: a secret is not a date (YYYY-MM-DD)"
    );
}

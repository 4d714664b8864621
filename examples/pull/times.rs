//! Times and durations as a person writes them.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Milliseconds since 1970, from a date (its first moment in UTC), RFC 3339, or a number.
pub fn milliseconds(text: &str) -> Result<i64, String> {
    let milliseconds = match text.parse::<i64>() {
        // As milliseconds, every number of seconds up to the year 5138 lies before March 1973.
        Ok(number @ 1..100_000_000_000) => {
            return Err(format!(
                "{number} looks like seconds; in milliseconds it is {}",
                number * 1000
            ));
        }
        Ok(number) => number,
        Err(_) => timestamp(text)?.as_millisecond(),
    };
    match milliseconds {
        ..0 => Err("a time before 1970 has no instances".to_owned()),
        _ => Ok(milliseconds),
    }
}

fn timestamp(text: &str) -> Result<Timestamp, String> {
    // The parser of dates takes the date of a whole point in time as well.
    if text.len() == "2026-01-31".len()
        && let Ok(date) = text.parse::<Date>()
    {
        let midnight = date.to_zoned(TimeZone::UTC);
        return midnight
            .map(|midnight| midnight.timestamp())
            .map_err(|error| error.to_string());
    }
    text.parse()
        .map_err(|_| match text.parse::<jiff::civil::DateTime>() {
            Ok(_) => format!("a time of day needs its offset from UTC: {text}Z, or {text}+08:00"),
            Err(_) => {
                "not a time, such as 2026-01-31 (midnight UTC), 2026-01-31T00:00:00+08:00, or \
                   milliseconds since 1970"
                    .to_owned()
            }
        })
}

/// A duration such as `10h` or `1h 30m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let duration: SignedDuration = text
        .parse()
        .map_err(|_| "not a duration, such as 10h, 90m or 1h 30m".to_owned())?;
    Duration::try_from(duration).map_err(|_| "a duration is not negative".to_owned())
}

/// Milliseconds since 1970 as RFC 3339.
pub fn show(milliseconds: i64) -> String {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(timestamp) => timestamp.to_string(),
        Err(_) => format!("{milliseconds} ms"),
    }
}

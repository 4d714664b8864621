//! Parses times and durations from the command line.

use std::time::Duration;

use larkspec::UnixMillis;

/// Parses a time: a date (midnight UTC), RFC 3339, or milliseconds since 1970.
pub fn time(text: &str) -> Result<UnixMillis, String> {
    let time = match text.parse::<i64>() {
        // Interpreted as milliseconds, any number of seconds up to the year 5138 is before March 1973.
        Ok(number @ 1..100_000_000_000) => {
            return Err(format!(
                "{number} looks like seconds; in milliseconds it is {}",
                number * 1000
            ));
        }
        Ok(number) => UnixMillis::from_millis(number),
        Err(_) => timestamp(text)?,
    };
    match time < UnixMillis::from_millis(0) {
        true => Err("a time before 1970 has no instances".to_owned()),
        false => Ok(time),
    }
}

fn timestamp(text: &str) -> Result<UnixMillis, String> {
    if text.len() == "2026-01-31".len()
        && let Ok(midnight) = format!("{text}T00:00:00Z").parse()
    {
        return Ok(midnight);
    }
    text.parse()
        .map_err(|_| match format!("{text}Z").parse::<UnixMillis>() {
            Ok(_) => format!("a time of day needs its offset from UTC: {text}Z, or {text}+08:00"),
            Err(_) => {
                "not a time, such as 2026-01-31 (midnight UTC), 2026-01-31T00:00:00+08:00, or \
                   milliseconds since 1970"
                    .to_owned()
            }
        })
}

/// Parses a duration such as `10h` or `1h 30m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map_err(|_| "not a duration, such as 10h, 90m or 1h 30m".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::duration;

    #[test]
    fn a_duration_has_units() {
        for (text, minutes) in [
            ("10h", Some(600)),
            ("1h 30m", Some(90)),
            ("1h30min", Some(90)),
            ("1.5h", Some(90)),
            ("2 days", Some(2880)),
            ("", None),
            ("10", None),
            ("-5m", None),
            ("PT1H", None),
        ] {
            let expected = minutes.map(|minutes| Duration::from_secs(minutes * 60));
            assert_eq!(duration(text).ok(), expected, "{text}");
        }
    }
}

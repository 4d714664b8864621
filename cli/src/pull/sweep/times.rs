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
    milliseconds(text)
        .map(Duration::from_millis)
        .ok_or_else(|| "not a duration, such as 10h, 90m or 1h 30m".to_owned())
}

/// The sum of numbers with their units.
fn milliseconds(text: &str) -> Option<u64> {
    let mut rest = text.trim();
    let mut sum = None;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_ascii_alphabetic());
        let (unit, after) = after.split_at(end.unwrap_or(after.len()));
        let unit = match unit {
            "d" | "day" | "days" => 86_400_000,
            "h" | "hour" | "hours" => 3_600_000,
            "m" | "min" | "minute" | "minutes" => 60_000,
            "s" | "sec" | "second" | "seconds" => 1000,
            "ms" => 1,
            _ => return None,
        };
        let part = number.parse::<u64>().ok()?.checked_mul(unit)?;
        sum = Some(sum.unwrap_or(0u64).checked_add(part)?);
        rest = after.trim_start();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn a_duration_is_a_sum_of_numbers_with_units() {
        for (text, expected) in [
            ("10h", Some(36_000_000)),
            ("1h 30m", Some(5_400_000)),
            ("1h30min", Some(5_400_000)),
            (" 2 days ", Some(172_800_000)),
            ("1s 5ms", Some(1005)),
            ("0s", Some(0)),
            ("", None),
            ("10", None),
            ("h", None),
            ("-5m", None),
            ("1.5h", None),
            ("100us", None),
            ("1h,30m", None),
            ("300000000000d", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text}");
        }
    }
}

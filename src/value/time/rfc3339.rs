//! Reads and writes RFC 3339 times, for all seconds that an `i64` can hold.
//!
//! Years before 0000 and after 9999 have a sign and at least six digits, as in ISO 8601.

use std::fmt;

/// Why a text is not a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The text does not have the format.
    Form,
    /// The day or time of day does not exist.
    NoSuchTime,
    /// The seconds exceed an `i64`.
    Range,
}

const DAY: i64 = 86_400;

/// The years of RFC 3339.
const YEARS: std::ops::RangeInclusive<i64> = 0..=9999;

/// Writes a time in UTC, with milliseconds where there are any.
pub(super) fn write(f: &mut fmt::Formatter<'_>, seconds: i64, millis: i64) -> fmt::Result {
    let (year, month, day) = date(seconds.div_euclid(DAY));
    match YEARS.contains(&year) {
        true => write!(f, "{year:04}")?,
        false => write!(f, "{year:+07}")?,
    }
    let time = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
    if millis != 0 {
        write!(f, ".{millis:03}")?;
    }
    f.write_str("Z")
}

/// Parses a time into the seconds since 1970, rounded down, and the nanoseconds beyond them. Digits below a
/// nanosecond are dropped. A leap second counts as the following second.
pub(super) fn parse(text: &str) -> Result<(i64, u32), Reason> {
    let mut rest = Rest(text);
    let (time, nanos) = rest.time().ok_or(Reason::Form)?;
    let days = days(time.year, time.month, time.day);
    let is_day = date(days) == (time.year, time.month, time.day);
    let [offset_hours, offset_minutes] = time.offset;
    let is_time = time.hour < 24 && time.minute < 60 && time.second <= 60;
    if !is_day || !is_time || offset_hours >= 24 || offset_minutes >= 60 {
        return Err(Reason::NoSuchTime);
    }
    let offset = time.east * (offset_hours * 3600 + offset_minutes * 60);
    let in_day = time.hour * 3600 + time.minute * 60 + time.second - offset;
    let seconds = i128::from(days) * i128::from(DAY) + i128::from(in_day);
    let seconds = i64::try_from(seconds).map_err(|_| Reason::Range)?;
    Ok((seconds, nanos))
}

/// The parts of the text.
struct Time {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// 1 for an offset to the east of Greenwich, -1 to the west.
    east: i64,
    /// Hours and minutes.
    offset: [i64; 2],
}

/// The rest of the text.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn time(&mut self) -> Option<(Time, u32)> {
        let year = self.year()?;
        let month = self.after(&['-'])?;
        let day = self.after(&['-'])?;
        let hour = self.after(&['T', 't', ' '])?;
        let minute = self.after(&[':'])?;
        let second = self.after(&[':'])?;
        let nanos = match self.any_of(&['.']) {
            Some(_) => nanos(self.digits()?),
            None => 0,
        };
        let (east, offset) = match self.any_of(&['Z', 'z', '+', '-'])? {
            'Z' | 'z' => (1, [0, 0]),
            sign => {
                let offset = [self.number(2)?, self.after(&[':'])?];
                (if sign == '-' { -1 } else { 1 }, offset)
            }
        };
        let time = Time {
            year,
            month,
            day,
            hour,
            minute,
            second,
            east,
            offset,
        };
        self.0.is_empty().then_some((time, nanos))
    }

    /// Four digits, or a sign and up to twelve: the days of such a year fit an `i64`.
    fn year(&mut self) -> Option<i64> {
        let Some(sign) = self.any_of(&['+', '-']) else {
            return self.number(4);
        };
        let digits = self.digits().filter(|d| (4..=12).contains(&d.len()))?;
        let year: i64 = digits.parse().ok()?;
        Some(if sign == '-' { -year } else { year })
    }

    /// Two digits after one of these characters.
    fn after(&mut self, separators: &[char]) -> Option<i64> {
        self.any_of(separators)?;
        self.number(2)
    }

    fn any_of(&mut self, characters: &[char]) -> Option<char> {
        let found = self.0.chars().next().filter(|c| characters.contains(c))?;
        self.0 = &self.0[found.len_utf8()..];
        Some(found)
    }

    fn number(&mut self, length: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(length)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        self.0 = rest;
        digits.parse().ok().filter(|_| is_number)
    }

    /// All following digits, at least one.
    fn digits(&mut self) -> Option<&'t str> {
        let is_digit = |c: char| c.is_ascii_digit();
        let rest = self.0.trim_start_matches(is_digit);
        let digits = &self.0[..self.0.len() - rest.len()];
        self.0 = rest;
        Some(digits).filter(|digits| !digits.is_empty())
    }
}

/// The first nine digits of a fraction.
fn nanos(digits: &str) -> u32 {
    let digits = &digits[..digits.len().min(9)];
    let missing = 9 - digits.len();
    // Nine digits fit.
    format!("{digits}{}", "0".repeat(missing))
        .parse()
        .unwrap_or_default()
}

/// Days in 400 years, the period of the Gregorian calendar.
const ERA: i64 = 146_097;
/// Days from March 1st of the year 0, when an era begins, to 1970.
const TO_1970: i64 = 719_468;

/// The days from 1970 to a date. A day that the month does not have counts as a day of the next month. See
/// <https://howardhinnant.github.io/date_algorithms.html>.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that a leap day is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let in_era = year.rem_euclid(400);
    let in_year = (153 * month + 2) / 5 + day - 1;
    year.div_euclid(400) * ERA + in_era * 365 + in_era / 4 - in_era / 100 + in_year - TO_1970
}

/// The year, month and day of this many days since 1970.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + TO_1970;
    let in_era = days.rem_euclid(ERA);
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let year = year + days.div_euclid(ERA) * 400;
    match month < 10 {
        true => (year, month + 3, day),
        false => (year + 1, month - 9, day),
    }
}

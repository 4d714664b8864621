//! Points in time with a known unit.

use std::borrow::Cow;
use std::error;
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use larkspec_shape::object::{Leaf, Plain};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod rfc3339;

use rfc3339::Reason;

/// The error for a text that is not a time, or a time that does not fit into the target type.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidTime(Cow<'static, str>);

impl InvalidTime {
    const RANGE: InvalidTime =
        InvalidTime(Cow::Borrowed("the time is out of the range of its type"));

    fn of(text: &str, reason: Reason) -> Self {
        let why = match reason {
            Reason::Form => "is not an RFC 3339 time, such as 2026-01-31T09:30:00+08:00",
            Reason::NoSuchTime => "has a day or a time of day that does not exist",
            Reason::Range => "is out of the range of its type",
        };
        let text: String = text.chars().take(60).collect();
        InvalidTime(format!("`{}` {why}", text.escape_debug()).into())
    }
}

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

larkspec_shape::debug_as_display!(InvalidTime);

impl error::Error for InvalidTime {}

macro_rules! unix_time {
    (
        $(#[$doc:meta])*
        $name:ident, $unit:literal, $per_second:literal, $from:ident, $as:ident, $units:expr, $duration:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $name(i64);

        impl $name {
            #[doc = concat!("Creates the time this many ", $unit, " after 1970-01-01T00:00:00Z.")]
            pub const fn $from(count: i64) -> Self {
                $name(count)
            }

            #[doc = concat!("The number of ", $unit, " since 1970-01-01T00:00:00Z; negative for earlier times.")]
            pub const fn $as(self) -> i64 {
                self.0
            }

            /// The current time by the system's clock, rounded down.
            pub fn now() -> Self {
                // A clock outside the range is wrong in any case.
                $name::try_from(SystemTime::now()).unwrap_or($name(i64::MAX))
            }

            #[doc = concat!("Adds a duration, in whole ", $unit, "; returns the last possible time on overflow.")]
            #[must_use]
            pub fn saturating_add(self, duration: Duration) -> Self {
                $name(self.0.saturating_add_unsigned(units($units(duration))))
            }

            #[doc = concat!("Subtracts a duration, in whole ", $unit, "; returns the first possible time on overflow.")]
            #[must_use]
            pub fn saturating_sub(self, duration: Duration) -> Self {
                $name(self.0.saturating_sub_unsigned(units($units(duration))))
            }

            /// The duration since an earlier time; zero if that time is later.
            pub fn saturating_duration_since(self, earlier: Self) -> Duration {
                match self > earlier {
                    true => $duration(self.0.abs_diff(earlier.0)),
                    false => Duration::ZERO,
                }
            }
        }

        /// Like `saturating_add`.
        impl Add<Duration> for $name {
            type Output = Self;

            fn add(self, duration: Duration) -> Self {
                self.saturating_add(duration)
            }
        }

        /// Like `saturating_sub`.
        impl Sub<Duration> for $name {
            type Output = Self;

            fn sub(self, duration: Duration) -> Self {
                self.saturating_sub(duration)
            }
        }

        /// Rounds down.
        impl TryFrom<SystemTime> for $name {
            type Error = InvalidTime;

            fn try_from(time: SystemTime) -> Result<Self, InvalidTime> {
                let count = match time.duration_since(SystemTime::UNIX_EPOCH) {
                    Ok(after) => i64::try_from($units(after)).ok(),
                    Err(before) => {
                        let before = before.duration();
                        let down = Duration::from_nanos(1_000_000_000 / $per_second - 1);
                        let units = before.checked_add(down).map($units);
                        units.and_then(|units| i64::try_from(-i128::try_from(units).ok()?).ok())
                    }
                };
                count.map($name).ok_or(InvalidTime::RANGE)
            }
        }

        impl TryFrom<$name> for SystemTime {
            type Error = InvalidTime;

            /// Fails if the operating system cannot represent the time.
            fn try_from(time: $name) -> Result<Self, InvalidTime> {
                let (epoch, zero) = (SystemTime::UNIX_EPOCH, $name(0));
                let time = match time < zero {
                    true => epoch.checked_sub(zero.saturating_duration_since(time)),
                    false => epoch.checked_add(time.saturating_duration_since(zero)),
                };
                time.ok_or(InvalidTime::RANGE)
            }
        }

        /// Formats the time in UTC as in RFC 3339. A year before 0000 or after 9999 has a sign and at least six
        /// digits.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let millis = self.0.rem_euclid($per_second);
                rfc3339::write(f, self.0.div_euclid($per_second), millis)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        /// Parses a time as in RFC 3339, with any offset from UTC, and rounds it down.
        impl FromStr for $name {
            type Err = InvalidTime;

            fn from_str(text: &str) -> Result<Self, InvalidTime> {
                let invalid = |reason| InvalidTime::of(text, reason);
                let (seconds, nanos) = rfc3339::parse(text).map_err(invalid)?;
                let fraction = i64::from(nanos) / (1_000_000_000 / $per_second);
                let count = i128::from(seconds) * $per_second + i128::from(fraction);
                i64::try_from(count).map($name).map_err(|_| invalid(Reason::Range))
            }
        }

        /// Writes an integer.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        /// Reads an integer, or an integer in a string.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = CountVisitor(concat!($unit, " since 1970, as an integer or as a string of digits"));
                deserializer.deserialize_any(visitor).map($name)
            }
        }

        impl Leaf for $name {
            fn blank() -> Self {
                $name(0)
            }

            fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>> {
                match value {
                    Plain::Int(count) => Ok($name(count)),
                    _ => Err(concat!("expected a time in ", $unit, " since 1970").into()),
                }
            }

            fn write(&self) -> Result<Plain<'_>, Cow<'static, str>> {
                Ok(Plain::Int(self.0))
            }
        }

        larkspec_shape::leaf_cell!($name);

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("larkspec::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let description = concat!("Unix time in ", $unit, ".");
                match generator.contract().is_serialize() {
                    true => schemars::json_schema!({ "description": description, "type": "integer", "format": "int64" }),
                    false => schemars::json_schema!({
                        "description": description,
                        "anyOf": [
                            { "type": "integer", "format": "int64" },
                            { "type": "string", "pattern": "^-?[0-9]+$" },
                        ],
                    }),
                }
            }
        }
    };
}

unix_time! {
    /// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, as most of the platform counts.
    ///
    /// It is sent as the page says, as an integer or as a string of digits. The unit is part of the type: there is no
    /// conversion from a bare number, so seconds cannot be taken for milliseconds.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use larkspec::UnixMillis;
    ///
    /// let start: UnixMillis = "2026-01-01T00:00:00+08:00".parse()?;
    /// assert_eq!(start.as_millis(), 1_767_196_800_000);
    /// assert_eq!(start.to_string(), "2025-12-31T16:00:00Z");
    ///
    /// let end = UnixMillis::try_from(SystemTime::now())?;
    /// assert!(end - Duration::from_secs(60) < end);
    /// # Ok::<(), larkspec::InvalidTime>(())
    /// ```
    ///
    /// The setter of a required time takes `"…".parse()?`. That of an optional one takes an `Option` as well, so the type has
    /// to be named there:
    ///
    /// ```
    /// use larkspec::UnixMillis;
    /// use larkspec::approval::v4::task::search;
    ///
    /// # let until = None::<UnixMillis>;
    /// let request = search::Request::builder()
    ///     .user_id("f7cb567e")
    ///     .task_start_time_from("2026-01-01T00:00:00+08:00".parse::<UnixMillis>()?)
    ///     .task_start_time_to(until) // a `UnixMillis`, `Some` of one, or `None`
    ///     .build()?;
    /// assert_eq!(request.task_start_time_from, Some(UnixMillis::from_millis(1_767_196_800_000)));
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    ///
    /// ```compile_fail
    /// let seconds = 1_767_196_800;
    /// let start: larkspec::UnixMillis = seconds.into();
    /// ```
    UnixMillis, "milliseconds", 1000, from_millis, as_millis, |d: Duration| d.as_millis(), Duration::from_millis
}

unix_time! {
    /// A point in time: whole seconds since 1970-01-01T00:00:00Z.
    ///
    /// It is sent as the page says, as an integer or as a string of digits. The unit is part of the type: there is no
    /// conversion from a bare number, so milliseconds cannot be taken for seconds.
    ///
    /// ```
    /// use larkspec::{UnixMillis, UnixSeconds};
    ///
    /// let start = UnixSeconds::from_secs(1_767_196_800);
    /// assert_eq!(start.to_string(), "2025-12-31T16:00:00Z");
    /// assert_eq!(UnixMillis::try_from(start)?.as_millis(), 1_767_196_800_000);
    /// assert_eq!("2026-01-01T00:00:00+08:00".parse::<UnixSeconds>()?, start);
    /// # Ok::<(), larkspec::InvalidTime>(())
    /// ```
    ///
    /// As with [`UnixMillis`], the setter of an optional time needs the type: `"…".parse::<UnixSeconds>()?`.
    UnixSeconds, "seconds", 1, from_secs, as_secs, |d: Duration| u128::from(d.as_secs()), Duration::from_secs
}

fn units(count: u128) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl UnixMillis {
    /// The second that contains it.
    pub const fn to_seconds(self) -> UnixSeconds {
        UnixSeconds(self.0.div_euclid(1000))
    }
}

impl TryFrom<UnixSeconds> for UnixMillis {
    type Error = InvalidTime;

    /// Fails for times more than 292 million years from now.
    fn try_from(time: UnixSeconds) -> Result<Self, InvalidTime> {
        let millis = time.0.checked_mul(1000);
        millis.map(UnixMillis).ok_or(InvalidTime::RANGE)
    }
}

/// Reads a number of units. The field is the expectation for error messages.
struct CountVisitor(&'static str);

impl Visitor<'_> for CountVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_i64<E: de::Error>(self, count: i64) -> Result<i64, E> {
        Ok(count)
    }

    fn visit_u64<E: de::Error>(self, count: u64) -> Result<i64, E> {
        let unexpected = de::Unexpected::Unsigned(count);
        i64::try_from(count).map_err(|_| E::invalid_value(unexpected, &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
        let invalid = |_| E::invalid_value(de::Unexpected::Str(text), &self);
        text.parse().map_err(invalid)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn is_read_and_written_as_in_rfc_3339() {
        for (text, millis, shown) in [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            (
                "2024-02-29t12:00:00.5z",
                1_709_208_000_500,
                "2024-02-29T12:00:00.500Z",
            ),
            (
                "2026-01-01 08:00:00+08:00",
                1_767_225_600_000,
                "2026-01-01T00:00:00Z",
            ),
            (
                "2025-12-31T19:30:00-04:30",
                1_767_225_600_000,
                "2026-01-01T00:00:00Z",
            ),
            // Rounds down, also before 1970.
            (
                "2026-01-01T00:00:00.0019999999999Z",
                1_767_225_600_001,
                "2026-01-01T00:00:00.001Z",
            ),
            ("1969-12-31T23:59:59.9989Z", -2, "1969-12-31T23:59:59.998Z"),
            // A leap second.
            (
                "2016-12-31T23:59:60Z",
                1_483_228_800_000,
                "2017-01-01T00:00:00Z",
            ),
            (
                "0000-01-01T00:00:00Z",
                -62_167_219_200_000,
                "0000-01-01T00:00:00Z",
            ),
            (
                "9999-12-31T23:59:59.999Z",
                253_402_300_799_999,
                "9999-12-31T23:59:59.999Z",
            ),
            (
                "+010000-01-01T00:00:00Z",
                253_402_300_800_000,
                "+010000-01-01T00:00:00Z",
            ),
            (
                "-000001-12-31T23:59:59Z",
                -62_167_219_201_000,
                "-000001-12-31T23:59:59Z",
            ),
        ] {
            let time: UnixMillis = text.parse().unwrap();
            assert_eq!(
                (time.as_millis(), &*time.to_string()),
                (millis, shown),
                "{text}"
            );
        }
        for count in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
            let (millis, seconds) = (UnixMillis(count), UnixSeconds(count));
            assert_eq!(millis.to_string().parse(), Ok(millis));
            assert_eq!(seconds.to_string().parse(), Ok(seconds));
        }
        let seconds: UnixSeconds = "2026-01-01T00:00:00.999Z".parse().unwrap();
        assert_eq!(seconds.as_secs(), 1_767_225_600);
    }

    #[test]
    fn what_is_no_time_is_refused_with_the_reason() {
        for (text, why) in [
            ("", "is not an RFC 3339 time"),
            ("1767225600000", "is not an RFC 3339 time"),
            ("2026-01-01", "is not an RFC 3339 time"),
            ("2026-01-01T00:00:00", "is not an RFC 3339 time"),
            ("2026-01-01T00:00:00+0800", "is not an RFC 3339 time"),
            ("2026-01-01T00:00:00.Z", "is not an RFC 3339 time"),
            ("2026-1-1T00:00:00Z", "is not an RFC 3339 time"),
            ("2026-01-01T00:00:00Z ", "is not an RFC 3339 time"),
            ("２０２６-01-01T00:00:00Z", "is not an RFC 3339 time"),
            ("+26-01-01T00:00:00Z", "is not an RFC 3339 time"),
            ("2026-02-29T00:00:00Z", "does not exist"),
            ("2026-04-31T00:00:00Z", "does not exist"),
            ("2026-00-10T00:00:00Z", "does not exist"),
            ("2026-13-01T00:00:00Z", "does not exist"),
            ("2026-01-00T00:00:00Z", "does not exist"),
            ("2026-01-01T24:00:00Z", "does not exist"),
            ("2026-01-01T00:60:00Z", "does not exist"),
            ("2026-01-01T00:00:61Z", "does not exist"),
            ("2026-01-01T00:00:00+24:00", "does not exist"),
            ("+300000000-01-01T00:00:00Z", "out of the range"),
            ("+999999999999-01-01T00:00:00Z", "out of the range"),
        ] {
            let error = text.parse::<UnixMillis>().unwrap_err().to_string();
            assert!(
                error.contains(why) && error.contains(text.trim()),
                "{text}: {error}"
            );
        }
    }

    /// Comparison with another library.
    #[test]
    fn every_day_has_its_date() {
        let days = (-720_000..2_900_000).step_by(13).chain(-800..800);
        for seconds in days.map(|day: i64| day * 86_400 + 86_399) {
            let theirs = jiff::Timestamp::from_second(seconds).unwrap().to_string();
            let ours = UnixSeconds(seconds);
            assert_eq!(ours.to_string(), theirs);
            assert_eq!(theirs.parse(), Ok(ours));
        }
    }

    #[test]
    fn converts_to_the_time_of_the_system_and_back() {
        for millis in [-1_500, -1, 0, 1, 1_767_225_600_123] {
            let time = SystemTime::try_from(UnixMillis(millis)).unwrap();
            assert_eq!(UnixMillis::try_from(time), Ok(UnixMillis(millis)));
            let seconds = UnixSeconds::try_from(time).unwrap();
            assert_eq!(seconds.as_secs(), millis.div_euclid(1000));
            assert_eq!(UnixMillis(millis).to_seconds(), seconds);
        }
        let before = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
        assert_eq!(UnixMillis::try_from(before), Ok(UnixMillis(-1)));
        assert_eq!(UnixSeconds::try_from(before), Ok(UnixSeconds(-1)));
        assert!(UnixMillis::try_from(UnixSeconds(i64::MAX)).is_err());
        if let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 62)) {
            assert!(UnixMillis::try_from(far).is_err());
        }
    }

    #[test]
    fn moves_and_measures() {
        let time = UnixMillis(1_000);
        let step = Duration::from_micros(2_500);
        assert_eq!(time.saturating_add(step).as_millis(), 1_002);
        assert_eq!(time.saturating_sub(step).as_millis(), 998);
        assert_eq!(
            (time + step, time - step),
            (UnixMillis(1_002), UnixMillis(998))
        );
        assert_eq!(time.saturating_add(Duration::MAX).as_millis(), i64::MAX);
        assert_eq!(
            UnixSeconds(0).saturating_sub(Duration::MAX).as_secs(),
            i64::MIN
        );
        let later = time.saturating_add(Duration::from_millis(2_001));
        assert_eq!(
            later.saturating_duration_since(time),
            Duration::from_millis(2_001)
        );
        assert_eq!(time.saturating_duration_since(later), Duration::ZERO);
        let all = UnixSeconds(i64::MAX).saturating_duration_since(UnixSeconds(i64::MIN));
        assert_eq!(all, Duration::from_secs(u64::MAX));
    }

    #[test]
    fn travels_alone_as_an_integer() {
        let time = UnixMillis(-5);
        assert_eq!(serde_json::to_string(&time).unwrap(), "-5");
        for json in ["-5", r#""-5""#] {
            assert_eq!(serde_json::from_str::<UnixMillis>(json).unwrap(), time);
        }
        for json in [
            r#""""#,
            "1.5",
            r#""x""#,
            "null",
            "18446744073709551615",
            "true",
        ] {
            let error = serde_json::from_str::<UnixMillis>(json).unwrap_err();
            assert!(
                error.to_string().contains("milliseconds since 1970"),
                "{error}"
            );
        }
        let map = BTreeMap::from([(time, 1)]);
        let json = serde_json::to_string(&map).unwrap();
        assert_eq!(
            serde_json::from_str::<BTreeMap<UnixMillis, i32>>(&json).unwrap(),
            map
        );
        assert_eq!(
            format!("{:?}", UnixSeconds(0)),
            "UnixSeconds(1970-01-01T00:00:00Z)"
        );
    }

    #[cfg(feature = "schemars")]
    #[test]
    fn has_a_schema() {
        let schema = schemars::schema_for!(UnixMillis);
        assert_eq!(schema.get("title").unwrap(), "UnixMillis");
        assert_eq!(schema.as_value()["anyOf"][0]["type"], "integer");
        let settings = schemars::generate::SchemaSettings::default().for_serialize();
        let written = settings
            .into_generator()
            .into_root_schema_for::<UnixSeconds>();
        assert_eq!(written.as_value()["type"], "integer");
    }
}

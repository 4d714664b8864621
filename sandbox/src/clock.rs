//! The server's source of time: the system's clock, or one that a test controls.

use std::time::{SystemTime, UNIX_EPOCH};

/// The current time, for creation times, token lifetimes and rate limits.
///
/// Any `Fn() -> SystemTime` is a clock. Latency and trickling always take real time because they concern the
/// connection.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time.
    fn now(&self) -> SystemTime;
}

impl<F> Clock for F
where
    F: Fn() -> SystemTime + Send + Sync + 'static,
{
    fn now(&self) -> SystemTime {
        self()
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A time as the platform writes it: milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn unix_ms(time: SystemTime) -> i64 {
    let ms = |d: std::time::Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => ms(after),
        Err(before) => -ms(before.duration()),
    }
}

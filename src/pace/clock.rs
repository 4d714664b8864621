//! Where the client takes its time from, so that a test can replace it.

use std::time::{Duration, Instant, SystemTime};

use super::cancellation::Cancellation;

/// A source of time.
///
/// Everything the client waits for (retries, rate limits) and everything it times (the life of a
/// token, the retry budget) goes through one clock. The timeouts of a connection do not: those are
/// the operating system's.
pub trait Clock: Send + Sync + 'static {
    /// The current point in time. Never goes backwards.
    fn now(&self) -> Instant;

    /// Blocks the calling thread until `duration` has passed.
    fn sleep(&self, duration: Duration);

    /// Blocks the calling thread until `duration` has passed, or the client is
    /// [cancelled](crate::Client::cancel). Unless overridden, it sleeps to the end.
    fn sleep_unless_cancelled(&self, duration: Duration, cancellation: &Cancellation) {
        let _ = cancellation;
        self.sleep(duration);
    }

    /// The current time of day.
    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    fn sleep_unless_cancelled(&self, duration: Duration, cancellation: &Cancellation) {
        cancellation.wait(duration);
    }
}

//! The client's source of time, which tests can replace.

use std::time::{Duration, Instant, SystemTime};

use super::cancellation::Cancellation;

/// A source of time.
///
/// All waits of the client (retries, rate limits) and all its time measurements (the life of a token, the retry
/// budget) use this clock. The timeouts of a connection use the operating system's clock.
pub trait Clock: Send + Sync + 'static {
    /// The current point in time. Never goes backwards.
    fn now(&self) -> Instant;

    /// Blocks the calling thread until `duration` has passed.
    fn sleep(&self, duration: Duration);

    /// Blocks the calling thread until `duration` has passed, or the client is [cancelled](crate::Client::cancel).
    /// The default implementation ignores cancellation.
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

//! Where the client takes its time from, so that a test can replace it.

use std::time::{Duration, Instant, SystemTime};

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
}

/// How long a call may still wait: one budget for its retries, its rate limits and the fetching of
/// its token.
pub(crate) struct Budget<'c> {
    clock: &'c dyn Clock,
    total: Duration,
    started: Instant,
}

impl<'c> Budget<'c> {
    pub(crate) fn new(clock: &'c dyn Clock, total: Duration) -> Self {
        Budget {
            clock,
            total,
            started: clock.now(),
        }
    }

    pub(crate) fn clock(&self) -> &'c dyn Clock {
        self.clock
    }

    pub(crate) fn total(&self) -> Duration {
        self.total
    }

    pub(crate) fn remaining(&self) -> Duration {
        let spent = self.clock.now().saturating_duration_since(self.started);
        self.total.saturating_sub(spent)
    }
}

#[cfg(test)]
pub(crate) mod manual {
    //! A clock that only moves when someone sleeps on it.

    use std::sync::Mutex;
    use std::time::{Duration, Instant};

    use super::Clock;

    pub(crate) struct ManualClock {
        base: Instant,
        passed: Mutex<Duration>,
    }

    impl ManualClock {
        pub(crate) fn new() -> Self {
            ManualClock {
                base: Instant::now(),
                passed: Mutex::new(Duration::ZERO),
            }
        }

        pub(crate) fn passed(&self) -> Duration {
            *self.passed.lock().unwrap()
        }

        pub(crate) fn advance(&self, duration: Duration) {
            *self.passed.lock().unwrap() += duration;
        }
    }

    impl Clock for ManualClock {
        fn now(&self) -> Instant {
            self.base + self.passed()
        }

        fn sleep(&self, duration: Duration) {
            self.advance(duration);
        }
    }
}

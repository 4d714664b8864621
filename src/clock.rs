//! Where the client takes its time from, so that a test can replace it.

use std::time::{Duration, Instant, SystemTime};

use crate::error::Inner;
use crate::wait::{Cancellation, Waits};
use crate::{ErrorKind, Metadata};

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

/// How long a call may still wait: one budget for its retries, its rate limits and the fetching of
/// its token.
pub(crate) struct Budget<'c> {
    clock: &'c dyn Clock,
    waits: &'c Waits,
    total: Duration,
    started: Instant,
}

impl<'c> Budget<'c> {
    pub(crate) fn new(clock: &'c dyn Clock, waits: &'c Waits, total: Duration) -> Self {
        Budget {
            clock,
            waits,
            total,
            started: clock.now(),
        }
    }

    pub(crate) fn clock(&self) -> &'c dyn Clock {
        self.clock
    }

    /// A budget from now on, which waits as this one does.
    pub(crate) fn renewed(&self, total: Duration) -> Self {
        Budget::new(self.clock, self.waits, total)
    }

    /// Waits for the next request to an endpoint, whatever is left.
    pub(crate) fn wait(&self, duration: Duration, endpoint: &Metadata<'_>, reason: &str) {
        self.waits.wait(self.clock, duration, endpoint.name, reason);
    }

    /// The error of a call that was cancelled.
    pub(crate) fn cancelled(&self) -> Option<Inner> {
        self.waits.is_cancelled().then(|| {
            Inner::new(
                ErrorKind::Cancelled,
                "the call was cancelled, and its client takes no more calls",
            )
        })
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

    use super::{Budget, Clock};
    use crate::wait::Waits;

    static WAITS: Waits = Waits::new(None);

    pub(crate) fn budget(clock: &dyn Clock, total: Duration) -> Budget<'_> {
        Budget::new(clock, &WAITS, total)
    }

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

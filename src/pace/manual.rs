//! A clock that only moves when someone sleeps on it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::budget::Budget;
use super::clock::Clock;
use super::wait::Waits;

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

//! A clock that client, sandbox and test share, so that an hour of waiting takes no time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use larkspec::Clock;

/// A clock that only advances when a thread sleeps on it.
#[derive(Clone)]
pub struct TestClock {
    started: (Instant, SystemTime),
    passed: Arc<Mutex<Duration>>,
}

impl TestClock {
    pub fn new() -> Self {
        TestClock {
            started: (Instant::now(), SystemTime::now()),
            passed: Arc::default(),
        }
    }

    pub fn passed(&self) -> Duration {
        *self.passed.lock().unwrap()
    }

    pub fn advance(&self, duration: Duration) {
        *self.passed.lock().unwrap() += duration;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.started.0 + self.passed()
    }

    fn sleep(&self, duration: Duration) {
        self.advance(duration);
    }

    fn time_of_day(&self) -> SystemTime {
        self.started.1 + self.passed()
    }
}

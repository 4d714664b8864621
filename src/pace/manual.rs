//! Test support: a clock that only advances when a thread sleeps on it, and a budget for any clock.

use std::time::Duration;

use super::budget::Budget;
use super::clock::Clock;
use super::wait::Waits;

#[path = "../../tests/clock/mod.rs"]
mod test_clock;

pub(crate) use test_clock::TestClock;

static WAITS: Waits = Waits::new(None);

pub(crate) fn budget(clock: &dyn Clock, total: Duration) -> Budget<'_> {
    Budget::new(clock, &WAITS, total)
}

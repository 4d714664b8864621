//! How long a call may still wait.

use std::time::{Duration, Instant};

use super::clock::Clock;
use super::wait::Waits;
use crate::error::Inner;
use crate::{ErrorKind, Metadata};

/// How long a call may still wait. Retries, rate limits and fetching the token share this budget.
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

    /// Returns a full budget that starts now and waits in the same way as this one.
    pub(crate) fn renewed(&self, total: Duration) -> Self {
        Budget::new(self.clock, self.waits, total)
    }

    /// Waits for the next request to an endpoint, even if the budget is spent.
    pub(crate) fn wait(&self, duration: Duration, endpoint: &Metadata<'_>, reason: &str) {
        self.waits.wait(self.clock, duration, endpoint.name, reason);
    }

    /// The error of a cancelled call.
    pub(crate) fn cancelled(&self) -> Option<Inner> {
        self.waits.is_cancelled().then(|| {
            Inner::new(
                ErrorKind::Cancelled,
                "the call was cancelled; its client accepts no more calls",
            )
        })
    }

    /// What a wait exceeds, for an error.
    pub(crate) fn exceeded(&self) -> String {
        match self.total.is_zero() {
            true => "the retry budget of zero".to_owned(),
            false => format!("what is left of the retry budget of {:?}", self.total),
        }
    }

    pub(crate) fn total(&self) -> Duration {
        self.total
    }

    pub(crate) fn remaining(&self) -> Duration {
        let spent = self.clock.now().saturating_duration_since(self.started);
        self.total.saturating_sub(spent)
    }
}

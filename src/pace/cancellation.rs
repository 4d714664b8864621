//! Cancels the calls of a client.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Whether a client has been [cancelled](crate::Client::cancel). A [`Clock`](crate::Clock) uses it to end its sleeps
/// early.
#[derive(Debug)]
pub struct Cancellation {
    cancelled: Mutex<bool>,
    changed: Condvar,
}

impl Cancellation {
    pub(super) const fn new() -> Self {
        Cancellation {
            cancelled: Mutex::new(false),
            changed: Condvar::new(),
        }
    }

    /// Whether the client has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        *self.lock()
    }

    /// Blocks until `duration` has passed by the operating system's clock, or the client is cancelled.
    pub fn wait(&self, duration: Duration) {
        let started = Instant::now();
        let mut cancelled = self.lock();
        while !*cancelled {
            let left = duration.saturating_sub(started.elapsed());
            if left.is_zero() {
                return;
            }
            cancelled = self
                .changed
                .wait_timeout(cancelled, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    pub(super) fn cancel(&self) {
        *self.lock() = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.cancelled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

//! The waits of a client between two requests. They are reported to the program, and end if the client is cancelled.

use std::sync::Arc;
use std::time::Duration;

use super::cancellation::Cancellation;
use super::clock::Clock;

/// Longer waits are logged at info and reported to the program.
const NOTABLE: Duration = Duration::from_secs(1);

/// A wait of more than a second that is about to start; see
/// [`ClientBuilder::on_wait`](crate::ClientBuilder::on_wait).
#[derive(Clone, Copy, Debug)]
pub struct Wait<'w> {
    duration: Duration,
    endpoint: &'w str,
    reason: &'w str,
}

impl<'w> Wait<'w> {
    /// How long the wait takes, unless the client is cancelled.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The endpoint to be called, such as `approval/v2/instance/list`.
    pub fn endpoint(&self) -> &'w str {
        self.endpoint
    }

    /// The reason for the wait, on one line and without secrets.
    pub fn reason(&self) -> &'w str {
        self.reason
    }
}

/// Called before a wait.
pub(crate) type OnWait = Arc<dyn Fn(&Wait<'_>) + Send + Sync>;

/// How a client waits.
pub(crate) struct Waits {
    cancellation: Cancellation,
    on_wait: Option<OnWait>,
}

impl Waits {
    pub(crate) const fn new(on_wait: Option<OnWait>) -> Self {
        Waits {
            cancellation: Cancellation::new(),
            on_wait,
        }
    }

    pub(crate) fn cancel(&self) {
        self.cancellation.cancel();
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancellation.is_cancelled()
    }

    /// Waits, using this clock.
    pub(crate) fn wait(&self, clock: &dyn Clock, duration: Duration, endpoint: &str, reason: &str) {
        let is_notable = duration > NOTABLE;
        let level = match is_notable {
            true => log::Level::Info,
            false => log::Level::Debug,
        };
        log::log!(target: "larkspec", level, "{endpoint}: waiting for {duration:.1?}: {reason}");
        if is_notable && let Some(on_wait) = &self.on_wait {
            on_wait(&Wait {
                duration,
                endpoint,
                reason,
            });
        }
        clock.sleep_unless_cancelled(duration, &self.cancellation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

    #[test]
    fn a_cancelled_wait_ends_at_once() {
        const HOUR: Duration = Duration::from_secs(3600);
        let waits = Waits::new(None);
        std::thread::scope(|scope| {
            scope.spawn(|| waits.wait(&SystemClock, HOUR, "test", "x"));
            scope.spawn(|| SystemClock.sleep_unless_cancelled(HOUR, &waits.cancellation));
            assert!(!waits.is_cancelled());
            waits.cancel();
        });
        assert!(waits.is_cancelled());
    }
}

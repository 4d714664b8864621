//! When a request may be sent, and how a client waits until then: clock, budget, rate limits.

pub(crate) mod budget;
mod cancellation;
mod clock;
pub(crate) mod limit;
#[cfg(test)]
pub(crate) mod manual;
pub(crate) mod wait;

pub use cancellation::Cancellation;
pub use clock::{Clock, SystemClock};
pub use wait::Wait;

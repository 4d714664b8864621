//! The times that a program may set for a client.

use std::time::Duration;

use crate::endpoint::metadata::Rate;
use crate::error::Inner;
use crate::{Error, ErrorKind};

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// One exchange.
    pub(super) timeout: Duration,
    /// All waiting.
    pub(super) retry_budget: Duration,
}

impl Patience {
    pub(super) fn check(self) -> Result<Self, Error> {
        if self.timeout.is_zero() {
            return Err(configuration(NO_TIME));
        }
        countable("`timeout`", self.timeout)?;
        countable("`retry_budget`", self.retry_budget)?;
        Ok(self)
    }
}

const NO_TIME: &str = "a timeout of zero leaves no time for any call";

pub(super) fn check_connect_timeout(timeout: Duration) -> Result<(), Error> {
    match timeout.is_zero() {
        true => Err(configuration(NO_TIME)),
        false => countable("`connect_timeout`", timeout),
    }
}

pub(super) fn rate(requests: u32, per: Duration) -> Result<Rate, Error> {
    if requests == 0 || per.is_zero() {
        return Err(configuration(
            "a rate of no requests, or in no time, lets nothing through",
        ));
    }
    countable("the time of `rate`", per)?;
    Ok(Rate { requests, per })
}

/// The maximum time of a setting. A longer one is a mistake or means "forever", and may exceed the range of
/// `Instant`, here or in the HTTP library.
pub(super) const LONGEST_TIME: Duration = Duration::from_secs(365 * 86_400);

fn countable(setting: &str, time: Duration) -> Result<(), Error> {
    match time > LONGEST_TIME {
        true => Err(configuration(format!(
            "{setting} is {time:?}, which is more than can be counted: give 365 days at most"
        ))),
        false => Ok(()),
    }
}

pub(super) fn configuration(detail: impl Into<String>) -> Error {
    Inner::new(ErrorKind::Configuration, detail).into()
}

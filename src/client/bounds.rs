//! Checks the times that a program may set for a client.

use std::time::Duration;

use crate::endpoint::metadata::Rate;
use crate::error::Inner;
use crate::{Error, ErrorKind};

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// The timeout of one exchange.
    pub(super) timeout: Duration,
    /// The limit on all waiting.
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

const NO_TIME: &str = "the timeout is zero, so no call could succeed";

pub(super) fn check_connect_timeout(timeout: Duration) -> Result<(), Error> {
    match timeout.is_zero() {
        true => Err(configuration(NO_TIME)),
        false => countable("`connect_timeout`", timeout),
    }
}

pub(super) fn rate(requests: u32, per: Duration) -> Result<Rate, Error> {
    if requests == 0 || per.is_zero() {
        return Err(configuration(
            "a rate needs at least one request and a period longer than zero",
        ));
    }
    countable("the period of `rate`", per)?;
    Ok(Rate { requests, per })
}

/// The maximum of any time setting. A longer time is a mistake or means "forever", and may exceed the range of
/// `Instant`, here or in the HTTP library.
pub(super) const LONGEST_TIME: Duration = Duration::from_secs(365 * 86_400);

fn countable(setting: &str, time: Duration) -> Result<(), Error> {
    match time > LONGEST_TIME {
        true => Err(configuration(format!(
            "{setting} is {time:?}, which is too long: the maximum is 365 days"
        ))),
        false => Ok(()),
    }
}

pub(super) fn configuration(detail: impl Into<String>) -> Error {
    Inner::new(ErrorKind::Configuration, detail).into()
}

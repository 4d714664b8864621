//! Runs a call from beginning to end: token, rate limit, exchange, and whether to try again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::Inner;
use crate::error::advice;
use crate::error::scrub::Scrub;
use crate::pace::budget::Budget;
use crate::pace::limit::Gate;
use crate::token::Token;
use crate::wire::answer::{Next, Purpose, Refusal, Success, judge};
use crate::wire::request::Encoded;
use crate::wire::transport::{Chance, Transport};
use crate::{Error, ErrorKind, Metadata};

/// The minimum timeout of a repeated request, however little of the budget is left. A shorter one would only hide the
/// failure behind a timeout.
const LAST_CHANCE: Duration = Duration::from_secs(1);

/// How often to repeat a request whose failure is unlikely to pass by itself.
const BRIEFLY: u32 = 2;

/// What a call needs from its client.
pub(super) trait Caller {
    fn transport(&self) -> &Transport;

    fn gate(&self) -> &Gate;

    /// The timeout of one exchange.
    fn timeout(&self) -> Duration;

    /// The token for an endpoint; `None` if it takes none.
    fn token(
        &self,
        metadata: &Metadata<'_>,
        budget: &Budget<'_>,
    ) -> Result<Option<Arc<Token>>, Error>;

    /// Whether another token can be fetched.
    fn renews_tokens(&self) -> bool;

    /// Discards a token that the platform has rejected.
    fn forget_token(&self, refused: &Token);

    /// The secrets that an answer to a request with this token may repeat.
    fn scrub<'s>(&'s self, token: Option<&'s Token>) -> Scrub<'s>;
}

/// Sends a request until it succeeds, fails for good, or the budget is spent.
pub(super) fn exchange(
    caller: &dyn Caller,
    metadata: &Metadata<'_>,
    purpose: Purpose,
    request: &Encoded,
    budget: &Budget<'_>,
) -> Result<Success, Error> {
    let clock = budget.clock();
    let mut tries = Tries::default();
    loop {
        if let Some(cancelled) = budget.cancelled() {
            return Err(tries.cancelled(metadata, cancelled));
        }
        let token = match purpose {
            Purpose::Call => caller.token(metadata, budget)?,
            Purpose::Token => None,
        };
        let pass = match caller.gate().pass(metadata, budget) {
            Ok(pass) => pass,
            Err(held_back) => return Err(tries.held_back(*held_back)),
        };
        // The token may have expired while the request was held back.
        if token
            .as_ref()
            .is_some_and(|token| token.has_ended(clock.now()))
        {
            pass.unused();
            continue;
        }
        let at_most = tries.waited.then(|| budget.remaining().max(LAST_CHANCE));
        let started = Instant::now();
        let result = attempt(caller, metadata, purpose, request, token.as_ref(), at_most);
        drop(pass);
        tries.count += 1;
        let refusal = match result {
            Ok(mut success) => {
                log_success(
                    caller,
                    metadata,
                    &success,
                    token.as_deref(),
                    &tries,
                    started,
                );
                success.token = token;
                success.attempts = tries.count;
                return Ok(success);
            }
            Err(refusal) => match budget.cancelled() {
                // Cancelling also breaks connections.
                Some(cancelled) => return Err(tries.cancelled(metadata, cancelled)),
                None => refusal,
            },
        };
        let repeatable = metadata.safe || purpose == Purpose::Token;
        let mut refusal = refusal;
        advise(&mut refusal, metadata, caller, token.as_deref());
        let plan = tries.plan(
            &refusal,
            repeatable,
            token.is_some() && caller.renews_tokens(),
        );
        log_refusal(metadata, &refusal.error, &plan, &tries, started);
        match plan {
            Plan::GiveUp => return Err(tries.finish(metadata, refusal, repeatable, None)),
            Plan::RenewToken => {
                if let Some(token) = &token {
                    caller.forget_token(token);
                }
            }
            Plan::Pause(wait) => {
                // For all threads: another call would be refused now as well.
                caller.gate().close(metadata, clock.now(), wait);
                if wait > budget.remaining() {
                    return Err(tries.finish(metadata, refusal, repeatable, Some((wait, budget))));
                }
            }
            Plan::BackOff(wait) => {
                if wait > budget.remaining() {
                    return Err(tries.finish(metadata, refusal, repeatable, Some((wait, budget))));
                }
                budget.wait(wait, metadata, &refusal.error.detail);
            }
        }
        tries.waited |= plan != Plan::RenewToken;
        tries.last = Some(refusal.error);
    }
}

fn attempt(
    caller: &dyn Caller,
    metadata: &Metadata<'_>,
    purpose: Purpose,
    request: &Encoded,
    token: Option<&Arc<Token>>,
    at_most: Option<Duration>,
) -> Result<Success, Refusal> {
    let authorization = token.map(|token| token.header());
    let longest = at_most.map_or(caller.timeout(), |at_most| at_most.min(caller.timeout()));
    match caller
        .transport()
        .send(metadata, request, authorization, longest)
    {
        Ok(answer) => judge(
            metadata,
            purpose,
            answer,
            &caller.scrub(token.map(|t| &**t)),
        ),
        Err(failure) => Err(Refusal {
            next: match (failure.chance, failure.sent) {
                (Chance::None, _) => Next::Stop,
                (_, true) => Next::BackOff,
                (Chance::Fair, false) => Next::Reconnect,
                (Chance::Slim, false) => Next::ReconnectBriefly,
            },
            error: failure.error,
        }),
    }
}

/// Adds to a refused token what kind it is and what to do about it.
fn advise(
    refusal: &mut Refusal,
    metadata: &Metadata<'_>,
    caller: &dyn Caller,
    token: Option<&Token>,
) {
    if let (Next::RenewToken, Some(token)) = (refusal.next, token) {
        let renewed = caller.renews_tokens();
        let advice = advice::of_refused_token(token.expose(), renewed, metadata.tokens);
        refusal.error.advice = Some(advice);
    }
}

/// The attempts so far.
#[derive(Default)]
struct Tries {
    count: u32,
    back_offs: u32,
    /// How often a failure that is unlikely to pass was retried.
    brief: u32,
    /// Whether any of the budget was spent waiting for another attempt.
    waited: bool,
    token_renewed: bool,
    last: Option<Box<Inner>>,
}

#[derive(Debug, PartialEq)]
enum Plan {
    GiveUp,
    RenewToken,
    /// Closes the endpoint until the platform accepts requests again.
    Pause(Duration),
    BackOff(Duration),
}

impl Tries {
    fn plan(&mut self, refusal: &Refusal, repeatable: bool, renews_tokens: bool) -> Plan {
        match refusal.next {
            Next::Stop => Plan::GiveUp,
            // The platform may hand out the same token again, so try only once.
            Next::RenewToken if self.token_renewed || !renews_tokens => Plan::GiveUp,
            Next::RenewToken => {
                self.token_renewed = true;
                Plan::RenewToken
            }
            Next::Pause(Some(wait)) => Plan::Pause(wait),
            Next::Pause(None) => Plan::Pause(self.back_off(Duration::from_secs(1))),
            Next::BackOff if !repeatable => Plan::GiveUp,
            Next::ReconnectBriefly if self.brief == BRIEFLY => Plan::GiveUp,
            Next::BackOff | Next::Reconnect | Next::ReconnectBriefly => {
                self.brief += u32::from(refusal.next == Next::ReconnectBriefly);
                let asked = refusal.error.retry_after.unwrap_or_default();
                Plan::BackOff(self.back_off(Duration::from_millis(250)).max(asked))
            }
        }
    }

    /// Doubles each time, up to 15 s. The second half is random, so that clients that failed together do not come
    /// back together.
    fn back_off(&mut self, first: Duration) -> Duration {
        const LONGEST: Duration = Duration::from_secs(15);
        let longest = first
            .saturating_mul(1 << self.back_offs.min(10))
            .min(LONGEST);
        self.back_offs += 1;
        longest / 2 + (longest / 2).mul_f64(random())
    }

    /// The error to report, with what is known from all attempts.
    fn finish(
        &self,
        metadata: &Metadata<'_>,
        refusal: Refusal,
        repeatable: bool,
        too_long: Option<(Duration, &Budget<'_>)>,
    ) -> Error {
        let mut error = refusal.error;
        error.endpoint = Some(metadata.name.to_owned());
        error.attempts = self.count;
        error.retryable = refusal.next.is_retryable(repeatable);
        error.gave_up = match (too_long, refusal.next) {
            (Some((wait, budget)), _) => Some(format!(
                "the next retry would be in {wait:.1?}, which exceeds {}",
                budget.exceeded()
            )),
            (None, Next::BackOff) => Some(
                "not retried: the platform may have carried out the request, and repeating it may \
                 do harm"
                    .to_owned(),
            ),
            (None, Next::ReconnectBriefly) => {
                Some("gave up early: this failure is unlikely to pass".to_owned())
            }
            _ => None,
        };
        (*error).into()
    }

    /// The error of a call that was cancelled.
    fn cancelled(&self, metadata: &Metadata<'_>, cancelled: Inner) -> Error {
        Inner {
            attempts: self.count,
            ..cancelled.endpoint(metadata.name)
        }
        .into()
    }

    /// The error if the gate would hold a request back for too long. An earlier error of the platform is more useful
    /// and is kept.
    fn held_back(self, held_back: Inner) -> Error {
        match self.last {
            _ if held_back.kind == ErrorKind::Cancelled => Inner {
                attempts: self.count,
                ..held_back
            }
            .into(),
            Some(last) => Inner {
                endpoint: held_back.endpoint,
                attempts: self.count,
                retryable: true,
                retry_after: held_back.retry_after,
                gave_up: Some(match held_back.gave_up {
                    Some(why) => format!("{}, {why}", held_back.detail),
                    None => held_back.detail,
                }),
                ..*last
            }
            .into(),
            None => held_back.into(),
        }
    }
}

/// A random number between 0 and 1.
fn random() -> f64 {
    // The standard library seeds every `RandomState` from the operating system's randomness.
    RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64
}

fn log_success(
    caller: &dyn Caller,
    metadata: &Metadata<'_>,
    success: &Success,
    token: Option<&Token>,
    tries: &Tries,
    started: Instant,
) {
    if log::log_enabled!(target: "larkspec", log::Level::Debug) {
        let scrub = caller.scrub(token);
        log::debug!(target: "larkspec", "{} {}: HTTP {}, code 0, log id {}, attempt {}, {:.1?}",
            metadata.method,
            metadata.path,
            success.status(),
            scrub.text(success.log_id().as_deref().unwrap_or("none")),
            tries.count,
            started.elapsed(),
        );
    }
}

fn log_refusal(
    metadata: &Metadata<'_>,
    error: &Inner,
    plan: &Plan,
    tries: &Tries,
    started: Instant,
) {
    log::debug!(target: "larkspec", "{} {}: {}, {}, code {}, log id {}, attempt {}, {:.1?}; next: {}",
        metadata.method,
        metadata.path,
        match error.status {
            Some(status) => format!("HTTP {status}"),
            None => "no answer".to_owned(),
        },
        error.detail,
        error
            .code
            .map_or("none".to_owned(), |code| code.to_string()),
        error.log_id.as_deref().unwrap_or("none"),
        tries.count,
        started.elapsed(),
        match plan {
            Plan::GiveUp => "give up".to_owned(),
            Plan::RenewToken => "fetch a new token".to_owned(),
            Plan::Pause(wait) => format!("pause for {wait:.1?}"),
            Plan::BackOff(wait) => format!("wait for {wait:.1?}"),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(next: Next) -> Refusal {
        Refusal::new(Inner::new(ErrorKind::Server, "x"), next)
    }

    #[test]
    fn plans_by_what_failed_and_what_may_be_repeated() {
        let wait = Duration::from_secs(52);
        // The verdict on the failure, whether repeating is harmless, whether tokens can be renewed.
        let cases = [
            (Next::Stop, true, true, "give up"),
            (Next::RenewToken, false, true, "renew"),
            (Next::RenewToken, false, false, "give up"),
            (Next::Pause(Some(wait)), false, false, "pause"),
            (Next::Pause(None), false, false, "pause"),
            (Next::BackOff, true, false, "back off"),
            (Next::BackOff, false, false, "give up"),
            (Next::Reconnect, false, false, "back off"),
            (Next::ReconnectBriefly, false, false, "back off"),
        ];
        for (next, repeatable, renews, expected) in cases {
            let plan = Tries::default().plan(&refusal(next), repeatable, renews);
            let name = match plan {
                Plan::GiveUp => "give up",
                Plan::RenewToken => "renew",
                Plan::Pause(_) => "pause",
                Plan::BackOff(_) => "back off",
            };
            assert_eq!(name, expected, "{next:?} {repeatable} {renews}");
        }
        assert_eq!(
            Tries::default().plan(&refusal(Next::Pause(Some(wait))), true, true),
            Plan::Pause(wait)
        );
    }

    #[test]
    fn a_token_is_renewed_once() {
        let mut tries = Tries::default();
        let refusal = refusal(Next::RenewToken);
        assert_eq!(tries.plan(&refusal, true, true), Plan::RenewToken);
        assert_eq!(tries.plan(&refusal, true, true), Plan::GiveUp);
    }

    #[test]
    fn what_hardly_passes_is_tried_a_few_times_only() {
        let mut tries = Tries::default();
        let slim = refusal(Next::ReconnectBriefly);
        for _ in 0..BRIEFLY {
            assert!(matches!(tries.plan(&slim, true, true), Plan::BackOff(_)));
        }
        assert_eq!(tries.plan(&slim, true, true), Plan::GiveUp);
        let plan = tries.plan(&refusal(Next::Reconnect), true, true);
        assert!(matches!(plan, Plan::BackOff(_)));
    }

    #[test]
    fn backs_off_for_longer_each_time_within_bounds() {
        let mut tries = Tries::default();
        let mut longest = Duration::from_millis(250);
        for _ in 0..20 {
            let wait = tries.back_off(Duration::from_millis(250));
            assert!(wait >= longest / 2 && wait <= longest, "{wait:?}");
            longest = (longest * 2).min(Duration::from_secs(15));
        }
    }
}

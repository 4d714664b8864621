//! The token of a call: either fixed, or fetched with the app's credentials, kept, and renewed before it expires.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderValue;
use larkspec_shape::object::{Object, SlotMut, SlotRef, Table, WithSlots, WithValues};
use serde_json::Value;

use crate::endpoint::Response;
use crate::error::Inner;
use crate::pace::Clock;
use crate::pace::budget::Budget;
use crate::{Error, ErrorKind, Secret};

pub mod store;

/// How long before its expiry a token is renewed at the earliest. The platform hands out a new one when less than 30
/// minutes are left, and keeps the old one valid as well.
pub(crate) const MARGIN: Duration = Duration::from_secs(300);

/// How long to wait after a failed renewal while the old token is still valid.
const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// A token that is ready to be sent.
pub(crate) struct Token {
    secret: Secret,
    header: HeaderValue,
    /// Distinguishes tokens even if the platform returns the same one again.
    serial: u64,
    /// `None` for a fixed token, whose expiry is unknown.
    life: Option<Life>,
}

#[derive(Clone, Copy)]
struct Life {
    renew_at: Instant,
    ends_at: Instant,
}

impl Token {
    /// Creates a token that is never renewed.
    pub(crate) fn fixed(secret: Secret) -> Result<Self, Error> {
        Token::new(secret, 0, None)
    }

    fn new(secret: Secret, serial: u64, life: Option<Life>) -> Result<Self, Error> {
        let usable = !secret.is_empty() && secret.expose().bytes().all(|b| b.is_ascii_graphic());
        let header = HeaderValue::try_from(format!("Bearer {}", secret.expose()));
        match (usable, header) {
            (true, Ok(mut header)) => {
                header.set_sensitive(true);
                Ok(Token {
                    secret,
                    header,
                    serial,
                    life,
                })
            }
            _ => Err(Inner::new(ErrorKind::Configuration, problem(secret.expose())).into()),
        }
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    pub(crate) fn expose(&self) -> &str {
        self.secret.expose()
    }

    /// Whether the token is known to have expired.
    pub(crate) fn has_ended(&self, now: Instant) -> bool {
        self.life.is_some_and(|life| life.ends_at <= now)
    }
}

/// Why a text cannot be a token. Reveals nothing of its characters.
fn problem(token: &str) -> &'static str {
    let scheme = token.trim_start().get(.."bearer".len());
    if token.trim().is_empty() {
        "the token is empty"
    } else if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")) {
        "the token begins with `Bearer`: pass only the token, such as `t-…`; the client adds `Bearer`"
    } else {
        "the token has invalid characters, such as white space or a line break"
    }
}

/// A token as the platform returns it.
pub(crate) struct Fetched {
    pub(crate) secret: Secret,
    /// The remaining lifetime, from before the request for it was sent.
    pub(crate) lifetime: Duration,
}

/// The answer of the token endpoint, read more leniently than its page describes it: nothing works without a token,
/// and even if the lifetime is unreadable, the token will expire.
pub(crate) struct Granted {
    token: Secret,
    /// In seconds, as a number or a string.
    expire: Value,
}

impl Granted {
    /// The token with its lifetime; an error if it has expired.
    pub(crate) fn fetched(self) -> Result<Fetched, String> {
        /// A day. Tokens live for two hours; a much longer lifetime is nonsense and could overflow.
        const LONGEST: f64 = 86_400.0;
        /// The platform does not hand out a token with less than this left half an hour before its end.
        const UNKNOWN: f64 = 1_800.0;

        let seconds = match &self.expire {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let seconds = seconds.filter(|seconds: &f64| !seconds.is_nan());
        match seconds.unwrap_or(UNKNOWN) {
            seconds if seconds >= 1.0 => Ok(Fetched {
                secret: self.token,
                lifetime: Duration::from_secs_f64(seconds.min(LONGEST)),
            }),
            seconds => Err(format!(
                "the platform returned a token with a lifetime of {seconds} s"
            )),
        }
    }
}

impl Response for Granted {}

static GRANTED: Table = Table::new(
    "Granted",
    &[
        ("tenant_access_token", Table::REQUIRED, "text secret"),
        ("expire", 0, "int"),
    ],
);

impl Object for Granted {
    fn blank() -> Self {
        Granted {
            token: Secret::default(),
            expire: Value::Null,
        }
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        let Granted { token, expire } = self;
        with(
            &GRANTED,
            &mut [SlotMut::Scalar(token), SlotMut::Json(expire)],
        );
    }

    fn values(&self, with: WithValues<'_>) {
        let Granted { token, expire } = self;
        with(&GRANTED, &[SlotRef::Scalar(token), SlotRef::Json(expire)]);
    }
}

/// How many attempts to make for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// One request, because the old token is still valid.
    Once,
    /// As many as the budget allows.
    Persistent,
}

/// Fetches a token that differs from the rejected one.
type Fetch<'f> = &'f dyn Fn(Effort, Option<&Secret>) -> Result<Fetched, Error>;

/// Keeps the token of one app. One thread fetches it while the others wait, or continue with the old one if it is
/// still valid.
pub(crate) struct TokenCache {
    state: Mutex<State>,
    landed: Condvar,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    /// The last token that the platform has rejected.
    refused: Option<Secret>,
    /// Whether a thread is fetching a token.
    fetching: bool,
    /// How many fetches have started.
    flights: u64,
    /// The error of the last fetch, for the threads that waited for it.
    failure: Option<(u64, Error)>,
}

impl TokenCache {
    pub(crate) fn new() -> Self {
        TokenCache {
            state: Mutex::default(),
            landed: Condvar::new(),
        }
    }

    /// Returns the current token, using `fetch` to get one if none is valid.
    pub(crate) fn get(&self, budget: &Budget<'_>, fetch: Fetch<'_>) -> Result<Arc<Token>, Error> {
        let mut state = self.lock();
        loop {
            let now = budget.clock().now();
            let serving = state.token.clone().filter(|token| !token.has_ended(now));
            let due = |token: &Token| token.life.is_some_and(|life| life.renew_at <= now);
            match serving {
                Some(token) if state.fetching || !due(&token) => return Ok(token),
                serving if !state.fetching => {
                    return self.fetch(state, serving, budget.clock(), fetch);
                }
                _ => {}
            }
            let flight = state.flights;
            state = self.wait(state, flight, budget)?;
            if let Some((failed, error)) = &state.failure
                && *failed == flight
            {
                return Err(error.clone());
            }
        }
    }

    /// Discards a token that the platform has rejected, unless it has been replaced already.
    pub(crate) fn forget(&self, refused: &Token) {
        let mut state = self.lock();
        if state
            .token
            .as_ref()
            .is_some_and(|token| token.serial == refused.serial)
        {
            state.token = None;
            state.refused = Some(refused.secret.clone());
        }
    }

    fn fetch(
        &self,
        mut state: MutexGuard<'_, State>,
        serving: Option<Arc<Token>>,
        clock: &dyn Clock,
        fetch: Fetch<'_>,
    ) -> Result<Arc<Token>, Error> {
        state.fetching = true;
        state.flights += 1;
        let flight = state.flights;
        let refused = state.refused.clone();
        drop(state);
        let landing = Landing { cache: self };

        let effort = match serving {
            Some(_) => Effort::Once,
            None => Effort::Persistent,
        };
        let asked_at = clock.now();
        let fetched = fetch(effort, refused.as_ref()).and_then(|fetched| {
            let life = Life {
                renew_at: asked_at + fetched.lifetime.saturating_sub(margin(fetched.lifetime)),
                ends_at: asked_at + fetched.lifetime,
            };
            Token::new(fetched.secret, flight, Some(life))
        });

        let mut state = self.lock();
        let result = match (fetched, serving) {
            (Ok(token), _) => {
                let token = Arc::new(token);
                state.token = Some(token.clone());
                Ok(token)
            }
            (Err(error), Some(old)) if !old.has_ended(clock.now()) => {
                log::debug!(target: "larkspec", "the token could not be renewed; the old one is still valid: {error}");
                let paused = Arc::new(old.renewed_later(clock.now()));
                // Unless it was rejected meanwhile.
                if let Some(token) = &mut state.token {
                    *token = paused;
                }
                Ok(old)
            }
            (Err(error), _) => {
                state.failure = Some((flight, error.clone()));
                Err(error)
            }
        };
        drop(state);
        drop(landing);
        result
    }

    /// Waits until the current fetch has finished.
    fn wait<'s>(
        &self,
        mut state: MutexGuard<'s, State>,
        flight: u64,
        budget: &Budget<'_>,
    ) -> Result<MutexGuard<'s, State>, Error> {
        while state.fetching && state.flights == flight {
            let remaining = budget.remaining();
            if remaining.is_zero() {
                return Err(Inner {
                    retryable: true,
                    ..Inner::new(
                        ErrorKind::Timeout,
                        format!(
                            "another thread has not finished fetching the token within the \
                             retry budget of {:?}",
                            budget.total()
                        ),
                    )
                }
                .into());
            }
            // The fetch ends by itself, in real time; the timeout only makes the loop check the budget now and then.
            let bound = remaining.min(Duration::from_millis(500));
            state = self
                .landed
                .wait_timeout(state, bound)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        Ok(state)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Every change of the state is a single step, so a panic leaves it consistent.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Token {
    fn renewed_later(&self, now: Instant) -> Token {
        Token {
            secret: self.secret.clone(),
            header: self.header.clone(),
            serial: self.serial,
            life: self.life.map(|life| Life {
                renew_at: now + RENEWAL_PAUSE,
                ..life
            }),
        }
    }
}

/// A quarter of a short life, or of a token that was handed out late in its life; otherwise every call would renew
/// it.
fn margin(lifetime: Duration) -> Duration {
    MARGIN.min(lifetime / 4)
}

/// Ends a fetch in any case, so that no thread waits forever.
struct Landing<'c> {
    cache: &'c TokenCache,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        self.cache.lock().fetching = false;
        self.cache.landed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use larkspec_shape::object;

    use super::*;
    use crate::pace::manual::{TestClock, budget};

    /// A platform that hands out tokens `t-1`, `t-2`, … and counts them.
    struct Platform {
        clock: TestClock,
        cache: TokenCache,
        fetches: AtomicU32,
        efforts: Mutex<Vec<Effort>>,
        lifetime: Duration,
        down: Mutex<bool>,
    }

    impl Platform {
        fn new(lifetime: u64) -> Self {
            Platform {
                clock: TestClock::new(),
                cache: TokenCache::new(),
                fetches: AtomicU32::new(0),
                efforts: Mutex::default(),
                lifetime: Duration::from_secs(lifetime),
                down: Mutex::new(false),
            }
        }

        fn get(&self) -> Result<Arc<Token>, Error> {
            let budget = budget(&self.clock, Duration::from_secs(60));
            self.cache.get(&budget, &|effort, _| {
                self.efforts.lock().unwrap().push(effort);
                std::thread::sleep(Duration::from_millis(20));
                let n = self.fetches.fetch_add(1, Ordering::SeqCst) + 1;
                match *self.down.lock().unwrap() {
                    true => Err(Inner::new(ErrorKind::Server, format!("down {n}")).into()),
                    false => Ok(Fetched {
                        secret: format!("t-{n}").into(),
                        lifetime: self.lifetime,
                    }),
                }
            })
        }

        fn token(&self) -> String {
            self.get().unwrap().expose().to_owned()
        }

        fn fetches(&self) -> u32 {
            self.fetches.load(Ordering::SeqCst)
        }
    }

    #[test]
    fn what_is_no_token_is_named_and_not_shown() {
        for (token, part) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("Bearer t-abc", "begins with `Bearer`: pass only the token"),
            ("bearer  t-abc", "begins with `Bearer`"),
            ("t-abc\n", "such as white space or a line break"),
            ("t-äöü", "invalid characters"),
        ] {
            let error = Token::fixed(Secret::from(token)).map(drop).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{token:?}");
            assert!(error.to_string().contains(part), "{token:?}: {error}");
            assert!(!error.to_string().contains("abc"), "{error}");
        }
        assert!(Token::fixed(Secret::from("t-abc")).is_ok());
    }

    #[test]
    fn one_thread_fetches_and_the_others_wait() {
        let platform = Platform::new(7200);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(platform.token(), "t-1"));
            }
        });
        assert_eq!(platform.fetches(), 1);
        assert_eq!(*platform.efforts.lock().unwrap(), [Effort::Persistent]);
    }

    #[test]
    fn renews_ahead_of_the_end() {
        let platform = Platform::new(7200);
        assert_eq!(platform.token(), "t-1");
        platform.clock.advance(Duration::from_secs(7200 - 301));
        assert_eq!(platform.token(), "t-1");
        platform.clock.advance(Duration::from_secs(1));
        assert_eq!(platform.token(), "t-2");
        assert_eq!(platform.fetches(), 2);
    }

    #[test]
    fn others_go_on_with_the_old_one_during_a_renewal() {
        let platform = Platform::new(7200);
        platform.token();
        platform.clock.advance(Duration::from_secs(7000));
        let tokens = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| tokens.lock().unwrap().push(platform.token()));
            }
        });
        assert_eq!(platform.fetches(), 2);
        assert_eq!(platform.token(), "t-2");
    }

    #[test]
    fn a_failed_renewal_leaves_the_old_one_and_pauses() {
        let platform = Platform::new(7200);
        platform.token();
        platform.clock.advance(Duration::from_secs(7000));
        *platform.down.lock().unwrap() = true;
        for _ in 0..3 {
            assert_eq!(platform.token(), "t-1");
        }
        assert_eq!(platform.fetches(), 2);
        assert_eq!(platform.efforts.lock().unwrap()[1], Effort::Once);
        platform.clock.advance(Duration::from_secs(30));
        *platform.down.lock().unwrap() = false;
        assert_eq!(platform.token(), "t-3");
    }

    #[test]
    fn those_who_waited_for_a_failed_fetch_get_its_error() {
        let platform = Platform::new(7200);
        *platform.down.lock().unwrap() = true;
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| platform.get().is_err()))
                .collect();
            assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
        });
        // A thread that comes late starts its own fetch; eight fetches would be a stampede.
        assert!(platform.fetches() < 8, "{}", platform.fetches());
        *platform.down.lock().unwrap() = false;
        assert!(platform.get().is_ok());
    }

    #[test]
    fn forgets_a_refused_token_once() {
        let platform = Platform::new(7200);
        let refused = platform.get().unwrap();
        platform.cache.forget(&refused);
        assert_eq!(platform.token(), "t-2");
        platform.cache.forget(&refused);
        assert_eq!(platform.token(), "t-2");
        assert_eq!(platform.fetches(), 2);
    }

    #[test]
    fn a_short_life_is_not_spent_on_renewals() {
        let platform = Platform::new(8);
        platform.token();
        platform.clock.advance(Duration::from_secs(5));
        assert_eq!(platform.token(), "t-1");
        platform.clock.advance(Duration::from_secs(1));
        assert_eq!(platform.token(), "t-2");
    }

    #[test]
    fn a_panic_in_the_fetch_blocks_nobody() {
        let platform = Platform::new(7200);
        let budget = budget(&platform.clock, Duration::from_secs(60));
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = platform.cache.get(&budget, &|_, _| panic!("in the fetch"));
        }));
        assert!(panicked.is_err());
        assert_eq!(platform.token(), "t-1");
    }

    #[test]
    fn a_lifetime_is_read_however_it_is_written() {
        let cases = [
            (r#","expire":7200"#, Ok(7200)),
            (r#","expire":7200.0"#, Ok(7200)),
            (r#","expire":"7200""#, Ok(7200)),
            (r#","expire":" 7200 ""#, Ok(7200)),
            (r#","expire":99999999999999999999"#, Ok(86_400)),
            (r#","expire":"1e300""#, Ok(86_400)),
            ("", Ok(1800)),
            (r#","expire":null"#, Ok(1800)),
            (r#","expire":"soon""#, Ok(1800)),
            (r#","expire":"NaN""#, Ok(1800)),
            (r#","expire":{}"#, Ok(1800)),
            (r#","expire":0"#, Err("a lifetime of 0 s")),
            (r#","expire":"0""#, Err("a lifetime of 0 s")),
            (r#","expire":-1"#, Err("a lifetime of -1 s")),
            (r#","expire":-9223372036854775808"#, Err("a lifetime of -9")),
        ];
        for (expire, expected) in cases {
            let json = format!(r#"{{"code":0,"tenant_access_token":"t-1"{expire}}}"#);
            let granted: Granted = object::from_slice(json.as_bytes()).unwrap();
            match (granted.fetched(), expected) {
                (Ok(fetched), Ok(seconds)) => {
                    assert_eq!(fetched.lifetime, Duration::from_secs(seconds), "{expire}");
                    assert_eq!(fetched.secret.expose(), "t-1");
                }
                (Err(why), Err(part)) => assert!(why.contains(part), "{why}"),
                (Ok(_), _) | (Err(_), _) => panic!("{expire}"),
            }
        }
        for json in [r#"{"expire":7200}"#, r#"{"tenant_access_token":7}"#, "[]"] {
            assert!(
                object::from_slice::<Granted>(json.as_bytes()).is_err(),
                "{json}"
            );
        }
    }

    #[test]
    fn an_unusable_token_is_refused() {
        for bad in ["", "t-1 ", "t-\n1", "t-é"] {
            let error = Token::fixed(bad.into()).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{bad:?}");
        }
    }
}

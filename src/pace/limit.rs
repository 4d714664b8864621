//! Decides when a request may be sent: rate limits, and the pause after the platform reports too many requests.
//!
//! All clones of a client share one instance across all threads.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::endpoint::metadata::Rate;
use crate::error::Inner;
use crate::pace::Clock;
use crate::pace::budget::Budget;
use crate::{ErrorKind, Metadata};

/// The gate that every request of a client passes.
pub(crate) struct Gate {
    state: Mutex<State>,
    /// Notified whenever a request ends.
    ended: Condvar,
    /// Whether to enforce the rates on the endpoints' pages.
    documented_rates: bool,
}

struct State {
    client: Window,
    /// How many threads wait for a request to end. Notifying them costs a system call.
    waiting: usize,
    /// By the endpoint's name. The platform counts per endpoint, app and tenant.
    endpoints: HashMap<String, Lane>,
}

struct Lane {
    window: Window,
    /// When it was closed, and for how long. The two are never added up because a long time would exceed the range of
    /// `Instant`.
    closed: Option<(Instant, Duration)>,
}

/// The recent requests.
///
/// A request counts from before it is sent until `per` after its answer. The platform counts it at some unknown
/// moment in between, so no period of length `per`, as the *platform* counts, ever contains more than the limit. The
/// price is the duration of one request per period.
struct Window {
    rate: Option<Rate>,
    under_way: u32,
    ended: VecDeque<Instant>,
}

enum Wait {
    Nothing,
    /// This long, for this reason.
    For(Duration, &'static str),
    /// Requests in progress fill the limit.
    ForAnEnd,
}

impl Gate {
    pub(crate) fn new(rate: Option<Rate>, documented_rates: bool) -> Self {
        Gate {
            state: Mutex::new(State {
                client: Window::new(rate),
                waiting: 0,
                endpoints: HashMap::new(),
            }),
            ended: Condvar::new(),
            documented_rates,
        }
    }

    /// Changes the limit across all endpoints.
    pub(crate) fn set_rate(&self, rate: Option<Rate>) {
        self.lock().client.rate = rate;
        self.ended.notify_all();
    }

    /// Waits until a request to `endpoint` may be sent.
    ///
    /// Fails immediately if that would exceed the remaining budget.
    pub(crate) fn pass<'g>(
        &'g self,
        endpoint: &'g Metadata<'_>,
        budget: &Budget<'g>,
    ) -> Result<Pass<'g>, Box<Inner>> {
        let mut state = self.lock();
        loop {
            if let Some(cancelled) = budget.cancelled() {
                return Err(Box::new(cancelled.endpoint(endpoint.name)));
            }
            let now = budget.clock().now();
            let remaining = budget.remaining();
            match state.wait(endpoint, self.documented_rates, now) {
                Wait::Nothing => {
                    state.enter(endpoint.name);
                    return Ok(Pass {
                        gate: self,
                        clock: budget.clock(),
                        endpoint: endpoint.name,
                        used: true,
                    });
                }
                Wait::For(wait, _) if wait > remaining => {
                    return Err(held_back(endpoint, wait, budget));
                }
                Wait::For(wait, reason) => {
                    drop(state);
                    budget.wait(wait, endpoint, reason);
                    state = self.lock();
                }
                Wait::ForAnEnd if remaining.is_zero() => {
                    return Err(held_back(endpoint, Duration::ZERO, budget));
                }
                Wait::ForAnEnd => {
                    // A request in progress ends by itself, in real time. The timeout only makes the loop check the
                    // budget now and then.
                    let bound = remaining.min(Duration::from_millis(500));
                    state.waiting += 1;
                    state = self
                        .ended
                        .wait_timeout(state, bound)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0;
                    state.waiting -= 1;
                }
            }
        }
    }

    /// Blocks all requests to `endpoint` for `wait`.
    pub(crate) fn close(&self, endpoint: &Metadata<'_>, now: Instant, wait: Duration) {
        let mut state = self.lock();
        let lane = state.lane(endpoint, self.documented_rates);
        if wait > lane.closed_for(now) {
            lane.closed = Some((now, wait));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No code that holds this lock panics halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn held_back(endpoint: &Metadata<'_>, wait: Duration, budget: &Budget<'_>) -> Box<Inner> {
    let detail = match wait.is_zero() {
        true => "requests in progress fill the rate limit".to_owned(),
        false => format!("the rate limit asks for a wait of {wait:.1?}"),
    };
    Box::new(Inner {
        retryable: true,
        retry_after: (!wait.is_zero()).then_some(wait),
        gave_up: Some(format!("that exceeds {}", budget.exceeded())),
        ..Inner::new(ErrorKind::RateLimited, detail).endpoint(endpoint.name)
    })
}

impl State {
    fn lane(&mut self, endpoint: &Metadata<'_>, documented_rates: bool) -> &mut Lane {
        // Look up first: inserting a key allocates, and is needed only once.
        if !self.endpoints.contains_key(endpoint.name) {
            let lane = Lane {
                window: Window::new(endpoint.rate.filter(|_| documented_rates)),
                closed: None,
            };
            self.endpoints.insert(endpoint.name.to_owned(), lane);
        }
        let Some(lane) = self.endpoints.get_mut(endpoint.name) else {
            unreachable!("it was inserted above");
        };
        lane
    }

    fn wait(&mut self, endpoint: &Metadata<'_>, documented_rates: bool, now: Instant) -> Wait {
        let lane = self.lane(endpoint, documented_rates);
        let mut longest = (lane.closed_for(now), "the platform asks for a pause");
        for wait in [lane.window.wait(now), self.client.wait(now)] {
            match wait {
                Wait::Nothing => {}
                Wait::For(wait, reason) if wait > longest.0 => longest = (wait, reason),
                Wait::For(..) => {}
                Wait::ForAnEnd => return Wait::ForAnEnd,
            }
        }
        match longest {
            (Duration::ZERO, _) => Wait::Nothing,
            (wait, reason) => Wait::For(wait, reason),
        }
    }

    fn enter(&mut self, endpoint: &str) {
        self.client.under_way += 1;
        if let Some(lane) = self.endpoints.get_mut(endpoint) {
            lane.window.under_way += 1;
        }
    }
}

impl Lane {
    /// How much longer requests are blocked.
    fn closed_for(&self, now: Instant) -> Duration {
        self.closed
            .map_or(Duration::ZERO, |(since, wait)| left(since, wait, now))
    }
}

/// How much is left at `now` of a period that began at `since`.
fn left(since: Instant, total: Duration, now: Instant) -> Duration {
    total.saturating_sub(now.saturating_duration_since(since))
}

impl Window {
    fn new(rate: Option<Rate>) -> Self {
        Window {
            rate,
            under_way: 0,
            ended: VecDeque::new(),
        }
    }

    fn wait(&mut self, now: Instant) -> Wait {
        let Some(rate) = self.rate else {
            return Wait::Nothing;
        };
        while self
            .ended
            .front()
            .is_some_and(|&ended| left(ended, rate.per, now).is_zero())
        {
            self.ended.pop_front();
        }
        let held = self.under_way as usize + self.ended.len();
        // How many completed requests must leave the window before there is room.
        match (held + 1).checked_sub(rate.requests as usize) {
            None | Some(0) => Wait::Nothing,
            Some(leave) => match self.ended.get(leave - 1) {
                Some(&ended) => Wait::For(left(ended, rate.per, now), "the rate limit is reached"),
                None => Wait::ForAnEnd,
            },
        }
    }

    fn end(&mut self, now: Option<Instant>) {
        self.under_way = self.under_way.saturating_sub(1);
        if let (Some(now), Some(_)) = (now, self.rate) {
            self.ended.push_back(now);
        }
    }
}

/// The permission to send one request. Dropping it ends the request.
pub(crate) struct Pass<'g> {
    gate: &'g Gate,
    clock: &'g dyn Clock,
    endpoint: &'g str,
    used: bool,
}

impl Pass<'_> {
    /// Returns the permission without having sent a request.
    pub(crate) fn unused(mut self) {
        self.used = false;
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let now = self.used.then(|| self.clock.now());
        let mut state = self.gate.lock();
        state.client.end(now);
        if let Some(lane) = state.endpoints.get_mut(self.endpoint) {
            lane.window.end(now);
        }
        let is_awaited = state.waiting > 0;
        drop(state);
        if is_awaited {
            self.gate.ended.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fixture;
    use crate::pace::manual::{TestClock, budget};

    const DAY: Duration = Duration::from_secs(86_400);

    fn rate(requests: u32, seconds: u64) -> Option<Rate> {
        Some(Rate {
            requests,
            per: Duration::from_secs(seconds),
        })
    }

    /// Whether any period of length `per` contains more than `most` of the moments.
    fn crowded(mut moments: Vec<Duration>, per: Duration, most: usize) -> bool {
        moments.sort();
        moments
            .windows(most + 1)
            .any(|run| run[most] - run[0] < per)
    }

    #[test]
    fn no_window_holds_more_than_the_limit() {
        let clock = TestClock::new();
        let gate = Gate::new(rate(5, 60), true);
        let budget = budget(&clock, DAY);
        let mut sent = Vec::new();
        for i in 0..40u64 {
            let pass = gate.pass(fixture::metadata(), &budget).unwrap();
            // The platform counts the request at some moment before the answer arrives.
            clock.advance(Duration::from_millis(i * 37 % 300));
            sent.push(clock.passed());
            clock.advance(Duration::from_millis(i * 53 % 400));
            drop(pass);
        }
        assert!(
            !crowded(sent.clone(), Duration::from_secs(60), 5),
            "{sent:?}"
        );
        assert!(
            clock.passed() < Duration::from_secs(60 * 8 + 30),
            "{:?}",
            clock.passed()
        );
    }

    #[test]
    fn eight_threads_keep_to_one_limit() {
        let clock = Arc::new(TestClock::new());
        let gate = Gate::new(rate(100, 60), true);
        let sent = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..60 {
                        let budget = budget(&*clock, DAY);
                        let pass = gate.pass(fixture::metadata(), &budget).unwrap();
                        std::thread::yield_now();
                        sent.lock().unwrap().push(clock.passed());
                        std::thread::yield_now();
                        drop(pass);
                    }
                });
            }
        });
        assert!(!crowded(
            sent.into_inner().unwrap(),
            Duration::from_secs(60),
            100
        ));
    }

    #[test]
    fn a_page_with_a_rate_has_a_window_of_its_own() {
        let clock = TestClock::new();
        for (documented_rates, expected) in [(true, 20), (false, 0)] {
            let started = clock.passed();
            let gate = Gate::new(None, documented_rates);
            for _ in 0..5 {
                let budget = budget(&clock, DAY);
                gate.pass(fixture::metadata_with_rate(), &budget).unwrap();
                gate.pass(fixture::metadata(), &budget).unwrap();
            }
            assert_eq!((clock.passed() - started).as_secs(), expected);
        }
    }

    #[test]
    fn a_wait_beyond_the_budget_is_reported_at_once() {
        let clock = TestClock::new();
        let gate = Gate::new(rate(1, 60), true);
        gate.pass(fixture::metadata(), &budget(&clock, DAY))
            .unwrap();
        let budget = budget(&clock, Duration::from_secs(59));
        let error = gate.pass(fixture::metadata(), &budget).err().unwrap();
        assert_eq!(error.kind, ErrorKind::RateLimited);
        assert_eq!(error.retry_after, Some(Duration::from_secs(60)));
        assert_eq!(clock.passed(), Duration::ZERO);
    }

    #[test]
    fn an_unused_pass_takes_no_place() {
        let clock = TestClock::new();
        let gate = Gate::new(rate(1, 60), true);
        let budget = budget(&clock, DAY);
        for _ in 0..3 {
            gate.pass(fixture::metadata(), &budget).unwrap().unused();
        }
        assert_eq!(clock.passed(), Duration::ZERO);
    }

    #[test]
    fn a_closed_lane_holds_everyone_back() {
        let clock = TestClock::new();
        let gate = Gate::new(None, true);
        gate.close(fixture::metadata(), clock.now(), Duration::from_secs(52));
        gate.close(fixture::metadata(), clock.now(), Duration::from_secs(3));
        let budget = budget(&clock, DAY);
        gate.pass(fixture::metadata_with_rate(), &budget).unwrap();
        assert_eq!(clock.passed(), Duration::ZERO);
        gate.pass(fixture::metadata(), &budget).unwrap();
        assert_eq!(clock.passed(), Duration::from_secs(52));
    }

    #[test]
    fn no_time_is_too_long_to_be_counted() {
        let clock = TestClock::new();
        let forever = Rate {
            requests: 1,
            per: Duration::MAX,
        };
        let gate = Gate::new(Some(forever), true);
        let budget = budget(&clock, DAY);
        gate.pass(fixture::metadata(), &budget).unwrap();
        clock.advance(DAY);
        let error = gate.pass(fixture::metadata(), &budget).err().unwrap();
        assert_eq!(error.retry_after, Some(Duration::MAX - DAY));

        gate.set_rate(None);
        gate.close(fixture::metadata(), clock.now(), Duration::MAX);
        gate.close(fixture::metadata(), clock.now(), DAY);
        let error = gate.pass(fixture::metadata(), &budget).err().unwrap();
        assert_eq!(error.retry_after, Some(Duration::MAX));
    }

    #[test]
    fn a_limit_can_be_changed_while_requests_are_under_way() {
        let clock = TestClock::new();
        let gate = Gate::new(rate(2, 60), true);
        let budget = budget(&clock, DAY);
        let first = gate.pass(fixture::metadata(), &budget).unwrap();
        gate.set_rate(rate(1, 10));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| gate.pass(fixture::metadata(), &budget).map(Pass::unused));
            std::thread::sleep(Duration::from_millis(20));
            drop(first);
            assert!(second.join().unwrap().is_ok());
        });
        assert_eq!(clock.passed(), Duration::from_secs(10));
        gate.set_rate(None);
        gate.pass(fixture::metadata(), &budget).unwrap().unused();
    }
}

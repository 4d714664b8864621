//! What a program starts, drives and asks: the builder and the handle of a server.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use larkspec_codegen::Api;
use larkspec_codegen::model::TokenKind;

use crate::clock::{Clock, SystemClock, unix_ms};
use crate::instances::{Instance, Instances};
use crate::plan::{Plan, PlanError, Script};
use crate::random::Random;
use crate::record::{Call, Limit, Record};
use crate::route::{Role, Router};
use crate::server::Server;
use crate::state::{Config, Parts, Shared, lock};
use crate::tokens::Tokens;

/// A running server on 127.0.0.1. It ends when this is dropped: its threads are joined and its port
/// is free again.
pub struct Sandbox {
    server: Server,
    token: String,
}

impl Sandbox {
    /// A server for the endpoints of a spec, not started yet.
    pub fn builder(api: Api) -> Builder {
        Builder {
            api,
            population: 2500,
            seed: 0,
            page_cap: u64::MAX,
            inclusive_end: true,
            plan: Plan::new(),
            rate: None,
            documented_rates: false,
            token_lifetime: Duration::from_secs(7200),
            credentials: None,
            approval_code: None,
            clock: Box::new(SystemClock),
            port: 0,
            largest_body: 32 << 20,
            kept_calls: 1 << 20,
        }
    }

    /// `http://127.0.0.1:` and the port. Both of a region's hosts are this one.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.shared().port
    }

    /// A tenant access token that is always valid: `t-` and 40 letters and digits.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The token of this kind that is always valid.
    pub fn token_of(&self, kind: TokenKind) -> String {
        lock(&self.shared().tokens).fixed(kind).to_owned()
    }

    /// The app that the token endpoint knows.
    pub fn app_id(&self) -> &str {
        &self.shared().config.app_id
    }

    /// Its secret.
    pub fn app_secret(&self) -> &str {
        &self.shared().config.app_secret
    }

    /// The approval definition whose instances there are.
    pub fn approval_code(&self) -> &str {
        &self.shared().config.approval_code
    }

    /// What to show a person who started the server: where it is, and how to call it.
    pub fn banner(&self) -> String {
        let (url, token, code) = (self.base_url(), self.token(), self.approval_code());
        let mut banner = format!(
            "sandbox listening on {url}\n\
             token          {token}\n\
             app id         {}\n\
             app secret     {}\n",
            self.app_id(),
            self.app_secret(),
        );
        if self
            .shared()
            .router
            .endpoints()
            .any(|(_, role)| role == Role::Instances)
        {
            banner += &format!(
                "approval code  {code}\n\n\
                 LARKSPEC_TOKEN={token} cargo run --example pull -- --base-url {url} \
                 --approval-code {code}\n"
            );
        }
        banner
    }

    /// The approval instances that there are now, in the order of their creation.
    pub fn instances(&self) -> Vec<Instance> {
        lock(&self.shared().instances).live().to_vec()
    }

    /// The approval instances that were deleted, in the order of their deletion.
    pub fn deleted(&self) -> Vec<Instance> {
        lock(&self.shared().instances).deleted().to_vec()
    }

    /// Creates an approval instance, at any time (milliseconds since 1970-01-01T00:00:00Z), and
    /// returns its code.
    pub fn insert(&self, created_ms: i64) -> String {
        lock(&self.shared().instances).insert(created_ms)
    }

    /// Deletes an approval instance; false if there is none of this code.
    pub fn delete(&self, code: &str) -> bool {
        lock(&self.shared().instances).delete(code)
    }

    /// The calls so far, in the order of their answers; of very many, the newest (see
    /// [`Builder::kept_calls`]).
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.shared().record).calls()
    }

    /// How many calls there were.
    pub fn call_count(&self) -> u64 {
        lock(&self.shared().record).total()
    }

    /// How many calls of this endpoint there were.
    pub fn calls_of(&self, endpoint: &str) -> u64 {
        lock(&self.shared().record).of(endpoint)
    }

    /// The most calls of this endpoint that came within any span of this length, by the server's
    /// clock and whatever they were answered: what a client's own rate limit is measured by.
    pub fn busiest(&self, endpoint: &str, span: Duration) -> usize {
        lock(&self.shared().record).busiest(endpoint, span)
    }

    /// How many connections were opened.
    pub fn connection_count(&self) -> u64 {
        self.shared().connections.load(Ordering::SeqCst)
    }

    /// How many threads of the server panicked: 0, unless the server has a bug.
    pub fn panics(&self) -> u64 {
        self.shared().panics.load(Ordering::SeqCst)
    }

    /// How many different tokens the token endpoint handed out.
    pub fn tokens_issued(&self) -> u64 {
        lock(&self.shared().tokens).count()
    }

    /// Makes all tokens that were handed out invalid; the one of [`Sandbox::token`] stays valid.
    pub fn revoke_tokens(&self) {
        lock(&self.shared().tokens).revoke();
    }

    /// Follows another plan of faults from now on, with its calls counted from 1.
    ///
    /// # Errors
    ///
    /// Rules that cannot work with the endpoints of the spec; the old plan stays.
    pub fn set_faults(&self, plan: Plan) -> Result<(), PlanError> {
        let script = Script::new(plan, &self.shared().router)?;
        *lock(&self.shared().script) = Arc::new(script);
        Ok(())
    }

    /// Ends the server, as dropping it does.
    ///
    /// # Errors
    ///
    /// A thread of the server panicked.
    pub fn stop(mut self) -> io::Result<()> {
        self.server.stop()
    }

    fn shared(&self) -> &Shared {
        &self.server.shared
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

/// How a server is to be.
pub struct Builder {
    api: Api,
    population: usize,
    seed: u64,
    page_cap: u64,
    inclusive_end: bool,
    plan: Plan,
    rate: Option<Limit>,
    documented_rates: bool,
    token_lifetime: Duration,
    credentials: Option<(String, String)>,
    approval_code: Option<String>,
    clock: Box<dyn Clock>,
    port: u16,
    largest_body: usize,
    kept_calls: usize,
}

impl Builder {
    /// How many approval instances there are; 2,500 by default. They were created within the 29 days
    /// before the start, the newest an hour before it.
    pub fn population(mut self, count: usize) -> Self {
        self.population = count;
        self
    }

    /// The seed of all codes, tokens and credentials, and of the times of creation relative to the
    /// start; 0 by default. The same seed gives the same server.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The most items that a page has, however many were asked for; no cap by default.
    pub fn page_cap(mut self, items: u64) -> Self {
        self.page_cap = items.max(1);
        self
    }

    /// Whether an instance created at the very end of a range belongs to it; yes by default.
    pub fn inclusive_end(mut self, yes: bool) -> Self {
        self.inclusive_end = yes;
        self
    }

    /// What goes wrong; nothing by default.
    pub fn faults(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// How many calls of one endpoint are let through in a span of time; no limit by default. Over
    /// it, calls are answered 429 with 99991400 and the headers of the platform. Whichever span is
    /// looked at, it holds no more calls than this that were let through. The token endpoint is not
    /// limited.
    pub fn rate(mut self, requests: u32, per: Duration) -> Self {
        self.rate = Some(Limit { requests, per });
        self
    }

    /// Whether the rate limits in the spec are enforced; not by default. A rate set with
    /// [`Builder::rate`] goes before them.
    pub fn documented_rates(mut self, yes: bool) -> Self {
        self.documented_rates = yes;
        self
    }

    /// How long a token lives; 7,200 s by default. As on the platform, the token endpoint hands out
    /// the same token while at least 30 minutes of its life remain.
    pub fn token_lifetime(mut self, time: Duration) -> Self {
        self.token_lifetime = time;
        self
    }

    /// The app that the token endpoint knows; made from the seed by default.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.credentials = Some((id.into(), secret.into()));
        self
    }

    /// The approval definition whose instances there are; made from the seed by default.
    pub fn approval_code(mut self, code: impl Into<String>) -> Self {
        self.approval_code = Some(code.into());
        self
    }

    /// Where the time comes from; the system by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// The port; any that is free by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The largest request body, in bytes, that is taken; 32 MiB by default.
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// How many calls [`Sandbox::calls`] remembers, so that a server that runs for long does not
    /// grow; 1,048,576 by default. The counts are always complete.
    pub fn kept_calls(mut self, count: usize) -> Self {
        self.kept_calls = count;
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// The port is taken, or a thread cannot be started. A plan with rules that cannot work with
    /// the endpoints of the spec is [`io::ErrorKind::InvalidInput`] around a [`PlanError`].
    pub fn start(self) -> io::Result<Sandbox> {
        let router = Router::new(self.api);
        let script = Script::new(self.plan, &router)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        // A stream of its own for each, so that a larger population leaves the token what it was.
        let mut seeds = Random::new(self.seed);
        let mut identity = Random::new(seeds.next());
        let tokens = Tokens::new(Random::new(seeds.next()), self.token_lifetime);
        let now = unix_ms(self.clock.now());
        let instances = Instances::generate(self.population, Random::new(seeds.next()), now);
        let (app_id, app_secret) = self
            .credentials
            .unwrap_or_else(|| (format!("cli_{}", identity.word(16)), identity.word(32)));
        let approval_code = self.approval_code.unwrap_or_else(|| identity.uuid());
        let token = tokens.fixed(TokenKind::Tenant).to_owned();
        let parts = Parts {
            config: Config {
                app_id,
                app_secret,
                approval_code,
                page_cap: self.page_cap,
                inclusive_end: self.inclusive_end,
                rate: self.rate,
                documented_rates: self.documented_rates,
                largest_body: self.largest_body,
            },
            router,
            clock: self.clock,
            script,
            tokens,
            instances,
            record: Record::new(self.kept_calls),
        };
        Ok(Sandbox {
            server: Server::start(parts, self.port)?,
            token,
        })
    }
}

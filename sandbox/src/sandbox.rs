//! The builder and the handle of a server.

use std::fmt;
use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use larkspec_codegen::SpecErrors;
use larkspec_codegen::model::TokenKind;

use crate::calls::Calls;
use crate::clock::{Clock, SystemClock, unix_ms};
use crate::instances::{Instance, Instances};
use crate::on::On;
use crate::order::OrderError;
use crate::plan::{Plan, PlanError, Script};
use crate::random::Random;
use crate::record::{Limit, Record};
use crate::route::{Role, Route, Router};
use crate::server::Server;
use crate::specs::Specs;
use crate::state::{Config, Parts, Shared, lock};
use crate::tokens::Tokens;

/// A running server on 127.0.0.1. Dropping it stops the server, joins its threads and frees its port.
pub struct Sandbox {
    server: Server,
    token: String,
}

impl Sandbox {
    /// Starts a server for every endpoint of the platform.
    ///
    /// ```
    /// use larkspec_sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::start()?;
    /// assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No port is free, or a thread cannot be started.
    #[cfg(feature = "platform")]
    pub fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start()
    }

    /// Configures a server. It serves every endpoint of the platform, and [your own spec files](Builder::specs).
    pub fn builder() -> Builder {
        Builder {
            specs: Vec::new(),
            platform: true,
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

    /// `http://127.0.0.1:` and the port. It replaces both hosts of a region.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// The port of the server.
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

    /// The ID of the app that the token endpoint accepts.
    pub fn app_id(&self) -> &str {
        &self.shared().config.app_id
    }

    /// The secret of the app.
    pub fn app_secret(&self) -> &str {
        &self.shared().config.app_secret
    }

    /// The approval definition that the instances belong to.
    pub fn approval_code(&self) -> &str {
        &self.shared().config.approval_code
    }

    /// A text for the person who started the server: its address, and how to call it.
    pub fn banner(&self) -> String {
        let (url, code) = (self.base_url(), self.approval_code());
        self.banner_with(&format!(
            "LARKSPEC_BASE_URL={url} cargo run --example pull -- {code}"
        ))
    }

    /// Like [`banner`](Self::banner), with the command line of another program that pulls the approval instances. The
    /// token is in its environment.
    pub fn banner_with(&self, pull: &str) -> String {
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
            .routes()
            .any(|route| route.role == Role::Instances)
        {
            banner += &format!("approval code  {code}\n\nLARKSPEC_TOKEN={token} {pull}\n");
        }
        banner
    }

    /// Sets what an endpoint answers, instead of the example in its spec. This discards the answers set before.
    ///
    /// ```
    /// # use larkspec_sandbox::Sandbox;
    /// # use serde_json::json;
    /// # fn test(sandbox: &Sandbox) -> Result<(), larkspec_sandbox::OrderError> {
    /// let create = sandbox.on("im/v1/message/create")?;
    /// create.error(230_020, "rate limited").answer(json!({ "message_id": "om_1" }))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The spec has no endpoint with this name.
    pub fn on(&self, endpoint: &str) -> Result<On<'_>, OrderError> {
        On::new(self.shared(), endpoint)
    }

    /// The current approval instances, ordered by creation time.
    pub fn instances(&self) -> Vec<Instance> {
        self.shared().instances().live().to_vec()
    }

    /// The deleted approval instances, in the order of deletion.
    pub fn deleted(&self) -> Vec<Instance> {
        self.shared().instances().deleted().to_vec()
    }

    /// Creates an approval instance at any time (milliseconds since 1970-01-01T00:00:00Z), and returns its code.
    pub fn insert(&self, created_ms: i64) -> String {
        self.shared().instances().insert(created_ms)
    }

    /// Deletes an approval instance; returns false if there is none with this code.
    pub fn delete(&self, code: &str) -> bool {
        self.shared().instances().delete(code)
    }

    /// The calls so far, in the order of their answers; only the most recent ones if there are very many (see
    /// [`Builder::kept_calls`]).
    pub fn calls(&self) -> Calls {
        Calls::all(&lock(&self.shared().record))
    }

    /// The calls of this endpoint so far, for assertions:
    ///
    /// ```
    /// # use larkspec_sandbox::Sandbox;
    /// # fn test(sandbox: &Sandbox) {
    /// sandbox.calls_of("im/v1/message/create").assert_count(1);
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// The server has no endpoint with this name: the assertion that it was not called would always hold.
    #[track_caller]
    pub fn calls_of(&self, endpoint: &str) -> Calls {
        if let Err(why) = self.shared().router.route(endpoint) {
            panic!("{why}");
        }
        Calls::of_endpoint(&lock(&self.shared().record), endpoint)
    }

    /// The maximum number of calls of this endpoint within any period of this length, by the server's clock and
    /// including rejected ones. Tests of a client's own rate limit use it.
    pub fn busiest(&self, endpoint: &str, span: Duration) -> usize {
        lock(&self.shared().record).busiest(endpoint, span)
    }

    /// The number of connections that were opened.
    pub fn connection_count(&self) -> u64 {
        self.shared().connections.load(Ordering::SeqCst)
    }

    /// The number of server threads that panicked; it is 0 unless the server has a bug.
    pub fn panics(&self) -> u64 {
        self.shared().panics.load(Ordering::SeqCst)
    }

    /// The number of different tokens that the token endpoints have issued.
    pub fn tokens_issued(&self) -> u64 {
        lock(&self.shared().tokens).count()
    }

    /// Revokes all issued tokens; the one of [`Sandbox::token`] stays valid.
    pub fn revoke_tokens(&self) {
        lock(&self.shared().tokens).revoke();
    }

    /// Replaces the plan of faults, and counts its calls from 1.
    ///
    /// # Errors
    ///
    /// Rules that do not fit the endpoints of the spec; the old plan stays.
    pub fn set_faults(&self, plan: Plan) -> Result<(), PlanError> {
        let script = Script::new(plan, &self.shared().router)?;
        *lock(&self.shared().script) = Arc::new(script);
        Ok(())
    }

    /// Stops the server, as dropping it does.
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

/// Configures a server.
pub struct Builder {
    specs: Vec<Specs>,
    platform: bool,
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
    /// Serves the endpoints of these spec files as well: those of a folder, of a [`Loader`](larkspec_codegen::Loader),
    /// or of an [`Api`](larkspec_codegen::Api) that has already been read. They take precedence over the platform's
    /// endpoints with the same name or URL, and over spec files that are added later.
    ///
    /// A file is read when its endpoint is first called. If it has errors, the answer is the text of these with status
    /// 500; a build script or `larkspec_codegen::load` reports the errors of all files at once.
    ///
    /// ```no_run
    /// # use larkspec_sandbox::Sandbox;
    /// let sandbox = Sandbox::builder().specs("spec").start()?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn specs(mut self, specs: impl Into<Specs>) -> Self {
        self.specs.push(specs.into());
        self
    }

    /// Sets whether the endpoints of the platform are served; true by default. Those that issue tokens are there in any
    /// case, because clients need them. Without the feature `platform`, this has no effect.
    pub fn platform(mut self, yes: bool) -> Self {
        self.platform = yes;
        self
    }

    /// Sets the number of approval instances; 2,500 by default. They are created within the 29 days before the start,
    /// the newest an hour before it.
    pub fn population(mut self, count: usize) -> Self {
        self.population = count;
        self
    }

    /// Sets the seed of all codes, tokens and credentials, and of the creation times relative to the start; 0 by
    /// default. The same seed gives the same server.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the maximum number of items on a page, whatever is requested; no limit by default.
    pub fn page_cap(mut self, items: u64) -> Self {
        self.page_cap = items.max(1);
        self
    }

    /// Sets whether an instance created exactly at the end of a range is included; true by default.
    pub fn inclusive_end(mut self, yes: bool) -> Self {
        self.inclusive_end = yes;
        self
    }

    /// Sets the plan of faults; none by default.
    pub fn faults(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// Sets the maximum number of calls of one endpoint in any period of this length; no limit by default. Further
    /// calls are answered with 429, 99991400 and the platform's headers. The token endpoint is not limited.
    pub fn rate(mut self, requests: u32, per: Duration) -> Self {
        self.rate = Some(Limit { requests, per });
        self
    }

    /// Sets whether the rate limits in the spec are enforced; false by default. A rate set with [`Builder::rate`]
    /// takes precedence.
    pub fn documented_rates(mut self, yes: bool) -> Self {
        self.documented_rates = yes;
        self
    }

    /// Sets the lifetime of tokens; 7,200 s by default. Like the platform, the token endpoint returns the same token
    /// while at least 30 minutes of its life remain.
    pub fn token_lifetime(mut self, time: Duration) -> Self {
        self.token_lifetime = time;
        self
    }

    /// Sets the app that the token endpoint accepts; derived from the seed by default.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.credentials = Some((id.into(), secret.into()));
        self
    }

    /// Sets the approval definition that the instances belong to; derived from the seed by default.
    pub fn approval_code(mut self, code: impl Into<String>) -> Self {
        self.approval_code = Some(code.into());
        self
    }

    /// Sets the source of time; the system's clock by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Sets the port; any free port by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the maximum size of a request body in bytes; 32 MiB by default.
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Sets how many calls [`Sandbox::calls`] remembers, which bounds the memory of a long-running server; 1,048,576
    /// by default. The counts always include all calls.
    pub fn kept_calls(mut self, count: usize) -> Self {
        self.kept_calls = count;
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// The port is in use, or a thread cannot be started. The error is [`io::ErrorKind::InvalidInput`] with a
    /// [`PlanError`] if rules of the plan do not fit the endpoints, or with [`SpecErrors`] if the folder of
    /// [`Builder::specs`] cannot be read or a file in it has no method or path.
    pub fn start(mut self) -> io::Result<Sandbox> {
        let router = self.router()?;
        let script = Script::new(self.plan, &router).map_err(invalid)?;
        // Each has its own stream, so that a larger population does not change the token.
        let mut seeds = Random::new(self.seed);
        let mut identity = Random::new(seeds.next());
        let tokens = Tokens::new(Random::new(seeds.next()), self.token_lifetime);
        let now = unix_ms(self.clock.now());
        let (population, random) = (self.population, Random::new(seeds.next()));
        let instances = move || Mutex::new(Instances::generate(population, random, now));
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
            instances: Box::new(instances),
            record: Record::new(self.kept_calls),
        };
        Ok(Sandbox {
            server: Server::start(parts, self.port)?,
            token,
        })
    }
    /// The endpoints to serve: those of the caller's spec files before those of the platform.
    fn router(&mut self) -> io::Result<Router> {
        let mut routes = Vec::new();
        for specs in std::mem::take(&mut self.specs) {
            let specs = specs.list().map_err(invalid::<SpecErrors>)?;
            routes.extend(specs.into_iter().map(Route::new).map(Arc::new));
        }
        #[cfg(feature = "platform")]
        {
            let platform = crate::route::platform().map_err(io::Error::other)?;
            let served = |route: &&Arc<Route>| self.platform || route.role == Role::Token;
            routes.extend(platform.iter().filter(served).map(Arc::clone));
        }
        Ok(Router::new(routes))
    }
}

fn invalid<E: std::error::Error + Send + Sync + 'static>(error: E) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

//! The client: where to call, as whom, and how patiently.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::answer::{Purpose, Success};
use crate::auth::v3::tenant_access_token::internal;
use crate::clock::Budget;
use crate::error::Inner;
use crate::limit::Gate;
use crate::metadata::Rate;
use crate::region::BaseUrl;
use crate::request::Encoded;
use crate::scrub::Scrub;
use crate::token::{Effort, Fetched, Granted, Token, TokenCache};
use crate::token_store::{Shelf, TokenStore};
use crate::transport::{self, Configure, ProxySetting, Setup, Transport};
use crate::wait::{OnWait, Wait, Waits};
use crate::{
    Answer, Clock, Endpoint, Error, ErrorKind, Host, Metadata, Region, Secret, SystemClock,
    TokenKind, exchange, request,
};

/// Calls the platform.
///
/// Cheap to clone and safe to share: clones use the same connections, the same token and the same
/// rate limit.
///
/// ```no_run
/// use larkspec::{Client, Region};
///
/// let client = Client::builder()
///     .region(Region::Feishu)
///     .app("cli_slkdjalasdkjasd", "dskLLdkasdjlasdKK")
///     .build()?;
/// # Ok::<(), larkspec::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    identity: Arc<Identity>,
    patience: Patience,
}

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// One exchange.
    timeout: Duration,
    /// All waiting.
    retry_budget: Duration,
}

impl Patience {
    fn check(self) -> Result<Self, Error> {
        if self.timeout.is_zero() {
            return Err(configuration(NO_TIME));
        }
        countable("`timeout`", self.timeout)?;
        countable("`retry_budget`", self.retry_budget)?;
        Ok(self)
    }
}

struct Shared {
    region: Region,
    transport: Transport,
    gate: Gate,
    clock: Arc<dyn Clock>,
    waits: Waits,
}

/// As whom the client calls.
enum Identity {
    Token(Arc<Token>),
    App {
        id: String,
        secret: Secret,
        tokens: TokenCache,
        shelf: Option<Shelf>,
    },
}

impl Client {
    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client as the environment describes it; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`], naming the variable.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Calls the endpoint that `request` belongs to.
    ///
    /// The request is checked first. Waits for the rate limit, fetches a token where there is none,
    /// and repeats what may be repeated; all of that within the retry budget.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`] but [`ErrorKind::PageSequence`].
    pub fn send<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        self.answer(request)?.complete()
    }

    /// Calls the endpoint that `request` belongs to, as [`send`](Self::send) does, and returns the whole answer: its
    /// value also where a part of it [could not be read](Answer::left_out), status, headers, log id and body.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send). A part that cannot be read is an error only where there is no value without
    /// it.
    pub fn answer<E: Endpoint>(&self, request: &E) -> Result<Answer<E::Response>, Error> {
        self.answer_encoded::<E>(&request::encode(request)?)
    }

    pub(crate) fn answer_encoded<E: Endpoint>(
        &self,
        encoded: &Encoded,
    ) -> Result<Answer<E::Response>, Error> {
        let success = self.exchange(E::METADATA, encoded)?;
        self.whole::<E>(success)
    }

    /// Sends a request that is encoded, and reads whether it succeeded.
    pub(crate) fn exchange(
        &self,
        metadata: &Metadata<'_>,
        encoded: &Encoded,
    ) -> Result<Success, Error> {
        let shared = &*self.shared;
        let budget = Budget::new(&*shared.clock, &shared.waits, self.patience.retry_budget);
        exchange::exchange(self, metadata, Purpose::Call, encoded, &budget)
    }

    /// The typed answer.
    pub(crate) fn whole<E: Endpoint>(
        &self,
        success: Success,
    ) -> Result<Answer<E::Response>, Error> {
        let token = success.token.clone();
        success.whole(E::METADATA, &self.scrub(token.as_deref()))
    }

    /// The same client as someone else: it shares connections, rate limit and settings, but calls
    /// with this token. It is used as it is and never renewed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if this cannot be a token.
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self, Error> {
        Ok(Client {
            shared: self.shared.clone(),
            identity: Arc::new(Identity::Token(Arc::new(Token::fixed(token.into())?))),
            patience: self.patience,
        })
    }

    /// The same client with another [`timeout`](ClientBuilder::timeout): for a large file, say.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use larkspec::{Client, approval::v2::instance::list};
    /// # fn example(client: &Client, request: &list::Request) -> Result<(), larkspec::Error> {
    /// let response = list::call(&client.with_timeout(Duration::from_secs(3))?, request)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] for no time at all, or more than 365 days.
    pub fn with_timeout(&self, timeout: Duration) -> Result<Self, Error> {
        self.with_patience(Patience {
            timeout,
            ..self.patience
        })
    }

    /// The same client with another [`retry_budget`](ClientBuilder::retry_budget): zero where a person waits, say.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] for more than 365 days.
    pub fn with_retry_budget(&self, budget: Duration) -> Result<Self, Error> {
        self.with_patience(Patience {
            retry_budget: budget,
            ..self.patience
        })
    }

    fn with_patience(&self, patience: Patience) -> Result<Self, Error> {
        Ok(Client {
            patience: patience.check()?,
            ..self.clone()
        })
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.patience.timeout
    }

    /// Ends all calls, of this client, its clones, and those made by [`with_token`](Self::with_token): from
    /// any thread, such as that of a handler for Ctrl-C.
    ///
    /// A wait for the next try or for a rate limit ends at once, a connection that is used is broken, and
    /// the calls return an error of [`ErrorKind::Cancelled`]; so does every later one. There is no way
    /// back: build another client to call again. Only looking up a host's name and making a connection
    /// go on, for as long as [`connect_timeout`](ClientBuilder::connect_timeout) allows.
    pub fn cancel(&self) {
        self.shared.waits.cancel();
        self.shared.transport.shut_down();
    }

    /// Changes the rate limit over all endpoints, for all clones at once; see
    /// [`ClientBuilder::rate`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] for no requests, no time, or more than 365 days.
    pub fn rate(&self, requests: u32, per: Duration) -> Result<(), Error> {
        self.shared.gate.set_rate(Some(rate(requests, per)?));
        Ok(())
    }

    /// The region it was set up for.
    pub fn region(&self) -> Region {
        self.shared.region
    }

    /// The base URL under which it calls a host, without a slash at the end.
    pub fn base_url(&self, host: Host) -> &str {
        self.shared.transport.base_url(host)
    }

    /// The clock it goes by.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.shared.gate
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.shared.transport
    }

    /// The token to call an endpoint with; `None` where it takes none.
    pub(crate) fn token(
        &self,
        metadata: &Metadata<'_>,
        budget: &Budget<'_>,
    ) -> Result<Option<Arc<Token>>, Error> {
        if metadata.tokens.is_empty() {
            return Ok(None);
        }
        match &*self.identity {
            Identity::Token(token) => Ok(Some(token.clone())),
            Identity::App { .. } if !metadata.tokens.contains(&TokenKind::Tenant) => {
                let kinds: Vec<&str> = metadata.tokens.iter().map(|kind| kind.as_str()).collect();
                let detail = format!(
                    "the endpoint takes no tenant token, which is all that app credentials give: \
                     use `Client::with_token` with a {}",
                    kinds.join(" or ")
                );
                Err(Inner::new(ErrorKind::Configuration, detail)
                    .endpoint(metadata.name)
                    .into())
            }
            Identity::App {
                id,
                secret,
                tokens,
                shelf,
            } => tokens
                .get(budget, &|effort, refused| match shelf {
                    Some(shelf) => self.shared_token(shelf, refused, &|| {
                        self.fetch_token(id, secret, effort, budget)
                    }),
                    None => self.fetch_token(id, secret, effort, budget),
                })
                .map(Some),
        }
    }

    /// The token that another process has kept, or else one that is fetched and kept.
    fn shared_token(
        &self,
        shelf: &Shelf,
        refused: Option<&Secret>,
        fetch: &dyn Fn() -> Result<Fetched, Error>,
    ) -> Result<Fetched, Error> {
        let now = self.clock().time_of_day();
        if let Some(kept) = shelf.take(now, refused)? {
            return Ok(kept);
        }
        let fetched = fetch()?;
        shelf.keep(now, &fetched);
        Ok(fetched)
    }

    fn fetch_token(
        &self,
        id: &str,
        secret: &Secret,
        effort: Effort,
        budget: &Budget<'_>,
    ) -> Result<Fetched, Error> {
        let no_waiting = budget.renewed(Duration::ZERO);
        let budget = match effort {
            Effort::Once => &no_waiting,
            Effort::Persistent => budget,
        };
        let metadata = internal::Request::METADATA;
        let request = internal::Request::new(id.to_owned(), secret.clone());
        let encoded = request::encode(&request)?;
        let success = exchange::exchange(self, metadata, Purpose::Token, &encoded, budget)?;
        let granted: Granted = success.decode(metadata, &self.scrub(None))?;
        granted.fetched().map_err(|why| {
            Inner::new(ErrorKind::Authentication, why)
                .endpoint(metadata.name)
                .into()
        })
    }

    pub(crate) fn renews_tokens(&self) -> bool {
        matches!(*self.identity, Identity::App { .. })
    }

    /// Forgets a token that the platform has refused.
    pub(crate) fn forget_token(&self, refused: &Token) {
        if let Identity::App { tokens, .. } = &*self.identity {
            tokens.forget(refused);
        }
    }

    /// The secrets that an answer to a request with this token may echo.
    pub(crate) fn scrub<'s>(&'s self, token: Option<&'s Token>) -> Scrub<'s> {
        let own = match &*self.identity {
            Identity::Token(token) => token.expose(),
            Identity::App { secret, .. } => secret.expose(),
        };
        let headers = self.transport().setup().headers.iter();
        // What is shorter is no secret, and would take letters out of every text.
        let values = headers.filter_map(|(_, value)| value.to_str().ok());
        let values = values.filter(|value| value.len() >= SHORTEST_SECRET);
        Scrub::new(
            token
                .map(Token::expose)
                .into_iter()
                .chain([own])
                .chain(values),
        )
    }
}

/// The shortest value of a header that is taken for a secret.
const SHORTEST_SECRET: usize = 8;

impl TokenKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            TokenKind::Tenant => "tenant token",
            TokenKind::User => "user token",
            TokenKind::App => "app token",
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = match &*self.identity {
            Identity::Token(_) => "a fixed token".to_owned(),
            Identity::App { id, .. } => format!("app {id}"),
        };
        f.debug_struct("Client")
            .field("region", &self.shared.region)
            .field("www", &self.base_url(Host::Www))
            .field("open", &self.base_url(Host::Open))
            .field("identity", &identity)
            .field("connect_timeout", &self.transport().setup().bounds.connect)
            .field("timeout", &self.patience.timeout)
            .field("max_body", &self.transport().setup().bounds.body)
            .field("retry_budget", &self.patience.retry_budget)
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Client`].
///
/// # Proxies
///
/// The environment names them as usual: `HTTPS_PROXY` or `HTTP_PROXY` by the scheme of the base URL, else
/// `ALL_PROXY`, each in capitals or not; a proxy that is set for the other scheme only is used as well.
/// `http://`, `https://` (both by CONNECT), `socks5://`, `socks5h://`, `socks4://` and `socks4a://` are
/// understood, with `user:password@` where the kind of proxy has it. `NO_PROXY` lists hosts that are
/// called directly: `example.com` (with all below it), addresses, blocks such as `10.0.0.0/8`, or `*`.
/// URLs that lead to this machine always are.
///
/// A setting that is not understood is an error of [`build`](Self::build), even where it would not be used.
/// [`proxy`](Self::proxy) and [`no_proxy`](Self::no_proxy) take the place of the environment.
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    region: Region,
    www: Option<String>,
    open: Option<String>,
    allow_http: bool,
    credentials: Option<Credentials>,
    store: Option<Arc<dyn TokenStore>>,
    setup: Setup,
    /// The first setting that is not possible.
    problem: Option<String>,
    retry_budget: Duration,
    rate: Option<(u32, Duration)>,
    documented_rates: bool,
    clock: Arc<dyn Clock>,
    proxy: ProxySetting,
    on_wait: Option<OnWait>,
}

#[derive(Clone)]
enum Credentials {
    Token(Secret),
    App { id: String, secret: Secret },
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder {
            region: Region::default(),
            www: None,
            open: None,
            allow_http: false,
            credentials: None,
            store: None,
            setup: Setup::default(),
            problem: None,
            retry_budget: Duration::from_secs(90),
            rate: None,
            documented_rates: true,
            clock: Arc::new(SystemClock),
            proxy: ProxySetting::default(),
            on_wait: None,
        }
    }
}

impl ClientBuilder {
    /// Which platform to call. Feishu unless said otherwise.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// Calls with the tenant token of this app, fetched when first needed and renewed by the client.
    /// Replaces a token set before.
    pub fn app(mut self, app_id: impl Into<String>, app_secret: impl Into<Secret>) -> Self {
        self.credentials = Some(Credentials::App {
            id: app_id.into(),
            secret: app_secret.into(),
        });
        self
    }

    /// Calls with this token, which is used as it is and never renewed. Replaces app credentials
    /// set before.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.credentials = Some(Credentials::Token(token.into()));
        self
    }

    /// Calls this URL in place of both of the region's hosts: `https://gateway.example/feishu`.
    ///
    /// It must be `https://`, unless it leads to this machine (`127.0.0.1`, `::1`, `localhost`).
    pub fn base_url(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.host(Host::Www, url.clone()).host(Host::Open, url)
    }

    /// Calls this URL in place of one of the region's hosts.
    pub fn host(mut self, host: Host, url: impl Into<String>) -> Self {
        match host {
            Host::Www => self.www = Some(url.into()),
            Host::Open => self.open = Some(url.into()),
        }
        self
    }

    /// Takes `http://` base URLs of other machines. Tokens and secrets then travel in the open.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// How long a connection may take, TLS included. 10 s unless said otherwise, 365 days at most.
    /// The look-up of the host's name comes on top; the operating system bounds it.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.setup.bounds.connect = timeout;
        self
    }

    /// How long one exchange may take, from sending to the last byte of the answer, however small
    /// the bites it comes in. 30 s unless said otherwise, 365 days at most. An answer that stalls
    /// half-way may take twice that.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.setup.bounds.exchange = timeout;
        self
    }

    /// The longest answer taken, in bytes. 64 MiB unless said otherwise.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.setup.bounds.body = bytes;
        self
    }

    /// How long a call may wait altogether: for retries, for rate limits, for its token. 90 s unless
    /// said otherwise, which outlasts a limit by the minute; 365 days at most.
    ///
    /// A wait that is longer than what is left of it is not begun; the error is reported at once.
    /// The first exchange of a call, and of the fetching of its token, is bounded by
    /// [`timeout`](Self::timeout) only; zero hence means one try.
    pub fn retry_budget(mut self, budget: Duration) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Sends at most `requests` in any stretch of time of this length, over all endpoints, clones
    /// and threads. No limit unless said otherwise. The time is 365 days at most.
    ///
    /// It holds as the platform counts: a request takes its place until `per` after its answer.
    pub fn rate(mut self, requests: u32, per: Duration) -> Self {
        self.rate = Some((requests, per));
        self
    }

    /// Whether the rate limits that endpoints' pages state are kept by the client, each for its
    /// endpoint. They are unless said otherwise. A larger plan may allow more.
    pub fn documented_rates(mut self, keep: bool) -> Self {
        self.documented_rates = keep;
        self
    }

    /// Calls through this proxy, whatever the environment says: `socks5://user:password@host:1080`. Only
    /// URLs that lead to this machine are called directly.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = ProxySetting::Url(url.into());
        self
    }

    /// Calls directly, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxySetting::Direct;
        self
    }

    /// Whether to build a client while the logger shows `ureq_proto` at trace level. The HTTP library then
    /// dumps to the log what is sent and received, tokens included. It is not allowed unless said otherwise.
    pub fn allow_trace_logs(mut self, allow: bool) -> Self {
        self.setup.warns_of_dumps = !allow;
        self
    }

    /// What the client calls itself in the header `User-Agent`. `larkspec/` and its version unless said otherwise.
    ///
    /// ```
    /// let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    /// let builder = larkspec::Client::builder().user_agent(agent);
    /// ```
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        let possible = !name.is_empty() && request::header("user-agent", &name).is_ok();
        if !possible {
            self.note("the user agent is empty, or has control characters");
        }
        self.setup.user_agent = name;
        self
    }

    /// Sends this header with every request, those for tokens included: for a gateway, say. A request that sets the same
    /// header keeps its own. Those that the client sets itself, such as `Authorization`, are refused.
    ///
    /// No `Debug` shows its value, and no error one of eight characters or more.
    pub fn header(mut self, name: &str, value: impl Into<Secret>) -> Self {
        match request::own_header(name, value.into().expose()) {
            Ok((name, value)) => {
                self.setup.headers.retain(|(known, _)| *known != name);
                self.setup.headers.push((name, value));
            }
            Err(why) => self.note(why),
        }
        self
    }

    /// Trusts these root certificates, a text in PEM, beside those of Mozilla: for a proxy or a gateway with a certificate
    /// of one's own. Can be called several times.
    ///
    /// ```no_run
    /// let pem = std::fs::read("/etc/ssl/company.pem")?;
    /// let builder = larkspec::Client::builder().root_certificates(pem);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        if let Err(why) = self.setup.roots.add(pem.as_ref()) {
            self.note(why);
        }
        self
    }

    /// Shares the app's token with other processes through this store, such as a
    /// [file](crate::token_store::TokenFile). A token that was given needs none.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    pub(crate) fn with_ureq(mut self, configure: Configure) -> Self {
        self.setup.configure = Some(configure);
        self
    }

    fn note(&mut self, problem: impl Into<String>) {
        self.problem.get_or_insert(problem.into());
    }

    /// Calls `watcher` before each wait of more than a second, on the thread that waits: for a line on a
    /// terminal, say. Such waits are logged at info as well.
    ///
    /// ```
    /// let builder = larkspec::Client::builder().on_wait(|wait| {
    ///     eprintln!("waiting for {:.0?}: {}", wait.duration(), wait.reason());
    /// });
    /// ```
    pub fn on_wait(mut self, watcher: impl Fn(&Wait<'_>) + Send + Sync + 'static) -> Self {
        self.on_wait = Some(Arc::new(watcher));
        self
    }

    /// Takes the time from `clock`.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// A builder as the environment describes it:
    ///
    /// - `LARKSPEC_APP_ID` and `LARKSPEC_APP_SECRET`, or `LARKSPEC_TOKEN`;
    /// - `LARKSPEC_REGION`: `feishu` (the default) or `lark`;
    /// - `LARKSPEC_BASE_URL`: in place of both hosts.
    ///
    /// A variable that is empty counts as not set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`], naming the variable. Having no credentials at all is an error
    /// of [`build`](Self::build) only, so that they can still be given.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(
        variable: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, Error> {
        let variable = |name: &str| match variable(name).map(|value| value.into_string()) {
            None => Ok(None),
            Some(Ok(value)) if value.trim().is_empty() => Ok(None),
            Some(Ok(value)) => Ok(Some(value.trim().to_owned())),
            // The value is not shown: it may be the secret.
            Some(Err(_)) => Err(configuration(format!("`{name}` is not valid UTF-8"))),
        };
        let mut builder = ClientBuilder::default();
        if let Some(region) = variable("LARKSPEC_REGION")? {
            builder.region = region.parse().map_err(|_| {
                configuration(format!(
                    "`LARKSPEC_REGION` is `{}`: choose `feishu` or `lark`",
                    crate::scrub::one_line(&region, 40)
                ))
            })?;
        }
        if let Some(url) = variable("LARKSPEC_BASE_URL")? {
            builder = builder.base_url(url);
        }
        let id = variable("LARKSPEC_APP_ID")?;
        let secret = variable("LARKSPEC_APP_SECRET")?;
        let token = variable("LARKSPEC_TOKEN")?;
        match (id, secret, token) {
            (None, None, None) => Ok(builder),
            (None, None, Some(token)) => Ok(builder.token(token)),
            (Some(id), Some(secret), None) => Ok(builder.app(id, secret)),
            (Some(_), None, None) => Err(configuration(
                "`LARKSPEC_APP_ID` is set, but `LARKSPEC_APP_SECRET` is not",
            )),
            (None, Some(_), None) => Err(configuration(
                "`LARKSPEC_APP_SECRET` is set, but `LARKSPEC_APP_ID` is not",
            )),
            (_, _, Some(_)) => Err(configuration(
                "both `LARKSPEC_TOKEN` and an app's credentials are set: unset one of them",
            )),
        }
    }

    /// Whether it knows as whom to call.
    pub fn has_credentials(&self) -> bool {
        self.credentials.is_some()
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`]: no credentials, a base URL that is none or not encrypted, a proxy, a header or a
    /// certificate that is not understood, a rate or timeout of zero, a time of more than 365 days, or a logger that would show
    /// tokens (see [`allow_trace_logs`](Self::allow_trace_logs)).
    pub fn build(self) -> Result<Client, Error> {
        if self.setup.warns_of_dumps && transport::dumps_the_wire() {
            return Err(configuration(
                "the logger shows the target `ureq_proto` at trace level, where the HTTP library dumps what is \
                 sent and received, tokens included: set it to debug, as in \
                 `RUST_LOG=trace,ureq_proto=debug`, or allow it with `ClientBuilder::allow_trace_logs`",
            ));
        }
        if let Some(problem) = self.problem {
            return Err(configuration(problem));
        }
        let patience = Patience {
            timeout: self.setup.bounds.exchange,
            retry_budget: self.retry_budget,
        };
        let patience = patience.check()?;
        check_connect_timeout(self.setup.bounds.connect)?;
        let rate = match self.rate {
            Some((requests, per)) => Some(rate(requests, per)?),
            None => None,
        };
        let base = |host: Host, url: &Option<String>| {
            let url = url.as_deref().unwrap_or(self.region.url(host));
            BaseUrl::parse(url, self.allow_http).and_then(with_tls)
        };
        let transport = Transport::new(
            base(Host::Www, &self.www)?,
            base(Host::Open, &self.open)?,
            &self.proxy.read(|name| std::env::var_os(name))?,
            self.setup,
        );
        let identity = identity(self.credentials, self.store, &transport)?;
        Ok(Client {
            shared: Arc::new(Shared {
                region: self.region,
                transport,
                gate: Gate::new(rate, self.documented_rates),
                clock: self.clock,
                waits: Waits::new(self.on_wait),
            }),
            identity: Arc::new(identity),
            patience,
        })
    }
}

fn identity(
    credentials: Option<Credentials>,
    store: Option<Arc<dyn TokenStore>>,
    transport: &Transport,
) -> Result<Identity, Error> {
    match credentials {
        None => Err(configuration(
            "no credentials: give an app id and secret (`ClientBuilder::app`, or LARKSPEC_APP_ID and \
             LARKSPEC_APP_SECRET) or a token (`ClientBuilder::token`, or LARKSPEC_TOKEN)",
        )),
        Some(Credentials::Token(token)) => Ok(Identity::Token(Arc::new(Token::fixed(token)?))),
        Some(Credentials::App { id, secret }) if id.is_empty() || secret.is_empty() => {
            Err(configuration("the app id or the app secret is empty"))
        }
        Some(Credentials::App { id, secret }) => Ok(Identity::App {
            shelf: store.map(|store| Shelf {
                store,
                key: format!(
                    "{} {id}",
                    transport.base_url(internal::Request::METADATA.host)
                ),
            }),
            id,
            secret,
            tokens: TokenCache::new(),
        }),
    }
}

const NO_TIME: &str = "a timeout of zero leaves no time for any call";

fn check_connect_timeout(timeout: Duration) -> Result<(), Error> {
    match timeout.is_zero() {
        true => Err(configuration(NO_TIME)),
        false => countable("`connect_timeout`", timeout),
    }
}

/// The base URL, if this program can call it.
fn with_tls(base: BaseUrl) -> Result<BaseUrl, Error> {
    let has_tls = cfg!(any(feature = "rustls", feature = "native-tls"));
    match has_tls || !base.url.starts_with("https:") {
        true => Ok(base),
        false => Err(configuration(format!(
            "{} needs TLS, but this program was built without it: enable the feature `rustls` or \
             `native-tls` of larkspec",
            base.url
        ))),
    }
}

fn rate(requests: u32, per: Duration) -> Result<Rate, Error> {
    if requests == 0 || per.is_zero() {
        return Err(configuration(
            "a rate of no requests, or in no time, lets nothing through",
        ));
    }
    countable("the time of `rate`", per)?;
    Ok(Rate { requests, per })
}

/// The longest time of a setting. More is a slip or stands for "for ever", and may leave the range
/// of `Instant`, here or in the HTTP library.
const LONGEST_TIME: Duration = Duration::from_secs(365 * 86_400);

fn countable(setting: &str, time: Duration) -> Result<(), Error> {
    match time > LONGEST_TIME {
        true => Err(configuration(format!(
            "{setting} is {time:?}, which is more than can be counted: give 365 days at most"
        ))),
        false => Ok(()),
    }
}

fn configuration(detail: impl Into<String>) -> Error {
    Inner::new(ErrorKind::Configuration, detail).into()
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = match &self.credentials {
            None => "none".to_owned(),
            Some(Credentials::Token(_)) => "a fixed token".to_owned(),
            Some(Credentials::App { id, .. }) => format!("app {id}"),
        };
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("identity", &identity)
            .field("bounds", &self.setup.bounds)
            .field("retry_budget", &self.retry_budget)
            .field("rate", &self.rate)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
        ClientBuilder::from_variables(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(value.into())
        })?
        .build()
    }

    #[test]
    fn the_environment_describes_a_client() {
        const ID: (&str, &str) = ("LARKSPEC_APP_ID", "cli_1");
        const SECRET: (&str, &str) = ("LARKSPEC_APP_SECRET", "hunter2");
        const TOKEN: (&str, &str) = ("LARKSPEC_TOKEN", " t-hunter2\n");
        type Case<'c> = (Vec<(&'c str, &'c str)>, Result<&'c str, &'c str>);
        let cases: Vec<Case<'_>> = vec![
            (vec![ID, SECRET], Ok("open.feishu.cn")),
            (
                vec![TOKEN, ("LARKSPEC_REGION", "LARK")],
                Ok("open.larksuite.com"),
            ),
            (vec![TOKEN, ("LARKSPEC_APP_ID", "")], Ok("open.feishu.cn")),
            (
                vec![TOKEN, ("LARKSPEC_BASE_URL", "http://127.0.0.1:9")],
                Ok("http://127.0.0.1:9"),
            ),
            (vec![], Err("LARKSPEC_APP_ID and LARKSPEC_APP_SECRET")),
            (vec![ID], Err("`LARKSPEC_APP_SECRET` is not")),
            (vec![SECRET], Err("`LARKSPEC_APP_ID` is not")),
            (vec![ID, SECRET, TOKEN], Err("unset one of them")),
            (
                vec![TOKEN, ("LARKSPEC_REGION", "cn")],
                Err("`LARKSPEC_REGION` is `cn`"),
            ),
            (
                vec![TOKEN, ("LARKSPEC_BASE_URL", "http://example.com")],
                Err("not encrypted"),
            ),
            (
                vec![("LARKSPEC_TOKEN", "t hunter2")],
                Err("characters that no token has"),
            ),
        ];
        for (variables, expected) in cases {
            let result = from(&variables);
            let text = match &result {
                Ok(client) => format!("{client:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            let (ok, part) = match expected {
                Ok(part) => (true, part),
                Err(part) => (false, part),
            };
            assert_eq!(result.is_ok(), ok, "{text}");
            assert!(text.contains(part), "{text}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn hosts_can_be_replaced_one_by_one() {
        let client = Client::builder()
            .token("t-1")
            .host(Host::Www, "https://gateway.example/feishu/")
            .build()
            .unwrap();
        assert_eq!(client.base_url(Host::Www), "https://gateway.example/feishu");
        assert_eq!(client.base_url(Host::Open), "https://open.feishu.cn");
        assert_eq!(client.region(), Region::Feishu);
    }

    #[test]
    fn settings_that_let_nothing_through_are_refused() {
        let builder = || Client::builder().token("t-1");
        for builder in [
            builder().rate(0, Duration::from_secs(1)),
            builder().rate(1, Duration::ZERO),
            builder().timeout(Duration::ZERO),
            builder().connect_timeout(Duration::ZERO),
            builder().app("", "s"),
            builder().app("a", ""),
            builder().token(""),
        ] {
            assert_eq!(
                builder.build().unwrap_err().kind(),
                ErrorKind::Configuration
            );
        }
        for (builder, setting) in [
            (builder().timeout(Duration::MAX), "`timeout` is"),
            (
                builder().connect_timeout(Duration::MAX),
                "`connect_timeout` is",
            ),
            (builder().retry_budget(Duration::MAX), "`retry_budget` is"),
            (builder().rate(1, Duration::MAX), "the time of `rate` is"),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            let text = error.to_string();
            assert!(
                text.contains(setting) && text.contains("365 days"),
                "{text}"
            );
        }
        let client = builder().build().unwrap();
        assert!(client.rate(1, Duration::MAX).is_err());
        assert!(client.rate(1, LONGEST_TIME).is_ok());
        assert!(client.rate(0, Duration::from_secs(1)).is_err());
        assert!(client.rate(5, Duration::from_secs(1)).is_ok());
    }

    #[test]
    fn neither_client_nor_builder_shows_a_secret() {
        let app = Client::builder().app("cli_1", "hunter2");
        let shown = format!("{app:?} {:?}", app.clone().build().unwrap());
        assert!(
            shown.contains("cli_1") && !shown.contains("hunter2"),
            "{shown}"
        );
        let token = Client::builder().token("t-hunter2");
        let shown = format!("{token:?} {:?}", token.clone().build().unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }

    #[test]
    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn a_program_without_tls_says_so() {
        let error = Client::builder().token("t-1").build().unwrap_err();
        assert!(
            error.to_string().contains("enable the feature `rustls`"),
            "{error}"
        );
    }

    #[test]
    fn a_client_can_be_shared() {
        fn check<T: Clone + Send + Sync + 'static>() {}
        check::<Client>();
        check::<ClientBuilder>();
    }
}

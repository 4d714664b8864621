//! Client configuration.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::bounds::{Patience, check_connect_timeout, configuration, rate};
use super::handle::{Client, Identity, Shared};
use crate::auth::v3::tenant_access_token::internal;
use crate::pace::limit::Gate;
use crate::pace::wait::{OnWait, Wait, Waits};
use crate::token::store::{Shelf, TokenStore};
use crate::token::{Token, TokenCache};
use crate::wire::region::BaseUrl;
use crate::wire::request;
use crate::wire::transport::{Configure, ProxySetting, Setup, Transport, dumps_the_wire};
use crate::{Clock, Endpoint as _, Error, Host, Region, Secret, SystemClock};

impl Client {
    /// Starts to configure a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Configures a [`Client`].
///
/// # Proxies
///
/// By default, the client uses the proxies of the environment: `HTTPS_PROXY` or `HTTP_PROXY`, depending on the scheme
/// of the base URL, otherwise `ALL_PROXY`; each in upper or lower case. If a proxy is set for the other scheme only, that
/// one is used. The supported schemes are `http://` and `https://` (both with CONNECT), `socks5://`, `socks5h://`,
/// `socks4://` and `socks4a://`, with `user:password@` if the kind of proxy supports it. `NO_PROXY` lists hosts that are
/// called directly: `example.com` (including its subdomains), addresses, blocks such as `10.0.0.0/8`, or `*`. Loopback
/// URLs never go through a proxy.
///
/// If a proxy setting cannot be parsed, [`build`](Self::build) returns an error, even if the setting would not be used.
/// [`proxy`](Self::proxy) and [`no_proxy`](Self::no_proxy) override the environment.
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
    /// The first invalid setting.
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
    /// Sets the platform to call. The default is Feishu.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// Calls with the tenant token of this app, which the client fetches when it is first needed and renews. Replaces a
    /// token set before.
    pub fn app(mut self, app_id: impl Into<String>, app_secret: impl Into<Secret>) -> Self {
        self.credentials = Some(Credentials::App {
            id: app_id.into(),
            secret: app_secret.into(),
        });
        self
    }

    /// Calls with this token, which is never renewed. Replaces app credentials set before.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.credentials = Some(Credentials::Token(token.into()));
        self
    }

    /// Calls this URL instead of both hosts of the region: `https://gateway.example/feishu`.
    ///
    /// The URL must be `https://`, unless it is a loopback address (`127.0.0.1`, `::1`, `localhost`).
    pub fn base_url(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.host(Host::Www, url.clone()).host(Host::Open, url)
    }

    /// Calls this URL instead of one host of the region.
    pub fn host(mut self, host: Host, url: impl Into<String>) -> Self {
        match host {
            Host::Www => self.www = Some(url.into()),
            Host::Open => self.open = Some(url.into()),
        }
        self
    }

    /// Allows `http://` base URLs of other machines. Tokens and secrets are then sent in plain text.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sets the timeout for establishing a connection, including TLS. The default is 10 s, the maximum 365 days.
    /// Resolving the host name is not included; the operating system limits it.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.setup.bounds.connect = timeout;
        self
    }

    /// Sets the timeout for one exchange, from the first byte sent to the last byte received, even if the answer arrives
    /// in small pieces. The default is 30 s, the maximum 365 days. An answer that stalls halfway may take twice as long.
    /// For waits between the exchanges of a call, see [`retry_budget`](Self::retry_budget).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.setup.bounds.exchange = timeout;
        self
    }

    /// Sets the maximum size of an answer, in bytes. The default is 64 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.setup.bounds.body = bytes;
        self
    }

    /// Sets how long a call may wait in total: for retries, for rate limits and for its token. The default is 90 s, which
    /// is longer than a limit per minute; the maximum is 365 days.
    ///
    /// The client never starts a wait that exceeds the remaining budget; the call returns the error immediately. The first
    /// exchange of a call, and the first one that fetches its token, are limited by [`timeout`](Self::timeout) only. Zero
    /// therefore means a single try.
    pub fn retry_budget(mut self, budget: Duration) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Limits the client to `requests` in any period of this length, across all endpoints, clones and threads. There is no
    /// limit by default. The maximum period is 365 days.
    ///
    /// The limit follows the platform's way of counting: a request counts until `per` after its answer.
    pub fn rate(mut self, requests: u32, per: Duration) -> Self {
        self.rate = Some((requests, per));
        self
    }

    /// Sets whether the client enforces the rate limits that the endpoints' pages state, each for its endpoint. It does by
    /// default. A larger plan may allow more.
    pub fn documented_rates(mut self, keep: bool) -> Self {
        self.documented_rates = keep;
        self
    }

    /// Calls through this proxy, regardless of the environment: `socks5://user:password@host:1080`. Only loopback URLs are
    /// called directly.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = ProxySetting::Url(url.into());
        self
    }

    /// Calls without a proxy, regardless of the environment.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxySetting::Direct;
        self
    }

    /// Allows building a client while the logger shows `ureq_proto` at trace level. The HTTP library then logs everything
    /// that is sent and received, including tokens. By default, [`build`](Self::build) returns an error.
    pub fn allow_trace_logs(mut self, allow: bool) -> Self {
        self.setup.warns_of_dumps = !allow;
        self
    }

    /// Sets the `User-Agent` header. The default is `larkspec/` and the version.
    ///
    /// ```
    /// let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    /// let builder = larkspec::Client::builder().user_agent(agent);
    /// ```
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        let possible = !name.is_empty() && request::header("user-agent", &name).is_ok();
        if !possible {
            self.note("the user agent is empty or contains control characters");
        }
        self.setup.user_agent = name;
        self
    }

    /// Sends this header with every request, including those for tokens, for example for a gateway. If a request sets the
    /// same header, the request's value wins. Headers that the client sets itself, such as `Authorization`, are rejected.
    ///
    /// `Debug` never shows the value, and errors never show a value of eight characters or more.
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

    /// Trusts these root certificates, in PEM format, in addition to Mozilla's, for example for a proxy with a private
    /// certificate. Can be called several times.
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
    /// [file](crate::token_store::TokenFile). Has no effect with a fixed token.
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

    /// Calls `watcher` before each wait of more than a second, on the thread that waits, for example to show it on a
    /// terminal. Such waits are also logged at info level.
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

    /// Replaces the operating system's clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Whether credentials have been set.
    pub fn has_credentials(&self) -> bool {
        self.credentials.is_some()
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration): missing credentials; an invalid or unencrypted base
    /// URL; an invalid proxy, header or certificate; a rate or timeout of zero; a time of more than 365 days; or a logger that
    /// would show tokens (see [`allow_trace_logs`](Self::allow_trace_logs)).
    pub fn build(self) -> Result<Client, Error> {
        if self.setup.warns_of_dumps && dumps_the_wire() {
            return Err(configuration(
                "the logger shows the target `ureq_proto` at trace level, where the HTTP library logs everything \
                 sent and received, including tokens: set it to debug, as in \
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
    use super::super::bounds::LONGEST_TIME;
    use super::*;
    use crate::ErrorKind;

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
            (builder().rate(1, Duration::MAX), "the period of `rate` is"),
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
    fn a_client_can_be_shared() {
        fn check<T: Clone + Send + Sync + 'static>() {}
        check::<Client>();
        check::<ClientBuilder>();
    }
}

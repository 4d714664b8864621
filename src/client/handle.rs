//! The client as a program holds it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::bounds::{Patience, rate};
use super::exchange::{Caller, exchange};
use crate::auth::v3::tenant_access_token::internal;
use crate::endpoint::metadata::TokenKind;
use crate::error::Inner;
use crate::error::scrub::Scrub;
use crate::pace::budget::Budget;
use crate::pace::limit::Gate;
use crate::pace::wait::Waits;
use crate::token::store::Shelf;
use crate::token::{Effort, Fetched, Granted, Token, TokenCache};
use crate::wire::answer::{Purpose, Success};
use crate::wire::request::{self, Encoded};
use crate::wire::transport::Transport;
use crate::{Answer, Clock, Endpoint, Error, ErrorKind, Host, Metadata, Region, Secret};

/// Calls the platform.
///
/// It is cheap to clone and safe to share: clones use the same connections, token and rate limits.
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
    pub(super) shared: Arc<Shared>,
    pub(super) identity: Arc<Identity>,
    pub(super) patience: Patience,
}

pub(super) struct Shared {
    pub(super) region: Region,
    pub(super) transport: Transport,
    pub(super) gate: Gate,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) waits: Waits,
}

/// The identity that the client calls with.
pub(super) enum Identity {
    Token(Arc<Token>),
    App {
        id: String,
        secret: Secret,
        tokens: TokenCache,
        shelf: Option<Shelf>,
    },
}

impl Client {
    /// Calls the endpoint that `request` belongs to.
    ///
    /// Checks the request first. Waits for the rate limit, fetches a token if there is none, and retries what is safe to
    /// repeat, all within the retry budget.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`] except [`ErrorKind::PageSequence`].
    pub fn send<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        self.answer(request)?.complete()
    }

    /// Calls the endpoint that `request` belongs to, like [`send`](Self::send), and returns the whole answer: status,
    /// headers, log id, body, and the value even if a part of it [could not be read](Answer::left_out).
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send). A part that cannot be read is an error only if there is no value without it.
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

    /// Sends an encoded request and checks whether it succeeded.
    pub(crate) fn exchange(
        &self,
        metadata: &Metadata<'_>,
        encoded: &Encoded,
    ) -> Result<Success, Error> {
        let shared = &*self.shared;
        let budget = Budget::new(&*shared.clock, &shared.waits, self.patience.retry_budget);
        exchange(self, metadata, Purpose::Call, encoded, &budget)
    }

    /// What errors about an answer must not show.
    pub(crate) fn scrub_of<'s>(&'s self, token: Option<&'s Token>) -> Scrub<'s> {
        self.scrub(token)
    }

    /// The typed answer.
    pub(crate) fn whole<E: Endpoint>(
        &self,
        success: Success,
    ) -> Result<Answer<E::Response>, Error> {
        let token = success.token.clone();
        success.whole(E::METADATA, &self.scrub(token.as_deref()))
    }

    /// Returns a client that shares connections, rate limits and settings with this one, but calls with this token. The
    /// token is never renewed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the text cannot be a token.
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self, Error> {
        Ok(Client {
            shared: self.shared.clone(),
            identity: Arc::new(Identity::Token(Arc::new(Token::fixed(token.into())?))),
            patience: self.patience,
        })
    }

    /// Returns the same client with another [`timeout`](crate::ClientBuilder::timeout), for example for a large file.
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
    /// [`ErrorKind::Configuration`] for zero, or more than 365 days.
    pub fn with_timeout(&self, timeout: Duration) -> Result<Self, Error> {
        self.with_patience(Patience {
            timeout,
            ..self.patience
        })
    }

    /// Returns the same client with another [`retry_budget`](crate::ClientBuilder::retry_budget), for example zero if a
    /// person is waiting.
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

    /// Cancels all calls of this client, its clones, and clients made by [`with_token`](Self::with_token). Can be called
    /// from any thread, such as a Ctrl-C handler.
    ///
    /// Waits for a retry or a rate limit end immediately, connections in use are closed, and the calls return an error of
    /// [`ErrorKind::Cancelled`]; so does every later call. This cannot be undone: build another client to call again. Only
    /// resolving a host name and connecting continue, until [`connect_timeout`](crate::ClientBuilder::connect_timeout).
    pub fn cancel(&self) {
        self.shared.waits.cancel();
        self.shared.transport.shut_down();
    }

    /// Changes the rate limit across all endpoints, for all clones; see [`ClientBuilder::rate`](crate::ClientBuilder::rate).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] for zero requests, a period of zero, or more than 365 days.
    pub fn rate(&self, requests: u32, per: Duration) -> Result<(), Error> {
        self.shared.gate.set_rate(Some(rate(requests, per)?));
        Ok(())
    }

    /// The configured region.
    pub fn region(&self) -> Region {
        self.shared.region
    }

    /// The base URL of a host, without a trailing slash.
    pub fn base_url(&self, host: Host) -> &str {
        self.shared.transport.base_url(host)
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// The token that another process has stored, or otherwise a new one, which is then stored.
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
        let request = internal::Request::builder()
            .app_id(id)
            .app_secret(secret.clone())
            .build()?;
        let encoded = request::encode(&request)?;
        let success = exchange(self, metadata, Purpose::Token, &encoded, budget)?;
        let granted: Granted = success.decode(metadata, &self.scrub(None))?;
        granted.fetched().map_err(|why| {
            Inner::new(ErrorKind::Authentication, why)
                .endpoint(metadata.name)
                .into()
        })
    }
}

impl Caller for Client {
    fn transport(&self) -> &Transport {
        &self.shared.transport
    }

    fn gate(&self) -> &Gate {
        &self.shared.gate
    }

    fn timeout(&self) -> Duration {
        self.patience.timeout
    }

    fn token(
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
                    "app credentials only provide a tenant token, which the endpoint does not accept: \
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

    fn renews_tokens(&self) -> bool {
        matches!(*self.identity, Identity::App { .. })
    }

    fn forget_token(&self, refused: &Token) {
        if let Identity::App { tokens, .. } = &*self.identity {
            tokens.forget(refused);
        }
    }

    fn scrub<'s>(&'s self, token: Option<&'s Token>) -> Scrub<'s> {
        let own = match &*self.identity {
            Identity::Token(token) => token.expose(),
            Identity::App { secret, .. } => secret.expose(),
        };
        let headers = self.transport().setup().headers.iter();
        // A shorter value is no secret, and redacting it would remove letters from every text.
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

/// The minimum length of a header value that counts as a secret.
const SHORTEST_SECRET: usize = 8;

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

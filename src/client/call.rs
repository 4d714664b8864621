//! Calls that are assembled by hand: to endpoints without a spec, or with a request that the page forbids.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exchange::Caller as _;
use super::handle::Client;
use crate::endpoint::metadata::EnvelopeKeys;
use crate::error::scrub::one_line;
use crate::wire::answer::Success;
use crate::wire::check;
use crate::wire::request::{self, Draft, Encoded};
use crate::{Answer, Bytes, Endpoint, Error, Host, Metadata, Method, TokenKind};

impl Client {
    /// Starts a call to an endpoint that has no generated types, by its method and path.
    ///
    /// It uses the same tokens, rate limits, retries and errors as any other call. The path may contain parameters,
    /// such as `/open-apis/im/v1/chats/:chat_id`, which [`Call::path_parameter`] fills in. Errors and logs show the
    /// path, so pass secrets as parameters.
    ///
    /// ```
    /// use larkspec::{Client, Method};
    /// use serde_json::{Value, json};
    ///
    /// # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
    /// # let code = sandbox.approval_code();
    /// # let client = Client::builder()
    /// #     .app(sandbox.app_id(), sandbox.app_secret())
    /// #     .base_url(sandbox.base_url())
    /// #     .build()?;
    /// let data: Value = client
    ///     .request(Method::Post, "/approval/openapi/v2/instance/list")
    ///     .host(larkspec::Host::Www)
    ///     .json(&json!({
    ///         "approval_code": code, "start_time": 0, "end_time": i64::MAX, "offset": 0, "limit": 10,
    ///     }))
    ///     .send()?;
    /// assert_eq!(data["instance_code_list"].as_array().unwrap().len(), 10);
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<'_> {
        const ANY: &[TokenKind] = &[TokenKind::Tenant, TokenKind::User, TokenKind::App];
        let facts = Metadata {
            method,
            tokens: ANY,
            safe: method == Method::Get,
            ..Metadata::UNKNOWN
        };
        let mut call = Call::new(self, facts);
        call.set_path(path.into());
        call
    }

    /// Starts a call that sends `request` without checking it.
    ///
    /// Use this while a page is wrong and its spec is not fixed yet. You can add parameters that the page does not
    /// list.
    ///
    /// ```
    /// use larkspec::approval::v2::instance::list;
    ///
    /// # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
    /// # let code = sandbox.approval_code();
    /// # let client = larkspec::Client::builder()
    /// #     .app(sandbox.app_id(), sandbox.app_secret())
    /// #     .base_url(sandbox.base_url())
    /// #     .build()?;
    /// # let mut request = list::Request::builder()
    /// #     .approval_code(code)
    /// #     .start_time(larkspec::UnixMillis::from_millis(0))
    /// #     .end_time(larkspec::UnixMillis::now())
    /// #     .limit(100)
    /// #     .build()?;
    /// request.limit = 200; // The page allows 100.
    /// # request.limit = 100;
    /// let response: list::Response = client.unchecked(&request).query("new", "yes").send()?;
    /// # assert_eq!(response.instance_code_list.len(), 100);
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    pub fn unchecked<E: Endpoint>(&self, request: &E) -> Call<'_, Typed<E>> {
        let mut call = Call::new(self, *E::METADATA);
        let draft = check::unchecked(request, E::METADATA).and_then(|sections| {
            Draft::new(E::METADATA, sections, request)
                .map_err(|why| request::invalid(why, E::METADATA.name))
        });
        match draft {
            Ok(draft) => call.assembled.draft = draft,
            Err(error) => call.assembled.fail(error),
        }
        call
    }

    /// Starts a call to an endpoint whose request you assemble yourself, for example from a JSON body. Nothing is
    /// checked.
    ///
    /// ```
    /// use larkspec::approval::v2::instance::list;
    ///
    /// # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
    /// # let code = sandbox.approval_code();
    /// # let client = larkspec::Client::builder()
    /// #     .app(sandbox.app_id(), sandbox.app_secret())
    /// #     .base_url(sandbox.base_url())
    /// #     .build()?;
    /// let body = serde_json::json!({
    ///     "approval_code": code, "start_time": 0, "end_time": i64::MAX, "offset": 0, "limit": 10,
    /// });
    /// let response: list::Response = client.endpoint::<list::Request>().json(&body).send()?;
    /// assert_eq!(response.instance_code_list.len(), 10);
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    pub fn endpoint<E: Endpoint>(&self) -> Call<'_, Typed<E>> {
        Call::new(self, *E::METADATA)
    }
}

/// A call that is assembled by hand; see [`Client::request`], [`Client::unchecked`] and [`Client::endpoint`].
///
/// If a part cannot be sent, such as a header with a line break, `send` returns an error that names the first such
/// part.
#[must_use = "nothing is sent before `send`"]
pub struct Call<'c, A = Untyped> {
    client: &'c Client,
    assembled: Assembled,
    timeout: Option<Duration>,
    answer: PhantomData<fn() -> A>,
}

/// A call without its client.
pub(crate) struct Assembled {
    /// Name and path are stored separately, below.
    facts: Metadata<'static>,
    name: String,
    path: String,
    pub(crate) draft: Draft,
    /// The first part that cannot be sent.
    problem: Option<Error>,
}

impl Assembled {
    pub(crate) fn metadata(&self) -> Metadata<'_> {
        Metadata {
            name: &self.name,
            path: &self.path,
            ..self.facts
        }
    }

    /// Encodes the call with this draft.
    pub(crate) fn encode(&self, draft: Draft) -> Result<Encoded, Error> {
        match &self.problem {
            Some(error) => Err(error.clone()),
            None => draft
                .encode(&self.path)
                .map_err(|why| request::invalid(why, &self.name)),
        }
    }

    /// Keeps the first part that cannot be sent.
    pub(crate) fn note(&mut self, result: Result<(), String>) {
        if let Err(why) = result {
            self.fail(request::invalid(why, &self.name));
        }
    }

    fn fail(&mut self, error: Error) {
        self.problem.get_or_insert(error);
    }
}

/// Marks a [`Call`] whose answer is read as a type that the caller chooses.
#[derive(Debug)]
pub enum Untyped {}

/// Marks a [`Call`] whose answer is read as the response of the endpoint `E`.
#[derive(Debug)]
pub struct Typed<E>(PhantomData<E>);

impl<'c, A> Call<'c, A> {
    fn new(client: &'c Client, facts: Metadata<'static>) -> Self {
        Call {
            client,
            assembled: Assembled {
                facts,
                name: facts.name.to_owned(),
                path: facts.path.to_owned(),
                draft: Draft::default(),
                problem: None,
            },
            timeout: None,
            answer: PhantomData,
        }
    }

    /// Sets a path parameter. The value is escaped, so it always stays within its segment.
    pub fn path_parameter(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.assembled.draft.path_parameter(name, value.to_string());
        self
    }

    /// Adds a parameter to the query. A list becomes one parameter per value, all with this name.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.assembled.draft.query(name, &value.to_string());
        self
    }

    /// Sets a header. Headers that the client sets itself, such as `Authorization`, are rejected.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let result = request::own_header(name, &value)
            .and_then(|_| self.assembled.draft.header(name, &value));
        self.assembled.note(result);
        self
    }

    /// Sends this value as the JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.assembled.draft.json(json),
            Err(error) => {
                let why = one_line(&error.to_string(), 200);
                self.assembled
                    .note(Err(format!("the body cannot be written as JSON: {why}")));
            }
        }
        self
    }

    /// Adds a field to the `multipart/form-data` body.
    pub fn form_field(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.assembled
            .draft
            .form()
            .field(name, value.to_string().into());
        self
    }

    /// Adds a file to the `multipart/form-data` body.
    pub fn form_file(mut self, name: &str, file: &Bytes) -> Self {
        self.assembled.draft.form().file(name, file);
        self
    }

    /// Sets the timeout for one exchange of this call, instead of the client's
    /// [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends the call and returns its successful answer.
    fn exchange<T>(
        self,
        read: impl FnOnce(Success, &Metadata<'_>, &Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (client, mut assembled) = self.into_parts();
        let draft = std::mem::take(&mut assembled.draft);
        let encoded = assembled.encode(draft)?;
        let metadata = assembled.metadata();
        let success = client.exchange(&metadata, &encoded)?;
        read(success, &metadata, &client)
    }

    /// The client, with the timeout of this call, and the rest.
    pub(crate) fn into_parts(mut self) -> (Client, Assembled) {
        let patient = self.timeout.map(|limit| self.client.with_timeout(limit));
        let client = match patient {
            Some(Ok(client)) => client,
            Some(Err(error)) => {
                self.assembled.fail(error);
                self.client.clone()
            }
            None => self.client.clone(),
        };
        (client, self.assembled)
    }
}

impl Call<'_, Untyped> {
    fn set_path(&mut self, path: String) {
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (path, None),
        };
        let problem = path_problem(&path, query.as_deref().unwrap_or_default());
        let method = self.assembled.facts.method;
        self.assembled.name = format!("{method} {}", one_line(&path, 200));
        self.assembled.path = path;
        self.assembled
            .note(problem.map_or(Ok(()), |why| Err(why.to_owned())));
        if let Some(query) = query.filter(|query| !query.is_empty()) {
            self.assembled.draft.raw_query(&query);
        }
    }

    /// Sets which host of the region to call. The default is [`Host::Open`].
    pub fn host(mut self, host: Host) -> Self {
        self.assembled.facts.host = host;
        self
    }

    /// Sets the kinds of token that the endpoint accepts. By default, the client sends its own token, whatever its
    /// kind.
    pub fn token(mut self, kind: TokenKind) -> Self {
        self.assembled.facts.tokens = match kind {
            TokenKind::Tenant => &[TokenKind::Tenant],
            TokenKind::User => &[TokenKind::User],
            TokenKind::App => &[TokenKind::App],
        };
        self
    }

    /// Calls without a token.
    pub fn without_token(mut self) -> Self {
        self.assembled.facts.tokens = &[];
        self
    }

    /// Sets whether repeating the call does no harm. If so, the client retries it after a temporary failure. The
    /// default is `true` for [`Method::Get`] only.
    pub fn safe(mut self, safe: bool) -> Self {
        self.assembled.facts.safe = safe;
        self
    }

    /// Sets whether the payload is next to `code` and `msg` rather than below `data`. The whole body is then read as
    /// the payload.
    pub fn flat(mut self, flat: bool) -> Self {
        self.assembled.facts.flat = flat;
        self
    }

    /// Sets the names of code, message and payload, if they are not `code`, `msg` and `data`.
    pub fn envelope(mut self, keys: EnvelopeKeys) -> Self {
        self.assembled.facts.envelope = keys;
        self
    }

    /// Sets whether the answer contains a secret, such as a token. If so, no error shows any of it.
    pub fn answers_secret(mut self, secret: bool) -> Self {
        self.assembled.facts.answers_secret = secret;
        self
    }

    /// Sends the call and reads the payload as a `T`, such as `serde_json::Value`. If the answer has no payload,
    /// `()`, an `Option` or a type without required fields can still be read.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`]. [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) also names a part
    /// that cannot be sent, and [`ErrorKind::Decode`](crate::ErrorKind::Decode) explains why the payload is not a
    /// `T`.
    pub fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.exchange(|success, metadata, client| {
            let token = success.token.clone();
            success.read(metadata, &client.scrub(token.as_deref()))
        })
    }

    /// Sends the call and returns the whole body of the answer as a file. If the platform answers with a JSON object
    /// whose code is not 0 instead, that is an error.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn download(mut self) -> Result<Bytes, Error> {
        self.assembled.facts.answers_file = true;
        self.exchange(|success, _, _| Ok(success.into_file()))
    }
}

impl<E: Endpoint> Call<'_, Typed<E>> {
    /// Sends the call and reads the answer as the endpoint's response.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`], except that no rule of the page is checked.
    pub fn send(self) -> Result<E::Response, Error> {
        self.answer()?.complete()
    }

    /// Sends the call and returns the whole answer; see [`Client::answer`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::answer`], except that no rule of the page is checked.
    pub fn answer(self) -> Result<Answer<E::Response>, Error> {
        self.exchange(|success, _, client| client.whole::<E>(success))
    }
}

/// Returns what is wrong with a path.
fn path_problem(path: &str, query: &str) -> Option<&'static str> {
    let stays = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(c);
    let is_step = |segment: &str| {
        let segment = segment.replace("%2e", ".").replace("%2E", ".");
        segment == "." || segment == ".."
    };
    if path.contains("://") {
        return Some(
            "the path is a whole URL: pass only the part after the host, such as `/open-apis/im/v1/chats`; the host is that of \
             the client's region",
        );
    }
    if !path.starts_with('/') {
        return Some("the path does not begin with `/`");
    }
    if !path.chars().all(stays) || !query.chars().all(stays) {
        return Some(
            "the path contains characters that are allowed only in a parameter: write `:name` in the path and pass \
             its value to `Call::path_parameter`, or that of the query to `Call::query`",
        );
    }
    if path.split('/').any(is_step) {
        return Some("the path has a segment `.` or `..`: the URL would lead elsewhere");
    }
    None
}

impl<A> fmt::Debug for Call<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("endpoint", &self.assembled.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_where_it_says() {
        for path in [
            "/open-apis/im/v1/chats",
            "/open-apis/im/v1/chats/:chat_id",
            "/open-apis/sheets/v2/spreadsheets/:token/values/A1:B2",
            "/open-apis/x?page_size=1&q=%E4%BD%A0",
        ] {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            assert_eq!(path_problem(path, query), None, "{path}");
        }
        for (path, part) in [
            ("", "begin with `/`"),
            ("open-apis/im", "begin with `/`"),
            ("https://open.feishu.cn/open-apis/im", "a whole URL"),
            ("/open-apis/../x", "lead elsewhere"),
            ("/open-apis/%2E%2e/x", "lead elsewhere"),
            ("/open-apis/a b", "`Call::path_parameter`"),
            ("/open-apis/\u{4f60}", "`Call::path_parameter`"),
            ("/open-apis/a\r\nHost: x", "`Call::path_parameter`"),
            ("/open-apis/a#b", "`Call::path_parameter`"),
        ] {
            let problem = path_problem(path, "").unwrap();
            assert!(problem.contains(part), "{path}: {problem}");
        }
    }
}

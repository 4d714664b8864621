//! Calls that are put together by hand: of endpoints without a spec, and of what a page forbids.

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
use crate::wire::request::{self, Draft};
use crate::{Answer, Bytes, Endpoint, Error, Host, Metadata, Method, TokenKind};

impl Client {
    /// Starts a call of an endpoint that has no types here, by its method and path.
    ///
    /// It goes through the same tokens, rate limits, retries and errors as any other call. The path may have
    /// parameters, `/open-apis/im/v1/chats/:chat_id`, which [`Call::path_parameter`] fills in, and a query. It shows
    /// in errors and logs, so what is secret belongs into a parameter.
    ///
    /// ```
    /// use larkspec::{Client, Method};
    /// use serde_json::{Value, json};
    ///
    /// # let api = larkspec_codegen::load("spec").unwrap();
    /// # let sandbox = larkspec_sandbox::Sandbox::builder(api).start().unwrap();
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
        let facts = Metadata::new("", method, Host::Open, "").with_tokens(ANY);
        let mut call = Call::new(self, facts);
        call.set_path(path.into());
        call
    }

    /// Starts a call that sends `request` as it is: nothing is checked.
    ///
    /// Pages are wrong at times; until the spec is mended, this sends what the platform takes. Parameters that the page
    /// does not know can be added.
    ///
    /// ```
    /// use larkspec::approval::v2::instance::list;
    ///
    /// # let api = larkspec_codegen::load("spec").unwrap();
    /// # let sandbox = larkspec_sandbox::Sandbox::builder(api).start().unwrap();
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
            Ok(draft) => call.draft = draft,
            Err(error) => call.problem = Some(error),
        }
        call
    }

    /// Starts a call of an endpoint whose request is given part by part, such as a body of JSON. Nothing is checked.
    ///
    /// ```
    /// use larkspec::approval::v2::instance::list;
    ///
    /// # let api = larkspec_codegen::load("spec").unwrap();
    /// # let sandbox = larkspec_sandbox::Sandbox::builder(api).start().unwrap();
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

/// A call that is put together; see [`Client::request`], [`Client::unchecked`] and [`Client::endpoint`].
///
/// What cannot be sent, such as a header with a line break, is an error of `send`, which names the first such part.
#[must_use = "nothing is sent before `send`"]
pub struct Call<'c, A = Untyped> {
    client: &'c Client,
    /// But for name and path, which are those below.
    facts: Metadata<'static>,
    name: String,
    path: String,
    draft: Draft,
    /// The first part that cannot be sent.
    problem: Option<Error>,
    timeout: Option<Duration>,
    answer: PhantomData<fn() -> A>,
}

/// Marks a [`Call`] whose answer is read as a type of the caller's.
#[derive(Debug)]
pub enum Untyped {}

/// Marks a [`Call`] whose answer is that of the endpoint `E`.
#[derive(Debug)]
pub struct Typed<E>(PhantomData<E>);

impl<'c, A> Call<'c, A> {
    fn new(client: &'c Client, facts: Metadata<'static>) -> Self {
        Call {
            client,
            facts,
            name: facts.name.to_owned(),
            path: facts.path.to_owned(),
            draft: Draft::default(),
            problem: None,
            timeout: None,
            answer: PhantomData,
        }
    }

    /// Gives a parameter of the path its value. It stays within its segment, whatever characters it has.
    pub fn path_parameter(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.draft.path_parameter(name, value.to_string());
        self
    }

    /// Adds a parameter to the query; a list is its values under the same name, one by one.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.draft.query(name, &value.to_string());
        self
    }

    /// Sets a header. Those that the client sets itself, such as `Authorization`, are refused.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let result =
            request::own_header(name, &value).and_then(|_| self.draft.header(name, &value));
        self.note(result);
        self
    }

    /// Sends this as the body, as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.draft.json(json),
            Err(error) => {
                let why = one_line(&error.to_string(), 200);
                self.note(Err(format!("the body cannot be written as JSON: {why}")));
            }
        }
        self
    }

    /// Adds a field to the form (`multipart/form-data`) that is sent as the body.
    pub fn form_field(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.draft.form().field(name, value.to_string().into());
        self
    }

    /// Adds a file to the form that is sent as the body.
    pub fn form_file(mut self, name: &str, file: &Bytes) -> Self {
        self.draft.form().file(name, file);
        self
    }

    /// How long one exchange of this call may take, in place of the client's
    /// [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (Err(why), None) = (result, &self.problem) {
            self.problem = Some(request::invalid(why, &self.name));
        }
    }

    /// Sends it, and reads a success.
    fn exchange<T>(
        self,
        read: impl FnOnce(Success, &Metadata<'_>, &Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(error) = self.problem {
            return Err(error);
        }
        let metadata = Metadata {
            name: &self.name,
            path: &self.path,
            ..self.facts
        };
        let encoded = self
            .draft
            .encode(&self.path)
            .map_err(|why| request::invalid(why, &self.name))?;
        let patient;
        let client = match self.timeout {
            Some(timeout) => {
                patient = self.client.with_timeout(timeout)?;
                &patient
            }
            None => self.client,
        };
        let success = client.exchange(&metadata, &encoded)?;
        read(success, &metadata, client)
    }
}

impl Call<'_, Untyped> {
    fn set_path(&mut self, path: String) {
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (path, None),
        };
        self.name = format!("{} {}", self.facts.method, one_line(&path, 200));
        self.path = path;
        let problem = path_problem(&self.path, query.as_deref().unwrap_or_default());
        self.note(problem.map_or(Ok(()), |why| Err(why.to_owned())));
        if let Some(query) = query.filter(|query| !query.is_empty()) {
            self.draft.raw_query(&query);
        }
    }

    /// Sets which host of the region to call. The default is [`Host::Open`].
    pub fn host(mut self, host: Host) -> Self {
        self.facts.host = host;
        self
    }

    /// Sets the kind of token that the endpoint takes. By default, the client's own token is sent, whatever its kind.
    pub fn token(mut self, kind: TokenKind) -> Self {
        self.facts.tokens = match kind {
            TokenKind::Tenant => &[TokenKind::Tenant],
            TokenKind::User => &[TokenKind::User],
            TokenKind::App => &[TokenKind::App],
        };
        self
    }

    /// Calls without a token.
    pub fn without_token(mut self) -> Self {
        self.facts.tokens = &[];
        self
    }

    /// Whether a repeated call does no harm, so that it is repeated after a failure that may pass. It is for a
    /// [`Method::Get`] unless said otherwise.
    pub fn safe(mut self, safe: bool) -> Self {
        self.facts.safe = safe;
        self
    }

    /// Whether the payload stands beside `code` and `msg`, not below `data`. The answer is read from the whole body
    /// then.
    pub fn flat(mut self, flat: bool) -> Self {
        self.facts.flat = flat;
        self
    }

    /// What the answer calls its code, message and payload, where that is not `code`, `msg` and `data`.
    pub fn envelope(mut self, keys: EnvelopeKeys) -> Self {
        self.facts.envelope = keys;
        self
    }

    /// Whether the answer carries a secret, such as a token. No error shows any of it then.
    pub fn answers_secret(mut self, secret: bool) -> Self {
        self.facts.answers_secret = secret;
        self
    }

    /// Sends it, and reads the payload of the answer as a `T`, such as `serde_json::Value`. Where there is no payload,
    /// `()`, an `Option` and a type without required fields can be read nevertheless.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`]; [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) names a part that
    /// cannot be sent, and [`ErrorKind::Decode`](crate::ErrorKind::Decode) says why the payload is no `T`.
    pub fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.exchange(|success, metadata, client| {
            let token = success.token.clone();
            success.read(metadata, &client.scrub(token.as_deref()))
        })
    }

    /// Sends it, and takes the whole body of the answer as a file. What the platform answers in place of one, an
    /// object with a code that is not 0, is an error.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn download(mut self) -> Result<Bytes, Error> {
        self.facts.answers_file = true;
        self.exchange(|success, _, _| Ok(success.into_file()))
    }
}

impl<E: Endpoint> Call<'_, Typed<E>> {
    /// Sends it, and reads the answer as that of the endpoint.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`], but that no rule of the page is checked.
    pub fn send(self) -> Result<E::Response, Error> {
        self.answer()?.complete()
    }

    /// Sends it, and returns the whole answer; see [`Client::answer`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::answer`], but that no rule of the page is checked.
    pub fn answer(self) -> Result<Answer<E::Response>, Error> {
        self.exchange(|success, _, client| client.whole::<E>(success))
    }
}

/// What is wrong with a path, in words.
fn path_problem(path: &str, query: &str) -> Option<&'static str> {
    let stays = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(c);
    let is_step = |segment: &str| {
        let segment = segment.replace("%2e", ".").replace("%2E", ".");
        segment == "." || segment == ".."
    };
    if path.contains("://") {
        return Some(
            "the path is a whole URL: give what follows the host, such as `/open-apis/im/v1/chats`; the host is that of \
             the client's region",
        );
    }
    if !path.starts_with('/') {
        return Some("the path does not begin with `/`");
    }
    if !path.chars().all(stays) || !query.chars().all(stays) {
        return Some(
            "the path has characters that stand for themselves only in a parameter: write `:name` in the path, and give \
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
            .field("endpoint", &self.name)
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

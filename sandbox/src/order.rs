//! Answers to order: what a test wants an endpoint to answer, in place of the example of its spec.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use larkspec_codegen::model::{Endpoint, PageStyle};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::answer::{Answer, enveloped, items};
use crate::example;
use crate::route::Route;
use crate::state::{Shared, lock};

/// The maximum number of violations in an error.
const NAMED_VIOLATIONS: usize = 5;

/// Decides what an endpoint answers; returned by [`Sandbox::on`](crate::Sandbox::on).
///
/// Answers are given in the order in which they were ordered, and the last one again and again. They replace only the
/// example: requests are still checked, and the plan of faults still applies.
pub struct On<'s> {
    server: &'s Shared,
    route: &'s Route,
    endpoint: &'s Endpoint,
}

impl<'s> On<'s> {
    pub(crate) fn new(server: &'s Shared, name: &str) -> Result<Self, OrderError> {
        let found = server.router.route(name);
        let (route, endpoint) =
            found.ok_or_else(|| OrderError(server.router.api().no_endpoint(name)))?;
        lock(&server.orders).clear(name);
        Ok(On {
            server,
            route,
            endpoint,
        })
    }

    /// Answers successfully with this payload, the content of `data`. If the endpoint answers without `data`, it is
    /// what comes beside `code`.
    ///
    /// # Errors
    ///
    /// The payload is not an object, or not one that the endpoint's spec describes. Use [`raw`](On::raw) for an answer
    /// that is wrong on purpose.
    pub fn answer(self, payload: impl Serialize) -> Result<Self, OrderError> {
        let payload = self.object(payload)?;
        let answer = enveloped(self.endpoint, payload);
        self.check(&answer)?;
        Ok(self.push(Order::Json(answer)))
    }

    /// Answers with the page that the request asks for, out of these pages of items. The rest of the answer is as in
    /// the example. A second walk through the pages gets the same.
    ///
    /// If the endpoint pages by offset, the request decides how many items are on a page.
    ///
    /// # Errors
    ///
    /// The endpoint is not paged, or an item is not one that the spec describes.
    pub fn pages<P>(self, pages: impl IntoIterator<Item = P>) -> Result<Self, OrderError>
    where
        P: IntoIterator,
        P::Item: Serialize,
    {
        if self.endpoint.page.is_none() {
            return Err(self.error_with("is not paged; use `answer`"));
        }
        let mut all = Vec::new();
        for page in pages {
            let items: Result<Vec<Value>, _> = page.into_iter().map(serde_json::to_value).collect();
            all.push(items.map_err(|error| self.error_with(&error.to_string()))?);
        }
        let pages = Pages(all);
        for number in 0..pages.0.len() {
            self.check(&pages.numbered(self.endpoint, number)?)?;
        }
        Ok(self.push(Order::Pages(pages)))
    }

    /// Answers with an error of the platform. Its HTTP status is the page's for this code, otherwise 400.
    pub fn error(self, code: i64, msg: &str) -> Self {
        let msg = msg.to_owned();
        self.push(Order::Error { code, msg })
    }

    /// Answers with exactly this, whether the spec allows it or not.
    pub fn raw(self, status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let content_type = content_type.to_owned();
        let body = body.into();
        self.push(Order::Raw {
            status,
            content_type,
            body,
        })
    }

    fn push(self, order: Order) -> Self {
        lock(&self.server.orders).push(&self.endpoint.name, order);
        self
    }

    fn object(&self, payload: impl Serialize) -> Result<Map<String, Value>, OrderError> {
        match serde_json::to_value(payload) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(self.error_with("answers with an object, and the payload is not one")),
            Err(error) => Err(self.error_with(&error.to_string())),
        }
    }

    fn check(&self, answer: &Value) -> Result<(), OrderError> {
        let breaches = self.route.answer_breaches(self.endpoint, answer);
        let breaches = breaches.map_err(OrderError)?;
        if breaches.is_empty() {
            return Ok(());
        }
        let shown = breaches.iter().take(NAMED_VIOLATIONS);
        let lines = shown.map(|breach| format!("\n{}: {}", breach.pointer, breach.reason));
        let lines: String = lines.collect();
        Err(self.error_with(&format!("does not answer like this by its spec:{lines}")))
    }

    fn error_with(&self, what: &str) -> OrderError {
        OrderError(format!("`{}` {what}", self.endpoint.name))
    }
}

impl fmt::Debug for On<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("On")
            .field("endpoint", &self.endpoint.name)
            .finish_non_exhaustive()
    }
}

/// Why an answer cannot be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderError(String);

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OrderError {}

/// One answer.
#[derive(Clone)]
pub(crate) enum Order {
    /// The whole body of a success.
    Json(Value),
    Pages(Pages),
    Error {
        code: i64,
        msg: String,
    },
    Raw {
        status: u16,
        content_type: String,
        body: Vec<u8>,
    },
}

impl Order {
    /// Returns the body, or an answer that is complete.
    pub(crate) fn fill(
        self,
        endpoint: &Endpoint,
        parameters: &Map<String, Value>,
    ) -> Result<Value, Answer> {
        match self {
            Order::Json(body) => Ok(body),
            Order::Pages(pages) => pages.requested(endpoint, parameters),
            Order::Error { code, msg } => {
                let keys = &endpoint.http.envelope_keys;
                let listed = endpoint.errors.iter().find(|error| error.code == code);
                let status = listed.and_then(|error| error.status).unwrap_or(400);
                Err(Answer::named_error(keys, status, code, &msg))
            }
            Order::Raw {
                status,
                content_type,
                body,
            } => Err(Answer::raw(status, &content_type, body)),
        }
    }
}

/// The items of each page.
#[derive(Clone)]
pub(crate) struct Pages(Vec<Vec<Value>>);

impl Pages {
    const TOKEN: &'static str = "page-";

    fn requested(
        &self,
        endpoint: &Endpoint,
        parameters: &Map<String, Value>,
    ) -> Result<Value, Answer> {
        let failed = |error: OrderError| Answer::text(500, &error.to_string());
        let Some(page) = &endpoint.page else {
            return self.numbered(endpoint, 0).map_err(failed);
        };
        if page.style == PageStyle::Offset {
            let all = self.0.concat();
            let mut body = with_items(endpoint, all).map_err(failed)?;
            example::cut(&mut body, endpoint, parameters);
            return Ok(body);
        }
        let token = example::page_token(page, parameters).unwrap_or_default();
        let number = match token {
            "" => Some(0),
            token => token.strip_prefix(Self::TOKEN).and_then(|n| n.parse().ok()),
        };
        match number.filter(|number| *number < self.0.len().max(1)) {
            Some(number) => self.numbered(endpoint, number).map_err(failed),
            None => {
                let why = format!("no page has the token {token:?}");
                Err(Answer::named_error(
                    &endpoint.http.envelope_keys,
                    400,
                    99_992_402,
                    &why,
                ))
            }
        }
    }

    /// The body with the items of this page, counted from 0.
    fn numbered(&self, endpoint: &Endpoint, number: usize) -> Result<Value, OrderError> {
        let list = self.0.get(number).cloned().unwrap_or_default();
        let mut body = with_items(endpoint, list)?;
        let Some(page) = &endpoint.page else {
            return Ok(body);
        };
        let is_last = number + 1 >= self.0.len();
        if let Some(more) = items(&mut body, endpoint, &page.more) {
            *more = match more {
                Value::Number(_) => json!(u8::from(!is_last)),
                _ => json!(!is_last),
            };
        }
        if let Some(next) = items(&mut body, endpoint, &page.next) {
            *next = match is_last {
                true => json!(""),
                false => json!(format!("{}{}", Self::TOKEN, number + 1)),
            };
        }
        Ok(body)
    }
}

/// The example of the endpoint with other items.
fn with_items(endpoint: &Endpoint, list: Vec<Value>) -> Result<Value, OrderError> {
    let mut body = example::generate(endpoint);
    let path = endpoint.page.as_ref().map_or("", |page| &page.items);
    match items(&mut body, endpoint, path) {
        Some(items) => *items = Value::Array(list),
        None => {
            return Err(OrderError(format!(
                "`{}` has no list of items",
                endpoint.name
            )));
        }
    }
    Ok(body)
}

/// The answers that were ordered, by endpoint.
#[derive(Default)]
pub(crate) struct Orders(HashMap<String, VecDeque<Order>>);

impl Orders {
    fn clear(&mut self, endpoint: &str) {
        self.0.remove(endpoint);
    }

    fn push(&mut self, endpoint: &str, order: Order) {
        self.0
            .entry(endpoint.to_owned())
            .or_default()
            .push_back(order);
    }

    /// The next answer; the last one stays.
    pub(crate) fn next(&mut self, endpoint: &str) -> Option<Order> {
        let orders = self.0.get_mut(endpoint)?;
        match orders.len() {
            0 | 1 => orders.front().cloned(),
            _ => orders.pop_front(),
        }
    }
}

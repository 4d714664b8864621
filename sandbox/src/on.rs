//! Sets what an endpoint answers.

use std::fmt;

use larkspec_codegen::model::Endpoint;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer::enveloped;
use crate::order::{Order, OrderError, Pages};
use crate::route::Route;
use crate::state::{Shared, lock};

/// The maximum number of violations in an error.
const NAMED_VIOLATIONS: usize = 5;

/// Sets what an endpoint answers; returned by [`Sandbox::on`](crate::Sandbox::on).
///
/// The answers are given in the order of these calls; the last one is then repeated. They replace only the example:
/// requests are still checked, and the plan of faults still applies.
pub struct On<'s> {
    server: &'s Shared,
    route: &'s Route,
    endpoint: &'s Endpoint,
}

impl<'s> On<'s> {
    pub(crate) fn new(server: &'s Shared, name: &str) -> Result<Self, OrderError> {
        let (route, endpoint) = server.router.named(name).map_err(OrderError)?;
        lock(&server.orders).clear(name);
        Ok(On {
            server,
            route,
            endpoint,
        })
    }

    /// Answers successfully with this payload, the content of `data`. If the endpoint answers without `data`, it
    /// contains the fields next to `code`.
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
    /// the example. A client that reads the list again gets the same pages.
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
        let mut all = Vec::new();
        for page in pages {
            let items: Result<Vec<Value>, _> = page.into_iter().map(serde_json::to_value).collect();
            all.push(items.map_err(|error| self.error_with(&error.to_string()))?);
        }
        let pages = Pages::new(self.endpoint, all)?;
        for body in pages.bodies() {
            self.check(body)?;
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
            Ok(_) => {
                Err(self.error_with("answers with an object, but the payload is not an object"))
            }
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
        Err(self.error_with(&format!(
            "cannot answer like this, according to its spec:{lines}"
        )))
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

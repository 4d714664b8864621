//! Answers to order: what a test wants an endpoint to answer, in place of the example of its spec.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use larkspec_codegen::model::{Endpoint, PageStyle};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, items};
use crate::example;

/// Why an answer cannot be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderError(pub(crate) String);

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
pub(crate) struct Pages(pub(crate) Vec<Vec<Value>>);

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
    pub(crate) fn numbered(&self, endpoint: &Endpoint, number: usize) -> Result<Value, OrderError> {
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
    pub(crate) fn clear(&mut self, endpoint: &str) {
        self.0.remove(endpoint);
    }

    pub(crate) fn push(&mut self, endpoint: &str, order: Order) {
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

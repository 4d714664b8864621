//! The answers that a test has set for an endpoint, instead of the example in its spec.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use larkspec_codegen::model::{Endpoint, Page, PageStyle};
use serde_json::{Map, Value};

use crate::answer::items;
use crate::example;
use crate::route::Violation;

/// Why an answer cannot be set.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderError(pub(crate) String);

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

larkspec_shape::debug_as_display!(OrderError);

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

/// The pages of a list.
#[derive(Clone)]
pub(crate) enum Pages {
    /// The whole list. The request decides which part of it is a page.
    ByOffset(Value),
    /// Each page as a whole body; all but the first have a token.
    ByToken(Vec<Value>),
}

impl Pages {
    const TOKEN: &'static str = "page-";

    /// The pages with these items.
    ///
    /// # Errors
    ///
    /// The endpoint is not paged, or its answer has no list.
    pub(crate) fn new(endpoint: &Endpoint, items: Vec<Vec<Value>>) -> Result<Self, OrderError> {
        let Some(page) = &endpoint.page else {
            let name = &endpoint.name;
            return Err(OrderError(format!("`{name}` is not paged; use `answer`")));
        };
        if page.style == PageStyle::Offset {
            return Ok(Pages::ByOffset(with_items(endpoint, page, items.concat())?));
        }
        // The answer to no page at all is an empty one.
        let items = if items.is_empty() {
            vec![Vec::new()]
        } else {
            items
        };
        let last = items.len() - 1;
        let bodies = items.into_iter().enumerate().map(|(number, items)| {
            let next = (number < last).then(|| format!("{}{}", Self::TOKEN, number + 1));
            let mut body = with_items(endpoint, page, items)?;
            example::point(&mut body, endpoint, page, next.as_deref());
            Ok(body)
        });
        Ok(Pages::ByToken(bodies.collect::<Result<_, _>>()?))
    }

    /// All bodies, to be checked.
    pub(crate) fn bodies(&self) -> &[Value] {
        match self {
            Pages::ByOffset(whole) => std::slice::from_ref(whole),
            Pages::ByToken(bodies) => bodies,
        }
    }

    /// The page that a request with these parameters asks for.
    ///
    /// # Errors
    ///
    /// No page has its token.
    pub(crate) fn requested(
        mut self,
        endpoint: &Endpoint,
        parameters: &Map<String, Value>,
    ) -> Result<Value, Violation> {
        let bodies = match &mut self {
            Pages::ByOffset(whole) => {
                example::cut(whole, endpoint, parameters);
                return Ok(whole.take());
            }
            Pages::ByToken(bodies) => bodies,
        };
        let start = endpoint.page.as_ref().map_or("", |page| &page.start);
        let token = example::page_token(start, parameters).unwrap_or_default();
        let number = match token {
            "" => Some(0),
            token => token.strip_prefix(Self::TOKEN).and_then(|n| n.parse().ok()),
        };
        match number.and_then(|number: usize| bodies.get_mut(number)) {
            Some(body) => Ok(body.take()),
            None => {
                let pointer = format!("/{}", start.replace('.', "/"));
                Err(Violation::new(
                    pointer,
                    format!("no page has the token {token:?}"),
                ))
            }
        }
    }
}

/// The endpoint's answer with these items.
fn with_items(endpoint: &Endpoint, page: &Page, list: Vec<Value>) -> Result<Value, OrderError> {
    let mut body = example::whole(endpoint);
    match items(&mut body, endpoint, &page.items) {
        Some(items) => {
            *items = Value::Array(list);
            Ok(body)
        }
        None => {
            let name = &endpoint.name;
            Err(OrderError(format!("`{name}` has no list of items")))
        }
    }
}

/// The answers that were set, by endpoint.
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

//! Requests page after page, and makes sure that none is missing.

use std::collections::HashSet;

use anyhow::bail;
use larkspec::endpoint::EnvelopeKeys;
use larkspec::{Call, Client, Host, Method, TokenKind};
use larkspec_codegen::model::{self, Endpoint, EnvelopePart, Number, Page, PageStyle, Section};
use serde_json::{Map, Value};

use super::request::{Request, number};

/// The pages of a list.
pub struct Pages<'p> {
    client: &'p Client,
    endpoint: &'p Endpoint,
    page: &'p Page,
    /// The request for the next page.
    request: Request,
    /// Where the parameter for the start of a page is.
    start: Section,
    next: Next,
    /// The tokens that were used.
    used: HashSet<String>,
    /// The items of the page before, and how often they came in a row.
    before: (Vec<Value>, u32),
}

/// What to do next.
enum Next {
    Read,
    /// There is no further page.
    End,
    /// There is one, but it is unknown where it begins.
    Lost(&'static str),
}

impl<'p> Pages<'p> {
    /// Begins with the first page, or with that of the request.
    pub fn new(
        client: &'p Client,
        endpoint: &'p Endpoint,
        page: &'p Page,
        mut request: Request,
    ) -> anyhow::Result<Self> {
        let start = section(endpoint, &page.start);
        let field = endpoint.paging_parameter(&page.start);
        if page.style == PageStyle::Offset
            && request.at(start, &page.start).is_none()
            && let Some(field) = field.and_then(|steps| steps.last().copied())
        {
            request.set(start, &page.start, number(field, 0));
        }
        let size = section(endpoint, &page.size);
        let field = endpoint.paging_parameter(&page.size);
        // The largest page that is allowed; the platform's default if the documentation states no maximum.
        if request.at(size, &page.size).is_none()
            && let Some(field) = field.and_then(|steps| steps.last().copied())
            && let Some(max) = field.rules.max.and_then(Number::as_i64)
        {
            request.set(size, &page.size, number(field, max));
        }
        request.check(endpoint)?;
        Ok(Pages {
            client,
            endpoint,
            page,
            request,
            start,
            next: Next::Read,
            used: HashSet::new(),
            before: (Vec::new(), 0),
        })
    }

    /// The items of the next page; `None` after the last one.
    pub fn next(&mut self) -> anyhow::Result<Option<Vec<Value>>> {
        match self.next {
            Next::Read => {}
            Next::End => return Ok(None),
            Next::Lost(why) => bail!("{why}; the list is incomplete"),
        }
        let (payload, items) = self.read()?;
        self.next = match self.page.style {
            PageStyle::Token => self.turn_by_token(&payload),
            PageStyle::Offset => self.turn_by_offset(&items)?,
        };
        Ok(Some(items))
    }

    /// Requests a page. Without a list it must say that it is the last one; if it says nothing at all, a second answer
    /// decides.
    fn read(&mut self) -> anyhow::Result<(Map<String, Value>, Vec<Value>)> {
        let mut is_first = true;
        loop {
            let payload = self.send()?;
            let items = at(&payload, &self.page.items).cloned();
            match items {
                Some(Value::Array(items)) => return Ok((payload, items)),
                None | Some(Value::Null) => {}
                Some(_) => bail!("`{}` of the answer is not a list", self.page.items),
            }
            let known = |key: &String| {
                let mut fields = self.endpoint.response.iter();
                fields.any(|field| field.name == *key)
            };
            let given = payload.iter().filter(|(_, value)| !value.is_null());
            let others: Vec<&String> = given.map(|(key, _)| key).collect();
            let is_known = others.iter().all(|key| known(key));
            if is_known && self.says_end(&payload) || others.is_empty() && !is_first {
                return Ok((payload, Vec::new()));
            }
            if !others.is_empty() {
                let names: Vec<String> = others.iter().map(|key| format!("{key:?}")).collect();
                bail!(
                    "the answer has no list `{}`, but {}; the list is incomplete",
                    self.page.items,
                    names.join(", ")
                );
            }
            is_first = false;
        }
    }

    fn says_end(&self, payload: &Map<String, Value>) -> bool {
        self.page.style == PageStyle::Token
            && match self.more(payload) {
                Some(more) => !more,
                None => {
                    !self.is_described(&self.page.more) && payload.contains_key(&self.page.next)
                }
            }
    }

    /// Whether the answer says that there is a next page.
    fn more(&self, payload: &Map<String, Value>) -> Option<bool> {
        match at(payload, &self.page.more)? {
            Value::Bool(more) => Some(*more),
            Value::Number(more) => Some(more.as_f64() != Some(0.0)),
            Value::String(more) => match &**more {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the page describes a field of the response.
    fn is_described(&self, path: &str) -> bool {
        let mut fields = &*self.endpoint.response;
        for name in path.split('.') {
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                return false;
            };
            fields = self.endpoint.fields(field, Section::Response);
        }
        true
    }

    fn turn_by_token(&mut self, payload: &Map<String, Value>) -> Next {
        let token = match at(payload, &self.page.next) {
            Some(Value::String(token)) if !token.is_empty() => Some(token.clone()),
            Some(Value::Number(token)) => Some(token.to_string()),
            _ => None,
        };
        match (self.more(payload), token) {
            (Some(false), _) | (None, None) => Next::End,
            (Some(true), None) => {
                Next::Lost("the answer says that there is a next page, but has no token for it")
            }
            (_, Some(token)) if !self.used.insert(token.clone()) => {
                Next::Lost("the pages repeat: the answer has a page token that was used before")
            }
            (_, Some(token)) => {
                let token = match self.request.at(self.start, &self.page.start) {
                    Some(Value::Number(_)) => {
                        token.parse::<i64>().map_or(token.into(), Value::from)
                    }
                    _ => Value::from(token),
                };
                self.request.set(self.start, &self.page.start, token);
                Next::Read
            }
        }
    }

    fn turn_by_offset(&mut self, items: &[Value]) -> anyhow::Result<Next> {
        /// How often a page may repeat if its items do not prove that it is the same page.
        const MOST: u32 = 100;
        if items.is_empty() {
            return Ok(Next::End);
        }
        let times = match self.before.0 == items {
            true => self.before.1 + 1,
            false => 1,
        };
        let distinct: HashSet<String> = items.iter().map(Value::to_string).collect();
        let is_certain = items.len() > 1 && distinct.len() == items.len();
        if times > 1 && (is_certain || times > MOST) {
            bail!(
                "the answer repeats the previous page: the offset has no effect; the list is incomplete"
            );
        }
        self.before = (items.to_vec(), times);
        let offset = self.request.at(self.start, &self.page.start);
        let offset = match offset {
            Some(Value::String(text)) => text.parse().ok(),
            Some(offset) => offset.as_i64(),
            None => Some(0),
        };
        let Some(offset) = offset.and_then(|offset| offset.checked_add(items.len() as i64)) else {
            bail!("`{}` is not an offset", self.page.start);
        };
        if let Some(field) = self.endpoint.paging_parameter(&self.page.start)
            && let Some(field) = field.last()
        {
            self.request
                .set(self.start, &self.page.start, number(field, offset));
        }
        Ok(Next::Read)
    }

    /// Sends the request and returns the payload of the answer.
    fn send(&self) -> Result<Map<String, Value>, larkspec::Error> {
        let mut call = described(self.client, self.endpoint);
        for (name, value) in self.request.section(Section::Path) {
            call = call.path_parameter(name, plain(value));
        }
        for (name, value) in self.request.section(Section::Query) {
            let values = match value {
                Value::Array(values) => values.iter().collect(),
                value => vec![value],
            };
            for value in values {
                call = call.query(name, plain(value));
            }
        }
        for (name, value) in self.request.section(Section::Header) {
            call = call.header(name, plain(value));
        }
        if let Some(body) = self.request.body() {
            call = call.json(body);
        }
        let payload: Option<Map<String, Value>> = call.send()?;
        Ok(payload.unwrap_or_default())
    }
}

/// A call to an endpoint, as its page describes it.
fn described<'c>(client: &'c Client, endpoint: &Endpoint) -> Call<'c> {
    let http = &endpoint.http;
    let method = match http.method {
        model::Method::Get => Method::Get,
        model::Method::Post => Method::Post,
        model::Method::Put => Method::Put,
        model::Method::Patch => Method::Patch,
        model::Method::Delete => Method::Delete,
    };
    let host = match http.host {
        model::Host::Www => Host::Www,
        model::Host::Open => Host::Open,
    };
    let mut call = client
        .request(method, &*http.path)
        .host(host)
        .safe(http.is_safe())
        .flat(endpoint.is_flat())
        .answers_secret(endpoint.answers_secret());
    let keys = &http.envelope_keys;
    if *keys != model::EnvelopeKeys::default() {
        // Once per run.
        let leak = |text: &str| -> &'static str { text.to_owned().leak() };
        call = call.envelope(EnvelopeKeys::new(
            leak(&keys.code),
            leak(&keys.msg),
            leak(&keys.data),
            keys.requires(EnvelopePart::Code),
            keys.requires(EnvelopePart::Msg),
        ));
    }
    match &http.tokens[..] {
        [] => call.without_token(),
        [kind] => call.token(match kind {
            model::TokenKind::Tenant => TokenKind::Tenant,
            model::TokenKind::User => TokenKind::User,
            model::TokenKind::App => TokenKind::App,
        }),
        _ => call,
    }
}

/// The section of a paging parameter.
fn section(endpoint: &Endpoint, path: &str) -> Section {
    let first = path.split('.').next().unwrap_or(path);
    match endpoint.query.iter().any(|field| field.name == first) {
        true => Section::Query,
        false => Section::Body,
    }
}

/// The value at a dotted path.
fn at<'v>(payload: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let (first, rest) = path
        .split_once('.')
        .map_or((path, None), |(a, b)| (a, Some(b)));
    let value = payload.get(first)?;
    match rest {
        Some(rest) => at(value.as_object()?, rest),
        None => Some(value),
    }
}

/// A value as a parameter.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

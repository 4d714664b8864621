//! Records the calls and their answers, for the tests that use the server.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::time::Duration;

/// How many calls keep their content, which bounds the memory of a server that is called often.
const WITH_CONTENT: usize = 1024;

/// One call, as the server saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// When its head had arrived, by the server's clock: milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// The endpoint's name; `None` for a path that is not in the spec.
    pub endpoint: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// Whether it had an `Authorization` header.
    pub authorized: bool,
    /// The HTTP status of the answer; `None` if the connection was reset instead.
    pub status: Option<u16>,
    /// The `code` of the answer, if the server meant to send one.
    pub code: Option<i64>,
    /// The `x-tt-logid` of the answer.
    pub log_id: String,
    /// The names of the faults that applied to it.
    pub faults: Vec<&'static str>,
    /// The number of its connection, counted from 1.
    pub connection: u64,
    pub(crate) content: Content,
}

impl Call {
    /// The first value of a query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.content.query.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The bytes of the body. Only the last 1,024 calls keep theirs; those of older calls are empty.
    pub fn body(&self) -> &[u8] {
        &self.content.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// The body is not JSON.
    pub fn json(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::from_slice(self.body())
    }
}

/// What a call sent. It may contain secrets, so `Debug` shows only how much there is.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) query: String,
    pub(crate) body: Vec<u8>,
    /// Whether a message must not quote it: the endpoint takes a secret, or is unknown.
    pub(crate) is_secret: bool,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("query_bytes", &self.query.len())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The calls of a server, or the most recent ones.
pub(crate) struct Record {
    calls: VecDeque<Call>,
    capacity: usize,
    total: u64,
    by_endpoint: HashMap<String, u64>,
}

impl Record {
    pub(crate) fn new(capacity: usize) -> Self {
        Record {
            calls: VecDeque::new(),
            capacity,
            total: 0,
            by_endpoint: HashMap::new(),
        }
    }

    pub(crate) fn push(&mut self, call: Call) {
        self.total += 1;
        if let Some(endpoint) = &call.endpoint {
            match self.by_endpoint.get_mut(endpoint) {
                Some(count) => *count += 1,
                None => {
                    self.by_endpoint.insert(endpoint.clone(), 1);
                }
            }
        }
        if self.calls.len() >= self.capacity {
            self.calls.pop_front();
        }
        if self.capacity > 0 {
            self.calls.push_back(call);
            if let Some(past) = self.calls.len().checked_sub(WITH_CONTENT + 1) {
                self.calls[past].content = Content::default();
            }
        }
    }

    /// The most recent calls, oldest first.
    pub(crate) fn calls(&self) -> impl DoubleEndedIterator<Item = &Call> {
        self.calls.iter()
    }

    /// The number of all calls.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The number of all calls of an endpoint.
    pub(crate) fn of(&self, endpoint: &str) -> u64 {
        self.by_endpoint.get(endpoint).copied().unwrap_or(0)
    }

    /// The maximum number of calls of an endpoint within any period of this length, among the recorded calls.
    pub(crate) fn busiest(&self, endpoint: &str, span: Duration) -> usize {
        let of = |call: &&Call| call.endpoint.as_deref() == Some(endpoint);
        let mut times: Vec<i64> = self
            .calls
            .iter()
            .filter(of)
            .map(|call| call.at_ms)
            .collect();
        times.sort_unstable();
        let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        let mut first = 0;
        let mut most = 0;
        for (last, time) in times.iter().enumerate() {
            while time.saturating_sub(times[first]) >= span && first < last {
                first += 1;
            }
            most = most.max(last + 1 - first);
        }
        most
    }
}

/// The number of calls of one endpoint that are allowed in any period of a certain length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) requests: u32,
    pub(crate) per: Duration,
}

/// The allowed calls, by endpoint.
#[derive(Default)]
pub(crate) struct Windows(HashMap<String, VecDeque<i64>>);

impl Windows {
    /// Allows a call, or returns after how many seconds the next one is allowed.
    pub(crate) fn admit(&mut self, endpoint: &str, limit: Limit, now: i64) -> Result<(), u64> {
        let per = i64::try_from(limit.per.as_millis()).unwrap_or(i64::MAX);
        let times = self.0.entry(endpoint.to_owned()).or_default();
        while times
            .front()
            .is_some_and(|first| now.saturating_sub(*first) >= per)
        {
            times.pop_front();
        }
        if times.len() < limit.requests as usize {
            times.push_back(now);
            return Ok(());
        }
        let wait = times
            .front()
            .map_or(per, |first| first.saturating_add(per).saturating_sub(now));
        // Whole seconds, rounded up so that the wait does not end within the same window.
        Err(wait.max(1).unsigned_abs().div_ceil(1000))
    }
}

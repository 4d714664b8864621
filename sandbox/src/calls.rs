//! What a test expects of the calls that a server received: their number, and what they sent.

use std::fmt::Write as _;
use std::ops::Deref;

use serde::Serialize;
use serde_json::Value;

use crate::record::{Call, Content, Record};

/// The maximum length of a body in a message, in characters.
const LONGEST: usize = 500;

/// Calls that a server received, oldest first; returned by [`Sandbox::calls`](crate::Sandbox::calls) and
/// [`Sandbox::calls_of`](crate::Sandbox::calls_of).
///
/// It is a slice of [`Call`], with assertions whose messages describe what was received.
///
/// ```
/// # use larkspec_sandbox::Sandbox;
/// # use serde_json::json;
/// # fn test(sandbox: &Sandbox) {
/// let calls = sandbox.calls_of("im/v1/message/create");
/// calls.assert_count(2);
/// calls[0].assert_query("receive_id_type", "open_id");
/// calls[1].assert_body_has(json!({ "msg_type": "text" }));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Calls {
    /// The endpoint; `None` for the calls of all.
    endpoint: Option<String>,
    calls: Vec<Call>,
    count: u64,
    /// The last calls of other endpoints, for the message that there is none of this one.
    others: Vec<Call>,
}

impl Calls {
    /// The maximum number of calls that a message describes.
    const SHOWN: usize = 10;

    /// The calls of all endpoints.
    pub(crate) fn all(record: &Record) -> Self {
        Calls {
            endpoint: None,
            calls: record.calls().cloned().collect(),
            count: record.total(),
            others: Vec::new(),
        }
    }

    /// The calls of one endpoint.
    pub(crate) fn of_endpoint(record: &Record, endpoint: &str) -> Self {
        let is_of = |call: &&Call| call.endpoint.as_deref() == Some(endpoint);
        let others = record.calls().rev().filter(|call| !is_of(call));
        let mut others: Vec<Call> = others.take(Self::SHOWN).cloned().collect();
        others.reverse();
        Calls {
            endpoint: Some(endpoint.to_owned()),
            calls: record.calls().filter(is_of).cloned().collect(),
            count: record.of(endpoint),
            others,
        }
    }

    /// The number of calls. It includes those whose content is no longer kept, see
    /// [`Builder::kept_calls`](crate::Builder::kept_calls).
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Asserts that there are so many calls.
    ///
    /// # Panics
    ///
    /// There are more or fewer. The message describes them.
    #[track_caller]
    pub fn assert_count(&self, expected: u64) {
        assert!(
            self.count == expected,
            "expected {}{}, received {}{}",
            counted(expected),
            self.of(),
            self.count,
            self.described()
        );
    }

    /// The only call.
    ///
    /// ```
    /// # use larkspec_sandbox::Sandbox;
    /// # use serde_json::json;
    /// # fn test(sandbox: &Sandbox) {
    /// let call = sandbox.calls_of("im/v1/message/create").only();
    /// call.assert_body(json!({ "receive_id": "ou_1", "msg_type": "text", "content": r#"{"text":"hello"}"# }));
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// There is none, or more than one. The message describes them.
    #[track_caller]
    pub fn only(&self) -> Call {
        self.assert_count(1);
        match &*self.calls {
            [call] => call.clone(),
            _ => panic!("the call{} is no longer kept", self.of()),
        }
    }

    /// ` of` the endpoint, if it is one.
    fn of(&self) -> String {
        match &self.endpoint {
            Some(name) => format!(" of `{name}`"),
            None => String::new(),
        }
    }

    fn described(&self) -> String {
        if !self.calls.is_empty() {
            return format!(":{}", list(&self.calls));
        }
        match self.others.is_empty() {
            true => String::new(),
            false => format!("; but of other endpoints:{}", list(&self.others)),
        }
    }
}

impl Deref for Calls {
    type Target = [Call];

    fn deref(&self) -> &[Call] {
        &self.calls
    }
}

impl IntoIterator for Calls {
    type Item = Call;
    type IntoIter = std::vec::IntoIter<Call>;

    fn into_iter(self) -> Self::IntoIter {
        self.calls.into_iter()
    }
}

impl<'c> IntoIterator for &'c Calls {
    type Item = &'c Call;
    type IntoIter = std::slice::Iter<'c, Call>;

    fn into_iter(self) -> Self::IntoIter {
        self.calls.iter()
    }
}

fn counted(count: u64) -> String {
    match count {
        1 => "1 call".to_owned(),
        count => format!("{count} calls"),
    }
}

/// The most recent calls, one or two lines each.
fn list(calls: &[Call]) -> String {
    let mut text = String::new();
    let skipped = calls.len().saturating_sub(Calls::SHOWN);
    if skipped > 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {skipped} earlier ones");
    }
    for (n, call) in calls.iter().enumerate().skip(skipped) {
        let _ = write!(text, "\n  {}. {}", n + 1, described(call));
    }
    text
}

/// A call and its answer. The query and body are left out if they may contain a secret.
fn described(call: &Call) -> String {
    let Content {
        query,
        body,
        is_secret,
    } = &call.content;
    let mut text = format!("{} {}", call.method, call.path);
    if !query.is_empty() && !is_secret {
        let _ = write!(text, "?{query}");
    }
    match (call.status, call.code) {
        (Some(status), Some(code)) => {
            let _ = write!(text, " -> {status}, code {code}");
        }
        (Some(status), None) => {
            let _ = write!(text, " -> {status}");
        }
        (None, _) => text += " -> connection reset",
    }
    if *is_secret && !body.is_empty() {
        let _ = write!(
            text,
            "\n     (a body of {} bytes, which may contain secrets)",
            body.len()
        );
    } else if !body.is_empty() {
        let _ = write!(text, "\n     {}", shortened(&String::from_utf8_lossy(body)));
    }
    text
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Call {
    /// Asserts the first value of a query parameter.
    ///
    /// # Panics
    ///
    /// The call has another value, or no such parameter.
    #[track_caller]
    pub fn assert_query(&self, name: &str, expected: impl AsRef<str>) {
        let expected = expected.as_ref();
        let received = self.query(name);
        assert!(
            received.as_deref() == Some(expected),
            "expected the query parameter `{name}` to be {expected:?} in\n  {}",
            described(self)
        );
    }

    /// Asserts that the body is equal to this JSON value. The order of keys does not matter.
    ///
    /// # Panics
    ///
    /// The body is not JSON, or differs. The message has every difference.
    #[track_caller]
    pub fn assert_body(&self, expected: impl Serialize) {
        self.compare(serde_json::to_value(expected), false);
    }

    /// Asserts that the body contains this JSON value: objects may have further keys. Lists must be equally long.
    ///
    /// # Panics
    ///
    /// The body is not JSON, or does not contain the value. The message has every difference.
    #[track_caller]
    pub fn assert_body_has(&self, expected: impl Serialize) {
        self.compare(serde_json::to_value(expected), true);
    }

    #[track_caller]
    fn compare(&self, expected: serde_json::Result<Value>, partly: bool) {
        let expected = expected.unwrap_or_else(|e| panic!("the expected body is not JSON: {e}"));
        let received = self.json();
        let received = received
            .unwrap_or_else(|e| panic!("the body is not JSON ({e}) in\n  {}", described(self)));
        let mut differences = Differences {
            partly,
            is_secret: self.content.is_secret,
            lines: String::new(),
        };
        differences.value("", Some(&expected), Some(&received));
        assert!(
            differences.lines.is_empty(),
            "the body differs:{}\nin\n  {}",
            differences.lines,
            described(self)
        );
    }
}

/// The differences between an expected body and a received one, one line each.
struct Differences {
    /// Whether the received body may have more.
    partly: bool,
    /// Whether values must not be shown.
    is_secret: bool,
    lines: String,
}

impl Differences {
    fn value(&mut self, pointer: &str, expected: Option<&Value>, received: Option<&Value>) {
        match (expected, received) {
            (Some(Value::Object(expected)), Some(Value::Object(received))) => {
                let more = received.keys().filter(|key| !expected.contains_key(*key));
                let more = more.filter(|_| !self.partly);
                let keys: Vec<&String> = expected.keys().chain(more).collect();
                for key in keys {
                    let escaped = key.replace('~', "~0").replace('/', "~1");
                    let pointer = format!("{pointer}/{escaped}");
                    self.value(&pointer, expected.get(key), received.get(key));
                }
            }
            (Some(Value::Array(expected)), Some(Value::Array(received))) => {
                for n in 0..expected.len().max(received.len()) {
                    let pointer = format!("{pointer}/{n}");
                    self.value(&pointer, expected.get(n), received.get(n));
                }
            }
            _ if expected == received => {}
            _ => {
                let place = if pointer.is_empty() {
                    "the whole"
                } else {
                    pointer
                };
                let (expected, received) = (self.shown(expected), self.shown(received));
                // Writing to a string cannot fail.
                let _ = write!(
                    self.lines,
                    "\n  {place}: expected {expected}, received {received}"
                );
            }
        }
    }

    fn shown(&self, value: Option<&Value>) -> String {
        match value {
            None => "nothing".to_owned(),
            Some(_) if self.is_secret => "(hidden)".to_owned(),
            Some(value) => shortened(&value.to_string()),
        }
    }
}

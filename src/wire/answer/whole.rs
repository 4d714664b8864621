//! The whole answer, for callers who want more than its value.

use std::fmt;
use std::ops::Range;

use http::HeaderMap;
use larkspec_shape::object::Deviation;

use crate::Error;

/// A successful answer: the value, what could not be read, and the response's metadata; see
/// [`Client::answer`](crate::Client::answer).
///
/// ```
/// use larkspec::Client;
/// use larkspec::approval::v2::instance::list;
///
/// # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
/// # let client = Client::builder()
/// #     .app(sandbox.app_id(), sandbox.app_secret())
/// #     .base_url(sandbox.base_url())
/// #     .build()?;
/// # let request = list::Request::builder()
/// #     .approval_code(sandbox.approval_code())
/// #     .start_time(larkspec::UnixMillis::from_millis(0))
/// #     .end_time(larkspec::UnixMillis::now())
/// #     .limit(100)
/// #     .build()?;
/// let answer = client.answer(&request)?;
/// println!("HTTP {}, log id {:?}", answer.status(), answer.log_id());
/// for left_out in answer.left_out() {
///     // `/data/instance_code_list/3: expected a string, found null`
///     eprintln!("{left_out}: {:?}", left_out.text());
/// }
/// let codes = answer.into_value().instance_code_list;
/// # assert_eq!(codes.len(), 100);
/// # Ok::<(), larkspec::Error>(())
/// ```
#[derive(Clone)]
pub struct Answer<R> {
    pub(super) value: R,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    /// The range of the payload within the body.
    pub(super) payload: Option<Range<usize>>,
    pub(super) log_id: Option<String>,
    pub(super) attempts: u32,
    /// The error that reports what was left out, if anything was.
    pub(super) incomplete: Option<Error>,
    pub(super) converted: Vec<Deviation>,
}

impl<R> Answer<R> {
    /// The value, possibly without [the parts that could not be read](Self::left_out).
    pub fn value(&self) -> &R {
        &self.value
    }

    /// The value, possibly without [the parts that could not be read](Self::left_out).
    pub fn into_value(self) -> R {
        self.value
    }

    /// The value, if nothing was left out of it. This is what [`Client::send`](crate::Client::send) returns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) with [what was left out](Error::left_out).
    pub fn complete(self) -> Result<R, Error> {
        match self.incomplete {
            None => Ok(self.value),
            Some(error) => Err(error),
        }
    }

    /// The parts that were left out of the value because they could not be read, each with its location (a JSON
    /// Pointer into the body), the reason and the text. Only optional fields, items of lists and entries of maps are
    /// left out. See [`Decoding`](crate::shape::object::Decoding) for the rules.
    pub fn left_out(&self) -> &[Deviation] {
        self.incomplete.as_ref().map_or(&[], Error::left_out)
    }

    /// The values that had another type than the page says and were converted without loss, such as an integer in a
    /// string. At most a thousand of them.
    pub fn converted(&self) -> &[Deviation] {
        &self.converted
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The ID under which the platform logs this call. Its support asks for it.
    pub fn log_id(&self) -> Option<&str> {
        self.log_id.as_deref()
    }

    /// The body as received, including any secrets. Empty if the answer is a file, which is then the value.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value, the error that reports what is missing from it, and the payload as received; `None` if there is no
    /// payload.
    pub(crate) fn into_parts(mut self) -> (R, Option<Error>, Vec<u8>) {
        let range = self.payload.unwrap_or_default();
        self.body.truncate(range.end);
        self.body.drain(..range.start);
        (self.value, self.incomplete, self.body)
    }
}

/// Omits headers and body, which may contain secrets.
impl<R: fmt::Debug> fmt::Debug for Answer<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("log_id", &self.log_id)
            .field("value", &self.value)
            .field("left_out", &self.left_out())
            .finish_non_exhaustive()
    }
}

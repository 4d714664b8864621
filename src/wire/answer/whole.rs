//! The whole answer, for callers who want more than its value.

use std::fmt;
use std::ops::Range;

use http::HeaderMap;
use larkspec_shape::object::Deviation;

use crate::Error;

/// A successful answer: the value, what could not be read of it, and what it came with; see
/// [`Client::answer`](crate::Client::answer).
///
/// ```
/// use larkspec::Client;
/// use larkspec::approval::v2::instance::list;
///
/// # let api = larkspec_codegen::load("spec").unwrap();
/// # let sandbox = larkspec_sandbox::Sandbox::builder(api).start().unwrap();
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
    /// Where in the body the payload lies.
    pub(super) payload: Option<Range<usize>>,
    pub(super) log_id: Option<String>,
    pub(super) attempts: u32,
    /// Says that something was left out, if something was.
    pub(super) incomplete: Option<Error>,
    pub(super) converted: Vec<Deviation>,
}

impl<R> Answer<R> {
    /// The value, which may lack [what was left out](Self::left_out).
    pub fn value(&self) -> &R {
        &self.value
    }

    /// The value, which may lack [what was left out](Self::left_out).
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

    /// What had to be left out of the value because it could not be read, with location (a JSON Pointer into the
    /// body), reason and text: optional fields, items of lists, entries of maps. Its rules are those of
    /// [`Decoding`](crate::shape::object::Decoding).
    pub fn left_out(&self) -> &[Deviation] {
        self.incomplete.as_ref().map_or(&[], Error::left_out)
    }

    /// What was of another type than the page says and was converted without loss, such as an integer in a string.
    /// A thousand of them at most.
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

    /// The number under which the platform keeps its logs of this call. Its support asks for it.
    pub fn log_id(&self) -> Option<&str> {
        self.log_id.as_deref()
    }

    /// The body as received, with all that it may contain: secrets as well. Empty where the answer is a file, which
    /// is the value then.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value, the error that says what is not in it, and the payload as received; nothing where there is none.
    pub(crate) fn into_parts(mut self) -> (R, Option<Error>, Vec<u8>) {
        let range = self.payload.unwrap_or_default();
        self.body.truncate(range.end);
        self.body.drain(..range.start);
        (self.value, self.incomplete, self.body)
    }
}

/// Without headers and body, which may contain secrets.
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

//! Interprets an answer: a payload, or a failure and what to do next.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_DISPOSITION;
use larkspec_shape::object::{Decoding, Deviation, Object, SlotMut, Table};
use larkspec_shape::{CheckError, Checker, pointer, repaired};
use serde::de::IgnoredAny;
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::endpoint::Response;
use crate::endpoint::metadata::Meaning;
use crate::error::advice::{self, Verdict};
use crate::error::scrub::{Scrub, excerpt, one_line};
use crate::error::{Inner, concerns};
use crate::token::Token;
use crate::wire::disposition::file_name;
use crate::wire::envelope::{Envelope, is_of_envelope, without_mark};
use crate::wire::explanation::{self, Explanation, clean};
use crate::wire::transport;
use crate::{Bytes, Error, ErrorKind, Metadata};

mod untyped;

mod whole;

pub use whole::Answer;

/// A successful answer.
pub(crate) struct Success {
    answer: transport::Answer,
    payload: Payload,
    /// The token of the request, which the answer may repeat.
    pub(crate) token: Option<Arc<Token>>,
    pub(crate) attempts: u32,
}

enum Payload {
    /// This part of the body.
    Json(Range<usize>),
    /// `data` is missing or `null`.
    Missing,
    /// The whole body is a file.
    File,
}

/// A failure: an answer that reports one, or no answer at all.
pub(crate) struct Refusal {
    pub(crate) error: Box<Inner>,
    pub(crate) next: Next,
}

impl Refusal {
    pub(crate) fn new(error: Inner, next: Next) -> Self {
        Refusal {
            error: Box::new(error),
            next,
        }
    }
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing: the same request would fail again.
    Stop,
    /// Fetch a new token if possible, and try once more.
    RenewToken,
    /// The request was refused before it was carried out. Wait as long as the answer says, and repeat it.
    Pause(Option<Duration>),
    /// Wait a little and repeat the request if carrying it out twice does no harm.
    BackOff,
    /// Wait a little and repeat the request: it was not received.
    Reconnect,
    /// Like `Reconnect`, but only a few times: the cause is unlikely to pass by itself.
    ReconnectBriefly,
}

impl Next {
    /// Whether the same request may succeed later and repeating it does no harm.
    pub(crate) fn is_retryable(self, repeatable: bool) -> bool {
        match self {
            Next::Stop | Next::RenewToken => false,
            Next::Pause(_) | Next::Reconnect | Next::ReconnectBriefly => true,
            Next::BackOff => repeatable,
        }
    }
}

/// The purpose of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A call of the program.
    Call,
    /// Fetching the token for a call.
    Token,
}

/// Interprets an answer. The code takes precedence over the HTTP status because the platform sends the same failure
/// with several statuses.
pub(crate) fn judge(
    metadata: &Metadata<'_>,
    purpose: Purpose,
    mut answer: transport::Answer,
    scrub: &Scrub<'_>,
) -> Result<Success, Refusal> {
    if let Some(to) = answer.redirects_to() {
        let error = Inner {
            status: Some(answer.status),
            log_id: answer.log_id().map(|id| scrub.text(&id).into_owned()),
            ..Inner::new(
                ErrorKind::Redirect,
                format!(
                    "the answer redirects to {}, which would receive the token",
                    scrub.text(&to)
                ),
            )
        };
        return Err(Refusal::new(error, Next::Stop));
    }
    let success = |payload, answer| {
        Ok(Success {
            answer,
            payload,
            token: None,
            attempts: 0,
        })
    };
    let is_2xx = (200..300).contains(&answer.status);
    if metadata.answers_file && is_2xx {
        return match file_or_error(metadata, purpose, &answer, scrub) {
            Some(refusal) => Err(refusal),
            None => success(Payload::File, answer),
        };
    }
    let mark = answer.body.len() - without_mark(&answer.body).len();
    answer.body.drain(..mark);
    if is_2xx && says_nothing(metadata, &answer) {
        return success(Payload::Missing, answer);
    }
    let mut interpreted = interpret(metadata, purpose, &answer, scrub);
    // A character that was cut in half must not discard the text around it.
    if interpreted.is_err()
        && let Some(text) = repaired(&answer.body)
    {
        answer.body = text;
        interpreted = interpret(metadata, purpose, &answer, scrub);
    }
    match interpreted {
        Ok(Ok(payload)) => success(payload, answer),
        Ok(Err(refusal)) => Err(refusal),
        Err(error) => Err(unreadable(metadata, &answer, Some(&error), scrub)),
    }
}

/// Reads the envelope of an answer; an error if there is none.
fn interpret(
    metadata: &Metadata<'_>,
    purpose: Purpose,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Result<Result<Payload, Refusal>, serde_json::Error> {
    let envelope = Envelope::read(&answer.body, &metadata.envelope)?;
    Ok(match outcome(metadata, &envelope) {
        Some(0) if (200..300).contains(&answer.status) => Ok(match metadata.flat {
            true => Payload::Json(0..answer.body.len()),
            false => match envelope.data_within(&answer.body) {
                Some(range) => Payload::Json(range),
                None => Payload::Missing,
            },
        }),
        Some(code) => Err(refused(metadata, purpose, code, &envelope, answer, scrub)),
        None => Err(unreadable(metadata, answer, None, scrub)),
    })
}

/// Checks the answer of an endpoint that answers with a file, and returns what is wrong with it. A file that is
/// itself JSON is sent as an attachment, or does not have both `code` and `msg`.
fn file_or_error(
    metadata: &Metadata<'_>,
    purpose: Purpose,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Option<Refusal> {
    if answer.compression().is_some() {
        return Some(unreadable(metadata, answer, None, scrub));
    }
    if answer.headers.contains_key(CONTENT_DISPOSITION) {
        return None;
    }
    let json = without_mark(&answer.body);
    // Most files are not envelopes; these are not copied.
    let text = match json.trim_ascii_start().first() {
        Some(b'{') => repaired(json).map_or(Cow::Borrowed(json), Cow::Owned),
        _ => return None,
    };
    let envelope = Envelope::read(&text, &metadata.envelope).ok()?;
    let code = envelope.code.filter(|code| *code != 0)?;
    envelope.msg.as_ref()?;
    Some(refused(metadata, purpose, code, &envelope, answer, scrub))
}

/// Whether a success may have no content: its status says so, or the page describes no fields.
fn says_nothing(metadata: &Metadata<'_>, answer: &transport::Answer) -> bool {
    let mut answered = metadata.answered();
    let describes_nothing = answered.as_mut().is_some_and(|keys| keys.next().is_none());
    answer.body.trim_ascii().is_empty() && (matches!(answer.status, 204 | 205) || describes_nothing)
}

/// The code of an answer; 0 if it has none and the endpoint's successes have none.
fn outcome(metadata: &Metadata<'_>, envelope: &Envelope<'_>) -> Option<i64> {
    let answers_error = |mut keys: _| Iterator::any(&mut keys, |key| key == "error");
    let describes_error = metadata.flat && metadata.answered().is_some_and(answers_error);
    let fails = envelope.has_error && !describes_error;
    envelope
        .code
        .or((!metadata.envelope.code_required && !fails).then_some(0))
}

/// The refusal that the platform reports.
fn refused(
    metadata: &Metadata<'_>,
    purpose: Purpose,
    code: i64,
    envelope: &Envelope<'_>,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Refusal {
    let msg = envelope.msg.as_deref().unwrap_or_default();
    let Verdict { kind, means } = advice::verdict(metadata, code, answer.status, msg);
    let kind = match kind {
        ErrorKind::Platform if purpose == Purpose::Token => ErrorKind::Authentication,
        kind => kind,
    };
    let body = without_mark(&answer.body);
    let explanation = Explanation::read(body, &metadata.envelope, metadata.answers_secret, scrub);
    let log_id = answer.log_id().map(|id| clean(scrub, &id));
    let msg = Some(clean(scrub, msg)).filter(|msg| !msg.is_empty());
    let msg = msg.or_else(|| {
        let mut details = explanation.details.iter();
        let message = details.find(|detail| detail.key == "error.message")?;
        Some(message.text.clone())
    });
    let error = Inner {
        status: Some(answer.status),
        code: Some(code),
        details: explanation::beyond(msg.as_deref(), explanation.details),
        msg,
        log_id: log_id.or(explanation.log_id),
        permission_violations: explanation.permission_violations,
        field_violations: explanation.field_violations,
        helps: explanation.helps,
        troubleshooter: explanation.troubleshooter,
        body: shown_body(metadata, answer, scrub),
        scopes: match code {
            99_991_672 | 99_991_676 | 99_991_679 => metadata.scopes,
            _ => &[],
        },
        retry_after: wait_of(means, answer),
        ..Inner::new(kind, advice::what_happened(kind))
    };
    Refusal::new(error, next_of(means, answer))
}

/// What to do about a refusal with this meaning. `None` means that a token was refused.
fn next_of(means: Option<Meaning>, answer: &transport::Answer) -> Next {
    match means {
        None => Next::RenewToken,
        Some(Meaning::Throttled) => Next::Pause(answer.wait()),
        Some(Meaning::Busy) => Next::BackOff,
        Some(Meaning::Final) => Next::Stop,
    }
}

/// How long the answer asks to wait, if waiting helps.
fn wait_of(means: Option<Meaning>, answer: &transport::Answer) -> Option<Duration> {
    let passes = matches!(means, Some(Meaning::Throttled | Meaning::Busy));
    answer.wait().filter(|_| passes)
}

/// The body as an error shows it.
fn shown_body(
    metadata: &Metadata<'_>,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Option<String> {
    /// Long enough for a gateway's error page.
    const KEPT: usize = 64 * 1024;

    let shown = !metadata.answers_secret && answer.compression().is_none();
    let body = &answer.body[..answer.body.len().min(KEPT)];
    (shown && !body.is_empty()).then(|| String::from_utf8_lossy(&scrub.body(body)).into_owned())
}

/// The answer has no envelope: it comes from a gateway in between, or is truncated.
fn unreadable(
    metadata: &Metadata<'_>,
    answer: &transport::Answer,
    error: Option<&serde_json::Error>,
    scrub: &Scrub<'_>,
) -> Refusal {
    let bytes = answer.body.len();
    let why = error.map(|error| match error.classify() {
        // `404 page not found` begins like JSON.
        Category::Data => match serde_json::from_slice::<IgnoredAny>(&answer.body) {
            Ok(_) => Category::Data,
            Err(error) => error.classify(),
        },
        category => category,
    });
    let verdict = advice::verdict_without_code(answer.status);
    let (kind, next, detail) = match verdict.kind {
        ErrorKind::RateLimited | ErrorKind::Server | ErrorKind::Authentication => (
            verdict.kind,
            next_of(verdict.means, answer),
            advice::what_happened(verdict.kind).to_owned(),
        ),
        _ => match why {
            _ if answer.compression().is_some() => (
                ErrorKind::NotJson,
                Next::Stop,
                format!(
                    "the answer is compressed as `{}`, which was not asked for, and cannot be unpacked",
                    one_line(&answer.compression().unwrap_or_default(), 40)
                ),
            ),
            // Without a content length, an answer ends wherever the connection does.
            Some(Category::Eof) if (200..300).contains(&answer.status) => (
                ErrorKind::Transport,
                Next::BackOff,
                format!("the answer ends after {bytes} bytes"),
            ),
            Some(Category::Data) => (
                ErrorKind::Decode,
                Next::Stop,
                format!(
                    "the answer is JSON, but not an object with an integer `{}`",
                    metadata.envelope.code
                ),
            ),
            Some(_) => (
                ErrorKind::NotJson,
                Next::Stop,
                "the answer is not JSON".to_owned(),
            ),
            None => (
                ErrorKind::Decode,
                Next::Stop,
                format!(
                    "the answer has no `{}`, so it reports neither success nor failure",
                    metadata.envelope.code
                ),
            ),
        },
    };
    let body = shown_body(metadata, answer, scrub);
    let error = Inner {
        status: Some(answer.status),
        log_id: answer.log_id().map(|id| clean(scrub, &id)),
        excerpt: body.as_ref().map(|body| excerpt(body.as_bytes())),
        body,
        retry_after: wait_of(verdict.means, answer),
        ..Inner::new(kind, detail)
    };
    Refusal::new(error, next)
}

impl Success {
    pub(crate) fn status(&self) -> u16 {
        self.answer.status
    }

    pub(crate) fn log_id(&self) -> Option<Cow<'_, str>> {
        self.answer.log_id()
    }

    /// Returns the value if nothing had to be left out of it.
    pub(crate) fn decode<R: Response>(
        self,
        metadata: &Metadata<'_>,
        scrub: &Scrub<'_>,
    ) -> Result<R, Error> {
        self.whole(metadata, scrub)?.complete()
    }

    /// Decodes the payload. This is the only part of reading an answer that is compiled for each endpoint.
    pub(crate) fn whole<R: Response>(
        self,
        metadata: &Metadata<'_>,
        scrub: &Scrub<'_>,
    ) -> Result<Answer<R>, Error> {
        let blank = R::blank();
        let range = match &self.payload {
            Payload::Json(_) | Payload::Missing if metadata.answers_file => {
                return Err(self.undecodable(metadata, Vec::new(), scrub));
            }
            Payload::File => return self.file(metadata, scrub),
            // An endpoint without fields below `data` may send anything there, or nothing.
            Payload::Missing | Payload::Json(_) if !metadata.flat && is_empty(&blank) => {
                return Ok(self.into_whole(blank, None, scrub));
            }
            Payload::Missing if self.may_be_missing(metadata, &blank) => {
                return Ok(self.into_whole(blank, None, scrub));
            }
            Payload::Missing => return Err(self.undecodable(metadata, Vec::new(), scrub)),
            Payload::Json(range) => range.clone(),
        };
        let base = payload_pointer(metadata);
        let next = metadata.paging.and_then(|keys| keys.next);
        let next = next.map(|next| format!("{base}{next}"));
        let decoding = Decoding::new().at(&base).may_lack(next.as_deref());
        let decoded = decoding
            .read(&self.answer.body[range])
            .map_err(|error| self.undecodable(metadata, error.into_reasons(), scrub))?;
        let incomplete = (!decoded.left_out.is_empty())
            .then(|| self.incomplete(metadata, decoded.left_out, scrub));
        let mut answer = self.into_whole(decoded.value, incomplete, scrub);
        answer.converted = cleaned(metadata, decoded.converted, scrub);
        Ok(answer)
    }

    /// Whether the value is complete without a payload: none of its fields is required, and the answer has nothing
    /// unknown instead of the payload.
    fn may_be_missing(&self, metadata: &Metadata<'_>, blank: &dyn Object) -> bool {
        let mut has_required = false;
        blank.values(&mut |table, _| {
            let mut fields = table.fields().iter();
            has_required = fields.any(|(_, flags, ..)| flags & Table::REQUIRED != 0);
        });
        !metadata.flat && !has_required && self.beside_payload(metadata).is_none()
    }

    /// The key of a list or object that the answer has instead of a payload.
    fn beside_payload(&self, metadata: &Metadata<'_>) -> Option<String> {
        let body: BTreeMap<String, &RawValue> = serde_json::from_slice(&self.answer.body).ok()?;
        let others = body
            .into_iter()
            .filter(|(key, _)| !is_of_envelope(key, &metadata.envelope));
        let mut others = others.filter(|(_, raw)| {
            let text = raw.get();
            let is_filled = !text[1..].trim_start().starts_with([']', '}']);
            text.starts_with(['[', '{']) && is_filled
        });
        others.next().map(|(key, _)| key)
    }

    fn into_whole<R>(self, value: R, incomplete: Option<Error>, scrub: &Scrub<'_>) -> Answer<R> {
        let log_id = self.log_id().map(|id| clean(scrub, &id));
        Answer {
            value,
            status: self.answer.status,
            headers: self.answer.headers,
            body: self.answer.body,
            payload: match self.payload {
                Payload::Json(range) => Some(range),
                Payload::Missing | Payload::File => None,
            },
            log_id,
            attempts: self.attempts,
            incomplete,
            converted: Vec::new(),
        }
    }

    /// The whole body as a file.
    fn take_file(&mut self) -> Bytes {
        let mut file = Bytes::from(std::mem::take(&mut self.answer.body));
        let mut dispositions = self.answer.headers.get_all(CONTENT_DISPOSITION).iter();
        if let Some(name) = dispositions.find_map(|header| file_name(header.as_bytes())) {
            file = file.with_name(name);
        }
        if let Some(content_type) = self.answer.content_type() {
            file = file.with_content_type(content_type.into_owned());
        }
        file
    }

    fn file<R: Response>(
        mut self,
        metadata: &Metadata<'_>,
        scrub: &Scrub<'_>,
    ) -> Result<Answer<R>, Error> {
        let file = self.take_file();
        let mut response = R::blank();
        match set_file(&mut response, file) {
            true => Ok(self.into_whole(response, None, scrub)),
            false => Err(self.undecodable(metadata, Vec::new(), scrub)),
        }
    }

    /// The error for a value with parts left out.
    fn incomplete(
        &self,
        metadata: &Metadata<'_>,
        left_out: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Error {
        let detail = "a part of the answer cannot be read".to_owned();
        self.failure(metadata, detail, left_out, scrub)
    }

    /// The error for an answer without a value.
    fn undecodable(
        &self,
        metadata: &Metadata<'_>,
        reasons: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Error {
        let detail = self.what_is_wrong(metadata, scrub);
        self.failure(metadata, detail, reasons, scrub)
    }

    fn what_is_wrong(&self, metadata: &Metadata<'_>, scrub: &Scrub<'_>) -> String {
        match self.payload {
            Payload::Missing if metadata.flat => "the answer says success, but is empty".to_owned(),
            Payload::Missing => {
                let data = metadata.envelope.data;
                let other = self.beside_payload(metadata);
                let other = other.map_or(String::new(), |key| {
                    format!(", but `{}` instead", one_line(&scrub.text(&key), 100))
                });
                format!("the answer says success, but has no `{data}`{other}")
            }
            Payload::Json(_) if metadata.shapes.is_none() => {
                "the payload does not have the requested type".to_owned()
            }
            _ => "the answer differs from its page".to_owned(),
        }
    }

    /// An error with the engine's messages about the locations that cannot be read.
    fn failure(
        &self,
        metadata: &Metadata<'_>,
        detail: String,
        left_out: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Error {
        /// An answer of many megabytes may have as many mistakes.
        const KEPT: usize = 100;

        let checked = match metadata.response() {
            Some(shape) => Checker::new(shape)
                .keep_at_most(KEPT)
                .check(&self.answer.body),
            None => Ok(()),
        };
        let mut violations = match checked {
            Err(CheckError::Invalid(invalid)) => invalid.into_violations(),
            _ => Vec::new(),
        };
        // The check rejects what decoding accepts, so keep only the locations that were left out.
        violations.retain(|violation| {
            left_out.is_empty() || left_out.iter().any(|it| concerns(it, violation))
        });
        // Redact after the check: redacting first would change what is checked, and would miss escaped secrets.
        violations
            .iter_mut()
            .for_each(|violation| scrub.violation(violation));
        Inner {
            status: Some(self.answer.status),
            code: Some(0),
            log_id: self.log_id().map(|id| clean(scrub, &id)),
            violations,
            left_out: cleaned(metadata, left_out, scrub),
            body: shown_body(metadata, &self.answer, scrub),
            attempts: self.attempts,
            ..Inner::new(ErrorKind::Decode, detail)
                .by_page_of(metadata)
                .endpoint(metadata.name)
        }
        .into()
    }
}

/// The JSON Pointer to the payload within the body.
pub(crate) fn payload_pointer(metadata: &Metadata<'_>) -> String {
    match metadata.flat {
        true => String::new(),
        false => format!("/{}", pointer::escape(metadata.envelope.data)),
    }
}

/// What was left out of an answer, without secrets.
fn cleaned(metadata: &Metadata<'_>, found: Vec<Deviation>, scrub: &Scrub<'_>) -> Vec<Deviation> {
    let clean = found.into_iter().map(|deviation| {
        let deviation = deviation.reword(|text| scrub.text(text).into_owned());
        match metadata.answers_secret {
            true => deviation.without_text(),
            false => deviation,
        }
    });
    clean.collect()
}

/// Whether a response has no fields.
fn is_empty(response: &dyn Object) -> bool {
    let mut empty = false;
    response.values(&mut |table, _| empty = table.fields().is_empty());
    empty
}

/// Stores a file in the only field of a response; `false` if there is no such field.
fn set_file(response: &mut dyn Object, file: Bytes) -> bool {
    let mut file = Some(file);
    response.slots(&mut |_, slots| {
        if let [SlotMut::Scalar(scalar)] = slots
            && let Some(slot) = scalar.as_any_mut().downcast_mut::<Bytes>()
            && let Some(file) = file.take()
        {
            *slot = file;
        }
    });
    file.is_none()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::*;
    use crate::fixture;

    type Headers = &'static [(&'static str, &'static str)];

    fn answer(status: u16, headers: Headers, body: &[u8]) -> transport::Answer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        transport::Answer {
            status,
            headers: map,
            body: body.to_vec(),
        }
    }

    fn refusal(purpose: Purpose, answer: transport::Answer) -> Refusal {
        let scrub = Scrub::new(["t-secret"]);
        match judge(fixture::metadata(), purpose, answer, &scrub) {
            Err(refusal) => refusal,
            Ok(_) => panic!("a success"),
        }
    }

    #[test]
    fn tells_what_went_wrong_and_what_to_do_next() {
        use ErrorKind::*;
        const RESET: Headers = &[("x-ogw-ratelimit-reset", "52")];
        let wait = Some(Duration::from_secs(52));
        let throttled = br#"{"code":99991400,"msg":"request trigger frequency limit"}"#;
        let cases: Vec<(u16, Headers, &[u8], ErrorKind, Next)> = vec![
            (
                200,
                &[],
                br#"{"code":60001,"msg":"x"}"#,
                Platform,
                Next::Stop,
            ),
            (400, RESET, throttled, RateLimited, Next::Pause(wait)),
            (429, &[], throttled, RateLimited, Next::Pause(None)),
            (429, RESET, b"<html>", RateLimited, Next::Pause(wait)),
            (
                429,
                &[],
                br#"{"code":99991403,"msg":"x"}"#,
                Quota,
                Next::Stop,
            ),
            (
                200,
                &[],
                br#"{"code":99991663}"#,
                Authentication,
                Next::RenewToken,
            ),
            (
                401,
                &[],
                br#"{"code":99991663}"#,
                Authentication,
                Next::RenewToken,
            ),
            (400, &[], br#"{"code":99991672}"#, Permission, Next::Stop),
            (500, &[], br#"{"code":1,"msg":"x"}"#, Server, Next::BackOff),
            (503, &[], b"", Server, Next::BackOff),
            (502, &[], b"<html>bad gateway", Server, Next::BackOff),
            (200, &[], b"<html>login", NotJson, Next::Stop),
            (404, &[], b"404 page not found", NotJson, Next::Stop),
            (404, &[], b"", NotJson, Next::Stop),
            (200, &[], b"", Transport, Next::BackOff),
            (200, &[], br#"{"code":0,"da"#, Transport, Next::BackOff),
            (200, &[], br#"{"code":"0"}"#, Decode, Next::Stop),
            (200, &[], b"[]", Decode, Next::Stop),
            (200, &[], br#"{"data":{}}"#, Decode, Next::Stop),
            (
                200,
                &[("content-encoding", "gzip")],
                b"\x1f\x8b",
                NotJson,
                Next::Stop,
            ),
            (
                302,
                &[("location", "https://evil.example/")],
                b"",
                Redirect,
                Next::Stop,
            ),
            (404, &[], br#"{"code":0,"data":{}}"#, Platform, Next::Stop),
        ];
        for (status, headers, body, kind, next) in cases {
            let refusal = refusal(Purpose::Call, answer(status, headers, body));
            let text = String::from_utf8_lossy(body);
            assert_eq!(
                (refusal.error.kind, refusal.next),
                (kind, next),
                "{status} {text}"
            );
        }
    }

    #[test]
    fn a_refusal_of_the_token_endpoint_is_about_the_credentials() {
        let body = br#"{"code":10003,"msg":"invalid app_id or app_secret"}"#;
        let refusal = refusal(Purpose::Token, answer(200, &[], body));
        assert_eq!(refusal.error.kind, ErrorKind::Authentication);
    }

    #[test]
    fn an_echoed_token_is_taken_out_of_everything() {
        let body = br#"{"code":60001,"msg":"bad t-secret","error":{
            "log_id":"t-secret","troubleshooter":"t-secret",
            "field_violations":[{"field":"t-secret","value":"t-secret","description":"t\u002dsecret"}],
            "permission_violations":[{"type":"t-secret","subject":"t-secret"}]}}"#;
        let html = b"<html>Authorization: Bearer t-secret</html>";
        for (headers, body) in [
            (&[][..], &body[..]),
            (&[("x-tt-logid", "t-secret")], html),
            (&[("x-tt-logid", "t-secret")], body),
        ] {
            let error: crate::Error =
                (*refusal(Purpose::Call, answer(200, headers, body)).error).into();
            let shown = format!(
                "{error} {error:?} {:?} {:?} {:?} {:?} {:?}",
                error.msg(),
                error.log_id(),
                error.body_excerpt(),
                error.field_violations(),
                error.permission_violations(),
            );
            assert!(!shown.contains("t-secret"), "{shown}");
            assert!(shown.contains("[redacted]"), "{shown}");
        }
    }

    fn decoded(body: &[u8]) -> Result<fixture::list::Response, crate::Error> {
        let scrub = Scrub::new(["t-secret"]);
        judge(
            fixture::metadata(),
            Purpose::Call,
            answer(200, &[], body),
            &scrub,
        )
        .map_err(|refusal| crate::Error::from(*refusal.error))
        .and_then(|success| success.decode(fixture::metadata(), &scrub))
    }

    #[test]
    fn a_payload_is_decoded_or_said_to_be_missing() {
        let response = decoded(br#"{"code":0,"msg":"","data":{"codes":["A"],"new":1}}"#).unwrap();
        assert_eq!(response.codes, ["A"]);
        let response = decoded(br#"{"code":0,"msg":"","data":{}}"#).unwrap();
        assert!(response.codes.is_empty());
        let cases: [(&[u8], &str); 4] = [
            (
                br#"{"code":0,"msg":""}"#,
                "no `data`: /data: required, but missing",
            ),
            (
                br#"{"code":0,"msg":"","data":null}"#,
                "no `data`: /data: expected an object",
            ),
            (
                br#"{"code":0,"msg":"","data":{"list":["A"]}}"#,
                "differs from its page: /data/codes: required",
            ),
            (
                br#"{"code":0,"msg":"","data":{"codes":["A", {}]}}"#,
                "cannot be read: /data/codes/1: expected a string, found an object",
            ),
        ];
        for (body, part) in cases {
            let error = decoded(body).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains(part), "{error}");
            assert!(!error.violations().is_empty());
        }
        let error = decoded(br#"{"code":0,"msg":"","data":{"codes":"t-secret"}}"#).unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("t-secret"),
            "{error}"
        );
    }

    /// Everything that an error shows.
    fn shown(error: &crate::Error) -> String {
        format!(
            "{error} {error:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            error.msg(),
            error.log_id(),
            error.body_excerpt(),
            error.violations(),
            error.field_violations(),
            error.permission_violations(),
        )
    }

    #[test]
    fn no_spelling_of_a_secret_gets_through() {
        const SECRET: &str = "t-a/\"verysecret\"/0123456789abcdefghijklmnopqrstuvwxyz";
        // As JSON writes it, fully escaped, and escaped once more for JSON within JSON.
        let plain = SECRET.replace('"', "\\\"");
        let escaped: String = SECRET
            .chars()
            .map(|c| format!("\\u{:04x}", c as u32))
            .collect();
        let twice = escaped.replace('\\', "\\\\");
        let templates = [
            r#"{"code":0,"msg":"","data":{"codes":"{}"}}"#,
            r#"{"code":0,"msg":"","data":{"codes":"it is: {}"}}"#,
            // The check cuts this off in the middle of the secret.
            r#"{"code":0,"msg":"","data":{"codes":"0123456789012345678901234567890123456789 {}"}}"#,
            r#"{"code":0,"msg":"","data":{"codes":["A", "B"], "{}":1, "{}":2}}"#,
            r#"{"code":0,"msg":"","data":{"codes":[{"{}":1}]}}"#,
            r#"{"code":0,"msg":"","data":"{}"}"#,
            r#"{"code":60001,"msg":"no {} here"}"#,
            r#"{"code":60001,"error":{"message":"{}","troubleshooter":"x?{}","log_id":"{}"}}"#,
            r#"{"code":60001,"error":{"field_violations":[{"field":"{}","description":"{}"}]}}"#,
            r#"{"code":60001,"error":{"permission_violations":[{"type":"{}","subject":"{}"}]}}"#,
            r#"{"error":"{}"}"#,
            r#"["{}"]"#,
            r#"Authorization: Bearer {}"#,
        ];
        for template in templates {
            for spelling in [&plain, &escaped, &twice] {
                let body = template.replace("{}", spelling);
                let scrub = Scrub::new([SECRET]);
                let answer = answer(200, &[], body.as_bytes());
                let result = judge(fixture::metadata(), Purpose::Call, answer, &scrub)
                    .map_err(|refusal| crate::Error::from(*refusal.error))
                    .and_then(|success| {
                        success.decode::<fixture::list::Response>(fixture::metadata(), &scrub)
                    });
                let Err(error) = result else {
                    // Unknown keys are ignored.
                    assert!(template.contains(r#"["A", "B"]"#), "{body}");
                    continue;
                };
                let shown = shown(&error).replace('\\', "");
                for part in ["verysecret", "u0076u0065u0072u0079", "6789abcdef"] {
                    assert!(!shown.contains(part), "{body}: {shown}");
                }
            }
        }
    }

    #[test]
    fn a_secret_in_a_key_is_taken_out_of_the_pointer() {
        use larkspec_shape::{Int, Shape, check};

        const COUNTS: Shape<'static> = Shape::Map(&Shape::Int(Int::new()));
        let json = br#"{"a~/b": "t-\u0073ecret~/x", "t-secret~/x": null}"#;
        let Err(CheckError::Invalid(invalid)) = check(&COUNTS, json) else {
            panic!("valid");
        };
        let mut violations = invalid.into_violations();
        let scrub = Scrub::new(["t-secret~/x"]);
        violations.iter_mut().for_each(|v| scrub.violation(v));
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "/a~0~1b: expected an integer, found a string \"[redacted]\"",
                "/[redacted]: expected an integer, found null",
            ]
        );
    }

    #[test]
    fn a_file_is_told_from_an_error() {
        let judged = |headers, body: &[u8]| {
            let answer = answer(200, headers, body);
            judge(
                fixture::file_metadata(),
                Purpose::Call,
                answer,
                &Scrub::default(),
            )
            .map_err(|refusal| crate::Error::from(*refusal.error))
            .and_then(|s| s.decode::<fixture::File>(fixture::file_metadata(), &Scrub::default()))
        };
        let file = judged(&[("content-type", "image/png")], b"\x89PNG")
            .ok()
            .unwrap()
            .0;
        assert_eq!(file.as_slice(), b"\x89PNG");
        assert_eq!(file.content_type(), Some("image/png"));
        let json = br#"{"code":7,"msg":"x"}"#;
        let file = judged(
            &[("content-disposition", "attachment; filename=a.json")],
            json,
        );
        assert_eq!(file.ok().unwrap().0.name(), Some("a.json"));
        let file = judged(
            &[("content-disposition", "attachment; filename=\"错误.json\"")],
            json,
        );
        assert_eq!(file.ok().unwrap().0.name(), Some("错误.json"));
        let file = judged(&[("content-disposition", "inline")], json);
        assert_eq!(file.ok().unwrap().0.name(), None);
        let error = judged(&[], json).err().unwrap();
        assert_eq!(error.code(), Some(7));
    }
}

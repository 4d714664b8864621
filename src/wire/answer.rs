//! Interprets an answer: a payload, or a failure and what to do next.

use std::borrow::Cow;

use http::header::CONTENT_DISPOSITION;
use larkspec_shape::repaired;

use crate::error::Inner;
use crate::error::scrub::Scrub;
use crate::wire::envelope::{Envelope, without_mark};
use crate::wire::transport;
use crate::{ErrorKind, Metadata};

mod refusal;
mod success;
#[cfg(test)]
mod tests;
mod untyped;
mod whole;

pub(crate) use refusal::{Next, Purpose, Refusal};
use refusal::{refused, unreadable};
use success::Payload;
pub(crate) use success::{Success, payload_pointer};
pub use whole::Answer;

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

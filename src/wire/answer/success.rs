//! Successes: the payload of an answer becomes a value, or an error that says what is wrong with it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use http::header::CONTENT_DISPOSITION;
use larkspec_shape::object::{Decoding, Deviation, Object, SlotMut, Table};
use larkspec_shape::{CheckError, Checker, pointer};
use serde_json::value::RawValue;

use super::refusal::shown_body;
use super::whole::Answer;
use crate::endpoint::Response;
use crate::error::scrub::{Scrub, one_line};
use crate::error::{Inner, concerns};
use crate::token::Token;
use crate::wire::disposition::file_name;
use crate::wire::envelope::is_of_envelope;
use crate::wire::explanation::clean;
use crate::wire::transport;
use crate::{Bytes, Error, ErrorKind, Metadata};

/// A successful answer.
pub(crate) struct Success {
    pub(super) answer: transport::Answer,
    pub(super) payload: Payload,
    /// The token of the request, which the answer may repeat.
    pub(crate) token: Option<Arc<Token>>,
    pub(crate) attempts: u32,
}

pub(super) enum Payload {
    /// This part of the body.
    Json(Range<usize>),
    /// `data` is missing or `null`.
    Missing,
    /// The whole body is a file.
    File,
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
    pub(super) fn beside_payload(&self, metadata: &Metadata<'_>) -> Option<String> {
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
    pub(super) fn take_file(&mut self) -> Bytes {
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
        Inner {
            advice: Some("`Client::answer` returns the rest".to_owned()),
            ..self.failure(metadata, detail, left_out, scrub)
        }
        .into()
    }

    /// The error for an answer without a value.
    fn undecodable(
        &self,
        metadata: &Metadata<'_>,
        reasons: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Error {
        let detail = self.what_is_wrong(metadata, scrub);
        self.failure(metadata, detail, reasons, scrub).into()
    }

    pub(super) fn what_is_wrong(&self, metadata: &Metadata<'_>, scrub: &Scrub<'_>) -> String {
        match self.payload {
            Payload::Missing if metadata.flat => {
                "the answer reports success, but is empty".to_owned()
            }
            Payload::Missing => {
                let data = metadata.envelope.data;
                let other = self.beside_payload(metadata);
                let other = other.map_or(String::new(), |key| {
                    format!(", but `{}` instead", one_line(&scrub.text(&key), 100))
                });
                format!("the answer reports success, but has no `{data}`{other}")
            }
            Payload::Json(_) if metadata.tables.is_none() => {
                "the payload does not have the requested type".to_owned()
            }
            _ => "the answer differs from its page".to_owned(),
        }
    }

    /// An error with the engine's messages about the locations that cannot be read.
    pub(super) fn failure(
        &self,
        metadata: &Metadata<'_>,
        detail: String,
        left_out: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Inner {
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

//! Reads the payload of an answer as a type that the caller chooses.

use std::borrow::Cow;
use std::ops::Range;

use larkspec_shape::object::Deviation;
use larkspec_shape::repaired;
use serde::de::DeserializeOwned;

use super::success::{Payload, Success};
use crate::error::scrub::{Scrub, one_line};
use crate::{Bytes, Error, Metadata};

impl Success {
    /// Reads the payload as a `T`. Without a payload, tries `null` and then an empty object.
    pub(crate) fn read<T: DeserializeOwned>(
        self,
        metadata: &Metadata<'_>,
        scrub: &Scrub<'_>,
    ) -> Result<T, Error> {
        let result = match &self.payload {
            Payload::Json(range) => serde_json::from_slice(&self.part(range)).map_err(Some),
            Payload::Missing => serde_json::from_str("null")
                .or_else(|_| serde_json::from_str("{}"))
                .map_err(|_| None),
            Payload::File => Err(None),
        };
        result.map_err(|error| {
            let mut detail = self.what_is_wrong(metadata, scrub);
            if let Some(error) = error.filter(|_| !metadata.answers_secret) {
                let message = error.to_string();
                detail.push_str(&format!(": {}", one_line(&scrub.text(&message), 200)));
            }
            self.failure(metadata, detail, Vec::new(), scrub).into()
        })
    }

    /// The payload as JSON; empty if it is missing and the answer has nothing else in its place.
    pub(crate) fn json(
        &self,
        metadata: &Metadata<'_>,
        scrub: &Scrub<'_>,
    ) -> Result<Cow<'_, [u8]>, Error> {
        match &self.payload {
            Payload::Json(range) => Ok(self.part(range)),
            Payload::Missing if !metadata.flat && self.beside_payload(metadata).is_none() => {
                Ok(Cow::Borrowed(b""))
            }
            Payload::Missing | Payload::File => {
                let detail = self.what_is_wrong(metadata, scrub);
                Err(self.unreadable(metadata, detail, Vec::new(), scrub))
            }
        }
    }

    /// A part of the body, with lone surrogates replaced.
    fn part(&self, range: &Range<usize>) -> Cow<'_, [u8]> {
        let json = &self.answer.body[range.clone()];
        repaired(json).map_or(Cow::Borrowed(json), Cow::Owned)
    }

    /// The error for a payload that cannot be read, or only without some parts.
    pub(crate) fn unreadable(
        &self,
        metadata: &Metadata<'_>,
        detail: String,
        left_out: Vec<Deviation>,
        scrub: &Scrub<'_>,
    ) -> Error {
        self.failure(metadata, detail, left_out, scrub).into()
    }

    /// The whole body as a file.
    pub(crate) fn into_file(mut self) -> Bytes {
        self.take_file()
    }
}

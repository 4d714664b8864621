//! Checks payloads with the engine, [`larkspec_shape`].

use bumpalo::Bump;
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::shape;
use larkspec_shape::{CheckError, Violation};
use serde_json::Value;

use crate::payload::{Breach, Payload};

/// What a payload must look like.
#[derive(Debug)]
pub(crate) struct Contract {
    payload: Payload,
}

impl Contract {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a schema may not compile, a shape always does"
    )]
    pub(crate) fn new(_: &Endpoint, payload: Payload) -> Result<Self, String> {
        Ok(Contract { payload })
    }

    /// The problems of a payload. With `masked`, messages do not quote it.
    pub(crate) fn breaches(&self, endpoint: &Endpoint, value: &Value, masked: bool) -> Vec<Breach> {
        let bump = Bump::new();
        let shape = match self.payload {
            Payload::Request(section) => Some(shape::section(&bump, endpoint, section)),
            Payload::Response => shape::response(&bump, endpoint),
        };
        // A file has no shape.
        let Some(shape) = shape else {
            return Vec::new();
        };
        match larkspec_shape::check(&shape, value.to_string().as_bytes()) {
            Ok(()) => Vec::new(),
            Err(CheckError::Invalid(invalid)) => {
                let violations = invalid.violations().iter();
                violations.map(|found| breach(found, masked)).collect()
            }
            // Only a value that is nested too deeply.
            Err(error) => vec![Breach {
                pointer: String::new(),
                reason: error.to_string(),
            }],
        }
    }
}

fn breach(violation: &Violation, masked: bool) -> Breach {
    Breach {
        pointer: violation.pointer().to_owned(),
        reason: match (masked, violation.property()) {
            (false, None) => violation.message().into_owned(),
            // Otherwise, the message does not name the key.
            (false, Some(key)) => format!("{key}: {}", violation.message()),
            (true, None) => format!("breaks the rule `{}`", violation.rule()),
            (true, Some(key)) => format!("{key}: breaks the rule `{}`", violation.rule()),
        },
    }
}

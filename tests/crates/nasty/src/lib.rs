//! Spec files whose texts try to break rustdoc, in a private module and in a public one, with the library under
//! another name.

#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]
#![warn(clippy::all, clippy::pedantic)]

mod private {
    lark::include_spec!();
}

/// The same modules, public.
pub mod public {
    lark::include_spec!("apart");
}

/// Whether a payload is valid according to the private module.
#[must_use]
pub fn right(payload: &[u8]) -> bool {
    private::odd::docs::Request::validate_json(payload).is_ok()
}

/// Whether a payload is valid according to the other folder.
#[must_use]
pub fn right_too(payload: &[u8]) -> bool {
    private::odd::more::Request::validate_json(payload).is_ok()
}

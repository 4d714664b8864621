//! Identifiers and literals as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;
use serde_json::Value;

use crate::model::Field;
use crate::names;

/// A scalar value.
pub(super) fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => text.to_token_stream(),
        Value::Bool(value) => value.to_token_stream(),
        other => {
            let number = other.as_i64().unwrap_or_default();
            number.to_token_stream()
        }
    }
}

/// The name of a field's member in its struct.
pub(super) fn member_ident(field: &Field) -> Ident {
    // `check` has rejected fields without a name in Rust.
    ident(&names::field_ident(field).unwrap_or_default())
}

/// Creates an identifier, possibly raw, from the output of `names`.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

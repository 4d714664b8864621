//! Puts the Rust of an endpoint together: its types, and beside them the shapes and schemas that other
//! emitters make of it. No emitter knows of another.

use bumpalo::Bump;
use proc_macro2::TokenStream;
use serde_json::Value;

use crate::model::{Api, Endpoint, Section};
use crate::rust::{self, Parts};
use crate::{schema, shape};

/// The Rust source of an API's modules.
pub(crate) fn source(api: &Api) -> String {
    rust::source(api, &endpoint)
}

/// What stands in an endpoint's module.
pub(crate) fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let bump = Bump::new();
    let described = |section: &Section| !endpoint.section(*section).is_empty();
    let sections = Section::REQUEST.into_iter().filter(described);
    let response_schema = schema::section(endpoint, Section::Response);
    rust::endpoint_items(&Parts {
        endpoint,
        sections: sections
            .map(|section| (section, shape::section(&bump, endpoint, section)))
            .collect(),
        request: shape::request(&bump, endpoint),
        response: shape::response(&bump, endpoint),
        request_schema: Value::Object(schema::parameters(endpoint)),
        response_schema: Value::Object(response_schema),
    })
}

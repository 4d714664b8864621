//! The endpoints that the sandboxes of tests serve.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use larkspec_codegen::{Api, Loader};

/// The list of approval instances, and the endpoint that the client gets its tokens from.
pub fn api() -> Api {
    let wanted = [
        "approval/v2/instance/list",
        "auth/v3/tenant_access_token/internal",
    ];
    let loader = Loader::texts(larkspec_spec::files()).only(wanted);
    loader.load().unwrap()
}

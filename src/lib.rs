//! Typed, validated, blocking calls to the Feishu / Lark Open Platform.
//!
//! The bindings are compiled from declarative specs. Each endpoint has one file, which holds what its documentation
//! page says. The module of an endpoint has the path of its spec file and contains a `Request`, a `Response`, `call`
//! and, if the result is paged, `pages` and `items`.
//!
//! ```
//! use larkspec::{Client, UnixMillis};
//! use larkspec::approval::v2::instance::list;
//!
//! # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
//! # let approval_code = sandbox.approval_code();
//! // Or `Client::from_env()`. By default, the client calls the platform; here it calls a sandbox.
//! let client = Client::builder()
//!     .app(sandbox.app_id(), sandbox.app_secret())
//!     .base_url(sandbox.base_url())
//!     .build()?;
//!
//! let (from, to) = ("2020-01-01T00:00:00+08:00".parse()?, UnixMillis::now());
//! let request = list::Request::builder()
//!     .approval_code(approval_code)
//!     .start_time(from)
//!     .end_time(to)
//!     .build()?;
//! let mut codes = Vec::new();
//! for code in list::items(&client, request) {
//!     // A failed page is an error here, never the end of the list.
//!     codes.push(code?);
//! }
//! assert_eq!(codes.len(), 2500);
//!
//! // A request that breaks a rule of the page is neither built nor sent.
//! let error = list::Request::builder()
//!     .start_time(from)
//!     .limit(1_000_000)
//!     .build()
//!     .unwrap_err();
//! let broken: Vec<&str> = error.violations().iter().map(|broken| broken.location()).collect();
//! assert_eq!(broken, ["/limit", "/approval_code", "/end_time"]);
//! assert!(error.to_string().contains("/approval_code: required, but missing (setter `approval_code`)"));
//! # Ok::<(), larkspec::Error>(())
//! ```
//!
//! # Requests
//!
//! A request has a setter for each field; its fields are public as well, to read and to change. An optional value can be
//! passed as an `Option`. Nested objects have builders of their own. What several endpoints share is in a module `types`
//! next to them, so a block from one answer can be passed to another request. A value of an enum can be passed as text;
//! [`OpenEnum`] shows how to match on the enums of an answer.
//!
//! ```
//! use larkspec::approval::v4::instance::create;
//! use larkspec::approval::v4::types::NodeApprover;
//! use serde_json::json;
//!
//! # let idempotency_key = None::<String>;
//! let approver = NodeApprover::builder().key("46e6d96c").value(["f7cb567e"]).build()?;
//! let mut request = create::Request::builder()
//!     .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!     .user_id("f7cb567e")
//!     // A string that contains JSON.
//!     .form(json!([{ "id": "widget1", "type": "input", "value": "A laptop" }]))
//!     .node_approver_user_id_list([approver])
//!     .uuid(idempotency_key)
//!     .build()?;
//! request.allow_resubmit = Some(true);
//! request.validate()?; // `create::call(&client, &request)` checks it again by itself.
//! # Ok::<(), larkspec::Error>(())
//! ```
//!
//! # What else it can do
//!
//! - Call an endpoint without types, or one whose page is wrong: [`Client::request`], [`Client::unchecked`]; page through its
//!   lists: [`Call::pages`], [`Call::items`].
//! - Return status, headers and what could not be read along with the value: [`Client::answer`].
//! - Share a token between processes: [`token_store`]. Read a long range of time night after night: [`sweep`].
//! - Use another HTTP client, such as an asynchronous one: [`HttpEndpoint`].
//! - Tests: the crate `larkspec-sandbox` is a local server that answers as you decide, and fails on demand.
//!
//! # Checking payloads
//!
//! The rules of a page also check JSON that comes from elsewhere: [`Endpoint::validate`] a request,
//! `Request::validate_json` the body of one, and `Response::validate_json` an answer. [`endpoint()`] finds the same by
//! name at run time. For millions of documents, take the shape of [a section](Metadata::request) or of
//! [the usual payload](Metadata::payload), and a [`Checker`](shape::Checker) that limits what it keeps. It can be shared
//! between threads, and needs no memory for a valid document:
//!
//! ```
//! use larkspec::shape::Checker;
//!
//! # let input = r#"{"approval_code": "A", "start_time": 0, "end_time": 1, "offset": 0, "limit": "all"}
//! # {"limit": }"#;
//! # let mut report = Vec::new();
//! let endpoint = larkspec::endpoint("approval/v2/instance/list").ok_or("no such endpoint")?;
//! let checker = Checker::new(endpoint.payload().ok_or("no payload")?).keep_at_most(10);
//! for (number, line) in input.lines().enumerate() {
//!     if let Err(error) = checker.check(line.as_bytes()) {
//!         // One line for each violation.
//!         for text in error.to_string().lines() {
//!             report.push(format!("{}: {text}", number + 1));
//!         }
//!     }
//! }
//! assert_eq!(report[0], "1: /limit: expected an integer, found a string \"all\"");
//! assert_eq!(report[1], "2: not JSON: expected value at line 1 column 11");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a client does
//!
//! - **Tokens**: fetches the tenant token of an app, shares it between all clones and threads, and renews it before it
//!   expires or when the platform rejects it.
//! - **Rate limits**: all clones together observe the limits that pages state and your own ([`ClientBuilder::rate`]).
//!   When throttled, the client waits as long as the platform asks.
//! - **Retries**: after a lost connection or a server error, only requests that are safe to repeat are retried. One
//!   [budget](ClientBuilder::retry_budget) limits all waiting. Failures that are unlikely to pass, such as a host name
//!   that does not resolve, end early. [`Client::cancel`] ends a wait; [`ClientBuilder::on_wait`] reports it.
//! - **Errors**: [`Error`] carries what the platform said and, if known, what to do. A `main` that returns one prints a
//!   readable message.
//! - **Answers**: deviations that lose nothing are accepted, such as an integer in a string. If a part cannot be read, the
//!   call returns an error that names each location, and [`Client::answer`] returns the rest.
//!   [`shape::object::Decoding`] has the rules.
//!
//! # Secrets
//!
//! [`Secret`] redacts itself, and no error, log line or `Debug` output of this crate shows a secret or a token. The HTTP
//! library, however, logs the head of every request and everything it receives at *trace* level, which cannot be switched
//! off. [`ClientBuilder::build`] therefore fails while the logger shows that. Keep the target `ureq_proto` at debug
//! (`RUST_LOG=trace,ureq_proto=debug`), or allow it with [`ClientBuilder::allow_trace_logs`]. If the level is raised
//! later, the client logs one warning.
//!
//! # Features
//!
//! - `rustls` (default): TLS in Rust, with Mozilla's root certificates. `native-tls`: the system's TLS.
//! - `schemars`: `schemars::JsonSchema` for all generated types.
//! - One feature per service of the platform (`im`, `contact`, …), and `full` for all of them. `approval` and `auth` are on by
//!   default.
//!
//! # Endpoints
//!
//! All endpoints of the platform's documentation by service, which is also the name of the feature. Those that these docs
//! contain are links; the search finds them by the Chinese title of their page as well.
#![cfg_attr(doc, doc = concat!("\n", include_str!(concat!(env!("OUT_DIR"), "/endpoints.md"))))]

// Generated code refers to this crate by its name, here and in every other crate.
extern crate self as larkspec;

mod client;
pub mod endpoint;
mod error;
mod file;
mod pace;
mod paging;
pub mod sweep;
mod token;
pub mod unversioned;
mod value;
mod wire;

#[cfg(test)]
mod fixture;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use client::{Call, Client, ClientBuilder, Typed, Untyped};
pub use endpoint::builder::{IntoList, IntoOption};
pub use endpoint::{Endpoint, Endpoints, Host, Metadata, Method, Paged, TokenKind};
pub use error::{Detail, Error, ErrorKind, FieldViolation, Help, PermissionViolation};
/// The types of requests and answers without this crate's client; see [`HttpEndpoint::to_http_request`].
pub use http;
/// What a payload must look like, and the engine that checks it.
pub use larkspec_shape as shape;
pub use larkspec_shape::object::{BitSet, Deviation, Enumeration, OpenEnum};
pub use pace::{Cancellation, Clock, SystemClock, Wait};
pub use paging::{Items, Pages, Paging, UntypedItems, UntypedPages};
pub use sweep::Sweep;
pub use token::store as token_store;
pub use value::{Bytes, InvalidTime, JsonString, Secret, UnixMillis, UnixSeconds};
pub use wire::{Answer, HttpEndpoint, Region};

/// Includes the modules that `larkspec_codegen::build` has generated, in a module of any visibility.
///
/// With a name, it includes those that were built with that [`output`](https://docs.rs/larkspec-codegen): for two
/// trees in one crate, or one tree in two places.
///
/// Next to the modules, it defines a table of all [`Endpoints`] by name: `ENDPOINTS`, or `ENDPOINTS_OTHER` for the
/// output `other`.
#[macro_export]
macro_rules! include_spec {
    () => {
        $crate::include_spec!("larkspec");
    };
    ($output:literal) => {
        // A glob import, which a module may contain twice.
        #[allow(unused_imports)]
        use $crate::__names::*;
        ::core::include!(::core::concat!(
            ::core::env!("OUT_DIR"),
            "/",
            $output,
            ".rs"
        ));
    };
}

/// Brought into scope by [`include_spec!`]: this crate, under a name that does not depend on its name in the user's
/// `Cargo.toml`.
#[doc(hidden)]
pub mod __names {
    pub extern crate self as __larkspec;
}

/// Rejects code that another version of the generator wrote.
#[doc(hidden)]
#[macro_export]
macro_rules! __generated_by {
    // The version of this package, which a release changes in two places. If one is forgotten, this crate does not
    // build.
    ("0.1.0") => {};
    ($version:literal) => {
        ::core::compile_error!(::core::concat!(
            "these bindings were generated by larkspec-codegen ",
            $version,
            ", but the library is larkspec 0.1.0: give both the same version in Cargo.toml"
        ));
    };
}

include_spec!();

/// Returns the facts of an endpoint by its name, with the check of its payloads; `None` if this crate has no such
/// endpoint.
///
/// A crate with its own spec files has a table like [`ENDPOINTS`] next to its `include_spec!`.
///
/// ```
/// let facts = larkspec::endpoint("approval/v2/instance/list").unwrap();
/// assert_eq!(facts.scopes(), ["approval:approval:readonly"]);
/// assert!(facts.page().unwrap().starts_with("https://open.feishu.cn/document/"));
///
/// let error = facts.validate_request(br#"{"approval_code": 7}"#).unwrap_err();
/// assert!(error.to_string().starts_with("/approval_code: expected a string, found an integer"));
/// let answer = br#"{"code":0,"msg":"","data":{"instance_code_list":["A"]}}"#;
/// assert!(facts.validate_response(answer).is_ok());
/// ```
pub fn endpoint(name: &str) -> Option<&'static Metadata<'static>> {
    ENDPOINTS.get(name)
}

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.zh-CN.md")]
struct Readme;

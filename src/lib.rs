//! Typed, validated, blocking calls to the Feishu / Lark Open Platform.
//!
//! The bindings are compiled from declarative specs. Each endpoint has one file, which holds what its documentation
//! page says. The module of an endpoint has the path of its spec file and contains a `Request`, a `Response`, `call`
//! and, if the result is paged, `pages` and `items`; its docs begin with an example.
//!
//! This program reads a list page by page. It needs no account: it calls a sandbox, a local server of the crate
//! [`larkspec-sandbox`](https://docs.rs/larkspec-sandbox), which goes under `[dev-dependencies]` with the version of this
//! crate. Its 2,500 approval instances were created within the last 29 days. To call the platform, create the client with
//! [`Client::from_env`].
//!
//! ```
//! use larkspec::approval::v2::instance::list;
//! use larkspec::{Client, UnixMillis};
//! use larkspec_sandbox::Sandbox;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let sandbox = Sandbox::start()?;
//!     let client = Client::builder()
//!         .app(sandbox.app_id(), sandbox.app_secret())
//!         .base_url(sandbox.base_url())
//!         .build()?;
//!
//!     let items = list::Request::builder()
//!         .approval_code(sandbox.approval_code())
//!         .start_time("2020-01-01T00:00:00+08:00".parse()?)
//!         .end_time(UnixMillis::now())
//!         .items(&client)?;
//!     // A failed page is an error here, never the end of the list.
//!     let codes = items.collect::<Result<Vec<String>, _>>()?;
//!     assert_eq!(codes.len(), 2500);
//!     Ok(())
//! }
//! ```
//!
//! A request that breaks a rule of the page is neither built nor sent, and the error says everything that is wrong:
//!
//! ```
//! use larkspec::UnixMillis;
//! use larkspec::approval::v2::instance::list;
//!
//! let error = list::Request::builder()
//!     .start_time(UnixMillis::now())
//!     .limit(1_000_000)
//!     .build()
//!     .unwrap_err();
//! for broken in error.violations() {
//!     println!("{broken}");
//! }
//! // /limit: 1000000 is over the maximum of 100 (setter `limit`)
//! // /approval_code: required, but missing (setter `approval_code`)
//! // /end_time: required, but missing (setter `end_time`)
//! # let places: Vec<&str> = error.violations().iter().map(|broken| broken.location()).collect();
//! # assert_eq!(places, ["/limit", "/approval_code", "/end_time"]);
//! ```
//!
//! | to | see |
//! |---|---|
//! | call an endpoint | [Requests](#requests), [What a client does](#what-a-client-does), [`Client`], [`ClientBuilder`] |
//! | react to a failure | [`Error`], [`ErrorKind`] |
//! | read a list | `pages` and `items` of the request's builder, or of its module; [`Items`], [`Pages`] |
//! | read a long range of time, again every night | [`Sweep`] |
//! | check payloads | [Checking payloads](#checking-payloads), [`Checker`](shape::Checker) |
//! | call what is not here | [Endpoints of your own](#endpoints-of-your-own), [`Client::request`], [`Client::unchecked`] |
//! | test without the platform | [Testing](#testing) |
//! | use another HTTP client | [Other HTTP clients](#other-http-clients), [`HttpEndpoint`] |
//! | find an endpoint | [Endpoints](#endpoints), [`ENDPOINTS`], [`endpoint()`] |
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
//! Call an endpoint without types, or one whose page is wrong, with [`Client::request`] and [`Client::unchecked`], and page
//! through its lists with [`Call::pages`] and [`Call::items`]. [`Client::answer`] returns status, headers and what could not
//! be read along with the value.
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
//! # Testing
//!
//! [`larkspec-sandbox`](https://docs.rs/larkspec-sandbox) is a local server with all endpoints. It checks requests as
//! their pages say, answers with their examples or as you decide, fails on demand, and records what was sent:
//!
//! ```
//! use larkspec::approval::v4::instance::get;
//! use larkspec::Client;
//! use larkspec_sandbox::Sandbox;
//! use serde_json::json;
//!
//! let sandbox = Sandbox::start()?;
//! let client = Client::builder()
//!     .token(sandbox.token())
//!     .base_url(sandbox.base_url())
//!     .build()?;
//! let request = get::Request::builder().instance_id("81D31358").build()?;
//!
//! sandbox.on("approval/v4/instance/get")?.answer(json!({ "approval_name": "Leave" }))?;
//! assert_eq!(get::call(&client, &request)?.approval_name.as_deref(), Some("Leave"));
//!
//! let call = sandbox.calls_of("approval/v4/instance/get").only();
//! assert_eq!(call.path, "/open-apis/approval/v4/instances/81D31358");
//!
//! // The app lacks a permission.
//! sandbox.on("approval/v4/instance/get")?.error(99991672, "Access denied");
//! let error = get::call(&client, &request).unwrap_err();
//! assert_eq!(error.kind(), larkspec::ErrorKind::Permission);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Endpoints of your own
//!
//! An endpoint that is not here needs a spec file and no Rust: a folder `spec` of your crate, a build script that calls
//! `larkspec_codegen::build("spec")` (see [`larkspec-codegen`](https://docs.rs/larkspec-codegen)), and [`include_spec!`].
//! The [guide](https://github.com/larkspec/larkspec/blob/main/docs/your-own-endpoint.md) leads from the page to the call;
//! the [reference](https://github.com/larkspec/larkspec/blob/main/docs/spec.md) explains every key of a spec file.
//!
//! # Other HTTP clients
//!
//! Any HTTP client can send the requests, such as an asynchronous one. [`HttpEndpoint::to_http_request`] checks a request
//! and returns an [`http::Request`](http::Request); [`HttpEndpoint::from_http_response`] reads the answer from an
//! [`http::Response`](http::Response), and fails with the same [`Error`] as a call.
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
//!   [`Decoding`](shape::object::Decoding) has the rules.
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
// Source pages of the generated code would be ten times as large as the docs and take half of rustdoc's memory.
#![doc(html_no_source)]
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

/// Returns the facts of an endpoint by its name, with the check of its payloads; `None` if there is no such endpoint, or
/// if it is not compiled in because the [feature](crate#features) of its service is not enabled. The feature `full`
/// enables all services.
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

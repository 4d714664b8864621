//! A local server that behaves as the endpoint specs and their examples say, with faults on demand.
//!
//! It serves every endpoint of the platform, and [your own spec files](Builder::specs): it checks method, path, token
//! and parameters, and answers like the platform. The token endpoints issue tokens, the list of approval instances
//! pages through generated instances, and every other endpoint returns the example of its spec.
//!
//! # In a test
//!
//! Start a server, point your program at [`Sandbox::base_url`], set answers with [`Sandbox::on`], and check with
//! [`Sandbox::calls_of`] what it sent. With the crate `larkspec`, that is
//! `Client::builder().base_url(sandbox.base_url()).app(sandbox.app_id(), sandbox.app_secret())`.
//!
//! ```
//! use larkspec_sandbox::Sandbox;
//! use serde_json::{Value, json};
//!
//! /// The program to test: sends a message, and returns its ID.
//! fn greet(base_url: &str, token: &str) -> Result<String, Box<dyn std::error::Error>> {
//!     let answer: Value = ureq::post(format!("{base_url}/open-apis/im/v1/messages?receive_id_type=open_id"))
//!         .header("Authorization", format!("Bearer {token}"))
//!         .send_json(json!({ "receive_id": "ou_1", "msg_type": "text", "content": r#"{"text":"hello"}"# }))?
//!         .body_mut()
//!         .read_json()?;
//!     Ok(answer["data"]["message_id"].as_str().ok_or("no message ID")?.to_owned())
//! }
//!
//! let sandbox = Sandbox::start()?;
//! // The endpoint answers with the example of its page until you order another answer.
//! sandbox.on("im/v1/message/create")?.answer(json!({ "message_id": "om_1" }))?;
//!
//! assert_eq!(greet(&sandbox.base_url(), sandbox.token())?, "om_1");
//!
//! let call = sandbox.calls_of("im/v1/message/create").only();
//! call.assert_query("receive_id_type", "open_id");
//! call.assert_body_has(json!({ "receive_id": "ou_1", "msg_type": "text" }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A request that breaks a rule of its page is answered with the error of the platform, which names the fields. An
//! assertion that fails describes the calls that were received; it does not quote bodies of endpoints that take secrets.
//!
//! # Faults
//!
//! A [`Plan`] defines which calls fail, and how: throttling, expired tokens, lost connections, broken answers.
//!
//! ```
//! use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
//!
//! let first_call_fails = Rule::new(Fault::ServerError { status: 503 }).endpoint("im/v1/chat/list").call(1);
//! let sandbox = Sandbox::builder().faults(Plan::new().rule(first_call_fails)).start()?;
//!
//! let list = || {
//!     ureq::get(format!("{}/open-apis/im/v1/chats", sandbox.base_url()))
//!         .header("Authorization", format!("Bearer {}", sandbox.token()))
//!         .call()
//! };
//! assert!(matches!(list(), Err(ureq::Error::StatusCode(503))));
//! assert!(list().is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `platform` (default) | contains the spec files of the platform |
//! | `plan-files` | reads plans of faults from TOML: `Plan::load` and `Plan::parse` |
//! | `jsonschema` | checks with the emitted JSON Schema and the crate of that name, in place of larkspec's own engine |
//!
//! Requests are checked by the specs, never with generated code: a server built from the code that it tests would share
//! its bugs. The tests of larkspec itself turn on `jsonschema`, so that the engine that the client uses is not checked
//! by itself; it takes longer to compile than all the rest.
//!
//! # Why it has its own HTTP server
//!
//! The faults concern bytes: a connection that is reset before or after the request was read, a body that ends early,
//! a wrong length, one byte at a time. HTTP libraries exist to prevent these. The server therefore implements
//! HTTP/1.1 itself with `std::net`, one thread per connection, with `httparse` for the heads of requests and
//! `socket2` for resets. It only listens on 127.0.0.1.

mod answer;
mod calls;
mod clock;
mod contract;
mod example;
mod fault;
mod http;
mod instances;
mod multipart;
mod on;
mod order;
mod payload;
mod plan;
mod platform;
mod random;
mod record;
mod route;
mod sandbox;
mod server;
mod specs;
mod state;
mod tokens;

pub use calls::Calls;
pub use clock::{Clock, SystemClock};
pub use fault::{DeleteFrom, Fault, InsertAt};
pub use instances::Instance;
pub use on::On;
pub use order::OrderError;
pub use plan::{Mistake, Plan, PlanError, Rule};
pub use record::Call;
pub use sandbox::{Builder, Sandbox};
pub use specs::Specs;

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

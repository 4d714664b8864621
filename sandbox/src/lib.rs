//! A local server that behaves as the endpoint specs and their examples say, with faults on demand.
//!
//! It serves every endpoint of a spec: it checks method, path, token and parameters, and answers like the platform.
//! The token endpoint issues tokens, the list of approval instances pages through generated instances, and every
//! other endpoint returns the example of its spec. A [`Plan`] defines which calls fail, and how; [`Sandbox::on`] decides
//! what an endpoint answers.
//!
//! ```
//! use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
//!
//! let spec = r#"
//! title = "Get a greeting"
//! [http]
//! method = "GET"
//! host = "open"
//! path = "/open-apis/greeting/v1/get"
//! tokens = []
//! apps = ["custom"]
//! [response.text]
//! type = "string"
//! required = true
//! [example]
//! response = '{"code": 0, "msg": "success", "data": {"text": "hello"}}'
//! "#;
//! let greeting = larkspec_codegen::load_str("greeting/v1/get", spec)?;
//! let api = larkspec_codegen::Api { endpoints: vec![greeting], ..Default::default() };
//!
//! let plan = Plan::new().rule(Rule::new(Fault::ServerError { status: 503 }).call(1));
//! let sandbox = Sandbox::builder(api).faults(plan).start()?;
//!
//! let url = format!("{}/open-apis/greeting/v1/get", sandbox.base_url());
//! assert!(matches!(ureq::get(&url).call(), Err(ureq::Error::StatusCode(503))));
//! let body = ureq::get(&url).call()?.body_mut().read_to_string()?;
//! assert!(body.contains("hello"));
//! assert_eq!(sandbox.calls_of("greeting/v1/get"), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Requests are checked with the JSON Schema that `larkspec-codegen` emits and the `jsonschema` crate, never with
//! generated code: a server built from the code that it tests would share its bugs.
//!
//! # Why a server of its own
//!
//! The faults concern bytes: a connection that is reset before or after the request was read, a body that ends early,
//! a wrong length, one byte at a time. HTTP libraries exist to prevent these. The server therefore implements
//! HTTP/1.1 itself with `std::net`, one thread per connection, with `httparse` for the heads of requests and
//! `socket2` for resets. It only listens on 127.0.0.1.

mod answer;
mod clock;
mod contract;
mod example;
mod fault;
mod http;
mod instances;
mod multipart;
mod on;
mod order;
mod plan;
mod platform;
mod random;
mod record;
mod route;
mod sandbox;
mod server;
mod state;
mod tokens;

pub use clock::{Clock, SystemClock};
pub use fault::{DeleteFrom, Fault, InsertAt};
pub use instances::Instance;
pub use on::On;
pub use order::OrderError;
pub use plan::{Mistake, Plan, PlanError, Rule};
pub use record::Call;
pub use sandbox::{Builder, Sandbox};

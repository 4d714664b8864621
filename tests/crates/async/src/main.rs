//! Calls endpoints with reqwest, an asynchronous HTTP client: larkspec builds the requests and reads the answers.
//!
//! It pulls everything from a sandbox, two ranges of time concurrently, and is throttled on the way.

use std::sync::Arc;
use std::time::Duration;

use larkspec::approval::v2::instance::list;
use larkspec::auth::v3::tenant_access_token::internal;
use larkspec::endpoint::Turn;
use larkspec::{HttpEndpoint, Paged as _, Secret, UnixMillis, http};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How to reach the platform, and with which identity.
struct Caller {
    http: reqwest::Client,
    base_url: String,
    token: Option<Secret>,
}

impl Caller {
    /// Calls any endpoint, and retries what is safe to repeat.
    async fn call<E: HttpEndpoint>(&self, request: &E) -> Result<E::Response, Failure> {
        let mut attempt = 1;
        loop {
            let request = request.to_http_request(&self.base_url, self.token.as_ref())?;
            let response = self.http.execute(request.try_into()?).await?;
            let (status, headers) = (response.status(), response.headers().clone());
            let mut answer = http::Response::new(response.bytes().await?);
            *answer.status_mut() = status;
            *answer.headers_mut() = headers;
            match E::from_http_response(answer, self.token.as_ref()) {
                Err(error) if error.is_retryable() && attempt < 5 => {
                    let wait = error.retry_after().unwrap_or(Duration::from_secs(1));
                    eprintln!("waiting for {wait:?}: {error}");
                    tokio::time::sleep(wait).await;
                    attempt += 1;
                }
                result => return Ok(result?),
            }
        }
    }

    /// The codes of all pages.
    async fn codes(&self, mut request: list::Request) -> Result<Vec<String>, Failure> {
        let mut codes = Vec::new();
        loop {
            let response = self.call(&request).await?;
            let turn = request.turn(&response, response.instance_code_list.len());
            codes.extend(response.instance_code_list);
            match turn {
                Turn::Next => {}
                Turn::End => return Ok(codes),
                Turn::Lost => {
                    return Err("the platform does not say where the next page begins".into());
                }
            }
        }
    }
}

fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> Result<(), Failure> {
    // The folder of the spec files for the sandbox.
    let spec = std::env::args()
        .nth(1)
        .unwrap_or("../../../spec".to_owned());
    let throttle = Fault::Throttle {
        status: 429,
        reset: 1,
    };
    let faults = Plan::new().rule(
        Rule::new(throttle)
            .endpoint("approval/v2/instance/list")
            .call(3),
    );
    let sandbox = Sandbox::builder().specs(&*spec).platform(false).faults(faults).start()?;

    let mut caller = Caller {
        http: reqwest::Client::new(),
        base_url: sandbox.base_url().to_owned(),
        token: None,
    };
    let credentials = internal::Request::builder().app_id(sandbox.app_id()).app_secret(sandbox.app_secret()).build().unwrap();
    caller.token = Some(caller.call(&credentials).await?.tenant_access_token);

    let (oldest, newest) = (UnixMillis::from_millis(0), UnixMillis::now());
    let middle = UnixMillis::from_millis(sandbox.instances()[1000].created_ms);
    let range = |from, to| list::Request::builder().approval_code(sandbox.approval_code()).start_time(from).end_time(to).limit(100).build().unwrap();
    let caller = Arc::new(caller);
    let [earlier, later] = [(oldest, middle.saturating_sub(Duration::from_millis(1))), (middle, newest)].map(|(from, to)| {
        let (caller, request) = (caller.clone(), range(from, to));
        tokio::spawn(async move { caller.codes(request).await })
    });
    let (earlier, later) = (earlier.await??, later.await??);
    println!(
        "{} and {} codes, {} calls",
        earlier.len(),
        later.len(),
        sandbox.calls().count()
    );
    assert_eq!(earlier.len() + later.len(), sandbox.instances().len());
    Ok(())
}

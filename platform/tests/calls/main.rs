//! Every endpoint through its generated types: the example of its response is decoded and encoded, and its example request
//! is sent to the sandbox by the generated caller.
//!
//! What cannot be the same is listed in `decoding.txt` and `calls.txt` with the reason; `UPDATE_EXPECT=1` rewrites
//! both. A difference without a known reason fails the tests and is never listed.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod difference;
mod request;
mod table;

use std::time::Duration;

use expect_test::expect_file;
use larkspec::{Client, TokenKind};
use larkspec_codegen::model::{Endpoint, TokenKind as Kind};
use larkspec_codegen::{Api, Loader};
use larkspec_sandbox::Sandbox;
use serde_json::Value;

use difference::differences;
use request::Request;
use table::{ENDPOINTS, Entry};

fn api() -> Api {
    let api = Loader::texts(larkspec_spec::files())
        .shown_as("spec")
        .load();
    api.unwrap_or_else(|errors| panic!("{errors}"))
}

/// Every endpoint with its spec.
fn all(api: &Api) -> impl Iterator<Item = (&'static Entry, &Endpoint)> {
    assert_eq!(ENDPOINTS.len(), api.endpoints.len());
    ENDPOINTS
        .iter()
        .zip(&api.endpoints)
        .inspect(|(entry, endpoint)| {
            assert_eq!(entry.facts.name(), endpoint.name);
        })
}

/// The part of an endpoint's example response that becomes a value.
fn payload(endpoint: &Endpoint) -> Option<Value> {
    let keys = &endpoint.http.envelope_keys;
    let mut response = endpoint.example.response.clone()?;
    let envelope = response.as_object_mut()?;
    if !endpoint.is_flat() {
        return envelope.remove(&keys.data);
    }
    envelope.retain(|key, _| {
        let is_of_envelope = *key == keys.code || *key == keys.msg;
        !is_of_envelope || endpoint.response.iter().any(|field| field.name == *key)
    });
    Some(response)
}

#[test]
fn every_example_response_is_decoded_and_encoded_again() {
    let mut listed = String::from(difference::LEGEND);
    let mut unexplained = Vec::new();
    let mut compared = 0;
    for (entry, endpoint) in all(&api()) {
        let Some(payload) = payload(endpoint) else {
            continue;
        };
        let name = &endpoint.name;
        let encoded = match entry.recode(payload.to_string().as_bytes()) {
            Ok(encoded) => encoded,
            Err(error) => {
                unexplained.push(format!("{name}: {error}"));
                continue;
            }
        };
        compared += 1;
        for difference in differences(endpoint, &payload, &encoded) {
            let place = format!("{name} {}", difference.pointer);
            match difference.is_unlisted {
                true => listed += &format!("unlisted {place}\n"),
                false => unexplained.push(place),
            }
        }
    }
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    assert!(compared > 1000, "{compared}");
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/decoding.txt")].assert_eq(&listed);
}

#[test]
fn every_example_request_is_sent_and_answered() {
    let api = api();
    let sandbox = sandbox(&api);
    let mut listed = String::from(request::LEGEND);
    let mut failed = Vec::new();
    for (entry, endpoint) in all(&api) {
        let name = &endpoint.name;
        let app_token = sandbox.token_of(Kind::App);
        let request = Request::of(endpoint, entry.facts).with_app_token(&app_token);
        if let Some(section) = request.drawn {
            listed += &format!("{section} {name}\n");
        }
        let result = entry.call(
            &client(&sandbox, entry),
            request.parameters.to_string().as_bytes(),
        );
        match result {
            Ok(_) if sandbox.calls_of(name).count() == 0 => {
                failed.push(format!("{name}: another endpoint was called"));
            }
            Ok(answer) if answers_as_in_the_example(endpoint, entry, &answer) => {}
            Ok(_) if endpoint.answers_secret() => listed += &format!("token {name}\n"),
            Ok(answer) => failed.push(format!("{name} answers {answer}")),
            Err(failure) => failed.push(format!("{name}: {failure:?}\n  {}", request.parameters)),
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert_eq!(sandbox.panics(), 0);
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/calls.txt")].assert_eq(&listed);
}

/// A sandbox that knows the app and the approval of the examples.
fn sandbox(api: &Api) -> Sandbox {
    let example = |name: &str, key: &str| {
        let endpoint = api.endpoint(name).unwrap();
        let value = endpoint.example.request.as_ref().unwrap()[key].as_str();
        value.unwrap().to_owned()
    };
    let token = "auth/v3/tenant_access_token/internal";
    Sandbox::builder()
        .credentials(example(token, "app_id"), example(token, "app_secret"))
        .approval_code(example("approval/v2/instance/list", "approval_code"))
        .start()
        .unwrap()
}

/// A client with a token that the endpoint takes.
fn client(sandbox: &Sandbox, entry: &Entry) -> Client {
    let kind = match entry.facts.tokens().first() {
        Some(TokenKind::User) => Kind::User,
        Some(TokenKind::App) => Kind::App,
        Some(TokenKind::Tenant) | None => Kind::Tenant,
    };
    Client::builder()
        .token(sandbox.token_of(kind))
        .base_url(sandbox.base_url())
        .retry_budget(Duration::ZERO)
        .build()
        .unwrap()
}

/// Whether an answer is the example of the page, as far as there is one and the request does not select a part of it.
fn answers_as_in_the_example(endpoint: &Endpoint, entry: &Entry, answer: &Value) -> bool {
    let example = payload(endpoint).filter(|_| endpoint.page.is_none());
    example.is_none_or(|payload| entry.recode(payload.to_string().as_bytes()).unwrap() == *answer)
}

//! The example in the docs of every endpoint compiles, builds its request, and is answered by the sandbox.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::cell::RefCell;
use std::time::Duration;

use larkspec::{Client, TokenKind};
use larkspec_codegen::model::TokenKind as Kind;
use larkspec_sandbox::Sandbox;

// Some of them do what the platform discourages.
#[allow(deprecated, unused_imports, unused_must_use, clippy::all)]
mod programs {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

const SECRET: &str = "the secret";

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    static APP_TOKEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// `Client::from_env` of the examples.
fn client() -> Client {
    CLIENT.with_borrow(|client| client.clone().unwrap())
}

/// `std::env::var` of the examples.
fn variable(name: &str) -> Result<String, std::env::VarError> {
    Ok(match name {
        "APP_ACCESS_TOKEN" => APP_TOKEN.with_borrow(String::clone),
        _ => SECRET.to_owned(),
    })
}

/// `std::fs::read` of the examples.
fn file(_: &str) -> std::io::Result<Vec<u8>> {
    Ok(b"content".to_vec())
}

#[test]
fn every_example_is_sent_and_answered() {
    // The app and the approval of the pages.
    let sandbox = Sandbox::builder()
        .credentials("cli_slkdjalasdkjasd", SECRET)
        .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
        .start()
        .unwrap();
    APP_TOKEN.set(sandbox.token_of(Kind::App));
    let mut failed = Vec::new();
    for (name, example) in programs::EXAMPLES {
        let facts = larkspec::endpoint(name).unwrap();
        let kind = match facts.tokens().first() {
            Some(TokenKind::User) => Kind::User,
            Some(TokenKind::App) => Kind::App,
            Some(TokenKind::Tenant) | None => Kind::Tenant,
        };
        let client = Client::builder()
            .token(sandbox.token_of(kind))
            .base_url(sandbox.base_url())
            .retry_budget(Duration::ZERO)
            .build()
            .unwrap();
        CLIENT.set(Some(client));
        match example() {
            Ok(()) if sandbox.calls_of(name).count() > 0 => {}
            Ok(()) => failed.push(format!("{name}: another endpoint was called")),
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    assert!(programs::EXAMPLES.len() > 1500);
    assert!(
        failed.is_empty(),
        "{} failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

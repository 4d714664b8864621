//! Sends a message to a chat: `cargo run --example send_message --features im`.
//!
//! A sandbox in this process answers, so you need no credentials. Your program would take them from the environment:
//! `Client::from_env()`.

use std::error::Error;

use larkspec::im::v1::message::create::{Request, RequestReceiveIdType};
use larkspec::im::v1::types::MsgType;
use larkspec::{Client, JsonString};
use larkspec_sandbox::Sandbox;

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start()?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;

    let sent = Request::builder()
        .receive_id_type(RequestReceiveIdType::ChatId)
        .receive_id("oc_a0553eda9014c201e6969b478895c230")
        .msg_type(MsgType::Text)
        .content(JsonString::read(r#"{"text": "The build is green."}"#))
        .call(&client)?;
    println!("sent {}", sent.message_id.unwrap_or_default());
    Ok(())
}

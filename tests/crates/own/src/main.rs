//! Sends what an endpoint of the platform answers to an endpoint of this crate, whose fields have types of larkspec.

use std::collections::HashMap;

use larkspec::docx::v1::document_block::list;
use larkspec::{Client, JsonString};
use larkspec_codegen::Loader;
use larkspec_sandbox::Sandbox;

// Endpoints of the platform that this crate compiles itself, by name.
larkspec::include_spec!();

/// The endpoints of the folder `spec`.
mod own {
    larkspec::include_spec!("own");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let types = larkspec_spec::files();
    let specs = Loader::new("spec").types_of("larkspec", types);
    let sandbox = Sandbox::builder().specs(specs).start()?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;

    let document = list::Request::builder().document_id("doxcnePuYufKa49ISjhD8Iabcef").build()?;
    let blocks: Result<Vec<_>, _> = list::items(&client, document).collect();
    let mut blocks = blocks?;
    // An answer omits an empty list that a request must contain.
    for text in blocks.iter_mut().filter_map(|block| block.text.as_mut()) {
        text.elements.get_or_insert_default();
    }
    assert!(!blocks.is_empty(), "the page lists blocks");

    // Blocks of the library are blocks of this crate's endpoint.
    let sent = blocks.len();
    let answer = HashMap::from([("blocks", &blocks)]);
    sandbox.on("notes/v1/save")?.answer(answer)?;
    let saved = own::notes::v1::save::Request::builder().blocks(blocks.clone()).call(&client)?;
    assert_eq!(saved.blocks.as_deref(), Some(&*blocks));

    let message = im::v1::message::create::Request::builder()
        .receive_id_type("chat_id")
        .receive_id("oc_a0553eda9014c201e6969b478895c230")
        .msg_type("text")
        .content(JsonString::read(r#"{"text":"saved"}"#))
        .call(&client)?;
    println!("{sent} blocks saved; message {}", message.message_id.unwrap_or_default());
    Ok(())
}

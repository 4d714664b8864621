//! Copies the blocks of a document to its end: `cargo run --example copy_blocks --features docx`.
//!
//! The calls that list and create blocks share one type, so a block from one can be passed to the other. A sandbox in
//! this process answers; your program would use `Client::from_env()`.

use std::error::Error;

use larkspec::Client;
use larkspec::docx::v1::types::Block;
use larkspec::docx::v1::{document_block, document_block_children};
use larkspec_sandbox::Sandbox;

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start()?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;

    let created = copy_texts(&client, "doxbcmEtbFrbbq10nPNu8gabcef")?;
    for block in created {
        println!(
            "created {}: {}",
            block.block_id.as_deref().unwrap_or("?"),
            text(&block)
        );
    }
    Ok(())
}

/// Appends a copy of every text to the document, and returns the new blocks.
fn copy_texts(client: &Client, document: &str) -> Result<Vec<Block>, larkspec::Error> {
    let all = document_block::list::Request::builder()
        .document_id(document)
        .items(client)?;
    let mut copies = Vec::new();
    for block in all {
        let mut block = block?;
        // Only texts that are not empty; the page itself is a block, too.
        if !text(&block).is_empty() {
            println!(
                "read {}: {}",
                block.block_id.as_deref().unwrap_or("?"),
                text(&block)
            );
            // The platform assigns the ID and the parent of a new block.
            block.block_id = None;
            block.parent_id = None;
            copies.push(block);
        }
    }
    let created = document_block_children::create::Request::builder()
        .document_id(document)
        // The ID of a document is that of its outermost block.
        .block_id(document)
        .children(copies)
        .call(client)?;
    Ok(created.children.unwrap_or_default())
}

/// The text of a block; empty if it is another kind of block.
fn text(block: &Block) -> String {
    let elements = block.text.iter().flat_map(|text| &text.elements).flatten();
    let runs = elements.filter_map(|element| element.text_run.as_ref());
    runs.filter_map(|run| run.content.as_deref()).collect()
}

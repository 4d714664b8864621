//! Reads the blocks of a document and creates copies of them: what lists blocks and what creates them share one type.
//!
//! Its one argument is the folder of the spec files; a sandbox answers with the examples of the pages.

use larkspec::Client;
use larkspec_sandbox::Sandbox;

larkspec::include_spec!();

use docx::v1::document_block::list;
use docx::v1::document_block_children::create;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let spec = std::env::args().nth(1).ok_or("usage: docx SPEC")?;
    let sandbox = Sandbox::builder().specs(&*spec).platform(false).start()?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .token(sandbox.token())
        .build()?;

    let request = list::Request::builder().document_id("doxcnePuYufKa49ISjhD8Iabcef").build()?;
    let mut copies = Vec::new();
    for block in list::items(&client, request) {
        let mut block = block?;
        // The page of a document is no block that can be created; nor is a block created with the place that it has.
        if block.parent_id.as_deref().is_some_and(|parent| !parent.is_empty()) {
            block.block_id = None;
            block.parent_id = None;
            // An answer leaves an empty list out, where a request must have it.
            if let Some(text) = &mut block.text {
                text.elements.get_or_insert_default();
            }
            copies.push(block);
        }
    }
    assert!(!copies.is_empty(), "the page lists blocks");

    let created = create::Request::builder()
        .document_id("doxcnePuYufKa49ISjhD8Iabcef")
        .block_id("doxcnePuYufKa49ISjhD8Iabcef")
        .children(copies.clone())
        .call(&client)?;
    let sent = copies.len();
    println!("{sent} blocks sent, {} created", created.children.unwrap_or_default().len());
    Ok(())
}

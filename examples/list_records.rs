//! Lists all records of a table: `cargo run --example list_records --features bitable`.
//!
//! A sandbox in this process answers; your program would use `Client::from_env()`.

use std::error::Error;

use larkspec::Client;
use larkspec::bitable::v1::app_table_record::list;
use larkspec_sandbox::Sandbox;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start()?;
    // Five records on three pages.
    let record = |n: usize| json!({ "record_id": format!("rec{n}"), "fields": { "Name": format!("Task {n}") } });
    let pages = [0..2, 2..4, 4..5].map(|page| page.map(record).collect::<Vec<Value>>());
    sandbox
        .on("bitable/v1/app_table_record/list")?
        .pages(pages)?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;

    let records = list::Request::builder()
        .app_token("bascng7vrxcxpig7geggXiCtadY")
        .table_id("tblUa9vcYjWQYJCj")
        .items(&client)?;
    // Each page is requested when the loop reaches its first record.
    for record in records {
        let record = record?;
        let fields = record.fields.unwrap_or_default();
        let name = fields.get("Name").and_then(Value::as_str);
        println!(
            "{}: {}",
            record.record_id.unwrap_or_default(),
            name.unwrap_or("(no name)")
        );
    }
    Ok(())
}

//! Walks the departments of a company with their users: `cargo run --example list_users --features contact`.
//!
//! A sandbox in this process answers; your program would use `Client::from_env()`.

use std::error::Error;

use larkspec::Client;
use larkspec::contact::v3::{department, user};
use larkspec_sandbox::Sandbox;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start()?;
    prepare(&sandbox)?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;

    // The outermost department is the company.
    walk(&client, "0", 0)?;
    Ok(())
}

/// Prints the users of a department, then those of the departments within it.
fn walk(client: &Client, department: &str, depth: usize) -> Result<(), larkspec::Error> {
    let indent = "  ".repeat(depth);
    let users = user::find_by_department::Request::builder()
        .department_id(department)
        .items(client)?;
    for user in users {
        println!("{indent}- {}", user?.name.unwrap_or_default());
    }
    let children = department::children::Request::builder()
        .department_id(department)
        .items(client)?;
    for child in children {
        let child = child?;
        println!("{indent}{}", child.name.unwrap_or_default());
        walk(
            client,
            &child.open_department_id.unwrap_or_default(),
            depth + 1,
        )?;
    }
    Ok(())
}

/// Sets the answers of the sandbox: a company of two departments, one of which contains another.
fn prepare(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let department =
        |name: &str| json!({ "name": name, "open_department_id": format!("od-{name}") });
    let answer = |items: &[Value]| json!({ "has_more": false, "items": items });
    sandbox
        .on("contact/v3/department/children")?
        .answer(answer(&[department("Sales"), department("Research")]))?
        .answer(answer(&[department("Export")]))?
        .answer(answer(&[]))?;
    let user = |name: &str| json!({ "name": name });
    sandbox
        .on("contact/v3/user/find_by_department")?
        .answer(answer(&[user("Ada")]))?
        .answer(answer(&[user("Ben"), user("Cleo")]))?
        .answer(answer(&[user("Dora")]))?
        .answer(answer(&[]))?;
    Ok(())
}

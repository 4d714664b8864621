//! Prints every instance code of an approval definition, one per line: `cargo run --example pull`.
//!
//! Without credentials in the environment, it starts a sandbox in this process and pulls from it. Otherwise name the
//! definition, and a file for the checkpoint if the next run should print only what is new:
//! `cargo run --example pull -- 7C468A54-8745-2245-9675-08B7C63E7A85 codes.checkpoint`.
//!
//! `larkspec pull` does the same and keeps a file of codes in step with its checkpoint.

use std::error::Error;
use std::io::{self, Write as _};
use std::time::Duration;

use larkspec::sweep::Checkpoint;
use larkspec::{ClientBuilder, Sweep, UnixMillis};
use larkspec_sandbox::Sandbox;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut code, file) = (arguments.next(), arguments.next());
    let mut client = ClientBuilder::from_env()?;
    // Keeps the sandbox running until the end of `main`.
    let sandbox;
    if !client.has_credentials() {
        sandbox = Sandbox::start()?;
        client = client
            .base_url(sandbox.base_url())
            .app(sandbox.app_id(), sandbox.app_secret());
        code.get_or_insert_with(|| sandbox.approval_code().to_owned());
        eprintln!("no credentials in the environment: pulling from a sandbox in this process");
    }
    let code = code.ok_or("name an approval definition: cargo run --example pull -- CODE")?;

    let kept = match &file {
        Some(file) => Checkpoint::load(file)?,
        None => None,
    };
    let mut sweep = Sweep::builder(&client.build()?, code);
    // The first run starts a month ago; a later run starts where the previous one ended.
    if kept.is_none() {
        sweep = sweep.from(UnixMillis::now() - Duration::from_secs(30 * 86_400));
    }
    let mut sweep = sweep.start_or_resume(kept)?;
    let mut count = 0;
    for batch in sweep.batches() {
        let batch = batch?;
        let mut stdout = io::stdout().lock();
        for code in &batch.codes {
            writeln!(stdout, "{code}")?;
        }
        stdout.flush()?;
        // Save after printing: if the program is killed in between, the codes are printed again.
        if let Some(file) = &file {
            batch.checkpoint.save(file)?;
        }
        count += batch.codes.len();
    }
    let checkpoint = sweep.checkpoint();
    eprintln!("{count} codes, created up to {}", checkpoint.to());
    Ok(())
}

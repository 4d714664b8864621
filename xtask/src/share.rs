//! `cargo xtask share`: turns an object that spec files describe inline into a shared type.

use std::io::Write as _;
use std::process::ExitCode;

use larkspec_cli::specs::bare_name;
use larkspec_cli::{note, output};
use larkspec_import::in_place::ShareError;
use larkspec_import::update::Spec;

use crate::repository::Repository;

/// Turn an inline object or enumeration into a shared type
///
/// Equal objects in the endpoints of the same folder then use the type as well. Docs and assumptions are kept. An
/// import never does this to existing files: it only shares what is new.
#[derive(clap::Args)]
pub struct Args {
    /// The endpoint, such as docx/v1/document/create
    endpoint: String,

    /// The path of the object: section and field names, such as body.children[].text
    path: String,

    /// The name of the type, such as Text
    name: String,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    // Report every error before writing anything.
    repository.some_api()?;
    let spec = Spec::read(repository.spec())?;
    let endpoint = bare_name(&args.endpoint);
    let update = match spec.share(endpoint, &args.path, &args.name) {
        Err(ShareError::Endpoint(_)) => {
            return repository
                .specs()
                .endpoint(endpoint)
                .map(|_| ExitCode::FAILURE);
        }
        result => result?,
    };
    let mut out = output::stdout();
    for place in &update.places {
        writeln!(out, "{place}: a `{}` now", args.name)?;
    }
    for change in &update.types {
        writeln!(out, "{change}")?;
    }
    out.flush()?;
    update.write(repository.spec())?;
    let files: Vec<&str> = update.texts.keys().map(String::as_str).collect();
    note!(
        "wrote {}; now: cargo xtask diff HEAD, cargo xtask golden",
        files.join(".toml, ") + ".toml"
    );
    Ok(ExitCode::SUCCESS)
}

//! `cargo xtask share`: an object that spec files describe in place becomes a shared type.

use std::io::Write as _;
use std::process::ExitCode;

use larkspec_import::in_place::ShareError;
use larkspec_import::update::Spec;

use crate::output::{self, note};
use crate::repository::{self, Repository};

/// Make an object, or an enumeration, that stands in place a shared type
///
/// What equals it in the endpoints of the same folder uses the type as well; docs and what is assumed stay. An
/// import never does this to a file that is there: it only shares what is new.
#[derive(clap::Args)]
pub struct Args {
    /// The endpoint, such as docx/v1/document/create
    endpoint: String,

    /// Where it stands: the section and the names, such as body.children[].text
    path: String,

    /// What the type is called, such as Text
    name: String,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    // Report every error before writing anything.
    let api = repository.some_api()?;
    let spec = Spec::read(repository.spec())?;
    let endpoint = repository::bare_name(&args.endpoint);
    let update = match spec.share(endpoint, &args.path, &args.name) {
        Err(ShareError::Endpoint(_)) => {
            return repository::endpoint(&api, endpoint).map(|_| ExitCode::FAILURE);
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

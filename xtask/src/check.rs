//! `cargo xtask check`: checks the spec files, and lists missing docs.

use std::io::Write as _;
use std::process::ExitCode;

use larkspec_codegen::model::{Endpoint, Field, Section, TypeFile};

use crate::output::{self, note};
use crate::repository::Repository;

/// Check the spec files, and list fields without a doc
///
/// Exits with 2 if a spec file has an error. A missing doc is not an error.
#[derive(clap::Args)]
pub struct Args {
    /// Print only the verdict
    #[arg(long)]
    quiet: bool,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = repository.some_api()?;
    let mut out = output::stdout();
    let mut wanted = 0;
    let endpoints = api.endpoints.iter();
    let files = endpoints.map(|endpoint| (&endpoint.name, undocumented(endpoint)));
    let types = api.types.iter();
    let files = files.chain(types.map(|file| (&file.name, undocumented_types(file))));
    for (name, places) in files {
        for place in places {
            wanted += 1;
            if !args.quiet {
                writeln!(out, "{name}: {place} has no doc")?;
            }
        }
    }
    out.flush()?;
    note!(
        "{} endpoints are valid; {wanted} docs are missing",
        api.endpoints.len()
    );
    Ok(ExitCode::SUCCESS)
}

/// The parts of an endpoint without a doc.
fn undocumented(endpoint: &Endpoint) -> Vec<String> {
    let mut found = Vec::new();
    if endpoint.doc.trim().is_empty() {
        found.push("the endpoint".to_owned());
    }
    for section in Section::ALL {
        let mut fields = Vec::new();
        walk("", endpoint.section(section), &mut fields);
        found.extend(fields.into_iter().map(|field| format!("{section} {field}")));
    }
    found
}

/// The same for a file of shared types.
fn undocumented_types(file: &TypeFile) -> Vec<String> {
    let mut found = Vec::new();
    walk("", &file.types, &mut found);
    found
}

fn walk(prefix: &str, fields: &[Field], found: &mut Vec<String>) {
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        let inside = format!("{path}{}.", field.ty.suffix());
        if field.doc.trim().is_empty() {
            found.push(format!("`{path}`"));
        }
        // The fields of a shared type are documented with the type.
        if field.shared.is_none() {
            walk(&inside, &field.fields, found);
        }
    }
}

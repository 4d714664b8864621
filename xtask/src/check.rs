//! `cargo xtask check`: checks the spec files, and counts or lists missing docs.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use larkspec_cli::note;
use larkspec_cli::output::{self, counted};
use larkspec_cli::specs::bare_name;
use larkspec_codegen::Api;
use larkspec_codegen::model::{Endpoint, Field, Section, TypeFile};

use crate::repository::Repository;

/// Check the spec files, and count what they describe and the missing docs of each service
///
/// Exits with 2 if a spec file has an error. A missing doc is not an error.
#[derive(clap::Args)]
pub struct Args {
    /// List the missing docs, of all files or only of a service, such as `im`, or of an endpoint
    #[arg(
        long,
        value_name = "NAME",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with = "quiet"
    )]
    list: Option<String>,

    /// Print only the verdict
    #[arg(long)]
    quiet: bool,
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = repository.some_api()?;
    let mut out = output::stdout();
    let mut services: BTreeMap<&str, Service> = BTreeMap::new();
    for endpoint in &api.endpoints {
        let service = services.entry(service(&endpoint.name)).or_default();
        service.endpoints += 1;
        service.missing(&endpoint.name, undocumented(endpoint));
    }
    for file in &api.types {
        let service = services.entry(service(&file.name)).or_default();
        service.missing(&file.name, undocumented_types(file));
    }
    let wanted: usize = services.values().map(|service| service.missing.len()).sum();
    match &args.list {
        Some(name) => list(&api, &services, bare_name(name), &mut out)?,
        None if args.quiet => {}
        None => {
            count(&services, &mut out)?;
            writeln!(out, "{}", Counts::of(&api))?;
        }
    }
    out.flush()?;
    note!(
        "valid: {}; missing: {}",
        counted(api.endpoints.len(), "endpoint"),
        counted(wanted, "doc")
    );
    Ok(ExitCode::SUCCESS)
}

/// What the spec files describe.
#[derive(Default)]
struct Counts {
    endpoints: usize,
    /// As written: those of a shared type count once.
    fields: usize,
    types: usize,
    secrets: usize,
    paged: usize,
    safe: usize,
}

impl Counts {
    fn of(api: &Api) -> Self {
        let mut counts = Counts::default();
        for endpoint in &api.endpoints {
            counts.endpoints += 1;
            counts.paged += usize::from(endpoint.page.is_some());
            counts.safe += usize::from(endpoint.http.is_safe());
            for section in Section::ALL {
                counts.add(endpoint.section(section));
            }
        }
        for shared in api.types.iter().flat_map(|file| &file.types) {
            counts.types += 1;
            counts.add(&shared.fields);
        }
        counts
    }

    fn add(&mut self, fields: &[Field]) {
        for field in fields {
            self.fields += 1;
            self.secrets += usize::from(field.secret);
            if field.shared.is_none() {
                self.add(&field.fields);
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            endpoints,
            fields,
            types,
            secrets,
            paged,
            safe,
        } = self;
        write!(
            f,
            "total: {endpoints} endpoints, of which {paged} are paged and {safe} are safe to repeat; {fields} fields, of \
             which {secrets} are secret; {types} shared types"
        )
    }
}

/// What a service lacks.
#[derive(Default)]
struct Service<'a> {
    endpoints: usize,
    /// File and place.
    missing: Vec<(&'a str, String)>,
}

impl<'a> Service<'a> {
    fn missing(&mut self, file: &'a str, places: Vec<String>) {
        self.missing
            .extend(places.into_iter().map(|place| (file, place)));
    }
}

/// The topmost folder of a file; empty for the types that all services share.
fn service(name: &str) -> &str {
    name.split_once('/').map_or("", |(service, _)| service)
}

fn count(services: &BTreeMap<&str, Service<'_>>, out: &mut impl Write) -> io::Result<()> {
    for (name, service) in services
        .iter()
        .filter(|(_, service)| !service.missing.is_empty())
    {
        let name = match *name {
            "" => "(shared by all)",
            name => name,
        };
        let Service { endpoints, missing } = service;
        writeln!(
            out,
            "{name}: {}, missing: {}",
            counted(*endpoints, "endpoint"),
            counted(missing.len(), "doc")
        )?;
    }
    Ok(())
}

fn list(
    api: &Api,
    services: &BTreeMap<&str, Service<'_>>,
    name: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let is_wanted = |file: &str| {
        let rest = file.strip_prefix(name);
        name.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if !api
        .endpoints
        .iter()
        .any(|endpoint| is_wanted(&endpoint.name))
    {
        let near = match api.nearest(name).as_slice() {
            [] => "pass a service, such as `approval`, or an endpoint".to_owned(),
            near => format!("did you mean `{}`?", near.join("`, `")),
        };
        bail!("no spec file is called `{name}`, and no folder; {near}");
    }
    let missing = services.values().flat_map(|service| &service.missing);
    for (file, place) in missing.filter(|(file, _)| is_wanted(file)) {
        writeln!(out, "{file}: {place} has no doc")?;
    }
    Ok(())
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

/// What lacks docs in a file of shared types.
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

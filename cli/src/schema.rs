//! The command `schema`: writes the JSON Schemas of the endpoints' payloads.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::schema;
use larkspec_import::files::replace;

use crate::specs::Specs;
use crate::{note, output};

/// Emit the JSON Schema (2020-12) of requests and responses
///
/// Prints the request's schema of one endpoint, or the response's with --response. With --out, writes both
/// schemas of the named endpoints, or of all, to files:
/// DIR/approval/v2/instance/list.request.schema.json and ….response.schema.json.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Endpoints by name, such as approval/v2/instance/list [default with --out: all]
    #[arg(value_name = "ENDPOINT", add = crate::complete::endpoints())]
    endpoints: Vec<String>,

    /// Print the response's schema instead of the request's
    #[arg(long, conflicts_with = "out")]
    response: bool,

    /// Write files under this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// A mistake in the arguments or in a spec file, or a file that cannot be written.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    match (&args.out, args.endpoints.as_slice()) {
        (Some(out), []) => {
            let api = specs.api()?;
            for endpoint in &api.endpoints {
                write(out, endpoint)?;
            }
            note!("{} schemas in {}", api.endpoints.len() * 2, out.display());
        }
        (Some(out), names) => {
            // If one does not exist, nothing is written.
            let endpoints: anyhow::Result<Vec<Endpoint>> =
                names.iter().map(|name| specs.endpoint(name)).collect();
            for endpoint in &endpoints? {
                write(out, endpoint)?;
            }
        }
        (None, [name]) => {
            let kind = if args.response {
                Kind::Response
            } else {
                Kind::Request
            };
            let mut stdout = output::stdout();
            stdout.write_all(text(&specs.endpoint(name)?, kind).as_bytes())?;
            stdout.flush()?;
        }
        (None, _) => bail!("pass one endpoint, or --out DIR to write the schemas of several"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Which payload a schema describes.
#[derive(Clone, Copy)]
enum Kind {
    Request,
    Response,
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::Request, Kind::Response];

    /// The extension of the schema's file.
    fn extension(self) -> &'static str {
        match self {
            Kind::Request => "request.schema.json",
            Kind::Response => "response.schema.json",
        }
    }
}

/// A schema as it is written to a file.
fn text(endpoint: &Endpoint, kind: Kind) -> String {
    let schema = match kind {
        Kind::Request => schema::request(endpoint),
        Kind::Response => schema::response(endpoint),
    };
    schema::text(&schema)
}

fn write(out: &Path, endpoint: &Endpoint) -> anyhow::Result<()> {
    for kind in Kind::ALL {
        let path = out.join(format!("{}.{}", endpoint.name, kind.extension()));
        replace(&path, &text(endpoint, kind))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

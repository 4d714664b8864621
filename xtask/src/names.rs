//! `cargo xtask names`: compares the names of the spec files with the official ones.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use larkspec_cli::output;
use larkspec_import::Imported;
use larkspec_import::interpret::NameSource;

use crate::pages::{Pages, Source};
use crate::repository::Repository;

/// Count the spec files that have the official name of their endpoint, and list those that have another one
///
/// The official name is the one in the page's link to the API explorer, otherwise the one in the page's address. A page
/// with neither has none; the name is then derived from method and URL.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    pages: Source,
}

/// Where the official name of an endpoint is stated.
enum Official<'p> {
    /// In the link to the API explorer.
    Link(&'p str),
    /// In the address of the page.
    Address(&'p str),
    /// Nowhere.
    None,
}

impl<'p> Official<'p> {
    fn of(page: &'p Imported) -> Self {
        if let Some(linked) = &page.linked {
            return Official::Link(linked);
        }
        let mut names = page.names.iter();
        match names.find(|name| name.source == NameSource::Address) {
            Some(name) => Official::Address(&name.text),
            None => Official::None,
        }
    }
}

pub fn run(repository: &Repository, args: &Args) -> anyhow::Result<ExitCode> {
    let api = repository.some_api()?;
    let pages = Pages::open(&args.pages, &api)?;
    let read = pages.read(&api.endpoints);
    if read.pages.is_empty() {
        bail!("no page of a spec file could be read");
    }
    let mut out = output::stdout();
    let (mut linked, mut addressed, mut derived, mut different) = (0, 0, 0, 0);
    for (name, page) in &read.pages {
        match Official::of(page) {
            Official::Link(official) if official == name => linked += 1,
            Official::Address(official) if official == name => addressed += 1,
            Official::Link(official) => {
                different += 1;
                writeln!(out, "{name}: the link to the API explorer says {official}")?;
            }
            Official::Address(official) => {
                different += 1;
                writeln!(out, "{name}: the address of the page says {official}")?;
            }
            Official::None => derived += 1,
        }
    }
    writeln!(
        out,
        "{} names: {linked} are official according to the link to the API explorer, {addressed} according to the \
         address of the page; {different} differ from the official one; {derived} are derived because there is no official name",
        read.pages.len()
    )?;
    for (name, why) in &read.failed {
        writeln!(out, "{name}: ! {}", output::lines(why))?;
    }
    out.flush()?;
    Ok(match read.failed.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(2),
    })
}

//! The command `import`: converts documentation pages to spec files.

use std::fmt;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use larkspec_codegen::model::{Endpoint, Types};
use larkspec_codegen::{Api, check, names};
use larkspec_import::Imported;
use larkspec_import::known::{Known, is_same_operation};
use larkspec_import::tree::{self, PageReport, Status};
use larkspec_import::update::{Spec, Update};
use serde_json::json;

use crate::note;
use crate::output::{self, Hinted, Output, counted};
use crate::page::Portal;
use crate::specs::{Specs, bare_name};

/// Import a documentation page into its spec file
///
/// PAGE is a stored page (Markdown, or the portal's JSON), `-` for standard input, or the URL of a page in
/// the documentation portal. Shows what would change; --write applies it. Updates the spec file with the same
/// method and URL, or else the one that names this page as its source, and keeps what people wrote there. What
/// the page leaves open, or says only in prose, is reported on stderr with its line.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The page
    #[arg(value_name = "PAGE|URL", required_unless_present = "all")]
    page: Option<String>,

    /// Write the spec file
    #[arg(long)]
    write: bool,

    /// The endpoint's name [default: that of the spec file with the same call, else derived from the page]
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,

    /// Remove and retype fields as pages do; otherwise they stay as they were, under `assumed`
    #[arg(long)]
    major: bool,

    #[command(flatten)]
    portal: Portal,

    /// Import all pages under a folder into --out; exits with 1 if a page was rejected
    #[arg(
        long,
        value_name = "DIR",
        requires = "out",
        conflicts_with_all = ["page", "write", "name"],
        help_heading = "Many pages"
    )]
    all: Option<PathBuf>,

    /// The folder for the spec files of --all
    #[arg(
        long,
        value_name = "DIR",
        requires = "all",
        conflicts_with = "page",
        help_heading = "Many pages"
    )]
    out: Option<PathBuf>,

    /// The file for the report of --all, as JSON
    #[arg(
        long,
        value_name = "FILE",
        requires = "all",
        conflicts_with = "page",
        help_heading = "Many pages"
    )]
    report: Option<PathBuf>,
}

/// Runs the command. `specs` finds the folder for a single page, which need not exist; `next` names the commands to run
/// after a file was written, which may be a new one.
///
/// # Errors
///
/// A page, a spec file or the portal that cannot be read; a file that cannot be written.
pub fn run(
    specs: impl FnOnce() -> anyhow::Result<(PathBuf, Specs)>,
    args: &Args,
    next: impl FnOnce(bool) -> String,
) -> anyhow::Result<ExitCode> {
    match (&args.all, &args.out, &args.page) {
        (Some(dir), Some(out), _) => import_all(dir, out, args),
        (_, _, Some(page)) => {
            let (folder, specs) = specs()?;
            import_one(&folder, &specs, page, args, next)
        }
        _ => bail!("pass a page, or --all DIR --out DIR"),
    }
}

fn import_one(
    folder: &Path,
    specs: &Specs,
    page: &str,
    args: &Args,
    next: impl FnOnce(bool) -> String,
) -> anyhow::Result<ExitCode> {
    let api = match folder.is_dir() {
        true => specs.loader().load()?,
        false => Api::default(),
    };
    let asked = args.name.as_deref().map(name_asked_for).transpose()?;
    let (shown, text) = args.portal.read(page)?;
    let imported = match read(&text, &api, asked) {
        Ok(imported) => imported,
        Err(error) => {
            note!("{shown}:{}", error.diagnostic());
            return Ok(ExitCode::from(2));
        }
    };
    for diagnostic in &imported.diagnostics {
        note!("{shown}:{diagnostic}");
    }
    let name = &imported.endpoint.name;
    refuse_collision(&api, &imported.endpoint)?;
    let name = name.clone();
    let spec = spec(folder, args)?;
    let update = spec.update([(name.clone(), imported)].into(), false)?;
    let is_there = spec.endpoints().any(|endpoint| endpoint.name == name);
    tell(&update, &name, is_there, args.write)?;
    if update.texts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let files: Vec<String> = update
        .texts
        .keys()
        .map(|file| folder.join(format!("{file}.toml")).display().to_string())
        .collect();
    let files = files.join(", ");
    if !args.write {
        note!("nothing was written; --write would write {files}");
        return Ok(ExitCode::SUCCESS);
    }
    update.write(folder)?;
    note!("wrote {files}; now: {}", next(!is_there));
    Ok(ExitCode::SUCCESS)
}

/// Prints what the page changes in the file of the endpoint `name`. A new file is printed unless it is written.
fn tell(update: &Update, name: &str, is_there: bool, writes: bool) -> anyhow::Result<()> {
    let mut out = output::stdout();
    for (endpoint, result) in &update.endpoints {
        match result {
            Ok(changes) => {
                for change in changes {
                    print_change(&mut out, endpoint, change)?;
                }
            }
            Err(why) => bail!("{endpoint}.toml was not changed: {why}"),
        }
    }
    for change in &update.types {
        print_change(&mut out, "", change)?;
    }
    for (endpoint, split) in &update.splits {
        print_change(&mut out, endpoint, split)?;
    }
    let has_changes =
        matches!(update.endpoints.get(name), Some(Ok(changes)) if !changes.is_empty());
    match update.texts.get(name) {
        Some(Some(text)) if !is_there && !writes => match output::is_json() {
            true => writeln!(out, "{}", json!({ "endpoint": name, "spec": text }))?,
            false => out.write_all(text.as_bytes())?,
        },
        None if update.texts.is_empty() => note!("{name}: the spec file agrees with the page"),
        Some(_) if is_there && !has_changes => note!(
            "{name}: the spec file agrees with the page; the page's text differs from the \
             one it was last compared with (`page_hash`)"
        ),
        _ => {}
    }
    out.flush()?;
    Ok(())
}

/// Prints a change of an endpoint or, without one, of a shared type.
fn print_change(out: &mut Output, endpoint: &str, change: &dyn fmt::Display) -> io::Result<()> {
    match (output::is_json(), endpoint) {
        (true, "") => writeln!(out, "{}", json!({ "change": change.to_string() })),
        (true, _) => {
            let change = json!({ "endpoint": endpoint, "change": change.to_string() });
            writeln!(out, "{change}")
        }
        (false, "") => writeln!(out, "{change}"),
        (false, _) => writeln!(out, "{endpoint}: {change}"),
    }
}

/// The endpoint's name in `--as`, which may also be the path of the spec file.
fn name_asked_for(asked: &str) -> anyhow::Result<&str> {
    let name = bare_name(asked);
    let mut parts = name.split('/');
    let problem = if name.is_empty() {
        "it is empty"
    } else if parts.clone().any(|part| matches!(part, "." | "..")) {
        "`.` and `..` lead out of the spec files"
    } else if parts.any(|part| part.is_empty() || part.starts_with('.') || part.contains('\\')) {
        "a part between the `/` is empty, hidden, or has a `\\`"
    } else if name.rsplit('/').next() == Some(Types::FILE) {
        "a file of this name describes shared types"
    } else if name.contains(char::is_whitespace) {
        "it contains a blank"
    } else if names::module_path(name).is_none() {
        "a part between the `/` cannot become the name of a module"
    } else {
        return Ok(name);
    };
    bail!(Hinted::new(
        format!("--as `{asked}` is not a valid name of an endpoint: {problem}"),
        "use the path of the spec file below spec/, such as approval/v2/instance/list"
    ));
}

/// Rejects a file that could not be loaded together with the other spec files.
fn refuse_collision(api: &Api, endpoint: &Endpoint) -> anyhow::Result<()> {
    let name = &endpoint.name;
    let known = api.endpoint(name);
    let mut endpoints: Vec<Endpoint> = api.endpoints.clone();
    endpoints.retain(|other| other.name != *name);
    let twin = endpoints
        .iter()
        .find(|other| is_same_operation(other, endpoint));
    if let Some(twin) =
        twin.filter(|_| known.is_none_or(|known| !is_same_operation(known, endpoint)))
    {
        let twin = &twin.name;
        bail!(Hinted::new(
            format!("cannot import into `{name}`: `{twin}` describes the same method and URL"),
            format!("omit --as to bring {twin}.toml up to date, or rename that file first")
        ));
    }
    if let Some(known) = known {
        if Known::new([known]).allows(name, endpoint) {
            return Ok(());
        }
        let (known, found) = (shown_call(known), shown_call(endpoint));
        bail!(Hinted::new(
            format!("cannot import into `{name}`: it describes {known}, the page {found}"),
            "choose another name with --as, or leave --as out"
        ));
    }
    endpoints.push(endpoint.clone());
    endpoints.sort_by(|a, b| a.name.cmp(&b.name));
    let types = api.types.clone();
    match check::api(
        &Api {
            endpoints,
            types,
            ..Api::default()
        },
        &[],
    )
    .first()
    {
        Some((_, problem)) => bail!(Hinted::new(
            format!("cannot import into `{name}`: {}", problem.message),
            "choose another name with --as"
        )),
        None => Ok(()),
    }
}

/// A call as a message shows it, with the host only if it matters.
fn shown_call(endpoint: &Endpoint) -> String {
    let http = &endpoint.http;
    format!("{} {}.…{}", http.method, http.host, http.path)
}

/// Reads a page for the spec file that it belongs to.
fn read(
    text: &str,
    api: &Api,
    name: Option<&str>,
) -> Result<Imported, larkspec_import::ImportError> {
    if let Some(name) = name {
        return larkspec_import::import(text, Some(name));
    }
    let imported = larkspec_import::import(text, None)?;
    match Known::new(&api.endpoints).file_for(&imported) {
        Some(name) if name != imported.endpoint.name => larkspec_import::import(text, Some(&name)),
        _ => Ok(imported),
    }
}

/// The spec files under a folder, which keep what callers' code stands on unless the release is a major one.
fn spec(folder: &Path, args: &Args) -> anyhow::Result<Spec> {
    let spec = Spec::read(folder)?;
    Ok(match args.major {
        true => spec,
        false => spec.keeping_fields(),
    })
}

fn import_all(dir: &Path, out: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    output::require_folder("--all", dir, "pass the folder of the pages")?;
    let bar = match io::stderr().is_terminal() {
        true => ProgressBar::new(0),
        false => ProgressBar::hidden(),
    };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pages, {eta} left") {
        bar.set_style(style);
    }
    let report = tree::import_into(spec(out, args)?, dir, out, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let report = report?;
    if let Some(path) = &args.report {
        let text = serde_json::to_string_pretty(&report)?;
        fs::write(path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut stdout = output::stdout();
    for page in &report.pages {
        let file = page.spec.as_deref().unwrap_or_default();
        for change in &page.changes {
            print_change(&mut stdout, file.trim_end_matches(".toml"), change)?;
        }
    }
    for change in &report.types {
        print_change(&mut stdout, "", change)?;
    }
    stdout.flush()?;
    for page in report
        .pages
        .iter()
        .filter(|page| page.status == Status::Refused)
    {
        for diagnostic in &page.diagnostics {
            note!("{}:{diagnostic}", page.page);
        }
    }
    let passed: usize = report
        .pages
        .iter()
        .map(|page| usize::from(is_passed_over(page)))
        .sum();
    let [ok, warned, refused] =
        [Status::Ok, Status::Warned, Status::Refused].map(|status| report.count(status));
    let refused = refused - passed;
    let names = report.names();
    if !names.is_empty() {
        let counts = names
            .iter()
            .map(|(source, count)| format!("{count} by {}", source.as_str()));
        note!(
            "{} named: {}",
            counted(names.values().sum::<usize>(), "new file"),
            counts.collect::<Vec<_>>().join(", ")
        );
    }
    let rules = report.rules();
    let [paged, exceptions, open] = ["page-derived", "page-exception", "page-open"].map(|rule| {
        let of_rule = rules.iter().filter(|((_, known), _)| *known == rule);
        of_rule.map(|(_, count)| count).sum::<usize>()
    });
    note!(
        "paged: {}, listed exceptions: {exceptions}, undecided: {open}",
        counted(paged, "endpoint")
    );
    if report.shared > 0 {
        note!("{} shared", counted(report.shared, "type"));
    }
    note!(
        "{} imported, {warned} with warnings, {refused} rejected; {passed} skipped: guides, and pages of \
         calls that another page describes",
        counted(ok + warned, "page")
    );
    Ok(match refused {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Whether a page without a file loses nothing: it describes no endpoint, or one that another page of the tree
/// describes.
fn is_passed_over(page: &PageReport) -> bool {
    let rules = ["no-endpoint", "endpoint-twice"];
    let why = page.diagnostics.iter().map(|diagnostic| diagnostic.rule);
    page.status == Status::Refused && why.into_iter().all(|rule| rules.contains(&rule))
}

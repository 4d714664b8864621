//! The command `diff`: compares two states of the specs, and reports what changed, whom it breaks, and which semver
//! step follows.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, anyhow, bail};
use larkspec_codegen::diff::{self, Change, Step};
use larkspec_codegen::model::{Endpoint, Types};
use larkspec_codegen::operation::Operation;
use larkspec_codegen::{Api, Loader, spec_name};
use serde_json::json;

use crate::output::{self, Hinted};
use crate::page;
use crate::specs::{self, Specs};

/// Show what changed between two states of the specs, and whom it breaks
///
/// OLD and NEW can each be a spec file, a folder of spec files, a git revision of the folder of the specs, or a stored
/// documentation page. Two single files are compared as the same endpoint, whatever their names. A single file is
/// compared with the endpoint of a folder that has its name, or else its method and path.
///
/// "breaks wire" means that calls or payloads that were valid no longer are; "breaks Rust" means that code which uses
/// the generated types may no longer compile. Exits with 1 if any change is breaking.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The state before
    old: String,

    /// The state after [default: the spec files as they are]
    new: Option<String>,

    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line for each change, and the semver step
    Text,
    /// One JSON object with all changes
    Json,
}

/// Runs the command.
///
/// # Errors
///
/// A state that cannot be read.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    let old = State::read(specs, &args.old)?;
    let new = match (&args.new, &old) {
        (Some(new), _) => State::read(specs, new)?,
        (None, State::File(old)) => match (specs.of(old)?, &*old.endpoints) {
            // The collection is no later state of a file that it never had.
            (new, [file]) if new.endpoints.is_empty() => bail!(nothing_like(file)),
            (new, _) => State::Folder(new),
        },
        (None, State::Folder(_)) => State::Folder(specs.api()?),
    };
    let changes = compare(&old, &new)?;
    let step = Step::of(&changes);
    let breaks = changes.iter().filter(|change| change.breaks()).count();
    let mut out = output::stdout();
    let format = match output::is_json() {
        true => Format::Json,
        false => args.format,
    };
    match format {
        Format::Text => {
            for change in &changes {
                writeln!(out, "{change}")?;
            }
            let note = match step {
                Step::Major => " (below 1.0: minor)",
                _ => "",
            };
            writeln!(
                out,
                "{}, {breaks} breaking; semver step: {step}{note}",
                output::counted(changes.len(), "change")
            )?;
        }
        Format::Json => {
            let changes: Vec<_> = changes.iter().map(Change::to_json).collect();
            let report = json!({ "changes": changes, "breaks": breaks > 0, "step": step.as_str() });
            writeln!(out, "{report:#}")?;
        }
    }
    out.flush()?;
    Ok(match breaks {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// A state of the specs.
enum State {
    /// One file.
    File(Api),
    /// A folder, or a revision of a folder.
    Folder(Api),
}

impl State {
    fn read(specs: &Specs, text: &str) -> anyhow::Result<Self> {
        let path = Path::new(text);
        if path.is_dir() {
            let api = Loader::new(path).load()?;
            return specs::not_empty(api, path).map(State::Folder);
        }
        if path.is_file() {
            if path.extension().is_some_and(|e| e == "md" || e == "json") {
                return page::endpoint(text).map(State::File);
            }
            return file(specs, path).map(State::File);
        }
        revision(specs, text).map(State::Folder)
    }

    fn api(&self) -> &Api {
        match self {
            State::File(api) | State::Folder(api) => api,
        }
    }
}

/// The endpoint of a spec file, with the shared types that are visible from its location.
fn file(specs: &Specs, path: &Path) -> anyhow::Result<Api> {
    if path.file_stem().is_some_and(|stem| stem == Types::FILE) {
        bail!(
            "{}: what a change of a shared type breaks depends on the endpoints that use it; compare folders, or a \
             folder with a git revision",
            path.display()
        );
    }
    let folder = outermost_types(specs, path);
    let below = path
        .strip_prefix(&folder)
        .unwrap_or(path)
        .with_extension("");
    let below = below.to_string_lossy().replace('\\', "/");
    let loader = Loader::new(&folder).shown_as(&folder);
    let Some(mut endpoint) = loader.endpoint(&below)? else {
        bail!(
            "{} is not a spec file, whose name ends with `.toml`, nor a page, `.md` or `.json`",
            path.display()
        );
    };
    endpoint.name = endpoint_name(specs, path);
    Ok(Api {
        endpoints: vec![endpoint],
        ..Api::default()
    })
}

/// The outermost folder around a spec file that has a file of types, up to the repository's own spec folder; the
/// folder of the file if there is none.
fn outermost_types(specs: &Specs, path: &Path) -> PathBuf {
    let types = format!("{}.toml", Types::FILE);
    let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
    if let Some(own) = folders
        .iter()
        .position(|folder| Some(*folder) == specs.path())
    {
        folders.truncate(own + 1);
    }
    let outermost = folders
        .iter()
        .rev()
        .find(|folder| folder.join(&types).is_file());
    let nearest = path.parent().unwrap_or(path);
    outermost.map_or(nearest, |folder| folder).to_owned()
}

fn compare(old: &State, new: &State) -> anyhow::Result<Vec<Change>> {
    Ok(match (old, new) {
        (State::File(old), State::File(new)) => old
            .endpoints
            .iter()
            .zip(&new.endpoints)
            .flat_map(|(old, new)| diff::endpoint(old, new))
            .collect(),
        // Compared with a folder, a file stands for its own endpoint only.
        (State::File(file), State::Folder(folder)) => {
            let (file, same) = in_folder(file, folder)?;
            one(&file, &same)
        }
        (State::Folder(folder), State::File(file)) => {
            let (file, same) = in_folder(file, folder)?;
            one(&same, &file)
        }
        _ => diff::api(old.api(), new.api()),
    })
}

/// The endpoint of a file under its name in a folder, and what the folder has of it: the endpoint with its name, or else
/// with its method and path, for a copy that lies anywhere.
fn in_folder(file: &Api, folder: &Api) -> anyhow::Result<(Api, Api)> {
    let (mut file, mut same) = (file.endpoints.clone(), Vec::new());
    for endpoint in &mut file {
        let operation = Operation::of(endpoint);
        let by_call = || {
            let mut others = folder.endpoints.iter();
            others.find(|other| Operation::of(other).is_same(&operation))
        };
        match folder.endpoint(&endpoint.name).or_else(by_call) {
            Some(other) => {
                endpoint.name.clone_from(&other.name);
                same.push(other.clone());
            }
            // Of a folder of specs, the path is a name, so the endpoint is new or was removed.
            None if endpoint.name.contains('/') => {}
            None => bail!(nothing_like(endpoint)),
        }
    }
    let api = |endpoints| Api {
        endpoints,
        ..Api::default()
    };
    Ok((api(file), api(same)))
}

/// The error about a file with which nothing else can be compared.
fn nothing_like(file: &Endpoint) -> Hinted {
    let Endpoint { name, http, .. } = file;
    Hinted::new(
        format!(
            "there is nothing to compare `{name}` with: no endpoint has this name, or is {} {}",
            http.method, http.path
        ),
        "compare it with another file, or with a folder: --spec DIR",
    )
}

/// Compares two states of an endpoint, with its types; either may be missing.
fn one(old: &Api, new: &Api) -> Vec<Change> {
    match (&*old.endpoints, &*new.endpoints) {
        ([old], [new]) => diff::endpoint(old, new),
        _ => diff::api(old, new),
    }
}

/// The endpoint of a spec file: its path below the folder of the specs, or below a folder `spec`; otherwise its own name.
fn endpoint_name(specs: &Specs, path: &Path) -> String {
    let absolute = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = absolute(path);
    let specs = specs.path().map(absolute).or_else(|| {
        let mut folders = file.ancestors().skip(1);
        folders
            .find(|folder| folder.ends_with("spec"))
            .map(Path::to_owned)
    });
    let below = specs.and_then(|specs| file.strip_prefix(specs).ok());
    let own = || Path::new(path.file_name().unwrap_or(path.as_os_str()));
    let name = below.unwrap_or_else(own).with_extension("");
    name.to_string_lossy().replace('\\', "/")
}

/// The spec files of a git revision.
fn revision(specs: &Specs, revision: &str) -> anyhow::Result<Api> {
    let extension = Path::new(revision).extension();
    if extension.is_some_and(|e| e == "toml" || e == "md" || e == "json") {
        bail!("there is no file {revision}");
    }
    let neither = |rest: &str| match specs.endpoint(revision) {
        Ok(_) => anyhow::Error::from(Hinted::new(
            format!("`{revision}` is the name of an endpoint"),
            "compare two states of it, each a documentation page or a spec file: diff OLD.md NEW.md",
        )),
        Err(_) => anyhow!("`{revision}` is neither a file nor a folder{rest}"),
    };
    let Some(folder) = specs.path() else {
        bail!(neither(
            "; for a git revision, name the folder of spec files: --spec DIR"
        ));
    };
    if revision.starts_with('-') {
        bail!(neither(" nor a git revision"));
    }
    let git = |args: &[&str]| git(folder, revision, args);
    if git(&["rev-parse", "--git-dir"]).is_ok() {
        let tree = format!("{revision}^{{tree}}");
        git(&["rev-parse", "--verify", "--quiet", &tree])
            .map_err(|_| neither(" nor a git revision"))?;
    }
    // Only what is below the current folder, with names that are relative to it.
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", revision])?;
    let mut names = Vec::new();
    let mut objects = String::new();
    for path in listed.split(|&b| b == 0).filter(|path| !path.is_empty()) {
        let path = String::from_utf8(path.to_vec()).context("a path that is not UTF-8")?;
        let Some(name) = spec_name(&path) else {
            continue;
        };
        names.push(name.to_owned());
        objects.push_str(&format!("{revision}:./{path}\n"));
    }
    if names.is_empty() {
        bail!(
            "the revision `{revision}` has no spec files in {}; to compare with it later, commit them",
            folder.display()
        );
    }
    let contents = contents(folder, &objects)?;
    if contents.len() != names.len() {
        bail!(
            "git has returned {} of {} spec files",
            contents.len(),
            names.len()
        );
    }
    let loader =
        Loader::texts(names.into_iter().zip(contents)).shown_as(format!("{revision}:spec"));
    Ok(loader.load()?)
}

/// The output of a git command in the folder of the specs.
fn git(folder: &Path, revision: &str, args: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git")
        .args(args)
        .current_dir(folder)
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("git cannot read `{revision}`: {}", reason.trim());
    }
    Ok(output.stdout)
}

/// The contents of git objects, one name per line. One process reads all of them.
fn contents(folder: &Path, objects: &str) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut git = Command::new("git")
        .args(["cat-file", "--batch"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run git")?;
    let (input, output) = (git.stdin.take(), git.stdout.take());
    let contents = std::thread::scope(|scope| {
        // Git stops reading while nobody reads what it writes.
        scope.spawn(|| input.map(|mut input| input.write_all(objects.as_bytes())));
        read_batch(BufReader::new(output.context("git has no output")?))
    });
    git.wait().context("cannot wait for git")?;
    contents
}

/// Reads `NAME TYPE SIZE`, a line end, the content and a line end, for each object.
fn read_batch(mut output: impl BufRead) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut contents = Vec::new();
    let mut head = String::new();
    while output.read_line(&mut head)? > 0 {
        let size = head.trim_end().rsplit(' ').next().unwrap_or_default();
        let size: usize = size
            .parse()
            .with_context(|| format!("git: {}", head.trim()))?;
        let mut content = vec![0; size + 1];
        output.read_exact(&mut content)?;
        content.pop();
        contents.push(content);
        head.clear();
    }
    Ok(contents)
}

//! Reads a `spec/` folder: every `.toml` file in it is an endpoint, named by its path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Diagnostic, Source, SpecErrors};
use crate::model::{Api, Endpoint};
use crate::parse::{self, Parsed};

/// Reads all spec files under a folder.
///
/// # Errors
///
/// Every error of every file at once, or the file that can not be read.
pub fn load(spec: impl AsRef<Path>) -> Result<Api, SpecErrors> {
    Loader::new(spec).load()
}

/// Reads one spec from text; `name` is the endpoint's name, `approval/v2/instance/list`.
///
/// # Errors
///
/// Every error of the spec at once.
pub fn load_str(name: &str, text: &str) -> Result<Endpoint, SpecErrors> {
    let source = Source {
        path: format!("{name}.toml"),
        text: text.to_owned(),
    };
    parse::parse(name, Arc::new(source))
        .map(|parsed| parsed.endpoint)
        .map_err(SpecErrors::Invalid)
}

/// Reads a folder of spec files.
#[derive(Clone, Debug)]
pub struct Loader {
    folder: PathBuf,
    shown: Option<PathBuf>,
    reserved: Vec<String>,
    output: String,
}

impl Loader {
    /// For the spec files under `folder`.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Loader {
            folder: folder.as_ref().to_owned(),
            shown: None,
            reserved: Vec::new(),
            output: "larkspec".to_owned(),
        }
    }

    /// The path under which errors show the folder, where that is not the one it is read from.
    #[must_use]
    pub fn shown_as(mut self, path: impl AsRef<Path>) -> Self {
        self.shown = Some(path.as_ref().to_owned());
        self
    }

    /// Names that the root of the crate has already, so that no module may take them.
    #[must_use]
    pub fn reserve(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.reserved.extend(names.into_iter().map(Into::into));
        self
    }

    /// Reserves the names of the modules of a crate whose sources lie under `src`, and those that generated code
    /// finds at the root of the library.
    #[must_use]
    pub fn reserve_root(self, src: impl AsRef<Path>) -> Self {
        let modules = fs::read_dir(src).into_iter().flatten().flatten();
        let modules = modules.filter_map(|entry| {
            let path = entry.path();
            Some(path.file_stem()?.to_string_lossy().into_owned())
        });
        self.reserve(modules)
            .reserve(["larkspec", "shape", "__private"])
    }

    /// The name under which a build script keeps the bindings, for `larkspec::include_spec!("name")`. All folders
    /// with the same name become one tree of modules.
    #[must_use]
    pub fn output(mut self, name: impl Into<String>) -> Self {
        self.output = name.into();
        self
    }

    /// The name under which a build script keeps the bindings.
    pub(crate) fn output_name(&self) -> &str {
        &self.output
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads all files.
    ///
    /// # Errors
    ///
    /// Every error of every file at once, or the file that can not be read.
    pub fn load(&self) -> Result<Api, SpecErrors> {
        load_together(std::slice::from_ref(self))
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, SpecErrors> {
        let mut names = Vec::new();
        spec_files(&self.folder, "", &mut names)?;
        names.sort();
        names.iter().map(|name| self.read(name)).collect()
    }

    /// Takes the files from memory, as (endpoint's name, content), in place of the folder.
    ///
    /// # Errors
    ///
    /// Every error of every file at once.
    pub fn load_texts(
        &self,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Api, SpecErrors> {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort();
        let files = files
            .into_iter()
            .map(|(name, bytes)| self.parse_file(&name, bytes));
        together(files, &self.reserved)
    }

    /// Reads one file alone, `name` being the endpoint's; `None` if there is no such file. What only
    /// shows between files, such as names that collide, is not checked.
    ///
    /// # Errors
    ///
    /// Every error of the file, or why it can not be read.
    pub fn endpoint(&self, name: &str) -> Result<Option<Endpoint>, SpecErrors> {
        let is_name = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_name || !self.folder.join(format!("{name}.toml")).is_file() {
            return Ok(None);
        }
        let (name, bytes) = self.read(name)?;
        match self.parse_file(&name, bytes) {
            Ok(parsed) => Ok(Some(parsed.endpoint)),
            Err(errors) => Err(SpecErrors::Invalid(errors)),
        }
    }

    fn read(&self, name: &str) -> Result<(String, Vec<u8>), SpecErrors> {
        let path = self.folder.join(format!("{name}.toml"));
        match fs::read(&path) {
            Ok(bytes) => Ok((name.to_owned(), bytes)),
            Err(error) => Err(SpecErrors::Read { path, error }),
        }
    }

    fn parse_file(&self, name: &str, bytes: Vec<u8>) -> Result<Parsed, Vec<Diagnostic>> {
        let shown = self.shown.as_ref().unwrap_or(&self.folder);
        let path = shown.join(format!("{name}.toml")).display().to_string();
        match String::from_utf8(bytes) {
            Ok(text) => parse::parse(name, Arc::new(Source { path, text })),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Err(vec![Diagnostic {
                    source: Arc::new(Source { path, text }),
                    span: valid..valid + '\u{fffd}'.len_utf8(),
                    message: "the file is not UTF-8".to_owned(),
                    help: Some("save it as UTF-8".to_owned()),
                }])
            }
        }
    }
}

/// Reads the files of several folders as if they were one.
///
/// # Errors
///
/// Every error of every file at once, or the file that cannot be read.
pub(crate) fn load_together(loaders: &[Loader]) -> Result<Api, SpecErrors> {
    let mut files = Vec::new();
    let mut reserved = Vec::new();
    for loader in loaders {
        let parsed = loader.files()?.into_iter();
        files.extend(parsed.map(|(name, bytes)| loader.parse_file(&name, bytes)));
        reserved.extend_from_slice(&loader.reserved);
    }
    together(files, &reserved)
}

/// An API of files that have been parsed.
fn together(
    files: impl IntoIterator<Item = Result<Parsed, Vec<Diagnostic>>>,
    reserved: &[String],
) -> Result<Api, SpecErrors> {
    let mut diagnostics = Vec::new();
    let mut parsed = Vec::new();
    for file in files {
        match file {
            Ok(one) => parsed.push(one),
            Err(errors) => diagnostics.extend(errors),
        }
    }
    let api = Api {
        endpoints: parsed.iter().map(|p: &Parsed| p.endpoint.clone()).collect(),
    };
    for (index, problem) in check::api(&api, reserved) {
        diagnostics.push(parsed[index].diagnostic(problem));
    }
    match diagnostics.is_empty() {
        true => Ok(api),
        false => Err(SpecErrors::Invalid(diagnostics)),
    }
}

/// The names of all endpoints under a folder.
fn spec_files(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), SpecErrors> {
    let read_error = |error: io::Error| SpecErrors::Read {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(read_error)? {
        let entry = entry.map_err(read_error)?;
        let file_name = entry.file_name();
        let Some(file_name) = file_name.to_str() else {
            let problem = "a name that is not UTF-8 can not be a module's";
            return Err(SpecErrors::Read {
                path: entry.path(),
                error: io::Error::new(io::ErrorKind::InvalidData, problem),
            });
        };
        // Editors leave `.list.toml.swp` and the like behind.
        if file_name.starts_with('.') {
            continue;
        }
        let file_type = entry.file_type().map_err(read_error)?;
        let refuse = |problem: &str| SpecErrors::Read {
            path: entry.path(),
            error: io::Error::new(io::ErrorKind::InvalidInput, problem),
        };
        if file_type.is_symlink() && entry.path().is_dir() {
            return Err(refuse(
                "a link to a folder is not followed; it may lead back",
            ));
        }
        let is_toml = Path::new(file_name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        if is_toml && !file_name.ends_with(".toml") {
            return Err(refuse(
                "a spec file's name ends with `.toml`, in small letters",
            ));
        }
        if file_type.is_dir() {
            spec_files(&entry.path(), &format!("{prefix}{file_name}/"), names)?;
        } else if let Some(stem) = file_name.strip_suffix(".toml") {
            names.push(format!("{prefix}{stem}"));
        }
    }
    Ok(())
}

//! Reads a `spec/` folder: every `.toml` file is an endpoint named by its path, or contains the types that the
//! endpoints of its folder share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Diagnostic, Source, SpecErrors};
use crate::listing::{self, Listed};
use crate::model::{Api, Endpoint, Field, SharedType, TypeFile, Types};
use crate::names;
use crate::nearest::{nearest_paths, no_endpoint};
use crate::parse::{self, Parsed};
use crate::types;

/// Reads all spec files under a folder.
///
/// # Errors
///
/// Every error of every file at once, or the file that cannot be read.
pub fn load(spec: impl AsRef<Path>) -> Result<Api, SpecErrors> {
    Loader::new(spec).load()
}

/// Reads one spec from text; `name` is the endpoint's name, such as `approval/v2/instance/list`.
///
/// # Errors
///
/// Every error of the spec at once.
pub fn load_str(name: &str, text: &str) -> Result<Endpoint, SpecErrors> {
    load_str_with(name, text, &Arc::default())
}

/// Reads one spec from text, whose fields can refer to `types`.
///
/// # Errors
///
/// Every error of the spec at once.
pub fn load_str_with(name: &str, text: &str, types: &Arc<Types>) -> Result<Endpoint, SpecErrors> {
    let source = Source {
        path: format!("{name}.toml"),
        text: text.to_owned(),
    };
    parsed(name, Arc::new(source), types)
}

fn parsed(name: &str, source: Arc<Source>, types: &Arc<Types>) -> Result<Endpoint, SpecErrors> {
    match parse::parse(name, source, types) {
        Ok(parsed) => Ok(parsed.content),
        Err(rejected) => Err(SpecErrors::Invalid(rejected.diagnostics)),
    }
}

/// Reads the shared types of one file from text; `name` is the name of the file, such as `docx/v1/types`, and `above`
/// are the types of the parent folders.
///
/// # Errors
///
/// Every error of the file at once.
pub fn load_types_str(name: &str, text: &str, above: &Arc<Types>) -> Result<TypeFile, SpecErrors> {
    let source = Source {
        path: format!("{name}.toml"),
        text: text.to_owned(),
    };
    let place = |shared: &str| Some(format!("{}.toml", above.get(shared)?.file));
    let read = parse::parse_types(name, Arc::new(source), above, &place);
    match read.diagnostics.is_empty() {
        true => Ok(read.parsed.content),
        false => Err(SpecErrors::Invalid(read.diagnostics)),
    }
}

/// Reads spec files.
#[derive(Clone, Debug)]
pub struct Loader {
    origin: Origin,
    shown: Option<PathBuf>,
    reserved: Vec<String>,
    output: String,
    only: Option<Vec<String>>,
    elsewhere: Vec<Elsewhere>,
}

/// The shared types of another crate.
#[derive(Clone, Debug)]
struct Elsewhere {
    /// The name of the crate in Rust.
    krate: String,
    /// Its files of types.
    files: BTreeMap<String, Vec<u8>>,
}

/// Where spec files are.
#[derive(Clone, Debug)]
enum Origin {
    Folder(PathBuf),
    /// In memory, by name.
    Texts(BTreeMap<String, Vec<u8>>),
}

impl Loader {
    /// Creates a loader for the spec files under `folder`. A `Cargo.toml` in it is not a spec file.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Loader::of(Origin::Folder(folder.as_ref().to_owned()))
    }

    /// Creates a loader for spec files in memory: the name of each, such as `im/v1/message/create`, and its content. The
    /// last content counts if a name is given twice.
    ///
    /// The files of the whole platform are in the crate [`larkspec-spec`](https://docs.rs/larkspec-spec), which shows how
    /// a build script compiles some of them.
    ///
    /// ```
    /// use larkspec_codegen::Loader;
    ///
    /// let greet = "title = \"Greet\"\n[http]\nmethod = \"GET\"\npath = \"/open-apis/greet\"\ntokens = []";
    /// let api = Loader::texts([("greet", greet)]).load()?;
    /// assert_eq!(api.endpoints[0].name, "greet");
    /// # Ok::<(), larkspec_codegen::SpecErrors>(())
    /// ```
    pub fn texts(files: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<u8>>)>) -> Self {
        let files = files.into_iter();
        let files = files.map(|(name, content)| (name.into(), content.into()));
        Loader::of(Origin::Texts(files.collect()))
    }

    fn of(origin: Origin) -> Self {
        Loader {
            origin,
            shown: None,
            reserved: Vec::new(),
            output: "larkspec".to_owned(),
            only: None,
            elsewhere: Vec::new(),
        }
    }

    /// Reads only some of the endpoints, and of the shared types those that they use. Each name is that of an endpoint,
    /// such as `im/v1/message/create`, or of a folder: `im` stands for everything below it.
    ///
    /// No other file is read. Loading fails if a name matches no spec file.
    ///
    /// ```no_run
    /// // In a build script.
    /// use larkspec_codegen::{Loader, build_with};
    ///
    /// build_with(Loader::new("spec").only(["im/v1/message/create", "docx"]));
    /// ```
    #[must_use]
    pub fn only(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let only = self.only.get_or_insert_default();
        only.extend(names.into_iter().map(Into::into));
        self
    }

    /// Makes the shared types of another crate available under their path in Rust, such as
    /// `type = "list<larkspec::docx::v1::types::Block>"`. The bindings refer to the types of that crate and contain no copies,
    /// so what its endpoints answer can be sent to an endpoint of one's own, and the reverse. `files` are the spec files
    /// from which the crate's bindings were generated; the crate must be a dependency that includes them.
    ///
    /// ```
    /// use larkspec_codegen::Loader;
    ///
    /// let types = "[types.Note]\ntype = \"object\"\n[types.\"Note.text\"]\ntype = \"string\"";
    /// let own = "title = \"Pin a note\"\n[http]\nmethod = \"POST\"\npath = \"/pin\"\ntokens = []\n\
    ///            [body.note]\ntype = \"board::notes::types::Note\"";
    /// let api = Loader::texts([("pin", own)])
    ///     .types_of("board", [("notes/types", types)])
    ///     .load()?;
    /// assert_eq!(api.elsewhere[0].name, "::board/notes/types");
    /// # Ok::<(), larkspec_codegen::SpecErrors>(())
    /// ```
    ///
    /// In a build script, for the types of larkspec: `.types_of("larkspec", larkspec_spec::files())`, with the services
    /// that contain them as features of larkspec.
    #[must_use]
    pub fn types_of(
        mut self,
        krate: impl Into<String>,
        files: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<u8>>)>,
    ) -> Self {
        let files = files.into_iter();
        let files = files.map(|(name, content)| (name.into(), content));
        let types = files.filter(|(name, _)| is_types(name));
        self.elsewhere.push(Elsewhere {
            krate: krate.into(),
            files: types
                .map(|(name, content)| (name, content.into()))
                .collect(),
        });
        self
    }

    /// Sets the path of the folder in errors, if it differs from the real one.
    #[must_use]
    pub fn shown_as(mut self, path: impl AsRef<Path>) -> Self {
        self.shown = Some(path.as_ref().to_owned());
        self
    }

    /// Reserves names at the root of the crate, so that no module may have them.
    #[must_use]
    pub fn reserve(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.reserved.extend(names.into_iter().map(Into::into));
        self
    }

    /// Reserves the names of the modules of a crate with sources under `src`, and of the items that generated code
    /// needs at the root of the library.
    #[must_use]
    pub fn reserve_root(self, src: impl AsRef<Path>) -> Self {
        let modules = fs::read_dir(src).into_iter().flatten().flatten();
        let modules = modules.filter_map(|entry| {
            let path = entry.path();
            Some(path.file_stem()?.to_string_lossy().into_owned())
        });
        self.reserve(modules).reserve(["shape", "__private"])
    }

    /// Sets the name under which a build script stores the bindings, for `larkspec::include_spec!("name")`. All
    /// folders with the same name become one tree of modules.
    #[must_use]
    pub fn output(mut self, name: impl Into<String>) -> Self {
        self.output = name.into();
        self
    }

    /// The name under which a build script stores the bindings.
    #[cfg(feature = "rust")]
    pub(crate) fn output_name(&self) -> &str {
        &self.output
    }

    /// The folder, unless the files are in memory.
    pub fn folder(&self) -> Option<&Path> {
        match &self.origin {
            Origin::Folder(folder) => Some(folder),
            Origin::Texts(_) => None,
        }
    }

    /// Reads all files.
    ///
    /// # Errors
    ///
    /// Every error of every file at once, or the file that cannot be read.
    pub fn load(&self) -> Result<Api, SpecErrors> {
        load_together(std::slice::from_ref(self))
    }

    /// The error about an endpoint that does not exist, with similar names or, if there are none, some that exist. No
    /// spec file is read for it.
    ///
    /// # Errors
    ///
    /// The folder that cannot be read.
    pub fn no_endpoint(&self, name: &str) -> Result<String, SpecErrors> {
        let names = self.names()?;
        let endpoints = names.iter().filter(|name| !is_types(name));
        Ok(no_endpoint(name, endpoints.map(String::as_str)))
    }

    /// Lists the endpoints, ordered by name, without reading their specs: a spec is only checked if its method and path
    /// are not written in the usual form.
    ///
    /// ```
    /// # use larkspec_codegen::Loader;
    /// let greet = "title = \"Greet\"\n[http]\nmethod = \"GET\"\npath = \"/open-apis/greet\"\ntokens = []";
    /// let list = Loader::texts([("greet", greet)]).list()?;
    /// assert_eq!((&*list[0].name, list[0].method.as_str(), &*list[0].path), ("greet", "GET", "/open-apis/greet"));
    /// # Ok::<(), larkspec_codegen::SpecErrors>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or every error of a file without a method or path.
    pub fn list(&self) -> Result<Vec<Listed>, SpecErrors> {
        let names = self.wanted_names()?.into_iter();
        let names = names.filter(|name| !is_types(name));
        names.map(|name| self.listed(name)).collect()
    }

    fn listed(&self, name: String) -> Result<Listed, SpecErrors> {
        let content = match &self.origin {
            Origin::Texts(files) => files.get(&name).map(|content| Cow::Borrowed(&**content)),
            Origin::Folder(_) => Some(Cow::Owned(self.read(&name)?.1)),
        };
        let text = content.as_deref().map(std::str::from_utf8);
        if let Some((method, path)) = text.and_then(Result::ok).and_then(listing::call) {
            let path = path.to_owned();
            return Ok(Listed { name, method, path });
        }
        let http = self.endpoint(&name)?.map(|endpoint| endpoint.http);
        let http = http.ok_or_else(|| self.unknown(&name, &[]))?;
        Ok(Listed {
            name,
            method: http.method,
            path: http.path,
        })
    }

    /// The names of all files, in order.
    fn names(&self) -> Result<Vec<String>, SpecErrors> {
        let mut names = Vec::new();
        match &self.origin {
            Origin::Folder(folder) => spec_files(folder, "", &mut names)?,
            Origin::Texts(files) => names.extend(files.keys().cloned()),
        }
        names.sort();
        Ok(names)
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, SpecErrors> {
        let names = self.wanted_names()?;
        names.iter().map(|name| self.read(name)).collect()
    }

    /// The names of the files that are wanted, in order.
    fn wanted_names(&self) -> Result<Vec<String>, SpecErrors> {
        let names = self.names()?;
        match &self.only {
            Some(only) => self.wanted(only, names),
            None => Ok(names),
        }
    }

    /// The names of the wanted files, and of the files of types that are visible from them.
    fn wanted(&self, only: &[String], names: Vec<String>) -> Result<Vec<String>, SpecErrors> {
        let (types, endpoints): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| is_types(name));
        let is_in = |name: &str, folder: &str| {
            let rest = name.strip_prefix(folder.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        for name in only {
            if !endpoints.iter().any(|endpoint| is_in(endpoint, name)) {
                return Err(self.unknown(name, &endpoints));
            }
        }
        let mut wanted = endpoints;
        wanted.retain(|endpoint| only.iter().any(|name| is_in(endpoint, name)));
        let serves = |types: &String| {
            let folder = types.trim_end_matches(Types::FILE);
            wanted.iter().any(|endpoint| endpoint.starts_with(folder))
        };
        let types: Vec<String> = types.into_iter().filter(serves).collect();
        wanted.extend(types);
        Ok(wanted)
    }

    /// The error for a wanted name that stands for no spec file.
    fn unknown(&self, name: &str, endpoints: &[String]) -> SpecErrors {
        let similar = nearest_paths(name, endpoints.iter().map(String::as_str));
        let similar: Vec<String> = similar.iter().map(|known| format!("`{known}`")).collect();
        let hint = match similar.is_empty() {
            true => String::new(),
            false => format!("; similar names: {}", similar.join(", ")),
        };
        SpecErrors::Read {
            path: self.shown().to_owned(),
            error: io::Error::new(
                io::ErrorKind::NotFound,
                format!("no spec file is called `{name}`, and no folder{hint}"),
            ),
        }
    }

    /// Reads a single endpoint, with the types that are visible from it; `None` if there is no such file. Problems
    /// between endpoints, such as names that collide, are not checked.
    ///
    /// # Errors
    ///
    /// Every error of the file and of the types, or a file that cannot be read.
    pub fn endpoint(&self, name: &str) -> Result<Option<Endpoint>, SpecErrors> {
        if !self.is_endpoint(name) {
            return Ok(None);
        }
        let (name, bytes) = self.read(name)?;
        let mut read = self.type_files(&name)?;
        read.endpoint(self.text(name, bytes));
        let api = read.finish(&[], false)?;
        Ok(api.endpoints.into_iter().next())
    }

    /// Like [`endpoint`](Self::endpoint), with the [types](Self::types) that are visible from it, for programs that read
    /// many endpoints of one folder.
    ///
    /// # Errors
    ///
    /// Every error of the file, or a file that cannot be read.
    pub fn endpoint_with(
        &self,
        name: &str,
        types: &Arc<Types>,
    ) -> Result<Option<Endpoint>, SpecErrors> {
        if !self.is_endpoint(name) {
            return Ok(None);
        }
        let (name, bytes) = self.read(name)?;
        let file = self.text(name, bytes);
        let source = file
            .source
            .map_err(|problem| SpecErrors::Invalid(vec![problem]))?;
        parsed(&file.name, source, types).map(Some)
    }

    /// Whether there is a spec file of an endpoint with this name.
    fn is_endpoint(&self, name: &str) -> bool {
        let is_name = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        is_name && !is_types(name) && self.has(name)
    }

    /// Reads the shared types that are visible from a file of this name, whether it exists or not.
    ///
    /// # Errors
    ///
    /// Every error of the files that describe them, or a file that cannot be read.
    pub fn types(&self, name: &str) -> Result<Arc<Types>, SpecErrors> {
        let read = self.type_files(name)?;
        let visible = read.visible(name);
        read.finish(&[], false)?;
        Ok(visible)
    }

    /// Reads the types that are visible from a file.
    fn type_files(&self, name: &str) -> Result<Files, SpecErrors> {
        let mut read = Files::beside(elsewhere(&self.elsewhere)?);
        let folders = name.match_indices('/').map(|(end, _)| &name[..=end]);
        for folder in std::iter::once("").chain(folders) {
            let types = format!("{folder}{}", Types::FILE);
            if self.has(&types) {
                let (name, bytes) = self.read(&types)?;
                read.types(self.text(name, bytes));
            }
        }
        Ok(read)
    }

    fn has(&self, name: &str) -> bool {
        match &self.origin {
            Origin::Folder(folder) => folder.join(format!("{name}.toml")).is_file(),
            Origin::Texts(files) => files.contains_key(name),
        }
    }

    fn read(&self, name: &str) -> Result<(String, Vec<u8>), SpecErrors> {
        let content = match &self.origin {
            Origin::Folder(folder) => {
                let path = folder.join(format!("{name}.toml"));
                fs::read(&path).map_err(|error| SpecErrors::Read { path, error })?
            }
            Origin::Texts(files) => files.get(name).cloned().unwrap_or_default(),
        };
        Ok((name.to_owned(), content))
    }

    /// The folder that errors show.
    fn shown(&self) -> &Path {
        let shown = self.shown.as_deref().or(self.folder());
        shown.unwrap_or(Path::new("spec"))
    }

    /// The text of a file, with the path that errors show.
    fn text(&self, name: String, bytes: Vec<u8>) -> File {
        let path = self
            .shown()
            .join(format!("{name}.toml"))
            .display()
            .to_string();
        let source = match String::from_utf8(bytes) {
            Ok(text) => Ok(Arc::new(Source { path, text })),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Err(Diagnostic {
                    source: Arc::new(Source { path, text }),
                    span: valid..valid + '\u{fffd}'.len_utf8(),
                    message: "the file is not UTF-8".to_owned(),
                    help: Some("save it as UTF-8".to_owned()),
                })
            }
        };
        File {
            name,
            source,
            is_in_part: self.only.is_some(),
        }
    }
}

/// The name and content of a spec file.
struct File {
    name: String,
    source: Result<Arc<Source>, Diagnostic>,
    /// Whether only some of the endpoints of its folder are read, so that types in it may be unused.
    is_in_part: bool,
}

/// Whether a file with this name describes shared types.
fn is_types(name: &str) -> bool {
    name.rsplit('/').next() == Some(Types::FILE)
}

/// Reads the files of several folders as if they were one.
///
/// # Errors
///
/// Every error of every file at once, or the file that cannot be read.
pub(crate) fn load_together(loaders: &[Loader]) -> Result<Api, SpecErrors> {
    let mut files = Vec::new();
    let mut reserved = Vec::new();
    let mut others = Vec::new();
    for loader in loaders {
        let read = loader.files()?.into_iter();
        files.extend(read.map(|(name, bytes)| loader.text(name, bytes)));
        reserved.extend_from_slice(&loader.reserved);
        others.extend_from_slice(&loader.elsewhere);
    }
    let read = Files::beside(elsewhere(&others)?);
    read.all(files).finish(&reserved, true)
}

/// Reads the types of other crates, and gives each its path in Rust as its name.
fn elsewhere(others: &[Elsewhere]) -> Result<Vec<TypeFile>, SpecErrors> {
    let mut found = Vec::new();
    for Elsewhere { krate, files } in others {
        let loader = Loader::texts(files.clone()).shown_as(krate);
        let texts = loader.files()?.into_iter();
        let texts = texts.map(|(name, bytes)| loader.text(name, bytes));
        let read = Files::default().all(texts.collect());
        let path = |shared: &SharedType| {
            let module = names::module_path(&shared.file).unwrap_or_default();
            format!("{krate}::{}::{}", module.join("::"), shared.field.name)
        };
        for (file, visible) in read.types.iter().zip(&read.visible) {
            let mut types = file.content.types.clone();
            for field in &mut types {
                if let Some(shared) = visible.get(&field.name) {
                    field.name = path(shared);
                }
                rename_uses(&mut field.fields, &|name| visible.get(name).map(path));
            }
            let name = format!("{}{krate}/{}", Types::ELSEWHERE, file.content.name);
            found.push(TypeFile { name, types });
        }
        read.finish(&[], false)?;
    }
    Ok(found)
}

/// Gives the shared types of fields, and of the fields within them, other names.
fn rename_uses(fields: &mut [Field], name: &dyn Fn(&str) -> Option<String>) {
    for field in fields {
        if let Some(renamed) = field.shared.as_deref().and_then(name) {
            field.shared = Some(renamed);
        }
        if let Some(request) = &mut field.request {
            rename_uses(std::slice::from_mut(&mut **request), name);
        }
        rename_uses(&mut field.fields, name);
    }
}

/// The content of the spec files read so far.
#[derive(Default)]
struct Files {
    /// The files of types of other crates, and these types.
    elsewhere: (Vec<TypeFile>, Arc<Types>),
    types: Vec<Parsed<TypeFile>>,
    /// The types that are visible from the folder of each file of types.
    visible: Vec<Arc<Types>>,
    /// The files of types with errors.
    broken: Vec<String>,
    /// The files of types that may contain unused types.
    in_part: BTreeSet<String>,
    endpoints: Vec<Parsed<Endpoint>>,
    diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// The files of a crate that can use types of others.
    fn beside(elsewhere: Vec<TypeFile>) -> Self {
        let visible = types::visible_of(&elsewhere, "");
        Files {
            elsewhere: (elsewhere, Arc::new(visible)),
            ..Files::default()
        }
    }

    /// Reads the files of one or more folders.
    fn all(mut self, files: Vec<File>) -> Self {
        let (mut types, endpoints): (Vec<File>, Vec<File>) =
            files.into_iter().partition(|file| is_types(&file.name));
        // Outer folders first, because inner ones see their types.
        types.sort_by_key(|file| file.name.matches('/').count());
        for file in types {
            self.types(file);
        }
        for file in endpoints {
            self.endpoint(file);
        }
        self
    }

    /// The types that are visible from a file.
    fn visible(&self, name: &str) -> Arc<Types> {
        let files = self.types.iter().zip(&self.visible);
        let nearest = files
            .filter(|(file, _)| file.content.serves(name))
            .max_by_key(|(file, _)| file.content.name.len());
        Arc::clone(nearest.map_or(&self.elsewhere.1, |(_, visible)| visible))
    }

    fn types(&mut self, file: File) {
        if self
            .types
            .iter()
            .any(|known| known.content.name == file.name)
        {
            // Two folders of one build do not see each other's types.
            return self.twice(file);
        }
        if file.is_in_part {
            self.in_part.insert(file.name.clone());
        }
        let source = match file.source {
            Ok(source) => source,
            Err(problem) => {
                self.diagnostics.push(problem);
                self.broken.push(file.name);
                return;
            }
        };
        let above = self.visible(&file.name);
        let elsewhere = |name: &str| {
            let shared = above.get(name)?;
            let mut files = self.types.iter();
            let file = files.find(|file| file.content.name == shared.file)?;
            Some(file.position(&format!("{}.{name}", Types::FILE)))
        };
        let read = parse::parse_types(&file.name, source, &above, &elsewhere);
        if !read.diagnostics.is_empty() {
            self.broken.push(file.name);
        }
        self.diagnostics.extend(read.diagnostics);
        self.types.push(read.parsed);
        self.visible.push(read.visible);
    }

    fn twice(&mut self, file: File) {
        if let Ok(source) = file.source {
            self.diagnostics.push(Diagnostic {
                source,
                span: 0..0,
                message: format!(
                    "another folder of this build contains `{}` as well",
                    file.name
                ),
                help: Some(
                    "put the types into one file, or build one of the folders separately: \
                     `Loader::new(…).output(\"name\")` and `include_spec!(\"name\")`"
                        .to_owned(),
                ),
            });
        }
    }

    fn endpoint(&mut self, file: File) {
        let source = match file.source {
            Ok(source) => source,
            Err(problem) => return self.diagnostics.push(problem),
        };
        match parse::parse(&file.name, source, &self.visible(&file.name)) {
            Ok(parsed) => self.endpoints.push(parsed),
            // Errors that follow from errors in types would be redundant.
            Err(rejected) if rejected.names_types && self.sees_broken(&file.name) => {}
            Err(rejected) => self.diagnostics.extend(rejected.diagnostics),
        }
    }

    /// Whether some types that should be visible from a file are missing.
    fn sees_broken(&self, name: &str) -> bool {
        self.broken.iter().any(|file| {
            let file = TypeFile {
                name: file.clone(),
                types: Vec::new(),
            };
            file.serves(name)
        })
    }

    /// Combines everything into one API, unless there are errors. `is_whole` enables the checks between files.
    fn finish(mut self, reserved: &[String], is_whole: bool) -> Result<Api, SpecErrors> {
        let mut api = Api {
            endpoints: self.endpoints.iter().map(|p| p.content.clone()).collect(),
            types: self.types.iter().map(|p| p.content.clone()).collect(),
            elsewhere: self.elsewhere.0.clone(),
        };
        if is_whole {
            for (index, problem) in check::api(&api, reserved) {
                self.diagnostics
                    .push(self.endpoints[index].diagnostic(problem));
            }
        }
        if is_whole && self.diagnostics.is_empty() {
            for (index, problem) in check::unused(&api) {
                let file = &self.types[index];
                if !self.in_part.contains(&file.content.name) {
                    self.diagnostics.push(file.diagnostic(problem));
                }
            }
            self.drop_unused(&mut api);
        }
        match self.diagnostics.is_empty() {
            true => Ok(api),
            false => Err(SpecErrors::Invalid(self.diagnostics)),
        }
    }

    /// Removes the unused types of files that may have some.
    fn drop_unused(&self, api: &mut Api) {
        let used = types::used(&api.endpoints);
        let in_part = |file: &TypeFile| self.in_part.contains(&file.name);
        let keep = |file: &mut TypeFile| {
            let TypeFile { name, types } = file;
            types.retain(|field| used.contains(&(&**name, &*field.name)));
            !types.is_empty()
        };
        api.types.retain_mut(|file| !in_part(file) || keep(file));
        api.elsewhere.retain_mut(keep);
    }
}

/// The name of the spec file at this path below the folder of all spec files: the path without `.toml`. `None` for other
/// files, such as the temporary files of editors (`.list.toml.swp`) and the manifest of a package of spec files.
pub fn spec_name(path: &str) -> Option<&str> {
    let name = path.strip_suffix(".toml")?;
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    (!is_hidden && path != "Cargo.toml").then_some(name)
}

/// The names of all spec files under a folder.
fn spec_files(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), SpecErrors> {
    let read_error = |error: io::Error| SpecErrors::Read {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(read_error)? {
        let entry = entry.map_err(read_error)?;
        let file_name = entry.file_name();
        let Some(file_name) = file_name.to_str() else {
            let problem = "a name that is not UTF-8 cannot be a module name";
            return Err(SpecErrors::Read {
                path: entry.path(),
                error: io::Error::new(io::ErrorKind::InvalidData, problem),
            });
        };
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
                "links to folders are not followed because they may form a cycle",
            ));
        }
        let is_toml = Path::new(file_name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        if is_toml && !file_name.ends_with(".toml") {
            return Err(refuse(
                "the name of a spec file must end with `.toml` in lower case",
            ));
        }
        if file_type.is_dir() {
            spec_files(&entry.path(), &format!("{prefix}{file_name}/"), names)?;
        } else if let Some(name) = spec_name(&format!("{prefix}{file_name}")) {
            names.push(name.to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::spec_name;

    #[test]
    fn names_of_spec_files() {
        for (path, name) in [
            ("im/v1/message/create.toml", Some("im/v1/message/create")),
            ("types.toml", Some("types")),
            ("shop/v1/Cargo.toml", Some("shop/v1/Cargo")),
            ("Cargo.toml", None),
            ("lib.rs", None),
            ("im/.create.toml", None),
            (".git/x.toml", None),
        ] {
            assert_eq!(spec_name(path), name, "{path}");
        }
    }
}

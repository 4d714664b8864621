//! Checks that no files of any crate in the repository import each other in a circle, and that no emitter of the
//! generator imports another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Item, UseTree};
use walkdir::{DirEntry, WalkDir};

#[test]
fn no_crate_has_a_circle_of_imports() {
    let root = repository();
    let roots = crate_roots(&root);
    assert!(roots.len() > 20, "the crates are gone: {roots:?}");
    let mut found = Vec::new();
    for path in roots {
        let imports = Crate::read(&path).imports();
        for circle in circles(&imports) {
            let files: Vec<String> = circle.iter().map(|file| shown(&root, file)).collect();
            found.push(files.join(", "));
        }
    }
    assert!(
        found.is_empty(),
        "files import each other in a circle; move what they share below all of them:\n{}",
        found.join("\n")
    );
}

/// Each emitter depends on the model and on what is below it.
#[test]
fn no_emitter_imports_another() {
    let src = repository().join("codegen/src");
    let imports = Crate::read(&src.join("lib.rs")).imports();
    let emitters = ["rust.rs", "shape.rs", "schema.rs", "diff.rs"].map(|file| src.join(file));
    for emitter in &emitters {
        assert!(
            imports.contains_key(emitter),
            "{} is gone",
            emitter.display()
        );
        let reached = reach(&imports, emitter);
        let others = emitters.iter().filter(|other| *other != emitter);
        let found: Vec<_> = others.filter(|other| reached.contains(*other)).collect();
        assert!(found.is_empty(), "{} imports {found:?}", emitter.display());
    }
}

/// The tests of a crate are one program, and cargo looks for no others.
#[test]
fn no_file_of_tests_is_left_out() {
    let roots = crate_roots(&repository());
    let programs = roots.iter().filter(|path| path.ends_with("tests/main.rs"));
    let mut count = 0;
    for program in programs {
        let folder = program.parent().unwrap();
        let manifest = fs::read_to_string(folder.with_file_name("Cargo.toml")).unwrap();
        let modules = Crate::read(program).modules;
        for file in entries(folder) {
            let Some(name) = file.file_stem().filter(|_| file.extension().is_some()) else {
                continue;
            };
            let is_module = modules.values().any(|module| module.file == file);
            let is_program = manifest.contains(&format!("[[test]]\nname = {name:?}\n"));
            let is_source = file.extension().is_some_and(|e| e == "rs");
            assert!(
                !is_source || is_module || is_program,
                "{} is not run: add `mod {};` to {}",
                file.display(),
                name.display(),
                program.display()
            );
            count += 1;
        }
    }
    assert!(count > 50, "the tests are gone");
}

#[test]
fn an_import_is_found_however_it_is_written() {
    let folder = std::env::temp_dir().join(format!("larkspec-imports-{}", std::process::id()));
    for (name, text) in [
        (
            "lib.rs",
            "mod a; mod b; mod c; mod d; mod e; pub use d::Deep; pub use e::Client; pub struct Own; include_spec!();",
        ),
        (
            "a.rs",
            "use crate::{b::{self, f}, Deep}; fn x() { b::f(); }",
        ),
        (
            "b.rs",
            "mod inner; pub fn f() { println!(\"{}\", inner::g()) }",
        ),
        ("b/inner.rs", "pub fn g() -> super::super::c::C { loop {} }"),
        (
            "c.rs",
            "pub struct C; #[cfg(test)] mod tests { use crate::a; }",
        ),
        ("d.rs", "pub struct Deep(crate::Own);"),
        // `im` is generated.
        ("e.rs", "pub struct Client(crate::im::v1::List);"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let imports = Crate::read(&folder.join("lib.rs")).imports();
    let found: Vec<String> = imports
        .iter()
        .flat_map(|(from, to)| {
            to.iter()
                .map(|to| format!("{} → {}", shown(&folder, from), shown(&folder, to)))
        })
        .collect();
    let circles = circles(&imports);
    fs::remove_dir_all(&folder).unwrap();
    let expected = [
        "a.rs → b.rs",
        "a.rs → d.rs",
        "b/inner.rs → c.rs",
        "b.rs → b/inner.rs",
        "d.rs → lib.rs",
        "lib.rs → d.rs",
        "lib.rs → e.rs",
    ];
    assert_eq!(found, expected);
    assert_eq!(circles, [[folder.join("d.rs"), folder.join("lib.rs")]]);
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn shown(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// The root file of every crate: libraries, programs, tests, benches, examples.
fn crate_roots(repository: &Path) -> Vec<PathBuf> {
    let is_source = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        name != "target" && (entry.depth() == 0 || !name.starts_with('.'))
    };
    let entries_below = WalkDir::new(repository).into_iter().filter_entry(is_source);
    let manifests = entries_below
        .map(Result::unwrap)
        .filter(|entry| entry.file_name() == "Cargo.toml");
    let mut roots = Vec::new();
    for manifest in manifests {
        let package = manifest.path().parent().unwrap();
        let own = ["src/lib.rs", "src/main.rs", "build.rs"].map(|file| package.join(file));
        roots.extend(own.into_iter().filter(|file| file.is_file()));
        for folder in ["src/bin", "tests", "benches", "examples", "fuzz_targets"] {
            let files = entries(&package.join(folder)).into_iter();
            roots.extend(files.filter(|path| path.extension().is_some_and(|e| e == "rs")));
        }
    }
    roots.sort();
    roots
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// The modules of a crate, by their paths: `["rust", "structs"]`.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
}

/// A module: a file, or a part of one.
#[derive(Default)]
struct Module {
    file: PathBuf,
    /// What it declares itself.
    own: BTreeSet<String>,
    /// What it imports under a name, and from where.
    uses: BTreeMap<String, Vec<String>>,
    /// The modules from which it imports everything.
    globs: Vec<Vec<String>>,
    /// Every path that it contains.
    paths: Vec<Vec<String>>,
    /// Whether it also holds what the build generates, which is in no file of the crate.
    generated: bool,
}

/// Names that must not be followed further, because they lead back to themselves.
const DEEP: usize = 16;

impl Crate {
    fn read(root: &Path) -> Self {
        let mut found = Crate::default();
        // The root's modules are next to it, like those of a `mod.rs`.
        found.file(root, root.parent().unwrap(), Vec::new());
        found
    }

    fn file(&mut self, file: &Path, folder: &Path, at: Vec<String>) {
        let text = fs::read_to_string(file).unwrap();
        let parsed = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        self.items(file, folder, at, parsed.items);
    }

    fn items(&mut self, file: &Path, folder: &Path, at: Vec<String>, items: Vec<Item>) {
        let mut module = Module {
            file: file.to_owned(),
            ..Module::default()
        };
        for item in items {
            match item {
                Item::Mod(item) => {
                    let is_test = item.attrs.iter().any(|attribute| {
                        let text = attribute.meta.to_token_stream().to_string();
                        text.replace(' ', "") == "cfg(test)"
                    });
                    if is_test {
                        continue;
                    }
                    let name = item.ident.to_string();
                    let inside = child(&at, &name);
                    module.own.insert(name.clone());
                    match item.content {
                        Some((_, items)) => self.items(file, &folder.join(&name), inside, items),
                        None => self.module_file(folder, &name, inside),
                    }
                }
                Item::Use(item) => module.brings(&item.tree, Vec::new()),
                Item::Macro(item) if item.mac.path.is_ident("include_spec") => {
                    module.generated = true;
                }
                item => {
                    module.own.extend(declared(&item));
                    module.paths_in(item.to_token_stream());
                }
            }
        }
        self.modules.insert(at, module);
    }

    fn module_file(&mut self, folder: &Path, name: &str, at: Vec<String>) {
        let flat = folder.join(format!("{name}.rs"));
        let below = folder.join(name);
        match flat.is_file() {
            true => self.file(&flat, &below, at),
            // A file elsewhere (with `#[path]`, or of a feature) is not in the tree.
            false if below.join("mod.rs").is_file() => self.file(&below.join("mod.rs"), &below, at),
            false => {}
        }
    }

    /// Which file imports which.
    fn imports(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let mut imports: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for (at, module) in &self.modules {
            let own = imports.entry(module.file.clone()).or_default();
            let used = module.uses.values().chain(&module.globs);
            for path in used.chain(&module.paths) {
                let target = self
                    .resolve(at, path, 0)
                    .filter(|file| **file != module.file);
                own.extend(target.cloned());
            }
        }
        imports
    }

    /// The file in which the path of a module ends; `None` for an item of another crate.
    fn resolve(&self, at: &[String], path: &[String], depth: usize) -> Option<&PathBuf> {
        let (first, mut rest) = path.split_first()?;
        let mut at = at.to_vec();
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()?),
            // A name in this module: a child, or what it has imported.
            name => {
                let module = self.modules.get(&at)?;
                let inside = child(&at, name);
                let is_child = self.modules.contains_key(&inside);
                if !is_child && !module.uses.contains_key(name) {
                    return None;
                }
                rest = path;
            }
        }
        for (index, name) in rest.iter().enumerate() {
            if name == "super" {
                at.pop()?;
                continue;
            }
            let inside = child(&at, name);
            if self.modules.contains_key(&inside) {
                at = inside;
                continue;
            }
            let module = self.modules.get(&at)?;
            if module.own.contains(name) || depth > DEEP {
                break;
            }
            if let Some(other) = module.uses.get(name) {
                let path = [other, &rest[index + 1..]].concat();
                return self.resolve(&at, &path, depth + 1);
            }
            let through = |glob: &Vec<String>| {
                let path = [glob, &rest[index..]].concat();
                self.resolve(&at, &path, depth + 1)
            };
            let found = module.globs.iter().find_map(through);
            return found.or((!module.generated).then_some(&module.file));
        }
        self.modules.get(&at).map(|module| &module.file)
    }
}

impl Module {
    /// What a `use` item imports.
    fn brings(&mut self, tree: &UseTree, mut path: Vec<String>) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.brings(&tree.tree, path);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.brings(tree, path.clone());
                }
            }
            UseTree::Glob(_) => self.globs.push(path),
            UseTree::Name(name) if name.ident == "self" => {
                self.uses
                    .extend(path.last().cloned().map(|name| (name, path)));
            }
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.uses.insert(name.ident.to_string(), path);
            }
            UseTree::Rename(renamed) => {
                if renamed.ident != "self" {
                    path.push(renamed.ident.to_string());
                }
                // `as _` gives no name, but each such import is distinct.
                let name = format!("{} {}", renamed.rename, self.uses.len());
                let name = if renamed.rename == "_" {
                    name
                } else {
                    renamed.rename.to_string()
                };
                self.uses.insert(name, path);
            }
        }
    }

    /// The paths in code, macros and `use` within functions included.
    fn paths_in(&mut self, tokens: TokenStream) {
        self.scan(tokens, &[]);
    }

    fn scan(&mut self, tokens: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let colons = |index: usize| {
            let is_colon = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
            is_colon(tokens.get(index)) && is_colon(tokens.get(index + 1))
        };
        let mut index = 0;
        while index < tokens.len() {
            let mut path = before.to_vec();
            while let Some(TokenTree::Ident(ident)) = tokens.get(index) {
                path.push(ident.to_string());
                index += 1;
                if !colons(index) {
                    break;
                }
                index += 2;
            }
            match tokens.get(index) {
                // What follows `::` in braces belongs to the path.
                Some(TokenTree::Group(group)) => {
                    let open = group.delimiter() == Delimiter::Brace
                        && path.len() > before.len()
                        && index >= 2
                        && colons(index - 2);
                    self.scan(group.stream(), if open { &path } else { &[] });
                    index += 1;
                }
                // The path of another crate begins with `::`.
                Some(_) if path.len() == before.len() && colons(index) => {
                    index += 2;
                    while let Some(TokenTree::Ident(_)) = tokens.get(index) {
                        index += 1;
                        if !colons(index) {
                            break;
                        }
                        index += 2;
                    }
                }
                Some(_) if path.len() == before.len() => index += 1,
                _ => {}
            }
            if path.len() > 1 {
                self.paths.push(path);
            }
        }
    }
}

/// The module of this name in another.
fn child(at: &[String], name: &str) -> Vec<String> {
    at.iter().cloned().chain([name.to_owned()]).collect()
}

/// The names that an item declares.
fn declared(item: &Item) -> Vec<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => return item.ident.iter().map(ToString::to_string).collect(),
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return Vec::new(),
    };
    vec![ident.to_string()]
}

/// All files that a file reaches through imports.
fn reach<'i>(
    imports: &'i BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    from: &Path,
) -> BTreeSet<&'i PathBuf> {
    let mut reached = BTreeSet::new();
    let mut left: Vec<&PathBuf> = imports.get(from).into_iter().flatten().collect();
    while let Some(file) = left.pop() {
        if reached.insert(file) {
            left.extend(imports.get(file).into_iter().flatten());
        }
    }
    reached
}

/// The sets of files that import each other, directly or through others.
fn circles(imports: &BTreeMap<PathBuf, BTreeSet<PathBuf>>) -> Vec<Vec<PathBuf>> {
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> = imports
        .keys()
        .map(|file| (file, reach(imports, file)))
        .collect();
    let mut circles = BTreeSet::new();
    for (file, there) in &reached {
        let back = |other: &&&PathBuf| reached.get(**other).is_some_and(|back| back.contains(file));
        let circle: Vec<PathBuf> = there.iter().filter(back).map(|f| (*f).clone()).collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

//! What build scripts call: it writes the bindings for the spec files of folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::bindings;
use crate::load::{Loader, load_together};
use crate::model::Api;

/// Generates the bindings for every spec file under `spec`. Call it from a build script.
///
/// `spec` is relative to the package. The modules are written to `$OUT_DIR/larkspec.rs` and to one file per service,
/// where `larkspec::include_spec!()` finds them. Several calls add to the same tree of modules. Every error of every
/// spec file is reported through cargo, formatted as rustc does, and fails the build.
pub fn build(spec: impl AsRef<Path>) {
    build_with(Loader::new(spec));
}

/// The folders that this build script has built so far, by the name of their output.
static BUILT: Mutex<BTreeMap<String, Vec<Loader>>> = Mutex::new(BTreeMap::new());

/// Like [`build`], for [some](Loader::only) of the endpoints, with names at the crate's root that no module may
/// [have](Loader::reserve), or with a separate [`output`](Loader::output).
pub fn build_with(loader: Loader) {
    if let Some(folder) = loader.folder() {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let output = loader.output_name().to_owned();
    let loaders = built.entry(output.clone()).or_default();
    // The name would be ambiguous in the module that includes it.
    loaders.push(loader.reserve(["larkspec"]));
    if let Err(errors) = build_together(&output, loaders) {
        // Its errors are not reported again with the next folder.
        loaders.pop();
        // A directive ends at the end of its line, and cargo prefixes each line.
        for line in errors.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn build_together(output: &str, loaders: &[Loader]) -> Result<(), String> {
    let api = load_together(loaders).map_err(|errors| errors.render(false))?;
    let out = std::env::var_os("OUT_DIR")
        .ok_or("error: `OUT_DIR` is not set: call this function from a build script")?;
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    write_bindings(&api, Path::new(&out), output, &package.replace('-', "_"))
        .map_err(|e| format!("error: cannot write the bindings: {e}"))
}

/// Writes `OUTPUT.rs` and the files that it includes, in a folder next to it; removes those of services that no
/// longer exist.
fn write_bindings(api: &Api, out: &Path, output: &str, crate_name: &str) -> std::io::Result<()> {
    let folder = out.join(output);
    std::fs::create_dir_all(&folder)?;
    let mut written = BTreeSet::new();
    bindings::files(api, output, crate_name, &mut |file, text| {
        let path = out.join(file);
        write_if_changed(&path, text)?;
        written.insert(path);
        Ok(())
    })?;
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|e| e == "rs" || e == "schemas")
            && !written.contains(&path)
        {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Does not rewrite an unchanged file, so that nothing that depends on it is rebuilt.
fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    std::fs::write(path, text)
}

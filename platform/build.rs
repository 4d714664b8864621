//! Writes the table of calls: an entry for every endpoint, with its generated types and caller.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use larkspec_codegen::names::module_path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut table = String::from("&[\n");
    let names = larkspec_spec::files().map(|(name, _)| name);
    // Files of that name hold shared types.
    for name in names.filter(|name| name.split('/').next_back() != Some("types")) {
        let module = module_path(name).ok_or_else(|| format!("{name} is not a module"))?;
        writeln!(table, "    call!({name:?}, {}),", module.join("::"))?;
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    Ok(fs::write(out.join("calls.rs"), table)?)
}

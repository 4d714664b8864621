//! Writes the table of calls: an entry for every endpoint, with its generated types and caller; and a table of the
//! examples in the docs of all endpoints, each as a function.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use larkspec_codegen::names::module_path;
use larkspec_codegen::{Loader, example};

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
    fs::write(out.join("calls.rs"), table)?;
    Ok(fs::write(out.join("examples.rs"), examples()?)?)
}

/// The examples, with the client, variables and files of the test.
fn examples() -> Result<String, Box<dyn Error>> {
    let loader = Loader::texts(larkspec_spec::files()).shown_as("spec");
    let api = loader.load().map_err(|errors| errors.render(false))?;
    let mut modules = String::new();
    let mut table = String::new();
    for (number, endpoint) in api.endpoints.iter().enumerate() {
        let program = example(endpoint, "larkspec")
            .replace("Client::from_env()?", "crate::client()")
            .replace("std::env::var(", "crate::variable(")
            .replace("std::fs::read(", "crate::file(")
            // A list of the sandbox may be endless, and a rate limit takes time.
            .replace("for item in items {", "for item in items.take(1) {")
            .replace("println!", "format!")
            .replace("fn main()", "pub fn main()");
        writeln!(modules, "mod e{number} {{\n{program}}}")?;
        let name = &endpoint.name;
        if endpoint.page.is_some() && !program.contains("items.take(1)") {
            return Err(format!("the example of {name} reads its list in other words").into());
        }
        writeln!(table, "({name:?}, || Ok(e{number}::main()?)),")?;
    }
    Ok(format!(
        "{modules}\npub static EXAMPLES: &[(&str, fn() -> Result<(), Box<dyn std::error::Error>>)] = &[\n{table}];\n"
    ))
}

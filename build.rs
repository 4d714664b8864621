//! Generates the modules of this crate from the files of larkspec-spec: those of the services whose features are on; and
//! the list of all endpoints for its docs. Without a service, the crate has the endpoints that it calls itself, whose
//! modules are in `own.rs`: the generator then need not be compiled.

use std::env;
#[cfg(feature = "endpoints")]
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

#[cfg(feature = "endpoints")]
use larkspec_codegen::{Listed, Loader, names};
#[cfg(feature = "endpoints")]
use larkspec_spec::OWN;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    write(out.into());
}

#[cfg(not(feature = "endpoints"))]
fn write(out: PathBuf) {
    println!("cargo::rerun-if-changed=own.rs");
    fs::copy("own.rs", out.join("larkspec.rs")).expect("OUT_DIR is writable");
    fs::write(out.join("endpoints.md"), "").expect("OUT_DIR is writable");
}

#[cfg(feature = "endpoints")]
fn write(out: PathBuf) {
    // Reports a top-level folder of `spec/` that has the name of a module; rustc would only report a duplicate
    // definition.
    println!("cargo::rerun-if-changed=src");
    let services = larkspec_spec::services().filter(|service| is_on(service));
    let loader = Loader::texts(larkspec_spec::files()).shown_as("spec");
    // If the files have errors, `build_with` reports them.
    let list = loader
        .list()
        .map_or_else(|_| String::new(), |all| list(&all));
    fs::write(out.join("endpoints.md"), list).expect("OUT_DIR is writable");
    larkspec_codegen::build_with(loader.only(services.chain(OWN)).reserve_root("src"));
}

/// Whether the feature of a service is on.
#[cfg(feature = "endpoints")]
fn is_on(service: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{}", service.to_uppercase())).is_some()
}

/// All endpoints by service, as Markdown. Those that are compiled are links.
#[cfg(feature = "endpoints")]
fn list(all: &[Listed]) -> String {
    let mut list = String::new();
    for of_service in all.chunk_by(|a, b| service(&a.name) == service(&b.name)) {
        let name = service(&of_service[0].name);
        let count = of_service.len();
        writeln!(
            list,
            "<details><summary><code>{name}</code> ({count})</summary>\n"
        )
        .expect("a string");
        for Listed { name, method, path } in of_service {
            let module =
                names::module_path(name).filter(|_| is_on(service(name)) || OWN.contains(&&**name));
            let link = match module {
                // In a link, `#` would begin a fragment.
                Some(module) => {
                    let path = module.join("::").replace("r#", "");
                    format!("[`{name}`](crate::{path})")
                }
                None => format!("`{name}`"),
            };
            writeln!(list, "- {link}: `{} {path}`", method.as_str()).expect("a string");
        }
        list.push_str("\n</details>\n\n");
    }
    list
}

/// The service of an endpoint.
#[cfg(feature = "endpoints")]
fn service(endpoint: &str) -> &str {
    endpoint.split('/').next().unwrap_or(endpoint)
}

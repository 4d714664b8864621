//! Every service of the platform is a feature, and every feature of a service compiles its endpoints.

use std::collections::{BTreeMap, BTreeSet};

use larkspec_codegen::Loader;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const MANIFEST: &str = include_str!("../Cargo.toml");

/// Features that are not services.
const OTHERS: [&str; 6] = [
    "default",
    "endpoints",
    "full",
    "native-tls",
    "rustls",
    "schemars",
];

/// The features in the manifest, with what each turns on.
fn features() -> BTreeMap<String, Vec<String>> {
    let manifest = DeTable::parse(MANIFEST).unwrap();
    let features = manifest.get_ref()["features"].get_ref().as_table().unwrap();
    let strings = |value: &Spanned<DeValue<'_>>| {
        let strings = value.get_ref().as_array().unwrap().iter();
        strings
            .map(|string| string.get_ref().as_str().unwrap().to_owned())
            .collect()
    };
    features
        .iter()
        .map(|(name, value)| (name.get_ref().to_string(), strings(value)))
        .collect()
}

#[test]
fn every_folder_of_spec_files_is_a_feature() {
    let services: BTreeSet<String> = larkspec_spec::services().map(str::to_owned).collect();
    let features = features();
    let named = features.keys().cloned();
    let named: BTreeSet<String> = named.filter(|name| !OTHERS.contains(&&**name)).collect();
    assert_eq!(
        named, services,
        "the features in Cargo.toml (left) are not the folders of spec/"
    );
    let full: BTreeSet<String> = features["full"].iter().cloned().collect();
    assert_eq!(full, services, "`full` (left) is not every folder of spec/");
    for service in &services {
        assert_eq!(features[service], ["endpoints"], "{service}");
    }
}

#[test]
fn the_docs_have_nearly_all_services() {
    let services = larkspec_spec::services();
    let manifest = DeTable::parse(MANIFEST).unwrap();
    let keys = ["package", "metadata", "docs", "rs", "features"];
    let (features, tables) = keys.split_last().unwrap();
    let docs = tables.iter().fold(manifest.get_ref(), |table, key| {
        table[*key].get_ref().as_table().unwrap()
    });
    let docs = docs[*features].get_ref().as_array().unwrap().iter();
    let docs: BTreeSet<&str> = docs.filter_map(|name| name.get_ref().as_str()).collect();
    let left_out = services.filter(|name| !docs.contains(name));
    // They are too large for docs.rs; the comment in the manifest names them.
    assert_eq!(left_out.collect::<Vec<_>>(), ["corehr", "hire"]);
}

/// What is compiled without any service, by the build script of this crate.
#[test]
fn the_endpoints_that_the_crate_calls_itself_are_up_to_date() {
    let loader = Loader::texts(larkspec_spec::files()).only(larkspec_spec::OWN);
    let source = larkspec_codegen::rust_source(&loader.load().unwrap(), "larkspec");
    let is_current = include_str!("../own.rs").ends_with(&source);
    assert!(is_current, "to update own.rs, run: cargo xtask golden");
}

#[test]
fn the_features_that_are_on_are_compiled() {
    let all: BTreeSet<&str> = larkspec_spec::files()
        .map(|(name, _)| name)
        .filter(|name| !is_types(name))
        .collect();
    let compiled: BTreeSet<&str> = larkspec::ENDPOINTS.iter().map(|e| e.name()).collect();
    assert!(compiled.is_subset(&all));
    assert!(compiled.contains("auth/v3/tenant_access_token/internal"));
    let default: BTreeSet<&str> = all
        .iter()
        .filter(|name| name.starts_with("approval/") || name.starts_with("auth/"))
        .copied()
        .collect();
    assert!(default.len() > 50, "{default:?}");
    assert!(compiled.is_superset(&default));
    #[cfg(not(feature = "im"))]
    assert!(!compiled.contains("im/v1/message/create"));
}

/// Both READMEs list all services with the numbers of their endpoints.
#[test]
fn the_readmes_list_the_services() {
    let readmes = [
        include_str!("../README.md"),
        include_str!("../README.zh-CN.md"),
    ];
    let endpoints = larkspec_spec::files().map(|(name, _)| name);
    let endpoints: Vec<&str> = endpoints.filter(|name| !is_types(name)).collect();
    let of_service = |service: &str| {
        let is_of_it = |name: &&&str| name.split('/').next() == Some(service);
        endpoints.iter().filter(is_of_it).count()
    };
    let listed = larkspec_spec::services().map(|name| format!("`{name}` {}", of_service(name)));
    let listed: Vec<String> = listed.collect();
    let count = endpoints.len().to_string();
    let (thousands, rest) = count.split_at(count.len() - 3);
    for readme in readmes {
        assert!(readme.contains(&format!("{thousands},{rest} ")), "{count}");
        assert!(readme.contains(&format!("{} ", listed.len())));
        let readme = readme.replace('\n', " ");
        assert!(
            readme.contains(&listed.join(", ")),
            "the list of services must be {}",
            listed.join(", ")
        );
    }
}

/// Whether a file describes shared types.
fn is_types(name: &str) -> bool {
    name.rsplit('/').next() == Some("types")
}

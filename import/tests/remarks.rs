//! `REMARKS.md` lists every kind of remark of the importer with a decision, and no other; `decided.toml` is about
//! endpoints of the collection.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use larkspec_import::Decisions;
use regex::Regex;

/// The source of the crate, without tests.
fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, texts),
            false => {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                texts.push(code.to_owned());
            }
        }
    }
}

#[test]
fn every_kind_of_remark_has_a_decision() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    sources(&root.join("src"), &mut texts);
    // The name is the first literal of this form in a call that adds a remark, or in an error.
    let said = Regex::new(
        r#"(?s)(?:(?:\.(?:note|warn|refuse)|Refusal::new|\.push)\(\(?[^;"]*?|=> |rule: )"([a-z0-9]+(?:-[a-z0-9]+)+)""#,
    );
    let said = said.unwrap();
    let literal = Regex::new(r#""([a-z0-9]+(?:-[a-z0-9]+)+)""#).unwrap();
    let all = |regex: &Regex| -> BTreeSet<String> {
        let found = texts.iter().flat_map(|text| regex.captures_iter(text));
        found.map(|found| found[1].to_owned()).collect()
    };
    let (said, literals) = (all(&said), all(&literal));
    let table = fs::read_to_string(root.join("REMARKS.md")).unwrap();
    let row = Regex::new(r"(?m)^\| `([a-z0-9-]+)` \| [\d,]+ \| \S.* \|$").unwrap();
    let listed: BTreeSet<String> = row
        .captures_iter(&table)
        .map(|row| row[1].to_owned())
        .collect();
    let no_remark = ["hand-written", "md-enum", "md-perm"];
    let missing: Vec<&String> = said
        .difference(&listed)
        .filter(|kind| !no_remark.contains(&kind.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "REMARKS.md lacks a decision for {missing:?}"
    );
    let stale: Vec<&String> = listed
        .difference(&literals)
        .filter(|kind| *kind != "contradiction")
        .collect();
    assert!(
        stale.is_empty(),
        "REMARKS.md lists kinds that do not exist: {stale:?}"
    );
    assert!(said.len() > 90, "{}", said.len());
}

/// What is decided in the collection. `cargo xtask drift` compares the decisions with the pages.
#[test]
fn every_decision_is_about_an_endpoint_of_the_collection() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let decided = Decisions::own().endpoints().into_iter();
    let unknown = decided.filter(|name| !spec.join(format!("{name}.toml")).exists());
    assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&str>::new());
}

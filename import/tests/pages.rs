//! The importer over stored documentation pages, where there are any: `LARKSPEC_PAGES`, or a folder
//! `shared/pages` next to the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::stored::pages;
use larkspec_codegen::model::{Endpoint, Field, Section};
use larkspec_import::{ImportError, Imported, Severity, import, merge, tree, write};
use rayon::prelude::*;

fn read(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).expect("a page");
                found.insert(path.strip_prefix(folder).expect("below").to_owned(), text);
            }
        }
    }
    found
}

fn all(pages: &Path) -> Vec<(PathBuf, String)> {
    ["portal", "tables", "tables-2026-05", "flat", "english"]
        .iter()
        .flat_map(|folder| {
            read(&pages.join(folder))
                .into_iter()
                .map(|(path, text)| (Path::new(folder).join(path), text))
        })
        .chain([(
            PathBuf::from("seed.md"),
            fs::read_to_string(pages.join("seed.md")).expect("the seed"),
        )])
        .collect()
}

/// All pages, each imported once for all tests.
static IMPORTED: LazyLock<BTreeMap<PathBuf, Result<Imported, ImportError>>> = LazyLock::new(|| {
    let pages = all(&pages()).into_par_iter();
    pages
        .map(|(path, text)| (path, import(&text, None)))
        .collect()
});

/// The pages of a folder, by their paths in it.
fn of(folder: &str) -> BTreeMap<&'static Path, &'static Result<Imported, ImportError>> {
    let pages = IMPORTED.iter();
    pages
        .filter_map(|(path, page)| Some((path.strip_prefix(folder).ok()?, page)))
        .collect()
}

/// The pages that are accepted.
fn accepted() -> impl Iterator<Item = (&'static Path, &'static Imported)> {
    let pages = IMPORTED.iter();
    pages.filter_map(|(path, page)| Some((&**path, page.as_ref().ok()?)))
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn nearly_all_pages_import() {
    let portal = of("portal");
    let refused: Vec<String> = portal
        .iter()
        .filter_map(|(path, page)| Some(format!("{}: {}", path.display(), page.as_ref().err()?)))
        .collect();
    println!(
        "{} of {} pages refused:\n{}",
        refused.len(),
        portal.len(),
        refused.join("\n")
    );
    assert!(refused.len() * 100 <= portal.len(), "more than 1 % refused");
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn every_spec_loads_as_it_was_read() {
    for (path, imported) in accepted() {
        let spec = write::write(&imported.endpoint);
        match larkspec_codegen::load_str(&imported.endpoint.name, &spec) {
            Err(errors) => panic!("{}:\n{errors}", path.display()),
            Ok(loaded) => assert_eq!(loaded, imported.endpoint, "{}", path.display()),
        }
    }
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn merging_the_same_page_changes_nothing() {
    for (path, imported) in accepted() {
        let name = &imported.endpoint.name;
        let spec = write::write(&imported.endpoint);
        let merged = merge::merge(name, &spec, imported)
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(
            merged.text,
            spec,
            "{}: {:?}",
            path.display(),
            merged.changes
        );
    }
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn merging_another_version_gives_its_facts() {
    let old = of("tables");
    for (path, after) in of("tables-2026-05") {
        let (Ok(before), Ok(after)) = (old[path], after) else {
            continue;
        };
        let name = before.endpoint.name.as_str();
        let spec = write::write(&before.endpoint);
        let merged =
            merge::merge(name, &spec, after).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut loaded = larkspec_codegen::load_str(name, &merged.text).expect("a spec that loads");
        let mut wanted = after.endpoint.clone();
        // Not facts of a page: its address is stored once, and formats are only ever added.
        wanted.source.clone_from(&loaded.source);
        wanted.name.clone_from(&loaded.name);
        wanted.title.clone_from(&loaded.title);
        for endpoint in [&mut loaded, &mut wanted] {
            endpoint.example = Default::default();
            endpoint.page = None;
            endpoint.replaced_by = None;
            Section::ALL
                .into_iter()
                .for_each(|section| forget_loose(endpoint.section_mut(section)));
            endpoint.errors.sort_by_key(|error| error.code);
            endpoint.http.scopes.sort();
        }
        assert_eq!(sorted(loaded), sorted(wanted), "{}", path.display());
        for change in &merged.changes {
            println!("{}: {change}", path.display());
        }
    }
}

fn forget_loose(fields: &mut [Field]) {
    for field in fields {
        field.example = None;
        field.format = None;
        field
            .rules
            .values
            .sort_by_key(|value| value.value.to_string());
        forget_loose(&mut field.fields);
    }
}

/// The order of fields follows the page in a new file, and people in an existing one.
fn sorted(mut endpoint: Endpoint) -> Endpoint {
    fn sort(fields: &mut [Field]) {
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        fields.iter_mut().for_each(|field| sort(&mut field.fields));
    }
    Section::ALL
        .into_iter()
        .for_each(|section| sort(endpoint.section_mut(section)));
    endpoint
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn both_forms_of_a_page_agree_or_say_why() {
    let portal = of("portal");
    let (mut same, mut explained) = (0, 0);
    let mut unexplained = Vec::new();
    for (path, page) in of("tables") {
        match (portal[path], page) {
            (Ok(a), Ok(b)) => {
                let differences = differences(&a.endpoint, &b.endpoint);
                for difference in &differences {
                    match speaks_of(a, difference) || speaks_of(b, difference) {
                        true => explained += 1,
                        false => unexplained.push(format!("{}: {difference}", path.display())),
                    }
                }
                same += usize::from(differences.is_empty());
            }
            (Err(a), Err(b)) if a.to_string() == b.to_string() => same += 1,
            (a, b) => {
                let refusals = (a.as_ref().err(), b.as_ref().err());
                unexplained.push(format!("{}: {refusals:?}", path.display()));
            }
        }
    }
    println!("{same} pages the same, {explained} differences explained");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn flattened_pages_have_the_same_tree_or_say_so() {
    let pages = pages();
    let imported = of("tables");
    let (mut same, mut rows, mut lost, mut wrong) = (0, 0, 0, Vec::new());
    let texts = read(&pages.join("tables")).into_par_iter();
    let both = texts.filter_map(|(path, text)| {
        let whole = imported[&*path].as_ref().ok()?;
        let flattened: String = text
            .lines()
            .map(
                |line| match line.trim_start().starts_with('|') || line.contains(['└', '∟']) {
                    true => line
                        .replace("&nbsp;", "")
                        .replace("&emsp;", "")
                        .replace("&ensp;", "")
                        .replace(['└', '∟'], ""),
                    false => line.to_owned(),
                },
            )
            .collect::<Vec<_>>()
            .join("\n");
        let flat = import(&flattened, None).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Some((path, whole, flat))
    });
    for (path, whole, flat) in both.collect::<Vec<_>>() {
        let (a, b) = (paths(&whole.endpoint), paths(&flat.endpoint));
        rows += a.len();
        same += usize::from(a == b);
        for missing in a.keys().filter(|at| !b.contains_key(*at)) {
            lost += 1;
            if !speaks_of(&flat, missing) && !speaks_of(whole, missing) {
                wrong.push(format!("{}: lost {missing}", path.display()));
            }
        }
        for strange in b.keys().filter(|at| !a.contains_key(*at)) {
            if !speaks_of(&flat, strange) && !speaks_of(whole, strange) {
                wrong.push(format!("{}: made up {strange}", path.display()));
            }
        }
    }
    println!("{same} pages with the same tree; of {rows} fields {lost} left open");
    assert!(
        wrong.is_empty(),
        "{} unexplained:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn the_seed_gives_its_facts() {
    let pages = pages();
    let text = fs::read_to_string(pages.join("seed.md")).expect("the seed");
    let imported = import(&text, None).expect("imports");
    let warnings: Vec<&str> = imported
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
        .map(|diagnostic| diagnostic.rule)
        .collect();
    assert_eq!(warnings, ["example-json"]);
    assert_eq!(write::write(&imported.endpoint), include_str!("seed.toml"));
    // Whatever the committed spec contains, one import of the page updates it completely.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let spec = Path::new(&package).join("../spec/approval/v2/instance/list.toml");
    let spec = fs::read_to_string(spec).expect("the committed spec");
    let merged = merge::merge("approval/v2/instance/list", &spec, &imported).expect("merges");
    let again = merge::merge("approval/v2/instance/list", &merged.text, &imported).expect("merges");
    assert_eq!((again.text, again.changes), (merged.text, vec![]));
    assert_eq!(imported.endpoint.name, "approval/v2/instance/list");
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn the_english_twin_gives_the_same_facts() {
    let pages = pages();
    let seed = fs::read_to_string(pages.join("seed.md")).expect("the seed");
    let (_, twin) = read(&pages.join("english"))
        .into_iter()
        .next()
        .expect("a page");
    let (seed, twin) = (
        import(&seed, None).expect("imports"),
        import(&twin, None).expect("imports"),
    );
    let differences = differences(&seed.endpoint, &twin.endpoint);
    // The link to the newer endpoint is missing, which is reported; each page has its own date.
    assert_eq!(differences, ["replaced_by"]);
    assert!(
        twin.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.rule == "replaced-open")
    );
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn a_page_in_the_portals_answer_is_the_same_page() {
    let pages = pages();
    for (path, text) in read(&pages.join("portal")).into_iter().take(40) {
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        let plain = import(body, Some("a/b"));
        let answer =
            serde_json::json!({"code": 0, "msg": "", "data": {"content": body}}).to_string();
        let wrapped = import(&answer, Some("a/b"));
        assert_eq!(plain, wrapped, "{}", path.display());
    }
}

/// Some truncations of each page, different ones each day; `LARKSPEC_CUTS=N` repeats those of the day with this number.
/// With `LARKSPEC_CUTS=all` those of [`all_cuts`], which take most of an hour.
#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn pages_cut_at_any_line_do_not_panic() {
    let pages = pages();
    let named = std::env::var("LARKSPEC_CUTS").unwrap_or_default();
    let every = named == "all";
    let day = named.parse().unwrap_or_else(|_| {
        let now = std::time::SystemTime::now();
        let age = now.duration_since(std::time::UNIX_EPOCH);
        age.map_or(0, |age| age.as_secs() / 86_400)
    });
    println!("LARKSPEC_CUTS={day}");
    let pages = all(&pages);
    let mut cuts = Vec::new();
    for (index, (_, text)) in pages.iter().enumerate() {
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        let lines = match every {
            true => all_cuts(ends.len()),
            false => some_cuts(ends.len(), index + usize::try_from(day).expect("a day")),
        };
        cuts.extend(lines.into_iter().map(|line| (index, line, ends[line - 1])));
    }
    // Longest first, so that all cores finish at about the same time.
    cuts.sort_unstable_by_key(|&(index, _, end)| (std::cmp::Reverse(end), index));
    let start = std::time::Instant::now();
    let count = cuts.len();
    let cuts = cuts.par_iter().with_max_len(1);
    let broken = cuts.filter_map(|&(index, line, end)| {
        let (path, text) = &pages[index];
        let how = breaks(&text[..end])?;
        Some(format!("{}, cut behind line {line}: {how}", path.display()))
    });
    let broken: Vec<String> = broken.collect();
    println!(
        "{} cuts of {} pages in {:?}, {} broken",
        count,
        pages.len(),
        start.elapsed(),
        broken.len()
    );
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Three lines of a page, one of a large one; different lines for each number.
fn some_cuts(lines: usize, number: usize) -> Vec<usize> {
    let step = match lines > 5000 {
        true => lines,
        false => (lines / 3).max(1),
    };
    (1 + number.wrapping_mul(7919) % step..=lines)
        .step_by(step)
        .collect()
}

/// Every line. Each truncated page is read from its start, so all truncations of the four pages with 40,000 lines and
/// more would take four hours on one core. Of these pages, use every line of the first 20,000 and of the last 1,000,
/// and every 50th in between.
fn all_cuts(lines: usize) -> Vec<usize> {
    let dense = |line: &usize| *line <= 20_000 || *line + 1_000 > lines || line.is_multiple_of(50);
    (1..=lines).filter(dense).collect()
}

/// How the importer fails on a text: it panics, or accepts something that does not load.
fn breaks(text: &str) -> Option<String> {
    let outcome = std::panic::catch_unwind(|| {
        let imported = import(text, None).ok()?;
        let spec = write::write(&imported.endpoint);
        let errors = larkspec_codegen::load_str(&imported.endpoint.name, &spec).err()?;
        Some(errors.to_string())
    });
    outcome.unwrap_or_else(|_| Some("a panic".to_owned()))
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn a_tree_gives_files_and_a_report() {
    let pages = pages();
    let out = std::env::temp_dir().join(format!("larkspec-import-{}", std::process::id()));
    let start = std::time::Instant::now();
    let report = tree::import_all(&pages.join("portal"), &out, &|_, _| {}).expect("a tree");
    println!(
        "{} pages in {:?}: {} ok, {} warned, {} refused",
        report.pages.len(),
        start.elapsed(),
        report.count(tree::Status::Ok),
        report.count(tree::Status::Warned),
        report.count(tree::Status::Refused),
    );
    let api = larkspec_codegen::load(&out);
    fs::remove_dir_all(&out).expect("the folder goes");
    let api = api.unwrap_or_else(|errors| panic!("{errors}"));
    let files = report
        .pages
        .iter()
        .filter(|page| page.spec.is_some())
        .count();
    assert_eq!(api.endpoints.len(), files);
}

/// Whether a diagnostic is about a field, or about its table.
fn speaks_of(imported: &Imported, place: &str) -> bool {
    let name = place
        .rsplit('.')
        .next()
        .unwrap_or(place)
        .trim_end_matches(['[', ']', '{', '}', '<', '>']);
    let quoted = [
        format!("`{name}`"),
        format!(".{name}`"),
        format!(".{name}:"),
    ];
    let mut texts = imported.diagnostics.iter().map(|found| &found.text);
    texts.any(|text| quoted.iter().any(|quoted| text.contains(quoted)))
        || place
            .rsplit_once('.')
            .is_some_and(|(around, _)| around.contains('.') && speaks_of(imported, around))
}

/// The tables of all fields, with the facts on which the forms of a page must agree.
fn paths(endpoint: &Endpoint) -> BTreeMap<String, String> {
    fn walk(at: &str, fields: &[Field], found: &mut BTreeMap<String, String>) {
        for field in fields {
            let path = format!("{at}.{}", field.name);
            let facts = format!(
                "{} {} {:?} {:?} {} {:?}",
                field.ty,
                field.required,
                field.format,
                field.default,
                field.deprecated,
                field.rules
            );
            found.insert(path.clone(), facts);
            walk(&path, &field.fields, found);
        }
    }
    let mut found = BTreeMap::new();
    for section in Section::ALL {
        walk(section.as_str(), endpoint.section(section), &mut found);
    }
    found
}

fn differences(a: &Endpoint, b: &Endpoint) -> Vec<String> {
    let mut found = Vec::new();
    let mut http = b.http.clone();
    // The counterpart of a page is on the other region's host.
    http.host = a.http.host;
    if a.http != http {
        found.push("http".to_owned());
    }
    if a.page != b.page {
        found.push("page".to_owned());
    }
    if a.errors != b.errors {
        found.push("errors".to_owned());
    }
    if a.replaced_by != b.replaced_by {
        found.push("replaced_by".to_owned());
    }
    if a.example.request.is_some() != b.example.request.is_some() {
        found.push("example.request".to_owned());
    }
    let (fields_a, fields_b) = (paths(a), paths(b));
    for place in fields_a.keys().chain(
        fields_b
            .keys()
            .filter(|place| !fields_a.contains_key(*place)),
    ) {
        if fields_a.get(place) != fields_b.get(place) {
            found.push(place.clone());
        }
    }
    found
}

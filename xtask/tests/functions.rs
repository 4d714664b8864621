//! Limits the length of functions in every crate: split a function that does not fit on a screen into named parts.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The maximum 95th percentile of the lengths in a crate, in lines.
const LONG: usize = 45;

/// The maximum length of a function, in lines.
const LONGEST: usize = 120;

#[test]
fn functions_fit_a_screen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut problems = Vec::new();
    for folder in [
        "src",
        "shape/src",
        "codegen/src",
        "import/src",
        "sandbox/src",
        "cli/src",
        "xtask/src",
        "conformance/src",
        "examples",
    ] {
        let mut lengths = Vec::new();
        for entry in WalkDir::new(root.join(folder)) {
            let entry = entry.unwrap();
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for (name, length) in functions(&text) {
                let below = path.strip_prefix(root).unwrap().display();
                if length > LONGEST {
                    problems.push(format!(
                        "{below}: `{name}` has {length} lines, of at most {LONGEST}"
                    ));
                }
                lengths.push(length);
            }
        }
        assert!(lengths.len() > 5, "{folder}: the functions are gone");
        lengths.sort_unstable();
        let percentile = lengths[lengths.len() * 95 / 100];
        if percentile > LONG {
            problems.push(format!(
                "{folder}: the 95th percentile of the functions' lengths is {percentile}, of at most {LONG}"
            ));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The functions of a file and their lengths, excluding tests. In formatted code, a function ends with a brace in the
/// column where it starts.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let Some(name) = declared(line.trim_start()) else {
            continue;
        };
        let ends = |line: &&str| {
            let code = line.trim_start();
            line.len() - code.len() == indent
                && (code == "}" || code.ends_with(';') || code.ends_with("{}"))
        };
        let is_short = line.ends_with('}') || line.ends_with(';');
        let rest = lines[at + 1..]
            .iter()
            .take_while(|line| !ends(line))
            .count();
        let end = lines.get(at + 1 + rest).map_or("", |line| line.trim());
        match (is_short, end) {
            (true, _) => found.push((name, 1)),
            (false, "}") => found.push((name, rest + 2)),
            // A declaration in a trait, over several lines.
            (false, _) => {}
        }
    }
    found
}

/// The name of the function that begins on a line.
fn declared(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let is_modifier = |word: &str| {
        word.starts_with("pub")
            || matches!(word, "const" | "async" | "default" | "extern" | "in")
            || word.ends_with(')')
    };
    let name = after
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next()?;
    (before.split_whitespace().all(is_modifier) && !name.is_empty()).then_some(name)
}

#[test]
fn a_function_is_counted_from_its_first_line_to_its_brace() {
    let text = "\
/// fn not_me() {
pub(in crate::a) const fn one() -> u8 {
    1
}

impl A {
    fn two(
        &self,
    ) -> impl Fn() {
        // fn nor_me()
        || {
            let x = 1;
        }
    }
    fn three() {}
}

trait B {
    fn declared(
        &self,
    );
    fn four();
}

#[cfg(test)]
mod tests {
    fn five() {
    }
}
";
    assert_eq!(
        functions(text),
        [("one", 3), ("two", 8), ("three", 1), ("four", 1)]
    );
}

//! The console examples of the READMEs and guides run word for word, against the sandbox, and print what the documents show.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use larkspec_codegen::Loader;
use larkspec_sandbox::Sandbox;

use super::Folder;

/// A guide that `.ci/guide.py` follows: its examples build a crate.
const FOLLOWED: [&str; 2] = ["your-own-endpoint.md", "your-own-endpoint.zh-CN.md"];

/// Commands that do not run here, by their beginning.
const NOT_RUN: [(&str, &str); 5] = [
    ("cargo install larkspec-cli", "installs from a registry"),
    (
        "cargo run --example pull",
        "compiles the library for minutes",
    ),
    ("cargo test --workspace", "runs this test"),
    ("cargo xtask ", "changes the repository; see xtask/tests"),
    (
        "export ",
        "its values are placeholders; the sandbox's are set",
    ),
];

/// The shortest payload that has no violation.
const PAYLOAD: &str = r#"{"approval_code":"A","start_time":1,"end_time":2,"offset":0,"limit":100}"#;

#[test]
fn the_examples_of_the_documents_print_what_these_show() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let specs = Loader::texts(larkspec_spec::files());
    let sandbox = Sandbox::builder().specs(specs).platform(false);
    let sandbox = sandbox
        .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
        .population(250)
        .start()
        .unwrap();
    let mut not_run = BTreeSet::new();
    for document in documents(&root) {
        let folder = Folder::new(&format!(
            "documents-{}",
            document.to_string_lossy().replace(['/', '\\'], "-")
        ));
        fixtures(&folder);
        let text = fs::read_to_string(root.join(&document)).unwrap();
        let mut count = 0;
        for example in examples(&text) {
            count += 1;
            match NOT_RUN
                .iter()
                .find(|(begin, _)| example.command.starts_with(begin))
            {
                Some((begin, _)) => drop(not_run.insert(*begin)),
                None => example.run(&document, &folder, &sandbox),
            }
        }
        assert!(count > 1, "{} has {count} examples", document.display());
    }
    let listed: BTreeSet<_> = NOT_RUN.iter().map(|(begin, _)| *begin).collect();
    assert_eq!(listed, not_run, "no document has the rest of NOT_RUN");
}

/// The documents for users that have examples, relative to the repository.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["", "cli", "docs"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_document =
                folder == "docs" && !FOLLOWED.contains(&&*name) || name.starts_with("README");
            let path = Path::new(folder).join(&name);
            if is_document
                && name.ends_with(".md")
                && fs::read_to_string(root.join(&path))
                    .unwrap()
                    .contains("\n```console\n")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() >= 4, "{found:?}");
    found
}

/// The files that the examples read.
fn fixtures(folder: &Folder) {
    let mut lines = vec![PAYLOAD; 1_000_000];
    let over = PAYLOAD.replace("100}", "101}");
    let misspelt = PAYLOAD.replace("approval", "aproval");
    (lines[16], lines[22]) = (&over, &misspelt);
    folder.write("payloads.ndjson", lines.join("\n") + "\n");
}

/// A command and the output that the document shows; if it shows none, that does not matter.
struct Example<'d> {
    command: String,
    output: Vec<&'d str>,
}

/// What a document's blocks `console` contain: a command after each `$`, its output below it.
fn examples(text: &str) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    let blocks = text.split("\n```console\n").skip(1);
    for block in blocks.map(|block| block.split("\n```").next().unwrap()) {
        for line in block.lines() {
            match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => examples.push(Example {
                    command: command.to_owned(),
                    output: Vec::new(),
                }),
                (None, Some(example)) if example.command.ends_with('\\') => {
                    example.command += "\n";
                    example.command += line;
                }
                (None, Some(example)) => example.output.push(line),
                (None, None) => panic!("{line}: output without a command"),
            }
        }
    }
    examples
}

impl Example<'_> {
    fn run(&self, document: &Path, folder: &Folder, sandbox: &Sandbox) {
        let place = format!("{}: `{}`", document.display(), self.command);
        assert!(
            self.command.starts_with("larkspec "),
            "{place} does not run here: say so in NOT_RUN"
        );
        let program = Path::new(env!("CARGO_BIN_EXE_larkspec"));
        let command = self.command.replace(
            "approval_code=…",
            &format!("approval_code={}", sandbox.approval_code()),
        );
        assert!(!command.contains('…'), "{place}: an unknown placeholder");
        let output = std::process::Command::new("/bin/sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(&folder.0)
            .env("PATH", program.parent().unwrap())
            .env("LARKSPEC_BASE_URL", sandbox.base_url())
            .env("LARKSPEC_APP_ID", sandbox.app_id())
            .env("LARKSPEC_APP_SECRET", sandbox.app_secret())
            .env_remove("LARKSPEC_TOKEN")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        // A check whose answer is no is shown with its answer.
        let expected = i32::from(self.output.iter().any(|line| line.contains(" invalid")));
        assert_eq!(output.status.code(), Some(expected), "{place}: {printed}");
        if !self.output.is_empty() {
            assert_eq!(printed.lines().collect::<Vec<_>>(), self.output, "{place}");
        }
        let words: Vec<&str> = command.split_whitespace().collect();
        for pair in words
            .windows(2)
            .filter(|pair| ["--out", ">"].contains(&pair[0]))
        {
            let made = fs::metadata(folder.0.join(pair[1])).unwrap();
            assert!(
                made.is_dir() || made.len() > 0,
                "{place}: {} is empty",
                pair[1]
            );
        }
    }
}

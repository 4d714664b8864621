//! Tests the reference of the spec format: each of its examples loads, and means what the block after it says.
//! `UPDATE_EXPECT=1 cargo test -p larkspec-codegen reference::` rewrites these blocks.
//!
//! A block `text` after a block `toml` asks questions about it, each in a line of its own, and answers them in the
//! indented lines that follow:
//!
//! ```text
//! rust NAME            the field in Rust
//! doc NAME             what its documentation says
//! schema NAME          its JSON Schema, without the description
//! check PAYLOAD        the verdict on a payload of the request
//! answer PAYLOAD       the verdict on the payload of a response
//! mistake LINE         the error if the line replaces the one with the same key, or is added
//! ```

use std::path::Path;

use bumpalo::Bump;
use expect_test::expect_file;
use larkspec_codegen::model::Endpoint;
use larkspec_codegen::{Loader, SpecErrors, golden, schema, shape};
use larkspec_shape::{CheckError, Shape, check};
use serde_json::Value;

/// What an example without its own `[http]` is part of.
const AROUND: &str =
    "title = \"Example\"\n\n[http]\nmethod = \"POST\"\npath = \"/open-apis/x\"\n\n";

#[test]
fn every_example_means_what_it_says() {
    for name in ["spec.md", "spec.zh-CN.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../docs")
            .join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let (answered, questions) = answered(&text);
        assert!(questions > 60, "{name} has {questions} questions");
        expect_file![path].assert_eq(&answered);
    }
}

/// The document with all questions answered, and how many there are.
fn answered(document: &str) -> (String, usize) {
    let mut blocks = document.split_inclusive("```");
    let (mut out, mut questions) = (String::new(), 0);
    let (mut types, mut example) = (None, String::new());
    while let Some(prose) = blocks.next() {
        out.push_str(prose);
        let Some(block) = blocks.next() else { break };
        let (language, code) = block.split_once('\n').unwrap();
        let code = code.trim_end_matches("```");
        match language {
            "toml" => {
                example = code.to_owned();
                match code.starts_with("[types") {
                    true => types = Some(code.to_owned()),
                    false => {
                        drop(load(types.as_deref(), code).unwrap_or_else(|e| panic!("{code}\n{e}")))
                    }
                }
                out.push_str(block);
            }
            "text" => {
                out.push_str("text\n");
                for question in code.lines().filter(|line| !line.starts_with(' ')) {
                    questions += 1;
                    let answer = answer(types.as_deref(), &example, question);
                    out.push_str(question);
                    out.extend(answer.lines().map(|line| format!("\n    {line}")));
                    out.push('\n');
                }
                out.push_str("```");
            }
            _ => out.push_str(block),
        }
        // A type is for the example after it, and every type of a file is used.
        if language == "text" && !example.starts_with("[types") {
            types = None;
        }
    }
    (out, questions)
}

fn load(types: Option<&str>, example: &str) -> Result<Endpoint, SpecErrors> {
    let example = match example.contains("[http]") {
        true => example.to_owned(),
        false => format!("{AROUND}{example}"),
    };
    let types = types.map(|types| ("docs/v1/types", types.to_owned()));
    let files = types
        .into_iter()
        .chain([("docs/v1/example/create", example)]);
    let mut api = Loader::texts(files).load()?;
    Ok(api.endpoints.swap_remove(0))
}

fn answer(types: Option<&str>, example: &str, question: &str) -> String {
    let (word, rest) = question.split_once(' ').unwrap_or((question, ""));
    let rest = rest.trim();
    if word == "mistake" {
        let replaced = replaced(example, rest);
        let loaded = match example.starts_with("[types") {
            true => load(Some(&replaced), &uses_of(example)),
            false => load(types, &replaced),
        };
        return first_error(&loaded.expect_err(question));
    }
    let endpoint = load(types, example).unwrap();
    let bump = Bump::new();
    match word {
        "rust" | "doc" => {
            let source = golden::source(&endpoint).unwrap();
            let field = format!("pub {rest}:");
            let lines: Vec<&str> = source.lines().map(str::trim).collect();
            let at = lines.iter().position(|line| line.starts_with(&field));
            let at = at.unwrap_or_else(|| panic!("no {rest} in\n{source}"));
            match word {
                "rust" => without_paths(lines[at].trim_end_matches(',')),
                _ => doc_before(&lines[..at]),
            }
        }
        "schema" => {
            let sides = [schema::request(&endpoint), schema::response(&endpoint)];
            let found = sides.iter().find_map(|schema| property(schema, rest));
            let mut found = found
                .unwrap_or_else(|| panic!("no {rest} in {sides:?}"))
                .clone();
            if let Some(members) = found.as_object_mut() {
                members.remove("description");
            }
            found.to_string()
        }
        "check" => verdict(&shape::request(&bump, &endpoint), rest),
        "answer" => {
            let answer = format!(r#"{{"code": 0, "msg": "ok", "data": {rest}}}"#);
            verdict(&shape::response(&bump, &endpoint).unwrap(), &answer)
        }
        _ => panic!("`{word}` is no question"),
    }
}

/// A field as rustdoc shows it.
fn without_paths(field: &str) -> String {
    let paths = [
        "::larkspec::__private::",
        "::larkspec::",
        "::std::collections::",
        "super::super::types::",
    ];
    paths
        .iter()
        .fold(field.to_owned(), |field, path| field.replace(path, ""))
}

/// An example that uses every type of a file.
fn uses_of(types: &str) -> String {
    let names = types.lines().filter_map(|line| {
        let name = line.strip_prefix("[types.")?.strip_suffix(']')?;
        (!name.starts_with('"')).then(|| format!("[body.{name}]\ntype = \"{name}\"\n"))
    });
    names.collect()
}

/// The docs right before a field.
fn doc_before(lines: &[&str]) -> String {
    let lines = lines.iter().rev();
    let docs = lines.skip_while(|line| line.starts_with("#["));
    let docs = docs.map_while(|line| line.strip_prefix("///"));
    let mut docs: Vec<&str> = docs
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    docs.reverse();
    docs.join("\n")
}

/// The schema of the first property with this name, at any depth.
fn property<'s>(schema: &'s Value, name: &str) -> Option<&'s Value> {
    let members = match schema {
        Value::Object(members) => members,
        Value::Array(items) => return items.iter().find_map(|item| property(item, name)),
        _ => return None,
    };
    let own = members
        .get("properties")
        .and_then(|properties| properties.get(name));
    own.or_else(|| members.values().find_map(|member| property(member, name)))
}

fn verdict(shape: &Shape<'_>, payload: &str) -> String {
    match check(shape, payload.as_bytes()) {
        Ok(()) => "valid".to_owned(),
        Err(CheckError::Invalid(invalid)) => invalid.to_string(),
        Err(error) => panic!("{payload}: {error}"),
    }
}

/// The example with a line in place of the last one that has the same key, or with one more.
fn replaced(example: &str, line: &str) -> String {
    let key = |line: &str| match line.starts_with('[') {
        true => line.to_owned(),
        false => line.split('=').next().unwrap_or(line).trim().to_owned(),
    };
    let mut lines: Vec<&str> = example.lines().collect();
    match lines.iter().rposition(|old| key(old) == key(line)) {
        Some(at) => lines[at] = line,
        None => lines.push(line),
    }
    lines.join("\n")
}

/// The first error, without its location.
fn first_error(errors: &SpecErrors) -> String {
    let rendered = errors.diagnostics()[0].render(false);
    let lines = rendered.lines().filter_map(|line| {
        let line = line.trim_start_matches([' ', '|', '=']);
        let said = line.starts_with("error: ") || line.starts_with("help: ");
        said.then_some(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

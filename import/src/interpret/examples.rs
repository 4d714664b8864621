//! The example payloads of a page.

use serde_json::Value;

use super::heading::Kind;
use super::rows;
use crate::diagnostic::Log;
use crate::extract;
use crate::json;

/// One example.
#[derive(Clone, Debug)]
pub struct Payload {
    /// Its first line.
    pub line: usize,
    /// Its value.
    pub value: Value,
}

/// The examples of both directions that are valid JSON, in page order.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Request examples.
    pub request: Vec<Payload>,
    /// Response examples; a success comes first.
    pub response: Vec<Payload>,
}

impl Examples {
    /// Reads all examples of a page.
    pub fn read(sections: &[(Kind, &extract::Section)], log: &mut Log) -> Self {
        let request = sections_of(sections, &[Kind::RequestExample])
            .or_else(|| sections_of(sections, &[Kind::Body, Kind::Request, Kind::Parameters]))
            .unwrap_or_default();
        let answer = sections_of(sections, &[Kind::ResponseExample])
            .or_else(|| sections_of(sections, &[Kind::ResponseBody, Kind::Response]))
            .unwrap_or_default();
        let read = |section: &extract::Section| {
            let mut all = request.iter().chain(&answer);
            all.any(|read| read.line == section.line)
        };
        for (_, section) in sections.iter().filter(|(_, section)| !read(section)) {
            unread(section, log);
        }
        let mut response = payloads(&answer, log);
        response.sort_by_key(|payload| {
            let code = payload.value.get("code").and_then(Value::as_i64);
            // Explicit successes first, then answers without a code, then failures.
            match code {
                Some(0) => 0,
                None => 1,
                Some(_) => 2,
            }
        });
        Examples {
            request: payloads(&request, log),
            response,
        }
    }

    /// The values of all requests.
    pub fn requests(&self) -> Vec<&Value> {
        self.request.iter().map(|payload| &payload.value).collect()
    }

    /// The values of all responses.
    pub fn responses(&self) -> Vec<&Value> {
        self.response.iter().map(|payload| &payload.value).collect()
    }
}

/// The sections of these kinds with examples, if there are any.
fn sections_of<'p>(
    sections: &[(Kind, &'p extract::Section)],
    kinds: &[Kind],
) -> Option<Vec<&'p extract::Section>> {
    let of_kinds = kinds.iter().flat_map(|kind| {
        let own = sections.iter().filter(move |(own, _)| own == kind);
        own.map(|(_, section)| *section)
    });
    let found: Vec<_> = of_kinds
        .filter(|section| !section.examples.is_empty())
        .collect();
    (!found.is_empty()).then_some(found)
}

/// Reports the examples of a section whose heading does not say what they exemplify.
fn unread(section: &extract::Section, log: &mut Log) {
    let is_there = |example: &&extract::Example| !example.text.trim().is_empty();
    let mut examples = section.examples.iter().filter(is_there);
    if let Some(first) = examples.next() {
        let count = 1 + examples.count();
        let heading = rows::short(&section.heading);
        let text = format!("{count} blocks of code under `{heading}` were not read");
        log.note(first.line, "example-unread", text);
    }
}

fn payloads(sections: &[&extract::Section], log: &mut Log) -> Vec<Payload> {
    let mut found = Vec::new();
    for example in sections.iter().flat_map(|section| &section.examples) {
        let text = example.text.trim();
        let leading = example.text.len() - example.text.trim_start().len();
        let line = example.line + example.text[..leading].matches('\n').count();
        if text.is_empty() {
            continue;
        }
        let looks_like_json = text.starts_with(['{', '[', '/'])
            || example.language.to_lowercase().starts_with("json");
        if !looks_like_json {
            log.note(
                line,
                "example-other",
                "an example that is not JSON was not read",
            );
            continue;
        }
        match json::read(text) {
            Ok(read) if read.value.is_object() => {
                if !read.overlooked.is_empty() {
                    let text = format!(
                        "the example is not valid JSON: {} were ignored",
                        read.overlooked.join(" and ")
                    );
                    log.warn(line, "example-json", text);
                }
                found.push(Payload {
                    line,
                    value: read.value,
                });
            }
            Ok(_) => log.warn(
                line,
                "example-json",
                "the example is not an object; it was omitted",
            ),
            Err((offset, reason)) => {
                let text = format!("the example is not valid JSON: {reason}; it was omitted");
                log.warn(line + offset, "example-json", text);
            }
        }
    }
    if let Some(second) = found.get(1) {
        let text = format!(
            "there are {} examples: one was used, all were compared with the table",
            found.len()
        );
        log.note(second.line, "example-more", text);
    }
    found
}

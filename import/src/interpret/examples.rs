//! The example payloads of a page.

use serde_json::Value;

use super::heading::Kind;
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

/// The examples of both directions that are JSON, in page order.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Of requests.
    pub request: Vec<Payload>,
    /// Of responses; one that succeeded stands first.
    pub response: Vec<Payload>,
}

impl Examples {
    /// Reads all examples of a page.
    pub fn read(sections: &[(Kind, &extract::Section)], log: &mut Log) -> Self {
        let of = |kind: Kind| {
            sections
                .iter()
                .filter(move |(k, _)| *k == kind)
                .map(|(_, s)| *s)
        };
        let either = |named: Kind, bodies: [Kind; 2]| -> Vec<&extract::Section> {
            let found: Vec<_> = of(named)
                .filter(|section| !section.examples.is_empty())
                .collect();
            if found.is_empty() {
                bodies.into_iter().flat_map(of).collect()
            } else {
                found
            }
        };
        let mut response = payloads(
            &either(Kind::ResponseExample, [Kind::ResponseBody, Kind::Response]),
            log,
        );
        response.sort_by_key(|payload| {
            let code = payload.value.get("code").and_then(Value::as_i64);
            // Answers that say so, then those without a code, then failures.
            match code {
                Some(0) => 0,
                None => 1,
                Some(_) => 2,
            }
        });
        Examples {
            request: payloads(
                &either(Kind::RequestExample, [Kind::Body, Kind::Request]),
                log,
            ),
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
                        "the example is no JSON as it stands: {} were overlooked",
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
                "the example is no object; it was left out",
            ),
            Err((offset, reason)) => {
                let text = format!("the example is no JSON: {reason}; it was left out");
                log.warn(line + offset, "example-json", text);
            }
        }
    }
    if let Some(second) = found.get(1) {
        let text = format!(
            "there are {} examples: one was taken, all were compared with the table",
            found.len()
        );
        log.note(second.line, "example-more", text);
    }
    found
}

//! Determines which requests belong to which endpoint: by method, host and URL and, if several endpoints share these,
//! by a field that each of them fixes to a different value, as for the grants of an OAuth token endpoint.

use serde_json::Value;

use crate::model::{Endpoint, Section};
use crate::place;

/// What identifies an endpoint's requests to a server.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Method, host and path, with `:` for each parameter: `/a/:id` and `/a/:user_id` are equal.
    pub call: String,
    /// The fields that every request has, each with its only valid value.
    pub fixed: Vec<(Section, String, Value)>,
}

impl Operation {
    /// The operation of an endpoint.
    pub fn of(endpoint: &Endpoint) -> Self {
        let http = &endpoint.http;
        let path = place::path_pattern(&http.path);
        let fixed = endpoint
            .parameters()
            .filter(|(section, field)| *section != Section::Path && field.required)
            .filter_map(|(section, field)| {
                let value = field.rules.fixed.clone()?;
                Some((section, field.name.clone(), value))
            })
            .collect();
        Operation {
            call: format!("{} {} {path}", http.method, http.host),
            fixed,
        }
    }

    /// Whether both have the same call and no field distinguishes them, so that no server could choose between them.
    pub fn is_same(&self, other: &Operation) -> bool {
        self.call == other.call && !self.is_told_apart(other)
    }

    /// Whether both fix the same field to different values.
    pub fn is_told_apart(&self, other: &Operation) -> bool {
        self.fixed.iter().any(|(section, name, value)| {
            let same_field = |(s, n, _): &&(Section, String, Value)| (s, n) == (section, name);
            other
                .fixed
                .iter()
                .find(same_field)
                .is_some_and(|(_, _, theirs)| theirs != value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Operation;

    fn operation(call: &str, fields: &str) -> Operation {
        let (method, path) = call.split_once(' ').expect("a call");
        let id = match path.split("/:").nth(1) {
            Some(id) => format!("[path.{id}]\ntype = \"string\"\nrequired = true\n"),
            None => String::new(),
        };
        let text = format!(
            "title = \"t\"\ndoc = \"\"\n[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"{path}\"\n{id}{fields}"
        );
        Operation::of(&crate::load_str("a/b", &text).expect("loads"))
    }

    #[test]
    fn one_call_or_several() {
        let grant = |value: &str| {
            format!("[body.grant]\ntype = \"string\"\nrequired = true\nfixed = \"{value}\"\n")
        };
        let optional = "[body.grant]\ntype = \"string\"\nfixed = \"code\"\n";
        let in_query = grant("code").replace("body", "query");
        for (a, b, fields_a, fields_b, same) in [
            ("GET /a/:id", "GET /a/:user", "", "", true),
            ("GET /a/:id", "POST /a/:id", "", "", false),
            ("GET /a/:id", "GET /a/id", "", "", false),
            (
                "POST /a",
                "POST /a",
                &*grant("code"),
                &*grant("refresh"),
                false,
            ),
            ("POST /a", "POST /a", &grant("code"), &grant("code"), true),
            ("POST /a", "POST /a", &grant("code"), "", true),
            ("POST /a", "POST /a", optional, &grant("refresh"), true),
            ("POST /a", "POST /a", &in_query, &grant("refresh"), true),
        ] {
            let (a, b) = (operation(a, fields_a), operation(b, fields_b));
            assert_eq!(a.is_same(&b), same, "{a:?} {b:?}");
            assert_eq!(b.is_same(&a), same);
        }
    }
}

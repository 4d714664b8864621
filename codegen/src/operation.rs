//! Which requests are for which endpoint: by method, host and URL, and, where several endpoints share these,
//! by the value of a field that each of them fixes, as the grants of an OAuth token endpoint do.

use serde_json::Value;

use crate::model::{Endpoint, Section};
use crate::place;

/// What a server knows an endpoint's requests by.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Method, host and path, the latter with `:` for each parameter: `/a/:id` and `/a/:user_id` are one.
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

    /// Whether both have one call and no field tells them apart: no server could choose between them.
    pub fn is_same(&self, other: &Operation) -> bool {
        self.call == other.call && !self.is_told_apart(other)
    }

    /// Whether both fix a field, each to a value of its own.
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

//! Which spec file a page belongs to: the one that has its call, or a new one.

use std::collections::{HashMap, HashSet};

use larkspec_codegen::model::Endpoint;

/// The spec files that are there.
#[derive(Clone, Debug, Default)]
pub struct Known {
    names: HashSet<String>,
    /// The name of the file for each call.
    calls: HashMap<String, String>,
    /// The names of the files made from each page.
    sources: HashMap<String, Vec<String>>,
}

impl Known {
    /// The files of these endpoints.
    pub fn new<'e>(endpoints: impl IntoIterator<Item = &'e Endpoint>) -> Self {
        let mut known = Known::default();
        for endpoint in endpoints {
            known.add(endpoint);
        }
        known
    }

    /// One more file.
    pub fn add(&mut self, endpoint: &Endpoint) {
        let name = &endpoint.name;
        self.calls
            .entry(call(endpoint))
            .or_insert_with(|| name.clone());
        if let Some(source) = &endpoint.source {
            self.sources
                .entry(source.clone())
                .or_default()
                .push(name.clone());
        }
        self.names.insert(name.clone());
    }

    /// The name of the file that an endpoint belongs to: it has the endpoint's call, or else it alone was made
    /// from the endpoint's page, whose call has changed since.
    pub fn name_of(&self, endpoint: &Endpoint) -> Option<&str> {
        self.name_by_call(endpoint).or_else(|| {
            match self.sources.get(endpoint.source.as_ref()?)?.as_slice() {
                [name] => Some(name),
                _ => None,
            }
        })
    }

    /// The name of the file that has an endpoint's call.
    pub fn name_by_call(&self, endpoint: &Endpoint) -> Option<&str> {
        self.calls.get(&call(endpoint)).map(String::as_str)
    }

    /// Whether a file `name` may be written for an endpoint: there is none, or the endpoint belongs to it.
    pub fn allows(&self, name: &str, endpoint: &Endpoint) -> bool {
        !self.names.contains(name) || self.name_of(endpoint) == Some(name)
    }

    /// The names that a new file for an endpoint may have, the best one first: its own, and, since
    /// another method on the same path is another endpoint, that with the verb behind it.
    pub fn new_names(endpoint: &Endpoint) -> impl Iterator<Item = String> {
        let name = endpoint.name.clone();
        let verb = format!("{name}_{}", endpoint.http.method.as_str().to_lowercase());
        [name, verb.clone()]
            .into_iter()
            .chain((2..).map(move |number| format!("{verb}_{number}")))
    }

    /// The name of the file that an endpoint belongs to, be it there or new.
    pub fn file_for(&self, endpoint: &Endpoint) -> String {
        if let Some(name) = self.name_of(endpoint) {
            return name.to_owned();
        }
        Self::new_names(endpoint)
            .find(|name| self.allows(name, endpoint))
            .unwrap_or_else(|| endpoint.name.clone())
    }
}

/// Whether two descriptions are of one method and URL, whatever they call its parameters.
pub fn is_same_call(a: &Endpoint, b: &Endpoint) -> bool {
    call(a) == call(b)
}

/// What makes two pages those of one endpoint: `/a/:id` and `/a/:user_id` are one URL.
pub(crate) fn call(endpoint: &Endpoint) -> String {
    let parts: Vec<&str> = endpoint
        .http
        .path
        .split('/')
        .map(|part| if part.starts_with(':') { ":" } else { part })
        .collect();
    format!("{} {}", method_and_host(endpoint), parts.join("/"))
}

fn method_and_host(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.http.method, endpoint.http.host)
}

#[cfg(test)]
mod tests {
    use super::Known;
    use larkspec_codegen::model::Endpoint;

    /// An endpoint, and the page it was made from; `-` for none.
    fn endpoint(name: &str, call: &str, source: &str) -> Endpoint {
        let (method, path) = call.split_once(' ').expect("a call");
        let source = match source {
            "-" => String::new(),
            source => format!("source = \"https://x/{source}\"\n"),
        };
        let text = format!(
            "title = \"t\"\ndoc = \"\"\n{source}[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"{path}\"\n{}",
            match path.contains(":id") {
                true => "[path.id]\ntype = \"string\"\nrequired = true\n",
                false => "",
            }
        );
        larkspec_codegen::load_str(name, &text).expect("loads")
    }

    #[test]
    fn the_file_of_a_page() {
        let known = [
            endpoint("a/list", "GET /a", "list"),
            endpoint("a/get", "GET /a/:id", "-"),
            endpoint("b/one", "GET /b", "both"),
            endpoint("b/two", "POST /b", "both"),
        ];
        let known = Known::new(&known);
        for (name, call, source, expected) in [
            // By the call, whatever the page and the name.
            ("x", "GET /a", "other", "a/list"),
            // By the page, whatever became of the call.
            ("x", "GET /a2", "list", "a/list"),
            ("a/list", "POST /a", "list", "a/list"),
            // Two files of one page: neither is it.
            ("b/three", "PUT /b", "both", "b/three"),
            // A name that another endpoint has.
            ("a/list", "POST /a", "other", "a/list_post"),
            ("a/list", "GET /c", "other", "a/list_get"),
            ("a/get", "GET /a/id", "-", "a/get_get"),
            ("a/get", "POST /a/get", "-", "a/get_post"),
            ("new", "GET /new", "-", "new"),
        ] {
            let endpoint = endpoint(name, call, source);
            assert_eq!(known.file_for(&endpoint), expected, "{call} {source}");
            assert!(known.allows(expected, &endpoint));
        }
    }
}

//! Which spec file a page belongs to: the one that has its call, or a new one.

use std::collections::HashMap;

use larkspec_codegen::model::Endpoint;

/// The spec files that are there.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The name of the file for each call.
    calls: HashMap<String, String>,
    files: HashMap<String, File>,
}

/// What tells whether a file that is called as a page's would be is that page's.
#[derive(Clone, Debug)]
struct File {
    /// Its method and host.
    at: String,
    source: Option<String>,
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
        let file = File {
            at: method_and_host(endpoint),
            source: endpoint.source.clone(),
        };
        self.files.insert(name.clone(), file);
    }

    /// The name of the file that has an endpoint's call.
    pub fn name_of(&self, endpoint: &Endpoint) -> Option<&str> {
        self.calls.get(&call(endpoint)).map(String::as_str)
    }

    /// Whether the file `name` may be brought up to date with an endpoint: there is none, it has the
    /// endpoint's call, or it is of the same page, whose URL has changed.
    pub fn allows(&self, name: &str, endpoint: &Endpoint) -> bool {
        let Some(file) = self.files.get(name) else {
            return true;
        };
        self.name_of(endpoint) == Some(name)
            || match (&file.source, &endpoint.source) {
                (Some(known), Some(source)) => known == source,
                // Names are made from URLs then: those of one name have one path, or nearly.
                _ => file.at == method_and_host(endpoint),
            }
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

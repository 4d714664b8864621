//! Finds the spec file that a page belongs to: the one with its call, or a new one.

use std::collections::{HashMap, HashSet};

use larkspec_codegen::model::Endpoint;
use larkspec_codegen::operation::Operation;

use crate::interpret::{Imported, Name};

/// The existing spec files.
#[derive(Clone, Debug, Default)]
pub struct Known {
    files: Vec<File>,
    names: HashSet<String>,
    /// The files of each call; several if a field distinguishes their requests.
    calls: HashMap<String, Vec<usize>>,
    /// The files created from each page, by address.
    sources: HashMap<String, Vec<usize>>,
}

/// The relevant facts of a spec file.
#[derive(Clone, Debug)]
struct File {
    name: String,
    operation: Operation,
    /// The pages that it names.
    sources: Vec<String>,
}

impl Known {
    /// Collects the files of these endpoints.
    pub fn new<'e>(endpoints: impl IntoIterator<Item = &'e Endpoint>) -> Self {
        let mut known = Known::default();
        for endpoint in endpoints {
            known.add(endpoint);
        }
        known
    }

    /// Adds a file.
    pub fn add(&mut self, endpoint: &Endpoint) {
        let index = self.files.len();
        let operation = Operation::of(endpoint);
        let sources: Vec<String> = endpoint.sources().map(address).collect();
        self.calls
            .entry(operation.call.clone())
            .or_default()
            .push(index);
        for source in &sources {
            self.sources.entry(source.clone()).or_default().push(index);
        }
        self.names.insert(endpoint.name.clone());
        self.files.push(File {
            name: endpoint.name.clone(),
            operation,
            sources,
        });
    }

    /// The name of the file that an endpoint belongs to: the one with the endpoint's call, otherwise the only one
    /// created from the endpoint's page, whose call has changed since.
    pub fn name_of(&self, endpoint: &Endpoint) -> Option<&str> {
        self.name_by_call(endpoint).or_else(|| {
            let source = address(endpoint.source.as_deref()?);
            match self.sources.get(&source)?.as_slice() {
                [index] => Some(&*self.files[*index].name),
                _ => None,
            }
        })
    }

    /// The name of the file with an endpoint's call.
    pub fn name_by_call(&self, endpoint: &Endpoint) -> Option<&str> {
        self.file_by_call(endpoint).map(|file| &*file.name)
    }

    fn file_by_call(&self, endpoint: &Endpoint) -> Option<&File> {
        let operation = Operation::of(endpoint);
        let files = self.calls.get(&operation.call)?;
        files
            .iter()
            .map(|index| &self.files[*index])
            .find(|file| file.operation.is_same(&operation))
    }

    /// The addresses of the pages in the file with an endpoint's call; see [`address`].
    pub fn sources_of(&self, endpoint: &Endpoint) -> &[String] {
        self.file_by_call(endpoint)
            .map_or(&[], |file| &file.sources)
    }

    /// Whether a file `name` may be written for an endpoint: it does not exist, or the endpoint belongs to it.
    pub fn allows(&self, name: &str, endpoint: &Endpoint) -> bool {
        !self.names.contains(name) || self.name_of(endpoint) == Some(name)
    }

    /// The name of the existing or new file for a page. `None` if other endpoints have all names that the page
    /// suggests.
    pub fn file_for(&self, page: &Imported) -> Option<String> {
        if let Some(name) = self.name_of(&page.endpoint) {
            return Some(name.to_owned());
        }
        let allowed = |name: &&Name| self.allows(&name.text, &page.endpoint);
        page.names
            .iter()
            .find(allowed)
            .map(|name| name.text.clone())
    }
}

/// Whether two descriptions are of one operation, whatever the names of the URL's parameters.
pub fn is_same_operation(a: &Endpoint, b: &Endpoint) -> bool {
    Operation::of(a).is_same(&Operation::of(b))
}

/// Normalises an address, so that the portal's host and the query do not matter.
pub fn address(source: &str) -> String {
    let source = source.split(['?', '#']).next().unwrap_or_default();
    let path = source
        .split_once("/document/")
        .map_or(source, |(_, path)| path);
    path.trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::interpret::Imported;
    use larkspec_codegen::model::Endpoint;

    /// An endpoint, and the page it was created from; `-` for none.
    fn endpoint(name: &str, call: &str, source: &str) -> Endpoint {
        let (method, path) = call.split_once(' ').expect("a call");
        let (path, grant) = path.split_once('=').unwrap_or((path, ""));
        let source = match source {
            "-" => String::new(),
            source => format!("source = \"https://x/document/{source}\"\n"),
        };
        let id = match path.contains(":id") {
            true => "[path.id]\ntype = \"string\"\nrequired = true\n",
            false => "",
        };
        let grant = match grant {
            "" => String::new(),
            grant => {
                format!("[body.grant]\ntype = \"string\"\nrequired = true\nfixed = \"{grant}\"\n")
            }
        };
        let text = format!(
            "title = \"t\"\ndoc = \"\"\n{source}[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"{path}\"\n{id}{grant}"
        );
        larkspec_codegen::load_str(name, &text).expect("loads")
    }

    /// A page of `call` at `/doc-v1/RESOURCE/METHOD`.
    fn page(call: &str, source: &str) -> Imported {
        let (method, path) = call.split_once(' ').expect("a call");
        let (path, grant) = path.split_once('=').unwrap_or((path, ""));
        let grant = match grant {
            "" => String::new(),
            grant => format!(
                "### 请求体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n\
                 grant | string | 是 | g **固定值**：`{grant}`\n"
            ),
        };
        let text = format!(
            "---\nfullPath: \"/{source}\"\n---\n## 请求\n\n名称 | 值\n--- | ---\n\
             HTTP URL | https://open.feishu.cn/open-apis{path}\nHTTP Method | {method}\n\n{grant}"
        );
        crate::import(&text, None).expect("a page")
    }

    #[test]
    fn the_file_of_a_page() {
        let known = [
            endpoint("a/list", "GET /open-apis/a", "list"),
            endpoint("a/get", "GET /open-apis/a/:id", "-"),
            endpoint("b/one", "GET /open-apis/b", "both"),
            endpoint("b/two", "POST /open-apis/b", "both"),
            endpoint(
                "auth/v1/token/create",
                "POST /open-apis/auth/v1/token=code",
                "code",
            ),
        ];
        let known = Known::new(&known);
        for (call, source, expected) in [
            // By the call, whatever the page and the name.
            ("GET /a", "other", "a/list"),
            // By the page, although the call has changed.
            ("GET /a2", "list", "a/list"),
            // Two files of one page: neither is certain.
            ("PUT /b", "both", "b/update"),
            // A name that another endpoint has.
            ("GET /a/list", "other", "a/list/get"),
            ("POST /a/get", "-", "a/get/post"),
            ("GET /new", "-", "new/get"),
            // Another value of the field that distinguishes requests.
            ("POST /auth/v1/token=code", "-", "auth/v1/token/create"),
            (
                "POST /auth/v1/token=refresh",
                "-",
                "auth/v1/token/create_by_refresh",
            ),
        ] {
            let page = page(call, source);
            let found = known.file_for(&page);
            assert_eq!(
                found.as_deref(),
                Some(expected),
                "{call} {source}: {:?}",
                page.names
            );
            assert!(known.allows(expected, &page.endpoint));
        }
    }
}

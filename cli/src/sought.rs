//! What people look endpoints up by: words, the name as SDKs write it, a path with values in it, or the address of a page.

use larkspec_codegen::model::Endpoint;

/// A word of a search, or what stands in place of an endpoint's name. Case does not matter.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// In lower case; of a URL what spec files have: no host, since both platforms have the same paths, and no query.
    text: String,
    method: Option<String>,
    path: Option<String>,
    name: Option<String>,
    page: Option<String>,
}

impl Sought {
    /// Reads a word.
    pub fn new(word: &str) -> Self {
        let text = without_host(&word.trim().to_lowercase());
        let (method, rest) = match text.split_once(' ') {
            Some((method, rest)) if METHODS.contains(&method) => (Some(method), rest.trim()),
            _ => (None, &*text),
        };
        let page = rest.strip_prefix("/document/").map(end_of_address);
        let is_path = page.is_none() && rest.contains('/') && !rest.contains(' ');
        let is_name = !rest.contains(['/', ' ']) && rest.contains(['.', ':']);
        Sought {
            method: method.map(str::to_owned),
            path: is_path.then(|| rest.to_owned()),
            name: is_name.then(|| name(rest)),
            page: page.map(str::to_owned),
            text,
        }
    }

    /// The word, as it can be in a text in lower case.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many parameters of the endpoint's path have values in the word, if it names this endpoint: the fewer, the
    /// closer. Names in the way of SDKs may be a part, such as that of a resource.
    pub fn names(&self, endpoint: &Endpoint) -> Option<usize> {
        let http = &endpoint.http;
        let method = http.method.as_str().to_lowercase();
        if self.method.as_ref().is_some_and(|sought| *sought != method) {
            return None;
        }
        if let Some(path) = &self.path {
            return values(path, &http.path.to_lowercase());
        }
        let mut pages = endpoint.source.iter().chain(&endpoint.also);
        let is_page = |page: &str| is_end(&page.to_lowercase(), self.page.as_deref());
        let is_named = self.name.as_deref().is_some_and(|name| {
            let own = format!("/{}/", name_of(&endpoint.name));
            own.contains(&format!("/{name}/"))
        });
        (is_named || pages.any(|page| is_page(page))).then_some(0)
    }

    /// Whether it is the whole name, not a part.
    pub fn is_whole(&self, endpoint: &Endpoint) -> bool {
        let name = self.name.as_deref();
        name.is_none_or(|name| name_of(&endpoint.name) == name)
    }

    /// Whether [`names`](Self::names) may be `Some` for the endpoint with this name and this spec file in lower case.
    pub fn may_name(&self, name: &str, file: &str) -> bool {
        let own = |sought: &String| name_of(name).contains(&**sought);
        self.name.as_ref().is_some_and(own)
            || self
                .page
                .as_ref()
                .is_some_and(|page| file.contains(&**page))
            || self.path.as_ref().is_some_and(|path| {
                let mut paths = file.lines().filter(|line| line.starts_with("path"));
                paths.any(|line| {
                    let own = line.split('"').nth(1);
                    own.is_some_and(|own| values(path, own).is_some())
                })
            })
    }
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// A URL without its scheme, host, query and anchor; `{id}` in it becomes `:id`. Other texts remain.
fn without_host(word: &str) -> String {
    let (method, url) = match word.split_once(' ') {
        Some((method, url)) if METHODS.contains(&method) => (Some(method), url.trim()),
        _ => (None, word),
    };
    let (is_url, rest) = match url.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, url),
    };
    let host = rest.split('/').next().unwrap_or_default();
    // `open.feishu.cn/open-apis/…`, but not a name such as `im.v1.message`.
    let has_host = is_url || host.contains('.') && host.len() < rest.len();
    let path = match has_host {
        true => &rest[host.len()..],
        false => rest,
    };
    let path = match path.contains('/') {
        true => path.split(['?', '#']).next().unwrap_or_default(),
        false => path,
    };
    let path = path.replace('{', ":").replace('}', "");
    match method {
        Some(method) => format!("{method} {path}"),
        None => path,
    }
}

/// What the addresses of a page have in common: the portal has moved its pages to `/document/server-docs/…`, and spec
/// files have either this or the older address.
fn end_of_address(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    ["/reference/", "server-docs/"]
        .into_iter()
        .find_map(|before| Some(address.split_once(before)?.1))
        .unwrap_or(address)
}

fn is_end(address: &str, end: Option<&str>) -> bool {
    end.and_then(|end| address.strip_suffix(end))
        .is_some_and(|before| before.ends_with('/'))
}

/// The name that SDKs derive from that of an endpoint, such as `client.im.v1.messageReaction.create`,
/// `client.Im.V1.MessageReaction.Create` or `im::v1::message_reaction::create`, with `/` between its parts.
fn name(word: &str) -> String {
    let parts = word.split(|c: char| !c.is_alphanumeric() && c != '_');
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let parts = match parts.first() {
        Some(&"client" | &"larkspec") => &parts[1..],
        _ => &parts,
    };
    name_of(&parts.join("/"))
}

/// The name of an endpoint without what SDKs write differently.
fn name_of(name: &str) -> String {
    name.replace('_', "")
}

/// How many parameters of a path have values in a path from a log, if that is a call of it. The part before the version
/// that all have can be missing.
fn values(called: &str, path: &str) -> Option<usize> {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty());
        let parts = parts.skip_while(|part| *part == "open-apis");
        parts.map(str::to_owned).collect()
    };
    let (called, path) = (parts(called), parts(path));
    if called.len() != path.len() {
        return None;
    }
    let mut values = 0;
    for (called, own) in called.iter().zip(&path) {
        match (called.starts_with(':'), own.starts_with(':')) {
            (true, true) => {}
            (false, true) => values += 1,
            _ if called == own => {}
            _ => return None,
        }
    }
    Some(values)
}

//! Finds contradictions within a spec, and between the specs of one folder.

mod fields;
mod types;

use std::collections::{BTreeMap, HashMap, HashSet};

use bumpalo::Bump;
use larkspec_shape::Shape;

use crate::duplicates;
use crate::model::{
    Api, Endpoint, Envelope, Field, Method, Page, PageStyle, Section, Type, TypeFile,
};
use crate::operation::Operation;
use crate::place::{Place, table};
use crate::{names, shape};

use self::fields::Fields;
pub use self::types::{type_file, unused};
pub use crate::place::Problem;

/// Returns every contradiction within `endpoint`.
pub fn endpoint(endpoint: &Endpoint) -> Vec<Problem> {
    let example = &endpoint.example;
    let payloads = [
        ("request", &example.request),
        ("response", &example.response),
    ];
    let written = payloads.into_iter().filter_map(|(key, payload)| {
        let payload = payload.as_ref()?;
        Some((key, payload.to_string()))
    });
    self::written(endpoint, &written.collect())
}

/// Like `check`, for an endpoint whose example payloads are given as written. A parsed payload differs from the text:
/// of a repeated key it only has the last value.
pub(crate) fn written(
    endpoint: &Endpoint,
    payloads: &HashMap<&'static str, String>,
) -> Vec<Problem> {
    let mut check = Check {
        endpoint,
        payloads,
        fields: Fields::new(&endpoint.types),
    };
    check.head();
    check.http();
    for section in Section::ALL {
        let fields = endpoint.section(section);
        check.fields.all(section, section.as_str(), fields);
    }
    check.sections();
    check.names();
    check.page();
    check.examples();
    check.fields.problems
}

/// Returns every contradiction between the endpoints of one folder, with the index of the endpoint to report.
///
/// `reserved` are names at the root of the crate that includes the generated code.
pub fn api(api: &Api, reserved: &[String]) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    let mut calls: HashMap<String, Vec<(Operation, &str)>> = HashMap::new();
    let mut modules: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut taken: HashSet<&str> = HashSet::new();
    for (index, endpoint) in api.endpoints.iter().enumerate() {
        let mut report = |table: &str, key: &str, message: String, help: &str| {
            let problem = Problem::new(Place::key(table, key), message);
            problems.push((index, problem.help(help)));
        };
        if !taken.insert(&endpoint.name) {
            let message = format!(
                "another folder of this build contains `{}` as well",
                endpoint.name
            );
            let help = "build one of the folders separately: `Loader::new(…).output(\"name\")` and `include_spec!(\"name\")`";
            report("", "title", message, help);
            continue;
        }
        let operation = Operation::of(endpoint);
        let known = calls.entry(operation.call.clone()).or_default();
        if let Some((_, other)) = known.iter().find(|(known, _)| known.is_same(&operation)) {
            let message = format!(
                "`{other}` describes the same method and URL, and no field distinguishes their requests"
            );
            report(
                "http",
                "path",
                message,
                "remove one of them; or give each a required query, header or body field with a different \
                 `fixed` value",
            );
        }
        known.push((operation, &endpoint.name));
        let Some(module) = names::module_path(&endpoint.name) else {
            let message = format!("`{}` cannot be a module path", endpoint.name);
            report("", "title", message, "rename the file or folder");
            continue;
        };
        let in_types = |file: &&TypeFile| {
            let rest = endpoint.name.strip_prefix(&*file.name);
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        if let Some(file) = api.types.iter().find(in_types) {
            let message = format!(
                "`{}.toml` describes types: it is not a folder of endpoints",
                file.name
            );
            report("", "title", message, "rename the folder");
        }
        if reserved.contains(&module[0]) {
            let message = format!("the name `{}` is taken by the crate itself", module[0]);
            report("", "title", message, "rename the file's topmost folder");
        }
        for length in 1..=module.len() {
            // Two spellings of one module, such as `a-b/` and `a_b/`.
            let spelled: Vec<&str> = endpoint.name.split('/').take(length).collect();
            let spelled = &endpoint.name[..spelled.join("/").len()];
            let other = *modules.entry(module[..length].to_vec()).or_insert(spelled);
            if other != spelled {
                let message = format!("`{spelled}` and `{other}` would be the same module in Rust");
                report("", "title", message, "rename one of them");
            }
        }
    }
    problems
}

struct Check<'e> {
    endpoint: &'e Endpoint,
    /// The example payloads as written.
    payloads: &'e HashMap<&'static str, String>,
    /// The checks that apply to all fields, and the problems found so far.
    fields: Fields<'e>,
}

impl Check<'_> {
    fn head(&mut self) {
        if let Some(source) = &self.endpoint.source {
            let is_url = source.starts_with("https://") || source.starts_with("http://");
            if !is_url || source.contains(|c: char| c.is_whitespace() || "<>\"`".contains(c)) {
                let message = "`source` is the URL of the page, such as \"https://open.feishu.cn/document/…\"";
                self.fields.report("", "source", message);
            }
        }
        for (index, error) in self.endpoint.errors.iter().enumerate() {
            let table = format!("error[{index}]");
            self.one_meaning(&table, index);
            if error.code == 0 {
                self.fields
                    .report(&table, "code", "the code 0 means success");
            }
            let before = &self.endpoint.errors[..index];
            // One code may come with several statuses or messages that distinguish its meanings.
            if before.contains(error) {
                self.fields.report(
                    &table,
                    "code",
                    format!("the code {} is listed twice", error.code),
                );
            }
        }
    }

    /// One code with one status has one meaning, because a client cannot tell meanings apart in any other way.
    fn one_meaning(&mut self, table: &str, index: usize) {
        let errors = &self.endpoint.errors;
        let error = &errors[index];
        let other = errors[..index]
            .iter()
            .filter(|other| (other.code, other.status) == (error.code, error.status))
            .find_map(|other| other.means.filter(|means| Some(*means) != error.means));
        if let (Some(other), Some(means)) = (other, error.means) {
            let message = format!(
                "the code {} means \"{other}\" above, and \"{means}\" here",
                error.code
            );
            self.fields.report(table, "means", message);
        }
    }

    /// Checks that the parts of an envelope have distinct names, which no field of a flat payload has.
    fn envelope(&mut self) {
        let endpoint = self.endpoint;
        let keys = &endpoint.http.envelope_keys;
        let flat = endpoint.http.envelope == Envelope::Flat;
        let mut names = vec![("code", &keys.code), ("msg", &keys.msg)];
        if !flat {
            names.push(("data", &keys.data));
        }
        for (index, (key, name)) in names.iter().enumerate() {
            if name.is_empty() {
                self.fields
                    .report("http.envelope", key, "the name is empty");
            } else if let Some((other, _)) = names[..index].iter().find(|(_, n)| n == name) {
                let message = format!("`{key}` and `{other}` have the same name");
                self.fields.report("http.envelope", key, message);
            }
        }
        for field in endpoint.response.iter().filter(|_| flat) {
            if field.name == keys.code || field.name == keys.msg {
                let message = format!(
                    "`{}` is already the name of a part of the envelope",
                    field.name
                );
                self.fields
                    .report(&table("response", &field.name), "", message);
            }
        }
    }

    fn http(&mut self) {
        let http = &self.endpoint.http;
        self.envelope();
        if !http.path.starts_with('/') {
            let help = "write the URL's path, such as \"/open-apis/im/v1/messages\"; `host` selects the host";
            self.fields
                .report_with_help("http", "path", "the path does not begin with `/`", help);
        } else if http.path.contains(['?', '#']) {
            let help = "describe query parameters under `[query]`";
            self.fields.report_with_help(
                "http",
                "path",
                "the path contains a query or fragment",
                help,
            );
        } else if let Some(part) = http.path[1..].split('/').find(|part| !is_path_part(part)) {
            let message = format!("`{}` is not valid in a path", part.escape_debug());
            let help = "use letters, digits and `-._~`; write a parameter as `:name`";
            self.fields.report_with_help("http", "path", message, help);
        }
        let mut names: Vec<&str> = path_parameters(&http.path).collect();
        for name in &names {
            if !self.endpoint.path.iter().any(|field| field.name == *name) {
                let message = format!("the path parameter `:{name}` is not described");
                let help = format!("add `[path.{name}]`");
                self.fields.report_with_help("http", "path", message, help);
            }
        }
        for field in &self.endpoint.path {
            let table = table("path", &field.name);
            if !names.contains(&&*field.name) {
                let message = format!("the path does not contain `:{}`", field.name);
                self.fields.report(&table, "", message);
            } else if !field.required {
                let message = format!("the path parameter `:{}` cannot be optional", field.name);
                let help = "add `required = true`";
                self.fields.report_with_help(&table, "", message, help);
            }
        }
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            let message = format!("the path contains the parameter `:{}` twice", pair[0]);
            self.fields.report("http", "path", message);
        }
    }

    fn sections(&mut self) {
        let endpoint = self.endpoint;
        for field in &endpoint.header {
            let name = field.name.to_ascii_lowercase();
            let taken = [
                "authorization",
                "connection",
                "content-length",
                "content-type",
                "host",
                "transfer-encoding",
            ];
            let same = |other: &&Field| other.name.eq_ignore_ascii_case(&field.name);
            if endpoint.header.iter().filter(same).count() > 1 {
                let message = format!("the header `{}` is described twice", field.name);
                self.fields
                    .report(&table("header", &field.name), "", message);
            } else if taken.contains(&&*name) {
                let message = format!("the client sets `{}` itself", field.name);
                self.fields
                    .report(&table("header", &field.name), "", message);
            } else if !name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            {
                let message = format!("`{}` is not a valid header name", field.name);
                self.fields
                    .report(&table("header", &field.name), "", message);
            }
        }
        for section in [Section::Path, Section::Header] {
            for field in endpoint.section(section) {
                let scalar = matches!(
                    field.ty,
                    Type::String | Type::Int | Type::Float | Type::Bool
                );
                if !scalar {
                    let message = format!("`{}` is not allowed in a {section}", field.ty);
                    let help = "use a string, an int, a float or a bool";
                    self.fields.report_with_help(
                        &table(section.as_str(), &field.name),
                        "type",
                        message,
                        help,
                    );
                }
            }
        }
        for field in &endpoint.response {
            if field.ty == Type::Binary && endpoint.response.len() > 1 {
                let message = "a file is the whole answer, so there can be no other field";
                self.fields
                    .report(&table("response", &field.name), "type", message);
            }
        }
        if endpoint.http.method == Method::Get && endpoint.is_multipart() {
            self.fields
                .report("http", "method", "GET cannot send a form with a file");
        }
    }

    /// Field, method and type names in Rust.
    fn names(&mut self) {
        let endpoint = self.endpoint;
        self.fields.unique_names(
            endpoint
                .parameters()
                .map(|(section, field)| (section.as_str().to_owned(), field)),
        );
        let all = endpoint.parameter_keys();
        let mut keys: HashMap<&str, (String, Option<String>)> = HashMap::new();
        for (section, field) in endpoint.parameters() {
            let key = all.of(field);
            let table = table(section.as_str(), &field.name);
            let ident = names::field_ident(field);
            let before = keys.insert(key, (table.clone(), ident.clone()));
            // Names that collide in Rust are reported below.
            if let Some((other, _)) = before.filter(|(_, other)| *other != ident) {
                let message =
                    format!("this and `{other}` would both be `{key}` in a request's JSON");
                let help = "give one of them another name: rust = \"name\"";
                self.fields.report_with_help(&table, "rust", message, help);
            }
        }
        self.fields
            .unique_names(endpoint.response.iter().map(|f| ("response".to_owned(), f)));
        for section in Section::ALL {
            self.fields
                .nested_names(section.as_str(), endpoint.section(section));
        }
        let own = ["Request", "Response"].map(|name| (name.to_owned(), Place::table("")));
        let generated = names::generated_types(endpoint);
        self.fields.type_names(own.into_iter().chain(generated));
    }

    fn page(&mut self) {
        let endpoint = self.endpoint;
        let Some(page) = &endpoint.page else { return };
        match response_field(endpoint, &page.items) {
            None => {
                let message = format!("the response has no `{}`", page.items);
                let lists = lists(endpoint, &endpoint.response, &mut Vec::new());
                let help = match &*lists {
                    [] => String::new(),
                    lists => format!("its lists: {}", lists.join(", ")),
                };
                self.fields.report_with_help("page", "items", message, help);
            }
            Some(field) if !matches!(field.ty, Type::List(_)) => {
                let message = format!("`{}` is `{}`, not a list", page.items, field.ty);
                self.fields.report("page", "items", message);
            }
            Some(_) => {}
        }
        self.page_parameters(page);
        if page.style == PageStyle::Token {
            self.page_answer(page);
        }
    }

    /// Checks the parameters that request a page.
    fn page_parameters(&mut self, page: &Page) {
        let start: &[Type] = match page.style {
            PageStyle::Offset => &[Type::Int],
            PageStyle::Token => &[Type::String],
        };
        for (key, name, types) in [
            ("start", &page.start, start),
            ("size", &page.size, &[Type::Int, Type::String]),
        ] {
            let steps = self.endpoint.paging_parameter(name);
            match steps.as_deref() {
                None if key == "size" => {}
                None => {
                    let message = format!("the request has no `{name}`");
                    let help = format!("set the name of the parameter in [page]: {key} = \"…\"");
                    self.fields.report_with_help("page", key, message, help);
                }
                Some([parents @ .., field]) => {
                    self.page_field(key, name, field, types);
                    if let Some(parent) = parents.iter().find(|parent| !names::is_there(parent)) {
                        let message = format!(
                            "`{name}` cannot be set for the next page: `{}` is not required",
                            parent.name
                        );
                        self.fields.report("page", key, message);
                    }
                }
                Some([]) => {}
            }
        }
    }

    /// Checks the response fields that lead to the next page. Without `has_more`, the last page is the one without a
    /// token.
    fn page_answer(&mut self, page: &Page) {
        let usual = Page::new(page.style, &*page.items).more;
        for (key, name, types) in [
            ("next", &page.next, &[Type::String][..]),
            ("more", &page.more, &[Type::Bool, Type::Int]),
        ] {
            match response_field(self.endpoint, name) {
                None if key == "more" && *name == usual => {}
                None => {
                    let message = format!("the response has no `{name}`");
                    let help = format!(
                        "describe [response.{name}], or set the name of the field in [page]: \
                         {key} = \"…\""
                    );
                    self.fields.report_with_help("page", key, message, help);
                }
                Some(field) => self.page_field(key, name, field, types),
            }
        }
    }

    /// Checks that paging can use the field.
    fn page_field(&mut self, key: &str, name: &str, field: &Field, types: &[Type]) {
        if !types.contains(&field.ty) || field.secret || names::is_enum(field) {
            let types: Vec<String> = types.iter().map(|ty| format!("`{ty}`")).collect();
            let message = format!(
                "`{name}` is {}, not {}",
                describe(field),
                types.join(" or ")
            );
            self.fields.report("page", key, message);
        }
    }

    fn examples(&mut self) {
        let endpoint = self.endpoint;
        let bump = Bump::new();
        if let Some(payload) = self.payloads.get("request") {
            match endpoint.body.is_empty() {
                true => {
                    let message = "there is an example request body, but no `[body]`";
                    self.fields.report("example", "request", message);
                }
                false => self.example("request", &shape::body(&bump, endpoint), payload),
            }
        }
        if let Some(payload) = self.payloads.get("response") {
            match shape::response(&bump, endpoint) {
                None => {
                    let message = "there is an example response, but the response is a file";
                    self.fields.report("example", "response", message);
                }
                Some(shape) => self.example("response", &shape, payload),
            }
        }
    }

    /// Reports what an example payload breaks. The engine reports repeated keys where fields are described; repeated
    /// keys in maps and undescribed objects are equally wrong.
    fn example(&mut self, key: &str, shape: &Shape<'_>, payload: &str) {
        let violations = match larkspec_shape::check(shape, payload.as_bytes()) {
            Ok(()) => Vec::new(),
            Err(error) => error.violations().to_vec(),
        };
        let mut repeated = duplicates::keys(payload);
        for violation in violations {
            if violation.rule() == larkspec_shape::Rule::Duplicate {
                repeated.retain(|location| location != violation.location());
            }
            let message = format!("the example breaks the spec's own rules: {violation}");
            self.fields.problems.push(Problem {
                violation: Some(violation),
                ..Problem::new(Place::key("example", key), message)
            });
        }
        for location in repeated {
            let location = larkspec_shape::one_line(&location);
            let message = format!("the example gives the key {location} more than once");
            self.fields.report("example", key, message);
        }
    }
}

/// The type of a field, including whether it is an enum or the like.
fn describe(field: &Field) -> String {
    match field {
        field if field.secret => "a secret".to_owned(),
        field if names::is_enum(field) => "an enum".to_owned(),
        field => format!("`{}`", field.ty),
    }
}

/// Whether the text is valid between the slashes of a path.
fn is_path_part(part: &str) -> bool {
    let name = part.strip_prefix(':').unwrap_or(part);
    !matches!(name, "" | "." | "..")
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

/// The names of the parameters in a path.
pub(crate) fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix(':'))
}

/// The response field with a dotted path through objects.
pub(crate) fn response_field<'e>(endpoint: &'e Endpoint, path: &str) -> Option<&'e Field> {
    let mut names = path.split('.');
    let find = |fields: &'e [Field], name: &str| fields.iter().find(|field| field.name == name);
    let mut field = find(&endpoint.response, names.next()?)?;
    for name in names {
        if field.ty != Type::Object {
            return None;
        }
        field = find(endpoint.fields(field, Section::Response), name)?;
    }
    Some(field)
}

/// The paths of the lists in these fields, in backquotes. Each shared type is examined once.
fn lists<'e>(endpoint: &'e Endpoint, fields: &'e [Field], seen: &mut Vec<&'e str>) -> Vec<String> {
    let mut found = Vec::new();
    for field in fields {
        match field.ty {
            Type::List(_) => found.push(format!("`{}`", field.name)),
            Type::Object => {
                if let Some(name) = field.unrefined() {
                    if seen.contains(&name) {
                        continue;
                    }
                    seen.push(name);
                }
                let inner = lists(endpoint, endpoint.fields(field, Section::Response), seen);
                found.extend(
                    inner
                        .into_iter()
                        .map(|inner| format!("`{}.{}", field.name, inner.trim_start_matches('`'))),
                );
            }
            _ => {}
        }
    }
    found
}

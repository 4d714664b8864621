//! Finds the endpoint of a request, and checks the request's parameters against the spec.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use larkspec_codegen::model::{Endpoint, Field, Method, Section, Type};
use larkspec_codegen::no_endpoint;
use larkspec_codegen::operation::Operation;
use larkspec_codegen::place::path_pattern;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::contract::Contract;
use crate::http::Request;
use crate::multipart;
use crate::payload::{Breach, Payload};
use crate::specs::Spec;
#[cfg(feature = "platform")]
use crate::specs::Specs;

/// The endpoints that issue tokens, for internal apps and for apps of the store.
pub(crate) const TOKEN_PATHS: [&str; 4] = [
    "/open-apis/auth/v3/tenant_access_token/internal",
    "/open-apis/auth/v3/app_access_token/internal",
    "/open-apis/auth/v3/tenant_access_token",
    "/open-apis/auth/v3/app_access_token",
];
const INSTANCES_PATH: &str = "/approval/openapi/v2/instance/list";

/// The maximum number of violations in an answer.
const NAMED_VIOLATIONS: usize = 20;

/// How an endpoint is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Issues tokens.
    Token,
    /// Lists approval instances.
    Instances,
    /// Returns the example of the spec.
    Spec,
}

/// The endpoints of a server, by method and path.
pub(crate) struct Router {
    routes: Vec<Arc<Route>>,
    /// Paths without parameters.
    fixed: HashMap<String, Vec<usize>>,
    /// Paths with parameters, split into segments, by the number of segments.
    templates: HashMap<usize, Vec<(Vec<String>, usize)>>,
    /// All endpoints by [`Route::call`]. If several have the same, a field distinguishes their requests.
    calls: HashMap<String, Vec<usize>>,
}

/// The result of looking up a method and a path.
pub(crate) enum Found<'a> {
    Endpoint(Match<'a>),
    /// There is an endpoint, but its spec file has errors.
    Unreadable {
        name: &'a str,
        why: &'a str,
    },
    /// The path exists only with other methods.
    OtherMethod,
    Nothing,
}

/// An endpoint, with the parameters in the path of a request.
pub(crate) struct Match<'a> {
    pub(crate) route: &'a Route,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) path: Vec<(String, String)>,
}

impl Router {
    /// Of endpoints with the same name, the first counts. Where several accept a request, so does the first.
    pub(crate) fn new(all: impl IntoIterator<Item = Arc<Route>>) -> Self {
        let mut router = Router {
            routes: Vec::new(),
            fixed: HashMap::new(),
            templates: HashMap::new(),
            calls: HashMap::new(),
        };
        let mut names = HashSet::new();
        let all = all.into_iter();
        let distinct = all.filter(|route| names.insert(route.spec.name.clone()));
        for (n, route) in distinct.enumerate() {
            router.calls.entry(route.call()).or_default().push(n);
            let path = &route.spec.path;
            match path.contains("/:") {
                true => {
                    let template: Vec<String> = segments(path).map(str::to_owned).collect();
                    let as_long = router.templates.entry(template.len()).or_default();
                    as_long.push((template, n));
                }
                false => router.fixed.entry(path.clone()).or_default().push(n),
            }
            router.routes.push(route);
        }
        // A fixed segment goes before a parameter; the sort keeps the order of equal ones.
        for templates in router.templates.values_mut() {
            templates.sort_by_cached_key(|(template, _)| {
                let segments = template.iter();
                segments
                    .map(|segment| segment.starts_with(':'))
                    .collect::<Vec<_>>()
            });
        }
        router
    }

    pub(crate) fn routes(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().map(|route| &**route)
    }

    /// The endpoint with this name.
    ///
    /// # Errors
    ///
    /// There is none, or its spec file has errors.
    pub(crate) fn named(&self, name: &str) -> Result<(&Route, &Endpoint), String> {
        let route = self.route(name)?;
        Ok((route, route.spec.endpoint()?))
    }

    /// The route of the endpoint with this name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn route(&self, name: &str) -> Result<&Route, String> {
        let named = self.routes().find(|route| route.spec.name == name);
        named.ok_or_else(|| no_endpoint(name, self.routes().map(|route| &*route.spec.name)))
    }

    /// All endpoints with the same call as this one.
    fn siblings(&self, route: &Route) -> &[usize] {
        self.calls.get(&route.call()).map_or(&[], |found| found)
    }

    /// Whether the endpoint can only be determined from the whole request.
    pub(crate) fn is_shared(&self, found: &Found<'_>) -> bool {
        match found {
            Found::Endpoint(found) => self.siblings(found.route).len() > 1,
            _ => false,
        }
    }

    /// Of several endpoints with one method and path, the one whose fixed values the request contains, or most of
    /// them.
    pub(crate) fn choose<'a>(&'a self, found: Found<'a>, request: &Request) -> Found<'a> {
        let Found::Endpoint(first) = &found else {
            return found;
        };
        let hits = |n: usize| {
            let Ok(endpoint) = self.routes[n].spec.endpoint() else {
                return 0;
            };
            let fixed = Operation::of(endpoint).fixed;
            let has = |(section, name, value): &&(Section, String, Value)| {
                given(endpoint, *section, name, request).as_ref() == Some(value)
            };
            fixed.iter().filter(has).count()
        };
        let siblings = self.siblings(first.route).iter().copied();
        // The first of equally good ones.
        let Some(n) = siblings.rev().max_by_key(|n| hits(*n)) else {
            return found;
        };
        let template: Vec<String> = segments(&self.routes[n].spec.path)
            .map(str::to_owned)
            .collect();
        let parameters = match_template(&template, request.path());
        self.found(n, parameters.unwrap_or_default())
    }

    /// Finds the endpoint for a request. A path without parameters takes precedence.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let mut other_method = false;
        let mut serves = |n: usize| {
            let serves = self.routes[n].spec.method.as_str() == method;
            other_method |= !serves;
            serves
        };
        let fixed = self.fixed.get(path).into_iter().flatten();
        if let Some(n) = fixed.copied().find(|n| serves(*n)) {
            return self.found(n, Vec::new());
        }
        let templates = self.templates.get(&segments(path).count());
        for (template, n) in templates.into_iter().flatten() {
            if let Some(parameters) = match_template(template, path)
                && serves(*n)
            {
                return self.found(*n, parameters);
            }
        }
        match other_method {
            true => Found::OtherMethod,
            false => Found::Nothing,
        }
    }

    fn found(&self, n: usize, path: Vec<(String, String)>) -> Found<'_> {
        let route = &*self.routes[n];
        match route.spec.endpoint() {
            Ok(endpoint) => Found::Endpoint(Match {
                route,
                endpoint,
                path,
            }),
            Err(why) => Found::Unreadable {
                name: &route.spec.name,
                why,
            },
        }
    }
}

/// The endpoints of the platform. All servers of a program share them, so that each spec is read once.
///
/// # Errors
///
/// None: `spec/` is tested.
#[cfg(feature = "platform")]
pub(crate) fn platform() -> Result<&'static [Arc<Route>], String> {
    static PLATFORM: OnceLock<Result<Vec<Arc<Route>>, String>> = OnceLock::new();
    let routes = PLATFORM.get_or_init(|| {
        let specs = Specs::from(larkspec_codegen::Loader::texts(larkspec_spec::files()));
        let specs = specs.list().map_err(|errors| errors.to_string())?;
        Ok(specs.into_iter().map(Route::new).map(Arc::new).collect())
    });
    routes.as_deref().map_err(String::clone)
}

/// The value of a top-level field in a request.
fn given(endpoint: &Endpoint, section: Section, name: &str, request: &Request) -> Option<Value> {
    let text = match section {
        Section::Body => return read_body(endpoint, request).ok()?.get(name).cloned(),
        Section::Query => form_urlencoded::parse(request.query().as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned()),
        Section::Header => request.header(name).map(str::to_owned),
        Section::Path | Section::Response => None,
    };
    let object = typed(endpoint.section(section), &[(name.to_owned(), text?)]);
    object.get(name).cloned()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_start_matches('/').split('/')
}

fn match_template(template: &[String], path: &str) -> Option<Vec<(String, String)>> {
    if template.len() != segments(path).count() {
        return None;
    }
    let mut parameters = Vec::new();
    for (wanted, found) in template.iter().zip(segments(path)) {
        match wanted.strip_prefix(':') {
            Some(name) if !found.is_empty() => {
                let value = percent_decode_str(found).decode_utf8().ok()?;
                parameters.push((name.to_owned(), value.into_owned()));
            }
            None if wanted == found => {}
            _ => return None,
        }
    }
    Some(parameters)
}

/// One endpoint, with the schemas to check its requests.
pub(crate) struct Route {
    pub(crate) spec: Spec,
    pub(crate) role: Role,
    /// One per section of [`Section::REQUEST`]. They are compiled on first use, since a spec may have hundreds of
    /// endpoints and a test calls two.
    validators: [OnceLock<Result<Contract, String>>; 4],
    /// Whether an answer built from the model is valid according to the endpoint's schema. The answer is always the
    /// same, so this is checked once.
    answer: OnceLock<Result<(), String>>,
    /// The schema of the response, compiled on first use.
    response: OnceLock<Result<Contract, String>>,
    takes_secret: OnceLock<bool>,
}

/// Why a request is rejected.
pub(crate) enum Refusal {
    /// The parameters are invalid.
    Violations(Vec<Violation>),
    /// The schema of the endpoint cannot be used.
    Schema(String),
}

/// A problem of a request.
pub(crate) struct Violation {
    /// The location: a JSON Pointer into the body, or the section's name and a pointer into its parameters.
    pub(crate) pointer: String,
    /// The problem.
    pub(crate) reason: String,
}

impl Violation {
    pub(crate) fn new(pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        Violation {
            pointer: pointer.into(),
            reason: reason.into(),
        }
    }
}

impl Route {
    pub(crate) fn new(spec: Spec) -> Self {
        let role = match (spec.method, &*spec.path) {
            (Method::Post, path) if TOKEN_PATHS.contains(&path) => Role::Token,
            (Method::Post, INSTANCES_PATH) => Role::Instances,
            _ => Role::Spec,
        };
        Route {
            spec,
            role,
            validators: Default::default(),
            answer: OnceLock::new(),
            response: OnceLock::new(),
            takes_secret: OnceLock::new(),
        }
    }

    /// Whether a request may contain a secret; also if its spec cannot be read.
    pub(crate) fn takes_secret(&self) -> bool {
        let spec = self.spec.endpoint();
        let takes =
            |endpoint: &Endpoint| Section::REQUEST.iter().any(|s| endpoint.holds_secret(*s));
        *self.takes_secret.get_or_init(|| spec.map_or(true, takes))
    }

    /// The method, and the path without the names of its parameters. The server has only one host.
    fn call(&self) -> String {
        let spec = &self.spec;
        format!("{} {}", spec.method.as_str(), path_pattern(&spec.path))
    }

    /// Checks all parameters, and returns the body.
    pub(crate) fn check(
        &self,
        endpoint: &Endpoint,
        path: &[(String, String)],
        request: &Request,
    ) -> Result<Value, Refusal> {
        let query = form_urlencoded::parse(request.query().as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()));
        let query: Vec<(String, String)> = query.collect();
        let header: Vec<(String, String)> = endpoint
            .header
            .iter()
            .flat_map(|field| {
                let values = request.headers(&field.name);
                values.map(|value| (field.name.clone(), value.to_owned()))
            })
            .collect();
        let mut violations = Vec::new();
        for (section, given) in [
            (Section::Path, path),
            (Section::Query, &query),
            (Section::Header, &header),
        ] {
            let fields = endpoint.section(section);
            if !fields.is_empty() {
                let object = Value::Object(typed(fields, given));
                self.validate(endpoint, section, &object, &mut violations)?;
            }
        }
        let mut body = Value::Null;
        if !endpoint.body.is_empty() {
            match read_body(endpoint, request) {
                Ok(read) => {
                    self.validate(endpoint, Section::Body, &read, &mut violations)?;
                    body = read;
                }
                Err(violation) => violations.push(violation),
            }
        }
        match violations.is_empty() {
            true => Ok(body),
            false => Err(Refusal::Violations(violations)),
        }
    }

    /// Checks an answer that was built from the model. Examples need no check: a spec with an invalid example does
    /// not load.
    ///
    /// # Errors
    ///
    /// No answer could be built that satisfies the endpoint's own rules.
    pub(crate) fn check_answer(&self, endpoint: &Endpoint, answer: &Value) -> Result<(), String> {
        if endpoint.example.response.is_some() {
            return Ok(());
        }
        let checked =
            self.answer
                .get_or_init(|| match self.answer_breaches(endpoint, answer)?.first() {
                    None => Ok(()),
                    Some(breach) => Err(format!("{}: {}", breach.pointer, breach.reason)),
                });
        checked.clone().map_err(|why| {
            let name = &endpoint.name;
            format!(
                "cannot build an answer for `{name}` ({why}); add an example response to its spec"
            )
        })
    }

    /// What is wrong with an answer according to the endpoint's schema.
    ///
    /// # Errors
    ///
    /// The schema does not compile.
    pub(crate) fn answer_breaches(
        &self,
        endpoint: &Endpoint,
        answer: &Value,
    ) -> Result<Vec<Breach>, String> {
        let contract = self
            .response
            .get_or_init(|| Contract::new(endpoint, Payload::Response));
        let contract = contract.as_ref().map_err(String::clone)?;
        let secret = endpoint.holds_secret(Section::Response);
        Ok(contract.breaches(endpoint, answer, secret))
    }

    fn validate(
        &self,
        endpoint: &Endpoint,
        section: Section,
        value: &Value,
        violations: &mut Vec<Violation>,
    ) -> Result<(), Refusal> {
        let place = Section::REQUEST.iter().position(|known| *known == section);
        let cell = &self.validators[place.unwrap_or_default()];
        let contract = cell.get_or_init(|| Contract::new(endpoint, Payload::Request(section)));
        let contract = contract
            .as_ref()
            .map_err(|why| Refusal::Schema(why.clone()))?;
        let secret = endpoint.holds_secret(section);
        let room = NAMED_VIOLATIONS.saturating_sub(violations.len());
        let breaches = contract
            .breaches(endpoint, value, secret)
            .into_iter()
            .take(room);
        violations.extend(breaches.map(|breach| {
            let pointer = match section {
                Section::Body => breach.pointer,
                // For a missing parameter, the pointer is empty.
                _ => format!("{section} {}", breach.pointer)
                    .trim_end()
                    .to_owned(),
            };
            Violation {
                pointer,
                reason: shortened(breach.reason),
            }
        }));
        Ok(())
    }
}

/// The validator quotes the value, which may be the whole body.
fn shortened(reason: String) -> String {
    const LONGEST: usize = 300;
    match reason.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &reason[..end]),
        None => reason,
    }
}

/// Reads a JSON or multipart body. A missing body counts as an empty object, so that its required fields are
/// reported, and an endpoint without required fields can be called without a body.
fn read_body(endpoint: &Endpoint, request: &Request) -> Result<Value, Violation> {
    let content_type = request.header("content-type").unwrap_or_default();
    let (media_type, _) = content_type.split_once(';').unwrap_or((content_type, ""));
    let media_type = media_type.trim();
    if endpoint.is_multipart() {
        if !media_type.eq_ignore_ascii_case("multipart/form-data") {
            let reason = format!("is {content_type:?}; it must be multipart/form-data");
            return Err(Violation::new("header /Content-Type", reason));
        }
        let parts = multipart::parse(content_type, &request.body)
            .map_err(|reason| Violation::new("", reason))?;
        return Ok(Value::Object(typed(&endpoint.body, &parts)));
    }
    if request.body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    if !media_type.eq_ignore_ascii_case("application/json") {
        let reason = format!("is {content_type:?}; it must be application/json");
        return Err(Violation::new("header /Content-Type", reason));
    }
    serde_json::from_slice(&request.body)
        .map_err(|error| Violation::new("", format!("the body is not JSON: {error}")))
}

/// Converts the strings of parameters to values of their types. A string that does not represent one stays a string,
/// and the schema rejects it.
fn typed(fields: &[Field], given: &[(String, String)]) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, text) in given {
        let ty = fields
            .iter()
            .find(|field| field.name == *name)
            .map(|field| &field.ty);
        match ty {
            Some(Type::List(item)) => {
                let list = object
                    .entry(&**name)
                    .or_insert_with(|| Value::Array(Vec::new()));
                if let Some(list) = list.as_array_mut() {
                    list.push(value(item, text));
                }
            }
            Some(ty) => {
                object.insert(name.clone(), value(ty, text));
            }
            None => {
                object.insert(name.clone(), Value::from(&**text));
            }
        }
    }
    object
}

fn value(ty: &Type, text: &str) -> Value {
    let parsed = match ty {
        Type::String | Type::JsonText(_) | Type::Binary => None,
        Type::Int => text.parse::<i64>().ok().map(Value::from),
        Type::Float => text.parse::<f64>().ok().map(Value::from),
        Type::Bool => text.parse::<bool>().ok().map(Value::from),
        Type::Object | Type::Json | Type::List(_) | Type::Map(_) => serde_json::from_str(text).ok(),
    };
    parsed.unwrap_or_else(|| Value::from(text))
}

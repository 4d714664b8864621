//! Finds the endpoint of a request, and checks the request's parameters against the spec.

use std::collections::HashMap;
use std::sync::OnceLock;

use larkspec_codegen::model::{Endpoint, Field, Method, Section, Type};
use larkspec_codegen::operation::Operation;
use larkspec_codegen::{Api, schema};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::contract::{Breach, Contract};
use crate::http::Request;
use crate::multipart;

const TOKEN_PATH: &str = "/open-apis/auth/v3/tenant_access_token/internal";
const INSTANCES_PATH: &str = "/approval/openapi/v2/instance/list";

/// The maximum number of violations in an answer.
const NAMED_VIOLATIONS: usize = 20;

/// How an endpoint is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Issues tenant tokens.
    Token,
    /// Lists approval instances.
    Instances,
    /// Returns the example of the spec.
    Spec,
}

/// The endpoints of a spec, by method and path.
pub(crate) struct Router {
    api: Api,
    routes: Vec<Route>,
    /// Paths without parameters.
    fixed: HashMap<String, Vec<usize>>,
    /// The others, with their segments.
    templates: Vec<(Vec<String>, usize)>,
    /// For each endpoint, all endpoints with its method and path, if a field distinguishes their requests.
    siblings: Vec<Vec<usize>>,
}

/// The result of looking up a method and a path.
pub(crate) enum Found<'a> {
    /// An endpoint, with the parameters in the path.
    Route(&'a Route, Vec<(String, String)>),
    /// The path exists only with other methods.
    OtherMethod,
    Nothing,
}

impl Router {
    pub(crate) fn new(api: Api) -> Self {
        let mut router = Router {
            routes: Vec::new(),
            fixed: HashMap::new(),
            templates: Vec::new(),
            siblings: siblings(&api),
            api,
        };
        for (n, endpoint) in router.api.endpoints.iter().enumerate() {
            router.routes.push(Route::new(n, endpoint));
            let path = &endpoint.http.path;
            match segments(path).any(|segment| segment.starts_with(':')) {
                true => router
                    .templates
                    .push((segments(path).map(str::to_owned).collect(), n)),
                false => router.fixed.entry(path.clone()).or_default().push(n),
            }
        }
        router
    }

    pub(crate) fn api(&self) -> &Api {
        &self.api
    }

    pub(crate) fn endpoints(&self) -> impl Iterator<Item = (&Endpoint, Role)> {
        self.routes
            .iter()
            .map(|route| (self.spec(route), route.role))
    }

    /// The endpoint with this name.
    pub(crate) fn endpoint(&self, name: &str) -> Option<(&Endpoint, Role)> {
        let (route, endpoint) = self.route(name)?;
        Some((endpoint, route.role))
    }

    /// The endpoint with this name, and its route.
    pub(crate) fn route(&self, name: &str) -> Option<(&Route, &Endpoint)> {
        let mut routes = self.routes.iter().map(|route| (route, self.spec(route)));
        routes.find(|(_, endpoint)| endpoint.name == name)
    }

    /// The spec of a route.
    pub(crate) fn spec(&self, route: &Route) -> &Endpoint {
        &self.api.endpoints[route.endpoint]
    }

    /// Whether the endpoint can only be determined from the whole request.
    pub(crate) fn is_shared(&self, found: &Found<'_>) -> bool {
        match found {
            Found::Route(route, _) => self.siblings[route.endpoint].len() > 1,
            Found::OtherMethod | Found::Nothing => false,
        }
    }

    /// Of several endpoints with one method and path, the one whose fixed values the request contains, or most of
    /// them.
    pub(crate) fn choose<'a>(&'a self, found: Found<'a>, request: &Request) -> Found<'a> {
        let Found::Route(route, _) = &found else {
            return found;
        };
        let hits = |n: usize| {
            let endpoint = &self.api.endpoints[n];
            let fixed = Operation::of(endpoint).fixed;
            let has = |(section, name, value): &&(Section, String, Value)| {
                given(endpoint, *section, name, request).as_ref() == Some(value)
            };
            fixed.iter().filter(has).count()
        };
        let siblings = self.siblings[route.endpoint].iter().copied();
        // The first of equally good ones.
        let Some(n) = siblings.rev().max_by_key(|n| hits(*n)) else {
            return found;
        };
        let template: Vec<String> = segments(&self.api.endpoints[n].http.path)
            .map(str::to_owned)
            .collect();
        let parameters = match_template(&template, request.path());
        Found::Route(&self.routes[n], parameters.unwrap_or_default())
    }

    /// Finds the endpoint for a request. A path without parameters takes precedence.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let mut other_method = false;
        let mut serves = |n: usize| {
            let serves = self.api.endpoints[n].http.method.as_str() == method;
            other_method |= !serves;
            serves
        };
        let fixed = self.fixed.get(path).into_iter().flatten();
        if let Some(n) = fixed.copied().find(|n| serves(*n)) {
            return Found::Route(&self.routes[n], Vec::new());
        }
        for (template, n) in &self.templates {
            if let Some(parameters) = match_template(template, path)
                && serves(*n)
            {
                return Found::Route(&self.routes[*n], parameters);
            }
        }
        match other_method {
            true => Found::OtherMethod,
            false => Found::Nothing,
        }
    }
}

/// For each endpoint, the indices of all endpoints with its call.
fn siblings(api: &Api) -> Vec<Vec<usize>> {
    let call = |endpoint: &Endpoint| {
        let http = &endpoint.http;
        let Operation { call, .. } = Operation::of(endpoint);
        // The server has only one host.
        call.replacen(http.host.as_str(), "", 1)
    };
    let mut calls: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, endpoint) in api.endpoints.iter().enumerate() {
        calls.entry(call(endpoint)).or_default().push(n);
    }
    let of = |endpoint: &Endpoint| calls.get(&call(endpoint)).cloned().unwrap_or_default();
    api.endpoints.iter().map(of).collect()
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
    endpoint: usize,
    pub(crate) role: Role,
    /// One per section of [`Section::REQUEST`]. They are compiled on first use, since a spec may have hundreds of
    /// endpoints and a test calls two.
    validators: [OnceLock<Result<Contract, String>>; 4],
    /// Whether an answer built from the model is valid according to the endpoint's schema. The answer is always the
    /// same, so this is checked once.
    answer: OnceLock<Result<(), String>>,
    /// The schema of the response, compiled on first use.
    response: OnceLock<Result<Contract, String>>,
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
    fn new(n: usize, endpoint: &Endpoint) -> Self {
        let role = match (endpoint.http.method, &*endpoint.http.path) {
            (Method::Post, TOKEN_PATH) => Role::Token,
            (Method::Post, INSTANCES_PATH) => Role::Instances,
            _ => Role::Spec,
        };
        Route {
            endpoint: n,
            role,
            validators: Default::default(),
            answer: OnceLock::new(),
            response: OnceLock::new(),
        }
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
        let contract = self.response.get_or_init(|| {
            Contract::new(schema::response(endpoint).to_value())
                .map_err(|error| format!("the schema does not compile: {error}"))
        });
        let contract = contract.as_ref().map_err(String::clone)?;
        Ok(contract.breaches(answer, endpoint.holds_secret(Section::Response)))
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
        let contract = cell.get_or_init(|| contract(endpoint, section));
        let contract = contract
            .as_ref()
            .map_err(|why| Refusal::Schema(why.clone()))?;
        let secret = endpoint.holds_secret(section);
        let room = NAMED_VIOLATIONS.saturating_sub(violations.len());
        let breaches = contract.breaches(value, secret).into_iter().take(room);
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

fn contract(endpoint: &Endpoint, section: Section) -> Result<Contract, String> {
    let schema = match section {
        Section::Body => schema::request(endpoint).to_value(),
        _ => Value::Object(schema::section(endpoint, section)),
    };
    Contract::new(schema).map_err(|error| {
        format!(
            "the schema of `{}` does not compile: {error}",
            endpoint.name
        )
    })
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

//! The pages of an endpoint's list, as its spec describes them.

use larkspec::endpoint::EnvelopeKeys;
use larkspec::shape::pointer;
use larkspec::{Call, Client, Host, Method, Paging, TokenKind, UntypedPages};
use larkspec_codegen::model::{self, Endpoint, EnvelopePart, Page, PageStyle, Section};
use serde_json::Value;

use super::request::{Request, number};

/// The request for the first page, or for that which the parameters name, by the rules of the page. `also` is another
/// way to set what is missing.
pub fn first(
    endpoint: &Endpoint,
    page: &Page,
    mut request: Request,
    also: &str,
) -> anyhow::Result<Request> {
    if page.style == PageStyle::Offset {
        set_unless_given(&mut request, endpoint, &page.start, Some(0));
    }
    // The largest page that is allowed; the platform's default if the documentation states no maximum.
    let size = endpoint.paging_parameter(&page.size);
    let size = size.and_then(|steps| steps.last()?.rules.max?.as_i64());
    set_unless_given(&mut request, endpoint, &page.size, size);
    request.check(endpoint, also)?;
    Ok(request)
}

/// The pages from that of the request on.
pub fn pages(
    client: &Client,
    endpoint: &Endpoint,
    page: &Page,
    request: &Request,
) -> UntypedPages<Value> {
    call(client, endpoint, request).pages(paging(endpoint, page))
}

fn set_unless_given(request: &mut Request, endpoint: &Endpoint, path: &str, value: Option<i64>) {
    let section = section(endpoint, path);
    let field = endpoint.paging_parameter(path);
    let field = field.and_then(|steps| steps.last().copied());
    if let (Some(field), Some(value), None) = (field, value, request.at(section, path)) {
        request.set(section, path, number(field, value));
    }
}

/// Where the parts of a page are.
fn paging(endpoint: &Endpoint, page: &Page) -> Paging {
    let paging = match page.style {
        PageStyle::Token => Paging::by_token(),
        PageStyle::Offset => Paging::by_offset(),
    };
    let paging = match section(endpoint, &page.start) {
        Section::Query => paging.start(&page.start),
        _ => paging.start_in_body(&to_pointer(&page.start)),
    };
    let more = is_described(endpoint, &page.more).then(|| to_pointer(&page.more));
    let mut others = Vec::new();
    let mut above = String::new();
    let mut fields = &*endpoint.response;
    for name in page.items.split('.') {
        let keys = fields.iter().map(|field| pointer::escape(&field.name));
        others.extend(keys.map(|key| format!("{above}/{key}")));
        above = format!("{above}/{}", pointer::escape(name));
        let inner = fields.iter().find(|field| field.name == name);
        fields = inner.map_or(&[], |field| endpoint.fields(field, Section::Response));
    }
    paging
        .list(&to_pointer(&page.items))
        .next(&to_pointer(&page.next))
        .more(more.as_deref())
        .others(others)
}

/// Whether the page describes a field of the response.
fn is_described(endpoint: &Endpoint, path: &str) -> bool {
    let mut fields = &*endpoint.response;
    for name in path.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return false;
        };
        fields = endpoint.fields(field, Section::Response);
    }
    true
}

/// The call for the first page.
fn call<'c>(client: &'c Client, endpoint: &Endpoint, request: &Request) -> Call<'c> {
    let mut call = described(client, endpoint);
    for (name, value) in request.section(Section::Path) {
        call = call.path_parameter(name, plain(value));
    }
    for (name, value) in request.section(Section::Query) {
        let values = match value {
            Value::Array(values) => values.iter().collect(),
            value => vec![value],
        };
        for value in values {
            call = call.query(name, plain(value));
        }
    }
    for (name, value) in request.section(Section::Header) {
        call = call.header(name, plain(value));
    }
    match request.body() {
        Some(body) => call.json(body),
        None => call,
    }
}

/// A call to an endpoint, as its page describes it.
fn described<'c>(client: &'c Client, endpoint: &Endpoint) -> Call<'c> {
    let http = &endpoint.http;
    let method = match http.method {
        model::Method::Get => Method::Get,
        model::Method::Post => Method::Post,
        model::Method::Put => Method::Put,
        model::Method::Patch => Method::Patch,
        model::Method::Delete => Method::Delete,
    };
    let host = match http.host {
        model::Host::Www => Host::Www,
        model::Host::Open => Host::Open,
    };
    let mut call = client
        .request(method, &*http.path)
        .host(host)
        .safe(http.is_safe())
        .flat(endpoint.is_flat())
        .answers_secret(endpoint.answers_secret());
    let keys = &http.envelope_keys;
    if *keys != model::EnvelopeKeys::default() {
        // Once per run.
        let leak = |text: &str| -> &'static str { text.to_owned().leak() };
        call = call.envelope(EnvelopeKeys::new(
            leak(&keys.code),
            leak(&keys.msg),
            leak(&keys.data),
            keys.requires(EnvelopePart::Code),
            keys.requires(EnvelopePart::Msg),
        ));
    }
    match &http.tokens[..] {
        [] => call.without_token(),
        [kind] => call.token(match kind {
            model::TokenKind::Tenant => TokenKind::Tenant,
            model::TokenKind::User => TokenKind::User,
            model::TokenKind::App => TokenKind::App,
        }),
        _ => call,
    }
}

/// The section of a paging parameter.
fn section(endpoint: &Endpoint, path: &str) -> Section {
    let first = path.split('.').next().unwrap_or(path);
    match endpoint.query.iter().any(|field| field.name == first) {
        true => Section::Query,
        false => Section::Body,
    }
}

/// A dotted path as a JSON Pointer.
fn to_pointer(path: &str) -> String {
    let steps = path.split('.');
    let steps = steps.map(|step| format!("/{}", pointer::escape(step)));
    steps.collect()
}

/// A value as a parameter.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

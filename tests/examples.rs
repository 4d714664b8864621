//! The example payloads of the pages are valid, and the generated types can decode them.

use larkspec::approval::v2::instance::list;
use larkspec::auth::v3::tenant_access_token::internal;
use larkspec_codegen::Loader;
use serde_json::Value;

/// The examples in an endpoint's spec file: request and response.
fn example(name: &str) -> (Value, Value) {
    let loader = Loader::texts(larkspec_spec::files());
    let example = loader.endpoint(name).unwrap().unwrap().example;
    (example.request.unwrap(), example.response.unwrap())
}

#[test]
fn instance_list() {
    let (request, response) = example("approval/v2/instance/list");
    list::Request::validate_json(request.to_string().as_bytes()).unwrap();
    let typed: list::Request = serde_json::from_value(request.clone()).unwrap();
    typed.validate().unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), request);

    list::Response::validate_json(response.to_string().as_bytes()).unwrap();
    let typed: list::Response = serde_json::from_value(response["data"].clone()).unwrap();
    assert_eq!(typed.instance_code_list.len(), 5);
    assert_eq!(serde_json::to_value(&typed).unwrap(), response["data"]);
}

#[test]
fn tenant_access_token() {
    let (request, response) = example("auth/v3/tenant_access_token/internal");
    internal::Request::validate_json(request.to_string().as_bytes()).unwrap();
    let typed: internal::Request = serde_json::from_value(request.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), request);

    internal::Response::validate_json(response.to_string().as_bytes()).unwrap();
    let typed: internal::Response = serde_json::from_value(response.clone()).unwrap();
    assert_eq!(
        typed.tenant_access_token.expose(),
        response["tenant_access_token"]
    );
    assert_eq!(typed.expire, response["expire"]);
    assert!(!format!("{typed:?}").contains(typed.tenant_access_token.expose()));
}

//! Generation is deterministic, and yields Rust that parses and valid schemas.

use std::path::Path;

use larkspec_codegen::{Api, Loader, golden, rust_source, schema};

fn apis() -> [Api; 2] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ours = Loader::new(root.join("spec")).only(["approval/v2/instance", "auth"]);
    let theirs = Loader::new(root.join("tests/consumer/spec"));
    [ours, theirs].map(|loader| loader.load().unwrap())
}

#[test]
fn is_the_same_every_time() {
    for api in apis() {
        let first = (rust_source(&api, "own"), golden::render(&api).unwrap());
        for _ in 0..10 {
            assert_eq!(
                (rust_source(&api, "own"), golden::render(&api).unwrap()),
                first
            );
        }
    }
}

#[test]
fn has_an_id_a_dialect_and_the_source() {
    for api in apis() {
        for endpoint in &api.endpoints {
            for (kind, schema) in [
                ("request", schema::request(endpoint)),
                ("response", schema::response(endpoint)),
            ] {
                let dialect = "https://json-schema.org/draft/2020-12/schema";
                assert_eq!(schema["$schema"], dialect);
                let id = format!("urn:larkspec:{}:{kind}", endpoint.name.replace('/', ":"));
                assert_eq!(schema["$id"], id);
                if let Some(source) = &endpoint.source {
                    let comment = schema["$comment"].as_str().unwrap();
                    assert!(comment.contains(source), "{comment}");
                    let updated = endpoint.updated.unwrap().to_string();
                    assert!(comment.contains(&updated), "{comment}");
                }
            }
        }
    }
}

/// Docs of a spec must not become tests, links or HTML in the crate that builds the bindings.
#[test]
fn docs_are_tamed() {
    let [_, api] = apis();
    let source = golden::source(api.endpoint("shop/v1/order/create").unwrap()).unwrap();
    assert!(source.contains("//! ```text"), "{source}");
    assert!(source.contains(r"a \[bracket\] and a URL: <https://example.com/docs>."));
}

/// Only the builder of a paged request has these methods.
#[test]
fn a_setter_gives_way_to_the_methods_of_a_paged_request() {
    let spec = |paging: &str| {
        let spec = format!(
            "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n{paging}\n[body.items]\ntype = \"int\"\n\
             [body.pages]\ntype = \"int\"\n[body.offset]\ntype = \"int\"\n[body.limit]\ntype = \"int\"\n\
             [response.all]\ntype = \"list<int>\""
        );
        golden::source(&larkspec_codegen::load_str("x", &spec).unwrap()).unwrap()
    };
    let plain = spec("");
    assert!(plain.contains("pub fn items(") && plain.contains("pub fn pages("));
    assert!(plain.contains("Request, request, & []"), "{plain}");
    let paged = spec("[page]\nstyle = \"offset\"\nitems = \"all\"");
    assert!(paged.contains("pub fn items_(") && paged.contains("pub fn pages_("));
    let renamed = r#"Request, paged, & [("items", "items_"), ("pages", "pages_")]"#;
    let lines: String = paged.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains(renamed), "{paged}");
}

/// For every file name that is accepted.
#[test]
fn an_id_is_a_uri() {
    for (name, expected) in [
        ("im/v1/chat-list", "urn:larkspec:im:v1:chat-list:request"),
        ("a b/c%d/e:f", "urn:larkspec:a%20b:c%25d:e%3Af:request"),
        ("店/#", "urn:larkspec:%E5%BA%97:%23:request"),
    ] {
        let spec = "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"";
        let endpoint = larkspec_codegen::load_str(name, spec).unwrap();
        assert_eq!(schema::request(&endpoint)["$id"], expected);
    }
}

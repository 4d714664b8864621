//! Checks payloads against the spec of an endpoint: with the engine or, if the feature `jsonschema` is on, with the
//! emitted JSON Schema and an independent validator.

#[cfg(any(test, not(feature = "jsonschema")))]
mod engine;
#[cfg(feature = "jsonschema")]
mod peer;

#[cfg(not(feature = "jsonschema"))]
pub(crate) use engine::Contract;
#[cfg(feature = "jsonschema")]
pub(crate) use peer::Contract;

#[cfg(all(test, feature = "jsonschema"))]
mod tests {
    use std::collections::BTreeSet;

    use larkspec_codegen::model::Section;
    use serde_json::json;

    use super::{engine, peer};
    use crate::payload::{Breach, Payload};

    const SPEC: &str = r#"
        title = "Save"
        [http]
        method = "POST"
        path = "/save/:id"
        [path.id]
        type = "string"
        required = true
        max_len = 3
        [body.count]
        type = "int"
        required = true
        min = 1
        [body.kind]
        type = "string"
        enum = [{ value = "a" }, { value = "b" }]
        [body.content]
        type = "string<object>"
        [body."content<>.text"]
        type = "string"
        required = true
        [response.count]
        type = "int"
        required = true
    "#;

    fn places(breaches: Vec<Breach>) -> BTreeSet<String> {
        breaches.into_iter().map(|breach| breach.pointer).collect()
    }

    #[test]
    fn engine_and_validator_find_the_same() {
        let endpoint = larkspec_codegen::load_str("a/save", SPEC);
        let endpoint = endpoint.unwrap_or_else(|errors| panic!("{errors}"));
        let body = Payload::Request(Section::Body);
        let path = Payload::Request(Section::Path);
        for (payload, value, expected) in [
            (path, json!({ "id": "abc" }), &[][..]),
            (path, json!({ "id": "abcd" }), &["/id"]),
            (path, json!({}), &[""]),
            (body, json!({ "count": 1, "kind": "a" }), &[]),
            (
                body,
                json!({ "count": 0, "kind": "c" }),
                &["/count", "/kind"],
            ),
            (body, json!({ "kind": "a" }), &[""]),
            (body, json!({ "count": 1, "other": 1 }), &[""]),
            (body, json!([]), &[""]),
            (
                body,
                json!({ "count": 1, "content": r#"{"text":"t"}"# }),
                &[],
            ),
            (
                body,
                json!({ "count": 1, "content": r#"{"text":1}"# }),
                &["/content/text"],
            ),
            (body, json!({ "count": 1, "content": "{" }), &["/content"]),
            (
                Payload::Response,
                json!({ "code": 0, "msg": "", "data": { "count": 1, "more": 1 } }),
                &[],
            ),
            (
                Payload::Response,
                json!({ "code": 0, "msg": "", "data": { "count": "1" } }),
                &["/data/count"],
            ),
            (Payload::Response, json!({ "code": 1, "msg": "" }), &[]),
            (Payload::Response, json!({ "code": 0, "msg": "" }), &[""]),
        ] {
            let ours = engine::Contract::new(&endpoint, payload).unwrap();
            let theirs = peer::Contract::new(&endpoint, payload).unwrap();
            let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
            let ours = places(ours.breaches(&endpoint, &value, false));
            assert_eq!(ours, expected, "the engine on {value}");
            let theirs = places(theirs.breaches(&endpoint, &value, false));
            assert_eq!(theirs, expected, "the validator on {value}");
        }
    }

    #[test]
    fn masked_messages_do_not_quote_the_value() {
        let endpoint = larkspec_codegen::load_str("a/save", SPEC);
        let endpoint = endpoint.unwrap_or_else(|errors| panic!("{errors}"));
        let payload = Payload::Request(Section::Body);
        let value = json!({ "count": 1, "kind": "hunter2", "content": "{hunter2" });
        let ours = engine::Contract::new(&endpoint, payload).unwrap();
        let theirs = peer::Contract::new(&endpoint, payload).unwrap();
        for breaches in [
            ours.breaches(&endpoint, &value, true),
            theirs.breaches(&endpoint, &value, true),
        ] {
            assert_eq!(breaches.len(), 2, "{breaches:?}");
            assert!(!format!("{breaches:?}").contains("hunter"), "{breaches:?}");
        }
        let shown = format!("{:?}", ours.breaches(&endpoint, &value, false));
        assert!(shown.contains("hunter2"), "{shown}");
    }
}

//! Shared types from the perspective of their users: they are generated from `codegen/tests/shared`.

use consumer::docx::v1::types::{Align, Block, Text, TextStyle};
use consumer::docx::v1::{create, list};
use consumer::types::User;
use larkspec::endpoint::Section;
use larkspec::{Endpoint as _, JsonString, Paged as _};
use serde_json::{Value, json};

fn sent(request: &create::Request) -> Value {
    request
        .serialize_section(Section::Body, serde_json::value::Serializer)
        .unwrap()
}

fn violations(request: &create::Request) -> Vec<String> {
    match request.validate() {
        Ok(()) => Vec::new(),
        Err(invalid) => {
            let violations = invalid.violations().iter();
            violations
                .map(|violation| format!("{} {}", violation.location(), violation.rule()))
                .collect()
        }
    }
}

/// The rules for which a builder rejects an object.
fn refused<T: std::fmt::Debug>(built: Result<T, larkspec::Error>) -> Vec<String> {
    let error = built.unwrap_err();
    let violations = error.violations().iter();
    violations
        .map(|violation| format!("{} {}", violation.location(), violation.rule()))
        .collect()
}

fn answer() -> list::Response {
    let answer = json!({ "has_more": false, "items": [{
        "block_id": "b",
        "text": { "content": "a", "style": { "align": 7, "bold": true }, "author": { "id": "u", "name": "U" } },
        "children": [{ "block_id": "c", "text": { "content": "d" } }],
        "parent": { "block_id": "p", "text": { "content": "e" } },
    }] });
    serde_json::from_value(answer).unwrap()
}

/// A value from one call's response can be sent in the request of another. Response-only fields are omitted.
#[test]
fn a_value_of_a_response_goes_into_a_request() {
    let blocks: Vec<Block> = list::Request::into_items(answer());
    assert_eq!(blocks[0].block_id.as_deref(), Some("b"));
    assert_eq!(
        blocks[0].parent.as_ref().unwrap().block_id.as_deref(),
        Some("p")
    );
    let mut blocks = blocks;
    let request = create::Request::builder().children(blocks.clone()).build();
    let align = "/body/children/0/text/style/align enum";
    assert_eq!(
        refused(request),
        [align],
        "a request takes the listed values alone"
    );
    let text: &mut Text = blocks[0].text.as_mut().unwrap();
    text.style.as_mut().unwrap().align = Some(Align::Left.into());
    let request = create::Request::builder().children(blocks).build().unwrap();
    assert_eq!(violations(&request), [""; 0]);
    assert_eq!(
        sent(&request),
        json!({ "children": [{
            "text": { "content": "a", "style": { "align": 1, "bold": true }, "author": { "id": "u" } },
            "children": [{ "text": { "content": "d" } }],
            "parent": { "text": { "content": "e" } },
        }] })
    );
}

/// Each side, and each use, is checked by its own rules; in Rust they are one type.
#[test]
fn each_use_is_checked_by_its_own_rules() {
    let text = || {
        Text::builder()
            .content("a")
            .style(TextStyle::builder().build().unwrap())
            .build()
            .unwrap()
    };
    let block = || Block::builder().text(text()).build().unwrap();
    let mut within = block();
    within.parent = Some(Box::new(serde_json::from_value(json!({})).unwrap()));
    let request = create::Request::builder().children([block()]).top(within);
    assert_eq!(
        refused(request.build()),
        [
            "/body/children/0/text/style/bold required",
            "/body/top/parent/text required"
        ]
    );
    // A field that every request with the type requires is also required by its builder.
    assert_eq!(refused(Block::builder().build()), ["/text required"]);
    let mut long = block();
    long.text.as_mut().unwrap().content = "12345678901".to_owned();
    let request = create::Request::builder()
        .children(Vec::<Block>::new())
        .top(long);
    assert_eq!(
        refused(request.build()),
        [
            "/body/children minItems",
            "/body/top/text/content maxLength"
        ]
    );
    let response = |text: &str| {
        let body = json!({ "code": 0, "msg": "", "data": { "has_more": false, "items": [{ "text": { "content": text } }] } });
        list::Response::validate_json(body.to_string().as_bytes()).is_ok()
    };
    assert_eq!([response(""), response("12345678901")], [true, false]);
    assert!(
        create::Request::validate_json(
            br#"{"children":[{"text":{"content":"a","style":{"bold":true}},"block_id":"b"}]}"#
        )
        .is_err()
    );
}

#[test]
fn types_of_other_folders_and_in_strings() {
    let text = consumer::im::types::Text::builder()
        .text("hi")
        .mentions([User::builder().id("u").build().unwrap()])
        .build()
        .unwrap();
    let request = consumer::im::send::Request::builder()
        .to(User::builder().id("to").build().unwrap())
        .content(JsonString::Value(text))
        .build()
        .unwrap();
    let body = request
        .serialize_section(Section::Body, serde_json::value::Serializer)
        .unwrap();
    assert_eq!(
        body,
        json!({ "to": { "id": "to" }, "content": "{\"text\":\"hi\",\"mentions\":[{\"id\":\"u\"}]}" })
    );
    assert!(request.validate().is_ok());
    let secret = User::builder().id("u").key("key").build().unwrap();
    assert!(!format!("{secret:?}").contains("\"key\""), "{secret:?}");
}

/// A part of a schema that refers to types is self-contained.
#[cfg(feature = "schemars")]
#[test]
fn the_schema_of_a_type_stands_by_itself() {
    let schema = schemars::schema_for!(Vec<create::Request>);
    let validator = jsonschema::draft202012::new(schema.as_value()).unwrap();
    let block = json!({ "text": { "content": "a", "style": { "bold": true } } });
    assert!(validator.is_valid(&json!([{ "children": [block] }])));
    assert!(
        !validator
            .is_valid(&json!([{ "children": [block], "top": { "children": [{ "text": 1 }] } }]))
    );
    let schema = schemars::schema_for!(Block);
    let validator = jsonschema::draft202012::new(schema.as_value()).unwrap();
    assert!(validator.is_valid(&json!({ "parent": { "text": { "content": "a" } } })));
    assert!(!validator.is_valid(&json!({ "parent": { "text": { "content": 1 } } })));
}

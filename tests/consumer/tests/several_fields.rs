//! The rules for several fields, open enums, bits, and strings that contain JSON, from the perspective of a user of
//! the generated types.

use consumer::shop::v1::notice::send::{
    Request, RequestChannels, RequestContent, RequestContentSize, RequestForm, RequestKind,
    Response,
};
use larkspec::endpoint::Section;
use larkspec::{BitSet, Endpoint, JsonString, OpenEnum};
use serde_json::{Value, json};

use crate::notice::request;

/// The request with one change.
fn with(mut request: Request, change: impl FnOnce(&mut Request)) -> Request {
    change(&mut request);
    request
}

/// Every rule that a request breaks, one per line.
fn broken(request: &Request) -> Vec<String> {
    match request.validate() {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn a_string_that_carries_json_is_written_from_a_value() {
    let content = RequestContent::builder()
        .text("hi")
        .size(RequestContentSize::Value2)
        .build()
        .unwrap();
    let form = vec![
        RequestForm::builder()
            .id("w1")
            .value("a \"b\"")
            .build()
            .unwrap(),
    ];
    let request = with(request(), |r| {
        r.form = Some(form.into());
    });
    let request = with(request, |r| r.content = content.into());
    assert_eq!(broken(&request), [""; 0]);
    let body = request
        .serialize_section(Section::Body, serde_json::value::Serializer)
        .unwrap();
    assert_eq!(
        body,
        json!({
            "open_id": "ou_1", "kind": "text", "content": r#"{"text":"hi","size":2}"#,
            "form": r#"[{"id":"w1","value":"a \"b\""}]"#,
        })
    );
}

#[test]
fn a_string_that_carries_json_is_read_as_a_value() {
    let response: Response = serde_json::from_value(json!({
        "content": "{\"text\":\"hi\",\"new\":1}", "form": "[1,{}]", "channels": 6,
    }))
    .unwrap();
    assert_eq!(response.content.value().unwrap().text, "hi");
    assert_eq!(
        response.form,
        Some(JsonString::Value(vec![json!(1), json!({})]))
    );
    // Content that the page does not describe is kept, and only reported by the check.
    let response: Response = serde_json::from_value(json!({ "content": "plain" })).unwrap();
    assert_eq!(response.content.into_value().unwrap_err(), "plain");
    let payload = br#"{"code":0,"msg":"","data":{"content":"plain"}}"#;
    assert_eq!(
        Response::validate_json(payload).unwrap_err().to_string(),
        r#"/data/content: "plain" is not JSON: expected value at line 1 column 1"#
    );
}

#[test]
fn what_a_string_carries_is_checked() {
    for (text, expected) in [
        (r#"{"text":"hi"}"#, ""),
        ("plain", r#"/content: "plain" is not JSON"#),
        (
            r#"{"txt":"hi"}"#,
            "/content/txt: unknown key; did you mean `text`?",
        ),
        (
            r#"{"text":"hi","size":3}"#,
            "/content/size: 3 is not one of 1, 2",
        ),
    ] {
        let request = with(request(), |r| r.content = JsonString::Text(text.to_owned()));
        // A document that contains a secret is never quoted.
        let expected = expected.replace(r#""plain""#, "a secret");
        let found = broken(&request).join("\n");
        match &*expected {
            "" => assert_eq!(found, ""),
            expected => assert!(found.contains(expected), "{found}"),
        }
    }
    let request = with(request(), |r| {
        r.extra = Some("{'a':1}".into());
    });
    assert!(broken(&request)[0].starts_with(r#"/body/extra: "{'a':1}" is not JSON"#));
}

#[test]
fn a_secret_in_a_string_is_not_shown() {
    let content = RequestContent::builder()
        .text("hi")
        .pin("hunter2")
        .build()
        .unwrap();
    let request = with(request(), |r| r.content = content.into());
    assert!(!format!("{request:?}").contains("hunter2"));
    let unread = JsonString::Text("{\"pin\":\"hunter2\"".to_owned());
    let request = with(request, |r| r.content = unread);
    assert!(!format!("{request:?}").contains("hunter2"));
    assert!(!broken(&request).join("").contains("hunter2"));
}

#[test]
fn fields_that_are_required_in_some_cases() {
    let other = || OpenEnum::from("sticker");
    for (name, request, expected) in [
        ("all is there", request(), vec![]),
        (
            "no receiver",
            with(request(), |r| r.open_id = None),
            vec!["/body: required, but missing: at least one of `open_id`, `user_id`"],
        ),
        (
            "another receiver",
            with(request(), |r| {
                r.user_id = Some("u".into());
            }),
            vec![],
        ),
        (
            "a section of its own",
            with(request(), |r| r.uuid = None),
            vec!["/query/locale: required when `uuid` is left out, but missing"],
        ),
        (
            "a value",
            with(request(), |r| r.kind = RequestKind::Form.into()),
            vec![r#"/body/form: required when `kind` is "form", but missing"#],
        ),
        (
            "two conditions",
            with(
                with(request(), |r| {
                    r.silent = Some(true);
                }),
                |r| r.kind = other(),
            ),
            vec![
                "/body/reason: required when `kind` is given and not \"text\" or \"form\" and `silent` is true, or \
                 `channels` is 4, but missing",
            ],
        ),
        (
            "one of two",
            with(
                with(request(), |r| {
                    r.silent = Some(false);
                }),
                |r| r.kind = other(),
            ),
            vec![],
        ),
        (
            "inside of a string",
            with(request(), |r| {
                r.form = Some(
                    vec![serde_json::from_value(serde_json::json!({ "id": "w1" })).unwrap()].into(),
                );
            }),
            vec!["/body/form/0: required, but missing: at least one of `value`, `values`"],
        ),
        (
            "an empty list inside of a string",
            with(request(), |r| {
                r.form = Some(Vec::new().into());
            }),
            vec!["/body/form: 0 items, at least 1 are required"],
        ),
    ] {
        let found = broken(&request);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn bits_are_joined() {
    let both = BitSet::from(RequestChannels::Mail) | RequestChannels::ShortMessage;
    assert_eq!(both.as_i64(), 3);
    assert!(both.contains(RequestChannels::Mail));
    assert!(!both.contains(RequestChannels::Value4));
    assert_eq!(
        broken(&with(request(), |r| {
            r.channels = Some(both);
        })),
        [""; 0]
    );
    assert_eq!(
        broken(&with(request(), |r| {
            r.channels = Some(0.into());
        })),
        [""; 0]
    );
    assert_eq!(
        broken(&with(request(), |r| {
            r.channels = Some(8.into());
        })),
        ["/body/channels: 8 is not one of the sums of 1, 2, 4"]
    );
    // A response may contain bits that the page does not list.
    let response: Value = json!({ "content": "{\"text\":\"\"}", "channels": 12 });
    let response: Response = serde_json::from_value(response).unwrap();
    assert_eq!(response.channels, Some(BitSet::from(12)));
}

#[test]
fn an_open_enum_takes_other_values() {
    let kind: OpenEnum<RequestKind> = "sticker".into();
    assert_eq!(kind.known(), None);
    assert_eq!(broken(&with(request(), |r| r.kind = kind)), [""; 0]);
    assert_eq!(OpenEnum::from("form"), RequestKind::Form);
}

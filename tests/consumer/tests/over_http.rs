//! The rules for several fields, over HTTP: the client rejects an invalid request before sending it, and the sandbox,
//! which checks it differently, rejects it if it is sent anyway.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use consumer::shop::v1::notice::send::{self, Request, RequestKind};
use larkspec::endpoint::Section;
use larkspec::{Client, Endpoint as _, ErrorKind, JsonString, OpenEnum};
use larkspec_sandbox::Sandbox;
use serde_json::Value;

use crate::notice::request;

const SEND: &str = "shop/v1/notice/send";

/// A sandbox for this crate's spec files.
fn start() -> Sandbox {
    let own = Sandbox::builder().specs("spec").platform(false);
    own.start().unwrap()
}

/// The requests, each with the location of its error; at the top of the body or the query, this is not a field.
fn cases() -> Vec<(&'static str, Request, &'static str)> {
    let with = |change: fn(&mut Request)| {
        let mut request = request();
        change(&mut request);
        request
    };
    vec![
        ("all is there", request(), ""),
        (
            "none of a group",
            with(|r| r.open_id = None),
            "at least one of",
        ),
        (
            "another of the group",
            with(|r| (r.open_id, r.user_id) = (None, Some("u".into()))),
            "",
        ),
        (
            "needed where another has a value",
            with(|r| r.kind = RequestKind::Form.into()),
            "/form",
        ),
        (
            "needed where another is left out",
            with(|r| r.uuid = None),
            "/locale",
        ),
        (
            "needed where another has none of some values",
            with(|r| (r.kind, r.silent) = (OpenEnum::from("sticker"), Some(true))),
            "/reason",
        ),
        (
            "given where it is needed",
            with(|r| {
                (r.kind, r.silent) = (OpenEnum::from("sticker"), Some(true));
                r.reason = Some("r".into());
            }),
            "",
        ),
        (
            "no JSON in a string",
            with(|r| r.content = JsonString::Text("plain".to_owned())),
            "/content",
        ),
        (
            "other JSON in a string",
            with(|r| r.content = JsonString::Text(r#"{"size":1}"#.to_owned())),
            "/content/text",
        ),
        (
            "none of a group inside of a string",
            with(|r| {
                r.form = Some(
                    vec![serde_json::from_value(serde_json::json!({ "id": "w1" })).unwrap()].into(),
                );
            }),
            "/form/0",
        ),
    ]
}

#[test]
fn client_and_sandbox_refuse_the_same_requests() {
    let sandbox = start();
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()
        .unwrap();
    for (name, request, wrong) in cases() {
        let before = sandbox.calls_of(SEND).count();
        let called = send::call(&client, &request);
        let sent = sandbox.calls_of(SEND).count() - before;
        let (status, body) = send_unchecked(&sandbox, &request);
        let code = body["code"].as_i64().unwrap();
        match called {
            Ok(_) => assert_eq!(
                (wrong, sent, status, code),
                ("", 1, 200, 0),
                "{name}: {body}"
            ),
            Err(error) => {
                assert_eq!(
                    (error.kind(), sent),
                    (ErrorKind::InvalidRequest, 0),
                    "{name}"
                );
                assert!(error.to_string().contains(wrong), "{name}: {error}");
                assert!(
                    !wrong.is_empty() && status == 400 && code != 0,
                    "{name}: {status} {body}"
                );
            }
        }
    }
}

/// Sends a request without checking it; returns the status and the body of the answer.
fn send_unchecked(sandbox: &Sandbox, request: &Request) -> (u16, Value) {
    let of = |section: Section| {
        request
            .serialize_section(section, serde_json::value::Serializer)
            .unwrap()
    };
    let body = of(Section::Body).to_string();
    let query = of(Section::Query);
    let query = query.as_object().unwrap().iter();
    let query: Vec<String> = query
        .map(|(key, value)| format!("{key}={}", value.as_str().unwrap()))
        .collect();
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    write!(
        stream,
        "POST /open-apis/shop/v1/notices?{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        query.join("&"),
        sandbox.token(),
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

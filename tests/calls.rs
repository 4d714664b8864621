//! Calls that are assembled by hand, and calls with another HTTP client: over HTTP, against the sandbox and a server
//! that records requests.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use larkspec::approval::v2::instance::list;
use larkspec::{
    Bytes, Client, ClientBuilder, Clock as _, ErrorKind, Host, HttpEndpoint as _, Method, Secret,
    TokenKind, http,
};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::{Value, json};

use crate::clock::TestClock;
use crate::requests::request;
use crate::server::{self, Server};

const LIST: &str = "approval/v2/instance/list";
const PATH: &str = "/approval/openapi/v2/instance/list";

fn sandbox(clock: &TestClock, plan: Plan) -> Sandbox {
    let theirs = clock.clone();
    Sandbox::builder()
        .clock(move || theirs.time_of_day())
        .faults(plan)
        .start()
        .unwrap()
}

fn client_of(sandbox: &Sandbox, clock: &TestClock) -> ClientBuilder {
    Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .clock(clock.clone())
}

fn body(sandbox: &Sandbox) -> Value {
    json!({
        "approval_code": sandbox.approval_code(), "start_time": 0, "end_time": i64::MAX, "offset": 0, "limit": 10,
    })
}

/// A type of the caller's.
struct Codes {
    instance_code_list: Vec<String>,
}

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut data = Value::deserialize(deserializer)?;
        let list = data["instance_code_list"].take();
        let instance_code_list = serde_json::from_value(list).map_err(D::Error::custom)?;
        Ok(Codes { instance_code_list })
    }
}

#[test]
fn a_call_without_a_spec_takes_the_way_of_every_other() {
    let clock = TestClock::new();
    let on = |fault, call| Rule::new(fault).endpoint(LIST).call(call);
    let invalid = Fault::InvalidToken {
        status: 400,
        revoke: true,
    };
    let throttle = Fault::Throttle {
        status: 429,
        reset: 52,
    };
    let plan = Plan::new().rule(on(invalid, 1)).rule(on(throttle, 2));
    let sandbox = sandbox(&clock, plan);
    let client = client_of(&sandbox, &clock).build().unwrap();
    let before = clock.time_of_day();
    let call = client
        .request(Method::Post, PATH)
        .host(Host::Www)
        .json(&body(&sandbox));
    let codes: Codes = call.send().unwrap();
    assert_eq!(codes.instance_code_list.len(), 10);
    // A new token, and a wait as long as the platform requests.
    assert_eq!(sandbox.tokens_issued(), 2);
    assert_eq!(sandbox.calls_of(LIST).count(), 3);
    let waited = clock.time_of_day().duration_since(before).unwrap();
    assert!(waited >= Duration::from_secs(52), "{waited:?}");
}

#[test]
fn what_is_not_known_to_be_safe_is_not_repeated() {
    for (safe, expected) in [(false, Err(ErrorKind::Server)), (true, Ok(()))] {
        let clock = TestClock::new();
        let fault = Fault::ServerError { status: 500 };
        let plan = Plan::new().rule(Rule::new(fault).endpoint(LIST).call(1));
        let sandbox = sandbox(&clock, plan);
        let client = client_of(&sandbox, &clock).build().unwrap();
        let call = client
            .request(Method::Post, PATH)
            .host(Host::Www)
            .safe(safe);
        let result = call.json(&body(&sandbox)).send::<Value>();
        let result = result.map(|_| ()).map_err(|error| {
            assert_eq!(
                error.endpoint(),
                Some("POST /approval/openapi/v2/instance/list")
            );
            error.kind()
        });
        assert_eq!(result, expected, "safe: {safe}");
    }
}

/// A client of a server that answers each request with `answer` and records it.
fn recorded(answer: &str) -> (Client, Arc<Mutex<Vec<String>>>) {
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let (kept, answer) = (requests.clone(), answer.to_owned());
    let server = Server::answering(move |request| {
        kept.lock().unwrap().push(request.to_owned());
        answer.clone()
    });
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-secret-secret");
    (client.build().unwrap(), requests)
}

#[test]
fn every_part_goes_where_it_belongs() {
    let (client, requests) = recorded(r#"{"code":0,"msg":"","data":{"n":7}}"#);
    let data: Value = client
        .request(
            Method::Patch,
            "/open-apis/im/v1/chats/:chat_id/x?user_id_type=open_id",
        )
        .path_parameter("chat_id", "oc/1 ?")
        .query("page_size", 20)
        .query("q", "a&b")
        .header("X-Trace", 7)
        .json(&json!({"name": "N"}))
        .send()
        .unwrap();
    assert_eq!(data, json!({"n": 7}));
    let file = Bytes::from(&b"ID3"[..]).with_name("a.mp3");
    let call = client.request(Method::Post, "/open-apis/im/v1/files");
    let call = call.form_field("duration", 3000).form_file("file", &file);
    call.send::<Value>().unwrap();
    client
        .request(Method::Get, "/open-apis/none")
        .without_token()
        .send::<Value>()
        .unwrap();

    let requests = requests.lock().unwrap();
    let first = requests[0].to_ascii_lowercase();
    let line = "patch /open-apis/im/v1/chats/oc%2f1%20%3f/x?user_id_type=open_id&page_size=20&q=a%26b http/1.1";
    assert!(first.starts_with(line), "{first}");
    for part in [
        "authorization: bearer t-secret-secret",
        "x-trace: 7",
        "content-type: application/json; charset=utf-8",
        r#"{"name":"n"}"#,
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    for part in ["name=\"duration\"\r\n\r\n3000", "filename=\"a.mp3\"", "ID3"] {
        assert!(requests[1].contains(part), "{part}: {}", requests[1]);
    }
    assert!(!requests[2].to_ascii_lowercase().contains("authorization"));
}

#[test]
fn a_payload_is_read_as_what_the_caller_says() {
    let cases = [
        (r#"{"code":0,"data":[1,2]}"#, false, Ok(json!([1, 2]))),
        (r#"{"code":0,"msg":"ok"}"#, false, Ok(Value::Null)),
        (r#"{"code":0,"x":1}"#, true, Ok(json!({"code": 0, "x": 1}))),
        (
            r#"{"code":7,"msg":"no t-secret-secret"}"#,
            false,
            Err(ErrorKind::Platform),
        ),
        ("<html>", false, Err(ErrorKind::NotJson)),
    ];
    for (answer, flat, expected) in cases {
        let (client, _) = recorded(answer);
        let call = client.request(Method::Get, "/open-apis/x").flat(flat);
        let result = call.send::<Value>().map_err(|error| {
            let shown = format!("{error} {error:?} {error:#?}");
            assert!(!shown.contains("t-secret-secret"), "{shown}");
            error.kind()
        });
        assert_eq!(result, expected, "{answer}");
    }
    // A missing payload is enough for types that need none.
    let (client, _) = recorded(r#"{"code":0,"msg":"ok"}"#);
    let call = || client.request(Method::Get, "/open-apis/x");
    call().send::<()>().unwrap();
    assert_eq!(call().send::<Option<u8>>().unwrap(), None);
    let error = call().send::<Codes>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("has no `data`"), "{error}");

    let (client, _) = recorded(r#"{"code":0,"data":{"instance_code_list":[7]}}"#);
    let error = client
        .request(Method::Get, "/open-apis/x")
        .send::<Codes>()
        .err()
        .unwrap();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let text = error.to_string();
    assert!(
        text.contains("does not have the requested type") && text.contains("expected a string"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_sent_is_said_before_anything_is_sent() {
    let (client, requests) = recorded("{}");
    let get = |path: &str| client.request(Method::Get, path);
    let cases = [
        (get("open-apis/x"), "begin with `/`"),
        (get("/open-apis/:id"), "the path parameter `id` is missing"),
        (
            get("/open-apis/:id").path_parameter("id", ".."),
            "lead elsewhere",
        ),
        (
            get("/open-apis/x").path_parameter("id", 1),
            "has no parameter `id`",
        ),
        (
            get("/open-apis/x").header("Authorization", "hunter2"),
            "`Client::with_token`",
        ),
        (
            get("/open-apis/x").header("X", "hunter2\r\nY: 1"),
            "control characters",
        ),
        (
            get("/open-apis/x").json(&std::collections::HashMap::from([(vec![1], 2)])),
            "as JSON",
        ),
    ];
    for (call, part) in cases {
        let error = call.send::<Value>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        let text = error.to_string();
        assert!(
            text.contains(part) && text.starts_with("GET ") && !text.contains("hunter2"),
            "{text}"
        );
    }
    assert!(requests.lock().unwrap().is_empty());
    // App credentials provide tenant tokens only.
    let client = Client::builder().app("cli_1", "s").build().unwrap();
    let call = client
        .request(Method::Get, "/open-apis/x")
        .token(TokenKind::User);
    let error = call.send::<Value>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("with a user token"), "{error}");
}

#[test]
fn what_a_page_forbids_can_be_sent_on_purpose() {
    let (client, requests) = recorded(r#"{"code":0,"msg":"","data":{"instance_code_list":["A"]}}"#);
    let mut request = request(100);
    request.limit = i64::MAX;
    let error = list::call(&client, &request).unwrap_err();
    let text = error.to_string();
    assert_eq!(error.page_updated().unwrap().to_string(), "2022-07-08");
    assert!(
        error
            .page()
            .unwrap()
            .ends_with("batch-obtain-approval-instance-ids")
    );
    for part in [
        error.page().unwrap(),
        "updated 2022-07-08",
        "`Client::unchecked`",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(requests.lock().unwrap().is_empty());

    let response = client
        .unchecked(&request)
        .query("locale", "zh")
        .send()
        .unwrap();
    assert_eq!(response.instance_code_list, ["A"]);
    let body = json!({"approval_code": "7C46", "limit": "200", "new": [1]});
    let response: list::Response = client
        .endpoint::<list::Request>()
        .json(&body)
        .send()
        .unwrap();
    assert_eq!(response.instance_code_list, ["A"]);
    let requests = requests.lock().unwrap();
    assert!(
        requests[0].starts_with("POST /approval/openapi/v2/instance/list?locale=zh "),
        "{}",
        requests[0]
    );
    let limit = format!(r#""limit":{}"#, i64::MAX);
    assert!(requests[0].contains(&limit), "{}", requests[0]);
    assert!(requests[1].ends_with(&body.to_string()), "{}", requests[1]);
}

#[test]
fn another_http_client_gets_the_same_answers() {
    let token = Secret::from("t-secret-secret");
    let request = request(100);
    let answers = [
        (
            200,
            r#"{"code":0,"msg":"","data":{"instance_code_list":["A"]}}"#,
        ),
        (200, r#"{"code":0,"msg":"","data":{}}"#),
        (
            400,
            r#"{"code":60001,"msg":"bad t-secret-secret","error":{"log_id":"L"}}"#,
        ),
        (
            429,
            r#"{"code":99991400,"msg":"request trigger frequency limit"}"#,
        ),
        (401, r#"{"code":99991663,"msg":"invalid"}"#),
        (500, r#"{"code":1,"msg":"x"}"#),
        (502, "<html>bad gateway"),
        (302, ""),
    ];
    for (status, body) in answers {
        let server = Server::start(move |stream| {
            use std::io::Write as _;
            while server::read_request(stream).is_some() {
                let head = format!("HTTP/1.1 {status} X\r\nLocation: https://e.example/\r\n");
                let rest = format!(
                    "X-Tt-Logid: t-secret-secret\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all((head + &rest).as_bytes());
            }
        });
        let client = Client::builder()
            .base_url(server.url("http"))
            .token(token.clone())
            .retry_budget(Duration::ZERO)
            .build()
            .unwrap();
        let ours = list::call(&client, &request);
        let response = http::Response::builder()
            .status(status)
            .header("location", "https://e.example/")
            .header("x-tt-logid", "t-secret-secret")
            .body(body)
            .unwrap();
        let theirs = list::Request::from_http_response(response, Some(&token));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs),
            (Err(ours), Err(theirs)) => {
                assert_eq!(
                    (
                        ours.kind(),
                        ours.code(),
                        ours.status(),
                        ours.log_id(),
                        ours.msg()
                    ),
                    (
                        theirs.kind(),
                        theirs.code(),
                        theirs.status(),
                        theirs.log_id(),
                        theirs.msg()
                    ),
                );
                assert_eq!(
                    ours.is_retryable(),
                    theirs.is_retryable(),
                    "{ours} {theirs}"
                );
                assert_eq!(ours.endpoint(), theirs.endpoint());
                assert!(
                    !format!("{theirs:#?}").contains("t-secret-secret"),
                    "{theirs:#?}"
                );
            }
            (ours, theirs) => panic!("{status} {body}: {ours:?}, {theirs:?}"),
        }
    }
}

#[test]
fn another_http_client_sends_the_same_request() {
    let (client, requests) = recorded(r#"{"code":0,"msg":"","data":{"instance_code_list":[]}}"#);
    let request = request(100);
    list::call(&client, &request).unwrap();
    let token = Secret::from("t-secret-secret");
    let http = request
        .to_http_request("https://gateway.example/lark/", Some(&token))
        .unwrap();
    let sent = &requests.lock().unwrap()[0];
    let (head, body) = sent.split_once("\r\n\r\n").unwrap();
    assert_eq!(http.body(), body.as_bytes());
    assert_eq!(http.method(), "POST");
    assert_eq!(
        http.uri(),
        "https://gateway.example/lark/approval/openapi/v2/instance/list"
    );
    for (name, value) in http.headers() {
        let line = format!("{name}: {}", value.to_str().unwrap());
        assert!(head.contains(&line), "{line} {head}");
    }
    assert!(!format!("{http:?}").contains("t-secret-secret"));

    let error = request
        .to_http_request("http://gateway.example", None)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let mut wrong = self::request(100);
    wrong.limit = i64::MAX;
    let error = wrong
        .to_http_request("https://gateway.example", Some(&token))
        .unwrap_err();
    assert_eq!(error.violations()[0].location(), "/limit");
}

#[test]
fn a_call_has_a_time_limit_of_its_own() {
    // This server never answers.
    let server = Server::start(|stream| while server::read_request(stream).is_some() {});
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-1")
        .timeout(Duration::from_secs(3600))
        .retry_budget(Duration::ZERO)
        .build()
        .unwrap();
    let limit = Duration::from_millis(60);
    let request = request(1);
    let errors = [
        list::call(&client.with_timeout(limit).unwrap(), &request).unwrap_err(),
        client
            .unchecked(&request)
            .timeout(limit)
            .send()
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.to_string().contains("within 60ms"), "{error}");
    }
    for error in [
        client.with_timeout(Duration::ZERO).unwrap_err(),
        client.with_retry_budget(Duration::MAX).unwrap_err(),
        client
            .unchecked(&request)
            .timeout(Duration::ZERO)
            .send()
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
}

//! What the server answers without faults: routes, tokens, parameters and examples.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::client::*;
use larkspec_codegen::model::TokenKind;
use larkspec_codegen::schema;
use serde_json::{Value, json};

#[test]
fn every_endpoint_answers_what_its_schema_admits() {
    let sandbox = start();
    let api = api();
    for endpoint in &api.endpoints {
        let path = endpoint
            .http
            .path
            .replace(":shop_id", "7")
            .replace(":file_key", "k%20y");
        let path = path.replace(":order_id", "o1");
        let body = match &*endpoint.name {
            LIST => page_request(&sandbox, 0, 5),
            INTERNAL => {
                json!({ "app_id": sandbox.app_id(), "app_secret": sandbox.app_secret() })
            }
            "shop/v1/token/create" => json!({ "grant_type": "authorization_code", "code": "c" }),
            "shop/v1/token/refresh" => {
                json!({ "grant_type": "refresh_token", "refresh_token": "r" })
            }
            "shop/v1/order/create" => json!({ "id": "a1", "items": [{ "sku": "x", "count": 1 }] }),
            _ => json!({}),
        };
        let kind = endpoint
            .http
            .tokens
            .first()
            .copied()
            .unwrap_or(TokenKind::Tenant);
        let token = format!("Authorization: Bearer {}", sandbox.token_of(kind));
        let method = endpoint.http.method.as_str();
        let reply = match endpoint.is_multipart() {
            true => {
                let headers = [&*token, "Content-Type: multipart/form-data; boundary=b"];
                send(&sandbox, method, &path, &headers, &multipart("a.txt"))
            }
            false => {
                let headers = [&*token, "Content-Type: application/json"];
                send(
                    &sandbox,
                    method,
                    &path,
                    &headers,
                    body.to_string().as_bytes(),
                )
            }
        };
        let reply = reply.unwrap();
        assert_eq!(reply.status, 200, "{}: {}", endpoint.name, reply.text());
        assert_eq!(
            reply.header("x-tt-logid").map(str::len),
            Some(32),
            "{}",
            endpoint.name
        );
        if endpoint.answers_file() {
            assert_eq!(
                reply.header("content-type"),
                Some("application/octet-stream")
            );
            assert!(!reply.body.is_empty());
            continue;
        }
        assert_eq!(reply.code(), 0, "{}: {}", endpoint.name, reply.text());
        let validator = jsonschema::draft202012::new(&schema::response(endpoint));
        let errors: Vec<String> = validator
            .unwrap()
            .iter_errors(&reply.json())
            .map(|e| e.to_string())
            .collect();
        assert!(
            errors.is_empty(),
            "{}: {errors:?} in {}",
            endpoint.name,
            reply.text()
        );
        assert_eq!(sandbox.calls_of(&endpoint.name).count(), 1);
    }
    assert_eq!(sandbox.calls().count(), api.endpoints.len() as u64);
    sandbox.stop().unwrap();
}

#[test]
fn unknown_paths_and_methods() {
    let sandbox = start();
    let cases = [
        ("GET", "/", 404),
        ("POST", "/approval/openapi/v2/instance/list/", 404),
        ("GET", "/open-apis/shop/v1/orders/", 404),
        ("GET", INSTANCES, 405),
        ("DELETE", "/open-apis/shop/v1/orders/1", 405),
        ("HEAD", "/", 404),
    ];
    for (method, path, status) in cases {
        let reply = send(&sandbox, method, path, &[], b"").unwrap();
        assert_eq!(reply.status, status, "{method} {path}");
        match (method, status) {
            ("HEAD", _) => assert_eq!(reply.text(), ""),
            (_, 405) => assert_eq!(reply.code(), 99991301),
            _ => assert_eq!(reply.text(), "404 page not found"),
        }
    }
    assert!(sandbox.calls().iter().all(|call| call.endpoint.is_none()));
}

#[test]
fn a_fixed_path_goes_before_a_template() {
    let sandbox = start();
    let reply = get(&sandbox, "/open-apis/shop/v1/orders/statistics?x#y").unwrap();
    assert_eq!(reply.json()["data"]["count"], 3);
    // The absolute form of a target, as clients send it to a proxy.
    let target = format!("{}/open-apis/shop/v1/orders/statistics", sandbox.base_url());
    assert_eq!(get(&sandbox, &target).unwrap().json()["data"]["count"], 3);
}

#[test]
fn a_fixed_field_tells_operations_of_one_url_apart() {
    let sandbox = start();
    let post = |body: Value| {
        let headers = ["Content-Type: application/json"];
        let path = "/open-apis/shop/v1/token";
        send(
            &sandbox,
            "POST",
            path,
            &headers,
            body.to_string().as_bytes(),
        )
        .unwrap()
    };
    for (grant, field, operation) in [
        ("authorization_code", "code", "create"),
        ("refresh_token", "refresh_token", "refresh"),
    ] {
        let reply = post(json!({ "grant_type": grant, field: "x" }));
        assert_eq!(reply.json()["granted_by"], operation, "{}", reply.text());
        // Errors refer to the operation that was meant.
        let reply = post(json!({ "grant_type": grant }));
        assert!(reply.text().contains(field), "{}", reply.text());
        assert_eq!(
            sandbox
                .calls_of(&format!("shop/v1/token/{operation}"))
                .count(),
            2
        );
    }
    // For an unknown grant, each operation would report the same error.
    let reply = post(json!({ "grant_type": "password", "code": "x" }));
    assert!(reply.text().contains("grant_type"), "{}", reply.text());
}

#[test]
fn tokens_are_judged_by_kind() {
    let sandbox = start();
    let (tenant, user, app) = (
        sandbox.token().to_owned(),
        sandbox.token_of(TokenKind::User),
        sandbox.token_of(TokenKind::App),
    );
    let create = "/open-apis/shop/v1/shops/1/orders";
    let get_order = "/open-apis/shop/v1/orders/1";
    let bearer = |token: &str| format!("Authorization: Bearer {token}");
    let cases = [
        ("POST", create, bearer(&tenant), 0),
        ("POST", create, format!("authorization: bearer   {user}"), 0),
        ("POST", create, bearer(&app), 99991664),
        ("POST", create, "X: y".to_owned(), 99991661),
        (
            "POST",
            create,
            "Authorization: Bearer ".to_owned(),
            99991661,
        ),
        (
            "POST",
            create,
            format!("Authorization: Basic {tenant}"),
            99991661,
        ),
        ("POST", create, format!("Authorization: {tenant}"), 99991661),
        ("POST", create, bearer("t-unknown"), 99991663),
        ("POST", create, bearer("t"), 99991663),
        ("POST", create, bearer("u-unknown"), 99991668),
        ("GET", get_order, bearer(&tenant), 99991663),
        ("GET", get_order, bearer(&user), 0),
        ("POST", INSTANCES, bearer(&user), 99991668),
    ];
    let body = json!({ "id": "a1", "items": [{ "sku": "x", "count": 1 }] }).to_string();
    for (method, path, header, code) in cases {
        let headers = [&*header, "Content-Type: application/json"];
        let reply = send(&sandbox, method, path, &headers, body.as_bytes()).unwrap();
        assert_eq!(reply.code(), code, "{method} {path} {header}");
        assert_eq!(reply.status, if code == 0 { 200 } else { 400 });
        assert!(!reply.text().contains("t-unknown"));
    }
}

#[test]
fn the_token_endpoint_hands_out_one_token_until_half_an_hour_is_left() {
    let now = Arc::new(AtomicI64::new(START_MS));
    let clock = Arc::clone(&now);
    let sandbox = builder()
        .clock(move || time(clock.load(Ordering::SeqCst)))
        .start()
        .unwrap();
    let pass = |seconds: i64| now.fetch_add(seconds * 1000, Ordering::SeqCst);
    let (first, expire) = fetch_token(&sandbox);
    assert_eq!(expire, 7200);
    assert!(
        first
            .strip_prefix("t-")
            .unwrap()
            .bytes()
            .all(|b| b.is_ascii_alphanumeric())
    );
    assert_eq!(code_with(&sandbox, &first), 0);

    pass(5400);
    assert_eq!(fetch_token(&sandbox), (first.clone(), 1800));
    pass(1);
    let (second, expire) = fetch_token(&sandbox);
    assert_ne!(first, second);
    assert_eq!(expire, 7200);
    assert_eq!(
        (code_with(&sandbox, &first), code_with(&sandbox, &second)),
        (0, 0)
    );

    pass(1799);
    assert_eq!(code_with(&sandbox, &first), 99991663);
    assert_eq!(code_with(&sandbox, &second), 0);
    sandbox.revoke_tokens();
    assert_eq!(code_with(&sandbox, &second), 99991663);
    let (third, _) = fetch_token(&sandbox);
    assert_ne!(second, third);
    pass(1_000_000);
    assert_eq!(code_with(&sandbox, sandbox.token()), 0);
    assert_eq!(sandbox.tokens_issued(), 3);
}

#[test]
fn a_short_lifetime_means_a_new_token_each_time() {
    let sandbox = builder()
        .token_lifetime(Duration::from_secs(60))
        .credentials("cli_a", "secret-b")
        .start()
        .unwrap();
    assert_eq!(
        (sandbox.app_id(), sandbox.app_secret()),
        ("cli_a", "secret-b")
    );
    let (first, expire) = fetch_token(&sandbox);
    assert_eq!(expire, 60);
    assert_ne!(first, fetch_token(&sandbox).0);
}

#[test]
fn wrong_credentials() {
    let sandbox = start();
    let (id, secret) = (sandbox.app_id().to_owned(), sandbox.app_secret().to_owned());
    let cases = [
        (
            json!({ "app_id": "cli_other", "app_secret": secret }),
            10003,
            400,
            "app_id",
        ),
        (
            json!({ "app_id": id, "app_secret": "hunter2" }),
            10015,
            403,
            "secret",
        ),
        (json!({ "app_id": id }), 10003, 400, "app_secret"),
        (
            json!({ "app_id": id, "app_secret": ["hunter2"] }),
            10003,
            400,
            "/app_secret",
        ),
        (
            json!({ "app_id": id, "app_secret": secret, "x": "hunter2" }),
            10003,
            400,
            "'x'",
        ),
    ];
    for (body, code, status, says) in cases {
        let reply = post(&sandbox, TOKEN, &body).unwrap();
        assert_eq!((reply.code(), reply.status), (code, status), "{body}");
        assert!(reply.text().contains(says), "{}", reply.text());
        assert!(!reply.text().contains("hunter2"), "{}", reply.text());
    }
    assert_eq!(sandbox.tokens_issued(), 0);
}

#[test]
fn bad_parameters_are_named() {
    let sandbox = start();
    let good = page_request(&sandbox, 0, 100);
    let with = |key: &str, value: Value| {
        let mut body = good.clone();
        body[key] = value;
        body.to_string()
    };
    let without = |key: &str| {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(key);
        body.to_string()
    };
    let cases = [
        (good.to_string(), 0, ""),
        (with("limit", json!(101)), 60001, "/limit: 101 is greater"),
        (with("limit", json!(0)), 60001, "/limit: 0 is less"),
        (with("offset", json!(-1)), 60001, "/offset: -1 is less"),
        (with("start_time", json!("0")), 60001, "/start_time:"),
        (with("start_time", json!(1.5)), 60001, "/start_time: 1.5"),
        (with("more", json!(1)), 60001, "'more'"),
        (with("approval_code", json!(null)), 60001, "/approval_code:"),
        (without("offset"), 60001, "\\\"offset\\\" is a required"),
        (String::new(), 60001, "\\\"limit\\\" is a required"),
        ("[]".to_owned(), 60001, "[] is not of type"),
        ("{\"a\":".to_owned(), 60001, "the body is not JSON"),
        ("[".repeat(5000), 60001, "the body is not JSON"),
        (with("approval_code", json!("other")), 60002, "not found"),
        (
            json!({ "approval_code": sandbox.approval_code(), "start_time": 2, "end_time": 1,
                    "offset": 0, "limit": 1 })
            .to_string(),
            60001,
            "/start_time: 2 is after end_time, 1",
        ),
    ];
    let token = format!("Authorization: Bearer {}", sandbox.token());
    let headers = [&*token, "Content-Type: application/json;charset=utf-8"];
    for (body, code, says) in cases {
        let reply = send(&sandbox, "POST", INSTANCES, &headers, body.as_bytes()).unwrap();
        assert_eq!(reply.code(), code, "{body:.200}: {}", reply.text());
        assert!(reply.text().contains(says), "{body:.200}: {}", reply.text());
        assert_eq!(reply.status, if code == 0 { 200 } else { 400 });
    }
    let headers = [&*token, "Content-Type: text/json"];
    let reply = send(
        &sandbox,
        "POST",
        INSTANCES,
        &headers,
        good.to_string().as_bytes(),
    )
    .unwrap();
    assert_eq!(reply.code(), 60001);
    assert!(
        reply.text().contains("must be application/json"),
        "{}",
        reply.text()
    );
}

#[test]
fn parameters_outside_of_the_body() {
    let sandbox = start();
    let body = json!({ "id": "a1", "items": [{ "sku": "x", "count": 1 }] });
    let cases = [
        ("shops/1/orders", "", 0, ""),
        (
            "shops/1/orders?tags=a&tags=b&dry_run=true&user_id_type=open%5Fid",
            "X-Request-Id: 12345",
            0,
            "",
        ),
        ("shops/0/orders", "", 99992402, "path /shop_id"),
        ("shops/x/orders", "", 99992402, "path /shop_id"),
        (
            "shops/1/orders?user_id_type=id",
            "",
            99992402,
            "query /user_id_type",
        ),
        ("shops/1/orders?dry_run=1", "", 99992402, "query /dry_run"),
        (
            "shops/1/orders?tags=a&tags=b&tags=c",
            "",
            99992402,
            "query /tags",
        ),
        ("shops/1/orders?colour=red", "", 99992402, "colour"),
        (
            "shops/1/orders",
            "x-request-id: 123456",
            99992402,
            "header /X-Request-Id",
        ),
    ];
    let token = format!("Authorization: Bearer {}", sandbox.token());
    for (target, header, code, says) in cases {
        let target = format!("/open-apis/shop/v1/{target}");
        let header = if header.is_empty() { "X: y" } else { header };
        let headers = [&*token, "Content-Type: application/json", header];
        // The rate of the spec does not apply, because it is not enforced by default.
        let reply = send(
            &sandbox,
            "POST",
            &target,
            &headers,
            body.to_string().as_bytes(),
        )
        .unwrap();
        assert_eq!(reply.code(), code, "{target} {header}: {}", reply.text());
        assert!(
            reply.json()["msg"].as_str().unwrap().contains(says),
            "{}",
            reply.text()
        );
        if code != 0 {
            let violations = &reply.json()["error"]["field_violations"];
            assert_eq!(
                violations.as_array().map(Vec::len),
                Some(1),
                "{}",
                reply.text()
            );
            let log_id = reply.json()["error"]["log_id"].clone();
            assert_eq!(reply.header("x-tt-logid"), log_id.as_str());
        }
    }
}

#[test]
fn all_violations_are_named_and_no_secret_is() {
    let sandbox = start();
    let body = json!({ "id": "A", "password": "hunter2", "items": [{ "count": 0 }] });
    let reply = post(
        &sandbox,
        "/open-apis/shop/v1/shops/0/orders?dry_run=maybe",
        &body,
    )
    .unwrap();
    let msg = reply.json()["msg"].as_str().unwrap().to_owned();
    for named in [
        "path /shop_id",
        "query /dry_run",
        "/id",
        "/password",
        "/items/0",
        "/items/0/count",
    ] {
        assert!(msg.contains(named), "{named} in {msg}");
    }
    assert!(!msg.contains("hunter2"), "{msg}");
}

#[test]
fn what_is_wrong_with_the_whole_is_said_without_a_place() {
    let sandbox = start();
    let cases = [
        (
            "/approval/openapi/v2/instance/list",
            "param is invalid: \"approval_code\" is a required property",
        ),
        (
            "/open-apis/auth/v3/tenant_access_token/internal",
            "invalid param: \"app_id\" is a required property",
        ),
        (
            "/open-apis/shop/v1/shops/1/orders?colour=red",
            "field validation failed: query: Additional properties",
        ),
    ];
    for (path, says) in cases {
        let reply = post(&sandbox, path, &json!({})).unwrap();
        let msg = reply.json()["msg"].as_str().unwrap().to_owned();
        assert!(msg.starts_with(says), "{msg}");
        assert!(!msg.contains(": :") && !msg.contains(" : "), "{msg}");
    }
}

#[test]
fn a_paged_example_comes_to_an_end() {
    let sandbox = start();
    let first = get(&sandbox, "/open-apis/shop/v1/orders?page_size=50")
        .unwrap()
        .json();
    assert_eq!(first["data"]["has_more"], true);
    assert_eq!(first["data"]["orders"].as_array().unwrap().len(), 2);
    let next = get(&sandbox, "/open-apis/shop/v1/orders?page_token=next")
        .unwrap()
        .json();
    assert_eq!(
        next["data"],
        json!({ "orders": [], "page_token": "", "has_more": false })
    );

    let names = |body: Value| {
        let data = post(&sandbox, "/open-apis/shop/v1/tags", &body)
            .unwrap()
            .json()["data"]
            .clone();
        data.as_array()
            .unwrap()
            .iter()
            .map(|tag| tag["name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(json!({})), ["a", "b", "c"]);
    assert_eq!(names(json!({ "offset": 1, "limit": 1 })), ["b"]);
    assert_eq!(names(json!({ "offset": 2, "limit": 10 })), ["c"]);
    assert_eq!(names(json!({ "offset": 3, "limit": 10 })), [""; 0]);
}

fn multipart(file: &str) -> Vec<u8> {
    format!(
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{file}\r\n\
         --b\r\ncontent-disposition: form-data; name=\"size\"\r\n\r\n12\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n\0\u{ff}\r\n\r\n--bb\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn multipart_bodies() {
    let sandbox = start();
    let token = format!("Authorization: Bearer {}", sandbox.token());
    let upload = |content_type: &str, body: &[u8]| {
        let content_type = format!("Content-Type: {content_type}");
        let headers = [&*token, &content_type];
        send(&sandbox, "POST", "/open-apis/shop/v1/files", &headers, body).unwrap()
    };
    let form = "multipart/form-data; boundary=\"b\"";
    assert_eq!(upload(form, &multipart("a.txt")).code(), 0);
    let cases = [
        (
            "application/json",
            b"{}".to_vec(),
            "must be multipart/form-data",
        ),
        ("multipart/form-data", multipart("a.txt"), "no boundary"),
        (
            "multipart/form-data; boundary=c",
            multipart("a.txt"),
            "does not contain its boundary",
        ),
        (form, multipart("a-long-name.txt"), "/name"),
        (form, b"--b\r\n\r\n--b".to_vec(), "no empty line"),
        (
            form,
            b"--b\r\nX: y\r\n\r\nz\r\n--b--".to_vec(),
            "no Content-Disposition",
        ),
        (
            form,
            b"--b\r\nContent-Disposition: form-data\r\n\r\nz\r\n--b--".to_vec(),
            "no name",
        ),
        (
            form,
            b"--b\r\nContent-Disposition: form-data; name=a".to_vec(),
            "last boundary is missing",
        ),
        (form, b"--b".to_vec(), "line end"),
        (form, b"--b--".to_vec(), "required"),
    ];
    for (content_type, body, says) in cases {
        let reply = upload(content_type, &body);
        assert_eq!(
            reply.code(),
            99992402,
            "{content_type} {}",
            String::from_utf8_lossy(&body)
        );
        assert!(reply.text().contains(says), "{says}: {}", reply.text());
    }
}

/// Shared types: in an answer, a type that contains itself does so once; in a request, the rules for requests apply.
#[test]
fn shared_types() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../codegen/tests/shared");
    let api = larkspec_codegen::load(folder).unwrap();
    let sandbox = larkspec_sandbox::Sandbox::builder()
        .platform(false)
        .specs(api)
        .start()
        .unwrap();
    let block = json!({ "text": { "content": "a", "style": { "bold": true } } });
    let ask = |blocks: Value| {
        post(
            &sandbox,
            "/docx/v1/blocks?align=2",
            &json!({ "children": blocks }),
        )
        .unwrap()
    };
    let reply = ask(json!([block]));
    assert_eq!(reply.code(), 0, "{}", reply.text());
    let data = &reply.json()["data"];
    assert_eq!(data["aligns"], json!([1]));
    let block = data["children"][0].as_object().unwrap();
    let keys: Vec<&str> = block.keys().map(String::as_str).collect();
    assert_eq!(keys, ["block_id", "text"], "{data}");
    let reply = ask(json!([{ "block_id": "b", "text": { "content": "", "style": {} } }]));
    assert_ne!(reply.code(), 0);
    for says in ["block_id", "bold", "shorter than 1 character"] {
        assert!(reply.text().contains(says), "{says}: {}", reply.text());
    }
}

#[test]
fn an_answer_that_can_not_be_made_is_an_error() {
    let spec = r#"
title = "No text has five letters and three"
[http]
method = "GET"
path = "/open-apis/a/v1/b"
tokens = []
[response.text]
type = "string"
required = true
max_len = 3
pattern = "^[a-z]{5}$"
"#;
    let endpoint = larkspec_codegen::load_str("a/v1/b", spec).unwrap();
    let api = larkspec_codegen::Api {
        endpoints: vec![endpoint],
        ..Default::default()
    };
    let sandbox = larkspec_sandbox::Sandbox::builder()
        .platform(false)
        .specs(api)
        .start()
        .unwrap();
    let reply = get(&sandbox, "/open-apis/a/v1/b").unwrap();
    assert_eq!(reply.status, 500);
    assert!(
        reply.text().contains("add an example response to its spec"),
        "{}",
        reply.text()
    );
    assert!(
        !sandbox.banner().contains("cargo run"),
        "there is nothing to pull"
    );
}

#[test]
fn rates() {
    let now = Arc::new(AtomicI64::new(START_MS));
    let clock = Arc::clone(&now);
    let sandbox = builder()
        .clock(move || time(clock.load(Ordering::SeqCst)))
        .rate(3, Duration::from_secs(60))
        .start()
        .unwrap();
    let ask = || post(&sandbox, INSTANCES, &page_request(&sandbox, 0, 1)).unwrap();
    for second in [0, 10, 10] {
        now.store(START_MS + second * 1000, Ordering::SeqCst);
        assert_eq!(ask().code(), 0);
    }
    now.store(START_MS + 10_001, Ordering::SeqCst);
    let reply = ask();
    assert_eq!((reply.status, reply.code()), (429, 99991400));
    assert_eq!(reply.header("x-ogw-ratelimit-limit"), Some("3"));
    assert_eq!(reply.header("x-ogw-ratelimit-reset"), Some("50"));
    // The token endpoint and other endpoints have separate budgets.
    fetch_token(&sandbox);
    assert_eq!(
        get(&sandbox, "/open-apis/shop/v1/orders").unwrap().code(),
        0
    );

    now.store(START_MS + 59_999, Ordering::SeqCst);
    assert_eq!(ask().header("x-ogw-ratelimit-reset"), Some("1"));
    now.store(START_MS + 60_000, Ordering::SeqCst);
    assert_eq!(ask().code(), 0);
    assert_eq!(ask().code(), 99991400);

    let times: Vec<(i64, Option<i64>)> = sandbox
        .calls()
        .iter()
        .filter(|call| call.endpoint.as_deref() == Some(LIST))
        .map(|call| (call.at_ms - START_MS, call.code))
        .collect();
    let expected = [
        (0, Some(0)),
        (10_000, Some(0)),
        (10_000, Some(0)),
        (10_001, Some(99991400)),
        (59_999, Some(99991400)),
        (60_000, Some(0)),
        (60_000, Some(99991400)),
    ];
    assert_eq!(times, expected);
    let busiest = [1, 2, 50_000, 50_001, 60_000, 60_001]
        .map(|ms| sandbox.busiest(LIST, Duration::from_millis(ms)));
    assert_eq!(busiest, [2, 3, 4, 6, 6, 7]);
    assert_eq!(sandbox.busiest("other", Duration::from_secs(1)), 0);
}

#[test]
fn documented_rates_are_enforced_on_request() {
    let ask = |sandbox: &larkspec_sandbox::Sandbox| {
        let body = json!({ "id": "a1", "items": [{ "sku": "x", "count": 1 }] });
        post(sandbox, "/open-apis/shop/v1/shops/1/orders", &body)
            .unwrap()
            .code()
    };
    let frozen = || time(START_MS);
    let with = builder()
        .documented_rates(true)
        .clock(frozen)
        .start()
        .unwrap();
    assert_eq!(
        [ask(&with), ask(&with), ask(&with), ask(&with)],
        [0, 0, 0, 99991400]
    );
    let without = builder().clock(frozen).start().unwrap();
    assert_eq!(
        [ask(&without), ask(&without), ask(&without), ask(&without)],
        [0; 4]
    );
}

#[test]
fn the_banner_is_ready_to_paste() {
    let sandbox = start();
    let banner = sandbox.banner();
    let (url, token, code) = (sandbox.base_url(), sandbox.token(), sandbox.approval_code());
    let line = format!(
        "LARKSPEC_TOKEN={token} LARKSPEC_BASE_URL={url} cargo run --example pull -- {code}\n"
    );
    assert!(banner.ends_with(&line), "{banner}");
    // A search for the token's format finds nothing else.
    let found: Vec<&str> = banner
        .match_indices("t-")
        .map(|(start, _)| banner[start..].split(char::is_whitespace).next().unwrap())
        .collect();
    assert_eq!(found, [token, token], "{banner}");
    assert!(!format!("{sandbox:?}").contains(token));
}

#[test]
fn the_same_seed_gives_the_same_server() {
    let facts = |seed| {
        let sandbox = builder()
            .seed(seed)
            .clock(|| time(START_MS))
            .start()
            .unwrap();
        let token = fetch_token(&sandbox).0;
        (
            sandbox.token().to_owned(),
            sandbox.app_secret().to_owned(),
            sandbox.approval_code().to_owned(),
            token,
            sandbox.instances(),
        )
    };
    assert_eq!(facts(1), facts(1));
    assert_ne!(facts(1), facts(2));
}

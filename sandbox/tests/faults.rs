//! Every fault, as a client sees it.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::client::*;
use larkspec_sandbox::{DeleteFrom, Fault, InsertAt, Plan, Rule, Sandbox};
use serde_json::json;

/// A server with these faults for every call.
fn struck_by(faults: impl IntoIterator<Item = Fault>) -> Sandbox {
    let plan = faults
        .into_iter()
        .fold(Plan::new(), |plan, fault| plan.rule(Rule::new(fault)));
    builder().population(300).faults(plan).start().unwrap()
}

fn ask(sandbox: &Sandbox) -> Reply {
    post(sandbox, INSTANCES, &page_request(sandbox, 0, 100)).unwrap()
}

#[test]
fn answers_in_place_of_the_endpoints_own() {
    type Check = Box<dyn Fn(&Reply) -> bool>;
    let html = |r: &Reply| {
        r.header("content-type").unwrap().starts_with("text/html") && r.text().starts_with("<html>")
    };
    let is = |code: i64| move |r: &Reply| r.code() == code;
    let cases: Vec<(Fault, u16, Check)> = vec![
        (Fault::Html { status: 502 }, 502, Box::new(html)),
        (Fault::Html { status: 200 }, 200, Box::new(html)),
        (Fault::ServerError { status: 500 }, 500, Box::new(is(5000))),
        (Fault::ServerError { status: 502 }, 502, Box::new(html)),
        (Fault::ServerError { status: 503 }, 503, Box::new(html)),
        (Fault::ServerError { status: 504 }, 504, Box::new(html)),
        (Fault::Quota { status: 400 }, 400, Box::new(is(99991403))),
        (Fault::Quota { status: 429 }, 429, Box::new(is(99991403))),
        (
            Fault::Throttle {
                status: 429,
                reset: 7,
            },
            429,
            Box::new(|r| {
                r.code() == 99991400
                    && r.header("x-ogw-ratelimit-limit") == Some("100")
                    && r.header("x-ogw-ratelimit-reset") == Some("7")
            }),
        ),
        (
            Fault::Throttle {
                status: 400,
                reset: 0,
            },
            400,
            Box::new(is(99991400)),
        ),
        (
            Fault::ThrottleWithoutReset { status: 429 },
            429,
            Box::new(|r| {
                r.code() == 99991400
                    && !r
                        .headers
                        .iter()
                        .any(|(name, _)| name.to_lowercase().contains("ratelimit"))
            }),
        ),
        (
            Fault::ThrottleWithoutReset { status: 400 },
            400,
            Box::new(is(99991400)),
        ),
        (
            Fault::InvalidToken {
                status: 200,
                revoke: true,
            },
            200,
            Box::new(is(99991663)),
        ),
        (
            Fault::InvalidToken {
                status: 400,
                revoke: true,
            },
            400,
            Box::new(is(99991663)),
        ),
        (
            Fault::InvalidToken {
                status: 401,
                revoke: false,
            },
            401,
            Box::new(is(99991663)),
        ),
    ];
    for (fault, status, check) in cases {
        let shown = format!("{fault:?}");
        let name = fault.name();
        let sandbox = struck_by([fault]);
        let reply = ask(&sandbox);
        assert_eq!(reply.status, status, "{shown}");
        assert!(check(&reply), "{shown}: {reply:?} {}", reply.text());
        let call = &sandbox.calls()[0];
        assert_eq!(call.faults, [name]);
        assert_eq!((call.status, call.authorized), (Some(status), true));
        assert_eq!(Some(&*call.log_id), reply.header("x-tt-logid"));
        assert_eq!(call.path, INSTANCES);
    }
}

#[test]
fn the_first_replacement_wins_and_the_rest_adds_up() {
    let sandbox = struck_by([
        Fault::Chunked { size: 1000 },
        Fault::Quota { status: 403 },
        Fault::ServerError { status: 500 },
        Fault::ContentType {
            value: "text/x".to_owned(),
        },
    ]);
    let reply = ask(&sandbox);
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (403, Some("text/x"))
    );
    assert_eq!(reply.header("transfer-encoding"), Some("chunked"));
    assert!(reply.text().contains("99991403"));
    assert_eq!(sandbox.calls()[0].faults.len(), 4);
}

#[test]
fn resets() {
    for (fault, acted) in [(Fault::ResetBefore, 0), (Fault::ResetAfter, 1)] {
        let plan = Plan::new().rule(Rule::new(fault.clone()).endpoint(INTERNAL).call(1));
        let sandbox = builder().faults(plan).start().unwrap();
        let body = json!({ "app_id": sandbox.app_id(), "app_secret": sandbox.app_secret() });
        let error = post(&sandbox, TOKEN, &body).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::ConnectionReset,
            "{fault:?}: {error}"
        );
        assert_eq!(sandbox.tokens_issued(), acted, "{fault:?}");
        let call = &sandbox.calls()[0];
        assert_eq!((call.status, call.code), (None, None));
        assert_eq!(post(&sandbox, TOKEN, &body).unwrap().code(), 0);
        sandbox.stop().unwrap();
    }
}

#[test]
fn bodies_that_are_not_what_was_promised() {
    let whole = ask(&struck_by([]));
    let length = whole.body.len();

    let sandbox = struck_by([Fault::TruncatedBody { keep: None }]);
    let reply = ask(&sandbox);
    assert_eq!(reply.header("content-length"), Some(&*length.to_string()));
    assert_eq!(reply.body.len(), length / 2);
    assert_eq!(
        ask(&struck_by([Fault::TruncatedBody { keep: Some(0) }]))
            .body
            .len(),
        0
    );
    assert_eq!(
        ask(&struck_by([Fault::TruncatedBody { keep: Some(7) }]))
            .body
            .len(),
        7
    );

    let reply = ask(&struck_by([Fault::WrongLength { by: -5 }]));
    assert_eq!(
        reply.header("content-length"),
        Some(&*(length - 5).to_string())
    );
    assert_eq!(reply.body.len(), length);
    assert_eq!(reply.header("connection"), Some("close"));
    let reply = ask(&struck_by([Fault::WrongLength { by: 5 }]));
    assert_eq!(
        reply.header("content-length"),
        Some(&*(length + 5).to_string())
    );
    let reply = ask(&struck_by([Fault::WrongLength { by: i64::MIN }]));
    assert_eq!(reply.header("content-length"), Some("0"));

    let reply = ask(&struck_by([Fault::InvalidJson]));
    assert_eq!(
        reply.header("content-length"),
        Some(&*reply.body.len().to_string())
    );
    assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).is_err());
    assert_eq!(reply.status, 200);

    let reply = ask(&struck_by([Fault::ContentType {
        value: "text/plain".to_owned(),
    }]));
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    assert_eq!(codes(&reply).len(), 100);

    let reply = ask(&struck_by([Fault::Oversize { bytes: 5 << 20 }]));
    assert_eq!(reply.body.len(), length + (5 << 20));
    assert_eq!(codes(&reply).len(), 100);
}

#[test]
fn encodings() {
    let whole = codes(&ask(&struck_by([])));
    let reply = ask(&struck_by([Fault::Gzip]));
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&*reply.body)
        .read_to_end(&mut text)
        .unwrap();
    assert_eq!(
        codes(&Reply {
            body: text,
            ..reply
        })
        .len(),
        whole.len()
    );

    // An independent client decodes the chunks, and keeps the connection.
    let sandbox = struck_by([Fault::Chunked { size: 3 }]);
    let agent = ureq::agent();
    for _ in 0..3 {
        let mut answer = agent
            .post(format!("{}{INSTANCES}", sandbox.base_url()))
            .header("authorization", format!("Bearer {}", sandbox.token()))
            .header("content-type", "application/json")
            .send(page_request(&sandbox, 0, 100).to_string())
            .unwrap();
        assert_eq!(answer.headers()["transfer-encoding"], "chunked");
        assert!(answer.headers().get("content-length").is_none());
        let text = answer.body_mut().read_to_string().unwrap();
        let reply = Reply {
            status: 200,
            headers: Vec::new(),
            body: text.into_bytes(),
        };
        assert_eq!(codes(&reply).len(), 100);
    }
    assert_eq!(sandbox.connection_count(), 1);

    let reply = ask(&struck_by([
        Fault::Chunked { size: 64 },
        Fault::TruncatedBody { keep: None },
    ]));
    assert!(
        reply.text().starts_with("40\r\n{\"code\":0"),
        "{}",
        reply.text()
    );
    assert!(!reply.text().ends_with("0\r\n\r\n"));
}

#[test]
fn slowness() {
    let timed = |fault: Fault| {
        let sandbox = struck_by([fault]);
        let start = Instant::now();
        let request = page_request(&sandbox, 300, 1);
        let reply = post(&sandbox, INSTANCES, &request).unwrap();
        assert_eq!(codes(&reply), [""; 0]);
        start.elapsed()
    };
    assert!(timed(Fault::Latency { ms: 120 }) >= Duration::from_millis(120));
    // `{"code":0,"msg":"success","data":{"instance_code_list":[]}}` is 59 bytes.
    let slow = timed(Fault::Trickle {
        bytes: 6,
        every_ms: 15,
        head: false,
    });
    assert!(slow >= Duration::from_millis(150), "{slow:?}");
    let slower = timed(Fault::Trickle {
        bytes: 6,
        every_ms: 5,
        head: true,
    });
    assert!(slower >= Duration::from_millis(150), "{slower:?}");
}

#[test]
fn a_trickle_leaves_the_head_alone_unless_told() {
    for head in [false, true] {
        let sandbox = struck_by([Fault::Trickle {
            bytes: 1,
            every_ms: 400,
            head,
        }]);
        let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_millis(300)))
            .unwrap();
        stream
            .write_all(b"GET /open-apis/shop/v1/shelf HTTP/1.1\r\n\r\n")
            .unwrap();
        let mut piece = [0; 4096];
        match stream.read(&mut piece) {
            Ok(length) if !head => assert!(piece[..length].ends_with(b"\r\n\r\n")),
            Err(_) if head => {}
            other => panic!("head: {head}, {other:?}"),
        }
        // It does not wait for the end of the trickle.
        let start = Instant::now();
        sandbox.stop().unwrap();
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn redirects() {
    let sandbox = struck_by([Fault::Redirect {
        status: 302,
        to: None,
    }]);
    let reply = ask(&sandbox);
    let location = format!("http://localhost:{}/redirected", sandbox.port());
    assert_eq!(
        (reply.status, reply.header("location")),
        (302, Some(&*location))
    );

    // The record shows a client that follows.
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .redirect_auth_headers(ureq::config::RedirectAuthHeaders::Never)
        .build()
        .into();
    let call = agent.get(format!("{}/open-apis/shop/v1/orders", sandbox.base_url()));
    let followed = call.header("authorization", "Bearer t-x").call();
    assert!(
        matches!(followed, Err(ureq::Error::StatusCode(404))),
        "{followed:?}"
    );
    let last = sandbox.calls().last().cloned().unwrap();
    assert_eq!(
        (last.endpoint, &*last.path, last.authorized),
        (None, "/redirected", false)
    );

    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = format!("http://{}/x", elsewhere.local_addr().unwrap());
    let sandbox = struck_by([Fault::Redirect {
        status: 307,
        to: Some(to.clone()),
    }]);
    assert_eq!(ask(&sandbox).header("location"), Some(&*to));
}

#[test]
fn an_invalid_token_stays_invalid_unless_told() {
    for revoke in [true, false] {
        let fault = Fault::InvalidToken {
            status: 200,
            revoke,
        };
        let plan = Plan::new().rule(Rule::new(fault).call(2));
        let sandbox = builder().faults(plan).start().unwrap();
        let (token, _) = fetch_token(&sandbox);
        let answers = [(); 3].map(|()| code_with(&sandbox, &token));
        match revoke {
            true => assert_eq!(answers, [0, 99991663, 99991663]),
            false => assert_eq!(answers, [0, 99991663, 0]),
        }
        assert_eq!(fetch_token(&sandbox).0 == token, !revoke);
    }
}

#[test]
fn a_token_that_expires_early() {
    let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(START_MS));
    let clock = std::sync::Arc::clone(&now);
    let plan = Plan::new().rule(Rule::new(Fault::EarlyExpiry { seconds: 10 }).call(1));
    let sandbox = builder()
        .clock(move || time(clock.load(std::sync::atomic::Ordering::SeqCst)))
        .faults(plan)
        .start()
        .unwrap();
    let (token, expire) = fetch_token(&sandbox);
    assert_eq!(expire, 7200);
    assert_eq!(code_with(&sandbox, &token), 0);
    now.fetch_add(10_000, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(code_with(&sandbox, &token), 99991663);
    let (fresh, _) = fetch_token(&sandbox);
    assert_ne!(token, fresh);
    now.fetch_add(7_000_000, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(code_with(&sandbox, &fresh), 0);
}

#[test]
fn an_error_page_that_shows_the_token() {
    for (json, kind) in [(false, "text/html"), (true, "application/json")] {
        let sandbox = struck_by([Fault::EchoAuthorization { status: 500, json }]);
        let reply = ask(&sandbox);
        assert_eq!(reply.status, 500);
        assert!(reply.header("content-type").unwrap().starts_with(kind));
        assert!(
            reply
                .text()
                .contains(&format!("Bearer {}", sandbox.token())),
            "{}",
            reply.text()
        );
    }
}

#[test]
fn data_that_is_missing_or_more() {
    let end = |sandbox: &Sandbox| {
        post(sandbox, INSTANCES, &page_request(sandbox, 300, 100))
            .unwrap()
            .json()
    };
    let sandbox = struck_by([Fault::NullList]);
    assert_eq!(end(&sandbox)["data"], json!({ "instance_code_list": null }));
    assert_eq!(
        codes(&ask(&sandbox)).len(),
        100,
        "only an empty list becomes null"
    );
    let tags = |body| {
        post(&sandbox, "/open-apis/shop/v1/tags", &body)
            .unwrap()
            .json()
    };
    assert_eq!(tags(json!({ "offset": 9 }))["data"], json!(null));
    assert_eq!(tags(json!({}))["data"][0]["name"], "a");

    let sandbox = struck_by([Fault::MissingList]);
    assert_eq!(ask(&sandbox).json()["data"], json!({}));
    let to = "codes".to_owned();
    let sandbox = struck_by([Fault::RenamedList { to }]);
    let data = ask(&sandbox).json()["data"].clone();
    assert_eq!(data["codes"].as_array().unwrap().len(), 100);
    assert_eq!(data.as_object().unwrap().len(), 1);
    let sandbox = struck_by([Fault::BrokenItems { every: 3 }]);
    let data = ask(&sandbox).json()["data"].clone();
    let list = data["instance_code_list"].as_array().unwrap();
    let broken = (0..100).filter(|i| list[*i].is_array());
    assert_eq!(
        broken.collect::<Vec<_>>(),
        (2..100).step_by(3).collect::<Vec<_>>()
    );
    let sandbox = struck_by([Fault::IgnoredOffset]);
    let first = codes(&ask(&sandbox));
    assert_eq!(
        codes(&post(&sandbox, INSTANCES, &page_request(&sandbox, 200, 100)).unwrap()),
        first
    );

    let sandbox = struck_by([Fault::MissingData]);
    assert_eq!(ask(&sandbox).json(), json!({ "code": 0, "msg": "success" }));
    let sandbox = struck_by([Fault::NullData]);
    assert_eq!(
        ask(&sandbox).json(),
        json!({ "code": 0, "msg": "success", "data": null })
    );
    // Neither fault affects an answer without `data`.
    fetch_token(&sandbox);

    let sandbox = struck_by([Fault::ExtraFields]);
    let reply = ask(&sandbox);
    assert!(
        reply.json()["unheard_of"].is_object() && reply.json()["data"]["unheard_of"].is_object()
    );
    assert_eq!(codes(&reply).len(), 100);
    let body = json!({ "id": "a1", "items": [{ "sku": "x", "count": 1 }] });
    let order = post(&sandbox, "/open-apis/shop/v1/shops/1/orders", &body)
        .unwrap()
        .json();
    assert!(order["data"]["order"]["unheard_of"].is_object());
    assert!(order["data"]["lines"][0]["unheard_of"].is_object());
    assert_eq!(
        order["data"]["labels"],
        json!({ "a": "b" }),
        "every key of a map is known"
    );
    fetch_token(&sandbox);
}

#[test]
fn listings_that_are_cut_or_ordered_otherwise() {
    let all = |sandbox: &Sandbox| -> Vec<String> {
        sandbox
            .instances()
            .into_iter()
            .map(|instance| instance.code)
            .collect()
    };
    let sandbox = struck_by([Fault::ShortPage { cap: 7 }]);
    assert_eq!(page(&sandbox, 0, 100), all(&sandbox)[..7]);
    assert_eq!(walk(&sandbox), all(&sandbox));

    let sandbox = struck_by([Fault::Descending]);
    let reversed: Vec<String> = all(&sandbox).into_iter().rev().collect();
    assert_eq!(walk(&sandbox), reversed);
    assert_eq!(page(&sandbox, 298, 100), reversed[298..]);

    for every in [1, 2, 7, 300, 301, u64::MAX] {
        let sandbox = struck_by([Fault::Duplicate { every }]);
        let walked = walk(&sandbox);
        assert_eq!(walked.len() as u64, 300 + 300 / every, "{every}");
        let mut once = walked.clone();
        once.dedup();
        assert_eq!(once, all(&sandbox), "{every}");
        let first_double = walked.windows(2).position(|pair| pair[0] == pair[1]);
        assert_eq!(
            first_double,
            (every <= 300).then(|| every as usize - 1),
            "{every}"
        );
    }
    let sandbox = struck_by([Fault::Duplicate { every: 3 }, Fault::Descending]);
    let mut walked = walk(&sandbox);
    walked.dedup();
    walked.reverse();
    assert_eq!(walked, all(&sandbox));
}

#[test]
fn the_end_of_the_range() {
    for (fault, expected) in [(Fault::InclusiveEnd, 2), (Fault::ExclusiveEnd, 1)] {
        for inclusive in [true, false] {
            let plan = Plan::new().rule(Rule::new(fault.clone()));
            let sandbox = builder()
                .population(0)
                .inclusive_end(inclusive)
                .faults(plan)
                .start()
                .unwrap();
            sandbox.insert(10);
            sandbox.insert(20);
            let mut request = page_request(&sandbox, 0, 100);
            request["end_time"] = json!(20);
            let reply = post(&sandbox, INSTANCES, &request).unwrap();
            assert_eq!(codes(&reply).len(), expected, "{fault:?} {inclusive}");
        }
    }
}

#[test]
fn instances_that_come_while_a_client_pages() {
    let cases = [
        (InsertAt::Now, START_MS, START_MS),
        (InsertAt::Start, START_MS - 1000, START_MS - 1000),
        (InsertAt::Range, START_MS - 1000, START_MS - 1),
    ];
    for (at, first, last) in cases {
        let plan = Plan::new().rule(Rule::new(Fault::Insert { count: 5, at }).call(2));
        let sandbox = builder()
            .population(0)
            .clock(|| time(START_MS))
            .faults(plan)
            .start()
            .unwrap();
        let mut request = page_request(&sandbox, 0, 100);
        request["start_time"] = json!(START_MS - 1000);
        request["end_time"] = json!(START_MS);
        let lengths = [(); 3].map(|()| codes(&post(&sandbox, INSTANCES, &request).unwrap()).len());
        assert_eq!(lengths, [0, 5, 5], "{at:?}");
        for instance in sandbox.instances() {
            assert!(instance.inserted);
            assert!(
                (first..=last).contains(&instance.created_ms),
                "{at:?} {instance:?}"
            );
        }
    }
    // The widest possible range does not overflow.
    let fault = Fault::Insert {
        count: 50,
        at: InsertAt::Range,
    };
    let sandbox = struck_by([fault]);
    let mut request = page_request(&sandbox, 0, 100);
    request["start_time"] = json!(i64::MIN);
    assert_eq!(
        codes(&post(&sandbox, INSTANCES, &request).unwrap()).len(),
        100
    );
    sandbox.stop().unwrap();
}

#[test]
fn instances_that_go_while_a_client_pages() {
    let cases: [(DeleteFrom, bool, std::ops::Range<usize>); 6] = [
        (DeleteFrom::Before, false, 0..100),
        (DeleteFrom::Before, true, 200..300),
        (DeleteFrom::After, false, 100..300),
        (DeleteFrom::After, true, 0..200),
        (DeleteFrom::Range, false, 0..300),
        (DeleteFrom::Range, true, 0..300),
    ];
    for (from, descending, among) in cases {
        let delete = Rule::new(Fault::Delete { count: 20, from }).call(1);
        let mut plan = Plan::new().rule(delete);
        if descending {
            plan = plan.rule(Rule::new(Fault::Descending));
        }
        let sandbox = builder().population(300).faults(plan).start().unwrap();
        let held: Vec<String> = sandbox.instances().into_iter().map(|i| i.code).collect();
        page(&sandbox, 100, 100);
        assert_eq!(
            (sandbox.deleted().len(), sandbox.instances().len()),
            (20, 280)
        );
        for gone in sandbox.deleted() {
            let place = held.iter().position(|code| *code == gone.code).unwrap();
            assert!(among.contains(&place), "{from:?} {descending} {place}");
        }
    }
    let sandbox = struck_by([Fault::Delete {
        count: 5,
        from: DeleteFrom::Before,
    }]);
    page(&sandbox, 0, 100);
    assert_eq!(
        sandbox.deleted(),
        [],
        "there is nothing before the first page"
    );
    page(&sandbox, i64::MAX, 100);
    assert_eq!(sandbox.deleted().len(), 5);
}

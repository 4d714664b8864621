//! Pages that are requested by token: to the end, in a cycle, and with a missing token.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::clock::TestClock;
use crate::requests::{ByToken, at, request};
use crate::server::Server;
use larkspec::approval::v2::instance::list;
use larkspec::endpoint::EnvelopeKeys;
use larkspec::{Call, Client, Error, ErrorKind, Host, Method, Paging, Sweep};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use serde_json::{Value, json};

const LIST: &str = "approval/v2/instance/list";

/// A sandbox with 250 instances, with a fault in their list.
fn struck(rules: impl IntoIterator<Item = Rule>) -> (Sandbox, Client) {
    let mut plan = Plan::new();
    for rule in rules {
        plan = plan.rule(rule.endpoint(LIST));
    }
    let sandbox = Sandbox::builder()
        .population(250)
        .faults(plan)
        .start()
        .unwrap();
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .token(sandbox.token())
        .clock(TestClock::new())
        .build()
        .unwrap();
    (sandbox, client)
}

fn by_offset(sandbox: &Sandbox) -> list::Request {
    list::Request::builder()
        .approval_code(sandbox.approval_code())
        .start_time(at(0))
        .end_time(at(i64::MAX))
        .limit(100)
        .build()
        .unwrap()
}

/// Everything that an iterator returns, with its errors separately.
fn taken<T>(items: impl Iterator<Item = Result<T, Error>>) -> (Vec<T>, Vec<Error>) {
    let (mut values, mut errors) = (Vec::new(), Vec::new());
    for item in items.take(1_000) {
        match item {
            Ok(value) => values.push(value),
            Err(error) => errors.push(error),
        }
    }
    (values, errors)
}

fn renamed() -> Fault {
    let to = "codes".to_owned();
    Fault::RenamedList { to }
}

#[test]
fn a_page_without_its_list_ends_no_walk_with_success() {
    let cases = [
        // The second page, then the last one, which is empty.
        (
            vec![Rule::new(renamed()).call(2)],
            100,
            "`instance_code_list`",
        ),
        (
            vec![Rule::new(renamed()).calls(2..)],
            100,
            "`instance_code_list`",
        ),
        (vec![Rule::new(renamed()).calls(4..)], 250, "`codes`"),
        (
            vec![
                Rule::new(Fault::MissingList).calls(2..),
                Rule::new(Fault::ExtraFields).calls(2..),
            ],
            100,
            "instance_code_list",
        ),
        (
            vec![Rule::new(Fault::MissingData).call(2)],
            100,
            "no `data`",
        ),
    ];
    for (rules, given, part) in cases {
        let (sandbox, client) = struck(rules.clone());
        let mut items = list::items(&client, by_offset(&sandbox));
        let (codes, errors) = taken(&mut items);
        assert_eq!((codes.len(), errors.len()), (given, 1), "{errors:?}");
        assert_eq!(errors[0].kind(), ErrorKind::Decode);
        let text = errors[0].to_string();
        assert!(
            text.contains(&part.replace('`', "")) || text.contains(part),
            "{text}"
        );
        assert!(!items.is_complete());

        let (sandbox, client) = struck(rules.clone());
        let mut pages = list::pages(&client, by_offset(&sandbox));
        let (_, errors) = taken(&mut pages);
        assert_eq!((errors.len(), pages.is_complete()), (1, false));
        // The iteration can be resumed where it was interrupted.
        assert_eq!(pages.request().offset, given as i64);

        let (sandbox, client) = struck(rules);
        let mut sweep = Sweep::builder(&client, sandbox.approval_code())
            .from(at(0))
            .start()
            .unwrap();
        let (_, errors) = taken(&mut sweep);
        assert!(!errors.is_empty() && !sweep.is_complete(), "{errors:?}");
        assert!(
            errors.iter().all(|error| error.kind() == ErrorKind::Decode),
            "{errors:?}"
        );
    }
}

#[test]
fn an_item_that_cannot_be_read_is_an_error_at_its_position() {
    let whole = {
        let (sandbox, client) = struck([]);
        let (codes, _) = taken(list::items(&client, by_offset(&sandbox)));
        assert_eq!(codes.len(), 250);
        codes
    };
    for every in [1, 7, 100] {
        let broken = || Rule::new(Fault::BrokenItems { every });
        let (sandbox, client) = struck([broken()]);
        let mut items = list::items(&client, by_offset(&sandbox));
        let all: Vec<_> = items.by_ref().take(1_000).collect();
        assert_eq!(all.len(), 250);
        for (position, item) in all.iter().enumerate() {
            let on_page = position % 100;
            match (item, (on_page + 1).is_multiple_of(every as usize)) {
                (Ok(code), false) => assert_eq!(*code, whole[position]),
                (Err(error), true) => {
                    let left_out = &error.left_out()[0];
                    let location = format!("/data/instance_code_list/{on_page}");
                    assert_eq!(left_out.location(), location);
                    assert_eq!(
                        left_out.text(),
                        Some(&*format!("[\"{}\"]", whole[position]))
                    );
                    assert_eq!(error.left_out().len(), 1);
                }
                (item, _) => panic!("{position}: {item:?}"),
            }
        }
        assert!(!items.is_complete() && items.next().is_none());
        // Three full pages and the empty one.
        assert_eq!(sandbox.calls_of(LIST).count(), 4);

        let (sandbox, client) = struck([broken()]);
        let mut pages = list::pages(&client, by_offset(&sandbox));
        let (given, errors) = taken(&mut pages);
        assert_eq!((given.len(), errors.len()), (0, 1));
        assert!(!pages.is_complete());
        let answer = client.answer(pages.request()).unwrap();
        let read = answer.value().instance_code_list.len();
        assert_eq!(read + answer.left_out().len(), 100);

        let (sandbox, client) = struck([broken()]);
        let mut sweep = Sweep::builder(&client, sandbox.approval_code())
            .from(at(0))
            .start()
            .unwrap();
        let (_, errors) = taken(&mut sweep);
        assert_eq!((errors.len(), sweep.is_complete()), (1, false));
        // The page is requested again, and nothing is lost.
        sandbox.set_faults(Plan::new()).unwrap();
        while sweep.advance().is_ok() && !sweep.is_complete() {}
        assert_eq!(sweep.checkpoint().given(), 250);
    }
}

#[test]
fn an_answer_with_nothing_in_it_is_asked_for_once_more() {
    // Once, so that the second answer counts; and always, so that the list ends there.
    let rule = || Rule::new(Fault::MissingList);
    for rule in [rule().call(2), rule().calls(4..)] {
        let (sandbox, client) = struck([rule]);
        let mut items = list::items(&client, by_offset(&sandbox));
        let (codes, errors) = taken(&mut items);
        let ended = (codes.len(), errors.len(), items.is_complete());
        assert_eq!(ended, (250, 0, true));
        assert_eq!(sandbox.calls_of(LIST).count(), 5);
    }
}

#[test]
fn a_server_that_ignores_the_offset_is_noticed() {
    let (sandbox, client) = struck([Rule::new(Fault::IgnoredOffset)]);
    let mut items = list::items(&client, by_offset(&sandbox));
    let (codes, errors) = taken(&mut items);
    assert_eq!(
        (codes.len(), errors.len(), items.is_complete()),
        (100, 1, false)
    );
    assert_eq!(errors[0].kind(), ErrorKind::PageSequence);
    assert!(
        errors[0].to_string().contains("the offset has no effect"),
        "{}",
        errors[0]
    );
    // Pages with a single value prove nothing, but they do not continue forever.
    for (page, pages) in [("\"a\"", 100), ("\"a\",\"a\"", 100), ("\"a\",\"b\"", 1)] {
        let server = Server::answering(move |_| {
            format!(r#"{{"code":0,"msg":"","data":{{"instance_code_list":[{page}]}}}}"#)
        });
        let client = client_of(&server);
        let mut walk = list::pages(&client, request(2));
        let (given, errors) = taken(&mut walk);
        assert_eq!(
            (given.len(), errors.len(), walk.is_complete()),
            (pages, 1, false),
            "{page}"
        );
    }
    // The same value over and over, and an end.
    let server = Server::answering(move |request| {
        let (_, offset) = request.split_once("\"offset\":").unwrap();
        let (offset, _) = offset.split_once(',').unwrap();
        let at: u32 = offset.parse().unwrap();
        let page = if at < 60 { "\"a\",\"a\"" } else { "" };
        format!(r#"{{"code":0,"msg":"","data":{{"instance_code_list":[{page}]}}}}"#)
    });
    let client = client_of(&server);
    let mut items = list::items(&client, request(2));
    let (codes, errors) = taken(&mut items);
    assert_eq!(
        (codes.len(), errors.len(), items.is_complete()),
        (60, 0, true)
    );
}

#[test]
fn a_page_by_token_is_empty_only_where_it_says_so() {
    // The payload, whether it ends the iteration successfully, and the number of requests.
    for (data, is_end, requests) in [
        (r#"{"items":[],"has_more":false}"#, true, 1),
        (r#"{"items":null}"#, true, 1),
        (r#"{"items":""}"#, true, 1),
        (r#"{"has_more":false}"#, true, 1),
        (r#"{"has_more":"false","page_token":""}"#, true, 1),
        (r#"{"has_more":false,"total":null}"#, true, 1),
        (r#"{}"#, true, 2),
        (r#"[]"#, true, 2),
        (r#"null"#, true, 2),
        (r#"{"has_more":true,"page_token":"2"}"#, false, 1),
        (r#"{"page_token":"2"}"#, false, 1),
        (r#"{"page_token":""}"#, false, 1),
        (r#"{"list":[{"id":1}],"has_more":false}"#, false, 1),
        (r#"{"list":[],"has_more":false}"#, false, 1),
        (r#"{"total":0,"has_more":false}"#, false, 1),
        (r#"{"list":[1]}"#, false, 1),
        (r#"{"\ud83d":[1]}"#, false, 1),
        (r#"{"items":7,"has_more":false}"#, false, 1),
        (r#"{"items":[],"has_more":[1]}"#, false, 1),
        (r#""no""#, false, 1),
    ] {
        let server = Server::answering(move |_| format!(r#"{{"code":0,"msg":"","data":{data}}}"#));
        let client = client_of(&server);
        let mut items = client.items(ByToken::default());
        let (given, errors) = taken(&mut items);
        let ended = (given.len(), errors.len(), items.is_complete());
        assert_eq!(
            ended,
            (0, usize::from(!is_end), is_end),
            "{data}: {errors:?}"
        );
        assert_eq!(server.requests(), requests, "{data}");

        let mut items = by_token(&client).items::<Value>(Paging::by_token());
        let (given, errors) = taken(&mut items);
        let ended = (given.len(), errors.len(), items.is_complete());
        assert_eq!(
            ended,
            (0, usize::from(!is_end), is_end),
            "{data}: {errors:?}"
        );
        assert_eq!(server.requests(), 2 * requests, "{data}");
    }
    // Without `data`, and with other content in its place.
    for (body, is_end) in [
        (r#"{"code":0,"msg":""}"#, true),
        (r#"{"code":0,"msg":"","log_id":"1"}"#, true),
        (r#"{"code":0,"msg":"","result":{"items":[1]}}"#, false),
        (r#"{"code":0,"msg":"","items":[1]}"#, false),
    ] {
        let server = Server::answering(move |_| body.to_owned());
        let client = client_of(&server);
        let mut pages = client.pages(ByToken::default());
        let (_, errors) = taken(&mut pages);
        assert_eq!(
            (errors.is_empty(), pages.is_complete()),
            (is_end, is_end),
            "{body}"
        );
        let mut pages = by_token(&client).pages::<Value>(Paging::by_token());
        let (_, errors) = taken(&mut pages);
        assert_eq!(
            (errors.is_empty(), pages.is_complete()),
            (is_end, is_end),
            "{body}"
        );
    }
}

/// A call like that of `ByToken`, without its types.
fn by_token(client: &Client) -> Call<'_> {
    client.request(Method::Get, "/pages").json(&json!({}))
}

/// The list of the sandbox, without its types.
fn untyped<'c>(sandbox: &Sandbox, client: &'c Client) -> (Call<'c>, Paging) {
    let body = json!({
        "approval_code": sandbox.approval_code(), "start_time": 0, "end_time": i64::MAX, "limit": 100,
    });
    let call = client
        .request(Method::Post, "/approval/openapi/v2/instance/list")
        .host(Host::Www)
        .safe(true)
        .json(&body);
    let paging = Paging::by_offset()
        .start_in_body("offset")
        .list("instance_code_list");
    (call, paging)
}

#[test]
fn a_list_without_types_has_the_same_items_and_errors() {
    for rules in [
        vec![],
        vec![Rule::new(renamed()).call(2)],
        vec![Rule::new(renamed()).calls(4..)],
        vec![Rule::new(Fault::MissingList).call(2)],
        vec![Rule::new(Fault::MissingList).calls(4..)],
        vec![Rule::new(Fault::IgnoredOffset)],
        vec![Rule::new(Fault::BrokenItems { every: 7 })],
        vec![
            Rule::new(Fault::Throttle {
                status: 429,
                reset: 1,
            })
            .call(2),
        ],
        vec![Rule::new(Fault::ServerError { status: 500 }).call(2)],
        vec![Rule::new(Fault::ExtraFields)],
    ] {
        let (typed_sandbox, client) = struck(rules.clone());
        let mut typed = list::items(&client, by_offset(&typed_sandbox));
        let (codes, errors) = taken(&mut typed);

        let (sandbox, client) = struck(rules.clone());
        let (call, paging) = untyped(&sandbox, &client);
        let mut items = call.items::<String>(paging);
        let (own_codes, own_errors) = taken(&mut items);
        assert!(own_codes == codes, "{rules:?}: {}", own_codes.len());
        assert_eq!(items.is_complete(), typed.is_complete(), "{rules:?}");
        assert_eq!(own_errors.len(), errors.len(), "{rules:?}: {own_errors:?}");
        for (own, error) in own_errors.iter().zip(&errors) {
            assert_eq!(own.kind(), error.kind(), "{own} {error}");
            // Without types, no list is required, so none is missing.
            let items = |error: &Error| -> Vec<_> {
                let of_items = error.left_out().iter().filter(|it| it.text().is_some());
                let places =
                    of_items.map(|it| (it.location().to_owned(), it.text().map(str::to_owned)));
                places.collect()
            };
            assert_eq!(items(own), items(error));
        }
        let calls = |sandbox: &Sandbox| sandbox.calls_of(LIST).count();
        assert_eq!(calls(&sandbox), calls(&typed_sandbox), "{rules:?}");
    }
}

/// What a request asks for, what it is answered with, and what the next request asks for.
#[test]
fn a_page_begins_where_the_call_and_the_answer_say() {
    let token = Paging::by_token;
    let offset = Paging::by_offset;
    let usual = |next: &str| {
        format!(r#"{{"code":0,"data":{{"items":[1],"has_more":true,"page_token":{next}}}}}"#)
    };
    let plain = r#"{"code":0,"data":{"items":[1]}}"#.to_owned();
    let deep = r#"{"code":0,"data":{"a/b":{"list":[1],"token":"x"}}}"#.to_owned();
    for (query, body, paging, answer, first, second) in [
        (
            "",
            None,
            token(),
            usual("\"a+b\""),
            "GET /x ",
            "GET /x?page_token=a%2Bb ",
        ),
        (
            "",
            None,
            token(),
            usual("7"),
            "GET /x ",
            "GET /x?page_token=7 ",
        ),
        (
            "?page_token=a%2Bb&z=1",
            None,
            token(),
            usual("\"c\""),
            "?z=1&page_token=a%2Bb ",
            "?z=1&page_token=c ",
        ),
        (
            "?z=1",
            None,
            token().start("from"),
            usual("\"c\""),
            "?z=1 ",
            "?z=1&from=c ",
        ),
        (
            "",
            None,
            offset(),
            plain.clone(),
            "?offset=0 ",
            "?offset=1 ",
        ),
        (
            "?skip=40",
            None,
            offset().start("skip"),
            plain.clone(),
            "?skip=40 ",
            "?skip=41 ",
        ),
        (
            "",
            Some(json!({})),
            token().start_in_body("page_token"),
            usual("7"),
            "{}",
            r#"{"page_token":"7"}"#,
        ),
        (
            "",
            Some(json!({"page_token": 0})),
            token().start_in_body("page_token"),
            usual("7"),
            r#"{"page_token":0}"#,
            r#"{"page_token":7}"#,
        ),
        (
            "",
            Some(json!({"page_token": 0})),
            token().start_in_body("page_token"),
            usual("\"c\""),
            r#"{"page_token":0}"#,
            r#"{"page_token":"c"}"#,
        ),
        (
            "",
            Some(json!({})),
            offset().start_in_body("/page/at"),
            plain.clone(),
            r#"{"page":{"at":0}}"#,
            r#"{"page":{"at":1}}"#,
        ),
        (
            "",
            Some(json!({"page": {"at": "3", "n": 1}})),
            offset().start_in_body("/page/at"),
            plain.clone(),
            r#"{"page":{"at":"3","n":1}}"#,
            r#"{"page":{"at":"4","n":1}}"#,
        ),
        (
            "",
            None,
            token().list("/a~1b/list").next("/a~1b/token").more(None),
            deep,
            "GET /x ",
            "?page_token=x ",
        ),
    ] {
        let (server, requests) = recording(answer);
        let client = client_of(&server);
        let mut call = client.request(Method::Get, format!("/x{query}"));
        if let Some(body) = &body {
            call = call.json(body);
        }
        let mut pages = call.pages::<u64>(paging);
        for expected in [first, second] {
            pages.next().unwrap().unwrap();
            let request = requests.lock().unwrap().pop().unwrap();
            assert!(
                request.contains(expected) || request.ends_with(expected),
                "{expected}: {request}"
            );
        }
    }
}

/// A server that always gives the same answer, and the requests that it got.
fn recording(answer: String) -> (Server, Arc<Mutex<Vec<String>>>) {
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = requests.clone();
    let server = Server::answering(move |request| {
        kept.lock().unwrap().push(request.to_owned());
        answer.clone()
    });
    (server, requests)
}

#[test]
fn an_untyped_list_is_found_in_any_envelope() {
    const ITEMS: &str = "no list `items`";
    let other = EnvelopeKeys::new("errcode", "errmsg", "result", true, false);
    // Whether the envelope is flat or has other names, the answer, and the items or a part of the error.
    for (is_flat, keys, paging, answer, expected) in [
        (
            true,
            None,
            Paging::by_token(),
            r#"{"code":0,"msg":"","items":[1],"has_more":false}"#,
            Ok(1),
        ),
        (
            true,
            None,
            Paging::by_token(),
            r#"{"code":0,"msg":"","log_id":"1","has_more":false}"#,
            Ok(0),
        ),
        (
            true,
            None,
            Paging::by_token(),
            r#"{"code":0,"list":[1],"has_more":false}"#,
            Err("but `list`, which is not described"),
        ),
        (
            true,
            None,
            Paging::by_token().list("data"),
            r#"{"code":0,"data":[1,2],"msg":""}"#,
            Ok(2),
        ),
        (
            false,
            Some(other),
            Paging::by_token(),
            r#"{"errcode":0,"result":{"items":[1]}}"#,
            Ok(1),
        ),
        (
            false,
            Some(other),
            Paging::by_token(),
            r#"{"errcode":0,"data":{"items":[1]}}"#,
            Err("no `result`, but `data` instead"),
        ),
        (
            false,
            None,
            Paging::by_token(),
            r#"{"code":0,"data":{"total":0,"has_more":false}}"#,
            Err("`total`"),
        ),
        (
            false,
            None,
            Paging::by_token().others(["total"]),
            r#"{"code":0,"data":{"total":0,"has_more":false}}"#,
            Ok(0),
        ),
        (
            false,
            None,
            Paging::by_token().others(["total"]),
            r#"{"code":0,"data":{"total":0}}"#,
            Err(ITEMS),
        ),
        (
            false,
            None,
            Paging::by_token()
                .list("/page/items")
                .others(["/page/total"]),
            r#"{"code":0,"data":{"page":{"total":0},"has_more":false}}"#,
            Ok(0),
        ),
        (
            false,
            None,
            Paging::by_token().list("/page/items"),
            r#"{"code":0,"data":{"page":{"list":[1]},"has_more":false}}"#,
            Err("`list`"),
        ),
        (
            false,
            None,
            Paging::by_token().list("/page/items"),
            r#"{"code":0,"data":{"page":7,"has_more":false}}"#,
            Err("`page` of the answer is not an object"),
        ),
        (
            false,
            None,
            Paging::by_token(),
            r#"{"code":0,"data":{"items":[1],"has_more":"maybe"}}"#,
            Err("`has_more` of the answer is not true or false"),
        ),
        (
            false,
            None,
            Paging::by_token(),
            r#"{"code":0,"data":{"items":[1],"page_token":{}}}"#,
            Err("`page_token` of the answer is not a string"),
        ),
        (
            false,
            None,
            Paging::by_token(),
            r#"{"code":0,"data":{"items":{"1":1}}}"#,
            Err("`items` of the answer is not a list"),
        ),
        (
            false,
            None,
            Paging::by_token(),
            "{\"code\":0,\"data\":{\"items\":[\"cut \\ud83d\"]}}",
            Ok(1),
        ),
    ] {
        let (server, _) = recording(answer.to_owned());
        let client = client_of(&server);
        let mut call = client.request(Method::Get, "/x").flat(is_flat);
        if let Some(keys) = keys {
            call = call.envelope(keys);
        }
        let mut items = call.items::<Value>(paging);
        let (values, errors) = taken(&mut items);
        assert_eq!(items.is_complete(), expected.is_ok(), "{answer}");
        match (expected, &*errors) {
            (Ok(count), []) => assert_eq!(values.len(), count, "{answer}"),
            (Err(part), [error]) => assert!(error.to_string().contains(part), "{answer}: {error}"),
            _ => panic!("{answer}: {errors:?}"),
        }
    }
}

#[test]
fn an_untyped_list_that_cannot_be_requested_is_an_error_and_ends() {
    let (server, requests) = recording(String::new());
    let client = client_of(&server);
    let get = || client.request(Method::Get, "/x");
    let file = larkspec::Bytes::from(vec![1]);
    for (call, paging, part) in [
        (
            client.request(Method::Get, "x"),
            Paging::by_token(),
            "begin with `/`",
        ),
        (
            get().query("offset", "soon"),
            Paging::by_offset(),
            "offset of the first page is not an integer",
        ),
        (
            get().json(&[1]),
            Paging::by_token().start_in_body("at"),
            "not a JSON object",
        ),
        (
            get().form_file("f", &file),
            Paging::by_token().start_in_body("at"),
            "not a JSON object",
        ),
        (get().timeout(Duration::ZERO), Paging::by_token(), "timeout"),
    ] {
        let mut pages = call.pages::<Value>(paging);
        let error = pages.next().unwrap().unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
        assert!(pages.next().is_none() && !pages.is_complete());
    }
    assert!(requests.lock().unwrap().is_empty());
}

#[test]
fn no_error_of_an_untyped_list_shows_a_secret() {
    let answer = r#"{"code":0,"data":{"items":[{"key":"hunter2"},7,"hunter2"],"has_more":false}}"#;
    let (server, _) = recording(answer.to_owned());
    let client = client_of(&server);
    let call = client.request(Method::Get, "/x").answers_secret(true);
    let mut items = call.items::<u64>(Paging::by_token());
    let (values, errors) = taken(&mut items);
    assert_eq!(
        (values, errors.len(), items.is_complete()),
        (vec![7], 2, false)
    );
    for error in &errors {
        let shown = format!("{error} {error:?} {error:#?} {:?}", error.left_out());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

/// The iteration can be resumed with the start of the page that failed.
#[test]
fn an_untyped_list_is_resumed_where_it_failed() {
    let broken = Rule::new(Fault::ServerError { status: 500 }).calls(3..);
    let (sandbox, client) = struck([broken]);
    let (call, paging) = untyped(&sandbox, &client);
    let mut pages = call.pages::<String>(paging);
    let (given, errors) = taken(&mut pages);
    assert_eq!((given.len(), pages.start()), (2, Some("200")), "{errors:?}");
    sandbox.set_faults(Plan::new()).unwrap();
    let body = json!({
        "approval_code": sandbox.approval_code(), "start_time": 0, "end_time": i64::MAX, "limit": 100,
        "offset": 200,
    });
    let (call, paging) = untyped(&sandbox, &client);
    let rest = call.json(&body).items::<String>(paging);
    assert_eq!(rest.map(Result::unwrap).count(), 50);
}

fn client_of(server: &Server) -> Client {
    Client::builder()
        .base_url(server.url("http"))
        .token("t-1")
        .build()
        .unwrap()
}

/// A server whose pages contain their own number, and name the next by `next`; 0 is the end.
fn pages(next: impl Fn(u64) -> u64 + Send + 'static) -> (Server, Client) {
    let server = Server::answering(move |request| {
        let body = request.split_once("\r\n\r\n").unwrap().1;
        let body: Value = serde_json::from_str(body).unwrap();
        let page = body["page_token"]
            .as_str()
            .unwrap_or("")
            .parse()
            .unwrap_or(0);
        let next = next(page);
        format!(
            r#"{{"code":0,"msg":"","data":{{"items":[{page}],"has_more":{},"page_token":"{next}"}}}}"#,
            next > 0
        )
    });
    let client = client_of(&server);
    (server, client)
}

#[test]
fn a_list_ends_where_the_platform_says_so() {
    let (_server, client) = pages(|page| if page == 5 { 0 } else { page + 1 });
    let mut items = client.items(ByToken::default());
    let numbers: Vec<u64> = items
        .by_ref()
        .map(|item| item.unwrap().as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
    assert!(items.is_complete());
}

#[test]
fn pages_in_a_circle_end_in_an_error_and_no_item_comes_twice() {
    // The start of the cycle, and the page after which it repeats.
    for (back_to, last) in [(1, 1), (1, 2), (1, 3), (2, 3), (3, 40), (1, 40)] {
        let (_server, client) = pages(move |page| if page == last { back_to } else { page + 1 });
        let mut items = client.items(ByToken::default());
        let (numbers, errors): (Vec<_>, Vec<_>) = items.by_ref().partition(Result::is_ok);
        assert_eq!(numbers.len() as u64, last + 1, "{back_to} {last}");
        assert_eq!(errors.len(), 1);
        let error = errors[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PageSequence);
        assert!(
            error.to_string().contains("the list is incomplete"),
            "{error}"
        );
        assert!(!error.is_retryable() && !items.is_complete());
        assert!(items.next().is_none());

        let in_body = Paging::by_token().start_in_body("page_token");
        let mut items = by_token(&client).items::<u64>(in_body);
        let (numbers, errors) = taken(&mut items);
        assert_eq!(numbers.len() as u64, last + 1, "{back_to} {last}");
        assert_eq!(
            errors[0].to_string().replace("GET /pages", ""),
            error.to_string().replace("test/tokens", "")
        );
    }
}

#[test]
fn a_sweep_over_pages_that_never_move_on_ends() {
    // The same page for any offset, with more or fewer codes than requested.
    for codes in [1, 2, 99, 100, 101] {
        let page: Vec<String> = (0..codes).map(|code| format!("\"{code}\"")).collect();
        let page = page.join(",");
        let server = Server::answering(move |_| {
            format!(r#"{{"code":0,"msg":"","data":{{"instance_code_list":[{page}]}}}}"#)
        });
        let client = Client::builder()
            .base_url(server.url("http"))
            .token("t-1")
            .clock(TestClock::new())
            .build()
            .unwrap();
        let mut sweep = Sweep::builder(&client, "A")
            .from(at(0))
            .to(at(10))
            .start()
            .unwrap();
        let (items, errors): (Vec<_>, Vec<_>) = sweep.by_ref().partition(Result::is_ok);
        let is_error = errors.iter().any(|error| {
            error
                .as_ref()
                .is_err_and(|error| error.kind() == ErrorKind::PageSequence)
        });
        assert_eq!(sweep.is_complete(), !is_error);
        // Everything that exists, or an error.
        assert!(is_error || items.len() == codes, "{codes}: {}", items.len());
    }
}

//! How the client handles answers that differ slightly from their page, over HTTP.

use std::fs;
use std::path::Path;

use crate::server::Server;
use consumer::hunt::v1::{accounts, download, pages, read, remove, strict};
use consumer::r::x;
use consumer::shop::v1::notice;
use larkspec::{Answer, Client, Deviation, Endpoint, Error, ErrorKind, JsonString};
use serde_json::{Value, json};

/// A client of a server that always sends the same answer.
fn client(body: impl Into<String>) -> (Server, Client) {
    let body = body.into();
    let server =
        Server::answering_with(move |_| (b"X-Tt-Logid: 20260101-1\r\n".to_vec(), body.clone()));
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-7f1bcd13fc57d46bac21793a18e560")
        .build()
        .unwrap();
    (server, client)
}

fn answered<E: Endpoint>(
    request: &E,
    body: impl Into<String>,
) -> Result<Answer<E::Response>, Error> {
    let (_server, client) = client(body);
    client.answer(request)
}

/// The answer of an endpoint whose parameters do not matter.
fn with_data<E: Endpoint>(request: &E, data: &str) -> Result<Answer<E::Response>, Error> {
    answered(request, format!(r#"{{"code":0,"msg":"","data":{data}}}"#))
}

fn request<E: Endpoint + for<'de> serde::Deserialize<'de>>(parameters: Value) -> E {
    serde_json::from_value(parameters).unwrap()
}

fn read_request() -> read::Request {
    request(json!({ "case": "case" }))
}

fn lines(deviations: &[Deviation]) -> Vec<String> {
    let line = |it: &Deviation| match it.text() {
        Some(text) => format!("{it}: {text}"),
        None => it.to_string(),
    };
    deviations.iter().map(line).collect()
}

/// What was received, what was read, what was left out, and what was converted.
type Case = (
    &'static str,
    Value,
    &'static [&'static str],
    &'static [&'static str],
);

const WRONG_TYPES: usize = 8;

/// The first ones are the cases of `wrong-type`, in their order.
fn wrong_types() -> Vec<Case> {
    vec![
        (
            r#"{"id":"1","name":[{"type":"text","text":"x"}]}"#,
            json!({"id": "1"}),
            &[r#"/data/name: expected a string, found an array: [{"type":"text","text":"x"}]"#],
            &[],
        ),
        (
            r#"{"id":"1","create_time":1567690398020}"#,
            json!({"id": "1", "create_time": "1567690398020"}),
            &[],
            &["/data/create_time: a string, read from an integer: 1567690398020"],
        ),
        (
            r#"{"id":"1","count":"123"}"#,
            json!({"id": "1", "count": 123}),
            &[],
            &[r#"/data/count: an integer, read from a string: "123""#],
        ),
        (
            r#"{"id":"1","owner":""}"#,
            json!({"id": "1", "owner": {}}),
            &[],
            &[r#"/data/owner: an empty object, read from a string: """#],
        ),
        (
            r#"{"id":"1","labels":[]}"#,
            json!({"id": "1", "labels": {}}),
            &[],
            &["/data/labels: an empty map, read from an array: []"],
        ),
        (
            r#"{"id":"1","tags":{}}"#,
            json!({"id": "1", "tags": []}),
            &[],
            &["/data/tags: an empty list, read from an object: {}"],
        ),
        (
            r#"{"id":"1","count":5.0}"#,
            json!({"id": "1", "count": 5}),
            &[],
            &["/data/count: an integer, read from a number: 5.0"],
        ),
        (
            r#"{"id":"1","name":"title cut \ud83d"}"#,
            json!({"id": "1", "name": "title cut \u{fffd}"}),
            &[],
            &[],
        ),
        // Similar cases.
        (
            r#"{"id":"1","count":5.5,"ratio":"1.5","flag":1,"level":"9"}"#,
            json!({"id": "1", "ratio": 1.5, "flag": true, "level": 9}),
            &["/data/count: expected an integer of 64 bits, found a number: 5.5"],
            &[
                r#"/data/ratio: a number, read from a string: "1.5""#,
                "/data/flag: a boolean, read from an integer: 1",
                r#"/data/level: a value of the right type, read from a string: "9""#,
            ],
        ),
        (
            r#"{"tags":["a",null,7,{}],"labels":{"k":null,"l":1}}"#,
            json!({"tags": ["a", "7"], "labels": {"l": "1"}}),
            &[
                "/data/tags/1: expected a string, found null: null",
                "/data/tags/3: expected a string, found an object: {}",
                "/data/labels/k: expected a string, found null: null",
            ],
            &[
                "/data/tags/2: a string, read from an integer: 7",
                "/data/labels/l: a string, read from an integer: 1",
            ],
        ),
        (
            r#"{"owner":{"open_id":[1]},"status":7,"count":18446744073709551616,"ratio":1e400}"#,
            json!({"owner": {}, "status": "7"}),
            &[
                "/data/owner/open_id: expected a string, found an array: [1]",
                "/data/count: expected an integer of 64 bits, found an integer: 18446744073709551616",
                "/data/ratio: expected a number in the range of a double, found a number: 1e400",
            ],
            &["/data/status: a value of the right type, read from an integer: 7"],
        ),
        (
            r#"{"id":null,"new":[1],"status":"NEW"}"#,
            json!({"status": "NEW"}),
            &[],
            &[],
        ),
        (
            r#"{"id":"1","id":"2","name":"a","name":"a"}"#,
            json!({"id": "2", "name": "a"}),
            &[r#"/data/id: the key is given more than once, and its last value counts: "1""#],
            &[],
        ),
        (
            r#""""#,
            json!({}),
            &[],
            &[r#"/data: an empty object, read from a string: """#],
        ),
        (
            "[]",
            json!({}),
            &[],
            &["/data: an empty object, read from an array: []"],
        ),
    ]
}

#[test]
fn what_loses_nothing_is_read_and_the_rest_is_reported() {
    for (data, value, left_out, converted) in wrong_types() {
        let answer = with_data(&read_request(), data).unwrap();
        assert_eq!(
            serde_json::to_value(answer.value()).unwrap(),
            value,
            "{data}"
        );
        assert_eq!(lines(answer.left_out()), left_out, "{data}");
        assert_eq!(lines(answer.converted()), converted, "{data}");

        let (_server, client) = client(format!(r#"{{"code":0,"msg":"","data":{data}}}"#));
        match read::call(&client, &read_request()) {
            Ok(response) => {
                assert!(left_out.is_empty(), "{data}");
                assert_eq!(serde_json::to_value(response).unwrap(), value);
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Decode);
                assert_eq!(lines(error.left_out()), left_out, "{data}");
                assert!(!error.is_retryable());
                let text = error.to_string();
                assert!(
                    text.contains("a part of the answer cannot be read: /data/"),
                    "{text}"
                );
                assert!(text.contains("20260101-1"), "{text}");
            }
        }
    }
    for data in ["7", r#""text""#, "[1]", "true"] {
        let error = with_data(&read_request(), data).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(
            error.left_out()[0]
                .reason()
                .starts_with("expected an object"),
            "{error}"
        );
    }
}

/// A folder of cases.
fn cases(name: &str) -> std::path::PathBuf {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    shared.join(name)
}

#[test]
#[ignore = "needs ../shared/cases: `.ci/run cases`"]
fn the_cases_are_those_of_the_shared_folder() {
    let folder = cases("answers");
    let answers = fs::read_to_string(folder.join("wrong-type/answers.ndjson")).unwrap();
    let own: Vec<String> = wrong_types()
        .into_iter()
        .take(WRONG_TYPES)
        .map(|(data, ..)| format!(r#"{{"code":0,"msg":"","data":{data}}}"#))
        .collect();
    assert_eq!(answers.lines().collect::<Vec<_>>(), own);
    let same = |theirs: &Path, own: &str| {
        let load = |path: &Path| {
            larkspec_codegen::load_str(own, &fs::read_to_string(path).unwrap()).unwrap()
        };
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
        assert!(
            load(theirs) == load(&spec.join(own).with_extension("toml")),
            "{own}"
        );
    };
    same(
        &folder.join("empty-list/all-optional-spec.toml"),
        "hunt/v1/pages",
    );
    same(
        &folder.join("empty-list/all-required-spec.toml"),
        "hunt/v1/strict",
    );
    same(&folder.join("../specs/decode/spec/r/x.toml"), "r/x");
    for (file, body) in EMPTY_LISTS.iter().zip([
        "no-data",
        "data-empty",
        "data-null",
        "last-page-without-token",
    ]) {
        let theirs =
            fs::read_to_string(folder.join("empty-list").join(body).with_extension("json"))
                .unwrap();
        assert_eq!(theirs.trim_end(), *file);
    }
}

const EMPTY_LISTS: [&str; 4] = [
    r#"{"code":0,"msg":"success"}"#,
    r#"{"code":0,"msg":"success","data":{}}"#,
    r#"{"code":0,"msg":"success","data":null}"#,
    r#"{"code":0,"msg":"success","data":{"items":[{"id":"2"}],"has_more":false}}"#,
];

/// The number of items of a walk, whether it is complete, and its errors.
fn walk<E: larkspec::Paged>(request: E, body: &str) -> (usize, bool, String) {
    let (_server, client) = client(body);
    let mut items = client.items(request);
    let (given, errors): (Vec<_>, Vec<_>) = items.by_ref().partition(Result::is_ok);
    let error = errors.into_iter().find_map(Result::err);
    (
        given.len(),
        items.is_complete(),
        error.map_or(String::new(), |error| error.to_string()),
    )
}

#[test]
fn a_list_is_empty_where_nothing_is_required_or_the_page_says_so() {
    let optional = || request::<pages::Request>(json!({ "case": "case" }));
    let required = || request::<strict::Request>(json!({ "case": "case" }));
    for (body, items) in EMPTY_LISTS.iter().zip([0, 0, 0, 1]) {
        let (server, client) = client(*body);
        let response = pages::call(&client, &optional()).unwrap();
        assert_eq!(
            response.items.map_or(0, |items| items.len()),
            items,
            "{body}"
        );
        drop(server);
        assert_eq!(
            walk(optional(), body),
            (items, true, String::new()),
            "{body}"
        );
    }
    for (body, part) in [
        (EMPTY_LISTS[0], "has no `data`"),
        (EMPTY_LISTS[1], "/data/has_more: required, but missing"),
        (EMPTY_LISTS[2], "has no `data`"),
    ] {
        let (given, complete, error) = walk(required(), body);
        assert!(
            (given, complete) == (0, false) && error.contains(part),
            "{body}: {error}"
        );
    }
    // The last page needs no token, and an empty one needs no list.
    assert_eq!(walk(required(), EMPTY_LISTS[3]), (1, true, String::new()));
    let empty = r#"{"code":0,"msg":"","data":{"has_more":false}}"#;
    assert_eq!(walk(required(), empty), (0, true, String::new()));
    let (_server, client) = client(EMPTY_LISTS[3]);
    assert_eq!(strict::call(&client, &required()).unwrap().page_token, "");
    // If there is another page, it does.
    let more = EMPTY_LISTS[3].replace("false", "true");
    let (given, complete, error) = walk(required(), &more);
    assert!(
        (given, complete) == (1, false) && error.contains("page token is missing"),
        "{error}"
    );
    // Other content in place of the list or the payload is not ignored.
    for body in [
        r#"{"code":0,"msg":"","data":{"list":[{"id":"1"}],"has_more":false}}"#,
        r#"{"code":0,"msg":"","data":{"page":{"items":[{"id":"1"}]},"has_more":false,"page_token":""}}"#,
        r#"{"code":0,"msg":"","result":{"items":[{"id":"1"}],"has_more":false}}"#,
        r#"{"code":0,"msg":"","items":[{"id":"1"}],"has_more":false}"#,
    ] {
        for (given, complete, error) in [walk(optional(), body), walk(required(), body)] {
            assert!(
                (given, complete) == (0, false) && !error.is_empty(),
                "{body}"
            );
        }
        assert!(answered(&required(), body).is_err(), "{body}");
    }
}

#[test]
fn items_that_lack_something_are_errors_at_their_positions() {
    let body = r#"{"code":0,"msg":"","data":{"has_more":false,"items":
        [{"id":1},{"new":1},{"id":[2]},7,{"id":"5"}]}}"#;
    let (_server, client) = client(body);
    let mut items = pages::items(&client, request(json!({ "case": "case" })));
    let read: Vec<_> = items
        .by_ref()
        .map(|item| {
            item.map(|item| item.id)
                .map_err(|error| lines(error.left_out()).join(", "))
        })
        .collect();
    let missing = "left out, because of /data/items/1/id: required, but missing";
    let wrong = "left out, because of /data/items/2/id: expected a string, found an array";
    assert_eq!(
        read,
        [
            Ok("1".to_owned()),
            Err(format!(r#"/data/items/1: {missing}: {{"new":1}}"#)),
            Err(format!(r#"/data/items/2: {wrong}: {{"id":[2]}}"#)),
            Err("/data/items/3: expected an object, found an integer: 7".to_owned()),
            Ok("5".to_owned()),
        ]
    );
    assert!(!items.is_complete());
}

#[test]
fn the_payloads_of_the_decode_case_are_read() {
    let with = |more: &str| format!(r#"{{"req":{{"l":[],"m":{{}},"s":"x"}}{more}}}"#);
    let ok = json!({"l": [], "m": {}, "s": "x"});
    for (data, expected) in [
        (
            r#"{"req":{"l":null,"m":null,"s":"x"}}"#.to_owned(),
            Ok(json!({"req": ok})),
        ),
        (r#"{"req":{"s":"x"}}"#.to_owned(), Ok(json!({"req": ok}))),
        (
            r#"{"req":{"l":[],"m":{},"s":null}}"#.to_owned(),
            Err("/data/req/s: expected a string, found null"),
        ),
        (with(r#","o":{}"#), Ok(json!({"req": ok, "o": {}}))),
        (
            with(r#","o":null,"e":null,"i":null,"j":null"#),
            Ok(json!({"req": ok, "j": null})),
        ),
        (with(r#","o":[]"#), Ok(json!({"req": ok, "o": {}}))),
        (with(r#","o":"""#), Ok(json!({"req": ok, "o": {}}))),
        (
            with(r#","e":["a","Other","zz"]"#),
            Ok(json!({"req": ok, "e": ["a", "Other", "zz"]})),
        ),
        (
            with(r#","e":["a",null]"#),
            Err("/data/e/1: expected a string, found null"),
        ),
        (with(r#","i":1.0"#), Ok(json!({"req": ok, "i": 1}))),
        (with(r#","i":-0"#), Ok(json!({"req": ok, "i": 0}))),
        (with(r#","i":"5""#), Ok(json!({"req": ok, "i": 5}))),
        (with(r#","f":1"#), Ok(json!({"req": ok, "f": 1.0}))),
        (
            with(r#","req":{"l":["2"],"m":{},"s":"y"}"#),
            Err("/data/req: the key is given more than once"),
        ),
        (
            r#"{"req":{"l":[],"m":{"a":null},"s":"x"}}"#.to_owned(),
            Err("/data/req/m/a: expected an integer"),
        ),
        (
            r#"{"req":{"l":[null],"m":{},"s":"x"}}"#.to_owned(),
            Err("/data/req/l/0: expected a string, found null"),
        ),
        (
            with(r#","me":{"k":7}"#),
            Ok(json!({"req": ok, "me": {"k": 7}})),
        ),
        (
            r#"{"l":1}"#.to_owned(),
            Err("/data/req: required, but missing"),
        ),
        (
            r#"{"req":{"m":{},"s":"x","list":["a"]}}"#.to_owned(),
            Err("/data/req/l: required, but missing"),
        ),
    ] {
        let (_server, client) = client(format!(r#"{{"code":0,"msg":"","data":{data}}}"#));
        match (x::call(&client, &request(json!({}))), expected) {
            (Ok(response), Ok(expected)) => {
                assert_eq!(serde_json::to_value(response).unwrap(), expected, "{data}");
            }
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{data}: {error}"),
            (result, _) => panic!("{data}: {result:?}"),
        }
    }
}

#[test]
fn the_whole_answer_has_what_it_came_with() {
    let data = r#"{"id":"1","name":[]}"#;
    let answer = with_data(&read_request(), r#"{"id":"1","tags":7}"#).unwrap();
    assert_eq!(
        (answer.status(), answer.log_id(), answer.attempts()),
        (200, Some("20260101-1"), 1)
    );
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(
        answer.body(),
        br#"{"code":0,"msg":"","data":{"id":"1","tags":7}}"#
    );
    let shown = format!("{answer:?}");
    assert!(
        shown.contains("/data/tags") && !shown.contains("content-type"),
        "{shown}"
    );
    assert_eq!(answer.clone().into_value().id.as_deref(), Some("1"));
    let error = answer.complete().unwrap_err();
    assert_eq!(
        (error.status(), error.log_id(), error.attempts()),
        (Some(200), Some("20260101-1"), 1)
    );
    assert_eq!(error.violations().len(), 1);
    // An empty list contains nothing that could be lost.
    assert!(with_data(&read_request(), data).unwrap().complete().is_ok());
    // A file is the value.
    let answer = answered(
        &request::<download::Request>(json!({ "file_key": "f" })),
        "PK",
    )
    .unwrap();
    assert_eq!(
        (answer.value().file.as_slice(), answer.body()),
        (&b"PK"[..], &b""[..])
    );
    // No fields are described, so none are missing.
    let answer = with_data(
        &request::<remove::Request>(json!({ "case": "c" })),
        r#"{"new":[1]}"#,
    )
    .unwrap();
    assert!(answer.left_out().is_empty());
}

#[test]
fn a_document_in_a_string_is_read_as_what_is_around_it() {
    let request = || {
        request::<notice::send::Request>(
            json!({ "uuid": "u", "open_id": "o", "kind": "text", "content": "{\"text\":\"hi\"}" }),
        )
    };
    let read = |content: Value| {
        let data = json!({ "content": content });
        with_data(&request(), &data.to_string()).unwrap()
    };
    for (content, text) in [
        (json!(r#"{"text":"hi"}"#), "hi"),
        (json!(r#"{"text":5}"#), "5"),
        (json!({"text": "hi"}), "hi"),
        (json!(r#"{"text":"\ud83d"}"#), "\u{fffd}"),
    ] {
        let answer = read(content.clone());
        assert_eq!(
            answer.value().content.value().unwrap().text,
            text,
            "{content}"
        );
        assert!(answer.left_out().is_empty());
    }
    let converted = read(json!(r#"{"text":5}"#));
    assert_eq!(
        lines(converted.converted()),
        ["/data/content/text: a string, read from an integer: 5"]
    );
    let twice = read(json!(r#"{"text":"a","text":"b"}"#));
    assert_eq!(lines(twice.left_out()).len(), 1);
    assert_eq!(twice.left_out()[0].location(), "/data/content/text");
    // A string that is not a document of this kind is kept completely, as text.
    for text in [
        "plain",
        "",
        "7",
        "[1]",
        "null",
        r#"{"text":[]}"#,
        r#"{"te"#,
        "{}",
    ] {
        let answer = read(json!(text));
        assert_eq!(
            answer.value().content,
            JsonString::Text(text.to_owned()),
            "{text}"
        );
        assert!(answer.left_out().is_empty());
    }
}

#[test]
fn no_secret_is_in_what_is_reported() {
    let shown = |error: &Error| {
        format!(
            "{error} {error:?} {:?} {:?} {:?}",
            error.left_out(),
            error.violations(),
            error.body()
        )
    };
    // The endpoint's response is a secret.
    let request = request::<accounts::Request>(json!({}));
    for accounts in [
        r#"[{"password":"hunter2"}]"#,
        r#"[{"id":"1","password":["hunter2"]}]"#,
        r#"["hunter2"]"#,
        r#""hunter2""#,
        r#"[{"id":["hunter2"]}]"#,
    ] {
        let answer = with_data(&request, &format!(r#"{{"accounts":{accounts}}}"#)).unwrap();
        assert_eq!(answer.left_out().len(), 1, "{accounts}");
        let reported = format!(
            "{:?} {:?} {:?}",
            answer,
            answer.left_out(),
            answer.converted()
        );
        assert!(!reported.contains("hunter2"), "{reported}");
        let error = answer.complete().unwrap_err();
        assert!(!shown(&error).contains("hunter2"), "{}", shown(&error));
    }
    // The answer repeats the token.
    let token = "t-7f1bcd13fc57d46bac21793a18e560";
    for data in [
        format!(r#"{{"name":["{token}"]}}"#),
        format!(r#"{{"labels":{{"{token}":null}}}}"#),
        format!(r#"{{"name":"{token}","name":"x"}}"#),
        format!(r#"{{"count":"\u0074{}"}}"#, &token[1..]),
    ] {
        let answer = with_data(&read_request(), &data).unwrap();
        assert_eq!(answer.left_out().len(), 1, "{data}");
        let error = answer.complete().unwrap_err();
        assert!(!shown(&error).contains("7f1bcd13"), "{}", shown(&error));
        assert!(shown(&error).contains("[redacted]"), "{}", shown(&error));
    }
}

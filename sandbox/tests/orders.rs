//! Answers that a test sets, and what the server recorded of the calls.

use crate::client::*;
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use serde_json::{Value, json};

const ORDERS: &str = "/open-apis/shop/v1/orders";
const STATISTICS: &str = "/open-apis/shop/v1/orders/statistics";

fn count(sandbox: &Sandbox) -> Value {
    get(sandbox, STATISTICS).unwrap().json()["data"]["count"].clone()
}

#[test]
fn answers_come_in_order_and_the_last_one_stays() {
    let sandbox = start();
    assert_eq!(count(&sandbox), 3, "the example");
    let on = sandbox.on("shop/v1/order/statistics").unwrap();
    let on = on.answer(json!({ "count": 7 })).unwrap();
    on.error(1_234, "try again").answer(json!({})).unwrap();
    assert_eq!(count(&sandbox), 7);
    let error = get(&sandbox, STATISTICS).unwrap();
    assert_eq!((error.status, error.code()), (400, 1_234));
    assert_eq!(error.json()["msg"], "try again");
    for _ in 0..3 {
        assert_eq!(count(&sandbox), Value::Null);
    }
    // A later decision replaces the earlier one; without an answer, the example is back.
    let _ = sandbox.on("shop/v1/order/statistics").unwrap();
    assert_eq!(count(&sandbox), 3);
}

#[test]
fn raw_answers_are_not_checked() {
    let sandbox = start();
    let on = sandbox.on("shop/v1/order/statistics").unwrap();
    let _ = on.raw(418, "text/plain", "no coffee");
    let reply = get(&sandbox, STATISTICS).unwrap();
    assert_eq!((reply.status, reply.text()), (418, "no coffee".to_owned()));
    assert_eq!(reply.header("content-type"), Some("text/plain"));
}

#[test]
fn requests_are_checked_and_faults_apply() {
    let plan = Plan::new().rule(Rule::new(Fault::ServerError { status: 503 }).call(2));
    let sandbox = builder().faults(plan).start().unwrap();
    let on = sandbox.on("shop/v1/order/create").unwrap();
    on.answer(json!({ "order": { "id": "9" } })).unwrap();
    let shop = "/open-apis/shop/v1/shops/1/orders";
    let missing = post(&sandbox, shop, &json!({ "id": "9" })).unwrap();
    assert!(missing.text().contains("items"), "{}", missing.text());
    let body = json!({ "id": "9", "items": [{ "sku": "a", "count": 1 }] });
    assert_eq!(post(&sandbox, shop, &body).unwrap().status, 503);
    let created = post(&sandbox, shop, &body).unwrap();
    assert_eq!(created.json()["data"]["order"]["id"], "9");
}

#[test]
fn pages_by_token_are_those_that_the_request_asks_for() {
    let sandbox = start();
    let order = |id: &str| json!({ "id": id });
    let on = sandbox.on("shop/v1/order/list").unwrap();
    on.pages([vec![order("a"), order("b")], vec![], vec![order("c")]])
        .unwrap();
    for _ in 0..2 {
        let (mut token, mut pages) = (String::new(), Vec::new());
        loop {
            let reply = get(&sandbox, &format!("{ORDERS}?page_token={token}")).unwrap();
            let data = reply.json()["data"].clone();
            pages.push(data["orders"].as_array().unwrap().len());
            if data["has_more"] == false {
                break;
            }
            token = data["page_token"].as_str().unwrap().to_owned();
        }
        assert_eq!(pages, [2, 0, 1]);
    }
    let reply = get(&sandbox, &format!("{ORDERS}?page_token=other")).unwrap();
    assert_eq!(reply.status, 400);
    let named = "/page_token: no page has the token \"other\"";
    assert!(
        reply.text().contains(&named.replace('"', "\\\"")),
        "{}",
        reply.text()
    );
    // No page at all is an empty one.
    let on = sandbox.on("shop/v1/order/list").unwrap();
    on.pages(Vec::<Vec<Value>>::new()).unwrap();
    let data = get(&sandbox, ORDERS).unwrap().json()["data"].clone();
    assert_eq!(
        (&data["orders"], &data["has_more"]),
        (&json!([]), &json!(false))
    );
}

/// The example of a list that fits on one page may have neither a token nor a flag.
#[test]
fn a_page_points_at_the_next_one_whatever_the_example_lacks() {
    let mut api = api();
    let mut endpoints = api.endpoints.iter_mut();
    let list = endpoints.find(|endpoint| endpoint.name == "shop/v1/order/list");
    list.unwrap().example.response =
        Some(json!({ "code": 0, "msg": "ok", "data": { "orders": [] } }));
    let sandbox = Sandbox::builder().platform(false).specs(api);
    let sandbox = sandbox.start().unwrap();
    let on = sandbox.on("shop/v1/order/list").unwrap();
    on.pages([[json!({ "id": "a" })], [json!({ "id": "b" })]])
        .unwrap();
    let first = get(&sandbox, ORDERS).unwrap().json()["data"].clone();
    assert_eq!(
        first,
        json!({ "orders": [{ "id": "a" }], "has_more": true, "page_token": "page-1" })
    );
    let last = get(&sandbox, &format!("{ORDERS}?page_token=page-1")).unwrap();
    assert_eq!(last.json()["data"], json!({ "orders": [{ "id": "b" }] }));
}

#[test]
fn pages_by_offset_are_as_large_as_the_request_says() {
    let sandbox = start();
    let on = sandbox.on(LIST).unwrap();
    on.pages([["a", "b"], ["c", "d"]]).unwrap();
    assert_eq!(page(&sandbox, 0, 3), ["a", "b", "c"]);
    assert_eq!(page(&sandbox, 3, 3), ["d"]);
    assert!(page(&sandbox, 4, 3).is_empty());
}

#[test]
fn what_cannot_be_ordered_is_an_error() {
    let sandbox = start();
    let error = sandbox.on("shop/v1/order/statistic").unwrap_err();
    let similar =
        "there is no endpoint `shop/v1/order/statistic`; did you mean `shop/v1/order/statistics`";
    assert!(error.to_string().starts_with(similar), "{error}");
    let on = |name: &str| sandbox.on(name).unwrap();
    let error = on("shop/v1/order/statistics").answer(json!({ "count": "7" }));
    assert_eq!(
        error.unwrap_err().to_string(),
        "`shop/v1/order/statistics` cannot answer like this, according to its spec:\n\
         /data/count: \"7\" is not of type \"integer\""
    );
    let error = on("shop/v1/order/statistics").answer([1]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`shop/v1/order/statistics` answers with an object, but the payload is not an object"
    );
    let error = on("shop/v1/order/statistics").pages([[1]]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`shop/v1/order/statistics` is not paged; use `answer`"
    );
    let error = on("shop/v1/order/list").pages([[1]]).unwrap_err();
    assert!(error.to_string().contains("/data/orders/0: "), "{error}");
    assert_eq!(format!("{error:?}"), error.to_string());
    // An error leaves nothing behind.
    assert_eq!(count(&sandbox), 3);
}

#[test]
fn calls_are_recorded_with_what_they_sent() {
    let sandbox = start();
    let body =
        json!({ "id": "9", "password": "correct horse", "items": [{ "sku": "a", "count": 1 }] });
    let shop = "/open-apis/shop/v1/shops/1/orders?user_id_type=open_id&tags=a%20b";
    post(&sandbox, shop, &body).unwrap();
    let calls = sandbox.calls();
    let [call] = &*calls else { panic!("{calls:?}") };
    assert_eq!(call.json().unwrap(), body);
    assert_eq!(call.query("tags").as_deref(), Some("a b"));
    assert_eq!(call.query("dry_run"), None);
    assert!(!format!("{call:?}").contains("horse"), "{call:?}");
}

/// The message of an assertion that fails.
fn failure(assertion: impl FnOnce()) -> String {
    let message = std::panic::catch_unwind(std::panic::AssertUnwindSafe(assertion)).unwrap_err();
    match message.downcast::<String>() {
        Ok(message) => *message,
        Err(message) => message.downcast::<&str>().unwrap().to_string(),
    }
}

#[test]
fn expectations_describe_what_was_received() {
    let sandbox = start();
    let create = || sandbox.calls_of("shop/v1/order/create");
    let none = create();
    none.assert_count(0);
    assert_eq!(
        failure(move || none.assert_count(1)),
        "expected 1 call of `shop/v1/order/create`, received 0"
    );
    count(&sandbox);
    let body = json!({ "id": "9", "items": [{ "sku": "a", "count": 1 }] });
    post(
        &sandbox,
        "/open-apis/shop/v1/shops/1/orders?user_id_type=open_id",
        &body,
    )
    .unwrap();
    let call = create().only();
    call.assert_body(&body);
    call.assert_body_has(json!({ "items": [{ "sku": "a" }] }));
    call.assert_query("user_id_type", "open_id");
    let calls = sandbox.calls_of("shop/v1/order/list");
    assert_eq!(
        failure(move || calls.assert_count(2)),
        "expected 2 calls of `shop/v1/order/list`, received 0; but of other endpoints:\n  \
         1. GET /open-apis/shop/v1/orders/statistics -> 200, code 0\n  \
         2. POST /open-apis/shop/v1/shops/1/orders -> 200, code 0\n     \
         (a body of 42 bytes, which may contain secrets)"
    );
    let all = sandbox.calls();
    assert!(
        failure(move || drop(all.only())).starts_with("expected 1 call, received 2:\n  1. GET ")
    );
    let other = json!({ "id": "8", "items": [{ "sku": "a" }, {}], "note": "n" });
    let (first, second, third) = (call.clone(), call.clone(), call.clone());
    assert_eq!(
        failure(move || first.assert_body(&other)),
        "the body differs:\n  \
         /id: expected (hidden), received (hidden)\n  \
         /items/0/count: expected nothing, received (hidden)\n  \
         /items/1: expected (hidden), received nothing\n  \
         /note: expected (hidden), received nothing\nin\n  \
         POST /open-apis/shop/v1/shops/1/orders -> 200, code 0\n     \
         (a body of 42 bytes, which may contain secrets)"
    );
    assert!(failure(move || second.assert_body_has(json!([]))).contains("the whole: expected"));
    let message = failure(move || third.assert_query("user_id_type", "user_id"));
    assert!(message.starts_with("expected the query parameter `user_id_type` to be \"user_id\""));
    let sandbox = start();
    let message = failure(move || drop(sandbox.calls_of("shop/v1/orders/create")));
    assert!(
        message.contains("did you mean `shop/v1/order/create`"),
        "{message}"
    );
}

#[test]
fn values_are_shown_where_nothing_is_secret() {
    let sandbox = start();
    let target = "/open-apis/shop/v1/orders?page_token=x";
    get(&sandbox, target).unwrap();
    let calls = sandbox.calls_of("shop/v1/order/list");
    let message = failure(move || calls.assert_count(3));
    assert!(
        message.contains("GET /open-apis/shop/v1/orders?page_token=x -> "),
        "{message}"
    );
}

//! The generated types: built, checked, written and read as users do.

use consumer::hunt::v1::batch;
use consumer::shop::v1::{file, hook, order, part, rename, tag, token};
use larkspec::endpoint::{CodeMeaning, Meaning, Section, Turn};
use larkspec::shape::{CheckError, Rule};
use larkspec::{Bytes, Endpoint, OpenEnum, Paged, Secret};
use serde_json::{Value, json};

use order::create::{
    Request, RequestItems, RequestItemsColours, RequestType, RequestUserIdType, Response,
    ResponseOrderLevel, ResponseOrderStatus,
};

fn request() -> Request {
    Request::builder()
        .shop_id("shop")
        .id("o-1")
        .r#type(RequestType::Ordinary)
        .price(9.5)
        .items(vec![
            RequestItems::builder().sku("ab").count(2).build().unwrap(),
        ])
        .build()
        .unwrap()
}

fn with(mut request: Request, change: impl FnOnce(&mut Request)) -> Request {
    change(&mut request);
    request
}

/// The sections of a request, as they are checked and sent.
fn section(request: &impl Endpoint, section: Section) -> Value {
    request
        .serialize_section(section, serde_json::value::Serializer)
        .unwrap()
}

/// Every rule that a request breaks, as `pointer rule`.
fn violations(request: &Request) -> Vec<String> {
    match request.validate() {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid
            .violations()
            .iter()
            .map(|violation| format!("{} {}", violation.location(), violation.rule()))
            .collect(),
    }
}

#[test]
fn required_fields_in_page_order_then_optional_ones() {
    let request = with(request(), |r| {
        r.user_id_type = Some(RequestUserIdType::UnionId.into());
        r.query_id = Some(7);
        r.self_ = Some(true);
        r._2fa = Some("123456".into());
        r.a_b_c = Some("wire".into());
    });
    assert_eq!(
        section(&request, Section::Path),
        json!({ "shop_id": "shop" })
    );
    assert_eq!(
        section(&request, Section::Query),
        json!({ "user_id_type": "union_id", "id": 7 })
    );
    assert_eq!(
        section(&request, Section::Body),
        json!({
            "id": "o-1", "type": 1, "self": true, "2fa": "123456", "grant_type": "order",
            "price": 9.5, "items": [{ "sku": "ab", "count": 2 }], "a.b[c]": "wire",
        })
    );
    assert_eq!(violations(&request), [""; 0]);
}

#[test]
fn every_rule_is_checked_in_every_section() {
    for (name, request, expected) in [
        (
            "min_len in the path",
            {
                let mut r = request();
                r.shop_id.clear();
                r
            },
            "/path/shop_id minLength",
        ),
        (
            "max_items in the query",
            with(request(), |r| {
                r.tags = Some(vec!["".into(); 4]);
            }),
            "/query/tags maxItems",
        ),
        (
            "max_len in a header",
            with(request(), |r| {
                r.x_request_id = Some("x".repeat(65));
            }),
            "/header/X-Request-Id maxLength",
        ),
        (
            "pattern",
            {
                let mut r = request();
                r.id = "O!".into();
                r
            },
            "/body/id pattern",
        ),
        (
            "fixed",
            {
                let mut r = request();
                r.grant_type = "x".into();
                r
            },
            "/body/grant_type const",
        ),
        (
            "min",
            {
                let mut r = request();
                r.price = -0.5;
                r
            },
            "/body/price minimum",
        ),
        (
            "max",
            {
                let mut r = request();
                r.price = 99999.75;
                r
            },
            "/body/price maximum",
        ),
        (
            "min_items",
            {
                let mut r = request();
                r.items.clear();
                r
            },
            "/body/items minItems",
        ),
        (
            "max_items",
            {
                let mut r = request();
                r.items = vec![RequestItems::builder().sku("ab").count(1).build().unwrap(); 3];
                r
            },
            "/body/items maxItems",
        ),
        (
            "nested min_len",
            {
                let mut r = request();
                r.items[0].sku = "a".into();
                r
            },
            "/body/items/0/sku minLength",
        ),
        (
            "assumed max",
            {
                let mut r = request();
                r.items[0].count = 1001;
                r
            },
            "/body/items/0/count maximum",
        ),
        (
            "a rule for the items of a list of lists",
            with(request(), |r| {
                r.matrix = Some(vec![vec![0], vec![1, -1]]);
            }),
            "/body/matrix/1/1 minimum",
        ),
        (
            "values of a map",
            with(request(), |r| {
                r.labels = Some([("k/1".into(), "abcdef".into())].into());
            }),
            "/body/labels/k~11 maxLength",
        ),
    ] {
        assert_eq!(violations(&request), [expected], "{name}");
    }
}

#[test]
fn a_secret_is_never_shown() {
    let request = with(request(), |r| {
        r.password = Some(Secret::from("hunter"));
    });
    assert!(!format!("{request:?}").contains("hunter"));
    let invalid = request.validate().unwrap_err();
    assert_eq!(invalid.violations().len(), 2);
    assert!(!format!("{invalid}{invalid:?}").contains("hunter"));
    let error = Request::validate_json(br#"{"password": "hunter"}"#).unwrap_err();
    assert!(!format!("{error}{error:?}").contains("hunter"));
    assert_eq!(section(&request, Section::Body)["password"], "hunter");
}

#[test]
fn pages_turn_by_a_token_in_an_object_and_by_a_number_for_a_flag() {
    let mut request: part::search::Request =
        serde_json::from_value(json!({ "ask": { "page_size": "2" } })).unwrap();
    let mut turn = |told: Value| {
        let response = json!({ "parts": ["a"], "told": told });
        let turned = request.turn(&serde_json::from_value(response).unwrap(), 1);
        (turned, request.ask.page_token.clone())
    };
    let next = turn(json!({ "has_more": 1, "page_token": "t" }));
    assert_eq!(next, (Turn::Next, Some("t".to_owned())));
    assert_eq!(
        turn(json!({ "has_more": 0, "page_token": "u" })).0,
        Turn::End
    );
    assert_eq!(turn(json!({ "has_more": 1 })).0, Turn::Lost);
}

#[test]
fn pages_without_a_flag_end_without_a_token() {
    let mut request = part::list::Request::builder().build().unwrap();
    let mut turn = |response: Value| request.turn(&serde_json::from_value(response).unwrap(), 1);
    assert_eq!(turn(json!({ "parts": [], "page_token": "t" })), Turn::Next);
    assert_eq!(turn(json!({ "parts": ["a"], "page_token": "" })), Turn::End);
    assert_eq!(turn(json!({ "parts": ["a"] })), Turn::End);
}

#[test]
fn an_empty_parameter_that_a_url_cannot_carry_is_rejected() {
    let builder = || batch::Request::builder().case("7").ids(["a"]);
    assert!(builder().fields([""; 0]).build().is_ok());
    let errors = [
        builder().ids([""; 0]).build().unwrap_err(),
        builder().case("").build().unwrap_err(),
    ];
    assert_eq!(
        errors.map(|error| error.violations()[0].to_string()),
        [
            "/query/ids: 0 items, at least 1 are required (setter `ids`)",
            "/path/case: 0 characters, at least 1 are required (setter `case`)",
        ]
    );
}

#[test]
fn operations_of_one_url_have_a_type_each() {
    let (code, refresh) = (
        section(
            &token::code::Request::builder().build().unwrap(),
            Section::Body,
        ),
        section(
            &token::refresh::Request::builder().build().unwrap(),
            Section::Body,
        ),
    );
    assert_eq!(code, json!({ "grant_type": "code" }));
    assert_eq!(refresh, json!({ "grant_type": "refresh" }));
}

#[test]
fn the_example_of_the_page_fits() {
    let endpoint = larkspec_codegen::load(concat!(env!("CARGO_MANIFEST_DIR"), "/spec"))
        .unwrap()
        .endpoint("shop/v1/order/create")
        .unwrap()
        .clone();
    let example = endpoint.example.request.unwrap();
    Request::validate_json(example.to_string().as_bytes()).unwrap();
    let example = endpoint.example.response.unwrap();
    Response::validate_json(example.to_string().as_bytes()).unwrap();
    let response: Response = serde_json::from_value(example["data"].clone()).unwrap();
    assert_eq!(
        response.order.status,
        Some(ResponseOrderStatus::Paid.into())
    );
}

#[test]
fn enums_keep_what_is_not_listed_and_the_check_of_a_request_reports_it() {
    let colour = OpenEnum::from("red");
    assert_eq!(colour, RequestItemsColours::Red);
    assert_eq!(colour, OpenEnum::from(RequestItemsColours::Red));
    assert_eq!(colour.known(), Some(RequestItemsColours::Red));
    assert_eq!(OpenEnum::<RequestType>::from(-1).as_i64(), -1);

    let mut request = request();
    request.r#type = 3.into();
    assert_eq!(request.r#type.known(), None);
    assert_eq!(violations(&request), ["/body/type enum"]);
    let body =
        r#"{"id":"a","type":3,"grant_type":"order","price":1,"items":[{"sku":"ab","count":1}]}"#;
    let rules: Vec<Rule> = Request::validate_json(body.as_bytes())
        .unwrap_err()
        .violations()
        .iter()
        .map(|violation| violation.rule())
        .collect();
    assert_eq!(rules, [Rule::Enum]);

    let unknown = OpenEnum::<ResponseOrderStatus>::from("REFUNDED");
    assert_eq!((unknown.known(), unknown.as_str()), (None, "REFUNDED"));
    assert_eq!(unknown.to_string(), "REFUNDED");
    assert_eq!(serde_json::to_value(&unknown).unwrap(), "REFUNDED");
    assert_eq!(
        "PAID".parse(),
        Ok(OpenEnum::from(ResponseOrderStatus::Paid))
    );
    assert_eq!(OpenEnum::<ResponseOrderLevel>::from(9).as_i64(), 9);
    let body =
        r#"{"code":0,"msg":"","data":{"order":{"id":"1","status":"NEW","level":9},"warnings":[]}}"#;
    Response::validate_json(body.as_bytes()).unwrap();
}

#[test]
fn decoding_forgives_what_the_check_tells() {
    let response: Response = serde_json::from_value(json!({
        "order": { "id": "1", "status": null, "unknown": { "deep": [1] } },
        "warnings": null,
        "by_name": { "a": [{ "name": null }] },
        "new field": 1,
    }))
    .unwrap();
    assert_eq!(response.order.status, None);
    assert!(response.warnings.is_empty());
    assert_eq!(response.by_name.unwrap()["a"][0].name, None);

    for (data, why) in [
        (json!({ "order": { "id": "1" } }), "a missing required list"),
        (json!({ "warnings": [] }), "a missing required object"),
        (
            json!({ "order": { "id": null }, "warnings": [] }),
            "a required string that is null",
        ),
        (json!([{ "id": "1" }, []]), "an array in place of an object"),
        (
            json!({ "order": ["1"], "warnings": [] }),
            "an array in place of a nested object",
        ),
    ] {
        assert!(serde_json::from_value::<Response>(data).is_err(), "{why}");
    }
}

#[test]
fn a_request_can_be_stored_and_read_back() {
    let request = with(request(), |r| {
        r.query_id = Some(1);
        r.password = Some("12345678".into());
        r.extra = Some(json!(null));
        r.labels = Some([("k/1".to_owned(), "abcdef".to_owned())].into());
    });
    let json = serde_json::to_value(&request).unwrap();
    // The body's `id` keeps its wire name; the query's has the Rust name that the spec sets.
    assert_eq!((&json["id"], &json["query_id"]), (&json!("o-1"), &json!(1)));
    assert_eq!(serde_json::from_value::<Request>(json).unwrap(), request);
}

#[test]
fn unknown_keys_of_a_request_are_told_with_the_nearest_name() {
    let body = r#"{"id":"a","type":1,"grant_type":"order","price":1,"items":[{"sku":"ab","count":1,"color":[]}]}"#;
    let error = Request::validate_json(body.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/items/0/color: unknown key; did you mean `colours`?"
    );
    assert!(matches!(
        Request::validate_json(b"{"),
        Err(CheckError::Syntax(_))
    ));
}

#[test]
fn files_are_parts_of_a_form() {
    let request = file::upload::Request::builder()
        .name("name")
        .file(Bytes::from(vec![0, 255]))
        .build()
        .unwrap();
    // For the check, a file only needs to be present.
    assert_eq!(
        section(&request, Section::Body),
        json!({ "name": "name", "file": "" })
    );
    assert!(request.validate().is_ok());
    assert!(
        file::upload::Request::builder()
            .name("a long name")
            .file(Bytes::default())
            .build()
            .is_err()
    );
    assert!(!format!("{request:?}").contains("255"));
}

#[test]
fn data_may_be_a_list_itself() {
    let body = br#"{"code":0,"msg":"ok","data":[{"name":"a"},{"name":"b"}]}"#;
    tag::list::Response::validate_json(body).unwrap();
    let response: tag::list::Response = serde_json::from_slice(body).unwrap();
    assert_eq!(response.data[1].name, "b");
    let error =
        tag::list::Response::validate_json(br#"{"code":0,"msg":"","data":[{}]}"#).unwrap_err();
    assert_eq!(error.to_string(), "/data/0/name: required, but missing");
}

#[test]
fn an_endpoint_may_answer_nothing() {
    assert!(order::delete::Response::validate_json(br#"{"code":0,"msg":"ok"}"#).is_ok());
    assert!(
        order::delete::Response::validate_json(br#"{"code":0,"msg":"ok","data":null}"#).is_ok()
    );
    let _: order::delete::Response = serde_json::from_str("{}").unwrap();
}

#[test]
fn an_envelope_may_have_names_of_its_own() {
    let told =
        |result: Result<(), CheckError>| result.err().map_or(String::new(), |e| e.to_string());
    for (body, expected) in [
        (
            &br#"{"StatusCode":0,"StatusMessage":"success","Extra":null}"#[..],
            "",
        ),
        (br#"{}"#, ""),
        (
            br#"{"StatusCode":"0"}"#,
            "/StatusCode: expected an integer, found a string \"0\"",
        ),
    ] {
        assert_eq!(told(hook::Response::validate_json(body)), expected);
    }
    for (body, expected) in [
        (
            &br#"{"errcode":0,"errmsg":"","result":{"name":"a"}}"#[..],
            "",
        ),
        (br#"{"errcode":7,"errmsg":""}"#, ""),
        (
            br#"{"errcode":0,"errmsg":"","result":{}}"#,
            "/result/name: required, but missing",
        ),
        (
            br#"{"code":7,"msg":""}"#,
            "/errcode: required, but missing\n/errmsg: required, but missing",
        ),
    ] {
        assert_eq!(told(rename::Response::validate_json(body)), expected);
    }
}

#[test]
fn the_metadata_say_what_is_safe_and_what_codes_mean() {
    assert_eq!(
        hook::Request::METADATA.codes(),
        [
            CodeMeaning::new(19001, None, Meaning::Final),
            CodeMeaning::new(9499, Some(200), Meaning::Throttled),
            CodeMeaning::new(9498, None, Meaning::Busy),
        ]
    );
    // `GET` is safe unless the spec says otherwise; other methods are not, unless it says so.
    assert!(file::download::Request::METADATA.is_safe());
    assert!(!rename::Request::METADATA.is_safe());
    assert!(!order::delete::Request::METADATA.is_safe());
}

/// The tables of generated code, including their envelope, mean the same as the shapes that tools build from the
/// spec.
#[test]
fn shapes_are_those_of_the_spec() {
    let api = larkspec_codegen::load(concat!(env!("CARGO_MANIFEST_DIR"), "/spec")).unwrap();
    let bump = bumpalo::Bump::new();
    let mut seen = 0;
    macro_rules! each {
        ($($name:literal => $($module:ident)::+,)*) => {$({
            let endpoint = api.endpoint($name).unwrap();
            let metadata = $($module)::+::Request::METADATA;
            assert_eq!(metadata.name(), $name);
            assert_eq!(
                format!("{:?}", metadata.payload().unwrap()),
                format!("{:?}", larkspec_codegen::shape::request(&bump, endpoint)),
            );
            assert_eq!(
                format!("{:?}", metadata.response()),
                format!("{:?}", larkspec_codegen::shape::response(&bump, endpoint).as_ref()),
            );
            seen += 1;
        })*};
    }
    each! {
        "bot/v2/hook" => consumer::bot::v2::hook,
        "hunt/v1/accounts" => consumer::hunt::v1::accounts,
        "hunt/v1/batch" => consumer::hunt::v1::batch,
        "hunt/v1/download" => consumer::hunt::v1::download,
        "hunt/v1/kept" => consumer::hunt::v1::kept,
        "hunt/v1/pages" => consumer::hunt::v1::pages,
        "hunt/v1/read" => consumer::hunt::v1::read,
        "hunt/v1/remove" => consumer::hunt::v1::remove,
        "hunt/v1/send" => consumer::hunt::v1::send,
        "hunt/v1/strict" => consumer::hunt::v1::strict,
        "hunt/v1/times" => consumer::hunt::v1::times,
        "r/x" => consumer::r::x,
        "shop/v1/file/download" => consumer::shop::v1::file::download,
        "shop/v1/file/upload" => consumer::shop::v1::file::upload,
        "shop/v1/hook" => consumer::shop::v1::hook,
        "shop/v1/notice/send" => consumer::shop::v1::notice::send,
        "shop/v1/order/create" => consumer::shop::v1::order::create,
        "shop/v1/order/delete" => consumer::shop::v1::order::delete,
        "shop/v1/order/list" => consumer::shop::v1::order::list,
        "shop/v1/part/list" => consumer::shop::v1::part::list,
        "shop/v1/part/search" => consumer::shop::v1::part::search,
        "shop/v1/rename" => consumer::shop::v1::rename,
        "shop/v1/tag/list" => consumer::shop::v1::tag::list,
        "shop/v1/token/code" => consumer::shop::v1::token::code,
        "shop/v1/token/refresh" => consumer::shop::v1::token::refresh,
    }
    assert_eq!(seen, api.endpoints.len());
}

#[test]
fn an_endpoint_is_found_by_its_name() {
    let api = larkspec_codegen::load(concat!(env!("CARGO_MANIFEST_DIR"), "/spec")).unwrap();
    for endpoint in &api.endpoints {
        let facts = consumer::ENDPOINTS.get(&endpoint.name).unwrap();
        assert_eq!(facts.name(), endpoint.name);
        assert_eq!(facts.path(), endpoint.http.path);
        assert_eq!(facts.scopes(), endpoint.http.scopes);
    }
    // The table includes those of the other folders in the build script.
    assert!(consumer::ENDPOINTS.get("im/send").is_some());
    assert!(
        consumer::ENDPOINTS
            .iter()
            .is_sorted_by_key(|facts| facts.name())
    );
    for name in [
        "",
        "hunt",
        "hunt/v1",
        "hunt/v1/rea",
        "hunt/v1/read/",
        "zzz",
        LIST,
    ] {
        assert!(consumer::ENDPOINTS.get(name).is_none(), "{name}");
    }
    assert!(larkspec::endpoint(LIST).is_some());

    let facts = consumer::ENDPOINTS.get("shop/v1/rename").unwrap();
    let error = facts
        .validate_request(b"{\"nam\": 1}")
        .unwrap_err()
        .to_string();
    assert!(error.contains("/nam"), "{error}");
}

const LIST: &str = "approval/v2/instance/list";

#[test]
fn an_error_code_of_a_page_is_a_constant() {
    use consumer::hunt::v1::send;
    use consumer::shop::v1::hook;
    use larkspec::http::Response;
    use larkspec::{Error, HttpEndpoint as _};

    let refused = |code: i64| -> Error {
        let body = format!(r#"{{"code":{code},"msg":"no"}}"#);
        let answer = Response::builder().status(400).body(body).unwrap();
        send::Request::from_http_response(answer, None).unwrap_err()
    };
    assert!(refused(230_020).is(send::E230020));
    assert!(!refused(230_021).is(send::E230020));
    let advice = match refused(230_020).code() {
        Some(send::E230020) => "wait",
        _ => "give up",
    };
    assert_eq!(advice, "wait");
    assert_eq!(
        [hook::E9498, hook::E9499, hook::E19001],
        [9498, 9499, 19001]
    );
}

#[test]
fn a_request_without_a_body_is_checked_as_one_object() {
    let check = order::delete::Request::validate_json;
    assert!(check(br#"{"order_id":"1","hard":true}"#).is_ok());
    assert!(check(br#"{"hard":true}"#).is_err());
    assert!(order::list::Request::validate_json(br#"{"page_size":51}"#).is_err());
}

#[cfg(feature = "schemars")]
#[test]
fn generated_types_have_schemas() {
    let schema = schemars::schema_for!(Request);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let json = serde_json::to_value(with(request(), |r| {
        r.query_id = Some(1);
    }))
    .unwrap();
    assert!(validator.is_valid(&json));
    assert!(!validator.is_valid(&json!({})));
    let schema = schemars::schema_for!(Response);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    assert!(validator.is_valid(&json!({ "order": { "id": "1" }, "warnings": [] })));
    assert!(!validator.is_valid(&json!({ "order": { "id": 1 }, "warnings": [] })));
    // Nested types contain it in their names.
    let schema = schemars::schema_for!(RequestItemsColours);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    assert!(validator.is_valid(&json!("red")) && !validator.is_valid(&json!("blue")));
    let schema = schemars::schema_for!(order::create::ResponseByName);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    assert!(
        validator.is_valid(&json!({ "name": "a" })) && !validator.is_valid(&json!({ "name": 1 }))
    );
}

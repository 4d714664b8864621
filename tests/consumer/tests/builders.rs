//! Builders: the arguments of setters, the defaults, and what `build` rejects.

use std::collections::BTreeMap;

use consumer::hunt::v1::{kept, pages};
use consumer::shop::v1::order::{create, list};
use consumer::shop::v1::{tag, token};
use larkspec::{Client, Error, ErrorKind, OpenEnum};
use larkspec_sandbox::Sandbox;
use serde_json::{Value, json};

use create::{Request, RequestBuilder, RequestItems, RequestItemsColours, RequestType};

fn item() -> RequestItems {
    RequestItems::builder().sku("ab").count(2).build().unwrap()
}

/// A request with all required fields.
fn whole() -> RequestBuilder {
    Request::builder()
        .shop_id("shop")
        .id("o-1")
        .r#type(RequestType::Ordinary)
        .price(9.5)
        .items([item()])
}

/// Optional values that the caller got from elsewhere.
#[test]
fn optional_fields_take_values_and_options() {
    let cases: [(RequestBuilder, RequestBuilder); 6] = [
        (whole().x_request_id("r"), whole().x_request_id(Some("r"))),
        (
            whole().x_request_id("r"),
            whole().x_request_id(Some("r".to_owned())),
        ),
        (
            whole().query_id(3_000_000_000),
            whole().query_id(Some(3_000_000_000)),
        ),
        (whole().self_(true), whole().self_(Some(true))),
        (whole().tags(["a"]), whole().tags(Some(vec!["a"]))),
        (whole().extra(json!([1])), whole().extra(Some(json!([1])))),
    ];
    for (plain, option) in cases {
        assert_eq!(plain.build().unwrap(), option.build().unwrap());
    }
    let absent = whole()
        .x_request_id(None::<String>)
        .query_id(None)
        .self_(None)
        .tags(None::<Vec<String>>)
        .extra(None);
    assert_eq!(absent.build().unwrap(), whole().build().unwrap());
}

#[test]
fn setters_take_what_converts() {
    struct OrderId(u8);
    impl From<OrderId> for String {
        fn from(id: OrderId) -> Self {
            format!("o-{}", id.0)
        }
    }
    let colours = [RequestItemsColours::Red, RequestItemsColours::Green];
    let items = (1..=2).map(|count| {
        let item = RequestItems::builder().sku("ab").count(count);
        item.colours(colours).build().unwrap()
    });
    let request = whole()
        .id(OrderId(7))
        .r#type(2)
        .items(items)
        .labels([("k/1", "abc")])
        .matrix(vec![vec![0], vec![1]])
        .build()
        .unwrap();
    assert_eq!((&*request.id, request.items.len()), ("o-7", 2));
    assert_eq!(
        request.items[1].colours.as_ref().unwrap()[1],
        RequestItemsColours::Green
    );
    assert_eq!(request.r#type, OpenEnum::from(2));
    let labels = BTreeMap::from([("k/1".to_owned(), "abc".to_owned())]);
    assert_eq!(request.labels, Some(labels));
}

/// All errors at once, in the words of the check, with the setters.
#[test]
fn build_reports_everything_that_is_missing_or_wrong() {
    let error = Request::builder()
        .shop_id("")
        .query_id(-1)
        .price(9.5)
        .x_request_id("x".repeat(65))
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.endpoint(), Some("shop/v1/order/create"));
    let lines: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "/path/shop_id: 0 characters, at least 1 are required (setter `shop_id`)",
            "/header/X-Request-Id: 65 characters, at most 64 are allowed (setter `x_request_id`)",
            "/body/id: required, but missing (setter `id`)",
            "/body/type: required, but missing (setter `r#type`)",
            "/body/items: required, but missing (setter `items`)",
        ]
    );

    let error = RequestItems::builder().count(1).build().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`RequestItems` breaks the rules of its page: ")
    );
    assert_eq!(
        error.violations()[0].to_string(),
        "/sku: required, but missing (setter `sku`)"
    );
}

/// Neither built objects nor replaced ones contain a blank.
#[test]
fn the_last_value_counts() -> Result<(), Error> {
    let request = whole()
        .price(1.5)
        .price(2.5)
        .items(Vec::<RequestItems>::new())
        .items([item()])
        .build()?;
    assert_eq!((request.price, request.items.len()), (2.5, 1));
    Ok(())
}

#[test]
fn constants_and_pages_are_filled_in() -> Result<(), Error> {
    assert_eq!(token::code::Request::builder().build()?.grant_type, "code");
    assert_eq!(
        token::refresh::Request::builder().build()?.grant_type,
        "refresh"
    );
    // The first page, with the largest page size.
    assert_eq!(list::Request::builder().build()?.page_token, None);
    assert_eq!(list::Request::builder().build()?.page_size, Some(50));
    let request = tag::list::Request::builder().build()?;
    assert_eq!((request.offset, request.limit), (None, Some(10)));
    assert_eq!(
        tag::list::Request::builder().limit(5).build()?.limit,
        Some(5)
    );
    Ok(())
}

#[test]
fn a_chain_ends_in_the_list() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::builder().specs("spec").start()?;
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .build()?;
    let ids = |ids: &[&str]| -> Vec<Value> { ids.iter().map(|id| json!({ "id": id })).collect() };
    sandbox
        .on("hunt/v1/pages")?
        .pages([ids(&["a", "b"]), ids(&["c"])])?;
    let whole = || pages::Request::builder().case("x");
    let found = whole().items(&client)?.map(|item| Ok(item?.id));
    assert_eq!(found.collect::<Result<Vec<_>, Error>>()?, ["a", "b", "c"]);
    let pages = whole().page_size(2).pages(&client)?;
    assert_eq!(pages.request().page_size, Some(2));
    assert_eq!(pages.collect::<Result<Vec<_>, _>>()?.len(), 2);
    // An incomplete request is an error at once, and not the first item.
    let without = pages::Request::builder;
    for error in [
        without().items(&client).err(),
        without().pages(&client).err(),
    ] {
        assert_eq!(error.unwrap().kind(), ErrorKind::InvalidRequest);
    }
    assert_eq!(sandbox.calls_of("hunt/v1/pages").count(), 4);
    Ok(())
}

#[test]
fn a_builder_shows_no_blanks() {
    assert_eq!(format!("{:?}", Request::builder()), "Builder { .. }");
}

/// A minor release keeps the Rust type of a field that a page has made optional, or has made required.
#[test]
fn a_field_that_keeps_its_rust_type_must_be_set_as_before() {
    const KEPT: &str =
        "its page no longer requires it, but its Rust type does until the next major release";
    let whole = || kept::Request::builder().case("a").owner("me").title("slow");
    let request = whole().build().unwrap();
    let (_, _): (String, Option<String>) = (request.owner, request.title);
    let lines = |error: Error| -> Vec<String> {
        let violations = error.violations().iter();
        violations.map(ToString::to_string).collect()
    };
    assert_eq!(
        lines(kept::Request::builder().case("a").build().unwrap_err()),
        [
            "/body/title: required, but missing (setter `title`)".to_owned(),
            format!("/body/owner: required, but missing ({KEPT}) (setter `owner`)"),
        ]
    );
    assert_eq!(
        lines(kept::RequestBox::builder().build().unwrap_err()),
        [format!(
            "/width: required, but missing ({KEPT}) (setter `width`)"
        )]
    );
    // The check and the schema go by the page.
    kept::Request::validate_json(br#"{"title":"slow","box":{}}"#).unwrap();
    kept::Request::validate_json(br#"{"owner":"me"}"#).unwrap_err();
    kept::Response::validate_json(br#"{"code":0,"msg":"","data":{}}"#).unwrap();
    // Without the field there is no value of the struct.
    let read = |json| serde_json::from_str::<kept::Request>(json);
    assert!(read(r#"{"case":"a","owner":"me"}"#).is_ok());
    let error = read(r#"{"case":"a","title":"slow"}"#).unwrap_err();
    assert!(
        error.to_string().contains("missing field `owner`"),
        "{error}"
    );
    assert!(serde_json::from_str::<kept::Response>("{}").is_err());
}

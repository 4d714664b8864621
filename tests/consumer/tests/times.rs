//! Fields that are times: their types, and the JSON that they read and write.

use consumer::hunt::v1::times::{self, Request, RequestSlot, Response};
use larkspec::shape::object::{Decoded, Decoding, Unreadable};
use larkspec::{UnixMillis, UnixSeconds};
use serde_json::{Value, json};

fn request() -> Request {
    let start = UnixMillis::from_millis(1_767_225_600_000);
    let end = UnixMillis::from_millis(-1);
    let slot = RequestSlot::builder().at(UnixSeconds::from_secs(5));
    Request::builder()
        .since(UnixSeconds::from_secs(0))
        .start(start)
        .end(end)
        .until(start)
        .days([UnixSeconds::from_secs(7)])
        .slot(slot.build().unwrap())
        .build()
        .unwrap()
}

#[test]
fn is_written_as_the_page_has_it() {
    let written = serde_json::to_value(request()).unwrap();
    assert_eq!(
        written,
        json!({
            "since": 0,
            "until": "1767225600000",
            "start": 1_767_225_600_000_i64,
            "end": "-1",
            "days": ["7"],
            "zone": "0",
            "slot": { "at": "5" },
        })
    );
    assert_eq!(request().validate(), Ok(()));
    let read: Request = serde_json::from_value(written).unwrap();
    assert_eq!(read, request());
    let mut other = request();
    other.days = Some(vec![UnixSeconds::from_secs(8)]);
    assert_ne!(other, request());

    // The rules of the page apply to the number.
    let mut early = request();
    early.start = UnixMillis::from_millis(-5);
    assert_eq!(
        early.validate().unwrap_err().to_string(),
        "/body/start: -5 is under the minimum of 0"
    );
}

#[test]
fn is_sent_as_the_page_has_it() {
    let http = larkspec::HttpEndpoint::to_http_request(
        &request(),
        "https://open.feishu.cn",
        Some(&"t-1".into()),
    )
    .unwrap();
    assert_eq!(
        http.uri().path_and_query().unwrap(),
        "/open-apis/hunt/v1/times/0?until=1767225600000"
    );
    let body: Value = serde_json::from_slice(http.body()).unwrap();
    assert_eq!(body["end"], "-1");
    assert_eq!(body["days"], json!(["7"]));
    assert_eq!(body["start"], json!(1_767_225_600_000_i64));
}

fn read(json: &Value) -> Result<Decoded<Response>, Unreadable> {
    let json = serde_json::to_vec(json).unwrap();
    let first = Decoding::new().read::<Response>(&json);
    let second = Decoding::new().read_tolerantly::<Response>(&json);
    if let (Ok(first), Ok(second)) = (&first, &second) {
        assert_eq!(first.value, second.value);
        assert_eq!(first.converted, second.converted);
    }
    first
}

#[test]
fn is_read_with_what_stands_for_none() {
    let response = read(&json!({
        "created": "1767225600123",
        "updated": "",
        "deleted": 0,
        "seen": ["0", "1"],
        "ends": { "a": [1, 2] },
        "status": "0",
        "carried": "[\"1\"]",
    }))
    .unwrap();
    assert!(response.converted.is_empty() && response.left_out.is_empty());
    let value = response.value;
    assert_eq!(value.created.to_string(), "2026-01-01T00:00:00.123Z");
    assert_eq!(value.updated, None);
    assert_eq!(value.deleted, Some(UnixSeconds::from_secs(0)));
    let seen: Vec<i64> = value.seen.iter().flatten().map(|t| t.as_millis()).collect();
    assert_eq!(seen, [0, 1]);
    assert_eq!(value.ends.as_ref().unwrap()["a"][1].as_secs(), 2);
    // Neither an enum nor the content of a string is a time in Rust.
    assert_eq!(value.status.unwrap(), times::ResponseStatus::Never);
    assert_eq!(
        value.carried.unwrap().value().unwrap()[..],
        ["1".to_owned()]
    );
    let shown = format!("{:?}", value.deleted);
    assert_eq!(shown, "Some(UnixSeconds(1970-01-01T00:00:00Z))");
}

#[test]
fn forgives_what_is_forgiven_for_an_integer() {
    let rows = [
        (json!({"created": 5}), 1, 5),
        (json!({"created": "5.0"}), 1, 5),
        (json!({"created": 5.0}), 1, 5),
        (json!({"created": "-5"}), 0, -5),
        (json!({"created": "007"}), 0, 7),
        (json!({"created": "5", "updated": null}), 0, 5),
        (json!({"created": "5", "updated": []}), 1, 5),
        (json!({"created": "5", "deleted": "7"}), 1, 5),
        (json!({"created": "5", "deleted": ""}), 1, 5),
        (json!({"created": "5", "seen": [6, "7"]}), 1, 5),
    ];
    for (json, converted, created) in rows {
        let response = read(&json).unwrap();
        assert_eq!(response.value.created.as_millis(), created, "{json}");
        assert_eq!(response.converted.len(), converted, "{json}");
        assert!(response.left_out.is_empty(), "{json}");
    }
    let response = read(&json!({"created": "5", "deleted": "7"})).unwrap();
    assert_eq!(response.value.deleted, Some(UnixSeconds::from_secs(7)));
}

#[test]
fn what_is_no_time_is_told_with_its_place() {
    let rows = [
        (
            json!({"created": ""}),
            "/created: expected a time in milliseconds since 1970, found an empty string",
        ),
        (
            json!({"created": "2026-01-01"}),
            "/created: expected a time in milliseconds since 1970, found a string",
        ),
        (
            json!({"created": "1.5"}),
            "/created: expected a time in milliseconds since 1970, found a string",
        ),
        (
            json!({"created": 1.5}),
            "/created: expected a time in milliseconds since 1970, found a number",
        ),
        (
            json!({"created": "9223372036854775808"}),
            "/created: expected a time in milliseconds since 1970, found a string",
        ),
        (
            json!({"created": true}),
            "/created: expected a time in milliseconds since 1970, found a boolean",
        ),
        (
            json!({"created": null}),
            "/created: expected a time in milliseconds since 1970, found null",
        ),
        (json!({}), "/created: required, but missing"),
    ];
    for (json, expected) in rows {
        let error = read(&json).unwrap_err().to_string();
        assert_eq!(error, expected, "{json}");
    }
    // The rest is kept; what is left out is reported.
    let response = read(&json!({
        "created": "1", "updated": "soon", "seen": ["1", "", "2"], "deleted": "now",
    }))
    .unwrap();
    let mut left_out: Vec<String> = response.left_out.iter().map(|l| l.to_string()).collect();
    left_out.sort();
    assert_eq!(
        left_out,
        [
            "/deleted: expected a time in seconds since 1970, found a string",
            "/seen/1: expected a time in milliseconds since 1970, found an empty string",
            "/updated: expected a time in seconds since 1970, found a string",
        ]
    );
    assert_eq!(response.value.seen.unwrap().len(), 2);
    assert_eq!(
        (response.value.updated, response.value.deleted),
        (None, None)
    );
}

/// As serde reads it in a user's program.
#[test]
fn serde_reads_what_the_page_says() {
    let read = |json: Value| serde_json::from_value::<Response>(json);
    assert_eq!(
        read(json!({"created": "1", "updated": ""}))
            .unwrap()
            .updated,
        None
    );
    for wrong in [
        json!({"created": 1}),
        json!({"created": ""}),
        json!({"created": "x"}),
    ] {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

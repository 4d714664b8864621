//! One caller, compiled against a page before and after it has changed; and what `diff` says about the change.

use std::path::Path;

use larkspec::endpoint::Section;
use larkspec_codegen::{diff, load};
use serde_json::{Value, json};

mod before {
    use consumer::before::desk;
    include!("callers/caller.rs");
}

mod after {
    use consumer::after::desk;
    include!("callers/caller.rs");
}

fn body(request: &impl larkspec::Endpoint) -> Value {
    let serializer = serde_json::value::Serializer;
    request
        .serialize_section(Section::Body, serializer)
        .unwrap()
}

/// The fields of the page are reordered, some are new, and one has become optional: the same fields keep their
/// values.
#[test]
fn a_caller_compiles_and_sends_the_same_after_the_page_has_changed() {
    let (before, after) = (
        before::request(None).unwrap(),
        after::request(None).unwrap(),
    );
    let mut expected = json!({
        "from": "1", "to": "1767225600000", "owner": "me", "kind": "wish",
        "notes": [{ "text": "read me", "colour": "green" }],
        "filter": { "words": ["slow", "crash"] }, "page_size": 50,
    });
    assert_eq!(body(&before), expected);
    // The largest page size.
    expected["page_size"] = json!(100);
    assert_eq!(body(&after), expected);
    // The code that calls the platform is compiled separately.
    let _ = [before::ids, after::ids];
    let _ = [before::is_known, after::is_known];
    assert_eq!(
        (before::word(&before), after::word(&after)),
        ("a wish", "a wish")
    );
}

/// The platform's current answer, read by a program built before the page changed, and by one built after.
#[test]
fn both_read_what_is_answered_after_the_change() {
    let answer = json!({
        "has_more": false,
        "tickets": [{ "id": "1", "owner": "me", "note": { "text": "a", "colour": "blue", "pinned": true } }],
    });
    let old: consumer::before::desk::v1::search::Response =
        serde_json::from_value(answer.clone()).unwrap();
    let new: consumer::after::desk::v1::search::Response = serde_json::from_value(answer).unwrap();
    let old = old.tickets.unwrap().remove(0).note.unwrap().colour.unwrap();
    let new = new.tickets.unwrap().remove(0).note.unwrap().colour.unwrap();
    assert_eq!((old.as_str(), new.as_str()), ("blue", "blue"));
    assert_eq!(old.known(), None);
    assert_eq!(new, consumer::after::desk::v1::types::Colour::Blue);
}

#[test]
fn diff_calls_each_change_by_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("changes");
    let [old, new] = ["before", "after"].map(|version| load(folder.join(version)).unwrap());
    let changes = diff::api(&old, &new);
    let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "desk/v1/types: types /Colour: a new value \"blue\" (requests of desk/v1/search; responses of desk/v1/search)",
            "desk/v1/types: types /Note/pinned: a new optional field `pinned` (bool) (requests of desk/v1/search; responses of desk/v1/search)",
            "desk/v1/search: query /locale: a new optional field `locale` (string)",
            // Its setter accepts the same values; code that reads or assigns the field now sees an `Option`.
            "desk/v1/search: body /owner: was required, is optional [breaks Rust]",
            "desk/v1/search: body /kind: a new value \"task\"",
            "desk/v1/search: body /filter/state: a new optional field `state` (int)",
            "desk/v1/search: body /page_size: max 50 → 100 (loosened)",
            "desk/v1/search: response /data/tickets/*/owner: a new optional field `owner` (string)",
            "desk/v1/search: error: the error code 70002 is now listed",
        ]
    );
}

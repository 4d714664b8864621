//! Pages that are found by tokens: to the end, in a circle, and where the way is lost.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod clock;
mod requests;
mod server;

use clock::TestClock;
use larkspec::{Client, ErrorKind, Sweep};
use requests::ByToken;
use server::Server;

/// A server whose pages hold their own number, and name the next by `next`; 0 is the end.
fn pages(next: impl Fn(u64) -> u64 + Send + 'static) -> (Server, Client) {
    let server = Server::answering(move |request| {
        let body = request.split_once("\r\n\r\n").unwrap().1;
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let page = body["page_token"].as_str().unwrap().parse().unwrap_or(0);
        let next = next(page);
        format!(
            r#"{{"code":0,"msg":"","data":{{"items":[{page}],"has_more":{},"page_token":"{next}"}}}}"#,
            next > 0
        )
    });
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-1")
        .build()
        .unwrap();
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
    // Where the circle begins, and after which page it goes back there.
    for (back_to, last) in [(1, 1), (1, 2), (1, 3), (2, 3), (3, 40), (1, 40)] {
        let (_server, client) = pages(move |page| if page == last { back_to } else { page + 1 });
        let mut items = client.items(ByToken::default());
        let (numbers, errors): (Vec<_>, Vec<_>) = items.by_ref().partition(Result::is_ok);
        assert_eq!(numbers.len() as u64, last + 1, "{back_to} {last}");
        assert_eq!(errors.len(), 1);
        let error = errors[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PageSequence);
        assert!(
            error.to_string().contains("these are not all")
                || error.to_string().contains("not all"),
            "{error}"
        );
        assert!(!error.is_retryable() && !items.is_complete());
        assert!(items.next().is_none());
    }
}

#[test]
fn a_sweep_over_pages_that_never_move_on_ends() {
    // Whatever the offset, the same page, with more codes or fewer than were asked for.
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
        let mut sweep = Sweep::builder(&client, "A").from(0).to(10).start().unwrap();
        let (items, errors): (Vec<_>, Vec<_>) = sweep.by_ref().partition(Result::is_ok);
        let is_error = errors.iter().any(|error| {
            error
                .as_ref()
                .is_err_and(|error| error.kind() == ErrorKind::PageSequence)
        });
        assert_eq!(sweep.is_complete(), !is_error);
        // All that there is, or an error.
        assert!(is_error || items.len() == codes, "{codes}: {}", items.len());
    }
}

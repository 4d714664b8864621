//! The client against the sandbox, over HTTP: tokens, retries, limits, bounds, pages.
//!
//! Client and sandbox share a clock that only advances when the client waits, so that an hour of waiting takes no
//! time. Only tests of connection timeouts take real time.

use std::collections::HashSet;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use larkspec::approval::v2::instance::list;
use larkspec::{Client, ClientBuilder, Clock, ErrorKind};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};

use crate::clock::TestClock;
use crate::requests::{Unsafe, at};

const LIST: &str = "approval/v2/instance/list";
const TOKEN: &str = "auth/v3/tenant_access_token/internal";
const SECOND: Duration = Duration::from_secs(1);

/// A sandbox and its clock.
struct Platform {
    sandbox: Sandbox,
    clock: TestClock,
}

impl Platform {
    fn start(set_up: impl FnOnce(larkspec_sandbox::Builder) -> larkspec_sandbox::Builder) -> Self {
        let clock = TestClock::new();
        let theirs = clock.clone();
        let builder = Sandbox::builder().clock(move || theirs.time_of_day());
        Platform {
            sandbox: set_up(builder).start().unwrap(),
            clock,
        }
    }

    fn with(fault: Fault) -> Self {
        Platform::start(|sandbox| sandbox.faults(Plan::new().rule(Rule::new(fault).endpoint(LIST))))
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.sandbox.base_url())
            .app(self.sandbox.app_id(), self.sandbox.app_secret())
            .clock(self.clock.clone())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn request(&self) -> list::Request {
        let now = self.clock.time_of_day();
        let start = now - 31 * 24 * 3600 * SECOND;
        list::Request::builder()
            .approval_code(self.sandbox.approval_code())
            .start_time(start.try_into().unwrap())
            .end_time(now.try_into().unwrap())
            .limit(100)
            .build()
            .unwrap()
    }

    fn codes(&self) -> HashSet<String> {
        self.sandbox
            .instances()
            .into_iter()
            .map(|instance| instance.code)
            .collect()
    }

    fn statuses(&self, endpoint: &str) -> Vec<Option<u16>> {
        let calls = self.sandbox.calls().into_iter();
        let of_it = calls.filter(|call| call.endpoint.as_deref() == Some(endpoint));
        of_it.map(|call| call.status).collect()
    }
}

#[test]
fn eight_threads_fetch_one_token() {
    let platform = Platform::start(|sandbox| sandbox);
    let client = platform.client();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| list::call(&client.clone(), &platform.request()).unwrap());
        }
    });
    assert_eq!(platform.sandbox.calls_of(TOKEN).count(), 1);
    assert_eq!(platform.sandbox.calls_of(LIST).count(), 8);
}

#[test]
fn a_token_is_renewed_ahead_of_its_end_once_for_all_threads() {
    let platform = Platform::start(|sandbox| sandbox);
    let client = platform.client();
    for round in 1..=3 {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| list::call(&client, &platform.request()).unwrap());
            }
        });
        assert_eq!(platform.sandbox.tokens_issued(), round);
        assert_eq!(platform.sandbox.calls_of(TOKEN).count(), round);
        platform.clock.advance(Duration::from_secs(7200 - 60));
    }
    assert!(
        platform
            .statuses(LIST)
            .iter()
            .all(|status| *status == Some(200))
    );
}

#[test]
fn a_token_that_ends_earlier_than_promised_costs_no_call() {
    let early = Rule::new(Fault::EarlyExpiry { seconds: 10 })
        .endpoint(TOKEN)
        .call(1);
    let platform = Platform::start(|sandbox| sandbox.faults(Plan::new().rule(early)));
    let client = platform.client();
    list::call(&client, &platform.request()).unwrap();
    platform.clock.advance(11 * SECOND);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| list::call(&client, &platform.request()).unwrap());
        }
    });
    assert_eq!(platform.sandbox.calls_of(TOKEN).count(), 2);
}

#[test]
fn an_invalid_token_is_replaced_once() {
    for status in [200, 400, 401] {
        let invalid = |revoke| Fault::InvalidToken { status, revoke };
        let platform = Platform::start(|sandbox| {
            sandbox.faults(Plan::new().rule(Rule::new(invalid(true)).endpoint(LIST).call(1)))
        });
        list::call(&platform.client(), &platform.request()).unwrap();
        assert_eq!(platform.statuses(LIST), [Some(status), Some(200)]);
        assert_eq!(platform.sandbox.calls_of(TOKEN).count(), 2);

        let platform = Platform::with(invalid(false));
        let error = list::call(&platform.client(), &platform.request()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert_eq!(
            (error.code(), error.status()),
            (Some(99_991_663), Some(status))
        );
        assert_eq!(platform.sandbox.calls_of(LIST).count(), 2);

        let platform = Platform::with(invalid(true));
        let client = platform
            .builder()
            .token(platform.sandbox.token())
            .build()
            .unwrap();
        let error = list::call(&client, &platform.request()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert_eq!(platform.sandbox.calls_of(LIST).count(), 1);
        assert_eq!(platform.sandbox.calls_of(TOKEN).count(), 0);
    }
}

#[test]
fn wrong_credentials_are_said_to_be_wrong() {
    let platform = Platform::start(|sandbox| sandbox);
    let client = platform
        .builder()
        .app(platform.sandbox.app_id(), "hunter2")
        .build()
        .unwrap();
    let error = list::call(&client, &platform.request()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(error.endpoint(), Some(TOKEN));
    assert!(
        error
            .to_string()
            .contains("check the app id and the app secret"),
        "{error}"
    );
    assert!(error.log_id().is_some());
    assert_eq!(platform.sandbox.calls().count(), 1);
}

#[test]
fn throttling_is_waited_out_as_long_as_the_answer_says() {
    for status in [429, 400] {
        let throttle = Rule::new(Fault::Throttle { status, reset: 52 })
            .endpoint(LIST)
            .call(1);
        let platform = Platform::start(|sandbox| sandbox.faults(Plan::new().rule(throttle)));
        list::call(&platform.client(), &platform.request()).unwrap();
        assert_eq!(platform.clock.passed(), 52 * SECOND);

        let unsaid = Rule::new(Fault::ThrottleWithoutReset { status })
            .endpoint(LIST)
            .calls(1..=3);
        let platform = Platform::start(|sandbox| sandbox.faults(Plan::new().rule(unsaid)));
        list::call(&platform.client(), &platform.request()).unwrap();
        let passed = platform.clock.passed();
        assert!(passed >= 3 * SECOND && passed <= 7 * SECOND, "{passed:?}");
    }
}

#[test]
fn a_wait_beyond_the_budget_is_not_begun() {
    let platform = Platform::with(Fault::Throttle {
        status: 429,
        reset: 52,
    });
    let client = platform
        .builder()
        .retry_budget(50 * SECOND)
        .build()
        .unwrap();
    let error = list::call(&client, &platform.request()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.retry_after(), Some(52 * SECOND));
    assert!(error.is_retryable());
    assert_eq!(platform.clock.passed(), Duration::ZERO);
    // All other calls are held back as well, without another request.
    let error = list::call(&client.clone(), &platform.request()).unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::RateLimited, 0)
    );
    assert_eq!(platform.sandbox.calls_of(LIST).count(), 1);
}

#[test]
fn what_passes_is_repeated_and_what_does_not_is_reported() {
    let passing = [
        (Fault::ResetBefore, ErrorKind::Transport),
        (Fault::ResetAfter, ErrorKind::Transport),
        (Fault::TruncatedBody { keep: None }, ErrorKind::Transport),
        (Fault::TruncatedBody { keep: Some(0) }, ErrorKind::Transport),
        (Fault::InvalidJson, ErrorKind::Transport),
        (Fault::WrongLength { by: 5 }, ErrorKind::Transport),
        (Fault::WrongLength { by: -5 }, ErrorKind::Transport),
        (Fault::Html { status: 502 }, ErrorKind::Server),
        (Fault::ServerError { status: 500 }, ErrorKind::Server),
        (Fault::ServerError { status: 502 }, ErrorKind::Server),
        (Fault::ServerError { status: 503 }, ErrorKind::Server),
        (Fault::ServerError { status: 504 }, ErrorKind::Server),
    ];
    for (fault, kind) in passing {
        let name = format!("{fault:?}");
        let twice = Rule::new(fault.clone()).endpoint(LIST).calls(1..=2);
        let platform = Platform::start(|sandbox| sandbox.faults(Plan::new().rule(twice)));
        let response = list::call(&platform.client(), &platform.request());
        assert_eq!(
            response.expect(&name).instance_code_list.len(),
            100,
            "{name}"
        );
        assert_eq!(platform.sandbox.calls_of(LIST).count(), 3, "{name}");

        let platform = Platform::with(fault);
        let error = list::call(&platform.client(), &platform.request()).unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert!(error.is_retryable(), "{name}: {error}");
        assert_eq!(
            u64::from(error.attempts()),
            platform.sandbox.calls_of(LIST).count(),
            "{name}"
        );
        assert!(error.attempts() > 5, "{name}: {error}");
        assert!(platform.clock.passed() <= 90 * SECOND, "{name}");
    }
}

#[test]
fn what_does_not_pass_is_sent_once() {
    let lasting = [
        (Fault::Quota { status: 400 }, ErrorKind::Quota, "next month"),
        (Fault::Quota { status: 429 }, ErrorKind::Quota, "next month"),
        (
            Fault::Html { status: 200 },
            ErrorKind::NotJson,
            "the answer begins: <",
        ),
        (
            Fault::MissingData,
            ErrorKind::Decode,
            "/data: required, but missing",
        ),
        (
            Fault::NullData,
            ErrorKind::Decode,
            "/data: expected an object, found null",
        ),
        (
            Fault::Redirect {
                status: 302,
                to: None,
            },
            ErrorKind::Redirect,
            "`localhost`",
        ),
        (
            Fault::Redirect {
                status: 307,
                to: None,
            },
            ErrorKind::Redirect,
            "`localhost`",
        ),
        (
            Fault::Oversize { bytes: 1 << 20 },
            ErrorKind::TooLarge,
            "max_body",
        ),
    ];
    for (fault, kind, part) in lasting {
        let name = format!("{fault:?}");
        let platform = Platform::with(fault);
        let client = platform.builder().max_body(1 << 16).build().unwrap();
        let error = list::call(&client, &platform.request()).expect_err(&name);
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert!(error.to_string().contains(part), "{name}: {error}");
        assert!(!error.is_retryable(), "{name}");
        assert_eq!(error.attempts(), 1, "{name}");
        // The token and the call: the redirect was not followed.
        assert_eq!(platform.sandbox.calls().count(), 2, "{name}");
    }
}

#[test]
fn what_is_merely_odd_is_taken() {
    for fault in [
        Fault::Gzip,
        Fault::ContentType {
            value: "text/html".to_owned(),
        },
        Fault::Chunked { size: 7 },
        Fault::ExtraFields,
        Fault::NullList,
        Fault::Latency { ms: 5 },
    ] {
        let platform = Platform::with(fault.clone());
        list::call(&platform.client(), &platform.request())
            .unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    }
}

#[test]
fn the_longest_times_that_are_taken_can_be_counted() {
    let year = Duration::from_secs(365 * 86_400);
    let platform = Platform::with(Fault::ServerError { status: 500 });
    let client = platform
        .builder()
        .timeout(year)
        .connect_timeout(year)
        .retry_budget(year)
        .rate(2, year)
        .build()
        .unwrap();
    // The token and the first attempt use up the limit. The second attempt waits for a year, which is the budget
    // without the back-off.
    let error = list::call(&client, &platform.request()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Server);
    assert!(platform.clock.passed() <= year + SECOND);

    for builder in [
        platform.builder().timeout(Duration::MAX),
        platform.builder().connect_timeout(Duration::MAX),
        platform.builder().retry_budget(Duration::MAX),
        platform.builder().rate(1, Duration::MAX),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[test]
fn an_announced_length_is_not_taken_at_its_word() {
    for announced in [1 << 50, u64::MAX - 1, u64::MAX] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(b"{\"code\":0}").unwrap();
        });
        let client = Client::builder()
            .base_url(url)
            .token("t-1")
            .max_body(usize::MAX)
            .retry_budget(Duration::ZERO)
            .build()
            .unwrap();
        let request = list::Request::builder()
            .approval_code("A")
            .start_time(at(1))
            .end_time(at(2))
            .limit(100)
            .build()
            .unwrap();
        let error = list::call(&client, &request).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    }
}

#[test]
fn a_null_list_is_an_empty_one() {
    let platform = Platform::start(|sandbox| {
        sandbox
            .population(0)
            .faults(Plan::new().rule(Rule::new(Fault::NullList).endpoint(LIST)))
    });
    let response = list::call(&platform.client(), &platform.request()).unwrap();
    assert!(response.instance_code_list.is_empty());
}

#[test]
fn what_may_have_been_carried_out_is_not_repeated_unless_that_is_harmless() {
    let cases = [
        (Fault::ResetAfter, false),
        (Fault::ServerError { status: 500 }, false),
        (Fault::ServerError { status: 503 }, false),
        (Fault::TruncatedBody { keep: None }, false),
        (
            Fault::Throttle {
                status: 429,
                reset: 3,
            },
            true,
        ),
        (
            Fault::InvalidToken {
                status: 200,
                revoke: true,
            },
            true,
        ),
    ];
    for (fault, repeated) in cases {
        let once = Rule::new(fault.clone()).endpoint(LIST).call(1);
        let platform = Platform::start(|sandbox| sandbox.faults(Plan::new().rule(once)));
        let result = platform.client().send(&Unsafe(platform.request()));
        assert_eq!(result.is_ok(), repeated, "{fault:?}");
        assert_eq!(
            platform.sandbox.calls_of(LIST).count(),
            1 + u64::from(repeated),
            "{fault:?}"
        );
        if let Err(error) = result {
            assert!(!error.is_retryable(), "{fault:?}");
            assert!(
                error
                    .to_string()
                    .contains("may have carried out the request"),
                "{error}"
            );
        }
    }
}

#[test]
fn every_way_of_being_slow_ends_at_the_timeout() {
    let slow = [
        Fault::Trickle {
            bytes: 1,
            every_ms: 20,
            head: false,
        },
        Fault::Trickle {
            bytes: 1,
            every_ms: 20,
            head: true,
        },
        Fault::Latency { ms: 3000 },
    ];
    for fault in slow {
        let platform = Platform::with(fault.clone());
        let client = platform
            .builder()
            .timeout(Duration::from_millis(300))
            .retry_budget(Duration::ZERO)
            .build()
            .unwrap();
        // The token comes at the usual pace.
        let started = Instant::now();
        let error = list::call(&client, &platform.request()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{fault:?}: {error}");
        assert!(
            started.elapsed() < 2 * SECOND,
            "{fault:?}: {:?}",
            started.elapsed()
        );
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn an_invalid_request_is_not_sent() {
    let platform = Platform::start(|sandbox| sandbox);
    let mut request = platform.request();
    // Above any limit that the page may ever state.
    request.limit = i64::MAX;
    let error = list::call(&platform.client(), &request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let said = "approval/v2/instance/list: the request breaks the rules of its page: /limit: \
                9223372036854775807 is over the maximum of ";
    assert!(error.to_string().starts_with(said), "{error}");
    assert_eq!(error.violations().len(), 1);
    assert_eq!(platform.sandbox.calls().count(), 0);
}

#[test]
fn what_the_platform_says_is_told() {
    let platform = Platform::start(|sandbox| sandbox);
    let mut request = platform.request();
    request.approval_code = "NONE".to_owned();
    let error = list::call(&platform.client(), &request).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Platform, Some(60_002))
    );
    assert_eq!(error.status(), Some(400));
    let calls = platform.sandbox.calls();
    assert_eq!(error.log_id(), Some(&*calls[1].log_id));
    assert!(
        error
            .to_string()
            .contains("there is no such approval definition"),
        "{error}"
    );
}

#[test]
fn every_item_comes_once_however_short_the_pages() {
    for cap in [50, 7, 100] {
        let platform = Platform::start(|sandbox| sandbox.page_cap(cap).population(700));
        let client = platform.client();
        let codes: Vec<String> = list::items(&client, platform.request())
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(codes.len(), 700, "{cap}");
        assert_eq!(
            codes.into_iter().collect::<HashSet<_>>(),
            platform.codes(),
            "{cap}"
        );
        assert_eq!(
            platform.sandbox.calls_of(LIST).count(),
            700 / cap + 1,
            "{cap}"
        );
    }
}

#[test]
fn an_error_that_may_pass_is_no_end_and_the_walk_goes_on_after_it() {
    let failing = [3, 4].into_iter().fold(Plan::new(), |plan, call| {
        let fault = Fault::ServerError { status: 503 };
        plan.rule(Rule::new(fault).endpoint(LIST).call(call))
    });
    let platform = Platform::start(|sandbox| sandbox.population(450).faults(failing));
    let client = platform
        .builder()
        .retry_budget(Duration::ZERO)
        .build()
        .unwrap();
    let mut items = list::items(&client, platform.request());
    let mut codes = Vec::new();
    let mut errors = 0;
    for item in items.by_ref() {
        match item {
            Ok(code) => codes.push(code),
            Err(_) => {
                assert_eq!(codes.len(), 200);
                errors += 1;
            }
        }
    }
    assert!(items.is_complete());
    assert_eq!((codes.len(), errors), (450, 2));
    assert_eq!(codes.into_iter().collect::<HashSet<_>>(), platform.codes());
    let calls = platform.sandbox.calls_of(LIST).count();
    assert!(items.next().is_none());
    assert_eq!(
        platform.sandbox.calls_of(LIST).count(),
        calls,
        "an ended walk asks no more"
    );
}

#[test]
fn an_error_that_cannot_pass_ends_the_walk() {
    let third = Rule::new(Fault::MissingData).endpoint(LIST).call(3);
    let platform =
        Platform::start(|sandbox| sandbox.population(450).faults(Plan::new().rule(third)));
    let client = platform.client();
    let mut items = list::items(&client, platform.request());
    let walked: Vec<_> = items.by_ref().collect();
    assert_eq!(walked.len(), 201);
    assert_eq!(walked[200].as_ref().unwrap_err().kind(), ErrorKind::Decode);
    assert!(items.next().is_none() && !items.is_complete());

    let mut request = platform.request();
    request.approval_code = "NONE".to_owned();
    let calls = platform.sandbox.calls_of(LIST).count();
    assert_eq!(list::items(&client, request.clone()).count(), 1);
    assert_eq!(list::items(&client, request.clone()).flatten().count(), 0);
    let mut pages = list::pages(&client, request.clone());
    assert_eq!(pages.by_ref().count(), 1);
    assert!(!pages.is_complete());
    assert_eq!(platform.sandbox.calls_of(LIST).count() - calls, 3);

    // A request that breaks a rule is neither sent nor retried.
    request.limit = -1;
    assert_eq!(list::items(&client, request).count(), 1);
    assert_eq!(platform.sandbox.calls_of(LIST).count() - calls, 3);
}

#[test]
fn a_page_that_fails_again_and_again_ends_the_walk() {
    let platform = Platform::with(Fault::ServerError { status: 503 });
    let client = platform.client();
    let mut pages = list::pages(&client, platform.request());
    let mut errors = 0;
    for page in &mut pages {
        if page.is_err() {
            errors += 1;
            continue;
        }
    }
    assert_eq!(errors, 5);
    assert!(!pages.is_complete());
}

#[test]
fn a_walk_is_complete_once_its_last_item_was_taken() {
    let platform = Platform::start(|sandbox| sandbox.population(3));
    let client = platform.client();
    let mut items = list::items(&client, platform.request());
    for _ in 0..3 {
        assert!(!items.is_complete());
        items.next().unwrap().unwrap();
    }
    assert!(items.next().is_none() && items.is_complete());
}

#[test]
fn eight_threads_keep_to_the_rate_limit_as_the_platform_counts() {
    let per = 60 * SECOND;
    let platform = Platform::start(|sandbox| sandbox.rate(100, per));
    let client = platform.builder().rate(100, per).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    list::call(&client.clone(), &platform.request()).unwrap();
                }
            });
        }
    });
    assert!(
        platform
            .statuses(LIST)
            .iter()
            .all(|status| *status == Some(200))
    );
    let mut times: Vec<i64> = platform
        .sandbox
        .calls()
        .iter()
        .map(|call| call.at_ms)
        .collect();
    times.sort_unstable();
    assert_eq!(times.len(), 401);
    assert!(times.windows(101).all(|run| run[100] - run[0] >= 60_000));
    assert!(platform.clock.passed() <= 5 * per);
}

#[test]
fn another_token_shares_everything_but_the_identity() {
    let platform = Platform::start(|sandbox| sandbox);
    let client = platform.client();
    let other = client.with_token(platform.sandbox.token()).unwrap();
    list::call(&other, &platform.request()).unwrap();
    assert_eq!(platform.sandbox.calls_of(TOKEN).count(), 0);
    list::call(&client, &platform.request()).unwrap();
    assert_eq!(platform.sandbox.connection_count(), 1);
    assert!(client.with_token("no token").is_err());
}

//! No secret reaches a log line, an error or `Debug` output, whatever goes wrong. The only exception is the HTTP
//! library's dump of all bytes at trace level. No client is built while the logger shows it, unless this is allowed;
//! if it is switched on later, the client logs a warning.

#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

mod clock;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use larkspec::approval::v2::instance::list;
use larkspec::auth::v3::tenant_access_token::internal;
use larkspec::{Client, ErrorKind, UnixMillis};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};

use clock::TestClock;

fn at(ms: i64) -> UnixMillis {
    UnixMillis::from_millis(ms)
}

/// Collects every line of every crate, and the dump separately.
struct Lines {
    lines: Mutex<String>,
    /// The content of the dump, with its rows joined: a row contains only sixteen bytes, so no line contains a whole
    /// secret.
    dumped: Mutex<String>,
    /// Whether the dump is shown.
    shows_dump: AtomicBool,
}

static LINES: Lines = Lines {
    lines: Mutex::new(String::new()),
    dumped: Mutex::new(String::new()),
    shows_dump: AtomicBool::new(true),
};

/// The number of bytes in a row of the dump.
const ROW: usize = 16;

impl log::Log for Lines {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        !is_dump(metadata) || self.shows_dump.load(Ordering::SeqCst)
    }

    fn log(&self, record: &log::Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let text = record.args().to_string();
        if is_dump(record.metadata()) {
            // First in hexadecimal digits, then as text.
            let shown = text.len() - ROW;
            self.dumped.lock().unwrap().push_str(&text[shown..]);
        } else {
            let line = format!("{} {} {text}\n", record.level(), record.target());
            self.lines.lock().unwrap().push_str(&line);
        }
    }

    fn flush(&self) {}
}

/// As with the filter `ureq_proto=debug`.
fn is_dump(metadata: &log::Metadata<'_>) -> bool {
    metadata.level() == log::Level::Trace && metadata.target().starts_with("ureq_proto")
}

#[test]
fn no_secret_is_ever_shown() {
    log::set_logger(&LINES).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let refused = Client::builder().token("t-1").build().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Configuration);
    let text = refused.to_string();
    for part in [
        "tokens",
        "RUST_LOG=trace,ureq_proto=debug",
        "allow_trace_logs",
    ] {
        assert!(text.contains(part), "{text}");
    }
    LINES.shows_dump.store(false, Ordering::SeqCst);

    let mut shown = String::new();
    let mut tokens = Vec::new();
    let mut app_secrets = Vec::new();
    let faults = [
        Fault::EchoAuthorization {
            status: 500,
            json: true,
        },
        Fault::EchoAuthorization {
            status: 500,
            json: false,
        },
        Fault::EchoAuthorization {
            status: 400,
            json: true,
        },
        Fault::EchoAuthorization {
            status: 200,
            json: false,
        },
        Fault::InvalidToken {
            status: 200,
            revoke: true,
        },
        Fault::Html { status: 200 },
        Fault::InvalidJson,
        Fault::MissingData,
        Fault::ResetAfter,
        Fault::Redirect {
            status: 302,
            to: None,
        },
        Fault::Throttle {
            status: 429,
            reset: 1,
        },
        Fault::TruncatedBody { keep: None },
    ];
    for fault in faults {
        let sandbox = Sandbox::builder()
            .faults(Plan::new().rule(Rule::new(fault).calls(2..)))
            .start()
            .unwrap();
        let app = Client::builder()
            .base_url(sandbox.base_url())
            .retry_budget(Duration::from_secs(3))
            .clock(TestClock::new())
            .app(sandbox.app_id(), sandbox.app_secret());
        let fixed = app.clone().token(sandbox.token());
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        let now = now.as_millis() as i64;
        let request = list::Request::builder()
            .approval_code(sandbox.approval_code())
            .start_time(at(0))
            .end_time(at(now))
            .limit(100)
            .build()
            .unwrap();
        for builder in [&app, &fixed] {
            let client = builder.clone().build().unwrap();
            shown += &format!("{builder:?} {client:?}");
            for _ in 0..2 {
                if let Err(error) = list::call(&client, &request) {
                    shown += &describe(&error);
                }
            }
        }
        let exchange = internal::Request::builder()
            .app_id(sandbox.app_id())
            .app_secret(sandbox.app_secret())
            .build()
            .unwrap();
        shown += &format!("{exchange:?} {:?}", exchange.validate());
        let client = app.build().unwrap();
        match internal::call(&client, &exchange) {
            Ok(response) => {
                tokens.push(response.tenant_access_token.expose().to_owned());
                shown += &format!("{response:?}");
            }
            Err(error) => shown += &describe(&error),
        }
        app_secrets.push(sandbox.app_secret().to_owned());
        tokens.push(sandbox.token().to_owned());
    }

    let violation =
        internal::Request::validate_json(br#"{"app_id": 7, "app_secret": ["hunter2-hunter2"]}"#);
    let violation = violation.unwrap_err();
    shown += &format!("{violation} {violation:?}");

    warns_once_when_the_dump_is_switched_on();

    let logged = LINES.lines.lock().unwrap();
    assert!(
        tokens.len() > app_secrets.len(),
        "tokens were answered as well"
    );
    assert!(
        logged.contains("/approval/openapi/v2/instance/list: HTTP 200"),
        "attempts are logged"
    );
    let hunter = "hunter2-hunter2".to_owned();
    for secret in tokens.iter().chain(&app_secrets).chain([&hunter]) {
        assert!(secret.len() > 10);
        assert!(!logged.contains(&**secret), "in the log: {secret}");
        assert!(!shown.contains(&**secret), "shown: {secret}");
    }
    assert!(
        shown.contains("[redacted]"),
        "an echoed token was met, and taken out"
    );
}

/// The filter is changed while clients exist.
fn warns_once_when_the_dump_is_switched_on() {
    let warnings = || {
        let lines = LINES.lines.lock().unwrap();
        lines
            .matches("WARN larkspec the logger shows `ureq_proto` at trace level")
            .count()
    };
    let sandbox = Sandbox::start().unwrap();
    let builder = Client::builder()
        .base_url(sandbox.base_url())
        .token(sandbox.token());
    let client = builder.clone().build().unwrap();
    let request = list::Request::builder()
        .approval_code(sandbox.approval_code())
        .start_time(at(0))
        .end_time(at(1))
        .limit(100)
        .build()
        .unwrap();
    list::call(&client, &request).unwrap();
    assert_eq!(
        LINES.dumped.lock().unwrap().as_str(),
        "",
        "no byte was dumped"
    );

    LINES.shows_dump.store(true, Ordering::SeqCst);
    let allowed = builder.allow_trace_logs(true).build().unwrap();
    list::call(&allowed, &request).unwrap();
    assert_eq!(warnings(), 0, "of what is allowed");
    for _ in 0..2 {
        list::call(&client, &request).unwrap();
    }
    assert_eq!(warnings(), 1);
    // The statements in the warning and the documentation are true. When they no longer are, remove them.
    assert!(LINES.dumped.lock().unwrap().contains(sandbox.token()));
    LINES.shows_dump.store(false, Ordering::SeqCst);
}

fn describe(error: &larkspec::Error) -> String {
    let mut text = format!(
        "{error} {error:?} {:?} {:?} {:?} {:?}",
        error.msg(),
        error.body_excerpt(),
        error.violations(),
        error.field_violations(),
    );
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    text
}

//! Tests how answers are interpreted, and that no secret gets through.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use larkspec_shape::CheckError;

use super::*;
use crate::fixture;

type Headers = &'static [(&'static str, &'static str)];

fn answer(status: u16, headers: Headers, body: &[u8]) -> transport::Answer {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(
            HeaderName::from_static(name),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    transport::Answer {
        status,
        headers: map,
        body: body.to_vec(),
    }
}

fn refusal(purpose: Purpose, answer: transport::Answer) -> Refusal {
    let scrub = Scrub::new(["t-secret"]);
    match judge(fixture::metadata(), purpose, answer, &scrub) {
        Err(refusal) => refusal,
        Ok(_) => panic!("a success"),
    }
}

#[test]
fn tells_what_went_wrong_and_what_to_do_next() {
    use ErrorKind::*;
    const RESET: Headers = &[("x-ogw-ratelimit-reset", "52")];
    let wait = Some(Duration::from_secs(52));
    let throttled = br#"{"code":99991400,"msg":"request trigger frequency limit"}"#;
    let cases: Vec<(u16, Headers, &[u8], ErrorKind, Next)> = vec![
        (
            200,
            &[],
            br#"{"code":60001,"msg":"x"}"#,
            Platform,
            Next::Stop,
        ),
        (400, RESET, throttled, RateLimited, Next::Pause(wait)),
        (429, &[], throttled, RateLimited, Next::Pause(None)),
        (429, RESET, b"<html>", RateLimited, Next::Pause(wait)),
        (
            429,
            &[],
            br#"{"code":99991403,"msg":"x"}"#,
            Quota,
            Next::Stop,
        ),
        (
            200,
            &[],
            br#"{"code":99991663}"#,
            Authentication,
            Next::RenewToken,
        ),
        (
            401,
            &[],
            br#"{"code":99991663}"#,
            Authentication,
            Next::RenewToken,
        ),
        (400, &[], br#"{"code":99991672}"#, Permission, Next::Stop),
        (500, &[], br#"{"code":1,"msg":"x"}"#, Server, Next::BackOff),
        (503, &[], b"", Server, Next::BackOff),
        (502, &[], b"<html>bad gateway", Server, Next::BackOff),
        (200, &[], b"<html>login", NotJson, Next::Stop),
        (404, &[], b"404 page not found", NotJson, Next::Stop),
        (404, &[], b"", NotJson, Next::Stop),
        (200, &[], b"", Transport, Next::BackOff),
        (200, &[], br#"{"code":0,"da"#, Transport, Next::BackOff),
        (200, &[], br#"{"code":"0"}"#, Decode, Next::Stop),
        (200, &[], b"[]", Decode, Next::Stop),
        (200, &[], br#"{"data":{}}"#, Decode, Next::Stop),
        (
            200,
            &[("content-encoding", "gzip")],
            b"\x1f\x8b",
            NotJson,
            Next::Stop,
        ),
        (
            302,
            &[("location", "https://evil.example/")],
            b"",
            Redirect,
            Next::Stop,
        ),
        (404, &[], br#"{"code":0,"data":{}}"#, Platform, Next::Stop),
    ];
    for (status, headers, body, kind, next) in cases {
        let refusal = refusal(Purpose::Call, answer(status, headers, body));
        let text = String::from_utf8_lossy(body);
        assert_eq!(
            (refusal.error.kind, refusal.next),
            (kind, next),
            "{status} {text}"
        );
    }
}

/// For example, the answer of a server that lacks the endpoint: its own text would not help.
#[test]
fn an_unknown_url_is_called_so() {
    for (status, is_unknown) in [(404, true), (405, false)] {
        let refusal = refusal(Purpose::Call, answer(status, &[], b"404 page not found"));
        let text = crate::Error::from(*refusal.error).to_string();
        assert!(text.contains("the answer is not JSON"), "{text}");
        assert_eq!(
            text.contains("the server does not know this URL"),
            is_unknown,
            "{text}"
        );
    }
}

#[test]
fn a_refusal_of_the_token_endpoint_is_about_the_credentials() {
    let body = br#"{"code":10003,"msg":"invalid app_id or app_secret"}"#;
    let refusal = refusal(Purpose::Token, answer(200, &[], body));
    assert_eq!(refusal.error.kind, ErrorKind::Authentication);
}

#[test]
fn an_echoed_token_is_taken_out_of_everything() {
    let body = br#"{"code":60001,"msg":"bad t-secret","error":{
        "log_id":"t-secret","troubleshooter":"t-secret",
        "field_violations":[{"field":"t-secret","value":"t-secret","description":"t\u002dsecret"}],
        "permission_violations":[{"type":"t-secret","subject":"t-secret"}]}}"#;
    let html = b"<html>Authorization: Bearer t-secret</html>";
    for (headers, body) in [
        (&[][..], &body[..]),
        (&[("x-tt-logid", "t-secret")], html),
        (&[("x-tt-logid", "t-secret")], body),
    ] {
        let error: crate::Error =
            (*refusal(Purpose::Call, answer(200, headers, body)).error).into();
        let shown = format!(
            "{error} {error:?} {:?} {:?} {:?} {:?} {:?}",
            error.msg(),
            error.log_id(),
            error.body_excerpt(),
            error.field_violations(),
            error.permission_violations(),
        );
        assert!(!shown.contains("t-secret"), "{shown}");
        assert!(shown.contains("[redacted]"), "{shown}");
    }
}

fn decoded(body: &[u8]) -> Result<fixture::list::Response, crate::Error> {
    let scrub = Scrub::new(["t-secret"]);
    judge(
        fixture::metadata(),
        Purpose::Call,
        answer(200, &[], body),
        &scrub,
    )
    .map_err(|refusal| crate::Error::from(*refusal.error))
    .and_then(|success| success.decode(fixture::metadata(), &scrub))
}

#[test]
fn a_payload_is_decoded_or_said_to_be_missing() {
    let response = decoded(br#"{"code":0,"msg":"","data":{"codes":["A"],"new":1}}"#).unwrap();
    assert_eq!(response.codes, ["A"]);
    let response = decoded(br#"{"code":0,"msg":"","data":{}}"#).unwrap();
    assert!(response.codes.is_empty());
    let cases: [(&[u8], &str); 4] = [
        (
            br#"{"code":0,"msg":""}"#,
            "no `data`: /data: required, but missing",
        ),
        (
            br#"{"code":0,"msg":"","data":null}"#,
            "no `data`: /data: expected an object",
        ),
        (
            br#"{"code":0,"msg":"","data":{"list":["A"]}}"#,
            "differs from its page: /data/codes: required",
        ),
        (
            br#"{"code":0,"msg":"","data":{"codes":["A", {}]}}"#,
            "cannot be read: /data/codes/1: expected a string, found an object",
        ),
    ];
    for (body, part) in cases {
        let error = decoded(body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.violations().is_empty());
    }
    let error = decoded(br#"{"code":0,"msg":"","data":{"codes":"t-secret"}}"#).unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("t-secret"),
        "{error}"
    );
}

/// Everything that an error shows.
fn shown(error: &crate::Error) -> String {
    format!(
        "{error} {error:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        error.msg(),
        error.log_id(),
        error.body_excerpt(),
        error.violations(),
        error.field_violations(),
        error.permission_violations(),
    )
}

#[test]
fn no_spelling_of_a_secret_gets_through() {
    const SECRET: &str = "t-a/\"verysecret\"/0123456789abcdefghijklmnopqrstuvwxyz";
    // As JSON writes it, fully escaped, and escaped once more for JSON within JSON.
    let plain = SECRET.replace('"', "\\\"");
    let escaped: String = SECRET
        .chars()
        .map(|c| format!("\\u{:04x}", c as u32))
        .collect();
    let twice = escaped.replace('\\', "\\\\");
    let templates = [
        r#"{"code":0,"msg":"","data":{"codes":"{}"}}"#,
        r#"{"code":0,"msg":"","data":{"codes":"it is: {}"}}"#,
        // The check cuts this off in the middle of the secret.
        r#"{"code":0,"msg":"","data":{"codes":"0123456789012345678901234567890123456789 {}"}}"#,
        r#"{"code":0,"msg":"","data":{"codes":["A", "B"], "{}":1, "{}":2}}"#,
        r#"{"code":0,"msg":"","data":{"codes":[{"{}":1}]}}"#,
        r#"{"code":0,"msg":"","data":"{}"}"#,
        r#"{"code":60001,"msg":"no {} here"}"#,
        r#"{"code":60001,"error":{"message":"{}","troubleshooter":"x?{}","log_id":"{}"}}"#,
        r#"{"code":60001,"error":{"field_violations":[{"field":"{}","description":"{}"}]}}"#,
        r#"{"code":60001,"error":{"permission_violations":[{"type":"{}","subject":"{}"}]}}"#,
        r#"{"error":"{}"}"#,
        r#"["{}"]"#,
        r#"Authorization: Bearer {}"#,
    ];
    for template in templates {
        for spelling in [&plain, &escaped, &twice] {
            let body = template.replace("{}", spelling);
            let scrub = Scrub::new([SECRET]);
            let answer = answer(200, &[], body.as_bytes());
            let result = judge(fixture::metadata(), Purpose::Call, answer, &scrub)
                .map_err(|refusal| crate::Error::from(*refusal.error))
                .and_then(|success| {
                    success.decode::<fixture::list::Response>(fixture::metadata(), &scrub)
                });
            let Err(error) = result else {
                // Unknown keys are ignored.
                assert!(template.contains(r#"["A", "B"]"#), "{body}");
                continue;
            };
            let shown = shown(&error).replace('\\', "");
            for part in ["verysecret", "u0076u0065u0072u0079", "6789abcdef"] {
                assert!(!shown.contains(part), "{body}: {shown}");
            }
        }
    }
}

#[test]
fn a_secret_in_a_key_is_taken_out_of_the_pointer() {
    use larkspec_shape::{Int, Shape, check};

    const COUNTS: Shape<'static> = Shape::Map(&Shape::Int(Int::new()));
    let json = br#"{"a~/b": "t-\u0073ecret~/x", "t-secret~/x": null}"#;
    let Err(CheckError::Invalid(invalid)) = check(&COUNTS, json) else {
        panic!("valid");
    };
    let mut violations = invalid.into_violations();
    let scrub = Scrub::new(["t-secret~/x"]);
    violations.iter_mut().for_each(|v| scrub.violation(v));
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "/a~0~1b: expected an integer, found a string \"[redacted]\"",
            "/[redacted]: expected an integer, found null",
        ]
    );
}

#[test]
fn a_file_is_told_from_an_error() {
    let judged = |headers, body: &[u8]| {
        let answer = answer(200, headers, body);
        judge(
            fixture::file_metadata(),
            Purpose::Call,
            answer,
            &Scrub::default(),
        )
        .map_err(|refusal| crate::Error::from(*refusal.error))
        .and_then(|s| s.decode::<fixture::File>(fixture::file_metadata(), &Scrub::default()))
    };
    let file = judged(&[("content-type", "image/png")], b"\x89PNG")
        .ok()
        .unwrap()
        .0;
    assert_eq!(file.as_slice(), b"\x89PNG");
    assert_eq!(file.content_type(), Some("image/png"));
    let json = br#"{"code":7,"msg":"x"}"#;
    let file = judged(
        &[("content-disposition", "attachment; filename=a.json")],
        json,
    );
    assert_eq!(file.ok().unwrap().0.name(), Some("a.json"));
    let file = judged(
        &[("content-disposition", "attachment; filename=\"错误.json\"")],
        json,
    );
    assert_eq!(file.ok().unwrap().0.name(), Some("错误.json"));
    let file = judged(&[("content-disposition", "inline")], json);
    assert_eq!(file.ok().unwrap().0.name(), None);
    let error = judged(&[], json).err().unwrap();
    assert_eq!(error.code(), Some(7));
}

//! How the client handles answers that real servers have sent, over HTTP: each with its expected result. If
//! `../shared/cases/answers` exists, its files are tested as well.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consumer::bot::v2::hook as bot;
use consumer::hunt::v1::{download, read, remove, send};
use consumer::shop::v1::{hook, rename};
use larkspec::{Client, Error, ErrorKind, TokenKind};

use crate::clock::TestClock;

/// A server that answers each call with the next of its answers, and issues tokens.
struct Server {
    url: String,
    /// The head of every call except those for a token.
    calls: Arc<Mutex<Vec<String>>>,
    tokens: Arc<Mutex<u32>>,
    clock: TestClock,
}

impl Server {
    fn new(answers: Vec<Vec<u8>>) -> Self {
        Server::granting(r#""expire":7200"#, answers)
    }

    fn granting(expire: &'static str, answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            url: format!("http://{}", listener.local_addr().unwrap()),
            calls: Arc::default(),
            tokens: Arc::default(),
            clock: TestClock::new(),
        };
        let (calls, tokens) = (Arc::clone(&server.calls), Arc::clone(&server.tokens));
        std::thread::spawn(move || {
            let mut answers = answers.into_iter();
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let head = request_head(&stream);
                let answer = if head.contains("tenant_access_token") {
                    *tokens.lock().unwrap() += 1;
                    let number = tokens.lock().unwrap();
                    let body = format!(
                        r#"{{"code":0,"msg":"ok","tenant_access_token":"t-{number}",{expire}}}"#
                    );
                    answer(200, "", body.as_bytes())
                } else {
                    calls.lock().unwrap().push(head);
                    answers
                        .next()
                        .unwrap_or_else(|| answer(200, "", b"no further answer"))
                };
                stream.write_all(&answer).unwrap();
            }
        });
        server
    }

    fn client(&self) -> Client {
        let builder = Client::builder().app("cli_a", "the-app-secret");
        builder
            .base_url(&self.url)
            .clock(self.clock.clone())
            .build()
            .unwrap()
    }

    fn client_with(&self, token: &str) -> Client {
        let builder = Client::builder().token(token);
        builder
            .base_url(&self.url)
            .clock(self.clock.clone())
            .build()
            .unwrap()
    }

    fn calls(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    fn tokens(&self) -> u32 {
        *self.tokens.lock().unwrap()
    }
}

/// Reads a request and returns its head.
fn request_head(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap() == 0 {
            return head;
        }
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<u64>().unwrap())
    });
    let mut body = Vec::new();
    reader
        .take(length.unwrap_or(0))
        .read_to_end(&mut body)
        .unwrap();
    head
}

/// An answer with additional header lines.
fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = match status {
        204 => String::new(),
        _ => format!("Content-Length: {}\r\n", body.len()),
    };
    let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n{length}{headers}\r\n");
    [head.as_bytes(), body].concat()
}

fn json(status: u16, body: &str) -> Vec<u8> {
    answer(
        status,
        "Content-Type: application/json\r\n",
        body.as_bytes(),
    )
}

const SENT: &str = r#"{"code":0,"msg":"ok","data":{"message_id":"om_1"}}"#;

fn send(client: &Client) -> Result<send::Response, Error> {
    send::call(
        client,
        &send::Request::builder()
            .case("case")
            .receive_id("oc_1")
            .content("{}")
            .build()
            .unwrap(),
    )
}

/// The result of a call of `send` with a single answer.
fn refusal(body: &str) -> Error {
    let server = Server::new(vec![json(400, body)]);
    let error = send(&server.client()).unwrap_err();
    assert_eq!(server.calls(), 1, "{error}");
    error
}

#[test]
fn what_is_throttled_is_repeated_although_a_repeat_is_not_safe() {
    for (status, headers, body, waits) in [
        (
            400,
            "",
            r#"{"code":230020,"msg":"This operation triggers the frequency limit, ext=chat rate limit"}"#,
            1,
        ),
        (200, "", r#"{"code":1254290,"msg":"TooManyRequest"}"#, 1),
        (200, "", r#"{"code":9499,"msg":"too many request"}"#, 1),
        (
            429,
            "Retry-After: 7\r\n",
            r#"{"code":1,"msg":"slow down"}"#,
            7,
        ),
        (
            400,
            "x-ogw-ratelimit-reset: 9\r\n",
            r#"{"code":230020,"msg":""}"#,
            9,
        ),
    ] {
        let server = Server::new(vec![
            answer(status, headers, body.as_bytes()),
            json(200, SENT),
        ]);
        let response = send(&server.client());
        assert_eq!(response.unwrap().message_id, "om_1", "{body}");
        assert_eq!(server.calls(), 2, "{body}");
        let waited = server.clock.passed();
        assert!(
            waited >= Duration::from_millis(waits * 500),
            "{body}: {waited:?}"
        );
    }
}

#[test]
fn what_is_busy_is_repeated_only_where_that_is_safe_and_what_is_final_never() {
    let busy = r#"{"code":1254607,"msg":"Data not ready, please try again later"}"#;
    let error = refusal(busy);
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Server, false)
    );
    let bad = refusal(r#"{"code":9499,"msg":"Bad Request"}"#);
    assert_eq!(
        (bad.kind(), bad.is_retryable()),
        (ErrorKind::Platform, false)
    );
    // `GET` is safe by default.
    let file = answer(200, "", b"PK");
    let server = Server::new(vec![json(400, busy), answer(502, "", b"<html>"), file]);
    let response = download::call(
        &server.client(),
        &download::Request::builder().file_key("f").build().unwrap(),
    );
    assert_eq!(response.unwrap().file.as_slice(), b"PK");
    assert_eq!(server.calls(), 3);
    // Unless the spec says otherwise.
    let server = Server::new(vec![answer(502, "", b"<html>")]);
    let error = rename::call(
        &server.client(),
        &rename::Request::builder().name("n").build().unwrap(),
    )
    .unwrap_err();
    assert_eq!((server.calls(), error.is_retryable()), (1, false));
    // The spec's meaning of a code takes precedence.
    let post = |body: &str| {
        let server = Server::new(vec![json(200, body), json(200, r#"{"StatusCode":0}"#)]);
        let result = hook::call(
            &server.client(),
            &hook::Request::builder().text("hi").build().unwrap(),
        );
        (
            result.map_err(|error| error.kind()).map(|_| ()),
            server.calls(),
        )
    };
    assert_eq!(
        post(r#"{"StatusCode":9499,"StatusMessage":"x"}"#),
        (Ok(()), 2)
    );
    assert_eq!(post(r#"{"code":9499,"msg":"x"}"#), (Ok(()), 2));
    assert_eq!(
        post(r#"{"code":19001,"msg":"x"}"#),
        (Err(ErrorKind::Platform), 1)
    );
    assert_eq!(post(r#"{"StatusCode":9498}"#), (Err(ErrorKind::Server), 1));
}

#[test]
fn a_refused_token_is_replaced_once_whatever_the_code() {
    for code in [
        99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_668, 99_991_677, 20_005, 20_013,
    ] {
        let refused =
            format!(r#"{{"code":{code},"msg":"Invalid access token for authorization."}}"#);
        let server = Server::new(vec![json(400, &refused), json(200, SENT)]);
        send(&server.client()).unwrap();
        assert_eq!((server.calls(), server.tokens()), (2, 2), "{code}");
        let heads = server.calls.lock().unwrap().concat().to_lowercase();
        assert!(
            heads.contains("bearer t-1") && heads.contains("bearer t-2"),
            "{heads}"
        );

        let server = Server::new(vec![json(400, &refused), json(400, &refused)]);
        let error = send(&server.client()).unwrap_err();
        assert_eq!((server.calls(), server.tokens()), (2, 2), "{code}");
        assert_eq!(error.kind(), ErrorKind::Authentication);
        let text = error.to_string();
        assert!(
            text.contains("tenant token was refused, and so was a new one"),
            "{text}"
        );

        let server = Server::new(vec![json(400, &refused)]);
        let text = send(&server.client_with("t-fixed"))
            .unwrap_err()
            .to_string();
        assert!(
            text.contains("the fixed tenant token has expired"),
            "{text}"
        );
        let server = Server::new(vec![json(400, &refused)]);
        let text = send(&server.client_with("u-fixed"))
            .unwrap_err()
            .to_string();
        assert!(
            text.contains("takes a tenant token, and was called with a user token"),
            "{text}"
        );
    }
    // Without a code, the status decides.
    let server = Server::new(vec![answer(401, "", b"<html>"), json(200, SENT)]);
    send(&server.client()).unwrap();
    assert_eq!(server.tokens(), 2);
}

#[test]
fn a_token_is_taken_however_its_end_is_written() {
    for expire in [
        r#""expire":7200"#,
        r#""expire":"7200""#,
        r#""x":1"#,
        r#""expire":1e30"#,
    ] {
        let server = Server::granting(expire, vec![json(200, SENT), json(200, SENT)]);
        let client = server.client();
        send(&client).unwrap();
        send(&client).unwrap();
        assert_eq!(server.tokens(), 1, "{expire}");
    }
    for expire in [r#""expire":0"#, r#""expire":"-5""#] {
        let server = Server::granting(expire, Vec::new());
        let error = send(&server.client()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        assert_eq!(server.calls(), 0);
    }
}

#[test]
fn whatever_explains_a_refusal_is_shown_and_can_be_read() {
    for (body, part) in [
        (
            r#"{"code":1234,"msg":"","error":"plain reason"}"#,
            "error: plain reason",
        ),
        (
            r#"{"code":190014,"msg":"invalid request parameters. check details for more info.","error":{"details":[{"key":"reason","value":"The data type of the start_time(NaN) field is incorrect."}],"log_id":"L"}}"#,
            "reason: The data type of the start_time(NaN) field is incorrect.",
        ),
        (
            r#"{"code":1,"msg":"m","error":["one","two"]}"#,
            "error: two",
        ),
        (
            r#"{"code":1,"msg":"m","data":{"reason":"no seat"}}"#,
            "data.reason: no seat",
        ),
        (
            r#"{"code":1,"error":"invalid_grant","error_description":"used twice"}"#,
            "used twice",
        ),
        (
            r#"{"code":1,"msg":"m","error":{"helps":[{"url":"https://h","description":"d"}]}}"#,
            "see https://h (d)",
        ),
        (
            r#"{"code":1,"msg":"m","errors":[{"message":"bad\nline"}]}"#,
            "errors.message: bad\\nline",
        ),
        (
            r#"{"code":1,"msg":"m t-1","data":{"err_msg":"echo t-1 the-app-secret"}}"#,
            "echo [redacted] [redacted]",
        ),
    ] {
        let error = refusal(body);
        let text = error.to_string();
        assert!(text.contains(part), "{body}: {text}");
        assert!(
            !text.contains('\n') && !text.contains("the-app-secret"),
            "{text}"
        );
        assert!(
            error.details().len() + error.helps().len() > 0 || text.contains("used twice"),
            "{body}"
        );
        assert!(
            error
                .body()
                .is_some_and(|body| body.starts_with("{\"code\":")),
            "{body}"
        );
    }
    let long = format!(
        r#"{{"code":1,"msg":"m","error":"{}"}}"#,
        "x".repeat(100_000)
    );
    let error = refusal(&long);
    assert!(error.to_string().len() < 1000);
    assert_eq!(error.body().unwrap().len(), 64 * 1024);
}

#[test]
fn the_body_of_an_answer_that_cannot_be_used_can_be_read() {
    let cases: [(u16, &str, ErrorKind); 4] = [
        (200, "<html>\n login t-1", ErrorKind::NotJson),
        (404, "{\"code\":1,", ErrorKind::NotJson),
        (502, "<html>bad gateway", ErrorKind::Server),
        (
            200,
            r#"{"code":0,"msg":"","data":{"message_id":[7]}}"#,
            ErrorKind::Decode,
        ),
    ];
    for (status, body, kind) in cases {
        let server = Server::new(vec![answer(status, "", body.as_bytes())]);
        let error = send(&server.client()).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(
            error.body(),
            Some(&*body.replace("t-1", "[redacted]")),
            "{error}"
        );
    }
}

#[test]
fn a_success_may_be_called_otherwise() {
    let success = r#"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#;
    let server = Server::new(vec![
        json(200, success),
        json(200, "{}"),
        json(200, success),
    ]);
    let client = server.client();
    hook::call(
        &client,
        &hook::Request::builder().text("hi").build().unwrap(),
    )
    .unwrap();
    hook::call(
        &client,
        &hook::Request::builder().text("hi").build().unwrap(),
    )
    .unwrap();
    // A spec without this rule works as well: answers with `StatusCode` have no other code.
    let request = bot::Request::builder()
        .hook_id("id")
        .msg_type("text")
        .content(serde_json::json!({}))
        .build()
        .unwrap();
    assert_eq!(bot::call(&client, &request).unwrap().status_code, Some(0));
    assert_eq!(server.tokens(), 0);

    let named = r#"{"errcode":0,"errmsg":"","result":{"name":"n"}}"#;
    let server = Server::new(vec![
        json(200, named),
        json(200, r#"{"errcode":7,"errmsg":"taken"}"#),
        json(200, r#"{"code":99991672,"msg":"no scope"}"#),
        json(200, r#"{"errcode":0,"errmsg":""}"#),
    ]);
    let client = server.client();
    let call = || {
        rename::call(
            &client,
            &rename::Request::builder().name("n").build().unwrap(),
        )
    };
    assert_eq!(call().unwrap().name, "n");
    let error = call().unwrap_err();
    assert_eq!((error.code(), error.msg()), (Some(7), Some("taken")));
    assert_eq!(call().unwrap_err().kind(), ErrorKind::Permission);
    let text = call().unwrap_err().to_string();
    assert!(text.contains("has no `result`"), "{text}");

    // Without its optional code, an answer is a success, unless it contains an `error`.
    let server = Server::new(vec![json(200, r#"{"error":"bad hook"}"#)]);
    let error = hook::call(
        &server.client(),
        &hook::Request::builder().text("hi").build().unwrap(),
    )
    .unwrap_err();
    assert!(error.body().unwrap().contains("bad hook"), "{error}");
}

#[test]
fn nothing_is_enough_where_nothing_is_expected() {
    for bytes in [
        answer(204, "", b""),
        answer(200, "", b""),
        answer(200, "", b" \r\n"),
        answer(200, "", b"\xef\xbb\xbf"),
        answer(200, "", b"\xef\xbb\xbf{\"code\":0,\"msg\":\"\"}"),
        json(200, r#"{"code":0,"msg":"","data":null}"#),
    ] {
        let server = Server::new(vec![bytes]);
        remove::call(
            &server.client(),
            &remove::Request::builder().case("case").build().unwrap(),
        )
        .unwrap();
        assert_eq!(server.calls(), 1);
    }
    // For an endpoint with a response, 204 is a success without it: repeating the call would be wrong.
    let server = Server::new(vec![answer(204, "", b"")]);
    let error = send(&server.client()).unwrap_err();
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Decode, false)
    );
}

#[test]
fn half_a_character_costs_nothing_but_itself() {
    let read = |bytes: Vec<u8>| {
        let server = Server::new(vec![bytes]);
        read::call(
            &server.client(),
            &read::Request::builder().case("case").build().unwrap(),
        )
    };
    let lone = r#"{"code":0,"msg":"","data":{"id":"1","name":"title cut \ud83d"}}"#;
    let response = read(json(200, lone)).unwrap();
    assert_eq!(response.name.as_deref(), Some("title cut \u{fffd}"));
    let broken = b"{\"code\":0,\"msg\":\"\",\"data\":{\"id\":\"1\",\"name\":\"\xe5\xae\"}}";
    assert_eq!(
        read(answer(200, "", broken)).unwrap().name.as_deref(),
        Some("\u{fffd}")
    );
    for (body, msg) in [
        (
            &b"{\"code\":60001,\"msg\":\"bad \\ud83d\"}"[..],
            "bad \u{fffd}",
        ),
        (b"{\"code\":60001,\"msg\":\"bad \xe5\xae\"}", "bad \u{fffd}"),
        (b"{\"code\":60001,\"x\":\"\xff\",\"msg\":\"bad\"}", "bad"),
        (b"{\"\\ude00\":1,\"code\":60001,\"msg\":\"bad\"}", "bad"),
        (
            b"\xef\xbb\xbf{\"code\":60001,\"msg\":\"bad\",\"data\":\"\\udfff\"}",
            "bad",
        ),
    ] {
        let error = read(answer(400, "", body)).unwrap_err();
        assert_eq!((error.code(), error.msg()), (Some(60001), Some(msg)));
    }
}

/// `gzip -n` of a success of `send`, and of a refusal with code 60001.
const GZIPPED: [&[u8]; 2] = [
    include_bytes!("sent.json.gz"),
    include_bytes!("refused.json.gz"),
];

#[test]
fn a_compressed_answer_is_unpacked_or_refused() {
    const GZIP: &str = "Content-Encoding: gzip\r\n";
    let server = Server::new(vec![answer(200, GZIP, GZIPPED[0])]);
    assert_eq!(send(&server.client()).unwrap().message_id, "om_1");
    let head = server.calls.lock().unwrap()[0].to_lowercase();
    assert!(head.contains("accept-encoding: identity"), "{head}");
    let server = Server::new(vec![answer(400, GZIP, GZIPPED[1])]);
    assert_eq!(send(&server.client()).unwrap_err().code(), Some(60001));

    let file = |headers: &str, body: &[u8]| {
        let server = Server::new(vec![answer(200, headers, body)]);
        let response = download::call(
            &server.client(),
            &download::Request::builder().file_key("f").build().unwrap(),
        );
        response.map(|response| response.file.into_vec())
    };
    assert_eq!(file(GZIP, GZIPPED[0]).unwrap(), SENT.as_bytes());
    // Without the header, it is the file.
    assert_eq!(file("", GZIPPED[0]).unwrap(), GZIPPED[0]);
    for (encoding, body) in [
        (GZIP, &b"\x1f\x8bno"[..]),
        ("Content-Encoding: br\r\n", b"x"),
    ] {
        let error = file(encoding, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotJson);
        assert!(error.to_string().contains("compressed as"), "{error}");
        assert_eq!(error.body(), None);
    }
}

#[test]
fn a_base_url_may_end_in_open_apis() {
    for end in ["/open-apis", "/open-apis/"] {
        let server = Server::new(vec![json(200, SENT)]);
        let builder = Client::builder().token("t-1");
        let client = builder
            .base_url(format!("{}{end}", server.url))
            .build()
            .unwrap();
        send(&client).unwrap();
        let head = server.calls.lock().unwrap()[0].clone();
        assert!(
            head.starts_with("POST /open-apis/hunt/v1/send/case "),
            "{head}"
        );
    }
    let kinds: Vec<TokenKind> = <send::Request as larkspec::Endpoint>::METADATA
        .tokens()
        .to_vec();
    assert_eq!(kinds, [TokenKind::Tenant]);
}

/// The folder of cases.
fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/answers")
}

/// A file of the cases as an answer: its name starts with the status, or it contains a whole answer.
fn case(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    if !name.ends_with(".http") {
        return answer(
            name[..3].parse().unwrap(),
            "Content-Type: application/json\r\n",
            &bytes,
        );
    }
    let split = bytes
        .windows(2)
        .position(|two| two == b"\n\n")
        .map(|at| (at, at + 2));
    let crlf = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| (at, at + 4));
    let (head, body) = crlf.or(split).unwrap();
    let mut headers = String::new();
    for line in str::from_utf8(&bytes[..head]).unwrap().lines().skip(1) {
        if !line.to_lowercase().starts_with("content-length") {
            headers.push_str(&format!("{line}\r\n"));
        }
    }
    answer(200, &headers, &bytes[body..])
}

#[test]
#[ignore = "needs ../shared/cases: `.ci/run cases`"]
fn every_case_has_its_right_outcome() {
    let folder = cases();
    let server = |files: &[&str], then: &[Vec<u8>]| {
        let files = files.iter().map(|file| case(&folder.join(file)));
        Server::new(files.chain(then.iter().cloned()).collect())
    };
    let sent = json(200, SENT);
    for file in [
        "transient-codes/400-230020.json",
        "transient-codes/200-1254290.json",
        "stale-token/400-99991664.json",
        "stale-token/400-99991668.json",
    ] {
        let server = server(&[file], std::slice::from_ref(&sent));
        assert_eq!(send(&server.client()).unwrap().message_id, "om_1", "{file}");
        assert_eq!(server.calls(), 2, "{file}");
        assert_eq!(
            server.tokens(),
            if file.starts_with("stale") { 2 } else { 1 },
            "{file}"
        );
    }
    for (file, part) in [
        ("error-details/400-string.json", "plain reason"),
        ("error-details/400-details.json", "start_time(NaN)"),
    ] {
        let error = send(&server(&[file], &[]).client()).unwrap_err();
        assert!(error.to_string().contains(part), "{file}: {error}");
        assert!(error.details()[0].text.contains(part), "{file}");
    }
    let request = bot::Request::builder()
        .hook_id("id")
        .msg_type("text")
        .content(serde_json::json!({}))
        .build()
        .unwrap();
    bot::call(
        &server(&["hook-statuscode/200.json"], &[]).client(),
        &request,
    )
    .unwrap();
    let hook = server(&["hook-statuscode/200.json"], &[]);
    hook::call(
        &hook.client(),
        &hook::Request::builder().text("hi").build().unwrap(),
    )
    .unwrap();
    let lone = server(&["lone-surrogate/200.json"], &[]);
    let response = read::call(
        &lone.client(),
        &read::Request::builder().case("case").build().unwrap(),
    )
    .unwrap();
    assert_eq!(response.name.as_deref(), Some("title cut \u{fffd}"));
    for (file, name, first) in [
        ("content-disposition/raw-utf8.http", "审批单.pdf", b'P'),
        ("content-disposition/json-file.http", "错误.json", b'{'),
    ] {
        let server = server(&[file], &[]);
        let response = download::call(
            &server.client(),
            &download::Request::builder().file_key("f").build().unwrap(),
        )
        .unwrap();
        assert_eq!(response.file.name(), Some(name), "{file}");
        assert_eq!(response.file.as_slice()[0], first, "{file}");
    }
}

/// The specs of the cases are those that this crate is built from.
#[test]
#[ignore = "needs ../shared/cases: `.ci/run cases`"]
fn the_specs_of_the_cases_are_the_ones_compiled() {
    let folder = cases();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    for (case, spec) in [
        ("transient-codes", "hunt/v1/send"),
        ("tls-handshake", "hunt/v1/send"),
        ("empty-body", "hunt/v1/remove"),
        ("wrong-type", "hunt/v1/read"),
        ("get-not-repeated", "hunt/v1/download"),
        ("content-disposition", "hunt/v1/download"),
        ("hook-statuscode", "bot/v2/hook"),
    ] {
        let load = |path: PathBuf| {
            larkspec_codegen::load_str(spec, &fs::read_to_string(path).unwrap()).unwrap()
        };
        let theirs = load(folder.join(case).join("spec.toml"));
        assert!(
            theirs == load(own.join(spec).with_extension("toml")),
            "{case}"
        );
    }
}

//! A transparent client: sends one request and returns every byte of the answer.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use larkspec_codegen::Api;
use larkspec_sandbox::{Builder, Sandbox};
use serde_json::{Value, json};

pub const INSTANCES: &str = "/approval/openapi/v2/instance/list";
pub const TOKEN: &str = "/open-apis/auth/v3/tenant_access_token/internal";
pub const LIST: &str = "approval/v2/instance/list";
pub const INTERNAL: &str = "auth/v3/tenant_access_token/internal";

/// A time far from the present, so that it cannot be confused with the system's.
pub const START_MS: i64 = 1_600_000_000_000;

/// The endpoints of `tests/spec`.
pub fn api() -> Api {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec");
    larkspec_codegen::load(folder).unwrap_or_else(|errors| panic!("{errors}"))
}

pub fn builder() -> Builder {
    Sandbox::builder().platform(false).specs(api())
}

pub fn start() -> Sandbox {
    builder().start().unwrap()
}

/// The time at `ms`.
pub fn time(ms: i64) -> std::time::SystemTime {
    std::time::UNIX_EPOCH + Duration::from_millis(ms.try_into().unwrap())
}

/// An answer, split into parts.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| &**value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub fn code(&self) -> i64 {
        self.json()["code"]
            .as_i64()
            .unwrap_or_else(|| panic!("no code: {self:?}"))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Writes `request` and reads until the server closes the connection.
pub fn raw(sandbox: &Sandbox, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port()))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Splits an answer without undoing chunks or compression.
pub fn reply(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(answer)));
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Reply {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    }
}

/// Sends one request on a new connection; `headers` are lines.
pub fn send(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    headers: &[&str],
    body: &[u8],
) -> io::Result<Reply> {
    let mut request = format!("{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    for header in headers {
        request += &format!("{header}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n", body.len());
    let answer = raw(sandbox, &[request.as_bytes(), body].concat())?;
    Ok(reply(&answer))
}

/// A JSON request with the token that is always valid.
pub fn post(sandbox: &Sandbox, target: &str, body: &Value) -> io::Result<Reply> {
    let token = format!("Authorization: Bearer {}", sandbox.token());
    let headers = [&*token, "Content-Type: application/json; charset=utf-8"];
    send(
        sandbox,
        "POST",
        target,
        &headers,
        body.to_string().as_bytes(),
    )
}

pub fn get(sandbox: &Sandbox, target: &str) -> io::Result<Reply> {
    let token = format!("Authorization: Bearer {}", sandbox.token());
    send(sandbox, "GET", target, &[&token], b"")
}

/// A request for a page over all of time.
pub fn page_request(sandbox: &Sandbox, offset: i64, limit: i64) -> Value {
    json!({
        "approval_code": sandbox.approval_code(),
        "start_time": 0,
        "end_time": i64::MAX,
        "offset": offset,
        "limit": limit,
    })
}

pub fn codes(reply: &Reply) -> Vec<String> {
    let list = reply.json()["data"]["instance_code_list"].clone();
    serde_json::from_value(list).unwrap_or_else(|e| panic!("{e}: {reply:?}"))
}

/// A page over all of time, which must succeed.
pub fn page(sandbox: &Sandbox, offset: i64, limit: i64) -> Vec<String> {
    codes(&post(sandbox, INSTANCES, &page_request(sandbox, offset, limit)).unwrap())
}

/// All codes, page by page until an empty one.
pub fn walk(sandbox: &Sandbox) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let page = page(sandbox, all.len() as i64, 100);
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// Gets a token from the token endpoint, and its stated lifetime in seconds.
pub fn fetch_token(sandbox: &Sandbox) -> (String, i64) {
    let body = json!({ "app_id": sandbox.app_id(), "app_secret": sandbox.app_secret() });
    let reply = post(sandbox, TOKEN, &body).unwrap();
    let token = reply.json()["tenant_access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    (token, reply.json()["expire"].as_i64().unwrap())
}

/// The code of the answer to a page request with this token.
pub fn code_with(sandbox: &Sandbox, token: &str) -> i64 {
    let headers = [
        &*format!("Authorization: Bearer {token}"),
        "Content-Type: application/json",
    ];
    let body = page_request(sandbox, 0, 1).to_string();
    send(sandbox, "POST", INSTANCES, &headers, body.as_bytes())
        .unwrap()
        .code()
}

//! Settings: headers, certificates, the HTTP library's own settings, and a token that processes share.

#![cfg(feature = "rustls")]
use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use larkspec::approval::v2::instance::list;
use larkspec::token_store::{self, StoredToken, TokenFile, TokenStore};
use larkspec::unversioned::ConfigureUreq as _;
use larkspec::{Client, ClientBuilder, Clock as _, ErrorKind, Method};
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::Value;

use crate::clock::TestClock;
use crate::requests::{at, request};
use crate::server::{self, Server};

const EMPTY: &str = r#"{"code":0,"msg":"","data":{"instance_code_list":[]}}"#;
const LIST: &str = "approval/v2/instance/list";
const TOKEN: &str = "auth/v3/tenant_access_token/internal";

#[test]
fn headers_are_sent_with_every_request() {
    let (heads, received) = mpsc::channel();
    let token = r#"{"code":0,"msg":"","tenant_access_token":"t-1","expire":7200}"#;
    let server = Server::answering(move |request| {
        heads.send(request.to_ascii_lowercase()).unwrap();
        match request.contains("tenant_access_token") {
            true => token.to_owned(),
            false => EMPTY.to_owned(),
        }
    });
    let builder = Client::builder()
        .base_url(server.url("http"))
        .app("cli_1", "hunter2-hunter2")
        .user_agent("reports/2.1")
        .header("X-Gateway-Key", "k-12345678")
        .header("X-Tenant", "one")
        .header("x-tenant", "two");
    let client = builder.clone().build().unwrap();
    list::call(&client, &request(100)).unwrap();
    let call = client
        .request(Method::Get, "/open-apis/x")
        .header("X-Tenant", "three");
    call.send::<Value>().unwrap();
    let heads: Vec<String> = received.try_iter().collect();
    assert_eq!(heads.len(), 3);
    for (head, tenant) in heads.iter().zip(["two", "two", "three"]) {
        for line in [
            "user-agent: reports/2.1\r\n",
            "x-gateway-key: k-12345678\r\n",
            &format!("x-tenant: {tenant}\r\n"),
        ] {
            assert_eq!(head.matches(line).count(), 1, "{line} {head}");
        }
    }
    assert!(!format!("{builder:?} {client:?}").contains("k-12345678"));
}

#[test]
fn an_echoed_header_is_taken_out() {
    let answer = r#"{"code":1,"msg":"key k-12345678 of t-1"}"#;
    let server = Server::answering(|_| answer.to_owned());
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-11111111")
        .header("X-Gateway-Key", "k-12345678")
        .header("X-Short", "1")
        .build()
        .unwrap();
    let error = list::call(&client, &request(100)).unwrap_err();
    assert_eq!(error.msg(), Some("key [redacted] of t-1"));
}

#[test]
fn a_setting_that_is_not_possible_is_named() {
    let builder = || Client::builder().token("t-1");
    for (builder, part) in [
        (builder().user_agent(""), "the user agent"),
        (builder().user_agent("a\r\nX: y"), "the user agent"),
        (
            builder().header("Authorization", "hunter2"),
            "`Client::with_token`",
        ),
        (
            builder().header("X Y", "hunter2"),
            "not a valid header name",
        ),
        (builder().header("X", "hunter2\n"), "control characters"),
        (
            builder().root_certificates("hunter2"),
            "no root certificate",
        ),
        // The first one.
        (
            builder().user_agent("").header("X Y", "a"),
            "the user agent",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        assert!(text.contains(part) && !text.contains("hunter2"), "{text}");
    }
}

/// A server with a certificate for `localhost`, signed by `tests/tls/root.pem`.
fn tls_server() -> String {
    let file = |name: &str| format!("{}/tests/tls/{name}", env!("CARGO_MANIFEST_DIR"));
    let chain = vec![CertificateDer::from_pem_file(file("server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(chain, key)
    .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, socket.unwrap());
            let mut request = Vec::new();
            let mut byte = [0];
            // The body is short, and arrives with the head.
            while !request.ends_with(b"\"limit\":100}")
                && stream.read(&mut byte).is_ok_and(|read| read > 0)
            {
                request.push(byte[0]);
            }
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", EMPTY.len());
            let _ = stream.write_all((head + EMPTY).as_bytes());
        }
    });
    url
}

#[test]
fn a_root_certificate_of_ones_own_is_trusted_beside_others() {
    let url = tls_server();
    let root = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/root.pem")).unwrap();
    let builder = || Client::builder().token("t-1").base_url(&*url);
    let error = list::call(&builder().build().unwrap(), &request(100)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    let client = builder().root_certificates(root).build().unwrap();
    assert!(
        list::call(&client, &request(100))
            .unwrap()
            .instance_code_list
            .is_empty()
    );
}

#[test]
fn the_http_library_can_be_set_but_not_to_follow_redirects() {
    let (heads, received) = mpsc::channel();
    let server = Server::start(move |stream| {
        while let Some(request) = server::read_request(stream) {
            heads.send(request).unwrap();
            let answer = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    let client = Client::builder()
        .token("t-1")
        .base_url(server.url("http"))
        .configure_ureq(|config| {
            config
                .accept("text/x-own")
                .max_redirects(5)
                .http_status_as_error(true)
        })
        .build()
        .unwrap();
    let error = list::call(&client, &request(100)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    let heads: Vec<String> = received.try_iter().collect();
    assert_eq!(heads.len(), 1);
    assert!(heads[0].contains("text/x-own"), "{}", heads[0]);
}

/// Stores tokens in memory, and counts calls.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    tokens: HashMap<String, StoredToken>,
    gets: u32,
    is_broken: bool,
}

impl TokenStore for Memory {
    fn get(&self, key: &str) -> Result<Option<StoredToken>, token_store::Error> {
        let mut kept = self.0.lock().unwrap();
        kept.gets += 1;
        match kept.is_broken {
            true => Err("the store is on fire".into()),
            false => Ok(kept.tokens.get(key).cloned()),
        }
    }

    fn put(&self, key: &str, token: &StoredToken) -> Result<(), token_store::Error> {
        self.0
            .lock()
            .unwrap()
            .tokens
            .insert(key.to_owned(), token.clone());
        Ok(())
    }
}

fn platform(clock: &TestClock, plan: Plan) -> Sandbox {
    let theirs = clock.clone();
    let builder = Sandbox::builder().clock(move || theirs.time_of_day());
    builder.faults(plan).start().unwrap()
}

fn app(sandbox: &Sandbox, clock: &TestClock) -> ClientBuilder {
    Client::builder()
        .base_url(sandbox.base_url())
        .app(sandbox.app_id(), sandbox.app_secret())
        .clock(clock.clone())
}

fn of(sandbox: &Sandbox) -> list::Request {
    list::Request::builder()
        .approval_code(sandbox.approval_code())
        .start_time(at(0))
        .end_time(at(i64::MAX))
        .limit(1)
        .build()
        .unwrap()
}

#[test]
fn clients_share_a_token_through_a_store() {
    let clock = TestClock::new();
    let sandbox = platform(&clock, Plan::new());
    let store = Memory::default();
    let call = || {
        let client = app(&sandbox, &clock)
            .token_store(store.clone())
            .build()
            .unwrap();
        list::call(&client, &of(&sandbox)).unwrap();
        list::call(&client, &of(&sandbox)).unwrap();
    };
    call();
    call();
    assert_eq!(sandbox.calls_of(TOKEN).count(), 1);
    // Once per client.
    assert_eq!(store.0.lock().unwrap().gets, 2);
    let key = store
        .0
        .lock()
        .unwrap()
        .tokens
        .keys()
        .next()
        .unwrap()
        .clone();
    assert_eq!(key, format!("{} {}", sandbox.base_url(), sandbox.app_id()));
    // A token that is about to expire is not used.
    clock.advance(Duration::from_secs(7200 - 200));
    call();
    assert_eq!(sandbox.calls_of(TOKEN).count(), 2);
    call();
    assert_eq!(sandbox.calls_of(TOKEN).count(), 2);
}

#[test]
fn a_kept_token_that_is_refused_is_replaced_for_all() {
    let clock = TestClock::new();
    let invalid = Fault::InvalidToken {
        status: 400,
        revoke: true,
    };
    let plan = Plan::new().rule(Rule::new(invalid).endpoint(LIST).call(2));
    let sandbox = platform(&clock, plan);
    let store = Memory::default();
    for calls in [1, 2, 2] {
        let client = app(&sandbox, &clock)
            .token_store(store.clone())
            .build()
            .unwrap();
        list::call(&client, &of(&sandbox)).unwrap();
        assert_eq!(sandbox.calls_of(TOKEN).count(), calls);
    }
}

#[test]
fn a_store_that_fails_is_the_cause() {
    let clock = TestClock::new();
    let sandbox = platform(&clock, Plan::new());
    let store = Memory::default();
    store.0.lock().unwrap().is_broken = true;
    let client = app(&sandbox, &clock).token_store(store).build().unwrap();
    let error = list::call(&client, &of(&sandbox)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Storage);
    let shown = format!("{error:?}");
    assert_eq!(shown.matches("the store is on fire").count(), 1, "{shown}");
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the store is on fire");
    assert_eq!(sandbox.calls().count(), 0);
}

/// Processes at the same time, some before there is a token: this test runs itself.
#[test]
fn processes_share_a_token_through_a_file() {
    const CHILD: &str = "LARKSPEC_TEST_TOKEN_FILE";
    let call = |path: PathBuf, url: &str, id: &str, secret: &str, code: &str| {
        let client = Client::builder()
            .base_url(url)
            .app(id, secret)
            .token_store(TokenFile::new(path))
            .build()
            .unwrap();
        list::call(
            &client,
            &list::Request::builder()
                .approval_code(code)
                .start_time(at(0))
                .end_time(at(i64::MAX))
                .limit(1)
                .build()
                .unwrap(),
        )
        .unwrap();
    };
    let variable = |name: &str| std::env::var(format!("{CHILD}_{name}")).unwrap();
    if let Some(path) = std::env::var_os(CHILD) {
        let path = PathBuf::from(path);
        return call(
            path,
            &variable("URL"),
            &variable("ID"),
            &variable("SECRET"),
            &variable("CODE"),
        );
    }
    let sandbox = Sandbox::start().unwrap();
    let folder = std::env::temp_dir().join(format!("larkspec-shared-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("tokens");
    let start = || {
        Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "settings::processes_share_a_token_through_a_file",
            ])
            .env(CHILD, &path)
            .env(format!("{CHILD}_URL"), sandbox.base_url())
            .env(format!("{CHILD}_ID"), sandbox.app_id())
            .env(format!("{CHILD}_SECRET"), sandbox.app_secret())
            .env(format!("{CHILD}_CODE"), sandbox.approval_code())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let run_together = || {
        for child in [(); 3].map(|()| start()) {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
    };
    // Each of these may find the file empty and fetch a token, but none finds half of a file.
    run_together();
    let fetched = sandbox.calls_of(TOKEN).count();
    assert!((1..=3).contains(&fetched), "{fetched} tokens");
    // All of these find a token.
    run_together();
    let url = &*sandbox.base_url();
    call(
        path.clone(),
        url,
        sandbox.app_id(),
        sandbox.app_secret(),
        sandbox.approval_code(),
    );
    assert_eq!(
        (
            sandbox.calls_of(TOKEN).count(),
            sandbox.calls_of(LIST).count()
        ),
        (fetched, 7)
    );

    // A file that others can read is not used, and nothing is sent.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let client = Client::builder()
            .base_url(url)
            .app(sandbox.app_id(), sandbox.app_secret())
            .token_store(TokenFile::new(&path));
        let error = list::call(&client.build().unwrap(), &of(&sandbox)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Storage);
        assert!(format!("{error:?}").contains("chmod 600"), "{error:?}");
        assert_eq!(sandbox.calls_of(LIST).count(), 7);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

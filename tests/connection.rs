//! Failures before an answer: proxies, TLS, connections that are refused or break, and waits that are reported or
//! cancelled. The servers are sockets that misbehave.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use larkspec::{Client, ClientBuilder, Error, ErrorKind};

use crate::clock::TestClock;
use crate::logged::logged;
use crate::requests::{Download, Unsafe, request};
use crate::server::{Server, close, closed, read_request};

const EMPTY: &str = r#"{"code":0,"msg":"","data":{"instance_code_list":[]}}"#;

/// How often a request is sent at most if its failure is unlikely to pass.
const FEW: u32 = 3;

/// A client for a URL, with a clock that does not wait.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .allow_http(true)
        .no_proxy()
        .token("t-very-secret")
        .clock(TestClock::new())
}

/// The error of a call that is not safe to repeat.
fn error_of(builder: ClientBuilder) -> Error {
    let client = builder.build().unwrap();
    let error = client.send(&Unsafe(request(100))).unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(!text.contains("carried it out"), "nothing was sent: {text}");
    for secret in ["hunter2", "t-very-secret"] {
        assert!(!text.contains(secret), "{text}");
    }
    error
}

#[test]
fn what_broke_before_the_request_is_repeated() {
    // In the TLS handshake: before and after reading the greeting.
    let deaf = Server::start(close);
    let reader = Server::start(|stream| {
        let _ = stream.read(&mut [0; 4096]);
        close(stream);
    });
    for server in [&deaf, &reader] {
        let error = error_of(client(&server.url("https")));
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(
            error.to_string().contains("before the request was sent"),
            "{error}"
        );
        assert!(error.is_retryable() && error.attempts() > FEW, "{error}");
        assert_eq!(server.connections(), error.attempts());
    }
    // During CONNECT, halfway and after all of it.
    let hasty = Server::start(|stream| {
        let _ = stream.read(&mut [0]);
        close(stream);
    });
    let silent = Server::start(|stream| {
        read_request(stream);
        close(stream);
    });
    for proxy in [&hasty, &silent] {
        let proxied = client("http://platform.example").proxy(proxy.url("http"));
        let error = error_of(proxied);
        assert!(error.is_retryable() && error.attempts() > FEW, "{error}");
        assert!(
            error.to_string().contains(&proxy.address.to_string()),
            "{error}"
        );
    }
    // In the SOCKS handshake.
    for scheme in ["socks5h", "socks4a"] {
        let proxied = client("http://platform.example").proxy(reader.url(scheme));
        let error = error_of(proxied);
        assert!(error.is_retryable() && error.attempts() > 1, "{error}");
    }
}

#[test]
fn what_broke_after_the_request_is_not_repeated() {
    let server = Server::start(|stream| {
        read_request(stream);
        close(stream);
    });
    let client = client(&server.url("http")).build().unwrap();
    let error = client.send(&Unsafe(request(100))).unwrap_err();
    assert!(!error.is_retryable(), "{error}");
    assert!(
        error
            .to_string()
            .contains("may have carried out the request"),
        "{error}"
    );
    assert_eq!(server.connections(), 1);
}

#[test]
fn what_hardly_passes_ends_soon() {
    let refused = format!("http://{}", closed());
    let cases = [
        // No such host: this name is reserved for that purpose.
        (
            client("http://no-such-host.invalid"),
            "could not be resolved",
        ),
        (client(&refused), "cannot be reached"),
        (
            client("http://platform.example").proxy(format!("http://u:hunter2@{}", closed())),
            "the proxy 127.0.0.1:",
        ),
        (
            client("http://192.0.2.1").proxy(format!("socks5://u:hunter2@{}", closed())),
            "the proxy 127.0.0.1:",
        ),
    ];
    for (builder, part) in cases {
        let clock = TestClock::new();
        let error = error_of(builder.clock(clock.clone()));
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.to_string().contains(part), "{part}: {error}");
        assert_eq!(error.attempts(), FEW, "{error}");
        assert!(
            error.is_retryable() && clock.passed() < Duration::from_secs(2),
            "{error}"
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[test]
fn tls_that_is_refused_is_not_tried_again() {
    // Alert: handshake failure.
    let alert = Server::start(|stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(&[0x15, 3, 3, 0, 2, 2, 40]);
        close(stream);
    });
    let plain = Server::start(|stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        close(stream);
    });
    for (server, part) in [(&alert, "HandshakeFailure"), (&plain, "plain HTTP")] {
        let error = error_of(client(&server.url("https")));
        assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.is_retryable());
        assert_eq!((error.attempts(), server.connections()), (1, 1));
    }
}

/// A CONNECT proxy that answers with a status, and serves the platform itself after 200.
fn connect_proxy(status: u16) -> (Server, mpsc::Receiver<String>) {
    let (heads, received) = mpsc::channel();
    let server = Server::start(move |stream| {
        while let Some(request) = read_request(stream) {
            let answer = match request.starts_with("CONNECT ") {
                true => format!("HTTP/1.1 {status} x\r\nLocation: http://login.example\r\n\r\n"),
                false => format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{EMPTY}",
                    EMPTY.len()
                ),
            };
            heads.send(request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            if status != 200 {
                return close(stream);
            }
        }
    });
    (server, received)
}

#[test]
fn the_answer_of_a_proxy_is_final_unless_it_failed_itself() {
    for (status, is_final, part) in [
        (407, true, "user name and password"),
        (403, true, "does not allow this host"),
        (302, true, "it redirects"),
        (400, true, "HTTP 400"),
        (502, false, "HTTP 502"),
        (503, false, "HTTP 503"),
    ] {
        let (proxy, heads) = connect_proxy(status);
        let url = format!("http://u:hunter2@{}", proxy.address);
        let error = error_of(client("http://platform.example").proxy(url));
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.attempts() == 1, is_final, "{error}");
        assert_eq!(error.is_retryable(), !is_final, "{error}");
        let named = format!("the proxy {} refused", proxy.address);
        let text = error.to_string();
        assert!(text.contains(&named) && text.contains(part), "{text}");
        assert_eq!(proxy.connections(), error.attempts());
        let head = heads.recv().unwrap();
        assert!(head.starts_with("CONNECT platform.example:80 "), "{head}");
        assert!(!head.contains("t-very-secret"));
    }
}

#[test]
fn a_proxy_tunnels_to_the_platform() {
    let (proxy, heads) = connect_proxy(200);
    let client = client("http://platform.example")
        .proxy(proxy.url("http"))
        .build()
        .unwrap();
    client.send(&Unsafe(request(100))).unwrap();
    assert!(
        heads
            .recv()
            .unwrap()
            .starts_with("CONNECT platform.example:80 ")
    );
    assert!(heads.recv().unwrap().contains("Bearer t-very-secret"));
}

/// The server side of SOCKS5 with a password; returns the host that the client requests.
fn accept_socks5(stream: &mut TcpStream) -> Vec<u8> {
    let methods = take(stream, 2)[1];
    assert!(take(stream, methods.into()).contains(&2));
    stream.write_all(&[5, 2]).unwrap();
    let user = take(stream, 2)[1];
    assert_eq!(take(stream, user.into()), b"u");
    let password = take(stream, 1)[0];
    assert_eq!(take(stream, password.into()), b"hunter2");
    stream.write_all(&[1, 0]).unwrap();
    let length = match take(stream, 4)[3] {
        1 => 4,
        3 => take(stream, 1)[0].into(),
        kind => panic!("{kind}"),
    };
    let host = take(stream, length);
    assert_eq!(take(stream, 2), [0, 80]);
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
    host
}

fn take(stream: &mut TcpStream, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

#[test]
fn socks_leads_to_the_platform() {
    for (scheme, url, host) in [
        (
            "socks5h",
            "http://platform.example",
            &b"platform.example"[..],
        ),
        ("socks5", "http://192.0.2.7", &[192, 0, 2, 7]),
    ] {
        let (hosts, received) = mpsc::channel();
        let proxy = Server::start(move |stream| {
            hosts.send(accept_socks5(stream)).unwrap();
            assert!(
                read_request(stream)
                    .unwrap()
                    .contains("Bearer t-very-secret")
            );
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", EMPTY.len());
            stream.write_all((head + EMPTY).as_bytes()).unwrap();
        });
        let setting = format!("{scheme}://u:hunter2@{}", proxy.address);
        let client = client(url).proxy(setting).build().unwrap();
        client.send(&Unsafe(request(100))).unwrap();
        assert_eq!(received.recv().unwrap(), host);
    }
}

/// Run by the test below in a separate process, so that this one's environment does not change.
#[test]
#[ignore = "a part of another test"]
fn the_client_of_an_environment() {
    let url = std::env::var("TEST_BASE_URL").unwrap_or_default();
    let builder = Client::builder()
        .base_url(url)
        .allow_http(true)
        .token("t-1");
    match builder.clock(TestClock::new()).build() {
        Err(error) => println!("refused: {error}"),
        Ok(client) => match client.send(&Unsafe(request(100))) {
            Ok(_) => println!("answered"),
            Err(error) => println!("failed: {error}"),
        },
    }
}

fn in_environment(url: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["ALL", "HTTPS", "HTTP", "NO"] {
        command.env_remove(format!("{name}_PROXY"));
        command.env_remove(format!("{}_proxy", name.to_lowercase()));
    }
    let output = command
        .args([
            "--exact",
            "connection::the_client_of_an_environment",
            "--ignored",
            "--nocapture",
        ])
        .env("TEST_BASE_URL", url)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_environment_names_the_proxy_or_is_refused() {
    let (proxy, heads) = connect_proxy(200);
    let proxy = proxy.url("http");
    const PLATFORM: &str = "http://platform.example";
    for name in [
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
    ] {
        let said = in_environment(PLATFORM, &[(name, &proxy)]);
        assert!(said.contains("answered"), "{name}: {said}");
        assert_eq!(heads.try_iter().count(), 2);
        let said = in_environment(PLATFORM, &[(name, "nonsense://u:hunter2@p:1")]);
        assert!(
            said.contains(&format!("refused: the proxy in `{name}`")),
            "{said}"
        );
        assert!(!said.contains("hunter2"), "{said}");
    }
    for name in ["NO_PROXY", "no_proxy"] {
        let said = in_environment(
            "http://no-such-host.invalid",
            &[("ALL_PROXY", &proxy), (name, "a, .invalid")],
        );
        assert!(
            said.contains("failed: ") && said.contains("could not be resolved"),
            "{said}"
        );
        assert_eq!(heads.try_iter().count(), 0);
    }
    let here = Server::answering(|_| EMPTY.to_owned());
    let said = in_environment(
        &here.url("http"),
        &[("all_proxy", &format!("socks5://{}", closed()))],
    );
    assert!(
        said.contains("answered"),
        "no proxy leads to this machine: {said}"
    );
}

#[test]
fn a_file_is_what_comes_as_an_attachment_and_headers_may_have_any_bytes() {
    const JSON: &str = r#"{"code":7,"msg":"the content of a file of the user"}"#;
    /// The name of the file, or a part of the error.
    type Expected = Result<Option<&'static str>, &'static str>;
    let cases: [(&[u8], Expected); 5] = [
        (
            "Content-Disposition: attachment; filename=\"错误.json\"\r\n".as_bytes(),
            Ok(Some("错误.json")),
        ),
        (
            b"Content-Disposition: attachment; filename=\"\xe9.json\"; filename*=UTF-8''%E5%AE%A1.json\r\n",
            Ok(Some("审.json")),
        ),
        (b"content-disposition: inline\r\n", Ok(None)),
        ("X-Tt-Logid: 20\u{5ba1}\r\n".as_bytes(), Err("log id 20审")),
        (b"X-Tt-Logid: 20\xe9\r\n", Err("log id 20é")),
    ];
    for (lines, expected) in cases {
        let server = Server::answering_with(move |_| (lines.to_vec(), JSON.to_owned()));
        let client = client(&server.url("http")).build().unwrap();
        match (client.send(&Download), expected) {
            (Ok(file), Ok(name)) => {
                assert_eq!(file.0.name(), name);
                assert_eq!(file.0.as_slice(), JSON.as_bytes());
            }
            (Err(error), Err(part)) => {
                assert_eq!(error.code(), Some(7));
                assert!(error.to_string().contains(part), "{error}");
            }
            (result, _) => panic!("{expected:?}: {:?}", result.err()),
        }
    }
}

/// A server that asks each caller to wait for this many seconds, and then answers.
fn throttling(seconds: &'static str) -> Server {
    let mut calls = 0;
    let calls = move || {
        calls += 1;
        calls
    };
    let calls = Mutex::new(calls);
    Server::start(move |stream| {
        while read_request(stream).is_some() {
            let (head, body) = match (calls.lock().unwrap())() % 2 {
                1 => (
                    format!("HTTP/1.1 429 x\r\nx-ogw-ratelimit-reset: {seconds}\r\n"),
                    r#"{"code":99991400,"msg":"too many"}"#,
                ),
                _ => ("HTTP/1.1 200 OK\r\n".to_owned(), EMPTY),
            };
            let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    })
}

#[test]
fn a_wait_of_more_than_a_second_is_told_and_logged() {
    let told = Arc::new(Mutex::new(Vec::new()));
    for seconds in ["1", "52"] {
        let server = throttling(seconds);
        let watched = told.clone();
        let client = client(&server.url("http"))
            .on_wait(move |wait| {
                let line = format!(
                    "{}: {:?}, {}",
                    wait.endpoint(),
                    wait.duration(),
                    wait.reason()
                );
                watched.lock().unwrap().push(line);
            })
            .build()
            .unwrap();
        let (_, logged) = logged(|| client.send(&Unsafe(request(100))).unwrap());
        let line = "INFO test/unsafe: waiting for 52.0s: the platform asks for a pause";
        let is_wait = |line: &&String| line.starts_with("INFO") && line.contains("waiting for");
        let waits: Vec<&String> = logged.iter().filter(is_wait).collect();
        match seconds {
            "52" => assert_eq!(waits, [line], "{logged:?}"),
            _ => assert!(waits.is_empty(), "{logged:?}"),
        }
    }
    let told = told.lock().unwrap();
    assert_eq!(*told, ["test/unsafe: 52s, the platform asks for a pause"]);
}

#[test]
fn a_cancelled_client_ends_its_waits_and_calls() {
    let server = throttling("60");
    let (begun, wait_begins) = mpsc::channel();
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-1")
        .on_wait(move |_| begun.send(()).unwrap())
        .build()
        .unwrap();
    let calling = client.clone();
    let call = std::thread::spawn(move || calling.send(&Unsafe(request(100))));
    wait_begins.recv().unwrap();
    client.cancel();
    // Not an answer, as after a minute.
    let error = call.join().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    assert!(!error.is_retryable() && error.attempts() == 1);

    let other = client.with_token("t-2").unwrap();
    let error = other.send(&Unsafe(request(100))).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Cancelled, 0));
    assert_eq!(client.items(request(100)).count(), 1, "the walk is over");
}

#[test]
fn cancelling_breaks_a_connection_that_stalls() {
    let (received, is_received) = mpsc::channel();
    let server = Server::start(move |stream| {
        read_request(stream);
        received.send(()).unwrap();
        // This server never answers.
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let client = Client::builder()
        .base_url(server.url("http"))
        .token("t-1")
        .build()
        .unwrap();
    let calling = client.clone();
    let call = std::thread::spawn(move || calling.send(&Unsafe(request(100))));
    is_received.recv().unwrap();
    client.cancel();
    let error = call.join().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
}

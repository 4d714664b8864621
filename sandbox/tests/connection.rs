//! Connections: what is kept alive, what is rejected, and that no input crashes the server.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::client::*;
use larkspec_sandbox::Sandbox;
use proptest::prelude::*;

const PATH: &str = "/open-apis/shop/v1/shelf";

fn connect(sandbox: &Sandbox) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

/// Reads one answer that has a `Content-Length`.
fn read_one(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    let mut answer = reply(&bytes);
    answer
        .body
        .resize(answer.header("content-length").unwrap().parse().unwrap(), 0);
    stream.read_exact(&mut answer.body).unwrap();
    answer
}

#[test]
fn an_agent_keeps_its_connection() {
    let sandbox = start();
    let agent = ureq::agent();
    for _ in 0..20 {
        let url = format!("{}{PATH}", sandbox.base_url());
        let text = agent
            .get(url)
            .call()
            .unwrap()
            .body_mut()
            .read_to_string()
            .unwrap();
        assert!(text.starts_with("{\"code\":0"));
    }
    assert_eq!(
        (sandbox.connection_count(), sandbox.calls().count()),
        (1, 20)
    );
    assert!(sandbox.calls().iter().all(|call| call.connection == 1));
    let mut log_ids: Vec<String> = sandbox
        .calls()
        .into_iter()
        .map(|call| call.log_id)
        .collect();
    log_ids.dedup();
    assert_eq!(log_ids.len(), 20);
}

#[test]
fn requests_may_come_in_any_pieces() {
    let sandbox = start();
    let one = format!("GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n");
    // Three at once, separated by superfluous line ends.
    let mut stream = connect(&sandbox);
    stream
        .write_all(format!("{one}\r\n{one}{one}").as_bytes())
        .unwrap();
    (0..3).for_each(|_| assert_eq!(read_one(&mut stream).code(), 0));
    // One, byte by byte.
    stream.set_nodelay(true).unwrap();
    for byte in one.as_bytes() {
        stream.write_all(&[*byte]).unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(read_one(&mut stream).code(), 0);
    assert_eq!(sandbox.connection_count(), 1);
}

#[test]
fn the_client_decides_on_keep_alive() {
    let sandbox = start();
    let cases = [
        ("HTTP/1.1", "", false),
        ("HTTP/1.1", "Connection: close\r\n", true),
        ("HTTP/1.1", "Connection: foo, CLOSE\r\n", true),
        ("HTTP/1.0", "", true),
        ("HTTP/1.0", "Connection: keep-alive\r\n", false),
    ];
    for (version, header, closes) in cases {
        let mut stream = connect(&sandbox);
        write!(stream, "GET {PATH} {version}\r\n{header}\r\n").unwrap();
        let answer = read_one(&mut stream);
        assert_eq!(
            answer.header("connection"),
            closes.then_some("close"),
            "{version} {header}"
        );
        stream
            .set_read_timeout(Some(Duration::from_millis(100)))
            .unwrap();
        let closed = matches!(stream.read(&mut [0]), Ok(0));
        assert_eq!(closed, closes, "{version} {header}");
    }
}

#[test]
fn bodies_in_chunks() {
    let sandbox = start();
    let body = page_request(&sandbox, 0, 3).to_string();
    let (first, second) = body.split_at(10);
    let request = |chunks: &str| {
        format!(
            "POST {INSTANCES} HTTP/1.1\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}",
            sandbox.token()
        )
    };
    let good = format!(
        "a;x=y\r\n{first}\r\n{:X}\r\n{second}\r\n0\r\nTrailer: z\r\n\r\n",
        second.len()
    );
    assert_eq!(
        codes(&reply(&raw(&sandbox, request(&good).as_bytes()).unwrap())).len(),
        3
    );
    for (bad, status) in [
        ("zz\r\n", 400),
        ("a\r\n0123456789xx", 400),
        ("ffffffffffffffff\r\n", 413),
        ("fffffffffffffffff\r\n", 400),
    ] {
        let answer = reply(&raw(&sandbox, request(bad).as_bytes()).unwrap());
        assert_eq!(answer.status, status, "{bad}");
    }
}

#[test]
fn a_client_that_waits_for_permission_gets_it() {
    let sandbox = start();
    let body = page_request(&sandbox, 0, 3).to_string();
    let mut stream = connect(&sandbox);
    write!(
        stream,
        "POST {INSTANCES} HTTP/1.1\r\nAuthorization: Bearer {}\r\nExpect: 100-continue\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        sandbox.token(),
        body.len()
    )
    .unwrap();
    let mut permission = [0; 25];
    stream.read_exact(&mut permission).unwrap();
    assert_eq!(&permission, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).unwrap();
    assert_eq!(codes(&read_one(&mut stream)).len(), 3);
}

#[test]
fn what_is_no_request_is_refused() {
    let sandbox = builder().largest_body(1000).start().unwrap();
    let many = "A: b\r\n".repeat(200);
    let long = format!("A: {}\r\n", "b".repeat(40_000));
    let cases = [
        ("\0\r\n\r\n".to_owned(), 400),
        ("GET\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/3\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nA b\r\n\r\n".to_owned(), 400),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), 431),
        (format!("GET / HTTP/1.1\r\n{long}"), 431),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n".to_owned(),
            413,
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n".to_owned(),
            413,
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".to_owned(),
            400,
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\nx".to_owned(),
            400,
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx".to_owned(),
            400,
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(),
            400,
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n".to_owned(),
            501,
        ),
    ];
    for (request, status) in cases {
        let answer = reply(&raw(&sandbox, request.as_bytes()).unwrap());
        assert_eq!(answer.status, status, "{request:.80}");
        assert_eq!(answer.header("connection"), Some("close"), "{request:.80}");
    }
    // A client that continues to send a body that is too large still gets the answer.
    let large = "x".repeat(500_000);
    let request = format!("POST / HTTP/1.1\r\nContent-Length: 500000\r\n\r\n{large}");
    assert_eq!(
        reply(&raw(&sandbox, request.as_bytes()).unwrap()).status,
        413
    );
    sandbox.stop().unwrap();
}

#[test]
fn the_end_leaves_nothing_behind() {
    let sandbox = start();
    let port = sandbox.port();
    let mut idle = connect(&sandbox);
    let mut half = connect(&sandbox);
    half.write_all(b"GET / HT").unwrap();
    write!(idle, "GET {PATH} HTTP/1.1\r\n\r\n").unwrap();
    read_one(&mut idle);
    let start = Instant::now();
    drop(sandbox);
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(matches!(idle.read(&mut [0]), Ok(0) | Err(_)));
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    // Users restart the command on a port whose connections linger.
    drop((idle, half));
    let again = builder().port(port).start().unwrap();
    assert_eq!(again.port(), port);
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let error = builder()
        .port(taken.local_addr().unwrap().port())
        .start()
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[test]
fn eight_clients_at_once() {
    let sandbox = builder().population(500).start().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(walk(&sandbox).len(), 500));
        }
    });
    assert_eq!(sandbox.calls_of(LIST).count(), 8 * 6);
    sandbox.stop().unwrap();
}

#[test]
fn the_record_is_bounded_and_the_counts_are_not() {
    let sandbox = builder().kept_calls(3).start().unwrap();
    (0..5).for_each(|_| drop(get(&sandbox, PATH).unwrap()));
    assert_eq!((sandbox.calls().len(), sandbox.calls().count()), (3, 5));
    assert_eq!(sandbox.calls_of("shop/v1/shelf/get").count(), 5);
}

/// Bytes that look more or less like a request.
fn requests() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(vec![
        "GET ",
        "POST ",
        INSTANCES,
        TOKEN,
        PATH,
        "/open-apis/shop/v1/files",
        "/%",
        "?a=%zz&a",
        " HTTP/1.1\r\n",
        " HTTP/1.0\r\n",
        "\r\n",
        "\r\n\r\n",
        "Content-Length: 20\r\n",
        "Content-Length: 99999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n",
        "Content-Type: application/json\r\n",
        "Content-Type: multipart/form-data; boundary=b\r\n",
        "Authorization: Bearer t-\u{e9}\r\n",
        "Authorization: Bearer \u{20ac}\r\n",
        "--b",
        "--b--",
        "Content-Disposition: form-data; name=a; filename=b\r\n",
        "5\r\n",
        "0\r\n\r\n",
        "{\"a\":",
        "[[[[",
        "1e400",
        "\"\\ud800\"",
        "-9223372036854775809",
        "}",
    ]);
    let piece = prop_oneof![
        8 => token.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever a client sends: after the client has finished, the server closes the connection, none of its threads
    /// panics, and the next client is served.
    #[test]
    fn any_bytes_leave_the_server_standing(bytes in requests()) {
        thread_local! {
            static SANDBOX: Sandbox = start();
        }
        SANDBOX.with(|sandbox| {
            let mut stream = connect(sandbox);
            // The server may have closed before it has received everything.
            let _ = stream.write_all(&bytes);
            let _ = stream.shutdown(Shutdown::Write);
            let mut answer = Vec::new();
            match stream.read_to_end(&mut answer) {
                Ok(_) => {}
                Err(error) => prop_assert!(error.kind() == std::io::ErrorKind::ConnectionReset, "{error}"),
            }
            prop_assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "));
            prop_assert_eq!(sandbox.panics(), 0);
            prop_assert_eq!(get(sandbox, PATH).unwrap().code(), 0);
            Ok(())
        })?;
    }
}

//! A server on a plain socket, for answers that the sandbox does not give.

#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(
    clippy::unwrap_used,
    reason = "clippy sees tests only in functions marked so"
)]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The address to call, and the number of connections.
#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    connections: Arc<AtomicU32>,
    requests: Arc<AtomicU32>,
}

impl Server {
    /// Passes each connection to `serve`, one after the other.
    pub fn start(serve: impl Fn(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let connections = server.connections.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                connections.fetch_add(1, Ordering::SeqCst);
                serve(&mut stream.unwrap());
            }
        });
        server
    }

    /// Answers each request with JSON, given its head and body.
    pub fn answering(answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        Server::answering_with(move |request| (Vec::new(), answer(request)))
    }

    /// The same, with header lines.
    pub fn answering_with(answer: impl Fn(&str) -> (Vec<u8>, String) + Send + 'static) -> Self {
        let requests: Arc<AtomicU32> = Arc::default();
        let counted = requests.clone();
        let server = Server::start(move |stream| {
            while let Some(request) = read_request(stream) {
                counted.fetch_add(1, Ordering::SeqCst);
                let (lines, body) = answer(&request);
                let length = format!("Content-Length: {}\r\n\r\n", body.len());
                let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
                let answer = [head, &*lines, length.as_bytes(), body.as_bytes()].concat();
                if stream.write_all(&answer).is_err() {
                    return;
                }
            }
        });
        Server { requests, ..server }
    }

    /// How many requests were answered.
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }

    pub fn connections(&self) -> u32 {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }
}

/// An address without a listening server.
pub fn closed() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// Reads a head and the body that it announces; `None` at the end of the connection.
pub fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        request.push(byte[0]);
    }
    let head = String::from_utf8(request).unwrap();
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase()
            .strip_prefix("content-length: ")?
            .parse()
            .ok()
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

/// Closes the sending side and waits for the other side: unread bytes would otherwise reset the connection, and the
/// client might lose the answer.
pub fn close(stream: &mut TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.read_to_end(&mut Vec::new());
}

//! A documentation portal on loopback, for tests of commands that fetch pages.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

/// The portal's answer for a page.
pub fn answer(page: &str) -> String {
    serde_json::json!({ "code": 0, "data": { "content": page } }).to_string()
}

/// A portal that answers the given number of calls.
pub struct Portal {
    pub url: String,
    server: JoinHandle<Vec<String>>,
}

impl Portal {
    pub fn answering(answers: impl IntoIterator<Item = (u16, String)>) -> Self {
        Portal::then(answers, |_| {})
    }

    /// The same, then it accepts one more call and never answers it. The receiver learns of that call.
    #[allow(dead_code, reason = "each test has its own copy of this module")]
    pub fn silent_after(
        answers: impl IntoIterator<Item = (u16, String)>,
    ) -> (Self, mpsc::Receiver<TcpStream>) {
        let (sender, receiver) = mpsc::channel();
        let portal = Portal::then(answers, move |listener| {
            let (stream, _) = listener.accept().unwrap();
            let _ = sender.send(stream);
        });
        (portal, receiver)
    }

    fn then(
        answers: impl IntoIterator<Item = (u16, String)>,
        then: impl FnOnce(&TcpListener) + Send + 'static,
    ) -> Self {
        let answers: Vec<(u16, String)> = answers.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let calls = answers
                .into_iter()
                .map(|(status, body)| reply(&listener, status, &body))
                .collect();
            then(&listener);
            calls
        });
        Portal { url, server }
    }

    /// The request lines of the calls, once all are answered.
    pub fn asked(self) -> Vec<String> {
        self.server.join().unwrap()
    }
}

/// Answers a call; returns its request line.
fn reply(listener: &TcpListener, status: u16, body: &str) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    reader.read_line(&mut line).unwrap();
    let mut header = String::new();
    while reader.read_line(&mut header).unwrap() > 2 {
        header.clear();
    }
    let head = format!(
        "HTTP/1.1 {status} \r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).unwrap();
    line
}

//! HTTP/1.1 over a TCP stream: reads requests, and writes answers byte for byte as the faults require.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use socket2::SockRef;

const LARGEST_HEAD: usize = 32 * 1024;
const MOST_HEADERS: usize = 100;

/// The timeout for the rest of a request once it has begun.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// One side of a connection, and the data read ahead.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    largest_body: usize,
    /// The deadline for the request that is being read.
    deadline: Option<Instant>,
}

/// A request.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As on the request line.
    target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    framing: Framing,
    /// Whether the client wants to reuse the connection.
    pub(crate) keep_alive: bool,
    expects_continue: bool,
}

/// How the end of the body is determined.
#[derive(Clone, Copy, Debug)]
enum Framing {
    Length(usize),
    Chunked,
}

impl Default for Framing {
    fn default() -> Self {
        Framing::Length(0)
    }
}

/// Why a request could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// The client has disconnected, or was too slow.
    Gone,
    /// The request is invalid or not supported: the HTTP status and the reason.
    Bad(u16, &'static str),
}

impl From<io::Error> for ReadError {
    fn from(_: io::Error) -> Self {
        ReadError::Gone
    }
}

impl Request {
    /// The path, still percent-encoded.
    pub(crate) fn path(&self) -> &str {
        let target = match self.target.split_once("://") {
            // The absolute form, which is sent to proxies.
            Some((_, rest)) if !self.target.starts_with('/') => {
                rest.find('/').map_or("/", |start| &rest[start..])
            }
            _ => &self.target,
        };
        target.split(['?', '#']).next().unwrap_or_default()
    }

    /// The query, still encoded, without the question mark.
    pub(crate) fn query(&self) -> &str {
        let (target, _) = self.target.split_once('#').unwrap_or((&self.target, ""));
        target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The values of a header; names are case-insensitive.
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| &**value)
    }

    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| &**value)
    }
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, largest_body: usize) -> Self {
        Connection {
            stream,
            buffer: Vec::with_capacity(4096),
            largest_body,
            deadline: None,
        }
    }

    /// Waits for the next request and reads its head; `None` if the client has closed.
    pub(crate) fn read_head(&mut self) -> Result<Option<Request>, ReadError> {
        self.stream.set_read_timeout(None)?;
        self.deadline = None;
        loop {
            // Line ends before a request are ignored (RFC 9112, 2.2).
            let blank = self
                .buffer
                .iter()
                .take_while(|byte| b"\r\n".contains(byte))
                .count();
            self.buffer.drain(..blank);
            if let Some((request, length)) = parse_head(&self.buffer, self.largest_body)? {
                self.buffer.drain(..length);
                return Ok(Some(request));
            }
            if self.buffer.len() > LARGEST_HEAD {
                return Err(ReadError::Bad(431, "the head of the request is too large"));
            }
            if !self.buffer.is_empty() {
                self.hurry()?;
            }
            if self.fill()? == 0 {
                return match self.buffer.is_empty() {
                    true => Ok(None),
                    false => Err(ReadError::Gone),
                };
            }
        }
    }

    /// Reads the body.
    pub(crate) fn read_body(&mut self, request: &mut Request) -> Result<(), ReadError> {
        if request.expects_continue && self.buffer.is_empty() {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        match request.framing {
            Framing::Length(length) => {
                self.fill_to(length)?;
                request.body = self.buffer[..length].to_vec();
                self.buffer.drain(..length);
            }
            Framing::Chunked => self.read_chunks(&mut request.body)?,
        }
        Ok(())
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Result<(), ReadError> {
        const MALFORMED: ReadError = ReadError::Bad(400, "a chunk of the body is malformed");
        loop {
            let (start, length) = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(httparse::Status::Complete(found)) => break found,
                    Ok(httparse::Status::Partial) if self.buffer.len() < 1024 => {
                        self.fill_more()?
                    }
                    _ => return Err(MALFORMED),
                }
            };
            self.buffer.drain(..start);
            let room = self.largest_body.saturating_sub(body.len());
            let length = usize::try_from(length)
                .ok()
                .filter(|length| *length <= room);
            let length = length.ok_or(ReadError::Bad(413, "the body is too large"))?;
            if length == 0 {
                return self.skip_trailers();
            }
            self.fill_to(length + 2)?;
            if &self.buffer[length..length + 2] != b"\r\n" {
                return Err(MALFORMED);
            }
            body.extend_from_slice(&self.buffer[..length]);
            self.buffer.drain(..length + 2);
        }
    }

    /// Reads up to the empty line that ends a chunked body.
    fn skip_trailers(&mut self) -> Result<(), ReadError> {
        loop {
            match self.buffer.windows(2).position(|window| window == b"\r\n") {
                Some(0) => {
                    self.buffer.drain(..2);
                    return Ok(());
                }
                Some(end) => {
                    self.buffer.drain(..end + 2);
                }
                None if self.buffer.len() < LARGEST_HEAD => self.fill_more()?,
                None => return Err(ReadError::Bad(431, "the trailers are too large")),
            }
        }
    }

    fn fill_to(&mut self, length: usize) -> Result<(), ReadError> {
        while self.buffer.len() < length {
            self.fill_more()?;
        }
        Ok(())
    }

    /// Reads more of a request that has begun.
    fn fill_more(&mut self) -> Result<(), ReadError> {
        self.hurry()?;
        match self.fill()? {
            0 => Err(ReadError::Gone),
            _ => Ok(()),
        }
    }

    /// Sets the read timeout to the time left for the current request.
    fn hurry(&mut self) -> Result<(), ReadError> {
        let deadline = *self
            .deadline
            .get_or_insert_with(|| Instant::now() + REQUEST_TIMEOUT);
        let left = deadline.saturating_duration_since(Instant::now());
        match left.is_zero() {
            true => Err(ReadError::Gone),
            false => Ok(self.stream.set_read_timeout(Some(left))?),
        }
    }

    fn fill(&mut self) -> io::Result<usize> {
        let mut piece = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(length) => {
                    self.buffer.extend_from_slice(&piece[..length]);
                    return Ok(length);
                }
            }
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Makes the close of the connection a reset (RST).
    pub(crate) fn reset(&self) {
        // If the option cannot be set, the client sees an orderly close, which is no answer either.
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }

    /// Closes the connection after an answer to a request that was not read completely. Closing with unread bytes
    /// would reset the connection, and the client might lose the answer.
    pub(crate) fn close_gently(mut self) {
        const MOST: usize = 1 << 20;
        let until = Instant::now() + Duration::from_secs(1);
        if self.stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        let mut drained = 0;
        let mut piece = [0; 16 * 1024];
        while drained < MOST {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || self.stream.set_read_timeout(Some(left)).is_err() {
                return;
            }
            match self.stream.read(&mut piece) {
                Ok(0) | Err(_) => return,
                Ok(length) => drained += length,
            }
        }
    }
}

fn parse_head(buffer: &[u8], largest_body: usize) -> Result<Option<(Request, usize)>, ReadError> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let length = match head.parse(buffer) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(ReadError::Bad(431, "the request has too many headers"));
        }
        Err(_) => return Err(ReadError::Bad(400, "this is not an HTTP request")),
    };
    let mut request = Request {
        method: head.method.unwrap_or_default().to_owned(),
        target: head.path.unwrap_or_default().to_owned(),
        headers: head
            .headers
            .iter()
            .map(|h| {
                (
                    h.name.to_owned(),
                    String::from_utf8_lossy(h.value).into_owned(),
                )
            })
            .collect(),
        ..Request::default()
    };
    request.framing = framing(&request, largest_body)?;
    let connection = request.header("connection").unwrap_or_default();
    let says = |word: &str| {
        connection
            .split(',')
            .any(|w| w.trim().eq_ignore_ascii_case(word))
    };
    request.keep_alive = match head.version {
        Some(1) => !says("close"),
        _ => says("keep-alive"),
    };
    let expect = request.header("expect").unwrap_or_default();
    request.expects_continue = expect.eq_ignore_ascii_case("100-continue");
    Ok(Some((request, length)))
}

fn framing(request: &Request, largest_body: usize) -> Result<Framing, ReadError> {
    let mut lengths = request.headers("content-length");
    let length = lengths.next();
    if lengths.next().is_some() {
        return Err(ReadError::Bad(400, "the request has two lengths"));
    }
    match (request.header("transfer-encoding"), length) {
        (None, None) => Ok(Framing::Length(0)),
        (None, Some(length)) => {
            let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
            if !digits {
                return Err(ReadError::Bad(400, "the Content-Length is not a number"));
            }
            match length.parse() {
                Ok(length) if length <= largest_body => Ok(Framing::Length(length)),
                _ => Err(ReadError::Bad(413, "the body is too large")),
            }
        }
        (Some(coding), None) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        (Some(_), None) => Err(ReadError::Bad(501, "the Transfer-Encoding is not known")),
        // Two ways to determine the end of the body enable request smuggling.
        (Some(_), Some(_)) => Err(ReadError::Bad(400, "the request has two framings")),
    }
}

/// The reason phrase of a status.
pub(crate) fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}

//! One exchange of HTTP: a request out, an answer in, everything bounded.

use std::io::Read;
use std::sync::Once;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER,
};
use ureq::http::{HeaderValue, Method as HttpMethod, Request, Uri};
use ureq::{Agent, Body, Timeout};

use crate::error::Inner;
use crate::region::BaseUrl;
use crate::request::Encoded;
use crate::{ErrorKind, Host, Metadata, Method};

/// The bounds of one exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// For a connection, TLS included.
    pub(crate) connect: Duration,
    /// From the first byte sent to the last byte received.
    pub(crate) exchange: Duration,
    /// The longest body, in bytes.
    pub(crate) body: usize,
}

/// From how many bytes on a body may take more than one write: what is shorter goes into the
/// buffer of the socket at once.
const LONG: usize = 64 * 1024;

/// The way to the two hosts. Connections are kept and shared by all clones of a client.
pub(crate) struct Transport {
    www: Origin,
    open: Origin,
    bounds: Bounds,
}

struct Origin {
    base: BaseUrl,
    agent: Agent,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Why nothing came back.
pub(crate) struct Failure {
    pub(crate) error: Box<Inner>,
    /// Whether the platform may have received the request.
    pub(crate) sent: bool,
    /// Whether the cause may pass by itself.
    pub(crate) passing: bool,
}

impl Transport {
    pub(crate) fn new(www: BaseUrl, open: BaseUrl, bounds: Bounds) -> Self {
        let proxied = agent(bounds, false);
        // A proxy does not reach this machine, and must not see what is meant for it.
        let direct = agent(bounds, true);
        let origin = |base: BaseUrl| Origin {
            agent: if base.loopback {
                direct.clone()
            } else {
                proxied.clone()
            },
            base,
        };
        Transport {
            www: origin(www),
            open: origin(open),
            bounds,
        }
    }

    pub(crate) fn base_url(&self, host: Host) -> &str {
        &self.origin(host).base.url
    }

    /// Sends `request` and reads the whole answer, whatever its status. `at_most` shortens the
    /// bounds on time.
    pub(crate) fn send(
        &self,
        metadata: &'static Metadata,
        request: &Encoded,
        authorization: Option<HeaderValue>,
        at_most: Option<Duration>,
    ) -> Result<Answer, Failure> {
        warn_of_wire_dumps();
        let origin = self.origin(metadata.host);
        let started = Instant::now();
        let longest = at_most.map_or(self.bounds.exchange, |at_most| {
            self.bounds.exchange.min(at_most)
        });
        let http = self.request(origin, metadata, request, authorization, longest)?;
        let response = origin
            .agent
            .run(http)
            .map_err(|e| failure(e, origin, self.bounds))?;
        let (parts, mut body) = response.into_parts();
        let body = self.read(&mut body, started, longest, origin)?;
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }

    fn origin(&self, host: Host) -> &Origin {
        match host {
            Host::Www => &self.www,
            Host::Open => &self.open,
        }
    }

    fn request<'r>(
        &self,
        origin: &Origin,
        metadata: &'static Metadata,
        request: &'r Encoded,
        authorization: Option<HeaderValue>,
        longest: Duration,
    ) -> Result<Request<&'r [u8]>, Failure> {
        let invalid = |why: &str| Failure {
            error: Box::new(Inner::new(ErrorKind::InvalidRequest, why)),
            sent: false,
            passing: false,
        };
        let uri = Uri::try_from([&*origin.base.url, &*request.path_and_query].concat())
            // The URL is not shown: a parameter in it may be a secret.
            .map_err(|_| invalid("the URL would be too long, or is not a valid one"))?;
        let body = request.body();
        let mut http = Request::new(body.map_or(&[][..], |(bytes, _)| bytes));
        *http.method_mut() = http_method(metadata.method);
        *http.uri_mut() = uri;
        let headers = http.headers_mut();
        if let Some((_, content_type)) = body {
            let value = HeaderValue::from_str(content_type)
                .map_err(|_| invalid("the media type of the body can not be sent"))?;
            headers.insert(CONTENT_TYPE, value);
        }
        for (name, value) in &request.headers {
            headers.insert(name, value.clone());
        }
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        // Copies the configuration, hence only where it differs.
        if longest >= self.bounds.exchange && http.body().len() < LONG {
            return Ok(http);
        }
        let at_most = longest.max(Duration::from_millis(1));
        Ok(origin
            .agent
            .configure_request(http)
            .timeout_connect(Some(self.bounds.connect.min(at_most)))
            .timeout_per_write(Some(at_most))
            .timeout_send_body(Some(at_most))
            .timeout_recv_response(Some(at_most))
            .timeout_recv_body(Some(at_most))
            .build())
    }

    /// Reads a body to its end, but not beyond the bounds.
    fn read(
        &self,
        body: &mut Body,
        started: Instant,
        longest: Duration,
        origin: &Origin,
    ) -> Result<Vec<u8>, Failure> {
        const CHUNK: usize = 16 * 1024;
        const AT_ONCE: u64 = 64 * 1024 * 1024;
        let max = self.bounds.body;
        if body
            .content_length()
            .is_some_and(|announced| announced > max as u64)
        {
            return Err(too_large(max));
        }
        // One byte more than announced, so that the end is seen without growing. What is announced
        // need not come: where long answers are allowed, the room for one grows with it.
        let mut size = match body.content_length() {
            Some(announced) => announced.min(AT_ONCE) as usize + 1,
            None => CHUNK,
        };
        let mut bytes = Vec::new();
        let mut reader = body.as_reader();
        let mut filled = 0;
        loop {
            if filled == bytes.len() {
                bytes.resize(filled + size, 0);
                size = bytes.len();
            }
            let read = reader
                .read(&mut bytes[filled..])
                .map_err(|e| failure(e.into(), origin, self.bounds))?;
            filled += read;
            if filled > max {
                return Err(too_large(max));
            }
            if read == 0 {
                bytes.truncate(filled);
                return Ok(bytes);
            }
            // Each read waits for some bytes only: without this a trickle would never end.
            if started.elapsed() > longest {
                return Err(timed_out(Timeout::RecvBody, origin, self.bounds));
            }
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The number under which the platform logged this exchange.
    pub(crate) fn log_id(&self) -> Option<&str> {
        self.header("x-tt-logid")
            .or_else(|| self.header("x-request-id"))
    }

    /// How long to wait before the next request, where the answer says so.
    pub(crate) fn wait(&self) -> Option<Duration> {
        let seconds = |name: HeaderName| {
            let text = self.headers.get(name)?.to_str().ok()?;
            let seconds: u32 = text.trim().parse().ok()?;
            // "Now" is no pause: the usual back-off serves better.
            (seconds > 0).then(|| Duration::from_secs(seconds.into()))
        };
        seconds(HeaderName::from_static("x-ogw-ratelimit-reset")).or_else(|| seconds(RETRY_AFTER))
    }

    /// Where a redirect leads: its host only, as the rest may hold what is not for showing.
    pub(crate) fn redirects_to(&self) -> Option<String> {
        let location = self.headers.get(LOCATION)?;
        if !(300..400).contains(&self.status) {
            return None;
        }
        let uri: Option<Uri> = location.to_str().ok().and_then(|text| text.parse().ok());
        Some(match uri.as_ref().and_then(Uri::host) {
            Some(host) => format!("the host `{}`", crate::scrub::one_line(host, 200)),
            None => "another path of the same host".to_owned(),
        })
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The compression of the body, which was not asked for and is not undone.
    pub(crate) fn compression(&self) -> Option<&str> {
        self.headers
            .get(CONTENT_ENCODING)?
            .to_str()
            .ok()
            .filter(|encoding| !encoding.eq_ignore_ascii_case("identity"))
    }
}

/// The HTTP library below logs, at trace level, the head of what it sends and all that it receives, in
/// rows of sixteen bytes: tokens on both ways. Where that is not compiled out (`no-trace-logs`), it is said,
/// once, and before a request: a level may be raised at any time.
fn warn_of_wire_dumps() {
    static SAID: Once = Once::new();
    if log::log_enabled!(target: "ureq_proto::util", log::Level::Trace) {
        SAID.call_once(|| {
            log::warn!(
                "the logger shows `ureq_proto` at trace level, which dumps what is sent and \
                 received, tokens included; set it to `ureq_proto=debug`"
            );
        });
    }
}

fn agent(bounds: Bounds, direct: bool) -> Agent {
    let mut config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("larkspec/", env!("CARGO_PKG_VERSION")))
        // Compression is not asked for; larkspec is built without it.
        .accept_encoding("")
        // One bound over all of it would make ureq start a thread for every call, to look up the
        // host's name in; so each phase has its own, and `read` keeps the time over all of them.
        .timeout_connect(Some(bounds.connect))
        // Of each write, not of what is left for the phase: the socket is told of it once and not
        // at every call. See `LONG` for what takes more than one write.
        .timeout_per_write(Some(bounds.exchange))
        .timeout_recv_response(Some(bounds.exchange))
        .timeout_recv_body(Some(bounds.exchange))
        // A program that calls from many threads should not connect anew for each of its calls.
        .max_idle_connections(64)
        .max_idle_connections_per_host(32);
    if direct {
        config = config.proxy(None);
    }
    #[cfg(feature = "native-tls")]
    {
        use ureq::tls::{TlsConfig, TlsProvider};
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .build();
        config = config.tls_config(tls);
    }
    config.build().new_agent()
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

fn too_large(max: usize) -> Failure {
    Failure {
        error: Box::new(Inner::new(
            ErrorKind::TooLarge,
            format!("the answer is longer than the {max} bytes allowed"),
        )),
        sent: true,
        passing: false,
    }
}

fn timed_out(phase: Timeout, origin: &Origin, bounds: Bounds) -> Failure {
    let sent = !matches!(phase, Timeout::Resolve | Timeout::Connect);
    let detail = match sent {
        true => format!("no whole answer within {:?}", bounds.exchange),
        false => format!(
            "no connection to {} within {:?}",
            origin.base.url, bounds.connect
        ),
    };
    Failure {
        error: Box::new(Inner::new(ErrorKind::Timeout, detail)),
        sent,
        passing: true,
    }
}

/// What a failure of ureq means for the call.
fn failure(error: ureq::Error, origin: &Origin, bounds: Bounds) -> Failure {
    use std::io::ErrorKind as Io;

    let url = &origin.base.url;
    let (kind, sent, passing, detail) = match &error {
        ureq::Error::Timeout(phase) => return timed_out(*phase, origin, bounds),
        ureq::Error::HostNotFound => (
            ErrorKind::Transport,
            false,
            true,
            format!("the host of {url} was not found"),
        ),
        ureq::Error::Io(io) => match io.kind() {
            Io::ConnectionRefused
            | Io::HostUnreachable
            | Io::NetworkUnreachable
            | Io::NetworkDown
            | Io::AddrNotAvailable => (
                ErrorKind::Transport,
                false,
                true,
                format!("{url} can not be reached: {io}"),
            ),
            // rustls wraps its own errors in this kind.
            Io::InvalidData => (
                ErrorKind::Tls,
                true,
                false,
                format!("TLS with {url} failed: {io}"),
            ),
            // The standard library has no kind for a failed look-up.
            _ if io.to_string().starts_with("failed to lookup address") => (
                ErrorKind::Transport,
                false,
                true,
                format!("the host of {url} was not found: {io}"),
            ),
            _ => (
                ErrorKind::Transport,
                true,
                true,
                format!("the connection to {url} broke: {io}"),
            ),
        },
        ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::InvalidProxyUrl => (
            ErrorKind::Transport,
            false,
            true,
            format!("no connection to {url}, through a proxy perhaps: {error}"),
        ),
        ureq::Error::Tls(_) | ureq::Error::TlsRequired => (
            ErrorKind::Tls,
            false,
            false,
            format!("TLS with {url} failed: {error}"),
        ),
        #[cfg(feature = "rustls")]
        ureq::Error::Rustls(_) => (
            ErrorKind::Tls,
            false,
            false,
            format!("TLS with {url} failed: {error}"),
        ),
        #[cfg(feature = "native-tls")]
        ureq::Error::NativeTls(_) | ureq::Error::Der(_) => (
            ErrorKind::Tls,
            false,
            false,
            format!("TLS with {url} failed: {error}"),
        ),
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => (
            ErrorKind::Transport,
            true,
            false,
            format!("{url} does not answer in HTTP/1.1: {error}"),
        ),
        _ => (
            ErrorKind::Transport,
            true,
            false,
            format!("the exchange with {url} failed: {error}"),
        ),
    };
    Failure {
        error: Box::new(Inner {
            source: Some(Box::new(error)),
            ..Inner::new(kind, crate::scrub::one_line(&detail, 400))
        }),
        sent,
        passing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Headers = &'static [(&'static str, &'static str)];

    fn answer(status: u16, headers: Headers) -> Answer {
        Answer {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| {
                    (
                        HeaderName::from_static(name),
                        HeaderValue::from_static(value),
                    )
                })
                .collect(),
            body: Vec::new(),
        }
    }

    #[test]
    fn reads_how_long_to_wait() {
        let cases: [(Headers, Option<u64>); 7] = [
            (&[("x-ogw-ratelimit-reset", "52")], Some(52)),
            (
                &[("x-ogw-ratelimit-reset", " 7 "), ("retry-after", "3")],
                Some(7),
            ),
            (&[("retry-after", "3")], Some(3)),
            (&[("x-ogw-ratelimit-reset", "0")], None),
            (
                &[("x-ogw-ratelimit-reset", "soon"), ("retry-after", "2")],
                Some(2),
            ),
            (&[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")], None),
            (&[], None),
        ];
        for (headers, expected) in cases {
            let wait = answer(429, headers).wait();
            assert_eq!(wait, expected.map(Duration::from_secs), "{headers:?}");
        }
    }

    #[test]
    fn tells_the_host_of_a_redirect_only() {
        let cases: [(u16, Headers, Option<&str>); 3] = [
            (
                302,
                &[("location", "https://evil.example/?token=t-1")],
                Some("the host `evil.example`"),
            ),
            (
                307,
                &[("location", "/elsewhere")],
                Some("another path of the same host"),
            ),
            (200, &[("location", "https://evil.example/")], None),
        ];
        for (status, headers, expected) in cases {
            let to = answer(status, headers).redirects_to();
            assert_eq!(to.as_deref(), expected);
        }
        assert_eq!(answer(304, &[]).redirects_to(), None);
    }

    #[test]
    fn tells_failures_before_sending_from_those_after() {
        use std::io;
        let base = BaseUrl::parse("https://open.feishu.cn", false).unwrap();
        let bounds = Bounds {
            connect: Duration::from_secs(10),
            exchange: Duration::from_secs(30),
            body: 1,
        };
        let origin = Origin {
            agent: agent(bounds, true),
            base,
        };
        let io = |kind: io::ErrorKind| ureq::Error::Io(io::Error::new(kind, "x"));
        let cases = [
            (ureq::Error::HostNotFound, ErrorKind::Transport, false, true),
            (
                io(io::ErrorKind::ConnectionRefused),
                ErrorKind::Transport,
                false,
                true,
            ),
            (
                io(io::ErrorKind::ConnectionReset),
                ErrorKind::Transport,
                true,
                true,
            ),
            (
                io(io::ErrorKind::UnexpectedEof),
                ErrorKind::Transport,
                true,
                true,
            ),
            (io(io::ErrorKind::InvalidData), ErrorKind::Tls, true, false),
            (
                ureq::Error::Timeout(Timeout::Connect),
                ErrorKind::Timeout,
                false,
                true,
            ),
            (
                ureq::Error::Timeout(Timeout::RecvBody),
                ErrorKind::Timeout,
                true,
                true,
            ),
            (ureq::Error::Tls("bad name"), ErrorKind::Tls, false, false),
        ];
        for (error, kind, sent, passing) in cases {
            let text = error.to_string();
            let failure = failure(error, &origin, bounds);
            assert_eq!(
                (failure.error.kind, failure.sent, failure.passing),
                (kind, sent, passing),
                "{text}"
            );
        }
    }
}

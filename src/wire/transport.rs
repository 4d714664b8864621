//! One HTTP exchange: sends a request and reads the answer, within limits.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Once;
use std::time::{Duration, Instant};

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use http::{HeaderValue, Request};
use ureq::Body;

use crate::wire::disposition::text;
use crate::wire::region::BaseUrl;
use crate::wire::request::Encoded;
use crate::wire::unpack::{TooLong, unpack};
use crate::{Host, Metadata};

mod connect;
mod failure;
mod origin;
mod proxy;
mod roots;

use failure::failure;
pub(crate) use failure::{Chance, Failure};
use origin::Origin;
pub(crate) use origin::{Bounds, Configure, Setup, too_large};
pub(crate) use proxy::{Proxies, ProxySetting};

/// From this size on, a body may take more than one write; a shorter one goes into the socket's buffer at once.
const LONG: usize = 64 * 1024;

/// The connections to the two hosts, shared by all clones of a client.
pub(crate) struct Transport {
    www: Origin,
    open: Origin,
    setup: Setup,
}

/// An answer as received.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Transport {
    pub(crate) fn new(www: BaseUrl, open: BaseUrl, proxies: &Proxies, setup: Setup) -> Self {
        let www = Origin::new(www, proxies, &setup, None);
        let open = Origin::new(open, proxies, &setup, Some(&www));
        Transport { www, open, setup }
    }

    /// The settings that all exchanges share.
    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Closes all connections, and rejects new ones.
    pub(crate) fn shut_down(&self) {
        for origin in [&self.www, &self.open] {
            origin.agent.clone().shutdown();
        }
    }

    pub(crate) fn base_url(&self, host: Host) -> &str {
        &self.origin(host).base.url
    }

    /// Sends `request` and reads the whole answer, whatever its status. `longest` replaces the default timeout of the
    /// exchange.
    pub(crate) fn send(
        &self,
        metadata: &Metadata<'_>,
        request: &Encoded,
        authorization: Option<HeaderValue>,
        longest: Duration,
    ) -> Result<Answer, Failure> {
        if self.setup.warns_of_dumps && dumps_the_wire() {
            warn_of_wire_dumps();
        }
        let origin = self.origin(metadata.host);
        let started = Instant::now();
        let bounds = Bounds {
            exchange: longest,
            ..self.setup.bounds
        };
        let mut http = request
            .to_http(&origin.base.url, metadata, authorization)
            .map_err(Failure::invalid)?;
        for (name, value) in &self.setup.headers {
            http.headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        let response = origin
            .agent
            .run(self.within(longest, origin, http))
            .map_err(|e| failure(e, origin, bounds))?;
        origin.has_now_answered();
        let (parts, mut body) = response.into_parts();
        let body = read(&mut body, started, bounds, origin)?;
        Answer::new(parts.status.as_u16(), parts.headers, body, bounds.body)
            .map_err(|_| Failure::too_large(bounds.body))
    }

    fn origin(&self, host: Host) -> &Origin {
        match host {
            Host::Www => &self.www,
            Host::Open => &self.open,
        }
    }

    /// Sets the timeout of the exchange.
    fn within<'r>(
        &self,
        longest: Duration,
        origin: &Origin,
        http: Request<&'r [u8]>,
    ) -> Request<&'r [u8]> {
        // This copies the configuration, so only do it if the timeout differs.
        let bounds = self.setup.bounds;
        if longest == bounds.exchange && http.body().len() < LONG {
            return http;
        }
        let at_most = longest.max(Duration::from_millis(1));
        origin
            .agent
            .configure_request(http)
            .timeout_connect(Some(bounds.connect.min(at_most)))
            .timeout_per_write(Some(at_most))
            .timeout_send_body(Some(at_most))
            .timeout_recv_response(Some(at_most))
            .timeout_recv_body(Some(at_most))
            .build()
    }
}

/// Reads a body to its end within the limits.
fn read(
    body: &mut Body,
    started: Instant,
    bounds: Bounds,
    origin: &Origin,
) -> Result<Vec<u8>, Failure> {
    const CHUNK: usize = 16 * 1024;
    const AT_ONCE: u64 = 64 * 1024 * 1024;
    let max = bounds.body;
    if body
        .content_length()
        .is_some_and(|announced| announced > max as u64)
    {
        return Err(Failure::too_large(max));
    }
    // One byte more than announced, so that reading the end does not reallocate. The announced length may be wrong,
    // so for long answers the buffer grows as data arrives.
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
            .map_err(|e| failure(e.into(), origin, bounds))?;
        filled += read;
        if filled > max {
            return Err(Failure::too_large(max));
        }
        if read == 0 {
            bytes.truncate(filled);
            return Ok(bytes);
        }
        // The read timeout covers one read only; without this check, an answer that trickles in would never end.
        if started.elapsed() > bounds.exchange {
            return Err(Failure::timed_out(bounds));
        }
    }
}

impl Answer {
    /// Decompresses an answer if it is compressed.
    pub(crate) fn new(
        status: u16,
        mut headers: HeaderMap,
        body: Vec<u8>,
        max: usize,
    ) -> Result<Self, TooLong> {
        let body = unpack(&mut headers, body, max)?;
        Ok(Answer {
            status,
            headers,
            body,
        })
    }

    /// A header, even if its bytes are not ASCII.
    pub(crate) fn header(&self, name: impl http::header::AsHeaderName) -> Option<Cow<'_, str>> {
        Some(text(self.headers.get(name)?.as_bytes()))
    }

    /// The ID under which the platform logs this exchange.
    pub(crate) fn log_id(&self) -> Option<Cow<'_, str>> {
        self.header("x-tt-logid")
            .or_else(|| self.header("x-request-id"))
    }

    /// How long to wait before the next request, if the answer says so.
    pub(crate) fn wait(&self) -> Option<Duration> {
        let seconds = |name: HeaderName| {
            let seconds: u32 = self.header(name)?.trim().parse().ok()?;
            // "Now" is not a pause; the usual back-off is better.
            (seconds > 0).then(|| Duration::from_secs(seconds.into()))
        };
        seconds(HeaderName::from_static("x-ogw-ratelimit-reset")).or_else(|| seconds(RETRY_AFTER))
    }

    /// The target of a redirect: only its host, as the rest may contain secrets.
    pub(crate) fn redirects_to(&self) -> Option<String> {
        let location = self.header(LOCATION)?;
        if !(300..400).contains(&self.status) {
            return None;
        }
        Some(match host_of(&location) {
            Some(host) => format!("the host `{}`", crate::error::scrub::one_line(host, 200)),
            None => "another path of the same host".to_owned(),
        })
    }

    pub(crate) fn content_type(&self) -> Option<Cow<'_, str>> {
        self.header(CONTENT_TYPE)
    }

    /// The compression of the body, if it was not requested and could not be undone.
    pub(crate) fn compression(&self) -> Option<Cow<'_, str>> {
        self.header(CONTENT_ENCODING)
            .filter(|encoding| !encoding.eq_ignore_ascii_case("identity"))
    }
}

/// The host of a URL that is absolute or begins with `//`, whatever its path contains.
fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("//")?;
    if !scheme.is_empty() && !scheme.ends_with(':') {
        return None;
    }
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host_and_port.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host_and_port,
    };
    Some(host).filter(|host| !host.is_empty())
}

/// Whether the HTTP library logs at trace level. It then logs the head of what it sends and everything it receives,
/// in rows of sixteen bytes, including tokens.
pub(crate) fn dumps_the_wire() -> bool {
    log::log_enabled!(target: "ureq_proto::util", log::Level::Trace)
}

/// Warns if the level was raised after the client was built.
fn warn_of_wire_dumps() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        log::warn!(
            target: "larkspec",
            "the logger shows `ureq_proto` at trace level, which logs everything sent and received, including tokens; \
             set it to `ureq_proto=debug`"
        );
    });
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
                        HeaderValue::from_bytes(value.as_bytes()).unwrap(),
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
        let cases: [(u16, Headers, Option<&str>); 6] = [
            // As for a path in raw UTF-8.
            (
                302,
                &[("location", "//u:p@evil.example:443/\u{e9}?t-1")],
                Some("the host `evil.example`"),
            ),
            (
                302,
                &[("location", "/a//b")],
                Some("another path of the same host"),
            ),
            (
                302,
                &[("location", "https://evil.example/\u{5ba1}")],
                Some("the host `evil.example`"),
            ),
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
    fn a_header_beyond_ascii_is_there() {
        let answer = answer(
            200,
            &[("x-tt-logid", "2024\u{5ba1}"), ("retry-after", "\u{e9}")],
        );
        assert_eq!(answer.log_id().as_deref(), Some("2024审"));
        assert_eq!(answer.wait(), None);
        let latin = HeaderValue::from_bytes(b"20\xe9").unwrap();
        let headers = [(HeaderName::from_static("x-request-id"), latin)];
        let answer = Answer {
            headers: headers.into_iter().collect(),
            ..answer
        };
        assert_eq!(answer.log_id().as_deref(), Some("20é"));
    }
}

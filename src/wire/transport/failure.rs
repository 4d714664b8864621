//! Interprets failures of the HTTP library.

use std::io::{self, ErrorKind as Io};

use ureq::{Error, Timeout};

use super::connect::{NotSent, Stage};
use super::origin::{Bounds, Origin, too_large};
use crate::ErrorKind;
use crate::error::Inner;
use crate::error::scrub::one_line;

/// Why there is no answer.
pub(crate) struct Failure {
    pub(crate) error: Box<Inner>,
    /// Whether the platform may have received the request or a part of it.
    pub(crate) sent: bool,
    pub(crate) chance: Chance,
}

/// Whether the cause may pass by itself while a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chance {
    /// The same request would fail again.
    None,
    /// A few attempts tell: a name that does not resolve, or a local server that is not running.
    Slim,
    /// For example, a server restarts, or a connection broke.
    Fair,
}

impl Failure {
    pub(super) fn new(kind: ErrorKind, detail: &str, sent: bool, chance: Chance) -> Self {
        Failure {
            error: Box::new(Inner::new(kind, one_line(detail, 500))),
            sent,
            chance,
        }
    }

    /// A request that cannot be encoded as HTTP.
    pub(super) fn invalid(why: &str) -> Self {
        Failure::new(ErrorKind::InvalidRequest, why, false, Chance::None)
    }

    pub(super) fn too_large(max: usize) -> Self {
        let detail = too_large(max);
        Failure::new(ErrorKind::TooLarge, &detail, true, Chance::None)
    }

    /// The answer did not come in time.
    pub(super) fn timed_out(bounds: Bounds) -> Self {
        let detail = format!("no complete answer within {:?}", bounds.exchange);
        Failure::new(ErrorKind::Timeout, &detail, true, Chance::Fair)
    }

    fn caused_by(mut self, error: Error) -> Self {
        self.error.source = Some(Box::new(error));
        self
    }
}

/// Interprets a failure of the HTTP library in a call to `origin`.
pub(super) fn failure(error: Error, origin: &Origin, bounds: Bounds) -> Failure {
    match error {
        Error::Other(other) => match other.downcast::<NotSent>() {
            Ok(not_sent) => unsent(*not_sent, origin, bounds),
            Err(other) => sent(Error::Other(other), origin, bounds),
        },
        error => sent(error, origin, bounds),
    }
}

/// A failure after the connection was established.
fn sent(error: Error, origin: &Origin, bounds: Bounds) -> Failure {
    let url = &origin.base.url;
    let (kind, chance, detail) = match &error {
        Error::Timeout(_) => return Failure::timed_out(bounds).caused_by(error),
        // rustls reports its errors as this kind.
        Error::Io(io) if io.kind() == Io::InvalidData => (
            ErrorKind::Tls,
            Chance::None,
            format!("TLS with {url} failed: {io}"),
        ),
        Error::Io(io) => (
            ErrorKind::Transport,
            Chance::Fair,
            format!("the connection to {url} broke: {io}"),
        ),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => (
            ErrorKind::Transport,
            Chance::None,
            format!("{url} does not speak HTTP/1.1: {error}"),
        ),
        _ => (
            ErrorKind::Transport,
            Chance::None,
            format!("the exchange with {url} failed: {error}"),
        ),
    };
    Failure::new(kind, &detail, true, chance).caused_by(error)
}

/// A failure before the first byte of the request.
fn unsent(failure: NotSent, origin: &Origin, bounds: Bounds) -> Failure {
    let NotSent {
        error,
        stage,
        at_proxy,
    } = failure;
    let way = Way::new(origin, at_proxy, &error);
    let (kind, chance, detail) = match (&error, stage) {
        (Error::Timeout(Timeout::Resolve) | Error::HostNotFound, _)
        | (Error::Io(_), Stage::LookUp) => way.not_found(&error),
        (Error::Timeout(_), _) => (
            ErrorKind::Timeout,
            Chance::Fair,
            format!("no connection to {} within {:?}", way.peer, bounds.connect),
        ),
        (Error::Io(io), _) => way.broken(io),
        (Error::ConnectProxyFailed(reason), _) => way.refused_by_proxy(reason),
        (Error::Protocol(_), _) => (
            ErrorKind::Transport,
            Chance::None,
            format!("{} does not behave like an HTTP proxy: {error}", way.peer),
        ),
        (error, _) if is_tls(error) => (
            ErrorKind::Tls,
            Chance::None,
            format!("TLS with {} failed: {error}", way.peer),
        ),
        _ => (
            ErrorKind::Transport,
            Chance::None,
            format!("no connection to {}: {error}", way.peer),
        ),
    };
    Failure::new(kind, &detail, false, chance).caused_by(error)
}

fn is_tls(error: &Error) -> bool {
    match error {
        Error::Tls(_) | Error::TlsRequired => true,
        #[cfg(feature = "rustls")]
        Error::Rustls(_) => true,
        #[cfg(feature = "native-tls")]
        Error::NativeTls(_) | Error::Der(_) => true,
        _ => false,
    }
}

/// The target of a connection.
struct Way<'o> {
    origin: &'o Origin,
    /// What did not answer: the URL, possibly behind the proxy, or the proxy itself.
    peer: String,
    at_proxy: bool,
}

impl<'o> Way<'o> {
    fn new(origin: &'o Origin, at_proxy: bool, error: &Error) -> Self {
        // SOCKS connects to the proxy itself; only errors of the operating system are about that step.
        let by_system = matches!(error, Error::Io(io) if io.raw_os_error().is_some());
        let is_socks = origin.proxy.as_ref().is_some_and(|proxy| {
            !matches!(
                proxy.inner.protocol(),
                ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https
            )
        });
        let at_proxy = at_proxy || is_socks && by_system;
        let url = &origin.base.url;
        let peer = match &origin.proxy {
            Some(proxy) if at_proxy => format!("the proxy {}", proxy.shown),
            Some(proxy) => format!("{url} through the proxy {}", proxy.shown),
            None => url.clone(),
        };
        Way {
            origin,
            peer,
            at_proxy,
        }
    }

    /// A host that has answered before does exist, so the obstacle may pass.
    fn if_known_to_exist(&self) -> Chance {
        match self.origin.has_answered() {
            true => Chance::Fair,
            false => Chance::Slim,
        }
    }

    fn not_found(&self, error: &Error) -> (ErrorKind, Chance, String) {
        let reason = match error {
            Error::Io(io) => io.to_string(),
            error => error.to_string(),
        };
        let detail = match &self.origin.proxy {
            Some(proxy) if self.at_proxy => {
                format!(
                    "the host name of the proxy {} could not be resolved: {reason}",
                    proxy.shown
                )
            }
            proxy => {
                let hint = match proxy {
                    Some(_) => "; with `socks5h://` or `socks4a://` the proxy looks it up",
                    None => "",
                };
                format!(
                    "the host name of {} could not be resolved: {reason}{hint}",
                    self.origin.base.url
                )
            }
        };
        (ErrorKind::Transport, self.if_known_to_exist(), detail)
    }

    fn is_this_machine(&self) -> bool {
        match (&self.origin.proxy, self.at_proxy) {
            (Some(proxy), true) => proxy.is_loopback(),
            _ => self.origin.base.loopback,
        }
    }

    fn broken(&self, io: &io::Error) -> (ErrorKind, Chance, String) {
        let peer = &self.peer;
        let unreachable = format!("{peer} cannot be reached: {io}");
        match io.kind() {
            // No server listens there, and none is about to.
            Io::ConnectionRefused if self.is_this_machine() => {
                (ErrorKind::Transport, Chance::Slim, unreachable)
            }
            Io::ConnectionRefused => (ErrorKind::Transport, Chance::Fair, unreachable),
            Io::HostUnreachable
            | Io::NetworkUnreachable
            | Io::NetworkDown
            | Io::AddrNotAvailable => (ErrorKind::Transport, self.if_known_to_exist(), unreachable),
            // rustls reports its errors as this kind, and so does SOCKS.
            Io::InvalidData if self.origin.base.url.starts_with("https:") => (
                ErrorKind::Tls,
                Chance::None,
                self.tls_refused(&io.to_string()),
            ),
            Io::InvalidData | Io::InvalidInput | Io::PermissionDenied => (
                ErrorKind::Transport,
                Chance::None,
                format!("no connection to {peer}: {io}"),
            ),
            // The proxy's SOCKS reply.
            Io::Other if self.origin.proxy.is_some() => (
                ErrorKind::Transport,
                Chance::Slim,
                format!("no connection to {peer}: {io}"),
            ),
            _ => (
                ErrorKind::Transport,
                Chance::Fair,
                format!("the connection to {peer} broke before the request was sent: {io}"),
            ),
        }
    }

    fn tls_refused(&self, reason: &str) -> String {
        let hint = match reason.contains("InvalidContentType") {
            true => "; the server does not speak TLS: is it plain HTTP, or another port?",
            false => "",
        };
        format!("TLS with {} failed: {reason}{hint}", self.peer)
    }

    /// Interprets a proxy's answer to CONNECT. Only the proxy's own failures may pass.
    fn refused_by_proxy(&self, reason: &str) -> (ErrorKind, Chance, String) {
        let (Some(proxy), Some(status)) = (&self.origin.proxy, status_in(reason)) else {
            let detail = format!("no connection to {}: {reason}", self.peer);
            return (ErrorKind::Transport, Chance::Fair, detail);
        };
        let hint = match status {
            407 if proxy.has_credentials() => {
                "; it does not accept the user name and password in the proxy's URL"
            }
            407 => {
                "; it requires a user name and a password: `http://USER:PASSWORD@HOST:PORT` in the proxy's \
                 setting"
            }
            300..=399 => "; it redirects, perhaps to a login page",
            401 | 403 => "; it does not allow this host",
            _ => "",
        };
        let chance = match status {
            500.. => Chance::Fair,
            _ => Chance::None,
        };
        let detail = format!(
            "the proxy {} refused the connection to {} with HTTP {status}{hint}",
            proxy.shown, self.origin.base.url
        );
        (ErrorKind::Transport, chance, detail)
    }
}

/// The HTTP status within "proxy server responded 407/407".
fn status_in(reason: &str) -> Option<u16> {
    let mut numbers = reason.split(|c: char| !c.is_ascii_digit());
    numbers.find_map(|digits| {
        digits
            .parse()
            .ok()
            .filter(|status| (100..600).contains(status))
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::origin::Setup;
    use super::super::proxy::{Proxies, ProxySetting};
    use super::*;
    use crate::wire::region::BaseUrl;

    const BOUNDS: Bounds = Bounds {
        connect: Duration::from_secs(10),
        exchange: Duration::from_secs(30),
        body: 1,
    };

    fn origin_of(url: &str, proxy: &str) -> Origin {
        let proxies = match proxy {
            "" => Proxies::default(),
            url => ProxySetting::Url(url.into()).read(|_| None).unwrap(),
        };
        let setup = Setup {
            bounds: BOUNDS,
            ..Setup::default()
        };
        Origin::new(BaseUrl::parse(url, true).unwrap(), &proxies, &setup, None)
    }

    fn io(kind: Io) -> Error {
        Error::Io(io::Error::new(kind, "x"))
    }

    fn os(code: i32) -> Error {
        Error::Io(io::Error::from_raw_os_error(code))
    }

    fn not_sent(error: Error, stage: Stage, at_proxy: bool) -> Error {
        Error::Other(Box::new(NotSent {
            error,
            stage,
            at_proxy,
        }))
    }

    #[test]
    fn what_failed_before_the_request_may_be_repeated() {
        use ErrorKind::{Timeout as TimedOut, Tls, Transport};
        const FAR: &str = "https://open.feishu.cn";
        const NEAR: &str = "http://127.0.0.1:9";
        const PROXY: &str = "http://u:hunter2@proxy.example:3128";
        const SOCKS: &str = "socks5://u:hunter2@127.0.0.1:1080";
        let lookup = |error| not_sent(error, Stage::LookUp, false);
        let connect = |error| not_sent(error, Stage::Connect, false);
        let to_proxy = |error| not_sent(error, Stage::Connect, true);
        let answered = |status: u16| {
            connect(Error::ConnectProxyFailed(format!(
                "proxy server responded {status}/{status}"
            )))
        };
        let refused = || io(Io::ConnectionRefused);
        let cases = [
            (
                FAR,
                "",
                lookup(Error::HostNotFound),
                Transport,
                false,
                Chance::Slim,
                "could not be resolved",
            ),
            (
                FAR,
                "",
                lookup(io(Io::Other)),
                Transport,
                false,
                Chance::Slim,
                "could not be resolved",
            ),
            (
                FAR,
                "",
                connect(refused()),
                Transport,
                false,
                Chance::Fair,
                "cannot be reached",
            ),
            (
                NEAR,
                "",
                connect(refused()),
                Transport,
                false,
                Chance::Slim,
                "cannot be reached",
            ),
            (
                FAR,
                "",
                connect(io(Io::NetworkUnreachable)),
                Transport,
                false,
                Chance::Slim,
                "reached",
            ),
            (
                FAR,
                "",
                connect(io(Io::ConnectionReset)),
                Transport,
                false,
                Chance::Fair,
                "before the request",
            ),
            (
                FAR,
                "",
                connect(io(Io::UnexpectedEof)),
                Transport,
                false,
                Chance::Fair,
                "before the request",
            ),
            (
                FAR,
                "",
                connect(io(Io::InvalidData)),
                Tls,
                false,
                Chance::None,
                "TLS with",
            ),
            (
                FAR,
                "",
                connect(Error::Tls("bad name")),
                Tls,
                false,
                Chance::None,
                "bad name",
            ),
            (
                FAR,
                "",
                connect(Error::Timeout(Timeout::Connect)),
                TimedOut,
                false,
                Chance::Fair,
                "within 10s",
            ),
            (
                FAR,
                "",
                connect(Error::Timeout(Timeout::PerWrite)),
                TimedOut,
                false,
                Chance::Fair,
                "within 10s",
            ),
            (
                FAR,
                PROXY,
                answered(407),
                Transport,
                false,
                Chance::None,
                "does not accept the user name",
            ),
            (
                FAR,
                "http://p:1",
                answered(407),
                Transport,
                false,
                Chance::None,
                "requires a user name",
            ),
            (
                FAR,
                PROXY,
                answered(403),
                Transport,
                false,
                Chance::None,
                "does not allow",
            ),
            (
                FAR,
                PROXY,
                answered(302),
                Transport,
                false,
                Chance::None,
                "redirects",
            ),
            (
                FAR,
                PROXY,
                answered(400),
                Transport,
                false,
                Chance::None,
                "with HTTP 400",
            ),
            (
                FAR,
                PROXY,
                answered(502),
                Transport,
                false,
                Chance::Fair,
                "with HTTP 502",
            ),
            (
                FAR,
                PROXY,
                connect(Error::ConnectProxyFailed(
                    "proxy server did not respond".to_owned(),
                )),
                Transport,
                false,
                Chance::Fair,
                "through the proxy proxy.example:3128: proxy server did not respond",
            ),
            (
                FAR,
                PROXY,
                to_proxy(refused()),
                Transport,
                false,
                Chance::Fair,
                "the proxy proxy.example:3128 can",
            ),
            (
                FAR,
                "http://[::1]:1",
                to_proxy(refused()),
                Transport,
                false,
                Chance::Slim,
                "the proxy [::1]:1 can",
            ),
            (
                FAR,
                PROXY,
                lookup(Error::HostNotFound),
                Transport,
                false,
                Chance::Slim,
                "not found",
            ),
            (
                FAR,
                SOCKS,
                connect(io(Io::Other)),
                Transport,
                false,
                Chance::Slim,
                "through the proxy 127.0.0.1:1080",
            ),
            (
                FAR,
                SOCKS,
                connect(io(Io::PermissionDenied)),
                Transport,
                false,
                Chance::None,
                "127.0.0.1:1080",
            ),
            (
                FAR,
                "",
                io(Io::ConnectionReset),
                Transport,
                true,
                Chance::Fair,
                "broke",
            ),
            (
                FAR,
                "",
                io(Io::UnexpectedEof),
                Transport,
                true,
                Chance::Fair,
                "broke",
            ),
            (
                FAR,
                "",
                io(Io::InvalidData),
                Tls,
                true,
                Chance::None,
                "TLS with",
            ),
            (
                FAR,
                "",
                Error::Timeout(Timeout::RecvBody),
                TimedOut,
                true,
                Chance::Fair,
                "within 30s",
            ),
            (
                FAR,
                "",
                Error::Other("x".into()),
                Transport,
                true,
                Chance::None,
                "the exchange",
            ),
        ];
        for (url, proxy, error, kind, sent, chance, part) in cases {
            let shown = format!("{url} {proxy} {error:?}");
            let failure = failure(error, &origin_of(url, proxy), BOUNDS);
            let outcome = (failure.error.kind, failure.sent, failure.chance);
            assert_eq!(outcome, (kind, sent, chance), "{shown}");
            let error = crate::Error::from(*failure.error);
            let text = format!("{error} {error:?}");
            assert!(text.contains(part), "{shown}: {text}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_socks_proxy_that_is_down_is_named() {
        const ECONNREFUSED: i32 = 111;
        let origin = origin_of("https://open.feishu.cn", "socks5h://127.0.0.1:1080");
        let failure = failure(
            not_sent(os(ECONNREFUSED), Stage::Connect, false),
            &origin,
            BOUNDS,
        );
        assert_eq!(failure.chance, Chance::Slim);
        let detail = &failure.error.detail;
        assert!(
            detail.starts_with("the proxy 127.0.0.1:1080 cannot be reached"),
            "{detail}"
        );
    }

    #[test]
    fn a_host_that_has_answered_does_exist() {
        let origin = origin_of("https://open.feishu.cn", "");
        let lookup = || not_sent(Error::HostNotFound, Stage::LookUp, false);
        assert_eq!(failure(lookup(), &origin, BOUNDS).chance, Chance::Slim);
        origin.has_now_answered();
        assert_eq!(failure(lookup(), &origin, BOUNDS).chance, Chance::Fair);
    }
}

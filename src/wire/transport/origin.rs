//! The connection settings of one host, and the settings that all exchanges share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use ureq::Agent;
use ureq::config::{Config, ConfigBuilder};
use ureq::typestate::AgentScope;

use super::connect;
use super::proxy::{Proxies, Proxy};
use super::roots::Roots;
use crate::wire::region::BaseUrl;

/// The limits of one exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The timeout for a connection, including TLS.
    pub(crate) connect: Duration,
    /// The timeout from the first byte sent to the last byte received.
    pub(crate) exchange: Duration,
    /// The maximum size of a body, in bytes.
    pub(crate) body: usize,
}

/// Changes the settings of the HTTP library.
pub(crate) type Configure =
    Arc<dyn Fn(ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope> + Send + Sync>;

/// The settings that all exchanges share.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) bounds: Bounds,
    pub(crate) user_agent: String,
    /// Sent with every request that does not set them itself.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) roots: Roots,
    pub(crate) configure: Option<Configure>,
    /// Whether to warn if the HTTP library logs what is sent.
    pub(crate) warns_of_dumps: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            bounds: Bounds {
                connect: Duration::from_secs(10),
                exchange: Duration::from_secs(30),
                body: 64 * 1024 * 1024,
            },
            user_agent: concat!("larkspec/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: Vec::new(),
            roots: Roots::default(),
            configure: None,
            warns_of_dumps: true,
        }
    }
}

/// The connection settings of one base URL.
pub(super) struct Origin {
    pub(super) base: BaseUrl,
    pub(super) proxy: Option<Proxy>,
    pub(super) agent: Agent,
    answered: AtomicBool,
}

impl Origin {
    /// Reuses the connections of another base URL that is reached in the same way.
    pub(super) fn new(
        base: BaseUrl,
        proxies: &Proxies,
        setup: &Setup,
        other: Option<&Origin>,
    ) -> Self {
        let proxy = proxies.to(&base).cloned();
        let agent = match other.filter(|other| other.proxy == proxy) {
            Some(other) => other.agent.clone(),
            None => agent(setup, proxy.as_ref()),
        };
        Origin {
            base,
            proxy,
            agent,
            answered: AtomicBool::new(false),
        }
    }

    /// Whether any answer has come from this host.
    pub(super) fn has_answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    pub(super) fn has_now_answered(&self) {
        self.answered.store(true, Ordering::Relaxed);
    }
}

fn agent(setup: &Setup, proxy: Option<&Proxy>) -> Agent {
    let bounds = setup.bounds;
    let config = Config::builder()
        .user_agent(&setup.user_agent)
        // Without this header, a server may choose any compression.
        .accept_encoding("identity")
        // With one timeout over all phases, ureq would start a thread for every call to resolve the host name. So
        // each phase has its own timeout, and `read` measures the time over all of them.
        .timeout_connect(Some(bounds.connect))
        // Limits each write instead of the rest of the phase, so that ureq sets the socket's timeout once and not at
        // every call. See `LONG` for bodies that take more than one write.
        .timeout_per_write(Some(bounds.exchange))
        .timeout_recv_response(Some(bounds.exchange))
        .timeout_recv_body(Some(bounds.exchange))
        // A program that calls from many threads should not open a connection for each call.
        .max_idle_connections(64)
        .max_idle_connections_per_host(32)
        .proxy(proxy.map(|proxy| proxy.inner.clone()));
    let mut config = setup.roots.apply(config);
    if let Some(configure) = &setup.configure {
        config = configure(config);
    }
    // No setting may change these: a redirect would forward the token, and an error of the platform has a body.
    let config = config
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false);
    connect::agent(config.build(), proxy)
}

/// Why an answer is rejected.
pub(crate) fn too_large(max: usize) -> String {
    format!("the answer exceeds the maximum of {max} bytes")
}

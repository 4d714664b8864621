//! Makes connections, and marks whatever fails before the first byte of a request: it may be repeated.
//!
//! The traits are in the part of ureq that does not follow semver, which is why all use of them is in
//! this file. There is no other way to learn how far a failed exchange has come: a connection that
//! breaks in the TLS handshake and one that breaks while the answer is read are the same `io::Error`.

use std::fmt;

use http::Uri;
use http::uri::Authority;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ureq::{Agent, Error};

use super::proxy::Proxy;

/// A failure before the first byte of a request was sent.
#[derive(Debug)]
pub(super) struct NotSent {
    pub(super) error: Error,
    pub(super) stage: Stage,
    /// Whether it happened on the way to the proxy, not behind it.
    pub(super) at_proxy: bool,
}

/// How far a connection came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The host's address was looked up.
    LookUp,
    /// TCP, the proxy's handshake, TLS.
    Connect,
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// An agent whose failures before a request are [`NotSent`].
pub(super) fn agent(config: Config, proxy: Option<&Proxy>) -> Agent {
    let marker = Marker {
        proxy: proxy.and_then(Proxy::authority),
    };
    let connector = MarkingConnector {
        inner: DefaultConnector::new(),
        marker: marker.clone(),
    };
    let resolver = MarkingResolver {
        inner: DefaultResolver::default(),
        marker,
    };
    Agent::with_parts(config, connector, resolver)
}

#[derive(Clone, Debug)]
struct Marker {
    proxy: Option<Authority>,
}

impl Marker {
    fn mark(&self, error: Error, stage: Stage, uri: &Uri) -> Error {
        // The connection to a proxy is made by a connector within the connector.
        if matches!(&error, Error::Other(other) if other.is::<NotSent>()) {
            return error;
        }
        Error::Other(Box::new(NotSent {
            error,
            stage,
            at_proxy: self.proxy.is_some() && self.proxy.as_ref() == uri.authority(),
        }))
    }
}

#[derive(Debug)]
struct MarkingConnector {
    inner: DefaultConnector,
    marker: Marker,
}

impl Connector for MarkingConnector {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        self.inner
            .connect(details, chained)
            .map_err(|error| self.marker.mark(error, Stage::Connect, details.uri))
    }
}

#[derive(Debug)]
struct MarkingResolver {
    inner: DefaultResolver,
    marker: Marker,
}

impl Resolver for MarkingResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.inner
            .resolve(uri, config, timeout)
            .map_err(|error| self.marker.mark(error, Stage::LookUp, uri))
    }
}

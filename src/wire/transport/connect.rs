//! Establishes connections, and marks failures before the first byte of a request, after which the request may be
//! repeated.
//!
//! The traits belong to the part of ureq that does not follow semver, so this file is the only one that uses them.
//! Nothing else tells how far a failed exchange got: a connection that breaks in the TLS handshake and one that
//! breaks while the answer is read cause the same `io::Error`.

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
    /// Whether it happened on the way to the proxy rather than behind it.
    pub(super) at_proxy: bool,
}

/// How far a connection got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Looking up the host's address.
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

/// An agent that marks failures before a request as [`NotSent`].
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
        // A connector within the connector connects to a proxy.
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

//! Access to the HTTP library below the client, [`ureq`]. **This may change in any release**, because that library's
//! API may; nothing else in this crate exposes its types.

pub use ureq;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

use crate::ClientBuilder;

/// Settings of the HTTP library that [`ClientBuilder`] has no method for.
pub trait ConfigureUreq: Sized {
    /// Changes the settings of the HTTP library, after the client has applied its own. The client still never follows
    /// a redirect and still handles error statuses itself.
    ///
    /// ```
    /// use larkspec::unversioned::ConfigureUreq as _;
    ///
    /// let builder = larkspec::Client::builder().configure_ureq(|config| config.max_idle_connections_per_host(4));
    /// ```
    fn configure_ureq(
        self,
        configure: impl Fn(ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope>
        + Send
        + Sync
        + 'static,
    ) -> Self;
}

impl ConfigureUreq for ClientBuilder {
    fn configure_ureq(
        self,
        configure: impl Fn(ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.with_ureq(std::sync::Arc::new(configure))
    }
}

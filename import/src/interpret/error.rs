//! Why a page cannot be imported.

use larkspec_codegen::model::Field;
use thiserror::Error;

/// Why a page cannot be imported.
#[derive(Clone, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum InterpretError {
    /// No table has a URL: it is a guide, not an endpoint.
    #[error("no table has a row `HTTP URL`, so the page does not describe an endpoint")]
    NoUrl,
    /// The URL cannot be read.
    #[error("`{text}` is not the URL of an endpoint")]
    Url {
        /// The line of the page.
        line: usize,
        /// The text of the row.
        text: String,
    },
    /// The URL is not on a host of the platform's API.
    #[error("`{host}` is not a host of the API; only the platform's `open.` and `www.` hosts are")]
    Host {
        /// The line of the page.
        line: usize,
        /// The host.
        host: String,
    },
    /// There is no row with a method.
    #[error("the table with the URL has no row `HTTP Method`")]
    NoMethod {
        /// The line of the URL.
        line: usize,
    },
    /// The method cannot be read.
    #[error("`{text}` is not a supported method: use GET, POST, PUT, PATCH or DELETE")]
    Method {
        /// The line of the page.
        line: usize,
        /// The text of the row.
        text: String,
    },
    /// The URL's path has no part that can become a name.
    #[error("cannot derive a name for the spec file from `{path}`")]
    Name {
        /// The line of the page.
        line: usize,
        /// The URL's path.
        path: String,
    },
    /// Rows are nested deeper than a spec file allows.
    #[error(
        "rows are nested more than {} levels deep, the maximum in a spec file",
        Field::MAX_DEPTH
    )]
    Depth {
        /// The line of the first row that is too deep.
        line: usize,
    },
    /// The page contradicts itself, and omitting a fact does not resolve it.
    #[error("the spec would contradict itself: {text}")]
    Contradiction {
        /// The line of the page.
        line: usize,
        /// The contradiction.
        text: String,
    },
}

larkspec_shape::debug_as_display!(InterpretError);

impl InterpretError {
    /// The line of the page that the error is about, from 1.
    pub fn line(&self) -> usize {
        match self {
            InterpretError::NoUrl => 1,
            InterpretError::Url { line, .. }
            | InterpretError::Host { line, .. }
            | InterpretError::NoMethod { line }
            | InterpretError::Method { line, .. }
            | InterpretError::Name { line, .. }
            | InterpretError::Depth { line }
            | InterpretError::Contradiction { line, .. } => *line,
        }
    }

    /// A short name, like that of a diagnostic.
    pub const fn rule(&self) -> &'static str {
        match self {
            InterpretError::NoUrl => "no-endpoint",
            InterpretError::Url { .. } => "url-unread",
            InterpretError::Host { .. } => "host-unknown",
            InterpretError::NoMethod { .. } | InterpretError::Method { .. } => "method-unread",
            InterpretError::Name { .. } => "no-name",
            InterpretError::Depth { .. } => "too-deep",
            InterpretError::Contradiction { .. } => "contradiction",
        }
    }
}

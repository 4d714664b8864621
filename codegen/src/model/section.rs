//! The sections of an endpoint: the places of its parameters, and its response.

use std::fmt;

/// The place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// In the URL's path.
    Path,
    /// In the URL's query.
    Query,
    /// In a request header.
    Header,
    /// In the request body.
    Body,
    /// In the response, below `data`.
    Response,
}

impl Section {
    /// All sections.
    pub const ALL: [Section; 5] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
        Section::Response,
    ];

    /// The sections of a request.
    pub const REQUEST: [Section; 4] = [
        Section::Path,
        Section::Query,
        Section::Header,
        Section::Body,
    ];

    /// The section's name in a spec file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Path => "path",
            Section::Query => "query",
            Section::Header => "header",
            Section::Body => "body",
            Section::Response => "response",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

//! Endpoints for the tests of this crate, written by hand so that a change of a page does not affect them.

use std::time::Duration;

use larkspec_shape::object::{Object as Fields, SlotMut, SlotRef, Table, WithSlots, WithValues};

use crate::endpoint::Response;
use crate::endpoint::metadata::Rate;
use crate::{Bytes, Endpoint, Metadata, Method, TokenKind};

pub(crate) fn metadata() -> &'static Metadata<'static> {
    list::Request::METADATA
}

pub(crate) fn metadata_with_rate() -> &'static Metadata<'static> {
    static METADATA: Metadata<'static> = Metadata {
        name: "test/v1/limited",
        rate: Some(Rate {
            requests: 2,
            per: Duration::from_secs(10),
        }),
        ..LIST
    };
    &METADATA
}

pub(crate) fn file_metadata() -> &'static Metadata<'static> {
    static METADATA: Metadata<'static> = Metadata {
        name: "test/v1/file",
        answers_file: true,
        ..LIST
    };
    &METADATA
}

pub(crate) const LIST: Metadata<'static> = Metadata {
    name: "test/v1/list",
    method: Method::Post,
    path: "/test/v1/list",
    tokens: &[TokenKind::Tenant],
    scopes: &["test:test:readonly"],
    safe: true,
    tables: Some(|| [&list::REQUEST, &list::RESPONSE]),
    ..Metadata::UNKNOWN
};

pub(crate) mod list {
    //! A list by offset.

    use super::*;

    #[derive(Clone)]
    pub(crate) struct Request {
        pub(crate) approval_code: String,
        pub(crate) offset: i64,
        pub(crate) limit: i64,
    }

    impl Request {
        pub(crate) fn new(approval_code: &str, offset: i64, limit: i64) -> Self {
            Request {
                approval_code: approval_code.to_owned(),
                offset,
                limit,
            }
        }
    }

    pub(super) static REQUEST: Table = Table::new(
        "Request",
        &[
            ("approval_code", 1, "text"),
            ("offset", 1, "int min=0"),
            ("limit", 1, "int min=1 max=100"),
        ],
    );

    impl Fields for Request {
        fn blank() -> Self {
            Request::new("", 0, 0)
        }

        fn slots(&mut self, with: WithSlots<'_>) {
            with(
                &REQUEST,
                &mut [
                    SlotMut::Text(&mut self.approval_code),
                    SlotMut::Int(&mut self.offset),
                    SlotMut::Int(&mut self.limit),
                ],
            );
        }

        fn values(&self, with: WithValues<'_>) {
            with(
                &REQUEST,
                &[
                    SlotRef::Text(&self.approval_code),
                    SlotRef::Int(&self.offset),
                    SlotRef::Int(&self.limit),
                ],
            );
        }
    }

    impl Endpoint for Request {
        type Response = Response;

        const METADATA: &'static Metadata<'static> = &LIST;
    }

    #[derive(Debug)]
    pub(crate) struct Response {
        pub(crate) codes: Vec<String>,
    }

    impl super::Response for Response {}

    pub(super) static RESPONSE: Table = Table::new("Response", &[("codes", 1, "list(text)")]);

    impl Fields for Response {
        fn blank() -> Self {
            Response { codes: Vec::new() }
        }

        fn slots(&mut self, with: WithSlots<'_>) {
            with(&RESPONSE, &mut [SlotMut::Texts(&mut self.codes)]);
        }

        fn values(&self, with: WithValues<'_>) {
            with(&RESPONSE, &[SlotRef::Texts(&self.codes)]);
        }
    }
}

/// A request with parameters in every section.
pub(crate) struct Mixed {
    pub(crate) id: String,
    pub(crate) page_size: i64,
    pub(crate) trace: String,
    pub(crate) note: String,
}

pub(crate) fn mixed() -> Mixed {
    Mixed {
        id: "7".to_owned(),
        page_size: 2,
        trace: "on".to_owned(),
        note: "n".to_owned(),
    }
}

static MIXED: Table = Table::new(
    "Mixed",
    &[
        ("id", Table::REQUIRED | Table::PATH, "text min_len=1u"),
        ("page_size", Table::REQUIRED | Table::QUERY, "int min=1"),
        ("X-Trace", Table::HEADER, "text"),
        ("note", Table::REQUIRED, "text"),
    ],
);

impl Fields for Mixed {
    fn blank() -> Self {
        mixed()
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(
            &MIXED,
            &mut [
                SlotMut::Text(&mut self.id),
                SlotMut::Int(&mut self.page_size),
                SlotMut::Text(&mut self.trace),
                SlotMut::Text(&mut self.note),
            ],
        );
    }

    fn values(&self, with: WithValues<'_>) {
        with(
            &MIXED,
            &[
                SlotRef::Text(&self.id),
                SlotRef::Int(&self.page_size),
                SlotRef::Text(&self.trace),
                SlotRef::Text(&self.note),
            ],
        );
    }
}

impl Endpoint for Mixed {
    type Response = list::Response;

    const METADATA: &'static Metadata<'static> = &Metadata {
        name: "test/v4/note",
        method: Method::Patch,
        path: "/v4/instances/:id/notes",
        tables: Some(|| [&MIXED, &list::RESPONSE]),
        ..LIST
    };
}

/// The response of an endpoint that answers with a file.
pub(crate) struct File(pub(crate) Bytes);

static FILE: Table = Table::new("File", &[("file", 1, "text")]);

impl Fields for File {
    fn blank() -> Self {
        File(Bytes::default())
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&FILE, &mut [SlotMut::Scalar(&mut self.0)]);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&FILE, &[SlotRef::Scalar(&self.0)]);
    }
}

impl Response for File {}

//! Endpoints written by hand, for what no page describes.

#![allow(dead_code, reason = "each test takes what it needs")]

use larkspec::approval::v2::instance::list;
use larkspec::shape::object::{Object, SlotMut, SlotRef, Table, WithSlots, WithValues};
use larkspec::shape::{self, Shape};
use larkspec::{Endpoint, Host, Metadata, Method, Paged, RequestShapes, TokenKind, Turn};
use serde_json::Value;

const METADATA: Metadata = Metadata {
    name: "test/unsafe",
    method: Method::Post,
    host: Host::Www,
    path: "/approval/openapi/v2/instance/list",
    tokens: &[TokenKind::Tenant],
    scopes: &[],
    rate: None,
    safe: false,
    flat: false,
    envelope: larkspec::EnvelopeKeys::USUAL,
    codes: &[],
    multipart: false,
    answers_file: false,
    answers_secret: false,
    source: None,
    request: RequestShapes {
        path: None,
        query: None,
        header: None,
        body: <list::Request as Endpoint>::METADATA.request.body,
    },
    response: None,
};

/// The list, as if it did something that must not happen twice.
pub struct Unsafe(pub list::Request);

impl Endpoint for Unsafe {
    type Response = list::Response;

    const METADATA: &'static Metadata = &METADATA;
}

impl Object for Unsafe {
    fn blank() -> Self {
        Unsafe(Object::blank())
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        self.0.slots(with);
    }

    fn values(&self, with: WithValues<'_>) {
        self.0.values(with);
    }
}

/// A list whose pages are found by tokens.
#[derive(Clone, Debug, Default)]
pub struct ByToken {
    pub page_token: String,
}

/// A page of it.
#[derive(Default)]
pub struct Page {
    has_more: Option<bool>,
    page_token: Option<String>,
    items: Vec<Value>,
}

static REQUEST: Table = Table::new("ByToken", &[("page_token", 0)]);
static PAGE: Table = Table::new("Page", &[("has_more", 0), ("page_token", 0), ("items", 0)]);

impl Object for ByToken {
    fn blank() -> Self {
        ByToken::default()
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&REQUEST, &mut [SlotMut::Text(&mut self.page_token)]);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&REQUEST, &[SlotRef::Text(&self.page_token)]);
    }
}

impl Object for Page {
    fn blank() -> Self {
        Page::default()
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        let Page {
            has_more,
            page_token,
            items,
        } = self;
        with(
            &PAGE,
            &mut [
                SlotMut::OptBool(has_more),
                SlotMut::OptText(page_token),
                SlotMut::List(items),
            ],
        );
    }

    fn values(&self, with: WithValues<'_>) {
        let Page {
            has_more,
            page_token,
            items,
        } = self;
        with(
            &PAGE,
            &[
                SlotRef::OptBool(has_more),
                SlotRef::OptText(page_token),
                SlotRef::List(items),
            ],
        );
    }
}

impl larkspec::Response for Page {}

impl Endpoint for ByToken {
    type Response = Page;

    const METADATA: &'static Metadata = &Metadata {
        name: "test/tokens",
        safe: true,
        request: RequestShapes {
            body: Some(&Shape::Object(shape::Object::closed(&[
                shape::Field::required("page_token", Shape::Text(shape::Text::new())),
            ]))),
            ..METADATA.request
        },
        ..METADATA
    };
}

impl Paged for ByToken {
    type Item = Value;

    fn turn(&mut self, page: &Page) -> Turn {
        let next = page.page_token.as_deref();
        larkspec::__private::turn_token(&mut self.page_token, page.has_more, next)
    }

    fn into_items(page: Page) -> Vec<Value> {
        page.items
    }
}

/// Downloads a file.
pub struct Download;

/// The file.
pub struct File(pub larkspec::Bytes);

static DOWNLOAD: Table = Table::new("Download", &[]);
static FILE: Table = Table::new("File", &[("file", 1)]);

impl Object for Download {
    fn blank() -> Self {
        Download
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&DOWNLOAD, &mut []);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&DOWNLOAD, &[]);
    }
}

impl Object for File {
    fn blank() -> Self {
        File(larkspec::Bytes::default())
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&FILE, &mut [SlotMut::Scalar(&mut self.0)]);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&FILE, &[SlotRef::Scalar(&self.0)]);
    }
}

impl larkspec::Response for File {}

impl Endpoint for Download {
    type Response = File;

    const METADATA: &'static Metadata = &Metadata {
        name: "test/download",
        answers_file: true,
        safe: true,
        request: RequestShapes {
            body: None,
            ..METADATA.request
        },
        ..METADATA
    };
}

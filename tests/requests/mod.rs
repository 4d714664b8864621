//! Requests for the tests: a page of a list, and endpoints written by hand for cases that no page describes.

use larkspec::approval::v2::instance::list;
use larkspec::endpoint::{PageKeys, Response, Turn};
use larkspec::shape::object::{Cell, Object, SlotMut, Table, WithSlots, WithValues};
use larkspec::{Endpoint, Host, Metadata, Method, Paged, TokenKind, UnixMillis};
use serde_json::Value;

pub fn at(ms: i64) -> UnixMillis {
    UnixMillis::from_millis(ms)
}

/// A request for pages of this size.
pub fn request(limit: i64) -> list::Request {
    list::Request::builder()
        .approval_code("A")
        .start_time(at(0))
        .end_time(at(1))
        .limit(limit)
        .build()
        .unwrap()
}

const fn metadata(name: &'static str) -> Metadata<'static> {
    let path = "/approval/openapi/v2/instance/list";
    Metadata {
        name,
        method: Method::Post,
        host: Host::Www,
        path,
        tokens: &[TokenKind::Tenant],
        ..Metadata::UNKNOWN
    }
}

/// The list, as if repeating it were not safe.
pub struct Unsafe(pub list::Request);

impl Endpoint for Unsafe {
    type Response = list::Response;

    const METADATA: &'static Metadata<'static> = &Metadata {
        tables: list::Request::METADATA.tables,
        ..metadata("test/unsafe")
    };
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

/// A list whose pages are requested by token.
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

static REQUEST: Table = Table::new("ByToken", &[("page_token", 1, "text")]);
static PAGE: Table = Table::new(
    "Page",
    &[
        ("has_more", 0, "bool"),
        ("page_token", 0, "text"),
        ("items", 0, "list(any)"),
    ],
);

impl Object for ByToken {
    fn blank() -> Self {
        ByToken::default()
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        with(&REQUEST, &mut [SlotMut::Text(&mut self.page_token)]);
    }

    fn values(&self, with: WithValues<'_>) {
        with(&REQUEST, &[self.page_token.value()]);
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
            &[has_more.value(), page_token.value(), items.value()],
        );
    }
}

impl Response for Page {}

impl Endpoint for ByToken {
    type Response = Page;

    const METADATA: &'static Metadata<'static> = &Metadata {
        safe: true,
        paging: Some(PageKeys::new(
            "/items",
            Some("/has_more"),
            Some("/page_token"),
        )),
        tables: Some(|| [&REQUEST, &PAGE]),
        ..metadata("test/tokens")
    };
}

impl Paged for ByToken {
    type Item = Value;

    fn turn(&mut self, page: &Page, _: usize) -> Turn {
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
static FILE: Table = Table::new("File", &[("file", 1, "text")]);

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
        with(&FILE, &[self.0.value()]);
    }
}

impl Response for File {}

impl Endpoint for Download {
    type Response = File;

    const METADATA: &'static Metadata<'static> = &Metadata {
        safe: true,
        answers_file: true,
        tables: Some(|| [&DOWNLOAD, &FILE]),
        ..metadata("test/download")
    };
}

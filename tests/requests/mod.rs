//! Endpoints written by hand, for what no page describes.

#![allow(dead_code, reason = "each test takes what it needs")]

use larkspec::approval::v2::instance::list;
use larkspec::{Endpoint, Host, Metadata, Method, Paged, RequestShapes, Section, TokenKind, Turn};
use serde::ser::SerializeMap as _;
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
        body: Some(&larkspec::shape::Shape::Any),
    },
    response: None,
};

/// The list, as if it did something that must not happen twice.
pub struct Unsafe(pub list::Request);

impl serde::Serialize for Unsafe {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&self.0, serializer)
    }
}

impl Endpoint for Unsafe {
    type Response = list::Response;

    const METADATA: &'static Metadata = &METADATA;

    fn serialize_section<S: serde::Serializer>(
        &self,
        section: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_section(section, serializer)
    }
}

/// A list whose pages are found by tokens.
#[derive(Clone, Debug, Default)]
pub struct ByToken {
    pub page_token: String,
}

/// A page of it.
pub struct Page(Value);

impl serde::Serialize for ByToken {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("page_token", &self.page_token)?;
        map.end()
    }
}

impl<'de> serde::Deserialize<'de> for Page {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Page)
    }
}

impl larkspec::Response for Page {}

impl Endpoint for ByToken {
    type Response = Page;

    const METADATA: &'static Metadata = &Metadata {
        name: "test/tokens",
        safe: true,
        ..METADATA
    };

    fn serialize_section<S: serde::Serializer>(
        &self,
        _: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}

impl Paged for ByToken {
    type Item = Value;

    fn turn(&mut self, page: &Page) -> Turn {
        let more = page.0["has_more"].as_bool();
        larkspec::__private::turn_token(&mut self.page_token, more, page.0["page_token"].as_str())
    }

    fn into_items(page: Page) -> Vec<Value> {
        page.0["items"].as_array().cloned().unwrap_or_default()
    }
}

/// Downloads a file.
pub struct Download;

/// The file.
pub struct File(pub larkspec::Bytes);

impl serde::Serialize for Download {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

impl<'de> serde::Deserialize<'de> for File {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        larkspec::Bytes::deserialize(deserializer).map(File)
    }
}

impl larkspec::Response for File {
    fn from_file(file: larkspec::Bytes) -> Option<Self> {
        Some(File(file))
    }
}

impl Endpoint for Download {
    type Response = File;

    const METADATA: &'static Metadata = &Metadata {
        name: "test/download",
        answers_file: true,
        safe: true,
        ..METADATA
    };

    fn serialize_section<S: serde::Serializer>(
        &self,
        _: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}

//! Endpoints for the tests of this crate, written by hand so that no page's change moves them.

use larkspec_shape::{Envelope, Field, Int, List, Object, Shape, Text};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{
    Bytes, Endpoint, EnvelopeKeys, Host, Metadata, Method, RequestShapes, Response, Section,
    TokenKind,
};

pub(crate) fn metadata() -> &'static Metadata {
    list::Request::METADATA
}

pub(crate) fn metadata_with_rate() -> &'static Metadata {
    static METADATA: Metadata = Metadata {
        name: "test/v1/limited",
        rate: Some((2, 10)),
        ..LIST
    };
    &METADATA
}

pub(crate) fn file_metadata() -> &'static Metadata {
    static METADATA: Metadata = Metadata {
        name: "test/v1/file",
        answers_file: true,
        response: None,
        ..LIST
    };
    &METADATA
}

pub(crate) const LIST: Metadata = Metadata {
    name: "test/v1/list",
    method: Method::Post,
    host: Host::Open,
    path: "/test/v1/list",
    tokens: &[TokenKind::Tenant],
    scopes: &["test:test:readonly"],
    rate: None,
    safe: true,
    flat: false,
    envelope: EnvelopeKeys::USUAL,
    codes: &[],
    multipart: false,
    answers_file: false,
    answers_secret: false,
    source: None,
    request: RequestShapes {
        path: None,
        query: None,
        header: None,
        body: Some(&Shape::Object(Object::closed(&[
            Field::required("approval_code", Shape::Text(Text::new())),
            Field::required("offset", Shape::Int(Int::new().min(0))),
            Field::required("limit", Shape::Int(Int::new().min(1).max(100))),
        ]))),
    },
    response: Some(&Shape::Envelope(Envelope::new(&[Field::required(
        "data",
        Shape::Object(Object::open(&[Field::required(
            "codes",
            Shape::List(List::of(&Shape::Text(Text::new()))),
        )])),
    )]))),
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

    impl Serialize for Request {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("approval_code", &self.approval_code)?;
            map.serialize_entry("offset", &self.offset)?;
            map.serialize_entry("limit", &self.limit)?;
            map.end()
        }
    }

    impl Endpoint for Request {
        type Response = Response;

        const METADATA: &'static Metadata = &LIST;

        fn serialize_section<S: Serializer>(
            &self,
            _: Section,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            self.serialize(serializer)
        }
    }

    #[derive(Debug)]
    pub(crate) struct Response {
        pub(crate) codes: Vec<String>,
    }

    impl super::Response for Response {}

    impl<'de> Deserialize<'de> for Response {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Codes;

            impl<'de> Visitor<'de> for Codes {
                type Value = Response;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Response, A::Error> {
                    let mut codes = None;
                    while let Some(key) = map.next_key::<String>()? {
                        match &*key {
                            "codes" => codes = Some(map.next_value()?),
                            _ => crate::__private::ignore(&mut map)?,
                        }
                    }
                    let codes = codes.ok_or_else(|| A::Error::missing_field("codes"))?;
                    Ok(Response { codes })
                }
            }

            deserializer.deserialize_map(Codes)
        }
    }
}

/// A request with parameters in every section.
pub(crate) struct Mixed {
    pub(crate) id: String,
    pub(crate) page_size: i64,
}

pub(crate) fn mixed() -> Mixed {
    Mixed {
        id: "7".to_owned(),
        page_size: 2,
    }
}

impl Serialize for Mixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

impl Endpoint for Mixed {
    type Response = list::Response;

    const METADATA: &'static Metadata = &Metadata {
        name: "test/v4/note",
        method: Method::Patch,
        path: "/v4/instances/:id/notes",
        request: RequestShapes {
            path: Some(&Shape::Object(Object::closed(&[Field::required(
                "id",
                Shape::Text(Text::new().min_len(1)),
            )]))),
            query: Some(&Shape::Object(Object::closed(&[Field::required(
                "page_size",
                Shape::Int(Int::new().min(1)),
            )]))),
            header: Some(&Shape::Object(Object::closed(&[Field::optional(
                "X-Trace",
                Shape::Text(Text::new()),
            )]))),
            body: Some(&Shape::Object(Object::closed(&[Field::required(
                "note",
                Shape::Text(Text::new()),
            )]))),
        },
        ..LIST
    };

    fn serialize_section<S: Serializer>(
        &self,
        section: Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match section {
            Section::Path => map.serialize_entry("id", &self.id)?,
            Section::Query => map.serialize_entry("page_size", &self.page_size)?,
            Section::Header => map.serialize_entry("X-Trace", "on")?,
            Section::Body => map.serialize_entry("note", "n")?,
        }
        map.end()
    }
}

/// The answer of an endpoint that answers a file.
pub(crate) struct File(pub(crate) Bytes);

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bytes::deserialize(deserializer).map(File)
    }
}

impl Response for File {
    fn from_file(file: Bytes) -> Option<Self> {
        Some(File(file))
    }
}

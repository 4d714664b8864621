//! Support for generated code. It changes with the generator and is not for other use.

pub use larkspec_shape::object::{
    Cell, Object, SlotMut, SlotRef, Table, WithSlots, WithValues, clone, debug, deserialize, equal,
    serialize,
};
pub use serde::de::{Deserialize, Deserializer};
pub use serde::ser::{Serialize, Serializer};
pub use serde_json::{Map, Value};

#[cfg(feature = "schemars")]
pub use schemars;
#[cfg(feature = "schemars")]
pub use serde_json;

pub use crate::endpoint::builder::{Builder, list, map};
pub use crate::endpoint::{
    CodeMeaning, Date, EnvelopeKeys, Host, Meaning, Metadata, Method, PageKeys, Rate, Response,
    Section, TokenKind, Turn,
};
pub use crate::paging::turn::{Offset, PageToken, turn_offset, turn_token};

use crate::{Client, Endpoint, Error, Items, Paged, Pages};

/// Implements the traits of a struct through its table. After the table comes each field with its slot and its initial
/// value.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($type:ident, $table:ident, $($field:ident: $kind:ident = $blank:expr,)*) => {
        impl $crate::__private::Object for $type {
            #[inline]
            fn blank() -> Self {
                $type { $($field: $blank,)* }
            }

            #[inline]
            fn slots(&mut self, with: $crate::__private::WithSlots<'_>) {
                with(&$table, &mut [$($crate::__private::SlotMut::$kind(&mut self.$field)),*]);
            }

            #[inline]
            fn values(&self, with: $crate::__private::WithValues<'_>) {
                with(&$table, &[$($crate::__private::Cell::value(&self.$field)),*]);
            }
        }

        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::clone(self)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        impl $crate::__private::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// Defines the builder of a type, except its setters. After the type, the arguments are the initial state of the
/// builder: the keys whose setters have other names, and the setters of defaults.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($builder:ident, $type:ident, object, $setters:expr, $($default:tt)*) => {
        $crate::__builder!(@type $builder, $type, $setters, $($default)*);

        impl $builder {
            /// The object, if it breaks no rule of the pages.
            ///
            /// # Errors
            ///
            /// [`InvalidRequest`]($crate::ErrorKind::InvalidRequest), with everything that is missing and every rule
            /// that is broken, each with its setter.
            #[inline]
            pub fn build(self) -> ::core::result::Result<$type, $crate::Error> {
                self.0.build()
            }
        }
    };
    ($builder:ident, $type:ident, request, $setters:expr, $($default:tt)*) => {
        $crate::__builder!(@type $builder, $type, $setters, $($default)*);

        impl $builder {
            /// The request, if it breaks no rule of its page.
            ///
            /// # Errors
            ///
            /// [`InvalidRequest`]($crate::ErrorKind::InvalidRequest), with everything that is missing and every rule
            /// that is broken, each with its setter.
            #[inline]
            pub fn build(self) -> ::core::result::Result<$type, $crate::Error> {
                self.0.build_request()
            }

            /// Builds the request and calls the endpoint.
            ///
            /// # Errors
            ///
            /// Those of [`build`](Self::build) and of [`call`](self::call).
            #[inline]
            pub fn call(
                self,
                client: &$crate::Client,
            ) -> ::core::result::Result<Response, $crate::Error> {
                $crate::__private::call(self.0, client)
            }
        }
    };
    ($builder:ident, $type:ident, paged, $($rest:tt)*) => {
        $crate::__builder!($builder, $type, request, $($rest)*);

        impl $builder {
            /// Builds the request and returns the pages from the one that it asks for to the last.
            ///
            /// # Errors
            ///
            /// Those of [`build`](Self::build). Each page is requested when it is consumed; a failed page is an `Err`.
            #[inline]
            pub fn pages(
                self,
                client: &$crate::Client,
            ) -> ::core::result::Result<$crate::Pages<'_, $type>, $crate::Error> {
                $crate::__private::pages(self.0, client)
            }

            /// Builds the request and returns the items of all pages, from the page that it asks for to the last.
            ///
            /// # Errors
            ///
            /// Those of [`build`](Self::build). Each page is requested when its items are consumed; a failed page is
            /// an `Err`.
            #[inline]
            pub fn items(
                self,
                client: &$crate::Client,
            ) -> ::core::result::Result<$crate::Items<'_, $type>, $crate::Error> {
                $crate::__private::items(self.0, client)
            }
        }
    };
    (@type $builder:ident, $type:ident, $setters:expr, $($default:tt)*) => {
        #[doc = ::core::concat!("Builds a [`", ::core::stringify!($type), "`] field by field.")]
        #[derive(::core::clone::Clone)]
        #[must_use = "nothing is built before `build`"]
        pub struct $builder($crate::__private::Builder<$type>);

        impl ::core::fmt::Debug for $builder {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl $type {
            /// Returns a builder without any field set.
            #[inline]
            pub fn builder() -> $builder {
                $builder($crate::__private::Builder::new($setters)) $($default)*
            }
        }
    };
}

/// Builds a request and sends it.
///
/// # Errors
///
/// Those of building and of sending.
pub fn call<T: Endpoint>(request: Builder<T>, client: &Client) -> Result<T::Response, Error> {
    client.send(&request.build_request()?)
}

/// Builds a request and returns the pages of its list.
///
/// # Errors
///
/// Those of building.
pub fn pages<T: Paged>(request: Builder<T>, client: &Client) -> Result<Pages<'_, T>, Error> {
    Ok(client.pages(request.build_request()?))
}

/// Builds a request and returns the items of its list.
///
/// # Errors
///
/// Those of building.
pub fn items<T: Paged>(request: Builder<T>, client: &Client) -> Result<Items<'_, T>, Error> {
    Ok(client.items(request.build_request()?))
}

/// Defines the items of an endpoint's module other than its types: the checks of both, and the call. The arguments
/// describe the answer, the payload, and the method and URL; then come the tables of both types and the facts of the page.
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoint {
    (json, $($endpoint:tt)*) => {
        $crate::__endpoint!(file, $($endpoint)*);

        impl Response {
            /// Checks a payload, the whole body as answered, against the page.
            ///
            /// # Errors
            ///
            /// Every violation, or where the bytes stop being JSON.
            #[inline]
            pub fn validate_json(
                json: &[u8],
            ) -> ::core::result::Result<(), $crate::shape::CheckError> {
                <Request as $crate::Endpoint>::METADATA.validate_response(json)
            }
        }
    };
    (file, $payload:literal, $call:literal, $request:ident, $response:ident, { $($facts:tt)* }) => {
        impl Request {
            /// Checks this request against the rules of the page; `call` does so by itself.
            ///
            /// # Errors
            ///
            /// Every violation.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), $crate::shape::Invalid> {
                $crate::Endpoint::validate(self)
            }

            #[doc = ::core::concat!("Checks a payload, ", $payload, ", against the rules of the page.")]
            ///
            /// # Errors
            ///
            /// Every violation, or where the bytes stop being JSON.
            #[inline]
            pub fn validate_json(
                json: &[u8],
            ) -> ::core::result::Result<(), $crate::shape::CheckError> {
                <Request as $crate::Endpoint>::METADATA.validate_request(json)
            }
        }

        impl $crate::Endpoint for Request {
            type Response = Response;

            const METADATA: &'static $crate::Metadata<'static> = &$crate::Metadata {
                $($facts)*
                tables: Some(|| [&$request, &$response]),
                ..$crate::Metadata::UNKNOWN
            };
        }

        impl $crate::__private::Response for Response {}

        #[doc = ::core::concat!("Calls the endpoint: ", $call, ".")]
        ///
        /// # Errors
        ///
        /// See [`Error`]($crate::Error); an invalid request is not sent.
        #[inline]
        pub fn call(
            client: &$crate::Client,
            request: &Request,
        ) -> ::core::result::Result<Response, $crate::Error> {
            client.send(request)
        }
    };
}

/// Defines the items of an endpoint's module if the endpoint is paged.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    () => {
        /// Calls the endpoint page after page, beginning where `request` does.
        #[inline]
        pub fn pages(client: &$crate::Client, request: Request) -> $crate::Pages<'_, Request> {
            client.pages(request)
        }

        /// The items of all pages, beginning where `request` does.
        #[inline]
        pub fn items(client: &$crate::Client, request: Request) -> $crate::Items<'_, Request> {
            client.items(request)
        }
    };
}

/// Defines the table of a struct: a line for each field, the tables that these refer to, and which fields are required
/// together.
#[doc(hidden)]
#[macro_export]
macro_rules! __table {
    ($visibility:vis $table:ident, $name:literal, [$($line:literal)*], [$($nested:path),*], $needs:literal) => {
        #[doc(hidden)]
        $visibility static $table: $crate::__private::Table = $crate::__private::Table::of(
            $name,
            ::core::concat!($($line, "\n"),*),
            &[$(&$nested),*],
            $needs,
        );
    };
}

/// Implements `schemars::JsonSchema` with a schema generated from the spec, if the feature is enabled.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    (static $schemas:ident = $file:literal) => {
        static $schemas: &str = ::core::include_str!($file);
    };
    (const $root:ident = $schemas:path, $key:literal) => {
        const $root: $crate::__private::SchemaKey = $crate::__private::SchemaKey {
            schemas: &$schemas,
            key: $key,
        };
    };
    ($type:ident, $name:literal, $root:ident, $pointer:literal) => {
        impl $crate::__private::schemars::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed($name)
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", $name))
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schema($root, $pointer)
            }
        }
    };
}

#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ($($ignored:tt)*) => {};
}

/// The location of the schema of a request, a response or all types of a file.
#[cfg(feature = "schemars")]
#[derive(Clone, Copy, Debug)]
pub struct SchemaKey {
    /// The schemas of a service, one per line. Each line starts with its key and a tab.
    pub schemas: &'static &'static str,
    /// Which of them.
    pub key: &'static str,
}

/// The part at `pointer` of a schema that the generator wrote as JSON.
#[cfg(feature = "schemars")]
pub fn schema(at: SchemaKey, pointer: &str) -> schemars::Schema {
    let mut lines = at.schemas.lines();
    let json = lines.find_map(|line| line.strip_prefix(at.key)?.strip_prefix('\t'));
    let part = json
        .and_then(|json| serde_json::from_str::<Value>(json).ok())
        .and_then(|root| part(&root, pointer))
        .and_then(|part| schemars::Schema::try_from(part).ok());
    match part {
        Some(schema) => schema,
        None => unreachable!("the generator writes a schema of {} at {pointer}", at.key),
    }
}

/// A part of a schema. If it may refer to types, it becomes a self-contained resource with these types.
#[cfg(feature = "schemars")]
fn part(root: &Value, pointer: &str) -> Option<Value> {
    let mut part = root.pointer(pointer)?.clone();
    if let (Some(id), Some(types), Some(schema)) =
        (root.get("$id"), root.get("$defs"), part.as_object_mut())
    {
        let mut name = String::new();
        for byte in pointer.bytes() {
            match byte {
                b'/' => name.push(':'),
                b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => name.push(char::from(b)),
                b => name.push_str(&format!("%{b:02X}")),
            }
        }
        schema.insert(
            "$id".to_owned(),
            Value::from(format!("{}{name}", id.as_str()?)),
        );
        schema.insert("$defs".to_owned(), types.clone());
    }
    Some(part)
}

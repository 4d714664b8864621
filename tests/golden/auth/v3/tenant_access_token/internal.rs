//! Get a tenant access token for a custom app.
//!
//! `POST /open-apis/auth/v3/tenant_access_token/internal` (host `open`)
//!
//! Exchanges the credentials of a custom app for a token with which it acts on behalf of its tenant.
//! While the token handed out last has 30 minutes or more to live, it is handed out again.
//!
//! - Page: <https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal>, updated 2025-03-26
/// The request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// Unique id of the app.
    ///
    /// Example: `"cli_slkdjalasdkjasd"`.
    pub app_id: String,
    /// The app's secret.
    pub app_secret: ::larkspec::Secret,
}
impl Request {
    /// With the required fields, in the order of the page.
    pub fn new(
        app_id: impl Into<String>,
        app_secret: impl Into<::larkspec::Secret>,
    ) -> Self {
        Request {
            app_id: app_id.into(),
            app_secret: app_secret.into(),
        }
    }
}
impl ::larkspec::__private::Serialize for Request {
    fn serialize<S: ::larkspec::__private::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        use ::larkspec::__private::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("app_id", &self.app_id)?;
        map.serialize_entry("app_secret", &self.app_secret)?;
        map.end()
    }
}
impl<'de> ::larkspec::__private::FromMap<'de> for Request {
    fn from_map<A: ::larkspec::__private::MapAccess<'de>>(
        mut map: A,
    ) -> Result<Self, A::Error> {
        let mut slot_0 = None;
        let mut slot_1 = None;
        while let Some(key) = map
            .next_key_seed(::larkspec::__private::Key(&["app_id", "app_secret"]))?
        {
            match key {
                0usize => slot_0 = Some(map.next_value()?),
                1usize => slot_1 = Some(map.next_value()?),
                _ => ::larkspec::__private::ignore(&mut map)?,
            }
        }
        Ok(Request {
            app_id: ::larkspec::__private::required(slot_0, "app_id")?,
            app_secret: ::larkspec::__private::required(slot_1, "app_secret")?,
        })
    }
}
impl<'de> ::larkspec::__private::Deserialize<'de> for Request {
    fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        ::larkspec::__private::object(deserializer)
    }
}
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
impl Request {
    /// Checks this request against the rules of the page; `call` does so by itself.
    ///
    /// # Errors
    ///
    /// Every violation.
    pub fn validate(&self) -> Result<(), ::larkspec::shape::Invalid> {
        ::larkspec::Endpoint::validate(self)
    }
    /// Checks a payload, the whole body as sent, against the rules of the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    pub fn check(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        ::larkspec::shape::check(&REQUEST_BODY, json)
    }
}
impl ::larkspec::Endpoint for Request {
    type Response = Response;
    const METADATA: &'static ::larkspec::Metadata = &METADATA;
    fn serialize_section<S: ::larkspec::__private::Serializer>(
        &self,
        section: ::larkspec::Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        use ::larkspec::__private::SerializeMap as _;
        match section {
            ::larkspec::Section::Body => {
                ::larkspec::__private::Serialize::serialize(self, serializer)
            }
            _ => serializer.serialize_map(Some(0))?.end(),
        }
    }
}
/// The payload of the response.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// The token.
    pub tenant_access_token: ::larkspec::Secret,
    /// How long the token lives, in seconds.
    pub expire: i64,
}
impl Response {
    /// With the required fields, in the order of the page.
    pub fn new(tenant_access_token: impl Into<::larkspec::Secret>, expire: i64) -> Self {
        Response {
            tenant_access_token: tenant_access_token.into(),
            expire,
        }
    }
}
impl ::larkspec::__private::Serialize for Response {
    fn serialize<S: ::larkspec::__private::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        use ::larkspec::__private::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tenant_access_token", &self.tenant_access_token)?;
        map.serialize_entry("expire", &self.expire)?;
        map.end()
    }
}
impl<'de> ::larkspec::__private::FromMap<'de> for Response {
    fn from_map<A: ::larkspec::__private::MapAccess<'de>>(
        mut map: A,
    ) -> Result<Self, A::Error> {
        let mut slot_0 = None;
        let mut slot_1 = None;
        while let Some(key) = map
            .next_key_seed(
                ::larkspec::__private::Key(&["tenant_access_token", "expire"]),
            )?
        {
            match key {
                0usize => slot_0 = Some(map.next_value()?),
                1usize => slot_1 = Some(map.next_value()?),
                _ => ::larkspec::__private::ignore(&mut map)?,
            }
        }
        Ok(Response {
            tenant_access_token: ::larkspec::__private::required(
                slot_0,
                "tenant_access_token",
            )?,
            expire: ::larkspec::__private::required(slot_1, "expire")?,
        })
    }
}
impl<'de> ::larkspec::__private::Deserialize<'de> for Response {
    fn deserialize<D: ::larkspec::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        ::larkspec::__private::object(deserializer)
    }
}
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
impl Response {
    /// Checks a payload, the whole body as answered, against the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    pub fn check(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        ::larkspec::shape::check(&RESPONSE, json)
    }
}
impl ::larkspec::Response for Response {}
/// Calls the endpoint: `POST /open-apis/auth/v3/tenant_access_token/internal`.
///
/// # Errors
///
/// See [`Error`](::larkspec::Error); an invalid request is not sent.
pub fn call(
    client: &::larkspec::Client,
    request: &Request,
) -> Result<Response, ::larkspec::Error> {
    client.send(request)
}
static REQUEST_BODY: ::larkspec::shape::Shape<'static> = {
    use ::larkspec::shape::*;
    Shape::Object(
        Object::closed(
            &[
                Field::required("app_id", Shape::Text(Text::new())),
                Field::required("app_secret", Shape::Text(Text::new().secret())),
            ],
        ),
    )
};
static RESPONSE: ::larkspec::shape::Shape<'static> = {
    use ::larkspec::shape::*;
    Shape::Envelope(
        Envelope::new(
            &[
                Field::required(
                    "tenant_access_token",
                    Shape::Text(Text::new().secret()),
                ),
                Field::required("expire", Shape::Int(Int::new())),
            ],
        ),
    )
};
static METADATA: ::larkspec::Metadata = {
    use ::larkspec::{
        CodeMeaning, EnvelopeKeys, Host, Meaning, Metadata, Method, RequestShapes,
        TokenKind,
    };
    Metadata {
        name: "auth/v3/tenant_access_token/internal",
        method: Method::Post,
        host: Host::Open,
        path: "/open-apis/auth/v3/tenant_access_token/internal",
        tokens: &[],
        scopes: &[],
        rate: None,
        safe: true,
        flat: true,
        envelope: EnvelopeKeys::USUAL,
        codes: &[],
        multipart: false,
        answers_file: false,
        answers_secret: true,
        source: Some(
            "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal",
        ),
        request: RequestShapes {
            path: None,
            query: None,
            header: None,
            body: Some(&REQUEST_BODY),
        },
        response: Some(&RESPONSE),
    }
};
::larkspec::__json_schema!(
    const REQUEST_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"app_id\":{\"type\":\"string\",\"description\":\"Unique id of the app.\",\"examples\":[\"cli_slkdjalasdkjasd\"]},\"app_secret\":{\"type\":\"string\",\"description\":\"The app's secret.\",\"writeOnly\":true}},\"required\":[\"app_id\",\"app_secret\"],\"additionalProperties\":false}"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"tenant_access_token\":{\"type\":\"string\",\"description\":\"The token.\",\"writeOnly\":true},\"expire\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807,\"description\":\"How long the token lives, in seconds.\"}},\"required\":[\"tenant_access_token\",\"expire\"]}"
);

//! Get a tenant access token for a custom app.
//!
//! `POST /open-apis/auth/v3/tenant_access_token/internal` (host `open`)
//!
//! Exchanges the credentials of a custom app for a token with which it acts on behalf of its tenant.
//! While the token handed out last has 30 minutes or more to live, it is handed out again.
//!
//! - Page: <https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal>, updated 2025-03-26
/// The request.
#[non_exhaustive]
pub struct Request {
    /// Unique id of the app.
    ///
    /// Example: `"cli_slkdjalasdkjasd"`.
    pub app_id: String,
    /// The app's secret.
    pub app_secret: ::larkspec::Secret,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `app_id`, which is required.
    #[inline]
    pub fn app_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.app_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `app_secret`, which is required.
    #[inline]
    pub fn app_secret(mut self, value: impl Into<::larkspec::Secret>) -> Self {
        self.0.value.app_secret = value.into();
        self.0.set(1);
        self
    }
}
static TABLE_Request: ::larkspec::__private::Table = ::larkspec::__private::Table::new(
    "Request",
    &[("app_id", 1, "text"), ("app_secret", 1, "text secret")],
);
impl ::larkspec::__private::Object for Request {
    #[inline]
    fn blank() -> Self {
        Request {
            app_id: ::larkspec::__private::Cell::blank(),
            app_secret: ::larkspec::__private::Cell::blank(),
        }
    }
    #[inline]
    fn slots(&mut self, with: ::larkspec::__private::WithSlots<'_>) {
        use ::larkspec::__private::SlotMut;
        let Request { app_id: f0, app_secret: f1 } = self;
        with(&TABLE_Request, &mut [SlotMut::Text(f0), SlotMut::Scalar(f1)]);
    }
    #[inline]
    fn values(&self, with: ::larkspec::__private::WithValues<'_>) {
        use ::larkspec::__private::SlotRef;
        let Request { app_id: f0, app_secret: f1 } = self;
        with(&TABLE_Request, &[SlotRef::Text(f0), SlotRef::Scalar(f1)]);
    }
}
::larkspec::__object!(Request);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
impl Request {
    /// Checks this request against the rules of the page; `call` does so by itself.
    ///
    /// # Errors
    ///
    /// Every violation.
    #[inline]
    pub fn validate(&self) -> Result<(), ::larkspec::shape::Invalid> {
        ::larkspec::Endpoint::validate(self)
    }
    /// Checks a payload, the whole body as sent, against the rules of the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    #[inline]
    pub fn validate_json(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        METADATA.validate_request(json)
    }
}
impl ::larkspec::Endpoint for Request {
    type Response = Response;
    const METADATA: &'static ::larkspec::Metadata<'static> = &METADATA;
}
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// The token.
    pub tenant_access_token: ::larkspec::Secret,
    /// How long the token lives, in seconds.
    pub expire: i64,
}
static TABLE_Response: ::larkspec::__private::Table = ::larkspec::__private::Table::new(
    "Response",
    &[("tenant_access_token", 1, "text secret"), ("expire", 1, "int")],
);
impl ::larkspec::__private::Object for Response {
    #[inline]
    fn blank() -> Self {
        Response {
            tenant_access_token: ::larkspec::__private::Cell::blank(),
            expire: ::larkspec::__private::Cell::blank(),
        }
    }
    #[inline]
    fn slots(&mut self, with: ::larkspec::__private::WithSlots<'_>) {
        use ::larkspec::__private::SlotMut;
        let Response { tenant_access_token: f0, expire: f1 } = self;
        with(&TABLE_Response, &mut [SlotMut::Scalar(f0), SlotMut::Int(f1)]);
    }
    #[inline]
    fn values(&self, with: ::larkspec::__private::WithValues<'_>) {
        use ::larkspec::__private::SlotRef;
        let Response { tenant_access_token: f0, expire: f1 } = self;
        with(&TABLE_Response, &[SlotRef::Scalar(f0), SlotRef::Int(f1)]);
    }
}
::larkspec::__object!(Response);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
impl Response {
    /// Checks a payload, the whole body as answered, against the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    #[inline]
    pub fn validate_json(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        METADATA.validate_response(json)
    }
}
impl ::larkspec::__private::Response for Response {}
/// Calls the endpoint: `POST /open-apis/auth/v3/tenant_access_token/internal`.
///
/// # Errors
///
/// See [`Error`](::larkspec::Error); an invalid request is not sent.
#[inline]
pub fn call(
    client: &::larkspec::Client,
    request: &Request,
) -> Result<Response, ::larkspec::Error> {
    client.send(request)
}
static METADATA: ::larkspec::Metadata<'static> = {
    use ::larkspec::__private::{
        CodeMeaning, EnvelopeKeys, Host, Meaning, Metadata, Method, Shapes, TokenKind,
    };
    static SHAPES: Shapes = Shapes::of(&TABLE_Request, &TABLE_Response);
    Metadata::new(
            "auth/v3/tenant_access_token/internal",
            Method::Post,
            Host::Open,
            "/open-apis/auth/v3/tenant_access_token/internal",
        )
        .with_tokens(&[])
        .with_safe(true)
        .with_flat(true)
        .with_answers_secret(true)
        .with_page(
            "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal",
        )
        .with_updated(2025u16, 3u8, 26u8)
        .with_shapes(|| &SHAPES)
};
::larkspec::__json_schema!(
    const REQUEST_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"app_id\":{\"type\":\"string\",\"description\":\"Unique id of the app.\",\"examples\":[\"cli_slkdjalasdkjasd\"]},\"app_secret\":{\"type\":\"string\",\"description\":\"The app's secret.\",\"writeOnly\":true}},\"required\":[\"app_id\",\"app_secret\"],\"additionalProperties\":false}"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"tenant_access_token\":{\"type\":\"string\",\"description\":\"The token.\",\"writeOnly\":true},\"expire\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807,\"description\":\"How long the token lives, in seconds.\"}},\"required\":[\"tenant_access_token\",\"expire\"]}"
);

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
::larkspec::__object!(
    Request, TABLE_Request, app_id : Text = ::larkspec::__private::Cell::blank(),
    app_secret : Scalar = ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
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
::larkspec::__object!(
    Response, TABLE_Response, tenant_access_token : Scalar =
    ::larkspec::__private::Cell::blank(), expire : Int =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /open-apis/auth/v3/tenant_access_token/internal`"
);
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
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/tenant_access_token/internal Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/tenant_access_token/internal Response"
);

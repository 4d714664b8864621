//! Create tenant access token.
//!
//! `POST /open-apis/auth/v3/tenant_access_token` (host `open`)
//!
//! - Page: [商店应用获取 tenant_access_token](<https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token>), updated 2023-03-10
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::auth::v3::tenant_access_token::create;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .app_access_token(std::env::var("APP_ACCESS_TOKEN")?)
//!         .tenant_key("73658811060f175d")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `app_access_token`
    pub app_access_token: ::larkspec::Secret,
    /// `tenant_key`
    ///
    /// Example: `"73658811060f175d"`.
    pub tenant_key: String,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `app_access_token`, which is required.
    #[inline]
    pub fn app_access_token(mut self, value: impl Into<::larkspec::Secret>) -> Self {
        self.0.value.app_access_token = value.into();
        self.0.set(0);
        self
    }
    /// Sets `tenant_key`, which is required.
    #[inline]
    pub fn tenant_key(mut self, value: impl Into<String>) -> Self {
        self.0.value.tenant_key = value.into();
        self.0.set(1);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 app_access_token text secret" "1 tenant_key text"], [],
    ""
);
::larkspec::__object!(
    Request, TABLE_Request, app_access_token : Scalar =
    ::larkspec::__private::Cell::blank(), tenant_key : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `tenant_access_token`
    pub tenant_access_token: Option<::larkspec::Secret>,
    /// `expire`
    pub expire: Option<i64>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 tenant_access_token text secret" "0 expire int"], [],
    ""
);
::larkspec::__object!(
    Response, TABLE_Response, tenant_access_token : Opt = None, expire : OptInt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/auth/v3/tenant_access_token`",
    TABLE_Request, TABLE_Response, { name : "auth/v3/tenant_access_token/create", method
    : ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/auth/v3/tenant_access_token", flat : true, answers_secret : true, tokens
    : & [], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token"),
    updated : Some(::larkspec::__private::Date::new(2023u16, 3u8, 10u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/tenant_access_token/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/tenant_access_token/create Response"
);

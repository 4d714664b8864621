//! Create app access token.
//!
//! `POST /open-apis/auth/v3/app_access_token` (host `open`)
//!
//! - Page: [商店应用获取 app_access_token](<https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token>), updated 2024-08-02
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::auth::v3::app_access_token::create;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .app_id("cli_slkdjalasdkjasd")
//!         .app_secret(std::env::var("APP_SECRET")?)
//!         .app_ticket(std::env::var("APP_TICKET")?)
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `app_id`
    ///
    /// Example: `"cli_slkdjalasdkjasd"`.
    pub app_id: String,
    /// `app_secret`
    pub app_secret: ::larkspec::Secret,
    /// `app_ticket`
    pub app_ticket: ::larkspec::Secret,
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
    /// Sets `app_ticket`, which is required.
    #[inline]
    pub fn app_ticket(mut self, value: impl Into<::larkspec::Secret>) -> Self {
        self.0.value.app_ticket = value.into();
        self.0.set(2);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 app_id text" "1 app_secret text secret"
    "1 app_ticket text secret"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, app_id : Text = ::larkspec::__private::Cell::blank(),
    app_secret : Scalar = ::larkspec::__private::Cell::blank(), app_ticket : Scalar =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `app_access_token`
    pub app_access_token: Option<::larkspec::Secret>,
    /// `expire`
    pub expire: Option<i64>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 app_access_token text secret" "0 expire int"], [], ""
);
::larkspec::__object!(
    Response, TABLE_Response, app_access_token : Opt = None, expire : OptInt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/auth/v3/app_access_token`",
    TABLE_Request, TABLE_Response, { name : "auth/v3/app_access_token/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/auth/v3/app_access_token", flat : true, answers_secret : true, tokens : &
    [], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token"),
    updated : Some(::larkspec::__private::Date::new(2024u16, 8u8, 2u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/app_access_token/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "auth/v3/app_access_token/create Response"
);

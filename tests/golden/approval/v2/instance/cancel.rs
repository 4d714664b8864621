//! Cancel instance.
//!
//! `POST /approval/openapi/v2/instance/cancel` (host `www`)
//!
//! - Page: [审批实例撤回](<https://open.feishu.cn/document/ukTMukTMukTM/uYDNyUjL2QjM14iN0ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/cancel` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::cancel;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = cancel::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .instance_code("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .user_id("f7cb567e")
//!         .open_id("ou_123456")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `approval_code`
    pub approval_code: String,
    /// `instance_code`
    pub instance_code: String,
    /// `user_id`
    pub user_id: String,
    /// `open_id`
    pub open_id: String,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(0);
        self
    }
    /// Sets `instance_code`, which is required.
    #[inline]
    pub fn instance_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_code = value.into();
        self.0.set(1);
        self
    }
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `open_id`, which is required.
    #[inline]
    pub fn open_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.open_id = value.into();
        self.0.set(3);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "1 instance_code text"
    "1 user_id text" "1 open_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    instance_code : Text = ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), open_id : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/cancel`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/cancel", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/cancel", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uYDNyUjL2QjM14iN0ITN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/cancel Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/cancel Response"
);

//! Unsubscribe from subscription.
//!
//! `POST /approval/openapi/v2/subscription/unsubscribe` (host `www`)
//!
//! - Page: [取消订阅审批事件](<https://open.feishu.cn/document/ukTMukTMukTM/ugDOyUjL4gjM14CO4ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - The platform recommends `approval/v4/approval/unsubscribe` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::subscription::unsubscribe;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = unsubscribe::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
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
}
::larkspec::__table!(TABLE_Request, "Request", ["1 approval_code text"], [], "");
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /approval/openapi/v2/subscription/unsubscribe`", TABLE_Request,
    TABLE_Response, { name : "approval/v2/subscription/unsubscribe", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/subscription/unsubscribe", tokens : &
    [::larkspec::TokenKind::Tenant], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ugDOyUjL4gjM14CO4ITN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/subscription/unsubscribe Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/subscription/unsubscribe Response"
);

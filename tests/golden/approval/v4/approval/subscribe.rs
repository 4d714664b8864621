//! Subscribe to approval.
//!
//! `POST /open-apis/approval/v4/approvals/:approval_code/subscribe` (host `open`)
//!
//! - Page: [订阅审批事件](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/subscribe>), updated 2025-03-24
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:definition`
//! - Rate limit: 100/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::approval::subscribe;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = subscribe::Request::builder()
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
    ///
    /// Sent in the path. Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
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
::larkspec::__table!(
    TABLE_Request, "Request", ["5 approval_code text min_len=1u"], [], ""
);
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
    json, "the parameters as one object",
    "`POST /open-apis/approval/v4/approvals/:approval_code/subscribe`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/approval/subscribe", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/approvals/:approval_code/subscribe", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:definition"], rate : Some(::larkspec::__private::Rate::new(100u32, 60u32)),
    codes : & [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/subscribe"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 3u8, 24u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390007, HTTP 400
pub const E1390007: i64 = 1390007i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/subscribe Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/subscribe Response"
);

//! List instances.
//!
//! `GET /open-apis/approval/v4/instances` (host `open`)
//!
//! - Page: [批量获取审批实例 ID](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/list>), updated 2026-01-14
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:instance`
//! - Rate limit: 100/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::{Client, UnixMillis};
//! use larkspec::approval::v4::instance::list;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = list::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .start_time("2026-01-01T00:00:00+08:00".parse()?)
//!         .end_time(UnixMillis::now())
//!         .items(&client)?;
//!     for item in items {
//!         println!("{:?}", item?);
//!     }
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `page_size`
    ///
    /// At least 1. At most 100. Default: `100`. Example: `100`.
    pub page_size: Option<i64>,
    /// `page_token`
    ///
    /// Example: `"nF1ZXJ5VGhlbkZldGNoCgAAAAAA6PZwFmUzSldvTC1yU"`.
    pub page_token: Option<String>,
    /// `approval_code`
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1567690398020"`.
    pub start_time: ::larkspec::UnixMillis,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1567690398020"`.
    pub end_time: ::larkspec::UnixMillis,
}
::larkspec::__builder!(RequestBuilder, Request, paged, & [], .page_size(100i64));
impl RequestBuilder {
    /// Sets `page_size`. It is `100` unless set.
    #[inline]
    pub fn page_size(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.page_size = value.into();
        self
    }
    /// Sets `page_token`.
    #[inline]
    pub fn page_token<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.page_token = value.into_option();
        self
    }
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(2);
        self
    }
    /// Sets `start_time`, which is required.
    #[inline]
    pub fn start_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.start_time = value;
        self.0.set(3);
        self
    }
    /// Sets `end_time`, which is required.
    #[inline]
    pub fn end_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.end_time = value;
        self.0.set(4);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["8 page_size int min=1 max=100" "8 page_token text"
    "9 approval_code text" "25 start_time text format=unix-ms"
    "25 end_time text format=unix-ms"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, page_size : OptInt = None, page_token : OptText = None,
    approval_code : Text = ::larkspec::__private::Cell::blank(), start_time : Scalar =
    ::larkspec::__private::Cell::blank(), end_time : Scalar =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `instance_code_list`
    pub instance_code_list: Option<Vec<String>>,
    /// `page_token`
    pub page_token: Option<String>,
    /// `has_more`
    pub has_more: Option<bool>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 instance_code_list list(text)" "0 page_token text"
    "0 has_more bool"], [], ""
);
::larkspec::__object!(
    Response, TABLE_Response, instance_code_list : OptTexts = None, page_token : OptText
    = None, has_more : OptBool = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the parameters as one object", "`GET /open-apis/approval/v4/instances`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance/list", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:instance"], rate :
    Some(::larkspec::__private::Rate::new(100u32, 60u32)), paging :
    Some(::larkspec::__private::PageKeys::new("/instance_code_list", Some("/has_more"),
    Some("/page_token"))), codes : & [::larkspec::__private::CodeMeaning::new(1395001i64,
    Some(400u16), ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/list"),
    updated : Some(::larkspec::__private::Date::new(2026u16, 1u8, 14u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = String;
    #[inline]
    fn turn(&mut self, response: &Response, _: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_token(
            &mut self.page_token,
            response.has_more,
            response.page_token.as_deref(),
        )
    }
    #[inline]
    fn into_items(response: Response) -> Vec<String> {
        Some(response).and_then(|value| value.instance_code_list).unwrap_or_default()
    }
}
::larkspec::__pages!();
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/list Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/list Response"
);

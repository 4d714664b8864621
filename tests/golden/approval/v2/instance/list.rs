//! List approval instance codes.
//!
//! `POST /approval/openapi/v2/instance/list` (host `www`)
//!
//! Codes of every approval instance created from one approval definition within a time range,
//! in creation order.
//!
//! - Page: [批量获取审批实例ID](<https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/list` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::{Client, UnixMillis};
//! use larkspec::approval::v2::instance::list;
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
    /// Unique code of the approval definition.
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// Start of the range of creation times.
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: ::larkspec::UnixMillis,
    /// End of the range of creation times.
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: ::larkspec::UnixMillis,
    /// How many instances to skip.
    ///
    /// At least 0 (assumed).
    pub offset: i64,
    /// How many codes to return at most.
    ///
    /// At least 1 (assumed). At most 100.
    pub limit: i64,
}
::larkspec::__builder!(
    RequestBuilder, Request, paged, & [], .offset(0i64).limit(100i64)
);
impl RequestBuilder {
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(0);
        self
    }
    /// Sets `start_time`, which is required.
    #[inline]
    pub fn start_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.start_time = value;
        self.0.set(1);
        self
    }
    /// Sets `end_time`, which is required.
    #[inline]
    pub fn end_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.end_time = value;
        self.0.set(2);
        self
    }
    /// Sets `offset`. It is `0` unless set.
    #[inline]
    pub fn offset(mut self, value: i64) -> Self {
        self.0.value.offset = value;
        self.0.set(3);
        self
    }
    /// Sets `limit`. It is `100` unless set.
    #[inline]
    pub fn limit(mut self, value: i64) -> Self {
        self.0.value.limit = value;
        self.0.set(4);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "1 start_time int" "1 end_time int"
    "1 offset int min=0" "1 limit int min=1 max=100"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    start_time : Scalar = ::larkspec::__private::Cell::blank(), end_time : Scalar =
    ::larkspec::__private::Cell::blank(), offset : Int =
    ::larkspec::__private::Cell::blank(), limit : Int =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// Codes of the instances.
    pub instance_code_list: Vec<String>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 instance_code_list list(text)"], [], ""
);
::larkspec::__object!(
    Response, TABLE_Response, instance_code_list : Texts = Vec::new(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/list`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/list", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/list", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], paging :
    Some(::larkspec::__private::PageKeys::new("/instance_code_list", None, None)), page :
    Some("https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids"),
    updated : Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = String;
    #[inline]
    fn turn(&mut self, _: &Response, received: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_offset(&mut self.offset, received)
    }
    #[inline]
    fn into_items(response: Response) -> Vec<String> {
        response.instance_code_list
    }
}
::larkspec::__pages!();
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/list Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/list Response"
);

//! Query instances.
//!
//! `POST /open-apis/approval/v4/instances/query` (host `open`)
//!
//! - Page: [查询实例列表](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/query>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval.list:readonly`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::query;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = query::Request::builder()
//!         .user_id("lwiu098wj")
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
    /// At least 5. At most 200. Default: `10`. Example: `10`.
    pub page_size: Option<i64>,
    /// `page_token`
    ///
    /// Example: `"nF1ZXJ5VGhlbkZldGNoCgAAAAAA6PZwFmUzSldvTC1yU"`.
    pub page_token: Option<String>,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `user_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"lwiu098wj"`.
    pub user_id: Option<String>,
    /// `approval_code`
    ///
    /// At least one field of the group `user_id` is required. Example: `"EB828003-9FFE-4B3F-AA50-2E199E2ED942"`.
    pub approval_code: Option<String>,
    /// `instance_code`
    ///
    /// At least one field of the group `user_id` is required. Example: `"EB828003-9FFE-4B3F-AA50-2E199E2ED943"`.
    pub instance_code: Option<String>,
    /// `instance_external_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"EB828003-9FFE-4B3F-AA50-2E199E2ED976"`.
    pub instance_external_id: Option<String>,
    /// `group_external_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"1234567"`.
    pub group_external_id: Option<String>,
    /// `instance_title`
    ///
    /// Example: `"test"`.
    pub instance_title: Option<String>,
    /// `instance_status`
    ///
    /// Example: `"PENDING"`.
    pub instance_status: Option<::larkspec::OpenEnum<RequestInstanceStatus>>,
    /// `instance_start_time_from`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1547654251506"`.
    pub instance_start_time_from: Option<::larkspec::UnixMillis>,
    /// `instance_start_time_to`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1547654251506"`.
    pub instance_start_time_to: Option<::larkspec::UnixMillis>,
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: Option<::larkspec::OpenEnum<super::super::types::Locale>>,
}
::larkspec::__builder!(RequestBuilder, Request, paged, & [], .page_size(200i64));
impl RequestBuilder {
    /// Sets `page_size`. It is `200` unless set.
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
    /// Sets `user_id_type`.
    #[inline]
    pub fn user_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
            M,
        >,
    ) -> Self {
        self.0.value.user_id_type = value.into_option();
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `approval_code`.
    #[inline]
    pub fn approval_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_code = value.into_option();
        self
    }
    /// Sets `instance_code`.
    #[inline]
    pub fn instance_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_code = value.into_option();
        self
    }
    /// Sets `instance_external_id`.
    #[inline]
    pub fn instance_external_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_external_id = value.into_option();
        self
    }
    /// Sets `group_external_id`.
    #[inline]
    pub fn group_external_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.group_external_id = value.into_option();
        self
    }
    /// Sets `instance_title`.
    #[inline]
    pub fn instance_title<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_title = value.into_option();
        self
    }
    /// Sets `instance_status`.
    #[inline]
    pub fn instance_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestInstanceStatus>,
            M,
        >,
    ) -> Self {
        self.0.value.instance_status = value.into_option();
        self
    }
    /// Sets `instance_start_time_from`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn instance_start_time_from(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.instance_start_time_from = value.into();
        self
    }
    /// Sets `instance_start_time_to`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn instance_start_time_to(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.instance_start_time_to = value.into();
        self
    }
    /// Sets `locale`.
    #[inline]
    pub fn locale<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::Locale>,
            M,
        >,
    ) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["8 page_size int min=5 max=200" "8 page_token text"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]" "0 user_id text"
    "0 approval_code text" "0 instance_code text" "0 instance_external_id text"
    "0 group_external_id text" "0 instance_title text"
    "0 instance_status text values=[\"PENDING\",\"RECALL\",\"REJECT\",\"DELETED\",\"APPROVED\",\"ALL\"]"
    "16 instance_start_time_from text format=unix-ms"
    "16 instance_start_time_to text format=unix-ms"
    "0 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]"], [], "3,4,5,6,7"
);
::larkspec::__object!(
    Request, TABLE_Request, page_size : OptInt = None, page_token : OptText = None,
    user_id_type : Opt = None, user_id : OptText = None, approval_code : OptText = None,
    instance_code : OptText = None, instance_external_id : OptText = None,
    group_external_id : OptText = None, instance_title : OptText = None, instance_status
    : Opt = None, instance_start_time_from : Opt = None, instance_start_time_to : Opt =
    None, locale : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// A value of `instance_status`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestInstanceStatus {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"RECALL"` on the wire.
    Recall,
    /// `"REJECT"` on the wire.
    Reject,
    /// `"DELETED"` on the wire.
    Deleted,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"ALL"` on the wire.
    All,
}
impl ::core::cmp::Eq for RequestInstanceStatus {}
impl ::larkspec::Enumeration for RequestInstanceStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestInstanceStatus::Pending, "PENDING"),
        (RequestInstanceStatus::Recall, "RECALL"),
        (RequestInstanceStatus::Reject, "REJECT"),
        (RequestInstanceStatus::Deleted, "DELETED"),
        (RequestInstanceStatus::Approved, "APPROVED"),
        (RequestInstanceStatus::All, "ALL"),
    ];
}
::larkspec::__json_schema!(
    RequestInstanceStatus, "RequestInstanceStatus", REQUEST_SCHEMA,
    "/properties/instance_status"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `count`
    pub count: Option<i64>,
    /// `instance_list`
    pub instance_list: Option<Vec<ResponseInstanceList>>,
    /// `page_token`
    pub page_token: Option<String>,
    /// `has_more`
    pub has_more: Option<bool>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 count int" "0 instance_list list({0})"
    "0 page_token text" "0 has_more bool"], [TABLE_ResponseInstanceList], ""
);
::larkspec::__object!(
    Response, TABLE_Response, count : OptInt = None, instance_list : Opt = None,
    page_token : OptText = None, has_more : OptBool = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::instance_list`](field@Response::instance_list).
#[non_exhaustive]
pub struct ResponseInstanceList {
    /// `approval`
    pub approval: Option<super::super::types::InstanceSearchApproval>,
    /// `group`
    pub group: Option<super::super::types::InstanceSearchGroup>,
    /// `instance`
    pub instance: Option<super::super::types::InstanceSearchNode>,
}
::larkspec::__table!(
    TABLE_ResponseInstanceList, "ResponseInstanceList", ["0 approval &0" "0 group &1"
    "0 instance &2"], [super::super::types::TABLE_InstanceSearchApproval,
    super::super::types::TABLE_InstanceSearchGroup,
    super::super::types::TABLE_InstanceSearchNode], ""
);
::larkspec::__object!(
    ResponseInstanceList, TABLE_ResponseInstanceList, approval : Opt = None, group : Opt
    = None, instance : Opt = None,
);
::larkspec::__json_schema!(
    ResponseInstanceList, "ResponseInstanceList", RESPONSE_SCHEMA,
    "/properties/instance_list/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/instances/query`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance/query", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/query", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval.list:readonly"], rate
    : Some(::larkspec::__private::Rate::new(1000u32, 60u32)), paging :
    Some(::larkspec::__private::PageKeys::new("/instance_list", Some("/has_more"),
    Some("/page_token"))), codes : & [::larkspec::__private::CodeMeaning::new(1395001i64,
    Some(400u16), ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/query"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseInstanceList;
    #[inline]
    fn turn(&mut self, response: &Response, _: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_token(
            &mut self.page_token,
            response.has_more,
            response.page_token.as_deref(),
        )
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseInstanceList> {
        Some(response).and_then(|value| value.instance_list).unwrap_or_default()
    }
}
::larkspec::__pages!();
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390003, HTTP 400
pub const E1390003: i64 = 1390003i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/query Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/query Response"
);

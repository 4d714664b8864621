//! List external tasks.
//!
//! `GET /open-apis/approval/v4/external_tasks` (host `open`)
//!
//! - Page: [获取三方审批任务状态](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_task/list>), updated 2024-08-14
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:external_task`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::external_task::list;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = list::Request::builder().items(&client)?;
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
    /// At most 500. Default: `50`. Example: `100`.
    pub page_size: Option<i64>,
    /// `page_token`
    ///
    /// Example: `"nF1ZXJ5VGhlbkZldGNoCgAAAAAA6PZwFmUzSldvTC1yU"`.
    pub page_token: Option<String>,
    /// `approval_codes`
    ///
    /// At most 20 items. Example: `["E78F1022-A166-447C-8320-E151DA90D70F"]`.
    pub approval_codes: Option<Vec<String>>,
    /// `instance_ids`
    ///
    /// At most 20 items. Example: `["oa_159160304"]`.
    pub instance_ids: Option<Vec<String>>,
    /// `user_ids`
    ///
    /// Example: `["112321"]`.
    pub user_ids: Option<Vec<String>>,
    /// `status`
    ///
    /// Example: `"PENDING"`.
    pub status: Option<
        ::larkspec::OpenEnum<super::super::types::ExternalInstanceTaskNodeStatus>,
    >,
}
::larkspec::__builder!(RequestBuilder, Request, paged, & [], .page_size(500i64));
impl RequestBuilder {
    /// Sets `page_size`. It is `500` unless set.
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
    /// Sets `approval_codes`.
    #[inline]
    pub fn approval_codes<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.approval_codes = value.into_list();
        self
    }
    /// Sets `instance_ids`.
    #[inline]
    pub fn instance_ids<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.instance_ids = value.into_list();
        self
    }
    /// Sets `user_ids`.
    #[inline]
    pub fn user_ids<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.user_ids = value.into_list();
        self
    }
    /// Sets `status`.
    #[inline]
    pub fn status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::ExternalInstanceTaskNodeStatus>,
            M,
        >,
    ) -> Self {
        self.0.value.status = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["8 page_size int max=500" "8 page_token text"
    "0 approval_codes list max_items=20u(text)" "0 instance_ids list max_items=20u(text)"
    "0 user_ids list(text)"
    "0 status text values=[\"PENDING\",\"APPROVED\",\"REJECTED\",\"TRANSFERRED\",\"DONE\"]"],
    [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, page_size : OptInt = None, page_token : OptText = None,
    approval_codes : OptTexts = None, instance_ids : OptTexts = None, user_ids : OptTexts
    = None, status : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `data`
    pub data: Option<Vec<ResponseData>>,
    /// `page_token`
    pub page_token: Option<String>,
    /// `has_more`
    pub has_more: Option<bool>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 data list({0})" "0 page_token text"
    "0 has_more bool"], [TABLE_ResponseData], ""
);
::larkspec::__object!(
    Response, TABLE_Response, data : Opt = None, page_token : OptText = None, has_more :
    OptBool = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::data`](field@Response::data).
#[non_exhaustive]
pub struct ResponseData {
    /// `instance_id`
    pub instance_id: Option<String>,
    /// `approval_id`
    pub approval_id: Option<String>,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<ResponseDataStatus>>,
    /// `update_time`
    pub update_time: Option<String>,
    /// `tasks`
    pub tasks: Option<Vec<ResponseDataTasks>>,
}
::larkspec::__table!(
    TABLE_ResponseData, "ResponseData", ["0 instance_id text" "0 approval_id text"
    "0 approval_code text" "0 status text" "0 update_time text" "0 tasks list({0})"],
    [TABLE_ResponseDataTasks], ""
);
::larkspec::__object!(
    ResponseData, TABLE_ResponseData, instance_id : OptText = None, approval_id : OptText
    = None, approval_code : OptText = None, status : Opt = None, update_time : OptText =
    None, tasks : Opt = None,
);
::larkspec::__json_schema!(
    ResponseData, "ResponseData", RESPONSE_SCHEMA, "/properties/data/items"
);
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseDataStatus {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"CANCELED"` on the wire.
    Canceled,
    /// `"DELETED"` on the wire.
    Deleted,
    /// `"HIDDEN"` on the wire.
    Hidden,
}
impl ::core::cmp::Eq for ResponseDataStatus {}
impl ::larkspec::Enumeration for ResponseDataStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseDataStatus::Pending, "PENDING"),
        (ResponseDataStatus::Approved, "APPROVED"),
        (ResponseDataStatus::Rejected, "REJECTED"),
        (ResponseDataStatus::Canceled, "CANCELED"),
        (ResponseDataStatus::Deleted, "DELETED"),
        (ResponseDataStatus::Hidden, "HIDDEN"),
    ];
}
::larkspec::__json_schema!(
    ResponseDataStatus, "ResponseDataStatus", RESPONSE_SCHEMA,
    "/properties/data/items/properties/status"
);
/// One of the objects in [`ResponseData::tasks`](field@ResponseData::tasks).
#[non_exhaustive]
pub struct ResponseDataTasks {
    /// `id`
    pub id: Option<String>,
    /// `status`
    pub status: Option<
        ::larkspec::OpenEnum<super::super::types::ExternalInstanceTaskNodeStatus>,
    >,
    /// `update_time`
    pub update_time: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseDataTasks, "ResponseDataTasks", ["0 id text" "0 status text"
    "0 update_time text"], [], ""
);
::larkspec::__object!(
    ResponseDataTasks, TABLE_ResponseDataTasks, id : OptText = None, status : Opt = None,
    update_time : OptText = None,
);
::larkspec::__json_schema!(
    ResponseDataTasks, "ResponseDataTasks", RESPONSE_SCHEMA,
    "/properties/data/items/properties/tasks/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`GET /open-apis/approval/v4/external_tasks`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/external_task/list", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/external_tasks", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:external_task"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), paging :
    Some(::larkspec::__private::PageKeys::new("/data", Some("/has_more"),
    Some("/page_token"))), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_task/list"),
    updated : Some(::larkspec::__private::Date::new(2024u16, 8u8, 14u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseData;
    #[inline]
    fn turn(&mut self, response: &Response, _: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_token(
            &mut self.page_token,
            response.has_more,
            response.page_token.as_deref(),
        )
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseData> {
        Some(response).and_then(|value| value.data).unwrap_or_default()
    }
}
::larkspec::__pages!();
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_task/list Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_task/list Response"
);

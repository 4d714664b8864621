//! Search for tasks.
//!
//! `POST /open-apis/approval/v4/tasks/search` (host `open`)
//!
//! - Page: [查询任务列表](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/search>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`, `approval:approval.list:readonly`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::task::search;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = search::Request::builder()
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
    /// `task_title`
    ///
    /// Example: `"test"`.
    pub task_title: Option<String>,
    /// `task_status`
    ///
    /// Example: `"PENDING"`.
    pub task_status: Option<::larkspec::OpenEnum<RequestTaskStatus>>,
    /// `task_start_time_from`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1547654251506"`.
    pub task_start_time_from: Option<::larkspec::UnixMillis>,
    /// `task_start_time_to`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1547654251506"`.
    pub task_start_time_to: Option<::larkspec::UnixMillis>,
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: Option<::larkspec::OpenEnum<super::super::types::Locale>>,
    /// `task_status_list`
    ///
    /// Example: `["PENDING"]`.
    pub task_status_list: Option<Vec<::larkspec::OpenEnum<RequestTaskStatusList>>>,
    /// `order`
    ///
    /// Default: `2`. Example: `2`.
    pub order: Option<::larkspec::OpenEnum<RequestOrder>>,
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
    /// Sets `task_title`.
    #[inline]
    pub fn task_title<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.task_title = value.into_option();
        self
    }
    /// Sets `task_status`.
    #[inline]
    pub fn task_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<RequestTaskStatus>, M>,
    ) -> Self {
        self.0.value.task_status = value.into_option();
        self
    }
    /// Sets `task_start_time_from`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn task_start_time_from(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.task_start_time_from = value.into();
        self
    }
    /// Sets `task_start_time_to`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn task_start_time_to(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.task_start_time_to = value.into();
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
    /// Sets `task_status_list`.
    #[inline]
    pub fn task_status_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<::larkspec::OpenEnum<RequestTaskStatusList>, M>,
    ) -> Self {
        self.0.value.task_status_list = value.into_list();
        self
    }
    /// Sets `order`.
    #[inline]
    pub fn order<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<RequestOrder>, M>,
    ) -> Self {
        self.0.value.order = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["8 page_size int min=5 max=200" "8 page_token text"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]" "0 user_id text"
    "0 approval_code text" "0 instance_code text" "0 instance_external_id text"
    "0 group_external_id text" "0 task_title text"
    "0 task_status text values=[\"PENDING\",\"REJECTED\",\"APPROVED\",\"TRANSFERRED\",\"DONE\",\"RM_REPEAT\",\"PROCESSED\",\"ALL\"]"
    "16 task_start_time_from text format=unix-ms"
    "16 task_start_time_to text format=unix-ms"
    "0 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]"
    "0 task_status_list list(text values=[\"PENDING\",\"REJECTED\",\"APPROVED\",\"TRANSFERRED\",\"DONE\",\"RM_REPEAT\",\"PROCESSED\"])"
    "0 order int values=[0,1,2,3]"], [], "3,4,5,6,7"
);
::larkspec::__object!(
    Request, TABLE_Request, page_size : OptInt = None, page_token : OptText = None,
    user_id_type : Opt = None, user_id : OptText = None, approval_code : OptText = None,
    instance_code : OptText = None, instance_external_id : OptText = None,
    group_external_id : OptText = None, task_title : OptText = None, task_status : Opt =
    None, task_start_time_from : Opt = None, task_start_time_to : Opt = None, locale :
    Opt = None, task_status_list : Opt = None, order : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// A value of `task_status`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestTaskStatus {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"TRANSFERRED"` on the wire.
    Transferred,
    /// `"DONE"` on the wire.
    Done,
    /// `"RM_REPEAT"` on the wire.
    RmRepeat,
    /// `"PROCESSED"` on the wire.
    Processed,
    /// `"ALL"` on the wire.
    All,
}
impl ::core::cmp::Eq for RequestTaskStatus {}
impl ::larkspec::Enumeration for RequestTaskStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestTaskStatus::Pending, "PENDING"),
        (RequestTaskStatus::Rejected, "REJECTED"),
        (RequestTaskStatus::Approved, "APPROVED"),
        (RequestTaskStatus::Transferred, "TRANSFERRED"),
        (RequestTaskStatus::Done, "DONE"),
        (RequestTaskStatus::RmRepeat, "RM_REPEAT"),
        (RequestTaskStatus::Processed, "PROCESSED"),
        (RequestTaskStatus::All, "ALL"),
    ];
}
::larkspec::__json_schema!(
    RequestTaskStatus, "RequestTaskStatus", REQUEST_SCHEMA, "/properties/task_status"
);
/// A value of `task_status_list`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestTaskStatusList {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"TRANSFERRED"` on the wire.
    Transferred,
    /// `"DONE"` on the wire.
    Done,
    /// `"RM_REPEAT"` on the wire.
    RmRepeat,
    /// `"PROCESSED"` on the wire.
    Processed,
}
impl ::core::cmp::Eq for RequestTaskStatusList {}
impl ::larkspec::Enumeration for RequestTaskStatusList {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestTaskStatusList::Pending, "PENDING"),
        (RequestTaskStatusList::Rejected, "REJECTED"),
        (RequestTaskStatusList::Approved, "APPROVED"),
        (RequestTaskStatusList::Transferred, "TRANSFERRED"),
        (RequestTaskStatusList::Done, "DONE"),
        (RequestTaskStatusList::RmRepeat, "RM_REPEAT"),
        (RequestTaskStatusList::Processed, "PROCESSED"),
    ];
}
::larkspec::__json_schema!(
    RequestTaskStatusList, "RequestTaskStatusList", REQUEST_SCHEMA,
    "/properties/task_status_list/items"
);
/// A value of `order`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestOrder {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
    /// `2` on the wire.
    Value2,
    /// `3` on the wire.
    Value3,
}
impl ::core::cmp::Eq for RequestOrder {}
impl ::larkspec::Enumeration for RequestOrder {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestOrder::Value0, 0i64),
        (RequestOrder::Value1, 1i64),
        (RequestOrder::Value2, 2i64),
        (RequestOrder::Value3, 3i64),
    ];
}
::larkspec::__json_schema!(
    RequestOrder, "RequestOrder", REQUEST_SCHEMA, "/properties/order"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `count`
    pub count: Option<i64>,
    /// `task_list`
    pub task_list: Option<Vec<ResponseTaskList>>,
    /// `page_token`
    pub page_token: Option<String>,
    /// `has_more`
    pub has_more: Option<bool>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 count int" "0 task_list list({0})"
    "0 page_token text" "0 has_more bool"], [TABLE_ResponseTaskList], ""
);
::larkspec::__object!(
    Response, TABLE_Response, count : OptInt = None, task_list : Opt = None, page_token :
    OptText = None, has_more : OptBool = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::task_list`](field@Response::task_list).
#[non_exhaustive]
pub struct ResponseTaskList {
    /// `approval`
    pub approval: Option<super::super::types::InstanceSearchApproval>,
    /// `group`
    pub group: Option<super::super::types::InstanceSearchGroup>,
    /// `instance`
    pub instance: Option<super::super::types::InstanceSearchNode>,
    /// `task`
    pub task: Option<ResponseTaskListTask>,
}
::larkspec::__table!(
    TABLE_ResponseTaskList, "ResponseTaskList", ["0 approval &0" "0 group &1"
    "0 instance &2" "0 task {3}"], [super::super::types::TABLE_InstanceSearchApproval,
    super::super::types::TABLE_InstanceSearchGroup,
    super::super::types::TABLE_InstanceSearchNode, TABLE_ResponseTaskListTask], ""
);
::larkspec::__object!(
    ResponseTaskList, TABLE_ResponseTaskList, approval : Opt = None, group : Opt = None,
    instance : Opt = None, task : Opt = None,
);
::larkspec::__json_schema!(
    ResponseTaskList, "ResponseTaskList", RESPONSE_SCHEMA, "/properties/task_list/items"
);
/// The object in [`ResponseTaskList::task`](field@ResponseTaskList::task).
#[non_exhaustive]
pub struct ResponseTaskListTask {
    /// `user_id`
    pub user_id: Option<String>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: Option<::larkspec::UnixMillis>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<ResponseTaskListTaskStatus>>,
    /// `title`
    pub title: Option<String>,
    /// `extra`
    pub extra: Option<String>,
    /// `link`
    pub link: Option<super::super::types::InstanceSearchLink>,
    /// `task_id`
    pub task_id: Option<String>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `task_external_id`
    pub task_external_id: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTaskListTask, "ResponseTaskListTask", ["0 user_id text"
    "16 start_time text format=unix-ms" "16 end_time text format=unix-ms" "0 status text"
    "0 title text" "0 extra text" "0 link &0" "0 task_id text"
    "16 update_time text format=unix-ms" "0 task_external_id text"],
    [super::super::types::TABLE_InstanceSearchLink], ""
);
::larkspec::__object!(
    ResponseTaskListTask, TABLE_ResponseTaskListTask, user_id : OptText = None,
    start_time : Opt = None, end_time : Opt = None, status : Opt = None, title : OptText
    = None, extra : OptText = None, link : Opt = None, task_id : OptText = None,
    update_time : Opt = None, task_external_id : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTaskListTask, "ResponseTaskListTask", RESPONSE_SCHEMA,
    "/properties/task_list/items/properties/task"
);
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseTaskListTaskStatus {
    /// `"rejected"` on the wire.
    Rejected,
    /// `"pending"` on the wire.
    Pending,
    /// `"approved"` on the wire.
    Approved,
    /// `"transferred"` on the wire.
    Transferred,
    /// `"done"` on the wire.
    Done,
    /// `"rm_repeat"` on the wire.
    RmRepeat,
    /// `"processed"` on the wire.
    Processed,
    /// `"hidden"` on the wire.
    Hidden,
}
impl ::core::cmp::Eq for ResponseTaskListTaskStatus {}
impl ::larkspec::Enumeration for ResponseTaskListTaskStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseTaskListTaskStatus::Rejected, "rejected"),
        (ResponseTaskListTaskStatus::Pending, "pending"),
        (ResponseTaskListTaskStatus::Approved, "approved"),
        (ResponseTaskListTaskStatus::Transferred, "transferred"),
        (ResponseTaskListTaskStatus::Done, "done"),
        (ResponseTaskListTaskStatus::RmRepeat, "rm_repeat"),
        (ResponseTaskListTaskStatus::Processed, "processed"),
        (ResponseTaskListTaskStatus::Hidden, "hidden"),
    ];
}
::larkspec::__json_schema!(
    ResponseTaskListTaskStatus, "ResponseTaskListTaskStatus", RESPONSE_SCHEMA,
    "/properties/task_list/items/properties/task/properties/status"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/tasks/search`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/task/search", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/tasks/search", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly",
    "approval:approval.list:readonly"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), paging :
    Some(::larkspec::__private::PageKeys::new("/task_list", Some("/has_more"),
    Some("/page_token"))), codes : & [::larkspec::__private::CodeMeaning::new(1395001i64,
    Some(400u16), ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/search"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseTaskList;
    #[inline]
    fn turn(&mut self, response: &Response, _: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_token(
            &mut self.page_token,
            response.has_more,
            response.page_token.as_deref(),
        )
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseTaskList> {
        Some(response).and_then(|value| value.task_list).unwrap_or_default()
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
    "approval/v4/task/search Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/task/search Response"
);

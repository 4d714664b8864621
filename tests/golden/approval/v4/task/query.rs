//! Query tasks.
//!
//! `GET /open-apis/approval/v4/tasks/query` (host `open`)
//!
//! - Page: [查询用户的任务列表](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/query>), updated 2022-12-28
//! - Token: `tenant_access_token` or `user_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::task::query;
//! use larkspec::approval::v4::types::Topic;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = query::Request::builder()
//!         .user_id("example_user_id")
//!         .topic(Topic::Value1)
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
    /// At most 200. Default: `100`. Example: `100`.
    pub page_size: Option<i64>,
    /// `page_token`
    ///
    /// Example: `"1"`.
    pub page_token: Option<String>,
    /// `user_id`
    ///
    /// Example: `"example_user_id"`.
    pub user_id: String,
    /// `topic`
    ///
    /// Example: `"1"`.
    pub topic: ::larkspec::OpenEnum<super::super::types::Topic>,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
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
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `topic`, which is required.
    #[inline]
    pub fn topic(
        mut self,
        value: impl Into<::larkspec::OpenEnum<super::super::types::Topic>>,
    ) -> Self {
        self.0.value.topic = value.into();
        self.0.set(3);
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
}
::larkspec::__table!(
    TABLE_Request, "Request", ["8 page_size int max=200" "8 page_token text"
    "9 user_id text" "9 topic text values=[\"1\",\"2\",\"3\",\"17\",\"18\"]"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, page_size : OptInt = None, page_token : OptText = None,
    user_id : Text = ::larkspec::__private::Cell::blank(), topic : Scalar =
    ::larkspec::__private::Cell::blank(), user_id_type : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `tasks`
    pub tasks: Option<Vec<ResponseTasks>>,
    /// `page_token`
    pub page_token: Option<String>,
    /// `has_more`
    pub has_more: Option<bool>,
    /// `count`
    pub count: Option<ResponseCount>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 tasks list({0})" "0 page_token text"
    "0 has_more bool" "0 count {1}"], [TABLE_ResponseTasks, TABLE_ResponseCount], ""
);
::larkspec::__object!(
    Response, TABLE_Response, tasks : Opt = None, page_token : OptText = None, has_more :
    OptBool = None, count : Opt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::tasks`](field@Response::tasks).
#[non_exhaustive]
pub struct ResponseTasks {
    /// `topic`
    pub topic: Option<::larkspec::OpenEnum<super::super::types::Topic>>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `urls`
    pub urls: Option<ResponseTasksUrls>,
    /// `process_external_id`
    pub process_external_id: Option<String>,
    /// `task_external_id`
    pub task_external_id: Option<String>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<ResponseTasksStatus>>,
    /// `process_status`
    pub process_status: Option<::larkspec::OpenEnum<ResponseTasksProcessStatus>>,
    /// `definition_code`
    pub definition_code: Option<String>,
    /// `initiators`
    pub initiators: Option<Vec<String>>,
    /// `initiator_names`
    pub initiator_names: Option<Vec<String>>,
    /// `task_id`
    pub task_id: Option<String>,
    /// `process_id`
    pub process_id: Option<String>,
    /// `process_code`
    pub process_code: Option<String>,
    /// `definition_group_id`
    pub definition_group_id: Option<String>,
    /// `definition_group_name`
    pub definition_group_name: Option<String>,
    /// `definition_id`
    pub definition_id: Option<String>,
    /// `definition_name`
    pub definition_name: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTasks, "ResponseTasks", ["0 topic text" "0 user_id text" "0 title text"
    "0 urls {0}" "0 process_external_id text" "0 task_external_id text" "0 status text"
    "0 process_status text" "0 definition_code text" "0 initiators list(text)"
    "0 initiator_names list(text)" "0 task_id text" "0 process_id text"
    "0 process_code text" "0 definition_group_id text" "0 definition_group_name text"
    "0 definition_id text" "0 definition_name text"], [TABLE_ResponseTasksUrls], ""
);
::larkspec::__object!(
    ResponseTasks, TABLE_ResponseTasks, topic : Opt = None, user_id : OptText = None,
    title : OptText = None, urls : Opt = None, process_external_id : OptText = None,
    task_external_id : OptText = None, status : Opt = None, process_status : Opt = None,
    definition_code : OptText = None, initiators : OptTexts = None, initiator_names :
    OptTexts = None, task_id : OptText = None, process_id : OptText = None, process_code
    : OptText = None, definition_group_id : OptText = None, definition_group_name :
    OptText = None, definition_id : OptText = None, definition_name : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTasks, "ResponseTasks", RESPONSE_SCHEMA, "/properties/tasks/items"
);
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseTasksStatus {
    /// `"1"` on the wire.
    Value1,
    /// `"2"` on the wire.
    Value2,
    /// `"17"` on the wire.
    Value17,
    /// `"18"` on the wire.
    Value18,
    /// `"33"` on the wire.
    Value33,
    /// `"34"` on the wire.
    Value34,
}
impl ::core::cmp::Eq for ResponseTasksStatus {}
impl ::larkspec::Enumeration for ResponseTasksStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseTasksStatus::Value1, "1"),
        (ResponseTasksStatus::Value2, "2"),
        (ResponseTasksStatus::Value17, "17"),
        (ResponseTasksStatus::Value18, "18"),
        (ResponseTasksStatus::Value33, "33"),
        (ResponseTasksStatus::Value34, "34"),
    ];
}
::larkspec::__json_schema!(
    ResponseTasksStatus, "ResponseTasksStatus", RESPONSE_SCHEMA,
    "/properties/tasks/items/properties/status"
);
/// A value of `process_status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseTasksProcessStatus {
    /// `"0"` on the wire.
    Value0,
    /// `"1"` on the wire.
    Value1,
    /// `"2"` on the wire.
    Value2,
    /// `"3"` on the wire.
    Value3,
    /// `"4"` on the wire.
    Value4,
    /// `"5"` on the wire.
    Value5,
}
impl ::core::cmp::Eq for ResponseTasksProcessStatus {}
impl ::larkspec::Enumeration for ResponseTasksProcessStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseTasksProcessStatus::Value0, "0"),
        (ResponseTasksProcessStatus::Value1, "1"),
        (ResponseTasksProcessStatus::Value2, "2"),
        (ResponseTasksProcessStatus::Value3, "3"),
        (ResponseTasksProcessStatus::Value4, "4"),
        (ResponseTasksProcessStatus::Value5, "5"),
    ];
}
::larkspec::__json_schema!(
    ResponseTasksProcessStatus, "ResponseTasksProcessStatus", RESPONSE_SCHEMA,
    "/properties/tasks/items/properties/process_status"
);
/// The object in [`ResponseTasks::urls`](field@ResponseTasks::urls).
#[non_exhaustive]
pub struct ResponseTasksUrls {
    /// `helpdesk`
    pub helpdesk: Option<String>,
    /// `mobile`
    pub mobile: Option<String>,
    /// `pc`
    pub pc: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTasksUrls, "ResponseTasksUrls", ["0 helpdesk text" "0 mobile text"
    "0 pc text"], [], ""
);
::larkspec::__object!(
    ResponseTasksUrls, TABLE_ResponseTasksUrls, helpdesk : OptText = None, mobile :
    OptText = None, pc : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTasksUrls, "ResponseTasksUrls", RESPONSE_SCHEMA,
    "/properties/tasks/items/properties/urls"
);
/// The object in [`Response::count`](field@Response::count).
#[non_exhaustive]
pub struct ResponseCount {
    /// `total`
    pub total: Option<i64>,
    /// `has_more`
    pub has_more: Option<bool>,
}
::larkspec::__table!(
    TABLE_ResponseCount, "ResponseCount", ["0 total int" "0 has_more bool"], [], ""
);
::larkspec::__object!(
    ResponseCount, TABLE_ResponseCount, total : OptInt = None, has_more : OptBool = None,
);
::larkspec::__json_schema!(
    ResponseCount, "ResponseCount", RESPONSE_SCHEMA, "/properties/count"
);
::larkspec::__endpoint!(
    json, "the parameters as one object", "`GET /open-apis/approval/v4/tasks/query`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/task/query", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/tasks/query", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant, ::larkspec::TokenKind::User], scopes : &
    ["approval:approval:readonly"], paging :
    Some(::larkspec::__private::PageKeys::new("/tasks", Some("/has_more"),
    Some("/page_token"))), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/query"),
    updated : Some(::larkspec::__private::Date::new(2022u16, 12u8, 28u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseTasks;
    #[inline]
    fn turn(&mut self, response: &Response, _: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_token(
            &mut self.page_token,
            response.has_more,
            response.page_token.as_deref(),
        )
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseTasks> {
        Some(response).and_then(|value| value.tasks).unwrap_or_default()
    }
}
::larkspec::__pages!();
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS, "approval/v4/task/query Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/task/query Response"
);

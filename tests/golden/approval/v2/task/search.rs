//! Search for tasks.
//!
//! `POST /approval/openapi/v2/task/search` (host `www`)
//!
//! - Page: [任务列表查询](<https://open.feishu.cn/document/ukTMukTMukTM/uYjMxYjL2ITM24iNyEjN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval.list:readonly`
//! - The platform recommends `approval/v4/task/search` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::task::search;
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
    /// `user_id`
    pub user_id: String,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `instance_code`
    pub instance_code: Option<String>,
    /// `instance_external_id`
    pub instance_external_id: Option<String>,
    /// `group_external_id`
    pub group_external_id: Option<String>,
    /// `task_title`
    pub task_title: Option<String>,
    /// `task_status`
    pub task_status: Option<String>,
    /// `task_start_time_from`
    ///
    /// Unix time in milliseconds (assumed).
    pub task_start_time_from: Option<::larkspec::UnixMillis>,
    /// `task_start_time_to`
    ///
    /// Unix time in milliseconds (assumed).
    pub task_start_time_to: Option<::larkspec::UnixMillis>,
    /// `locale`
    pub locale: Option<String>,
    /// `offset`
    ///
    /// At most 10000.
    pub offset: Option<i64>,
    /// `limit`
    ///
    /// At most 200.
    pub limit: Option<i64>,
}
::larkspec::__builder!(RequestBuilder, Request, paged, & [], .limit(200i64));
impl RequestBuilder {
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(0);
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
        value: impl ::larkspec::IntoOption<String, M>,
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
    pub fn locale<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
    /// Sets `offset`.
    #[inline]
    pub fn offset(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.offset = value.into();
        self
    }
    /// Sets `limit`. It is `200` unless set.
    #[inline]
    pub fn limit(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.limit = value.into();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 user_id text" "0 approval_code text"
    "0 instance_code text" "0 instance_external_id text" "0 group_external_id text"
    "0 task_title text" "0 task_status text" "0 task_start_time_from int"
    "0 task_start_time_to int" "0 locale text" "0 offset int max=10000"
    "0 limit int max=200"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id : Text = ::larkspec::__private::Cell::blank(),
    approval_code : OptText = None, instance_code : OptText = None, instance_external_id
    : OptText = None, group_external_id : OptText = None, task_title : OptText = None,
    task_status : OptText = None, task_start_time_from : Opt = None, task_start_time_to :
    Opt = None, locale : OptText = None, offset : OptInt = None, limit : OptInt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `count`
    pub count: Option<i64>,
    /// `task_list`
    pub task_list: Option<Vec<ResponseTaskList>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 count int" "0 task_list list({0})"],
    [TABLE_ResponseTaskList], ""
);
::larkspec::__object!(
    Response, TABLE_Response, count : OptInt = None, task_list : Opt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::task_list`](field@Response::task_list).
#[non_exhaustive]
pub struct ResponseTaskList {
    /// `approval`
    pub approval: Option<super::super::types::Approval>,
    /// `group`
    pub group: Option<super::super::types::Group>,
    /// `instance`
    pub instance: Option<super::super::types::Instance>,
    /// `task`
    pub task: Option<ResponseTaskListTask>,
}
::larkspec::__table!(
    TABLE_ResponseTaskList, "ResponseTaskList", ["0 approval &0" "0 group &1"
    "0 instance &2" "0 task {3}"], [super::super::types::TABLE_Approval,
    super::super::types::TABLE_Group, super::super::types::TABLE_Instance,
    TABLE_ResponseTaskListTask], ""
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
    /// `start_time`
    pub start_time: Option<i64>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `end_time`
    pub end_time: Option<i64>,
    /// `title`
    pub title: Option<String>,
    /// `status`
    pub status: Option<String>,
    /// `extra`
    pub extra: Option<String>,
    /// `link`
    pub link: Option<super::super::types::Link>,
}
::larkspec::__table!(
    TABLE_ResponseTaskListTask, "ResponseTaskListTask", ["0 start_time int"
    "0 user_id text" "0 end_time int" "0 title text" "0 status text" "0 extra text"
    "0 link &0"], [super::super::types::TABLE_Link], ""
);
::larkspec::__object!(
    ResponseTaskListTask, TABLE_ResponseTaskListTask, start_time : OptInt = None, user_id
    : OptText = None, end_time : OptInt = None, title : OptText = None, status : OptText
    = None, extra : OptText = None, link : Opt = None,
);
::larkspec::__json_schema!(
    ResponseTaskListTask, "ResponseTaskListTask", RESPONSE_SCHEMA,
    "/properties/task_list/items/properties/task"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/task/search`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/task/search", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/task/search", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval.list:readonly"],
    paging : Some(::larkspec::__private::PageKeys::new("/task_list", None, None)), page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uYjMxYjL2ITM24iNyEjN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseTaskList;
    #[inline]
    fn turn(&mut self, _: &Response, received: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_offset(&mut self.offset, received)
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseTaskList> {
        Some(response).and_then(|value| value.task_list).unwrap_or_default()
    }
}
::larkspec::__pages!();
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/task/search Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/task/search Response"
);

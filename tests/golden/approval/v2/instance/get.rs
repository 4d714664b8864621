//! Get instance.
//!
//! `POST /approval/openapi/v2/instance/get` (host `www`)
//!
//! - Page: [获取单个审批实例详情](<https://open.feishu.cn/document/ukTMukTMukTM/uEDNyUjLxQjM14SM0ITN>), updated 2023-11-02
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/get` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::get;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = get::Request::builder()
//!         .instance_code("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `instance_code`
    pub instance_code: String,
    /// `locale`
    pub locale: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `instance_code`, which is required.
    #[inline]
    pub fn instance_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_code = value.into();
        self.0.set(0);
        self
    }
    /// Sets `locale`.
    #[inline]
    pub fn locale<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `open_id`.
    #[inline]
    pub fn open_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.open_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 instance_code text" "0 locale text" "0 user_id text"
    "0 open_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, instance_code : Text = ::larkspec::__private::Cell::blank(),
    locale : OptText = None, user_id : OptText = None, open_id : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_code`
    pub approval_code: String,
    /// `approval_name`
    pub approval_name: String,
    /// `start_time`
    pub start_time: i64,
    /// `end_time`
    pub end_time: i64,
    /// `user_id`
    pub user_id: String,
    /// `open_id`
    pub open_id: String,
    /// `serial_number`
    pub serial_number: String,
    /// `department_id`
    pub department_id: String,
    /// `status`
    pub status: String,
    /// `uuid`
    pub uuid: String,
    /// `form`
    ///
    /// A JSON document as a string.
    pub form: String,
    /// `task_list`
    pub task_list: Vec<ResponseTaskList>,
    /// `comment_list`
    pub comment_list: Vec<ResponseCommentList>,
    /// `timeline`
    pub timeline: Vec<ResponseTimeline>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 approval_code text" "1 approval_name text"
    "1 start_time int" "1 end_time int" "1 user_id text" "1 open_id text"
    "1 serial_number text" "1 department_id text" "1 status text" "1 uuid text"
    "1 form json(any)" "1 task_list list({0})" "1 comment_list list({1})"
    "1 timeline list({2})"], [TABLE_ResponseTaskList, TABLE_ResponseCommentList,
    TABLE_ResponseTimeline], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_code : Text =
    ::larkspec::__private::Cell::blank(), approval_name : Text =
    ::larkspec::__private::Cell::blank(), start_time : Int =
    ::larkspec::__private::Cell::blank(), end_time : Int =
    ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), open_id : Text =
    ::larkspec::__private::Cell::blank(), serial_number : Text =
    ::larkspec::__private::Cell::blank(), department_id : Text =
    ::larkspec::__private::Cell::blank(), status : Text =
    ::larkspec::__private::Cell::blank(), uuid : Text =
    ::larkspec::__private::Cell::blank(), form : Text =
    ::larkspec::__private::Cell::blank(), task_list : List = Vec::new(), comment_list :
    List = Vec::new(), timeline : List = Vec::new(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::task_list`](field@Response::task_list).
#[non_exhaustive]
pub struct ResponseTaskList {
    /// `id`
    pub id: String,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `status`
    pub status: String,
    /// `node_id`
    pub node_id: Option<String>,
    /// `node_name`
    pub node_name: Option<String>,
    /// `custom_node_id`
    pub custom_node_id: Option<String>,
    /// `type`
    pub r#type: String,
    /// `start_time`
    pub start_time: i64,
    /// `end_time`
    pub end_time: i64,
}
::larkspec::__table!(
    TABLE_ResponseTaskList, "ResponseTaskList", ["1 id text" "0 user_id text"
    "0 open_id text" "1 status text" "0 node_id text" "0 node_name text"
    "0 custom_node_id text" "1 type text" "1 start_time int" "1 end_time int"], [], ""
);
::larkspec::__object!(
    ResponseTaskList, TABLE_ResponseTaskList, id : Text =
    ::larkspec::__private::Cell::blank(), user_id : OptText = None, open_id : OptText =
    None, status : Text = ::larkspec::__private::Cell::blank(), node_id : OptText = None,
    node_name : OptText = None, custom_node_id : OptText = None, r#type : Text =
    ::larkspec::__private::Cell::blank(), start_time : Int =
    ::larkspec::__private::Cell::blank(), end_time : Int =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    ResponseTaskList, "ResponseTaskList", RESPONSE_SCHEMA, "/properties/task_list/items"
);
/// One of the objects in [`Response::comment_list`](field@Response::comment_list).
#[non_exhaustive]
pub struct ResponseCommentList {
    /// `id`
    pub id: String,
    /// `user_id`
    pub user_id: String,
    /// `open_id`
    pub open_id: String,
    /// `comment`
    pub comment: String,
    /// `create_time`
    pub create_time: i64,
}
::larkspec::__table!(
    TABLE_ResponseCommentList, "ResponseCommentList", ["1 id text" "1 user_id text"
    "1 open_id text" "1 comment text" "1 create_time int"], [], ""
);
::larkspec::__object!(
    ResponseCommentList, TABLE_ResponseCommentList, id : Text =
    ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), open_id : Text =
    ::larkspec::__private::Cell::blank(), comment : Text =
    ::larkspec::__private::Cell::blank(), create_time : Int =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    ResponseCommentList, "ResponseCommentList", RESPONSE_SCHEMA,
    "/properties/comment_list/items"
);
/// One of the objects in [`Response::timeline`](field@Response::timeline).
#[non_exhaustive]
pub struct ResponseTimeline {
    /// `type`
    pub r#type: String,
    /// `create_time`
    pub create_time: i64,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `user_id_list`
    pub user_id_list: Option<Vec<String>>,
    /// `open_id_list`
    pub open_id_list: Option<Vec<String>>,
    /// `task_id`
    pub task_id: Option<String>,
    /// `comment`
    pub comment: Option<String>,
    /// `cc_user_list`
    pub cc_user_list: Option<Vec<ResponseTimelineCcUserList>>,
    /// `ext`
    pub ext: ResponseTimelineExt,
    /// `node_key`
    pub node_key: Option<String>,
    /// `modified_instance_code`
    pub modified_instance_code: Option<String>,
    /// `reverted_instance_code`
    pub reverted_instance_code: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTimeline, "ResponseTimeline", ["1 type text" "1 create_time int"
    "0 user_id text" "0 open_id text" "0 user_id_list list(text)"
    "0 open_id_list list(text)" "0 task_id text" "0 comment text"
    "0 cc_user_list list({0})" "1 ext {1}" "0 node_key text"
    "0 modified_instance_code text" "0 reverted_instance_code text"],
    [TABLE_ResponseTimelineCcUserList, TABLE_ResponseTimelineExt], ""
);
::larkspec::__object!(
    ResponseTimeline, TABLE_ResponseTimeline, r#type : Text =
    ::larkspec::__private::Cell::blank(), create_time : Int =
    ::larkspec::__private::Cell::blank(), user_id : OptText = None, open_id : OptText =
    None, user_id_list : OptTexts = None, open_id_list : OptTexts = None, task_id :
    OptText = None, comment : OptText = None, cc_user_list : Opt = None, ext : Object =
    ::larkspec::__private::Cell::blank(), node_key : OptText = None,
    modified_instance_code : OptText = None, reverted_instance_code : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTimeline, "ResponseTimeline", RESPONSE_SCHEMA, "/properties/timeline/items"
);
/// One of the objects in [`ResponseTimeline::cc_user_list`](field@ResponseTimeline::cc_user_list).
#[non_exhaustive]
pub struct ResponseTimelineCcUserList {
    /// `user_id`
    pub user_id: Option<String>,
    /// `cc_id`
    pub cc_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTimelineCcUserList, "ResponseTimelineCcUserList", ["0 user_id text"
    "0 cc_id text" "0 open_id text"], [], ""
);
::larkspec::__object!(
    ResponseTimelineCcUserList, TABLE_ResponseTimelineCcUserList, user_id : OptText =
    None, cc_id : OptText = None, open_id : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTimelineCcUserList, "ResponseTimelineCcUserList", RESPONSE_SCHEMA,
    "/properties/timeline/items/properties/cc_user_list/items"
);
/// The object in [`ResponseTimeline::ext`](field@ResponseTimeline::ext).
#[non_exhaustive]
pub struct ResponseTimelineExt {
    /// `user_id_list`
    pub user_id_list: Option<Vec<String>>,
    /// `open_id_list`
    pub open_id_list: Option<Vec<String>>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseTimelineExt, "ResponseTimelineExt", ["0 user_id_list list(text)"
    "0 open_id_list list(text)" "0 user_id text" "0 open_id text"], [], ""
);
::larkspec::__object!(
    ResponseTimelineExt, TABLE_ResponseTimelineExt, user_id_list : OptTexts = None,
    open_id_list : OptTexts = None, user_id : OptText = None, open_id : OptText = None,
);
::larkspec::__json_schema!(
    ResponseTimelineExt, "ResponseTimelineExt", RESPONSE_SCHEMA,
    "/properties/timeline/items/properties/ext"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/get`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/get", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/get", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uEDNyUjLxQjM14SM0ITN"), updated :
    Some(::larkspec::__private::Date::new(2023u16, 11u8, 2u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/get Response"
);

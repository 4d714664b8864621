//! Get instance.
//!
//! `GET /open-apis/approval/v4/instances/:instance_id` (host `open`)
//!
//! - Page: [获取单个审批实例详情](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/get>), updated 2025-05-12
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:instance`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::get;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = get::Request::builder()
//!         .instance_id("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `instance_id`
    ///
    /// Sent in the path. Example: `"81D31358-93AF-92D6-7425-01A5D67C4E71"`.
    pub instance_id: String,
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: Option<::larkspec::OpenEnum<super::super::types::Locale>>,
    /// `user_id`
    ///
    /// Example: `"f7cb567e"`.
    pub user_id: Option<String>,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"user_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `instance_id`, which is required.
    #[inline]
    pub fn instance_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_id = value.into();
        self.0.set(0);
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
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
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
    TABLE_Request, "Request", ["5 instance_id text min_len=1u"
    "8 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]" "8 user_id text"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, instance_id : Text = ::larkspec::__private::Cell::blank(),
    locale : Opt = None, user_id : OptText = None, user_id_type : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_name`
    pub approval_name: Option<String>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: Option<::larkspec::UnixMillis>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `serial_number`
    pub serial_number: Option<String>,
    /// `department_id`
    pub department_id: Option<String>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<ResponseStatus>>,
    /// `uuid`
    pub uuid: Option<String>,
    /// `form`
    ///
    /// A JSON document as a string.
    pub form: Option<String>,
    /// `task_list`
    pub task_list: Option<Vec<ResponseTaskList>>,
    /// `comment_list`
    pub comment_list: Option<Vec<ResponseCommentList>>,
    /// `timeline`
    pub timeline: Option<Vec<ResponseTimeline>>,
    /// `modified_instance_code`
    pub modified_instance_code: Option<String>,
    /// `reverted_instance_code`
    pub reverted_instance_code: Option<String>,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `reverted`
    pub reverted: Option<bool>,
    /// `instance_code`
    pub instance_code: Option<String>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 approval_name text"
    "16 start_time text format=unix-ms" "16 end_time text format=unix-ms"
    "0 user_id text" "0 open_id text" "0 serial_number text" "0 department_id text"
    "0 status text" "0 uuid text" "0 form json(any)" "0 task_list list({0})"
    "0 comment_list list({1})" "0 timeline list({2})" "0 modified_instance_code text"
    "0 reverted_instance_code text" "0 approval_code text" "0 reverted bool"
    "0 instance_code text"], [TABLE_ResponseTaskList, TABLE_ResponseCommentList,
    TABLE_ResponseTimeline], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_name : OptText = None, start_time : Opt = None,
    end_time : Opt = None, user_id : OptText = None, open_id : OptText = None,
    serial_number : OptText = None, department_id : OptText = None, status : Opt = None,
    uuid : OptText = None, form : OptText = None, task_list : Opt = None, comment_list :
    Opt = None, timeline : Opt = None, modified_instance_code : OptText = None,
    reverted_instance_code : OptText = None, approval_code : OptText = None, reverted :
    OptBool = None, instance_code : OptText = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseStatus {
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
}
impl ::core::cmp::Eq for ResponseStatus {}
impl ::larkspec::Enumeration for ResponseStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseStatus::Pending, "PENDING"),
        (ResponseStatus::Approved, "APPROVED"),
        (ResponseStatus::Rejected, "REJECTED"),
        (ResponseStatus::Canceled, "CANCELED"),
        (ResponseStatus::Deleted, "DELETED"),
    ];
}
::larkspec::__json_schema!(
    ResponseStatus, "ResponseStatus", RESPONSE_SCHEMA, "/properties/status"
);
/// One of the objects in [`Response::task_list`](field@Response::task_list).
#[non_exhaustive]
pub struct ResponseTaskList {
    /// `id`
    pub id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `status`
    pub status: Option<
        ::larkspec::OpenEnum<super::super::types::ExternalInstanceTaskNodeStatus>,
    >,
    /// `node_id`
    pub node_id: Option<String>,
    /// `node_name`
    pub node_name: Option<String>,
    /// `custom_node_id`
    pub custom_node_id: Option<String>,
    /// `type`
    pub r#type: Option<::larkspec::OpenEnum<super::super::types::NodeType>>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: Option<::larkspec::UnixMillis>,
}
::larkspec::__table!(
    TABLE_ResponseTaskList, "ResponseTaskList", ["0 id text" "0 user_id text"
    "0 open_id text" "0 status text" "0 node_id text" "0 node_name text"
    "0 custom_node_id text" "0 type text" "16 start_time text format=unix-ms"
    "16 end_time text format=unix-ms"], [], ""
);
::larkspec::__object!(
    ResponseTaskList, TABLE_ResponseTaskList, id : OptText = None, user_id : OptText =
    None, open_id : OptText = None, status : Opt = None, node_id : OptText = None,
    node_name : OptText = None, custom_node_id : OptText = None, r#type : Opt = None,
    start_time : Opt = None, end_time : Opt = None,
);
::larkspec::__json_schema!(
    ResponseTaskList, "ResponseTaskList", RESPONSE_SCHEMA, "/properties/task_list/items"
);
/// One of the objects in [`Response::comment_list`](field@Response::comment_list).
#[non_exhaustive]
pub struct ResponseCommentList {
    /// `id`
    pub id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `comment`
    pub comment: Option<String>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub create_time: Option<::larkspec::UnixMillis>,
    /// `files`
    pub files: Option<Vec<super::super::types::File>>,
}
::larkspec::__table!(
    TABLE_ResponseCommentList, "ResponseCommentList", ["0 id text" "0 user_id text"
    "0 open_id text" "0 comment text" "16 create_time text format=unix-ms"
    "0 files list(&0)"], [super::super::types::TABLE_File], ""
);
::larkspec::__object!(
    ResponseCommentList, TABLE_ResponseCommentList, id : OptText = None, user_id :
    OptText = None, open_id : OptText = None, comment : OptText = None, create_time : Opt
    = None, files : Opt = None,
);
::larkspec::__json_schema!(
    ResponseCommentList, "ResponseCommentList", RESPONSE_SCHEMA,
    "/properties/comment_list/items"
);
/// One of the objects in [`Response::timeline`](field@Response::timeline).
#[non_exhaustive]
pub struct ResponseTimeline {
    /// `type`
    pub r#type: Option<::larkspec::OpenEnum<ResponseTimelineType>>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub create_time: Option<::larkspec::UnixMillis>,
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
    pub ext: Option<String>,
    /// `node_key`
    pub node_key: Option<String>,
    /// `files`
    pub files: Option<Vec<super::super::types::File>>,
}
::larkspec::__table!(
    TABLE_ResponseTimeline, "ResponseTimeline", ["0 type text"
    "16 create_time text format=unix-ms" "0 user_id text" "0 open_id text"
    "0 user_id_list list(text)" "0 open_id_list list(text)" "0 task_id text"
    "0 comment text" "0 cc_user_list list({0})" "0 ext text" "0 node_key text"
    "0 files list(&1)"], [TABLE_ResponseTimelineCcUserList,
    super::super::types::TABLE_File], ""
);
::larkspec::__object!(
    ResponseTimeline, TABLE_ResponseTimeline, r#type : Opt = None, create_time : Opt =
    None, user_id : OptText = None, open_id : OptText = None, user_id_list : OptTexts =
    None, open_id_list : OptTexts = None, task_id : OptText = None, comment : OptText =
    None, cc_user_list : Opt = None, ext : OptText = None, node_key : OptText = None,
    files : Opt = None,
);
::larkspec::__json_schema!(
    ResponseTimeline, "ResponseTimeline", RESPONSE_SCHEMA, "/properties/timeline/items"
);
/// A value of `type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseTimelineType {
    /// `"START"` on the wire.
    Start,
    /// `"PASS"` on the wire.
    Pass,
    /// `"REJECT"` on the wire.
    Reject,
    /// `"AUTO_PASS"` on the wire.
    AutoPass,
    /// `"AUTO_REJECT"` on the wire.
    AutoReject,
    /// `"REMOVE_REPEAT"` on the wire.
    RemoveRepeat,
    /// `"TRANSFER"` on the wire.
    Transfer,
    /// `"ADD_APPROVER_BEFORE"` on the wire.
    AddApproverBefore,
    /// `"ADD_APPROVER"` on the wire.
    AddApprover,
    /// `"ADD_APPROVER_AFTER"` on the wire.
    AddApproverAfter,
    /// `"DELETE_APPROVER"` on the wire.
    DeleteApprover,
    /// `"ROLLBACK_SELECTED"` on the wire.
    RollbackSelected,
    /// `"ROLLBACK"` on the wire.
    Rollback,
    /// `"CANCEL"` on the wire.
    Cancel,
    /// `"DELETE"` on the wire.
    Delete,
    /// `"CC"` on the wire.
    Cc,
}
impl ::core::cmp::Eq for ResponseTimelineType {}
impl ::larkspec::Enumeration for ResponseTimelineType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseTimelineType::Start, "START"),
        (ResponseTimelineType::Pass, "PASS"),
        (ResponseTimelineType::Reject, "REJECT"),
        (ResponseTimelineType::AutoPass, "AUTO_PASS"),
        (ResponseTimelineType::AutoReject, "AUTO_REJECT"),
        (ResponseTimelineType::RemoveRepeat, "REMOVE_REPEAT"),
        (ResponseTimelineType::Transfer, "TRANSFER"),
        (ResponseTimelineType::AddApproverBefore, "ADD_APPROVER_BEFORE"),
        (ResponseTimelineType::AddApprover, "ADD_APPROVER"),
        (ResponseTimelineType::AddApproverAfter, "ADD_APPROVER_AFTER"),
        (ResponseTimelineType::DeleteApprover, "DELETE_APPROVER"),
        (ResponseTimelineType::RollbackSelected, "ROLLBACK_SELECTED"),
        (ResponseTimelineType::Rollback, "ROLLBACK"),
        (ResponseTimelineType::Cancel, "CANCEL"),
        (ResponseTimelineType::Delete, "DELETE"),
        (ResponseTimelineType::Cc, "CC"),
    ];
}
::larkspec::__json_schema!(
    ResponseTimelineType, "ResponseTimelineType", RESPONSE_SCHEMA,
    "/properties/timeline/items/properties/type"
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
::larkspec::__endpoint!(
    json, "the parameters as one object",
    "`GET /open-apis/approval/v4/instances/:instance_id`", TABLE_Request, TABLE_Response,
    { name : "approval/v4/instance/get", method : ::larkspec::Method::Get, host :
    ::larkspec::Host::Open, path : "/open-apis/approval/v4/instances/:instance_id", safe
    : true, tokens : & [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:instance"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/get"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 5u8, 12u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390003, HTTP 400
pub const E1390003: i64 = 1390003i64;
/// Error code 1390004, HTTP 400
pub const E1390004: i64 = 1390004i64;
/// Error code 1390009, HTTP 403
pub const E1390009: i64 = 1390009i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/get Response"
);

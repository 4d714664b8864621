//! Approve task.
//!
//! `POST /open-apis/approval/v4/tasks/approve` (host `open`)
//!
//! - Page: [同意审批任务](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/approve>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:task`
//! - Rate limit: 100/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::task::approve;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = approve::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .instance_code("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .user_id("f7cb567e")
//!         .task_id("12345")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `approval_code`
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// `instance_code`
    ///
    /// Example: `"81D31358-93AF-92D6-7425-01A5D67C4E71"`.
    pub instance_code: String,
    /// `user_id`
    ///
    /// Example: `"f7cb567e"`.
    pub user_id: String,
    /// `comment`
    ///
    /// Example: `"OK"`.
    pub comment: Option<String>,
    /// `task_id`
    ///
    /// Example: `"12345"`.
    pub task_id: String,
    /// `form`
    ///
    /// A JSON document as a string. Example: `"[{\"id\":\"111\", \"type\": \"input\", \"value\":\"test\"}]"`.
    pub form: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
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
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(1);
        self
    }
    /// Sets `instance_code`, which is required.
    #[inline]
    pub fn instance_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_code = value.into();
        self.0.set(2);
        self
    }
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(3);
        self
    }
    /// Sets `comment`.
    #[inline]
    pub fn comment<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.comment = value.into_option();
        self
    }
    /// Sets `task_id`, which is required.
    #[inline]
    pub fn task_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.task_id = value.into();
        self.0.set(5);
        self
    }
    /// Sets `form`.
    #[inline]
    pub fn form<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.form = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request",
    ["8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"
    "1 approval_code text" "1 instance_code text" "1 user_id text" "0 comment text"
    "1 task_id text" "0 form json(any)"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id_type : Opt = None, approval_code : Text =
    ::larkspec::__private::Cell::blank(), instance_code : Text =
    ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), comment : OptText = None, task_id : Text =
    ::larkspec::__private::Cell::blank(), form : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/tasks/approve`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/task/approve", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/tasks/approve", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval", "approval:approval:readonly", "approval:task"], rate
    : Some(::larkspec::__private::Rate::new(100u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/task/approve"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390003, HTTP 400
pub const E1390003: i64 = 1390003i64;
/// Error code 1390010, HTTP 400
pub const E1390010: i64 = 1390010i64;
/// Error code 1390018, HTTP 400
pub const E1390018: i64 = 1390018i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/task/approve Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/task/approve Response"
);

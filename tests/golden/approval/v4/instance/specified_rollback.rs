//! Rollback specified of instance.
//!
//! `POST /open-apis/approval/v4/instances/specified_rollback` (host `open`)
//!
//! - Page: [退回审批任务](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/specified_rollback>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:task`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::specified_rollback;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = specified_rollback::Request::builder()
//!         .user_id("893g4c45")
//!         .task_id("7026591166355210260")
//!         .task_def_key_list(["START"])
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
    /// `user_id`
    ///
    /// Example: `"893g4c45"`.
    pub user_id: String,
    /// `task_id`
    ///
    /// Example: `"7026591166355210260"`.
    pub task_id: String,
    /// `reason`
    pub reason: Option<String>,
    /// `extra`
    ///
    /// Example: `"demo"`.
    pub extra: Option<String>,
    /// `task_def_key_list`
    ///
    /// At least 1 items. At most 100 items. Example: `["START","APPROVAL_27997_285502","APPROVAL_462205_2734554"]`.
    pub task_def_key_list: Vec<String>,
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
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(1);
        self
    }
    /// Sets `task_id`, which is required.
    #[inline]
    pub fn task_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.task_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `reason`.
    #[inline]
    pub fn reason<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.reason = value.into_option();
        self
    }
    /// Sets `extra`.
    #[inline]
    pub fn extra<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.extra = value.into_option();
        self
    }
    /// Sets `task_def_key_list`, which is required.
    #[inline]
    pub fn task_def_key_list(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.value.task_def_key_list = ::larkspec::__private::list(value);
        self.0.set(5);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request",
    ["8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]" "1 user_id text"
    "1 task_id text" "0 reason text" "0 extra text"
    "1 task_def_key_list list min_items=1u max_items=100u(text)"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id_type : Opt = None, user_id : Text =
    ::larkspec::__private::Cell::blank(), task_id : Text =
    ::larkspec::__private::Cell::blank(), reason : OptText = None, extra : OptText =
    None, task_def_key_list : Texts = Vec::new(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /open-apis/approval/v4/instances/specified_rollback`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/instance/specified_rollback", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/specified_rollback", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:task"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/specified_rollback"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/specified_rollback Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/specified_rollback Response"
);

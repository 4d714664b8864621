//! Create instance.
//!
//! `POST /approval/openapi/v2/instance/create` (host `www`)
//!
//! - Page: [创建审批实例](<https://open.feishu.cn/document/ukTMukTMukTM/uIDNyUjLyQjM14iM0ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/create` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_code("approval_code")
//!         .open_id("open_id")
//!         .form("{}")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `approval_code`
    pub approval_code: String,
    /// `user_id`
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: String,
    /// `department_id`
    pub department_id: Option<String>,
    /// `form`
    ///
    /// A JSON document as a string.
    pub form: String,
    /// `node_approver_user_id_list`
    pub node_approver_user_id_list: Option<
        ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    >,
    /// `node_approver_open_id_list`
    pub node_approver_open_id_list: Option<
        ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    >,
    /// `node_cc_user_id_list`
    pub node_cc_user_id_list: Option<
        ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    >,
    /// `node_cc_open_id_list`
    pub node_cc_open_id_list: Option<
        ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    >,
    /// `uuid`
    pub uuid: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(0);
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `open_id`, which is required.
    #[inline]
    pub fn open_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.open_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `department_id`.
    #[inline]
    pub fn department_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.department_id = value.into_option();
        self
    }
    /// Sets `form`, which is required.
    #[inline]
    pub fn form(mut self, value: impl Into<String>) -> Self {
        self.0.value.form = value.into();
        self.0.set(4);
        self
    }
    /// Sets `node_approver_user_id_list`.
    #[inline]
    pub fn node_approver_user_id_list(
        mut self,
        value: impl Into<
            Option<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
        >,
    ) -> Self {
        self.0.value.node_approver_user_id_list = value.into();
        self
    }
    /// Sets `node_approver_open_id_list`.
    #[inline]
    pub fn node_approver_open_id_list(
        mut self,
        value: impl Into<
            Option<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
        >,
    ) -> Self {
        self.0.value.node_approver_open_id_list = value.into();
        self
    }
    /// Sets `node_cc_user_id_list`.
    #[inline]
    pub fn node_cc_user_id_list(
        mut self,
        value: impl Into<
            Option<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
        >,
    ) -> Self {
        self.0.value.node_cc_user_id_list = value.into();
        self
    }
    /// Sets `node_cc_open_id_list`.
    #[inline]
    pub fn node_cc_open_id_list(
        mut self,
        value: impl Into<
            Option<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
        >,
    ) -> Self {
        self.0.value.node_cc_open_id_list = value.into();
        self
    }
    /// Sets `uuid`.
    #[inline]
    pub fn uuid<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.uuid = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "0 user_id text" "1 open_id text"
    "0 department_id text" "1 form json(any)" "0 node_approver_user_id_list map(any)"
    "0 node_approver_open_id_list map(any)" "0 node_cc_user_id_list map(any)"
    "0 node_cc_open_id_list map(any)" "0 uuid text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    user_id : OptText = None, open_id : Text = ::larkspec::__private::Cell::blank(),
    department_id : OptText = None, form : Text = ::larkspec::__private::Cell::blank(),
    node_approver_user_id_list : Opt = None, node_approver_open_id_list : Opt = None,
    node_cc_user_id_list : Opt = None, node_cc_open_id_list : Opt = None, uuid : OptText
    = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `instance_code`
    pub instance_code: String,
}
::larkspec::__table!(TABLE_Response, "Response", ["1 instance_code text"], [], "");
::larkspec::__object!(
    Response, TABLE_Response, instance_code : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/create`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/create", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uIDNyUjLyQjM14iM0ITN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/create Response"
);

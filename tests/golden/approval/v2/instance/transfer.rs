//! Transfer instance.
//!
//! `POST /approval/openapi/v2/instance/transfer` (host `www`)
//!
//! - Page: [审批任务转交](<https://open.feishu.cn/document/ukTMukTMukTM/uUDNyUjL1QjM14SN0ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/task/transfer` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::transfer;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = transfer::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .instance_code("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .user_id("f7cb567e")
//!         .task_id("12345")
//!         .transfer_user_id("f4ip317q")
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
    /// `instance_code`
    pub instance_code: String,
    /// `user_id`
    pub user_id: String,
    /// `task_id`
    pub task_id: String,
    /// `comment`
    pub comment: Option<String>,
    /// `transfer_user_id`
    pub transfer_user_id: String,
    /// `open_id`
    pub open_id: Option<String>,
    /// `transfer_open_id`
    pub transfer_open_id: Option<String>,
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
    /// Sets `instance_code`, which is required.
    #[inline]
    pub fn instance_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_code = value.into();
        self.0.set(1);
        self
    }
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `task_id`, which is required.
    #[inline]
    pub fn task_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.task_id = value.into();
        self.0.set(3);
        self
    }
    /// Sets `comment`.
    #[inline]
    pub fn comment<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.comment = value.into_option();
        self
    }
    /// Sets `transfer_user_id`, which is required.
    #[inline]
    pub fn transfer_user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.transfer_user_id = value.into();
        self.0.set(5);
        self
    }
    /// Sets `open_id`.
    #[inline]
    pub fn open_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.open_id = value.into_option();
        self
    }
    /// Sets `transfer_open_id`.
    #[inline]
    pub fn transfer_open_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.transfer_open_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "1 instance_code text"
    "1 user_id text" "1 task_id text" "0 comment text" "1 transfer_user_id text"
    "0 open_id text" "0 transfer_open_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    instance_code : Text = ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), task_id : Text =
    ::larkspec::__private::Cell::blank(), comment : OptText = None, transfer_user_id :
    Text = ::larkspec::__private::Cell::blank(), open_id : OptText = None,
    transfer_open_id : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/transfer`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/transfer", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/transfer", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uUDNyUjL1QjM14SN0ITN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/transfer Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/transfer Response"
);

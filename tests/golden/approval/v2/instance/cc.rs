//! Instance: CC.
//!
//! `POST /approval/openapi/v2/instance/cc` (host `www`)
//!
//! - Page: [审批实例抄送](<https://open.feishu.cn/document/ukTMukTMukTM/uADOzYjLwgzM24CM4MjN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/cc` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::cc;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = cc::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .instance_code("7C468A54-8745-2245-9675-08B7C63E7A85")
//!         .cc_user_ids(["f7cb567e"])
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
    pub user_id: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `cc_user_ids`
    ///
    /// At least one field of the group `cc_user_ids` is required.
    pub cc_user_ids: Option<Vec<String>>,
    /// `cc_open_ids`
    ///
    /// At least one field of the group `cc_user_ids` is required.
    pub cc_open_ids: Option<Vec<String>>,
    /// `comment`
    pub comment: Option<String>,
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
    /// Sets `cc_user_ids`.
    #[inline]
    pub fn cc_user_ids<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.cc_user_ids = value.into_list();
        self
    }
    /// Sets `cc_open_ids`.
    #[inline]
    pub fn cc_open_ids<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.cc_open_ids = value.into_list();
        self
    }
    /// Sets `comment`.
    #[inline]
    pub fn comment<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.comment = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "1 instance_code text"
    "0 user_id text" "0 open_id text" "0 cc_user_ids list(text)"
    "0 cc_open_ids list(text)" "0 comment text"], [], "4,5"
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    instance_code : Text = ::larkspec::__private::Cell::blank(), user_id : OptText =
    None, open_id : OptText = None, cc_user_ids : OptTexts = None, cc_open_ids : OptTexts
    = None, comment : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/cc`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/cc", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/cc", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uADOzYjLwgzM24CM4MjN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/cc Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/cc Response"
);

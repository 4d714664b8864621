//! Remove instance comment.
//!
//! `POST /open-apis/approval/v4/instances/:instance_id/comments/remove` (host `open`)
//!
//! - Page: [清空评论](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/remove>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:instance.comment`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance_comment::remove;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = remove::Request::builder()
//!         .instance_id("6A123516-FB88-470D-A428-9AF58B71B3C0")
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
    /// Sent in the path. Example: `"6A123516-FB88-470D-A428-9AF58B71B3C0"`.
    pub instance_id: String,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"user_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `user_id`
    ///
    /// Example: `"ou_806a18fb5bdf525e38ba219733bdbd73"`.
    pub user_id: Option<String>,
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
}
::larkspec::__table!(
    TABLE_Request, "Request", ["5 instance_id text min_len=1u"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"
    "8 user_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, instance_id : Text = ::larkspec::__private::Cell::blank(),
    user_id_type : Opt = None, user_id : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `instance_id`
    pub instance_id: Option<String>,
    /// `external_id`
    pub external_id: Option<String>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 instance_id text" "0 external_id text"], [], ""
);
::larkspec::__object!(
    Response, TABLE_Response, instance_id : OptText = None, external_id : OptText = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the parameters as one object",
    "`POST /open-apis/approval/v4/instances/:instance_id/comments/remove`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance_comment/remove", method
    : ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/:instance_id/comments/remove", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:instance.comment"], rate : Some(::larkspec::__private::Rate::new(1000u32,
    60u32)), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/remove"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/remove Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/remove Response"
);

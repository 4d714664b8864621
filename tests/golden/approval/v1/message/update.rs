//! Update message.
//!
//! `POST /open-apis/approval/v1/message/update` (host `open`)
//!
//! - Page: [更新审批 Bot 消息](<https://open.feishu.cn/document/ukTMukTMukTM/uAjNyYjLwYjM24CM2IjN>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v1::message::update;
//! use larkspec::approval::v1::types::{I18nResource, I18nResourceLocale};
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = update::Request::builder()
//!         .message_id("xxxx")
//!         .status(update::RequestStatus::Custom)
//!         .i18n_resources([I18nResource::builder()
//!             .locale(I18nResourceLocale::ZhCN)
//!             .is_default(true)
//!             .texts(serde_json::Map::from_iter([("@i18n@1".into(), serde_json::json!("已废弃")), ("@i18n@2".into(), serde_json::json!("已废弃按钮"))]))
//!             .build()?])
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `message_id`
    pub message_id: String,
    /// `status`
    pub status: ::larkspec::OpenEnum<RequestStatus>,
    /// `status_name`
    ///
    /// Example: `"@i18n@1"`.
    pub status_name: Option<String>,
    /// `detail_action_name`
    ///
    /// Example: `"@i18n@2"`.
    pub detail_action_name: Option<String>,
    /// `i18n_resources`
    pub i18n_resources: Vec<super::super::types::I18nResource>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `message_id`, which is required.
    #[inline]
    pub fn message_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.message_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `status`, which is required.
    #[inline]
    pub fn status(
        mut self,
        value: impl Into<::larkspec::OpenEnum<RequestStatus>>,
    ) -> Self {
        self.0.value.status = value.into();
        self.0.set(1);
        self
    }
    /// Sets `status_name`.
    #[inline]
    pub fn status_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.status_name = value.into_option();
        self
    }
    /// Sets `detail_action_name`.
    #[inline]
    pub fn detail_action_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.detail_action_name = value.into_option();
        self
    }
    /// Sets `i18n_resources`, which is required.
    #[inline]
    pub fn i18n_resources(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::super::types::I18nResource>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(4);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 message_id text"
    "1 status text values=[\"APPROVED\",\"REJECTED\",\"CANCELLED\",\"FORWARDED\",\"ROLLBACK\",\"ADD\",\"DELETED\",\"PROCESSED\",\"CUSTOM\"]"
    "0 status_name text" "0 detail_action_name text" "1 i18n_resources list(&0)"],
    [super::super::types::TABLE_I18nResource], ""
);
::larkspec::__object!(
    Request, TABLE_Request, message_id : Text = ::larkspec::__private::Cell::blank(),
    status : Scalar = ::larkspec::__private::Cell::blank(), status_name : OptText = None,
    detail_action_name : OptText = None, i18n_resources : List = Vec::new(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// A value of `status`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestStatus {
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"CANCELLED"` on the wire.
    Cancelled,
    /// `"FORWARDED"` on the wire.
    Forwarded,
    /// `"ROLLBACK"` on the wire.
    Rollback,
    /// `"ADD"` on the wire.
    Add,
    /// `"DELETED"` on the wire.
    Deleted,
    /// `"PROCESSED"` on the wire.
    Processed,
    /// `"CUSTOM"` on the wire.
    Custom,
}
impl ::core::cmp::Eq for RequestStatus {}
impl ::larkspec::Enumeration for RequestStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestStatus::Approved, "APPROVED"),
        (RequestStatus::Rejected, "REJECTED"),
        (RequestStatus::Cancelled, "CANCELLED"),
        (RequestStatus::Forwarded, "FORWARDED"),
        (RequestStatus::Rollback, "ROLLBACK"),
        (RequestStatus::Add, "ADD"),
        (RequestStatus::Deleted, "DELETED"),
        (RequestStatus::Processed, "PROCESSED"),
        (RequestStatus::Custom, "CUSTOM"),
    ];
}
::larkspec::__json_schema!(
    RequestStatus, "RequestStatus", REQUEST_SCHEMA, "/properties/status"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `message_id`
    pub message_id: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 message_id text"], [], "");
::larkspec::__object!(Response, TABLE_Response, message_id : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v1/message/update`",
    TABLE_Request, TABLE_Response, { name : "approval/v1/message/update", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v1/message/update", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uAjNyYjLwYjM24CM2IjN"), updated :
    Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v1/message/update Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v1/message/update Response"
);

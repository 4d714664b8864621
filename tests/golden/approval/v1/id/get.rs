//! Get ID.
//!
//! `POST /approval/openapi/v1/id/get` (host `www`)
//!
//! - Page: [查询审批 ID（专用）](<https://open.feishu.cn/document/ukTMukTMukTM/uEDN5UjLxQTO14SM0kTN>), updated 2025-04-21
//! - Token: `tenant_access_token`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v1::id::get;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = get::Request::builder().call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `tenant_key`
    pub tenant_key: Option<String>,
    /// `user_id_list`
    pub user_id_list: Option<Vec<String>>,
    /// `lark_id_list`
    pub lark_id_list: Option<Vec<i64>>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `tenant_key`.
    #[inline]
    pub fn tenant_key<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.tenant_key = value.into_option();
        self
    }
    /// Sets `user_id_list`.
    #[inline]
    pub fn user_id_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.user_id_list = value.into_list();
        self
    }
    /// Sets `lark_id_list`.
    #[inline]
    pub fn lark_id_list(mut self, value: impl IntoIterator<Item = i64>) -> Self {
        self.0.value.lark_id_list = Some(value.into_iter().collect());
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["0 tenant_key text" "0 user_id_list list(text)"
    "0 lark_id_list list(int)"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, tenant_key : OptText = None, user_id_list : OptTexts = None,
    lark_id_list : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v1/id/get`", TABLE_Request,
    TABLE_Response, { name : "approval/v1/id/get", method : ::larkspec::Method::Post,
    host : ::larkspec::Host::Www, path : "/approval/openapi/v1/id/get", safe : true,
    tokens : & [::larkspec::TokenKind::Tenant], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uEDN5UjLxQTO14SM0kTN"), updated :
    Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS, "approval/v1/id/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS, "approval/v1/id/get Response"
);

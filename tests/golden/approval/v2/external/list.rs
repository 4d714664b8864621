//! List externals.
//!
//! `POST /approval/openapi/v2/external/list` (host `www`)
//!
//! - Page: [获取三方审批任务状态](<https://open.feishu.cn/document/ukTMukTMukTM/ukjNyYjL5YjM24SO2IjN/external_status>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/external_task/list` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::external::list;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = list::Request::builder().call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `approval_codes`
    pub approval_codes: Option<Vec<String>>,
    /// `instance_ids`
    ///
    /// At most 20 items.
    pub instance_ids: Option<Vec<String>>,
    /// `user_ids`
    pub user_ids: Option<Vec<String>>,
    /// `status`
    pub status: Option<String>,
    /// `scroll_id`
    pub scroll_id: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `approval_codes`.
    #[inline]
    pub fn approval_codes<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.approval_codes = value.into_list();
        self
    }
    /// Sets `instance_ids`.
    #[inline]
    pub fn instance_ids<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.instance_ids = value.into_list();
        self
    }
    /// Sets `user_ids`.
    #[inline]
    pub fn user_ids<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.user_ids = value.into_list();
        self
    }
    /// Sets `status`.
    #[inline]
    pub fn status<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.status = value.into_option();
        self
    }
    /// Sets `scroll_id`.
    #[inline]
    pub fn scroll_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.scroll_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["0 approval_codes list(text)"
    "0 instance_ids list max_items=20u(text)" "0 user_ids list(text)" "0 status text"
    "0 scroll_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_codes : OptTexts = None, instance_ids : OptTexts =
    None, user_ids : OptTexts = None, status : OptText = None, scroll_id : OptText =
    None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `data`
    pub data: Vec<ResponseData>,
    /// `scroll_id`
    pub scroll_id: Option<String>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 data list({0})" "0 scroll_id text"],
    [TABLE_ResponseData], ""
);
::larkspec::__object!(
    Response, TABLE_Response, data : List = Vec::new(), scroll_id : OptText = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::data`](field@Response::data).
#[non_exhaustive]
pub struct ResponseData {
    /// `instance_id`
    pub instance_id: String,
    /// `approval_code`
    pub approval_code: String,
    /// `approval_id`
    pub approval_id: String,
    /// `status`
    pub status: String,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: ::larkspec::UnixMillis,
    /// `tasks`
    pub tasks: Option<Vec<ResponseDataTasks>>,
}
::larkspec::__table!(
    TABLE_ResponseData, "ResponseData", ["1 instance_id text" "1 approval_code text"
    "1 approval_id text" "1 status text" "1 update_time int" "0 tasks list({0})"],
    [TABLE_ResponseDataTasks], ""
);
::larkspec::__object!(
    ResponseData, TABLE_ResponseData, instance_id : Text =
    ::larkspec::__private::Cell::blank(), approval_code : Text =
    ::larkspec::__private::Cell::blank(), approval_id : Text =
    ::larkspec::__private::Cell::blank(), status : Text =
    ::larkspec::__private::Cell::blank(), update_time : Scalar =
    ::larkspec::__private::Cell::blank(), tasks : Opt = None,
);
::larkspec::__json_schema!(
    ResponseData, "ResponseData", RESPONSE_SCHEMA, "/properties/data/items"
);
/// One of the objects in [`ResponseData::tasks`](field@ResponseData::tasks).
#[non_exhaustive]
pub struct ResponseDataTasks {
    /// `id`
    pub id: String,
    /// `status`
    pub status: String,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: ::larkspec::UnixMillis,
}
::larkspec::__table!(
    TABLE_ResponseDataTasks, "ResponseDataTasks", ["1 id text" "1 status text"
    "1 update_time int"], [], ""
);
::larkspec::__object!(
    ResponseDataTasks, TABLE_ResponseDataTasks, id : Text =
    ::larkspec::__private::Cell::blank(), status : Text =
    ::larkspec::__private::Cell::blank(), update_time : Scalar =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    ResponseDataTasks, "ResponseDataTasks", RESPONSE_SCHEMA,
    "/properties/data/items/properties/tasks/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/external/list`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/external/list", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/external/list", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ukjNyYjL5YjM24SO2IjN/external_status"),
    updated : Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/external/list Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/external/list Response"
);

//! Search for instances.
//!
//! `POST /approval/openapi/v2/instance/search` (host `www`)
//!
//! - Page: [实例列表查询](<https://open.feishu.cn/document/ukTMukTMukTM/uQjMxYjL0ITM24CNyEjN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval.list:readonly`
//! - The platform recommends `approval/v4/instance/query` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::instance::search;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = search::Request::builder()
//!         .user_id("lwiu098wj")
//!         .items(&client)?;
//!     for item in items {
//!         println!("{:?}", item?);
//!     }
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `user_id`
    pub user_id: String,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `instance_code`
    pub instance_code: Option<String>,
    /// `instance_external_id`
    pub instance_external_id: Option<String>,
    /// `group_external_id`
    pub group_external_id: Option<String>,
    /// `instance_title`
    pub instance_title: Option<String>,
    /// `instance_status`
    pub instance_status: Option<String>,
    /// `instance_start_time_from`
    ///
    /// Unix time in milliseconds (assumed).
    pub instance_start_time_from: Option<::larkspec::UnixMillis>,
    /// `instance_start_time_to`
    ///
    /// Unix time in milliseconds (assumed).
    pub instance_start_time_to: Option<::larkspec::UnixMillis>,
    /// `locale`
    pub locale: Option<String>,
    /// `offset`
    ///
    /// At most 10000.
    pub offset: Option<i64>,
    /// `limit`
    ///
    /// At most 200.
    pub limit: Option<i64>,
}
::larkspec::__builder!(RequestBuilder, Request, paged, & [], .limit(200i64));
impl RequestBuilder {
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `approval_code`.
    #[inline]
    pub fn approval_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_code = value.into_option();
        self
    }
    /// Sets `instance_code`.
    #[inline]
    pub fn instance_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_code = value.into_option();
        self
    }
    /// Sets `instance_external_id`.
    #[inline]
    pub fn instance_external_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_external_id = value.into_option();
        self
    }
    /// Sets `group_external_id`.
    #[inline]
    pub fn group_external_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.group_external_id = value.into_option();
        self
    }
    /// Sets `instance_title`.
    #[inline]
    pub fn instance_title<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_title = value.into_option();
        self
    }
    /// Sets `instance_status`.
    #[inline]
    pub fn instance_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.instance_status = value.into_option();
        self
    }
    /// Sets `instance_start_time_from`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn instance_start_time_from(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.instance_start_time_from = value.into();
        self
    }
    /// Sets `instance_start_time_to`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn instance_start_time_to(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.instance_start_time_to = value.into();
        self
    }
    /// Sets `locale`.
    #[inline]
    pub fn locale<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
    /// Sets `offset`.
    #[inline]
    pub fn offset(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.offset = value.into();
        self
    }
    /// Sets `limit`. It is `200` unless set.
    #[inline]
    pub fn limit(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.limit = value.into();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 user_id text" "0 approval_code text"
    "0 instance_code text" "0 instance_external_id text" "0 group_external_id text"
    "0 instance_title text" "0 instance_status text" "0 instance_start_time_from int"
    "0 instance_start_time_to int" "0 locale text" "0 offset int max=10000"
    "0 limit int max=200"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id : Text = ::larkspec::__private::Cell::blank(),
    approval_code : OptText = None, instance_code : OptText = None, instance_external_id
    : OptText = None, group_external_id : OptText = None, instance_title : OptText =
    None, instance_status : OptText = None, instance_start_time_from : Opt = None,
    instance_start_time_to : Opt = None, locale : OptText = None, offset : OptInt = None,
    limit : OptInt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `count`
    pub count: Option<i64>,
    /// `instance_list`
    pub instance_list: Option<Vec<ResponseInstanceList>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 count int" "0 instance_list list({0})"],
    [TABLE_ResponseInstanceList], ""
);
::larkspec::__object!(
    Response, TABLE_Response, count : OptInt = None, instance_list : Opt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::instance_list`](field@Response::instance_list).
#[non_exhaustive]
pub struct ResponseInstanceList {
    /// `approval`
    pub approval: Option<super::super::types::Approval>,
    /// `group`
    pub group: Option<super::super::types::Group>,
    /// `instance`
    pub instance: Option<super::super::types::Instance>,
}
::larkspec::__table!(
    TABLE_ResponseInstanceList, "ResponseInstanceList", ["0 approval &0" "0 group &1"
    "0 instance &2"], [super::super::types::TABLE_Approval,
    super::super::types::TABLE_Group, super::super::types::TABLE_Instance], ""
);
::larkspec::__object!(
    ResponseInstanceList, TABLE_ResponseInstanceList, approval : Opt = None, group : Opt
    = None, instance : Opt = None,
);
::larkspec::__json_schema!(
    ResponseInstanceList, "ResponseInstanceList", RESPONSE_SCHEMA,
    "/properties/instance_list/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/instance/search`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/instance/search", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/instance/search", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval.list:readonly"],
    paging : Some(::larkspec::__private::PageKeys::new("/instance_list", None, None)),
    page : Some("https://open.feishu.cn/document/ukTMukTMukTM/uQjMxYjL0ITM24CNyEjN"),
    updated : Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ResponseInstanceList;
    #[inline]
    fn turn(&mut self, _: &Response, received: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_offset(&mut self.offset, received)
    }
    #[inline]
    fn into_items(response: Response) -> Vec<ResponseInstanceList> {
        Some(response).and_then(|value| value.instance_list).unwrap_or_default()
    }
}
::larkspec::__pages!();
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/search Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/instance/search Response"
);

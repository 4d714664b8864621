//! Search for CCs.
//!
//! `POST /approval/openapi/v2/cc/search` (host `www`)
//!
//! - Page: [抄送列表查询](<https://open.feishu.cn/document/ukTMukTMukTM/uUjMxYjL1ITM24SNyEjN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval.list:readonly`
//! - The platform recommends `approval/v4/instance/search_cc` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::cc::search;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let items = search::Request::builder()
//!         .user_id("user_id")
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
    /// `cc_title`
    pub cc_title: Option<String>,
    /// `read_status`
    pub read_status: Option<String>,
    /// `CcCreateTimeFrom`
    ///
    /// Unix time in milliseconds (assumed).
    pub cc_create_time_from: Option<::larkspec::UnixMillis>,
    /// `CcCreateTimeTo`
    ///
    /// Unix time in milliseconds (assumed).
    pub cc_create_time_to: Option<::larkspec::UnixMillis>,
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
::larkspec::__builder!(
    RequestBuilder, Request, paged, & [("CcCreateTimeFrom", "cc_create_time_from"),
    ("CcCreateTimeTo", "cc_create_time_to")], .limit(200i64)
);
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
    /// Sets `cc_title`.
    #[inline]
    pub fn cc_title<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.cc_title = value.into_option();
        self
    }
    /// Sets `read_status`.
    #[inline]
    pub fn read_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.read_status = value.into_option();
        self
    }
    /// Sets `CcCreateTimeFrom`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn cc_create_time_from(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.cc_create_time_from = value.into();
        self
    }
    /// Sets `CcCreateTimeTo`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn cc_create_time_to(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.cc_create_time_to = value.into();
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
    "0 cc_title text" "0 read_status text" "0 CcCreateTimeFrom int"
    "0 CcCreateTimeTo int" "0 locale text" "0 offset int max=10000"
    "0 limit int max=200"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id : Text = ::larkspec::__private::Cell::blank(),
    approval_code : OptText = None, instance_code : OptText = None, instance_external_id
    : OptText = None, group_external_id : OptText = None, cc_title : OptText = None,
    read_status : OptText = None, cc_create_time_from : Opt = None, cc_create_time_to :
    Opt = None, locale : OptText = None, offset : OptInt = None, limit : OptInt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `data`
    pub data: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    /// `count`
    pub count: Option<i64>,
    /// `cc_list`
    pub cc_list: Option<
        Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    >,
    /// `approval`
    pub approval: Option<super::super::types::Approval>,
    /// `group`
    pub group: Option<super::super::types::Group>,
    /// `instance`
    pub instance: Option<super::super::types::Instance>,
    /// `cc`
    pub cc: Option<ResponseCc>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 data map(any)" "0 count int"
    "0 cc_list list(map(any))" "0 approval &0" "0 group &1" "0 instance &2" "0 cc {3}"],
    [super::super::types::TABLE_Approval, super::super::types::TABLE_Group,
    super::super::types::TABLE_Instance, TABLE_ResponseCc], ""
);
::larkspec::__object!(
    Response, TABLE_Response, data : Map = ::larkspec::__private::Cell::blank(), count :
    OptInt = None, cc_list : Opt = None, approval : Opt = None, group : Opt = None,
    instance : Opt = None, cc : Opt = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// The object in [`Response::cc`](field@Response::cc).
#[non_exhaustive]
pub struct ResponseCc {
    /// `user_id`
    pub user_id: Option<String>,
    /// `create_time`
    pub create_time: Option<i64>,
    /// `read_status`
    pub read_status: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `extra`
    pub extra: Option<String>,
    /// `link`
    pub link: Option<super::super::types::Link>,
}
::larkspec::__table!(
    TABLE_ResponseCc, "ResponseCc", ["0 user_id text" "0 create_time int"
    "0 read_status text" "0 title text" "0 extra text" "0 link &0"],
    [super::super::types::TABLE_Link], ""
);
::larkspec::__object!(
    ResponseCc, TABLE_ResponseCc, user_id : OptText = None, create_time : OptInt = None,
    read_status : OptText = None, title : OptText = None, extra : OptText = None, link :
    Opt = None,
);
::larkspec::__json_schema!(ResponseCc, "ResponseCc", RESPONSE_SCHEMA, "/properties/cc");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/cc/search`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/cc/search", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/cc/search", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval.list:readonly"],
    paging : Some(::larkspec::__private::PageKeys::new("/cc_list", None, None)), page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uUjMxYjL1ITM24SNyEjN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
impl ::larkspec::Paged for Request {
    type Item = ::larkspec::__private::Map<String, ::larkspec::__private::Value>;
    #[inline]
    fn turn(&mut self, _: &Response, received: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_offset(&mut self.offset, received)
    }
    #[inline]
    fn into_items(
        response: Response,
    ) -> Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>> {
        Some(response).and_then(|value| value.cc_list).unwrap_or_default()
    }
}
::larkspec::__pages!();
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS, "approval/v2/cc/search Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/cc/search Response"
);

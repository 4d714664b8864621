//! Create external instance.
//!
//! `POST /open-apis/approval/v4/external_instances` (host `open`)
//!
//! - Page: [同步三方审批实例](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_instance/create>), updated 2025-07-18
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:external_instance`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::{Client, UnixMillis};
//! use larkspec::approval::v4::external_instance::create;
//! use larkspec::approval::v4::types::{DataStatus, ExternalInstanceLink, I18nResource, I18nResourceTexts};
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_code("81D31358-93AF-92D6-7425-01A5D67C4E71")
//!         .status(DataStatus::Pending)
//!         .instance_id("24492654")
//!         .links(ExternalInstanceLink::builder()
//!             .pc_link("https://applink.feishu.cn/client/mini_program/open?mode=appCenter&appId=cli_9c90fc38e07a9101&path=pc/pages/detail?id=1234")
//!             .build()?)
//!         .user_id("a987sf9s")
//!         .start_time("2026-01-01T00:00:00+08:00".parse()?)
//!         .end_time(UnixMillis::now())
//!         .update_time(UnixMillis::now())
//!         .i18n_resources([I18nResource::builder()
//!             .locale("zh-CN")
//!             .texts([I18nResourceTexts::builder()
//!                 .key("@i18n@1")
//!                 .value("people")
//!                 .build()?])
//!             .is_default(true)
//!             .build()?])
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `approval_code`
    ///
    /// Example: `"81D31358-93AF-92D6-7425-01A5D67C4E71"`.
    pub approval_code: String,
    /// `status`
    ///
    /// Example: `"PENDING"`.
    pub status: ::larkspec::OpenEnum<super::super::types::DataStatus>,
    /// `extra`
    ///
    /// A JSON document as a string. Example: `"{\"xxx\":\"xxx\",\"business_key\":\"xxx\"}"`.
    pub extra: Option<String>,
    /// `instance_id`
    ///
    /// Example: `"24492654"`.
    pub instance_id: String,
    /// `links`
    pub links: super::super::types::ExternalInstanceLink,
    /// `title`
    ///
    /// Example: `"@i18n@1"`.
    pub title: Option<String>,
    /// `form`
    ///
    /// Example: `[{"name":"@i18n@2","value":"@i18n@3"}]`.
    pub form: Option<Vec<super::super::types::ExternalInstanceForm>>,
    /// `user_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"a987sf9s"`.
    pub user_id: Option<String>,
    /// `user_name`
    ///
    /// Example: `"@i18n@9"`.
    pub user_name: Option<String>,
    /// `open_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"ou_be73cbc0ee35eb6ca54e9e7cc14998c1"`.
    pub open_id: Option<String>,
    /// `department_id`
    ///
    /// Example: `"od-8ec33278bc2"`.
    pub department_id: Option<String>,
    /// `department_name`
    ///
    /// Example: `"@i18n@10"`.
    pub department_name: Option<String>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1556468012678"`.
    pub start_time: ::larkspec::UnixMillis,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1556468012678"`.
    pub end_time: ::larkspec::UnixMillis,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1556468012678"`.
    pub update_time: ::larkspec::UnixMillis,
    /// `display_method`
    ///
    /// Example: `"BROWSER"`.
    pub display_method: Option<::larkspec::OpenEnum<super::super::types::DisplayMethod>>,
    /// `update_mode`
    ///
    /// Default: `"REPLACE"`. Example: `"UPDATE"`.
    pub update_mode: Option<::larkspec::OpenEnum<super::super::types::UpdateMode>>,
    /// `task_list`
    ///
    /// At most 300 items.
    pub task_list: Option<Vec<super::super::types::ExternalInstanceTaskNode>>,
    /// `cc_list`
    ///
    /// At most 200 items.
    pub cc_list: Option<Vec<super::super::types::CcNode>>,
    /// `i18n_resources`
    pub i18n_resources: Vec<super::super::types::I18nResource>,
    /// `trusteeship_url_token`
    pub trusteeship_url_token: Option<::larkspec::Secret>,
    /// `trusteeship_user_id_type`
    ///
    /// Example: `"user_id"`.
    pub trusteeship_user_id_type: Option<String>,
    /// `trusteeship_urls`
    pub trusteeship_urls: Option<super::super::types::TrusteeshipUrls>,
    /// `trusteeship_cache_config`
    pub trusteeship_cache_config: Option<
        super::super::types::TrusteeshipInstanceCacheConfig,
    >,
    /// `resource_region`
    ///
    /// Example: `"cn"`.
    pub resource_region: Option<String>,
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
    /// Sets `status`, which is required.
    #[inline]
    pub fn status(
        mut self,
        value: impl Into<::larkspec::OpenEnum<super::super::types::DataStatus>>,
    ) -> Self {
        self.0.value.status = value.into();
        self.0.set(1);
        self
    }
    /// Sets `extra`.
    #[inline]
    pub fn extra<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.extra = value.into_option();
        self
    }
    /// Sets `instance_id`, which is required.
    #[inline]
    pub fn instance_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_id = value.into();
        self.0.set(3);
        self
    }
    /// Sets `links`, which is required.
    #[inline]
    pub fn links(
        mut self,
        value: impl Into<super::super::types::ExternalInstanceLink>,
    ) -> Self {
        self.0.value.links = value.into();
        self.0.set(4);
        self
    }
    /// Sets `title`.
    #[inline]
    pub fn title<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.title = value.into_option();
        self
    }
    /// Sets `form`.
    #[inline]
    pub fn form<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::ExternalInstanceForm, M>,
    ) -> Self {
        self.0.value.form = value.into_list();
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `user_name`.
    #[inline]
    pub fn user_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.user_name = value.into_option();
        self
    }
    /// Sets `open_id`.
    #[inline]
    pub fn open_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.open_id = value.into_option();
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
    /// Sets `department_name`.
    #[inline]
    pub fn department_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.department_name = value.into_option();
        self
    }
    /// Sets `start_time`, which is required.
    #[inline]
    pub fn start_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.start_time = value;
        self.0.set(12);
        self
    }
    /// Sets `end_time`, which is required.
    #[inline]
    pub fn end_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.end_time = value;
        self.0.set(13);
        self
    }
    /// Sets `update_time`, which is required.
    #[inline]
    pub fn update_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.update_time = value;
        self.0.set(14);
        self
    }
    /// Sets `display_method`.
    #[inline]
    pub fn display_method<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::DisplayMethod>,
            M,
        >,
    ) -> Self {
        self.0.value.display_method = value.into_option();
        self
    }
    /// Sets `update_mode`.
    #[inline]
    pub fn update_mode<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::UpdateMode>,
            M,
        >,
    ) -> Self {
        self.0.value.update_mode = value.into_option();
        self
    }
    /// Sets `task_list`.
    #[inline]
    pub fn task_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<
            super::super::types::ExternalInstanceTaskNode,
            M,
        >,
    ) -> Self {
        self.0.value.task_list = value.into_list();
        self
    }
    /// Sets `cc_list`.
    #[inline]
    pub fn cc_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::CcNode, M>,
    ) -> Self {
        self.0.value.cc_list = value.into_list();
        self
    }
    /// Sets `i18n_resources`, which is required.
    #[inline]
    pub fn i18n_resources(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::super::types::I18nResource>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(19);
        self
    }
    /// Sets `trusteeship_url_token`.
    #[inline]
    pub fn trusteeship_url_token<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::Secret, M>,
    ) -> Self {
        self.0.value.trusteeship_url_token = value.into_option();
        self
    }
    /// Sets `trusteeship_user_id_type`.
    #[inline]
    pub fn trusteeship_user_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.trusteeship_user_id_type = value.into_option();
        self
    }
    /// Sets `trusteeship_urls`.
    #[inline]
    pub fn trusteeship_urls<M>(
        mut self,
        value: impl ::larkspec::IntoOption<super::super::types::TrusteeshipUrls, M>,
    ) -> Self {
        self.0.value.trusteeship_urls = value.into_option();
        self
    }
    /// Sets `trusteeship_cache_config`.
    #[inline]
    pub fn trusteeship_cache_config<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            super::super::types::TrusteeshipInstanceCacheConfig,
            M,
        >,
    ) -> Self {
        self.0.value.trusteeship_cache_config = value.into_option();
        self
    }
    /// Sets `resource_region`.
    #[inline]
    pub fn resource_region<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.resource_region = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text"
    "1 status text values=[\"PENDING\",\"APPROVED\",\"REJECTED\",\"CANCELED\",\"DELETED\",\"HIDDEN\",\"TERMINATED\"]"
    "0 extra json(any)" "1 instance_id text" "1 links &0" "0 title text"
    "0 form list(&1)" "0 user_id text" "0 user_name text" "0 open_id text"
    "0 department_id text" "0 department_name text" "17 start_time text format=unix-ms"
    "17 end_time text format=unix-ms" "17 update_time text format=unix-ms"
    "0 display_method text values=[\"BROWSER\",\"SIDEBAR\",\"NORMAL\",\"TRUSTEESHIP\"]"
    "0 update_mode text values=[\"REPLACE\",\"UPDATE\"]"
    "0 task_list list max_items=300u(&2)" "0 cc_list list max_items=200u(&3)"
    "1 i18n_resources list({4})" "0 trusteeship_url_token text secret"
    "0 trusteeship_user_id_type text" "0 trusteeship_urls &5"
    "0 trusteeship_cache_config &6" "0 resource_region text"],
    [super::super::types::TABLE_ExternalInstanceLink,
    super::super::types::TABLE_ExternalInstanceForm,
    super::super::types::TABLE_ExternalInstanceTaskNode,
    super::super::types::TABLE_CcNode, TABLE_RequestI18nResources_use,
    super::super::types::TABLE_TrusteeshipUrls,
    super::super::types::TABLE_TrusteeshipInstanceCacheConfig], "7,9"
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    status : Scalar = ::larkspec::__private::Cell::blank(), extra : OptText = None,
    instance_id : Text = ::larkspec::__private::Cell::blank(), links : Object =
    ::larkspec::__private::Cell::blank(), title : OptText = None, form : Opt = None,
    user_id : OptText = None, user_name : OptText = None, open_id : OptText = None,
    department_id : OptText = None, department_name : OptText = None, start_time : Scalar
    = ::larkspec::__private::Cell::blank(), end_time : Scalar =
    ::larkspec::__private::Cell::blank(), update_time : Scalar =
    ::larkspec::__private::Cell::blank(), display_method : Opt = None, update_mode : Opt
    = None, task_list : Opt = None, cc_list : Opt = None, i18n_resources : List =
    Vec::new(), trusteeship_url_token : Opt = None, trusteeship_user_id_type : OptText =
    None, trusteeship_urls : Opt = None, trusteeship_cache_config : Opt = None,
    resource_region : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
::larkspec::__table!(
    TABLE_RequestI18nResources_use, "RequestI18nResources_use",
    ["1 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\",\"zh-HK\",\"zh-TW\",\"de-DE\",\"es-ES\",\"fr-FR\",\"id-ID\",\"it-IT\",\"ko-KR\",\"pt-BR\",\"th-TH\",\"vi-VN\",\"ms-MY\",\"ru-RU\"]"
    "1 texts list({0})" "1 is_default bool"], [TABLE_RequestI18nResources_useTexts], ""
);
::larkspec::__table!(
    TABLE_RequestI18nResources_useTexts, "RequestI18nResources_useTexts", ["1 key text"
    "1 value text"], [], ""
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `data`
    pub data: Option<ResponseData>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 data {0}"], [TABLE_ResponseData], ""
);
::larkspec::__object!(Response, TABLE_Response, data : Opt = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// The object in [`Response::data`](field@Response::data).
#[non_exhaustive]
pub struct ResponseData {
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<super::super::types::DataStatus>>,
    /// `extra`
    pub extra: Option<String>,
    /// `instance_id`
    pub instance_id: Option<String>,
    /// `links`
    pub links: Option<super::super::types::ExternalInstanceLink>,
    /// `title`
    pub title: Option<String>,
    /// `form`
    pub form: Option<Vec<super::super::types::ExternalInstanceForm>>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `user_name`
    pub user_name: Option<String>,
    /// `open_id`
    pub open_id: Option<String>,
    /// `department_id`
    pub department_id: Option<String>,
    /// `department_name`
    pub department_name: Option<String>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: Option<::larkspec::UnixMillis>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `display_method`
    pub display_method: Option<::larkspec::OpenEnum<super::super::types::DisplayMethod>>,
    /// `update_mode`
    pub update_mode: Option<::larkspec::OpenEnum<super::super::types::UpdateMode>>,
    /// `task_list`
    pub task_list: Option<Vec<super::super::types::ExternalInstanceTaskNode>>,
    /// `cc_list`
    pub cc_list: Option<Vec<super::super::types::CcNode>>,
    /// `i18n_resources`
    pub i18n_resources: Option<Vec<super::super::types::I18nResource>>,
    /// `trusteeship_url_token`
    pub trusteeship_url_token: Option<::larkspec::Secret>,
    /// `trusteeship_user_id_type`
    pub trusteeship_user_id_type: Option<String>,
    /// `trusteeship_urls`
    pub trusteeship_urls: Option<super::super::types::TrusteeshipUrls>,
    /// `trusteeship_cache_config`
    pub trusteeship_cache_config: Option<
        super::super::types::TrusteeshipInstanceCacheConfig,
    >,
    /// `resource_region`
    pub resource_region: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseData, "ResponseData", ["0 approval_code text" "0 status text"
    "0 extra text" "0 instance_id text" "0 links &0" "0 title text" "0 form list(&1)"
    "0 user_id text" "0 user_name text" "0 open_id text" "0 department_id text"
    "0 department_name text" "16 start_time text format=unix-ms"
    "16 end_time text format=unix-ms" "16 update_time text format=unix-ms"
    "0 display_method text" "0 update_mode text" "0 task_list list(&2)"
    "0 cc_list list(&3)" "0 i18n_resources list({4})"
    "0 trusteeship_url_token text secret" "0 trusteeship_user_id_type text"
    "0 trusteeship_urls &5" "0 trusteeship_cache_config &6" "0 resource_region text"],
    [super::super::types::TABLE_ExternalInstanceLink,
    super::super::types::TABLE_ExternalInstanceForm,
    super::super::types::TABLE_ExternalInstanceTaskNode,
    super::super::types::TABLE_CcNode, TABLE_ResponseDataI18nResources_use,
    super::super::types::TABLE_TrusteeshipUrls,
    super::super::types::TABLE_TrusteeshipInstanceCacheConfig], ""
);
::larkspec::__object!(
    ResponseData, TABLE_ResponseData, approval_code : OptText = None, status : Opt =
    None, extra : OptText = None, instance_id : OptText = None, links : Opt = None, title
    : OptText = None, form : Opt = None, user_id : OptText = None, user_name : OptText =
    None, open_id : OptText = None, department_id : OptText = None, department_name :
    OptText = None, start_time : Opt = None, end_time : Opt = None, update_time : Opt =
    None, display_method : Opt = None, update_mode : Opt = None, task_list : Opt = None,
    cc_list : Opt = None, i18n_resources : Opt = None, trusteeship_url_token : Opt =
    None, trusteeship_user_id_type : OptText = None, trusteeship_urls : Opt = None,
    trusteeship_cache_config : Opt = None, resource_region : OptText = None,
);
::larkspec::__json_schema!(
    ResponseData, "ResponseData", RESPONSE_SCHEMA, "/properties/data"
);
::larkspec::__table!(
    TABLE_ResponseDataI18nResources_use, "ResponseDataI18nResources_use",
    ["0 locale text" "0 texts list({0})" "0 is_default bool"],
    [TABLE_ResponseDataI18nResources_useTexts], ""
);
::larkspec::__table!(
    TABLE_ResponseDataI18nResources_useTexts, "ResponseDataI18nResources_useTexts",
    ["0 key text" "0 value text"], [], ""
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/external_instances`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/external_instance/create",
    method : ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/external_instances", answers_secret : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:external_instance"], rate : Some(::larkspec::__private::Rate::new(1000u32,
    60u32)), codes : & [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_instance/create"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 7u8, 18u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390014, HTTP 400
pub const E1390014: i64 = 1390014i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_instance/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_instance/create Response"
);

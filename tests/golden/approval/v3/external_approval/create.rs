//! Create external approval.
//!
//! `POST /approval/openapi/v3/external/approval/create` (host `www`)
//!
//! - Page: [三方审批定义创建](<https://open.feishu.cn/document/ukTMukTMukTM/uIDNyYjLyQjM24iM0IjN>), updated 2024-01-18
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/external_approval/create` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v3::external_approval::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_name("@i18n@1")
//!         .approval_code("permission_test")
//!         .group_code("work_group")
//!         .external(create::RequestExternal::builder()
//!             .create_link_mobile("https://applink.feishu.cn/client/mini_program/open?appId=cli_9c90fc38e07a9101&path=pages/approval-form/index?id=9999")
//!             .build()?)
//!         .i18n_resources([create::RequestI18nResources::builder()
//!             .locale(create::RequestI18nResourcesLocale::ZhCN)
//!             .is_default(true)
//!             .texts(serde_json::Map::from_iter([("@i18n@1".into(), serde_json::json!("权限申请")), ("@i18n@2".into(), serde_json::json!("OA审批")), ("@i18n@3".into(), serde_json::json!("Permission"))]))
//!             .build()?])
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `approval_name`
    ///
    /// Example: `"@i18n@1"`.
    pub approval_name: String,
    /// `approval_code`
    ///
    /// Example: `"permission_test"`.
    pub approval_code: String,
    /// `group_code`
    ///
    /// Example: `"work_group"`.
    pub group_code: String,
    /// `group_name`
    ///
    /// Example: `"@i18n@2"`.
    pub group_name: Option<String>,
    /// `description`
    ///
    /// Example: `"@i18n@2"`.
    pub description: Option<String>,
    /// `external`
    pub external: RequestExternal,
    /// `viewers`
    pub viewers: Option<Vec<RequestViewers>>,
    /// `i18n_resources`
    pub i18n_resources: Vec<RequestI18nResources>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `approval_name`, which is required.
    #[inline]
    pub fn approval_name(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_name = value.into();
        self.0.set(0);
        self
    }
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(1);
        self
    }
    /// Sets `group_code`, which is required.
    #[inline]
    pub fn group_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.group_code = value.into();
        self.0.set(2);
        self
    }
    /// Sets `group_name`.
    #[inline]
    pub fn group_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.group_name = value.into_option();
        self
    }
    /// Sets `description`.
    #[inline]
    pub fn description<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.description = value.into_option();
        self
    }
    /// Sets `external`, which is required.
    #[inline]
    pub fn external(mut self, value: impl Into<RequestExternal>) -> Self {
        self.0.value.external = value.into();
        self.0.set(5);
        self
    }
    /// Sets `viewers`.
    #[inline]
    pub fn viewers<M>(
        mut self,
        value: impl ::larkspec::IntoList<RequestViewers, M>,
    ) -> Self {
        self.0.value.viewers = value.into_list();
        self
    }
    /// Sets `i18n_resources`, which is required.
    #[inline]
    pub fn i18n_resources(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestI18nResources>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(7);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_name text" "1 approval_code text"
    "1 group_code text" "0 group_name text" "0 description text" "1 external {0}"
    "0 viewers list({1})" "1 i18n_resources list({2})"], [TABLE_RequestExternal,
    TABLE_RequestViewers, TABLE_RequestI18nResources], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_name : Text = ::larkspec::__private::Cell::blank(),
    approval_code : Text = ::larkspec::__private::Cell::blank(), group_code : Text =
    ::larkspec::__private::Cell::blank(), group_name : OptText = None, description :
    OptText = None, external : Object = ::larkspec::__private::Cell::blank(), viewers :
    Opt = None, i18n_resources : List = Vec::new(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The object in [`Request::external`](field@Request::external).
#[non_exhaustive]
pub struct RequestExternal {
    /// `biz_name`
    ///
    /// Example: `"@i18n@3"`.
    pub biz_name: Option<String>,
    /// `biz_type`
    ///
    /// Example: `"permission"`.
    pub biz_type: Option<String>,
    /// `create_link_mobile`
    ///
    /// Example: `"https://applink.feishu.cn/client/mini_program/open?appId=cli_9c90fc38e07a9101&path=pages/approval-form/index?id=9999"`.
    pub create_link_mobile: String,
    /// `create_link_pc`
    ///
    /// Example: `"https://applink.feishu.cn/client/mini_program/open?mode=appCenter&appId=cli_9c90fc38e07a9101&path=pc/pages/create-form/index?id=9999"`.
    pub create_link_pc: Option<String>,
    /// `support_pc`
    ///
    /// Example: `true`.
    pub support_pc: Option<bool>,
    /// `support_mobile`
    ///
    /// Example: `true`.
    pub support_mobile: Option<bool>,
    /// `support_batch_read`
    ///
    /// Example: `true`.
    pub support_batch_read: Option<bool>,
    /// `enable_mark_readed`
    ///
    /// Example: `true`.
    pub enable_mark_readed: Option<bool>,
    /// `enable_quick_operate`
    ///
    /// Example: `true`.
    pub enable_quick_operate: Option<bool>,
    /// `allow_batch_operate`
    ///
    /// Example: `true`.
    pub allow_batch_operate: Option<bool>,
    /// `action_callback_url`
    ///
    /// Example: `"http://www.feishu.cn/approval/openapi/instanceOperate"`.
    pub action_callback_url: Option<String>,
    /// `action_callback_token`
    pub action_callback_token: Option<::larkspec::Secret>,
    /// `action_callback_key`
    pub action_callback_key: Option<::larkspec::Secret>,
}
::larkspec::__builder!(RequestExternalBuilder, RequestExternal, object, & [],);
impl RequestExternalBuilder {
    /// Sets `biz_name`.
    #[inline]
    pub fn biz_name<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.biz_name = value.into_option();
        self
    }
    /// Sets `biz_type`.
    #[inline]
    pub fn biz_type<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.biz_type = value.into_option();
        self
    }
    /// Sets `create_link_mobile`, which is required.
    #[inline]
    pub fn create_link_mobile(mut self, value: impl Into<String>) -> Self {
        self.0.value.create_link_mobile = value.into();
        self.0.set(2);
        self
    }
    /// Sets `create_link_pc`.
    #[inline]
    pub fn create_link_pc<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.create_link_pc = value.into_option();
        self
    }
    /// Sets `support_pc`.
    #[inline]
    pub fn support_pc(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.support_pc = value.into();
        self
    }
    /// Sets `support_mobile`.
    #[inline]
    pub fn support_mobile(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.support_mobile = value.into();
        self
    }
    /// Sets `support_batch_read`.
    #[inline]
    pub fn support_batch_read(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.support_batch_read = value.into();
        self
    }
    /// Sets `enable_mark_readed`.
    #[inline]
    pub fn enable_mark_readed(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.enable_mark_readed = value.into();
        self
    }
    /// Sets `enable_quick_operate`.
    #[inline]
    pub fn enable_quick_operate(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.enable_quick_operate = value.into();
        self
    }
    /// Sets `allow_batch_operate`.
    #[inline]
    pub fn allow_batch_operate(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.allow_batch_operate = value.into();
        self
    }
    /// Sets `action_callback_url`.
    #[inline]
    pub fn action_callback_url<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.action_callback_url = value.into_option();
        self
    }
    /// Sets `action_callback_token`.
    #[inline]
    pub fn action_callback_token<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::Secret, M>,
    ) -> Self {
        self.0.value.action_callback_token = value.into_option();
        self
    }
    /// Sets `action_callback_key`.
    #[inline]
    pub fn action_callback_key<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::Secret, M>,
    ) -> Self {
        self.0.value.action_callback_key = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestExternal, "RequestExternal", ["0 biz_name text" "0 biz_type text"
    "1 create_link_mobile text" "0 create_link_pc text" "0 support_pc bool"
    "0 support_mobile bool" "0 support_batch_read bool" "0 enable_mark_readed bool"
    "0 enable_quick_operate bool" "0 allow_batch_operate bool"
    "0 action_callback_url text" "0 action_callback_token text secret"
    "0 action_callback_key text secret"], [], ""
);
::larkspec::__object!(
    RequestExternal, TABLE_RequestExternal, biz_name : OptText = None, biz_type : OptText
    = None, create_link_mobile : Text = ::larkspec::__private::Cell::blank(),
    create_link_pc : OptText = None, support_pc : OptBool = None, support_mobile :
    OptBool = None, support_batch_read : OptBool = None, enable_mark_readed : OptBool =
    None, enable_quick_operate : OptBool = None, allow_batch_operate : OptBool = None,
    action_callback_url : OptText = None, action_callback_token : Opt = None,
    action_callback_key : Opt = None,
);
::larkspec::__json_schema!(
    RequestExternal, "RequestExternal", REQUEST_SCHEMA, "/properties/external"
);
/// One of the objects in [`Request::viewers`](field@Request::viewers).
#[non_exhaustive]
pub struct RequestViewers {
    /// `viewer_type`
    ///
    /// Example: `"USER"`.
    pub viewer_type: Option<::larkspec::OpenEnum<RequestViewersViewerType>>,
    /// `viewer_id`
    ///
    /// Example: `"19a294c2"`.
    pub viewer_id: Option<String>,
}
::larkspec::__builder!(RequestViewersBuilder, RequestViewers, object, & [],);
impl RequestViewersBuilder {
    /// Sets `viewer_type`.
    #[inline]
    pub fn viewer_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestViewersViewerType>,
            M,
        >,
    ) -> Self {
        self.0.value.viewer_type = value.into_option();
        self
    }
    /// Sets `viewer_id`.
    #[inline]
    pub fn viewer_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.viewer_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestViewers, "RequestViewers",
    ["0 viewer_type text values=[\"TENANT\",\"DEPARTMENT\",\"USER\",\"NONE\"]"
    "0 viewer_id text"], [], ""
);
::larkspec::__object!(
    RequestViewers, TABLE_RequestViewers, viewer_type : Opt = None, viewer_id : OptText =
    None,
);
::larkspec::__json_schema!(
    RequestViewers, "RequestViewers", REQUEST_SCHEMA, "/properties/viewers/items"
);
/// A value of `viewer_type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestViewersViewerType {
    /// `"TENANT"` on the wire.
    Tenant,
    /// `"DEPARTMENT"` on the wire.
    Department,
    /// `"USER"` on the wire.
    User,
    /// `"NONE"` on the wire.
    None,
}
impl ::core::cmp::Eq for RequestViewersViewerType {}
impl ::larkspec::Enumeration for RequestViewersViewerType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestViewersViewerType::Tenant, "TENANT"),
        (RequestViewersViewerType::Department, "DEPARTMENT"),
        (RequestViewersViewerType::User, "USER"),
        (RequestViewersViewerType::None, "NONE"),
    ];
}
::larkspec::__json_schema!(
    RequestViewersViewerType, "RequestViewersViewerType", REQUEST_SCHEMA,
    "/properties/viewers/items/properties/viewer_type"
);
/// One of the objects in [`Request::i18n_resources`](field@Request::i18n_resources).
#[non_exhaustive]
pub struct RequestI18nResources {
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: ::larkspec::OpenEnum<RequestI18nResourcesLocale>,
    /// `is_default`
    ///
    /// Example: `true`.
    pub is_default: bool,
    /// `texts`
    ///
    /// Example: `{"@i18n@1":"权限申请","@i18n@2":"OA审批","@i18n@3":"Permission"}`.
    pub texts: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
}
::larkspec::__builder!(RequestI18nResourcesBuilder, RequestI18nResources, object, & [],);
impl RequestI18nResourcesBuilder {
    /// Sets `locale`, which is required.
    #[inline]
    pub fn locale(
        mut self,
        value: impl Into<::larkspec::OpenEnum<RequestI18nResourcesLocale>>,
    ) -> Self {
        self.0.value.locale = value.into();
        self.0.set(0);
        self
    }
    /// Sets `is_default`, which is required.
    #[inline]
    pub fn is_default(mut self, value: bool) -> Self {
        self.0.value.is_default = value;
        self.0.set(1);
        self
    }
    /// Sets `texts`, which is required.
    #[inline]
    pub fn texts(
        mut self,
        value: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    ) -> Self {
        self.0.value.texts = value;
        self.0.set(2);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestI18nResources, "RequestI18nResources",
    ["1 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]" "1 is_default bool"
    "1 texts map(any)"], [], ""
);
::larkspec::__object!(
    RequestI18nResources, TABLE_RequestI18nResources, locale : Scalar =
    ::larkspec::__private::Cell::blank(), is_default : Bool = false, texts : Map =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    RequestI18nResources, "RequestI18nResources", REQUEST_SCHEMA,
    "/properties/i18n_resources/items"
);
/// A value of `locale`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestI18nResourcesLocale {
    /// `"zh-CN"` on the wire.
    ZhCN,
    /// `"en-US"` on the wire.
    EnUS,
    /// `"ja-JP"` on the wire.
    JaJP,
}
impl ::core::cmp::Eq for RequestI18nResourcesLocale {}
impl ::larkspec::Enumeration for RequestI18nResourcesLocale {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestI18nResourcesLocale::ZhCN, "zh-CN"),
        (RequestI18nResourcesLocale::EnUS, "en-US"),
        (RequestI18nResourcesLocale::JaJP, "ja-JP"),
    ];
}
::larkspec::__json_schema!(
    RequestI18nResourcesLocale, "RequestI18nResourcesLocale", REQUEST_SCHEMA,
    "/properties/i18n_resources/items/properties/locale"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_code`
    pub approval_code: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 approval_code text"], [], "");
::larkspec::__object!(Response, TABLE_Response, approval_code : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /approval/openapi/v3/external/approval/create`", TABLE_Request,
    TABLE_Response, { name : "approval/v3/external_approval/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v3/external/approval/create", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uIDNyYjLyQjM24iM0IjN"), updated :
    Some(::larkspec::__private::Date::new(2024u16, 1u8, 18u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v3/external_approval/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v3/external_approval/create Response"
);

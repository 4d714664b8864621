//! Create approval.
//!
//! `POST /approval/openapi/v2/approval/create` (host `www`)
//!
//! - Page: [创建审批定义](<https://open.feishu.cn/document/ukTMukTMukTM/uUzNyYjL1cjM24SN3IjN>), updated 2023-11-02
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/approval/create` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::approval::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_name("approval_name")
//!         .viewers([serde_json::Map::new()])
//!         .form(create::RequestForm::builder()
//!             .form_content("form_content")
//!             .build()?)
//!         .node_list([create::RequestNodeList::builder()
//!             .id("id")
//!             .name("name")
//!             .node_type("node_type")
//!             .approver([serde_json::Map::new()])
//!             .build()?])
//!         .i18n_resources([create::RequestI18nResources::builder()
//!             .locale("locale")
//!             .is_default(true)
//!             .texts(serde_json::Map::new())
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
    pub approval_name: String,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `viewers`
    pub viewers: Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    /// `form`
    pub form: RequestForm,
    /// `node_list`
    pub node_list: Vec<RequestNodeList>,
    /// `settings`
    pub settings: Option<RequestSettings>,
    /// `config`
    pub config: Option<RequestConfig>,
    /// `icon`
    ///
    /// Default: `0`.
    pub icon: Option<i64>,
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
    /// Sets `approval_code`.
    #[inline]
    pub fn approval_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_code = value.into_option();
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
    /// Sets `viewers`, which is required.
    #[inline]
    pub fn viewers(
        mut self,
        value: impl IntoIterator<
            Item = ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
        >,
    ) -> Self {
        self.0.value.viewers = value.into_iter().collect();
        self.0.set(3);
        self
    }
    /// Sets `form`, which is required.
    #[inline]
    pub fn form(mut self, value: impl Into<RequestForm>) -> Self {
        self.0.value.form = value.into();
        self.0.set(4);
        self
    }
    /// Sets `node_list`, which is required.
    #[inline]
    pub fn node_list(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestNodeList>>,
    ) -> Self {
        self.0.value.node_list = ::larkspec::__private::list(value);
        self.0.set(5);
        self
    }
    /// Sets `settings`.
    #[inline]
    pub fn settings<M>(
        mut self,
        value: impl ::larkspec::IntoOption<RequestSettings, M>,
    ) -> Self {
        self.0.value.settings = value.into_option();
        self
    }
    /// Sets `config`.
    #[inline]
    pub fn config<M>(
        mut self,
        value: impl ::larkspec::IntoOption<RequestConfig, M>,
    ) -> Self {
        self.0.value.config = value.into_option();
        self
    }
    /// Sets `icon`.
    #[inline]
    pub fn icon(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.icon = value.into();
        self
    }
    /// Sets `i18n_resources`, which is required.
    #[inline]
    pub fn i18n_resources(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestI18nResources>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(9);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_name text" "0 approval_code text"
    "0 description text" "1 viewers list(map(any))" "1 form {0}" "1 node_list list({1})"
    "0 settings {2}" "0 config {3}" "0 icon int" "1 i18n_resources list({4})"],
    [TABLE_RequestForm, TABLE_RequestNodeList, TABLE_RequestSettings,
    TABLE_RequestConfig, TABLE_RequestI18nResources], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_name : Text = ::larkspec::__private::Cell::blank(),
    approval_code : OptText = None, description : OptText = None, viewers : List =
    Vec::new(), form : Object = ::larkspec::__private::Cell::blank(), node_list : List =
    Vec::new(), settings : Opt = None, config : Opt = None, icon : OptInt = None,
    i18n_resources : List = Vec::new(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The object in [`Request::form`](field@Request::form).
#[non_exhaustive]
pub struct RequestForm {
    /// `form_content`
    pub form_content: String,
}
::larkspec::__builder!(RequestFormBuilder, RequestForm, object, & [],);
impl RequestFormBuilder {
    /// Sets `form_content`, which is required.
    #[inline]
    pub fn form_content(mut self, value: impl Into<String>) -> Self {
        self.0.value.form_content = value.into();
        self.0.set(0);
        self
    }
}
::larkspec::__table!(TABLE_RequestForm, "RequestForm", ["1 form_content text"], [], "");
::larkspec::__object!(
    RequestForm, TABLE_RequestForm, form_content : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    RequestForm, "RequestForm", REQUEST_SCHEMA, "/properties/form"
);
/// One of the objects in [`Request::node_list`](field@Request::node_list).
#[non_exhaustive]
pub struct RequestNodeList {
    /// `id`
    pub id: String,
    /// `name`
    pub name: String,
    /// `node_type`
    pub node_type: String,
    /// `approver`
    pub approver: Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    /// `ccer`
    pub ccer: Option<
        Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    >,
}
::larkspec::__builder!(RequestNodeListBuilder, RequestNodeList, object, & [],);
impl RequestNodeListBuilder {
    /// Sets `id`, which is required.
    #[inline]
    pub fn id(mut self, value: impl Into<String>) -> Self {
        self.0.value.id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `name`, which is required.
    #[inline]
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.0.value.name = value.into();
        self.0.set(1);
        self
    }
    /// Sets `node_type`, which is required.
    #[inline]
    pub fn node_type(mut self, value: impl Into<String>) -> Self {
        self.0.value.node_type = value.into();
        self.0.set(2);
        self
    }
    /// Sets `approver`, which is required.
    #[inline]
    pub fn approver(
        mut self,
        value: impl IntoIterator<
            Item = ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
        >,
    ) -> Self {
        self.0.value.approver = value.into_iter().collect();
        self.0.set(3);
        self
    }
    /// Sets `ccer`.
    #[inline]
    pub fn ccer(
        mut self,
        value: impl IntoIterator<
            Item = ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
        >,
    ) -> Self {
        self.0.value.ccer = Some(value.into_iter().collect());
        self
    }
}
::larkspec::__table!(
    TABLE_RequestNodeList, "RequestNodeList", ["1 id text" "1 name text"
    "1 node_type text" "1 approver list(map(any))" "0 ccer list(map(any))"], [], ""
);
::larkspec::__object!(
    RequestNodeList, TABLE_RequestNodeList, id : Text =
    ::larkspec::__private::Cell::blank(), name : Text =
    ::larkspec::__private::Cell::blank(), node_type : Text =
    ::larkspec::__private::Cell::blank(), approver : List = Vec::new(), ccer : Opt =
    None,
);
::larkspec::__json_schema!(
    RequestNodeList, "RequestNodeList", REQUEST_SCHEMA, "/properties/node_list/items"
);
/// The object in [`Request::settings`](field@Request::settings).
#[non_exhaustive]
pub struct RequestSettings {
    /// `revert_interval`
    pub revert_interval: Option<i64>,
    /// `revert_option`
    pub revert_option: Option<i64>,
}
::larkspec::__builder!(RequestSettingsBuilder, RequestSettings, object, & [],);
impl RequestSettingsBuilder {
    /// Sets `revert_interval`.
    #[inline]
    pub fn revert_interval(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.revert_interval = value.into();
        self
    }
    /// Sets `revert_option`.
    #[inline]
    pub fn revert_option(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.revert_option = value.into();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestSettings, "RequestSettings", ["0 revert_interval int"
    "0 revert_option int"], [], ""
);
::larkspec::__object!(
    RequestSettings, TABLE_RequestSettings, revert_interval : OptInt = None,
    revert_option : OptInt = None,
);
::larkspec::__json_schema!(
    RequestSettings, "RequestSettings", REQUEST_SCHEMA, "/properties/settings"
);
/// The object in [`Request::config`](field@Request::config).
#[non_exhaustive]
pub struct RequestConfig {
    /// `can_update_viewer`
    ///
    /// Default: `false`.
    pub can_update_viewer: Option<bool>,
    /// `can_update_form`
    ///
    /// Default: `false`.
    pub can_update_form: Option<bool>,
    /// `can_update_process`
    ///
    /// Default: `false`.
    pub can_update_process: Option<bool>,
    /// `can_update_revert`
    ///
    /// Default: `false`.
    pub can_update_revert: Option<bool>,
    /// `help_url`
    pub help_url: Option<String>,
}
::larkspec::__builder!(RequestConfigBuilder, RequestConfig, object, & [],);
impl RequestConfigBuilder {
    /// Sets `can_update_viewer`.
    #[inline]
    pub fn can_update_viewer(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.can_update_viewer = value.into();
        self
    }
    /// Sets `can_update_form`.
    #[inline]
    pub fn can_update_form(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.can_update_form = value.into();
        self
    }
    /// Sets `can_update_process`.
    #[inline]
    pub fn can_update_process(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.can_update_process = value.into();
        self
    }
    /// Sets `can_update_revert`.
    #[inline]
    pub fn can_update_revert(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.can_update_revert = value.into();
        self
    }
    /// Sets `help_url`.
    #[inline]
    pub fn help_url<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.help_url = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestConfig, "RequestConfig", ["0 can_update_viewer bool"
    "0 can_update_form bool" "0 can_update_process bool" "0 can_update_revert bool"
    "0 help_url text"], [], ""
);
::larkspec::__object!(
    RequestConfig, TABLE_RequestConfig, can_update_viewer : OptBool = None,
    can_update_form : OptBool = None, can_update_process : OptBool = None,
    can_update_revert : OptBool = None, help_url : OptText = None,
);
::larkspec::__json_schema!(
    RequestConfig, "RequestConfig", REQUEST_SCHEMA, "/properties/config"
);
/// One of the objects in [`Request::i18n_resources`](field@Request::i18n_resources).
#[non_exhaustive]
pub struct RequestI18nResources {
    /// `locale`
    pub locale: String,
    /// `is_default`
    pub is_default: bool,
    /// `texts`
    pub texts: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
}
::larkspec::__builder!(RequestI18nResourcesBuilder, RequestI18nResources, object, & [],);
impl RequestI18nResourcesBuilder {
    /// Sets `locale`, which is required.
    #[inline]
    pub fn locale(mut self, value: impl Into<String>) -> Self {
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
    TABLE_RequestI18nResources, "RequestI18nResources", ["1 locale text"
    "1 is_default bool" "1 texts map(any)"], [], ""
);
::larkspec::__object!(
    RequestI18nResources, TABLE_RequestI18nResources, locale : Text =
    ::larkspec::__private::Cell::blank(), is_default : Bool = false, texts : Map =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    RequestI18nResources, "RequestI18nResources", REQUEST_SCHEMA,
    "/properties/i18n_resources/items"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_code`
    pub approval_code: String,
}
::larkspec::__table!(TABLE_Response, "Response", ["1 approval_code text"], [], "");
::larkspec::__object!(
    Response, TABLE_Response, approval_code : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/approval/create`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/approval/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/approval/create", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uUzNyYjL1cjM24SN3IjN"), updated :
    Some(::larkspec::__private::Date::new(2023u16, 11u8, 2u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/approval/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/approval/create Response"
);

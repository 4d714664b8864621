//! Create external approval.
//!
//! `POST /open-apis/approval/v4/external_approvals` (host `open`)
//!
//! - Page: [创建三方审批定义](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_approval/create>), updated 2025-07-31
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:external_approval`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::external_approval::create;
//! use larkspec::approval::v4::types::ApprovalCreateExternal;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_name("@i18n@d937443c-686f-11f0-aa8c-b6e035aec42e")
//!         .approval_code("F46EB460-9476-4789-9524-ECD564291234")
//!         .external(ApprovalCreateExternal::builder().build()?)
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `department_id_type`
    ///
    /// Default: `"open_department_id"`. Example: `"open_department_id"`.
    pub department_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::DepartmentIdType>,
    >,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `approval_name`
    ///
    /// Example: `"@i18n@demoname"`.
    pub approval_name: String,
    /// `approval_code`
    ///
    /// Example: `"F46EB460-9476-4789-9524-ECD564291234"`.
    pub approval_code: String,
    /// `group_code`
    ///
    /// Example: `"work_group"`.
    pub group_code: Option<String>,
    /// `group_name`
    ///
    /// Example: `"@i18n@2"`.
    pub group_name: Option<String>,
    /// `description`
    ///
    /// Example: `"@i18n@2"`.
    pub description: Option<String>,
    /// `external`
    pub external: super::super::types::ApprovalCreateExternal,
    /// `viewers`
    pub viewers: Option<Vec<super::super::types::ApprovalCreateViewers>>,
    /// `i18n_resources`
    pub i18n_resources: Option<Vec<super::super::types::I18nResource>>,
    /// `managers`
    ///
    /// At most 200 items. Example: `["19a294c2"]`.
    pub managers: Option<Vec<String>>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `department_id_type`.
    #[inline]
    pub fn department_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::super::super::types::DepartmentIdType>,
            M,
        >,
    ) -> Self {
        self.0.value.department_id_type = value.into_option();
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
    /// Sets `approval_name`, which is required.
    #[inline]
    pub fn approval_name(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_name = value.into();
        self.0.set(2);
        self
    }
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(3);
        self
    }
    /// Sets `group_code`.
    #[inline]
    pub fn group_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.group_code = value.into_option();
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
    pub fn external(
        mut self,
        value: impl Into<super::super::types::ApprovalCreateExternal>,
    ) -> Self {
        self.0.value.external = value.into();
        self.0.set(7);
        self
    }
    /// Sets `viewers`.
    #[inline]
    pub fn viewers<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::ApprovalCreateViewers, M>,
    ) -> Self {
        self.0.value.viewers = value.into_list();
        self
    }
    /// Sets `i18n_resources`.
    #[inline]
    pub fn i18n_resources<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::I18nResource, M>,
    ) -> Self {
        self.0.value.i18n_resources = value.into_list();
        self
    }
    /// Sets `managers`.
    #[inline]
    pub fn managers<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.managers = value.into_list();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request",
    ["8 department_id_type text values=[\"department_id\",\"open_department_id\"]"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"
    "1 approval_name text" "1 approval_code text" "0 group_code text" "0 group_name text"
    "0 description text" "1 external &0" "0 viewers list(&1)"
    "0 i18n_resources list({2})" "0 managers list max_items=200u(text)"],
    [super::super::types::TABLE_ApprovalCreateExternal,
    super::super::types::TABLE_ApprovalCreateViewers, TABLE_RequestI18nResources_use], ""
);
::larkspec::__object!(
    Request, TABLE_Request, department_id_type : Opt = None, user_id_type : Opt = None,
    approval_name : Text = ::larkspec::__private::Cell::blank(), approval_code : Text =
    ::larkspec::__private::Cell::blank(), group_code : OptText = None, group_name :
    OptText = None, description : OptText = None, external : Object =
    ::larkspec::__private::Cell::blank(), viewers : Opt = None, i18n_resources : Opt =
    None, managers : OptTexts = None,
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
    /// `approval_code`
    pub approval_code: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 approval_code text"], [], "");
::larkspec::__object!(Response, TABLE_Response, approval_code : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/external_approvals`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/external_approval/create",
    method : ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/external_approvals", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:external_approval"], rate : Some(::larkspec::__private::Rate::new(1000u32,
    60u32)), codes : & [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_approval/create"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 7u8, 31u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_approval/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_approval/create Response"
);

//! Create approval.
//!
//! `POST /open-apis/approval/v4/approvals` (host `open`)
//!
//! - Page: [创建审批定义](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/create>), updated 2025-05-20
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:definition`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::approval::create;
//! use larkspec::approval::v4::types::{ApprovalCreateViewers, I18nResource, I18nResourceTexts};
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_name("@i18n@approval_name")
//!         .viewers([ApprovalCreateViewers::builder().build()?])
//!         .form(create::RequestForm::builder()
//!             .form_content(serde_json::json!([{ "id": "user_name", "type": "input", "required": true, "name": "@i18n@widget1" }]))
//!             .build()?)
//!         .node_list([create::RequestNodeList::builder()
//!             .id("START")
//!             .build()?])
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
    /// `department_id_type`
    ///
    /// Example: `"open_department_id"`.
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
    /// Example: `"@i18n@approval_name"`.
    pub approval_name: String,
    /// `approval_code`
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: Option<String>,
    /// `description`
    ///
    /// Example: `"@i18n@description"`.
    pub description: Option<String>,
    /// `viewers`
    ///
    /// At most 200 items.
    pub viewers: Vec<super::super::types::ApprovalCreateViewers>,
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
    /// Default: `0`. Example: `0`.
    pub icon: Option<i64>,
    /// `i18n_resources`
    pub i18n_resources: Vec<super::super::types::I18nResource>,
    /// `process_manager_ids`
    ///
    /// At most 200 items. Example: `["1c5ea995"]`.
    pub process_manager_ids: Option<Vec<String>>,
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
            Item = impl Into<super::super::types::ApprovalCreateViewers>,
        >,
    ) -> Self {
        self.0.value.viewers = ::larkspec::__private::list(value);
        self.0.set(5);
        self
    }
    /// Sets `form`, which is required.
    #[inline]
    pub fn form(mut self, value: impl Into<RequestForm>) -> Self {
        self.0.value.form = value.into();
        self.0.set(6);
        self
    }
    /// Sets `node_list`, which is required.
    #[inline]
    pub fn node_list(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestNodeList>>,
    ) -> Self {
        self.0.value.node_list = ::larkspec::__private::list(value);
        self.0.set(7);
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
        value: impl IntoIterator<Item = impl Into<super::super::types::I18nResource>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(11);
        self
    }
    /// Sets `process_manager_ids`.
    #[inline]
    pub fn process_manager_ids<M>(
        mut self,
        value: impl ::larkspec::IntoList<String, M>,
    ) -> Self {
        self.0.value.process_manager_ids = value.into_list();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request",
    ["8 department_id_type text values=[\"department_id\",\"open_department_id\"]"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"
    "1 approval_name text" "0 approval_code text" "0 description text"
    "1 viewers list max_items=200u(&0)" "1 form {1}" "1 node_list list({2})"
    "0 settings {3}" "0 config {4}" "0 icon int" "1 i18n_resources list({5})"
    "0 process_manager_ids list max_items=200u(text)"],
    [super::super::types::TABLE_ApprovalCreateViewers, TABLE_RequestForm,
    TABLE_RequestNodeList, TABLE_RequestSettings, TABLE_RequestConfig,
    TABLE_RequestI18nResources_use], ""
);
::larkspec::__object!(
    Request, TABLE_Request, department_id_type : Opt = None, user_id_type : Opt = None,
    approval_name : Text = ::larkspec::__private::Cell::blank(), approval_code : OptText
    = None, description : OptText = None, viewers : List = Vec::new(), form : Object =
    ::larkspec::__private::Cell::blank(), node_list : List = Vec::new(), settings : Opt =
    None, config : Opt = None, icon : OptInt = None, i18n_resources : List = Vec::new(),
    process_manager_ids : OptTexts = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The object in [`Request::form`](field@Request::form).
#[non_exhaustive]
pub struct RequestForm {
    /// `form_content`
    ///
    /// Example: `"[{\"id\":\"user_name\", \"type\": \"input\", \"required\":true, \"name\":\"@i18n@widget1\"}]"`.
    pub form_content: ::larkspec::JsonString<
        Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    >,
}
::larkspec::__builder!(RequestFormBuilder, RequestForm, object, & [],);
impl RequestFormBuilder {
    /// Sets `form_content`, which is required.
    #[inline]
    pub fn form_content(
        mut self,
        value: impl Into<
            ::larkspec::JsonString<
                Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
            >,
        >,
    ) -> Self {
        self.0.value.form_content = value.into();
        self.0.set(0);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestForm, "RequestForm", ["1 form_content json(list(map(any)))"], [], ""
);
::larkspec::__object!(
    RequestForm, TABLE_RequestForm, form_content : Scalar =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    RequestForm, "RequestForm", REQUEST_SCHEMA, "/properties/form"
);
/// One of the objects in [`Request::node_list`](field@Request::node_list).
#[non_exhaustive]
pub struct RequestNodeList {
    /// `id`
    ///
    /// Example: `"START"`.
    pub id: String,
    /// `name`
    ///
    /// Example: `"@i18n@node_name"`.
    pub name: Option<String>,
    /// `node_type`
    ///
    /// Example: `"AND"`.
    pub node_type: Option<::larkspec::OpenEnum<RequestNodeListNodeType>>,
    /// `approver`
    pub approver: Option<Vec<super::super::types::ApprovalApproverCcer>>,
    /// `ccer`
    pub ccer: Option<Vec<super::super::types::ApprovalApproverCcer>>,
    /// `privilege_field`
    pub privilege_field: Option<RequestNodeListPrivilegeField>,
    /// `approver_chosen_multi`
    ///
    /// Example: `false`.
    pub approver_chosen_multi: Option<bool>,
    /// `approver_chosen_range`
    pub approver_chosen_range: Option<Vec<RequestNodeListApproverChosenRange>>,
    /// `starter_assignee`
    ///
    /// Example: `"STARTER"`.
    pub starter_assignee: Option<::larkspec::OpenEnum<RequestNodeListStarterAssignee>>,
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
    /// Sets `name`.
    #[inline]
    pub fn name<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.name = value.into_option();
        self
    }
    /// Sets `node_type`.
    #[inline]
    pub fn node_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestNodeListNodeType>,
            M,
        >,
    ) -> Self {
        self.0.value.node_type = value.into_option();
        self
    }
    /// Sets `approver`.
    #[inline]
    pub fn approver<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::ApprovalApproverCcer, M>,
    ) -> Self {
        self.0.value.approver = value.into_list();
        self
    }
    /// Sets `ccer`.
    #[inline]
    pub fn ccer<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::ApprovalApproverCcer, M>,
    ) -> Self {
        self.0.value.ccer = value.into_list();
        self
    }
    /// Sets `privilege_field`.
    #[inline]
    pub fn privilege_field<M>(
        mut self,
        value: impl ::larkspec::IntoOption<RequestNodeListPrivilegeField, M>,
    ) -> Self {
        self.0.value.privilege_field = value.into_option();
        self
    }
    /// Sets `approver_chosen_multi`.
    #[inline]
    pub fn approver_chosen_multi(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.approver_chosen_multi = value.into();
        self
    }
    /// Sets `approver_chosen_range`.
    #[inline]
    pub fn approver_chosen_range<M>(
        mut self,
        value: impl ::larkspec::IntoList<RequestNodeListApproverChosenRange, M>,
    ) -> Self {
        self.0.value.approver_chosen_range = value.into_list();
        self
    }
    /// Sets `starter_assignee`.
    #[inline]
    pub fn starter_assignee<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestNodeListStarterAssignee>,
            M,
        >,
    ) -> Self {
        self.0.value.starter_assignee = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestNodeList, "RequestNodeList", ["1 id text" "0 name text"
    "0 node_type text values=[\"AND\",\"OR\",\"SEQUENTIAL\"]" "0 approver list(&0)"
    "0 ccer list(&1)" "0 privilege_field {2}" "0 approver_chosen_multi bool"
    "0 approver_chosen_range list({3})"
    "0 starter_assignee text values=[\"STARTER\",\"AUTO_PASS\",\"SUPERVISOR\",\"DEPARTMENT_MANAGER\"]"],
    [super::super::types::TABLE_ApprovalApproverCcer,
    super::super::types::TABLE_ApprovalApproverCcer, TABLE_RequestNodeListPrivilegeField,
    TABLE_RequestNodeListApproverChosenRange], ""
);
::larkspec::__object!(
    RequestNodeList, TABLE_RequestNodeList, id : Text =
    ::larkspec::__private::Cell::blank(), name : OptText = None, node_type : Opt = None,
    approver : Opt = None, ccer : Opt = None, privilege_field : Opt = None,
    approver_chosen_multi : OptBool = None, approver_chosen_range : Opt = None,
    starter_assignee : Opt = None,
);
::larkspec::__json_schema!(
    RequestNodeList, "RequestNodeList", REQUEST_SCHEMA, "/properties/node_list/items"
);
/// A value of `node_type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestNodeListNodeType {
    /// `"AND"` on the wire.
    And,
    /// `"OR"` on the wire.
    Or,
    /// `"SEQUENTIAL"` on the wire.
    Sequential,
}
impl ::core::cmp::Eq for RequestNodeListNodeType {}
impl ::larkspec::Enumeration for RequestNodeListNodeType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestNodeListNodeType::And, "AND"),
        (RequestNodeListNodeType::Or, "OR"),
        (RequestNodeListNodeType::Sequential, "SEQUENTIAL"),
    ];
}
::larkspec::__json_schema!(
    RequestNodeListNodeType, "RequestNodeListNodeType", REQUEST_SCHEMA,
    "/properties/node_list/items/properties/node_type"
);
/// A value of `starter_assignee`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestNodeListStarterAssignee {
    /// `"STARTER"` on the wire.
    Starter,
    /// `"AUTO_PASS"` on the wire.
    AutoPass,
    /// `"SUPERVISOR"` on the wire.
    Supervisor,
    /// `"DEPARTMENT_MANAGER"` on the wire.
    DepartmentManager,
}
impl ::core::cmp::Eq for RequestNodeListStarterAssignee {}
impl ::larkspec::Enumeration for RequestNodeListStarterAssignee {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestNodeListStarterAssignee::Starter, "STARTER"),
        (RequestNodeListStarterAssignee::AutoPass, "AUTO_PASS"),
        (RequestNodeListStarterAssignee::Supervisor, "SUPERVISOR"),
        (RequestNodeListStarterAssignee::DepartmentManager, "DEPARTMENT_MANAGER"),
    ];
}
::larkspec::__json_schema!(
    RequestNodeListStarterAssignee, "RequestNodeListStarterAssignee", REQUEST_SCHEMA,
    "/properties/node_list/items/properties/starter_assignee"
);
/// The object in [`RequestNodeList::privilege_field`](field@RequestNodeList::privilege_field).
#[non_exhaustive]
pub struct RequestNodeListPrivilegeField {
    /// `writable`
    ///
    /// Example: `["user_name"]`.
    pub writable: Vec<String>,
    /// `readable`
    ///
    /// Example: `["user_name"]`.
    pub readable: Vec<String>,
}
::larkspec::__builder!(
    RequestNodeListPrivilegeFieldBuilder, RequestNodeListPrivilegeField, object, & [],
);
impl RequestNodeListPrivilegeFieldBuilder {
    /// Sets `writable`, which is required.
    #[inline]
    pub fn writable(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.value.writable = ::larkspec::__private::list(value);
        self.0.set(0);
        self
    }
    /// Sets `readable`, which is required.
    #[inline]
    pub fn readable(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.value.readable = ::larkspec::__private::list(value);
        self.0.set(1);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestNodeListPrivilegeField, "RequestNodeListPrivilegeField",
    ["1 writable list(text)" "1 readable list(text)"], [], ""
);
::larkspec::__object!(
    RequestNodeListPrivilegeField, TABLE_RequestNodeListPrivilegeField, writable : Texts
    = Vec::new(), readable : Texts = Vec::new(),
);
::larkspec::__json_schema!(
    RequestNodeListPrivilegeField, "RequestNodeListPrivilegeField", REQUEST_SCHEMA,
    "/properties/node_list/items/properties/privilege_field"
);
/// One of the objects in [`RequestNodeList::approver_chosen_range`](field@RequestNodeList::approver_chosen_range).
#[non_exhaustive]
pub struct RequestNodeListApproverChosenRange {
    /// `type`
    ///
    /// Example: `"ALL"`.
    pub r#type: Option<::larkspec::OpenEnum<RequestNodeListApproverChosenRangeType>>,
    /// `id_list`
    ///
    /// Example: `["f7cb567e"]`.
    pub id_list: Option<Vec<String>>,
}
::larkspec::__builder!(
    RequestNodeListApproverChosenRangeBuilder, RequestNodeListApproverChosenRange,
    object, & [("type", "r#type")],
);
impl RequestNodeListApproverChosenRangeBuilder {
    /// Sets `type`.
    #[inline]
    pub fn r#type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestNodeListApproverChosenRangeType>,
            M,
        >,
    ) -> Self {
        self.0.value.r#type = value.into_option();
        self
    }
    /// Sets `id_list`.
    #[inline]
    pub fn id_list<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.id_list = value.into_list();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestNodeListApproverChosenRange, "RequestNodeListApproverChosenRange",
    ["0 type text values=[\"ALL\",\"PERSONAL\",\"ROLE\"]" "0 id_list list(text)"], [], ""
);
::larkspec::__object!(
    RequestNodeListApproverChosenRange, TABLE_RequestNodeListApproverChosenRange, r#type
    : Opt = None, id_list : OptTexts = None,
);
::larkspec::__json_schema!(
    RequestNodeListApproverChosenRange, "RequestNodeListApproverChosenRange",
    REQUEST_SCHEMA, "/properties/node_list/items/properties/approver_chosen_range/items"
);
/// A value of `type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestNodeListApproverChosenRangeType {
    /// `"ALL"` on the wire.
    All,
    /// `"PERSONAL"` on the wire.
    Personal,
    /// `"ROLE"` on the wire.
    Role,
}
impl ::core::cmp::Eq for RequestNodeListApproverChosenRangeType {}
impl ::larkspec::Enumeration for RequestNodeListApproverChosenRangeType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestNodeListApproverChosenRangeType::All, "ALL"),
        (RequestNodeListApproverChosenRangeType::Personal, "PERSONAL"),
        (RequestNodeListApproverChosenRangeType::Role, "ROLE"),
    ];
}
::larkspec::__json_schema!(
    RequestNodeListApproverChosenRangeType, "RequestNodeListApproverChosenRangeType",
    REQUEST_SCHEMA,
    "/properties/node_list/items/properties/approver_chosen_range/items/properties/type"
);
/// The object in [`Request::settings`](field@Request::settings).
#[non_exhaustive]
pub struct RequestSettings {
    /// `revert_interval`
    ///
    /// Example: `0`.
    pub revert_interval: Option<i64>,
    /// `revert_option`
    ///
    /// Example: `0`.
    pub revert_option: Option<i64>,
    /// `reject_option`
    ///
    /// Example: `0`.
    pub reject_option: Option<::larkspec::OpenEnum<RequestSettingsRejectOption>>,
    /// `quick_approval_option`
    ///
    /// Default: `1`. Example: `1`.
    pub quick_approval_option: Option<
        ::larkspec::OpenEnum<RequestSettingsQuickApprovalOption>,
    >,
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
    /// Sets `reject_option`.
    #[inline]
    pub fn reject_option<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestSettingsRejectOption>,
            M,
        >,
    ) -> Self {
        self.0.value.reject_option = value.into_option();
        self
    }
    /// Sets `quick_approval_option`.
    #[inline]
    pub fn quick_approval_option<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestSettingsQuickApprovalOption>,
            M,
        >,
    ) -> Self {
        self.0.value.quick_approval_option = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestSettings, "RequestSettings", ["0 revert_interval int"
    "0 revert_option int" "0 reject_option int values=[0,1]"
    "0 quick_approval_option int values=[0,1]"], [], ""
);
::larkspec::__object!(
    RequestSettings, TABLE_RequestSettings, revert_interval : OptInt = None,
    revert_option : OptInt = None, reject_option : Opt = None, quick_approval_option :
    Opt = None,
);
::larkspec::__json_schema!(
    RequestSettings, "RequestSettings", REQUEST_SCHEMA, "/properties/settings"
);
/// A value of `reject_option`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestSettingsRejectOption {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
}
impl ::core::cmp::Eq for RequestSettingsRejectOption {}
impl ::larkspec::Enumeration for RequestSettingsRejectOption {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestSettingsRejectOption::Value0, 0i64),
        (RequestSettingsRejectOption::Value1, 1i64),
    ];
}
::larkspec::__json_schema!(
    RequestSettingsRejectOption, "RequestSettingsRejectOption", REQUEST_SCHEMA,
    "/properties/settings/properties/reject_option"
);
/// A value of `quick_approval_option`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestSettingsQuickApprovalOption {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
}
impl ::core::cmp::Eq for RequestSettingsQuickApprovalOption {}
impl ::larkspec::Enumeration for RequestSettingsQuickApprovalOption {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestSettingsQuickApprovalOption::Value0, 0i64),
        (RequestSettingsQuickApprovalOption::Value1, 1i64),
    ];
}
::larkspec::__json_schema!(
    RequestSettingsQuickApprovalOption, "RequestSettingsQuickApprovalOption",
    REQUEST_SCHEMA, "/properties/settings/properties/quick_approval_option"
);
/// The object in [`Request::config`](field@Request::config).
#[non_exhaustive]
pub struct RequestConfig {
    /// `can_update_viewer`
    ///
    /// Default: `false`. Example: `false`.
    pub can_update_viewer: bool,
    /// `can_update_form`
    ///
    /// Default: `false`. Example: `false`.
    pub can_update_form: bool,
    /// `can_update_process`
    ///
    /// Default: `false`. Example: `false`.
    pub can_update_process: bool,
    /// `can_update_revert`
    ///
    /// Default: `false`. Example: `false`.
    pub can_update_revert: bool,
    /// `help_url`
    ///
    /// Example: `"https://xxx.xxx.xxx"`.
    pub help_url: Option<String>,
}
::larkspec::__builder!(RequestConfigBuilder, RequestConfig, object, & [],);
impl RequestConfigBuilder {
    /// Sets `can_update_viewer`, which is required.
    #[inline]
    pub fn can_update_viewer(mut self, value: bool) -> Self {
        self.0.value.can_update_viewer = value;
        self.0.set(0);
        self
    }
    /// Sets `can_update_form`, which is required.
    #[inline]
    pub fn can_update_form(mut self, value: bool) -> Self {
        self.0.value.can_update_form = value;
        self.0.set(1);
        self
    }
    /// Sets `can_update_process`, which is required.
    #[inline]
    pub fn can_update_process(mut self, value: bool) -> Self {
        self.0.value.can_update_process = value;
        self.0.set(2);
        self
    }
    /// Sets `can_update_revert`, which is required.
    #[inline]
    pub fn can_update_revert(mut self, value: bool) -> Self {
        self.0.value.can_update_revert = value;
        self.0.set(3);
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
    TABLE_RequestConfig, "RequestConfig", ["1 can_update_viewer bool"
    "1 can_update_form bool" "1 can_update_process bool" "1 can_update_revert bool"
    "0 help_url text"], [], ""
);
::larkspec::__object!(
    RequestConfig, TABLE_RequestConfig, can_update_viewer : Bool = false, can_update_form
    : Bool = false, can_update_process : Bool = false, can_update_revert : Bool = false,
    help_url : OptText = None,
);
::larkspec::__json_schema!(
    RequestConfig, "RequestConfig", REQUEST_SCHEMA, "/properties/config"
);
::larkspec::__table!(
    TABLE_RequestI18nResources_use, "RequestI18nResources_use",
    ["1 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]" "1 texts list({0})"
    "1 is_default bool"], [TABLE_RequestI18nResources_useTexts], ""
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
    /// `approval_id`
    pub approval_id: Option<String>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 approval_code text" "0 approval_id text"], [], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_code : OptText = None, approval_id : OptText =
    None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/approvals`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/approval/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/approvals", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval", "approval:definition"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/create"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 5u8, 20u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390003, HTTP 400
pub const E1390003: i64 = 1390003i64;
/// Error code 1390004, HTTP 400
pub const E1390004: i64 = 1390004i64;
/// Error code 1390009, HTTP 403
pub const E1390009: i64 = 1390009i64;
/// Error code 1390013, HTTP 400
pub const E1390013: i64 = 1390013i64;
/// Error code 1390015, HTTP 400
pub const E1390015: i64 = 1390015i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/create Response"
);

//! Types that the endpoints below `approval/v4` share.
/// The shared type `ApprovalApproverCcer`.
#[non_exhaustive]
pub struct ApprovalApproverCcer {
    /// `type`
    ///
    /// Example: `"Supervisor"`.
    pub r#type: ::larkspec::OpenEnum<ApprovalApproverCcerType>,
    /// `user_id`
    ///
    /// Example: `"f7cb567e"`.
    pub user_id: Option<String>,
    /// `level`
    ///
    /// Example: `"3"`.
    pub level: Option<String>,
}
::larkspec::__builder!(
    ApprovalApproverCcerBuilder, ApprovalApproverCcer, object, & [("type", "r#type")],
);
impl ApprovalApproverCcerBuilder {
    /// Sets `type`, which is required.
    #[inline]
    pub fn r#type(
        mut self,
        value: impl Into<::larkspec::OpenEnum<ApprovalApproverCcerType>>,
    ) -> Self {
        self.0.value.r#type = value.into();
        self.0.set(0);
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `level`.
    #[inline]
    pub fn level<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.level = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ApprovalApproverCcer, "ApprovalApproverCcer",
    ["1 type text|text values=[\"Supervisor\",\"SupervisorTopDown\",\"DepartmentManager\",\"DepartmentManagerTopDown\",\"Personal\",\"Free\"]"
    "0 user_id text" "0 level text"], [], ""
);
::larkspec::__object!(
    ApprovalApproverCcer, TABLE_ApprovalApproverCcer, r#type : Scalar =
    ::larkspec::__private::Cell::blank(), user_id : OptText = None, level : OptText =
    None,
);
::larkspec::__json_schema!(
    ApprovalApproverCcer, "ApprovalApproverCcer", TYPES_SCHEMA,
    "/$defs/ApprovalApproverCcer"
);
/// A value of `type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ApprovalApproverCcerType {
    /// `"Supervisor"` on the wire.
    Supervisor,
    /// `"SupervisorTopDown"` on the wire.
    SupervisorTopDown,
    /// `"DepartmentManager"` on the wire.
    DepartmentManager,
    /// `"DepartmentManagerTopDown"` on the wire.
    DepartmentManagerTopDown,
    /// `"Personal"` on the wire.
    Personal,
    /// `"Free"` on the wire.
    Free,
}
impl ::core::cmp::Eq for ApprovalApproverCcerType {}
impl ::larkspec::Enumeration for ApprovalApproverCcerType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ApprovalApproverCcerType::Supervisor, "Supervisor"),
        (ApprovalApproverCcerType::SupervisorTopDown, "SupervisorTopDown"),
        (ApprovalApproverCcerType::DepartmentManager, "DepartmentManager"),
        (ApprovalApproverCcerType::DepartmentManagerTopDown, "DepartmentManagerTopDown"),
        (ApprovalApproverCcerType::Personal, "Personal"),
        (ApprovalApproverCcerType::Free, "Free"),
    ];
}
::larkspec::__json_schema!(
    ApprovalApproverCcerType, "ApprovalApproverCcerType", TYPES_SCHEMA,
    "/$defs/ApprovalApproverCcer/properties/type"
);
/// The shared type `ApprovalCreateExternal`.
#[non_exhaustive]
pub struct ApprovalCreateExternal {
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
    pub create_link_mobile: Option<String>,
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
    /// In requests: Default: `false`. Example: `true`.
    pub support_batch_read: Option<bool>,
    /// `enable_mark_readed`
    ///
    /// Example: `true`.
    pub enable_mark_readed: Option<bool>,
    /// `enable_quick_operate`
    ///
    /// Example: `true`.
    pub enable_quick_operate: Option<bool>,
    /// `action_callback_url`
    ///
    /// Example: `"http://www.feishu.cn/approval/openapi/instanceOperate"`.
    pub action_callback_url: Option<String>,
    /// `action_callback_token`
    pub action_callback_token: Option<::larkspec::Secret>,
    /// `action_callback_key`
    pub action_callback_key: Option<::larkspec::Secret>,
    /// `allow_batch_operate`
    ///
    /// Example: `true`.
    pub allow_batch_operate: Option<bool>,
    /// `exclude_efficiency_statistics`
    ///
    /// In requests: Default: `false`. Example: `true`.
    pub exclude_efficiency_statistics: Option<bool>,
}
::larkspec::__builder!(
    ApprovalCreateExternalBuilder, ApprovalCreateExternal, object, & [],
);
impl ApprovalCreateExternalBuilder {
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
    /// Sets `create_link_mobile`.
    #[inline]
    pub fn create_link_mobile<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.create_link_mobile = value.into_option();
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
    /// Sets `allow_batch_operate`.
    #[inline]
    pub fn allow_batch_operate(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.allow_batch_operate = value.into();
        self
    }
    /// Sets `exclude_efficiency_statistics`.
    #[inline]
    pub fn exclude_efficiency_statistics(
        mut self,
        value: impl Into<Option<bool>>,
    ) -> Self {
        self.0.value.exclude_efficiency_statistics = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ApprovalCreateExternal, "ApprovalCreateExternal", ["0 biz_name text"
    "0 biz_type text" "0 create_link_mobile text" "0 create_link_pc text"
    "0 support_pc bool" "0 support_mobile bool" "0 support_batch_read bool"
    "0 enable_mark_readed bool" "0 enable_quick_operate bool"
    "0 action_callback_url text" "0 action_callback_token text secret"
    "0 action_callback_key text secret" "0 allow_batch_operate bool"
    "0 exclude_efficiency_statistics bool"], [], ""
);
::larkspec::__object!(
    ApprovalCreateExternal, TABLE_ApprovalCreateExternal, biz_name : OptText = None,
    biz_type : OptText = None, create_link_mobile : OptText = None, create_link_pc :
    OptText = None, support_pc : OptBool = None, support_mobile : OptBool = None,
    support_batch_read : OptBool = None, enable_mark_readed : OptBool = None,
    enable_quick_operate : OptBool = None, action_callback_url : OptText = None,
    action_callback_token : Opt = None, action_callback_key : Opt = None,
    allow_batch_operate : OptBool = None, exclude_efficiency_statistics : OptBool = None,
);
::larkspec::__json_schema!(
    ApprovalCreateExternal, "ApprovalCreateExternal", TYPES_SCHEMA,
    "/$defs/ApprovalCreateExternal"
);
/// The shared type `ApprovalCreateViewers`.
#[non_exhaustive]
pub struct ApprovalCreateViewers {
    /// `viewer_type`
    ///
    /// Example: `"USER"`.
    pub viewer_type: Option<::larkspec::OpenEnum<ApprovalCreateViewersViewerType>>,
    /// `viewer_user_id`
    ///
    /// Example: `"19a294c2"`.
    pub viewer_user_id: Option<String>,
    /// `viewer_department_id`
    ///
    /// Example: `"od-ac9d697abfa990b715dcc33d58a62a9d"`.
    pub viewer_department_id: Option<String>,
}
::larkspec::__builder!(
    ApprovalCreateViewersBuilder, ApprovalCreateViewers, object, & [],
);
impl ApprovalCreateViewersBuilder {
    /// Sets `viewer_type`.
    #[inline]
    pub fn viewer_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<ApprovalCreateViewersViewerType>,
            M,
        >,
    ) -> Self {
        self.0.value.viewer_type = value.into_option();
        self
    }
    /// Sets `viewer_user_id`.
    #[inline]
    pub fn viewer_user_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.viewer_user_id = value.into_option();
        self
    }
    /// Sets `viewer_department_id`.
    #[inline]
    pub fn viewer_department_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.viewer_department_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ApprovalCreateViewers, "ApprovalCreateViewers",
    ["0 viewer_type text|text values=[\"TENANT\",\"DEPARTMENT\",\"USER\",\"NONE\"]"
    "0 viewer_user_id text" "0 viewer_department_id text"], [], ""
);
::larkspec::__object!(
    ApprovalCreateViewers, TABLE_ApprovalCreateViewers, viewer_type : Opt = None,
    viewer_user_id : OptText = None, viewer_department_id : OptText = None,
);
::larkspec::__json_schema!(
    ApprovalCreateViewers, "ApprovalCreateViewers", TYPES_SCHEMA,
    "/$defs/ApprovalCreateViewers"
);
/// A value of `viewer_type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ApprovalCreateViewersViewerType {
    /// `"TENANT"` on the wire.
    Tenant,
    /// `"DEPARTMENT"` on the wire.
    Department,
    /// `"USER"` on the wire.
    User,
    /// `"NONE"` on the wire.
    None,
}
impl ::core::cmp::Eq for ApprovalCreateViewersViewerType {}
impl ::larkspec::Enumeration for ApprovalCreateViewersViewerType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ApprovalCreateViewersViewerType::Tenant, "TENANT"),
        (ApprovalCreateViewersViewerType::Department, "DEPARTMENT"),
        (ApprovalCreateViewersViewerType::User, "USER"),
        (ApprovalCreateViewersViewerType::None, "NONE"),
    ];
}
::larkspec::__json_schema!(
    ApprovalCreateViewersViewerType, "ApprovalCreateViewersViewerType", TYPES_SCHEMA,
    "/$defs/ApprovalCreateViewers/properties/viewer_type"
);
/// The shared type `CcNode`.
#[non_exhaustive]
pub struct CcNode {
    /// `cc_id`
    ///
    /// Requests must have it. Example: `"123456"`.
    pub cc_id: Option<String>,
    /// `user_id`
    ///
    /// In requests: At least one field of the group `user_id` is required. Example: `"12345"`.
    pub user_id: Option<String>,
    /// `open_id`
    ///
    /// In requests: At least one field of the group `user_id` is required. Example: `"ou_be73cbc0ee35eb6ca54e9e7cc14998c1"`.
    pub open_id: Option<String>,
    /// `links`
    ///
    /// Requests must have it.
    pub links: Option<ExternalInstanceLink>,
    /// `read_status`
    ///
    /// Requests must have it. Example: `"READ"`.
    pub read_status: Option<::larkspec::OpenEnum<CcNodeReadStatus>>,
    /// `extra`
    ///
    /// In requests: A JSON document as a string. Example: `"{\"xxx\":\"xxx\"}"`.
    pub extra: Option<String>,
    /// `title`
    ///
    /// Example: `"xxx"`.
    pub title: Option<String>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed). Requests must have it. Example: `"1556468012678"`.
    pub create_time: Option<::larkspec::UnixMillis>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed). Requests must have it. Example: `"1556468012678"`.
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `display_method`
    ///
    /// Example: `"BROWSER"`.
    pub display_method: Option<::larkspec::OpenEnum<DisplayMethod>>,
}
::larkspec::__builder!(CcNodeBuilder, CcNode, object, & [],);
impl CcNodeBuilder {
    /// Sets `cc_id`.
    #[inline]
    pub fn cc_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.cc_id = value.into_option();
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `open_id`.
    #[inline]
    pub fn open_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.open_id = value.into_option();
        self
    }
    /// Sets `links`.
    #[inline]
    pub fn links<M>(
        mut self,
        value: impl ::larkspec::IntoOption<ExternalInstanceLink, M>,
    ) -> Self {
        self.0.value.links = value.into_option();
        self
    }
    /// Sets `read_status`.
    #[inline]
    pub fn read_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<CcNodeReadStatus>, M>,
    ) -> Self {
        self.0.value.read_status = value.into_option();
        self
    }
    /// Sets `extra`.
    #[inline]
    pub fn extra<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.extra = value.into_option();
        self
    }
    /// Sets `title`.
    #[inline]
    pub fn title<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.title = value.into_option();
        self
    }
    /// Sets `create_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn create_time(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.create_time = value.into();
        self
    }
    /// Sets `update_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn update_time(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.update_time = value.into();
        self
    }
    /// Sets `display_method`.
    #[inline]
    pub fn display_method<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<DisplayMethod>, M>,
    ) -> Self {
        self.0.value.display_method = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_CcNode, "CcNode", ["0 cc_id text|!" "0 user_id text" "0 open_id text"
    "0 links &0|!" "0 read_status text|!text values=[\"READ\",\"UNREAD\"]"
    "0 extra text|json(any)" "0 title text" "16 create_time text format=unix-ms|!"
    "16 update_time text format=unix-ms|!"
    "0 display_method text|text values=[\"BROWSER\",\"SIDEBAR\",\"NORMAL\",\"TRUSTEESHIP\"]"],
    [TABLE_ExternalInstanceLink], "|1,2"
);
::larkspec::__object!(
    CcNode, TABLE_CcNode, cc_id : OptText = None, user_id : OptText = None, open_id :
    OptText = None, links : Opt = None, read_status : Opt = None, extra : OptText = None,
    title : OptText = None, create_time : Opt = None, update_time : Opt = None,
    display_method : Opt = None,
);
::larkspec::__json_schema!(CcNode, "CcNode", TYPES_SCHEMA, "/$defs/CcNode");
/// A value of `read_status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum CcNodeReadStatus {
    /// `"READ"` on the wire.
    Read,
    /// `"UNREAD"` on the wire.
    Unread,
}
impl ::core::cmp::Eq for CcNodeReadStatus {}
impl ::larkspec::Enumeration for CcNodeReadStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (CcNodeReadStatus::Read, "READ"),
        (CcNodeReadStatus::Unread, "UNREAD"),
    ];
}
::larkspec::__json_schema!(
    CcNodeReadStatus, "CcNodeReadStatus", TYPES_SCHEMA,
    "/$defs/CcNode/properties/read_status"
);
/// The shared type `CommentAtInfo`.
#[non_exhaustive]
pub struct CommentAtInfo {
    /// `user_id`
    ///
    /// Requests must have it. Example: `"579fd9c4"`.
    pub user_id: Option<String>,
    /// `name`
    ///
    /// Requests must have it. Example: `"张敏"`.
    pub name: Option<String>,
    /// `offset`
    ///
    /// Requests must have it. Example: `"0"`.
    pub offset: Option<String>,
}
::larkspec::__builder!(CommentAtInfoBuilder, CommentAtInfo, object, & [],);
impl CommentAtInfoBuilder {
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `name`.
    #[inline]
    pub fn name<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.name = value.into_option();
        self
    }
    /// Sets `offset`.
    #[inline]
    pub fn offset<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.offset = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_CommentAtInfo, "CommentAtInfo", ["0 user_id text|!" "0 name text|!"
    "0 offset text|!"], [], ""
);
::larkspec::__object!(
    CommentAtInfo, TABLE_CommentAtInfo, user_id : OptText = None, name : OptText = None,
    offset : OptText = None,
);
::larkspec::__json_schema!(
    CommentAtInfo, "CommentAtInfo", TYPES_SCHEMA, "/$defs/CommentAtInfo"
);
/// The shared type `ExternalInstanceForm`.
#[non_exhaustive]
pub struct ExternalInstanceForm {
    /// `name`
    ///
    /// Example: `"@i18n@2"`.
    pub name: Option<String>,
    /// `value`
    ///
    /// Example: `"@i18n@3"`.
    pub value: Option<String>,
}
::larkspec::__builder!(ExternalInstanceFormBuilder, ExternalInstanceForm, object, & [],);
impl ExternalInstanceFormBuilder {
    /// Sets `name`.
    #[inline]
    pub fn name<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.name = value.into_option();
        self
    }
    /// Sets `value`.
    #[inline]
    pub fn value<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.value = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ExternalInstanceForm, "ExternalInstanceForm", ["0 name text"
    "0 value text"], [], ""
);
::larkspec::__object!(
    ExternalInstanceForm, TABLE_ExternalInstanceForm, name : OptText = None, value :
    OptText = None,
);
::larkspec::__json_schema!(
    ExternalInstanceForm, "ExternalInstanceForm", TYPES_SCHEMA,
    "/$defs/ExternalInstanceForm"
);
/// The shared type `ExternalInstanceLink`.
#[non_exhaustive]
pub struct ExternalInstanceLink {
    /// `pc_link`
    ///
    /// In requests: At least one field of the group `pc_link` is required. Example: `"https://applink.feishu.cn/client/mini_program/open?mode=appCenter&appId=cli_9c90fc38e07a9101&path=pc/pages/detail?id=1234"`.
    pub pc_link: Option<String>,
    /// `mobile_link`
    ///
    /// In requests: At least one field of the group `pc_link` is required. Example: `"https://applink.feishu.cn/client/mini_program/open?appId=cli_9c90fc38e07a9101&path=pages/detail?id=1234"`.
    pub mobile_link: Option<String>,
}
::larkspec::__builder!(ExternalInstanceLinkBuilder, ExternalInstanceLink, object, & [],);
impl ExternalInstanceLinkBuilder {
    /// Sets `pc_link`.
    #[inline]
    pub fn pc_link<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.pc_link = value.into_option();
        self
    }
    /// Sets `mobile_link`.
    #[inline]
    pub fn mobile_link<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.mobile_link = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ExternalInstanceLink, "ExternalInstanceLink", ["0 pc_link text"
    "0 mobile_link text"], [], "|0,1"
);
::larkspec::__object!(
    ExternalInstanceLink, TABLE_ExternalInstanceLink, pc_link : OptText = None,
    mobile_link : OptText = None,
);
::larkspec::__json_schema!(
    ExternalInstanceLink, "ExternalInstanceLink", TYPES_SCHEMA,
    "/$defs/ExternalInstanceLink"
);
/// The shared type `ExternalInstanceTask`.
#[non_exhaustive]
pub struct ExternalInstanceTask {
    /// `task_id`
    ///
    /// Requests must have it. Example: `"112253"`.
    pub task_id: Option<String>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed). Requests must have it. Example: `"1591603040000"`.
    pub update_time: Option<::larkspec::UnixMillis>,
}
::larkspec::__builder!(ExternalInstanceTaskBuilder, ExternalInstanceTask, object, & [],);
impl ExternalInstanceTaskBuilder {
    /// Sets `task_id`.
    #[inline]
    pub fn task_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.task_id = value.into_option();
        self
    }
    /// Sets `update_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn update_time(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.update_time = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ExternalInstanceTask, "ExternalInstanceTask", ["0 task_id text|!"
    "16 update_time text format=unix-ms|!"], [], ""
);
::larkspec::__object!(
    ExternalInstanceTask, TABLE_ExternalInstanceTask, task_id : OptText = None,
    update_time : Opt = None,
);
::larkspec::__json_schema!(
    ExternalInstanceTask, "ExternalInstanceTask", TYPES_SCHEMA,
    "/$defs/ExternalInstanceTask"
);
/// The shared type `ExternalInstanceTaskNode`.
#[non_exhaustive]
pub struct ExternalInstanceTaskNode {
    /// `task_id`
    ///
    /// Requests must have it. Example: `"112534"`.
    pub task_id: Option<String>,
    /// `user_id`
    ///
    /// In requests: At least one field of the group `user_id` is required. Example: `"a987sf9s"`.
    pub user_id: Option<String>,
    /// `open_id`
    ///
    /// In requests: At least one field of the group `user_id` is required. Example: `"ou_be73cbc0ee35eb6ca54e9e7cc14998c1"`.
    pub open_id: Option<String>,
    /// `title`
    ///
    /// Example: `"@i18n@4"`.
    pub title: Option<String>,
    /// `links`
    ///
    /// Requests must have it.
    pub links: Option<ExternalInstanceLink>,
    /// `status`
    ///
    /// Requests must have it. Example: `"PENDING"`.
    pub status: Option<::larkspec::OpenEnum<ExternalInstanceTaskNodeStatus>>,
    /// `extra`
    ///
    /// A JSON document as a string. Example: `"{\"xxx\":\"xxx\",\"complete_reason\":\"approved\"}"`.
    pub extra: Option<String>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed). Requests must have it. Example: `"1556468012678"`.
    pub create_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed). Requests must have it. Example: `"1556468012678"`.
    pub end_time: Option<::larkspec::UnixMillis>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1556468012678"`.
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `action_context`
    ///
    /// Example: `"123456"`.
    pub action_context: Option<String>,
    /// `action_configs`
    pub action_configs: Option<Vec<ExternalInstanceTaskNodeActionConfigs>>,
    /// `display_method`
    ///
    /// Example: `"BROWSER"`.
    pub display_method: Option<::larkspec::OpenEnum<DisplayMethod>>,
    /// `exclude_statistics`
    ///
    /// In requests: Default: `false`. Example: `false`.
    pub exclude_statistics: Option<bool>,
    /// `node_id`
    ///
    /// Example: `"node"`.
    pub node_id: Option<String>,
    /// `node_name`
    ///
    /// Example: `"i18n@name"`.
    pub node_name: Option<String>,
    /// `generate_type`
    ///
    /// Example: `"EXTERNAL_CONSIGN"`.
    pub generate_type: Option<
        ::larkspec::OpenEnum<ExternalInstanceTaskNodeGenerateType>,
    >,
}
::larkspec::__builder!(
    ExternalInstanceTaskNodeBuilder, ExternalInstanceTaskNode, object, & [],
);
impl ExternalInstanceTaskNodeBuilder {
    /// Sets `task_id`.
    #[inline]
    pub fn task_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.task_id = value.into_option();
        self
    }
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `open_id`.
    #[inline]
    pub fn open_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.open_id = value.into_option();
        self
    }
    /// Sets `title`.
    #[inline]
    pub fn title<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.title = value.into_option();
        self
    }
    /// Sets `links`.
    #[inline]
    pub fn links<M>(
        mut self,
        value: impl ::larkspec::IntoOption<ExternalInstanceLink, M>,
    ) -> Self {
        self.0.value.links = value.into_option();
        self
    }
    /// Sets `status`.
    #[inline]
    pub fn status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<ExternalInstanceTaskNodeStatus>,
            M,
        >,
    ) -> Self {
        self.0.value.status = value.into_option();
        self
    }
    /// Sets `extra`.
    #[inline]
    pub fn extra<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.extra = value.into_option();
        self
    }
    /// Sets `create_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn create_time(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.create_time = value.into();
        self
    }
    /// Sets `end_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn end_time(mut self, value: impl Into<Option<::larkspec::UnixMillis>>) -> Self {
        self.0.value.end_time = value.into();
        self
    }
    /// Sets `update_time`.
    ///
    /// To pass a text, name its type: `"2026-01-01T00:00:00Z".parse::<UnixMillis>()?`.
    #[inline]
    pub fn update_time(
        mut self,
        value: impl Into<Option<::larkspec::UnixMillis>>,
    ) -> Self {
        self.0.value.update_time = value.into();
        self
    }
    /// Sets `action_context`.
    #[inline]
    pub fn action_context<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.action_context = value.into_option();
        self
    }
    /// Sets `action_configs`.
    #[inline]
    pub fn action_configs<M>(
        mut self,
        value: impl ::larkspec::IntoList<ExternalInstanceTaskNodeActionConfigs, M>,
    ) -> Self {
        self.0.value.action_configs = value.into_list();
        self
    }
    /// Sets `display_method`.
    #[inline]
    pub fn display_method<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<DisplayMethod>, M>,
    ) -> Self {
        self.0.value.display_method = value.into_option();
        self
    }
    /// Sets `exclude_statistics`.
    #[inline]
    pub fn exclude_statistics(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.exclude_statistics = value.into();
        self
    }
    /// Sets `node_id`.
    #[inline]
    pub fn node_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.node_id = value.into_option();
        self
    }
    /// Sets `node_name`.
    #[inline]
    pub fn node_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.node_name = value.into_option();
        self
    }
    /// Sets `generate_type`.
    #[inline]
    pub fn generate_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<ExternalInstanceTaskNodeGenerateType>,
            M,
        >,
    ) -> Self {
        self.0.value.generate_type = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ExternalInstanceTaskNode, "ExternalInstanceTaskNode", ["0 task_id text|!"
    "0 user_id text" "0 open_id text" "0 title text" "0 links &0|!"
    "0 status text|!text values=[\"PENDING\",\"APPROVED\",\"REJECTED\",\"TRANSFERRED\",\"DONE\"]"
    "0 extra json(any)" "16 create_time text format=unix-ms|!"
    "16 end_time text format=unix-ms|!" "16 update_time text format=unix-ms"
    "0 action_context text" "0 action_configs list({1})"
    "0 display_method text|text values=[\"BROWSER\",\"SIDEBAR\",\"NORMAL\",\"TRUSTEESHIP\"]"
    "0 exclude_statistics bool" "0 node_id text" "0 node_name text"
    "0 generate_type text|text values=[\"EXTERNAL_CONSIGN\",\"DEFAULT\"]"],
    [TABLE_ExternalInstanceLink, TABLE_ExternalInstanceTaskNodeActionConfigs], "|1,2"
);
::larkspec::__object!(
    ExternalInstanceTaskNode, TABLE_ExternalInstanceTaskNode, task_id : OptText = None,
    user_id : OptText = None, open_id : OptText = None, title : OptText = None, links :
    Opt = None, status : Opt = None, extra : OptText = None, create_time : Opt = None,
    end_time : Opt = None, update_time : Opt = None, action_context : OptText = None,
    action_configs : Opt = None, display_method : Opt = None, exclude_statistics :
    OptBool = None, node_id : OptText = None, node_name : OptText = None, generate_type :
    Opt = None,
);
::larkspec::__json_schema!(
    ExternalInstanceTaskNode, "ExternalInstanceTaskNode", TYPES_SCHEMA,
    "/$defs/ExternalInstanceTaskNode"
);
/// A value of `generate_type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ExternalInstanceTaskNodeGenerateType {
    /// `"EXTERNAL_CONSIGN"` on the wire.
    ExternalConsign,
    /// `"DEFAULT"` on the wire.
    Default,
}
impl ::core::cmp::Eq for ExternalInstanceTaskNodeGenerateType {}
impl ::larkspec::Enumeration for ExternalInstanceTaskNodeGenerateType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ExternalInstanceTaskNodeGenerateType::ExternalConsign, "EXTERNAL_CONSIGN"),
        (ExternalInstanceTaskNodeGenerateType::Default, "DEFAULT"),
    ];
}
::larkspec::__json_schema!(
    ExternalInstanceTaskNodeGenerateType, "ExternalInstanceTaskNodeGenerateType",
    TYPES_SCHEMA, "/$defs/ExternalInstanceTaskNode/properties/generate_type"
);
/// One of the objects in [`ExternalInstanceTaskNode::action_configs`](field@ExternalInstanceTaskNode::action_configs).
#[non_exhaustive]
pub struct ExternalInstanceTaskNodeActionConfigs {
    /// `action_type`
    ///
    /// Requests must have it. Example: `"APPROVE"`.
    pub action_type: Option<
        ::larkspec::OpenEnum<ExternalInstanceTaskNodeActionConfigsActionType>,
    >,
    /// `action_name`
    ///
    /// Example: `"@i18n@5"`.
    pub action_name: Option<String>,
    /// `is_need_reason`
    ///
    /// Example: `false`.
    pub is_need_reason: Option<bool>,
    /// `is_reason_required`
    ///
    /// Example: `false`.
    pub is_reason_required: Option<bool>,
    /// `is_need_attachment`
    ///
    /// Example: `false`.
    pub is_need_attachment: Option<bool>,
}
::larkspec::__builder!(
    ExternalInstanceTaskNodeActionConfigsBuilder, ExternalInstanceTaskNodeActionConfigs,
    object, & [],
);
impl ExternalInstanceTaskNodeActionConfigsBuilder {
    /// Sets `action_type`.
    #[inline]
    pub fn action_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<ExternalInstanceTaskNodeActionConfigsActionType>,
            M,
        >,
    ) -> Self {
        self.0.value.action_type = value.into_option();
        self
    }
    /// Sets `action_name`.
    #[inline]
    pub fn action_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.action_name = value.into_option();
        self
    }
    /// Sets `is_need_reason`.
    #[inline]
    pub fn is_need_reason(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.is_need_reason = value.into();
        self
    }
    /// Sets `is_reason_required`.
    #[inline]
    pub fn is_reason_required(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.is_reason_required = value.into();
        self
    }
    /// Sets `is_need_attachment`.
    #[inline]
    pub fn is_need_attachment(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.is_need_attachment = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_ExternalInstanceTaskNodeActionConfigs,
    "ExternalInstanceTaskNodeActionConfigs", ["0 action_type text|!" "0 action_name text"
    "0 is_need_reason bool" "0 is_reason_required bool" "0 is_need_attachment bool"], [],
    ""
);
::larkspec::__object!(
    ExternalInstanceTaskNodeActionConfigs, TABLE_ExternalInstanceTaskNodeActionConfigs,
    action_type : Opt = None, action_name : OptText = None, is_need_reason : OptBool =
    None, is_reason_required : OptBool = None, is_need_attachment : OptBool = None,
);
::larkspec::__json_schema!(
    ExternalInstanceTaskNodeActionConfigs, "ExternalInstanceTaskNodeActionConfigs",
    TYPES_SCHEMA, "/$defs/ExternalInstanceTaskNode/properties/action_configs/items"
);
/// A value of `action_type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ExternalInstanceTaskNodeActionConfigsActionType {
    /// `"APPROVE"` on the wire.
    Approve,
    /// `"REJECT"` on the wire.
    Reject,
}
impl ::core::cmp::Eq for ExternalInstanceTaskNodeActionConfigsActionType {}
impl ::larkspec::Enumeration for ExternalInstanceTaskNodeActionConfigsActionType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ExternalInstanceTaskNodeActionConfigsActionType::Approve, "APPROVE"),
        (ExternalInstanceTaskNodeActionConfigsActionType::Reject, "REJECT"),
    ];
}
::larkspec::__json_schema!(
    ExternalInstanceTaskNodeActionConfigsActionType,
    "ExternalInstanceTaskNodeActionConfigsActionType", TYPES_SCHEMA,
    "/$defs/ExternalInstanceTaskNode/properties/action_configs/items/properties/action_type"
);
/// The shared type `File`.
#[non_exhaustive]
pub struct File {
    /// `url`
    pub url: Option<String>,
    /// `file_size`
    pub file_size: Option<i64>,
    /// `title`
    pub title: Option<String>,
    /// `type`
    pub r#type: Option<String>,
}
::larkspec::__table!(
    pub TABLE_File, "File", ["0 url text" "0 file_size int" "0 title text"
    "0 type text"], [], ""
);
::larkspec::__object!(
    File, TABLE_File, url : OptText = None, file_size : OptInt = None, title : OptText =
    None, r#type : OptText = None,
);
::larkspec::__json_schema!(File, "File", TYPES_SCHEMA, "/$defs/File");
/// The shared type `I18nResource`.
#[non_exhaustive]
pub struct I18nResource {
    /// `locale`
    ///
    /// Requests must have it. Example: `"zh-CN"`.
    pub locale: Option<String>,
    /// `texts`
    ///
    /// Requests must have it.
    pub texts: Option<Vec<I18nResourceTexts>>,
    /// `is_default`
    ///
    /// Requests must have it. Example: `true`.
    pub is_default: Option<bool>,
}
::larkspec::__builder!(I18nResourceBuilder, I18nResource, object, & [],);
impl I18nResourceBuilder {
    /// Sets `locale`.
    #[inline]
    pub fn locale<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
    /// Sets `texts`.
    #[inline]
    pub fn texts<M>(
        mut self,
        value: impl ::larkspec::IntoList<I18nResourceTexts, M>,
    ) -> Self {
        self.0.value.texts = value.into_list();
        self
    }
    /// Sets `is_default`.
    #[inline]
    pub fn is_default(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.is_default = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_I18nResource, "I18nResource", ["0 locale text|!" "0 texts list({0})|!"
    "0 is_default bool|!"], [TABLE_I18nResourceTexts], ""
);
::larkspec::__object!(
    I18nResource, TABLE_I18nResource, locale : OptText = None, texts : Opt = None,
    is_default : OptBool = None,
);
::larkspec::__json_schema!(
    I18nResource, "I18nResource", TYPES_SCHEMA, "/$defs/I18nResource"
);
/// One of the objects in [`I18nResource::texts`](field@I18nResource::texts).
#[non_exhaustive]
pub struct I18nResourceTexts {
    /// `key`
    ///
    /// Requests must have it. Example: `"@i18n@1"`.
    pub key: Option<String>,
    /// `value`
    ///
    /// Requests must have it. Example: `"people"`.
    pub value: Option<String>,
}
::larkspec::__builder!(I18nResourceTextsBuilder, I18nResourceTexts, object, & [],);
impl I18nResourceTextsBuilder {
    /// Sets `key`.
    #[inline]
    pub fn key<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.key = value.into_option();
        self
    }
    /// Sets `value`.
    #[inline]
    pub fn value<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.value = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_I18nResourceTexts, "I18nResourceTexts", ["0 key text|!" "0 value text|!"],
    [], ""
);
::larkspec::__object!(
    I18nResourceTexts, TABLE_I18nResourceTexts, key : OptText = None, value : OptText =
    None,
);
::larkspec::__json_schema!(
    I18nResourceTexts, "I18nResourceTexts", TYPES_SCHEMA,
    "/$defs/I18nResource/properties/texts/items"
);
/// The shared type `InstanceSearchApproval`.
#[non_exhaustive]
pub struct InstanceSearchApproval {
    /// `code`
    pub code: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `is_external`
    pub is_external: Option<bool>,
    /// `external`
    pub external: Option<InstanceSearchApprovalExternal>,
    /// `approval_id`
    pub approval_id: Option<String>,
    /// `icon`
    pub icon: Option<String>,
}
::larkspec::__table!(
    pub TABLE_InstanceSearchApproval, "InstanceSearchApproval", ["0 code text"
    "0 name text" "0 is_external bool" "0 external {0}" "0 approval_id text"
    "0 icon text"], [TABLE_InstanceSearchApprovalExternal], ""
);
::larkspec::__object!(
    InstanceSearchApproval, TABLE_InstanceSearchApproval, code : OptText = None, name :
    OptText = None, is_external : OptBool = None, external : Opt = None, approval_id :
    OptText = None, icon : OptText = None,
);
::larkspec::__json_schema!(
    InstanceSearchApproval, "InstanceSearchApproval", TYPES_SCHEMA,
    "/$defs/InstanceSearchApproval"
);
/// The object in [`InstanceSearchApproval::external`](field@InstanceSearchApproval::external).
#[non_exhaustive]
pub struct InstanceSearchApprovalExternal {
    /// `batch_cc_read`
    pub batch_cc_read: Option<bool>,
}
::larkspec::__table!(
    pub TABLE_InstanceSearchApprovalExternal, "InstanceSearchApprovalExternal",
    ["0 batch_cc_read bool"], [], ""
);
::larkspec::__object!(
    InstanceSearchApprovalExternal, TABLE_InstanceSearchApprovalExternal, batch_cc_read :
    OptBool = None,
);
::larkspec::__json_schema!(
    InstanceSearchApprovalExternal, "InstanceSearchApprovalExternal", TYPES_SCHEMA,
    "/$defs/InstanceSearchApproval/properties/external"
);
/// The shared type `InstanceSearchGroup`.
#[non_exhaustive]
pub struct InstanceSearchGroup {
    /// `external_id`
    pub external_id: Option<String>,
    /// `name`
    pub name: Option<String>,
}
::larkspec::__table!(
    pub TABLE_InstanceSearchGroup, "InstanceSearchGroup", ["0 external_id text"
    "0 name text"], [], ""
);
::larkspec::__object!(
    InstanceSearchGroup, TABLE_InstanceSearchGroup, external_id : OptText = None, name :
    OptText = None,
);
::larkspec::__json_schema!(
    InstanceSearchGroup, "InstanceSearchGroup", TYPES_SCHEMA,
    "/$defs/InstanceSearchGroup"
);
/// The shared type `InstanceSearchLink`.
#[non_exhaustive]
pub struct InstanceSearchLink {
    /// `pc_link`
    pub pc_link: Option<String>,
    /// `mobile_link`
    pub mobile_link: Option<String>,
}
::larkspec::__table!(
    pub TABLE_InstanceSearchLink, "InstanceSearchLink", ["0 pc_link text"
    "0 mobile_link text"], [], ""
);
::larkspec::__object!(
    InstanceSearchLink, TABLE_InstanceSearchLink, pc_link : OptText = None, mobile_link :
    OptText = None,
);
::larkspec::__json_schema!(
    InstanceSearchLink, "InstanceSearchLink", TYPES_SCHEMA, "/$defs/InstanceSearchLink"
);
/// The shared type `InstanceSearchNode`.
#[non_exhaustive]
pub struct InstanceSearchNode {
    /// `code`
    pub code: Option<String>,
    /// `external_id`
    pub external_id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `start_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub start_time: Option<::larkspec::UnixMillis>,
    /// `end_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub end_time: Option<::larkspec::UnixMillis>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<InstanceSearchNodeStatus>>,
    /// `title`
    pub title: Option<String>,
    /// `extra`
    pub extra: Option<String>,
    /// `serial_id`
    pub serial_id: Option<String>,
    /// `link`
    pub link: Option<InstanceSearchLink>,
}
::larkspec::__table!(
    pub TABLE_InstanceSearchNode, "InstanceSearchNode", ["0 code text"
    "0 external_id text" "0 user_id text" "16 start_time text format=unix-ms"
    "16 end_time text format=unix-ms"
    "0 status text|text values=[\"rejected\",\"pending\",\"canceled\",\"deleted\",\"approved\"]"
    "0 title text" "0 extra text" "0 serial_id text" "0 link &0"],
    [TABLE_InstanceSearchLink], ""
);
::larkspec::__object!(
    InstanceSearchNode, TABLE_InstanceSearchNode, code : OptText = None, external_id :
    OptText = None, user_id : OptText = None, start_time : Opt = None, end_time : Opt =
    None, status : Opt = None, title : OptText = None, extra : OptText = None, serial_id
    : OptText = None, link : Opt = None,
);
::larkspec::__json_schema!(
    InstanceSearchNode, "InstanceSearchNode", TYPES_SCHEMA, "/$defs/InstanceSearchNode"
);
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum InstanceSearchNodeStatus {
    /// `"rejected"` on the wire.
    Rejected,
    /// `"pending"` on the wire.
    Pending,
    /// `"canceled"` on the wire.
    Canceled,
    /// `"deleted"` on the wire.
    Deleted,
    /// `"approved"` on the wire.
    Approved,
}
impl ::core::cmp::Eq for InstanceSearchNodeStatus {}
impl ::larkspec::Enumeration for InstanceSearchNodeStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (InstanceSearchNodeStatus::Rejected, "rejected"),
        (InstanceSearchNodeStatus::Pending, "pending"),
        (InstanceSearchNodeStatus::Canceled, "canceled"),
        (InstanceSearchNodeStatus::Deleted, "deleted"),
        (InstanceSearchNodeStatus::Approved, "approved"),
    ];
}
::larkspec::__json_schema!(
    InstanceSearchNodeStatus, "InstanceSearchNodeStatus", TYPES_SCHEMA,
    "/$defs/InstanceSearchNode/properties/status"
);
/// The shared type `NodeApprover`.
#[non_exhaustive]
pub struct NodeApprover {
    /// `key`
    ///
    /// Example: `"46e6d96cfa756980907209209ec03b64"`.
    pub key: Option<String>,
    /// `value`
    ///
    /// Example: `["f7cb567e"]`.
    pub value: Option<Vec<String>>,
}
::larkspec::__builder!(NodeApproverBuilder, NodeApprover, object, & [],);
impl NodeApproverBuilder {
    /// Sets `key`.
    #[inline]
    pub fn key<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.key = value.into_option();
        self
    }
    /// Sets `value`.
    #[inline]
    pub fn value<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.value = value.into_list();
        self
    }
}
::larkspec::__table!(
    pub TABLE_NodeApprover, "NodeApprover", ["0 key text" "0 value list(text)"], [], ""
);
::larkspec::__object!(
    NodeApprover, TABLE_NodeApprover, key : OptText = None, value : OptTexts = None,
);
::larkspec::__json_schema!(
    NodeApprover, "NodeApprover", TYPES_SCHEMA, "/$defs/NodeApprover"
);
/// The shared type `NodeCc`.
#[non_exhaustive]
pub struct NodeCc {
    /// `key`
    ///
    /// Example: `"46e6d96cfa756980907209209ec03b75"`.
    pub key: Option<String>,
    /// `value`
    ///
    /// Example: `["f7cb567e"]`.
    pub value: Option<Vec<String>>,
}
::larkspec::__builder!(NodeCcBuilder, NodeCc, object, & [],);
impl NodeCcBuilder {
    /// Sets `key`.
    #[inline]
    pub fn key<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.key = value.into_option();
        self
    }
    /// Sets `value`.
    #[inline]
    pub fn value<M>(mut self, value: impl ::larkspec::IntoList<String, M>) -> Self {
        self.0.value.value = value.into_list();
        self
    }
}
::larkspec::__table!(
    pub TABLE_NodeCc, "NodeCc", ["0 key text" "0 value list(text)"], [], ""
);
::larkspec::__object!(
    NodeCc, TABLE_NodeCc, key : OptText = None, value : OptTexts = None,
);
::larkspec::__json_schema!(NodeCc, "NodeCc", TYPES_SCHEMA, "/$defs/NodeCc");
/// The shared type `TrusteeshipInstanceCacheConfig`.
#[non_exhaustive]
pub struct TrusteeshipInstanceCacheConfig {
    /// `form_policy`
    ///
    /// Example: `"DISABLE"`.
    pub form_policy: Option<
        ::larkspec::OpenEnum<TrusteeshipInstanceCacheConfigFormPolicy>,
    >,
    /// `form_vary_with_locale`
    ///
    /// Example: `false`.
    pub form_vary_with_locale: Option<bool>,
    /// `form_version`
    ///
    /// Example: `"1"`.
    pub form_version: Option<String>,
}
::larkspec::__builder!(
    TrusteeshipInstanceCacheConfigBuilder, TrusteeshipInstanceCacheConfig, object, & [],
);
impl TrusteeshipInstanceCacheConfigBuilder {
    /// Sets `form_policy`.
    #[inline]
    pub fn form_policy<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<TrusteeshipInstanceCacheConfigFormPolicy>,
            M,
        >,
    ) -> Self {
        self.0.value.form_policy = value.into_option();
        self
    }
    /// Sets `form_vary_with_locale`.
    #[inline]
    pub fn form_vary_with_locale(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.form_vary_with_locale = value.into();
        self
    }
    /// Sets `form_version`.
    #[inline]
    pub fn form_version<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.form_version = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_TrusteeshipInstanceCacheConfig, "TrusteeshipInstanceCacheConfig",
    ["0 form_policy text|text values=[\"DISABLE\",\"IMMUTABLE\",\"BY_NODE\",\"BY_USER\"]"
    "0 form_vary_with_locale bool" "0 form_version text"], [], ""
);
::larkspec::__object!(
    TrusteeshipInstanceCacheConfig, TABLE_TrusteeshipInstanceCacheConfig, form_policy :
    Opt = None, form_vary_with_locale : OptBool = None, form_version : OptText = None,
);
::larkspec::__json_schema!(
    TrusteeshipInstanceCacheConfig, "TrusteeshipInstanceCacheConfig", TYPES_SCHEMA,
    "/$defs/TrusteeshipInstanceCacheConfig"
);
/// A value of `form_policy`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum TrusteeshipInstanceCacheConfigFormPolicy {
    /// `"DISABLE"` on the wire.
    Disable,
    /// `"IMMUTABLE"` on the wire.
    Immutable,
    /// `"BY_NODE"` on the wire.
    ByNode,
    /// `"BY_USER"` on the wire.
    ByUser,
}
impl ::core::cmp::Eq for TrusteeshipInstanceCacheConfigFormPolicy {}
impl ::larkspec::Enumeration for TrusteeshipInstanceCacheConfigFormPolicy {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (TrusteeshipInstanceCacheConfigFormPolicy::Disable, "DISABLE"),
        (TrusteeshipInstanceCacheConfigFormPolicy::Immutable, "IMMUTABLE"),
        (TrusteeshipInstanceCacheConfigFormPolicy::ByNode, "BY_NODE"),
        (TrusteeshipInstanceCacheConfigFormPolicy::ByUser, "BY_USER"),
    ];
}
::larkspec::__json_schema!(
    TrusteeshipInstanceCacheConfigFormPolicy, "TrusteeshipInstanceCacheConfigFormPolicy",
    TYPES_SCHEMA, "/$defs/TrusteeshipInstanceCacheConfig/properties/form_policy"
);
/// The shared type `TrusteeshipUrls`.
#[non_exhaustive]
pub struct TrusteeshipUrls {
    /// `form_detail_url`
    ///
    /// Example: `"https://#{your_domain}/api/form_detail"`.
    pub form_detail_url: Option<String>,
    /// `action_definition_url`
    ///
    /// Example: `"https://#{your_domain}/api/action_definition"`.
    pub action_definition_url: Option<String>,
    /// `approval_node_url`
    ///
    /// Example: `"https://#{your_domain}/api/approval_node"`.
    pub approval_node_url: Option<String>,
    /// `action_callback_url`
    ///
    /// Example: `"https://#{your_domain}/api/action_callback"`.
    pub action_callback_url: Option<String>,
    /// `pull_business_data_url`
    ///
    /// Example: `"https://#{your_domain}/api/pull_business_data"`.
    pub pull_business_data_url: Option<String>,
}
::larkspec::__builder!(TrusteeshipUrlsBuilder, TrusteeshipUrls, object, & [],);
impl TrusteeshipUrlsBuilder {
    /// Sets `form_detail_url`.
    #[inline]
    pub fn form_detail_url<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.form_detail_url = value.into_option();
        self
    }
    /// Sets `action_definition_url`.
    #[inline]
    pub fn action_definition_url<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.action_definition_url = value.into_option();
        self
    }
    /// Sets `approval_node_url`.
    #[inline]
    pub fn approval_node_url<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_node_url = value.into_option();
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
    /// Sets `pull_business_data_url`.
    #[inline]
    pub fn pull_business_data_url<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.pull_business_data_url = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_TrusteeshipUrls, "TrusteeshipUrls", ["0 form_detail_url text"
    "0 action_definition_url text" "0 approval_node_url text"
    "0 action_callback_url text" "0 pull_business_data_url text"], [], ""
);
::larkspec::__object!(
    TrusteeshipUrls, TABLE_TrusteeshipUrls, form_detail_url : OptText = None,
    action_definition_url : OptText = None, approval_node_url : OptText = None,
    action_callback_url : OptText = None, pull_business_data_url : OptText = None,
);
::larkspec::__json_schema!(
    TrusteeshipUrls, "TrusteeshipUrls", TYPES_SCHEMA, "/$defs/TrusteeshipUrls"
);
/// The shared type `DataStatus`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum DataStatus {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"CANCELED"` on the wire.
    Canceled,
    /// `"DELETED"` on the wire.
    Deleted,
    /// `"HIDDEN"` on the wire.
    Hidden,
    /// `"TERMINATED"` on the wire.
    Terminated,
}
impl ::core::cmp::Eq for DataStatus {}
impl ::larkspec::Enumeration for DataStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (DataStatus::Pending, "PENDING"),
        (DataStatus::Approved, "APPROVED"),
        (DataStatus::Rejected, "REJECTED"),
        (DataStatus::Canceled, "CANCELED"),
        (DataStatus::Deleted, "DELETED"),
        (DataStatus::Hidden, "HIDDEN"),
        (DataStatus::Terminated, "TERMINATED"),
    ];
}
::larkspec::__json_schema!(DataStatus, "DataStatus", TYPES_SCHEMA, "/$defs/DataStatus");
/// The shared type `DisplayMethod`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum DisplayMethod {
    /// `"BROWSER"` on the wire.
    Browser,
    /// `"SIDEBAR"` on the wire.
    Sidebar,
    /// `"NORMAL"` on the wire.
    Normal,
    /// `"TRUSTEESHIP"` on the wire.
    Trusteeship,
}
impl ::core::cmp::Eq for DisplayMethod {}
impl ::larkspec::Enumeration for DisplayMethod {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (DisplayMethod::Browser, "BROWSER"),
        (DisplayMethod::Sidebar, "SIDEBAR"),
        (DisplayMethod::Normal, "NORMAL"),
        (DisplayMethod::Trusteeship, "TRUSTEESHIP"),
    ];
}
::larkspec::__json_schema!(
    DisplayMethod, "DisplayMethod", TYPES_SCHEMA, "/$defs/DisplayMethod"
);
/// The shared type `ExternalInstanceTaskNodeStatus`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ExternalInstanceTaskNodeStatus {
    /// `"PENDING"` on the wire.
    Pending,
    /// `"APPROVED"` on the wire.
    Approved,
    /// `"REJECTED"` on the wire.
    Rejected,
    /// `"TRANSFERRED"` on the wire.
    Transferred,
    /// `"DONE"` on the wire.
    Done,
}
impl ::core::cmp::Eq for ExternalInstanceTaskNodeStatus {}
impl ::larkspec::Enumeration for ExternalInstanceTaskNodeStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ExternalInstanceTaskNodeStatus::Pending, "PENDING"),
        (ExternalInstanceTaskNodeStatus::Approved, "APPROVED"),
        (ExternalInstanceTaskNodeStatus::Rejected, "REJECTED"),
        (ExternalInstanceTaskNodeStatus::Transferred, "TRANSFERRED"),
        (ExternalInstanceTaskNodeStatus::Done, "DONE"),
    ];
}
::larkspec::__json_schema!(
    ExternalInstanceTaskNodeStatus, "ExternalInstanceTaskNodeStatus", TYPES_SCHEMA,
    "/$defs/ExternalInstanceTaskNodeStatus"
);
/// The shared type `IsDelete`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum IsDelete {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
}
impl ::core::cmp::Eq for IsDelete {}
impl ::larkspec::Enumeration for IsDelete {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (IsDelete::Value0, 0i64),
        (IsDelete::Value1, 1i64),
    ];
}
::larkspec::__json_schema!(IsDelete, "IsDelete", TYPES_SCHEMA, "/$defs/IsDelete");
/// The shared type `Locale`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum Locale {
    /// `"zh-CN"` on the wire.
    ZhCN,
    /// `"en-US"` on the wire.
    EnUS,
    /// `"ja-JP"` on the wire.
    JaJP,
}
impl ::core::cmp::Eq for Locale {}
impl ::larkspec::Enumeration for Locale {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (Locale::ZhCN, "zh-CN"),
        (Locale::EnUS, "en-US"),
        (Locale::JaJP, "ja-JP"),
    ];
}
::larkspec::__json_schema!(Locale, "Locale", TYPES_SCHEMA, "/$defs/Locale");
/// The shared type `NodeType`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum NodeType {
    /// `"AND"` on the wire.
    And,
    /// `"OR"` on the wire.
    Or,
    /// `"AUTO_PASS"` on the wire.
    AutoPass,
    /// `"AUTO_REJECT"` on the wire.
    AutoReject,
    /// `"SEQUENTIAL"` on the wire.
    Sequential,
}
impl ::core::cmp::Eq for NodeType {}
impl ::larkspec::Enumeration for NodeType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (NodeType::And, "AND"),
        (NodeType::Or, "OR"),
        (NodeType::AutoPass, "AUTO_PASS"),
        (NodeType::AutoReject, "AUTO_REJECT"),
        (NodeType::Sequential, "SEQUENTIAL"),
    ];
}
::larkspec::__json_schema!(NodeType, "NodeType", TYPES_SCHEMA, "/$defs/NodeType");
/// The shared type `Topic`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum Topic {
    /// `"1"` on the wire.
    Value1,
    /// `"2"` on the wire.
    Value2,
    /// `"3"` on the wire.
    Value3,
    /// `"17"` on the wire.
    Value17,
    /// `"18"` on the wire.
    Value18,
}
impl ::core::cmp::Eq for Topic {}
impl ::larkspec::Enumeration for Topic {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (Topic::Value1, "1"),
        (Topic::Value2, "2"),
        (Topic::Value3, "3"),
        (Topic::Value17, "17"),
        (Topic::Value18, "18"),
    ];
}
::larkspec::__json_schema!(Topic, "Topic", TYPES_SCHEMA, "/$defs/Topic");
/// The shared type `UpdateMode`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum UpdateMode {
    /// `"REPLACE"` on the wire.
    Replace,
    /// `"UPDATE"` on the wire.
    Update,
}
impl ::core::cmp::Eq for UpdateMode {}
impl ::larkspec::Enumeration for UpdateMode {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (UpdateMode::Replace, "REPLACE"),
        (UpdateMode::Update, "UPDATE"),
    ];
}
::larkspec::__json_schema!(UpdateMode, "UpdateMode", TYPES_SCHEMA, "/$defs/UpdateMode");
::larkspec::__json_schema!(
    const TYPES_SCHEMA = super::super::SCHEMAS, "approval/v4/types Types"
);

//! Create instance.
//!
//! `POST /open-apis/approval/v4/instances` (host `open`)
//!
//! - Page: [创建审批实例](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/create>), updated 2025-05-14
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:instance`
//! - Rate limit: 100/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .approval_code("4202AD96-9EC1-4284-9C48-B923CDC4F30B")
//!         .user_id("59a92c4a")
//!         .form(serde_json::json!([{ "id": "111", "type": "input", "value": "11111" }]))
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
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// `user_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"f7cb567e"`.
    pub user_id: Option<String>,
    /// `open_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"ou_3cda9c969f737aaa05e6915dce306cb9"`.
    pub open_id: Option<String>,
    /// `department_id`
    ///
    /// Example: `"9293493ccacbdb9a"`.
    pub department_id: Option<String>,
    /// `form`
    ///
    /// Example: `"[{\"id\":\"111\", \"type\": \"input\", \"value\":\"test\"}]"`.
    pub form: ::larkspec::JsonString<
        Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
    >,
    /// `node_approver_user_id_list`
    pub node_approver_user_id_list: Option<Vec<super::super::types::NodeApprover>>,
    /// `node_approver_open_id_list`
    pub node_approver_open_id_list: Option<Vec<super::super::types::NodeApprover>>,
    /// `node_cc_user_id_list`
    ///
    /// At most 20 items.
    pub node_cc_user_id_list: Option<Vec<super::super::types::NodeCc>>,
    /// `node_cc_open_id_list`
    ///
    /// At most 20 items.
    pub node_cc_open_id_list: Option<Vec<super::super::types::NodeCc>>,
    /// `uuid`
    ///
    /// At least 1 characters. At most 64 characters. Example: `"7C468A54-8745-2245-9675-08B7C63E7A87"`.
    pub uuid: Option<String>,
    /// `allow_resubmit`
    ///
    /// Example: `true`.
    pub allow_resubmit: Option<bool>,
    /// `allow_submit_again`
    ///
    /// Example: `true`.
    pub allow_submit_again: Option<bool>,
    /// `cancel_bot_notification`
    ///
    /// Example: `"1"`.
    pub cancel_bot_notification: Option<
        ::larkspec::OpenEnum<RequestCancelBotNotification>,
    >,
    /// `forbid_revoke`
    ///
    /// Default: `false`. Example: `false`.
    pub forbid_revoke: Option<bool>,
    /// `i18n_resources`
    pub i18n_resources: Option<Vec<super::super::types::I18nResource>>,
    /// `title`
    ///
    /// Example: `"@i18n@1"`.
    pub title: Option<String>,
    /// `title_display_method`
    ///
    /// Default: `0`. Example: `0`.
    pub title_display_method: Option<::larkspec::OpenEnum<RequestTitleDisplayMethod>>,
    /// `node_auto_approval_list`
    ///
    /// At most 10 items.
    pub node_auto_approval_list: Option<Vec<RequestNodeAutoApprovalList>>,
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
    /// Sets `department_id`.
    #[inline]
    pub fn department_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.department_id = value.into_option();
        self
    }
    /// Sets `form`, which is required.
    #[inline]
    pub fn form(
        mut self,
        value: impl Into<
            ::larkspec::JsonString<
                Vec<::larkspec::__private::Map<String, ::larkspec::__private::Value>>,
            >,
        >,
    ) -> Self {
        self.0.value.form = value.into();
        self.0.set(4);
        self
    }
    /// Sets `node_approver_user_id_list`.
    #[inline]
    pub fn node_approver_user_id_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::NodeApprover, M>,
    ) -> Self {
        self.0.value.node_approver_user_id_list = value.into_list();
        self
    }
    /// Sets `node_approver_open_id_list`.
    #[inline]
    pub fn node_approver_open_id_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::NodeApprover, M>,
    ) -> Self {
        self.0.value.node_approver_open_id_list = value.into_list();
        self
    }
    /// Sets `node_cc_user_id_list`.
    #[inline]
    pub fn node_cc_user_id_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::NodeCc, M>,
    ) -> Self {
        self.0.value.node_cc_user_id_list = value.into_list();
        self
    }
    /// Sets `node_cc_open_id_list`.
    #[inline]
    pub fn node_cc_open_id_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::NodeCc, M>,
    ) -> Self {
        self.0.value.node_cc_open_id_list = value.into_list();
        self
    }
    /// Sets `uuid`.
    #[inline]
    pub fn uuid<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.uuid = value.into_option();
        self
    }
    /// Sets `allow_resubmit`.
    #[inline]
    pub fn allow_resubmit(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.allow_resubmit = value.into();
        self
    }
    /// Sets `allow_submit_again`.
    #[inline]
    pub fn allow_submit_again(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.allow_submit_again = value.into();
        self
    }
    /// Sets `cancel_bot_notification`.
    #[inline]
    pub fn cancel_bot_notification<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestCancelBotNotification>,
            M,
        >,
    ) -> Self {
        self.0.value.cancel_bot_notification = value.into_option();
        self
    }
    /// Sets `forbid_revoke`.
    #[inline]
    pub fn forbid_revoke(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.forbid_revoke = value.into();
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
    /// Sets `title`.
    #[inline]
    pub fn title<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.title = value.into_option();
        self
    }
    /// Sets `title_display_method`.
    #[inline]
    pub fn title_display_method<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestTitleDisplayMethod>,
            M,
        >,
    ) -> Self {
        self.0.value.title_display_method = value.into_option();
        self
    }
    /// Sets `node_auto_approval_list`.
    #[inline]
    pub fn node_auto_approval_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<RequestNodeAutoApprovalList, M>,
    ) -> Self {
        self.0.value.node_auto_approval_list = value.into_list();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "0 user_id text" "0 open_id text"
    "0 department_id text" "1 form json(list(map(any)))"
    "0 node_approver_user_id_list list(&0)" "0 node_approver_open_id_list list(&1)"
    "0 node_cc_user_id_list list max_items=20u(&2)"
    "0 node_cc_open_id_list list max_items=20u(&3)" "0 uuid text min_len=1u max_len=64u"
    "0 allow_resubmit bool" "0 allow_submit_again bool" "0 cancel_bot_notification text"
    "0 forbid_revoke bool" "0 i18n_resources list({4})" "0 title text"
    "0 title_display_method int values=[0,1]"
    "0 node_auto_approval_list list max_items=10u({5})"],
    [super::super::types::TABLE_NodeApprover, super::super::types::TABLE_NodeApprover,
    super::super::types::TABLE_NodeCc, super::super::types::TABLE_NodeCc,
    TABLE_RequestI18nResources_use, TABLE_RequestNodeAutoApprovalList], "1,2"
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    user_id : OptText = None, open_id : OptText = None, department_id : OptText = None,
    form : Scalar = ::larkspec::__private::Cell::blank(), node_approver_user_id_list :
    Opt = None, node_approver_open_id_list : Opt = None, node_cc_user_id_list : Opt =
    None, node_cc_open_id_list : Opt = None, uuid : OptText = None, allow_resubmit :
    OptBool = None, allow_submit_again : OptBool = None, cancel_bot_notification : Opt =
    None, forbid_revoke : OptBool = None, i18n_resources : Opt = None, title : OptText =
    None, title_display_method : Opt = None, node_auto_approval_list : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// A value of `cancel_bot_notification`.
///
/// Values that the page does not list can be sent as well.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestCancelBotNotification {
    /// `"1"` on the wire.
    Value1,
    /// `"2"` on the wire.
    Value2,
    /// `"4"` on the wire.
    Value4,
}
impl ::core::cmp::Eq for RequestCancelBotNotification {}
impl ::larkspec::Enumeration for RequestCancelBotNotification {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestCancelBotNotification::Value1, "1"),
        (RequestCancelBotNotification::Value2, "2"),
        (RequestCancelBotNotification::Value4, "4"),
    ];
}
::larkspec::__json_schema!(
    RequestCancelBotNotification, "RequestCancelBotNotification", REQUEST_SCHEMA,
    "/properties/cancel_bot_notification"
);
/// A value of `title_display_method`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestTitleDisplayMethod {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
}
impl ::core::cmp::Eq for RequestTitleDisplayMethod {}
impl ::larkspec::Enumeration for RequestTitleDisplayMethod {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestTitleDisplayMethod::Value0, 0i64),
        (RequestTitleDisplayMethod::Value1, 1i64),
    ];
}
::larkspec::__json_schema!(
    RequestTitleDisplayMethod, "RequestTitleDisplayMethod", REQUEST_SCHEMA,
    "/properties/title_display_method"
);
/// One of the objects in [`Request::node_auto_approval_list`](field@Request::node_auto_approval_list).
#[non_exhaustive]
pub struct RequestNodeAutoApprovalList {
    /// `node_id_type`
    ///
    /// Example: `"NON_CUSTOM"`.
    pub node_id_type: Option<
        ::larkspec::OpenEnum<RequestNodeAutoApprovalListNodeIdType>,
    >,
    /// `node_id`
    ///
    /// Example: `"manager_node_id"`.
    pub node_id: Option<String>,
}
::larkspec::__builder!(
    RequestNodeAutoApprovalListBuilder, RequestNodeAutoApprovalList, object, & [],
);
impl RequestNodeAutoApprovalListBuilder {
    /// Sets `node_id_type`.
    #[inline]
    pub fn node_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestNodeAutoApprovalListNodeIdType>,
            M,
        >,
    ) -> Self {
        self.0.value.node_id_type = value.into_option();
        self
    }
    /// Sets `node_id`.
    #[inline]
    pub fn node_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.node_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestNodeAutoApprovalList, "RequestNodeAutoApprovalList",
    ["0 node_id_type text values=[\"CUSTOM\",\"NON_CUSTOM\"]" "0 node_id text"], [], ""
);
::larkspec::__object!(
    RequestNodeAutoApprovalList, TABLE_RequestNodeAutoApprovalList, node_id_type : Opt =
    None, node_id : OptText = None,
);
::larkspec::__json_schema!(
    RequestNodeAutoApprovalList, "RequestNodeAutoApprovalList", REQUEST_SCHEMA,
    "/properties/node_auto_approval_list/items"
);
/// A value of `node_id_type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestNodeAutoApprovalListNodeIdType {
    /// `"CUSTOM"` on the wire.
    Custom,
    /// `"NON_CUSTOM"` on the wire.
    NonCustom,
}
impl ::core::cmp::Eq for RequestNodeAutoApprovalListNodeIdType {}
impl ::larkspec::Enumeration for RequestNodeAutoApprovalListNodeIdType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestNodeAutoApprovalListNodeIdType::Custom, "CUSTOM"),
        (RequestNodeAutoApprovalListNodeIdType::NonCustom, "NON_CUSTOM"),
    ];
}
::larkspec::__json_schema!(
    RequestNodeAutoApprovalListNodeIdType, "RequestNodeAutoApprovalListNodeIdType",
    REQUEST_SCHEMA, "/properties/node_auto_approval_list/items/properties/node_id_type"
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
    /// `instance_code`
    pub instance_code: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 instance_code text"], [], "");
::larkspec::__object!(Response, TABLE_Response, instance_code : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/instances`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval", "approval:instance"], rate :
    Some(::larkspec::__private::Rate::new(100u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/create"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 5u8, 14u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390013, HTTP 400
pub const E1390013: i64 = 1390013i64;
/// Error code 1390015, HTTP 400
pub const E1390015: i64 = 1390015i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/create Response"
);

//! Send message.
//!
//! `POST /open-apis/approval/v1/message/send` (host `open`)
//!
//! - Page: [发送审批 Bot 消息](<https://open.feishu.cn/document/ukTMukTMukTM/ugDNyYjL4QjM24CO0IjN>), updated 2025-06-23
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v1::message::send;
//! use larkspec::approval::v1::types::{I18nResource, I18nResourceLocale};
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = send::Request::builder()
//!         .template_id("1001")
//!         .user_id("b85s39b")
//!         .actions([send::RequestActions::builder()
//!             .action_name("DETAIL")
//!             .url(" https://bytedance.com")
//!             .android_url("https://bytedance.com")
//!             .ios_url("https://bytedance.com")
//!             .pc_url("https://bytedance.com")
//!             .build()?])
//!         .i18n_resources([I18nResource::builder()
//!             .locale(I18nResourceLocale::EnUS)
//!             .is_default(true)
//!             .texts(serde_json::Map::from_iter([("@i18n@1".into(), serde_json::json!("Temporary release")), ("@i18n@2".into(), serde_json::json!("Disapproval")), ("@i18n@3".into(), serde_json::json!("Need to modify")), ("@i18n@4".into(), serde_json::json!("From OA,please access through the internal network.")), ("@i18n@5".into(), serde_json::json!("Cancel"))]))
//!             .build()?])
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `template_id`
    ///
    /// Example: `"1001"`.
    pub template_id: String,
    /// `user_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"b85s39b"`.
    pub user_id: Option<String>,
    /// `open_id`
    ///
    /// At least one field of the group `user_id` is required. Example: `"ou-8ec33278bc2"`.
    pub open_id: Option<String>,
    /// `uuid`
    ///
    /// At most 64 characters. Example: `"1234567"`.
    pub uuid: Option<String>,
    /// `custom_title`
    pub custom_title: Option<String>,
    /// `custom_content`
    pub custom_content: Option<String>,
    /// `approval_name`
    ///
    /// Example: `"@i18n@1"`.
    pub approval_name: Option<String>,
    /// `title_user_id`
    ///
    /// Example: `"b85s39b"`.
    pub title_user_id: Option<String>,
    /// `title_user_id_type`
    ///
    /// Default: `"user_id"`.
    pub title_user_id_type: Option<
        ::larkspec::OpenEnum<super::super::types::TitleUserIdType>,
    >,
    /// `comment`
    ///
    /// Example: `"@i18n@2"`.
    pub comment: Option<String>,
    /// `content`
    pub content: Option<RequestContent>,
    /// `note`
    ///
    /// Example: `"@i18n@5"`.
    pub note: Option<String>,
    /// `sender_user_id`
    ///
    /// Example: `"b85s39b"`.
    pub sender_user_id: Option<String>,
    /// `text`
    ///
    /// Example: `"请尽快完成审批"`.
    pub text: Option<String>,
    /// `actions`
    pub actions: Vec<RequestActions>,
    /// `action_callback`
    pub action_callback: Option<RequestActionCallback>,
    /// `action_configs`
    pub action_configs: Option<Vec<RequestActionConfigs>>,
    /// `i18n_resources`
    pub i18n_resources: Vec<super::super::types::I18nResource>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `template_id`, which is required.
    #[inline]
    pub fn template_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.template_id = value.into();
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
    /// Sets `uuid`.
    #[inline]
    pub fn uuid<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.uuid = value.into_option();
        self
    }
    /// Sets `custom_title`.
    #[inline]
    pub fn custom_title<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.custom_title = value.into_option();
        self
    }
    /// Sets `custom_content`.
    #[inline]
    pub fn custom_content<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.custom_content = value.into_option();
        self
    }
    /// Sets `approval_name`.
    #[inline]
    pub fn approval_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_name = value.into_option();
        self
    }
    /// Sets `title_user_id`.
    #[inline]
    pub fn title_user_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.title_user_id = value.into_option();
        self
    }
    /// Sets `title_user_id_type`.
    #[inline]
    pub fn title_user_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::TitleUserIdType>,
            M,
        >,
    ) -> Self {
        self.0.value.title_user_id_type = value.into_option();
        self
    }
    /// Sets `comment`.
    #[inline]
    pub fn comment<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.comment = value.into_option();
        self
    }
    /// Sets `content`.
    #[inline]
    pub fn content<M>(
        mut self,
        value: impl ::larkspec::IntoOption<RequestContent, M>,
    ) -> Self {
        self.0.value.content = value.into_option();
        self
    }
    /// Sets `note`.
    #[inline]
    pub fn note<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.note = value.into_option();
        self
    }
    /// Sets `sender_user_id`.
    #[inline]
    pub fn sender_user_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.sender_user_id = value.into_option();
        self
    }
    /// Sets `text`.
    #[inline]
    pub fn text<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.text = value.into_option();
        self
    }
    /// Sets `actions`, which is required.
    #[inline]
    pub fn actions(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestActions>>,
    ) -> Self {
        self.0.value.actions = ::larkspec::__private::list(value);
        self.0.set(14);
        self
    }
    /// Sets `action_callback`.
    #[inline]
    pub fn action_callback<M>(
        mut self,
        value: impl ::larkspec::IntoOption<RequestActionCallback, M>,
    ) -> Self {
        self.0.value.action_callback = value.into_option();
        self
    }
    /// Sets `action_configs`.
    #[inline]
    pub fn action_configs<M>(
        mut self,
        value: impl ::larkspec::IntoList<RequestActionConfigs, M>,
    ) -> Self {
        self.0.value.action_configs = value.into_list();
        self
    }
    /// Sets `i18n_resources`, which is required.
    #[inline]
    pub fn i18n_resources(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::super::types::I18nResource>>,
    ) -> Self {
        self.0.value.i18n_resources = ::larkspec::__private::list(value);
        self.0.set(17);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 template_id text" "0 user_id text" "0 open_id text"
    "0 uuid text max_len=64u" "0 custom_title text" "0 custom_content text"
    "0 approval_name text" "0 title_user_id text"
    "0 title_user_id_type text values=[\"user_id\",\"open_id\"]" "0 comment text"
    "0 content {0}" "0 note text" "0 sender_user_id text" "0 text text"
    "1 actions list({1})" "0 action_callback {2}" "0 action_configs list({3})"
    "1 i18n_resources list(&4)"], [TABLE_RequestContent, TABLE_RequestActions,
    TABLE_RequestActionCallback, TABLE_RequestActionConfigs,
    super::super::types::TABLE_I18nResource], "1,2"
);
::larkspec::__object!(
    Request, TABLE_Request, template_id : Text = ::larkspec::__private::Cell::blank(),
    user_id : OptText = None, open_id : OptText = None, uuid : OptText = None,
    custom_title : OptText = None, custom_content : OptText = None, approval_name :
    OptText = None, title_user_id : OptText = None, title_user_id_type : Opt = None,
    comment : OptText = None, content : Opt = None, note : OptText = None, sender_user_id
    : OptText = None, text : OptText = None, actions : List = Vec::new(), action_callback
    : Opt = None, action_configs : Opt = None, i18n_resources : List = Vec::new(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The object in [`Request::content`](field@Request::content).
#[non_exhaustive]
pub struct RequestContent {
    /// `user_id`
    ///
    /// Example: `"b85s39b"`.
    pub user_id: Option<String>,
    /// `user_id_type`
    ///
    /// Default: `"user_id"`.
    pub user_id_type: Option<::larkspec::OpenEnum<super::super::types::TitleUserIdType>>,
    /// `department_id`
    ///
    /// Example: `"D096"`.
    pub department_id: Option<String>,
    /// `user_name`
    ///
    /// Example: `"@i18n@3"`.
    pub user_name: Option<String>,
    /// `department_name`
    ///
    /// Example: `"@i18n@4"`.
    pub department_name: Option<String>,
    /// `summaries`
    ///
    /// At most 5 items.
    pub summaries: Vec<RequestContentSummaries>,
}
::larkspec::__builder!(RequestContentBuilder, RequestContent, object, & [],);
impl RequestContentBuilder {
    /// Sets `user_id`.
    #[inline]
    pub fn user_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.user_id = value.into_option();
        self
    }
    /// Sets `user_id_type`.
    #[inline]
    pub fn user_id_type<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::TitleUserIdType>,
            M,
        >,
    ) -> Self {
        self.0.value.user_id_type = value.into_option();
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
    /// Sets `user_name`.
    #[inline]
    pub fn user_name<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.user_name = value.into_option();
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
    /// Sets `summaries`, which is required.
    #[inline]
    pub fn summaries(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestContentSummaries>>,
    ) -> Self {
        self.0.value.summaries = ::larkspec::__private::list(value);
        self.0.set(5);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestContent, "RequestContent", ["0 user_id text"
    "0 user_id_type text values=[\"user_id\",\"open_id\"]" "0 department_id text"
    "0 user_name text" "0 department_name text" "1 summaries list max_items=5u({0})"],
    [TABLE_RequestContentSummaries], ""
);
::larkspec::__object!(
    RequestContent, TABLE_RequestContent, user_id : OptText = None, user_id_type : Opt =
    None, department_id : OptText = None, user_name : OptText = None, department_name :
    OptText = None, summaries : List = Vec::new(),
);
::larkspec::__json_schema!(
    RequestContent, "RequestContent", REQUEST_SCHEMA, "/properties/content"
);
/// One of the objects in [`RequestContent::summaries`](field@RequestContent::summaries).
#[non_exhaustive]
pub struct RequestContentSummaries {
    /// `summary`
    ///
    /// Example: `"@i18n@5"`.
    pub summary: Option<String>,
}
::larkspec::__builder!(
    RequestContentSummariesBuilder, RequestContentSummaries, object, & [],
);
impl RequestContentSummariesBuilder {
    /// Sets `summary`.
    #[inline]
    pub fn summary<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.summary = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestContentSummaries, "RequestContentSummaries", ["0 summary text"], [], ""
);
::larkspec::__object!(
    RequestContentSummaries, TABLE_RequestContentSummaries, summary : OptText = None,
);
::larkspec::__json_schema!(
    RequestContentSummaries, "RequestContentSummaries", REQUEST_SCHEMA,
    "/properties/content/properties/summaries/items"
);
/// One of the objects in [`Request::actions`](field@Request::actions).
#[non_exhaustive]
pub struct RequestActions {
    /// `action_name`
    ///
    /// Example: `"@i18n@7"`.
    pub action_name: String,
    /// `url`
    ///
    /// Example: `"https://www.example.com"`.
    pub url: String,
    /// `android_url`
    ///
    /// Example: `"https://www.example.com"`.
    pub android_url: String,
    /// `ios_url`
    ///
    /// Example: `"https://www.example.com"`.
    pub ios_url: String,
    /// `pc_url`
    ///
    /// Example: `"https://www.example.com"`.
    pub pc_url: String,
}
::larkspec::__builder!(RequestActionsBuilder, RequestActions, object, & [],);
impl RequestActionsBuilder {
    /// Sets `action_name`, which is required.
    #[inline]
    pub fn action_name(mut self, value: impl Into<String>) -> Self {
        self.0.value.action_name = value.into();
        self.0.set(0);
        self
    }
    /// Sets `url`, which is required.
    #[inline]
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.0.value.url = value.into();
        self.0.set(1);
        self
    }
    /// Sets `android_url`, which is required.
    #[inline]
    pub fn android_url(mut self, value: impl Into<String>) -> Self {
        self.0.value.android_url = value.into();
        self.0.set(2);
        self
    }
    /// Sets `ios_url`, which is required.
    #[inline]
    pub fn ios_url(mut self, value: impl Into<String>) -> Self {
        self.0.value.ios_url = value.into();
        self.0.set(3);
        self
    }
    /// Sets `pc_url`, which is required.
    #[inline]
    pub fn pc_url(mut self, value: impl Into<String>) -> Self {
        self.0.value.pc_url = value.into();
        self.0.set(4);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestActions, "RequestActions", ["1 action_name text" "1 url text"
    "1 android_url text" "1 ios_url text" "1 pc_url text"], [], ""
);
::larkspec::__object!(
    RequestActions, TABLE_RequestActions, action_name : Text =
    ::larkspec::__private::Cell::blank(), url : Text =
    ::larkspec::__private::Cell::blank(), android_url : Text =
    ::larkspec::__private::Cell::blank(), ios_url : Text =
    ::larkspec::__private::Cell::blank(), pc_url : Text =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    RequestActions, "RequestActions", REQUEST_SCHEMA, "/properties/actions/items"
);
/// The object in [`Request::action_callback`](field@Request::action_callback).
#[non_exhaustive]
pub struct RequestActionCallback {
    /// `action_callback_url`
    ///
    /// Example: `"http://www.example.cn/approval/openapi/instanceOperate"`.
    pub action_callback_url: Option<String>,
    /// `action_callback_token`
    pub action_callback_token: Option<::larkspec::Secret>,
    /// `action_callback_key`
    pub action_callback_key: Option<::larkspec::Secret>,
    /// `action_context`
    ///
    /// Example: `"test"`.
    pub action_context: Option<String>,
}
::larkspec::__builder!(
    RequestActionCallbackBuilder, RequestActionCallback, object, & [],
);
impl RequestActionCallbackBuilder {
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
    /// Sets `action_context`.
    #[inline]
    pub fn action_context<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.action_context = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestActionCallback, "RequestActionCallback", ["0 action_callback_url text"
    "0 action_callback_token text secret" "0 action_callback_key text secret"
    "0 action_context text"], [], ""
);
::larkspec::__object!(
    RequestActionCallback, TABLE_RequestActionCallback, action_callback_url : OptText =
    None, action_callback_token : Opt = None, action_callback_key : Opt = None,
    action_context : OptText = None,
);
::larkspec::__json_schema!(
    RequestActionCallback, "RequestActionCallback", REQUEST_SCHEMA,
    "/properties/action_callback"
);
/// One of the objects in [`Request::action_configs`](field@Request::action_configs).
#[non_exhaustive]
pub struct RequestActionConfigs {
    /// `action_type`
    ///
    /// Example: `"APPROVE"`.
    pub action_type: ::larkspec::OpenEnum<RequestActionConfigsActionType>,
    /// `action_name`
    ///
    /// Required when `action_type` is `"KEY"`. Example: `"@i18n@8"`.
    pub action_name: Option<String>,
    /// `is_need_reason`
    ///
    /// Example: `true`.
    pub is_need_reason: Option<bool>,
    /// `is_reason_required`
    ///
    /// Example: `true`.
    pub is_reason_required: Option<bool>,
    /// `is_need_attachment`
    ///
    /// Example: `true`.
    pub is_need_attachment: Option<bool>,
    /// `next_status`
    ///
    /// Example: `"APPROVED"`.
    pub next_status: Option<String>,
}
::larkspec::__builder!(RequestActionConfigsBuilder, RequestActionConfigs, object, & [],);
impl RequestActionConfigsBuilder {
    /// Sets `action_type`, which is required.
    #[inline]
    pub fn action_type(
        mut self,
        value: impl Into<::larkspec::OpenEnum<RequestActionConfigsActionType>>,
    ) -> Self {
        self.0.value.action_type = value.into();
        self.0.set(0);
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
    /// Sets `next_status`.
    #[inline]
    pub fn next_status<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.next_status = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_RequestActionConfigs, "RequestActionConfigs",
    ["1 action_type text values=[\"APPROVE\",\"REJECT\",\"KEY\"]" "0 action_name text"
    "0 is_need_reason bool" "0 is_reason_required bool" "0 is_need_attachment bool"
    "0 next_status text"], [], "1 when 0=[\"KEY\"]"
);
::larkspec::__object!(
    RequestActionConfigs, TABLE_RequestActionConfigs, action_type : Scalar =
    ::larkspec::__private::Cell::blank(), action_name : OptText = None, is_need_reason :
    OptBool = None, is_reason_required : OptBool = None, is_need_attachment : OptBool =
    None, next_status : OptText = None,
);
::larkspec::__json_schema!(
    RequestActionConfigs, "RequestActionConfigs", REQUEST_SCHEMA,
    "/properties/action_configs/items"
);
/// A value of `action_type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestActionConfigsActionType {
    /// `"APPROVE"` on the wire.
    Approve,
    /// `"REJECT"` on the wire.
    Reject,
    /// `"KEY"` on the wire.
    Key,
}
impl ::core::cmp::Eq for RequestActionConfigsActionType {}
impl ::larkspec::Enumeration for RequestActionConfigsActionType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (RequestActionConfigsActionType::Approve, "APPROVE"),
        (RequestActionConfigsActionType::Reject, "REJECT"),
        (RequestActionConfigsActionType::Key, "KEY"),
    ];
}
::larkspec::__json_schema!(
    RequestActionConfigsActionType, "RequestActionConfigsActionType", REQUEST_SCHEMA,
    "/properties/action_configs/items/properties/action_type"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `message_id`
    pub message_id: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 message_id text"], [], "");
::larkspec::__object!(Response, TABLE_Response, message_id : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v1/message/send`",
    TABLE_Request, TABLE_Response, { name : "approval/v1/message/send", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v1/message/send", tokens : & [::larkspec::TokenKind::Tenant],
    scopes : & ["approval:approval:readonly"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ugDNyYjL4QjM24CO0IjN"), updated :
    Some(::larkspec::__private::Date::new(2025u16, 6u8, 23u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v1/message/send Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v1/message/send Response"
);

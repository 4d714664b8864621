//! Preview instance.
//!
//! `POST /open-apis/approval/v4/instances/preview` (host `open`)
//!
//! - Page: [预览审批流程](<https://open.feishu.cn/document/ukTMukTMukTM/ukTM5UjL5ETO14SOxkTN/approval-preview>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::preview;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = preview::Request::builder()
//!         .user_id("f7cb567e")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `approval_code`
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: Option<String>,
    /// `user_id`
    pub user_id: String,
    /// `department_id`
    pub department_id: Option<String>,
    /// `form`
    ///
    /// Example: `"[{\"id\":\"widget16256287451710001\", \"type\": \"number\", \"value\":\"43\"}]"`.
    pub form: Option<String>,
    /// `instance_code`
    ///
    /// Example: `"81D31358-93AF-92D6-7425-01A5D67C4E71"`.
    pub instance_code: Option<String>,
    /// `task_id`
    pub task_id: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
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
    /// Sets `approval_code`.
    #[inline]
    pub fn approval_code<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.approval_code = value.into_option();
        self
    }
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
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
    /// Sets `form`.
    #[inline]
    pub fn form<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.form = value.into_option();
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
    /// Sets `task_id`.
    #[inline]
    pub fn task_id<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.task_id = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request",
    ["8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"
    "0 approval_code text" "1 user_id text" "0 department_id text" "0 form text"
    "0 instance_code text" "0 task_id text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, user_id_type : Opt = None, approval_code : OptText = None,
    user_id : Text = ::larkspec::__private::Cell::blank(), department_id : OptText =
    None, form : OptText = None, instance_code : OptText = None, task_id : OptText =
    None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `preview_nodes`
    pub preview_nodes: Option<Vec<ResponsePreviewNodes>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 preview_nodes list({0})"],
    [TABLE_ResponsePreviewNodes], ""
);
::larkspec::__object!(Response, TABLE_Response, preview_nodes : Opt = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::preview_nodes`](field@Response::preview_nodes).
#[non_exhaustive]
pub struct ResponsePreviewNodes {
    /// `user_id_list`
    pub user_id_list: Option<Vec<String>>,
    /// `end_cc_id_list`
    pub end_cc_id_list: Option<Vec<String>>,
    /// `node_id`
    pub node_id: Option<String>,
    /// `node_name`
    pub node_name: Option<String>,
    /// `node_type`
    pub node_type: Option<::larkspec::OpenEnum<super::super::types::NodeType>>,
    /// `custom_node_id`
    pub custom_node_id: Option<String>,
    /// `comments`
    pub comments: Option<Vec<::larkspec::__private::Value>>,
    /// `is_empty_logic`
    pub is_empty_logic: Option<bool>,
    /// `is_approver_type_free`
    pub is_approver_type_free: Option<bool>,
    /// `has_cc_type_free`
    pub has_cc_type_free: Option<bool>,
}
::larkspec::__table!(
    TABLE_ResponsePreviewNodes, "ResponsePreviewNodes", ["0 user_id_list list(text)"
    "0 end_cc_id_list list(text)" "0 node_id text" "0 node_name text" "0 node_type text"
    "0 custom_node_id text" "0 comments list(any)" "0 is_empty_logic bool"
    "0 is_approver_type_free bool" "0 has_cc_type_free bool"], [], ""
);
::larkspec::__object!(
    ResponsePreviewNodes, TABLE_ResponsePreviewNodes, user_id_list : OptTexts = None,
    end_cc_id_list : OptTexts = None, node_id : OptText = None, node_name : OptText =
    None, node_type : Opt = None, custom_node_id : OptText = None, comments : Opt = None,
    is_empty_logic : OptBool = None, is_approver_type_free : OptBool = None,
    has_cc_type_free : OptBool = None,
);
::larkspec::__json_schema!(
    ResponsePreviewNodes, "ResponsePreviewNodes", RESPONSE_SCHEMA,
    "/properties/preview_nodes/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/instances/preview`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance/preview", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/preview", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ukTM5UjL5ETO14SOxkTN/approval-preview"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/preview Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/preview Response"
);

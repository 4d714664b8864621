//! Get external approval.
//!
//! `GET /open-apis/approval/v4/external_approvals/:approval_code` (host `open`)
//!
//! - Page: [查看指定三方审批定义](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_approval/get>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:external_approval`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::external_approval::get;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = get::Request::builder()
//!         .approval_code("7C468A54-8745-2245-9675-08B7C63E7A85")
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
    /// Sent in the path. Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"open_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
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
}
::larkspec::__table!(
    TABLE_Request, "Request", ["5 approval_code text min_len=1u"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    user_id_type : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_name`
    pub approval_name: Option<String>,
    /// `approval_code`
    pub approval_code: Option<String>,
    /// `group_code`
    pub group_code: Option<String>,
    /// `group_name`
    pub group_name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `external`
    pub external: Option<super::super::types::ApprovalCreateExternal>,
    /// `viewers`
    pub viewers: Option<Vec<super::super::types::ApprovalCreateViewers>>,
    /// `i18n_resources`
    pub i18n_resources: Option<Vec<super::super::types::I18nResource>>,
    /// `managers`
    pub managers: Option<Vec<String>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 approval_name text" "0 approval_code text"
    "0 group_code text" "0 group_name text" "0 description text" "0 external &0"
    "0 viewers list(&1)" "0 i18n_resources list({2})" "0 managers list(text)"],
    [super::super::types::TABLE_ApprovalCreateExternal,
    super::super::types::TABLE_ApprovalCreateViewers, TABLE_ResponseI18nResources_use],
    ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_name : OptText = None, approval_code : OptText =
    None, group_code : OptText = None, group_name : OptText = None, description : OptText
    = None, external : Opt = None, viewers : Opt = None, i18n_resources : Opt = None,
    managers : OptTexts = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__table!(
    TABLE_ResponseI18nResources_use, "ResponseI18nResources_use", ["0 locale text"
    "0 texts list({0})" "0 is_default bool"], [TABLE_ResponseI18nResources_useTexts], ""
);
::larkspec::__table!(
    TABLE_ResponseI18nResources_useTexts, "ResponseI18nResources_useTexts", ["0 key text"
    "0 value text"], [], ""
);
::larkspec::__endpoint!(
    json, "the parameters as one object",
    "`GET /open-apis/approval/v4/external_approvals/:approval_code`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/external_approval/get", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/external_approvals/:approval_code", safe : true,
    answers_secret : true, tokens : & [::larkspec::TokenKind::Tenant], scopes : &
    ["approval:approval", "approval:external_approval"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_approval/get"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390016, HTTP 400
pub const E1390016: i64 = 1390016i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_approval/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_approval/get Response"
);

//! Get approval.
//!
//! `GET /open-apis/approval/v4/approvals/:approval_code` (host `open`)
//!
//! - Page: [查看指定审批定义](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/get>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:definition`
//! - Rate limit: 100/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::approval::get;
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
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: Option<::larkspec::OpenEnum<super::super::types::Locale>>,
    /// `with_admin_id`
    ///
    /// Default: `false`. Example: `false`.
    pub with_admin_id: Option<bool>,
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
    /// Sets `locale`.
    #[inline]
    pub fn locale<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<super::super::types::Locale>,
            M,
        >,
    ) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
    /// Sets `with_admin_id`.
    #[inline]
    pub fn with_admin_id(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.with_admin_id = value.into();
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
    "8 locale text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]" "8 with_admin_id bool"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    locale : Opt = None, with_admin_id : OptBool = None, user_id_type : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_name`
    pub approval_name: Option<String>,
    /// `status`
    pub status: Option<::larkspec::OpenEnum<ResponseStatus>>,
    /// `form`
    pub form: Option<String>,
    /// `node_list`
    pub node_list: Option<Vec<ResponseNodeList>>,
    /// `viewers`
    pub viewers: Option<Vec<ResponseViewers>>,
    /// `approval_admin_ids`
    pub approval_admin_ids: Option<Vec<String>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 approval_name text" "0 status text" "0 form text"
    "0 node_list list({0})" "0 viewers list({1})" "0 approval_admin_ids list(text)"],
    [TABLE_ResponseNodeList, TABLE_ResponseViewers], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_name : OptText = None, status : Opt = None, form :
    OptText = None, node_list : Opt = None, viewers : Opt = None, approval_admin_ids :
    OptTexts = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// A value of `status`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseStatus {
    /// `"ACTIVE"` on the wire.
    Active,
    /// `"INACTIVE"` on the wire.
    Inactive,
    /// `"DELETED"` on the wire.
    Deleted,
    /// `"UNKNOWN"` on the wire.
    Unknown,
}
impl ::core::cmp::Eq for ResponseStatus {}
impl ::larkspec::Enumeration for ResponseStatus {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseStatus::Active, "ACTIVE"),
        (ResponseStatus::Inactive, "INACTIVE"),
        (ResponseStatus::Deleted, "DELETED"),
        (ResponseStatus::Unknown, "UNKNOWN"),
    ];
}
::larkspec::__json_schema!(
    ResponseStatus, "ResponseStatus", RESPONSE_SCHEMA, "/properties/status"
);
/// One of the objects in [`Response::node_list`](field@Response::node_list).
#[non_exhaustive]
pub struct ResponseNodeList {
    /// `name`
    pub name: Option<String>,
    /// `need_approver`
    pub need_approver: Option<bool>,
    /// `node_id`
    pub node_id: Option<String>,
    /// `custom_node_id`
    pub custom_node_id: Option<String>,
    /// `node_type`
    pub node_type: Option<::larkspec::OpenEnum<ResponseNodeListNodeType>>,
    /// `approver_chosen_multi`
    pub approver_chosen_multi: Option<bool>,
    /// `approver_chosen_range`
    pub approver_chosen_range: Option<Vec<ResponseNodeListApproverChosenRange>>,
    /// `require_signature`
    pub require_signature: Option<bool>,
}
::larkspec::__table!(
    TABLE_ResponseNodeList, "ResponseNodeList", ["0 name text" "0 need_approver bool"
    "0 node_id text" "0 custom_node_id text" "0 node_type text"
    "0 approver_chosen_multi bool" "0 approver_chosen_range list({0})"
    "0 require_signature bool"], [TABLE_ResponseNodeListApproverChosenRange], ""
);
::larkspec::__object!(
    ResponseNodeList, TABLE_ResponseNodeList, name : OptText = None, need_approver :
    OptBool = None, node_id : OptText = None, custom_node_id : OptText = None, node_type
    : Opt = None, approver_chosen_multi : OptBool = None, approver_chosen_range : Opt =
    None, require_signature : OptBool = None,
);
::larkspec::__json_schema!(
    ResponseNodeList, "ResponseNodeList", RESPONSE_SCHEMA, "/properties/node_list/items"
);
/// A value of `node_type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseNodeListNodeType {
    /// `"AND"` on the wire.
    And,
    /// `"OR"` on the wire.
    Or,
    /// `"SEQUENTIAL"` on the wire.
    Sequential,
    /// `"CC_NODE"` on the wire.
    CcNode,
}
impl ::core::cmp::Eq for ResponseNodeListNodeType {}
impl ::larkspec::Enumeration for ResponseNodeListNodeType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseNodeListNodeType::And, "AND"),
        (ResponseNodeListNodeType::Or, "OR"),
        (ResponseNodeListNodeType::Sequential, "SEQUENTIAL"),
        (ResponseNodeListNodeType::CcNode, "CC_NODE"),
    ];
}
::larkspec::__json_schema!(
    ResponseNodeListNodeType, "ResponseNodeListNodeType", RESPONSE_SCHEMA,
    "/properties/node_list/items/properties/node_type"
);
/// One of the objects in [`ResponseNodeList::approver_chosen_range`](field@ResponseNodeList::approver_chosen_range).
#[non_exhaustive]
pub struct ResponseNodeListApproverChosenRange {
    /// `approver_range_type`
    pub approver_range_type: Option<
        ::larkspec::OpenEnum<ResponseNodeListApproverChosenRangeApproverRangeType>,
    >,
    /// `approver_range_ids`
    pub approver_range_ids: Option<Vec<String>>,
}
::larkspec::__table!(
    TABLE_ResponseNodeListApproverChosenRange, "ResponseNodeListApproverChosenRange",
    ["0 approver_range_type int" "0 approver_range_ids list(text)"], [], ""
);
::larkspec::__object!(
    ResponseNodeListApproverChosenRange, TABLE_ResponseNodeListApproverChosenRange,
    approver_range_type : Opt = None, approver_range_ids : OptTexts = None,
);
::larkspec::__json_schema!(
    ResponseNodeListApproverChosenRange, "ResponseNodeListApproverChosenRange",
    RESPONSE_SCHEMA, "/properties/node_list/items/properties/approver_chosen_range/items"
);
/// A value of `approver_range_type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseNodeListApproverChosenRangeApproverRangeType {
    /// `0` on the wire.
    Value0,
    /// `1` on the wire.
    Value1,
    /// `2` on the wire.
    Value2,
}
impl ::core::cmp::Eq for ResponseNodeListApproverChosenRangeApproverRangeType {}
impl ::larkspec::Enumeration for ResponseNodeListApproverChosenRangeApproverRangeType {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (ResponseNodeListApproverChosenRangeApproverRangeType::Value0, 0i64),
        (ResponseNodeListApproverChosenRangeApproverRangeType::Value1, 1i64),
        (ResponseNodeListApproverChosenRangeApproverRangeType::Value2, 2i64),
    ];
}
::larkspec::__json_schema!(
    ResponseNodeListApproverChosenRangeApproverRangeType,
    "ResponseNodeListApproverChosenRangeApproverRangeType", RESPONSE_SCHEMA,
    "/properties/node_list/items/properties/approver_chosen_range/items/properties/approver_range_type"
);
/// One of the objects in [`Response::viewers`](field@Response::viewers).
#[non_exhaustive]
pub struct ResponseViewers {
    /// `type`
    pub r#type: Option<::larkspec::OpenEnum<ResponseViewersType>>,
    /// `id`
    pub id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseViewers, "ResponseViewers", ["0 type text" "0 id text"
    "0 user_id text"], [], ""
);
::larkspec::__object!(
    ResponseViewers, TABLE_ResponseViewers, r#type : Opt = None, id : OptText = None,
    user_id : OptText = None,
);
::larkspec::__json_schema!(
    ResponseViewers, "ResponseViewers", RESPONSE_SCHEMA, "/properties/viewers/items"
);
/// A value of `type`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum ResponseViewersType {
    /// `"TENANT"` on the wire.
    Tenant,
    /// `"DEPARTMENT"` on the wire.
    Department,
    /// `"USER"` on the wire.
    User,
    /// `"ROLE"` on the wire.
    Role,
    /// `"USER_GROUP"` on the wire.
    UserGroup,
    /// `"NONE"` on the wire.
    None,
}
impl ::core::cmp::Eq for ResponseViewersType {}
impl ::larkspec::Enumeration for ResponseViewersType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (ResponseViewersType::Tenant, "TENANT"),
        (ResponseViewersType::Department, "DEPARTMENT"),
        (ResponseViewersType::User, "USER"),
        (ResponseViewersType::Role, "ROLE"),
        (ResponseViewersType::UserGroup, "USER_GROUP"),
        (ResponseViewersType::None, "NONE"),
    ];
}
::larkspec::__json_schema!(
    ResponseViewersType, "ResponseViewersType", RESPONSE_SCHEMA,
    "/properties/viewers/items/properties/type"
);
::larkspec::__endpoint!(
    json, "the parameters as one object",
    "`GET /open-apis/approval/v4/approvals/:approval_code`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/approval/get", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/approvals/:approval_code", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:definition"], rate :
    Some(::larkspec::__private::Rate::new(100u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/approval/get"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1390002, HTTP 400
pub const E1390002: i64 = 1390002i64;
/// Error code 1390016, HTTP 400
pub const E1390016: i64 = 1390016i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/approval/get Response"
);

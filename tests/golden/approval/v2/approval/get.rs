//! Get approval.
//!
//! `POST /approval/openapi/v2/approval/get` (host `www`)
//!
//! - Page: [查看审批定义](<https://open.feishu.cn/document/ukTMukTMukTM/uADNyUjLwQjM14CM0ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/approval/get` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::approval::get;
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
    pub approval_code: String,
    /// `locale`
    pub locale: Option<String>,
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
    pub fn locale<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.locale = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "0 locale text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    locale : OptText = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `approval_name`
    pub approval_name: String,
    /// `status`
    pub status: String,
    /// `form`
    pub form: String,
    /// `node_list`
    pub node_list: Vec<ResponseNodeList>,
    /// `viewers`
    pub viewers: Vec<ResponseViewers>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 approval_name text" "1 status text" "1 form text"
    "1 node_list list({0})" "1 viewers list({1})"], [TABLE_ResponseNodeList,
    TABLE_ResponseViewers], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_name : Text =
    ::larkspec::__private::Cell::blank(), status : Text =
    ::larkspec::__private::Cell::blank(), form : Text =
    ::larkspec::__private::Cell::blank(), node_list : List = Vec::new(), viewers : List =
    Vec::new(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::node_list`](field@Response::node_list).
#[non_exhaustive]
pub struct ResponseNodeList {
    /// `name`
    pub name: String,
    /// `need_approver`
    pub need_approver: bool,
    /// `node_id`
    pub node_id: String,
    /// `custom_node_id`
    pub custom_node_id: Option<String>,
    /// `node_type`
    pub node_type: String,
}
::larkspec::__table!(
    TABLE_ResponseNodeList, "ResponseNodeList", ["1 name text" "1 need_approver bool"
    "1 node_id text" "0 custom_node_id text" "1 node_type text"], [], ""
);
::larkspec::__object!(
    ResponseNodeList, TABLE_ResponseNodeList, name : Text =
    ::larkspec::__private::Cell::blank(), need_approver : Bool = false, node_id : Text =
    ::larkspec::__private::Cell::blank(), custom_node_id : OptText = None, node_type :
    Text = ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    ResponseNodeList, "ResponseNodeList", RESPONSE_SCHEMA, "/properties/node_list/items"
);
/// One of the objects in [`Response::viewers`](field@Response::viewers).
#[non_exhaustive]
pub struct ResponseViewers {
    /// `type`
    pub r#type: String,
    /// `open_id`
    pub open_id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseViewers, "ResponseViewers", ["1 type text" "0 open_id text"
    "0 user_id text"], [], ""
);
::larkspec::__object!(
    ResponseViewers, TABLE_ResponseViewers, r#type : Text =
    ::larkspec::__private::Cell::blank(), open_id : OptText = None, user_id : OptText =
    None,
);
::larkspec::__json_schema!(
    ResponseViewers, "ResponseViewers", RESPONSE_SCHEMA, "/properties/viewers/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/approval/get`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/approval/get", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/approval/get", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uADNyUjLwQjM14CM0ITN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/approval/get Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/approval/get Response"
);

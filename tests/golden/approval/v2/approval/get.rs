//! Get approval.
//!
//! `POST /approval/openapi/v2/approval/get` (host `www`)
//!
//! - Page: [查看审批定义](<https://open.feishu.cn/document/ukTMukTMukTM/uADNyUjLwQjM14CM0ITN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/approval/get` in its place.
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
    pub form: ResponseForm,
    /// `node_list`
    pub node_list: Vec<ResponseNodeList>,
    /// `viewers`
    pub viewers: Vec<ResponseViewers>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["1 approval_name text" "1 status text" "1 form {0}"
    "1 node_list list({1})" "1 viewers list({2})"], [TABLE_ResponseForm,
    TABLE_ResponseNodeList, TABLE_ResponseViewers], ""
);
::larkspec::__object!(
    Response, TABLE_Response, approval_name : Text =
    ::larkspec::__private::Cell::blank(), status : Text =
    ::larkspec::__private::Cell::blank(), form : Object =
    ::larkspec::__private::Cell::blank(), node_list : List = Vec::new(), viewers : List =
    Vec::new(),
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// The object in [`Response::form`](field@Response::form).
#[non_exhaustive]
pub struct ResponseForm {
    /// `id`
    pub id: String,
    /// `custom_id`
    pub custom_id: Option<String>,
    /// `name`
    pub name: String,
    /// `type`
    pub r#type: String,
    /// `enable_default_value`
    pub enable_default_value: bool,
    /// `widget_default_value`
    pub widget_default_value: String,
    /// `default_value_type`
    pub default_value_type: String,
    /// `display_condition`
    pub display_condition: Option<ResponseFormDisplayCondition>,
}
::larkspec::__table!(
    TABLE_ResponseForm, "ResponseForm", ["1 id text" "0 custom_id text" "1 name text"
    "1 type text" "1 enable_default_value bool" "1 widget_default_value text"
    "1 default_value_type text" "0 display_condition {0}"],
    [TABLE_ResponseFormDisplayCondition], ""
);
::larkspec::__object!(
    ResponseForm, TABLE_ResponseForm, id : Text = ::larkspec::__private::Cell::blank(),
    custom_id : OptText = None, name : Text = ::larkspec::__private::Cell::blank(),
    r#type : Text = ::larkspec::__private::Cell::blank(), enable_default_value : Bool =
    false, widget_default_value : Text = ::larkspec::__private::Cell::blank(),
    default_value_type : Text = ::larkspec::__private::Cell::blank(), display_condition :
    Opt = None,
);
::larkspec::__json_schema!(
    ResponseForm, "ResponseForm", RESPONSE_SCHEMA, "/properties/form"
);
/// The object in [`ResponseForm::display_condition`](field@ResponseForm::display_condition).
#[non_exhaustive]
pub struct ResponseFormDisplayCondition {
    /// `conditional`
    pub conditional: Option<String>,
    /// `conditions`
    pub conditions: Option<Vec<ResponseFormDisplayConditionConditions>>,
}
::larkspec::__table!(
    TABLE_ResponseFormDisplayCondition, "ResponseFormDisplayCondition",
    ["0 conditional text" "0 conditions list({0})"],
    [TABLE_ResponseFormDisplayConditionConditions], ""
);
::larkspec::__object!(
    ResponseFormDisplayCondition, TABLE_ResponseFormDisplayCondition, conditional :
    OptText = None, conditions : Opt = None,
);
::larkspec::__json_schema!(
    ResponseFormDisplayCondition, "ResponseFormDisplayCondition", RESPONSE_SCHEMA,
    "/properties/form/properties/display_condition"
);
/// One of the objects in [`ResponseFormDisplayCondition::conditions`](field@ResponseFormDisplayCondition::conditions).
#[non_exhaustive]
pub struct ResponseFormDisplayConditionConditions {
    /// `conditional`
    pub conditional: Option<String>,
    /// `expressions`
    pub expressions: Option<Vec<ResponseFormDisplayConditionConditionsExpressions>>,
}
::larkspec::__table!(
    TABLE_ResponseFormDisplayConditionConditions,
    "ResponseFormDisplayConditionConditions", ["0 conditional text"
    "0 expressions list({0})"],
    [TABLE_ResponseFormDisplayConditionConditionsExpressions], ""
);
::larkspec::__object!(
    ResponseFormDisplayConditionConditions, TABLE_ResponseFormDisplayConditionConditions,
    conditional : OptText = None, expressions : Opt = None,
);
::larkspec::__json_schema!(
    ResponseFormDisplayConditionConditions, "ResponseFormDisplayConditionConditions",
    RESPONSE_SCHEMA,
    "/properties/form/properties/display_condition/properties/conditions/items"
);
/// One of the objects in [`ResponseFormDisplayConditionConditions::expressions`](field@ResponseFormDisplayConditionConditions::expressions).
#[non_exhaustive]
pub struct ResponseFormDisplayConditionConditionsExpressions {
    /// `source_widget`
    pub source_widget: Option<String>,
    /// `compare_type`
    pub compare_type: Option<String>,
    /// `standard_value`
    pub standard_value: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseFormDisplayConditionConditionsExpressions,
    "ResponseFormDisplayConditionConditionsExpressions", ["0 source_widget text"
    "0 compare_type text" "0 standard_value text"], [], ""
);
::larkspec::__object!(
    ResponseFormDisplayConditionConditionsExpressions,
    TABLE_ResponseFormDisplayConditionConditionsExpressions, source_widget : OptText =
    None, compare_type : OptText = None, standard_value : OptText = None,
);
::larkspec::__json_schema!(
    ResponseFormDisplayConditionConditionsExpressions,
    "ResponseFormDisplayConditionConditionsExpressions", RESPONSE_SCHEMA,
    "/properties/form/properties/display_condition/properties/conditions/items/properties/expressions/items"
);
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

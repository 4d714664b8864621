//! Create external instance.
//!
//! `POST /approval/openapi/v2/external/instance/create` (host `www`)
//!
//! - Page: [三方审批实例同步](<https://open.feishu.cn/document/ukTMukTMukTM/uczM3UjL3MzN14yNzcTN>), updated 2022-09-20
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/external_instance/create` in its place.
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `content`
    ///
    /// A JSON document as a string.
    pub content: String,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `content`, which is required.
    #[inline]
    pub fn content(mut self, value: impl Into<String>) -> Self {
        self.0.value.content = value.into();
        self.0.set(0);
        self
    }
}
::larkspec::__table!(TABLE_Request, "Request", ["1 content json(any)"], [], "");
::larkspec::__object!(
    Request, TABLE_Request, content : Text = ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /approval/openapi/v2/external/instance/create`", TABLE_Request,
    TABLE_Response, { name : "approval/v2/external_instance/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/external/instance/create", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uczM3UjL3MzN14yNzcTN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 9u8, 20u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/external_instance/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/external_instance/create Response"
);

//! Create external instance.
//!
//! `POST /approval/openapi/v2/external/instance/create` (host `www`)
//!
//! - Page: [三方审批实例同步](<https://open.feishu.cn/document/ukTMukTMukTM/uczM3UjL3MzN14yNzcTN>), updated 2022-09-20
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/external_instance/create` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::external_instance::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .content(r#"{"approval_code":"60D0F7A2-052D-49E9-B570-C29C836CDF8E","instance_id":"216263","status":"PENDING","extra":"","links":{"pc_link":"http://182.50.118.46:38080/spa/workflow/static4form/index.html?#/main/workflow/req?requestid=","mobile_link":"http://182.50.118.46:38080/spa/workflow/static4form/index.html?#/main/workflow/req?requestid="},"title":"@i18n@1","form":[{"name":"@i18n@2","value":"@i18n@3"}],"user_id":"52d6585f","user_name":"342a","open_id":"123","department_id":"od-8ec33ffec336c3a39a278bc25e931676","department_name":"XXXX","start_time":1622444502000,"update_time":1622444502000,"end_time":0,"update_mode":"REPLACED","task_list":[{"task_id":"112253","user_id":"52d6585f","links":{"pc_link":"http://","mobile_link":"http://"},"status":"PENDING","extra":"","title":"同意","create_time":1566468012678,"end_time":0,"update_time":1566468012678,"action_context":"123456","action_configs":[{"action_type":"APPROVE","action_name":"@i18n@9","is_need_reason":true,"is_reason_required":true,"is_need_attachment":true}]}],"cc_list":[{"cc_id":"1231243","user_id":"a987sf9s","open_id":"","links":{"pc_link":"http://","mobile_link":"http://"},"read_status":"READ","extra":"","title":"XXX","create_time":1556468012678,"update_time":1566468012678}],"i18n_resources":[{"locale":"zh-CN","is_default":true,"texts":{"@i18n@1":"离开","@i18n@2":"天","@i18n@3":"2020-08-01"}},{"locale":"en-US","is_default":false,"texts":{"@i18n@1":"Leave","@i18n@2":"Day","@i18n@3":"2020-08-01"}},{"locale":"ja-JP","is_default":false,"texts":{"@i18n@1":"Leave","@i18n@2":"Day","@i18n@3":"2020-08-01"}}]}"#)
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
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

//! Check external instance.
//!
//! `POST /approval/openapi/v3/external/instance/check` (host `www`)
//!
//! - Page: [三方审批实例校验](<https://open.feishu.cn/document/ukTMukTMukTM/uUDNyYjL1QjM24SN0IjN>), updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/external_instance/check` instead.
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v3::external_instance::check;
//! use larkspec::approval::v3::types::{DiffTime, DiffTimeTasks};
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = check::Request::builder()
//!         .update_times([DiffTime::builder()
//!             .instance_id("1234234234242423")
//!             .update_time(1591603040000)
//!             .tasks([DiffTimeTasks::builder()
//!                 .task_id("112253")
//!                 .update_time(1591603040000)
//!                 .build()?])
//!             .build()?])
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `update_times`
    pub update_times: Vec<super::super::types::DiffTime>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `update_times`, which is required.
    #[inline]
    pub fn update_times(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::super::types::DiffTime>>,
    ) -> Self {
        self.0.value.update_times = ::larkspec::__private::list(value);
        self.0.set(0);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 update_times list(&0)"],
    [super::super::types::TABLE_DiffTime], ""
);
::larkspec::__object!(Request, TABLE_Request, update_times : List = Vec::new(),);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `diff_times`
    pub diff_times: Option<Vec<super::super::types::DiffTime>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 diff_times list(&0)"],
    [super::super::types::TABLE_DiffTime], ""
);
::larkspec::__object!(Response, TABLE_Response, diff_times : Opt = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /approval/openapi/v3/external/instance/check`", TABLE_Request, TABLE_Response,
    { name : "approval/v3/external_instance/check", method : ::larkspec::Method::Post,
    host : ::larkspec::Host::Www, path : "/approval/openapi/v3/external/instance/check",
    safe : true, tokens : & [::larkspec::TokenKind::Tenant], scopes : &
    ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uUDNyYjL1QjM24SN0IjN"), updated :
    Some(::larkspec::__private::Date::new(2022u16, 7u8, 8u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v3/external_instance/check Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v3/external_instance/check Response"
);

//! Check external instance.
//!
//! `POST /open-apis/approval/v4/external_instances/check` (host `open`)
//!
//! - Page: [校验三方审批实例](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_instance/check>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:external_instance`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::{Client, UnixMillis};
//! use larkspec::approval::v4::external_instance::check;
//! use larkspec::approval::v4::types::ExternalInstanceTask;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = check::Request::builder()
//!         .instances([check::RequestInstances::builder()
//!             .instance_id("1234234234242423")
//!             .update_time(UnixMillis::now())
//!             .tasks([ExternalInstanceTask::builder()
//!                 .task_id("112253")
//!                 .update_time(UnixMillis::now())
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
    /// `instances`
    pub instances: Vec<RequestInstances>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `instances`, which is required.
    #[inline]
    pub fn instances(
        mut self,
        value: impl IntoIterator<Item = impl Into<RequestInstances>>,
    ) -> Self {
        self.0.value.instances = ::larkspec::__private::list(value);
        self.0.set(0);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 instances list({0})"], [TABLE_RequestInstances], ""
);
::larkspec::__object!(Request, TABLE_Request, instances : List = Vec::new(),);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// One of the objects in [`Request::instances`](field@Request::instances).
#[non_exhaustive]
pub struct RequestInstances {
    /// `instance_id`
    ///
    /// Example: `"1234234234242423"`.
    pub instance_id: String,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed). Example: `"1591603040000"`.
    pub update_time: ::larkspec::UnixMillis,
    /// `tasks`
    pub tasks: Vec<super::super::types::ExternalInstanceTask>,
}
::larkspec::__builder!(RequestInstancesBuilder, RequestInstances, object, & [],);
impl RequestInstancesBuilder {
    /// Sets `instance_id`, which is required.
    #[inline]
    pub fn instance_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `update_time`, which is required.
    #[inline]
    pub fn update_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.update_time = value;
        self.0.set(1);
        self
    }
    /// Sets `tasks`, which is required.
    #[inline]
    pub fn tasks(
        mut self,
        value: impl IntoIterator<
            Item = impl Into<super::super::types::ExternalInstanceTask>,
        >,
    ) -> Self {
        self.0.value.tasks = ::larkspec::__private::list(value);
        self.0.set(2);
        self
    }
}
::larkspec::__table!(
    TABLE_RequestInstances, "RequestInstances", ["1 instance_id text"
    "17 update_time text format=unix-ms" "1 tasks list(&0)"],
    [super::super::types::TABLE_ExternalInstanceTask], ""
);
::larkspec::__object!(
    RequestInstances, TABLE_RequestInstances, instance_id : Text =
    ::larkspec::__private::Cell::blank(), update_time : Scalar =
    ::larkspec::__private::Cell::blank(), tasks : List = Vec::new(),
);
::larkspec::__json_schema!(
    RequestInstances, "RequestInstances", REQUEST_SCHEMA, "/properties/instances/items"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `diff_instances`
    pub diff_instances: Option<Vec<ResponseDiffInstances>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 diff_instances list({0})"],
    [TABLE_ResponseDiffInstances], ""
);
::larkspec::__object!(Response, TABLE_Response, diff_instances : Opt = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::diff_instances`](field@Response::diff_instances).
#[non_exhaustive]
pub struct ResponseDiffInstances {
    /// `instance_id`
    pub instance_id: Option<String>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `tasks`
    pub tasks: Option<Vec<super::super::types::ExternalInstanceTask>>,
}
::larkspec::__table!(
    TABLE_ResponseDiffInstances, "ResponseDiffInstances", ["0 instance_id text"
    "16 update_time text format=unix-ms" "0 tasks list(&0)"],
    [super::super::types::TABLE_ExternalInstanceTask], ""
);
::larkspec::__object!(
    ResponseDiffInstances, TABLE_ResponseDiffInstances, instance_id : OptText = None,
    update_time : Opt = None, tasks : Opt = None,
);
::larkspec::__json_schema!(
    ResponseDiffInstances, "ResponseDiffInstances", RESPONSE_SCHEMA,
    "/properties/diff_instances/items"
);
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /open-apis/approval/v4/external_instances/check`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/external_instance/check", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/external_instances/check", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:external_instance"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), codes : &
    [::larkspec::__private::CodeMeaning::new(1395001i64, Some(400u16),
    ::larkspec::__private::Meaning::Busy)], page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/external_instance/check"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
/// Error code 1395001, HTTP 400 — The client waits, then repeats the call if a repeat is safe.
pub const E1395001: i64 = 1395001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_instance/check Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/external_instance/check Response"
);

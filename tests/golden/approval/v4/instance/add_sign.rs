//! Add sign of instance.
//!
//! `POST /open-apis/approval/v4/instances/add_sign` (host `open`)
//!
//! - Page: [审批任务加签](<https://open.feishu.cn/document/ukTMukTMukTM/ukTM5UjL5ETO14SOxkTN/approval-task-addsign>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance::add_sign;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = add_sign::Request::builder()
//!         .approval_code("3B68E280-CF10-4198-B4CD-2E3BB97981D8")
//!         .instance_code("289330DE-FBF1-4A47-91F9-9EFCCF11BCAE")
//!         .user_id("b16g66e3")
//!         .task_id("6955096766400167956")
//!         .add_sign_user_ids(["d19b913b"])
//!         .add_sign_type(add_sign::RequestAddSignType::Value1)
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
    /// `instance_code`
    pub instance_code: String,
    /// `user_id`
    pub user_id: String,
    /// `task_id`
    pub task_id: String,
    /// `comment`
    pub comment: Option<String>,
    /// `add_sign_user_ids`
    pub add_sign_user_ids: Vec<String>,
    /// `add_sign_type`
    pub add_sign_type: ::larkspec::OpenEnum<RequestAddSignType>,
    /// `approval_method`
    pub approval_method: Option<::larkspec::OpenEnum<RequestApprovalMethod>>,
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
    /// Sets `instance_code`, which is required.
    #[inline]
    pub fn instance_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_code = value.into();
        self.0.set(1);
        self
    }
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `task_id`, which is required.
    #[inline]
    pub fn task_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.task_id = value.into();
        self.0.set(3);
        self
    }
    /// Sets `comment`.
    #[inline]
    pub fn comment<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.comment = value.into_option();
        self
    }
    /// Sets `add_sign_user_ids`, which is required.
    #[inline]
    pub fn add_sign_user_ids(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.value.add_sign_user_ids = ::larkspec::__private::list(value);
        self.0.set(5);
        self
    }
    /// Sets `add_sign_type`, which is required.
    #[inline]
    pub fn add_sign_type(
        mut self,
        value: impl Into<::larkspec::OpenEnum<RequestAddSignType>>,
    ) -> Self {
        self.0.value.add_sign_type = value.into();
        self.0.set(6);
        self
    }
    /// Sets `approval_method`.
    #[inline]
    pub fn approval_method<M>(
        mut self,
        value: impl ::larkspec::IntoOption<
            ::larkspec::OpenEnum<RequestApprovalMethod>,
            M,
        >,
    ) -> Self {
        self.0.value.approval_method = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 approval_code text" "1 instance_code text"
    "1 user_id text" "1 task_id text" "0 comment text" "1 add_sign_user_ids list(text)"
    "1 add_sign_type int values=[1,2,3]" "0 approval_method int"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, approval_code : Text = ::larkspec::__private::Cell::blank(),
    instance_code : Text = ::larkspec::__private::Cell::blank(), user_id : Text =
    ::larkspec::__private::Cell::blank(), task_id : Text =
    ::larkspec::__private::Cell::blank(), comment : OptText = None, add_sign_user_ids :
    Texts = Vec::new(), add_sign_type : Scalar = ::larkspec::__private::Cell::blank(),
    approval_method : Opt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// A value of `add_sign_type`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestAddSignType {
    /// `1` on the wire.
    Value1,
    /// `2` on the wire.
    Value2,
    /// `3` on the wire.
    Value3,
}
impl ::core::cmp::Eq for RequestAddSignType {}
impl ::larkspec::Enumeration for RequestAddSignType {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestAddSignType::Value1, 1i64),
        (RequestAddSignType::Value2, 2i64),
        (RequestAddSignType::Value3, 3i64),
    ];
}
::larkspec::__json_schema!(
    RequestAddSignType, "RequestAddSignType", REQUEST_SCHEMA, "/properties/add_sign_type"
);
/// A value of `approval_method`.
///
/// Values that the page does not list can be sent as well.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum RequestApprovalMethod {
    /// `1` on the wire.
    Value1,
    /// `2` on the wire.
    Value2,
}
impl ::core::cmp::Eq for RequestApprovalMethod {}
impl ::larkspec::Enumeration for RequestApprovalMethod {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[
        (RequestApprovalMethod::Value1, 1i64),
        (RequestApprovalMethod::Value2, 2i64),
    ];
}
::larkspec::__json_schema!(
    RequestApprovalMethod, "RequestApprovalMethod", REQUEST_SCHEMA,
    "/properties/approval_method"
);
/// The payload of the response.
#[non_exhaustive]
pub struct Response {}
::larkspec::__table!(TABLE_Response, "Response", [], [], "");
::larkspec::__object!(Response, TABLE_Response,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /open-apis/approval/v4/instances/add_sign`",
    TABLE_Request, TABLE_Response, { name : "approval/v4/instance/add_sign", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/add_sign", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/ukTM5UjL5ETO14SOxkTN/approval-task-addsign"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/add_sign Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance/add_sign Response"
);

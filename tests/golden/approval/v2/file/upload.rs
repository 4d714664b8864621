//! Upload file.
//!
//! `POST /approval/openapi/v2/file/upload` (host `www`)
//!
//! - Page: [上传文件](<https://open.feishu.cn/document/ukTMukTMukTM/uUDOyUjL1gjM14SN4ITN>), updated 2025-05-12
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v2::file::upload;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::from_env()?;
//!     let response = upload::Request::builder()
//!         .name("name")
//!         .r#type("type")
//!         .content(std::fs::read("content")?)
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `name`
    pub name: String,
    /// `type`
    pub r#type: String,
    /// `content`
    pub content: ::larkspec::Bytes,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [("type", "r#type")],);
impl RequestBuilder {
    /// Sets `name`, which is required.
    #[inline]
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.0.value.name = value.into();
        self.0.set(0);
        self
    }
    /// Sets `type`, which is required.
    #[inline]
    pub fn r#type(mut self, value: impl Into<String>) -> Self {
        self.0.value.r#type = value.into();
        self.0.set(1);
        self
    }
    /// Sets `content`, which is required.
    #[inline]
    pub fn content(mut self, value: impl Into<::larkspec::Bytes>) -> Self {
        self.0.value.content = value.into();
        self.0.set(2);
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["1 name text" "1 type text" "1 content text"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, name : Text = ::larkspec::__private::Cell::blank(), r#type :
    Text = ::larkspec::__private::Cell::blank(), content : Scalar =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `code`
    pub code: Option<String>,
    /// `url`
    pub url: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 code text" "0 url text"], [], "");
::larkspec::__object!(
    Response, TABLE_Response, code : OptText = None, url : OptText = None,
);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent", "`POST /approval/openapi/v2/file/upload`",
    TABLE_Request, TABLE_Response, { name : "approval/v2/file/upload", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Www, path :
    "/approval/openapi/v2/file/upload", multipart : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval:readonly"], page :
    Some("https://open.feishu.cn/document/ukTMukTMukTM/uUDOyUjL1gjM14SN4ITN"), updated :
    Some(::larkspec::__private::Date::new(2025u16, 5u8, 12u8)), }
);
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/file/upload Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v2/file/upload Response"
);

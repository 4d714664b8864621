//! Create instance comment.
//!
//! `POST /open-apis/approval/v4/instances/:instance_id/comments` (host `open`)
//!
//! - Page: [创建评论](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/create>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:instance.comment`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance_comment::create;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = create::Request::builder()
//!         .instance_id("6A123516-FB88-470D-A428-9AF58B71B3C0")
//!         .user_id("e5286g26")
//!         .call(&client)?;
//!     println!("{response:?}");
//!     Ok(())
//! }
//! ```
/// The request.
#[non_exhaustive]
pub struct Request {
    /// `instance_id`
    ///
    /// Sent in the path. Example: `"6A123516-FB88-470D-A428-9AF58B71B3C0"`.
    pub instance_id: String,
    /// `user_id_type`
    ///
    /// Default: `"open_id"`. Example: `"user_id"`.
    pub user_id_type: Option<
        ::larkspec::OpenEnum<super::super::super::super::types::UserIdType>,
    >,
    /// `user_id`
    ///
    /// Example: `"e5286g26"`.
    pub user_id: String,
    /// `content`
    ///
    /// Example: `"{\"text\":\"@username艾特展示\",\"files\":[{\"url\":\"xxx\",\"fileSize\":155149,\"title\":\"9a9fedc5cfb01a4a20c715098.png\",\"type\":\"image\",\"extra\":\"\"}]}"`.
    pub content: Option<String>,
    /// `at_info_list`
    pub at_info_list: Option<Vec<super::super::types::CommentAtInfo>>,
    /// `parent_comment_id`
    ///
    /// Example: `"7081516627711524883"`.
    pub parent_comment_id: Option<String>,
    /// `comment_id`
    ///
    /// Example: `"7081516627711524883"`.
    pub comment_id: Option<String>,
    /// `disable_bot`
    ///
    /// Example: `false`.
    pub disable_bot: Option<bool>,
    /// `extra`
    ///
    /// A JSON document as a string. Example: `"{\"a\":\"a\"}"`.
    pub extra: Option<String>,
}
::larkspec::__builder!(RequestBuilder, Request, request, & [],);
impl RequestBuilder {
    /// Sets `instance_id`, which is required.
    #[inline]
    pub fn instance_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_id = value.into();
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
    /// Sets `user_id`, which is required.
    #[inline]
    pub fn user_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.user_id = value.into();
        self.0.set(2);
        self
    }
    /// Sets `content`.
    #[inline]
    pub fn content<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.content = value.into_option();
        self
    }
    /// Sets `at_info_list`.
    #[inline]
    pub fn at_info_list<M>(
        mut self,
        value: impl ::larkspec::IntoList<super::super::types::CommentAtInfo, M>,
    ) -> Self {
        self.0.value.at_info_list = value.into_list();
        self
    }
    /// Sets `parent_comment_id`.
    #[inline]
    pub fn parent_comment_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.parent_comment_id = value.into_option();
        self
    }
    /// Sets `comment_id`.
    #[inline]
    pub fn comment_id<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.comment_id = value.into_option();
        self
    }
    /// Sets `disable_bot`.
    #[inline]
    pub fn disable_bot(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.disable_bot = value.into();
        self
    }
    /// Sets `extra`.
    #[inline]
    pub fn extra<M>(mut self, value: impl ::larkspec::IntoOption<String, M>) -> Self {
        self.0.value.extra = value.into_option();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["5 instance_id text min_len=1u"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]" "9 user_id text"
    "0 content text" "0 at_info_list list(&0)" "0 parent_comment_id text"
    "0 comment_id text" "0 disable_bot bool" "0 extra json(any)"],
    [super::super::types::TABLE_CommentAtInfo], ""
);
::larkspec::__object!(
    Request, TABLE_Request, instance_id : Text = ::larkspec::__private::Cell::blank(),
    user_id_type : Opt = None, user_id : Text = ::larkspec::__private::Cell::blank(),
    content : OptText = None, at_info_list : Opt = None, parent_comment_id : OptText =
    None, comment_id : OptText = None, disable_bot : OptBool = None, extra : OptText =
    None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `comment_id`
    pub comment_id: Option<String>,
}
::larkspec::__table!(TABLE_Response, "Response", ["0 comment_id text"], [], "");
::larkspec::__object!(Response, TABLE_Response, comment_id : OptText = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
::larkspec::__endpoint!(
    json, "the whole body as sent",
    "`POST /open-apis/approval/v4/instances/:instance_id/comments`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/instance_comment/create", method :
    ::larkspec::Method::Post, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/:instance_id/comments", tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:instance.comment"], rate : Some(::larkspec::__private::Rate::new(1000u32,
    60u32)), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/create"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/create Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/create Response"
);

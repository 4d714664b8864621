//! List instance comments.
//!
//! `GET /open-apis/approval/v4/instances/:instance_id/comments` (host `open`)
//!
//! - Page: [获取评论](<https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/list>), updated 2025-04-21
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval`, `approval:approval:readonly`, `approval:instance.comment`
//! - Rate limit: 1000/min
//!
//! # Example
//!
//! ```no_run
//! use larkspec::Client;
//! use larkspec::approval::v4::instance_comment::list;
//!
//! fn main() -> Result<(), larkspec::Error> {
//!     let client = Client::from_env()?;
//!     let response = list::Request::builder()
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
    /// `page_token`
    ///
    /// Example: `"nF1ZXJ5VGhlbkZldGNoCgAAAAAA6PZwFmUzSldvTC1yU"`.
    pub page_token: Option<String>,
    /// `page_size`
    ///
    /// At most 1000. Example: `10`.
    pub page_size: Option<i64>,
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
    /// Sets `page_token`.
    #[inline]
    pub fn page_token<M>(
        mut self,
        value: impl ::larkspec::IntoOption<String, M>,
    ) -> Self {
        self.0.value.page_token = value.into_option();
        self
    }
    /// Sets `page_size`.
    #[inline]
    pub fn page_size(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.page_size = value.into();
        self
    }
}
::larkspec::__table!(
    TABLE_Request, "Request", ["5 instance_id text min_len=1u"
    "8 user_id_type text values=[\"open_id\",\"union_id\",\"user_id\"]" "9 user_id text"
    "8 page_token text" "8 page_size int max=1000"], [], ""
);
::larkspec::__object!(
    Request, TABLE_Request, instance_id : Text = ::larkspec::__private::Cell::blank(),
    user_id_type : Opt = None, user_id : Text = ::larkspec::__private::Cell::blank(),
    page_token : OptText = None, page_size : OptInt = None,
);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// `comments`
    pub comments: Option<Vec<ResponseComments>>,
}
::larkspec::__table!(
    TABLE_Response, "Response", ["0 comments list({0})"], [TABLE_ResponseComments], ""
);
::larkspec::__object!(Response, TABLE_Response, comments : Opt = None,);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
/// One of the objects in [`Response::comments`](field@Response::comments).
#[non_exhaustive]
pub struct ResponseComments {
    /// `id`
    pub id: Option<String>,
    /// `content`
    pub content: Option<String>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub create_time: Option<::larkspec::UnixMillis>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `is_delete`
    pub is_delete: Option<::larkspec::OpenEnum<super::super::types::IsDelete>>,
    /// `replies`
    pub replies: Option<Vec<ResponseCommentsReplies>>,
    /// `at_info_list`
    pub at_info_list: Option<Vec<super::super::types::CommentAtInfo>>,
    /// `commentator`
    pub commentator: Option<String>,
    /// `extra`
    pub extra: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseComments, "ResponseComments", ["0 id text" "0 content text"
    "16 create_time text format=unix-ms" "16 update_time text format=unix-ms"
    "0 is_delete int" "0 replies list({0})" "0 at_info_list list(&1)"
    "0 commentator text" "0 extra text"], [TABLE_ResponseCommentsReplies,
    super::super::types::TABLE_CommentAtInfo], ""
);
::larkspec::__object!(
    ResponseComments, TABLE_ResponseComments, id : OptText = None, content : OptText =
    None, create_time : Opt = None, update_time : Opt = None, is_delete : Opt = None,
    replies : Opt = None, at_info_list : Opt = None, commentator : OptText = None, extra
    : OptText = None,
);
::larkspec::__json_schema!(
    ResponseComments, "ResponseComments", RESPONSE_SCHEMA, "/properties/comments/items"
);
/// One of the objects in [`ResponseComments::replies`](field@ResponseComments::replies).
#[non_exhaustive]
pub struct ResponseCommentsReplies {
    /// `id`
    pub id: Option<String>,
    /// `content`
    pub content: Option<String>,
    /// `create_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub create_time: Option<::larkspec::UnixMillis>,
    /// `update_time`
    ///
    /// Unix time in milliseconds (assumed).
    pub update_time: Option<::larkspec::UnixMillis>,
    /// `is_delete`
    pub is_delete: Option<::larkspec::OpenEnum<super::super::types::IsDelete>>,
    /// `at_info_list`
    pub at_info_list: Option<Vec<super::super::types::CommentAtInfo>>,
    /// `commentator`
    pub commentator: Option<String>,
    /// `extra`
    pub extra: Option<String>,
}
::larkspec::__table!(
    TABLE_ResponseCommentsReplies, "ResponseCommentsReplies", ["0 id text"
    "0 content text" "16 create_time text format=unix-ms"
    "16 update_time text format=unix-ms" "0 is_delete int" "0 at_info_list list(&0)"
    "0 commentator text" "0 extra text"], [super::super::types::TABLE_CommentAtInfo], ""
);
::larkspec::__object!(
    ResponseCommentsReplies, TABLE_ResponseCommentsReplies, id : OptText = None, content
    : OptText = None, create_time : Opt = None, update_time : Opt = None, is_delete : Opt
    = None, at_info_list : Opt = None, commentator : OptText = None, extra : OptText =
    None,
);
::larkspec::__json_schema!(
    ResponseCommentsReplies, "ResponseCommentsReplies", RESPONSE_SCHEMA,
    "/properties/comments/items/properties/replies/items"
);
::larkspec::__endpoint!(
    json, "the parameters as one object",
    "`GET /open-apis/approval/v4/instances/:instance_id/comments`", TABLE_Request,
    TABLE_Response, { name : "approval/v4/instance_comment/list", method :
    ::larkspec::Method::Get, host : ::larkspec::Host::Open, path :
    "/open-apis/approval/v4/instances/:instance_id/comments", safe : true, tokens : &
    [::larkspec::TokenKind::Tenant], scopes : & ["approval:approval",
    "approval:approval:readonly", "approval:instance.comment"], rate :
    Some(::larkspec::__private::Rate::new(1000u32, 60u32)), page :
    Some("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance-comment/list"),
    updated : Some(::larkspec::__private::Date::new(2025u16, 4u8, 21u8)), }
);
/// Error code 1390001, HTTP 400
pub const E1390001: i64 = 1390001i64;
::larkspec::__json_schema!(
    const REQUEST_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/list Request"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA = super::super::super::SCHEMAS,
    "approval/v4/instance_comment/list Response"
);

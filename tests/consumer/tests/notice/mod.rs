//! A request with strings that contain JSON, and fields that depend on each other.

use consumer::shop::v1::notice::send::{Request, RequestContent, RequestKind};

/// A valid request.
pub fn request() -> Request {
    Request::builder()
        .kind(RequestKind::Text)
        .content(RequestContent::builder().text("hi").build().unwrap())
        .uuid("u-1")
        .open_id("ou_1")
        .build()
        .unwrap()
}

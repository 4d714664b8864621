//! A request with strings that carry JSON and fields that look at each other.

use consumer::shop::v1::notice::send::{Request, RequestContent, RequestKind};

/// A valid one.
pub fn request() -> Request {
    Request::builder()
        .kind(RequestKind::Text)
        .content(RequestContent::builder().text("hi").build().unwrap())
        .uuid("u-1")
        .open_id("ou_1")
        .build()
        .unwrap()
}

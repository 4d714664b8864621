//! Requests become HTTP, and HTTP becomes an answer or an error.

pub(crate) mod answer;
pub(crate) mod check;
mod disposition;
pub(crate) mod envelope;
mod explanation;
mod http_endpoint;
mod multipart;
pub(crate) mod region;
pub(crate) mod request;
pub(crate) mod transport;
mod unpack;

pub use answer::Answer;
pub use http_endpoint::HttpEndpoint;
pub use region::Region;

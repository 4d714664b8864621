//! Requests and answers as types of the `http` crate, without the client, for use with any HTTP library.

use http::{Request, Response};

use crate::error::Inner;
use crate::error::scrub::Scrub;
use crate::token::Token;
use crate::wire::answer::{Purpose, judge};
use crate::wire::region::BaseUrl;
use crate::wire::request;
use crate::wire::transport;
use crate::{Answer, Endpoint, Error, ErrorKind, Secret};

/// The maximum size of an unpacked answer, since there is no client to configure it.
const LONGEST: usize = 64 * 1024 * 1024;

/// Calls an endpoint without [`Client`](crate::Client): the request becomes an `http::Request`, which any HTTP client
/// can send, and the answer is read from an `http::Response`. Every endpoint implements it.
pub trait HttpEndpoint: Endpoint {
    /// Checks this request and converts it for another HTTP client. `base_url` is the URL of a
    /// [region](crate::Region::url) or a gateway. Pass a token unless the endpoint takes none.
    ///
    /// The client must send the body unchanged; it sets the content length and other connection headers itself. To
    /// use an unencrypted base URL of another machine, replace the URI of the returned request.
    ///
    /// ```
    /// use larkspec::approval::v2::instance::list;
    /// use larkspec::{Host, HttpEndpoint, Region, Secret, http};
    ///
    /// # let (from, to) = (larkspec::UnixMillis::from_millis(0), larkspec::UnixMillis::now());
    /// let request = list::Request::builder()
    ///     .approval_code("7C46")
    ///     .start_time(from)
    ///     .end_time(to)
    ///     .build()?;
    /// let token = Secret::from("t-g1044ghJRUIJJ5ELPXYWBPHPQHIDNF3");
    /// let base_url = Region::Feishu.url(Host::Www);
    /// let http: http::Request<Vec<u8>> = request.to_http_request(base_url, Some(&token))?;
    /// assert_eq!(http.uri(), "https://www.feishu.cn/approval/openapi/v2/instance/list");
    ///
    /// // What the other client has received:
    /// let body = br#"{"code":0,"msg":"","data":{"instance_code_list":["A"]}}"#;
    /// let response = list::Request::from_http_response(http::Response::new(body), Some(&token))?;
    /// assert_eq!(response.instance_code_list, ["A"]);
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest), with every violation;
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an invalid base URL or token.
    fn to_http_request(
        &self,
        base_url: &str,
        token: Option<&Secret>,
    ) -> Result<http::Request<Vec<u8>>, Error> {
        outgoing(self, base_url, token)
    }

    /// Reads the answer that another HTTP client has received, whatever its status. Pass the token of the request: an
    /// answer may repeat it, and errors redact it.
    ///
    /// # Errors
    ///
    /// Those of a call with [`Client`](crate::Client). [`Error::is_retryable`] and [`Error::retry_after`] say whether
    /// and when to try again; [`ErrorKind::Authentication`](crate::ErrorKind::Authentication) means that you need
    /// another token.
    fn from_http_response<B: AsRef<[u8]>>(
        response: http::Response<B>,
        token: Option<&Secret>,
    ) -> Result<Self::Response, Error> {
        Self::answer_from_http_response(response, token)?.complete()
    }

    /// Like [`from_http_response`](Self::from_http_response), but returns the whole answer; see
    /// [`Client::answer`](crate::Client::answer).
    ///
    /// # Errors
    ///
    /// Those of [`from_http_response`](Self::from_http_response). A part that cannot be read is an error only if
    /// there is no value without it.
    fn answer_from_http_response<B: AsRef<[u8]>>(
        response: http::Response<B>,
        token: Option<&Secret>,
    ) -> Result<Answer<Self::Response>, Error> {
        let (parts, body) = response.into_parts();
        let response = http::Response::from_parts(parts, body.as_ref());
        incoming::<Self>(response, token)
    }
}

impl<E: Endpoint> HttpEndpoint for E {}

/// See [`HttpEndpoint::to_http_request`].
fn outgoing<E: Endpoint>(
    request: &E,
    base_url: &str,
    token: Option<&Secret>,
) -> Result<Request<Vec<u8>>, Error> {
    let metadata = E::METADATA;
    let base = BaseUrl::parse(base_url, false)?;
    let authorization = match token.filter(|_| !metadata.tokens.is_empty()) {
        Some(token) => Some(Token::fixed(token.clone())?.header()),
        None => None,
    };
    let encoded = request::encode(request)?;
    let http = encoded
        .to_http(&base.url, metadata, authorization)
        .map_err(|why| request::invalid(why, metadata.name))?;
    Ok(http.map(<[u8]>::to_vec))
}

/// See [`HttpEndpoint::answer_from_http_response`].
fn incoming<E: Endpoint>(
    response: Response<&[u8]>,
    token: Option<&Secret>,
) -> Result<Answer<E::Response>, Error> {
    let metadata = E::METADATA;
    let scrub = Scrub::new(token.map(Secret::expose));
    let (parts, body) = response.into_parts();
    let max = LONGEST.max(body.len());
    let answer = transport::Answer::new(parts.status.as_u16(), parts.headers, body.to_vec(), max);
    let answer = answer.map_err(|_| {
        let detail = transport::too_large(max);
        Inner::new(ErrorKind::TooLarge, detail).endpoint(metadata.name)
    })?;
    match judge(metadata, Purpose::Call, answer, &scrub) {
        Ok(mut success) => {
            success.attempts = 1;
            success.whole(metadata, &scrub)
        }
        Err(refusal) => Err(Inner {
            retryable: refusal.next.is_retryable(metadata.safe),
            attempts: 1,
            ..refusal.error.endpoint(metadata.name)
        }
        .into()),
    }
}

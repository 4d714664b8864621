//! Requests and answers as types of the crate `http`, without the client: for any HTTP library.

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request, Response, Uri};

use crate::answer::{Purpose, judge};
use crate::error::Inner;
use crate::region::BaseUrl;
use crate::request::{self, Encoded};
use crate::scrub::Scrub;
use crate::token::Token;
use crate::transport;
use crate::{Answer, Endpoint, Error, ErrorKind, Metadata, Method, Secret};

/// How long an answer may be once it is unpacked, where no client says.
const LONGEST: usize = 64 * 1024 * 1024;

/// The request as it goes over the wire.
pub(crate) fn assemble<'r>(
    base_url: &str,
    metadata: &Metadata<'_>,
    request: &'r Encoded,
    authorization: Option<HeaderValue>,
) -> Result<Request<&'r [u8]>, &'static str> {
    let uri = Uri::try_from([base_url, &*request.path_and_query].concat())
        // The URL is not shown: a parameter in it may be a secret.
        .map_err(|_| "the URL would be too long, or is not a valid one")?;
    let body = request.body();
    let mut http = Request::new(body.map_or(&[][..], |(bytes, _)| bytes));
    *http.method_mut() = match metadata.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    };
    *http.uri_mut() = uri;
    let headers = http.headers_mut();
    if let Some((_, content_type)) = body {
        let value = HeaderValue::from_str(content_type)
            .map_err(|_| "the media type of the body can not be sent")?;
        headers.insert(CONTENT_TYPE, value);
    }
    for (name, value) in &request.headers {
        headers.insert(name, value.clone());
    }
    if let Some(authorization) = authorization {
        headers.insert(AUTHORIZATION, authorization);
    }
    Ok(http)
}

/// See [`Endpoint::to_http_request`].
pub(crate) fn outgoing<E: Endpoint>(
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
    let http = assemble(&base.url, metadata, &encoded, authorization)
        .map_err(|why| request::invalid(why, metadata.name))?;
    Ok(http.map(<[u8]>::to_vec))
}

/// See [`Endpoint::answer_from_http_response`].
pub(crate) fn incoming<E: Endpoint>(
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

//! The kinds of failure.

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is misconfigured, or lacks what the endpoint needs. Nothing was sent.
    Configuration,
    /// The request breaks the rules of its page; see [`Error::violations`](crate::Error::violations). Nothing was sent.
    InvalidRequest,
    /// The connection could not be established, or broke.
    Transport,
    /// A timeout expired.
    Timeout,
    /// The server's certificate was rejected, or TLS failed for another reason.
    Tls,
    /// The answer is a redirect. The client never follows redirects because they would forward the token.
    Redirect,
    /// The answer exceeds the maximum size.
    TooLarge,
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON, but a part of it cannot be read as its page describes it; see [`Error::left_out`](crate::Error::left_out).
    Decode,
    /// The token or the app's credentials were rejected.
    Authentication,
    /// The app, or the user, may not do this; see [`Error::permission_violations`](crate::Error::permission_violations).
    Permission,
    /// Too many requests: the platform refused the call, or the client's own limit would have delayed it for longer
    /// than the retry budget allows.
    RateLimited,
    /// The month's quota of calls is used up.
    Quota,
    /// The platform refused the call for another reason; see [`Error::code`](crate::Error::code).
    Platform,
    /// The platform failed to process the call.
    Server,
    /// The pages of a list do not form a sequence: the token of the next page is missing, pages repeat, or they still
    /// do not fit together after several attempts.
    PageSequence,
    /// The client was [cancelled](crate::Client::cancel).
    Cancelled,
    /// State that a program keeps between runs cannot be read or written: a
    /// [checkpoint](crate::sweep::Checkpoint::load), or the tokens of a [store](crate::token_store).
    Storage,
}

//! The kinds of failure.

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up wrongly, or lacks what the endpoint needs. Nothing was sent.
    Configuration,
    /// The request breaks the rules of its page; see [`Error::violations`](crate::Error::violations). Nothing was sent.
    InvalidRequest,
    /// The connection could not be made, or broke.
    Transport,
    /// A timeout ran out.
    Timeout,
    /// The server's certificate was refused, or TLS failed otherwise.
    Tls,
    /// The answer sends the client elsewhere. No redirect is followed: the token would go along.
    Redirect,
    /// The answer is longer than the client takes.
    TooLarge,
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON, but a part of it cannot be read as its page describes it; see [`Error::left_out`](crate::Error::left_out).
    Decode,
    /// The token, or the app's credentials, were refused.
    Authentication,
    /// The app, or the user, may not do this; see [`Error::permission_violations`](crate::Error::permission_violations).
    Permission,
    /// Too many requests: refused by the platform, or held back by the client's own limit for
    /// longer than the retry budget allows.
    RateLimited,
    /// The month's quota of calls is used up.
    Quota,
    /// The platform refused the call for another reason: see [`Error::code`](crate::Error::code).
    Platform,
    /// The platform failed.
    Server,
    /// The platform says that there is a next page, but not where it begins; the pages of a list run in a
    /// circle; or they do not fit together, however often they are read.
    PageSequence,
    /// The client was [cancelled](crate::Client::cancel).
    Cancelled,
    /// What a program keeps between its runs cannot be read or written: a
    /// [checkpoint](crate::sweep::Checkpoint::load), or the tokens of a [store](crate::token_store).
    Storage,
}

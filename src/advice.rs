//! What the platform's general error codes mean for a caller.
//!
//! Codes: <https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN>. A code that an endpoint
//! defines for itself is not in here.

use crate::ErrorKind;

/// The code of a tenant token that is not, or no longer, valid.
pub(crate) const INVALID_TENANT_TOKEN: i64 = 99_991_663;

/// The kind of failure that an answer with this code and HTTP status tells of. The code comes
/// first: the platform sends the same one under several statuses.
pub(crate) fn kind_of(code: i64, status: u16) -> ErrorKind {
    match code {
        99_991_403 => ErrorKind::Quota,
        99_991_400 | 11_232 | 11_233 | 11_247 | 90_217 => ErrorKind::RateLimited,
        INVALID_TENANT_TOKEN | 99_991_661 | 99_991_662 | 99_991_664 | 99_991_665 | 99_991_668
        | 99_991_669 | 99_991_670 | 99_991_671 | 99_991_673 | 99_991_677 | 99_991_543 | 20_005
        | 20_006 | 20_013 | 20_014 | 10_012 | 10_013 | 10_014 | 10_015 => ErrorKind::Authentication,
        99_991_672 | 99_991_676 | 99_991_679 | 99_991_401 | 60_009 | 41_056 => {
            ErrorKind::Permission
        }
        2_200 | 5_000 | 10_101 | 10_500 | 55_001 | 65_001 | 96_402 => ErrorKind::Server,
        _ => match status {
            401 => ErrorKind::Authentication,
            403 => ErrorKind::Permission,
            429 => ErrorKind::RateLimited,
            500.. => ErrorKind::Server,
            _ => ErrorKind::Platform,
        },
    }
}

/// What the failure is, for the start of its line.
pub(crate) fn what_happened(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Quota => "the month's quota of calls is used up",
        ErrorKind::RateLimited => "too many requests",
        ErrorKind::Authentication => "the platform does not accept the credentials",
        ErrorKind::Permission => "the permission for this call is missing",
        ErrorKind::Server => "the platform failed",
        _ => "the platform refused the call",
    }
}

/// What to do about it, where that is known.
pub(crate) fn of(kind: ErrorKind, code: Option<i64>) -> Option<&'static str> {
    match code {
        Some(10_003 | 10_015 | 99_991_543) if kind == ErrorKind::Authentication => {
            return Some("check the app id and the app secret in the developer console");
        }
        Some(10_014 | 99_991_662 | 99_991_673) => {
            return Some("check in the developer console that the app is enabled and installed");
        }
        Some(INVALID_TENANT_TOKEN) => {
            return Some(
                "the token has expired, or the endpoint does not take a tenant token; an app id \
                 and secret in place of a fixed token let the client renew it",
            );
        }
        Some(99_991_668 | 99_991_677 | 20_005 | 20_006) => {
            return Some("the user token has expired or is wrong: renew it");
        }
        Some(99_991_671) => {
            return Some("a token starts with `t-` or `u-`: check that it is whole");
        }
        Some(99_991_661) => return Some("the endpoint needs a token"),
        Some(99_991_401) => {
            return Some("add this machine's address to the app's IP allowlist");
        }
        Some(99_991_403) => {
            return Some("it starts anew next month, or with a larger plan");
        }
        Some(60_001 | 9_499 | 10_001 | 10_003 | 99_992_402 | 4_000) => {
            return Some("check the parameters against the endpoint's page");
        }
        Some(60_002 | 4_002) => {
            return Some("check the approval code: there is no such approval definition");
        }
        _ => {}
    }
    match kind {
        ErrorKind::Tls => {
            Some("check the host, the machine's clock, and whether a proxy replaces certificates")
        }
        ErrorKind::Redirect => Some("check the base URL and the region"),
        ErrorKind::TooLarge => Some("raise `ClientBuilder::max_body`, or ask for less"),
        ErrorKind::RateLimited => Some("call less often, or set `ClientBuilder::rate`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_comes_before_the_status() {
        use ErrorKind::*;
        let cases = [
            (99_991_400, 400, RateLimited),
            (99_991_400, 200, RateLimited),
            (99_991_403, 429, Quota),
            (99_991_663, 200, Authentication),
            (99_991_663, 500, Authentication),
            (99_991_672, 400, Permission),
            (60_001, 200, Platform),
            (60_001, 400, Platform),
            (1, 429, RateLimited),
            (1, 401, Authentication),
            (1, 403, Permission),
            (1, 503, Server),
            (55_001, 200, Server),
            (1_390_001, 404, Platform),
        ];
        for (code, status, kind) in cases {
            assert_eq!(kind_of(code, status), kind, "{code} under {status}");
        }
    }
}

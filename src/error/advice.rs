//! What the platform's error codes mean: the kind of failure, whether to try again, and what to do about it.
//!
//! If a spec says what a code means, the spec takes precedence.

use crate::endpoint::metadata::Meaning;
use crate::{ErrorKind, Metadata, TokenKind};

/// What a code reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Too many calls; refused before it was carried out.
    Throttled,
    /// The service cannot serve the call now.
    Busy,
    /// The month's quota is used up.
    Quota,
    /// The token is refused; another token may be accepted.
    Token,
    /// The app, its secret, or the ticket that a token is made from is refused.
    Credentials,
    /// The app or the user may not do this.
    Permission,
}

use Class::{Busy, Credentials, Permission, Quota, Throttled, Token};

/// The codes that have a page below `https://open.feishu.cn/document/`. Codes of six digits and more belong to one
/// service and mean the same in all of its endpoints.
const CODES: &[(&str, Class, &[i64])] = &[
    // General error codes.
    (
        "ukTMukTMukTM/ugjM14COyUjL4ITN",
        Throttled,
        &[
            11_232, 11_233, 11_247, 90_217, 1_000_004, 1_000_005, 99_991_400,
        ],
    ),
    (
        "ukTMukTMukTM/ugjM14COyUjL4ITN",
        Busy,
        &[
            600, 1_500, 1_642, 1_663, 1_668, 2_200, 4_006, 5_000, 10_101, 10_105, 10_500, 18_121,
            45_500, 55_001, 60_014, 65_001, 90_203, 90_235, 90_242, 91_201, 95_001, 95_003, 95_005,
            95_010, 95_011, 95_203, 95_204, 95_205, 95_206, 95_207, 95_208, 95_209, 96_001, 96_002,
            96_201, 96_402, 105_001, 1_050_002, 1_050_008, 1_069_301, 1_069_399,
        ],
    ),
    ("ukTMukTMukTM/ugjM14COyUjL4ITN", Quota, &[99_991_403]),
    (
        "ukTMukTMukTM/ugjM14COyUjL4ITN",
        Token,
        &[
            4_001, 20_005, 20_006, 20_013, 20_014, 99_991_661, 99_991_663, 99_991_664, 99_991_665,
            99_991_668, 99_991_670, 99_991_671, 99_991_677,
        ],
    ),
    (
        "ukTMukTMukTM/ugjM14COyUjL4ITN",
        Credentials,
        &[
            10_005, 10_012, 10_013, 10_014, 10_015, 20_002, 99_991_543, 99_991_662, 99_991_669,
            99_991_673,
        ],
    ),
    (
        "ukTMukTMukTM/ugjM14COyUjL4ITN",
        Permission,
        &[
            41_056, 60_009, 99_991_401, 99_991_672, 99_991_676, 99_991_679,
        ],
    ),
    // Messages and groups.
    (
        "uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create",
        Throttled,
        &[230_020, 230_047, 230_048, 232_019],
    ),
    // Calendars.
    (
        "uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event-attendee/create",
        Throttled,
        &[190_004, 190_005, 190_010],
    ),
    // Bitable.
    (
        "uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-view/list",
        Throttled,
        &[1_254_290],
    ),
    (
        "uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-view/list",
        Busy,
        &[1_254_291, 1_254_607, 1_255_040],
    ),
    // Drive, sheets, people.
    (
        "uAjLw4CM/ukTMukTMukTM/reference/drive-v1/file/create_shortcut",
        Busy,
        &[1_061_045],
    ),
    (
        "ukTMukTMukTM/uUDN04SN0QjL1QDN/sheets-v3/spreadsheet-sheet/move_dimension",
        Throttled,
        &[1_310_217],
    ),
    (
        "uAjLw4CM/ukTMukTMukTM/corehr-v2/job/list",
        Throttled,
        &[1_161_604],
    ),
];

/// Codes that stand for several failures, distinguished by the message: the code, a part of the message in lower
/// case, and what it reports.
const BY_MESSAGE: &[(i64, &str, Class)] = &[
    // According to the page, a bad parameter; a custom bot over its limit gets it as well.
    (9_499, "too many request", Throttled),
    // The page of general codes: "If the message is `Service Internal Error`, repeat it".
    (11_246, "internal error", Busy),
];

fn class_of(code: i64, msg: &str) -> Option<Class> {
    let by_message = BY_MESSAGE
        .iter()
        .find(|(known, part, _)| *known == code && msg.to_lowercase().contains(part));
    if let Some((_, _, class)) = by_message {
        return Some(*class);
    }
    let row = CODES.iter().find(|(_, _, codes)| codes.contains(&code));
    row.map(|(_, class, _)| *class)
}

/// The kind of failure that an answer reports, and what it means for the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    /// `None` if a token is refused: what to do next depends on whether there is another.
    pub(crate) means: Option<Meaning>,
}

/// Judges a refusal by what the spec says about the code, otherwise by the tables here, otherwise by the status. The
/// code takes precedence because the platform sends the same code with several statuses.
pub(crate) fn verdict(metadata: &Metadata<'_>, code: i64, status: u16, msg: &str) -> Verdict {
    let general = general(class_of(code, msg), status);
    let Some(means) = stated(metadata, code, status) else {
        return general;
    };
    let kind = match (means, general.kind) {
        (Meaning::Throttled, _) => ErrorKind::RateLimited,
        (Meaning::Busy, _) => ErrorKind::Server,
        (Meaning::Final, ErrorKind::RateLimited | ErrorKind::Server) => ErrorKind::Platform,
        (Meaning::Final, kind) => kind,
    };
    Verdict {
        kind,
        means: Some(means),
    }
}

/// What the spec says about a code: in its row for this status, otherwise in its row for any status.
fn stated(metadata: &Metadata<'_>, code: i64, status: u16) -> Option<Meaning> {
    let of_code = |status: Option<u16>| {
        let mut codes = metadata.codes.iter();
        codes.find(|known| known.code == code && known.status == status)
    };
    let row = of_code(Some(status)).or_else(|| of_code(None));
    // Pages state one status, but the platform also sends others.
    let row = row.or_else(|| metadata.codes.iter().find(|known| known.code == code));
    row.map(|row| row.means)
}

fn general(class: Option<Class>, status: u16) -> Verdict {
    let (kind, means) = match (class, status) {
        (Some(Throttled), _) | (None, 429) => (ErrorKind::RateLimited, Some(Meaning::Throttled)),
        (Some(Busy), _) | (None, 500..) => (ErrorKind::Server, Some(Meaning::Busy)),
        (Some(Quota), _) => (ErrorKind::Quota, Some(Meaning::Final)),
        (Some(Token), _) | (None, 401) => (ErrorKind::Authentication, None),
        (Some(Credentials), _) => (ErrorKind::Authentication, Some(Meaning::Final)),
        (Some(Permission), _) | (None, 403) => (ErrorKind::Permission, Some(Meaning::Final)),
        (None, _) => (ErrorKind::Platform, Some(Meaning::Final)),
    };
    Verdict { kind, means }
}

/// What a status means if there is no code.
pub(crate) fn verdict_without_code(status: u16) -> Verdict {
    general(None, status)
}

/// Names the failure, as the beginning of its message.
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

/// What to do about a refused token, by the kind of token that was sent.
pub(crate) fn of_refused_token(token: &str, renewed: bool, taken: &[TokenKind]) -> String {
    let kind = match token {
        _ if renewed => Some(TokenKind::Tenant),
        token if token.starts_with("t-") => Some(TokenKind::Tenant),
        token if token.starts_with("u-") || token.starts_with("eyJ") => Some(TokenKind::User),
        token if token.starts_with("a-") => Some(TokenKind::App),
        _ => None,
    };
    let name = kind.map_or("token", TokenKind::as_str);
    if kind.is_some_and(|kind| !taken.contains(&kind)) {
        let kinds: Vec<&str> = taken.iter().map(|kind| kind.as_str()).collect();
        let kinds = kinds.join(" or ");
        return format!("the endpoint takes a {kinds}, and was called with a {name}");
    }
    match kind {
        _ if renewed => "the app's tenant token was refused, and so was a new one: check in the \
                         developer console that the app is enabled and installed"
            .to_owned(),
        Some(TokenKind::Tenant | TokenKind::App) => format!(
            "the fixed {name} has expired or is wrong: pass another one, or an app id and secret, with \
             which the client renews its token"
        ),
        Some(TokenKind::User) => {
            "the fixed user token has expired or is wrong: refresh it, and pass \
                                  the new one to `Client::with_token`"
                .to_owned()
        }
        None => "the fixed token has expired or is wrong: a tenant token starts with `t-`, a user \
                 token with `u-`"
            .to_owned(),
    }
}

/// What to do about the failure, if that is known.
pub(crate) fn of(kind: ErrorKind, code: Option<i64>) -> Option<&'static str> {
    match code {
        Some(10_003 | 10_015 | 20_002 | 99_991_543) if kind == ErrorKind::Authentication => {
            return Some("check the app id and the app secret in the developer console");
        }
        Some(10_014 | 99_991_662 | 99_991_673) => {
            return Some("check in the developer console that the app is enabled and installed");
        }
        Some(99_991_401) => {
            return Some("add this machine's address to the app's IP allowlist");
        }
        Some(99_991_403) => {
            return Some("the quota is renewed next month, or with a larger plan");
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
        ErrorKind::TooLarge => Some("raise `ClientBuilder::max_body`, or request less data"),
        ErrorKind::RateLimited => Some("call less often, or set `ClientBuilder::rate`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::metadata::CodeMeaning;
    use crate::fixture;

    #[test]
    fn the_code_comes_before_the_status() {
        use ErrorKind::*;
        let throttled = Some(Meaning::Throttled);
        let (busy, never) = (Some(Meaning::Busy), Some(Meaning::Final));
        let cases = [
            (99_991_400, 400, "", RateLimited, throttled),
            (99_991_400, 200, "", RateLimited, throttled),
            (230_020, 400, "", RateLimited, throttled),
            (1_254_290, 200, "TooManyRequest", RateLimited, throttled),
            (1_254_607, 400, "Data not ready", Server, busy),
            (9_499, 200, "too many request", RateLimited, throttled),
            (9_499, 400, "Too Many Requests", RateLimited, throttled),
            (9_499, 400, "Bad Request", Platform, never),
            (11_246, 400, "Service Internal Error", Server, busy),
            (11_246, 400, "bad card", Platform, never),
            (99_991_403, 429, "", Quota, never),
            (99_991_663, 200, "", Authentication, None),
            (99_991_663, 500, "", Authentication, None),
            (99_991_664, 400, "", Authentication, None),
            (99_991_668, 400, "", Authentication, None),
            (99_991_661, 400, "", Authentication, None),
            (99_991_669, 400, "", Authentication, never),
            (10_015, 200, "", Authentication, never),
            (99_991_672, 400, "", Permission, never),
            (60_001, 200, "", Platform, never),
            (60_001, 400, "", Platform, never),
            (1, 429, "", RateLimited, throttled),
            (1, 401, "", Authentication, None),
            (1, 403, "", Permission, never),
            (1, 503, "", Server, busy),
            (55_001, 200, "", Server, busy),
            (1_390_001, 404, "", Platform, never),
        ];
        for (code, status, msg, kind, means) in cases {
            let verdict = verdict(fixture::metadata(), code, status, msg);
            assert_eq!(verdict, Verdict { kind, means }, "{code} under {status}");
        }
    }

    #[test]
    fn the_spec_comes_before_the_tables() {
        use ErrorKind::*;
        const fn row(code: i64, status: Option<u16>, means: Meaning) -> CodeMeaning {
            CodeMeaning {
                code,
                status,
                means,
            }
        }
        static METADATA: Metadata<'static> = Metadata {
            codes: &[
                row(7, None, Meaning::Throttled),
                row(8, Some(400), Meaning::Busy),
                row(8, Some(403), Meaning::Final),
                row(99_991_400, None, Meaning::Final),
                row(99_991_672, None, Meaning::Final),
                row(99_991_663, None, Meaning::Final),
            ],
            ..fixture::LIST
        };
        let cases = [
            (7, 200, RateLimited, Meaning::Throttled),
            (8, 400, Server, Meaning::Busy),
            (8, 403, Permission, Meaning::Final),
            (8, 200, Server, Meaning::Busy),
            (99_991_400, 429, Platform, Meaning::Final),
            (99_991_672, 400, Permission, Meaning::Final),
            (99_991_663, 400, Authentication, Meaning::Final),
            (55_001, 200, Server, Meaning::Busy),
        ];
        for (code, status, kind, means) in cases {
            let verdict = verdict(&METADATA, code, status, "");
            let means = Some(means);
            assert_eq!(verdict, Verdict { kind, means }, "{code} under {status}");
        }
    }

    #[test]
    fn no_code_stands_in_the_table_twice() {
        let mut codes: Vec<i64> = CODES
            .iter()
            .flat_map(|(_, _, codes)| *codes)
            .copied()
            .collect();
        codes.extend(BY_MESSAGE.iter().map(|(code, ..)| *code));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(CODES.iter().all(|(page, ..)| page.contains('/')));
    }

    #[test]
    fn advice_about_a_token_names_its_kind() {
        use TokenKind::*;
        let both = &[Tenant, User][..];
        let cases = [
            ("t-1", true, both, "the app's tenant token was refused"),
            ("t-1", false, both, "the fixed tenant token has expired"),
            ("u-1", false, both, "the fixed user token has expired"),
            (
                "eyJhbGciOi",
                false,
                both,
                "the fixed user token has expired",
            ),
            ("a-1", false, &[App], "the fixed app token has expired"),
            ("x", false, both, "the fixed token has expired"),
            (
                "t-1",
                false,
                &[User],
                "takes a user token, and was called with a tenant token",
            ),
            (
                "u-1",
                false,
                &[Tenant, App],
                "takes a tenant token or app token, and was",
            ),
        ];
        for (token, renewed, taken, part) in cases {
            let advice = of_refused_token(token, renewed, taken);
            assert!(advice.contains(part), "{token}: {advice}");
        }
    }
}

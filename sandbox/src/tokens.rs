//! Access tokens: those that are always valid, and those that the token endpoint issues.

use std::collections::HashMap;
use std::time::Duration;

use larkspec_codegen::model::TokenKind;

use crate::random::Random;

/// While at least this much of its life remains, the token endpoint returns the current token. See the page
/// "tenant_access_token of a custom app".
const KEPT_WHILE_LEFT_MS: i64 = 30 * 60 * 1000;

/// The tokens of one app.
pub(crate) struct Tokens {
    fixed: [(TokenKind, String); 3],
    /// The tokens, with the time from which each is rejected.
    issued: HashMap<String, i64>,
    /// The newest of each kind.
    current: HashMap<TokenKind, Issued>,
    lifetime_ms: i64,
    count: u64,
    random: Random,
}

/// A token as the token endpoint returns it.
#[derive(Clone)]
pub(crate) struct Issued {
    pub(crate) token: String,
    /// The expiry according to the answer.
    told_until: i64,
    /// The real expiry.
    valid_until: i64,
}

impl Issued {
    /// The remaining seconds according to the answer.
    pub(crate) fn expire(&self, now: i64) -> i64 {
        (self.told_until - now).max(0) / 1000
    }
}

/// Whether a call is allowed.
pub(crate) enum Verdict {
    Valid,
    /// The token is missing.
    Missing,
    /// The token is unknown, expired or of a kind that the endpoint does not accept.
    Invalid(TokenKind),
}

impl Tokens {
    pub(crate) fn new(mut random: Random, lifetime: Duration) -> Self {
        let mut fixed = |kind| (kind, format!("{}-{}", letter(kind), random.word(40)));
        let fixed = [
            fixed(TokenKind::Tenant),
            fixed(TokenKind::User),
            fixed(TokenKind::App),
        ];
        Tokens {
            fixed,
            issued: HashMap::new(),
            current: HashMap::new(),
            lifetime_ms: i64::try_from(lifetime.as_millis()).unwrap_or(i64::MAX / 2),
            count: 0,
            random,
        }
    }

    /// The token of this kind that is always valid.
    pub(crate) fn fixed(&self, kind: TokenKind) -> &str {
        let found = self.fixed.iter().find(|(known, _)| *known == kind);
        found.map_or("", |(_, token)| token)
    }

    /// Issues a token; `really` is its real lifetime in seconds, if it differs.
    pub(crate) fn issue(&mut self, kind: TokenKind, now: i64, really: Option<u64>) -> Issued {
        let kept = self.current.remove(&kind).filter(|current| {
            current.told_until - now >= KEPT_WHILE_LEFT_MS && current.valid_until > now
        });
        let mut current = kept.unwrap_or_else(|| self.create(kind, now));
        if let Some(seconds) = really {
            let ms = i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
            current.valid_until = current.valid_until.min(now.saturating_add(ms));
        }
        self.issued.retain(|_, valid_until| *valid_until > now);
        self.issued
            .insert(current.token.clone(), current.valid_until);
        self.current.insert(kind, current.clone());
        current
    }

    fn create(&mut self, kind: TokenKind, now: i64) -> Issued {
        self.count += 1;
        let until = now.saturating_add(self.lifetime_ms);
        Issued {
            token: format!("{}-{}", letter(kind), self.random.word(40)),
            told_until: until,
            valid_until: until,
        }
    }

    /// Revokes all issued tokens. The fixed ones stay valid.
    pub(crate) fn revoke(&mut self) {
        self.issued.clear();
        self.current.clear();
    }

    /// The number of different tokens that were issued.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Checks the value of an `Authorization` header for an endpoint that accepts these kinds.
    pub(crate) fn judge(&self, header: Option<&str>, kinds: &[TokenKind], now: i64) -> Verdict {
        if kinds.is_empty() {
            return Verdict::Valid;
        }
        let Some(token) = header.and_then(bearer) else {
            return Verdict::Missing;
        };
        let kind = match token.get(..2) {
            Some("u-") => TokenKind::User,
            Some("a-") => TokenKind::App,
            _ => TokenKind::Tenant,
        };
        match self.is_live(token, now) && kinds.contains(&kind) {
            true => Verdict::Valid,
            false => Verdict::Invalid(kind),
        }
    }

    /// Whether the token is one that is always valid, or was issued and has not expired.
    pub(crate) fn is_live(&self, token: &str, now: i64) -> bool {
        let issued = self.issued.get(token);
        self.fixed.iter().any(|(_, fixed)| fixed == token)
            || issued.is_some_and(|valid_until| now < *valid_until)
    }
}

/// The letter that tokens of this kind begin with.
fn letter(kind: TokenKind) -> char {
    match kind {
        TokenKind::Tenant => 't',
        TokenKind::User => 'u',
        TokenKind::App => 'a',
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

//! The behaviour of the platform, as its pages describe it, and as this server assumes it.
//!
//! Codes and their meanings come from the page "General error codes" (`ugjM14COyUjL4ITN`), the throttled answer from
//! "Rate limits" (`uUzN04SN3QjL1cDN`). No page says the following, so it is assumed:
//!
//! - HTTP status 400 for errors, unless a page's own list of errors gives another;
//! - 404 with a text body for a path that does not exist, 405 with 99991301 for another method;
//! - the end of a time range is included by default (in the page's own example, a range whose start equals its end
//!   contains five instances).

use larkspec_codegen::model::{Endpoint, Field, Host, TokenKind};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, distort, enveloped, is_distorted};
use crate::clock::unix_ms;
use crate::example;
use crate::fault::Fault;
use crate::http::Request;
use crate::instances::Query;
use crate::order::Order;
use crate::record::Limit;
use crate::route::{Refusal, Role, Route, Violation};
use crate::state::{Shared, lock};
use crate::tokens::Verdict;

const METHOD_MISMATCH: i64 = 99991301;
const THROTTLED: i64 = 99991400;
const QUOTA_EXCEEDED: i64 = 99991403;
const TOKEN_MISSING: i64 = 99991661;
const TOKEN_INVALID: i64 = 99991663;
const APP_TOKEN_INVALID: i64 = 99991664;
const USER_TOKEN_INVALID: i64 = 99991668;
const INTERNAL_ERROR: i64 = 5000;

/// A parameter is invalid, at the approval endpoints that are not below `/open-apis`.
const PARAMETER_ERROR: i64 = 60001;
/// A parameter is invalid, at the token endpoints.
const INVALID_PARAMETER: i64 = 10003;
/// A parameter is invalid, at all other endpoints; the answer names the fields.
const FIELD_VIOLATION: i64 = 99992402;
/// No approval definition has this code. The page lists 4002 and this code for it; this is the one next to 60001.
const DEFINITION_NOT_FOUND: i64 = 60002;
const WRONG_SECRET: i64 = 10015;

/// The field with a token of the app, in requests and answers.
const APP_TOKEN: &str = "app_access_token";

/// A call that is being processed.
pub(crate) struct Exchange<'a> {
    pub(crate) server: &'a Shared,
    pub(crate) route: &'a Route,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) path: &'a [(String, String)],
    pub(crate) request: &'a Request,
    pub(crate) faults: &'a [Fault],
    pub(crate) log_id: &'a str,
}

/// The answer to an unknown path.
pub(crate) fn no_such_path() -> Answer {
    Answer::text(404, "404 page not found")
}

/// The answer to a method that the path does not support.
pub(crate) fn no_such_method() -> Answer {
    Answer::error(405, METHOD_MISMATCH, "request method doesn't match")
}

impl Exchange<'_> {
    /// Carries out the request.
    pub(crate) fn answer(&self) -> Answer {
        let replaced = self.faults.iter().find_map(|fault| self.replacement(fault));
        if let Some(answer) = replaced {
            return answer;
        }
        if let Some(refusal) = self.authorize().or_else(|| self.admit()) {
            return refusal;
        }
        match self.route.check(self.endpoint, self.path, self.request) {
            Err(Refusal::Violations(violations)) => self.refuse(&violations),
            Err(Refusal::Schema(why)) => Answer::text(500, &why),
            Ok(body) => self.carry_out(&body),
        }
    }

    fn carry_out(&self, body: &Value) -> Answer {
        let order = lock(&self.server.orders).next(&self.endpoint.name);
        match (order, self.route.role) {
            (Some(order), _) => self.give(order, body),
            (None, Role::Token) => self.issue_tokens(body),
            (None, Role::Instances) => self.list_instances(body),
            (None, Role::Spec) => self.follow_spec(body),
        }
    }

    fn give(&self, order: Order, body: &Value) -> Answer {
        match order {
            Order::Json(answer) => self.answer_json(answer),
            Order::Pages(pages) => match pages.requested(self.endpoint, &self.parameters(body)) {
                Ok(answer) => self.answer_json(answer),
                Err(why) => self.refuse(&[why]),
            },
            Order::Error { code, msg } => self.error(code, &msg),
            Order::Raw {
                status,
                content_type,
                body,
            } => Answer::raw(status, &content_type, body),
        }
    }

    fn parameters(&self, body: &Value) -> Map<String, Value> {
        example::parameters(self.endpoint, self.request.query(), body)
    }

    /// The answer of a fault that replaces the endpoint's.
    fn replacement(&self, fault: &Fault) -> Option<Answer> {
        Some(match fault {
            Fault::Html { status } => Answer::html(*status, "gateway"),
            Fault::EchoAuthorization { status, json } => {
                let header = self.request.header("authorization").unwrap_or("(none)");
                let detail = format!("request had Authorization: {header}");
                match json {
                    true => Answer::error(*status, INTERNAL_ERROR, &detail),
                    false => Answer::html(*status, &detail),
                }
            }
            Fault::Redirect { status, to } => {
                let elsewhere = || format!("http://localhost:{}/redirected", self.server.port);
                let to = to.clone().unwrap_or_else(elsewhere);
                Answer::text(*status, "").with_header("Location", to)
            }
            Fault::Throttle { status, reset } => {
                let limit = self.limit().map_or(100, |limit| limit.requests);
                throttled(limit, *reset).with_status(*status)
            }
            Fault::ThrottleWithoutReset { status } => {
                Answer::error(*status, THROTTLED, "request trigger frequency limit")
            }
            Fault::Quota { status } => {
                let msg = "This month's API call quota has been exceeded";
                Answer::error(*status, QUOTA_EXCEEDED, msg)
            }
            Fault::InvalidToken { status, revoke } => {
                if *revoke {
                    lock(&self.server.tokens).revoke();
                }
                invalid_token(TokenKind::Tenant).with_status(*status)
            }
            Fault::ServerError { status: 500 } => {
                Answer::error(500, INTERNAL_ERROR, "internal error")
            }
            Fault::ServerError { status } => Answer::html(*status, "gateway"),
            _ => return None,
        })
    }

    /// Rejects a call without a valid token.
    fn authorize(&self) -> Option<Answer> {
        let kinds = &self.endpoint.http.tokens;
        let header = self.request.header("authorization");
        let now = unix_ms(self.server.clock.now());
        match lock(&self.server.tokens).judge(header, kinds, now) {
            Verdict::Valid => None,
            Verdict::Missing => Some(Answer::error(
                400,
                TOKEN_MISSING,
                "Missing access token for authorization. Please make a request with token attached.",
            )),
            Verdict::Invalid(kind) => Some(invalid_token(kind)),
        }
    }

    /// Rejects a call that exceeds the rate limit.
    fn admit(&self) -> Option<Answer> {
        let limit = self.limit()?;
        let now = unix_ms(self.server.clock.now());
        let admitted = lock(&self.server.windows).admit(&self.endpoint.name, limit, now);
        admitted.err().map(|reset| throttled(limit.requests, reset))
    }

    fn limit(&self) -> Option<Limit> {
        let config = &self.server.config;
        let documented = self.endpoint.http.rate.filter(|_| config.documented_rates);
        let documented = documented.map(|rate| Limit {
            requests: rate.requests,
            per: std::time::Duration::from_secs(rate.per.seconds().into()),
        });
        let set = config.rate.filter(|_| self.route.role != Role::Token);
        set.or(documented)
    }

    /// The answer to a request with invalid parameters.
    fn refuse(&self, violations: &[Violation]) -> Answer {
        let named: Vec<String> = violations
            .iter()
            .map(|violation| match &*violation.pointer {
                // The body as a whole has no name.
                "" => violation.reason.clone(),
                pointer => format!("{pointer}: {}", violation.reason),
            })
            .collect();
        let named = named.join("; ");
        let path = &self.endpoint.http.path;
        if path.starts_with("/open-apis/auth/") {
            return self.error(INVALID_PARAMETER, &format!("invalid param: {named}"));
        }
        if self.endpoint.http.host == Host::Www || !path.starts_with("/open-apis/") {
            return self.error(PARAMETER_ERROR, &format!("param is invalid: {named}"));
        }
        let status = self.status_of(FIELD_VIOLATION);
        let msg = format!("field validation failed: {named}");
        Answer::violations(status, FIELD_VIOLATION, &msg, self.log_id, violations)
    }

    fn error(&self, code: i64, msg: &str) -> Answer {
        let keys = &self.endpoint.http.envelope_keys;
        Answer::named_error(keys, self.status_of(code), code, msg)
    }

    /// The HTTP status of an error: the page's, otherwise 400.
    fn status_of(&self, code: i64) -> u16 {
        let listed = self.endpoint.errors.iter().find(|error| error.code == code);
        listed.and_then(|error| error.status).unwrap_or(400)
    }

    /// Issues the tokens that the answer of the endpoint has.
    fn issue_tokens(&self, body: &Value) -> Answer {
        if let Some(refusal) = self.refuse_app(body) {
            return refusal;
        }
        let early = self.faults.iter().find_map(|fault| match fault {
            Fault::EarlyExpiry { seconds } => Some(*seconds),
            _ => None,
        });
        let now = unix_ms(self.server.clock.now());
        let mut payload = Map::new();
        let mut tokens = lock(&self.server.tokens);
        for (name, kind) in [
            ("tenant_access_token", TokenKind::Tenant),
            (APP_TOKEN, TokenKind::App),
        ] {
            if has(&self.endpoint.response, name) {
                let issued = tokens.issue(kind, now, early);
                payload.insert(name.to_owned(), json!(issued.token));
                payload.insert("expire".to_owned(), json!(issued.expire(now)));
            }
        }
        self.succeed(payload)
    }

    /// Rejects the credentials of another app, as far as the endpoint asks for them. Tickets and tenants are not
    /// checked.
    fn refuse_app(&self, body: &Value) -> Option<Answer> {
        let config = &self.server.config;
        let given = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
        let asks = |key: &str| has(&self.endpoint.body, key);
        if asks("app_id") && given("app_id") != config.app_id {
            let msg = "invalid param: no app has this app_id";
            return Some(self.error(INVALID_PARAMETER, msg));
        }
        if asks("app_secret") && given("app_secret") != config.app_secret {
            return Some(self.error(WRONG_SECRET, "wrong app secret"));
        }
        let now = unix_ms(self.server.clock.now());
        if asks(APP_TOKEN) && !lock(&self.server.tokens).is_live(given(APP_TOKEN), now) {
            let msg = "invalid param: app_access_token";
            return Some(self.error(INVALID_PARAMETER, msg));
        }
        None
    }

    fn list_instances(&self, body: &Value) -> Answer {
        let config = &self.server.config;
        if body.get("approval_code").and_then(Value::as_str) != Some(&*config.approval_code) {
            return self.error(DEFINITION_NOT_FOUND, "approval definition not found");
        }
        let query = match self.query(body) {
            Ok(query) => query,
            Err(violation) => return self.refuse(&[violation]),
        };
        let mut instances = self.server.instances();
        for fault in self.faults {
            match fault {
                Fault::Insert { count, at } => {
                    let now = unix_ms(self.server.clock.now());
                    instances.insert_during(query, *count, *at, now);
                }
                Fault::Delete { count, from } => instances.delete_during(query, *count, *from),
                _ => {}
            }
        }
        let page = instances.page(query);
        if is_distorted(self.faults) {
            let payload = [("instance_code_list".to_owned(), json!(page))];
            return self.succeed(payload.into_iter().collect());
        }
        let mut body = br#"{"code":0,"msg":"success","data":{"instance_code_list":"#.to_vec();
        match serde_json::to_writer(&mut body, &page) {
            Ok(()) => {
                body.extend_from_slice(b"}}");
                Answer::success(body)
            }
            Err(error) => Answer::text(500, &error.to_string()),
        }
    }

    fn query(&self, body: &Value) -> Result<Query, Violation> {
        let int = |key: &str| {
            let number = body.get(key).and_then(Value::as_i64);
            number.ok_or_else(|| Violation::new(format!("/{key}"), "must be an integer"))
        };
        let natural = |key: &str| {
            let number = int(key)?;
            u64::try_from(number)
                .map_err(|_| Violation::new(format!("/{key}"), format!("{number} is below 0")))
        };
        let config = &self.server.config;
        let mut query = Query {
            start: int("start_time")?,
            end: int("end_time")?,
            offset: natural("offset")?,
            limit: natural("limit")?.min(config.page_cap),
            inclusive: config.inclusive_end,
            ..Query::default()
        };
        if query.start > query.end {
            let reason = format!("{} is after end_time, {}", query.start, query.end);
            return Err(Violation::new("/start_time", reason));
        }
        for fault in self.faults {
            match fault {
                Fault::IgnoredOffset => query.offset = 0,
                Fault::ShortPage { cap } => query.limit = query.limit.min(*cap),
                Fault::Duplicate { every } => query.duplicate = Some(*every),
                Fault::Descending => query.descending = true,
                Fault::InclusiveEnd => query.inclusive = true,
                Fault::ExclusiveEnd => query.inclusive = false,
                _ => {}
            }
        }
        Ok(query)
    }

    /// The answer of an endpoint without special behaviour.
    fn follow_spec(&self, body: &Value) -> Answer {
        if self.endpoint.answers_file() {
            return Answer::file(b"A file from the sandbox.\n");
        }
        let answer = example::answer(self.endpoint, &self.parameters(body));
        match self.route.check_answer(self.endpoint, &answer) {
            Ok(()) => self.answer_json(answer),
            Err(why) => Answer::text(500, &why),
        }
    }

    fn succeed(&self, payload: Map<String, Value>) -> Answer {
        self.answer_json(enveloped(self.endpoint, payload))
    }

    fn answer_json(&self, mut answer: Value) -> Answer {
        distort(&mut answer, self.endpoint, self.faults);
        let code = answer.get(&self.endpoint.http.envelope_keys.code);
        let code = code.and_then(Value::as_i64).unwrap_or(0);
        Answer::json(&answer, code)
    }
}

fn has(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name == name)
}

fn throttled(limit: u32, reset: u64) -> Answer {
    Answer::error(429, THROTTLED, "request trigger frequency limit")
        .with_header("X-Ogw-Ratelimit-Limit", limit.to_string())
        .with_header("X-Ogw-Ratelimit-Reset", reset.to_string())
}

fn invalid_token(kind: TokenKind) -> Answer {
    let code = match kind {
        TokenKind::Tenant => TOKEN_INVALID,
        TokenKind::App => APP_TOKEN_INVALID,
        TokenKind::User => USER_TOKEN_INVALID,
    };
    let msg = "Invalid access token for authorization. Please make a request with token attached.";
    Answer::error(400, code, msg)
}

//! Why a call failed, and what a person needs to fix it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use larkspec_shape::Violation;
use larkspec_shape::object::Deviation;

use crate::endpoint::metadata::Date;
use crate::{InvalidTime, Metadata};
use scrub::one_line;

pub(crate) mod advice;
mod kind;
pub(crate) mod scrub;

pub use kind::ErrorKind;

/// Why a call failed.
///
/// `Display` writes one line: what happened, what to do about it if that is known, and the numbers that the
/// platform's support asks for. Neither `Display` nor `Debug` shows a token, an app secret, or a part of an answer
/// that contains one. `Debug` writes the same line followed by the causes, which is what `main() -> Result<(),
/// larkspec::Error>` prints.
///
/// An `Error` is one pointer wide and cheap to clone.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

/// A missing permission, as the platform names it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionViolation {
    /// The kind of permission, such as `action_privilege_required`.
    pub kind: String,
    /// The permission, such as `approval:approval:readonly`.
    pub subject: String,
}

/// A parameter that the platform rejects.
///
/// The rejected value is not included because it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldViolation {
    /// The name of the parameter.
    pub field: String,
    /// What is wrong with it.
    pub description: String,
}

/// A text in which the platform explains a refusal, in addition to its message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detail {
    /// What the text is about: the platform's key for it, or its location in the answer, such as `data.reason`.
    pub key: String,
    /// The text, with tokens and secrets removed.
    pub text: String,
}

/// A help page that the platform refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Help {
    /// Its URL; empty if the platform gives only a description.
    pub url: String,
    /// What the page explains, or what to do there.
    pub description: String,
}

impl Error {
    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the same call may succeed later with nothing changed, and repeating it does no harm.
    ///
    /// The client has already retried such a call for as long as its retry budget lasted. If the answer was lost and
    /// the call is not known to be safe to repeat, this is `false`, because the platform may have carried it out.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// The endpoint that was called, such as `approval/v2/instance/list`. If the token could not be fetched, this is
    /// the token's endpoint.
    pub fn endpoint(&self) -> Option<&str> {
        self.0.endpoint.as_deref()
    }

    /// The platform's error code.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// Whether the platform's error code is this one. The module of an endpoint has a constant for each code of its page.
    ///
    /// ```
    /// # mod send { pub const E230020: i64 = 230020; }
    /// fn is_throttled(error: &larkspec::Error) -> bool {
    ///     error.is(send::E230020)
    /// }
    /// ```
    pub fn is(&self, code: i64) -> bool {
        self.0.code == Some(code)
    }

    /// The platform's message, with tokens and secrets removed.
    pub fn msg(&self) -> Option<&str> {
        self.0.msg.as_deref()
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The ID under which the platform logs this call. Its support asks for it.
    pub fn log_id(&self) -> Option<&str> {
        self.0.log_id.as_deref()
    }

    /// The broken rules: those that the request breaks for [`ErrorKind::InvalidRequest`], or the parts of the answer
    /// that could not be read for [`ErrorKind::Decode`]. Pointers are those of
    /// [`Endpoint::validate`](crate::Endpoint::validate) for a request, and point into the whole body for an answer.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The URL of the page whose rules are broken, if there are [violations](Self::violations).
    pub fn page(&self) -> Option<&'static str> {
        self.0.page
    }

    /// The date of that page. If the platform has changed the page since, the rules may differ.
    pub fn page_updated(&self) -> Option<Date> {
        self.0.page_updated
    }

    /// The parts of an answer that could not be read, for [`ErrorKind::Decode`]: each with its location in the body,
    /// the reason, and the text as received unless it may be a secret. If none of them is required,
    /// [`Client::answer`](crate::Client::answer) returns the value without them.
    pub fn left_out(&self) -> &[Deviation] {
        &self.0.left_out
    }

    /// The permissions that the platform reports as missing.
    pub fn permission_violations(&self) -> &[PermissionViolation] {
        &self.0.permission_violations
    }

    /// The parameters that the platform rejects.
    pub fn field_violations(&self) -> &[FieldViolation] {
        &self.0.field_violations
    }

    /// Everything else in the answer that explains the refusal and has no accessor of its own, 100 entries at most.
    pub fn details(&self) -> &[Detail] {
        &self.0.details
    }

    /// The help pages that the platform refers to.
    pub fn helps(&self) -> &[Help] {
        &self.0.helps
    }

    /// A page of the platform that analyses this very call.
    pub fn troubleshooter(&self) -> Option<&str> {
        self.0.troubleshooter.as_deref()
    }

    /// How long the platform, or the client's own rate limit, asks to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The beginning of an answer that is not JSON, on one line, with tokens and secrets removed; `None` if the
    /// answer may contain a secret.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }

    /// The first 64 KiB of the body of an answer that was refused or cannot be used, with tokens and secrets removed.
    /// Bytes that are not UTF-8 are shown as U+FFFD. `None` if there was no body, if it was compressed, or if the
    /// answer may contain a secret.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// How many times the request was sent; 0 if it never was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

/// The parts of an error while it is being built, without secrets.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) retryable: bool,
    /// What happened, in one line without secrets.
    pub(crate) detail: String,
    pub(crate) endpoint: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<i64>,
    pub(crate) msg: Option<String>,
    pub(crate) log_id: Option<String>,
    pub(crate) violations: Vec<Violation>,
    /// The page whose rules are broken, and its date.
    pub(crate) page: Option<&'static str>,
    pub(crate) page_updated: Option<Date>,
    pub(crate) left_out: Vec<Deviation>,
    pub(crate) permission_violations: Vec<PermissionViolation>,
    pub(crate) field_violations: Vec<FieldViolation>,
    pub(crate) details: Vec<Detail>,
    pub(crate) helps: Vec<Help>,
    pub(crate) troubleshooter: Option<String>,
    /// Scopes of which any one would have been enough, according to the endpoint's page.
    pub(crate) scopes: &'static [&'static str],
    pub(crate) retry_after: Option<Duration>,
    pub(crate) excerpt: Option<String>,
    pub(crate) body: Option<String>,
    /// What to do about the failure; replaces the advice for its kind and code.
    pub(crate) advice: Option<String>,
    pub(crate) attempts: u32,
    /// Why the call was not retried, if that needs an explanation.
    pub(crate) gave_up: Option<String>,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Inner {
    pub(crate) fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Inner {
            kind,
            retryable: false,
            detail: detail.into(),
            endpoint: None,
            status: None,
            code: None,
            msg: None,
            log_id: None,
            violations: Vec::new(),
            page: None,
            page_updated: None,
            left_out: Vec::new(),
            permission_violations: Vec::new(),
            field_violations: Vec::new(),
            details: Vec::new(),
            helps: Vec::new(),
            troubleshooter: None,
            scopes: &[],
            retry_after: None,
            excerpt: None,
            body: None,
            advice: None,
            attempts: 0,
            gave_up: None,
            source: None,
        }
    }

    /// Adds the page whose rules are broken.
    pub(crate) fn by_page_of(mut self, metadata: &Metadata<'_>) -> Self {
        self.page = metadata.page;
        self.page_updated = metadata.updated.filter(|_| metadata.page.is_some());
        self
    }

    pub(crate) fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }
}

impl Error {
    /// Returns the same failure for a part of what was left out.
    pub(crate) fn of_part(&self, detail: &str, left_out: Vec<Deviation>) -> Self {
        let inner = &*self.0;
        let is_part = |violation: &&Violation| left_out.iter().any(|it| concerns(it, violation));
        Inner {
            endpoint: inner.endpoint.clone(),
            status: inner.status,
            code: inner.code,
            log_id: inner.log_id.clone(),
            violations: inner.violations.iter().filter(is_part).cloned().collect(),
            left_out,
            page: inner.page,
            page_updated: inner.page_updated,
            attempts: inner.attempts,
            ..Inner::new(inner.kind, detail)
        }
        .into()
    }
}

/// Whether a violation is at the location of what was left out, or inside it.
pub(crate) fn concerns(left_out: &Deviation, violation: &Violation) -> bool {
    let rest = violation.location().strip_prefix(left_out.location());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// An invalid time is an invalid request: nothing was sent.
impl From<InvalidTime> for Error {
    fn from(invalid: InvalidTime) -> Self {
        Inner::new(ErrorKind::InvalidRequest, invalid.to_string()).into()
    }
}

impl From<Inner> for Error {
    fn from(inner: Inner) -> Self {
        Error(Arc::new(inner))
    }
}

/// The maximum number of violations, permissions or fields on one line.
const NAMED: usize = 5;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(endpoint) = &inner.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        f.write_str(&inner.detail)?;
        if let Some(msg) = &inner.msg {
            write!(f, ": {}", one_line(msg, 300))?;
        }
        match inner.left_out.is_empty() {
            true => list(f, ": ", &inner.violations, |f, v| write!(f, "{v}"))?,
            false => list(f, ": ", &inner.left_out, |f, it| write!(f, "{it}"))?,
        }
        list(f, "; missing: ", &inner.permission_violations, |f, v| {
            f.write_str(&one_line(&v.subject, 100))
        })?;
        list(f, "; ", &inner.field_violations, |f, v| {
            let (field, description) = (one_line(&v.field, 100), one_line(&v.description, 200));
            write!(f, "field {field}: {description}")
        })?;
        list(f, "; ", &inner.details, |f, detail| {
            let (key, text) = (one_line(&detail.key, 100), one_line(&detail.text, 200));
            write!(f, "{key}: {text}")
        })?;
        if let Some(excerpt) = &inner.excerpt {
            write!(f, "; it begins: {excerpt}")?;
        }
        numbers(f, inner)?;
        if let Some(page) = inner.page {
            write!(f, "; page: {page}")?;
        }
        if let Some(date) = inner.page_updated {
            write!(f, ", updated {date}")?;
        }
        if let Some(gave_up) = &inner.gave_up {
            write!(f, "; {gave_up}")?;
        }
        match (&inner.advice, inner.kind, inner.scopes) {
            (Some(advice), ..) => write!(f, "; {advice}")?,
            (_, ErrorKind::Permission, scopes @ [_, ..]) => {
                write!(
                    f,
                    "; grant the app one of these scopes: {}",
                    scopes.join(", ")
                )?;
            }
            _ => {
                if let Some(advice) = advice::of(inner.kind, inner.code) {
                    write!(f, "; {advice}")?;
                }
            }
        }
        list(f, "; see ", &inner.helps, |f, help| {
            let (url, description) = (one_line(&help.url, 300), one_line(&help.description, 200));
            match (&*url, &*description) {
                (url, "") => f.write_str(url),
                ("", description) => f.write_str(description),
                (url, description) => write!(f, "{url} ({description})"),
            }
        })?;
        if let Some(url) = &inner.troubleshooter {
            write!(f, "; see {}", one_line(url, 300))?;
        }
        Ok(())
    }
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    before: &str,
    items: &[T],
    show: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, item) in items.iter().take(NAMED).enumerate() {
        f.write_str(if i == 0 { before } else { "; " })?;
        show(f, item)?;
    }
    match items.len().checked_sub(NAMED) {
        None | Some(0) => Ok(()),
        Some(more) => write!(f, "; and {more} more"),
    }
}

/// Writes the numbers that the platform's support asks for, in parentheses.
fn numbers(f: &mut fmt::Formatter<'_>, inner: &Inner) -> fmt::Result {
    let mut separator = " (";
    let mut number = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
        write!(f, "{separator}{text}")?;
        separator = ", ";
        Ok::<_, fmt::Error>(())
    };
    let mut any = false;
    if let Some(code) = inner.code {
        number(f, format_args!("code {code}"))?;
        any = true;
    }
    if let Some(status) = inner.status {
        number(f, format_args!("HTTP {status}"))?;
        any = true;
    }
    if let Some(log_id) = &inner.log_id {
        number(f, format_args!("log id {}", one_line(log_id, 100)))?;
        any = true;
    }
    if inner.attempts > 1 {
        number(f, format_args!("{} attempts", inner.attempts))?;
        any = true;
    }
    if any { f.write_str(")") } else { Ok(()) }
}

/// Writes what `main() -> Result<(), larkspec::Error>` prints: the message, and the causes below it. `{:#?}` also
/// shows the kind and whether the error is retryable.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if f.alternate() {
            return f
                .debug_struct("Error")
                .field("kind", &inner.kind)
                .field("retryable", &inner.retryable)
                .field("message", &format_args!("{self}"))
                .field("source", &inner.source)
                .finish();
        }
        let mut text = self.to_string();
        let mut title = "\n\nCaused by:\n";
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            let why = one_line(&error.to_string(), 500);
            // Many errors end with their cause.
            if !text.contains(&why) {
                text.extend([title, "    ", &why]);
                title = "\n";
            }
            cause = error.source();
        }
        f.write_str(&text)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_in_one_line_what_happened_and_what_to_do() {
        let cases: Vec<(Inner, &str)> = vec![
            (
                Inner {
                    code: Some(60001),
                    msg: Some("param\nerror".to_owned()),
                    status: Some(400),
                    log_id: Some("2024A".to_owned()),
                    field_violations: vec![FieldViolation {
                        field: "limit".to_owned(),
                        description: "too large".to_owned(),
                    }],
                    attempts: 1,
                    ..Inner::new(ErrorKind::Platform, "the platform refused the call")
                        .endpoint("approval/v2/instance/list")
                },
                "approval/v2/instance/list: the platform refused the call: param\\nerror; field \
                 limit: too large (code 60001, HTTP 400, log id 2024A); check the parameters \
                 against the endpoint's page",
            ),
            (
                Inner {
                    code: Some(99_991_672),
                    permission_violations: vec![PermissionViolation {
                        kind: "action_privilege_required".to_owned(),
                        subject: "task:task:read".to_owned(),
                    }],
                    scopes: &["task:task:read", "task:task:write"],
                    ..Inner::new(ErrorKind::Permission, "the app may not do this")
                },
                "the app may not do this; missing: task:task:read (code 99991672); grant the app \
                 one of these scopes: task:task:read, task:task:write",
            ),
            (
                Inner {
                    code: Some(190_014),
                    msg: Some("invalid request parameters".to_owned()),
                    details: vec![Detail {
                        key: "reason".to_owned(),
                        text: "start_time(NaN)\nis wrong".to_owned(),
                    }],
                    helps: vec![Help {
                        url: "https://e".to_owned(),
                        description: "times".to_owned(),
                    }],
                    advice: Some("check the time".to_owned()),
                    troubleshooter: Some("https://t".to_owned()),
                    ..Inner::new(ErrorKind::Platform, "the platform refused the call")
                },
                "the platform refused the call: invalid request parameters; reason: \
                 start_time(NaN)\\nis wrong (code 190014); check the time; see https://e (times); \
                 see https://t",
            ),
            (
                Inner {
                    attempts: 3,
                    gave_up: Some("gave up".to_owned()),
                    ..Inner::new(ErrorKind::Transport, "connection reset")
                },
                "connection reset (3 attempts); gave up",
            ),
        ];
        for (inner, expected) in cases {
            assert_eq!(Error::from(inner).to_string(), expected);
        }
    }

    #[test]
    fn debug_is_for_people() {
        let error = Error::from(Inner {
            source: Some(Box::new(std::io::Error::other("reset\nby peer"))),
            ..Inner::new(ErrorKind::Transport, "the connection broke")
        });
        assert_eq!(
            format!("{error:?}"),
            "the connection broke\n\nCaused by:\n    reset\\nby peer"
        );
        let error = Error::from(Inner {
            source: Some(Box::new(std::io::Error::other("no space left"))),
            ..Inner::new(ErrorKind::Storage, "cannot write a: no space left")
        });
        assert_eq!(format!("{error:?}"), "cannot write a: no space left");
        let error = Error::from(Inner::new(ErrorKind::Server, "the platform failed"));
        assert_eq!(format!("{error:?}"), "the platform failed");
        let all = format!("{error:#?}");
        assert!(
            all.contains("kind: Server") && all.contains("retryable: false"),
            "{all}"
        );
    }

    #[test]
    fn a_time_that_is_none_is_an_invalid_request() {
        let invalid = "soon".parse::<crate::UnixMillis>().unwrap_err();
        let error = Error::from(invalid);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains("soon"), "{error}");
    }

    #[test]
    fn is_small_and_can_cross_threads() {
        fn check<T: Send + Sync + Clone + 'static>() {}
        check::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn names_a_few_violations_and_counts_the_rest() {
        let field_violations = (0..8)
            .map(|i| FieldViolation {
                field: i.to_string(),
                description: "bad".to_owned(),
            })
            .collect();
        let text = Error::from(Inner {
            field_violations,
            ..Inner::new(ErrorKind::Platform, "refused")
        })
        .to_string();
        assert!(text.contains("field 4: bad; and 3 more"), "{text}");
    }
}

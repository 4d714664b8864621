//! Why a call failed, and what a person needs to fix it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use larkspec_shape::object::Deviation;
use larkspec_shape::{Invalid, Violation};

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
/// that contains one. `Debug` writes the same, but with a line for each broken rule, followed by the causes: this is
/// what `main() -> Result<(), larkspec::Error>` prints.
///
/// An `Error` is one pointer wide and cheap to clone.
///
/// Most programs pass it on with `?`. To react to some failures, match on the kind:
///
/// ```
/// use larkspec::approval::v4::instance::get;
/// use larkspec::{Client, Error, ErrorKind};
///
/// /// The title of an instance; `None` if there is no such instance.
/// fn title(client: &Client, id: &str) -> Result<Option<String>, Error> {
///     let request = get::Request::builder().instance_id(id).build()?;
///     let error = match get::call(client, &request) {
///         Ok(instance) => return Ok(instance.approval_name),
///         Err(error) => error,
///     };
///     match error.kind() {
///         // A code of the platform; the module of an endpoint has a constant for each code of its page.
///         ErrorKind::Platform if error.is(get::E1390003) => return Ok(None),
///         ErrorKind::InvalidRequest => {
///             for violation in error.violations() {
///                 eprintln!("{}: {}", violation.location(), violation.message());
///             }
///         }
///         ErrorKind::Permission => {
///             for missing in error.permission_violations() {
///                 eprintln!("the app needs {}", missing.subject);
///             }
///         }
///         // The client has repeated the call already; it may succeed later.
///         _ if error.is_retryable() => eprintln!("try again in {:?}", error.retry_after()),
///         _ => eprintln!("the platform's support asks for the log ID: {:?}", error.log_id()),
///     }
///     Err(error)
/// }
/// # use larkspec_sandbox::Sandbox;
/// # let sandbox = Sandbox::start()?;
/// # let client = Client::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
/// # sandbox.on("approval/v4/instance/get")?.error(get::E1390003, "instance code not found");
/// # assert_eq!(title(&client, "A")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

    /// The permissions that the platform reports as missing; empty if its answer does not name them. The endpoint's page
    /// then says which to ask for: [`Metadata::scopes`](crate::Metadata::scopes).
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

/// What [`Endpoint::validate`](crate::Endpoint::validate) reports about a request: nothing was sent.
impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Inner {
            violations: invalid.into_violations(),
            ..Inner::new(
                ErrorKind::InvalidRequest,
                "the request breaks the rules of its page",
            )
        }
        .into()
    }
}

impl From<Inner> for Error {
    fn from(inner: Inner) -> Self {
        Error(Arc::new(inner))
    }
}

/// The maximum number of violations, permissions or fields on one line.
const NAMED: usize = 5;

/// The maximum number of violations if each has a line.
const LINES: usize = 50;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        list(f, ": ", &self.locations())?;
        self.tail(f)
    }
}

impl Error {
    /// Writes what happened.
    fn head(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        let inner = &*self.0;
        if let Some(endpoint) = &inner.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        f.write_str(&inner.detail)?;
        match &inner.msg {
            Some(msg) => write!(f, ": {}", one_line(msg, 300)),
            None => Ok(()),
        }
    }

    /// The locations in the request or the answer that are wrong, and why.
    fn locations(&self) -> Vec<String> {
        match self.0.left_out.is_empty() {
            true => texts(&self.0.violations, Violation::to_string),
            false => texts(&self.0.left_out, Deviation::to_string),
        }
    }

    /// Writes what the platform said in addition to its message, the numbers for its support, and what to do.
    fn tail(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        let inner = &*self.0;
        let missing = texts(&inner.permission_violations, |v| one_line(&v.subject, 100));
        list(f, "; missing: ", &missing)?;
        let fields = texts(&inner.field_violations, |v| {
            let (field, description) = (one_line(&v.field, 100), one_line(&v.description, 200));
            format!("field {field}: {description}")
        });
        list(f, "; ", &fields)?;
        let details = texts(&inner.details, |detail| {
            let (key, text) = (one_line(&detail.key, 100), one_line(&detail.text, 200));
            format!("{key}: {text}")
        });
        list(f, "; ", &details)?;
        if let Some(excerpt) = &inner.excerpt {
            write!(f, "; the answer begins: {excerpt}")?;
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
        what_to_do(f, inner)
    }
}

/// Writes the advice, and where to read more.
fn what_to_do(f: &mut dyn fmt::Write, inner: &Inner) -> fmt::Result {
    match (&inner.advice, inner.kind, inner.scopes) {
        (Some(advice), ..) => write!(f, "; {advice}")?,
        (_, ErrorKind::Permission, scopes @ [_, ..]) => {
            let scopes = scopes.join(", ");
            write!(f, "; grant the app one of these scopes: {scopes}")?;
        }
        _ => {
            if let Some(advice) = advice::of(inner.kind, inner.code) {
                write!(f, "; {advice}")?;
            }
        }
    }
    let helps = texts(&inner.helps, |help| {
        let (url, description) = (one_line(&help.url, 300), one_line(&help.description, 200));
        match (&*url, &*description) {
            (url, "") => url.to_owned(),
            ("", description) => description.to_owned(),
            (url, description) => format!("{url} ({description})"),
        }
    });
    list(f, "; see ", &helps)?;
    match &inner.troubleshooter {
        Some(url) => write!(f, "; see {}", one_line(url, 300)),
        None => Ok(()),
    }
}

fn texts<T>(items: &[T], text: impl Fn(&T) -> String) -> Vec<String> {
    items.iter().map(text).collect()
}

fn list(f: &mut dyn fmt::Write, before: &str, items: &[String]) -> fmt::Result {
    for (i, item) in items.iter().take(NAMED).enumerate() {
        f.write_str(if i == 0 { before } else { "; " })?;
        f.write_str(item)?;
    }
    match items.len().checked_sub(NAMED) {
        None | Some(0) => Ok(()),
        Some(more) => write!(f, "; and {more} more"),
    }
}

/// Writes the numbers that the platform's support asks for, in parentheses.
fn numbers(f: &mut dyn fmt::Write, inner: &Inner) -> fmt::Result {
    let mut separator = " (";
    let mut number = |f: &mut dyn fmt::Write, text: fmt::Arguments<'_>| {
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

/// Writes what `main() -> Result<(), larkspec::Error>` prints: the message, with a line for each broken rule if there
/// are several, and the causes below it. `{:#?}` also shows the kind and whether the error is retryable.
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
        let mut text = self.in_lines()?;
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

impl Error {
    /// The message, with a line for each location if there are several.
    fn in_lines(&self) -> Result<String, fmt::Error> {
        let locations = self.locations();
        if locations.len() < 2 {
            return Ok(self.to_string());
        }
        let (mut head, mut tail) = (String::new(), String::new());
        self.head(&mut head)?;
        self.tail(&mut tail)?;
        let mut lines = vec![head + ":"];
        lines.extend(locations.iter().take(LINES).map(|it| format!("    {it}")));
        if let Some(more @ 1..) = locations.len().checked_sub(LINES) {
            lines.push(format!("    and {more} more"));
        }
        lines.push(tail.trim_start_matches([';', ' ']).to_owned());
        Ok(lines.join("\n").trim_end().to_owned())
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
    fn debug_has_a_line_for_each_violation() {
        let invalid = |n: usize| {
            let violations = (0..n).map(|i| Violation::missing_key("", &format!("k{i}")));
            Error::from(Inner {
                violations: violations.collect(),
                page: Some("https://page"),
                ..Inner::new(ErrorKind::InvalidRequest, "the request is wrong")
            })
        };
        assert_eq!(
            format!("{:?}", invalid(1)),
            "the request is wrong: /k0: required, but missing; page: https://page"
        );
        assert_eq!(
            format!("{:?}", invalid(2)),
            "the request is wrong:\n    /k0: required, but missing\n    /k1: required, but \
             missing\npage: https://page"
        );
        let many = format!("{:?}", invalid(60));
        assert!(many.contains("/k49:") && !many.contains("/k50:"), "{many}");
        assert!(many.contains("\n    and 10 more\npage"), "{many}");
    }

    #[test]
    fn a_checked_request_is_an_invalid_request() {
        use crate::shape::{CheckError, Field, Object, Shape, Text, check};

        static SHAPE: Shape = Shape::Object(Object::closed(&[Field::required(
            "a",
            Shape::Text(Text::new()),
        )]));
        let Err(CheckError::Invalid(invalid)) = check(&SHAPE, b"{}") else {
            panic!("valid");
        };
        let error = Error::from(invalid);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(
            error.to_string(),
            "the request breaks the rules of its page: /a: required, but missing"
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

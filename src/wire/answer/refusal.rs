//! Refusals: answers that report a failure or cannot be read, and what to do next.

use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::error::Category;

use crate::endpoint::metadata::Meaning;
use crate::error::Inner;
use crate::error::advice::{self, Verdict};
use crate::error::scrub::{Scrub, excerpt, one_line};
use crate::wire::envelope::{Envelope, without_mark};
use crate::wire::explanation::{self, Explanation, clean};
use crate::wire::transport;
use crate::{ErrorKind, Metadata};

/// A failure: an answer that reports one, or no answer at all.
pub(crate) struct Refusal {
    pub(crate) error: Box<Inner>,
    pub(crate) next: Next,
}

impl Refusal {
    pub(crate) fn new(error: Inner, next: Next) -> Self {
        Refusal {
            error: Box::new(error),
            next,
        }
    }
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing: the same request would fail again.
    Stop,
    /// Fetch a new token if possible, and try once more.
    RenewToken,
    /// The request was refused before it was carried out. Wait as long as the answer says, and repeat it.
    Pause(Option<Duration>),
    /// Wait a little and repeat the request if carrying it out twice does no harm.
    BackOff,
    /// Wait a little and repeat the request: it was not received.
    Reconnect,
    /// Like `Reconnect`, but only a few times: the cause is unlikely to pass by itself.
    ReconnectBriefly,
}

impl Next {
    /// Whether the same request may succeed later and repeating it does no harm.
    pub(crate) fn is_retryable(self, repeatable: bool) -> bool {
        match self {
            Next::Stop | Next::RenewToken => false,
            Next::Pause(_) | Next::Reconnect | Next::ReconnectBriefly => true,
            Next::BackOff => repeatable,
        }
    }
}

/// The purpose of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A call of the program.
    Call,
    /// Fetching the token for a call.
    Token,
}

/// The refusal that the platform reports.
pub(super) fn refused(
    metadata: &Metadata<'_>,
    purpose: Purpose,
    code: i64,
    envelope: &Envelope<'_>,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Refusal {
    let msg = envelope.msg.as_deref().unwrap_or_default();
    let Verdict { kind, means } = advice::verdict(metadata, code, answer.status, msg);
    let kind = match kind {
        ErrorKind::Platform if purpose == Purpose::Token => ErrorKind::Authentication,
        kind => kind,
    };
    let body = without_mark(&answer.body);
    let explanation = Explanation::read(body, &metadata.envelope, metadata.answers_secret, scrub);
    let log_id = answer.log_id().map(|id| clean(scrub, &id));
    let msg = Some(clean(scrub, msg)).filter(|msg| !msg.is_empty());
    let msg = msg.or_else(|| {
        let mut details = explanation.details.iter();
        let message = details.find(|detail| detail.key == "error.message")?;
        Some(message.text.clone())
    });
    let error = Inner {
        status: Some(answer.status),
        code: Some(code),
        details: explanation::beyond(msg.as_deref(), explanation.details),
        msg,
        log_id: log_id.or(explanation.log_id),
        permission_violations: explanation.permission_violations,
        field_violations: explanation.field_violations,
        helps: explanation.helps,
        troubleshooter: explanation.troubleshooter,
        body: shown_body(metadata, answer, scrub),
        scopes: match code {
            99_991_672 | 99_991_676 | 99_991_679 => metadata.scopes,
            _ => &[],
        },
        retry_after: wait_of(means, answer),
        ..Inner::new(kind, advice::what_happened(kind))
    };
    Refusal::new(error, next_of(means, answer))
}

/// What to do about a refusal with this meaning. `None` means that a token was refused.
fn next_of(means: Option<Meaning>, answer: &transport::Answer) -> Next {
    match means {
        None => Next::RenewToken,
        Some(Meaning::Throttled) => Next::Pause(answer.wait()),
        Some(Meaning::Busy) => Next::BackOff,
        Some(Meaning::Final) => Next::Stop,
    }
}

/// How long the answer asks to wait, if waiting helps.
fn wait_of(means: Option<Meaning>, answer: &transport::Answer) -> Option<Duration> {
    let passes = matches!(means, Some(Meaning::Throttled | Meaning::Busy));
    answer.wait().filter(|_| passes)
}

/// The body as an error shows it.
pub(super) fn shown_body(
    metadata: &Metadata<'_>,
    answer: &transport::Answer,
    scrub: &Scrub<'_>,
) -> Option<String> {
    /// Long enough for a gateway's error page.
    const KEPT: usize = 64 * 1024;

    let shown = !metadata.answers_secret && answer.compression().is_none();
    let body = &answer.body[..answer.body.len().min(KEPT)];
    (shown && !body.is_empty()).then(|| String::from_utf8_lossy(&scrub.body(body)).into_owned())
}

/// The answer has no envelope: it comes from a gateway in between, or is truncated.
pub(super) fn unreadable(
    metadata: &Metadata<'_>,
    answer: &transport::Answer,
    error: Option<&serde_json::Error>,
    scrub: &Scrub<'_>,
) -> Refusal {
    let verdict = advice::verdict_without_code(answer.status);
    let (kind, next, detail) = match verdict.kind {
        ErrorKind::RateLimited | ErrorKind::Server | ErrorKind::Authentication => (
            verdict.kind,
            next_of(verdict.means, answer),
            advice::what_happened(verdict.kind).to_owned(),
        ),
        _ => no_envelope(metadata, answer, error),
    };
    let body = shown_body(metadata, answer, scrub);
    let is_unknown = answer.status == 404 && kind == ErrorKind::NotJson;
    let error = Inner {
        status: Some(answer.status),
        log_id: answer.log_id().map(|id| clean(scrub, &id)),
        excerpt: body.as_ref().map(|body| excerpt(body.as_bytes())),
        body,
        retry_after: wait_of(verdict.means, answer),
        advice: is_unknown.then(|| {
            "the server does not know this URL: check the base URL, and that the server has this endpoint"
                .to_owned()
        }),
        ..Inner::new(kind, detail)
    };
    Refusal::new(error, next)
}

/// What is wrong with an answer whose envelope cannot be read, if its status does not say so.
fn no_envelope(
    metadata: &Metadata<'_>,
    answer: &transport::Answer,
    error: Option<&serde_json::Error>,
) -> (ErrorKind, Next, String) {
    if let Some(compression) = answer.compression() {
        let name = one_line(&compression, 40);
        let detail = format!(
            "the answer is compressed as `{name}`, which was not asked for, and cannot be unpacked"
        );
        return (ErrorKind::NotJson, Next::Stop, detail);
    }
    let why = error.map(|error| match error.classify() {
        // `404 page not found` begins like JSON.
        Category::Data => match serde_json::from_slice::<IgnoredAny>(&answer.body) {
            Ok(_) => Category::Data,
            Err(error) => error.classify(),
        },
        category => category,
    });
    let code = metadata.envelope.code;
    match why {
        // Without a content length, an answer ends wherever the connection does.
        Some(Category::Eof) if (200..300).contains(&answer.status) => {
            let detail = format!("the answer ends after {} bytes", answer.body.len());
            (ErrorKind::Transport, Next::BackOff, detail)
        }
        Some(Category::Data) => {
            let detail = format!("the answer is JSON, but not an object with an integer `{code}`");
            (ErrorKind::Decode, Next::Stop, detail)
        }
        Some(_) => {
            let detail = "the answer is not JSON".to_owned();
            (ErrorKind::NotJson, Next::Stop, detail)
        }
        None => {
            let detail =
                format!("the answer has no `{code}`, so it reports neither success nor failure");
            (ErrorKind::Decode, Next::Stop, detail)
        }
    }
}

//! Why a plan cannot be used, with the place in its file.

use std::fmt;
#[cfg(feature = "plan-files")]
use std::ops::Range;
use std::path::PathBuf;

#[cfg(feature = "plan-files")]
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Why a plan cannot be used.
#[non_exhaustive]
pub enum PlanError {
    /// The mistakes in it; never empty.
    Invalid(Vec<Mistake>),
    /// The file cannot be read.
    Read {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: std::io::Error,
    },
}

impl PlanError {
    /// The mistakes in the plan; empty if its file cannot be read.
    pub fn mistakes(&self) -> &[Mistake] {
        match self {
            PlanError::Invalid(mistakes) => mistakes,
            PlanError::Read { .. } => &[],
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Invalid(mistakes) => {
                let texts: Vec<&str> = mistakes.iter().map(|mistake| &*mistake.text).collect();
                f.write_str(&texts.join("\n\n"))
            }
            PlanError::Read { path, error } => {
                write!(f, "cannot read the plan {}: {error}", path.display())
            }
        }
    }
}

larkspec_shape::debug_as_display!(Mistake, PlanError);

/// Has no source: the text already includes the reason, and printing the chain would repeat it.
impl std::error::Error for PlanError {}

/// One mistake in a plan.
#[derive(Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line and column, both from 1, the column in characters; `None` for a rule that does not come from a text.
    pub place: Option<(usize, usize)>,
    pub(super) text: String,
}

impl fmt::Display for Mistake {
    /// Formats the mistake with its line and a caret, as rustc does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text of a plan.
#[cfg(feature = "plan-files")]
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) text: String,
}

#[cfg(feature = "plan-files")]
impl Source {
    pub(super) fn error(&self, span: Range<usize>, message: &str) -> PlanError {
        PlanError::Invalid(vec![self.mistake(span, message)])
    }

    pub(super) fn mistake(&self, span: Range<usize>, message: &str) -> Mistake {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        let snippet = Snippet::source(&*self.text)
            .path(&*self.name)
            .annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR.primary_title(message).element(snippet);
        Mistake {
            place: Some((line, column)),
            text: Renderer::plain().render(&[group]),
        }
    }
}

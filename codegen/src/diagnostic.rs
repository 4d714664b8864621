//! Errors in spec files, formatted as rustc does: file, line, column, the line itself and a caret.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

#[cfg(feature = "carets")]
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// The text of a spec file and the name under which it is shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's path, as a user would type it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// One error in one spec file.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes that are wrong.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.before().matches('\n').count() + 1
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        let before = self.before();
        let line = before.rsplit('\n').next().unwrap_or(before);
        line.chars().count() + 1
    }

    /// Formats the error as rustc does; with colours if `color`.
    ///
    /// Without the feature `carets`, it has neither colours nor the line itself.
    pub fn render(&self, color: bool) -> String {
        #[cfg(feature = "carets")]
        return self.with_caret(color);
        #[cfg(not(feature = "carets"))]
        {
            let _ = color;
            self.without_caret()
        }
    }

    #[cfg(feature = "carets")]
    fn with_caret(&self, color: bool) -> String {
        let renderer = match color {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        let mut group = Level::ERROR.primary_title(&*self.message).element(
            Snippet::source(&*self.source.text)
                .path(&*self.source.path)
                .annotation(AnnotationKind::Primary.span(self.span.clone())),
        );
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        renderer.render(&[group])
    }

    #[cfg(any(test, not(feature = "carets")))]
    fn without_caret(&self) -> String {
        let place = format!("{}:{}:{}", self.source.path, self.line(), self.column());
        let help = self.help.as_ref().map(|help| format!("\n  = help: {help}"));
        format!(
            "error: {}\n --> {place}{}",
            self.message,
            help.unwrap_or_default()
        )
    }

    fn before(&self) -> &str {
        self.source.text.get(..self.span.start).unwrap_or_default()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// Why the spec files cannot be used: every error of every file, or a file that cannot be read.
#[non_exhaustive]
pub enum SpecErrors {
    /// The errors; never empty.
    Invalid(Vec<Diagnostic>),
    /// A file or folder that cannot be read.
    Read {
        /// Its path.
        path: std::path::PathBuf,
        /// The reason.
        error: std::io::Error,
    },
}

impl SpecErrors {
    /// The errors within files.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            SpecErrors::Invalid(diagnostics) => diagnostics,
            SpecErrors::Read { .. } => &[],
        }
    }

    /// Formats all errors as rustc does; with colours if `color`.
    pub fn render(&self, color: bool) -> String {
        match self {
            SpecErrors::Invalid(diagnostics) => {
                let rendered: Vec<String> = diagnostics.iter().map(|d| d.render(color)).collect();
                rendered.join("\n\n")
            }
            SpecErrors::Read { path, error } => {
                format!("error: cannot read {}: {error}", path.display())
            }
        }
    }
}

impl fmt::Display for SpecErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

larkspec_shape::debug_as_display!(Diagnostic, SpecErrors);

impl std::error::Error for SpecErrors {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SpecErrors::Invalid(_) => None,
            // Its text is already part of this error's text.
            SpecErrors::Read { error, .. } => error.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::load_str;

    #[test]
    fn debug_is_the_report() {
        let error = load_str("im/v1/chat/get", "titel = \"Get a chat\"").unwrap_err();
        let report = error.to_string();
        assert!(report.contains("did you mean `title`?"), "{report}");
        assert_eq!(format!("{error:?}"), report);
        assert_eq!(
            format!("{:?}", error.diagnostics()[0]),
            error.diagnostics()[0].to_string()
        );
    }

    #[test]
    fn has_a_place_without_the_line() {
        let error = load_str("im/v1/chat/get", "titel = \"Get a chat\"").unwrap_err();
        let report = error.diagnostics()[0].without_caret();
        let expected = "error: unknown key `titel`\n --> im/v1/chat/get.toml:1:1\n  = help: did you mean `title`?";
        assert_eq!(report, expected);
    }
}

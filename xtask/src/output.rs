//! How commands end: errors on stderr, and a reader who has gone away is no error.

use std::borrow::Cow;
use std::io::{self, Write as _};

use larkspec_codegen::SpecErrors;

/// Prints why a command could not do its work.
pub fn error(error: &anyhow::Error) {
    // There is nobody left to tell if this fails.
    let _ = writeln!(anstream::stderr(), "{}", text(error));
}

/// Errors in spec files, and those in a plan of faults, are shown as rustc shows them, and say "error"
/// themselves.
fn text(error: &anyhow::Error) -> String {
    if let Some(errors) = error.downcast_ref::<SpecErrors>() {
        return errors.render(true);
    }
    let text = lines(&format!("{error:#}")).into_owned();
    match text.starts_with("error: ") {
        true => text,
        false => format!("error: {text}"),
    }
}

/// Prints a line on stderr, as `eprintln!` does; but where nobody reads it any more, that is no reason to
/// panic.
macro_rules! note {
    ($($argument:tt)*) => {
        $crate::output::write_note(format_args!($($argument)*))
    };
}
pub(crate) use note;

/// What [`note!`] stands for.
pub fn write_note(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{}", lines(&text.to_string()));
}

/// Text of others in one line: a control character in it must not break the line, or the terminal.
pub fn escaped(text: &str) -> Cow<'_, str> {
    escape(text, char::is_control)
}

/// The same for text that may have several lines of its own.
fn lines(text: &str) -> Cow<'_, str> {
    escape(text, |c| c.is_control() && c != '\n')
}

fn escape(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_escaped(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether the output was closed by its reader.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use larkspec_sandbox::Plan;

    use super::*;

    #[test]
    fn says_once_that_it_is_an_error() {
        let mistakes = Plan::parse("[[rule]]\nfault = \"no-such-fault\"\n", "plan.toml");
        let cases = [
            (anyhow::Error::new(mistakes.unwrap_err()), "-->"),
            (
                anyhow::Error::new(Plan::load("no/such/plan").unwrap_err()),
                "no/such/plan",
            ),
            (
                anyhow::anyhow!("a cause").context("what failed"),
                "what failed: a cause",
            ),
        ];
        for (error, part) in cases {
            let text = text(&error);
            assert!(text.starts_with("error: ") && text.contains(part), "{text}");
            assert_eq!(text.matches("error: ").count(), 1, "{text}");
        }
    }

    #[test]
    fn says_a_reason_once() {
        let error = anyhow::Error::new(Plan::load("no/such/plan").unwrap_err());
        let text = text(&error);
        assert_eq!(text.matches("os error 2").count(), 1, "{text}");
    }
}

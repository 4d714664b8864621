//! What commands print: data on stdout, everything else on stderr.

use std::io::{self, ErrorKind, StdoutLock, Write};

use larkspec_codegen::SpecErrors;
use larkspec_shape::one_line;

/// Prints why a command failed.
pub fn error(error: &anyhow::Error) {
    // If this fails, there is no way to report it.
    let _ = writeln!(anstream::stderr(), "{}", text(error));
}

/// Errors in spec files and in plans of faults are formatted as rustc does, and include the word "error".
fn text(error: &anyhow::Error) -> String {
    if let Some(errors) = error.downcast_ref::<SpecErrors>() {
        return errors.render(true);
    }
    let text = lines(&format!("{error:#}"));
    match text.starts_with("error: ") {
        true => text,
        false => format!("error: {text}"),
    }
}

/// Prints a line on stderr like `eprintln!`, but does not panic if stderr is closed.
macro_rules! note {
    ($($argument:tt)*) => {
        $crate::output::write_note(format_args!($($argument)*))
    };
}
pub(crate) use note;

/// Implements [`note!`].
pub fn write_note(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{}", lines(&text.to_string()));
}

/// Text of several lines, with other control characters escaped.
pub fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(one_line).collect();
    lines.join("\n")
}

/// Locks standard output.
pub fn stdout() -> Output {
    Output {
        stdout: io::stdout().lock(),
        closed: false,
    }
}

/// Standard output. If its reader closes it (`… | head`), output stops but the work continues: the exit status and
/// the summary of a command cover all of its work. Any other failure to write is an error.
pub struct Output {
    stdout: StdoutLock<'static>,
    closed: bool,
}

impl Output {
    /// Whether the reader has closed the output.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn unless_closed<T>(
        &mut self,
        instead: T,
        write: impl FnOnce(&mut StdoutLock<'static>) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.closed {
            return Ok(instead);
        }
        match write(&mut self.stdout) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            // `write_all` and `flush` try again.
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let message = format!("cannot write to standard output: {error}");
                Err(io::Error::new(error.kind(), message))
            }
            done => done,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |stdout| stdout.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), |stdout| stdout.flush())
    }
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

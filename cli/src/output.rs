//! What commands print: data on stdout, everything else on stderr.

use std::fmt;
use std::io::{self, ErrorKind, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use larkspec_codegen::SpecErrors;
use larkspec_shape::one_line;
use serde_json::{Value, json};

/// Whether everything on stderr is JSON.
static JSON: AtomicBool = AtomicBool::new(false);

/// Writes JSON from now on: each error and note is an object on a line of its own.
pub fn use_json() {
    JSON.store(true, Ordering::Relaxed);
}

/// Whether [`use_json`] was called.
pub fn is_json() -> bool {
    JSON.load(Ordering::Relaxed)
}

/// An error that says what to do.
#[derive(Debug)]
pub struct Hinted {
    message: String,
    hint: String,
}

impl Hinted {
    /// An error and its hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Hinted {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl fmt::Display for Hinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = match self.message.contains('\n') {
            true => "\n",
            false => "; ",
        };
        write!(f, "{}{between}{}", self.message, self.hint)
    }
}

impl std::error::Error for Hinted {}

/// Why a file that the user has named cannot be read; `hint` says which one to name instead if it does not exist.
pub fn cannot_read(name: &str, error: io::Error, hint: &str) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => Hinted::new(format!("{name}: there is no such file"), hint).into(),
        _ => anyhow::anyhow!("cannot read {name}: {error}"),
    }
}

/// Rejects an argument that is not a folder; `hint` says which one to name instead.
pub fn require_folder(option: &str, folder: &Path, hint: &str) -> Result<(), Hinted> {
    let problem = match (folder.is_dir(), folder.exists()) {
        (true, _) => return Ok(()),
        (_, true) => "this is not a folder",
        _ => "there is no such folder",
    };
    let message = format!("{option} {}: {problem}", folder.display());
    Err(Hinted::new(message, hint))
}

/// Prints why a command failed.
pub fn error(error: &anyhow::Error) {
    if is_json() {
        return match error.downcast_ref::<Hinted>() {
            Some(Hinted { message, hint }) => problem(message, Some(hint)),
            None => {
                let text = chain(error);
                problem(text.strip_prefix("error: ").unwrap_or(&text), None);
            }
        };
    }
    write_error(&text(error));
}

/// Writes an error. Its first word has the same colour as in errors in the arguments.
fn write_error(text: &str) {
    let text = match text.strip_prefix("error:") {
        Some(rest) => format!("\x1b[1m\x1b[31merror:\x1b[0m{rest}"),
        // Errors in spec files have colours already.
        None => text.to_owned(),
    };
    // This removes escapes where there are no colours. If it fails, there is no way to report it.
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints an error in the arguments, or the help that they ask for.
pub fn usage(error: &clap::Error) -> ExitCode {
    // The arguments could not be read, so nobody has called `use_json`.
    if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
        use_json();
        let text = error.to_string();
        let (message, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
        let message = message.trim().trim_start_matches("error: ");
        let rest: Vec<&str> = rest.split_whitespace().collect();
        problem(message, Some(&rest.join(" ")));
    } else {
        // If this fails, there is no way to report it.
        let _ = error.print();
    }
    match error.use_stderr() {
        true => ExitCode::from(2),
        false => ExitCode::SUCCESS,
    }
}

/// Prints an error, and what to do about it.
pub fn problem(message: &str, hint: Option<&str>) {
    if is_json() {
        let hint = hint.filter(|hint| !hint.is_empty());
        return json_line(&match hint {
            Some(hint) => json!({ "error": message, "hint": hint }),
            None => json!({ "error": message }),
        });
    }
    let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
    write_error(&format!("error: {}", lines(&format!("{message}{hint}"))));
}

/// Writes an object on a line of stderr.
pub fn json_line(object: &Value) {
    let _ = writeln!(io::stderr(), "{object}");
}

/// Errors in spec files and in plans of faults are formatted as rustc does, and include the word "error".
fn text(error: &anyhow::Error) -> String {
    if let Some(errors) = error.downcast_ref::<SpecErrors>() {
        return errors.render(true);
    }
    let text = lines(&chain(error));
    match text.starts_with("error: ") {
        true => text,
        false => format!("error: {text}"),
    }
}

/// An error and its causes. Many errors say their cause themselves, so each reason is there once.
fn chain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // The HTTP library says what kind of error it is.
        if text.contains(cause.trim_start_matches("io: ")) {
            continue;
        }
        let between = if text.is_empty() { "" } else { ": " };
        text.push_str(&format!("{between}{cause}"));
    }
    text
}

/// Prints a line on stderr like `eprintln!`, but does not panic if stderr is closed.
#[macro_export]
macro_rules! note {
    ($($argument:tt)*) => {
        $crate::output::write_note(format_args!($($argument)*))
    };
}

/// Implements [`note!`](crate::note).
pub fn write_note(text: fmt::Arguments<'_>) {
    if is_json() {
        return json_line(&json!({ "note": text.to_string() }));
    }
    let _ = writeln!(io::stderr(), "{}", lines(&text.to_string()));
}

/// Text of several lines, with other control characters escaped.
pub fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(one_line).collect();
    lines.join("\n")
}

/// A number of things: `1 page`, `2 pages`.
pub fn counted<N: fmt::Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What surrounds a heading on stdout: escapes on a terminal that has colours, otherwise nothing.
pub fn bold() -> [&'static str; 2] {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => ["", ""],
        _ => ["\x1b[1m", "\x1b[0m"],
    }
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

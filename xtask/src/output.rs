//! How commands end: errors on stderr, and a reader who has gone away is no error.

use std::io::{self, Write as _};

use larkspec_codegen::SpecErrors;

/// Prints why a command could not do its work.
pub fn error(error: &anyhow::Error) {
    // Errors in spec files are shown as rustc shows them, and say "error" themselves.
    let text = match error.downcast_ref::<SpecErrors>() {
        Some(errors) => errors.render(true),
        None => format!("error: {error:#}"),
    };
    // There is nobody left to tell if this fails.
    let _ = writeln!(anstream::stderr(), "{text}");
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
    let _ = writeln!(io::stderr(), "{text}");
}

/// Whether the output was closed by its reader.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

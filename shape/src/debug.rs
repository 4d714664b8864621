//! The `Debug` output of errors.

/// Implements `Debug` for errors by their message, because that is what `main() -> Result<(), _>` and `unwrap` print.
#[doc(hidden)]
#[macro_export]
macro_rules! debug_as_display {
    ($($error:ty),+ $(,)?) => {$(
        /// Writes the message: `main() -> Result<(), _>` and `unwrap` print it.
        impl ::std::fmt::Debug for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }
    )+};
}

//! Regular expressions that are compiled once, on first use.

/// Declares `static`s of type [`LazyLock<Regex>`](std::sync::LazyLock), and a test that each compiles.
macro_rules! regexes {
    ($($(#[$doc:meta])* $name:ident = $source:expr;)*) => {
        $(
            $(#[$doc])*
            static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
                #[allow(clippy::expect_used, reason = "a literal, and the test below compiles it")]
                regex::Regex::new($source).expect("a regular expression that compiles")
            });
        )*

        #[test]
        fn compiles_its_expressions() {
            $(std::sync::LazyLock::force(&$name);)*
        }
    };
}

pub(crate) use regexes;

//! Nothing: this package has only tests, each a program of its own, so that cargo compiles two at a time.

//! A concept: a name, its wordings, and the expressions built from them on first use.

use std::sync::OnceLock;

use regex::Regex;

/// One meaning, and the words that pages use for it.
pub(crate) struct Concept {
    pub(super) name: &'static str,
    pub(super) wordings: &'static [&'static [&'static str]],
    pub(super) is: OnceLock<Regex>,
    pub(super) begins: OnceLock<Regex>,
    pub(super) within: OnceLock<Regex>,
}

impl Concept {
    pub(super) const fn new(
        name: &'static str,
        wordings: &'static [&'static [&'static str]],
    ) -> Self {
        Concept {
            name,
            wordings,
            is: OnceLock::new(),
            begins: OnceLock::new(),
            within: OnceLock::new(),
        }
    }
}

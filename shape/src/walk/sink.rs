//! Collects the violations of a walk: keeps them up to a limit, or passes them on.

use std::ops::Range;

use crate::Violation;
use crate::bits::BitSet;

/// Collects violations.
pub(crate) struct Sink<'f> {
    to: To<'f>,
    /// The number of violations, kept or not.
    total: u64,
    /// The last integer that was read where one was expected: the value of `code` for an envelope.
    pub(super) last_int: Option<i64>,
    pub(super) outcomes: Outcomes,
    /// The number of envelopes so far.
    pub(super) envelopes: usize,
    struck_while_full: bool,
}

enum To<'f> {
    /// Keeps the first violations, up to a number and a size.
    Keep {
        kept: Vec<Violation>,
        violations: usize,
        bytes: usize,
    },
    /// Calls a function.
    Tell(&'f mut dyn FnMut(Violation)),
}

/// What a first pass has learnt about envelopes, for a second pass.
#[derive(Default)]
pub(crate) struct Outcomes {
    pub(super) known: bool,
    /// The envelopes without a payload, numbered in document order.
    pub(super) failed: BitSet,
}

impl<'f> Sink<'f> {
    /// Keeps this many violations, with at most this many bytes of text.
    pub(crate) fn keeping(violations: usize, bytes: usize) -> Self {
        Sink::to(To::Keep {
            kept: Vec::new(),
            violations,
            bytes,
        })
    }

    /// Keeps no violations.
    pub(crate) fn telling(each: &'f mut dyn FnMut(Violation)) -> Self {
        Sink::to(To::Tell(each))
    }

    fn to(to: To<'f>) -> Self {
        Sink {
            to,
            total: 0,
            last_int: None,
            outcomes: Outcomes::default(),
            envelopes: 0,
            struck_while_full: false,
        }
    }

    /// For a second pass over the same document, in which nothing has to be withdrawn.
    pub(crate) fn knowing(mut self, outcomes: Outcomes) -> Self {
        self.outcomes = Outcomes {
            known: true,
            ..outcomes
        };
        self
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    pub(crate) fn into_kept(self) -> Vec<Violation> {
        match self.to {
            To::Keep { kept, .. } => kept,
            To::Tell(_) => Vec::new(),
        }
    }

    pub(crate) fn into_outcomes(self) -> Outcomes {
        self.outcomes
    }

    /// Whether some violations were only counted.
    pub(crate) fn dropped_any(&self) -> bool {
        matches!(&self.to, To::Keep { kept, .. } if (kept.len() as u64) < self.total)
    }

    /// Whether withdrawn violations prevented others from being kept.
    pub(crate) fn struck_while_full(&self) -> bool {
        self.struck_while_full
    }

    pub(super) fn take(&mut self, violation: impl FnOnce() -> Violation) {
        self.total += 1;
        match &mut self.to {
            To::Keep {
                kept,
                violations,
                bytes,
            } => {
                if kept.len() < *violations && *bytes > 0 {
                    let violation = violation();
                    *bytes = bytes.saturating_sub(violation.bytes());
                    kept.push(violation);
                }
            }
            To::Tell(each) => each(violation()),
        }
    }

    /// The current position.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            kept: match &self.to {
                To::Keep { kept, .. } => kept.len(),
                To::Tell(_) => 0,
            },
            total: self.total,
        }
    }

    /// Withdraws the violations between two marks.
    pub(super) fn strike(&mut self, ranges: Vec<Range<Mark>>) {
        if ranges.is_empty() {
            return;
        }
        self.struck_while_full |= self.dropped_any();
        for range in ranges.into_iter().rev() {
            self.total -= range.end.total - range.start.total;
            if let To::Keep { kept, .. } = &mut self.to {
                kept.drain(range.start.kept..range.end.kept);
            }
        }
    }
}

/// A position in the violations of a [`Sink`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    kept: usize,
    total: u64,
}

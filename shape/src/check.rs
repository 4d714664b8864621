//! The front of the engine: one document in, a verdict and every violation out.

use crate::error::{CheckError, Invalid, SyntaxError};
use crate::walk::{self, Outcomes, Sink};
use crate::{Shape, Violation};

/// Checks `json`, one whole document, against `shape`.
///
/// Keeps every violation; a document of many megabytes may have millions of them, for which there
/// is [`Checker`].
///
/// # Errors
///
/// [`CheckError::Syntax`] when the bytes are not JSON (which includes invalid UTF-8, a byte order
/// mark, more than 127 levels of nesting, and numbers beyond `f64`); [`CheckError::Invalid`] with
/// **all** violations, in the order of the document, when they are JSON of another shape.
pub fn check(shape: &Shape<'_>, json: &[u8]) -> Result<(), CheckError> {
    Checker::new(shape).check(json)
}

/// Checks documents against one shape, with a bound on what is kept of their violations.
///
/// ```
/// use larkspec_shape::{CheckError, Checker, Int, List, Shape};
///
/// static DIGITS: Shape = Shape::List(List::of(&Shape::Int(Int::new().min(0).max(9))));
/// let digits = Checker::new(&DIGITS);
///
/// let Err(CheckError::Invalid(invalid)) = digits.keep_at_most(1).check(b"[10, 5, 11, 12]") else {
///     panic!("valid");
/// };
/// assert_eq!(invalid.violations()[0].pointer(), "/0");
/// assert_eq!(invalid.total(), 3);
///
/// let mut found = Vec::new();
/// let total = digits.for_each(b"[10, 5, 11, 12]", |v| found.push(v.found().to_owned()));
/// assert_eq!((total, found), (Ok(3), vec!["10".into(), "11".into(), "12".into()]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Checker<'s> {
    shape: &'s Shape<'s>,
    keep: usize,
}

/// What [`Checker::for_each`] keeps of a document before it has been read to its end, in bytes.
/// A document that breaks more rules is read a second time.
const HELD: usize = 1 << 20;

impl<'s> Checker<'s> {
    /// A checker that keeps every violation.
    pub const fn new(shape: &'s Shape<'s>) -> Self {
        Checker {
            shape,
            keep: usize::MAX,
        }
    }

    /// Keeps the first `violations` of a document only; the others are counted. With 0, a verdict
    /// costs no allocation.
    #[must_use]
    pub const fn keep_at_most(mut self, violations: usize) -> Self {
        self.keep = violations;
        self
    }

    /// The shape that is asked for.
    pub const fn shape(&self) -> &'s Shape<'s> {
        self.shape
    }

    /// Checks one whole document.
    ///
    /// # Errors
    ///
    /// As [`check`]; [`Invalid::violations`] has as many as are to be kept.
    pub fn check(&self, json: &[u8]) -> Result<(), CheckError> {
        let mut sink = Sink::keeping(self.keep, usize::MAX);
        walk::walk(self.shape, json, &mut sink).map_err(CheckError::Syntax)?;
        if sink.struck_while_full() {
            let outcomes = sink.into_outcomes();
            sink = Sink::keeping(self.keep, usize::MAX).knowing(outcomes);
            walk::walk(self.shape, json, &mut sink).map_err(CheckError::Syntax)?;
        }
        match sink.total() {
            0 => Ok(()),
            total => Err(CheckError::Invalid(Invalid::new(sink.into_kept(), total))),
        }
    }

    /// Checks one whole document and hands out its violations one by one, in the order of the
    /// document: memory stays bounded however many there are. Returns their number, 0 for a valid
    /// document. The bound set by [`keep_at_most`](Self::keep_at_most) does not count here.
    ///
    /// # Errors
    ///
    /// The bytes are not JSON; then no violation has been handed out.
    pub fn for_each(
        &self,
        json: &[u8],
        mut each: impl FnMut(Violation),
    ) -> Result<u64, SyntaxError> {
        // Whether the payload of a response counts is known at its end, and a document that breaks
        // off is no document: nothing is told before.
        let mut sink = Sink::keeping(usize::MAX, HELD);
        walk::walk(self.shape, json, &mut sink)?;
        let total = sink.total();
        if sink.dropped_any() {
            let outcomes: Outcomes = sink.into_outcomes();
            let mut sink = Sink::telling(&mut each).knowing(outcomes);
            walk::walk(self.shape, json, &mut sink)?;
            return Ok(sink.total());
        }
        sink.into_kept().into_iter().for_each(each);
        Ok(total)
    }
}

//! The engine's entry point: takes one document, returns a verdict and every violation.

use crate::error::{CheckError, Invalid, SyntaxError};
use crate::walk::{self, Outcomes, Sink};
use crate::{Shape, Violation};

/// Checks `json`, one complete document, against `shape`.
///
/// This keeps every violation. A document of many megabytes may have millions of them; use [`Checker`] for such
/// documents.
///
/// # Errors
///
/// [`CheckError::Syntax`] if the bytes are not JSON (this includes invalid UTF-8, a byte order mark, more than 127
/// levels of nesting, and numbers beyond `f64`). [`CheckError::Invalid`], with **all** violations in document order,
/// if they are JSON of a different shape.
pub fn check(shape: &Shape<'_>, json: &[u8]) -> Result<(), CheckError> {
    Checker::new(shape).check(json)
}

/// Checks documents against one shape, and limits how many of their violations are kept.
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

/// How many bytes of violations [`Checker::for_each`] keeps before it has read the whole document. A document with
/// more violations is read a second time.
const HELD: usize = 1 << 20;

impl<'s> Checker<'s> {
    /// Creates a checker that keeps every violation.
    pub const fn new(shape: &'s Shape<'s>) -> Self {
        Checker {
            shape,
            keep: usize::MAX,
        }
    }

    /// Keeps only the first `violations` of a document and counts the others. With 0, a check does not allocate.
    #[must_use]
    pub const fn keep_at_most(mut self, violations: usize) -> Self {
        self.keep = violations;
        self
    }

    /// The shape to check against.
    pub const fn shape(&self) -> &'s Shape<'s> {
        self.shape
    }

    /// Checks one complete document.
    ///
    /// # Errors
    ///
    /// Those of [`check`]; [`Invalid::violations`] is limited by [`keep_at_most`](Self::keep_at_most).
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

    /// Checks one complete document and passes its violations to `each` one by one, in document order, so memory
    /// stays bounded. Returns their number, which is 0 for a valid document. [`keep_at_most`](Self::keep_at_most) has
    /// no effect here.
    ///
    /// # Errors
    ///
    /// The bytes are not JSON; in this case, no violation has been passed on.
    pub fn for_each(
        &self,
        json: &[u8],
        mut each: impl FnMut(Violation),
    ) -> Result<u64, SyntaxError> {
        // Whether the payload of a response counts is only known at its end, and a truncated document is not a
        // document, so report nothing before the end.
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

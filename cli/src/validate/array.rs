//! The items of a JSON array, each a document with its location.

use larkspec_shape::SyntaxError;
use serde_json::value::RawValue;

/// The location of an item.
#[derive(Clone, Copy)]
pub struct At {
    /// Its index.
    pub index: u64,
    /// The line of its first byte, from 1.
    line: usize,
    /// The bytes before it in that line.
    column: usize,
}

impl At {
    /// Moves the location of an error within the item to that within the document.
    pub fn locate(self, error: &mut SyntaxError) {
        if error.line <= 1 {
            error.column += self.column;
        }
        error.line = error.line.max(1) + self.line - 1;
    }
}

/// The items of a document, which begins with `[`; `None` if it is not JSON.
pub fn items(document: &[u8]) -> Option<Vec<(At, &[u8])>> {
    let raws: Vec<&RawValue> = serde_json::from_slice(document).ok()?;
    let (mut line, mut begin, mut end) = (1, 0, 0);
    let items = raws.into_iter().enumerate().map(|(index, raw)| {
        let json = raw.get().as_bytes();
        // Where the item is in the document.
        let at = json.as_ptr().addr() - document.as_ptr().addr();
        for newline in memchr::memchr_iter(b'\n', &document[end..at]) {
            line += 1;
            begin = end + newline + 1;
        }
        end = at;
        let at = At {
            index: index as u64,
            line,
            column: at - begin,
        };
        (at, json)
    });
    Some(items.collect())
}

//! Newline-delimited JSON: one document a line, of any number of lines, in bounded memory.
//!
//! What counts as a line, and how it is counted:
//!
//! | input | outcome |
//! |---|---|
//! | `\r\n` | ends a line like `\n` does |
//! | a last line without `\n` | is a line |
//! | an empty line, or one of white space | is counted, and holds no document |
//! | U+FEFF at the very beginning | is skipped; anywhere else it is a syntax error |
//! | a line longer than the bound | is an error of its own, [`TooLong`]; the next line is read as usual |
//!
//! [`Chunks`] reads [`Chunk`]s of whole lines, which threads share out between them.

use std::io::{self, Read};

/// The longest line that is read unless another bound is set: 128 MiB.
pub const MAX_LINE: usize = 128 << 20;

/// How much is read at a time, in bytes: large enough that a system call costs nothing, small
/// enough for a processor's cache.
const READ: usize = 64 << 10;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Cuts an input into [`Chunk`]s of whole lines.
#[derive(Debug)]
pub struct Chunks<R> {
    reader: R,
    max_line: usize,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// The number of that line.
    line: u64,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing has been read: a byte order mark may come.
    Begin,
    /// Lines come.
    Lines,
    /// In a line that is too long, of which nothing is kept.
    Skip,
    /// There is nothing more.
    End,
}

impl<R> Chunks<R> {
    /// Reads from `reader`, which needs no buffer of its own.
    pub fn new(reader: R) -> Self {
        Chunks {
            reader,
            max_line: MAX_LINE,
            rest: Vec::new(),
            line: 1,
            state: State::Begin,
        }
    }

    /// Sets the longest line that is read, in bytes without its end. One line of this length, and
    /// little more, is what is held in memory.
    #[must_use]
    pub fn max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }
}

impl<R: Read> Chunks<R> {
    /// Reads the next lines, some 64 KiB of them or a single longer one, over what `chunk` held
    /// before. Says whether there were any.
    ///
    /// # Errors
    ///
    /// Those of the reader. All whole lines before the error have been handed out; the input is
    /// over then, and the line that broke off is not handed out, for it may be only a part of one.
    pub fn read(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        chunk.clear(self.line, self.max_line);
        if self.state == State::Skip {
            self.skip_line()?;
            chunk.first_line = self.line;
        }
        if self.state == State::End {
            return Ok(false);
        }
        std::mem::swap(&mut self.rest, &mut chunk.bytes);
        let bytes = &mut chunk.bytes;
        let mut searched = 0;
        loop {
            let read = match self.fill(bytes) {
                Ok(read) => read,
                Err(error) => {
                    self.state = State::End;
                    return Err(error);
                }
            };
            if read == 0 {
                self.state = State::End;
                return Ok(!bytes.is_empty());
            }
            if self.state == State::Begin {
                if bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
                    continue;
                }
                if bytes.starts_with(BYTE_ORDER_MARK) {
                    bytes.drain(..BYTE_ORDER_MARK.len());
                }
                self.state = State::Lines;
            }
            if let Some(end) = memchr::memrchr(b'\n', &bytes[searched..]) {
                let end = searched + end + 1;
                self.rest.extend_from_slice(&bytes[end..]);
                bytes.truncate(end);
                self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
                return Ok(true);
            }
            searched = bytes.len();
            // A `\r` that may belong to the end of the line is not counted.
            if bytes.len() > self.max_line.saturating_add(1) {
                bytes.clear();
                chunk.too_long = true;
                self.state = State::Skip;
                return Ok(true);
            }
        }
    }

    /// Appends what one call of the reader gives, so that a slow input is not waited for. Returns 0
    /// at the end of the input.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let before = bytes.len();
        bytes.resize(before + READ.max(before).min(16 * READ), 0);
        let read = loop {
            match self.reader.read(&mut bytes[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        bytes.truncate(before + *read.as_ref().unwrap_or(&0));
        read
    }

    /// Reads up to the end of a line that is too long, and keeps nothing of it.
    fn skip_line(&mut self) -> io::Result<()> {
        self.rest.clear();
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            match self.fill(&mut bytes) {
                Ok(0) => self.state = State::End,
                Ok(_) => match memchr::memchr(b'\n', &bytes) {
                    Some(end) => {
                        self.rest.extend_from_slice(&bytes[end + 1..]);
                        self.line += 1;
                        self.state = State::Lines;
                    }
                    None => continue,
                },
                Err(error) => {
                    self.state = State::End;
                    return Err(error);
                }
            }
            return Ok(());
        }
    }
}

/// Some whole lines of an input.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// The number of its first line.
    first_line: u64,
    max_line: usize,
    /// It is a line that is too long, of which nothing was kept.
    too_long: bool,
}

/// How far a chunk has been taken apart.
#[derive(Default)]
struct At {
    offset: usize,
    lines: u64,
    told: bool,
}

impl Chunk {
    /// The documents in it.
    pub fn lines(&self) -> impl Iterator<Item = Result<Line<'_>, TooLong>> {
        let mut at = At::default();
        std::iter::from_fn(move || self.next_line(&mut at))
    }

    fn clear(&mut self, first_line: u64, max_line: usize) {
        // The memory of one huge line is not kept for the ordinary ones after it.
        if self.bytes.capacity() > 16 * READ {
            self.bytes = Vec::new();
        }
        self.bytes.clear();
        self.first_line = first_line;
        self.max_line = max_line;
        self.too_long = false;
    }

    fn next_line(&self, at: &mut At) -> Option<Result<Line<'_>, TooLong>> {
        if self.too_long && !at.told {
            at.told = true;
            return Some(Err(self.too_long(self.first_line)));
        }
        while let Some(rest) = self.bytes.get(at.offset..).filter(|rest| !rest.is_empty()) {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let json = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            let number = self.first_line + at.lines;
            at.offset += end + 1;
            at.lines += 1;
            if json.len() > self.max_line {
                return Some(Err(self.too_long(number)));
            }
            if json.iter().any(|b| !matches!(b, b' ' | b'\t' | b'\r')) {
                return Some(Ok(Line { number, json }));
            }
        }
        None
    }

    fn too_long(&self, line: u64) -> TooLong {
        TooLong {
            line,
            max: self.max_line,
        }
    }
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'c> {
    /// Its number, from 1; blank lines count.
    pub number: u64,
    /// What stands on it, without its end.
    pub json: &'c [u8],
}

/// A line is longer than the bound, so that it was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// Its number, from 1.
    pub line: u64,
    /// The bound, in bytes.
    pub max: usize,
}

#[cfg(test)]
mod tests;

//! Newline-delimited JSON: one document per line, any number of lines, in bounded memory.
//!
//! What counts as a line:
//!
//! | input | outcome |
//! |---|---|
//! | `\r\n` | ends a line like `\n` |
//! | a last line without `\n` | is a line |
//! | an empty line, or only white space | is counted, but contains no document |
//! | U+FEFF at the very beginning | is skipped; anywhere else it is a syntax error |
//! | a line that is too long | is a separate error, [`TooLong`]; the next line is read as usual |
//!
//! [`Chunks`] reads [`Chunk`]s of whole lines, which are distributed to threads.

use std::io::{self, BufRead as _, BufReader, Read};

/// The default maximum length of a line: 128 MiB.
pub const MAX_LINE: usize = 128 << 20;

/// How many bytes to read at a time: enough to make system calls cheap, and few enough for a processor's cache.
const READ: usize = 64 << 10;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Splits an input into [`Chunk`]s of whole lines.
#[derive(Debug)]
pub struct Chunks<R> {
    reader: BufReader<R>,
    max_line: usize,
    /// The beginning of an incomplete line.
    rest: Vec<u8>,
    /// The number of that line.
    line: u64,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing has been read; a byte order mark may follow.
    Begin,
    /// Lines follow.
    Lines,
    /// Within a line that is too long and is discarded.
    Skip,
    /// The input has ended.
    End,
}

impl<R: Read> Chunks<R> {
    /// Reads from `reader`, which does not need to be buffered.
    pub fn new(reader: R) -> Self {
        Chunks {
            reader: BufReader::with_capacity(READ, reader),
            max_line: MAX_LINE,
            rest: Vec::new(),
            line: 1,
            state: State::Begin,
        }
    }

    /// Sets the maximum length of a line in bytes, without its end. Memory use is little more than one such line.
    #[must_use]
    pub fn max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }
}

impl<R: Read> Chunks<R> {
    /// Reads the next lines into `chunk`, about 64 KiB or a single longer line, and replaces its content. Returns
    /// whether there were any.
    ///
    /// # Errors
    ///
    /// Those of the reader. All whole lines before the error have been returned. The input then ends, and the
    /// incomplete line is not returned because it may be truncated.
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

    /// Appends the result of one read, so that a slow input does not block. Returns 0 at the end of the input.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let part = loop {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                part => break part?,
            }
        };
        let read = part.len();
        bytes.extend_from_slice(part);
        self.reader.consume(read);
        Ok(read)
    }

    /// Reads to the end of a line that is too long, and discards it.
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

/// Several whole lines of an input.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// The number of its first line.
    first_line: u64,
    max_line: usize,
    /// The chunk is a line that is too long and was discarded.
    too_long: bool,
}

/// How far a chunk has been processed.
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
        // Release the memory of one huge line before reading ordinary ones.
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
    /// Its content, without the line end.
    pub json: &'c [u8],
}

/// A line exceeds the maximum length, so it was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// Its number, from 1.
    pub line: u64,
    /// The maximum length in bytes.
    pub max: usize,
}

#[cfg(test)]
mod tests;

//! Reads the inputs, one after the other, in batches for several threads.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::vec;

use flate2::read::MultiGzDecoder;
use indicatif::ProgressBar;

use super::files::{Input, STDIN, is_ndjson, is_packed};
use super::ndjson::{Chunk, Chunks};

type Reader = Box<dyn Read + Send>;

/// A unit of work for one thread.
#[derive(Default)]
pub struct Batch {
    /// The input's name, as the user wrote it.
    pub name: Arc<str>,
    pub work: Work,
}

pub enum Work {
    /// Lines of an input.
    Lines(Chunk),
    /// A whole input.
    Document(Vec<u8>),
    /// A whole input, whose items are documents.
    Array(Vec<u8>),
    /// An empty input in line mode.
    Empty,
    /// The input, or the rest of it, cannot be read.
    Failed(io::Error),
}

impl Default for Work {
    fn default() -> Self {
        Work::Document(Vec::new())
    }
}

/// What an input contains.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One document, or lines if its name says so.
    ByName,
    /// One document per line.
    Lines,
    /// An array of documents.
    Array,
}

/// All inputs, in the given order.
pub struct Inputs {
    files: vec::IntoIter<Input>,
    form: Form,
    max_bytes: usize,
    progress: ProgressBar,
    /// The input that is currently being read line by line.
    current: Option<Current>,
    batches: u64,
}

/// An input whose lines are being read.
struct Current {
    name: Arc<str>,
    chunks: Chunks<Reader>,
    /// Nothing has been read yet.
    fresh: bool,
}

impl Inputs {
    pub fn new(files: Vec<Input>, form: Form, max_bytes: usize, progress: ProgressBar) -> Self {
        Inputs {
            files: files.into_iter(),
            form,
            max_bytes,
            progress,
            current: None,
            batches: 0,
        }
    }

    /// Reads the next batch into `batch`, reusing its memory. Returns its number, from 0, or `None` at the end of the
    /// last input.
    pub fn next(&mut self, batch: &mut Batch) -> Option<u64> {
        while !self.read(batch)? {}
        self.batches += 1;
        Some(self.batches - 1)
    }

    /// Returns whether something was read; `None` at the end of the last input.
    fn read(&mut self, batch: &mut Batch) -> Option<bool> {
        if let Some(current) = &mut self.current {
            batch.name = Arc::clone(&current.name);
            let mut chunk = match std::mem::take(&mut batch.work) {
                Work::Lines(chunk) => chunk,
                _ => Chunk::default(),
            };
            let fresh = std::mem::take(&mut current.fresh);
            let more = current.chunks.read(&mut chunk);
            if !matches!(more, Ok(true)) {
                self.current = None;
            }
            let is_over = matches!(more, Ok(false)) && !fresh;
            batch.work = match more {
                Ok(false) if fresh => Work::Empty,
                Ok(_) => Work::Lines(chunk),
                Err(error) => Work::Failed(error),
            };
            return Some(!is_over);
        }
        let path = match self.files.next()? {
            Ok(path) => path,
            Err((argument, error)) => {
                batch.name = Arc::from(argument.display().to_string());
                batch.work = Work::Failed(error);
                return Some(true);
            }
        };
        let is_stdin = path.as_os_str() == STDIN;
        batch.name = match is_stdin {
            true => Arc::from("<stdin>"),
            false => Arc::from(path.display().to_string()),
        };
        let reader = match is_stdin {
            true => as_text(Box::new(io::stdin())),
            false => self.open(&path),
        };
        batch.work = match reader {
            Ok(reader) if self.has_lines(&path) => {
                let chunks = Chunks::new(reader).max_line(self.max_bytes);
                self.current = Some(Current {
                    name: Arc::clone(&batch.name),
                    chunks,
                    fresh: true,
                });
                return Some(false);
            }
            Ok(reader) => match whole(reader, self.max_bytes) {
                Ok(document) if self.form == Form::Array => Work::Array(document),
                Ok(document) => Work::Document(document),
                Err(error) => Work::Failed(error),
            },
            Err(error) => Work::Failed(error),
        };
        Some(true)
    }

    fn has_lines(&self, path: &Path) -> bool {
        match self.form {
            Form::ByName => is_ndjson(path),
            Form::Lines => true,
            Form::Array => false,
        }
    }

    fn open(&self, path: &Path) -> io::Result<Reader> {
        let file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => io::Error::new(
                io::ErrorKind::NotFound,
                "there is no such file; pass files, folders, patterns, or - for standard input",
            ),
            _ => error,
        })?;
        let file = self.progress.wrap_read(file);
        match is_packed(path) {
            // A file may consist of several gzip members.
            true => as_text(Box::new(MultiGzDecoder::new(file))),
            false => as_text(Box::new(file)),
        }
    }
}

/// Rejects input in another encoding by its first bytes; the check would only report that it is not JSON.
fn as_text(mut reader: Reader) -> io::Result<Reader> {
    let mut start = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut start)?;
    // JSON begins with ASCII; if there is a zero next to it, the encoding is UTF-16 or UTF-32.
    let encoding = match *start.as_slice() {
        [0x1f, 0x8b] => {
            let message = "this is compressed with gzip: decompress it first (`gzip -dc`), or rename the file to .gz";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        [0xff, 0xfe] | [0xfe, 0xff] => "UTF-16",
        [_, 0] => "UTF-16LE",
        [0, _] => "UTF-16BE",
        _ => return Ok(Box::new(Cursor::new(start).chain(reader))),
    };
    let message =
        format!("this is {encoding}, not UTF-8: convert it first (`iconv -f {encoding} -t UTF-8`)");
    Err(io::Error::new(io::ErrorKind::InvalidData, message))
}

/// Reads one document. A byte order mark before it is skipped, as for lines.
fn whole(reader: Reader, max_bytes: usize) -> io::Result<Vec<u8>> {
    let mut document = Vec::new();
    reader
        .take((max_bytes as u64).saturating_add(1))
        .read_to_end(&mut document)?;
    if document.len() > max_bytes {
        let message = format!(
            "the document is larger than the maximum of {max_bytes} bytes; for one document per line, use \
             --ndjson, for a larger bound --max-bytes"
        );
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    if document.starts_with("\u{feff}".as_bytes()) {
        document.drain(.."\u{feff}".len());
    }
    Ok(document)
}

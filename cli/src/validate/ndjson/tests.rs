//! NDJSON: what counts as a line, whatever pieces the reader returns.

use std::io::{self, Read};

use super::{Chunk, Chunks, MAX_LINE};

/// Returns at most this many bytes at a time, with interruptions.
struct Pieces<'a>(&'a [u8], usize, bool);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.2 = !self.2;
        if self.2 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = self.1.min(buffer.len()).min(self.0.len());
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

/// One text per line: its number, then its content or its error.
fn lines(reader: impl Read, max: usize) -> Vec<String> {
    let mut chunks = Chunks::new(reader).max_line(max);
    let mut chunk = Chunk::default();
    let mut lines = Vec::new();
    while chunks.read(&mut chunk).unwrap() {
        lines.extend(chunk.lines().map(|line| match line {
            Ok(line) => format!("{} {}", line.number, line.json.escape_ascii()),
            Err(error) => format!("{} is longer than {}", error.line, error.max),
        }));
    }
    lines
}

#[test]
fn a_line_is_a_document_unless_it_is_blank() {
    for (input, expected) in [
        ("", vec![]),
        ("\n\n \t\r\n", vec![]),
        ("1\n2\n", vec!["1 1", "2 2"]),
        ("1\n2", vec!["1 1", "2 2"]),
        ("1\r\n\r\n 2 \r\n", vec!["1 1", "3  2 "]),
        ("1\n\n-3\n", vec!["1 1", "3 -3"]),
        ("\u{feff}1\n2\n", vec!["1 1", "2 2"]),
        ("\u{feff}", vec![]),
        ("\u{feff}\n1", vec!["2 1"]),
        ("1\n\u{feff}2\n", vec!["1 1", r"2 \xef\xbb\xbf2"]),
        (
            "123456789\n1\n1234567890123456\n2\n12345678901234567890",
            vec![
                "1 is longer than 8",
                "2 1",
                "3 is longer than 8",
                "4 2",
                "5 is longer than 8",
            ],
        ),
        ("12345678\r\n12345678\n", vec!["1 12345678", "2 12345678"]),
    ] {
        let max = if input.contains("12345678") { 8 } else { 100 };
        for piece in [1, 2, 3, 7, 1000] {
            let found = lines(Pieces(input.as_bytes(), piece, false), max);
            assert_eq!(found, expected, "{input:?} in pieces of {piece}");
        }
    }
}

#[test]
fn many_chunks_keep_count() {
    let input: String = (0..100_000).map(|i| format!("{i}\n\n")).collect();
    let mut chunks = Chunks::new(input.as_bytes());
    let mut chunk = Chunk::default();
    let mut numbers = Vec::new();
    let mut read = 0;
    while chunks.read(&mut chunk).unwrap() {
        read += 1;
        for line in chunk.lines() {
            let line = line.unwrap();
            let value: u64 = std::str::from_utf8(line.json).unwrap().parse().unwrap();
            assert_eq!(line.number, value * 2 + 1);
            numbers.push(value);
        }
    }
    assert!(read > 10, "{read} chunks");
    assert_eq!(numbers, (0..100_000).collect::<Vec<_>>());
}

#[test]
fn a_line_of_many_megabytes() {
    let long = format!("1{}", " ".repeat(20 << 20));
    let input = format!("2\n{long}\n-1\n");
    assert_eq!(
        lines(input.as_bytes(), MAX_LINE),
        ["1 2", &format!("2 {long}"), "3 -1"]
    );
    assert_eq!(
        lines(input.as_bytes(), 10 << 20),
        ["1 2", "2 is longer than 10485760", "3 -1"]
    );
}

#[test]
fn a_reader_that_fails_ends_the_input() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }
    // The rest of a line may be truncated: `12` of `123`.
    let mut chunks = Chunks::new((&b"1\n12"[..]).chain(Fails));
    let mut chunk = Chunk::default();
    assert!(chunks.read(&mut chunk).unwrap());
    assert_eq!(chunk.lines().count(), 1);
    assert_eq!(chunks.read(&mut chunk).unwrap_err().to_string(), "gone");
    assert!(!chunks.read(&mut chunk).unwrap());
}

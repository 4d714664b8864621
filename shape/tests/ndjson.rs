//! NDJSON: what counts as a line, whatever pieces the reader hands out.

use std::io::{self, Read};

use larkspec_shape::ndjson::{self, Chunk, Chunks, ReadError};
use larkspec_shape::{Checker, Int, Shape};

static NUMBER: Shape = Shape::Int(Int::new().min(0));

/// Hands out at most so many bytes at a time, with interruptions.
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

/// A line each: its number, then `ok` or what is wrong.
fn outcome(reader: impl Read, max: usize) -> Vec<String> {
    ndjson::check(Checker::new(&NUMBER), reader)
        .max_line(max)
        .map(|line| match line {
            Ok(line) => match line.result {
                Ok(()) => format!("{} ok", line.number),
                Err(error) => format!("{} {error}", line.number),
            },
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn lines() {
    let eof = "not JSON: EOF while parsing a value at line 1 column";
    for (input, expected) in [
        ("", vec![]),
        ("\n\n \t\r\n", vec![]),
        ("1\n2\n", vec!["1 ok", "2 ok"]),
        ("1\n2", vec!["1 ok", "2 ok"]),
        ("1\r\n\r\n 2 \r\n", vec!["1 ok", "3 ok"]),
        (
            "1\n\n-3\n",
            vec!["1 ok", "3 the payload: -3 is under the minimum of 0"],
        ),
        ("\u{feff}1\n2\n", vec!["1 ok", "2 ok"]),
        ("\u{feff}", vec![]),
        ("\u{feff}\n1", vec!["2 ok"]),
        (
            "1\n\u{feff}2\n",
            vec![
                "1 ok",
                "2 not JSON: a byte order mark stands before the JSON; remove it at line 1 column 1",
            ],
        ),
        (
            "1 2\n3",
            vec!["1 not JSON: trailing characters at line 1 column 3", "2 ok"],
        ),
        (
            "[\n1\n]",
            vec![
                &*format!("1 {eof} 1").replace("a value", "a list"),
                "2 ok",
                "3 not JSON: expected value at line 1 column 1",
            ],
        ),
        (
            "123456789\n1\n1234567890123456\n2\n12345678901234567890",
            vec![
                "line 1 is longer than the bound of 8 bytes, and was not checked",
                "2 ok",
                "line 3 is longer than the bound of 8 bytes, and was not checked",
                "4 ok",
                "line 5 is longer than the bound of 8 bytes, and was not checked",
            ],
        ),
        ("12345678\r\n12345678\n", vec!["1 ok", "2 ok"]),
    ] {
        let max = if input.contains("12345678") { 8 } else { 100 };
        for piece in [1, 2, 3, 7, 1000] {
            let found = outcome(Pieces(input.as_bytes(), piece, false), max);
            assert_eq!(found, expected, "{input:?} in pieces of {piece}");
        }
    }
    assert_eq!(
        outcome(&b"1\n\"\xff\"\n2"[..], 100),
        [
            "1 ok",
            "2 not JSON: invalid UTF-8 at line 1 column 2",
            "3 ok"
        ]
    );
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
    let long = format!("1{}\n", " ".repeat(20 << 20));
    let input = format!("2\n{long}-1\n");
    assert_eq!(
        outcome(input.as_bytes(), ndjson::MAX_LINE),
        [
            "1 ok",
            "2 ok",
            "3 the payload: -1 is under the minimum of 0"
        ]
    );
    assert_eq!(
        outcome(input.as_bytes(), 10 << 20),
        [
            "1 ok",
            "line 2 is longer than the bound of 10485760 bytes, and was not checked",
            "3 the payload: -1 is under the minimum of 0",
        ]
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
    // The rest of a line may be only a part of one: `12` of `123`.
    let mut lines = ndjson::check(Checker::new(&NUMBER), (&b"1\n12"[..]).chain(Fails));
    assert!(matches!(lines.next(), Some(Ok(line)) if line.number == 1 && line.result.is_ok()));
    assert!(matches!(lines.next(), Some(Err(ReadError::Io(error))) if error.to_string() == "gone"));
    assert!(lines.next().is_none());
}

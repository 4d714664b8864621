//! The spec files that this crate contains. Each is packed on its own, and unpacked when it is read.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// The names of the files, in order; where each ends in the packed bytes, and its size.
static INDEX: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed"));

/// The names of all files, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    INDEX.iter().map(|(name, ..)| *name)
}

/// The content of a file by its name.
pub fn file(name: &str) -> Option<String> {
    let found = INDEX.binary_search_by_key(&name, |(name, ..)| name).ok()?;
    Some(unpacked(found))
}

/// All files with their content.
pub fn files() -> impl Iterator<Item = (&'static str, String)> {
    names()
        .enumerate()
        .map(|(number, name)| (name, unpacked(number)))
}

fn unpacked(number: usize) -> String {
    let begin = number.checked_sub(1).map_or(0, |before| INDEX[before].1);
    let (_, end, size) = INDEX[number];
    let mut text = String::with_capacity(size);
    let read = DeflateDecoder::new(&PACKED[begin..end]).read_to_string(&mut text);
    assert!(read.is_ok(), "the build script has packed this text");
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_is_what_it_was() {
        assert!(
            super::files().eq(larkspec_spec::files().map(|(name, text)| (name, text.to_owned())))
        );
        assert_eq!(super::file("no/such"), None);
    }
}

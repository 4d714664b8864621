//! Compresses each spec file separately, so that the program is a fraction of their size and decompresses only what it
//! reads.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut packed = Vec::new();
    let mut index = String::from("&[\n");
    for (name, text) in larkspec_spec::files() {
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::default());
        encoder.write_all(text.as_bytes())?;
        encoder.finish()?;
        // Writing to a string cannot fail.
        let _ = writeln!(index, "    ({name:?}, {}, {}),", packed.len(), text.len());
    }
    index.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("packed"), packed)?;
    fs::write(out.join("index.rs"), index)
}

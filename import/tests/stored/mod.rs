//! Where documentation pages are stored, for the tests that read them.

use std::path::{Path, PathBuf};

/// The folder of pages; without it a test has nothing to do, and says so.
pub fn pages() -> Option<PathBuf> {
    let named = std::env::var_os("LARKSPEC_PAGES").map(PathBuf::from);
    let beside = || {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
        here.ancestors()
            .map(|folder| folder.join("shared/pages"))
            .find(|folder| folder.is_dir())
    };
    let found = named.or_else(beside).filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: there is no folder of documentation pages (set LARKSPEC_PAGES)");
    }
    found
}

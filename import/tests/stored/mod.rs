//! The location of stored documentation pages. The tests that read them are ignored by default: `LARKSPEC_PAGES=DIR
//! cargo test -p larkspec-import -- --ignored` runs them; without the variable, they use a folder `shared/pages` next
//! to the repository.

use std::path::{Path, PathBuf};

/// The folder of pages.
pub fn pages() -> PathBuf {
    let named = std::env::var_os("LARKSPEC_PAGES").map(PathBuf::from);
    let beside = || {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
        here.ancestors()
            .map(|folder| folder.join("shared/pages"))
            .find(|folder| folder.is_dir())
    };
    let found = named.or_else(beside).filter(|folder| folder.is_dir());
    found.unwrap_or_else(|| panic!("there is no folder of documentation pages: set LARKSPEC_PAGES"))
}

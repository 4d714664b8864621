//! The endpoints of the Feishu / Lark Open Platform as data: one spec file per endpoint, and files of the types that
//! endpoints share.
//!
//! This crate is for build scripts and commands. It contains the files themselves, so it works wherever it has been
//! built: vendored, offline, and after its source has been moved or removed. [`larkspec-codegen`] reads them:
//!
//! ```
//! use larkspec_codegen::Loader;
//!
//! // Two endpoints, and the types that they use. A build script passes this to `larkspec_codegen::build_with`.
//! let two = Loader::texts(larkspec_spec::files()).only(["im/v1/message/create", "im/v1/message/reply"]);
//! assert_eq!(two.load()?.endpoints.len(), 2);
//! # Ok::<(), larkspec_codegen::SpecErrors>(())
//! ```
//!
//! [`larkspec-codegen`]: https://docs.rs/larkspec-codegen

/// The names of the files, in order, and where each ends in the texts.
static ENDS: &[(&str, usize)] = include!(concat!(env!("OUT_DIR"), "/ends.rs"));

static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts"));

/// Every spec file, in the order of the names: its path without `.toml`, such as `im/v1/message/create`, and its
/// content.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut start = 0;
    ENDS.iter().map(move |(name, end)| {
        let text = &TEXTS[start..*end];
        start = *end;
        (*name, text)
    })
}

/// The content of a file by its name.
///
/// ```
/// let spec = larkspec_spec::file("approval/v2/instance/list").unwrap();
/// assert!(spec.contains("path   = \"/approval/openapi/v2/instance/list\""));
/// assert_eq!(larkspec_spec::file("approval/v2/instance/lists"), None);
/// ```
pub fn file(name: &str) -> Option<&'static str> {
    let found = ENDS.binary_search_by_key(&name, |(name, _)| name).ok()?;
    let start = found.checked_sub(1).map_or(0, |before| ENDS[before].1);
    Some(&TEXTS[start..ENDS[found].1])
}

/// The services of the platform, in order: the topmost folders. Each is a feature of the crate `larkspec`.
///
/// ```
/// assert!(larkspec_spec::services().any(|service| service == "approval"));
/// ```
pub fn services() -> impl Iterator<Item = &'static str> {
    let services = ENDS.chunk_by(|(a, _), (b, _)| service(a) == service(b));
    services.filter_map(|files| service(files[0].0))
}

/// The endpoints that `larkspec` calls itself, whatever its features: the client gets its tokens from one, `Sweep` its
/// codes from the other.
#[doc(hidden)]
pub const OWN: [&str; 2] = [
    "auth/v3/tenant_access_token/internal",
    "approval/v2/instance/list",
];

/// The topmost folder of a file, if it is in one.
fn service(name: &str) -> Option<&str> {
    Some(name.split_once('/')?.0)
}

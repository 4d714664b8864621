//! Imports documentation pages into spec files.
//!
//! A page of the Feishu / Lark Open Platform's documentation describes one endpoint. [`import`] reads it in two
//! stages: [`extract`](mod@extract) splits it into sections, tables and examples, whatever its dialect;
//! [`interpret`](mod@interpret) builds the spec model from them. [`write`](mod@write) produces the text of a new spec
//! file, [`merge`](mod@merge) updates an existing one that people have edited, and [`known`] finds the file that a
//! page belongs to. [`share`] finds what endpoints have in common, [`update`] updates all files of a folder with the
//! types that they share, [`in_place`] turns an object into a shared type, and [`tree`] imports all pages of a
//! folder.
//!
//! ```
//! let page = "
//! ## 请求
//!
//! 名称 | 值
//! --- | ---
//! HTTP URL | https://open.feishu.cn/open-apis/im/v1/chats/:chat_id
//! HTTP Method | GET
//!
//! ### 查询参数
//!
//! 名称 | 类型 | 必填 | 描述
//! --- | --- | --- | ---
//! size | int | 否 | 个数 注:不得大于100
//! ";
//! let imported = larkspec_import::import(page, None)?;
//! let text = larkspec_import::write::write(&imported.endpoint);
//! assert!(text.contains("[query.size]\ntype     = \"int\"\nmax      = 100\n"));
//! // The limit comes from prose, which is reported with the line.
//! assert!(imported.diagnostics.iter().any(|d| d.rule == "prose-limit" && d.line == 13));
//! # Ok::<(), larkspec_import::ImportError>(())
//! ```
//!
//! To update a folder of spec files, use [`update::Spec`]: it keeps what people wrote, reuses shared types, and updates
//! each file that is affected. ([`merge`](mod@merge) works on the text of a single file, and writes shared types inline.)
//!
//! ```
//! use larkspec_import::known::Known;
//! use larkspec_import::update::Spec;
//! # fn update(folder: &std::path::Path, page: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let spec = Spec::read(folder)?;
//! let mut imported = larkspec_import::import(page, None)?;
//! // The file that exists for this call or page, otherwise a new one.
//! let name = Known::new(spec.endpoints()).file_for(&imported).ok_or("other endpoints have all names")?;
//! imported = larkspec_import::import(page, Some(&name))?;
//! for remark in &imported.diagnostics {
//!     eprintln!("{remark}");
//! }
//! let update = spec.update([(name.clone(), imported)].into(), false)?;
//! if let Some(changes) = update.endpoints.get(&name) {
//!     for change in changes.as_ref().map_err(|why| why.as_str())? {
//!         println!("{change}");
//!     }
//! }
//! update.write(folder)?;
//! # Ok(())
//! # }
//! # let folder = std::env::temp_dir().join(format!("larkspec-import-{}", std::process::id()));
//! # let page = "
//! # ## 请求
//! #
//! # 名称 | 值
//! # --- | ---
//! # HTTP URL | https://open.feishu.cn/open-apis/im/v1/chats/:chat_id
//! # HTTP Method | GET
//! # ";
//! # std::fs::create_dir_all(&folder).unwrap();
//! # update(&folder, page).unwrap();
//! # update(&folder, page).unwrap();
//! # assert_eq!(larkspec_codegen::load(&folder).unwrap().endpoints.len(), 1);
//! # std::fs::remove_dir_all(&folder).unwrap();
//! ```
//!
//! # What a page does not say
//!
//! Nothing is guessed silently. Whatever the page leaves open (a depth, a type, an ambiguous limit in prose) is
//! omitted and becomes a [`Diagnostic`]; contradictions within the page become warnings. The resulting model always
//! loads.

pub mod combine;
pub mod decided;
pub mod diagnostic;
pub mod extract;
pub mod files;
pub mod in_place;
pub mod interpret;
mod json;
pub mod known;
mod lexicon;
pub mod merge;
pub mod share;
pub mod tree;
pub mod update;
pub mod write;

use thiserror::Error;

pub use decided::Decisions;
pub use diagnostic::{Diagnostic, Severity};
pub use extract::{Dialect, ExtractError};
pub use interpret::{Imported, InterpretError, Open};

/// Why a page is rejected.
#[derive(Clone, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// The text cannot be read as a page.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// The page does not describe an endpoint that a spec supports.
    #[error(transparent)]
    Interpret(#[from] InterpretError),
}

larkspec_shape::debug_as_display!(ImportError);

impl ImportError {
    /// Converts the error to a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        let (line, rule) = match self {
            ImportError::Extract(_) => (1, "no-page"),
            ImportError::Interpret(error) => (error.line(), error.rule()),
        };
        Diagnostic {
            line,
            severity: Severity::Refused,
            rule,
            text: self.to_string(),
            place: None,
        }
    }
}

/// Imports a page: stored Markdown, or the portal's JSON answer. `name` is the name of its spec file if there is one
/// already; the default is the first of [`Imported::names`].
///
/// # Errors
///
/// The text is not a page, or does not describe an endpoint that a spec supports.
pub fn import(text: &str, name: Option<&str>) -> Result<Imported, ImportError> {
    let page = extract::extract(text)?;
    Ok(interpret::interpret(&page, name)?)
}

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

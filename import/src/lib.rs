//! Documentation pages in, spec files out.
//!
//! A page of the Feishu / Lark Open Platform's documentation describes one endpoint. [`import`] reads
//! it in two stages: [`extract`](mod@extract) takes it apart into sections, tables and examples, whatever
//! dialect it is written in; [`interpret`](mod@interpret) makes the spec model of it. [`write`](mod@write) is the
//! text of a new spec file, [`merge`](mod@merge) brings one up to date that people have worked on,
//! [`known`] tells which file that is. [`share`] finds what many endpoints have in common, [`update`] brings all files of
//! a folder up to date, with the types that they share, [`in_place`] makes an object a shared type, and [`tree`] does all pages of a folder at once.
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
//! // The limit was read off prose, and that is told, with the line.
//! assert!(imported.diagnostics.iter().any(|d| d.rule == "prose-limit" && d.line == 13));
//! # Ok::<(), larkspec_import::ImportError>(())
//! ```
//!
//! # What a page does not say
//!
//! Nothing is guessed silently. What the page leaves open, a depth, a type, a limit in prose that could
//! mean two things, becomes a [`Diagnostic`] and is left out; what it says twice and differently
//! becomes a warning. The model that comes out always loads.

pub mod combine;
pub mod diagnostic;
pub mod extract;
mod files;
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

pub use diagnostic::{Diagnostic, Severity};
pub use extract::{Dialect, ExtractError};
pub use interpret::{Imported, InterpretError, Open};

/// Why a page is refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// It cannot be read as a page.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// It describes no endpoint that a spec can hold.
    #[error(transparent)]
    Interpret(#[from] InterpretError),
}

impl ImportError {
    /// The error as a diagnostic.
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
        }
    }
}

/// Reads a page: stored Markdown, or the portal's JSON answer. `name` is the name of its spec file,
/// where it has one already; else it is the first of [`Imported::names`].
///
/// # Errors
///
/// The text is no page, or describes no endpoint that a spec can hold.
pub fn import(text: &str, name: Option<&str>) -> Result<Imported, ImportError> {
    let page = extract::extract(text)?;
    Ok(interpret::interpret(&page, name)?)
}

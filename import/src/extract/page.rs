//! The parts of a page, before they are interpreted.

use serde::Serialize;
use thiserror::Error;

use super::cell::{Cell, Line};
use crate::diagnostic::Diagnostic;

/// Larger pages are rejected; the largest known page has a tenth of this size.
pub(super) const MAX_BYTES: usize = 32 << 20;

/// Why a text cannot be read as a page.
#[derive(Clone, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtractError {
    /// The text is empty.
    #[error("the page is empty")]
    Empty,
    /// It is larger than any page.
    #[error("the page has {0} bytes; the maximum is {MAX_BYTES}")]
    TooLarge(usize),
    /// It starts like JSON but is not valid JSON.
    #[error("the page starts like the portal's JSON answer but is not valid JSON: {0}")]
    Json(String),
    /// It is JSON, but not the portal's answer with a page.
    #[error("the JSON is not the portal's answer with a page: {0}")]
    NoContent(String),
    /// It has neither a table nor a heading.
    #[error("there is neither a table nor a heading: this is not a documentation page")]
    NoStructure,
}

larkspec_shape::debug_as_display!(ExtractError);

/// The dialect of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Tables of `<md-…>` tags, with nesting shown by `level`.
    Portal,
    /// Markdown tables, with nesting shown by `└`.
    Modern,
    /// Markdown tables, with nesting shown by `∟`.
    HandWritten,
    /// Markdown tables with the next heading attached to their last row.
    Glued,
    /// Markdown tables without any mark of nesting.
    Flat,
}

impl Dialect {
    /// Its name in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Dialect::Portal => "portal",
            Dialect::Modern => "modern",
            Dialect::HandWritten => "hand-written",
            Dialect::Glued => "glued",
            Dialect::Flat => "flat",
        }
    }
}

/// A page, split into parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its dialect.
    pub dialect: Dialect,
    /// Front matter, or the facts next to the content in the portal's answer.
    pub front: Vec<(String, String)>,
    /// The hash of its text without front matter, title, empty lines and trailing white space, so that it does not
    /// depend on how the page was stored.
    pub hash: String,
    /// The sections in page order; the first one contains everything before the first heading.
    pub sections: Vec<Section>,
    /// Peculiarities of the page's format.
    pub diagnostics: Vec<Diagnostic>,
}

impl Page {
    /// A value of the front matter.
    pub fn front(&self, key: &str) -> Option<&str> {
        let entry = self.front.iter().find(|(k, _)| k == key)?;
        Some(&entry.1)
    }

    /// All tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.tables)
    }
}

/// The content below one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's text; empty before the first heading.
    pub heading: String,
    /// The heading's level, from 1; 0 before the first heading.
    pub level: u8,
    /// The heading's line.
    pub line: usize,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its code blocks.
    pub examples: Vec<Example>,
    /// Everything else.
    pub text: Vec<Line>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The line of its header.
    pub line: usize,
    /// The header's cells.
    pub header: Vec<String>,
    /// The header as a row, for tables that have no header.
    pub header_row: Row,
    /// The number of columns.
    pub columns: usize,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its first line.
    pub line: usize,
    /// Its depth according to the page.
    pub mark: Mark,
    /// Its cells. There may be fewer or more than in the header.
    pub cells: Vec<Cell>,
}

/// How a row shows its depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// It does not.
    #[default]
    None,
    /// A depth, counted from 0.
    Level(u32),
    /// An indent before the name: deeper than rows with a smaller indent.
    Indent {
        /// The width of the white space in half ems.
        width: u32,
        /// How many corners (`└`, `∟`) follow it.
        corners: u32,
    },
    /// A depth, counted from 0, derived from spaces that Markdown itself ignores.
    Spaces(u32),
}

/// A code block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The line number of its first line of text.
    pub line: usize,
    /// The language after the fence, as written.
    pub language: String,
    /// Its text.
    pub text: String,
}

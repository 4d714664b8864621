//! A page taken apart: what the importer knows of it before it understands anything.

use serde::Serialize;
use thiserror::Error;

use super::cell::{Cell, Line};
use crate::diagnostic::Diagnostic;

/// Larger pages are rejected: the largest known one has a tenth of this.
pub(super) const MAX_BYTES: usize = 32 << 20;

/// Why a text cannot be read as a page.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtractError {
    /// There is nothing in it.
    #[error("the page is empty")]
    Empty,
    /// It is larger than any page.
    #[error("the page has {0} bytes; at most {MAX_BYTES} are read")]
    TooLarge(usize),
    /// It begins as JSON but is none.
    #[error("the page begins as the portal's JSON answer but is not JSON: {0}")]
    Json(String),
    /// It is JSON, but not the portal's answer with a page.
    #[error("the JSON is not the portal's answer with a page: {0}")]
    NoContent(String),
    /// It has neither a table nor a heading.
    #[error("no table and no heading was found: this is no documentation page")]
    NoStructure,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Tables of `<md-…>` tags, nesting told by `level`.
    Portal,
    /// Markdown tables, nesting told by `└`.
    Modern,
    /// Markdown tables, nesting told by `∟`.
    HandWritten,
    /// Markdown tables with the next heading glued to their last row.
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

/// A page, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How it is written.
    pub dialect: Dialect,
    /// Front matter, or what the portal's answer says beside the content.
    pub front: Vec<(String, String)>,
    /// The hash of its text without front matter, title, empty lines and white space at the ends of lines:
    /// the same, however the page was stored.
    pub hash: String,
    /// The sections, in page order; the first holds what stands before any heading.
    pub sections: Vec<Section>,
    /// What was odd about the page's form.
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

/// What stands below one heading.
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
    /// The header as a row, which it is where a page has a table without one.
    pub header_row: Row,
    /// How many columns its rows are made for.
    pub columns: usize,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its first line.
    pub line: usize,
    /// How deep the page says it stands.
    pub mark: Mark,
    /// Its cells. There may be fewer or more than the header has.
    pub cells: Vec<Cell>,
}

/// What a row says of its own depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// A depth, counted from 0.
    Level(u32),
    /// An indent before the name: deeper than rows with less of it.
    Indent {
        /// The width of the white space, in halves of an em.
        width: u32,
        /// How many corners (`└`, `∟`) follow it.
        corners: u32,
    },
    /// A depth, counted from 0, from spaces that Markdown itself drops.
    Spaces(u32),
}

/// A code block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The line of its first line of text.
    pub line: usize,
    /// The language behind the fence, as written.
    pub language: String,
    /// Its text.
    pub text: String,
}

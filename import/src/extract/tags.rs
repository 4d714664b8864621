//! Reads tables written as `<md-…>` or HTML tags.

use std::borrow::Cow;

use super::block;
use super::cell::{self, Cell, Line};
use super::markdown;
use super::page::{Mark, Row, Table};

/// Whether a line starts with the tag of a table.
pub fn opens_table(trimmed: &str) -> bool {
    cell::tag(trimmed).is_some_and(|tag| is_table(&tag) && !tag.closing)
}

fn is_table(tag: &cell::Tag<'_>) -> bool {
    matches!(tag.name, "md-table" | "md-dt-table" | "table")
}

/// After which of `lines` the table that the first one opens ends, and whether it has a closing tag. An unclosed
/// table ends with its `:::` block, otherwise at the heading above the next table. Cells may contain their own
/// blocks, such as `:::note`.
pub fn table_end(lines: &[(usize, &str)]) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut blocks = 0_usize;
    let mut heading = None;
    for (index, (_, line)) in lines.iter().enumerate() {
        let trimmed = line.trim();
        let next = index > 0 && opens_table(trimmed);
        let ends = match trimmed.strip_prefix(":::") {
            Some("") if blocks > 0 => {
                blocks -= 1;
                false
            }
            Some("" | "html") => true,
            Some(_) => {
                blocks += 1;
                false
            }
            None => next && heading.is_some(),
        };
        if ends {
            return (heading.unwrap_or(index), false);
        }
        for (at, _) in line.match_indices('<') {
            let Some(tag) = cell::tag(&line[at..]).filter(is_table) else {
                continue;
            };
            match tag.closing {
                true if depth < 2 => return (index + 1, true),
                true => depth -= 1,
                false => depth += 1,
            }
        }
        if block::heading(line).is_some() {
            heading.get_or_insert(index);
        }
    }
    (heading.unwrap_or(lines.len()), false)
}

/// The length of the tag with which a line starts an example.
pub fn code_open(trimmed: &str) -> Option<usize> {
    let tag = cell::tag(trimmed)?;
    (tag.name == "md-code-json" && !tag.closing).then_some(tag.length)
}

/// A table, and the peculiarities of its tags.
pub struct Tagged {
    pub table: Table,
    /// Each with its line and its rule.
    pub odd: Vec<(usize, &'static str, &'static str)>,
}

/// Reads the lines of one table.
pub fn table(lines: &[(usize, &str)]) -> Tagged {
    let mut builder = Builder {
        table: Table {
            line: lines.first().map_or(0, |(number, _)| *number),
            ..Table::default()
        },
        odd: Vec::new(),
        depth: 0,
        in_head: false,
        heads: 0,
        row: None,
        cell: None,
        spans: Vec::new(),
        stray: None,
        aside: None,
    };
    for (number, line) in whole_tags(lines) {
        builder.line(number, &line);
    }
    builder.end_row();
    let Builder { mut table, odd, .. } = builder;
    // Without a header, the first row may be one; its cells do not show it.
    if table.header.is_empty() && !table.rows.is_empty() {
        table.header_row = table.rows.remove(0);
        table.header = table.header_row.cells.iter().map(Cell::text).collect();
    }
    let widest = table.rows.iter().map(|row| row.cells.len()).max();
    table.columns = table.header.len().max(widest.unwrap_or(0));
    Tagged { table, odd }
}

/// The maximum span of a cell in rows or columns.
const MAX_SPAN: usize = 64;

/// The maximum number of lines of a tag. An unclosed tag must not swallow the table.
const TAG_LINES: usize = 8;

/// The lines, with tags that span several lines joined.
fn whole_tags<'t>(lines: &[(usize, &'t str)]) -> Vec<(usize, Cow<'t, str>)> {
    let mut whole: Vec<(usize, Cow<'t, str>)> = Vec::with_capacity(lines.len());
    let mut joined = 0;
    for &(number, line) in lines {
        match whole.last_mut() {
            Some((_, open)) if joined < TAG_LINES && ends_in_tag(open) => {
                joined += 1;
                open.to_mut().push(' ');
                open.to_mut().push_str(line.trim_start());
            }
            _ => {
                joined = 0;
                whole.push((number, Cow::Borrowed(line)));
            }
        }
    }
    whole
}

fn ends_in_tag(line: &str) -> bool {
    line.rfind("<md-")
        .is_some_and(|at| !line[at..].contains('>'))
}

struct Builder {
    table: Table,
    odd: Vec<(usize, &'static str, &'static str)>,
    /// How many tables are open: a table within a cell is text of the cell.
    depth: usize,
    in_head: bool,
    /// How many cells of the row are header cells.
    heads: usize,
    row: Option<Row>,
    cell: Option<OpenCell>,
    /// Cells that span the rows below: the column of each, and the number of further rows.
    spans: Vec<Span>,
    /// Text outside of any cell.
    stray: Option<OpenCell>,
    /// An open value or scope, whose text does not belong to the cell.
    aside: Option<Aside>,
}

/// The description in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AsideKind {
    Value,
    Scope,
}

/// A description that is being read. If it is never closed, the text after its first line belongs to the cell.
struct Aside {
    kind: AsideKind,
    line: usize,
    /// The lines after the first.
    rest: Vec<(usize, String)>,
    /// Whether the first line has ended.
    below: bool,
}

/// A cell that spans several rows.
struct Span {
    column: usize,
    rows: usize,
    cell: Cell,
}

/// A cell that is being read: its raw text is decoded at its end because a tag may span lines.
struct OpenCell {
    cell: Cell,
    /// The text of the current line.
    text: String,
    line: usize,
    /// The first line as written, with its indent.
    first: Option<String>,
    /// Its span in columns and rows.
    spans: [usize; 2],
}

impl OpenCell {
    fn new(line: usize, text: String) -> Self {
        OpenCell {
            cell: Cell::default(),
            text,
            line,
            first: None,
            spans: [1, 1],
        }
    }

    fn break_line(&mut self, number: usize) {
        let text = std::mem::take(&mut self.text);
        if self.first.is_none() && !text.trim().is_empty() {
            self.first = Some(text.clone());
        }
        self.cell.push(self.line, &text);
        self.line = number;
    }
}

impl Builder {
    fn line(&mut self, number: usize, line: &str) {
        if let Some(cell) = &mut self.cell {
            cell.break_line(number);
        }
        if let Some(aside) = &mut self.aside {
            aside.below = true;
            aside.rest.push((number, String::new()));
        }
        let mut rest = line;
        while !rest.is_empty() {
            let at = rest.find('<').unwrap_or(rest.len());
            self.text(number, &rest[..at]);
            rest = &rest[at..];
            match cell::tag(rest) {
                Some(tag) => {
                    let length = tag.length;
                    self.tag(number, &tag);
                    rest = &rest[length..];
                }
                None if rest.is_empty() => {}
                None => {
                    self.text(number, "<");
                    rest = &rest[1..];
                }
            }
        }
    }

    fn text(&mut self, number: usize, text: &str) {
        if let Some(aside) = &mut self.aside {
            if let Some((_, line)) = aside.rest.last_mut().filter(|_| aside.below) {
                line.push_str(&cell::decode(text));
            }
            let meaning = self
                .cell
                .as_mut()
                .and_then(|open| open.cell.meanings.last_mut());
            if let Some(meaning) = meaning.filter(|_| aside.kind == AsideKind::Value) {
                meaning.push_str(&cell::decode(text));
            }
            return;
        }
        match &mut self.cell {
            Some(cell) => cell.text.push_str(&cell::decode(text)),
            None if text.trim().is_empty() => {}
            // If a closing tag follows, it is a cell without an opening tag.
            None => match &mut self.stray {
                Some(stray) => stray.text.push_str(&cell::decode(text)),
                None => self.stray = Some(OpenCell::new(number, cell::decode(text))),
            },
        }
    }

    fn tag(&mut self, number: usize, tag: &cell::Tag<'_>) {
        if is_table(tag) {
            return self.nested(number, tag.closing);
        }
        let inner = self.depth > 1;
        match (tag.name, tag.closing) {
            ("md-tr" | "md-dt-tr" | "tr" | "md-td" | "md-dt-td" | "md-th" | "td" | "th", _)
                if inner =>
            {
                self.break_line(number);
            }
            ("md-thead" | "md-dt-thead" | "thead", closing) if !inner => self.in_head = !closing,
            ("md-tr" | "md-dt-tr" | "tr", false) => self.begin_row(number, tag),
            ("md-tr" | "md-dt-tr" | "tr", true) => self.end_row(),
            ("md-td" | "md-dt-td" | "md-th" | "md-dt-th" | "td" | "th", false) => {
                self.begin_cell(number);
                self.span(number, tag);
                self.heads += usize::from(tag.name.ends_with("th"));
            }
            ("md-td" | "md-dt-td" | "md-th" | "md-dt-th" | "td" | "th", true) => self.close_cell(),
            ("br" | "li" | "p", _) => self.break_line(number),
            ("md-enum", false) => {
                self.break_line(number);
                if let Some(cell) = &mut self.cell {
                    cell.cell.values.get_or_insert_default();
                }
            }
            ("md-enum-item", false) => self.value(number, tag),
            ("md-perm", false) => self.scope(number, tag),
            // An unclosed value ends with the list.
            ("md-enum-item" | "md-enum", true) => self.end_aside(AsideKind::Value),
            ("md-perm", true) => self.end_aside(AsideKind::Scope),
            ("md-app-support", false) => {
                if let (Some(cell), Some(types)) = (&mut self.cell, tag.attribute("types")) {
                    cell.text.push_str(&types);
                }
            }
            ("md-text", false) if self.cell.is_none() => self.bare_field(number, tag),
            ("md-tag" | "md-tooltip", false) => self.text(number, " "),
            _ => {}
        }
    }

    /// A table within a cell of this table is text, since there is no column for it.
    fn nested(&mut self, number: usize, closing: bool) {
        if closing {
            self.depth = self.depth.saturating_sub(1);
            return;
        }
        self.depth += 1;
        if self.depth == 2 {
            self.odd.push((
                number,
                "table-nested",
                "a table within a cell was read as text of the cell",
            ));
        }
    }

    fn break_line(&mut self, number: usize) {
        if let Some(cell) = &mut self.cell {
            cell.break_line(number);
        }
    }

    fn begin_row(&mut self, number: usize, tag: &cell::Tag<'_>) {
        self.end_row();
        let level = tag
            .attribute("level")
            .and_then(|level| level.trim().parse().ok());
        self.row = Some(Row {
            line: number,
            // A level in a table without nesting is harmless noise.
            mark: level.map_or(Mark::None, Mark::Level),
            cells: Vec::new(),
        });
    }

    fn begin_cell(&mut self, number: usize) {
        self.report_stray();
        self.end_cell();
        if self.row.is_none() {
            self.odd.push((
                number,
                "row-open",
                "a cell is outside of any row; it starts a row",
            ));
            self.row = Some(Row {
                line: number,
                ..Row::default()
            });
        }
        self.cell = Some(OpenCell::new(number, String::new()));
    }

    /// The column and row span of the current cell.
    fn span(&mut self, number: usize, tag: &cell::Tag<'_>) {
        let count = |attribute: &str| {
            let count = tag.attribute(attribute)?.trim().parse().ok()?;
            (1..=MAX_SPAN).contains(&count).then_some(count)
        };
        let spans = ["colspan", "rowspan"].map(|attribute| count(attribute).unwrap_or(1));
        if let Some(cell) = self.cell.as_mut().filter(|_| spans != [1, 1]) {
            cell.spans = spans;
            let text = "a cell spans several rows or columns; it was read as a cell of each row";
            self.odd.push((number, "cell-span", text));
        }
    }

    /// Adds the spanning cells of previous rows that come next to the row.
    fn fill_spans(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(span) = self
            .spans
            .iter_mut()
            .find(|span| span.column == row.cells.len() && span.rows > 0)
        {
            span.rows -= 1;
            row.cells.push(span.cell.clone());
        }
        self.spans.retain(|span| span.rows > 0);
    }

    /// The name or type of a field, which normally has its own cell, without the tag of a cell.
    fn bare_field(&mut self, number: usize, tag: &cell::Tag<'_>) {
        let is_field = tag
            .attribute("type")
            .is_some_and(|kind| kind.starts_with("field-"));
        if is_field && self.row.is_some() {
            self.begin_cell(number);
            self.odd.push((
                number,
                "cell-open",
                "a field's name or type is outside of any cell; it was read as a cell",
            ));
        }
    }

    /// The end of a cell, even if its opening tag is missing.
    fn close_cell(&mut self) {
        if let Some(stray) = self.stray.take_if(|_| self.cell.is_none()) {
            self.odd.push((
                stray.line,
                "cell-open",
                "a cell has no opening tag; the text before its closing tag was read",
            ));
            self.cell = Some(stray);
        }
        self.end_cell();
    }

    fn report_stray(&mut self) {
        if let Some(stray) = self.stray.take() {
            self.odd.push((
                stray.line,
                "text-stray",
                "text between the cells of a table was not read",
            ));
        }
    }

    fn value(&mut self, number: usize, tag: &cell::Tag<'_>) {
        // A value ends where the next one starts.
        self.end_aside(AsideKind::Value);
        if let (Some(cell), Some(key)) = (&mut self.cell, tag.attribute("key")) {
            let value = Line {
                number,
                text: key.trim().to_owned(),
            };
            cell.cell.values.get_or_insert_default().push(value);
            cell.cell.meanings.push(String::new());
        }
        if !tag.is_empty {
            self.begin_aside(AsideKind::Value, number);
        }
    }

    fn scope(&mut self, number: usize, tag: &cell::Tag<'_>) {
        self.end_aside(AsideKind::Scope);
        // If a scope has no name, its description is all there is.
        let Some(name) = tag.attribute("name") else {
            return;
        };
        if let Some(cell) = &mut self.cell {
            cell.cell.scopes.push(name.trim().to_owned());
        }
        if !tag.is_empty {
            self.begin_aside(AsideKind::Scope, number);
        }
    }

    fn begin_aside(&mut self, kind: AsideKind, line: usize) {
        self.aside = Some(Aside {
            kind,
            line,
            rest: Vec::new(),
            below: false,
        });
    }

    fn end_aside(&mut self, kind: AsideKind) {
        self.aside.take_if(|aside| aside.kind == kind);
    }

    /// A description that is still open at the end of its cell: the text below its first line belongs to the cell.
    fn reclaim_aside(&mut self) {
        let Some(aside) = self.aside.take() else {
            return;
        };
        let rest: Vec<_> = aside
            .rest
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        if rest.is_empty() {
            return;
        }
        self.odd.push((
            aside.line,
            "tag-open",
            "the tag of a value or a scope is never closed; the text after its line was read as text of the cell",
        ));
        if let Some(open) = &mut self.cell {
            for (number, text) in rest {
                open.break_line(number);
                open.text.push_str(&text);
            }
        }
    }

    fn end_cell(&mut self) {
        self.reclaim_aside();
        let Some(mut cell) = self.cell.take() else {
            return;
        };
        let line = cell.line;
        cell.break_line(line);
        self.fill_spans();
        let Some(row) = &mut self.row else { return };
        if let Some(first) = cell
            .first
            .as_ref()
            .filter(|_| row.cells.is_empty() && row.mark == Mark::None)
        {
            // The source itself is indented with tabs and spaces; only other white space is a mark.
            row.mark = markdown::mark(first.trim_start_matches(['\t', ' ', '\r'])).0;
        }
        if row.cells.is_empty() {
            for line in &mut cell.cell.lines {
                line.text = markdown::mark(&line.text).1.to_owned();
            }
            cell.cell.lines.retain(|line| !line.text.is_empty());
        }
        let [columns, rows] = cell.spans;
        for column in row.cells.len()..row.cells.len() + columns {
            let cell = match column == row.cells.len() {
                true => cell.cell.clone(),
                false => Cell::default(),
            };
            if rows > 1 {
                self.spans.push(Span {
                    column,
                    rows: rows - 1,
                    cell: cell.clone(),
                });
            }
            row.cells.push(cell);
        }
    }

    fn end_row(&mut self) {
        self.report_stray();
        self.end_cell();
        self.fill_spans();
        let Some(row) = self.row.take() else { return };
        let heads = std::mem::take(&mut self.heads);
        if row.cells.is_empty() {
            return;
        }
        // Plain HTML tables often mark their header only by its cells.
        let is_head = self.in_head || (heads == row.cells.len() && self.table.rows.is_empty());
        if is_head && self.table.header.is_empty() {
            self.table.header = row.cells.iter().map(Cell::text).collect();
            self.table.header_row = row;
            return;
        }
        let columns = self.table.header.len();
        let several = columns > 1 && row.cells.len() > columns;
        if !several || !row.cells.len().is_multiple_of(columns) {
            self.table.rows.push(row);
            return;
        }
        // If the end of a row and the start of the next are missing, their cells form one row.
        self.odd.push((
            row.line,
            "row-glued",
            "a row has the cells of several rows; they were separated",
        ));
        for cells in row.cells.chunks(columns) {
            self.table.rows.push(Row {
                line: cells[0].line_or(row.line),
                mark: row.mark,
                cells: cells.to_vec(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, extract};

    #[test]
    fn reads_levels_values_and_scopes() {
        let page = extract(
            "## 响应体\n:::html\n<md-dt-table>\n<md-dt-thead>\n<md-dt-tr><md-dt-th>名称</md-dt-th>\
             <md-dt-th>类型</md-dt-th></md-dt-tr></md-dt-thead>\n<md-dt-tbody>\n\
             <md-dt-tr level=\"2\">\n<md-dt-td>\n<md-text type=\"field-name\" >kind</md-text>\n\
             </md-dt-td>\n<md-dt-td>\nstring\\[\\]\n\n**可选值有**：\n<md-enum>\n\
             <md-enum-item key=\"a\" >first</md-enum-item>\n</md-enum>\n\
             <md-perm name=\"x:y\" desc=\"d\">d</md-perm>\n</md-dt-td>\n</md-dt-tr>\n\
             </md-dt-tbody>\n</md-dt-table>\n:::\n",
        )
        .expect("a page");
        let table = page.tables().next().expect("a table");
        assert_eq!(table.header, ["名称", "类型"]);
        let row = &table.rows[0];
        assert_eq!((row.line, row.mark), (7, Mark::Level(2)));
        assert_eq!(row.cells[0].text(), "kind");
        assert_eq!(row.cells[1].text(), "string\\[\\]\n**可选值有**：");
        let values = row.cells[1].values.as_ref().expect("values");
        assert_eq!((values[0].number, values[0].text.as_str()), (16, "a"));
        assert_eq!(row.cells[1].scopes, ["x:y"]);
    }

    #[test]
    fn tags_may_be_written_carelessly() {
        for items in [
            "<md-enum-item key=\"a\">x</md-enum-item><md-enum-item key=\"b\">y</md-enum-item>",
            "<md-enum-item key='a'/>\n<md-enum-item key=b />",
            "<md-enum-item key=\"a\">x\n<md-enum-item key=\"b\">y",
            "<md-enum-item\n  key=\"a\">x</md-enum-item><md-enum-item\nkey=\"b\"\n>y</md-enum-item>",
        ] {
            let page = extract(&format!(
                "## 请求体\n<md-table><md-tr><md-td>kind</md-td><md-td>\n<md-enum>\n{items}\n</md-enum>\n\
                 after</md-td></md-tr></md-table>\n",
            ))
            .expect("a page");
            let cell = &page.tables().next().expect("a table").header_row.cells[1];
            let values = cell.values.as_ref().expect("values");
            let keys: Vec<_> = values.iter().map(|value| value.text.as_str()).collect();
            assert_eq!((keys, &*cell.text()), (vec!["a", "b"], "after"), "{items}");
        }
    }

    /// An unclosed tag only affects its own block, and is reported.
    #[test]
    fn what_is_never_closed_swallows_nothing_else() {
        let table = "<md-table><md-tr><md-td>n</md-td><md-td>t</md-td></md-tr>\
                     <md-tr><md-td>a</md-td><md-td>int</md-td></md-tr></md-table>";
        let open = table.replace("</md-table>", "");
        for (block, rule) in [
            (format!(":::html\n{open}\n:::"), "tag-open"),
            (open.clone(), "tag-open"),
            (
                format!(":::html\n{}\n:::", open.replace("</md-tr>", "")),
                "tag-open",
            ),
            (format!(":::html\n{table}\n:::"), ""),
            (
                format!(
                    ":::html\n{}\n:::",
                    table.replace("int", "int\n:::note\nx\n:::\n")
                ),
                "",
            ),
            (
                ":::html\n<md-code-json>\n{\"a\": 1}\n:::".to_owned(),
                "tag-open",
            ),
            ("```json\n{\"a\": 1}\n".to_owned(), "fence-open"),
            ("```\n{\"a\": 1}\n".to_owned(), "fence-open"),
            (
                "```json\n{\"a\": 1}\n\n```json\n{}\n```".to_owned(),
                "fence-open",
            ),
        ] {
            let page = format!("## 请求体\n{block}\n\n## 响应体\n{table}\n\n```json\n{{}}\n```\n");
            let page = extract(&page).expect(&block);
            let last = page.sections.last().expect("a section");
            assert_eq!(
                (&*last.heading, last.tables.len()),
                ("响应体", 1),
                "{block}"
            );
            assert_eq!(last.tables[0].rows.len(), 1, "{block}");
            assert_eq!(last.examples.len(), 1, "{block}");
            let told: Vec<_> = page.diagnostics.iter().map(|d| d.rule).collect();
            let expected = Some(rule).filter(|rule| !rule.is_empty());
            assert_eq!(told, Vec::from_iter(expected), "{block}");
        }
    }

    #[test]
    fn tags_that_are_missing_lose_no_cell() {
        let head = "<md-thead><md-tr><md-th>n</md-th><md-th>t</md-th></md-tr></md-thead>";
        for (rows, expected, rules) in [
            (
                "<md-tr><md-td>a</md-td><md-td>1</md-td></md-tr><md-td>b</md-td><md-td>2</md-td></md-tr>",
                vec!["a|1", "b|2"],
                vec!["row-open"],
            ),
            (
                "<md-tr><md-td>a<md-td>1<md-tr><md-td>b<md-td>2",
                vec!["a|1", "b|2"],
                vec![],
            ),
            (
                "<md-tr><md-td>a</md-td><md-td>1</md-td><md-td>b</md-td><md-td>2</md-td></md-tr>",
                vec!["a|1", "b|2"],
                vec!["row-glued"],
            ),
            (
                "<md-tr><md-td>a</md-td>lost<md-td>1</md-td></md-tr>",
                vec!["a|1"],
                vec!["text-stray"],
            ),
            (
                "<md-tr><md-td>a</md-td><md-text type=\"field-type\">1</md-text><md-td>x</md-td></md-tr>",
                vec!["a|1|x"],
                vec!["cell-open"],
            ),
            (
                "<md-tr><md-td>a</md-td>\n1</md-td></md-tr>",
                vec!["a|1"],
                vec!["cell-open"],
            ),
            (
                "<md-tr><md-td>a</md-td><md-td><md-table><md-tr><md-td>x</md-td><md-td>y</md-td></md-tr></md-table></md-td></md-tr><md-tr><md-td>b</md-td></md-tr>",
                vec!["a|x\ny", "b"],
                vec!["table-nested"],
            ),
            (
                "<md-tr><md-td>a</md-td><md-td><md-enum>\n<md-enum-item key=\"k\">x\n**默认值**：1</md-td></md-tr>",
                vec!["a|**默认值**：1"],
                vec!["tag-open"],
            ),
            (
                "<md-tr><md-td>a</md-td><md-td><md-perm name=\"s:t\">x\nmore</md-td></md-tr>",
                vec!["a|more"],
                vec!["tag-open"],
            ),
        ] {
            let page = extract(&format!(
                "## 请求体\n<md-table>{head}\n{rows}\n</md-table>\n"
            ))
            .expect(rows);
            let table = page.tables().next().expect("a table");
            let text = |cells: &[crate::extract::Cell]| {
                let texts: Vec<_> = cells.iter().map(|cell| cell.text()).collect();
                texts.join("|")
            };
            let found: Vec<_> = table.rows.iter().map(|row| text(&row.cells)).collect();
            assert_eq!(found, expected, "{rows}");
            let told: Vec<_> = page.diagnostics.iter().map(|d| d.rule).collect();
            assert_eq!(told, rules, "{rows}");
        }
    }

    #[test]
    fn a_scope_without_a_name_is_text() {
        let page = extract(
            "## 请求\n<md-table><md-tr><md-td>k</md-td><md-td><md-perm name=\"a:b\">x</md-perm>\n\
             <md-perm href=\"/y\"> z </md-perm></md-td></md-tr></md-table>\n",
        )
        .expect("a page");
        let cell = &page.tables().next().expect("a table").header_row.cells[1];
        assert_eq!(
            (&*cell.scopes, &*cell.text()),
            (&["a:b".to_owned()][..], "z")
        );
    }

    #[test]
    fn a_tag_that_never_ends_swallows_no_table() {
        let page = extract(&format!(
            "## 请求体\n<md-table><md-tr><md-td>kind <md-x\n{}<md-tr><md-td>other</md-td></md-tr></md-table>\n",
            "text\n".repeat(20)
        ))
        .expect("a page");
        let table = page.tables().next().expect("a table");
        assert_eq!((table.header.len(), table.rows.len()), (1, 1), "{table:?}");
    }
}

//! Tables written as `<md-…>` or HTML tags.

use std::borrow::Cow;

use super::cell::{self, Cell, Line};
use super::{Mark, Row, Table, markdown};

/// The closing tag of the table that a line opens.
pub fn table_open(trimmed: &str) -> Option<&'static str> {
    let tag = cell::tag(trimmed).filter(|tag| !tag.closing)?;
    match tag.name {
        "md-table" => Some("</md-table>"),
        "md-dt-table" => Some("</md-dt-table>"),
        "table" => Some("</table>"),
        _ => None,
    }
}

/// The length of the tag with which a line opens an example.
pub fn code_open(trimmed: &str) -> Option<usize> {
    let tag = cell::tag(trimmed)?;
    (tag.name == "md-code-json" && !tag.closing).then_some(tag.length)
}

/// Reads the lines of one table.
pub fn table(lines: &[(usize, &str)]) -> Table {
    let mut builder = Builder {
        table: Table {
            line: lines.first().map_or(0, |(number, _)| *number),
            ..Table::default()
        },
        in_head: false,
        row: None,
        cell: None,
        in_value: false,
        in_scope: false,
    };
    for (number, line) in whole_tags(lines) {
        builder.line(number, &line);
    }
    builder.end_row();
    let widest = builder.table.rows.iter().map(|row| row.cells.len()).max();
    builder.table.columns = builder.table.header.len().max(widest.unwrap_or(0));
    builder.table
}

/// Over how many lines a tag may run. One that is never closed must not swallow the table.
const TAG_LINES: usize = 8;

/// The lines, where a tag runs over several put together to one.
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
    in_head: bool,
    row: Option<Row>,
    cell: Option<OpenCell>,
    /// Within a value or a scope, whose text is not the cell's.
    in_value: bool,
    in_scope: bool,
}

/// A cell as it is read: its raw text is decoded when it ends, because a tag may run over lines.
struct OpenCell {
    cell: Cell,
    /// The text of the current line.
    text: String,
    line: usize,
    /// The first line as it was written, with its indent.
    first: Option<String>,
}

impl OpenCell {
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
        let mut rest = line;
        while !rest.is_empty() {
            let at = rest.find('<').unwrap_or(rest.len());
            self.text(&rest[..at]);
            rest = &rest[at..];
            match cell::tag(rest) {
                Some(tag) => {
                    let length = tag.length;
                    self.tag(number, &tag);
                    rest = &rest[length..];
                }
                None if rest.is_empty() => {}
                None => {
                    self.text("<");
                    rest = &rest[1..];
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_value {
            let meaning = self
                .cell
                .as_mut()
                .and_then(|open| open.cell.meanings.last_mut());
            if let Some(meaning) = meaning {
                meaning.push_str(&cell::decode(text));
            }
            return;
        }
        if self.in_scope {
            return;
        }
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(&cell::decode(text));
        }
    }

    fn tag(&mut self, number: usize, tag: &cell::Tag<'_>) {
        match (tag.name, tag.closing) {
            ("md-thead" | "md-dt-thead" | "thead", closing) => self.in_head = !closing,
            ("md-tr" | "md-dt-tr" | "tr", false) => {
                self.end_row();
                let level = tag
                    .attribute("level")
                    .and_then(|level| level.trim().parse().ok());
                self.row = Some(Row {
                    line: number,
                    // A level in a table without nesting is noise there, not harm.
                    mark: level.map_or(Mark::None, Mark::Level),
                    cells: Vec::new(),
                });
            }
            ("md-tr" | "md-dt-tr" | "tr", true) => self.end_row(),
            ("md-td" | "md-dt-td" | "md-th" | "md-dt-th" | "td" | "th", false) => {
                self.end_cell();
                self.in_value = false;
                self.in_scope = false;
                self.cell = Some(OpenCell {
                    cell: Cell::default(),
                    text: String::new(),
                    line: number,
                    first: None,
                });
            }
            ("md-td" | "md-dt-td" | "md-th" | "md-dt-th" | "td" | "th", true) => self.end_cell(),
            ("br" | "li" | "p", _) => {
                if let Some(cell) = &mut self.cell {
                    cell.break_line(number);
                }
            }
            ("md-enum", false) => {
                if let Some(cell) = &mut self.cell {
                    cell.break_line(number);
                    cell.cell.values.get_or_insert_default();
                }
            }
            ("md-enum-item", false) => {
                if let (Some(cell), Some(key)) = (&mut self.cell, tag.attribute("key")) {
                    let value = Line {
                        number,
                        text: key.trim().to_owned(),
                    };
                    cell.cell.values.get_or_insert_default().push(value);
                    cell.cell.meanings.push(String::new());
                }
                self.in_value = !tag.is_empty;
            }
            ("md-perm", false) => {
                let name = tag.attribute("name");
                // What a scope is called in words is all that there is where it has no name.
                self.in_scope = name.is_some() && !tag.is_empty;
                if let (Some(cell), Some(name)) = (&mut self.cell, name) {
                    cell.cell.scopes.push(name.trim().to_owned());
                }
            }
            // A value that nobody closed ends with the list.
            ("md-enum-item" | "md-enum", true) => self.in_value = false,
            ("md-perm", true) => self.in_scope = false,
            ("md-app-support", false) => {
                if let (Some(cell), Some(types)) = (&mut self.cell, tag.attribute("types")) {
                    cell.text.push_str(&types);
                }
            }
            ("md-tag" | "md-tooltip", false) => self.text(" "),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else {
            return;
        };
        let line = cell.line;
        cell.break_line(line);
        let Some(row) = &mut self.row else { return };
        if let Some(first) = cell
            .first
            .as_ref()
            .filter(|_| row.cells.is_empty() && row.mark == Mark::None)
        {
            // The source's own layout indents with tabs and spaces; only the rest is a mark.
            row.mark = markdown::mark(first.trim_start_matches(['\t', ' ', '\r'])).0;
        }
        if row.cells.is_empty() {
            for line in &mut cell.cell.lines {
                line.text = markdown::mark(&line.text).1.to_owned();
            }
            cell.cell.lines.retain(|line| !line.text.is_empty());
        }
        row.cells.push(cell.cell);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        if row.cells.is_empty() {
            return;
        }
        if self.in_head && self.table.header.is_empty() {
            self.table.header = row.cells.iter().map(|cell| cell.text()).collect();
        } else {
            self.table.rows.push(row);
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
            let cell = &page.tables().next().expect("a table").rows[0].cells[1];
            let values = cell.values.as_ref().expect("values");
            let keys: Vec<_> = values.iter().map(|value| value.text.as_str()).collect();
            assert_eq!((keys, &*cell.text()), (vec!["a", "b"], "after"), "{items}");
        }
    }

    #[test]
    fn a_scope_without_a_name_is_text() {
        let page = extract(
            "## 请求\n<md-table><md-tr><md-td>k</md-td><md-td><md-perm name=\"a:b\">x</md-perm>\n\
             <md-perm href=\"/y\"> z </md-perm></md-td></md-tr></md-table>\n",
        )
        .expect("a page");
        let cell = &page.tables().next().expect("a table").rows[0].cells[1];
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
        assert_eq!(table.rows.len(), 2, "{table:?}");
    }
}

//! Tables written as `<md-…>` or HTML tags.

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
        silent: 0,
    };
    for (number, line) in lines {
        builder.line(*number, line);
    }
    builder.end_row();
    let widest = builder.table.rows.iter().map(|row| row.cells.len()).max();
    builder.table.columns = builder.table.header.len().max(widest.unwrap_or(0));
    builder.table
}

struct Builder {
    table: Table,
    in_head: bool,
    row: Option<Row>,
    cell: Option<OpenCell>,
    /// How many tags are open whose text is not the cell's.
    silent: usize,
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
        if self.silent > 0 {
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
                self.silent = 0;
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
                }
                self.silent += 1;
            }
            ("md-perm", false) => {
                if let (Some(cell), Some(name)) = (&mut self.cell, tag.attribute("name")) {
                    cell.cell.scopes.push(name.trim().to_owned());
                }
                self.silent += 1;
            }
            ("md-enum-item" | "md-perm", true) => self.silent = self.silent.saturating_sub(1),
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
}

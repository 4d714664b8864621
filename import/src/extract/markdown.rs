//! Tables written with pipes, as broken as they come.

use super::cell::{self, Cell};
use super::{Mark, Row, Table};

/// Whether a line is the rule below a table's header.
pub fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.contains('|')
        && trimmed.contains('-')
        && trimmed
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// Reads the lines of one table: header, rule, rows.
pub fn table(lines: &[(usize, &str)]) -> Table {
    let (line, header) = lines.first().copied().unwrap_or_default();
    let rule = lines.get(1).map_or("", |(_, rule)| rule);
    let header_cells = split(header);
    let mut table = Table {
        line,
        columns: header_cells.len().max(split(rule).len()),
        header: header_cells.iter().map(|cell| cell::plain(cell)).collect(),
        rows: Vec::new(),
    };
    if is_fact(&table.header) {
        // A table of facts without a header: what stands in its place is the first of them.
        table.rows.push(row(line, &[(line, header)], table.columns));
    }
    let piped = header.trim_start().starts_with('|');
    for row_lines in logical_rows(lines.get(2..).unwrap_or_default(), piped) {
        let number = row_lines.first().map_or(line, |(number, _)| *number);
        table.rows.push(row(number, &row_lines, table.columns));
    }
    table
}

/// The mark at the beginning of a name cell, and what follows it.
pub fn mark(text: &str) -> (Mark, &str) {
    let mut width = 0;
    let mut corners = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        match c {
            // Behind a corner it is a gap, not an indent.
            '\u{a0}' | '\u{2002}' | '\u{2009}' if corners == 0 => width += 1,
            '\u{2003}' | '\u{3000}' if corners == 0 => width += 2,
            '└' | '∟' | '├' | '↳' | '┗' | '┖' | '┕' | '╰' => corners += 1,
            // What leads from the corner to the name.
            '─' | '━' | '-' if corners > 0 => {}
            c if c.is_whitespace() => {}
            _ => break,
        }
        end = at + c.len_utf8();
    }
    let rest = text[end..].trim_end();
    match (width, corners) {
        (0, 0) => (Mark::None, rest),
        _ => (Mark::Indent { width, corners }, rest),
    }
}

/// Lines put together to rows: a cell may run over lines.
fn logical_rows<'t>(lines: &[(usize, &'t str)], piped: bool) -> Vec<Vec<(usize, &'t str)>> {
    let mut rows: Vec<Vec<(usize, &'t str)>> = Vec::new();
    let mut broken = false;
    for &(number, line) in lines {
        let begins = match piped {
            true => line.trim_start().starts_with('|') || line.matches('|').count() > 1,
            false => line.contains('|') && !broken,
        };
        // Two spaces at the end of a line are a break inside of the cell, before whatever follows.
        // Without them a line of text belongs to the row above, unless it begins the first cell of
        // a row whose other cells stand on its next line; then it had a break.
        let opens = !piped && !line.contains('|') && line.ends_with("  ") && !broken;
        match rows.last_mut() {
            Some(row) if !begins && !opens => row.push((number, line)),
            _ => rows.push(vec![(number, line)]),
        }
        broken = !piped && line.ends_with("  ");
    }
    rows
}

fn row(number: usize, lines: &[(usize, &str)], columns: usize) -> Row {
    // The pieces between pipes, each with its lines.
    let mut cells: Vec<Vec<(usize, String)>> = Vec::new();
    for (index, (number, line)) in lines.iter().enumerate() {
        let first = index == 0;
        let pieces = match first {
            true => split(line),
            false => split_open(line),
        };
        for (position, piece) in pieces.into_iter().enumerate() {
            match cells.last_mut() {
                Some(cell) if !first && position == 0 => cell.push((*number, piece)),
                _ => cells.push(vec![(*number, piece)]),
            }
        }
    }
    if columns > 0 && cells.len() > columns {
        // Pipes that nobody escaped, mostly in a regular expression, belong to the last cell.
        let mut rest = cells.split_off(columns);
        if let Some(last) = cells.last_mut() {
            for mut cell in rest.drain(..) {
                let (number, text) = cell.remove(0);
                match last.last_mut() {
                    Some((_, open)) => {
                        open.push('|');
                        open.push_str(&text);
                    }
                    None => last.push((number, text)),
                }
                last.extend(cell);
            }
        }
    }
    let mut row = Row {
        line: number,
        ..Row::default()
    };
    for (index, pieces) in cells.into_iter().enumerate() {
        let mut cell = Cell::default();
        for (position, (number, piece)) in pieces.into_iter().enumerate() {
            let text = cell::decode(&piece);
            if index > 0 {
                // The names need not stand in the first column.
                match mark(&text) {
                    (found @ Mark::Indent { corners: 1.., .. }, name)
                        if position == 0 && row.mark == Mark::None =>
                    {
                        row.mark = found;
                        cell.push(number, name);
                    }
                    _ => cell.push(number, &text),
                }
                continue;
            }
            for (break_index, part) in text.split('\n').enumerate() {
                let (mark, name) = mark(part);
                if position == 0 && break_index == 0 {
                    row.mark = mark;
                }
                cell.push(number, name);
            }
        }
        row.cells.push(cell);
    }
    row
}

/// The cells of a row: what stands between pipes, but for one at each end.
fn split(line: &str) -> Vec<String> {
    let trimmed = line.trim_matches([' ', '\t']);
    let trimmed = trimmed.strip_prefix('|').unwrap_or(trimmed);
    split_open(trimmed)
}

fn split_open(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = match cells.last_mut() {
            Some(cell) => cell,
            None => break,
        };
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                cell.push('|');
            }
            '|' => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    if cells.len() > 1
        && cells
            .last()
            .is_some_and(|last| last.trim_matches([' ', '\t']).is_empty())
    {
        cells.pop();
    }
    cells
}

/// Whether a header is no header but the first fact of a table of names and values.
fn is_fact(header: &[String]) -> bool {
    header
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case("HTTP URL"))
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, extract};
    use super::mark;

    #[test]
    fn marks() {
        for (text, expected) in [
            ("name", (Mark::None, "name")),
            (" name ", (Mark::None, "name")),
            (
                "\u{a0}\u{a0}└ `x`",
                (
                    Mark::Indent {
                        width: 2,
                        corners: 1,
                    },
                    "`x`",
                ),
            ),
            (
                "\u{2003}∟x",
                (
                    Mark::Indent {
                        width: 2,
                        corners: 1,
                    },
                    "x",
                ),
            ),
            (
                "∟ ∟ x",
                (
                    Mark::Indent {
                        width: 0,
                        corners: 2,
                    },
                    "x",
                ),
            ),
            (
                "\u{2003}x",
                (
                    Mark::Indent {
                        width: 2,
                        corners: 0,
                    },
                    "x",
                ),
            ),
        ] {
            assert_eq!(mark(text), expected, "{text:?}");
        }
    }

    #[test]
    fn reads_rows_as_they_come() {
        let page = "# t\n\n名称 | 类型 | 说明\n---|---|---\na | string | one  \n- x: first  \n- y: second\n\
                    b | `re` | `^(a|b)$`\nc | int\n";
        let page = extract(page).expect("a page");
        let table = page.tables().next().expect("a table");
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text()).collect())
            .collect();
        assert_eq!(
            rows,
            [
                vec!["a", "string", "one\n- x: first\n- y: second"],
                vec!["b", "`re`", "`^(a|b)$`"],
                vec!["c", "int"],
            ]
        );
        assert_eq!(table.rows[1].line, 8);
    }

    #[test]
    fn a_first_cell_may_run_over_lines() {
        let page = "# t\n\nk | v\n---|---\nplain | 1\nlabel  \n **more** | x(a:b:c)  \n y(a:b)\n";
        let page = extract(page).expect("a page");
        let rows = &page.tables().next().expect("a table").rows;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].cells[0].text(), "label\n**more**");
        assert_eq!(rows[1].cells[1].text(), "x(a:b:c)\ny(a:b)");
    }

    #[test]
    fn a_heading_glued_to_a_row_is_a_heading() {
        let page = "# t\n| HTTP URL | https://x |\n| --- | --- |\n| HTTP Method | GET | ### Request body\n";
        let page = extract(page).expect("a page");
        assert_eq!(page.sections[2].heading, "Request body");
        let rows = &page.tables().next().expect("a table").rows;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].cells[1].text(), "https://x");
    }
}

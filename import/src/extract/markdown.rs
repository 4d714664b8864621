//! Reads tables written with pipes, however malformed.

use super::cell::{self, Cell};
use super::page::{Mark, Row, Table};

/// Whether a line is the rule below a table's header.
pub fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.contains('|')
        && trimmed.contains('-')
        && trimmed
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The format of a table's rows.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Whether rows start with a pipe.
    piped: bool,
    /// The minimum number of pipes between cells.
    inner: usize,
}

impl Shape {
    /// The format that a header implies.
    pub fn of(header: &str) -> Self {
        Shape {
            piped: is_piped(header),
            inner: split(header).len().saturating_sub(1),
        }
    }

    /// Whether a line is certainly a row. A row of two cells could be a sentence with a pipe in it.
    pub fn is_row(self, line: &str) -> bool {
        let cells = split(line);
        let whole = line.trim_end_matches([' ', '\t']).ends_with('|');
        match self.piped {
            true => is_piped(line) && whole && cells.len() > self.inner.max(1),
            false => {
                self.inner > 1
                    && !is_piped(line)
                    && cells.len() == self.inner + 1
                    && cells.first().is_some_and(|cell| is_name(cell))
            }
        }
    }

    /// Whether a line is the end of a row that is closed by a pipe.
    pub fn is_whole(self, line: &str) -> bool {
        self.piped && line.trim_end().ends_with('|')
    }

    /// Whether the last cell of a line continues: two trailing spaces are a line break within the cell.
    pub fn is_open(self, line: &str) -> bool {
        !self.piped && line.ends_with("  ")
    }
}

/// Whether a line outside of any table looks like a row: pipes at both ends, or a name before the first pipe.
pub fn looks_like_row(line: &str) -> bool {
    let cells = split(line);
    let ends = is_piped(line) && line.trim_end().ends_with('|');
    cells.len() > 2 && (ends || (line.contains(" | ") && is_name(&cells[0])))
}

/// Whether a cell contains only a name.
fn is_name(cell: &str) -> bool {
    let decoded = cell::decode(cell);
    let (_, name) = mark(&decoded);
    cell::is_field_name(&cell::unescape(name.trim().trim_matches(['`', '*'])))
}

fn is_piped(line: &str) -> bool {
    line.trim_start().starts_with('|')
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
        header_row: row(line, &[(line, header)], 0),
        rows: Vec::new(),
    };
    let piped = is_piped(header);
    let mut spaces = Vec::new();
    for row_lines in logical_rows(lines.get(2..).unwrap_or_default(), piped) {
        let Some((number, first)) = row_lines.first().copied() else {
            continue;
        };
        let parts = unglued(first, table.columns);
        for (index, part) in parts.iter().enumerate() {
            let mut part_lines = vec![(number, *part)];
            if index + 1 == parts.len() {
                part_lines.extend(&row_lines[1..]);
            }
            spaces.push(if piped { leading_spaces(part) } else { 0 });
            table.rows.push(row(number, &part_lines, table.columns));
        }
    }
    // Text that a formatter has right-aligned or centred has no indent.
    let aligned = split(rule)
        .first()
        .is_some_and(|cell| cell.trim().ends_with(':'));
    if !aligned {
        level_by_spaces(&mut table.rows, &spaces);
    }
    table
}

/// Splits a line into rows. Where a converter has lost a line break, there is an extra pipe between the last cell of
/// a row and the first of the next, and each row has as many cells as the table.
fn unglued(line: &str, columns: usize) -> Vec<&str> {
    let escaped = |at: usize| line[..at].ends_with('\\');
    let pipes: Vec<usize> = line
        .match_indices('|')
        .map(|(at, _)| at)
        .filter(|&at| !escaped(at))
        .collect();
    let rows: Vec<&[usize]> = pipes.chunks(columns + 1).collect();
    let whole = columns > 1 && is_piped(line) && pipes.len().is_multiple_of(columns + 1);
    let between = rows.windows(2).all(|pair| {
        let end = pair[0].last().copied().unwrap_or(0);
        line[end + 1..pair[1][0]].trim().is_empty()
    });
    if !whole || !between || rows.len() < 2 {
        return vec![line];
    }
    let rows: Vec<&str> = rows
        .iter()
        .map(|pipes| &line[pipes[0]..=pipes[columns]])
        .collect();
    // A regular expression may contain such pipes too, but its brackets close after them.
    let closed = |row: &&str| {
        row.matches('(').count() == row.matches(')').count()
            && row.matches('`').count().is_multiple_of(2)
    };
    let named = |row: &&str| split(row).first().is_some_and(|cell| is_name(cell));
    match rows.iter().all(closed) && rows.iter().skip(1).all(named) {
        true => rows,
        false => vec![line],
    }
}

fn leading_spaces(line: &str) -> usize {
    let cell = line.trim_start().trim_start_matches('|');
    cell.len() - cell.trim_start_matches(' ').len()
}

/// Derives levels from the spaces before names, if these look like an indent: steps of two or more, starting at the
/// left edge, never two steps at once; and only if nothing else shows the nesting.
fn level_by_spaces(rows: &mut [Row], spaces: &[usize]) {
    let edge = spaces.iter().copied().min().unwrap_or(0);
    let indents: Vec<usize> = spaces.iter().map(|spaces| spaces - edge).collect();
    let Some(step) = indents.iter().copied().filter(|&indent| indent > 0).min() else {
        return;
    };
    let levels: Vec<usize> = indents.iter().map(|indent| indent / step).collect();
    let steady = step > 1
        && indents.iter().all(|indent| indent.is_multiple_of(step))
        && levels.first() == Some(&0)
        && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1);
    let corner = Mark::Indent {
        width: 0,
        corners: 1,
    };
    let plain = rows.iter().all(|row| row.mark == Mark::None);
    // If all corners are equal, they only mean "not at the top"; the spaces before them may say more.
    let cornered = levels.iter().any(|&level| level > 1)
        && rows.iter().zip(&levels).all(|(row, &level)| match level {
            0 => row.mark == Mark::None,
            _ => row.mark == corner,
        });
    if steady && (plain || cornered) {
        for (row, level) in rows.iter_mut().zip(levels) {
            row.mark = match u32::try_from(level) {
                Ok(0) | Err(_) => Mark::None,
                Ok(level) => Mark::Spaces(level),
            };
        }
    }
}

/// The mark at the start of a name cell, and the text after it.
pub fn mark(text: &str) -> (Mark, &str) {
    let mut width = 0;
    let mut corners = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        match c {
            // After a corner, it is a gap rather than an indent.
            '\u{a0}' | '\u{2002}' | '\u{2009}' if corners == 0 => width += 1,
            '\u{2003}' | '\u{3000}' if corners == 0 => width += 2,
            '└' | '∟' | '├' | '↳' | '┗' | '┖' | '┕' | '╰' => corners += 1,
            // The line from the corner to the name.
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

/// Joins lines to rows: a cell may span several lines.
fn logical_rows<'t>(lines: &[(usize, &'t str)], piped: bool) -> Vec<Vec<(usize, &'t str)>> {
    let mut rows: Vec<Vec<(usize, &'t str)>> = Vec::new();
    let mut broken = false;
    for &(number, line) in lines {
        let begins = match piped {
            true => line.trim_start().starts_with('|') || line.matches('|').count() > 1,
            false => line.contains('|') && !broken,
        };
        // Two trailing spaces are a line break within the cell, whatever follows. Without them, a line of text
        // belongs to the row above, unless it starts the first cell of a row whose other cells are on the next line;
        // then there was a line break.
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
        // Unescaped pipes, mostly in regular expressions, belong to the last cell.
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
                // The names may be in any column.
                match mark(&text) {
                    (found @ Mark::Indent { corners: 1.., .. }, name)
                        if position == 0 && row.mark == Mark::None =>
                    {
                        row.mark = found;
                        cell.push_indented(number, name);
                    }
                    _ => cell.push_indented(number, &text),
                }
                continue;
            }
            for (break_index, part) in text.split('\n').enumerate() {
                let (mark, name) = mark(part);
                if position == 0 && break_index == 0 {
                    row.mark = mark;
                }
                cell.push_indented(number, name);
            }
        }
        row.cells.push(cell);
    }
    row
}

/// The cells of a row: the texts between pipes, without a pipe at each end.
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

    /// The rows of the first table, each as its mark and its cells.
    fn rows(page: &str) -> Vec<String> {
        let page = extract(page).expect("a page");
        let show = |row: &super::Row| {
            let cells: Vec<String> = row.cells.iter().map(|cell| cell.text()).collect();
            let mark = match row.mark {
                Mark::Spaces(level) => format!("{level}>"),
                Mark::None => String::new(),
                mark => format!("{mark:?}>"),
            };
            mark + &cells.join("|").replace('\n', "/")
        };
        page.tables()
            .next()
            .map_or(vec![], |table| table.rows.iter().map(show).collect())
    }

    #[test]
    fn a_block_inside_of_a_cell_ends_no_table() {
        let head = "# t\n\nn | t | d\n---|---|---\n";
        for (lines, expected) in [
            // A quote after a line break, and one without; the last row has no following row.
            (
                "a | string | one  \n  >   \ntwo  \n**x**: 1\nb | int | z\n",
                vec!["a|string|one/two/**x**: 1", "b|int|z"],
            ),
            (
                "a | string | one\n>  \ntwo\nb | int | z\n",
                vec!["a|string|one/two", "b|int|z"],
            ),
            (
                "a | string | one  \n> two  \nthree\n\nend\n",
                vec!["a|string|one/two/three"],
            ),
            (
                "a | string | one\n```json\n{\"k\": 1}\n```\ntwo  \nx\nb | int | z\n",
                vec!["a|string|one/{\"k\": 1}/two/x", "b|int|z"],
            ),
            (
                "a | string | one  \n\ntwo\nb | int | z\n",
                vec!["a|string|one/two", "b|int|z"],
            ),
            // Lines that belong to another table, to a heading, or to nothing.
            (
                "a | string | one\n\nn | t | d\n---|---|---\nb | int | z\n",
                vec!["a|string|one"],
            ),
            (
                "a | string | one\n\n## u\nb | int | z\n",
                vec!["a|string|one"],
            ),
            (
                "a | string | one\n\n> a note | of two\n",
                vec!["a|string|one"],
            ),
            (
                "a | string | one\n\na note | of | three\n",
                vec!["a|string|one"],
            ),
        ] {
            assert_eq!(rows(&format!("{head}{lines}")), expected, "{lines}");
        }
        let stray = extract(&format!("{head}a | string | one\n\n## u\nb | int | z\n"));
        let stray = stray.expect("a page").diagnostics;
        assert_eq!((stray[0].line, stray[0].rule), (8, "row-stray"));
    }

    #[test]
    fn rows_glued_to_a_line_are_rows() {
        let head = "# t\n|n|t|d|\n|---|---|---|\n";
        for (line, expected) in [
            (
                "| a | string | one | | b | int | two |",
                vec!["a|string|one", "b|int|two"],
            ),
            (
                "| a | s | 1 | | b | s | 2 | | c | s | 3 |",
                vec!["a|s|1", "b|s|2", "c|s|3"],
            ),
            ("| a | `re` | `x|y` |", vec!["a|`re`|`x|y`"]),
            (
                "| a || b c | string | c | d |",
                vec!["a||b c | string | c | d"],
            ),
            ("| a | re | ^(a| |b|c|d)$ |", vec!["a|re|^(a| |b|c|d)$"]),
            ("| a | s | x \\| y | z |", vec!["a|s|x | y | z"]),
        ] {
            assert_eq!(rows(&format!("{head}{line}\n")), expected, "{line}");
        }
    }

    #[test]
    fn spaces_before_names_are_an_indent_where_they_are_steady() {
        let head = "# t\n| n | t | d |\n|---|---|---|\n";
        for (lines, expected) in [
            (
                "| a |\n|   b |\n|     c |\n|   d |",
                vec!["a", "1>b", "2>c", "1>d"],
            ),
            (
                "|a|\n|  ∟b|\n|    ∟c|\n|  ∟d|",
                vec!["a", "1>b", "2>c", "1>d"],
            ),
            // One space more, a step of two at once, or a first row that is not at the edge.
            ("| a |\n|  b |\n|   c |", vec!["a", "b", "c"]),
            ("| a |\n|     c |\n|   b |", vec!["a", "c", "b"]),
            ("|   a |\n| b |", vec!["a", "b"]),
        ] {
            assert_eq!(rows(&format!("{head}{lines}\n")), expected, "{lines}");
        }
        let right = head.replacen("|---", "|--:", 1);
        assert_eq!(rows(&format!("{right}| a |\n|   b |\n")), ["a", "b"]);
    }

    #[test]
    fn a_heading_glued_to_a_row_is_a_heading() {
        let page = "# t\n| HTTP URL | https://x |\n| --- | --- |\n| HTTP Method | GET | ### Request body\n";
        let page = extract(page).expect("a page");
        assert_eq!(page.sections[2].heading, "Request body");
        let table = page.tables().next().expect("a table");
        assert_eq!(table.header_row.cells[1].text(), "https://x");
        assert_eq!(table.rows[0].cells[1].text(), "GET");
    }
}

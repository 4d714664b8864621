//! Tables of fields to rows with a name, a type, and whether they are required.

use crate::diagnostic::Log;
use crate::extract::{self, Cell, Mark, Table, unescape};
use crate::interpret::types::Stated;

/// A row of a table of fields.
#[derive(Clone, Debug)]
pub struct FieldRow<'p> {
    /// The field's name on the wire.
    pub name: String,
    /// Its line.
    pub line: usize,
    /// What the page says of its depth.
    pub mark: Mark,
    /// Its type; [`Base::Unsaid`](super::types::Base::Unsaid) where there is none.
    pub ty: Stated,
    /// Whether it is required; `None` where the page does not say.
    pub required: Option<bool>,
    /// Its description.
    pub description: Option<&'p Cell>,
    /// An example in a column of its own.
    pub example: Option<&'p Cell>,
}

/// What the columns of a table hold.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: Option<usize>,
    ty: Option<usize>,
    required: Option<usize>,
    description: Option<usize>,
    example: Option<usize>,
}

/// Whether a table lists fields.
pub fn is_field_table(table: &Table) -> bool {
    let columns = columns(&table.header);
    columns.name == Some(0) && (columns.ty.is_some() || columns.description.is_some())
}

/// The rows of a table of fields, each of which has a name. `always_required` is for parameters of
/// the path.
pub fn read<'p>(table: &'p Table, always_required: bool, log: &mut Log) -> Vec<FieldRow<'p>> {
    let columns = columns(&table.header);
    // Names may carry the mark of a required field; then a name without it is optional.
    let marked = table
        .rows
        .iter()
        .filter_map(|row| row.cells.first())
        .any(|cell| names(cell).1.is_some());
    let mut rows = Vec::new();
    for row in &table.rows {
        read_row(table, columns, marked, always_required, row, &mut rows, log);
    }
    rows
}

fn read_row<'p>(
    table: &'p Table,
    columns: Columns,
    marked: bool,
    always_required: bool,
    row: &'p extract::Row,
    rows: &mut Vec<FieldRow<'p>>,
    log: &mut Log,
) {
    let Some(first) = row.cells.first().filter(|cell| !cell.lines.is_empty()) else {
        if row.cells.iter().any(|cell| !cell.lines.is_empty()) {
            log.warn(row.line, "row-unnamed", "a row without a name was left out");
        }
        return;
    };
    let line = first.line_or(row.line);
    let (found, mark_required) = names(first);
    if found.is_empty() {
        if first.text().chars().any(|c| c.is_alphanumeric()) {
            let text = format!(
                "`{}` is no name of a field; the row was left out",
                short(&first.text())
            );
            log.warn(line, "row-unread", text);
        }
        return;
    }
    let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
    // A header with fewer columns than its rows: what lies between type and description is then
    // yes or no.
    let beyond = columns.required.is_none() && row.cells.len() > table.header.len();
    let shifted = columns
        .ty
        .and_then(|ty| Some((ty + 1, required_word(&row.cells.get(ty + 1)?.text())?)))
        .filter(|_| beyond || columns.description.is_some());
    let (required, description) = match (cell(columns.required), shifted) {
        (Some(stated), _) => (required_word(&stated.text()), cell(columns.description)),
        (None, Some((at, required))) => (Some(required), row.cells.get(at + 1)),
        (None, None) => (None, cell(columns.description)),
    };
    if let (Some(stated), None) = (cell(columns.required), required) {
        let text = stated.text();
        if !always_required && mark_required.is_none() {
            let text = match text.is_empty() {
                true => format!(
                    "`{}` does not say whether it is required; taken as optional",
                    found[0]
                ),
                false => format!(
                    "`{}`: `{}` is neither required nor optional; taken as optional",
                    found[0],
                    short(&text)
                ),
            };
            log.warn(line, "required-unread", text);
        }
    }
    let required = match () {
        () if always_required => Some(true),
        () if mark_required.is_some() => mark_required,
        () if required.is_some() => required,
        () if marked && columns.required.is_none() => Some(false),
        () => None,
    };
    let ty = cell(columns.ty)
        .map(|cell| unescape(&cell.text()))
        .unwrap_or_default();
    if found.len() > 1 {
        let text = format!(
            "one row describes {} fields: {}",
            found.len(),
            found.join(", ")
        );
        log.note(line, "row-many", text);
    }
    for name in found {
        rows.push(FieldRow {
            name,
            line,
            mark: row.mark,
            ty: Stated::parse(&ty),
            required,
            description,
            example: cell(columns.example),
        });
    }
}

fn columns(header: &[String]) -> Columns {
    let mut columns = Columns::default();
    for (index, text) in header.iter().enumerate() {
        let text: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '`' | '\u{a0}'))
            .collect();
        let slot = match &*text {
            "名称" | "参数" | "参数名" | "参数名称" | "字段" | "字段名" | "字段名称" | "属性"
            | "name" | "parameter" | "parameters" | "field" | "key" | "参数key" => {
                &mut columns.name
            }
            "类型" | "参数类型" | "数据类型" | "字段类型" | "type" | "datatype" => {
                &mut columns.ty
            }
            "描述" | "说明" | "参数说明" | "字段说明" | "含义" | "备注" | "description"
            | "remarks" | "参数描述" => &mut columns.description,
            "示例" | "示例值" | "example" | "例子" => &mut columns.example,
            text if text.starts_with("必填")
                || text.starts_with("必须")
                || text.starts_with("必选")
                || text.starts_with("是否必")
                || text.starts_with("是否可选")
                || text == "required"
                || text == "mandatory" =>
            {
                &mut columns.required
            }
            _ => continue,
        };
        if slot.is_none() {
            *slot = Some(index);
        }
    }
    columns
}

/// What a cell says about being required.
fn required_word(text: &str) -> Option<bool> {
    let text = unescape(text);
    let text = text
        .trim()
        .trim_matches(['`', '*', '。', '.'])
        .to_lowercase();
    match &*text {
        "是" | "必填" | "必须" | "必选" | "必传" | "yes" | "y" | "true" | "required" | "√"
        | "✓" => Some(true),
        "否" | "选填" | "可选" | "非必填" | "非必须" | "no" | "n" | "false" | "optional" | "×" => {
            Some(false)
        }
        _ => None,
    }
}

/// The names in a name cell, and what it says about being required.
fn names(cell: &Cell) -> (Vec<String>, Option<bool>) {
    let mut names = Vec::new();
    let mut required = None;
    for line in &cell.lines {
        // Code marks that stand back to back hold words of their own.
        let text = line.text.replace("``", "` `").replace("**", " ");
        for piece in text
            .split('`')
            .flat_map(|piece| piece.split(['、', '，', ',']))
        {
            for word in piece.split(' ').flat_map(|word| word.split('\u{a0}')) {
                let word = unescape(word.trim());
                let word = word.trim_end_matches('*');
                if word.is_empty() || matches!(word, "/" | "或" | "or" | "└" | "∟") {
                    continue;
                }
                // A field may be called `required`; behind a name the word is a mark.
                match required_word(word).filter(|_| !is_name(word) || !names.is_empty()) {
                    Some(found) => required = Some(found),
                    None => names.push(word.to_owned()),
                }
            }
        }
    }
    // `a/b` is two fields where both are names.
    let names: Vec<String> = match names.as_slice() {
        [one] if one.contains('/') && one.split('/').all(is_name) => {
            one.split('/').map(str::to_owned).collect()
        }
        _ => names,
    };
    match names.iter().all(|name| is_name(name)) {
        true => (names, required),
        false => (Vec::new(), required),
    }
}

/// Whether it can be a field's name on the wire.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '_' | '-' | '.' | '$' | '@' | '[' | ']' | '{' | '}' | ':' | '#'
                )
        })
}

/// A piece of text, to be recognised in a message.
pub fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::extract::Cell;

    #[test]
    fn name_cells() {
        for (text, expected, required) in [
            ("limit", vec!["limit"], None),
            ("`a` `必选`", vec!["a"], Some(true)),
            ("`external   必选 `", vec!["external"], Some(true)),
            ("`pc_link       ``必选`", vec!["pc_link"], Some(true)),
            ("user\\_id", vec!["user_id"], None),
            ("a\nb", vec!["a", "b"], None),
            ("**a**", vec!["a"], None),
            ("user_id/open_id", vec!["user_id", "open_id"], None),
            ("以下字段", vec![], None),
            ("filter.status", vec!["filter.status"], None),
        ] {
            let mut cell = Cell::default();
            text.lines().for_each(|line| {
                cell.lines.push(crate::extract::Line {
                    number: 1,
                    text: line.into(),
                })
            });
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(names(&cell), (expected, required), "{text}");
        }
    }
}

//! Converts tables of fields to rows with a name, a type, and whether they are required.

use crate::diagnostic::Log;
use crate::extract::{self, Cell, Mark, Table, is_field_name, unescape, unlink};
use crate::interpret::types::{Base, Stated};
use crate::lexicon;

/// A row of a table of fields.
#[derive(Clone, Debug)]
pub struct FieldRow<'p> {
    /// The wire name of the field.
    pub name: String,
    /// Its line.
    pub line: usize,
    /// Its depth according to the page.
    pub mark: Mark,
    /// Its type; [`Base::Unsaid`](super::types::Base::Unsaid) if there is none.
    pub ty: Stated,
    /// Whether it is required; `None` if the page does not say.
    pub required: Option<bool>,
    /// Its description.
    pub description: Option<&'p Cell>,
    /// An example from a separate column.
    pub example: Option<&'p Cell>,
    /// A default from a separate column.
    pub default: Option<&'p Cell>,
    /// Whether its row describes other fields as well.
    pub shared: bool,
}

/// A row and the rows below it.
#[derive(Clone, Debug)]
pub struct Node<'p> {
    pub row: FieldRow<'p>,
    pub children: Vec<Node<'p>>,
}

/// The meaning of a table's columns.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: Option<usize>,
    ty: Option<usize>,
    required: Option<usize>,
    /// Whether the column asks the opposite question: is the field optional?
    inverted: bool,
    description: Option<usize>,
    example: Option<usize>,
    default: Option<usize>,
}

/// Whether a table lists fields.
pub fn is_field_table(table: &Table) -> bool {
    let (columns, _) = columns_of(table);
    match columns.name {
        Some(0) => columns.ty.is_some() || columns.description.is_some(),
        // After a number, or after the type; other tables may contain names as well.
        Some(name) => name < 3 && columns.ty.is_some(),
        None => false,
    }
}

/// The rows of a table of fields, each with a name. `always_required` is for path parameters.
pub fn read<'p>(table: &'p Table, always_required: bool, log: &mut Log) -> Vec<FieldRow<'p>> {
    let (columns, headerless) = columns_of(table);
    let first = headerless.then_some(&table.header_row);
    if headerless {
        let text = "the table has no header; its columns were derived from its first row";
        log.note(table.line, "header-unsaid", text);
    }
    // Names may carry the mark of a required field; a name without a mark is then optional.
    let marked = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(columns.name?))
        .any(|cell| names(cell).required.is_some());
    if marked && columns.required.is_none() && !always_required {
        let text = "required fields have a mark next to their names; those without a mark are assumed to be optional";
        log.note(table.line, "required-marked", text);
    }
    unread_columns(table, columns, log);
    let mut rows = Vec::new();
    for row in first.into_iter().chain(&table.rows) {
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
    let name = columns.name.and_then(|name| row.cells.get(name));
    let Some(first) = name.filter(|cell| !cell.lines.is_empty()) else {
        if row.cells.iter().any(|cell| !cell.lines.is_empty()) {
            log.warn(row.line, "row-unnamed", "a row without a name was omitted");
        }
        return;
    };
    let line = first.line_or(row.line);
    let Names {
        found,
        required: mark_required,
        remark,
    } = names(first);
    if found.is_empty() {
        let says = |cell: &Cell| cell.text().chars().any(char::is_alphanumeric);
        if row.cells.iter().any(says) || lexicon::AND_SO_ON.within(&first.text()) {
            let text = format!(
                "`{}` is not the name of a field; the row was omitted",
                short(&first.text())
            );
            log.warn(line, "row-unread", text);
        }
        return;
    }
    let aligned = aligned(table, columns, row);
    if let Some(missing) = aligned.iter().position(Option::is_none) {
        short_row(&found[0], Some(missing) == columns.ty, line, log);
    }
    let cell = |column: Option<usize>| column.and_then(|column| aligned.get(column).copied()?);
    // The header has fewer columns than the rows: the columns between type and description are then yes or no.
    let beyond = columns.required.is_none() && row.cells.len() > table.header.len();
    let shifted = columns
        .ty
        .and_then(|ty| Some((ty + 1, required_word(&row.cells.get(ty + 1)?.text())?)))
        .filter(|_| beyond || columns.description.is_some())
        .filter(|_| aligned.iter().all(Option::is_some));
    let (required, description) = match (cell(columns.required), shifted) {
        (Some(stated), _) => {
            let text = stated.text();
            let required = match columns.inverted {
                true => required_when_inverted(&text),
                false => required_word(&text),
            };
            (required, cell(columns.description))
        }
        (None, Some((at, required))) => (Some(required), row.cells.get(at + 1)),
        (None, None) => (None, cell(columns.description)),
    };
    let is_unread = columns.required.is_some() && required.is_none();
    if is_unread && !always_required && mark_required.is_none() {
        let text = cell(columns.required).map(Cell::text).unwrap_or_default();
        required_unread(&found[0], &text, line, log);
    }
    long_row(table, row, shifted.map(|(at, _)| at), log);
    let required = match always_required {
        true => Some(true),
        false => {
            let unmarked = marked && columns.required.is_none();
            settle_required(&found[0], required, mark_required, line, log)
                .or(unmarked.then_some(false))
        }
    };
    let ty = cell(columns.ty)
        .map(|cell| unescape(&cell.text()))
        .unwrap_or_default();
    let ty = Stated::parse(&ty);
    remarks(&found, &ty, remark.as_deref(), line, log);
    let required = match found.len() {
        1 => required,
        _ => required_of_many(&found, required, always_required, line, log),
    };
    let shared = found.len() > 1;
    for name in found {
        rows.push(FieldRow {
            shared,
            name,
            line,
            mark: row.mark,
            ty: ty.clone(),
            required,
            description,
            example: cell(columns.example),
            default: cell(columns.default),
        });
    }
}

/// Reports that a row has fewer cells than the table has columns.
fn short_row(name: &str, lacks_type: bool, line: usize, log: &mut Log) {
    let text = format!(
        "`{name}`: its row lacks a cell; according to the others, the one for its {} is missing",
        match lacks_type {
            true => "type",
            false => "required column",
        }
    );
    log.warn(line, "row-short", text);
}

/// Reports a cell in the column of required fields that says neither yes nor no.
fn required_unread(name: &str, text: &str, line: usize, log: &mut Log) {
    let text = match text.is_empty() {
        true => format!("`{name}` does not say whether it is required; assumed to be optional"),
        false => format!(
            "`{name}`: `{}` means neither required nor optional; assumed to be optional",
            short(text)
        ),
    };
    log.warn(line, "required-unread", text);
}

/// Whether a field is required, according to its column and the mark at its name.
fn settle_required(
    name: &str,
    column: Option<bool>,
    mark: Option<bool>,
    line: usize,
    log: &mut Log,
) -> Option<bool> {
    if column.is_some() && mark.is_some() && column != mark {
        let text = format!(
            "`{name}`: its name cell and its column of required fields contradict each other; the column was used"
        );
        log.warn(line, "required-contradiction", text);
        return column;
    }
    mark.or(column)
}

/// Reports text next to the name and the type of a field, and a name that looks like a path.
fn remarks(found: &[String], ty: &Stated, remark: Option<&str>, line: usize, log: &mut Log) {
    if let Some(remark) = &ty.remark {
        let text = format!(
            "`{}`: the text in parentheses after its type was not read: `{}`",
            found[0],
            short(remark)
        );
        log.note(line, "type-remark", text);
    }
    if let Some(remark) = remark {
        let text = format!(
            "`{}`: the text next to its name was not read: `{}`",
            found[0],
            short(remark)
        );
        log.note(line, "name-remark", text);
    }
    if let Some(path) = found.iter().find(|name| name.contains(['.', '[', '{'])) {
        let text =
            format!("`{path}` is assumed to be the complete name of a field, not a path to it");
        log.note(line, "name-path", text);
    }
}

/// Whether each of several fields in one row is required.
fn required_of_many(
    found: &[String],
    required: Option<bool>,
    always_required: bool,
    line: usize,
    log: &mut Log,
) -> Option<bool> {
    let text = format!(
        "one row describes {} fields: {}",
        found.len(),
        short(&found.join(", "))
    );
    // Usually any one of them is enough, and a request with one must be valid.
    if required == Some(true) && !always_required {
        let text = format!(
            "{text}; it does not say whether each or only one of them is required; they are assumed to be optional"
        );
        log.warn(line, "row-many", text);
        return None;
    }
    log.note(line, "row-many", text);
    required
}

/// Reports text in cells after the last column of the header; `shifted` is the cell before the description that
/// contains yes or no.
fn long_row(table: &Table, row: &extract::Row, shifted: Option<usize>, log: &mut Log) {
    let read = |index: usize| shifted.is_some_and(|at| index == at || index == at + 1);
    let mut behind = row.cells.iter().enumerate().skip(table.header.len());
    if let Some((_, cell)) = behind.find(|(index, cell)| !read(*index) && !cell.lines.is_empty()) {
        let text = format!(
            "a cell after the last column was not read: `{}`",
            short(&cell.text())
        );
        log.warn(cell.line_or(row.line), "row-long", text);
    }
}

/// The cells of a row, assigned to their columns. In a row that lacks a cell, misplaced content shows which one: yes
/// or no under the types, a sentence under the types or under yes and no.
fn aligned<'p>(table: &Table, columns: Columns, row: &'p extract::Row) -> Vec<Option<&'p Cell>> {
    let mut cells: Vec<Option<&Cell>> = row.cells.iter().map(Some).collect();
    if cells.len() >= table.header.len() && !is_padded(columns, row) {
        return cells;
    }
    let text = |column: Option<usize>| Some(row.cells.get(column?)?.text());
    let is_type = |text: &str| !matches!(Stated::parse(&unescape(text)).base, Base::Unknown(_));
    let ty = text(columns.ty);
    let behind = columns.ty.and_then(|ty| text(Some(ty + 1)));
    let is_word =
        |text: &Option<String>| text.as_deref().is_some_and(|t| required_word(t).is_some());
    let is_sentence = |text: &Option<String>| {
        text.as_deref()
            .is_some_and(|t| !t.is_empty() && !is_type(t) && required_word(t).is_none())
    };
    let missing = match (columns.ty, columns.required) {
        // `name | yes | text`
        (Some(at), Some(required)) if required == at + 1 && is_word(&ty) && !is_word(&behind) => at,
        // `name | text`
        (Some(at), None) if is_sentence(&ty) && columns.description == Some(at + 1) => at,
        // `name | type | text`
        (Some(_), Some(required))
            if is_sentence(&text(Some(required))) && columns.description == Some(required + 1) =>
        {
            required
        }
        _ => return cells,
    };
    cells.insert(missing, None);
    cells.truncate(table.header.len());
    cells
}

/// Whether a row lacks a cell and was filled up at its end: a Chinese sentence is under the types, and the text under
/// the descriptions is not a sentence.
fn is_padded(columns: Columns, row: &extract::Row) -> bool {
    let text = |column: Option<usize>| row.cells.get(column?).map(Cell::text);
    let is_chinese = |text: &str| text.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let is_empty = |text: &String| text.is_empty();
    columns.description == columns.ty.map(|ty| ty + 1)
        && row.cells.last().is_some_and(|cell| cell.lines.is_empty())
        && text(columns.example).as_ref().is_some_and(is_empty)
        && text(columns.ty).is_some_and(|text| is_chinese(&text))
        && text(columns.description).is_some_and(|text| !text.is_empty() && !is_chinese(&text))
}

/// Reports columns with text from which nothing is read.
fn unread_columns(table: &Table, columns: Columns, log: &mut Log) {
    let read = [
        columns.name,
        columns.ty,
        columns.required,
        columns.description,
        columns.example,
        columns.default,
    ];
    for (index, text) in table.header.iter().enumerate() {
        let filled = |row: &extract::Row| row.cells.get(index).is_some_and(|c| !c.lines.is_empty());
        if !read.contains(&Some(index)) && table.rows.iter().any(filled) {
            let text = format!("the column `{}` was not read", short(text));
            log.note(table.line, "column-unread", text);
        }
    }
}

/// The meaning of a table's columns, and whether its header is itself a field.
fn columns_of(table: &Table) -> (Columns, bool) {
    let mut found = columns(&table.header);
    found.ty = found.ty.map(|ty| column_of_types(table, &found, ty));
    // A field may be called `name` or `description`; a column of types is never called `string`.
    if found.ty.is_some() || found.required.is_some() {
        return (found, false);
    }
    let [name, ty, rest @ ..] = table.header_row.cells.as_slice() else {
        return (found, false);
    };
    let stated = Stated::parse(&unescape(&ty.text()));
    let typed = matches!(stated.base, Base::Scalar(_) | Base::Object) && stated.remark.is_none();
    let required = match rest {
        [_] => None,
        [word, _] if required_word(&word.text()).is_some() => Some(2),
        _ => return (found, false),
    };
    if !typed || names(name).found.len() != 1 {
        return (found, false);
    }
    let columns = Columns {
        name: Some(0),
        ty: Some(1),
        required,
        description: Some(1 + rest.len()),
        ..Columns::default()
    };
    (columns, true)
}

/// The column of types: `ty`, unless its cells are not types and those of a column without a known header are.
fn column_of_types(table: &Table, found: &Columns, ty: usize) -> usize {
    let states = |index: usize, is: &dyn Fn(&Base) -> bool| {
        let cells = table.rows.iter().map(|row| row.cells.get(index));
        let mut cells = cells.map(|cell| Some(Stated::parse(&unescape(&cell?.text())).base));
        !table.rows.is_empty() && cells.all(|base: Option<Base>| base.is_some_and(|base| is(&base)))
    };
    let known = [
        found.name,
        found.required,
        found.description,
        found.example,
        found.default,
    ];
    let is_open = |index: &usize| *index != ty && !known.contains(&Some(*index));
    let is_type = |base: &Base| matches!(base, Base::Scalar(_) | Base::Object);
    if !states(ty, &|base| matches!(base, Base::Unknown(_))) {
        return ty;
    }
    let mut open = (0..table.header.len()).filter(is_open);
    open.find(|index| states(*index, &is_type)).unwrap_or(ty)
}

fn columns(header: &[String]) -> Columns {
    let mut columns = Columns::default();
    for (index, text) in header.iter().enumerate() {
        let text: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '`' | ':' | '：' | '?' | '？'))
            .collect();
        let (slot, inverted) = match slot(&mut columns, &text) {
            Some(found) => found,
            // `必填 (Required)`, `参数/Parameter`, `类型 Type`: use the first of two languages.
            None => match slot(&mut columns, first_language(&text)) {
                Some(found) => found,
                None => continue,
            },
        };
        if slot.is_none() {
            *slot = Some(index);
            columns.inverted |= inverted;
        }
    }
    columns
}

/// Where to store the index of a column with this header, and whether it asks the opposite question.
fn slot<'c>(columns: &'c mut Columns, text: &str) -> Option<(&'c mut Option<usize>, bool)> {
    let slot = match () {
        () if lexicon::NAME_COLUMN.is(text) => &mut columns.name,
        () if lexicon::TYPE_COLUMN.is(text) => &mut columns.ty,
        () if lexicon::DESCRIPTION_COLUMN.is(text) => &mut columns.description,
        () if lexicon::EXAMPLE_COLUMN.is(text) => &mut columns.example,
        () if lexicon::DEFAULT_COLUMN.is(text) => &mut columns.default,
        () if lexicon::OPTIONAL_COLUMN.is(text) => return Some((&mut columns.required, true)),
        () if lexicon::REQUIRED_COLUMN.begins(text) => &mut columns.required,
        () => return None,
    };
    Some((slot, false))
}

fn first_language(text: &str) -> &str {
    let end = text.find(['(', '（', '/', '|', '[', '【']);
    let text = &text[..end.unwrap_or(text.len())];
    match text.starts_with(|c: char| c.is_ascii()) {
        true => text,
        false => {
            let end = text.find(|c: char| c.is_ascii()).unwrap_or(text.len());
            &text[..end]
        }
    }
}

/// What a cell says about whether a field is required.
fn required_word(text: &str) -> Option<bool> {
    let text = unlink(&unescape(text)).to_lowercase();
    let text = text.trim().trim_matches(['`', '*', '。', '.']);
    if lexicon::YES.is(text) {
        return Some(true);
    }
    if lexicon::NO.is(text) {
        return Some(false);
    }
    // `是（必填）` says it twice; `是（当 type 为 1 时）` is a condition, which is not supported here.
    let (word, inner) = text.split_once(['(', '（'])?;
    let inner = inner.strip_suffix([')', '）'])?;
    required_word(word).filter(|_| required_word(word) == required_word(inner))
}

/// What a cell says in a column that asks whether a field is optional. An unambiguous word keeps its meaning.
fn required_when_inverted(text: &str) -> Option<bool> {
    let required = required_word(text)?;
    Some(required == lexicon::PLAIN_REQUIRED.within(text))
}

/// The content of a name cell.
#[derive(Debug, PartialEq, Eq)]
struct Names {
    /// The names; empty if the cell contains anything unknown.
    found: Vec<String>,
    /// Whether it says that the field is required.
    required: Option<bool>,
    /// Words next to the names.
    remark: Option<String>,
}

fn names(cell: &Cell) -> Names {
    let mut names = Vec::new();
    let mut required = None;
    let mut remark: Vec<String> = Vec::new();
    let mut in_parentheses = false;
    for line in &cell.lines {
        // Adjacent code marks contain separate words.
        let text = unlink(&line.text).replace("``", "` `").replace("**", " ");
        let text = text.replace('（', " （").replace('(', " (");
        for piece in text
            .split('`')
            .flat_map(|piece| piece.split(['、', '，', ',']))
        {
            for word in piece.split(' ').flat_map(|word| word.split('\u{a0}')) {
                let word = unescape(word.trim());
                let bare = word.trim_matches(['*', '＊']);
                if bare.len() < word.len() {
                    required = Some(true);
                }
                in_parentheses |= bare.starts_with(['(', '（']);
                let beside = in_parentheses || !word.chars().any(|c| c.is_ascii_alphanumeric());
                in_parentheses &= !bare.ends_with([')', '）']);
                let word = bare.trim_matches([':', '：', '(', ')', '（', '）']);
                let word = match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                    Some(parameter) => parameter,
                    None => word,
                };
                if word.is_empty() || matches!(word, "/" | "└" | "∟") || lexicon::OR.is(word) {
                    continue;
                }
                // A field may be called `required`; after a name, the word is a mark.
                match required_word(word).filter(|_| !is_field_name(word) || !names.is_empty()) {
                    Some(found) => required = Some(found),
                    None if beside && !names.is_empty() => remark.push(word.to_owned()),
                    None => names.push(word.to_owned()),
                }
            }
        }
    }
    // `a/b` means two fields if both are names.
    let names: Vec<String> = match names.as_slice() {
        [one] if one.contains('/') && one.split('/').all(is_field_name) => {
            one.split('/').map(str::to_owned).collect()
        }
        _ => names,
    };
    let names = without_blanks(names, &cell.text(), &mut remark);
    let understood = names.iter().all(|name| is_field_name(name));
    Names {
        found: if understood { names } else { Vec::new() },
        required,
        remark: (!remark.is_empty()).then(|| remark.join(" ")),
    }
}

/// Joins a name that contains a stray blank: `frozen RowCount`, `page_ size`. Two words that could each be a name are
/// two names.
fn without_blanks(names: Vec<String>, text: &str, remark: &mut Vec<String>) -> Vec<String> {
    let [first, second] = names.as_slice() else {
        return names;
    };
    let blank = text
        .split_whitespace()
        .eq([first.as_str(), second.as_str()])
        && !text.contains('\n');
    let camel = first.starts_with(|c: char| c.is_ascii_lowercase())
        && second.starts_with(|c: char| c.is_ascii_uppercase())
        && !first.contains('_')
        && !second.contains('_');
    if !blank || !(camel || first.ends_with('_') || second.starts_with('_')) {
        return names;
    }
    let name = format!("{first}{second}");
    remark.push(format!("the blank in `{first} {second}`"));
    vec![name]
}

/// The name in each row that has exactly one.
pub fn names_of(table: &Table) -> Vec<Option<String>> {
    let (columns, _) = columns_of(table);
    let name_of = |row: &extract::Row| match names(row.cells.get(columns.name?)?).found.as_slice() {
        [name] => Some(name.clone()),
        _ => None,
    };
    table.rows.iter().map(name_of).collect()
}

/// An excerpt that identifies a text in a message.
pub fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, names, required_when_inverted, required_word};
    use crate::extract::Cell;

    #[test]
    fn headers() {
        for (header, expected) in [
            ("名称|类型|必填|描述", [Some(0), Some(1), Some(2), Some(3)]),
            (
                "Name|Required?|Description|Type",
                [Some(0), Some(3), Some(1), Some(2)],
            ),
            (
                "参数/Parameter|必填 (Required)|类型 Type|说明（Description）",
                [Some(0), Some(2), Some(1), Some(3)],
            ),
            (
                "**字段名称**|中文名|详细说明|是否必需",
                [Some(0), None, Some(3), Some(2)],
            ),
            (
                "Parameter name|Data type|Mandatory|Notes",
                [Some(0), Some(1), Some(2), Some(3)],
            ),
            ("HTTP状态码|错误码", [None, None, None, None]),
        ] {
            let header: Vec<String> = header.split('|').map(str::to_owned).collect();
            let found = columns(&header);
            let found = [found.name, found.ty, found.required, found.description];
            assert_eq!(found, expected, "{header:?}");
        }
    }

    #[test]
    fn required_words() {
        for (text, straight, inverted) in [
            ("是", Some(true), Some(false)),
            ("NO", Some(false), Some(true)),
            ("可选", Some(false), Some(false)),
            ("Required", Some(true), Some(true)),
            ("是（必填）", Some(true), Some(true)),
            ("是（当 type 为 1 时）", None, None),
            ("[是](#why)", Some(true), Some(false)),
            ("✔", Some(true), Some(false)),
            ("-", None, None),
        ] {
            assert_eq!(required_word(text), straight, "{text}");
            assert_eq!(required_when_inverted(text), inverted, "{text}");
        }
    }

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
            ("[a_b](https://x/y#z)", vec!["a_b"], None),
            ("a（必填）", vec!["a"], Some(true)),
            ("a (optional)", vec!["a"], Some(false)),
            ("a*", vec!["a"], Some(true)),
            ("* a", vec!["a"], Some(true)),
            (":a", vec!["a"], None),
            ("{a}", vec!["a"], None),
            ("`a`:", vec!["a"], None),
            ("a\n标识", vec!["a"], None),
            ("a (deprecated since v2)", vec!["a"], None),
            ("a（已废弃） b", vec!["a", "b"], None),
            ("--a", vec![], None),
            ("- a", vec![], None),
        ] {
            let mut cell = Cell::default();
            text.lines().for_each(|line| {
                cell.lines.push(crate::extract::Line {
                    number: 1,
                    text: line.into(),
                })
            });
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            let found = names(&cell);
            assert_eq!(
                (found.found, found.required),
                (expected, required),
                "{text}"
            );
        }
    }
}

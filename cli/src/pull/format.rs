//! How items are written: lines, JSON or CSV.

use std::collections::BTreeSet;

use anyhow::bail;
use larkspec_codegen::model::{Endpoint, Field, Page, Section, Type};
use serde_json::Value;

use crate::output::Hinted;

/// How items are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A string or number per line
    Lines,
    /// A JSON document per line
    Ndjson,
    /// A row per item, with a column for each field that the page describes; lists are JSON
    Csv,
}

/// Writes items.
pub struct Writer {
    format: Format,
    /// The paths of the fields in a row; that of a whole item is empty.
    columns: Vec<Vec<String>>,
    /// Whether the row with the names of the columns was written.
    has_head: bool,
    /// The name of the list.
    list: String,
    /// Fields of items that no column has.
    others: BTreeSet<String>,
}

impl Writer {
    /// A writer for the items of an endpoint.
    pub fn new(endpoint: &Endpoint, page: &Page, format: Option<Format>) -> anyhow::Result<Self> {
        let list = items(endpoint, page);
        let is_object = list.is_some_and(|field| {
            matches!(&field.ty, Type::List(item) if !matches!(**item, Type::String | Type::Int | Type::Float | Type::Bool))
        });
        let format = format.unwrap_or(match is_object {
            true => Format::Ndjson,
            false => Format::Lines,
        });
        if format == Format::Lines && is_object {
            bail!(Hinted::new(
                format!("the items of `{}` are objects, not lines", endpoint.name),
                "use --format ndjson or csv",
            ));
        }
        let mut columns = Vec::new();
        if let Some(list) = list {
            collect(
                endpoint,
                list,
                &mut Vec::new(),
                &mut Vec::new(),
                &mut columns,
            );
        }
        if columns.is_empty() {
            columns.push(Vec::new());
        }
        Ok(Writer {
            format,
            columns,
            has_head: false,
            list: page.items.clone(),
            others: BTreeSet::new(),
        })
    }

    /// The text of some items.
    pub fn write(&mut self, items: &[Value]) -> anyhow::Result<Vec<u8>> {
        match self.format {
            Format::Lines => lines(items),
            Format::Ndjson => {
                let lines: String = items.iter().map(|item| format!("{item}\n")).collect();
                Ok(lines.into_bytes())
            }
            Format::Csv => self.rows(items),
        }
    }

    /// What the output does not have.
    pub fn left_out(&self) -> Option<String> {
        let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
        (!others.is_empty()).then(|| {
            format!(
                "fields of items that the page does not describe have no column: `{}`; --format ndjson has them",
                others.join("`, `")
            )
        })
    }

    fn rows(&mut self, items: &[Value]) -> anyhow::Result<Vec<u8>> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        if !std::mem::replace(&mut self.has_head, true) {
            let names = self.columns.iter().map(|path| match path.is_empty() {
                true => self.list.clone(),
                false => path.join("."),
            });
            csv.write_record(names)?;
        }
        for item in items {
            let cells = self.columns.iter().map(|path| cell(item, path));
            csv.write_record(cells)?;
            if self.columns != [Vec::<String>::new()] {
                undescribed(item, &mut Vec::new(), &self.columns, &mut self.others);
            }
        }
        Ok(csv.into_inner().map_err(|error| error.into_error())?)
    }
}

/// The list of a page.
fn items<'e>(endpoint: &'e Endpoint, page: &Page) -> Option<&'e Field> {
    let mut fields = &*endpoint.response;
    let mut found = None;
    for name in page.items.split('.') {
        let field = fields.iter().find(|field| field.name == name)?;
        fields = endpoint.fields(field, Section::Response);
        found = Some(field);
    }
    found
}

/// The columns for the fields of an object; an object within is several columns.
fn collect<'e>(
    endpoint: &'e Endpoint,
    object: &'e Field,
    above: &mut Vec<String>,
    types: &mut Vec<&'e str>,
    columns: &mut Vec<Vec<String>>,
) {
    for field in endpoint.fields(object, Section::Response) {
        above.push(field.name.clone());
        let has_fields = !endpoint.fields(field, Section::Response).is_empty();
        let is_new = field.unrefined().is_none_or(|name| !types.contains(&name));
        match field.ty == Type::Object && has_fields && is_new {
            true => {
                types.extend(field.unrefined());
                collect(endpoint, field, above, types, columns);
                if field.unrefined().is_some() {
                    types.pop();
                }
            }
            false => columns.push(above.clone()),
        }
        above.pop();
    }
}

/// The value at a path, as a cell.
fn cell(item: &Value, path: &[String]) -> String {
    let value = path.iter().try_fold(item, |value, name| value.get(name));
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

/// Collects the fields that no column has.
fn undescribed(
    value: &Value,
    above: &mut Vec<String>,
    columns: &[Vec<String>],
    others: &mut BTreeSet<String>,
) {
    let Value::Object(fields) = value else {
        if !value.is_null() {
            others.insert(above.join("."));
        }
        return;
    };
    for (name, value) in fields {
        above.push(name.clone());
        let is_column = columns.iter().any(|column| column == above);
        if !is_column {
            match columns.iter().any(|column| column.starts_with(above)) {
                true => undescribed(value, above, columns, others),
                false => drop(others.insert(above.join("."))),
            }
        }
        above.pop();
    }
}

/// A line for each item.
fn lines(items: &[Value]) -> anyhow::Result<Vec<u8>> {
    let mut text = String::new();
    for item in items {
        let line = match item {
            Value::String(line) if !line.contains(['\n', '\r']) => line.clone(),
            Value::Number(_) | Value::Bool(_) => item.to_string(),
            _ => bail!(Hinted::new(
                "an item is not a string or number that fits on a line",
                "use --format ndjson",
            )),
        };
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text.into_bytes())
}

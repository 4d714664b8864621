//! Facts in the description of a field: values, limits, defaults, examples. Labelled ones are facts; prose is used
//! only if it is unambiguous, and is then reported.

mod clause;
mod defaults;
mod enumerations;
mod limits;
mod openness;
mod prose;
mod rules;
mod segments;
mod several;
mod values;

use larkspec_codegen::model::{Field, Type};
use serde_json::Value;

use self::segments::{Label, segments};
use crate::diagnostic::Log;
use crate::extract::{Cell, Line};

/// Separates the names of a recorded group.
pub const BETWEEN: char = '\u{1f}';

/// Reads the description of `field`, whose name, type and fields are known. `at` identifies the field in messages.
pub fn read(cell: &Cell, field: &mut Field, stated: Stated, at: &str, log: &mut Log) {
    let segments = segments(cell);
    let mut reader = Reader::new(cell, field, at, log);
    reader.values(cell, &segments);
    reader.openness(&segments);
    for segment in &segments {
        match segment.label {
            // A remark may contain facts as well.
            Label::Prose | Label::Other => reader.prose(&segment.lines, stated.required),
            Label::Rules => reader.rules(&segment.lines),
            Label::Default => reader.default(&segment.lines),
            Label::Fixed => reader.fixed(&segment.lines),
            Label::Example => reader.example(&segment.lines),
            Label::Values | Label::Permission => {}
        }
    }
    if cell.values.is_none()
        && !segments
            .iter()
            .any(|segment| segment.label == Label::Values)
    {
        reader.unlabelled(&segments);
    }
    if !stated.default {
        reader.listed_default();
        let prose = segments
            .iter()
            .filter(|segment| matches!(segment.label, Label::Prose | Label::Other));
        let lines: Vec<_> = prose.flat_map(|segment| &segment.lines).collect();
        reader.prose_default(&lines);
    }
    let prose = segments
        .iter()
        .filter(|segment| matches!(segment.label, Label::Prose | Label::Other));
    let lines: Vec<_> = prose.flat_map(|segment| &segment.lines).collect();
    reader.several(&lines);
    reader.agree();
}

/// The facts of a field in separate columns.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    /// Whether it is required.
    pub required: bool,
    /// Its default.
    pub default: bool,
}

/// The text of the example value in a description.
pub fn example_text(cell: &Cell) -> Option<String> {
    let segments = segments::segments(cell);
    let example = segments
        .into_iter()
        .find(|segment| segment.label == Label::Example)?;
    let lines: Vec<String> = example.lines.into_iter().map(|line| line.text).collect();
    Some(lines.join("\n"))
}

/// Reads an example from a separate column.
pub fn read_example(cell: &Cell, field: &mut Field, at: &str, log: &mut Log) {
    let mut reader = Reader::new(cell, field, at, log);
    reader.example(&cell.lines);
    reader.agree();
}

/// Reads a default from a separate column.
pub fn read_default(cell: &Cell, field: &mut Field, at: &str, log: &mut Log) {
    let mut reader = Reader::new(cell, field, at, log);
    reader.default(&cell.lines);
    reader.agree();
}

/// A description that is being read into its field.
struct Reader<'r> {
    field: &'r mut Field,
    at: &'r str,
    log: &'r mut Log,
    /// Where the description starts.
    line: usize,
    /// The value that the list of values marks as the default.
    default_of_list: Option<Line>,
    /// The line that opens the list of values, and the reason.
    opened: Option<(usize, &'static str)>,
}

impl<'r> Reader<'r> {
    fn new(cell: &Cell, field: &'r mut Field, at: &'r str, log: &'r mut Log) -> Self {
        Reader {
            field,
            at,
            log,
            line: cell.line_or(0),
            default_of_list: None,
            opened: None,
        }
    }

    /// Reconciles the facts with each other.
    fn agree(&mut self) {
        let rules = &self.field.rules;
        let values = &rules.values;
        if rules.open
            || rules.bits
            || values.is_empty()
            || !matches!(self.field.ty, Type::String | Type::Int)
        {
            return;
        }
        let outside = |value: &Option<Value>| {
            value
                .as_ref()
                .is_some_and(|value| !values.iter().any(|known| known.value == *value))
        };
        let (default, example) = (outside(&self.field.default), outside(&self.field.example));
        if default {
            self.field.default = None;
        }
        if default {
            let text = format!(
                "{}: its default is not among its values; it was omitted",
                self.at
            );
            self.log.warn(self.line, "default-enum", text);
        }
        if example && self.at.starts_with("response") {
            self.field.example = None;
            let text = format!(
                "{}: its example value is not among its values; it was omitted",
                self.at
            );
            self.log.warn(self.line, "example-enum", text);
        } else if example {
            // A list that the page itself does not follow is incomplete.
            self.field.rules.open = true;
            let text = format!(
                "{}: its example value is not among its values; the list is assumed to be open",
                self.at
            );
            self.log.warn(self.line, "example-enum", text);
        }
    }
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::{Field, Type};

    use super::{Stated, read};
    use crate::diagnostic::Log;
    use crate::extract::Cell;

    /// The field of type `ty` with description `text`, and the rules of the resulting remarks.
    pub(super) fn facts(ty: &str, text: &str) -> (Field, Vec<&'static str>) {
        let mut cell = Cell::default();
        for (index, line) in text.lines().enumerate() {
            cell.push_indented(index + 1, line);
        }
        let mut field = Field::new("x", Type::parse(ty).expect(ty));
        let mut log = Log::default();
        let stated = Stated {
            required: true,
            default: false,
        };
        read(&cell, &mut field, stated, "x", &mut log);
        (field, log.finish().iter().map(|d| d.rule).collect())
    }

    /// The limits and the pattern of `field`, as the tables of cases write them.
    pub(super) fn bounds(field: &Field) -> String {
        let rules_of = &field.rules;
        let mut shown = Vec::new();
        let mut show = |name: &str, value: Option<String>| {
            shown.extend(value.map(|v| format!("{name} = {v}")))
        };
        show("min", rules_of.min.map(|n| n.to_string()));
        show("max", rules_of.max.map(|n| n.to_string()));
        show("min_len", rules_of.min_len.map(|n| n.to_string()));
        show("max_len", rules_of.max_len.map(|n| n.to_string()));
        show("min_items", rules_of.min_items.map(|n| n.to_string()));
        show("max_items", rules_of.max_items.map(|n| n.to_string()));
        show(
            "pattern",
            rules_of.pattern.as_ref().map(|p| p.as_str().to_owned()),
        );
        shown.join(" ")
    }
}

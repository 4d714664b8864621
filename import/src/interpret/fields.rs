//! Converts rows to the tree of fields of a section.

use std::collections::{BTreeMap, HashMap, HashSet};

use larkspec_codegen::model::{Field, Section, Type};
use larkspec_codegen::place;
use serde_json::Value;

use super::facts;
use super::imported::Open;
use super::keyed;
use super::nesting::{self, Item, Place};
use super::rows::{self, FieldRow, Node};
use super::types::{self, Base, Layer, Stated};
use crate::diagnostic::Log;
use crate::extract::{Cell, Dialect, Mark, Page, Table};
use crate::json;
use crate::lexicon;

/// The maximum nesting of rows: the row `data`, above those of a response, is not a field.
const MAX_TREE: usize = Field::MAX_DEPTH + 1;

/// Builds the sections of one endpoint.
pub struct Builder<'l> {
    pub log: &'l mut Log,
    pub open: Open,
    /// The line of each field's table: `body.items[].id`.
    pub lines: HashMap<String, usize>,
    /// The names that the page gives to types, by the tables of the fields that have them.
    pub type_names: BTreeMap<String, String>,
    /// The lines of the tables that were read or reported.
    pub read: HashSet<usize>,
    /// The line of a row that is nested too deeply; its table is not used.
    pub too_deep: Option<usize>,
    /// Whether any table of the page shows nesting, so that a table without marks is flat.
    marks: bool,
}

impl<'l> Builder<'l> {
    pub fn new(page: &Page, log: &'l mut Log) -> Self {
        let marks = page.dialect == Dialect::Portal
            || page
                .tables()
                .flat_map(|table| &table.rows)
                .any(|row| !matches!(row.mark, Mark::None | Mark::Level(0)));
        Builder {
            log,
            open: Open::default(),
            lines: HashMap::new(),
            type_names: BTreeMap::new(),
            read: HashSet::new(),
            too_deep: None,
            marks,
        }
    }

    /// The fields that a table lists for a section. `roots` are example payloads.
    pub fn section(&mut self, section: Section, table: &Table, roots: &[&Value]) -> Vec<Field> {
        self.read.insert(table.line);
        let rows = rows::read(table, section == Section::Path, self.log);
        let states_required = rows.iter().any(|row| row.required.is_some() || row.shared);
        if !states_required && !rows.is_empty() {
            let text = format!(
                "the table of the {section} does not say what is required; all fields are assumed to be optional"
            );
            self.log.warn(table.line, "required-unsaid", text);
        }
        let nodes = self.tree(section, &rows, roots);
        self.fields(section, nodes, &json::objects(roots), section.as_str())
    }

    /// Arranges rows in a tree, without those whose place is unknown. A table that is too deep is omitted.
    pub fn tree<'p>(
        &mut self,
        section: Section,
        rows: &[FieldRow<'p>],
        roots: &[&Value],
    ) -> Vec<Node<'p>> {
        let mut items: Vec<Item<'_>> = rows
            .iter()
            .map(|row| Item {
                name: &row.name,
                mark: row.mark,
                has_fields: row.ty.has_fields(),
            })
            .collect();
        self.trust_spaces(section, rows, &mut items, roots);
        let places = self.places(section, &items, roots);
        if let Some(row) = nesting::row_deeper_than(MAX_TREE, &places) {
            self.too_deep.get_or_insert(rows[row].line);
            return Vec::new();
        }
        self.tell(section, rows, &places);
        assemble(rows, &places)
    }

    /// Interprets spaces before names as an indent, unless a type or an example contradicts that.
    fn trust_spaces(
        &mut self,
        section: Section,
        rows: &[FieldRow<'_>],
        items: &mut [Item<'_>],
        roots: &[&Value],
    ) {
        let spaced = |item: &Item<'_>| matches!(item.mark, Mark::Spaces(_));
        let count = items.iter().filter(|item| spaced(item)).count();
        if count == 0 {
            return;
        }
        let line = rows.first().map_or(1, |row| row.line);
        let below_scalar = nesting::by_marks(items).iter().any(|place| {
            let parent = place.parent().flatten();
            parent.is_some_and(|parent| items[parent].has_fields == Some(false))
        });
        let top = json::objects(roots);
        let inside = json::inner_keys(&top);
        let shown_at_top = items.iter().any(|item| {
            spaced(item)
                && !inside.contains(item.name)
                && !json::samples(&top, item.name).is_empty()
        });
        if below_scalar || shown_at_top {
            for item in items.iter_mut().filter(|item| spaced(item)) {
                item.mark = Mark::None;
            }
            let text = format!(
                "the spaces before names in the table of the {section} are not an indent, according to its types or its example"
            );
            return self.log.warn(line, "depth-spaces", text);
        }
        let text = format!(
            "the nesting of {count} rows of the {section} was derived from the spaces before their names"
        );
        self.log.note(line, "depth-spaces", text);
    }

    fn places(&mut self, section: Section, items: &[Item<'_>], roots: &[&Value]) -> Vec<Place> {
        let nested = matches!(section, Section::Body | Section::Response);
        let marked = nesting::by_marks(items);
        let leveled = items
            .iter()
            .any(|item| matches!(item.mark, Mark::Level(_) | Mark::Spaces(_)));
        if !nested || leveled {
            return marked;
        }
        if nesting::has_bare_marks(items) {
            let shown = nesting::by_examples(items, roots);
            return marked
                .into_iter()
                .zip(shown)
                .map(|(marked, shown)| match shown {
                    Place::Open(parents) if parents.is_empty() => marked,
                    Place::Left(parent) if Some(parent) == marked.parent() => marked,
                    shown => shown,
                })
                .collect();
        }
        let may_nest = items
            .iter()
            .rev()
            .skip(1)
            .any(|item| item.has_fields != Some(false));
        if !may_nest {
            return marked;
        }
        // If other tables of the page show nesting, a table without marks is flat, unless an example shows otherwise.
        let drawn = items.iter().any(|item| item.mark != Mark::None);
        if self.marks && (drawn || !shows_inside(items, roots)) {
            return marked;
        }
        nesting::by_examples(items, roots)
    }

    /// Reports how the place of each row is known, unless a mark shows it.
    fn tell(&mut self, section: Section, rows: &[FieldRow<'_>], places: &[Place]) {
        let name = |row: &Option<usize>| match row {
            Some(row) => format!("`{}`", rows[*row].name),
            None => "the top".to_owned(),
        };
        let mut lost: HashSet<usize> = HashSet::new();
        let mut shown = 0;
        for (index, (row, place)) in rows.iter().zip(places).enumerate() {
            match place {
                Place::Marked(_) => {}
                Place::Shown(parent) => {
                    shown += usize::from(parent.is_some());
                }
                Place::Left(parent) => {
                    let text = format!(
                        "`{}`: no example shows it, but its only possible place is below {}",
                        row.name,
                        name(parent)
                    );
                    self.log.note(row.line, "depth-left", text);
                }
                Place::Open(parents) => {
                    let places: Vec<String> = parents.iter().map(name).collect();
                    let text = match places.len() {
                        0 | 1 => format!(
                            "`{}`: the page does not show its place; it was omitted",
                            row.name
                        ),
                        _ => format!(
                            "`{}`: the page does not show whether it is below {}; it was omitted",
                            row.name,
                            places.join(" or ")
                        ),
                    };
                    self.log.warn(row.line, "depth-open", text);
                }
            }
            let below_lost = place
                .parent()
                .flatten()
                .is_some_and(|parent| lost.contains(&parent));
            if below_lost {
                let text = format!("`{}` was omitted with the row above it", row.name);
                self.log.warn(row.line, "depth-open", text);
            }
            if below_lost || place.parent().is_none() {
                lost.insert(index);
                self.open.fields.insert((section, row.name.clone()));
            }
        }
        if shown > 0 {
            let line = rows.first().map_or(1, |row| row.line);
            let text = format!(
                "the table of the {section} shows no nesting; that of {shown} rows was derived from the example"
            );
            // Other tables show their nesting, so the table and the example contradict each other.
            match self.marks
                && rows
                    .iter()
                    .all(|row| matches!(row.mark, Mark::None | Mark::Spaces(_)))
            {
                true => {
                    let text = format!("{text}; other tables of the page show theirs");
                    self.log.warn(line, "depth-example", text);
                }
                false => self.log.note(line, "depth-example", text),
            }
        }
    }

    /// The fields of nodes in the table `at`; `objects` are the examples of the object.
    pub fn fields(
        &mut self,
        section: Section,
        nodes: Vec<Node<'_>>,
        objects: &[&Value],
        at: &str,
    ) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let names: HashSet<String> = nodes.iter().map(|node| node.row.name.clone()).collect();
        if !nodes.is_empty() {
            self.undocumented(section, &nodes, &names, objects, at);
        }
        let mut wishes = Vec::new();
        for node in nodes {
            let wish = one_of_fields(&node.row);
            if fields.iter().any(|known| known.name == node.row.name) {
                let text = format!(
                    "`{}` is described twice; the first description was used",
                    node.row.name
                );
                self.log.warn(node.row.line, "field-twice", text);
                continue;
            }
            let below = fields.len();
            fields.push(self.field(section, node, objects, at));
            let field = &mut fields[below];
            if let Some((line, text)) = wish {
                let inside = place::inside(at, field);
                self.free_one_of(section, &mut field.fields, line, &text, &inside);
                wishes.push((line, text));
            }
        }
        for (line, text) in wishes {
            self.free_one_of(section, &mut fields, line, &text, at);
        }
        fields
    }

    /// Fields of which a text requires one cannot each be required, whatever their rows say.
    fn free_one_of(
        &mut self,
        section: Section,
        fields: &mut [Field],
        line: usize,
        text: &str,
        at: &str,
    ) {
        if !matches!(section, Section::Query | Section::Body) {
            return;
        }
        let named: Vec<&mut Field> = fields
            .iter_mut()
            .filter(|field| mentions(text, &field.name))
            .collect();
        if named.len() < 2 || !named.iter().any(|field| field.required) {
            return;
        }
        let names: Vec<String> = named.iter().map(|field| field.name.clone()).collect();
        for field in named {
            field.required = false;
            self.open.required.insert(place::table(at, &field.name));
        }
        let text = format!(
            "`{at}`: required by their rows, but a text requires one of {}; assumed to be optional",
            names.join(", ")
        );
        self.log.warn(line, "required-one-of", text);
    }

    fn field(&mut self, section: Section, node: Node<'_>, objects: &[&Value], at: &str) -> Field {
        let Node { row, children } = node;
        let table = place::table(at, &row.name);
        self.lines.insert(table.clone(), row.line);
        if let Base::Own(name) = &row.ty.base {
            self.type_names.insert(table.clone(), name.clone());
        }
        let samples = json::samples(objects, &row.name);
        let (ty, children) = match keyed::map_by_id(&row, children, &samples) {
            Ok((ty, children)) => {
                let text = format!(
                    "`{table}`: its rows describe an object, but the example shows {ty} whose keys are IDs"
                );
                self.log.note(row.line, "type-example", text);
                (ty, children)
            }
            Err(children) if !children.is_empty() && carries_json(&row, &samples) => {
                (Type::JsonText(Box::new(Type::Json)), Vec::new())
            }
            Err(children) => {
                let ty = self.resolve(&row, !children.is_empty(), &samples, &table);
                (ty, children)
            }
        };
        let mut field = Field::new(&*row.name, ty);
        field.format = row.ty.format;
        field.required = row.required.unwrap_or(false);
        if row.required.is_none() && section != Section::Response {
            self.open.required.insert(table.clone());
        }
        self.presence(section, &row, objects, &samples, &table);
        if let Some(description) = row.description {
            let stated = facts::Stated {
                required: row.required.is_some(),
                default: row
                    .default
                    .is_some_and(|cell| cell.lines.iter().any(|line| line.text.trim() != "-")),
            };
            facts::read(description, &mut field, stated, &table, self.log);
        }
        if let (None, Some(example)) = (&field.example, row.example) {
            facts::read_example(example, &mut field, &table, self.log);
        }
        if let (None, Some(default)) = (&field.default, row.default) {
            facts::read_default(default, &mut field, &table, self.log);
        }
        if row.shared && field.example.take().is_some() {
            let text = format!(
                "`{table}`: the example value may belong to another field in its row; it was omitted"
            );
            self.log.note(row.line, "example-shared", text);
        }
        if section == Section::Response && field.default.take().is_some() {
            let text =
                format!("`{table}`: a response has no default; the labelled one was omitted");
            self.log.note(row.line, "default-response", text);
        }
        self.sampled_values(section, &mut field, &samples, row.line, &table);
        let inside = place::inside(at, &field);
        let below = below(&field.ty, &samples);
        field.fields = self.fields(section, children, &below, &inside);
        field
    }

    /// The type of a field, from its type cell, its rows and its examples, in this order.
    fn resolve(
        &mut self,
        row: &FieldRow<'_>,
        has_children: bool,
        samples: &[&Value],
        table: &str,
    ) -> Type {
        let stated = &row.ty;
        if has_children {
            return self.resolve_parent(row, samples, table);
        }
        if stated.layers.len() > 4 {
            return self.open_type(row, table, "is nested too deeply to be correct");
        }
        match &stated.base {
            Base::Scalar(Type::Binary) if samples.iter().any(|value| value.is_object()) => {
                let text = format!(
                    "`{table}`: its type is file, but the example shows an object, which was used"
                );
                self.log.warn(row.line, "type-contradiction", text);
                stated.wrap(Type::Object)
            }
            Base::Scalar(ty) => stated.wrap(ty.clone()),
            Base::Object => stated.wrap(Type::Object),
            Base::Any => stated.wrap(Type::Json),
            Base::Own(_) | Base::Unsaid if stated.layers.is_empty() && says_empty(row) => {
                Type::Object
            }
            Base::Own(_) | Base::Unsaid | Base::Unknown(_) => {
                if let Some(ty) = self.yes_or_no(row, samples, table) {
                    return ty;
                }
                let own = own_example(row).filter(|_| samples.is_empty());
                let shown = match &own {
                    Some(value) => types::of_samples(&[value]),
                    None => types::of_samples(samples),
                };
                let shown = shown.and_then(|ty| peel(ty, stated));
                match (shown, &stated.base) {
                    (Some(inner), base) => {
                        let ty = stated.wrap(inner);
                        let text = match base {
                            Base::Own(name) => format!(
                                "`{table}`: no rows follow its type `{name}`; the example shows {ty}"
                            ),
                            _ => {
                                format!("`{table}`: its type is incomplete; the example shows {ty}")
                            }
                        };
                        self.log.note(row.line, "type-example", text);
                        ty
                    }
                    (None, Base::Own(name)) => {
                        let why = format!("is `{name}`, for which the page has no rows");
                        self.open_type(row, table, &why)
                    }
                    (None, Base::Unknown(text)) => {
                        let why = format!("is `{}`, which is not a type", rows::short(text));
                        self.open_type(row, table, &why)
                    }
                    (None, _) => self.open_type(row, table, "is not stated"),
                }
            }
        }
    }

    /// A yes-or-no question that examples answer with 0 or 1, if the page does not state the type of the answer.
    fn yes_or_no(&mut self, row: &FieldRow<'_>, samples: &[&Value], table: &str) -> Option<Type> {
        let binary = |value: &&Value| matches!(value.as_i64(), Some(0 | 1));
        let text = row.description.map(Cell::text).unwrap_or_default();
        let named = row.name.starts_with("is_") || row.name.starts_with("has_");
        // A text that describes each number means numbers.
        let asks = (named || lexicon::YES_NO_QUESTION.within(&text))
            && !text.contains(|c: char| c.is_ascii_digit());
        let untyped = row.ty.base == Base::Unsaid && row.ty.layers.is_empty();
        if !untyped || !asks || samples.is_empty() || !samples.iter().all(binary) {
            return None;
        }
        let text = format!(
            "`{table}`: its type is not stated; the example answers a yes-or-no question with 0 or 1, so it is assumed to be a bool"
        );
        self.log.warn(row.line, "type-example", text);
        Some(Type::Bool)
    }

    fn resolve_parent(&mut self, row: &FieldRow<'_>, samples: &[&Value], table: &str) -> Type {
        let stated = &row.ty;
        let shown_list = !samples.is_empty() && samples.iter().all(|value| value.is_array());
        let shown_object = samples.iter().any(|value| value.is_object());
        match &stated.base {
            // Some pages use `file` for an object.
            Base::Scalar(ty) if *ty != Type::Binary => {
                let shown = match () {
                    () if shown_list => Some(Type::List(Box::new(Type::Object))),
                    () if shown_object => Some(Type::Object),
                    () => None,
                };
                let is = shown
                    .as_ref()
                    .map_or("assumed to be an object".to_owned(), |shown| {
                        format!("the example shows {shown}, which was used")
                    });
                let ty = stated.wrap(ty.clone());
                let text =
                    format!("`{table}`: its type is {ty}, but there are rows below it; {is}");
                self.log.warn(row.line, "children-of-scalar", text);
                if let Some(shown) = shown {
                    return shown;
                }
            }
            Base::Unknown(text) => {
                let text = format!(
                    "`{table}`: its type is `{}`; assumed to be an object because there are rows below it",
                    rows::short(text)
                );
                self.log.warn(row.line, "type-unread", text);
            }
            Base::Unsaid if stated.layers.is_empty() && shown_list => {
                self.log.note(
                    row.line,
                    "type-example",
                    format!("`{table}`: its type is not stated; the example shows a list"),
                );
                return Type::List(Box::new(Type::Object));
            }
            Base::Unsaid if stated.layers.is_empty() && !shown_object => {
                self.open.types.insert(table.to_owned());
                let text = format!(
                    "`{table}`: its type is not stated; assumed to be an object because there are rows below it"
                );
                self.log.warn_of(row.line, "type-unsaid", table, text);
            }
            _ => {}
        }
        let says_list = stated.layers.first() == Some(&Layer::List);
        if (stated.layers.is_empty() && shown_list) || (says_list && shown_object) {
            let shown = if shown_list { "a list" } else { "an object" };
            // An answer was received as the example shows it.
            let is_answer = stated.base == Base::Object && table.starts_with("response");
            let used = match is_answer && stated.layers.is_empty() {
                true => "the example",
                false => "the type",
            };
            let text = format!(
                "`{table}`: the example shows {shown}, but its type differs; {used} was used"
            );
            self.log.warn(row.line, "type-contradiction", text);
            if used == "the example" {
                return Type::List(Box::new(Type::Object));
            }
        }
        stated.wrap(Type::Object)
    }

    fn open_type(&mut self, row: &FieldRow<'_>, table: &str, why: &str) -> Type {
        self.open.types.insert(table.to_owned());
        let text = format!("`{table}`: its type {why}; assumed to be json");
        self.log.warn_of(row.line, "type-unsaid", table, text);
        row.ty.wrap(Type::Json)
    }

    /// Reports a field that is missing from examples of its object.
    fn presence(
        &mut self,
        section: Section,
        row: &FieldRow<'_>,
        objects: &[&Value],
        samples: &[&Value],
        table: &str,
    ) {
        let keyed = objects
            .iter()
            .any(|object| object.as_object().is_some_and(|o| !o.is_empty()));
        if !keyed || !samples.is_empty() {
            return;
        }
        let text = format!("`{table}` is listed, but the example does not have it");
        match section == Section::Response || row.required == Some(true) {
            true => self.log.warn(row.line, "example-lacks", text),
            false => self.log.note(row.line, "example-lacks", text),
        }
    }

    /// Reports keys of examples without a row.
    fn undocumented(
        &mut self,
        section: Section,
        nodes: &[Node<'_>],
        names: &HashSet<String>,
        objects: &[&Value],
        at: &str,
    ) {
        let line = nodes.first().map_or(1, |node| node.row.line);
        let mut told: HashSet<&str> = HashSet::new();
        let top = at == "response";
        for key in objects
            .iter()
            .filter_map(|object| object.as_object())
            .flat_map(|object| object.keys())
        {
            let left_out = self.open.fields.contains(&(section, key.clone()));
            let envelope = top
                && matches!(
                    &**key,
                    "code" | "msg" | "data" | "error" | "error_description" | "message" | "log_id"
                );
            if !names.contains(key) && !left_out && !envelope && told.insert(key) {
                let place = place::table(at, key);
                let text = format!("the example has `{place}`, which the table does not list");
                self.log.warn_of(line, "example-unlisted", &place, text);
            }
        }
    }

    /// Values in an example that an enumeration does not list. In a request, this means that the list is incomplete.
    fn sampled_values(
        &mut self,
        section: Section,
        field: &mut Field,
        samples: &[&Value],
        line: usize,
        table: &str,
    ) {
        let rules = &field.rules;
        if rules.values.is_empty() || rules.open || rules.bits {
            return;
        }
        let fits = |value: &&Value| match field.ty.innermost() {
            Type::String => value.is_string(),
            _ => value.is_i64(),
        };
        let listed = |value: &Value| rules.values.iter().any(|known| known.value == *value);
        let strange: Vec<&Value> = scalars(samples)
            .into_iter()
            .filter(|value| fits(value) && !listed(value))
            .collect();
        let opens = section != Section::Response && !strange.is_empty();
        for value in strange {
            let text = format!("`{table}`: the example has {value}, which is not among its values");
            let text = match opens {
                true => format!("{text}; the list is assumed to be open"),
                false => text,
            };
            self.log.warn(line, "example-enum", text);
        }
        field.rules.open |= opens;
    }

    /// Reports a second table of fields in one section.
    pub fn second_table(&mut self, table: &Table) {
        self.read.insert(table.line);
        let text = "a second table of fields in the section was not read";
        self.log.warn(table.line, "table-second", text);
    }

    /// The line of a field's table.
    pub fn line_of(&self, table: &str) -> usize {
        self.lines.get(table).copied().unwrap_or(1)
    }
}

/// Whether a field is a string that contains JSON. The rows below it then describe some of what it may contain.
fn carries_json(row: &FieldRow<'_>, samples: &[&Value]) -> bool {
    if row.ty.base != Base::Scalar(Type::String) || !row.ty.layers.is_empty() {
        return false;
    }
    let text = row.description.map(Cell::text).unwrap_or_default();
    let says = [
        &lexicon::JSON_TEXT,
        &lexicon::JSON_ARRAY,
        &lexicon::JSON_OBJECT,
    ];
    let begins = |value: &&Value| value.as_str().is_some_and(|s| s.starts_with(['[', '{']));
    !lexicon::NO_JSON_TEXT.within(&text)
        && (says.iter().any(|words| words.within(&text))
            || (!samples.is_empty() && samples.iter().all(begins)))
}

/// The example value in a row, if it is JSON that shows its own type.
fn own_example(row: &FieldRow<'_>) -> Option<Value> {
    let text = facts::example_text(row.description?)?;
    let text = text.trim().trim_matches('`').trim();
    let shows = text.starts_with(['[', '{', '"']) || matches!(text, "true" | "false");
    shows.then(|| serde_json::from_str(text).ok()).flatten()
}

/// Whether a row says that it is an object without fields.
fn says_empty(row: &FieldRow<'_>) -> bool {
    let text = row.description.map(Cell::text).unwrap_or_default();
    lexicon::EMPTY_OBJECT.within(&text)
}

/// Whether a text contains a name as a separate word.
fn mentions(text: &str, name: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(is_name) && !text[at + name.len()..].starts_with(is_name)
    })
}

/// The sentence of a row that requires one of several fields, with the row's own name, and its line.
fn one_of_fields(row: &FieldRow<'_>) -> Option<(usize, String)> {
    let lines = &row.description?.lines;
    let line = lines
        .iter()
        .find(|line| lexicon::ONE_OF_FIELDS.within(&line.text))?;
    Some((line.number, format!("{} {}", row.name, line.text)))
}

/// The rest of a sample's type within the stated containers.
fn peel(ty: Type, stated: &Stated) -> Option<Type> {
    let mut ty = ty;
    for layer in &stated.layers {
        ty = match (layer, ty) {
            (Layer::List, Type::List(inner)) => *inner,
            // A map is an object in JSON; nothing is known about its values.
            (Layer::Map, Type::Object) => return None,
            _ => return None,
        };
    }
    Some(ty)
}

/// Whether examples have a row within another row, and not at the top where the table has it.
fn shows_inside(items: &[Item<'_>], roots: &[&Value]) -> bool {
    let top = json::objects(roots);
    let inside = json::inner_keys(&top);
    items
        .iter()
        .any(|item| inside.contains(item.name) && json::samples(&top, item.name).is_empty())
}

/// The objects that contain the fields of a field.
fn below<'v>(ty: &Type, samples: &[&'v Value]) -> Vec<&'v Value> {
    match ty {
        Type::List(inner) => {
            let items: Vec<&Value> = samples
                .iter()
                .filter_map(|value| value.as_array())
                .flatten()
                .collect();
            below(inner, &items)
        }
        Type::Map(inner) => {
            let values: Vec<&Value> = samples
                .iter()
                .filter_map(|value| value.as_object())
                .flat_map(|object| object.values())
                .collect();
            below(inner, &values)
        }
        _ => samples
            .iter()
            .copied()
            .filter(|value| value.is_object())
            .collect(),
    }
}

fn scalars<'v>(samples: &[&'v Value]) -> Vec<&'v Value> {
    let mut found = Vec::new();
    for sample in samples {
        match sample {
            Value::Array(items) => found.extend(scalars(&items.iter().collect::<Vec<_>>())),
            Value::Object(_) | Value::Null => {}
            value => found.push(*value),
        }
    }
    found
}

fn assemble<'p>(rows: &[FieldRow<'p>], places: &[Place]) -> Vec<Node<'p>> {
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (index, place) in places.iter().enumerate() {
        if let Some(parent) = place.parent() {
            children.entry(parent).or_default().push(index);
        }
    }
    // The rows below a row follow it in the table, so in reverse order their nodes exist before its own.
    let mut nodes: HashMap<usize, Node<'p>> = HashMap::new();
    let mut take = |parent: Option<usize>, nodes: &mut HashMap<usize, Node<'p>>| -> Vec<Node<'p>> {
        let rows = children.remove(&parent).unwrap_or_default();
        rows.into_iter()
            .filter_map(|row| nodes.remove(&row))
            .collect()
    };
    for index in (0..rows.len()).rev() {
        let below = take(Some(index), &mut nodes);
        nodes.insert(
            index,
            Node {
                row: rows[index].clone(),
                children: below,
            },
        );
    }
    take(None, &mut nodes)
}

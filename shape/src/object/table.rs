//! The static table of a struct: the keys of its fields, and their types and rules as text. The text becomes a
//! [`Shape`] when the first payload is checked.

use std::fmt;
use std::sync::OnceLock;

use super::text::{self, Nested, TableField};
use crate::shape::{Field, Object, Shape, Shared, Text, Values};

/// Describes the fields of a struct, in the order of its slots.
///
/// ```
/// use larkspec_shape::check;
/// use larkspec_shape::object::Table;
///
/// static POINT: Table = Table::new(
///     "Point",
///     &[("x", Table::REQUIRED, "int min=0"), ("label", 0, "text max_len=10u")],
/// );
///
/// let error = check(POINT.request(), br#"{"x": -1, "y": 1}"#).unwrap_err();
/// assert_eq!(error.violations()[0].to_string(), "/x: -1 is under the minimum of 0");
/// assert!(check(POINT.response(), br#"{"x": 1, "y": 1}"#).is_ok());
/// ```
///
/// Text that cannot be parsed is a bug of the generator. It does not cause a panic, but no value of that field passes
/// the check, and the violation says why.
pub struct Table {
    /// The name of the struct, for `Debug`.
    pub name: &'static str,
    text: &'static str,
    given: &'static [TableField],
    nested: &'static [&'static Table],
    needs: &'static str,
    parsed: OnceLock<Parsed>,
}

/// What the text of a table says, and what is derived from it.
///
/// The compiler proves for each of the thousands of tables that threads can share it. The trait object keeps this proof
/// short: without it, it would go through all types that a shape can contain.
struct Parsed {
    fields: &'static [TableField],
    required: Option<u64>,
    derived: &'static dyn Derived,
}

trait Derived: Send + Sync {
    fn shapes(&self) -> &Shapes;
}

/// The shapes of a table, each built on first use.
#[derive(Default)]
struct Shapes {
    request: OnceLock<Shape<'static>>,
    response: OnceLock<Shape<'static>>,
    sections: [OnceLock<Option<Shape<'static>>>; 4],
    body: OnceLock<Shape<'static>>,
}

impl Derived for Shapes {
    fn shapes(&self) -> &Shapes {
        self
    }
}

impl Table {
    /// In Rust, the field is not an `Option`. It is required, unless its text says otherwise.
    pub const REQUIRED: u8 = 1;
    /// The field is response-only, and is not written to requests.
    pub const RESPONSE_ONLY: u8 = 1 << 1;
    /// The parameter is in the path; parameters without such a flag are in the body.
    pub const PATH: u8 = 1 << 2;
    /// The parameter is in the query.
    pub const QUERY: u8 = 2 << 2;
    /// The parameter is in a header.
    pub const HEADER: u8 = 3 << 2;
    /// The parameter is in the body.
    pub const BODY: u8 = 0;

    /// Its scalars are integers in Rust, and strings of digits in JSON.
    pub const DIGITS: u8 = 1 << 4;

    const SECTION: u8 = 3 << 2;

    /// Creates the table of a struct without nested structs.
    pub const fn new(name: &'static str, fields: &'static [TableField]) -> Self {
        let mut table = Table::of(name, "", &[], "");
        table.given = fields;
        table
    }

    /// Creates a table from text alone, which costs a compiler far less than slices: a line for each field, as
    /// [`text::write_field`] writes it, the tables that the types refer to, and which further fields are required.
    pub const fn of(
        name: &'static str,
        fields: &'static str,
        nested: &'static [&'static Table],
        needs: &'static str,
    ) -> Self {
        Table {
            name,
            text: fields,
            given: &[],
            nested,
            needs,
            parsed: OnceLock::new(),
        }
    }

    /// The tables that its texts refer to.
    pub const fn nested(mut self, nested: &'static [&'static Table]) -> Self {
        self.nested = nested;
        self
    }

    /// Sets which further fields are required, as text.
    pub const fn needs(mut self, needs: &'static str) -> Self {
        self.needs = needs;
        self
    }

    /// The fields, in the order of the struct's slots.
    #[inline]
    pub fn fields(&self) -> &'static [TableField] {
        self.parsed().fields
    }

    /// A bit for each required field. `None` if there are more fields than bits.
    #[inline]
    pub(super) fn required(&self) -> Option<u64> {
        self.parsed().required
    }

    fn shapes(&'static self) -> &'static Shapes {
        self.parsed().derived.shapes()
    }

    #[inline]
    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            let fields = match self.text {
                "" => self.given,
                text => text::read_fields(text).leak(),
            };
            let bit = |(index, (_, flags, _)): (usize, &TableField)| {
                u64::from(flags & Table::REQUIRED) << index
            };
            Parsed {
                fields,
                required: (fields.len() <= 64).then(|| fields.iter().enumerate().map(bit).sum()),
                derived: Box::leak(Box::<Shapes>::default()),
            }
        })
    }

    /// The shape of the object in a request: unknown keys are violations.
    pub fn request(&'static self) -> &'static Shape<'static> {
        self.side(Side::Request)
    }

    /// The shape of the object in a response: unknown keys are ignored.
    pub fn response(&'static self) -> &'static Shape<'static> {
        self.side(Side::Response)
    }

    /// The shape of the request parameters in one section, as one object with their wire names; `section` is one of
    /// [`PATH`](Table::PATH), [`QUERY`](Table::QUERY), [`HEADER`](Table::HEADER) and [`BODY`](Table::BODY). `None` if
    /// there are none.
    pub fn section(&'static self, section: u8) -> Option<&'static Shape<'static>> {
        let shape = self.shapes().sections.get(usize::from(section >> 2))?;
        let is_in = |flags: u8| flags & Table::SECTION == section;
        let is_empty = || !self.fields().iter().any(|(_, flags, _)| is_in(*flags));
        let section = || (!is_empty()).then(|| self.some_fields(Side::Request, true, &is_in));
        shape.get_or_init(section).as_ref()
    }

    /// The shape of the whole response body: [`response`](Table::response) in its envelope. It is built on first use,
    /// so a table can be in only one kind of envelope.
    pub fn body(
        &'static self,
        envelope: impl FnOnce(&'static Shape<'static>) -> Shape<'static>,
    ) -> &'static Shape<'static> {
        let body = &self.shapes().body;
        body.get_or_init(|| envelope(self.response()))
    }

    /// The section of a field, in the form that [`section`](Table::section) accepts.
    pub const fn section_of(flags: u8) -> u8 {
        flags & Table::SECTION
    }

    fn side(&'static self, side: Side) -> &'static Shape<'static> {
        let shape = match side {
            Side::Request => &self.shapes().request,
            Side::Response => &self.shapes().response,
        };
        shape.get_or_init(|| self.some_fields(side, false, &|_| true))
    }

    /// The object of the fields with the requested flags.
    fn some_fields(
        &'static self,
        side: Side,
        by_wire_name: bool,
        are_asked_for: &dyn Fn(u8) -> bool,
    ) -> Shape<'static> {
        let in_request = side == Side::Request;
        let nested = &NestedTables { table: self, side };
        let mut names = vec![None; self.fields().len()];
        let mut fields = Vec::new();
        for (number, (key, flags, text)) in self.fields().iter().enumerate() {
            let is_left_out = in_request && flags & Table::RESPONSE_ONLY != 0;
            if is_left_out || !are_asked_for(*flags) {
                continue;
            }
            let read = text::read(text, in_request, nested);
            let wire = read.as_ref().and_then(|read| read.wire);
            let name = wire.filter(|_| by_wire_name).unwrap_or(key);
            let required = read.as_ref().and_then(|read| read.required);
            names[number] = Some(name);
            fields.push(Field {
                name,
                required: required.unwrap_or(flags & Table::REQUIRED != 0),
                shape: read.map_or(MALFORMED, |read| read.shape),
            });
        }
        let name = |number: usize| names.get(number).copied().flatten();
        let needs = text::read_needs(self.needs, in_request, &name);
        let Some(needs) = needs else {
            return MALFORMED;
        };
        let object = match side {
            Side::Request => Object::closed(fields.leak()),
            Side::Response => Object::open(fields.leak()),
        };
        Shape::Object(object.needs(needs.leak()))
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("name", &self.name)
            .field("fields", &self.fields())
            .field("needs", &self.needs)
            .finish_non_exhaustive()
    }
}

/// Accepts no value.
const MALFORMED: Shape<'static> = Shape::Text(Text::new().values(Values::OneOf(&[
    "(its table is malformed: a bug in larkspec-codegen)",
])));

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

/// The nested tables of a table, on one side.
struct NestedTables {
    table: &'static Table,
    side: Side,
}

impl Nested for NestedTables {
    fn object(&self, number: usize) -> Option<Shape<'static>> {
        Some(*self.table.nested.get(number)?.side(self.side))
    }

    fn shared(&self, number: usize) -> Option<&'static dyn Shared> {
        let table = self.table.nested.get(number)?;
        let side = self.side;
        Some(Box::leak(Box::new(SharedTable { table, side })))
    }
}

/// A table on one side. It is parsed when a payload first reaches it, so it can refer to itself.
struct SharedTable {
    table: &'static Table,
    side: Side,
}

impl Shared for SharedTable {
    fn name(&self) -> &str {
        self.table.name
    }

    fn shape(&self) -> &Shape<'_> {
        self.table.side(self.side)
    }
}

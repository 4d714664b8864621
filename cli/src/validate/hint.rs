//! Hints about what the input was probably meant to be. Each is printed once on stderr, and none affects the verdict.

use std::collections::BTreeMap;
use std::fmt;

use larkspec_codegen::model::{Endpoint, Field, Format, Rules, Section, Type, Types};
use larkspec_shape::{Checker, Rule, Violation, pointer};
use memchr::memmem;
use serde_json::Value;

use super::place::in_spec;
use super::report::Place;

/// The hints of one thread, or of all: the topic, and the first occurrence.
#[derive(Default)]
pub struct Hints(BTreeMap<String, First>);

/// The first occurrence.
struct First {
    batch: u64,
    /// The number of the hint within its thread.
    number: usize,
    text: String,
}

impl Hints {
    /// The number of hints about fields with one name, or about their items.
    fn about(&self, segment: &str) -> usize {
        let names = |place: &str| {
            let place = place.trim_end_matches("/*");
            place.rsplit('/').next() == Some(segment)
        };
        self.0.keys().filter(|place| names(place)).count()
    }

    /// Adds a hint, unless there is one on the same topic.
    pub fn give(&mut self, about: &str, batch: u64, text: impl FnOnce() -> String) {
        if !self.0.contains_key(about) {
            let first = First {
                batch,
                number: self.0.len(),
                text: text(),
            };
            self.0.insert(about.to_owned(), first);
        }
    }

    /// Merges the hints of another thread; on the same topic, the earlier one wins.
    pub fn add(&mut self, other: Hints) {
        for (about, first) in other.0 {
            match self.0.get(&about) {
                Some(mine) if mine.batch <= first.batch => {}
                _ => drop(self.0.insert(about, first)),
            }
        }
    }
}

impl Hints {
    /// The hints in the order of the input.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let mut hints: Vec<&First> = self.0.values().collect();
        hints.sort_by_key(|first| (first.batch, first.number));
        hints.into_iter().map(|first| &*first.text)
    }
}

impl fmt::Display for Hints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts()
            .try_for_each(|text| writeln!(f, "hint: {text}"))
    }
}

/// The places of top-level keys that do not belong into a request's payload.
#[derive(Default)]
pub struct Elsewhere<'e>(Vec<(&'e str, &'static str)>);

impl<'e> Elsewhere<'e> {
    /// The keys of an endpoint.
    pub fn of(endpoint: &'e Endpoint) -> Self {
        let mut places = vec![(
            "code",
            "is part of a response; to check responses, use --response",
        )];
        for (section, place) in [
            (Section::Path, "is sent in the path, not in the body"),
            (Section::Query, "is sent in the query, not in the body"),
            (Section::Header, "is sent as a header, not in the body"),
        ] {
            let fields = endpoint.section(section).iter();
            places.extend(fields.map(|field| (&*field.name, place)));
        }
        Elsewhere(places)
    }

    /// Adds a hint if the violation is a key that belongs to another place.
    pub fn look(&self, violation: &Violation, place: Place<'_>, batch: u64, hints: &mut Hints) {
        if violation.rule() != Rule::AdditionalProperties || !violation.pointer().is_empty() {
            return;
        }
        // The last entry wins: a parameter may be named `code` as well.
        let belongs = violation
            .property()
            .and_then(|key| self.0.iter().rfind(|(name, _)| *name == key));
        if let Some((key, belongs)) = belongs {
            hints.give(violation.location(), batch, || {
                format!("{place}: `{key}` {belongs}")
            });
        }
    }
}

/// A unit for times since 1970, with the number of digits that times from September 2001 to the year 2286 have in it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Unit {
    name: &'static str,
    digits: u32,
}

const MILLISECONDS: Unit = Unit {
    name: "milliseconds",
    digits: 13,
};

const SECONDS: Unit = Unit {
    name: "seconds",
    digits: 10,
};

const UNITS: [Unit; 4] = [
    SECONDS,
    MILLISECONDS,
    Unit {
        name: "microseconds",
        digits: 16,
    },
    Unit {
        name: "nanoseconds",
        digits: 19,
    },
];

impl Unit {
    fn of(format: Format) -> Option<Unit> {
        match format {
            Format::UnixMillis => Some(MILLISECONDS),
            Format::UnixSeconds => Some(SECONDS),
            _ => None,
        }
    }

    /// A value that is never a time in this unit, so that the engine reports any time.
    fn no_time(self) -> String {
        format!("-{}", self.digits)
    }

    /// The other unit that a number with this many digits suggests.
    fn mistaken(self, digits: usize) -> Option<Unit> {
        let looks_like =
            |unit: &&Unit| unit.digits as usize == digits && unit.digits != self.digits;
        UNITS.iter().find(looks_like).copied()
    }

    /// Converts a time to this unit.
    fn convert(self, value: i64, from: Unit) -> i64 {
        match self.digits.checked_sub(from.digits) {
            Some(more) => value.saturating_mul(10_i64.pow(more)),
            None => value / 10_i64.pow(from.digits - self.digits),
        }
    }
}

/// Finds times whose unit differs from that of their field.
///
/// The engine checks the document once more, against a copy of the endpoint that only has its times, each fixed to an
/// impossible value. A search for their names spares most documents this second check.
pub struct Times {
    searches: Vec<Search>,
}

/// The fields with one name that are times in one unit.
struct Search {
    key: memmem::Finder<'static>,
    /// The name as it is written in a pointer.
    segment: String,
    unit: Unit,
    /// The number of fields, each of which can have a hint.
    fields: usize,
}

impl Times {
    /// The fields of the endpoint, and the endpoint that finds them.
    pub fn new(endpoint: &Endpoint) -> (Times, Endpoint) {
        let mut probe = endpoint.clone();
        let mut searches = Vec::new();
        for section in Section::ALL {
            let mut reduction = Reduction {
                types: &endpoint.types,
                section,
                open: Vec::new(),
                searches: &mut searches,
            };
            for field in probe.section_mut(section) {
                reduction.reduce(field);
            }
        }
        (Times { searches }, probe)
    }

    /// Looks for times in `json`, which is valid JSON, with a checker of the endpoint that finds them.
    pub fn look(
        &self,
        checker: Checker<'_>,
        json: &[u8],
        place: Place<'_>,
        batch: u64,
        hints: &mut Hints,
    ) {
        let is_wanted = |search: &Search| hints.about(&search.segment) < search.fields;
        let mut searches = self.searches.iter();
        if !searches.any(|search| is_wanted(search) && search.matches(json)) {
            return;
        }
        // The document has been parsed before, so it is valid JSON.
        let _ = checker.for_each(json, |violation| {
            if violation.rule() == Rule::Const {
                hint(checker, &violation, place, batch, hints);
            }
        });
    }
}

/// Adds a hint about a time if it has the digits of another unit.
fn hint(
    checker: Checker<'_>,
    violation: &Violation,
    place: Place<'_>,
    batch: u64,
    hints: &mut Hints,
) {
    let unit = UNITS
        .into_iter()
        .find(|unit| violation.expected().trim_matches('"') == unit.no_time());
    let number = violation.found().trim_matches('"');
    let Some((unit, value)) = unit.zip(number.parse().ok()) else {
        return;
    };
    let Some(mistaken) = unit.mistaken(number.len()) else {
        return;
    };
    let mut about = String::new();
    in_spec(checker.shape(), violation, &mut about);
    hints.give(&about, batch, || {
        format!(
            "{place}: {}: {number} looks like {}; the field takes {} since 1970: {}",
            violation.pointer(),
            mistaken.name,
            unit.name,
            unit.convert(value, mistaken)
        )
    });
}

impl Search {
    /// Whether the key is present, with a number that has the digits of another unit.
    fn matches(&self, json: &[u8]) -> bool {
        let mut rest = json;
        // `find_iter` would copy the finder for each document.
        while let Some(at) = self.key.find(rest) {
            rest = &rest[at + self.key.needle().len()..];
            let before = |b: &&u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b':' | b'"');
            let value = &rest[rest.iter().take_while(before).count()..];
            let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
            // Every item of a list or map counts.
            if value.starts_with(b"[")
                || value.starts_with(b"{")
                || self.unit.mistaken(digits).is_some()
            {
                return true;
            }
        }
        false
    }
}

/// Reduces an endpoint to what finds times in its payloads.
struct Reduction<'t> {
    types: &'t Types,
    section: Section,
    /// The shared types around a field. A type within itself is not visited again.
    open: Vec<String>,
    searches: &'t mut Vec<Search>,
}

impl Reduction<'_> {
    /// Removes every rule from a field, and fixes times to an impossible value. Returns whether the field is or
    /// contains a time; otherwise it becomes a field of any type.
    fn reduce(&mut self, field: &mut Field) -> bool {
        field.required = false;
        field.secret = false;
        field.rules = Rules::default();
        let mut holds_time = false;
        match (field.ty.innermost(), field.format.and_then(Unit::of)) {
            (ty @ (Type::Int | Type::String), Some(unit)) => {
                holds_time = true;
                let no_time = unit.no_time();
                field.rules.fixed = Some(match ty {
                    Type::Int => no_time.parse().unwrap_or_default(),
                    _ => Value::from(no_time),
                });
                add(&field.name, unit, self.searches);
            }
            (Type::Object, _) => holds_time = self.inside(field),
            _ => {}
        }
        field.shared = None;
        if !holds_time {
            field.ty = Type::Json;
            field.fields.clear();
        }
        holds_time
    }

    /// The same for the fields of an object.
    fn inside(&mut self, field: &mut Field) -> bool {
        let name = field.shared.clone();
        if name.as_ref().is_some_and(|name| self.open.contains(name)) {
            field.fields.clear();
            return false;
        }
        self.types.refine(field, self.section);
        self.open.extend(name.clone());
        let mut holds_time = false;
        for inner in &mut field.fields {
            holds_time |= self.reduce(inner);
        }
        if name.is_some() {
            self.open.pop();
        }
        holds_time
    }
}

fn add(name: &str, unit: Unit, searches: &mut Vec<Search>) {
    let segment = pointer::escape(name);
    let known = searches
        .iter_mut()
        .find(|search| search.segment == segment && search.unit == unit);
    match known {
        Some(search) => search.fields += 1,
        None => searches.push(Search {
            key: memmem::Finder::new(&format!("\"{name}\"")).into_owned(),
            segment: segment.into_owned(),
            unit,
            fields: 1,
        }),
    }
}

//! Determines the facts of a type's fields: what its uses agree on.

use std::collections::{BTreeMap, HashSet};

use larkspec_codegen::model::{EnumValue, Field, Type};
use larkspec_codegen::rules::{self, Fact};
use serde_json::Value;

use super::classes::Classes;
use super::forest::{Anchor, Listed, Side, Tree};

/// A field on one side, in one use.
#[derive(Clone, Copy)]
pub struct Use<'t, 'a> {
    pub tree: &'t Tree<'a>,
    pub side: Side,
}

/// A field of a type, with the facts on which its uses agree.
pub struct Agreed<'a> {
    /// Its name, and what is not expressed as facts.
    pub sample: &'a Field,
    pub ty: Type,
    /// The class of its object.
    pub class: Option<usize>,
    /// How the spec files describe it.
    pub anchor: Option<Anchor>,
    /// What all requests state, if any has the field; likewise for responses.
    request: Option<Said>,
    response: Option<Said>,
    /// Whether there are responses with the enclosing object.
    is_answered_around: bool,
    listing: Listing<'a>,
    /// Whether the format is only assumed, since no use states it.
    has_assumed_format: bool,
    /// Whether people decided its type, since no page states it.
    has_assumed_type: bool,
    /// The most frequent example.
    pub example: Option<&'a Value>,
    /// The most frequent doc.
    pub doc: &'a str,
    pub rust: Option<&'a str>,
    pub secret: bool,
    pub children: Vec<Agreed<'a>>,
}

/// Facts on which all uses agree.
type Said = Vec<(&'static str, Fact)>;

/// The listed values on which uses agree.
#[derive(Default)]
struct Listing<'a> {
    /// On both sides.
    both: Option<Values<'a>>,
    /// In requests, which may have fewer.
    request: Option<Listed<'a>>,
}

/// Listed values of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Values<'a> {
    pub values: Vec<&'a EnumValue>,
    pub open: bool,
    pub bits: bool,
}

impl<'a> Agreed<'a> {
    /// The fields of the objects of these uses, down to the next type that is described elsewhere according to
    /// `stops`.
    pub fn all(
        uses: &[Use<'_, 'a>],
        classes: &Classes,
        stops: &dyn Fn(usize) -> bool,
    ) -> Vec<Self> {
        let mut fields: Vec<Agreed<'a>> = Vec::new();
        for name in names(uses) {
            let own: Vec<Use<'_, 'a>> = uses
                .iter()
                .filter_map(|of| {
                    let mut trees = of.tree.children.iter();
                    let tree = trees.find(|tree| tree.field.name == name)?;
                    Some(Use {
                        tree,
                        side: of.side,
                    })
                })
                .collect();
            fields.push(Agreed::one(&own, uses, classes, stops));
        }
        one_group_each(&mut fields, uses);
        fields
    }

    fn one(
        uses: &[Use<'_, 'a>],
        around: &[Use<'_, 'a>],
        classes: &Classes,
        stops: &dyn Fn(usize) -> bool,
    ) -> Self {
        let closed = uses.iter().find(|of| !of.tree.open).unwrap_or(&uses[0]);
        let unit = uses.iter().find_map(|of| of.tree.unit);
        let class = unit.map(|unit| classes.of(unit));
        let count = |uses: &[Use<'_, '_>], side| uses.iter().filter(|of| of.side == side).count();
        let side = |side| said(uses, side, count(uses, side) == count(around, side));
        let below: Vec<Use<'_, 'a>> = uses
            .iter()
            .filter(|of| of.tree.unit.is_some())
            .copied()
            .collect();
        let children = match class {
            Some(class) if !stops(class) => Agreed::all(&below, classes, stops),
            _ => Vec::new(),
        };
        let fields = || uses.iter().map(|of| of.tree.field);
        Agreed {
            sample: closed.tree.field,
            ty: closed.tree.field.ty.clone(),
            class,
            anchor: uses.iter().find_map(|of| of.tree.anchor.clone()),
            request: side(Side::Request),
            response: side(Side::Response),
            is_answered_around: count(around, Side::Response) > 0,
            listing: Listing::of(uses),
            has_assumed_format: fields()
                .filter(|field| field.format.is_some())
                .all(|field| field.assumed.contains("format")),
            has_assumed_type: fields().all(|field| field.assumed.contains("type")),
            example: most(fields().filter_map(|field| field.example.as_ref())),
            doc: most(
                fields()
                    .map(|field| &*field.doc)
                    .filter(|doc| !doc.is_empty()),
            )
            .unwrap_or_default(),
            rust: most(fields().filter_map(|field| field.rust.as_deref())),
            secret: fields().any(|field| field.secret),
            children,
        }
    }

    /// Whether requests have the field.
    pub fn is_requested(&self) -> bool {
        self.request.is_some()
    }

    /// The listed values, if they are the same in requests as on both sides.
    pub fn values(&self) -> Option<&Values<'a>> {
        let own = self.listing.both.as_ref();
        own.filter(|_| self.listing.request.is_none())
    }

    /// The field as a file of types describes it, without its inner fields. `in_request`: whether requests have the
    /// enclosing object.
    pub fn written(&self, in_request: bool) -> Field {
        let mut field = Field::new(&*self.sample.name, self.ty.clone());
        let (both, request) = match (&self.request, &self.response) {
            (Some(request), Some(response)) => request
                .iter()
                .cloned()
                .partition(|fact| response.contains(fact)),
            // If responses lack the field, do not mark it as theirs.
            (Some(one), None) => one.iter().cloned().partition(|(key, _)| {
                !self.is_answered_around || !matches!(*key, "required" | "any_of" | "required_when")
            }),
            (None, Some(one)) => (one.clone(), Vec::new()),
            (None, None) => Default::default(),
        };
        set(&mut field, both);
        let mut only = Field::new(&*field.name, self.ty.clone());
        let has_facts = !request.is_empty() || self.listing.request.is_some();
        set(&mut only, request);
        if let Some(values) = &self.listing.both {
            values.set(&mut field);
        }
        if let Some(listed) = self.listing.request {
            only.rules.values = listed.values.to_vec();
            only.rules.open = listed.open;
            only.rules.bits = listed.bits;
        }
        if self.has_assumed_format {
            for of in [&mut field, &mut only] {
                of.assumed.extend(of.format.map(|_| "format".to_owned()));
            }
        }
        if self.has_assumed_type {
            field.assumed.insert("type".to_owned());
        }
        field.request = has_facts.then(|| Box::new(only));
        field.response_only = in_request && self.request.is_none();
        field.example = self.example.cloned();
        self.doc.clone_into(&mut field.doc);
        field.rust = self.rust.map(str::to_owned);
        field.secret = self.secret;
        field
    }
}

impl<'a> Values<'a> {
    pub fn of(listed: Listed<'a>) -> Self {
        Values {
            values: listed.values.iter().collect(),
            open: listed.open,
            bits: listed.bits,
        }
    }

    /// The values as texts, in order.
    pub fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = self.values.iter().map(|v| v.value.to_string()).collect();
        texts.sort_unstable();
        texts
    }

    /// Adds missing values. A value is deprecated if no page lists it.
    pub fn add(&mut self, values: impl IntoIterator<Item = &'a EnumValue>) {
        for value in values {
            let mut known = self.values.iter_mut();
            match known.find(|known| known.value == value.value) {
                Some(known) if known.deprecated => *known = value,
                Some(_) => {}
                None => self.values.push(value),
            }
        }
    }

    /// Sets the values of a field.
    pub fn set(&self, field: &mut Field) {
        field.rules.values = self.values.iter().copied().cloned().collect();
        field.rules.open = self.open;
        field.rules.bits = self.bits;
    }
}

impl<'a> Listing<'a> {
    fn of(uses: &[Use<'_, 'a>]) -> Self {
        let on = |side| {
            uses.iter()
                .filter(move |of| of.side == side)
                .map(|of| of.tree.listed)
        };
        let mut requests = on(Side::Request);
        let answered = union(on(Side::Response).flatten());
        let Some(first) = requests.next() else {
            return Listing {
                both: answered,
                request: None,
            };
        };
        if !requests.all(|other| other == first) {
            return Listing::default();
        }
        let Some(asked) = first else {
            // Any value is allowed, and some are known.
            let both = answered.map(|known| Values {
                open: true,
                ..known
            });
            let both = both.filter(|known| !known.bits);
            return Listing {
                both,
                request: None,
            };
        };
        let mut both = Values::of(asked);
        both.add(on(Side::Request).flatten().flat_map(|listed| listed.values));
        let Some(answered) = answered.filter(|answered| answered.bits == asked.bits) else {
            return Listing {
                both: Some(both),
                request: None,
            };
        };
        both.add(answered.values);
        let request = (both.values.len() > asked.values.len()).then_some(asked);
        // An open list rejects no value.
        let request = request.filter(|asked| !asked.open && !asked.bits);
        Listing {
            both: Some(both),
            request,
        }
    }
}

/// All values of lists of one kind; `None` if only some lists are of bits.
fn union<'a>(lists: impl Iterator<Item = Listed<'a>>) -> Option<Values<'a>> {
    let mut all: Option<Values<'a>> = None;
    for listed in lists {
        match &mut all {
            None => {
                all = Some(Values {
                    open: false,
                    ..Values::of(listed)
                })
            }
            Some(known) if known.bits == listed.bits => known.add(listed.values),
            Some(_) => return None,
        }
    }
    all
}

fn set(field: &mut Field, facts: Said) {
    for (key, fact) in facts {
        if let Some(rule) = rules::rule(key) {
            (rule.set)(field, Some(fact));
        }
    }
}

/// What all uses of one side state; `None` if there are none.
fn said(uses: &[Use<'_, '_>], side: Side, is_everywhere: bool) -> Option<Said> {
    let mut uses = uses.iter().filter(|of| of.side == side);
    let mut facts = uses.next()?.tree.facts.clone();
    for other in uses {
        facts.retain(|fact| other.tree.facts.contains(fact));
    }
    // A field that some objects lack is not required.
    facts.retain(|(key, _)| is_everywhere || *key != "required");
    Some(facts)
}

/// The names of the fields of all uses, in the order of the use that has most of them.
fn names<'a>(uses: &[Use<'_, 'a>]) -> Vec<&'a str> {
    let mut order: Vec<&Use<'_, 'a>> = uses.iter().collect();
    order.sort_by_key(|of| std::cmp::Reverse(of.tree.children.len()));
    let mut seen: HashSet<&str> = HashSet::new();
    let fields = order.iter().flat_map(|of| &of.tree.children);
    let names = fields.map(|tree| &*tree.field.name);
    names.filter(|name| seen.insert(name)).collect()
}

/// A group of fields of which one is required must be the same in all requests; otherwise the uses state it
/// themselves.
fn one_group_each(fields: &mut [Agreed<'_>], uses: &[Use<'_, '_>]) {
    let label_of = |facts: &[(&'static str, Fact)]| {
        let fact = facts.iter().find(|(key, _)| *key == "any_of")?;
        match &fact.1 {
            Fact::Text(label) => Some(label.clone()),
            _ => None,
        }
    };
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for field in fields.iter() {
        if let Some(label) = field.request.as_deref().and_then(label_of) {
            groups.entry(label).or_default().push(&field.sample.name);
        }
    }
    let differ = |label: &String, group: &Vec<&str>| {
        let requests = uses.iter().filter(|of| of.side == Side::Request);
        requests.into_iter().any(|of| {
            let own = of
                .tree
                .children
                .iter()
                .filter(|tree| label_of(&tree.facts).as_ref() == Some(label));
            let mut own: Vec<&str> = own.map(|tree| &*tree.field.name).collect();
            let mut group = group.clone();
            own.sort_unstable();
            group.sort_unstable();
            own != group
        })
    };
    let broken: Vec<String> = groups
        .iter()
        .filter(|(label, group)| differ(label, group))
        .map(|(label, _)| label.clone())
        .collect();
    for field in fields {
        for facts in [&mut field.request, &mut field.response]
            .into_iter()
            .flatten()
        {
            facts.retain(|(key, fact)| {
                *key != "any_of" || !matches!(fact, Fact::Text(label) if broken.contains(label))
            });
        }
    }
}

/// The most frequent value; of equally frequent ones, the first.
fn most<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let best = counts.iter().map(|(_, count)| *count).max()?;
    let first = counts.into_iter().find(|(_, count)| *count == best)?;
    Some(first.0)
}
